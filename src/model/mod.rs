//! What a document is made of, as data: it knows no stage of the pipeline, and serialises as CONTRACT.md promises.

mod audit;
mod document;
mod indicators;
mod metric;
mod review;

pub use audit::{Check, CheckKind, Operand};
pub use document::{
    Document, DocumentKind, Form, Letterhead, Measure, MeasureRole, Mood, Noise, NoiseKind, Note, OrganDate,
    Quote, Section, SectionRole, Statement,
};
pub(crate) use indicators::Indicators;
pub use metric::{
    Baseline, ChangeBy, Commitment, Comparator, Direction, Extent, Metric, MetricKind, MetricRole, Quantity,
    Time,
};
pub use review::{
    Comparison, Deadline, Evidence, Finding, NearMiss, Outcome, Part, PartChosen, PartsChosen, Review,
    Summary, Task, Verdict, Warning,
};
