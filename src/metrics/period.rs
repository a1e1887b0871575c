//! The times of a sentence and its paragraph → the period of a figure.

use super::context::{Context, peel};
use super::cues::{Cue, starts};
use super::locate::When;
use crate::calendar::Grade;
use crate::model::{Document, Extent, Metric, MetricRole, Section, Time};
use crate::source::Source;
use crate::span::Span;
use crate::text::boundary::floor;

/// What a sentence takes its times from beyond itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Carried {
    /// The time of its paragraph or section.
    pub(super) time: Option<When>,
    /// The stretch of several years that the paragraph or section speaks of.
    pub(super) years: Option<When>,
}

/// Sets the period of `metric`, from the nearest time before it in its sentence, else from what is `carried`; `before`
/// are the words right before the figure.
pub(super) fn set(metric: &mut Metric, context: &Context<'_>, carried: Carried, before: &str) {
    let average = averages(before);
    if average {
        metric.extent = Extent::Average;
    }
    let start = metric.place.span.start;
    let text = context.text;
    // 由1952年的26.7%上升到36%: the time after 由 is that of the first figure.
    let arrives = metric.role != MetricRole::Baseline;
    let left = |t: &When| arrives && text[..t.span.start].ends_with(['由', '从', '自']);
    let own = context.times.iter().rev().find(|t| t.span.end <= start && covers(text, t) && !left(t));
    // 累计 under a heading of 2025年工作总结和“十四五”成就 gathers five years.
    let gathers = average || own.is_none() && before.contains("累计");
    let time = match own.copied().or(carried.time) {
        Some(when) if gathers && !several(text, &when) => {
            let here = context.times.iter().rev().find(|t| several(text, t));
            here.copied().or(carried.years).or(Some(when).filter(|_| !average))
        }
        time => time,
    };
    let Some(when) = time else { return };
    let lead = &text[..when.span.start];
    let asof = ["截至", "截止", "到", "至"].into_iter().find(|w| lead.ends_with(w));
    let since = text[when.span.end..].starts_with("以来");
    let from = when.span.start - asof.filter(|w| w.len() > 3).map_or(0, str::len);
    let end = when.span.end + if since { "以来".len() } else { 0 };
    metric.period = text.get(from..end).map(|t| t.replace(['\n', ' '], ""));
    if let Some((first, last)) = when.moment.days {
        metric.from = Some(first.to_string()).filter(|_| asof.is_none());
        metric.to = Some(last.to_string()).filter(|_| !since);
    }
    if !average {
        let one = when.moment.grade == Grade::Years && !several(text, &when);
        metric.extent = if one { Extent::Year } else { extent(&when, asof.is_some(), since) };
    }
}

/// Whether the words before a figure average it over years: 年均增长, 平均每年新增; 年均浓度 is the name of a level.
pub(super) fn averages(before: &str) -> bool {
    const CHANGES: [Cue; 6] = [Cue::Light, Cue::Up, Cue::Down, Cue::To, Cue::GtBefore, Cue::JustUnderBefore];
    const OPENING: [Cue; 4] = [Cue::NounChange, Cue::UpVerb, Cue::DownVerb, Cue::Verb];
    ["年均", "平均每年", "每年递增"].iter().any(|word| {
        let Some(at) = before.rfind(word) else { return false };
        let rest = &before[at + word.len()..];
        peel(rest, &CHANGES, |_, _| {}).is_empty() || OPENING.iter().any(|k| starts(rest, *k).is_some())
    })
}

/// A time further back than this is out of sight.
const FAR: usize = 6000;
/// So far a time reaches in a line that has no end.
const NEAR: usize = 300 * '年'.len_utf8();

/// The times that a sentence takes over: from its paragraph, else from where its section or one above begins.
pub(super) fn carried(text: &str, times: &[When], document: &Document, sentence: Span) -> Carried {
    let far = floor(text, sentence.start.saturating_sub(FAR)).max(document.place.span.start);
    let far = far.min(sentence.start);
    let paragraph = text[far..sentence.start].rfind('\n').map_or(far, |at| far + at + 1);
    // A document on one line has no paragraphs: there a time holds for what is near.
    let here = super::section_at(document, sentence.start).map_or(0, |s| s.place.span.start);
    let near = floor(text, sentence.start.saturating_sub(NEAR)).max(here);
    let near = if paragraph > far || far == 0 { paragraph } else { near.max(paragraph) };
    let near = within(times, Span::new(near.min(sentence.start), sentence.start));
    let mut found = Carried::default();
    for when in near.iter().rev().filter(|t| carries(text, t)) {
        found.take(text, when);
    }
    let mut section = super::section_at(document, sentence.start);
    for _ in 0..8 {
        let Some(above) = section.filter(|_| found.time.is_none() || found.years.is_none()) else { break };
        let opening = Span::new(above.place.span.start, opening_end(above).min(sentence.start));
        let told: Vec<&When> = within(times, opening).iter().filter(|t| carries(text, t)).collect();
        let years = told.iter().filter(|t| several(text, t)).count();
        if found.time.is_none() && years > 0 && years < told.len() {
            // 「“十四五”时期和2025年工作回顾」 tells of both: neither holds for a figure below.
            found.years = found.years.or(told.into_iter().find(|t| several(text, t)).copied());
            break;
        }
        for when in told {
            found.take(text, when);
        }
        section = above.parent.and_then(|p| document.sections.get(p));
    }
    found
}

