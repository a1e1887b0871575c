//! A text that holds tables of tasks, delimited, drawn or aligned → the same with each row on a line and a tab between its cells.
//!
//! Only tables with known heads are touched, or rows that count from 1; the way back leads from every cell to where it stood,
//! and from a row that was broken over lines to these lines.

mod aligned;
mod delimited;
mod drawn;
mod row;

use crate::source::{Change, Changes, Row};
use crate::span::Span;
use row::{Block, Lines, RawRow};

/// A text with its tables written as rows.
pub struct Rows {
    /// The text.
    pub text: String,
    /// The way back.
    pub changes: Changes,
    /// The lines that are rows, in order.
    pub rows: Vec<Row>,
}

/// Writes the tables of `text` as rows; `known` are lines that are rows already. None where there is nothing to write or to tell.
pub fn rows(text: &str, known: &[Row]) -> Option<Rows> {
    let lines = Lines::of(text);
    let blocks = blocks(&lines, known);
    if blocks.is_empty() {
        return None;
    }
    let mut writer = Writer { text, ..Writer::default() };
    blocks.iter().for_each(|block| writer.block(block));
    Some(writer.finish())
}

fn blocks(lines: &Lines<'_>, known: &[Row]) -> Vec<Block> {
    let mut found = Vec::new();
    let mut delimited = delimited::Reader::default();
    let mut aligned = aligned::Reader::default();
    let mut at = 0;
    while at < lines.lines.len() {
        let next = known.partition_point(|row| row.span.end < lines.lines[at].start);
        if known.get(next).is_some_and(|row| row.span.start <= lines.lines[at].end)
            || lines.words(at).trim().is_empty()
        {
            at += 1;
            continue;
        }
        let read =
            drawn::read(lines, at).or_else(|| delimited.read(lines, at)).or_else(|| aligned.read(lines, at));
        let (block, after) = read.unwrap_or((None, at + 1));
        found.extend(block);
        at = after.max(at + 1);
    }
    found
}

