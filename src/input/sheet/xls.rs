//! Bytes of an Excel workbook before 2007 (.xls, WPS .et) → its sheets: records of MS-XLS (BIFF8) in a compound file.

use super::format::{built_in, shown};
use super::grid::{Area, Room, Sheet, malformed};
use crate::error::{Error, ErrorKind};
use crate::input::bytes::{long, short};
use crate::input::compound::Compound;
use crate::input::refusal::refuse;
use std::collections::BTreeMap;

/// Returns whether a compound file holds a workbook.
pub fn is_xls(bytes: &[u8]) -> bool {
    Compound::open(bytes).is_some_and(|file| file.has("Workbook") || file.has("Book"))
}

/// Reads the sheets that are shown.
pub(super) fn read(bytes: &[u8], mut room: Room) -> Result<Vec<Sheet>, Error> {
    let file = Compound::open(bytes).ok_or_else(malformed)?;
    if !file.has("Workbook") {
        return Err(too_old());
    }
    let stream = file.stream("Workbook").ok_or_else(malformed)?;
    let book = Book::read(&stream)?;
    let mut sheets = Vec::new();
    for (name, start) in &book.sheets {
        sheets.push(book.sheet(name, stream.get(*start..).unwrap_or(&[]), &mut room)?);
    }
    Ok(sheets)
}

fn too_old() -> Error {
    refuse(
        ErrorKind::Unsupported,
        "a workbook of Excel 95 or before: save it as XLSX first",
        "Excel 95 或更早的工作簿：请先另存为 XLSX",
    )
}

/// Types of records (MS-XLS 2.3).
mod record {
    pub const FORMULA: u16 = 0x0006;
    pub const EOF: u16 = 0x000A;
    pub const DATE_1904: u16 = 0x0022;
    pub const FILE_PASS: u16 = 0x002F;
    pub const CONTINUE: u16 = 0x003C;
    pub const BOUND_SHEET: u16 = 0x0085;
    pub const MUL_RK: u16 = 0x00BD;
    pub const RICH_STRING: u16 = 0x00D6;
    pub const XF: u16 = 0x00E0;
    pub const MERGE_CELLS: u16 = 0x00E5;
    pub const SST: u16 = 0x00FC;
    pub const LABEL_SST: u16 = 0x00FD;
    pub const NUMBER: u16 = 0x0203;
    pub const LABEL: u16 = 0x0204;
    pub const BOOL_ERR: u16 = 0x0205;
    pub const STRING: u16 = 0x0207;
    pub const RK: u16 = 0x027E;
    pub const FORMAT: u16 = 0x041E;
    pub const BOF: u16 = 0x0809;
}

/// The version that begins every stream of records, Excel 97 to 2003.
const BIFF8: u16 = 0x0600;

/// Cuts a stream into records.
struct Records<'a> {
    stream: &'a [u8],
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (short(self.stream, 0)?, usize::from(short(self.stream, 2)?));
        let data = self.stream.get(4..4 + length)?;
        self.stream = &self.stream[4 + length..];
        Some((kind, data))
    }
}

fn double(data: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(data.get(at..at + 8)?.try_into().ok()?))
}

/// What all sheets share.
#[derive(Default)]
struct Book {
    /// Names and where their records begin.
    sheets: Vec<(String, usize)>,
    strings: Vec<String>,
    /// The format of each style.
    formats: Vec<String>,
    from_1904: bool,
}

