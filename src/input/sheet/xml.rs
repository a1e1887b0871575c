//! Bytes of a workbook that is one XML file (Excel 2003's, .xls of many programs) → its sheets.

use super::format::shown;
use super::grid::{Area, Room, Sheet};
use crate::error::Error;
use crate::input::xml::{Attributes, Sink, walk};
use std::collections::BTreeMap;

/// How far into a file its first element is looked for.
const HEAD: usize = 4096;
/// The namespace of such workbooks.
const SPACE: &[u8] = b"urn:schemas-microsoft-com:office:spreadsheet";

/// Returns whether bytes are such a workbook.
pub fn is_xml(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD.min(bytes.len())).unwrap_or_default();
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    text.starts_with(b"<?xml")
        && memchr::memmem::find(head, b"Workbook").is_some()
        && memchr::memmem::find(head, SPACE).is_some()
}

/// Reads the sheets.
pub(super) fn read(bytes: &[u8], room: Room) -> Result<Vec<Sheet>, Error> {
    let mut book = Book { room, ..Book::default() };
    walk(bytes, &mut book)?;
    book.failed.map_or(Ok(book.sheets), Err)
}

/// The workbook being read.
#[derive(Default)]
struct Book {
    sheets: Vec<Sheet>,
    room: Room,
    failed: Option<Error>,
    /// The formats of numbers, by the names of their styles, and the style that is open.
    formats: BTreeMap<String, String>,
    style: String,
    /// The next row, and the next cell in it.
    row: u32,
    column: u32,
    /// The open cell: its first column, its style, how its value is written, and the value.
    first: u32,
    of_style: String,
    kind: String,
    words: String,
    in_data: bool,
    /// Depth inside a remark.
    remark: usize,
}

impl Book {
    fn cell(&mut self, attributes: &Attributes<'_>) {
        self.column = attributes.number("Index").map_or(self.column, |index| index.saturating_sub(1));
        self.first = self.column;
        self.of_style = attributes.get("StyleID").unwrap_or_default().into_owned();
        let more = |name| attributes.number(name).unwrap_or(0);
        let (across, down) = (more("MergeAcross"), more("MergeDown"));
        if let Some(sheet) = self.sheets.last_mut().filter(|_| across > 0 || down > 0) {
            let (row, column) = (self.row, self.column);
            let area = Area {
                rows: (row, row.saturating_add(down)),
                columns: (column, column.saturating_add(across)),
            };
            sheet.merge(area);
            self.column = self.column.saturating_add(across);
        }
    }

    fn end_cell(&mut self) {
        let words = std::mem::take(&mut self.words);
        let format = self.formats.get(&self.of_style).map_or("", |format| named(format));
        let words = match (self.kind.as_str(), words.trim().parse::<f64>()) {
            ("Number", Ok(number)) if !format.is_empty() => shown(number, format, false),
            ("Boolean", _) => if words.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            ("DateTime", _) => words.replace("T00:00:00.000", "").replace('T', " "),
            _ => words,
        };
        if let Some(sheet) = self.sheets.last_mut()
            && let Err(error) = sheet.add(self.row, self.first, &words, &mut self.room)
        {
            self.failed = Some(error);
        }
        self.kind.clear();
        self.column = self.column.saturating_add(1);
    }
}

/// Formats that have names.
fn named(format: &str) -> &str {
    match format {
        "Percent" => "0.00%",
        "Fixed" => "0.00",
        "Standard" => "#,##0.00",
        "General" | "General Number" => "",
        "Short Date" | "Medium Date" | "Long Date" | "General Date" => "yyyy-m-d",
        format => format,
    }
}

impl Sink for Book {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        match name {
            "Comment" | "PhoneticText" => self.remark += 1,
            _ if self.remark > 0 => {}
            "Style" => self.style = attributes.get("ID").unwrap_or_default().into_owned(),
            "NumberFormat" => {
                let format = attributes.get("Format").unwrap_or_default().into_owned();
                self.formats.insert(std::mem::take(&mut self.style), format);
            }
            "Worksheet" => {
                let name = attributes.get("Name").unwrap_or_default().into_owned();
                self.sheets.push(Sheet { name, ..Sheet::default() });
                self.row = 0;
            }
            "Row" => {
                self.row = attributes.number("Index").map_or(self.row, |index| index.saturating_sub(1));
                self.column = 0;
            }
            "Cell" => self.cell(attributes),
            "Data" => {
                self.kind = attributes.get("Type").unwrap_or_default().into_owned();
                self.in_data = true;
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "Comment" | "PhoneticText" => self.remark = self.remark.saturating_sub(1),
            _ if self.remark > 0 => {}
            "Row" => self.row = self.row.saturating_add(1),
            "Cell" => self.end_cell(),
            "Data" => self.in_data = false,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_data && self.remark == 0 {
            self.words.push_str(text);
        }
    }

    fn is_full(&self) -> bool {
        self.failed.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_where_they_say() {
        let book = r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
            xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="s1"><NumberFormat ss:Format="0%"/></Style></Styles>
            <Worksheet ss:Name="台账"><Table><Row><Cell ss:MergeAcross="1"><Data ss:Type="String">任务表</Data></Cell></Row>
            <Row ss:Index="3"><Cell ss:Index="2" ss:StyleID="s1"><Data ss:Type="Number">0.58</Data><Comment><Data>注</Data></Comment></Cell>
            <Cell><Data ss:Type="DateTime">2025-06-30T00:00:00.000</Data></Cell></Row></Table></Worksheet></Workbook>"#;
        assert!(is_xml(book.as_bytes()));
        let sheets = read(book.as_bytes(), Room { cells: 100, bytes: 1000 }).unwrap();
        let cells: Vec<(u32, u32, &str)> =
            sheets[0].cells.iter().map(|c| (c.row, c.column, c.words.as_str())).collect();
        assert_eq!(cells, [(0, 0, "任务表"), (2, 1, "58%"), (2, 2, "2025-06-30")]);
        assert_eq!(sheets[0].merged, [Area { rows: (0, 0), columns: (0, 1) }]);
    }
}
