//! A review, a document or its checks → one HTML file that needs no network: it opens by double click, and nothing in a document can
//! run in it.

mod app;
mod audit;
mod bytes;
mod frame;
mod paper;
mod parsed;
mod review;

pub use app::app_page;
pub use audit::audit_page;
pub use parsed::parsed_page;
pub use review::review_page;
