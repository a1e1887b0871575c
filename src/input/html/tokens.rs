//! A page's text → its tags and pieces of text, each with its place.

use crate::span::Span;

/// A tag or a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Text between tags, entities unread.
    Text(Span),
    /// `<name …>`; the spans of its name and of what follows it.
    Open { name: Span, attributes: Span },
    /// `</name>`.
    Close { name: Span },
}

/// Elements whose content is no markup.
const RAW: [&str; 6] = ["script", "style", "textarea", "xmp", "iframe", "noframes"];

/// Reads the tags of a page one after the other; comments, declarations and the content of scripts are left out.
pub(super) struct Tokens<'a> {
    page: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(page: &'a str) -> Self {
        Tokens { page, at: 0 }
    }

    fn rest(&self) -> &'a str {
        &self.page[self.at..]
    }

    /// Moves behind the next `mark`, or to the end.
    fn skip_past(&mut self, mark: &str) {
        self.at += self.rest().find(mark).map_or(self.rest().len(), |i| i + mark.len());
    }

    fn tag(&mut self) -> Option<Token> {
        let closing = self.rest().starts_with("</");
        let start = self.at + 1 + usize::from(closing);
        let name = name_at(self.page, start);
        let end = tag_end(self.page, name.end);
        self.at = (end + 1).min(self.page.len());
        if closing {
            return Some(Token::Close { name });
        }
        if let Some(raw) = RAW.iter().find(|raw| raw.eq_ignore_ascii_case(name.of(self.page))) {
            self.at = raw_end(self.page, self.at, raw);
        }
        Some(Token::Open { name, attributes: Span::new(name.end, end) })
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            }
            if rest.starts_with("<!--") {
                self.skip_past("-->");
            } else if rest.starts_with("<%") {
                self.skip_past("%>");
            } else if rest.starts_with("<!") || rest.starts_with("<?") {
                self.skip_past(">");
            } else if opens_tag(rest) {
                return self.tag();
            } else {
                let end = text_end(self.page, self.at);
                let text = Span::new(self.at, end);
                self.at = end;
                return Some(Token::Text(text));
            }
        }
    }
}

/// Whether a tag stands here: `<` or `</` before a letter.
fn opens_tag(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix('<') else { return false };
    rest.strip_prefix('/').unwrap_or(rest).starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Where the text that begins at `at` ends: before the next tag or comment.
fn text_end(page: &str, at: usize) -> usize {
    let mut end = at;
    loop {
        // The character at `end` is text, even where it is a stray `<`.
        let from = end + page[end..].chars().next().map_or(1, char::len_utf8);
        let Some(next) = page.get(from..).and_then(|rest| rest.find('<')) else { return page.len() };
        end = from + next;
        let rest = &page[end..];
        if opens_tag(rest) || ["<!", "<?", "<%"].iter().any(|mark| rest.starts_with(mark)) {
            return end;
        }
    }
}

fn name_at(page: &str, start: usize) -> Span {
    let length = page[start..].find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '_')));
    Span::new(start, length.map_or(page.len(), |l| start + l))
}

/// Where the tag's `>` stands, outside of quotes; the end of the page where there is none.
fn tag_end(page: &str, from: usize) -> usize {
    let mut quote = None;
    let mut before = b' ';
    for (at, &byte) in page.as_bytes().iter().enumerate().skip(from) {
        match quote {
            Some(open) if open == byte => quote = None,
            Some(_) => {}
            None if byte == b'>' => return at,
            // A quote opens a value only behind `=`; elsewhere it is dirt, as in <p align="">".
            None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
            None => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    page.len()
}

/// Where the content of a raw element ends: before its closing tag.
fn raw_end(page: &str, from: usize, name: &str) -> usize {
    let closes = |at: usize| {
        page.as_bytes()
            .get(at + 2..at + 2 + name.len())
            .is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
    };
    page[from..].match_indices("</").map(|(i, _)| from + i).find(|&at| closes(at)).unwrap_or(page.len())
}

/// The value of an attribute, without its quotes; empty where it has none.
pub(super) fn attribute<'a>(attributes: &'a str, wanted: &str) -> Option<&'a str> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| {
            c.is_ascii_whitespace() || c == '/' || c == '"' || c == '\'' || c == '='
        });
        if rest.is_empty() {
            return None;
        }
        let end =
            rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/')).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let (value, after) = value_of(after);
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = after;
    }
}

/// The value that follows a name, and what follows the value.
fn value_of(after: &str) -> (&str, &str) {
    let Some(value) = after.trim_start().strip_prefix('=') else { return ("", after) };
    let value = value.trim_start();
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_by_name() {
        let of = |name| attribute(" class=\"a b\" id=c hidden title='甲 \"乙\"'", name);
        assert_eq!(of("class"), Some("a b"));
        assert_eq!(of("ID"), Some("c"));
        assert_eq!(of("hidden"), Some(""));
        assert_eq!(of("title"), Some("甲 \"乙\""));
        assert_eq!(of("style"), None);
    }

    #[test]
    fn a_stray_bracket_is_text() {
        let page = "增长<5%，<b>甲</b>";
        let texts: Vec<_> = Tokens::of(page)
            .filter_map(|t| if let Token::Text(span) = t { Some(span.of(page)) } else { None })
            .collect();
        assert_eq!(texts, ["增长<5%，", "甲"]);
    }
}
