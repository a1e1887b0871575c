//! A ledger, read → by each task's words the cells of its own row that tell how far it is: 「修路30公里」 「已完成22公里」.

use crate::model::{ColumnKind, Document, Metric};
use crate::span::Span;
use std::collections::BTreeMap;

/// The tasks of ledgers, each with the cells that tell its progress; tasks of the same words in their order.
#[derive(Debug, Default)]
pub(crate) struct Ledger(BTreeMap<String, Vec<Vec<Span>>>);

impl Ledger {
    /// Takes in the rows of a document's tables.
    pub(crate) fn add(&mut self, document: &Document) {
        for task in &document.tasks {
            let cells = progress(document, task.place.span.start);
            if !cells.is_empty() {
                self.0.entry(bare(&task.text)).or_default().push(cells);
            }
        }
    }

    /// The cells that tell of a task; `nth` where several have its words.
    pub(crate) fn of(&self, task: &str, nth: usize) -> &[Span] {
        let same = self.0.get(&bare(task));
        same.and_then(|all| all.get(nth).or(all.last())).map_or(&[], Vec::as_slice)
    }

    /// Whether no row tells anything.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Whether a table of the document tells how far its tasks are.
pub(crate) fn tells_progress(document: &Document) -> bool {
    document.tasks.iter().any(|task| !progress(document, task.place.span.start).is_empty())
}

/// The cells of progress in the row that holds `offset`.
fn progress(document: &Document, offset: usize) -> Vec<Span> {
    let Some((table, row)) = document.row_at(offset) else { return Vec::new() };
    let cells =
        table.columns.iter().zip(&row.cells).filter(|(column, _)| column.kind == ColumnKind::Progress);
    cells.map(|(_, cell)| cell.place.span).filter(|span| !span.is_empty()).collect()
}

/// A task's words without marks and blanks, which change from month to month.
pub(crate) fn bare(task: &str) -> String {
    task.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a figure of a task's own row counts what the task shall reach: it is the only one there of that unit.
pub(crate) fn counts_alike<'a>(
    target: &Metric,
    actual: &Metric,
    mut row: impl Iterator<Item = &'a Metric>,
) -> bool {
    let of_unit = |metric: &&Metric| metric.unit == target.unit;
    let only = row.by_ref().find(of_unit);
    target.unit == actual.unit
        && only.is_some_and(|only| only.place.span == actual.place.span)
        && !row.any(|metric| of_unit(&metric))
}
