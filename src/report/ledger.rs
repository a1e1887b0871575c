//! A review → the rows of its ledger, each cell as people read it: what CSV, workbook, Markdown, table and page share.

use super::explanation::{actual, figure, readable};
use super::places::Paper;
use super::{wide, words};
use crate::language::Language;
use crate::model::{Comparison, Due, Finding, Metric, Outcome, Review, Standing, Tracking, Verdict};
use crate::span::Place;
use crate::tables::called::called;

/// In which groups tasks are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Sort {
    /// Under the plan's headings.
    #[default]
    Plan,
    /// By verdict, the missed first.
    Verdict,
    /// By owner; a task of several owners under each.
    Owner,
}

/// A review with all that its rows are told by.
#[derive(Clone, Debug)]
pub struct Ledger<'a> {
    pub(super) review: &'a Review,
    pub(super) language: Language,
    pub(super) plan: Option<Paper<'a>>,
    pub(super) reports: Vec<Paper<'a>>,
    sort: Sort,
}

/// Findings under one heading.
pub(super) struct Group<'a> {
    pub(super) title: String,
    pub(super) findings: Vec<&'a Finding>,
}

impl<'a> Ledger<'a> {
    /// Takes a review whose findings may be a choice.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Language, Review, report};
    ///
    /// let review = Review::default();
    /// let ledger = report::Ledger::new(&review, Language::Chinese);
    /// assert!(report::markdown(&ledger).starts_with("# "));
    /// ```
    pub fn new(review: &'a Review, language: Language) -> Self {
        Ledger { review, language, plan: None, reports: Vec::new(), sort: Sort::Plan }
    }

    /// Takes the plan, for headings and places.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Language, Review, report};
    ///
    /// let plan = gongwen::parse("云溪县2025年工作要点\n一、重点任务\n1.修复河堤7公里。\n".as_bytes());
    /// let (review, paper) = (Review::default(), report::Paper::new(&plan.source, &plan.documents, None));
    /// assert!(report::review_csv(&report::Ledger::new(&review, Language::English).plan(paper)).starts_with("number,"));
    /// ```
    pub fn plan(self, plan: Paper<'a>) -> Self {
        Ledger { plan: Some(plan), ..self }
    }

    /// Takes the report, for places; of several one after the other, in their order.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Language, Review, report};
    ///
    /// let told = gongwen::parse("云溪县2025年工作总结\n一、完成情况\n修复河堤7公里。\n".as_bytes());
    /// let (review, paper) = (Review::default(), report::Paper::new(&told.source, &told.documents, None));
    /// assert!(report::review_csv(&report::Ledger::new(&review, Language::English).report(paper)).starts_with("number,"));
    /// ```
    pub fn report(mut self, report: Paper<'a>) -> Self {
        self.reports.push(report);
        self
    }

    /// Puts tasks into groups of this kind.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Language, Review, report};
    ///
    /// let review = Review::default();
    /// let ledger = report::Ledger::new(&review, Language::Chinese).sort(report::Sort::Owner);
    /// assert!(report::table(&ledger, report::Layout::default()).contains("任务 0"));
    /// ```
    pub fn sort(self, sort: Sort) -> Self {
        Ledger { sort, ..self }
    }

