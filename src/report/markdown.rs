//! A review → Markdown: counts, then a section a task with its quotes; reads well as plain text too.

use super::table::duty;
use super::{wide, words};
use crate::language::Language;
use crate::model::{Comparison, Finding, Review};
use crate::span::Place;
use std::fmt::Write;

/// Writes the review as a Markdown document.
///
/// # Example
/// ```
/// use gongwen::{Language, Review, report};
///
/// assert!(report::markdown(&Review::default(), Language::Chinese).starts_with("# "));
/// ```
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
    let doubt = if finding.needs_review { language.pick("（待复核）", " (to be reviewed)") } else { "" };
    let mut parts = vec![
        format!("## {number}. {}{doubt}", words::verdict(finding, language)),
        escaped(&finding.task.text),
    ];
    parts.extend(duty(&finding.task, language).map(|duty| format!("*{}*", escaped(&duty))));
    if !finding.explanation.is_empty() {
        parts.push(escaped(&finding.explanation));
    }
    if !finding.comparisons.is_empty() {
        parts.push(comparisons(&finding.comparisons, language));
    }
    parts.extend(finding.evidence.iter().map(|e| quote(&e.text, &e.place)));
    if finding.evidence.is_empty() {
        parts.extend(finding.near_misses.first().map(|near| {
            let why = escaped(words::near_miss(near.why, language));
            let taken =
                language.pick(format!("相近而未采用（{why}）："), format!("near, not taken ({why}): "));
            format!("{taken}\n\n{}", quote(&near.text, &near.place))
        }));
    }
    let _ = writeln!(out, "\n{}", parts.join("\n\n"));
}

/// A quoted sentence with the bytes of the input that it stands in.
fn quote(text: &str, place: &Place) -> String {
    format!("> {} `{}–{}`", escaped(text), place.source_span.start, place.source_span.end)
}

fn comparisons(comparisons: &[Comparison], language: Language) -> String {
    let head = language
        .pick("| 指标 | 目标 | 实际 | 差距 | 比较 |", "| Indicator | Target | Actual | Gap | Outcome |");
    let mut out = format!("{head}\n| --- | --- | --- | --- | --- |");
    for c in comparisons {
        let indicator = c.target.indicator.first().or(c.actual.indicator.first()).map_or("", String::as_str);
        let gap =
            format!("{}{}", c.gap.as_deref().unwrap_or_default(), c.unit.as_deref().unwrap_or_default());
        let cells = [indicator, &c.target.text, &c.actual.text, &gap, words::outcome(c.outcome, language)];
        let _ = write!(out, "\n| {} |", cells.map(escaped).join(" | "));
    }
    out
}

/// On one line, with Markdown's own marks made harmless: no character that formats, no number or dash that opens a list.
fn escaped(text: &str) -> String {
    let flat = wide::flat(text);
    let digits = flat.len() - flat.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut out = String::with_capacity(flat.len());
    for (at, c) in flat.char_indices() {
        let opens_list =
            at == 0 && matches!(c, '-' | '+') || at == digits && digits > 0 && matches!(c, '.' | ')');
        if opens_list || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Evidence, Task};

    #[test]
    fn marks_of_the_text_do_not_format_it() {
        assert_eq!(escaped("1. 新建*公厕*|12座"), "1\\. 新建\\*公厕\\*\\|12座");
        assert_eq!(escaped("- 甲\n乙"), "\\- 甲 乙");
        assert_eq!(escaped("1.5亿元"), "1\\.5亿元");
    }

    #[test]
    fn a_section_quotes_its_evidence() {
        let evidence = Evidence { text: "全年新建公厕13座。".into(), ..Evidence::default() };
        let task = Task { text: "新建公厕12座".into(), ..Task::default() };
        let finding = Finding { task, evidence: vec![evidence], needs_review: true, ..Finding::default() };
        let text = markdown(&Review { findings: vec![finding], ..Review::default() }, Language::Chinese);
        assert!(
            text.ends_with("\n## 1. 未提及（待复核）\n\n新建公厕12座\n\n> 全年新建公厕13座。 `0–0`\n"),
            "{text}"
        );
    }
}
