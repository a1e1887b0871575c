//! A web page, decoded → the text of the document on it, with the way back to the page, and what was left out.
//!
//! Paragraphs become lines; a row of a data table becomes a line with a tab between its cells, and a cell merged with
//! the one before or above stays empty. Navigation, buttons, footers and what a page conceals are left out.

mod cues;
mod lines;
mod main_text;
mod seen;
mod tables;
mod tokens;
mod tree;
mod writer;

use super::refusal::refuse;
use crate::error::{Error, ErrorKind};
use crate::source::{Changes, Row};
use crate::span::Span;
use tokens::{Kind, Tag};

/// A page, read.
pub struct Page {
    /// The text of the document.
    pub text: String,
    /// The way back from it to the page, stage by stage.
    pub stages: Vec<Changes>,
    /// The lines that are rows of tables, in order.
    pub rows: Vec<Row>,
    /// Visible lines that were left out, as stretches of the page.
    pub noise: Vec<Span>,
    /// Lines inside `<h1>` to `<h6>`, as stretches of the page.
    pub headings: Vec<Span>,
}

/// Reads a page. Total, and linear in its length.
pub fn read(page: &str) -> Page {
    let Once { text, changes, rows, mut noise, mut headings } = read_once(page);
    // Some publishing systems escape a page that is escaped already: &lt;p style="…"&gt;
    if !text.contains("</p>") || !text.contains("<p") {
        return Page { text, stages: vec![changes], rows, noise, headings };
    }
    let inner = read_once(&text);
    headings.extend(inner.headings.into_iter().map(|span| changes.back(span)));
    headings.sort_unstable();
    noise.extend(inner.noise.into_iter().map(|span| changes.back(span)));
    noise.sort_unstable();
    Page { text: inner.text, stages: vec![changes, inner.changes], rows: inner.rows, noise, headings }
}

/// A page whose tags were read once.
struct Once {
    text: String,
    changes: Changes,
    rows: Vec<Row>,
    noise: Vec<Span>,
    headings: Vec<Span>,
}

fn read_once(page: &str) -> Once {
    let tokens = tokens::tokens(page);
    let tree = tree::tree(page, &tokens);
    let lines = lines::lines(page, &tokens, &tree);
    let selection = main_text::main_text(&lines, &tree);
    let mut writer = writer::Writer::new(page);
    let mut noise: Vec<Span> = Vec::new();
    let (mut rows, mut headings) = (Vec::new(), Vec::new());
    let headed = lines::inherited(&tree, |e| tree.elements[e].tag == Tag::Heading);
    let mut joined = false;
    let whole = is_of_office(page);
    for (i, line) in lines.lines.iter().enumerate() {
        if selection.keep[i] || whole && !selection.hidden[i] {
            let span = writer.line(&lines.runs[line.runs.clone()], line.tail);
            rows.extend(line.row.map(|merged| Row { span, merged }));
            headings.extend(writer::stretch(line, &lines.runs).filter(|_| headed[line.element as usize]));
        } else if let Some(span) = writer::stretch(line, &lines.runs).filter(|_| !selection.hidden[i]) {
            match noise.last_mut().filter(|_| joined) {
                Some(last) => last.end = span.end,
                None => noise.push(span),
            }
        }
        joined = !whole && !selection.keep[i] && (joined || !selection.hidden[i]);
    }
    let (text, changes) = writer.finish();
    Once { text, changes, rows, noise, headings }
}

/// What an office program writes at the top of a document that it saves as a page. There is nothing around its text.
const OF_OFFICE: [&str; 5] = [
    "urn:schemas-microsoft-com:office:",
    "content=\"Microsoft Word",
    "content=\"Microsoft Excel",
    "content=\"WPS Office",
    "content=\"LibreOffice",
];

fn is_of_office(page: &str) -> bool {
    let head = &page[..crate::text::boundary::floor(page, HEAD_BYTES)];
    OF_OFFICE.iter().any(|mark| head.contains(mark))
}

