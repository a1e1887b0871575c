//! A file, read: its text, its documents and its notes, and how they are written as `gongwen.parse/1` and read back.

use crate::language::Language;
use crate::model::{Document, Measure, Metric, Note, Section, Task};
use crate::notes;
use crate::source::{Changes, SheetRow, Source, SourceInfo};
use crate::span::Place;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeStruct};

/// The name and version of the JSON.
const SCHEMA: &str = "gongwen.parse/1";

/// A file, read: its text and the documents found in it.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Parsed {
    /// The text and the way back to the input's bytes.
    pub source: Source,
    /// The documents of the file, attachments after what they are attached to.
    pub documents: Vec<Document>,
    /// What is lost or doubtful.
    pub notes: Vec<Note>,
}

impl Parsed {
    /// Iterates over the sections of all documents.
    ///
    /// # Example
    /// ```
    /// let parsed = gongwen::parse("云溪县工作总结\n一、完成情况\n修复河堤7公里。\n二、存在问题\n人手不足。\n".as_bytes());
    /// let titles: Vec<&str> = parsed.sections().filter_map(|s| s.title.as_deref()).collect();
    /// assert_eq!(titles, ["完成情况", "存在问题"]);
    /// ```
    pub fn sections(&self) -> impl Iterator<Item = &Section> {
        self.documents.iter().flat_map(|d| &d.sections)
    }

    /// Iterates over the measures of all documents.
    ///
    /// # Example
    /// ```
    /// let parsed = gongwen::parse("主要做法：一是修复河堤。二是配备校车。".as_bytes());
    /// assert_eq!(parsed.measures().count(), 2);
    /// ```
    pub fn measures(&self) -> impl Iterator<Item = &Measure> {
        self.documents.iter().flat_map(|d| &d.measures)
    }

    /// Iterates over the metrics of all documents.
    ///
    /// # Example
    /// ```
    /// let parsed = gongwen::parse("全年修复河堤7公里。".as_bytes());
    /// assert_eq!(parsed.metrics().next().unwrap().unit, "公里");
    /// ```
    pub fn metrics(&self) -> impl Iterator<Item = &Metric> {
        self.documents.iter().flat_map(|d| &d.metrics)
    }

    /// Iterates over the tasks of all documents.
    ///
    /// # Example
    /// ```
    /// let parsed = gongwen::parse("云溪县2025年工作要点\n一、重点任务\n1.修复河堤7公里。\n".as_bytes());
    /// assert_eq!(parsed.tasks().count(), 1);
    /// ```
    pub fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.documents.iter().flat_map(|d| &d.tasks)
    }

    /// Gives the notes with their messages in `language`; the field [`notes`](Parsed::notes) has them in Chinese.
    ///
    /// # Example
    /// ```
    /// use gongwen::Language;
    ///
    /// let parsed = gongwen::parse("修复河堤\u{FFFD}公里。".as_bytes());
    /// assert!(parsed.notes_in(Language::English)[0].text.contains("lost"));
    /// ```
    pub fn notes_in(&self, language: Language) -> Vec<Note> {
        notes::notes(&self.source, &self.documents, language)
    }

    /// Serialises with the text, which every `span` indexes, with the statements, with `source_text` for office documents, which every `source_span`
    /// indexes, with `source_pages`, where in it each page begins, or `source_rows`, where each row of a workbook begins, its sheet and its number, and with `source_map`, the way from the one to the other: what [`Parsed`] is deserialised from.
    ///
    /// # Example
    /// ```
    /// use gongwen::Parsed;
    ///
    /// let parsed = gongwen::parse("全年修复河堤7公里。".as_bytes());
    /// let json = serde_json::to_string(&parsed.with_text())?;
    /// let again: Parsed = serde_json::from_str(&json)?;
    /// assert_eq!(again.documents, parsed.documents);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn with_text(&self) -> WithText<'_> {
        WithText(self)
    }

    fn serialize_parts<S: Serializer>(&self, to: S, text: Option<&str>) -> Result<S::Ok, S::Error> {
        let mut out = to.serialize_struct("Parsed", 8)?;
        out.serialize_field("schema", SCHEMA)?;
        out.serialize_field("source", self.source.info())?;
        match text {
            Some(text) => {
                self.serialize_text(&mut out, text)?;
                out.serialize_field("documents", &self.documents)?;
            }
            None => out.serialize_field("documents", &WithoutStatements(&self.documents))?,
        }
        out.serialize_field("notes", &self.notes)?;
        out.end()
    }

    /// Writes the text and what leads from it back to the file.
    fn serialize_text<S: SerializeStruct>(&self, out: &mut S, text: &str) -> Result<(), S::Error> {
        out.serialize_field("text", text)?;
        if let Some(extracted) = self.source.extracted() {
            out.serialize_field("source_text", extracted)?;
        }
        if !self.source.pages().is_empty() {
            out.serialize_field("source_pages", self.source.pages())?;
        }
        if !self.source.sheet_rows().is_empty() {
            out.serialize_field("source_rows", self.source.sheet_rows())?;
        }
        if !self.source.stages().is_empty() {
            out.serialize_field("source_map", self.source.stages())?;
        }
        Ok(())
    }
}

