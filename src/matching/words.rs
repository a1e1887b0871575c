//! Text → words with their weight and meaning: the only place that cuts words (jieba).

use crate::tables;
use jieba_rs::Jieba;
use std::collections::HashMap;

/// The word list: word, frequency by which jieba cuts, idf; the first rows have vectors.
const WORDS: &str = include_str!("../tables/words.tsv");

/// The first byte says how many dimensions; then one signed byte a dimension, a row a word.
const VECTORS: &[u8] = include_bytes!("../tables/vectors.bin");

/// Dimensions of a word's meaning.
pub(super) const DIMENSIONS: usize = VECTORS[0] as usize;

/// The meaning of a stretch of text: a unit vector, or zero where no word is known.
pub(super) type Meaning = [f32; DIMENSIONS];

/// A text's words, each once, in order of their numbers, with their idf.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// Numbers of the word list.
    pub(super) ids: Vec<u32>,
    /// idf-weighted mean of the words' meanings, of length one.
    pub(super) meaning: Option<Box<Meaning>>,
}

/// The dictionary with idf and meanings.
#[derive(Clone, Debug)]
pub(super) struct Lexicon {
    jieba: Jieba,
    ids: HashMap<&'static str, u32>,
    idf: Vec<f32>,
    norms: Vec<f32>,
}

impl Lexicon {
    /// Reads the tables: some milliseconds, so once a checker.
    pub(super) fn load() -> Self {
        let body = WORDS.split_once('\n').map_or("", |(_, body)| body);
        let jieba = Jieba::with_dict(&mut body.as_bytes()).expect("the table is checked by a test");
        let mut ids = HashMap::new();
        let mut idf = Vec::new();
        for row in tables::rows(WORDS) {
            ids.insert(row[0], idf.len() as u32);
            idf.push(row.get(2).and_then(|x| x.parse().ok()).unwrap_or(0.0));
        }
        let norms = VECTORS[1..].chunks_exact(DIMENSIONS).map(|row| dot(row, row).max(1.0).sqrt()).collect();
        Lexicon { jieba, ids, idf, norms }
    }

    /// Cuts a text and sums up what its words mean.
    pub(super) fn words(&self, text: &str) -> Words {
        let mut ids: Vec<u32> =
            self.jieba.cut(text, false).iter().filter_map(|t| self.ids.get(t.word).copied()).collect();
        ids.sort_unstable();
        ids.dedup();
        let meaning = self.mean(&ids);
        Words { ids, meaning }
    }

    /// How much a word tells.
    pub(super) fn idf(&self, word: u32) -> f32 {
        self.idf.get(word as usize).copied().unwrap_or(0.0)
    }

    fn mean(&self, ids: &[u32]) -> Option<Box<Meaning>> {
        let mut sum = Box::new([0.0; DIMENSIONS]);
        for &id in ids {
            if let Some(row) = row(id) {
                let weight = self.idf(id) / self.norms[id as usize];
                sum.iter_mut().zip(row).for_each(|(s, x)| *s += weight * f32::from(*x as i8));
            }
        }
        let norm = sum.iter().map(|x| x * x).sum::<f32>().sqrt();
        (norm > 0.0).then(|| {
            sum.iter_mut().for_each(|x| *x /= norm);
            sum
        })
    }
}

/// How near two texts are in meaning.
pub(super) fn cosine(a: &Words, b: &Words) -> f32 {
    match (&a.meaning, &b.meaning) {
        (Some(x), Some(y)) => x.iter().zip(y.iter()).map(|(p, q)| p * q).sum(),
        _ => 0.0,
    }
}

fn row(word: u32) -> Option<&'static [u8]> {
    let from = 1 + word as usize * DIMENSIONS;
    VECTORS.get(from..from + DIMENSIONS)
}

fn dot(a: &[u8], b: &[u8]) -> f32 {
    a.iter().zip(b).map(|(x, y)| i32::from(*x as i8) * i32::from(*y as i8)).sum::<i32>() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_genre_knows_what_belongs_together() {
        let lexicon = Lexicon::load();
        let near = |a, b| cosine(&lexicon.words(a), &lexicon.words(b));
        assert!(near("养老", "助餐") > near("养老", "高速公路"));
    }

    #[test]
    fn the_table_is_what_jieba_reads() {
        assert!(tables::rows(WORDS).all(|r| r.len() == 3 && r[1].parse::<usize>().is_ok()));
        assert!(tables::rows(WORDS).count() <= 60_000);
    }
}
