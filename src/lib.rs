//! Reads Chinese government documents and checks a report against its plan; every value leads back to the bytes it came from.
//!
//! # Steps
//! - **Decode, restore, convert.** Bytes of any Chinese encoding, damaged or not, become a [`Source`]: simplified text, and
//!   the way back from each of its offsets to the input. [`clean`] does no more than this.
//! - **Outline.** The text becomes [`Document`]s: letterhead, [`Section`] tree, inline [`Measure`]s, noise.
//! - **Statements.** Sentences get a mood: done, under way, planned, admitted.
//! - **Metrics.** Numbers get their indicator, comparator, period and role: [`Metric`].
//! - **Tasks.** What the document promises, by whom and by when: [`Task`].
//! - **Matching and verdict.** A [`Checker`] lays a report beside its plan and gives a [`Review`]: one [`Finding`] a task, with
//!   a [`Verdict`] and the sentences it rests on.
//! - **Report.** [`report`] prints a review or an outline for people.
//!
//! [`parse`] takes text and never fails; [`read`] takes a file and fails on what is no document.
//!
//! # Example
//! ```
//! use gongwen::{Checker, Verdict, parse};
//!
//! let plan = parse("云溪县2024年工作要点\n1、新建社区养老服务中心6个。\n".as_bytes());
//! let report = parse("2024年工作总结\n一、工作成效\n全年新建社区养老服务中心7个。\n".as_bytes());
//! let review = Checker::new().check(&plan, &report);
//!
//! let finding = &review.findings[0];
//! assert_eq!(finding.verdict, Verdict::Done);
//! assert_eq!(finding.evidence[0].text, "全年新建社区养老服务中心7个。");
//! ```

pub mod span;
mod stage;
mod language;
mod error;
mod tables;
mod text;
mod place;
mod numeral;
mod calendar;
mod source;
mod lines;
mod utf8;
mod plausible;
mod survey;
mod pairs;
mod entity;
pub mod model;
mod input;
mod decode;
mod restore;
mod script;
mod outline;
mod statements;
mod metrics;
mod tasks;
mod matching;
mod verdict;
mod audit;
pub mod report;
mod notes;
mod readable;
mod unread;
mod belonging;
mod chosen;
mod checker;

pub use checker::Checker;
pub use error::{Error, ErrorKind};
pub use input::LARGEST_INPUT;
pub use language::Language;
pub use model::{Document, Finding, Measure, Metric, Review, Section, Task, Verdict};
pub use numeral::Decimal;
pub use script::{Converter, configurations};
pub use source::{Edit, Format, Script, Source, SourceInfo};
pub use span::{Place, Span};

use model::{Noise, NoiseKind, Note};
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

    /// Whether Chinese words can be read in it at all: what is laid beside a plan must be read, or nothing it tells is missed.
    ///
    /// # Errors
    /// `Unreadable` where it holds zeros, noise, lost characters or another language instead.
    pub fn readable(&self) -> Result<(), Error> {
        readable::readable(self)
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

/// The script that a text is turned into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ToScript {
    /// Left as it is.
    #[default]
    AsFound,
    /// 简体, by OpenCC's `t2s`, with the forms of Hong Kong and Taiwan as `hk2s` and `tw2s` have them.
    Simplified,
    /// 繁體, by OpenCC's `s2t`.
    Traditional,
}

/// What [`clean`] does beyond decoding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clean {
    /// Leave damage as it is.
    pub keep_damage: bool,
    /// Which script the text is turned into.
    pub to: ToScript,
}

/// Decodes text, restores it and, where asked, converts it. Total.
pub fn clean(bytes: &[u8], how: Clean) -> Source {
    let (text, info, stages) = decoded(bytes);
    restored(text, info, stages, how)
}

/// The text that the bytes hold, what is known of it, and the way back.
fn decoded(bytes: &[u8]) -> (String, SourceInfo, Vec<source::Changes>) {
    let decoded = decode::decode(bytes);
    let info = SourceInfo {
        bytes: bytes.len(),
        encoding: decoded.encoding.to_owned(),
        encoding_confidence: decoded.confidence,
        ..SourceInfo::default()
    };
    (decoded.text, info, vec![decoded.changes])
}

/// Restores a decoded text and, where asked, converts it.
fn restored(mut text: String, mut info: SourceInfo, mut stages: Vec<source::Changes>, how: Clean) -> Source {
    let mut seen = survey::survey(&text);
    if !how.keep_damage {
        for pass in [|text: &str, _: &survey::Survey| restore::unescape(text), restore::restore] {
            if let Some((restored, repairs)) = pass(&text, &seen) {
                info.edits.extend(edits(&repairs, (&text, &restored), &stages));
                stages.push(source::Changes::new(repairs.into_iter().map(|r| r.change).collect()));
                text = restored;
                seen = survey::survey(&text);
            }
        }
        info.edits = in_order(std::mem::take(&mut info.edits));
    }
    info.script = script::detect(&seen);
    let converted = match how.to {
        ToScript::Simplified if info.script != Script::Simplified => Some(script::simplify(&text)),
        ToScript::Traditional if info.script != Script::Traditional => Some(script::traditionalize(&text)),
        _ => None,
    };
    if let Some((converted, changes)) = converted {
        text = converted;
        stages.push(changes);
    }
    Source::new(text, info, stages)
}

