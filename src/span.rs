//! Half-open byte ranges: where a thing stands in the text, and where it stands in the bytes that came in.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes, `start..end`. What it indexes is said by the field that holds it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "[usize; 2]", into = "[usize; 2]")]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// Makes the range `start..end`; an end before its start is drawn up to it.
    ///
    /// # Example
    /// ```
    /// use gongwen::Span;
    ///
    /// assert_eq!(Span::new(3, 2), Span::new(3, 3));
    /// ```
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end: end.max(start) }
    }

    /// Returns its length in bytes.
    ///
    /// # Example
    /// ```
    /// use gongwen::Span;
    ///
    /// assert_eq!(Span::new(3, 9).len(), 6);
    /// ```
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Tells whether it holds no byte.
    ///
    /// # Example
    /// ```
    /// use gongwen::Span;
    ///
    /// assert!(Span::new(3, 3).is_empty());
    /// ```
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Tells whether `other` lies wholly inside.
    ///
    /// # Example
    /// ```
    /// use gongwen::Span;
    ///
    /// assert!(Span::new(3, 9).contains(Span::new(6, 9)));
    /// ```
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Tells whether the two share a byte.
    ///
    /// # Example
    /// ```
    /// use gongwen::Span;
    ///
    /// assert!(!Span::new(3, 6).overlaps(Span::new(6, 9)));
    /// ```
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns the piece of `text` that it covers; empty where it does not fit the text.
    ///
    /// # Example
    /// ```
    /// use gongwen::Span;
    ///
    /// assert_eq!(Span::new(3, 6).of("云溪县"), "溪");
    /// ```
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Returns the same range, `by` bytes further on.
    ///
    /// # Example
    /// ```
    /// use gongwen::Span;
    ///
    /// assert_eq!(Span::new(0, 3).shifted(6), Span::new(6, 9));
    /// ```
    pub fn shifted(self, by: usize) -> Span {
        Span { start: self.start + by, end: self.end + by }
    }
}

impl From<[usize; 2]> for Span {
    fn from([start, end]: [usize; 2]) -> Self {
        Span::new(start, end)
    }
}

impl From<Span> for [usize; 2] {
    fn from(span: Span) -> Self {
        [span.start, span.end]
    }
}

/// Both coordinates of one thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// In the input as it came, before any decoding, repair or conversion.
    pub source_span: Span,
    /// In the restored, simplified text ([`crate::Source::text`]).
    pub span: Span,
    /// The page of the input, counted from 1, of a file that has pages.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub page: Option<u32>,
    /// Of a workbook the sheet, counted from 1 in [`crate::SourceInfo::sheets`].
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sheet: Option<u32>,
    /// The row of that sheet, as its program numbers it; none of the sheet's name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub row: Option<u32>,
}
