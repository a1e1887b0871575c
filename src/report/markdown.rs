//! A review → Markdown: counts, then a section a task with its quotes; reads well as plain text too.

use super::bulletin::bulletin;
use super::ledger::Ledger;
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
/// let review = Review::default();
/// assert!(report::markdown(&report::Ledger::new(&review, Language::Chinese)).starts_with("# "));
/// ```
pub fn markdown(ledger: &Ledger<'_>) -> String {
    let (review, language) = (ledger.review, ledger.language);
    let mut out = format!("# {}\n\n", language.pick("计划完成情况核查", "Report checked against its plan"));
    let mut line = |what: &str, text: &str| {
        let _ = writeln!(out, "- {what}{}{}", language.pick("：", ": "), escaped(text));
    };
    line(language.pick("计划", "Plan"), review.plan.name.as_deref().unwrap_or("-"));
    for report in review.report_files() {
        line(language.pick("报告", "Report"), report.name.as_deref().unwrap_or("-"));
    }
    line(language.pick("任务", "Tasks"), &review.summary.tasks.to_string());
    for warning in &review.warnings {
        line(language.pick("注意", "Note"), &warning.text);
    }
    for (what, text) in words::parts(&review.parts_chosen, language) {
        line(what, &text);
    }
    if let Some(day) = ledger.as_of_line(true) {
        line(language.pick("时点", "Day"), &day);
    }
    if let Some(choice) = ledger.choice_line() {
        line(language.pick("所列", "Listed"), &choice);
    }
    for text in words::lapsed(review, language) {
        line(language.pick("注意", "Note"), &text);
    }
    counts(&mut out, review, language);
    if ledger.has_bulletin() {
        let _ = writeln!(out, "\n{}", escaped(&bulletin(ledger)));
    }
    overview(&mut out, ledger);
    for (at, finding) in review.findings.iter().enumerate() {
        section(&mut out, at + 1, finding, ledger);
    }
    out
}

/// A table of all tasks, which a reader goes through first.
fn overview(out: &mut String, ledger: &Ledger<'_>) {
    if ledger.review.findings.len() < 2 {
        return;
    }
    let language = ledger.language;
    let _ = writeln!(
        out,
        "\n| {} |\n| ---: | --- | --- | --- | --- | --- | --- | --- |",
        language.pick(
            "序号 | 任务 | 责任单位 | 目标 | 实际 | 差距 | 结论 | 灯",
            "No. | Task | Owner | Target | Actual | Gap | Verdict | Lamp"
        )
    );
    for (at, finding) in ledger.review.findings.iter().enumerate() {
        let row = ledger.row(finding);
        let compared = row.compared();
        let joined = |of: fn(&super::ledger::Compared) -> &str| {
            compared.iter().map(of).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("；")
        };
        let task = wide::short(&wide::flat(&finding.task.text), SHOWN);
        let doubt =
            if finding.needs_review { language.pick("（待复核）", " (to be reviewed)") } else { "" };
        let cells = [
            row.number().unwrap_or(at + 1).to_string(),
            task,
            row.owners(),
            row.targets().join("；"),
            joined(|c| &c.actual),
            joined(|c| &c.gap),
            format!("{}{doubt}", row.verdict()),
            row.lamp().to_owned(),
        ];
        let _ = writeln!(out, "| {} |", cells.map(|text| cell(&text)).join(" | "));
    }
}

/// Characters of a task in the table of all.
const SHOWN: usize = 40;

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

fn section(out: &mut String, number: usize, finding: &Finding, ledger: &Ledger<'_>) {
    let language = ledger.language;
    let row = ledger.row(finding);
    let number = row.number().unwrap_or(number);
    let doubt = if finding.needs_review { language.pick("（待复核）", " (to be reviewed)") } else { "" };
    let mut parts = vec![
        format!("## {number}. {}{doubt}", words::verdict(finding, language)),
        escaped(&finding.task.text),
    ];
    parts.extend(duty(&finding.task, language).map(|duty| escaped(&duty)));
    parts.extend(row.time().map(|time| escaped(&time)));
    parts.extend(row.decided().map(|decided| format!("**{}**", escaped(&decided))));
    if !finding.explanation.is_empty() {
        parts.push(escaped(&finding.explanation));
    }
    if !finding.comparisons.is_empty() {
        parts.push(comparisons(&finding.comparisons, language));
    }
    let mut places = ledger.places(finding).into_iter();
    parts.extend(finding.evidence.iter().map(|e| match places.next().filter(|place| !place.is_empty()) {
        Some(place) => format!(
            "{} {}",
            quote(&e.text, &e.place),
            escaped(&language.pick(format!("〔{place}〕"), format!("({place})")))
        ),
        None => quote(&e.text, &e.place),
    }));
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
        let _ = write!(out, "\n| {} |", cells.map(cell).join(" | "));
    }
    out
}

/// On one line, with Markdown's own marks made harmless: no character that formats, no number or dash that opens a list.
fn escaped(text: &str) -> String {
    harmless(text, true)
}

/// The same for a cell of a table, which no list can begin in: -3.2 stays as it is.
fn cell(text: &str) -> String {
    harmless(text, false)
}

fn harmless(text: &str, lists: bool) -> String {
    let flat = wide::flat(text);
    let digits = flat.len() - flat.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut out = String::with_capacity(flat.len());
    for (at, c) in flat.char_indices() {
        let opens = at == 0 && matches!(c, '-' | '+') || at == digits && digits > 0 && matches!(c, '.' | ')');
        let opens_list = lists && opens;
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
        let review = Review { findings: vec![finding], ..Review::default() };
        let text = markdown(&Ledger::new(&review, Language::Chinese));
        assert!(
            text.ends_with("\n## 1. 未提及（待复核）\n\n新建公厕12座\n\n> 全年新建公厕13座。 `0–0`\n"),
            "{text}"
        );
    }
}
