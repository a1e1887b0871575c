//! Pairs of GBK that were read one byte off → the likeliest text they were, over all ways in which pairs without a character
//! can have been dropped between them.
//!
//! Read one byte off, the bytes of two characters (a b)(c d) show as the pair (b c): its first byte is the trail of one
//! character and its second the lead of the next. Where (b c) is no character, decoders drop it, and b and c are searched.

use super::beam::{Reading, Trace, Way, prune, ways, weighed};
use crate::pairs::GBK;
use crate::plausible::cost_after;
use std::sync::LazyLock;

/// Where the search begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// The first pair ends in the lead of a character; what stands before it is known.
    Known(String),
    /// Known, but for the pair behind it, which was dropped and began with this trail.
    Dropped(String, u8),
    /// The first pair begins with the trail of a character whose lead can only have been one of these.
    LeadLost(Vec<u8>),
    /// One of so many first pairs begins with what is left of a character, its lead or its trail; those before it are whole.
    Near(usize),
}

/// So many readings are kept at every step.
const BEAM: usize = 16;
/// So many more, cheap by pairs of characters, are weighed by their words.
const WEIGHED: usize = 48;
/// A last character of which only the lead is left is told if every other costs so much more, in the same sixteenths: 。 is
/// told, a digit never, since all digits cost the same.
const SURE: i32 = 10;
/// The lead of a text that has no other near it, in the same sixteenths.
const UNRIVALLED: i32 = 64;
/// So many dropped pairs in a row are looked for.
const DROPS: usize = 3;
/// So many readings are kept behind a dropped pair.
const OPEN: usize = 16;
/// Behind so many of them further dropped pairs are looked for.
const REOPENED: usize = 4;

/// The likeliest text of the pairs in `bytes`; `lost_end` where the last character's trail is lost too. `around` is what
/// stands before the text and behind it. A last character that cannot be told becomes U+FFFD. With it how much more the next
/// text costs, in sixteenths of a decimal digit.
pub(super) fn best_reading(
    bytes: &[u8],
    start: Start,
    around: (&str, &str),
    lost_end: bool,
) -> Option<(String, i32)> {
    let mut trace = Trace::new();
    let mut whole = match start {
        Start::Near(places) => Whole { reading: Reading::new(around.0, &[around.0, around.1]), places },
        _ => Whole { reading: Reading::new("", &[]), places: 0 },
    };
    let mut beam = first(bytes, start, around, &mut trace)?;
    let mut at = 1;
    while at + 1 < bytes.len() {
        whole.hit(&mut beam, bytes[at - 1], bytes[at], &mut trace);
        beam = step(&beam, bytes[at], bytes[at + 1], &mut trace);
        at += 2;
    }
    let end = bytes.get(at).filter(|_| lost_end);
    if let Some(lead) = end {
        beam = open_end(&beam, *lead, &mut trace);
    }
    let next = around.1.chars().next();
    let cost = |r: &Reading| next.map_or(r.cost, |c| r.then(c).cost);
    beam.sort_by_key(cost);
    let best = beam.first()?;
    let mut text = trace.text(best);
    let mut same = 0;
    if end.is_some() && beam.get(1).is_some_and(|second| cost(second) < cost(best) + SURE) {
        text.pop();
        text.push('\u{FFFD}');
        // Whatever differs in nothing but the character that is left open is the same text.
        same = 1;
    }
    let of = |r: &Reading| trace.back(r).skip(same).collect::<Vec<char>>();
    let first = of(best);
    let other = beam.iter().find(|r| of(r) != first);
    let lead = other.map_or(UNRIVALLED, |r| UNRIVALLED.min(cost(r) - cost(best)));
    Some((text, lead)).filter(|(text, _)| !text.is_empty())
}

/// The text as it is shown, in which a character may be hit at so many places from here on.
struct Whole {
    reading: Reading,
    places: usize,
}

impl Whole {
    /// Adds the readings in which the character is hit whose lead or trail is the first byte of the pair that is shown here.
    fn hit(&mut self, beam: &mut Vec<Reading>, left: u8, next: u8, trace: &mut Trace) {
        let Some(places) = self.places.checked_sub(1) else { return };
        let by_lead = (0x81..=0xFEu8).filter_map(|lead| GBK.char(lead, left));
        let by_trail = (0x40..=0xFEu8).filter_map(|trail| GBK.char(left, trail));
        let mut all: Vec<char> = by_lead.chain(by_trail).collect();
        all.sort_unstable();
        all.dedup();
        let here = [self.reading];
        let ways = ways(&here, &all, HIT, None);
        beam.extend(weighed(ways, HIT, trace).into_iter().map(|(r, _)| r));
        prune(beam, BEAM);
        self.places = places;
        match GBK.char(left, next) {
            Some(c) => self.reading = self.reading.taking(c, trace),
            None => self.places = 0,
        }
    }
}

/// So many characters are kept that can have been hit at a place.
const HIT: usize = 16;

