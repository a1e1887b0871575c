//! Metrics or findings → CSV (RFC 4180), one row each, with machine words as in the JSON.

use crate::language::Language;
use crate::model::{Comparison, Document, Extent, Finding, Metric, Quantity, Review};
use crate::source::Source;
use serde::Serialize;
use std::fmt::{self, Write};

/// The first line of a table of metrics.
pub const METRICS_HEADER: &str = "file,document,title,place,section,heading,measure,indicator,concept,period,from,to,extent,scope,value,low,high,quantity,unit,per,kind,comparator,direction,change_by,change_to,baseline,role,commitment,list,text,source_start,source_end\n";

/// A table of all metrics of a file, without its header; load it and group by indicator, period and scope at once.
pub fn metrics_csv(source: &Source, documents: &[Document]) -> String {
    let file = source.info().name.as_deref().unwrap_or("-");
    let mut out = String::new();
    for document in documents {
        let title = document.letterhead.title.as_ref().map_or("", |t| &t.text);
        for metric in &document.metrics {
            let mut row = Row::new(&mut out);
            row.cell(file).number(document.id).cell(title).cell(place_of(title));
            place_cells(&mut row, document, metric);
            value_cells(&mut row, metric);
            row.end();
        }
    }
    out
}

/// The province, city or county whose report this is, as its title tells: 云溪县 of 2025年云溪县政府工作报告.
fn place_of(title: &str) -> &str {
    let year = title.find('年').filter(|&at| title[..at].bytes().all(|b| b.is_ascii_digit()));
    let rest = &title[year.map_or(0, |at| at + '年'.len_utf8())..];
    let ends = |(at, c): (usize, char)| {
        matches!(c, '省' | '市' | '县' | '区' | '州' | '盟' | '旗').then_some(at + c.len_utf8())
    };
    // 关于开展城区环境整治的通知 names no place.
    let told = rest.contains("政府") || rest.contains("公报") || rest.contains("工作");
    let place = rest.char_indices().take(LONGEST_PLACE).skip(1).filter_map(ends).next();
    let place = place.map(|end| &rest[..end]).filter(|p| told && !p.contains(['关', '于', '的']));
    place.unwrap_or_default()
}

/// 云岭壮族苗族自治州 has nine characters.
const LONGEST_PLACE: usize = 9;

fn place_cells(row: &mut Row<'_>, document: &Document, metric: &Metric) {
    let section = metric.section.and_then(|id| document.sections.iter().find(|s| s.id == id));
    let heading =
        section.map_or(String::new(), |s| format!("{}{}", s.marker, s.title.as_deref().unwrap_or_default()));
    row.optional(metric.section).cell(&heading).optional(metric.measure);
    row.cell(metric.indicator.first().map_or("", String::as_str));
    row.text(&metric.concept).text(&metric.period).text(&metric.from).text(&metric.to);
    match metric.extent {
        Extent::Unknown => row.cell(""),
        extent => row.word(&extent),
    };
    row.text(&metric.scope);
}

fn value_cells(row: &mut Row<'_>, metric: &Metric) {
    let [value, low, high] = bounds(&metric.quantity);
    row.cell(&value).cell(&low).cell(&high).cell(&written(&metric.quantity));
    row.cell(&metric.unit).cell(&metric.per.join("/"));
    row.word(&metric.kind).word(&metric.comparator).word(&metric.direction);
    match &metric.change_by {
        Some(change_by) => row.word(change_by),
        None => row.cell(""),
    };
    row.word(&metric.change_to).word(&metric.baseline).word(&metric.role).word(&metric.commitment);
    row.cell(metric.list.as_deref().unwrap_or_default()).cell(&metric.text);
    row.number(metric.place.source_span.start).number(metric.place.source_span.end);
}

/// The plain value, or the two ends of a range; numbers only, so that a column loads as numbers.
fn bounds(quantity: &Quantity) -> [String; 3] {
    match quantity {
        Quantity::Scalar(value) => [value.to_string(), String::new(), String::new()],
        Quantity::Range(low, high) => [String::new(), low.to_string(), high.to_string()],
        Quantity::Ratio(_) | Quantity::Fraction(..) | Quantity::Masked => Default::default(),
    }
}

/// The value in one cell, whatever its form: `2000`, `100..150`, `123.04:100`, `1/3`, `masked`.
pub(super) fn written(quantity: &Quantity) -> String {
    match quantity {
        Quantity::Scalar(value) => value.to_string(),
        Quantity::Range(low, high) => format!("{low}..{high}"),
        Quantity::Ratio(parts) => parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(":"),
        Quantity::Fraction(over, under) => format!("{over}/{under}"),
        Quantity::Masked => "masked".into(),
    }
}

const REVIEW_HEADER: &str = "number,task,owners,cooperating,deadline,verdict,verdict_text,confidence,needs_review,reasons,explanation,target,actual,gap,outcome,evidence,evidence_start,evidence_end,task_start,task_end\n";

