//! A document's text → its statements: sentences with section, measure, heading flag and mood.

mod mood;

use crate::model::{Document, Form, Mood, Section, SectionRole, Statement};
use crate::source::Source;
use crate::span::Span;
use crate::text::sentence::sentences;

/// The statements of `document`, whose outline is known, in the order of the text; noise is left out.
pub fn statements(source: &Source, document: &Document) -> Vec<Statement> {
    let text = source.text();
    let mut found = Vec::new();
    // Up to where what was said last looks ahead, though its part looks back.
    let mut ahead = 0;
    for span in pieces(text, document) {
        let section = document.section_at(span.start);
        let role = document.role_at(span.start);
        let heading = is_heading(document, span);
        let words = span.of(text);
        let looks_back = matches!(role, SectionRole::Review | SectionRole::Background);
        if looks_back && !heading && mood::turns_ahead(words) {
            ahead = ahead.max(until(text, section, span));
        }
        let mood = if looks_back && span.start < ahead {
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

/// A paragraph of more bytes is a whole report on one line.
const LONGEST_PARAGRAPH: usize = 6000;

/// How far a look ahead reaches: to the end of its paragraph; of its section, where the title tells of both, 「“十四五”时期发展
/// 成就和“十五五”时期主要目标」.
fn until(text: &str, section: Option<&Section>, span: Span) -> usize {
    let title = section.and_then(|s| s.title.as_deref()).unwrap_or("");
    if let Some(section) = section.filter(|_| title.contains("“十五五”") && title.contains("“十四五”"))
    {
        return section.place.span.end;
    }
    let rest = text.get(span.end..).unwrap_or("");
    let end = span.end + rest.find('\n').unwrap_or(rest.len());
    if end - span.start > LONGEST_PARAGRAPH { span.end } else { end }
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
