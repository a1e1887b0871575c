//! The signs of an RTF file → lines: a paragraph or a row each.

use super::fonts::Fonts;
use super::tables::RowDefinition;
use super::words::Sign;
use crate::error::{Error, ErrorKind};
use crate::input::fields;
use crate::input::lines::Line;
use crate::input::lists::written;
use crate::input::refusal::refuse;
use crate::input::tables::{Shape, Text};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What a group changes, and its end takes back.
#[derive(Clone, Default)]
struct State {
    destination: Destination,
    font: i32,
    /// How many signs behind `\u` stand for the same, for readers without Unicode.
    alternatives: usize,
    hidden: bool,
    deleted: bool,
    bold: bool,
    paragraph: Paragraph,
    row: Rc<RowDefinition>,
}

/// What a paragraph is.
#[derive(Clone, Copy, Default)]
struct Paragraph {
    in_table: bool,
    depth: usize,
    style: i32,
    outlined: bool,
    centred: bool,
}

/// What text belongs to.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Destination {
    #[default]
    Text,
    /// A footnote or endnote, a text box: a text of its own.
    Note,
    Box,
    /// The number of a list, written out.
    Number,
    Fonts,
    Styles,
    Instruction,
    /// A shape: of no concern but for the text in it.
    Shape,
    /// Of no concern.
    Left,
}

/// A style: what its name says.
#[derive(Clone, Copy, Default)]
struct Style {
    heading: bool,
    contents: bool,
}

/// A text that is open: the body, a note or a box in it.
#[derive(Default)]
struct Open {
    text: Text,
    words: String,
    number: String,
    /// Some of its words are set like those of any paragraph.
    plain: bool,
    boxes: Vec<Line>,
}

/// A field that is open.
struct Field {
    /// The groups around it.
    depth: usize,
    instruction: String,
    has_result: bool,
}

/// The file being read.
#[derive(Default)]
pub(super) struct Reader {
    states: Vec<State>,
    now: State,
    fonts: Fonts,
    styles: BTreeMap<i32, Style>,
    open: Open,
    /// The texts around a note or box, with the groups around it and what it is.
    around: Vec<(Open, usize, Destination)>,
    notes: Vec<Line>,
    /// Bytes of text that wait to be decoded, and whether the last is half a character.
    bytes: Vec<u8>,
    half: bool,
    /// The first half of a character beyond the basic plane.
    surrogate: Option<u16>,
    /// Alternatives still to be passed over.
    skip: usize,
    /// A group was opened last, perhaps with `\*` behind it: the next word says what the group is.
    fresh: bool,
    /// `\*` came last: the group may be passed over.
    optional: bool,
    fields: Vec<Field>,
    /// What the style or font that is being read is called.
    name: String,
    pictures: bool,
    room: usize,
    ended: bool,
}

/// Groups nest some twenty deep.
const MAX_DEPTH: usize = 1000;

impl Reader {
    /// A file of which at most `room` bytes of text are read.
    pub(super) fn new(room: usize) -> Self {
        let now = State { alternatives: 1, ..State::default() };
        Reader { room, now, ..Reader::default() }
    }

    /// Whether more text was found than may be read.
    pub(super) fn is_full(&self) -> bool {
        self.room == 0
    }

    /// Whether the last group was closed.
    pub(super) fn has_ended(&self) -> bool {
        self.ended
    }

    /// Takes the next sign.
    pub(super) fn take(&mut self, sign: Sign<'_>) -> Result<(), Error> {
        let optional = std::mem::take(&mut self.optional);
        let fresh = std::mem::replace(&mut self.fresh, matches!(sign, Sign::Open | Sign::Symbol(b'*')));
        match sign {
            Sign::Byte(_) | Sign::Symbol(_) if self.skip > 0 => self.skip -= 1,
            Sign::Word(name, _) if self.skip > 0 && character(name).is_some() => self.skip -= 1,
            Sign::Byte(byte) => self.byte(byte),
            Sign::Symbol(b'*') => self.optional = fresh,
            Sign::Symbol(symbol) => self.symbol(symbol),
            Sign::Word(name, number) => {
                self.skip = 0;
                self.flush();
                self.word(name, number, optional);
            }
            Sign::Open if self.states.len() > MAX_DEPTH => {
                return Err(refuse(ErrorKind::TooLarge, "groups nested without end", "嵌套过深的 RTF 文档"));
            }
            Sign::Open => {
                self.skip = 0;
                self.flush();
                self.states.push(self.now.clone());
            }
            Sign::Close => {
                self.skip = 0;
                self.flush();
                self.close();
            }
        }
        Ok(())
    }

