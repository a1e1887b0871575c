//! The words around a figure → comparator, direction, change, baseline.

use super::context::{Around, peel, splits_a_word};
use super::cues::{Cue, ends, holds, starts};
use super::found::Found;
use super::words::{RESPECTIVELY, WORDS};
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
    /// The comparator stands before it: 突破.
    pub(super) bound_before: bool,
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
    let counts = found.unit.is_some_and(|u| u.classifies());
    if let Some(group) = group(&plain).filter(|_| counts) {
        reading.core = group.to_owned();
        comparator(found, around, &mut reading);
        return reading;
    }
    let paced = pace(found, around, &plain, &mut reading);
    let core = peel(paced, &PEELED, |kind, word| note(kind, word, &mut reading));
    let core = peel(core, &[Cue::ApproxBefore], |_, _| reading.comparator = Comparator::Approx);
    let core = peel(core, &PEELED, |kind, word| note(kind, word, &mut reading));
    let listed = core.strip_suffix("依次");
    reading.respectively |= listed.is_some();
    reading.core = unpraised(listed.unwrap_or(core)).to_owned();
    if reading.direction == Direction::None && !reading.change_to {
        object_verb(found, &mut reading);
    }
    if is_rate(found) && holds(around.before, Cue::Drag).is_some() {
        reading.direction = Direction::Down;
    }
    comparator(found, around, &mut reading);
    let (gap, moved) = (starts(around.after, Cue::Gap), starts(around.after, Cue::Down));
    reading.measured_against = plain.contains(COMPARING)
        && gap.is_some_and(|gap| moved.is_none_or(|moved| moved.len() <= gap.len()))
        && !around.after.starts_with("超");
    finish(found, &mut reading);
    reading
}

/// What sets a figure beside another: 比上年.
const COMPARING: [char; 2] = ['比', '较'];
/// Before a figure that is not exact.
const ROUGH: [char; 2] = ['约', '近'];

/// What may stand between a verb and its figure.
fn is_light(c: char) -> bool {
    ROUGH.contains(&c) || matches!(c, '了' | ' ')
}

/// 价格上涨 of 价格上涨的为23个: how many have risen is no rise.
//= 样本村中，粮价上涨的为12个。 → =12个
fn group(plain: &str) -> Option<&str> {
    let group = WORDS
        .counting
        .iter()
        .find_map(|w| plain.trim_end().strip_suffix(w))?
        .trim_end_matches(ROUGH)
        .strip_suffix('的')?;
    let moved = [Cue::Up, Cue::Down].iter().any(|kind| ends(group, *kind).is_some());
    moved.then_some(group)
}

/// 地区生产总值 of 地区生产总值连跨两个百亿台阶; nothing of 稳居全市前三位.
//= 地区生产总值连跨三个十亿台阶、增长6%。 → 地区生产总值 up
//= 工业总产值91亿元、稳居全州前两位、增长7%。 → 工业总产值 | 工业总产值 up
pub(super) fn unpraised(core: &str) -> &str {
    // 迈上5万亿台阶、增量: what follows the praise has a name of its own.
    let own = core.rsplit(['、', '，']).next().filter(|own| ends(own, Cue::Measure).is_some());
    if let Some(own) = own.filter(|own| own.len() < core.len() && holds(core, Cue::Praise).is_some()) {
        return own;
    }
    let begins = |at: usize| starts(&core[at..], Cue::Praise).is_some();
    let Some(at) = core.char_indices().map(|(at, _)| at).find(|&at| begins(at)) else { return core };
    let name = core[..at].trim_end_matches(['，', '、', ' ']);
    if name.is_empty() || ends(name, Cue::Measure).is_some() { name } else { core }
}

fn is_rate(found: &Found) -> bool {
    matches!(found.kind, MetricKind::Percent | MetricKind::Permille | MetricKind::Points)
}

