//! A page's tree → the lines of the document on it: the part that holds most of the text, its title, tables row by row.

use super::tree::{Element, Event, Tree};
use crate::span::Span;
use crate::tables::rows;

/// A piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bit {
    /// Text of the page.
    Text(Span),
    /// A blank that the page shows by beginning a new paragraph inside a cell.
    Blank,
    /// The bound of two cells; it stands at this offset of the page.
    Cell(usize),
}

/// One line, and the event that it begins with.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) bits: Vec<Bit>,
    first: usize,
}

/// A part that holds this share of the page's running text holds the document; what it leaves out is a box at the side. A long
/// table in an attachment can be three fifths of a 通知.
const MAIN_SHARE: f64 = 0.75;
/// Elements that may hold a whole document; a `<p>` or `<span>` is a piece of one.
const HOLDERS: [&str; 12] =
    ["html", "body", "div", "table", "tbody", "tr", "td", "article", "section", "main", "center", "form"];
/// A shorter line is not looked for in the page's title: 首页 stands in many.
const SHORTEST_TITLE: usize = 6;

/// The lines of the document on the page.
pub(super) fn document(page: &str, tree: &Tree) -> Vec<Line> {
    let main = &tree.elements[main_part(tree)].events;
    let buttons = Buttons::new();
    let all: Vec<Line> = Walk::lines(tree)
        .into_iter()
        .filter(|line| !buttons.are(&line.text(page)) && !line.is_blank(page))
        .collect();
    let (before, rest): (Vec<Line>, Vec<Line>) = all.into_iter().partition(|line| line.first < main.start);
    let body: Vec<Line> = rest.into_iter().filter(|line| line.first < main.end).collect();
    let title = title_line(page, tree, before, &body);
    title.into_iter().chain(body).collect()
}

/// The element that holds the document: the smallest that holds most of the text.
fn main_part(tree: &Tree) -> usize {
    let enough = (tree.elements[0].weight as f64 * MAIN_SHARE) as usize;
    let holds = |&id: &usize| {
        let e = &tree.elements[id];
        e.weight > 0 && e.weight >= enough && HOLDERS.contains(&e.name.as_str()) && !in_data(tree, id)
    };
    // Elements come before what they hold, and two that hold most of the text are one inside the other.
    (0..tree.elements.len()).rev().find(holds).unwrap_or(0)
}

/// Whether the element is a table of data or a part of one: one row of a task table is not the document.
fn in_data(tree: &Tree, id: usize) -> bool {
    let up = |&id: &usize| tree.elements.get(id).map(|e| e.parent).filter(|&parent| parent != id);
    std::iter::successors(Some(id), up).any(|id| is_data(&tree.elements[id]))
}

/// A table of data has rows of several cells and holds no other table; else it only arranges the page.
fn is_data(element: &Element) -> bool {
    element.name == "table" && !element.nested && element.count >= 2
}

/// The line above the main part that the page's own title repeats.
fn title_line(page: &str, tree: &Tree, before: Vec<Line>, body: &[Line]) -> Option<Line> {
    let title = squeezed(tree.title?.of(page));
    let is_title = |line: &Line| {
        let text = squeezed(&line.text(page));
        text.chars().count() >= SHORTEST_TITLE && title.contains(&text) && !text.contains('>')
    };
    let line = before.into_iter().rev().find(is_title)?;
    let text = squeezed(&line.text(page));
    // Titles stand in the first lines of a document; then the line above is a running head.
    (!body.iter().take(5).any(|l| squeezed(&l.text(page)).contains(&text))).then_some(line)
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

impl Line {
    fn text(&self, page: &str) -> String {
        self.bits.iter().map(|bit| if let Bit::Text(span) = bit { span.of(page) } else { " " }).collect()
    }

    fn is_blank(&self, page: &str) -> bool {
        self.text(page).replace("&nbsp;", " ").trim().is_empty()
    }
}

/// Words of the buttons that pages put beside a document: 【打印】【关闭】 字号：大 中 小.
struct Buttons {
    strong: Vec<&'static str>,
    weak: Vec<&'static str>,
}

impl Buttons {
    fn new() -> Self {
        let of = |kind: &str| {
            rows(include_str!("../../tables/html_furniture.tsv"))
                .filter(|row| row.first() == Some(&kind))
                .filter_map(|row| row.get(1).copied())
                .collect()
        };
        Buttons { strong: of("strong"), weak: of("weak") }
    }

    /// Whether the line holds words of buttons and nothing else.
    fn are(&self, line: &str) -> bool {
        let mut words =
            line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && *w != "nbsp").peekable();
        let mut strong = false;
        words.peek().is_some()
            && words.all(|word| {
                let is_strong = self.strong.contains(&word);
                strong |= is_strong;
                is_strong || self.weak.contains(&word)
            })
            && strong
    }
}

