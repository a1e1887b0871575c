//! Reads Chinese government documents and checks a report against its plan; every value leads back to the bytes it came from.
//!
//! # Steps
//! - **Decode, restore, convert.** Bytes of any Chinese encoding, damaged or not, become a [`Source`]: simplified text, and
//!   the way back from each of its offsets to the input. [`clean`] does no more than this.
//! - **Outline.** The text becomes [`Document`]s: letterhead, [`Section`] tree, inline [`Measure`]s, noise.
//! - **Statements.** Sentences get a mood: done, under way, planned, admitted.
//! - **Metrics.** Numbers get their indicator, comparator, period and role: [`Metric`].
//! - **Tasks.** What the document promises, by whom and by when: [`Task`].
//! - **Matching and verdict.** A [`Checker`] lays a report beside its plan and gives a [`Review`]: one [`Finding`] a task, with
//!   a [`Verdict`] and the sentences it rests on.
//! - **Report.** [`report`] prints a review or an outline for people.
//!
//! # Doors
//! | from | to | by | fails |
//! | --- | --- | --- | --- |
//! | bytes of a text | [`Parsed`] | [`parse`] | never |
//! | a file of any format | [`Parsed`] | [`read`] | on what is no document |
//! | a file of any format | [`Source`] | [`open`] | on what is no document |
//! | a ZIP archive of files | their bytes | [`unpack`] | on what is cut off |
//! | bytes of a text | [`Source`] | [`clean`] | never |
//! | JSON of [`Parsed::with_text`] | [`Parsed`] | serde | on what does not fit its text |
//! | two [`Parsed`] | [`Review`] | [`Checker::check`] | never |
//! | a [`Review`], a day, an earlier ledger | the [`Review`], tracked | [`Tracker::track`] | never |
//! | [`Parsed`] | [`model::Check`]s | [`audit`] | never |
//! | text | text in another script | [`Converter`] | never |
//!
//! Formats are features: `html`, `docx`, `doc`, `odt`, `rtf`, `mht`, `xlsx`, `pdf`, `ofd`, `zip` to read, `ledger` (XLSX), `pages` (HTML) to write, all
//! on by default, as are `cli`, the command line, and `reader`, on trial ([`Checker::reader`]). A file of a format that a build does not read is refused. Numbers of sections, measures and metrics index the lists of their [`Document`].
//!
//! # Example
//! ```
//! use gongwen::{Checker, Verdict, parse};
//!
//! let plan = parse("云溪县2024年工作要点\n1、新建社区养老服务中心6个。\n".as_bytes());
//! let report = parse("2024年工作总结\n一、工作成效\n全年新建社区养老服务中心7个。\n".as_bytes());
//! let review = Checker::new().check(&plan, &report);
//!
//! let finding = &review.findings[0];
//! assert_eq!(finding.verdict, Verdict::Done);
//! assert_eq!(finding.evidence[0].text, "全年新建社区养老服务中心7个。");
//! ```

pub mod span;
mod stage;
mod language;
mod error;
mod codes;
mod damage;
mod tables;
mod text;
mod numeral;
mod calendar;
mod source;
mod lines;
mod utf8;
mod plausible;
mod survey;
mod pairs;
mod entity;
pub mod model;
mod place;
#[cfg(any(feature = "pdf", feature = "ofd"))]
mod placed;
mod input;
#[cfg(any(feature = "pdf", feature = "ofd"))]
mod layout;
mod decode;
mod restore;
mod script;
mod outline;
mod statements;
mod metrics;
mod tasks;
mod matching;
#[cfg(feature = "reader")]
mod reader;
mod verdict;
mod audit;
mod tracking;
pub mod report;
mod notes;
mod parsed;
mod readable;
mod unread;
mod ledger;
mod about;
mod belonging;
mod chosen;
mod passages;
mod reading;
mod checker;
mod several;
mod tracker;
mod pipeline;

pub use checker::Checker;
pub use damage::{Damage, ReadAs, Written};
pub use error::{Error, ErrorKind};
pub use input::LARGEST_INPUT;
pub use language::Language;
pub use model::{Document, Finding, Measure, Metric, Review, Section, Task, Verdict};
pub use numeral::Decimal;
pub use parsed::{Parsed, WithText};
pub use pipeline::{
    CleanOptions, TargetScript, audit, audit_across, clean, losses, open, parse, read, unpack,
};
pub use script::{Converter, configurations};
pub use source::{Edit, Format, Packed, Script, Source, SourceInfo};
pub use span::{Place, Span};
pub use tracker::Tracker;

#[doc(hidden)]
pub mod rooms;

/// Runs the example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
