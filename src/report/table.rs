//! A review → a table for the terminal: the answer first and last, tasks under their headings, the missed first.

use super::bulletin::bulletin;
use super::explanation::reason;
use super::ledger::{Compared, Ledger, Row, severity};
use super::{wide, words};
use crate::language::Language;
use crate::model::{Evidence, Finding, Lamp, NearMiss, Outcome, Task, Verdict};
use std::fmt::Write;

/// How wide, how colourful and how full a table may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Layout {
    /// Columns of the terminal, where known.
    pub width: Option<usize>,
    /// Whether it may use colours.
    pub color: bool,
    /// Whether it tells all: bytes, every quotation, the slogans.
    pub verbose: bool,
}

impl Layout {
    /// Lays a table out for a terminal of `width` columns, where known, with colours or without.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Language, Review, report};
    ///
    /// let review = Review::default();
    /// let ledger = report::Ledger::new(&review, Language::English);
    /// let table = report::table(&ledger, report::Layout::new(Some(80), false));
    /// assert!(table.contains("tasks 0"));
    /// ```
    pub fn new(width: Option<usize>, color: bool) -> Self {
        Layout { width, color, verbose: false }
    }

    /// Tells all, or only what most readers want.
    ///
    /// # Example
    /// ```
    /// assert!(gongwen::report::Layout::new(None, false).verbose(true).verbose);
    /// ```
    pub fn verbose(self, verbose: bool) -> Self {
        Layout { verbose, ..self }
    }
}

/// Columns where nobody says how many there are.
const USUAL_WIDTH: usize = 100;
/// Below this a line of Chinese would hold a few characters only; it overflows rather.
const LEAST_WIDTH: usize = 40;
/// Passages quoted for one task; a blanket goal may have dozens.
const QUOTES: usize = 3;
/// Targets shown for one task.
const FIGURES: usize = 4;
/// So many tasks are more than a screen holds.
const MANY: usize = 20;
/// Blanks between two columns.
const GAP: &str = "  ";

/// Writes a table for the terminal. Only the last column holds text of the documents, so that a terminal that draws “”‰① one
/// or two columns wide cannot push another column out of line.
///
/// # Example
/// ```
/// use gongwen::{Language, Review, report};
///
/// let review = Review::default();
/// let ledger = report::Ledger::new(&review, Language::Chinese);
/// assert!(report::table(&ledger, report::Layout::default()).contains("任务 0"));
/// ```
pub fn table(ledger: &Ledger<'_>, layout: Layout) -> String {
    let width = layout.width.unwrap_or(USUAL_WIDTH).max(LEAST_WIDTH);
    let sheet = Sheet::new(ledger, width, layout);
    let mut out = sheet.head();
    for group in ledger.groups() {
        let shown = |finding: &&Finding| layout.verbose || finding.is_checkable();
        let mut findings: Vec<&Finding> = group.findings.into_iter().filter(shown).collect();
        findings.sort_by_key(|finding| severity(finding));
        if !findings.is_empty() {
            sheet.group(&mut out, &group.title, findings.len());
        }
        findings.into_iter().for_each(|finding| sheet.row(&mut out, &ledger.row(finding)));
    }
    sheet.foot(&mut out);
    out
}

/// The measures of one table.
struct Sheet<'a> {
    ledger: &'a Ledger<'a>,
    language: Language,
    layout: Layout,
    width: usize,
    number: usize,
    verdict: usize,
    text: usize,
    /// The plan has no headings at all.
    headless: bool,
}

/// Terminal colours (ECMA-48 SGR).
#[derive(Clone, Copy)]
enum Ink {
    Green,
    Yellow,
    Red,
    Blue,
    Grey,
    Bold,
}

impl Ink {
    fn code(self) -> &'static str {
        match self {
            Ink::Green => "32",
            Ink::Yellow => "33",
            Ink::Red => "31",
            Ink::Blue => "34",
            Ink::Grey => "2",
            Ink::Bold => "1",
        }
    }
}

/// A piece of a column with its colour.
type Inked = (String, Option<Ink>);

