//! The head and foot of a document → its letterhead (GB/T 9704-2012 §7.2 to §7.4).

use super::lines::{bare_start, lines};
use super::markers::marker;
use super::noise::is_noise;
use super::organ::*;
use super::sheet;
use super::split::is_quoted;
use super::title::{is_title_word, kind};
use super::words::WORDS;
use crate::calendar::{Era, moment};
use crate::model::{DocumentKind, Letterhead, NoiseKind, OrganDate, Quote};
use crate::source::Source;
use crate::span::Span;
use crate::text::boundary::ceil;

/// The letterhead lies within this many lines of the document's head, a data sheet's lines not counted.
const HEAD_LINES: usize = 14;
/// A signature and what follows it lie within this many lines of the document's end, where no date tells their place.
const FOOT_LINES: usize = 6;
/// The notice above an attachment is at most so long.
const MAX_NOTICE_BYTES: usize = 6000;
/// A title has at most so many lines.
const MAX_TITLE_LINES: usize = 4;

/// A line that holds something: where it stands without its blanks, and whether an empty line stands above.
#[derive(Clone, Copy)]
struct Line {
    span: Span,
    apart: bool,
}

/// What there is to read: the document's lines without its noise, and the rows of data sheets among that.
struct Reader<'a> {
    source: &'a Source,
    lines: Vec<Line>,
    sheet: Vec<Span>,
    /// The lines that the file's format calls headings.
    signs: &'a [Span],
    out: Letterhead,
    kind: Option<DocumentKind>,
}

/// Reads the letterhead of the document at `within`, whose first heading stands at `first`; gives its kind by its
/// title.
pub(super) fn letterhead(
    source: &Source,
    within: Span,
    first: usize,
    noise: &[(NoiseKind, Span)],
    signs: &[Span],
) -> (Letterhead, Option<DocumentKind>) {
    let (mut lines, sheet) = content_lines(source.text(), within, noise);
    // 「云溪县防汛方案 一、要求 ……」 has its headings on the line of its title.
    if let Some(shared) = lines.iter_mut().find(|l| l.span.start < first && first < l.span.end) {
        let title = Span::new(shared.span.start, first).of(source.text()).trim_end();
        shared.span.end = shared.span.start + title.len();
    }
    let mut reader = Reader { source, lines, sheet, signs, out: Letterhead::default(), kind: None };
    let body = reader.lines.partition_point(|l| l.span.start < first);
    reader.sheet.retain(|row| row.start < first);
    reader.head(body);
    reader.foot(body);
    (reader.out, reader.kind)
}

/// The lines that hold something and are no noise; and the noise that has labels: rows of a data sheet.
fn content_lines(text: &str, within: Span, noise: &[(NoiseKind, Span)]) -> (Vec<Line>, Vec<Span>) {
    let (mut found, mut sheet) = (Vec::new(), Vec::new());
    let mut apart = true;
    for (start, line) in lines(text, within) {
        let from = start + line.len() - bare_start(line).len();
        let span = Span::new(from, from + bare_start(line).trim_end().len());
        if span.is_empty() || is_noise(noise, span) {
            apart = true;
            sheet.extend(Some(span).filter(|s| !s.is_empty()));
        } else {
            found.push(Line { span, apart });
            apart = false;
        }
    }
    (found, sheet)
}

