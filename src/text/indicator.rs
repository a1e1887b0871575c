//! The name of a figure → the indicator that it means, whether another name means the same, and whether less of it is better.

use super::similarity::WeightedNgrams;
use crate::place::behind_places;
use crate::tables::rows;
use std::cmp::Reverse;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../tables/indicators.tsv");

/// An indicator that the table knows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Indicator {
    /// As the statistics call it: 规模以上工业增加值 for 规上工业增加值.
    pub(crate) name: &'static str,
    /// In what its level is told; any where there are none.
    units: &'static str,
}

/// The rows of the table, by kind.
#[derive(Default)]
struct Names {
    /// Every spelling with its indicator, in order.
    spellings: Vec<(&'static str, Indicator)>,
    /// What is written for a word of names, and the word; the longest first.
    words: Vec<(&'static str, &'static str)>,
    /// Words that make an indicator another one, and those instead of which they stand; none where any other name lacks them.
    apart: Vec<Vec<&'static str>>,
    /// Words of names of which less is better.
    less: Vec<&'static str>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names::default();
    for row in rows(TABLE) {
        let [kind, name, spellings, others, units, _] = row[..] else { continue };
        match kind {
            "indicator" => {
                let indicator = Indicator { name, units };
                names.spellings.extend(list(spellings).map(|spelling| (spelling, indicator)));
            }
            "word" => names.words.extend(list(spellings).map(|spelling| (spelling, name.trim_matches('-')))),
            "apart" => names.apart.push([name].into_iter().chain(list(others)).collect()),
            _ => names.less.extend(list(spellings)),
        }
    }
    names.spellings.sort_by_key(|(spelling, _)| *spelling);
    names.words.sort_by_key(|(spelling, _)| Reverse(spelling.chars().count()));
    names
});

/// The words of a cell.
fn list(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(' ').filter(|word| !matches!(*word, "-" | "*"))
}

impl Indicator {
    /// Finds the indicator of which `name` is a spelling; a place before it counts for nothing: 云溪县地区生产总值.
    pub(crate) fn of(name: &str) -> Option<Indicator> {
        let all = &NAMES.spellings;
        let known = |name: &str| all.binary_search_by_key(&name, |row| row.0).ok().map(|at| all[at].1);
        known(name).or_else(|| known(behind_places(name)))
    }

    /// Finds the indicator that a name means, however it is worded: 国内生产总值增速.
    pub(crate) fn meant_by(name: &str) -> Option<Indicator> {
        Indicator::of(&plain_name(name)).or_else(|| Indicator::of(name))
    }

    /// Returns whether a figure in `unit` may be its level or a change of it: 高速公路 in 公里, not in 条.
    pub(crate) fn is_told_in(&self, unit: &str) -> bool {
        self.units == "-" || list(self.units).chain(CHANGES).any(|known| known == unit)
    }
}

/// Units of changes, whatever has changed.
const CHANGES: [&str; 6] = ["%", "个百分点", "倍", "番", "成", ""];

/// Returns whether less is better of what bears the name: 死亡率.
pub(crate) fn less_is_better(name: &str) -> bool {
    NAMES.less.iter().any(|word| name.contains(word))
}

/// A name, read for comparison with others.
#[derive(Debug)]
pub(crate) struct Name {
    /// What the table calls its indicator.
    indicator: Option<&'static str>,
    ngrams: WeightedNgrams,
    /// Of each row of words that tell names apart the one that it has.
    apart: Vec<Option<usize>>,
}

/// Two names are one where so much of one stands in the other,
const SAME_NAME: f32 = 0.75;
/// and at least so much of the other in the first.
const HALF_NAME: f32 = 0.5;

impl Name {
    /// Reads a name.
    pub(crate) fn read(name: &str) -> Self {
        let plain = plain_name(name);
        let apart = |row: &Vec<&str>| row.iter().position(|word| plain.contains(word));
        Name {
            indicator: Indicator::of(&plain).or_else(|| Indicator::of(name)).map(|known| known.name),
            apart: NAMES.apart.iter().map(apart).collect(),
            ngrams: WeightedNgrams::of(&plain),
        }
    }

