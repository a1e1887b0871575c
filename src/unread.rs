//! A plan's text → a warning where it holds a task table, whose rows are not read one by one.

use crate::parsed::Parsed;
use crate::report::Doubt;
use crate::tables::Table;

static HEADS: Table = Table::new(include_str!("tables/table_heads.tsv"));

/// A line with so many heads of columns opens a table.
const FEWEST_HEADS: usize = 2;
/// So many rows that begin with 1, 2, 3 are a table without heads.
const FEWEST_ROWS: usize = 3;

/// Warns of a task table in the plan: rows may be missing, and owners may stand among the words of a task.
pub(crate) fn doubt(plan: &Parsed) -> Option<Doubt> {
    let text = plan.source.text();
    let head = text.lines().position(is_head);
    let rows = match head {
        Some(head) => text.lines().skip(head + 1).filter(|line| cells(line).count() >= FEWEST_HEADS).count(),
        None => numbered(text),
    };
    (head.is_some() || rows >= FEWEST_ROWS).then_some(Doubt::TableUnread { rows })
}

/// The cells of a row in text, Markdown or CSV.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    line.split(['\t', '|', ',', '，', '│', '\u{3000}', ' '])
        .map(|c| c.trim_matches('"').trim())
        .filter(|c| !c.is_empty())
}

/// 「序号⇥工作任务⇥责任单位⇥完成时限」: half of its cells are heads.
fn is_head(line: &str) -> bool {
    let known = |cell: &&str| HEADS.rows().any(|row| row[0] == *cell);
    let heads = cells(line).filter(known).count();
    heads >= FEWEST_HEADS && heads * 2 >= cells(line).count()
}

/// How many rows of cells with tabs between them go on counting from 1.
fn numbered(text: &str) -> usize {
    text.lines()
        .filter_map(|line| line.split_once('\t')?.0.trim().parse::<usize>().ok())
        .fold(0, |count, number| count + usize::from(number == count + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_table_is_warned_of() {
        let warns = |text: &str| doubt(&crate::parse(text.as_bytes())).is_some();
        for head in [
            "序号\t工作任务\t责任单位",
            "| 序号 | 工作任务 | 责任单位 |",
            "序号,工作任务,责任单位",
            "序号  工作任务  责任单位",
        ] {
            assert!(warns(&format!("云溪县2025年任务表\n{head}\n1\t修复河堤7公里\t县水利局\n")), "{head}");
        }
        assert!(warns("云溪县2025年实事\n1\t修复河堤\t水利局\n2\t配备校车\t教育局\n3\t种树\t林业局\n"));
        assert!(!warns(
            "云溪县2025年工作要点\n一、明确任务，压实责任单位。\n1.修复河堤7公里。（责任单位：县水利局）\n"
        ));
    }
}
