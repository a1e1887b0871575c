//! The n-grams of a report → their numbers, by which tables of them are looked up.

use crate::text::idf::idf;
use crate::text::ngrams::{Ngram, NgramMap, ngrams};

/// The number of what no text of the report holds, and of what parts two n-grams.
pub(super) const NONE: u32 = 0;

/// N-grams, numbered in the order in which they were first read.
pub(super) struct Vocabulary {
    numbers: NgramMap<u32>,
    /// The idf of each.
    idf: Vec<f32>,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Vocabulary { numbers: NgramMap::default(), idf: vec![0.0] }
    }
}

impl Vocabulary {
    /// Numbers a text's n-grams, each once, in order of their keys.
    pub(super) fn read(&mut self, text: &str) -> Vec<u32> {
        let number = |ngram| {
            *self.numbers.entry(ngram).or_insert_with(|| {
                self.idf.push(idf(ngram));
                self.idf.len() as u32 - 1
            })
        };
        ngrams(text).into_iter().map(number).collect()
    }

    /// The number of an n-gram.
    pub(super) fn number(&self, ngram: Ngram) -> u32 {
        self.numbers.get(&ngram).copied().unwrap_or(NONE)
    }

    /// The summed idf of n-grams.
    pub(super) fn sum(&self, numbers: &[u32]) -> f32 {
        numbers.iter().map(|n| self.idf[*n as usize]).sum()
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.idf.len()
    }
}