impl Book {
    fn read(stream: &[u8]) -> Result<Self, Error> {
        let mut book = Book::default();
        let (mut own, mut styles) = (BTreeMap::new(), Vec::new());
        let mut records = Records { stream };
        match records.next() {
            Some((record::BOF, data)) if short(data, 0) == Some(BIFF8) => {}
            Some((record::BOF, _)) => return Err(too_old()),
            _ => return Err(malformed()),
        }
        while let Some((kind, data)) = records.next() {
            match kind {
                record::EOF => break,
                record::FILE_PASS => {
                    return Err(refuse(
                        ErrorKind::Malformed,
                        "an encrypted workbook: save it without its password first",
                        "加密的工作簿：请先去掉密码另存",
                    ));
                }
                record::DATE_1904 => book.from_1904 = short(data, 0) == Some(1),
                record::BOUND_SHEET => book.sheets.extend(bound_sheet(data)),
                record::FORMAT => {
                    let words = data.get(2..).map(|rest| Pieces::of(rest).string(2));
                    own.insert(short(data, 0).unwrap_or(0), words.unwrap_or_default());
                }
                record::XF => styles.push(short(data, 2).unwrap_or(0)),
                record::SST => {
                    let mut pieces = Pieces::of(data.get(8..).unwrap_or(&[]));
                    let mut rest = Records { stream: records.stream };
                    while let Some((record::CONTINUE, more)) = rest.next() {
                        pieces.pieces.push(more);
                        records.stream = rest.stream;
                    }
                    book.strings = pieces.strings(long(data, 4).unwrap_or(0));
                }
                _ => {}
            }
        }
        let format = |id: &u16| own.get(id).cloned().unwrap_or_else(|| built_in(u32::from(*id)).to_owned());
        book.formats = styles.iter().map(format).collect();
        Ok(book)
    }

    fn sheet(&self, name: &str, stream: &[u8], room: &mut Room) -> Result<Sheet, Error> {
        let mut sheet = Sheet { name: name.to_owned(), ..Sheet::default() };
        let mut depth = 0usize;
        // Where the words of a formula belong, which follow it.
        let mut formula = None;
        for (kind, data) in (Records { stream }) {
            match kind {
                record::BOF => depth += 1,
                record::EOF => depth = depth.saturating_sub(1),
                // A chart in the sheet.
                _ if depth > 1 => continue,
                record::MERGE_CELLS => areas(data).for_each(|area| sheet.merge(area)),
                record::MUL_RK => self.numbers(data, &mut sheet, room)?,
                record::STRING => {
                    if let Some((row, column)) = formula.take() {
                        sheet.add(row, column, &Pieces::of(data).string(2), room)?;
                    }
                }
                record::FORMULA if data.get(12..14) == Some(NO_NUMBER) && data.get(6) == Some(&0) => {
                    formula = place(data);
                }
                _ => {
                    if let (Some((row, column)), Some(words)) = (place(data), self.cell(kind, data)) {
                        sheet.add(row, column, &words, room)?;
                    }
                }
            }
            if depth == 0 {
                break;
            }
        }
        Ok(sheet)
    }

    /// Adds cells that stand side by side, numbers all.
    fn numbers(&self, data: &[u8], sheet: &mut Sheet, room: &mut Room) -> Result<(), Error> {
        let Some((row, first)) = place(data) else { return Ok(()) };
        for (column, cell) in (first..).zip(data.get(4..).unwrap_or(&[]).chunks_exact(6)) {
            let words = self.number(rk(long(cell, 2).unwrap_or(0)), short(cell, 0));
            sheet.add(row, column, &words, room)?;
        }
        Ok(())
    }

    /// What a record of one cell shows.
    fn cell(&self, kind: u16, data: &[u8]) -> Option<String> {
        let style = short(data, 4);
        match kind {
            record::LABEL_SST => self.strings.get(long(data, 6)? as usize).cloned(),
            record::LABEL | record::RICH_STRING => Some(Pieces::of(data.get(6..)?).string(2)),
            record::NUMBER => Some(self.number(double(data, 6)?, style)),
            record::RK => Some(self.number(rk(long(data, 6)?), style)),
            record::BOOL_ERR => Some(truth(*data.get(6)?, *data.get(7)? == 1)),
            record::FORMULA => self.result(data, style),
            _ => None,
        }
    }

    /// What a formula gave, but for words, which follow it.
    fn result(&self, data: &[u8], style: Option<u16>) -> Option<String> {
        if data.get(12..14)? != NO_NUMBER {
            return Some(self.number(double(data, 6)?, style));
        }
        match data.get(6)? {
            1 => Some(truth(*data.get(8)?, false)),
            2 => Some(truth(*data.get(8)?, true)),
            _ => None,
        }
    }

