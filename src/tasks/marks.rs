//! A stretch of a note → what brackets in it hold, and its pieces between marks outside of them.

use crate::span::Span;

/// Marks that open a bracket.
pub(super) const OPENING: [char; 9] = ['（', '(', '【', '[', '〔', '［', '｛', '{', '〈'];
/// Marks that close what one of them opens.
pub(super) const CLOSING: [char; 9] = ['）', ')', '】', ']', '〕', '］', '｝', '}', '〉'];
/// Brackets that a label may have for itself: 【责任单位】.
pub(super) const LABEL_OPENING: [char; 4] = ['【', '[', '〔', '［'];
/// Those that close them.
pub(super) const LABEL_CLOSING: [char; 4] = ['】', ']', '〕', '］'];

/// The characters outside of inner brackets.
pub(super) fn outside(piece: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut depth = 0usize;
    piece.char_indices().filter(move |(_, c)| {
        match c {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            c if OPENING.contains(c) => depth += 1,
            c if CLOSING.contains(c) => depth = depth.saturating_sub(1),
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