/// Whether the time taken over looks back on years that are gone: 过去五年, 这五年, 五年来.
pub(super) fn is_over(text: &str, carried: Carried) -> bool {
    carried.time.is_some_and(|when| {
        let words = when.span.of(text);
        let back =
            words.starts_with("过去") || words.starts_with('这') || text[when.span.end..].starts_with('来');
        when.moment.grade == Grade::Years && back
    })
}

/// Whether a time spans several years; 过去一年 opens most 政府工作报告 and is one, though written as a span of years.
fn several(text: &str, when: &When) -> bool {
    when.moment.grade == Grade::Years && !when.span.of(text).ends_with("一年")
}

impl Carried {
    /// Keeps the first time offered, and the first stretch of years.
    fn take(&mut self, text: &str, when: &When) {
        self.time = self.time.or(Some(*when));
        self.years = self.years.or(Some(*when).filter(|w| several(text, w)));
    }
}

/// A title and the first words after it tell the time of a section: 一、2025年工作回顾, 过去五年，….
fn opening_end(section: &Section) -> usize {
    const FIRST_WORDS: usize = 45;
    let title = section.title.as_ref().map_or(0, String::len) + section.marker.len();
    section.place.span.start + title + FIRST_WORDS
}

fn within(times: &[When], span: Span) -> &[When] {
    let from = times.partition_point(|t| t.span.start < span.start);
    let to = times.partition_point(|t| t.span.start < span.end);
    times.get(from..to).unwrap_or(&[])
}

/// 五年来 and 2025年 hold for what follows; 3年内 and a comparison with 2020年 do not.
fn carries(text: &str, when: &When) -> bool {
    let words = when.span.of(text);
    let told = ["近", "过去", "来", "这"].iter().any(|w| words.contains(w))
        || text[when.span.end..].starts_with('来');
    let known = when.moment.days.is_some() || when.moment.masked || when.moment.grade == Grade::Years && told;
    known && covers(text, when)
}

/// 到2027年 and 比2020年 name another time than that of the figures around; a heading's own time does not end at a stop.
fn covers(text: &str, when: &When) -> bool {
    let before = &text[..when.span.start];
    let after = &text[when.span.end..];
    // 「2025年是“十四五”收官之年」 names 2025.
    let named = after.trim_start_matches(['”', '"', '」', '规', '划', '的']);
    let names_a_year = ["收官", "圆满收官", "胜利收官", "顺利收官", "开局", "最后一年", "第一年", "首年"]
        .iter()
        .any(|w| named.starts_with(w));
    let left_behind = after.starts_with("增加到") && before.ends_with(['由', '从']);
    // 比2020年, 同1980年比较: what it is set against.
    let against =
        before.ends_with(['同', '与', '和']) && ["比", "相比", "比较"].iter().any(|w| after.starts_with(w));
    let compared = before.ends_with(['比', '较']) || against;
    !names_a_year && !compared && !left_behind && !after.starts_with("的目标")
}

fn extent(when: &When, asof: bool, since: bool) -> Extent {
    let grade = when.moment.grade;
    // 1月1日至12月31日 has two days as its ends.
    let stretch = when.moment.days.is_some_and(|(first, last)| first != last);
    match grade {
        Grade::Years => Extent::Years,
        _ if since => Extent::Part,
        // 到2027年达到80% tells where it will stand by then.
        Grade::Day | Grade::Month | Grade::Year if asof => Extent::Instant,
        Grade::Year => Extent::Year,
        Grade::Part | Grade::Month => Extent::Part,
        Grade::Day if stretch => Extent::Part,
        Grade::Day => Extent::Instant,
    }
}

/// A time as the model keeps it.
pub(super) fn model(source: &Source, when: &When) -> Time {
    let days = when.moment.days;
    Time {
        text: when.span.of(source.text()).to_owned(),
        place: source.place(when.span),
        from: days.map(|(first, _)| first.to_string()),
        to: days.map(|(_, last)| last.to_string()),
        masked: when.moment.masked,
    }
}
