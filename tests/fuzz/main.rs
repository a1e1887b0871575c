//! Fixtures, damaged at random → the promises that must hold of any input: no panic, spans in bounds, quotes exact, numbers in order, the
//! same output twice, and JSON that reads back.
//!
//! ```sh
//! cargo test --all-features --test fuzz                                # some twenty seconds, the same inputs each time
//! GONGWEN_FUZZ_SECONDS=3600 GONGWEN_FUZZ_SEED=7 cargo test --release --all-features --test fuzz
//! GONGWEN_FUZZ_CASE=1234 cargo test --all-features --test fuzz         # that one alone
//! ```

// A test that cannot read its own fixture should stop right there.
#![allow(clippy::unwrap_used)]

mod archive;
mod dice;
mod mutate;
mod promises;

use dice::Dice;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A number from the environment.
fn asked(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// A fixture: its name and its bytes.
type Seed = (String, Vec<u8>);

/// Larger ones only take time.
const LARGEST: usize = 40_000;

/// Every fixture, by name.
fn seeds() -> Vec<Seed> {
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")];
    let mut found: Vec<PathBuf> = Vec::new();
    while let Some(path) = open.pop() {
        match std::fs::read_dir(&path) {
            Ok(inside) => open.extend(inside.map(|entry| entry.unwrap().path())),
            Err(_) => found.push(path),
        }
    }
    found.sort();
    let read = |path: PathBuf| (path.display().to_string(), std::fs::read(&path).unwrap());
    found.into_iter().map(read).filter(|(_, bytes)| bytes.len() <= LARGEST).collect()
}

/// Makes the input of a case: a fixture, damaged one to four times.
fn input(seeds: &[Seed], dice: &mut Dice) -> (String, Vec<u8>) {
    let (name, bytes) = dice.pick(seeds);
    (name.clone(), mutate::mutated(bytes, &dice.pick(seeds).1, dice))
}

/// A case that fails says its number; its input is kept where the panic's message says.
struct Case<'a> {
    number: u64,
    name: &'a str,
    bytes: &'a [u8],
}

impl Drop for Case<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let kept = std::env::temp_dir().join(format!("gongwen_fuzz_{}", self.number));
            let _ = std::fs::write(&kept, self.bytes);
            eprintln!("GONGWEN_FUZZ_CASE={}: {} → {}", self.number, self.name, kept.display());
        }
    }
}

#[test]
fn every_promise_holds_of_damaged_fixtures() {
    let seeds = seeds();
    assert!(seeds.len() > 60, "{} fixtures", seeds.len());
    let seconds = Duration::from_secs(asked("GONGWEN_FUZZ_SECONDS").unwrap_or(20));
    let seed = asked("GONGWEN_FUZZ_SEED").unwrap_or(1);
    let only = asked("GONGWEN_FUZZ_CASE");
    let checker = gongwen::Checker::new();
    let (start, mut last, mut number) = (Instant::now(), None, only.unwrap_or(0));
    while start.elapsed() < seconds {
        let mut dice = Dice::of(seed, number);
        let (name, bytes) = input(&seeds, &mut dice);
        let _case = Case { number, name: &name, bytes: &bytes };
        if let Some(parsed) = promises::of_a_file(&bytes) {
            // Every third file is checked against the one before it.
            if let Some(plan) = last.as_ref().filter(|_| number % 3 == 0) {
                promises::of_a_pair(&checker, plan, &parsed);
            }
            last = Some(parsed);
        }
        number += 1;
        if only.is_some() {
            break;
        }
    }
    println!("{number} inputs in {:?}", start.elapsed());
}

#[test]
fn a_case_is_the_same_each_time() {
    let seeds = seeds();
    let made = || input(&seeds, &mut Dice::of(1, 5)).1;
    assert_eq!(made(), made());
}
