//! Characters with their places (PDF, OFD) → paragraphs and rows of tables in reading order, without what belongs to the page.

mod columns;
mod edges;
mod grid;
mod line;
mod paragraph;
mod piece;

use crate::placed::{Glyph, Page, Rule, Way};
use crate::source::Extract;
use grid::Entry;
use line::Line;
use piece::Piece;

/// So many pairs of ruling lines are laid beside one another in a file.
const MOST_WORK: usize = 200_000_000;

/// Writes the text of pages: a line a paragraph or row, with where each page begins, which lines are rows, and which stand out
/// as headings do.
pub(crate) fn text(pages: Vec<Page>) -> Extract {
    let (marked, all) = pages
        .iter()
        .flat_map(|page| &page.glyphs)
        .fold((0, 0), |(marked, all), glyph| (marked + usize::from(glyph.furniture), all + 1));
    let mut work = MOST_WORK;
    let mut pages: Vec<(f32, Vec<Piece>)> = pages.into_iter().map(|page| pieces(page, &mut work)).collect();
    // A file all of whose words are ornaments is one that marks them wrongly.
    edges::drop(&mut pages, marked * 2 < all);
    join_rows(&mut pages);
    paragraph::text(&pages.into_iter().map(|(_, pieces)| pieces).collect::<Vec<_>>())
}

/// Joins the rows of tables that the end of a page cut in two; the heads of the table may stand again between both halves.
fn join_rows(pages: &mut [(f32, Vec<Piece>)]) {
    for at in 1..pages.len() {
        let (before, after) = pages.split_at_mut(at);
        let (before, after) = (&mut before[at - 1].1, &mut after[0].1);
        let first = before.iter().rposition(|piece| matches!(piece, Piece::Line(..))).map_or(0, |at| at + 1);
        let again = match (before.get(first), after.first()) {
            (Some(Piece::Row(heads)), Some(Piece::Row(again))) => heads.words == again.words,
            _ => false,
        };
        let at = usize::from(again);
        if let (Some(Piece::Row(row)), Some(Piece::Row(rest))) = (before.last_mut(), after.get(at))
            && rest.go_on(row)
        {
            row.join(rest);
            after.remove(at);
        }
    }
}

/// Reads a page: its height as its writing stands, and what stands on it.
fn pieces(mut page: Page, work: &mut usize) -> (f32, Vec<Piece>) {
    let way = turn(&mut page);
    // What is written another way than the page, a stamp or a mark in the margin, is no part of a line.
    let (mut glyphs, aside): (Vec<Glyph>, Vec<Glyph>) = page.glyphs.into_iter().partition(|g| g.way == way);
    let grids = grid::grids(&page.rules, work);
    let mut tables: Vec<(f32, Vec<Entry>)> =
        grids.iter().map(|grid| (grid.top(), grid.take(&mut glyphs))).collect();
    tables.retain(|(_, entries)| !entries.is_empty());
    let mut rows = line::rows(glyphs);
    // A page's number may stand on the gutter.
    rows.retain(|row| !Line::of(row).is_some_and(|line| edges::is_number(&line, page.height)));
    let gutter = columns::gutter(&rows);
    let mut out = Vec::new();
    let mut rest = rows;
    for (top, entries) in tables {
        let below = rest.split_off(rest.partition_point(|row| row.first().is_some_and(|g| g.y <= top)));
        write(&mut out, std::mem::replace(&mut rest, below), gutter);
        out.extend(entries.into_iter().map(|entry| match entry {
            Entry::Row(cells) => Piece::Row(cells),
            Entry::Line(line) => Piece::Line(line, IN_A_TABLE),
        }));
    }
    write(&mut out, rest, gutter);
    let aside = line::rows(aside.into_iter().map(|g| turned(g, (page.width, page.height), g.way)).collect());
    out.extend(aside.iter().filter_map(|row| Line::of(row)).map(|line| Piece::Line(line, ASIDE)));
    (page.height, out)
}

/// The column of lines that take the whole width of a table.
const IN_A_TABLE: u8 = 3;
/// The column of what is written another way than its page.
const ASIDE: u8 = 4;

fn write(out: &mut Vec<Piece>, rows: Vec<Vec<Glyph>>, gutter: Option<f32>) {
    for (column, lines) in columns::lines(rows, gutter) {
        out.extend(lines.into_iter().map(|line| Piece::Line(line, column)));
    }
}

/// Turns a page so that most of its writing runs to the right, and gives the way in which that runs now.
fn turn(page: &mut Page) -> Way {
    let count = |way: Way| page.glyphs.iter().filter(|g| g.way == way).count();
    let ways = [Way::Slanted, Way::Up, Way::Left, Way::Down, Way::Right];
    let most = ways.into_iter().max_by_key(|way| count(*way)).unwrap_or_default();
    if matches!(most, Way::Right | Way::Slanted) {
        return most;
    }
    let size = (page.width, page.height);
    for glyph in &mut page.glyphs {
        let way = glyph.way;
        *glyph = Glyph { way, ..turned(*glyph, size, most) };
    }
    for rule in &mut page.rules {
        *rule = turned_rule(*rule, size, most);
    }
    if most != Way::Left {
        (page.width, page.height) = (page.height, page.width);
    }
    most
}

