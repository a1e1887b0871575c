//! HTML text → its tags and stretches of text with their offsets, in one pass, whatever is left open.
//!
//! Why our own: html5ever keeps no offsets; html5gum and tl keep those of a token but not of the characters behind an
//! entity in it, and every quote must lead back to exact bytes. What is needed here is small: no tree, no quirks modes.

use crate::span::Span;
use memchr::{memchr, memmem};

/// An element's name, as far as it matters to the text. Unknown names are inline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tag {
    A,
    Block,
    Body,
    Br,
    Cell,
    Center,
    Dd,
    Div,
    Form,
    Heading,
    Hidden,
    Inline,
    List,
    Li,
    Meta,
    Noise,
    P,
    Pre,
    Raw,
    Row,
    RowGroup,
    Section,
    Table,
    Title,
    Void,
}

/// Names of elements, sorted, and what they are to us.
const NAMES: &[(&str, Tag)] = &[
    ("a", Tag::A),
    ("address", Tag::Block),
    ("area", Tag::Void),
    ("article", Tag::Section),
    ("aside", Tag::Noise),
    ("base", Tag::Void),
    ("blockquote", Tag::Div),
    ("body", Tag::Body),
    ("br", Tag::Br),
    ("button", Tag::Noise),
    ("canvas", Tag::Hidden),
    ("caption", Tag::Block),
    ("center", Tag::Center),
    ("col", Tag::Void),
    ("colgroup", Tag::RowGroup),
    ("dd", Tag::Dd),
    ("details", Tag::Div),
    ("dialog", Tag::Noise),
    ("dir", Tag::List),
    ("div", Tag::Div),
    ("dl", Tag::List),
    ("dt", Tag::Dd),
    ("embed", Tag::Void),
    ("fieldset", Tag::Div),
    ("figcaption", Tag::Block),
    ("figure", Tag::Div),
    ("footer", Tag::Noise),
    ("form", Tag::Form),
    ("h1", Tag::Heading),
    ("h2", Tag::Heading),
    ("h3", Tag::Heading),
    ("h4", Tag::Heading),
    ("h5", Tag::Heading),
    ("h6", Tag::Heading),
    ("head", Tag::Block),
    ("header", Tag::Section),
    ("hr", Tag::Br),
    ("html", Tag::Body),
    ("iframe", Tag::Raw),
    ("img", Tag::Void),
    ("input", Tag::Void),
    ("legend", Tag::Block),
    ("li", Tag::Li),
    ("link", Tag::Void),
    ("main", Tag::Section),
    ("math", Tag::Inline),
    ("menu", Tag::List),
    ("meta", Tag::Meta),
    ("nav", Tag::Noise),
    ("noembed", Tag::Raw),
    ("noframes", Tag::Raw),
    ("noscript", Tag::Hidden),
    ("object", Tag::Hidden),
    ("ol", Tag::List),
    ("optgroup", Tag::Hidden),
    ("option", Tag::Hidden),
    ("p", Tag::P),
    ("param", Tag::Void),
    ("pre", Tag::Pre),
    ("script", Tag::Raw),
    ("section", Tag::Section),
    ("select", Tag::Hidden),
    ("source", Tag::Void),
    ("style", Tag::Raw),
    ("summary", Tag::Block),
    ("svg", Tag::Hidden),
    ("table", Tag::Table),
    ("tbody", Tag::RowGroup),
    ("td", Tag::Cell),
    ("template", Tag::Hidden),
    ("textarea", Tag::Raw),
    ("tfoot", Tag::RowGroup),
    ("th", Tag::Cell),
    ("thead", Tag::RowGroup),
    ("title", Tag::Title),
    ("tr", Tag::Row),
    ("track", Tag::Void),
    ("ul", Tag::List),
    ("wbr", Tag::Void),
    ("xmp", Tag::Raw),
];

