//! A review or an outline → what people read: terminal table, CSV, Markdown. It decides nothing.

mod audit;
pub mod corpus;
mod csv;
mod doubts;
mod edits;
mod explanation;
mod markdown;
mod outline;
mod table;
mod wide;
mod words;

pub use audit::audit;
pub use csv::{METRICS_HEADER, checks_csv, checks_header, metrics_csv, review_csv};
pub(crate) use doubts::{Doubt, Loss, Side};
pub use edits::edits;
pub use explanation::explanation;
pub use markdown::markdown;
pub use outline::outline;
pub use table::{Layout, table};
pub use wide::{flat, shown, steers};
