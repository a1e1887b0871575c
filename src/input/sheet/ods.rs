//! Bytes of an OpenDocument workbook (.ods) → its sheets: what its cells show stands in it beside what they hold.

use super::grid::{Area, Room, Sheet, malformed, too_large};
use crate::error::Error;
use crate::input::xml::{Attributes, Sink, walk};
use crate::input::zip::Archive;

/// A cell with words is repeated at most so often.
const MOST_REPEATED: u32 = 1000;

/// Reads the sheets.
pub(super) fn read(bytes: &[u8], room: Room) -> Result<Vec<Sheet>, Error> {
    let part = Archive::open(bytes)?.part("content.xml")?.ok_or_else(malformed)?;
    let mut sink = Content { room, ..Content::default() };
    walk(&part, &mut sink)?;
    match sink.failed {
        Some(error) => Err(error),
        None => Ok(sink.sheets),
    }
}

/// The content being read.
#[derive(Default)]
struct Content {
    sheets: Vec<Sheet>,
    room: Room,
    failed: Option<Error>,
    row: u32,
    column: u32,
    /// How often the open row stands, and the open cell.
    rows: u32,
    cells: u32,
    /// Rows and columns that the open cell spans.
    spans: (u32, u32),
    words: String,
    /// Cells of the open row, for where it stands again.
    in_row: Vec<(u32, String)>,
    /// Depth inside a remark.
    remark: usize,
    paragraph: usize,
    /// Depth of tables in tables: a cell may hold one.
    depth: usize,
}

impl Content {
    fn add(&mut self, row: u32, column: u32, words: &str) {
        let Some(sheet) = self.sheets.last_mut() else { return };
        if let Err(error) = sheet.add(row, column, words, &mut self.room) {
            self.failed = Some(error);
        }
    }

    fn end_cell(&mut self) {
        let words = std::mem::take(&mut self.words);
        if !words.trim().is_empty() {
            if self.cells > MOST_REPEATED {
                self.failed = Some(too_large());
            }
            for column in self.column..self.column.saturating_add(self.cells.min(MOST_REPEATED)) {
                self.add(self.row, column, &words);
                if self.rows > 1 {
                    self.in_row.push((column, words.clone()));
                }
                if self.failed.is_some() {
                    return;
                }
            }
        }
        if self.spans != (1, 1)
            && let Some(sheet) = self.sheets.last_mut()
        {
            let last = |from: u32, span: u32| from.saturating_add(span.saturating_sub(1));
            let (rows, columns) = (last(self.row, self.spans.0), last(self.column, self.spans.1));
            sheet.merge(Area { rows: (self.row, rows), columns: (self.column, columns) });
        }
        self.column = self.column.saturating_add(self.cells);
    }

    fn end_row(&mut self) {
        let again = std::mem::take(&mut self.in_row);
        if !again.is_empty() && self.rows > MOST_REPEATED {
            self.failed = Some(too_large());
        }
        for row in self.row + 1..self.row.saturating_add(self.rows.min(MOST_REPEATED)) {
            for (column, words) in &again {
                self.add(row, *column, words);
                if self.failed.is_some() {
                    return;
                }
            }
        }
        self.row = self.row.saturating_add(self.rows);
    }
}

impl Sink for Content {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        let count = |name| attributes.number(name).unwrap_or(1).max(1);
        match name {
            "annotation" => self.remark += 1,
            _ if self.remark > 0 => {}
            "table" => {
                self.depth += 1;
                if self.depth == 1 {
                    let name = attributes.get("name").unwrap_or_default().into_owned();
                    self.sheets.push(Sheet { name, ..Sheet::default() });
                    self.row = 0;
                }
            }
            "table-row" if self.depth == 1 => {
                (self.rows, self.column) = (count("number-rows-repeated"), 0);
            }
            "table-cell" | "covered-table-cell" if self.depth == 1 => {
                self.cells = count("number-columns-repeated");
                self.spans = (count("number-rows-spanned"), count("number-columns-spanned"));
            }
            "p" => {
                self.paragraph += 1;
                if !self.words.is_empty() {
                    self.words.push('\n');
                }
            }
            "s" | "tab" | "line-break" if self.paragraph > 0 => {
                self.words.push(if name == "s" { ' ' } else { '\n' })
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "annotation" => self.remark = self.remark.saturating_sub(1),
            _ if self.remark > 0 => {}
            "table" => self.depth = self.depth.saturating_sub(1),
            "table-row" if self.depth == 1 => self.end_row(),
            "table-cell" | "covered-table-cell" if self.depth == 1 => self.end_cell(),
            "p" => self.paragraph = self.paragraph.saturating_sub(1),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.paragraph > 0 && self.remark == 0 && self.depth > 0 {
            self.words.push_str(text);
        }
    }

    fn is_full(&self) -> bool {
        self.failed.is_some()
    }
}
