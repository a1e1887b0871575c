//! A section's title, place and words → what the section does: review, problems, plan, targets …

use crate::model::{MeasureRole, Section, SectionRole};
use crate::span::Span;
use crate::tables::rows;

const TITLE_WORDS: &str = include_str!("../tables/section_roles.tsv");
const FUTURE: [&str; 12] =
    ["将", "要", "力争", "确保", "下一步", "推动", "加快", "实施", "开展", "深化", "加强", "推进"];
const PAST: [&str; 12] =
    ["了", "已", "完成", "建成", "同比", "累计", "获", "率先", "实现", "达到", "新增", "增长"];

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

/// Gives every section its role: by its title, else its parent's, else (for the upper ones) by its tense.
pub(super) fn settle(text: &str, sections: &mut [Section], ends: &[usize], report: bool) {
    for i in 0..sections.len() {
        let own = sections[i].title.as_deref().and_then(by_title);
        let above = sections[i].parent.map(|p| sections[p].role);
        let whole = Span::new(sections[i].place.span.start, ends[i]);
        sections[i].role = match (own, above) {
            // Under a plan or a review, 主要任务 and 成效 keep its half; problems and targets show through.
            (Some(own), Some(SectionRole::Plan | SectionRole::Review)) if !narrows(own) => {
                above.unwrap_or(own)
            }
            (Some(own), _) => own,
            (None, Some(above)) => above,
            (None, None) => by_tense(whole.of(text), report),
        };
    }
}

fn narrows(role: SectionRole) -> bool {
    matches!(role, SectionRole::Problems | SectionRole::Targets | SectionRole::Organisation)
}

/// Sentences that look ahead must outnumber those that look back by this factor, since 推进 and 加强 are told of both.
const AHEAD: usize = 2;

fn by_tense(body: &str, report: bool) -> SectionRole {
    let count = |words: &[&str]| words.iter().map(|w| body.matches(w).count()).sum::<usize>();
    let (future, past) = (count(&FUTURE), count(&PAST));
    match (report, future > past * AHEAD) {
        (_, true) => SectionRole::Plan,
        (true, false) => SectionRole::Review,
        (false, false) => SectionRole::Other,
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
