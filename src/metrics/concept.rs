//! The names of a figure → the common name of its indicator, where the reviewed table knows one (规上工业增加值 → 规模以上工业增加值).

use crate::place::without_place;
use crate::tables::rows;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Every spelling with its common name.
static CONCEPTS: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    rows(include_str!("../tables/indicators.tsv"))
        .filter_map(|row| Some((*row.first()?, *row.get(1)?)))
        .flat_map(|(name, spellings)| spellings.split(' ').map(move |spelling| (spelling, name)))
        .collect()
});

/// The common name of the indicator that `name` is a spelling of; a place before it counts for nothing: 云溪县地区生产总值.
pub(super) fn concept(name: &str) -> Option<&'static str> {
    let known = |name: &str| CONCEPTS.get(name).copied();
    known(name).or_else(|| known(without_place(name)?))
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
            assert_eq!(concept(spelling), Some(name), "{spelling}");
        }
    }

    #[test]
    fn what_only_sounds_alike_has_no_common_name() {
        for name in ["高技术产业投资", "园区地区生产总值占比", "规模以上工业", "南浦区", "增加值"]
        {
            assert_eq!(concept(name), None, "{name}");
        }
    }

    #[test]
    fn the_table_is_sorted_and_each_spelling_stands_once() {
        let rows: Vec<_> = rows(include_str!("../tables/indicators.tsv")).collect();
        assert!(rows.windows(2).all(|w| w[0][0] < w[1][0]));
        let spellings: Vec<_> = rows.iter().flat_map(|r| r[1].split(' ')).collect();
        assert_eq!(spellings.iter().collect::<BTreeSet<_>>().len(), spellings.len());
    }
}
