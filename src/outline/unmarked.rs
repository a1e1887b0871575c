//! A text → its headings that have no number: 「2024年工作回顾」 alone on a line, `## 工业` of Markdown.

use super::headings::Heading;
use super::lines::{bare_start, lines};
use super::markers::{Marker, Style, marker};
use super::noise::is_noise;
use super::roles::by_title;
use super::words::WORDS;
use crate::model::{Form, NoiseKind};
use crate::span::Span;
use std::ops::RangeInclusive;

/// So many characters make the name of a part.
const NAME_CHARS: RangeInclusive<usize> = 4..=24;
/// What the heading signs of a format mark may be longer.
const MAX_SIGNED_CHARS: usize = 40;

/// A line with something on it.
struct Line<'a> {
    start: usize,
    text: &'a str,
    /// The format says that it is a heading.
    signed: bool,
}

/// Finds the headings without a marker in `body`, the text between letterhead and signature, among the `marked` ones. `signs` are
/// the lines that the file's format calls headings.
pub(super) fn headings(
    text: &str,
    body: Span,
    marked: &[Heading],
    noise: &[(NoiseKind, Span)],
    signs: &[Span],
) -> Vec<Heading> {
    let all: Vec<Line<'_>> = lines(text, body)
        .map(|(at, raw)| {
            let line = bare_start(raw).trim_end();
            let start = at + raw.len() - bare_start(raw).len();
            let span = Span::new(start, start + line.len());
            let sign = signs.partition_point(|s| s.end <= span.start);
            let signed =
                raw.trim_start().starts_with("##") || signs.get(sign).is_some_and(|s| s.overlaps(span));
            Line { start, text: line, signed }
        })
        .filter(|l| !l.text.is_empty() && !is_noise(noise, Span::new(l.start, l.start + l.text.len())))
        .collect();
    let top = marked.iter().map(|h| h.mark.style.rank()).min();
    (0..all.len()).filter(|&i| is_name(&all, i)).map(|i| heading(&all[i], marked, top)).collect()
}

fn heading(line: &Line<'_>, marked: &[Heading], top: Option<u8>) -> Heading {
    let span = Span::new(line.start, line.start + line.text.len());
    let after = marked.partition_point(|h| h.span.start < span.start);
    let begins =
        marked.get(after).is_some_and(|next| next.mark.ordinal == 1 && Some(next.mark.style.rank()) == top);
    // A numbering that begins below it stands under it; one that goes on below it holds it.
    let level = match top {
        None => 1,
        Some(_) if begins => 0,
        Some(_) => 2,
    };
    let mark = Marker { len: 0, ordinal: 0, style: Style::Name(level), point: '\0' };
    Heading { span, mark, title: Some(span), form: Form::Unmarked, above: 0, led: false, led_below: false }
}

/// Returns whether a line is the name of a part: what it says tells a part's role, or the format calls it a heading, and what
/// stands around it are whole paragraphs.
fn is_name(all: &[Line<'_>], i: usize) -> bool {
    let line = &all[i];
    let chars = line.text.chars().count();
    let ends = line.text.ends_with(|c: char| "。，、；：:！？,;）》”".contains(c) || c.is_ascii_digit());
    let marks = line.text.contains(['。', '；', '\t', '|', '：', '，']);
    if ends || marks || marker(line.text).is_some() {
        return false;
    }
    let below = all.get(i + 1).map_or("", |l| l.text);
    let above = i.checked_sub(1).map_or("。", |above| all[above].text);
    if line.signed {
        // 「表1 任务分工」 names what stands below it alone.
        let caption = WORDS.counts_boxes.iter().any(|w| {
            line.text.strip_prefix(w).is_some_and(|rest| {
                rest.trim_start().starts_with(|c: char| c.is_ascii_digit() || "一二三".contains(c))
            })
        });
        let named = line.text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)) && chars > 1;
        return named && !caption && chars <= MAX_SIGNED_CHARS && !below.is_empty();
    }
    NAME_CHARS.contains(&chars) && by_title(line.text).is_some() && stands_apart(above, below)
}

fn stands_apart(above: &str, below: &str) -> bool {
    let ended = above.ends_with(|c: char| "。！？：”）；".contains(c)) || marker(above).is_some();
    // A link inside a sentence stands alone too, and the sentence goes on: 「》，取得积极成效。」
    let begins = !below.starts_with(|c: char| "。，、；：》）”".contains(c));
    let told = below.ends_with(['。', '！', '；']) && below.contains(['，', '。', '、']);
    ended && begins && (told || marker(below).is_some_and(|m| m.ordinal == 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        let all = Span::new(0, text.len());
        headings(text, all, &[], &[], &[]).iter().map(|h| h.span.of(text)).collect()
    }

    #[test]
    fn a_part_is_known_by_its_name() {
        let text = "过去五年工作回顾\n新建公园六个，新增绿地三公顷。\n今后五年主要任务\n建设水库两座，改造学校三所。\n";
        assert_eq!(names(text), ["过去五年工作回顾", "今后五年主要任务"]);
        let inside = "新建公园六个。\n落实今后五年主要任务，\n建设水库两座。\n";
        assert_eq!(names(inside), [""; 0]);
        assert_eq!(names("工作任务\n责任单位\n完成情况\n县水务局\n"), [""; 0]);
        assert_eq!(names("疏浚河道。\n## 村容村貌\n植树三百株。\n"), ["村容村貌"]);
    }
}
