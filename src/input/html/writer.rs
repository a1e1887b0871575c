//! The lines that are kept → their text, and the way back from it to the page.

use super::lines::{Line, Run};
use super::seen::{Seen, seen};
use crate::source::{Change, Changes};
use crate::span::Span;

/// Writes lines one after another.
pub(super) struct Writer<'a> {
    page: &'a str,
    text: String,
    changes: Vec<Change>,
    /// How much of the page is behind us.
    at: usize,
    /// Blanks that stand between two visible characters, once the second comes.
    blanks: String,
    /// The blanks hold a line break of the source, which is no blank beside a 汉字: 新建公园⏎6个.
    broken: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(page: &'a str) -> Self {
        Writer { page, text: String::new(), changes: Vec::new(), at: 0, blanks: String::new(), broken: false }
    }

    /// Writes one line, with a tab for each empty cell of its `tail`, and says where it stands in the text.
    pub(super) fn line(&mut self, runs: &[Run], tail: usize) -> Span {
        self.blanks.clear();
        let start = self.text.len() + usize::from(!self.text.is_empty());
        let mut lead = if self.text.is_empty() { String::new() } else { "\n".to_owned() };
        let mut begun = false;
        for run in runs {
            lead.extend(std::iter::repeat_n('\t', usize::from(run.tabs)));
            if run.gap && !lead.ends_with('\t') {
                lead.push(' ');
            }
            for seen in seen(self.page, run.span) {
                if seen.is_blank() {
                    self.blank(&seen);
                    continue;
                }
                match begun && lead.is_empty() {
                    true => self.flush_blanks(&seen),
                    false => self.put(seen.span.start, &std::mem::take(&mut lead)),
                }
                self.blanks.clear();
                (self.broken, begun) = (false, true);
                self.show(&seen);
            }
        }
        if tail > 0 {
            self.put(self.at, &"\t".repeat(tail));
        }
        Span::new(start, self.text.len())
    }

    /// Takes in a blank: a run of ASCII blanks is one, a `&nbsp;` is one, an ideographic space stays.
    fn blank(&mut self, seen: &Seen<'_>) {
        let c = seen.text.chars().next().unwrap_or(' ');
        self.broken |= c == '\n' || c == '\r';
        match c {
            '\u{A0}' => self.blanks.push(' '),
            c if c.is_ascii_whitespace() && self.blanks.ends_with(' ') => {}
            c if c.is_ascii_whitespace() => self.blanks.push(' '),
            c => self.blanks.push(c),
        }
    }

    fn flush_blanks(&mut self, next: &Seen<'_>) {
        let wide = |c: Option<char>| c.is_some_and(|c| c >= '\u{2E80}');
        if self.broken && (wide(self.text.chars().next_back()) || wide(next.text.chars().next())) {
            self.blanks.clear();
        }
        let blanks = std::mem::take(&mut self.blanks);
        self.put(next.span.start, &blanks);
        self.blanks = blanks;
    }

    /// Writes `with` for all of the page from here to `end`.
    fn put(&mut self, end: usize, with: &str) {
        let from = Span::new(self.at, end);
        let start = self.text.len();
        self.text.push_str(with);
        if from.of(self.page) != with {
            self.changes.push(Change { from, to: Span::new(start, self.text.len()) });
        }
        self.at = end;
    }

    fn show(&mut self, seen: &Seen<'_>) {
        if self.at < seen.span.start {
            self.put(seen.span.start, "");
        }
        self.put(seen.span.end, &seen.text);
    }

    /// Returns the text and its way back.
    pub(super) fn finish(mut self) -> (String, Changes) {
        if !self.text.is_empty() {
            self.put(self.page.len(), "\n");
        }
        (self.text, Changes::new(self.changes))
    }
}

/// Returns the stretch of the page that a line takes.
pub(super) fn stretch(line: &Line, runs: &[Run]) -> Option<Span> {
    let runs = runs.get(line.runs.clone())?;
    Some(Span::new(runs.first()?.span.start, runs.last()?.span.end))
}
