//! A plan and a report, both read → what tells that they do not belong together: place, year, which of the two tells of deeds.

use crate::about::{LAST_MONTH_OF_WORK, Years, head_lines, is_yearly, part_years, title_years};
use crate::ledger;
use crate::model::{Document, DocumentKind, Finding, Mood, PlaceName, Section, SectionRole, Verdict};
use crate::parsed::Parsed;
use crate::place::stem;
use crate::report::Doubt;
use crate::source::Source;
use crate::tables::Table;
use std::collections::BTreeMap;

static WORDS: Table = Table::new(include_str!("tables/pair_words.tsv"));

fn says(what: &str, words: &str) -> bool {
    WORDS.rows().any(|row| row[0] == what && words.contains(row[1]))
}

/// What makes it doubtful that `report` tells of `plan`; none for a pair that fits.
pub(crate) fn doubts(plan: &Parsed, report: &Parsed) -> Vec<Doubt> {
    // A ledger that tells how far its tasks are is checked against itself.
    let told = report.documents.iter().any(ledger::tells_progress);
    if is_same(plan, report) && !told {
        return vec![Doubt::SameDocument];
    }
    [nothing_told(plan, report), of_places(plan, report), of_years(plan, report)]
        .into_iter()
        .flatten()
        .collect()
}

/// One text twice, be it in another encoding or broken into other lines.
fn is_same(plan: &Parsed, report: &Parsed) -> bool {
    dense(plan).eq(dense(report))
}

fn dense(parsed: &Parsed) -> impl Iterator<Item = char> {
    parsed.source.text().chars().filter(|c| !c.is_whitespace())
}

/// Whether a file holds nothing but plans: titles say so, and no part of it looks back.
pub(crate) fn only_plans(parsed: &Parsed) -> bool {
    let plans = |d: &Document| matches!(d.kind, DocumentKind::Plan | DocumentKind::Table);
    let speaks = |d: &&Document| !d.statements.is_empty();
    parsed.documents.iter().any(plans)
        && parsed
            .documents
            .iter()
            .filter(speaks)
            .all(|d| (plans(d) || d.kind == DocumentKind::Notice) && !d.sections.iter().any(reviews))
}

/// Whether a sentence of the file tells of anything: what was done, is under way, or is wanting.
fn tells_anything(parsed: &Parsed) -> bool {
    let text = parsed.source.text();
    if parsed.documents.iter().any(ledger::tells_progress) {
        return true;
    }
    !only_plans(parsed)
        && parsed.documents.iter().any(|d| {
            let clear = head_says_told(text, d) || is_report(d) || d.sections.iter().any(reviews);
            d.statements
                .iter()
                .any(|s| !d.is_bare_heading(text, s) && tells(s.mood, s.place.span.of(text), clear))
        })
}

/// Whether a sentence tells of a deed. Where it is not clear that the text does, its mood is not enough: 「新增学位600个。」 may be
/// promised as well; where it is, what is counted was done: 「云溪县民生实事进展」 「更换路灯400盏。」.
fn tells(mood: Mood, words: &str, clear: bool) -> bool {
    match mood {
        Mood::Done | Mood::Ongoing | Mood::Admitted => clear || says("past", words),
        Mood::General => clear && words.contains(|c: char| c.is_ascii_digit()),
        Mood::Planned => false,
    }
}

fn reviews(section: &Section) -> bool {
    section.role == SectionRole::Review
}

fn head_says_told(text: &str, document: &Document) -> bool {
    let title = document.letterhead.title.as_ref().map(|t| t.text.as_str());
    let head = title.or_else(|| head_lines(text, document).next());
    head.is_some_and(|head| says("told", head))
}

/// A report that tells of nothing done; where it is a plan and the plan a report, they were likely swapped.
fn nothing_told(plan: &Parsed, report: &Parsed) -> Option<Doubt> {
    if tells_anything(report) {
        return None;
    }
    let reports = plan.documents.iter().any(|d| d.kind == DocumentKind::Report);
    Some(if only_plans(report) && reports { Doubt::Swapped } else { Doubt::NothingTold })
}

/// Within so many characters a text names the place again that another is of.
const REACH: usize = 200;

/// The place that a file is of.
fn place(parsed: &Parsed) -> Option<&PlaceName> {
    parsed.documents.iter().find_map(|d| d.locality.as_ref())
}

