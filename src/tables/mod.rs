//! Words as data: each table is a `.tsv` beside this file, its source on the first line, read with `include_str!`.

pub(crate) mod units;

/// The rows of a table: no comments (`#`), no blank lines, fields cut at tabs.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split('\t').collect())
}
