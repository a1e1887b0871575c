//! A line → the cells of the data sheet that a page prints beside a document: 发文字号：…, 来源：… 作者：…, `title: …`.

use crate::tables::Table;

static LABELS: Table = Table::new(include_str!("../tables/data_sheet.tsv"));

/// A labelled cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// What it tells of the document: issuer, number, title, date; `other` for what it tells of the page.
    pub part: &'static str,
    /// A text may use its label too: 来源：本站.
    pub doubtful: bool,
    /// Where in the line its value begins and ends.
    pub value: (usize, usize),
}

/// A line that looks like a row of a sheet.
pub(super) struct Row {
    /// Its cells, in order.
    pub cells: Vec<Cell>,
    /// It is one wherever it stands; another only beside one, or at a text's head or foot.
    pub certain: bool,
}

/// No row has more characters: 「主题分类：⇥……」 with all its cells on one line.
const MAX_CHARS: usize = 240;

/// Reads a line of labelled cells and nothing else: 「索 引 号：⇥0018⇥主题分类：⇥水利」, 「2025-01-08 10:02来源:本站作者:」.
pub(super) fn row(line: &str) -> Option<Row> {
    if line.len() > 4 * MAX_CHARS || line.chars().count() > MAX_CHARS || line.contains(['。', '；']) {
        return None;
    }
    let bare = line.trim_start_matches(|c: char| c.is_whitespace() || "•·●◆■【[|（(".contains(c));
    let stamp = stamp(bare);
    let first = line.len() - bare.len() + stamp + (bare.len() - stamp - bare[stamp..].trim_start().len());
    let labels = labels(line, first)?;
    let ends = labels.iter().skip(1).map(|label| label.0).chain([line.len()]);
    let cells: Vec<Cell> =
        labels.iter().zip(ends).filter_map(|(&label, end)| cell(line, label, end)).collect();
    let stamped = |c: &Cell| self::stamp(&line[c.value.0..c.value.1]) > 0;
    let certain = stamp > 0 || cells.len() > 1 || cells.iter().any(|c| !c.doubtful || stamped(c));
    Some(Row { cells, certain })
}

fn cell(line: &str, (from, colon): (usize, usize), end: usize) -> Option<Cell> {
    let word: String =
        line[from..colon].chars().filter(|c| !c.is_whitespace() && !"：:".contains(*c)).collect();
    let row = LABELS.rows().find(|row| row[1].eq_ignore_ascii_case(&word))?;
    let value = line[colon..end].trim_end_matches(|c: char| c.is_whitespace() || "【[|】]".contains(c));
    let start = colon + value.len() - value.trim_start().len();
    Some(Cell { part: row[0], doubtful: row.len() > 2, value: (start, (colon + value.len()).max(start)) })
}

/// Finds the labels of a line with their colons, where one stands at `first`.
fn labels(line: &str, first: usize) -> Option<Vec<(usize, usize)>> {
    let mut found = vec![(first, first + label(&line[first..])?)];
    let mut reach = found[0].1;
    for (at, _) in line.char_indices() {
        if at >= reach
            && let Some(len) = label(&line[at..])
        {
            reach = at + len;
            found.push((at, reach));
        }
    }
    Some(found)
}

/// Measures the longest label that a text begins with, with its colon; blanks may stand between its characters: 索 引 号：
fn label(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let begins = |word: &str| word.starts_with(|c: char| c.eq_ignore_ascii_case(&first));
    let words = LABELS.rows().map(|row| row[1]).filter(|word| begins(word));
    words.filter_map(|word| spaced(text, word)).max()
}

/// Measures `word` and a colon at the head of a text, with the blanks between.
fn spaced(text: &str, word: &str) -> Option<usize> {
    let mut rest = text;
    for c in word.chars() {
        let mut chars = rest.chars();
        chars.next().filter(|found| found.eq_ignore_ascii_case(&c))?;
        rest = chars.as_str().trim_start_matches([' ', '\t', '\u{A0}', '\u{3000}']);
    }
    Some(text.len() - rest.strip_prefix(['：', ':'])?.len())
}

/// Measures the moment in figures that a text begins with, a day with or without the time: 2025-03-05 15:33.
fn stamp(text: &str) -> usize {
    let Some(day) = day(text) else { return 0 };
    text.len() - time(day).unwrap_or(day).len()
}

/// What stands behind 2025-03-05, 2025年3月5日.
fn day(text: &str) -> Option<&str> {
    let year = text.strip_prefix("19").or_else(|| text.strip_prefix("20"))?;
    let month = digits(year, 2, 2)?.strip_prefix(['-', '/', '.', '年'])?;
    let day = digits(digits(month, 1, 2)?.strip_prefix(['-', '/', '.', '月'])?, 1, 2)?;
    Some(day.strip_prefix('日').unwrap_or(day))
}

/// What stands behind 15:33, 15：33:20 and the blanks before it.
fn time(text: &str) -> Option<&str> {
    let hour = text.trim_start();
    let minute = digits(hour, 1, 2).filter(|_| hour.len() < text.len())?.strip_prefix([':', '：'])?;
    let rest = digits(minute, 2, 2)?;
    let second = rest.strip_prefix([':', '：']).and_then(|second| digits(second, 2, 2));
    Some(second.unwrap_or(rest))
}

/// What stands behind `least` to `most` figures.
fn digits(text: &str, least: usize, most: usize) -> Option<&str> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    (count >= least).then(|| &text[count..])
}

/// Returns whether a line is a moment in figures and nothing else: 2025-03-05 15:33.
pub(super) fn is_moment(line: &str) -> bool {
    !line.is_empty() && stamp(line) == line.len() && line.contains([':', '：'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(bool, Vec<(&str, &str)>)> {
        let row = row(line)?;
        Some((row.certain, row.cells.iter().map(|c| (c.part, &line[c.value.0..c.value.1])).collect()))
    }

    #[test]
    fn a_row_has_its_labels_at_its_head() {
        assert_eq!(
            read("索 引 号：\tYX018\t发文字号：\t云政办发〔2024〕12号"),
            Some((true, vec![("other", "YX018"), ("number", "云政办发〔2024〕12号")]))
        );
        assert_eq!(read("• 发布机构：云溪县财政局"), Some((true, vec![("issuer", "云溪县财政局")])));
        assert_eq!(read("来源：云溪县水务局"), Some((false, vec![("other", "云溪县水务局")])));
        assert_eq!(read("2025-01-08 10:02来源:本站作者:").map(|r| r.0), Some(true));
        assert_eq!(read("资金来源：县财政"), None);
        assert_eq!(read("时间：3月5日 地点：县政府").map(|r| r.0), Some(false));
        assert!(is_moment("2025-03-05 15:33") && !is_moment("2025-03-05"));
    }
}
