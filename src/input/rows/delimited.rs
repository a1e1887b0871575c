//! Lines with tabs, commas or bars between their cells → rows: 「序号,工作任务,责任单位」, 「| 1 | 修渠 | 县水利局 |」.

use super::row::{Block, Cell, Heads, Lines, Piece, RawRow, cell, trimmed};
use crate::span::Span;

/// Marks that part cells. A tab is surer than a comma; 「围绕上述目标，重点做好以下工作：」 is prose.
const MARKS: [char; 3] = ['\t', '|', ','];
/// So many rows that count from 1 are a table without heads.
const FEWEST_COUNTED: usize = 3;
/// A quoted cell goes on over at most so many lines.
const LONGEST_CELL: usize = 60;

/// Reads delimited tables; what heads a mark once had holds to the end of the text.
#[derive(Default)]
pub(super) struct Reader {
    heads: Option<(char, Heads)>,
}

impl Reader {
    /// Reads the rows that begin on line `at`, and says where to go on.
    pub(super) fn read(&mut self, lines: &Lines<'_>, at: usize) -> Option<(Option<Block>, usize)> {
        let words = lines.words(at);
        let known = self.heads.map(|(mark, _)| mark);
        // A sentence with commas is no row of heads.
        let prose = words.contains('。');
        let may_part = |mark: &char| {
            words.contains(*mark) && (!prose || matches!(mark, '\t' | '|') || known == Some(*mark))
        };
        MARKS.into_iter().filter(may_part).find_map(|mark| self.table(lines, at, mark))
    }

    fn table(&mut self, lines: &Lines<'_>, at: usize, mark: char) -> Option<(Option<Block>, usize)> {
        let (first, next) = record(lines, at, mark)?;
        if first.is_head(lines.text) && (mark != ',' || first.is_plain_head(lines.text)) {
            let heads = first.heads(lines.text);
            let (body, end) = records(lines, next, mark, &heads);
            if body.is_empty() {
                return None;
            }
            self.heads = Some((mark, heads));
            return Some((block(std::iter::once(first).chain(body)), end));
        }
        if first.cells.len() > 1 && first.cells[1..].iter().all(Cell::is_empty) && mark != '\t' {
            return self.title(lines, at, mark, &first, next);
        }
        match self.heads {
            Some((known, heads)) if known == mark => {
                let (body, end) = records(lines, at, mark, &heads);
                (!body.is_empty()).then(|| (block(body.into_iter()), end))
            }
            _ if mark == '\t' => counted(lines, at),
            _ => None,
        }
    }

    /// Reads a line of one cell above or among the rows, whose marks say nothing: 「某县任务分解表,,,」.
    fn title(
        &self,
        lines: &Lines<'_>,
        at: usize,
        mark: char,
        row: &RawRow,
        next: usize,
    ) -> Option<(Option<Block>, usize)> {
        let inside = self.heads.is_some_and(|(known, heads)| known == mark && heads.count == row.cells.len());
        let above = || {
            (next..lines.lines.len().min(next + MOST_TITLES))
                .filter_map(|line| record(lines, line, mark))
                .any(|(row, _)| row.is_head(lines.text))
        };
        if !inside && !above() {
            return None;
        }
        let bare = RawRow { span: lines.lines[at], cells: row.cells[..1].to_vec() };
        Some((Some(Block { span: lines.lines[at], rows: vec![bare] }), next))
    }
}

/// So many lines of one cell stand above the heads.
const MOST_TITLES: usize = 6;

fn block(rows: impl Iterator<Item = RawRow>) -> Option<Block> {
    let rows: Vec<RawRow> = rows.collect();
    let span = Span::new(rows.first()?.span.start, rows.last()?.span.end);
    Some(Block { span, rows })
}

/// The rows from line `at` on, up to the first line that is none.
fn records(lines: &Lines<'_>, mut at: usize, mark: char, heads: &Heads) -> (Vec<RawRow>, usize) {
    let mut rows = Vec::new();
    while at < lines.lines.len() {
        if mark == '|' && is_rule(lines.words(at)) {
            at += 1;
            continue;
        }
        let Some((row, next)) = record(lines, at, mark) else { break };
        let fits = match mark {
            '\t' | '|' => row.cells.len() > 1,
            _ => row.cells.len() >= heads.count,
        };
        let single = row.cells.len() > 1 && row.cells[1..].iter().all(Cell::is_empty) && mark != '\t';
        if !fits || single || row.cells.iter().all(Cell::is_empty) {
            break;
        }
        rows.push(with_heads(row, mark, heads));
        at = next;
    }
    (rows, at)
}

/// A row cut to its heads: empty cells behind them fall away, and of commas too many some stand in the task.
fn with_heads(mut row: RawRow, mark: char, heads: &Heads) -> RawRow {
    while row.cells.len() > heads.count && row.cells.last().is_some_and(Cell::is_empty) {
        row.cells.pop();
    }
    if matches!(mark, '\t' | '|') { row } else { row.fitted(heads) }
}

