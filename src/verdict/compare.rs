//! A target and an actual figure → met, missed with the gap, undetermined, incomparable with the reason, or in progress.
//!
//! What the two figures say is laid out as intervals: the target as the values that would meet it, the actual as
//! the values that its words allow. 余, 近 and 约 widen an actual; they never make a target met that is not.

use crate::model::{
    ChangeBy, Comparator, Direction, Extent, Metric, MetricRole, Mismatch, Outcome, Quantity,
};
use crate::numeral::Decimal;
use crate::tables::rows;
use crate::tables::units::{Unit, named};
use crate::text::indicator::less_is_better;
use std::cmp::Ordering;
use std::sync::LazyLock;

/// What the comparison of two figures came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Judged {
    pub(crate) outcome: Outcome,
    /// Actual less target, in the target's unit; none where one of the two is no single number.
    pub(crate) gap: Option<Decimal>,
    /// The gap's unit: 个百分点 for shares.
    pub(crate) unit: Option<String>,
    /// Why, where the outcome needs a reason.
    pub(crate) why: Option<Mismatch>,
}

/// Lays `actual` beside `target`.
pub(crate) fn compare(target: &Metric, actual: &Metric) -> Judged {
    if let Some(why) = obstacle(target, actual) {
        return judged(Outcome::Incomparable, Some(why));
    }
    if target.quantity == Quantity::Masked || actual.quantity == Quantity::Masked {
        return judged(Outcome::Undetermined, Some(Mismatch::Masked));
    }
    let (Some(aim), Some(reached)) = (values(target, Side::Target), values(actual, Side::Actual)) else {
        return judged(Outcome::Undetermined, Some(Mismatch::NotANumber));
    };
    let reached = if opposed(target, actual) { reached.negated() } else { reached };
    let (outcome, why) = timed(target, actual, reached.within(&aim.accepted(target)));
    let (gap, unit) = gap(target, actual);
    Judged { outcome, gap, unit, why }
}

fn judged(outcome: Outcome, why: Option<Mismatch>) -> Judged {
    Judged { outcome, gap: None, unit: None, why }
}

/// Why the two figures measure different things, where they do.
fn obstacle(target: &Metric, actual: &Metric) -> Option<Mismatch> {
    let (t, a) = (dimension(target), dimension(actual));
    match actual.role {
        MetricRole::Baseline | MetricRole::Threshold | MetricRole::Cohort => {
            return Some(Mismatch::NotAnActual);
        }
        MetricRole::Target => return Some(Mismatch::OnlyPlanned),
        MetricRole::Delta if target.role != MetricRole::Delta => return Some(Mismatch::GapToAnother),
        _ => {}
    }
    if t != a && !bare(target, actual) {
        return Some(different_dimension(t, a));
    }
    let mut pers = [target.per.clone(), actual.per.clone()];
    pers.iter_mut().for_each(|p| p.sort());
    if pers[0] != pers[1] || is_average(target) != is_average(actual) {
        return Some(Mismatch::PerUnitAgainstTotal);
    }
    other_change(target, actual).or_else(|| other_time(target, actual))
}

/// A change against a level, or changes of different kinds.
fn other_change(target: &Metric, actual: &Metric) -> Option<Mismatch> {
    let rise = |m: &Metric| m.direction != Direction::None && !m.change_to;
    let by = |m: &Metric| if doubles(m) { Some(ChangeBy::Relative) } else { m.change_by.filter(|_| rise(m)) };
    match (by(target), by(actual)) {
        (Some(ChangeBy::Relative | ChangeBy::Points), None)
        | (None, Some(ChangeBy::Relative | ChangeBy::Points)) => Some(Mismatch::ChangeAgainstLevel),
        (Some(x), Some(y)) if x != y => Some(Mismatch::DifferentChange),
        // 新增300个 and 建成300个 tell the same; 减少300个 and 300个 do not.
        (Some(ChangeBy::Absolute), None) if target.direction == Direction::Down => {
            Some(Mismatch::ChangeAgainstLevel)
        }
        (None, Some(ChangeBy::Absolute)) if actual.direction == Direction::Down => {
            Some(Mismatch::ChangeAgainstLevel)
        }
        _ => None,
    }
}

