//! A document → where its lines and paragraphs begin and end.

use crate::span::Span;

/// Where the lines of a document begin: thousands of brackets may stand on one line, and none of them reads it again.
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a str, within: Span) -> Self {
        let behind = within.of(text).match_indices('\n').map(|(at, _)| within.start + at + 1);
        Lines { text, starts: std::iter::once(within.start).chain(behind).collect() }
    }

    /// Where the line that holds `at` begins.
    pub(super) fn start(&self, at: usize) -> usize {
        let behind = self.starts.partition_point(|&start| start <= at);
        self.starts[behind.saturating_sub(1)]
    }

    /// Where the line that holds `at` ends.
    pub(super) fn end(&self, at: usize) -> usize {
        let behind = self.starts.partition_point(|&start| start <= at);
        self.starts.get(behind).map_or(self.text.len(), |&next| next - 1)
    }

    /// Where the paragraph of an owner bracket begins; one that has a line of its own belongs to the paragraph above.
    pub(super) fn paragraph_of(&self, bracket: usize) -> usize {
        let own = self.start(bracket);
        let alone = self.text[own..bracket].trim().is_empty();
        if alone { self.start(self.text[..own].trim_end().len()) } else { own }
    }
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
}
