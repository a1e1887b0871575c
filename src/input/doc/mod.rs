//! Bytes of a Word file before 2007 (.doc, WPS .wps; MS-DOC) → its text: numbering written out, deletions gone, tables cell by cell.

mod body;
mod header;
mod lists;
mod pieces;
mod properties;
mod styles;

use super::bytes::{long, short};
use super::compound::Compound;
use super::lines::extract;
use super::refusal::{MAX_TEXT, pictures_only, refuse, too_much_text, without_words};
use crate::error::{Error, ErrorKind};
use crate::source::Extract;
use body::{Budget, Reader, Rules};
use header::{Header, Part, Table, damaged};
use pieces::Pieces;
use properties::{Kind, Pages};
use std::collections::BTreeMap;
use std::ops::Range;

/// The stream that holds the text.
const DOCUMENT: &str = "WordDocument";

/// Returns whether a compound file holds a Word text.
pub fn is_doc(bytes: &[u8]) -> bool {
    Compound::open(bytes).is_some_and(|file| file.has(DOCUMENT))
}

/// What else a compound file may be, by its streams, in English and Chinese.
const OTHERS: &[(&str, &str, &str)] = &[
    (
        "PowerPoint Document",
        "a PowerPoint presentation: save its text as plain text first",
        "PowerPoint 演示文稿：请先把文字另存为纯文本",
    ),
    (
        "VisioDocument",
        "a Visio drawing: save its text as plain text first",
        "Visio 绘图：请先把文字另存为纯文本",
    ),
    (
        "__properties_version1.0",
        "an Outlook message: save it as EML or text first",
        "Outlook 邮件：请先另存为 EML 或文本",
    ),
];

/// Names what a compound file is that is no text and no workbook.
pub fn other(bytes: &[u8]) -> Option<Error> {
    let file = Compound::open(bytes)?;
    let (_, english, chinese) = OTHERS.iter().find(|(stream, ..)| file.has(stream))?;
    Some(refuse(ErrorKind::Unsupported, english, chinese))
}

/// Reads the text, one line a paragraph or row, text boxes after their paragraphs, footnotes after the body.
///
/// # Errors
/// `Empty` for what holds no words, `Malformed` for what is cut off or encrypted, `Unsupported` for Word 95 and before, `TooLarge` for
/// what would take too much memory.
pub fn read(bytes: &[u8]) -> Result<Extract, Error> {
    let file = Compound::open(bytes).ok_or_else(damaged)?;
    let document = file.begun(DOCUMENT).ok_or_else(damaged)?;
    let header = Header::read(&document)?;
    let tables = file.begun(header.tables()).ok_or_else(damaged)?;
    let data = file.begun("Data").unwrap_or_default();
    let table = |table| tables.get(header.place(table)).unwrap_or(&[]);
    let rules = Rules {
        pieces: Pieces::read(&document, table(Table::Pieces))?,
        runs: Pages::new(&document, table(Table::Characters), Kind::Characters),
        paragraphs: Pages::new(&document, table(Table::Paragraphs), Kind::Paragraphs),
        elsewhere: &data,
        styles: styles::read(table(Table::Styles)),
        fonts: fonts(table(Table::Fonts)),
        boxes: boxes(table(Table::Shapes), table(Table::Boxes), header.text(Part::Boxes).start),
    };
    // The levels of lists stand behind what the header counts.
    let plans = tables.get(header.place(Table::ListPlans).start..).unwrap_or(&[]);
    let plans = if table(Table::ListPlans).is_empty() { &[] } else { plans };
    let lists = lists::read(plans, table(Table::Lists));
    let budget = Budget { text: MAX_TEXT, changes: bytes.len().saturating_mul(CHANGES_A_BYTE) };
    let mut reader = Reader::new(&rules, lists, budget);
    let mut lines = reader.read(header.text(Part::Main));
    for part in [Part::Footnotes, Part::Endnotes] {
        lines.extend(reader.read_beside(header.text(part)));
    }
    if reader.is_full() {
        return Err(too_much_text());
    }
    let pictures = reader.pictures() > 0;
    let read = extract(lines);
    if pictures_only(&read.text, pictures) || read.text.trim().is_empty() {
        return Err(without_words(pictures));
    }
    Ok(read)
}

/// Changes of properties that are read for each byte of the file: real files take less than two.
const CHANGES_A_BYTE: usize = 64;

/// The names of the fonts (SttbfFfn), by their numbers.
fn fonts(table: &[u8]) -> Vec<String> {
    const NAME: usize = 40;
    let (mut rest, mut names) = (table.get(4..).unwrap_or(&[]), Vec::new());
    while let Some((&length, after)) = rest.split_first() {
        let Some(font) = rest.get(..1 + usize::from(length)) else { break };
        let units = font.get(NAME..).unwrap_or(&[]).chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]]));
        names.push(char::decode_utf16(units.take_while(|unit| *unit != 0)).flatten().collect());
        rest = &after[usize::from(length)..];
    }
    names
}

