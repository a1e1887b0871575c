//! A deficit, a surplus, a natural growth → whether it is the difference of the two amounts before it.

use super::figure::{Figure, amount, between, check, label};
use super::precision::Fit;
use crate::model::{Check, CheckKind, Direction};
use crate::tables::Table;

/// The two amounts stand at most so many figures before.
const REACH: usize = 8;

/// A difference further off than this share of itself is one of other amounts.
const MOST_OFF: f64 = 0.5;

pub(super) fn checks(text: &str, figures: &[Figure<'_>]) -> Vec<Check> {
    static DIFFERENCES: Table = Table::new(include_str!("../tables/differences.tsv"));
    (2..figures.len())
        .filter_map(|i| {
            let named = label(text, figures, i);
            let row = DIFFERENCES.rows().find(|row| named.contains(row[0]))?;
            difference(text, figures, i, row)
        })
        .collect()
}

/// What stands before figure `i` as the two amounts of which it may be the difference: the earlier, the later.
fn amounts_before(figures: &[Figure<'_>], i: usize) -> Option<(usize, usize)> {
    let result = &figures[i];
    let from = i.saturating_sub(REACH);
    let unit = |k: &usize| {
        let f = &figures[*k];
        f.metric.unit == result.metric.unit
            && f.metric.per.is_empty()
            && (!f.is_change() || f.metric.unit != "%")
    };
    // The two amounts of that unit right before it, one for each word.
    let mut before = (from..i).rev().filter(unit);
    let (second, first) = (before.next()?, before.next()?);
    Some((first, second))
}

fn difference(text: &str, figures: &[Figure<'_>], i: usize, row: &[&str]) -> Option<Check> {
    let result = &figures[i];
    let (first, second) = amounts_before(figures, i)?;
    let called = |k: usize, words: &str| words.split('|').any(|w| label(text, figures, k).contains(w));
    let (minuend, subtrahend) = if called(first, row[1]) && called(second, row[2]) {
        (&figures[first], &figures[second])
    } else if called(first, row[2]) && called(second, row[1]) {
        (&figures[second], &figures[first])
    } else {
        return None;
    };
    let unlike = figures[first].metric.role != figures[second].metric.role;
    if unlike || between(text, &figures[first], result).contains(['。', '\n']) {
        return None;
    }
    let value = minuend.printed.float() - subtrahend.printed.float();
    let signed = row.get(3) == Some(&"signed");
    let formula = format!("{} − {} = {}", minuend.metric.text, subtrahend.metric.text, result.metric.text);
    let expected = match fit(minuend, subtrahend, result, signed) {
        Fit::Confirmed => None,
        Fit::Undecided => return None,
        Fit::Contradicted => Some(amount(if signed { value } else { value.abs() }, result)),
    };
    let settled = between(text, &figures[second], result).contains("相抵");
    let off = (value.abs() - result.printed.float().abs()).abs();
    let near = settled || signed || off <= value.abs().max(result.printed.float().abs()) * MOST_OFF;
    near.then(|| check(CheckKind::Difference, formula, expected, &[minuend, subtrahend, result]))
}

/// Whether `result` is the difference of two amounts, or of what is not `signed`, how far they are apart.
fn fit(minuend: &Figure<'_>, subtrahend: &Figure<'_>, result: &Figure<'_>, signed: bool) -> Fit {
    let ((a, b), (c, d)) = (minuend.printed.bounds(), subtrahend.printed.bounds());
    let value = minuend.printed.float() - subtrahend.printed.float();
    let (low, high) = (a - d, b - c);
    // A minus sign is read as a fall of so much, or stands with the value.
    let is_down = signed && result.metric.direction == Direction::Down && result.printed.float() > 0.0;
    if is_down {
        result.printed.fit(-high, -value, -low)
    } else if signed {
        result.printed.fit(low, value, high)
    } else {
        result.printed.fit(low.abs().min(high.abs()), value.abs(), low.abs().max(high.abs()))
    }
}
