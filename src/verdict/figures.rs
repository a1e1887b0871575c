//! A task's targets and the figures told of → for each target the comparison that answers it.

use super::case::Case;
use super::compare::{Judged, compare};
use crate::model::{Comparison, Extent, Metric, MetricRole, Mismatch, Outcome, Passage, Quantity};
use crate::numeral::Decimal;
use crate::span::Span;
use crate::stage::{self, Stage};
use crate::tables::Table;
use crate::text::MOST_PIECES;
use crate::text::clause::{clause_around, last_clause};
use crate::text::similarity::containment;

static YEAR_WORDS: Table = Table::new(include_str!("../tables/year_words.tsv"));

/// For each target the figure that answers it, and the sentence it stands in.
pub(super) fn comparisons(case: &Case<'_>) -> Vec<(usize, Comparison)> {
    case.query.task.targets.iter().take(MOST_PIECES).filter_map(|target| answer(case, target)).collect()
}

/// The first figure of the same name that can be laid beside the target; one that decides goes before one that does not.
fn answer(case: &Case<'_>, target: &Metric) -> Option<(usize, Comparison)> {
    let mut undecided = None;
    for (at, passage) in case.told.iter().map(|c| c.passage).enumerate() {
        for actual in named(case, target, passage) {
            let judged = weighed(case, target, actual, passage);
            let outcome = judged.outcome;
            let comparison = || (at, comparison(target, actual, judged));
            match outcome {
                Outcome::Met | Outcome::Missed => return Some(comparison()),
                Outcome::Incomparable => {}
                _ => undecided = undecided.or_else(|| Some(comparison())),
            }
        }
    }
    undecided.or_else(|| alike(case, target))
}

/// The figures of a passage that measure what a target does.
fn named<'p>(case: &Case<'_>, target: &Metric, passage: &'p Passage<'_>) -> impl Iterator<Item = &'p Metric> {
    passage.metrics.iter().take(MOST_PIECES).filter(|m| case.same(target, m))
}

/// Of the targets that no figure answers, those of which the sentences `taken` tell in a figure of the same name that cannot be
/// laid beside them: 「培训村医2000人」 and 「培训村医3000人次」. They decide nothing, but are shown with the reason.
pub(super) fn incomparables(
    case: &Case<'_>,
    answered: &[(usize, Comparison)],
    taken: &[usize],
) -> Vec<(usize, Comparison)> {
    let open = |t: &&Metric| !answered.iter().any(|(_, c)| c.target.place.span == t.place.span);
    let targets = case.query.task.targets.iter().take(MOST_PIECES).filter(open);
    targets.filter_map(|target| incomparable(case, target, taken)).collect()
}

