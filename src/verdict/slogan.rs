//! A task → whether it is a slogan, a pledge or a principle: nothing to check.

use super::judge::Case;
use crate::tables::Table;

static SLOGANS: Table = Table::new(include_str!("../tables/slogans.tsv"));

/// Whether a task without any figure is worded as a slogan: 「让我们更加紧密地团结在……」.
pub(super) fn slogan(case: &Case<'_>) -> bool {
    let words = case.words;
    case.task.targets.is_empty()
        && !words.chars().any(|c| c.is_ascii_digit())
        && SLOGANS.rows().any(|row| match row[0] {
            "head" => words.starts_with(row[1]),
            _ => words.contains(row[1]),
        })
}
