//! Checks of a report's arithmetic → lines for people: what was reckoned, what it should have been, the figures quoted.

use super::wide;
use crate::language::Language;
use crate::model::{Check, CheckKind};
use crate::source::Source;
use crate::span::Span;
use crate::text::boundary::floor;
use crate::text::sentence::sentence_around;
use std::fmt::Write;

/// Lists the checks of every document: the disagreements first, each with its figures and their byte offsets.
///
/// # Example
/// ```
/// use gongwen::{Language, report};
///
/// let parsed = gongwen::parse("全县共有村卫生室1794个，其中公有1763个，公有化率98.27%。".as_bytes());
/// let lines = report::audit(&parsed.source, &gongwen::audit(&parsed), Language::English);
/// assert!(lines.contains("0 disagree"));
/// ```
pub fn audit(source: &Source, checks: &[Vec<Check>], language: Language) -> String {
    let mut out = String::new();
    let all = || checks.iter().flatten();
    let wrong = all().filter(|c| !c.holds).count();
    let name = wide::flat(source.info().name.as_deref().unwrap_or("-"));
    let _ = match language {
        Language::Chinese => writeln!(out, "{name}：核算 {} 处，不符 {wrong} 处", all().count()),
        Language::English => writeln!(out, "{name}: {} checks, {wrong} disagree", all().count()),
    };
    for check in all().filter(|c| !c.holds).chain(all().filter(|c| c.holds)) {
        write_check(&mut out, source, check, language);
    }
    out
}

/// Lists the checks of files side by side, as [`audit_across`](crate::audit_across) gives them: the disagreements first, each figure
/// with its file.
///
/// # Example
/// ```
/// use gongwen::{Language, report};
///
/// let files = [gongwen::parse(b"1"), gongwen::parse(b"2")];
/// let lines = report::audit_across(&files.each_ref().map(|f| &f.source), &gongwen::audit_across(&files), Language::English);
/// assert_eq!(lines, "2 files side by side: 0 checks, 0 disagree\n");
/// ```
pub fn audit_across(sources: &[&Source], checks: &[Check], language: Language) -> String {
    let (files, all) = (sources.len(), checks.len());
    let wrong = checks.iter().filter(|c| !c.holds).count();
    let mut out = language.pick(
        format!("{files} 个文件对照：核算 {all} 处，不符 {wrong} 处\n"),
        format!("{files} files side by side: {all} checks, {wrong} disagree\n"),
    );
    for check in checks.iter().filter(|c| !c.holds).chain(checks.iter().filter(|c| c.holds)) {
        write_reckoning(&mut out, check, language);
        for operand in &check.operands {
            let Some(source) = operand.file.and_then(|file| sources.get(file)) else { continue };
            let name = wide::file_name(source.info().name.as_deref());
            let sentence = wide::flat(source.quote(sentence_of(source, operand.place.span)));
            let at = operand.place.source_span.start;
            let _ = writeln!(out, "      {at:>8}  {}  {name}：{sentence}", wide::flat(&operand.text));
        }
    }
    out
}

/// The clause that a figure stands in, with what stands before it in the sentence: no more of it than a line.
fn sentence_of(source: &Source, span: Span) -> Span {
    let text = source.text();
    let line = |c: char| c == '\n';
    let from = floor(text, span.start.saturating_sub(MOST_QUOTED));
    let from = text[from..span.start].rfind(line).map_or(from, |at| from + at + 1);
    let to = floor(text, (span.end + MOST_QUOTED).min(text.len()));
    let to = text[span.end..to].find(line).map_or(to, |at| span.end + at);
    sentence_around(text, Span::new(from, to), span)
}

/// No more bytes of a sentence are quoted on either side of a figure.
const MOST_QUOTED: usize = 240;

fn write_check(out: &mut String, source: &Source, check: &Check, language: Language) {
    write_reckoning(out, check, language);
    for operand in &check.operands {
        let at = operand.place.source_span.start;
        let quote = wide::flat(source.quote(operand.place.span));
        let _ = writeln!(out, "      {at:>8}  {quote}  {}", wide::flat(&operand.indicator));
    }
}

fn write_reckoning(out: &mut String, check: &Check, language: Language) {
    let mark = result(check, language);
    let _ = write!(out, "{mark}  {}  {}", kind(check.kind, language), wide::flat(&check.formula));
    if let Some(expected) = &check.expected {
        let _ = write!(out, "{}{expected}", language.pick("，应为 ", ", expected "));
    }
    out.push('\n');
}

/// 相符 or 不符.
pub(super) fn result(check: &Check, language: Language) -> &'static str {
    if check.holds { language.pick("相符", "holds") } else { language.pick("不符", "wrong") }
}

pub(super) fn kind(kind: CheckKind, language: Language) -> &'static str {
    match kind {
        CheckKind::Rate => language.pick("占比", "rate"),
        CheckKind::Sum => language.pick("合计", "sum"),
        CheckKind::Product => language.pick("单价×数量", "product"),
        CheckKind::Difference => language.pick("相减", "difference"),
        CheckKind::Growth => language.pick("增幅", "growth"),
        CheckKind::Gap => language.pick("差距", "gap"),
        CheckKind::Repetition => language.pick("前后不一", "given twice"),
        CheckKind::PartsGrowth => language.pick("分项增速", "growth of parts"),
        CheckKind::Members => language.pick("列举项数", "count of members"),
        CheckKind::Impossible => language.pick("不可能", "impossible"),
    }
}
