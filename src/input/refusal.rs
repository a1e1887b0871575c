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

/// Fewer characters than these beside pictures are a name or a stamp on a scan, not a document.
#[cfg(feature = "office")]
const FEWEST_WORDS: usize = 30;

/// Whether a document is pictures and next to no text: pages that were scanned and pasted into it.
#[cfg(feature = "office")]
pub(super) fn pictures_only(text: &str, pictures: bool) -> bool {
    pictures && text.chars().filter(|c| c.is_alphanumeric()).take(FEWEST_WORDS).count() < FEWEST_WORDS
}

/// Refuses a document of pictures, which is a scan, and one of nothing, which was never a document.
#[cfg(feature = "office")]
pub(super) fn without_words(pictures: bool) -> Error {
    let (english, chinese) = if pictures {
        (
            "an office document of pictures with next to no words (a scan?): have its words recognised first",
            "只有图片、几乎没有文字的办公文档（可能是扫描件）：请先做文字识别",
        )
    } else {
        ("an office document without words", "没有文字的办公文档")
    };
    refuse(ErrorKind::Empty, english, chinese)
}

/// Refuses a document that unpacks to more text than can be read.
#[cfg(feature = "office")]
pub(super) fn too_much_text() -> Error {
    refuse(
        ErrorKind::TooLarge,
        "an office document that unpacks to more text than can be read: save it as plain text (TXT) and split it",
        "文字过多的办公文档：请另存为纯文本（TXT）并拆成几个文件",
    )
}

/// Refuses a document with a password.
pub(super) fn encrypted() -> Error {
    refuse(
        ErrorKind::Malformed,
        "an encrypted office document: save it without its password first",
        "加密的办公文档：请先去掉密码另存",
    )
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
