//! OpenCC's word lists → a table for every group of dictionaries that a configuration names, written when the crate is built.
//!
//! A table, all numbers lowest byte first:
//! - four numbers of four bytes: how many characters change by themselves, how many have a place in a phrase's beginning, the
//!   bits of a bucket's number, the length of the entries;
//! - the characters of the basic plane that become another: code, and what it is xored with, two bytes each; where one of
//!   the two has not three bytes, [`LOOK`];
//! - the characters of the basic plane that begin a phrase or stand second in one: code, and the groups that they begin for
//!   and that they belong to ([`group`]), two bytes each;
//! - for each bucket and one beyond four bytes: where its entries begin (24 bits) and the marks of what they begin with;
//! - the entries, longest first within a bucket: length of what is replaced, of what replaces it, and both texts; the second is
//!   empty where each character becomes what it becomes by itself, as in three of four of them: 出发 出發, but 头发 頭髮.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

#[path = "opening.rs"]
mod opening;

/// Stands for a change that needs a look at the entries; `dictionary.rs` has the same.
const LOOK: u16 = u16::MAX;

/// Writes the tables into `out`, and `groups.rs`, which names them.
pub fn write(out: &Path) -> io::Result<()> {
    let script = PathBuf::from("src/script");
    for data in ["configs.tsv", "opencc", "regional.txt", "opening.rs", "build.rs"] {
        println!("cargo::rerun-if-changed={}", script.join(data).display());
    }
    let configurations = fs::read_to_string(script.join("configs.tsv"))?;
    let rows = configurations.lines().filter(|line| !line.starts_with('#'));
    let named = rows.flat_map(|row| row.split('\t').skip(1)).flat_map(|steps| steps.split('|'));
    let groups: BTreeSet<&str> = named.chain([opening::NORMALIZATION, opening::TO_SIMPLIFIED]).collect();
    let mut names = String::from("match name {\n");
    for (number, group) in groups.iter().enumerate() {
        fs::write(out.join(format!("{number}.bin")), table(&merged(&script, group)?))?;
        names +=
            &format!("    {group:?} => include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{number}.bin\")),\n");
    }
    fs::write(out.join("groups.rs"), names + "    _ => &[],\n}\n")
}

/// All entries of a group's dictionaries; of equal ones that of the earlier dictionary.
fn merged(script: &Path, group: &str) -> io::Result<BTreeMap<String, String>> {
    let mut entries = BTreeMap::new();
    for name in group.split('+') {
        let dir = if name == "regional" { script } else { &script.join("opencc") };
        let text = fs::read_to_string(dir.join(format!("{name}.txt")))?;
        for (from, to) in
            text.lines().filter(|line| !line.starts_with('#')).filter_map(|l| l.split_once('\t'))
        {
            let to = to.split(' ').next().unwrap_or(to);
            entries.entry(from.to_owned()).or_insert_with(|| to.to_owned());
        }
    }
    Ok(entries)
}

fn table(entries: &BTreeMap<String, String>) -> Vec<u8> {
    let mut singles: BTreeMap<u16, u16> = BTreeMap::new();
    let mut places: BTreeMap<u16, u16> = BTreeMap::new();
    let mut others: Vec<(u32, &str, &str)> = Vec::new();
    for (from, to) in entries {
        let mut chars = from.chars();
        let Some(first) = chars.next() else { continue };
        let second = chars.next();
        let change = single(from, to);
        if second.is_some() || change.is_none() {
            others.push((opening::hash(first, second), from, to));
        }
        let Some(second) = second else {
            singles.extend(code(first).map(|code| (code, change.unwrap_or(LOOK))));
            continue;
        };
        for (c, place) in [(first, group(second)), (second, group(second) << 4)] {
            if let Some(code) = code(c) {
                *places.entry(code).or_default() |= place;
            }
        }
    }
    for (_, from, to) in &mut others {
        if by_itself(from, &singles).is_some_and(|text| text == *to) {
            *to = "";
        }
    }
    let bits = others.len().max(2).next_power_of_two().trailing_zeros();
    let (slots, entries) = buckets(others, bits);
    let mut out = Vec::new();
    for number in [singles.len(), places.len(), bits as usize, entries.len()] {
        out.extend((number as u32).to_le_bytes());
    }
    out.extend(
        singles.into_iter().chain(places).flat_map(|(code, what)| [code, what]).flat_map(u16::to_le_bytes),
    );
    out.extend(slots.iter().flat_map(|slot| slot.to_le_bytes()));
    out.extend(entries);
    out
}

/// What a phrase becomes if each of its characters becomes what it becomes by itself; none where that needs a look.
fn by_itself(phrase: &str, singles: &BTreeMap<u16, u16>) -> Option<String> {
    let one = |c: char| {
        let change = code(c).map(|code| singles.get(&code).copied().unwrap_or(0));
        char::from_u32(u32::from(c) ^ u32::from(change.filter(|change| *change != LOOK)?))
    };
    phrase.chars().map(one).collect()
}

/// One of three bits, by the second character: what begins phrases begins few of each group, so that of most characters side
/// by side it is known that they begin none.
fn group(second: char) -> u16 {
    1 << (u32::from(second) % 3)
}

/// A character of the basic plane as a number.
fn code(c: char) -> Option<u16> {
    u16::try_from(u32::from(c)).ok()
}

/// What a character is xored with where it becomes another and both have three bytes.
fn single(from: &str, to: &str) -> Option<u16> {
    let only = |text: &str| {
        let mut chars = text.chars();
        chars.next().filter(|c| c.len_utf8() == 3 && chars.next().is_none()).and_then(code)
    };
    Some(only(from)? ^ only(to)?).filter(|change| *change != LOOK)
}

fn buckets(mut entries: Vec<(u32, &str, &str)>, bits: u32) -> (Vec<u32>, Vec<u8>) {
    entries.sort_by_key(|(hash, from, _)| (opening::bucket(*hash, bits), usize::MAX - from.len(), *from));
    let (mut slots, mut texts) = (Vec::new(), Vec::new());
    let mut rest = entries.into_iter().peekable();
    for bucket in 0..1 << bits {
        let (start, mut marks) = (texts.len(), 0);
        while let Some((hash, from, to)) = rest.next_if(|(hash, ..)| opening::bucket(*hash, bits) == bucket) {
            marks |= opening::mark(hash);
            texts.extend(
                [from, to].map(|text| u8::try_from(text.len()).expect("OpenCC's longest has 43 bytes")),
            );
            texts.extend([from, to].iter().flat_map(|text| text.bytes()));
        }
        slots.push(slot(start, marks));
    }
    slots.push(slot(texts.len(), 0));
    (slots, texts)
}

fn slot(start: usize, marks: u8) -> u32 {
    assert!(start < 1 << 24, "entries of more than 16 MB");
    (start as u32) << 8 | u32::from(marks)
}