/// Whether a level is named after one of many: 人均可支配收入, 户均增收. Of a rise in percent many leave the word out: 居民收入增长6%.
fn is_average(metric: &Metric) -> bool {
    let name = metric.indicator.first().map_or("", String::as_str);
    metric.change_by != Some(ChangeBy::Relative) && AVERAGES.iter().any(|word| name.contains(word))
}

static AVERAGES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    rows(include_str!("../tables/averages.tsv")).filter_map(|r| r.first().copied()).collect()
});

/// A sum or average of years against one year, or another year altogether.
fn other_time(target: &Metric, actual: &Metric) -> Option<Mismatch> {
    use Extent::{Average, Years};
    match (target.extent, actual.extent) {
        (Average, Average) | (Years, Years) => None,
        (Average, _) | (_, Average) => Some(Mismatch::AverageAgainstYear),
        (Years, _) if flows(target) && actual.extent != Extent::Unknown => Some(Mismatch::YearAgainstYears),
        (_, Years) if flows(actual) => Some(Mismatch::YearsAgainstYear),
        _ => match (year(target.to.as_deref()), year(actual.to.as_deref()), year(actual.from.as_deref())) {
            (Some(wanted), Some(reached), _) if reached < wanted && flows(target) => {
                Some(Mismatch::AnotherYear)
            }
            (Some(wanted), _, Some(began)) if began > wanted => Some(Mismatch::AnotherYear),
            _ => None,
        },
    }
}

/// What is summed up over a time (投资, 新增, 增长), unlike where a thing stands (普及率达到98%).
fn flows(metric: &Metric) -> bool {
    !metric.change_to && (metric.direction != Direction::None || !share(metric))
}

fn share(metric: &Metric) -> bool {
    matches!(dimension(metric), "percent" | "permille" | "ratio")
}

fn year(day: Option<&str>) -> Option<i32> {
    day?.get(..4)?.parse().ok()
}

/// What is not over yet is in progress unless it is already reached.
fn timed(
    target: &Metric,
    actual: &Metric,
    plain: (Outcome, Option<Mismatch>),
) -> (Outcome, Option<Mismatch>) {
    let ends_early = match (target.to.as_deref(), actual.to.as_deref()) {
        (Some(wanted), Some(reached)) => reached < wanted,
        _ => actual.extent == Extent::Part && target.extent != Extent::Part,
    };
    let early = ends_early
        && (actual.extent != Extent::Year || year(actual.to.as_deref()) < year(target.to.as_deref()));
    let rate = actual.change_by == Some(ChangeBy::Relative) && actual.extent == Extent::Part;
    match plain.0 {
        _ if !early => plain,
        Outcome::Met if rate => (Outcome::Undetermined, Some(Mismatch::PartOfThePeriod)),
        Outcome::Met => plain,
        _ if lower_is_better(target) && flows(target) => {
            (Outcome::Undetermined, Some(Mismatch::PartOfThePeriod))
        }
        _ => (Outcome::InProgress, Some(Mismatch::PartOfThePeriod)),
    }
}

/// The dimension in which a metric's value is compared.
fn dimension(metric: &Metric) -> &'static str {
    match (&metric.quantity, named(&metric.unit)) {
        (Quantity::Ratio(_), _) => "ratio",
        (Quantity::Fraction(..), _) => "percent",
        (_, Some(unit)) if matches!(unit.dimension, "tenth" | "permille") => "percent",
        (_, Some(unit)) if matches!(unit.dimension, "multiple" | "doubling") && relative(metric) => "percent",
        (_, Some(unit)) => unit.dimension,
        (_, None) => "",
    }
}

fn relative(metric: &Metric) -> bool {
    metric.change_by == Some(ChangeBy::Relative) || doubles(metric)
}

/// 翻两番: a change in doublings.
fn doubles(metric: &Metric) -> bool {
    named(&metric.unit).is_some_and(|unit| unit.dimension == "doubling")
}

/// One of the two is a bare number (6434万农村人口) beside a counted one.
fn bare(target: &Metric, actual: &Metric) -> bool {
    let counted = |m: &Metric| named(&m.unit).is_some_and(Unit::classifies);
    target.unit.is_empty() && counted(actual) || actual.unit.is_empty() && counted(target)
}

