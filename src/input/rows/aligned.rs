//! Lines whose columns are parted by blanks → rows: 「1      修渠9公里        县水利局」.

use super::row::{Block, Cell, Heads, Lines, Piece, RawRow};
use crate::span::Span;

/// A line of more bytes is prose.
const LONGEST_LINE: usize = 600;
/// So many lines may stand between the heads and the first row.
const MOST_TITLES: usize = 3;
/// A cell stands so many columns from its head at most.
const NEAR: usize = 2;

/// Reads aligned tables; rows that go on counting below other lines go on with the last heads.
#[derive(Default)]
pub(super) struct Reader {
    heads: Option<Columns>,
}

/// The heads of an aligned table.
#[derive(Clone)]
struct Columns {
    heads: Heads,
    /// Where on the line each head begins, as wide as it is shown.
    starts: Vec<usize>,
    /// Two blanks or more part the cells, not one.
    wide: bool,
}

impl Reader {
    /// Reads the rows that begin on line `at`, and says where to go on.
    pub(super) fn read(&mut self, lines: &Lines<'_>, at: usize) -> Option<(Option<Block>, usize)> {
        let found = columns(lines, at);
        let (columns, mut rows, next) = match (found, &self.heads) {
            (Some((columns, head)), _) => (columns, vec![head], at + 1),
            (None, Some(columns)) => {
                let first = columns.row(lines, at).filter(|row| columns.is_counted(lines.text, row))?;
                (columns.clone(), vec![first], at + 1)
            }
            (None, None) => return None,
        };
        let heads = usize::from(rows[0].is_head(lines.text));
        let end = columns.body(lines, next, &mut rows);
        if rows.len() <= heads && !columns.rows_follow(lines, next) {
            return None;
        }
        self.heads = Some(columns);
        let span = Span::new(rows[0].span.start, rows[rows.len() - 1].span.end);
        Some((Some(Block { span, rows }), end))
    }
}

/// The heads on a line, where it is a row of heads.
fn columns(lines: &Lines<'_>, at: usize) -> Option<(Columns, RawRow)> {
    let line = lines.lines[at];
    let words = line.of(lines.text);
    if line.len() > LONGEST_LINE
        || !words.trim().contains([' ', '\u{3000}'])
        || words.contains(['。', '，', '；'])
    {
        return None;
    }
    [true, false].into_iter().find_map(|wide| {
        let cells = split(lines.text, line, wide);
        let cells = if wide { cells } else { spaced_out(lines.text, cells) };
        let row = RawRow { span: line, cells: cells.into_iter().map(one).collect() };
        let heads = row.heads(lines.text);
        let starts = row.cells.iter().map(|cell| shown(lines.text, line.start, cell)).collect();
        (heads.count > 1 && row.is_head(lines.text)).then_some((Columns { heads, starts, wide }, row))
    })
}

impl Columns {
    /// Takes the rows from line `at` on, and says where the first line stands that is none.
    fn body(&self, lines: &Lines<'_>, at: usize, rows: &mut Vec<RawRow>) -> usize {
        for line in at..lines.lines.len() {
            if let Some(more) = self.goes_on(lines, line) {
                match rows.last_mut() {
                    Some(last) => last.join(lines.text, more),
                    None => return line,
                }
            } else if let Some(row) = self.row(lines, line) {
                rows.push(row);
            } else {
                return line;
            }
        }
        lines.lines.len()
    }

    /// Whether the heads stand above another line, such as the title of a part, and that above a row.
    fn rows_follow(&self, lines: &Lines<'_>, next: usize) -> bool {
        let below = (next..lines.lines.len()).filter(|&i| !lines.words(i).trim().is_empty());
        below
            .take(MOST_TITLES)
            .any(|i| self.row(lines, i).is_some_and(|row| self.is_counted(lines.text, &row)))
    }

    /// Reads a line with a cell for each head.
    fn row(&self, lines: &Lines<'_>, at: usize) -> Option<RawRow> {
        let line = lines.lines[at];
        if line.len() > LONGEST_LINE {
            return None;
        }
        let cells = split(lines.text, line, self.wide);
        let full = cells.len() >= self.heads.count;
        let row = RawRow { span: line, cells: cells.into_iter().map(one).collect() };
        if full {
            let row = row.fitted(&self.heads);
            return (self.heads.number.is_none() || self.is_counted(lines.text, &row)).then_some(row);
        }
        let placed = self.placed(lines.text, row)?;
        (self.heads.number.is_some() && self.is_counted(lines.text, &placed)).then_some(placed)
    }

    fn is_counted(&self, text: &str, row: &RawRow) -> bool {
        let number = self.heads.number.map(|n| row.words(text, n));
        number.is_some_and(|n| {
            !n.is_empty() && n.chars().count() <= 6 && n.chars().any(|c| c.is_ascii_digit() || is_numeral(c))
        })
    }

    /// Reads a line that goes on with the row above: its cells stand below heads, and none in the column of numbers.
    fn goes_on(&self, lines: &Lines<'_>, at: usize) -> Option<RawRow> {
        let line = lines.lines[at];
        let number = self.heads.number.filter(|_| self.wide && line.len() <= LONGEST_LINE)?;
        if !line.of(lines.text).starts_with([' ', '\u{3000}']) {
            return None;
        }
        let cells = split(lines.text, line, true).into_iter().map(one).collect();
        let placed = self.placed(lines.text, RawRow { span: line, cells })?;
        (placed.cells[number].is_empty() && placed.cells.iter().any(|c| !c.is_empty())).then_some(placed)
    }

    /// Puts each cell below the head that it stands under; none where one stands under none.
    fn placed(&self, text: &str, row: RawRow) -> Option<RawRow> {
        let mut cells = vec![Cell::new(); self.heads.count];
        for cell in row.cells {
            let at = shown(text, row.span.start, &cell);
            let column = self.starts.iter().position(|start| start.abs_diff(at) <= NEAR)?;
            cells[column] = cell;
        }
        Some(RawRow { span: row.span, cells })
    }
}

fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

fn one(span: Span) -> Cell {
    vec![Piece { span, glue: "" }]
}

/// The words of a line that two blanks part, or one wide blank; or any blank.
fn split(text: &str, line: Span, wide: bool) -> Vec<Span> {
    let mut cells: Vec<Span> = Vec::new();
    let mut blanks = 2;
    for (i, c) in line.of(text).char_indices() {
        if c.is_whitespace() {
            blanks += if wide && c == ' ' { 1 } else { 2 };
            continue;
        }
        let end = line.start + i + c.len_utf8();
        match cells.last_mut() {
            Some(last) if blanks < 2 => last.end = end,
            _ => cells.push(Span::new(line.start + i, end)),
        }
        blanks = 0;
    }
    cells
}

/// Joins the characters of a word that is set wide: 「工 作 任 务」.
fn spaced_out(text: &str, cells: Vec<Span>) -> Vec<Span> {
    let single = |span: &Span| span.of(text).chars().count() == 1;
    let mut out: Vec<(Span, bool)> = Vec::new();
    for span in cells {
        match out.last_mut() {
            Some((last, true)) if single(&span) => last.end = span.end,
            _ => out.push((span, single(&span))),
        }
    }
    out.into_iter().map(|(span, _)| span).collect()
}

/// How far from its line's start a cell is shown: a Chinese character is as wide as two letters.
fn shown(text: &str, line: usize, cell: &Cell) -> usize {
    let at = cell.first().map_or(line, |piece| piece.span.start);
    Span::new(line, at).of(text).chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}
