//! Bytes of a two-byte encoding, of which some are lost, too many or foreign → the likeliest text, over all ways to pair them.
//!
//! A byte that has no partner turns all that follows into unlikely Chinese, so leaving it out costs less: “ in what cp1252
//! showed is 93, which would take the first byte of the next character along.

use super::pages::Page;
use super::units::{Unit, may_stand};
use crate::pairs::Pairs;
use crate::plausible::cost_after;

/// So many readings are kept at every place.
const BEAM: usize = 4;
/// What a unit costs that does not belong, in tenths of a decimal digit: four characters read one byte off cost more, a rare
/// one and the mark behind it (睇！) less.
const ALONE: u32 = 150;
/// The same for one that may be a writer's: “.
const STANDS: u32 = 60;
/// The same for a character of which a byte is lost, and so cannot be told.
const LOST: u32 = 60;
/// The same for a character that the code page does not have.
const FOREIGN: u32 = 60;
/// A blank that was one which cannot break: one more than it costs to stay.
const UNBROKEN: u32 = 5;

/// A question mark that stands for a lost byte, where there may be such, and one that stands for itself there.
const ASKED: u32 = 10;
const ASKS: u32 = 50;

/// A text and how far it can be trusted.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Aligned {
    pub(super) text: String,
    /// What it costs, in tenths of a decimal digit.
    pub(super) cost: u32,
    /// How many units belong to no character.
    pub(super) amiss: usize,
    /// The first of them.
    pub(super) hit: Option<usize>,
}

/// A text up to some place.
#[derive(Clone, Copy)]
struct Reading {
    cost: u32,
    amiss: usize,
    hit: Option<usize>,
    last: Option<char>,
    /// Where in the trace its last character stands.
    took: u32,
}

impl Reading {
    fn dearer(self, by: u32) -> Self {
        Reading { cost: self.cost + by, ..self }
    }
}

/// The readings at a place and at the two behind it, and what they took.
struct Search {
    at: usize,
    open: [Vec<Reading>; 3],
    trace: Vec<(u32, char)>,
}

impl Search {
    /// Goes on from a reading by so many units that are `c`.
    fn go(&mut self, from: &Reading, by: usize, c: char, cost: u32, amiss: usize) {
        // Of many readings that end alike at a place only the cheapest is of use.
        let cost = from.cost + cost;
        let last = Some(c).filter(|c| *c != '\u{FFFD}');
        let same = self.open[by].iter().position(|r| r.last == last);
        if same.is_some_and(|at| self.open[by][at].cost <= cost) {
            return;
        }
        self.trace.push((from.took, c));
        let hit = from.hit.or(Some(self.at).filter(|_| amiss > 0));
        let took = (self.trace.len() - 1) as u32;
        let next = Reading { cost, amiss: from.amiss + amiss, hit, last, took };
        match same {
            Some(at) => self.open[by][at] = next,
            None => self.open[by].push(next),
        }
    }

    fn text(&self, reading: &Reading) -> String {
        let mut back = Vec::new();
        let mut at = reading.took;
        while at != 0 {
            let (before, c) = self.trace[at as usize];
            back.push(c);
            at = before;
        }
        back.into_iter().rev().collect()
    }
}

