//! What is known of a task before its figures are: its stretch, who does it and by when.

use crate::model::Deadline;
use crate::span::Span;

/// A task's stretch, and what brackets, label lines, columns or its own sentence tell of who and when.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Item {
    /// Without what only says who and when.
    pub(super) span: Span,
    /// 牵头单位、责任单位.
    pub(super) owners: Vec<String>,
    /// 配合单位.
    pub(super) cooperating: Vec<String>,
    /// 责任领导、分管领导、责任人.
    pub(super) leaders: Vec<String>,
    /// 完成时限; none where none is written.
    pub(super) deadline: Option<Deadline>,
}

impl Item {
    /// An item of which nothing is told yet.
    pub(super) fn bare(span: Span) -> Self {
        Item { span, ..Item::default() }
    }
}
