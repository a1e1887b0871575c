//! A query with the candidates for its evidence and what the report tells as a whole: the case that every rule of the verdict reads.

use super::pace::Pace;
use crate::model::{Candidate, Indicators, Metric, Passage, Query, Reading};

/// A query with the passages nearest to it, best first.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// The query.
    pub query: &'a Query<'a>,
    /// How much more often than of others a report tells of tasks in such words, as log-odds.
    pub wording: f32,
    /// Passages that tell of what was done or is wanting.
    pub told: Vec<Candidate<'a>>,
    /// Passages that look ahead.
    pub planned: &'a [Candidate<'a>],
    /// What the row of the same task in a ledger tells of its progress: where it tells anything, nothing else counts.
    pub row: &'a [&'a Passage<'a>],
    /// The names of all figures.
    pub indicators: &'a Indicators<'a>,
    /// How incomes and the economy grew, of the whole report.
    pub pace: &'a Pace<'a>,
    /// Where the task is on a list of promises, the passage that says of the whole list that it was kept.
    pub kept: Option<&'a Passage<'a>>,
    /// What a reader says of it; none where it was not asked.
    pub reading: Option<&'a Reading>,
}

impl<'a> Case<'a> {
    /// Returns whether a figure told of measures what a target does: by its name; in the task's own row 「已建成7个」 needs none.
    pub(super) fn same(&self, target: &Metric, told: &Metric) -> bool {
        self.indicators.same(target, told)
            || counts_alike(target, told, self.row.iter().flat_map(|p| p.metrics))
    }

    /// Iterates over the candidates taken.
    pub(super) fn of<'c>(&'c self, taken: &'c [usize]) -> impl Iterator<Item = &'c Candidate<'a>> {
        taken.iter().filter_map(|&at| self.told.get(at))
    }

    /// Returns whether the goal is a figure with its name and little else.
    pub(super) fn asks_figures_only(&self) -> bool {
        let name = |t: &Metric| t.indicator.first().map_or(0, |name| name.chars().count());
        let named = self.query.task.targets.iter().map(|t| t.text.chars().count() + name(t));
        named.sum::<usize>() * 100 >= self.query.words.chars().count() * FIGURE_SHARE
    }
}

/// Indicators and figures that make up this share, in percent, of a goal's words leave no room for an act.
const FIGURE_SHARE: usize = 60;

/// Whether a figure of a task's own row counts what the task shall reach: it is the only one there of that unit.
fn counts_alike<'a>(target: &Metric, told: &Metric, mut row: impl Iterator<Item = &'a Metric>) -> bool {
    let of_unit = |metric: &&Metric| metric.unit == target.unit;
    let only = row.by_ref().find(of_unit);
    target.unit == told.unit
        && only.is_some_and(|only| only.place.span == told.place.span)
        && !row.any(|metric| of_unit(&metric))
}