fn different_dimension(a: &str, b: &str) -> Mismatch {
    let pair = |x: &str, y: &str| (a == x && b == y) || (a == y && b == x);
    match () {
        () if pair("percent", "points") => Mismatch::ShareAgainstPoints,
        () if pair("person", "person_time") => Mismatch::PersonsAgainstVisits,
        () if pair("person", "household") => Mismatch::PersonsAgainstHouseholds,
        () if a.starts_with("money") && b.starts_with("money") => Mismatch::DifferentCurrency,
        () => Mismatch::DifferentUnit,
    }
}

/// Which figure of the two is read.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Target,
    Actual,
}

/// One end of an interval: the value, and whether it belongs to it.
type End = Option<(Decimal, bool)>;

/// The values that a figure allows.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Interval {
    low: End,
    high: End,
}

impl Interval {
    fn between(low: Decimal, high: Decimal) -> Self {
        Interval { low: Some((low, true)), high: Some((high, true)) }
    }

    fn open(low: Decimal, high: Decimal) -> Self {
        Interval { low: Some((low, false)), high: Some((high, false)) }
    }

    /// The values that meet a target, of which this is what its words say.
    fn accepted(self, target: &Metric) -> Interval {
        let lower = lower_is_better(target);
        let up = Interval { low: self.low, high: None };
        let down = Interval { low: None, high: self.high };
        match target.comparator {
            Comparator::Ge | Comparator::Gt | Comparator::Le | Comparator::Lt => self,
            _ if lower => down,
            _ => up,
        }
    }

    fn negated(self) -> Interval {
        let turn = |end: End| end.and_then(|(v, closed)| Some((Decimal::default().checked_sub(v)?, closed)));
        Interval { low: turn(self.high), high: turn(self.low) }
    }

    /// Wholly inside is met, wholly outside missed, astride undetermined.
    fn within(&self, accepted: &Interval) -> (Outcome, Option<Mismatch>) {
        if starts_before(self.high, accepted.low) || starts_before(accepted.high, self.low) {
            return (Outcome::Missed, None);
        }
        if low_inside(self.low, accepted.low) && high_inside(self.high, accepted.high) {
            return (Outcome::Met, None);
        }
        (Outcome::Undetermined, Some(Mismatch::Imprecise))
    }
}

/// Whether everything up to `high` lies below `low`.
fn starts_before(high: End, low: End) -> bool {
    match (high, low) {
        (Some((h, h_in)), Some((l, l_in))) => h < l || h == l && !(h_in && l_in),
        _ => false,
    }
}

fn low_inside(own: End, bound: End) -> bool {
    match (own, bound) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some((o, o_in)), Some((b, b_in))) => o > b || o == b && (b_in || !o_in),
    }
}

fn high_inside(own: End, bound: End) -> bool {
    match (own, bound) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some((o, o_in)), Some((b, b_in))) => o < b || o == b && (b_in || !o_in),
    }
}

/// What the words of a figure say, in the base unit of its dimension.
fn values(metric: &Metric, side: Side) -> Option<Interval> {
    let (low, high) = ends_of(metric)?;
    Some(match metric.comparator {
        Comparator::Eq => Interval::between(low, high),
        Comparator::Ge => Interval { low: Some((low, true)), high: None },
        Comparator::Gt => Interval { low: Some((low, false)), high: None },
        Comparator::Le => Interval { low: None, high: Some((high, true)) },
        Comparator::Lt => Interval { low: None, high: Some((high, false)) },
        Comparator::JustOver if side == Side::Target => Interval::between(low, high),
        Comparator::JustOver | Comparator::JustUnder | Comparator::Approx => vague(metric, low, high)?,
    })
}

/// The values near a number that its words allow: 60余, 近2000人, 约5%.
fn vague(metric: &Metric, low: Decimal, high: Decimal) -> Option<Interval> {
    Some(match metric.comparator {
        Comparator::JustOver => Interval::open(low, high.checked_add(step(metric, high))?),
        Comparator::JustUnder => Interval::open(low.checked_sub(tenth(low)?)?, high),
        _ => {
            let play = tolerance(metric, low)?;
            Interval::between(low.checked_sub(play)?, high.checked_add(play)?)
        }
    })
}

