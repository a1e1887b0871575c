//! What the readers of workbooks give: sheets of cells that show something, within limits.

use crate::error::{Error, ErrorKind};
use crate::input::refusal::refuse;

/// No workbook has more cells with words; a ledger has some thousands.
pub(super) const MAX_CELLS: usize = 1_000_000;
/// So many areas of merged cells are looked at in a sheet.
pub(super) const MAX_MERGED: usize = 100_000;
/// Merged cells are told of in so many columns: as many as [`crate::source::Row::merged`] has bits.
pub(super) const COLUMNS: usize = u64::BITS as usize;

/// How much more may be read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Room {
    pub(super) cells: usize,
    pub(super) bytes: usize,
}

impl Room {
    /// Takes a cell of so many bytes.
    pub(super) fn take(&mut self, bytes: usize) -> Result<(), Error> {
        self.cells = self.cells.checked_sub(1).ok_or_else(too_large)?;
        self.bytes = self.bytes.checked_sub(bytes).ok_or_else(too_large)?;
        Ok(())
    }
}

pub(super) fn too_large() -> Error {
    refuse(
        ErrorKind::TooLarge,
        "a workbook of more cells than can be read: save the sheets that matter as a file of their own",
        "单元格过多的电子表格：请把需要的工作表另存为单独的文件",
    )
}

/// A sheet as it was read.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) cells: Vec<Cell>,
    pub(super) merged: Vec<Area>,
}

/// A cell that shows something; rows are counted from 0.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cell {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) words: String,
}

/// Cells that are shown as one: its first and last row and column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Area {
    pub(super) rows: (u32, u32),
    pub(super) columns: (u32, u32),
}

impl Sheet {
    /// Adds a cell; one without words is none.
    pub(super) fn add(&mut self, row: u32, column: u32, words: &str, room: &mut Room) -> Result<(), Error> {
        let flat: Vec<&str> =
            words.split(['\n', '\r', '\t']).map(str::trim).filter(|part| !part.is_empty()).collect();
        if flat.is_empty() {
            return Ok(());
        }
        let words = flat.join(" ");
        room.take(words.len())?;
        self.cells.push(Cell { row, column, words });
        Ok(())
    }

    pub(super) fn merge(&mut self, area: Area) {
        if self.merged.len() < MAX_MERGED && area.rows.0 <= area.rows.1 && area.columns.0 <= area.columns.1 {
            self.merged.push(area);
        }
    }
}

pub(super) fn malformed() -> Error {
    refuse(ErrorKind::Malformed, "a workbook that is cut off or damaged", "残缺或损坏的电子表格")
}
