//! The figures of a plan → those that only tell how large a thing is that stands already (全市12家医院, named all along), no goals.

use super::cues::{Cue, ends};
use crate::model::{Comparator, Direction, Metric, MetricRole, Quantity};
use crate::numeral::Decimal;
use crate::text::boundary::head;
use std::collections::BTreeMap;

/// A goal is set once and taken up once or twice; what a plan counts the same way this often is there.
const LEAST_TOLD: usize = 4;

/// 医疗卫生 of 12家医疗卫生单位 tells what is counted.
const OBJECT: usize = 4;

/// Gives the role `actual` to counts that stand.
pub(super) fn settle(text: &str, metrics: &mut [Metric]) {
    let mut told: BTreeMap<(Decimal, &str, &str), Vec<usize>> = BTreeMap::new();
    for (i, metric) in metrics.iter().enumerate() {
        let (Quantity::Scalar(value), Some(object)) = (&metric.quantity, object(text, metric)) else {
            continue;
        };
        let unit = metric.unit.len();
        let name = text.get(metric.place.span.end - unit.min(metric.place.span.len())..metric.place.span.end);
        told.entry((*value, name.unwrap_or(""), object)).or_default().push(i);
    }
    for group in told.values().filter(|g| g.len() >= LEAST_TOLD) {
        if group.iter().all(|&i| plain(text, &metrics[i])) {
            group.iter().for_each(|&i| metrics[i].role = MetricRole::Actual);
        }
    }
}

/// What stands right after a count.
fn object<'t>(text: &'t str, metric: &Metric) -> Option<&'t str> {
    let object = head(&text[metric.place.span.end..], OBJECT);
    (object.chars().count() == OBJECT && object.chars().all(char::is_alphabetic)).then_some(object)
}

/// No verb before it makes it (建设12家医院), no bound and no change is told.
fn plain(text: &str, metric: &Metric) -> bool {
    let before = &text[..metric.place.span.start];
    let made = [Cue::Verb, Cue::UpVerb, Cue::DownVerb].iter().any(|k| ends(before, *k).is_some());
    !made
        && metric.comparator == Comparator::Eq
        && metric.direction == Direction::None
        && !metric.change_to
        && matches!(metric.role, MetricRole::Actual | MetricRole::Target)
}
