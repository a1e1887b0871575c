//! A table drawn with lines → rows, its cells joined where they are broken over lines: 「│修渠９公│县水利局│」.

use super::row::{Block, Lines, RawRow, cell};
use crate::span::Span;

/// Reads the drawn table that begins on line `at`, and says where it ends; no block where its heads are not known.
pub(super) fn read(lines: &Lines<'_>, at: usize) -> Option<(Option<Block>, usize)> {
    let first = lines.words(at);
    if !(is_rule(first) || bars(first)) {
        return None;
    }
    let ascii = is_rule(first) && first.contains('+');
    let inside = |line: &str| is_rule(line) || bars(line) || ascii && line.trim_start().starts_with('|');
    let end = (at..lines.lines.len()).find(|&i| !inside(lines.words(i))).unwrap_or(lines.lines.len());
    Some((table(lines, at, end), end))
}

/// U+2500 to U+257F, and what stands for them in ASCII.
fn is_line(c: char) -> bool {
    ('\u{2500}'..='\u{257F}').contains(&c)
}

fn is_bar(c: char) -> bool {
    matches!(c, '│' | '┃' | '║' | '|' | '┆' | '┊' | '╎')
}

fn bars(line: &str) -> bool {
    line.contains(['│', '┃', '║'])
}

/// A line of lines alone; some cells may go on through it: 「│　　├──┤」.
fn is_rule(line: &str) -> bool {
    let bare = |c: char| is_line(c) || c.is_whitespace() || matches!(c, '+' | '-' | '=' | '|');
    if !line.chars().all(bare) {
        return false;
    }
    let plain = line.contains("+-") || line.contains("+=");
    let drawn = line.contains(|c: char| is_line(c) && !is_bar(c));
    plain || drawn && line.chars().all(|c| is_line(c) || c.is_whitespace())
}

fn table(lines: &Lines<'_>, from: usize, to: usize) -> Option<Block> {
    let groups = groups(lines, from, to);
    let joined = |group: &[RawRow]| {
        let mut row = group.first().cloned().unwrap_or_default();
        group.iter().skip(1).for_each(|line| row.join(lines.text, line.clone()));
        row
    };
    let head = groups.iter().position(|group| joined(group).is_head(lines.text))?;
    let mut rows: Vec<RawRow> = groups[..=head].iter().map(|group| joined(group)).collect();
    let number = rows[head].heads(lines.text).number;
    let body = &groups[head + 1..];
    for group in body {
        let numbered = |row: &RawRow| number.is_none_or(|n| !row.words(lines.text, n).is_empty());
        // Lines between two rules are one row; where no rules part the rows, each line is one, but for those without a number.
        let own_lines =
            group.iter().filter(|row| numbered(row)).count() > 1 && (body.len() == 1 || number.is_some());
        if !own_lines {
            rows.push(joined(group));
            continue;
        }
        for line in group {
            match rows.last_mut() {
                Some(last) if !numbered(line) => last.join(lines.text, line.clone()),
                _ => rows.push(line.clone()),
            }
        }
    }
    Some(Block { span: Span::new(lines.lines[from].start, lines.lines[to - 1].end), rows })
}

/// The lines of cells between two rules.
fn groups(lines: &Lines<'_>, from: usize, to: usize) -> Vec<Vec<RawRow>> {
    let mut groups: Vec<Vec<RawRow>> = vec![Vec::new()];
    for line in from..to {
        if is_rule(lines.words(line)) {
            groups.push(Vec::new());
        } else if let Some(group) = groups.last_mut() {
            group.push(cells(lines.text, lines.lines[line]));
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn cells(text: &str, line: Span) -> RawRow {
    let mut marks: Vec<(usize, usize)> = line
        .of(text)
        .char_indices()
        .filter(|(_, c)| is_bar(*c))
        .map(|(i, c)| (line.start + i, c.len_utf8()))
        .collect();
    marks.push((line.end, 0));
    let mut start = line.start;
    let mut cells = Vec::new();
    for (i, (at, width)) in marks.iter().enumerate() {
        let piece = Span::new(start, *at);
        // What stands before the first bar and behind the last is no cell, unless it says something.
        let edge = (i == 0 || i + 1 == marks.len()) && piece.of(text).trim().is_empty();
        if !edge {
            cells.push(cell(text, piece));
        }
        start = at + width;
    }
    RawRow { span: line, cells }
}
