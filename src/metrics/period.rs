//! The times of a sentence and its paragraph → the period of a figure.

use super::context::Context;
use super::locate::When;
use crate::calendar::Grade;
use crate::model::{Extent, Metric, Time};
use crate::source::Source;

/// The time that figures further on in a paragraph hold for, too.
#[derive(Clone, Copy, Debug)]
pub(super) struct Carried {
    pub(super) when: When,
}

/// Sets the period of `metric`, from the nearest time before it in its sentence, else from what is carried.
pub(super) fn set(metric: &mut Metric, context: &Context<'_>, carried: Option<Carried>) {
    let start = metric.place.span.start;
    let own = context.times.iter().rev().find(|t| t.span.end <= start && covers(context, t));
    let Some(when) = own.copied().or(carried.map(|c| c.when)) else { return };
    let text = context.text;
    let before = &text[..when.span.start];
    let asof = ["截至", "截止", "到", "至"].into_iter().find(|w| before.ends_with(w));
    let since = text[when.span.end..].starts_with("以来");
    let from = when.span.start - asof.filter(|w| w.len() > 3).map_or(0, str::len);
    let end = when.span.end + if since { "以来".len() } else { 0 };
    metric.period = text.get(from..end).map(|t| t.replace(['\n', ' '], ""));
    if let Some((first, last)) = when.moment.days {
        metric.from = Some(first.to_string()).filter(|_| asof.is_none());
        metric.to = Some(last.to_string()).filter(|_| !since);
    }
    metric.extent = extent(when.moment.grade, asof.is_some(), since, &text[from.min(start)..start]);
}

/// 到2027年 and 比2020年 name another time than that of the figures around; a heading's own time does not end at a stop.
pub(super) fn covers(context: &Context<'_>, when: &When) -> bool {
    let before = &context.text[..when.span.start];
    let after = &context.text[when.span.end..];
    !before.ends_with(['比', '较']) && !after.starts_with("增加到") && !after.starts_with("的目标")
}

fn extent(grade: Grade, asof: bool, since: bool, between: &str) -> Extent {
    let average = ["年均", "平均每年", "每年"].iter().any(|w| between.contains(w));
    match grade {
        _ if average => Extent::Average,
        Grade::Years => Extent::Years,
        _ if since => Extent::Part,
        Grade::Day if asof => Extent::Instant,
        Grade::Day | Grade::Month if asof => Extent::Instant,
        Grade::Year => Extent::Year,
        Grade::Part | Grade::Month => Extent::Part,
        Grade::Day => Extent::Instant,
    }
}

/// A time as the model keeps it.
pub(super) fn model(source: &Source, when: &When) -> Time {
    let days = when.moment.days;
    Time {
        text: when.span.of(source.text()).replace('\n', ""),
        place: source.place(when.span),
        from: days.map(|(first, _)| first.to_string()),
        to: days.map(|(_, last)| last.to_string()),
        masked: when.moment.masked,
    }
}
