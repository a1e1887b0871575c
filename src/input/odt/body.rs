//! The content of an OpenDocument text → lines: a paragraph or a row each, notes behind.

use super::styles::{Family, Set, Styles};
use crate::input::lines::{self, Cell, Line, MAX_COLUMNS};
use crate::input::lists::Counts;
use crate::input::xml::{Attributes, Sink};
use crate::source::Extract;
use std::collections::BTreeMap;

/// The document being read.
pub(super) struct Body {
    styles: Styles,
    lines: Vec<Line>,
    notes: Vec<Line>,
    /// What is open, the outermost first.
    open: Vec<Open>,
    tables: Vec<Table>,
    lists: Vec<Listed>,
    /// How far lists that have a name had counted when they ended.
    counted: BTreeMap<String, Counts>,
    /// How each open run is set, with those around it.
    runs: Vec<Set>,
    /// Depth in frames.
    frames: usize,
    /// Depth inside an element whose content does not count.
    skipped: usize,
    /// There was a text.
    pub(super) found: bool,
    /// Bytes of text so far, and how many there may be.
    size: usize,
    max: usize,
}

/// An element that holds words or lines.
enum Open {
    Paragraph(Paragraph),
    Cell { lines: Cell, columns: usize },
    Note(Vec<Line>),
}

#[derive(Default)]
struct Paragraph {
    words: String,
    marker: String,
    set: Set,
    is_heading: bool,
    is_contents: bool,
    /// Some of its words are set like those of any paragraph.
    plain: bool,
    /// The frames that hang on it.
    frames: Vec<Line>,
}

/// A table being read.
#[derive(Default)]
struct Table {
    cells: Vec<Cell>,
    /// The cells of the row that go on with the cell above, a bit each.
    merged: u64,
    /// By column the rows below that its cell covers.
    covered: BTreeMap<usize, u32>,
    /// What the cells of this row will cover: first column, columns, rows.
    spans: Vec<(usize, usize, u32)>,
}

/// A list that is open.
struct Listed {
    style: Option<u32>,
    name: Option<String>,
    /// An item's first paragraph has its marker: where it starts counting, and the style that writes it.
    item: Option<(Option<u32>, Option<u32>)>,
}

/// Elements whose content is no text of the document: deletions, remarks, readings, what tells of pictures, tables of contents.
const LEFT_OUT: [&str; 14] = [
    "tracked-changes",
    "annotation",
    "ruby-text",
    "note-citation",
    "sequence-decls",
    "variable-decls",
    "user-field-decls",
    "forms",
    "desc",
    "table-of-content",
    "illustration-index",
    "table-index",
    "binary-data",
    "hidden-text",
];

/// So many blanks in a row are written, whatever the file says.
const MOST_BLANKS: u32 = 100;

impl Body {
    /// A document of which at most `max` bytes of text are read.
    pub(super) fn new(styles: Styles, max: usize) -> Self {
        Body {
            styles,
            lines: Vec::new(),
            notes: Vec::new(),
            open: Vec::new(),
            tables: Vec::new(),
            lists: Vec::new(),
            counted: BTreeMap::new(),
            runs: Vec::new(),
            frames: 0,
            skipped: 0,
            found: false,
            size: 0,
            max,
        }
    }

    /// Returns the text, one line end after each line, and which lines are rows.
    pub(super) fn finish(self) -> Extract {
        lines::extract(self.lines.into_iter().chain(self.notes))
    }

    fn push(&mut self, lines: impl IntoIterator<Item = Line>) {
        match self.open.last_mut() {
            Some(Open::Paragraph(paragraph)) => paragraph.frames.extend(lines),
            Some(Open::Cell { lines: cell, .. }) => cell.extend(lines),
            Some(Open::Note(note)) => note.extend(lines),
            None => self.lines.extend(lines),
        }
    }

    fn write(&mut self, words: &str) {
        let Some(Open::Paragraph(paragraph)) = self.open.last_mut() else { return };
        let set = self.runs.last().map_or(paragraph.set, |run| run.or(paragraph.set));
        if set.hidden != Some(true) {
            paragraph.plain |= set.strong != Some(true) && !words.trim().is_empty();
            paragraph.words.push_str(words);
            self.size += words.len();
        }
    }