    fn close(&mut self) {
        let depth = self.states.len();
        match self.now.destination {
            Destination::Fonts => self.end_font(),
            Destination::Styles => self.end_style(),
            _ => {}
        }
        if let Some((around, _, kind)) = self.around.pop_if(|(_, outside, _)| *outside == depth) {
            self.end_paragraph_at(self.depth());
            let inner = std::mem::replace(&mut self.open, around);
            let lines = inner.text.finish().into_iter().filter(|line| !line.words.trim().is_empty());
            if kind == Destination::Box { self.open.boxes.extend(lines) } else { self.notes.extend(lines) }
        }
        let Some(before) = self.states.pop() else { return };
        self.now = before;
        if let Some(field) = self.fields.pop_if(|field| field.depth == depth)
            && !field.has_result
        {
            self.write(&fields::shown(&field.instruction).unwrap_or_default());
        }
        self.ended = self.states.is_empty();
    }

    fn byte(&mut self, byte: u8) {
        if self.now.destination == Destination::Left || self.now.destination == Destination::Shape {
            return;
        }
        let font = self.now.font;
        if self.fonts.is_of_symbols(font) && self.now.destination != Destination::Fonts {
            let shown = self.fonts.symbol(font, u32::from(byte));
            return self.write(shown.map_or_else(String::new, String::from).as_str());
        }
        if byte.is_ascii() && !self.half {
            self.flush();
            return self.write(char::from(byte).encode_utf8(&mut [0; 4]));
        }
        self.bytes.push(byte);
        self.half = !self.half && self.fonts.may_lead(font, byte);
    }

    /// Decodes the bytes that wait.
    fn flush(&mut self) {
        self.half = false;
        if !self.bytes.is_empty() {
            let bytes = std::mem::take(&mut self.bytes);
            let text = self.fonts.text(self.now.font, &bytes);
            self.write(&text);
        }
    }

