//! A file, read → rows of the tables of a corpus: documents, sections, measures, metrics, tasks, times, checks.
//!
//! Columns are described in `tables/corpus_columns.tsv`. Every row names its document, so that the tables join over any number of files.

use super::csv::Word;
use crate::language::Language;
use crate::model::{Check, Document, Metric, Note, Quantity, Review, Section, Task};
use crate::numeral::Decimal;
use crate::source::Source;
use crate::span::Span;
use crate::tables::Table as Words;
use crate::text::boundary::{ceil, floor};
use crate::text::sentence::sentence_around;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use std::fmt::Write;

/// A table of a corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Table {
    /// One row a document.
    Documents,
    /// One row a heading.
    Sections,
    /// One row an item of an enumeration: 一是.
    Measures,
    /// One row a figure.
    Metrics,
    /// One row a task.
    Tasks,
    /// One row a time.
    Times,
    /// One row a check of the arithmetic.
    Checks,
    /// One row a task of a plan that was laid beside its report.
    Findings,
}

impl Table {
    /// The tables that are made of a file.
    pub const OF_A_FILE: [Table; 7] = [
        Table::Documents,
        Table::Sections,
        Table::Measures,
        Table::Metrics,
        Table::Tasks,
        Table::Times,
        Table::Checks,
    ];

    /// Gives the name of its file, without the ending.
    pub const fn name(self) -> &'static str {
        match self {
            Table::Documents => "documents",
            Table::Sections => "sections",
            Table::Measures => "measures",
            Table::Metrics => "metrics",
            Table::Tasks => "tasks",
            Table::Times => "times",
            Table::Checks => "checks",
            Table::Findings => "findings",
        }
    }

    /// Lists its columns, in order.
    ///
    /// # Example
    /// ```
    /// use gongwen::report::corpus::Table;
    ///
    /// assert_eq!(Table::Tasks.columns().next().unwrap().name, "document");
    /// ```
    pub fn columns(self) -> impl Iterator<Item = Column> {
        static COLUMNS: Words = Words::new(include_str!("../tables/corpus_columns.tsv"));
        let of_this = COLUMNS.rows().filter(move |row| row[0] == self.name());
        of_this.filter_map(|row| match row[..] {
            [_, name, kind, chinese, english] => Some(Column { name, kind, chinese, english }),
            _ => None,
        })
    }
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// Its heading.
    pub name: &'static str,
    /// `string`, `integer`, `number`, `boolean`, `date`, or `list`: of strings in JSON, joined with `; ` in CSV.
    pub kind: &'static str,
    /// What stands in it, in Chinese.
    pub chinese: &'static str,
    /// What stands in it, in English.
    pub english: &'static str,
}

/// A row: its columns and what stands in them, in the table's order. Serialised as an object; columns without a value are `null`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row(Vec<(&'static str, Cell)>);

/// What stands in a column.
#[derive(Clone, Debug, PartialEq)]
enum Cell {
    Nothing,
    Text(String),
    Integer(i64),
    Number(Decimal),
    Boolean(bool),
    List(Vec<String>),
}

/// How the parts of a list are joined in a cell of CSV.
const BESIDE: &str = "; ";

impl Row {
    fn set(mut self, column: &'static str, cell: impl Into<Cell>) -> Self {
        self.0.push((column, cell.into()));
        self
    }

    /// The place that a document is about.
    fn placed(self, document: &Document) -> Self {
        let place = document.locality.as_ref();
        self.set("place", place.map(|p| p.name.clone()))
            .set("place_code", place.and_then(|p| p.code.clone()))
            .set("place_level", place.map(|p| word(&p.level)))
    }

    fn spanned(self, span: Span) -> Self {
        self.set("source_start", span.start).set("source_end", span.end)
    }