impl Reader<'_> {
    fn words(&self, i: usize) -> &str {
        self.lines[i].span.of(self.source.text())
    }

    fn quote(&self, span: Span) -> Option<Quote> {
        Some(Quote { text: self.source.quote(span).to_owned(), place: self.source.place(span) })
    }

    /// Quotes a stretch of line `i`.
    fn part(&self, i: usize, from: usize, to: usize) -> Option<Quote> {
        let start = self.lines[i].span.start;
        self.quote(Span::new(start + from, start + to))
    }

    fn head(&mut self, body: usize) {
        let sheet = self.data_sheet();
        for i in 0..body.min(HEAD_LINES) {
            self.head_line(i);
        }
        self.prefer_full_title(body.min(HEAD_LINES));
        if self.out.title.is_none() {
            self.title_by_place(body, sheet.title.as_ref().map(|t| t.text.as_str()));
        }
        let own = &mut self.out;
        own.issuer = own.issuer.take().or(sheet.issuer);
        own.document_number = own.document_number.take().or(sheet.document_number);
        own.title = own.title.take().or(sheet.title);
        own.date = own.date.take().or(sheet.date);
        self.kind = self.kind.or_else(|| kind(&self.out.title.as_ref()?.text));
    }

    /// Reads a line above the body: each part is read where it stands first.
    fn head_line(&mut self, i: usize) {
        let words = self.words(i).to_owned();
        if self.title_at(i, &words) {
            return;
        }
        if self.out.document_number.is_none()
            && words.chars().count() < 60
            && let Some(n) = number(&words)
        {
            self.out.document_number = self.part(i, n.start, n.end);
            self.issuer_above(i);
        }
        if self.out.signer.is_none()
            && let Some((from, to)) = signer(&words)
        {
            self.out.signer = self.part(i, from, to);
        } else if self.out.issuer.is_none() && self.out.title.is_none() && is_issuer(&words) {
            let first = (0..i).rev().take_while(|&j| is_organ(self.words(j))).last().unwrap_or(i);
            self.out.issuer = self.quote(Span::new(self.lines[first].span.start, self.lines[i].span.end));
        } else if self.byline(i) {
        } else if self.out.recipients.is_none() && self.addresses(i) {
            self.out.recipients = self.quote(self.lines[i].span);
        } else if self.out.date.is_none() {
            // （2024年4月18日） below the title of a speech.
            self.out.date = self.date(i);
        }
    }

    /// Takes the title that stands on line `i`; false where none does, or one is known.
    fn title_at(&mut self, i: usize, words: &str) -> bool {
        let titled = self.out.title.is_none() && !self.is_quoted_inside(i);
        let Some(found) = titled.then(|| kind(words)).flatten() else { return false };
        let first = self.title_begins(i);
        let (last, found) = self.title_ends(i, found);
        let span = Span::new(self.lines[first].span.start, self.lines[last].span.end);
        (self.out.title, self.kind) = (self.quote(span), Some(found));
        true
    }

    /// Returns whether line `i` is a link's that names another document inside a sentence: 「制定了《」「云溪县规划纲要」「》。」
    fn is_quoted_inside(&self, i: usize) -> bool {
        let above = i.checked_sub(1).map_or("", |above| self.words(above));
        let below = self.lines.get(i + 1).map_or("", |_| self.words(i + 1));
        above.ends_with('《') || below.starts_with('》')
    }

    /// Reads the red name of an organ, 文件 or not, right above the number of a letter (§10.1).
    fn issuer_above(&mut self, number: usize) {
        let above = (0..number).rev().take_while(|&j| is_organ(self.words(j))).last();
        if let Some(first) = above.filter(|_| self.out.issuer.is_none() && self.out.title.is_none()) {
            let end = self.lines[number - 1].span.end;
            self.out.issuer = self.quote(Span::new(self.lines[first].span.start, end));
        }
    }

    /// Reads who reports, at which meeting and when, on the lines below the title.
    fn byline(&mut self, i: usize) -> bool {
        let words = self.words(i);
        let told = self.out.recipients.is_none() && (tells_meeting(words) || names_reporter(words));
        // Above the title a name may belong to anything.
        if !told || i == 0 || self.out.title.is_none() && !tells_meeting(words) {
            return false;
        }
        let text = self.source.text();
        let line = self.lines[i].span;
        let start = match self.out.byline.as_ref().map(|above| above.place.span) {
            // A line of the page's may stand between: 来源：云溪日报.
            Some(above) if text[above.end..line.start].trim().is_empty() => above.start,
            Some(_) => return true,
            // 「政府工作报告——2009年3月5日在……上」
            None => line.start + line.of(text).find("——").unwrap_or(0),
        };
        self.out.byline = self.quote(Span::new(start, self.lines[i].span.end));
        true
    }

    /// Takes a full title that stands below the name of a page's column: 「工作报告」, 「关于云溪县2024年工作情况的报告」.
    fn prefer_full_title(&mut self, body: usize) {
        let Some(title) = self.out.title.as_ref().filter(|t| is_title_word(&t.text)) else { return };
        let at = title.place.span;
        let below = self.lines.partition_point(|l| l.span.start < at.end);
        let full = |i: &usize| {
            let words = self.words(*i);
            kind(words).is_some()
                && !is_title_word(words)
                && words.chars().count() > title.text.chars().count()
        };
        // 「政府工作报告」 with its byline is the title.
        let above_body =
            (below..body.min(below + 3)).take_while(|&i| !self.addresses(i) && !tells_meeting(self.words(i)));
        if let Some(i) = above_body.into_iter().find(full) {
            let first = self.title_begins(i).max(below);
            let span = Span::new(self.lines[first].span.start, self.lines[i].span.end);
            (self.kind, self.out.title) = (kind(self.words(i)), self.quote(span));
        }
    }

    /// Returns whether line `i` addresses: 各县（区）人民政府，市直各部门： (§7.3.2)
    fn addresses(&self, i: usize) -> bool {
        let words = self.words(i).trim_start_matches(['：', ':']);
        if sheet::row(words).is_some() {
            return false;
        }
        let Some(names) =
            words.strip_suffix(['：', ':']).filter(|n| n.chars().count() <= MAX_RECIPIENT_CHARS)
        else {
            return false;
        };
        let titled = self.out.title.as_ref().is_some_and(|t| t.place.span.end <= self.lines[i].span.start);
        is_addressed(names, titled) && i + 1 < self.lines.len()
    }

    /// Finds the line that a title begins on which ends on line `last`: 「某州人民政府」「关于印发某规划的通知」,
    /// 「国务院关于同意」「高新技术产业开发区建设」「示范区的批复」.
    fn title_begins(&self, last: usize) -> usize {
        let (mut first, mut at) = (last, last);
        while at > 0
            && last - at < MAX_TITLE_LINES - 1
            && !self.lines[at].apart
            && goes_on(self.words(at - 1))
        {
            at -= 1;
            if continues(self.words(at), self.words(first)) {
                first = at;
            }
        }
        // Below 附件2, or where the notice names it so, a title may have any words on its first lines.
        let top = usize::from(begins_attachment(self.words(0)));
        let upper: Vec<&str> = (top..=last).map(|i| self.words(i)).collect();
        let whole = last < top + MAX_TITLE_LINES
            && upper[..upper.len() - 1].iter().all(|line| !line.ends_with(['。', '：', '；', '，']));
        let named = || self.lines[0].span.start > 0 && self.is_named_above(&upper);
        if whole && last > top && first > top && (top > 0 || named()) { top } else { first }
    }

    /// Finds the line that a title ends on whose line `i` seems to be its last: 「关于全面推行……制度」「重大执法决定法制审核制度的指导意见」.
    fn title_ends(&self, i: usize, found: DocumentKind) -> (usize, DocumentKind) {
        let weak =
            |k: DocumentKind| matches!(k, DocumentKind::Law | DocumentKind::Table | DocumentKind::Other);
        let next = self.lines.get(i + 1).filter(|l| !l.apart && weak(found)).map(|_| self.words(i + 1));
        let goes_on = next.is_some_and(|n| !n.contains(ABOUT) && !n.contains('\u{3000}'));
        let kind_below = next.filter(|_| goes_on).and_then(kind).filter(|k| !weak(*k));
        // 「某区2023年重点工作」「任务分解和责任分工方案」 is what the notice names.
        let named = || {
            let below =
                self.lines.get(i + 1).filter(|_| self.lines[0].span.start > 0).map(|_| self.words(i + 1))?;
            kind(below).filter(|_| self.is_named_above(&[self.words(i), below]))
        };
        kind_below.or_else(named).map_or((i, found), |kind| (i + 1, kind))
    }

    /// Returns whether the text right above the document names it in 《》.
    fn is_named_above(&self, title: &[&str]) -> bool {
        let text = self.source.text();
        let end = self.lines[0].span.start;
        let from = ceil(text, end.saturating_sub(MAX_NOTICE_BYTES));
        is_quoted(title, text[from..end].lines())
    }

    /// Takes a line for the title by its place: the one below 附件2, whatever it is called (「重点湿地名录」); the one that the page's
    /// sheet names; the first one above a body.
    fn title_by_place(&mut self, body: usize, named: Option<&str>) {
        let attached = !self.lines.is_empty() && begins_attachment(self.words(0));
        let lead = usize::from(attached);
        let plain = |i: usize| is_plain_title(self.words(i));
        let first = (lead..body.min(HEAD_LINES)).find(|&i| !self.is_other_part(i));
        let Some(i) = first.filter(|&i| plain(i) && i + 1 < self.lines.len()) else { return };
        let signed = self.signs.iter().any(|sign| sign.overlaps(self.lines[i].span));
        let told = signed || named.is_some_and(|n| n == self.words(i)) || attached && i == 1;
        // Below 附件2 a title may stand on several lines.
        let more = (i + 1..body).take(MAX_TITLE_LINES - 1).take_while(|&j| attached && plain(j));
        let last = more.last().filter(|&j| j + 1 < self.lines.len()).unwrap_or(i);
        if told || self.heads_a_body(i, body) {
            self.out.title = self.quote(Span::new(self.lines[i].span.start, self.lines[last].span.end));
        }
    }

    /// Returns whether line `i` is a part of the letterhead that is no title.
    fn is_other_part(&self, i: usize) -> bool {
        let read = [&self.out.issuer, &self.out.document_number, &self.out.byline].into_iter().flatten();
        read.into_iter().any(|q| q.place.span.overlaps(self.lines[i].span))
            || self.date(i).is_some()
            || is_organ(self.words(i))
    }

    /// Returns whether what stands below line `i` is a document's body: a heading, recipients or a paragraph, and line `i` stands
    /// apart from it.
    fn heads_a_body(&self, i: usize, body: usize) -> bool {
        let below = self.words(i + 1);
        let paragraph = below.chars().count() > MIN_PARAGRAPH_CHARS && below.ends_with(['。', '：']);
        i + 1 == body || self.addresses(i + 1) || paragraph
    }

    /// Reads the data sheet that a page prints above the document: 「发文字号：⇥云政办发〔2024〕12号⇥发布日期：⇥2024年3月20日」.
    fn data_sheet(&self) -> Letterhead {
        let mut found = Letterhead::default();
        for span in &self.sheet {
            let words = span.of(self.source.text());
            for cell in sheet::row(words).into_iter().flat_map(|row| row.cells) {
                let value = words[cell.value.0..cell.value.1].trim();
                if !value.is_empty() {
                    let place = Span::new(span.start + cell.value.0, span.start + cell.value.1);
                    self.sheet_part(cell.part, place, &mut found);
                }
            }
        }
        found
    }

    fn sheet_part(&self, part: &str, at: Span, sheet: &mut Letterhead) {
        let quote = self.quote(at);
        match part {
            "issuer" => sheet.issuer = quote,
            "number" if quote.as_ref().is_some_and(|q| q.text.contains('号')) => {
                sheet.document_number = quote
            }
            "title" => sheet.title = quote,
            "date" => sheet.date = quote.filter(|q| q.text.contains('年')).map(dated),
            _ => {}
        }
    }

    /// Reads the date that line `i` holds and nothing else, in brackets or not.
    fn date(&self, i: usize) -> Option<OrganDate> {
        let words = self.words(i);
        let bare = words.trim_matches(|c: char| matches!(c, '（' | '）' | '(' | ')') || c.is_whitespace());
        if !bare.ends_with('日') {
            return None;
        }
        let dense: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
        let from = if is_date(&dense) { words.find(bare)? } else { return None };
        self.part(i, from, from + bare.len()).map(dated)
    }

    /// Reads 附件说明, 署名, 成文日期 (§7.3.4, §7.3.5) and 抄送 (§7.4.2).
    fn foot(&mut self, body: usize) {
        let all = self.lines.len();
        let in_foot = |i: usize| i + FOOT_LINES >= all;
        let dates = || (0..all).rev().filter_map(|i| Some((i, self.date(i)?)));
        let signed = dates().find(|(i, _)| *i > body.max(1) && is_organ(self.words(i - 1)));
        let dated = signed.or_else(|| dates().next());
        let sign = match dated {
            Some((i, date))
                if self.out.date.is_none() || in_foot(i) || i > body && is_organ(self.words(i - 1)) =>
            {
                self.out.date = Some(date);
                i
            }
            _ => self.signature_line().unwrap_or(all),
        };
        self.signed_above(sign);
        let copied = (sign.min(all)..all).find(|i| WORDS.copies.begin(self.words(*i)));
        self.out.copies = copied.and_then(|i| self.quote(self.lines[i].span));
        self.out.attachment_note = self.attachment_note(sign.min(all));
    }

    /// Finds 「云溪县水利局　2023年12月10日」 on one line near the end; else the end itself.
    fn signature_line(&mut self) -> Option<usize> {
        let all = self.lines.len();
        for i in (all.saturating_sub(FOOT_LINES)..all).rev() {
            let words = self.words(i).to_owned();
            let Some(from) = date_behind(&words) else { continue };
            let organ = words[..from].trim_end();
            if is_organ(organ) {
                self.out.signing_organ = self.part(i, 0, organ.len());
                self.out.date = self.part(i, from, words.len()).map(dated);
                return Some(i);
            }
        }
        None
    }

    /// Reads the organs on the lines right above the date, or where there is none, at the document's end.
    fn signed_above(&mut self, date: usize) {
        let first = (0..date).rev().take(MAX_SIGNERS).take_while(|&i| is_organ(self.words(i))).last();
        if self.out.signing_organ.is_none()
            && let Some(first) = first.filter(|&i| i > 0)
        {
            let span = Span::new(self.lines[first].span.start, self.lines[date - 1].span.end);
            self.out.signing_organ = self.quote(span);
        }
    }

    /// Reads 「附件：1. 某计划」 and the lines that go on counting, above the signature.
    fn attachment_note(&self, sign: usize) -> Option<Quote> {
        let low = sign.saturating_sub(MAX_ATTACHMENTS);
        let first = (low..sign).rev().find(|&i| i > 0 && names_attachment(self.words(i)))?;
        let counts = |i: &usize| self.words(*i).starts_with(|c: char| c.is_ascii_digit());
        let last = (first + 1..sign).take_while(counts).last().unwrap_or(first);
        self.quote(Span::new(self.lines[first].span.start, self.lines[last].span.end))
    }
}

