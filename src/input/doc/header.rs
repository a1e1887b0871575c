//! The head of a Word file (FIB, MS-DOC 2.5) → where its parts stand; refuses files of other versions and encrypted ones.

use crate::error::{Error, ErrorKind};
use crate::input::bytes::{long, short};
use crate::input::refusal::{encrypted, refuse};

/// Where the parts of a file stand.
pub(super) struct Header<'a> {
    /// The stream that holds the header and the text.
    document: &'a [u8],
    /// Where the counts of characters begin.
    counts: usize,
    /// Where the places of the tables begin.
    places: usize,
}

/// The texts of a file, one behind the other in one count of characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Main = 3,
    Footnotes,
    Endnotes = 8,
    Boxes,
}

/// The tables of a file, by their number in the list of places (FibRgFcLcb97).
#[derive(Clone, Copy)]
pub(super) enum Table {
    Styles = 1,
    Characters = 12,
    Paragraphs = 13,
    Fonts = 15,
    Pieces = 33,
    Shapes = 40,
    Boxes = 56,
    ListPlans = 73,
    Lists = 74,
}

/// The first bytes of the header: of Word 97 and later, and of Word 6 and 95.
const WORD_97: u16 = 0xA5EC;
const WORD_6: u16 = 0xA5DC;
/// Word 95's version; Word 97 begins with 193.
const LAST_OLD_VERSION: u16 = 104;

impl<'a> Header<'a> {
    /// Reads the header.
    pub(super) fn read(document: &'a [u8]) -> Result<Self, Error> {
        let at = |at| short(document, at).unwrap_or(0);
        match (at(0), at(2)) {
            (WORD_97 | WORD_6, version) if version > LAST_OLD_VERSION => {}
            (WORD_97 | WORD_6, _) => return Err(too_old()),
            _ => return Err(damaged()),
        }
        if at(10) & 0x100 != 0 {
            return Err(encrypted());
        }
        let counts = 0x22 + 2 * usize::from(at(0x20)) + 2;
        let longs = usize::from(short(document, counts - 2).ok_or_else(damaged)?);
        Ok(Header { document, counts, places: counts + 4 * longs + 2 })
    }

    /// The name of the stream that holds the tables.
    pub(super) fn tables(&self) -> &'static str {
        if short(self.document, 10).unwrap_or(0) & 0x200 != 0 { "1Table" } else { "0Table" }
    }

    /// The characters of a text, in the count of all.
    pub(super) fn text(&self, part: Part) -> std::ops::Range<usize> {
        let length = |n: usize| long(self.document, self.counts + 4 * n).unwrap_or(0) as usize;
        let start = (Part::Main as usize..part as usize).map(length).fold(0, usize::saturating_add);
        start..start.saturating_add(length(part as usize))
    }

    /// Where a table stands in the stream of tables.
    pub(super) fn place(&self, table: Table) -> std::ops::Range<usize> {
        let at = self.places + 8 * table as usize;
        let number = |at| long(self.document, at).unwrap_or(0) as usize;
        number(at)..number(at).saturating_add(number(at + 4))
    }
}

fn too_old() -> Error {
    refuse(
        ErrorKind::Unsupported,
        "a document of Word 95 or before: save it as DOCX or plain text (TXT) first",
        "Word 95 或更早的文档：请先另存为 DOCX 或纯文本（TXT）",
    )
}

/// Refuses what cannot be followed.
pub(super) fn damaged() -> Error {
    refuse(
        ErrorKind::Malformed,
        "a Word document (.doc, .wps) that is cut off or damaged",
        "残缺或损坏的 Word 文档（.doc、.wps）",
    )
}
