//! Readings of a text and the characters that may come next → the likeliest readings: a beam over words and their neighbours.
//!
//! Every character that may follow is priced by the pair it makes, which is cheap; only the best of them are weighed by words.

use super::phrases::Prose;
use crate::plausible::{cost_after, is_traditional};

/// What a character costs that is of the other script than most, in sixteenths of a decimal digit: 成 and 蒙 fit a place in
/// traditional text as well as in simplified, and only one of them is written in both.
const OTHER_SCRIPT: i32 = 20;
/// What every character is worth: the table makes longer texts dearer than they are, so that 推动、区 beat 推动开发区. From 0
/// to 10 as many runs of 200 made on reports come back whole, from 16 on fewer.
const WORTH: i32 = 5;
/// Of the text around, so many characters tell which script it is in.
const AROUND: usize = 200;

/// What readings took: each character with the place of the one before it.
pub(super) struct Trace(Vec<(u32, char)>);

impl Trace {
    /// Nothing was taken yet.
    pub(super) fn new() -> Self {
        Trace(vec![(0, '\0')])
    }

    fn note(&mut self, before: u32, c: char) -> u32 {
        self.0.push((before, c));
        (self.0.len() - 1) as u32
    }

    /// What a reading took, the last first.
    pub(super) fn back(&self, reading: &Reading) -> impl Iterator<Item = char> {
        let mut at = reading.took;
        std::iter::from_fn(move || {
            let (before, c) = *self.0.get(at as usize).filter(|_| at != 0)?;
            at = before;
            Some(c)
        })
    }

    /// What a reading took, in order.
    pub(super) fn text(&self, reading: &Reading) -> String {
        let back: Vec<char> = self.back(reading).collect();
        back.into_iter().rev().collect()
    }
}

/// A text up to some character.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    /// In sixteenths of a decimal digit.
    pub(super) cost: i32,
    prose: Prose,
    /// Where in the trace its last character stands.
    took: u32,
    /// How many characters are simplified only, how many traditional only.
    scripts: [i32; 2],
    /// What is added to the words' cost: letters, which words have as one class, less what characters are worth.
    extra: i32,
}

impl Reading {
    /// Begins behind `before`; `around` tells the script.
    pub(super) fn new(before: &str, around: &[&str]) -> Self {
        let mut scripts = [0; 2];
        let near = around.iter().flat_map(|text| text.chars().take(AROUND));
        near.for_each(|c| count_script(&mut scripts, c));
        Reading { cost: 0, prose: Prose::after(before), took: 0, scripts, extra: 0 }
    }

    /// The same with a further character, which is known and not noted.
    pub(super) fn then(&self, c: char) -> Self {
        let mut next = *self;
        next.prose = self.prose.then(c);
        next.extra += letter_cost(c) - WORTH;
        count_script(&mut next.scripts, c);
        next.cost =
            next.prose.cost() as i32 + next.extra + OTHER_SCRIPT * next.scripts[0].min(next.scripts[1]);
        next
    }

    /// The same with a further character, which is noted.
    pub(super) fn taking(&self, c: char, trace: &mut Trace) -> Self {
        Reading { took: trace.note(self.took, c), ..self.then(c) }
    }

    /// The same, of which nothing is noted yet.
    pub(super) fn settled(&self) -> Self {
        Reading { took: 0, ..*self }
    }

    /// The same behind a text of which nothing but the end counts.
    pub(super) fn afresh(&self, before: &str) -> Self {
        Reading { cost: 0, prose: Prose::after(before), extra: 0, ..*self }
    }

    /// The same, for a reason that words do not know.
    pub(super) fn dearer(&self, by: i32) -> Self {
        Reading { cost: self.cost + by, extra: self.extra + by, ..*self }
    }

    /// Its last character.
    pub(super) fn last(&self) -> Option<char> {
        self.prose.last()
    }
}

/// Letters of full width are rare where digits are common.
fn letter_cost(c: char) -> i32 {
    match c {
        '０'..='９' => 16,
        'Ａ'..='Ｚ' => 52,
        'ａ'..='ｚ' => 64,
        _ => 0,
    }
}

fn count_script(scripts: &mut [i32; 2], c: char) {
    if let Some(traditional) = is_traditional(c) {
        scripts[usize::from(traditional)] += 1;
    }
}

/// A reading and a character that may come next, with what it costs by pairs; and a mark of the caller's.
#[derive(Clone, Copy)]
pub(super) struct Way<'a> {
    cheap: i32,
    with: char,
    mark: u8,
    from: &'a Reading,
}

impl<'a> Way<'a> {
    pub(super) fn of(from: &'a Reading, with: char, mark: u8) -> Self {
        Way { cheap: from.cost + price(from, with), with, mark, from }
    }
}

/// The readings, each with the choices that are cheap behind it, and before what is known to stand `behind`; at most so many.
pub(super) fn ways<'a>(
    readings: &'a [Reading],
    choices: &[char],
    keep: usize,
    behind: Option<char>,
) -> Vec<Way<'a>> {
    let ahead = |c: char| behind.map_or(0, |behind| (cost_after(Some(c), behind) * 16 / 10) as i32);
    let mut out = Vec::with_capacity(readings.len() * keep.min(choices.len()));
    let mut prices: Vec<(i32, char)> = Vec::new();
    let mut priced = None;
    for from in readings {
        // Most readings end alike.
        if priced != Some(from.last()) {
            prices = choices.iter().map(|c| (price(from, *c) + ahead(*c), *c)).collect();
            if prices.len() > keep {
                prices.select_nth_unstable(keep);
                prices.truncate(keep);
            }
            priced = Some(from.last());
        }
        out.extend(prices.iter().map(|(price, c)| Way { cheap: from.cost + price, with: *c, mark: 0, from }));
    }
    out
}

/// What a character costs behind a reading, by the pair it makes.
fn price(from: &Reading, with: char) -> i32 {
    (cost_after(from.last(), with) * 16 / 10) as i32 + letter_cost(with) - WORTH
}

/// So many cheap ways, weighed by words, with their marks, in an order that is always the same.
pub(super) fn weighed(mut ways: Vec<Way>, keep: usize, trace: &mut Trace) -> Vec<(Reading, u8)> {
    let order = |w: &Way| (w.cheap, w.with, w.mark);
    if ways.len() > keep {
        ways.select_nth_unstable_by_key(keep, order);
        ways.truncate(keep);
    }
    ways.sort_by_key(order);
    ways.iter().map(|w| (w.from.taking(w.with, trace), w.mark)).collect()
}

/// Keeps the cheapest, in order.
pub(super) fn prune(readings: &mut Vec<Reading>, keep: usize) {
    readings.sort_by_key(|r| r.cost);
    readings.truncate(keep);
}
