//! Two indicators → whether they are one by name; a task's targets and a sentence's figures → how many answer.

use crate::model::{Metric, MetricKind, Task};
use crate::tables::Table;
use crate::text::MOST_PIECES;
use crate::text::similarity::WeightedNgrams;
use std::collections::BTreeMap;

static SAME_NAMES: Table = Table::new(include_str!("../tables/same_names.tsv"));
static DISTINCTIONS: Table = Table::new(include_str!("../tables/distinctions.tsv"));

/// An indicator is the target's own where so much of one's name stands in the other.
const SAME_NAME: f32 = 0.75;
/// What a share or a sum is of must be named as whole as this.
const WHOLE_NAME: f32 = 0.9;

/// The share of the task's targets for which a passage has a figure: same name, same unit.
pub(super) fn share_answered(indicators: &Indicators<'_>, task: &Task, metrics: &[Metric]) -> f32 {
    let found = task.targets.iter().take(MOST_PIECES).filter(|target| {
        metrics.iter().take(MOST_PIECES).any(|m| m.unit == target.unit && indicators.same(target, m))
    });
    (found.count() as f32 / task.targets.len().max(1) as f32).min(1.0)
}

/// The indicators of a plan and a report, each name read once.
#[derive(Debug, Default)]
pub struct Indicators<'a>(BTreeMap<&'a str, Name>);

/// A name read for comparison.
#[derive(Debug)]
struct Name {
    ngrams: WeightedNgrams,
    /// Of each row of words that tell names apart the one that it has.
    distinctions: Vec<Option<usize>>,
}

impl<'a> Indicators<'a> {
    /// Reads the names of figures.
    pub fn of(metrics: impl Iterator<Item = &'a Metric>) -> Self {
        let mut all = BTreeMap::new();
        for name in metrics.flat_map(names) {
            all.entry(name).or_insert_with(|| Name::read(name));
        }
        Indicators(all)
    }

    /// Whether a figure told of measures by its name what the one wanted does.
    pub fn same(&self, wanted: &Metric, told: &Metric) -> bool {
        let whole = if counts(wanted) { SAME_NAME } else { WHOLE_NAME };
        let read = |metric| names(metric).filter_map(|name| self.0.get(name));
        read(wanted).any(|x| read(told).any(|y| x.same(y, whole)))
    }
}

/// The names of a figure that are compared.
fn names(metric: &Metric) -> impl Iterator<Item = &str> {
    metric.indicator.iter().take(2).map(String::as_str)
}

impl Name {
    fn read(name: &str) -> Self {
        let plain = plain_name(name);
        Name {
            distinctions: DISTINCTIONS.rows().map(|row| row.iter().position(|w| plain.contains(w))).collect(),
            ngrams: WeightedNgrams::of(&plain),
        }
    }

    /// True if at least `whole` of the wanted name is contained in the reported one, or [`SAME_NAME`] the other way, each [`HALF_NAME`]
    /// at least, and no distinguishing word (人均, 民间 …) occurs in only one.
    fn same(&self, told: &Name, whole: f32) -> bool {
        let (there, back) =
            (self.ngrams.contained(&told.ngrams.ngrams), told.ngrams.contained(&self.ngrams.ngrams));
        (there >= whole || back >= SAME_NAME) && there.min(back) >= HALF_NAME && !self.told_apart(told)
    }

    /// 人均地区生产总值 and 地区生产总值; 民间投资 and 固定资产投资; 省级产业集群 and 国家产业集群.
    fn told_apart(&self, other: &Name) -> bool {
        let words = self.distinctions.iter().zip(&other.distinctions);
        DISTINCTIONS
            .rows()
            .zip(words)
            .any(|(row, (a, b))| a != b && (row.len() == 1 || a.is_some() && b.is_some()))
    }
}

/// Whether a figure counts things; of a share or a sum one word more tells of less: 规上装备工业增加值 is not 规上工业增加值.
fn counts(metric: &Metric) -> bool {
    metric.unit != "%" && metric.kind != MetricKind::Money
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
