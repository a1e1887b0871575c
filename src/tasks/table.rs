//! The tables of a document → a task for each row: its cells say what, who and by when.

use super::item::Item;
use super::labels::Label;
use super::owners::of_cells;
use super::targets::targets;
use crate::model::{ColumnKind, Deadline, Document, DocumentKind, Metric, RowKind, TableRow, TaskTable};
use crate::span::Span;

/// Adds the tasks of tables to `items`, in the order of the text; what else was read in their rows falls away. Where a document has
/// tables and no sections, the rows are all of its tasks. `first_leads`: the first organ of a cell leads.
pub(super) fn with_rows(
    text: &str,
    document: &Document,
    mut items: Vec<Item>,
    first_leads: bool,
) -> Vec<Item> {
    let tables = &document.tables;
    if document.kind == DocumentKind::Law {
        // The marks of an assessment, the fees of a regulation.
        return items;
    }
    let reports = matches!(document.kind, DocumentKind::Report | DocumentKind::Speech);
    let rows: Vec<Item> = tables
        .iter()
        .filter(|table| !reports || says_who_or_when(table))
        .flat_map(|table| rows(text, document, table, first_leads))
        .collect();
    if rows.is_empty() {
        return items;
    }
    let apart = |item: &Item| {
        let next = tables.partition_point(|t| t.place.span.end <= item.span.start);
        tables.get(next).is_none_or(|t| !t.place.span.overlaps(item.span))
    };
    items.retain(|item| document.is_numbered() && apart(item) && !leads(item.span.of(text)));
    items.extend(rows);
    items.sort_by_key(|item| item.span);
    items
}

/// Whether a table's columns say who or by when; in a report others only tell how far things are.
fn says_who_or_when(table: &TaskTable) -> bool {
    table.columns.iter().any(|column| label(column.kind).is_some())
}

/// A line beside a table that only leads to it or explains it: 「任务分解如下：」, 「注：以上时限为验收时间。」, the name of a sheet.
fn leads(words: &str) -> bool {
    words.ends_with(['：', ':'])
        || NOTES.iter().any(|note| words.starts_with(note))
        || words.chars().count() < SHORTEST
}

/// Begin a line that explains a table.
const NOTES: [&str; 2] = ["注", "备注"];
/// A line of fewer characters promises nothing.
const SHORTEST: usize = 8;

/// The tasks of a table's rows.
fn rows(text: &str, document: &Document, table: &TaskTable, first_leads: bool) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::new();
    for (i, row) in table.rows.iter().enumerate().filter(|(_, row)| row.kind == RowKind::Body) {
        let below = table.rows.get(i + 1).filter(|row| row.kind == RowKind::Body);
        let mut who = of_cells(text, &document.times, &who(table, row), first_leads);
        if who.deadline.as_ref().is_none_or(|d| d.date.is_none()) {
            who.deadline = deadline(text, table, row).or(who.deadline);
        }
        match (stretch(table, row, below), found.last_mut()) {
            (Some(span), _) => found.push(Item { span, ..who }),
            // A row without a task of its own names more of those who do the one above.
            (None, Some(last)) => add(last, who),
            (None, None) => {}
        }
    }
    found
}

/// What stands in the column of deadlines in words that are no time, or in figures alone: 「2025-10-31」, 「视进度而定」.
fn deadline(text: &str, table: &TaskTable, row: &TableRow) -> Option<Deadline> {
    let cells =
        table.columns.iter().zip(&row.cells).filter(|(column, _)| column.kind == ColumnKind::Deadline);
    let words = cells.map(|(_, cell)| cell.place.span.of(text)).rfind(|words| !words.is_empty())?;
    Some(Deadline { text: words.to_owned(), date: date(words) })
}

/// The last day that a date in figures names: 2025-10-31, 2025/10/31, 2025.10.
fn date(words: &str) -> Option<String> {
    let last = words.rsplit(['~', '～', '至', '—']).next()?.trim();
    let day = last.split_whitespace().next()?;
    let mut parts = day.split(['-', '/', '.']).map(|part| part.parse::<u32>().ok());
    let year = parts.next()?.filter(|year| (1990..2100).contains(year))?;
    let month = parts.next()?.filter(|month| (1..=12).contains(month))?;
    let ends = days_of(year, month);
    let day = parts.next().map_or(Some(ends), |day| day.filter(|day| (1..=ends).contains(day)))?;
    parts.next().is_none().then(|| format!("{year:04}-{month:02}-{day:02}"))
}

fn days_of(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
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

/// What a column says of who and when.
fn label(column: ColumnKind) -> Option<Label> {
    match column {
        ColumnKind::Lead => Some(Label::Lead),
        ColumnKind::Responsible => Some(Label::Responsible),
        ColumnKind::Cooperating => Some(Label::Cooperating),
        ColumnKind::Leader => Some(Label::Leader),
        ColumnKind::Deadline => Some(Label::Deadline),
        _ => None,
    }
}

/// The cells that say who and when.
fn who(table: &TaskTable, row: &TableRow) -> Vec<(Label, Span)> {
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
