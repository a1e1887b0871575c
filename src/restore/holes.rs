//! A text with open places → the likeliest text: every place gets the character that fits best, and each guess is counted.

use super::beam::{Reading, Trace, prune, ways, weighed};
use super::budget::Budget;
use super::lacks::big5_lacks;
use super::phrases::breaks;
use super::told::{Guess, Guessed, is_never_guessed};
use crate::pairs::BIG5;
use crate::plausible::{cost_after, fold, is_han};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A character is guessed only if it costs no more than this by itself, in tenths of a decimal digit.
const COMMON: u32 = 52;
/// So many readings are kept, and so many choices are weighed at a place.
const BEAM: usize = 12;
const WEIGHED: usize = 40;
/// Behind so many known characters nothing depends on the guess before them any more.
const FORGOTTEN: usize = 8;
/// A reading that costs so much more than the best is given up, in sixteenths of a decimal digit.
const HOPELESS: i32 = 80;
/// So many choices cost as much again to weigh.
const MANY: usize = 40;
/// Few are open where so many times as many are known.
const FEW: usize = 5;
/// Of more known text only the end is looked at.
const LONG: usize = 60;

/// A guess must lead by so much more before a reading that has a numeral or a negation there, in the same sixteenths: 安置公户 is
/// as likely as 安置八户, and false.
const BEFORE_NUMERAL: i32 = 24;

/// What may stand at a place.
pub(super) type Choices = Cow<'static, [char]>;

/// A text, some of whose characters are open.
#[derive(Default)]
pub(super) struct Holed {
    known: String,
    holes: Vec<Hole>,
    sparse: bool,
}

/// A place before the byte `at` of the known text.
struct Hole {
    at: usize,
    choices: Choices,
}

/// The text with its places filled.
pub(super) struct Filled {
    pub(super) text: String,
    /// How many characters had to be guessed, or could not even be that.
    pub(super) guessed: usize,
    /// How likely all guesses are right, 0 to 1.
    pub(super) confidence: f32,
}

/// Whether a lost character may be guessed to have been `c`: it stands in Chinese prose, and often.
pub(super) fn is_guessable(c: char) -> bool {
    static GUESSABLE: LazyLock<Vec<bool>> = LazyLock::new(|| {
        ('\0'..='\u{FFFF}').map(|c| is_chinese(c) && cost_after(None, c) <= COMMON).collect()
    });
    // The surrogates are no characters, and stand before the forms of full width.
    let at = c as usize - if c > '\u{D7FF}' { 0x800 } else { 0 };
    GUESSABLE.get(at).is_some_and(|guessable| *guessable)
}

/// Whether a character is a Chinese one, or a mark that stands among such.
pub(super) fn is_chinese(c: char) -> bool {
    is_han(c) || matches!(c, '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3015}' | '\u{FF01}'..='\u{FF5E}')
}

