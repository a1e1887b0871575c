//! `words.tsv` and `wording.tsv` → a row of bytes a word, compiled into the crate by the build script and read by `lexicon.rs`.

use std::collections::BTreeMap;

/// Writes for each word the length of its UTF-8, that itself, its frequency and its log-odds (NaN where it has none), four bytes each.
pub fn table(words: &str, wording: &str) -> Vec<u8> {
    println!("cargo::rerun-if-changed=src/matching/words_build.rs");
    let wording: BTreeMap<&str, f32> =
        rows(wording).map(|(word, odds)| (word, odds.parse().expect("log-odds are a number"))).collect();
    let mut out = Vec::new();
    for (word, frequency) in rows(words) {
        let frequency: u32 = frequency.parse().expect("a frequency is a whole number");
        out.push(u8::try_from(word.len()).expect("a word is short"));
        out.extend(word.bytes().chain(frequency.to_le_bytes()));
        out.extend(wording.get(word).unwrap_or(&f32::NAN).to_le_bytes());
    }
    out
}

fn rows(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}
