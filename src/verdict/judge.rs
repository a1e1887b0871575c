//! One task with what was heard of it in the report → its finding, by rules over typed facts.

use super::figures::{comparisons, from_worst, incomparables, tells_only_of_years};
use super::model::{Model, Signs, decides};
use super::pace::{Pace, asks_for_pace};
use super::parts::parts;
use super::signs::{self, Likeness};
use super::slogan::{opens, slogan};
use super::words;
use crate::language::Language;
use crate::model::{
    Comparison, Direction, Evidence, Finding, Metric, MetricKind, Mood, NearMiss, Outcome, Quantity, Task,
    Verdict,
};
use crate::numeral::Decimal;
use crate::stage;
use crate::tables::Table;
use crate::text::MOST_PIECES;

static ELSEWHERE: Table = Table::new(include_str!("../tables/elsewhere.tsv"));

/// A sentence of the report that may bear on the task.
#[derive(Clone, Debug)]
pub struct Heard<'a> {
    /// As it is quoted.
    pub evidence: Evidence,
    /// In what mood it speaks.
    pub mood: Mood,
    /// Its figures.
    pub metrics: &'a [Metric],
    /// What makes it like the task.
    pub like: Likeness,
}

/// A task with the sentences nearest to it, best first.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// The task.
    pub task: &'a Task,
    /// Its words without the marker.
    pub words: &'a str,
    /// How much more often than of others a report tells of tasks in such words, as log-odds.
    pub wording: f32,
    /// Sentences that tell of what was done or is wanting.
    pub told: Vec<Heard<'a>>,
    /// Sentences that look ahead.
    pub planned: Vec<Heard<'a>>,
    /// How incomes and the economy grew, of the whole report.
    pub pace: &'a Pace<'a>,
    /// Where the task is on a list of promises, the sentence that says of the whole list that it was kept.
    pub kept: Option<&'a Evidence>,
}

/// What the verdict must know of words, carried along from matching.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// Whether two figures measure the same by name.
    pub same: &'a dyn Fn(&Metric, &Metric) -> bool,
    /// How much of the first text stands in the second, 0 to 1.
    pub contained: &'a dyn Fn(&str, &str) -> f32,
}

/// A report tells of a task from this chance on: with places left out it gives evidence to .22 of the tasks that have none and misses
/// .13; from .58 on it would be .20 and .16. A wrong “done” is worse than a “not found”.
const EVIDENCE: f32 = 0.565;
/// A sentence of less chance is quoted for no task, whatever else the report tells.
const QUOTABLE: f32 = 0.2;
/// What a report admits counts against a task only where it is likely to speak of it: 「经济向好的基础还不牢固」 speaks of all.
const ADMITS: f32 = 0.2;
/// What it tells is the whole from this chance on.
const WHOLE: f32 = 0.5;
/// A sentence of less chance to be quoted does not say that the task is still planned, nor tell of another place or year.
const WORTH: f32 = 0.5;
/// and of less than this is no near miss.
const SHOWN: f32 = 0.1;
/// A sentence with the figure that the target asks for is quoted before all others.
const DECIDES: f32 = 0.99;
/// A further sentence counts beside the best from this chance on,
const BESIDE: f32 = 0.25;
/// and from this share of the best one's.
const SHARE: f32 = 0.4;
/// Checkers rarely quote more.
const MOST: usize = 3;
/// Below this chance of being right a person should look.
const SURE: f32 = 0.825;
/// So many near misses are shown.
const NEAR: usize = 3;

/// Decides what became of a task.
pub fn judge(mut case: Case<'_>, names: Names<'_>, model: &Model, language: Language) -> Finding {
    let mut aside = set_aside(&mut case, names);
    let comparisons = comparisons(&case, names);
    let quotes = taken(&case, &comparisons);
    let signs = signs::of(&case, &quotes, &comparisons, names);
    let (mut finding, chance) = if asks_for_pace(case.words) && case.task.targets.is_empty() {
        pace_finding(&case)
    } else {
        finding_of(&mut case, comparisons, &signs, names, model)
    };
    let quoted = |h: &Heard<'_>| finding.evidence.iter().any(|e| e.place.span == h.evidence.place.span);
    aside.retain(|(h, _)| h.evidence.score >= WORTH && !quoted(h));
    finding.near_misses = near_misses(&case, &finding, &aside);
    if !finding.evidence.is_empty() {
        finding.parts = parts(&case, &finding.evidence, &finding.comparisons, names);
    }
    finding.confidence = model.confidence(finding.verdict, chance, &signs);
    let unsettled = |c: &Comparison| finding.verdict == Verdict::Done && c.outcome == Outcome::Incomparable;
    finding.needs_review = finding.confidence < SURE
        || finding.reasons.iter().any(|r| r == "list_kept")
        || finding.comparisons.iter().any(unsettled);
    finding.explanation = words::explanation(&finding, language);
    finding
}

