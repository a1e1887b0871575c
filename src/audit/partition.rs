//! Wholes and parts that divide them → parts that do not make the whole or exceed it; a growth outside that of the parts.

use super::branch::{Branch, Level, branches};
use super::figure::{Figure, amount, check, has_word, sum_of, trimmed};
use super::growth::is_priced;
use super::precision::{Fit, WIDEST, is_magnitude};
use crate::model::{Baseline, Check, CheckKind, Direction, Extent};
use crate::tables::Table;

/// Parts further from their whole than this share of it are the parts of another: 学校90所，其中小学80所、初中70所、高中20所 is a slip,
/// with 高中25所 the three belong to what stands before.
const MOST_OFF: f64 = 0.9;

/// The same where no 其中 says that they are parts: 人口3.0万人，城镇1.6万人，农村1.1万人 is a slip, with 农村0.7万人 there are others.
const MOST_OFF_UNSAID: f64 = 0.2;

pub(super) fn checks(text: &str, figures: &[Figure<'_>]) -> Vec<Check> {
    branches(text, figures).iter().flat_map(|branch| [sum(branch), growth(text, branch)]).flatten().collect()
}

/// Whether parts are all that there is, or some of it, none counted twice.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Division {
    All,
    Some,
}

/// 第一产业、第二产业、第三产业: each part is named after another member of one division.
fn division<'p>(parts: &[Level<'p, '_>]) -> Option<(Division, usize)> {
    static PARTITIONS: Table = Table::new(include_str!("../tables/partitions.tsv"));
    PARTITIONS.rows().find_map(|row| {
        let (kind, members) = row.split_first()?;
        // 非税收入 holds 税收, too: the member that stands first names it.
        let named = |part: &Level<'_, '_>| {
            let found = members.iter().enumerate().filter_map(|(n, m)| Some((part.label.find(m)?, n)));
            found.min().map(|(_, member)| member)
        };
        let mut seen = Vec::new();
        for part in parts {
            match named(part) {
                Some(member) if !seen.contains(&member) => seen.push(member),
                _ => break,
            }
        }
        let all = *kind == "all" && seen.len() == members.len();
        let division = if all { Division::All } else { Division::Some };
        (seen.len() > 1).then_some((division, seen.len()))
    })
}

fn sum(branch: &Branch<'_, '_>) -> Option<Check> {
    let whole = branch.whole.figure;
    if averaged(&branch.whole) || branch.parts.iter().any(averaged) {
        return None;
    }
    let beside = || division(&[branch.whole.clone(), branch.parts[0].clone()]).is_some();
    if let Some((division, count)) = division(&branch.parts).filter(|_| branch.opened || !beside()) {
        let parts: Vec<_> = branch.parts[..count].iter().map(|p| p.figure).collect();
        // 人口3.0万人。城镇就业1.6万人，农村转移1.1万人: across sentences what does not add up are other things.
        let told = divided(whole, &parts, division, branch.opened);
        if let Some(told) = told.filter(|check| check.holds || branch.is_said) {
            return Some(told);
        }
    }
    let named = division(&branch.parts).map_or(1, |(_, count)| count);
    let whole_value = whole.printed.bounds().1;
    let over = |part: &&Level<'_, '_>| part.figure.printed.bounds().0 > whole_value;
    let part = branch.parts[..named].iter().filter(|_| branch.opened).find(over)?;
    let plain = !has_word("overlap", part.label) && !averaged(part) && !part.figure.is_change();
    let told = whole.metric.direction == Direction::None && whole.metric.role == part.figure.metric.role;
    (plain && told).then(|| {
        let formula = format!("{} > {}", part.figure.metric.text, whole.metric.text);
        let most = format!("≤ {}", whole.metric.text);
        check(CheckKind::Sum, formula, Some(most), &[whole, part.figure])
    })
}

/// 城镇人均, 户均: the parts of an average do not add up.
fn averaged(level: &Level<'_, '_>) -> bool {
    let average = crate::tables::rows(include_str!("../tables/averages.tsv"));
    let named = |word: &str| level.label.contains(word) || level.figure.name().contains(word);
    level.figure.metric.extent == Extent::Average || average.into_iter().any(|row| named(row[0]))
}

fn divided(whole: &Figure<'_>, parts: &[&Figure<'_>], division: Division, opened: bool) -> Option<Check> {
    let total: f64 = parts.iter().map(|p| p.printed.float()).sum();
    let slack: f64 = parts.iter().map(|p| p.printed.slack()).sum::<f64>() + whole.printed.slack() + 1e-6;
    let off = total - whole.printed.float();
    let most = if opened { MOST_OFF } else { MOST_OFF_UNSAID };
    let written_otherwise = opened && is_magnitude(total / whole.printed.float());
    if off.abs() > whole.printed.float() * most && !written_otherwise {
        return None;
    }
    let figures: Vec<_> = parts.iter().copied().chain([whole]).collect();
    let wrong = off > slack || off < -slack && division == Division::All;
    let right = off.abs() <= slack && slack < whole.printed.float() * WIDEST;
    let expected = wrong.then(|| amount(total, whole));
    (wrong || right && division == Division::All)
        .then(|| check(CheckKind::Sum, sum_of(parts, whole), expected, &figures))
}

