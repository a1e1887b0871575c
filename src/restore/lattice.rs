//! Pairs of GBK that were read one byte off → the likeliest text they were, over all ways in which pairs without a character
//! can have been dropped between them.
//!
//! Read one byte off, the bytes of two characters (a b)(c d) show as the pair (b c): its first byte is the trail of one
//! character and its second the lead of the next. Where (b c) is no character, decoders drop it, and b and c are searched.

use super::phrases::Prose;
use crate::pairs::GBK;
use crate::plausible::{cost_after, is_traditional};
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
}

/// So many readings are kept at every step.
const BEAM: usize = 16;
/// So many more, cheap by pairs of characters, are weighed by their words.
const WEIGHED: usize = 96;
/// What a character costs that is of the other script than most, in sixteenths of a decimal digit: 成 and 蒙 fit a place in
/// traditional text as well as in simplified, and only one of them is written in both.
const OTHER_SCRIPT: i32 = 20;
/// What every character is worth: the table makes longer texts dearer than they are, so that 推动、区 beat 推动开发区. From 0
/// to 10 as many runs of 200 made on reports come back whole, from 16 on fewer.
const WORTH: i32 = 5;
/// A last character of which only the lead is left is told if every other costs so much more, in the same sixteenths: 。 is
/// told, a digit never, since all digits cost the same.
const SURE: i32 = 10;
/// So many dropped pairs in a row are looked for.
const DROPS: usize = 3;
/// So many readings are kept behind a dropped pair.
const OPEN: usize = 32;
/// Behind so many of them further dropped pairs are looked for.
const REOPENED: usize = 12;

/// A reading up to some byte.
#[derive(Clone, Debug)]
struct State {
    cost: i32,
    prose: Prose,
    text: String,
    /// How many characters are simplified only, how many traditional only.
    scripts: [i32; 2],
    /// What is added to the words' cost: letters, which words have as one class, less what characters are worth.
    extra: i32,
}

