//! HZ bytes (RFC 1843) → text: ~{ opens and ~} closes a run of two seven-bit bytes a character.

use super::Sink;
use crate::pairs::GBK;

/// Whether `bytes` are HZ: seven-bit, with a run that opens and holds pairs.
pub(super) fn is_hz(bytes: &[u8]) -> bool {
    bytes.is_ascii() && bytes.windows(4).any(|w| w[0] == b'~' && w[1] == b'{' && pair(w[2], w[3]).is_some())
}

fn pair(first: u8, second: u8) -> Option<char> {
    let fits = (0x21..=0x77).contains(&first) && (0x21..=0x7E).contains(&second);
    match (first, second) {
        // HZ is GB 2312, whose Unicode table (GB2312.TXT) has two marks that GBK gives otherwise.
        (0x21, 0x24) => Some('\u{30FB}'),
        (0x21, 0x2A) => Some('\u{2015}'),
        _ => fits.then(|| GBK.char(first | 0x80, second | 0x80)).flatten(),
    }
}

/// Decodes HZ.
pub(super) fn hz(bytes: &[u8], to: &mut Sink) {
    let mut at = 0;
    let mut inside = false;
    while let Some(&b) = bytes.get(at) {
        let next = bytes.get(at + 1).copied();
        match (b, next) {
            (b'~', Some(b'{')) if !inside => (inside, at) = (true, skip(to, at)),
            (b'~', Some(b'}')) if inside => (inside, at) = (false, skip(to, at)),
            (b'~', Some(b'~')) if !inside => {
                to.push('~', 1);
                to.count.skip(1);
                at += 2;
            }
            (b'~', Some(b'\n')) if !inside => at = skip(to, at),
            (b'\n', _) => {
                // A line's end closes a run that was left open.
                inside = false;
                to.push('\n', 1);
                at += 1;
            }
            (_, Some(second)) if inside && pair(b, second).is_some() => {
                to.push(pair(b, second).unwrap_or('\u{FFFD}'), 2);
                at += 2;
            }
            _ => {
                to.push(if inside || !b.is_ascii() { '\u{FFFD}' } else { char::from(b) }, 1);
                at += 1;
            }
        }
    }
}

fn skip(to: &mut Sink, at: usize) -> usize {
    to.count.skip(2);
    at + 2
}
