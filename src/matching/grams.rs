//! Text → its characters, pairs and triples as sorted keys, with how much each tells.

use crate::tables;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

/// One to three characters packed into a number, 21 bits each.
pub(super) type Gram = u64;

const BITS: u32 = 21;

/// idf of characters and pairs that the table does not list: rarer than its rarest.
const UNSEEN: f32 = 10.5;

/// Spreads the bits of a key; the keys are our own, so nobody can choose them to collide.
#[derive(Clone, Copy, Default)]
pub(super) struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|b| self.write_u64(u64::from(*b)));
    }

    fn write_u64(&mut self, key: u64) {
        let mixed = (self.0 ^ key).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ (mixed >> 29);
    }
}

/// A map from grams; looked up, never walked.
pub(super) type GramMap<V> = HashMap<Gram, V, BuildHasherDefault<Spread>>;

/// Reads a text's characters and pairs, each once, in order of their keys: 义务教育 gives 义, 义务, 务, 务教 …; a stop or a
/// bare number parts them.
pub(super) fn grams(text: &str) -> Vec<Gram> {
    let mut found = Vec::with_capacity(text.len() / 2);
    let mut last = 0;
    for c in text.chars() {
        let key = telling(c).unwrap_or(0);
        if key != 0 {
            found.push(key);
            if last != 0 {
                found.push(last << BITS | key);
            }
        }
        last = key;
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The triples of a text whose `pairs` stand in order, each once, in order of their keys.
pub(super) fn triples(pairs: &[Gram]) -> Vec<Gram> {
    let triple = |w: &[Gram]| (w[0] != 0 && w[1] != 0).then(|| w[0] << BITS | w[1] & ((1 << BITS) - 1));
    let mut found: Vec<Gram> = pairs.windows(2).filter_map(triple).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The pairs of a text with how often they stand in it, in order of their keys.
pub(super) fn pair_counts(text: &str) -> BTreeMap<Gram, f32> {
    let mut counts = BTreeMap::new();
    let mut last = 0;
    for c in text.chars() {
        let key = telling(c).unwrap_or(0);
        if last != 0 && key != 0 {
            *counts.entry(last << BITS | key).or_insert(0.0) += 1.0;
        }
        last = key;
    }
    counts
}

/// The key of a character that tells something: 汉字 and letters do; digits are compared as numbers elsewhere.
fn telling(c: char) -> Option<u64> {
    // Most are 汉字: their block is known without a look-up.
    let han = ('\u{4E00}'..='\u{9FFF}').contains(&c);
    (han || c.is_alphabetic()).then(|| u64::from(c.to_ascii_uppercase() as u32))
}

/// How much grams tell in documents of this kind: a small table, counted over many.
#[derive(Clone, Debug)]
pub(super) struct Telling(GramMap<f32>);

impl Telling {
    /// Reads the table.
    pub(super) fn load() -> Self {
        let mut map = GramMap::default();
        for row in tables::rows(include_str!("../tables/grams.tsv")) {
            if let [gram, idf] = row[..] {
                let key = gram.chars().fold(0, |k, c| k << BITS | u64::from(c as u32));
                map.insert(key, idf.parse().unwrap_or(UNSEEN));
            }
        }
        Telling(map)
    }

    /// The idf of a gram.
    pub(super) fn of(&self, gram: Gram) -> f32 {
        self.0.get(&gram).copied().unwrap_or(UNSEEN)
    }
}

/// Walks two sorted lists and calls `both` for what they share.
pub(super) fn shared(a: &[Gram], b: &[Gram], mut both: impl FnMut(usize)) {
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both(i);
                i += 1;
                j += 1;
            }
        }
    }
}

/// The pairs of a text in the order in which they stand; nought parts them.
pub(super) fn pairs_in_order(text: &str) -> Vec<Gram> {
    let mut last = 0;
    text.chars()
        .map(|c| {
            let key = telling(c).unwrap_or(0);
            let pair = if last != 0 && key != 0 { last << BITS | key } else { 0 };
            last = key;
            pair
        })
        .collect()
}

/// How much the longest stretch of pairs tells that all stand in `grams`: a name that both texts say whole.
pub(super) fn longest_run(grams: &[Gram], pairs: &[Gram], tells: impl Fn(Gram) -> f32) -> f32 {
    let (mut best, mut run) = (0.0f32, 0.0);
    for &pair in pairs {
        if pair != 0 && grams.binary_search(&pair).is_ok() {
            run += tells(pair);
            best = best.max(run);
        } else {
            run = 0.0;
        }
    }
    best
}

/// Whether a gram is a pair rather than one character.
pub(super) fn is_pair(gram: Gram) -> bool {
    gram >> BITS != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_part_grams_and_are_none() {
        assert_eq!(grams("建200公里"), grams("建、公里"));
        assert_eq!(triples(&pairs_in_order("建公里")).len(), 1);
    }

    #[test]
    fn boilerplate_tells_less_than_names() {
        let telling = Telling::load();
        let of = |t: &str| grams(t).iter().filter(|g| is_pair(**g)).map(|g| telling.of(*g)).sum::<f32>();
        assert!(of("推进") < of("白内障"));
    }
}
