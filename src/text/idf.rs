//! An n-gram → its inverse document frequency in documents of this kind (`grams.tsv`).

use super::idf_slot::{key, places};
use super::ngrams::Ngram;

/// Slots of a key and its idf, four bytes each, lowest byte first; written by the build script (`idf_build.rs`).
const TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/idf.bin"));
const SLOT: usize = 8;

/// The idf of n-grams that the table does not list: rarer than its rarest.
const UNSEEN: f32 = 10.5;

/// Looks up the idf of a character or a pair of them.
pub(crate) fn idf(ngram: Ngram) -> f32 {
    let Some(key) = key(ngram) else { return UNSEEN };
    let four = |at: usize| TABLE.get(at..at + 4).and_then(|b| b.try_into().ok()).unwrap_or([0; 4]);
    for place in places(key) {
        match u32::from_le_bytes(four(place * SLOT)) {
            0 => return UNSEEN,
            found if found == key => return f32::from_le_bytes(four(place * SLOT + 4)),
            _ => {}
        }
    }
    UNSEEN
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::ngrams::ngrams;

    #[test]
    fn boilerplate_tells_less_than_names() {
        let pair = |text: &str| ngrams(text).iter().copied().map(idf).fold(0.0, f32::max);
        assert!(pair("推进") < pair("白内障"));
        assert_eq!(idf(ngrams("𠮷")[0]), UNSEEN);
    }

    #[test]
    fn every_row_of_the_table_is_found() {
        let rows = crate::tables::rows(include_str!("../tables/grams.tsv"));
        for row in rows {
            let gram =
                row[0].chars().map(u64::from).fold(0, |gram, c| gram << super::super::idf_slot::BITS | c);
            assert_eq!(Some(idf(gram)), row[1].parse().ok(), "{row:?}");
        }
    }
}
