//! A plan's text → a warning where it holds a task table, whose rows are not read one by one.

use crate::Parsed;
use crate::language::Language;
use crate::model::Warning;
use crate::tables::Table;

static HEADS: Table = Table::new(include_str!("tables/table_heads.tsv"));

/// A line with so many heads of columns opens a table.
const FEWEST_HEADS: usize = 2;
/// So many rows that begin with 1, 2, 3 are a table without heads.
const FEWEST_ROWS: usize = 3;

/// Warns of a task table in the plan: rows may be missing, and owners may stand among the words of a task.
pub(crate) fn warning(plan: &Parsed, language: Language) -> Option<Warning> {
    let text = plan.source.text();
    let head = text.lines().position(is_head);
    let rows = match head {
        Some(head) => text.lines().skip(head + 1).filter(|line| cells(line).count() >= FEWEST_HEADS).count(),
        None => numbered(text),
    };
    (head.is_some() || rows >= FEWEST_ROWS).then(|| Warning {
        code: "table_unread".into(),
        text: language.pick(
            format!("计划中有表格（约{rows}行），尚不能逐行读取：任务可能缺漏，责任单位和时限可能混入任务，结论都需复核"),
            format!("the plan holds a table (some {rows} rows) that is not read row by row: tasks may be missing, owners and times may stand among their words, review all"),
        ),
    })
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
        let warns = |text: &str| warning(&crate::parse(text.as_bytes()), Language::default()).is_some();
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
