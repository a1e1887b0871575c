//! `tense_pairs.tsv` → its rows by the first character of their pairs, compiled into the crate by the build script and read by
//! `tense.rs`.

/// The block of the 汉字.
const HAN: std::ops::RangeInclusive<u32> = 0x4E00..=0x9FFF;

/// Writes where the rows of each 汉字 begin, and the rows: second character (NUL where there is none) and number.
pub fn table(lines: &str) -> Vec<u8> {
    println!("cargo::rerun-if-changed=src/outline/tense_build.rs");
    let pair = |line: &str| {
        let (pair, told) = line.split_once('\t')?;
        let mut chars = pair.chars();
        let first = chars.next().filter(|c| HAN.contains(&(*c as u32)))?;
        Some((first, chars.next().unwrap_or('\0'), told.parse::<i32>().ok()?))
    };
    let mut rows: Vec<_> = lines.lines().filter(|l| !l.starts_with('#')).filter_map(pair).collect();
    rows.sort_unstable();
    let begin: Vec<usize> = (*HAN.start()..=HAN.end() + 1)
        .map(|code| rows.partition_point(|(first, ..)| (*first as u32) < code))
        .collect();
    let told: Vec<(char, i32)> = rows.iter().map(|(_, second, told)| (*second, *told)).collect();
    let (block, count) = (begin.len(), told.len());
    let source = format!(
        "pub static BEGIN: [u16; {block}] = {begin:?};\npub static ROWS: [(char, i32); {count}] = {told:?};\n"
    );
    source.into_bytes()
}
