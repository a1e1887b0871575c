//! The operators of a page → its characters where they stand, and its ruling lines.

use super::filters::Budget;
use super::font::{Font, Shown, Text};
use crate::placed::{Glyph, Matrix, Page, Path, Way};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream, String as Bytes};
use hayro_syntax::page::Resources;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What is read of all pages.
pub(super) struct Reader {
    /// Bytes that may still be unpacked.
    pub(super) budget: Budget,
    /// Characters that may still be read.
    pub(super) room: usize,
    /// Fonts by the object that they stand in, and their name there.
    fonts: BTreeMap<(u32, i32, Vec<u8>), Rc<Font>>,
    /// Characters that no font tells.
    pub(super) lost: usize,
}

/// What is read of one page.
#[derive(Default)]
pub(super) struct Read {
    pub(super) page: Page,
    /// How much of it pictures cover, in parts of the whole.
    pub(super) pictured: f64,
    /// Whether anything is drawn on it.
    pub(super) drawn: bool,
}

/// Forms in forms are read so deep.
const MAX_DEPTH: usize = 12;
/// So many states are saved; what is beyond is not restored.
const MAX_SAVED: usize = 256;

/// So many annotations of a page are read.
const MOST_ANNOTATIONS: usize = 5_000;
/// The flags of one that nobody sees: hidden, not shown on a screen.
const HIDDEN: i32 = 2 | 32;
/// The type of a field that says not how it looks.
const FIELD_TYPE: f64 = 12.0;

/// The state of graphics that `q` saves.
#[derive(Clone)]
struct State {
    map: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    spacing: f64,
    word_spacing: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    /// Filled and stroked: a bold face made of a plain one.
    heavy: bool,
}

impl State {
    fn new(map: Matrix) -> Self {
        State {
            map,
            font: None,
            size: 1.0,
            spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            heavy: false,
        }
    }

    /// Takes in how text is set from here on.
    fn set(&mut self, operator: &Op<'_, '_>) {
        match operator {
            Op::CharacterSpacing(t) => self.spacing = t.0.as_f64(),
            Op::WordSpacing(t) => self.word_spacing = t.0.as_f64(),
            Op::HorizontalScaling(t) => self.stretch = t.0.as_f64() / 100.0,
            Op::TextLeading(t) => self.leading = t.0.as_f64(),
            Op::TextRise(t) => self.rise = t.0.as_f64(),
            Op::TextRenderingMode(t) => self.heavy = t.0.as_f64() == 2.0,
            _ => {}
        }
    }
}

/// Where the next character stands, and where its line began.
struct Pen {
    text: Matrix,
    line: Matrix,
}

impl Default for Pen {
    fn default() -> Self {
        Pen::at(Matrix::ID)
    }
}

impl Pen {
    fn at(line: Matrix) -> Self {
        Pen { text: line, line }
    }

    /// Begins a line so far from where this one began.
    fn next(&mut self, x: f64, y: f64) {
        *self = Pen::at(Matrix::shift(x, y).then(self.line));
    }

    fn go(&mut self, x: f64, y: f64) {
        self.text = Matrix::shift(x, y).then(self.text);
    }
}

/// A stretch of marked content.
struct Mark {
    furniture: bool,
    /// The text that stands for what is shown, and where that begins.
    actual: Option<(String, usize)>,
}

impl Reader {
    /// With so many bytes to unpack and characters to read.
    pub(super) fn new(budget: usize, room: usize) -> Self {
        Reader { budget: Budget(budget), room, fonts: BTreeMap::new(), lost: 0 }
    }

    /// Reads a page of this size.
    pub(super) fn page(&mut self, page: &hayro_syntax::page::Page<'_>) -> Read {
        let (width, height) = page.render_dimensions();
        let map = Matrix(page.initial_transform(true).as_coeffs());
        let mut read = Read::default();
        (read.page.width, read.page.height) = (width, height);
        let content = self.page_content(page.raw());
        let mut run = Run { reader: self, read: &mut read, marks: Vec::new(), path: Path::default() };
        run.content(&content, &[page.resources()], map, 0);
        run.annotations(page.raw(), map);
        // What is cut off at the edge of the page is not seen.
        let inside = |g: &Glyph| (-1.0..=width + 1.0).contains(&g.x) && (-1.0..=height + 1.0).contains(&g.y);
        read.page.glyphs.retain(inside);
        read
    }