    fn number(&self, number: f64, style: Option<u16>) -> String {
        let format = style.and_then(|s| self.formats.get(usize::from(s))).map_or("", String::as_str);
        shown(number, format, self.from_1904)
    }
}

/// Marks the result of a formula that is no number.
const NO_NUMBER: &[u8] = &[0xFF, 0xFF];

/// The row and column that a record of cells begins with.
fn place(data: &[u8]) -> Option<(u32, u32)> {
    Some((short(data, 0)?.into(), short(data, 2)?.into()))
}

fn truth(value: u8, is_error: bool) -> String {
    let error = match value {
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x2A => "#N/A",
        _ => "#NUM!",
    };
    if is_error {
        error
    } else if value == 1 {
        "TRUE"
    } else {
        "FALSE"
    }
    .to_owned()
}

/// The name of a sheet that is shown, and where its records begin.
fn bound_sheet(data: &[u8]) -> Option<(String, usize)> {
    let is_shown = *data.get(4)? & 3 == 0 && *data.get(5)? == 0;
    is_shown.then(|| Some((Pieces::of(data.get(6..)?).string(1), long(data, 0)? as usize)))?
}

fn areas(data: &[u8]) -> impl Iterator<Item = Area> {
    data.get(2..).unwrap_or(&[]).chunks_exact(8).filter_map(|area| {
        let at = |i| short(area, i).map(u32::from);
        Some(Area { rows: (at(0)?, at(2)?), columns: (at(4)?, at(6)?) })
    })
}

/// A number in four bytes: a whole number or the upper half of another, perhaps times 100.
fn rk(value: u32) -> f64 {
    let number = if value & 2 != 0 {
        f64::from(value as i32 >> 2)
    } else {
        f64::from_bits(u64::from(value & !3) << 32)
    };
    if value & 1 != 0 { number / 100.0 } else { number }
}

/// Data that goes on in the records behind it.
struct Pieces<'a> {
    pieces: Vec<&'a [u8]>,
    piece: usize,
    at: usize,
}

impl<'a> Pieces<'a> {
    fn of(data: &'a [u8]) -> Self {
        Pieces { pieces: vec![data], piece: 0, at: 0 }
    }