fn incomparable(case: &Case<'_>, target: &Metric, taken: &[usize]) -> Option<(usize, Comparison)> {
    let told = taken.iter().filter_map(|&at| Some((at, case.told.get(at)?.passage)));
    let found = told.flat_map(|(at, passage)| {
        let compared = |actual| comparison(target, actual, weighed(case, target, actual, passage));
        named(case, target, passage).map(move |actual| (at, compared(actual)))
    });
    let incomparable = found.filter(|(_, c)| c.outcome == Outcome::Incomparable);
    // What was reached says more than what it started from or shall reach.
    incomparable.min_by_key(|(_, c)| c.actual.role != MetricRole::Actual)
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
fn alike(case: &Case<'_>, target: &Metric) -> Option<(usize, Comparison)> {
    let of_unit = |metrics: &[Metric]| metrics.iter().filter(|m| m.unit == target.unit).count();
    if target.unit.is_empty() || target.unit == "%" || of_unit(&case.query.task.targets) != 1 {
        return None;
    }
    let near =
        case.told.iter().enumerate().filter(|(_, c)| c.score >= NEAR && of_unit(c.passage.metrics) == 1);
    near.map(|(at, c)| (at, c.passage)).find_map(|(at, passage)| {
        let actual = passage.metrics.iter().find(|m| m.unit == target.unit)?;
        let judged = weighed(case, target, actual, passage);
        let named = share_a_name(target, actual) || actual.quantity == target.quantity;
        (named && judged.outcome == Outcome::Met).then(|| (at, comparison(target, actual, judged)))
    })
}

fn share_a_name(a: &Metric, b: &Metric) -> bool {
    let [a, b] = [a, b].map(|m| m.indicator.first().map_or("", String::as_str));
    containment(a, b) >= ALIKE
}

fn comparison(target: &Metric, actual: &Metric, judged: Judged) -> Comparison {
    Comparison {
        target: target.clone(),
        actual: actual.clone(),
        outcome: judged.outcome,
        gap: judged.gap.map(|g| g.to_string()),
        unit: judged.unit,
        why: judged.why,
    }
}

/// Compares, knowing how far the work has come and how like the names are: a number alone makes no target met or missed.
fn weighed(case: &Case<'_>, target: &Metric, actual: &Metric, passage: &Passage<'_>) -> Judged {
    let judged = laid_beside(target, actual, passage);
    let judged = if years_are_carried(case, target, actual, passage, &judged) {
        Judged { outcome: Outcome::Undetermined, why: Some(Mismatch::PerhapsOfYears), ..judged }
    } else {
        judged
    };
    match judged.outcome {
        // 「建成4个医疗中心」 and 「4个医疗中心建设进展顺利」.
        Outcome::Met if on_the_way(case, target, actual, passage) => {
            Judged { outcome: Outcome::InProgress, why: Some(Mismatch::UnderWay), ..judged }
        }
        // 「超过60%」 and 「60%」, which may be rounded.
        Outcome::Missed if judged.gap == Some(Decimal::default()) => {
            Judged { outcome: Outcome::Undetermined, why: Some(Mismatch::Imprecise), ..judged }
        }
        // 「培育产业集群20个」 and 「食品产业集群2个」: a few of them, told by another name.
        Outcome::Missed
            if (target.unit != actual.unit || far_below(target, actual)) && !same_words(target, actual) =>
        {
            Judged { outcome: Outcome::Undetermined, why: Some(Mismatch::PerhapsOfAPart), ..judged }
        }
        _ => judged,
    }
}

/// The clause of the target wants a thing to stand, that of the figure tells of its building.
fn on_the_way(case: &Case<'_>, target: &Metric, actual: &Metric, passage: &Passage<'_>) -> bool {
    let wanted = clause(&case.query.task.text, case.query.task.place.span, target.place.span);
    let told = clause(passage.text, passage.place.span, actual.place.span);
    stage::furthest(wanted) == Some(Stage::Stands) && stage::furthest(told).is_some_and(|s| s < Stage::Stands)
}

/// The clause of `text`, which stands at `whole`, that holds what stands at `part`.
fn clause(text: &str, whole: Span, part: Span) -> &str {
    part.start.checked_sub(whole.start).map_or("", |at| clause_around(text, at))
}

/// Two names say so much of one another that they are one.
const SAME_WORDS: f32 = 0.9;

fn same_words(a: &Metric, b: &Metric) -> bool {
    let all = |x: &str, y: &str| containment(x, y) >= SAME_WORDS && containment(y, x) >= SAME_WORDS;
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
fn laid_beside(target: &Metric, actual: &Metric, passage: &Passage<'_>) -> Judged {
    if actual.extent != Extent::Average && tells_of_years(passage, actual) {
        return compare(target, &Metric { extent: Extent::Years, ..actual.clone() });
    }
    let judged = compare(target, actual);
    if judged.outcome == Outcome::Met && actual.extent == Extent::Unknown && far_beyond(target, actual) {
        return Judged { outcome: Outcome::Undetermined, why: Some(Mismatch::PerhapsOfYears), ..judged };
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

/// Whether one figure is held to be of several years only by what stands elsewhere: 「城镇新增就业47.3万人」 below a heading of the
/// “十四五”.
fn years_are_carried(
    case: &Case<'_>,
    target: &Metric,
    actual: &Metric,
    passage: &Passage<'_>,
    judged: &Judged,
) -> bool {
    let says =
        |metric: &Metric, words: &str| metric.period.as_deref().is_some_and(|period| words.contains(period));
    match judged.why {
        Some(Mismatch::YearsAgainstYear) => !says(actual, passage.text) && !tells_of_years(passage, actual),
        Some(Mismatch::YearAgainstYears) => !says(target, &case.query.task.text),
        _ => false,
    }
}

/// Whether the words before a figure, back to the last comma, name several years: 「较“十三五”增长16.3%」.
fn tells_of_years(passage: &Passage<'_>, metric: &Metric) -> bool {
    let from = passage.place.span.start;
    let end = metric.place.span.end.saturating_sub(from);
    let before = passage.text.get(..end).unwrap_or("");
    YEAR_WORDS.rows().any(|row| last_clause(before).contains(row[0]))
}

/// Whether a passage answers the targets only with sums or averages of several years: 「一般公共预算收入年均增长7.8%」 says nothing
/// of this year.
pub(super) fn tells_only_of_years(case: &Case<'_>, passage: &Passage<'_>) -> bool {
    let targets = case.query.task.targets.iter().take(MOST_PIECES);
    let mut answers = targets
        .flat_map(|target| named(case, target, passage).map(move |actual| (target, actual)))
        .filter(|(target, actual)| actual.unit == target.unit)
        .map(|(target, actual)| laid_beside(target, actual, passage).why)
        .peekable();
    answers.peek().is_some() && answers.all(|why| why.is_some_and(|w| OTHER_YEARS.contains(&w)))
}

/// Why a comparison fails where the years differ.
const OTHER_YEARS: [Mismatch; 4] = [
    Mismatch::AverageAgainstYear,
    Mismatch::YearsAgainstYear,
    Mismatch::YearAgainstYears,
    Mismatch::AnotherYear,
];
