//! The times of a sentence and its paragraph → the period of a figure.

use super::context::{Context, peel};
use super::cues::{Cue, starts};
use super::found::When;
use super::times::{self, as_of, carries, covers, is_left, is_past, reaches, since};
use super::words::WORDS;
use crate::calendar::{Day, Grade};
use crate::model::{Baseline, Document, Extent, Metric, MetricRole, Section, Time};
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
    /// The title above speaks of one year and of several: “十四五”时期和2025年工作回顾.
    pub(super) mixed: bool,
    /// The time stands in a title above, or in the first words below it.
    pub(super) titled: bool,
}

/// Sets the period of `metric`, from the nearest time before it in its sentence, else from what is `carried`; `before`
/// are the words right before the figure.
///
/// A goal is of no time that is over in `year`, when the document speaks.
//= 云溪县2025年工业扶持方案⏎一、奖励标准⏎对上年度产值增长的企业，给予奖励10万元。 → target @2025
pub(super) fn set(
    metric: &mut Metric,
    context: &Context<'_>,
    carried: Carried,
    before: &str,
    year: Option<i32>,
) {
    let average = averages(before);
    if average {
        metric.extent = Extent::Average;
    }
    let Some(when) = time_of(metric, context, carried, before, year) else { return };
    let text = context.text;
    let asof = as_of(text, &when);
    let since = since(text, &when);
    let from = when.span.start - asof.filter(|w| w.len() > 3).map_or(0, str::len);
    let end = when.span.end + if text[when.span.end..].starts_with("以来") { "以来".len() } else { 0 };
    metric.period = text.get(from..end).map(|t| t.replace(['\n', ' '], ""));
    if let Some((first, last)) = when.moment.days {
        metric.from = Some(first.to_string()).filter(|_| asof.is_none());
        metric.to = Some(last.to_string()).filter(|_| !since);
    }
    // A passage on five years tells of a level where it stood at their end: 稳定在550亿斤.
    let carried = !context.times.iter().any(|t| t.span == when.span);
    let stands =
        carried && !average && several(text, &when) && (metric.change_to || WORDS.keeps_at.end(before));
    if stands {
        (metric.from, metric.extent) = (None, Extent::Instant);
    } else if !average {
        let one = when.moment.grade == Grade::Years && !several(text, &when);
        metric.extent = if one { Extent::Year } else { extent(&when, asof.is_some(), since) };
    }
}

/// The time of a figure: the nearest one before it in its sentence, else what is carried.
//= 2026年云溪县政府工作报告⏎一、“十四五”时期和2025年工作回顾⏎刚刚过去的2025年，我们埋头苦干。⏎累计新建公路120公里。 → @2021-01-01..2025-12-31
fn time_of(
    metric: &Metric,
    context: &Context<'_>,
    carried: Carried,
    before: &str,
    year: Option<i32>,
) -> Option<When> {
    let (text, start) = (context.text, metric.place.span.start);
    let goal = metric.role == MetricRole::Target;
    let over = |t: &When| goal && is_past(text, t);
    // 由1952年的26.7%上升到36%: the time after 由 is that of the first figure.
    let left = |t: &When| metric.role != MetricRole::Baseline && is_left(text, t);
    let here = |t: &When| t.span.end <= start && covers(text, t) && reaches(text, t, start);
    let own = context.times.iter().rev().find(|t| here(t) && !over(t) && !left(t));
    let when = own.copied().or(carried.time.filter(|t| !(over(t) || goal && times::is_over(t, year))))?;
    // 累计 under a heading of 2025年工作总结和“十四五”成就 gathers five years.
    let average = averages(before);
    let gathers = average || own.is_none() && WORDS.gathering.occur_in(before);
    if !gathers || several(text, &when) {
        return Some(when);
    }
    let here = context.times.iter().rev().find(|t| several(text, t));
    here.copied().or(carried.years).or(Some(when).filter(|_| !average))
}

/// Sets the year of a figure of which no words tell the time.
pub(super) fn set_year(metric: &mut Metric, year: i32) {
    let day = |month, day| Some(Day { year, month, day }.to_string());
    (metric.period, metric.extent) = (Some(format!("{year}年")), Extent::Year);
    (metric.from, metric.to) = (day(1, 1), day(12, 31));
}

/// Returns whether nothing tells the time of a figure, and it is of one year if of any; below a title that speaks of one year and of
/// several, only what is set against the year before.
//= 2026年云溪县政府工作报告⏎一、“十四五”时期和2025年工作回顾⏎新建公路120公里，用电量同比增长5.2%。⏎二、2026年重点工作⏎新建泵站3座。 → @ | @2025 | @2026
pub(super) fn is_open(metric: &Metric, carried: Carried, before: &str) -> bool {
    let one = !carried.mixed || metric.baseline == Baseline::Yoy;
    metric.period.is_none()
        && metric.from.is_none()
        && one
        && !averages(before)
        && !WORDS.gathering.occur_in(before)
}