    /// The groups, in their order; within each the plan's order.
    pub(super) fn groups(&self) -> Vec<Group<'a>> {
        let findings = || self.review.findings.iter();
        match self.sort {
            Sort::Plan => {
                let runs = self.review.findings.chunk_by(|a, b| headings(a) == headings(b));
                let group =
                    |run: &'a [Finding]| Group { title: heading(&run[0]), findings: run.iter().collect() };
                runs.map(group).collect()
            }
            Sort::Verdict => {
                let of = |standing: Standing| Group {
                    title: called("verdict", standing.as_str(), self.language).to_owned(),
                    findings: findings().filter(|f| Standing::of(f) == standing).collect(),
                };
                BY_SEVERITY.into_iter().map(of).filter(|group| !group.findings.is_empty()).collect()
            }
            Sort::Owner => {
                let of = |(title, findings)| Group { title, findings };
                by_owner(&self.review.findings, self.language).into_iter().map(of).collect()
            }
        }
    }

    /// The cells of a finding.
    pub(super) fn row(&self, finding: &'a Finding) -> Row<'a> {
        Row { language: self.language, finding, tracking: finding.tracking.as_ref() }
    }

    /// Where a finding's evidence stands: heading and line of each quotation.
    pub(super) fn places(&self, finding: &Finding) -> Vec<String> {
        if self.reports.is_empty() {
            return Vec::new();
        }
        finding.evidence.iter().map(|e| self.place(finding, &e.place)).collect()
    }

    /// The report that a finding rests on.
    pub(super) fn report_of(&self, finding: &Finding) -> Option<(usize, &Paper<'a>)> {
        let at = finding.report.unwrap_or(0);
        self.reports.get(at).map(|paper| (at, paper))
    }

    /// Where a stretch of a finding's report stands; of several reports with its name.
    pub(super) fn place(&self, finding: &Finding, place: &Place) -> String {
        let Some((at, paper)) = self.report_of(finding) else { return String::new() };
        let name = self.review.reports.get(at).map(|info| wide::file_name(info.name.as_deref()));
        let words = paper.words(place, self.language);
        let parts: Vec<String> = name.into_iter().chain([words]).filter(|part| !part.is_empty()).collect();
        parts.join(self.language.pick("，", ", "))
    }

    /// Where a finding's task stands in the plan.
    pub(super) fn place_of_task(&self, finding: &Finding) -> Option<String> {
        self.plan.as_ref()?.line_words(&finding.task.place, self.language)
    }

    /// The day by which all is judged, as people write it, and whether it was given.
    pub(super) fn as_of(&self) -> Option<(String, bool)> {
        let tracked = self.review.tracked.as_ref()?;
        let day = tracked.as_of.as_deref()?;
        let chinese = || day.parse().map_or(day.to_owned(), crate::calendar::Day::in_chinese);
        Some((self.language.pick(chinese(), day.to_owned()), tracked.as_of_given))
    }

    /// 「截至2025年12月31日（报告所述时期的末日）」; at the command line with how to name another day.
    pub(super) fn as_of_line(&self, hint: bool) -> Option<String> {
        let (day, given) = self.as_of()?;
        let why = match (given, hint) {
            (true, _) => "",
            (false, false) => self.language.pick("（报告所述时期的末日）", " (end of the report's period)"),
            (false, true) => self.language.pick(
                "（报告所述时期的末日，可用 --as-of 另定）",
                " (end of the report's period; --as-of names another day)",
            ),
        };
        Some(self.language.pick(format!("截至{day}{why}"), format!("as of {day}{why}")))
    }

    /// The plan's title, else its file's name.
    pub(super) fn title(&self) -> String {
        let titled = self.review.tracked.as_ref().and_then(|tracked| tracked.plan_title.clone());
        titled.unwrap_or_else(|| wide::file_name(self.review.plan.name.as_deref()))
    }

    /// Whether there is something to paste: not of a pair that is in doubt as a whole, nor of a choice of its tasks.
    pub(super) fn has_bulletin(&self) -> bool {
        let whole = self.review.findings.len() == self.review.summary.tasks;
        whole
            && self.review.tracked.is_some()
            && self.review.warnings.is_empty()
            && !self.review.findings.is_empty()
    }

    /// Whether the plan has no headings at all.
    pub(super) fn is_headless(&self) -> bool {
        self.review.findings.iter().all(|finding| headings(finding).is_empty())
    }

    /// How many of all tasks are printed, where it is a choice.
    pub(super) fn choice_line(&self) -> Option<String> {
        let (shown, all) = (self.review.findings.len(), self.review.summary.tasks);
        (shown < all).then(|| {
            self.language.pick(
                format!("按所选条件只列出 {shown} 项，共 {all} 项"),
                format!("{shown} of {all} tasks are listed, as chosen"),
            )
        })
    }
}

/// The missed first.
pub(super) const BY_SEVERITY: [Standing; 5] = [
    Standing::TargetMissed,
    Standing::NotMentioned,
    Standing::Partly,
    Standing::Done,
    Standing::NotCheckable,
];

/// How far in front a finding stands.
pub(super) fn severity(finding: &Finding) -> usize {
    let standing = Standing::of(finding);
    BY_SEVERITY.iter().position(|s| *s == standing).unwrap_or(BY_SEVERITY.len())
}

pub(super) fn headings(finding: &Finding) -> &[String] {
    finding.tracking.as_ref().map_or(&[], |tracking| &tracking.headings)
}

