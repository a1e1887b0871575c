//! A guess and what stands around it → how likely it is right, and whether it may be printed.
//!
//! What is printed is certain, or likelier right than wrong; all else is U+FFFD. A numeral, a negation or the mark of a list
//! item is never guessed, since a wrong one turns what the text says; 一 in 统一 is none.

use super::phrases::is_word;
use crate::plausible::{cost_after, fold, is_han};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A guess is printed if it is likelier right than wrong.
const EVEN: f32 = 0.5;
/// What a guess needs to be printed where a numeral may have stood.
const CERTAIN: f32 = 0.95;
/// The longest word that is looked for around a guess.
const LONGEST: usize = 4;

/// A text with guesses.
pub(super) struct Guessed<'a> {
    /// The text, with the likeliest character at each open place, or U+FFFD.
    pub(super) text: &'a [char],
    /// For each character whether its place was open.
    pub(super) open: &'a [bool],
    /// Whether the damage took so many characters that guesses lean on guesses.
    pub(super) sparse: bool,
}

/// A guess in a text.
pub(super) struct Guess<'a> {
    /// Where it stands.
    pub(super) at: usize,
    /// What may stand there.
    pub(super) choices: &'a [char],
    /// How much more the likeliest text costs that has another character there, in sixteenths of a decimal digit.
    pub(super) lead: i32,
}

/// The characters that are never guessed, and the words in which they may be, folded.
struct Never {
    characters: BTreeSet<char>,
    words: BTreeSet<Vec<u16>>,
}

static NEVER: LazyLock<Never> = LazyLock::new(|| {
    let mut never = Never { characters: BTreeSet::new(), words: BTreeSet::new() };
    for row in crate::tables::rows(include_str!("../tables/never_guessed.tsv")) {
        match row[..] {
            [word, "word"] => drop(never.words.insert(word.chars().map(fold).collect())),
            [character, _] => never.characters.extend(character.chars()),
            _ => {}
        }
    }
    never
});

/// Whether the character is a numeral, a negation or the mark of a list item.
pub(super) fn is_never_guessed(c: char) -> bool {
    NEVER.characters.contains(&c)
}

