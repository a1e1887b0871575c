//! What a document is made of, as data: it knows no stage of the pipeline, and serialises as CONTRACT.md promises.

mod audit;
mod codes;
mod document;
mod features;
mod indicators;
mod metric;
mod passage;
mod reading;
mod review;
mod table;
mod tracking;

pub use crate::place::{Level, PlaceName};
pub use audit::{Check, CheckKind, Operand};
pub use codes::{Mismatch, NearMissReason, NoteCode, PartReason, Reason, Standing, WarningCode};
pub use document::{
    Document, DocumentKind, Form, Letterhead, Measure, MeasureRole, Mood, Noise, NoiseKind, Note, OrganDate,
    Quote, Section, SectionRole, Statement,
};
pub(crate) use features::{features, logit, named, probability, sigmoid, weights};
pub(crate) use indicators::Indicators;
pub use metric::{
    Baseline, ChangeBy, Commitment, Comparator, Direction, Extent, Metric, MetricKind, MetricRole, Quantity,
    Time,
};
pub(crate) use passage::{Candidate, Features, Passage, Query};
#[doc(hidden)]
pub use reading::Reading;
pub(crate) use review::rounded;
pub use review::{
    Comparison, Deadline, Evidence, Finding, NearMiss, Outcome, Part, PartChosen, PartsChosen, Review,
    Summary, Task, Verdict, Warning,
};
pub(crate) use table::row_at;
pub use table::{Column, ColumnKind, RowKind, TableCell, TableRow, TaskTable};
pub use tracking::{Change, Decision, Due, Lamp, Lapsed, LapsedReason, Progress, Tracked, Tracking};
