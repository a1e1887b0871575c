//! Bytes of an Office Open XML text (.docx) → its text: numbering written out, deletions gone, tables cell by cell.

mod body;
mod numbering;
mod styles;

use super::refusal::{most_text, pictures_only, refuse, without_words};
use super::xml;
use super::zip::Archive;
use crate::error::{Error, ErrorKind};
use crate::source::Extract;
use body::{Body, Found};
use numbering::Numbering;
use styles::Styles;

/// Reads the text, one line a paragraph or row, footnotes after the body, and which lines are rows of tables.
///
/// # Errors
/// `Empty` for what holds no words, `Malformed` for what is cut off, encrypted or no XML, `TooLarge` for what would take too much memory.
pub fn read(bytes: &[u8]) -> Result<Extract, Error> {
    let archive = Archive::open(bytes)?;
    let main = main_part(&archive)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = |name: &str| archive.part(format!("{folder}/{name}").trim_start_matches('/'));
    let styles = Styles::read(beside("styles.xml")?.as_deref())?;
    let numbering = Numbering::read(beside("numbering.xml")?.as_deref())?;
    let document = archive.part(&main)?.ok_or_else(no_document)?;
    let mut body = Body::new(styles, numbering, most_text(bytes.len()));
    xml::walk(&document, &mut body)?;
    for notes in ["footnotes.xml", "endnotes.xml"] {
        if let Some(part) = beside(notes)? {
            xml::walk(&part, &mut body)?;
        }
    }
    told(body, archive.has("word/media/"))
}

/// Returns whether a file is one XML document that Word wrote: Word 2003's, or one that holds all parts of a DOCX.
pub fn is_xml(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD.min(bytes.len())).unwrap_or_default();
    let has = |mark: &[u8]| memchr::memmem::find(head, mark).is_some();
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start().starts_with(b"<?xml")
        && (has(b"<w:wordDocument") || has(b"<pkg:package") && has(b"progid=\"Word.Document\""))
}

/// How far into a file its first element is looked for.
const HEAD: usize = 4096;

/// Reads a Word document that is one XML file: its styles and lists stand in it.
///
/// # Errors
/// As [`read`].
pub fn read_xml(bytes: &[u8]) -> Result<Extract, Error> {
    let mut body =
        Body::new(Styles::read(Some(bytes))?, Numbering::read(Some(bytes))?, most_text(bytes.len()));
    xml::walk(bytes, &mut body)?;
    let pictures =
        [&b"binData"[..], b"binaryData"].iter().any(|mark| memchr::memmem::find(bytes, mark).is_some());
    told(body, pictures)
}

/// The text, or why there is none.
fn told(body: Body, pictures: bool) -> Result<Extract, Error> {
    let found = body.found;
    let read = body.finish();
    match found {
        Found::Nothing => Err(no_document()),
        Found::Elsewhere if read.text.trim().is_empty() => Err(refuse(
            ErrorKind::Unsupported,
            "a Word document whose text is a web page inside it: open it in Word and save it anew",
            "正文以网页形式嵌入的 Word 文档：请用 Word 打开后重新保存",
        )),
        _ if pictures_only(&read.text, pictures) || read.text.trim().is_empty() => {
            Err(without_words(pictures))
        }
        _ => Ok(read),
    }
}

fn no_document() -> Error {
    refuse(ErrorKind::Malformed, "an office document without its text", "缺少正文的办公文档")
}

