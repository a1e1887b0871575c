//! Tokens and their tree → the lines that a reader sees: paragraphs, and rows of tables with their cells.

use super::cues::Cue;
use super::seen::seen;
use super::tokens::{Kind, Tag, Token};
use super::tree::Tree;
use crate::span::Span;
use std::ops::Range;

/// A visible stretch inside one stretch of text, and what stands before it on its line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) span: Span,
    /// Tabs before it: one for each cell boundary.
    pub(super) tabs: u16,
    /// A blank before it: another paragraph of the same cell.
    pub(super) gap: bool,
}

/// One line: its runs, and what there is to know about it.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) runs: Range<usize>,
    /// Its first token.
    pub(super) token: usize,
    /// The element that it begins in.
    pub(super) element: u32,
    /// Its first characters without blanks, small and with half-width colons.
    pub(super) head: String,
    /// Characters that are no blanks, and those of them inside links.
    pub(super) chars: usize,
    pub(super) linked: usize,
    /// Ends of sentences: 。；！？
    pub(super) ends: usize,
    /// Empty cells at the end of its row.
    pub(super) tail: usize,
    /// Of a row of a data table: the columns that cells from above cover, a bit each.
    pub(super) row: Option<u64>,
}

/// How much of a line is kept as its head.
const MAX_HEAD_CHARS: usize = 120;

/// All lines of a page, in order, and their runs.
pub(super) struct Lines {
    pub(super) runs: Vec<Run>,
    pub(super) lines: Vec<Line>,
    /// The page's title as its head gives it.
    pub(super) title: String,
}

/// Cuts a page into lines. `never` are the elements that hold no text for people.
pub(super) fn lines(text: &str, tokens: &[Token], tree: &Tree) -> Lines {
    let mut cutter = Cutter {
        text,
        tree,
        never: inherited(tree, |e| tree.elements[e].cue == Some(Cue::Never)),
        linked: inherited(tree, |e| tree.elements[e].tag == Tag::A),
        as_written: inherited(tree, |e| tree.elements[e].tag == Tag::Pre),
        data: super::tables::data_tables(text, tokens, tree),
        columns: Columns::default(),
        page: Lines { runs: Vec::new(), lines: Vec::new(), title: String::new() },
        open: Line::default(),
        last_cell: 0,
        gap: false,
    };
    cutter.as_written[0] = !tokens.iter().any(|t| t.kind == Kind::Open && t.tag.breaks());
    for (at, token) in tokens.iter().enumerate() {
        cutter.take(at, token);
    }
    cutter.end_line();
    cutter.page
}

/// Marks each element that is such, or that stands in one.
pub(super) fn inherited(tree: &Tree, is: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut marks: Vec<bool> = Vec::with_capacity(tree.elements.len());
    for (e, element) in tree.elements.iter().enumerate() {
        let around = marks.get(element.parent as usize).copied().unwrap_or(false);
        marks.push(around || is(e));
    }
    marks
}

struct Cutter<'a> {
    text: &'a str,
    tree: &'a Tree,
    never: Vec<bool>,
    linked: Vec<bool>,
    as_written: Vec<bool>,
    data: Vec<bool>,
    columns: Columns,
    page: Lines,
    open: Line,
    /// The cell of a data table that the open line is in.
    last_cell: u32,
    gap: bool,
}

