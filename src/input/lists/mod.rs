//! The lists of an office text and the paragraphs in them → the marker of each: 一、 （二） 3. as Word counts them.

mod count;

pub(super) use count::Format;
use std::collections::{BTreeMap, BTreeSet};

/// Levels of a list.
pub(super) const LEVELS: usize = 9;
/// A marker's pattern is a few characters; a longer one is a trap for memory.
pub(super) const MAX_PATTERN_CHARS: usize = 64;

/// How one level counts and what its marker looks like.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    pub(super) start: Option<u32>,
    pub(super) format: Format,
    /// `第%1章`, `（%2）`, `%1.%2`.
    pub(super) pattern: String,
    /// The level after which it starts again, counted from 1; 0 for never.
    pub(super) restart: Option<u32>,
    /// All numbers in its marker are Arabic.
    pub(super) legal: bool,
}

/// An abstract list: the levels that several lists share, which count on together.
pub(super) type Plan = BTreeMap<usize, Level>;

/// By level how far a list has counted.
pub(super) type Counts = [Option<u32>; LEVELS];

/// A list that paragraphs name.
#[derive(Default)]
pub(super) struct List {
    pub(super) plan: u32,
    pub(super) starts: BTreeMap<usize, u32>,
    pub(super) levels: Plan,
}

/// All lists, and how far each has counted.
#[derive(Default)]
pub(super) struct Lists {
    pub(super) plans: BTreeMap<u32, Plan>,
    pub(super) lists: BTreeMap<u32, List>,
    counts: BTreeMap<u32, Counts>,
    /// Starts of single lists that were followed already.
    started: BTreeSet<(u32, usize)>,
}

impl Lists {
    /// Counts a paragraph and gives its marker, with the blank that parts it from the text where one is needed.
    pub(super) fn marker(&mut self, list: u32, level: usize) -> Option<String> {
        let plan = self.lists.get(&list)?.plan;
        if level >= LEVELS || !self.plans.contains_key(&plan) {
            return None;
        }
        self.advance(list, plan, level);
        self.written(list, plan, level)
    }

    /// Counts a paragraph of one list, from `start` on where that is said, and gives its marker as list `like` writes it.
    #[cfg(feature = "odt")]
    pub(super) fn marker_like(
        &mut self,
        list: u32,
        level: usize,
        start: Option<u32>,
        like: u32,
    ) -> Option<String> {
        let plan = self.lists.get(&list)?.plan;
        if level >= LEVELS {
            return None;
        }
        self.advance(list, plan, level);
        if let (Some(start), Some(counts)) = (start, self.counts.get_mut(&plan)) {
            counts[level] = Some(start);
        }
        self.written(like, plan, level)
    }

    /// How far a list has counted.
    #[cfg(feature = "odt")]
    pub(super) fn counts(&self, list: u32) -> Counts {
        self.counts.get(&list).copied().unwrap_or_default()
    }

    /// Counts on from here.
    #[cfg(feature = "odt")]
    pub(super) fn count_on(&mut self, list: u32, counts: Counts) {
        self.counts.insert(list, counts);
    }

    fn level(&self, list: u32, plan: u32, level: usize) -> Option<&Level> {
        let own = self.lists.get(&list).and_then(|l| l.levels.get(&level));
        own.or_else(|| self.plans.get(&plan)?.get(&level))
    }

    fn start(&self, list: u32, plan: u32, level: usize) -> u32 {
        let own = self.lists.get(&list).and_then(|l| l.starts.get(&level)).copied();
        own.or_else(|| self.level(list, plan, level)?.start).unwrap_or(1)
    }

    /// Counts one further on `level`; deeper levels start again.
    fn advance(&mut self, list: u32, plan: u32, level: usize) {
        let start = self.start(list, plan, level);
        let overridden = self.lists.get(&list).is_some_and(|l| l.starts.contains_key(&level));
        let begins = overridden && self.started.insert((list, level));
        let mut counts = self.counts.get(&plan).copied().unwrap_or_default();
        counts[level] = Some(match counts[level] {
            Some(count) if !begins => count.saturating_add(1),
            _ => start,
        });
        for (deeper, count) in counts.iter_mut().enumerate().skip(level + 1) {
            let restart = self.level(list, plan, deeper).and_then(|l| l.restart);
            if restart.is_none_or(|after| after as usize > level) {
                *count = None;
            }
        }
        self.counts.insert(plan, counts);
    }

    fn written(&self, list: u32, plan: u32, level: usize) -> Option<String> {
        let counts = self.counts.get(&plan)?;
        let here = self.level(list, plan, level)?;
        if here.format.is_bullet() {
            return None;
        }
        let mut marker = String::new();
        let mut characters = here.pattern.chars().peekable();
        while let Some(c) = characters.next() {
            match characters.peek().and_then(|d| d.to_digit(10)).filter(|d| c == '%' && (1..=9).contains(d)) {
                Some(digit) => {
                    characters.next();
                    let of = digit as usize - 1;
                    let format =
                        if here.legal { Format::default() } else { self.level(list, plan, of)?.format };
                    let count = counts[of].unwrap_or_else(|| self.start(list, plan, of));
                    marker.push_str(&count::written(count, format));
                }
                None => marker.push(c),
            }
        }
        (!marker.trim().is_empty()).then(|| parted(marker))
    }
}

/// The number of a list as it stands written out beside its paragraph; marks that are no numbers are none.
#[cfg(any(feature = "docx", feature = "rtf"))]
pub(super) fn written(number: &str) -> Option<String> {
    let number = number.trim();
    number.contains(char::is_alphanumeric).then(|| parted(number.to_owned()))
}

/// Adds a blank after a marker that would run into the text: `3 所学校`, `1. 建成`, `第1条 适用范围`; none after 一、 or （二）.
fn parted(mut marker: String) -> String {
    let last = marker.chars().next_back();
    if last.is_some_and(|c| c.is_alphanumeric() || c.is_ascii_punctuation()) {
        marker.push(' ');
    }
    marker
}
