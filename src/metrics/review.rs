//! The times of a report's review → the year that they mean: 全年 under 2025年工作回顾 is 2025, whatever the report's year.

use super::locate::When;
use crate::calendar::{Day, Era, Grade};
use crate::model::{Document, DocumentKind, SectionRole};

/// Words that name a year by themselves, so that the section cannot mean another.
const NAMING: [&str; 8] = ["今年", "去年", "上年", "明年", "前年", "来年", "本年", "当年"];

/// Moves the times of a review that name no year to the year of the review.
pub(super) fn set_years(text: &str, document: &Document, era: Era, times: &mut [When]) {
    let Some(year) = era.year else { return };
    for when in times.iter_mut() {
        let words = when.span.of(text);
        if when.moment.days.is_none() && when.moment.grade == Grade::Years && !when.moment.masked {
            when.moment.days = looked_back(text, when).and_then(|n| stretch(document, year, n));
            continue;
        }
        let named = NAMING.iter().any(|w| words.contains(w)) || names_a_year(words);
        let at = when.span.start;
        if named || document.role_at(at) != SectionRole::Review {
            continue;
        }
        let Some(reviewed) = reviewed_year(document, at, year) else { continue };
        if let Some((from, to)) = when.moment.days
            && from.year == year
            && to.year == year
        {
            when.moment.days = Some((Day { year: reviewed, ..from }, Day { year: reviewed, ..to }));
        }
    }
}

/// How many years 过去一年, 一年来, 过去五年, 五年来, 这五年 look back on; 近三年 is left open.
fn looked_back(text: &str, when: &When) -> Option<i32> {
    let words = when.span.of(text);
    let past =
        words.starts_with("过去") || words.starts_with('这') || text[when.span.end..].starts_with('来');
    let number = words.trim_start_matches(['过', '去', '的', '这']);
    match number {
        "一年" | "1年" if past => Some(1),
        "五年" | "5年" if past => Some(5),
        _ => None,
    }
}

/// The last `count` full years before a 政府工作报告; the year of another report.
fn stretch(document: &Document, year: i32, count: i32) -> Option<(Day, Day)> {
    let last = if is_annual(document) && meets_in_spring(document, year) { year - 1 } else { year };
    let told = is_annual(document) && last < year || document.kind == DocumentKind::Report && count == 1;
    let first = last - count + 1;
    told.then_some((Day { year: first, month: 1, day: 1 }, Day { year: last, month: 12, day: 31 }))
}

/// Since 1985 the congresses meet between January and April; before, the letterhead must tell.
fn meets_in_spring(document: &Document, year: i32) -> bool {
    let month = document.letterhead.date.as_ref().and_then(|d| d.iso.as_ref()?.get(5..7)?.parse::<u8>().ok());
    month.map_or(year >= 1985, |m| m <= 4)
}

fn is_annual(document: &Document) -> bool {
    document.letterhead.title.as_ref().is_some_and(|t| t.text.contains("政府工作报告"))
}

/// 2025年, 二〇二五年: digits of a year before 年.
fn names_a_year(words: &str) -> bool {
    words.find('年').is_some_and(|at| {
        words[..at].chars().filter(|c| c.is_ascii_digit() || "〇零一二三四五六七八九".contains(*c)).count()
            >= 4
    })
}

/// The year in the titles above; of a 政府工作报告 whose titles name none, the year before its own.
fn reviewed_year(document: &Document, at: usize, year: i32) -> Option<i32> {
    let above = document.path(document.section_at(at).map(|s| s.id));
    let told = above.filter_map(|s| year_in(s.title.as_deref()?)).next();
    told.or(is_annual(document).then_some(year - 1)).filter(|y| (year - 1..=year).contains(y))
}

fn year_in(title: &str) -> Option<i32> {
    let at = title.find('年')?;
    let digits: String = title[..at].chars().rev().take_while(char::is_ascii_digit).collect();
    digits.chars().rev().collect::<String>().parse().ok().filter(|y| (1900..2100).contains(y))
}