/// Whether the words before a figure average it over years: 年均增长, 平均每年新增; 年均浓度 is the name of a level.
//= 2021—2025年，粮食产量年均增长3%。 → @2021-01-01..2025-12-31
//= 2025年，平均每年新增岗位300个。 → @
pub(super) fn averages(before: &str) -> bool {
    const CHANGES: [Cue; 6] = [Cue::Light, Cue::Up, Cue::Down, Cue::To, Cue::GtBefore, Cue::JustUnderBefore];
    const OPENING: [Cue; 4] = [Cue::NounChange, Cue::UpVerb, Cue::DownVerb, Cue::Verb];
    let told = WORDS.averaging.occur_in(before);
    told && WORDS.averaging.iter().any(|word| {
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
//= 云溪县2025年工作总结⏎一、2024年工作回顾⏎（一）经济⏎新建道路12公里。 → @2024
//= 2025年，全县产值5亿元。利润3亿元。 → @2025 | @2025
pub(super) fn carried(
    text: &str,
    times: &[When],
    document: &Document,
    section: Option<&Section>,
    sentence: Span,
) -> Carried {
    let far = floor(text, sentence.start.saturating_sub(FAR)).max(document.place.span.start);
    let far = far.min(sentence.start);
    let paragraph = text[far..sentence.start].rfind('\n').map_or(far, |at| far + at + 1);
    // A document on one line has no paragraphs: there a time holds for what is near.
    let here = section.map_or(0, |s| s.place.span.start);
    let near = floor(text, sentence.start.saturating_sub(NEAR)).max(here);
    let near = if paragraph > far || far == 0 { paragraph } else { near.max(paragraph) };
    let near = within(times, Span::new(near.min(sentence.start), sentence.start));
    let mut found = Carried::default();
    for when in near.iter().rev().filter(|t| carries(text, t)) {
        found.take(text, when);
    }
    for above in document.path(section.map(|s| s.id)) {
        if found.time.is_some() && found.years.is_some() {
            break;
        }
        let opening = Span::new(above.place.span.start, opening_end(above).min(sentence.start));
        let told: Vec<&When> = within(times, opening).iter().filter(|t| carries(text, t)).collect();
        let years = told.iter().filter(|t| several(text, t)).count();
        if found.time.is_none() && years > 0 && years < told.len() {
            // 「“十四五”时期和2025年工作回顾」 tells of both, and its paragraphs of which one they speak.
            found.years = found.years.or(told.into_iter().find(|t| several(text, t)).copied());
            let below = Span::new(title_end(above).min(sentence.start), sentence.start);
            found.time = topic(text, within(times, below)).copied();
            found.mixed = found.time.is_none();
            break;
        }
        found.titled |= found.time.is_none() && !told.is_empty();
        for when in told {
            found.take(text, when);
        }
    }
    found
}

/// The time that the text speaks of since it last said so: 各位代表！五年来，…, 刚刚过去的2025年，….
//= 2026年云溪县政府工作报告⏎一、“十四五”时期和2025年工作回顾⏎过去五年，成绩来之不易。⏎新建公路120公里。⏎刚刚过去的2025年，我们埋头苦干。⏎新建泵站3座。 → @2021-01-01..2025-12-31 | @2025
fn topic<'t>(text: &str, times: &'t [When]) -> Option<&'t When> {
    times.iter().rev().take(MOST_TIMES).find(|when| {
        let of_years = matches!(when.moment.grade, Grade::Year | Grade::Years);
        of_years && times::opens_sentence(text, when) && carries(text, when)
    })
}

/// A topic further back than this many times is out of sight.
const MOST_TIMES: usize = 400;

/// Leaves out a stretch of years of which a sentence before a yearly report's list of goals has spoken.
//= 2026年云溪县政府工作报告⏎一、2026年工作安排⏎衔接“十五五”规划。主要预期目标是：生产总值增长5%以上。 → target @2026
pub(super) fn of_goals(text: &str, carried: Carried) -> Carried {
    let time = carried.time.filter(|when| carried.titled || !several(text, when));
    Carried { time, ..carried }
}

/// Whether the time taken over looks back on years that are gone: 过去五年, 这五年, 五年来.
pub(super) fn is_over(text: &str, carried: Carried) -> bool {
    carried.time.is_some_and(|when| {
        let words = when.span.of(text);
        let back = WORDS.looking_back.begin(words) || text[when.span.end..].starts_with('来');
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

/// Where the words below a title begin.
fn title_end(section: &Section) -> usize {
    section.place.span.start + section.marker.len() + section.title.as_ref().map_or(0, String::len)
}

/// A title and the first words after it tell the time of a section: 一、2025年工作回顾, 过去五年，….
fn opening_end(section: &Section) -> usize {
    const FIRST_WORDS: usize = 45;
    title_end(section) + FIRST_WORDS
}

fn within(times: &[When], span: Span) -> &[When] {
    let from = times.partition_point(|t| t.span.start < span.start);
    let to = times.partition_point(|t| t.span.start < span.end);
    times.get(from..to).unwrap_or(&[])
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
