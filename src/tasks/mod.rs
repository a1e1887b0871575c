//! A plan's text → its tasks, with owner, deadline and targets.

mod deadline;
mod items;
mod owners;

use crate::model::{Comparator, Direction, Document, DocumentKind, Metric, MetricKind, MetricRole, Task};
use crate::source::Source;
use crate::span::Span;

/// The tasks of `document`, whose outline, statements and metrics are known.
pub fn tasks(source: &Source, document: &Document) -> Vec<Task> {
    items::items(source.text(), document)
        .into_iter()
        .enumerate()
        .map(|(id, item)| task(source, document, id, item))
        .collect()
}

/// A task's stretch, and the bracket that names its owners.
struct Item {
    span: Span,
    owners: Vec<String>,
    cooperating: Vec<String>,
}

fn task(source: &Source, document: &Document, id: usize, item: Item) -> Task {
    let text = source.text();
    let metrics = metrics_within(document, item.span);
    Task {
        id,
        section: document.section_at(item.span.start).map(|s| s.id),
        measure: document.measure_at(item.span.start).map(|m| m.id),
        text: item.span.of(text).to_owned(),
        place: source.place(item.span),
        owners: item.owners,
        cooperating: item.cooperating,
        deadline: deadline::deadline(text, document, item.span),
        targets: metrics.iter().filter_map(|m| target(text, document, item.span, m)).collect(),
    }
}

fn metrics_within(document: &Document, span: Span) -> &[Metric] {
    let from = document.metrics.partition_point(|m| m.place.span.start < span.start);
    let to = document.metrics.partition_point(|m| m.place.span.start < span.end);
    &document.metrics[from..to.max(from)]
}

/// Words before a sum that make it a subsidy's rate, not a goal: 给予一次性奖补，最高100万元.
const SUBSIDY: [&str; 8] = ["奖补", "补助", "奖励", "补贴", "资助", "奖金", "罚款", "给予"];
/// How many bytes before a sum a subsidy's word may stand.
const NEAR: usize = 60;

/// A number that the task promises to reach. In a plan every figure worded as a goal is one, though a word such as 达到
/// tells of what is done elsewhere: 「3. 城镇调查失业率5%以内」.
fn target(text: &str, document: &Document, item: Span, metric: &Metric) -> Option<Metric> {
    let plan = matches!(document.kind, DocumentKind::Plan | DocumentKind::Table);
    let worded =
        metric.comparator != Comparator::Eq || metric.direction != Direction::None || metric.change_to;
    let looks_back = || TOLD.iter().any(|w| item.of(text).contains(w));
    let role = match metric.role {
        MetricRole::Actual if plan && worded && !looks_back() => MetricRole::Target,
        role => role,
    };
    let target = Metric { role, ..metric.clone() };
    is_target(text, &target).then_some(target)
}

/// Words of an item that tells of what was reached already.
const TOLD: [&str; 6] = ["已", "去年", "上年", "同比", "目前", "累计"];

fn is_target(text: &str, metric: &Metric) -> bool {
    let before = text.get(..metric.place.span.start).unwrap_or("");
    let from = before.len().saturating_sub(NEAR);
    let near = (from..before.len()).find_map(|i| before.get(i..)).unwrap_or("");
    let clause = near.rsplit(['。', '；', '\n']).next().unwrap_or("");
    let money = matches!(metric.kind, MetricKind::Money | MetricKind::Price | MetricKind::Percent);
    metric.role == MetricRole::Target && !(money && SUBSIDY.iter().any(|w| clause.contains(w)))
}

/// Whether `work(2n)` takes at most three times what `work(n)` takes: linear work takes two, quadratic four. The best of some tries.
#[cfg(test)]
fn grows_linearly(n: usize, work: impl Fn(usize) -> usize) -> bool {
    let took = |n| {
        let start = std::time::Instant::now();
        std::hint::black_box(work(n));
        start.elapsed()
    };
    took(1); // tables are built
    (0..8).any(|_| took(2 * n) <= 3 * took(n).max(std::time::Duration::from_millis(2)))
}
