//! A text and an OpenCC configuration → the converted text, with every change of length told.
//!
//! OpenCC's rule: each step of a configuration is a group of dictionaries; at every place the longest entry over all of
//! them is taken, and of equal ones that of the earlier dictionary. The tables of the groups are made by `build.rs`.

use super::opening;
use crate::error::{Error, ErrorKind};
use crate::source::{Change, Changes};
use crate::span::Span;
use crate::tables::rows;
use crate::utf8::{ROOM, Written, one, spread, two, word};
use std::borrow::Cow;

const CONFIGURATIONS: &str = include_str!("configs.tsv");

/// The table of a group of dictionaries.
fn group(name: &str) -> &'static [u8] {
    include!(concat!(env!("OUT_DIR"), "/groups.rs"))
}

/// Lists the names of the configurations: s2t, t2s, tw2s …
///
/// # Example
/// ```
/// assert!(gongwen::configurations().any(|name| name == "tw2sp"));
/// ```
pub fn configurations() -> impl Iterator<Item = &'static str> {
    rows(CONFIGURATIONS).map(|row| row[0])
}

/// A converter for one of OpenCC's configurations.
#[derive(Clone, Debug)]
pub struct Converter {
    /// Makes compatibility ideographs plain.
    normalization: Step,
    /// Cuts into words, across which no entry reaches.
    segmentation: Option<Step>,
    steps: Vec<Step>,
}

/// One step: all its dictionaries as one table.
#[derive(Clone, Debug)]
struct Step {
    /// By character of the basic plane, what its three bytes are xored with to become another, and what else is known of it.
    changes: Box<[u32; 1 << 16]>,
    /// The bits of a bucket's number.
    bits: u32,
    /// For each bucket where its entries begin, and their marks.
    slots: &'static [u8],
    /// The entries, bucket by bucket.
    entries: &'static [u8],
}

/// How far a text is written without a look at the entries.
struct Plain<'a, 't> {
    /// What is still to be read.
    bytes: &'a [u8],
    /// The room for it, as long.
    to: &'t mut [u8],
    /// What is known of the character before, which has three bytes where it begins a phrase.
    last: u32,
}

impl Plain<'_, '_> {
    /// Goes on behind a character.
    #[inline]
    fn pass(&mut self, len: usize, last: u32) {
        self.bytes = &self.bytes[len..];
        self.to = &mut std::mem::take(&mut self.to)[len..];
        self.last = last;
    }
}

impl Converter {
    /// Makes the converter of a configuration such as `t2s`.
    ///
    /// # Errors
    /// `NotFound` for a name that OpenCC does not have.
    ///
    /// # Example
    /// ```
    /// let taiwan = gongwen::Converter::new("s2twp")?;
    /// assert_eq!(taiwan.convert("鼠标"), "滑鼠");
    /// # Ok::<(), gongwen::Error>(())
    /// ```
    pub fn new(configuration: &str) -> Result<Self, Error> {
        let row = rows(CONFIGURATIONS).find(|row| row[0] == configuration).ok_or_else(|| {
            let names: Vec<&str> = configurations().collect();
            let message = format!("expected one of {}, found {configuration}", names.join(" "));
            Error::new(ErrorKind::NotFound, message)
                .in_chinese(format!("没有配置 {configuration}；有：{}", names.join("、")))
        })?;
        Ok(Converter::of(row[1], row.get(2).copied()))
    }

    /// The converter of a chain of steps.
    pub(super) fn of(chain: &str, words: Option<&str>) -> Self {
        Converter {
            normalization: Step::of(opening::NORMALIZATION),
            segmentation: words.map(Step::of),
            steps: chain.split('|').map(Step::of).collect(),
        }
    }

    /// Converts a text.
    ///
    /// # Example
    /// ```
    /// assert_eq!(gongwen::Converter::new("t2s")?.convert("雲溪縣"), "云溪县");
    /// # Ok::<(), gongwen::Error>(())
    /// ```
    pub fn convert(&self, text: &str) -> String {
        self.convert_with_changes(text).0
    }

