//! Bytes of UTF-8 that a single-byte decoder showed, some marked as lost, dropped or foreign → the text, with an open place for
//! each character that was hit.

use super::holes::{Holed, is_chinese, is_guessable};
use super::pages::Page;
use super::units::{Unit, may_stand};
use std::ops::RangeInclusive;

/// The bytes that a character goes on with.
const WITHIN: RangeInclusive<u8> = 0x80..=0xBF;
/// Bytes that are nobody's are no more than one to so many units.
const AMISS: usize = 24;

/// A byte within a character, or none where it is known only that one stood there.
type Within = Option<u8>;

/// The bytes within characters that decoders can have lost.
pub(super) struct Lost {
    /// Those that were marked, if any was.
    marked: Vec<u8>,
    /// Those that are gone without a mark: these, and a blank or a hyphen that is not seen.
    dropped: Vec<u8>,
}

impl Lost {
    /// What any of the code pages lacks.
    pub(super) fn of(pages: &[&Page]) -> Self {
        let of = |bytes: &mut dyn Iterator<Item = u8>| {
            let mut all: Vec<u8> = bytes.filter(|b| WITHIN.contains(b)).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let lacked = || pages.iter().flat_map(|page| page.undefined.iter().copied());
        let unseen =
            pages.iter().flat_map(|page| ['\u{A0}', '\u{AD}'].into_iter().filter_map(|c| page.byte(c)));
        Lost { marked: of(&mut lacked()), dropped: of(&mut lacked().chain(unseen)) }
    }
}

/// Reads the units as UTF-8; none where too much is amiss.
pub(super) fn read(units: &[Unit], page: &Page, lost: &Lost) -> Option<Holed> {
    let mut out = Holed::with_capacity(units.len());
    let (mut at, mut amiss) = (0, 0);
    while let Some(unit) = units.get(at) {
        at += 1;
        match *unit {
            Unit::Foreign(c) => out.push(c),
            Unit::Byte(b, c) if b.is_ascii() => out.push(c),
            Unit::Byte(lead @ 0xC2..=0xF4, _) => {
                let within = within(&units[at..], length(lead) - 1, page);
                at += within.len();
                amiss += usize::from(character(lead, &within, lost, &mut out).is_none());
            }
            Unit::Byte(b, c) if may_stand(b, c) => {
                amiss += 1;
                out.push(c);
            }
            Unit::Lost | Unit::Byte(..) => {
                amiss += 1;
                at += within_at(&units[at..], 2);
                out.push('\u{FFFD}');
            }
        }
    }
    (amiss * AMISS <= units.len()).then_some(out)
}

/// How many bytes the character has that begins so.
fn length(lead: u8) -> usize {
    match lead {
        0..=0xDF => 2,
        0xE0..=0xEF => 3,
        _ => 4,
    }
}

/// The bytes that a character goes on with, at most so many: some are marked as lost, and a blank that cannot break may be
/// shown as a plain one.
fn within(units: &[Unit], most: usize, page: &Page) -> Vec<Within> {
    let unbroken = page.byte('\u{A0}').filter(|b| WITHIN.contains(b));
    let byte = |unit: &Unit| match *unit {
        Unit::Byte(b, _) if WITHIN.contains(&b) => Some(Some(b)),
        Unit::Byte(b' ', _) => unbroken.map(Some),
        Unit::Byte(b'?', _) | Unit::Lost => Some(None),
        _ => None,
    };
    units.iter().take(most).map_while(byte).collect()
}

fn within_at(units: &[Unit], most: usize) -> usize {
    units.iter().take(most).take_while(|unit| matches!(unit, Unit::Byte(b, _) if WITHIN.contains(b))).count()
}

/// Adds the character, or an open place for it; none where it is neither.
fn character(lead: u8, within: &[Within], lost: &Lost, out: &mut Holed) -> Option<()> {
    let missing = length(lead) - 1 - within.len();
    let known: Option<Vec<u8>> = within.iter().copied().collect();
    if let Some(known) = known.filter(|_| missing == 0) {
        let bytes = [&[lead], &known[..]].concat();
        let c = std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next());
        out.push(c.unwrap_or('\u{FFFD}'));
        return c.map(|_| ());
    }
    let ways = match (lead, missing) {
        (0xE0..=0xEF, 0) => choices(lead, [within[0], within[1]], &lost.marked, &lost.marked),
        (0xE0..=0xEF, 1) => {
            let mut ways = choices(lead, [within[0], None], &lost.marked, &lost.dropped);
            ways.extend(choices(lead, [None, within[0]], &lost.dropped, &lost.marked));
            ways
        }
        (0xE0..=0xEF, 2) => choices(lead, [None, None], &lost.dropped, &lost.dropped),
        _ => Vec::new(),
    };
    let ways = commonest(ways);
    if ways.is_empty() {
        out.push('\u{FFFD}');
        return None;
    }
    out.open(ways)
}

/// The characters of three bytes, of which those not known are one of these.
fn choices(lead: u8, within: [Within; 2], second: &[u8], third: &[u8]) -> Vec<char> {
    let of = |known: Within, all: &[u8]| known.map_or_else(|| all.to_vec(), |b| vec![b]);
    let thirds = of(within[1], third);
    let pairs = of(within[0], second).into_iter().flat_map(|b| thirds.iter().map(move |c| (b, *c)));
    pairs
        .filter_map(|(b, c)| std::str::from_utf8(&[lead, b, c]).ok().and_then(|text| text.chars().next()))
        .collect()
}

/// Those that may be guessed, else those that are Chinese at all.
fn commonest(mut all: Vec<char>) -> Vec<char> {
    let likely: fn(char) -> bool =
        if all.iter().any(|c| is_guessable(*c)) { is_guessable } else { is_chinese };
    all.retain(|c| likely(*c));
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::super::Budget;
    use super::super::pages::PAGES;
    use super::super::units::units;
    use super::*;

    fn read_western(shown: &str) -> Option<String> {
        let page = PAGES.first()?;
        read(&units(shown, page), page, &Lost::of(&[page]))
            .map(|found| found.filled(&mut Budget::none()).text)
    }

    #[test]
    fn whole_characters_beside_holes_are_read() {
        let line = "云溪县修建村道水库";
        let western = |b: u8| PAGES[0].undefined.contains(&b);
        let shown = |mark: &str| -> String {
            let of = |b: u8| if western(b) { mark.to_owned() } else { cp1252(b).to_string() };
            line.bytes().map(of).collect()
        };
        assert!(shown("?").contains('?'));
        for mark in ["\u{FFFD}", "?", ""] {
            let read = read_western(&shown(mark)).expect("UTF-8 shown as cp1252");
            let fits = |(a, b): (char, char)| a == b || b == '\u{FFFD}';
            assert!(line.chars().zip(read.chars()).all(fits), "{mark}: {read}");
            assert!(read.starts_with("云溪县修建") && read.ends_with("水库"), "{mark}: {read}");
        }
    }

    fn cp1252(byte: u8) -> char {
        let bytes = [byte];
        encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes).0.chars().next().unwrap_or_default()
    }
}
