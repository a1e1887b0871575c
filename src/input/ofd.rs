//! Bytes of an OFD (GB/T 33190-2016) → its pages: characters with their places, and ruling lines.

use super::pages::{Book, FEWEST_HAN, PICTURED, is_strong, judged};
use super::refusal::{MAX_TEXT, refuse};
use super::xml::{Attributes, Sink, walk};
use super::zip::Archive;
use crate::error::{Error, ErrorKind};
use crate::placed::{Glyph, Matrix, Page, Path};
use crate::plausible::is_han;
use std::collections::BTreeMap;

/// An OFD measures in millimetres.
const POINTS: f64 = 72.0 / 25.4;
/// No file has more pages.
const MOST_PAGES: usize = 20_000;
/// All parts of a file together unpack to no more bytes.
const MOST_UNPACKED: usize = 512 << 20;

/// Reads the pages.
///
/// # Errors
/// `Malformed` for what is encrypted, cut off or no OFD, `Empty` for scans, outlines and what holds no words, `TooLarge` for what
/// would take too much memory.
pub(crate) fn read(bytes: &[u8]) -> Result<Book, Error> {
    let mut file = File { archive: Archive::open(bytes)?, left: MOST_UNPACKED, room: MAX_TEXT / "汉".len() };
    if file.archive.has("Encryptions.xml") || file.archive.has("Doc_0/Encryptions.xml") {
        return Err(encrypted());
    }
    let mut root = Root::default();
    file.walk("OFD.xml", &mut root)?.ok_or_else(no_document)?;
    let mut found = Found::default();
    for document in &root.documents {
        let mut tree = Tree::default();
        file.walk(document, &mut tree)?.ok_or_else(no_document)?;
        let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
        let fonts = file.fonts(folder, &tree.resources)?;
        for part in &tree.pages {
            if found.book.pages.len() >= MOST_PAGES {
                return Err(too_large());
            }
            let mut content = Content::new(&fonts, tree.size, file.room);
            if file.page(folder, part, &tree.templates, &mut content)? {
                found.take(content);
            }
        }
    }
    judged(found.book, found.pictured, found.drawn)
}

/// What was found on the pages.
#[derive(Default)]
struct Found {
    book: Book,
    /// How many pages are covered by pictures.
    pictured: usize,
    drawn: bool,
}

impl Found {
    fn take(&mut self, content: Content<'_>) {
        let page = content.page;
        let share = content.pictured / f64::from(page.width * page.height).max(1.0);
        let han = page.glyphs.iter().filter(|g| is_han(g.c)).take(FEWEST_HAN).count();
        self.pictured += usize::from(share > PICTURED);
        self.drawn |= content.drawn;
        self.book.pages.push(page);
        if share > PICTURED && han < FEWEST_HAN {
            self.book.pictures.push(self.book.pages.len());
        }
    }
}

/// The file being read.
struct File<'a> {
    archive: Archive<'a>,
    /// Bytes that may still be unpacked.
    left: usize,
    /// Characters that may still be read.
    room: usize,
}

impl File<'_> {
    /// Tells `sink` what a part holds; none where there is no such part.
    fn walk(&mut self, name: &str, sink: &mut impl Sink) -> Result<Option<()>, Error> {
        let Some(part) = self.archive.part(&resolved(name))? else { return Ok(None) };
        self.left = self.left.checked_sub(part.len()).ok_or_else(too_large)?;
        walk(&part, sink).map(Some)
    }

    /// Reads a page and its templates; false where there is no such part.
    fn page(
        &mut self,
        folder: &str,
        part: &str,
        templates: &BTreeMap<String, String>,
        content: &mut Content<'_>,
    ) -> Result<bool, Error> {
        if self.walk(&beside(folder, part), content)?.is_none() {
            return Ok(false);
        }
        for template in std::mem::take(&mut content.templates) {
            if let Some(part) = templates.get(&template) {
                content.template = true;
                self.walk(&beside(folder, part), content)?;
            }
        }
        self.room = content.room;
        if self.room == 0 { Err(too_large()) } else { Ok(true) }
    }

    /// The fonts of a document that headings are set in, by their number.
    fn fonts(&mut self, folder: &str, resources: &[String]) -> Result<BTreeMap<String, bool>, Error> {
        let mut fonts = Fonts::default();
        for part in resources {
            self.walk(&beside(folder, part), &mut fonts)?;
        }
        Ok(fonts.0)
    }
}

