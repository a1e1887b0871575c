//! A document → the stretches that are tasks: list items, bracketed paragraphs, sentences of a report's planned half.

use super::Item;
use super::owners::{Owners, brackets};
use crate::model::{Document, DocumentKind, Form, Mood, Section, SectionRole, Statement};
use crate::span::Span;
use crate::tables::Table;

static ACT_WORDS: Table = Table::new(include_str!("../tables/act_words.tsv"));

/// The tasks' stretches in the order of the text.
pub(super) fn items(text: &str, document: &Document) -> Vec<Item> {
    let owned: Vec<Owners> = brackets(text, document.place.span);
    let report = document.kind == DocumentKind::Report;
    if owned.len() >= FEWEST_BRACKETS {
        // A report names owners for its ten promises; the rest of its planned half promises too.
        let rest = if report { planned_sentences(text, document) } else { beside(text, document) };
        return joined(by_brackets(text, document, owned), rest);
    }
    let reviewed = document.sections.iter().any(|s| s.role == SectionRole::Review);
    let plan = matches!(document.kind, DocumentKind::Plan | DocumentKind::Table | DocumentKind::Notice);
    if document.kind == DocumentKind::Notice && document.sections.is_empty() {
        // It only forwards what is attached.
        return Vec::new();
    }
    if report || reviewed && !plan {
        return planned_sentences(text, document);
    }
    listed(text, document)
}

/// The items that have owners, and those of the rest that they do not overlap, in the order of the text.
fn joined(owned: Vec<Item>, rest: Vec<Item>) -> Vec<Item> {
    let apart = |item: &Item| {
        let next = owned.partition_point(|o| o.span.end <= item.span.start);
        owned.get(next).is_none_or(|o| !o.span.overlaps(item.span))
    };
    let mut all: Vec<Item> = rest.into_iter().filter(apart).collect();
    all.extend(owned);
    all.sort_by_key(|item| item.span);
    all
}

/// The items without owners of a plan in which others have some: 「1.新增学位600个。（责任单位：县教育局）」 「2.整修水渠9公里。」.
fn beside(text: &str, document: &Document) -> Vec<Item> {
    let promises = |s: &&Section| s.level < PARTS && document.is_leaf(s) && !leads(s.role);
    let bodiless = |s: &&Section| s.form != Form::Title || title_end(text, s) >= s.place.span.end;
    let items = document.sections.iter().filter(promises).filter(bodiless);
    let spans = items.map(|s| trimmed(text, s.place.span));
    spans.map(Item::bare).collect()
}

/// Whether a part leads to the tasks or looks back, and holds none.
fn leads(role: SectionRole) -> bool {
    matches!(
        role,
        SectionRole::Requirements | SectionRole::Background | SectionRole::Review | SectionRole::Problems
    )
}

/// The level of ①: below 「（2）建设泵站5座：」 each names a part of the task.
const PARTS: u8 = 5;

/// With fewer owner brackets than this a plan is not organised by them.
const FEWEST_BRACKETS: usize = 2;

/// One task a bracket: from the item's start, the paragraph's, or the bracket before.
fn by_brackets(text: &str, document: &Document, owned: Vec<Owners>) -> Vec<Item> {
    let mut items = Vec::new();
    let mut last = document.place.span.start;
    let lines = Lines::of(text, document.place.span);
    for (i, bracket) in owned.iter().enumerate() {
        let start = start_of(&lines, document, &owned, i).max(last);
        let span = trimmed(text, Span::new(start, bracket.span.start));
        last = bracket.span.end;
        if span.is_empty() {
            continue;
        }
        items.push(Item {
            owners: bracket.owners.clone(),
            cooperating: bracket.cooperating.clone(),
            ..Item::bare(span)
        });
    }
    items
}

fn start_of(lines: &Lines<'_>, document: &Document, owned: &[Owners], i: usize) -> usize {
    let (text, bracket) = (lines.text, owned[i].span);
    let paragraph = lines.paragraph_of(bracket.start);
    let Some(section) = document.section_at(bracket.start) else { return paragraph };
    let own = section.place.span;
    let alone = own.start >= paragraph
        || section.form == Form::Item && (section.level >= 3 || section.marker.ends_with('条'));
    match section.form {
        Form::Title if paragraph <= own.start => own.start,
        Form::Title => paragraph.max(title_end(text, section)),
        _ if !alone => paragraph,
        Form::Item => own.start,
        Form::RunIn => {
            let shared = owned
                .get(i + 1)
                .is_some_and(|next| own.contains(next.span) && same_line(text, bracket, next.span));
            if shared { title_end(text, section) } else { own.start }
        }
    }
}

/// Where the lines of a document begin: thousands of brackets may stand on one line, and none of them reads it again.
struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str, within: Span) -> Self {
        let behind = within.of(text).match_indices('\n').map(|(at, _)| within.start + at + 1);
        Lines { text, starts: std::iter::once(within.start).chain(behind).collect() }
    }

    /// Where the line that holds `at` begins.
    fn start(&self, at: usize) -> usize {
        let behind = self.starts.partition_point(|&start| start <= at);
        self.starts[behind.saturating_sub(1)]
    }

    /// Where the paragraph of an owner bracket begins; one that has a line of its own belongs to the paragraph above.
    fn paragraph_of(&self, bracket: usize) -> usize {
        let own = self.start(bracket);
        let alone = self.text[own..bracket].trim().is_empty();
        if alone { self.start(self.text[..own].trim_end().len()) } else { own }
    }
}

