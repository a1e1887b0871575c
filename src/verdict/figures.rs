//! A task's targets and the figures heard of → for each target the comparison that answers it.

use super::compare::{Judged, compare};
use super::judge::{Case, Heard, Names};
use crate::model::{Comparison, Extent, Metric, MetricRole, Outcome, Quantity, Task};
use crate::numeral::Decimal;
use crate::span::Span;
use crate::stage::{self, Stage};
use crate::tables::Table;
use crate::text::MOST_PIECES;
use crate::text::clause::{clause_around, last_clause};

static YEAR_WORDS: Table = Table::new(include_str!("../tables/year_words.tsv"));

/// For each target the figure that answers it, and the sentence it stands in.
pub(super) fn comparisons(case: &Case<'_>, names: Names<'_>) -> Vec<(usize, Comparison)> {
    case.task.targets.iter().take(MOST_PIECES).filter_map(|target| answer(case, target, names)).collect()
}

/// The first figure of the same name that can be laid beside the target; one that decides goes before one that does not.
fn answer(case: &Case<'_>, target: &Metric, names: Names<'_>) -> Option<(usize, Comparison)> {
    let mut undecided = None;
    for (at, heard) in case.told.iter().enumerate() {
        for actual in heard.metrics.iter().take(MOST_PIECES).filter(|m| (names.same)(target, m)) {
            let judged = weighed(case, target, actual, heard, names);
            let outcome = judged.outcome;
            let comparison = || (at, comparison(target, actual, judged));
            match outcome {
                Outcome::Met | Outcome::Missed => return Some(comparison()),
                Outcome::Incomparable => {}
                _ => undecided = undecided.or_else(|| Some(comparison())),
            }
        }
    }
    undecided.or_else(|| alike(case, target, names))
}

/// Of the targets that no figure answers, those of which the sentences `taken` tell in a figure of the same name that cannot be
/// laid beside them: 「培训村医2000人」 and 「培训村医3000人次」. They decide nothing, but are shown with the reason.
pub(super) fn incomparables(
    case: &Case<'_>,
    answered: &[(usize, Comparison)],
    taken: &[usize],
    names: Names<'_>,
) -> Vec<(usize, Comparison)> {
    let open = |t: &&Metric| !answered.iter().any(|(_, c)| c.target.place.span == t.place.span);
    let targets = case.task.targets.iter().take(MOST_PIECES).filter(open);
    targets.filter_map(|target| incomparable(case, target, taken, names)).collect()
}

fn incomparable(
    case: &Case<'_>,
    target: &Metric,
    taken: &[usize],
    names: Names<'_>,
) -> Option<(usize, Comparison)> {
    let told = taken.iter().filter_map(|&at| Some((at, case.told.get(at)?)));
    let found = told.flat_map(|(at, heard)| {
        let named = heard.metrics.iter().take(MOST_PIECES).filter(|m| (names.same)(target, m));
        named.map(move |actual| (at, comparison(target, actual, weighed(case, target, actual, heard, names))))
    });
    let mut found: Vec<_> = found.filter(|(_, c)| c.outcome == Outcome::Incomparable).collect();
    // What was reached says more than what it started from or shall reach.
    found.sort_by_key(|(_, c)| c.actual.role != MetricRole::Actual);
    found.into_iter().next()
}

/// The place of an outcome where the worst comes first.
pub(super) fn from_worst(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Missed => 0,
        Outcome::Incomparable => 1,
        Outcome::Undetermined => 2,
        Outcome::InProgress => 3,
        Outcome::Met => 4,
    }
}

/// A sentence is near enough to the task for a figure of another name from this score on.
const NEAR: f32 = 0.5;
/// Two names of one thing share so much: 提质改造农村公路 and 改造提升农村公路.
const ALIKE: f32 = 0.4;

/// The figure of a sentence near to the task that counts the same by its unit, where each side has but one of that unit:
/// 「改造提升农村公路3983公里」 for 「提质改造农村公路3000公里」. It can show that a target is met, never that it is missed.
fn alike(case: &Case<'_>, target: &Metric, names: Names<'_>) -> Option<(usize, Comparison)> {
    let of_unit = |metrics: &[Metric]| metrics.iter().filter(|m| m.unit == target.unit).count();
    if target.unit.is_empty() || target.unit == "%" || of_unit(&case.task.targets) != 1 {
        return None;
    }
    case.told
        .iter()
        .enumerate()
        .filter(|(_, h)| h.evidence.score >= NEAR && of_unit(h.metrics) == 1)
        .find_map(|(at, heard)| {
            let actual = heard.metrics.iter().find(|m| m.unit == target.unit)?;
            let judged = weighed(case, target, actual, heard, names);
            let named = share_a_name(target, actual, names) || actual.quantity == target.quantity;
            (named && judged.outcome == Outcome::Met).then(|| (at, comparison(target, actual, judged)))
        })
}

fn share_a_name(a: &Metric, b: &Metric, names: Names<'_>) -> bool {
    let first = |m: &Metric| m.indicator.first().cloned().unwrap_or_default();
    (names.contained)(&first(a), &first(b)) >= ALIKE
}

fn comparison(target: &Metric, actual: &Metric, judged: Judged) -> Comparison {
    Comparison {
        target: target.clone(),
        actual: actual.clone(),
        outcome: judged.outcome,
        gap: judged.gap.map(|g| g.to_string()),
        unit: judged.unit,
        why: judged.why.map(str::to_owned),
    }
}

