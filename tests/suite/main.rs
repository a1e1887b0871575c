//! The whole crate from outside: its house, its documents, its command line, its manners with hostile input.

// A test that cannot read its own fixture should stop right there.
#![allow(clippy::unwrap_used)]

mod common;
#[cfg(feature = "docx")]
mod docx;
mod documents;
mod examples;
mod golden;
mod hostile;
mod house;
mod ledger;
mod office;
#[cfg(feature = "html")]
mod html;
#[cfg(any(feature = "pdf", feature = "ofd"))]
mod pages;
mod pairs;
mod provenance;
mod readings;
mod roundtrip;
mod specs;

#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "corpus")]
mod corpus;
#[cfg(feature = "cli")]
mod docs;
#[cfg(all(feature = "ledger", feature = "xlsx"))]
mod workbook;