/// Refuses a page that is a frame around others: a workbook that was saved as pages, without its sheets.
pub fn refuse_frame(page: &str, text: &str) -> Result<(), Error> {
    if text.trim().is_empty() && page.to_ascii_lowercase().contains("<frameset") {
        let (english, chinese) = (
            "a frame around other pages (a workbook saved as a web page): give the pages in the folder beside it, or save it as XLSX",
            "框架网页（另存为网页的工作簿），正文在同名文件夹里：请给出其中的网页，或另存为 XLSX",
        );
        return Err(refuse(ErrorKind::Empty, english, chinese));
    }
    Ok(())
}

/// How far into a file its first tag is looked for.
const HEAD_BYTES: usize = 4096;
/// A text is a page where one of so many characters opens a tag of a block; scraped text with a lost `<br>` has fewer.
const MAX_CHARS_PER_TAG: usize = 1500;

/// Returns whether the bytes, in whatever encoding, are a web page: by its first tag, or by how many it has.
pub fn is_page(bytes: &[u8]) -> bool {
    // UTF-16 has a NUL beside every letter of a tag.
    let plain: Vec<u8> =
        bytes.iter().copied().take(HEAD_BYTES * 16).filter(|b| *b != 0 && b.is_ascii()).collect();
    let Ok(text) = std::str::from_utf8(&plain) else { return false };
    let head = text.get(..HEAD_BYTES.min(text.len())).unwrap_or(text).to_ascii_lowercase();
    if ["<!doctype html", "<html", "<head>", "<body"].iter().any(|mark| head.contains(mark)) {
        return true;
    }
    let tokens = tokens::tokens(text.trim_start());
    let text = text.trim_start();
    let opens = |t: &&tokens::Token| t.kind == Kind::Open && is_known(t.span.of(text));
    let closes = tokens.iter().any(|t| t.kind == Kind::Close && t.tag != Tag::Inline);
    let blocks = tokens.iter().filter(opens).filter(|t| t.tag.breaks()).count();
    let known = tokens.iter().filter(opens).count();
    let begins = tokens.first().is_some_and(|t| t.kind == Kind::Open && t.tag.breaks());
    closes
        && blocks > 0
        && (begins || known >= 3)
        && known * MAX_CHARS_PER_TAG >= bytes.len().min(HEAD_BYTES * 16)
}

