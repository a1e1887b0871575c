//! A task and its candidates → verdict, reasons, explanation, confidence: the only room that decides.

pub(crate) mod compare;
mod figures;
mod judge;
mod model;
mod pace;
mod parts;
mod promises;
mod signs;
mod slogan;
mod trees;

pub use judge::{Case, Heard, Names, judge, signs_of};
pub use model::Model;
pub use pace::{Growth, Pace};
pub use promises::{Promises, says_kept};
pub use signs::Likeness;
