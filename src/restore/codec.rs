//! A line of unlikely Chinese → the likely Chinese that a wrong decoder made it of: UTF-8 as GBK, Big5 as GBK, GBK as Big5.

use super::budget::Budget;
use super::holes::Filled;
use super::lacks::big5_lacks;
use super::lost_pairs::{self, Crossed, Mark};
use super::lost_utf8::{self, Loss, Shown};
use crate::damage::{Damage, ReadAs, Written};
use crate::pairs::{BIG5, GBK, Pairs};
use crate::plausible::{Cost, cost};

/// A repaired text costs no more than this, as prose does (some 25 in the mean, 33 in short lines of names).
const LIKELY: f32 = 36.0;
/// What is whole UTF-8 is no accident, so it may cost more than what merely fits a two-byte encoding.
const LIKELY_UTF8: f32 = 46.0;
/// A line that costs less is left alone, whatever it could also be.
const UNLIKELY: f32 = 34.0;
/// The repaired line must be likelier by so much.
const LEAD: f32 = 9.0;
/// Short lines decide nothing: so many characters are needed.
const SHORTEST: u32 = 10;
/// Of a damaged text a line of more characters would have told by itself.
const LONG: usize = 40;
/// Lines with lost bytes need more.
const SHORTEST_LOSSY: usize = 12;

/// Reads GBK; none where a byte does not fit.
pub(super) fn read_gbk(bytes: &[u8]) -> Option<String> {
    let mut out = String::with_capacity(bytes.len() * 3 / 2);
    let mut at = 0;
    while let Some(&lead) = bytes.get(at) {
        if lead.is_ascii() {
            out.push(char::from(lead));
            at += 1;
        } else {
            out.push(GBK.char(lead, *bytes.get(at + 1)?)?);
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
const UTF8_AS_GBK: Damage = Damage::Misread(Written::Utf8, ReadAs::Gbk);

const UTF8_AS_BIG5: Damage = Damage::Misread(Written::Utf8, ReadAs::Big5);
const BIG5_AS_GBK: Damage = Damage::Misread(Written::Big5, ReadAs::Gbk);
const GBK_AS_BIG5: Damage = Damage::Misread(Written::Gbk, ReadAs::Big5);

/// What a line was, the kind of the damage and how sure that is.
pub(super) type Repaired = (String, Damage, f32);

/// Of the kinds of damage that lines of a text had, those by which its short lines can be read too.
pub(super) fn is_whole_line(kind: Damage) -> bool {
    [UTF8_AS_GBK, UTF8_AS_BIG5, BIG5_AS_GBK, GBK_AS_BIG5].contains(&kind)
}

/// A short line of a text in which others were damaged so, if it is that too.
pub(super) fn repair_short(line: &str, kind: Damage, budget: &mut Budget) -> Option<Repaired> {
    let before = cost(line).rated();
    if [UTF8_AS_GBK, UTF8_AS_BIG5].contains(&kind) {
        let found = utf8_as_pairs(line, kind, budget)?;
        let sure = found.guessed * 4 <= found.text.chars().count();
        return (sure && rated(&found.text) < before).then(|| named(found, kind));
    }
    if line.chars().nth(LONG).is_some() || before < UNLIKELY {
        return None;
    }
    let crossed = Crossed::ALL.into_iter().filter(|crossed| kind_of(*crossed) == kind);
    let read = crossed.filter_map(|crossed| {
        let holed = lost_pairs::read(&bytes_in(line, crossed.shown())?, crossed, Mark::Byte)?;
        let enough = holed.holes() * 4 <= line.chars().count();
        let found = holed.filled(budget);
        let rated = rated(&found.text);
        (enough && rated + LEAD < before && cost(&found.text).han > 0).then_some((rated, found))
    });
    read.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, found)| named(found, kind))
}

fn named(found: Filled, kind: Damage) -> Repaired {
    (found.text, kind, found.confidence.min(0.999))
}

/// The likelier reading of a line, with its kind and how sure it is.
pub(super) fn repair(line: &str, budget: &mut Budget) -> Option<Repaired> {
    let before = cost(line);
    if before.count < SHORTEST || before.rated() < UNLIKELY {
        return None;
    }
    let better = |text: &str, limit: f32| {
        let rated = rated(text);
        (rated + LEAD < before.rated() && rated <= limit).then_some(rated)
    };
    // Whole UTF-8 is no accident.
    if let Some(text) = whole_utf8(line).filter(|text| better(text, LIKELY_UTF8).is_some()) {
        return Some((text, UTF8_AS_GBK, 0.999));
    }
    let long = |guessed: usize| guessed == 0 || line.chars().count() >= SHORTEST_LOSSY;
    for kind in [UTF8_AS_GBK, UTF8_AS_BIG5] {
        let utf8 = utf8_as_pairs(line, kind, budget).filter(|found| long(found.guessed));
        if let Some(found) = utf8.filter(|found| better(&found.text, LIKELY_UTF8).is_some()) {
            return Some(named(found, kind));
        }
    }
    let crossed = Crossed::ALL.into_iter().flat_map(|crossed| crossed_back(line, crossed, budget));
    crossed
        .filter(|(_, found)| long(found.guessed))
        .filter_map(|(kind, found)| Some((better(&found.text, LIKELY)?, kind, found)))
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, kind, found)| named(found, kind))
}

