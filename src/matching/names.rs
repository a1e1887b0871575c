//! Two indicators → whether they are one by name; a task's targets and a sentence's figures → how many answer.

use super::index::Matcher;
use crate::model::{Metric, Task};
use crate::sentence::MOST_PIECES;
use crate::tables::Table;

static SAME_NAMES: Table = Table::new(include_str!("../tables/same_names.tsv"));
static DISTINCTIONS: Table = Table::new(include_str!("../tables/distinctions.tsv"));

/// An indicator is the target's own where so much of one's name stands in the other.
const SAME_NAME: f32 = 0.75;

/// Whether the passage has a figure for one of the task's targets: same name, same kind of number.
pub(super) fn figure(matcher: &Matcher, task: &Task, metrics: &[Metric]) -> f32 {
    let found = task.targets.iter().take(MOST_PIECES).filter(|target| {
        metrics.iter().take(MOST_PIECES).any(|m| m.unit == target.unit && matcher.same_indicator(target, m))
    });
    (found.count() as f32 / task.targets.len().max(1) as f32).min(1.0)
}

impl Matcher {
    /// Whether two figures measure the same by name.
    pub fn same_indicator(&self, a: &Metric, b: &Metric) -> bool {
        a.indicator.iter().take(2).any(|x| b.indicator.iter().take(2).any(|y| self.same_name(x, y)))
    }

    /// Most of one name stands in the other, and no word tells them apart.
    fn same_name(&self, x: &str, y: &str) -> bool {
        let (x, y) = (&plain_name(x), &plain_name(y));
        let (there, back) = (self.contained(x, y), self.contained(y, x));
        there.max(back) >= SAME_NAME && there.min(back) >= HALF_NAME && !told_apart(x, y)
    }
}

/// A name in the words that are compared: 规模以上工业增加值增速 as 规上工业增加值.
fn plain_name(name: &str) -> String {
    // 「经济增长6%」: the economy's growth is that of its product.
    if name == "经济" {
        return "地区生产总值".to_owned();
    }
    let words = |row: &Vec<&'static str>| (row[0], if row[1] == "-" { "" } else { row[1] });
    // 「⑩提质改造农村公路」: a list's mark is no part of a name.
    let name = name.trim_start_matches(|c: char| !c.is_alphabetic() || "①②③④⑤⑥⑦⑧⑨⑩".contains(c));
    let plain = SAME_NAMES.rows().map(words).fold(name.to_owned(), |name, (from, to)| {
        if name.contains(from) { name.replace(from, to) } else { name }
    });
    if plain.is_empty() { name.to_owned() } else { plain }
}

/// Of the other name at least this much stands in the first.
const HALF_NAME: f32 = 0.5;

/// 人均地区生产总值 and 地区生产总值; 民间投资 and 固定资产投资.
fn told_apart(x: &str, y: &str) -> bool {
    DISTINCTIONS.rows().any(|row| x.contains(row[0]) != y.contains(row[0]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_indicator_are_compared_as_one() {
        assert_eq!(plain_name("规模以上工业增加值增速"), plain_name("规上工业增加值"));
        assert_eq!(plain_name("全市生产总值"), plain_name("国内生产总值"));
        assert_eq!(plain_name("细颗粒物浓度"), plain_name("PM_2.5浓度"));
        assert_ne!(plain_name("粮食总产量"), plain_name("粮食播种面积"));
        assert_eq!(plain_name("增速"), "增速", "a name of such words alone stays");
    }

    #[test]
    fn every_row_of_the_table_gives_a_name_that_no_other_row_changes() {
        for row in SAME_NAMES.rows().filter(|row| row[1] != "-") {
            assert_eq!(plain_name(row[0]), plain_name(row[1]), "{row:?}");
        }
    }
}
