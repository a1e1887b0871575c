//! What follows one another on a page: a line with its column, or a row of a table.

use super::grid::Cells;
use super::line::Line;

/// A line with its column, or a row of a table.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Line(Line, u8),
    Row(Cells),
}
