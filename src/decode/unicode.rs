//! UTF-8, UTF-16 and UTF-32 bytes → text, a character at a time.

use super::sink::Sink;

/// Decodes UTF-8 that has a mark before it or broken bytes in it. Two halves of a surrogate pair (CESU-8) are one character.
pub(super) fn utf8(bytes: &[u8], to: &mut Sink) {
    let mut at = 0;
    while at < bytes.len() {
        let Some(chunk) = bytes[at..].utf8_chunks().next() else { break };
        for c in chunk.valid().chars() {
            to.push(c, c.len_utf8());
        }
        at += chunk.valid().len();
        if let Some(c) = surrogate_pair(&bytes[at..]) {
            to.push(c, 6);
            at += 6;
        } else if !chunk.invalid().is_empty() {
            to.push('\u{FFFD}', chunk.invalid().len());
            at += chunk.invalid().len();
        }
    }
}

/// ED A1 82 ED BE B7: 𠮷 as two halves.
fn surrogate_pair(bytes: &[u8]) -> Option<char> {
    let half = |b: &[u8]| u16::from(b[1] & 0x3F) << 6 | u16::from(b[2] & 0x3F) | 0xD000;
    let six = bytes.get(..6).filter(|b| b[0] == 0xED && b[3] == 0xED && b[1] >= 0xA0 && b[4] >= 0xB0)?;
    char::decode_utf16([half(six), half(&six[3..])]).next()?.ok()
}

/// Decodes UTF-16. What a tool that knows bytes alone put behind it is a line's end too.
pub(super) fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, to: &mut Sink) {
    let (body, end) = bytes.split_at(bytes.len() - line_end_of_bytes(bytes));
    let pairs = body.chunks_exact(2);
    let odd = pairs.remainder().len();
    for c in char::decode_utf16(pairs.map(|p| unit([p[0], p[1]]))) {
        match c {
            Ok(c) => to.push(c, c.len_utf16() * 2),
            Err(_) => to.push('\u{FFFD}', 2),
        }
    }
    if odd > 0 {
        // Half a unit at the end of a file that was cut off.
        to.push_rest('\u{FFFD}', odd);
    }
    end.iter().for_each(|&b| to.push_rest(char::from(b), 1));
}

/// How many of the last bytes are a line's end of one byte a character: 0A alone, or 0D 0A, which is no character in use.
fn line_end_of_bytes(bytes: &[u8]) -> usize {
    match bytes {
        [.., 0x0D, 0x0A] if bytes.len().is_multiple_of(2) => 2,
        [.., 0x0A] if !bytes.len().is_multiple_of(2) => 1,
        _ => 0,
    }
}

/// Decodes UTF-32.
pub(super) fn utf32(bytes: &[u8], unit: fn([u8; 4]) -> u32, to: &mut Sink) {
    let fours = bytes.chunks_exact(4);
    let odd = fours.remainder();
    for four in fours {
        to.push(char::from_u32(unit([four[0], four[1], four[2], four[3]])).unwrap_or('\u{FFFD}'), 4);
    }
    if !odd.is_empty() {
        to.push_rest(if *odd == [b'\n'] { '\n' } else { '\u{FFFD}' }, odd.len());
    }
}

/// Whether bytes are UTF-32: every unit is a character of the three planes that are in use, none a NUL.
pub(super) fn is_utf32(bytes: &[u8], unit: fn([u8; 4]) -> u32) -> bool {
    let fits = |four: &[u8]| {
        let code = unit([four[0], four[1], four[2], four[3]]);
        (1..0x4_0000).contains(&code) && char::from_u32(code).is_some()
    };
    bytes.len() >= 4 && bytes.chunks_exact(4).all(fits)
}