/// A place in the archive, as it is written beside a folder: from the root where it begins with a stroke.
fn beside(folder: &str, place: &str) -> String {
    if place.starts_with('/') || folder.is_empty() { place.to_owned() } else { format!("{folder}/{place}") }
}

/// A place without `.` and `..`.
fn resolved(place: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in place.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// OFD.xml: where the documents are.
#[derive(Default)]
struct Root {
    documents: Vec<String>,
    inside: bool,
}

impl Sink for Root {
    fn open(&mut self, name: &str, _: &Attributes<'_>) {
        self.inside = name == "DocRoot";
        if self.inside {
            self.documents.push(String::new());
        }
    }

    fn close(&mut self, _: &str) {
        self.inside = false;
    }

    fn text(&mut self, text: &str) {
        if let Some(document) = self.documents.last_mut().filter(|_| self.inside) {
            document.push_str(text.trim());
        }
    }
}

/// Document.xml: pages in their order, templates by their number, resources, the size of pages.
#[derive(Default)]
struct Tree {
    pages: Vec<String>,
    templates: BTreeMap<String, String>,
    resources: Vec<String>,
    size: Option<[f64; 4]>,
    path: Vec<Field>,
}

/// An element whose text counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Resource,
    Box,
    Other,
}

impl Sink for Tree {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        let place = || attributes.get("BaseLoc").map(|place| place.into_owned());
        match name {
            "Page" => self.pages.extend(place()),
            "TemplatePage" => {
                if let (Some(id), Some(place)) = (attributes.get("ID"), place()) {
                    self.templates.insert(id.into_owned(), place);
                }
            }
            "PublicRes" | "DocumentRes" => self.resources.push(String::new()),
            _ => {}
        }
        self.path.push(match name {
            "PublicRes" | "DocumentRes" => Field::Resource,
            "PhysicalBox" => Field::Box,
            _ => Field::Other,
        });
    }

    fn close(&mut self, _: &str) {
        self.path.pop();
    }

    fn text(&mut self, text: &str) {
        match self.path.last() {
            Some(Field::Resource) => {
                self.resources.last_mut().into_iter().for_each(|r| r.push_str(text.trim()))
            }
            Some(Field::Box) => self.size = self.size.or(numbers(text)),
            _ => {}
        }
    }
}

/// PublicRes.xml, DocumentRes.xml: fonts by number, and whether headings are set in them.
#[derive(Default)]
struct Fonts(BTreeMap<String, bool>);

impl Sink for Fonts {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        if name != "Font" {
            return;
        }
        if let Some(id) = attributes.get("ID") {
            let names = ["FontName", "FamilyName"].into_iter().filter_map(|key| attributes.get(key));
            let strong = names.into_iter().any(|name| is_strong(name.as_bytes()))
                || attributes.get("Bold").is_some_and(|bold| bold == "true");
            self.0.insert(id.into_owned(), strong);
        }
    }
}

/// A page's Content.xml, and that of its templates.
struct Content<'a> {
    fonts: &'a BTreeMap<String, bool>,
    page: Page,
    templates: Vec<String>,
    /// What is read is a template of the page; it may hold its heads and numbers, or the words of a form that is filled in.
    template: bool,
    /// How much of the page pictures cover, in square points.
    pictured: f64,
    drawn: bool,
    room: usize,
    /// The object being read.
    object: Object,
    /// The text or path being read, and whether it is one.
    words: String,
    field: Words,
    code: Code,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    Code,
    Path,
    Box,
    None,
}

/// A text, path or picture.
#[derive(Clone, Debug)]
struct Object {
    map: Matrix,
    size: f64,
    strong: bool,
    /// Drawn at the width of its line, or filled.
    stroked: bool,
    /// The direction of the writing and of its characters, in quarters.
    reading: u32,
    stretch: f64,
}

/// A `TextCode`: where its characters stand.
#[derive(Clone, Debug, Default)]
struct Code {
    x: f64,
    y: f64,
    along: Vec<f64>,
    across: Vec<f64>,
}