impl Guessed<'_> {
    /// How likely the guess is right, if it may be printed.
    pub(super) fn told(&self, guess: &Guess) -> Option<f32> {
        let c = *self.text.get(guess.at).filter(|c| **c != '\u{FFFD}')?;
        let likely = self.confidence(c, guess);
        let least = match is_never_guessed(c) {
            true if !self.is_in_word(guess) => return None,
            false if !self.may_be_numeral(guess) => EVEN,
            _ => CERTAIN,
        };
        (likely >= least && !self.marks_item(guess.at)).then_some(likely)
    }

    /// How likely the guess is right. Fitted by logistic regression on 17,400 guesses in lines of 12 provinces' reports and of
    /// web pages that count in no table: UTF-8 shown as cp1252 or GBK, Big5 as GBK (sparse), GBK as Big5. What is fitted on two
    /// thirds of the lines says of the others how many are right: of those from .5 to .6 on .62 were, from .7 on .72, from .9
    /// on .99.
    fn confidence(&self, c: char, guess: &Guess) -> f32 {
        let at = guess.at;
        let known = |at: Option<usize>| Some(*self.text.get(at?)?).filter(|c| *c != '\u{FFFD}');
        let alone = cost_after(None, c) as f32;
        // By how much a character costs less because of the one before it.
        let drawn = |before: Option<char>, c: char| match before {
            Some(before) => {
                (cost_after(None, c) as f32 - cost_after(Some(before), c) as f32).clamp(0.0, 20.0)
            }
            None => 0.0,
        };
        let word = self.words(at).map(|(from, to)| to - from).max().unwrap_or(1);
        let lead = guess.lead as f32;
        let likely = 2.211
            + 0.151 * lead.min(12.0)
            + 0.114 * (lead.min(32.0) - 12.0).max(0.0)
            + 0.119 * drawn(known(at.checked_sub(1)), c)
            + 0.066 * known(Some(at + 1)).map_or(0.0, |behind| drawn(Some(c), behind))
            - 0.072 * alone
            + 0.809 * word as f32
            - 0.745 * (guess.choices.len() as f32).ln()
            - if self.sparse { 1.459 } else { 0.0 };
        1.0 / (1.0 + (-likely).exp())
    }

    /// The stretches of several characters around a place that may be words.
    fn around(&self, at: usize) -> impl Iterator<Item = (usize, usize)> {
        let spans = (2..=LONGEST).flat_map(|length| (0..length).map(move |left| (left, length)));
        let spans = spans.filter_map(move |(left, length)| Some((at.checked_sub(left)?, at + length - left)));
        spans.filter(|(_, to)| *to <= self.text.len())
    }

    /// The words of the table that the guess is part of; all else in them is known.
    fn words(&self, at: usize) -> impl Iterator<Item = (usize, usize)> {
        let known = move |i: usize| is_han(self.text[i]) && (i == at || !self.open[i]);
        self.around(at).filter(move |(from, to)| {
            (*from..*to).all(known) && is_word(self.text[*from..*to].iter().copied())
        })
    }

    /// Whether the guess is part of a word in which it counts and denies nothing, and no other character would make a word
    /// there: 统一, 进一步, 不断.
    fn is_in_word(&self, guess: &Guess) -> bool {
        let at = guess.at;
        let c = self.text[at];
        self.around(at).any(|(from, to)| {
            let word: Vec<u16> = self.text[from..to].iter().map(|c| fold(*c)).collect();
            let with = |c: char| (from..to).map(move |i| if i == at { c } else { self.text[i] });
            let other = |other: &char| fold(*other) != fold(c) && is_word(with(*other));
            NEVER.words.contains(&word) && !guess.choices.iter().any(other)
        })
    }

    /// Whether the guess stands beside a number that a character could belong to that may stand there: 五�.
    fn may_be_numeral(&self, guess: &Guess) -> bool {
        let numeral = |at: Option<usize>| {
            at.and_then(|at| self.text.get(at)).is_some_and(|c| is_never_guessed(*c) || c.is_numeric())
        };
        let beside = || numeral(guess.at.checked_sub(1)) || numeral(Some(guess.at + 1));
        guess.choices.iter().any(|c| is_never_guessed(*c)) && beside()
    }

    /// Whether the place is where a list marks its items: （�）, （十�）, �、 at the beginning.
    fn marks_item(&self, at: usize) -> bool {
        let (before, behind) = (&self.text[..at], &self.text[at + 1..]);
        let beyond = |c: &&char| !is_never_guessed(**c) && **c != '\u{FFFD}';
        let last = before.iter().rev().find(beyond);
        let next = behind.iter().find(beyond);
        matches!((last, next), (Some('（' | '('), Some('）' | ')')))
            || matches!((last.filter(|c| **c != '\n'), next), (None, Some('、' | '．' | '.')))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is printed of a guess: the text has it in brackets, and `choices` may stand there.
    fn printed(text: &str, choices: &str, lead: i32) -> bool {
        let at = text.chars().take_while(|c| *c != '[').count();
        let text: Vec<char> = text.chars().filter(|c| !matches!(c, '[' | ']')).collect();
        let open: Vec<bool> = (0..text.len()).map(|i| i == at).collect();
        let choices: Vec<char> = choices.chars().collect();
        let guess = Guess { at, choices: &choices, lead };
        Guessed { text: &text, open: &open, sparse: false }.told(&guess).is_some()
    }

    #[test]
    fn a_guess_is_printed_from_even_odds_on() {
        assert!(printed("完善基层医疗卫生[服]务体系", "服朋股", 60));
        assert!(printed("葛[北]镇", "北匹", 0));
        let many: String = ('\u{4E00}'..'\u{5200}').collect();
        assert!(!printed("葛[北]镇", &many, 0));
        assert!(!printed("苇[塘]县", &many, 2));
    }

    #[test]
    fn numerals_negations_and_marks_are_never_printed() {
        for (text, choices) in [
            ("石桥县安置[八]户居民", "八六"),
            ("总共修建[三]座便桥", "三人"),
            ("全年发生[一]起事故", "一中个"),
            ("[不]再新设收费站", "不中"),
            ("全年[未]发生事故", "未木"),
            ("（[五]）加强监管", "五互"),
            ("（[女]）加强监管", "女五"),
            ("（十[大]）加强监管", "大二"),
            ("[丙]、加强监管", "丙内"),
        ] {
            assert!(!printed(text, choices, 80), "{text}");
        }
    }

    #[test]
    fn a_numeral_within_a_word_is_none() {
        for (text, choices) in [
            ("统[一]规划管理", "一中个"),
            ("進[一]步改善民生", "一中個"),
            ("[不]断完善服务体系", "不丈"),
            ("[无]锡市", "无旡"),
        ] {
            assert!(printed(text, choices, 80), "{text}");
            assert!(!printed(text, choices, -24), "{text}");
        }
        // 中断, 一般 and 万般 are words too.
        assert!(!printed("[不]断完善服务体系", "不中", 80));
        assert!(!printed("[一]般情况", "一万", 80));
    }

    #[test]
    fn beside_a_number_a_guess_must_be_certain() {
        assert!(printed("修建[个]别村道", "个一", -4));
        assert!(!printed("修建五[个]别村道", "个一", -4));
        assert!(!printed("投资八百[余]元", "余万", -4));
    }
}
