//! A damaged text → the text it was, with every repair listed; clean text is never touched.

use crate::source::Change;

/// One repair: where, what kind, how sure. `change` indexes the text before and after.
pub struct Repair {
    /// `shifted_bytes`, `pinyin`, `utf8_as_gbk` …
    pub kind: &'static str,
    /// Where.
    pub change: Change,
    /// 0 to 1.
    pub confidence: f32,
}

/// Restores `text`; none where nothing had to be changed.
pub fn restore(_text: &str) -> Option<(String, Vec<Repair>)> {
    None
}
