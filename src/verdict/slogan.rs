//! A task → whether it is a slogan, a pledge or a principle: nothing to check.

use super::case::Case;
use crate::model::{Comparator, Direction, Metric, MetricKind};
use crate::tables::Table;
use crate::text::boundary::head;

static SLOGANS: Table = Table::new(include_str!("../tables/slogans.tsv"));

/// Whether a sentence of a plan only opens what follows: 「今年是“十四五”收官之年……」, 「具体要做好以下工作：」.
pub(super) fn opens(case: &Case<'_>) -> bool {
    let words = case.query.words.trim_end_matches(['。', '”']);
    let announces = words.ends_with(['：', ':']) && words.chars().count() <= LONGEST_OPENING;
    let opening = head(words, FIRST_WORDS);
    let is_opening = |row: &Vec<&str>| {
        row[0] == "open" && (opening.starts_with(row[1]) || long(row[1]) && opening.contains(row[1]))
    };
    !case.query.task.targets.iter().any(measurable) && (announces || SLOGANS.rows().any(is_opening))
}

/// So many characters are the first words: 「今年全省政府工作的总体要求是」.
const FIRST_WORDS: usize = 16;

/// 「总体要求是」 opens a plan also behind other words; 「今年是」 only at the head.
fn long(words: &str) -> bool {
    words.chars().count() >= 5
}

/// A sentence of more characters that ends in a colon says something itself.
const LONGEST_OPENING: usize = 40;

/// Whether a task is worded as a slogan and sets no goal that could be measured: 「让我们更加紧密地团结在……」.
pub(super) fn slogan(case: &Case<'_>) -> bool {
    let words = case.query.words;
    !case.query.task.targets.iter().any(measurable)
        && SLOGANS.rows().any(|row| match row[0] {
            "head" | "open" => words.starts_with(row[1]),
            _ => words.contains(row[1]),
        })
}

/// 「增长5%左右」, 「新增70万人以上」, 「新建学校10所」 can be measured; 「十大产业集群」, 「五对重要关系」 only count what they name.
fn measurable(target: &Metric) -> bool {
    target.kind != MetricKind::Count
        || target.text.contains(|c: char| c.is_ascii_digit())
        || target.comparator != Comparator::Eq
        || target.direction != Direction::None
}
