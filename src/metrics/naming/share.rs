//! A part of something (产能占全球30%) → the name that says of what, and whose.

use super::figure::{Figure, Names};
use super::phrase::clean;
use crate::metrics::context::peel;
use crate::metrics::cues::{Cue, starts};
use crate::metrics::words::{WORDS, longest_end};
use crate::model::Direction;

/// Names a share by what it is a share of.
//= 茶叶产能占全球30%。 → 茶叶产能占全球比重
//= 茶叶产量3万吨，约占全省总量的5%。 → 茶叶产量 | 茶叶产量占全省总量比重
pub(super) fn of_what(figure: &Figure<'_, '_>) -> Option<String> {
    let first = figure.made.first().filter(|name| figure.is_part() && name.contains('占'))?;
    let first = WORDS.light_of_share.iter().fold(first.as_str(), |name, word| name.trim_start_matches(word));
    if figure.reading.direction != Direction::None || WORDS.share.end(first) {
        return None;
    }
    let whose = figure.neighbour().filter(|_| first.starts_with('占'));
    Some(format!("{}{first}比重", whose.unwrap_or("")))
}

/// What is set beside a plan: 一般公共预算收入 占 年初预算.
struct Planned<'f> {
    /// Whose plan it is, where the same words say it.
    subject: String,
    verb: &'f str,
    plan: &'f str,
}

/// Names a plan, or the part of it that was reached. Neither lends its name to what follows: 同比下降6.1% speaks of the revenue.
//= 一般公共预算收入4210万元，占年初预算9800万元的43.0%，同比下降6.1%。 → 一般公共预算收入 | 一般公共预算收入年初预算 | 一般公共预算收入占年初预算比重 | 一般公共预算收入 down
//= 税务部门完成1870万元，为年预算的28.9%，同比下降9.9%。 → 税务部门 | 税务部门占年预算比重 | 税务部门 down
//= 政府性基金收入1.2亿元，完成预算数的85.7%，比上年增长4.5%。 → 政府性基金收入 | 政府性基金收入完成预算数 | 政府性基金收入
//= 教育支出完成年度预算的98%，增长7.7%。 → 教育支出完成年度预算 | 教育支出
//= 民生支出占一般公共预算支出的80%。 → 民生支出占一般公共预算支出比重
pub(super) fn of_plan(figure: &Figure<'_, '_>) -> Option<String> {
    let subject = subject(figure)?;
    if let Some(planned) = planned_at(figure, figure.i) {
        let plan = planned.plan;
        if !figure.is_part() {
            return is_base(figure, figure.i).then(|| format!("{subject}{plan}"));
        }
        return Some(match WORDS.fulfilled.iter().find(|verb| planned.verb.contains(verb)) {
            Some(verb) => format!("{subject}{verb}{plan}"),
            None => format!("{subject}占{plan}比重"),
        });
    }
    let base = figure.i.checked_sub(1).filter(|&base| figure.is_part() && is_base(figure, base))?;
    let planned = planned_at(figure, base)?;
    Some(format!("{subject}占{}比重", planned.plan))
}

/// The names of what was planned.
pub(super) fn planned(figure: &Figure<'_, '_>) -> Names {
    match planned_at(figure, figure.i).map(|planned| planned.subject) {
        Some(subject) if !subject.is_empty() => vec![subject],
        _ => figure
            .lent
            .last()
            .cloned()
            .or(figure.namer.carried.map(|name| vec![name.to_owned()]))
            .unwrap_or_default(),
    }
}

/// The name of what was planned, without 完成 before it.
fn subject(figure: &Figure<'_, '_>) -> Option<String> {
    let name = planned(figure).into_iter().next()?;
    let steer = starts(&name, Cue::Steer).map_or(0, str::len);
    Some(name[steer..].to_owned())
}

/// Reads 占年初预算 before figure `i`.
fn planned_at<'f>(figure: &Figure<'f, '_>, i: usize) -> Option<Planned<'f>> {
    let before = figure.namer.around[i].before.trim_end_matches(['的', '约', '近', ' ']);
    let noun = longest_end(&WORDS.plan, before)?;
    let mut lead = &before[..before.len() - noun.len()];
    while let Some(kind) = longest_end(&WORDS.kind_of_plan, lead) {
        lead = &lead[..lead.len() - kind.len()];
    }
    let verb = longest_end(&WORDS.plan_verb, lead)?;
    let plan = &before[lead.len()..];
    // 占一般公共预算支出 is a share of all that was spent, 占年预算支出 of the plan.
    let whole = plan == noun && WORDS.plan_side.end(noun);
    let subject = clean(peel(&lead[..lead.len() - verb.len()], &[Cue::Light], |_, _| {}));
    (!whole).then_some(Planned { subject, verb, plan })
}

/// Returns whether figure `i` is a plan of which the next figure is a part: 占年初预算9800万元的43.0%.
fn is_base(figure: &Figure<'_, '_>, i: usize) -> bool {
    let context = figure.namer.context;
    let next = context.found.get(i + 1);
    let gap = next.and_then(|next| context.text.get(context.found[i].span.end..next.span.start));
    let part = next.is_some_and(|next| next.unit.is_some_and(|u| u.dimension == "percent"));
    part && gap.is_some_and(|gap| gap.trim() == "的") && planned_at(figure, i).is_some()
}
