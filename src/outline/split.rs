//! A text → where its documents begin: several reports glued together, a notice and what it forwards.

use super::lines::{bare_start, lines};
use super::markers::{Style, marker};
use super::noise::is_noise;
use super::organ::{
    ABOUT, begins_attachment, is_addressed, is_date, is_issuer, is_organ, names_organ, number,
};
use super::sheet;
use super::title::{is_title_word, kind};
use super::words::WORDS;
use crate::model::{DocumentKind, NoiseKind};
use crate::span::Span;
use std::collections::BTreeMap;

/// Closes the lead of a report, a notice or a list: 「现将有关情况报告如下：」.
const AS_FOLLOWS: &str = "如下";

/// A document's stretch of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it stands.
    pub span: Span,
    /// It is attached to the nearest earlier piece that is not.
    pub attached: bool,
}

/// Cuts the text into its documents. What stands between two of them belongs to the later, but for a page's foot.
pub(super) fn pieces(text: &str, noise: &[(NoiseKind, Span)]) -> Vec<Piece> {
    let mut cutter =
        Cutter { lines: content(text, noise), cuts: vec![Cut::default()], state: State::default() };
    (0..cutter.lines.len()).for_each(|i| cutter.read(i));
    let starts: Vec<(usize, bool)> =
        cutter.cuts.iter().map(|cut| (cutter.start(cut), cut.attached)).collect();
    let ends = starts.iter().skip(1).map(|cut| cut.0).chain([text.len()]);
    let spans = starts.iter().zip(ends);
    spans.map(|(&(start, attached), end)| Piece { span: Span::new(start, end), attached }).collect()
}

/// A line that is no noise.
struct Line<'a> {
    start: usize,
    text: &'a str,
    /// Where the data sheet begins that stands right above it, and how many rows that has.
    sheet: Option<(usize, usize)>,
}

impl Line<'_> {
    fn kind(&self) -> Option<DocumentKind> {
        kind(self.text).filter(|_| marker(self.text).is_none())
    }

    fn is_title(&self) -> bool {
        self.kind().is_some()
    }

    fn addresses(&self) -> bool {
        self.text.strip_suffix(['：', ':']).is_some_and(|names| is_addressed(names, false))
    }

    fn is_date(&self) -> bool {
        let dense = || self.text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        self.text.trim_end().ends_with('日') && is_date(&dense())
    }
}

fn content<'a>(text: &'a str, noise: &[(NoiseKind, Span)]) -> Vec<Line<'a>> {
    let mut found = Vec::new();
    let mut sheet: Option<(usize, usize)> = None;
    for (at, raw) in lines(text, Span::new(0, text.len())) {
        let line = bare_start(raw).trim_end();
        let start = at + raw.len() - bare_start(raw).len();
        if line.is_empty() {
            continue;
        }
        if !is_noise(noise, Span::new(start, start + line.len())) {
            found.push(Line { start, text: line, sheet: sheet.take() });
        } else if sheet::row(line).is_some_and(|row| row.certain) {
            sheet = Some(sheet.map_or((start, 1), |(from, rows)| (from, rows + 1)));
        }
    }
    found
}

/// Where a document begins.
#[derive(Clone, Copy, Debug, Default)]
struct Cut {
    /// Its first line.
    line: usize,
    attached: bool,
}

/// What is known of the document that is being read.
#[derive(Default)]
struct State {
    /// The highest number of each numbering, the headings' first.
    last: BTreeMap<u8, (Style, u32)>,
    /// It has sentences or headings.
    has_body: bool,
    /// The line of the date below its signature.
    signed: Option<usize>,
    /// It gives notice, or sends something along.
    sends: Option<Sent>,
    title: Option<usize>,
}

/// What a notice says that it sends along: the titles, without blanks.
#[derive(Clone, Default)]
struct Sent(Vec<String>);

struct Cutter<'a> {
    lines: Vec<Line<'a>>,
    cuts: Vec<Cut>,
    state: State,
}

/// A title stands on so many lines at most.
const MAX_TITLE_LINES: usize = 3;
/// A notice says that it is one within so many lines.
const MAX_LINES_ABOVE_NOTICE: usize = 12;

