//! The words around a figure → comparator, direction, change, baseline.

use super::context::{Around, peel};
use super::cues::{Cue, ends, holds, starts};
use super::locate::Found;
use crate::model::{Baseline, ChangeBy, Comparator, Direction, MetricKind, Quantity};

/// What the words before and after a figure make of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    pub(super) comparator: Comparator,
    pub(super) direction: Direction,
    pub(super) change_by: Option<ChangeBy>,
    pub(super) change_to: bool,
    pub(super) baseline: Baseline,
    /// A gap to another body or standard: 高于全国0.7个百分点.
    pub(super) gap: bool,
    /// What it is measured against, left of a gap: the 18.1% of 比全省18.1%高出.
    pub(super) measured_against: bool,
    /// The change is a verb with its object: 新增…57人; it carries through a list.
    pub(super) with_object: bool,
    /// 分别 stands before it.
    pub(super) respectively: bool,
    /// 均 or 都 stands before it.
    pub(super) all: bool,
    /// The name as far as it stands before the figure.
    pub(super) core: String,
}

const PEELED: [Cue; 9] = [
    Cue::Light,
    Cue::Up,
    Cue::Down,
    Cue::To,
    Cue::GeBefore,
    Cue::LeBefore,
    Cue::GtBefore,
    Cue::LtBefore,
    Cue::JustUnderBefore,
];

/// Reads the words around a figure.
pub(super) fn read(found: &Found, around: &Around<'_>) -> Reading {
    let mut reading = Reading { baseline: baseline(around.before), ..Reading::default() };
    let plain = super::context::without_brackets(&around.plain);
    if gap(&plain, &mut reading) {
        return reading;
    }
    let core = peel(&plain, &PEELED, |kind, word| note(kind, word, &mut reading));
    let core = peel(core, &[Cue::ApproxBefore], |_, _| reading.comparator = Comparator::Approx);
    let core = peel(core, &PEELED, |kind, word| note(kind, word, &mut reading));
    let listed = core.strip_suffix("依次");
    reading.respectively |= listed.is_some();
    reading.core = listed.unwrap_or(core).to_owned();
    if reading.direction == Direction::None && !reading.change_to {
        object_verb(found, &mut reading);
    }
    comparator(found, around, &mut reading);
    reading.measured_against = plain.contains(['比', '较'])
        && starts(around.after, Cue::Gap).is_some()
        && !around.after.starts_with("超");
    finish(found, &mut reading);
    reading
}

/// Notes one word peeled from before the figure, the nearest first.
fn note(kind: Cue, word: &'static str, reading: &mut Reading) {
    use Comparator::*;
    let set = |reading: &mut Reading, comparator| {
        if reading.comparator == Eq {
            reading.comparator = comparator;
        }
    };
    let is = |kind: Cue| ends(word, kind) == Some(word);
    let before_it = reading.direction == Direction::None;
    if reading.direction == Direction::None && !reading.change_to {
        if is(Cue::Up) {
            reading.direction = Direction::Up;
        } else if is(Cue::Down) {
            reading.direction = Direction::Down;
        }
    }
    match kind {
        Cue::GeBefore => set(reading, Ge),
        Cue::LeBefore => set(reading, Le),
        Cue::GtBefore => set(reading, Gt),
        Cue::LtBefore => set(reading, Lt),
        Cue::JustUnderBefore => set(reading, JustUnder),
        _ => {}
    }
    if word == "约" || word.starts_with("约") || word == "大约" {
        set(reading, Approx);
    }
    // 增长达到5% tells the growth; 增至5% and 达到5% where it arrived.
    if is(Cue::To) && (before_it || reading.change_to) {
        reading.change_to = true;
    }
    reading.respectively |= word.starts_with("分别");
    reading.all |= matches!(word, "均" | "都");
}

/// 新增城镇就业22万人, 淘汰水泥产能2亿吨: the verb stands before its object.
fn object_verb(found: &Found, reading: &mut Reading) {
    if matches!(found.kind, MetricKind::Duration | MetricKind::Ratio | MetricKind::Points) {
        return;
    }
    let core = &reading.core;
    let masked = holds(core, Cue::NounChange).map(|(at, w)| at..at + w.len());
    for (kind, direction) in [(Cue::UpVerb, Direction::Up), (Cue::DownVerb, Direction::Down)] {
        if let Some((at, word)) = holds(core, kind)
            && !masked.as_ref().is_some_and(|m| m.contains(&at))
            && !core[at + word.len()..].contains('的')
            && core[at..].chars().count() <= MOST_OBJECT
        {
            reading.direction = direction;
            reading.with_object = true;
            return;
        }
    }
}

/// 新增计划生育特殊家庭扶助对象57人 has 14 characters between verb and figure; further off the verb belongs elsewhere.
const MOST_OBJECT: usize = 22;

/// Reads the comparator from 余, from the suffix, and from bounds that stand further off (不超过投资额30%).
fn comparator(found: &Found, around: &Around<'_>, reading: &mut Reading) {
    let suffix = around.suffix;
    let of_suffix = |kind| starts(suffix, kind).is_some();
    if found.loose {
        reading.comparator = Comparator::JustOver;
    } else if of_suffix(Cue::GeAfter) {
        reading.comparator = Comparator::Ge;
    } else if of_suffix(Cue::LeAfter) {
        reading.comparator = Comparator::Le;
    } else if of_suffix(Cue::ApproxAfter) {
        reading.comparator = Comparator::Approx;
    } else if reading.comparator == Comparator::Eq {
        reading.comparator = far_bound(found, around);
    }
}

