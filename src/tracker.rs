//! A review, a day, earlier ledgers → the review with each task's place in time, its lamp, and what people decided.

use crate::about::{last_day_planned, last_day_told};
use crate::calendar::Day;
use crate::error::{Error, ErrorKind};
use crate::language::Language;
use crate::model::{
    Change, Decision, Document, Finding, Lapsed, LapsedReason, Reason, Review, Standing, Summary, Tracked,
    Tracking,
};
use crate::parsed::Parsed;
use crate::source::Source;
use crate::tables::called::meant;
use crate::tracking::{Entry, Key, Lamps, due, pair, progress};
use std::collections::BTreeMap;

/// Tells of each task of a review where it stands in time, and lays what people decided over it.
#[derive(Clone, Debug, Default)]
pub struct Tracker {
    as_of: Option<Day>,
    lamps: Lamps,
    decisions: Vec<Entry>,
    since: Option<Vec<Entry>>,
}

impl Tracker {
    /// Makes a tracker that judges by the end of the report's period, with the crate's lamps.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Checker, Tracker, model::Due, parse};
    ///
    /// let plan = parse("云溪县2025年工作要点\n一、重点任务\n1.修复河堤7公里。\n".as_bytes());
    /// let report = parse("云溪县2025年上半年工作总结\n一、完成情况\n修复河堤3公里。\n".as_bytes());
    /// let mut review = Checker::new().check(&plan, &report);
    /// Tracker::new().track(&mut review, &plan, &[&report]);
    /// assert_eq!(review.tracked.unwrap().as_of.as_deref(), Some("2025-06-30"));
    /// assert_eq!(review.findings[0].tracking.as_ref().unwrap().due, Some(Due::NotYet));
    /// ```
    pub fn new() -> Self {
        Tracker::default()
    }

    /// Judges by a day: 2025-09-30.
    ///
    /// # Errors
    /// `NotFound` for what is no day.
    ///
    /// # Example
    /// ```
    /// assert!(gongwen::Tracker::new().as_of("2025-09-30").is_ok());
    /// assert!(gongwen::Tracker::new().as_of("2025-02-30").is_err());
    /// ```
    pub fn as_of(mut self, day: &str) -> Result<Self, Error> {
        self.as_of = Some(day.parse().map_err(|()| {
            Error::new(ErrorKind::NotFound, format!("expected a day such as 2025-09-30, found “{day}”"))
                .in_chinese(format!("应为日期，如 2025-09-30，实为“{day}”"))
        })?);
        Ok(self)
    }

    /// Gives lamps by an office's own table: 结论, 到期, 进度, 灯 on each line, cut at tabs or commas.
    ///
    /// # Errors
    /// `NotFound` for a word that the table may not hold.
    ///
    /// # Example
    /// ```
    /// assert!(gongwen::Tracker::new().lamps("完成\t*\t*\t绿灯\n*\t*\t*\t红灯\n").is_ok());
    /// assert!(gongwen::Tracker::new().lamps("完成\t*\t*\t紫灯\n").is_err());
    /// ```
    pub fn lamps(mut self, table: &str) -> Result<Self, Error> {
        self.lamps = Lamps::read(table).map_err(|line| {
            let (zh, en) = (Lamps::words(Language::Chinese), Lamps::words(Language::English));
            Error::new(
                ErrorKind::NotFound,
                format!("expected lines of verdict, due, progress, lamp ({en}; * for any), found “{line}”"),
            )
            .in_chinese(format!("应为一行四格：结论、到期、进度、灯（{zh}；* 表示不限），实为“{line}”"))
        })?;
        Ok(self)
    }

    /// Lays the decisions of an edited ledger over the review: its columns 改判 and 复核意见.
    ///
    /// # Errors
    /// `NotFound` where the file holds no ledger.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Checker, CleanOptions, Tracker, Verdict, open, parse};
    ///
    /// let plan = parse("云溪县2025年工作要点\n一、重点任务\n1.修复河堤7公里。\n".as_bytes());
    /// let report = parse("云溪县2025年工作总结\n一、完成情况\n配备校车15辆。\n".as_bytes());
    /// let mut review = Checker::new().check(&plan, &report);
    /// let ledger = "序号,任务,结论,复核意见,改判\n1,修复河堤7公里,未提及,已核实,完成\n";
    /// let ledger = open(ledger.as_bytes(), CleanOptions::new().keep_damage(true))?;
    /// Tracker::new().decisions(&ledger)?.track(&mut review, &plan, &[&report]);
    /// assert_eq!(review.findings[0].verdict, Verdict::Done);
    /// # Ok::<(), gongwen::Error>(())
    /// ```
    pub fn decisions(mut self, ledger: &Source) -> Result<Self, Error> {
        let decided = |entry: &Entry| !entry.decision.is_empty() || !entry.comment.is_empty();
        self.decisions.extend(entries(ledger)?.into_iter().filter(decided));
        Ok(self)
    }

