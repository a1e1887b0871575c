//! A metric → its value and half a unit of its last printed digit: 31.94万 is 319400 ± 50.

use crate::model::{Comparator, Metric, Quantity};
use crate::numeral::{Decimal, digit, figure as chinese_figure};

/// A value as printed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Printed {
    pub(super) value: Decimal,
    /// Half a unit of the last digit; nought where whole things are counted one by one.
    half: Decimal,
}

impl Printed {
    /// The metric's value; none where it is a bound, a range or hidden.
    pub(super) fn of(metric: &Metric) -> Option<Printed> {
        Printed::of_bound(metric).filter(|_| metric.comparator == Comparator::Eq)
    }

    /// The value of a bound: 60亿元 of 60亿元以上.
    pub(super) fn of_bound(metric: &Metric) -> Option<Printed> {
        let Quantity::Scalar(value) = metric.quantity else { return None };
        Some(Printed { value, half: half_unit(&metric.text, metric) })
    }

    pub(super) fn float(self) -> f64 {
        self.value.to_f64()
    }

    /// The least and the greatest value that is printed so.
    pub(super) fn bounds(self) -> (f64, f64) {
        let (v, h) = (self.value.to_f64(), self.half.to_f64());
        (v - h, v + h)
    }

    /// Half a unit of the last digit.
    pub(super) fn slack(self) -> f64 {
        self.half.to_f64()
    }

    /// Whether a reckoned interval meets what is printed; reports cut digits off as often as they round, so a whole
    /// unit of the last digit is allowed.
    pub(super) fn meets(self, low: f64, high: f64) -> bool {
        let (v, h) = (self.value.to_f64(), self.half.to_f64() * 2.0 + 1e-9);
        low <= v + h && v - h <= high
    }

    /// As [`Printed::meets`], but counts of things one by one must agree to the unit.
    pub(super) fn meets_exactly(self, low: f64, high: f64) -> bool {
        let (v, h) = (self.value.to_f64(), self.half.to_f64() + 1e-6);
        low <= v + h && v - h <= high
    }

    /// How what is printed stands to a reckoned `value` that lies, its operands being rounded, somewhere in `low..high`.
    pub(super) fn fit(self, low: f64, value: f64, high: f64) -> Fit {
        if !self.meets(low, high) {
            return Fit::Contradicted;
        }
        let unit = self.half.to_f64() * 2.0;
        let printed = self.value.to_f64();
        let digits = (value - printed).abs() < unit * (1.0 - 1e-6) + 1e-9;
        let narrow = high - low <= printed.abs() * WIDEST;
        if digits || narrow { Fit::Confirmed } else { Fit::Undecided }
    }
}

/// From 2万 to 2.5万 may be 0 % or 70 %, which confirms nothing: where the digits themselves do not agree, operands must leave
/// less than this share of the result open.
pub(super) const WIDEST: f64 = 0.02;

/// What a reckoned value says of a printed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// The digits agree, or the operands are precise and agree as far as they go.
    Confirmed,
    /// Rounded as they are the operands allow it, and much else.
    Undecided,
    /// No rounding leads there.
    Contradicted,
}

/// Whether a value is ten, a hundred, a thousand or ten thousand times what it should be, or such a part of it: 万 for 亿.
pub(super) fn is_magnitude(times: f64) -> bool {
    let power = times.abs().max(f64::MIN_POSITIVE).log10();
    (0.5..4.5).contains(&power.abs()) && (power - power.round()).abs() < NEAR_POWER
}

/// Rounded as they are, parts and growth lead within a twentieth of the value that lacks a magnitude: 9.6 for 10.
const NEAR_POWER: f64 = 0.02;

/// Half a unit of the last digit of what is written: of 31.94万 50, of 二亿七千八百万零一百人 nought.
fn half_unit(text: &str, metric: &Metric) -> Decimal {
    let places = decimal_places(text);
    let magnitude = last_magnitude(text);
    let whole = places == 0 && magnitude == 0;
    if whole && !matches!(metric.unit.as_str(), "%" | "‰" | "个百分点" | "元" | "倍") {
        return Decimal::default();
    }
    let half = Decimal::new(5, places + 1);
    half.shifted(magnitude).unwrap_or(half)
}

/// The magnitude that digits are written in, and its power of ten: 万 and 4 of 31.94万元.
pub(super) fn magnitude(text: &str) -> (&'static str, i32) {
    let written =
        text.trim_start_matches(|c: char| digit(c).is_some() || matches!(c, '.' | ',' | '-' | '－' | ' '));
    let found = [("万亿", 12), ("亿", 8), ("万", 4)].into_iter().find(|(sign, _)| written.starts_with(sign));
    found.unwrap_or(("", 0))
}

fn is_digit(c: char) -> bool {
    digit(c).is_some() || chinese_figure(c).is_some()
}

/// How many digits stand behind the point: 15.20, 二点四.
fn decimal_places(text: &str) -> u32 {
    let behind = text.split(['.', '．', '点']).nth(1).unwrap_or("");
    behind.chars().take_while(|c| is_digit(*c)).map(|_| 1).sum()
}

/// The power of ten that the last digit counts in by its 万 and 亿: 4 of 3.5万, 6 of 七千八百万, none of 九万一千一百.
fn last_magnitude(text: &str) -> u32 {
    let power = |c| match c {
        '十' => 1,
        '百' => 2,
        '千' => 3,
        '万' => 4,
        '亿' => 8,
        _ => 0,
    };
    let Some(at) = text.rfind(['万', '亿']).filter(|&at| !text[at..].contains(is_digit)) else { return 0 };
    let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
    text[..end].chars().rev().map(power).take_while(|p| *p > 0).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_digit_is_the_last_that_is_written() {
        let cases = [
            ("31.94万", 2, 4),
            ("二亿七千八百万零一百人", 0, 0),
            ("七千八百万人", 0, 6),
            ("1亿2000万元", 0, 4),
            ("2.5万亿元", 1, 12),
            ("十五点二五%", 2, 0),
        ];
        for (text, places, magnitude) in cases {
            assert_eq!((decimal_places(text), last_magnitude(text)), (places, magnitude), "{text}");
        }
    }

    #[test]
    fn what_rounding_allows_among_much_else_is_undecided() {
        let printed = |value: &str, half: &str| Printed {
            value: value.parse().expect("a decimal"),
            half: half.parse().expect("a decimal"),
        };
        let thirty = printed("30", "0.5");
        assert_eq!(thirty.fit(19.5, 25.0, 30.8), Fit::Undecided);
        assert_eq!(printed("25", "0.5").fit(19.5, 25.0, 30.8), Fit::Confirmed);
        assert_eq!(thirty.fit(24.9, 25.0, 25.1), Fit::Contradicted);
        assert_eq!(printed("12.47", "0.005").fit(12.43, 12.45, 12.47), Fit::Confirmed);
    }
}