    /// Lists the names of its columns.
    pub fn columns(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|(name, _)| *name)
    }

    /// Writes it as a line of CSV: LF, numbers as numbers, nothing for no value.
    pub fn csv(&self, out: &mut String) {
        for (at, (_, cell)) in self.0.iter().enumerate() {
            out.push_str(if at == 0 { "" } else { "," });
            match cell {
                Cell::Nothing => {}
                Cell::Text(text) => super::csv::cell(out, text),
                Cell::Integer(number) => drop(write!(out, "{number}")),
                Cell::Number(number) => drop(write!(out, "{number}")),
                Cell::Boolean(said) => drop(write!(out, "{said}")),
                Cell::List(parts) => super::csv::cell(out, &parts.join(BESIDE)),
            }
        }
        out.push('\n');
    }
}

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (name, cell) in &self.0 {
            map.serialize_entry(name, cell)?;
        }
        map.end()
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Nothing => to.serialize_none(),
            Cell::Text(text) => to.serialize_str(text),
            Cell::Integer(number) => to.serialize_i64(*number),
            Cell::Number(number) => number_of(*number, to),
            Cell::Boolean(said) => to.serialize_bool(*said),
            Cell::List(parts) => {
                let mut list = to.serialize_seq(Some(parts.len()))?;
                parts.iter().try_for_each(|part| list.serialize_element(part))?;
                list.end()
            }
        }
    }
}

/// A decimal as a JSON number: whole where it is whole, else the nearest double, which prints the same digits.
fn number_of<S: Serializer>(number: Decimal, to: S) -> Result<S::Ok, S::Error> {
    match number.to_string().parse::<i64>() {
        Ok(whole) => to.serialize_i64(whole),
        Err(_) => to.serialize_f64(number.to_f64()),
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Cell::Nothing } else { Cell::Text(text) }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        i64::try_from(number).map_or(Cell::Nothing, Cell::Integer)
    }
}

impl From<i32> for Cell {
    fn from(number: i32) -> Self {
        Cell::Integer(number.into())
    }
}

impl From<Decimal> for Cell {
    fn from(number: Decimal) -> Self {
        Cell::Number(number)
    }
}

impl From<bool> for Cell {
    fn from(said: bool) -> Self {
        Cell::Boolean(said)
    }
}

impl From<Vec<String>> for Cell {
    fn from(parts: Vec<String>) -> Self {
        Cell::List(parts)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Cell::Nothing, Into::into)
    }
}

/// The word of a value in the JSON.
fn word(value: &impl Serialize) -> Cell {
    Word(value).to_string().into()
}

/// Makes the rows of `table` for a file; those of checks and findings are made by [`check_rows`] and [`findings`]. `hash` names the file's bytes: document 0 of it is `hash-0`.
///
/// # Example
/// ```
/// use gongwen::report::corpus::{Table, rows};
///
/// let parsed = gongwen::parse("云溪县2024年工作总结\n一、工作成效\n全年修复河堤7公里。\n".as_bytes());
/// let rows = rows(&parsed.source, &parsed.documents, &parsed.notes, Table::Metrics, "00000000");
/// assert_eq!(rows.len(), 1);
/// assert_eq!(serde_json::to_value(&rows[0])?["value"], 7);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn rows(source: &Source, documents: &[Document], notes: &[Note], table: Table, hash: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    for document in documents {
        let id = || Row::default().set("document", format!("{hash}-{}", document.id));
        match table {
            Table::Documents => rows.push(document_row(id(), source, document, notes, hash)),
            Table::Sections => rows.extend(document.sections.iter().map(|s| section_row(id(), document, s))),
            Table::Measures => rows.extend(measures(&id, document)),
            Table::Metrics => {
                rows.extend(document.metrics.iter().map(|m| metric_row(id(), source, document, m)))
            }
            Table::Tasks => rows.extend(document.tasks.iter().map(|t| task_row(id(), document, t))),
            Table::Times => rows.extend(times(&id, document)),
            Table::Checks | Table::Findings => {}
        }
    }
    rows
}