/// Writes rows, and copies what stands between them.
#[derive(Default)]
struct Writer<'a> {
    text: &'a str,
    out: String,
    changes: Vec<Change>,
    rows: Vec<Row>,
    /// How much of the text is behind us.
    at: usize,
    /// Tabs and line ends that stand before the next cell.
    waiting: String,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block) {
        self.put(block.span.start, None);
        for (i, row) in block.rows.iter().enumerate() {
            if i > 0 {
                self.waiting.push('\n');
            }
            let start = self.out.len() + self.waiting.len();
            if row.is_in_order() {
                self.cells(row);
            } else {
                self.whole(row);
            }
            let end = self.out.len() + self.waiting.len();
            if row.cells.len() > 1 {
                self.rows.push(Row { span: Span::new(start, end), merged: 0 });
            }
        }
        let waiting = std::mem::take(&mut self.waiting);
        self.put(block.span.end, Some(&waiting));
    }

    /// Writes cells that stand in the order of the text.
    fn cells(&mut self, row: &RawRow) {
        for (i, cell) in row.cells.iter().enumerate() {
            if i > 0 {
                self.waiting.push('\t');
            }
            for (k, piece) in cell.iter().enumerate() {
                if k > 0 {
                    self.waiting.push_str(piece.glue);
                }
                let waiting = std::mem::take(&mut self.waiting);
                self.put(piece.span.start, Some(&waiting));
                self.put(piece.span.end, None);
            }
        }
    }

    /// Writes a row whose cells stand beside one another, broken over lines: each leads back to all of its lines.
    fn whole(&mut self, row: &RawRow) {
        let waiting = std::mem::take(&mut self.waiting);
        self.put(row.span.start, Some(&waiting));
        let mut line = String::new();
        for (i, cell) in row.cells.iter().enumerate() {
            if i > 0 {
                line.push('\t');
            }
            for (k, piece) in cell.iter().enumerate() {
                line.push_str(if k > 0 { piece.glue } else { "" });
                line.push_str(piece.span.of(self.text));
            }
        }
        self.put(row.span.end, Some(&line));
    }

    /// Writes the text up to `end`, or `with` in its place.
    fn put(&mut self, end: usize, with: Option<&str>) {
        let from = Span::new(self.at, end);
        let stood = from.of(self.text);
        let words = with.unwrap_or(stood);
        let start = self.out.len();
        self.out.push_str(words);
        if words != stood {
            self.changes.push(Change { from, to: Span::new(start, self.out.len()) });
        }
        self.at = from.end;
    }

    fn finish(mut self) -> Rows {
        self.put(self.text.len(), None);
        Rows { text: self.out, changes: Changes::new(self.changes), rows: self.rows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let Some(found) = rows(text, &[]) else { return text.to_owned() };
        for row in &found.rows {
            // Each cell leads back to words that hold it, or to the lines of its row.
            let line = row.span.of(&found.text);
            assert!(!line.contains('\n'), "{line}");
            let mut at = row.span.start;
            for cell in line.split('\t') {
                let back = found.changes.back(Span::new(at, at + cell.len()));
                assert!(
                    cell.chars().filter(|c| !c.is_whitespace()).all(|c| back.of(text).contains(c)),
                    "{cell} in {back:?}"
                );
                at += cell.len() + 1;
            }
        }
        found.text
    }

    #[test]
    fn markdown_and_commas_become_rows() {
        assert_eq!(
            written("# 表\n\n| 序号 | 工作任务 | 责任单位 |\n|---|:--:|---|\n| 1 | 修渠9公里 | |\n\n完\n"),
            "# 表\n\n序号\t工作任务\t责任单位\n1\t修渠9公里\t\n\n完\n"
        );
        assert_eq!(
            written("某县任务表,,\n序号,工作任务,责任单位\n1,\"修渠9公里,\n建\"\"样板\"\"段\",县水利局\n"),
            "某县任务表\n序号\t工作任务\t责任单位\n1\t修渠9公里, 建\"样板\"段\t县水利局\n"
        );
        assert_eq!(
            written("序号,工作任务,责任单位\n1,修渠9公里,植树3万株,县水利局\n"),
            "序号\t工作任务\t责任单位\n1\t修渠9公里,植树3万株\t县水利局\n"
        );
    }

    #[test]
    fn prose_with_commas_stays() {
        for text in [
            "明确工作任务,压实责任单位,倒排完成时限\n确保年底前完成。\n",
            "围绕上述目标，重点做好以下工作：\n（一）修渠9公里，植树3万株。\n",
            "工作任务,责任单位\n",
            "任务|单位\n",
        ] {
            assert_eq!(written(text), text);
        }
    }

    #[test]
    fn drawn_cells_that_are_broken_over_lines_are_joined() {
        let table = "┌──┬────┬────┐\n│序号│重点工作│责任单位│\n├──┼────┼────┤\n│１　│修渠９公│县水利局│\n│　　│里　　　│　　　　│\n\
                     ├──┼────┼────┤\n│２　│植树　　│县林业局│\n└──┴────┴────┘\n";
        assert_eq!(
            written(table),
            "序号\t重点工作\t责任单位\n１\t修渠９公里\t县水利局\n２\t植树\t县林业局\n"
        );
        let ascii = "+----+--------+\n| 任务 | 责任单位 |\n+----+--------+\n| 修渠 | 水利局 |\n| 植树 | 林业局 |\n+----+--------+\n";
        assert_eq!(written(ascii), "任务\t责任单位\n修渠\t水利局\n植树\t林业局\n");
    }

    #[test]
    fn blanks_part_the_columns_of_an_aligned_table() {
        assert_eq!(
            written(
                "序号   工 作 任 务       责任部门\n1      修渠9公里        县水利局\n                        县财政局\n2      植树             县林业局\n\n某县\n"
            ),
            "序号\t工 作 任 务\t责任部门\n1\t修渠9公里\t县水利局 县财政局\n2\t植树\t县林业局\n\n某县\n"
        );
        assert_eq!(
            written("序号 工 作 任 务 责任部门\n1 修渠 9 公里 县水利局\n"),
            "序号\t工 作 任 务\t责任部门\n1\t修渠 9 公里\t县水利局\n"
        );
    }

    #[test]
    fn rows_that_count_are_a_table_without_heads() {
        let text = "某县实事\n1\t修渠\t水利局\n2\t植树\t林业局\n3\t修路\t交通局\n";
        assert_eq!(rows(text, &[]).map(|r| r.rows.len()), Some(3));
        assert!(rows("甲\t乙\n丙\t丁\n", &[]).is_none());
    }

    #[test]
    fn hostile_tables_take_linear_time() {
        let long = [
            "│".repeat(30_000),
            "序号|任务|责任单位\n".repeat(8_000),
            "序号,任务,责任单位\n\"".repeat(4_000),
            "序号  任务  责任单位\n 甲  乙\n".repeat(4_000),
            format!("序号,任务,责任单位\n1,{}\n", ",".repeat(30_000)),
        ];
        for text in long {
            let start = std::time::Instant::now();
            written(&text);
            assert!(start.elapsed().as_secs() < 20, "{}", &text[..30]);
        }
    }
}
