//! A text and a further character → what the text costs with it: how unlikely its words are, alone and after one another.
//!
//! The table (`tables/phrases.bin`, 1.5 MB, made by `benches/make/phrases.py` from jieba's word list and counts over laws and
//! reports) holds −log10 p of words of one to four characters and of the pairs that tell most, folded to simplified. Where
//! several characters are possible, it finds the one that stood there more often than pairs of characters do.

use crate::plausible::{cost_after, fold, mix};
use std::sync::LazyLock;

const BYTES: &[u8] = include_bytes!("../tables/phrases.bin");
/// Slots of each half of the table.
const SLOTS: usize = 1 << 18;
/// A word has at most so many characters.
const LONGEST: usize = 4;
/// What a single character costs that is no word of the table, in eighths of a decimal digit.
const UNKNOWN: u32 = 56;
/// What the second word of a pair that the table does not hold costs more than alone.
const UNPAIRED: u32 = 2;
/// The class of letters and digits.
const WORD: u32 = 0x0A;
const NONE: u32 = u32::MAX / 2;

/// One half of the table: buckets of four slots, each with the upper half of a hash and a cost, 0 for none.
struct Slots {
    marks: Vec<u16>,
    costs: &'static [u8],
}

static TABLE: LazyLock<[Slots; 2]> = LazyLock::new(|| {
    let (words, pairs) = BYTES.split_at(BYTES.len() / 2);
    [words, pairs].map(|half| {
        let (marks, costs) = half.split_at(half.len() / 3 * 2);
        let marks = marks.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
        Slots { marks, costs }
    })
});

impl Slots {
    fn cost(&self, hash: u32) -> Option<u32> {
        let bucket = (hash as usize & (SLOTS / 4 - 1)) * 4;
        let mark = (hash >> 16) as u16;
        let costs = self.costs.get(bucket..bucket + 4)?;
        let at = (0..4).find(|i| costs[*i] != 0 && self.marks[bucket + i] == mark)?;
        Some(u32::from(costs[at]))
    }
}

fn word_cost(word: u32) -> Option<u32> {
    TABLE[0].cost(word)
}

fn pair_cost(before: u32, word: u32) -> Option<u32> {
    TABLE[1].cost(mix(before, word))
}

/// Whether the table holds the word.
pub(super) fn is_word(characters: impl Iterator<Item = char>) -> bool {
    word_cost(characters.fold(0, |h, c| mix(h, class_of(c)))).is_some()
}

/// A place in a text: the cheapest ways to have cut what stands before it into words.
#[derive(Clone, Copy, Debug)]
struct Cut {
    /// By the length of the last word: its hash, and what all costs up to here.
    by_last: [(u32, u32); LONGEST],
}

const NO_CUT: Cut = Cut { by_last: [(0, NONE); LONGEST] };

/// What is known of a text of which the last characters stand here.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prose {
    /// The last characters, folded; the newest first.
    tail: [u32; LONGEST],
    /// The cuts behind the last character, before it, and so on.
    cuts: [Cut; LONGEST],
    last: Option<char>,
    pairs: u32,
}

impl Prose {
    /// A text that begins.
    pub(super) fn new() -> Self {
        let mut begin = NO_CUT;
        begin.by_last[0] = (0, 0);
        Prose { tail: [0; LONGEST], cuts: [begin, NO_CUT, NO_CUT, NO_CUT], last: None, pairs: 0 }
    }

    /// What stands before the run in question, of which the last characters count.
    pub(super) fn after(before: &str) -> Self {
        let from = before.char_indices().rev().nth(11).map_or(0, |(at, _)| at);
        before[from..].chars().fold(Prose::new(), |p, c| p.then(c))
    }

    /// The text with one more character.
    pub(super) fn then(&self, c: char) -> Self {
        if breaks(c) {
            return self.afresh();
        }
        if emphasises(c) {
            return *self;
        }
        let c = widened(c);
        let class = class_of(c);
        let mut next = *self;
        next.last = Some(c);
        if class == WORD && self.tail[0] == WORD {
            return next;
        }
        next.pairs += cost_after(self.last, c);
        next.tail = [class, self.tail[0], self.tail[1], self.tail[2]];
        let mut here = NO_CUT;
        for length in 1..=LONGEST {
            if self.cuts[length - 1].by_last.iter().all(|(_, cost)| *cost >= NONE) {
                continue;
            }
            let word = next.tail[..length].iter().rev().fold(0, |h, c| mix(h, *c));
            let price = match word_cost(word) {
                Some(price) => price,
                None if length == 1 => UNKNOWN,
                None => continue,
            };
            here.by_last[length - 1] = (word, self.cuts[length - 1].cheapest(word, price));
        }
        next.cuts = [here, self.cuts[0], self.cuts[1], self.cuts[2]];
        next
    }

    /// The text behind which another begins.
    fn afresh(&self) -> Self {
        let mut begin = Prose::new();
        begin.cuts[0].by_last[0].1 = self.words();
        begin.pairs = self.pairs;
        begin
    }

    /// Its last character.
    pub(super) fn last(&self) -> Option<char> {
        self.last
    }

    /// What the text costs, in sixteenths of a decimal digit: by words and by pairs of characters.
    pub(super) fn cost(&self) -> u32 {
        self.words() + self.pairs * 4 / 5
    }

    fn words(&self) -> u32 {
        self.cuts[0].by_last.iter().map(|(_, cost)| *cost).min().unwrap_or(NONE)
    }
}

impl Cut {
    /// What a text costs that is cut here and goes on with `word`.
    fn cheapest(&self, word: u32, price: u32) -> u32 {
        let mut best = NONE;
        for (last, cost) in self.by_last {
            // What is dearer already need not be looked up.
            if cost < best {
                best = best.min(cost + pair_cost(last, word).unwrap_or(price + UNPAIRED));
            }
        }
        best
    }
}

/// Whether a text begins afresh behind the character: prose has no such marks, but lists and headings of Markdown do.
pub(super) fn breaks(c: char) -> bool {
    matches!(c, '"' | '#' | '-' | '<' | '=' | '>' | '[' | ']' | '`' | '{' | '|' | '}' | '~')
}

/// Whether the character stands about words that go on behind it: **要点**：.
fn emphasises(c: char) -> bool {
    matches!(c, '*' | '_')
}

/// A mark of ASCII as the one of full width. The table counts all of them as letters, which they are not: 集中度** is no
/// 集中座12.
fn widened(c: char) -> char {
    match c {
        ',' => '，',
        ':' => '：',
        ';' => '；',
        '?' => '？',
        '!' => '！',
        '(' => '（',
        ')' => '）',
        c => c,
    }
}

/// A character as the table has it: folded, letters and digits of either width as one.
fn class_of(c: char) -> u32 {
    match c {
        '!'..='~' | '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => WORD,
        c => u32::from(fold(c)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(text: &str) -> u32 {
        text.chars().fold(Prose::new(), |p, c| p.then(c)).cost()
    }

    #[test]
    fn words_that_belong_together_cost_less() {
        assert!(cost("完善基层卫生服务体系") + 20 < cost("完善基层卫牛服务休系"));
        assert!(cost("解放军送来春联") < cost("解放就春来联"));
        assert_eq!(cost("２９日"), cost("299日"));
    }
}