    /// Writes text in which any blanks count as one, and none at the beginning of a paragraph.
    fn write_text(&mut self, text: &str) {
        let Some(Open::Paragraph(paragraph)) = self.open.last() else { return };
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        let mut after_blank = paragraph.words.is_empty() || paragraph.words.ends_with(' ');
        let mut words = String::with_capacity(text.len());
        for c in text.chars() {
            if !blank(c) {
                words.push(c);
            } else if !after_blank {
                words.push(' ');
            }
            after_blank = blank(c);
        }
        self.write(&words);
    }

    fn begin_paragraph(&mut self, is_heading: bool, attributes: &Attributes<'_>) {
        let style = attributes.get("style-name").unwrap_or_default();
        let marker = if is_heading && self.lists.is_empty() {
            self.heading_marker(attributes)
        } else {
            self.item_marker()
        };
        self.open.push(Open::Paragraph(Paragraph {
            marker: marker.unwrap_or_default(),
            set: self.styles.set(Family::Paragraph, &style),
            is_heading,
            is_contents: self.styles.is_contents(&style),
            ..Paragraph::default()
        }));
    }

    /// The marker of a heading outside of lists.
    fn heading_marker(&mut self, attributes: &Attributes<'_>) -> Option<String> {
        let list = self.styles.outline()?;
        let level = (attributes.number("outline-level")? as usize).checked_sub(1)?;
        let unnumbered = attributes.get("is-list-header").is_some_and(|is| is == "true");
        let start = attributes.number("start-value");
        if unnumbered { None } else { self.styles.lists.marker_like(list, level, start, list) }
    }

    /// The marker of an item of a list, before its first paragraph.
    fn item_marker(&mut self) -> Option<String> {
        let level = self.lists.len().checked_sub(1)?;
        let (start, like) = self.lists.last_mut()?.item.take()?;
        let list = self.lists.iter().rev().find_map(|list| list.style)?;
        self.styles.lists.marker_like(list, level, start, like.unwrap_or(list))
    }

    fn end_paragraph(&mut self) {
        let Some(Open::Paragraph(paragraph)) = self.open.pop_if(|open| matches!(open, Open::Paragraph(_)))
        else {
            return;
        };
        let Paragraph { words, marker, set, is_heading, is_contents, plain, frames } = paragraph;
        if !is_contents {
            let blank = words.trim().is_empty();
            let marked = is_heading || set.outlined == Some(true) || set.centred == Some(true) || !plain;
            let marker = if blank { String::new() } else { marker };
            self.size += marker.len() + "\n".len();
            self.push([Line::of(marker + &words, !blank && marked)]);
        }
        self.push(frames);
    }

    fn begin_list(&mut self, attributes: &Attributes<'_>) {
        let style = attributes.get("style-name").and_then(|name| self.styles.list(&name));
        let name = attributes.get("id").map(|name| name.into_owned());
        if self.lists.is_empty()
            && let Some(style) = style
        {
            let before = attributes.get("continue-list").and_then(|before| self.counted.get(before.as_ref()));
            let goes_on = attributes.get("continue-numbering").is_some_and(|is| is == "true");
            match before {
                Some(counts) => self.styles.lists.count_on(style, *counts),
                None if goes_on => {}
                None => self.styles.lists.count_on(style, Counts::default()),
            }
        }
        self.lists.push(Listed { style, name, item: None });
    }

    fn end_list(&mut self) {
        let Some(list) = self.lists.pop() else { return };
        if let (Some(style), Some(name)) = (list.style, list.name) {
            self.counted.insert(name, self.styles.lists.counts(style));
        }
    }

    fn begin_item(&mut self, attributes: &Attributes<'_>) {
        let like = attributes.get("style-override").and_then(|name| self.styles.list(&name));
        if let Some(list) = self.lists.last_mut() {
            list.item = Some((attributes.number("start-value"), like));
        }
    }

