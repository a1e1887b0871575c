//! Documents → their outline as a tree for people: each title and inline item with its line and byte offset.

use super::{wide, words};
use crate::language::Language;
use crate::model::{Document, Measure, Section};
use crate::source::Source;
use crate::span::Place;
use std::fmt::Write;

/// Characters of an item that are shown; its place says where the rest is.
const SHOWN: usize = 40;

/// Writes the outline of every document.
///
/// # Example
/// ```
/// let parsed = gongwen::parse("云溪县工作总结\n一、完成情况\n全年修复河堤7公里。\n".as_bytes());
/// let outline = gongwen::report::outline(&parsed.source, &parsed.documents, gongwen::Language::Chinese);
/// assert!(outline.contains("一、完成情况"));
/// ```
pub fn outline(source: &Source, documents: &[Document], language: Language) -> String {
    let lines = LineStarts::of(source.text());
    let info = source.info();
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{}  {}  {} {}",
        wide::flat(info.name.as_deref().unwrap_or("-")),
        info.encoding,
        info.bytes,
        language.pick("字节", "bytes")
    );
    for document in documents {
        Tree { document, source, lines: &lines, language }.write(&mut out);
    }
    out
}

/// Where each line of the text begins.
struct LineStarts(Vec<usize>);

impl LineStarts {
    fn of(text: &str) -> Self {
        LineStarts(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    /// The line that holds `offset`, counted from 1.
    fn line(&self, offset: usize) -> usize {
        self.0.partition_point(|&start| start <= offset)
    }
}

struct Tree<'a> {
    document: &'a Document,
    source: &'a Source,
    lines: &'a LineStarts,
    language: Language,
}

impl Tree<'_> {
    fn write(&self, out: &mut String) {
        let document = self.document;
        let title = document.letterhead.title.as_ref().map_or(String::new(), |t| wide::flat(&t.text));
        let kind = words::document_kind(document.kind, self.language);
        let of = document.parent.map_or(String::new(), |p| {
            self.language.pick(format!("（{p} 的附件）"), format!(" (attached to {p})"))
        });
        let _ = writeln!(out, "[{}] {kind}{of} {title}  {}", document.id, self.place(&document.place));
        for noise in &document.noise {
            let _ = writeln!(
                out,
                "  # {}  {}",
                words::noise_kind(noise.kind, self.language),
                self.place(&noise.place)
            );
        }
        self.items(out);
    }

    /// Sections and measures in the order of the text; a measure stands under the section that holds it.
    fn items(&self, out: &mut String) {
        let depths = depths(&self.document.sections);
        let mut measures = self.document.measures.iter().peekable();
        let mut depth = 0;
        for (section, &own) in self.document.sections.iter().zip(&depths) {
            while let Some(measure) = measures.next_if(|m| m.place.span.start < section.place.span.start) {
                self.measure(out, measure, depth + 1);
            }
            self.section(out, section, own);
            depth = own;
        }
        measures.for_each(|m| self.measure(out, m, depth + 1));
    }

    fn section(&self, out: &mut String, section: &Section, depth: usize) {
        let words = section.title.as_deref().unwrap_or_else(|| self.content(section));
        // 1.1编制目的 would read as a figure.
        let blank = if section.marker.ends_with(|c: char| c.is_ascii_digit()) { " " } else { "" };
        let title = wide::short(&wide::flat(words), SHOWN);
        let role =
            words::section_role(section.role, self.language).map_or(String::new(), |r| format!("  <{r}>"));
        let lost = if section.parent_lost {
            self.language.pick("  （上级标题缺失）", "  (parent lost)")
        } else {
            ""
        };
        let indent = "  ".repeat(depth + 1);
        let _ = writeln!(
            out,
            "{indent}{}{blank}{title}{role}{lost}  {}",
            wide::flat(&section.marker),
            self.place(&section.place)
        );
    }

    /// The first line of an item, which has no title.
    fn content(&self, section: &Section) -> &str {
        let own = self.source.quote(section.place.span);
        own.strip_prefix(section.marker.as_str()).unwrap_or(own).lines().next().unwrap_or_default().trim()
    }

    fn measure(&self, out: &mut String, measure: &Measure, depth: usize) {
        let indent = "  ".repeat(depth + 1 + usize::from(measure.depth));
        let text = wide::short(&wide::flat(&measure.text), SHOWN);
        let role = words::measure_role(measure.role, self.language);
        let _ = writeln!(out, "{indent}· {text}  <{role}>  {}", self.place(&measure.place));
    }

    /// Line of the text and offset in the input: `行5 @120`.
    fn place(&self, place: &Place) -> String {
        let line = self.lines.line(place.span.start);
        self.language.pick(
            format!("行{line} @{}", place.source_span.start),
            format!("line {line} @{}", place.source_span.start),
        )
    }
}

/// How deep each section stands in the tree; parents come before their children.
fn depths(sections: &[Section]) -> Vec<usize> {
    let mut depths: Vec<usize> = Vec::with_capacity(sections.len());
    for section in sections {
        let parent = section.parent.and_then(|p| depths.get(p));
        depths.push(parent.map_or(0, |depth| depth + 1));
    }
    depths
}
