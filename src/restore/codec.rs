//! A line of unlikely Chinese → the likely Chinese that a wrong decoder made it of: UTF-8 as GBK, Big5 as GBK, GBK as Big5.

use crate::pairs::{BIG5, GBK, Pairs};
use crate::plausible::cost;

/// A repaired text costs no more than this, as prose does (some 25 in the mean, 33 in short lines of names).
const LIKELY: f32 = 36.0;
/// A line that costs less is left alone, whatever it could also be.
const UNLIKELY: f32 = 34.0;
/// The repaired line must be likelier by so much.
const LEAD: f32 = 9.0;
/// Short lines decide nothing: so many characters are needed.
const SHORTEST: u32 = 10;
/// Lines with lost bytes need more.
const SHORTEST_LOSSY: usize = 12;

/// Whether a text costs what Chinese prose does.
pub(super) fn likely(text: &str) -> bool {
    let found = cost(text);
    found.count > 0 && found.rated() <= LIKELY
}

/// Reads GBK; none where a byte does not fit.
pub(super) fn read_gbk(bytes: &[u8]) -> Option<String> {
    read(bytes, &GBK)
}

/// Reads Big5; none where a byte does not fit.
pub(super) fn read_big5(bytes: &[u8]) -> Option<String> {
    read(bytes, &BIG5)
}

fn read(bytes: &[u8], table: &Pairs) -> Option<String> {
    let mut out = String::with_capacity(bytes.len() * 3 / 2);
    let mut at = 0;
    while let Some(&lead) = bytes.get(at) {
        if lead.is_ascii() {
            out.push(char::from(lead));
            at += 1;
        } else {
            out.push(table.char(lead, *bytes.get(at + 1)?)?);
            at += 2;
        }
    }
    Some(out)
}

/// The bytes of a line in a two-byte encoding; `None` stands for a byte that was lost.
fn bytes_in(line: &str, table: &Pairs) -> Option<Vec<Option<u8>>> {
    let mut out = Vec::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '\u{FFFD}' => out.push(None),
            '€' => out.push(Some(0x80)),
            c if c.is_ascii() => out.push(Some(c as u8)),
            c => out.extend(table.bytes(c)?.map(Some)),
        }
    }
    Some(out)
}

/// The likelier reading of a line, with its kind and how sure it is.
pub(super) fn repair(line: &str) -> Option<(String, &'static str, f32)> {
    let before = cost(line);
    if before.count < SHORTEST || before.rated() < UNLIKELY {
        return None;
    }
    let utf8 = utf8_as_gbk(line);
    let crossed = [(&*GBK, &*BIG5, "big5_as_gbk"), (&*BIG5, &*GBK, "gbk_as_big5")].into_iter().filter_map(
        |(shown, meant, kind)| {
            let bytes: Option<Vec<u8>> = bytes_in(line, shown)?.into_iter().collect();
            Some((read(&bytes?, meant)?, kind, 0.98))
        },
    );
    utf8.into_iter()
        .chain(crossed)
        .map(|found| (cost(&found.0).rated(), found))
        .filter(|(rated, found)| rated + LEAD < before.rated() && *rated <= limit(found.1))
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, found)| found)
}

/// What is whole UTF-8 is no accident, so it may cost more than what merely fits a two-byte encoding.
fn limit(kind: &str) -> f32 {
    if kind == "utf8_as_gbk" { 46.0 } else { LIKELY }
}

/// 鐨勬儏鍐: UTF-8 shown as GBK, with a mark for each byte that fitted nowhere.
fn utf8_as_gbk(line: &str) -> Option<(String, &'static str, f32)> {
    let plain = bytes_in(line, &GBK)?;
    let lost = plain.iter().filter(|b| b.is_none()).count();
    let found = fill_utf8(&plain).or_else(|| fill_utf8(&marks_as_lost(&plain)))?;
    let doubtful = lost + found.filled;
    let long = line.chars().count() >= SHORTEST_LOSSY || doubtful == 0;
    let confidence = if doubtful == 0 { 0.999 } else { 0.7 };
    (long && found.text.chars().any(crate::plausible::is_han)).then_some((
        found.text,
        "utf8_as_gbk",
        confidence,
    ))
}

/// Some decoders show a lost byte as ?.
fn marks_as_lost(bytes: &[Option<u8>]) -> Vec<Option<u8>> {
    bytes.iter().map(|b| b.filter(|b| *b != b'?')).collect()
}