/// The stretches of text boxes (FTXBXS), by the characters that their shapes (Spa) hang on. `start` is where their text begins.
fn boxes(shapes: &[u8], boxes: &[u8], start: usize) -> BTreeMap<usize, Vec<Range<usize>>> {
    const SHAPE: usize = 26;
    const BOX: usize = 22;
    let records = |table: &[u8], size: usize| table.len().saturating_sub(4) / (4 + size);
    let (shape_count, box_count) = (records(shapes, SHAPE), records(boxes, BOX));
    let place = |table: &[u8], i: usize| long(table, 4 * i).map(|n| n as usize);
    let anchors: BTreeMap<u32, usize> = (0..shape_count)
        .filter_map(|i| Some((long(shapes, 4 * (shape_count + 1) + SHAPE * i)?, place(shapes, i)?)))
        .collect();
    let mut found: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
    for i in 0..box_count {
        let record = 4 * (box_count + 1) + BOX * i;
        let reusable = short(boxes, record + 8).unwrap_or(1) != 0;
        let anchor = long(boxes, record + 14).and_then(|shape| anchors.get(&shape)).filter(|_| !reusable);
        if let (Some(&anchor), Some(from), Some(to)) = (anchor, place(boxes, i), place(boxes, i + 1)) {
            found.entry(anchor).or_default().push(start.saturating_add(from)..start.saturating_add(to));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::compound::file;

    /// Where the text begins.
    const TEXT: usize = 0x400;

    /// A document of these pieces, each UTF-16 or of one byte a character, its version, and the flags of its header.
    fn document(pieces: &[(&[u8], bool)], version: u16, flags: u16) -> Vec<u8> {
        let mut stream = vec![0; TEXT];
        let mut put = |at: usize, bytes: &[u8]| stream[at..at + bytes.len()].copy_from_slice(bytes);
        let (mut text, mut cps, mut places) = (Vec::new(), vec![0u32], Vec::new());
        for (bytes, wide) in pieces {
            let at = (TEXT + text.len()) as u32;
            let place = if *wide { at } else { (at * 2) | 0x4000_0000 };
            places.extend([&[0; 2][..], &place.to_le_bytes(), &[0; 2]].concat());
            text.extend_from_slice(bytes);
            cps.push(cps.last().unwrap() + (bytes.len() / if *wide { 2 } else { 1 }) as u32);
        }
        let length = (4 * cps.len() + places.len()) as u32;
        let cps: Vec<u8> = cps.iter().flat_map(|cp| cp.to_le_bytes()).collect();
        let table = [&[2][..], &length.to_le_bytes(), &cps, &places].concat();
        put(0, &0xA5ECu16.to_le_bytes());
        put(2, &version.to_le_bytes());
        put(10, &(flags | 0x200).to_le_bytes());
        put(0x20, &[14, 0]);
        put(0x3E, &[22, 0]);
        put(0x4C, &cps[cps.len() - 4..]);
        put(0x1A6, &(table.len() as u32).to_le_bytes());
        file(&[(DOCUMENT, &[stream, text].concat()), ("1Table", &table)])
    }

    fn wide(words: &str) -> Vec<u8> {
        words.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    fn told(bytes: &[u8]) -> Result<String, ErrorKind> {
        read(bytes).map(|read| read.text).map_err(|e| e.kind())
    }

    const VERSION: u16 = 193;

    #[test]
    fn pieces_are_joined_whatever_their_width() {
        let utf16 = wide("云溪县\r\u{13}PAGE\u{14}3\u{15}页𠮷\r");
        // 「“7”」 in Windows-1252, then 云溪县总结 in GBK, which Word never writes there.
        let pieces = [
            (&utf16[..], true),
            (b"\x937\x94\r", false),
            (b"\xD4\xC6\xCF\xAA\xCF\xD8\xD7\xDC\xBD\xE1\r", false),
        ];
        let bytes = document(&pieces, VERSION, 0);
        assert!(is_doc(&bytes));
        assert_eq!(told(&bytes).as_deref(), Ok("云溪县\n3页𠮷\n“7”\n云溪县总结\n"));
    }

    #[test]
    fn what_cannot_be_read_is_refused_by_name() {
        let words = wide("云溪县\r");
        assert_eq!(told(&document(&[(&words, true)], 104, 0)), Err(ErrorKind::Unsupported));
        assert_eq!(told(&document(&[(&words, true)], VERSION, 0x100)), Err(ErrorKind::Malformed));
        assert_eq!(told(&document(&[(b"\r", false)], VERSION, 0)), Err(ErrorKind::Empty));
        let whole = document(&[(&words, true)], VERSION, 0);
        for end in 0..whole.len() {
            assert!(told(&whole[..end]).is_err() || end > whole.len() - 512, "{end}");
        }
        let other = file(&[("PowerPoint Document", b"x")]);
        assert!(!is_doc(&other) && other_is_named(&other));
    }

    fn other_is_named(bytes: &[u8]) -> bool {
        other(bytes).is_some_and(|e| e.to_string().contains("PowerPoint"))
    }

    #[test]
    fn pieces_that_lead_to_the_same_bytes_again_and_again_are_refused() {
        let words = wide(&"云".repeat(900));
        let mut bytes = document(&[(&words[..], true); 3], VERSION, 0);
        assert!(told(&bytes).is_ok());
        // The second and third piece claim a million characters more.
        let table = memchr::memmem::find(&bytes, &[2, 40, 0, 0, 0]).unwrap();
        bytes[table + 5 + 12..table + 5 + 16].copy_from_slice(&1_000_000u32.to_le_bytes());
        assert_eq!(told(&bytes), Err(ErrorKind::Malformed));
    }
}
