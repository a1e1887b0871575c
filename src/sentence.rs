//! A text → its sentences, as spans: cut after 。；！？ and at line ends, blanks trimmed.

use crate::span::Span;

/// A text of more clauses or figures is a table, or means harm: where each is laid beside each of another text's, the rest is left,
/// and such a task is at most partly done. The longest sentence of the labelled reports has 36 clauses.
pub(crate) const MOST_PIECES: usize = 60;

/// Marks that close a sentence.
const STOPS: [char; 6] = ['。', '；', '！', '？', ';', '\n'];

/// The sentences of `text[within]`, in order, each with its closing mark and without surrounding blanks.
pub fn sentences(text: &str, within: Span) -> Vec<Span> {
    let piece = within.of(text);
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in piece.char_indices() {
        if STOPS.contains(&c) {
            push_trimmed(piece, start, at + c.len_utf8(), within.start, &mut found);
            start = at + c.len_utf8();
        }
    }
    push_trimmed(piece, start, piece.len(), within.start, &mut found);
    found
}

fn push_trimmed(piece: &str, start: usize, end: usize, base: usize, found: &mut Vec<Span>) {
    let raw = &piece[start..end];
    let from = start + (raw.len() - raw.trim_start().len());
    let text = raw.trim();
    if !text.is_empty() {
        found.push(Span::new(base + from, base + from + text.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_keep_their_stops() {
        let text = "一、甲。乙；\n　　丙";
        let got: Vec<_> = sentences(text, Span::new(0, text.len())).into_iter().map(|s| s.of(text)).collect();
        assert_eq!(got, ["一、甲。", "乙；", "丙"]);
    }
}
