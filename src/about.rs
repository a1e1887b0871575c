//! Documents, read → of each the year and the place that it is about, by its title, byline, issuer, signature and titles of parts.

use crate::calendar::{Day, Era, Grade, moment};
use crate::model::{Document, DocumentKind, PlaceName, SectionRole};
use crate::numeral::{digit, figure};
use crate::place::{is_source, places};
use crate::source::{Script, Source};
use crate::span::Span;
use crate::tables::word_lists;

word_lists! {
    "tables/about_words.tsv",
    /// 关于: behind it a title names what it is about, before it whose it is.
    about
    /// 审计, 督察: the year of such a title is that of what was found.
    findings
    /// 领导, 指导: a clause names who leads, not whose text it is.
    led
    /// 各位代表: what a congress hears.
    spoken
    /// 总结: is written when its year is over.
    yearly
}

/// Sets year and place of each document; an attachment has those of what it is attached to, where it names none.
pub(crate) fn set(source: &Source, documents: &mut [Document]) {
    for i in 0..documents.len() {
        let (above, rest) = documents.split_at_mut(i);
        let document = &mut rest[0];
        let parent = document.parent.and_then(|id| above.get(id));
        // A plan of three years is not of the one in which it is sent along.
        let lent = || parent.and_then(|p| p.year).filter(|_| title_years(source, document).is_none());
        document.year = year(source, document).or_else(lent);
        let own = place(source.text(), document);
        document.locality = own.or_else(|| parent.and_then(|p| p.locality.clone()));
    }
}

/// So many lines below the title may name who speaks, when and where.
const HEAD_LINES: usize = 12;
/// Above them a page has at most so many lines of its own.
const MOST_LINES: usize = 200;
/// A line of the head has at most so many characters.
const LONGEST_LINE: usize = 60;
/// Within so many characters a text without a head says whose it is: 「2025年，云溪县坚持……」.
const OPENING: usize = 120;

/// The short lines below the title and above the first heading, without a page's furniture: 「东陵市市长　何平」.
pub(crate) fn head_lines<'a>(text: &'a str, document: &Document) -> impl Iterator<Item = &'a str> {
    let whole = document.place.span;
    let from = document.letterhead.title.as_ref().map_or(whole.start, |t| t.place.span.end);
    let to = document.sections.first().map_or(whole.end, |s| s.place.span.start);
    let span = Span::new(from, to.max(from));
    let lines = span.of(text).split('\n').take(MOST_LINES).scan(span.start, |at, line| {
        let start = *at;
        *at += line.len() + 1;
        Some((Span::new(start, start + line.len()), line.trim()))
    });
    let noise = |at: Span| document.noise.iter().any(|n| n.place.span.overlaps(at));
    let telling = lines.filter(move |(at, line)| !line.is_empty() && !noise(*at));
    let prose = |line: &str| {
        line.chars().count() > LONGEST_LINE || line.contains('。') || line.ends_with(['：', ':'])
    };
    telling.take(HEAD_LINES).map(|(_, line)| line).filter(move |line| !prose(line) && !is_source(line))
}

/// The document's first words, where its text begins without a title.
fn opening<'a>(text: &'a str, document: &Document) -> impl Iterator<Item = &'a str> {
    let span = document.place.span;
    let from = document.letterhead.title.as_ref().map_or(span.start, |t| t.place.span.end.max(span.start));
    let body = &text[from.min(span.end)..span.end];
    let end = body.char_indices().nth(OPENING).map_or(body.len(), |(at, _)| at);
    body[..end]
        .split(['，', '。', '；', '\n'])
        .map(str::trim)
        .filter(|clause| !clause.is_empty() && !is_source(clause))
}

/// The place that a document is of: of the organ that its title, byline, letterhead or signature names, else that which its title
/// is about or its first words name.
fn place(text: &str, document: &Document) -> Option<PlaceName> {
    let head = &document.letterhead;
    let line = |quote: &Option<crate::model::Quote>| quote.as_ref().map(|q| q.text.clone());
    let title = line(&head.title).unwrap_or_default();
    let about = WORDS.about.iter().find_map(|word| title.find(word)).unwrap_or(title.len());
    let first = |words: &str| places(words).into_iter().next();
    let organ = |quote| line(quote).and_then(|words| first(&words));
    first(&title[..about])
        .or_else(|| head_lines(text, document).find_map(first))
        .or_else(|| organ(&head.issuer))
        .or_else(|| organ(&head.signing_organ))
        .or_else(|| first(&title[about..]))
        // 「在东陵市委的坚强领导下，我县……」 is not of 东陵市.
        .or_else(|| opening(text, document).filter(|clause| !WORDS.led.occur_in(clause)).find_map(first))
        .or_else(|| organ(&head.recipients))
}

