//! A ledger, read → by each task's words the cells of its own row that tell how far it is: 「修路30公里」 「已完成22公里」.

use crate::model::{ColumnKind, Document, Passage, Query};
use crate::span::Span;
use std::collections::BTreeMap;

/// The tasks of ledgers, each with the cells that tell its progress; tasks of the same words in their order.
#[derive(Debug, Default)]
struct Ledger(BTreeMap<String, Vec<Vec<Span>>>);

impl Ledger {
    /// Takes in the rows of a document's tables.
    fn add(&mut self, document: &Document) {
        for task in &document.tasks {
            let cells = progress(document, task.place.span.start);
            if !cells.is_empty() {
                self.0.entry(bare(&task.text)).or_default().push(cells);
            }
        }
    }

    /// The cells that tell of a task; `nth` where several have its words.
    fn of(&self, task: &str, nth: usize) -> &[Span] {
        let same = self.0.get(&bare(task));
        same.and_then(|all| all.get(nth).or(all.last())).map_or(&[], Vec::as_slice)
    }
}

/// By query the passages that tell of it in its own row of a ledger.
pub(crate) fn own_rows<'a>(
    documents: &[Document],
    queries: &[Query<'_>],
    passages: &'a [Passage<'a>],
) -> Vec<Vec<&'a Passage<'a>>> {
    let mut ledger = Ledger::default();
    passages.chunk_by(|a, b| a.document == b.document).for_each(|of| ledger.add(&documents[of[0].document]));
    if ledger.0.is_empty() {
        return vec![Vec::new(); queries.len()];
    }
    let start = |passage: &Passage<'_>| passage.place.span.start;
    let within = |cell: &Span| {
        let (from, end) = (passages.partition_point(|p| start(p) < cell.start), cell.end);
        passages[from..].iter().take_while(move |p| start(p) < end)
    };
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let row = |query: &Query<'_>| {
        let nth = seen.entry(bare(&query.task.text)).and_modify(|n| *n += 1).or_insert(0);
        ledger.of(&query.task.text, *nth).iter().flat_map(within).collect()
    };
    queries.iter().map(row).collect()
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
fn bare(task: &str) -> String {
    task.chars().filter(|c| c.is_alphanumeric()).collect()
}