fn same_line(text: &str, a: Span, b: Span) -> bool {
    !text[a.end..b.start].contains('\n')
}

/// Where a section's body begins: after its title and the stop that closes it.
fn title_end(text: &str, section: &Section) -> usize {
    let own = section.place.span;
    let Some(title) = &section.title else { return own.start };
    let at = own.of(text).find(title.as_str()).map_or(own.start, |at| own.start + at + title.len());
    text[at..].chars().next().filter(|c| "。.：:".contains(*c)).map_or(at, |c| at + c.len_utf8())
}

/// In a report: every sentence up to 。 that looks ahead.
fn planned_sentences(text: &str, document: &Document) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut open = false;
    for statement in &document.statements {
        let span = statement.place.span;
        if document.is_bare_heading(text, statement) || !looks_ahead(document, statement) {
            open = false;
            continue;
        }
        match items.last_mut() {
            Some(last) if open => last.span.end = span.end,
            _ => items.push(Item::bare(span)),
        }
        open = span.of(text).ends_with(['；', ';']);
    }
    items.retain(|item| item.span.of(text).chars().count() >= SHORTEST);
    items
}

/// A sentence of fewer characters promises nothing by itself.
const SHORTEST: usize = 8;

fn looks_ahead(document: &Document, statement: &Statement) -> bool {
    let role = document.role_at(statement.place.span.start);
    let promises = matches!(
        role,
        SectionRole::Plan | SectionRole::Targets | SectionRole::Organisation | SectionRole::Other
    );
    statement.mood == Mood::Planned && promises
}

/// In a plan: every leaf item; under a bare title, every sentence.
fn listed(text: &str, document: &Document) -> Vec<Item> {
    let mut items = Vec::new();
    for section in &document.sections {
        let leads = matches!(section.role, SectionRole::Requirements | SectionRole::Background);
        if !document.is_leaf(section) || leads {
            continue;
        }
        let own = trimmed(text, section.place.span);
        let body = trimmed(text, Span::new(title_end(text, section), own.end));
        if section.form == Form::Title && !body.is_empty() {
            items.extend(sentences_of(document, body));
        } else {
            items.push(own);
        }
    }
    if document.sections.is_empty() && acts(document.place.span.of(text)) {
        items = sentences_of(document, document.place.span);
    }
    items.into_iter().map(|span| with_owner(text, span)).filter(|item| !item.span.is_empty()).collect()
}

/// Whether a text without any numbering has a word to do or a figure to reach: 「云溪县地处山区」 is no plan.
fn acts(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) || ACT_WORDS.rows().any(|row| text.contains(row[0]))
}

fn sentences_of(document: &Document, within: Span) -> Vec<Span> {
    let from = document.statements.partition_point(|s| s.place.span.start < within.start);
    document.statements[from..]
        .iter()
        .take_while(|s| s.place.span.end <= within.end)
        .filter(|s| !s.heading && matches!(s.mood, Mood::Planned | Mood::General))
        .map(|s| s.place.span)
        .collect()
}

/// Takes the owner bracket off the end of an item.
fn with_owner(text: &str, span: Span) -> Item {
    let found = brackets(text, span);
    match found.last() {
        Some(last) => Item {
            owners: last.owners.clone(),
            cooperating: last.cooperating.clone(),
            ..Item::bare(trimmed(text, Span::new(span.start, last.span.start)))
        },
        None => Item::bare(span),
    }
}

fn trimmed(text: &str, span: Span) -> Span {
    let piece = span.of(text);
    let start = span.start + piece.len() - piece.trim_start().len();
    Span::new(start, start + piece.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tasks::grows_linearly;

    #[test]
    fn a_bracket_on_a_line_of_its_own_belongs_to_the_paragraph_above() {
        let text = "前言\n修水渠9座。\n（镇水利站）修路（镇交通站）";
        let lines = Lines::of(text, Span::new(0, text.len()));
        let paragraph = |words: &str| &text[lines.paragraph_of(text.find(words).expect("it stands there"))..];
        assert!(paragraph("（镇水").starts_with("修水渠"));
        assert!(paragraph("（镇交").starts_with("（镇水"));
    }

    #[test]
    fn brackets_on_one_line_find_its_start_without_reading_it() {
        assert!(grows_linearly(10_000, |n| {
            let piece = "修9座（镇水利站），";
            let text = piece.repeat(n);
            let lines = Lines::of(&text, Span::new(0, text.len()));
            (0..n).map(|i| lines.paragraph_of(i * piece.len() + 7)).sum()
        }));
    }

    fn tasks(text: &str) -> Vec<String> {
        crate::parse(text.as_bytes()).tasks().map(|t| t.text.clone()).collect()
    }

    #[test]
    fn an_item_without_owners_is_a_task_beside_those_that_have_some() {
        let plan = "云溪县2025年工作方案\n一、指导思想\n坚持以民为本。\n二、任务\n1.修复河堤7公里。（责任单位：县水利局）\n\
                    2.配备校车15辆。\n3.栽植果树9万株。（责任单位：县林业局）\n";
        assert_eq!(tasks(plan), ["1.修复河堤7公里。", "2.配备校车15辆。", "3.栽植果树9万株。"]);
    }

    #[test]
    fn numbered_items_of_a_reports_planned_half_are_tasks() {
        let report = "云溪县2024年工作总结\n一、完成情况\n1.修复河堤3公里。\n二、2025年工作打算\n1.修复河堤7公里。\n2.配备校车15辆。\n";
        assert_eq!(tasks(report), ["1.修复河堤7公里。", "2.配备校车15辆。"]);
    }
}
