//! A plan and a report, both read → a review: the corridor from tasks through matching to the verdict.

use crate::Parsed;
use crate::belonging::{self, only_plans};
use crate::chosen::{chosen, left_out};
use crate::error::Error;
use crate::language::Language;
use crate::matching::{Candidate, Depth, FEATURES, Indicators, Matcher, Passage, Wanted};
use crate::model::{
    Document, Evidence, Finding, Metric, Mood, PartsChosen, Review, Statement, Summary, Task, Verdict,
    Warning,
};
use crate::readable::unreadable_share;
use crate::report;
use crate::tasks;
use crate::text::boundary::head;
use crate::unread;
use crate::verdict::{
    Case, Growth, Heard, Likeness, Model, Names, Pace, Promises, judge, says_kept, signs_of,
};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Checks reports against plans. Build it once: it owns what is expensive to load.
#[derive(Clone, Debug, Default)]
pub struct Checker {
    plan_part: Option<String>,
    report_part: Option<String>,
    language: Language,
    matcher: OnceLock<Matcher>,
    model: OnceLock<Model>,
}

/// Which of the two files.
#[derive(Clone, Copy)]
enum Side {
    Plan,
    Report,
}

impl Side {
    fn word(self, language: Language) -> &'static str {
        match self {
            Side::Plan => language.pick("计划：", "plan: "),
            Side::Report => language.pick("报告：", "report: "),
        }
    }
}

/// A task with its words.
struct Asked<'a> {
    document: &'a Document,
    task: Task,
    words: &'a str,
    /// It is on a list of promises.
    promised: bool,
}

/// A sentence of the report with the titles above it.
struct Told<'a> {
    document: &'a Document,
    statement: &'a Statement,
    text: &'a str,
    heading: String,
    /// The first sentence of its paragraph, where that is another.
    lead: &'a str,
    /// Where its paragraph begins.
    paragraph: usize,
    metrics: &'a [Metric],
    mood: Mood,
}

/// A plan's tasks with what was found for each.
struct Table<'a> {
    matcher: &'a Matcher,
    indicators: Indicators<'a>,
    asked: &'a [Asked<'a>],
    found: Vec<Vec<Candidate>>,
    planned: Vec<Vec<Candidate>>,
    pace: Pace<'a>,
    /// The sentence that says of a whole list of promises that it was kept.
    kept: Option<Evidence>,
    back: Vec<&'a Told<'a>>,
    ahead: Vec<&'a Told<'a>>,
}

impl<'a> Table<'a> {
    fn case(&self, i: usize) -> Case<'_> {
        Case {
            task: &self.asked[i].task,
            words: self.asked[i].words,
            wording: self.matcher.wording(self.asked[i].words),
            told: heard(&self.found[i], &self.back),
            planned: heard(&self.planned[i], &self.ahead),
            pace: &self.pace,
            kept: self.kept.as_ref().filter(|_| self.asked[i].promised),
        }
    }
}

/// A task as it was studied: what fitting reads.
#[doc(hidden)]
#[derive(Clone, Debug, serde::Serialize)]
pub struct Studied {
    /// The sentences nearest to it that tell, with the features of their scores.
    pub told: Vec<Evidence>,
    /// Those that look ahead.
    pub planned: Vec<Evidence>,
    /// The signs of the verdict.
    pub signs: Vec<(String, f32)>,
    /// The finding.
    pub finding: Finding,
}

/// The verdict looks at so many sentences.
const KEPT: usize = 12;

impl Checker {
    /// A checker that chooses the parts itself and explains in Chinese.
    pub fn new() -> Self {
        Checker::default()
    }

    /// Takes tasks only from the plan's sections whose title or marker contains `section`.
    pub fn plan_part(mut self, section: impl Into<String>) -> Self {
        self.plan_part = Some(section.into());
        self
    }

    /// Looks for evidence only in the report's sections whose title or marker contains `section`.
    pub fn report_part(mut self, section: impl Into<String>) -> Self {
        self.report_part = Some(section.into());
        self
    }

