//! A whole and the parts that follow it: 36 = 13 + 23, 33 = 6 + 8 + 16 + 3.

use super::figure::{Figure, amount, between, check, has_word, label, shortest_name, sum_of, trimmed, words};
use super::precision::{Printed, WIDEST};
use crate::model::{Check, CheckKind, Direction, Metric, Operand, Quantity};
use crate::numeral::{Decimal, digit, numeral};
use crate::text::sentence::closes_sentence;

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
    found.extend((0..figures.len()).filter_map(|i| closing(text, figures, i)));
    found
}

/// …共发放136万元。…小计4万元。…合计140万元: the total closes its paragraph, the parts are all that came before in its unit.
fn closing(text: &str, figures: &[Figure<'_>], i: usize) -> Option<Check> {
    let whole = &figures[i];
    let before = between(text, figures.get(i.checked_sub(1)?)?, whole);
    let called = words("summed").any(|w| before.ends_with(w));
    if !called || i > REACH {
        return None;
    }
    let unit = |f: &&Figure<'_>| f.metric.unit == whole.metric.unit && f.metric.per.is_empty();
    let parts: Vec<&Figure<'_>> = figures[..i].iter().filter(unit).collect();
    let fits = (2..=MOST_PARTS).contains(&parts.len()) && !whole.is_share();
    if fits && adds_up(whole.printed, parts.iter().map(|p| p.printed)) {
        let figures: Vec<_> = parts.iter().copied().chain([whole]).collect();
        return Some(check(CheckKind::Sum, sum_of(&parts, whole), None, &figures));
    }
    miscounted(text, figures, i)
}

/// 一是…120万元，二是…340万元，共计530万元: each item of a list holds one part, and they do not make the total.
fn miscounted(text: &str, figures: &[Figure<'_>], i: usize) -> Option<Check> {
    let whole = &figures[i];
    let parts = listed_parts(text, figures, i)?;
    let counted = numeral(label(text, figures, i)).is_some_and(|n| n.value.to_f64() as usize == parts.len());
    let sum: f64 = parts.iter().map(|p| p.printed.float()).sum();
    let slack: f64 = parts.iter().map(|p| p.printed.slack()).sum::<f64>() + whole.printed.slack() + 1e-6;
    let off = (sum - whole.printed.float()).abs();
    let near = off <= whole.printed.float() * if counted { 1.0 } else { MOST_MISCOUNT };
    (near && off > slack).then(|| {
        let figures: Vec<_> = parts.iter().copied().chain([whole]).collect();
        check(CheckKind::Sum, sum_of(&parts, whole), Some(amount(sum, whole)), &figures)
    })
}

/// The members of the list before the total at `i`, in order; none where other things stand among them.
fn listed_parts<'f, 'a>(text: &str, figures: &'f [Figure<'a>], i: usize) -> Option<Vec<&'f Figure<'a>>> {
    let whole = &figures[i];
    let lead = |k: usize| k.checked_sub(1).map_or("", |before| between(text, &figures[before], &figures[k]));
    let listing = |k: usize| lead(k).starts_with(['、', '，', ',']) && !lead(k).contains("其中");
    let marked = |k: usize| words("item_mark").any(|mark| label_of(lead(k)).starts_with(mark));
    let (mut parts, mut listed) = (Vec::new(), 0);
    for k in (0..i).rev() {
        let figure = &figures[k];
        if figure.metric.unit != whole.metric.unit || !figure.is_level() || parts.len() == MOST_PARTS {
            return None;
        }
        parts.push(figure);
        listed += usize::from(k > 0 && (marked(k) || listing(k)));
        let ends = |c| closes_sentence(c) && c != '；';
        let opens = opens_list(label_of(lead(k))) || lead(k).contains("其中");
        if k == 0 || opens || !marked(k) && lead(k).contains(ends) {
            break;
        }
    }
    parts.reverse();
    (parts.len() > 1 && listed + 1 >= parts.len()).then_some(parts)
}

/// Whether words begin the first item of a list: 一是.
fn opens_list(label: &str) -> bool {
    words("item_mark").next().is_some_and(|mark| label.starts_with(mark))
}

/// The words after the last mark of a stretch between two figures.
fn label_of(lead: &str) -> &str {
    lead.rsplit(['，', ',', '；', '。', '：', ':', '、']).next().unwrap_or(lead).trim_start()
}

/// A total further off than this share is one of other parts.
const MOST_MISCOUNT: f64 = 0.3;

/// A paragraph of more figures is a table on one line, and its total that of some column.
const REACH: usize = 60;

/// A structure in percent adds up to a hundred: 三次产业结构比8.9：41.2：49.9.
pub(super) fn structures(metrics: &[Metric]) -> impl Iterator<Item = Check> {
    metrics.iter().filter_map(structure)
}

fn structure(metric: &Metric) -> Option<Check> {
    let Quantity::Ratio(parts) = &metric.quantity else { return None };
    let names = metric.indicator.iter().any(|name| has_word("structure", name));
    let sum = parts.iter().try_fold(Decimal::default(), |sum, p| sum.checked_add(*p))?.to_f64();
    // Three rounded shares may miss a hundred by a digit and a half; 1：2：3 is no structure at all.
    let scale = parts.iter().map(|p| p.scale()).max().unwrap_or(0);
    let slack = 0.5 * parts.len() as f64 * 10f64.powi(-(scale as i32)) + 1e-9;
    let off = (sum - 100.0).abs();
    if parts.len() < 3 || !names || off > MOST_MISSING {
        return None;
    }
    let written: Vec<_> = parts.iter().map(ToString::to_string).collect();
    let expected = (off > slack).then(|| "100%".to_owned());
    Some(Check {
        kind: CheckKind::Sum,
        holds: expected.is_none(),
        formula: format!("{} = {}%", written.join(" + "), trimmed(sum)),
        expected,
        operands: vec![Operand::of(metric)],
    })
}

/// What misses a hundred by more than this is no structure in percent.
const MOST_MISSING: f64 = 60.0;

/// The whole at `i` with the parts right after it.
fn parts_of(text: &str, figures: &[Figure<'_>], i: usize) -> Option<(Check, usize)> {
    let whole = &figures[i];
    if whole.printed.float() < LEAST_WHOLE || whole.is_share() || whole.metric.direction != Direction::None {
        return None;
    }
    let parts = run(text, figures, i);
    for count in (2..=parts.len()).rev() {
        let chosen = &parts[..count];
        if adds_up(whole.printed, chosen.iter().map(|p| p.printed)) && nested(text, whole, chosen) {
            return Some((made(whole, chosen, None), count));
        }
    }
    let slip = || one_digit(text, whole, parts);
    overfull(text, whole, parts).or_else(slip).map(|check| (check, parts.len()))
}

/// 102090人，其中16565人、3380人、…: one digit is wrong, or two have changed places. Parts that are not all told fall short of the
/// whole by any amount; they exceed it by a slip alone.
fn one_digit(text: &str, whole: &Figure<'_>, parts: &[Figure<'_>]) -> Option<Check> {
    let opening = between(text, whole, parts.first()?);
    let listed = has_word("listed", opening) && !opening.contains('。');
    let digits = |f: &Figure<'_>| f.metric.text.chars().filter(|c| digit(*c).is_some()).count();
    let fine = parts.iter().all(|p| p.printed.slack() <= whole.printed.slack());
    let sum = parts.iter().try_fold(Decimal::default(), |sum, p| sum.checked_add(p.printed.value))?;
    let off = sum.checked_sub(whole.printed.value)?;
    let least = if off.is_negative() { LEAST_DIGITS } else { LEAST_DIGITS - 1 };
    if !listed || parts.len() < 2 || digits(whole) < least || !fine {
        return None;
    }
    let near = off.to_f64().abs() < whole.printed.float() * MOST_SHARE;
    let plain = parts.iter().all(|p| !has_word("overlap", p.name()));
    let slip = is_one_digit(off) || is_exchange(off) && plain;
    (slip && near).then(|| made(whole, parts, Some(amount(sum.to_f64(), whole))))
}

/// Whether a difference is that of one digit: 300, 0.04.
fn is_one_digit(off: Decimal) -> bool {
    off != Decimal::default()
        && off.to_string().chars().filter(|c| !matches!(c, '0' | '.' | '-')).count() == 1
}

/// Whether a difference is that of two neighbours that have changed places: 45 and 54 differ by nine times a digit.
fn is_exchange(off: Decimal) -> bool {
    off.checked_div(Decimal::new(9, 0), 8)
        .is_some_and(|ninth| ninth.checked_mul(Decimal::new(9, 0)) == Some(off) && is_one_digit(ninth))
}

/// With fewer digits any list may miss its whole by one.
const LEAST_DIGITS: usize = 5;

/// One digit may stand for a tenth of the whole.
const MOST_SHARE: f64 = 0.1;

/// The figures after the whole that have its unit, in the same sentence, up to the first of another unit.
fn run<'f, 'a>(text: &str, figures: &'f [Figure<'a>], i: usize) -> &'f [Figure<'a>] {
    let unit = &figures[i].metric.unit;
    let mut end = i + 1;
    while end < figures.len() && end - i <= MOST_PARTS {
        let gap = between(text, &figures[end - 1], &figures[end]);
        let same = figures[end].metric.unit == *unit && figures[end].metric.direction == Direction::None;
        // 。其中: the parts may stand in a sentence of their own.
        let apart = gap.contains(closes_sentence) && !(end == i + 1 && gap.contains("其中"));
        if !same || apart || figures[end].printed.float() > figures[i].printed.float() {
            break;
        }
        end += 1;
    }
    &figures[i + 1..end]
}

