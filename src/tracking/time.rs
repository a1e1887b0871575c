//! A finding, its last day and a day → whether it is due, and how far it is against the time that has gone (序时进度).

use crate::calendar::Day;
use crate::model::{
    ChangeBy, Comparator, Comparison, Due, Extent, Finding, MetricKind, Outcome, Progress, Quantity, Verdict,
};

/// Whether a task's time is up on a day.
pub fn due(last: Day, as_of: Day, verdict: Verdict) -> Due {
    match as_of.cmp(&last) {
        std::cmp::Ordering::Less => Due::NotYet,
        std::cmp::Ordering::Greater if verdict != Verdict::Done => Due::Overdue,
        _ => Due::Due,
    }
}

/// 超进度: so much of the target more than of the time.
const AHEAD: f64 = 0.05;

/// How far a task is: what is done before its last day is early; else the share of its target that is reached, the least of several,
/// against the share of its time that has gone. Only amounts that add up over the time have such a share: 新建6个, not 达到65%.
pub fn progress(finding: &Finding, last: Day, as_of: Day) -> Option<Progress> {
    if finding.verdict == Verdict::Done {
        return (as_of < last).then_some(Progress::Early);
    }
    let missed = finding.comparisons.iter().any(|c| c.outcome == Outcome::Missed);
    if as_of >= last {
        return missed.then_some(Progress::Behind);
    }
    let reached = finding.comparisons.iter().filter_map(share).reduce(f64::min)?;
    let first = Day { year: last.year, month: 1, day: 1 };
    let days = |from: Day, to: Day| f64::from(to.number() - from.number() + 1);
    let gone = (days(first, as_of) / days(first, last)).clamp(0.0, 1.0);
    Some(match reached - gone {
        more if more >= AHEAD => Progress::Ahead,
        more if more >= 0.0 => Progress::OnSchedule,
        _ => Progress::Behind,
    })
}

/// The share of a target that is reached.
fn share(c: &Comparison) -> Option<f64> {
    let (target, actual) = (&c.target, &c.actual);
    let amount = |metric: &crate::model::Metric| {
        matches!(metric.kind, MetricKind::Count | MetricKind::Money)
            && !metric.change_to
            && matches!(metric.change_by, None | Some(ChangeBy::Absolute))
            && !matches!(metric.extent, Extent::Average | Extent::Years)
    };
    let bound = matches!(target.comparator, Comparator::Le | Comparator::Lt);
    if bound || !amount(target) || !amount(actual) || target.unit != actual.unit || target.per != actual.per {
        return None;
    }
    if c.outcome == Outcome::Incomparable {
        return None;
    }
    let (Quantity::Scalar(target), Quantity::Scalar(actual)) = (&target.quantity, &actual.quantity) else {
        return None;
    };
    let (target, actual) = (target.to_f64(), actual.to_f64());
    (target > 0.0 && actual >= 0.0).then(|| actual / target)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Metric;
    use crate::numeral::Decimal;
    use crate::span::Place;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn finding(verdict: Verdict, target: i64, actual: i64) -> Finding {
        let metric = |n: i64| Metric::new("", Place::default(), Quantity::Scalar(Decimal::from(n)), "户");
        let outcome = if actual < target { Outcome::InProgress } else { Outcome::Met };
        let (target, actual) = (metric(target), metric(actual));
        let comparison = Comparison { target, actual, outcome, gap: None, unit: None, why: None };
        Finding { verdict, comparisons: vec![comparison], ..Finding::default() }
    }

    #[test]
    fn a_task_is_due_on_its_last_day_and_overdue_after_it() {
        let last = day("2025-10-31");
        let on = |as_of: &str, verdict| due(last, day(as_of), verdict);
        assert_eq!(on("2025-10-30", Verdict::Partly), Due::NotYet);
        assert_eq!(on("2025-10-31", Verdict::Partly), Due::Due);
        assert_eq!(on("2025-11-01", Verdict::Partly), Due::Overdue);
        assert_eq!(on("2025-11-01", Verdict::Done), Due::Due);
    }

    #[test]
    fn progress_is_measured_against_the_time_that_has_gone() {
        let half =
            |actual| progress(&finding(Verdict::Partly, 480, actual), day("2025-12-31"), day("2025-06-30"));
        assert_eq!(half(200), Some(Progress::Behind));
        assert_eq!(half(240), Some(Progress::OnSchedule));
        assert_eq!(half(300), Some(Progress::Ahead));
        let done = finding(Verdict::Done, 480, 480);
        assert_eq!(progress(&done, day("2025-12-31"), day("2025-06-30")), Some(Progress::Early));
        assert_eq!(progress(&done, day("2025-12-31"), day("2025-12-31")), None);
    }

    #[test]
    fn a_level_has_no_share() {
        let mut rate = finding(Verdict::Partly, 65, 60);
        rate.comparisons[0].target.kind = MetricKind::Percent;
        assert_eq!(progress(&rate, day("2025-12-31"), day("2025-06-30")), None);
        rate.comparisons[0].outcome = Outcome::Missed;
        assert_eq!(progress(&rate, day("2025-12-31"), day("2025-12-31")), Some(Progress::Behind));
    }
}