fn is_known(tag: &str) -> bool {
    let name = tag.trim_start_matches('<');
    let end = name.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').unwrap_or(name.len());
    Tag::of(&name[..end]).1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(page: &str) -> String {
        read(page).text
    }

    #[test]
    fn paragraphs_become_lines() {
        assert_eq!(
            text("<p>一、<b>做法</b></p>\n<p>新建&ldquo;口袋公园&rdquo;<br>6个</p>"),
            "一、做法\n新建“口袋公园”\n6个\n"
        );
    }

    #[test]
    fn a_page_escaped_twice_is_read_twice() {
        assert_eq!(
            text("<div>&lt;p class=\"a\"&gt;云溪县&amp;ldquo;双减&amp;rdquo;&lt;/p&gt;</div>"),
            "云溪县“双减”\n"
        );
    }

    #[test]
    fn indents_are_no_text_and_what_is_left_out_is_told() {
        let page = "<p>&nbsp;&nbsp; 云溪县新建公园6个，绿地3公顷。</p><p>【打印】【关闭】</p>";
        let read = read(page);
        assert_eq!(read.text, "云溪县新建公园6个，绿地3公顷。\n");
        assert_eq!(read.noise.iter().map(|s| s.of(page)).collect::<Vec<_>>(), ["【打印】【关闭】"]);
    }

    #[test]
    fn line_ends_between_characters_are_no_blanks() {
        assert_eq!(text("<p>新建公园\n   6个， 绿地\r\n3公顷</p>"), "新建公园6个， 绿地3公顷\n");
    }

    #[test]
    fn scripts_comments_and_hidden_parts_are_left_out() {
        let page = "<html><head><style>a{}</style></head><body><script>var a='<p>x</p>';</script><!-- <p>y</p> -->\
                    <p>云溪县</p><p style='display: none'>藏</p><input value='z'></body></html>";
        assert_eq!(text(page), "云溪县\n");
    }

    #[test]
    fn a_table_keeps_its_cells() {
        let page = "<table><tr><th>序号</th><th>任务</th><th>单位</th></tr>\
                    <tr><td>1</td><td><p>新建公厕</p><p>12座</p></td><td rowspan=2>城管局</td></tr><tr><td>2</td><td></td></tr></table>";
        assert_eq!(text(page), "序号\t任务\t单位\n1\t新建公厕 12座\t城管局\n2\t\t\n");
    }

    #[test]
    fn navigation_and_buttons_are_left_out() {
        let body = "全年新建改建城市公厕十三座，整治背街小巷二十八条，群众满意率明显提高。".repeat(5);
        let page = format!(
            "<html><head><title>南浦区工作总结_南浦区政府</title></head><body><div class='nav'><a href=/>首页</a><a>政务公开</a></div>\
             <div><h1>南浦区工作总结</h1><div class='content'><p>{body}</p><p>{body}</p><p>【打印】【关闭】 字号：大 中 小</p></div></div>\
             <div id='footer'>版权所有 南浦区人民政府</div></body></html>"
        );
        assert_eq!(text(&page), format!("南浦区工作总结\n{body}\n{body}\n"));
    }

    #[test]
    fn a_document_saved_as_a_page_is_kept_whole() {
        let page = "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><body><h1><![if !supportLists]>一、<![endif]>水利</h1>\
                    <p>1.修复河堤7公里，新建泵站两座，全部通过验收。</p><table><tr><td>任务</td><td>单位</td></tr></table></body></html>";
        assert_eq!(text(page), "一、水利\n1.修复河堤7公里，新建泵站两座，全部通过验收。\n任务\t单位\n");
        let frame = "<html><FRAMESET><frame src=a.htm></FRAMESET></html>";
        assert!(refuse_frame(frame, &text(frame)).is_err());
        assert!(refuse_frame(page, &text(page)).is_ok());
    }

    #[test]
    fn every_line_leads_back_to_the_page() {
        let page = "<div><p>新建&nbsp;公园&#54;个</p><p>绿<b>地</b>3公顷</p></div>";
        let Page { text, stages, .. } = read(page);
        let back = |words: &str| {
            let at = text.find(words).unwrap();
            stages[0].back(Span::new(at, at + words.len())).of(page)
        };
        assert_eq!(back("新建"), "新建");
        assert_eq!(back("6"), "&#54;");
        assert_eq!(back("绿地3公顷"), "绿<b>地</b>3公顷");
    }

    #[test]
    fn pages_are_known_by_their_bytes() {
        assert!(is_page(b"\xEF\xBB\xBF\r\n<!DOCTYPE html><html>"));
        assert!(is_page("<p style='x'>云溪县</p>".as_bytes()));
        assert!(is_page(b"<\0h\0t\0m\0l\0>\0"));
        assert!(!is_page("<云溪县>".as_bytes()));
        assert!(!is_page("<p 不是网页".as_bytes()));
        assert!(!is_page("《云溪县》<p>".as_bytes()));
    }

    #[test]
    fn hostile_pages_are_read_in_time() {
        for piece in [
            "<div>",
            "</div>",
            "<",
            "<p",
            "<a href=\"",
            "<!--",
            "<table><tr><td>",
            "&",
            "&#",
            "<script>",
            "<td colspan=9999999>",
        ] {
            read(&piece.repeat(100_000));
        }
    }
}
