//! The figures of a sentence → the reading of each, with what a list tells once for all of its figures.

use super::change::{self, Reading};
use super::context::{Around, is_joint};
use super::found::Found;
use super::naming::clean;
use super::words::RESPECTIVELY;
use crate::model::{Comparator, Direction, Quantity};

/// Reads the words around every figure.
pub(super) fn readings(text: &str, found: &[Found], around: &[Around<'_>]) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    for (figure, around) in found.iter().zip(around) {
        let mut reading = change::read(figure, around);
        if let Some(last) = readings.last() {
            if around.joined || around.listed {
                share_change(figure, around, last, &mut reading);
            }
            if last.measured_against {
                measure_gap(figure, around, &mut reading);
            }
        }
        readings.push(reading);
    }
    share_comparators(text, found, around, &mut readings);
    readings
}

/// Lets a change told once hold for the whole list.
//= 新增村医57人、护士31人。 → up | up
//= 贷款、存款增速比全市平均水平分别高2.5和0.8个百分点。 → delta up | delta up
fn share_change(figure: &Found, around: &Around<'_>, last: &Reading, reading: &mut Reading) {
    if reading.direction != Direction::None || reading.change_to {
        return;
    }
    let bare = clean(&reading.core).is_empty();
    let same = bare && !reading.gap || last.with_object;
    // 分别高4.2和0.7个百分点 tells two gaps.
    if bare && last.gap && around.joined && reading.change_by.is_none() {
        (reading.gap, reading.direction) = (true, last.direction);
        (reading.baseline, reading.change_by) = (last.baseline, last.change_by);
    }
    if same && last.direction != Direction::None && !last.gap {
        reading.direction = last.direction;
        reading.change_to = last.change_to;
        reading.with_object = last.with_object;
        change::finish(figure, reading);
    } else if bare {
        reading.change_to = last.change_to;
    }
}

/// 比全省18.1%高出33.8%: the second figure is the gap to the first.
fn measure_gap(figure: &Found, around: &Around<'_>, reading: &mut Reading) {
    change::bare_gap(figure, around, reading);
    if reading.direction != Direction::None {
        reading.gap = clean(&reading.core).is_empty() || reading.core.chars().count() <= 2;
    }
}

/// Lets a comparator reach every figure of its list: 分别突破50万人和12万辆, 均达到85%和90%以上.
//= 户籍人口、用电户分别突破30万人和9万户。 → gt | gt
//= 合格率、满意率分别达到96%、91%以上。 → ge | ge
//= 每村不少于2名医生和3名护士。 → ge | ge
//= 近20家企业、30名职工参加。 → just_under | eq
fn share_comparators(text: &str, found: &[Found], around: &[Around<'_>], readings: &mut [Reading]) {
    let linked: Vec<bool> = (0..found.len())
        .map(|i| i > 0 && text.get(found[i - 1].span.end..found[i].span.start).is_some_and(is_joint))
        .collect();
    let each = share_forward(found, around, readings, &linked);
    for i in (1..found.len()).rev().filter(|&i| linked[i] && each[i]) {
        let after = !around[i].suffix.is_empty() || i + 1 < found.len() && linked[i + 1];
        let comparator = readings[i].comparator;
        let own = readings[i].bound_before || comparator == Comparator::JustOver;
        if after && !own && readings[i - 1].comparator == Comparator::Eq {
            readings[i - 1].comparator = comparator;
        }
    }
}

/// Hands the bound before a list down to its later figures; returns which figures the list's 分别 or 均 speaks of.
fn share_forward(
    found: &[Found],
    around: &[Around<'_>],
    readings: &mut [Reading],
    linked: &[bool],
) -> Vec<bool> {
    let mut each: Vec<bool> = Vec::with_capacity(found.len());
    for i in 0..found.len() {
        let said = readings[i].respectively || readings[i].all || around[i].before.contains(RESPECTIVELY);
        each.push(said || linked[i] && each[i - 1]);
        // 不少于3名医生和5名护士: one bound for what is listed with it.
        if i > 0 && (linked[i] || around[i].listed) && bounds_next(found, readings, i, each[i]) {
            (readings[i].comparator, readings[i].bound_before) = (readings[i - 1].comparator, true);
        }
    }
    each
}

/// Returns whether the comparator of the figure before `i` is also that of figure `i`.
fn bounds_next(found: &[Found], readings: &[Reading], i: usize, each: bool) -> bool {
    let last = &readings[i - 1];
    let bound = matches!(last.comparator, Comparator::Ge | Comparator::Le | Comparator::Gt | Comparator::Lt);
    let same = found[i - 1].unit.map(|u| u.dimension) == found[i].unit.map(|u| u.dimension);
    // 超过150元、100元至150元的: a range bounds itself.
    let alone = matches!(found[i].quantity, Quantity::Scalar(_));
    alone && last.bound_before && (each || bound && same) && readings[i].comparator == Comparator::Eq
}
