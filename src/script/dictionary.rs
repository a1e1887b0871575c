//! A text and an OpenCC configuration → the converted text, with every change of length told.
//!
//! OpenCC's rule: each step of a configuration is a group of dictionaries; at every place the longest entry over all of
//! them is taken, and of equal ones that of the earlier dictionary.

use crate::error::{Error, ErrorKind};
use crate::source::{Change, Changes};
use crate::span::Span;
use crate::tables::rows;
use std::collections::HashMap;

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
#[derive(Clone, Debug)]
struct Step {
    /// By character of the basic plane: 0 where nothing begins with it, the other where it becomes another as long as itself
    /// and begins no phrase, else [`LOOK`].
    plain: Box<[u16; 1 << 16]>,
    /// The same as if there were no phrases.
    alone: Box<[u16; 1 << 16]>,
    /// A bit for the hash of every two characters that a phrase begins with: most places are told by one look.
    openings: Box<[u64; 1 << 10]>,
    /// By character of the basic plane: 0 where no entry begins with it, else its head's place plus one.
    heads_of: Vec<u16>,
    /// The same for characters beyond.
    heads_beyond: HashMap<char, u16>,
    heads: Vec<Head>,
    /// The entries of two characters and more.
    phrases: HashMap<&'static str, &'static str>,
}

/// What begins with one character.
#[derive(Clone, Debug, Default)]
struct Head {
    /// What the character by itself becomes.
    alone: Option<&'static str>,
    /// The lengths of its phrases in characters, as bits.
    lengths: u64,
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
            .flat_map(|s| &s.heads)
            .map(|head| 64 - head.lengths.leading_zeros() as usize)
            .max()
            .unwrap_or(1)
            .max(1)
    }
}

/// So many bytes are copied ahead; entries that keep their length are written over the copy.
const AHEAD: usize = 4096;
/// The character begins a phrase, or needs more than a look.
const LOOK: u16 = 1;

impl Step {
    fn of(group: &str) -> Self {
        let mut step = Step {
            plain: Box::new([0; 1 << 16]),
            alone: Box::new([0; 1 << 16]),
            openings: Box::new([0; 1 << 10]),
            heads_of: vec![0; 1 << 16],
            heads_beyond: HashMap::new(),
            heads: Vec::new(),
            phrases: HashMap::new(),
        };
        for line in group.split('+').flat_map(|name| dictionary(name).lines()) {
            if let Some((from, to)) = line.split_once('\t').filter(|_| !line.starts_with('#')) {
                step.add(from, to.split(' ').next().unwrap_or(to));
            }
        }
        for c in '\0'..='\u{FFFF}' {
            let (alone, phrases) = step.head(c).map_or((0, false), |h| (single(c, h.alone), h.lengths != 0));
            step.alone[c as usize] = alone;
            step.plain[c as usize] = if phrases { LOOK } else { alone };
        }
        step
    }

    fn add(&mut self, from: &'static str, to: &'static str) {
        let mut chars = from.chars();
        let Some(first) = chars.next() else { return };
        let slot = match self.heads_of.get_mut(first as usize) {
            Some(slot) => slot,
            None => self.heads_beyond.entry(first).or_default(),
        };
        if *slot == 0 {
            self.heads.push(Head::default());
            *slot = self.heads.len() as u16;
        }
        let Some(head) = self.heads.get_mut(usize::from(*slot) - 1) else { return };
        match chars.next() {
            None => {
                head.alone.get_or_insert(to);
            }
            Some(second) => {
                self.phrases.entry(from).or_insert(to);
                head.lengths |= 1 << (from.chars().count().min(64) - 1);
                let (word, bit) = opening(first, second);
                self.openings[word] |= bit;
            }
        }
    }

    fn head(&self, first: char) -> Option<&Head> {
        let slot = match self.heads_of.get(first as usize) {
            Some(slot) => *slot,
            None => *self.heads_beyond.get(&first)?,
        };
        self.heads.get(usize::from(slot).checked_sub(1)?)
    }