/// The titles above a task in one line.
pub(super) fn heading(finding: &Finding) -> String {
    headings(finding).join(" › ")
}

/// Findings by owner in the order that owners first appear, those without one last; a task of several stands under each.
pub(super) fn by_owner(findings: &[Finding], language: Language) -> Vec<(String, Vec<&Finding>)> {
    let mut places = std::collections::BTreeMap::new();
    let mut groups: Vec<(String, Vec<&Finding>)> = Vec::new();
    let mut none = Vec::new();
    for finding in findings {
        if finding.task.owners.is_empty() {
            none.push(finding);
        }
        for owner in &finding.task.owners {
            let at = *places.entry(owner.as_str()).or_insert_with(|| {
                groups.push((wide::flat(owner), Vec::new()));
                groups.len() - 1
            });
            groups[at].1.push(finding);
        }
    }
    if !none.is_empty() {
        groups.push((language.pick("（未写责任单位）", "(no owner)").to_owned(), none));
    }
    groups
}

/// A finding as a row of a ledger.
pub(super) struct Row<'a> {
    language: Language,
    pub(super) finding: &'a Finding,
    tracking: Option<&'a Tracking>,
}

/// A target beside its actual, as people read them.
pub(super) struct Compared {
    pub(super) name: String,
    pub(super) target: String,
    pub(super) actual: String,
    /// 差29户, 超5户; empty where nobody can reckon it.
    pub(super) gap: String,
    pub(super) outcome: Outcome,
}

impl Row<'_> {
    /// Its number in the plan; none where nobody tracked it.
    pub(super) fn number(&self) -> Option<usize> {
        self.tracking.map(|t| t.number)
    }

    pub(super) fn owners(&self) -> String {
        wide::flat(&self.finding.task.owners.join("、"))
    }

    pub(super) fn cooperating(&self) -> String {
        wide::flat(&self.finding.task.cooperating.join("、"))
    }

    pub(super) fn leaders(&self) -> String {
        wide::flat(&self.finding.task.leaders.join("、"))
    }

    /// The day where it can be told, else the words.
    pub(super) fn deadline(&self) -> String {
        let deadline = self.finding.task.deadline.as_ref();
        deadline.map_or(String::new(), |d| d.date.clone().unwrap_or_else(|| wide::flat(&d.text)))
    }

    /// The verdict that stands.
    pub(super) fn verdict(&self) -> &'static str {
        words::verdict(self.finding, self.language)
    }

    /// What the program said.
    pub(super) fn program(&self) -> &'static str {
        let decision = self.tracking.and_then(|t| t.decision.as_ref());
        let said = decision.map_or(Standing::of(self.finding), |d| d.program);
        called("verdict", said.as_str(), self.language)
    }

    /// What a person decided; empty where none did.
    pub(super) fn decision(&self) -> &'static str {
        let decided = self.tracking.and_then(|t| t.decision.as_ref()?.verdict);
        decided.map_or("", |verdict| called("verdict", verdict.as_str(), self.language))
    }

    pub(super) fn comment(&self) -> &str {
        self.tracking.and_then(|t| t.decision.as_ref()).map_or("", |d| &d.comment)
    }

    pub(super) fn key(&self) -> &str {
        self.tracking.map_or("", |t| &t.key)
    }

    pub(super) fn lamp(&self) -> &'static str {
        let lamp = self.tracking.and_then(|t| t.lamp);
        lamp.map_or("", |lamp| called("lamp", lamp.as_str(), self.language))
    }

    pub(super) fn due(&self) -> &'static str {
        let due = self.tracking.and_then(|t| t.due);
        due.map_or("", |due| called("due", due.as_str(), self.language))
    }

    pub(super) fn progress(&self) -> &'static str {
        let progress = self.tracking.and_then(|t| t.progress);
        progress.map_or("", |progress| called("progress", progress.as_str(), self.language))
    }

    pub(super) fn change(&self) -> &'static str {
        let change = self.tracking.and_then(|t| t.change);
        change.map_or("", |change| called("change", change.as_str(), self.language))
    }

    /// 「未到期 · 欠进度 · 退步（上次：完成）」: what there is to say of time; that a time is up is not worth a word.
    pub(super) fn time(&self) -> Option<String> {
        let told = self.tracking.and_then(|t| t.due).filter(|due| *due != Due::Due);
        let due = if told.is_some() && self.finding.verdict != Verdict::Done { self.due() } else { "" };
        let mut parts: Vec<String> =
            [due, self.progress()].into_iter().filter(|w| !w.is_empty()).map(str::to_owned).collect();
        if !self.change().is_empty() {
            let before = self.tracking.and_then(|t| t.before);
            let before = before.map_or(String::new(), |before| {
                let word = called("verdict", before.as_str(), self.language);
                self.language.pick(format!("（上次：{word}）"), format!(" (last time: {word})"))
            });
            parts.push(format!("{}{before}", self.change()));
        }
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    /// 「人工改判（程序：未提及）：见附件」: what a person decided and wrote, and what the program says.
    pub(super) fn decided(&self) -> Option<String> {
        let decision = self.tracking?.decision.as_ref()?;
        let mut line = match decision.verdict {
            Some(_) => {
                let program = self.program();
                self.language.pick(
                    format!("人工改判：{}（程序结论：{program}）", self.verdict()),
                    format!("decided by a person: {} (program: {program})", self.verdict()),
                )
            }
            None => self.language.pick("复核意见", "comment").to_owned(),
        };
        if !decision.comment.is_empty() {
            line += self.language.pick("：", ": ");
            line += &wide::flat(&decision.comment);
        }
        if let Some(then) = decision.program_then {
            let then = called("verdict", then.as_str(), self.language);
            line += &self.language.pick(
                format!("；改判时程序结论是“{then}”，现已不同，请再看"),
                format!("; the program said “{then}” then: please look again"),
            );
        }
        Some(line)
    }

    pub(super) fn compared(&self) -> Vec<Compared> {
        self.finding.comparisons.iter().map(|c| compared(c, self.language)).collect()
    }

    /// Each target on its own, also those that nothing stands beside.
    pub(super) fn targets(&self) -> Vec<String> {
        let told = |target: &Metric| wide::flat(&figure(target));
        if self.finding.comparisons.is_empty() {
            return self.finding.task.targets.iter().map(told).collect();
        }
        self.finding.comparisons.iter().map(|c| told(&c.target)).collect()
    }
}

