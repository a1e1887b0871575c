//! Metrics, findings or checks → CSV (RFC 4180), one row each. Programs read metrics: LF, machine words as in the JSON. People
//! open findings and checks in a spreadsheet: CRLF, headings and words in their language. No cell runs as a formula.

use super::ledger::Ledger;
use super::wide::steers;
use crate::language::Language;
use crate::model::{Check, Comparison, Document, Extent, Finding, Metric, Operand, Quantity};
use crate::source::Source;
use crate::tables::Table;
use serde::Serialize;
use std::borrow::Cow;
use std::fmt::{self, Write};

/// The first line of a table of metrics.
pub const METRICS_HEADER: &str = "file,document,title,place,section,heading,measure,indicator,concept,period,from,to,extent,scope,value,low,high,quantity,unit,per,kind,comparator,direction,change_by,change_to,baseline,role,commitment,list,text,source_start,source_end\n";

/// Writes all metrics of a file as a table, without its header; load it and group by indicator, period and scope.
///
/// # Example
/// ```
/// let parsed = gongwen::parse("云溪县工作总结\n一、完成情况\n全年修复河堤7公里。\n".as_bytes());
/// let table = gongwen::report::metrics_csv(&parsed.source, &parsed.documents);
/// assert!(table.contains("修复河堤"));
/// ```
pub fn metrics_csv(source: &Source, documents: &[Document]) -> String {
    let file = source.info().name.as_deref().unwrap_or("-");
    let mut out = String::new();
    for document in documents {
        let title = document.letterhead.title.as_ref().map_or("", |t| &t.text);
        let place = document.locality.as_ref().map_or("", |place| &place.name);
        for metric in &document.metrics {
            let mut row = Row::new(&mut out);
            row.cell(file).number(document.id).cell(title).cell(place);
            place_cells(&mut row, document, metric);
            value_cells(&mut row, metric);
            row.end("\n");
        }
    }
    out
}

fn place_cells(row: &mut Row<'_>, document: &Document, metric: &Metric) {
    let section = metric.section.and_then(|id| document.sections.get(id));
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

/// What stands above the columns of each table.
static HEADINGS: Table = Table::new(include_str!("../tables/csv_headings.tsv"));

/// What ends a line that a spreadsheet on Windows reads.
const CRLF: &str = "\r\n";
/// What stands between several things in one cell.
const BESIDE: &str = " | ";

/// A gap that nobody can reckon.
const UNKNOWN: &str = "—";

/// Writes the findings as a table, one row a task, with its header. Sentences of one task are joined with ` | `, and so are
/// its comparisons, all of them, the worst first.
///
/// # Example
/// ```
/// use gongwen::{Language, Review, report};
///
/// let review = Review::default();
/// let ledger = report::Ledger::new(&review, Language::Chinese);
/// assert!(report::review_csv(&ledger).starts_with("序号,任务,"));
/// ```
pub fn review_csv(ledger: &Ledger<'_>) -> String {
    let mut out = headings("review", ledger.language);
    for (at, finding) in ledger.review.findings.iter().enumerate() {
        let mut row = Row::new(&mut out);
        let cells = ledger.row(finding);
        row.number(cells.number().unwrap_or(at + 1));
        finding_cells(&mut row, &cells, ledger.language);
        row.cell(&super::ledger::heading(finding)).cell(&cells.leaders());
        row.cell(&ledger.places(finding).join(BESIDE));
        row.cell(cells.lamp()).cell(cells.due()).cell(cells.progress()).cell(cells.change());
        row.cell(cells.comment()).cell(cells.decision()).cell(cells.program()).cell(cells.key());
        row.end(CRLF);
    }
    out
}

fn headings(of: &str, language: Language) -> String {
    let mut out = String::new();
    let mut row = Row::new(&mut out);
    for heading in HEADINGS.rows().filter(|heading| heading[0] == of) {
        row.cell(language.pick(heading[1], heading[2]));
    }
    row.end(CRLF);
    out
}

fn finding_cells(row: &mut Row<'_>, cells: &super::ledger::Row<'_>, language: Language) {
    let (finding, task) = (cells.finding, &cells.finding.task);
    row.cell(&task.text).cell(&cells.owners()).cell(&cells.cooperating()).cell(&cells.deadline());
    row.cell(cells.verdict()).cell(yes_or_no(finding.needs_review, language));
    row.cell(&format!("{:.2}", finding.confidence)).cell(&finding.explanation);
    comparison_cells(row, finding, language);
    let quotes: Vec<&str> = finding.evidence.iter().map(|e| e.text.as_str()).collect();
    let at = finding.evidence.first().map(|e| e.place.source_span);
    let reasons = finding.reasons.iter().map(|r| r.as_str()).collect::<Vec<_>>().join(" ");
    row.cell(&quotes.join(BESIDE)).word(&finding.verdict).cell(&reasons);
    row.optional(at.map(|s| s.start)).optional(at.map(|s| s.end));
    row.number(task.place.source_span.start).number(task.place.source_span.end);
}

fn yes_or_no(said: bool, language: Language) -> &'static str {
    if said { language.pick("是", "true") } else { language.pick("否", "false") }
}

