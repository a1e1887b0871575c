//! Bytes of a file → what kind of document they are; refuses what is none.

use crate::error::{Error, ErrorKind};
use crate::source::Format;

/// Known signatures of files that hold no text, with a name for the error message.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a legacy office document (.doc, .xls)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (b"\x7fELF", "a program"),
];

/// Tells the format of a file by its bytes.
///
/// # Errors
/// `Empty` for no bytes or blanks only, `Binary` for images, archives and the like.
pub fn sniff(bytes: &[u8]) -> Result<Format, Error> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::new(ErrorKind::Empty, "expected a document, found an empty file"));
    }
    match SIGNATURES.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        Some((_, name)) => {
            Err(Error::new(ErrorKind::Binary, format!("expected a text document, found {name}")))
        }
        None => Ok(Format::Text),
    }
}