/// 增速比同期加快2.1个百分点, 比上年高3个百分点: a change against its own past, told by a word that elsewhere tells no change.
//= 产值增速比同期提高2.6个百分点。 → actual up
//= 税收占比比上年高1.2个百分点。 → actual up
//= 投资增速放缓1.4个百分点。 → down
fn pace<'p>(found: &Found, around: &Around<'_>, plain: &'p str, reading: &mut Reading) -> &'p str {
    let tail = plain.trim_end_matches(is_light);
    let other = around.before.rsplit(COMPARING).next().unwrap_or("");
    let past = || {
        !names_a_body(other)
            && (WORDS.past.occur_in(around.before) || baseline(around.before) != Baseline::None)
    };
    let paced = [(Cue::PaceUp, Direction::Up), (Cue::PaceDown, Direction::Down)]
        .into_iter()
        .find_map(|(kind, way)| ends(tail, kind).filter(|_| is_rate(found)).map(|w| (w, way)));
    let against = || {
        let word = ends(tail, Cue::Gap).filter(|w| w.chars().count() == 1 && *w != "超" && past())?;
        moved_word(tail).is_none_or(|moved| moved.len() <= word.len()).then_some(())?;
        let down = ends(word, Cue::GapDown).is_some();
        Some((word, if down { Direction::Down } else { Direction::Up }))
    };
    let Some((word, way)) = paced.or_else(against) else { return plain };
    reading.direction = way;
    reading.comparator = match &plain[tail.len()..] {
        near if near.contains('近') => Comparator::JustUnder,
        near if near.contains('约') => Comparator::Approx,
        _ => Comparator::Eq,
    };
    &tail[..tail.len() - word.len()]
}

/// 提高 at the end of what stands before a figure.
fn moved_word(tail: &str) -> Option<&'static str> {
    [Cue::Up, Cue::Down, Cue::PaceUp, Cue::PaceDown]
        .into_iter()
        .filter_map(|kind| ends(tail, kind))
        .max_by_key(|w| w.len())
}

/// 增速比同期提高: against its own past, and told by a change; 比全省平均高 is a gap.
fn changes_itself(plain: &str, tail: &str, gap: &str) -> bool {
    let at = tail.rfind(COMPARING).map_or(0, |at| at + '比'.len_utf8());
    let other = &plain[at..];
    let moved = moved_word(tail).is_some_and(|moved| moved.len() > gap.len());
    // 税收占比比上年高: without its time nothing is left to be compared with.
    let nothing = tail.len() <= at + gap.len();
    (moved || nothing || other.contains("同期")) && !names_a_body(other)
}

/// Whether a body or a standard is named, not the same time of a year before.
fn names_a_body(words: &str) -> bool {
    let without = words.replace("同期", "").replace("年度", "");
    holds(&without, Cue::GapTo).is_some()
}

/// 低2个百分点 after 比全省7%: the gap to the figure before it.
//= 失业率5.1%，比全州6.3%低1.2个百分点。 → actual | baseline | delta down
pub(super) fn bare_gap(found: &Found, around: &Around<'_>, reading: &mut Reading) {
    let before = around.before.trim_matches(is_light);
    let Some(word) = ends(before, Cue::Gap).filter(|w| *w == before) else { return };
    reading.direction = if ends(word, Cue::GapDown).is_some() { Direction::Down } else { Direction::Up };
    reading.core.clear();
    finish(found, reading);
}

/// The comparator that words of a kind before a figure tell.
fn bound_of(kind: Cue) -> Option<Comparator> {
    Some(match kind {
        Cue::GeBefore => Comparator::Ge,
        Cue::LeBefore => Comparator::Le,
        Cue::GtBefore => Comparator::Gt,
        Cue::LtBefore => Comparator::Lt,
        Cue::JustUnderBefore => Comparator::JustUnder,
        _ => return None,
    })
}

/// Notes one word peeled from before the figure, the nearest first.
fn note(kind: Cue, word: &'static str, reading: &mut Reading) {
    let is = |kind: Cue| ends(word, kind) == Some(word);
    let before_it = reading.direction == Direction::None;
    if reading.direction == Direction::None && !reading.change_to {
        if is(Cue::Up) {
            reading.direction = Direction::Up;
        } else if is(Cue::Down) {
            reading.direction = Direction::Down;
        }
    }
    let bound = bound_of(kind).or(WORDS.about.begin(word).then_some(Comparator::Approx));
    if let Some(bound) = bound.filter(|_| reading.comparator == Comparator::Eq) {
        reading.comparator = bound;
    }
    // 增长达到5% tells the growth; 增至5% and 达到5% where it arrived.
    if is(Cue::To) && (before_it || reading.change_to) {
        reading.change_to = true;
    }
    reading.respectively |= word.starts_with(RESPECTIVELY);
    reading.all |= WORDS.all.has(word);
}

