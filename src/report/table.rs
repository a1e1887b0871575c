//! A review → a table for the terminal: number and verdict in narrow columns, task, reason and quoted evidence in the last.

use super::{wide, words};
use crate::language::Language;
use crate::model::{Evidence, Finding, NearMiss, Review, Task, Verdict};
use std::fmt::Write;

/// How wide and how colourful a table may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Layout {
    /// Columns of the terminal, where known.
    pub width: Option<usize>,
    /// Whether it may use colours.
    pub color: bool,
}

impl Layout {
    /// Lays a table out for a terminal of `width` columns, where known, with colours or without.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Language, Review, report};
    ///
    /// let table = report::table(&Review::default(), report::Layout::new(Some(80), false), Language::English);
    /// assert!(table.contains("tasks 0"));
    /// ```
    pub fn new(width: Option<usize>, color: bool) -> Self {
        Layout { width, color }
    }
}

/// Columns where nobody says how many there are.
const USUAL_WIDTH: usize = 100;
/// Below this a line of Chinese would hold a few characters only; it overflows rather.
const LEAST_WIDTH: usize = 40;
/// Passages quoted for one task; a blanket goal may have dozens.
const QUOTES: usize = 3;
/// Blanks between two columns.
const GAP: &str = "  ";

/// Writes a table for the terminal. Only the last column holds text of the documents, so that a terminal that draws “”‰① one
/// or two columns wide cannot push another column out of line.
///
/// # Example
/// ```
/// use gongwen::{Language, Review, report};
///
/// let table = report::table(&Review::default(), report::Layout::default(), Language::Chinese);
/// assert!(table.contains("任务 0"));
/// ```
pub fn table(review: &Review, layout: Layout, language: Language) -> String {
    let width = layout.width.unwrap_or(USUAL_WIDTH).max(LEAST_WIDTH);
    let sheet = Sheet::new(review, width, layout.color, language);
    let mut out = sheet.head(review);
    for (number, finding) in review.findings.iter().enumerate() {
        sheet.row(&mut out, number + 1, finding);
    }
    out
}

/// The measures of one table.
struct Sheet {
    language: Language,
    color: bool,
    width: usize,
    number: usize,
    verdict: usize,
    text: usize,
}

/// Terminal colours (ECMA-48 SGR).
#[derive(Clone, Copy)]
enum Ink {
    Green,
    Yellow,
    Red,
    Grey,
    Bold,
}

impl Ink {
    fn code(self) -> &'static str {
        match self {
            Ink::Green => "32",
            Ink::Yellow => "33",
            Ink::Red => "31",
            Ink::Grey => "2",
            Ink::Bold => "1",
        }
    }
}

impl Sheet {
    fn new(review: &Review, width: usize, color: bool, language: Language) -> Self {
        let number = review.findings.len().to_string().len();
        let verdict =
            review.findings.iter().map(|f| wide::columns(words::verdict(f, language))).max().unwrap_or(0);
        let text = width.saturating_sub(number + verdict + 2 * GAP.len()).max(LEAST_WIDTH / 2);
        Sheet { language, color, width, number, verdict, text }
    }

    fn paint(&self, text: &str, ink: Ink) -> String {
        if self.color { format!("\u{1b}[{}m{text}\u{1b}[0m", ink.code()) } else { text.to_owned() }
    }

    /// File names, counts, warnings.
    fn head(&self, review: &Review) -> String {
        let mut out = String::new();
        for (what, source) in [
            (self.language.pick("计划", "plan  "), &review.plan),
            (self.language.pick("报告", "report"), &review.report),
        ] {
            let _ = writeln!(out, "{what}{GAP}{}", wide::flat(source.name.as_deref().unwrap_or("-")));
        }
        let counts: Vec<String> = words::counts(&review.summary, self.language)
            .into_iter()
            .map(|(word, n)| format!("{word} {n}"))
            .collect();
        let tasks = self.language.pick("任务", "tasks");
        let _ = writeln!(
            out,
            "{tasks} {}{}{}",
            review.summary.tasks,
            self.language.pick("：", ": "),
            counts.join(" · ")
        );
        for warning in &review.warnings {
            for line in wide::wrap(&format!("! {}", wide::flat(&warning.text)), self.width) {
                let _ = writeln!(out, "{}", self.paint(&line, Ink::Yellow));
            }
        }
        out
    }

    fn row(&self, out: &mut String, number: usize, finding: &Finding) {
        let _ = writeln!(out, "{}", self.paint(&"-".repeat(self.width), Ink::Grey));
        let word = wide::padded(words::verdict(finding, self.language), self.verdict);
        let first = format!("{number:>w$}{GAP}{}{GAP}", self.paint(&word, ink_of(finding)), w = self.number);
        let indent = " ".repeat(self.number + self.verdict + 2 * GAP.len());
        let mut lead = first.as_str();
        for (text, ink) in self.paragraphs(finding) {
            for line in wide::wrap(&text, self.text) {
                let line = ink.map_or(line.clone(), |ink| self.paint(&line, ink));
                let _ = writeln!(out, "{lead}{line}");
                lead = &indent;
            }
        }
    }

