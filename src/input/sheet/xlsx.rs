//! Bytes of an Office Open XML workbook (.xlsx) → its sheets.

use super::format::{built_in, shown};
use super::grid::{Area, Room, Sheet, malformed};
use crate::error::Error;
use crate::input::xml::{Attributes, Sink, walk};
use crate::input::zip::Archive;
use std::collections::BTreeMap;

/// Reads the sheets that are shown.
pub(super) fn read(bytes: &[u8], mut room: Room) -> Result<Vec<Sheet>, Error> {
    let archive = Archive::open(bytes)?;
    let book: Book = part(&archive, "xl/workbook.xml", Book::default())?.ok_or_else(malformed)?;
    let targets = part(&archive, "xl/_rels/workbook.xml.rels", Relations::default())?.unwrap_or_default().0;
    let strings = part(&archive, "xl/sharedStrings.xml", Strings::default())?.unwrap_or_default().all;
    let formats = part(&archive, "xl/styles.xml", Styles::default())?.unwrap_or_default().formats();
    let mut sheets = Vec::new();
    for (i, (name, id)) in book.sheets.into_iter().enumerate() {
        let path = targets.get(&id).cloned().unwrap_or_else(|| format!("worksheets/sheet{}.xml", i + 1));
        let path = path.strip_prefix('/').map_or_else(|| format!("xl/{path}"), str::to_owned);
        let sink = Cells {
            strings: &strings,
            formats: &formats,
            from_1904: book.from_1904,
            sheet: Sheet { name, ..Sheet::default() },
            room,
            ..Cells::empty(&strings, &formats)
        };
        let Some(cells) = part(&archive, &path, sink)? else { continue };
        if let Some(error) = cells.failed {
            return Err(error);
        }
        room = cells.room;
        sheets.push(cells.sheet);
    }
    Ok(sheets)
}

/// Walks a part of the archive; none where there is no such part.
fn part<S: Sink>(archive: &Archive<'_>, name: &str, mut sink: S) -> Result<Option<S>, Error> {
    let Some(part) = archive.part(name)? else { return Ok(None) };
    walk(&part, &mut sink)?;
    Ok(Some(sink))
}

/// The sheets of a workbook that are shown: names and relations.
#[derive(Default)]
struct Book {
    sheets: Vec<(String, String)>,
    from_1904: bool,
}

impl Sink for Book {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        let is_shown = || attributes.get("state").is_none_or(|state| state == "visible");
        match name {
            "workbookPr" => {
                self.from_1904 = matches!(attributes.get("date1904").as_deref(), Some("1" | "true"))
            }
            "sheet" if is_shown() => {
                let get = |name| attributes.get(name).unwrap_or_default().into_owned();
                self.sheets.push((get("name"), get("id")));
            }
            _ => {}
        }
    }
}

/// Parts by the names of their relations.
#[derive(Default)]
struct Relations(BTreeMap<String, String>);

impl Sink for Relations {
    fn open(&mut self, _: &str, attributes: &Attributes<'_>) {
        if let (Some(id), Some(target)) = (attributes.get("Id"), attributes.get("Target")) {
            self.0.insert(id.into_owned(), target.into_owned());
        }
    }
}

/// The words that cells share.
#[derive(Default)]
struct Strings {
    all: Vec<String>,
    words: Words,
}

impl Sink for Strings {
    fn open(&mut self, name: &str, _: &Attributes<'_>) {
        self.words.open(name);
    }

    fn close(&mut self, name: &str) {
        self.words.close(name);
        if name == "si" {
            self.all.push(std::mem::take(&mut self.words.text));
        }
    }

    fn text(&mut self, text: &str) {
        self.words.text(text);
    }
}

/// Words in runs, without the readings above them.
#[derive(Default)]
struct Words {
    text: String,
    inside: bool,
    reading: bool,
}

