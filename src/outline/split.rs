//! A text → where its documents begin: several reports glued together, a notice and what it forwards.

use super::lines::{bare_start, lines};
use super::words::WORDS;
use crate::model::DocumentKind;
use crate::span::Span;
use crate::tables::Table;

static TITLE_WORDS: Table = Table::new(include_str!("../tables/title_words.tsv"));
/// Closes the lead of a report, a notice or a list: 「现将有关情况报告如下：」.
pub(super) const AS_FOLLOWS: &str = "如下";
/// Opens an attachment, and the line that names it.
pub(super) const ATTACHMENT: &str = "附件";
/// A title line is no longer than this many characters.
const MAX_TITLE_CHARS: usize = 60;

/// A document's stretch of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it stands.
    pub span: Span,
    /// It is attached to the nearest earlier piece that is not.
    pub attached: bool,
}

/// Cuts the text into its documents.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let lines: Vec<Line<'_>> = lines(text, Span::new(0, text.len()))
        .map(|(start, raw)| Line { start, text: bare_start(raw).trim_end() })
        .filter(|l| !l.text.is_empty())
        .collect();
    let mut cuts = vec![(0, false)];
    let mut noticed = false;
    for i in 1..lines.len() {
        noticed |= i < MAX_LINES_ABOVE_NOTICE && kind(lines[i].text) == Some(DocumentKind::Notice);
        cuts.extend(cut_at(&lines, i, &cuts, noticed));
    }
    cuts.dedup_by_key(|c| c.0);
    let ends = cuts.iter().skip(1).map(|c| c.0).chain([text.len()]);
    cuts.iter()
        .zip(ends)
        .map(|(&(start, attached), end)| Piece { span: Span::new(start, end), attached })
        .collect()
}

/// A notice says that it is one within so many lines.
const MAX_LINES_ABOVE_NOTICE: usize = 12;

/// Finds where the document begins that shows itself on line `i`, and whether it is attached to a notice.
fn cut_at(lines: &[Line<'_>], i: usize, cuts: &[(usize, bool)], noticed: bool) -> Option<(usize, bool)> {
    if begins_report(lines, i) {
        let start = opening(lines, i, cuts);
        let least =
            if lines[start].is_title() && start + 1 < i { MIN_TITLED_REPORT_BYTES } else { MIN_REPORT_BYTES };
        return is_far(cuts, lines[start].start, least).then_some((lines[start].start, false));
    }
    if !noticed {
        return None;
    }
    let above = lines[i - 1].start;
    if begins_broken_attachment(lines, i) {
        return Some((above, true));
    }
    let is_cut_above = cuts.last().is_some_and(|c| c.0 == above);
    (begins_attachment(lines, i) && !is_cut_above).then_some((lines[i].start, true))
}

struct Line<'a> {
    start: usize,
    text: &'a str,
}

impl Line<'_> {
    fn is_title(&self) -> bool {
        kind(self.text).is_some()
    }
}

/// Reads what kind of document a title names, if the line is a title.
pub(super) fn kind(title: &str) -> Option<DocumentKind> {
    if title.chars().count() > MAX_TITLE_CHARS || title.contains(['。', '；', '\t']) {
        return None;
    }
    // 「国 务 院 工 作 规 则」 is set wide.
    let dense: String = title.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare_title(&dense);
    // 法 alone ends 做法 and 方法 as well.
    let law = bare.starts_with("中华人民共和国") && bare.ends_with('法');
    let named = TITLE_WORDS.rows().find(|row| bare.ends_with(row[1])).map(|row| kind_named(row[0]));
    // 「2024年工作总结和2025年工作安排」 reports first.
    let both = named == Some(DocumentKind::Plan) && bare.contains("总结");
    if both { Some(DocumentKind::Report) } else { named.or(law.then_some(DocumentKind::Law)) }
}

/// Returns whether a text is the last word of titles and nothing more: 「工作报告」.
pub(super) fn is_title_word(text: &str) -> bool {
    let dense: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    TITLE_WORDS.rows().any(|row| row[1] == dense)
}

/// Strips a title of what may follow its last word: 实施方案（试行）, 工作报告（2016）, 《……方案》.
fn bare_title(title: &str) -> &str {
    let dressing = |c: char| "》”\"〕[]】0123456789-—–年 \u{3000}".contains(c);
    let mut bare = title.trim_end_matches(dressing);
    while let Some(inner) = bare.strip_suffix(['）', ')']) {
        let Some(open) = inner.rfind(['（', '(']) else { break };
        bare = bare[..open].trim_end_matches(dressing);
    }
    bare
}

fn kind_named(word: &str) -> DocumentKind {
    match word {
        "report" => DocumentKind::Report,
        "plan" => DocumentKind::Plan,
        "notice" => DocumentKind::Notice,
        "letter" => DocumentKind::Letter,
        "law" => DocumentKind::Law,
        "table" => DocumentKind::Table,
        "speech" => DocumentKind::Speech,
        _ => DocumentKind::Other,
    }
}

/// Two reports stand at least this many bytes apart, for a second lead may quote the first …
const MIN_REPORT_BYTES: usize = 1500;
/// … but for a title and recipients above the second: then they may be as short as a note.
const MIN_TITLED_REPORT_BYTES: usize = 300;

fn is_far(cuts: &[(usize, bool)], at: usize, least: usize) -> bool {
    cuts.last().is_none_or(|last| at >= last.0 + least)
}