/// The year that a document is about: that of its title or byline, of its signature, of the titles of its parts, or the one that
/// its text begins with.
fn year(source: &Source, document: &Document) -> Option<i32> {
    let (text, era) = (source.text(), era(source));
    let has_title = document.letterhead.title.is_some();
    let dated = |line: &str| moments(line, era).iter().any(|m| matches!(m.2, Grade::Day | Grade::Month));
    let byline = || {
        head_lines(text, document)
            .filter(|l| has_title || dated(l))
            .find_map(|l| year_of(l, era).or_else(|| year_in_figures(l, era)))
    };
    let signed = || signed_year(text, document, era);
    let title = document.letterhead.title.as_ref().filter(|t| !WORDS.findings.occur_in(&t.text));
    let titled = || title.and_then(|t| year_of(&t.text, era));
    let told = match document.kind {
        // 「关于申办2029年运动会的复函」 is of the year that it was written in.
        DocumentKind::Letter | DocumentKind::Law => signed().or_else(titled),
        _ if is_told(document) => titled().or_else(byline).or_else(signed),
        _ => titled().or_else(signed).or_else(byline),
    };
    told.or_else(|| year_of_parts(source, document)).or_else(|| {
        opening(text, document).next().filter(|_| is_told(document)).and_then(|c| begun_with(c, era))
    })
}

/// 103年 is a year of the Republic in a text that came in 繁體.
fn era(source: &Source) -> Era {
    Era { year: None, minguo: source.info().script == Script::Traditional }
}

/// Whether somebody tells of his work.
fn is_told(document: &Document) -> bool {
    matches!(document.kind, DocumentKind::Report | DocumentKind::Speech) || document.plan_from.is_some()
}

/// The year that a line is of: of 2024年预算执行情况和2025年预算 the later. A stretch of years is none.
fn year_of(line: &str, era: Era) -> Option<i32> {
    let first = first_year(line, era)?;
    let mut years = moments(line, era).into_iter().filter(|m| m.2 != Grade::Years).map(|m| m.0);
    Some(years.rfind(|year| *year == first + 1).unwrap_or(first))
}

