//! Bytes of UTF-8, some of them lost → the likeliest text they were; each character that had to be guessed is counted.

use super::Budget;
use super::phrases::Prose;
use crate::pairs::GBK;
use crate::plausible::{cost_after, is_han};

/// How bytes were lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loss {
    /// A mark stands for one byte that begins no pair of GBK.
    Single,
    /// A mark stands for two bytes that are no pair of GBK.
    Double,
    /// Two bytes that are no pair of GBK are gone without a mark.
    Unmarked,
    /// Bytes that cp1252 does not have, or has as blank and hyphen, are gone without a mark.
    Western,
}

/// The bytes that a Western decoder may lose.
const WESTERN: [u8; 7] = [0xA0, 0xAD, 0x81, 0x8D, 0x8F, 0x90, 0x9D];
/// A character is guessed only if it costs no more than this by itself, in tenths of a decimal digit.
const COMMON: u32 = 52;
/// So many readings are kept, and so many choices are weighed at a place.
const BEAM: usize = 12;
const WEIGHED: usize = 40;
/// Behind so many known characters nothing depends on the guess before them any more.
const FORGOTTEN: usize = 8;

/// Of more bytes of known text only the last are looked at.
const LONG: usize = 200;

/// A text read from bytes of which some were lost.
pub(super) struct Filled {
    pub(super) text: String,
    /// How many characters had to be guessed.
    pub(super) guessed: usize,
}

/// A byte and what it can have been.
#[derive(Clone, Debug)]
enum Slot {
    Known(u8),
    /// Lost: one of these.
    One(Vec<u8>),
    /// The first of two lost bytes; the second is `Second`.
    First,
    Second,
}

/// Reads UTF-8 in which `None` stands for what was lost; none where more is amiss than that.
pub(super) fn fill(bytes: &[Option<u8>], loss: Loss, budget: &mut Budget) -> Option<Filled> {
    let slots = match loss {
        Loss::Unmarked => with_dropped(bytes)?,
        Loss::Western => blanks_back(bytes),
        _ => slots(bytes, loss),
    };
    let mut known = String::with_capacity(slots.len());
    let mut holes: Vec<Hole> = Vec::new();
    let mut at = 0;
    while at < slots.len() {
        let (place, len) = character(&slots[at..], loss)?;
        match place {
            Place::Known(c) => known.push(c),
            Place::Open(choices) => holes.push(Hole { at: known.len(), choices }),
        }
        at += len;
    }
    let guessed = holes.len();
    let text = if guessed == 0 { known } else { likeliest(&known, &holes, budget) };
    Some(Filled { text, guessed })
}

/// What stands at a place: a character, or one of several.
enum Place {
    Known(char),
    Open(Vec<char>),
}

/// A place before the byte `at` of the known text.
struct Hole {
    at: usize,
    choices: Vec<char>,
}

fn slots(bytes: &[Option<u8>], loss: Loss) -> Vec<Slot> {
    let mut out = Vec::with_capacity(bytes.len() + 8);
    for (i, byte) in bytes.iter().enumerate() {
        match (byte, loss) {
            (Some(b), _) => out.push(Slot::Known(*b)),
            (None, Loss::Double) if i + 1 < bytes.len() => out.extend([Slot::First, Slot::Second]),
            (None, _) => {
                let next = bytes.get(i + 1).copied().flatten();
                let fits = |b: &u8| next.is_none_or(|n| no_pair(*b, n));
                out.push(Slot::One((0x80..=0xF4u8).filter(fits).collect()));
            }
        }
    }
    out
}

