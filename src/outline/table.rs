//! The rows that a text's format marks → the tables of tasks among them, each column known by its head.

use super::words::WORDS;
use crate::model::{Column, ColumnKind, RowKind, TableCell, TableRow, TaskTable, row_at};
use crate::source::{Row, Source};
use crate::span::Span;
use crate::tables::{Table, heads};

static ORGANS: Table = Table::new(include_str!("../tables/organ_endings.tsv"));

/// So many rows that count from 1 are a table without heads.
const FEWEST_COUNTED: usize = 3;
/// A table goes on below so many short lines: a page's number, 续表, the title of what follows.
const MAX_LINES_BETWEEN: usize = 4;
/// A line of more characters is a paragraph.
const MAX_LINE_CHARS: usize = 40;

/// A row with its cells.
struct Line {
    row: Row,
    cells: Vec<Span>,
}

/// Reads the tables of tasks in `text[within]`.
pub(super) fn tables(source: &Source, within: Span) -> Vec<TaskTable> {
    let text = source.text();
    let lines: Vec<Line> = source
        .rows()
        .iter()
        .filter(|row| within.contains(row.span))
        .map(|row| Line { row: *row, cells: cells(text, row.span) })
        .collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let table =
            if is_head(text, &lines[at]) { headed(text, &lines[at..]) } else { counted(text, &lines[at..]) };
        let Some((columns, taken)) = table else {
            at += 1;
            continue;
        };
        found.extend(build(source, columns, &lines[at..at + taken]));
        at += taken;
    }
    found
}

/// Returns whether `offset` stands in a row of one of `tables`; a section between the rows is none.
pub(super) fn is_row(tables: &[TaskTable], offset: usize) -> bool {
    row_at(tables, offset).is_some()
}

/// Cuts a row at its tabs.
fn cells(text: &str, row: Span) -> Vec<Span> {
    let mut start = row.start;
    let cut = row.of(text).split('\t').map(|cell| {
        let from = start + cell.len() - cell.trim_start().len();
        let span = Span::new(from, from + cell.trim().len());
        start += cell.len() + 1;
        span
    });
    cut.collect()
}

fn is_head(text: &str, line: &Line) -> bool {
    heads::is_head_row(line.cells.iter().map(|cell| cell.of(text)))
}

/// Reads the columns of a table by its heads, and how many of the lines are its rows.
fn headed(text: &str, lines: &[Line]) -> Option<(Vec<Column>, usize)> {
    let mut columns = columns(text, &lines[0]);
    let mut taken = 1;
    while let Some(line) = lines.get(taken).filter(|line| taken < 3 && is_below(text, line, &columns)) {
        for (column, below) in columns.iter_mut().zip(self::columns(text, line)) {
            if !below.head.is_empty() {
                *column = below;
            }
        }
        taken += 1;
    }
    let first = taken;
    while let Some(line) = lines.get(taken) {
        let again = is_head(text, line);
        let other =
            again && !self::columns(text, line).iter().map(|c| c.kind).eq(columns.iter().map(|c| c.kind));
        if other || !goes_on(text, &lines[taken - 1], line, columns.len()) {
            break;
        }
        taken += 1;
    }
    settle(text, &mut columns, &lines[first..taken]);
    is_of_tasks(&columns).then_some((columns, taken))
}

fn columns(text: &str, line: &Line) -> Vec<Column> {
    let column = |cell: &Span| {
        let head: String = cell.of(text).chars().filter(|c| !c.is_whitespace()).collect();
        Column { kind: heads::kind(&head).map_or(ColumnKind::Other, ColumnKind::named), head }
    };
    line.cells.iter().map(column).collect()
}

/// Whether a row names columns below a row of heads, some of which span several: 「责任分工」 over 「牵头单位」 「配合单位」.
fn is_below(text: &str, line: &Line, columns: &[Column]) -> bool {
    let spanned = |i: usize| [i, i + 1].iter().any(|i| columns.get(*i).is_some_and(|c| c.head.is_empty()));
    let mut named = line.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()).peekable();
    named.peek().is_some() && named.all(|(i, cell)| heads::kind(cell.of(text)).is_some() && spanned(i))
}