/// Whether the parts make the whole: to the unit where things are counted, else to the finest digit printed, so that
/// 8亿 and 1.2亿 are no 10亿; nor are 1.3万 and 1.2万 2.6万, which rounding allows as it allows much else.
fn adds_up(whole: Printed, parts: impl Iterator<Item = Printed> + Clone) -> bool {
    let finest = parts.clone().map(Printed::slack).fold(whole.slack(), f64::min);
    let slack = finest * parts.clone().count() as f64;
    let sum: f64 = parts.map(Printed::float).sum();
    // 一百五十万 and 五万 are no 一百五十万, though that may be rounded.
    let off = (sum - whole.float()).abs();
    let near = off < finest * 2.0 * (1.0 - 1e-6) + 1e-6 || off <= whole.float() * WIDEST;
    near && whole.meets_exactly(sum - slack, sum + slack)
}

/// Whether the figures after the whole are its parts: 其中 or a bracket says so, or they are named after it; 2300亿元、600亿元、1700亿元
/// stand side by side, and three clauses with a figure each make a sum by chance where the figures are short.
fn nested(text: &str, whole: &Figure<'_>, parts: &[Figure<'_>]) -> bool {
    let Some(first) = parts.first() else { return false };
    let opening = between(text, whole, first);
    let bracketed = opening.find(['（', '(']).is_some_and(|at| !opening[..at].contains(['）', ')']));
    if bracketed || has_word("parts", opening) {
        return true;
    }
    let beside = opening.trim_start().starts_with('、') || opening.ends_with('、');
    let digits = |f: &Figure<'_>| {
        let value = f.printed.value.to_string();
        value
            .trim_start_matches(['0', '.'])
            .trim_end_matches('0')
            .chars()
            .filter(char::is_ascii_digit)
            .count()
    };
    let long = digits(whole) >= TELLING && parts.iter().any(|p| digits(p) >= TELLING);
    // 整改36条，已整改13条，正在整改23条; 甲村投入20万元，乙村投入12万元 stand side by side.
    let own = shortest_name(whole);
    let lead = |a: &Figure<'_>, b: &Figure<'_>| {
        let lead = between(text, a, b).trim_matches(['，', ',', '、', ' ']);
        lead != own && lead.contains(own)
    };
    let named = !own.is_empty() && lead(whole, first) && parts.windows(2).all(|two| lead(&two[0], &two[1]));
    !beside && (long || named)
}

