//! A text → its lines with their offsets, and a line → its words without blanks and Markdown's # before them.

use crate::span::Span;

/// Cuts `text[within]` into lines, each with its offset and its line end.
pub(super) fn lines(text: &str, within: Span) -> impl Iterator<Item = (usize, &str)> {
    within.of(text).split_inclusive('\n').scan(within.start, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    })
}

/// Strips a line's leading blanks, and the # that Markdown puts before a heading: `## 一、概况`.
pub(super) fn bare_start(line: &str) -> &str {
    let head = line.trim_start();
    let bare = head.trim_start_matches('#');
    if bare.len() < head.len() && bare.starts_with(' ') { bare.trim_start() } else { head }
}