    /// Explains in `language`.
    pub fn language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// Lays `report` beside `plan`. Total: a plan without tasks gives a review without findings and a warning `no_tasks`;
    /// a part that is not found gives a warning `part_not_found` and no findings, a file that cannot be read `unreadable`.
    pub fn check(&self, plan: &Parsed, report: &Parsed) -> Review {
        let mut review = Review {
            plan: plan.source.info().clone(),
            report: report.source.info().clone(),
            ..Review::default()
        };
        for (parsed, side) in [(plan, Side::Plan), (report, Side::Report)] {
            if let Err(error) = parsed.readable() {
                review.warnings.push(self.unreadable(side, &error));
                return review;
            }
        }
        for (parsed, part) in [(plan, &self.plan_part), (report, &self.report_part)] {
            if let Some(part) = part.as_deref().filter(|p| !has_part(parsed, p)) {
                review.warnings.push(self.part_not_found(parsed, part));
                return review;
            }
        }
        let asked = self.asked(plan);
        if asked.is_empty() {
            review.warnings.push(self.no_tasks(only_plans(report)));
            return review;
        }
        let told = self.told(report);
        review.warnings.extend(belonging::warnings(plan, report, self.language));
        review.warnings.extend(self.partly_unreadable(plan, report));
        review.warnings.extend(unread::warning(plan, self.language));
        let back = told.iter().filter(|t| t.mood != Mood::Planned);
        review.parts_chosen = PartsChosen {
            plan: chosen(asked.iter().map(|a| (a.document, a.task.section)), self.plan_part.is_some()),
            report: chosen(back.map(|t| (t.document, t.statement.section)), self.report_part.is_some()),
            left_out: left_out(&plan.documents, asked.iter().map(|a| (a.document, a.task.section))),
        };
        review.findings = self.findings(&asked, &told);
        for finding in &mut review.findings {
            // Of two places nothing is sure.
            finding.needs_review |= !review.warnings.is_empty();
            finding.parts.iter_mut().for_each(|p| p.place = plan.source.place(p.place.span));
        }
        review.summary = summary(&review.findings);
        review
    }

    /// A checker with other tables than the crate's, for fitting with reports left out. No promise.
    #[doc(hidden)]
    pub fn tuned(matching: &'static str, verdict: &'static str, trees: &'static str) -> Self {
        let checker = Checker::default();
        checker.matcher.get_or_init(|| Matcher::with_weights(matching));
        checker.model.get_or_init(|| Model::of(verdict, trees));
        checker
    }

    /// What [`check`](Checker::check) chooses from and what it makes of it, task by task. For `benches/make`; no promise.
    #[doc(hidden)]
    pub fn studied(&self, plan: &Parsed, report: &Parsed) -> Vec<Studied> {
        let (asked, told) = (self.asked(plan), self.told(report));
        let table = self.table(&asked, &told, Depth::Training);
        let same = |a: &Metric, b: &Metric| table.indicators.same(a, b);
        let contained = |a: &str, b: &str| table.matcher.contained(a, b);
        let names = Names { same: &same, contained: &contained };
        (0..asked.len())
            .map(|i| {
                let quotes = |found: &[Candidate], told: &[&Told<'_>]| {
                    found.iter().map(|c| quote(told[c.passage], c.score, features(c))).collect()
                };
                let mut case = table.case(i);
                case.told.truncate(KEPT);
                Studied {
                    told: quotes(&table.found[i], &table.back),
                    planned: quotes(&table.planned[i], &table.ahead),
                    signs: signs_of(case, names),
                    finding: self.finding(&table, i, names),
                }
            })
            .collect()
    }

    fn findings(&self, asked: &[Asked<'_>], told: &[Told<'_>]) -> Vec<Finding> {
        let table = self.table(asked, told, Depth::Evidence);
        let same = |a: &Metric, b: &Metric| table.indicators.same(a, b);
        let contained = |a: &str, b: &str| table.matcher.contained(a, b);
        let names = Names { same: &same, contained: &contained };
        (0..asked.len()).map(|i| self.finding(&table, i, names)).collect()
    }

    fn finding(&self, table: &Table<'_>, i: usize, names: Names<'_>) -> Finding {
        let mut case = table.case(i);
        case.told.truncate(KEPT);
        let mut finding = judge(case, names, self.model.get_or_init(Model::load), self.language);
        explain_scores(&mut finding, &table.found[i], &table.back);
        finding
    }

