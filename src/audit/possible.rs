//! Text and metrics of a document → days that no calendar has, shares of more than all.

use super::figure::{Figure, check, words};
use crate::calendar::days_in_month;
use crate::model::{Check, CheckKind, Direction, MetricRole, Operand};
use crate::source::Source;
use crate::span::Span;

/// Finds 2月30日, 13月5日, 2025年13月 and 2025年至2023年 within a document.
pub(super) fn days(source: &Source, within: Span) -> Vec<Check> {
    let text = within.of(source.text());
    let days = text.match_indices('月').filter_map(|(at, _)| day(source, within.start, text, at));
    let months = text.match_indices('月').filter_map(|(at, _)| month(source, within.start, text, at));
    let years = text.match_indices('年').filter_map(|(at, _)| years(source, within.start, text, at));
    days.chain(months).chain(years).collect()
}

/// The digits right before `at`, and where they begin.
fn digits_before(text: &str, at: usize) -> (usize, &str) {
    let digits = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
    (at - digits, &text[at - digits..at])
}

/// 13月 of 2025年13月, which no day follows.
fn month(source: &Source, start: usize, text: &str, at: usize) -> Option<Check> {
    let (from, month) = digits_before(text, at);
    let end = at + '月'.len_utf8();
    let of_year = text[..from].ends_with('年') && digits_before(text, from - '年'.len_utf8()).1.len() == 4;
    let followed = text[end..].starts_with(|c: char| c.is_ascii_digit());
    let known = month.len() != 2 || (1..=12).contains(&month.parse::<u32>().ok()?);
    (of_year && !followed && !known).then(|| impossible(source, start, text, Span::new(from, end), None))
}

/// 2025年至2023年, 2025—2023年: ends before it begins.
fn years(source: &Source, start: usize, text: &str, at: usize) -> Option<Check> {
    let (from, last) = digits_before(text, at);
    let before = text[..from].trim_end_matches(['—', '–', '-', '至', '到', '~', '～']);
    let first_end = before.strip_suffix('年').unwrap_or(before).len();
    let (begin, first) = digits_before(text, first_end);
    let year =
        |digits: &str| digits.parse::<i32>().ok().filter(|year| digits.len() == 4 && YEARS.contains(year));
    let joined = before.len() < from && from - before.len() <= MOST_JOINT;
    let reversed = joined && year(last)? < year(first)?;
    let span = Span::new(begin, at + '年'.len_utf8());
    reversed.then(|| impossible(source, start, text, span, Some(format!("≥ {first}年"))))
}

/// Other numbers of four digits are no years.
const YEARS: std::ops::Range<i32> = 1900..2100;

/// —— between two years.
const MOST_JOINT: usize = 2 * '—'.len_utf8();

fn impossible(source: &Source, start: usize, text: &str, span: Span, expected: Option<String>) -> Check {
    let written = span.of(text);
    Check {
        kind: CheckKind::Impossible,
        holds: false,
        formula: written.to_owned(),
        expected,
        operands: vec![Operand::new(
            written,
            "",
            source.place(Span::new(start + span.start, start + span.end)),
        )],
    }
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
    let expected = most.map(|most| format!("≤ {month}月{most}日"));
    Some(impossible(source, start, text, span, expected))
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
