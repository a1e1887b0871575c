//! A query → what matching keeps of it: its n-grams with their idf, its clauses, its embeddings.

use super::index::InvertedIndex;
use super::lexicon::Lexicon;
use super::sentence::{ClauseEmbeddings, is_boilerplate, is_clause};
use crate::text::MOST_PIECES;
use crate::text::clause::items;
use crate::text::ngrams::{ngrams, shared};
use crate::text::similarity::WeightedNgrams;

/// The clauses of a task are counted in the bits of one number.
const _: () = assert!(MOST_PIECES <= u64::BITS as usize);

/// A task, ready to be laid beside sentences.
pub(super) struct IndexedQuery {
    pub(super) ngrams: WeightedNgrams,
    /// The summed idf of each clause; of the whole where there is none.
    clauses: Vec<f32>,
    /// The clauses that hold each n-gram, a bit each.
    in_clauses: Vec<u64>,
    pub(super) embeddings: ClauseEmbeddings,
    pub(super) boilerplate: bool,
}

impl IndexedQuery {
    pub(super) fn of(lexicon: &Lexicon, text: &str) -> Self {
        let all = WeightedNgrams::of(text);
        let mut query = IndexedQuery {
            clauses: Vec::new(),
            in_clauses: vec![0; all.ngrams.len()],
            ngrams: all,
            embeddings: ClauseEmbeddings::of(lexicon, text),
            boilerplate: is_boilerplate(text),
        };
        items(text).filter(|p| is_clause(p)).take(MOST_PIECES).for_each(|p| query.add_clause(p));
        if query.clauses.is_empty() {
            query.add_clause(text);
        }
        query
    }

    fn add_clause(&mut self, text: &str) {
        let (at, mut sum) = (self.clauses.len(), 0.0);
        shared(&self.ngrams.ngrams, &ngrams(text), |i| {
            self.in_clauses[i] |= 1 << at;
            sum += self.ngrams.weights[i];
        });
        self.clauses.push(sum);
    }

    /// The share of the query's summed idf that its n-grams at these positions have.
    pub(super) fn share(&self, shared: impl Iterator<Item = usize>) -> f32 {
        // Not `sum()`, which begins at −0.
        shared.fold(0.0, |sum, i| sum + self.ngrams.weights[i]) / self.ngrams.sum.max(1.0)
    }

    /// The highest such share of any one clause.
    pub(super) fn best_clause(&self, shared: &[usize]) -> f32 {
        let mut sums = [0.0; MOST_PIECES];
        for &i in shared {
            let mut left = self.in_clauses[i];
            while left != 0 {
                sums[left.trailing_zeros() as usize] += self.ngrams.weights[i];
                left &= left - 1;
            }
        }
        sums.iter().zip(&self.clauses).map(|(sum, all)| sum / all.max(1.0)).fold(0.0, f32::max)
    }
}

/// The idf of a query's n-grams counted within one report: 养老 is common in a report on care for the old.
pub(super) struct ReportIdf {
    weights: Vec<f32>,
    sum: f32,
}

impl ReportIdf {
    /// `numbers` are those of the query's n-grams in the report.
    pub(super) fn of(numbers: &[u32], index: &InvertedIndex) -> Self {
        let weights: Vec<f32> = numbers.iter().map(|ngram| index.idf(*ngram)).collect();
        ReportIdf { sum: weights.iter().sum(), weights }
    }

    /// The share of the query's summed idf that its n-grams at these positions have.
    pub(super) fn share(&self, shared: &[usize]) -> f32 {
        shared.iter().fold(0.0, |sum, i| sum + self.weights[*i]) / self.sum.max(1.0)
    }
}
