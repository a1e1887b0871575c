//! Features of a case → the probability that the report tells of the task, that it tells of the whole of it, and that a verdict is
//! right.

use super::trees::Trees;
use crate::model::{Outcome, Reading, Verdict, features, logit, named, sigmoid, weights};
use std::sync::OnceLock;

features! {
    /// What tells whether the report tells of a task at all.
    EvidenceFeatures {
        /// Logit of the best candidate's score.
        best,
        /// Logit of the second's.
        second,
        /// How much the longest shared run of one of the best tells.
        run,
        /// The best admits a shortfall.
        admitted,
        /// The best tells of what is under way.
        ongoing,
        /// The logarithm of the task's length.
        length,
        /// How much of the task's best clause stands in one of the best.
        clause,
        /// How near the nearest clause of one of the best comes to one of the task's.
        pair,
        /// How much of the task stands in the titles above one of the best.
        section,
        /// How far the best one's paragraph is ahead of the next.
        ahead,
        /// How much more often than of others a report tells of tasks in such words.
        wording,
        /// A comparison decides.
        met,
        /// The task has a target.
        figure,
        /// A digit stands in the task.
        digits,
        /// The task is a title of the plan.
        marked,
        /// It is a slogan.
        slogan,
        /// Logit of the score of the best passage that looks ahead.
        planned,
        /// The share of the plan's other tasks that the best is near to as well.
        sought,
        /// Always 1: the intercept.
        one,
    }
}

features! {
    /// What more tells whether it tells of the whole task.
    WholeFeatures {
        /// The number of parts that the evidence does not tell of.
        untold,
        /// How near the clauses of one of the best come to all of the task's, on the mean.
        cover,
        /// One of those taken admits a shortfall.
        taken_admits,
        /// All of those taken tell of what is under way.
        taken_ongoing,
        /// A digit stands in the evidence.
        taken_digits,
        /// A target is not decided.
        number_missing,
        /// All targets are decided.
        all_met,
        /// The task is a figure with its name and little else.
        figures_only,
    }
}

features! {
    /// What a reader says.
    ReaderFeatures {
        /// Logit of the probability that the passages tell of the task.
        read_told,
        /// Logit of the probability that they tell of the whole of it, where they do.
        read_whole,
        /// Logit of the probability of the likeliest passage to be quoted.
        read_quoted,
    }
}

features! {
    /// What more tells whether a verdict is right.
    SureFeatures {
        /// Logit of the probability that it has by the other features.
        chance,
        /// The verdict is `done`.
        done,
        /// The verdict is `partly`.
        partly,
        /// The verdict is `target_missed`.
        target_missed,
        /// The verdict is `not_mentioned`.
        not_mentioned,
    }
}

/// All that the verdict on a task leans on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Features {
    pub(super) evidence: EvidenceFeatures,
    pub(super) whole: WholeFeatures,
    /// None where no reader was asked.
    pub(super) reader: Option<ReaderFeatures>,
}

impl Features {
    /// Pairs all features with their names.
    pub(super) fn named(&self) -> impl Iterator<Item = (String, f32)> {
        let evidence = named(EvidenceFeatures::NAMES, self.evidence.values());
        let reader = self.reader.map(|reader| named(ReaderFeatures::NAMES, reader.values()));
        evidence.chain(named(WholeFeatures::NAMES, self.whole.values())).chain(reader.into_iter().flatten())
    }

    fn values(&self) -> Vec<f32> {
        let reader = self.reader.unwrap_or_default();
        [&self.evidence.values()[..], &self.whole.values(), &reader.values()].concat()
    }
}

impl ReaderFeatures {
    pub(super) fn of(reading: &Reading) -> Self {
        let Reading { not_mentioned, partly, done, quoted } = reading;
        ReaderFeatures {
            read_told: logit(1.0 - not_mentioned),
            read_whole: logit(done / (partly + done)),
            read_quoted: logit(quoted.iter().copied().fold(0.0, f32::max)),
        }
    }
}

