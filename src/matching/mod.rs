//! Tasks × a report's statements → scored candidate evidence.

mod embedding;
mod features;
mod index;
mod indicators;
mod lexicon;
mod query;
mod rank;
mod sentence;

pub use features::FEATURES;
pub use indicators::Indicators;
pub use rank::{Candidate, Depth, Matcher, Passage, Wanted};
