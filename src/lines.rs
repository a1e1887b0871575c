//! A text → its lines, whatever ends them; and the text in which every line ends in a line feed, with the way back.
//!
//! Old Macs end a line with a carriage return, Word with a vertical tab, web pages and JSON with U+2028 or U+2029, mainframes
//! with U+0085.

use crate::source::{Change, Changes};
use crate::span::Span;
use memchr::{memchr, memchr3_iter};

/// The lines of a text, without their ends.
pub(crate) fn all(text: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    ends(text).chain([Span::new(text.len(), text.len())]).map(move |end| {
        let line = Span::new(start, end.start);
        start = end.end;
        line
    })
}

/// The text with a line feed for each other end of a line, but for those before a line feed; none where it has no other.
pub(crate) fn with_line_feeds(text: &str) -> Option<(String, Changes)> {
    if !may_end_otherwise(text.as_bytes()) {
        return None;
    }
    let (mut out, mut changes, mut kept) = (String::new(), Vec::new(), 0);
    for end in ends(text).filter(|end| !end.of(text).ends_with('\n')) {
        out.push_str(&text[kept..end.start]);
        let to = Span::new(out.len(), out.len() + 1);
        out.push('\n');
        if end.len() > to.len() {
            changes.push(Change { from: end, to });
        }
        kept = end.end;
    }
    out.push_str(&text[kept..]);
    (kept > 0).then(|| (out, Changes::new(changes)))
}

/// Whether one of the other ends may stand in a text: most texts have none.
fn may_end_otherwise(bytes: &[u8]) -> bool {
    let rare = |at: usize| match bytes[at] {
        0xC2 => bytes.get(at + 1) == Some(&0x85),
        0xE2 => matches!(bytes.get(at + 1..at + 3), Some([0x80, 0xA8 | 0xA9])),
        _ => true,
    };
    memchr3_iter(b'\r', 0xC2, 0xE2, bytes).any(rare) || memchr(0x0B, bytes).is_some()
}

/// The ends of the lines of a text. Carriage returns before a line feed are one end with it.
fn ends(text: &str) -> impl Iterator<Item = Span> {
    let mut from = 0;
    // Up to here each carriage return is an end by itself.
    let mut single = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from + text[from..].find(may_end)?;
            let c = text[at..].chars().next()?;
            from = at + c.len_utf8();
            if c == '\r' && at >= single {
                let rest = text[at..].trim_start_matches('\r');
                single = text.len() - rest.len();
                from = if rest.starts_with('\n') { single + 1 } else { from };
            }
            if c != '\u{85}' || is_next_line(text, at) {
                return Some(Span::new(at, from));
            }
        }
    })
}

/// Whether a line may end with a character.
fn may_end(c: char) -> bool {
    matches!(c, '\n' | '\r') || is_rare_end(c)
}

/// Whether a character may end a line and hardly ever does.
pub(crate) fn is_rare_end(c: char) -> bool {
    matches!(c, '\u{B}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether U+0085 ends a line: beside others of its kind it is a byte of a text that was decoded wrongly.
fn is_next_line(text: &str, at: usize) -> bool {
    // Latin-1's letters, and those of ISO-8859-2 to -7: ĺ\u{85}¨ was 全.
    let is_byte = |c: char| ('\u{80}'..='\u{6FF}').contains(&c);
    let next = text[at..].chars().nth(1);
    !text[..at].chars().next_back().is_some_and(is_byte) && !next.is_some_and(|c| c != '\u{85}' && is_byte(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        all(text).map(|line| line.of(text)).collect()
    }

    #[test]
    fn every_end_ends_a_line() {
        assert_eq!(
            cut("云\r溪\u{B}县\u{2028}卫\u{2029}生\u{85}局\n"),
            ["云", "溪", "县", "卫", "生", "局", ""]
        );
        assert_eq!(cut("云溪\r\r\n县\r\r局"), ["云溪", "县", "", "局"]);
        assert_eq!(cut(""), [""]);
    }

    #[test]
    fn many_carriage_returns_cost_no_more_than_their_length() {
        assert_eq!(all(&format!("{}云", "\r".repeat(300_000))).count(), 300_001);
    }

    #[test]
    fn a_byte_of_a_wrong_decoding_ends_none() {
        assert_eq!(cut("Ô\u{85}Æ"), ["Ô\u{85}Æ"]);
        assert_eq!(cut("ĺ\u{85}ť"), ["ĺ\u{85}ť"]);
        assert_eq!(cut("х\u{85}Љ"), ["х\u{85}Љ"]);
    }

    #[test]
    fn line_feeds_take_the_place_of_other_ends() {
        let text = "云溪县\u{2028}一、卫生\r\n二、教育\r三、交通\u{85}";
        let (plain, changes) = with_line_feeds(text).expect("it has other ends");
        assert_eq!(plain, "云溪县\n一、卫生\r\n二、教育\n三、交通\n");
        for word in ["一、卫生", "三、交通"] {
            let found = |text: &str| text.find(word).map(|at| Span::new(at, at + word.len()));
            assert_eq!(found(&plain).map(|span| changes.back(span)), found(text));
        }
        assert!(with_line_feeds("云溪县\r\n“卫生”\r\n").is_none());
        assert!(with_line_feeds("云溪县\r\n卫生\r").is_some());
    }
}