/// Names that are known but break no line: with the blocks they tell HTML from text that holds a `<`.
const INLINE: &[&str] = &[
    "b",
    "big",
    "em",
    "font",
    "i",
    "ins",
    "o:p",
    "s",
    "small",
    "span",
    "st1:chsdate",
    "strike",
    "strong",
    "sub",
    "sup",
    "u",
    "v:shape",
];

impl Tag {
    /// Looks up the tag of a name in any case, and whether HTML knows it.
    pub(super) fn of(name: &str) -> (Tag, bool) {
        let mut buffer = [0; 16];
        let Some(lower) = buffer.get_mut(..name.len()) else { return (Tag::Inline, false) };
        lower.copy_from_slice(name.as_bytes());
        lower.make_ascii_lowercase();
        let Ok(name) = std::str::from_utf8(lower) else { return (Tag::Inline, false) };
        match NAMES.binary_search_by(|(n, _)| n.cmp(&name)) {
            Ok(i) => (NAMES[i].1, true),
            Err(_) => (Tag::Inline, INLINE.contains(&name)),
        }
    }

    /// Returns whether it begins and ends a line.
    pub(super) fn breaks(self) -> bool {
        !matches!(self, Tag::A | Tag::Inline | Tag::Hidden | Tag::Void | Tag::Meta | Tag::Raw)
    }

    /// Returns whether it may hold the main text: p and parts of tables may not.
    pub(super) fn contains(self) -> bool {
        use Tag::*;
        matches!(self, Div | Section | Body | Form | Cell | Center | List | Li | Dd | Inline)
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Open,
    Close,
}

/// One tag or one stretch of text. Comments, scripts and styles have no token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) tag: Tag,
    pub(super) span: Span,
}

/// Cuts a text into tokens.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut cutter = Cutter { text, bytes: text.as_bytes(), missing: Missing::default(), tokens: Vec::new() };
    cutter.run();
    cutter.tokens
}

/// What a search to the end of the file has shown to be missing from here on; so that no search is made twice and
/// `<!--<!--<!--` stays linear.
#[derive(Default)]
struct Missing {
    /// Ends such as `-->` and `</script`.
    ends: Vec<&'static str>,
    /// A tag whose quotes never close: from here on quotes do not count.
    quotes: bool,
    /// No `>` any more.
    tags: bool,
}

struct Cutter<'a> {
    text: &'a str,
    bytes: &'a [u8],
    missing: Missing,
    tokens: Vec<Token>,
}

/// A tag shorter than this that the end of the file cuts off is dropped; a longer stretch is text with a `<`.
const MAX_CUT_TAG_BYTES: usize = 500;

