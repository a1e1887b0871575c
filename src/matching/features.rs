//! A task and a sentence near it → what makes them near, as numbers that weights are laid on.

use super::grams::longest_run;
use super::index::{Matcher, Near, Passage, Shelf};
use super::read::{Asked, Own};
use crate::model::Mood;

/// The names of what a score is made of; `match_weights.tsv` has a weight for each.
pub const FEATURES: [&str; 22] = [
    "meaning",
    "rank",
    "pair",
    "cover",
    "paragraph",
    "lead_meaning",
    "lead",
    "section",
    "containment",
    "own_idf",
    "best_clause",
    "digit",
    "heading",
    "concrete",
    "boilerplate",
    "admitted",
    "crowd",
    "run",
    "ahead_best_clause",
    "ahead_cover",
    "ahead_paragraph",
    "one",
];
/// What a score is made of.
pub type Features = [f32; FEATURES.len()];

/// Where the features stand that are also laid beside those of the task's other candidates, and where that comparison goes.
const COMPARED: [(usize, usize); 3] = [(10, 18), (3, 19), (4, 20)];

/// Sets how far each candidate is ahead of the best other one: 「新农合」 in one sentence of a report tells more than in ten.
pub(super) fn compare(candidates: &mut [Features]) {
    for (from, to) in COMPARED {
        let (mut best, mut second) = (f32::MIN, f32::MIN);
        for features in candidates.iter() {
            let value = features[from];
            if value >= best {
                (best, second) = (value, best);
            } else {
                second = second.max(value);
            }
        }
        if second == f32::MIN {
            second = 0.0;
        }
        for features in candidates.iter_mut() {
            let value = features[from];
            features[to] = value - if value >= best { second } else { best };
        }
    }
}

/// The labelled reports have no more sentences: what more of them would weigh was never learnt.
const LARGEST: usize = 300;

impl Matcher {
    /// What makes a sentence near to a task; the comparison with others is left at nought.
    pub(super) fn features(
        &self,
        asked: &Asked,
        own: &Own,
        passages: &[Passage<'_>],
        shelf: &Shelf,
        near: Near,
        rank: usize,
    ) -> Features {
        let (passage, read) = (&passages[near.passage], &shelf.read[near.passage]);
        let shared: Vec<usize> = asked.shared(&read.grams.grams).collect();
        let share = |grams| asked.share(asked.shared(grams));
        let told = read.meant(self, passage.text);
        let wanted = &asked.meant.whole;
        let covered: Vec<f32> = asked.meant.clauses.iter().map(|c| told.clauses.nearest(c)).collect();
        [
            wanted.near(&told.whole),
            1.0 / (1.0 + rank as f32),
            covered.iter().copied().fold(0.0, f32::max),
            covered.iter().sum::<f32>() / covered.len().max(1) as f32,
            wanted.near(shelf.paragraph(near.passage, passages, self)),
            wanted.near(read.lead.meaning(self, passage.lead)),
            share(&read.lead.grams),
            share(&read.heading.grams),
            asked.share(shared.iter().copied()),
            own.share(&shared),
            asked.best_clause(&shared),
            f32::from(passage.text.bytes().any(|b| b.is_ascii_digit())),
            f32::from(passage.is_heading),
            f32::from(!passage.metrics.is_empty()),
            f32::from(read.stands_everywhere && !asked.stands_everywhere),
            f32::from(passage.mood == Mood::Admitted),
            // Among many sentences one is near by chance.
            (1.0 + shelf.read.len().min(LARGEST) as f32).ln() / 6.0,
            (1.0 + longest_run(read.pairs(passage.text), |g| asked.tells(g))).ln() / 3.0,
            0.0,
            0.0,
            0.0,
            1.0,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ahead_is_ahead_of_the_next_best() {
        let mut candidates = [[0.0; FEATURES.len()]; 3];
        for (candidate, value) in candidates.iter_mut().zip([0.2, 0.75, 0.5]) {
            candidate[COMPARED[0].0] = value;
        }
        compare(&mut candidates);
        let ahead: Vec<f32> = candidates.iter().map(|c| c[COMPARED[0].1]).collect();
        assert_eq!(ahead, [0.2 - 0.75, 0.25, -0.25]);
    }

    #[test]
    fn compared_features_have_their_place() {
        for (from, to) in COMPARED {
            assert_eq!(format!("ahead_{}", FEATURES[from]), FEATURES[to]);
        }
    }
}
