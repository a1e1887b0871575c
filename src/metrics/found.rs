//! What is found in a text: a number with its unit, and a time, each where it stands.

use crate::calendar::Moment;
use crate::model::{MetricKind, Quantity};
use crate::span::Span;
use crate::tables::units::Unit;

/// A number with its unit, where it stands.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) span: Span,
    pub(super) kind: MetricKind,
    pub(super) quantity: Quantity,
    pub(super) unit: Option<&'static Unit>,
    pub(super) per: Vec<String>,
    /// 余, 多 or 几 stands inside.
    pub(super) loose: bool,
}

/// A time, where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct When {
    pub(super) span: Span,
    pub(super) moment: Moment,
}
