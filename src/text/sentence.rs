//! A text → its sentences, as spans: cut after 。；！？ and at line ends that are no mere wraps, blanks trimmed.

use super::boundary::floor;
use crate::span::Span;

/// Returns whether a mark closes a sentence.
pub(crate) fn closes_sentence(c: char) -> bool {
    matches!(c, '。' | '；' | '！' | '？' | ';')
}

/// Lists the sentences of `text[within]`, each with its closing mark and without surrounding blanks.
pub(crate) fn sentences(text: &str, within: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = within.start;
    let ends = within.of(text).char_indices().filter(|(_, c)| closes_sentence(*c) || *c == '\n');
    for end in ends.map(|(at, c)| within.start + at + c.len_utf8()).chain([within.end]) {
        let raw = &text[start..end];
        let words = raw.trim_start();
        if !words.is_empty() {
            let from = end - words.len();
            found.push(Span::new(from, from + words.trim_end().len()));
        }
        start = end;
    }
    found
}

/// A sentence longer than this is cut short: a table on one line, not prose.
const LONGEST: usize = 1200;

/// Finds the sentence of `text[within]` that holds `part`, with its closing mark.
pub(crate) fn sentence_around(text: &str, within: Span, part: Span) -> Span {
    let from = floor(text, within.start.max(part.start.saturating_sub(LONGEST)));
    let closes = |(at, c): &(usize, char)| closes_sentence(*c) || *c == '\n' && breaks(text, *at);
    let end = |(at, c): (usize, char)| at + c.len_utf8();
    let marks = |from: usize, to: usize| text[from..to].char_indices().map(move |(at, c)| (from + at, c));
    let start = marks(from, part.start).rev().find(closes).map_or(from, end);
    let ceiling = floor(text, within.end.min(part.end + LONGEST)).max(part.end);
    Span::new(start, marks(part.end, ceiling).find(closes).map_or(ceiling, end))
}

/// Lines shorter than this end because something ends, not because the page is full.
const FULL_LINE: usize = 60;

/// Returns whether the line end at `at` ends a sentence: not where a full line runs on into the next.
pub(crate) fn breaks(text: &str, at: usize) -> bool {
    let line = &text[text[..at].rfind('\n').map_or(0, |n| n + 1)..at];
    let next = &text[at + 1..];
    let runs_on = line.trim_end().ends_with(|c: char| c.is_alphanumeric() || matches!(c, '、' | '，'));
    let fresh =
        next.starts_with([' ', '\u{3000}', '\n', '\r', '(', '（', '一', '二', '\t']) || next.is_empty();
    line.len() < FULL_LINE || !runs_on || fresh || numbered(next)
}

/// 「2. 固定资产投资增长5%」 opens an item; 「2.5亿元」 does not.
fn numbered(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let marked =
        rest.strip_prefix(['.', '．', '、']).is_some_and(|r| !r.starts_with(|c: char| c.is_ascii_digit()));
    rest.len() < line.len() && marked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_keep_their_stops() {
        let text = "一、甲。乙；\n　　丙";
        let got: Vec<_> = sentences(text, Span::new(0, text.len())).into_iter().map(|s| s.of(text)).collect();
        assert_eq!(got, ["一、甲。", "乙；", "丙"]);
    }
}