    /// Lays one decision over the review: of the task with this key, or these words.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Checker, Tracker, Verdict, parse};
    ///
    /// let plan = parse("云溪县2025年工作要点\n一、重点任务\n1.修复河堤7公里。\n".as_bytes());
    /// let report = parse("云溪县2025年工作总结\n一、完成情况\n配备校车15辆。\n".as_bytes());
    /// let mut review = Checker::new().check(&plan, &report);
    /// Tracker::new().decide("", "修复河堤7公里", "done", "已核实").track(&mut review, &plan, &[&report]);
    /// assert_eq!(review.findings[0].verdict, Verdict::Done);
    /// ```
    pub fn decide(mut self, key: &str, task: &str, verdict: &str, comment: &str) -> Self {
        self.decisions.push(Entry {
            key: Key::read(key),
            task: task.into(),
            decision: verdict.into(),
            comment: comment.into(),
            ..Entry::default()
        });
        self
    }

    /// Tells what changed since an earlier ledger: 新增, 新完成, 进步, 退步.
    ///
    /// # Errors
    /// `NotFound` where the file holds no ledger.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Checker, CleanOptions, Tracker, model::Change, open, parse};
    ///
    /// let plan = parse("云溪县2025年工作要点\n一、重点任务\n1.修复河堤7公里。\n".as_bytes());
    /// let report = parse("云溪县2025年工作总结\n一、完成情况\n修复河堤9公里。\n".as_bytes());
    /// let mut review = Checker::new().check(&plan, &report);
    /// let ledger = "序号,任务,结论\n1,修复河堤7公里,未提及\n";
    /// let ledger = open(ledger.as_bytes(), CleanOptions::new().keep_damage(true))?;
    /// Tracker::new().since(&ledger)?.track(&mut review, &plan, &[&report]);
    /// assert_eq!(review.findings[0].tracking.as_ref().unwrap().change, Some(Change::NewlyDone));
    /// # Ok::<(), gongwen::Error>(())
    /// ```
    pub fn since(mut self, ledger: &Source) -> Result<Self, Error> {
        self.since = Some(entries(ledger)?);
        Ok(self)
    }

    /// Tells what changed since this verdict was given of the task with this key, or these words.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Checker, Tracker, model::Change, parse};
    ///
    /// let plan = parse("云溪县2025年工作要点\n一、重点任务\n1.修复河堤7公里。\n".as_bytes());
    /// let report = parse("云溪县2025年工作总结\n一、完成情况\n修复河堤9公里。\n".as_bytes());
    /// let mut review = Checker::new().check(&plan, &report);
    /// Tracker::new().recall("", "修复河堤7公里", "partly").track(&mut review, &plan, &[&report]);
    /// assert_eq!(review.findings[0].tracking.as_ref().unwrap().change, Some(Change::NewlyDone));
    /// ```
    pub fn recall(mut self, key: &str, task: &str, verdict: &str) -> Self {
        self.since.get_or_insert_default().push(Entry {
            key: Key::read(key),
            task: task.into(),
            verdict: meant("verdict", verdict),
            ..Entry::default()
        });
        self
    }

