//! A task and what was heard of it → the signs that the model weighs.

use super::judge::{Case, Heard, Names};
use super::model::{EVIDENCE_SIGNS, EvidenceSigns, WHOLE_SIGNS, WholeSigns, decides, odds};
use super::slogan::slogan;
use crate::model::{Comparison, Mood};

/// What makes a sentence like the task, as far as the verdict asks for it; named as in `match_weights.tsv`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Likeness {
    /// How much of the task's best clause stands in it.
    pub best_clause: f32,
    /// How far it is ahead of the next in meaning.
    pub ahead_soft: f32,
    /// How near it comes to the task's rarest words.
    pub rare: f32,
    /// The share of the task's words with one near in meaning.
    pub soft: f32,
    /// How much the best shared pair of characters tells.
    pub best_gram: f32,
    /// How much the longest shared stretch tells.
    pub run: f32,
    /// The share of the plan's other tasks that it is near to as well.
    pub sought: f32,
}

/// So many of the likeliest sentences are asked for their best.
const FIRST: usize = 3;

/// Signs that the report tells of the task.
pub(super) fn evidence(case: &Case<'_>, comparisons: &[(usize, Comparison)]) -> EvidenceSigns {
    let score = |i: usize| case.told.get(i).map_or(0.0, |h| h.evidence.score);
    let top = case.told.first().map(|h| h.like).unwrap_or_default();
    let planned = case.planned.first().map_or(0.0, |h| h.evidence.score);
    [
        odds(score(0)),
        odds(score(1)),
        odds(score(2)),
        most(case, |h| h.like.best_clause),
        top.ahead_soft,
        most(case, |h| h.like.rare),
        top.run,
        f32::from(comparisons.iter().any(|(_, c)| decides(c.outcome))),
        f32::from(!case.task.targets.is_empty()),
        f32::from(slogan(case)),
        length(case.words),
        odds(planned),
        top.sought,
        f32::from(case.told.first().is_some_and(|h| h.mood == Mood::Admitted)),
        f32::from(case.told.iter().take(FIRST).any(|h| h.mood == Mood::Ongoing)),
        1.0,
    ]
}

/// Signs that the sentences taken tell of the whole task.
pub(super) fn whole(
    case: &Case<'_>,
    taken: &[usize],
    comparisons: &[(usize, Comparison)],
    names: Names<'_>,
) -> WholeSigns {
    let told = || taken.iter().filter_map(|&i| case.told.get(i));
    let all = told().map(|h| h.evidence.text.as_str()).collect::<Vec<_>>().join("。");
    let untold = parts(case.words).filter(|p| (names.contained)(p, &all) < TOLD).count();
    let decided = comparisons.iter().filter(|(_, c)| decides(c.outcome)).count();
    [
        length(case.words),
        untold as f32,
        told().map(|h| h.like.best_gram).fold(0.0, f32::max),
        most(case, |h| h.like.soft),
        most(case, |h| h.like.rare),
        f32::from(told().any(|h| h.mood == Mood::Admitted)),
        f32::from(told().all(|h| h.mood == Mood::Ongoing)),
        f32::from(all.contains(|c: char| c.is_ascii_digit())),
        f32::from(slogan(case)),
        f32::from(decided < case.task.targets.len()),
        1.0,
    ]
}

/// The signs by name, for `benches/make/verdict.py`.
pub(super) fn named(evidence: &EvidenceSigns, whole: &WholeSigns) -> Vec<(String, f32)> {
    let of = |question: &str, names: &[&str], signs: &[f32]| -> Vec<(String, f32)> {
        names.iter().zip(signs).map(|(n, s)| (format!("{question}\t{n}"), *s)).collect()
    };
    let mut all = of("evidence", &EVIDENCE_SIGNS, evidence);
    all.extend(of("whole", &WHOLE_SIGNS, whole));
    all
}

fn most(case: &Case<'_>, of: impl Fn(&Heard<'_>) -> f32) -> f32 {
    case.told.iter().take(FIRST).map(of).fold(0.0, f32::max)
}

fn length(words: &str) -> f32 {
    (1.0 + words.chars().count() as f32).ln()
}

/// A part of a task is told of where so much of it stands in the evidence.
pub(super) const TOLD: f32 = 0.35;

/// The parts of a task that can be told of by themselves: 「改造管网，新建泵站、水厂」 has three.
pub(super) fn parts(words: &str) -> impl Iterator<Item = &str> {
    let cut = |c: char| matches!(c, '，' | '。' | '；' | '：' | '、' | ',' | ';');
    words.split(cut).map(str::trim).filter(|c| c.chars().count() >= 3)
}
