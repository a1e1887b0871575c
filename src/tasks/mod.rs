//! A plan's text → its tasks, with owner, deadline and targets.

mod deadline;
mod items;
mod owners;

use crate::model::{Deadline, Document, DocumentKind, Metric, MetricKind, MetricRole, Task};
use crate::source::Source;
use crate::span::Span;
use crate::tables::Table;

static TENSE: Table = Table::new(include_str!("../tables/task_tense.tsv"));

/// The tasks of `document`, whose outline, statements and metrics are known.
pub fn tasks(source: &Source, document: &Document) -> Vec<Task> {
    items::items(source.text(), document)
        .into_iter()
        .enumerate()
        .map(|(id, item)| task(source, document, id, item))
        .collect()
}

/// A task's stretch, and what brackets, label lines, columns or its own sentence tell of who and when.
#[derive(Clone, Debug, Default, PartialEq)]
struct Item {
    /// Without what only says who and when.
    span: Span,
    /// 牵头单位、责任单位.
    owners: Vec<String>,
    /// 配合单位.
    cooperating: Vec<String>,
    /// 责任领导、分管领导、责任人.
    leaders: Vec<String>,
    /// 完成时限; none where none is written.
    deadline: Option<Deadline>,
}

impl Item {
    /// An item of which nothing is told yet.
    fn bare(span: Span) -> Self {
        Item { span, ..Item::default() }
    }
}

fn task(source: &Source, document: &Document, id: usize, item: Item) -> Task {
    let text = source.text();
    let plan = matches!(document.kind, DocumentKind::Plan | DocumentKind::Table);
    Task {
        id,
        section: document.section_at(item.span.start).map(|s| s.id),
        measure: document.measure_at(item.span.start).map(|m| m.id),
        text: item.span.of(text).to_owned(),
        place: source.place(item.span),
        owners: item.owners,
        cooperating: item.cooperating,
        leaders: item.leaders,
        deadline: item.deadline.or_else(|| deadline::deadline(text, document, item.span)),
        targets: targets(text, document, item.span, plan),
    }
}

/// The task of a document that is used as a plan, though its title may tell nothing: 「石桥县2024年民生实事」.
pub fn of_plan(source: &Source, document: &Document, task: &Task) -> Task {
    Task { targets: targets(source.text(), document, task.place.span, true), ..task.clone() }
}

fn targets(text: &str, document: &Document, item: Span, plan: bool) -> Vec<Metric> {
    metrics_within(document, item).iter().filter_map(|m| target(text, item, m, plan)).collect()
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
    let rest = rest.split(['，', '。', '；', '\n']).next().unwrap_or("");
    let says = |tense: &str, words: &str| TENSE.rows().any(|row| row[0] == tense && words.contains(row[1]));
    let told = TENSE.rows().filter(|row| row[0] == "told");
    let last = told.filter_map(|row| Some(sentence.rfind(row[1])? + row[1].len())).max();
    let behind = last.map_or("", |at| &sentence[at..]);
    last.is_some() && !says("ahead", behind) || says("told", rest)
}

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

#[cfg(test)]
mod tests {
    fn targets(plan: &str) -> Vec<String> {
        let parsed = crate::parse(plan.as_bytes());
        let document = &parsed.documents[0];
        let tasks = document.tasks.iter().map(|task| super::of_plan(&parsed.source, document, task));
        tasks.flat_map(|t| t.targets).map(|m| m.text).collect()
    }

    #[test]
    fn figures_of_a_plan_are_goals_under_any_title() {
        for title in ["2025年重点工作安排", "2025年责任清单", "2025年工作计划", "2025年实事"]
        {
            for heading in ["主要工作", "基础设施", "民生事业"] {
                let plan = format!("云溪县{title}\n一、{heading}\n1.修复河堤7公里。\n2.配备校车15辆。\n");
                assert_eq!(targets(&plan), ["7公里", "15辆"], "{title} {heading}");
            }
        }
    }

    #[test]
    fn what_a_task_starts_from_is_no_goal() {
        let plan = "云溪县2025年实事\n一、校舍\n1.现有校车15辆，新增校车6辆。\n2.去年已修复河堤7公里，总投资3000万元。\n";
        assert_eq!(targets(plan), ["6辆"]);
    }
}