/// The signs that the model weighs, by name: what `benches/make/verdict.py` fits on.
pub fn signs_of(mut case: Case<'_>, names: Names<'_>) -> Vec<(String, f32)> {
    set_aside(&mut case, names);
    let comparisons = comparisons(&case, names);
    signs::named(&signs::of(&case, &taken(&case, &comparisons), &comparisons, names))
}

/// Takes out of what is told the sentences that cannot be evidence, with why.
fn set_aside<'a>(case: &mut Case<'a>, names: Names<'_>) -> Vec<(Heard<'a>, &'static str)> {
    let (mut told, mut aside) = (Vec::new(), Vec::new());
    let figures_only = asks_figures_only(case);
    for heard in std::mem::take(&mut case.told) {
        match () {
            () if announces(&heard) => {}
            () if heard.mood == Mood::Admitted && heard.evidence.score < ADMITS && !admits_of_it(&heard) => {
                aside.push((heard, "too_weak"));
            }
            () if tells_of_another_place(&heard) => aside.push((heard, "other_place")),
            () if figures_only && tells_only_of_years(case.task, &heard, names) => {
                aside.push((heard, "other_period"));
            }
            // 「居民消费价格涨幅2%左右」: only what names the indicator bears on it.
            () if figures_only && !names_an_indicator(case.task, &heard, names) => {}
            () => told.push(heard),
        }
    }
    case.told = told;
    aside
}

/// The finding with the chance that it is right by its signs.
fn finding_of(
    case: &mut Case<'_>,
    mut comparisons: Vec<(usize, Comparison)>,
    signs: &Signs,
    names: Names<'_>,
    model: &Model,
) -> (Finding, f32) {
    let (told, whole) = (model.told(&signs.evidence), model.whole(signs));
    let quotable = case.told.first().is_some_and(|h| h.evidence.score >= QUOTABLE);
    let decided = comparisons.iter().any(|(_, c)| decides(c.outcome));
    let tells = told >= EVIDENCE && quotable || decided;
    let admission = case.told.iter().position(admits_of_it);
    let taken = match () {
        () if opens(case) => Vec::new(),
        () if tells => taken(case, &comparisons),
        () => admission.into_iter().collect(),
    };
    comparisons.extend(incomparables(case, &comparisons, &taken, names));
    comparisons.sort_by_key(|(_, c)| from_worst(c.outcome));
    let (verdict, reasons) = decide(case, &taken, &comparisons, whole);
    // 「10件民生实事全部完成」 tells of each of the ten, unless one is told to have failed.
    let kept = case.kept.filter(|_| matches!(verdict, Verdict::NotMentioned | Verdict::Partly));
    let (verdict, reasons) =
        if kept.is_some() { (Verdict::Done, vec!["list_kept"]) } else { (verdict, reasons) };
    for (at, comparison) in &comparisons {
        if decides(comparison.outcome) {
            let score = &mut case.told[*at].evidence.score;
            *score = score.max(DECIDES);
        }
    }
    let chance = match (verdict, reasons.first()) {
        _ if kept.is_some() => BY_LIST,
        (Verdict::NotMentioned, _) => 1.0 - told,
        (_, Some(&"told_as_done")) => told * whole,
        (Verdict::Partly, _) => told * (1.0 - whole),
        _ => told,
    };
    let finding = Finding {
        task: case.task.clone(),
        verdict,
        reasons: reasons.iter().map(|r| (*r).to_owned()).collect(),
        evidence: best_first(
            taken.iter().map(|&i| case.told[i].evidence.clone()).chain(kept.cloned()).collect(),
        ),
        comparisons: comparisons.into_iter().filter(|(at, _)| taken.contains(at)).map(|(_, c)| c).collect(),
        ..Finding::default()
    };
    (finding, chance)
}

/// 「居民收入增长与经济增长同步」: the rule, not the likeness of words, finds its evidence.
fn pace_finding(case: &Case<'_>) -> (Finding, f32) {
    let (verdict, evidence) = match case.pace.verdict(case.words) {
        Some((verdict, quotes)) => (verdict, quotes.to_vec()),
        None => (Verdict::NotMentioned, Vec::new()),
    };
    let reason = match verdict {
        Verdict::Done => "pace_kept",
        Verdict::Partly => "pace_kept_in_part",
        Verdict::TargetMissed => "pace_missed",
        Verdict::NotMentioned => why_not(case),
    };
    let finding = Finding {
        task: case.task.clone(),
        verdict,
        reasons: vec![reason.to_owned()],
        evidence,
        ..Finding::default()
    };
    (finding, BY_RULE)
}