impl State {
    fn then(&self, c: char) -> State {
        let mut next = self.clone();
        next.text.push(c);
        next.prose = self.prose.then(c);
        next.extra += letter_cost(c) - WORTH;
        count_script(&mut next.scripts, c);
        next.cost =
            next.prose.cost() as i32 + next.extra + OTHER_SCRIPT * next.scripts[0].min(next.scripts[1]);
        next
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

/// A state and a character that may come next, with what it costs by pairs; and the trail that begins the dropped pair
/// behind it, where one is.
struct Way<'a> {
    cheap: i32,
    with: char,
    open: Option<u8>,
    from: &'a State,
}

impl<'a> Way<'a> {
    fn of(from: &'a State, with: char, open: Option<u8>) -> Self {
        let price = (cost_after(from.prose.last(), with) * 16 / 10) as i32 + letter_cost(with) - WORTH;
        Way { cheap: from.cost + price, with, open, from }
    }
}

/// The likeliest text of the pairs in `bytes`; `lost_end` where the last character's trail is lost too. `around` is what
/// stands before the text and behind it. A last character that cannot be told becomes U+FFFD.
pub(super) fn best_reading(
    bytes: &[u8],
    start: Start,
    around: (&str, &str),
    lost_end: bool,
) -> Option<String> {
    let (mut beam, mut at) = first(bytes, start, around)?;
    while at + 1 < bytes.len() {
        beam = step(&beam, bytes[at], bytes[at + 1]);
        at += 2;
    }
    let end = bytes.get(at).filter(|_| lost_end);
    if let Some(lead) = end {
        beam = open_end(&beam, *lead);
    }
    let next = around.1.chars().next();
    let mut texts: Vec<(i32, String)> =
        beam.into_iter().map(|s| (next.map_or(s.cost, |c| s.then(c).cost), s.text)).collect();
    texts.sort();
    let mut texts = texts.into_iter();
    let (cost, mut text) = texts.next().filter(|(_, text)| !text.is_empty())?;
    if end.is_some() && texts.next().is_some_and(|(second, _)| second < cost + SURE) {
        text.pop();
        text.push('\u{FFFD}');
    }
    Some(text)
}

/// The first readings, and the place of the lead that comes next.
fn first(bytes: &[u8], start: Start, around: (&str, &str)) -> Option<(Vec<State>, usize)> {
    let mut scripts = [0; 2];
    around.0.chars().chain(around.1.chars().take(200)).for_each(|c| count_script(&mut scripts, c));
    let empty = State { cost: 0, prose: Prose::after(around.0), text: String::new(), scripts, extra: 0 };
    let known = |text: &str| text.chars().fold(empty.clone(), |state, c| state.then(c));
    Some(match start {
        Start::Known(text) => (vec![known(&text)], 1),
        Start::Dropped(text, y) => (closed(vec![(known(&text), y)], Vec::new(), *bytes.first()?), 1),
        Start::LeadLost(leads) => {
            let trail = *bytes.first()?;
            let mut states: Vec<State> =
                leads.iter().filter_map(|lead| GBK.char(*lead, trail)).map(|c| empty.then(c)).collect();
            prune(&mut states);
            (states, 1)
        }
    })
}

/// Every reading of one more boundary: the character whose lead and trail stand there, or several with dropped pairs
/// between them.
fn step(beam: &[State], lead: u8, trail: u8) -> Vec<State> {
    let here = GBK.char(lead, trail).filter(|_| !lead.is_ascii());
    let whole = beam.iter().filter_map(|s| here.map(|c| Way::of(s, c, None))).collect();
    let broken = beam
        .iter()
        .flat_map(|s| TRAILS.iter().filter_map(move |y| GBK.char(lead, *y).map(|c| Way::of(s, c, Some(*y)))));
    closed(weighed(broken.collect(), OPEN), whole, trail)
}

/// A reading and the trail of its last character, which begins a dropped pair.
type Open = (State, u8);

/// The readings that end in `trail`: `whole` ones, and the `open` ones with up to so many further dropped pairs.
fn closed(open: Vec<Open>, whole: Vec<Way>, trail: u8) -> Vec<State> {
    let mut levels = vec![open];
    for _ in 1..DROPS {
        let last = levels.last().map_or(&[][..], Vec::as_slice);
        let ways = last.iter().take(REOPENED).flat_map(|(s, y)| {
            BETWEEN_DROPS[usize::from(*y)].iter().map(move |(c, y)| Way::of(s, *c, Some(*y)))
        });
        levels.push(weighed(ways.collect(), OPEN));
    }
    let mut ways = whole;
    for (state, y) in levels.iter().flatten() {
        ways.extend(behind_drop(*y, trail).map(|c| Way::of(state, c, None)));
    }
    let mut next: Vec<State> = weighed(ways, WEIGHED).into_iter().map(|(s, _)| s).collect();
    prune(&mut next);
    next
}

/// The cheapest by pairs, weighed by words.
fn weighed(mut ways: Vec<Way>, keep: usize) -> Vec<Open> {
    let order = |w: &Way| (w.cheap, w.with, w.open);
    if ways.len() > keep {
        ways.select_nth_unstable_by_key(keep, order);
        ways.truncate(keep);
    }
    ways.sort_by_key(order);
    ways.iter().map(|w| (w.from.then(w.with), w.open.unwrap_or(0))).collect()
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
fn behind_drop(y: u8, trail: u8) -> impl Iterator<Item = char> {
    (0x81..=0xFEu8).filter(move |z| GBK.is_blank(y, *z)).filter_map(move |z| GBK.char(z, trail))
}

/// Trails that can begin a dropped pair.
const TRAILS: &[u8] = &[
    0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0xAA, 0xAB, 0xAC, 0xAD, 0xAE, 0xAF, 0xD7, 0xF8,
    0xF9, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE,
];

/// The last character, of which only the lead is left.
fn open_end(beam: &[State], lead: u8) -> Vec<State> {
    let mut next: Vec<State> = beam
        .iter()
        .flat_map(|s| (0x40..=0xFEu8).filter_map(|trail| GBK.char(lead, trail)).map(|c| s.then(c)))
        .collect();
    prune(&mut next);
    next
}

/// Keeps the cheapest, in an order that is always the same.
fn prune(states: &mut Vec<State>) {
    states.sort_by(|a, b| a.cost.cmp(&b.cost).then_with(|| a.text.cmp(&b.text)));
    states.dedup_by(|a, b| a.text == b.text);
    states.truncate(BEAM);
}
