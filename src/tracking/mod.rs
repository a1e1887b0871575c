//! Findings, a day, an earlier ledger → where each task stands: due or not, ahead or behind, its lamp, what a person decided.

mod entries;
mod keys;
mod lamps;
mod pairing;
mod time;

pub use entries::Entry;
pub use keys::Key;
pub use lamps::Lamps;
pub use pairing::pair;
pub use time::{due, progress};