/// Whether a row belongs to the table of the row above it.
fn goes_on(text: &str, above: &Line, line: &Line, columns: usize) -> bool {
    let between = Span::new(above.row.span.end, line.row.span.start).of(text);
    let mut lines =
        between.lines().map(str::trim).filter(|l| !l.is_empty()).take(MAX_LINES_BETWEEN + 1).peekable();
    if lines.peek().is_none() {
        return true;
    }
    let short = |line: &str| line.chars().count() <= MAX_LINE_CHARS;
    between.len() < MAX_LINES_BETWEEN * MAX_LINE_CHARS * 4
        && lines.clone().count() <= MAX_LINES_BETWEEN
        && lines.all(short)
        && line.cells.len() == columns
}

/// Reads a table without heads, whose rows count from 1.
fn counted(text: &str, lines: &[Line]) -> Option<(Vec<Column>, usize)> {
    let number =
        |line: &Line| line.cells.first()?.of(text).trim_end_matches(['.', '、']).parse::<usize>().ok();
    let width = lines[0].cells.len();
    if width < 2
        || !lines.iter().zip(1..).take(FEWEST_COUNTED).all(|(line, i)| number(line) == Some(i))
        || lines.len() < FEWEST_COUNTED
    {
        return None;
    }
    let taken = 1 + lines
        .windows(2)
        .take_while(|w| w[1].cells.len() == width && goes_on(text, &w[0], &w[1], width))
        .count();
    let rows = &lines[..taken];
    let mut columns = vec![Column::default(); width];
    columns[0].kind = ColumnKind::Number;
    let size = |i: usize| rows.iter().map(|line| line.cells[i].len()).sum::<usize>();
    let task = (1..width).max_by_key(|&i| (size(i), std::cmp::Reverse(i)))?;
    columns[task].kind = ColumnKind::Task;
    for (i, column) in columns.iter_mut().enumerate().skip(1).filter(|(i, _)| *i != task) {
        column.kind = by_words(rows.iter().map(|line| line.cells[i].of(text)));
    }
    is_of_tasks(&columns).then_some((columns, taken))
}

/// What a column without a head holds: names of organs, times, or neither.
fn by_words<'a>(cells: impl Iterator<Item = &'a str>) -> ColumnKind {
    let (mut all, mut organs, mut times) = (0, 0, 0);
    for cell in cells.filter(|cell| !cell.is_empty()) {
        all += 1;
        organs += usize::from(ORGANS.rows().any(|row| cell.ends_with(row[0])));
        times += usize::from(
            cell.starts_with(|c: char| c.is_ascii_digit()) && cell.ends_with(['前', '底', '日', '月', '末']),
        );
    }
    match () {
        () if organs * 2 > all => ColumnKind::Responsible,
        () if times * 2 > all => ColumnKind::Deadline,
        () => ColumnKind::Other,
    }
}

/// Settles what heads leave open by what stands below them.
fn settle(text: &str, columns: &mut [Column], rows: &[Line]) {
    let cell = |line: &Line, i: usize| line.cells.get(i).map_or(0, |c| c.of(text).chars().count());
    let size = |i: usize| rows.iter().map(|line| cell(line, i)).sum::<usize>();
    for (i, column) in columns.iter_mut().enumerate() {
        // 单位 is 县水利局 or 万元.
        let filled = rows.iter().filter(|line| cell(line, i) > 0).count();
        if column.head == "单位" && size(i) <= 2 * filled {
            column.kind = ColumnKind::Other;
        }
    }
    if columns.iter().any(|c| c.kind == ColumnKind::Task) {
        return;
    }
    // Without a column of tasks, what says most of what shall be: the goals, the problems, or what no head names.
    let kinds = [ColumnKind::Target, ColumnKind::Problem, ColumnKind::Other];
    let named = columns.iter().any(|c| is_who(c.kind));
    for kind in kinds.into_iter().filter(|kind| named || *kind != ColumnKind::Other) {
        let widest = (0..columns.len())
            .filter(|&i| columns[i].kind == kind)
            .max_by_key(|&i| (size(i), std::cmp::Reverse(i)));
        if let Some(i) = widest.filter(|&i| size(i) > 0) {
            columns[i].kind = ColumnKind::Task;
            return;
        }
    }
}

/// Whether the columns tell who does what, by when, up to where or how far it is.
fn is_of_tasks(columns: &[Column]) -> bool {
    use ColumnKind::{Deadline, Number, Progress, Target, Task};
    let has = |kind: ColumnKind| columns.iter().any(|c| c.kind == kind);
    let told = columns.iter().any(|c| is_who(c.kind)) || has(Deadline) || has(Progress);
    has(Task) && (told || has(Target) && has(Number))
}

