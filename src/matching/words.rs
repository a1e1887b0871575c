//! Text → words with their weight and meaning: the only place that cuts words (jieba).

use crate::tables;
use jieba_rs::Jieba;
use std::collections::HashMap;

/// The word list: word, frequency by which jieba cuts, idf; the first rows have vectors.
const WORDS: &str = include_str!("../tables/words.tsv");

/// The first byte says how many dimensions; then one signed byte a dimension, a row a word.
const VECTORS: &[u8] = include_bytes!("../tables/vectors.bin");

/// Words of less idf stand everywhere: 加强, 工作.
const COMMON: f32 = 2.5;
/// Words less alike than this have nothing to do with one another.
const STRANGE: f32 = 0.4;

/// Dimensions of a word's meaning.
pub(super) const DIMENSIONS: usize = VECTORS[0] as usize;

/// The meaning of a stretch of text: a unit vector, or zero where no word is known.
pub(super) type Meaning = [f32; DIMENSIONS];

/// A text's words, each once, in order of their numbers, with their idf.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// Numbers of the word list.
    pub(super) ids: Vec<u32>,
    /// Those that have a meaning and tell something: 改造 and 养老, not 的 and 加强.
    meant: Vec<u32>,
    /// idf-weighted mean of the words' meanings, of length one.
    pub(super) meaning: Option<Box<Meaning>>,
}

/// The dictionary with idf and meanings.
#[derive(Clone, Debug)]
pub(super) struct Lexicon {
    jieba: Jieba,
    ids: HashMap<&'static str, u32>,
    idf: Vec<f32>,
    /// The meanings as vectors of length [`LENGTH`], a row a word.
    rows: Vec<i16>,
}

/// The length of a meaning: whole numbers of sixteen bits are multiplied eight at once.
const LENGTH: f32 = 4096.0;

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
        Lexicon { jieba, ids, idf, rows: lengthened() }
    }

    /// Cuts a text and sums up what its words mean.
    pub(super) fn words(&self, text: &str) -> Words {
        let mut ids: Vec<u32> =
            self.jieba.cut(text, false).iter().filter_map(|t| self.ids.get(t.word).copied()).collect();
        ids.sort_unstable();
        ids.dedup();
        let meaning = self.mean(&ids);
        let meant = ids.iter().copied().filter(|w| self.idf(*w) > COMMON && self.row(*w).is_some()).collect();
        Words { ids, meant, meaning }
    }

    /// The words that tell most among those whose meaning is known.
    pub(super) fn rarest(&self, words: &Words, most: usize) -> Vec<u32> {
        let mut rare = words.meant.clone();
        rare.sort_by(|a, b| self.idf(*b).total_cmp(&self.idf(*a)).then(a.cmp(b)));
        rare.truncate(most);
        rare
    }

    /// The share of what each text's words tell that has a word near in meaning in the other: 助餐 for 养老.
    pub(super) fn soft(&self, a: &Words, b: &Words) -> (f32, f32) {
        let (a, b) = (&a.meant, &b.meant);
        let (mut there, mut back) = (vec![0.0f32; a.len()], vec![0.0f32; b.len()]);
        for (i, x) in a.iter().enumerate() {
            for (j, y) in b.iter().enumerate() {
                let near = self.likeness(*x, *y);
                there[i] = there[i].max(near);
                back[j] = back[j].max(near);
            }
        }
        (self.share(a, &there), self.share(b, &back))
    }

    fn share(&self, words: &[u32], near: &[f32]) -> f32 {
        let all: f32 = words.iter().map(|w| self.idf(*w)).sum();
        let above = |near: f32| ((near - STRANGE) / (1.0 - STRANGE)).max(0.0);
        let both: f32 = words.iter().zip(near).map(|(w, n)| above(*n) * self.idf(*w)).sum();
        if all > 0.0 { both / all } else { 0.0 }
    }

    /// How near the words of a text come to `wanted`, on the mean by how much each of these tells.
    pub(super) fn nearest_of(&self, wanted: &[u32], words: &Words) -> f32 {
        let all: f32 = wanted.iter().map(|w| self.idf(*w)).sum();
        let nearest = |w: u32| words.meant.iter().map(|x| self.likeness(w, *x)).fold(0.0, f32::max);
        let both: f32 = wanted.iter().map(|w| self.idf(*w) * nearest(*w)).sum();
        if all > 0.0 { both / all } else { 0.0 }
    }

    /// The cosine of two words' meanings.
    fn likeness(&self, a: u32, b: u32) -> f32 {
        if a == b {
            return 1.0;
        }
        match (self.row(a), self.row(b)) {
            (Some(x), Some(y)) => dot(x, y) as f32 / (LENGTH * LENGTH),
            _ => 0.0,
        }
    }

    fn row(&self, word: u32) -> Option<&[i16]> {
        let from = word as usize * DIMENSIONS;
        self.rows.get(from..from + DIMENSIONS)
    }

    /// How much a word tells.
    pub(super) fn idf(&self, word: u32) -> f32 {
        self.idf.get(word as usize).copied().unwrap_or(0.0)
    }

    fn mean(&self, ids: &[u32]) -> Option<Box<Meaning>> {
        let mut sum = Box::new([0.0; DIMENSIONS]);
        for &id in ids {
            if let Some(row) = self.row(id) {
                let weight = self.idf(id) / LENGTH;
                sum.iter_mut().zip(row).for_each(|(s, x)| *s += weight * f32::from(*x));
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

/// The table's rows, each brought to the same length.
fn lengthened() -> Vec<i16> {
    let mut rows = Vec::with_capacity(VECTORS.len());
    for row in VECTORS[1..].chunks_exact(DIMENSIONS) {
        let squares: i32 = row.iter().map(|x| i32::from(*x as i8) * i32::from(*x as i8)).sum();
        let scale = LENGTH / (squares.max(1) as f32).sqrt();
        rows.extend(row.iter().map(|x| (f32::from(*x as i8) * scale) as i16));
    }
    rows
}

fn dot(a: &[i16], b: &[i16]) -> i32 {
    a.iter().zip(b).map(|(x, y)| i32::from(*x) * i32::from(*y)).sum()
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
