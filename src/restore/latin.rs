//! Stretches that a single-byte decoder can have shown → the Chinese that they were: UTF-8, GBK or Big5 shown as cp1252,
//! MacRoman, KOI8-R and the like, some bytes of it lost or foreign; UTF-8 as Latin-1 more than once too.
//!
//! Which code page it was, the characters tell that it lacks, and where several have them all, what reads best.

use super::aligned::{self, Aligned};
use super::budget::Budget;
use super::codec::{rated, read_gbk};
use super::holes::{Holed, is_guessable};
use super::lost_utf8::{self, Loss, Shown};
use super::pages::{PAGES, Page};
use super::patch::{Patch, patched};
use super::units::{Unit, bytes, may_stand, units};
use super::utf8_holes::{self, Lost};
use crate::damage::{Damage, ReadAs, Written};
use crate::pairs::{BIG5, GBK};
use crate::plausible::{cost, is_han};
use crate::span::Span;

/// A stretch needs so many letters beyond ASCII: ÷±, é and Müller are none.
const FEWEST: usize = 3;
/// In a text that is damaged elsewhere so many will do: ÊÇ was 是, while “ and …… are what they are.
const FEWEST_SHORT: usize = 2;
/// A reading through GBK or Big5, which fits many bytes, needs so many Chinese characters.
const FEWEST_HAN: u32 = 3;
/// No Western text reads as Chinese of this cost, even in names and dialect (唔做都算喇: 40).
const CHINESE: f32 = 46.0;
/// Prose costs no more.
const PLAIN: f32 = 32.0;
/// A code page has to have all but one in so many of the characters of a stretch.
const HAS: usize = 6;
/// One in so many characters of a reading may be amiss.
const AMISS: usize = 6;
/// The reading by one code page must cost less than that by another by so much, in tenths of a decimal digit.
const LEAD: u32 = 20;
/// Text is read back at most so many times.
const DEEPEST: usize = 3;

/// What a stretch was, the kind of the damage, how sure that is.
type Found = (String, Damage, f32);

/// The repairs of the stretches of a line; or of the whole line, where a reader took UTF-8 first.
pub(super) fn patches(line: &str, budget: &mut Budget) -> Vec<Patch> {
    if letters(line) < FEWEST {
        return Vec::new();
    }
    let whole = Span::new(0, line.len());
    let undone = |at: Span| {
        let (to, kind, confidence) = undone(at.of(line), budget)?;
        Some(Patch { at, to, kind, confidence })
    };
    let found: Vec<Patch> = stretches(line).into_iter().filter_map(undone).collect();
    let mixed = PAGES.first().is_some_and(|western| line.chars().any(|c| western.byte(c).is_none()));
    match utf8_first(line, whole).filter(|_| mixed) {
        Some(first) if cost(&first.to).rated() + 1.0 < cost(&patched(line, found.clone())).rated() => {
            vec![first]
        }
        _ => found,
    }
}

/// Whether the kind of damage is that of a code page.
pub(super) fn is_page(kind: Damage) -> bool {
    matches!(kind, Damage::Misread(_, name) if PAGES.iter().any(|page| page.name == name))
}

/// The repairs of the stretches of a line that belongs to a text in which others were damaged so.
pub(super) fn short_patches(line: &str, kind: Damage) -> Vec<Patch> {
    let Damage::Misread(written, name) = kind else { return Vec::new() };
    let Some(page) = PAGES.iter().find(|page| page.name == name) else { return Vec::new() };
    let undone = |at: Span| {
        if letters(at.of(line)) < FEWEST_SHORT {
            return None;
        }
        let units = units(at.of(line), page);
        let to = match written {
            Written::Utf8 => {
                utf8_holes::read(&units, page, &Lost::of(&[page]))?.filled(&mut Budget::none()).text
            }
            Written::Gbk => aligned::read(&units, &GBK, Some(page))?.text,
            Written::Big5 => aligned::read(&units, &BIG5, Some(page))?.text,
        };
        let foreign = |c: char| !c.is_ascii() && !is_chinese(c) && c != '\u{FFFD}';
        let whole = to.chars().any(is_han) && !to.contains('\u{FFFD}') && !to.contains(foreign);
        whole.then_some(Patch { at, to, kind, confidence: 0.9 })
    };
    all_stretches(line).into_iter().filter_map(undone).collect()
}

