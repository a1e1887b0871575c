//! A section's title, place and words → what the section does: review, problems, plan, targets …

use crate::model::{DocumentKind, MeasureRole, Section, SectionRole};
use crate::span::Span;
use crate::tables::rows;

const TITLE_WORDS: &str = include_str!("../tables/section_roles.tsv");
const TENSE_WORDS: &str = include_str!("../tables/tense_words.tsv");

/// The role that a title tells by itself.
pub(super) fn by_title(title: &str) -> Option<SectionRole> {
    rows(TITLE_WORDS).find(|row| title.contains(row[1])).map(|row| role(row[0]))
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
    let mut planning = false;
    for i in 0..sections.len() {
        let title = sections[i].title.as_deref().filter(|t| names_a_part(t, sections[i].level));
        let own = title.and_then(by_title);
        // After its plan a report goes on planning: 「三、2026年主要工作」 reviews nothing there.
        let own = own.filter(|o| !(planning && *o == SectionRole::Review && !title.is_some_and(looks_back)));
        let above = sections[i].parent.map(|p| sections[p].role);
        let start = sections[i].place.span.start;
        sections[i].role = match (own, above) {
            // Under a plan or a review, 主要任务 and 成效 keep its half; problems and targets show through.
            (Some(own), Some(SectionRole::Plan | SectionRole::Review)) if !narrows(own) => {
                above.unwrap_or(own)
            }
            (Some(own), _) => own,
            (None, Some(above)) => above,
            (None, None) => match plan_from {
                Some(turn) if start >= turn || planning => SectionRole::Plan,
                Some(_) => SectionRole::Review,
                None => by_tense(Span::new(start, ends[i]).of(text), kind),
            },
        };
        planning |= above.is_none() && own == Some(SectionRole::Plan);
    }
}

fn looks_back(title: &str) -> bool {
    ["回顾", "总结", "完成情况"].iter().any(|w| title.contains(w))
}

/// A part's name is short and stands high: 「1. 将责任制落实情况纳入考评」 is a task that only holds a part's words.
fn names_a_part(title: &str, level: u8) -> bool {
    level <= 2 || title.chars().count() <= LONGEST_LOW_NAME
}

/// 「1、存在的问题」 names a part, a longer title at that level says what to do.
const LONGEST_LOW_NAME: usize = 8;

fn narrows(role: SectionRole) -> bool {
    matches!(role, SectionRole::Problems | SectionRole::Targets | SectionRole::Organisation)
}

/// Words that look ahead must outnumber those that look back by this factor: a review ends with what comes next.
const AHEAD: usize = 2;
/// One word in a short section tells nothing: 「继续位居全省第一。」
const FEWEST: usize = 3;

fn by_tense(body: &str, kind: DocumentKind) -> SectionRole {
    let count = |tense: &str| {
        let words = rows(TENSE_WORDS).filter(|row| row[0] == tense);
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
