//! The rows of a page → its lines in reading order: down the left column, then the right, between lines that run over both.

use super::line::Line;
use crate::placed::Glyph;

/// A page with fewer rows has one column.
const FEWEST_ROWS: usize = 8;
/// So fine is the middle of a page looked at, in parts of the width of its text.
const BINS: usize = 120;
/// Of so many rows, one may run over the gutter; of fewer, too.
const CROSSING: usize = 12;
/// A line of a column ends within so many ems of the gutter, if it is a full one.
const FULL: f32 = 3.0;
/// A column is so many ems wide.
const NARROWEST: f32 = 9.0;

/// Where the gutter of a page of two columns stands.
pub(super) fn gutter(rows: &[Vec<Glyph>]) -> Option<f32> {
    let seen = |row: &&Vec<Glyph>| row.iter().any(|g| !g.c.is_whitespace());
    let rows: Vec<&Vec<Glyph>> = rows.iter().filter(seen).collect();
    let ends = |g: &Glyph| (g.x, end(g));
    let (mut left, mut right, mut sizes) = (f32::MAX, f32::MIN, Vec::new());
    for glyph in rows.iter().flat_map(|row| row.iter()).filter(|g| !g.c.is_whitespace()) {
        (left, right) = (left.min(ends(glyph).0), right.max(ends(glyph).1));
        sizes.push(glyph.size);
    }
    if rows.len() < FEWEST_ROWS || right <= left {
        return None;
    }
    sizes.sort_by(f32::total_cmp);
    let em = sizes[sizes.len() / 2];
    let bin = |x: f32| (((x - left) / (right - left) * BINS as f32).max(0.0) as usize).min(BINS - 1);
    let mut covered = [0usize; BINS];
    for row in &rows {
        let mut hit = [false; BINS];
        for (from, to) in row.iter().filter(|g| !g.c.is_whitespace()).map(ends) {
            hit[bin(from)..=bin(to.max(from))].fill(true);
        }
        covered.iter_mut().zip(hit).for_each(|(count, hit)| *count += usize::from(hit));
    }
    // The widest stretch of the middle that next to no row touches.
    let free = |i: &usize| covered[*i] <= (rows.len() / CROSSING).max(1);
    let middle: Vec<usize> = (BINS * 3 / 10..BINS * 7 / 10).filter(free).collect();
    let widest = middle.chunk_by(|a, b| a + 1 == *b).max_by_key(|run| run.len())?;
    let at = left + (widest[0] + widest[widest.len() - 1] + 1) as f32 / 2.0 / BINS as f32 * (right - left);
    is_gutter(&rows, at, em).then_some(at)
}

/// Whether what stands on both sides is text: lines that mostly end at the gutter, and begin right behind it.
fn is_gutter(rows: &[&Vec<Glyph>], at: f32, em: f32) -> bool {
    let sides = rows.iter().filter_map(|row| {
        let shown = |g: &&Glyph| !g.c.is_whitespace();
        let left = row.iter().filter(shown).filter(|g| g.x < at).map(end).fold(None, largest);
        let right = row.iter().filter(shown).filter(|g| g.x >= at).map(|g| -g.x).fold(None, largest);
        let start = row.iter().filter(shown).map(|g| g.x).reduce(f32::min)?;
        Some((left.filter(|end| *end <= at + 0.1 * em), right.map(|x| -x), start))
    });
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for (end, begin, start) in sides {
        left.extend(end.filter(|_| start < at).map(|end| (start, end)));
        right.extend(begin);
    }
    let edge = left.iter().map(|l| l.1).fold(f32::MIN, f32::max);
    let first = right.iter().copied().fold(f32::MAX, f32::min);
    let start = left.iter().map(|l| l.0).fold(f32::MAX, f32::min);
    let full = left.iter().filter(|l| edge - l.1 < FULL * em).count();
    let flush = right.iter().filter(|x| **x - first < FULL * em).count();
    left.len().min(right.len()) >= FEWEST_ROWS / 2
        && edge - start > NARROWEST * em
        && full * 2 > left.len()
        && flush * 3 > right.len() * 2
}

