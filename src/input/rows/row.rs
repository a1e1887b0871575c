//! What the readers of tables in a text give: rows of cells, each cell the stretches that it takes.

use crate::span::Span;
use crate::tables::heads;

/// A stretch of a cell, and what parts it from the stretch before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) span: Span,
    pub(super) glue: &'static str,
}

/// A cell: one stretch, or several where it was broken over lines.
pub(super) type Cell = Vec<Piece>;

/// A row as it stands in the text.
#[derive(Clone, Debug, Default)]
pub(super) struct RawRow {
    /// All that it takes of the text.
    pub(super) span: Span,
    pub(super) cells: Vec<Cell>,
}

impl RawRow {
    /// Whether its cells follow one another, so that each leads to its own place.
    pub(super) fn is_in_order(&self) -> bool {
        let starts: Vec<usize> = self.cells.iter().flatten().map(|p| p.span.start).collect();
        starts.windows(2).all(|w| w[0] <= w[1])
    }

    /// Goes on with the cells of another line.
    pub(super) fn join(&mut self, text: &str, line: RawRow) {
        self.span.end = line.span.end;
        self.cells.resize(self.cells.len().max(line.cells.len()), Cell::new());
        for (cell, more) in self.cells.iter_mut().zip(line.cells) {
            for piece in more {
                let glue = cell.last().map_or("", |last| glue(last.span.of(text), piece.span.of(text)));
                cell.push(Piece { glue, ..piece });
            }
        }
    }

    pub(super) fn words(&self, text: &str, cell: usize) -> String {
        self.cells.get(cell).into_iter().flatten().map(|p| p.span.of(text)).collect()
    }

    pub(super) fn is_head(&self, text: &str) -> bool {
        let words: Vec<String> = (0..self.cells.len()).map(|i| self.words(text, i)).collect();
        heads::is_head_row(words.iter().map(String::as_str))
    }

    /// Whether heads between commas are no clauses of a sentence: three or more, all of them short. 「实现全年目标,抓好重点工作」
    pub(super) fn is_plain_head(&self, text: &str) -> bool {
        let short = |i: usize| self.words(text, i).chars().count() <= LONGEST_PLAIN;
        self.cells.len() >= FEWEST_PLAIN && (0..self.cells.len()).all(short)
    }

    /// The columns that this row of heads names.
    pub(super) fn heads(&self, text: &str) -> Heads {
        let kinds: Vec<Option<&str>> =
            (0..self.cells.len()).map(|i| heads::kind(&self.words(text, i))).collect();
        let at = |kind| kinds.iter().position(|k| *k == Some(kind));
        Heads {
            count: kinds.len(),
            number: at("number"),
            task: at("task").or(at("target")).or(at("problem")).unwrap_or(0),
        }
    }

    /// Gives back a row of as many cells as there are heads: what is too much belongs to the task, which alone holds the mark that
    /// parts cells.
    pub(super) fn fitted(mut self, heads: &Heads) -> RawRow {
        let more = self.cells.len().saturating_sub(heads.count);
        if more > 0 && heads.task < self.cells.len() - more {
            let over: Vec<Cell> = self.cells.splice(heads.task + 1..heads.task + 1 + more, []).collect();
            if let Some(end) = over.iter().flatten().map(|p| p.span.end).next_back() {
                match &mut self.cells[heads.task][..] {
                    [first, ..] => first.span.end = end,
                    [] => self.cells[heads.task] = over.into_iter().flatten().collect(),
                }
            }
        }
        self
    }
}

/// So many heads between commas are no sentence, if none has more characters.
const FEWEST_PLAIN: usize = 3;
const LONGEST_PLAIN: usize = 10;

/// What parts two lines of a cell: nothing, for it was broken in a word; a blank where both begin as names of organs do, 县水利局
/// and 县财政局, and where letters would run together.
pub(super) fn glue(line: &str, next: &str) -> &'static str {
    let first = next.chars().next();
    let names = line.chars().next() == first && first.is_some_and(|c| "省市县区州旗镇乡".contains(c));
    let letters = line.ends_with(|c: char| c.is_ascii_alphanumeric())
        && next.starts_with(|c: char| c.is_ascii_alphanumeric());
    if letters || names && !line.ends_with(['、', '，', '；']) { " " } else { "" }
}

/// What a row of heads tells of the rows below it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heads {
    pub(super) count: usize,
    pub(super) number: Option<usize>,
    pub(super) task: usize,
}

/// Rows that stand one below the other, and the lines that they take.
pub(super) struct Block {
    /// From the first row's line to the end of the last, without its line end.
    pub(super) span: Span,
    pub(super) rows: Vec<RawRow>,
}

/// The lines of a text.
pub(super) struct Lines<'a> {
    pub(super) text: &'a str,
    pub(super) lines: Vec<Span>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut start = 0;
        let lines = text.split_inclusive('\n').map(|line| {
            let span = Span::new(start, start + line.trim_end_matches(['\n', '\r']).len());
            start += line.len();
            span
        });
        Lines { text, lines: lines.collect() }
    }

    pub(super) fn words(&self, line: usize) -> &'a str {
        self.lines.get(line).map_or("", |span| span.of(self.text))
    }
}

/// A stretch without the blanks around it.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start + words.len() - words.trim_start().len();
    Span::new(start, start + words.trim().len())
}

/// A cell of one stretch, none where it is blank.
pub(super) fn cell(text: &str, span: Span) -> Cell {
    let span = trimmed(text, span);
    if span.is_empty() { Cell::new() } else { vec![Piece { span, glue: "" }] }
}
