//! 三项工作：一是…四是… → whether a list has as many members as it is said to have.

use super::figure::words;
use crate::model::{Check, CheckKind, Document, Measure, Operand};
use crate::numeral::{TO_TEN, digit, figure, numeral};
use crate::source::Source;
use crate::span::Span;
use crate::text::boundary::floor;
use crate::text::sentence::closes_sentence;

/// A list is announced in so many bytes before its first member.
const LEAD: usize = 90;

/// Checks every enumeration of a document.
pub(super) fn checks(source: &Source, document: &Document) -> Vec<Check> {
    let inline: Vec<&Measure> = document.measures.iter().filter(|m| m.inline && m.depth == 0).collect();
    let groups = inline.chunk_by(|a, b| a.group == b.group);
    groups.filter_map(|group| members(source, group)).collect()
}

fn members(source: &Source, group: &[&Measure]) -> Option<Check> {
    let (first, last) = (group.first()?, group.last()?);
    let in_order = group.iter().zip(1..).all(|(m, ordinal)| m.ordinal == ordinal);
    if !in_order || group.len() < 2 {
        return None;
    }
    let text = source.text();
    let start = first.place.span.start;
    let lead = text.get(floor(text, start.saturating_sub(LEAD))..start)?;
    let clause = leading_clause(lead)?;
    let (at, said, number) = announced(clause)?;
    // A list that runs on behind what was read as its end is not miscounted by its writer.
    let next = text.get(last.place.span.end..)?;
    let runs_on = next.get(..floor(next, LEAD))?.contains(&format!("{}是", ordinal(group.len() + 1)?));
    let begin = start - (lead.len() - lead.find(clause)?) + at;
    let span = Span::new(begin, begin + said.len());
    if number == group.len() || runs_on {
        return None;
    }
    Some(Check {
        kind: CheckKind::Members,
        holds: false,
        formula: format!("{said} ≠ {}", group.len()),
        expected: Some(group.len().to_string()),
        operands: vec![Operand::new(said, clause[at + said.len()..].trim(), source.place(span))],
    })
}

/// The last clause before a list, which a colon or a comma closes.
fn leading_clause(lead: &str) -> Option<&str> {
    let marks = ['：', ':', '，', ','];
    let clause = lead.trim_end().ends_with(marks).then(|| lead.trim_end().trim_end_matches(marks))?;
    clause.rsplit(|c| closes_sentence(c) || matches!(c, '，' | ',' | '\n')).next()
}

/// 三项 in 重点抓好三项工作: the last number of things that a list has, where it stands, and its value.
fn announced(clause: &str) -> Option<(usize, &str, usize)> {
    let counter =
        |(at, _): &(usize, char)| words("member_counter").any(|word| clause[*at..].starts_with(word));
    let (at, unit) = clause.char_indices().rev().find(counter)?;
    let counts = |c: &char| digit(*c).is_some() || figure(*c).is_some() || TO_TEN.contains(*c);
    let digits: usize = clause[..at].chars().rev().take_while(counts).map(char::len_utf8).sum();
    let (from, to) = (at - digits, at + unit.len_utf8());
    let thing = &clause[to..];
    let named = words("announced").any(|w| thing.ends_with(w)) && thing.chars().count() <= MOST_THING;
    let number = numeral(clause.get(from..at)?)?.value.to_f64() as usize;
    (named && digits > 0 && !clause[..from].ends_with('第')).then_some((from, &clause[from..to], number))
}

/// What is counted is named shortly: 重点工作.
const MOST_THING: usize = 6;

/// 五 of 5.
fn ordinal(number: usize) -> Option<char> {
    TO_TEN.chars().nth(number.checked_sub(1)?)
}
