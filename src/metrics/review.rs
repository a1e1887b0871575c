//! The times of a report's review → the year that they mean: 全年 under 2025年工作回顾 is 2025, whatever the report's year.

use super::found::When;
use super::words::WORDS;
use crate::calendar::{Day, Era, Grade, range_mark};
use crate::model::{Document, DocumentKind, MetricRole, SectionRole};
use crate::numeral::{digit, figure};
use crate::text::boundary::floor;

/// Moves the times of a review that name no year to the year of the review.
pub(super) fn set_years(text: &str, document: &Document, era: Era, annual: bool, times: &mut [When]) {
    let Some(year) = era.year else { return };
    for when in times.iter_mut() {
        let words = when.span.of(text);
        if when.moment.days.is_none() && when.moment.grade == Grade::Years && !when.moment.masked {
            when.moment.days = looked_back(text, when).and_then(|n| stretch(document, annual, year, n));
            continue;
        }
        let named = WORDS.named_year.occur_in(words) || names_a_year(words);
        let at = when.span.start;
        if named || document.role_at(at) != SectionRole::Review {
            continue;
        }
        let Some(reviewed) = reviewed_year(document, annual, at, year) else { continue };
        if let Some((from, to)) = when.moment.days
            && from.year == year
            && to.year == year
        {
            when.moment.days = Some((Day { year: reviewed, ..from }, Day { year: reviewed, ..to }));
        }
    }
}

/// How many years 过去一年, 过去的一年, 一年来, 过去五年, 五年来, 这五年 look back on; 近三年 is left open.
//= 2025年云溪县政府工作报告⏎各位代表：⏎一、工作回顾⏎过去的一年极不寻常。全县新建道路12公里。 → @2024
//= 2025年云溪县政府工作报告⏎各位代表：⏎一、过去一年工作回顾⏎过去一年，全县新建道路12公里。⏎二、2025年重点工作⏎新建泵站3座。 → @2024 | target @2025
fn looked_back(text: &str, when: &When) -> Option<i32> {
    let words = when.span.of(text);
    let called =
        text[..when.span.start].strip_suffix('的').is_some_and(|before| WORDS.looking_back.end(before));
    let past = called || WORDS.looking_back.begin(words) || text[when.span.end..].starts_with('来');
    let number = words.trim_start_matches(['过', '去', '的', '这']);
    match number {
        _ if past && WORDS.one_year.has(number) => Some(1),
        _ if past && WORDS.five_years.has(number) => Some(5),
        _ => None,
    }
}

/// The last `count` full years before a 政府工作报告; the year of another report.
fn stretch(document: &Document, annual: bool, year: i32, count: i32) -> Option<(Day, Day)> {
    let last = if annual && meets_in_spring(document, year) { year - 1 } else { year };
    let told = annual && last < year || document.kind == DocumentKind::Report && count == 1;
    let first = last - count + 1;
    told.then_some((Day { year: first, month: 1, day: 1 }, Day { year: last, month: 12, day: 31 }))
}

/// Since 1985 the congresses meet between January and April; before, the letterhead must tell.
fn meets_in_spring(document: &Document, year: i32) -> bool {
    let month = document.letterhead.date.as_ref().and_then(|d| d.iso.as_ref()?.get(5..7)?.parse::<u8>().ok());
    month.map_or(year >= 1985, |m| m <= 4)
}

/// Returns whether a document is the report that a government gives each year: its title says so or, where it has none, it speaks
/// to a congress: 各位代表.
//= 各位代表：⏎现在，我代表云溪县人民政府报告工作。⏎一、2024年工作回顾⏎过去一年，全县新建道路12公里。⏎二、2025年工作安排⏎新建泵站3座。 → @2024 | target @2025
pub(super) fn is_annual(text: &str, document: &Document) -> bool {
    let spoken = || {
        let words = document.place.span.of(text);
        document.kind == DocumentKind::Report && WORDS.congress.occur_in(&words[..floor(words, OPENING)])
    };
    document.letterhead.title.as_ref().map_or_else(spoken, |t| WORDS.annual.occur_in(&t.text))
}

/// Who is spoken to stands within so many bytes.
const OPENING: usize = 900;

/// 2025年, ２０２５年, 二〇二五年: digits of a year before 年.
//= 各位代表：⏎现在，我代表云溪县人民政府报告工作。⏎一、２０２４年工作回顾⏎２０２４年，全县新建道路12公里。⏎二、今后工作⏎新建泵站3座。 → @2024 | target @2025
fn names_a_year(words: &str) -> bool {
    words
        .find('年')
        .is_some_and(|at| words[..at].chars().filter(|c| digit(*c).or(figure(*c)).is_some()).count() >= 4)
}

/// The year in the titles above; of a 政府工作报告 whose titles name none, the year before its own.
fn reviewed_year(document: &Document, annual: bool, at: usize, year: i32) -> Option<i32> {
    let above = document.path(document.section_at(at).map(|s| s.id));
    let told = above.filter_map(|s| year_in(s.title.as_deref()?)).next();
    told.or(annual.then_some(year - 1)).filter(|y| (year - 1..=year).contains(y))
}

/// The year of a figure at `at` of which no words tell the time: a plan's goals are of the year in its title, a report's results
/// too; a 政府工作报告 looks back on the year before its own.
//= 2026年云溪县政府工作报告⏎一、2025年工作回顾⏎全县生产总值增长5.2%。⏎二、重点工作⏎新建道路3公里。 → actual @2025 | target @2026
//= 云溪县2024年统计公报⏎一、农业⏎全县粮食产量8.9万吨。 → actual @2024
//= 云溪县2025年水利工作要点⏎一、重点工作⏎新建泵站12座。 → target @2025
pub(super) fn untold_year(
    document: &Document,
    era: Era,
    annual: bool,
    at: usize,
    role: MetricRole,
) -> Option<i32> {
    let section = document.role_at(at);
    let ahead = matches!(section, SectionRole::Plan | SectionRole::Targets | SectionRole::Requirements);
    let titled = || year_in(&document.letterhead.title.as_ref()?.text);
    match (role, document.kind) {
        (MetricRole::Target, _) if annual => era.year.filter(|_| ahead),
        (MetricRole::Target, DocumentKind::Plan | DocumentKind::Notice) => titled(),
        (MetricRole::Actual | MetricRole::Delta, _) if annual => {
            let year = era.year.filter(|_| section == SectionRole::Review)?;
            reviewed_year(document, annual, at, year)
        }
        (MetricRole::Actual | MetricRole::Delta, DocumentKind::Report) if !ahead => titled(),
        _ => None,
    }
}

/// The only year that a title names, or the first of 2023年工作总结和2024年工作计划; none of 2021—2025年.
fn year_in(title: &str) -> Option<i32> {
    let lead = &title[..title.find('年')?];
    let digits = lead.trim_end_matches(|c| digit(c).is_some()).len();
    let ranges =
        range_mark(&lead[lead[..digits].char_indices().next_back().map_or(0, |(at, _)| at)..]).is_some();
    let written: String = lead[digits..].chars().filter_map(digit).map(|d| char::from(b'0' + d)).collect();
    written.parse().ok().filter(|year| (1900..2100).contains(year) && !ranges)
}