/// Targets, actuals, gaps and outcomes: one that is met beside one that is not hides neither. Targets that nothing stands beside
/// are told as well.
fn comparison_cells(row: &mut Row<'_>, finding: &Finding, language: Language) {
    let comparisons = &finding.comparisons;
    if comparisons.is_empty() {
        let targets: Vec<&str> = finding.task.targets.iter().map(|t| t.text.as_str()).collect();
        row.cell(&targets.join(BESIDE)).cell("").cell("").cell("");
        return;
    }
    let mut cell = |of: &dyn Fn(&Comparison) -> String| {
        row.cell(&comparisons.iter().map(of).collect::<Vec<_>>().join(BESIDE));
    };
    cell(&|c| c.target.text.clone());
    cell(&|c| c.actual.text.clone());
    cell(&|c| c.gap.clone().unwrap_or_else(|| UNKNOWN.to_owned()));
    cell(&|c| super::words::outcome(c.outcome, language).to_owned());
}

/// Writes the header of a table of checks.
///
/// # Example
/// ```
/// use gongwen::{Language, report};
///
/// assert!(report::checks_header(Language::Chinese).starts_with("文件,"));
/// ```
pub fn checks_header(language: Language) -> String {
    headings("checks", language)
}

/// Writes the checks of a file as a table, one row each, without its header; figures of one check are joined with ` | `, the
/// result last.
///
/// # Example
/// ```
/// use gongwen::{Language, report};
///
/// let parsed = gongwen::parse("全县共有村卫生室1794个，其中公有1763个，公有化率98.27%。".as_bytes());
/// let table = report::checks_csv(&parsed.source, &gongwen::audit(&parsed), Language::Chinese);
/// assert!(table.contains("相符"));
/// ```
pub fn checks_csv(source: &Source, checks: &[Vec<Check>], language: Language) -> String {
    let file = source.info().name.as_deref().unwrap_or("-");
    let mut out = String::new();
    for (document, check) in checks.iter().enumerate().flat_map(|(i, of)| of.iter().map(move |c| (i, c))) {
        let quotes = check.operands.iter().map(|o| source.quote(o.place.span).to_owned()).collect();
        check_row(&mut out, [file, &document.to_string()], check, quotes, language);
    }
    out
}