    /// Converts a text and tells the way back. Entries that keep their length in bytes leave it as it is.
    pub(crate) fn convert_with_changes(&self, text: &str) -> (String, Changes) {
        let (mut out, mut list) = (Cow::Borrowed(text), Vec::new());
        if has_compatibility_ideographs(text) {
            let (plain, changes) = self.normalization.convert(text, Cuts::default());
            (out, list) = (Cow::Owned(plain), changes);
        }
        let mut cuts = self.segmentation.as_ref().map(|words| words.cuts(&out)).unwrap_or_default();
        for step in &self.steps {
            let (next, changes) = step.convert(&out, Cuts(&cuts));
            cuts = forth(cuts, &changes);
            list = composed(list, changes);
            out = Cow::Owned(next);
        }
        (out.into_owned(), Changes::new(list))
    }

    /// Returns the length of the longest entry, in characters: what a stream must hold back.
    ///
    /// # Example
    /// ```
    /// assert!(gongwen::Converter::new("t2s")?.longest() > 1);
    /// # Ok::<(), gongwen::Error>(())
    /// ```
    pub fn longest(&self) -> usize {
        let entries = self.steps.iter().flat_map(|step| Entries(step.entries));
        entries.map(|(from, _)| from.iter().filter(|byte| **byte & 0xC0 != 0x80).count()).max().unwrap_or(1)
    }
}

/// The part of a change that bytes are xored with.
const BYTES: u32 = 0xFF_FFFF;
// Above it what else is known of the character: four bits for what may follow it, and four for what it may follow.
/// It begins a phrase: a bit for each group of second characters.
const BEGINS: u32 = 7 << 24;
/// It is a character: true of all.
const IS_ANY: u32 = 1 << 27;
/// It changes in length, or is none of the basic plane: only the entries tell.
const IS_ODD: u32 = IS_ANY << 4;

/// Whether the entries must be looked at for `next`, or for both together.
#[inline]
fn asks(last: u32, next: u32) -> u32 {
    last & next >> 4 & (BEGINS | IS_ANY)
}

/// What a table says of a character that [`IS_ODD`].
const LOOK: u16 = u16::MAX;

/// The entries of a table or of one of its buckets: what is replaced, and what replaces it; nothing where each character
/// becomes what it becomes by itself.
struct Entries(&'static [u8]);

impl Iterator for Entries {
    type Item = (&'static [u8], &'static [u8]);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let (&[from, to], rest) = self.0.split_first_chunk()?;
        let (from, rest) = rest.split_at_checked(usize::from(from))?;
        let (to, rest) = rest.split_at_checked(usize::from(to))?;
        self.0 = rest;
        Some((from, to))
    }
}

/// The number that a table holds at `place`, counted in numbers.
#[inline]
fn number(table: &[u8], place: usize) -> u32 {
    table.get(place * 4..).and_then(|rest| rest.first_chunk()).map_or(0, |four| u32::from_le_bytes(*four))
}

impl Step {
    fn of(name: &str) -> Self {
        let table = group(name);
        let numbers = [0, 1, 2, 3].map(|place| number(table, place) as usize);
        let [singles, places, bits, entries] = numbers;
        let (_, rest) = table.split_at(table.len().min(4 * numbers.len()));
        let (singles, rest) = rest.split_at(rest.len().min(singles * 4));
        let (places, rest) = rest.split_at(rest.len().min(places * 4));
        let (slots, entries) = rest.split_at(rest.len().saturating_sub(entries));
        let mut changes = Box::new([IS_ANY; 1 << 16]);
        let both = |four: &[u8]| [0, 2].map(|at| u16::from_le_bytes([four[at], four[at + 1]]));
        for [code, change] in singles.chunks_exact(4).map(both) {
            changes[usize::from(code)] |= if change == LOOK { IS_ODD } else { spread([change, 0]) as u32 };
        }
        for [code, places] in places.chunks_exact(4).map(both) {
            changes[usize::from(code)] |= u32::from(places) << 24;
        }
        Step { changes, bits: bits as u32, slots, entries }
    }

