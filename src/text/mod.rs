//! A text → what several rooms must agree on: its sentences and clauses, where it may be cut, how like another it is.

pub(crate) mod boundary;
pub(crate) mod clause;
pub(crate) mod idf;
mod idf_slot;
pub(crate) mod indicator;
pub(crate) mod ngrams;
pub(crate) mod sentence;
pub(crate) mod similarity;

/// A text of more clauses or figures is a table, or means harm: where each is laid beside each of another text's, the rest is left,
/// and such a task is at most partly done. The longest sentence of the labelled reports has 36 clauses.
pub(crate) const MOST_PIECES: usize = 60;