impl<'a> Content<'a> {
    fn new(fonts: &'a BTreeMap<String, bool>, size: Option<[f64; 4]>, room: usize) -> Self {
        let [.., width, height] = size.unwrap_or([0.0, 0.0, 210.0, 297.0]);
        let page =
            Page { width: (width * POINTS) as f32, height: (height * POINTS) as f32, ..Page::default() };
        Content {
            fonts,
            page,
            templates: Vec::new(),
            template: false,
            pictured: 0.0,
            drawn: false,
            room,
            object: Object {
                map: Matrix::ID,
                size: 1.0,
                strong: false,
                stroked: true,
                reading: 0,
                stretch: 1.0,
            },
            words: String::new(),
            field: Words::None,
            code: Code::default(),
        }
    }

    /// Begins an object: its own measure is laid on its box, and that on the page.
    fn object(&mut self, name: &str, attributes: &Attributes<'_>) {
        let is = |key: &str, value: &str| attributes.get(key).is_some_and(|v| v == value);
        let bounds: [f64; 4] = attributes.get("Boundary").and_then(|b| numbers(&b)).unwrap_or_default();
        let own = attributes.get("CTM").and_then(|m| numbers(&m)).map_or(Matrix::ID, Matrix);
        let scale = Matrix([POINTS, 0.0, 0.0, POINTS, 0.0, 0.0]);
        self.object = Object {
            map: own.then(Matrix::shift(bounds[0], bounds[1])).then(scale),
            size: attributes.measure("Size").unwrap_or(0.0),
            strong: attributes.get("Font").is_some_and(|id| self.fonts.get(id.as_ref()) == Some(&true))
                || attributes.measure("Weight").is_some_and(|weight| weight >= BOLD),
            stroked: !is("Stroke", "false"),
            reading: attributes.number("ReadDirection").unwrap_or(0),
            stretch: attributes.measure("HScale").unwrap_or(1.0),
        };
        self.code = Code::default();
        if name == "ImageObject" {
            let area = bounds[2] * bounds[3] * POINTS * POINTS;
            self.pictured += if area.is_finite() { area } else { 0.0 };
        }
    }

    /// Puts the characters of a `TextCode` on the page.
    fn put(&mut self) {
        let words = std::mem::take(&mut self.words);
        let (object, code) = (self.object.clone(), self.code.clone());
        let (mut x, mut y) = (code.x, code.y);
        let downwards =
            object.reading == 90 || !code.across.is_empty() && code.along.iter().all(|d| *d == 0.0);
        for (at, c) in words.chars().filter(|c| !matches!(c, '\n' | '\r' | '\t')).enumerate() {
            if self.room == 0 {
                return;
            }
            let own = object.size * object.stretch * if is_wide(c) { 1.0 } else { 0.5 };
            let step = |deltas: &[f64]| deltas.get(at).or(deltas.last()).copied();
            let along = step(&code.along).unwrap_or(if downwards { 0.0 } else { own });
            let across = step(&code.across).unwrap_or(if downwards && code.across.is_empty() {
                object.size
            } else {
                0.0
            });
            self.glyph(
                c,
                &object,
                (x, y),
                if downwards { None } else { Some(own.min(along.abs().max(own / 2.0))) },
            );
            (x, y) = (x + along, y + across);
        }
        // A code that says no place goes on where the one before ended.
        (self.code.x, self.code.y) = (x, y);
    }

    /// Puts one character; it is written downwards where it has no width.
    fn glyph(&mut self, c: char, object: &Object, (x, y): (f64, f64), width: Option<f64>) {
        let (at_x, at_y) = object.map.at(x, y);
        let (across, high) = object.map.scale();
        let size = (object.size * high) as f32;
        let way = match width {
            Some(_) => object.map.way(1.0, 0.0),
            None => object.map.way(0.0, 1.0),
        };
        let advance = width.map_or(f64::from(size), |width| width * across);
        let finite = [at_x, at_y, advance].iter().all(|v| v.is_finite() && v.abs() < 1e6)
            && size.is_finite()
            && size > 0.1;
        if finite {
            self.room -= 1;
            let (x, y) = (at_x as f32, at_y as f32 - if width.is_none() { size } else { 0.0 });
            let advance = advance as f32;
            self.page.glyphs.push(Glyph {
                c,
                x,
                y,
                advance,
                size,
                way,
                strong: object.strong,
                furniture: false,
            });
        }
    }

