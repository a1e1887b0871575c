//! A plan and a report, both read → what tells that they do not belong together: place, year, which of the two tells of deeds.

use crate::ledger;
use crate::model::{Document, DocumentKind, Mood, Section, SectionRole};
use crate::parsed::Parsed;
use crate::place::{Named, places};
use crate::report::Doubt;
use crate::span::Span;
use crate::tables::Table;

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
    let head = title.or_else(|| head_lines(text, document).next().map(|(_, line)| line));
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

/// So many lines below the title may name who speaks, when and where.
const HEAD_LINES: usize = 12;
/// Above them a page has at most so many lines of its own.
const MOST_LINES: usize = 200;
/// A line of the head has at most so many characters.
const LONGEST_LINE: usize = 60;
/// Within so many characters a text without a title says whose it is: 「2025年，云溪县坚持……」.
const OPENING: usize = 120;
/// Within so many it names the place again that another document is of.
const REACH: usize = 200;

/// What a file says of whose it is.
struct Head {
    /// The places that its heads name.
    own: Vec<Named>,
    /// Its beginning and its signature, without blanks.
    text: String,
}

fn head(parsed: &Parsed) -> Head {
    let signed: Vec<&str> = parsed
        .documents
        .iter()
        .flat_map(|d| [&d.letterhead.title, &d.letterhead.issuer, &d.letterhead.signing_organ])
        .flatten()
        .map(|quote| quote.text.as_str())
        .collect();
    let mut own: Vec<Named> = signed.iter().flat_map(|line| places(line)).collect();
    let text = parsed.source.text();
    let first = parsed.documents.first();
    own.extend(first.into_iter().flat_map(|d| head_lines(text, d)).flat_map(|(_, line)| places(line)));
    let opening: String = dense(parsed).take(REACH).collect();
    if own.is_empty() {
        let body: String = first.map_or("", |d| d.place.span.of(text)).chars().take(OPENING).collect();
        // 「在东陵市委的坚强领导下，我县……」 is not of 东陵市.
        own = body.split(['，', '。', '；']).filter(|clause| !says("led", clause)).flat_map(places).collect();
    }
    let signed: String = signed.concat().chars().filter(|c| !c.is_whitespace()).collect();
    Head { own, text: opening + &signed }
}

/// The short lines below the title and above the first heading, without a page's furniture: 「东陵市市长　何平」.
fn head_lines<'a>(text: &'a str, document: &Document) -> impl Iterator<Item = (Span, &'a str)> {
    let span = head_span(document);
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
    telling.take(HEAD_LINES).filter(move |(_, line)| !prose(line))
}

/// From below the title, or the beginning, to the first heading.
fn head_span(document: &Document) -> Span {
    let whole = document.place.span;
    let from = document.letterhead.title.as_ref().map_or(whole.start, |t| t.place.span.end);
    let to = document.sections.first().map_or(whole.end, |s| s.place.span.start);
    Span::new(from, to.max(from))
}

/// 「东陵市……」 checked against 「云溪县……」; not 「中共云溪县委」 against 「东陵市云溪县教育局」.
fn of_places(plan: &Parsed, report: &Parsed) -> Option<Doubt> {
    let (planned, told) = (head(plan), head(report));
    let named = |own: &[Named], other: &Head| own.iter().any(|place| other.text.contains(&place.stem));
    if named(&planned.own, &told) || named(&told.own, &planned) {
        return None;
    }
    let (plan, report) = (planned.own.first()?.name.clone(), told.own.first()?.name.clone());
    Some(Doubt::DifferentOrganisation { plan, report })
}

/// First and last year.
type Years = (i32, i32);

fn together(a: Years, b: Years) -> Years {
    (a.0.min(b.0), a.1.max(b.1))
}

/// The plan of one year and the report on another; the report that was written before its plan.
fn of_years(plan: &Parsed, report: &Parsed) -> Option<Doubt> {
    let words = |(from, to): Years| if from == to { from.to_string() } else { format!("{from}–{to}") };
    match (first_of(plan, planned_years), first_of(report, told_years)) {
        (Some(planned), Some(told)) if told.1 < planned.0 => {
            return Some(Doubt::OlderReport { plan: words(planned), report: words(told) });
        }
        (Some(planned), Some(told)) if told.0 > planned.1 => {
            return Some(Doubt::DifferentYear { plan: words(planned), report: words(told) });
        }
        _ => {}
    }
    let (planned, told) = (first_of(plan, |_, d| signed_on(d))?, first_of(report, |_, d| signed_on(d))?);
    (told < planned).then(|| Doubt::OlderReport { plan: planned.to_owned(), report: told.to_owned() })
}

fn first_of<'a, T>(parsed: &'a Parsed, of: impl Fn(&'a str, &'a Document) -> Option<T>) -> Option<T> {
    parsed.documents.iter().find_map(|document| of(parsed.source.text(), document))
}

