//! A whole and the parts that follow it: 36 = 13 + 23, 33 = 6 + 8 + 16 + 3.

use super::{Figure, between, check};
use crate::model::{Check, CheckKind, Direction};

/// More parts than this are a table.
const MOST_PARTS: usize = 12;

/// A small whole is the sum of its neighbours by chance.
const LEAST_WHOLE: f64 = 10.0;

pub(super) fn checks(text: &str, figures: &[Figure<'_>]) -> Vec<Check> {
    let mut found = Vec::new();
    let mut i = 0;
    while i + 2 < figures.len() {
        match parts_of(text, figures, i) {
            Some((check, taken)) => {
                found.push(check);
                i += taken;
            }
            None => i += 1,
        }
    }
    found
}

/// The whole at `i` with the parts right after it.
fn parts_of(text: &str, figures: &[Figure<'_>], i: usize) -> Option<(Check, usize)> {
    let whole = &figures[i];
    if whole.printed.float() < LEAST_WHOLE || whole.is_share() || whole.metric.direction != Direction::None {
        return None;
    }
    let parts = run(text, figures, i);
    for count in (2..=parts.len()).rev() {
        let chosen = &parts[..count];
        let (low, high) = total(chosen);
        if whole.printed.meets_exactly(low, high) {
            return Some((made(whole, chosen, None), count));
        }
    }
    overfull(text, whole, parts).map(|check| (check, parts.len()))
}

/// The figures after the whole that have its unit, in the same sentence, up to the first of another unit.
fn run<'f, 'a>(text: &str, figures: &'f [Figure<'a>], i: usize) -> &'f [Figure<'a>] {
    let unit = &figures[i].metric.unit;
    let mut end = i + 1;
    while end < figures.len() && end - i <= MOST_PARTS {
        let gap = between(text, &figures[end - 1], &figures[end]);
        let same = figures[end].metric.unit == *unit && figures[end].metric.direction == Direction::None;
        // 。其中: the parts may stand in a sentence of their own.
        let apart = gap.contains(['。', '；', ';']) && !(end == i + 1 && gap.contains("其中"));
        if !same || apart || figures[end].printed.float() > figures[i].printed.float() {
            break;
        }
        end += 1;
    }
    &figures[i + 1..end]
}

fn total(parts: &[Figure<'_>]) -> (f64, f64) {
    parts.iter().map(|p| p.printed.bounds()).fold((0.0, 0.0), |(a, b), (low, high)| (a + low, b + high))
}

/// (其中：在职25人，离退休30人) of 41人: parts in one bracket after 其中 that exceed their whole.
fn overfull(text: &str, whole: &Figure<'_>, parts: &[Figure<'_>]) -> Option<Check> {
    let (first, last) = (parts.first()?, parts.last()?);
    let opening = between(text, whole, first);
    let bracketed = opening.contains(['（', '(']) && opening.contains("其中");
    let closed = text.get(last.metric.place.span.end..)?.starts_with(['）', ')']);
    let (low, _) = total(parts);
    let (_, most) = whole.printed.bounds();
    // Twice the whole is no slip: the parts then overlap (女干部、少数民族干部).
    let slip = low > most * 1.0001 && low < most * 1.5;
    let plain = parts
        .iter()
        .all(|p| !["女", "少数民族", "党员", "新增", "累计"].iter().any(|w| p.name().contains(w)));
    if parts.len() < 2 || !bracketed || !closed || !slip || !plain {
        return None;
    }
    Some(made(whole, parts, Some(trimmed(low))))
}

fn made(whole: &Figure<'_>, parts: &[Figure<'_>], expected: Option<String>) -> Check {
    let names: Vec<_> = parts.iter().map(|p| p.metric.text.as_str()).collect();
    let formula = format!("{} = {}", names.join(" + "), whole.metric.text);
    let figures: Vec<_> = parts.iter().chain([whole]).collect();
    check(CheckKind::Sum, formula, expected, &figures)
}

/// A reckoned number without needless places.
pub(super) fn trimmed(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
