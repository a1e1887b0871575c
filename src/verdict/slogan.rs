//! A task → whether it is a slogan, a pledge or a principle: nothing to check.

use super::judge::Case;
use crate::tables::Table;

static SLOGANS: Table = Table::new(include_str!("../tables/slogans.tsv"));

/// Whether a sentence of a plan only opens what follows: 「今年是“十四五”收官之年……」, 「具体要做好以下工作：」.
pub(super) fn opens(case: &Case<'_>) -> bool {
    let words = case.words.trim_end_matches(['。', '”']);
    let announces = words.ends_with(['：', ':']) && words.chars().count() <= LONGEST_OPENING;
    case.task.targets.is_empty()
        && (announces || SLOGANS.rows().any(|row| row[0] == "open" && words.starts_with(row[1])))
}

/// A sentence of more characters that ends in a colon says something itself.
const LONGEST_OPENING: usize = 40;

/// Whether a task without any figure is worded as a slogan: 「让我们更加紧密地团结在……」.
pub(super) fn slogan(case: &Case<'_>) -> bool {
    let words = case.words;
    case.task.targets.is_empty()
        && !words.chars().any(|c| c.is_ascii_digit())
        && SLOGANS.rows().any(|row| match row[0] {
            "head" | "open" => words.starts_with(row[1]),
            _ => words.contains(row[1]),
        })
}
