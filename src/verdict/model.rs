//! Signs of a case → the chance that the report tells of the task, that it tells of the whole of it, and that a verdict is right.

use super::trees::Trees;
use crate::model::{Outcome, Verdict};
use crate::tables::rows;

/// What tells whether the report tells of a task at all.
pub(super) const EVIDENCE_SIGNS: [&str; 19] = [
    "best", "second", "run", "admitted", "ongoing", "length", "clause", "pair", "section", "ahead",
    "wording", "met", "figure", "digits", "marked", "slogan", "planned", "sought", "one",
];
/// What more tells whether it tells of the whole task.
pub(super) const WHOLE_SIGNS: [&str; 8] = [
    "untold",
    "cover",
    "taken_admits",
    "taken_ongoing",
    "taken_digits",
    "number_missing",
    "all_met",
    "figures_only",
];
/// What more tells whether a verdict is right: the chance that it has by the other signs, as log-odds, and which it is.
const SURE_SIGNS: [&str; 5] = ["chance", "done", "partly", "target_missed", "not_mentioned"];

/// Signs that the report tells of the task.
pub(super) type EvidenceSigns = [f32; EVIDENCE_SIGNS.len()];
/// Signs that it tells of the whole.
pub(super) type WholeSigns = [f32; WHOLE_SIGNS.len()];

/// All that the verdict on a task leans on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signs {
    pub(super) evidence: EvidenceSigns,
    pub(super) whole: WholeSigns,
}

impl Signs {
    fn all(&self) -> Vec<f32> {
        self.evidence.iter().chain(&self.whole).copied().collect()
    }
}

/// What was fitted on labelled pairs (`benches/make/verdict.py`): weights of the signs that a task is told of, and trees that say
/// whether the whole of it is and how sure a verdict is.
#[derive(Clone, Debug)]
pub struct Model {
    evidence: EvidenceSigns,
    whole: Trees,
    sure: Trees,
}

impl Model {
    /// The tables of the crate.
    pub fn load() -> Self {
        Model::of(include_str!("../tables/verdict_weights.tsv"), include_str!("../tables/verdict_trees.tsv"))
    }

    /// Other tables, for fitting with reports left out.
    pub fn of(weights: &'static str, trees: &'static str) -> Self {
        let weight = |name: &str| {
            let row = rows(weights).find(|r| r.len() == 2 && r[0] == name);
            row.and_then(|r| r[1].parse().ok()).unwrap_or(0.0)
        };
        let signs: Vec<&str> = EVIDENCE_SIGNS.into_iter().chain(WHOLE_SIGNS).chain(SURE_SIGNS).collect();
        Model {
            evidence: EVIDENCE_SIGNS.map(weight),
            whole: Trees::read(trees, "whole", &signs),
            sure: Trees::read(trees, "sure", &signs),
        }
    }

    /// The chance that the report tells of the task.
    pub(super) fn told(&self, signs: &EvidenceSigns) -> f32 {
        chance(self.evidence.iter().zip(signs).map(|(w, s)| w * s).sum())
    }

    /// The chance that what it tells is the whole.
    pub(super) fn whole(&self, signs: &Signs) -> f32 {
        chance(self.whole.odds(&signs.all()).unwrap_or_default())
    }

    /// The chance that a verdict is right: `own` is the one that the signs give it, set right by how often such verdicts were.
    pub(super) fn confidence(&self, verdict: Verdict, own: f32, signs: &Signs) -> f32 {
        let is = |v: Verdict| f32::from(verdict == v);
        let mut all = signs.all();
        all.extend([
            odds(own),
            is(Verdict::Done),
            is(Verdict::Partly),
            is(Verdict::TargetMissed),
            is(Verdict::NotMentioned),
        ]);
        self.sure.odds(&all).map_or(own, chance)
    }
}

fn chance(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}

/// The log of the odds; the ends are cut off, nothing is certain.
pub(super) fn odds(chance: f32) -> f32 {
    let chance = chance.clamp(0.001, 0.999);
    (chance / (1.0 - chance)).ln()
}

/// Whether a comparison decides.
pub(super) fn decides(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Met | Outcome::Missed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_has_its_weight() {
        let named: Vec<&str> = rows(include_str!("../tables/verdict_weights.tsv")).map(|r| r[0]).collect();
        assert_eq!(named, EVIDENCE_SIGNS);
    }

    #[test]
    fn trees_ask_for_signs_that_there_are() {
        let signs: Vec<&str> = EVIDENCE_SIGNS.into_iter().chain(WHOLE_SIGNS).chain(SURE_SIGNS).collect();
        for row in rows(include_str!("../tables/verdict_trees.tsv")) {
            assert!(row[2] == "-" || signs.contains(&row[2]), "{row:?}");
        }
    }
}
