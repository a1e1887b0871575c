//! Paragraphs that say how deep in tables they stand, ends of cells and rows → lines, each table's cells under their columns.
//!
//! Word's binary files and RTF say no spans of cells: a wide cell is one between edges that lie further apart.

use super::lines::{self, Cell, Line, MAX_COLUMNS};

/// Tables in tables deeper than this are read as one.
const MAX_DEPTH: usize = 30;
/// Edges no further apart, in twips, are one: a cell is wider by far, and rows of a table that was dragged differ by a little.
const SAME_EDGE: i32 = 45;

/// How a row is cut into cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    /// The edges of its cells from left to right, one more than there are cells.
    pub(super) edges: Vec<i32>,
    /// What each cell is to its neighbours.
    pub(super) joins: Vec<Join>,
    /// It was deleted.
    pub(super) deleted: bool,
}

/// What a cell is to its neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Join {
    #[default]
    Alone,
    /// It goes on with the cell above.
    Above,
    /// It goes on with the cell before.
    Before,
}

/// A table being read.
#[derive(Default)]
struct Table {
    rows: Vec<(Vec<Cell>, Shape)>,
    cells: Vec<Cell>,
    /// The cell that is open.
    cell: Cell,
}

/// A text being read: its lines, and the tables that are open, the outermost first.
#[derive(Default)]
pub(super) struct Text {
    lines: Vec<Line>,
    tables: Vec<Table>,
}

impl Text {
    /// Takes a paragraph that stands in so many tables.
    pub(super) fn paragraph(&mut self, line: Line, depth: usize) {
        self.go_to(depth);
        self.push([line]);
    }

    /// Ends a cell of the table at a depth.
    pub(super) fn end_cell(&mut self, depth: usize) {
        self.go_to(depth.max(1));
        if let Some(table) = self.tables.last_mut() {
            let cell = std::mem::take(&mut table.cell);
            table.cells.push(cell);
        }
    }

    /// Ends a row of the table at a depth.
    pub(super) fn end_row(&mut self, depth: usize, shape: Shape) {
        self.go_to(depth.max(1));
        if let Some(table) = self.tables.last_mut() {
            table.end_row(shape);
        }
    }

    /// Returns the lines.
    pub(super) fn finish(mut self) -> Vec<Line> {
        self.go_to(0);
        self.lines
    }

    fn go_to(&mut self, depth: usize) {
        let depth = depth.min(MAX_DEPTH);
        while self.tables.len() > depth {
            let lines = self.tables.pop().map(Table::lines).unwrap_or_default();
            self.push(lines);
        }
        self.tables.resize_with(depth, Table::default);
    }

    fn push(&mut self, lines: impl IntoIterator<Item = Line>) {
        match self.tables.last_mut() {
            Some(table) => table.cell.extend(lines),
            None => self.lines.extend(lines),
        }
    }
}

impl Table {
    fn end_row(&mut self, shape: Shape) {
        if self.cell.iter().any(|line| !line.words.trim().is_empty()) {
            self.cells.push(std::mem::take(&mut self.cell));
        }
        self.cell.clear();
        let cells = std::mem::take(&mut self.cells);
        if !shape.deleted && !cells.is_empty() {
            self.rows.push((cells, shape));
        }
    }

    fn lines(mut self) -> Vec<Line> {
        self.end_row(Shape::default());
        let columns = columns(&self.rows);
        self.rows.into_iter().flat_map(|(cells, shape)| placed(cells, &shape, &columns)).collect()
    }
}

/// The left edges of the columns of a table, and the right edge of its last; empty where there are too many.
fn columns(rows: &[(Vec<Cell>, Shape)]) -> Vec<i32> {
    let whole = rows.iter().filter(|(cells, shape)| shape.edges.len() == cells.len() + 1);
    let mut edges: Vec<i32> = whole.flat_map(|(_, shape)| shape.edges.iter().copied()).collect();
    edges.sort_unstable();
    let mut first = None;
    edges.retain(|&edge| {
        let new = first.is_none_or(|first| edge - first > SAME_EDGE);
        first = if new { Some(edge) } else { first };
        new
    });
    if edges.len() > MAX_COLUMNS + 1 { Vec::new() } else { edges }
}