    /// What stands in the last column: the task, its owners and time, the reason, the quotes, the doubt.
    fn paragraphs(&self, finding: &Finding) -> Vec<(String, Option<Ink>)> {
        let mut all = vec![(wide::flat(&finding.task.text), Some(Ink::Bold))];
        all.extend(duty(&finding.task, self.language).map(|text| (text, Some(Ink::Grey))));
        if !finding.explanation.is_empty() {
            all.push((format!("→ {}", wide::flat(&finding.explanation)), None));
        }
        all.extend(finding.evidence.iter().take(QUOTES).map(|e| (self.quote(e), None)));
        if let Some(more) = finding.evidence.len().checked_sub(QUOTES + 1) {
            let more = more + 1;
            all.push((
                self.language.pick(format!("另有依据 {more} 处"), format!("and {more} more")),
                Some(Ink::Grey),
            ));
        }
        if finding.evidence.is_empty() {
            all.extend(finding.near_misses.first().map(|near| (self.near(near), Some(Ink::Grey))));
        }
        if finding.needs_review {
            all.push((self.doubt(finding.confidence), Some(Ink::Yellow)));
        }
        all
    }

    fn quote(&self, evidence: &Evidence) -> String {
        let at = evidence.place.source_span;
        let place = self
            .language
            .pick(format!("（字节 {}–{}）", at.start, at.end), format!(" (bytes {}–{})", at.start, at.end));
        format!("“{}”{place}", wide::flat(&evidence.text))
    }

    fn near(&self, near: &NearMiss) -> String {
        let (text, why) = (wide::flat(&near.text), words::near_miss(near.why, self.language));
        self.language
            .pick(format!("相近而未采用（{why}）：“{text}”"), format!("near, not taken ({why}): “{text}”"))
    }

    fn doubt(&self, confidence: f32) -> String {
        let percent = (confidence * 100.0).round();
        self.language.pick(format!("请复核（把握 {percent}%）"), format!("please review ({percent}% sure)"))
    }
}

/// 责任单位、配合单位、责任领导、时限 of a task on one line.
pub(super) fn duty(task: &Task, language: Language) -> Option<String> {
    let mut parts = Vec::new();
    if !task.owners.is_empty() {
        parts.push(format!("{}{}", language.pick("责任单位：", "owner: "), task.owners.join("、")));
    }
    if !task.cooperating.is_empty() {
        parts.push(format!("{}{}", language.pick("配合单位：", "with: "), task.cooperating.join("、")));
    }
    if !task.leaders.is_empty() {
        parts.push(format!("{}{}", language.pick("责任领导：", "led by: "), task.leaders.join("、")));
    }
    if let Some(deadline) = &task.deadline {
        parts.push(format!("{}{}", language.pick("时限：", "by: "), deadline.text));
    }
    (!parts.is_empty()).then(|| wide::flat(&parts.join(" · ")))
}

fn ink_of(finding: &Finding) -> Ink {
    match finding.verdict {
        _ if !finding.is_checkable() => Ink::Grey,
        Verdict::Done => Ink::Green,
        Verdict::Partly => Ink::Yellow,
        Verdict::TargetMissed | Verdict::NotMentioned => Ink::Red,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn review() -> Review {
        let task = Task {
            text: "新建云溪县养老服务中心3个".into(),
            owners: vec!["县民政局".into()],
            ..Task::default()
        };
        let evidence = Evidence {
            text: "全年新建养老服务中心4个，超额完成任务。".into(),
            ..Evidence::default()
        };
        let done = Finding {
            task,
            verdict: Verdict::Done,
            explanation: "养老服务中心：目标3个，实际4个".into(),
            evidence: vec![evidence],
            confidence: 0.95,
            ..Finding::default()
        };
        Review {
            findings: vec![done, Finding { needs_review: true, ..Finding::default() }],
            ..Review::default()
        }
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        for width in [40, 47, 60, 100] {
            let text = table(&review(), Layout { width: Some(width), color: false }, Language::Chinese);
            assert!(text.lines().all(|l| wide::columns(l) <= width), "{width}:\n{text}");
        }
    }

    #[test]
    fn evidence_is_quoted_whole() {
        let text = table(&review(), Layout { width: Some(200), color: false }, Language::Chinese);
        assert!(text.contains("“全年新建养老服务中心4个，超额完成任务。”"));
    }

    #[test]
    fn colour_only_where_it_is_allowed() {
        assert!(!table(&review(), Layout::default(), Language::English).contains('\u{1b}'));
        let colored = Layout { color: true, ..Layout::default() };
        assert!(table(&review(), colored, Language::English).contains("\u{1b}[32mdone"));
    }
}
