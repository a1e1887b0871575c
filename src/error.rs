//! The one error of the crate: what kind it is, and a sentence saying what was expected and what was found.

use crate::language::Language;
use std::fmt;

/// Why a file could not be read or an option not be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    chinese: Option<String>,
}

/// The kinds of [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input holds no byte, or nothing but blanks.
    Empty,
    /// The input is an image, an archive, a program: no document.
    Binary,
    /// A document format that this build does not read.
    Unsupported,
    /// A document of a known format that is cut off, encrypted or malformed.
    Malformed,
    /// It was read, and holds no Chinese words: zeros, noise, lost characters, another language.
    Unreadable,
    /// Larger than the limits that keep memory bounded.
    TooLarge,
    /// An option names something that is not there, such as a section.
    NotFound,
}

impl Error {
    /// Makes an error of `kind` whose `message` says what was expected and what was found.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Error, ErrorKind};
    ///
    /// assert_eq!(Error::new(ErrorKind::Empty, "expected a document, found nothing").kind(), ErrorKind::Empty);
    /// ```
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error { kind, message: message.into(), chinese: None }
    }

    /// Adds the message in Chinese.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Error, ErrorKind, Language};
    ///
    /// let error = Error::new(ErrorKind::Empty, "expected a document, found nothing").in_chinese("应为文档，实为空文件");
    /// assert_eq!(error.message(Language::Chinese), "应为文档，实为空文件");
    /// ```
    pub fn in_chinese(mut self, message: impl Into<String>) -> Self {
        self.chinese = Some(message.into());
        self
    }

    /// Returns the message in the reader's language; in English where it has no Chinese.
    ///
    /// # Example
    /// ```
    /// let error = gongwen::read(b"").unwrap_err();
    /// assert_eq!(error.message(gongwen::Language::English), "expected a document, found an empty file");
    /// ```
    pub fn message(&self, language: Language) -> &str {
        language.pick(self.chinese.as_deref().unwrap_or(&self.message), &self.message)
    }

    /// Tells what kind of error it is.
    ///
    /// # Example
    /// ```
    /// assert_eq!(gongwen::read(b"").unwrap_err().kind(), gongwen::ErrorKind::Empty);
    /// ```
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
