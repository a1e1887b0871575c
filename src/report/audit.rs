//! Checks of a report's arithmetic → lines for people: what was reckoned, what it should have been, the figures quoted.

use super::wide;
use crate::language::Language;
use crate::model::{Check, CheckKind};
use crate::source::Source;
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

fn write_check(out: &mut String, source: &Source, check: &Check, language: Language) {
    let mark = result(check, language);
    let _ = write!(out, "{mark}  {}  {}", kind(check.kind, language), wide::flat(&check.formula));
    if let Some(expected) = &check.expected {
        let _ = write!(out, "{}{expected}", language.pick("，应为 ", ", expected "));
    }
    out.push('\n');
    for operand in &check.operands {
        let at = operand.place.source_span.start;
        let quote = wide::flat(source.quote(operand.place.span));
        let _ = writeln!(out, "      {at:>8}  {quote}  {}", wide::flat(&operand.indicator));
    }
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
