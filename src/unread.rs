//! A plan, read → a warning where it holds a table of tasks that gave none.

use crate::parsed::Parsed;
use crate::report::Doubt;
use crate::tables::heads;

/// Finds a row of heads in the plan below which no task was found.
pub(crate) fn doubt(plan: &Parsed) -> Option<Doubt> {
    let mut at = 0;
    let head = plan.source.text().split_inclusive('\n').find(|line| {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        line.len() <= LONGEST_HEADS && is_heads(line) && !gave_tasks(plan, start)
    })?;
    Some(Doubt::TableUnread { heads: cells(head).map(str::to_owned).collect() })
}

/// A row of heads has no more bytes.
const LONGEST_HEADS: usize = 1000;

/// So many heads make no clauses of a sentence, if none has more characters.
const FEWEST_HEADS: usize = 3;
const LONGEST_HEAD: usize = 8;

fn is_heads(line: &str) -> bool {
    let all_short = cells(line).all(|cell| cell.chars().count() <= LONGEST_HEAD);
    all_short && cells(line).count() >= FEWEST_HEADS && heads::is_head_row(cells(line))
}

/// The cells of a row in whatever form.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    line.split(['\t', '|', ',', '│', '\u{3000}', ' ']).map(str::trim).filter(|cell| !cell.is_empty())
}

/// Whether the row at `offset` belongs to a table that holds a task.
fn gave_tasks(plan: &Parsed, offset: usize) -> bool {
    let table = plan.documents.iter().find_map(|d| Some((d, d.row_at(offset)?.0.place.span)));
    table.is_some_and(|(document, span)| document.tasks.iter().any(|task| span.contains(task.place.span)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_gave_no_task_is_warned_of() {
        let warns = |text: &str| doubt(&crate::parse(text.as_bytes())).is_some();
        assert!(warns("云溪县2025年任务表\n序号\t工作任务\t责任单位\n\n另行印发。\n"));
        assert!(!warns("云溪县2025年工作要点\n围绕上述目标，重点做好以下工作：\n一、修复河堤7公里。\n"));
        assert!(!warns("云溪县2025年任务表\n序号\t工作任务\t责任单位\n1\t修复河堤7公里\t县水利局\n"));
        assert!(!warns(
            "云溪县2025年工作要点\n一、明确任务，压实责任单位。\n1.修复河堤7公里。（责任单位：县水利局）\n"
        ));
    }
}