/// Documents without their sentences, which say little where the text is not beside them.
struct WithoutStatements<'a>(&'a [Document]);

impl Serialize for WithoutStatements<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let without = |d: &Document| Document { statements: Vec::new(), plan_from: None, ..d.clone() };
        to.collect_seq(self.0.iter().map(without))
    }
}

/// As `gongwen.parse/1`, without the text and the statements, which index it.
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

/// [`Parsed::with_text`] as it is read back.
#[derive(Deserialize)]
struct Written {
    schema: String,
    source: SourceInfo,
    text: Option<String>,
    source_text: Option<String>,
    #[serde(default)]
    source_pages: Vec<usize>,
    #[serde(default)]
    source_rows: Vec<SheetRow>,
    #[serde(default)]
    source_map: Vec<Changes>,
    documents: Vec<Document>,
    #[serde(default)]
    notes: Vec<Note>,
}

/// From what [`Parsed::with_text`] writes. Fails where the text is missing or something stands outside of it.
impl<'de> Deserialize<'de> for Parsed {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let expected = |what: &str| D::Error::custom(format!("expected {what}"));
        let written = Written::deserialize(from)?;
        if written.schema != SCHEMA {
            return Err(expected(SCHEMA));
        }
        let text = written.text.ok_or_else(|| expected("the restored text, as `with_text` writes it"))?;
        if !written.documents.iter().all(|document| fits(document, &text)) {
            return Err(expected("sections, measures and statements that stand in the text"));
        }
        let source = Source::new(text, written.source, written.source_map);
        let source = match written.source_text {
            Some(extracted) => {
                let source = source.extracted_from(extracted).with_pages(written.source_pages);
                source.with_sheet_rows(written.source_rows)
            }
            None => source,
        };
        Ok(Parsed { source, documents: written.documents, notes: written.notes })
    }
}

/// Whether what a document holds is numbered as it stands and lies in the text, on whole characters.
fn fits(document: &Document, text: &str) -> bool {
    let section = |id: Option<usize>| id.is_none_or(|id| id < document.sections.len());
    let measure = |id: Option<usize>| id.is_none_or(|id| id < document.measures.len());
    let (sections, measures) = (document.sections.iter(), document.measures.iter());
    let places = sections.clone().map(|s| s.place).chain(measures.clone().map(|m| m.place));
    let places = places.chain(document.statements.iter().map(|s| s.place));
    let mut places = places.chain(document.metrics.iter().map(|m| m.place)).chain([document.place]);
    let within = |place: Place| text.get(place.span.start..place.span.end).is_some();
    places.all(within)
        && document.tasks.iter().all(|t| within(t.place) && section(t.section) && measure(t.measure))
        && sections.enumerate().all(|(at, s)| s.id == at && s.parent.is_none_or(|parent| parent < at))
        && measures.enumerate().all(|(at, m)| m.id == at && section(m.section))
        && document.statements.iter().all(|s| section(s.section) && measure(s.measure))
}