    /// Tells of each task where it stands. Total; once is enough.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Checker, Tracker, parse};
    ///
    /// let plan = parse("云溪县2025年工作要点\n一、重点任务\n1.修复河堤7公里。\n".as_bytes());
    /// let report = parse("云溪县2025年工作总结\n一、完成情况\n修复河堤9公里。\n".as_bytes());
    /// let mut review = Checker::new().check(&plan, &report);
    /// Tracker::new().track(&mut review, &plan, &[&report]);
    /// assert_eq!(review.findings[0].tracking.as_ref().unwrap().headings, ["一、重点任务"]);
    /// ```
    pub fn track(&self, review: &mut Review, plan: &Parsed, reports: &[&Parsed]) {
        let told = |report: &&Parsed| report.documents.iter().find_map(|d| last_day_told(&report.source, d));
        let as_of = self.as_of.or_else(|| reports.iter().filter_map(told).max());
        let mut tracked = Tracked {
            plan_title: title(plan),
            as_of: as_of.map(|day| day.to_string()),
            as_of_given: self.as_of.is_some(),
            since: self.since.is_some(),
            ..Tracked::default()
        };
        let keys = keys(review, plan);
        for (i, (key, headings)) in keys.iter().enumerate() {
            let finding = &mut review.findings[i];
            let (number, key) = (i + 1, key.to_string());
            finding.tracking =
                Some(Tracking { number, key, headings: headings.clone(), ..Tracking::default() });
        }
        self.lay_decisions(review, &keys, &mut tracked);
        self.lay_time(review, plan, as_of);
        self.lay_since(review, &keys, &mut tracked);
        review.tracked = Some(tracked);
    }

    fn lay_decisions(&self, review: &mut Review, keys: &[(Key, Vec<String>)], tracked: &mut Tracked) {
        let pairing = pair(&named(review, keys), &self.decisions);
        let lapse = |entry: &Entry, why| {
            let decided = if entry.decision.is_empty() { &entry.comment } else { &entry.decision };
            Lapsed::new(&entry.task, decided.clone(), why)
        };
        for (finding, row) in review.findings.iter_mut().zip(&pairing.row_of) {
            let Some(entry) = row.map(|row| &self.decisions[row]) else { continue };
            let verdict = meant("verdict", &entry.decision).and_then(Standing::read);
            if verdict.is_none() && !entry.decision.is_empty() {
                tracked.lapsed.push(lapse(entry, LapsedReason::UnknownVerdict));
            }
            let program = Standing::of(finding);
            if verdict.is_none() && entry.comment.is_empty() {
                continue;
            }
            let mut decision = Decision::new(verdict, entry.comment.clone(), program);
            let then = entry.program.and_then(Standing::read);
            decision.program_then = then.filter(|then| *then != program && verdict.is_some());
            if let Some(verdict) = verdict {
                decide(finding, verdict, &mut review.summary);
            }
            if let Some(tracking) = &mut finding.tracking {
                tracking.decision = Some(decision);
            }
        }
        for (row, changed) in pairing.left {
            let why = if changed { LapsedReason::FiguresChanged } else { LapsedReason::NoSuchTask };
            tracked.lapsed.push(lapse(&self.decisions[row], why));
        }
    }

    fn lay_time(&self, review: &mut Review, plan: &Parsed, as_of: Option<Day>) {
        let years: Vec<Option<Day>> =
            plan.documents.iter().map(|d| last_day_planned(&plan.source, d)).collect();
        for finding in &mut review.findings {
            let written = finding.task.deadline.as_ref().and_then(|d| d.date.as_deref()?.parse::<Day>().ok());
            let of_year = || years[document_of(plan, finding)?];
            let last = written.or_else(of_year);
            let standing = Standing::of(finding);
            let judged = last.zip(as_of).filter(|_| standing != Standing::NotCheckable);
            let due = judged.map(|(last, as_of)| due(last, as_of, finding.verdict));
            let progress = judged.and_then(|(last, as_of)| progress(finding, last, as_of));
            let lamp = self.lamps.lamp(standing.as_str(), due, progress);
            if let Some(tracking) = &mut finding.tracking {
                tracking.last_day = last.map(|day| day.to_string());
                (tracking.due, tracking.progress, tracking.lamp) = (due, progress, lamp);
            }
        }
    }

    fn lay_since(&self, review: &mut Review, keys: &[(Key, Vec<String>)], tracked: &mut Tracked) {
        let Some(since) = &self.since else { return };
        let pairing = pair(&named(review, keys), since);
        for (finding, row) in review.findings.iter_mut().zip(&pairing.row_of) {
            let before = row.and_then(|row| since[row].standing()).and_then(Standing::read);
            let now = Standing::of(finding);
            let Some(tracking) = &mut finding.tracking else { continue };
            tracking.before = before;
            tracking.change = match before {
                None => row.is_none().then_some(Change::Added),
                Some(before) => change(before, now),
            };
        }
        tracked.gone = pairing.left.iter().map(|(row, _)| since[*row].task.clone()).collect();
    }
}

