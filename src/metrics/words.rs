//! The words of `not_metrics.tsv` and `metric_words.tsv`, by kind.

use crate::tables::{Words, rows, word_lists};
use std::sync::LazyLock;

word_lists! {
    "../tables/metric_words.tsv",
    /// Sets a figure against a time before it: 比.
    against
    /// Leads to a multiple of a time's figure: 相当于.
    amounts_to
    /// Makes a time a point to which things are told: 截至.
    as_of
    /// Sets a figure beside a time: 与.
    beside
    /// Makes a time a deadline: 前.
    by
    /// Acts that tell what kind of people or firms are counted: 注册.
    kind_of_person
    /// Leads away from a time: 由.
    from
    /// Tells when a single thing happened: 于.
    happened_in
    /// Whose and what kind of plan it is: 年初.
    kind_of_plan
    /// What a plan's name is followed by where a year is meant: 收官.
    kind_of_year
    /// What a plan is called: 预算.
    plan
    /// Plans that are also the name of what is spent and taken in: 预算支出.
    plan_side
    /// Leads from what was reached to its plan: 占.
    plan_verb
    /// What is made at the beginning of a year for all of it: 预算.
    planned
    /// What follows a time that a figure is set beside: 相比.
    set_against
    /// Makes a time a beginning: 以来.
    since
    /// Ends of what a year is called within a plan: 之年.
    year_of_plan
    /// Makes a number of years a time: 过去.
    years_told
    /// Tells that others are counted than before: 新增.
    anew
    /// Tells that an amount is a cap: 最高.
    capped
    /// What may stand between an act and its thing: 落后.
    described
    /// Opens words that describe what follows 的: 具有.
    describing
    /// Acts after which the work stands behind its measure: 完成.
    done_verb
    /// Opens what a subsidy is told to be: 省级, 按照.
    grant_level
    /// Words in which 有 tells of nobody that he has something: 国有.
    has_within
    /// What may stand before 占: 约.
    light_of_share
    /// What joins a number and its thing: 组成的.
    made_of
    /// Tells a mean: 平均每天.
    mean
    /// The nation, which is no place of a report: 全国.
    nation
    /// Ends of short names that tell nothing without their owner: 率.
    needy
    /// What stands before the base of a share: 不超过.
    not_above
    /// Tells that a subsidy is paid once: 一次性.
    once
    /// Ends of names of shares: 比重.
    share
    /// What titles end in beside their subject: 建设.
    title_work
    /// What sums up: 共计.
    total
    /// What grew or fell is the harvest: 增产.
    yields
}

/// What tells that each figure of a list has its own subject.
pub(super) const RESPECTIVELY: &str = "分别";
/// The longest of `words` that `text` ends with.
pub(super) fn longest_end(words: &Words, text: &str) -> Option<&'static str> {
    words.iter().filter(|word| text.ends_with(word)).max_by_key(|word| word.len())
}

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
