//! A metric → its value and half a unit of its last printed digit: 31.94万 is 319400 ± 50.

use crate::model::{Comparator, Metric, Quantity};
use crate::numeral::Decimal;

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
        let Quantity::Scalar(value) = metric.quantity else { return None };
        if metric.comparator != Comparator::Eq {
            return None;
        }
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
}

impl Printed {
    /// As [`Printed::meets`], but counts of things one by one must agree to the unit.
    pub(super) fn meets_exactly(self, low: f64, high: f64) -> bool {
        let (v, h) = (self.value.to_f64(), self.half.to_f64() + 1e-6);
        low <= v + h && v - h <= high
    }
}

/// Half a unit of the last digit of what is written.
fn half_unit(text: &str, metric: &Metric) -> Decimal {
    let places = text.split(['.', '．', '点']).nth(1).map_or(0, |rest| {
        rest.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '０'..='９')).count()
    });
    let magnitude: u32 = text
        .chars()
        .map(|c| match c {
            '万' => 4,
            '亿' => 8,
            '千' if text.contains("千万") => 3,
            '百' if text.contains("百万") => 2,
            _ => 0,
        })
        .sum();
    let whole = places == 0 && magnitude == 0;
    if whole && !matches!(metric.unit.as_str(), "%" | "‰" | "个百分点" | "元" | "倍") {
        return Decimal::default();
    }
    let half = Decimal::new(5, places as u32 + 1);
    half.shifted(magnitude).unwrap_or(half)
}
