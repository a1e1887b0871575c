//! A text and its documents → what is lost or doubtful in them, one line each for a person.

use crate::model::{Document, NoiseKind, Note};
use crate::source::Source;
use crate::span::Span;

/// The notes, in the order of the text: characters that were lost, gaps, headings whose upper heading is missing.
pub fn notes(source: &Source, documents: &[Document]) -> Vec<Note> {
    let mut found = lost_characters(source);
    for document in documents {
        let lost = document.sections.iter().filter(|s| s.parent_lost);
        found.extend(lost.map(|s| Note {
            code: "parent_lost".into(),
            text: format!("“{}{}”的上级标题缺失", s.marker, s.title.as_deref().unwrap_or("")),
            place: s.place,
        }));
        let gaps = document.noise.iter().filter(|n| n.kind == NoiseKind::Gap);
        found.extend(gaps.map(|n| Note {
            code: "text_missing".into(),
            text: "此处有文字被隐去".into(),
            place: n.place,
        }));
    }
    found.sort_by_key(|note| note.place.span);
    found
}

/// Runs of U+FFFD: bytes that no reading gives back.
fn lost_characters(source: &Source) -> Vec<Note> {
    let text = source.text();
    let mut found: Vec<Note> = Vec::new();
    let mut last = Span::default();
    for (at, mark) in text.match_indices('\u{FFFD}') {
        let span = Span::new(at, at + mark.len());
        if span.start == last.end && !found.is_empty() {
            last.end = span.end;
            if let Some(note) = found.last_mut() {
                note.place = source.place(last);
            }
            continue;
        }
        last = span;
        found.push(Note {
            code: "unrestored".into(),
            text: "此处字节已丢失，无法还原".into(),
            place: source.place(span),
        });
    }
    found
}