/// The repairs of one pass as they are listed, with where they stand in the input.
fn edits(
    repairs: &[restore::Repair],
    (before, after): (&str, &str),
    stages: &[source::Changes],
) -> Vec<Edit> {
    let edit = |repair: &restore::Repair| Edit {
        kind: repair.kind.to_owned(),
        source_span: stages.iter().rev().fold(repair.change.from, |span, stage| stage.back(span)),
        from: repair.change.from.of(before).to_owned(),
        to: repair.change.to.of(after).to_owned(),
        confidence: repair.confidence,
    };
    repairs.iter().map(edit).collect()
}

/// The edits of all passes in the order of the input; what was changed twice is listed once.
fn in_order(mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort_by_key(|edit| edit.source_span);
    edits.dedup_by(|later, first| {
        let again = later.source_span.start < first.source_span.end;
        if again {
            first.source_span.end = first.source_span.end.max(later.source_span.end);
            first.confidence = first.confidence.min(later.confidence);
        }
        again
    });
    edits
}

/// Reads text of any Chinese encoding. Total: bad text gives a smaller model, blank text no documents.
pub fn parse(bytes: &[u8]) -> Parsed {
    model_of(clean(bytes, FOR_THE_MODEL))
}

/// Every room after the text: they all read the restored, simplified text.
const FOR_THE_MODEL: Clean = Clean { keep_damage: false, to: ToScript::Simplified };

fn model_of(source: Source) -> Parsed {
    // Every room looks for line feeds alone; `clean` keeps each line's end as it came.
    let source = match lines::with_line_feeds(source.text()) {
        Some((text, changes)) => source.then(text, changes),
        None => source,
    };
    let mut documents = outline::outline(&source);
    if let Some(first) = documents.first_mut() {
        first.noise.extend(source.left_out().map(|place| Noise { kind: NoiseKind::Web, place }));
        first.noise.sort_by_key(|n| n.place.source_span);
    }
    for document in &mut documents {
        document.statements = statements::statements(&source, document);
        (document.times, document.metrics) = metrics::metrics(&source, document);
        document.tasks = tasks::tasks(&source, document);
    }
    let notes = notes::notes(&source, &documents);
    Parsed { source, documents, notes }
}

/// Opens a file: tells its format by its bytes, then takes the text out of it and cleans it.
///
/// # Errors
/// Fails on what is no document: empty, binary, encrypted, truncated or oversized files.
pub fn open(bytes: &[u8], how: Clean) -> Result<Source, Error> {
    match input::sniff(bytes)? {
        #[cfg(feature = "html")]
        Format::Html => {
            let (page, info, mut stages) = decoded(bytes);
            let read = input::html::read(&page);
            let noise = read.noise.iter().map(|span| stages[0].back(*span)).collect();
            stages.extend(read.stages);
            let info = SourceInfo { format: Format::Html, ..info };
            Ok(restored(read.text, info, stages, how).with_left_out(noise))
        }
        #[cfg(feature = "docx")]
        Format::Docx => {
            let extracted = input::docx::read(bytes)?;
            let info = SourceInfo {
                bytes: bytes.len(),
                format: Format::Docx,
                encoding: "utf-8".to_owned(),
                encoding_confidence: 1.0,
                ..SourceInfo::default()
            };
            Ok(restored(extracted.clone(), info, Vec::new(), how).extracted_from(extracted))
        }
        _ => Ok(clean(bytes, how)),
    }
}

/// Reads a file of any known format: [`open`], then every room that [`parse`] walks.
///
/// # Errors
/// Fails where [`open`] does.
pub fn read(bytes: &[u8]) -> Result<Parsed, Error> {
    Ok(model_of(open(bytes, FOR_THE_MODEL)?))
}

/// What a text has lost for good: stretches whose bytes are gone, lines that nobody can read. Empty for nearly all texts.
pub fn losses(source: &Source) -> Vec<Note> {
    notes::losses(source)
}

/// Checks the arithmetic of each document of a file: rates, sums, products, growth. Total.
pub fn audit(parsed: &Parsed) -> Vec<Vec<model::Check>> {
    parsed.documents.iter().map(|document| audit::audit(&parsed.source, document)).collect()
}

/// The rooms one by one, for the benches. No promise.
#[doc(hidden)]
pub mod rooms {
    pub use crate::decode::decode;
    pub use crate::metrics::{locate, metrics};
    pub use crate::outline::outline;
    /// Restores a text, survey and all.
    pub fn restore(text: &str) -> Option<String> {
        crate::restore::restore(text, &crate::survey::survey(text)).map(|(text, _)| text)
    }
    pub use crate::script::simplify;
    pub use crate::statements::statements;
    pub use crate::tasks::tasks;
}

/// Runs the example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
