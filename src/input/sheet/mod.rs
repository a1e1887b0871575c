//! Bytes of a workbook (XLSX, XLS, ODS, XML) → the text of its sheets: a line a row, a tab between cells, values as they are shown.
//!
//! Written here, not taken from a crate: those that read all three hold a sheet as the rectangle of its cells, which two cells make
//! a gigabyte, and give numbers without their format, 0.85 for 85%.

mod format;
mod grid;
mod ods;
mod xls;
mod xlsx;
mod xml;

pub use xls::is_xls;
pub use xml::is_xml;

use super::refusal::{most_text, refuse};
use crate::error::{Error, ErrorKind};
use crate::source::{Extract, Format, Row, SheetRow};
use crate::span::Span;
use grid::{Area, COLUMNS, Cell, MAX_CELLS, Room, Sheet, too_large};
use std::collections::BTreeSet;

/// A workbook as it was read.
#[derive(Debug)]
pub struct Book {
    /// Its text, and which of its lines are rows.
    pub extract: Extract,
    /// The names of its sheets.
    pub sheets: Vec<String>,
}

/// Reads the text of a workbook; the name of a sheet is a line of its own where there are several.
///
/// # Errors
/// `Empty` for what holds no words, `Malformed` for what is cut off or encrypted, `TooLarge` for what would take too much memory.
pub fn read(bytes: &[u8], format: Format) -> Result<Book, Error> {
    let room = Room { cells: MAX_CELLS, bytes: most_text(bytes.len()) };
    let mut sheets = match format {
        Format::Xls => xls::read(bytes, room)?,
        Format::Ods => ods::read(bytes, room)?,
        Format::ExcelXml => xml::read(bytes, room)?,
        _ => xlsx::read(bytes, room)?,
    };
    sheets.retain(|sheet| !sheet.cells.is_empty());
    let names = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let mut out = Text { most: room.bytes, ..Text::default() };
    let several = sheets.len() > 1;
    for (sheet, number) in sheets.into_iter().zip(1..) {
        out.sheet(sheet, number, several)?;
    }
    if out.extract.text.trim().is_empty() {
        return Err(refuse(ErrorKind::Empty, "a workbook without words", "没有文字的电子表格"));
    }
    Ok(Book { extract: out.extract, sheets: names })
}

/// The text being written.
#[derive(Default)]
struct Text {
    extract: Extract,
    most: usize,
}

impl Text {
    fn sheet(&mut self, mut sheet: Sheet, number: u32, several: bool) -> Result<(), Error> {
        sheet.cells.sort_unstable();
        sheet.cells.dedup_by_key(|cell| (cell.row, cell.column));
        sheet.merged.sort_unstable();
        // Columns without a word are none.
        let columns: Vec<u32> =
            sheet.cells.iter().map(|c| c.column).collect::<BTreeSet<u32>>().into_iter().collect();
        if several {
            self.begin(number, 0);
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
            self.begin(number, row.saturating_add(1));
            match shown[..] {
                [] => {}
                // A title above the table, or a cell over its whole width.
                [(i, words)] if !begun || i < COLUMNS && cover.wide >> i & 1 == 1 => self.line(words),
                _ => {
                    begun = true;
                    self.row(&shown, columns.len(), cover.merged)?;
                }
            }
            if self.extract.text.len() > self.most {
                return Err(too_large());
            }
        }
        self.line("");
        Ok(())
    }

    /// Notes that the next line is a row of a sheet.
    fn begin(&mut self, sheet: u32, row: u32) {
        self.extract.sheet_rows.push(SheetRow { start: self.extract.text.len(), sheet, row });
    }

    fn line(&mut self, words: &str) {
        self.extract.text.push_str(words);
        self.extract.text.push('\n');
    }