/// Writes the checks of files side by side as rows of the same table: of each figure its file and document, joined with ` | `.
///
/// # Example
/// ```
/// use gongwen::{Language, report};
///
/// let read = |text: &str| gongwen::parse(text.as_bytes());
/// let files = [
///     read("云溪县2024年工作总结\n全县社会消费品零售总额45.6亿元，增长5.0%。"),
///     read("云溪县2025年工作总结\n全县社会消费品零售总额48.3亿元，增长9.0%。"),
/// ];
/// let sources = files.each_ref().map(|f| &f.source);
/// let table = report::across_csv(&sources, &gongwen::audit_across(&files), Language::Chinese);
/// assert!(table.contains(",0 | 0 | 0,不符,"));
/// ```
pub fn across_csv(sources: &[&Source], checks: &[Check], language: Language) -> String {
    let mut out = String::new();
    for check in checks {
        let source = |o: &Operand| o.file.and_then(|file| sources.get(file));
        let name = |o: &Operand| Some(source(o)?.info().name.as_deref().unwrap_or("-").to_owned());
        let number = |o: &Operand| o.document.unwrap_or_default().to_string();
        let quote = |o: &Operand| Some(source(o)?.quote(o.place.span).to_owned());
        let files = check.operands.iter().filter_map(name).collect::<Vec<_>>().join(BESIDE);
        let documents = check.operands.iter().map(number).collect::<Vec<_>>().join(BESIDE);
        let quotes = check.operands.iter().filter_map(quote).collect();
        check_row(&mut out, [&files, &documents], check, quotes, language);
    }
    out
}

fn check_row(
    out: &mut String,
    [file, document]: [&str; 2],
    check: &Check,
    quotes: Vec<String>,
    language: Language,
) {
    let mut row = Row::new(out);
    row.cell(file).cell(document).cell(super::audit::result(check, language));
    row.cell(super::audit::kind(check.kind, language)).cell(&check.formula).text(&check.expected);
    let joined = |parts: Vec<String>| parts.join(BESIDE);
    let operands = || check.operands.iter();
    row.cell(&joined(quotes));
    row.cell(&joined(operands().map(|o| o.indicator.clone()).collect()));
    row.cell(&joined(operands().map(|o| o.place.source_span.start.to_string()).collect()));
    row.end(CRLF);
}

/// A word of the model, spelt as in the JSON.
pub(super) fn machine_word(word: &impl Serialize) -> String {
    Word(word).to_string()
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

    /// One cell more.
    fn cell(&mut self, text: &str) -> &mut Self {
        if !std::mem::take(&mut self.first) {
            self.out.push(',');
        }
        cell(self.out, text);
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
        self.cell(&machine_word(word))
    }

    fn end(&mut self, line_end: &str) {
        self.out.push_str(line_end);
    }
}

/// Writes a cell, quoted where it must be; a spreadsheet that parts cells at `;` finds no formula either.
pub(super) fn cell(out: &mut String, text: &str) {
    let text = harmless(text);
    if text.contains(['"', ',', ';', '\n', '\t']) {
        let _ = write!(out, "\"{}\"", text.replace('"', "\"\""));
    } else {
        out.push_str(&text);
    }
}

/// What a spreadsheet takes for the beginning of a formula; the full-width forms too where its language has them.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The text of a cell: one that a spreadsheet would run (`=cmd|' /C calc'!A0`, `@SUM(1+1)`) is marked as text by `'`, and what
/// would steer a terminal is left out. A number stays a number: -3.2.
fn harmless(text: &str) -> Cow<'_, str> {
    let steering = |c: char| steers(c) && !matches!(c, '\n' | '\t');
    let text = match text.contains(steering) {
        true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n").replace(steering, "")),
        false => Cow::Borrowed(text),
    };
    let runs = text.starts_with(['\t', '\n']) || text.trim_start().starts_with(FORMULA) && !is_number(&text);
    if runs { Cow::Owned(format!("'{text}")) } else { text }
}

/// -3.2, +5%, -1,200: a spreadsheet reads a number, and nothing runs.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-', '＋', '－']).unwrap_or(text);
    let digits = digits.strip_suffix(['%', '％']).unwrap_or(digits);
    let number = |part: &str| part.bytes().all(|b| b.is_ascii_digit() || b == b',');
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    whole.starts_with(|c: char| c.is_ascii_digit()) && number(whole) && number(rest)
}

/// Shows a unit variant or a bool by the name that serde gives it.
pub(super) struct Word<'a, T>(pub(super) &'a T);