/// Where the ink of a character ends: a mark at the end of a line may hang into the gutter.
fn end(glyph: &Glyph) -> f32 {
    let hangs = matches!(glyph.c, '，' | '。' | '、' | '；' | '：' | '．');
    glyph.x + glyph.advance * if hangs { 0.5 } else { 1.0 }
}

fn largest(most: Option<f32>, x: f32) -> Option<f32> {
    Some(most.map_or(x, |most| most.max(x)))
}

/// Lines that follow one another, and the column that they stand in: 0 where they run over the page.
pub(super) type Column = (u8, Vec<Line>);

/// Cuts the rows at the gutter and gives the lines in reading order.
pub(super) fn lines(rows: Vec<Vec<Glyph>>, gutter: Option<f32>) -> Vec<Column> {
    let Some(at) = gutter else {
        return vec![(0, rows.iter().filter_map(|row| Line::of(row)).collect())];
    };
    let mut columns = Vec::new();
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let flush = |columns: &mut Vec<Column>, left: &mut Vec<Line>, right: &mut Vec<Line>| {
        columns.push((1, std::mem::take(left)));
        columns.push((2, std::mem::take(right)));
    };
    for row in rows {
        let crosses = row.iter().any(|g| !g.c.is_whitespace() && g.x < at && end(g) > at + 0.1 * g.size);
        if crosses {
            flush(&mut columns, &mut left, &mut right);
            columns.push((0, Line::of(&row).into_iter().collect()));
        } else {
            let (before, behind): (Vec<Glyph>, Vec<Glyph>) = row.into_iter().partition(|g| g.x < at);
            left.extend(Line::of(&before));
            right.extend(Line::of(&behind));
        }
    }
    flush(&mut columns, &mut left, &mut right);
    columns.retain(|(_, lines)| !lines.is_empty());
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::line::rows;
    use crate::layout::tests::set;

    fn read(glyphs: Vec<Glyph>) -> Vec<String> {
        let rows = rows(glyphs);
        let gutter = gutter(&rows);
        lines(rows, gutter).into_iter().flat_map(|(_, lines)| lines).map(|line| line.text).collect()
    }

    #[test]
    fn two_columns_are_read_one_after_the_other() {
        let mut glyphs = set("全县经济社会发展情况公报全文如下所述本篇连跨两栏", 0.0, 0.0, 10.0);
        for i in 0..9 {
            let y = 20.0 + 18.0 * i as f32;
            glyphs.extend(set("左栏文字左栏文字左栏", 0.0, y, 10.0));
            glyphs.extend(set("右栏文字右栏文字右栏", 125.0, y, 10.0));
        }
        let lines = read(glyphs);
        assert_eq!(
            (lines.len(), &*lines[1], &*lines[10]),
            (19, "左栏文字左栏文字左栏", "右栏文字右栏文字右栏")
        );
    }

    #[test]
    fn marks_may_hang_into_a_narrow_gutter() {
        let mut glyphs = Vec::new();
        for i in 0..20 {
            let y = 18.0 * i as f32;
            let mark = if i == 7 { "，" } else { "" };
            glyphs.extend(set(&format!("左栏文字左栏文字左栏{mark}"), 0.0, y, 10.0));
            glyphs.extend(set("右栏文字右栏文字右栏", 114.0, y, 10.0));
        }
        let lines = read(glyphs);
        assert_eq!(
            (lines.len(), &*lines[19], &*lines[20]),
            (40, "左栏文字左栏文字左栏", "右栏文字右栏文字右栏")
        );
    }

    #[test]
    fn a_table_without_lines_is_no_pair_of_columns() {
        let mut glyphs = Vec::new();
        for i in 0..12 {
            glyphs.extend(set("项目", 0.0, 18.0 * i as f32, 10.0));
            glyphs.extend(set("12.5", 120.0, 18.0 * i as f32, 10.0));
        }
        assert_eq!(read(glyphs)[3], "项目\t12.5");
    }
}
