//! The tables of a document → a task for each row: its cells say what, who and by when.

use super::item::Item;
use super::labels::Label;
use super::owners::of_cells;
use super::targets;
use crate::model::{ColumnKind, Document, Metric, RowKind, TableRow, TaskTable};
use crate::span::Span;

/// Adds the tasks of tables to `items`, in the order of the text; what else was read in their rows falls away. Where a document has
/// tables and no sections, the rows are all of its tasks.
pub(super) fn with_rows(text: &str, document: &Document, mut items: Vec<Item>) -> Vec<Item> {
    let rows: Vec<Item> = document.tables.iter().flat_map(|table| rows(text, document, table)).collect();
    if rows.is_empty() {
        return items;
    }
    let tables = &document.tables;
    let apart = |item: &Item| {
        let next = tables.partition_point(|t| t.place.span.end <= item.span.start);
        tables.get(next).is_none_or(|t| !t.place.span.overlaps(item.span))
    };
    items.retain(|item| !document.sections.is_empty() && apart(item));
    items.extend(rows);
    items.sort_by_key(|item| item.span);
    items
}

/// The tasks of a table's rows.
fn rows(text: &str, document: &Document, table: &TaskTable) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::new();
    for (i, row) in table.rows.iter().enumerate().filter(|(_, row)| row.kind == RowKind::Body) {
        let below = table.rows.get(i + 1).filter(|row| row.kind == RowKind::Body);
        let who = of_cells(text, &document.times, &who(table, row), false);
        match (stretch(table, row, below), found.last_mut()) {
            (Some(span), _) => found.push(Item { span, ..who }),
            // A row without a task of its own names more of those who do the one above.
            (None, Some(last)) => add(last, who),
            (None, None) => {}
        }
    }
    found
}

fn add(item: &mut Item, who: Item) {
    let new = |list: &[String], names: Vec<String>| -> Vec<String> {
        names.into_iter().filter(|name| !list.contains(name)).collect()
    };
    item.owners.extend(new(&item.owners, who.owners));
    item.cooperating.extend(new(&item.cooperating, who.cooperating));
    item.leaders.extend(new(&item.leaders, who.leaders));
    item.deadline = item.deadline.take().or(who.deadline);
}

/// The cells that say who and when.
fn who(table: &TaskTable, row: &TableRow) -> Vec<(Label, Span)> {
    let label = |kind| match kind {
        ColumnKind::Lead => Some(Label::Lead),
        ColumnKind::Responsible => Some(Label::Responsible),
        ColumnKind::Cooperating => Some(Label::Cooperating),
        ColumnKind::Leader => Some(Label::Leader),
        ColumnKind::Deadline => Some(Label::Deadline),
        _ => None,
    };
    let cells = table.columns.iter().zip(&row.cells).filter(|(_, cell)| !cell.place.span.is_empty());
    cells.filter_map(|(column, cell)| Some((label(column.kind)?, cell.place.span))).collect()
}

/// Where a row's task stands: its cell, and the cells beside it that no other column claims. A cell that goes on in the row below
/// names what several tasks have in common.
fn stretch(table: &TaskTable, row: &TableRow, below: Option<&TableRow>) -> Option<Span> {
    let goes_on = |i: usize| below.and_then(|row| row.cells.get(i)).is_some_and(|cell| cell.merged);
    let kind = |i: usize| table.columns.get(i).map_or(ColumnKind::Other, |c| c.kind);
    let filled = |i: usize| row.cells.get(i).is_some_and(|cell| !cell.merged && !cell.place.span.is_empty());
    let own = |i: usize| filled(i) && !goes_on(i);
    let of = |wanted: ColumnKind| (0..row.cells.len()).filter(move |&i| kind(i) == wanted);
    let main = of(ColumnKind::Task)
        .find(|&i| own(i))
        .or_else(|| of(ColumnKind::Target).find(|&i| own(i)))
        .or_else(|| of(ColumnKind::Task).find(|&i| filled(i)))?;
    let says = |i: usize| matches!(kind(i), ColumnKind::Task | ColumnKind::Target | ColumnKind::Other);
    let with = |i: usize| says(i) && (own(i) || row.cells[i].place.span.is_empty());
    let first = (0..main).rev().take_while(|&i| with(i)).filter(|&i| own(i)).last().unwrap_or(main);
    let last =
        (main + 1..row.cells.len()).take_while(|&i| with(i)).filter(|&i| own(i)).last().unwrap_or(main);
    Some(Span::new(row.cells[first].place.span.start, row.cells[last].place.span.end))
}

/// The figures in the columns of goals that stand apart from the task of their row.
pub(super) fn goals(text: &str, document: &Document, task: Span) -> Vec<Metric> {
    let Some((table, row)) = document.row_at(task.start) else { return Vec::new() };
    let cells = table.columns.iter().zip(&row.cells).filter(|(column, _)| column.kind == ColumnKind::Target);
    let apart = cells.map(|(_, cell)| cell.place.span).filter(|span| !task.contains(*span));
    apart.flat_map(|span| targets(text, document, span, true)).collect()
}