/// A file's beginning and its signature, without blanks.
fn head(parsed: &Parsed) -> String {
    let letterheads = parsed.documents.iter().map(|d| &d.letterhead);
    let lines = letterheads.flat_map(|l| [&l.title, &l.issuer, &l.signing_organ]).flatten();
    let signed = lines.flat_map(|line| line.text.chars()).filter(|c| !c.is_whitespace());
    dense(parsed).take(REACH).chain(signed).collect()
}

/// 「东陵市……」 checked against 「云溪县……」; not 「中共云溪县委」 against 「东陵市云溪县教育局」.
fn of_places(plan: &Parsed, report: &Parsed) -> Option<Doubt> {
    let (planned, told) = (place(plan)?, place(report)?);
    let names = |parsed: &Parsed, place: &PlaceName| head(parsed).contains(&stem(place));
    if planned == told || names(plan, told) || names(report, planned) {
        return None;
    }
    Some(Doubt::DifferentOrganisation { plan: planned.name.clone(), report: told.name.clone() })
}

/// The plan of one year and the report on another; the report that was written before its plan.
fn of_years(plan: &Parsed, report: &Parsed) -> Option<Doubt> {
    let words = |(from, to): Years| if from == to { from.to_string() } else { format!("{from}–{to}") };
    match (planned_years(plan), told_years(report)) {
        (Some(planned), Some(told)) if told.1 < planned.0 => {
            // 政府工作报告 of 2026 as the plan and that of 2025 as the report fit the other way round.
            let turned = planned_years(report).zip(told_years(plan)).is_some_and(|(planned, told)| {
                planned.0 <= told.1 && told.0 <= planned.1 && tells_anything(plan)
            });
            let older = || Doubt::OlderReport { plan: words(planned), report: words(told) };
            return Some(if turned { Doubt::Swapped } else { older() });
        }
        (Some(planned), Some(told)) if told.0 > planned.1 => {
            return Some(Doubt::DifferentYear { plan: words(planned), report: words(told) });
        }
        _ => {}
    }
    let (planned, told) = (signed_on(plan)?, signed_on(report)?);
    (told < planned).then(|| Doubt::OlderReport { plan: planned.to_owned(), report: told.to_owned() })
}

/// Of so many tasks a report that belongs to the plan tells of more than one.
const TASKS_A_SENTENCE: usize = 10;
/// Of fewer tasks it may tell of none.
const FEW_TASKS: usize = 4;
/// So many years lie between what a plan speaks of and what its report speaks of, at most.
const MOST_YEARS: i32 = 2;

/// Where a place or a year is not known: texts that have next to nothing in common, or that speak of other years.
pub(crate) fn unclear(plan: &Parsed, report: &Parsed, findings: &[Finding]) -> Option<Doubt> {
    let years = (planned_years(plan), told_years(report));
    if place(plan).and(place(report)).is_some() && years.0.and(years.1).is_some() {
        return None;
    }
    let tasks = findings.iter().filter(|f| f.is_checkable()).count();
    let told = findings.iter().filter(|f| f.verdict != Verdict::NotMentioned).count();
    let little = tasks >= FEW_TASKS && told * TASKS_A_SENTENCE < tasks;
    let apart = match (years.0.or_else(|| spoken_of(plan)), years.1.or_else(|| spoken_of(report))) {
        (Some(planned), Some(told)) => planned.0 - told.1 > MOST_YEARS || told.0 - planned.1 > MOST_YEARS,
        _ => false,
    };
    (little || apart && told * 2 < tasks).then_some(Doubt::UnclearPair)
}

/// A year is named often if the one named most is named no more than so many times as often.
const OFTEN: i32 = 3;

/// The last year that a file's deeds name often, where nothing else tells its year.
fn spoken_of(parsed: &Parsed) -> Option<Years> {
    let mut count = BTreeMap::new();
    for document in &parsed.documents {
        let told = document.statements.iter().filter(|s| s.mood == Mood::Done);
        for statement in told {
            let span = statement.place.span;
            let from = document.times.partition_point(|t| t.place.span.start < span.start);
            let within = document.times[from..].iter().take_while(|t| t.place.span.end <= span.end);
            let years = within.filter_map(|t| Some((year(t.from.as_deref()?)?, year(t.to.as_deref()?)?)));
            for (_, year) in years.filter(|(from, to)| from == to) {
                *count.entry(year).or_insert(0) += 1;
            }
        }
    }
    let most = *count.values().max()?;
    let last = count.into_iter().rfind(|(_, count)| count * OFTEN >= most)?.0;
    Some((last, last))
}

