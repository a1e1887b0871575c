//! A text and an OpenCC configuration → the converted text, with every change of length told.
//!
//! OpenCC's rule: each step of a configuration is a group of dictionaries; at every place the longest entry over all of
//! them is taken, and of equal ones that of the earlier dictionary.

use crate::error::{Error, ErrorKind};
use crate::source::{Change, Changes};
use crate::span::Span;
use crate::tables::rows;
use std::collections::{HashMap, HashSet};

const CONFIGURATIONS: &str = include_str!("configs.tsv");

macro_rules! dictionaries {
    ($($name:literal),* $(,)?) => {
        /// The text of a dictionary of OpenCC.
        fn dictionary(name: &str) -> &'static str {
            match name {
                $($name => include_str!(concat!("opencc/", $name, ".txt")),)*
                _ => "",
            }
        }
    };
}

dictionaries!(
    "HKPhrases",
    "HKPhrasesRev",
    "HKVariants",
    "HKVariantsPhrases",
    "HKVariantsRev",
    "HKVariantsRevPhrases",
    "JPShinjitaiCharacters",
    "JPShinjitaiCharactersRev",
    "JPShinjitaiPhrases",
    "STCharacters",
    "STPhrases",
    "STPhrases_GeneratedFromRegionalPhrases",
    "TSCharacters",
    "TSCharactersExt",
    "TSPhrases",
    "TWPhrases",
    "TWPhrasesRev",
    "TWVariants",
    "TWVariantsPhrases",
    "TWVariantsRev",
    "TWVariantsRevPhrases",
);

/// The names of the configurations: s2t, t2s, tw2s …
pub fn configurations() -> impl Iterator<Item = &'static str> {
    rows(CONFIGURATIONS).map(|row| row[0])
}

/// A converter for one of OpenCC's configurations.
#[derive(Clone, Debug)]
pub struct Converter {
    steps: Vec<Step>,
}

/// One step: all its dictionaries merged.
#[derive(Clone, Debug, Default)]
struct Step {
    entries: HashMap<&'static str, &'static str>,
    /// The lengths in characters of entries that begin with a character, as bits.
    lengths: HashMap<char, u64>,
    targets: HashSet<char>,
}

impl Converter {
    /// The converter of a configuration such as `t2s`.
    ///
    /// # Errors
    /// `NotFound` for a name that OpenCC does not have.
    pub fn new(configuration: &str) -> Result<Self, Error> {
        let row = rows(CONFIGURATIONS).find(|row| row[0] == configuration).ok_or_else(|| {
            let names: Vec<&str> = configurations().collect();
            let message = format!("expected one of {}, found {configuration}", names.join(" "));
            Error::new(ErrorKind::NotFound, message)
        })?;
        Ok(Converter { steps: row[1].split('|').map(Step::of).collect() })
    }

    /// Converts a text.
    pub fn convert(&self, text: &str) -> String {
        self.convert_with_changes(text).0
    }

    /// Converts a text and tells the way back. Entries that keep their length in bytes leave it as it is.
    pub(crate) fn convert_with_changes(&self, text: &str) -> (String, Changes) {
        let mut steps = self.steps.iter();
        let Some(first) = steps.next() else { return (text.to_owned(), Changes::default()) };
        let (mut out, mut list) = first.convert(text);
        for step in steps {
            let (next, second) = step.convert(&out);
            list = composed(list, second);
            out = next;
        }
        (out, Changes::new(list))
    }

    /// The longest entry, in characters: what a stream must hold back.
    pub fn longest(&self) -> usize {
        self.steps
            .iter()
            .flat_map(|s| s.lengths.values())
            .map(|l| 64 - l.leading_zeros() as usize)
            .max()
            .unwrap_or(1)
    }

    /// Whether a character by itself becomes another.
    pub(super) fn changes_alone(&self, c: char) -> bool {
        let mut buffer = [0; 4];
        let alone: &str = c.encode_utf8(&mut buffer);
        self.steps.iter().any(|s| s.entries.get(alone).is_some_and(|to| *to != alone))
    }

    /// Whether a character is what others become.
    pub(super) fn is_target(&self, c: char) -> bool {
        self.steps.iter().any(|s| s.targets.contains(&c))
    }
}

impl Step {
    fn of(group: &str) -> Self {
        let mut step = Step::default();
        for line in group.split('+').flat_map(|name| dictionary(name).lines()) {
            let Some((from, to)) = line.split_once('\t').filter(|_| !line.starts_with('#')) else { continue };
            let Some(first) = from.chars().next() else { continue };
            let to = to.split(' ').next().unwrap_or(to);
            step.entries.entry(from).or_insert(to);
            let length = from.chars().count().clamp(1, 64);
            *step.lengths.entry(first).or_default() |= 1 << (length - 1);
            if length == 1 && from != to {
                step.targets.extend(to.chars());
            }
        }
        step
    }

    fn convert(&self, text: &str) -> (String, Vec<Change>) {
        let mut out = String::with_capacity(text.len());
        let mut changes = Vec::new();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            match self.longest_at(text, at, c) {
                Some((len, to)) => {
                    if to.len() != len {
                        let from = Span::new(at, at + len);
                        changes.push(Change { from, to: Span::new(out.len(), out.len() + to.len()) });
                    }
                    out.push_str(to);
                    at += len;
                }
                None => {
                    out.push(c);
                    at += c.len_utf8();
                }
            }
        }
        (out, changes)
    }

    /// The longest entry at `at`, and what it becomes.
    fn longest_at(&self, text: &str, at: usize, first: char) -> Option<(usize, &'static str)> {
        let mut lengths = *self.lengths.get(&first)?;
        while lengths != 0 {
            let length = 64 - lengths.leading_zeros() as usize;
            lengths &= !(1 << (length - 1));
            let end = text[at..].char_indices().nth(length - 1).map(|(i, c)| at + i + c.len_utf8());
            if let Some(end) = end
                && let Some(to) = self.entries.get(&text[at..end])
            {
                return Some((end - at, to));
            }
        }
        None
    }
}

/// Two stages of changes as one.
fn composed(first: Vec<Change>, second: Vec<Change>) -> Vec<Change> {
    if second.is_empty() {
        return first;
    }
    if first.is_empty() {
        return second;
    }
    let (one, two) = (Changes::new(first.clone()), Changes::new(second.clone()));
    let mut all: Vec<Change> = second.iter().map(|c| Change { from: one.back(c.from), to: c.to }).collect();
    all.extend(first.iter().map(|c| Change { from: c.from, to: two.forth(c.to) }));
    all.sort_by_key(|c| (c.from, c.to));
    let mut merged: Vec<Change> = Vec::new();
    for change in all {
        match merged.last_mut().filter(|l| change.from.start < l.from.end || change.to.start < l.to.end) {
            Some(last) => {
                last.from.end = last.from.end.max(change.from.end);
                last.to.end = last.to.end.max(change.to.end);
            }
            None => merged.push(change),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_entry_wins() {
        let t2s = Converter::new("t2s").expect("it is listed");
        assert_eq!(t2s.convert("雲溪縣乾燥設備"), "云溪县干燥设备");
        assert_eq!(t2s.convert("乾隆年間"), "乾隆年间");
    }

    #[test]
    fn every_configuration_is_there() {
        assert_eq!(configurations().count(), 16);
        for name in configurations() {
            assert!(Converter::new(name).expect("it is listed").longest() > 0, "{name}");
        }
        assert!(Converter::new("t2x").is_err());
    }
}
