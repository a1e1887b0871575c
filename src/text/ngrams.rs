//! A text → its character n-grams (single characters and pairs) as sorted keys.

use super::idf_slot::BITS;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A character or a pair of characters, packed into a number of 21 bits a character.
pub(crate) type Ngram = u64;

/// Multiplied by this, keys that differ in few bits differ in the high ones.
const SPREADING: u64 = 0x9E37_79B9_7F4A_7C15;

/// Spreads the bits of a key; the keys are our own, so nobody can choose them to collide.
#[derive(Clone, Copy, Default)]
pub(crate) struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for piece in bytes.chunks(size_of::<u64>()) {
            self.write_u64(piece.iter().rev().fold(0, |key, byte| key << 8 | u64::from(*byte)));
        }
    }

    fn write_u64(&mut self, key: u64) {
        let mixed = (self.0 ^ key).wrapping_mul(SPREADING);
        self.0 = mixed ^ (mixed >> 29);
    }
}

/// A map from n-grams; looked up, never walked.
pub(crate) type NgramMap<V> = OwnMap<Ngram, V>;

/// A map from keys of our own.
pub(crate) type OwnMap<K, V> = HashMap<K, V, BuildHasherDefault<Spread>>;

/// Lists the n-grams of a text, each once, in order of their keys: 义务教育 gives 义, 义务, 务, 务教 …; a stop or a bare number
/// parts them.
pub(crate) fn ngrams(text: &str) -> Vec<Ngram> {
    let mut found = Vec::with_capacity(text.len() * 2 / 3);
    each_ngram(text, |gram| found.push(gram));
    found.sort_unstable();
    found.dedup();
    found
}

/// Calls `found` for each n-gram in the text's order, as often as it occurs.
pub(crate) fn each_ngram(text: &str, mut found: impl FnMut(Ngram)) {
    let mut last = 0;
    for c in text.chars() {
        let key = key(c).unwrap_or(0);
        if key != 0 {
            found(key);
            if last != 0 {
                found(last << BITS | key);
            }
        }
        last = key;
    }
}

/// The key of a Chinese character or a letter; none of others: digits are compared as numbers elsewhere.
fn key(c: char) -> Option<u64> {
    match c {
        // Most are 汉字 and their marks: these blocks are known without a look-up.
        '\u{4E00}'..='\u{9FFF}' => Some(u64::from(c as u32)),
        '\u{2010}'..='\u{2030}'
        | '\u{3000}'..='\u{3004}'
        | '\u{3008}'..='\u{3011}'
        | '\u{FF00}'..='\u{FF20}' => None,
        _ => c.is_alphabetic().then(|| u64::from(c.to_ascii_uppercase() as u32)),
    }
}

/// A Bloom filter over a text's n-grams, with one hash: most that the text lacks are ruled out by one bit.
#[derive(Clone, Debug)]
pub(crate) struct BloomFilter<const WORDS: usize>([u64; WORDS]);

impl<const WORDS: usize> Default for BloomFilter<WORDS> {
    fn default() -> Self {
        BloomFilter([0; WORDS])
    }
}

impl<const WORDS: usize> BloomFilter<WORDS> {
    /// Adds an n-gram of the text.
    pub(crate) fn add(&mut self, gram: Ngram) {
        let (word, bit) = Self::place(gram);
        self.0[word] |= bit;
    }

    /// Whether the text may hold an n-gram; false for most that it does not.
    pub(crate) fn may_hold(&self, gram: Ngram) -> bool {
        let (word, bit) = Self::place(gram);
        self.0[word] & bit != 0
    }

    fn place(gram: Ngram) -> (usize, u64) {
        let mixed = gram.wrapping_mul(SPREADING);
        ((mixed >> 32) as usize % WORDS, 1 << (mixed >> 58))
    }
}

/// Walks two sorted lists and calls `both` for what they share.
pub(crate) fn shared(a: &[Ngram], b: &[Ngram], mut both: impl FnMut(usize)) {
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        if x == y {
            both(i);
        }
        // Without a branch: which list is behind cannot be foretold.
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
}

/// Lists the pairs of a text in its order; 0 where a stop parts it.
pub(crate) fn pairs(text: &str) -> Vec<Ngram> {
    let mut last = 0;
    let pair = |c| {
        let key = key(c).unwrap_or(0);
        let pair = if last != 0 && key != 0 { last << BITS | key } else { 0 };
        last = key;
        pair
    };
    text.chars().map(pair).collect()
}

/// The largest sum of consecutive weights, of which a pair that does not count has none: a name that both texts say whole.
pub(crate) fn longest_run(weights: impl Iterator<Item = Option<f32>>) -> f32 {
    let (mut best, mut run) = (0.0, 0.0);
    for weight in weights {
        run = weight.map_or(0.0, |more| run + more);
        if run > best {
            best = run;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_part_grams_and_are_none() {
        assert_eq!(ngrams("建200公里"), ngrams("建、公里"));
    }

    #[test]
    fn a_name_that_both_say_whole_is_one_run() {
        let run = |a: &str, b: &str| {
            let own = ngrams(a);
            longest_run(pairs(b).iter().map(|pair| own.binary_search(pair).is_ok().then_some(1.0)))
        };
        assert_eq!(run("建成智慧城管平台", "智慧城管平台滞后"), 5.0);
        assert_eq!(run("城管，平台", "城管平台"), 1.0);
    }
}
