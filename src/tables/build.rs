//! The build script: word lists and tables → the forms that are read without being built at each start.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[path = "../text/idf_build.rs"]
mod idf;
#[path = "../matching/words_build.rs"]
mod words;
#[path = "../metrics/cues_build.rs"]
mod cues;
#[path = "../script/build.rs"]
mod opencc;
#[path = "../survey_build.rs"]
mod survey;
#[path = "../outline/tense_build.rs"]
mod tense;
#[path = "constants_build.rs"]
mod constants;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=src/tables/build.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("engine.gz"), engine()?)?;
    opencc::write(&out)?;
    survey::write(&out)?;
    compile("src/tables/grams.tsv", &out.join("idf.bin"), idf::table)?;
    times(&out)?;
    numerals(&out)?;
    let wording = read("src/tables/wording.tsv")?;
    compile("src/tables/words.tsv", &out.join("words.bin"), |rows| words::table(rows, &wording))?;
    compile("src/tables/metric_cues.tsv", &out.join("metric_cues.rs"), cues::table)?;
    compile("src/tables/tense_pairs.tsv", &out.join("tense_pairs.rs"), tense::table)
}

/// Compiles the words of times.
fn times(out: &Path) -> io::Result<()> {
    let times = [
        ("opening", "cs"),
        ("relative_year", "sn"),
        ("part_of_year", "snn"),
        ("part_of_month", "snn"),
        ("no_part_of_month", "s"),
        ("part_of_decade", "s"),
        ("century", "sn"),
    ];
    constants::lists(&read("src/tables/times.tsv")?, &times, out)
}

/// Compiles the characters of numerals.
fn numerals(out: &Path) -> io::Result<()> {
    let rows = read("src/tables/numerals.tsv")?;
    let words = [
        ("loose", "c"),
        ("of_trillions", "s"),
        ("unit_of_thousand", "s"),
        ("one_of_each", "s"),
        ("figure", "c"),
        ("formal", "c"),
        ("power", "c"),
        ("tens", "c"),
    ];
    constants::lists(&rows, &words, out)?;
    constants::values(&rows, "figure_values", &["figure", "figure_within", "formal"], out)?;
    constants::values(&rows, "formal_values", &["formal", "formal_unread", "formal_ten"], out)?;
    constants::values(&rows, "power_values", &["power", "power_within"], out)?;
    constants::values(&rows, "tens_values", &["tens"], out)?;
    constants::values(&rows, "stem_values", &["stem"], out)
}

/// The program for `gongwen page`, compiled before by `benches/make/page.sh`; nothing where none is named.
fn engine() -> io::Result<Vec<u8>> {
    println!("cargo::rerun-if-env-changed=GONGWEN_ENGINE");
    let Some(name) = env::var_os("GONGWEN_ENGINE") else { return Ok(Vec::new()) };
    println!("cargo::rerun-if-changed={}", name.display());
    fs::read(name)
}

/// Compiles one table.
fn compile(from: &str, to: &Path, table: impl Fn(&str) -> Vec<u8>) -> io::Result<()> {
    fs::write(to, table(&read(from)?))
}

/// Reads a table; cargo runs this script again when it changes.
fn read(table: &str) -> io::Result<String> {
    println!("cargo::rerun-if-changed={table}");
    fs::read_to_string(table)
}
