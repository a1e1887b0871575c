//! A document → the same with its notes of who and when, and with which of its parts may hold tasks.

use super::first;
use super::lines::Lines;
use super::notes::{self, Note};
use super::scope::{Barred, Scope};
use crate::model::Document;
use crate::span::Span;

/// A document and what is known of it before its items are read.
pub(super) struct NotedDocument<'a> {
    pub(super) text: &'a str,
    pub(super) document: &'a Document,
    pub(super) barred: Barred,
    pub(super) notes: Vec<Note>,
    /// Some note says who or when.
    pub(super) noted: bool,
    pub(super) scope: Scope,
    pub(super) lines: Lines<'a>,
    pub(super) first_leads: bool,
}

impl<'a> NotedDocument<'a> {
    /// Reads the notes of a document. `above` is the notice that sends it along, if any.
    pub(super) fn of(text: &'a str, document: &'a Document, above: Option<Span>) -> Self {
        let notes = notes::notes(text, document);
        let first_leads = above.is_some_and(|span| says_first_leads(text, span, &[]))
            || says_first_leads(text, document.place.span, &notes);
        NotedDocument {
            text,
            document,
            barred: Barred::of(text, document),
            noted: notes.iter().any(|n| n.told.names() || n.told.dates()),
            scope: Scope::of(text, document, notes.iter().filter(|n| n.told.owns()).count()),
            notes: with_rule(notes, first_leads),
            lines: Lines::of(text, document.place.span),
            first_leads,
        }
    }

    pub(super) fn notes_in(&self, span: Span) -> &[Note] {
        let from = self.notes.partition_point(|n| n.span.start < span.start);
        let to = self.notes.partition_point(|n| n.span.start < span.end);
        &self.notes[from..to.max(from)]
    }
}

/// Whether running text says that the first organ of each note leads: 各项任务列第一位的为牵头单位.
fn says_first_leads(text: &str, within: Span, notes: &[Note]) -> bool {
    let piece = within.of(text);
    first::first_places(piece).any(|at| {
        let next = notes.partition_point(|n| n.span.end <= within.start + at);
        notes.get(next).is_none_or(|n| n.span.start > within.start + at)
    })
}

/// The notes, each told whether its first organ leads and who owns what nobody else does: from 下同 on all do.
fn with_rule(mut notes: Vec<Note>, mut first_leads: bool) -> Vec<Note> {
    let mut standing: Vec<String> = Vec::new();
    for note in &mut notes {
        note.told.owned_by(&standing);
        standing.extend(note.told.standing.iter().cloned());
        first_leads |= note.told.first_leads && note.told.from_here;
        note.told.first_leads |= first_leads;
    }
    notes
}
