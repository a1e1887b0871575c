//! A text and the stretches of it that are marked → its lines as HTML, each mark with its name and the links that lead back.

use super::frame::clean;
use crate::model::{Document, Section};
use crate::report::places::Paper;
use crate::span::Span;
use maud::{Markup, html};

/// A stretch that is marked.
#[derive(Clone, Debug, Default)]
pub(super) struct Mark {
    pub(super) span: Span,
    /// Its name on the page.
    pub(super) id: String,
    pub(super) class: String,
    /// What is told where somebody points at it.
    pub(super) title: String,
    /// The tasks that it leads to, by number.
    pub(super) tasks: Vec<usize>,
}

/// Marks in the order of the text of which none overlaps another: the first that begins stands.
pub(super) fn apart(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|mark| (mark.span.start, mark.span.end));
    let mut kept: Vec<Mark> = Vec::with_capacity(marks.len());
    for mark in marks.into_iter().filter(|mark| !mark.span.is_empty()) {
        match kept.last_mut() {
            Some(last) if mark.span.start < last.span.end => last.tasks.extend(mark.tasks),
            _ => kept.push(mark),
        }
    }
    kept
}

/// The name of the mark that holds the beginning of a stretch.
pub(super) fn id_at(marks: &[Mark], span: Span) -> Option<&str> {
    let after = marks.partition_point(|mark| mark.span.start <= span.start);
    let mark = marks.get(after.checked_sub(1)?)?;
    (span.start < mark.span.end).then_some(mark.id.as_str())
}

/// The lines of a text with its marks; where it stands alone on its page, its headings are `named`.
pub(super) fn lines(paper: &Paper<'_>, marks: &[Mark], named: bool) -> Markup {
    let text = paper.source.text();
    let mut at = 0;
    let mut next = 0;
    html! {
        div.paper {
            @for line in text.split('\n') {
                @let span = Span::new(at, at + line.len());
                @if !line.trim().is_empty() {
                    p class=[class(paper.documents, span, line)] id=[section_at(paper.documents, span).filter(|_| named).map(|(document, s)| anchor(document, s))] {
                        (pieces(text, span, marks, &mut next))
                    }
                }
                ({ at += line.len() + 1; "" })
            }
        }
    }
}

/// The name of a section on the page.
pub(super) fn anchor(document: usize, section: &Section) -> String {
    format!("s{document}-{}", section.id)
}

/// One line cut at its marks; `next` is the first mark that is not behind it.
fn pieces(text: &str, line: Span, marks: &[Mark], next: &mut usize) -> Markup {
    while marks.get(*next).is_some_and(|mark| mark.span.end <= line.start) {
        *next += 1;
    }
    let mut at = line.start;
    let mut i = *next;
    html! {
        @while let Some(mark) = marks.get(i).filter(|mark| mark.span.start < line.end) {
            @let (from, to) = (mark.span.start.max(line.start), mark.span.end.min(line.end));
            (clean(Span::new(at, from).of(text)))
            @let id = (from == mark.span.start && !mark.id.is_empty()).then_some(&mark.id);
            @let title = (!mark.title.is_empty()).then(|| clean(&mark.title));
            mark class=(mark.class) id=[id] title=[title] {
                (clean(Span::new(from, to).of(text)))
                @if to == mark.span.end {
                    @for task in mark.tasks.iter().take(LINKS) { sup { a href={ "#t" (task) } { (task) } } }
                }
            }
            ({ at = to; i += 1; "" })
        }
        (clean(Span::new(at, line.end).of(text)))
    }
}

/// A sentence that hundreds of tasks rest on leads to so many.
const LINKS: usize = 12;

/// The document whose text holds an offset.
fn document_at(documents: &[Document], at: usize) -> Option<&Document> {
    documents.get(documents.partition_point(|d| d.place.span.start <= at).checked_sub(1)?)
}

/// The section that begins in a line.
fn section_at(documents: &[Document], line: Span) -> Option<(usize, &Section)> {
    let document = document_at(documents, line.end)?;
    let after = document.sections.partition_point(|s| s.place.span.start < line.start);
    let section = document.sections.get(after)?;
    (section.place.span.start < line.end).then_some((document.id, section))
}

