//! Bytes of an OpenDocument text (.odt) → its text: numbering written out, deletions gone, tables cell by cell.

mod body;
mod styles;

use super::refusal::{encrypted, most_text, pictures_only, refuse, without_words};
use super::xml;
use super::zip::Archive;
use crate::error::{Error, ErrorKind};
use crate::source::Extract;
use body::Body;
use styles::Styles;

/// Reads the text, one line a paragraph or row, notes after the body, and which lines are rows of tables.
///
/// # Errors
/// `Empty` for what holds no words, `Malformed` for what is cut off, encrypted or no XML, `TooLarge` for what would take too much memory.
pub fn read(bytes: &[u8]) -> Result<Extract, Error> {
    let archive = Archive::open(bytes)?;
    if archive.part("META-INF/manifest.xml")?.is_some_and(|part| names_encryption(&part)) {
        return Err(encrypted());
    }
    let content = archive.part("content.xml")?.ok_or_else(no_text)?;
    let mut styles = Styles::default();
    if let Some(part) = archive.part("styles.xml")? {
        xml::walk(&part, &mut styles)?;
    }
    xml::walk(&content, &mut styles)?;
    let mut body = Body::new(styles, most_text(bytes.len()));
    xml::walk(&content, &mut body)?;
    if !body.found {
        return Err(no_text());
    }
    let pictures = archive.has("Pictures/");
    let read = body.finish();
    if pictures_only(&read.text, pictures) || read.text.trim().is_empty() {
        return Err(without_words(pictures));
    }
    Ok(read)
}

fn names_encryption(manifest: &[u8]) -> bool {
    memchr::memmem::find(manifest, b"encryption-data").is_some()
}

