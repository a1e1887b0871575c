//! Web pages: each fixture gives the text beside it, in any encoding; every quote leads back to the page's bytes; a
//! hostile page is read in time.

use crate::common::{bytes, text};
use gongwen::{CleanOptions, Format};
use std::time::{Duration, Instant};

const PAGES: [&str; 4] = ["portal", "data_sheet", "table", "escaped_twice"];

fn page(name: &str) -> Vec<u8> {
    bytes(&format!("fixtures/html/{name}.html"))
}

#[test]
fn pages_give_their_text() {
    for name in PAGES {
        let source = gongwen::open(&page(name), CleanOptions::default()).unwrap();
        assert_eq!(source.info().format, Format::Html, "{name}");
        assert_eq!(source.text(), text(&format!("fixtures/html/{name}.txt")), "{name}");
    }
}

#[test]
fn the_bytes_decide_and_not_what_a_page_says_of_itself() {
    let portal = page("portal");
    assert!(portal.windows(13).any(|w| w == b"charset=utf-8"), "the fixture claims UTF-8");
    assert_eq!(gongwen::read(&portal).unwrap().source.info().encoding, "gb18030");
    let utf8 = text("fixtures/html/table.html").replace("charset=utf-8", "charset=big5");
    let parsed = gongwen::read(utf8.as_bytes()).unwrap();
    assert_eq!(parsed.source.info().encoding, "utf-8");
    let utf16: Vec<u8> = utf8.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(gongwen::read(&utf16).unwrap().source.text(), parsed.source.text());
}

/// The characters that a reader sees in a piece of a page's code.
fn seen(code: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in code.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside && !c.is_whitespace() => out.push(c),
            _ => {}
        }
    }
    let names = [("&nbsp;", ""), ("&emsp;", ""), ("&#12288;", ""), ("&ldquo;", "“"), ("&rdquo;", "”")];
    names.iter().fold(out, |out, (name, value)| out.replace(name, value))
}

#[test]
fn quotes_lead_back_to_the_page() {
    for name in ["data_sheet", "table"] {
        let bytes = page(name);
        let code = std::str::from_utf8(&bytes).unwrap();
        let parsed = gongwen::read(&bytes).unwrap();
        let sections = parsed.sections().map(|s| &s.place);
        let places =
            sections.chain(parsed.metrics().map(|m| &m.place)).chain(parsed.tasks().map(|t| &t.place));
        for place in places {
            let quote: String = parsed.source.quote(place.span).split_whitespace().collect();
            assert_eq!(seen(place.source_span.of(code)), quote, "{name}");
        }
    }
}

#[test]
fn what_is_left_out_is_told() {
    let bytes = page("data_sheet");
    let parsed = gongwen::read(&bytes).unwrap();
    let code = std::str::from_utf8(&bytes).unwrap();
    let noise: String =
        parsed.documents[0].noise.iter().map(|n| seen(n.place.source_span.of(code))).collect();
    for words in ["当前位置", "打印本页", "版权所有"] {
        assert!(noise.contains(words), "{words}");
        assert!(!parsed.source.text().contains(words), "{words}");
    }
}

#[test]
fn hostile_pages_are_read_in_time() {
    let pieces = [
        "<div>",
        "<b>云",
        "<table><tr><td rowspan=65535 colspan=1000>云溪县建成公园。</td></tr></table>",
        "<div><p>云溪县建成公园。",
        "<p a a a a>",
        "&nbsp;",
        "<div hidden>云",
        "&amp;lt;p>",
    ];
    for piece in pieces {
        let page =
            format!("<html><body>{}", piece.repeat(if cfg!(debug_assertions) { 2_000 } else { 50_000 }));
        let start = Instant::now();
        gongwen::read(page.as_bytes()).unwrap();
        assert!(start.elapsed() < Duration::from_secs(20), "{piece} took {:?}", start.elapsed());
    }
}
