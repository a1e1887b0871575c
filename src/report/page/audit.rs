//! A report and the checks of its arithmetic → a page: the disagreements first, each figure quoted and marked in the text below.

use super::frame::{clean, page, theme_button};
use super::paper::{Mark, apart, id_at, lines};
use crate::language::Language;
use crate::model::{Check, Operand};
use crate::report::audit::{kind, result};
use crate::report::places::Paper;
use crate::report::wide;
use crate::text::sentence::sentence_around;
use maud::{Markup, html};

/// Writes the page of a report's checks.
///
/// # Example
/// ```
/// use gongwen::{Language, report};
///
/// let parsed = gongwen::parse("全县共有村卫生室1794个，其中公有1763个，公有化率98.27%。".as_bytes());
/// let paper = report::Paper::new(&parsed.source, &parsed.documents, None);
/// let page = report::audit_page(&paper, &gongwen::audit(&parsed), Language::Chinese);
/// assert!(page.contains("相符"));
/// ```
pub fn audit_page(paper: &Paper<'_>, checks: &[Vec<Check>], language: Language) -> String {
    let all = || checks.iter().flatten();
    let ordered: Vec<&Check> = all().filter(|c| !c.holds).chain(all().filter(|c| c.holds)).collect();
    let class = |check: &Check| if check.holds { "holds" } else { "wrong" };
    let marks = ordered.iter().enumerate().flat_map(|(at, check)| {
        check.operands.iter().map(move |operand| Mark {
            span: operand.place.span,
            id: format!("o{}", operand.place.span.start),
            class: class(check).to_owned(),
            title: check.formula.clone(),
            tasks: vec![at + 1],
        })
    });
    let mut marks = apart(marks.collect());
    marks.iter_mut().for_each(|mark| mark.tasks.dedup());
    let wrong = ordered.iter().filter(|c| !c.holds).count();
    let name = wide::file_name(paper.source.info().name.as_deref());
    let title = language.pick("报告数字核算", "A report's arithmetic, checked");
    let body = html! {
        header.wide {
            h1 { (title) }
            p.facts { (clean(&name)) }
            div.counts {
                div { b { (ordered.len()) } (language.pick("核算", "checks")) }
                div { b.wrong { (wrong) } (language.pick("不符", "disagree")) }
                div { b.holds { (ordered.len() - wrong) } (language.pick("相符", "agree")) }
            }
        }
        nav.tools { div.wide { (theme_button(language)) a href="#text" { (language.pick("原文", "text")) } } }
        main.wide {
            @for (at, check) in ordered.iter().enumerate() {
                article id={ "t" (at + 1) } class=(if check.holds { "done" } else { "target_missed" }) {
                    div {
                        div.top {
                            a.number href={ "#t" (at + 1) } { (at + 1) }
                            span class={ "badge " (class(check)) } { (result(check, language)) }
                            span { (kind(check.kind, language)) }
                        }
                        p.task { (clean(&wide::flat(&check.formula))) }
                        @if let Some(expected) = &check.expected { p.wrong { (language.pick("应为 ", "expected ")) (clean(expected)) } }
                    }
                    div { @for operand in &check.operands { (quoted(paper, operand, &marks, language)) } }
                }
            }
            @if ordered.is_empty() { p { (language.pick("没有找到可以核算的数字。", "No figures were found that can be reckoned.")) } }
            h2 #text { (language.pick("原文", "Text")) }
            section.pane tabindex="0" { (lines(paper, &marks, false)) }
        }
    };
    page(&format!("{title} {name}"), language, &body)
}

/// A figure in its sentence, and where it stands.
fn quoted(paper: &Paper<'_>, operand: &Operand, marks: &[Mark], language: Language) -> Markup {
    let (text, span) = (paper.source.text(), operand.place.span);
    let line = |c: char| c == '\n';
    let from = text[..span.start].rfind(line).map_or(0, |at| at + 1);
    let to = text[span.end..].find(line).map_or(text.len(), |at| span.end + at);
    let sentence = sentence_around(text, crate::span::Span::new(from, to), span);
    let cut = |a: usize, b: usize| text.get(a..b).unwrap_or_default().to_owned();
    let (before, after) = (cut(sentence.start, span.start), cut(span.end, sentence.end));
    let place = paper.words(&operand.place, language);
    html! {
        blockquote {
            (clean(&before)) b.fig { (clean(&cut(span.start, span.end))) } (clean(&after)) " "
            @if let Some(id) = id_at(marks, span) {
                a.at href={ "#" (id) } { @if place.is_empty() { (language.pick("位置", "place")) } @else { (clean(&place)) } }
            }
            " " span.at { (clean(&wide::flat(&operand.indicator))) }
        }
    }
}
