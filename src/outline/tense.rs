//! A report's text → where it stops looking back and begins to plan.

use std::ops::RangeInclusive;

/// How much pairs of characters (and 了, 已 alone) tell of a planned part, ×100: made by `benches/make/tense.py`, written by the
/// build script (`tense_build.rs`). Of each 汉字 `BEGIN` tells where its rows begin, and behind the last where they end.
mod pairs {
    include!(concat!(env!("OUT_DIR"), "/tense_pairs.rs"));
}

/// Stands for no second character.
const ALONE: char = '\0';
/// The block of the 汉字.
const HAN: RangeInclusive<u32> = 0x4E00..=0x9FFF;
/// A text of fewer bytes is not cut in halves by its words.
const MIN_BYTES: usize = 3000;

/// The second characters of the pairs that begin with `first`, in order, with what the pairs tell.
fn rows_of(first: char) -> &'static [(char, i32)] {
    let rows = |at: usize| &pairs::ROWS[usize::from(pairs::BEGIN[at])..usize::from(pairs::BEGIN[at + 1])];
    place(first).map_or(&[], rows)
}

/// Returns where a 汉字 stands in its block.
fn place(c: char) -> Option<usize> {
    HAN.contains(&(c as u32)).then(|| (c as u32 - HAN.start()) as usize)
}

/// Measures how much a text looks ahead: positive where it plans, negative where it tells what was done.
pub(super) fn ahead(text: &str) -> i64 {
    let mut sum = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let [first, ..] = rows_of(c) else { continue };
        sum += if first.0 == ALONE { i64::from(first.1) } else { 0 };
        sum += chars.peek().map_or(0, |next| of_pair(rows_of(c), *next));
    }
    sum
}

fn of_pair(rows: &[(char, i32)], next: char) -> i64 {
    rows.binary_search_by_key(&next, |row| row.0).map_or(0, |at| i64::from(rows[at].1))
}

/// Finds the one of `cuts` (sorted offsets, the text's start and end among them) from which on the text plans: what
/// stands before it looks back most, what stands after it looks ahead most. None where the text is too short to tell.
pub(super) fn turning_point(text: &str, cuts: &[usize]) -> Option<usize> {
    let (first, last) = (*cuts.first()?, *cuts.last()?);
    if last - first < MIN_BYTES {
        return None;
    }
    let mut sum = 0;
    let mut best = (0, first);
    for pair in cuts.windows(2) {
        sum += ahead(text.get(pair[0]..pair[1]).unwrap_or(""));
        if sum < best.0 {
            best = (sum, pair[1]);
        }
    }
    let (back, turn) = best;
    let clearly =
        |sum: i64, from: usize, to: usize| from == to || sum.abs() >= (to - from) as i64 * MIN_SCORE_PER_BYTE;
    (clearly(back, first, turn) && clearly(sum - back, turn, last)).then_some(turn)
}

/// A half is told by its words where they sum up to so much a byte: reviews have −2 to −4 and plans 2 to 5, lists of
/// results without headings some −1 to 1.
const MIN_SCORE_PER_BYTE: i64 = 1;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_turns_where_it_begins_to_plan() {
        let back =
            "过去一年，我们完成了五项改革，建成了三座大桥，同比增长百分之六，居全省前列。\n".repeat(20);
        let plan = "我们要加快推进产业升级，着力打造品牌，健全机制，强化保障，推动高质量发展。\n".repeat(20);
        let text = back.clone() + &plan;
        let cuts: Vec<usize> =
            (0..=text.len()).filter(|&i| i == 0 || text.as_bytes()[i - 1] == b'\n').collect();
        assert_eq!(turning_point(&text, &cuts), Some(back.len()));
    }
}