/// How unlike Chinese the text is between its marks of what was lost.
pub(super) fn rated(text: &str) -> f32 {
    text.split('\u{FFFD}').map(cost).sum::<Cost>().rated()
}

fn kind_of(crossed: Crossed) -> Damage {
    if crossed == Crossed::Big5AsGbk { BIG5_AS_GBK } else { GBK_AS_BIG5 }
}

/// Big5 shown as GBK, or GBK as Big5, perhaps with a mark for each byte, or each pair, that fitted nowhere.
fn crossed_back(line: &str, crossed: Crossed, budget: &mut Budget) -> Vec<(Damage, Filled)> {
    let kind = kind_of(crossed);
    let Some(bytes) = bytes_in(line, crossed.shown()) else { return Vec::new() };
    let marks: &[Mark] = if bytes.contains(&None) { &[Mark::Byte, Mark::Pair] } else { &[Mark::Byte] };
    let mut read = |mark: Mark| {
        let holed = lost_pairs::read(&bytes, crossed, mark)?;
        // What guesses cannot mend is not worth a search.
        let known = cost(holed.known());
        if known.rated() > LIKELY_UTF8 || known.count < SHORTEST / 2 {
            return None;
        }
        let found = match mark {
            Mark::Byte => holed.filled(budget),
            Mark::Pair => holed.filled_where_few(budget),
        };
        Some((kind, found))
    };
    marks.iter().filter_map(|mark| read(*mark)).collect()
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

/// 鐨勬儏鍐, 蝮�單漯: UTF-8 shown as GBK or Big5, with a mark for each byte, or each pair, that fitted nowhere.
fn utf8_as_pairs(line: &str, kind: Damage, budget: &mut Budget) -> Option<Filled> {
    let (table, shown): (&Pairs, Shown) = match kind {
        UTF8_AS_GBK => (&GBK, Shown::Gbk),
        _ if line.chars().filter_map(|c| BIG5.bytes(c)).any(|[a, b]| big5_lacks(a, b)) => {
            (&BIG5, Shown::Hkscs)
        }
        _ => (&BIG5, Shown::Big5),
    };
    let plain = bytes_in(line, table)?;
    let asked = marks_as_lost(&plain);
    let found = [Some(&plain), asked.as_ref()]
        .into_iter()
        .flatten()
        .flat_map(|bytes| [Loss::Single, Loss::Double, Loss::Unmarked].map(|loss| (bytes, loss)))
        .find_map(|(bytes, loss)| lost_utf8::read(bytes, loss, shown, budget))?;
    let found = match shown {
        Shown::Gbk => found.filled(budget),
        Shown::Big5 | Shown::Hkscs => found.filled_where_few(budget),
    };
    let chinese = found.text.chars().any(crate::plausible::is_han);
    chinese.then_some(found)
}

/// Some decoders show a lost byte as ?.
fn marks_as_lost(bytes: &[Option<u8>]) -> Option<Vec<Option<u8>>> {
    bytes.contains(&Some(b'?')).then(|| bytes.iter().map(|b| b.filter(|b| *b != b'?')).collect())
}
