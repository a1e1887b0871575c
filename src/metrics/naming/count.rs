//! A figure with the thing that it counts after it (36条意见) → its names: the act and the thing, the thing alone.

use super::figure::Figure;
use super::grant::base_of;
use super::phrase::{last_verb, verb_of};
use crate::metrics::cues::{Cue, holds};

/// Returns whether a share is followed by what it is a share of, or is given to.
fn is_share(figure: &Figure<'_, '_>) -> bool {
    figure.counts_object() && figure.dimension() == "percent" && !figure.core.is_empty()
}

/// Returns whether a thing is counted.
fn is_count(figure: &Figure<'_, '_>) -> bool {
    figure.counts_object() && !is_share(figure)
}

/// Names the rate of a subsidy.
//= 按设备购置额的10%给予奖补。 → ~设备购置额奖补比例
pub(super) fn rate_of_grant(figure: &Figure<'_, '_>) -> Option<String> {
    let (_, word) = holds(&figure.object, Cue::GrantNoun).filter(|_| is_share(figure))?;
    Some(format!("{}{word}比例", base_of(&figure.core)))
}

/// Names a share by the words before it.
//= 建档立卡户占78%的搬迁人口。 → 建档立卡户 ~建档立卡户搬迁人口 ~搬迁人口
pub(super) fn whole_of_share(figure: &Figure<'_, '_>) -> Option<String> {
    is_share(figure).then(|| figure.core.clone())
}

/// Takes what stands in a bracket as part of the thing.
//= 12个村（社区）卫生室。 → 村社区
pub(super) fn object_with_bracket(figure: &Figure<'_, '_>) -> Option<String> {
    let raw = figure.around.after;
    let bracketed = raw.contains(['(', '（']) && figure.core.is_empty() && is_count(figure);
    bracketed.then(|| raw.trim_start_matches('的').replace(['(', '（'], ""))
}

/// Names the thing in full where no act stands before it.
//= 15支志愿服务队到社区服务。 → 志愿服务队到社区服务 ~志愿服务队
pub(super) fn object_alone(figure: &Figure<'_, '_>) -> Option<String> {
    (is_count(figure) && figure.core.is_empty()).then(|| figure.object.clone())
}

/// Names the act and the thing.
//= 取消和下放36项行政审批事项。 → 取消和下放行政审批事项
//= 打造3个具有较大影响的山歌节。 → 打造山歌节
pub(super) fn act_on_noun(figure: &Figure<'_, '_>) -> Option<String> {
    let acts = figure.counts_object() && !figure.core.is_empty();
    acts.then(|| format!("{}{}", figure.core, figure.noun()))
}

/// Names the last act alone, with the thing.
//= 县农业局组织开展培训12场讲座。 → 县农业局组织开展培训讲座 ~开展讲座
pub(super) fn last_act_on_noun(figure: &Figure<'_, '_>) -> Option<String> {
    let core = &figure.core;
    let cut = last_verb(core).map_or("", |at| &core[at..]);
    let verb = verb_of(if cut.is_empty() { core } else { cut });
    let within = is_count(figure) && !verb.is_empty() && verb.len() < core.len();
    within.then(|| format!("{verb}{}", figure.noun()))
}

/// Names the thing, without what is then said of it.
//= 培育36家企业入选名录。 → ~企业
pub(super) fn noun(figure: &Figure<'_, '_>) -> Option<String> {
    is_count(figure).then(|| figure.noun().to_owned())
}

/// Names the thing with all that is said of it.
//= 补贴231名提前2年退休的矿工。 → ~提前2年退休的矿工 | _
pub(super) fn object(figure: &Figure<'_, '_>) -> Option<String> {
    figure.counts_object().then(|| figure.object.clone())
}