    fn convert(&self, text: &str) -> (String, Vec<Change>) {
        let mut out = Written { from: text, copied: 0, out: Vec::with_capacity(text.len() + 64) };
        let mut changes = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let Some(next) = self.write_plain(&text[at..], out.open(at)) else {
                at = out.copied;
                continue;
            };
            at += next;
            let Some(c) = text[at..].chars().next() else { break };
            match self.head(c).and_then(|head| self.longest(head, &text[at..], c)) {
                Some((len, to)) => {
                    let from = Span::new(at, at + len);
                    let to = out.replace(from, to);
                    if to.len() != len {
                        changes.push(Change { from, to });
                    }
                    at += len;
                }
                None => at += c.len_utf8(),
            }
        }
        (out.finished(), changes)
    }

    /// Writes over `copy`, which is what `text` begins with, up to the first character that needs more than a look, and
    /// tells where that stands.
    fn write_plain(&self, text: &str, copy: &mut [u8]) -> Option<usize> {
        let copied = copy.len();
        for (at, c) in text[..copied].char_indices() {
            let mut to = if c <= '\u{FFFF}' { self.plain[c as usize & 0xFFFF] } else { LOOK };
            if to == LOOK {
                let second = text[at + c.len_utf8()..].chars().next();
                let phrase = second.is_some_and(|second| {
                    let (word, bit) = opening(c, second);
                    self.openings[word] & bit != 0
                });
                to = self.alone.get(c as usize).copied().filter(|_| !phrase).unwrap_or(LOOK);
            }
            if to > LOOK {
                let sixes = |shift: u32| 0x80 | (to >> shift & 0x3F) as u8;
                copy[at..at + 3].copy_from_slice(&[0xE0 | (to >> 12) as u8, sixes(6), sixes(0)]);
            } else if to == LOOK {
                return Some(at);
            }
        }
        None
    }

    /// The longest entry that `text` begins with, and what it becomes; `c` is its first character.
    fn longest(&self, head: &Head, text: &str, c: char) -> Option<(usize, &'static str)> {
        self.phrase(head.lengths, text).or_else(|| head.alone.map(|to| (c.len_utf8(), to)))
    }

    fn phrase(&self, mut lengths: u64, text: &str) -> Option<(usize, &'static str)> {
        while lengths != 0 {
            let length = 64 - lengths.leading_zeros() as usize;
            lengths &= !(1 << (length - 1));
            let end = text.char_indices().nth(length - 1).map(|(i, c)| i + c.len_utf8());
            if let Some(end) = end
                && let Some(to) = self.phrases.get(&text[..end])
            {
                return Some((end, to));
            }
        }
        None
    }
}

/// The character that `c` becomes, where both have three bytes; 0 where it becomes none.
fn single(c: char, to: Option<&str>) -> u16 {
    let Some(to) = to else { return 0 };
    let mut chars = to.chars();
    let one = chars.next().filter(|_| chars.next().is_none() && to.len() == 3 && c.len_utf8() == 3);
    one.map_or(LOOK, |to| to as u16)
}

/// The bit of two characters that a phrase may begin with.
fn opening(first: char, second: char) -> (usize, u64) {
    let hash =
        (first as u32).wrapping_mul(0x9E37_79B1).wrapping_add((second as u32).wrapping_mul(0x85EB_CA77))
            >> 16;
    ((hash >> 6) as usize & 0x3FF, 1 << (hash & 63))
}

/// A text that is copied a stretch ahead, with some of its bytes replaced.
struct Written<'a> {
    from: &'a str,
    copied: usize,
    out: Vec<u8>,
}

impl Written<'_> {
    /// What is copied from `at` on; at least a character where there is one.
    fn open(&mut self, at: usize) -> &mut [u8] {
        if at >= self.copied {
            self.copy_to(at + AHEAD);
        }
        let start = self.out.len() - (self.copied - at);
        &mut self.out[start..]
    }

    /// Writes `to` in the place of `span` and tells where it stands; `span` lies behind all that was replaced before.
    fn replace(&mut self, span: Span, to: &str) -> Span {
        if span.end > self.copied {
            self.copy_to(span.end + AHEAD);
        }
        let start = self.out.len() - (self.copied - span.start);
        let place = Span::new(start, start + to.len());
        if to.len() == span.len() {
            self.out[place.start..place.end].copy_from_slice(to.as_bytes());
        } else {
            self.out.truncate(start);
            self.out.extend_from_slice(to.as_bytes());
            self.out.extend_from_slice(&self.from.as_bytes()[span.end..self.copied]);
        }
        place
    }

    /// Copies up to `end`, or to the end of the character there.
    fn copy_to(&mut self, end: usize) {
        let end = (end..self.from.len()).find(|i| self.from.is_char_boundary(*i)).unwrap_or(self.from.len());
        self.out.extend_from_slice(&self.from.as_bytes()[self.copied..end]);
        self.copied = end;
    }

    fn finished(mut self) -> String {
        self.copy_to(self.from.len());
        crate::utf8::text(self.out)
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
