//! Checks of a report's own arithmetic: what was computed, from which figures, and whether it agrees.

use super::metric::Metric;
use crate::span::Place;
use serde::{Deserialize, Serialize};

/// One check of a report's own arithmetic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Check {
    /// What was computed.
    pub kind: CheckKind,
    /// Whether the figures agree within the precision of their printed digits.
    pub holds: bool,
    /// The reckoning as a line: `1763 ÷ 1794 = 98.27%`.
    pub formula: String,
    /// What the last operand should have been, where it is not.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expected: Option<String>,
    /// The figures, the result last.
    pub operands: Vec<Operand>,
}

/// A figure of a check, quoted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Operand {
    /// Number of the metric in its document; none for what is no metric, as a date or 三项.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub metric: Option<usize>,
    /// As written.
    pub text: String,
    /// What it measures.
    pub indicator: String,
    /// Number of its file, where files lie side by side.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub file: Option<usize>,
    /// Number of its document in that file.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub document: Option<usize>,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
}

impl Operand {
    /// What stands at `place`, as written there.
    pub(crate) fn new(text: &str, indicator: &str, place: Place) -> Self {
        let (text, indicator) = (text.to_owned(), indicator.to_owned());
        Operand { metric: None, text, indicator, file: None, document: None, place }
    }

    /// The operand that is this metric.
    pub(crate) fn of(metric: &Metric) -> Self {
        let name = metric.indicator.first().map_or("", String::as_str);
        Operand { metric: Some(metric.id), ..Operand::new(&metric.text, name, metric.place) }
    }
}

/// What a check computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CheckKind {
    /// Part ÷ whole = rate.
    Rate,
    /// Parts add up to the whole.
    Sum,
    /// Price × count = total.
    Product,
    /// 出生率 − 死亡率 = 自然增长率, 出口 − 进口 = 顺差.
    Difference,
    /// From X to Y is a growth of Z.
    Growth,
    /// X against Y is a gap of Z.
    Gap,
    /// One figure given twice, or quoted from another document.
    Repetition,
    /// The growth of a whole lies between that of its parts.
    PartsGrowth,
    /// 三项 announces three members.
    Members,
    /// A day that no calendar has, a share of more than all.
    Impossible,
}
