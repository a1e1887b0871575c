//! A review or an outline → what people read: terminal table, CSV, Markdown, workbook, page. It decides nothing.

mod audit;
mod bulletin;
pub mod corpus;
mod csv;
mod doubts;
mod edits;
mod explanation;
mod ledger;
mod markdown;
mod outline;
#[cfg(feature = "pages")]
mod page;
mod places;
mod table;
mod wide;
mod words;
#[cfg(feature = "ledger")]
mod workbook;

pub use audit::{audit, audit_across};
pub use bulletin::bulletin;
pub use csv::{METRICS_HEADER, across_csv, checks_csv, checks_header, metrics_csv, review_csv};
pub(crate) use doubts::{Doubt, Loss, Side};
pub use edits::edits;
pub use explanation::explanation;
pub use ledger::{Ledger, Sort};
pub use markdown::markdown;
pub use outline::outline;
#[cfg(feature = "pages")]
pub use page::{app_page, audit_page, parsed_page, review_page};
pub use places::Paper;
pub use table::{Layout, table};
pub use wide::{flat, shown, steers};
#[cfg(feature = "ledger")]
pub use workbook::workbook;
