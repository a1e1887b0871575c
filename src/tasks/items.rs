//! A document → the stretches that are tasks: list items, noted paragraphs, sentences of a report's planned half.

use super::first;
use super::item::Item;
use super::marks::trimmed;
use super::notes::{self, Note};
use super::scope::{self, Barred, Scope};
use super::table;
use super::told::Told;
use crate::model::{Document, Form, Mood, Section, SectionRole, Statement};
use crate::span::Span;
use crate::tables::Table;

static ACT_WORDS: Table = Table::new(include_str!("../tables/act_words.tsv"));

/// The tasks' stretches in the order of the text. `above` is the notice that sends the document along, if any.
pub(super) fn items(text: &str, document: &Document, above: Option<Span>) -> Vec<Item> {
    let notes = notes::notes(text, document);
    let scope = Scope::of(text, document, notes.iter().filter(|n| n.told.owns()).count());
    let first_leads = above.is_some_and(|span| says_first_leads(text, span, &[]))
        || says_first_leads(text, document.place.span, &notes);
    let reader = Items {
        text,
        document,
        barred: Barred::of(text, document),
        noted: notes.iter().any(|n| n.told.names() || n.told.dates()),
        notes: with_rule(notes, first_leads),
        scope,
        lines: Lines::of(text, document.place.span),
        first_leads,
    };
    let mut items = reader.all();
    if matches!(scope, Scope::PlannedHalf | Scope::PlannedParts) {
        // A report names owners for its ten promises; the rest of its planned half promises too.
        items = joined(items, planned_sentences(text, document, scope));
    }
    items.retain(|item| !item.span.is_empty());
    table::with_rows(text, document, items, first_leads)
}

/// Whether running text says that the first organ of each note leads: 各项任务列第一位的为牵头单位.
fn says_first_leads(text: &str, within: Span, notes: &[Note]) -> bool {
    let piece = within.of(text);
    first::first_places(piece).any(|at| {
        let next = notes.partition_point(|n| n.span.end <= within.start + at);
        notes.get(next).is_none_or(|n| n.span.start > within.start + at)
    })
}

/// The notes, each told whether its first organ leads and who owns what nobody else does: from 下同 on all do.
fn with_rule(mut notes: Vec<Note>, mut first_leads: bool) -> Vec<Note> {
    let mut standing: Vec<String> = Vec::new();
    for note in &mut notes {
        note.told.owned_by(&standing);
        standing.extend(note.told.standing.iter().cloned());
        first_leads |= note.told.first_leads && note.told.from_here;
        note.told.first_leads |= first_leads;
    }
    notes
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

/// The level of ①: below 「（2）建设泵站5座：」 each names a part of the task.
const PARTS: u8 = 5;

/// A stretch of a document and the notes in it.
#[derive(Clone, Copy)]
struct Stretch<'a> {
    span: Span,
    /// None before the first section.
    section: Option<&'a Section>,
    /// Nothing stands under it but its parts.
    leaf: bool,
    notes: &'a [Note],
    /// Where its text ends, before numbered label lines.
    body: usize,
}

/// Reads the items of one document.
struct Items<'a> {
    text: &'a str,
    document: &'a Document,
    barred: Barred,
    notes: Vec<Note>,
    /// Some note says who or when.
    noted: bool,
    scope: Scope,
    lines: Lines<'a>,
    first_leads: bool,
}

