//! A report whose parts have no number → where its plan begins: 「“十四五”时期工作回顾」 alone on a line, later 「2026年重点工作」.

use super::lines::lines;
use super::markers::marker;
use super::roles::{by_title, looks_ahead};
use crate::model::SectionRole;
use crate::span::Span;
use std::ops::RangeInclusive;

/// So many characters make the name of a part.
const NAME_CHARS: RangeInclusive<usize> = 4..=30;
/// What follows the name of a part is a paragraph of at least so many bytes, or a heading.
const MIN_PARAGRAPH_BYTES: usize = 120;

/// Finds the first unnumbered part that looks ahead, behind one that looks back.
pub(super) fn plan_from(text: &str, within: Span) -> Option<usize> {
    let all: Vec<(usize, &str)> =
        lines(text, within).map(|(at, l)| (at, l.trim())).filter(|(_, l)| !l.is_empty()).collect();
    let mut reviewed = false;
    for i in 1..all.len().saturating_sub(1) {
        let (at, line) = all[i];
        let Some(role) = named(line).filter(|_| stands_apart(all[i - 1].1, all[i + 1].1)) else { continue };
        reviewed |= role == SectionRole::Review;
        if reviewed && looks_ahead(role) {
            return Some(at);
        }
    }
    None
}

/// Reads the role off a line that could be a part's name.
fn named(line: &str) -> Option<SectionRole> {
    let ends = line.ends_with(|c: char| "。，、；：:！？,;）》".contains(c) || c.is_ascii_digit());
    let fits =
        NAME_CHARS.contains(&line.chars().count()) && !ends && !line.contains('\t') && marker(line).is_none();
    if fits { by_title(line) } else { None }
}

fn stands_apart(above: &str, below: &str) -> bool {
    let ended = above.ends_with(|c: char| "。！？：”）".contains(c)) || marker(above).is_some();
    // A link inside a sentence stands alone too, and the sentence goes on: 「》，取得积极成效。」
    let begins = !below.starts_with(|c: char| "。，、；：》）”".contains(c));
    ended
        && begins
        && (below.len() >= MIN_PARAGRAPH_BYTES || marker(below).is_some() || below.ends_with('！'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_begins_at_the_name_of_its_part() {
        let body = "全年新建口袋公园六个，新增绿地三公顷，改造老旧小区十二个，惠及居民三千四百户，群众满意率明显提高。";
        let text = format!("云溪县报告\n各位代表：\n过去五年工作回顾\n{body}\n今后五年主要任务\n{body}\n");
        let at = plan_from(&text, Span::new(0, text.len()));
        assert_eq!(at, text.find("今后五年"));
        let inside = format!("云溪县报告\n过去五年工作回顾\n{body}\n落实今后五年主要任务，\n{body}\n");
        assert_eq!(plan_from(&inside, Span::new(0, inside.len())), None);
    }
}
