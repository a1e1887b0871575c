//! The head and foot of a document → its letterhead (GB/T 9704-2012 §7.2, §7.3).

use super::headings::lines;
use super::split::{is_date, kind};
use crate::calendar::{Era, moment};
use crate::model::{DocumentKind, Letterhead, OrganDate, Quote};
use crate::source::Source;
use crate::span::Span;
use regex::Regex;
use std::sync::LazyLock;

/// 皖政办〔2021〕82号, with any of the brackets that people type (§7.2.5).
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{Han}]{1,12}[〔\[【（(](?:19|20)[0-9xX]{2}[〕\]】）)][0-9]{1,5}号")
        .expect("a constant pattern")
});

/// The letterhead lies within this many lines of the document's head.
const HEAD_LINES: usize = 14;

/// Reads the letterhead of the document at `within`, whose first heading stands at `first`; gives its kind by its title.
pub(super) fn letterhead(source: &Source, within: Span, first: usize) -> (Letterhead, Option<DocumentKind>) {
    let text = source.text();
    let mut out = Letterhead::default();
    let mut found = None;
    let head = Span::new(within.start, first.clamp(within.start, within.end));
    let mut above: Option<Span> = None;
    for (start, line) in lines(text, head).filter(|(_, l)| !l.trim().is_empty()).take(HEAD_LINES) {
        let span = trimmed(start, line);
        let words = span.of(text);
        let before = above.replace(span);
        if out.title.is_none()
            && let Some(kind) = kind(words)
        {
            let first = before.filter(|b| broken_title(b.of(text), words)).unwrap_or(span);
            out.title = Some(quote(source, Span::new(first.start, span.end)));
            found = Some(kind);
        } else if out.document_number.is_none()
            && words.chars().count() < 40
            && let Some(n) = NUMBER.find(words)
        {
            out.document_number =
                Some(quote(source, Span::new(span.start + n.start(), span.start + n.end())));
        } else if out.recipients.is_none() && out.title.is_some() && addresses(words) {
            out.recipients = Some(quote(source, span));
        } else if out.signer.is_none() && words.starts_with("签发人") {
            out.signer = Some(quote(source, span));
        }
    }
    date(source, within, &mut out);
    (out, found)
}

/// A title broken over two lines: 「某县政府办公室关于印发」 above 「《……方案》的通知」.
fn broken_title(above: &str, title: &str) -> bool {
    above.contains("关于")
        && !title.contains("关于")
        && !above.ends_with(['。', '：', ':', '；', '，'])
        && !NUMBER.is_match(above)
}

fn trimmed(start: usize, line: &str) -> Span {
    let from = start + line.len() - line.trim_start().len();
    Span::new(from, from + line.trim().len())
}

fn quote(source: &Source, span: Span) -> Quote {
    Quote { text: source.quote(span).to_owned(), place: source.place(span) }
}

/// 各县（区）人民政府，市直各部门： (§7.3.2)
fn addresses(line: &str) -> bool {
    line.ends_with(['：', ':'])
        && !line.contains('。')
        && !line.contains("如下")
        && line.chars().count() <= 120
}

/// 成文日期 and the 署名 above it (§7.3.5): the last date that stands alone.
fn date(source: &Source, within: Span, out: &mut Letterhead) {
    let text = source.text();
    let all: Vec<Span> =
        lines(text, within).filter(|(_, l)| !l.trim().is_empty()).map(|(s, l)| trimmed(s, l)).collect();
    let Some(at) = all.iter().rposition(|s| is_date(s.of(text))) else { return };
    let written = quote(source, all[at]);
    let iso = moment(&written.text, Era::default()).and_then(|m| m.days).map(|(from, _)| from.to_string());
    out.date = Some(OrganDate { quote: written, iso });
    if let Some(above) = at.checked_sub(1).map(|i| all[i]) {
        let words = above.of(text);
        let organ = ["府", "厅", "局", "委", "办", "会", "部", "院", "中心", "处", "室"]
            .iter()
            .any(|w| words.ends_with(w));
        if organ && words.chars().count() <= 30 && !words.contains(['。', '，']) {
            out.signing_organ = Some(quote(source, above));
        }
    }
}