impl Holed {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Holed { known: String::with_capacity(bytes), ..Holed::default() }
    }

    /// The same of a damage that takes a quarter of the characters or more.
    pub(super) fn sparse(self, sparse: bool) -> Self {
        Holed { sparse, ..self }
    }

    /// The text goes on with a known character.
    pub(super) fn push(&mut self, c: char) {
        self.known.push(c);
    }

    /// The text goes on with one of these; none where there is nothing to choose.
    pub(super) fn open(&mut self, choices: impl Into<Choices>) -> Option<()> {
        let choices = choices.into();
        match choices[..] {
            [] => return None,
            [c] => self.known.push(c),
            _ => self.holes.push(Hole { at: self.known.len(), choices }),
        }
        Some(())
    }

    /// The characters that are known, without what stood between them.
    pub(super) fn known(&self) -> &str {
        &self.known
    }

    /// How many characters are open.
    pub(super) fn holes(&self) -> usize {
        self.holes.len()
    }

    /// The likeliest text. What goes beyond the budget, or cannot be told, becomes U+FFFD.
    pub(super) fn filled(self, budget: &mut Budget) -> Filled {
        if self.holes.is_empty() {
            return Filled { text: self.known, guessed: 0, confidence: 1.0 };
        }
        let mut search = Search::new(&self.known);
        let mut from = 0;
        for (i, hole) in self.holes.iter().enumerate() {
            search.walk(&self.known[from..hole.at]);
            from = hole.at;
            let behind = self.known[hole.at..].chars().next();
            let words = search.words(hole, behind);
            match words.filter(|words| !words.is_empty() && budget.take(1 + words.len() / MANY).is_some()) {
                Some(words) => {
                    let next = behind.filter(|_| self.holes.get(i + 1).is_none_or(|next| next.at > hole.at));
                    search.choose(&words, next, behind.map_or(i + 1 == self.holes.len(), breaks));
                }
                None => search.leave(),
            }
        }
        search.walk(&self.known[from..]);
        search.settle();
        self.with(&search.done)
    }

    /// The text with what was picked at its places, where that may be told.
    fn with(&self, picks: &[(char, i32)]) -> Filled {
        let mut text: Vec<char> = Vec::with_capacity(self.known.len() / 2 + picks.len());
        let mut open: Vec<bool> = Vec::with_capacity(text.capacity());
        let mut from = 0;
        let mut places = Vec::with_capacity(picks.len());
        for (hole, (c, _)) in self.holes.iter().zip(picks) {
            text.extend(self.known[from..hole.at].chars());
            open.resize(text.len(), false);
            places.push(text.len());
            text.push(*c);
            open.push(true);
            from = hole.at;
        }
        text.extend(self.known[from..].chars());
        open.resize(text.len(), false);
        let mut sure = 1.0;
        let guessed = Guessed { text: &text, open: &open, sparse: self.sparse };
        let mut out = text.clone();
        for ((hole, at), (_, lead)) in self.holes.iter().zip(places).zip(picks) {
            let guess = Guess { at, choices: &hole.choices, lead: *lead };
            match guessed.told(&guess) {
                Some(likely) => sure *= likely,
                None => out[at] = '\u{FFFD}',
            }
        }
        Filled { text: out.into_iter().collect(), guessed: picks.len(), confidence: sure }
    }

    /// The likeliest text, if few characters are open: of three in ten that are, guesses find one in five.
    pub(super) fn filled_where_few(self, budget: &mut Budget) -> Filled {
        if self.holes.len() * FEW > self.known.chars().count() {
            return self.with(&vec![('\u{FFFD}', 0); self.holes.len()]);
        }
        self.filled(budget)
    }
}

/// The readings of a text up to some place, the cheapest first, and what was taken at the places before.
struct Search {
    readings: Vec<Reading>,
    trace: Trace,
    /// What is decided, with its lead.
    done: Vec<(char, i32)>,
    /// Whether a bracket is open.
    bracket: bool,
}

impl Search {
    fn new(known: &str) -> Self {
        Search {
            readings: vec![Reading::new("", &[known])],
            trace: Trace::new(),
            done: Vec::new(),
            bracket: false,
        }
    }

