//! 粮食、油料、蔬菜分别增长2.1%和3.4% → whether there are as many values as subjects.

use super::figure::words;
use crate::model::{Check, CheckKind, Document, Metric, Operand};
use crate::source::Source;
use crate::tables::Table;
use crate::text::boundary::floor;
use crate::text::sentence::closes_sentence;

/// Checks every list of values that 分别 opens.
pub(super) fn checks(source: &Source, document: &Document) -> Vec<Check> {
    let (text, metrics) = (source.text(), &document.metrics);
    let whole = document.place.span;
    let listing = words("listing").next().unwrap_or_default();
    let found = whole.of(text).match_indices(listing).map(|(at, word)| (whole.start + at, at + word.len()));
    found.filter_map(|(at, end)| list(source, metrics, at, whole.start + end)).collect()
}

/// The list whose subjects end at `at` and whose values begin behind `end`.
fn list(source: &Source, metrics: &[Metric], at: usize, end: usize) -> Option<Check> {
    let text = source.text();
    let values = values(text, metrics, end)?;
    let before = &text[floor(text, at.saturating_sub(MOST_SUBJECTS))..at];
    let ends = |c| closes_sentence(c) || matches!(c, '，' | ',' | '：' | ':' | '\n' | '（' | '）');
    let subjects = before.rsplit(ends).next()?.trim();
    let (least, most) = count(subjects)?;
    let fits = (least..=most).contains(&values.len());
    let plain = !subjects.contains(|c: char| c.is_ascii_digit()) && !stands_for_several(subjects);
    (!fits && plain).then(|| {
        let written: Vec<&str> = values.iter().map(|m| m.text.as_str()).collect();
        Check {
            kind: CheckKind::Members,
            holds: false,
            formula: format!("{subjects} ≠ {}", written.join("、")),
            expected: Some(least.to_string()),
            operands: values.into_iter().map(Operand::of).collect(),
        }
    })
}

/// Subjects take no more bytes than this.
const MOST_SUBJECTS: usize = 240;

/// The values from `from` on that 、 and 和 join, up to the end of their clause; none where something else follows the last.
fn values<'m>(text: &str, metrics: &'m [Metric], from: usize) -> Option<Vec<&'m Metric>> {
    let first = metrics.partition_point(|m| m.place.span.start < from);
    let lead = text.get(from..metrics.get(first)?.place.span.start)?;
    let mut found = vec![&metrics[first]];
    for next in &metrics[first + 1..] {
        let last = found.last()?.place.span.end;
        let gap = text.get(last..next.place.span.start)?.trim();
        if !words("value_joint").any(|joint| joint == gap) {
            break;
        }
        found.push(next);
    }
    let behind = text[found.last()?.place.span.end..].chars().next();
    let closed = behind.is_none_or(|c| closes_sentence(c) || matches!(c, '，' | ',' | '\n'));
    let one_unit = found.iter().all(|m| m.unit == found[0].unit);
    let near = lead.chars().count() <= MOST_LEAD && !lead.contains(['，', ',', '。', '\n', '、']);
    (near && closed && one_unit && found.len() > 1).then_some(found)
}

/// Between 分别 and the first value no more is said: 比上年同期增长.
const MOST_LEAD: usize = 10;

/// How many subjects there are at least and at most: 和 joins two, or stands in the name of one.
fn count(subjects: &str) -> Option<(usize, usize)> {
    let commas = subjects.matches('、').count();
    let joints = subjects.matches(['和', '与', '及']).count();
    (commas > 0).then_some((commas + 1, commas + 1 + joints))
}

/// 城乡, 存贷款: one word for several subjects.
fn stands_for_several(subjects: &str) -> bool {
    static SPLITS: Table = Table::new(include_str!("../tables/splits.tsv"));
    SPLITS.rows().any(|row| subjects.contains(row[0]))
}
