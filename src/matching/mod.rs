//! Tasks × a report's statements → scored candidate evidence.

mod grams;
mod index;
mod words;

pub use index::{Candidate, Care, FEATURES, Matcher, Passage, Wanted};