    /// Converts a text; no entry reaches across one of the `cuts`.
    fn convert(&self, text: &str, mut cuts: Cuts<'_>) -> (String, Vec<Change>) {
        let mut out = Written::with_capacity(text.len() + 64);
        let mut changes = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let plain = self.write_plain(&text[at..], out.room());
            out.advance(plain);
            at += plain;
            let rest = &text[at..cuts.next(at).unwrap_or(text.len())];
            let mut chars = rest.chars();
            let Some(first) = chars.next() else { break };
            if let Some((from, to)) = self.entry(rest, first, chars.next()) {
                let (from, start) = (Span::new(at, at + from.len()), out.len());
                out.push(to);
                if to.is_empty() {
                    from.of(text)
                        .chars()
                        .for_each(|c| out.push(&self.alone(c).to_le_bytes()[..c.len_utf8()]));
                } else if to.len() != from.len() {
                    changes.push(Change { from, to: Span::new(start, out.len()) });
                }
                at = from.end;
            } else {
                out.push(&self.alone(first).to_le_bytes()[..first.len_utf8()]);
                at += first.len_utf8();
            }
        }
        (out.finished(), changes)
    }

    /// Where the words of a text begin and end, as OpenCC cuts it: each longest entry is one; what stands between is left
    /// together.
    fn cuts(&self, text: &str) -> Vec<usize> {
        let mut cuts = Vec::new();
        let mut room = [0; ROOM];
        let mut at = 0;
        while at < text.len() {
            at += self.write_plain(&text[at..], &mut room);
            let rest = &text[at..];
            let mut chars = rest.chars();
            let Some(first) = chars.next() else { break };
            match self.entry(rest, first, chars.next()) {
                Some((word, _)) => {
                    cuts.extend([at, at + word.len()]);
                    at += word.len();
                }
                None => at += first.len_utf8(),
            }
        }
        cuts.dedup();
        cuts
    }

    fn change(&self, c: char) -> u32 {
        self.changes.get(c as usize).copied().unwrap_or(IS_ANY | IS_ODD)
    }

    /// The bytes of what a character by itself becomes, if it keeps its length.
    fn alone(&self, c: char) -> u32 {
        let mut bytes = [0; 4];
        c.encode_utf8(&mut bytes);
        u32::from_le_bytes(bytes) ^ self.change(c) & BYTES
    }

    /// Writes what `text` begins with up to the first character that needs a look at the entries or has no room, and tells
    /// how much that is: as many bytes as were read. This loop is most of what conversion to Simplified costs.
    #[inline]
    fn write_plain(&self, text: &str, to: &mut [u8]) -> usize {
        let most = text.len().min(to.len());
        let mut plain = Plain { bytes: &text.as_bytes()[..most], to: &mut to[..most], last: IS_ANY };
        loop {
            self.write_chinese(&mut plain);
            self.write_ascii(&mut plain);
            let at = most - plain.bytes.len();
            let begun = if plain.last & BEGINS == 0 { at } else { at - 3 };
            let Some(c) = text[at..].chars().next() else { return begun };
            let change = self.change(c);
            let asked = asks(plain.last, change);
            let phrase = || text[begun..].chars().next().is_none_or(|first| self.may_begin(first, c));
            let short = c.len_utf8() != 3 || plain.to.len() < 3;
            if short || asked & IS_ANY != 0 || asked != 0 && phrase() {
                return begun;
            }
            plain.to[..3].copy_from_slice(&self.alone(c).to_le_bytes()[..3]);
            plain.pass(3, change);
        }
    }

    /// Writes characters of three bytes, two at a time where it can.
    #[inline]
    fn write_chinese(&self, plain: &mut Plain<'_, '_>) {
        while let (Some(word), Some(place)) = (word(plain.bytes), plain.to.first_chunk_mut()) {
            if let Some(codes) = two(word)
                && let [a, b] = codes.map(|code| self.changes[usize::from(code)])
                && asks(plain.last, a) | asks(a, b) == 0
            {
                // What is known of the second falls behind the six bytes.
                *place = (word ^ u64::from(a & BYTES) ^ u64::from(b) << 24).to_le_bytes();
                plain.pass(6, b);
            } else if let Some(code) = one(word)
                && let change = self.changes[usize::from(code)]
                && asks(plain.last, change) == 0
            {
                *place = (word ^ u64::from(change & BYTES)).to_le_bytes();
                plain.pass(3, change);
            } else {
                break;
            }
        }
    }

    /// Writes characters of one byte.
    #[inline]
    fn write_ascii(&self, plain: &mut Plain<'_, '_>) {
        while let (Some(byte), Some(place)) = (plain.bytes.first(), plain.to.first_mut())
            && byte.is_ascii()
            && self.changes[usize::from(*byte)] == IS_ANY
        {
            *place = *byte;
            plain.pass(1, IS_ANY);
        }
    }

    /// Whether a phrase may begin with two characters.
    #[inline]
    fn may_begin(&self, first: char, second: char) -> bool {
        let hash = opening::hash(first, Some(second));
        number(self.slots, opening::bucket(hash, self.bits)) as u8 & opening::mark(hash) != 0
    }

    /// The longest entry that `text` begins with, and what it becomes.
    fn entry(&self, text: &str, first: char, second: Option<char>) -> Option<(&'static [u8], &'static [u8])> {
        let begins = |(from, _): &(&[u8], &[u8])| text.as_bytes().starts_with(from);
        let phrase = second.and_then(|second| self.bucket(first, Some(second)).find(begins));
        let by_itself =
            || if self.change(first) & IS_ODD == 0 { None } else { self.bucket(first, None).find(begins) };
        phrase.or_else(by_itself)
    }

    /// All entries of the bucket of what begins so.
    fn bucket(&self, first: char, second: Option<char>) -> Entries {
        let bucket = opening::bucket(opening::hash(first, second), self.bits);
        let [start, end] = [bucket, bucket + 1].map(|place| (number(self.slots, place) >> 8) as usize);
        Entries(self.entries.get(start..end).unwrap_or(&[]))
    }
}

