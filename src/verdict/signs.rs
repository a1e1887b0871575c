//! A task and what was heard of it → the signs that the model weighs.

use super::judge::{Case, Heard, Names, asks_figures_only};
use super::model::{EVIDENCE_SIGNS, EvidenceSigns, Signs, WHOLE_SIGNS, WholeSigns, decides, odds};
use super::slogan::slogan;
use crate::model::{Comparison, Mood};
use crate::text::MOST_PIECES;
use crate::text::clause::items;

/// What makes a sentence like the task, as far as the verdict asks for it; named as in `match_weights.tsv`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Likeness {
    /// How much of the task's best clause stands in it.
    pub best_clause: f32,
    /// How near its nearest clause comes to one of the task's in meaning.
    pub pair: f32,
    /// How near its clauses come to all of the task's, on the mean.
    pub cover: f32,
    /// How much of the task stands in the titles above it.
    pub section: f32,
    /// How much the longest shared stretch tells.
    pub run: f32,
    /// How far its paragraph is ahead of the next in meaning.
    pub ahead_paragraph: f32,
    /// The share of the plan's other tasks that it is near to as well.
    pub sought: f32,
}

/// So many of the likeliest sentences are asked for their best.
const FIRST: usize = 3;

/// All signs of a case, of which the sentences `taken` would be quoted.
pub(super) fn of(
    case: &Case<'_>,
    taken: &[usize],
    comparisons: &[(usize, Comparison)],
    names: Names<'_>,
) -> Signs {
    Signs { evidence: evidence(case, comparisons), whole: whole(case, taken, comparisons, names) }
}

/// Signs that the report tells of the task.
fn evidence(case: &Case<'_>, comparisons: &[(usize, Comparison)]) -> EvidenceSigns {
    let score = |i: usize| case.told.get(i).map_or(0.0, |h| h.evidence.score);
    let top = case.told.first().map(|h| h.like).unwrap_or_default();
    let planned = case.planned.first().map_or(0.0, |h| h.evidence.score);
    [
        odds(score(0)),
        odds(score(1)),
        most(case, |h| h.like.run),
        f32::from(case.told.first().is_some_and(|h| h.mood == Mood::Admitted)),
        f32::from(case.told.first().is_some_and(|h| h.mood == Mood::Ongoing)),
        length(case.words),
        most(case, |h| h.like.best_clause),
        most(case, |h| h.like.pair),
        most(case, |h| h.like.section),
        top.ahead_paragraph,
        case.wording,
        f32::from(comparisons.iter().any(|(_, c)| decides(c.outcome))),
        f32::from(!case.task.targets.is_empty()),
        f32::from(asks_a_number(case)),
        f32::from(marked(case.words)),
        f32::from(slogan(case)),
        odds(planned),
        top.sought,
        1.0,
    ]
}

/// Signs that the sentences taken tell of the whole task.
fn whole(
    case: &Case<'_>,
    taken: &[usize],
    comparisons: &[(usize, Comparison)],
    names: Names<'_>,
) -> WholeSigns {
    let told = || taken.iter().filter_map(|&i| case.told.get(i));
    let all = evidence_text(case, taken);
    let untold = parts(case.words).filter(|p| !tells(&all, p, names)).count();
    let decided = comparisons.iter().filter(|(_, c)| decides(c.outcome)).count();
    [
        untold as f32,
        most(case, |h| h.like.cover),
        f32::from(told().any(|h| h.mood == Mood::Admitted)),
        f32::from(told().all(|h| h.mood == Mood::Ongoing)),
        f32::from(all.contains(|c: char| c.is_ascii_digit())),
        f32::from(decided < case.task.targets.len()),
        f32::from(decided > 0 && decided >= case.task.targets.len()),
        f32::from(asks_figures_only(case)),
    ]
}

/// The signs by name, for `benches/make/verdict.py`.
pub(super) fn named(signs: &Signs) -> Vec<(String, f32)> {
    let names = EVIDENCE_SIGNS.iter().chain(&WHOLE_SIGNS);
    names.map(|n| (*n).to_owned()).zip(signs.evidence.iter().chain(&signs.whole).copied()).collect()
}

fn most(case: &Case<'_>, of: impl Fn(&Heard<'_>) -> f32) -> f32 {
    case.told.iter().take(FIRST).map(of).fold(0.0, f32::max)
}

/// Whether a figure stands in the task, be it read as a goal or not; the day by which it is wanted is none.
fn asks_a_number(case: &Case<'_>) -> bool {
    let by = case.task.deadline.as_ref().map_or("", |d| d.text.as_str());
    let has = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    if by.is_empty() { has(case.words) } else { case.words.split(by).any(has) }
}

/// 「（三）提升城市品质」, 「四是提升城市品质」: a title of the plan.
fn marked(words: &str) -> bool {
    let words = words.trim_start_matches(['（', '(']);
    let after = words.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    after.len() < words.len() && after.starts_with(['、', '）', ')', '是'])
}

fn length(words: &str) -> f32 {
    (1.0 + words.chars().count() as f32).ln()
}

/// A part of a task is told of where so much of it stands in the evidence.
const TOLD: f32 = 0.35;

/// Whether evidence tells of a part of a task in its words.
pub(super) fn tells(evidence: &str, part: &str, names: Names<'_>) -> bool {
    (names.contained)(part, evidence) >= TOLD
}

fn evidence_text(case: &Case<'_>, taken: &[usize]) -> String {
    let told = taken.iter().filter_map(|&i| case.told.get(i));
    told.map(|h| h.evidence.text.as_str()).collect::<Vec<_>>().join("。")
}

/// The parts of a task that can be told of by themselves: 「改造管网，新建泵站、水厂」 has three.
pub(super) fn parts(words: &str) -> impl Iterator<Item = &str> {
    items(words).map(str::trim).filter(|c| c.chars().count() >= 3).take(MOST_PIECES)
}