/// The chance of a verdict that a rule gives over figures of the right names.
const BY_RULE: f32 = 0.8;
/// and of one that a word for a whole list gives: a person should look.
const BY_LIST: f32 = 0.7;

fn best_first(mut evidence: Vec<Evidence>) -> Vec<Evidence> {
    evidence.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.place.span.cmp(&b.place.span)));
    evidence.dedup_by(|a, b| a.place.span == b.place.span);
    evidence
}

/// The sentences to quote: those with the figures, the likeliest, and what is nearly as likely.
fn taken(case: &Case<'_>, comparisons: &[(usize, Comparison)]) -> Vec<usize> {
    let score = |i: usize| case.told[i].evidence.score;
    let best = case.told.first().map_or(0.0, |h| h.evidence.score);
    let gate = BESIDE.max(best * SHARE);
    let mut taken: Vec<usize> = comparisons.iter().map(|(at, _)| *at).collect();
    taken.extend((0..case.told.len()).take(MOST).filter(|&i| i == 0 || score(i) >= gate));
    taken.sort_unstable();
    taken.dedup();
    taken
}

fn decide(
    case: &Case<'_>,
    taken: &[usize],
    comparisons: &[(usize, Comparison)],
    whole: f32,
) -> (Verdict, Vec<&'static str>) {
    if taken.is_empty() {
        return (Verdict::NotMentioned, vec![why_not(case)]);
    }
    let count = |o: Outcome| comparisons.iter().filter(|(_, c)| c.outcome == o).count();
    let (met, missed) = (count(Outcome::Met), count(Outcome::Missed));
    let targets = case.task.targets.iter().filter(|t| t.quantity != Quantity::Masked).count();
    if missed > 0 {
        return (Verdict::TargetMissed, vec!["target_below"]);
    }
    if case.told[taken[0]].mood == Mood::Admitted {
        let verdict = if taken.len() == 1 { Verdict::TargetMissed } else { Verdict::Partly };
        return (verdict, vec!["admission"]);
    }
    if misses_whole(case, taken) {
        let met = if met > 0 { vec!["target_met"] } else { Vec::new() };
        return (Verdict::Partly, [met, vec!["part_missing"]].concat());
    }
    if on_the_way(case, taken) {
        return (Verdict::Partly, vec!["first_step"]);
    }
    if targets > 0 && met == targets {
        let whole = asks_figures_only(case) || whole >= WHOLE;
        return if whole {
            (Verdict::Done, vec!["target_met"])
        } else {
            (Verdict::Partly, vec!["target_met", "part_missing"])
        };
    }
    if targets > 0 && (whole < WHOLE || asks_figures_only(case)) {
        let met = if met > 0 { vec!["target_met"] } else { Vec::new() };
        let wanting = match () {
            () if count(Outcome::Undetermined) + count(Outcome::InProgress) > 0 => "number_unclear",
            () if count(Outcome::Incomparable) > 0 => "number_incomparable",
            () => "number_missing",
        };
        return (Verdict::Partly, [met, vec![wanting]].concat());
    }
    if whole < WHOLE {
        let ongoing = taken.iter().all(|&i| case.told[i].mood == Mood::Ongoing);
        return (Verdict::Partly, vec![if ongoing { "ongoing" } else { "part_missing" }]);
    }
    (Verdict::Done, vec!["told_as_done"])
}

/// The task wants all of them, and some of so many are told: 「实现全覆盖」, 「覆盖4个街道中的3个」.
fn misses_whole(case: &Case<'_>, taken: &[usize]) -> bool {
    ["全覆盖", "全部", "全面完成"].iter().any(|w| case.words.contains(w))
        && taken.iter().any(|&i| tells_some_of(&case.told[i]) || tells_a_share(&case.told[i]))
}

/// 「占应整治总数的91%」: a share below the whole.
fn tells_a_share(heard: &Heard<'_>) -> bool {
    let whole = Decimal::new(100, 0);
    let part = |m: &Metric| matches!(m.quantity, Quantity::Scalar(share) if share < whole);
    let level = |m: &Metric| m.kind == MetricKind::Percent && m.direction == Direction::None;
    heard.evidence.text.contains('占') && heard.metrics.iter().any(|m| level(m) && part(m))
}

/// 「12个乡镇中的9个」: two figures of one unit, the second smaller, 中的 between them.
fn tells_some_of(heard: &Heard<'_>) -> bool {
    let from = heard.evidence.place.span.start;
    heard.metrics.windows(2).any(|pair| {
        let between = (pair[0].place.span.end.checked_sub(from)).zip(pair[1].place.span.start.checked_sub(from));
        let between = between.and_then(|(start, end)| heard.evidence.text.get(start..end)).unwrap_or_default();
        let some = matches!((&pair[0].quantity, &pair[1].quantity), (Quantity::Scalar(all), Quantity::Scalar(some)) if some < all);
        some && pair[0].unit == pair[1].unit && (between.ends_with("中的") || between.ends_with("中有"))
    })
}