/// Makes the rows of the table of checks: `checks` are those of each document of the file, as [`audit`](crate::audit()) gives them.
///
/// # Example
/// ```
/// let parsed = gongwen::parse("全县共有村卫生室1794个，其中公有1763个，公有化率98.27%。".as_bytes());
/// let checks = gongwen::audit(&parsed);
/// let rows = gongwen::report::corpus::check_rows(&parsed.source, &parsed.documents, &checks, "00000000");
/// assert_eq!(serde_json::to_value(&rows[0])?["holds"], true);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn check_rows(source: &Source, documents: &[Document], checks: &[Vec<Check>], hash: &str) -> Vec<Row> {
    let each = documents.iter().zip(checks).flat_map(|(document, checks)| {
        checks.iter().enumerate().map(move |(number, check)| {
            let row = Row::default().set("document", format!("{hash}-{}", document.id));
            check_row(row, source, document, number, check)
        })
    });
    each.collect()
}

fn document_row(row: Row, source: &Source, document: &Document, notes: &[Note], hash: &str) -> Row {
    let info = source.info();
    let head = &document.letterhead;
    let text = |quote: &Option<crate::model::Quote>| quote.as_ref().map(|q| q.text.clone());
    let mut notes: Vec<String> = notes.iter().map(|n| n.code.to_string()).collect();
    notes.sort();
    notes.dedup();
    row.set("file", info.name.clone())
        .set("number", document.id)
        .set("parent", document.parent.map(|parent| format!("{hash}-{parent}")))
        .set("kind", word(&document.kind))
        .set("title", text(&head.title))
        .set("year", document.year)
        .placed(document)
        .set("issuer", text(&head.issuer))
        .set("document_number", text(&head.document_number))
        .set("date", head.date.as_ref().map(|d| d.iso.clone().unwrap_or_else(|| d.quote.text.clone())))
        .set("byline", text(&head.byline))
        .set("format", word(&info.format))
        .set("encoding", info.encoding.clone())
        .set("script", word(&info.script))
        .set("repairs", info.edits.len())
        .set("notes", notes)
        .set("characters", source.quote(document.place.span).chars().filter(|c| !c.is_whitespace()).count())
        .spanned(document.place.source_span)
}

/// The titles of the sections that a thing stands in, the outermost first: 一、重点任务 / （一）水利.
fn path(document: &Document, section: Option<usize>) -> String {
    let mut titles: Vec<_> = document.path(section).collect();
    titles.sort_by_key(|s| s.place.span.start);
    let shown = |s: &&Section| format!("{}{}", s.marker, s.title.as_deref().unwrap_or_default());
    titles.iter().map(shown).collect::<Vec<_>>().join(" / ")
}

fn section_row(row: Row, document: &Document, section: &Section) -> Row {
    row.set("section", section.id)
        .set("parent", section.parent)
        .set("level", usize::from(section.level))
        .set("marker", section.marker.clone())
        .set("ordinal", section.ordinal as usize)
        .set("title", section.title.clone())
        .set("path", path(document, section.parent))
        .set("form", word(&section.form))
        .set("role", word(&section.role))
        .spanned(section.place.source_span)
}

fn measures<'a>(id: &'a dyn Fn() -> Row, document: &'a Document) -> impl Iterator<Item = Row> + 'a {
    document.measures.iter().map(move |measure| {
        id().set("measure", measure.id)
            .set("section", measure.section)
            .set("path", path(document, measure.section))
            .set("marker", measure.marker.clone())
            .set("ordinal", measure.ordinal as usize)
            .set("group", measure.group)
            .set("depth", usize::from(measure.depth))
            .set("role", word(&measure.role))
            .set("text", measure.text.clone())
            .spanned(measure.place.source_span)
    })
}

