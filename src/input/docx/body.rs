//! The text part (document.xml), notes and text boxes → lines: a paragraph or a row each.

use super::numbering::Numbering;
use super::styles::{ListPlace, Styles};
use crate::input::fields;
use crate::input::lines::{self, Cell, Line, MAX_COLUMNS};
use crate::input::lists::written;
use crate::input::symbols::symbol;
use crate::input::xml::{Attributes, Sink};
use crate::source::Extract;

/// A paragraph being read.
#[derive(Default)]
struct Paragraph {
    style: Option<String>,
    place: ListPlace,
    /// The number of its list, where the file says it.
    number: String,
    text: String,
    /// It has an outline level of its own, or stands in the middle.
    stands_out: bool,
    /// Some of its words are set like those of any paragraph.
    plain: bool,
    /// Its end was deleted: it runs on into the next.
    runs_on: bool,
    /// The text boxes that hang on it.
    boxes: Vec<Line>,
}

/// A row being read.
#[derive(Default)]
struct Row {
    cells: Vec<Cell>,
    /// Empty columns before the next cell.
    empty: usize,
    /// The open cell goes on with the one above.
    merging: bool,
    /// The cells that do, a bit each.
    merged: u64,
    deleted: bool,
}

/// The document being read.
pub(super) struct Body {
    styles: Styles,
    numbering: Numbering,
    /// Lines of the document, then of each cell or text box that is open.
    lines: Vec<Vec<Line>>,
    paragraphs: Vec<Paragraph>,
    rows: Vec<Row>,
    /// Text of a paragraph that runs on into the next.
    carried: String,
    /// Depth inside an element whose content does not count.
    skipped: usize,
    /// Whose properties are being read.
    path: Vec<Owner>,
    in_text: bool,
    /// For each complex field that is open its instruction, and whether its result has begun.
    fields: Vec<(String, bool)>,
    in_instruction: bool,
    /// There was a body, and one that says its text stands in another file.
    pub(super) found: Found,
    hidden: bool,
    /// The run is bold, or in the type of headings.
    strong: bool,
    /// Bytes of text so far, and how many there may be.
    size: usize,
    max: usize,
}

/// What the part turned out to be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Found {
    Nothing,
    Body,
    /// A body whose text stands in another file, a web page as a rule.
    Elsewhere,
}

/// What a property belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Paragraph,
    Row,
    Run,
}

/// Elements whose content is no text of the document: deletions, the codes of fields, what is repeated for old readers,
/// readings above characters, and what properties were before a change.
const LEFT_OUT: [&str; 17] = [
    "delText",
    "moveFrom",
    "delInstrText",
    "Fallback",
    "rt",
    "sdtPr",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
    "numberingChange",
    "tblGrid",
    // Where all parts stand in one file.
    "hdr",
    "ftr",
    "comment",
];

/// The outline level of what is no heading.
const BODY_LEVEL: u32 = 9;
/// The type in which headings are set (GB/T 9704-2012 §7.3.3).
const HEADING_TYPE: &str = "黑体";

impl Body {
    /// A document of which at most `max` bytes of text are read.
    pub(super) fn new(styles: Styles, numbering: Numbering, max: usize) -> Self {
        Body {
            styles,
            numbering,
            lines: vec![Vec::new()],
            paragraphs: Vec::new(),
            rows: Vec::new(),
            carried: String::new(),
            skipped: 0,
            path: Vec::new(),
            in_text: false,
            fields: Vec::new(),
            in_instruction: false,
            found: Found::Nothing,
            hidden: false,
            strong: false,
            size: 0,
            max,
        }
    }

    /// Returns the text, one line end after each line, and which lines are rows.
    pub(super) fn finish(self) -> Extract {
        lines::extract(self.lines.into_iter().flatten())
    }

    fn push_lines(&mut self, lines: impl IntoIterator<Item = Line>) {
        if let Some(open) = self.lines.last_mut() {
            open.extend(lines);
        }
    }

    fn write(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut().filter(|_| !self.hidden) {
            paragraph.plain |= !self.strong && !text.trim().is_empty();
            paragraph.text.push_str(text);
            self.size += text.len();
        }
    }

