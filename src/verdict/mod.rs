//! A task and its candidates → verdict, reasons, explanation, confidence: the only room that decides.

#[allow(dead_code, reason = "called as soon as the verdict lays figures side by side")]
pub(crate) mod compare;
