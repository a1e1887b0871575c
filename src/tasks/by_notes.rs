//! A stretch with notes → its items: one with all its notes, or one a note.

use super::bare::acts;
use super::item::Item;
use super::marks::trimmed;
use super::noted::NotedDocument;
use super::notes::Note;
use super::scope::{self, Scope};
use super::stretch::{Stretch, title_end};
use super::told::Told;
use crate::model::Form;
use crate::span::Span;

impl NotedDocument<'_> {
    /// The items of a stretch with notes. A leaf item with one note, or with label lines only, is one task.
    pub(super) fn noted_items(&self, stretch: Stretch<'_>) -> Vec<Item> {
        let notes = stretch.notes;
        let (Some(first), Some(last)) = (notes.first(), notes.last()) else { return Vec::new() };
        let rest = self.behind(last.span.end, stretch.span.end);
        let whole = stretch
            .section
            .filter(|s| stretch.leaf && s.form != Form::Unmarked && (s.form != Form::Title || s.level > 1));
        if whole.is_some()
            && (notes.len() == 1 && (rest.is_empty() || first.line) || self.are_attributes(notes))
        {
            let mut told = Told::default();
            notes.iter().for_each(|n| told.add(n.told.clone()));
            let end = match rest.is_empty() {
                true if first.span.start > stretch.body => stretch.body,
                // Of notes at its end the first ends the item, of others the last.
                true if notes.len() == 1 => first.span.start,
                true => last.span.start,
                false => rest.end,
            };
            return vec![self.item(Span::new(stretch.span.start, end), told, last.span.end)];
        }
        self.by_notes(stretch, rest)
    }

    /// Whether several notes of one item tell different things of it: 责任单位 on one line, 整改时限 further down.
    fn are_attributes(&self, notes: &[Note]) -> bool {
        let count = |says: fn(&Told) -> bool| notes.iter().filter(|n| says(&n.told)).count();
        notes.iter().all(|n| n.line) && count(Told::owns) <= 1 && count(Told::dates) <= 1
    }

    /// One task a note: from the item's start, the paragraph's, or the note before; paragraphs without notes between them are tasks too.
    fn by_notes(&self, stretch: Stretch<'_>, rest: Span) -> Vec<Item> {
        let mut items = Vec::new();
        let mut last = stretch.span.start;
        for (i, note) in stretch.notes.iter().enumerate() {
            let start = self.start_of(stretch, i).max(last);
            if last > stretch.span.start || stretch.section.is_some_and(|s| !s.form.stands_alone()) {
                items.extend(self.paragraphs(stretch, Span::new(last, start)));
            }
            items.push(self.item(Span::new(start, note.span.start), note.told.clone(), note.span.end));
            last = note.span.end;
        }
        let line_end = self.lines.end(last);
        if rest.start < line_end && !rest.is_empty() {
            // 「建立台账（县财政局负责），每月更新。」
            let end = rest.end.min(line_end);
            if let Some(item) = items.last_mut() {
                item.span = trimmed(self.text, Span::new(item.span.start, end));
            }
            last = end;
        }
        items.extend(self.paragraphs(stretch, Span::new(last, rest.end.max(last))));
        items
    }

    pub(super) fn item(&self, span: Span, told: Told, note_end: usize) -> Item {
        let end = if told.more { note_end } else { span.end };
        let start = self.without_noise(span.start);
        let words = self.text.get(start..end).unwrap_or("");
        let marks = words.len()
            - words.trim_start_matches(|c: char| c.is_whitespace() || "，。；;、,".contains(c)).len();
        let span = trimmed(self.text, Span::new(start + marks, end));
        told.item(span, self.first_leads)
    }

    /// Where an item begins behind noise: a paywall's gap.
    fn without_noise(&self, at: usize) -> usize {
        let at = at + self.text[at..].len() - self.text[at..].trim_start().len();
        let next = self.document.noise.partition_point(|n| n.place.span.end <= at);
        let noise = self.document.noise.get(next).map(|n| n.place.span);
        noise.filter(|n| n.start <= at).map_or(at, |n| n.end)
    }

    /// What stands behind the last note, without the marks that close it and the signature.
    fn behind(&self, from: usize, to: usize) -> Span {
        let rest = Span::new(from, to);
        let words = rest.of(self.text);
        let start =
            to - words.trim_start_matches(|c: char| c.is_whitespace() || "。；;，,、.".contains(c)).len();
        scope::without_signature(self.text, Span::new(start, to))
    }

    /// The paragraphs without notes beside others that have some, in a plan.
    fn paragraphs(&self, stretch: Stretch<'_>, span: Span) -> Vec<Item> {
        let barred = stretch.section.is_none_or(|s| self.barred.holds(s) || scope::leads(s.role));
        if self.scope != Scope::Items || barred || !stretch.leaf {
            return Vec::new();
        }
        let mut start = span.start;
        let mut items = Vec::new();
        for line in span.of(self.text).split_inclusive('\n') {
            let own = trimmed(self.text, Span::new(start, start + line.len()));
            start += line.len();
            let words = own.of(self.text);
            if words.ends_with(['。', '；'])
                && scope::says_something(words)
                && acts(words)
                && !self.sentences(own).is_empty()
            {
                items.push(Item::bare(own));
            }
        }
        items
    }

    fn start_of(&self, stretch: Stretch<'_>, i: usize) -> usize {
        let note = stretch.notes[i].span;
        let paragraph = self.lines.paragraph_of(note.start).max(stretch.span.start);
        let Some(section) = stretch.section else { return paragraph };
        let own = section.place.span;
        let alone = own.start >= paragraph
            || section.form == Form::Item && (section.level >= 3 || section.marker.ends_with('条'));
        match section.form {
            Form::Title | Form::Unmarked if paragraph <= own.start => own.start,
            Form::Title | Form::Unmarked => paragraph.max(title_end(self.text, section)),
            _ if !alone => paragraph,
            Form::Item => own.start,
            Form::RunIn => {
                let next = stretch.notes.get(i + 1);
                let shared = next.is_some_and(|next| self.lines.start(next.span.start) <= note.end);
                if shared { title_end(self.text, section) } else { own.start }
            }
        }
    }
}