impl Items<'_> {
    fn all(&self) -> Vec<Item> {
        let stretches = self.stretches();
        let above = self.notes_above(&stretches);
        let mut items = Vec::new();
        // What a heading tells of all that stands below it; the last slot holds what the preface tells of the whole list.
        let sections = self.document.sections.len();
        let mut handed: Vec<Option<Told>> = vec![None; sections + 1];
        for (stretch, above) in stretches.into_iter().zip(above) {
            if let Some(told) = above {
                let end = stretch.notes.first().map_or(stretch.span.end, |n| n.span.start);
                let span = Span::new(stretch.span.start, end);
                items.push(self.item(scope::without_signature(self.text, span), told, end));
                continue;
            }
            let inherited = stretch.section.and_then(|s| handed[s.parent.unwrap_or(sections)].clone());
            let down = self.hands_down(stretch);
            let heads = down.is_some();
            handed[stretch.section.map_or(sections, |s| s.id)] = down.or_else(|| inherited.clone());
            if !heads {
                let read = self.of_stretch(stretch);
                items.extend(read.into_iter().map(|item| self.completed(item, inherited.as_ref())));
            }
        }
        items
    }

    /// The preface, and each section's own text; in a noted plan a section's parts (①) stand with it.
    fn stretches(&self) -> Vec<Stretch<'_>> {
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
    fn notes_above(&self, stretches: &[Stretch<'_>]) -> Vec<Option<Told>> {
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

    fn notes_in(&self, span: Span) -> &[Note] {
        let from = self.notes.partition_point(|n| n.span.start < span.start);
        let to = self.notes.partition_point(|n| n.span.start < span.end);
        &self.notes[from..to.max(from)]
    }

    /// What a heading, or a preface with its last line, tells of all that stands below it: 「（一）教育（责任单位：县教育局）」
    /// 「1.新建学校2所。」
    fn hands_down(&self, stretch: Stretch<'_>) -> Option<Told> {
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

    /// Adds what the item's own sentences and the headings above it tell, where nothing else tells it.
    fn completed(&self, item: Item, inherited: Option<&Told>) -> Item {
        let silent = item.owners.is_empty() && item.cooperating.is_empty();
        let item = match self.in_sentences(item.span).filter(|_| silent) {
            Some((told, end)) => {
                let said = told.item(Span::new(item.span.start, end), self.first_leads);
                Item {
                    leaders: if item.leaders.is_empty() { said.leaders } else { item.leaders },
                    deadline: item.deadline.or(said.deadline),
                    ..said
                }
            }
            None => item,
        };
        let Some(told) = inherited else { return item };
        let above = told.clone().item(item.span, self.first_leads);
        let silent = item.owners.is_empty() && item.cooperating.is_empty() && item.leaders.is_empty();
        let deadline = item.deadline.clone().or(above.deadline.clone());
        if silent { Item { deadline, ..above } } else { Item { deadline, ..item } }
    }

    /// What the sentences of an item say, behind its marker.
    fn in_sentences(&self, span: Span) -> Option<(Told, usize)> {
        let section = self.document.section_at(span.start).filter(|s| s.place.span.start == span.start);
        let body = section.map_or(span, |s| Span::new(span.start + s.marker.len(), span.end));
        notes::in_sentences(self.text, self.document, body)
    }

    fn of_stretch(&self, stretch: Stretch<'_>) -> Vec<Item> {
        let says = |note: &Note| note.told.names() || note.told.dates() || note.line;
        let role = self.document.role_at(stretch.span.start);
        let reviewed = matches!(role, SectionRole::Review | SectionRole::Problems);
        if self.scope == Scope::PlannedHalf && reviewed {
            return Vec::new();
        }
        if stretch.notes.iter().any(says) {
            return self.noted_items(stretch);
        }
        match self.scope {
            Scope::Items => self.bare_items(stretch),
            Scope::Dated => self.dated_item(stretch),
            _ => Vec::new(),
        }
    }

    /// The items of a stretch without notes: a leaf item whole, under a bare title its sentences.
    fn bare_items(&self, stretch: Stretch<'_>) -> Vec<Item> {
        let Some(section) = stretch.section else {
            let plain = stretch.leaf && acts(stretch.span.of(self.text));
            return if plain { self.sentences(self.behind_title(stretch.span)) } else { Vec::new() };
        };
        let leads = scope::leads(section.role);
        let passed = if self.noted {
            leads
        } else {
            matches!(section.role, SectionRole::Requirements | SectionRole::Background)
        };
        if !stretch.leaf || passed || self.barred.holds(section) || self.noted && section.level >= PARTS {
            return Vec::new();
        }
        let own = scope::without_signature(self.text, trimmed(self.text, stretch.span));
        let body = trimmed(self.text, Span::new(title_end(self.text, section), own.end));
        let named = section.form == Form::Unmarked;
        let titled = section.form.stands_alone() && !body.is_empty();
        match titled {
            // What stands below 「二、重点任务」 is many tasks, below 「（一）新建学校2所」 one.
            true if (section.level <= 1 || named) && !self.noted => self.sentences(body),
            true if section.level <= 1 || named => {
                let asks = section.title.as_deref().is_some_and(scope::asks);
                if section.role == SectionRole::Plan && !asks { self.sentences(body) } else { Vec::new() }
            }
            _ if named || !scope::has_words(own.of(self.text)) => Vec::new(),
            _ => vec![Item::bare(own)],
        }
    }

    /// A text without sections behind its title: 「云溪县2025年民生实事」.
    fn behind_title(&self, span: Span) -> Span {
        let title = scope::title(self.text, self.document);
        let titled = scope::is_called_a_plan(title) && !title.contains('。');
        let at = span.of(self.text).find(title).filter(|_| titled);
        let behind = at.map(|at| Span::new(span.start + at + title.len(), span.end));
        behind.filter(|rest| !rest.of(self.text).trim().is_empty()).unwrap_or(span)
    }

    /// In a notice: an item that says by when.
    fn dated_item(&self, stretch: Stretch<'_>) -> Vec<Item> {
        let Some(section) = stretch.section.filter(|s| stretch.leaf && s.form != Form::Unmarked) else {
            return Vec::new();
        };
        let own = scope::without_signature(self.text, trimmed(self.text, stretch.span));
        let dues = super::deadline::in_sentences(self.text, &self.document.times, own);
        let passed =
            self.barred.holds(section) || scope::leads(section.role) || section.marker.ends_with('条');
        if passed || dues.is_empty() { Vec::new() } else { vec![Item::bare(own)] }
    }

    /// The items of a stretch with notes. A leaf item with one note, or with label lines only, is one task.
    fn noted_items(&self, stretch: Stretch<'_>) -> Vec<Item> {
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

    fn item(&self, span: Span, told: Told, note_end: usize) -> Item {
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

    fn sentences(&self, within: Span) -> Vec<Item> {
        let statements = &self.document.statements;
        let from = statements.partition_point(|s| s.place.span.start < within.start);
        let inside = statements[from..].iter().take_while(|s| s.place.span.end <= within.end);
        inside.filter(|s| !s.heading && self.promises(s)).map(|s| Item::bare(s.place.span)).collect()
    }

    fn promises(&self, statement: &Statement) -> bool {
        let words = statement.place.span.of(self.text);
        match statement.mood {
            Mood::Planned => scope::has_words(words),
            Mood::General => acts(words) && scope::says_something(words),
            _ => false,
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

    /// Where the line that holds `at` ends.
    fn end(&self, at: usize) -> usize {
        let behind = self.starts.partition_point(|&start| start <= at);
        self.starts.get(behind).map_or(self.text.len(), |&next| next - 1)
    }

    /// Where the paragraph of an owner bracket begins; one that has a line of its own belongs to the paragraph above.
    fn paragraph_of(&self, bracket: usize) -> usize {
        let own = self.start(bracket);
        let alone = self.text[own..bracket].trim().is_empty();
        if alone { self.start(self.text[..own].trim_end().len()) } else { own }
    }
}

/// Where a section's body begins: after its title and the stop that closes it.
fn title_end(text: &str, section: &Section) -> usize {
    let own = section.place.span;
    let Some(title) = &section.title else { return own.start };
    let at = own.of(text).find(title.as_str()).map_or(own.start, |at| own.start + at + title.len());
    text[at..].chars().next().filter(|c| "。.：:".contains(*c)).map_or(at, |c| at + c.len_utf8())
}

/// In a report: every sentence up to 。 that looks ahead.
fn planned_sentences(text: &str, document: &Document, scope: Scope) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut open = false;
    for statement in &document.statements {
        let span = statement.place.span;
        if document.is_bare_heading(text, statement) || !looks_ahead(document, statement, scope) {
            open = false;
            continue;
        }
        match items.last_mut() {
            Some(last) if open => last.span.end = span.end,
            _ => items.push(Item::bare(span)),
        }
        open = span.of(text).ends_with(['；', ';']);
    }
    let promises = |words: &str| words.chars().count() >= SHORTEST && scope::has_words(words);
    items.retain(|item| promises(item.span.of(text)));
    items
}

/// A sentence of fewer characters promises nothing by itself.
const SHORTEST: usize = 8;

fn looks_ahead(document: &Document, statement: &Statement, scope: Scope) -> bool {
    statement.mood == Mood::Planned && scope.takes(document.role_at(statement.place.span.start))
}

/// Whether a text without any numbering has a word to do or a figure to reach: 「云溪县地处山区」 is no plan.
fn acts(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) || ACT_WORDS.rows().any(|row| text.contains(row[0]))
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

    /// The tasks of a list below a title and a heading, each with its owners.
    fn owned(list: &str) -> Vec<(String, String)> {
        let parsed = crate::parse(format!("云溪县2025年工作方案\n一、任务\n{list}").as_bytes());
        parsed.tasks().map(|t| (t.text.clone(), t.owners.join(" "))).collect()
    }

    fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
        all.iter().map(|(text, owners)| ((*text).to_owned(), (*owners).to_owned())).collect()
    }

    #[test]
    fn a_heading_tells_of_what_stands_below_it() {
        let list = "（一）水利（责任单位：镇水利站）\n1.修渠9座。\n2.建坝1座。（镇财政所负责）\n（二）交通\n1.修路3公里。\n";
        let tasks = [("1.修渠9座。", "镇水利站"), ("2.建坝1座。", "镇财政所"), ("1.修路3公里。", "")];
        assert_eq!(owned(list), pairs(&tasks));
    }

    #[test]
    fn notes_above_their_items_are_not_those_of_the_items_before() {
        let list = "责任单位：镇水利站\n1.修渠9座。\n责任单位：镇交通站\n2.修路3公里。\n";
        assert_eq!(owned(list), pairs(&[("1.修渠9座。", "镇水利站"), ("2.修路3公里。", "镇交通站")]));
    }

    #[test]
    fn numbered_labels_below_an_item_tell_of_it() {
        let list = "1.修渠9座。\n（1）责任单位：镇水利站\n（2）完成时限：6月底\n2.修路3公里。\n（1）责任单位：镇交通站\n";
        assert_eq!(owned(list), pairs(&[("1.修渠9座。", "镇水利站"), ("2.修路3公里。", "镇交通站")]));
    }

    #[test]
    fn nothing_stands_in_no_task() {
        let list = "1.修渠9座。（镇水利站负责）\n2.修路3公里。（时间待定）\n3.绿化。\n修桥1座，通公交。\n4.建站（镇交通站负责），每月检查。\n";
        let tasks = [
            ("1.修渠9座。", "镇水利站"),
            ("2.修路3公里。（时间待定）", ""),
            ("3.绿化。\n修桥1座，通公交。", ""),
            ("4.建站（镇交通站负责），每月检查。", "镇交通站"),
        ];
        assert_eq!(owned(list), pairs(&tasks));
    }

    #[test]
    fn signatures_boxes_and_duties_are_no_tasks() {
        let list =
            "1.修渠9座。（镇水利站负责）\n┌─┐\n└─┘\n镇水利站　镇财政所\n2025年3月5日\n（此件公开发布）\n";
        assert_eq!(owned(list), pairs(&[("1.修渠9座。", "镇水利站")]));
        assert!(tasks("云溪县水利站岗位职责\n一、站长\n1.负责修渠。\n2.负责建坝。\n").is_empty());
        assert!(tasks("云溪县关于申报水渠的通知\n一、申报条件\n1.建成3年。\n2.未获补助。\n").is_empty());
    }

    #[test]
    fn what_tells_of_others_work_or_names_members_holds_no_tasks() {
        for text in [
            "云溪县典型经验做法\n1.青石镇推行网格管理，新建网格30个。\n2.竹湾镇实施清单管理，建立台账12本。\n",
            "云溪县水利委员会组建方案\n一、主要职能\n研究水利规划；\n二、组成人员\n主　任：何　平　　副县长\n成　员：李　明　　县水利局局长\n",
            "云溪县便民指南\n一、申请\n在大厅办理。联系电话：662233\n二、监督\n可以投诉。监督电话：662244\n",
            "关于云溪县河堤险情的调查意见\n专家组认为，河堤裂缝长9米，需要加固30米。\n裂缝分布在河堤北段。\n",
            "云溪县小程序\n1.${letter.title}\n2.${letter.date}\n",
        ] {
            assert_eq!(tasks(text), [""; 0], "{text}");
        }
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
