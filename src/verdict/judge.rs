//! One task with what was heard of it in the report → its finding, by rules over typed facts.

use super::figures::{comparisons, tells_only_of_years};
use super::pace::{Pace, asks_for_pace};
use super::words;
use crate::language::Language;
use crate::model::{
    Comparison, Direction, Evidence, Finding, Metric, MetricKind, Mood, NearMiss, Outcome, Quantity, Task,
    Verdict,
};
use crate::numeral::Decimal;
use crate::tables::Table;

static STAGES: Table = Table::new(include_str!("../tables/stages.tsv"));
static ELSEWHERE: Table = Table::new(include_str!("../tables/elsewhere.tsv"));
static SLOGANS: Table = Table::new(include_str!("../tables/slogans.tsv"));
static CONFIDENCE: Table = Table::new(include_str!("../tables/confidence.tsv"));

/// A sentence of the report that may bear on the task.
#[derive(Clone, Debug)]
pub struct Heard<'a> {
    /// As it is quoted.
    pub evidence: Evidence,
    /// In what mood it speaks.
    pub mood: Mood,
    /// Its figures.
    pub metrics: &'a [Metric],
}

/// A task with the sentences nearest to it, best first.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// The task.
    pub task: &'a Task,
    /// Its words without the marker.
    pub words: &'a str,
    /// Sentences that tell of what was done or is wanting.
    pub told: Vec<Heard<'a>>,
    /// Sentences that look ahead.
    pub planned: Vec<Heard<'a>>,
    /// How incomes and the economy grew, of the whole report.
    pub pace: &'a Pace<'a>,
}

/// What the verdict must know of words, carried along from matching.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// Whether two figures measure the same by name.
    pub same: &'a dyn Fn(&Metric, &Metric) -> bool,
    /// How much of the first text stands in the second, 0 to 1.
    pub contained: &'a dyn Fn(&str, &str) -> f32,
}

/// A sentence with less chance than this to be quoted is no evidence: on real plans it tells of the topic, not the task.
/// Set where as few unmentioned tasks as possible get evidence while two thirds of the others get theirs first.
const EVIDENCE: f32 = 0.315;
/// Of a slogan or a pledge only what says just that is evidence.
const SLOGAN_EVIDENCE: f32 = 0.7;
/// A sentence with the figure that the target asks for is quoted before all others.
const DECIDES: f32 = 0.9;
/// A further sentence counts beside the best from this share of its chance on.
const BESIDE: f32 = 0.62;
/// Checkers rarely quote more.
const MOST: usize = 3;
/// A clause of a task is told of where so much of it stands in the evidence.
const TOLD: f32 = 0.5;
/// With less than this share of its clauses told of, a task is done in part.
const WHOLE: f32 = 0.5;
/// Below this chance of being right a person should look.
const SURE: f32 = 0.8;
/// So many near misses are shown.
const NEAR: usize = 3;

/// Decides what became of a task.
pub fn judge(mut case: Case<'_>, names: Names<'_>, language: Language) -> Finding {
    let mut aside = set_aside(&mut case, names);
    let mut finding = if asks_for_pace(case.words) && case.task.targets.is_empty() {
        pace_finding(&mut case)
    } else {
        finding_of(&mut case, names)
    };
    let quoted = |h: &Heard<'_>| finding.evidence.iter().any(|e| e.place.span == h.evidence.place.span);
    aside.retain(|(h, _)| h.evidence.score >= EVIDENCE && !quoted(h));
    finding.near_misses = near_misses(&case, &finding, &aside);
    finding.confidence =
        confidence(finding.verdict, finding.reasons.first().map_or("", String::as_str), best_score(&finding));
    finding.needs_review = finding.confidence < SURE;
    finding.explanation = words::explanation(&finding, language);
    finding
}