/// How a line looks: title, heading, row of a table, noise.
fn class(documents: &[Document], span: Span, line: &str) -> Option<&'static str> {
    let document = document_at(documents, span.start)?;
    let title = document.letterhead.title.as_ref();
    if title.is_some_and(|title| title.place.span.overlaps(span)) {
        return Some("title");
    }
    let noise = &document.noise;
    let after = noise.partition_point(|n| n.place.span.start <= span.start);
    let before = after.checked_sub(1).and_then(|i| noise.get(i));
    if before.is_some_and(|n| n.place.span.end >= span.end) {
        return Some("noise");
    }
    if section_at(documents, span).is_some_and(|(_, s)| s.form.stands_alone()) {
        return Some("head");
    }
    line.contains('\t').then_some("row")
}

/// A text with figures and words of another marked: what of it made them meet.
pub(super) fn alike(text: &str, other: &str, figures: &[&str], class: &str) -> Markup {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut pairs: Vec<(char, char)> = other.chars().zip(other.chars().skip(1)).collect();
    pairs.sort_unstable();
    let mut kinds = vec![0u8; chars.len()];
    let shared =
        |a: char, b: char| a.is_alphanumeric() && b.is_alphanumeric() && pairs.binary_search(&(a, b)).is_ok();
    // 服务 alone stands everywhere.
    for (i, three) in chars.windows(3).enumerate() {
        if shared(three[0].1, three[1].1) && shared(three[1].1, three[2].1) {
            kinds[i..i + 3].fill(1);
        }
    }
    for figure in figures.iter().filter(|figure| !figure.is_empty()) {
        if let Some(from) = text.find(figure) {
            let to = from + figure.len();
            let (first, last) = (chars.partition_point(|c| c.0 < from), chars.partition_point(|c| c.0 < to));
            kinds[first..last].fill(2);
        }
    }
    let ends: Vec<usize> = chars.iter().map(|c| c.0).chain([text.len()]).collect();
    let mut from = 0;
    html! {
        @for run in kinds.chunk_by(|a, b| a == b) {
            @let piece = &text[ends[from]..ends[from + run.len()]];
            @match run[0] {
                1 => span.w { (clean(piece)) },
                2 => b class=(class) { (clean(piece)) },
                _ => (clean(piece)),
            }
            ({ from += run.len(); "" })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, task: usize) -> Mark {
        Mark { span: Span::new(start, end), id: format!("r{task}"), tasks: vec![task], ..Mark::default() }
    }

    #[test]
    fn a_sentence_that_two_tasks_rest_on_leads_to_both() {
        let marks = apart(vec![mark(9, 30, 2), mark(0, 6, 1), mark(9, 30, 3), mark(40, 40, 4)]);
        let found: Vec<(Span, Vec<usize>)> = marks.iter().map(|m| (m.span, m.tasks.clone())).collect();
        assert_eq!(found, [(Span::new(0, 6), vec![1]), (Span::new(9, 30), vec![2, 3])]);
        assert_eq!(id_at(&marks, Span::new(12, 15)), Some("r2"));
        assert_eq!(id_at(&marks, Span::new(7, 8)), None);
    }

    #[test]
    fn a_mark_over_two_lines_is_named_once() {
        let parsed = crate::parse("云溪县工作总结\n全年修复河堤\n7公里<b>。\n".as_bytes());
        let text = parsed.source.text();
        let span = Span::new(text.find("修复").unwrap(), text.find("<b>").unwrap());
        let paper = Paper::new(&parsed.source, &parsed.documents, None);
        let page = lines(&paper, &[Mark { span, ..mark(0, 0, 5) }], false).into_string();
        assert_eq!(page.matches("id=\"r5\"").count(), 1, "{page}");
        assert_eq!(page.matches("href=\"#t5\"").count(), 1, "{page}");
        assert!(page.contains("&lt;b&gt;") && !page.contains("<b>"), "{page}");
    }

    #[test]
    fn shared_words_and_figures_are_marked() {
        let page = alike("完成适老化改造451户。", "适老化改造480户", &["451户"], "fig").into_string();
        assert_eq!(page, "完成<span class=\"w\">适老化改造</span><b class=\"fig\">451户</b>。");
    }
}