impl Cutter<'_> {
    /// Returns where in the text a document begins: at the data sheet above its first line, if there is one.
    fn start(&self, cut: &Cut) -> usize {
        let line = self.lines.get(cut.line);
        let at = line.map_or(0, |l| l.sheet.map_or(l.start, |s| s.0));
        if cut.line == 0 { 0 } else { at }
    }

    /// The first line of the document that is being read.
    fn first(&self) -> usize {
        self.cuts.last().map_or(0, |cut| cut.line)
    }

    /// Reads a line: it begins a document, or goes on with one.
    fn read(&mut self, i: usize) {
        let first = self.first();
        if i > first {
            let cut = self.report(i).or_else(|| self.attachment(i)).or_else(|| self.next(i));
            if let Some(cut) = cut.filter(|cut| cut.line > first) {
                self.open(cut);
                (cut.line..i).for_each(|j| self.note(j));
            }
        }
        self.note(i);
    }

    fn open(&mut self, cut: Cut) {
        let sends = self.state.sends.take().filter(|_| cut.attached);
        self.state = State { sends, ..State::default() };
        self.cuts.push(cut);
    }

    /// Takes note of what a line tells of the document that it stands in.
    fn note(&mut self, i: usize) {
        let line = &self.lines[i];
        let attached = self.cuts.last().is_some_and(|cut| cut.attached);
        if self.state.title.is_none() && line.is_title() {
            self.state.title = Some(i);
        }
        let near = i < self.first() + MAX_LINES_ABOVE_NOTICE;
        if !attached && near && line.kind() == Some(DocumentKind::Notice) && self.state.sends.is_none() {
            self.state.sends = Some(Sent::default());
        }
        if let Some(mark) = marker(line.text).filter(|mark| mark.style.rank() <= Style::Digit.rank()) {
            let last = self.state.last.entry(mark.style.rank()).or_insert((mark.style, 0));
            last.1 = last.1.max(mark.ordinal);
            self.state.has_body = true;
        }
        self.state.has_body |= line.text.ends_with(['。', '；']);
        if self.state.has_body && self.is_signed(i) {
            self.state.signed = Some(i);
            if !attached {
                self.state.sends = self.sent(i).or(self.state.sends.take());
            }
        }
    }

    /// Returns whether line `i` is the date below a signature, or signature and date.
    fn is_signed(&self, i: usize) -> bool {
        let line = &self.lines[i];
        let behind = line.text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
        let together = || {
            behind
                .into_iter()
                .any(|at| is_organ(line.text[..at].trim_end()) && is_date(line.text[at..].trim()))
        };
        line.is_date() || line.text.ends_with('日') && together()
    }

    /// Finds the report that shows itself by its lead on line `i`.
    fn report(&self, i: usize) -> Option<Cut> {
        if !begins_report(self.lines[i].text) {
            return None;
        }
        let first = self.first();
        let line = opening(&self.lines, i, first);
        let titled = self.lines[line].is_title() && line + 1 < i;
        let least = if titled { MIN_TITLED_REPORT_BYTES } else { MIN_REPORT_BYTES };
        let far = self.lines[line].start >= self.lines[first].start + least;
        // Below its notice a report is what that sends.
        (far && self.state.has_body).then_some(Cut { line, attached: false })
    }

    /// Finds the attachment that begins on line `i`: 附件2, the title that the notice names, a title below the notice's date.
    fn attachment(&self, i: usize) -> Option<Cut> {
        let sends = self.state.sends.as_ref()?;
        let cut = Some(Cut { line: i, attached: true });
        let first = self.first();
        // Its title stands below 附件2, and on more than one line.
        let is_attached = self.cuts.last().is_some_and(|cut| cut.attached);
        if is_attached && i <= first + MAX_TITLE_LINES && !self.state.has_body {
            return None;
        }
        if begins_attachment(self.lines[i].text) && !self.lists_attachments(i) {
            return cut;
        }
        if self.names(i, sends) {
            return cut;
        }
        let titled = self.lines[i].kind().is_some_and(|k| k != DocumentKind::Notice);
        let below_date = !is_attached && self.state.signed.is_some_and(|signed| signed + 1 == i);
        if titled && below_date { cut } else { None }
    }

    /// Returns whether the title that begins on line `i` is one that the notice names: below the signature of the notice, or right
    /// above a heading.
    fn names(&self, i: usize, sends: &Sent) -> bool {
        let is_attached = self.cuts.last().is_some_and(|cut| cut.attached);
        let open = self.state.signed.is_some() || is_attached || self.state.has_body;
        let line = self.lines[i].text;
        if !open || marker(line).is_some() || !goes_on(line) && bare(line) == line {
            return false;
        }
        let early;
        let names = if self.state.signed.is_none() && !is_attached {
            if i > self.first() + MAX_NOTICE_LINES {
                return false;
            }
            early = self.sent(i).unwrap_or_default();
            &early.0
        } else {
            &sends.0
        };
        let signed = self.state.signed.is_some() || is_attached;
        (1..=MAX_TITLE_LINES).any(|n| {
            let title = self.title_of(i, n);
            title.is_some_and(|title| {
                let whole =
                    |name: &str| bare(&title) == bare(name) && title.chars().count() >= MIN_NAME_CHARS;
                names.iter().any(|name| whole(name) || signed && n == 1 && alike(&title, name))
            })
        })
    }

    /// Joins `n` lines from line `i` on to a title; none where one is too long or ends as a sentence does.
    fn title_of(&self, i: usize, n: usize) -> Option<String> {
        let lines = self.lines.get(i..i + n)?;
        let fits = |l: &Line<'_>| {
            l.text.chars().count() <= MAX_TITLE_CHARS && !l.text.ends_with(['。', '：', '，', '；'])
        };
        lines.iter().all(fits).then(|| dense(&lines.iter().map(|l| l.text).collect::<String>()))
    }

    /// Returns whether 附件 on line `i` opens the list of attachments above a signature instead of an attachment.
    fn lists_attachments(&self, i: usize) -> bool {
        let counted = self.lines.get(i + 1).and_then(|l| marker(l.text)).is_some_and(|m| m.ordinal == 1);
        let below = self.lines.iter().skip(i + 1).take(MAX_LISTED);
        self.state.signed.is_none() && counted && below.into_iter().any(|l| l.is_date() || is_organ(l.text))
    }

    /// Finds the next document of a file that holds several side by side.
    fn next(&self, i: usize) -> Option<Cut> {
        let line = &self.lines[i];
        let cut = Cut { line: i, attached: false };
        if !self.state.has_body {
            return None;
        }
        let below_signature = self.state.signed.is_some_and(|signed| {
            i - signed <= MAX_LISTED && (signed + 1..i).all(|j| is_foot(self.lines[j].text))
        });
        let titled = self.is_new_title(i);
        let sheet = line.sheet.is_some_and(|(_, rows)| rows >= MIN_SHEET_ROWS) && self.is_headed(i);
        let heads = || titled || self.heads(i);
        let full = || titled && self.is_full_title(i) && self.is_followed(i);
        (below_signature && heads() || sheet || full()).then_some(cut)
    }

    /// Returns whether line `i` heads a document, though it is no title.
    fn heads(&self, i: usize) -> bool {
        let line = &self.lines[i];
        is_issuer(line.text)
            || line.addresses()
            || self.is_headed(i)
            || is_number(line.text)
            || self.restarts(i)
    }

    /// Returns whether a title stands on line `i` that is not the document's own.
    fn is_new_title(&self, i: usize) -> bool {
        self.lines[i].is_title() && !self.is_own_title(i) && !self.is_ordered(i)
    }

    /// Returns whether the title on line `i` is that of a law which an order (令) above it makes known: the two are one document.
    fn is_ordered(&self, i: usize) -> bool {
        let above = &self.lines[self.first()..i];
        let order = above.iter().take(MAX_LINES_ABOVE_NOTICE).any(|l| WORDS.orders.end(&dense(l.text)));
        order && is_quoted(&[self.lines[i].text], above.iter().take(MAX_LINES_ABOVE_NOTICE).map(|l| l.text))
    }

    /// Returns whether a head stands on line `i`: a title within the next lines, with what stands below a title.
    fn is_headed(&self, i: usize) -> bool {
        (i..self.lines.len().min(i + MAX_TITLE_LINES))
            .any(|j| self.is_new_title(j) && (i..j).all(|k| goes_on(self.lines[k].text)))
    }

    /// Returns whether a heading on line `i` begins the numbering of the document's headings again.
    fn restarts(&self, i: usize) -> bool {
        let Some(mark) = marker(self.lines[i].text) else { return false };
        let top = self.state.last.values().next();
        mark.ordinal == 1 && top.is_some_and(|(style, last)| *style == mark.style && *last > 1)
    }

    /// Returns whether the document's own title stands on line `i` once more, or names both halves that it has: a report's
    /// second part, 「2025年工作安排」.
    fn is_own_title(&self, i: usize) -> bool {
        let Some(own) = self.state.title.map(|at| dense(self.lines[at].text)) else { return false };
        let title = dense(self.lines[i].text);
        let halves = WORDS.joins.occur_in(&own) && kind(&own) != kind(&title);
        own.contains(&title) || title.contains(&own) || halves
    }

    /// Returns whether a title names whose document it is: 「梨坪镇2023年工作总结」, 「关于……的报告」; not the part 「2025年工作安排」.
    fn is_full_title(&self, i: usize) -> bool {
        let title = dense(self.lines[i].text);
        !is_title_word(&title) && (title.contains(ABOUT) || names_organ(&title))
    }

    /// Returns whether the next lines begin a document's body: recipients, or its first heading where that begins the
    /// numbering again.
    fn is_followed(&self, i: usize) -> bool {
        let below = &self.lines[i + 1..self.lines.len().min(i + 1 + MAX_LINES_BELOW_TITLE)];
        let body = below.iter().position(|l| l.addresses() || marker(l.text).is_some());
        body.is_some_and(|n| {
            let plain = below[..n].iter().all(|l| !l.text.ends_with(['；', '，']));
            plain && (below[n].addresses() && n == 0 || self.restarts(i + 1 + n))
        })
    }

    /// Collects what the document up to line `end` says that it sends along; none where it sends nothing.
    fn sent(&self, end: usize) -> Option<Sent> {
        let lines = &self.lines[self.first()..end];
        let near = lines.iter().take(MAX_NOTICE_LINES).filter(|l| l.text.len() <= MAX_NOTICE_BYTES);
        let text: String = near
            .scan(0, |bytes, l| {
                *bytes += l.text.len();
                (*bytes <= MAX_NOTICE_BYTES).then_some(l.text)
            })
            .collect();
        let text = dense(&text);
        let quoted = text.split('《').skip(1).filter_map(|rest| Some(rest.split_once('》')?.0));
        let forwarded = WORDS.sends.iter().chain(WORDS.publishes.iter()).flat_map(|word| {
            text.match_indices(word).take(4).filter_map(|(at, w)| {
                let rest = &text[at + w.len()..];
                let end = WORDS.sent_as.iter().filter_map(|end| rest.find(end)).min()?;
                Some(rest[..end].trim_matches(['《', '》']))
            })
        });
        let listed = lines.iter().rev().take(MAX_LISTED).filter_map(|l| {
            let name = l.text.trim_start_matches(super::organ::ATTACHMENT);
            let counted = marker(name.trim_start_matches(['：', ':', ' ', '\u{3000}']))
                .map(|m| &name.trim_start_matches(['：', ':', ' ', '\u{3000}'])[m.len..]);
            let named =
                name.len() < l.text.len() || l.text.chars().count() <= MAX_TITLE_CHARS && counted.is_some();
            Some(counted.unwrap_or(name).trim_start_matches(['：', ':', ' ', '\u{3000}'])).filter(|_| named)
        });
        let names: Vec<String> = quoted
            .chain(forwarded)
            .map(str::to_owned)
            .chain(listed.map(dense))
            .filter(|n| (MIN_NAME_CHARS..=MAX_TITLE_CHARS).contains(&n.chars().count()))
            .collect();
        let sends = self.state.sends.is_some()
            || WORDS.sends.occur_in(&text)
            || text.contains(super::organ::ATTACHMENT);
        (!names.is_empty() && sends).then_some(Sent(names))
    }
}

