//! Running text → where it says that the first organ of each note leads: 列第一位者为牵头单位.

use super::words::WORDS;
use crate::text::boundary::head;
use crate::text::clause::first_clause;

/// Whether a clause says that the first organ leads: 列第一位者为牵头单位, 排在首位的为牵头部门.
pub(super) fn first_leads(clause: &str) -> bool {
    first_places(clause).next().is_some()
}

/// Where a text says that the first organ leads.
pub(super) fn first_places(text: &str) -> impl Iterator<Item = usize> + '_ {
    WORDS.first.places_in(text).filter_map(|(at, first)| {
        let rest = &text[at + first.len()..];
        let near = first_clause(head(rest, FIRST_TO_LEADS));
        let by = near
            .find(['为', '是', '即'])
            .or_else(|| near.starts_with(['位', '名', '个', '的', '者']).then_some(0))?;
        (WORDS.leads.occur_in(&near[by..]) || WORDS.lead.occur_in(&near[by..])).then_some(at)
    })
}

/// 「列第一位的单位（部门）为牵头单位」.
pub(super) const FIRST_TO_LEADS: usize = 20;
