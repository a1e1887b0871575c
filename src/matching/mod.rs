//! Tasks × a report's statements → scored candidate evidence.

mod embedding;
mod features;
mod index;
mod lexicon;
mod query;
mod rank;
mod sentence;

pub use features::FEATURES;
pub use rank::{Candidate, Depth, Matcher, Passage, Wanted};
