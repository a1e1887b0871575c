//! A line → the cells of the data sheet that a page prints beside a document: 发文字号：…, 来源：… 作者：…, `title: …`.

use crate::tables::Table;
use regex::Regex;
use std::sync::LazyLock;

static LABELS: Table = Table::new(include_str!("../tables/data_sheet.tsv"));

/// Any label with its colon; blanks may stand between its characters: 索 引 号：
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    let mut words: Vec<&str> = LABELS.rows().map(|row| row[1]).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    // Few kinds of blanks and no counts keep the automaton small: it is built at each start.
    let blanks = r"[ \t\u{A0}\u{3000}]*";
    let spaced =
        |word: &str| word.chars().map(|c| regex::escape(&c.to_string())).collect::<Vec<_>>().join(blanks);
    let all: Vec<String> = words.into_iter().map(spaced).collect();
    Regex::new(&format!(r"(?i)(?:{}){blanks}[：:]", all.join("|"))).expect("a pattern of the table's words")
});
/// A day in figures, with or without the time of day: 2025-03-05 15:33.
static STAMP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?(?:\s+[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?)?")
        .expect("a constant pattern")
});

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
    let labels: Vec<_> =
        LABEL.find_iter(&line[first..]).map(|m| (first + m.start(), first + m.end())).collect();
    if labels.first()?.0 != first {
        return None;
    }
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

/// Measures the day in figures that a text begins with.
fn stamp(text: &str) -> usize {
    STAMP.find(text).map_or(0, |m| m.end())
}

/// Returns whether a line is a moment in figures and nothing else: 2025-03-05 15:33.
pub(super) fn is_moment(line: &str) -> bool {
    line.contains([':', '：']) && stamp(line) == line.len() && !line.is_empty()
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
