//! A document with its notes → its stretches (a preface, an item with its parts), and what is told above them of each.

use super::noted::NotedDocument;
use super::notes::Note;
use super::told::Told;
use crate::model::Section;
use crate::span::Span;

/// The level of ①: below 「（2）建设泵站5座：」 each names a part of the task.
pub(super) const PARTS: u8 = 5;

/// A stretch of a document and the notes in it.
#[derive(Clone, Copy)]
pub(super) struct Stretch<'a> {
    pub(super) span: Span,
    /// None before the first section.
    pub(super) section: Option<&'a Section>,
    /// Nothing stands under it but its parts.
    pub(super) leaf: bool,
    pub(super) notes: &'a [Note],
    /// Where its text ends, before numbered label lines.
    pub(super) body: usize,
}

impl NotedDocument<'_> {
    /// The preface, and each section's own text; in a noted plan a section's parts (①) stand with it.
    pub(super) fn stretches(&self) -> Vec<Stretch<'_>> {
        let (document, sections) = (self.document, &self.document.sections);
        let own = document.place.span;
        let first = sections.first().map_or(own.end, |s| s.place.span.start);
        let mut out = vec![Stretch {
            span: Span::new(own.start, first),
            section: None,
            leaf: !document.is_numbered(),
            notes: self.notes_in(Span::new(own.start, first)),
            body: first,
        }];
        let mut at = 0;
        while let Some(section) = sections.get(at) {
            let mut next = at + 1;
            while self.noted && section.level < PARTS && sections.get(next).is_some_and(|s| s.level >= PARTS)
            {
                next += 1;
            }
            let body = sections[next - 1].place.span.end;
            // 「1）责任单位：县教育局」 below an item tells of it.
            while sections.get(next).is_some_and(|s| s.level > section.level && self.only_notes(s)) {
                next += 1;
            }
            let leaf = sections.get(next).is_none_or(|s| s.parent != Some(section.id));
            let span = Span::new(section.place.span.start, sections[next - 1].place.span.end);
            out.push(Stretch { span, section: Some(section), leaf, notes: self.notes_in(span), body });
            at = next;
        }
        out
    }

    /// Whether a section is a marker and notes, and nothing else.
    fn only_notes(&self, section: &Section) -> bool {
        let own = section.place.span;
        let mut at = own.start + section.marker.len();
        let notes = self.notes_in(own);
        let gap = |from: usize, to: usize| self.text.get(from..to).is_none_or(|gap| self.says_nothing(gap));
        let blank = notes.iter().all(|note| {
            let blank = note.line && gap(at, note.span.start);
            at = at.max(note.span.end);
            blank
        });
        !notes.is_empty() && blank && gap(at, own.end)
    }

    /// Of lists whose notes stand above their items, what the note above tells each item: one stands above the first, and each but the
    /// last ends with that of the next.
    pub(super) fn notes_above(&self, stretches: &[Stretch<'_>]) -> Vec<Option<Told>> {
        let mut above = vec![None; stretches.len()];
        for (at, head) in stretches.iter().enumerate() {
            let Some(first) = self.alone_at_end(head) else { continue };
            let parent = head.section.map(|s| s.id);
            let under = |s: &&Stretch<'_>| s.leaf && s.section.is_some_and(|s| s.parent == parent);
            let list: Vec<&Stretch<'_>> = stretches[at + 1..].iter().take_while(under).collect();
            let Some((last, others)) = list.split_last() else { continue };
            let ends: Vec<Option<&Note>> = others.iter().map(|s| self.alone_at_end(s)).collect();
            if !last.notes.is_empty() || ends.is_empty() || ends.iter().any(Option::is_none) {
                continue;
            }
            let told = std::iter::once(Some(first)).chain(ends).map(|note| note.map(|n| n.told.clone()));
            above[at + 1..].iter_mut().zip(told).for_each(|(slot, told)| *slot = told);
        }
        above
    }

    /// The only note of a stretch, where it stands on lines of its own at its end.
    fn alone_at_end<'n>(&self, stretch: &Stretch<'n>) -> Option<&'n Note> {
        let [note] = stretch.notes else { return None };
        let start = self.lines.start(note.span.start);
        let alone = self.text.get(start..note.span.start).is_some_and(|before| before.trim().is_empty());
        let last =
            self.text.get(note.span.end..stretch.span.end).is_none_or(|after| self.says_nothing(after));
        (alone && last).then_some(note)
    }

    /// What a heading, or a preface with its last line, tells of all that stands below it: 「（一）教育（责任单位：县教育局）」
    /// 「1.新建学校2所。」
    pub(super) fn hands_down(&self, stretch: Stretch<'_>) -> Option<Told> {
        let [note] = stretch.notes else { return None };
        let heads = match stretch.section {
            Some(section) => self.only_heads(section, stretch),
            None => note.line && self.alone_at_end(&stretch).is_some(),
        };
        (heads && !stretch.leaf).then(|| note.told.clone())
    }

    /// Whether a section above others is a title and its note, and nothing else.
    fn only_heads(&self, section: &Section, stretch: Stretch<'_>) -> bool {
        let mut rest = title_end(self.text, section);
        let gap = |from: usize, to: usize| self.text.get(from..to).is_none_or(|gap| self.says_nothing(gap));
        let before = stretch.notes.iter().all(|note| {
            let blank = gap(rest, note.span.start);
            rest = rest.max(note.span.end);
            blank
        });
        before && gap(rest, stretch.span.end)
    }

    fn says_nothing(&self, gap: &str) -> bool {
        gap.chars().all(|c| c.is_whitespace() || "。：:；;，".contains(c))
    }
}

/// Where a section's body begins: after its title and the stop that closes it.
pub(super) fn title_end(text: &str, section: &Section) -> usize {
    let own = section.place.span;
    let Some(title) = &section.title else { return own.start };
    let at = own.of(text).find(title.as_str()).map_or(own.start, |at| own.start + at + title.len());
    text[at..].chars().next().filter(|c| "。.：:".contains(*c)).map_or(at, |c| at + c.len_utf8())
}
