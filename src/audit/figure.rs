//! A metric → a figure to reckon with: its value, how precisely that is printed, the words around it.

use super::precision::{Printed, magnitude};
use crate::model::{ChangeBy, Check, CheckKind, Metric, Operand};
use crate::tables::Table;
use crate::text::boundary::floor;
use crate::text::sentence::closes_sentence;

/// A metric with a single value, and how precisely that is printed.
pub(super) struct Figure<'a> {
    pub(super) metric: &'a Metric,
    pub(super) printed: Printed,
}

impl Figure<'_> {
    /// What it is called, first of all.
    pub(super) fn name(&self) -> &str {
        self.metric.indicator.first().map_or("", String::as_str)
    }

    /// Whether it is a part of a hundred or a thousand.
    pub(super) fn is_share(&self) -> bool {
        matches!(self.metric.unit.as_str(), "%" | "‰")
    }
}

/// A check over `figures`, the result last.
pub(super) fn check(
    kind: CheckKind,
    formula: String,
    expected: Option<String>,
    figures: &[&Figure<'_>],
) -> Check {
    let operands = figures.iter().map(|f| Operand::of(f.metric)).collect();
    Check { kind, holds: expected.is_none(), formula, expected, operands }
}

/// The text between two figures.
pub(super) fn between<'t>(text: &'t str, a: &Figure<'_>, b: &Figure<'_>) -> &'t str {
    text.get(a.metric.place.span.end..b.metric.place.span.start).unwrap_or("")
}

/// What the figure itself is called: of 管理病人规范管理率 and 规范管理率 the latter, of which nothing is borrowed.
pub(super) fn shortest_name<'f>(figure: &'f Figure<'_>) -> &'f str {
    let names = figure.metric.indicator.iter().filter(|n| n.chars().count() > 1);
    names.min_by_key(|n| n.len()).map_or(figure.name(), String::as_str)
}

/// Whether two names have two characters in a row in common.
pub(super) fn share_a_word(a: &str, b: &str) -> bool {
    let chars: Vec<char> = a.chars().collect();
    chars.windows(2).any(|pair| b.contains(&String::from_iter(pair)))
}

impl Figure<'_> {
    /// Whether it says how much something has changed, not how much there is: 增长5%, 增加3亿元.
    pub(super) fn is_change(&self) -> bool {
        self.metric.change_by.is_some() && !self.metric.change_to
    }

    /// Whether it is an amount: no share, no price, no change in percent.
    pub(super) fn is_level(&self) -> bool {
        let by_share = self.metric.change_by == Some(ChangeBy::Relative) && !self.metric.change_to;
        !self.is_share() && self.metric.per.is_empty() && self.metric.unit != "个百分点" && !by_share
    }
}

/// Whether no sentence ends between two figures.
pub(super) fn in_one_sentence(text: &str, a: &Figure<'_>, b: &Figure<'_>) -> bool {
    !between(text, a, b).contains(closes_sentence)
}

/// The words right before `figures[i]`: from the last comma, colon or figure on.
pub(super) fn label<'t>(text: &'t str, figures: &[Figure<'_>], i: usize) -> &'t str {
    let at = figures[i].metric.place.span.start;
    let from = i.checked_sub(1).map_or(0, |before| figures[before].metric.place.span.end);
    let near = floor(text, at.saturating_sub(LABEL)).max(from.min(at));
    let words = text.get(near..at).unwrap_or("");
    words.rsplit([',', '，', '、', '；', '。', '：', ':', '（', '(', '\n']).next().unwrap_or(words)
}

/// Words of one kind in the table of words that the audit reads.
pub(super) fn words(kind: &'static str) -> impl Iterator<Item = &'static str> {
    static WORDS: Table = Table::new(include_str!("../tables/audit_words.tsv"));
    WORDS.rows().filter(move |row| row[0] == kind).filter_map(|row| row.get(1).copied())
}

/// Whether a text holds a word of this kind.
pub(super) fn has_word(kind: &'static str, text: &str) -> bool {
    words(kind).any(|word| text.contains(word))
}

/// Whether a unit is one of this kind.
pub(super) fn is_unit(kind: &'static str, unit: &str) -> bool {
    words(kind).any(|known| known == unit)
}

/// The bytes that a label is long at most.
const LABEL: usize = 90;

/// A reckoned amount in the unit and magnitude that `like` is printed in: 1250000 as 125万元.
pub(super) fn amount(value: f64, like: &Figure<'_>) -> String {
    let (sign, power) = magnitude(&like.metric.text);
    format!("{}{sign}{}", trimmed(value / 10f64.powi(power)), like.metric.unit)
}

/// `13条 + 23条 = 36条`.
pub(super) fn sum_of(parts: &[&Figure<'_>], whole: &Figure<'_>) -> String {
    let names: Vec<_> = parts.iter().map(|p| p.metric.text.as_str()).collect();
    format!("{} = {}", names.join(" + "), whole.metric.text)
}

/// A reckoned number without needless places.
pub(super) fn trimmed(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
