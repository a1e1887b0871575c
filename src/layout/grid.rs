//! Ruling lines → tables: their cells, merged ones as one, and the characters that stand in them.

use super::line::{Line, glue, rows};
use crate::placed::{Glyph, Rule};

/// A table that lines are drawn around.
#[derive(Debug)]
pub(super) struct Grid {
    /// Where its columns and rows are parted, in order.
    xs: Vec<f32>,
    ys: Vec<f32>,
    /// By row and column, the row and column that the cell begins at: its own, unless it is merged.
    owners: Vec<Vec<(usize, usize)>>,
}

/// Lines that stand or end so near to one another are one, or meet.
const NEAR: f32 = 3.0;
/// A page with more lines holds a drawing.
const MOST_LINES: usize = 4000;
/// A table has no more columns: what is merged is told by a bit each.
const MOST_COLUMNS: usize = 60;
const MOST_ROWS: usize = 2000;

/// Finds the tables of a page, from the top; `work` bounds what is done for all pages.
pub(super) fn grids(rules: &[Rule], work: &mut usize) -> Vec<Grid> {
    let rules = joined(rules);
    let (upright, level): (Vec<Rule>, Vec<Rule>) = rules.into_iter().partition(|rule| rule.upright);
    let cost = upright.len() * level.len();
    if cost > *work || upright.len() + level.len() > MOST_LINES {
        return Vec::new();
    }
    *work -= cost;
    let mut grids: Vec<Grid> =
        groups(&upright, &level).into_iter().filter_map(|(u, l)| Grid::of(&u, &l)).collect();
    grids.sort_by(|a, b| a.ys[0].total_cmp(&b.ys[0]));
    grids
}

/// Joins lines that go on with one another.
fn joined(rules: &[Rule]) -> Vec<Rule> {
    let mut rules = rules.to_vec();
    rules.sort_by(|a, b| {
        (a.upright, a.at).partial_cmp(&(b.upright, b.at)).unwrap_or(std::cmp::Ordering::Equal)
    });
    let mut out: Vec<Rule> = Vec::new();
    for group in rules.chunk_by_mut(|a, b| a.upright == b.upright && b.at - a.at < NEAR / 2.0) {
        let at = group[group.len() / 2].at;
        group.sort_by(|a, b| a.from.total_cmp(&b.from));
        let first = out.len();
        for rule in group {
            match out[first..].last_mut() {
                Some(last) if rule.from <= last.to + NEAR => last.to = last.to.max(rule.to),
                _ => out.push(Rule { at, ..*rule }),
            }
        }
    }
    out
}

