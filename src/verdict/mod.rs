//! A task and its candidates → verdict, reasons, explanation, confidence: the only room that decides.

pub(crate) mod compare;
mod figures;
mod judge;
mod pace;
mod words;

pub use judge::{Case, Heard, Names, judge};
pub use pace::{Growth, Pace};
