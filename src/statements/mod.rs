//! A document's text → its statements: sentences with section, measure, heading flag and mood.

mod mood;

use crate::model::{Document, Form, Statement};
use crate::sentence::sentences;
use crate::source::Source;
use crate::span::Span;

/// The statements of `document`, whose outline is known, in the order of the text; noise is left out.
pub fn statements(source: &Source, document: &Document) -> Vec<Statement> {
    let text = source.text();
    let mut found = Vec::new();
    for span in pieces(text, document) {
        let section = document.section_at(span.start);
        let role = document.role_at(span.start);
        let heading = is_heading(document, span);
        let words = span.of(text);
        found.push(Statement {
            place: source.place(span),
            section: section.map(|s| s.id),
            measure: document.measure_at(span.start).map(|m| m.id),
            mood: mood::mood(words, role, heading),
            heading,
        });
    }
    found
}

/// The sentences of the document, cut also where a section or an inline item begins and after a run-in title.
fn pieces(text: &str, document: &Document) -> Vec<Span> {
    let whole = document.place.span;
    let mut cuts: Vec<usize> = document
        .sections
        .iter()
        .map(|s| s.place.span.start)
        .chain(document.measures.iter().map(|m| m.place.span.start))
        .chain(document.noise.iter().flat_map(|n| [n.place.span.start, n.place.span.end]))
        .chain([whole.start, whole.end])
        .filter(|&at| whole.start <= at && at <= whole.end && text.is_char_boundary(at))
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let noise: Vec<Span> = document.noise.iter().map(|n| n.place.span).collect();
    cuts.windows(2)
        .map(|w| Span::new(w[0], w[1]))
        .filter(|piece| !within_any(&noise, *piece))
        .flat_map(|piece| sentences(text, piece))
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