/// Sorts lines that meet into groups: the upright and the level ones of each.
fn groups(upright: &[Rule], level: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let count = upright.len();
    let mut parent: Vec<usize> = (0..count + level.len()).collect();
    for (i, u) in upright.iter().enumerate() {
        for (k, l) in level.iter().enumerate() {
            let meets = (l.from - NEAR..=l.to + NEAR).contains(&u.at)
                && (u.from - NEAR..=u.to + NEAR).contains(&l.at);
            if meets {
                let (a, b) = (root(&mut parent, i), root(&mut parent, count + k));
                parent[a] = b;
            }
        }
    }
    let mut groups = std::collections::BTreeMap::<usize, (Vec<Rule>, Vec<Rule>)>::new();
    for (i, rule) in upright.iter().chain(level).enumerate() {
        let group = groups.entry(root(&mut parent, i)).or_default();
        if i < count { group.0.push(*rule) } else { group.1.push(*rule) }
    }
    groups.into_values().collect()
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

/// Places in order, those that are near as one; the ends of the lines that cross them count too.
fn marks(lines: &[Rule], crossing: &[Rule]) -> Vec<f32> {
    let ends =
        [crossing.iter().map(|r| r.from).reduce(f32::min), crossing.iter().map(|r| r.to).reduce(f32::max)];
    let mut marks: Vec<f32> = lines.iter().map(|r| r.at).chain(ends.into_iter().flatten()).collect();
    marks.sort_by(f32::total_cmp);
    marks.dedup_by(|next, first| *next - *first < NEAR);
    marks
}

impl Grid {
    /// The table that lines draw which meet; none where they part nothing from nothing.
    fn of(upright: &[Rule], level: &[Rule]) -> Option<Grid> {
        let (xs, ys) = (marks(upright, level), marks(level, upright));
        let fits = (3..=MOST_COLUMNS + 1).contains(&xs.len()) && (3..=MOST_ROWS + 1).contains(&ys.len());
        if !fits {
            return None;
        }
        let (columns, rows) = (xs.len() - 1, ys.len() - 1);
        let left = walls(upright, &xs, &ys);
        let above = walls(level, &ys, &xs);
        let mut owners = vec![vec![(0, 0); columns]; rows];
        for i in 0..rows {
            for j in 0..columns {
                owners[i][j] = match () {
                    () if j > 0 && !left[j][i] => owners[i][j - 1],
                    () if i > 0 && !above[i][j] => owners[i - 1][j],
                    () => (i, j),
                };
            }
        }
        // A frame of one column holds paragraphs.
        let parted = owners.iter().any(|row| row.iter().any(|owner| *owner != row[0]));
        parted.then_some(Grid { xs, ys, owners })
    }

    /// Where it begins and ends on the page.
    pub(super) fn top(&self) -> f32 {
        self.ys[0]
    }

    /// The column and row that a character stands in.
    fn place(&self, glyph: &Glyph) -> Option<(usize, usize)> {
        let (x, y) = (glyph.x + glyph.advance / 2.0, glyph.y - MIDDLE * glyph.size);
        let (j, i) = (self.xs.partition_point(|at| *at <= x), self.ys.partition_point(|at| *at <= y));
        (j > 0 && j < self.xs.len() && i > 0 && i < self.ys.len()).then(|| self.owners[i - 1][j - 1])
    }

    /// Takes the characters that stand in it out of a page's.
    pub(super) fn take(&self, glyphs: &mut Vec<Glyph>) -> Vec<Entry> {
        let columns = self.xs.len() - 1;
        let mut cells: Vec<Vec<Glyph>> = vec![Vec::new(); columns * (self.ys.len() - 1)];
        glyphs.retain(|glyph| match self.place(glyph) {
            Some((i, j)) => {
                cells[i * columns + j].push(*glyph);
                false
            }
            None => true,
        });
        let texts: Vec<Vec<Line>> = cells
            .into_iter()
            .map(|cell| rows(cell).iter().filter_map(|row| Line::of(row)).collect())
            .collect();
        // A column in which no cell begins with a word is a gap between two lines.
        let used: Vec<bool> = (0..columns)
            .map(|j| texts.iter().skip(j).step_by(columns).any(|cell| !cell.is_empty()))
            .collect();
        self.entries(&texts, &used)
    }

    fn entries(&self, texts: &[Vec<Line>], used: &[bool]) -> Vec<Entry> {
        let columns = used.len();
        let mut entries = Vec::new();
        for (i, owners) in self.owners.iter().enumerate() {
            let text = |j: usize| &texts[i * columns + j];
            if owners.iter().all(|owner| *owner == (i, owners[0].1)) && owners[0] == (i, 0) {
                // One cell over the whole width.
                entries.extend(text(0).iter().cloned().map(Entry::Line));
                continue;
            }
            let mut row = Cells::default();
            for j in (0..columns).filter(|j| used[*j]) {
                if owners[j].0 < i {
                    row.merged |= 1 << row.words.len();
                }
                let own = owners[j] == (i, j);
                if own && self.is_open(text(j), (i, j)) {
                    row.open |= 1 << row.words.len();
                }
                row.words.push(if own { self.words(text(j), (i, j)) } else { String::new() });
            }
            if row.words.iter().any(|words| !words.is_empty()) {
                entries.push(Entry::Row(row));
            }
        }
        entries
    }

    /// The words of a cell: lines that fill it go on with one another.
    fn words(&self, lines: &[Line], cell: (usize, usize)) -> String {
        let widths = self.widths(lines, cell);
        let mut out = String::new();
        for (at, line) in lines.iter().enumerate() {
            if let Some(above) = at.checked_sub(1).and_then(|at| lines.get(at)) {
                out.push_str(if fills(above, widths) { glue(&above.text, &line.text) } else { " " });
            }
            out.push_str(&line.text.replace('\t', " "));
        }
        out
    }

    /// The width of a cell and that of its widest line, which shows how far the text goes where cells have wide margins.
    fn widths(&self, lines: &[Line], (i, j): (usize, usize)) -> (f32, f32) {
        let end = (j..self.xs.len() - 1).rev().find(|k| self.owners[i][*k] == (i, j)).unwrap_or(j);
        let widest = lines.iter().map(|l| l.x1 - l.x0).fold(0.0, f32::max);
        (self.xs[end + 1] - self.xs[j], widest)
    }

    /// Whether the text of a cell may go on on the next page: several lines, the last of which is full and no sentence's end.
    fn is_open(&self, lines: &[Line], cell: (usize, usize)) -> bool {
        let last =
            lines.last().filter(|last| lines.len() > 1 && !last.text.ends_with(['。', '；', '！', '？']));
        last.is_some_and(|last| fills(last, self.widths(lines, cell)))
    }
}

/// Whether a line fills its cell, and so goes on with the next.
fn fills(line: &Line, (width, widest): (f32, f32)) -> bool {
    let length = line.x1 - line.x0;
    length > width - SHORT * line.size || length > widest - line.size && length > width / 2.0
}

/// A line of a cell goes on where it leaves fewer ems free.
const SHORT: f32 = 2.6;
/// The middle of a character stands so many ems above its base line.
const MIDDLE: f32 = 0.35;

/// By place of `at` and by stretch between the marks of the other axis, whether a line is drawn there.
fn walls(lines: &[Rule], at: &[f32], other: &[f32]) -> Vec<Vec<bool>> {
    let mut walls = vec![vec![false; other.len() - 1]; at.len()];
    for line in lines {
        let near = at.partition_point(|mark| *mark <= line.at + 0.01).saturating_sub(1);
        let first = other.partition_point(|mark| *mark < line.from - NEAR);
        let last = other.partition_point(|mark| *mark <= line.to + NEAR);
        walls[near][first.min(other.len() - 1)..last.saturating_sub(1).max(first).min(other.len() - 1)]
            .fill(true);
    }
    walls
}

/// What a table gives: rows, and lines where one cell takes the whole width.
#[derive(Clone, Debug)]
pub(super) enum Entry {
    Row(Cells),
    Line(Line),
}

/// A row of cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Cells {
    pub(super) words: Vec<String>,
    /// Those that go on with the cell above, a bit each.
    pub(super) merged: u64,
    /// Those whose text may go on on the next page.
    pub(super) open: u64,
}

