//! A plan and a report, both read → the queries and the passages that matching and the verdict lay side by side.

use crate::belonging::only_plans;
use crate::chosen::in_part;
use crate::model::{ColumnKind, Document, Mood, Passage, Query, Statement, Task};
use crate::parsed::Parsed;
use crate::tasks;
use crate::text::boundary::head;
use crate::verdict::Promises;
use std::rc::Rc;

/// Lists the tasks of a plan, those of the sections named `part` where one is named.
pub(crate) fn queries<'a>(plan: &'a Parsed, part: Option<&str>) -> Vec<Query<'a>> {
    let promises = Promises::of(plan.source.text());
    let query = |document: usize, task: &Task| {
        let of = &plan.documents[document];
        let words = without_marker(of, task, plan.source.quote(task.place.span));
        let promised = promises.hold(task.place.span, words);
        Query { document, task: tasks::of_plan(&plan.source, of, task), words, promised }
    };
    let of_document = |(at, document): (usize, &'a Document)| {
        let tasks = document.tasks.iter().filter(move |task| in_part(document, task.section, part));
        tasks.map(move |task| (at, task))
    };
    plan.documents.iter().enumerate().flat_map(of_document).map(|(at, task)| query(at, task)).collect()
}

/// A task's words without the number that it stands under.
fn without_marker<'a>(document: &Document, task: &Task, words: &'a str) -> &'a str {
    let section = task.section.and_then(|id| document.sections.get(id));
    let marker =
        section.filter(|s| s.place.span.start == task.place.span.start).map_or("", |s| s.marker.as_str());
    words.strip_prefix(marker).unwrap_or(words).trim_start()
}

/// A first sentence of more characters names no topic, and it is compared for every sentence behind it.
const LONGEST_LEAD: usize = 400;

/// Lists the sentences of a report, those of the sections named `part` where one is named.
pub(crate) fn passages<'a>(report: &'a Parsed, part: Option<&str>) -> Vec<Passage<'a>> {
    let text = report.source.text();
    // What a plan says is still to be done, in whatever words.
    let planned = only_plans(report);
    let mut passages: Vec<Passage<'a>> = Vec::new();
    for (at, document) in report.documents.iter().enumerate() {
        let mut lead = "";
        let here = passages.len();
        for statement in document.statements.iter().filter(|s| in_part(document, s.section, part)) {
            let words = report.source.quote(statement.place.span);
            let start = statement.place.span.start;
            let last = passages[here..].last();
            let same_line = last.filter(|last| {
                let between = text.get(last.place.span.start..start);
                between.is_some_and(|between| !between.contains('\n'))
            });
            let heading = last.filter(|last| last.section == statement.section);
            let heading =
                heading.map_or_else(|| titles(document, statement), |last| Rc::clone(&last.heading));
            let paragraph = same_line.map_or(start, |last| last.paragraph);
            let own_lead = if same_line.is_some() { lead } else { "" };
            if same_line.is_none() {
                lead = head(words, LONGEST_LEAD);
            }
            passages.push(Passage {
                document: at,
                text: words,
                place: statement.place,
                section: statement.section,
                heading,
                is_heading: statement.heading,
                lead: own_lead,
                paragraph,
                metrics: document.metrics_in(statement.place.span),
                mood: if planned && !in_progress(document, start) { Mood::Planned } else { statement.mood },
            });
        }
    }
    passages
}

fn in_progress(document: &Document, offset: usize) -> bool {
    document.cell_at(offset).is_some_and(|(kind, _)| kind == ColumnKind::Progress)
}

fn titles(document: &Document, statement: &Statement) -> Rc<str> {
    document.path(statement.section).filter_map(|s| s.title.as_deref()).collect::<Vec<_>>().join("，").into()
}