impl Cutter<'_> {
    fn run(&mut self) {
        let (mut start, mut at) = (0, 0);
        while let Some(lt) = self.find(b'<', at) {
            match self.markup(lt) {
                Some((tag, end)) => {
                    self.push(Kind::Text, Tag::Inline, start, lt);
                    start = end;
                    if let Some((kind, tag)) = tag {
                        self.push(kind, tag, lt, end);
                        start = if kind == Kind::Open { self.raw(lt, tag, end) } else { end };
                    }
                    at = start;
                }
                None => at = lt + 1,
            }
        }
        self.push(Kind::Text, Tag::Inline, start, self.bytes.len());
    }

    fn push(&mut self, kind: Kind, tag: Tag, start: usize, end: usize) {
        if start < end {
            self.tokens.push(Token { kind, tag, span: Span::new(start, end) });
        }
    }

    fn find(&self, byte: u8, from: usize) -> Option<usize> {
        memchr(byte, self.bytes.get(from..)?).map(|i| from + i)
    }

    /// Reads what begins with the `<` at `lt`: a tag, or something without a token. None where it is only a `<`.
    fn markup(&mut self, lt: usize) -> Option<(Option<(Kind, Tag)>, usize)> {
        let rest = self.bytes.get(lt + 1..)?;
        match *rest.first()? {
            b'/' => {
                let named = rest.get(1)?.is_ascii_alphabetic();
                let tag = if named { Some((Kind::Close, self.name(lt + 2)?.0)) } else { None };
                Some((tag, self.plain_end(lt)?))
            }
            b'!' if rest.starts_with(b"!--") => Some((None, self.end_of(lt + 2, "-->")?)),
            b'!' => Some((None, self.plain_end(lt)?)),
            b'?' => Some((None, self.end_of(lt, "?>")?)),
            b'%' => Some((None, self.end_of(lt, "%>")?)),
            c if c.is_ascii_alphabetic() => self.opening(lt),
            _ => None,
        }
    }

    /// Reads the opening tag at `lt`; one that the end of the file cuts off has no token.
    fn opening(&mut self, lt: usize) -> Option<(Option<(Kind, Tag)>, usize)> {
        let (tag, after) = self.name(lt + 1)?;
        let end = self.tag_end(lt, after)?;
        let is_whole = self.bytes.get(end - 1) == Some(&b'>');
        Some((is_whole.then_some((Kind::Open, tag)), end))
    }

    /// Reads the name at `from` and where it ends. None for 若a<b，则c>d: no name is followed by a comma.
    fn name(&self, from: usize) -> Option<(Tag, usize)> {
        let rest = self.bytes.get(from..)?;
        let is_name = |c: &u8| c.is_ascii_alphanumeric() || matches!(c, b':' | b'-' | b'_' | b'.');
        let len = rest.iter().position(|c| !is_name(c)).unwrap_or(rest.len());
        let ends = rest.get(len).is_none_or(|c| c.is_ascii_whitespace() || matches!(c, b'/' | b'>'));
        let name = self.text.get(from..from + len)?;
        ends.then(|| (Tag::of(name).0, from + len))
    }

    /// Finds the end of a comment or the like; where it is never closed it ends at the next `>`.
    fn end_of(&mut self, from: usize, end: &'static str) -> Option<usize> {
        if !self.missing.ends.contains(&end) {
            match memmem::find(self.bytes.get(from..)?, end.as_bytes()) {
                Some(i) => return Some(from + i + end.len()),
                None => self.missing.ends.push(end),
            }
        }
        self.plain_end(from)
    }

    fn plain_end(&mut self, from: usize) -> Option<usize> {
        if !self.missing.tags {
            match self.find(b'>', from) {
                Some(gt) => return Some(gt + 1),
                None => self.missing.tags = true,
            }
        }
        (self.bytes.len() - from < MAX_CUT_TAG_BYTES).then_some(self.bytes.len())
    }

    /// Finds the end of the tag at `lt` whose name ends at `at`; a `>` inside quotes does not count.
    fn tag_end(&mut self, lt: usize, mut at: usize) -> Option<usize> {
        while !self.missing.quotes && !self.missing.tags {
            match self.bytes.get(at) {
                Some(b'>') => return Some(at + 1),
                Some(b'=') => at = self.after_value(at + 1)?,
                Some(_) => at += 1,
                None => self.missing.quotes = true,
            }
        }
        self.plain_end(lt)
    }

    /// Finds the end of a quoted value, or the place itself where no quote stands.
    fn after_value(&mut self, from: usize) -> Option<usize> {
        let blank = self.bytes.get(from..)?.iter().take_while(|c| c.is_ascii_whitespace()).count();
        let at = from + blank;
        match self.bytes.get(at) {
            Some(&quote @ (b'"' | b'\'')) => match self.find(quote, at + 1) {
                Some(end) => Some(end + 1),
                None => Some(self.bytes.len()),
            },
            _ => Some(at),
        }
    }

    /// Skips a script or the like to behind its end. The text of a `<title>` stays.
    fn raw(&mut self, lt: usize, tag: Tag, end: usize) -> usize {
        if tag != Tag::Raw && tag != Tag::Title {
            return end;
        }
        let name = &self.bytes[lt + 1..end];
        let Some(mark) = RAW_ENDS.iter().find(|m| starts_with_ignoring_case(name, &m.as_bytes()[2..])) else {
            return end;
        };
        let Some(close) = self.raw_end(end, mark) else { return end };
        let after = self.plain_end(close).unwrap_or(self.bytes.len());
        if tag == Tag::Title {
            self.push(Kind::Text, Tag::Title, end, close);
        }
        self.push(Kind::Close, tag, close, after);
        after
    }

    fn raw_end(&mut self, from: usize, mark: &'static str) -> Option<usize> {
        if self.missing.ends.contains(&mark) {
            return None;
        }
        let rest = self.bytes.get(from..)?;
        let found =
            memmem::find_iter(rest, "</").find(|&i| starts_with_ignoring_case(&rest[i..], mark.as_bytes()));
        if found.is_none() {
            self.missing.ends.push(mark);
        }
        found.map(|i| from + i)
    }
}