    /// Returns whether what is told bears the name of this one: the table's indicators decide, where it knows both. Else `whole` of
    /// this name must stand in the other, or [`SAME_NAME`] the other way, and no word that tells them apart (人均, 民间 …) in only one.
    pub(crate) fn same(&self, told: &Name, whole: f32) -> bool {
        if let (Some(one), Some(other)) = (self.indicator, told.indicator) {
            return one == other;
        }
        let (there, back) =
            (self.ngrams.contained(&told.ngrams.ngrams), told.ngrams.contained(&self.ngrams.ngrams));
        (there >= whole || back >= SAME_NAME) && there.min(back) >= HALF_NAME && !self.told_apart(told)
    }

    /// 人均地区生产总值 and 地区生产总值; 民间投资 and 固定资产投资; 省级产业集群 and 国家产业集群.
    fn told_apart(&self, other: &Name) -> bool {
        let words = self.apart.iter().zip(&other.apart);
        let groups = NAMES.apart.iter().zip(words);
        groups.into_iter().any(|(row, (a, b))| a != b && (row.len() == 1 || a.is_some() && b.is_some()))
    }
}

/// A name in the words that are compared: 规模以上工业增加值增速 as 规上工业增加值.
fn plain_name(name: &str) -> String {
    // 「⑩提质改造农村公路」: a list's mark is no part of a name.
    let name = name.trim_start_matches(|c: char| !c.is_alphabetic() || "①②③④⑤⑥⑦⑧⑨⑩".contains(c));
    let plain = NAMES.words.iter().fold(name.to_owned(), |name, (spelling, word)| {
        if name.contains(spelling) { name.replace(spelling, word) } else { name }
    });
    if plain.is_empty() { name.to_owned() } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn spellings_share_a_name() {
        for (spelling, name) in [
            ("规上工业增加值", "规模以上工业增加值"),
            ("云溪县地区生产总值", "地区生产总值"),
            ("东陵市一般公共预算收入", "一般公共预算收入"),
            ("空气质量优良天数比率", "优良天数比率"),
        ] {
            assert_eq!(Indicator::of(spelling).map(|known| known.name), Some(name), "{spelling}");
        }
    }

    #[test]
    fn what_only_sounds_alike_has_no_common_name() {
        for name in ["高技术产业投资", "园区地区生产总值", "规模以上工业", "南浦区", "增加值"]
        {
            assert!(Indicator::of(name).is_none(), "{name}");
        }
    }

    #[test]
    fn an_indicator_is_told_in_its_units() {
        let told = |name, unit| Indicator::of(name).is_some_and(|known| known.is_told_in(unit));
        assert!(told("高速公路", "公里") && told("高速公路", "%") && !told("高速公路", "条"));
    }

    #[test]
    fn the_table_is_sorted_and_each_spelling_stands_once() {
        let table: Vec<_> = rows(TABLE).collect();
        let known: Vec<_> = table.iter().filter(|row| row[0] == "indicator").collect();
        assert!(known.windows(2).all(|w| w[0][1] < w[1][1]));
        let spellings: Vec<_> = table.iter().flat_map(|row| list(row[2]).map(|s| (row[0], s))).collect();
        assert_eq!(spellings.iter().collect::<BTreeSet<_>>().len(), spellings.len());
        for row in &table {
            assert!(row.len() == 6 && ["indicator", "word", "apart", "less"].contains(&row[0]), "{row:?}");
        }
    }

    #[test]
    fn names_of_one_indicator_are_compared_as_one() {
        assert_eq!(plain_name("规模以上工业增加值增速"), plain_name("规上工业增加值"));
        assert_eq!(plain_name("全市生产总值"), plain_name("国内生产总值"));
        assert_eq!(plain_name("细颗粒物浓度"), plain_name("PM_2.5浓度"));
        assert_ne!(plain_name("粮食总产量"), plain_name("粮食播种面积"));
        assert_eq!(plain_name("增速"), "增速", "a name of such words alone stays");
    }

    #[test]
    fn the_table_decides_where_it_knows_both_names() {
        let same = |a, b| Name::read(a).same(&Name::read(b), 0.9);
        assert!(same("经济", "国内生产总值") && same("社零总额", "社会消费品零售额"));
        assert!(same("CPI涨幅", "居民消费价格总水平") && same("居民收入", "居民人均可支配收入"));
        assert!(!same("工业增加值", "规模以上工业增加值") && !same("人均GDP", "地区生产总值"));
    }

    #[test]
    fn every_word_gives_a_name_that_no_other_row_changes() {
        for (spelling, word) in NAMES.words.iter().filter(|(_, word)| !word.is_empty()) {
            assert_eq!(plain_name(spelling), plain_name(word));
        }
    }
}
