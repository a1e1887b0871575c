//! The text that the pipeline works on, and the way back from each of its offsets to the bytes that came in.

use crate::span::{Place, Span};
use serde::{Deserialize, Serialize};

/// One replaced stretch of a text: `from` indexes the text before, `to` the text after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The stretch that was replaced.
    pub from: Span,
    /// What stands in its place.
    pub to: Span,
}

/// The changes that one stage made, sorted; between two of them both texts are the same, byte for byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes(Vec<Change>);

impl Changes {
    /// From a sorted list of changes that do not overlap.
    pub fn new(list: Vec<Change>) -> Self {
        debug_assert!(
            list.windows(2).all(|w| w[0].to.end <= w[1].to.start && w[0].from.end <= w[1].from.start)
        );
        Changes(list)
    }

    /// Leads a span of the text after to the text before; a change that it touches counts whole.
    pub fn back(&self, span: Span) -> Span {
        Span::new(
            lead(&self.0, span.start, |c| (c.to, c.from), Side::Start),
            lead(&self.0, span.end, |c| (c.to, c.from), Side::End),
        )
    }

    /// Leads a span of the text before to the text after; a change that it touches counts whole.
    pub fn forth(&self, span: Span) -> Span {
        Span::new(
            lead(&self.0, span.start, |c| (c.from, c.to), Side::Start),
            lead(&self.0, span.end, |c| (c.from, c.to), Side::End),
        )
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Start,
    End,
}

/// Leads one offset across; `sides` gives a change as (this side, the other side).
fn lead(list: &[Change], at: usize, sides: impl Fn(&Change) -> (Span, Span), side: Side) -> usize {
    let next = list.partition_point(|c| match side {
        Side::Start => sides(c).0.end <= at,
        Side::End => sides(c).0.end < at,
    });
    if let Some(c) = list.get(next) {
        let (here, there) = sides(c);
        if here.start < at {
            return if side == Side::Start { there.start } else { there.end };
        }
    }
    match next.checked_sub(1).map(|i| sides(&list[i])) {
        Some((here, there)) => there.end + (at - here.end),
        None => at,
    }
}

/// One repair of the text, as it is listed for people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    /// What kind of damage: `shifted_bytes`, `pinyin`, `utf8_as_gbk` …
    pub kind: String,
    /// Where, in the input as it came.
    pub source_span: Span,
    /// What stood there, as decoded.
    pub from: String,
    /// What stands there now.
    pub to: String,
    /// How sure the repair is, 0 to 1.
    pub confidence: f32,
}

/// What kind of file the text came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Format {
    /// Plain text.
    #[default]
    Text,
    /// HTML.
    Html,
    /// Office Open XML text.
    Docx,
    /// Office Open XML table.
    Xlsx,
    /// Portable Document Format.
    Pdf,
}

/// Which script the text was found in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Script {
    /// 简体.
    #[default]
    Simplified,
    /// 繁體.
    Traditional,
    /// Both, neither clearly.
    Mixed,
}

/// What is known of the input: its size, format, encoding, script and repairs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SourceInfo {
    /// The file's name as given, where there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<String>,
    /// Length of the input in bytes.
    pub bytes: usize,
    /// What kind of file it is.
    pub format: Format,
    /// WHATWG name of the encoding (or `hz`), lower case.
    pub encoding: String,
    /// How sure the encoding is, 0 to 1.
    pub encoding_confidence: f32,
    /// The script that it was found in.
    pub script: Script,
    /// Every repair, in order.
    pub edits: Vec<Edit>,
}

/// A text with its way back to the bytes that it came from.
#[derive(Clone, Debug, Default)]
pub struct Source {
    text: String,
    info: SourceInfo,
    stages: Vec<Changes>,
    extracted: Option<String>,
}

impl Source {
    /// `text` as the last of `stages` left it; the first stage starts from the input's bytes.
    pub fn new(text: String, info: SourceInfo, stages: Vec<Changes>) -> Self {
        Source { text, info, stages, extracted: None }
    }

    /// The same, taken out of an office document: every `source_span` indexes the text that was extracted from it.
    #[cfg(feature = "docx")]
    pub(crate) fn extracted_from(self, extracted: String) -> Self {
        Source { extracted: Some(extracted), ..self }
    }

    /// The text extracted from an office document, as it came.
    pub fn extracted(&self) -> Option<&str> {
        self.extracted.as_deref()
    }

    /// The restored, simplified text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is known of the input.
    pub fn info(&self) -> &SourceInfo {
        &self.info
    }

    /// Leads a span of the text to the bytes of the input that it came from.
    pub fn source_span(&self, span: Span) -> Span {
        self.stages.iter().rev().fold(span, |s, stage| stage.back(s))
    }

    /// Leads a span of the input's bytes to the text.
    pub fn text_span(&self, source_span: Span) -> Span {
        self.stages.iter().fold(source_span, |s, stage| stage.forth(s))
    }

    /// Both coordinates of a span of the text.
    pub fn place(&self, span: Span) -> Place {
        Place { source_span: self.source_span(span), span }
    }

    /// The piece of text at `span`.
    pub fn quote(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// Gives the source the name under which the user knows it.
    pub fn set_name(&mut self, name: impl Into<String>) {
        self.info.name = Some(name.into());
    }
}
