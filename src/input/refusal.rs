//! What a file is instead of a document → the error that says so; how much text a file may hold.

use crate::error::{Error, ErrorKind};

/// No file of more bytes is read: some 80 million characters. What is made of a text takes many times its size in memory.
pub const LARGEST_INPUT: usize = 256 << 20;

/// No document holds more bytes of text: some 2.7 million characters, 1,800 pages.
#[cfg(feature = "office")]
pub(super) const MAX_TEXT: usize = 8 << 20;
/// A text of so many bytes is read however well it was packed.
#[cfg(feature = "office")]
pub(super) const ANY_TEXT: usize = 1 << 20;
/// Text of an office document is packed with its layout: it unpacks to some three times its archive, and to a hundred times
/// only where somebody means harm.
#[cfg(feature = "office")]
const MAX_GROWTH: usize = 64;

/// The bytes of text that an archive may unpack to.
#[cfg(feature = "office")]
pub(super) fn most_text(archive: usize) -> usize {
    archive.saturating_mul(MAX_GROWTH).clamp(ANY_TEXT, MAX_TEXT)
}

/// Refuses a file for its size.
pub(super) fn too_large() -> Error {
    let most = LARGEST_INPUT >> 20;
    Error::new(
        ErrorKind::TooLarge,
        format!("expected a file of at most {most} MB, found a larger one: split it and read the parts"),
    )
    .in_chinese(format!("应不超过 {most} MB，实为更大的文件：请拆成几个文件分别处理"))
}

/// Refuses a file that is no document, naming what it is and what to do.
pub(super) fn refuse(kind: ErrorKind, english: &str, chinese: &str) -> Error {
    Error::new(kind, format!("expected a document, found {english}")).in_chinese(format!(
        "应为文档，实为{}{chinese}",
        if chinese.starts_with(|c: char| c.is_ascii()) { " " } else { "" }
    ))
}
