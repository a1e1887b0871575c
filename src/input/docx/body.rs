//! The text part (document.xml), notes and text boxes → lines: a paragraph or a row each.

use super::numbering::Numbering;
use super::styles::{ListPlace, Styles};
use crate::input::xml::{Attributes, Sink};
use crate::source::{Extract, Row as TableRow};
use crate::span::Span;

/// A line of the text.
#[derive(Clone, Default)]
struct Line {
    words: String,
    /// Of a row of a table: the cells that go on with the cell above, a bit each.
    row: Option<u64>,
    /// Its style, or how it is set, says that it is a heading.
    heading: bool,
}

impl Line {
    fn of(words: String) -> Self {
        Line { words, row: None, heading: false }
    }
}

/// A paragraph being read.
#[derive(Default)]
struct Paragraph {
    style: Option<String>,
    place: ListPlace,
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
    cells: Vec<Vec<Line>>,
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
    hidden: bool,
    /// The run is bold, or in the type of headings.
    strong: bool,
    /// Bytes of text so far, and how many there may be.
    size: usize,
    max: usize,
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
const LEFT_OUT: [&str; 15] = [
    "delText",
    "moveFrom",
    "instrText",
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
];

/// The outline level of what is no heading.
const BODY_LEVEL: u32 = 9;
/// The type in which headings are set (GB/T 9704-2012 §7.3.3).
const HEADING_TYPE: &str = "黑体";

/// A row that says it spans more columns than this is lying.
const MAX_COLUMNS: usize = 63;

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
            hidden: false,
            strong: false,
            size: 0,
            max,
        }
    }

    /// Returns the text, one line end after each line, and which lines are rows.
    pub(super) fn finish(mut self) -> Extract {
        let (mut out, mut rows, mut headings) = (String::new(), Vec::new(), Vec::new());
        for line in self.lines.drain(..).flatten() {
            let start = out.len();
            out.push_str(&line.words);
            let span = Span::new(start, out.len());
            rows.extend(line.row.map(|merged| TableRow { span, merged }));
            headings.extend(Some(span).filter(|_| line.heading));
            out.push('\n');
        }
        Extract { text: out, rows, headings, ..Extract::default() }
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

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let text = std::mem::take(&mut self.carried) + &paragraph.text;
        if paragraph.runs_on {
            self.carried = text;
        } else if !self.styles.is_contents(paragraph.style.as_deref()) {
            let marker = self.numbering.marker(paragraph.place, paragraph.style.as_deref(), &self.styles);
            let marker = marker.filter(|_| !text.trim().is_empty()).unwrap_or_default();
            self.size += marker.len() + "\n".len();
            let styled = self.styles.is_heading(paragraph.style.as_deref());
            let heading = !text.trim().is_empty() && (styled || paragraph.stands_out || !paragraph.plain);
            self.push_lines([Line { heading, ..Line::of(marker + &text) }]);
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

    /// Writes a row: of several cells it is one line, its cells parted by tabs; a row of one is a frame around its
    /// paragraphs.
    fn end_row(&mut self) {
        let Some(mut row) = self.rows.pop() else { return };
        if row.deleted {
            return;
        }
        if row.cells.len() == 1 {
            return self.push_lines(row.cells.remove(0));
        }
        let flat = |cell: &Vec<Line>| {
            let words: Vec<&str> = cell
                .iter()
                .flat_map(|p| p.words.split(['\n', '\t']))
                .map(str::trim)
                .filter(|p| !p.is_empty())
                .collect();
            words.join(" ")
        };
        let line = row.cells.iter().map(flat).collect::<Vec<_>>().join("\t");
        if !line.trim().is_empty() {
            self.push_lines([Line { words: line, row: Some(row.merged), heading: false }]);
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
            "p" => self.paragraphs.push(Paragraph::default()),
            "pPr" => self.path.push(Owner::Paragraph),
            "trPr" => self.path.push(Owner::Row),
            "rPr" => self.path.push(Owner::Run),
            "r" => (self.hidden, self.strong) = (false, false),
            "t" => self.in_text = true,
            "tab" | "ptab" if self.path.is_empty() => self.write("\t"),
            "br" | "cr" => self.write("\n"),
            "noBreakHyphen" => self.write("-"),
            "tr" => self.rows.push(Row::default()),
            "tc" | "txbxContent" => self.lines.push(Vec::new()),
            _ => self.property(name, attributes),
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
        if self.in_text && self.skipped == 0 {
            self.write(text);
        }
    }
}
