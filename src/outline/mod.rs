//! A text → its documents: letterhead, section tree, inline enumerations, noise.

mod decimal;
mod headings;
mod inline;
mod letterhead;
mod lines;
mod markers;
mod noise;
mod organ;
mod roles;
mod sheet;
mod split;
mod table;
mod tense;
mod title;
mod tree;
mod unmarked;
mod words;
mod wraps;

use crate::model::{
    Document, DocumentKind, Form, Letterhead, Measure, MeasureRole, Noise, NoiseKind, Section, SectionRole,
};
use crate::source::Source;
use crate::span::Span;
use crate::text::boundary::ceil;
use headings::Heading;
use noise::is_noise;
use std::collections::BTreeMap;
use words::WORDS;

pub(crate) use wraps::joined;

/// Reads the outline of every document of the text. At least one document unless the text is blank.
pub fn outline(source: &Source) -> Vec<Document> {
    let text = source.text();
    if text.trim().is_empty() {
        return Vec::new();
    }
    let noise = noise::noise(text);
    let signs = source.headings();
    let mut documents: Vec<Document> = Vec::new();
    let mut main = None;
    for (id, piece) in split::pieces(text, &noise).into_iter().enumerate() {
        let mut document = read(source, piece.span, &noise, &signs);
        document.id = id;
        document.parent = if piece.attached { main } else { None };
        if !piece.attached {
            main = Some(id);
        }
        documents.push(document);
    }
    documents
}

/// Reads one document.
fn read(source: &Source, within: Span, noise: &[(NoiseKind, Span)], signs: &[Span]) -> Document {
    let text = source.text();
    let tables = table::tables(source, within);
    let noise: Vec<(NoiseKind, Span)> = noise
        .iter()
        .filter(|(_, s)| within.contains(*s) && !table::is_row(&tables, s.start))
        .copied()
        .collect();
    let mut found = headings::headings(text, within);
    found.retain(|h| !table::is_row(&tables, h.span.start));
    found.retain(|h| !is_noise(&noise, Span::new(h.span.start, h.span.start + h.mark.len)));
    let head = found.first().map_or(within.end, |h| h.span.start);
    let first = tables.first().map_or(head, |t| head.min(t.place.span.start));
    let (letterhead, kind) = letterhead::letterhead(source, within, first, &noise, signs);
    let body = body(&letterhead, within);
    let names = unmarked::headings(text, body, &found, &noise, signs);
    found.extend(names);
    found.sort_by_key(|h| h.span.start);
    let kind = kind.or_else(|| split::kind_by_lead(text, within)).unwrap_or_default();
    // 「附件：1. 某计划」「2. 某名录」 count attachments.
    let listed = letterhead.attachment_note.as_ref().map_or(Span::new(0, 0), |note| note.place.span);
    found.retain(|h| !listed.contains(Span::new(h.span.start, h.span.start)) || listed.is_empty());
    let mut sections = sections(source, within, &found, &noise);
    let plan_from = plan_from(text, within, &sections, kind);
    let ends = ends(&sections, within.end);
    let title = letterhead.title.as_ref().map_or("", |title| &title.text);
    let mended = kind == DocumentKind::Report && WORDS.mended.occur_in(title);
    roles::assign_roles(text, &mut sections, &ends, (kind, mended), plan_from);
    let mut measures = measures(source, within, &found, &sections, plan_from);
    measures.retain(|m| !is_noise(&noise, m.place.span) && !table::is_row(&tables, m.place.span.start));
    (0..).zip(&mut measures).for_each(|(id, measure)| measure.id = id);
    Document {
        kind,
        place: source.place(within),
        letterhead,
        noise: noise.iter().map(|(kind, s)| Noise { kind: *kind, place: source.place(*s) }).collect(),
        sections,
        measures,
        tables,
        plan_from,
        ..Document::default()
    }
}

/// Cuts out what stands between a document's head and its signature.
fn body(letterhead: &Letterhead, within: Span) -> Span {
    let quotes = [
        &letterhead.issuer,
        &letterhead.document_number,
        &letterhead.title,
        &letterhead.byline,
        &letterhead.recipients,
    ];
    let head = quotes
        .into_iter()
        .flatten()
        .map(|q| q.place.span.end)
        .filter(|end| within.contains(Span::new(*end, *end)))
        .max();
    let foot = letterhead.signing_organ.as_ref().map(|q| q.place.span.start);
    let start = head.unwrap_or(within.start);
    Span::new(start, foot.filter(|f| *f > start).unwrap_or(within.end))
}

fn sections(source: &Source, within: Span, found: &[Heading], noise: &[(NoiseKind, Span)]) -> Vec<Section> {
    let text = source.text();
    let gaps: Vec<usize> = noise.iter().filter(|(k, _)| *k == NoiseKind::Gap).map(|(_, s)| s.start).collect();
    let placed = tree::assign_parents(found, &gaps);
    found
        .iter()
        .zip(&placed)
        .enumerate()
        .map(|(id, (heading, place))| {
            let next = found.get(id + 1).map_or(within.end, |h| h.span.start);
            let own = heading.span.start + text[heading.span.start..next].trim_end().len();
            Section {
                id,
                parent: place.parent,
                parent_lost: place.lost,
                level: heading.mark.style.level(),
                marker: text[heading.span.start..heading.span.start + heading.mark.len].to_owned(),
                ordinal: heading.mark.ordinal,
                title: heading.title.map(|t| t.of(text).to_owned()).filter(|title| !title.is_empty()),
                form: heading.form,
                role: Default::default(),
                place: source.place(Span::new(heading.span.start, own)),
            }
        })
        .collect()
}