/// The tables that a [`Model`] is read from, those of the crate or, for fitting with reports left out, others.
#[derive(Clone, Copy, Debug)]
pub struct Tables {
    /// Weights of the features that a task is told of, without a reader and with one.
    pub told: [&'static str; 2],
    /// Trees that say whether it is told of as a whole, and how sure a verdict is; without a reader and with one.
    pub trees: [&'static str; 2],
}

impl Default for Tables {
    fn default() -> Self {
        let told =
            [include_str!("../tables/verdict_weights.tsv"), include_str!("../tables/reading_weights.tsv")];
        let trees =
            [include_str!("../tables/verdict_trees.tsv"), include_str!("../tables/reading_trees.tsv")];
        Tables { told, trees }
    }
}

/// What was fitted on labelled pairs: without a reader (`benches/make/verdict.py`) and with one (`benches/make/reading.py`).
#[derive(Clone, Debug, Default)]
pub struct Model {
    tables: Tables,
    fitted: [OnceLock<Fitted>; 2],
}

/// Weights of the features that a task is told of, and trees that say whether the whole of it is and how sure a verdict is.
#[derive(Clone, Debug)]
struct Fitted {
    told: Vec<f32>,
    whole: Trees,
    sure: Trees,
}

impl Model {
    /// Reads other tables than the crate's.
    pub fn of(tables: Tables) -> Self {
        Model { tables, ..Model::default() }
    }

    fn fitted(&self, features: &Features) -> &Fitted {
        let at = usize::from(features.reader.is_some());
        self.fitted[at].get_or_init(|| Fitted::of(self.tables.told[at], self.tables.trees[at]))
    }

    /// The probability that the report tells of the task.
    pub(super) fn told(&self, features: &Features) -> f32 {
        let products = self.fitted(features).told.iter().zip(features.values()).map(|(w, f)| w * f);
        sigmoid(products.sum())
    }

    /// The probability that what it tells is the whole.
    pub(super) fn whole(&self, features: &Features) -> f32 {
        sigmoid(self.fitted(features).whole.logit(&features.values()).unwrap_or_default())
    }

    /// The probability that a verdict is right: `own` is the one that the features give it, set right by how often such verdicts
    /// were.
    pub(super) fn confidence(&self, verdict: Verdict, own: f32, features: &Features) -> f32 {
        let is = |v: Verdict| f32::from(verdict == v);
        let sure = SureFeatures {
            chance: logit(own),
            done: is(Verdict::Done),
            partly: is(Verdict::Partly),
            target_missed: is(Verdict::TargetMissed),
            not_mentioned: is(Verdict::NotMentioned),
        };
        let all = [&features.values()[..], &sure.values()].concat();
        self.fitted(features).sure.logit(&all).map_or(own, sigmoid)
    }
}

impl Fitted {
    fn of(told: &'static str, trees: &'static str) -> Self {
        let names = names();
        let known = [&EvidenceFeatures::NAMES[..], &WholeFeatures::NAMES, &ReaderFeatures::NAMES].concat();
        Fitted {
            told: known.iter().map(|name| weights([*name], told)[0]).collect(),
            whole: Trees::read(trees, "whole", &names),
            sure: Trees::read(trees, "sure", &names),
        }
    }
}

/// The names of all features, in the order in which the trees are given them.
fn names() -> Vec<&'static str> {
    [&EvidenceFeatures::NAMES[..], &WholeFeatures::NAMES, &ReaderFeatures::NAMES, &SureFeatures::NAMES]
        .concat()
}

/// Whether a comparison decides.
pub(super) fn decides(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Met | Outcome::Missed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::rows;

    #[test]
    fn every_feature_has_its_weight() {
        let named: Vec<&str> = rows(include_str!("../tables/verdict_weights.tsv")).map(|r| r[0]).collect();
        assert_eq!(named, EvidenceFeatures::NAMES);
    }

    #[test]
    fn trees_ask_for_features_that_there_are() {
        for row in rows(include_str!("../tables/verdict_trees.tsv")) {
            assert!(row[2] == "-" || names().contains(&row[2]), "{row:?}");
        }
    }
}
