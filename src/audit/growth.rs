//! From X to Y a growth of Z; X against Y a gap of Z; a rate that is the difference of two others.

use super::figure::{Figure, amount, between, check, has_word, in_one_sentence, trimmed, words};
use super::precision::Fit;
use crate::model::{ChangeBy, Check, CheckKind, Direction, Extent, MetricRole};
use crate::text::sentence::closes_sentence;

/// A disagreement beyond this many points is another relation: 用电量115.0万千瓦时，比上年增加15.0万千瓦时，增长74.0% is a slip, 增长76.0% is of
/// something else.
pub(super) const MOST_SLIP: f64 = 60.0;

pub(super) fn checks(text: &str, figures: &[Figure<'_>]) -> Vec<Check> {
    let mut found = Vec::new();
    for three in figures.windows(3) {
        let [a, b, c] = three else { continue };
        let told = growth(text, a, b, c).or_else(|| against(text, a, b, c)).or_else(|| gap(text, a, b, c));
        found.extend(told.or_else(|| increase(text, a, b, c)));
    }
    found
}

/// 从X增加到Y，增长Z%.
fn growth(text: &str, from: &Figure<'_>, to: &Figure<'_>, by: &Figure<'_>) -> Option<Check> {
    let starts =
        from.metric.role == MetricRole::Baseline && to.metric.change_to && from.metric.unit == to.metric.unit;
    let near = between(text, to, by).chars().count() <= 12 && !between(text, to, by).contains(['均', '占']);
    (starts && near && in_one_sentence(text, from, by)).then(|| change(text, from, to, by))?
}

/// X，比上年的Y增长Z%.
fn against(text: &str, to: &Figure<'_>, from: &Figure<'_>, by: &Figure<'_>) -> Option<Check> {
    let lead = label(between(text, to, from));
    let compared = words("against").any(|w| lead.starts_with(w));
    let levels = to.is_level() && from.is_level() && !to.is_change() && !from.is_change();
    let one = levels && to.metric.unit == from.metric.unit && to.name() == from.name();
    let near = between(text, from, by).chars().count() <= MOST_BETWEEN;
    (compared && one && near && in_one_sentence(text, to, by)).then(|| change(text, from, to, by))?
}

/// The words behind the last comma.
fn label(lead: &str) -> &str {
    lead.rsplit(['，', ',', '（', '(']).next().unwrap_or(lead)
}

/// From a level to a level by so much.
fn change(text: &str, from: &Figure<'_>, to: &Figure<'_>, by: &Figure<'_>) -> Option<Check> {
    let changed = by.metric.change_by.filter(|_| !by.metric.change_to && by.metric.extent != Extent::Average);
    let sign = if by.metric.direction == Direction::Down { -1.0 } else { 1.0 };
    let (low, value, high, unit) = reckoned(changed?, from, to, by)?;
    let (low, high) = if sign < 0.0 { (-high, -low) } else { (low, high) };
    let formula = format!("{} → {} = {}", from.metric.text, to.metric.text, by.metric.text);
    let figures = [from, to, by];
    match by.printed.fit(low, sign * value, high) {
        Fit::Confirmed => return Some(check(CheckKind::Growth, formula, None, &figures)),
        Fit::Undecided => return None,
        Fit::Contradicted => {}
    }
    if changed == Some(ChangeBy::Absolute) {
        let near =
            (sign * value - by.printed.float()).abs() <= by.printed.float().abs().max(value.abs()) * MOST_OFF;
        return near.then(|| check(CheckKind::Growth, formula, Some(amount(sign * value, by)), &figures));
    }
    let off = ((low + high) / 2.0 - by.printed.float()).abs();
    // 增长了三倍 is said for 到三倍, too.
    let slip = !is_priced(text, to, by) && unit != "倍";
    (slip && off <= MOST_SLIP && off > LEAST_SLIP).then(|| {
        check(CheckKind::Growth, formula, Some(format!("{}{unit}", trimmed((low + high) / 2.0))), &figures)
    })
}

/// The change between two levels as two bounds and the value between them, in the unit of `by`; none where they do not tell it.
pub(super) fn reckoned(
    changed: ChangeBy,
    from: &Figure<'_>,
    to: &Figure<'_>,
    by: &Figure<'_>,
) -> Option<(f64, f64, f64, &'static str)> {
    let ((a, b), (c, d)) = (from.printed.bounds(), to.printed.bounds());
    let (x, y) = (from.printed.float(), to.printed.float());
    match changed {
        ChangeBy::Relative if from.is_share() || a <= 0.0 => None,
        ChangeBy::Relative if by.metric.unit == "%" => {
            Some(((c / b - 1.0) * 100.0, (y / x - 1.0) * 100.0, (d / a - 1.0) * 100.0, "%"))
        }
        ChangeBy::Relative if by.metric.unit == "倍" => Some((c / b - 1.0, y / x - 1.0, d / a - 1.0, "倍")),
        ChangeBy::Points if from.is_share() => Some((c - b, y - x, d - a, "个百分点")),
        ChangeBy::Absolute if by.metric.unit == to.metric.unit => Some((c - b, y - x, d - a, "")),
        _ => None,
    }
}

/// An increase that is off by more than this share of it is one of something else.
const MOST_OFF: f64 = 0.9;

/// Whether a growth may be told at other prices, or of another coverage, than the levels.
pub(super) fn is_priced(text: &str, level: &Figure<'_>, growth: &Figure<'_>) -> bool {
    has_word("constant_prices", level.name())
        || has_word("adjusted", between(text, level, growth))
        || has_word("adjusted", level.name())
}

/// Between a level, its increase and the rate of it no more than this is said: ，比上年同期净增加.
pub(super) const MOST_BETWEEN: usize = 12;

/// 零售总额X，比上年增加Y，增长Z%, or the rate before the increase: Z is Y of what X was.
fn increase(text: &str, level: &Figure<'_>, second: &Figure<'_>, third: &Figure<'_>) -> Option<Check> {
    let is_level =
        level.metric.direction == Direction::None && !level.is_share() && level.metric.per.is_empty();
    let gaps = [between(text, level, second), between(text, second, third)];
    let near = gaps.iter().all(|g| {
        g.chars().count() <= MOST_BETWEEN && !g.contains(closes_sentence) && !g.contains(['（', '(', '占'])
    });
    let changes = |f: &Figure<'_>, by| f.metric.change_by == Some(by) && !f.metric.change_to;
    let (by, rate) = match (second, third) {
        (a, b) if changes(a, ChangeBy::Absolute) && changes(b, ChangeBy::Relative) => (a, b),
        (a, b) if changes(a, ChangeBy::Relative) && changes(b, ChangeBy::Absolute) => (b, a),
        _ => return None,
    };
    // 增加5亿元，增长5%: one thing only has risen, and all three speak of it.
    let one = by.metric.unit == level.metric.unit && rate.metric.unit == "%" && level.name() == by.name();
    let same = rate.name() == level.name() && by.metric.direction == rate.metric.direction;
    let average = [level, by, rate].iter().any(|f| f.metric.extent == Extent::Average);
    if !is_level || !near || !one || !same || average {
        return None;
    }
    let sign = if by.metric.direction == Direction::Down { -1.0 } else { 1.0 };
    let ((a, b), (c, d)) = (level.printed.bounds(), by.printed.bounds());
    let before = [a - sign * c, a - sign * d, b - sign * c, b - sign * d];
    let (least, most) = before.iter().fold((f64::MAX, f64::MIN), |(l, m), v| (l.min(*v), m.max(*v)));
    if least <= 0.0 || c < 0.0 {
        return None;
    }
    let (low, high) = (c / most * 100.0, d / least * 100.0);
    let minus = if sign < 0.0 { "+" } else { "−" };
    let formula = format!(
        "{} ÷ ({} {minus} {}) = {}",
        by.metric.text, level.metric.text, by.metric.text, rate.metric.text
    );
    let figures = [level, by, rate];
    let (x, y) = (level.printed.float(), by.printed.float());
    match rate.printed.fit(low, y / (x - sign * y) * 100.0, high) {
        Fit::Confirmed => return Some(check(CheckKind::Growth, formula, None, &figures)),
        Fit::Undecided => return None,
        Fit::Contradicted => {}
    }
    // 收入增加5亿元，增长5% is reckoned at the same prices; 实际增长 and the growth of 增加值 are not.
    let priced = is_priced(text, level, by) || is_priced(text, level, rate);
    let middle = (low + high) / 2.0;
    let off = (middle - rate.printed.float()).abs();
    let slip = !priced && off <= MOST_SLIP && off > LEAST_SLIP;
    slip.then(|| check(CheckKind::Growth, formula, Some(format!("{}%", trimmed(middle))), &figures))
}

/// A rate reckoned from figures before they were rounded may be off by this many points.
const LEAST_SLIP: f64 = 0.15;

/// 为X%，比全省Y%高出Z: in points or as a share of Y.
fn gap(text: &str, own: &Figure<'_>, other: &Figure<'_>, by: &Figure<'_>) -> Option<Check> {
    let told = other.metric.role == MetricRole::Baseline && by.metric.role == MetricRole::Delta;
    let near = !between(text, own, by).contains(closes_sentence) && own.metric.unit == other.metric.unit;
    if !told || !near || !own.is_share() {
        return None;
    }
    let ((a, b), (c, d)) = (own.printed.bounds(), other.printed.bounds());
    let (x, y) = (own.printed.float(), other.printed.float());
    let formula = |by_share| {
        let (sign, less) = if by_share { ("÷", " − 1") } else { ("−", "") };
        format!("{} {sign} {}{less} = {}", own.metric.text, other.metric.text, by.metric.text)
    };
    let fit = |low: f64, value: f64, high: f64| {
        by.printed.fit(low.abs().min(high.abs()), value.abs(), low.abs().max(high.abs()))
    };
    let share = fit((a / d - 1.0) * 100.0, (x / y - 1.0) * 100.0, (b / c - 1.0) * 100.0);
    let by_share = by.metric.unit == "%" && share == Fit::Confirmed;
    let points = fit(a - d, x - y, b - c);
    if by_share || points == Fit::Confirmed {
        return Some(check(CheckKind::Gap, formula(by_share), None, &[own, other, by]));
    }
    let undecided = points == Fit::Undecided || by.metric.unit == "%" && share == Fit::Undecided;
    let expected = format!("{}个百分点", trimmed(x - y));
    (!undecided).then(|| check(CheckKind::Gap, formula(false), Some(expected), &[own, other, by]))
}