/// Three digits do not add up by chance.
const TELLING: usize = 3;

/// (其中：在职25人，离退休30人) of 41人: parts in one bracket after 其中 that exceed their whole.
fn overfull(text: &str, whole: &Figure<'_>, parts: &[Figure<'_>]) -> Option<Check> {
    let (first, last) = (parts.first()?, parts.last()?);
    let opening = between(text, whole, first);
    let bracketed = opening.contains(['（', '(']) && opening.contains("其中");
    let closed = text.get(last.metric.place.span.end..)?.starts_with(['）', ')']);
    let low: f64 = parts.iter().map(|p| p.printed.bounds().0).sum();
    let (_, most) = whole.printed.bounds();
    // Twice the whole is no slip: the parts then overlap (女干部、少数民族干部).
    let slip = low > most * 1.0001 && low < most * 1.5;
    let plain = parts.iter().all(|p| !has_word("counted_twice", p.name()));
    if parts.len() < 2 || !bracketed || !closed || !slip || !plain {
        return None;
    }
    Some(made(whole, parts, Some(amount(low, whole))))
}

fn made(whole: &Figure<'_>, parts: &[Figure<'_>], expected: Option<String>) -> Check {
    let parts: Vec<_> = parts.iter().collect();
    let figures: Vec<_> = parts.iter().copied().chain([whole]).collect();
    check(CheckKind::Sum, sum_of(&parts, whole), expected, &figures)
}