/// 60余 is less than 70, 4500余 less than 4600: one more of the last digit written.
fn step(metric: &Metric, base: Decimal) -> Decimal {
    let written = match &metric.quantity {
        Quantity::Scalar(v) | Quantity::Range(_, v) => *v,
        _ => base,
    };
    let place = written.last_place();
    let one = Decimal::new(1, 0);
    let unit = u32::try_from(place)
        .ok()
        .and_then(|up| one.shifted(up))
        .unwrap_or(Decimal::new(1, place.unsigned_abs()));
    scaled(metric, unit).unwrap_or(unit)
}

/// 近2000人 may be 1800, hardly 1700.
fn tenth(value: Decimal) -> Option<Decimal> {
    value.checked_mul(Decimal::new(1, 1))
}

/// 5%左右 allows half a point; 约2000亿元 five in a hundred.
fn tolerance(metric: &Metric, base: Decimal) -> Option<Decimal> {
    if matches!(dimension(metric), "percent" | "points") {
        return Some(Decimal::new(5, 1));
    }
    base.checked_mul(Decimal::new(5, 2))
}

/// Both ends of a quantity, in the base unit.
fn ends_of(metric: &Metric) -> Option<(Decimal, Decimal)> {
    match &metric.quantity {
        Quantity::Scalar(v) => scaled(metric, *v).map(|v| (v, v)),
        Quantity::Range(low, high) => Some((scaled(metric, *low)?, scaled(metric, *high)?)),
        Quantity::Fraction(part, whole) => {
            let share = part.checked_mul(Decimal::new(100, 0))?.checked_div(*whole, 12)?;
            Some((share, share))
        }
        Quantity::Ratio(parts) => match parts[..] {
            [a, b] => a.checked_div(b, 12).map(|r| (r, r)),
            _ => None,
        },
        _ => None,
    }
}

/// `value` in the base unit of its dimension; shares and relative changes as percent.
fn scaled(metric: &Metric, value: Decimal) -> Option<Decimal> {
    let Some(unit) = named(&metric.unit) else { return Some(value) };
    let hundred = Decimal::new(100, 0);
    match unit.dimension {
        "tenth" => value.shifted(1),
        "permille" => value.checked_mul(Decimal::new(1, 1)),
        "multiple" if relative(metric) => value.checked_mul(hundred),
        "doubling" => {
            let times: u32 = value.to_string().parse().ok()?;
            Decimal::new(2i128.checked_pow(times)? - 1, 0).checked_mul(hundred)
        }
        _ => unit.scale.parse::<Decimal>().ok()?.checked_mul(value),
    }
}

/// The target says up and the actual down, or the other way round.
fn opposed(target: &Metric, actual: &Metric) -> bool {
    let way = |m: &Metric| if m.change_to { Direction::None } else { m.direction };
    matches!((way(target), way(actual)), (Direction::Up, Direction::Down) | (Direction::Down, Direction::Up))
}

/// Less is better of 死亡率; of a fall (能耗下降3%) more is better.
fn lower_is_better(target: &Metric) -> bool {
    if target.direction == Direction::Down {
        return target.change_to;
    }
    if target.direction == Direction::Up && target.change_to {
        return false;
    }
    target
        .indicator
        .first()
        .is_some_and(|name| less_is_better(name) && !REMOVING.iter().any(|w| name.contains(w)))
}

/// 拆除违规广告, 化解债务: of what is done away with, more is better.
static REMOVING: LazyLock<Vec<&str>> = LazyLock::new(|| {
    rows(include_str!("../tables/removing.tsv")).filter_map(|r| r.first().copied()).collect()
});

/// Actual less target in the target's unit, where both are single numbers.
fn gap(target: &Metric, actual: &Metric) -> (Option<Decimal>, Option<String>) {
    let (Quantity::Scalar(wanted), Quantity::Scalar(reached)) = (&target.quantity, &actual.quantity) else {
        return (None, None);
    };
    let signed =
        if opposed(target, actual) { Decimal::default().checked_sub(*reached) } else { Some(*reached) };
    let reached = if target.unit == actual.unit { signed } else { convert(target, actual, signed) };
    let gap = reached.and_then(|r| r.checked_sub(*wanted));
    let unit = if target.unit == "%" { "个百分点" } else { &target.unit };
    let unit = gap.map(|_| unit.to_owned());
    (gap, unit)
}