/// The year of a line that is a day in figures: 2025.3.8, in a text of Taiwan 104.4.17.
fn year_in_figures(line: &str, era: Era) -> Option<i32> {
    let mut parts = line.split(['.', '-', '/']).map(|part| part.trim().parse::<i32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let is_day = parts.next().is_none() && (1..=12).contains(&month) && (1..=31).contains(&day);
    let common = (1900..2100).contains(&year).then_some(year);
    let minguo = || (era.minguo && (1..200).contains(&year)).then_some(year + FIRST_OF_MINGUO - 1);
    common.or_else(minguo).filter(|_| is_day)
}

/// The first year of the Republic.
const FIRST_OF_MINGUO: i32 = 1912;

fn first_year(line: &str, era: Era) -> Option<i32> {
    moments(line, era).into_iter().find(|m| m.2 != Grade::Years).map(|m| m.0)
}

/// 「2025年，云溪县坚持……」.
fn begun_with(clause: &str, era: Era) -> Option<i32> {
    let found = moment(clause, era)?;
    found.days.filter(|_| found.grade != Grade::Years).map(|(from, _)| from.year)
}

/// The year of the signature; what tells of the year before is of that: 「现将2024年工作情况报告如下」, 2025年1月8日. A plan of
/// December that begins with the next year is of that.
fn signed_year(text: &str, document: &Document, era: Era) -> Option<i32> {
    let iso = document.letterhead.date.as_ref()?.iso.as_deref()?;
    let (signed, month): (i32, u8) = (iso.get(..4)?.parse().ok()?, iso.get(5..7)?.parse().ok()?);
    let told = opening(text, document).find_map(|clause| year_of(clause, era));
    let yearly = is_yearly(document) && month <= FIRST_MONTHS;
    let before = document.kind == DocumentKind::Report && month <= FIRST_MONTHS && told == Some(signed - 1);
    let ahead = document.kind == DocumentKind::Plan && month > LAST_MONTH_OF_WORK && told == Some(signed + 1);
    Some(signed - i32::from(yearly || before) + i32::from(ahead))
}

/// Whether a document is written when its year is over: 工作总结.
pub(crate) fn is_yearly(document: &Document) -> bool {
    document.letterhead.title.as_ref().is_some_and(|t| WORDS.yearly.occur_in(&t.text))
}

/// What is signed up to this month may tell of the year before.
const FIRST_MONTHS: u8 = 3;
/// Plans that are signed after this month are for the next year as well.
pub(crate) const LAST_MONTH_OF_WORK: u8 = 10;

/// The year of the titles 「一、2024年工作回顾」「二、2025年工作安排」: that of the plans where a congress hears them.
fn year_of_parts(source: &Source, document: &Document) -> Option<i32> {
    let single = |plans: bool| {
        let of = |role| if plans { is_ahead(role) } else { role == SectionRole::Review };
        let titles = document
            .sections
            .iter()
            .filter(|s| s.level <= 1 && of(s.role))
            .filter_map(|s| s.title.as_deref());
        let years: Vec<i32> = titles.filter_map(|title| first_year(title, era(source))).collect();
        (years.iter().min().copied(), years.iter().max().copied())
    };
    let text = document.place.span.of(source.text());
    let beginning = &text[..text.char_indices().nth(BEGINNING).map_or(text.len(), |(at, _)| at)];
    match WORDS.spoken.occur_in(beginning) {
        true => single(true).0.or_else(|| single(false).0.map(|year| year + 1)),
        false => single(false).1,
    }
}

fn is_ahead(role: SectionRole) -> bool {
    matches!(role, SectionRole::Plan | SectionRole::Targets)
}

/// Within so many characters a congress is spoken to, whatever stands above.
const BEGINNING: usize = 300;

/// First and last year.
pub(crate) type Years = (i32, i32);

/// From the first to the last of several years.
pub(crate) fn together(a: Years, b: Years) -> Years {
    (a.0.min(b.0), a.1.max(b.1))
}

/// The years of a document's title, not of what was found: 「关于2024年度审计查出问题整改情况的报告」; else those of the lines below.
pub(crate) fn title_years(source: &Source, document: &Document) -> Option<Years> {
    let within = |words: &str| years_in(words, era(source));
    let title = document.letterhead.title.as_ref();
    if title.is_some_and(|t| WORDS.findings.occur_in(&t.text)) {
        return None;
    }
    let own = title.and_then(|t| within(&t.text));
    own.or_else(|| head_lines(source.text(), document).filter_map(within).reduce(together))
}

/// The years that upper titles of parts of these roles name: 「二、2025年工作安排」.
pub(crate) fn part_years(source: &Source, document: &Document, roles: &[SectionRole]) -> Option<Years> {
    let parts = document.sections.iter().filter(|s| s.level <= 1 && roles.contains(&s.role));
    parts.filter_map(|s| years_in(s.title.as_deref()?, era(source))).reduce(together)
}

/// The last day of the time that a document tells of: 「2025年上半年工作总结」 ends on 30 June, a 政府工作报告 of 2026 with the year before.
pub(crate) fn last_day_told(source: &Source, document: &Document) -> Option<Day> {
    let era = Era { year: document.year, ..era(source) };
    let title = document.letterhead.title.as_ref().map_or("", |title| &title.text);
    let part = times(title, era).into_iter().filter(|m| matches!(m.2, Grade::Part | Grade::Month));
    let reviewed = part_years(source, document, &[SectionRole::Review]).map(|years| years.1);
    let planned = part_years(source, document, &[SectionRole::Plan, SectionRole::Targets]);
    let heard = planned.is_some_and(|years| Some(years.0) == document.year);
    let signed = document.letterhead.date.as_ref().and_then(|date| date.iso.as_deref()?.parse::<Day>().ok());
    let within = signed.filter(|day| Some(day.year) == document.year && !is_yearly(document));
    let year = document.year.map(|year| year - i32::from(heard));
    part.map(|m| m.1)
        .max()
        .or_else(|| reviewed.map(last_of))
        .or(within)
        .or_else(|| year.map(last_of))
        .or(signed)
}

/// The last day that a plan has for what names no day of its own.
pub(crate) fn last_day_planned(source: &Source, document: &Document) -> Option<Day> {
    let titled = || title_years(source, document).map(|years| years.1);
    document.year.or_else(titled).map(last_of)
}

fn last_of(year: i32) -> Day {
    Day { year, month: 12, day: 31 }
}

/// The years that words name: 十四五 names five.
fn years_in(words: &str, era: Era) -> Option<Years> {
    moments(words, era).into_iter().map(|(from, to, _)| (from, to)).reduce(together)
}

/// The times that words name, with first and last year.
fn moments(words: &str, era: Era) -> Vec<(i32, i32, Grade)> {
    times(words, era).into_iter().map(|(from, to, grade)| (from.year, to.year, grade)).collect()
}

/// The times that words name, with first and last day.
fn times(words: &str, era: Era) -> Vec<(Day, Day, Grade)> {
    let (mut found, mut at, mut within) = (Vec::new(), 0, false);
    while let Some(c) = words[at..].chars().next() {
        let time = if within { None } else { moment(&words[at..], era) };
        found.extend(time.and_then(|m| m.days.map(|(from, to)| (from, to, m.grade))));
        within = time.is_none() && (digit(c).is_some() || figure(c).is_some());
        at += time.map_or(c.len_utf8(), |m| m.len.max(1));
    }
    found
}

#[cfg(test)]
mod tests {
    fn about(text: &str) -> (Option<i32>, Option<String>) {
        let document = crate::parse(text.as_bytes()).documents.remove(0);
        (document.year, document.locality.map(|place| place.name))
    }

    #[test]
    fn year_and_place_stand_in_the_head() {
        for (text, year, place) in [
            ("2025年云溪县政府工作报告\n一、2024年工作回顾\n修复河堤9公里。\n", 2025, "云溪县"),
            ("东陵市云溪县教育局2024年工作总结\n一、情况\n修复河堤9公里。\n", 2024, "云溪县"),
            (
                "政府工作报告\n——2026年1月9日在东陵市第六届人民代表大会第三次会议上\n市长　何平\n一、情况\n修复河堤。\n",
                2026,
                "东陵市",
            ),
            ("工作总结\n一、情况\n修复河堤9公里。\n\n云溪县水利局\n2025年12月30日\n", 2025, "云溪县"),
            ("工作总结\n一、情况\n修复河堤9公里。\n\n云溪县水利局\n2026年1月8日\n", 2025, "云溪县"),
            ("工作总结\n2025年，云溪县真抓实干。\n一、情况\n修复河堤9公里。\n", 2025, "云溪县"),
            ("来源：云岭省日报\n2025年苏州政府工作报告\n一、情况\n修复河堤9公里。\n", 2025, "苏州市"),
            ("云溪縣長施政報告\n114.3.5\n壹、前言\n本縣續辦水利。\n", 2025, "云溪县"),
            ("国务院关于云岭省区划的批复\n云岭省人民政府：\n同意。\n\n国务院\n2018年11月6日\n", 2018, "全国"),
            ("关于云溪县2024年预算执行情况和2025年预算的报告\n一、情况\n收入增长。\n", 2025, "云溪县"),
            ("各位代表：\n我代表云溪县人民政府报告工作。\n一、2024年工作回顾\n修复河堤。\n", 2025, "云溪县"),
        ] {
            assert_eq!(about(text), (Some(year), Some(place.to_owned())), "{text}");
        }
    }

    #[test]
    fn the_time_that_is_told_ends_on_a_day() {
        for (text, day) in [
            ("云溪县2025年上半年工作总结\n一、情况\n修复河堤9公里。\n", "2025-06-30"),
            ("2026年云溪县政府工作报告\n一、2025年工作回顾\n修复河堤9公里。\n", "2025-12-31"),
            (
                "2026年云溪县政府工作报告\n一、工作回顾\n修复河堤9公里。\n二、2026年工作安排\n修路。\n",
                "2025-12-31",
            ),
            ("云溪县2025年工作总结\n一、情况\n修复河堤9公里。\n\n云溪县水利局\n2026年1月8日\n", "2025-12-31"),
            (
                "云溪县2025年重点工作进展情况\n一、情况\n修复河堤9公里。\n\n云溪县水利局\n2025年9月8日\n",
                "2025-09-08",
            ),
        ] {
            let parsed = crate::parse(text.as_bytes());
            let last = super::last_day_told(&parsed.source, &parsed.documents[0]);
            assert_eq!(last.map(|day| day.to_string()).as_deref(), Some(day), "{text}");
        }
    }

    #[test]
    fn what_is_not_said_is_left_out() {
        for text in [
            "工作总结\n一、工作完成情况\n修复河堤9公里。配备校车20辆。\n",
            "在东陵市委的坚强领导下，我县修复河堤9公里。\n",
            "民生三年行动方案\n一、重点任务\n1.修复河堤7公里。\n",
        ] {
            assert_eq!(about(text), (None, None), "{text}");
        }
    }

    #[test]
    fn an_attachment_has_what_its_notice_has() {
        let text = "云溪县人民政府文件\n云溪县人民政府关于印发水利工作方案的通知\n各乡镇：\n现印发给你们。\n\n云溪县人民政府\n2024年3月5日\n\n附件\n\
                    水利工作方案\n一、重点任务\n1.修复河堤7公里。\n";
        let documents = crate::parse(text.as_bytes()).documents;
        assert_eq!(documents.len(), 2);
        assert_eq!(documents[1].year, Some(2024));
        assert_eq!(documents[1].locality.as_ref().map(|p| &*p.name), Some("云溪县"));
    }
}
