//! Task tables: columns by what they hold, rows of cells.

use crate::span::Place;
use serde::{Deserialize, Serialize};

/// A table of tasks, known by the heads of its columns; on the next page it may go on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TaskTable {
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// Its columns from left to right.
    pub columns: Vec<Column>,
    /// Its rows, heads and totals too, in order.
    pub rows: Vec<TableRow>,
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// What it holds.
    pub kind: ColumnKind,
    /// Its head as written, without blanks; empty where it has none.
    pub head: String,
}

/// What a column of a task table holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ColumnKind {
    /// 序号.
    Number,
    /// 类别、领域.
    Group,
    /// 存在问题: what the task mends.
    Problem,
    /// 工作任务、整改措施.
    Task,
    /// 目标值、预期成效.
    Target,
    /// 牵头单位、主办单位.
    Lead,
    /// 责任单位、承办单位.
    Responsible,
    /// 配合单位、协办单位.
    Cooperating,
    /// 责任领导、责任人.
    Leader,
    /// 完成时限.
    Deadline,
    /// 开工时间.
    Start,
    /// 进展情况.
    Progress,
    /// 分值、总投资.
    Score,
    /// 备注.
    Note,
    /// None of these, or no head.
    #[default]
    Other,
}

impl ColumnKind {
    /// Names the kind as the table of heads calls it.
    pub(crate) fn named(word: &str) -> Self {
        match word {
            "number" => ColumnKind::Number,
            "group" => ColumnKind::Group,
            "problem" => ColumnKind::Problem,
            "task" => ColumnKind::Task,
            "target" => ColumnKind::Target,
            "lead" => ColumnKind::Lead,
            "responsible" => ColumnKind::Responsible,
            "cooperating" => ColumnKind::Cooperating,
            "leader" => ColumnKind::Leader,
            "deadline" => ColumnKind::Deadline,
            "start" => ColumnKind::Start,
            "progress" => ColumnKind::Progress,
            "score" => ColumnKind::Score,
            "note" => ColumnKind::Note,
            _ => ColumnKind::Other,
        }
    }
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TableRow {
    /// Its line.
    #[serde(flatten)]
    pub place: Place,
    /// What it is.
    pub kind: RowKind,
    /// Its cells from left to right; one that is merged stands where the cell above stands.
    pub cells: Vec<TableCell>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RowKind {
    /// Heads of columns, and the numbers of columns below them.
    Head,
    /// One cell over all columns, which names what follows: 一、社会事业.
    Section,
    /// 合计.
    Total,
    /// Any other.
    #[default]
    Body,
}

/// A cell of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TableCell {
    /// Where its words stand, without the blanks around them; empty where it has none.
    #[serde(flatten)]
    pub place: Place,
    /// It goes on with the cell above.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub merged: bool,
}

/// The row of one of `tables`, which are in order, that holds `offset`; a section between the rows is none.
pub(crate) fn row_at(tables: &[TaskTable], offset: usize) -> Option<(&TaskTable, &TableRow)> {
    let table = tables.get(tables.partition_point(|t| t.place.span.end <= offset))?;
    let row = table.rows.get(table.rows.partition_point(|r| r.place.span.end <= offset))?;
    (row.place.span.start <= offset && row.kind != RowKind::Section).then_some((table, row))
}
