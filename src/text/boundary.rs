//! An offset, or a number of characters → the nearest place where a text may be cut.

/// Returns the last character boundary at or before `at`.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

/// Returns the first character boundary at or after `at`.
pub(crate) fn ceil(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len())
}

/// Cuts out the first `chars` characters.
pub(crate) fn head(text: &str, chars: usize) -> &str {
    text.char_indices().nth(chars).map_or(text, |(at, _)| &text[..at])
}

/// Cuts out the last `chars` characters.
pub(crate) fn tail(text: &str, chars: usize) -> &str {
    let from = text.char_indices().rev().take(chars).last().map_or(text.len(), |(at, _)| at);
    &text[from..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_inside_a_character_moves_to_its_edge() {
        let cuts = |at| (floor("县城", at), ceil("县城", at));
        assert_eq!([0, 1, 3, 5, 6, 9].map(cuts), [(0, 0), (0, 3), (3, 3), (3, 6), (6, 6), (6, 6)]);
    }

    #[test]
    fn ends_are_counted_in_characters() {
        assert_eq!([head("云溪县", 2), head("云溪县", 0), head("云溪县", 4)], ["云溪", "", "云溪县"]);
        assert_eq!([tail("云溪县", 2), tail("云溪县", 0), tail("云溪县", 4)], ["溪县", "", "云溪县"]);
    }
}
