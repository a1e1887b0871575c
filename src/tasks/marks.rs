//! A stretch of a note → what brackets in it hold, and its pieces between marks outside of them.

use crate::span::Span;

/// Marks that open a bracket, and those that close one.
pub(super) const OPENING: [char; 5] = ['（', '(', '【', '[', '〔'];

pub(super) const CLOSING: [char; 5] = ['）', ')', '】', ']', '〕'];

/// The characters outside of inner brackets.
pub(super) fn outside(piece: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut depth = 0usize;
    piece.char_indices().filter(move |(_, c)| {
        match c {
            '（' | '(' | '【' | '[' | '〔' | '“' => depth += 1,
            '）' | ')' | '】' | ']' | '〕' | '”' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    })
}

/// Cuts a stretch at marks outside of inner brackets.
pub(super) fn cut(text: &str, span: Span, marks: &str) -> Vec<Span> {
    let piece = span.of(text);
    let mut out = Vec::new();
    let mut start = 0;
    for (at, c) in outside(piece).filter(|(_, c)| marks.contains(*c)) {
        out.push(Span::new(span.start + start, span.start + at));
        start = at + c.len_utf8();
    }
    out.push(Span::new(span.start + start, span.end));
    out
}

/// Cuts the blanks off both ends of a stretch.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let piece = span.of(text);
    let start = span.start + piece.len() - piece.trim_start().len();
    Span::new(start, start + piece.trim().len())
}
