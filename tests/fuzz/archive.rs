//! A ZIP → its parts, and parts → a ZIP that stores them as they are, so that damage reaches the readers of what is inside.

use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// A part's name and bytes.
pub type Part = (Vec<u8>, Vec<u8>);

/// A part is no larger unpacked.
const MOST: usize = 4_000_000;

/// Reads the parts that the central directory lists; none of what is no ZIP, or not a whole one.
pub fn parts(bytes: &[u8]) -> Option<Vec<Part>> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let end = bytes.windows(4).rposition(|four| four == b"PK\x05\x06")?;
    let (count, mut at) = (short(bytes, end + 10)?, long(bytes, end + 16)?);
    let mut found = Vec::new();
    for _ in 0..count {
        let (method, packed) = (short(bytes, at + 10)?, long(bytes, at + 20)?);
        let [name, extra, comment] = [28, 30, 32].map(|offset| short(bytes, at + offset));
        let local = long(bytes, at + 42)?;
        let title = bytes.get(at + 46..at + 46 + name?)?.to_vec();
        let from = local + 30 + short(bytes, local + 26)? + short(bytes, local + 28)?;
        let data = bytes.get(from..from + packed)?;
        let data = if method == 0 { data.to_vec() } else { decompress_to_vec_with_limit(data, MOST).ok()? };
        found.push((title, data));
        at += 46 + name? + extra? + comment?;
    }
    Some(found)
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..at + 2).map(|b| usize::from(b[0]) | usize::from(b[1]) << 8)
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    Some(short(bytes, at)? | short(bytes, at + 2)? << 16)
}

/// Writes a ZIP of `parts`, none of them packed.
pub fn stored(parts: &[Part]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, data) in parts {
        let at = out.len() as u32;
        let size = (data.len() as u32).to_le_bytes();
        let shared = [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &sum(data).to_le_bytes(), &size, &size].concat();
        let length = (name.len() as u16).to_le_bytes();
        out.extend([&b"PK\x03\x04"[..], &shared, &length, &[0, 0], name, data].concat());
        let head = [&b"PK\x01\x02\x14\x00"[..], &shared, &length, &[0; 12], &at.to_le_bytes(), name].concat();
        directory.extend(head);
    }
    let (at, size) = ((out.len() as u32).to_le_bytes(), (directory.len() as u32).to_le_bytes());
    let count = (parts.len() as u16).to_le_bytes();
    let end = [&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &size, &at, &[0, 0]].concat();
    [out, directory, end].concat()
}

/// CRC-32, bit by bit.
fn sum(data: &[u8]) -> u32 {
    !data.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| sum >> 1 ^ if sum & 1 == 1 { 0xEDB8_8320 } else { 0 })
    })
}

#[test]
fn an_archive_of_stored_parts_reads_as_the_packed_one() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/docx/levels.docx");
    let packed = std::fs::read(path).unwrap();
    let again = stored(&parts(&packed).unwrap());
    assert_eq!(parts(&again), parts(&packed));
    let text = |bytes: &[u8]| gongwen::read(bytes).unwrap().source.text().to_owned();
    assert_eq!(text(&again), text(&packed));
}