/// Returns whether a line opens a report: 现将……情况报告如下：, 现就……汇报如下.
fn begins_report(lines: &[Line<'_>], i: usize) -> bool {
    let text = lines[i].text;
    let Some(end) = text.find(AS_FOLLOWS).filter(|_| WORDS.presents.occur_in(text)) else {
        return false;
    };
    // 「现将有关事项公告如下」 gives notice.
    if WORDS.gives_notice.end(&text[..end]) {
        return false;
    }
    let told = WORDS.reported.end(&text[..end]) || WORDS.reports.occur_in(&text[..end]);
    let closes = text[end + AS_FOLLOWS.len()..].chars().next().is_none_or(|c| "：:。，,".contains(c));
    told && closes
}

/// Reads what kind of document its first lines say that it is: 「现在，我代表市人民政府，向大会作政府工作报告」.
pub(super) fn kind_by_lead(text: &str, within: Span) -> Option<DocumentKind> {
    let lines: Vec<Line<'_>> = lines(text, within)
        .map(|(start, raw)| Line { start, text: raw.trim() })
        .filter(|l| !l.text.is_empty())
        .take(OPENING_LINES)
        .collect();
    let reports = |i: usize| {
        let words = lines[i].text;
        // 「受国务院委托，提出关于国民经济计划安排的报告」
        let charged = words.contains(REPORT) && WORDS.charged.occur_in(words);
        charged || WORDS.reporting.occur_in(words) || begins_report(&lines, i)
    };
    (0..lines.len()).any(reports).then_some(DocumentKind::Report)
}

/// A report says that it is one within so many lines.
const OPENING_LINES: usize = 6;
const REPORT: &str = "报告";

/// Finds the line that the report begins with, above its lead: its title or recipients.
fn opening(lines: &[Line<'_>], lead: usize, cuts: &[(usize, bool)]) -> usize {
    let floor = cuts.last().map_or(0, |c| c.0);
    let mut first = lead;
    while first > 0 && lead - first < MAX_LINES_ABOVE_LEAD && lines[first - 1].start > floor {
        let above = lines[first - 1].text;
        let recipients = above.ends_with([':', '：']) && above.chars().count() <= 30 && !above.contains('。');
        if !(recipients || kind(above).is_some()) {
            break;
        }
        first -= 1;
    }
    first
}

/// Above a lead stand a title of a few lines and the recipients.
const MAX_LINES_ABOVE_LEAD: usize = 6;

/// Returns whether a line is 附件 alone, or a title right after the notice's date.
fn begins_attachment(lines: &[Line<'_>], i: usize) -> bool {
    let text = lines[i].text;
    let numbered = text
        .strip_prefix(ATTACHMENT)
        .is_some_and(|r| r.len() <= 3 && r.bytes().all(|b| b.is_ascii_digit() || b == b':'));
    let titled = kind(text).is_some_and(|k| k != DocumentKind::Notice) && !text.contains('。');
    numbered || titled && (is_date(lines[i - 1].text) || named_above(lines, i))
}

/// Returns whether a line is the second of a title that the notice names in 《》: 「某县水利工程」 above 「管理办法」.
fn begins_broken_attachment(lines: &[Line<'_>], i: usize) -> bool {
    i >= 2
        && kind(lines[i].text).is_some_and(|k| k != DocumentKind::Notice)
        && kind(lines[i - 1].text).is_none()
        && lines[..i - 1].iter().rev().take(3).any(|l| is_date(l.text))
        && is_quoted(
            &[lines[i - 1].text, lines[i].text],
            lines[..i - 2].iter().rev().take(30).map(|l| l.text),
        )
}

/// Returns whether one of the lines names in 《》 what `title` says on its lines.
pub(super) fn is_quoted<'a>(title: &[&str], mut above: impl Iterator<Item = &'a str>) -> bool {
    let name: String = title.concat().chars().filter(|c| !c.is_whitespace()).collect();
    name.chars().count() >= 8 && above.any(|l| l.split('《').skip(1).any(|q| q.starts_with(name.as_str())))
}

/// Returns whether the notice names line `i` in 《》.
fn named_above(lines: &[Line<'_>], i: usize) -> bool {
    let title = lines[i].text;
    let bare: String = title.chars().take_while(|c| !"（(".contains(*c)).collect();
    bare.chars().count() >= 8
        && lines[i - 1].text.chars().count() < 40
        && lines[..i]
            .iter()
            .take(30)
            .any(|l| l.text.contains('《') && l.text.contains(&bare) && l.text != title)
        && lines[..i].iter().any(|l| is_date(l.text))
}

/// Returns whether a line is 2021年9月2日 alone.
pub(super) fn is_date(line: &str) -> bool {
    let fits = |c: char| c.is_ascii_digit() || "年月日〇零○一二三四五六七八九十中华民国 xX".contains(c);
    line.ends_with('日') && line.contains('年') && line.contains('月') && line.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_known_by_its_last_word() {
        assert_eq!(kind("云溪县数字化改造实施方案"), Some(DocumentKind::Plan));
        assert_eq!(kind("云溪县河湖管护工作方案（试行）"), Some(DocumentKind::Plan));
        assert_eq!(kind("东陵市政府工作报告（2023年）"), Some(DocumentKind::Report));
        assert_eq!(kind("云溪县2024年工作总结和2025年工作安排"), Some(DocumentKind::Report));
        assert_eq!(kind("云溪县2025年工作安排"), Some(DocumentKind::Plan));
        assert_eq!(kind("云溪县地处山区"), None);
    }

    #[test]
    fn short_reports_are_parted_by_title_and_recipients() {
        let report = |name: &str, to: &str| {
            format!(
                "关于{name}工作情况的汇报\n{to}：\n现将有关情况汇报如下：\n一、工作情况\n{}\n",
                "完成清淤三条河道。".repeat(12)
            )
        };
        let text = report("殡葬改革", "县政府") + &report("河道清淤", "区水利局");
        let pieces = pieces(&text);
        assert_eq!(pieces.len(), 2);
        assert!(pieces[1].span.of(&text).starts_with("关于河道清淤"));
    }
}
