//! A web page's text → the document on it, with the way back: navigation out, tables cell by cell.
//!
//! The page is read by our own small tokenizer: every piece of text must keep its place in the page, which the DOM
//! builders drop, and a hostile page must not nest them out of memory.

mod lines;
mod tokens;
mod tree;
mod write;

use crate::source::Changes;

/// The document on a page: its text, and the changes that lead from the page to it, stage by stage. Total.
pub fn read(page: &str) -> (String, Vec<Changes>) {
    let (text, changes) = read_once(page);
    // Some publishing systems escape a page that is escaped already: &lt;p style="…"&gt;
    if text.contains("</p>") && text.contains("<p") {
        let (inner, more) = read_once(&text);
        return (inner, vec![changes, more]);
    }
    (text, vec![changes])
}

fn read_once(page: &str) -> (String, Changes) {
    let tree = tree::Tree::of(page);
    let lines = lines::document(page, &tree);
    write::write(page, &lines)
}

/// Bytes at the head of a file that are looked at to tell whether it is a page.
const HEAD: usize = 4096;

/// Tags that open a page or a piece of one.
const OPENINGS: [&str; 24] = [
    "!doctype html",
    "html",
    "head",
    "body",
    "meta",
    "title",
    "link",
    "script",
    "style",
    "div",
    "p",
    "table",
    "tbody",
    "article",
    "section",
    "span",
    "h1",
    "h2",
    "h3",
    "center",
    "font",
    "ul",
    "main",
    "jsp:include",
];

/// Whether the bytes are a page or a piece of one, whatever the file is called: they begin with one of its tags, and a tag
/// is closed further on.
pub fn is_page(bytes: &[u8]) -> bool {
    // UTF-16 puts a zero beside every byte of ASCII.
    let head: String =
        bytes.iter().take(HEAD).filter(|&&b| b != 0).map(|b| char::from(b.to_ascii_lowercase())).collect();
    let start = head.trim_start_matches(|c: char| c.is_ascii_whitespace() || !c.is_ascii());
    if start.starts_with("<%@") || start.starts_with("<!--") || start.starts_with("<?xml") {
        return head.contains("<html")
            || head.contains("<body")
            || head.contains("<div")
            || head.contains("<table");
    }
    let opens = |tag: &&str| {
        start
            .strip_prefix('<')
            .and_then(|s| s.strip_prefix(*tag))
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/'))
    };
    OPENINGS.iter().any(opens) && (head.contains("</") || head.len() >= HEAD || head.contains("<html"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn text(page: &str) -> String {
        read(page).0
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
    fn every_line_leads_back_to_the_page() {
        let page = "<div><p>新建&nbsp;公园&#54;个</p><p>绿<b>地</b>3公顷</p></div>";
        let (text, changes) = read(page);
        let back = |words: &str| {
            let at = text.find(words).unwrap();
            changes[0].back(Span::new(at, at + words.len())).of(page)
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
