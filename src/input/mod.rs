//! Bytes of a file → what kind of document they are; refuses what is none. Web pages and office documents → their text.

#![cfg_attr(
    not(all(
        feature = "doc",
        feature = "docx",
        feature = "mht",
        feature = "odt",
        feature = "rtf",
        feature = "xlsx",
        feature = "zip"
    )),
    allow(dead_code, reason = "a build of few formats uses part of what they share")
)]

#[cfg(feature = "doc")]
pub mod doc;
#[cfg(feature = "docx")]
pub mod docx;
#[cfg(feature = "html")]
pub mod html;
#[cfg(feature = "mht")]
pub mod mht;
#[cfg(feature = "odt")]
pub mod odt;
#[cfg(feature = "ofd")]
pub mod ofd;
#[cfg(any(feature = "pdf", feature = "ofd"))]
pub mod pages;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod rows;
#[cfg(feature = "rtf")]
pub mod rtf;
#[cfg(feature = "xlsx")]
pub mod sheet;
#[cfg(feature = "zip")]
pub mod archive;
#[cfg(feature = "office")]
mod bytes;
#[cfg(feature = "office")]
mod charset;
#[cfg(any(feature = "doc", feature = "xlsx"))]
mod compound;
#[cfg(any(feature = "doc", feature = "docx", feature = "rtf"))]
mod fields;
#[cfg(feature = "office")]
mod lines;
#[cfg(any(feature = "doc", feature = "docx", feature = "odt", feature = "rtf"))]
mod lists;
mod refusal;
#[cfg(any(feature = "doc", feature = "docx", feature = "rtf"))]
mod symbols;
#[cfg(any(feature = "doc", feature = "rtf"))]
mod tables;
#[cfg(feature = "office")]
mod xml;
#[cfg(feature = "office")]
mod zip;

use crate::error::{Error, ErrorKind};
use crate::source::Format;

pub use refusal::LARGEST_INPUT;
use refusal::{encrypted, refuse, too_large};

/// Known signatures of files that hold no text: the bytes at an offset, and a name in English and Chinese.
const SIGNATURES: &[(usize, &[u8], &str, &str)] = &[
    (0, b"\xFF\xD8\xFF", "a JPEG image", "JPEG 图片"),
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image", "PNG 图片"),
    (0, b"GIF87a", "a GIF image", "GIF 图片"),
    (0, b"GIF89a", "a GIF image", "GIF 图片"),
    (0, b"II*\0", "a TIFF image", "TIFF 图片"),
    (0, b"MM\0*", "a TIFF image", "TIFF 图片"),
    (8, b"WEBP", "a WebP image", "WebP 图片"),
    (0, b"\x1f\x8b\x08", "a gzip archive", "gzip 压缩包"),
    (
        0,
        b"Rar!\x1a\x07",
        "a RAR archive: unpack it and give its files",
        "RAR 压缩包：请先解压，再给出其中的文件",
    ),
    (
        0,
        b"7z\xBC\xAF\x27\x1C",
        "a 7z archive: unpack it and give its files",
        "7z 压缩包：请先解压，再给出其中的文件",
    ),
    (0, b"PK\x05\x06", "an empty ZIP archive", "空的 ZIP 压缩包"),
    (257, b"ustar", "a tar archive", "tar 压缩包"),
    (0, b"\x7fELF", "a program", "可执行程序"),
    (0, b"MZ\x90\0", "a program", "可执行程序"),
    (0, b"SQLite format 3\0", "an SQLite database", "SQLite 数据库"),
    (4, b"ftyp", "an audio or video file", "音视频"),
    (0, b"ID3", "an audio or video file", "音视频"),
];