    /// The choices that are words; none beside a figure, where nothing is guessed that can be a digit, and before one, since
    /// some marks swallowed the digit behind them.
    fn words<'a>(&self, hole: &'a Hole, behind: Option<char>) -> Option<Cow<'a, [char]>> {
        let is_word = |c: &char| is_han(*c) || !c.is_alphanumeric();
        let beside = || self.readings.first().and_then(Reading::last).is_some_and(char::is_numeric);
        let digit = hole.choices.iter().any(|c| !is_han(*c) && c.is_numeric());
        if behind.is_some_and(|c| c.is_ascii_digit()) || digit && beside() {
            return None;
        }
        let variant = variants(&hole.choices);
        Some(match hole.choices.iter().all(|c| is_word(c) && !variant(*c)) {
            true => Cow::Borrowed(&hole.choices[..]),
            false => hole.choices.iter().copied().filter(|c| is_word(c) && !variant(*c)).collect(),
        })
    }

    /// Goes on through known text: the readings before it are decided by its first characters, and of a long one only the
    /// end counts for what follows.
    fn walk(&mut self, known: &str) {
        if let Some(at) = known.rfind(['（', '）']) {
            self.bracket = known[at..].starts_with('（');
        }
        let mut rest = known.chars();
        for c in rest.by_ref().take(FORGOTTEN) {
            for reading in &mut self.readings {
                *reading = reading.then(c);
            }
            self.keep_hopeful();
        }
        let rest = rest.as_str();
        if rest.is_empty() {
            return;
        }
        self.settle();
        for reading in &mut self.readings {
            *reading = match rest.len() > LONG {
                true => reading.afresh(known),
                false => rest.chars().fold(*reading, |r, c| r.then(c)),
            };
        }
    }

    fn keep_hopeful(&mut self) {
        if let Some(best) = self.readings.iter().map(|r| r.cost).min() {
            self.readings.retain(|r| r.cost < best + HOPELESS);
        }
    }

    /// Decides what was taken so far.
    fn settle(&mut self) {
        prune(&mut self.readings, BEAM);
        let Some((best, others)) = self.readings.split_first() else { return };
        let from = self.done.len();
        self.done.extend(self.trace.back(best).map(|c| (c, HOPELESS)));
        let taken = &mut self.done[from..];
        for other in others {
            for (pick, c) in taken.iter_mut().zip(self.trace.back(other)) {
                if pick.0 != c {
                    let nearer = if is_never_guessed(c) { BEFORE_NUMERAL } else { 0 };
                    pick.1 = pick.1.min(other.cost - best.cost - nearer);
                }
            }
        }
        taken.reverse();
        self.readings = vec![best.settled()];
        self.trace = Trace::new();
    }

    /// Nothing can be told here, nor from here.
    fn leave(&mut self) {
        self.settle();
        self.done.push(('\u{FFFD}', 0));
        for reading in &mut self.readings {
            *reading = reading.afresh("");
        }
    }

    fn choose(&mut self, choices: &[char], behind: Option<char>, ends: bool) {
        let ways = ways(&self.readings, choices, WEIGHED, behind);
        let next = weighed(ways, WEIGHED, &mut self.trace).into_iter().map(|(r, _)| r);
        self.readings = match ends {
            true => next.map(|r| r.dearer(r.last().map_or(0, |c| end_cost(c, self.bracket)))).collect(),
            false => next.collect(),
        };
        prune(&mut self.readings, BEAM);
        self.keep_hopeful();
    }
}

/// Which of the choices are rare forms of others: 説 and 鎭, where 說 and 鎮 may stand too, which Big5 has.
fn variants(choices: &[char]) -> impl Fn(char) -> bool {
    let is_common = |c: char| BIG5.bytes(c).is_some_and(|[lead, trail]| !big5_lacks(lead, trail));
    let traditional = |c: char| is_han(c) && u32::from(fold(c)) != c as u32;
    let common: BTreeSet<u16> =
        choices.iter().filter(|c| traditional(**c) && is_common(**c)).map(|c| fold(*c)).collect();
    move |c| traditional(c) && !is_common(c) && common.contains(&fold(c))
}

/// What the last character of a line, or of an item of one, costs more, in sixteenths of a decimal digit: of 。；： half stand
/// at the end of a line, of commas and of what opens hardly one. Of other characters few in a hundred do, but lines may be cut
/// short anywhere. A bracket closes where one is open.
fn end_cost(c: char, bracket: bool) -> i32 {
    match c {
        '。' => 0,
        '）' if bracket => 0,
        '）' => 24,
        '；' | '：' => 8,
        '，' | '、' | '（' | '“' | '‘' | '《' | '『' | '「' => 48,
        _ => 12,
    }
}