impl Cutter<'_> {
    fn take(&mut self, at: usize, token: &Token) {
        let owner = self.tree.owner[at];
        if token.kind == Kind::Text {
            match token.tag {
                Tag::Title => self.title(token.span),
                _ if self.never[owner as usize] => {}
                _ => self.text(at, owner, token.span),
            }
        } else if token.tag == Tag::Meta {
            self.meta(token.span);
        } else if token.tag.breaks() {
            self.tag(owner, token);
        }
    }

    fn tag(&mut self, owner: u32, token: &Token) {
        let element = &self.tree.elements[owner as usize];
        let in_data = self.data[element.table as usize];
        match token.tag {
            Tag::Row if in_data && token.kind == Kind::Open => {
                self.end_line();
                self.columns.begin_row(element.table);
                self.open.row = Some(self.columns.covered());
            }
            Tag::Cell if in_data && element.row != 0 => {
                if token.kind == Kind::Open {
                    self.columns.begin_cell(element.columns, element.rows);
                }
            }
            _ if in_data && element.cell != 0 && element.row != 0 => self.gap = true,
            _ => self.end_line(),
        }
    }

    fn text(&mut self, at: usize, owner: u32, span: Span) {
        if !self.as_written[owner as usize] {
            return self.run(at, owner, span);
        }
        let mut start = span.start;
        for piece in span.of(self.text).split_inclusive('\n') {
            self.run(at, owner, Span::new(start, start + piece.len()));
            start += piece.len();
            if piece.ends_with('\n') {
                self.end_line();
            }
        }
    }

    fn run(&mut self, at: usize, owner: u32, span: Span) {
        let before = self.open.chars;
        let blank = self.count(owner, span);
        let element = &self.tree.elements[owner as usize];
        let mut run = Run { span, tabs: 0, gap: false };
        if !blank {
            let cell = if self.data[element.table as usize] && element.row != 0 { element.cell } else { 0 };
            if cell != 0 && (cell != self.last_cell || before == 0) {
                run.tabs = self.columns.tabs();
            } else {
                run.gap = self.gap && before > 0;
            }
            (self.last_cell, self.gap) = (cell, false);
            if before == 0 {
                (self.open.token, self.open.element) = (at, owner);
            }
        }
        if !(blank && self.open.chars == 0) {
            self.page.runs.push(run);
        }
    }

    /// Counts the characters of a run into its line; true where all of them are blanks.
    fn count(&mut self, owner: u32, span: Span) -> bool {
        let line = &mut self.open;
        let before = line.chars;
        for seen in seen(self.text, span).filter(|s| !s.is_blank()) {
            line.chars += 1;
            line.ends += usize::from(["。", "；", "！", "？"].contains(&&*seen.text));
            if line.chars <= MAX_HEAD_CHARS {
                line.head.extend(seen.text.chars().map(plain));
            }
        }
        if self.linked[owner as usize] {
            line.linked += line.chars - before;
        }
        line.chars == before
    }

    fn end_line(&mut self) {
        let start = self.page.lines.last().map_or(0, |l| l.runs.end);
        let mut line = std::mem::take(&mut self.open);
        line.runs = start..self.page.runs.len();
        line.tail = if self.last_cell == 0 { 0 } else { self.columns.left() };
        if line.chars == 0 {
            self.page.runs.truncate(start);
        } else {
            self.page.lines.push(line);
        }
        (self.last_cell, self.gap) = (0, false);
    }

    fn title(&mut self, span: Span) {
        self.page.title.extend(bare(self.text, span));
    }

    /// Reads `<meta name="ArticleTitle" content="…">`, which names the document as `<title>` does.
    fn meta(&mut self, tag: Span) {
        let attribute = |name: &str| {
            super::tokens::attributes(tag.of(self.text))
                .find(|(n, _)| n.eq_ignore_ascii_case(name))
                .map_or("", |(_, value)| value)
        };
        if attribute("name").eq_ignore_ascii_case("articletitle") {
            let content = attribute("content").to_owned();
            self.page.title.push('\n');
            self.page.title.extend(bare(&content, Span::new(0, content.len())));
        }
    }
}

/// Iterates over the characters of a stretch without blanks, as heads have them.
fn bare(text: &str, span: Span) -> impl Iterator<Item = char> {
    seen(text, span).filter(|s| !s.is_blank()).flat_map(|s| s.text.chars().collect::<Vec<_>>()).map(plain)
}

fn plain(c: char) -> char {
    if c == '：' { ':' } else { c.to_ascii_lowercase() }
}

/// Most columns of a table that merged cells may spread over.
const MAX_COLUMNS: usize = 64;

/// Where in its row the writer stands, and which columns cells from above still cover.
struct Columns {
    table: u32,
    /// For each column the rows that a cell from above still covers.
    covered: [u16; MAX_COLUMNS],
    /// The column of the open cell, the next free one, and the one last written to.
    cell: usize,
    next: usize,
    written: usize,
}

impl Default for Columns {
    fn default() -> Self {
        Columns { table: 0, covered: [0; MAX_COLUMNS], cell: 0, next: 0, written: 0 }
    }
}

impl Columns {
    fn begin_row(&mut self, table: u32) {
        if self.table == table {
            self.covered.iter_mut().skip(self.next).for_each(|c| *c = c.saturating_sub(1));
        } else {
            *self = Columns { table, ..Columns::default() };
        }
        (self.cell, self.next, self.written) = (0, 0, 0);
    }

    /// The columns of a row that has begun which cells from above cover, a bit each.
    fn covered(&self) -> u64 {
        let covered = self.covered.iter().enumerate().filter(|(_, rows)| **rows > 0);
        covered.fold(0, |bits, (column, _)| bits | 1 << column)
    }

    fn begin_cell(&mut self, columns: u16, rows: u16) {
        while let Some(rows) = self.covered.get_mut(self.next).filter(|rows| **rows > 0) {
            *rows -= 1;
            self.next += 1;
        }
        self.cell = self.next;
        self.next += usize::from(columns);
        for covered in self.covered.iter_mut().take(self.next).skip(self.cell) {
            *covered = rows - 1;
        }
    }

    /// Counts the empty cells after what was written last, those that cells from above cover with them.
    fn left(&self) -> usize {
        let above = (self.next..MAX_COLUMNS).rev().find(|c| self.covered[*c] > 0).map_or(0, |c| c + 1);
        self.next.max(above).min(MAX_COLUMNS).saturating_sub(self.written + 1)
    }

    /// Counts the tabs between what was written last and the open cell.
    fn tabs(&mut self) -> u16 {
        let tabs = self.cell.saturating_sub(self.written).min(MAX_COLUMNS);
        self.written = self.cell;
        tabs as u16
    }
}
