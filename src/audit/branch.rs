//! Figures of a paragraph → wholes with the parts told behind them, each with its own growth.

use super::figure::{Figure, between, in_one_sentence, label};
use crate::model::ChangeBy;
use crate::text::sentence::closes_sentence;

/// An amount, what it is called where it stands, and the growth told right behind it.
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
}

/// A whole stands at most so many figures before its first part.
const REACH: usize = 6;

/// More parts than this are a table.
const MOST_PARTS: usize = 12;

/// Between an amount and its growth no more than this is said: ，比上年同期实际.
const MOST_BETWEEN: usize = 12;

/// Finds every whole with what may be its parts: behind 其中, or where each amount is named after another part.
pub(super) fn branches<'f, 'a>(text: &'f str, figures: &'f [Figure<'a>]) -> Vec<Branch<'f, 'a>> {
    (1..figures.len()).filter_map(|first| branch(text, figures, first)).collect()
}

fn branch<'f, 'a>(text: &'f str, figures: &'f [Figure<'a>], first: usize) -> Option<Branch<'f, 'a>> {
    let unit = |i: usize| figures[i].is_level() && figures[i].metric.unit == figures[first].metric.unit;
    let whole = (first.saturating_sub(REACH)..first).rev().find(|&i| unit(i))?;
    let opened = between(text, &figures[first - 1], &figures[first]).contains("其中");
    let lead = between(text, &figures[whole], &figures[first]);
    if !unit(first) || !opened && whole + 2 < first || opened && !follows(lead, &figures[whole].metric.unit) {
        return None;
    }
    let parts = parts(text, figures, first);
    (!parts.is_empty()).then(|| Branch { whole: level(text, figures, whole), parts, opened })
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
    for i in first + 1..figures.len() {
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
    Level { figure: &figures[i], label: label(text, figures, i), growth }
}
