//! A review, a document or its checks → one HTML file that needs no network: it opens by double click, and nothing in a document can
//! run in it.

mod audit;
mod frame;
mod paper;
mod parsed;
mod review;

pub use audit::audit_page;
pub use parsed::parsed_page;
pub use review::review_page;