    /// Tasks and statements laid beside one another.
    fn table<'a>(&'a self, asked: &'a [Asked<'a>], told: &'a [Told<'a>], depth: Depth) -> Table<'a> {
        let matcher = self.matcher.get_or_init(Matcher::load);
        let (ahead, back): (Vec<&Told<'_>>, Vec<&Told<'_>>) =
            told.iter().partition(|t| t.mood == Mood::Planned);
        let wanted = wanted(asked);
        let figures = asked.iter().flat_map(|a| &a.task.targets).chain(told.iter().flat_map(|t| t.metrics));
        let indicators = Indicators::of(figures);
        let parts = [(&passages(&back)[..], depth), (&passages(&ahead), Depth::Shallow)];
        let [found, planned] = matcher.rank(&wanted, &indicators, parts);
        let pace = pace(&back);
        let kept = back.iter().find(|t| t.mood == Mood::Done && says_kept(t.text));
        let kept = kept.map(|t| quote(t, FOUND_BY_RULE, BTreeMap::new()));
        Table { matcher, indicators, asked, found, planned, pace, kept, back, ahead }
    }

    fn asked<'a>(&self, plan: &'a Parsed) -> Vec<Asked<'a>> {
        let mut asked = Vec::new();
        let promises = Promises::of(plan.source.text());
        for document in &plan.documents {
            for task in
                document.tasks.iter().filter(|t| in_part(document, t.section, self.plan_part.as_deref()))
            {
                let words = plan.source.quote(task.place.span);
                let words = without_marker(document, task, words);
                let task = tasks::of_plan(&plan.source, document, task);
                let promised = promises.hold(task.place.span, words);
                asked.push(Asked { document, task, words, promised });
            }
        }
        asked
    }

    fn told<'a>(&self, report: &'a Parsed) -> Vec<Told<'a>> {
        let mut told = Vec::new();
        // What a plan says is still to be done, in whatever words.
        let planned = only_plans(report);
        for document in &report.documents {
            let part = self.report_part.as_deref();
            let text = report.source.text();
            let mut lead = "";
            // Where the line begins, and up to where it was looked for.
            let (mut line, mut seen) = (usize::MAX, 0);
            for statement in document.statements.iter().filter(|s| in_part(document, s.section, part)) {
                let words = report.source.quote(statement.place.span);
                let at = statement.place.span.start;
                let broken = text.get(seen.min(at)..at).is_some_and(|between| between.contains('\n'));
                let first = line == usize::MAX || at < seen || broken;
                seen = at;
                if first {
                    (line, lead) = (at, head(words, LONGEST_LEAD));
                }
                told.push(Told {
                    document,
                    statement,
                    text: words,
                    lead: if first { "" } else { lead },
                    paragraph: line,
                    heading: titles(document, statement.section),
                    metrics: metrics_of(document, statement),
                    mood: if planned { Mood::Planned } else { statement.mood },
                });
            }
        }
        told
    }

    fn part_not_found(&self, parsed: &Parsed, part: &str) -> Warning {
        let titles: Vec<&str> = parsed.sections().filter_map(|s| s.title.as_deref()).take(8).collect();
        let list = report::flat(&titles.join(self.language.pick("、", ", ")));
        let part = report::flat(part);
        Warning {
            code: "part_not_found".into(),
            text: self.language.pick(
                format!("没有标题含“{part}”的部分；有：{list}"),
                format!("no section has “{part}” in its title; there are: {list}"),
            ),
        }
    }

    fn unreadable(&self, side: Side, error: &Error) -> Warning {
        let text = format!("{}{}", side.word(self.language), error.message(self.language));
        Warning { code: "unreadable".into(), text }
    }

    /// A file of which a part cannot be read: what stands there is neither a task nor told of.
    fn partly_unreadable(&self, plan: &Parsed, report: &Parsed) -> Option<Warning> {
        let sides = [(plan, Side::Plan), (report, Side::Report)];
        let (side, share) = sides.iter().find_map(|(p, side)| Some((*side, unreadable_share(p)?)))?;
        let side = side.word(self.language);
        Some(Warning {
            code: "partly_unreadable".into(),
            text: self.language.pick(
                format!("{side}有{share}%的文字无法还原，结论都需复核"),
                format!("{side}{share} % of the characters cannot be read: review all"),
            ),
        })
    }

    /// A plan without tasks; where the report is one, the two were likely swapped.
    fn no_tasks(&self, report_is_a_plan: bool) -> Warning {
        let text = self.language.pick(
            "计划中没有找到任务：需要带编号的任务、责任单位括号，或政府工作报告的工作安排部分",
            "no task was found in the plan: expected numbered tasks, owner brackets, or the planned half of a work report",
        );
        let swapped = self.language.pick(
            "；作为报告的文件倒是计划，两者可能放反了",
            "; but the report is a plan: perhaps they were swapped",
        );
        let swapped = if report_is_a_plan { swapped } else { "" };
        Warning { code: "no_tasks".into(), text: format!("{text}{swapped}") }
    }
}