    /// Reads a sign of a field; one without a result may show something all the same.
    fn field(&mut self, sign: &str) {
        match sign {
            "begin" => self.fields.push(Default::default()),
            "separate" => self.fields.iter_mut().next_back().into_iter().for_each(|field| field.1 = true),
            "end" => {
                let shown =
                    self.fields.pop().filter(|(_, result)| !result).and_then(|(f, _)| fields::shown(&f));
                self.write(&shown.unwrap_or_default());
            }
            _ => {}
        }
    }

    /// Reads a character of a symbol font.
    fn symbol(&mut self, attributes: &Attributes<'_>) {
        let code = attributes.get("char").and_then(|hex| u32::from_str_radix(&hex, 16).ok());
        let font = attributes.get("font").unwrap_or_default();
        if let Some(shown) = code.and_then(|code| symbol(&font, code)) {
            self.write(shown.encode_utf8(&mut [0; 4]));
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let text = std::mem::take(&mut self.carried) + &paragraph.text;
        if paragraph.runs_on {
            self.carried = text;
        } else if !self.styles.is_contents(paragraph.style.as_deref()) {
            let marker = self.numbering.marker(paragraph.place, paragraph.style.as_deref(), &self.styles);
            let marker = marker.or_else(|| written(&paragraph.number));
            let marker = marker.filter(|_| !text.trim().is_empty()).unwrap_or_default();
            self.size += marker.len() + "\n".len();
            let styled = self.styles.is_heading(paragraph.style.as_deref());
            let heading = !text.trim().is_empty() && (styled || paragraph.stands_out || !paragraph.plain);
            self.push_lines([Line::of(marker + &text, heading)]);
        }
        self.push_lines(paragraph.boxes);
    }

    fn end_cell(&mut self) {
        let Some(lines) = (self.lines.len() > 1).then(|| self.lines.pop()).flatten() else { return };
        if let Some(row) = self.rows.last_mut() {
            let columns = 1 + row.empty;
            if std::mem::take(&mut row.merging) {
                let bits = (row.cells.len()..row.cells.len() + columns).filter(|&i| i < u64::BITS as usize);
                row.merged |= bits.fold(0, |bits, i| bits | 1 << i);
            }
            row.cells.push(lines);
            let empty = std::mem::take(&mut row.empty);
            row.cells.extend(std::iter::repeat_n(Vec::new(), empty));
        }
    }

    fn end_row(&mut self) {
        if let Some(row) = self.rows.pop().filter(|row| !row.deleted) {
            self.push_lines(lines::row(row.cells, row.merged));
        }
    }

    /// Reads a property of the paragraph, its run or its row.
    fn property(&mut self, name: &str, attributes: &Attributes<'_>) {
        let inside = |owner| self.path.contains(&owner);
        match name {
            "del" if inside(Owner::Row) => {
                if let Some(row) = self.rows.last_mut() {
                    row.deleted = true;
                }
            }
            "gridBefore" if inside(Owner::Row) => self.columns(attributes, 0),
            "gridSpan" => self.columns(attributes, 1),
            "vMerge" => {
                if let Some(row) = self.rows.last_mut() {
                    row.merging = attributes.get("val").is_none_or(|val| val != "restart");
                }
            }
            "b" | "rFonts" => self.run_property(name, attributes),
            "vanish" if !inside(Owner::Paragraph) => self.hidden = attributes.is_on(),
            _ => self.paragraph_property(name, attributes),
        }
    }

    /// Adds empty columns that a property says, but for those that stand for the cell itself.
    fn columns(&mut self, attributes: &Attributes<'_>, own: usize) {
        let count = attributes.number("val").unwrap_or(1) as usize;
        let Some(row) = self.rows.last_mut() else { return };
        let count = count.min(MAX_COLUMNS).saturating_sub(own);
        self.size += count;
        if own == 0 { row.cells.extend(std::iter::repeat_n(Vec::new(), count)) } else { row.empty = count }
    }

    fn paragraph_property(&mut self, name: &str, attributes: &Attributes<'_>) {
        if !self.path.contains(&Owner::Paragraph) {
            return;
        }
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        match name {
            "pStyle" => paragraph.style = attributes.get("val").map(|v| v.into_owned()),
            "numId" => paragraph.place.list = attributes.number("val"),
            "ilvl" => paragraph.place.level = attributes.number("val"),
            "del" => paragraph.runs_on = true,
            "outlineLvl" => {
                paragraph.stands_out |= attributes.number("val").is_some_and(|level| level < BODY_LEVEL)
            }
            "jc" => paragraph.stands_out |= attributes.get("val").is_some_and(|v| v == "center"),
            _ => {}
        }
    }

    /// Takes what stands in a run.
    fn in_run(&mut self, name: &str, attributes: &Attributes<'_>) {
        match name {
            // Word 2003 writes the number of a list out beside what counts it.
            "t" if self.path.contains(&Owner::Paragraph) => {
                if let (Some(paragraph), Some(number)) = (self.paragraphs.last_mut(), attributes.get("val")) {
                    paragraph.number = number.into_owned();
                }
            }
            "t" => self.in_text = true,
            "instrText" => self.in_instruction = true,
            "fldChar" => self.field(&attributes.get("fldCharType").unwrap_or_default()),
            "sym" => self.symbol(attributes),
            "tab" | "ptab" if self.path.is_empty() => self.write("\t"),
            "br" | "cr" => self.write("\n"),
            "noBreakHyphen" => self.write("-"),
            _ => self.property(name, attributes),
        }
    }

    /// Reads how a run is set.
    fn run_property(&mut self, name: &str, attributes: &Attributes<'_>) {
        if self.path.contains(&Owner::Paragraph) || !self.path.contains(&Owner::Run) {
            return;
        }
        match name {
            "b" => self.strong |= attributes.is_on(),
            "rFonts" => self.strong |= attributes.get("eastAsia").is_some_and(|font| font == HEADING_TYPE),
            _ => {}
        }
    }

    /// Returns whether an element is no text: what is deleted stands in `del`; in the properties of a paragraph or
    /// row `del` marks these themselves.
    fn is_left_out(&self, name: &str, attributes: &Attributes<'_>) -> bool {
        let deletion = matches!(name, "del") && self.path.is_empty();
        let separator =
            matches!(name, "footnote" | "endnote") && attributes.get("type").is_some_and(|t| t != "normal");
        deletion || separator || LEFT_OUT.contains(&name)
    }
}

impl Sink for Body {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        if self.skipped > 0 || self.is_left_out(name, attributes) {
            self.skipped += 1;
            return;
        }
        match name {
            "body" => self.found = self.found.max(Found::Body),
            "altChunk" => self.found = Found::Elsewhere,
            "p" => self.paragraphs.push(Paragraph::default()),
            "pPr" => self.path.push(Owner::Paragraph),
            "trPr" => self.path.push(Owner::Row),
            "rPr" => self.path.push(Owner::Run),
            "r" => (self.hidden, self.strong) = (false, false),
            "tr" => self.rows.push(Row::default()),
            "tc" | "txbxContent" => self.lines.push(Vec::new()),
            _ => self.in_run(name, attributes),
        }
    }

    fn close(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match name {
            "p" => self.end_paragraph(),
            "pPr" | "trPr" | "rPr" => drop(self.path.pop()),
            "r" => self.hidden = false,
            "t" => self.in_text = false,
            "instrText" => self.in_instruction = false,
            "tc" => self.end_cell(),
            "tr" => self.end_row(),
            "txbxContent" if self.lines.len() > 1 => {
                let lines = self.lines.pop().unwrap_or_default();
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.boxes.extend(lines);
                }
            }
            _ => {}
        }
    }

    fn is_full(&self) -> bool {
        self.size > self.max
    }

    fn text(&mut self, text: &str) {
        if self.skipped > 0 {
            return;
        }
        if self.in_text {
            self.write(text);
        } else if let Some((instruction, _)) = self.fields.last_mut().filter(|_| self.in_instruction)
            && instruction.len() < fields::LONGEST
        {
            instruction.push_str(text);
        }
    }
}
