//! A task and a sentence near it → what makes them near, as numbers that weights are laid on.

use super::grams::{is_pair, longest_run, shared};
use super::index::{Matcher, Near, Passage, Shelf, Wanted};
use super::read::{Asked, Weighed};
use super::words::cosine;
use crate::model::Mood;

/// The names of what a score is made of; `match_weights.tsv` has a weight for each.
pub const FEATURES: [&str; 39] = [
    "containment",
    "reverse",
    "triples",
    "meaning",
    "words",
    "best_gram",
    "figure",
    "length",
    "admitted",
    "ongoing",
    "heading",
    "section",
    "rank",
    "own_idf",
    "best_clause",
    "mean_clause",
    "neighbours",
    "numbers",
    "boilerplate",
    "concrete",
    "repeated",
    "lead",
    "crowd",
    "soft",
    "soft_back",
    "rare",
    "section_meaning",
    "clause_pair",
    "digit",
    "years",
    "section_years",
    "run",
    "ahead_containment",
    "ahead_meaning",
    "ahead_own_idf",
    "ahead_soft",
    "ahead_run",
    "ahead_best_clause",
    "one",
];
/// What a score is made of.
pub type Features = [f32; FEATURES.len()];

/// Where the features stand that are also laid beside those of the task's other candidates, and where that comparison goes.
const COMPARED: [(usize, usize); 6] = [(0, 32), (3, 33), (13, 34), (23, 35), (31, 36), (14, 37)];

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
        wanted: &Wanted<'_>,
        asked: &Asked,
        passage: &Passage<'_>,
        shelf: &Shelf,
        near: Near,
        rank: usize,
    ) -> Features {
        let (task, read) = (&asked.task, &shelf.read[near.passage]);
        let grams = &read.short.grams;
        let both = task.short.shared(grams);
        let (best, own) = self.best_and_own(asked, grams);
        let clauses: Vec<f32> = asked.clauses.iter().map(|c| c.within(grams)).collect();
        let own_clauses = read.clauses(self, passage.text);
        let (asks, tells) = (task.traits(wanted.text), read.traits(passage.text));
        let mut triples = 0usize;
        shared(&asks.triples, &tells.triples, |_| triples += 1);
        let (wanted_words, words) = (task.words(self, wanted.text), read.words(self, passage.text));
        let (soft, soft_back) = self.soft(wanted_words, words);
        [
            both / task.short.sum.max(1.0),
            both / read.short.sum.max(1.0),
            triples as f32 / asks.triples.len().max(1) as f32,
            cosine(wanted_words, words),
            self.shared_words(wanted_words, words),
            best / 10.0,
            near.figure,
            tells.length / 5.0,
            f32::from(passage.mood == Mood::Admitted),
            f32::from(passage.mood == Mood::Ongoing),
            f32::from(passage.is_heading),
            task.short.within(&read.heading.grams),
            1.0 / (1.0 + rank as f32),
            own,
            clauses.iter().copied().fold(0.0, f32::max),
            clauses.iter().sum::<f32>() / clauses.len().max(1) as f32,
            near.beside,
            same_numbers(&asks.numbers, &tells.numbers),
            f32::from(tells.boilerplate && !asks.boilerplate),
            f32::from(!passage.metrics.is_empty()),
            repeated_share(asked, grams),
            task.short.within(&read.lead.grams),
            // Among many sentences one is near by chance.
            (1.0 + shelf.read.len().min(LARGEST) as f32).ln() / 6.0,
            soft,
            soft_back,
            self.nearest_of(&asked.rare, words),
            cosine(wanted_words, &read.heading.words),
            best_pair(&asked.clauses, &clauses, own_clauses),
            f32::from(tells.digit),
            f32::from(tells.years),
            f32::from(read.heading.years),
            (1.0 + longest_run(&task.short.grams, &tells.pairs, |g| self.tells(g))).ln() / 3.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            1.0,
        ]
    }

    /// How much the best shared pair tells, and the share of the task that stands in the sentence by what tells in this report.
    fn best_and_own(&self, asked: &Asked, grams: &[u64]) -> (f32, f32) {
        let (mut best, mut own) = (0.0f32, 0.0);
        shared(&asked.task.short.grams, grams, |i| {
            own += asked.own[i];
            let gram = asked.task.short.grams[i];
            if is_pair(gram) {
                best = best.max(self.tells(gram));
            }
        });
        let all: f32 = asked.own.iter().sum();
        (best, own / all.max(1.0))
    }
}

/// The share of the task's pairs by how often it says them: 就业 three times is its topic.
fn repeated_share(asked: &Asked, grams: &[u64]) -> f32 {
    let all: f32 = asked.often.iter().map(|(_, weight)| weight).sum();
    let both: f32 =
        asked.often.iter().filter(|(g, _)| grams.binary_search(g).is_ok()).map(|(_, weight)| weight).sum();
    if all > 0.0 { both / all } else { 0.0 }
}

/// How much a clause of the one and a clause of the other have in common, of the pair that has most. `shares` is what of each
/// clause asked stands in the whole sentence: where that is too little none of the sentence's clauses is looked at.
fn best_pair(asked: &[Weighed], shares: &[f32], told: &[Weighed]) -> f32 {
    let mut best: f32 = 0.0;
    for (a, share) in asked.iter().zip(shares) {
        let shared = share * a.sum.max(1.0);
        if 2.0 * shared / (a.sum + shared).max(1.0) <= best {
            continue;
        }
        let common = |b: &Weighed| 2.0 * a.shared(&b.grams) / (a.sum + b.sum).max(1.0);
        best = told.iter().map(common).fold(best, f32::max);
    }
    best
}

/// The share of the task's figures that stand in the passage too: 「3000公里」 in both is hardly chance.
fn same_numbers(wanted: &[String], told: &[String]) -> f32 {
    let both = wanted.iter().filter(|n| told.contains(n)).count();
    both as f32 / wanted.len().max(1) as f32
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