/// 新增城镇就业22万人, 淘汰水泥产能2亿吨: the verb stands before its object.
//= 关停污染严重的砖厂5家、采石场3处。 → down | down
//= 推出减轻企业负担的举措9条。 → =9条 actual
//= 新增城镇就业5万人。 → up
fn object_verb(found: &Found, reading: &mut Reading) {
    if matches!(found.kind, MetricKind::Duration | MetricKind::Ratio | MetricKind::Points) {
        return;
    }
    let core = &reading.core;
    let masked = holds(core, Cue::NounChange).map(|(at, w)| at..at + w.len());
    for (kind, direction) in [(Cue::UpVerb, Direction::Up), (Cue::DownVerb, Direction::Down)] {
        if let Some((at, word)) = holds(core, kind)
            && !masked.as_ref().is_some_and(|m| m.contains(&at))
            && !splits_a_word(&core[..at], word)
            && fits_object(kind, &core[at + word.len()..])
            && core[at..].chars().count() <= MOST_OBJECT
        {
            reading.direction = direction;
            reading.with_object = true;
            return;
        }
    }
}

/// 淘汰落后的产能 does away with 产能; 减少群众负担的措施 tells of 措施.
fn fits_object(verb: Cue, object: &str) -> bool {
    !object.contains('的') || verb == Cue::DownVerb && starts(object, Cue::Unfit).is_some()
}

/// 新增计划生育特殊家庭扶助对象57人 has 14 characters between verb and figure; further off the verb belongs elsewhere.
const MOST_OBJECT: usize = 22;

/// Reads the comparator from 余, from the suffix, and from bounds that stand further off (不超过投资额30%).
fn comparator(found: &Found, around: &Around<'_>, reading: &mut Reading) {
    reading.bound_before = reading.comparator != Comparator::Eq;
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
        reading.bound_before = reading.comparator != Comparator::Eq;
    }
}

/// 按照不超过项目投资额30%, 单个企业最高奖励100万元: the bound stands before the name.
//= 按照不超过项目投资额30%给予补助。 → le
//= 大约服务旅客9万人次。 → approx
fn far_bound(found: &Found, around: &Around<'_>) -> Comparator {
    let before = around.before;
    let about = holds(before, Cue::ApproxFar).is_some();
    let timed = found.unit.is_some_and(|u| matches!(u.dimension, "time" | "workday"));
    if timed && around.after.starts_with("完成") || before.contains('当') && before.contains("超过") {
        return if timed { Comparator::Le } else { Comparator::Gt };
    }
    if WORDS.far_bound_above.occur_in(before) && !WORDS.no_bound.occur_in(before) {
        Comparator::Le
    } else if WORDS.far_bound_below.occur_in(before) {
        Comparator::Ge
    } else if about {
        Comparator::Approx
    } else {
        Comparator::Eq
    }
}

/// 高于全国0.7个百分点, 超过全国平均水平0.28个百分点, 比全省高出33.8%.
//= 增加值增幅高于全国0.7个百分点。 → delta up
//= 失业率比计划低0.3个百分点。 → delta down
fn gap(plain: &str, reading: &mut Reading) -> bool {
    let tail = plain.trim_end_matches(is_light);
    let compared = || plain.contains(COMPARING);
    if let Some(word) = ends(tail, Cue::Gap)
        && compared()
        && !WORDS.passing.has(word)
        && baseline(plain) != Baseline::Yoy
        && !changes_itself(plain, tail, word)
    {
        let at = plain.rfind(COMPARING).unwrap_or(0);
        set_gap(reading, &plain[..at], &plain[at..], word);
        return true;
    }
    let Some((at, word)) = WORDS.beyond.last_in(plain) else { return false };
    let other = &plain[at + word.len()..];
    let moves = ends(other, Cue::Up).or_else(|| ends(other, Cue::Down)).is_some();
    let short = other.chars().count() <= MOST_STANDARD && !moves;
    if !short || holds(other, Cue::GapTo).is_none() || WORDS.bare_goal.occur_in(other) && other.contains('的')
    {
        return false;
    }
    set_gap(reading, &plain[..at], other, word);
    true
}

/// 超过全国平均水平 has 6 characters after the verb, 高于全省规模以上工业增加值增速 12.
const MOST_STANDARD: usize = 12;

fn set_gap(reading: &mut Reading, core: &str, other: &str, word: &str) {
    reading.gap = true;
    reading.direction = if ends(word, Cue::GapDown).is_some() { Direction::Down } else { Direction::Up };
    reading.core = peel(core, &PEELED, |_, _| {}).to_owned();
    reading.baseline = if WORDS.of_nation.occur_in(other) {
        Baseline::Nation
    } else if WORDS.of_province.occur_in(other) {
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
//= 砂溪镇林业产值同比增长-4.1%。 → =4.1% down
//= 机械总动力增速由-2.6%转为1.3%。 → =-2.6% | =1.3%
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
