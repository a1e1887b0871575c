//! Words as data: each table is a `.tsv` beside this file, its source on the first line, read with `include_str!`.

pub(crate) mod called;
pub(crate) mod heads;
pub(crate) mod units;

use std::sync::OnceLock;

/// The rows of a table: no comments (`#`), no blank lines, fields cut at tabs.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split('\t').collect())
}

/// A table that is looked at often: its rows are cut once.
pub(crate) struct Table {
    text: &'static str,
    rows: OnceLock<Vec<Vec<&'static str>>>,
}

impl Table {
    /// A table over its text.
    pub(crate) const fn new(text: &'static str) -> Self {
        Table { text, rows: OnceLock::new() }
    }

    /// Its rows, in order.
    pub(crate) fn rows(&self) -> std::slice::Iter<'_, Vec<&'static str>> {
        self.rows.get_or_init(|| rows(self.text).collect()).iter()
    }
}

/// The rows of a table in the order of its bytes that begin with `prefix`; none of the others is cut or looked at.
pub(crate) fn rows_from(table: &'static str, prefix: &str) -> impl Iterator<Item = Vec<&'static str>> {
    let line_at =
        |at: usize| table.as_bytes()[..at].iter().rposition(|b| *b == b'\n').map_or(0, |end| end + 1);
    let (mut low, mut high) = (0, table.len());
    while low < high {
        let start = line_at((low + high) / 2);
        let line = table[start..].split('\n').next().unwrap_or_default();
        if line < prefix { low = start + line.len() + 1 } else { high = start }
    }
    let prefix = prefix.to_owned();
    let rest = table.get(low..).unwrap_or_default();
    rest.lines().take_while(move |line| line.starts_with(&prefix)).map(|line| line.split('\t').collect())
}

/// Characters by the lowest bits of their codes: one that is not marked is not among them.
#[derive(Default)]
pub(crate) struct Marked([u64; 16]);

impl Marked {
    fn bit(c: char) -> (usize, u64) {
        let low = c as usize % 1024;
        (low / 64, 1 << (low % 64))
    }

    /// Marks a character.
    pub(crate) fn mark(&mut self, c: Option<char>) {
        let Some((at, bit)) = c.map(Marked::bit) else { return };
        self.0[at] |= bit;
    }

    /// Returns whether a character may be among the marked ones.
    pub(crate) fn may_hold(&self, c: char) -> bool {
        let (at, bit) = Marked::bit(c);
        self.0[at] & bit != 0
    }
}

/// Words of one kind, in the order of their table; most look-ups end at the characters that they begin and end with.
#[derive(Default)]
pub(crate) struct Words {
    words: Vec<&'static str>,
    first: Marked,
    last: Marked,
}

/// So few words are looked for in a text one by one.
const FEW: usize = 2;

impl Words {
    /// Adds a word.
    pub(crate) fn push(&mut self, word: &'static str) {
        self.first.mark(word.chars().next());
        self.last.mark(word.chars().next_back());
        self.words.push(word);
    }

    /// Iterates over the words.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.words.iter().copied()
    }

    /// Returns whether `word` is one of them.
    pub(crate) fn has(&self, word: &str) -> bool {
        word.chars().next().is_some_and(|c| self.first.may_hold(c)) && self.words.contains(&word)
    }

    /// Returns whether one of them stands in `text`.
    pub(crate) fn occur_in(&self, text: &str) -> bool {
        if self.words.len() <= FEW {
            return self.iter().any(|word| text.contains(word));
        }
        text.char_indices().any(|(at, c)| self.first.may_hold(c) && self.begins(&text[at..]))
    }

    /// Returns whether `text` begins with one of them.
    pub(crate) fn begin(&self, text: &str) -> bool {
        text.chars().next().is_some_and(|c| self.first.may_hold(c)) && self.begins(text)
    }

    /// Returns whether `text` ends with one of them.
    pub(crate) fn end(&self, text: &str) -> bool {
        text.chars().next_back().is_some_and(|c| self.last.may_hold(c))
            && self.iter().any(|word| text.ends_with(word))
    }

    /// Iterates over the places of `text` where one of them begins, in order.
    pub(crate) fn places_in(&self, text: &str) -> impl Iterator<Item = (usize, &'static str)> {
        let places = text.char_indices().filter(|&(_, c)| self.first.may_hold(c));
        places.flat_map(move |(at, _)| {
            self.iter().filter(move |word| text[at..].starts_with(word)).map(move |w| (at, w))
        })
    }

    /// Finds the one that begins last in `text`, and where; the longest where several do.
    pub(crate) fn last_in(&self, text: &str) -> Option<(usize, &'static str)> {
        let longest =
            |at: usize| self.iter().filter(|word| text[at..].starts_with(word)).max_by_key(|w| w.len());
        let places = text.char_indices().rev().filter(|&(_, c)| self.first.may_hold(c));
        places.filter_map(|(at, _)| Some((at, longest(at)?))).next()
    }

    fn begins(&self, text: &str) -> bool {
        self.iter().any(|word| text.starts_with(word))
    }
}

/// The first two columns of a table: kind and word.
pub(crate) fn kinds_and_words(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let pair = |line: &'static str| {
        let (kind, rest) = line.split_once('\t')?;
        Some((kind, rest.split_once('\t').map_or(rest, |(word, _)| word)))
    };
    table.lines().filter(|l| !l.starts_with('#')).filter_map(pair)
}

/// Declares a table's kinds of words: a static `WORDS` with a field of [`Words`] for each kind, named after it.
macro_rules! word_lists {
    ($table:literal, $($(#[$doc:meta])* $kind:ident)*) => {
        /// The words of the table, by kind.
        pub(super) struct WordLists {
            $($(#[$doc])* pub(super) $kind: $crate::tables::Words,)*
        }

        pub(super) static WORDS: std::sync::LazyLock<WordLists> = std::sync::LazyLock::new(|| {
            let mut lists = WordLists { $($kind: $crate::tables::Words::default(),)* };
            for (kind, word) in $crate::tables::kinds_and_words(include_str!($table)) {
                match kind {
                    $(_ if kind == stringify!($kind) => lists.$kind.push(word),)*
                    _ => {}
                }
            }
            lists
        });
    };
}
pub(crate) use word_lists;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_each_alone_would_be() {
        let all = ["高于", "高", "快于", "好于", "于", "超过"];
        let mut words = Words::default();
        all.into_iter().for_each(|word| words.push(word));
        // 盘 has the lowest bits of 高.
        for text in ["", "高于全省", "增速快于全国", "盘", "等于", "高", "超", "居全省前列", "超过高于"]
        {
            assert_eq!(words.occur_in(text), all.iter().any(|w| text.contains(w)), "{text}");
            assert_eq!(words.begin(text), all.iter().any(|w| text.starts_with(w)), "{text}");
            assert_eq!(words.end(text), all.iter().any(|w| text.ends_with(w)), "{text}");
            assert_eq!(words.has(text), all.contains(&text), "{text}");
            let last = all.iter().filter_map(|w| Some((text.rfind(w)?, *w)));
            assert_eq!(words.last_in(text), last.max_by_key(|(at, w)| (*at, w.len())), "{text}");
            let mut places: Vec<_> = all.iter().flat_map(|w| text.match_indices(w)).collect();
            places.sort_by_key(|(at, word)| (*at, all.iter().position(|w| w == word)));
            assert_eq!(words.places_in(text).collect::<Vec<_>>(), places, "{text}");
        }
    }
}