/// Documents of formats that this build does not read, with a word on how to get at their text.
const CONVERTIBLE: &[(&[u8], &str, &str)] = &[
    (
        b"%PDF-",
        "a PDF, which this build does not read: convert it to text or DOCX first, e.g. `pdftotext -layout FILE`",
        "PDF，本程序未带 PDF 功能：请先转成文本或 DOCX，如 pdftotext -layout 文件",
    ),
    (
        b"PK\x03\x04",
        "a ZIP archive or an office document: save it as plain text (TXT) first",
        "ZIP 压缩包或办公文档：请先另存为纯文本（TXT）",
    ),
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "a legacy office document of an unknown kind: save it as DOCX or plain text (TXT) first",
        "未知种类的旧版办公文档：请先另存为 DOCX 或纯文本（TXT）",
    ),
    (
        b"\xDB\xA5\x2D\0",
        "a document of Word 2: save it as DOCX or plain text (TXT) first",
        "Word 2 的文档：请先另存为 DOCX 或纯文本（TXT）",
    ),
    (
        b"{\\rtf",
        "an RTF document: save it as DOCX or plain text (TXT) first",
        "RTF 文档：请先另存为 DOCX 或纯文本（TXT）",
    ),
];

/// Tells the format of a file by its bytes, whatever its name says.
///
/// # Errors
/// `TooLarge` beyond [`LARGEST_INPUT`], `Empty` for no bytes or blanks only, `Binary` for images, archives and the like,
/// `Unsupported` for documents that this build does not read.
pub fn sniff(bytes: &[u8]) -> Result<Format, Error> {
    if bytes.len() > LARGEST_INPUT {
        return Err(too_large());
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(refuse(ErrorKind::Empty, "an empty file", "空文件"));
    }
    let at = |offset: usize, mark: &[u8]| bytes.get(offset..).is_some_and(|rest| rest.starts_with(mark));
    if let Some((_, _, english, chinese)) = SIGNATURES.iter().find(|(offset, mark, ..)| at(*offset, mark)) {
        return Err(refuse(ErrorKind::Binary, english, chinese));
    }
    #[cfg(feature = "office")]
    if at(0, b"PK\x03\x04") {
        return sniff_archive(bytes);
    }
    if at(0, b"\xD0\xCF\x11\xE0")
        && let Some(sniffed) = sniff_compound(bytes)
    {
        return sniffed;
    }
    #[cfg(feature = "pdf")]
    if at(0, b"%PDF-") {
        return Ok(Format::Pdf);
    }
    #[cfg(feature = "rtf")]
    if rtf::is_rtf(bytes) {
        return Ok(Format::Rtf);
    }
    if let Some((_, english, chinese)) = CONVERTIBLE.iter().find(|(mark, ..)| at(0, mark)) {
        return Err(refuse(ErrorKind::Unsupported, english, chinese));
    }
    #[cfg(feature = "docx")]
    if docx::is_xml(bytes) {
        return Ok(Format::WordXml);
    }
    #[cfg(feature = "xlsx")]
    if sheet::is_xml(bytes) {
        return Ok(Format::ExcelXml);
    }
    #[cfg(feature = "mht")]
    if mht::is_message(bytes) {
        return Ok(Format::Mht);
    }
    #[cfg(feature = "html")]
    if html::is_page(bytes) {
        return Ok(Format::Html);
    }
    #[cfg(not(feature = "html"))]
    if declares_a_page(bytes) {
        let (english, chinese) = (
            "a web page, which this build does not read: save it as plain text (TXT) first",
            "网页，本程序未带网页功能：请先另存为纯文本（TXT）",
        );
        return Err(refuse(ErrorKind::Unsupported, english, chinese));
    }
    Ok(Format::Text)
}

/// Whether a file says in its first bytes that it is a web page, in whatever encoding.
#[cfg(not(feature = "html"))]
fn declares_a_page(bytes: &[u8]) -> bool {
    const HEAD: usize = 4096;
    let head: Vec<u8> = bytes.iter().take(HEAD).filter(|b| **b != 0).map(u8::to_ascii_lowercase).collect();
    [&b"<!doctype html"[..], b"<html"].iter().any(|mark| head.windows(mark.len()).any(|bytes| bytes == *mark))
}

