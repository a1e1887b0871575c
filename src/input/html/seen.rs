//! A stretch of a page → its characters as they read, each with where it stands: `&#54;` reads 6.

use crate::entity::reference;
use crate::span::Span;

/// One character as it reads: a character of the source, or what a reference in it stands for.
pub(super) struct Seen<'a> {
    pub(super) span: Span,
    pub(super) text: std::borrow::Cow<'a, str>,
}

impl Seen<'_> {
    pub(super) fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}

/// The characters of a stretch of text, references read.
pub(super) fn seen(text: &str, span: Span) -> impl Iterator<Item = Seen<'_>> {
    let mut at = span.start;
    std::iter::from_fn(move || {
        let rest = text.get(at..span.end)?;
        let c = rest.chars().next()?;
        let read = if c == '&' { reference(rest) } else { None };
        let (shown, len) = match read {
            Some((value, len)) => (value.into(), len),
            None => (rest[..c.len_utf8()].into(), c.len_utf8()),
        };
        at += len;
        Some(Seen { span: Span::new(at - len, at), text: shown })
    })
}
