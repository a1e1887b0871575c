//! Tasks × a report's statements → scored candidate evidence.

mod ahead;
mod embedding;
mod index;
mod lexicon;
mod query;
mod rank;
mod sentence;
mod vocabulary;

pub use lexicon::Lexicon;
pub use rank::{Depth, Matcher};