/// 按照不超过项目投资额30%, 单个企业最高奖励100万元: the bound stands before the name.
fn far_bound(found: &Found, around: &Around<'_>) -> Comparator {
    let before = around.before;
    let timed = found.unit.is_some_and(|u| matches!(u.dimension, "time" | "workday"));
    if timed && around.after.starts_with("完成") || before.contains('当') && before.contains("超过") {
        return if timed { Comparator::Le } else { Comparator::Gt };
    }
    let holds = |words: &[&str]| words.iter().any(|w| before.contains(w));
    if holds(&["不超过", "不高于", "不得超过", "最高", "上限", "控制在", "不多于"])
        && !holds(&["最高人民", "最高标准", "最高水平"])
    {
        Comparator::Le
    } else if holds(&["不低于", "不少于", "至少", "不得低于", "不得少于"]) {
        Comparator::Ge
    } else {
        Comparator::Eq
    }
}

/// 高于全国0.7个百分点, 超过全国平均水平0.28个百分点, 比全省高出33.8%.
fn gap(plain: &str, reading: &mut Reading) -> bool {
    let tail = plain.trim_end_matches(['约', '近', '了', ' ']);
    let compared = || plain.contains('比') || plain.contains("较");
    if let Some(word) = ends(tail, Cue::Gap)
        && compared()
        && !matches!(word, "超过" | "超" | "超出")
        && baseline(plain) != Baseline::Yoy
    {
        let at = plain.rfind(['比', '较']).unwrap_or(0);
        set_gap(reading, &plain[..at], &plain[at..], word);
        return true;
    }
    let Some((at, word)) = last_gap(plain) else { return false };
    let other = &plain[at + word.len()..];
    let moves = ends(other, Cue::Up).or_else(|| ends(other, Cue::Down)).is_some();
    let short = other.chars().count() <= MOST_STANDARD && !moves;
    if !short || holds(other, Cue::GapTo).is_none() || other.contains("目标任务") && other.contains('的')
    {
        return false;
    }
    set_gap(reading, &plain[..at], other, word);
    true
}

/// 超过全国平均水平 has 6 characters after the verb, 高于全省规模以上工业增加值增速 12.
const MOST_STANDARD: usize = 12;

fn last_gap(plain: &str) -> Option<(usize, &'static str)> {
    ["高于", "低于", "快于", "慢于", "超过", "超出", "好于", "优于", "领先", "超"]
        .into_iter()
        .filter_map(|w| plain.rfind(w).map(|at| (at, w)))
        .max_by_key(|&(at, w)| (at, w.len()))
}

fn set_gap(reading: &mut Reading, core: &str, other: &str, word: &str) {
    reading.gap = true;
    reading.direction = if ends(word, Cue::GapDown).is_some() { Direction::Down } else { Direction::Up };
    reading.core = peel(core, &PEELED, |_, _| {}).to_owned();
    reading.baseline = if ["全国", "国家", "世界"].iter().any(|w| other.contains(w)) {
        Baseline::Nation
    } else if other.contains("全省") || other.contains("全区平均") || other.contains("省平均") {
        Baseline::Province
    } else {
        Baseline::Other
    };
    reading.change_by = Some(ChangeBy::Points);
}

fn baseline(before: &str) -> Baseline {
    if holds(before, Cue::Yoy).is_some() {
        Baseline::Yoy
    } else if holds(before, Cue::Mom).is_some() {
        Baseline::Mom
    } else if holds(before, Cue::Since).is_some() {
        Baseline::Since
    } else {
        Baseline::None
    }
}

/// By how much a change below nought falls: 增长-3.2% is a fall of 3.2%; a level below nought (回升至-0.8%) stays one.
pub(super) fn fall(found: &Found, reading: &Reading) -> Option<Quantity> {
    if reading.direction == Direction::None || reading.change_to || reading.gap {
        return None;
    }
    match found.quantity {
        Quantity::Scalar(by) if by.is_negative() => Some(Quantity::Scalar(by.negated())),
        Quantity::Range(from, to) if to.is_negative() => Some(Quantity::Range(to.negated(), from.negated())),
        _ => None,
    }
}

/// Settles in what a change is told.
pub(super) fn finish(found: &Found, reading: &mut Reading) {
    if reading.change_to && reading.direction == Direction::None {
        reading.change_by = None;
        return;
    }
    reading.change_by = match reading.direction {
        Direction::None => None,
        _ if reading.change_to => None,
        _ => Some(match found.kind {
            MetricKind::Percent | MetricKind::Permille | MetricKind::Multiple | MetricKind::Fraction => {
                ChangeBy::Relative
            }
            MetricKind::Points => ChangeBy::Points,
            MetricKind::Range if found.unit.is_some_and(|u| u.dimension == "percent") => ChangeBy::Relative,
            MetricKind::Range if found.unit.is_some_and(|u| u.dimension == "points") => ChangeBy::Points,
            _ => ChangeBy::Absolute,
        }),
    };
}
