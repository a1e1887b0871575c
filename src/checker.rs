//! A plan and a report, both read → a review: the corridor from tasks through matching to the verdict.

use crate::belonging::{self, only_plans};
use crate::chosen::{chosen, left_out, missing_part};
#[cfg(feature = "reader")]
use crate::error::Error;
use crate::language::Language;
use crate::ledger;
use crate::matching::{Depth, Lexicon, Matcher};
use crate::model::{
    Candidate, Evidence, Finding, Indicators, Mood, PartsChosen, Passage, Query, Reading, Review, Summary,
};
use crate::parsed::Parsed;
use crate::passages::{passages, queries};
use crate::readable::{partly_unreadable, unreadable};
use crate::reading::{LoadedReader, READ};
use crate::report::{self, Doubt};
use crate::unread;
use crate::verdict::{Case, Model, Pace, Tables, asks_a_reader, features_of, judge, says_kept};
use std::sync::OnceLock;

/// Checks reports against plans. Build it once: it owns what is expensive to load.
#[derive(Clone, Debug, Default)]
pub struct Checker {
    plan_part: Option<String>,
    report_part: Option<String>,
    language: Language,
    matcher: OnceLock<Matcher>,
    model: OnceLock<Model>,
    reader: LoadedReader,
}

/// A plan's queries with what was found for each.
struct Table<'a> {
    lexicon: Lexicon,
    queries: &'a [Query<'a>],
    indicators: Indicators<'a>,
    told: Vec<Vec<Candidate<'a>>>,
    planned: Vec<Vec<Candidate<'a>>>,
    pace: Pace<'a>,
    /// The sentence that says of a whole list of promises that it was kept.
    kept: Option<&'a Passage<'a>>,
    /// What the report's ledger tells of each query in its own row.
    rows: Vec<Vec<&'a Passage<'a>>>,
    /// What a reader says of each query that it was asked about.
    readings: Vec<Option<Reading>>,
}

