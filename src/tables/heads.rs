//! The head of a column of a task table → what the column holds, by the words of `table_heads.tsv`: 牵头单位 lead, 完成时限 deadline.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The words of heads, the rows of the table in order.
static HEADS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let rows = super::rows(include_str!("table_heads.tsv"));
    rows.filter_map(|row| Some(Pattern::of(row.first()?, row.get(1)?))).collect()
});

/// A kind of column, and words that its head holds.
struct Pattern {
    kind: &'static str,
    /// The head is the last word and no more.
    whole: bool,
    /// A word of each of these stands before the last, in order.
    first: Vec<Vec<&'static str>>,
    /// One of these ends the head.
    last: Vec<&'static str>,
}

impl Pattern {
    fn of(kind: &'static str, words: &'static str) -> Self {
        let whole = words.starts_with('=');
        let mut groups = words.trim_start_matches('=').split(' ').map(|group| group.split('|').collect());
        let last = groups.next_back().unwrap_or_default();
        Pattern { kind, whole, first: groups.collect(), last }
    }

    fn fits(&self, head: &str) -> bool {
        let before = |word: &&str| head.strip_suffix(*word);
        self.last
            .iter()
            .filter_map(before)
            .any(|rest| if self.whole { rest.is_empty() } else { holds(rest, &self.first) })
    }
}

/// A head of more characters says something else.
const LONGEST: usize = 16;
/// So many columns of different kinds make a row of heads.
const FEWEST: usize = 2;

/// What the column below a head holds, as the table calls it; none where its words are no head's.
pub(crate) fn kind(cell: &str) -> Option<&'static str> {
    let head = bare(cell);
    let fits = !head.is_empty() && head.chars().count() <= LONGEST;
    if !fits {
        return None;
    }
    HEADS.iter().find(|pattern| pattern.fits(&head)).map(|pattern| pattern.kind)
}

/// Whether the cells of a row are heads: columns of two kinds at least, no cell a sentence, and half of the cells known.
pub(crate) fn is_head_row<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let cells: Vec<&str> = cells.filter(|cell| !cell.trim().is_empty()).collect();
    if cells.len() < FEWEST || !cells.iter().all(|cell| is_short(cell)) {
        return false;
    }
    let kinds: Vec<&str> = cells.iter().filter_map(|cell| kind(cell)).collect();
    let different: BTreeSet<&str> =
        kinds.iter().copied().filter(|k| !matches!(*k, "note" | "group")).collect();
    different.len() >= FEWEST && kinds.len() * 2 >= cells.len()
}

fn is_short(cell: &str) -> bool {
    !cell.contains(['。', '；', '！']) && bare(cell).chars().count() <= 2 * LONGEST
}

/// A head's words without blanks, and without what stands in brackets: 「完 成 时 限（年/月）」.
fn bare(cell: &str) -> String {
    let mut depth = 0usize;
    let mut out = String::new();
    for c in cell.chars() {
        match c {
            '（' | '(' | '【' | '[' => depth += 1,
            '）' | ')' | '】' | ']' => depth = depth.saturating_sub(1),
            c if depth > 0 || c.is_whitespace() || matches!(c, '：' | ':' | '*' | '“' | '”' | '"') => {}
            c => out.push(c),
        }
    }
    out
}

/// Whether a word of each group stands in `head`, in order.
fn holds(head: &str, groups: &[Vec<&str>]) -> bool {
    let Some((first, rest)) = groups.split_first() else { return true };
    first.iter().any(|word| head.find(word).is_some_and(|at| holds(&head[at + word.len()..], rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_known_by_their_words() {
        for (head, wanted) in [
            ("序号", "number"),
            ("工 作 任 务", "task"),
            ("整改措施", "task"),
            ("年度目标任务", "task"),
            ("项目名称", "task"),
            ("牵头负责部门", "lead"),
            ("牵头验收处室", "lead"),
            ("责任科室", "responsible"),
            ("责任主体", "responsible"),
            ("责任配合单位", "cooperating"),
            ("配合部门", "cooperating"),
            ("分管县领导", "leader"),
            ("责任人", "leader"),
            ("责任单位负责人", "leader"),
            ("完成时限（年、月）", "deadline"),
            ("整改时间节点", "deadline"),
            ("开工时间", "start"),
            ("目标值", "target"),
            ("目前进度", "progress"),
            ("完成情况", "progress"),
            ("存在问题", "problem"),
            ("备注", "note"),
            ("联系电话", "note"),
            ("类别", "group"),
        ] {
            assert_eq!(kind(head), Some(wanted), "{head}");
        }
        for words in
            ["县水利局", "张三", "2025年12月底前", "县住房和城乡建设局牵头负责并会同有关单位共同落实责任单位"]
        {
            assert_eq!(kind(words), None, "{words}");
        }
    }

    #[test]
    fn a_row_of_tasks_is_no_row_of_heads() {
        assert!(is_head_row(["序号", "工作任务", "", "责任单位"].into_iter()));
        assert!(!is_head_row(["1", "推进重点项目", "县发改局", "年底前"].into_iter()));
        assert!(!is_head_row(["明确任务。", "责任单位"].into_iter()));
    }
}