/// Takes out of what is told the sentences that cannot be evidence, with why.
fn set_aside<'a>(case: &mut Case<'a>, names: Names<'_>) -> Vec<(Heard<'a>, &'static str)> {
    let (mut told, mut aside) = (Vec::new(), Vec::new());
    let figures_only = asks_figures_only(case);
    for heard in std::mem::take(&mut case.told) {
        match () {
            () if announces(&heard) => {}
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

fn finding_of(case: &mut Case<'_>, names: Names<'_>) -> Finding {
    let comparisons = comparisons(case, names);
    let taken = taken(case, &comparisons);
    for (at, comparison) in &comparisons {
        if matches!(comparison.outcome, Outcome::Met | Outcome::Missed) {
            let score = &mut case.told[*at].evidence.score;
            *score = score.max(DECIDES);
        }
    }
    let (verdict, reasons) = decide(case, &taken, &comparisons, names);
    Finding {
        task: case.task.clone(),
        verdict,
        reasons: reasons.iter().map(|r| (*r).to_owned()).collect(),
        evidence: best_first(taken.iter().map(|&i| case.told[i].evidence.clone()).collect()),
        comparisons: comparisons.into_iter().map(|(_, c)| c).collect(),
        ..Finding::default()
    }
}

/// 「居民收入增长与经济增长同步」: the rule, not the likeness of words, finds its evidence.
fn pace_finding(case: &mut Case<'_>) -> Finding {
    let (verdict, evidence) = match case.pace.verdict() {
        Some((verdict, quotes)) => (verdict, quotes.to_vec()),
        None => (Verdict::NotMentioned, Vec::new()),
    };
    let reason = match verdict {
        Verdict::Done => "pace_kept",
        Verdict::Partly => "pace_kept_in_part",
        Verdict::TargetMissed => "pace_missed",
        Verdict::NotMentioned => why_not(case),
    };
    Finding { task: case.task.clone(), verdict, reasons: vec![reason.to_owned()], evidence, ..Finding::default() }
}

fn best_first(mut evidence: Vec<Evidence>) -> Vec<Evidence> {
    evidence.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.place.span.cmp(&b.place.span)));
    evidence
}

/// The sentences to quote: those with the figures, then the likeliest.
fn taken(case: &Case<'_>, comparisons: &[(usize, Comparison)]) -> Vec<usize> {
    let best = case.told.first().map_or(0.0, |h| h.evidence.score);
    let least = if slogan(case) { SLOGAN_EVIDENCE } else { EVIDENCE };
    let gate = least.max(best * BESIDE);
    let mut taken: Vec<usize> = comparisons.iter().map(|(at, _)| *at).collect();
    taken.extend((0..case.told.len()).filter(|&i| case.told[i].evidence.score >= gate).take(MOST));
    taken.sort_unstable();
    taken.dedup();
    taken
}

