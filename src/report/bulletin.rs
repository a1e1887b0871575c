//! A review → a paragraph ready to paste into a 通报: how many tasks stand how, and which are behind.

use super::ledger::{Ledger, Row};
use super::wide::{flat, short};
use crate::language::Language;
use crate::model::{Change, Due, Finding, Outcome, Progress, Review, Standing};

/// So many tasks of a kind are named, and of each so many characters.
const NAMED: usize = 5;
const SHORT: usize = 30;

/// Writes the paragraph: 「截至2025年12月31日，《……》共42项任务，已完成20项……欠进度4项：……」.
///
/// # Example
/// ```
/// use gongwen::{Language, Review, report};
///
/// let review = Review::default();
/// assert!(report::bulletin(&report::Ledger::new(&review, Language::Chinese)).contains("共0项任务"));
/// ```
pub fn bulletin(ledger: &Ledger<'_>) -> String {
    match ledger.language {
        Language::Chinese => chinese(ledger),
        Language::English => english(ledger),
    }
}

fn tracked<'a>(
    review: &'a Review,
    is: impl Fn(&crate::model::Tracking) -> bool + 'a,
) -> impl Iterator<Item = &'a Finding> {
    review.findings.iter().filter(move |f| f.tracking.as_ref().is_some_and(&is))
}

fn chinese(ledger: &Ledger<'_>) -> String {
    let (review, s) = (ledger.review, &ledger.review.summary);
    let day = ledger.as_of().map_or(String::new(), |(day, _)| format!("截至{day}，"));
    let title = ledger.title();
    let title = if title.starts_with('《') { title } else { format!("《{title}》") };
    let mut out = format!("{day}{title}共{}项任务", s.tasks);
    if s.not_checkable > 0 {
        out += &format!("（其中{}项为口号或原则，不作核查）", s.not_checkable);
    }
    let checked = s.tasks.saturating_sub(s.not_checkable);
    let share = if checked > 0 {
        format!("，占应核查任务的{:.1}%", s.done as f64 * 100.0 / checked as f64)
    } else {
        String::new()
    };
    out += &format!("，已完成{}项{share}", s.done);
    for (n, what) in [(s.partly, "部分完成"), (s.target_missed, "未达目标"), (s.not_mentioned, "报告未提及")]
    {
        if n > 0 {
            out += &format!("，{what}{n}项");
        }
    }
    out.push('。');
    let due = |due| tracked(review, move |t| t.due == Some(due)).count();
    let not_yet = due(Due::NotYet);
    let early = tracked(review, |t| t.progress == Some(Progress::Early)).count();
    let mut parts = Vec::new();
    if early > 0 {
        parts.push(format!("提前完成{early}项"));
    }
    if not_yet > early {
        parts.push(format!("尚未到期{}项", not_yet - early));
    }
    if !parts.is_empty() {
        out += &format!("其中，{}。", parts.join("，"));
    }
    for (what, findings) in lists(review) {
        out += &named(ledger, what, &findings);
    }
    let change = |change| tracked(review, move |t| t.change == Some(change)).count();
    if review.tracked.as_ref().is_some_and(|t| t.since) {
        out += &format!(
            "与上次相比，新增{}项，新完成{}项，退步{}项。",
            change(Change::Added),
            change(Change::NewlyDone),
            change(Change::Worse)
        );
    }
    if s.needs_review > 0 {
        out += &format!("以上结论中有{}项有待人工复核，以复核结果为准。", s.needs_review);
    }
    out
}