    fn write(&mut self, text: &str) {
        let now = &self.now;
        self.room = self.room.saturating_sub(text.len());
        match now.destination {
            Destination::Left | Destination::Shape => {}
            Destination::Fonts | Destination::Styles if self.name.len() < fields::LONGEST => {
                self.name.push_str(text)
            }
            Destination::Fonts | Destination::Styles => {}
            Destination::Instruction => {
                if let Some(field) = self.fields.last_mut().filter(|f| f.instruction.len() < fields::LONGEST)
                {
                    field.instruction.push_str(text);
                }
            }
            _ if now.hidden || now.deleted => {}
            Destination::Number => self.open.number.push_str(text),
            Destination::Text | Destination::Note | Destination::Box => {
                let is_blank = text.trim().is_empty();
                if let Some(field) = self.fields.last_mut() {
                    field.has_result |= !is_blank;
                }
                self.open.plain |= !now.bold && !is_blank && !self.fonts.is_heading_type(now.font);
                self.open.words.push_str(text);
            }
        }
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'\\' | b'{' | b'}' => self.byte(symbol),
            b'~' => self.write("\u{A0}"),
            b'_' => self.write("-"),
            _ => {}
        }
    }

    fn word(&mut self, name: &str, number: Option<i32>, optional: bool) {
        let outer = self.now.destination;
        match destination(name, optional, outer) {
            Some(destination) => self.begin(name, destination),
            None if matches!(outer, Destination::Left | Destination::Shape) => {}
            None if outer == Destination::Fonts || outer == Destination::Styles => self.define(name, number),
            None => self.control(name, number),
        }
    }

    /// Begins a destination.
    fn begin(&mut self, name: &str, destination: Destination) {
        self.pictures |= matches!(name, "pict" | "shppict" | "object");
        let apart = matches!(destination, Destination::Note | Destination::Box);
        if apart {
            let around = std::mem::take(&mut self.open);
            self.around.push((around, self.states.len(), destination));
            self.now.paragraph = Paragraph::default();
        }
        self.name.clear();
        self.now.destination = destination;
    }

    /// Reads a word of the tables of fonts and styles.
    fn define(&mut self, name: &str, number: Option<i32>) {
        let number = number.unwrap_or(0);
        match name {
            "f" => {
                self.end_font();
                self.now.font = number;
            }
            "fcharset" | "cpg" => self.fonts.set_charset(self.now.font, name, number),
            "s" => self.now.paragraph.style = number,
            "outlinelevel" if (0..9).contains(&number) => {
                self.styles.entry(self.now.paragraph.style).or_default().heading = true;
            }
            "u" => self.unicode(number),
            _ => {}
        }
    }

    /// Does what a word in the text stands for.
    fn control(&mut self, name: &str, number: Option<i32>) {
        let on = number != Some(0);
        let number = number.unwrap_or(0);
        let at_most = |most| usize::try_from(number).unwrap_or(0).min(most);
        match name {
            "ansicpg" => self.fonts.set_code_page(number),
            "f" => self.now.font = number,
            "uc" => self.now.alternatives = at_most(16),
            "v" => self.now.hidden = on,
            "deleted" => self.now.deleted = on,
            "b" => self.now.bold = on,
            "plain" => (self.now.hidden, self.now.deleted, self.now.bold) = (false, false, false),
            "pard" => self.now.paragraph = Paragraph::default(),
            "intbl" => self.now.paragraph.in_table = true,
            "itap" => self.now.paragraph.depth = at_most(MAX_DEPTH),
            "qc" => self.now.paragraph.centred = true,
            "ql" | "qj" | "qr" | "qd" => self.now.paragraph.centred = false,
            "outlinelevel" => self.now.paragraph.outlined = (0..9).contains(&number),
            "s" => self.now.paragraph.style = number,
            "field" => {
                let (depth, instruction) = (self.states.len(), String::new());
                self.fields.push(Field { depth, instruction, has_result: false });
            }
            // A paragraph whose end was deleted runs on.
            "par" if self.now.deleted => {}
            "par" | "sect" | "page" => self.end_paragraph_at(self.depth()),
            "cell" => self.end_cell(1),
            "nestcell" => self.end_cell(self.depth().max(2)),
            "row" => self.end_row(1),
            "nestrow" => self.end_row(self.depth().max(2)),
            "u" => self.unicode(number),
            "line" | "column" | "lbr" => self.write("\n"),
            "tab" => self.write("\t"),
            "trowd" | "trleft" | "clvmrg" | "clmrg" | "cellx" => {
                Rc::make_mut(&mut self.now.row).word(name, number)
            }
            _ => {
                if let Some(c) = character(name) {
                    self.write(c.encode_utf8(&mut [0; 4]));
                }
            }
        }
    }

    /// Reads `\u20113`: a unit of UTF-16; what stands behind it for the same is passed over.
    fn unicode(&mut self, number: i32) {
        self.skip = self.now.alternatives;
        let unit = number as u16;
        let before = self.surrogate.take();
        if self.fonts.is_of_symbols(self.now.font) && unit >= 0xF000 {
            let shown = self.fonts.symbol(self.now.font, u32::from(unit));
            return self.write(shown.map_or_else(String::new, String::from).as_str());
        }
        if (0xD800..0xDC00).contains(&unit) {
            self.surrogate = Some(unit);
            return;
        }
        let c = char::decode_utf16(before.into_iter().chain([unit])).last().and_then(Result::ok);
        self.write(c.unwrap_or(char::REPLACEMENT_CHARACTER).encode_utf8(&mut [0; 4]));
    }

    /// How deep in tables the paragraph stands.
    fn depth(&self) -> usize {
        let Paragraph { in_table, depth, .. } = self.now.paragraph;
        if in_table { depth.max(1) } else { 0 }
    }

    fn end_cell(&mut self, depth: usize) {
        self.end_paragraph_at(depth);
        self.open.text.end_cell(depth);
    }

    fn end_row(&mut self, depth: usize) {
        let shape = Shape { deleted: self.now.deleted, ..self.now.row.shape() };
        self.open.text.end_row(depth, shape);
    }

    fn end_paragraph_at(&mut self, depth: usize) {
        if !matches!(self.now.destination, Destination::Text | Destination::Note | Destination::Box) {
            return;
        }
        let paragraph = self.now.paragraph;
        let style = self.styles.get(&paragraph.style).copied().unwrap_or_default();
        let words = std::mem::take(&mut self.open.words);
        let number = std::mem::take(&mut self.open.number);
        let plain = std::mem::take(&mut self.open.plain);
        let blank = words.trim().is_empty();
        self.room = self.room.saturating_sub("\n".len());
        if !style.contents {
            let number = written(&number).filter(|_| !blank).unwrap_or_default();
            let heading = !blank && (style.heading || paragraph.outlined || paragraph.centred || !plain);
            self.open.text.paragraph(Line::of(number + &words, heading), depth);
        }
        for line in std::mem::take(&mut self.open.boxes) {
            self.open.text.paragraph(line, depth);
        }
    }

    /// The name of a font ends with a semicolon.
    fn end_font(&mut self) {
        let name = std::mem::take(&mut self.name);
        if let Some((name, _)) = name.split_once(';') {
            self.fonts.set_name(self.now.font, name.trim());
        }
    }

    fn end_style(&mut self) {
        let name = std::mem::take(&mut self.name).to_lowercase();
        let style = self.styles.entry(self.now.paragraph.style).or_default();
        style.heading |= name.trim_start().starts_with("heading ");
        style.contents |= ["toc ", "contents "].iter().any(|of| name.trim_start().starts_with(of));
    }

    /// Returns the lines, notes after the body, and whether there were pictures.
    pub(super) fn finish(mut self) -> (Vec<Line>, bool) {
        self.now.destination = Destination::Text;
        if !self.open.words.trim().is_empty() || !self.open.boxes.is_empty() {
            self.end_paragraph_at(0);
        }
        let mut lines = self.open.text.finish();
        lines.append(&mut self.notes);
        (lines, self.pictures)
    }
}

