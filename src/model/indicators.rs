//! The figures of a plan and a report → whether two of them measure the same.

use super::metric::{Metric, MetricKind};
use crate::text::indicator::Name;
use std::collections::BTreeMap;

/// Of a count so much of the name must stand in the other's;
const SAME_NAME: f32 = 0.75;
/// of a share or a sum nearly all: one word more tells of less, 规上装备工业增加值 is not 规上工业增加值.
const WHOLE_NAME: f32 = 0.9;

/// The names of the figures, each read once.
#[derive(Debug, Default)]
pub(crate) struct Indicators<'a>(BTreeMap<&'a str, Name>);

impl<'a> Indicators<'a> {
    /// Reads the names of figures.
    pub(crate) fn of(metrics: impl Iterator<Item = &'a Metric>) -> Self {
        let mut all = BTreeMap::new();
        for name in metrics.flat_map(names) {
            all.entry(name).or_insert_with(|| Name::read(name));
        }
        Indicators(all)
    }

    /// Returns whether a figure told of measures by its name what the one wanted does.
    pub(crate) fn same(&self, wanted: &Metric, told: &Metric) -> bool {
        let counts = wanted.unit != "%" && wanted.kind != MetricKind::Money;
        let whole = if counts { SAME_NAME } else { WHOLE_NAME };
        let read = |metric| names(metric).filter_map(|name| self.0.get(name));
        read(wanted).any(|x| read(told).any(|y| x.same(y, whole)))
    }
}

/// The names of a figure that are compared.
fn names(metric: &Metric) -> impl Iterator<Item = &str> {
    metric.indicator.iter().take(2).map(String::as_str)
}
