//! Tasks × a report's statements → scored candidate evidence.

mod features;
mod grams;
mod idf;
mod idf_slot;
mod index;
mod meaning;
mod names;
mod read;
mod words;

pub use features::FEATURES;
pub use index::{Candidate, Care, Matcher, Passage, Wanted};
pub use names::Indicators;