/// The readings up to the first byte.
fn first(bytes: &[u8], start: Start, around: (&str, &str), trace: &mut Trace) -> Option<Vec<Reading>> {
    let empty = Reading::new(around.0, &[around.0, around.1]);
    let mut known = |text: &str| text.chars().fold(empty, |reading, c| reading.taking(c, trace));
    Some(match start {
        Start::Near(_) => Vec::new(),
        Start::Known(text) => vec![known(&text)],
        Start::Dropped(text, y) => {
            let open = vec![(known(&text), y)];
            closed(open, Vec::new(), *bytes.first()?, trace)
        }
        Start::LeadLost(leads) => {
            let trail = *bytes.first()?;
            let all = leads.iter().filter_map(|lead| GBK.char(*lead, trail));
            let mut readings: Vec<Reading> = all.map(|c| empty.taking(c, trace)).collect();
            prune(&mut readings, BEAM);
            readings
        }
    })
}

/// Every reading of one more boundary: the character whose lead and trail stand there, or several with dropped pairs
/// between them.
fn step(beam: &[Reading], lead: u8, trail: u8, trace: &mut Trace) -> Vec<Reading> {
    let here = GBK.char(lead, trail).filter(|_| !lead.is_ascii());
    let whole = beam.iter().filter_map(|r| here.map(|c| Way::of(r, c, 0))).collect();
    let broken = beam
        .iter()
        .flat_map(|r| TRAILS.iter().filter_map(move |y| GBK.char(lead, *y).map(|c| Way::of(r, c, *y))));
    let open = weighed(broken.collect(), OPEN, trace);
    closed(open, whole, trail, trace)
}

/// A reading and the trail of its last character, which begins a dropped pair.
type Open = (Reading, u8);

/// The readings that end in `trail`: `whole` ones, and the `open` ones with up to so many further dropped pairs.
fn closed(open: Vec<Open>, whole: Vec<Way>, trail: u8, trace: &mut Trace) -> Vec<Reading> {
    let mut levels = vec![open];
    for _ in 1..DROPS {
        let last = levels.last().map_or(&[][..], Vec::as_slice);
        let ways = last
            .iter()
            .take(REOPENED)
            .flat_map(|(r, y)| BETWEEN_DROPS[usize::from(*y)].iter().map(move |(c, y)| Way::of(r, *c, *y)));
        let next = weighed(ways.collect(), OPEN, trace);
        levels.push(next);
    }
    let mut ways = whole;
    for (reading, y) in levels.iter().flatten() {
        ways.extend(behind_drop(*y, trail).iter().map(|c| Way::of(reading, *c, 0)));
    }
    let mut next: Vec<Reading> = weighed(ways, WEIGHED, trace).into_iter().map(|(r, _)| r).collect();
    prune(&mut next, BEAM);
    next
}

/// By the trail that begins a dropped pair: the common characters that stand whole between it and another, with the trail
/// that begins that one.
static BETWEEN_DROPS: LazyLock<Vec<Vec<(char, u8)>>> = LazyLock::new(|| {
    let between = |y: u8| {
        let leads = (0x81..=0xFEu8).filter(move |z| GBK.is_blank(y, *z));
        let all = leads.flat_map(|z| TRAILS.iter().filter_map(move |y| GBK.char(z, *y).map(|c| (c, *y))));
        all.filter(|(c, _)| cost_after(None, *c) < COMMON).collect()
    };
    (0..=0xFF).map(|y| if TRAILS.contains(&y) { between(y) } else { Vec::new() }).collect()
});
/// What a common character costs at most, in tenths of a decimal digit.
const COMMON: u32 = 34;

/// The characters that end a dropped pair begun by `y`.
fn behind_drop(y: u8, trail: u8) -> &'static [char] {
    static BEHIND: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| {
        let behind = |y: &u8| {
            let leads: Vec<u8> = (0x81..=0xFE).filter(|z| GBK.is_blank(*y, *z)).collect();
            let by_trail = |trail| leads.iter().filter_map(|z| GBK.char(*z, trail)).collect();
            (0..=0xFF).map(by_trail).collect::<Vec<_>>()
        };
        TRAILS.iter().flat_map(behind).collect()
    });
    let row = TRAILS.iter().position(|t| *t == y);
    row.map_or(&[], |row| &BEHIND[row << 8 | usize::from(trail)])
}

/// Trails that can begin a dropped pair.
const TRAILS: &[u8] = &[
    0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0xAA, 0xAB, 0xAC, 0xAD, 0xAE, 0xAF, 0xD7, 0xF8,
    0xF9, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE,
];

/// The last character, of which only the lead is left.
fn open_end(beam: &[Reading], lead: u8, trace: &mut Trace) -> Vec<Reading> {
    let all: Vec<char> = (0x40..=0xFEu8).filter_map(|trail| GBK.char(lead, trail)).collect();
    let ways = ways(beam, &all, all.len(), None);
    let keep = ways.len();
    let mut next: Vec<Reading> = weighed(ways, keep, trace).into_iter().map(|(r, _)| r).collect();
    prune(&mut next, BEAM);
    next
}
