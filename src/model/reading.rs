//! What a reader of a task and of the passages nearest to it says of them.

/// The probabilities of a reading; the first three add up to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The passages do not tell of the task.
    pub not_mentioned: f32,
    /// They tell of a part of it, or of less than it asks.
    pub partly: f32,
    /// They tell that it is done.
    pub done: f32,
    /// By passage, that a careful checker would quote it; shorter than the candidates, of which only the first are read.
    pub quoted: Vec<f32>,
}
