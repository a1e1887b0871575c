//! The words that define a row (`\trowd … \cellx`) → its shape: the edges of its cells, and which are merged.

use crate::input::tables::{Join, Shape};

/// A row's definition as far as it was read.
#[derive(Clone, Default)]
pub(super) struct RowDefinition {
    left: i32,
    rights: Vec<i32>,
    joins: Vec<Join>,
    /// What the next cell is to its neighbours.
    join: Join,
}

/// A row that defines more cells than this is a trap for memory, which every group keeps a copy of.
const MAX_CELLS: usize = 200;

impl RowDefinition {
    /// Takes in a word of the definition; others change nothing.
    pub(super) fn word(&mut self, name: &str, number: i32) {
        match name {
            "trowd" => *self = RowDefinition::default(),
            "trleft" => self.left = number,
            "clvmrg" => self.join = Join::Above,
            "clmrg" => self.join = Join::Before,
            "cellx" if self.rights.len() < MAX_CELLS => {
                self.rights.push(number);
                self.joins.push(std::mem::take(&mut self.join));
            }
            _ => {}
        }
    }

    /// The row's shape.
    pub(super) fn shape(&self) -> Shape {
        let edges = std::iter::once(self.left).chain(self.rights.iter().copied()).collect();
        Shape { edges, joins: self.joins.clone(), deleted: false }
    }
}
