//! The whole crate from outside: its house, its documents, its command line, its manners with hostile input.

mod common;
mod documents;
mod golden;
mod hostile;
mod house;
mod pairs;
mod specs;

#[cfg(feature = "cli")]
mod cli;
