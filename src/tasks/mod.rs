//! A plan's text → its tasks, with owner, deadline and targets.

mod bare;
mod by_notes;
mod clause;
mod deadline;
mod first;
mod item;
mod items;
mod labels;
mod lines;
mod marks;
mod names;
mod noted;
mod notes;
mod owners;
mod planned;
mod scope;
mod stretch;
mod table;
mod targets;
mod told;
mod verbs;
mod words;

use crate::model::{Document, DocumentKind, Task};
use crate::source::Source;
use crate::span::Span;
use crate::text::boundary::ceil;

use item::Item;
use targets::targets;

/// The tasks of the document `id` of `documents`, whose outline, statements and metrics are known.
pub fn tasks(source: &Source, documents: &[Document], id: usize) -> Vec<Task> {
    let Some(document) = documents.get(id) else { return Vec::new() };
    items::items(source.text(), document, notice_above(source.text(), documents, id))
        .into_iter()
        .enumerate()
        .map(|(id, item)| task(source, document, id, item))
        .collect()
}

/// A notice says how to read what it sends along within so many bytes.
const NOTICE: usize = 8000;

/// The notice that sends a document along: its last pages.
fn notice_above(text: &str, documents: &[Document], id: usize) -> Option<Span> {
    let above = documents[id].parent.or_else(|| id.checked_sub(1)).and_then(|at| documents.get(at))?;
    let span = above.place.span;
    let start = ceil(text, span.end.saturating_sub(NOTICE).max(span.start));
    (above.kind == DocumentKind::Notice).then(|| Span::new(start, span.end))
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
        deadline: item
            .deadline
            .or_else(|| deadline::last(deadline::in_sentences(text, &document.times, item.span))),
        targets: targets(text, document, item.span, plan)
            .into_iter()
            .chain(table::goals(text, document, item.span))
            .collect(),
    }
}

/// The task of a document that is used as a plan, though its title may tell nothing: 「石桥县2024年民生实事」.
pub fn of_plan(source: &Source, document: &Document, task: &Task) -> Task {
    let mut targets = targets(source.text(), document, task.place.span, true);
    // Those of another column.
    targets.extend(task.targets.iter().filter(|t| !task.place.span.contains(t.place.span)).cloned());
    Task { targets, ..task.clone() }
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