/// Rows without heads whose first cells are 1, 2, 3.
fn counted(lines: &Lines<'_>, at: usize) -> Option<(Option<Block>, usize)> {
    let number = |row: &RawRow| row.words(lines.text, 0).parse::<usize>().ok();
    let heads = Heads { count: usize::MAX, number: Some(0), task: 1 };
    let (first, _) = record(lines, at, '\t')?;
    let counts = |i: usize| record(lines, at + i, '\t').and_then(|(row, _)| number(&row)) == Some(i + 1);
    if !(0..FEWEST_COUNTED).all(counts) {
        return None;
    }
    let (rows, end) = records(lines, at, '\t', &heads);
    let counts = rows.iter().filter_map(number).zip(1..).take_while(|(n, i)| n == i).count();
    let alike = rows.iter().all(|row| row.cells.len() == first.cells.len());
    (counts >= FEWEST_COUNTED && counts * 2 >= rows.len() && alike).then(|| (block(rows.into_iter()), end))
}

/// 「|---|:--:|」.
fn is_rule(line: &str) -> bool {
    line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | '+' | ' ' | '\t'))
}

/// One record: a line, or several where a quoted cell holds line ends.
fn record(lines: &Lines<'_>, at: usize, mark: char) -> Option<(RawRow, usize)> {
    let line = *lines.lines.get(at)?;
    let text = lines.text;
    let (mut from, mut to) = (line.start, line.end);
    if mark == '|' {
        let bare = trimmed(text, line);
        let inner = bare.of(text);
        from = bare.start + usize::from(inner.starts_with('|'));
        to = bare.end - usize::from(inner.len() > 1 && inner.ends_with('|'));
    }
    if !Span::new(from, to).of(text).contains(mark) {
        return None;
    }
    let quoted = matches!(mark, '\t' | ',') && Span::new(from, to).of(text).contains('"');
    if quoted && let Some(found) = with_quotes(lines, at, mark) {
        return Some(found);
    }
    let read = if mark == '|' { broken } else { cell };
    let mut cells = Vec::new();
    let mut start = from;
    for (i, _) in Span::new(from, to).of(text).match_indices(mark) {
        cells.push(read(text, Span::new(start, from + i)));
        start = from + i + mark.len_utf8();
    }
    cells.push(read(text, Span::new(start, to)));
    Some((RawRow { span: line, cells }, at + 1))
}

/// A cell whose lines Markdown parts by a tag: 「清淤9公里<br>植树3万株」.
fn broken(text: &str, span: Span) -> Cell {
    let mut pieces = Cell::new();
    let mut take = |from: usize, to: usize| {
        let span = trimmed(text, Span::new(from, to));
        if !span.is_empty() {
            pieces.push(Piece { span, glue: " " });
        }
    };
    let (mut start, mut at) = (span.start, span.start);
    while let Some(tag) = Span::new(at, span.end).of(text).find("<br").map(|i| at + i) {
        let rest = Span::new(tag, span.end).of(text);
        let length = BREAKS.iter().find(|tag| rest.starts_with(**tag)).map(|tag| tag.len());
        if length.is_some() {
            take(start, tag);
            start = tag + length.unwrap_or(0);
        }
        at = tag + length.unwrap_or("<br".len());
    }
    take(start, span.end);
    pieces
}

/// What breaks a line in a cell.
const BREAKS: [&str; 3] = ["<br>", "<br/>", "<br />"];

/// Reads a record with quoted cells (RFC 4180); none where a quotation is not closed.
fn with_quotes(lines: &Lines<'_>, at: usize, mark: char) -> Option<(RawRow, usize)> {
    let text = lines.text;
    let start = lines.lines[at].start;
    let last = lines.lines[(at + LONGEST_CELL).min(lines.lines.len() - 1)].end;
    let mut reader = Quoted { text, at: start, end: last };
    let mut cells = Vec::new();
    loop {
        cells.push(reader.cell(mark)?);
        match reader.peek() {
            Some(c) if c == mark => reader.at += mark.len_utf8(),
            Some('\n' | '\r') | None => break,
            Some(_) => return None,
        }
    }
    let end = reader.at;
    let next = lines.lines.partition_point(|line| line.start <= end).max(at + 1);
    Some((RawRow { span: Span::new(start, end), cells }, next))
}

struct Quoted<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl Quoted<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..self.end].chars().next()
    }

    /// Reads a cell up to the mark or the line's end.
    fn cell(&mut self, mark: char) -> Option<Cell> {
        let rest = &self.text[self.at..self.end];
        if !rest.starts_with('"') {
            let len = rest.find([mark, '\n']).unwrap_or(rest.len());
            self.at += len;
            return Some(cell(self.text, Span::new(self.at - len, self.at)));
        }
        self.at += 1;
        let mut pieces = Cell::new();
        let mut glue = "";
        loop {
            let rest = &self.text[self.at..self.end];
            let len = rest.find(['"', '\n', '\t'])?;
            let span = Span::new(self.at, self.at + len);
            let doubled = rest[len..].starts_with("\"\"");
            // Of a doubled quotation mark the first stays.
            let shown = if doubled { Span::new(span.start, span.end + 1) } else { trimmed(self.text, span) };
            if !shown.is_empty() {
                pieces.push(Piece { span: shown, glue });
                glue = "";
            }
            self.at = span.end + if doubled { 2 } else { 1 };
            match &rest[len..] {
                _ if doubled => {}
                rest if rest.starts_with('"') => return Some(pieces),
                _ => glue = " ",
            }
        }
    }
}
