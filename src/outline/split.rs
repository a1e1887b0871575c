//! A text → where its documents begin: several reports glued together, a notice and what it forwards.

use super::headings::lines;
use crate::model::DocumentKind;
use crate::span::Span;
use crate::tables::rows;

const TITLE_WORDS: &str = include_str!("../tables/title_words.tsv");
/// A title line is no longer than this many characters.
const LONGEST_TITLE: usize = 60;

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
        .map(|(start, raw)| Line { start, text: raw.trim() })
        .filter(|l| !l.text.is_empty())
        .collect();
    let mut cuts = vec![(0, false)];
    let mut notice = None;
    for (i, line) in lines.iter().enumerate() {
        if i == 0 {
            continue;
        }
        if notice.is_none() && i < 12 && kind(line.text) == Some(DocumentKind::Notice) {
            notice = Some(i);
        }
        if begins_report(&lines, i) && far(&cuts, line.start) {
            cuts.push((opening(&lines, i, &cuts), false));
        } else if notice.is_some() && begins_attachment(&lines, i) {
            cuts.push((line.start, true));
        }
    }
    cuts.dedup_by_key(|c| c.0);
    let ends = cuts.iter().skip(1).map(|c| c.0).chain([text.len()]);
    cuts.iter()
        .zip(ends)
        .map(|(&(start, attached), end)| Piece { span: Span::new(start, end), attached })
        .collect()
}

struct Line<'a> {
    start: usize,
    text: &'a str,
}

/// What kind of document a title names, if the line is a title.
pub(super) fn kind(title: &str) -> Option<DocumentKind> {
    let bare = title.trim_end_matches(|c: char| "）)〕]】》”\"0123456789-—–年（(试行草案摘要 ".contains(c));
    if bare.is_empty() || title.chars().count() > LONGEST_TITLE || title.contains(['。', '；']) {
        return None;
    }
    rows(TITLE_WORDS).find(|row| bare.ends_with(row[1])).map(|row| kind_named(row[0]))
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

/// Two reports stand at least this many bytes apart.
const APART: usize = 1500;

fn far(cuts: &[(usize, bool)], at: usize) -> bool {
    cuts.last().is_none_or(|last| at >= last.0 + APART)
}

/// 现将……情况报告如下：, 现就……汇报如下: opens a report.
fn begins_report(lines: &[Line<'_>], i: usize) -> bool {
    let text = lines[i].text;
    let Some(end) = text.find("如下").filter(|_| text.contains("现将") || text.contains("现就")) else {
        return false;
    };
    let told = text[..end].ends_with(['报', '告', '结', '现', '理'])
        || text[..end].contains("报告")
        || text[..end].contains("汇报");
    let closes = text[end + "如下".len()..].chars().next().is_none_or(|c| "：:。，,".contains(c));
    told && closes
}

/// The report begins above its lead, with its title or recipients.
fn opening(lines: &[Line<'_>], lead: usize, cuts: &[(usize, bool)]) -> usize {
    let floor = cuts.last().map_or(0, |c| c.0);
    let mut first = lead;
    while first > 0 && lines[first - 1].start > floor {
        let above = lines[first - 1].text;
        let recipients = above.ends_with([':', '：']) && above.chars().count() <= 30 && !above.contains('。');
        if !(recipients || kind(above).is_some()) {
            break;
        }
        first -= 1;
    }
    lines[first].start
}

/// 附件 alone on a line, or a title right after the notice's date.
fn begins_attachment(lines: &[Line<'_>], i: usize) -> bool {
    let text = lines[i].text;
    let numbered = text
        .strip_prefix("附件")
        .is_some_and(|r| r.len() <= 3 && r.bytes().all(|b| b.is_ascii_digit() || b == b':'));
    let titled = kind(text).is_some_and(|k| k != DocumentKind::Notice) && !text.contains('。');
    numbered || titled && (is_date(lines[i - 1].text) || named_above(lines, i))
}

/// The notice names it in 《》.
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

/// 2021年9月2日 alone on its line.
pub(super) fn is_date(line: &str) -> bool {
    let fits = |c: char| c.is_ascii_digit() || "年月日〇零○一二三四五六七八九十民国 xX".contains(c);
    line.ends_with('日') && line.contains('年') && line.contains('月') && line.chars().all(fits)
}
