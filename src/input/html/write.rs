//! Lines of a page → text as a browser shows it, with every change from the page.

use super::lines::{Bit, Line};
use crate::source::{Change, Changes};
use crate::span::Span;
use crate::tables::rows;
use std::collections::BTreeMap;

/// The text of the lines, one line end after each, and the way back to the page.
pub(super) fn write(page: &str, lines: &[Line]) -> (String, Changes) {
    let mut writer =
        Writer { page, out: String::new(), changes: Vec::new(), done: 0, names: names(), blank: None };
    for line in lines {
        writer.line(line);
    }
    writer.finish()
}

fn names() -> BTreeMap<&'static str, &'static str> {
    rows(include_str!("../../tables/html_entities.tsv"))
        .filter_map(|row| Some((*row.first()?, *row.get(1)?)))
        .collect()
}

/// A run of blanks that is not written yet: where it stands, and whether a line ends in it.
#[derive(Clone, Copy)]
struct Gap {
    at: Span,
    line_end: bool,
    /// A paragraph begins here, inside a cell.
    paragraph: bool,
}

struct Writer<'a> {
    page: &'a str,
    out: String,
    changes: Vec<Change>,
    /// The offset of the page up to which `out` is written.
    done: usize,
    names: BTreeMap<&'static str, &'static str>,
    blank: Option<Gap>,
}

impl Writer<'_> {
    fn line(&mut self, line: &Line) {
        let start = self.out.len();
        self.blank = None;
        for bit in &line.bits {
            match *bit {
                Bit::Text(span) => self.text(span, start),
                Bit::Blank => {
                    let at = Span::new(self.done, self.done);
                    self.blank = Some(Gap { at, line_end: false, paragraph: true });
                }
                Bit::Cell(at) => {
                    self.blank = None;
                    self.replace(Span::new(at.max(self.done), at.max(self.done)), "\t");
                }
            }
        }
        if self.out.len() > start {
            self.replace(Span::new(self.done, self.done), "\n");
        }
    }

    /// Writes a piece of text: runs of blanks squeezed, entities read. `start` is where its line begins.
    fn text(&mut self, span: Span, start: usize) {
        let piece = span.of(self.page);
        let mut at = 0;
        while let Some(c) = piece.get(at..).and_then(|rest| rest.chars().next()) {
            let here = Span::new(span.start + at, span.start + at + c.len_utf8());
            if c.is_ascii_whitespace() {
                self.widen(here, c == '\n' || c == '\r');
                at += 1;
            } else if let Some((length, shown)) = (c == '&').then(|| self.entity(&piece[at..])).flatten() {
                self.fill_gap(shown.chars().next().unwrap_or(' '), start);
                self.replace(Span::new(here.start, here.start + length), &shown);
                at += length;
            } else {
                self.fill_gap(c, start);
                self.copy(here);
                at += c.len_utf8();
            }
        }
    }

    fn widen(&mut self, here: Span, line_end: bool) {
        let gap = self.blank.get_or_insert(Gap { at: here, line_end: false, paragraph: false });
        gap.line_end |= line_end;
        gap.at = Span::new(gap.at.start, here.end);
    }

    /// Writes the blank before `next`, where the page shows one: not at a line's start, and not where a line end of the
    /// page's source stands between two Chinese characters.
    fn fill_gap(&mut self, next: char, start: usize) {
        let Some(gap) = self.blank.take() else { return };
        let Some(before) = self.out.get(start..).and_then(|line| line.chars().next_back()) else { return };
        let between_words = before.is_ascii_alphanumeric() && next.is_ascii_alphanumeric();
        if before == '\t' || gap.line_end && !gap.paragraph && !between_words {
            return;
        }
        if gap.at.len() == 1
            && self.page.as_bytes().get(gap.at.start) == Some(&b' ')
            && gap.at.start >= self.done
        {
            self.copy(gap.at);
        } else {
            let from = gap.at.start.max(self.done);
            self.replace(Span::new(from, gap.at.end.max(from)), " ");
        }
    }

    /// Copies a stretch of the page; what lay between is left out.
    fn copy(&mut self, here: Span) {
        if here.start > self.done {
            let to = Span::new(self.out.len(), self.out.len());
            self.changes.push(Change { from: Span::new(self.done, here.start), to });
        }
        self.out.push_str(here.of(self.page));
        self.done = here.end;
    }

    /// Writes `shown` in the place of a stretch of the page; what lay between is left out.
    fn replace(&mut self, here: Span, shown: &str) {
        let at = self.out.len();
        if here.start > self.done {
            self.changes.push(Change { from: Span::new(self.done, here.start), to: Span::new(at, at) });
        }
        self.out.push_str(shown);
        self.changes.push(Change { from: here, to: Span::new(at, self.out.len()) });
        self.done = here.end;
    }

    /// The entity at the start of `rest`: its length, and what it shows.
    fn entity(&self, rest: &str) -> Option<(usize, String)> {
        let body: &str = rest.get(1..)?;
        let end = body.find(|c: char| !(c.is_ascii_alphanumeric() || c == '#')).unwrap_or(body.len());
        let name = &body[..end];
        let semicolon = usize::from(body[end..].starts_with(';'));
        let shown = match name.strip_prefix('#') {
            Some(number) => numbered(number)?.to_string(),
            None => (*self.names.get(name)?).to_owned(),
        };
        Some((1 + end + semicolon, shown))
    }

    fn finish(mut self) -> (String, Changes) {
        let end = self.out.len();
        if self.done < self.page.len() {
            self.changes
                .push(Change { from: Span::new(self.done, self.page.len()), to: Span::new(end, end) });
        }
        (self.out, Changes::new(self.changes))
    }
}

/// The character of `20135` or `x4EA7`.
fn numbered(number: &str) -> Option<char> {
    let hex = number.strip_prefix(['x', 'X']);
    let code = hex.map_or_else(|| number.parse(), |hex| u32::from_str_radix(hex, 16)).ok()?;
    char::from_u32(code).filter(|c| !c.is_control())
}