    fn begin_cell(&mut self, attributes: &Attributes<'_>) {
        let Some(table) = self.tables.last_mut() else { return };
        let at = table.cells.len();
        let columns = attributes.number("number-columns-spanned").unwrap_or(1) as usize;
        let rows = attributes.number("number-rows-spanned").unwrap_or(1);
        if rows > 1 && at < MAX_COLUMNS {
            table.spans.push((at, columns.clamp(1, MAX_COLUMNS), rows - 1));
        }
        let columns = attributes.number("number-columns-repeated").unwrap_or(1) as usize;
        self.open.push(Open::Cell { lines: Cell::new(), columns });
    }

    fn end_cell(&mut self) {
        let Some(Open::Cell { lines, columns }) = self.open.pop_if(|open| matches!(open, Open::Cell { .. }))
        else {
            return;
        };
        let Some(table) = self.tables.last_mut() else { return };
        // What is repeated is blank as a rule: words are written once.
        table.cells.push(lines);
        let more = columns.saturating_sub(1).min(MAX_COLUMNS.saturating_sub(table.cells.len()));
        table.cells.extend(std::iter::repeat_n(Cell::new(), more));
        self.size += more;
    }

    /// Cells that another covers: one above them, or one beside.
    fn covered_cells(&mut self, attributes: &Attributes<'_>) {
        let Some(table) = self.tables.last_mut() else { return };
        let count = attributes.number("number-columns-repeated").unwrap_or(1) as usize;
        for at in table.cells.len()..table.cells.len() + count.min(MAX_COLUMNS) {
            if table.covered.get(&at).is_some_and(|rows| *rows > 0) {
                table.merged |= 1 << at;
            }
            table.cells.push(Cell::new());
            self.size += 1;
        }
    }

    fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        table.covered.values_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        for (first, columns, rows) in table.spans.drain(..) {
            table.covered.extend((first..(first + columns).min(MAX_COLUMNS)).map(|column| (column, rows)));
        }
        let (cells, merged) = (std::mem::take(&mut table.cells), std::mem::take(&mut table.merged));
        if !cells.is_empty() {
            self.push(lines::row(cells, merged));
        }
    }

    fn begin(&mut self, name: &str, attributes: &Attributes<'_>) {
        match name {
            "table" => self.tables.push(Table::default()),
            "table-cell" => self.begin_cell(attributes),
            "covered-table-cell" => self.covered_cells(attributes),
            "list" => self.begin_list(attributes),
            "list-item" => self.begin_item(attributes),
            "note-body" => self.open.push(Open::Note(Vec::new())),
            "span" => {
                let style = attributes.get("style-name").unwrap_or_default();
                let set = self.styles.set(Family::Text, &style);
                self.runs.push(self.runs.last().map_or(set, |outer| set.or(*outer)));
            }
            "s" => {
                let count = attributes.number("c").unwrap_or(1).min(MOST_BLANKS);
                self.write(&" ".repeat(count as usize));
            }
            "frame" | "custom-shape" => self.frames += 1,
            "tab" => self.write("\t"),
            "line-break" => self.write("\n"),
            _ => {}
        }
    }
}

impl Sink for Body {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        let hidden = || attributes.get("display").is_some_and(|display| display == "none");
        // A field shows the title of the text, a frame has one that nobody sees.
        let untold = LEFT_OUT.contains(&name) || name == "title" && self.frames > 0;
        if self.skipped > 0 || untold || name == "section" && hidden() {
            self.skipped += 1;
            return;
        }
        match name {
            "text" => self.found = true,
            "p" => self.begin_paragraph(false, attributes),
            "h" => self.begin_paragraph(true, attributes),
            _ if self.found => self.begin(name, attributes),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match name {
            "p" | "h" => self.end_paragraph(),
            "frame" | "custom-shape" => self.frames = self.frames.saturating_sub(1),
            "table" => drop(self.tables.pop()),
            "table-cell" => self.end_cell(),
            "table-row" => self.end_row(),
            "list" => self.end_list(),
            "note-body" => {
                if let Some(Open::Note(lines)) = self.open.pop_if(|open| matches!(open, Open::Note(_))) {
                    self.notes.extend(lines);
                }
            }
            "span" => drop(self.runs.pop()),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped == 0 {
            self.write_text(text);
        }
    }

    fn is_full(&self) -> bool {
        self.size > self.max
    }
}
