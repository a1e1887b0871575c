//! The words of `not_metrics.tsv`, by kind: what makes a number no figure.

use crate::tables::rows;
use std::sync::LazyLock;

/// The words of one kind of row.
pub(super) fn words(kind: &'static str) -> Vec<&'static str> {
    rows(include_str!("../tables/not_metrics.tsv"))
        .filter(|row| row.len() == 3 && row[0] == kind)
        .flat_map(|row| row[2].split(' '))
        .filter(|w| !w.is_empty())
        .collect()
}

/// What stands before a number that only marks: 表3, 附件2.
static LABELS: LazyLock<Vec<&str>> = LazyLock::new(|| words("label"));
/// Words that only end like such a mark: 代表.
static NO_LABELS: LazyLock<Vec<&str>> = LazyLock::new(|| words("no_label"));

/// Whether a number after `before` only marks: 表3, 附件2.
pub(super) fn is_label(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\u{a0}']);
    let ends = |list: &[&str]| list.iter().any(|w| before.ends_with(w));
    ends(&LABELS) && !ends(&NO_LABELS)
}
