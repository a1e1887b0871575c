//! `metric_cues.tsv` → the words of each kind by the characters that they begin and end with, compiled into the crate by the build
//! script and read by `cues.rs`.

use std::cmp::Reverse;
use std::fmt::Write;

/// Writes the kinds in the order of their names, each with its words by their first and by their last character.
pub fn table(lines: &str) -> Vec<u8> {
    println!("cargo::rerun-if-changed=src/metrics/cues_build.rs");
    let rows = lines.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    let mut kinds: Vec<(&str, Vec<&str>)> = Vec::new();
    for (kind, words) in rows {
        let words = words.split(' ').filter(|word| !word.is_empty());
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, known)) => known.extend(words),
            None => kinds.push((kind, words.collect())),
        }
    }
    kinds.sort_by_key(|(kind, _)| *kind);
    let mut out = "[\n".to_owned();
    for (name, words) in kinds {
        let first = sorted(&words, |word| word.chars().next());
        let last = sorted(&words, |word| word.chars().next_back());
        let _ = writeln!(out, "Kind {{ name: {name:?}, first: &{first:?}, last: &{last:?} }},");
    }
    out.push_str("]\n");
    out.into_bytes()
}

/// The words with a character of each, sorted by it; those of one character the longest first.
fn sorted<'w>(words: &[&'w str], end: impl Fn(&str) -> Option<char>) -> Vec<(char, &'w str)> {
    let mut all: Vec<(char, &str)> = words.iter().filter_map(|word| Some((end(word)?, *word))).collect();
    all.sort_by_key(|(c, word)| (*c, Reverse(word.len())));
    all
}