    /// The content of a page: a stream, or several one after the other.
    fn page_content(&mut self, page: &Dict<'_>) -> Vec<u8> {
        if let Some(stream) = page.get::<Stream<'_>>("Contents") {
            return self.budget.unpack(&stream).unwrap_or_default();
        }
        let mut content = Vec::new();
        for stream in
            page.get::<Array<'_>>("Contents").into_iter().flat_map(|parts| parts.iter::<Stream<'_>>())
        {
            let Some(part) = self.budget.unpack(&stream) else { break };
            content.extend(part);
            content.push(b'\n');
        }
        content
    }

    fn font(&mut self, resources: &[&Resources<'_>], name: &Name<'_>) -> Option<Rc<Font>> {
        let font = resources.iter().rev().find_map(|r| r.get_font(name))?;
        let Some(id) = font.obj_id().map(|id| (id.obj_number, id.gen_number, name.as_ref().to_vec())) else {
            return Some(Rc::new(Font::read(&font, &mut self.budget)));
        };
        let known = self.fonts.get(&id).cloned();
        Some(known.unwrap_or_else(|| {
            let read = Rc::new(Font::read(&font, &mut self.budget));
            self.fonts.insert(id, read.clone());
            read
        }))
    }
}

/// One walk over the content of a page and its forms.
struct Run<'r> {
    reader: &'r mut Reader,
    read: &'r mut Read,
    marks: Vec<Mark>,
    path: Path,
}