/// A table of findings, one row a task, with its header. Passages of one task are joined with ` | `.
pub fn review_csv(review: &Review, language: Language) -> String {
    let mut out = String::from(REVIEW_HEADER);
    for (number, finding) in review.findings.iter().enumerate() {
        let mut row = Row::new(&mut out);
        row.number(number + 1);
        finding_cells(&mut row, finding, language);
        row.end();
    }
    out
}

fn finding_cells(row: &mut Row<'_>, finding: &Finding, language: Language) {
    let task = &finding.task;
    let deadline = task.deadline.as_ref().map_or("", |d| d.date.as_deref().unwrap_or(&d.text));
    row.cell(&task.text).cell(&task.owners.join("、")).cell(&task.cooperating.join("、")).cell(deadline);
    row.word(&finding.verdict).cell(super::words::verdict(finding, language));
    row.cell(&format!("{:.2}", finding.confidence)).word(&finding.needs_review);
    row.cell(&finding.reasons.join(" ")).cell(&finding.explanation);
    let deciding = finding.comparisons.first();
    comparison_cells(row, deciding);
    let quotes: Vec<&str> = finding.evidence.iter().map(|e| e.text.as_str()).collect();
    let at = finding.evidence.first().map(|e| e.place.source_span);
    row.cell(&quotes.join(" | ")).optional(at.map(|s| s.start)).optional(at.map(|s| s.end));
    row.number(task.place.source_span.start).number(task.place.source_span.end);
}

fn comparison_cells(row: &mut Row<'_>, comparison: Option<&Comparison>) {
    match comparison {
        Some(c) => row
            .cell(&c.target.text)
            .cell(&c.actual.text)
            .cell(c.gap.as_deref().unwrap_or_default())
            .word(&c.outcome),
        None => row.cell("").cell("").cell("").cell(""),
    };
}

/// One row being written.
struct Row<'a> {
    out: &'a mut String,
    first: bool,
}

impl<'a> Row<'a> {
    fn new(out: &'a mut String) -> Self {
        Row { out, first: true }
    }

    /// One cell, quoted where it must be.
    fn cell(&mut self, text: &str) -> &mut Self {
        if !std::mem::take(&mut self.first) {
            self.out.push(',');
        }
        if text.contains(['"', ',', '\n', '\r']) {
            let _ = write!(self.out, "\"{}\"", text.replace('"', "\"\""));
        } else {
            self.out.push_str(text);
        }
        self
    }

    /// A cell that may be empty.
    fn text(&mut self, text: &Option<String>) -> &mut Self {
        self.cell(text.as_deref().unwrap_or_default())
    }

    fn number(&mut self, number: usize) -> &mut Self {
        self.cell(&number.to_string())
    }

    fn optional(&mut self, number: Option<usize>) -> &mut Self {
        self.cell(&number.map_or(String::new(), |n| n.to_string()))
    }

    /// A word of the model, spelt as in the JSON.
    fn word(&mut self, word: &impl Serialize) -> &mut Self {
        let mut text = String::new();
        let _ = write!(text, "{}", Word(word));
        self.cell(&text)
    }

    fn end(&mut self) {
        self.out.push('\n');
    }
}

/// Shows a unit variant or a bool by the name that serde gives it.
struct Word<'a, T>(&'a T);

impl<T: Serialize> fmt::Display for Word<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Evidence, Verdict};

    #[test]
    fn cells_with_commas_and_quotes_are_quoted() {
        let mut out = String::new();
        Row::new(&mut out).cell("甲,乙").cell("说“好”\"了\"").cell("丙").end();
        assert_eq!(out, "\"甲,乙\",\"说“好”\"\"了\"\"\",丙\n");
    }

    #[test]
    fn the_title_tells_whose_report_it_is() {
        for (title, place) in [
            ("2025年云溪县政府工作报告", "云溪县"),
            ("东陵市2024年工作总结", "东陵市"),
            ("关于开展城区环境整治的通知", ""),
            ("政府工作报告", ""),
        ] {
            assert_eq!(place_of(title), place, "{title}");
        }
    }

    #[test]
    fn every_metric_has_as_many_cells_as_the_header() {
        let parsed =
            crate::parse("2025年云溪县工作总结\n一、工作成效\n全县新建道路12公里、增长5%。\n".as_bytes());
        let csv = metrics_csv(&parsed.source, &parsed.documents);
        let cells = METRICS_HEADER.split(',').count();
        assert_eq!(csv.lines().count(), 2);
        assert!(csv.lines().all(|l| l.split(',').count() == cells), "{csv}");
    }

    #[test]
    fn every_row_has_as_many_cells_as_the_header() {
        let finding = Finding {
            verdict: Verdict::TargetMissed,
            evidence: vec![Evidence::default()],
            ..Finding::default()
        };
        let csv = review_csv(&Review { findings: vec![finding], ..Review::default() }, Language::English);
        let cells: Vec<usize> = csv.lines().map(|l| l.split(',').count()).collect();
        assert_eq!(cells[0], cells[1]);
        assert!(csv.contains("target_missed"));
    }
}
