//! A text → its documents: letterhead, section tree, inline enumerations, noise.

use crate::model::Document;
use crate::source::Source;
use crate::span::Span;

/// Reads the outline of every document of the text. At least one document unless the text is blank.
pub fn outline(source: &Source) -> Vec<Document> {
    if source.text().trim().is_empty() {
        return Vec::new();
    }
    vec![Document { place: source.place(Span::new(0, source.text().len())), ..Document::default() }]
}
