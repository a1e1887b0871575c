//! A document's text → its statements: sentences with section, measure and mood.

use crate::model::{Document, Mood, Statement};
use crate::sentence::sentences;
use crate::source::Source;

/// The statements of `document`, in the order of the text.
pub fn statements(source: &Source, document: &Document) -> Vec<Statement> {
    sentences(source.text(), document.place.span)
        .into_iter()
        .map(|span| Statement {
            place: source.place(span),
            section: None,
            measure: None,
            mood: Mood::General,
            heading: false,
        })
        .collect()
}
