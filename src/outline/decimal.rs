//! A text → the headings of a document that numbers them 1, 1.1, 1.1.1, as emergency plans (应急预案) do.

use super::lines::{bare_start, lines};
use super::markers::{Marker, Style, digit};
use crate::span::Span;
use std::collections::BTreeMap;

/// From so many dotted numbers in order on, a document is numbered so: 1.5亿元 and 2.3万人 do not follow each other.
const MIN_DOTTED: usize = 3;
/// The longest title that may follow a lone number: 「7 附则」.
const MAX_TITLE_CHARS: usize = 20;
/// So many numbers may be missing between two that follow each other.
const MAX_MISSING: u32 = 3;
/// More numbers than this are an address.
const MAX_DEPTH: usize = 4;

/// A line that begins with a number of this kind.
struct Numbered {
    at: usize,
    /// The marker's length in bytes.
    len: usize,
    numbers: Vec<u32>,
}

/// Finds the dotted headings of `text[within]`: where each begins, and its marker.
pub(super) fn headings(text: &str, within: Span) -> BTreeMap<usize, Marker> {
    let mut chain: Vec<Numbered> = Vec::new();
    for (start, line) in lines(text, within) {
        let head = bare_start(line);
        let at = start + line.len() - head.len();
        let Some((len, numbers)) = numbered(head.trim_end()) else { continue };
        if chain.last().map_or(is_first(&numbers), |last| follows(&last.numbers, &numbers)) {
            chain.push(Numbered { at, len, numbers });
        }
    }
    drop_barren(&mut chain);
    if chain.iter().filter(|n| n.numbers.len() > 1).count() < MIN_DOTTED {
        return BTreeMap::new();
    }
    chain.into_iter().map(|n| (n.at, marker(&n))).collect()
}

fn marker(numbered: &Numbered) -> Marker {
    let ordinal = numbered.numbers.last().copied().unwrap_or(1);
    Marker::new(numbered.len, ordinal, Style::Decimal(numbered.numbers.len() as u8))
}

/// Reads 「1 总则」 and 「1.2.1 组织指挥」: the marker's length and its numbers.
fn numbered(line: &str) -> Option<(usize, Vec<u32>)> {
    let mut numbers = Vec::new();
    let mut len = 0;
    loop {
        let rest = &line[len..];
        let figures: usize = rest.chars().take_while(|&c| digit(c).is_some()).map(char::len_utf8).sum();
        let value =
            rest[..figures].chars().try_fold(0u32, |n, c| Some(n * 10 + digit(c)?).filter(|n| *n < 100));
        numbers.push(value.filter(|v| figures > 0 && *v > 0)?);
        len += figures;
        let Some(point) = line[len..].chars().next().filter(|c| ".．".contains(*c)) else { break };
        let goes_on = line[len + point.len_utf8()..].chars().next().is_some_and(|c| digit(c).is_some());
        if !goes_on {
            // 1.1. 目的
            len += if numbers.len() > 1 { point.len_utf8() } else { 0 };
            break;
        }
        len += point.len_utf8();
    }
    let rest = &line[len..];
    let title = rest.trim_start();
    let named = title.starts_with(|c: char| !c.is_ascii() && !"％、，。～—－·×′″℃".contains(c));
    // A lone number is a heading's only before a blank; 1、 and 1. open items.
    let lone = numbers.len() == 1;
    let bare = title.chars().count() <= MAX_TITLE_CHARS && !title.contains(['。', '，', '；', '：', '\t']);
    let fits = if lone { rest.len() > title.len() && bare } else { numbers.len() <= MAX_DEPTH };
    (named && fits).then_some((len, numbers))
}

fn is_first(numbers: &[u32]) -> bool {
    numbers == [1] || numbers == [1, 1]
}

/// Returns whether `next` may stand after `last`: 1.2 after 1.1, 1.1.3, 1.1.3.2; 1.2.1 after 1.2; 2 and 2.1 after
/// 1.4; 1 where a table of contents ends.
fn follows(last: &[u32], next: &[u32]) -> bool {
    if is_first(next) && last[0] > 1 {
        return true;
    }
    let common = last.iter().zip(next).take_while(|(a, b)| a == b).count();
    let deeper = common == last.len() && next[common..] == [1];
    let step = last.get(common).zip(next.get(common)).is_some_and(|(a, b)| b > a && b - a <= MAX_MISSING);
    let opens = common == 0 && next.len() == 2 && next[1] == 1;
    deeper || step && (next.len() == common + 1 || opens)
}

/// Drops lone numbers that nothing dotted follows before the next lone number, but for the chain's last: 「7 附则」.
fn drop_barren(chain: &mut Vec<Numbered>) {
    let lone = |n: &Numbered| n.numbers.len() == 1;
    let keep: Vec<bool> = (0..chain.len())
        .map(|i| {
            !lone(&chain[i])
                || chain.get(i + 1).is_none_or(|next| !lone(next) || is_first(&next.numbers))
                || i > 0 && !lone(&chain[i - 1])
        })
        .collect();
    let mut keep = keep.into_iter();
    chain.retain(|_| keep.next().unwrap_or(true));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u8, &str)> {
        let found = headings(text, Span::new(0, text.len()));
        found.into_iter().map(|(at, m)| (m.style.level(), &text[at..at + m.len])).collect()
    }

    #[test]
    fn dotted_numbers_in_order_are_headings() {
        let plan = "1　总则\n1.1　编制目的\n提高处置能力。\n1.2 适用范围\n2 组织体系\n2.1 县指挥部\n2.1.1 职责\n3 附则\n";
        let all = [(1, "1"), (2, "1.1"), (2, "1.2"), (1, "2"), (2, "2.1"), (3, "2.1.1"), (1, "3")];
        assert_eq!(read(plan), all);
        assert_eq!(read(&format!("目录\n{plan}{plan}")).len(), 14);
    }

    #[test]
    fn figures_at_the_head_of_lines_are_none() {
        assert_eq!(read("1.5亿元资金到位。\n2.3万人受益。\n3.1万吨粮食入库。\n12.5%\n1 个\n"), []);
        assert_eq!(read("1.1万户\n1.2万户\n"), []);
    }
}
