//! The text after a number → its unit, the longest of `units.tsv`, with dimension and scale.

use super::{Marked, rows};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One row of `units.tsv`.
#[derive(Debug)]
pub(crate) struct Unit {
    /// As written: 人次.
    pub(crate) name: &'static str,
    /// Only units of one dimension can be converted.
    pub(crate) dimension: &'static str,
    /// How many of the dimension's base unit it is.
    pub(crate) scale: &'static str,
    flags: &'static str,
}

impl Unit {
    /// Also after a single Chinese numeral: 两期.
    pub(crate) fn after_figure(&self) -> bool {
        self.flags.contains(['c', 'e'])
    }

    /// Also after 一: 一名.
    pub(crate) fn after_one(&self) -> bool {
        self.flags.contains('o')
    }

    /// After a single Chinese numeral only before a stop: 横幅两条.
    pub(crate) fn figure_at_end(&self) -> bool {
        self.flags.contains('e')
    }

    /// Only before a stop: 5双.
    pub(crate) fn at_end(&self) -> bool {
        self.flags.contains('t')
    }

    /// Counts things one by one, so that the thing counted stands after it: 36条意见.
    pub(crate) fn classifies(&self) -> bool {
        matches!(
            self.dimension,
            "item" | "person" | "household" | "case" | "person_time" | "times" | "batch" | "dose" | "medal"
        )
    }
}

/// The units with their first characters, in the order of their names.
struct Units {
    units: Vec<(char, Unit)>,
    first: Marked,
}

static UNITS: LazyLock<Units> = LazyLock::new(|| {
    let unit = |line: &'static str| {
        let mut fields = line.split('\t');
        let [name, dimension, scale, flags] = std::array::from_fn(|_| fields.next());
        let unit = Unit { name: name?, dimension: dimension?, scale: scale?, flags: flags? };
        Some((unit.name.chars().next()?, unit))
    };
    let lines = include_str!("units.tsv").lines().filter(|line| !line.starts_with('#'));
    let units: Vec<(char, Unit)> = lines.filter_map(unit).collect();
    let mut first = Marked::default();
    units.iter().for_each(|(c, _)| first.mark(Some(*c)));
    Units { units, first }
});

impl Units {
    /// The units that begin with `first`.
    fn with(&self, first: char) -> impl DoubleEndedIterator<Item = &Unit> {
        let some = if self.first.may_hold(first) { &self.units[..] } else { &[] };
        let (from, to) =
            (some.partition_point(|(c, _)| *c < first), some.partition_point(|(c, _)| *c <= first));
        some[from..to].iter().map(|(_, unit)| unit)
    }
}

/// The words of one kind of row in `not_metrics.tsv`, by unit.
fn continuations(kind: &'static str) -> BTreeMap<&'static str, Vec<&'static str>> {
    rows(include_str!("not_metrics.tsv"))
        .filter(|row| row.len() == 3 && row[0] == kind)
        .map(|row| (row[1], row[2].split(' ').filter(|w| !w.is_empty()).collect()))
        .collect()
}

type Continuations = LazyLock<BTreeMap<&'static str, Vec<&'static str>>>;

/// Continuations that make another word of a unit: 人 and 民.
static AFTER: Continuations = LazyLock::new(|| continuations("after"));
/// Nouns that only begin like such a continuation: 家 and 电 are 家电, 5家电商 counts.
static COUNTS: Continuations = LazyLock::new(|| continuations("counts"));

/// The longest unit that `text` begins with, unless the word goes on to mean something else (5人民…).
pub(crate) fn unit(text: &str) -> Option<&'static Unit> {
    let first = text.chars().next()?;
    // Of two that it begins with, the longer comes later.
    let found = UNITS.with(first).rev().find(|u| text.starts_with(u.name))?;
    let rest = &text[found.name.len()..];
    let goes_on = |table: &Continuations| {
        table.get(found.name).is_some_and(|words| words.iter().any(|w| rest.starts_with(w)))
    };
    let other_word = goes_on(&AFTER) && !goes_on(&COUNTS);
    // 20项目标 is 20项 and 目标; 20项目 is no count.
    let goal = found.name == "项" && rest.starts_with("目标");
    let latin = found.name.is_ascii() && rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    ((!other_word || goal) && !latin).then_some(found)
}

/// The unit of exactly this name.
pub(crate) fn named(name: &str) -> Option<&'static Unit> {
    UNITS.with(name.chars().next()?).find(|u| u.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_unit_wins() {
        assert_eq!(unit("人次左右").map(|u| u.name), Some("人次"));
        assert_eq!(unit("个百分点").map(|u| u.name), Some("个百分点"));
        assert_eq!(unit("人民医院").map(|u| u.name), None);
        assert_eq!(unit("项目标任务").map(|u| u.name), Some("项"));
        assert_eq!(unit("家电下乡").map(|u| u.name), None);
        assert_eq!(unit("家电商企业").map(|u| u.name), Some("家"));
        assert_eq!(unit("起重大事故").map(|u| u.name), Some("起"));
    }

    #[test]
    fn the_table_is_sorted_without_doubles() {
        let names: Vec<_> = rows(include_str!("units.tsv")).map(|r| r[0]).collect();
        assert!(names.windows(2).all(|w| w[0] < w[1]));
    }
}
