//! A review → Markdown: counts, then a section a task with its quotes; reads well as plain text too.

use super::table::duty;
use super::{wide, words};
use crate::language::Language;
use crate::model::{Comparison, Finding, Review};
use std::fmt::Write;

/// The review as a Markdown document.
pub fn markdown(review: &Review, language: Language) -> String {
    let mut out = format!("# {}\n\n", language.pick("计划完成情况核查", "Report checked against its plan"));
    for (what, source) in
        [(language.pick("计划", "Plan"), &review.plan), (language.pick("报告", "Report"), &review.report)]
    {
        let _ = writeln!(
            out,
            "- {what}{}{}",
            language.pick("：", ": "),
            escaped(source.name.as_deref().unwrap_or("-"))
        );
    }
    let _ = writeln!(
        out,
        "- {}{}{}",
        language.pick("任务", "Tasks"),
        language.pick("：", ": "),
        review.summary.tasks
    );
    for warning in &review.warnings {
        let _ = writeln!(out, "- {}{}", language.pick("注意：", "Note: "), escaped(&warning.text));
    }
    counts(&mut out, review, language);
    for (number, finding) in review.findings.iter().enumerate() {
        section(&mut out, number + 1, finding, language);
    }
    out
}

fn counts(out: &mut String, review: &Review, language: Language) {
    let _ = writeln!(
        out,
        "\n| {} | {} |\n| --- | ---: |",
        language.pick("结论", "Verdict"),
        language.pick("项数", "Tasks")
    );
    for (word, n) in words::counts(&review.summary, language) {
        let _ = writeln!(out, "| {word} | {n} |");
    }
}

fn section(out: &mut String, number: usize, finding: &Finding, language: Language) {
    let _ =
        writeln!(out, "\n## {number}. {} {}\n", words::verdict(finding, language), mark(finding, language));
    let _ = writeln!(out, "{}\n", escaped(&finding.task.text));
    if let Some(duty) = duty(&finding.task, language) {
        let _ = writeln!(out, "*{}*\n", escaped(&duty));
    }
    if !finding.explanation.is_empty() {
        let _ = writeln!(out, "{}\n", escaped(&finding.explanation));
    }
    comparisons(out, &finding.comparisons, language);
    for evidence in &finding.evidence {
        let at = evidence.place.source_span;
        let _ = writeln!(out, "> {} `{}–{}`\n", escaped(&evidence.text), at.start, at.end);
    }
}

fn mark(finding: &Finding, language: Language) -> &'static str {
    if finding.needs_review { language.pick("（待复核）", "(to be reviewed)") } else { "" }
}

fn comparisons(out: &mut String, comparisons: &[Comparison], language: Language) {
    if comparisons.is_empty() {
        return;
    }
    let head = language
        .pick("| 指标 | 目标 | 实际 | 差距 | 比较 |", "| Indicator | Target | Actual | Gap | Outcome |");
    let _ = writeln!(out, "{head}\n| --- | --- | --- | --- | --- |");
    for c in comparisons {
        let indicator = c.target.indicator.first().or(c.actual.indicator.first()).map_or("", String::as_str);
        let gap =
            format!("{}{}", c.gap.as_deref().unwrap_or_default(), c.unit.as_deref().unwrap_or_default());
        let cells = [indicator, &c.target.text, &c.actual.text, &gap, words::outcome(c.outcome, language)];
        let _ = writeln!(out, "| {} |", cells.map(escaped).join(" | "));
    }
    out.push('\n');
}

/// On one line, with Markdown's own marks made harmless.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in wide::flat(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
