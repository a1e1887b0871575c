//! Bytes → which encoding they are in: by their form where that decides, else by which reading is the likelier Chinese.

use super::{Code, hz, read};
use crate::plausible::cost;

/// So many bytes are judged: from the head, and as many from the middle of a long file.
const SAMPLE: usize = 6000;
/// In broken UTF-8 whole characters outnumber broken ones by this factor.
const WHOLE_TO_BROKEN: usize = 4;
/// UTF-16 must be likelier than the other readings by this much: zeros and odd bytes decide little in short texts.
const UTF16_LEAD: f32 = 4.0;

/// The encoding of `bytes`, which have no byte order mark, and how sure it is.
pub(super) fn detect(bytes: &[u8]) -> (Code, f32) {
    if hz::is_hz(bytes) {
        return (Code::Hz, 0.99);
    }
    match utf8_share(bytes) {
        Utf8::Whole { ascii: true } if !bytes.contains(&0) => return (Code::Utf8, 1.0),
        Utf8::Whole { ascii: false } if !bytes.contains(&0) => return (Code::Utf8, 0.99),
        Utf8::Broken => return (Code::Utf8, 0.9),
        _ => {}
    }
    by_readings(bytes)
}

enum Utf8 {
    Whole {
        ascii: bool,
    },
    /// A few bytes are broken, or the file is cut inside a character.
    Broken,
    Not,
}

fn utf8_share(bytes: &[u8]) -> Utf8 {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| *c as u32 >= 0x800).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    match broken {
        0 => Utf8::Whole { ascii: bytes.is_ascii() },
        n if whole >= n * WHOLE_TO_BROKEN => Utf8::Broken,
        _ => Utf8::Not,
    }
}

/// Reads a sample in each encoding; the least costly reading wins.
fn by_readings(bytes: &[u8]) -> (Code, f32) {
    let mut readings: Vec<(f32, Code)> =
        vec![(reading(bytes, Code::Gb18030), Code::Gb18030), (reading(bytes, Code::Big5), Code::Big5)];
    if bytes.len() >= 4 {
        readings.push((reading(bytes, Code::Utf16Le) + UTF16_LEAD, Code::Utf16Le));
        readings.push((reading(bytes, Code::Utf16Be) + UTF16_LEAD, Code::Utf16Be));
    }
    readings.sort_by(|a, b| a.0.total_cmp(&b.0));
    let lead = readings[1].0 - readings[0].0;
    (readings[0].1, (0.5 + lead / 20.0).clamp(0.5, 0.99))
}

fn reading(bytes: &[u8], code: Code) -> f32 {
    let head = &bytes[..bytes.len().min(SAMPLE)];
    let mut found = rated(&read(head, 0, code).0);
    if bytes.len() > 4 * SAMPLE {
        let middle = (bytes.len() / 2) & !1;
        // Begin after a line's end, where every encoding begins anew.
        let from = bytes[middle..].iter().position(|b| *b == b'\n').map_or(middle, |i| middle + i + 1);
        let from = if matches!(code, Code::Utf16Le | Code::Utf16Be) { middle } else { from };
        let piece = &bytes[from..bytes.len().min(from + SAMPLE)];
        found = (found + rated(&read(piece, 0, code).0)) / 2.0;
    }
    found
}

/// What a reading costs. A last broken character is the sample's own doing.
fn rated(text: &str) -> f32 {
    cost(text.trim_end_matches('\u{FFFD}')).rated()
}
