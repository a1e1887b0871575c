//! A task's stretch → the numbers that it promises to reach: its targets.

use super::words::WORDS;
use crate::model::{Document, Metric, MetricKind, MetricRole};
use crate::span::Span;
use crate::tables::Table;
use crate::text::boundary::ceil;
use crate::text::clause::first_clause;

static TENSE: Table = Table::new(include_str!("../tables/task_tense.tsv"));

/// Finds the numbers that the stretch `item` promises to reach; `plan`: whatever the text tells, all of it is planned.
pub(super) fn targets(text: &str, document: &Document, item: Span, plan: bool) -> Vec<Metric> {
    metrics_within(document, item).iter().filter_map(|m| target(text, item, m, plan)).collect()
}

fn metrics_within(document: &Document, span: Span) -> &[Metric] {
    let from = document.metrics.partition_point(|m| m.place.span.start < span.start);
    let to = document.metrics.partition_point(|m| m.place.span.start < span.end);
    &document.metrics[from..to.max(from)]
}

/// How many bytes before a sum a subsidy's word may stand.
const NEAR: usize = 60;

/// A number that the task promises to reach. In a plan every figure is one that no word calls reached, whatever the title above it
/// tells: 「一、主要工作」 「1.更换路灯60盏。」.
fn target(text: &str, item: Span, metric: &Metric, plan: bool) -> Option<Metric> {
    let role = match metric.role {
        MetricRole::Actual if plan && !looks_back(text, item, metric.place.span) => MetricRole::Target,
        role => role,
    };
    let target = Metric { role, ..metric.clone() };
    is_target(text, &target).then_some(target)
}

/// Whether a figure of a task tells of what was reached already: a word that looks back stands in its clause, or earlier in its
/// sentence with no word behind it that looks ahead. 「现有学校5所，新建学校2所」 promises two.
fn looks_back(text: &str, item: Span, figure: Span) -> bool {
    let before = text.get(item.start..figure.start).unwrap_or("");
    let sentence = before.rsplit(['。', '；', '\n']).next().unwrap_or("");
    let rest = text.get(figure.end..item.end).unwrap_or("");
    let rest = first_clause(rest);
    let says = |tense: &str, words: &str| TENSE.rows().any(|row| row[0] == tense && words.contains(row[1]));
    let told = TENSE.rows().filter(|row| row[0] == "told");
    let last = told.filter_map(|row| Some(sentence.rfind(row[1])? + row[1].len())).max();
    let behind = last.map_or("", |at| &sentence[at..]);
    last.is_some() && !says("ahead", behind) || says("told", rest)
}

fn is_target(text: &str, metric: &Metric) -> bool {
    let before = text.get(..metric.place.span.start).unwrap_or("");
    let near = &before[ceil(before, before.len().saturating_sub(NEAR))..];
    let clause = near.rsplit(['。', '；', '\n']).next().unwrap_or("");
    let money = matches!(metric.kind, MetricKind::Money | MetricKind::Price | MetricKind::Percent);
    metric.role == MetricRole::Target && !(money && WORDS.subsidy.occur_in(clause))
}