    /// Draws `M 0 0 L 10 0`.
    fn draw(&mut self) {
        let words = std::mem::take(&mut self.words);
        let (mut path, mut operator) = (Path::default(), "");
        let mut operands: Vec<f64> = Vec::new();
        for word in words.split_whitespace().chain(std::iter::once("")) {
            if let Ok(number) = word.parse() {
                operands.push(number);
                continue;
            }
            let last =
                operands.len().checked_sub(2).map(|at| self.object.map.at(operands[at], operands[at + 1]));
            match (operator, last) {
                ("M" | "S", Some(to)) => path.start(to),
                ("L", Some(to)) => path.line(to),
                ("Q" | "B" | "A", Some(to)) => path.curve(to),
                ("C", _) => path.close(),
                _ => {}
            }
            operands.clear();
            operator = word;
        }
        self.drawn = true;
        path.paint(self.object.stroked, &mut self.page.rules);
    }
}

/// A weight from which on type is bold.
const BOLD: f64 = 600.0;

/// Whether a character fills a square.
fn is_wide(c: char) -> bool {
    c >= '\u{2E80}' || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}

impl Sink for Content<'_> {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        self.field = Words::None;
        match name {
            "Template" => {
                let once = self.templates.len() < 16 && !self.template;
                self.templates
                    .extend(attributes.get("TemplateID").filter(|_| once).map(|id| id.into_owned()));
            }
            "TextObject" | "PathObject" | "ImageObject" | "CompositeObject" => self.object(name, attributes),
            "TextCode" => {
                let steps =
                    |key: &str| attributes.get(key).map(|v| deltas(&v, self.room)).unwrap_or_default();
                self.code = Code {
                    x: attributes.measure("X").unwrap_or(self.code.x),
                    y: attributes.measure("Y").unwrap_or(self.code.y),
                    along: steps("DeltaX"),
                    across: steps("DeltaY"),
                };
                self.field = Words::Code;
            }
            "AbbreviatedData" => self.field = Words::Path,
            "PhysicalBox" => self.field = Words::Box,
            _ => {}
        }
    }

    fn close(&mut self, _: &str) {
        match std::mem::replace(&mut self.field, Words::None) {
            Words::Code => self.put(),
            Words::Path => self.draw(),
            Words::Box if !self.template => {
                if let Some([_, _, width, height]) = numbers(&std::mem::take(&mut self.words)) {
                    (self.page.width, self.page.height) = ((width * POINTS) as f32, (height * POINTS) as f32);
                }
            }
            Words::Box | Words::None => {}
        }
        self.words.clear();
    }

    fn text(&mut self, text: &str) {
        if self.field != Words::None {
            self.words.push_str(text);
        }
    }
}

/// Reads so many numbers.
fn numbers<const N: usize>(text: &str) -> Option<[f64; N]> {
    let mut found = [0.0; N];
    let mut numbers = text.split_whitespace().map(str::parse::<f64>);
    for slot in &mut found {
        *slot = numbers.next()?.ok().filter(|n| n.is_finite())?;
    }
    Some(found)
}

/// Reads steps: `5 5 g 3 4.2` is 5, 5 and three times 4.2.
fn deltas(text: &str, most: usize) -> Vec<f64> {
    let mut words = text.split_whitespace();
    let mut steps = Vec::new();
    while let Some(word) = words.next() {
        if steps.len() >= most {
            break;
        }
        if word == "g" {
            let count = words.next().and_then(|n| n.parse::<usize>().ok()).unwrap_or(0);
            let step = words.next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0);
            steps.extend(std::iter::repeat_n(step, count.min(MOST_STEPS)));
        } else {
            steps.extend(word.parse::<f64>().ok());
        }
    }
    steps
}

/// A line has no more characters.
const MOST_STEPS: usize = 10_000;

fn no_document() -> Error {
    refuse(ErrorKind::Malformed, "an OFD document without its text", "缺少正文的 OFD 文件")
}

fn encrypted() -> Error {
    refuse(
        ErrorKind::Malformed,
        "an encrypted OFD document: save it without its password first",
        "加密的 OFD 文件：请先去掉密码另存",
    )
}

fn too_large() -> Error {
    refuse(
        ErrorKind::TooLarge,
        "an OFD document with more text than can be read: split it and read the parts",
        "内容过多的 OFD 文件：请拆成几个文件分别处理",
    )
}