impl<'a> Sheet<'a> {
    fn new(ledger: &'a Ledger<'a>, width: usize, layout: Layout) -> Self {
        let (review, language) = (ledger.review, ledger.language);
        let number = review.summary.tasks.max(review.findings.len()).to_string().len();
        let words = review.findings.iter().flat_map(|finding| {
            let row = ledger.row(finding);
            [row.verdict().to_owned(), row.lamp().to_owned(), doubt(finding, language)]
        });
        let verdict = words.map(|word| wide::columns(&word)).max().unwrap_or(0);
        let text = width.saturating_sub(number + verdict + 2 * GAP.len()).max(LEAST_WIDTH / 2);
        let headless = ledger.is_headless();
        Sheet { ledger, language, layout, width, number, verdict, text, headless }
    }

    fn paint(&self, text: &str, ink: Ink) -> String {
        if self.layout.color { format!("\u{1b}[{}m{text}\u{1b}[0m", ink.code()) } else { text.to_owned() }
    }

    fn line(&self, out: &mut String, text: &str, ink: Option<Ink>) {
        for line in wide::wrap(text, self.width) {
            let _ = writeln!(out, "{}", ink.map_or(line.clone(), |ink| self.paint(&line, ink)));
        }
    }

    /// File names, the answer, what makes it doubtful, the parts that were chosen.
    fn head(&self) -> String {
        let (review, language) = (self.ledger.review, self.language);
        let mut out = String::new();
        let reports = review.report_files().map(|file| (language.pick("报告", "report"), file));
        for (what, source) in [(language.pick("计划", "plan  "), &review.plan)].into_iter().chain(reports) {
            let _ = writeln!(out, "{what}{GAP}{}", wide::flat(source.name.as_deref().unwrap_or("-")));
        }
        self.counts(&mut out);
        for warning in &review.warnings {
            self.line(&mut out, &format!("! {}", wide::flat(&warning.text)), Some(Ink::Yellow));
        }
        for lapsed in words::lapsed(review, language) {
            self.line(&mut out, &format!("! {lapsed}"), Some(Ink::Yellow));
        }
        for (what, parts) in words::parts(&review.parts_chosen, language) {
            self.line(&mut out, &format!("{what}{}{parts}", language.pick("：", ": ")), Some(Ink::Grey));
        }
        let day = self.ledger.as_of_line(true);
        day.into_iter().for_each(|day| self.line(&mut out, &day, Some(Ink::Grey)));
        let choice = self.ledger.choice_line();
        choice.into_iter().for_each(|choice| self.line(&mut out, &choice, Some(Ink::Yellow)));
        out
    }

    /// The answer: how many tasks stand how.
    fn counts(&self, out: &mut String) {
        let (summary, language) = (&self.ledger.review.summary, self.language);
        let counts: Vec<String> =
            words::counts(summary, language).into_iter().map(|(word, n)| format!("{word} {n}")).collect();
        let (tasks, colon) = (language.pick("任务", "tasks"), language.pick("：", ": "));
        self.line(out, &format!("{tasks} {}{colon}{}", summary.tasks, counts.join(" · ")), Some(Ink::Bold));
    }

    /// A heading of the plan with how many tasks are shown under it.
    fn group(&self, out: &mut String, title: &str, tasks: usize) {
        if title.is_empty() && self.headless {
            return;
        }
        let title =
            if title.is_empty() { self.language.pick("（无标题）", "(no heading)") } else { title };
        let unit = self.language.pick("项", if tasks == 1 { " task" } else { " tasks" });
        out.push('\n');
        self.line(out, &format!("## {title} · {tasks}{unit}"), Some(Ink::Bold));
    }

    fn row(&self, out: &mut String, row: &Row<'_>) {
        let _ = writeln!(out, "{}", self.paint(&"-".repeat(self.width), Ink::Grey));
        let right: Vec<Inked> = self
            .paragraphs(row)
            .into_iter()
            .flat_map(|(text, ink)| wide::wrap(&text, self.text).into_iter().map(move |line| (line, ink)))
            .collect();
        let left = self.marks(row);
        let number = row.number().map_or(String::new(), |n| n.to_string());
        for at in 0..right.len().max(left.len()) {
            let number = if at == 0 { &number } else { "" };
            let painted =
                |text: String, ink: Option<Ink>| ink.map_or(text.clone(), |ink| self.paint(&text, ink));
            let mark = left.get(at).map_or_else(
                || " ".repeat(self.verdict),
                |(word, ink)| painted(wide::padded(word, self.verdict), *ink),
            );
            let text = right.get(at).map_or(String::new(), |(text, ink)| painted(text.clone(), *ink));
            let line = format!("{number:>w$}{GAP}{mark}{GAP}{text}", w = self.number);
            let _ = writeln!(out, "{}", line.trim_end());
        }
    }