fn metric_row(row: Row, source: &Source, document: &Document, metric: &Metric) -> Row {
    let section = metric.section.and_then(|id| document.sections.get(id));
    let (value, low, high) = match metric.quantity {
        Quantity::Scalar(value) => (Some(value), None, None),
        Quantity::Range(low, high) => (None, Some(low), Some(high)),
        _ => (None, None, None),
    };
    row.set("metric", metric.id)
        .set("year", document.year)
        .placed(document)
        .set("section", metric.section)
        .set("section_role", section.map(|s| word(&s.role)))
        .set("path", path(document, metric.section))
        .set("measure", metric.measure)
        .set("indicator", metric.indicator.first().cloned())
        .set("indicators", metric.indicator.clone())
        .set("concept", metric.concept.clone())
        .set("period", metric.period.clone())
        .set("from", metric.from.clone())
        .set("to", metric.to.clone())
        .set("extent", if metric.extent.is_unknown() { Cell::Nothing } else { word(&metric.extent) })
        .set("scope", metric.scope.clone())
        .set("value", value)
        .set("low", low)
        .set("high", high)
        .set("quantity", super::csv::written(&metric.quantity))
        .set("unit", metric.unit.clone())
        .set("per", metric.per.clone())
        .set("kind", word(&metric.kind))
        .set("comparator", word(&metric.comparator))
        .set("direction", word(&metric.direction))
        .set("change_by", metric.change_by.map(|by| word(&by)))
        .set("change_to", metric.change_to)
        .set("baseline", word(&metric.baseline))
        .set("role", word(&metric.role))
        .set("commitment", word(&metric.commitment))
        .set("tone", tone(source.text(), metric.place.span))
        .set("list", metric.list.clone())
        .set("text", metric.text.clone())
        .set("sentence", sentence(source, document, metric.place.span))
        .spanned(metric.place.source_span)
}

/// The sentence that a span stands in.
fn sentence(source: &Source, document: &Document, span: Span) -> String {
    source.quote(sentence_around(source.text(), document.place.span, span)).to_owned()
}

/// 力争 and 左右 around a figure, as written. A word may be taken into the figure: 5%以上.
fn tone(text: &str, figure: Span) -> Vec<String> {
    const AROUND: usize = 36;
    static TONES: Words = Words::new(include_str!("../tables/tone_words.tsv"));
    let from = floor(text, figure.start.saturating_sub(AROUND));
    let to = ceil(text, figure.end.saturating_add(AROUND / 4).min(text.len()));
    let clause =
        |stretch: &str| stretch.rfind(['，', '。', '；', '、', '\n']).map_or(0, |at| at + '，'.len_utf8());
    let before = text.get(from..figure.start).unwrap_or("");
    let before = before.get(clause(before)..).unwrap_or(before);
    let behind = text.get(figure.start..to).unwrap_or("");
    let behind = behind.split(['，', '。', '；', '、', '\n']).next().unwrap_or(behind);
    let said =
        |row: &&Vec<&str>| if row[0] == "before" { before.contains(row[1]) } else { behind.contains(row[1]) };
    let words: Vec<&str> = TONES.rows().filter(said).map(|row| row[1]).collect();
    // 超 of 超过 is no word of its own.
    let whole = |word: &&&str| !words.iter().any(|other| other.len() > word.len() && other.contains(**word));
    words.iter().filter(whole).map(|word| (*word).to_owned()).collect()
}

fn task_row(row: Row, document: &Document, task: &Task) -> Row {
    let deadline = task.deadline.as_ref();
    row.set("task", task.id)
        .set("year", document.year)
        .placed(document)
        .set("section", task.section)
        .set("path", path(document, task.section))
        .set("measure", task.measure)
        .set("text", task.text.clone())
        .set("owners", task.owners.clone())
        .set("cooperating", task.cooperating.clone())
        .set("leaders", task.leaders.clone())
        .set("deadline", deadline.map(|d| d.text.clone()))
        .set("deadline_date", deadline.and_then(|d| d.date.clone()))
        .set("targets", task.targets.iter().map(|t| t.text.clone()).collect::<Vec<_>>())
        .spanned(task.place.source_span)
}

