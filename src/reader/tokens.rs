//! A text → the numbers of its pieces: the likeliest way to cut it into words of the vocabulary (SentencePiece's unigram model).

/// The number of the mark before a task.
pub(super) const BEGIN: usize = 0;
/// The number of the mark before and behind a passage.
pub(super) const END: usize = 1;
/// The number of a character that no piece holds.
const UNKNOWN: usize = 2;
/// The number of the first piece.
pub(super) const FIRST: usize = 3;
/// Characters of the longest piece.
const LONGEST: usize = 16;
/// Stands for a blank.
const BLANK: char = '\u{2581}';

/// The vocabulary.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// Pieces in the order of their bytes.
    pub(super) pieces: Vec<String>,
    /// The log-probability of each.
    pub(super) scores: Vec<f32>,
    /// That of a character that no piece holds.
    pub(super) unknown: f32,
    /// Characters that are written otherwise, in order: Ａ → A.
    pub(super) written: Vec<(char, String)>,
}

impl Vocabulary {
    /// The numbers of the first pieces of a text, at most `most`; no more characters are looked at than those can hold.
    pub(super) fn cut(&self, text: &str, most: usize) -> Vec<usize> {
        let text = self.normal(text, LONGEST * (most + 1));
        // For each place the best log-probability of what stands before it, and the piece that ends there and its beginning.
        let mut best = vec![(f64::NEG_INFINITY, UNKNOWN, 0); text.len() + 1];
        best[0].0 = 0.0;
        for from in 0..text.len() {
            let before = best[from].0;
            for (to, piece) in self.pieces_at(&text, from) {
                let sum = before + f64::from(self.scores[piece]);
                if sum > best[to].0 {
                    best[to] = (sum, FIRST + piece, from);
                }
            }
            if before + f64::from(self.unknown) > best[from + 1].0 {
                best[from + 1] = (before + f64::from(self.unknown), UNKNOWN, from);
            }
        }
        let mut found = Vec::new();
        let mut at = text.len();
        while at > 0 {
            found.push(best[at].1);
            at = best[at].2;
        }
        found.reverse();
        found.truncate(most);
        found
    }

    /// The characters of a text as the vocabulary writes them: a blank in front, none beside another.
    fn normal(&self, text: &str, most: usize) -> Vec<char> {
        let mut found = Vec::new();
        let characters = text.chars().flat_map(|c| {
            let row = self.written.binary_search_by_key(&c, |row| row.0).ok().map(|row| &self.written[row].1);
            let as_it_is = row.is_none().then_some(c);
            row.into_iter().flat_map(|other| other.chars()).chain(as_it_is)
        });
        for c in characters {
            let c = if c == ' ' { BLANK } else { c };
            if found.is_empty() && c != BLANK {
                found.push(BLANK);
            }
            if c != BLANK || found.last() != Some(&BLANK) {
                found.push(c);
            }
            if found.len() >= most {
                break;
            }
        }
        if found.is_empty() {
            found.push(BLANK);
        }
        found
    }

    /// The pieces that begin at a place, the shortest first, each with its end.
    fn pieces_at(&self, text: &[char], from: usize) -> impl Iterator<Item = (usize, usize)> {
        let (mut low, mut high, mut length) = (0, self.pieces.len(), 0);
        let ends = (from..text.len().min(from + LONGEST)).map_while(move |at| {
            let mut bytes = [0; 4];
            let next = text[at].encode_utf8(&mut bytes).as_bytes();
            let rest = |piece: &String| piece.as_bytes()[length..].iter().take(next.len()).cmp(next);
            let (all, start) = (&self.pieces[low..high], low);
            low = start + all.partition_point(|piece| rest(piece).is_lt());
            high = start + all.partition_point(|piece| rest(piece).is_le());
            length += next.len();
            (low < high).then_some((at + 1, low, length))
        });
        ends.filter(|(_, piece, length)| self.pieces[*piece].len() == *length)
            .map(|(end, piece, _)| (end, piece))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        let rows = [
            ("▁", -3.0),
            ("养", -6.0),
            ("养老", -5.0),
            ("养老服务", -9.0),
            ("服务", -5.5),
            ("老", -6.0),
            ("A", -7.0),
        ];
        let mut rows = rows.map(|(piece, score)| (piece.to_owned(), score));
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        let written = vec![('\t', " ".to_owned()), ('Ａ', "A".to_owned())];
        let (pieces, scores) = rows.into_iter().unzip();
        Vocabulary { pieces, scores, unknown: -20.0, written }
    }

    fn cut(text: &str) -> Vec<String> {
        let vocabulary = vocabulary();
        let name = |number: usize| {
            number.checked_sub(FIRST).map_or("?".to_owned(), |at| vocabulary.pieces[at].clone())
        };
        vocabulary.cut(text, 100).into_iter().map(name).collect()
    }

    #[test]
    fn the_likeliest_pieces_are_taken() {
        assert_eq!(cut("养老服务"), ["▁", "养老服务"]);
        assert_eq!(cut("老养老"), ["▁", "老", "养老"]);
        assert_eq!(cut("养粮服务"), ["▁", "养", "?", "服务"]);
    }

    #[test]
    fn blanks_are_one_and_characters_are_written_as_the_vocabulary_does() {
        assert_eq!(cut(" \t老 \t Ａ"), ["▁", "老", "▁", "A"]);
        assert_eq!(cut(""), ["▁"]);
    }

    #[test]
    fn a_text_without_end_is_cut_where_enough_is_read() {
        let text = "养老服务".repeat(1_000_000);
        assert_eq!(vocabulary().cut(&text, 110).len(), 110);
    }
}