/// 增长8.6%，其中外出增长10.3%，本地增长22.9%: where the parts make the whole, its growth lies between theirs.
fn growth(text: &str, branch: &Branch<'_, '_>) -> Option<Check> {
    let told = branch.whole.growth?;
    let parts = growing_parts(branch, told)?;
    let rates: Vec<f64> = parts.iter().map(|(_, growth)| rate(growth)).collect();
    let unit = parts.iter().map(|(_, growth)| growth.printed.slack()).fold(told.printed.slack(), f64::max);
    let names: Vec<_> = parts.iter().map(|(_, growth)| growth.metric.text.as_str()).collect();
    let figures: Vec<_> = parts.iter().map(|(_, growth)| *growth).chain([told]).collect();
    let formula = format!("{} → {}", names.join("、"), told.metric.text);
    let result = |expected| check(CheckKind::PartsGrowth, formula, expected, &figures);
    if let Some((low, high)) = missed_range(rate(told), &rates, unit) {
        return Some(result(Some(format!("{}%～{}%", trimmed(low), trimmed(high)))));
    }
    let whole = branch.whole.figure;
    let before = |level: &Figure<'_>, rate: f64| level.printed.float() / (1.0 + rate / 100.0);
    let base: f64 = parts.iter().zip(&rates).map(|((level, _), rate)| before(level, *rate)).sum();
    let reckoned = (whole.printed.float() / base - 1.0) * 100.0;
    if told.printed.fit(reckoned.abs(), reckoned.abs(), reckoned.abs()) == Fit::Confirmed {
        return Some(result(None));
    }
    let off = (reckoned - rate(told)).abs();
    let nominal = !is_priced(text, whole, told) && parts.iter().all(|(l, g)| !is_priced(text, l, g));
    let slack: f64 = parts.iter().map(|(level, _)| level.printed.slack()).sum();
    let slip = nominal && off > LEAST_OFF && off > 4.0 * unit && slack < whole.printed.float() * FINE;
    let shown = if told.metric.direction == Direction::Down { -reckoned } else { reckoned };
    slip.then(|| result(Some(format!("{}%", trimmed((shown * 10.0).round() / 10.0)))))
}

/// The parts that make the whole, each with a growth against the same baseline as `told`, that of the whole; none where some lacks it.
fn growing_parts<'f, 'a>(
    branch: &Branch<'f, 'a>,
    told: &Figure<'_>,
) -> Option<Vec<(&'f Figure<'a>, &'f Figure<'a>)>> {
    let named = division(&branch.parts).map_or(branch.parts.len(), |(_, count)| count);
    let parts: Vec<_> =
        branch.parts[..named].iter().map(|p| Some((p.figure, p.growth?))).collect::<Option<_>>()?;
    let total: f64 = parts.iter().map(|(level, _)| level.printed.float()).sum();
    let slack: f64 = parts.iter().map(|(level, _)| level.printed.slack()).sum();
    let whole = branch.whole.figure.printed;
    let alike = |growth: &Figure<'_>| {
        let (a, b) = (growth.metric.baseline, told.metric.baseline);
        growth.metric.extent == told.metric.extent && (a == b || a == Baseline::None || b == Baseline::None)
    };
    let whole_is_made = (total - whole.float()).abs() <= slack + whole.slack() + 1e-6;
    (parts.len() > 1 && whole_is_made && parts.iter().all(|(_, growth)| alike(growth))).then_some(parts)
}

/// The range of the parts' rates where that of the whole lies outside of it, each rounded to `unit`.
fn missed_range(told: f64, rates: &[f64], unit: f64) -> Option<(f64, f64)> {
    let (low, high) = rates.iter().fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(*v), h.max(*v)));
    let outside = told < low - 2.0 * unit - 1e-9 || told > high + 2.0 * unit + 1e-9;
    outside.then_some((low, high))
}

/// A growth reckoned from rounded parts may be off by this many points.
const LEAST_OFF: f64 = 0.5;

/// Parts rounded to more than this share of the whole leave its growth open.
const FINE: f64 = 0.005;

/// The growth with its sign.
fn rate(growth: &Figure<'_>) -> f64 {
    let value = growth.printed.float();
    if growth.metric.direction == Direction::Down { -value.abs() } else { value }
}
