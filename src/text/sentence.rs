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
    let marks = within.of(text).char_indices().map(|(at, c)| (within.start + at, c));
    let ends = marks.filter(|&(at, c)| closes_sentence(c) || c == '\n' && breaks(text, at));
    for end in ends.map(|(at, c)| at + c.len_utf8()).chain([within.end]) {
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

/// A line of fewer columns ends because something ends, not because the page is full.
const FULL_LINE: usize = 40;
/// A full line is so much shorter than others at most: the first of a paragraph is indented, and the last word or mark did not fit.
const SLACK: usize = 8;
/// So many lines before and behind are asked whether the page is wrapped,
const NEIGHBOURS: usize = 4;
/// and so many of them must be full, too: titles and lists are of all lengths.
const LEAST_FULL: usize = 2;

/// Returns whether the line end at `at` ends a sentence: not where the page is wrapped and a full line runs on into the next.
pub(crate) fn breaks(text: &str, at: usize) -> bool {
    let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    let (line, next) = (&text[start..at], &text[at + 1..]);
    let runs_on = line.trim_end().ends_with(|c: char| c.is_alphanumeric() || matches!(c, '、' | '，'));
    let fresh =
        next.starts_with([' ', '\u{3000}', '\n', '\r', '(', '（', '一', '二', '\t']) || next.is_empty();
    !runs_on || fresh || line.contains('\t') || numbered(next) || !fills_the_page(&text[..start], line, next)
}

/// Returns whether a line is as long as the longest lines around it are.
fn fills_the_page(before: &str, line: &str, behind: &str) -> bool {
    let width = columns(line, usize::MAX);
    let above = before.strip_suffix('\n').map(|before| before.rsplit('\n').take(NEIGHBOURS));
    let lines = above.into_iter().flatten().chain(behind.split('\n').take(NEIGHBOURS));
    let mut full = 0;
    width >= FULL_LINE
        && lines.map(|line| columns(line, width + SLACK + 1)).all(|other| {
            full += usize::from(other + SLACK >= width);
            other <= width + SLACK
        })
        && full >= LEAST_FULL
}

/// Counts a Chinese character as two columns; stops at `most`.
fn columns(line: &str, most: usize) -> usize {
    let widths = line.chars().map(|c| if c.is_ascii() { 1 } else { 2 });
    widths
        .scan(0, |sum, width| (*sum < most).then(|| std::mem::replace(sum, *sum + width) + width))
        .last()
        .unwrap_or(0)
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

    #[test]
    fn a_full_line_of_a_wrapped_page_runs_on_and_a_title_does_not() {
        let count = |lines: &[&str]| {
            let text = lines.join("\n");
            sentences(&text, Span::new(0, text.len())).len()
        };
        let full = "全县新建高标准农田和配套灌溉渠道并完成验收";
        assert_eq!(count(&[full, full, full, "交付使用。"]), 1);
        assert_eq!(count(&[full, full, full, "1.交付使用。"]), 2);
        assert_eq!(count(&[full, &format!("{full}，{full}"), full, "交付使用。"]), 4);
        assert_eq!(count(&[full, "修渠引水。", "交付使用。"]), 3);
    }
}
