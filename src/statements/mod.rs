//! A document's text → its statements: sentences with section, measure, heading flag and mood.

mod mood;

use crate::calendar::{Era, first_year, moment, plans};
use crate::model::{
    ColumnKind, Document, Form, Mood, RowKind, Section, SectionRole, Statement, TableRow, TaskTable,
};
use crate::source::Source;
use crate::span::Span;
use crate::text::sentence::sentences;
use std::collections::BTreeSet;

/// The statements of `document`, whose outline is known, in the order of the text; noise is left out.
pub fn statements(source: &Source, document: &Document) -> Vec<Statement> {
    let text = source.text();
    let mut found = Vec::new();
    // Up to where what was said last looks ahead, though its part looks back.
    let mut ahead = 0;
    let year = year_of(document);
    let next = next_plan(text, document, year);
    for Piece { span, column } in pieces(text, document) {
        let section = document.section_at(span.start);
        let role = document.role_at(span.start);
        let heading = is_heading(document, span);
        let words = span.of(text);
        let looks_back = matches!(role, SectionRole::Review | SectionRole::Background);
        if looks_back && !heading && mood::turns_ahead(words, next) {
            ahead = ahead.max(until(text, section, span));
        }
        let mood = if column.is_none() && year.is_some_and(|year| mood::looks_past(words, year)) {
            Mood::Planned
        } else if let Some(column) = column {
            mood_of_cell(column, mood::mood(words, role, false, document.kind))
        } else if looks_back && span.start < ahead {
            Mood::Planned
        } else {
            mood::mood(words, role, heading, document.kind)
        };
        found.push(Statement {
            place: source.place(span),
            section: section.map(|s| s.id),
            measure: document.measure_at(span.start).map(|m| m.id),
            mood,
            heading,
        });
    }
    found
}

/// The five-year plan that the document looks ahead to: one that begins in its year or later; where no year is told, the later of
/// those that it names.
fn next_plan(text: &str, document: &Document, year: Option<i32>) -> Option<u8> {
    let named: BTreeSet<u8> = plans(document.place.span.of(text)).map(|plan| plan.number).collect();
    let last = *named.last()?;
    let is_next = match year {
        Some(year) => first_year(last) >= year,
        None => named.len() > 1,
    };
    is_next.then_some(last)
}

/// The year that a document speaks of or in: its title's, else that of its date.
fn year_of(document: &Document) -> Option<i32> {
    let year = document.letterhead.title.as_ref().and_then(|title| year_in(&title.text));
    let signed = || document.letterhead.date.as_ref()?.iso.as_ref()?.get(..4)?.parse().ok();
    year.or_else(signed)
}

/// The first year that a title names in digits.
fn year_in(title: &str) -> Option<i32> {
    let digits = title.char_indices().filter(|(_, c)| c.is_ascii_digit());
    digits.filter_map(|(at, _)| moment(&title[at..], Era::default())?.days).map(|(day, _)| day.year).next()
}

/// A paragraph of more bytes is a whole report on one line.
const LONGEST_PARAGRAPH: usize = 6000;

/// How far a look ahead reaches: to the end of its paragraph; of its section, where the title tells of both, 「“十四五”时期发展
/// 成就和“十五五”时期主要目标」.
fn until(text: &str, section: Option<&Section>, span: Span) -> usize {
    let title = section.and_then(|s| s.title.as_deref()).unwrap_or("");
    let mut plans = plans(title).map(|plan| plan.number);
    let first = plans.next();
    if let Some(section) = section.filter(|_| plans.any(|other| first.is_some_and(|first| first != other))) {
        return section.place.span.end;
    }
    let rest = text.get(span.end..).unwrap_or("");
    let end = span.end + rest.find('\n').unwrap_or(rest.len());
    if end - span.start > LONGEST_PARAGRAPH { span.end } else { end }
}

/// A cell of a table promises or tells by its column: what is said of progress was not planned, and the task is.
fn mood_of_cell(column: ColumnKind, words: Mood) -> Mood {
    match (column, words) {
        (ColumnKind::Task | ColumnKind::Target, _) => Mood::Planned,
        (ColumnKind::Progress, Mood::General) => Mood::Done,
        _ => words,
    }
}

/// A sentence, and in which column where it stands in a table.
struct Piece {
    span: Span,
    column: Option<ColumnKind>,
}

/// The sentences of the document, cut also where a section, an inline item or a cell begins and after a run-in title; of tables
/// only the cells that say something.
fn pieces(text: &str, document: &Document) -> Vec<Piece> {
    let whole = document.place.span;
    let mut cuts: Vec<usize> = document
        .sections
        .iter()
        .map(|s| s.place.span.start)
        .chain(document.measures.iter().map(|m| m.place.span.start))
        .chain(document.noise.iter().flat_map(|n| [n.place.span.start, n.place.span.end]))
        .chain(rows(document).flat_map(|(_, r)| [r.place.span.start, r.place.span.end]))
        .chain([whole.start, whole.end])
        .filter(|&at| whole.start <= at && at <= whole.end && text.is_char_boundary(at))
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let noise: Vec<Span> = document.noise.iter().map(|n| n.place.span).collect();
    cuts.windows(2)
        .map(|w| Span::new(w[0], w[1]))
        .filter(|piece| !within_any(&noise, *piece))
        .flat_map(|piece| match document.row_at(piece.start).filter(|(_, r)| r.place.span == piece) {
            Some((table, row)) => cells(text, table, row),
            None => sentences(text, piece).into_iter().map(|span| Piece { span, column: None }).collect(),
        })
        .collect()
}

/// The rows of all tables but the sections between them.
fn rows(document: &Document) -> impl Iterator<Item = (&TaskTable, &TableRow)> {
    let rows = document.tables.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row)));
    rows.filter(|(_, row)| row.kind != RowKind::Section)
}

/// The sentences of a row's cells that say something: not its number, nor who and when.
fn cells(text: &str, table: &TaskTable, row: &TableRow) -> Vec<Piece> {
    use ColumnKind::{Note, Other, Problem, Progress, Target, Task};
    if row.kind != RowKind::Body {
        return Vec::new();
    }
    let kinds = table.columns.iter().map(|c| c.kind).chain(std::iter::repeat(Other));
    let says = |kind: &ColumnKind| matches!(kind, Task | Target | Progress | Problem | Other | Note);
    let told = row.cells.iter().zip(kinds).filter(|(cell, kind)| !cell.merged && says(kind));
    told.flat_map(|(cell, kind)| {
        sentences(text, cell.place.span).into_iter().map(move |span| Piece { span, column: Some(kind) })
    })
    .collect()
}

/// Whether one of the sorted `noise` spans holds `piece`.
fn within_any(noise: &[Span], piece: Span) -> bool {
    let after = noise.partition_point(|n| n.start <= piece.start);
    noise[..after].iter().rev().take(4).any(|n| n.contains(piece) && !n.is_empty())
}

/// A sentence that is a section's title, alone or run in.
fn is_heading(document: &Document, span: Span) -> bool {
    let Some(section) = document.section_at(span.start).filter(|s| s.place.span.start == span.start) else {
        return document.letterhead.title.as_ref().is_some_and(|t| t.place.span.contains(span));
    };
    section.form != Form::Item
}
