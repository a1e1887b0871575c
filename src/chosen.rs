//! Where tasks and telling sentences stand → which parts of the plan and the report were laid side by side, and why.

use crate::model::{Document, PartChosen, PartReason, Section, SectionRole};
use crate::parsed::Parsed;
use crate::report::Doubt;
use std::collections::{BTreeMap, BTreeSet};

/// The outermost sections that hold `stretches`, in their order, with how many each gave. `named`: the user chose.
pub(crate) fn chosen<'a>(
    stretches: impl Iterator<Item = (&'a Document, Option<usize>)>,
    named: bool,
) -> Vec<PartChosen> {
    let mut found: Vec<PartChosen> = Vec::new();
    for (document, section) in stretches {
        let top = outermost(document, section);
        // What stands above the first title is a part only where the document has none: else it greets and gives thanks.
        let outside = if document.sections.is_empty() { PartReason::Whole } else { PartReason::AboveTitles };
        // Of a list of items, and of parts whose upper titles are lost, only the kind is told.
        let title = top.filter(|s| s.level <= MAIN && s.title.is_some());
        let title = title.map(|s| format!("{}{}", s.marker, s.title.as_deref().unwrap_or("")));
        let why = if named { PartReason::Named } else { top.map_or(outside, |s| reason(s.role)) };
        match found.iter_mut().find(|p| p.title == title && p.why == why) {
            Some(part) => part.count += 1,
            None => found.push(PartChosen { title, count: 1, why }),
        }
    }
    found
}

/// The outermost sections of which none of `stretches` comes, with how many sentences each has: 「一、总体要求」 holds no task.
pub(crate) fn left_out<'a>(
    documents: &'a [Document],
    stretches: impl Iterator<Item = (&'a Document, Option<usize>)>,
) -> Vec<PartChosen> {
    let place = |section: &Section| section.place.span.start;
    let used: BTreeSet<usize> = stretches.filter_map(|(d, s)| outermost(d, s)).map(place).collect();
    let parts = |document: &'a Document| {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for statement in document.statements.iter().filter(|s| !s.heading) {
            let top = outermost(document, statement.section).filter(|top| !used.contains(&place(top)));
            top.into_iter().for_each(|top| *counts.entry(top.id).or_default() += 1);
        }
        counts.into_iter().filter_map(|(id, count)| {
            let section = &document.sections[id];
            let title = section.title.as_ref().map(|title| format!("{}{title}", section.marker))?;
            Some(PartChosen { title: Some(title), count, why: reason(section.role) })
        })
    };
    documents.iter().flat_map(parts).collect()
}

/// Returns whether a stretch stands in the part of its document that the user named; everything where none is named.
pub(crate) fn in_part(document: &Document, section: Option<usize>, part: Option<&str>) -> bool {
    part.is_none_or(|part| document.path(section).any(|s| is_named(s, part)))
}

/// The doubt that no section of a file is the part that the user named.
pub(crate) fn missing_part(parsed: &Parsed, part: Option<&str>) -> Option<Doubt> {
    let part = part.filter(|part| !parsed.sections().any(|s| is_named(s, part)))?.to_owned();
    let titles = parsed.sections().filter_map(|s| s.title.clone()).take(8).collect();
    Some(Doubt::PartNotFound { part, titles })
}

fn is_named(section: &Section, part: &str) -> bool {
    format!("{}{}", section.marker, section.title.as_deref().unwrap_or("")).contains(part)
}

/// The level of a document's main parts: 一、 or above.
const MAIN: u8 = 1;

fn outermost(document: &Document, section: Option<usize>) -> Option<&Section> {
    document.path(section).last()
}

fn reason(role: SectionRole) -> PartReason {
    match role {
        SectionRole::Review => PartReason::Review,
        SectionRole::Problems => PartReason::Problems,
        SectionRole::Plan => PartReason::Plan,
        SectionRole::Targets => PartReason::Targets,
        SectionRole::Requirements => PartReason::Requirements,
        SectionRole::Organisation => PartReason::Organisation,
        SectionRole::Background => PartReason::Background,
        SectionRole::Other => PartReason::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_counted_under_their_outermost_title() {
        let text = "云溪县政府工作报告\n一、2025年工作回顾\n（一）农业稳步发展。新建高标准农田3万亩。\n二、2026年工作安排\n改造老旧小区20个。\n";
        let parsed = crate::parse(text.as_bytes());
        let document = &parsed.documents[0];
        let all = document.statements.iter().map(|s| (document, s.section));
        let titles: Vec<_> = chosen(all, false).into_iter().filter_map(|p| p.title).collect();
        assert_eq!(titles, ["一、2025年工作回顾", "二、2026年工作安排"]);
    }

    #[test]
    fn parts_without_a_task_are_named() {
        let text = "云溪县工作方案\n一、指导思想\n坚持以民为本。\n二、主要任务\n1.修复河堤7公里。\n2.配备校车15辆。\n";
        let parsed = crate::parse(text.as_bytes());
        let document = &parsed.documents[0];
        let tasks = document.tasks.iter().map(|t| (document, t.section));
        let left: Vec<_> = left_out(&parsed.documents, tasks).into_iter().map(|p| (p.title, p.why)).collect();
        assert_eq!(left, [(Some("一、指导思想".to_owned()), PartReason::Requirements)]);
    }
}