impl Run<'_> {
    fn content(&mut self, content: &[u8], resources: &[&Resources<'_>], map: Matrix, depth: usize) {
        let mut state = State::new(map);
        let (mut saved, mut pen) = (Vec::new(), Pen::default());
        let marks = self.marks.len();
        let mut operators = TypedIter::new(content);
        while let Some(operator) = operators.next() {
            if self.reader.room == 0 {
                return;
            }
            match operator {
                Op::SaveState(_) if saved.len() < MAX_SAVED => saved.push(state.clone()),
                Op::RestoreState(_) => state = saved.pop().unwrap_or(state),
                Op::Transform(t) => state.map = matrix([t.0, t.1, t.2, t.3, t.4, t.5]).then(state.map),
                Op::TextFont(t) => {
                    state.font = self.reader.font(resources, t.0);
                    state.size = t.1.as_f64();
                }
                Op::BeginMarkedContent(t) => self.mark(t.0, None),
                Op::BeginMarkedContentWithProperties(t) => {
                    self.mark(t.0, properties(t.1, resources).as_ref());
                }
                Op::EndMarkedContent(_) if self.marks.len() > marks => self.end_mark(),
                Op::XObject(t) => {
                    let object = resources.iter().rev().find_map(|r| r.get_x_object(t.0));
                    self.object(object.as_ref(), resources, &state, depth);
                }
                Op::InlineImage(_) => self.picture(state.map),
                other => self.write(other, &mut state, &mut pen),
            }
        }
        while self.marks.len() > marks {
            self.end_mark();
        }
    }

    /// Moves the pen and writes with it.
    fn write(&mut self, operator: Op<'_, '_>, state: &mut State, pen: &mut Pen) {
        match operator {
            Op::BeginText(_) => *pen = Pen::default(),
            Op::SetTextMatrix(t) => *pen = Pen::at(matrix([t.0, t.1, t.2, t.3, t.4, t.5])),
            Op::NextLine(t) => pen.next(t.0.as_f64(), t.1.as_f64()),
            Op::NextLineAndSetLeading(t) => {
                state.leading = -t.1.as_f64();
                pen.next(t.0.as_f64(), t.1.as_f64());
            }
            Op::NextLineUsingLeading(_) => pen.next(0.0, -state.leading),
            Op::ShowText(t) => self.show(state, pen, t.0.as_bytes()),
            Op::NextLineAndShowText(t) => {
                pen.next(0.0, -state.leading);
                self.show(state, pen, t.0.as_bytes());
            }
            Op::ShowTextWithParameters(t) => {
                (state.word_spacing, state.spacing) = (t.0.as_f64(), t.1.as_f64());
                pen.next(0.0, -state.leading);
                self.show(state, pen, t.2.as_bytes());
            }
            Op::ShowTexts(t) => self.show_parts(state, pen, t.0),
            other => {
                state.set(&other);
                self.draw(other, state);
            }
        }
    }

    /// Follows a path, and takes the ruling lines out of it where it is painted.
    fn draw(&mut self, operator: Op<'_, '_>, state: &State) {
        let at = |x: Number, y: Number| state.map.at(x.as_f64(), y.as_f64());
        let stroked = match operator {
            Op::MoveTo(t) => return self.path.start(at(t.0, t.1)),
            Op::LineTo(t) => return self.path.line(at(t.0, t.1)),
            Op::CubicTo(t) => return self.path.curve(at(t.4, t.5)),
            Op::CubicStartTo(t) => return self.path.curve(at(t.2, t.3)),
            Op::CubicEndTo(t) => return self.path.curve(at(t.2, t.3)),
            Op::ClosePath(_) => return self.path.close(),
            Op::RectPath(t) => {
                let [x, y, width, height] = [t.0, t.1, t.2, t.3].map(|n| n.as_f64());
                return self.path.rectangle(state.map, x, y, width, height);
            }
            Op::EndPath(_) => {
                self.path = Path::default();
                return;
            }
            Op::StrokePath(_) | Op::FillAndStrokeNonZero(_) | Op::FillAndStrokeEvenOdd(_) => true,
            Op::CloseAndStrokePath(_)
            | Op::CloseFillAndStrokeNonZero(_)
            | Op::CloseFillAndStrokeEvenOdd(_) => {
                self.path.close();
                true
            }
            Op::FillPathNonZero(_) | Op::FillPathNonZeroCompatibility(_) | Op::FillPathEvenOdd(_) => false,
            _ => return,
        };
        self.read.drawn = true;
        self.path.paint(stroked, &mut self.read.page.rules);
    }

    /// Reads a form, or notes a picture.
    fn object(
        &mut self,
        object: Option<&Stream<'_>>,
        resources: &[&Resources<'_>],
        state: &State,
        depth: usize,
    ) {
        let Some(stream) = object else { return };
        let kind = stream.dict().get::<Name<'_>>("Subtype");
        match kind.as_deref() {
            Some(b"Image") => self.picture(state.map),
            Some(b"Form") if depth < MAX_DEPTH => self.form(stream, resources, state.map, depth + 1),
            _ => {}
        }
    }

    fn form(&mut self, stream: &Stream<'_>, resources: &[&Resources<'_>], map: Matrix, depth: usize) {
        let Some(content) = self.reader.budget.unpack(stream) else { return };
        let own = own_map(stream);
        let inner = stream.dict().get::<Dict<'_>>("Resources").map(Resources::new);
        // A form without resources uses those of its page.
        let path = std::mem::take(&mut self.path);
        match &inner {
            Some(inner) => self.content(&content, &[inner], own.then(map), depth),
            None => self.content(&content, resources, own.then(map), depth),
        }
        self.path = path;
    }

    /// Reads the fields of a form that is filled in, and what was typed or stamped on the page.
    fn annotations(&mut self, page: &Dict<'_>, map: Matrix) {
        let all = page.get::<Array<'_>>("Annots");
        let all = all.iter().flat_map(|all| all.iter::<Dict<'_>>()).take(MOST_ANNOTATIONS);
        for annotation in all {
            let kind = annotation.get::<Name<'_>>("Subtype");
            let shows = matches!(kind.as_deref(), Some(b"Widget" | b"FreeText" | b"Stamp"));
            let hidden = annotation.get::<i32>("F").is_some_and(|flags| flags & HIDDEN != 0);
            let rect = annotation.get::<Array<'_>>("Rect").and_then(|rect| corners(&rect));
            let Some(rect) = rect.filter(|_| shows && !hidden) else { continue };
            match appearance(&annotation) {
                Some(stream) => self.form(&stream, &[], laid_on(&stream, rect).then(map), 1),
                None => self.value(&annotation, rect, map),
            }
        }
    }

    /// Writes the value of a field that says not how it looks.
    fn value(&mut self, field: &Dict<'_>, [left, bottom, _, top]: [f64; 4], map: Matrix) {
        let above = || field.get::<Dict<'_>>("Parent")?.get::<Bytes<'_>>("V");
        let Some(value) = field.get::<Bytes<'_>>("V").or_else(above) else { return };
        let size = (top - bottom).clamp(1.0, FIELD_TYPE);
        let value = decoded(value.as_bytes());
        for (i, c) in value.chars().filter(|c| !c.is_control()).take(self.reader.room).enumerate() {
            let (x, y) = map.at(left + i as f64 * size, bottom + size / 4.0);
            let glyph = Glyph {
                c,
                x: x as f32,
                y: y as f32,
                advance: (size * map.scale().0) as f32,
                size: (size * map.scale().1) as f32,
                way: map.way(1.0, 0.0),
                strong: false,
                furniture: false,
            };
            self.read.page.glyphs.push(glyph);
        }
        self.reader.room = self.reader.room.saturating_sub(value.len());
    }

    /// A picture fills the unit square under `map`.
    fn picture(&mut self, map: Matrix) {
        let [a, b, c, d, ..] = map.0;
        let page = f64::from(self.read.page.width) * f64::from(self.read.page.height);
        self.read.pictured += ((a * d - b * c).abs() / page.max(1.0)).min(1.0);
    }

    fn mark(&mut self, tag: &Name<'_>, properties: Option<&Dict<'_>>) {
        let outer = self.marks.last().is_some_and(|mark| mark.furniture);
        let actual = properties.and_then(|p| p.get::<Bytes<'_>>("ActualText"));
        let actual = actual.filter(|_| self.marks.iter().all(|mark| mark.actual.is_none()));
        self.marks.push(Mark {
            furniture: outer || tag.as_ref() == b"Artifact",
            actual: actual.map(|text| (decoded(text.as_bytes()), self.read.page.glyphs.len())),
        });
    }

    fn end_mark(&mut self) {
        let Some(Mark { actual: Some((text, start)), .. }) = self.marks.pop() else { return };
        let glyphs = &mut self.read.page.glyphs;
        let Some(first) = glyphs.get(start).copied() else { return };
        let shown = &glyphs[start..];
        // Only what stands on one line can be written anew; what is the same needs it not.
        let same = shown.iter().map(|g| g.c).eq(text.chars());
        if same
            || shown
                .iter()
                .any(|g| g.way != first.way || (g.y - first.y).abs() + (g.size - first.size).abs() > 0.5)
        {
            return;
        }
        let count = text.chars().count();
        let length: f32 = shown.iter().map(|g| g.advance).sum();
        let advance = length / count.max(1) as f32;
        glyphs.truncate(start);
        let chars = text.chars().filter(|c| !c.is_control()).take(self.reader.room);
        for (i, c) in chars.enumerate() {
            glyphs.push(ahead(Glyph { c, advance, ..first }, i as f32 * advance));
        }
    }

    fn show_parts(&mut self, state: &State, pen: &mut Pen, parts: &Array<'_>) {
        for part in parts.iter::<Object<'_>>() {
            match part {
                Object::String(string) => self.show(state, pen, string.as_bytes()),
                Object::Number(back) => {
                    let ahead = -back.as_f64() / 1000.0 * state.size;
                    let upright = state.font.as_ref().is_some_and(|font| font.upright);
                    let (x, y) = if upright { (0.0, ahead) } else { (ahead * state.stretch, 0.0) };
                    pen.go(x, y);
                }
                _ => {}
            }
        }
    }

    fn show(&mut self, state: &State, pen: &mut Pen, mut string: &[u8]) {
        let Some(font) = state.font.clone() else { return };
        while let Some((shown, rest)) = font.next(string) {
            if self.reader.room == 0 {
                return;
            }
            string = rest;
            let spacing = state.spacing + if shown.bytes == b" " { state.word_spacing } else { 0.0 };
            let along = shown.width / 1000.0 * state.size;
            // A character that is written downwards goes on by its full height.
            let (x, y) = match font.upright {
                true => (0.0, -state.size + spacing),
                false => ((along + spacing) * state.stretch, 0.0),
            };
            let place =
                Place { map: pen.text.then(state.map), along: along * state.stretch, upright: font.upright };
            self.put(&shown, state, &place, &font);
            pen.go(x, y);
        }
    }

    fn put(&mut self, shown: &Shown<'_>, state: &State, place: &Place, font: &Font) {
        let (across, high) = place.map.scale();
        let size = (state.size.abs() * high) as f32;
        let (x, y) = place.map.at(0.0, state.rise);
        let (way, advance) = match place.upright {
            true => (place.map.way(0.0, -1.0), f64::from(size)),
            false => (place.map.way(1.0, 0.0), place.along * across),
        };
        // What is written downwards hangs on the middle of its upper edge; its base line is taken a little to the left.
        let x = if place.upright { x - f64::from(size) * UPRIGHT_BASE } else { x };
        let finite =
            [x, y, advance].iter().all(|v| v.is_finite() && v.abs() < 1e6) && size.is_finite() && size > 0.1;
        if !finite {
            return;
        }
        let furniture = self.marks.last().is_some_and(|mark| mark.furniture);
        let glyph = Glyph {
            c: char::REPLACEMENT_CHARACTER,
            x: x as f32,
            y: y as f32,
            advance: advance as f32,
            size,
            way,
            strong: font.strong || state.heavy,
            furniture,
        };
        let glyphs = &mut self.read.page.glyphs;
        let before = glyphs.len();
        match &shown.text {
            Some(Text::One(c)) => glyphs.push(Glyph { c: *c, ..glyph }),
            Some(Text::Several(text)) => {
                let advance = glyph.advance / text.chars().count() as f32;
                let parts = text.chars().enumerate();
                glyphs.extend(parts.map(|(i, c)| ahead(Glyph { c, advance, ..glyph }, i as f32 * advance)));
            }
            None => {
                self.reader.lost += 1;
                glyphs.push(glyph);
            }
        }
        self.reader.room = self.reader.room.saturating_sub(glyphs.len() - before);
    }
}

/// Where a character is put.
struct Place {
    map: Matrix,
    along: f64,
    upright: bool,
}

/// How far the base line of what is written downwards stands left of its middle, in parts of its size.
const UPRIGHT_BASE: f64 = 0.38;

/// The same character further along its line.
fn ahead(glyph: Glyph, by: f32) -> Glyph {
    match glyph.way {
        Way::Right | Way::Slanted => Glyph { x: glyph.x + by, ..glyph },
        Way::Left => Glyph { x: glyph.x - by, ..glyph },
        Way::Down => Glyph { y: glyph.y + by, ..glyph },
        Way::Up => Glyph { y: glyph.y - by, ..glyph },
    }
}

/// The properties of marked content: they stand there, or have a name among the resources.
fn properties<'a>(said: &Object<'a>, resources: &[&Resources<'a>]) -> Option<Dict<'a>> {
    match said {
        Object::Dict(dict) => Some(dict.clone()),
        Object::Name(name) => resources.iter().rev().find_map(|r| r.properties.get::<Dict<'_>>(name)),
        _ => None,
    }
}

fn matrix(numbers: [Number; 6]) -> Matrix {
    Matrix(numbers.map(|n| n.as_f64()))
}

/// The map of a form into the space that draws it.
fn own_map(form: &Stream<'_>) -> Matrix {
    form.dict().get::<Array<'_>>("Matrix").map_or(Matrix::ID, |array| numbers(&array))
}

/// How an annotation looks; of a box that may be ticked, as it is.
fn appearance<'a>(annotation: &Dict<'a>) -> Option<Stream<'a>> {
    let looks = annotation.get::<Dict<'_>>("AP")?;
    let of_state = || looks.get::<Dict<'_>>("N")?.get::<Stream<'_>>(annotation.get::<Name<'_>>("AS")?);
    looks.get::<Stream<'_>>("N").or_else(of_state)
}

/// The map that lays the box of a form on a rectangle (ISO 32000-1, 12.5.5).
fn laid_on(form: &Stream<'_>, rect: [f64; 4]) -> Matrix {
    let Some([x0, y0, x1, y1]) = form.dict().get::<Array<'_>>("BBox").and_then(|b| corners(&b)) else {
        return Matrix::shift(rect[0], rect[1]);
    };
    let own = own_map(form);
    let (all_x, all_y): (Vec<f64>, Vec<f64>) =
        [(x0, y0), (x0, y1), (x1, y0), (x1, y1)].map(|(x, y)| own.at(x, y)).into_iter().unzip();
    let (left, right) = ends(&all_x);
    let (bottom, top) = ends(&all_y);
    let scale = |own: f64, wanted: f64| if own > 0.0 { wanted / own } else { 1.0 };
    let (across, up) = (scale(right - left, rect[2] - rect[0]), scale(top - bottom, rect[3] - rect[1]));
    Matrix([across, 0.0, 0.0, up, rect[0] - left * across, rect[1] - bottom * up])
}

fn ends(values: &[f64]) -> (f64, f64) {
    values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)))
}

/// A rectangle: left, bottom, right, top.
fn corners(array: &Array<'_>) -> Option<[f64; 4]> {
    let mut numbers = array.iter::<Number>().map(|n| n.as_f64());
    let [a, b, c, d] = [numbers.next()?, numbers.next()?, numbers.next()?, numbers.next()?];
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

fn numbers(array: &Array<'_>) -> Matrix {
    let mut map = Matrix::ID;
    for (slot, number) in map.0.iter_mut().zip(array.iter::<Number>()) {
        *slot = number.as_f64();
    }
    map
}

/// A text string of PDF: UTF-16 or UTF-8 with its mark, else Latin.
fn decoded(bytes: &[u8]) -> String {
    let units = |swap: bool| {
        let unit = move |pair: &[u8]| {
            if swap { u16::from_le_bytes([pair[0], pair[1]]) } else { u16::from_be_bytes([pair[0], pair[1]]) }
        };
        char::decode_utf16(bytes[2..].chunks_exact(2).map(unit)).flatten().collect()
    };
    match bytes {
        [0xFE, 0xFF, ..] => units(false),
        [0xFF, 0xFE, ..] => units(true),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|b| char::from(*b)).collect(),
    }
}
