//! Text → its characters and pairs as sorted keys, with how much each tells.

use super::idf_slot::BITS;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// One or two characters packed into a number, 21 bits each.
pub(super) type Gram = u64;

/// Multiplied by this, keys that differ in few bits differ in the high ones.
const SPREADING: u64 = 0x9E37_79B9_7F4A_7C15;

/// Spreads the bits of a key; the keys are our own, so nobody can choose them to collide.
#[derive(Clone, Copy, Default)]
pub(super) struct Spread(u64);

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

/// A map from grams; looked up, never walked.
pub(super) type GramMap<V> = OwnMap<Gram, V>;

/// A map from keys of our own.
pub(super) type OwnMap<K, V> = HashMap<K, V, BuildHasherDefault<Spread>>;

/// Reads a text's characters and pairs, each once, in order of their keys: 义务教育 gives 义, 义务, 务, 务教 …; a stop or a
/// bare number parts them.
pub(super) fn grams(text: &str) -> Vec<Gram> {
    let mut found = Vec::with_capacity(text.len() / 2);
    each_gram(text, |gram| found.push(gram));
    found.sort_unstable();
    found.dedup();
    found
}

/// The same in the text's order, as often as they stand in it.
pub(super) fn each_gram(text: &str, mut found: impl FnMut(Gram)) {
    let mut last = 0;
    for c in text.chars() {
        let key = telling(c).unwrap_or(0);
        if key != 0 {
            found(key);
            if last != 0 {
                found(last << BITS | key);
            }
        }
        last = key;
    }
}

/// The key of a character that tells something: 汉字 and letters do; digits are compared as numbers elsewhere.
fn telling(c: char) -> Option<u64> {
    // Most are 汉字: their block is known without a look-up.
    let han = ('\u{4E00}'..='\u{9FFF}').contains(&c);
    (han || c.is_alphabetic()).then(|| u64::from(c.to_ascii_uppercase() as u32))
}

/// Which grams a text has, at a glance: most that it has not are told by one bit.
#[derive(Clone, Debug)]
pub(super) struct Sieve([u64; SIEVE]);

/// 4,096 bits: of a task's two hundred grams few share one.
const SIEVE: usize = 64;

impl Sieve {
    pub(super) fn of(grams: &[Gram]) -> Self {
        let mut bits = [0; SIEVE];
        for (word, bit) in grams.iter().map(|g| Sieve::place(*g)) {
            bits[word] |= bit;
        }
        Sieve(bits)
    }

    /// Where the text stands for a gram; false for most that are not there.
    pub(super) fn may_hold(&self, gram: Gram) -> bool {
        let (word, bit) = Sieve::place(gram);
        self.0[word] & bit != 0
    }

    fn place(gram: Gram) -> (usize, u64) {
        let mixed = gram.wrapping_mul(SPREADING);
        ((mixed >> 58) as usize, 1 << (mixed >> 52 & 63))
    }
}

/// Walks two sorted lists and calls `both` for what they share.
pub(super) fn shared(a: &[Gram], b: &[Gram], mut both: impl FnMut(usize)) {
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

/// The pairs of a text in its order; nought where a stop parts it.
pub(super) fn pairs(text: &str) -> Vec<Gram> {
    let mut last = 0;
    let pair = |c| {
        let key = telling(c).unwrap_or(0);
        let pair = if last != 0 && key != 0 { last << BITS | key } else { 0 };
        last = key;
        pair
    };
    text.chars().map(pair).collect()
}

/// How much the longest stretch of a text tells whose pairs all count: a name that both texts say whole. `tells` gives nothing
/// for a pair that does not.
pub(super) fn longest_run(pairs: &[Gram], tells: impl Fn(Gram) -> Option<f32>) -> f32 {
    let (mut best, mut run) = (0.0f32, 0.0);
    for pair in pairs {
        run = tells(*pair).map_or(0.0, |more| run + more);
        best = best.max(run);
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_part_grams_and_are_none() {
        assert_eq!(grams("建200公里"), grams("建、公里"));
    }

    #[test]
    fn a_name_that_both_say_whole_is_one_run() {
        let run = |a: &str, b: &str| {
            let own = grams(a);
            longest_run(&pairs(b), |pair| own.binary_search(&pair).is_ok().then_some(1.0))
        };
        assert_eq!(run("建成智慧城管平台", "智慧城管平台滞后"), 5.0);
        assert_eq!(run("城管，平台", "城管平台"), 1.0);
    }
}