/// Whether a column names those who do it.
fn is_who(kind: ColumnKind) -> bool {
    matches!(kind, ColumnKind::Lead | ColumnKind::Responsible | ColumnKind::Cooperating | ColumnKind::Leader)
}

/// Builds a table of its lines.
fn build(source: &Source, columns: Vec<Column>, lines: &[Line]) -> Option<TaskTable> {
    let text = source.text();
    let mut table = TaskTable { columns, ..TaskTable::default() };
    // By column the last cell that held something.
    let mut above = vec![TableCell::default(); table.columns.len()];
    let mut begun = false;
    for line in lines {
        let kind = kind_of(text, line, &table.columns, begun);
        begun |= kind == RowKind::Body;
        let mut cells: Vec<TableCell> =
            line.cells.iter().map(|span| TableCell { place: source.place(*span), merged: false }).collect();
        if kind == RowKind::Body {
            cells.resize(cells.len().max(table.columns.len()), TableCell::default());
            merge(text, &table.columns, line.row.merged, &mut cells, &above);
            above.iter_mut().zip(&cells).for_each(|(a, cell)| *a = *cell);
        } else if kind == RowKind::Section {
            above.fill(TableCell::default());
        }
        table.rows.push(TableRow { place: source.place(line.row.span), kind, cells });
    }
    let (first, last) = (table.rows.first()?.place.span.start, table.rows.last()?.place.span.end);
    table.place = source.place(Span::new(first, last));
    begun.then_some(table)
}

fn kind_of(text: &str, line: &Line, columns: &[Column], begun: bool) -> RowKind {
    let filled: Vec<(usize, &str)> =
        line.cells.iter().enumerate().filter(|(_, c)| !c.is_empty()).map(|(i, c)| (i, c.of(text))).collect();
    let dense = |words: &str| -> String { words.chars().filter(|c| !c.is_whitespace()).collect() };
    let counts = || filled.len() > 2 && filled.iter().all(|(i, words)| words.parse() == Ok(i + 1));
    match filled[..] {
        _ if is_head(text, line) || counts() || !begun && is_below(text, line, columns) => RowKind::Head,
        [(_, first), ..] if WORDS.total.has(dense(first).trim_end_matches(['：', ':'])) => RowKind::Total,
        [(i, words)] if line.row.merged == 0 && is_section(words, i, columns) => RowKind::Section,
        _ => RowKind::Body,
    }
}

/// Whether the only cell of a row names what follows: it stands in the first column, where no task does, or is numbered as a
/// heading.
fn is_section(words: &str, column: usize, columns: &[Column]) -> bool {
    let of_tasks = columns.get(column).is_some_and(|c| c.kind == ColumnKind::Task);
    let marked = super::markers::marker(words).is_some_and(|m| m.style.level() < 3);
    column == 0 && !of_tasks || marked || words.starts_with("注：") || words.starts_with("备注：")
}

/// Whether the bit of column `i` is set.
fn is_marked(marked: u64, i: usize) -> bool {
    i < 64 && marked >> i & 1 == 1
}

/// Marks the cells that go on with the one above, and leads them to its place.
fn merge(text: &str, columns: &[Column], marked: u64, cells: &mut [TableCell], above: &[TableCell]) {
    use ColumnKind::{Cooperating, Deadline, Group, Lead, Leader, Number, Problem, Responsible, Task};
    let number = columns.iter().position(|c| c.kind == Number);
    let tasks: Vec<usize> = (0..columns.len()).filter(|&i| columns[i].kind == Task).collect();
    let names = |kind| matches!(kind, Lead | Responsible | Cooperating);
    let nobody =
        columns.iter().zip(cells.iter()).all(|(c, cell)| !names(c.kind) || cell.place.span.is_empty());
    let uncounted = number.is_some_and(|n| cells[n].place.span.is_empty() && !above[n].place.span.is_empty());
    for (i, cell) in cells.iter_mut().enumerate().take(columns.len()) {
        let empty = cell.place.span.is_empty();
        let implied = match columns[i].kind {
            Group | Problem => true,
            // A row without a number belongs to the one above, and so does who does it where it names nobody.
            Number => uncounted,
            Lead | Responsible | Cooperating | Leader | Deadline => uncounted && nobody,
            Task => tasks.len() > 1 && tasks[0] == i,
            _ => false,
        };
        let goes_on = empty && (implied || is_marked(marked, i)) || WORDS.ditto.has(cell.place.span.of(text));
        if goes_on && !above[i].place.span.is_empty() {
            *cell = TableCell { place: above[i].place, merged: true };
        }
    }
}