fn wanted<'a>(asked: &'a [Asked<'_>]) -> Vec<Wanted<'a>> {
    asked.iter().map(|a| Wanted { task: &a.task, text: a.words }).collect()
}

fn passages<'a>(told: &[&'a Told<'_>]) -> Vec<Passage<'a>> {
    told.iter()
        .map(|t| Passage {
            text: t.text,
            heading: &t.heading,
            lead: t.lead,
            paragraph: t.paragraph,
            mood: t.mood,
            metrics: t.metrics,
            is_heading: t.statement.heading,
        })
        .collect()
}

/// How incomes and the economy grew, by what is told.
fn pace<'a>(told: &[&Told<'a>]) -> Pace<'a> {
    let figures =
        told.iter().enumerate().flat_map(|(at, t)| t.metrics.iter().map(move |metric| Growth { at, metric }));
    Pace::of(figures).quoting(|at| quote(told[at], FOUND_BY_RULE, BTreeMap::new()))
}

/// The score of a sentence that a rule found, not a likeness.
const FOUND_BY_RULE: f32 = 0.9;

fn heard<'a>(found: &[Candidate], told: &[&Told<'a>]) -> Vec<Heard<'a>> {
    found
        .iter()
        .map(|c| {
            let t = told[c.passage];
            let evidence = quote(t, c.score, BTreeMap::new());
            let like = Likeness {
                best_clause: c.features.best_clause,
                pair: c.features.pair,
                cover: c.features.cover,
                section: c.features.section,
                run: c.features.run,
                ahead_paragraph: c.features.ahead_paragraph,
                sought: c.sought,
            };
            Heard { evidence, mood: t.mood, metrics: t.metrics, like }
        })
        .collect()
}

/// What a candidate's score was made of, by name.
fn features(candidate: &Candidate) -> BTreeMap<String, f32> {
    FEATURES.iter().zip(candidate.features.values()).map(|(name, f)| ((*name).to_owned(), f)).collect()
}

/// Says of the sentences that are quoted what their scores were made of.
fn explain_scores(finding: &mut Finding, found: &[Candidate], told: &[&Told<'_>]) {
    for evidence in &mut finding.evidence {
        let of = found.iter().find(|c| told[c.passage].statement.place.span == evidence.place.span);
        evidence.features = of.map(features).unwrap_or_default();
    }
}

fn quote(told: &Told<'_>, score: f32, features: BTreeMap<String, f32>) -> Evidence {
    Evidence {
        text: told.text.to_owned(),
        score,
        place: told.statement.place,
        section: told.statement.section,
        features,
    }
}

/// A first sentence of more characters names no topic, and it is compared for every sentence behind it.
const LONGEST_LEAD: usize = 400;

fn metrics_of<'a>(document: &'a Document, statement: &Statement) -> &'a [Metric] {
    let span = statement.place.span;
    let from = document.metrics.partition_point(|m| m.place.span.start < span.start);
    let to = document.metrics.partition_point(|m| m.place.span.start < span.end);
    &document.metrics[from..to.max(from)]
}

/// The sections above, outermost last.
fn above(document: &Document, section: Option<usize>) -> impl Iterator<Item = &crate::Section> {
    std::iter::successors(section.and_then(|id| document.sections.get(id)), |s| {
        s.parent.and_then(|p| document.sections.get(p))
    })
}

fn titles(document: &Document, section: Option<usize>) -> String {
    above(document, section).filter_map(|s| s.title.as_deref()).collect::<Vec<_>>().join("，")
}

fn in_part(document: &Document, section: Option<usize>, part: Option<&str>) -> bool {
    part.is_none_or(|part| above(document, section).any(|s| names(s, part)))
}

