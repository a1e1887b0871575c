//! A report's text → where it stops looking back and begins to plan.

use crate::tables::rows;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// How much pairs of characters (and 了, 已 alone) tell of a planned part, ×100: made by `benches/make/tense.py`.
static PAIRS: LazyLock<Pairs> = LazyLock::new(Pairs::read);

/// The table, cut by the first character of its pairs.
struct Pairs {
    /// For each 汉字 where its rows begin; behind the last where they end.
    begin: Vec<usize>,
    /// The second characters with what the pairs tell.
    rows: Vec<(char, i32)>,
}

/// Stands for no second character.
const ALONE: char = '\0';
/// The block of the 汉字.
const HAN: RangeInclusive<u32> = 0x4E00..=0x9FFF;
/// A text of fewer bytes is not cut in halves by its words.
const MIN_BYTES: usize = 3000;

impl Pairs {
    fn read() -> Self {
        let pair = |row: Vec<&str>| {
            let mut chars = row.first()?.chars();
            let at = place(chars.next()?)?;
            Some((at, (chars.next().unwrap_or(ALONE), row.get(1)?.parse().ok()?)))
        };
        let mut sorted: Vec<_> = rows(include_str!("../tables/tense_pairs.tsv")).filter_map(pair).collect();
        sorted.sort_unstable();
        let mut begin = vec![0; HAN.count() + 1];
        sorted.iter().for_each(|(at, _)| begin[at + 1] += 1);
        (1..begin.len()).for_each(|i| begin[i] += begin[i - 1]);
        Pairs { begin, rows: sorted.into_iter().map(|(_, row)| row).collect() }
    }

    fn of(&self, first: char) -> &[(char, i32)] {
        place(first).map_or(&[], |at| &self.rows[self.begin[at]..self.begin[at + 1]])
    }
}

/// Returns where a 汉字 stands in its block.
fn place(c: char) -> Option<usize> {
    HAN.contains(&(c as u32)).then(|| (c as u32 - HAN.start()) as usize)
}

/// Measures how much a text looks ahead: positive where it plans, negative where it tells what was done.
pub(super) fn ahead(text: &str) -> i64 {
    let table = &*PAIRS;
    let mut sum = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(ALONE);
        let told = table.of(c).iter().filter(|row| row.0 == next || row.0 == ALONE);
        sum += told.map(|row| i64::from(row.1)).sum::<i64>();
    }
    sum
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