/// A text read from UTF-8 with holes.
pub(super) struct Filled {
    pub(super) text: String,
    /// How many characters had to be guessed.
    pub(super) filled: usize,
}

/// Reads UTF-8 in which bytes were lost, known (`None`) or not; each hole gets the likeliest character. None where more
/// is amiss than one byte of a character.
pub(super) fn fill_utf8(bytes: &[Option<u8>]) -> Option<Filled> {
    let mut out = Filled { text: String::with_capacity(bytes.len()), filled: 0 };
    let mut at = 0;
    while at < bytes.len() {
        let (choices, len) = character(&bytes[at..])?;
        at += len;
        if choices.len() == 1 {
            out.text.push(choices[0]);
        } else {
            let next = bytes.get(at..).and_then(character).filter(|(c, _)| c.len() == 1).map(|(c, _)| c[0]);
            out.text.push(likeliest(&out.text, &choices, next)?);
            out.filled += 1;
        }
    }
    Some(out)
}

/// The character that the bytes begin with: one, or all that a lost byte leaves possible; and how many bytes it took.
fn character(bytes: &[Option<u8>]) -> Option<(Vec<char>, usize)> {
    let Some(lead) = *bytes.first()? else {
        return Some((vec!['\u{FFFD}'], 1));
    };
    if lead.is_ascii() {
        return Some((vec![char::from(lead)], 1));
    }
    let next = |i: usize| bytes.get(i).copied();
    let continues = |b: Option<Option<u8>>| matches!(b, Some(Some(0x80..=0xBF)) | Some(None));
    let len = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    if (1..len).all(|i| continues(next(i))) {
        let known: Option<Vec<u8>> = bytes[..len].iter().copied().collect();
        if let Some(known) = known {
            if let Ok(text) = std::str::from_utf8(&known) {
                return Some((text.chars().collect(), len));
            }
            return pair_of_halves(bytes);
        }
        return Some((open(&bytes[..len])?, len));
    }
    // One byte is missing without a trace: it was a blank to somebody (A0, AD).
    if len == 3 && continues(next(1)) && next(1) != Some(None) {
        let b = next(1).flatten()?;
        let choices = [[lead, b, 0xA0], [lead, 0xA0, b], [lead, b, 0xAD], [lead, 0xAD, b]];
        let found: Vec<char> =
            choices.iter().filter_map(|c| std::str::from_utf8(c).ok()?.chars().next()).collect();
        return (!found.is_empty()).then_some((found, 2));
    }
    None
}

/// CESU-8: two halves of three bytes.
fn pair_of_halves(bytes: &[Option<u8>]) -> Option<(Vec<char>, usize)> {
    let six: Vec<u8> = bytes.get(..6)?.iter().copied().collect::<Option<_>>()?;
    let half =
        |b: &[u8]| (b[0] == 0xED).then_some(0xD000 | u16::from(b[1] & 0x3F) << 6 | u16::from(b[2] & 0x3F));
    let c = char::decode_utf16([half(&six)?, half(&six[3..])?]).next()?.ok()?;
    Some((vec![c], 6))
}

/// All characters that a pattern with one hole fits.
fn open(bytes: &[Option<u8>]) -> Option<Vec<char>> {
    let hole = bytes.iter().position(Option::is_none)?;
    let mut known: Vec<u8> = bytes.iter().map(|b| b.unwrap_or(0x80)).collect();
    if bytes.iter().filter(|b| b.is_none()).count() > 1 {
        // Too much is lost to guess; what is lost is said.
        return Some(vec!['\u{FFFD}']);
    }
    let found: Vec<char> = (0x80..=0xBFu8)
        .filter_map(|b| {
            known[hole] = b;
            std::str::from_utf8(&known).ok()?.chars().next()
        })
        .collect();
    (!found.is_empty()).then_some(found)
}

/// The choice that costs least between what stands before and after.
pub(super) fn likeliest(before: &str, choices: &[char], after: Option<char>) -> Option<char> {
    let mut around = String::new();
    let price = |c: char, around: &mut String| {
        around.clear();
        around.extend(before.chars().next_back());
        around.push(c);
        around.extend(after);
        cost(around).sum
    };
    choices.iter().copied().filter(|c| !c.is_whitespace()).min_by_key(|c| (price(*c, &mut around), *c))
}
