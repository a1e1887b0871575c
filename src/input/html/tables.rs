//! The tables of a page → which hold data, row by row, and which only lay out the page.

use super::seen::seen;
use super::tokens::{Kind, Tag, Token};
use super::tree::{Element, Tree};

/// A cell with more characters than this holds a page, not a datum.
const MAX_CELL_CHARS: usize = 1500;
/// In a table with a single row of several cells, a cell of several paragraphs with more characters than this holds a
/// page.
const MAX_LONE_ROW_CELL_CHARS: usize = 200;

/// Marks each element that is a table that holds data.
pub(super) fn data_tables(text: &str, tokens: &[Token], tree: &Tree) -> Vec<bool> {
    let totals = Totals::of(text, tokens);
    let mut cells_of_row = vec![0u32; tree.elements.len()];
    let mut rows_of_table = vec![0u32; tree.elements.len()];
    let mut longest_cell = vec![0usize; tree.elements.len()];
    let mut is_layout = vec![false; tree.elements.len()];
    for element in &tree.elements {
        let (chars, breaks) = totals.inside(element);
        let around = tree.elements[element.parent as usize].table as usize;
        match element.tag {
            Tag::Cell if chars > 0 => {
                let row = element.row as usize;
                cells_of_row[row] += 1;
                rows_of_table[element.table as usize] += u32::from(cells_of_row[row] == 2);
                if breaks > 1 {
                    let longest = &mut longest_cell[element.table as usize];
                    *longest = chars.max(*longest);
                }
            }
            Tag::Table if chars > 0 => is_layout[around] = true,
            _ => {}
        }
    }
    let limit = |t: usize| if rows_of_table[t] == 1 { MAX_LONE_ROW_CELL_CHARS } else { MAX_CELL_CHARS };
    (0..tree.elements.len())
        .map(|t| t > 0 && rows_of_table[t] > 0 && !is_layout[t] && longest_cell[t] <= limit(t))
        .collect()
}

/// Running totals of visible characters and of line breaks, token by token.
struct Totals(Vec<(usize, usize)>);

impl Totals {
    fn of(text: &str, tokens: &[Token]) -> Totals {
        let mut totals = vec![(0, 0)];
        let (mut chars, mut breaks) = (0, 0);
        for token in tokens {
            match token.kind {
                Kind::Text => chars += seen(text, token.span).filter(|s| !s.is_blank()).count(),
                Kind::Open if matches!(token.tag, Tag::P | Tag::Br | Tag::Div | Tag::Li) => breaks += 1,
                _ => {}
            }
            totals.push((chars, breaks));
        }
        Totals(totals)
    }

    fn inside(&self, element: &Element) -> (usize, usize) {
        let at = |i: usize| self.0.get(i).or(self.0.last()).copied().unwrap_or_default();
        let (before, after) = (at(element.tokens.start), at(element.tokens.end));
        (after.0 - before.0, after.1 - before.1)
    }
}