impl<T: Serialize> fmt::Display for Word<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Evidence, Outcome, Review, Verdict};

    #[test]
    fn cells_with_commas_and_quotes_are_quoted() {
        let mut out = String::new();
        Row::new(&mut out).cell("甲,乙").cell("说“好”\"了\"").cell("丙").end("\n");
        assert_eq!(out, "\"甲,乙\",\"说“好”\"\"了\"\"\",丙\n");
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
        let review = Review { findings: vec![finding], ..Review::default() };
        for (language, verdict) in [(Language::English, ",target missed,"), (Language::Chinese, ",未达目标,")]
        {
            let csv = review_csv(&Ledger::new(&review, language));
            let cells: Vec<usize> = csv.lines().map(|l| l.split(',').count()).collect();
            assert_eq!(cells, [headings("review", Language::English).split(',').count(); 2]);
            assert!(csv.contains(verdict) && csv.contains(",target_missed,"), "{csv}");
            assert!(csv.ends_with(CRLF) && csv.matches('\n').count() == csv.matches(CRLF).count(), "{csv:?}");
        }
    }

    #[test]
    fn every_comparison_of_a_row_is_printed() {
        let figure = |text| {
            let parsed = crate::parse(format!("全县新装{text}。\n").as_bytes());
            Metric { text: String::from(text), ..parsed.documents[0].metrics[0].clone() }
        };
        let comparison = |target, actual, outcome, gap: Option<&str>| Comparison {
            target: figure(target),
            actual: figure(actual),
            outcome,
            gap: gap.map(str::to_owned),
            unit: None,
            why: None,
        };
        let comparisons = vec![
            comparison("80盏", "72盏", Outcome::Missed, Some("-8")),
            comparison("3座", "3座", Outcome::Met, None),
        ];
        let finding = Finding { comparisons, ..Finding::default() };
        let review = Review { findings: vec![finding], ..Review::default() };
        let csv = review_csv(&Ledger::new(&review, Language::Chinese));
        assert!(csv.contains(",80盏 | 3座,72盏 | 3座,'-8 | —,未达到 | 达到,"), "{csv}");
    }

    #[test]
    fn every_check_has_as_many_cells_as_the_header() {
        let parsed =
            crate::parse("云溪县登记随访对象1794人，随访管理人数1763人，随访管理率92.87%。\n".as_bytes());
        let csv = checks_csv(&parsed.source, &crate::audit(&parsed), Language::Chinese);
        assert_eq!(csv.lines().count(), 1, "{csv}");
        assert_eq!(csv.split(',').count(), headings("checks", Language::English).split(',').count(), "{csv}");
        assert!(csv.contains(",98.27%,") && csv.contains("1794人 | 1763人 | 92.87%"), "{csv}");
    }

    #[test]
    fn no_cell_runs_as_a_formula() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("+HYPERLINK(1)", "'+HYPERLINK(1)"),
            ("-县财政局", "'-县财政局"),
            ("@SUM(1+1)*cmd", "'@SUM(1+1)*cmd"),
            ("\t=1", "\"'\t=1\""),
            ("\r=1", "\"'\n=1\""),
            (" =1", "' =1"),
            ("\u{1b}=1", "'=1"),
            ("＝1+1", "'＝1+1"),
            ("甲;=1", "\"甲;=1\""),
            ("=1,2", "\"'=1,2\""),
            ("-1-cmd", "'-1-cmd"),
            ("-5..-3", "'-5..-3"),
            ("-.5.3", "'-.5.3"),
            ("-3.2", "-3.2"),
            ("+5%", "+5%"),
            ("-840000000", "-840000000"),
            ("－2.6％", "－2.6％"),
            ("甲=1", "甲=1"),
            ("甲\u{9b}31m\u{202e}乙", "甲31m乙"),
        ] {
            let mut out = String::new();
            Row::new(&mut out).cell(text);
            assert_eq!(out, cell, "{text:?}");
        }
    }
}