/// The actual's value in the target's unit.
fn convert(target: &Metric, actual: &Metric, value: Option<Decimal>) -> Option<Decimal> {
    let base = scaled(actual, value?)?;
    let one = scaled(target, Decimal::new(1, 0))?;
    if doubles(target) || one.cmp(&Decimal::default()) != Ordering::Greater {
        None
    } else {
        base.checked_div(one, 6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::MetricRole;
    use crate::span::Place;

    /// Reads `indicator comparator value unit flags…` of the truth table: 普及率 ge 80 % to.
    fn metric(line: &str) -> Metric {
        let words: Vec<_> = line.split_whitespace().collect();
        let [name, comparator, value, unit, flags @ ..] = &words[..] else { panic!("too short: {line}") };
        let unit = if *unit == "-" { "" } else { unit };
        let mut m = Metric::new(line, Place::default(), quantity(value), unit);
        m.indicator = vec![(*name).to_owned()];
        m.comparator = serde_json::from_value(serde_json::Value::from(*comparator)).expect("a comparator");
        for flag in flags {
            set_flag(&mut m, flag);
        }
        if m.direction != Direction::None && !m.change_to && m.change_by.is_none() {
            m.change_by = Some(match m.unit.as_str() {
                "%" | "‰" | "倍" | "成" | "番" => ChangeBy::Relative,
                "" if matches!(m.quantity, Quantity::Fraction(..)) => ChangeBy::Relative,
                "个百分点" => ChangeBy::Points,
                _ => ChangeBy::Absolute,
            });
        }
        m
    }

    fn quantity(value: &str) -> Quantity {
        let d = |s: &str| s.parse::<Decimal>().expect("a decimal");
        match value {
            "masked" => Quantity::Masked,
            v if v.contains("..") => {
                v.split_once("..").map(|(a, b)| Quantity::Range(d(a), d(b))).expect("a range")
            }
            v if v.contains(':') => Quantity::Ratio(v.split(':').map(d).collect()),
            v if v.contains('/') => {
                v.split_once('/').map(|(a, b)| Quantity::Fraction(d(a), d(b))).expect("a fraction")
            }
            v => Quantity::Scalar(d(v)),
        }
    }

    fn set_flag(m: &mut Metric, flag: &str) {
        match flag {
            "up" => m.direction = Direction::Up,
            "down" => m.direction = Direction::Down,
            "to" => m.change_to = true,
            "gap" => m.role = MetricRole::Delta,
            "planned" => m.role = MetricRole::Target,
            "base" => m.role = MetricRole::Baseline,
            "trigger" => m.role = MetricRole::Threshold,
            "years" => m.extent = Extent::Years,
            "average" => m.extent = Extent::Average,
            "part" => m.extent = Extent::Part,
            "year" => m.extent = Extent::Year,
            "instant" => m.extent = Extent::Instant,
            _ if flag.starts_with('/') => m.per.push(flag[1..].to_owned()),
            _ => {
                let (from, to) = flag.split_once('~').unwrap_or(("", flag));
                m.from = Some(from.to_owned()).filter(|f| !f.is_empty());
                m.to = Some(to.to_owned());
            }
        }
    }

    #[test]
    fn the_truth_table_holds() {
        let (mut count, mut wrong) = (0, Vec::new());
        for row in rows(include_str!("compare_cases.tsv")) {
            let [target, actual, outcome, gap, why] = row[..] else { panic!("columns: {row:?}") };
            let got = compare(&metric(target), &metric(actual));
            let said = |w: Option<String>| w.unwrap_or_else(|| "-".to_owned());
            let wanted = (outcome.to_owned(), gap.to_owned(), why.to_owned());
            let shown =
                serde_json::to_value(got.outcome).expect("a word").as_str().expect("a word").to_owned();
            let got_gap = if gap == "*" { "*".to_owned() } else { said(got.gap.map(|g| g.to_string())) };
            let shown = (shown, got_gap, said(got.why.map(|w| w.to_string())));
            if shown != wanted {
                wrong.push(format!("{target} | {actual}: wanted {wanted:?}, got {shown:?}"));
            }
            count += 1;
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(count >= 150, "{count} rows");
    }

    #[test]
    fn shares_differ_by_points() {
        let got = compare(&metric("公有化率 ge 80 %"), &metric("公有化率 eq 74.16 %"));
        assert_eq!(
            (got.gap.map(|g| g.to_string()), got.unit),
            (Some("-5.84".into()), Some("个百分点".into()))
        );
    }
}