/// Whether a character stands in Chinese text and is shown by no single-byte decoder.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FFEF}')
        || c >= '\u{10000}'
}

/// How many characters are letters, marks or lines that a code page has beyond ASCII and the signs of every text.
fn letters(text: &str) -> usize {
    let common = |c: char| matches!(c, '\u{2000}'..='\u{206F}' | '\u{FFFD}');
    text.chars().filter(|c| !c.is_ascii() && !is_chinese(*c) && !common(*c)).count()
}

/// Maximal stretches without Chinese characters that hold letters enough.
fn stretches(line: &str) -> Vec<Span> {
    let mut found = all_stretches(line);
    found.retain(|at| letters(at.of(line)) >= FEWEST && !is_drawn(at.of(line)));
    found
}

/// Whether a stretch is of the bars between empty cells of a drawn table: 「│　　│    │    │」.
fn is_drawn(text: &str) -> bool {
    let mut bars = text.chars().filter(|c| !c.is_ascii());
    let first = bars.next();
    first.is_some_and(|c| ('\u{2500}'..='\u{257F}').contains(&c)) && bars.all(|c| Some(c) == first)
}

/// Maximal stretches without Chinese characters, but not of ASCII alone.
fn all_stretches(line: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices().chain([(line.len(), '汉')]) {
        match (is_chinese(c), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                found.push(Span::new(from, at));
                start = None;
            }
            _ => {}
        }
    }
    found.retain(|at| !at.of(line).is_ascii());
    found
}

fn undone(text: &str, budget: &mut Budget) -> Option<Found> {
    let pages = having(text);
    let whole = pages.iter().filter_map(|page| as_utf8(text, page));
    let whole = whole.min_by(|a, b| rated(&a.0).total_cmp(&rated(&b.0)));
    whole.or_else(|| double_byte(text, &pages)).or_else(|| holed_utf8(text, &pages, budget))
}

/// The code pages that have most of the characters of a text, if that is nearly all.
fn having(text: &str) -> Vec<&'static Page> {
    let mut chars: Vec<char> = text.chars().filter(|c| !c.is_ascii() && *c != '\u{FFFD}').collect();
    chars.sort_unstable();
    let lacks = |page: &Page| {
        chars.chunk_by(|a, b| a == b).filter(|c| page.byte(c[0]).is_none()).map(<[char]>::len).sum::<usize>()
    };
    let lacks: Vec<usize> = PAGES.iter().map(lacks).collect();
    let Some(fewest) = lacks.iter().copied().min().filter(|n| n * HAS <= chars.len()) else {
        return Vec::new();
    };
    PAGES.iter().zip(lacks).filter(|(_, lacks)| *lacks == fewest).map(|(page, _)| page).collect()
}

/// UTF-8, perhaps shown wrongly more than once; what is whole UTF-8 with Chinese in it is no accident.
fn as_utf8(text: &str, page: &Page) -> Option<Found> {
    let mut bytes = bytes(&units(text, page))?;
    for depth in 0..DEEPEST {
        let text = surrogates(&bytes)?;
        if text.chars().any(is_chinese_prose) {
            let western = page.name == ReadAs::Latin;
            if !western && (cost(&text).han < FEWEST_HAN || cost(&text).rated() > CHINESE) {
                return None;
            }
            let kind = if depth == 0 { page.damage(Written::Utf8) } else { Damage::DoubledUtf8 };
            return Some((text, kind, 0.999));
        }
        bytes = text.chars().map(|c| page.byte(c)).collect::<Option<_>>()?;
    }
    None
}

fn is_chinese_prose(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whole UTF-8; halves of a pair (CESU-8) are joined.
fn surrogates(bytes: &[u8]) -> Option<String> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    let bytes: Vec<Option<u8>> = bytes.iter().map(|b| Some(*b)).collect();
    let found = lost_utf8::read(&bytes, Loss::Single, Shown::Gbk, &mut Budget::none())
        .filter(|found| found.holes() == 0)?;
    Some(found.filled(&mut Budget::none()).text)
}

