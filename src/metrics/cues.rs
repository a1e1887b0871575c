//! `metric_cues.tsv` → the words around a number, by kind, the longest first.

use crate::tables::rows;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Words by kind, then by the character that they begin or end with.
struct Cues {
    whole: BTreeMap<&'static str, Vec<&'static str>>,
    by_last: BTreeMap<(&'static str, char), Vec<&'static str>>,
    by_first: BTreeMap<(&'static str, char), Vec<&'static str>>,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let mut cues = Cues { whole: BTreeMap::new(), by_last: BTreeMap::new(), by_first: BTreeMap::new() };
    for row in rows(include_str!("../tables/metric_cues.tsv")) {
        let [kind, list] = row[..] else { continue };
        let mut list: Vec<_> = list.split(' ').filter(|w| !w.is_empty()).collect();
        list.sort_by_key(|w| std::cmp::Reverse(w.len()));
        for word in &list {
            let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) else { continue };
            cues.by_first.entry((kind, first)).or_default().push(word);
            cues.by_last.entry((kind, last)).or_default().push(word);
        }
        cues.whole.insert(kind, list);
    }
    cues
});

/// The longest word of `kind` that `text` ends with.
pub(super) fn ends(text: &str, kind: &'static str) -> Option<&'static str> {
    let last = text.chars().next_back()?;
    CUES.by_last.get(&(kind, last))?.iter().find(|w| text.ends_with(**w)).copied()
}

/// The longest word of `kind` that `text` begins with.
pub(super) fn starts(text: &str, kind: &'static str) -> Option<&'static str> {
    let first = text.chars().next()?;
    CUES.by_first.get(&(kind, first))?.iter().find(|w| text.starts_with(**w)).copied()
}

/// A word of `kind` that stands in `text`, the longest first, and where it last stands.
pub(super) fn holds(text: &str, kind: &'static str) -> Option<(usize, &'static str)> {
    CUES.whole.get(kind)?.iter().find_map(|w| text.rfind(w).map(|at| (at, *w)))
}