/// The slots of a text in which pairs were dropped: where a character does not go on, or none begins, two bytes are missing
/// between the pairs that are shown.
fn with_dropped(bytes: &[Option<u8>]) -> Option<Vec<Slot>> {
    let shown = slots(bytes, Loss::Single);
    let starts = pair_starts(bytes);
    let within = |i: usize| match shown.get(i) {
        Some(Slot::Known(b)) => (0x80..=0xBF).contains(b),
        other => other.is_some(),
    };
    let mut out: Vec<Slot> = Vec::with_capacity(shown.len() + 8);
    let (mut at, mut last) = (0, 0);
    while let Some(slot) = shown.get(at) {
        if matches!(slot, Slot::Known(0x80..=0xBF)) {
            // Its lead is missing: with the byte behind the lead, or with the end of the character before.
            let end = if starts[at] { None } else { out.pop() };
            if end.is_some() && last != 3 {
                return None;
            }
            out.extend([Slot::First, Slot::Second]);
            out.extend(end);
            out.push(slot.clone());
            (at, last) = (at + 1, 0);
            continue;
        }
        let len = length(slot)?;
        let cut = len == 3 && !within(at + 1) && starts.get(at + 1) == Some(&true);
        let shown_here = if cut { 1 } else { len };
        out.extend(shown[at..].iter().take(shown_here).cloned());
        if cut {
            out.extend([Slot::First, Slot::Second]);
        }
        (at, last) = (at + shown_here, if cut { 0 } else { len });
    }
    Some(out)
}

/// For each byte whether a pair, or a byte that stands alone, begins with it.
fn pair_starts(bytes: &[Option<u8>]) -> Vec<bool> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut second = false;
    for b in bytes {
        out.push(!second);
        second = !second && b.is_some_and(|b| b > 0x80);
    }
    out
}

/// The blank where a character should go on was an A0.
fn blanks_back(bytes: &[Option<u8>]) -> Vec<Slot> {
    let mut out: Vec<Slot> = Vec::with_capacity(bytes.len());
    let mut open = 0;
    for b in bytes.iter().flatten() {
        let b = if *b == b' ' && open > 0 { 0xA0 } else { *b };
        open = match b {
            0xE0..=0xEF => 2,
            0x80..=0xBF if open > 0 => open - 1,
            _ => 0,
        };
        out.push(Slot::Known(b));
    }
    out
}

/// Whether GBK has no character for the two bytes, or no such lead.
fn no_pair(lead: u8, trail: u8) -> bool {
    lead == 0x80 || trail < 0x40 || GBK.is_blank(lead, trail)
}

/// How many bytes the character has that begins so; a lost lead was one of three.
fn length(lead: &Slot) -> Option<usize> {
    Some(match lead {
        Slot::Known(0..=0x7F) => 1,
        Slot::Known(0xC2..=0xDF) => 2,
        Slot::Known(0xF0..=0xF4) => 4,
        Slot::Known(b) if !(0xE0..=0xEF).contains(b) => return None,
        _ => 3,
    })
}

/// The character that the slots begin with: one, or all that lost bytes leave possible; and how many slots it took.
fn character(slots: &[Slot], loss: Loss) -> Option<(Place, usize)> {
    let len = length(slots.first()?)?;
    if let (1, Slot::Known(b)) = (len, &slots[0]) {
        return Some((Place::Known(char::from(*b)), 1));
    }
    let (bytes, known) = known(slots);
    if known >= len {
        if let Ok(text) = std::str::from_utf8(&bytes[..len]) {
            return Some((Place::Known(text.chars().next()?), len));
        }
        if let Some(pair) = pair_of_halves(&bytes).filter(|_| known == 6) {
            return Some((Place::Known(pair), 6));
        }
    }
    if loss == Loss::Western {
        return stripped(&bytes[..known.min(len)], len);
    }
    let all: Vec<Vec<u8>> = slots.get(..len)?.iter().enumerate().map(|(i, s)| bytes_of(s, i == 0)).collect();
    let whole =
        matches!(slots.get(..len)?, [.., Slot::First, Slot::Second] | [Slot::First, Slot::Second, ..]);
    let fits = |bytes: &[u8]| {
        let pair = slots.iter().take(len).position(|s| matches!(s, Slot::First)).filter(|_| whole);
        pair.is_none_or(|i| no_pair(bytes[i], bytes[i + 1]))
    };
    let choices = product(&all).filter(|b| fits(b)).filter_map(|b| guess(&b)).collect::<Vec<char>>();
    Some((place(choices)?, len))
}

