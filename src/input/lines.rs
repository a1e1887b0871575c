//! Paragraphs, cells and rows of an office text → its lines: a paragraph or a row each.

use crate::source::{Extract, Row};
use crate::span::Span;

/// A line of the text.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) words: String,
    /// Of a row of a table: the cells that go on with the cell above, a bit each.
    pub(super) row: Option<u64>,
    /// Its style, or how it is set, says that it is a heading.
    pub(super) heading: bool,
}

impl Line {
    /// A line that is no row.
    pub(super) fn of(words: String, heading: bool) -> Self {
        Line { words, row: None, heading }
    }
}

/// A cell: its paragraphs, and the rows of tables in it.
pub(super) type Cell = Vec<Line>;

/// A table of more columns is read as its cells stand, without looking which are wide; no row keeps count of more.
pub(super) const MAX_COLUMNS: usize = 63;

/// Writes a row: of several cells it is one line, its cells parted by tabs; a row of one is a frame around its paragraphs.
/// `merged` are the cells that go on with the cell above, a bit each.
pub(super) fn row(mut cells: Vec<Cell>, merged: u64) -> Vec<Line> {
    if cells.len() == 1 {
        return cells.remove(0);
    }
    let flat = |cell: &Cell| {
        let words = cell.iter().flat_map(|p| p.words.split(['\n', '\t']));
        words.map(str::trim).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let words = cells.iter().map(flat).collect::<Vec<_>>().join("\t");
    if words.trim().is_empty() {
        return Vec::new();
    }
    vec![Line { words, row: Some(merged), heading: false }]
}

/// Joins lines to the text, with a line end after each, and tells which of them are rows and which headings.
pub(super) fn extract(lines: impl IntoIterator<Item = Line>) -> Extract {
    let mut out = Extract::default();
    for line in lines {
        let start = out.text.len();
        out.text.push_str(&line.words);
        let span = Span::new(start, out.text.len());
        out.rows.extend(line.row.map(|merged| Row { span, merged }));
        out.headings.extend(Some(span).filter(|_| line.heading));
        out.text.push('\n');
    }
    out
}