/// Compares, knowing how far the work has come and how like the names are: a number alone makes no target met or missed.
fn weighed(case: &Case<'_>, target: &Metric, actual: &Metric, heard: &Heard<'_>, names: Names<'_>) -> Judged {
    let judged = laid_beside(target, actual, heard);
    match judged.outcome {
        // 「建成4个医疗中心」 and 「4个医疗中心建设进展顺利」.
        Outcome::Met if on_the_way(case, target, actual, heard) => {
            Judged { outcome: Outcome::InProgress, why: Some("under_way"), ..judged }
        }
        // 「超过60%」 and 「60%」, which may be rounded.
        Outcome::Missed if judged.gap == Some(Decimal::default()) => {
            Judged { outcome: Outcome::Undetermined, why: Some("imprecise"), ..judged }
        }
        // 「培育产业集群20个」 and 「食品产业集群2个」: a few of them, told by another name.
        Outcome::Missed
            if (target.unit != actual.unit || far_below(target, actual))
                && !same_words(target, actual, names) =>
        {
            Judged { outcome: Outcome::Undetermined, why: Some("perhaps_of_a_part"), ..judged }
        }
        _ => judged,
    }
}

/// The clause of the target wants a thing to stand, that of the figure tells of its building.
fn on_the_way(case: &Case<'_>, target: &Metric, actual: &Metric, heard: &Heard<'_>) -> bool {
    let wanted = clause(&case.task.text, case.task.place.span, target.place.span);
    let told = clause(&heard.evidence.text, heard.evidence.place.span, actual.place.span);
    stage::furthest(wanted) == Some(Stage::Stands) && stage::furthest(told).is_some_and(|s| s < Stage::Stands)
}

/// The clause of `text`, which stands at `whole`, that holds what stands at `part`.
fn clause(text: &str, whole: Span, part: Span) -> &str {
    part.start.checked_sub(whole.start).map_or("", |at| clause_around(text, at))
}

/// Two names say so much of one another that they are one.
const SAME_WORDS: f32 = 0.9;

fn same_words(a: &Metric, b: &Metric, names: Names<'_>) -> bool {
    let all = |x: &String, y: &String| {
        (names.contained)(x, y) >= SAME_WORDS && (names.contained)(y, x) >= SAME_WORDS
    };
    a.indicator.iter().any(|x| b.indicator.iter().any(|y| all(x, y)))
}

/// Less than half of what was wanted.
fn far_below(target: &Metric, actual: &Metric) -> bool {
    match (&target.quantity, &actual.quantity) {
        (Quantity::Scalar(wanted), Quantity::Scalar(reached)) => {
            target.unit == actual.unit
                && target.unit != "%"
                && reached.checked_mul(Decimal::new(2, 0)).is_some_and(|twice| twice < *wanted)
        }
        _ => false,
    }
}

/// Compares, knowing what the figure's own clause says of its years.
fn laid_beside(target: &Metric, actual: &Metric, heard: &Heard<'_>) -> Judged {
    if actual.extent != Extent::Average && tells_of_years(heard, actual) {
        return compare(target, &Metric { extent: Extent::Years, ..actual.clone() });
    }
    let judged = compare(target, actual);
    if judged.outcome == Outcome::Met && actual.extent == Extent::Unknown && far_beyond(target, actual) {
        return Judged { outcome: Outcome::Undetermined, why: Some("perhaps_of_years"), ..judged };
    }
    judged
}

/// A figure of no known time that is so many times what one year should bring is perhaps the sum of several: 「筹集保障房30万套」
/// for 「新增5万套」.
const TIMES: i128 = 3;

fn far_beyond(target: &Metric, actual: &Metric) -> bool {
    match (&target.quantity, &actual.quantity) {
        (Quantity::Scalar(wanted), Quantity::Scalar(reached)) if target.unit == actual.unit => {
            wanted.checked_mul(Decimal::new(TIMES, 0)).is_some_and(|most| *reached >= most)
                && *wanted > Decimal::default()
                && target.unit != "%"
        }
        _ => false,
    }
}

/// Whether the words before a figure, back to the last comma, name several years: 「较“十三五”增长16.3%」.
fn tells_of_years(heard: &Heard<'_>, metric: &Metric) -> bool {
    let from = heard.evidence.place.span.start;
    let end = metric.place.span.end.saturating_sub(from);
    let before = heard.evidence.text.get(..end).unwrap_or("");
    YEAR_WORDS.rows().any(|row| last_clause(before).contains(row[0]))
}

/// Whether a sentence answers the targets only with sums or averages of several years: 「一般公共预算收入年均增长7.8%」 says
/// nothing of this year.
pub(super) fn tells_only_of_years(task: &Task, heard: &Heard<'_>, names: Names<'_>) -> bool {
    let mut found = false;
    for target in task.targets.iter().take(MOST_PIECES) {
        for actual in heard
            .metrics
            .iter()
            .take(MOST_PIECES)
            .filter(|m| m.unit == target.unit && (names.same)(target, m))
        {
            let why = laid_beside(target, actual, heard).why;
            if !why.is_some_and(|w| OTHER_YEARS.contains(&w)) {
                return false;
            }
            found = true;
        }
    }
    found
}

/// Why a comparison fails where the years differ.
const OTHER_YEARS: [&str; 4] =
    ["average_against_year", "years_against_year", "year_against_years", "another_year"];