fn times<'a>(id: &'a dyn Fn() -> Row, document: &'a Document) -> impl Iterator<Item = Row> + 'a {
    document.times.iter().enumerate().map(move |(number, time)| {
        id().set("time", number)
            .set("section", document.section_at(time.place.span.start).map(|s| s.id))
            .set("text", time.text.clone())
            .set("from", time.from.clone())
            .set("to", time.to.clone())
            .set("masked", time.masked)
            .spanned(time.place.source_span)
    })
}

fn check_row(row: Row, source: &Source, document: &Document, number: usize, check: &Check) -> Row {
    let each =
        |of: &dyn Fn(&crate::model::Operand) -> String| check.operands.iter().map(of).collect::<Vec<_>>();
    let result = check.operands.last().map(|o| o.place);
    row.set("check", number)
        .set("kind", word(&check.kind))
        .set("holds", check.holds)
        .set("formula", check.formula.clone())
        .set("expected", check.expected.clone())
        .set("figures", each(&|o| o.text.clone()))
        .set("indicators", each(&|o| o.indicator.clone()))
        .set("metrics", each(&|o| o.metric.map_or(String::new(), |id| id.to_string())))
        .set("sentence", result.map(|place| sentence(source, document, place.span)))
        .spanned(result.map_or(Span::new(0, 0), |place| place.source_span))
}

/// Makes one row a finding of a review; `pair` numbers the plan and report that were laid side by side.
///
/// # Example
/// ```
/// use gongwen::{Review, report::corpus};
///
/// assert!(corpus::findings(&Review::default(), 0, ["plan.txt", "report.txt"]).is_empty());
/// ```
pub fn findings(review: &Review, pair: usize, [plan, report]: [&str; 2]) -> Vec<Row> {
    let made = review.findings.iter().map(|finding| {
        let task = &finding.task;
        let compared = |of: &dyn Fn(&crate::model::Comparison) -> String| {
            finding.comparisons.iter().map(of).collect::<Vec<_>>()
        };
        let outcome = |c: &crate::model::Comparison| Word(&c.outcome).to_string();
        let at = finding.evidence.first().map(|e| e.place.source_span);
        Row::default()
            .set("pair", pair)
            .set("plan", plan)
            .set("report", report)
            .set("task", task.id)
            .set("text", task.text.clone())
            .set("owners", task.owners.clone())
            .set("deadline", task.deadline.as_ref().map(|d| d.date.clone().unwrap_or_else(|| d.text.clone())))
            .set("verdict", word(&finding.verdict))
            .set("confidence", Decimal::new((f64::from(finding.confidence) * 1e4).round() as i128, 4))
            .set("needs_review", finding.needs_review)
            .set("reasons", finding.reasons.iter().map(ToString::to_string).collect::<Vec<_>>())
            .set("explanation", super::explanation(finding, Language::Chinese))
            .set("target", compared(&|c| c.target.text.clone()))
            .set("actual", compared(&|c| c.actual.text.clone()))
            .set("gap", compared(&|c| c.gap.clone().unwrap_or_default()))
            .set("outcome", compared(&outcome))
            .set("evidence", finding.evidence.iter().map(|e| e.text.clone()).collect::<Vec<_>>())
            .set("evidence_start", at.map(|s| s.start))
            .set("evidence_end", at.map(|s| s.end))
    });
    made.collect()
}

/// Describes a table as a resource of a Frictionless data package, in `csv` or `jsonl`.
///
/// # Example
/// ```
/// use gongwen::report::corpus::{Resource, Table};
///
/// let resource = serde_json::to_value(Resource::new(Table::Tasks, "csv"))?;
/// assert_eq!(resource["schema"]["fields"][0]["name"], "document");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Resource {
    table: Table,
    format: &'static str,
}

impl Resource {
    /// Describes `table`, written as `csv` or `jsonl`.
    pub fn new(table: Table, format: &'static str) -> Self {
        Resource { table, format }
    }
}