/// Where a text is cut into words, asked for from its beginning to its end.
#[derive(Default)]
struct Cuts<'a>(&'a [usize]);

impl Cuts<'_> {
    /// The next cut behind `at`.
    fn next(&mut self, at: usize) -> Option<usize> {
        while self.0.first().is_some_and(|cut| *cut <= at) {
            self.0 = &self.0[1..];
        }
        self.0.first().copied()
    }
}

/// The cuts of a text where they stand after its changes, none of which reaches across one.
fn forth(mut cuts: Vec<usize>, changes: &[Change]) -> Vec<usize> {
    let mut done = changes.iter().peekable();
    let mut moved = (0, 0);
    for cut in &mut cuts {
        while let Some(change) = done.next_if(|change| change.from.end <= *cut) {
            moved = (change.from.end, change.to.end);
        }
        *cut = moved.1 + (*cut - moved.0);
    }
    cuts
}

/// Whether one of U+F900–FAFF or U+2F800–2FA1F may stand in a text, by the first two bytes that they have.
fn has_compatibility_ideographs(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins = |(first, second): (&u8, &u8)| {
        (*first == 0xEF) & (0xA4..=0xAB).contains(second) | (*first == 0xF0) & (*second == 0xAF)
    };
    // A piece at a time, so that the loop is one over many bytes at once.
    let seconds = bytes.get(1..).unwrap_or(&[]);
    bytes
        .chunks(ROOM)
        .zip(seconds.chunks(ROOM))
        .any(|(firsts, seconds)| firsts.iter().zip(seconds).map(begins).fold(false, |any, here| any | here))
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
    fn no_entry_reaches_across_two_words() {
        let s2twp = Converter::new("s2twp").expect("it is listed");
        // 开了 is a word of OpenCC's, so 打開, which is 開啟 in Taiwan, reaches across two.
        assert_eq!(s2twp.convert("他打开了窗"), "他打開了窗");
        assert_eq!(s2twp.convert("默认打印机已开启"), "預設印表機已開啟");
    }

    #[test]
    fn compatibility_ideographs_are_made_plain_first() {
        for (name, text, expected) in [
            ("t2s", "\u{F902}庫與\u{F97E}具", "车库与量具"),
            ("s2t", "\u{F98E}度总结\u{2F800}", "年度總結麗"),
            ("t2jp", "\u{F90A}", "金"),
        ] {
            assert_eq!(Converter::new(name).expect("it is listed").convert(text), expected);
        }
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