    /// The next byte; at the end of a record that of the next.
    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.pieces.get(self.piece)?.len() {
            (self.piece, self.at) = (self.piece + 1, 0);
        }
        self.at += 1;
        self.pieces[self.piece].get(self.at - 1).copied()
    }

    fn number(&mut self, bytes: usize) -> Option<usize> {
        (0..bytes).try_fold(0, |number, i| Some(number | usize::from(self.byte()?) << (8 * i)))
    }

    fn skip(&mut self, mut bytes: usize) {
        while bytes > 0 && self.piece < self.pieces.len() {
            let left = self.pieces[self.piece].len() - self.at;
            let now = left.min(bytes);
            (self.at, bytes) = (self.at + now, bytes - now);
            if bytes > 0 {
                (self.piece, self.at) = (self.piece + 1, 0);
            }
        }
    }

    /// A string whose length stands in so many bytes before it.
    fn string(&mut self, bytes: usize) -> String {
        self.read(bytes).unwrap_or_default()
    }

    fn read(&mut self, bytes: usize) -> Option<String> {
        let length = self.number(bytes)?;
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { 4 * self.number(2)? } else { 0 };
        let more = if flags & 4 != 0 { self.number(4)? } else { 0 };
        let mut wide = flags & 1 != 0;
        let mut units = Vec::new();
        while units.len() < length {
            // Where the characters go on in the next record, it says anew how wide they are.
            if self.at >= self.pieces.get(self.piece)?.len() {
                wide = self.byte()? & 1 != 0;
            }
            units.push(self.number(if wide { 2 } else { 1 })? as u16);
        }
        self.skip(runs + more);
        Some(String::from_utf16_lossy(&units))
    }

    /// So many strings, as far as they stand there.
    fn strings(mut self, count: u32) -> Vec<String> {
        (0..count).map_while(|_| self.read(2)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::compound;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes(), &(data.len() as u16).to_le_bytes(), data].concat()
    }

    fn wide(words: &str) -> Vec<u8> {
        words.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    fn cell(row: u16, column: u16, style: u16, more: &[u8]) -> Vec<u8> {
        [&row.to_le_bytes(), &column.to_le_bytes(), &style.to_le_bytes(), more].concat()
    }

    /// A stream whose strings are broken over records: 「修渠」 in two widths, 「ab」 in one.
    fn stream(version: u16) -> Vec<u8> {
        let begin = |kind: u16| {
            record(record::BOF, &[version.to_le_bytes(), kind.to_le_bytes(), [0; 2], [0; 2]].concat())
        };
        let mut globals = begin(5);
        for format in [0u16, 9] {
            globals.extend(record(record::XF, &[[0; 2], format.to_le_bytes()].concat()));
        }
        let strings = [&2u32.to_le_bytes()[..], &2u32.to_le_bytes(), &[4, 0, 1], &wide("修")].concat();
        globals.extend(record(record::SST, &strings));
        globals.extend(record(record::CONTINUE, &[&[1], &wide("渠")[..]].concat()));
        globals.extend(record(record::CONTINUE, &[&[0, b'9', b'm'][..], &[2, 0, 0, b'a', b'b']].concat()));
        let name = [&[2, 1][..], &wide("台账")].concat();
        let length = globals.len() + 4 + 6 + name.len() + 4;
        globals.extend(record(
            record::BOUND_SHEET,
            &[&(length as u32).to_le_bytes()[..], &[0, 0], &name].concat(),
        ));
        globals.extend(record(record::EOF, &[]));
        let sheet = [
            begin(16),
            record(record::LABEL_SST, &cell(0, 0, 0, &0u32.to_le_bytes())),
            record(record::LABEL_SST, &cell(0, 1, 0, &1u32.to_le_bytes())),
            record(record::NUMBER, &cell(1, 0, 1, &0.58f64.to_le_bytes())),
            record(record::RK, &cell(1, 1, 0, &((1234 << 2) | 3u32).to_le_bytes())),
            record(record::FORMULA, &cell(2, 0, 0, &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0])),
            record(record::STRING, &[&[1, 0, 1], &wide("完")[..]].concat()),
            record(record::MERGE_CELLS, &[1, 0, 0, 0, 1, 0, 0, 0, 0, 0]),
            record(record::EOF, &[]),
        ];
        [globals, sheet.concat()].concat()
    }

    fn file(name: &str, stream: &[u8]) -> Vec<u8> {
        compound::file(&[(name, stream)])
    }

    fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, ErrorKind> {
        read(bytes, Room { cells: 1000, bytes: 1000 }).map_err(|e| e.kind())
    }

    #[test]
    fn records_are_read_as_shown() {
        let bytes = file("Workbook", &stream(BIFF8));
        assert!(is_xls(&bytes));
        let sheets = sheets(&bytes).unwrap();
        assert_eq!(sheets[0].name, "台账");
        let cells: Vec<(u32, u32, &str)> =
            sheets[0].cells.iter().map(|c| (c.row, c.column, c.words.as_str())).collect();
        assert_eq!(cells, [(0, 0, "修渠9m"), (0, 1, "ab"), (1, 0, "58%"), (1, 1, "12.34"), (2, 0, "完")]);
        assert_eq!(sheets[0].merged, [Area { rows: (0, 1), columns: (0, 0) }]);
    }

    #[test]
    fn what_is_cut_off_or_old_is_refused() {
        assert_eq!(sheets(&file("Book", b"x")).err(), Some(ErrorKind::Unsupported));
        assert_eq!(sheets(&file("Workbook", &stream(0x0500))).err(), Some(ErrorKind::Unsupported));
        assert_eq!(sheets(&file("Workbook", b"")).err(), Some(ErrorKind::Malformed));
        let whole = stream(BIFF8);
        for end in 0..whole.len() {
            let _ = sheets(&file("Workbook", &whole[..end]));
        }
        let bytes = file("Workbook", &whole);
        for at in (0..bytes.len()).step_by(97) {
            let mut bytes = bytes.clone();
            bytes[at] ^= 0xFF;
            let _ = sheets(&bytes);
        }
    }
}
