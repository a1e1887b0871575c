//! A plan and a report, both read → a review: the corridor from tasks through matching to the verdict.

use crate::belonging::{self, only_plans};
use crate::chosen::{chosen, left_out};
use crate::language::Language;
use crate::ledger::{self, Ledger};
use crate::matching::{Candidate, Depth, FEATURES, Matcher, Passage, Wanted};
use crate::model::{
    ColumnKind, Document, Evidence, Finding, Indicators, Metric, Mood, PartsChosen, Review, Section,
    Statement, Summary, Task, Verdict,
};
use crate::parsed::Parsed;
use crate::readable::unreadable_share;
use crate::report::{self, Doubt, Side};
use crate::span::Span;
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
    /// What the report's ledger tells of each task in its own row.
    own: Vec<Vec<&'a Told<'a>>>,
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
            row: self.own[i].iter().map(|t| of_own_row(t)).collect(),
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
    /// Makes a checker that chooses the parts itself and explains in Chinese.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Checker, parse};
    ///
    /// let plan = parse("云溪县2025年工作要点\n一、重点任务\n1.修复河堤7公里。\n".as_bytes());
    /// let report = parse("云溪县2025年工作总结\n一、完成情况\n全年修复河堤9公里。\n".as_bytes());
    /// assert_eq!(Checker::new().check(&plan, &report).summary.tasks, 1);
    /// ```
    pub fn new() -> Self {
        Checker::default()
    }

    /// Takes tasks only from the plan's sections whose title or marker contains `section`.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Checker, parse};
    ///
    /// let plan = parse("云溪县2025年工作要点\n一、水利\n1.修复河堤7公里。\n二、教育\n1.配备校车15辆。\n".as_bytes());
    /// let report = parse("云溪县2025年工作总结\n一、完成情况\n全年修复河堤9公里。\n".as_bytes());
    /// let review = Checker::new().plan_part("水利").check(&plan, &report);
    /// assert_eq!(review.summary.tasks, 1);
    /// ```
    pub fn plan_part(mut self, section: impl Into<String>) -> Self {
        self.plan_part = Some(section.into());
        self
    }

    /// Looks for evidence only in the report's sections whose title or marker contains `section`.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Checker, model::WarningCode, parse};
    ///
    /// let plan = parse("云溪县2025年工作要点\n一、重点任务\n1.修复河堤7公里。\n".as_bytes());
    /// let report = parse("云溪县2025年工作总结\n一、完成情况\n全年修复河堤9公里。\n".as_bytes());
    /// let review = Checker::new().report_part("存在问题").check(&plan, &report);
    /// assert_eq!(review.warnings[0].code, WarningCode::PartNotFound);
    /// ```
    pub fn report_part(mut self, section: impl Into<String>) -> Self {
        self.report_part = Some(section.into());
        self
    }

    /// Explains in `language`.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Checker, Language, parse};
    ///
    /// let plan = parse("云溪县2025年工作要点\n一、重点任务\n1.修复河堤7公里。\n".as_bytes());
    /// let report = parse("云溪县2025年工作总结\n一、完成情况\n全年修复河堤9公里。\n".as_bytes());
    /// let review = Checker::new().language(Language::English).check(&plan, &report);
    /// assert!(review.findings[0].explanation.contains("target 7公里, actual 9公里"));
    /// ```
    pub fn language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// Lays `report` beside `plan`. Total: a plan without tasks gives a review without findings and a warning `no_tasks`;
    /// a part that is not found gives a warning `part_not_found` and no findings, a file that cannot be read `unreadable`.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Checker, Verdict, model::Reason, parse};
    ///
    /// let plan = parse("云溪县2025年工作要点\n一、重点任务\n1.修复河堤7公里。\n".as_bytes());
    /// let report = parse("云溪县2025年工作总结\n一、完成情况\n全年修复河堤9公里。\n".as_bytes());
    /// let finding = &Checker::new().check(&plan, &report).findings[0];
    /// assert_eq!((finding.verdict, &finding.reasons[..]), (Verdict::Done, &[Reason::TargetMet][..]));
    /// ```
    pub fn check(&self, plan: &Parsed, report: &Parsed) -> Review {
        let mut review = Review {
            plan: plan.source.info().clone(),
            report: report.source.info().clone(),
            ..Review::default()
        };
        for (parsed, side) in [(plan, Side::Plan), (report, Side::Report)] {
            if let Err(error) = parsed.readable() {
                review.warnings.push(Doubt::Unreadable(side, error).warning(self.language));
                return review;
            }
        }
        for (parsed, part) in [(plan, &self.plan_part), (report, &self.report_part)] {
            if let Some(part) = part.as_deref().filter(|p| !has_part(parsed, p)) {
                review.warnings.push(part_not_found(parsed, part).warning(self.language));
                return review;
            }
        }
        let asked = self.asked(plan);
        if asked.is_empty() {
            let report_is_a_plan = only_plans(report);
            review.warnings.push(Doubt::NoTasks { report_is_a_plan }.warning(self.language));
            return review;
        }
        let told = self.told(report);
        let doubts = belonging::doubts(plan, report).into_iter();
        let doubts = doubts.chain(partly_unreadable(plan, report)).chain(unread::doubt(plan));
        review.warnings.extend(doubts.map(|doubt| doubt.warning(self.language)));
        let back = told.iter().filter(|t| t.mood != Mood::Planned);
        review.parts_chosen = PartsChosen {
            plan: chosen(asked.iter().map(|a| (a.document, a.task.section)), self.plan_part.is_some()),
            report: chosen(back.map(|t| (t.document, t.statement.section)), self.report_part.is_some()),
            left_out: left_out(&plan.documents, asked.iter().map(|a| (a.document, a.task.section))),
        };
        review.findings = self.findings(&asked, &told);
        if review.warnings.is_empty() {
            review
                .warnings
                .extend(belonging::unclear(plan, report, &review.findings).map(|d| d.warning(self.language)));
        }
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
        let contained = |a: &str, b: &str| table.matcher.contained(a, b);
        let finding = |i: usize| {
            // In a task's own row 「已建成7个」 needs no name.
            let same = |a: &Metric, b: &Metric| {
                let figures = table.own[i].iter().flat_map(|t| t.metrics);
                table.indicators.same(a, b) || ledger::counts_alike(a, b, figures)
            };
            self.finding(&table, i, Names { same: &same, contained: &contained })
        };
        (0..asked.len()).map(finding).collect()
    }

    fn finding(&self, table: &Table<'_>, i: usize, names: Names<'_>) -> Finding {
        let mut case = table.case(i);
        case.told.truncate(KEPT);
        let mut finding = judge(case, names, self.model.get_or_init(Model::load));
        finding.explanation = report::explanation(&finding, self.language);
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
        let own = own_rows(asked, told);
        Table { matcher, indicators, asked, found, planned, pace, kept, back, ahead, own }
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
            let in_progress = |at| document.cell_at(at).is_some_and(|(kind, _)| kind == ColumnKind::Progress);
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
                    metrics: document.metrics_in(statement.place.span),
                    mood: if planned && !in_progress(at) { Mood::Planned } else { statement.mood },
                });
            }
        }
        told
    }
}