impl Serialize for Resource {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(5))?;
        map.serialize_entry("name", self.table.name())?;
        map.serialize_entry("path", &format!("{}.{}", self.table.name(), self.format))?;
        map.serialize_entry("format", self.format)?;
        map.serialize_entry("encoding", "utf-8")?;
        map.serialize_entry("schema", &Schema(self.table, self.format))?;
        map.end()
    }
}

struct Schema(Table, &'static str);

impl Serialize for Schema {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(2))?;
        map.serialize_entry("fields", &Fields(self.0, self.1))?;
        if self.0 != Table::Documents && self.0 != Table::Findings {
            map.serialize_entry("foreignKeys", &[Key])?;
        } else if self.0 == Table::Documents {
            map.serialize_entry("primaryKey", "document")?;
        }
        map.end()
    }
}

struct Fields(Table, &'static str);

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0.columns().map(|column| {
            let kind = match column.kind {
                "list" if self.1 == "csv" => "string",
                "list" => "array",
                kind => kind,
            };
            std::collections::BTreeMap::from([
                ("name", column.name),
                ("type", kind),
                ("title", column.chinese),
                ("description", column.english),
            ])
        }))
    }
}

/// Every table refers to the documents.
struct Key;

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(2))?;
        map.serialize_entry("fields", "document")?;
        let reference = std::collections::BTreeMap::from([("resource", "documents"), ("fields", "document")]);
        map.serialize_entry("reference", &reference)?;
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = "云溪县2024年工作总结\n一、2024年工作回顾\n粮食产量20.0万吨，增长3.5%，其中夏粮8.0万吨，秋粮12.0万吨。一是修复河堤7公里，二是新建泵站3座。\n二、2025年工作安排\n（一）力争粮食产量达到21万吨以上。（责任单位：县农业农村局；完成时限：2025年10月底）\n";

    #[test]
    fn rows_have_the_columns_that_are_described() {
        let parsed = crate::parse(REPORT.as_bytes());
        for table in Table::OF_A_FILE {
            let rows = match table {
                Table::Checks => check_rows(&parsed.source, &parsed.documents, &crate::audit(&parsed), "abc"),
                table => rows(&parsed.source, &parsed.documents, &parsed.notes, table, "abc"),
            };
            assert!(!rows.is_empty(), "{table:?}");
            for row in rows {
                let described: Vec<_> = table.columns().map(|c| c.name).collect();
                assert_eq!(row.columns().collect::<Vec<_>>(), described, "{table:?}");
                for ((name, cell), column) in row.0.iter().zip(table.columns()) {
                    let fits = match cell {
                        Cell::Nothing => true,
                        Cell::Text(_) => matches!(column.kind, "string" | "date"),
                        Cell::Integer(_) => column.kind == "integer",
                        Cell::Number(_) => column.kind == "number",
                        Cell::Boolean(_) => column.kind == "boolean",
                        Cell::List(_) => column.kind == "list",
                    };
                    assert!(fits, "{table:?} {name} {cell:?}");
                }
            }
        }
    }

    #[test]
    fn findings_have_the_columns_that_are_described() {
        let plan = crate::parse("云溪县2025年工作要点\n一、重点任务\n1.修复河堤7公里。\n".as_bytes());
        let review = crate::Checker::new().check(&plan, &crate::parse(REPORT.as_bytes()));
        let rows = findings(&review, 3, ["甲", "乙"]);
        let described: Vec<_> = Table::Findings.columns().map(|c| c.name).collect();
        assert_eq!(rows[0].columns().collect::<Vec<_>>(), described);
    }

    #[test]
    fn words_of_tone_stand_as_written() {
        let parsed = crate::parse(
            "云溪县2025年工作要点\n力争粮食产量达到21万吨以上，失业率控制在5%以内，人口超过3万人。\n"
                .as_bytes(),
        );
        let tones: Vec<Vec<String>> =
            parsed.metrics().map(|m| tone(parsed.source.text(), m.place.span)).collect();
        assert_eq!(tones, [vec!["力争", "达到", "以上"], vec!["控制在", "以内"], vec!["超过"]]);
    }
}
