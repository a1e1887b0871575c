//! A text → its headings that have no number: 「2024年工作回顾」 alone on a line, `## 工业` of Markdown.

use super::headings::Heading;
use super::inline::opens_item;
use super::lines::{bare_start, lines};
use super::markers::{Marker, Style, marker};
use super::noise::is_noise;
use super::organ::{is_chinese, is_date, is_organ};
use super::roles::by_title;
use super::words::WORDS;
use crate::model::{Form, NoiseKind};
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};
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
    let alike = standing_alike(&all);
    let named = (0..all.len()).filter(|&i| alike.contains(&i) || is_name(&all, i));
    named.map(|i| heading(&all[i], marked, top)).collect()
}

/// Finds the short lines between paragraphs that head what stands below them: two or more of different names. A single one may be
/// a name torn out of its sentence.
fn standing_alike(all: &[Line<'_>]) -> BTreeSet<usize> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    all.iter().for_each(|line| *times.entry(line.text).or_default() += 1);
    // 「工业」 may head a part of the review and one of the plan.
    let seldom = |i: &usize| times.get(all[*i].text).is_some_and(|times| *times <= HALVES);
    let found: BTreeSet<usize> =
        (0..all.len()).filter(|&i| heads_a_paragraph(all, i)).filter(seldom).collect();
    let names: BTreeSet<&str> = found.iter().map(|&i| all[i].text).collect();
    if names.len() < FEWEST_ALIKE { BTreeSet::new() } else { found }
}

/// Returns whether a line may head the paragraph below it, whatever it says: 「工业和信息化」 between paragraphs that end with stops.
fn heads_a_paragraph(all: &[Line<'_>], i: usize) -> bool {
    let line = &all[i];
    let (Some(below), above) = (all.get(i + 1), i.checked_sub(1).map(|above| all[above].text)) else {
        return false;
    };
    let words = line.text;
    let speaker = i == 0 && names_speaker(words);
    let closed =
        |above: &str| above.ends_with(['。', '！', '？', '”', '；', '：']) || marker(above).is_some();
    !line.signed
        && is_plain_name(words)
        && !speaker
        && !is_something_else(words)
        && above.is_none_or(closed)
        && is_paragraph(below.text)
}

/// Returns whether a line is short and has no marks but those of names.
fn is_plain_name(words: &str) -> bool {
    let plain = |c: char| is_chinese(c) || c.is_ascii_digit() || "“”《》、·".contains(c);
    let named =
        words.chars().all(plain) && words.chars().any(is_chinese) && !words.ends_with(['》', '”', '、']);
    named && ALIKE_CHARS.contains(&words.chars().count())
}

/// Returns whether a line is a caption, an item, an organ or a date.
fn is_something_else(words: &str) -> bool {
    WORDS.pictured.begin(words)
        || WORDS.counts_boxes.begin(words)
        || words.ends_with(|c: char| c.is_ascii_digit())
        || marker(words).is_some()
        || opens_item(words)
        || is_organ(words)
        || is_date(words)
}

/// Returns whether a line is a whole paragraph.
fn is_paragraph(line: &str) -> bool {
    let long = line.chars().count() >= MIN_PARAGRAPH_CHARS;
    long && line.ends_with(['。', '；', '！', '”']) && !line.starts_with(CLOSING)
}

/// Returns whether a line names an office and who holds it: 「县长何平」.
fn names_speaker(line: &str) -> bool {
    let name =
        WORDS.office.iter().filter_map(|office| Some(line.rsplit_once(office)?.1)).map(|n| n.chars().count());
    name.min().is_some_and(|chars| (2..=3).contains(&chars))
}

/// One short line between paragraphs is no heading; several are.
const FEWEST_ALIKE: usize = 2;
/// A report has two halves, and in each of them its parts.
const HALVES: usize = 2;
/// 「工业」, 「社会主义革命和人民民主统一战线」.
const ALIKE_CHARS: RangeInclusive<usize> = 2..=20;
/// A shorter line is an item, or a wrapped one.
const MIN_PARAGRAPH_CHARS: usize = 25;
/// No paragraph begins with these: a link inside a sentence stands alone too, and the sentence goes on: 「》，取得积极成效。」
const CLOSING: [char; 8] = ['。', '，', '、', '；', '：', '》', '）', '”'];

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
    let begins = !below.starts_with(CLOSING);
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

    #[test]
    fn short_lines_between_paragraphs_are_headings_where_there_are_several() {
        let paragraph =
            |what: &str| format!("全年{what}各项工作扎实推进，完成投资九千万元，群众满意度明显提高。\n");
        let text = |lines: &[&str]| {
            lines.iter().map(|line| format!("{line}\n{}", paragraph("水利"))).collect::<String>()
        };
        assert_eq!(
            names(&text(&["工业", "农业和农村", "“十四五”收官"])),
            ["工业", "农业和农村", "“十四五”收官"]
        );
        let both = ["工业", "农业", "工业", "农业"];
        assert_eq!(names(&text(&both)), both);
        for others in [
            &["工业"][..],
            &["县水务局", "县交通局"],
            &["图为河堤修复现场", "图为学校竣工典礼"],
            &["返回顶部", "返回顶部"],
            &["一是", "二是"],
            &["2024年3月5日", "2024年6月5日"],
            &["云溪县河道管理办法》", "云溪县林地管理办法》"],
        ] {
            assert_eq!(names(&text(others)), [""; 0], "{others:?}");
        }
        let wrapped =
            "全面完成水利建设任务。\n继续推进河堤\n修复和河道疏浚，\n新建泵站。\n继续推进公路\n养护。\n";
        assert_eq!(names(wrapped), [""; 0]);
    }
}