/// What is named one by one: what its day has passed, and what else is behind by its figures.
fn lists(review: &Review) -> [(&'static str, Vec<&Finding>); 2] {
    let overdue = |t: &crate::model::Tracking| t.due == Some(Due::Overdue);
    let behind = tracked(review, move |t| t.progress == Some(Progress::Behind) && !overdue(t)).collect();
    [("逾期未完成", tracked(review, overdue).collect()), ("欠进度", behind)]
}

fn named(ledger: &Ledger<'_>, what: &str, findings: &[&Finding]) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let all: Vec<String> = findings.iter().take(NAMED).map(|finding| one(&ledger.row(finding))).collect();
    let more = if findings.len() > NAMED { "等" } else { "" };
    format!("{what}{}项：{}{more}。", findings.len(), all.join("；"))
}

/// 「实施居家适老化改造（县民政局，目标480户，实际451户，差29户）」.
fn one(row: &Row<'_>) -> String {
    let task = flat(&row.finding.task.text);
    let task = without_number(&task);
    let first = task.split('。').next().unwrap_or(task).trim_end_matches(['，', '；', '：']);
    let task = clauses(first);
    let mut facts = Vec::new();
    if !row.owners().is_empty() {
        facts.push(row.owners());
    }
    let figures = row.finding.comparisons.iter().zip(row.compared());
    let behind = figures.into_iter().find(|(c, words)| c.outcome != Outcome::Met && !words.gap.is_empty());
    if let Some((c, words)) = behind {
        // In prose 不少于200人 is not written ≥200人.
        let clear = row.finding.comparisons.len() < 2 || task.contains(&words.name);
        let name = if clear { "" } else { &words.name };
        facts.push(format!(
            "{name}目标{}，实际{}，{}",
            flat(&c.target.text),
            flat(&c.actual.text),
            words.gap
        ));
    } else if let Some(deadline) = &row.finding.task.deadline {
        facts.push(format!("时限{}", flat(&deadline.text)));
    }
    let facts = if facts.is_empty() { String::new() } else { format!("（{}）", facts.join("，")) };
    format!("{task}{facts}")
}

/// As many clauses as are short enough, at least one.
fn clauses(task: &str) -> String {
    let fits = |end: usize| task[..end].chars().count() <= SHORT;
    let ends = task.match_indices(['，', '；', '：', ':']).map(|(at, _)| at).chain([task.len()]);
    match ends.rev().find(|end| fits(*end)) {
        Some(end) if end > 0 => task[..end].to_owned(),
        _ => short(task, SHORT),
    }
}

/// 「1．新建公厕」 without its number.
fn without_number(task: &str) -> &str {
    let rest = task.trim_start_matches(['（', '(']);
    let number = rest.trim_start_matches(|c: char| {
        crate::numeral::digit(c).is_some() || crate::numeral::figure(c).is_some() || c == '十'
    });
    let marks = number.trim_start_matches(['）', ')', '．', '.', '、', ' ']);
    let had_both = number.len() < rest.len() && marks.len() < number.len();
    let figure = number.starts_with('.') && marks.starts_with(|c: char| c.is_ascii_digit());
    if had_both && !figure { marks } else { task }
}

fn english(ledger: &Ledger<'_>) -> String {
    let (review, s) = (ledger.review, &ledger.review.summary);
    let day = ledger.as_of().map_or(String::new(), |(day, _)| format!("As of {day}, "));
    let count = |due| tracked(review, move |t| t.due == Some(due)).count();
    let behind = tracked(review, |t| t.progress == Some(Progress::Behind)).count();
    format!(
        "{day}{} has {} tasks: {} {}, {} {}, {} {}, {} {}; {} overdue, {} not yet due, {behind} behind schedule; {} to be reviewed by a person.",
        ledger.title(),
        s.tasks,
        s.done,
        word(Standing::Done),
        s.partly,
        word(Standing::Partly),
        s.target_missed,
        word(Standing::TargetMissed),
        s.not_mentioned,
        word(Standing::NotMentioned),
        count(Due::Overdue),
        count(Due::NotYet),
        s.needs_review,
    )
}

fn word(standing: Standing) -> &'static str {
    crate::tables::called::called("verdict", standing.as_str(), Language::English)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_and_figures_stay() {
        for (task, bare) in [
            ("1．新建公厕12座", "新建公厕12座"),
            ("（十二）修复河堤", "修复河堤"),
            ("2.5亿元到位", "2.5亿元到位"),
            ("十四五规划", "十四五规划"),
        ] {
            assert_eq!(without_number(task), bare);
        }
    }
}