/// The task wants a project further on than what is told: 「医院建成投用」 and 「主体工程完工」, 「开工建设」 and 「可研获批」.
fn on_the_way(case: &Case<'_>, taken: &[usize]) -> bool {
    let told = taken.iter().filter_map(|&i| stage::furthest(&case.told[i].evidence.text)).max();
    told.zip(stage::furthest(case.words)).is_some_and(|(told, wanted)| told < wanted)
}

/// 「智慧城管指挥平台建设滞后」: an admission that says the task's own object by its name speaks of the task, however little else
/// they share.
fn admits_of_it(heard: &Heard<'_>) -> bool {
    heard.mood == Mood::Admitted && heard.like.run >= OWN_NAME && heard.like.best_clause >= OWN_CLAUSE
}

/// A shared stretch that tells so much is a name: 智慧城管指挥平台 1.33, 发文数量 1.07.
const OWN_NAME: f32 = 1.2;
/// and it makes up so much of one of the task's clauses: 建成区级智慧城管指挥平台 .71.
const OWN_CLAUSE: f32 = 0.5;

/// 「现将工作情况报告如下：」 announces what follows and tells nothing itself.
fn announces(heard: &Heard<'_>) -> bool {
    heard.evidence.text.trim_end_matches([':', '：', '。']).ends_with("如下")
}

/// A goal that is a figure with its name and little else.
pub(super) fn asks_figures_only(case: &Case<'_>) -> bool {
    let named: usize = case
        .task
        .targets
        .iter()
        .map(|t| t.text.chars().count() + t.indicator.first().map_or(0, |i| i.chars().count()))
        .sum();
    let all = case.words.chars().count();
    named * 100 >= all * FIGURE_SHARE
}

/// Indicators and figures that make up this share, in percent, of a goal's words leave no room for an act.
const FIGURE_SHARE: usize = 60;
/// An indicator is named where so much of it stands in a sentence.
const NAMED: f32 = 0.4;

/// A figure's own name stands so far in the indicator's.
const SHORT: f32 = 0.75;

fn names_an_indicator(task: &Task, heard: &Heard<'_>, names: Names<'_>) -> bool {
    let named = |name: &String| (names.contained)(name, &heard.evidence.text) >= NAMED;
    // 「公有化率达74.16%」 names 村卫生室公有化率 in short.
    let in_short = |name: &String| {
        heard
            .metrics
            .iter()
            .take(MOST_PIECES)
            .flat_map(|m| m.indicator.iter().take(1))
            .any(|own| (names.contained)(own, name) >= SHORT)
    };
    task.targets
        .iter()
        .take(MOST_PIECES)
        .any(|t| t.indicator.iter().take(2).any(|name| named(name) || in_short(name)))
}

/// 「邻近的松江市……」: another place's work proves nothing.
fn tells_of_another_place(heard: &Heard<'_>) -> bool {
    ELSEWHERE.rows().any(|row| heard.evidence.text.contains(row[0]))
}

/// Why a task has no evidence.
fn why_not(case: &Case<'_>) -> &'static str {
    if slogan(case) || opens(case) {
        return "not_checkable";
    }
    let ahead = case.planned.first().is_some_and(|p| p.evidence.score >= WORTH);
    if ahead { "only_planned" } else { "no_evidence" }
}

/// What is near and was not taken, with why.
fn near_misses(case: &Case<'_>, finding: &Finding, aside: &[(Heard<'_>, &'static str)]) -> Vec<NearMiss> {
    let taken = |h: &Heard<'_>| finding.evidence.iter().any(|e| e.place.span == h.evidence.place.span);
    let shown = |h: &&Heard<'_>| h.evidence.score >= SHOWN;
    let told = case.told.iter().filter(|h| !taken(h)).filter(shown).map(|h| (h, "too_weak"));
    let planned = case.planned.iter().filter(shown).map(|h| (h, "only_planned"));
    let mut near: Vec<NearMiss> = told
        .take(NEAR - 1)
        .chain(aside.iter().map(|(h, why)| (h, *why)).take(1))
        .chain(planned.take(if finding.evidence.is_empty() { 1 } else { 0 }))
        .map(|(h, why)| NearMiss {
            text: h.evidence.text.clone(),
            score: h.evidence.score,
            place: h.evidence.place,
            why: why.to_owned(),
        })
        .collect();
    near.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.place.span.cmp(&b.place.span)));
    near
}
