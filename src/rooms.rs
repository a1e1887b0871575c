//! A text, or what an earlier room made of it → what one room makes of it: the rooms one by one, for the benches. No promise.

pub use crate::decode::decode;
pub use crate::metrics::{locate, metrics};
pub use crate::outline::outline;
#[cfg(feature = "reader")]
pub use crate::reader::Reader;
/// Restores a text, survey and all.
pub fn restore(text: &str) -> Option<String> {
    crate::restore::restore(text, &crate::survey::survey(text)).map(|(text, _)| text)
}
pub use crate::script::simplify;
pub use crate::statements::statements;
pub use crate::tasks::tasks;
