//! A task and its candidates → verdict, reasons, explanation, confidence: the only room that decides.

mod case;
pub(crate) mod compare;
mod features;
mod figures;
mod judge;
mod model;
mod pace;
mod parts;
mod promises;
mod slogan;
mod trees;
mod words;

pub use case::Case;
pub use judge::{asks_a_reader, features_of, judge};
pub use model::{Model, Tables};
pub use pace::Pace;
pub use promises::{Promises, says_kept};