impl Cells {
    /// Whether these are the rest of a row that the end of a page cut off: without a first cell, and where they have words, the
    /// row's text was not ended.
    pub(super) fn go_on(&self, row: &Cells) -> bool {
        let rest = |(j, words): (usize, &String)| words.is_empty() || row.open >> j & 1 == 1;
        self.words.len() == row.words.len()
            && self.words.first().is_some_and(String::is_empty)
            && self.words.iter().enumerate().all(rest)
    }

    /// Takes the rest of the row.
    pub(super) fn join(&mut self, rest: &Cells) {
        for (words, more) in self.words.iter_mut().zip(&rest.words).filter(|(_, more)| !more.is_empty()) {
            words.push_str(glue(words, more));
            words.push_str(more);
        }
        self.open = rest.open;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::tests::set;

    fn rule(upright: bool, at: f32, from: f32, to: f32) -> Rule {
        Rule { upright, at, from, to }
    }

    /// Two columns of 100, heads and two rows, the second column of which is merged.
    fn table() -> Vec<Rule> {
        let uprights = [0.0, 100.0, 200.0].map(|x| rule(true, x, 0.0, 90.0));
        let levels = [0.0, 30.0, 90.0].map(|y| rule(false, y, 0.0, 200.0));
        [&uprights[..], &levels, &[rule(false, 60.0, 0.0, 100.0)]].concat()
    }

    fn read(rules: &[Rule], mut glyphs: Vec<Glyph>) -> Vec<String> {
        let grids = grids(rules, &mut 1_000_000);
        let entries = grids.iter().flat_map(|grid| grid.take(&mut glyphs));
        let words = |entry: Entry| match entry {
            Entry::Row(cells) => format!("{} {:b}", cells.words.join("|"), cells.merged),
            Entry::Line(line) => line.text,
        };
        entries.map(words).collect()
    }

    #[test]
    fn merged_cells_stand_where_they_begin() {
        let glyphs = [
            set("任务", 40.0, 20.0, 10.0),
            set("单位", 140.0, 20.0, 10.0),
            set("修整水渠共计九公里", 4.0, 43.0, 10.0),
            set("七处", 4.0, 56.0, 10.0),
            set("植树", 4.0, 80.0, 10.0),
            set("县水利局", 104.0, 55.0, 10.0),
            set("县林业局", 104.0, 70.0, 10.0),
        ];
        let read = read(&table(), glyphs.concat());
        assert_eq!(read, ["任务|单位 0", "修整水渠共计九公里七处|县水利局 县林业局 0", "植树| 10"]);
    }

    #[test]
    fn lines_drawn_cell_by_cell_and_open_sides_are_a_table() {
        let pieces: Vec<Rule> = table()
            .into_iter()
            .filter(|r| !r.upright || r.at == 100.0)
            .flat_map(|r| {
                [Rule { to: (r.from + r.to) / 2.0, ..r }, Rule { from: (r.from + r.to) / 2.0 + 1.0, ..r }]
            })
            .chain([rule(true, 100.5, 0.0, 90.0)])
            .collect();
        assert_eq!(read(&pieces, set("任务", 40.0, 20.0, 10.0)), ["任务 0"].map(String::from).to_vec());
    }

    #[test]
    fn frames_and_underlines_are_no_tables() {
        let frame = [
            rule(true, 0.0, 0.0, 90.0),
            rule(true, 200.0, 0.0, 90.0),
            rule(false, 0.0, 0.0, 200.0),
            rule(false, 90.0, 0.0, 200.0),
        ];
        assert!(grids(&frame, &mut 1_000_000).is_empty());
        assert!(
            grids(&[rule(false, 10.0, 0.0, 50.0), rule(false, 30.0, 0.0, 50.0)], &mut 1_000_000).is_empty()
        );
    }
}