/// The ends of what is not read as HTML inside.
const RAW_ENDS: &[&str] =
    &["</iframe", "</noembed", "</noframes", "</script", "</style", "</textarea", "</title", "</xmp"];

fn starts_with_ignoring_case(text: &[u8], mark: &[u8]) -> bool {
    text.get(..mark.len()).is_some_and(|t| t.eq_ignore_ascii_case(mark))
}

/// Iterates over the attributes of a tag, as written: name, and value without its quotes.
pub(super) fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let name_end = tag.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(tag.len());
    let mut rest = tag[name_end..].trim_end_matches('>');
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '=' || c == '/').unwrap_or(rest.len());
        let name = &rest[..end];
        let after = rest[end..].trim_start();
        let Some(value) = after.strip_prefix('=') else {
            rest = after;
            return (!name.is_empty()).then_some((name, ""));
        };
        let (value, left) = value_of(value.trim_start());
        rest = left;
        Some((name, value))
    })
}

/// Reads a value and what follows it.
fn value_of(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    let end = text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn names_are_sorted() {
        assert!(NAMES.windows(2).all(|w| w[0].0 < w[1].0));
    }

    #[test]
    fn tags_and_text_are_cut() {
        assert_eq!(
            cut("<p class=\"a>b\">云溪县<br/>二</p>"),
            ["<p class=\"a>b\">", "云溪县", "<br/>", "二", "</p>"]
        );
    }

    #[test]
    fn scripts_and_comments_have_no_token() {
        assert_eq!(
            cut("一<!-- <p> -->二<SCRIPT>if (a<b) '</p>'</Script>三"),
            ["一", "二", "<SCRIPT>", "</Script>", "三"]
        );
        assert_eq!(cut("<%@ page a=\"b>c\"%>一<?xml v?>二"), ["一", "二"]);
    }

    #[test]
    fn a_less_than_sign_is_text() {
        assert_eq!(cut("PM2.5<35，占比<5%<p>"), ["PM2.5<35，占比<5%", "<p>"]);
        assert_eq!(cut("若a<b，则c>d"), ["若a<b，则c>d"]);
    }

    #[test]
    fn what_is_left_open_swallows_little() {
        assert_eq!(cut("一<!-- 二<p>三"), ["一", "三"]);
        assert_eq!(cut("一<p class=\"x>二<b>三"), ["一", "<p class=\"x>", "二", "<b>", "三"]);
        assert_eq!(cut("一<td width="), ["一"]);
        assert_eq!(cut("一<script>二"), ["一", "<script>", "二"]);
    }

    #[test]
    fn attributes_are_read_in_any_quotes() {
        let read: Vec<_> = attributes("<td ROWSPAN = '2' colspan=3 nowrap class=\"a b\"/>").collect();
        assert_eq!(read, [("ROWSPAN", "2"), ("colspan", "3"), ("nowrap", ""), ("class", "a b")]);
    }
}