/// A title, and a name in 《》, is no longer than so many characters.
const MAX_TITLE_CHARS: usize = 60;
/// The shortest name by which an attachment is known: 安全生产责任清单.
const MIN_NAME_CHARS: usize = 4;
/// A notice has at most so many lines, and bytes.
const MAX_NOTICE_LINES: usize = 60;
const MAX_NOTICE_BYTES: usize = 6000;
/// A notice lists its attachments on so many lines above its signature.
const MAX_LISTED: usize = 12;
/// Between a title and its first heading or recipients stand byline and date.
const MAX_LINES_BELOW_TITLE: usize = 3;
/// So many labelled rows above a title are the data sheet of another document.
const MIN_SHEET_ROWS: usize = 2;

fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Strips a name of the bracket at its end: （试行）.
fn bare(name: &str) -> &str {
    name.strip_suffix(['）', ')']).and_then(|n| Some(&n[..n.rfind(['（', '('])?])).unwrap_or(name)
}

/// Returns whether a title is the one that a notice names, which may leave out whose it is or the bracket behind it.
fn alike(title: &str, name: &str) -> bool {
    let (title, name) = (bare(title), bare(name));
    let near = title.len().abs_diff(name.len()) <= MAX_ADDED_BYTES
        && title.len().min(name.len()) >= MIN_SHARED_BYTES;
    title == name && title.chars().count() >= MIN_NAME_CHARS
        || near && (title.ends_with(name) || name.ends_with(title))
}

