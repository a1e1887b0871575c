//! A file, read → its page: the outline at the side, the text with its figures marked by kind and its repairs with what stood there before,
//! tables of both below.

use super::frame::{clean, page, theme_button};
use super::paper::{Mark, anchor, apart, lines};
use crate::language::Language;
use crate::model::{Document, Metric, Note, Section};
use crate::report::csv::written;
use crate::report::places::Paper;
use crate::report::{wide, words};
use crate::source::Edit;
use crate::span::Span;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// Writes the page of a file.
///
/// # Example
/// ```
/// use gongwen::{Language, report};
///
/// let parsed = gongwen::parse("云溪县工作总结\n一、完成情况\n全年修复河堤7公里。\n".as_bytes());
/// let paper = report::Paper::new(&parsed.source, &parsed.documents, None);
/// let page = report::parsed_page(&paper, &parsed.notes_in(Language::Chinese), Language::Chinese);
/// assert!(page.contains("完成情况"));
/// ```
pub fn parsed_page(paper: &Paper<'_>, notes: &[Note], language: Language) -> String {
    let info = paper.source.info();
    let name = wide::file_name(info.name.as_deref());
    let marks = marks(paper, language);
    let metrics: usize = paper.documents.iter().map(|d| d.metrics.len()).sum();
    let tasks: usize = paper.documents.iter().map(|d| d.tasks.len()).sum();
    let sections: usize = paper.documents.iter().map(|d| d.sections.len()).sum();
    let count = |n: usize, what: &str| html! { div { b { (n) } (what) } };
    let body = html! {
        header.wide {
            h1 { (clean(&name)) }
            p.facts { (info.bytes) (language.pick(" 字节，编码 ", " bytes, encoding ")) (info.encoding) }
            div.counts {
                (count(paper.documents.len(), language.pick("文档", "documents")))
                (count(sections, language.pick("标题", "headings")))
                (count(metrics, language.pick("指标", "figures")))
                (count(tasks, language.pick("任务", "tasks")))
                (count(info.edits.len(), language.pick("修复", "repairs")))
            }
            @for note in notes.iter().take(MOST_NOTES) { p.warn { (clean(&wide::flat(&note.text))) @if let Some(line) = paper.line_words(&note.place, language) { " · " (line) } } }
        }
        nav.tools { div.wide { (kinds(paper.documents, language)) (theme_button(language)) a href="#metrics" { (language.pick("指标表", "figures")) } @if !info.edits.is_empty() { " " a href="#edits" { (language.pick("修复表", "repairs")) } } } }
        main.wide {
            div.parsed {
                div { div.side.outline { @for document in paper.documents { (outline(document, language)) } } }
                div { (lines(paper, &marks, true)) }
            }
            (metrics_table(paper.documents, &marks, language))
            (edits_table(&info.edits, &marks, language))
        }
    };
    page(&name, language, &body)
}

/// So many notes are shown.
const MOST_NOTES: usize = 20;
/// So many rows of a table are shown: a browser is slow beyond.
const MOST_ROWS: usize = 3000;

/// Figures by kind, and repairs, which stand where both meet.
fn marks(paper: &Paper<'_>, language: Language) -> Vec<Mark> {
    let source = paper.source;
    let fixes = source.info().edits.iter().enumerate().filter_map(|(at, edit)| {
        let span = shown(source.text(), source.text_span(edit.source_span));
        let stood = if edit.from.is_empty() { "∅" } else { &edit.from };
        let title = format!(
            "{}{}{}",
            words::damage(edit.kind, language),
            language.pick("，原为：", ", before: "),
            stood
        );
        (!span.is_empty()).then(|| Mark {
            span,
            id: format!("e{at}"),
            class: "fix".into(),
            title,
            tasks: Vec::new(),
        })
    });
    let fixes = apart(fixes.collect());
    let meets = |span: Span| {
        let after = fixes.partition_point(|fix| fix.span.end <= span.start);
        fixes.get(after).is_some_and(|fix| fix.span.start < span.end)
    };
    let metrics = paper.documents.iter().flat_map(|d| d.metrics.iter().map(move |m| (d.id, m)));
    let figures: Vec<Mark> = metrics
        .filter(|(_, metric)| !meets(metric.place.span))
        .map(|(document, metric)| Mark {
            span: metric.place.span,
            id: format!("m{document}-{}", metric.id),
            class: format!("kind k-{}", word(&metric.kind)),
            title: told(metric, language),
            tasks: Vec::new(),
        })
        .collect();
    apart(figures.into_iter().chain(fixes).collect())
}

/// What was taken out leaves nothing to mark: the character before it stands for it.
fn shown(text: &str, span: Span) -> Span {
    if !span.is_empty() {
        return span;
    }
    let before = text.get(..span.start).and_then(|before| before.char_indices().next_back());
    before.map_or(span, |(at, _)| Span::new(at, span.end))
}