impl Table<'_> {
    fn case(&self, i: usize) -> Case<'_> {
        let query = &self.queries[i];
        Case {
            query,
            wording: self.lexicon.wording(query.words),
            told: self.told[i].iter().take(KEPT).copied().collect(),
            planned: &self.planned[i],
            row: &self.rows[i],
            indicators: &self.indicators,
            pace: &self.pace,
            kept: self.kept.filter(|_| query.promised),
            reading: self.readings.get(i).and_then(Option::as_ref),
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
    /// The features of the verdict.
    pub features: Vec<(String, f32)>,
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

    /// Has each task read with the passages nearest to it, as a person reads them, by the weights of a file that
    /// `benches/make/make.py reader` made: slower by seconds, and more often right.
    ///
    /// # Errors
    /// If the bytes are no such file.
    ///
    /// # Example
    /// ```
    /// assert!(gongwen::Checker::new().reader(b"no weights").is_err());
    /// ```
    #[cfg(feature = "reader")]
    pub fn reader(mut self, bytes: &[u8]) -> Result<Self, Error> {
        self.reader.set(crate::reader::Reader::new(bytes)?);
        Ok(self)
    }

    /// Tells `progress`, on any thread, how many tasks of how many were read: a province's take seconds.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Checker, parse};
    ///
    /// let plan = parse("云溪县2025年工作要点\n一、重点任务\n1.修复河堤7公里。\n".as_bytes());
    /// let report = parse("云溪县2025年工作总结\n一、完成情况\n全年修复河堤9公里。\n".as_bytes());
    /// let checker = Checker::new().on_reading(|read, all| eprintln!("{read}/{all}"));
    /// assert_eq!(checker.check(&plan, &report).summary.done, 1);
    /// ```
    pub fn on_reading(mut self, progress: fn(usize, usize)) -> Self {
        self.reader.on_progress(progress);
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
        let (plan_part, report_part) = (self.plan_part.as_deref(), self.report_part.as_deref());
        let missing = || missing_part(plan, plan_part).or_else(|| missing_part(report, report_part));
        if let Some(doubt) = unreadable(plan, report).or_else(missing) {
            review.warnings.push(doubt.warning(self.language));
            return review;
        }
        let queries = queries(plan, plan_part);
        if queries.is_empty() {
            let doubt = Doubt::NoTasks { report_is_a_plan: only_plans(report) };
            review.warnings.push(doubt.warning(self.language));
            return review;
        }
        let passages = passages(report, report_part);
        let doubts = belonging::doubts(plan, report).into_iter();
        let doubts = doubts.chain(partly_unreadable(plan, report)).chain(unread::doubt(plan));
        review.warnings.extend(doubts.map(|doubt| doubt.warning(self.language)));
        let of_plan = || queries.iter().map(|q| (&plan.documents[q.document], q.task.section));
        let told = passages.iter().filter(|p| p.mood != Mood::Planned);
        review.parts_chosen = PartsChosen {
            plan: chosen(of_plan(), plan_part.is_some()),
            report: chosen(told.map(|p| (&report.documents[p.document], p.section)), report_part.is_some()),
            left_out: left_out(&plan.documents, of_plan()),
        };
        let table = self.table(&queries, &passages, report, Depth::Evidence);
        review.findings = (0..queries.len()).map(|i| self.finding(&table, i)).collect();
        if review.warnings.is_empty() {
            let unclear = belonging::unclear(plan, report, &review.findings);
            review.warnings.extend(unclear.map(|doubt| doubt.warning(self.language)));
        }
        for finding in &mut review.findings {
            // Of two places nothing is sure.
            finding.needs_review |= !review.warnings.is_empty();
            finding.round();
            finding.parts.iter_mut().for_each(|p| p.place = plan.source.place(p.place.span));
        }
        review.summary = Summary::of(&review.findings);
        review
    }

    /// A checker with other tables than the crate's, for fitting with reports left out. No promise.
    #[doc(hidden)]
    pub fn tuned(matching: &'static str, told: [&'static str; 2], trees: [&'static str; 2]) -> Self {
        let checker = Checker::default();
        checker.matcher.get_or_init(|| Matcher::with_weights(matching));
        checker.model.get_or_init(|| Model::of(Tables { told, trees }));
        checker
    }

    /// What [`check`](Checker::check) chooses from and what it makes of it, task by task. For `benches/make`; no promise.
    #[doc(hidden)]
    pub fn studied(&self, plan: &Parsed, report: &Parsed) -> Vec<Studied> {
        let queries = queries(plan, self.plan_part.as_deref());
        let passages = passages(report, self.report_part.as_deref());
        let table = self.table(&queries, &passages, report, Depth::Training);
        let quote = |c: &Candidate<'_>| Evidence { features: c.explain().collect(), ..c.quote() };
        let studied = |i: usize| Studied {
            told: table.told[i].iter().map(quote).collect(),
            planned: table.planned[i].iter().map(quote).collect(),
            features: features_of(table.case(i)),
            finding: self.finding(&table, i),
        };
        (0..queries.len()).map(studied).collect()
    }

    fn finding(&self, table: &Table<'_>, i: usize) -> Finding {
        let mut finding = judge(table.case(i), self.model.get_or_init(Model::default));
        finding.explanation = report::explanation(&finding, self.language);
        for evidence in &mut finding.evidence {
            // What the scores of those that are quoted were made of.
            let of = table.told[i].iter().find(|c| c.passage.place.span == evidence.place.span);
            evidence.features = of.into_iter().flat_map(|c| c.explain()).collect();
        }
        finding
    }

    /// Queries and passages laid beside one another.
    fn table<'a>(
        &'a self,
        queries: &'a [Query<'a>],
        passages: &'a [Passage<'a>],
        report: &Parsed,
        depth: Depth,
    ) -> Table<'a> {
        let matcher = self.matcher.get_or_init(Matcher::load);
        let told = passages.iter().flat_map(|p| [p.text, p.lead]);
        let lexicon = Lexicon::of(queries.iter().map(|q| q.words).chain(told));
        let looks_ahead = |p: &&Passage<'_>| p.mood == Mood::Planned;
        let (ahead, back): (Vec<_>, Vec<_>) = passages.iter().partition(looks_ahead);
        let targets = queries.iter().flat_map(|q| &q.task.targets);
        let indicators = Indicators::of(targets.chain(passages.iter().flat_map(|p| p.metrics)));
        let parts = [(&back[..], depth), (&ahead[..], Depth::Shallow)];
        let [told, planned] = matcher.rank(&lexicon, queries, &indicators, parts);
        let pace = Pace::of(back.iter().copied());
        let kept = back.iter().copied().find(|p| p.mood == Mood::Done && says_kept(p.text));
        let rows = ledger::own_rows(&report.documents, queries, passages);
        let readings = Vec::new();
        let mut table = Table { lexicon, queries, indicators, told, planned, pace, kept, rows, readings };
        table.readings = self.readings(&table);
        table
    }

    /// Asks the reader about the queries that need one.
    fn readings(&self, table: &Table<'_>) -> Vec<Option<Reading>> {
        let passages = |i: usize| table.told[i].iter().take(READ).map(|c| c.passage.text).collect();
        self.reader.read(table.queries.len(), |i| {
            asks_a_reader(table.case(i)).then(|| (table.queries[i].words, passages(i)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Mismatch, Outcome, Reason, Verdict, WarningCode};

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
        let told = "云溪县2025年工作总结\n一、完成情况\n修复河堤7公里，群众满意。\n".to_owned();
        let partly = review(plan, &(told + &"\u{FFFD}".repeat(9)));
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
    fn a_share_is_told_in_several_words() {
        let plan = "云溪县2025年工作要点\n一、主要任务\n1.民营投资占比超过60%。\n";
        for share in ["占比", "比重", "比例"] {
            let told = format!("云溪县2025年工作总结\n一、工作情况\n民营投资{share}提高到63.5%。\n");
            assert_eq!(review(plan, &told).findings[0].reasons, [Reason::TargetMet], "{share}");
        }
    }

    #[test]
    fn a_level_is_not_shown_by_a_growth() {
        let plan = "云溪县2025年工作要点\n一、主要任务\n1.推动茶产业产值达到百亿级规模。\n";
        let told = |words| {
            let report = format!("云溪县2025年工作总结\n一、工作情况\n全年{words}。\n");
            review(plan, &report).findings[0].verdict
        };
        assert_ne!(told("茶产业产值增长12%"), Verdict::Done);
        assert_eq!(told("茶产业产值达到103亿元，达到百亿级规模"), Verdict::Done);
    }

    #[test]
    fn what_shall_be_in_years_to_come_is_no_evidence() {
        let plan = "云溪县2025年工作要点\n一、主要任务\n1.森林覆盖率达到61%。\n";
        let told = |words| {
            let report = format!("云溪县2025年工作总结\n一、工作情况\n{words}。\n");
            review(plan, &report).findings[0].verdict
        };
        assert_eq!(told("到2030年，森林覆盖率达到63%"), Verdict::NotMentioned);
        assert_eq!(told("到2025年底，森林覆盖率达到63%"), Verdict::Done);
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