/// The likeliest text of the units. Those that show a code page may show its blank that cannot break as a plain one, and what
/// it lacks as ?.
pub(super) fn read(units: &[Unit], table: &Pairs, page: Option<&Page>) -> Option<Aligned> {
    let unbroken = page.and_then(|page| page.byte('\u{A0}'));
    let marks = page.is_some_and(|page| !page.undefined.is_empty());
    let begin = Reading { cost: 0, amiss: 0, hit: None, last: None, took: 0 };
    let mut search = Search { at: 0, open: [vec![begin], Vec::new(), Vec::new()], trace: vec![(0, '\0')] };
    for at in 0..units.len() {
        search.at = at;
        let mut here = std::mem::take(&mut search.open[0]);
        here.sort_by_key(|r| r.cost);
        here.truncate(BEAM);
        let (unit, next) = (units[at], units.get(at + 1).copied());
        let foreign = |unit: Option<Unit>| unit.is_some_and(|unit| !matches!(unit, Unit::Byte(0..0x80, _)));
        let beside = foreign(next) || at > 0 && foreign(units.get(at - 1).copied());
        let marked = |unit: Unit| marks && matches!(unit, Unit::Byte(b'?', _));
        for reading in &here {
            let asks = if marked(unit) && beside { ASKS } else { 0 };
            step(&mut search, &reading.dearer(asks), unit, next, table);
            if marked(unit) && at > 0 {
                step(&mut search, &reading.dearer(ASKED), Unit::Lost, next, table);
            }
            if next.is_some_and(marked) {
                step(&mut search, &reading.dearer(ASKED), unit, Some(Unit::Lost), table);
            }
            if let (Unit::Byte(b' ', _), Some(byte)) = (unit, unbroken) {
                pair(&mut search, reading, byte, next, table, UNBROKEN);
            }
        }
        search.open.rotate_left(1);
    }
    let best = search.open[0].iter().min_by_key(|r| r.cost)?;
    Some(Aligned { text: search.text(best), cost: best.cost, amiss: best.amiss, hit: best.hit })
}

/// Every way to go on.
fn step(search: &mut Search, from: &Reading, unit: Unit, next: Option<Unit>, table: &Pairs) {
    match unit {
        Unit::Byte(b, c) if b.is_ascii() => search.go(from, 1, c, 0, 0),
        // In GBK this byte is a character by itself.
        Unit::Byte(0x80, _) => search.go(from, 1, '€', STANDS, 0),
        Unit::Byte(b, c) => {
            pair(search, from, b, next, table, 0);
            match may_stand(b, c) {
                true => search.go(from, 1, c, STANDS, 1),
                false => search.go(from, 1, '\u{FFFD}', ALONE, 1),
            }
        }
        Unit::Lost => {
            search.go(from, 1, '\u{FFFD}', LOST, 1);
            if matches!(next, Some(Unit::Byte(0x40.., _) | Unit::Lost)) {
                search.go(from, 2, '\u{FFFD}', LOST, 1);
            }
        }
        Unit::Foreign(c) => search.go(from, 1, c, FOREIGN, 1),
    }
}

/// The ways to go on with a character that `lead` begins.
fn pair(search: &mut Search, from: &Reading, lead: u8, next: Option<Unit>, table: &Pairs, dearer: u32) {
    match next {
        Some(Unit::Byte(trail, _)) => {
            if let Some(c) = table.char(lead, trail).filter(|_| !table.is_blank(lead, trail)) {
                search.go(from, 2, c, cost_after(from.last, c) + dearer, 0);
            }
        }
        Some(Unit::Lost) => search.go(from, 2, '\u{FFFD}', LOST + dearer, 1),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::pages::PAGES;
    use super::super::units::units;
    use super::*;
    use crate::pairs::GBK;

    fn read_western(shown: &str) -> Option<(String, usize)> {
        let page = PAGES.first()?;
        read(&units(shown, page), &GBK, Some(page)).map(|found| (found.text, found.amiss))
    }

    #[test]
    fn quotation_marks_of_the_writer_stay() {
        let shown = "ÔÆÏªÏØ¿ªÕ¹“¹«½»»ÝÃñ”ÐÐ¶¯";
        assert_eq!(read_western(shown), Some(("云溪县开展“公交惠民”行动".to_owned(), 2)));
    }

    #[test]
    fn a_byte_too_many_and_one_lost_hit_one_character() {
        assert_eq!(read_western("ÔÆÏªÏØ¿ªÕ¹¹«½»»ÝÃñÐÐ¶"), Some(("云溪县开展公交惠民行�".to_owned(), 1)));
        assert_eq!(read_western("ÔÆÏªÏØ¿\u{FFFD}Õ¹¹«½»"), Some(("云溪县�展公交".to_owned(), 1)));
        assert_eq!(read_western("ÔÆÏªÏØªÕ¹¹«½»»ÝÃñ"), Some(("云溪县�展公交惠民".to_owned(), 1)));
    }
}
