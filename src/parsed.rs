//! A file, read: its text, its documents and its notes, and how they are written as `gongwen.parse/1`.

use crate::language::Language;
use crate::model::{Document, Measure, Metric, Note, Section, Task};
use crate::notes;
use crate::source::Source;
use serde::{Serialize, Serializer, ser::SerializeStruct};

/// A file, read: its text and the documents found in it.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The text and the way back to the input's bytes.
    pub source: Source,
    /// The documents of the file, attachments after what they are attached to.
    pub documents: Vec<Document>,
    /// What is lost or doubtful.
    pub notes: Vec<Note>,
}

impl Parsed {
    /// All sections of all documents.
    pub fn sections(&self) -> impl Iterator<Item = &Section> {
        self.documents.iter().flat_map(|d| &d.sections)
    }

    /// All measures of all documents.
    pub fn measures(&self) -> impl Iterator<Item = &Measure> {
        self.documents.iter().flat_map(|d| &d.measures)
    }

    /// All metrics of all documents.
    pub fn metrics(&self) -> impl Iterator<Item = &Metric> {
        self.documents.iter().flat_map(|d| &d.metrics)
    }

    /// All tasks of all documents.
    pub fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.documents.iter().flat_map(|d| &d.tasks)
    }

    /// Gives the notes with their messages in `language`; [`notes`](Parsed::notes) has them in Chinese.
    pub fn notes_in(&self, language: Language) -> Vec<Note> {
        notes::notes(&self.source, &self.documents, language)
    }

    /// The same, serialised with its text, which every `span` indexes, and for office documents with `source_text`, which
    /// every `source_span` indexes.
    pub fn with_text(&self) -> WithText<'_> {
        WithText(self)
    }

    fn serialize_parts<S: Serializer>(&self, to: S, text: Option<&str>) -> Result<S::Ok, S::Error> {
        let mut out = to.serialize_struct("Parsed", 6)?;
        out.serialize_field("schema", "gongwen.parse/1")?;
        out.serialize_field("source", self.source.info())?;
        if let Some(text) = text {
            out.serialize_field("text", text)?;
            if let Some(extracted) = self.source.extracted() {
                out.serialize_field("source_text", extracted)?;
            }
        }
        out.serialize_field("documents", &self.documents)?;
        out.serialize_field("notes", &self.notes)?;
        out.end()
    }
}

/// As `gongwen.parse/1`, without the text.
impl Serialize for Parsed {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.serialize_parts(to, None)
    }
}

/// A [`Parsed`] that serialises with its text: see [`Parsed::with_text`].
#[derive(Clone, Copy, Debug)]
pub struct WithText<'a>(&'a Parsed);

/// As `gongwen.parse/1`, with the text.
impl Serialize for WithText<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize_parts(to, Some(self.0.source.text()))
    }
}