/// Finds where a report begins to plan: at one of its upper sections, or where it has fewer than two, at one of its
/// lines.
fn plan_from(text: &str, within: Span, sections: &[Section], kind: DocumentKind) -> Option<usize> {
    if !matches!(kind, DocumentKind::Report | DocumentKind::Speech | DocumentKind::Other) {
        return None;
    }
    if let Some(at) = planned_part(sections, kind) {
        return Some(at);
    }
    // A report may turn in the middle of a part that has no number: 「工业」.
    let parts = sections.iter().filter(|s| s.level <= 1 && s.parent.is_none() && s.form != Form::Unmarked);
    let upper: Vec<usize> = parts.map(|s| s.place.span.start).collect();
    let inner: Vec<usize> =
        if upper.len() >= 2 { upper } else { lines::lines(text, within).map(|(at, _)| at).collect() };
    let mut cuts = vec![within.start];
    cuts.extend(inner.into_iter().filter(|at| *at > within.start));
    cuts.push(within.end);
    let turn = tense::turning_point(text, &cuts)?;
    // A text that neither names itself a report nor has two halves must read plainly like one: notices of a contest
    // for posts tell rules, which look back a little.
    let whole = turn == within.start || turn == within.end;
    let plain = tense::ahead(within.of(text)).unsigned_abs() as usize >= 2 * within.len();
    (kind != DocumentKind::Other || !whole || plain).then_some(turn)
}

/// Finds the first part without a number that looks ahead, behind one that looks back; in a report behind any: 「工业」「2025年工作打算」.
fn planned_part(sections: &[Section], kind: DocumentKind) -> Option<usize> {
    let parts = sections.iter().filter(|s| s.form == Form::Unmarked && s.parent.is_none());
    let mut roles = parts.map(|s| (s.place.span.start, s.title.as_deref().and_then(roles::by_title)));
    let told = |role: Option<SectionRole>| {
        role == Some(SectionRole::Review) || kind == DocumentKind::Report && role.is_none()
    };
    roles.find(|(_, role)| told(*role))?;
    roles.find(|(_, role)| role.is_some_and(roles::looks_ahead)).map(|(at, _)| at)
}

/// Finds where each section ends with all that stands under it: at the next section of its level or above.
fn ends(sections: &[Section], end: usize) -> Vec<usize> {
    let mut ends = vec![end; sections.len()];
    let mut open: Vec<usize> = Vec::new();
    for (i, section) in sections.iter().enumerate() {
        while let Some(&last) = open.last().filter(|&&last| sections[last].level >= section.level) {
            ends[last] = section.place.span.start;
            open.pop();
        }
        open.push(i);
    }
    ends
}

fn measures(
    source: &Source,
    within: Span,
    found: &[Heading],
    sections: &[Section],
    plan_from: Option<usize>,
) -> Vec<Measure> {
    let text = source.text();
    let mut group = 0;
    let mut measures = Vec::new();
    let bodies = std::iter::once((None, within.start)).chain(
        found
            .iter()
            .enumerate()
            .map(|(i, h)| (Some(i), h.title.map_or(h.span.start + h.mark.len, |t| t.end))),
    );
    for (section, start) in bodies {
        let next = section.map_or(0, |i| i + 1);
        let end = found.get(next).map_or(within.end, |h| h.span.start);
        let mut role_of: BTreeMap<usize, MeasureRole> = BTreeMap::new();
        let opened = section.map(|i| &found[i]).filter(|h| h.form == Form::Item).map(|h| h.mark);
        for item in inline::items(text, Span::new(start, end.max(start)), opened, &mut group) {
            let half = plan_from
                .map(|turn| if item.span.start >= turn { SectionRole::Plan } else { SectionRole::Review });
            // All items of one enumeration tell the same.
            let role = *role_of.entry(item.group).or_insert_with(|| {
                let lead = lead(text, within.start, item.span.start);
                roles::measure_role(lead, item.span.of(text), section.map(|s| sections[s].role), half)
            });
            let role = if item.orders { MeasureRole::Plan } else { role };
            measures.push(Measure {
                id: measures.len(),
                section,
                inline: true,
                marker: text[item.span.start..item.span.start + item.marker_len].to_owned(),
                ordinal: item.ordinal,
                group: item.group,
                depth: item.depth,
                role,
                text: item.span.of(text).to_owned(),
                place: source.place(item.span),
            });
        }
    }
    measures
}

/// The clause that leads to an enumeration is at most so long: 「我市卫生工作还存在一些不足，主要表现在以下三个方面：」.
const MAX_LEAD_BYTES: usize = 240;

/// Cuts out what stands before an item that is the first of its enumeration: the rest of its sentence and the
/// sentence before, in its own paragraph or, where it opens that, in the one above.
fn lead(text: &str, floor: usize, at: usize) -> &str {
    let from = ceil(text, at.saturating_sub(MAX_LEAD_BYTES).max(floor));
    let before = text[from..at].trim_end();
    let line = before.rfind('\n').map_or(0, |i| i + 1);
    let before = &before[line..];
    let stops: Vec<usize> = before.match_indices('。').map(|(i, _)| i + '。'.len_utf8()).collect();
    let stop = match stops[..] {
        [.., last, end] if end == before.len() => last,
        [end] if end == before.len() => 0,
        [.., last] => last,
        [] => 0,
    };
    &before[stop..]
}