fn compared(c: &Comparison, language: Language) -> Compared {
    let name = c.target.indicator.first().or(c.actual.indicator.first());
    Compared {
        name: name.map_or(String::new(), |name| wide::flat(name)),
        target: wide::flat(&figure(&c.target)),
        actual: wide::flat(&actual(c)),
        gap: c.gap.as_deref().map_or(String::new(), |gap| gap_words(gap, c.unit.as_deref(), language)),
        outcome: c.outcome,
    }
}

/// -29 of 户 as 差29户, 5 as 超5户, 0 as 持平.
fn gap_words(gap: &str, unit: Option<&str>, language: Language) -> String {
    let unit = unit.unwrap_or_default();
    if gap.bytes().all(|b| matches!(b, b'0' | b'.' | b'-')) {
        return language.pick("持平", "even").to_owned();
    }
    match gap.strip_prefix('-') {
        Some(short) => format!("{}{}{unit}", language.pick("差", "-"), readable(short)),
        None => format!("{}{}{unit}", language.pick("超", "+"), readable(gap)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Task;

    #[test]
    fn gaps_are_told_with_their_side() {
        assert_eq!(gap_words("-29", Some("户"), Language::Chinese), "差29户");
        assert_eq!(gap_words("840000000", Some("斤"), Language::Chinese), "超8.4亿斤");
        assert_eq!(gap_words("0.0", Some("%"), Language::English), "even");
    }

    #[test]
    fn a_task_of_two_owners_stands_under_both() {
        let owned = |owners: &[&str]| {
            let owners = owners.iter().map(|o| (*o).to_owned()).collect();
            Finding { task: Task { owners, ..Task::default() }, ..Finding::default() }
        };
        let findings = [owned(&["甲局", "乙局"]), owned(&[]), owned(&["乙局"])];
        let groups = by_owner(&findings, Language::Chinese);
        let counts: Vec<(&str, usize)> = groups.iter().map(|(o, f)| (o.as_str(), f.len())).collect();
        assert_eq!(counts, [("甲局", 1), ("乙局", 2), ("（未写责任单位）", 1)]);
    }
}
