//! Price × count = total: 946人 at 1440元 each are 136.224万元.

use super::figure::{Figure, between, check, has_word, is_unit, trimmed};
use super::precision::Fit;
use crate::model::{Check, CheckKind};

/// Count, price and total stand within this many figures of each other.
const REACH: usize = 4;

/// A disagreement beyond this share is another relation.
const MOST_SLIP: f64 = 0.1;

/// 120 × 230元 are no 3万元 though 3万 may be rounded from it: half of all products are as near.
const CLOSE: f64 = 0.02;

pub(super) fn checks(text: &str, figures: &[Figure<'_>]) -> Vec<Check> {
    (0..figures.len()).filter(|&i| is_price(&figures[i])).filter_map(|i| product(text, figures, i)).collect()
}

fn is_price(figure: &Figure<'_>) -> bool {
    !figure.metric.per.is_empty() && !figure.is_share()
}

fn product(text: &str, figures: &[Figure<'_>], i: usize) -> Option<Check> {
    let near = &figures[i.saturating_sub(REACH)..figures.len().min(i + REACH)];
    let price = &figures[i];
    let totals = || near.iter().filter(|f| f.metric.unit == "元" && f.metric.per.is_empty());
    let counts = || near.iter().filter(|f| counted(f));
    for total in totals() {
        for count in counts() {
            for times in periods(price) {
                let (low, value, high) = range(price, count, times);
                let near = (value - total.printed.float()).abs() <= value * CLOSE;
                let fit = total.printed.fit(low, value, high);
                if count.printed.float() >= 10.0 && near && fit == Fit::Confirmed {
                    return Some(made(price, count, total, times, None));
                }
            }
        }
    }
    slip(text, figures, i)
}

fn counted(figure: &Figure<'_>) -> bool {
    figure.metric.per.is_empty() && is_unit("priced_unit", figure.metric.unit.as_str())
}

/// A monthly price may be paid for a year.
fn periods(price: &Figure<'_>) -> Vec<u32> {
    if price.metric.per.iter().any(|p| p == "月") { vec![12, 1] } else { vec![1] }
}

/// The least, the plain and the greatest total.
fn range(price: &Figure<'_>, count: &Figure<'_>, times: u32) -> (f64, f64, f64) {
    // A price is what it is: 30元 is no rounded 30.4元.
    let (a, b) = count.printed.bounds();
    let each = price.printed.float() * f64::from(times);
    (each * a, each * count.printed.float(), each * b)
}

/// 116人，30元/月/人，小计4.167万元: the three stand in a row, and the last calls itself the sum.
fn slip(text: &str, figures: &[Figure<'_>], i: usize) -> Option<Check> {
    let (count, price, total) = (figures.get(i.checked_sub(1)?)?, &figures[i], figures.get(i + 1)?);
    let gap = between(text, price, total);
    let summed = has_word("total", gap) && gap.chars().count() <= 8;
    let close = between(text, count, price).chars().count() <= 4;
    if !summed || !close || !counted(count) || total.metric.unit != "元" {
        return None;
    }
    let times = *periods(price).first()?;
    let (low, _, high) = range(price, count, times);
    let off = (low - total.printed.float()).abs() / total.printed.float().max(1.0);
    if off > MOST_SLIP || total.printed.meets(low, high) {
        return None;
    }
    Some(made(price, count, total, times, Some(format!("{}元", trimmed(low)))))
}

fn made(
    price: &Figure<'_>,
    count: &Figure<'_>,
    total: &Figure<'_>,
    times: u32,
    expected: Option<String>,
) -> Check {
    let months = if times == 12 { " × 12" } else { "" };
    let formula = format!("{} × {}{months} = {}", count.metric.text, price.metric.text, total.metric.text);
    check(CheckKind::Product, formula, expected, &[count, price, total])
}