/// 「2025年河湖管护工作安排」 may be headed 「云溪县2025年河湖管护工作安排」.
const MAX_ADDED_BYTES: usize = 45;
const MIN_SHARED_BYTES: usize = 24;

/// Returns whether a line stands below a signature: 抄送：……, （此件公开发布）, 云溪县人民政府办公室 2025年3月5日印发.
fn is_foot(line: &str) -> bool {
    let bare = line.trim_start_matches(['（', '(']);
    WORDS.copies.begin(bare) || WORDS.below_signature.begin(bare) || line.ends_with("印发")
}

/// Returns whether a line may be an upper one of a title.
fn goes_on(line: &str) -> bool {
    !line.ends_with(['。', '：', ':', '；', '，', '）'])
        && !line.contains('\t')
        && line.chars().count() <= MAX_TITLE_CHARS
        && marker(line).is_none()
}

/// Returns whether a line is a document's number and little more.
fn is_number(line: &str) -> bool {
    number(line).is_some_and(|n| line.len() - n.len() <= MIN_SHARED_BYTES)
}

/// Two reports stand at least this many bytes apart, for a second lead may quote the first …
const MIN_REPORT_BYTES: usize = 1500;
/// … but for a title and recipients above the second: then they may be as short as a note.
const MIN_TITLED_REPORT_BYTES: usize = 300;

