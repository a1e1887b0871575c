//! Seven-bit bytes → text: HZ (RFC 1843), in which ~{ opens and ~} closes a run of two bytes a character, and ISO-2022-CN
//! (RFC 1922), in which escapes name a set of characters and a control byte turns to it.

use super::cns;
use super::sink::Sink;
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
            _ => at += hz_character(b, next.filter(|_| inside), inside, to),
        }
    }
}

/// Decodes one character, of two bytes where it has a `second`; returns how many it took.
fn hz_character(first: u8, second: Option<u8>, inside: bool, to: &mut Sink) -> usize {
    let paired = second.and_then(|second| pair(first, second));
    let alone = if inside || !first.is_ascii() { '\u{FFFD}' } else { char::from(first) };
    let (c, len) = paired.map_or((alone, 1), |c| (c, 2));
    to.push(c, len);
    len
}

/// The escape that names a set of two-byte characters; behind it ) and a letter.
const NAMES_A_SET: &[u8] = b"\x1B$";
const SHIFT_OUT: u8 = 0x0E;
const SHIFT_IN: u8 = 0x0F;

/// A set that an escape names.
#[derive(Clone, Copy)]
enum Set {
    Gb2312,
    Cns(u8),
}

/// The set that an escape names, if it is one of Chinese characters: `ESC $ ) A`, `ESC $ ) G`, `ESC $ * H`. ISO-IR-165 (E)
/// is GB 2312 with more.
fn named(escape: &[u8]) -> Option<Set> {
    match escape.strip_prefix(NAMES_A_SET)? {
        [b')', b'A' | b'E', ..] => Some(Set::Gb2312),
        [b')', b'G', ..] => Some(Set::Cns(1)),
        [b'*', b'H', ..] => Some(Set::Cns(2)),
        [b'+', plane @ b'I'..=b'M', ..] => Some(Set::Cns(plane - b'I' + 3)),
        _ => None,
    }
}

/// Whether `bytes` are ISO-2022-CN: seven-bit, with an escape that names a set.
pub(super) fn is_iso_2022_cn(bytes: &[u8]) -> bool {
    bytes.is_ascii() && memchr::memchr_iter(NAMES_A_SET[0], bytes).any(|at| named(&bytes[at..]).is_some())
}

/// Decodes ISO-2022-CN. `ESC N` and `ESC O` turn to the second or third set for one character.
pub(super) fn iso_2022_cn(bytes: &[u8], to: &mut Sink) {
    let mut sets: [Option<Set>; 3] = [None; 3];
    let mut out = false;
    let mut at = 0;
    while let Some(&b) = bytes.get(at) {
        let rest = &bytes[at..];
        let once = match rest {
            [0x1B, b'N', ..] => sets[1],
            [0x1B, b'O', ..] => sets[2],
            _ => None,
        };
        let set = once.or(sets[0].filter(|_| out));
        let pair = rest.get(if once.is_some() { 2..4 } else { 0..2 }).map(|pair| [pair[0], pair[1]]);
        if let Some(set) = named(rest) {
            let place = usize::from(rest[2] - b')');
            sets[place] = Some(set);
            to.count.skip(4);
            at += 4;
        } else if matches!(b, SHIFT_OUT | SHIFT_IN) {
            out = b == SHIFT_OUT;
            to.count.skip(1);
            at += 1;
        } else if let Some(c) = set.zip(pair).and_then(|(set, pair)| character(set, pair)) {
            if once.is_some() {
                to.count.skip(2);
                at += 2;
            }
            to.push(c, 2);
            at += 2;
        } else {
            // A line's end turns back to ASCII; the sets have to be named again.
            if b == b'\n' {
                (sets, out) = ([None; 3], false);
            }
            to.push(if out && b.is_ascii_graphic() || !b.is_ascii() { '\u{FFFD}' } else { char::from(b) }, 1);
            at += 1;
        }
    }
}

fn character(set: Set, bytes: [u8; 2]) -> Option<char> {
    match set {
        Set::Gb2312 => pair(bytes[0], bytes[1]),
        Set::Cns(plane) => cns::char(plane, bytes),
    }
}

fn skip(to: &mut Sink, at: usize) -> usize {
    to.count.skip(2);
    at + 2
}