fn place(choices: Vec<char>) -> Option<Place> {
    match choices[..] {
        [] => None,
        [c] => Some(Place::Known(c)),
        _ => Some(Place::Open(choices)),
    }
}

/// The known bytes that the slots begin with, at most six, and how many.
fn known(slots: &[Slot]) -> ([u8; 6], usize) {
    let mut bytes = [0; 6];
    let mut count = 0;
    for (byte, slot) in bytes.iter_mut().zip(slots) {
        let Slot::Known(b) = slot else { break };
        *byte = *b;
        count += 1;
    }
    (bytes, count)
}

/// What a slot's byte can be, at the head of a character or within it.
fn bytes_of(slot: &Slot, head: bool) -> Vec<u8> {
    let fits =
        |b: &u8| if head { (0xE2..=0xE9).contains(b) || *b == 0xEF } else { (0x80..=0xBF).contains(b) };
    match slot {
        Slot::Known(b) => vec![*b],
        Slot::One(all) => all.iter().copied().filter(fits).collect(),
        // No pair begins with 80, and hardly any of those that begin with A1 to AF is one.
        Slot::First => (0x80..=0xF4u8).filter(fits).filter(|b| *b == 0x80 || *b > 0xA0).collect(),
        Slot::Second => (0x80..=0xF4u8).filter(fits).collect(),
    }
}

fn product(all: &[Vec<u8>]) -> impl Iterator<Item = Vec<u8>> {
    let count = all.iter().map(Vec::len).product::<usize>();
    (0..count).map(|mut n| {
        let mut pick = |choices: &Vec<u8>| {
            let byte = choices[n % choices.len()];
            n /= choices.len();
            byte
        };
        all.iter().map(&mut pick).collect()
    })
}

/// The character of bytes that were guessed, if it is one that stands in Chinese prose.
fn guess(bytes: &[u8]) -> Option<char> {
    let c = std::str::from_utf8(bytes).ok()?.chars().next()?;
    let fits =
        is_han(c) || matches!(c, '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3015}' | '\u{FF01}'..='\u{FF5E}');
    (fits && cost_after(None, c) <= COMMON).then_some(c)
}

/// A character of which a Western decoder lost one byte or two.
fn stripped(bytes: &[u8], len: usize) -> Option<(Place, usize)> {
    let (&lead, rest) = bytes.split_first()?;
    let kept = rest.iter().take_while(|b| (0x80..=0xBF).contains(*b)).count();
    if len != 3 || kept + 1 >= len {
        return None;
    }
    let rest = &rest[..kept];
    let ways: Vec<Vec<Vec<u8>>> = match rest {
        [] => vec![vec![vec![lead], WESTERN.to_vec(), WESTERN.to_vec()]],
        [b, ..] => {
            vec![vec![vec![lead], vec![*b], WESTERN.to_vec()], vec![vec![lead], WESTERN.to_vec(), vec![*b]]]
        }
    };
    let choices: Vec<char> = ways.iter().flat_map(|w| product(w)).filter_map(|b| guess(&b)).collect();
    Some((place(choices)?, 1 + kept))
}

/// CESU-8: two halves of three bytes.
fn pair_of_halves(six: &[u8; 6]) -> Option<char> {
    let half =
        |b: &[u8]| (b[0] == 0xED).then_some(0xD000 | u16::from(b[1] & 0x3F) << 6 | u16::from(b[2] & 0x3F));
    char::decode_utf16([half(&six[..3])?, half(&six[3..])?]).next()?.ok()
}

/// A reading: its cost, and what it took where there was a choice.
#[derive(Clone)]
struct State {
    prose: Prose,
    picks: Vec<char>,
}