/// The machine word of a value.
fn word(value: &impl serde::Serialize) -> String {
    crate::report::csv::machine_word(value)
}

/// What a figure means, on a line.
fn told(metric: &Metric, language: Language) -> String {
    let kind = words::metric_kind(metric.kind, language);
    let indicator = metric.indicator.first().map_or("", String::as_str);
    let period = metric.period.as_deref().unwrap_or_default();
    let parts = [kind, indicator, period];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{} = {}{}", parts.join(" · "), written(&metric.quantity), metric.unit)
}

/// The kinds of figures that there are, each with a box that hides it.
fn kinds(documents: &[Document], language: Language) -> Markup {
    let mut counts: BTreeMap<String, (&'static str, usize)> = BTreeMap::new();
    for metric in documents.iter().flat_map(|d| &d.metrics) {
        counts.entry(word(&metric.kind)).or_insert((words::metric_kind(metric.kind, language), 0)).1 += 1;
    }
    html! {
        @for (kind, (name, n)) in &counts {
            label { input type="checkbox" checked data-kind=(kind); " " span class={ "kind k-" (kind) } { (name) } " " (n) }
        }
    }
}

/// The headings of a document as a tree of links.
fn outline(document: &Document, language: Language) -> Markup {
    let title = document.letterhead.title.as_ref().map_or("", |title| &title.text);
    let mut below: BTreeMap<Option<usize>, Vec<&Section>> = BTreeMap::new();
    for section in document.sections.iter().filter(|s| s.title.is_some()) {
        below.entry(section.parent).or_default().push(section);
    }
    html! {
        p { b { (words::document_kind(document.kind, language)) } " " (clean(&wide::flat(title))) }
        (branch(document.id, &below, None, 0, language))
    }
}

/// Headings stand in so many levels at most.
const DEEPEST: usize = 8;

fn branch(
    document: usize,
    below: &BTreeMap<Option<usize>, Vec<&Section>>,
    under: Option<usize>,
    depth: usize,
    language: Language,
) -> Markup {
    let sections = below.get(&under).filter(|_| depth < DEEPEST);
    html! {
        @if let Some(sections) = sections {
            ul {
                @for section in sections {
                    li {
                        a href={ "#" (anchor(document, section)) } { (clean(&section.marker)) (clean(&wide::short(&wide::flat(section.title.as_deref().unwrap_or_default()), 30))) }
                        @if let Some(role) = words::section_role(section.role, language) { " " span.role { (role) } }
                        (branch(document, below, Some(section.id), depth + 1, language))
                    }
                }
            }
        }
    }
}

fn metrics_table(documents: &[Document], marks: &[Mark], language: Language) -> Markup {
    let named: BTreeSet<&str> = marks.iter().map(|mark| mark.id.as_str()).collect();
    let heads = language.pick(
        ["原文", "指标", "数值", "单位", "种类", "时期"],
        ["text", "indicator", "value", "unit", "kind", "period"],
    );
    let all = documents.iter().flat_map(|d| d.metrics.iter().map(move |m| (d.id, m)));
    html! {
        h2 #metrics { (language.pick("指标", "Figures")) }
        div.scroll { table {
            tr { @for head in heads { th { (head) } } }
            @for (document, m) in all.take(MOST_ROWS) {
                tr {
                    @let id = format!("m{document}-{}", m.id);
                    td.n { @if named.contains(id.as_str()) { a href={ "#" (id) } { (clean(&wide::flat(&m.text))) } } @else { (clean(&wide::flat(&m.text))) } }
                    td { (clean(m.indicator.first().map_or("", String::as_str))) }
                    td.n { (written(&m.quantity)) }
                    td.n { (clean(&m.unit)) }
                    td.n { (words::metric_kind(m.kind, language)) }
                    td { (clean(m.period.as_deref().unwrap_or_default())) }
                }
            }
        } }
    }
}

fn edits_table(edits: &[Edit], marks: &[Mark], language: Language) -> Markup {
    // Two repairs of one place share a mark.
    let marked: BTreeSet<usize> = marks.iter().filter_map(|m| m.id.strip_prefix('e')?.parse().ok()).collect();
    let heads = language.pick(["种类", "原来", "改为", "把握"], ["kind", "before", "after", "sure"]);
    html! {
        @if !edits.is_empty() {
            h2 #edits { (language.pick("修复", "Repairs")) }
            div.scroll { table {
                tr { @for head in heads { th { (head) } } }
                @for (at, edit) in edits.iter().take(MOST_ROWS).enumerate() {
                    tr {
                        @let kind = words::damage(edit.kind, language);
                        td.n { @if marked.contains(&at) { a href={ "#e" (at) } { (kind) } } @else { (kind) } }
                        td { (clean(&wide::flat(&edit.from))) }
                        td { (clean(&wide::flat(&edit.to))) }
                        td.n { (format!("{:.0}%", edit.confidence * 100.0)) }
                    }
                }
            } }
        }
    }
}