/// A line of more characters that ends with a stop is a paragraph.
const MIN_PARAGRAPH_CHARS: usize = 15;
/// The organs that sign together take at most so many lines.
const MAX_SIGNERS: usize = 30;
/// A document names at most so many attachments above its signature.
const MAX_ATTACHMENTS: usize = 24;

/// Returns whether a line names an attachment: 附件：某计划, 附件1：某表, 附：某名单; more than the word alone.
fn names_attachment(line: &str) -> bool {
    let (rest, short) = match line.strip_prefix(ATTACHMENT) {
        Some(rest) => (rest, false),
        None => (line.strip_prefix("附：").unwrap_or_default(), true),
    };
    let named =
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || "：:.、".contains(c));
    (short || rest.contains(['：', ':']))
        && !named.is_empty()
        && line.chars().count() <= 120
        && !line.contains('。')
}

fn dated(quote: Quote) -> OrganDate {
    let dense: String = quote.text.chars().filter(|c| !c.is_whitespace()).collect();
    // 中华民国112年 is counted like 民国112年.
    let iso = moment(dense.trim_start_matches("中华"), Era::default())
        .and_then(|m| m.days)
        .map(|(from, _)| from.to_string());
    OrganDate { quote, iso }
}

/// Returns whether a line may be an upper one of a title.
fn goes_on(line: &str) -> bool {
    let whole = line.ends_with(['。', '：', ':', '；', '，', '）']) || line.contains('\t');
    !whole && line.chars().count() <= MAX_ORGAN_CHARS && number(line).is_none() && !is_issuer(line)
}

