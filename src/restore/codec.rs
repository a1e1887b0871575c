//! A line of unlikely Chinese → the likely Chinese that a wrong decoder made it of: UTF-8 as GBK, Big5 as GBK, GBK as Big5.

use super::Budget;
use super::holes::{Loss, fill};
use crate::pairs::{BIG5, BIG5_1984, GBK, Pairs};
use crate::plausible::cost;

/// A repaired text costs no more than this, as prose does (some 25 in the mean, 33 in short lines of names).
const LIKELY: f32 = 36.0;
/// A line that costs less is left alone, whatever it could also be.
const UNLIKELY: f32 = 34.0;
/// The repaired line must be likelier by so much.
const LEAD: f32 = 9.0;
/// Short lines decide nothing: so many characters are needed.
const SHORTEST: u32 = 10;
/// So sure is a guessed character.
const GUESS: f32 = 0.9;
/// Lines with lost bytes need more.
const SHORTEST_LOSSY: usize = 12;

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

/// The kind of the damage that has most victims.
pub(super) const UTF8_AS_GBK: &str = "utf8_as_gbk";

/// A short line of a text in which others were UTF-8 shown as GBK, if it is that too.
pub(super) fn repair_short(line: &str, budget: &mut Budget) -> Option<(String, &'static str, f32)> {
    let (text, guessed) = utf8_as_gbk(line, budget)?;
    let sure = guessed * 4 <= text.chars().count();
    (sure && cost(&text).rated() < cost(line).rated()).then(|| (text, UTF8_AS_GBK, confidence(guessed)))
}

fn confidence(guessed: usize) -> f32 {
    if guessed == 0 { 0.999 } else { GUESS.powi(guessed as i32) }
}

/// The likelier reading of a line, with its kind and how sure it is.
pub(super) fn repair(line: &str, budget: &mut Budget) -> Option<(String, &'static str, f32)> {
    let before = cost(line);
    if before.count < SHORTEST || before.rated() < UNLIKELY {
        return None;
    }
    let better = |text: &str, kind| {
        let rated = cost(text).rated();
        (rated + LEAD < before.rated() && rated <= limit(kind)).then_some(rated)
    };
    // Whole UTF-8 is no accident.
    if let Some(text) = whole_utf8(line).filter(|text| better(text, UTF8_AS_GBK).is_some()) {
        return Some((text, UTF8_AS_GBK, confidence(0)));
    }
    let long = |guessed: usize| guessed == 0 || line.chars().count() >= SHORTEST_LOSSY;
    let utf8 = utf8_as_gbk(line, budget)
        .filter(|(_, guessed)| long(*guessed))
        .map(|(text, guessed)| (text, UTF8_AS_GBK, confidence(guessed)));
    let crossed =
        [(&*GBK, &*BIG5, "big5_as_gbk"), (&*BIG5, &*GBK, "gbk_as_big5"), (&*BIG5_1984, &*GBK, "gbk_as_big5")];
    let crossed = crossed.into_iter().filter_map(|(shown, meant, kind)| {
        let bytes: Option<Vec<u8>> = bytes_in(line, shown)?.into_iter().collect();
        Some((read(&bytes?, meant)?, kind, 0.98))
    });
    utf8.into_iter()
        .chain(crossed)
        .filter_map(|found| Some((better(&found.0, found.1)?, found)))
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, found)| found)
}

/// What is whole UTF-8 is no accident, so it may cost more than what merely fits a two-byte encoding.
fn limit(kind: &str) -> f32 {
    if kind == UTF8_AS_GBK { 46.0 } else { LIKELY }
}

/// 鐨勬儏鍐: UTF-8 shown as GBK, of which nothing was lost.
fn whole_utf8(line: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(line.len());
    for c in line.chars() {
        match c {
            c if c.is_ascii() => bytes.push(c as u8),
            '€' => bytes.push(0x80),
            c => bytes.extend(GBK.bytes(c)?),
        }
    }
    crate::utf8::whole(&bytes).map(str::to_owned)
}

/// 鐨勬儏鍐: UTF-8 shown as GBK, with a mark for each byte, or each pair, that fitted nowhere; and how many characters had to
/// be guessed.
fn utf8_as_gbk(line: &str, budget: &mut Budget) -> Option<(String, usize)> {
    let plain = bytes_in(line, &GBK)?;
    let asked = marks_as_lost(&plain);
    let found = [Some(&plain), asked.as_ref()]
        .into_iter()
        .flatten()
        .flat_map(|bytes| [Loss::Single, Loss::Double, Loss::Unmarked].map(|loss| (bytes, loss)))
        .find_map(|(bytes, loss)| fill(bytes, loss, budget))?;
    let chinese = found.text.chars().any(crate::plausible::is_han);
    chinese.then_some((found.text, found.guessed))
}

/// Some decoders show a lost byte as ?.
fn marks_as_lost(bytes: &[Option<u8>]) -> Option<Vec<Option<u8>>> {
    bytes.contains(&Some(b'?')).then(|| bytes.iter().map(|b| b.filter(|b| *b != b'?')).collect())
}
