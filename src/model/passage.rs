//! What goes from the checker through matching to the verdict: a task as a query, a sentence of the report as a passage, and the two
//! together as a candidate. A passage borrows from the report; only what is quoted in the end is copied.

use super::document::Mood;
use super::features::{features, named};
use super::metric::Metric;
use super::review::{Evidence, Task};
use crate::span::Place;
use std::rc::Rc;

/// A task of the plan with its words.
#[derive(Clone, Debug, Default)]
pub struct Query<'a> {
    /// The document that holds it, by its place in the file.
    pub document: usize,
    /// The task.
    pub task: Task,
    /// Its words without the marker.
    pub words: &'a str,
    /// It is on a list of promises.
    pub promised: bool,
}

/// A sentence of the report that may be evidence.
#[derive(Clone, Debug, Default)]
pub struct Passage<'a> {
    /// The document that holds it, by its place in the file.
    pub document: usize,
    /// Its words.
    pub text: &'a str,
    /// Where it stands.
    pub place: Place,
    /// The innermost section that holds it.
    pub section: Option<usize>,
    /// The titles of all sections that hold it.
    pub heading: Rc<str>,
    /// It is a heading itself.
    pub is_heading: bool,
    /// The first sentence of its paragraph, which often names the topic; empty where it is that itself.
    pub lead: &'a str,
    /// Where its paragraph begins: one number for all its sentences.
    pub paragraph: usize,
    /// Its figures.
    pub metrics: &'a [Metric],
    /// In what mood it speaks.
    pub mood: Mood,
}

impl Passage<'_> {
    /// Quotes it; `score` tells how well it fits.
    pub fn quote(&self, score: f32) -> Evidence {
        let Passage { text, place, section, .. } = *self;
        Evidence { text: text.to_owned(), score, place, section, ..Evidence::default() }
    }
}

/// A passage with how well it fits a query.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// The passage.
    pub passage: &'a Passage<'a>,
    /// The probability that a careful checker would quote it.
    pub score: f32,
    /// What the score was made of.
    pub features: Features,
    /// The share of the plan's other tasks that it is near to as well: a sentence that names everything is near to all.
    pub sought: f32,
}

impl<'a> Candidate<'a> {
    /// Makes a candidate of a passage that a rule found, not a likeness.
    pub fn by_rule(passage: &'a Passage<'a>, score: f32) -> Self {
        Candidate { passage, score, features: Features::default(), sought: 0.0 }
    }

    /// Quotes the passage.
    pub fn quote(&self) -> Evidence {
        self.passage.quote(self.score)
    }

    /// Says what the score was made of, by name.
    pub fn explain(&self) -> impl Iterator<Item = (String, f32)> {
        named(Features::NAMES, self.features.values())
    }
}

features! {
    /// Features of a (task, sentence) pair; `match_weights.tsv` has a weight for each.
    Features {
        /// Cosine of task and sentence.
        meaning,
        /// Reciprocal rank by shared n-grams.
        rank,
        /// The best cosine of any clause of the task with any of the sentence.
        pair,
        /// The mean over the task's clauses of their best cosine.
        cover,
        /// Cosine of the task and the sentence's paragraph.
        paragraph,
        /// Cosine of the task and the first sentence of the paragraph.
        lead_meaning,
        /// Share of the task's summed idf in the first sentence of the paragraph.
        lead,
        /// Share of it in the titles above.
        section,
        /// Share of it in the sentence.
        containment,
        /// The same with idf counted within the report.
        own_idf,
        /// Share of the summed idf of the task's best covered clause.
        best_clause,
        /// A digit stands in the sentence.
        digit,
        /// The sentence is a heading.
        heading,
        /// It has a metric.
        concrete,
        /// It holds words of every report, and the task does not.
        boilerplate,
        /// It admits a shortfall.
        admitted,
        /// The logarithm of the number of sentences: among many one is near by chance.
        crowd,
        /// The logarithm of the idf of the longest shared run of characters.
        run,
        /// By how much `best_clause` exceeds that of the best other candidate.
        ahead_best_clause,
        /// By how much `cover` does.
        ahead_cover,
        /// By how much `paragraph` does.
        ahead_paragraph,
        /// Always 1: the intercept.
        one,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::rows;

    #[test]
    fn every_feature_has_its_weight() {
        let mut named: Vec<&str> =
            rows(include_str!("../tables/match_weights.tsv")).map(|row| row[0]).collect();
        let mut features = Features::NAMES;
        named.sort_unstable();
        features.sort_unstable();
        assert_eq!(named, features);
    }
}
