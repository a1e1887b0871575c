//! A text's n-grams → the same with their idf, and how much of one text is contained in another.

use super::boundary::head;
use super::idf::idf;
use super::ngrams::{BloomFilter, Ngram, each_ngram, ngrams, shared};

/// N-grams, each with its idf.
#[derive(Debug, Default)]
pub(crate) struct WeightedNgrams {
    pub(crate) ngrams: Vec<Ngram>,
    pub(crate) weights: Vec<f32>,
    /// Of all weights.
    pub(crate) sum: f32,
}

impl WeightedNgrams {
    /// Reads a text.
    pub(crate) fn of(text: &str) -> Self {
        let ngrams = ngrams(text);
        let weights: Vec<f32> = ngrams.iter().map(|g| idf(*g)).collect();
        WeightedNgrams { sum: weights.iter().sum(), ngrams, weights }
    }

    /// The share of the summed idf that stands in `other` too.
    pub(crate) fn contained(&self, other: &[Ngram]) -> f32 {
        let mut sum = 0.0;
        shared(&self.ngrams, other, |i| sum += self.weights[i]);
        if self.sum > 0.0 { sum / self.sum } else { 0.0 }
    }
}

/// No sentence, nor what is quoted for one task, has so many characters: of a longer text the head is read.
const LONGEST: usize = 6000;

/// The share of `part`'s summed idf that stands in `whole`, 0 to 1.
pub(crate) fn containment(part: &str, whole: &str) -> f32 {
    let part = WeightedNgrams::of(part);
    // 4,096 bits: of a task's two hundred n-grams few share one.
    let mut filter = BloomFilter::<64>::default();
    part.ngrams.iter().for_each(|ngram| filter.add(*ngram));
    let mut held = Vec::new();
    // Of a long text that is asked of once, only what may stand in the part is sorted.
    each_ngram(head(whole, LONGEST), |ngram| {
        if filter.may_hold(ngram) {
            held.push(ngram);
        }
    });
    held.sort_unstable();
    held.dedup();
    part.contained(&held)
}

/// A text of which it is asked again and again how much of others it contains.
pub(crate) struct Whole(Vec<Ngram>);

impl Whole {
    /// Reads a text.
    pub(crate) fn of(text: &str) -> Self {
        Whole(ngrams(head(text, LONGEST)))
    }

    /// The share of `part`'s summed idf that stands in the text, 0 to 1.
    pub(crate) fn contains(&self, part: &str) -> f32 {
        WeightedNgrams::of(part).contained(&self.0)
    }
}