/// Finds the part that holds the text, as the archive's relations say.
fn main_part(archive: &Archive<'_>) -> Result<String, Error> {
    struct Relations(Option<String>);
    impl xml::Sink for Relations {
        fn open(&mut self, name: &str, attributes: &xml::Attributes<'_>) {
            let is_main = attributes.get("Type").is_some_and(|t| t.ends_with("/officeDocument"));
            if name == "Relationship" && is_main {
                self.0 = attributes.get("Target").map(|t| t.trim_start_matches('/').to_owned());
            }
        }
    }
    let mut relations = Relations(None);
    if let Some(part) = archive.part("_rels/.rels")? {
        xml::walk(&part, &mut relations)?;
    }
    Ok(relations.0.unwrap_or_else(|| "word/document.xml".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::refusal::{ANY_TEXT, MAX_TEXT};
    use crate::input::zip::archive;

    fn document(body: &str) -> String {
        format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>")
    }

    fn kind_of(parts: &[(&str, &[u8])]) -> Result<String, ErrorKind> {
        read(&archive(parts)).map(|read| read.text).map_err(|e| e.kind())
    }

    #[test]
    fn a_bomb_is_refused() {
        let bomb = vec![b' '; 65 << 20];
        assert_eq!(kind_of(&[("word/document.xml", &bomb)]), Err(ErrorKind::TooLarge));
    }

    #[test]
    fn a_small_archive_of_much_text_is_refused() {
        let text = |bytes: usize| {
            document(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "7座、".repeat(bytes / "7座、".len())))
        };
        let read = |bytes| kind_of(&[("word/document.xml", text(bytes).as_bytes())]).map(|text| text.len());
        assert_eq!(read(2 << 20), Err(ErrorKind::TooLarge));
        assert!(read(ANY_TEXT / 2).is_ok_and(|length| length > ANY_TEXT / 3));
        assert_eq!((most_text(25_000), most_text(1 << 20)), (1_600_000, MAX_TEXT));
    }

    #[test]
    fn empty_rows_and_list_marks_count_as_text() {
        let rows =
            "<w:tr><w:trPr><w:gridBefore w:val=\"63\"/></w:trPr><w:tc><w:p/></w:tc></w:tr>".repeat(60_000);
        let table = document(&format!("<w:tbl>{rows}</w:tbl>"));
        assert_eq!(kind_of(&[("word/document.xml", table.as_bytes())]), Err(ErrorKind::TooLarge));
        let numbering = format!(
            "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"{}\"/></w:lvl></w:abstractNum>\
             <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>",
            "第".repeat(90)
        );
        let item =
            "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>";
        let list = document(&item.repeat(20_000));
        let parts: [(&str, &[u8]); 2] =
            [("word/document.xml", list.as_bytes()), ("word/numbering.xml", numbering.as_bytes())];
        assert_eq!(kind_of(&parts), Err(ErrorKind::TooLarge));
    }

    #[test]
    fn entities_are_refused() {
        let laughs = "<!DOCTYPE d [<!ENTITY a \"哈哈\"><!ENTITY b \"&a;&a;&a;\">]><d>&b;</d>";
        assert_eq!(kind_of(&[("word/document.xml", laughs.as_bytes())]), Err(ErrorKind::Malformed));
    }

    #[test]
    fn endless_nesting_is_refused() {
        let deep = document(&"<w:tbl><w:tr><w:tc>".repeat(100_000));
        assert_eq!(kind_of(&[("word/document.xml", deep.as_bytes())]), Err(ErrorKind::TooLarge));
    }

    #[test]
    fn cut_off_archives_and_parts_are_refused() {
        let whole =
            archive(&[("word/document.xml", document("<w:p><w:r><w:t>云溪县</w:t></w:r></w:p>").as_bytes())]);
        assert_eq!(read(&whole).unwrap().text, "云溪县\n");
        for end in (0..whole.len()).step_by(7) {
            assert!(read(&whole[..end]).is_err(), "{end}");
        }
        assert_eq!(kind_of(&[("word/document.xml", b"<w:document><w:body>")]), Err(ErrorKind::Malformed));
        assert_eq!(kind_of(&[("word/other.xml", b"<a/>")]), Err(ErrorKind::Malformed));
    }

    #[test]
    fn documents_without_words_are_refused() {
        let message = |parts: &[(&str, &[u8])]| {
            read(&archive(parts)).map_err(|e| e.message(crate::Language::Chinese).to_owned())
        };
        let scan = document("<w:p><w:r><w:drawing/></w:r></w:p>");
        let parts: [(&str, &[u8]); 2] =
            [("word/document.xml", scan.as_bytes()), ("word/media/image1.jpeg", b"\xFF\xD8")];
        assert!(message(&parts).is_err_and(|told| told.contains("扫描件")));
        for part in [&[0; 600][..], b"", b"<html><body><p>\xE5\xB7\xB2</p></body></html>"] {
            assert!(kind_of(&[("word/document.xml", part)]).is_err(), "{part:?}");
        }
    }

    #[test]
    fn styles_that_rest_on_each_other_end() {
        let styles = "<w:styles><w:style w:styleId=\"a\"><w:basedOn w:val=\"b\"/></w:style>\
                      <w:style w:styleId=\"b\"><w:basedOn w:val=\"a\"/></w:style></w:styles>";
        let body = document("<w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr><w:r><w:t>云溪县</w:t></w:r></w:p>");
        let parts: [(&str, &[u8]); 2] =
            [("word/document.xml", body.as_bytes()), ("word/styles.xml", styles.as_bytes())];
        assert_eq!(kind_of(&parts).as_deref(), Ok("云溪县\n"));
    }

    #[test]
    fn lists_that_lie_are_survived() {
        let numbering = format!(
            "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"4294967295\"/><w:lvlText w:val=\"{}\"/></w:lvl>\
             <w:lvl w:ilvl=\"77\"/></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>\
             <w:num w:numId=\"2\"><w:abstractNumId w:val=\"9\"/></w:num></w:numbering>",
            "%1".repeat(10_000)
        );
        let paragraph = |list: u32, level: u32| {
            format!(
                "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"
            )
        };
        let body = document(
            &[paragraph(1, 0), paragraph(1, 0), paragraph(1, 77), paragraph(2, 0), paragraph(3, 8)].concat(),
        );
        let parts: [(&str, &[u8]); 2] =
            [("word/document.xml", body.as_bytes()), ("word/numbering.xml", numbering.as_bytes())];
        let text = kind_of(&parts).unwrap();
        assert_eq!(text.lines().filter(|l| *l == "甲").count(), 3, "{text}");
    }
}
