//! A report's text → where it stops looking back and begins to plan.

use crate::tables::rows;
use std::collections::HashMap;
use std::sync::LazyLock;

/// How much pairs of characters (and 了, 已 alone) tell of a planned part, ×100: made by `benches/make/tense.py`.
static PAIRS: LazyLock<HashMap<(char, char), i32>> = LazyLock::new(|| {
    rows(include_str!("../tables/tense_pairs.tsv"))
        .filter_map(|row| {
            let mut chars = row.first()?.chars();
            Some(((chars.next()?, chars.next().unwrap_or(ALONE)), row.get(1)?.parse().ok()?))
        })
        .collect()
});

/// Stands for no second character.
const ALONE: char = '\0';
/// A text of fewer bytes is not cut in halves by its words.
const SHORTEST: usize = 3000;

/// How much a text looks ahead: positive where it plans, negative where it tells what was done.
pub(super) fn ahead(text: &str) -> i64 {
    let table = &*PAIRS;
    let mut last = ALONE;
    let mut sum = 0;
    for c in text.chars() {
        let pair = table.get(&(last, c)).copied().unwrap_or(0);
        let alone = table.get(&(c, ALONE)).copied().unwrap_or(0);
        sum += i64::from(pair + alone);
        last = c;
    }
    sum
}

/// The one of `cuts` (sorted offsets, the text's start and end among them) from which on the text plans: what stands
/// before it looks back most, what stands after it looks ahead most. None where the text is too short to tell.
pub(super) fn turning_point(text: &str, cuts: &[usize]) -> Option<usize> {
    let (first, last) = (*cuts.first()?, *cuts.last()?);
    if last - first < SHORTEST {
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
    let clearly = |sum: i64, from: usize, to: usize| from == to || sum.abs() >= (to - from) as i64 * CLEARLY;
    (clearly(back, first, turn) && clearly(sum - back, turn, last)).then_some(turn)
}

/// A half is told by its words where they sum up to so much a byte: reviews have −2 to −4 and plans 2 to 5, lists of
/// results without headings some −1 to 1.
const CLEARLY: i64 = 1;

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
