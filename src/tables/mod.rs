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

/// Words of one kind, in the order of their table.
#[derive(Default)]
pub(crate) struct Words(Vec<&'static str>);

impl Words {
    /// Adds a word.
    pub(crate) fn push(&mut self, word: &'static str) {
        self.0.push(word);
    }

    /// Iterates over the words.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().copied()
    }

    /// Returns whether `word` is one of them.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.0.contains(&word)
    }

    /// Returns whether one of them stands in `text`.
    pub(crate) fn occur_in(&self, text: &str) -> bool {
        self.iter().any(|word| text.contains(word))
    }

    /// Returns whether `text` begins with one of them.
    pub(crate) fn begin(&self, text: &str) -> bool {
        self.iter().any(|word| text.starts_with(word))
    }

    /// Returns whether `text` ends with one of them.
    pub(crate) fn end(&self, text: &str) -> bool {
        self.iter().any(|word| text.ends_with(word))
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