/// A person's verdict stands in place of the program's.
fn decide(finding: &mut Finding, verdict: Standing, summary: &mut Summary) {
    let before = summary.count_of(Standing::of(finding));
    *before = before.saturating_sub(1);
    *summary.count_of(verdict) += 1;
    if std::mem::take(&mut finding.needs_review) {
        summary.needs_review = summary.needs_review.saturating_sub(1);
    }
    finding.verdict = verdict.verdict();
    finding.reasons.retain(|reason| *reason != Reason::NotCheckable);
    if verdict == Standing::NotCheckable {
        finding.reasons.push(Reason::NotCheckable);
    }
}

fn change(before: Standing, now: Standing) -> Option<Change> {
    match (before, now) {
        (a, b) if a == b => None,
        (Standing::NotCheckable, _) | (_, Standing::NotCheckable) => None,
        (_, Standing::Done) => Some(Change::NewlyDone),
        (a, b) if b < a => Some(Change::Better),
        _ => Some(Change::Worse),
    }
}

fn entries(ledger: &Source) -> Result<Vec<Entry>, Error> {
    Entry::read(ledger).ok_or_else(|| {
        Error::new(
            ErrorKind::NotFound,
            "expected a ledger with the columns task, verdict_text, decision, found no such table",
        )
        .in_chinese("应为台账，含“任务”“结论”“改判”等列，但没有找到这样的表")
    })
}

fn title(plan: &Parsed) -> Option<String> {
    // An attachment is what its notice sends along: 「关于印发《……方案》的通知」.
    let with_tasks = plan.documents.iter().find(|d| !d.tasks.is_empty()).or(plan.documents.first())?;
    let title = crate::report::flat(&with_tasks.letterhead.title.as_ref()?.text).replace(' ', "");
    // 「政府工作报告」 is of many years and places.
    let place = with_tasks.locality.as_ref().map_or("", |place| &place.name);
    if place.is_empty() || title.contains(&stem_of(place)) {
        return Some(title);
    }
    let year = with_tasks.year.filter(|year| !title.contains(&year.to_string()));
    Some(format!("{place}{}{title}", year.map_or(String::new(), |year| format!("{year}年"))))
}

/// 云溪 of 云溪县; nothing of nothing.
fn stem_of(place: &str) -> String {
    let mut chars = place.chars();
    if place.chars().count() > 2 {
        chars.next_back();
    }
    chars.collect()
}

/// The document of the plan that a finding's task stands in.
fn document_of(plan: &Parsed, finding: &Finding) -> Option<usize> {
    let at = finding.task.place.span.start;
    let after = plan.documents.partition_point(|d| d.place.span.start <= at);
    after.checked_sub(1)
}

/// The key of each task, and the titles above it, the outermost first.
fn keys(review: &Review, plan: &Parsed) -> Vec<(Key, Vec<String>)> {
    let mut seen: BTreeMap<Key, usize> = BTreeMap::new();
    let keyed = |finding: &Finding| {
        let document = document_of(plan, finding).map(|id| &plan.documents[id]);
        let titles = document.map_or(Vec::new(), |document| titles(document, finding));
        let mut key = Key::of(&finding.task.text, titles.iter().map(String::as_str));
        let nth = seen.entry(key.clone()).and_modify(|nth| *nth += 1).or_insert(1);
        key.nth = *nth;
        (key, titles)
    };
    review.findings.iter().map(keyed).collect()
}

/// The titles above a task; not its own.
fn titles(document: &Document, finding: &Finding) -> Vec<String> {
    let own = finding.task.place.span.start;
    let above = document.path(finding.task.section).filter(|s| s.place.span.start < own);
    let mut titles: Vec<String> = above
        .filter_map(|s| s.title.as_deref().map(|title| crate::report::flat(&format!("{}{title}", s.marker))))
        .collect();
    titles.reverse();
    titles
}

fn named<'a>(review: &'a Review, keys: &[(Key, Vec<String>)]) -> Vec<(Key, &'a str)> {
    let words = review.findings.iter().map(|f| f.task.text.as_str());
    keys.iter().map(|(key, _)| key.clone()).zip(words).collect()
}
