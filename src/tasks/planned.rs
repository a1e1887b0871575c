//! A report → the sentences of its planned half that promise something.

use super::item::Item;
use super::scope::{self, Scope};
use crate::model::{Document, Mood, Statement};

/// The items that have owners, and those of the rest that they do not overlap, in the order of the text.
pub(super) fn joined(owned: Vec<Item>, rest: Vec<Item>) -> Vec<Item> {
    let apart = |item: &Item| {
        let next = owned.partition_point(|o| o.span.end <= item.span.start);
        owned.get(next).is_none_or(|o| !o.span.overlaps(item.span))
    };
    let mut all: Vec<Item> = rest.into_iter().filter(apart).collect();
    all.extend(owned);
    all.sort_by_key(|item| item.span);
    all
}

/// In a report: every sentence up to 。 that looks ahead.
pub(super) fn planned_sentences(text: &str, document: &Document, scope: Scope) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut open = false;
    for statement in &document.statements {
        let span = statement.place.span;
        if document.is_bare_heading(text, statement) || !looks_ahead(document, statement, scope) {
            open = false;
            continue;
        }
        match items.last_mut() {
            Some(last) if open => last.span.end = span.end,
            _ => items.push(Item::bare(span)),
        }
        open = span.of(text).ends_with(['；', ';']);
    }
    let promises = |words: &str| words.chars().count() >= SHORTEST && scope::has_words(words);
    items.retain(|item| promises(item.span.of(text)));
    items
}

/// A sentence of fewer characters promises nothing by itself.
const SHORTEST: usize = 8;

fn looks_ahead(document: &Document, statement: &Statement, scope: Scope) -> bool {
    statement.mood == Mood::Planned && scope.takes(document.role_at(statement.place.span.start))
}