/// What a compound file is, by the streams that it holds, where that is known.
fn sniff_compound(bytes: &[u8]) -> Option<Result<Format, Error>> {
    if memchr::memmem::find(bytes, ENCRYPTED).is_some() {
        return Some(Err(encrypted()));
    }
    #[cfg(feature = "xlsx")]
    if sheet::is_xls(bytes) {
        return Some(Ok(Format::Xls));
    }
    #[cfg(feature = "doc")]
    if doc::is_doc(bytes) {
        return Some(Ok(Format::Doc));
    }
    #[cfg(feature = "doc")]
    if let Some(refused) = doc::other(bytes) {
        return Some(Err(refused));
    }
    None
}

/// Archives that are documents of formats that this build does not read: a part that tells them, and a word on how to get at
/// their text.
#[cfg(feature = "office")]
const ARCHIVES: &[(&str, &str, &str)] = &[
    ("word/", "a Word document: save it as plain text (TXT) first", "Word 文档：请先另存为纯文本（TXT）"),
    ("xl/", "an Excel workbook: save it as HTML or plain text first", "Excel 工作簿：请先另存为网页或纯文本"),
    (
        "ppt/",
        "a PowerPoint presentation: save its text as plain text first",
        "PowerPoint 演示文稿：请先把文字另存为纯文本",
    ),
    (
        "OFD.xml",
        "an OFD document, which this build does not read: convert it to DOCX or plain text first",
        "OFD 版式文件，本程序未带 OFD 功能：请先转成 DOCX 或纯文本",
    ),
    (
        "content.xml",
        "an OpenDocument file that this build does not read: save it as DOCX first",
        "本程序不读的 OpenDocument 文档：请先另存为 DOCX",
    ),
];

/// What an archive is, by the parts that it holds.
#[cfg(feature = "office")]
fn sniff_archive(bytes: &[u8]) -> Result<Format, Error> {
    let archive = zip::Archive::open(bytes)?;
    if cfg!(feature = "docx") && archive.has("word/") {
        return Ok(Format::Docx);
    }
    if cfg!(feature = "xlsx") && archive.has("xl/worksheets/") {
        return Ok(Format::Xlsx);
    }
    if cfg!(feature = "ofd") && archive.has("OFD.xml") {
        return Ok(Format::Ofd);
    }
    let open = archive.part("mimetype")?.unwrap_or_default();
    if cfg!(feature = "odt") && open.starts_with(b"application/vnd.oasis.opendocument.text") {
        return Ok(Format::Odt);
    }
    if cfg!(feature = "xlsx") && open.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") {
        return Ok(Format::Ods);
    }
    if let Some((_, english, chinese)) = ARCHIVES.iter().find(|(part, ..)| archive.has(part)) {
        return Err(refuse(ErrorKind::Unsupported, english, chinese));
    }
    Err(refuse(
        ErrorKind::Binary,
        "a ZIP archive of files: unpack it, or use a command that takes many files",
        "装有多个文件的 ZIP 压缩包：请先解压，或改用可处理多个文件的命令",
    ))
}

/// An office document with a password is a container of this stream (MS-OFFCRYPTO 2.3.4.4), its name in UTF-16.
const ENCRYPTED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_and_blanks_are_refused() {
        let kind = |bytes: &[u8]| sniff(bytes).map_err(|e| e.kind());
        assert_eq!(kind(b"\xFF\xD8\xFF\xE0\0\x10JFIF"), Err(ErrorKind::Binary));
        assert_eq!(kind(b" \r\n"), Err(ErrorKind::Empty));
        assert_eq!(kind(b"%PDF-1.7").is_ok(), cfg!(feature = "pdf"));
        assert_eq!(kind("云溪县".as_bytes()), Ok(Format::Text));
    }

    #[test]
    #[cfg(not(feature = "html"))]
    fn a_page_is_refused_where_it_cannot_be_read() {
        let kind = sniff(b"<!DOCTYPE html>\n<html><body>").map_err(|e| e.kind());
        assert_eq!(kind, Err(ErrorKind::Unsupported));
    }

    #[test]
    fn nulls_are_no_reason_to_refuse() {
        assert_eq!(sniff(b"a\0b\x01"), Ok(Format::Text));
    }
}
