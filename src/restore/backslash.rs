//! 許\功\蓋\: a text of Big5 in which a program escaped each byte 5C as if it were a backslash → the places of what it added.

use super::patch::Patch;
use crate::damage::Damage;
use crate::pairs::BIG5;
use crate::span::Span;

/// Only where so many different characters have it, a backslash behind them is none of a writer's: 成功\失敗.
const FEWEST: usize = 2;

/// Whether the last byte of the character is a backslash in Big5.
fn ends_in_backslash(c: char) -> bool {
    BIG5.bytes(c).is_some_and(|[_, trail]| trail == b'\\')
}

/// Whether all characters of the text that end in the byte are followed by a backslash, and nothing else is.
pub(super) fn is_escaped(text: &str) -> bool {
    let before = |at: usize| text[..at].chars().next_back();
    let behind = |(at, _): (usize, &str)| before(at).is_some_and(ends_in_backslash);
    let mut backslashes = text.match_indices('\\');
    if !backslashes.next().is_some_and(behind) || !backslashes.all(behind) {
        return false;
    }
    let mut found: Vec<char> = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_ascii() || !ends_in_backslash(c) {
            continue;
        }
        if chars.peek() != Some(&'\\') {
            return false;
        }
        if found.len() < FEWEST && !found.contains(&c) {
            found.push(c);
        }
    }
    found.len() >= FEWEST
}

/// The places of what a program added to a line of such a text.
pub(super) fn patches(line: &str) -> Vec<Patch> {
    let added = |(at, _)| Patch {
        at: Span::new(at, at + 1),
        to: String::new(),
        kind: Damage::EscapedByte,
        confidence: 0.95,
    };
    line.match_indices('\\').map(added).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_writers_backslash_is_not_taken() {
        assert!(is_escaped("許\\家村蓋\\廟，建功\\者到會"));
        assert!(!is_escaped("成功\\失敗各半，功\\過另計"));
        assert!(!is_escaped("許\\家村蓋廟，建功\\者到會"), "others stand without one");
        assert!(!is_escaped("許\\家村建功\\者，見D:\\村務"), "others stand elsewhere");
    }
}