/// The years that a document plans for: of a plan those of its title, of a report those of its part 「二、2025年工作安排」.
fn planned_years(text: &str, document: &Document) -> Option<Years> {
    let own = title_years(text, document);
    if is_report(document) {
        // What a report of one year plans is for that year or the next; what its parts name besides is misread.
        let near = |parts: &Years| own.is_none_or(|own| parts.0 <= own.1 + 1 && parts.1 >= own.0);
        let parts = part_years(document, &[SectionRole::Plan, SectionRole::Targets]).filter(near);
        let reviews = document.letterhead.title.as_ref().is_some_and(|t| t.text.contains("总结"));
        let title = own.map(|(from, to)| (from, to + i32::from(reviews)));
        return parts.or(title).or_else(|| planned_when_signed(document));
    }
    own.or_else(|| planned_when_signed(document))
}

/// A plan of December is for the next year.
fn planned_when_signed(document: &Document) -> Option<Years> {
    let day = signed_on(document)?;
    let late = day.get(5..7)? > LAST_MONTH_OF_WORK;
    Some((year(day)?, year(day)? + i32::from(late)))
}

/// Plans that are signed after this month are for the next year as well.
const LAST_MONTH_OF_WORK: &str = "10";

/// The years that a document tells of. What is told in January's government report was done the year before.
fn told_years(text: &str, document: &Document) -> Option<Years> {
    let reviewed = part_years(document, &[SectionRole::Review]);
    let Some((from, to)) = title_years(text, document) else {
        return reviewed.or_else(|| signed_on(document).and_then(year).map(|year| (year - 1, year)));
    };
    if !is_of_the_year_before(document, to) {
        return Some((from, to));
    }
    let last = reviewed.map_or(to, |reviewed| reviewed.1);
    Some((from - 1, if last == to - 1 { last } else { to }))
}

/// Whether a document of this year tells of the one before: a government report, a report that goes on to plan this year.
fn is_of_the_year_before(document: &Document, year: i32) -> bool {
    let government = document.letterhead.title.as_ref().is_none_or(|t| t.text.contains("政府工作报告"));
    let plans = part_years(document, &[SectionRole::Plan, SectionRole::Targets]);
    government || plans.map_or(document.plan_from.is_some(), |plans| plans.0 <= year)
}

fn is_report(document: &Document) -> bool {
    matches!(document.kind, DocumentKind::Report | DocumentKind::Speech) || document.plan_from.is_some()
}

fn year(day: &str) -> Option<i32> {
    day.get(..4)?.parse().ok()
}

/// The day that a document is signed on.
fn signed_on(document: &Document) -> Option<&str> {
    document.letterhead.date.as_ref()?.iso.as_deref()
}

/// The years that a stretch of the text names: 十四五 names five.
fn years_in(document: &Document, span: Span) -> Option<Years> {
    let from = document.times.partition_point(|t| t.place.span.start < span.start);
    let within = document.times[from..].iter().take_while(|t| t.place.span.end <= span.end);
    let named = within.filter(|t| !t.masked && is_named(&t.text));
    named.filter_map(|t| Some((year(t.from.as_deref()?)?, year(t.to.as_deref()?)?))).reduce(together)
}

/// 2025年, 二〇二五年, “十四五”; not 过去一年, whose year another tells.
fn is_named(time: &str) -> bool {
    let plan = time.contains('十') && time.contains('五') && !time.contains('年');
    plan || time.contains(|c: char| c.is_ascii_digit() || "〇○零".contains(c))
}

/// The years of a document's title (not of what was found: 「关于2024年度审计查出问题整改情况的报告」), or of the lines below it: 「——2026年1月14日在东陵市第八届人民代表大会第五次会议上」.
fn title_years(text: &str, document: &Document) -> Option<Years> {
    let title = document.letterhead.title.as_ref();
    if title.is_some_and(|t| says("findings", &t.text)) {
        return None;
    }
    let own = title.and_then(|t| years_in(document, t.place.span));
    own.or_else(|| head_lines(text, document).filter_map(|(at, _)| years_in(document, at)).reduce(together))
}

/// The years that upper titles of parts of these roles name: 「二、2025年工作安排」.
fn part_years(document: &Document, roles: &[SectionRole]) -> Option<Years> {
    let parts = document.sections.iter().filter(|s| s.level <= 1 && roles.contains(&s.role));
    let title = |s: &Section| s.title.as_ref().map_or(0, |title| s.marker.len() + title.len() + TITLE_PLAY);
    let spans = parts.map(|s| {
        let span = s.place.span;
        Span::new(span.start, span.end.min(span.start + title(s)))
    });
    spans.filter_map(|span| years_in(document, span)).reduce(together)
}

/// Blanks between a marker and its title.
const TITLE_PLAY: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(plan: &str, report: &str) -> Vec<&'static str> {
        let parse = |text: &str| crate::parse(text.as_bytes());
        doubts(&parse(plan), &parse(report)).iter().map(|doubt| doubt.code().as_str()).collect()
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
}
