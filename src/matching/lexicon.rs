//! A text → the ids of its words, and their embedding: the only place that cuts words (jieba).

use super::embedding::{EMBEDDED_WORDS, Embedding, Vectors};
use crate::text::ngrams::{BloomFilter, OwnMap, each_ngram};
use jieba_rs::Jieba;

/// The word list, in rows of bytes (`words_build.rs`): a word, its frequency by which jieba cuts, and how much more often than of
/// others a report tells of tasks that hold it (`benches/make/wording.py`); the first have vectors.
const WORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.bin"));

/// The words of some texts, with their vectors.
#[derive(Debug)]
pub struct Lexicon {
    jieba: Jieba,
    ids: OwnMap<&'static str, u32>,
    /// By id, of those that have any.
    wording: OwnMap<u32, f32>,
    vectors: Vectors,
}

impl Lexicon {
    /// Reads those words of the list that may stand in `texts`: a fifth of them in a plan and its report.
    pub fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut filter = BloomFilter::<4096>::default();
        texts.for_each(|text| each_ngram(text, |ngram| filter.add(ngram)));
        let mut lexicon = Lexicon {
            jieba: Jieba::empty(),
            ids: OwnMap::default(),
            wording: OwnMap::default(),
            vectors: Vectors::load(),
        };
        let (mut other, mut others) = (None, 0);
        for (id, (word, frequency, wording)) in (0..).zip(rows()) {
            let mut may_stand = true;
            each_ngram(word, |ngram| may_stand &= filter.may_hold(ngram));
            if !may_stand {
                (other, others) = (Some(word), others + frequency);
                continue;
            }
            lexicon.jieba.add_word(word, Some(frequency), None);
            if (id as usize) < EMBEDDED_WORDS {
                lexicon.ids.insert(word, id);
                if !wording.is_nan() {
                    lexicon.wording.insert(id, wording);
                }
            }
        }
        // How often a word is among all decides how texts are cut: one of the others stands for them all.
        other.map(|word| lexicon.jieba.add_word(word, Some(others), None));
        lexicon
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
    pub fn wording(&self, text: &str) -> f32 {
        let words = self.words(text);
        let known: Vec<f32> = words.iter().filter_map(|w| self.wording.get(w).copied()).collect();
        known.iter().sum::<f32>() / (known.len().max(1) as f32).sqrt()
    }
}

/// The rows of the word list: word, frequency, log-odds.
fn rows() -> impl Iterator<Item = (&'static str, usize, f32)> {
    let mut rest = WORDS;
    std::iter::from_fn(move || {
        let (length, row) = rest.split_first()?;
        let (word, row) = row.split_at_checked(usize::from(*length))?;
        let (frequency, row) = row.split_first_chunk()?;
        let (wording, row) = row.split_first_chunk()?;
        rest = row;
        let word = std::str::from_utf8(word).ok()?;
        Some((word, u32::from_le_bytes(*frequency) as usize, f32::from_le_bytes(*wording)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables;

    #[test]
    fn the_genre_knows_what_belongs_together() {
        let texts = ["养老", "助餐", "高速公路"];
        let lexicon = Lexicon::of(texts.into_iter());
        let embedding = |text| lexicon.embedding(&lexicon.words(text));
        let near = |a, b| embedding(a).cosine(&embedding(b));
        assert!(near("养老", "助餐") > near("养老", "高速公路"));
        assert_eq!(near("养老", "a"), 0.0);
    }

    #[test]
    fn a_text_is_cut_alike_whatever_else_is_read() {
        let text = "加强农村饮水安全工程建设，新建改建农村公路5公里";
        let all: Vec<&str> = rows().map(|(word, ..)| word).collect();
        let (few, many) = (Lexicon::of([text].into_iter()), Lexicon::of(all.into_iter()));
        assert_eq!(few.words(text), many.words(text));
        assert_eq!(few.wording(text), many.wording(text));
        assert!(few.ids.len() * 100 < many.ids.len());
    }

    #[test]
    fn the_table_is_what_jieba_reads() {
        let table = || tables::rows(include_str!("../tables/words.tsv"));
        assert!(table().all(|r| r.len() == 2 && r[1].parse::<usize>().is_ok()));
        assert!(table().count() <= 60_000);
        assert!(table().map(|r| r[0]).eq(rows().map(|(word, ..)| word)));
    }
}
