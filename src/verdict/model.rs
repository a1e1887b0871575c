//! Signs of a case → the chance that the report tells of the task, and that it tells of the whole of it.

use crate::model::{Outcome, Verdict};
use crate::tables::rows;

/// What tells whether the report tells of a task at all.
pub(super) const EVIDENCE_SIGNS: [&str; 19] = [
    "best", "second", "run", "admitted", "ongoing", "length", "clause", "pair", "section", "ahead",
    "wording", "met", "figure", "digits", "marked", "slogan", "planned", "sought", "one",
];
/// What tells whether it tells of the whole task.
pub(super) const WHOLE_SIGNS: [&str; 10] =
    ["length", "untold", "cover", "pair", "admitted", "ongoing", "digits", "slogan", "number_missing", "one"];

/// Signs that the report tells of the task.
pub(super) type EvidenceSigns = [f32; EVIDENCE_SIGNS.len()];
/// Signs that it tells of the whole.
pub(super) type WholeSigns = [f32; WHOLE_SIGNS.len()];

/// What was fitted on labelled pairs (`benches/make/verdict.py`): weights of the signs, and how sure a verdict is.
#[derive(Clone, Debug)]
pub struct Model {
    evidence: EvidenceSigns,
    whole: WholeSigns,
    confidence: Vec<(&'static str, f32, f32)>,
}

impl Model {
    /// The tables of the crate.
    pub fn load() -> Self {
        Model::of(include_str!("../tables/verdict_weights.tsv"), include_str!("../tables/confidence.tsv"))
    }

    /// Other tables, for fitting with reports left out.
    pub fn of(weights: &'static str, confidence: &'static str) -> Self {
        let weight = |question: &str, name: &str| {
            let row = rows(weights).find(|r| r.len() == 3 && r[0] == question && r[1] == name);
            row.and_then(|r| r[2].parse().ok()).unwrap_or(0.0)
        };
        let sure =
            |r: Vec<&'static str>| Some((*r.first()?, r.get(1)?.parse().ok()?, r.get(2)?.parse().ok()?));
        Model {
            evidence: EVIDENCE_SIGNS.map(|name| weight("evidence", name)),
            whole: WHOLE_SIGNS.map(|name| weight("whole", name)),
            confidence: rows(confidence).filter_map(sure).collect(),
        }
    }

    /// The chance that the report tells of the task.
    pub(super) fn told(&self, signs: &EvidenceSigns) -> f32 {
        chance(self.evidence.iter().zip(signs).map(|(w, s)| w * s).sum())
    }

    /// The chance that what it tells is the whole.
    pub(super) fn whole(&self, signs: &WholeSigns) -> f32 {
        chance(self.whole.iter().zip(signs).map(|(w, s)| w * s).sum())
    }

    /// The chance that a verdict is right: what the signs say, set right by how often such verdicts were.
    pub(super) fn confidence(&self, verdict: Verdict, reason: &str, signs_say: f32) -> f32 {
        let word = match verdict {
            Verdict::Done => "done",
            Verdict::Partly => "partly",
            Verdict::TargetMissed => "target_missed",
            Verdict::NotMentioned => "not_mentioned",
        };
        let is = |name: &str| name.split_once(':').is_some_and(|(v, r)| v == word && r == reason);
        let row = self.confidence.iter().find(|row| is(row.0));
        let (intercept, slope) = row.map_or((0.0, 1.0), |r| (r.1, r.2));
        chance(intercept + slope * odds(signs_say))
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
        let evidence = EVIDENCE_SIGNS.iter().map(|s| ("evidence", *s));
        let wanted: Vec<(&str, &str)> = evidence.chain(WHOLE_SIGNS.iter().map(|s| ("whole", *s))).collect();
        let table = include_str!("../tables/verdict_weights.tsv");
        let named: Vec<(&str, &str)> = rows(table).map(|r| (r[0], r[1])).collect();
        assert_eq!(named, wanted);
    }
}
