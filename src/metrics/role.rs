//! A figure, its words and the mood of its sentence → actual, target, threshold, baseline, delta or cohort.

use super::change::Reading;
use super::context::{Around, Context};
use super::cues::{Cue, holds, starts};
use crate::model::{Commitment, Comparator, Direction, MetricRole, Mood, SectionRole};
use crate::text::clause::{first_clause, first_item};

/// Where and how the sentence speaks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Setting {
    pub(super) mood: Mood,
    pub(super) section: SectionRole,
    /// A heading of the first level says the same as the section's own.
    pub(super) rooted: bool,
    /// The document promises subsidies and rules rather than telling what was done.
    pub(super) policy: bool,
    /// 主要预期目标是： opens the list of goals that the sentence belongs to.
    pub(super) aims: bool,
    /// The time it speaks of is over.
    pub(super) past: bool,
}

/// The role of figure `i`; `previous` is that of the figure before in the same sentence.
pub(super) fn role(
    i: usize,
    context: &Context<'_>,
    around: &Around<'_>,
    reading: &Reading,
    setting: Setting,
    previous: Option<MetricRole>,
) -> MetricRole {
    if reading.gap {
        return MetricRole::Delta;
    }
    if cohort(i, context, around) {
        return MetricRole::Cohort;
    }
    if reading.measured_against || starting_point(i, context, around) {
        return MetricRole::Baseline;
    }
    let near = !around.before.contains(['，', ',']) && around.from > context.sentence.start;
    if threshold(context, around, reading)
        || near
            && previous == Some(MetricRole::Threshold)
            && i > 0
            && context.found[i - 1].unit.map(|u| u.name) == context.found[i].unit.map(|u| u.name)
            && around.before.contains('、')
    {
        return MetricRole::Threshold;
    }
    if target(i, context, around, reading, setting) { MetricRole::Target } else { MetricRole::Actual }
}

/// 65岁以上老年人: the bounds of a group.
fn cohort(i: usize, context: &Context<'_>, around: &Around<'_>) -> bool {
    // 人均预期寿命达到82.6岁以上 tells an age, it bounds no group.
    let told = ["寿命", "年龄"].iter().any(|w| around.before.contains(w));
    let age = context.found[i].unit.is_some_and(|u| u.dimension == "age") && !told;
    age && (!around.suffix.is_empty()
        || around.after.starts_with(['的', '老', '儿', '妇', '人', '女', '青', '婴']))
}

/// The X of 从X提高到Y, of 在X的基础上, and what a rule of the state sets.
fn starting_point(i: usize, context: &Context<'_>, around: &Around<'_>) -> bool {
    // 从81%和92%分别提高到86%和95%: a list begins and arrives together.
    let (first, last) = context.list_around(i);
    let lead = (first < i).then(|| context.around(first));
    let lead = lead.as_ref().unwrap_or(around);
    let before = lead.before;
    let from = before
        .rfind(['由', '从'])
        .filter(|at| before[*at..].chars().count() <= 12 || lead.plain.ends_with(['由', '从']));
    let rest = &context.text[context.found[last].span.end..context.sentence.end];
    let next =
        context.found.get(last + 1).map_or(usize::MAX, |f| f.span.start - context.found[last].span.end);
    let phrase = first_item(rest);
    let unmixed = &phrase[..phrase.len().min(next)];
    let arrives = || {
        [
            "提高", "增", "上升", "下降", "降", "减", "提升", "扩大", "缩短", "压缩", "发展", "调整", "整合",
            "上调", "压减", "跃", "升",
        ]
        .iter()
        .any(|w| starts_soon(phrase, w))
    };
    let moved = from.is_some()
        && arrives()
        && !before.contains("从事")
        && (phrase.contains('到') || phrase.contains('至') || phrase.contains('为'));
    let merged = ["整合为", "合并为", "整合成"].iter().any(|w| unmixed.contains(w));
    let base = around.suffix.is_empty() && starts(around.after, Cue::OverBase).is_some()
        || starts(&context.text[context.found[i].span.end..context.sentence.end], Cue::OverBase).is_some();
    let rule = before.contains("规定") && base;
    moved || merged || base || rule
}

fn starts_soon(phrase: &str, word: &str) -> bool {
    phrase.find(word).is_some_and(|at| at <= 30)
}

/// 超过150元的处方必查, 投资1000万元及以上的: what sets off an act.
fn threshold(context: &Context<'_>, around: &Around<'_>, reading: &Reading) -> bool {
    let bound = !matches!(
        reading.comparator,
        Comparator::Eq | Comparator::JustOver | Comparator::JustUnder | Comparator::Approx
    );
    if !bound {
        return false;
    }
    let end = around.from + around.before.len();
    let lead = &context.text[context.sentence.start..end];
    let rest = &context.text[end..context.sentence.end];
    let of = around.after.trim_start().strip_prefix('的');
    let ends_with_of = of.is_some_and(|o| o.trim().is_empty());
    let ruled = of.is_some() && holds(rest, Cue::Rule).is_some();
    let conditional = ["当", "凡", "一旦", "如果", "须持"].iter().any(|w| lead.contains(w))
        && !lead.contains("当年")
        && !lead.contains("当地");
    ends_with_of || ruled || conditional && holds(rest, Cue::Rule).is_some() || lead.contains("须持")
}

/// What is planned or required, and the rates and caps of subsidies.
fn target(i: usize, context: &Context<'_>, around: &Around<'_>, reading: &Reading, setting: Setting) -> bool {
    let end = context.found[i].span.end;
    let rest = first_clause(&context.text[end..context.sentence.end]);
    if setting.mood == Mood::Planned || setting.aims && !context.done {
        return true;
    }
    if matches!(setting.mood, Mood::Done | Mood::Admitted | Mood::Ongoing) {
        return false;
    }
    let promise = context.grant && (setting.policy || context.promises) && !context.done;
    let aimed =
        rest.contains("目标") && !rest.contains("目标任务的") && holds(around.before, Cue::Done).is_none();
    // A lost heading may leave what was done under 绩效目标: there only what is worded as a goal is one.
    let worded = reading.direction != Direction::None
        || !matches!(reading.comparator, Comparator::Eq | Comparator::JustOver | Comparator::JustUnder);
    let section = match setting.section {
        // 过去五年 under “十四五”成就和“十五五”目标 looks back.
        _ if setting.past => false,
        SectionRole::Plan if setting.rooted => true,
        SectionRole::Plan | SectionRole::Targets | SectionRole::Requirements => worded && !context.done,
        _ => false,
    };
    let limited = context.found[i].unit.is_some_and(|u| matches!(u.dimension, "time" | "workday"))
        && !context.done
        && reading.comparator == Comparator::Le;
    let bounded =
        ["不少于", "不低于", "不超过", "不得"].iter().any(|w| around.before.contains(w)) && !context.done;
    promise
        || aimed
        || section
        || limited
        || bounded
        || context.intends && setting.section != SectionRole::Review
}

/// How firmly the sentence promises.
pub(super) fn commitment(ensured: bool, before: &str) -> Commitment {
    if ensured {
        Commitment::Ensure
    } else if holds(before, Cue::Strive).is_some() {
        Commitment::Strive
    } else {
        Commitment::Plain
    }
}