    fn row(&mut self, cells: &[(usize, &str)], columns: usize, merged: u64) -> Result<(), Error> {
        let start = self.extract.text.len();
        if start + columns > self.most {
            return Err(too_large());
        }
        let mut at = 0;
        for (column, words) in cells {
            self.extract.text.extend(std::iter::repeat_n('\t', column - at));
            at = *column;
            self.extract.text.push_str(words);
        }
        self.extract.text.extend(std::iter::repeat_n('\t', (columns - 1).saturating_sub(at)));
        self.extract.rows.push(Row { span: Span::new(start, self.extract.text.len()), merged });
        self.extract.text.push('\n');
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::zip::archive;

    /// A workbook of one sheet with these cells and what stands behind them.
    fn xlsx(cells: &str, behind: &str, strings: &str) -> Vec<u8> {
        let sheet = format!("<worksheet><sheetData>{cells}</sheetData>{behind}</worksheet>");
        archive(&[
            (
                "xl/workbook.xml",
                b"<workbook><sheets><sheet name=\"1\" r:id=\"a\" xmlns:r=\"r\"/></sheets></workbook>",
            ),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
            ("xl/sharedStrings.xml", format!("<sst>{strings}</sst>").as_bytes()),
        ])
    }

    fn words(at: &str, words: &str) -> String {
        format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{words}</t></is></c>")
    }

    fn text_of(bytes: &[u8], format: Format) -> Result<String, ErrorKind> {
        read(bytes, format).map(|book| book.extract.text).map_err(|e| e.kind())
    }

    #[test]
    fn empty_columns_and_what_merged_cells_hide_are_not_read() {
        let cells = [
            words("B2", "任务"),
            words("XFD2", "单位"),
            words("B4", "修渠"),
            words("XFD4", "水利局"),
            words("B5", "植树"),
            words("XFD5", "旧值"),
        ];
        let book = xlsx(&cells.concat(), "<mergeCells><mergeCell ref=\"XFD4:XFD5\"/></mergeCells>", "");
        let read = read(&book, Format::Xlsx).unwrap().extract;
        assert_eq!(read.text, "任务\t单位\n\n修渠\t水利局\n植树\t\n\n");
        assert_eq!(read.rows.iter().map(|row| row.merged).collect::<Vec<_>>(), [0, 0, 0b10]);
        assert_eq!(read.sheet_rows.iter().map(|row| row.row).collect::<Vec<_>>(), [2, 4, 5]);
    }

    #[test]
    fn a_title_over_the_table_is_a_line() {
        let cells = [
            words("A1", "某县任务表"),
            words("A2", "任务"),
            words("B2", "单位"),
            words("A3", "一、水利"),
            words("A4", "修渠"),
            words("B4", "水利局"),
        ];
        let book = xlsx(&cells.concat(), "<mergeCells><mergeCell ref=\"A3:B3\"/></mergeCells>", "");
        assert_eq!(
            text_of(&book, Format::Xlsx).as_deref(),
            Ok("某县任务表\n任务\t单位\n一、水利\n修渠\t水利局\n\n")
        );
    }

    #[test]
    fn hostile_workbooks_are_refused_or_read_in_little_memory() {
        let empty: String = (1..200_000).map(|i| format!("<c r=\"A{i}\" s=\"1\"/>")).collect();
        assert_eq!(text_of(&xlsx(&empty, "", ""), Format::Xlsx), Err(ErrorKind::Empty));
        let shared = format!("<si><t>{}</t></si>", "渠".repeat(300_000));
        let often: String = (1..500).map(|i| format!("<c r=\"A{i}\" t=\"s\"><v>0</v></c>")).collect();
        assert_eq!(text_of(&xlsx(&often, "", &shared), Format::Xlsx), Err(ErrorKind::TooLarge));
        // Each cell in a row and a column of its own.
        let column = |i: u32| {
            [i / 676, i / 26 % 26, i % 26].map(|n| char::from(b'A' + n as u8)).iter().collect::<String>()
        };
        let diagonal: String = (1..9000).map(|i| words(&format!("{}{i}", column(i)), "渠")).collect();
        let diagonal = diagonal + &words("AAA1", "任务") + &words("AAB1", "单位");
        assert_eq!(text_of(&xlsx(&diagonal, "", ""), Format::Xlsx), Err(ErrorKind::TooLarge));
        let areas: String = (1..150_000).map(|_| "<mergeCell ref=\"A1:XFD1048576\"/>").collect();
        assert!(text_of(&xlsx(&words("A1", "渠"), &areas, ""), Format::Xlsx).is_ok());
    }

    #[test]
    fn repeated_cells_are_bounded() {
        let ods = |rows: u32, cells: u32| {
            let cell = format!(
                "<table:table-cell table:number-columns-repeated=\"{cells}\"><text:p>渠</text:p></table:table-cell>"
            );
            let content = format!(
                "<office:c xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><table:table table:name=\"1\">\
                 <table:table-row table:number-rows-repeated=\"{rows}\">{cell}</table:table-row></table:table></office:c>"
            );
            text_of(&archive(&[("content.xml", content.as_bytes())]), Format::Ods)
        };
        assert_eq!(ods(2, 2).as_deref(), Ok("渠\t渠\n渠\t渠\n\n"));
        assert_eq!(ods(1, 1_000_000), Err(ErrorKind::TooLarge));
        assert_eq!(ods(1_000_000, 1), Err(ErrorKind::TooLarge));
        assert_eq!(ods(1000, 1000), Err(ErrorKind::TooLarge));
    }
}
