//! Text and metrics of a document → days that no calendar has, shares of more than all.

use super::figure::{Figure, check, words};
use crate::calendar::days_in_month;
use crate::model::{Check, CheckKind, Direction, MetricRole, Operand};
use crate::source::Source;
use crate::span::Span;

/// Finds 2月30日 and 13月5日 within a document.
pub(super) fn days(source: &Source, within: Span) -> Vec<Check> {
    let text = within.of(source.text());
    text.match_indices('月').filter_map(|(at, _)| day(source, within.start, text, at)).collect()
}

fn day(source: &Source, start: usize, text: &str, at: usize) -> Option<Check> {
    let is_digit = |c: &char| c.is_ascii_digit();
    let before: String = text[..at].chars().rev().take_while(is_digit).collect();
    let behind: String = text[at + '月'.len_utf8()..].chars().take_while(is_digit).collect();
    let month: u32 = before.chars().rev().collect::<String>().parse().ok()?;
    let day: u32 = behind.parse().ok()?;
    let span = Span::new(at - before.len(), at + '月'.len_utf8() + behind.len());
    let closed = text[span.end..].starts_with('日') && before.len() <= 2 && behind.len() <= 2;
    let year =
        text[..span.start].strip_suffix('年').and_then(|t| t.get(t.len().checked_sub(4)?..)?.parse().ok());
    let most = days_in_month(year.unwrap_or(LEAP), month);
    if !closed || most.is_some_and(|most| (1..=most).contains(&day)) {
        return None;
    }
    let span = Span::new(span.start, span.end + '日'.len_utf8());
    let written = span.of(text);
    Some(Check {
        kind: CheckKind::Impossible,
        holds: false,
        formula: written.to_owned(),
        expected: most.map(|most| format!("≤ {month}月{most}日")),
        operands: vec![Operand {
            metric: None,
            text: written.to_owned(),
            indicator: String::new(),
            place: source.place(Span::new(start + span.start, start + span.end)),
        }],
    })
}

/// Where no year is told the 29th of February may be one.
const LEAP: i32 = 2024;

/// 自来水普及率103.5%: of a share no more than all.
pub(super) fn shares(figures: &[Figure<'_>]) -> Vec<Check> {
    let told = |f: &&Figure<'_>| f.metric.direction == Direction::None && f.metric.role != MetricRole::Delta;
    let bounded = |f: &&Figure<'_>| f.metric.unit == "%" && words("bounded").any(|w| f.name().ends_with(w));
    let above = |f: &&Figure<'_>| f.printed.float() > 100.0;
    let made = |f: &Figure<'_>| {
        let formula = format!("{} > 100%", f.metric.text);
        check(CheckKind::Impossible, formula, Some("≤ 100%".to_owned()), &[f])
    };
    figures.iter().filter(above).filter(told).filter(bounded).map(made).collect()
}