/// GBK of which nothing is lost, too many or rare, so that no other reading is worth a search.
fn plain_gbk(text: &str, page: &Page) -> Option<Found> {
    let units = units(text, page);
    if units.iter().any(|unit| matches!(unit, Unit::Byte(b, c) if may_stand(*b, *c))) {
        return None;
    }
    let read = read_gbk(&bytes(&units)?)?;
    let plain = cost(&read).han >= FEWEST_HAN && rated(&read) <= PLAIN;
    let common = |c: char| c.is_ascii() || is_guessable(c);
    (plain && read.chars().all(common)).then_some((read, page.damage(Written::Gbk), 0.99))
}

/// GBK or Big5, by the code page by which it reads best.
fn double_byte(text: &str, pages: &[&Page]) -> Option<Found> {
    if let Some(found) = pages.first().and_then(|page| plain_gbk(text, page)) {
        return Some(found);
    }
    let mut seen: Vec<Vec<Unit>> = Vec::new();
    let of_page = |page: &&Page| {
        let units = units(text, page);
        // By many code pages a text is the same.
        if seen.contains(&units) {
            return [None, None];
        }
        seen.push(units.clone());
        let read = |(table, kind)| Some((aligned::read(&units, table, Some(page))?, kind));
        [(&*GBK, page.damage(Written::Gbk)), (&*BIG5, page.damage(Written::Big5))].map(read)
    };
    let mut all: Vec<(Aligned, Damage)> = pages.iter().flat_map(of_page).flatten().collect();
    all.sort_by_key(|(found, _)| found.cost);
    let (best, kind) = all.first()?;
    let next = all.iter().find(|(other, _)| other.text != best.text);
    let lead = next.map_or(u32::MAX, |(other, _)| other.cost - best.cost);
    let chars = best.text.chars().count();
    let enough = cost(&best.text).han >= FEWEST_HAN && best.amiss * AMISS <= chars;
    let sure = lead >= LEAD && rated(&best.text) <= CHINESE;
    let confidence = if best.amiss == 0 { 0.99 } else { 0.95 };
    (enough && sure).then(|| (best.text.clone(), *kind, confidence))
}

/// UTF-8 of which bytes are marked as lost, or were dropped, or are a blank now. What is lost can be what any of the code
/// pages lacks that have the others.
fn holed_utf8(text: &str, pages: &[&Page], budget: &mut Budget) -> Option<Found> {
    let lost = Lost::of(pages);
    let read =
        |page: &&&Page| utf8_holes::read(&units(text, page), page, &lost).map(|found| (found, page.name));
    let likeliest = |(holed, _): &(Holed, ReadAs)| rated(holed.known());
    let all = pages.iter().filter_map(|page| read(&page));
    let (holed, name) = all.min_by(|a, b| likeliest(a).total_cmp(&likeliest(b)))?;
    let found = holed.filled(budget);
    let enough = cost(&found.text).han >= FEWEST_HAN && found.guessed * 2 <= found.text.chars().count();
    let likely = enough && rated(&found.text) <= CHINESE;
    likely.then_some((found.text, Damage::Misread(Written::Utf8, name), found.confidence))
}

/// Öйú: the reader took what was valid UTF-8 and showed the other bytes as cp1252.
fn utf8_first(line: &str, at: Span) -> Option<Patch> {
    let western = PAGES.first()?;
    let mut bytes = Vec::with_capacity(line.len());
    for c in line.chars() {
        match western.byte(c) {
            Some(b) => bytes.push(b),
            None => bytes.extend(c.encode_utf8(&mut [0; 4]).bytes()),
        }
    }
    let text = read_gbk(&bytes)?;
    let better = cost(&text).rated() + 10.0 < cost(line).rated();
    let enough = cost(&text).han >= FEWEST_HAN + 2;
    (better && enough && cost(&text).rated() <= CHINESE).then_some(Patch {
        at,
        to: text,
        kind: Damage::GbkAsUtf8First,
        confidence: 0.99,
    })
}