fn first_of<'a, T>(parsed: &'a Parsed, of: impl FnMut(&'a Document) -> Option<T>) -> Option<T> {
    parsed.documents.iter().find_map(of)
}

/// The years that a file plans for: of a plan those of its title, of a report those of its part 「二、2025年工作安排」.
fn planned_years(plan: &Parsed) -> Option<Years> {
    first_of(plan, |document| {
        let own = title_years(&plan.source, document);
        let signed = || planned_when_signed(document);
        if !is_report(document) {
            return own.or_else(signed);
        }
        // What a report of one year plans is for that year or the next; what its parts name besides is misread.
        let near = |parts: &Years| own.is_none_or(|own| parts.0 <= own.1 + 1 && parts.1 >= own.0);
        let parts =
            part_years(&plan.source, document, &[SectionRole::Plan, SectionRole::Targets]).filter(near);
        let title = own.map(|(from, to)| (from, to + i32::from(is_yearly(document))));
        parts.or(title).or_else(signed)
    })
}

/// A plan of December is for the next year.
fn planned_when_signed(document: &Document) -> Option<Years> {
    let day = signed(document)?;
    let late = day.get(5..7)?.parse::<u8>().ok()? > LAST_MONTH_OF_WORK;
    Some((year(day)?, year(day)? + i32::from(late)))
}

/// The years that a file tells of. What is told in January's government report was done the year before.
fn told_years(report: &Parsed) -> Option<Years> {
    first_of(report, |document| {
        let reviewed = part_years(&report.source, document, &[SectionRole::Review]);
        let Some((from, to)) = title_years(&report.source, document) else {
            return reviewed.or_else(|| document.year.map(|year| (year - 1, year)));
        };
        if !is_of_the_year_before(&report.source, document, to) {
            return Some((from, to));
        }
        let last = reviewed.map_or(to, |reviewed| reviewed.1);
        Some((from - 1, if last == to - 1 { last } else { to }))
    })
}

/// Whether a document of this year tells of the one before: a government report, a report that goes on to plan this year.
fn is_of_the_year_before(source: &Source, document: &Document, year: i32) -> bool {
    let government = document.letterhead.title.as_ref().is_none_or(|t| says("government", &t.text));
    let plans = part_years(source, document, &[SectionRole::Plan, SectionRole::Targets]);
    government || plans.map_or(document.plan_from.is_some(), |plans| plans.0 <= year)
}

fn is_report(document: &Document) -> bool {
    matches!(document.kind, DocumentKind::Report | DocumentKind::Speech) || document.plan_from.is_some()
}

fn year(day: &str) -> Option<i32> {
    day.get(..4)?.parse().ok()
}

/// The day that a document is signed on.
fn signed(document: &Document) -> Option<&str> {
    document.letterhead.date.as_ref()?.iso.as_deref()
}

