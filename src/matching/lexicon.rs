//! A text → the ids of its words, and their embedding: the only place that cuts words (jieba).

use super::embedding::{EMBEDDED_WORDS, Embedding, Vectors};
use crate::tables;
use crate::text::ngrams::OwnMap;
use jieba_rs::Jieba;
use std::collections::HashMap;

/// The word list: word, frequency by which jieba cuts; the first rows have vectors.
const WORDS: &str = include_str!("../tables/words.tsv");
/// A word with how much more often than others a report tells of tasks that hold it (`benches/make/wording.py`).
const WORDING: &str = include_str!("../tables/wording.tsv");

/// The dictionary with its word vectors.
#[derive(Clone, Debug)]
pub(super) struct Lexicon {
    jieba: Jieba,
    ids: OwnMap<&'static str, u32>,
    wording: HashMap<u32, f32>,
    vectors: Vectors,
}

impl Lexicon {
    /// Reads the tables: some milliseconds, so once a checker.
    pub(super) fn load() -> Self {
        let mut jieba = Jieba::empty();
        let mut ids = OwnMap::with_capacity_and_hasher(EMBEDDED_WORDS, Default::default());
        let rows = WORDS.lines().filter(|l| !l.starts_with('#'));
        for (id, (word, frequency)) in (0..).zip(rows.filter_map(|l| l.split_once('\t'))) {
            jieba.add_word(word, frequency.parse().ok(), None);
            if (id as usize) < EMBEDDED_WORDS {
                ids.insert(word, id);
            }
        }
        let weight = |r: Vec<&str>| Some((*ids.get(r.first()?)?, r.get(1)?.parse().ok()?));
        let wording = tables::rows(WORDING).filter_map(weight).collect();
        Lexicon { jieba, ids, wording, vectors: Vectors::load() }
    }

    /// Lists the words of a text that have a vector, each once, in order of their ids.
    pub(super) fn words(&self, text: &str) -> Vec<u32> {
        let mut ids: Vec<u32> =
            self.jieba.cut(text, false).iter().filter_map(|t| self.ids.get(t.word).copied()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The embedding of words.
    pub(super) fn embedding(&self, words: &[u32]) -> Embedding {
        self.vectors.embedding(words)
    }

    /// How much more often than of others a report tells of tasks in such words, as log-odds: 新增 more, 担当 less.
    pub(super) fn wording(&self, text: &str) -> f32 {
        let words = self.words(text);
        let known: Vec<f32> = words.iter().filter_map(|w| self.wording.get(w).copied()).collect();
        known.iter().sum::<f32>() / (known.len().max(1) as f32).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_genre_knows_what_belongs_together() {
        let lexicon = Lexicon::load();
        let embedding = |text| lexicon.embedding(&lexicon.words(text));
        let near = |a, b| embedding(a).cosine(&embedding(b));
        assert!(near("养老", "助餐") > near("养老", "高速公路"));
        assert_eq!(near("养老", "a"), 0.0);
    }

    #[test]
    fn the_table_is_what_jieba_reads() {
        assert!(tables::rows(WORDS).all(|r| r.len() == 2 && r[1].parse::<usize>().is_ok()));
        assert!(tables::rows(WORDS).count() <= 60_000);
    }
}