/// Writes a row with each cell under its column, empty cells behind a wide one.
fn placed(cells: Vec<Cell>, shape: &Shape, columns: &[i32]) -> Vec<Line> {
    let known = columns.len() > 1 && shape.edges.len() == cells.len() + 1;
    let column = |edge: i32| columns.partition_point(|first| *first <= edge).saturating_sub(1);
    let (mut out, mut merged): (Vec<Cell>, u64) = (Vec::new(), 0);
    for (i, cell) in cells.into_iter().enumerate() {
        let join = shape.joins.get(i).copied().unwrap_or_default();
        let (start, end) = if known {
            (column(shape.edges[i]), column(shape.edges[i + 1]))
        } else {
            (out.len(), out.len() + 1)
        };
        if out.len() < start {
            out.resize(start, Cell::new());
        }
        let first = out.len();
        match (join, out.last_mut()) {
            (Join::Before, Some(before)) => {
                before.extend(cell);
                out.push(Cell::new());
            }
            _ => out.push(cell),
        }
        if out.len() < end {
            out.resize(end, Cell::new());
        }
        if join == Join::Above {
            merged |= (first..out.len()).filter(|&i| i < MAX_COLUMNS).fold(0, |bits, i| bits | 1 << i);
        }
    }
    lines::row(out, merged)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(words: &str) -> Line {
        Line::of(words.to_owned(), false)
    }

    fn shape(edges: &[i32]) -> Shape {
        Shape { edges: edges.to_vec(), ..Shape::default() }
    }

    #[test]
    fn a_wide_cell_leaves_room_behind_it() {
        let mut text = Text::default();
        for (cells, edges) in [
            (&["序号", "任务", "单位"][..], &[0, 500, 3000, 5000][..]),
            (&["一、水利"], &[0, 5010]),
            (&["1", "修渠"], &[0, 500, 5000]),
        ] {
            for cell in cells {
                text.paragraph(line(cell), 1);
                text.end_cell(1);
            }
            text.end_row(1, shape(edges));
        }
        text.paragraph(line("完"), 0);
        let words: Vec<String> = text.finish().into_iter().map(|line| line.words).collect();
        assert_eq!(words, ["序号\t任务\t单位", "一、水利\t\t", "1\t修渠\t", "完"]);
    }

    #[test]
    fn merged_cells_and_deleted_rows_are_told() {
        let mut text = Text::default();
        for joins in [[Join::Alone, Join::Alone], [Join::Alone, Join::Above]] {
            for words in ["甲", "乙"] {
                text.paragraph(line(words), 1);
                text.end_cell(1);
            }
            text.end_row(1, Shape { joins: joins.to_vec(), ..shape(&[0, 500, 900]) });
        }
        text.paragraph(line("删去"), 1);
        text.end_cell(1);
        text.end_row(1, Shape { deleted: true, ..Shape::default() });
        let rows: Vec<_> = text.finish().into_iter().map(|line| line.row).collect();
        assert_eq!(rows, [Some(0), Some(0b10)]);
    }

    #[test]
    fn a_table_in_a_cell_belongs_to_the_cell() {
        let mut text = Text::default();
        text.paragraph(line("里"), 2);
        text.end_cell(2);
        text.paragraph(line("面"), 2);
        text.end_cell(2);
        text.end_row(2, Shape::default());
        text.end_cell(1);
        text.paragraph(line("外"), 1);
        text.end_cell(1);
        text.end_row(1, Shape::default());
        let words: Vec<String> = text.finish().into_iter().map(|line| line.words).collect();
        assert_eq!(words, ["里 面\t外"]);
    }

    #[test]
    fn endless_depth_and_edges_are_survived() {
        let mut text = Text::default();
        for depth in 0..3000 {
            text.paragraph(line("甲"), depth);
            text.end_row(depth, shape(&(0..200).collect::<Vec<_>>()));
        }
        assert!(!text.finish().is_empty());
    }
}