fn has_part(parsed: &Parsed, part: &str) -> bool {
    parsed.sections().any(|s| names(s, part))
}

fn names(section: &crate::Section, part: &str) -> bool {
    section.marker.contains(part)
        || section
            .title
            .as_deref()
            .is_some_and(|t| t.contains(part) || format!("{}{t}", section.marker).contains(part))
}

/// A task's words without the number that it stands under.
fn without_marker<'a>(document: &Document, task: &Task, words: &'a str) -> &'a str {
    let section = task.section.and_then(|id| document.sections.get(id));
    let marker =
        section.filter(|s| s.place.span.start == task.place.span.start).map_or("", |s| s.marker.as_str());
    words.strip_prefix(marker).unwrap_or(words).trim_start()
}

fn summary(findings: &[Finding]) -> Summary {
    let mut summary = Summary { tasks: findings.len(), ..Summary::default() };
    for finding in findings {
        match finding.verdict {
            Verdict::Done => summary.done += 1,
            Verdict::Partly => summary.partly += 1,
            Verdict::TargetMissed => summary.target_missed += 1,
            Verdict::NotMentioned if finding.is_checkable() => summary.not_mentioned += 1,
            Verdict::NotMentioned => summary.not_checkable += 1,
        }
        summary.needs_review += usize::from(finding.needs_review);
    }
    summary
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Outcome;

    fn review(plan: &str, report: &str) -> Review {
        Checker::new().check(&crate::parse(plan.as_bytes()), &crate::parse(report.as_bytes()))
    }

    #[test]
    fn what_cannot_be_compared_is_shown_with_its_reason() {
        let plan = "云溪县2025年工作要点\n一、主要任务\n1.组织护林员培训800人。\n";
        let report = "云溪县2025年工作总结\n一、工作情况\n全年组织护林员培训950人次。\n";
        let finding = &review(plan, report).findings[0];
        let compared: Vec<_> = finding.comparisons.iter().map(|c| (c.outcome, c.why.as_deref())).collect();
        assert_eq!(compared, [(Outcome::Incomparable, Some("persons_against_visits"))]);
        assert_eq!(finding.reasons, ["number_incomparable"]);
        assert!(finding.needs_review && finding.explanation.contains("人和人次不可比"), "{finding:?}");
    }

    #[test]
    fn what_cannot_be_read_is_not_called_not_mentioned() {
        let plan = "云溪县2025年工作要点\n一、主要任务\n1.修复河堤7公里。\n";
        let unread = review(plan, "The dykes were repaired.\n");
        let codes = |review: &Review| review.warnings.iter().map(|w| w.code.clone()).collect::<Vec<_>>();
        assert_eq!((codes(&unread), unread.findings.len()), (vec!["unreadable".to_owned()], 0));
        let lost = format!(
            "云溪县2025年工作总结\n一、完成情况\n修复河堤7公里，群众满意。\n{}\n",
            "\u{FFFD}".repeat(9)
        );
        let partly = review(plan, &lost);
        assert_eq!(codes(&partly), ["partly_unreadable"]);
        assert!(partly.findings.iter().all(|f| f.needs_review));
    }

    #[test]
    fn a_plan_proves_nothing() {
        let plan = "云溪县2025年工作要点\n一、主要任务\n1.修复河堤7公里。\n2.配备校车15辆。\n";
        let found = review(plan, "云溪县2025年任务清单\n一、主要工作\n1.修复河堤7公里。\n2.配备校车15辆。\n");
        assert_eq!(found.warnings[0].code, "nothing_told");
        assert!(found.findings.iter().all(|f| f.verdict == Verdict::NotMentioned && f.needs_review));
    }

    #[test]
    fn the_worst_comparison_comes_first() {
        let plan = "云溪县2025年工作要点\n一、主要任务\n1.修复河堤7公里，配备校车15辆。\n";
        let report = "云溪县2025年工作总结\n一、工作情况\n全年修复河堤7公里，配备校车11辆。\n";
        let finding = &review(plan, report).findings[0];
        let outcomes: Vec<_> = finding.comparisons.iter().map(|c| c.outcome).collect();
        assert_eq!((finding.verdict, outcomes), (Verdict::TargetMissed, vec![Outcome::Missed, Outcome::Met]));
    }
}