    /// What stands in the narrow column, one below the other: verdict, lamp, doubt.
    fn marks(&self, row: &Row<'_>) -> Vec<Inked> {
        let finding = row.finding;
        let mut marks = vec![(row.verdict().to_owned(), Some(ink_of(finding)))];
        if !row.lamp().is_empty() {
            let lamp = finding.tracking.as_ref().and_then(|tracking| tracking.lamp);
            marks.push((row.lamp().to_owned(), lamp.map(ink_of_lamp)));
        }
        if finding.needs_review {
            marks.push((doubt(finding, self.language), Some(Ink::Yellow)));
        }
        marks
    }

    /// What stands in the last column: the task, its owners and time, the figures, the reason, the quotes.
    fn paragraphs(&self, row: &Row<'_>) -> Vec<Inked> {
        let (finding, language) = (row.finding, self.language);
        let mut all = vec![(wide::flat(&finding.task.text), Some(Ink::Bold))];
        let place = self.ledger.place_of_task(finding).filter(|_| self.layout.verbose);
        let parts: Vec<String> =
            [duty(&finding.task, language), row.time(), place].into_iter().flatten().collect();
        all.extend((!parts.is_empty()).then(|| (parts.join(" · "), Some(Ink::Grey))));
        all.extend(row.decided().map(|decided| (decided, Some(Ink::Blue))));
        let compared = row.compared();
        all.extend(compared.iter().take(FIGURES).map(|c| figures(c, language)));
        all.extend(self.more(compared.len(), FIGURES));
        all.extend(reason(finding, language).map(|reason| (format!("→ {}", wide::flat(&reason)), None)));
        let quotes = if self.layout.verbose { usize::MAX } else { QUOTES };
        let places = self.ledger.places(finding);
        let quoted = finding.evidence.iter().enumerate().take(quotes);
        all.extend(quoted.map(|(at, e)| (self.quote(e, places.get(at).map_or("", String::as_str)), None)));
        all.extend(self.more(finding.evidence.len(), quotes));
        if finding.evidence.is_empty() || self.layout.verbose {
            let shown = if self.layout.verbose { usize::MAX } else { 1 };
            all.extend(finding.near_misses.iter().take(shown).map(|near| (self.near(near), Some(Ink::Grey))));
        }
        all
    }

    fn more(&self, all: usize, shown: usize) -> Option<Inked> {
        let more = all.checked_sub(shown).filter(|more| *more > 0)?;
        Some((self.language.pick(format!("另有 {more} 处"), format!("and {more} more")), Some(Ink::Grey)))
    }

    /// A quotation and where to look it up.
    fn quote(&self, evidence: &Evidence, place: &str) -> String {
        let at = evidence.place.source_span;
        let bytes = self
            .language
            .pick(format!("字节 {}–{}", at.start, at.end), format!("bytes {}–{}", at.start, at.end));
        let place = match (place.is_empty(), self.layout.verbose) {
            (true, _) => bytes,
            (false, true) => format!("{place}{}{bytes}", self.language.pick("，", ", ")),
            (false, false) => place.to_owned(),
        };
        let text = wide::flat(&evidence.text);
        self.language.pick(format!("“{text}”〔{place}〕"), format!("“{text}” [{place}]"))
    }

    fn near(&self, near: &NearMiss) -> String {
        let (text, why) = (wide::flat(&near.text), words::near_miss(near.why, self.language));
        self.language
            .pick(format!("相近而未采用（{why}）：“{text}”"), format!("near, not taken ({why}): “{text}”"))
    }

