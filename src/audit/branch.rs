//! Figures of a paragraph → wholes with the parts told behind them, each with its own growth.

use super::figure::{Figure, between, in_one_sentence, label};
use crate::model::ChangeBy;
use crate::text::sentence::closes_sentence;

/// An amount, what it is called where it stands, and the growth told right behind it.
#[derive(Clone)]
pub(super) struct Level<'f, 'a> {
    pub(super) figure: &'f Figure<'a>,
    pub(super) label: &'f str,
    pub(super) growth: Option<&'f Figure<'a>>,
}

/// A whole and its parts, in the order of the text.
pub(super) struct Branch<'f, 'a> {
    pub(super) whole: Level<'f, 'a>,
    pub(super) parts: Vec<Level<'f, 'a>>,
    /// 其中 stands before the first part.
    pub(super) opened: bool,
    /// 其中 stands there, or no sentence ends between the whole and its first part.
    pub(super) is_said: bool,
}

/// A whole stands at most so many figures before its first part.
const REACH: usize = 6;

/// More parts than this are a table.
const MOST_PARTS: usize = 12;

/// Parts stand within so many figures, growth and what else is told of each among them.
const FARTHEST: usize = 4 * MOST_PARTS;

/// Between an amount and its growth no more than this is said: ，比上年同期实际.
const MOST_BETWEEN: usize = 12;

/// Finds every whole with what may be its parts: behind 其中, or where each amount is named after another part.
pub(super) fn branches<'f, 'a>(text: &'f str, figures: &'f [Figure<'a>]) -> Vec<Branch<'f, 'a>> {
    (1..figures.len()).filter_map(|first| branch(text, figures, first)).collect()
}

fn branch<'f, 'a>(text: &'f str, figures: &'f [Figure<'a>], first: usize) -> Option<Branch<'f, 'a>> {
    let unit = |i: usize| figures[i].is_level() && figures[i].metric.unit == figures[first].metric.unit;
    let whole = whole(text, figures, first)?;
    let opened = between(text, &figures[first - 1], &figures[first]).contains("其中");
    let nearest = (whole..first).rev().find(|&i| unit(i))?;
    let lead = between(text, &figures[nearest], &figures[first]);
    if !unit(first) || !opened && whole + 2 < first || opened && !follows(lead, &figures[first].metric.unit) {
        return None;
    }
    let parts = parts(text, figures, first);
    let is_said = opened || in_one_sentence(text, &figures[whole], &figures[first]);
    (!parts.is_empty()).then(|| Branch { whole: level(text, figures, whole), parts, opened, is_said })
}

/// The amount that parts from `first` on may be of: the nearest of their unit, and of 收入277亿元，增收23亿元，其中 the former.
fn whole(text: &str, figures: &[Figure<'_>], first: usize) -> Option<usize> {
    let unit = |i: &usize| figures[*i].is_level() && figures[*i].metric.unit == figures[first].metric.unit;
    let mut before = (first.saturating_sub(REACH)..first).rev().filter(unit);
    let nearest = before.next()?;
    let level = before.next().filter(|&level| {
        let near = between(text, &figures[level], &figures[nearest]).chars().count() <= MOST_BETWEEN;
        let rises =
            figures[nearest].is_change() && !figures[first].is_change() && !figures[level].is_change();
        let same = figures[level].name() == figures[nearest].name();
        near && rises && same && in_one_sentence(text, &figures[level], &figures[nearest])
    });
    Some(level.unwrap_or(nearest))
}

/// Whether 其中 in the words between an amount and the next of its unit speaks of the former: no sentence ends but right before
/// 其中, and no figure that was not read stands between (超过四十万吨，其中).
fn follows(lead: &str, unit: &str) -> bool {
    let Some((told, behind)) = lead.rsplit_once("其中") else { return false };
    let told = told.trim_end_matches(|c: char| closes_sentence(c) || c.is_whitespace());
    !told.contains(closes_sentence)
        && !behind.contains(closes_sentence)
        && (unit.is_empty() || !told.contains(unit))
}

/// The amounts from `first` on that have its unit, up to the end of the paragraph's sentence or another 其中.
fn parts<'f, 'a>(text: &'f str, figures: &'f [Figure<'a>], first: usize) -> Vec<Level<'f, 'a>> {
    let mut found = vec![level(text, figures, first)];
    for i in first + 1..figures.len().min(first + FARTHEST) {
        let gap = between(text, &figures[i - 1], &figures[i]);
        if gap.contains(|c| closes_sentence(c) && c != '；')
            || gap.contains("其中")
            || found.len() == MOST_PARTS
        {
            break;
        }
        if figures[i].is_level() && figures[i].metric.unit == figures[first].metric.unit {
            found.push(level(text, figures, i));
        }
    }
    found
}

fn level<'f, 'a>(text: &'f str, figures: &'f [Figure<'a>], i: usize) -> Level<'f, 'a> {
    let growth = figures.get(i + 1).filter(|next| {
        let relative = next.metric.change_by == Some(ChangeBy::Relative) && next.metric.unit == "%";
        let near = between(text, &figures[i], next).chars().count() <= MOST_BETWEEN;
        relative && !next.metric.change_to && near && in_one_sentence(text, &figures[i], next)
    });
    Level { figure: &figures[i], label: name(text, figures, i), growth }
}

/// The words before a figure, or, where there are none, behind it: 20个预期性指标、8个约束性指标.
fn name<'t>(text: &'t str, figures: &[Figure<'_>], i: usize) -> &'t str {
    let before = label(text, figures, i).trim();
    let counted = before.is_empty() || before == "其中" || before == "包括";
    let end = figures[i].metric.place.span.end;
    let behind = || text.get(end..)?.split(|c: char| !c.is_alphabetic()).next();
    if counted { behind().unwrap_or(before) } else { before }
}
