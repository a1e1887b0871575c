//! The lines of all pages → those that are heads, feet and numbers of pages, which are no text.

use super::line::Line;
use super::piece::Piece;
use crate::tables::Table;
use std::collections::BTreeMap;

/// The words of page numbers: 第 1 页 共 3 页.
static PAGE_WORDS: Table = Table::new(include_str!("../tables/page_words.tsv"));

/// Heads stand in so much of a page's height, feet and numbers in the rest below.
const HEAD: f32 = 0.1;
const FOOT: f32 = 0.88;
/// A line that comes again on this part of the pages is their head or foot.
const OFTEN: usize = 2;
/// Of fewer pages none can be told.
const FEWEST_PAGES: usize = 3;

/// Takes heads and feet out of the pages; `marked` where the file itself says what they are.
pub(super) fn drop(pages: &mut [(f32, Vec<Piece>)], marked: bool) {
    let mut often: BTreeMap<String, usize> = BTreeMap::new();
    for (height, pieces) in pages.iter() {
        let mut keys: Vec<String> = lines(pieces).filter(|l| is_edge(l, *height)).map(key).collect();
        keys.sort_unstable();
        keys.dedup();
        keys.into_iter().for_each(|key| *often.entry(key).or_default() += 1);
    }
    let count = pages.len();
    let again = |line: &Line| {
        count >= FEWEST_PAGES && often.get(&key(line)).is_some_and(|times| times * OFTEN >= count)
    };
    for (height, pieces) in pages.iter_mut() {
        pieces.retain(|piece| match piece {
            Piece::Line(line, _) => !(is_edge(line, *height) && again(line) || marked && line.furniture),
            Piece::Row(_) => true,
        });
    }
}

fn lines(pieces: &[Piece]) -> impl Iterator<Item = &Line> {
    pieces.iter().filter_map(|piece| match piece {
        Piece::Line(line, _) => Some(line),
        Piece::Row(_) => None,
    })
}

/// Whether a line is its page's number.
pub(super) fn is_number(line: &Line, height: f32) -> bool {
    is_edge(line, height) && is_page_number(&line.text)
}

fn is_edge(line: &Line, height: f32) -> bool {
    line.y < HEAD * height || line.y > FOOT * height
}

/// A line without its digits: heads and feet differ in the page's number.
fn key(line: &Line) -> String {
    line.text.chars().filter(|c| !c.is_numeric() && !c.is_whitespace()).collect()
}

/// Whether a line is a page's number and no more: 「- 3 -」 「— 3 —」 「第 3 页 共 8 页」 「3/8」 「Ⅱ」.
fn is_page_number(text: &str) -> bool {
    let marks = |c: char| c.is_whitespace() || "-—–－·•／/～~.".contains(c);
    let mut rest: String = text.chars().filter(|c| !marks(*c)).collect();
    for row in PAGE_WORDS.rows() {
        rest = rest.replace(row[0], "");
    }
    let roman = |c: char| "ivxIVXⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ".contains(c);
    (1..=8).contains(&rest.chars().count())
        && (rest.chars().all(|c| c.is_numeric()) || rest.chars().all(roman))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_are_known() {
        for text in ["- 3 -", "— 13 —", "第 3 页 共 18 页", "3/18", "第3页", "Ⅱ", "·7·", "iv"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["", "- -", "2024年", "3公里", "第三章", "12,345.6万元"] {
            assert!(!is_page_number(text), "{text}");
        }
    }

    #[test]
    fn heads_that_come_again_are_dropped() {
        let line = |text: String, y: f32| Piece::Line(Line { text, y, ..Line::default() }, 0);
        let mut pages: Vec<(f32, Vec<Piece>)> = (1..=4)
            .map(|n| {
                let lines = [
                    ("云溪县年鉴".to_owned(), 40.0),
                    (format!("正文{n}"), 400.0),
                    (format!("云溪{n}"), 800.0),
                ];
                (842.0, lines.map(|(text, y)| line(text, y)).into())
            })
            .collect();
        drop(&mut pages, false);
        assert!(pages.iter().all(|(_, pieces)| pieces.len() == 1));
    }
}