/// Returns whether a title that begins with the line `below` begins with `above` already.
fn continues(above: &str, below: &str) -> bool {
    let organ = is_organ(above) && below.starts_with(ABOUT);
    organ || above.contains(ABOUT) && !below.contains(ABOUT)
}

/// Finds the name in 签发人：高明泽 (§7.2.6).
fn signer(line: &str) -> Option<(usize, usize)> {
    let at = WORDS.signer.iter().find_map(|word| Some(line.find(word)? + word.len()))?;
    let rest = line[at..].trim_start_matches(|c: char| "：:".contains(c) || c.is_whitespace());
    let from = line.len() - rest.len();
    (!rest.is_empty() && rest.chars().count() <= MAX_ORGAN_CHARS).then_some((from, line.len()))
}

/// Returns whether a line may be a title whatever it says: short, without a marker or the marks of running text.
fn is_plain_title(words: &str) -> bool {
    let named = words.starts_with(|c| is_chinese(c) || "《“".contains(c)) || words.starts_with("20");
    let marked = marker(words).is_some() || !named;
    let running = words.contains(['。', '：', ':', '；', '，', '\t', ',', '|', '│', '┃', '？', '！']);
    let short = (4..=MAX_ORGAN_CHARS).contains(&words.chars().count());
    short && !marked && !running && words.chars().any(is_chinese)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceInfo;

    fn read(text: &str) -> Letterhead {
        let source = Source::new(text.to_owned(), SourceInfo::default(), Vec::new());
        let first = text.find("一、").unwrap_or(text.len());
        letterhead(&source, Span::new(0, text.len()), first, &crate::outline::noise::noise(text), &[]).0
    }

    #[test]
    fn a_name_quoted_inside_a_sentence_is_no_title() {
        let head = read("各位代表：\n县政府制定了《\n云溪县水利发展规划纲要\n》，现在报告工作。\n一、回顾\n");
        assert_eq!(text(&head.title), "");
    }

    fn text(quote: &Option<Quote>) -> &str {
        quote.as_ref().map_or("", |q| &q.text)
    }

    #[test]
    fn all_parts_are_found_where_they_stand() {
        let head = read(
            "云 溪 县 人 民 政 府 文 件\n\n云政发〔2024〕3号　　签发人：何平\n\n云溪县人民政府\n关于印发水库管护计划的通知\n\n\
             各乡镇人民政府：\n　　现印发给你们。\n一、抓好落实。\n\n　　附件：1. 水库管护计划\n　　　　　2. 水库名录\n\n　　\
             云溪县人民政府\n　　二〇二四年三月五日\n\n抄送：县委各部门。\n",
        );
        assert_eq!(text(&head.issuer), "云 溪 县 人 民 政 府 文 件");
        assert_eq!(text(&head.document_number), "云政发〔2024〕3号");
        assert_eq!(text(&head.signer), "何平");
        assert_eq!(text(&head.title), "云溪县人民政府\n关于印发水库管护计划的通知");
        assert_eq!(text(&head.recipients), "各乡镇人民政府：");
        assert_eq!(text(&head.attachment_note), "附件：1. 水库管护计划\n　　　　　2. 水库名录");
        assert_eq!(text(&head.signing_organ), "云溪县人民政府");
        assert_eq!(text(&head.copies), "抄送：县委各部门。");
        assert_eq!(head.date.unwrap().iso.as_deref(), Some("2024-03-05"));
    }

    #[test]
    fn a_data_sheet_fills_what_the_document_lacks() {
        let head = read(
            "索 引 号：\t0018\t主题分类：\t水利\n发文机关：\t东陵市人民政府\t成文日期：\t2024年3月18日\n标　　题：\t关于水价的批复\n\
             发文字号：\t东政函〔2024〕8号\n市水利局：\n　　同意。\n",
        );
        assert_eq!(text(&head.issuer), "东陵市人民政府");
        assert_eq!(text(&head.title), "关于水价的批复");
        assert_eq!(text(&head.document_number), "东政函〔2024〕8号");
        assert_eq!(head.date.unwrap().iso.as_deref(), Some("2024-03-18"));
    }

    #[test]
    fn a_web_page_s_lines_are_no_part_of_the_letterhead() {
        let head = read(
            "首页 > 政务公开 > 通知公告\n云溪县关于河湖管护的通知\n时间：2025-03-05 15:33来源：云溪网作者：\n云政办字 〔2025〕1号\n各乡镇：\n请清理河道。\n",
        );
        assert_eq!(text(&head.title), "云溪县关于河湖管护的通知");
        assert_eq!(text(&head.document_number), "云政办字 〔2025〕1号");
        assert_eq!(text(&head.recipients), "各乡镇：");
        let column =
            read("工作报告\n关于云溪县重点工作完成情况的报告\n日期：2025-01-12 来源：本站\n一、工业\n");
        assert_eq!(text(&column.title), "关于云溪县重点工作完成情况的报告");
    }

    #[test]
    fn recipients_need_no_title_above() {
        let to = |line: &str| text(&read(&format!("{line}\n请认真落实。\n")).recipients).to_owned();
        assert_eq!(
            to("各镇人民政府、各街道办事处，县直有关单位："),
            "各镇人民政府、各街道办事处，县直有关单位："
        );
        for line in ["为做好防汛工作，现制定以下措施：", "发布机构：", "会议时间：", "现将有关事项通知如下："]
        {
            assert_eq!(to(line), "", "{line}");
        }
    }

    #[test]
    fn a_byline_tells_meeting_date_and_reporter() {
        let by = |lines: &str| {
            text(&read(&format!("政府工作报告\n{lines}\n各位代表：\n现在报告工作。\n")).byline).to_owned()
        };
        let two = "——2025年1月8日在云溪县第十八届人民代表大会第四次会议上\n县长　何　平";
        assert_eq!(by(two), two);
        assert_eq!(by("（2025年1月8日在县委全会上）"), "（2025年1月8日在县委全会上）");
        assert_eq!(by("2025年1月8日"), "");
    }

    #[test]
    fn all_that_sign_together_are_read() {
        let head = read(
            "关于冬修水利的通知\n一、清淤\n清淤。\n县水务局　县财政局\n县农业农村局　县林业局\n县住建局　县交通局\n县教育局　县民政局\n2024年11月8日\n",
        );
        assert_eq!(text(&head.signing_organ).split_whitespace().count(), 8);
    }

    #[test]
    fn a_title_may_stand_on_three_lines() {
        let head = read("云溪县人民政府关于同意东陵、南浦\n高新区建设\n示范区的批复\n东陵市：\n　　同意。\n");
        assert_eq!(text(&head.title), "云溪县人民政府关于同意东陵、南浦\n高新区建设\n示范区的批复");
    }

    #[test]
    fn dates_are_read_in_any_writing() {
        let iso = |line: &str| {
            read(&format!("工作总结\n一、概况\n云溪县水利局\n{line}\n")).date.and_then(|d| d.iso)
        };
        for line in [
            "2016年5月25日",
            "二〇一六年五月二十五日",
            "二○一六年五月二十五日",
            "民国105年5月25日",
            "2016 年 5 月 25 日",
        ] {
            assert_eq!(iso(line).as_deref(), Some("2016-05-25"), "{line}");
        }
        assert_eq!(iso("20XX年5月25日"), None);
        let one_line = read("工作总结\n一、概况\n完成。\n云溪县水利局　2016年5月25日\n");
        assert_eq!(
            (text(&one_line.signing_organ), one_line.date.unwrap().iso.as_deref()),
            ("云溪县水利局", Some("2016-05-25"))
        );
    }
}