/// Returns whether a line opens a report: 现将……情况报告如下：, 现就……汇报如下.
fn begins_report(text: &str) -> bool {
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

/// Reads what kind of document its first lines say that it is: 「现在，我代表市人民政府，向大会作政府工作报告」, 「现将有关事项通知如下」.
pub(super) fn kind_by_lead(text: &str, within: Span) -> Option<DocumentKind> {
    let lines: Vec<&str> =
        lines(text, within).map(|(_, l)| l.trim()).filter(|l| !l.is_empty()).take(OPENING_LINES).collect();
    let reports = |words: &&str| {
        // 「受国务院委托，提出关于国民经济计划安排的报告」
        let charged = words.contains(REPORT) && WORDS.charged.occur_in(words);
        charged || WORDS.reporting.occur_in(words) || begins_report(words)
    };
    let notifies = |words: &&str| {
        let end = words.find(AS_FOLLOWS).filter(|_| WORDS.presents.occur_in(words));
        end.is_some_and(|end| WORDS.gives_notice.end(&words[..end]))
    };
    let report = lines.iter().any(reports).then_some(DocumentKind::Report);
    report.or_else(|| lines.iter().any(notifies).then_some(DocumentKind::Notice))
}

/// A report says that it is one within so many lines.
const OPENING_LINES: usize = 10;
const REPORT: &str = "报告";

/// Finds the line that the report begins with, above its lead: its title or recipients.
fn opening(lines: &[Line<'_>], lead: usize, floor: usize) -> usize {
    let mut first = lead;
    while first > floor + 1 && lead - first < MAX_LINES_ABOVE_LEAD {
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

/// Returns whether one of the lines names in 《》 what `title` says on its lines.
pub(super) fn is_quoted<'a>(title: &[&str], mut above: impl Iterator<Item = &'a str>) -> bool {
    let name: String = title.concat().chars().filter(|c| !c.is_whitespace()).collect();
    name.chars().count() >= 8 && above.any(|l| l.split('《').skip(1).any(|q| q.starts_with(name.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(&str, bool)> {
        let noise = super::super::noise::noise(text);
        let first = |p: &Piece| p.span.of(text).trim_start().lines().next().unwrap_or_default();
        pieces(text, &noise).iter().map(|p| (first(p), p.attached)).collect()
    }

    const BODY: &str = "一、清淤\n疏浚河道九公里。\n二、供水\n新铺管网八公里。\n";

    #[test]
    fn a_signature_and_a_new_head_part_documents() {
        let signed = |title: &str| format!("{title}{BODY}云溪县水务局\n2024年12月20日\n");
        let glued = signed("云溪县水务局2024年总结\n") + &signed("东陵市民政局2024年总结\n");
        assert_eq!(cut(&glued), [("云溪县水务局2024年总结", false), ("东陵市民政局2024年总结", false)]);
        let untitled = signed("") + &signed("");
        assert_eq!(cut(&untitled), [("一、清淤", false), ("一、清淤", false)]);
        let page = signed("石桥县2024年总结\n")
            + "索引号：SQ003\n发布机构：石桥县政府\n石桥县关于防汛的通知\n各乡镇：\n请排查水库。\n";
        assert_eq!(cut(&page), [("石桥县2024年总结", false), ("索引号：SQ003", false)]);
    }

    #[test]
    fn titles_part_reports_whose_numbering_begins_again() {
        let text = format!("梨坪镇2023年工作总结\n{BODY}竹湾镇2023年工作总结\n{BODY}");
        assert_eq!(cut(&text).len(), 2);
        let halves = format!("梨坪镇2023年工作总结和2024年工作安排\n{BODY}梨坪镇2024年工作安排\n{BODY}");
        assert_eq!(cut(&halves).len(), 1);
        let part = format!("梨坪镇工作报告\n{BODY}2024年工作安排\n{BODY}");
        assert_eq!(cut(&part).len(), 1);
    }

    #[test]
    fn a_notice_parts_from_what_it_names() {
        let notice = |name: &str| {
            format!(
                "云溪县关于印发{name}的通知\n各乡镇人民政府：\n现将《{name}》印发给你们。\n云溪县人民政府\n2025年3月5日\n"
            )
        };
        for name in ["河湖管护责任分解", "森林防火预案", "2025年为民十件好事"] {
            let text = notice(name) + "（此件公开发布）\n" + name + "\n" + BODY;
            assert_eq!(cut(&text)[1..], [(name, true)], "{name}");
        }
        let broken = notice("石桥县农村公路管理养护评分细目") + "石桥县农村公路\n管理养护评分细目\n" + BODY;
        assert_eq!(cut(&broken)[1..], [("石桥县农村公路", true)]);
        let after = notice("水库管护方案") + "水库管护方案\n" + BODY + &notice("冬修水利方案");
        assert_eq!(cut(&after).iter().map(|p| p.1).collect::<Vec<_>>(), [false, true, false]);
    }

    #[test]
    fn an_order_and_its_law_are_one() {
        let text = "云溪县人民政府令\n第3号\n现公布《云溪县河道管理办法》，自公布之日起施行。\n县长　何平\n2025年3月5日\n云溪县河道管理办法\n第一条 为管理河道，制定本办法。\n";
        assert_eq!(cut(text).len(), 1);
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
        let pieces = pieces(&text, &[]);
        assert_eq!(pieces.len(), 2);
        assert!(pieces[1].span.of(&text).starts_with("关于河道清淤"));
    }
}