fn decide(
    case: &Case<'_>,
    taken: &[usize],
    comparisons: &[(usize, Comparison)],
    names: Names<'_>,
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
    if taken.iter().any(|&i| case.told[i].mood == Mood::Admitted) {
        let verdict = if taken.len() == 1 { Verdict::TargetMissed } else { Verdict::Partly };
        return (verdict, vec!["admission"]);
    }
    if targets > 0 && met == targets {
        if misses_whole(case, taken) {
            return (Verdict::Partly, vec!["target_met", "part_missing"]);
        }
        return (Verdict::Done, vec!["target_met"]);
    }
    if targets > 0 {
        return (
            Verdict::Partly,
            if met > 0 { vec!["target_met", "number_missing"] } else { vec!["number_missing"] },
        );
    }
    if taken.iter().all(|&i| case.told[i].mood == Mood::Ongoing) {
        return (Verdict::Partly, vec!["ongoing"]);
    }
    if misses_whole(case, taken) {
        return (Verdict::Partly, vec!["part_missing"]);
    }
    if on_the_way(case, taken) {
        return (Verdict::Partly, vec!["first_step"]);
    }
    if told_share(case, taken, names) < WHOLE {
        return (Verdict::Partly, vec!["part_missing"]);
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

/// The task wants a thing to stand or run, and all that is told are steps on the way: 「医院建成投用」, 「主体工程完工」.
fn on_the_way(case: &Case<'_>, taken: &[usize]) -> bool {
    let holds = |text: &str, stage: &str| STAGES.rows().any(|row| row[0] == stage && text.contains(row[1]));
    let told = || taken.iter().map(|&i| case.told[i].evidence.text.as_str());
    holds(case.words, "goal") && told().any(|t| holds(t, "step")) && !told().any(|t| holds(t, "goal"))
}

/// 「现将工作情况报告如下：」 announces what follows and tells nothing itself.
fn announces(heard: &Heard<'_>) -> bool {
    heard.evidence.text.trim_end_matches([':', '：', '。']).ends_with("如下")
}

/// A goal that is a figure with its name and little else.
fn asks_figures_only(case: &Case<'_>) -> bool {
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
            .flat_map(|m| m.indicator.iter().take(1))
            .any(|own| (names.contained)(own, name) >= SHORT)
    };
    task.targets.iter().any(|t| t.indicator.iter().take(2).any(|name| named(name) || in_short(name)))
}

/// 「邻近的松江市……」: another place's work proves nothing.
fn tells_of_another_place(heard: &Heard<'_>) -> bool {
    ELSEWHERE.rows().any(|row| heard.evidence.text.contains(row[0]))
}

/// Why a task has no evidence.
fn why_not(case: &Case<'_>) -> &'static str {
    if slogan(case) {
        return "not_checkable";
    }
    let ahead = case.planned.first().is_some_and(|p| p.evidence.score >= EVIDENCE);
    if ahead { "only_planned" } else { "no_evidence" }
}

fn slogan(case: &Case<'_>) -> bool {
    let words = case.words;
    case.task.targets.is_empty()
        && !words.chars().any(|c| c.is_ascii_digit())
        && SLOGANS.rows().any(|row| match row[0] {
            "head" => words.starts_with(row[1]),
            _ => words.contains(row[1]),
        })
}

/// The share of the task's clauses, by length, that the evidence tells of.
fn told_share(case: &Case<'_>, taken: &[usize], names: Names<'_>) -> f32 {
    let clauses: Vec<&str> = clauses(case.words).collect();
    let all: usize = clauses.iter().map(|c| c.chars().count()).sum();
    let told: usize = clauses
        .iter()
        .filter(|c| taken.iter().any(|&i| (names.contained)(c, &case.told[i].evidence.text) >= TOLD))
        .map(|c| c.chars().count())
        .sum();
    told as f32 / all.max(1) as f32
}

/// The clauses that can be told of by themselves.
fn clauses(words: &str) -> impl Iterator<Item = &str> {
    words.split(['，', '。', '；', '：', ',', ';']).map(str::trim).filter(|c| c.chars().count() >= 4)
}

/// The chance that the verdict is right, by its reason and by how well the best sentence fits: as measured on labelled
/// pairs (`benches/make/confidence.py`).
fn confidence(verdict: Verdict, reason: &str, best: f32) -> f32 {
    let word = match verdict {
        Verdict::Done => "done",
        Verdict::Partly => "partly",
        Verdict::TargetMissed => "target_missed",
        Verdict::NotMentioned => "not_mentioned",
    };
    let row =
        CONFIDENCE.rows().find(|row| row[0].split_once(':').is_some_and(|(v, r)| v == word && r == reason));
    let number = |i: usize| row.as_ref().and_then(|r| r.get(i)?.parse::<f32>().ok()).unwrap_or(0.0);
    1.0 / (1.0 + (-(number(1) + number(2) * best)).exp())
}

/// The best sentence's score, of those taken or else of those that were too weak.
fn best_score(finding: &Finding) -> f32 {
    let near = finding.near_misses.iter().filter(|n| n.why != "only_planned").map(|n| n.score);
    let taken = finding.evidence.iter().map(|e| e.score);
    if finding.evidence.is_empty() { near.fold(0.0, f32::max) } else { taken.fold(0.0, f32::max) }
}

/// What is near and was not taken, with why.
fn near_misses(case: &Case<'_>, finding: &Finding, aside: &[(Heard<'_>, &'static str)]) -> Vec<NearMiss> {
    let taken = |h: &Heard<'_>| finding.evidence.iter().any(|e| e.place.span == h.evidence.place.span);
    let told = case.told.iter().filter(|h| !taken(h)).map(|h| (h, "too_weak"));
    let planned = case.planned.iter().map(|h| (h, "only_planned"));
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
