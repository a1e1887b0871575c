//! Bytes of a workbook (XLSX, XLS, ODS) → the text of its sheets: a line a row, a tab between cells, values as they are shown.
//!
//! Written here, not taken from a crate: those that read all three hold a sheet as the rectangle of its cells, which two cells make
//! a gigabyte, and give numbers without their format, 0.85 for 85%.

mod format;
mod grid;
mod ods;
mod xls;
mod xlsx;

pub use xls::is_xls;

use super::{most_text, refuse};
use crate::error::{Error, ErrorKind};
use crate::source::{Format, Row};
use crate::span::Span;
use grid::{Area, COLUMNS, Cell, MAX_CELLS, Room, Sheet, too_large};
use std::collections::BTreeSet;

/// Reads the text of a workbook and which of its lines are rows; the name of a sheet is a line of its own where there are several.
///
/// # Errors
/// `Empty` for what holds no words, `Malformed` for what is cut off or encrypted, `TooLarge` for what would take too much memory.
pub fn read(bytes: &[u8], format: Format) -> Result<(String, Vec<Row>), Error> {
    let room = Room { cells: MAX_CELLS, bytes: most_text(bytes.len()) };
    let mut sheets = match format {
        Format::Xls => xls::read(bytes, room)?,
        Format::Ods => ods::read(bytes, room)?,
        _ => xlsx::read(bytes, room)?,
    };
    sheets.retain(|sheet| !sheet.cells.is_empty());
    let mut out = Text { most: room.bytes, ..Text::default() };
    let several = sheets.len() > 1;
    for sheet in sheets {
        out.sheet(sheet, several)?;
    }
    if out.text.trim().is_empty() {
        return Err(refuse(ErrorKind::Empty, "a workbook without words", "没有文字的电子表格"));
    }
    Ok((out.text, out.rows))
}

/// The text being written.
#[derive(Default)]
struct Text {
    text: String,
    rows: Vec<Row>,
    most: usize,
}

impl Text {
    fn sheet(&mut self, mut sheet: Sheet, several: bool) -> Result<(), Error> {
        sheet.cells.sort_unstable();
        sheet.cells.dedup_by_key(|cell| (cell.row, cell.column));
        sheet.merged.sort_unstable();
        // Columns without a word are none.
        let columns: Vec<u32> =
            sheet.cells.iter().map(|c| c.column).collect::<BTreeSet<u32>>().into_iter().collect();
        if several {
            self.line(&sheet.name);
        }
        let mut covers = Covers {
            columns: &columns,
            areas: sheet.merged.iter().peekable(),
            until: vec![None; columns.len().min(COLUMNS)],
        };
        let (mut begun, mut last) = (false, None);
        for cells in sheet.cells.chunk_by(|a, b| a.row == b.row) {
            let row = cells[0].row;
            let cover = covers.row(row);
            let place = |cell: &Cell| columns.partition_point(|c| *c < cell.column);
            let shown: Vec<(usize, &str)> = cells
                .iter()
                .map(|cell| (place(cell), cell.words.as_str()))
                .filter(|(i, _)| *i >= COLUMNS || cover.hidden >> i & 1 == 0)
                .collect();
            if last.is_some_and(|last| row > last + 1) {
                self.line("");
            }
            last = Some(row);
            match shown[..] {
                [] => {}
                // A title above the table, or a cell over its whole width.
                [(i, words)] if !begun || i < COLUMNS && cover.wide >> i & 1 == 1 => self.line(words),
                _ => {
                    begun = true;
                    self.row(&shown, columns.len(), cover.merged)?;
                }
            }
            if self.text.len() > self.most {
                return Err(too_large());
            }
        }
        self.line("");
        Ok(())
    }

    fn line(&mut self, words: &str) {
        self.text.push_str(words);
        self.text.push('\n');
    }

    fn row(&mut self, cells: &[(usize, &str)], columns: usize, merged: u64) -> Result<(), Error> {
        let start = self.text.len();
        if start + columns > self.most {
            return Err(too_large());
        }
        let mut at = 0;
        for (column, words) in cells {
            self.text.extend(std::iter::repeat_n('\t', column - at));
            at = *column;
            self.text.push_str(words);
        }
        self.text.extend(std::iter::repeat_n('\t', (columns - 1).saturating_sub(at)));
        self.rows.push(Row { span: Span::new(start, self.text.len()), merged });
        self.text.push('\n');
        Ok(())
    }
}

/// Which columns merged areas cover, row by row.
struct Covers<'a> {
    columns: &'a [u32],
    areas: std::iter::Peekable<std::slice::Iter<'a, Area>>,
    /// By column the area that covers it: its last row, and whether the column is not its first.
    until: Vec<Option<(u32, bool)>>,
}

/// What merged areas do to a row, a bit a column.
#[derive(Default)]
struct Cover {
    /// Goes on with the cell above.
    merged: u64,
    /// Shows nothing of its own.
    hidden: u64,
    /// Begins an area of several columns that holds words of this row alone.
    wide: u64,
}

impl Covers<'_> {
    fn row(&mut self, row: u32) -> Cover {
        let mut cover = Cover::default();
        for (i, until) in self.until.iter_mut().enumerate() {
            match *until {
                Some((last, beside)) if last >= row => {
                    cover.hidden |= 1 << i;
                    // What is beside belongs to the first column's cell.
                    cover.merged |= u64::from(!beside) << i;
                }
                _ => *until = None,
            }
        }
        while let Some(area) = self.areas.next_if(|area| area.rows.0 <= row) {
            self.begin(area, row, &mut cover);
        }
        cover
    }

    fn begin(&mut self, area: &Area, row: u32, cover: &mut Cover) {
        let first = self.columns.partition_point(|c| *c < area.columns.0);
        let last = self.columns.partition_point(|c| *c <= area.columns.1).min(self.until.len());
        for i in first..last {
            self.until[i] = Some((area.rows.1, i > first));
            // The rows above this one were empty: their cell shows nothing.
            if area.rows.0 < row || i > first {
                cover.hidden |= 1 << i;
                cover.merged |= u64::from(i == first && area.rows.1 >= row) << i;
            }
        }
        let alone = area.rows.0 == row && area.columns.1 > area.columns.0;
        if alone
            && first < self.until.len()
            && last - first.min(last) == self.columns.len().min(COLUMNS) - first
        {
            cover.wide |= 1 << first;
        }
    }
}