    /// The slogans on one line, the answer once more, and the paragraph for a 通报.
    fn foot(&self, out: &mut String) {
        let (review, language) = (self.ledger.review, self.language);
        if review.findings.is_empty() {
            return;
        }
        out.push('\n');
        let slogans = || review.findings.iter().filter(|f| !f.is_checkable());
        if !self.layout.verbose && slogans().next().is_some() {
            let numbers: Vec<String> =
                slogans().filter_map(|f| Some(f.tracking.as_ref()?.number.to_string())).collect();
            let (count, numbers) = (slogans().count(), numbers.join(language.pick("、", ", ")));
            let line = language.pick(
                format!("口号或原则，不可核查 {count} 项（--verbose 列出）：{numbers}"),
                format!("slogans and principles, not checkable: {count} (--verbose lists them): {numbers}"),
            );
            self.line(out, &line, Some(Ink::Grey));
        }
        let _ = writeln!(out, "{}", self.paint(&"=".repeat(self.width), Ink::Grey));
        if review.findings.len() > MANY {
            let line = language.pick(
                "只看一部分：--only missed、--owner 单位、--review-only；网页：-o 核查.html；台账：-o 台账.xlsx",
                "for a part: --only missed, --owner NAME, --review-only; a page: -o review.html; a ledger: -o ledger.xlsx",
            );
            self.line(out, line, Some(Ink::Grey));
        }
        if self.ledger.has_bulletin() {
            let name = language.pick("通报用语：", "for a notice: ");
            self.line(out, &format!("{name}{}", bulletin(self.ledger)), None);
        }
        self.counts(out);
    }
}

/// 「目标 480户 │ 实际 451户 │ 差29户　特殊困难老年人家庭」: target and actual side by side.
fn figures(c: &Compared, language: Language) -> Inked {
    let (target, actual) = (language.pick("目标", "target"), language.pick("实际", "actual"));
    let gap = if c.gap.is_empty() { String::new() } else { format!(" | {}", c.gap) };
    let outcome = words::outcome(c.outcome, language);
    let ink = match c.outcome {
        Outcome::Met => Some(Ink::Green),
        Outcome::Missed => Some(Ink::Red),
        Outcome::InProgress | Outcome::Incomparable | Outcome::Undetermined => Some(Ink::Yellow),
    };
    let name =
        if c.name.is_empty() { String::new() } else { format!("{}{}", c.name, language.pick("：", ": ")) };
    (format!("{name}{target} {} | {actual} {}{gap} | {outcome}", c.target, c.actual), ink)
}

/// 请复核62%: a person should look at what the program is 62 % sure of.
fn doubt(finding: &Finding, language: Language) -> String {
    if !finding.needs_review {
        return String::new();
    }
    let percent = (finding.confidence * 100.0).round();
    language.pick(format!("请复核{percent}%"), format!("review {percent}%"))
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

fn ink_of_lamp(lamp: Lamp) -> Ink {
    match lamp {
        Lamp::Blue => Ink::Blue,
        Lamp::Green => Ink::Green,
        Lamp::Yellow => Ink::Yellow,
        Lamp::Red => Ink::Red,
        Lamp::Grey => Ink::Grey,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Reason, Review};

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

    fn print(review: &Review, layout: Layout, language: Language) -> String {
        table(&Ledger::new(review, language), layout)
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        for width in [40, 47, 60, 100] {
            let text = print(&review(), Layout::new(Some(width), false), Language::Chinese);
            assert!(text.lines().all(|l| wide::columns(l) <= width), "{width}:\n{text}");
        }
    }

    #[test]
    fn evidence_is_quoted_whole() {
        let text = print(&review(), Layout::new(Some(200), false), Language::Chinese);
        assert!(text.contains("“全年新建养老服务中心4个，超额完成任务。”"));
    }

    #[test]
    fn colour_only_where_it_is_allowed() {
        assert!(!print(&review(), Layout::default(), Language::English).contains('\u{1b}'));
        let colored = Layout { color: true, ..Layout::default() };
        assert!(print(&review(), colored, Language::English).contains("\u{1b}[32mdone"));
    }

    #[test]
    fn the_missed_come_first_and_the_answer_last() {
        let mut review = review();
        review.summary.tasks = 2;
        let text = print(&review, Layout::default(), Language::Chinese);
        let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}:\n{text}"));
        assert!(at("未提及") < at("新建云溪县养老服务中心3个"), "{text}");
        assert!(text.trim_end().lines().last().unwrap().starts_with("任务 2"), "{text}");
    }

    #[test]
    fn slogans_are_folded_to_one_line() {
        let mut review = review();
        review.findings[1].task.text = "为政之要，重在实干。".into();
        review.findings[1].reasons = vec![Reason::NotCheckable];
        let text = print(&review, Layout::default(), Language::Chinese);
        assert!(!text.contains("重在实干") && text.contains("不可核查 1 项"), "{text}");
        assert!(print(&review, Layout::default().verbose(true), Language::Chinese).contains("重在实干"));
    }
}
