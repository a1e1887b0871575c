//! A section's title, place and words → what the section does: review, problems, plan, targets …

use crate::model::{DocumentKind, MeasureRole, Section, SectionRole};
use crate::numeral::figure;
use crate::span::Span;
use crate::tables::Table;

static TITLE_WORDS: Table = Table::new(include_str!("../tables/section_roles.tsv"));
static TENSE_WORDS: Table = Table::new(include_str!("../tables/tense_words.tsv"));

/// The role that a title tells by itself. A title that names both what was done and what is to come tells none.
pub(super) fn by_title(title: &str) -> Option<SectionRole> {
    let mut found: Vec<(usize, SectionRole)> =
        TITLE_WORDS.rows().filter_map(|row| Some((title.find(row[1])?, role(row[0])))).collect();
    found.sort_by_key(|f| f.0);
    let first = found.first()?.1;
    if !looks_ahead(first) {
        let torn = first == SectionRole::Review && found.iter().any(|f| looks_ahead(f.1));
        return (!torn).then_some(first);
    }
    // 「总体要求和重点任务」 is a plan that begins with its requirements.
    [SectionRole::Plan, SectionRole::Targets]
        .into_iter()
        .find(|r| found.iter().any(|f| f.1 == *r))
        .or(Some(first))
}

fn looks_ahead(role: SectionRole) -> bool {
    matches!(role, SectionRole::Plan | SectionRole::Targets | SectionRole::Requirements)
}

fn role(word: &str) -> SectionRole {
    match word {
        "review" => SectionRole::Review,
        "problems" => SectionRole::Problems,
        "plan" => SectionRole::Plan,
        "targets" => SectionRole::Targets,
        "requirements" => SectionRole::Requirements,
        "organisation" => SectionRole::Organisation,
        "background" => SectionRole::Background,
        _ => SectionRole::Other,
    }
}

/// Gives every section its role: by its title, else its parent's, else by which half of the report it stands in, else by
/// its tense. `plan_from` is where the report begins to plan.
pub(super) fn settle(
    text: &str,
    sections: &mut [Section],
    ends: &[usize],
    kind: DocumentKind,
    plan_from: Option<usize>,
) {
    let plans: Vec<u32> = sections.iter().filter_map(|s| five_years(s.title.as_deref()?)).collect();
    let next_plan = plans.iter().max().filter(|last| plans.iter().any(|p| p < last)).copied();
    let mut planning = false;
    for i in 0..sections.len() {
        let title = sections[i].title.as_deref().filter(|t| names_a_part(t, sections[i].level));
        // Beside 「“十四五”时期的成就」, 「“十五五”时期发展的主要考虑」 looks ahead.
        let to_come = title.is_some_and(|t| next_plan.is_some() && five_years(t) == next_plan);
        let own = title.and_then(by_title).or(to_come.then_some(SectionRole::Plan));
        // After its plan a report goes on planning: 「三、2026年主要工作」 reviews nothing there.
        let own = own.filter(|o| !(planning && *o == SectionRole::Review && !title.is_some_and(looks_back)));
        let above = sections[i].parent.map(|p| sections[p].role);
        let start = sections[i].place.span.start;
        sections[i].role = match (own, above) {
            // Under a plan or a review, 主要任务 and 成效 keep its half; problems and targets show through.
            (Some(own), Some(half @ (SectionRole::Plan | SectionRole::Review))) if !narrows(own, half) => {
                half
            }
            (Some(own), _) => own,
            (None, Some(above)) => above,
            (None, None) => match plan_from {
                Some(turn) if start >= turn || planning => SectionRole::Plan,
                Some(_) => SectionRole::Review,
                None => by_tense(Span::new(start, ends[i]).of(text), kind),
            },
        };
        planning |= above.is_none() && own.is_some_and(looks_ahead);
    }
}

/// The number of the five-year plan that a title names: 15 for 十五五.
fn five_years(title: &str) -> Option<u32> {
    let at = title.find('十')? + '十'.len_utf8();
    let mut next = title[at..].chars();
    let n = next.next().and_then(figure).filter(|_| next.next() == Some('五'))?;
    Some(10 + u32::from(n))
}

fn looks_back(title: &str) -> bool {
    ["回顾", "总结", "完成情况"].iter().any(|w| title.contains(w))
}

/// Whether a title names a part of the document. Upper ones do; lower ones where they are a name and no act:
/// 「（一）存在的问题」 names a part, 「（一）突出工作重点」 and 「1. 将责任制落实情况纳入考评」 say what is done.
fn names_a_part(title: &str, level: u8) -> bool {
    let longest = if level <= 2 { LONGEST_NAME } else { LONGEST_LOW_NAME };
    let acts = ACTS.rows().any(|row| title.starts_with(row[0]));
    level <= 1 || !acts && title.chars().count() <= longest
}

static ACTS: Table = Table::new(include_str!("../tables/action_verbs.tsv"));
/// 「（三）下一步工作打算和建议」.
const LONGEST_NAME: usize = 14;
/// 「1、存在的问题」.
const LONGEST_LOW_NAME: usize = 8;

/// Whether a part shows through the half that holds it. What was done for 组织领导 in a review stays reviewed.
fn narrows(own: SectionRole, half: SectionRole) -> bool {
    match own {
        SectionRole::Problems => true,
        SectionRole::Targets | SectionRole::Organisation => half == SectionRole::Plan,
        _ => false,
    }
}

/// Words that look ahead must outnumber those that look back by this factor: a review ends with what comes next.
const AHEAD: usize = 2;
/// One word in a short section tells nothing: 「继续位居全省第一。」
const FEWEST: usize = 3;

fn by_tense(body: &str, kind: DocumentKind) -> SectionRole {
    let count = |tense: &str| {
        let words = TENSE_WORDS.rows().filter(|row| row[0] == tense);
        words.map(|row| body.matches(row[1]).count()).sum::<usize>()
    };
    let (future, past) = (count("ahead"), count("back"));
    let ahead = future >= FEWEST && future > past * AHEAD;
    let back = past >= FEWEST && past > future * AHEAD;
    match kind {
        // 工作要点 and 方案 promise, unless a section plainly tells what was done.
        DocumentKind::Plan if !back => SectionRole::Plan,
        _ if ahead => SectionRole::Plan,
        DocumentKind::Report => SectionRole::Review,
        _ => SectionRole::Other,
    }
}

/// What an item tells, from its section.
pub(super) fn of_measure(section: Option<SectionRole>) -> MeasureRole {
    match section {
        Some(SectionRole::Problems) => MeasureRole::Problem,
        Some(
            SectionRole::Plan | SectionRole::Targets | SectionRole::Requirements | SectionRole::Organisation,
        ) => MeasureRole::Plan,
        _ => MeasureRole::Done,
    }
}
