//! Patches of a text → the text with them, and the list of its repairs.

use crate::damage::Damage;
use crate::source::Change;
use crate::span::Span;

/// One repair: where, what kind, how sure. `change` indexes the text before and after.
pub struct Repair {
    /// `shifted_bytes`, `pinyin`, `utf8_as_gbk` …
    pub kind: Damage,
    /// Where.
    pub change: Change,
    /// 0 to 1.
    pub confidence: f32,
}

/// A stretch of a line and what stood there before the damage.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Patch {
    pub(super) at: Span,
    pub(super) to: String,
    pub(super) kind: Damage,
    pub(super) confidence: f32,
}

/// The text with its patches, which come in order, and the list of them; none without any. A clean text is not copied.
pub(super) fn listed(text: &str, patches: impl Iterator<Item = Patch>) -> Option<(String, Vec<Repair>)> {
    let mut out = String::new();
    let mut repairs: Vec<Repair> = Vec::new();
    let mut kept = 0;
    for Patch { at, to, kind, confidence } in patches {
        out.push_str(&text[kept..at.start]);
        let change = Change { from: at, to: Span::new(out.len(), out.len() + to.len()) };
        out.push_str(&to);
        repairs.push(Repair { kind, change, confidence });
        kept = at.end;
    }
    if repairs.is_empty() {
        return None;
    }
    out.push_str(&text[kept..]);
    Some((out, repairs))
}

/// The text with its patches, which come in order.
pub(super) fn patched(text: &str, patches: Vec<Patch>) -> String {
    listed(text, patches.into_iter()).map_or_else(|| text.to_owned(), |(text, _)| text)
}

/// A whole line's repair without what stayed the same at both ends.
pub(super) fn trimmed(line: &str, to: String, kind: Damage, confidence: f32) -> Option<Patch> {
    let head: usize =
        line.chars().zip(to.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let tail: usize = line[head..]
        .chars()
        .rev()
        .zip(to[head..].chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    let at = Span::new(head, line.len() - tail);
    (line != to).then(|| Patch { at, to: to[head..to.len() - tail].to_owned(), kind, confidence })
}
