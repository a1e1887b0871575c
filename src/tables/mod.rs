//! Words as data: each table is a `.tsv` beside this file, its source on the first line, read with `include_str!`.

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