fn no_text() -> Error {
    refuse(ErrorKind::Malformed, "an OpenDocument file without its text", "缺少正文的 OpenDocument 文档")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::zip::archive;

    /// A text of this body, with these styles of its own.
    fn odt(styles: &str, body: &str) -> Vec<u8> {
        let names = ["office", "style", "text", "table", "fo", "draw"];
        let names: String = names.iter().map(|name| format!(" xmlns:{name}=\"{name}\"")).collect();
        let content = format!(
            "<office:document-content{names}><office:automatic-styles>{styles}</office:automatic-styles>\
             <office:body><office:text>{body}</office:text></office:body></office:document-content>"
        );
        archive(&[("content.xml", content.as_bytes())])
    }

    fn text_of(styles: &str, body: &str) -> Result<String, ErrorKind> {
        read(&odt(styles, body)).map(|read| read.text).map_err(|e| e.kind())
    }

    const NUMBERED: &str = "<text:list-style style:name=\"L\">\
        <text:list-level-style-number text:level=\"1\" style:num-format=\"一, 二, 三, ...\" style:num-suffix=\"、\"/>\
        <text:list-level-style-number text:level=\"2\" style:num-format=\"1\" style:num-suffix=\".\" text:display-levels=\"2\"/>\
        </text:list-style>";

    #[test]
    fn lists_count_as_they_are_shown() {
        let item = |words: &str| format!("<text:list-item><text:p>{words}</text:p></text:list-item>");
        let body = format!(
            "<text:list text:style-name=\"L\" xml:id=\"a\">{}<text:list-item><text:p>乙</text:p>\
             <text:list>{}{}</text:list></text:list-item></text:list><text:p>段</text:p>\
             <text:list text:style-name=\"L\" text:continue-list=\"a\">{}</text:list>\
             <text:list text:style-name=\"L\">{}<text:list-item text:start-value=\"5\"><text:p>己</text:p><text:p>续</text:p>\
             </text:list-item></text:list>",
            item("甲"),
            item("子"),
            item("丑"),
            item("丙"),
            item("丁"),
        );
        let wanted = "一、甲\n二、乙\n二.1. 子\n二.2. 丑\n段\n三、丙\n一、丁\n五、己\n续\n";
        assert_eq!(text_of(NUMBERED, &body).as_deref(), Ok(wanted));
    }

    #[test]
    fn headings_are_told_by_level_and_style() {
        let styles = "<style:style style:name=\"P\" style:family=\"paragraph\" style:parent-style-name=\"Q\"/>\
            <style:style style:name=\"Q\" style:family=\"paragraph\"><style:text-properties fo:font-weight=\"bold\"/></style:style>\
            <style:style style:name=\"T\" style:family=\"text\"><style:text-properties fo:font-weight=\"normal\"/></style:style>\
            <style:style style:name=\"H\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>";
        let body = "<text:h text:outline-level=\"1\">总体</text:h><text:p text:style-name=\"P\">黑体</text:p>\
            <text:p text:style-name=\"P\">黑体<text:span text:style-name=\"T\">白体<text:span text:style-name=\"H\">隐</text:span></text:span></text:p>\
            <text:p>白体  宽\n<text:s text:c=\"2\"/><text:tab/>续<text:line-break/>行</text:p>";
        let read = read(&odt(styles, body)).unwrap();
        assert_eq!(read.text, "总体\n黑体\n黑体白体\n白体 宽   \t续\n行\n");
        let headings: Vec<&str> = read.headings.iter().map(|span| span.of(&read.text)).collect();
        assert_eq!(headings, ["总体", "黑体"]);
    }

    #[test]
    fn merged_cells_notes_and_frames_are_told() {
        let cell = |more: &str, words: &str| {
            format!("<table:table-cell {more}><text:p>{words}</text:p></table:table-cell>")
        };
        let body = format!(
            "<table:table><table:table-row>{}{}</table:table-row><table:table-row><table:covered-table-cell/>{}</table:table-row>\
             <table:table-row>{}<table:covered-table-cell/></table:table-row></table:table>\
             <text:p>正文<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>注</text:p></text:note-body></text:note>。\
             <draw:frame><svg:title xmlns:svg=\"svg\">题</svg:title><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame></text:p><text:p>末</text:p>",
            cell("table:number-rows-spanned=\"2\"", "县卫健局"),
            cell("", "甲"),
            cell("", "乙"),
            cell("table:number-columns-spanned=\"2\"", "合计"),
        );
        let read = read(&odt("", &body)).unwrap();
        assert_eq!(read.text, "县卫健局\t甲\n\t乙\n合计\t\n正文。\n框\n末\n注\n");
        assert_eq!(read.rows.iter().map(|row| row.merged).collect::<Vec<_>>(), [0, 1, 0]);
    }

    #[test]
    fn hostile_texts_are_refused_or_read_in_little_memory() {
        let lists = "<text:list text:style-name=\"L\"><text:list-item><text:p>甲</text:p></text:list-item></text:list>";
        assert!(text_of(NUMBERED, &lists.repeat(50_000)).is_ok());
        let wide = "<table:table><table:table-row>".to_owned()
            + &"<table:table-cell table:number-columns-repeated=\"4000000000\"><text:p>甲</text:p></table:table-cell>".repeat(900)
            + "</table:table-row></table:table>";
        assert!(text_of("", &wide).is_ok());
        assert_eq!(
            text_of("", &"<text:p><text:s text:c=\"4000000000\"/></text:p>".repeat(9)),
            Err(ErrorKind::Empty)
        );
        assert_eq!(text_of("", ""), Err(ErrorKind::Empty));
        let circle =
            "<style:style style:name=\"P\" style:family=\"paragraph\" style:parent-style-name=\"P\"/>";
        assert!(text_of(circle, "<text:p text:style-name=\"P\">甲</text:p>").is_ok());
        let no_text = archive(&[("content.xml", b"<a/>")]);
        assert_eq!(read(&no_text).map_err(|e| e.kind()).err(), Some(ErrorKind::Malformed));
        let manifest: &[u8] = b"<m><manifest:encryption-data/></m>";
        let locked = archive(&[("META-INF/manifest.xml", manifest), ("content.xml", b"\xFF")]);
        assert!(read(&locked).unwrap_err().to_string().contains("encrypted"));
    }
}
