//! One figure given twice: the same name, unit, period and scope with two values that are nearly the same.

use super::figure::{Figure, between, check};
use crate::model::{Check, CheckKind, MetricRole};
use std::collections::BTreeMap;

/// A short name is shared by things that differ: 办结率.
const LEAST_NAME: usize = 6;

/// Two values further apart than this are two things, but for those that differ in 万 and 亿 alone: 120.5亿元 and 120.5万元.
const MOST_SLIP: f64 = 0.05;

pub(super) fn checks(text: &str, figures: &[Figure<'_>]) -> Vec<Check> {
    let mut first: BTreeMap<_, (usize, &Figure<'_>)> = BTreeMap::new();
    let mut found = Vec::new();
    let mut line = 0;
    for (i, figure) in figures.iter().enumerate() {
        line += usize::from(i > 0 && between(text, &figures[i - 1], figure).contains('\n'));
        if figure.metric.role != MetricRole::Actual || figure.name().chars().count() < LEAST_NAME {
            continue;
        }
        let m = figure.metric;
        let name = m.concept.as_deref().unwrap_or(figure.name());
        let key = (name, &m.unit, &m.period, &m.scope, &m.per, m.direction as u8, m.change_to);
        // A figure is given twice in two places: two that are alike in one paragraph are two things.
        let (line_before, earlier) = *first.entry(key).or_insert((line, figure));
        found.extend((line_before < line).then(|| differs(earlier, figure)).flatten());
    }
    found
}

/// One digit differs or two neighbours have changed places: 31.94 and 31.49; anything else is another figure.
fn one_slip(a: &str, b: &str) -> bool {
    let digits = |s: &str| s.chars().filter(char::is_ascii_digit).collect::<Vec<_>>();
    let (a, b) = (digits(a), digits(b));
    let differ: Vec<_> = (0..a.len().min(b.len())).filter(|&i| a[i] != b[i]).collect();
    a.len() == b.len()
        && a.len() > 2
        && match differ[..] {
            [_] => true,
            [i, j] => j == i + 1 && a[i] == b[j] && a[j] == b[i],
            _ => false,
        }
}

/// The same digits with 万 here and 亿 there, or with the point elsewhere: 120.5亿元 and 120.5万元, 31.94% and 3.194%.
fn other_magnitude(a: &Figure<'_>, b: &Figure<'_>) -> bool {
    let digits = |f: &Figure<'_>| {
        let digits: String = f.metric.text.chars().filter(char::is_ascii_digit).collect();
        digits.trim_matches('0').to_owned()
    };
    digits(a).len() >= LEAST_DIGITS && digits(a) == digits(b)
}

/// Fewer digits are the same by chance: 5万亩 and 5亩.
const LEAST_DIGITS: usize = 3;

/// The second value, where it is neither the first nor a rounding of it.
fn differs(a: &Figure<'_>, b: &Figure<'_>) -> Option<Check> {
    let (low, high) = a.printed.bounds();
    let apart = (a.printed.float() - b.printed.float()).abs() / a.printed.float().abs().max(1e-9);
    let listed = a.metric.list.is_some() || b.metric.list.is_some() || a.name().starts_with('占');
    let slip = one_slip(&a.metric.text, &b.metric.text) && apart <= MOST_SLIP;
    if b.printed.meets(low, high) || a.metric.period.is_none() || listed || !(slip || other_magnitude(a, b)) {
        return None;
    }
    let formula = format!("{}：{} ≠ {}", a.name(), a.metric.text, b.metric.text);
    Some(check(CheckKind::Repetition, formula, Some(a.metric.text.clone()), &[a, b]))
}