/// The known text with its holes filled by the cheapest. Beyond the budget a hole becomes U+FFFD.
fn likeliest(known: &str, holes: &[Hole], budget: &mut Budget) -> String {
    let mut beam = vec![State { prose: Prose::new(), picks: Vec::new() }];
    let mut from = 0;
    for (i, hole) in holes.iter().enumerate() {
        walk(&mut beam, &known[from..hole.at]);
        from = hole.at;
        let behind = known[hole.at..].chars().next();
        let last = behind.is_none() && i + 1 == holes.len();
        let digit = hole.choices.iter().any(|c| c.is_numeric());
        let beside = beam.first().and_then(|s| s.prose.last()).is_some_and(char::is_numeric);
        // Beside a figure nothing is guessed that can be a digit, and some marks swallowed the digit behind them.
        let figure = digit && beside || behind.is_some_and(|c| c.is_ascii_digit());
        let words: Vec<char> =
            hole.choices.iter().copied().filter(|c| !c.is_alphanumeric() || is_han(*c)).collect();
        let sure = !figure && !words.is_empty() && budget.take(1).is_some();
        beam = if sure { picked(&beam, &words, last) } else { left(beam) };
    }
    if from < known.len() {
        walk(&mut beam, &known[from..]);
    }
    let picks = beam.into_iter().next().map(|s| s.picks).unwrap_or_default();
    let mut out = String::with_capacity(known.len() + picks.len() * 3);
    let mut from = 0;
    for (hole, c) in holes.iter().zip(picks) {
        out.push_str(&known[from..hole.at]);
        out.push(c);
        from = hole.at;
    }
    out.push_str(&known[from..]);
    out
}

/// Goes on through known text: the readings before it are decided by its first characters, and of a long one only the end
/// counts for what follows.
fn walk(beam: &mut Vec<State>, known: &str) {
    let on = |state: &State, text: &str| text.chars().fold(state.prose.clone(), |p, c| p.then(c));
    let near = known.char_indices().nth(FORGOTTEN).map_or(known.len(), |(at, _)| at);
    for state in beam.iter_mut() {
        state.prose = on(state, &known[..near]);
    }
    beam.sort_by_key(|s| s.prose.cost());
    if near < known.len() {
        beam.truncate(1);
        let long = known.len() > LONG;
        for state in beam.iter_mut() {
            state.prose = if long { Prose::after(known) } else { on(state, &known[near..]) };
        }
    }
}

fn left(mut beam: Vec<State>) -> Vec<State> {
    beam.truncate(1);
    for state in &mut beam {
        state.prose = Prose::new();
        state.picks.push('\u{FFFD}');
    }
    beam
}

/// What a line's last character costs more: lines end in 。, and hardly ever in a comma or in what opens.
fn last_cost(c: char) -> u32 {
    match c {
        '。' => 0,
        '，' | '、' | '（' | '“' | '‘' | '《' | '『' | '「' => 48,
        _ => 12,
    }
}

fn picked(beam: &[State], place: &[char], last: bool) -> Vec<State> {
    let cost = |s: &State| s.prose.cost() + s.picks.last().filter(|_| last).map_or(0, |c| last_cost(*c));
    let mut ways: Vec<(u32, usize, char)> = Vec::new();
    for (i, state) in beam.iter().enumerate() {
        let cheap = |c: char| state.prose.cost() + cost_after(state.prose.last(), c) * 16 / 10;
        ways.extend(place.iter().map(|c| (cheap(*c), i, *c)));
    }
    ways.sort_unstable();
    ways.truncate(WEIGHED);
    let taken = |(_, i, c): (u32, usize, char)| {
        let mut next = beam[i].clone();
        next.prose = next.prose.then(c);
        next.picks.push(c);
        next
    };
    let mut next: Vec<State> = ways.into_iter().map(taken).collect();
    next.sort_by(|a, b| cost(a).cmp(&cost(b)).then_with(|| a.picks.cmp(&b.picks)));
    next.truncate(BEAM);
    next
}
