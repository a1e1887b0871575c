//! Tasks × a report's statements → scored candidate evidence.

mod embedding;
mod features;
mod idf;
mod idf_slot;
mod index;
mod indicators;
mod lexicon;
mod ngrams;
mod query;
mod rank;
mod sentence;
mod weighted;

pub use features::FEATURES;
pub use indicators::Indicators;
pub use rank::{Candidate, Depth, Matcher, Passage, Wanted};