/// Elements that begin a line of their own.
const BLOCKS: [&str; 34] = [
    "address",
    "article",
    "blockquote",
    "body",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "html",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// A table being walked: which columns of the rows to come are taken by cells from above.
struct Table {
    element: usize,
    is_data: bool,
    taken: Vec<usize>,
    column: usize,
}

/// The walk over the events.
struct Walk<'a> {
    tree: &'a Tree,
    lines: Vec<Line>,
    line: Line,
    tables: Vec<Table>,
    /// Where the last text ended: an empty cell stands there.
    last: usize,
}

impl<'a> Walk<'a> {
    fn lines(tree: &'a Tree) -> Vec<Line> {
        let mut walk = Walk { tree, lines: Vec::new(), line: Line::default(), tables: Vec::new(), last: 0 };
        for (at, &event) in tree.events.iter().enumerate() {
            walk.take(at, event);
        }
        walk.end_line(tree.events.len());
        walk.lines
    }

    fn take(&mut self, at: usize, event: Event) {
        match event {
            Event::Text(span) => {
                if self.line.bits.is_empty() {
                    self.line.first = at;
                }
                self.line.bits.push(Bit::Text(span));
                self.last = span.end;
            }
            Event::Break => self.break_line(at),
            Event::Open(id) => self.open(at, id),
            Event::Close(id) => self.close(at, id),
        }
    }

    fn in_row(&self) -> bool {
        self.tables.last().is_some_and(|t| t.is_data)
    }

    /// A new line, but inside a cell a blank.
    fn break_line(&mut self, at: usize) {
        if self.in_row() { self.line.bits.push(Bit::Blank) } else { self.end_line(at) }
    }

    fn end_line(&mut self, next: usize) {
        let line = std::mem::replace(&mut self.line, Line { bits: Vec::new(), first: next });
        if line.bits.iter().any(|bit| matches!(bit, Bit::Text(_))) {
            self.lines.push(line);
        }
    }

    fn open(&mut self, at: usize, id: usize) {
        let element = &self.tree.elements[id];
        match element.name.as_str() {
            "table" => {
                self.break_line(at);
                self.tables.push(Table {
                    element: id,
                    is_data: is_data(element),
                    taken: Vec::new(),
                    column: 0,
                });
            }
            "tr" if self.in_row() => {
                self.end_line(at);
                if let Some(table) = self.tables.last_mut() {
                    table.column = 0;
                }
            }
            "td" | "th" if self.in_row() => self.cell(at, element.colspan, element.rowspan),
            name if BLOCKS.contains(&name) => self.break_line(at),
            _ => {}
        }
    }

    /// Begins a cell: a bound for every column before it that is not yet on the line.
    fn cell(&mut self, at: usize, colspan: usize, rowspan: usize) {
        let Some(table) = self.tables.last_mut() else { return };
        if self.line.bits.is_empty() {
            self.line.first = at;
        }
        let mut bounds = usize::from(table.column > 0);
        while let Some(rows) = table.taken.get_mut(table.column).filter(|rows| **rows > 0) {
            *rows -= 1;
            table.column += 1;
            bounds += 1;
        }
        for column in table.column..table.column + colspan {
            if table.taken.len() <= column {
                table.taken.resize(column + 1, 0);
            }
            table.taken[column] = rowspan - 1;
        }
        table.column += colspan;
        self.line.bits.extend(std::iter::repeat_n(Bit::Cell(self.last), bounds + colspan - 1));
    }

    fn close(&mut self, at: usize, id: usize) {
        let name = self.tree.elements[id].name.as_str();
        match name {
            "table" => {
                self.end_line(at + 1);
                self.tables.pop_if(|table| table.element == id);
            }
            "tr" if self.in_row() => self.end_row(at),
            "td" | "th" if self.in_row() => {}
            name if BLOCKS.contains(&name) => self.break_line(at + 1),
            _ => {}
        }
    }

    /// Ends a row; columns at its end that cells from above take stay empty.
    fn end_row(&mut self, at: usize) {
        let last = self.last;
        if let Some(table) = self.tables.last_mut() {
            for rows in table.taken.iter_mut().skip(table.column).filter(|rows| **rows > 0) {
                *rows -= 1;
                self.line.bits.push(Bit::Cell(last));
            }
        }
        self.end_line(at + 1);
    }
}