/// No section of `parsed` is named `part`.
fn part_not_found(parsed: &Parsed, part: &str) -> Doubt {
    let titles = parsed.sections().filter_map(|s| s.title.clone()).take(8).collect();
    Doubt::PartNotFound { part: part.to_owned(), titles }
}

/// A file of which a part cannot be read: what stands there is neither a task nor evidence.
fn partly_unreadable(plan: &Parsed, report: &Parsed) -> Option<Doubt> {
    let sides = [(plan, Side::Plan), (report, Side::Report)];
    sides.into_iter().find_map(|(parsed, side)| {
        unreadable_share(parsed).map(|percent| Doubt::PartlyUnreadable { side, percent })
    })
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

/// A sentence of the task's own row: it need not be like the task.
fn of_own_row<'a>(told: &Told<'a>) -> Heard<'a> {
    let like = Likeness::default();
    Heard { evidence: quote(told, IN_ITS_ROW, BTreeMap::new()), mood: told.mood, metrics: told.metrics, like }
}

/// The score of a sentence that stands in the row of its task.
const IN_ITS_ROW: f32 = 0.99;

/// By task the sentences that tell of it in its own row of a ledger.
fn own_rows<'a>(asked: &[Asked<'_>], told: &'a [Told<'a>]) -> Vec<Vec<&'a Told<'a>>> {
    let mut ledger = Ledger::default();
    told.chunk_by(|a, b| std::ptr::eq(a.document, b.document)).for_each(|of| ledger.add(of[0].document));
    if ledger.is_empty() {
        return vec![Vec::new(); asked.len()];
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let start = |t: &Told<'_>| t.statement.place.span.start;
    let sentences = |cell: Span| {
        let from = told.partition_point(|t| start(t) < cell.start);
        told[from..].iter().take_while(move |t| start(t) < cell.end)
    };
    asked
        .iter()
        .map(|a| {
            let nth = seen.entry(ledger::bare(&a.task.text)).and_modify(|n| *n += 1).or_insert(0);
            ledger.of(&a.task.text, *nth).iter().copied().flat_map(sentences).collect()
        })
        .collect()
}

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

fn titles(document: &Document, section: Option<usize>) -> String {
    document.path(section).filter_map(|s| s.title.as_deref()).collect::<Vec<_>>().join("，")
}

fn in_part(document: &Document, section: Option<usize>, part: Option<&str>) -> bool {
    part.is_none_or(|part| document.path(section).any(|s| names(s, part)))
}

fn has_part(parsed: &Parsed, part: &str) -> bool {
    parsed.sections().any(|s| names(s, part))
}

fn names(section: &Section, part: &str) -> bool {
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
    use crate::model::{Mismatch, Outcome, Reason, WarningCode};

    fn review(plan: &str, report: &str) -> Review {
        Checker::new().check(&crate::parse(plan.as_bytes()), &crate::parse(report.as_bytes()))
    }

    #[test]
    fn what_cannot_be_compared_is_shown_with_its_reason() {
        let plan = "云溪县2025年工作要点\n一、主要任务\n1.组织护林员培训800人。\n";
        let report = "云溪县2025年工作总结\n一、工作情况\n全年组织护林员培训950人次。\n";
        let finding = &review(plan, report).findings[0];
        let compared: Vec<_> = finding.comparisons.iter().map(|c| (c.outcome, c.why)).collect();
        assert_eq!(compared, [(Outcome::Incomparable, Some(Mismatch::PersonsAgainstVisits))]);
        assert_eq!(finding.reasons, [Reason::NumberIncomparable]);
        assert!(finding.needs_review && finding.explanation.contains("人和人次不可比"), "{finding:?}");
    }

    #[test]
    fn what_cannot_be_read_is_not_called_not_mentioned() {
        let plan = "云溪县2025年工作要点\n一、主要任务\n1.修复河堤7公里。\n";
        let unread = review(plan, "The dykes were repaired.\n");
        let codes = |review: &Review| review.warnings.iter().map(|w| w.code).collect::<Vec<_>>();
        assert_eq!((codes(&unread), unread.findings.len()), (vec![WarningCode::Unreadable], 0));
        let lost = format!(
            "云溪县2025年工作总结\n一、完成情况\n修复河堤7公里，群众满意。\n{}\n",
            "\u{FFFD}".repeat(9)
        );
        let partly = review(plan, &lost);
        assert_eq!(codes(&partly), [WarningCode::PartlyUnreadable]);
        assert!(partly.findings.iter().all(|f| f.needs_review));
    }

    #[test]
    fn a_plan_proves_nothing() {
        let plan = "云溪县2025年工作要点\n一、主要任务\n1.修复河堤7公里。\n2.配备校车15辆。\n";
        let found = review(plan, "云溪县2025年任务清单\n一、主要工作\n1.修复河堤7公里。\n2.配备校车15辆。\n");
        assert_eq!(found.warnings[0].code, WarningCode::NothingTold);
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