/// What a word makes of the text in its group; none where it is no such word. `optional`: `\*` stood before it.
fn destination(name: &str, optional: bool, outer: Destination) -> Option<Destination> {
    match (outer, name) {
        (Destination::Left, _) => None,
        (Destination::Shape, "shptxt" | "dptxbxtext") => Some(Destination::Box),
        (Destination::Shape, "ud") => Some(Destination::Text),
        (Destination::Shape, _) => None,
        (_, "fonttbl") => Some(Destination::Fonts),
        (_, "stylesheet") => Some(Destination::Styles),
        (_, "listtext" | "pntext") => Some(Destination::Number),
        (_, "footnote") => Some(Destination::Note),
        (_, "fldinst") => Some(Destination::Instruction),
        (_, "nesttableprops") => None,
        (_, "shpinst" | "do" | "upr") => Some(Destination::Shape),
        _ => (optional || LEFT.contains(&name)).then_some(Destination::Left),
    }
}

/// Destinations of no concern; so are all others behind `\*`.
const LEFT: [&str; 20] = [
    "annotation",
    "colortbl",
    "falt",
    "footer",
    "footerf",
    "footerl",
    "footerr",
    "header",
    "headerf",
    "headerl",
    "headerr",
    "info",
    "nonesttables",
    "nonshppict",
    "object",
    "pict",
    "shppict",
    "shprslt",
    "tc",
    "xe",
];

/// A character that has a word of its own.
fn character(name: &str) -> Option<char> {
    Some(match name {
        "emdash" => '—',
        "endash" => '–',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        "bullet" => '•',
        "emspace" => '\u{2003}',
        "enspace" => '\u{2002}',
        "qmspace" => '\u{2005}',
        _ => return None,
    })
}
