//! A stretch without notes → its items: the leaf item itself, under a bare title its sentences, in a notice what has a day.

use super::item::Item;
use super::marks::trimmed;
use super::noted::NotedDocument;
use super::scope;
use super::stretch::{PARTS, Stretch, title_end};
use crate::model::{Form, Mood, Section, SectionRole, Statement};
use crate::span::Span;
use crate::tables::Table;

static ACT_WORDS: Table = Table::new(include_str!("../tables/act_words.tsv"));

impl NotedDocument<'_> {
    /// The items of a stretch without notes: a leaf item whole, under a bare title its sentences.
    pub(super) fn bare_items(&self, stretch: Stretch<'_>) -> Vec<Item> {
        let Some(section) = stretch.section else { return self.of_preface(stretch) };
        if !stretch.leaf || self.is_passed(section) {
            return Vec::new();
        }
        let own = scope::without_signature(self.text, trimmed(self.text, stretch.span));
        let body = trimmed(self.text, Span::new(title_end(self.text, section), own.end));
        let named = section.form == Form::Unmarked;
        if section.form.stands_alone() && !body.is_empty() && (section.level <= 1 || named) {
            // What stands below 「二、重点任务」 is many tasks, below 「（一）新建学校2所」 one.
            let asks = || section.title.as_deref().is_some_and(scope::asks);
            let tells = !self.noted || section.role == SectionRole::Plan && !asks();
            return if tells { self.sentences(body) } else { Vec::new() };
        }
        if named || !scope::has_words(own.of(self.text)) { Vec::new() } else { vec![Item::bare(own)] }
    }

    /// The sentences of a document that has nothing but its preface.
    fn of_preface(&self, stretch: Stretch<'_>) -> Vec<Item> {
        let plain = stretch.leaf && acts(stretch.span.of(self.text));
        if plain { self.sentences(self.behind_title(stretch.span)) } else { Vec::new() }
    }

    /// Whether a section without notes holds no tasks: beside noted ones it must plan, elsewhere it may look back.
    fn is_passed(&self, section: &Section) -> bool {
        let leads = match self.noted {
            true => scope::leads(section.role) || section.level >= PARTS,
            false => matches!(section.role, SectionRole::Requirements | SectionRole::Background),
        };
        leads || self.barred.holds(section)
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
    pub(super) fn dated_item(&self, stretch: Stretch<'_>) -> Vec<Item> {
        let Some(section) = stretch.section.filter(|s| stretch.leaf && s.form != Form::Unmarked) else {
            return Vec::new();
        };
        let own = scope::without_signature(self.text, trimmed(self.text, stretch.span));
        let dues = super::deadline::in_sentences(self.text, &self.document.times, own);
        let passed =
            self.barred.holds(section) || scope::leads(section.role) || section.marker.ends_with('条');
        if passed || dues.is_empty() { Vec::new() } else { vec![Item::bare(own)] }
    }

    pub(super) fn sentences(&self, within: Span) -> Vec<Item> {
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

/// Whether a text without any numbering has a word to do or a figure to reach: 「云溪县地处山区」 is no plan.
pub(super) fn acts(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) || ACT_WORDS.rows().any(|row| text.contains(row[0]))
}