fn signed_on(parsed: &Parsed) -> Option<&str> {
    first_of(parsed, signed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(plan: &str, report: &str) -> Vec<String> {
        let parse = |text: &str| crate::parse(text.as_bytes());
        doubts(&parse(plan), &parse(report)).iter().map(|d| d.code().to_string()).collect()
    }

    const PLAN: &str = "云溪县2025年工作要点\n一、重点任务\n1.修复河堤7公里。\n2.配备校车15辆。\n";

    #[test]
    fn another_places_report_is_warned_of() {
        for head in [
            "2026年东陵市政府工作报告\n",
            "政府工作报告\n——2026年1月9日在东陵市第六届人民代表大会第三次会议上\n市长　何平\n",
            "政府工作报告\n东陵市市长　何平\n",
            "工作总结\n2025年，东陵市真抓实干，成效明显。\n",
            "2026年广西政府工作报告\n",
        ] {
            let report = format!("{head}一、2025年工作回顾\n修复河堤9公里。配备校车20辆。\n");
            assert_eq!(codes(PLAN, &report), ["different_organisation"], "{head}");
        }
    }

    #[test]
    fn organs_of_one_place_are_not_warned_of() {
        for head in [
            "云溪县2025年工作总结\n",
            "中共云溪县委2025年工作总结\n",
            "东陵市云溪县教育局2025年工作总结\n",
            "云溪2025年工作总结\n",
            "工作总结\n",
            "政府工作报告\n——2026年1月9日在云溪县第六届人民代表大会第三次会议上\n县长　何平\n",
        ] {
            let report = format!("{head}一、工作完成情况\n修复河堤9公里。配备校车20辆。\n");
            assert_eq!(codes(PLAN, &report), [""; 0], "{head}");
        }
    }

    #[test]
    fn years_that_do_not_fit_are_warned_of() {
        let report = |title: &str, day: &str| {
            format!("云溪县{title}\n一、完成情况\n修复河堤9公里。\n\n云溪县水利局\n{day}\n")
        };
        for (title, day, codes_wanted) in [
            ("2025年工作总结", "2025年12月30日", &[][..]),
            ("工作总结", "2026年1月5日", &[]),
            ("2024年工作总结", "2024年12月30日", &["older_report"]),
            ("工作总结", "2024年12月30日", &["older_report"]),
            ("2026年工作总结", "2026年12月30日", &["different_year"]),
            ("关于2024年度审计查出问题整改情况的报告", "2025年12月30日", &[]),
        ] {
            assert_eq!(codes(PLAN, &report(title, day)), codes_wanted, "{title} {day}");
        }
    }

    #[test]
    fn a_report_that_is_a_plan_is_warned_of() {
        assert_eq!(codes(PLAN, PLAN), ["same_document"]);
        let other = "云溪县2025年任务清单\n一、主要工作\n1.修复河堤7公里。\n";
        assert_eq!(codes(PLAN, other), ["nothing_told"]);
        let report = "云溪县2024年工作总结\n一、完成情况\n修复河堤3公里。\n二、2025年打算\n修复河堤7公里。\n";
        assert_eq!(codes(report, PLAN), ["swapped"]);
    }

    #[test]
    fn two_government_reports_in_the_wrong_order_are_swapped() {
        let report = |year: i32| {
            format!(
                "{year}年云溪县政府工作报告\n一、{}年工作回顾\n修复河堤3公里。\n二、{year}年工作安排\n修复河堤7公里。\n",
                year - 1
            )
        };
        assert_eq!(codes(&report(2025), &report(2026)), [""; 0]);
        assert_eq!(codes(&report(2026), &report(2025)), ["swapped"]);
        assert_eq!(codes(&report(2026), &report(2023)), ["older_report"]);
    }

    #[test]
    fn a_pair_of_unknown_place_that_has_nothing_in_common_is_unclear() {
        let told = |head: &str, words: &str| {
            let plan = format!("{PLAN}3.更换路灯400盏。\n4.维修农桥20座。\n");
            let report = format!("{head}2025年工作总结\n一、完成情况\n{words}\n");
            let parse = |text: &str| crate::parse(text.as_bytes());
            let review = crate::Checker::new().check(&parse(&plan), &parse(&report));
            review.warnings.iter().map(|w| w.code.to_string()).collect::<Vec<_>>()
        };
        let other = "全年召开座谈会9次，培训讲解员30名。";
        assert_eq!(told("", other), ["unclear_pair"]);
        assert_eq!(told("云溪县", other), [""; 0]);
        assert_eq!(told("", "修复河堤9公里。配备校车20辆。"), [""; 0]);
    }

    #[test]
    fn a_report_that_speaks_of_years_long_before_or_after_is_unclear() {
        let told = |year: i32| {
            let past = "2024年完成农桥改造3座，2025年完成校舍改造3所，2025年完成农桥改造2座。";
            let tasks = "1.修复河堤7公里。\n2.配备校车15辆。\n3.更换路灯400盏。\n4.维修农桥20座。";
            let plan = format!("重点任务清单\n{past}\n一、重点任务\n{tasks}\n");
            let report = format!(
                "{year}年工作总结\n一、完成情况\n完成河堤修复9公里。培训讲解员30名，举办展览12场。\n"
            );
            let parse = |text: &str| crate::parse(text.as_bytes());
            let review = crate::Checker::new().check(&parse(&plan), &parse(&report));
            review.warnings.iter().any(|w| w.code.to_string() == "unclear_pair")
        };
        let unclear: Vec<_> = (2021..=2029).filter(|year| told(*year)).collect();
        assert_eq!(unclear, [2021, 2022, 2028, 2029], "the plan tells of 2025 last");
    }
}
