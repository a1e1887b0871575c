//! GB18030 and Big5 bytes → text, a character at a time.

use super::Sink;
use crate::pairs::{BIG5, GBK, Pairs};
use encoding_rs::GB18030;

/// Decodes GB18030. After a broken pair reading goes on at its second byte where that is ASCII.
pub(super) fn gb18030(bytes: &[u8], to: &mut Sink) {
    let table = &*GBK;
    let mut at = 0;
    while at < bytes.len() {
        at = plain(bytes, at, table, to);
        let rest = &bytes[at..];
        let Some(&lead) = rest.first() else { break };
        let trail = rest.get(1).copied();
        if let Some(c) = trail.and_then(|t| table.char(lead, t)) {
            to.push(c, 2);
            at += 2;
        } else if let Some(c) = four_bytes(rest) {
            to.push(c, 4);
            at += 4;
        } else {
            at += broken(trail, lead == 0x80 || lead == 0xFF, to);
        }
    }
}

/// So many bytes of text are gathered before they are written.
const BLOCK: usize = 48;

/// Writes ASCII and whole pairs from `at` on; gives the place of the first byte that is neither.
fn plain(bytes: &[u8], mut at: usize, table: &Pairs, to: &mut Sink) -> usize {
    let (mut block, mut len, mut pattern) = ([0u8; BLOCK + 4], 0, 0u64);
    while let Some(&lead) = bytes.get(at) {
        if lead.is_ascii() {
            block[len] = lead;
            pattern |= 1 << len;
            (at, len) = (at + 1, len + 1);
        } else if let Some(code) = bytes.get(at + 1).and_then(|trail| table.code(lead, *trail)) {
            let sixes = |shift: u32| 0x80 | (code >> shift & 0x3F) as u8;
            if code < 0x800 {
                block[len] = 0xC0 | (code >> 6) as u8;
                block[len + 1] = sixes(0);
                pattern |= 0b11 << len;
                len += 2;
            } else {
                block[len] = 0xE0 | (code >> 12) as u8;
                block[len + 1] = sixes(6);
                block[len + 2] = sixes(0);
                pattern |= 0b11 << len;
                len += 3;
            }
            at += 2;
        } else {
            break;
        }
        if len >= BLOCK {
            to.block(&block[..len], pattern);
            (len, pattern) = (0, 0);
        }
    }
    to.block(&block[..len], pattern);
    at
}

fn four_bytes(rest: &[u8]) -> Option<char> {
    let four = rest.get(..4)?;
    let fits = four[1].is_ascii_digit() && four[3].is_ascii_digit();
    let text = fits.then(|| GB18030.decode_without_bom_handling_and_without_replacement(four))??;
    text.chars().next()
}

/// Writes U+FFFD for a pair that means nothing; gives the bytes that it took.
fn broken(trail: Option<u8>, alone: bool, to: &mut Sink) -> usize {
    let taken = if alone || trail.is_none_or(|t| t.is_ascii()) { 1 } else { 2 };
    to.push('\u{FFFD}', taken);
    taken
}

/// Decodes Big5 with Hong Kong's characters.
pub(super) fn big5(bytes: &[u8], to: &mut Sink) {
    let table = &*BIG5;
    let mut at = 0;
    while at < bytes.len() {
        at = plain(bytes, at, table, to);
        let rest = &bytes[at..];
        let Some(&lead) = rest.first() else { break };
        let trail = rest.get(1).copied();
        if let Some(c) = trail.and_then(|t| table.char(lead, t)) {
            to.push(c, 2);
            at += 2;
        } else if let Some((base, mark)) = trail.and_then(|t| with_mark(lead, t)) {
            to.push(base, 1);
            to.push(mark, 1);
            at += 2;
        } else {
            at += broken(trail, lead <= 0x80 || lead == 0xFF, to);
        }
    }
}

/// The four cells of Big5-HKSCS that stand for two characters: Ê̄ Ê̌ ê̄ ê̌.
fn with_mark(lead: u8, trail: u8) -> Option<(char, char)> {
    match (lead, trail) {
        (0x88, 0x62) => Some(('\u{CA}', '\u{304}')),
        (0x88, 0x64) => Some(('\u{CA}', '\u{30C}')),
        (0x88, 0xA3) => Some(('\u{EA}', '\u{304}')),
        (0x88, 0xA5) => Some(('\u{EA}', '\u{30C}')),
        _ => None,
    }
}