/// A character on its page, turned so that writing that runs `way` runs to the right.
fn turned(glyph: Glyph, (width, height): (f32, f32), way: Way) -> Glyph {
    let (x, y) = match way {
        Way::Right | Way::Slanted => (glyph.x, glyph.y),
        Way::Down => (glyph.y, width - glyph.x),
        Way::Up => (height - glyph.y, glyph.x),
        Way::Left => (width - glyph.x, height - glyph.y),
    };
    Glyph { x, y, ..glyph }
}

fn turned_rule(rule: Rule, (width, height): (f32, f32), way: Way) -> Rule {
    let back = |of: f32| (of - rule.to, of - rule.from);
    let Rule { upright, at, from, to } = rule;
    let ((from, to), at) = match (way, upright) {
        (Way::Down, true) => ((from, to), width - at),
        (Way::Down, false) => (back(width), at),
        (Way::Up, true) => (back(height), at),
        (Way::Up, false) => ((from, to), height - at),
        (Way::Left, true) => (back(height), width - at),
        (Way::Left, false) => (back(width), height - at),
        _ => return rule,
    };
    Rule { upright: if way == Way::Left { upright } else { !upright }, at, from, to }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes `text` from a place on, with full widths for Chinese and half for Latin.
    pub(super) fn set(text: &str, x: f32, y: f32, size: f32) -> Vec<Glyph> {
        let mut at = x;
        let place = |c: char| {
            let advance = if line::is_wide(c) { size } else { size / 2.0 };
            at += advance;
            Glyph { c, x: at - advance, y, advance, size, way: Way::Right, strong: false, furniture: false }
        };
        text.chars().map(place).collect()
    }

    pub(super) fn page(glyphs: Vec<Glyph>) -> Page {
        Page { width: 600.0, height: 800.0, glyphs, rules: Vec::new() }
    }

    fn upwards(glyph: Glyph) -> Glyph {
        Glyph { way: Way::Up, x: glyph.y, y: 800.0 - glyph.x, ..glyph }
    }

    #[test]
    fn a_page_that_lies_on_its_side_is_turned() {
        let lines = [set("植树三万株", 100.0, 200.0, 10.0), set("全县修复河堤七公里", 100.0, 220.0, 10.0)];
        let glyphs = lines.concat().into_iter().map(upwards).collect();
        assert_eq!(text(vec![page(glyphs)]).text, "植树三万株\n全县修复河堤七公里\n");
    }

    #[test]
    fn rules_are_turned_with_their_page() {
        let rule = Rule { upright: true, at: 30.0, from: 100.0, to: 300.0 };
        let up = turned_rule(rule, (600.0, 800.0), Way::Up);
        assert_eq!(up, Rule { upright: false, at: 30.0, from: 500.0, to: 700.0 });
        let down = turned_rule(rule, (600.0, 800.0), Way::Down);
        assert_eq!(down, Rule { upright: false, at: 570.0, from: 100.0, to: 300.0 });
    }

    #[test]
    fn a_row_that_a_page_cuts_in_two_is_one() {
        let table = |cells: &[(&str, f32, f32)]| {
            let glyphs: Vec<Glyph> =
                cells.iter().flat_map(|(words, x, y)| set(words, *x, *y, 10.0)).collect();
            let upright =
                [100.0, 130.0, 232.0, 300.0].map(|at| Rule { upright: true, at, from: 100.0, to: 160.0 });
            let level = [100.0, 120.0, 160.0].map(|at| Rule { upright: false, at, from: 100.0, to: 300.0 });
            Page { rules: [&upright[..], &level].concat(), ..page(glyphs) }
        };
        let heads = [("序号", 105.0, 115.0), ("任务", 132.0, 115.0), ("单位", 240.0, 115.0)];
        let read = |first: &[(&str, f32, f32)], second: &[(&str, f32, f32)]| {
            text(vec![table(&[&heads[..], first].concat()), table(&[&heads[..], second].concat())]).text
        };
        let broken = [
            ("1", 105.0, 135.0),
            ("新建改建公厕十二座并", 132.0, 135.0),
            ("配齐无障碍设施和管护", 132.0, 150.0),
        ];
        let rest = [("人员", 132.0, 135.0)];
        let row = "1\t新建改建公厕十二座并配齐无障碍设施和管护人员\t\n";
        assert_eq!(read(&broken, &rest), format!("序号\t任务\t单位\n{row}序号\t任务\t单位\n"));
        let whole = [("1", 105.0, 135.0), ("新建改建公厕十二座并", 132.0, 135.0), ("配齐设施", 132.0, 150.0)];
        assert!(read(&whole, &rest).ends_with("\t人员\t\n"));
    }

    #[test]
    fn a_table_stands_between_its_lines() {
        let glyphs = [
            set("任务分解表如下：", 100.0, 80.0, 10.0),
            set("修渠", 110.0, 120.0, 10.0),
            set("水利局", 310.0, 120.0, 10.0),
            set("植树", 110.0, 150.0, 10.0),
            set("特此通知。", 100.0, 200.0, 10.0),
        ];
        let upright = [100.0, 300.0, 500.0].map(|at| Rule { upright: true, at, from: 100.0, to: 160.0 });
        let level = [100.0, 130.0, 160.0].map(|at| Rule { upright: false, at, from: 100.0, to: 500.0 });
        let read = text(vec![Page { rules: [upright, level].concat(), ..page(glyphs.concat()) }]);
        assert_eq!(read.text, "任务分解表如下：\n修渠\t水利局\n植树\t\n特此通知。\n");
        assert_eq!(read.rows.len(), 2);
    }
}