impl Words {
    fn open(&mut self, name: &str) {
        match name {
            "t" => self.inside = !self.reading,
            "rPh" => self.reading = true,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.inside = false,
            "rPh" => self.reading = false,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.inside {
            self.text.push_str(text);
        }
    }
}

/// Formats of numbers, and which of them each style has.
#[derive(Default)]
struct Styles {
    own: BTreeMap<u32, String>,
    styles: Vec<u32>,
    inside: bool,
}

impl Styles {
    /// The format of each style.
    fn formats(self) -> Vec<String> {
        let format = |id: &u32| self.own.get(id).cloned().unwrap_or_else(|| built_in(*id).to_owned());
        self.styles.iter().map(format).collect()
    }
}

impl Sink for Styles {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        let format = || attributes.number("numFmtId").unwrap_or(0);
        match name {
            "numFmt" => {
                self.own.insert(format(), attributes.get("formatCode").unwrap_or_default().into_owned());
            }
            "cellXfs" => self.inside = true,
            "xf" if self.inside => self.styles.push(format()),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if name == "cellXfs" {
            self.inside = false;
        }
    }
}

/// A sheet being read.
struct Cells<'a> {
    strings: &'a [String],
    formats: &'a [String],
    from_1904: bool,
    sheet: Sheet,
    room: Room,
    failed: Option<Error>,
    /// The row and column of the open cell; a cell without a name stands behind the one before.
    row: u32,
    column: u32,
    kind: String,
    style: usize,
    value: String,
    words: Words,
    in_value: bool,
}

impl<'a> Cells<'a> {
    fn empty(strings: &'a [String], formats: &'a [String]) -> Self {
        Cells {
            strings,
            formats,
            from_1904: false,
            sheet: Sheet::default(),
            room: Room { cells: 0, bytes: 0 },
            failed: None,
            row: 0,
            column: 0,
            kind: String::new(),
            style: 0,
            value: String::new(),
            words: Words::default(),
            in_value: false,
        }
    }

    fn end_cell(&mut self) {
        let value = self.value.trim();
        let words = match self.kind.as_str() {
            "s" => value.parse().ok().and_then(|i: usize| self.strings.get(i)).cloned().unwrap_or_default(),
            "inlineStr" => std::mem::take(&mut self.words.text),
            "b" => if value == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            "str" | "e" | "d" => value.to_owned(),
            _ => value.parse().map_or_else(|_| value.to_owned(), |number| self.number(number)),
        };
        if let Err(error) = self.sheet.add(self.row.saturating_sub(1), self.column, &words, &mut self.room) {
            self.failed = Some(error);
        }
        self.value.clear();
        self.words.text.clear();
    }

    fn number(&self, number: f64) -> String {
        let format = self.formats.get(self.style).map_or("", String::as_str);
        shown(number, format, self.from_1904)
    }
}

impl Sink for Cells<'_> {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        match name {
            "row" => {
                self.row = attributes.number("r").map_or(self.row + 1, |r| r).max(1);
                self.column = 0;
            }
            "c" => {
                let named = attributes.get("r").and_then(|r| reference(&r));
                (self.row, self.column) = named.unwrap_or((self.row, self.column + 1));
                self.kind = attributes.get("t").unwrap_or_default().into_owned();
                self.style = attributes.number("s").unwrap_or(0) as usize;
            }
            "v" => self.in_value = true,
            "mergeCell" => {
                let area = attributes.get("ref").and_then(|r| area(&r));
                area.into_iter().for_each(|area| self.sheet.merge(area));
            }
            _ => self.words.open(name),
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "v" => self.in_value = false,
            "c" => self.end_cell(),
            _ => self.words.close(name),
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_value {
            self.value.push_str(text);
        } else {
            self.words.text(text);
        }
    }

    fn is_full(&self) -> bool {
        self.failed.is_some()
    }
}

/// Reads the name of a cell, row first, both from 1: `C2`.
fn reference(name: &str) -> Option<(u32, u32)> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digit = |c: u8| u32::from(c.to_ascii_uppercase() - b'A') + 1;
    let column = name.bytes().take(letters.min(4)).fold(0, |column, c| column * 26 + digit(c));
    Some((name[letters..].parse().ok()?, column)).filter(|(row, column)| *row > 0 && *column > 0)
}

/// Reads the names of an area's corners: `A1:C2`.
fn area(name: &str) -> Option<Area> {
    let (from, to) = name.split_once(':')?;
    let ((top, left), (bottom, right)) = (reference(from)?, reference(to)?);
    Some(Area { rows: (top - 1, bottom - 1), columns: (left, right) })
}
