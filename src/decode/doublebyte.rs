//! GB18030 and Big5 bytes → text, a character at a time.

use super::sink::Sink;
use crate::pairs::{BIG5, GBK, Pairs};
use crate::utf8::of_two;
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
        } else if lead == EURO {
            to.push('€', 1);
            at += 1;
        } else {
            at += broken(trail, lead == 0xFF, to);
        }
    }
}

/// The byte that Windows, and so every browser, reads as € in GBK.
const EURO: u8 = 0x80;

/// Writes ASCII and whole pairs from `at` on; gives the place of the first byte that is neither.
fn plain(bytes: &[u8], mut at: usize, table: &Pairs, to: &mut Sink) -> usize {
    loop {
        let (hanzi, ascii) = run(&bytes[at..], table, to.text.room());
        to.text.advance(hanzi * 3 + ascii);
        to.count.run(hanzi, 3, 2);
        to.count.run(ascii, 1, 1);
        at += hanzi * 2 + ascii;
        if hanzi + ascii == 0 {
            let Some(&[lead, trail]) = bytes[at..].first_chunk() else { return at };
            let code = char::from_u32(u32::from(table.code(lead, trail))).filter(|c| *c != '\0');
            let Some(c) = code else { return at };
            to.push(c, 2);
            at += 2;
        }
    }
}

/// Writes characters of three bytes and then ASCII, as far as there is room; gives how many there were of both.
#[inline]
fn run(mut bytes: &[u8], table: &Pairs, mut to: &mut [u8]) -> (usize, usize) {
    let all = to.len();
    // Two at a time: nearly all of a Chinese text.
    while let (Some(&[a, b, c, d]), Some(place)) = (bytes.first_chunk(), to.first_chunk_mut()) {
        let codes = [table.code(a, b), table.code(c, d)];
        if codes[0].min(codes[1]) < THREE_BYTES {
            break;
        }
        *place = of_two(codes).to_le_bytes();
        (bytes, to) = (&bytes[4..], &mut to[6..]);
    }
    if let (Some(&[a, b]), Some(place)) = (bytes.first_chunk(), to.first_chunk_mut::<3>())
        && let code @ THREE_BYTES.. = table.code(a, b)
    {
        place.copy_from_slice(&of_two([code, 0]).to_le_bytes()[..3]);
        (bytes, to) = (&bytes[2..], &mut to[3..]);
    }
    let hanzi = all - to.len();
    while let (Some(byte), Some(place)) = (bytes.first(), to.first_mut())
        && byte.is_ascii()
    {
        *place = *byte;
        (bytes, to) = (&bytes[1..], &mut to[1..]);
    }
    (hanzi / 3, all - hanzi - to.len())
}

/// The first character that has three bytes in UTF-8.
const THREE_BYTES: u16 = 0x800;

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
