//! Documents: letterhead, section tree, measures, statements, noise.

use super::codes::NoteCode;
use super::metric::{Metric, Time};
use super::review::Task;
use super::table::{ColumnKind, TableCell, TableRow, TaskTable, row_at};
use crate::place::PlaceName;
use crate::span::{Place, Span};
use serde::{Deserialize, Serialize};

/// A quoted piece of the text and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Quote {
    /// Cut from the restored text at the place's span.
    pub text: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
}

/// One document of a file, which may hold several.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Document {
    /// Its number in the file.
    pub id: usize,
    /// The document that it is an attachment of.
    pub parent: Option<usize>,
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// The year that it is about, where it says so: a 政府工作报告 of 2025 reviews 2024 and is of 2025.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub year: Option<i32>,
    /// The place that it is about, where it says so.
    #[serde(rename = "place", skip_serializing_if = "Option::is_none", default)]
    pub locality: Option<PlaceName>,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// 版头 and 版记 (GB/T 9704-2012 §7.2, §7.4), as far as found.
    pub letterhead: Letterhead,
    /// What is no part of the document's text.
    pub noise: Vec<Noise>,
    /// The section tree, in the order of the text; parents come before their children.
    pub sections: Vec<Section>,
    /// Inline items and numbered lists.
    pub measures: Vec<Measure>,
    /// The tables of tasks, in the order of the text.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub tables: Vec<TaskTable>,
    /// Where a report stops looking back and begins to plan, an offset of the text: for text outside of sections that tell
    /// it by themselves.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub plan_from: Option<usize>,
    /// Sentences with their mood, in the order of the text.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub statements: Vec<Statement>,
    /// Times and periods.
    pub times: Vec<Time>,
    /// Numbers that mean something.
    pub metrics: Vec<Metric>,
    /// What the document promises.
    pub tasks: Vec<Task>,
}

/// What kind of document it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DocumentKind {
    /// 报告、总结、汇报.
    Report,
    /// 方案、规划、要点、计划.
    Plan,
    /// 通知.
    Notice,
    /// 讲话、致辞.
    Speech,
    /// 函、批复、答复.
    Letter,
    /// 法律、法规、办法.
    Law,
    /// 任务分解表.
    Table,
    /// None of these.
    #[default]
    Other,
}

/// 版头: the parts that stand before and after the body (GB/T 9704-2012 §7).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Letterhead {
    /// 发文机关标志, §7.2.4.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<Quote>,
    /// 发文字号, §7.2.5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_number: Option<Quote>,
    /// 签发人, §7.2.6.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signer: Option<Quote>,
    /// 标题, §7.3.1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Quote>,
    /// 主送机关, §7.3.2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipients: Option<Quote>,
    /// 附件说明, §7.3.4.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachment_note: Option<Quote>,
    /// 发文机关署名, §7.3.5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signing_organ: Option<Quote>,
    /// 成文日期, §7.3.5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<OrganDate>,
    /// Who reports, where and when, below the title: 「——2025年1月8日在云溪县第十八届人民代表大会第四次会议上」「县长 何平」.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<Quote>,
    /// 抄送机关, §7.4.2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copies: Option<Quote>,
}

/// 成文日期 with its ISO form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OrganDate {
    /// As written.
    #[serde(flatten)]
    pub quote: Quote,
    /// `2016-05-25`; left out where the date is masked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub iso: Option<String>,
}

/// A stretch that is kept out of the model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Noise {
    /// Why.
    pub kind: NoiseKind,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
}

/// Why a stretch is noise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NoiseKind {
    /// Navigation, buttons, copyright lines, related links.
    Web,
    /// A page number or running head.
    Page,
    /// Text hidden behind a paywall.
    Gap,
    /// A lead or title printed twice.
    Duplicate,
}

/// A numbered section or item of the tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Section {
    /// Its number in the document.
    pub id: usize,
    /// The section that it stands under.
    pub parent: Option<usize>,
    /// Its true parent is missing in the text.
    pub parent_lost: bool,
    /// By the form of the marker: 0 第一部分 第一章 壹、 1 一、 2 （一） 3 1. 1、 4 （1） 1) 5 ① (GB/T 9704-2012 §7.3.3).
    pub level: u8,
    /// As restored.
    pub marker: String,
    /// The marker's number.
    pub ordinal: u32,
    /// Up to the first full stop; none for an item.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub title: Option<String>,
    /// How title and body stand.
    pub form: Form,
    /// What the section does.
    pub role: SectionRole,
    /// From the marker to where the section's own text ends, before its first subsection.
    #[serde(flatten)]
    pub place: Place,
}

/// How a section's title and body stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Form {
    /// Alone in its paragraph.
    Title,
    /// A title sentence, then the body.
    RunIn,
    /// The paragraph is the content.
    Item,
    /// A heading without a marker: 「2024年工作回顾」 alone on its line.
    Unmarked,
}

impl Form {
    /// Whether the title stands alone in its paragraph.
    pub fn stands_alone(self) -> bool {
        matches!(self, Form::Title | Form::Unmarked)
    }
}

/// What a section does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SectionRole {
    /// What was done.
    Review,
    /// What is wrong.
    Problems,
    /// What will be done.
    Plan,
    /// What shall be reached.
    Targets,
    /// 总体要求、基本原则.
    Requirements,
    /// 组织领导、保障措施.
    Organisation,
    /// 背景、形势.
    Background,
    /// None of these.
    #[default]
    Other,
}

/// An inline item of an enumeration: 一是, 首先, 第一，, 1、 inside a paragraph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Measure {
    /// Its number in the document.
    pub id: usize,
    /// The section that it stands in.
    pub section: Option<usize>,
    /// Marked by words inside running text.
    pub inline: bool,
    /// As restored.
    pub marker: String,
    /// Its place in the enumeration.
    pub ordinal: u32,
    /// Which enumeration.
    pub group: usize,
    /// 1 where it is nested in another item.
    pub depth: u8,
    /// What it tells.
    pub role: MeasureRole,
    /// With its marker, up to the next item.
    pub text: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
}

/// What a measure tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MeasureRole {
    /// What was done.
    #[default]
    Done,
    /// What will be done.
    Plan,
    /// What is wrong.
    Problem,
    /// What came of it.
    Result,
    /// What is to be met.
    Criterion,
}

/// One sentence (cut at 。；！？ and before 一是): who, when, and in what mood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Statement {
    /// Where it stands, without surrounding blanks, with its closing mark.
    #[serde(flatten)]
    pub place: Place,
    /// The innermost section that holds it.
    pub section: Option<usize>,
    /// The innermost measure that holds it.
    pub measure: Option<usize>,
    /// In what mood it speaks.
    pub mood: Mood,
    /// It is a heading or a title sentence.
    pub heading: bool,
}

/// In what mood a sentence speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Mood {
    /// Told as done: 建成、完成、增长了.
    Done,
    /// Under way: 正在、加快推进.
    Ongoing,
    /// To come: 将、要、力争、下一步.
    Planned,
    /// Admitted as wanting: 不足、未完成、仍有差距.
    Admitted,
    /// Neither: principles, background, slogans.
    #[default]
    General,
}

/// Something lost or doubtful in the text, said rather than guessed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Note {
    /// What is lost or doubtful.
    pub code: NoteCode,
    /// One line for a person, `message` in the JSON: a `text` there is always a quotation.
    #[serde(rename = "message")]
    pub text: String,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
}

/// The levels of 1. and （1）: there a heading with nothing below it is an item of a list; ① is a part of one.
const LISTS: std::ops::Range<u8> = 3..5;

impl Document {
    /// Returns the innermost section whose own text holds `offset` (of the restored text), if any.
    ///
    /// # Example
    /// ```
    /// let text = "云溪县工作总结\n一、主要工作\n（一）水利。修复河堤7公里。\n";
    /// let parsed = gongwen::parse(text.as_bytes());
    /// let document = &parsed.documents[0];
    /// let at = parsed.source.text().find("河堤").unwrap();
    /// assert_eq!(document.section_at(at).unwrap().marker, "（一）");
    /// ```
    pub fn section_at(&self, offset: usize) -> Option<&Section> {
        let after = self.sections.partition_point(|s| s.place.span.start <= offset);
        self.sections.get(after.checked_sub(1)?).filter(|s| offset < s.place.span.end)
    }

    /// Iterates over a section, by its number, and those above it, the innermost first.
    ///
    /// # Example
    /// ```
    /// let text = "云溪县工作总结\n一、主要工作\n（一）水利。修复河堤7公里。\n";
    /// let document = &gongwen::parse(text.as_bytes()).documents[0];
    /// let markers: Vec<&str> = document.path(Some(1)).map(|s| s.marker.as_str()).collect();
    /// assert_eq!(markers, ["（一）", "一、"]);
    /// ```
    pub fn path(&self, section: Option<usize>) -> impl Iterator<Item = &Section> {
        let numbered = |id: usize| self.sections.get(id);
        std::iter::successors(section.and_then(numbered), move |s| {
            s.parent.filter(|parent| *parent < s.id).and_then(numbered)
        })
    }

    /// Iterates over the sections right under `section`, or over the outermost ones.
    ///
    /// # Example
    /// ```
    /// let text = "云溪县工作总结\n一、主要工作\n（一）水利。修复河堤。\n（二）交通。修路。\n二、打算\n";
    /// let document = &gongwen::parse(text.as_bytes()).documents[0];
    /// assert_eq!(document.children(None).count(), 2);
    /// assert_eq!(document.children(Some(0)).count(), 2);
    /// ```
    pub fn children(&self, section: Option<usize>) -> impl Iterator<Item = &Section> {
        let below = section.map_or(0, |id| id + 1).min(self.sections.len());
        self.sections[below..].iter().filter(move |s| s.parent == section)
    }

    /// Returns the metrics that begin within `span` (of the restored text).
    ///
    /// # Example
    /// ```
    /// let parsed = gongwen::parse("全年修复河堤7公里，配备校车15辆。新建学校2所。".as_bytes());
    /// let document = &parsed.documents[0];
    /// let first = document.statements[0].place.span;
    /// let texts: Vec<&str> = document.metrics_in(first).iter().map(|m| m.text.as_str()).collect();
    /// assert_eq!(texts, ["7公里", "15辆"]);
    /// ```
    pub fn metrics_in(&self, span: Span) -> &[Metric] {
        let from = self.metrics.partition_point(|m| m.place.span.start < span.start);
        let to = self.metrics.partition_point(|m| m.place.span.start < span.end);
        &self.metrics[from..to.max(from)]
    }

    /// Tells what the part of the document that holds `offset` does.
    ///
    /// # Example
    /// ```
    /// use gongwen::model::SectionRole;
    ///
    /// let text = "云溪县工作总结\n一、完成情况\n修复河堤7公里。\n二、存在问题\n人手不足。\n";
    /// let parsed = gongwen::parse(text.as_bytes());
    /// let at = parsed.source.text().find("人手").unwrap();
    /// assert_eq!(parsed.documents[0].role_at(at), SectionRole::Problems);
    /// ```
    pub fn role_at(&self, offset: usize) -> SectionRole {
        let half = || match self.plan_from {
            Some(turn) if offset >= turn => SectionRole::Plan,
            Some(_) => SectionRole::Review,
            None => SectionRole::Other,
        };
        let own = self.section_at(offset).map_or(SectionRole::Other, |s| s.role);
        if own == SectionRole::Other { half() } else { own }
    }

    /// Tells whether a statement is a heading and nothing more: 「二、存在问题」; not 「1.更换路灯400盏。」 with nothing below it.
    ///
    /// # Example
    /// ```
    /// let parsed = gongwen::parse("云溪县工作总结\n一、完成情况\n修复河堤7公里。\n".as_bytes());
    /// let (text, document) = (parsed.source.text(), &parsed.documents[0]);
    /// let bare = |i: usize| document.is_bare_heading(text, &document.statements[i]);
    /// assert!(bare(1) && !bare(2));
    /// ```
    pub fn is_bare_heading(&self, text: &str, statement: &Statement) -> bool {
        let span = statement.place.span;
        let own = self.section_at(span.start).filter(|s| s.place.span == span && self.is_leaf(s));
        let says =
            |s: &Section| LISTS.contains(&s.level) || s.level < LISTS.start && span.of(text).ends_with('。');
        statement.heading && !own.is_some_and(says)
    }

    /// The row of a table of tasks that holds `offset`, with its table, if any.
    pub fn row_at(&self, offset: usize) -> Option<(&TaskTable, &TableRow)> {
        row_at(&self.tables, offset)
    }

    /// The cell of a table of tasks in which `offset` stands, with what its column holds, if it stands in one.
    pub fn cell_at(&self, offset: usize) -> Option<(ColumnKind, Span)> {
        let (table, row) = self.row_at(offset)?;
        let holds = |cell: &TableCell| {
            cell.place.span.start <= offset && offset < cell.place.span.end && !cell.merged
        };
        let column = row.cells.iter().position(holds)?;
        let kind = table.columns.get(column).map_or(ColumnKind::Other, |c| c.kind);
        Some((kind, row.cells[column].place.span))
    }

    /// Whether a section has a marker; a text of unmarked headings only has no items.
    pub fn is_numbered(&self) -> bool {
        self.sections.iter().any(|s| s.form != Form::Unmarked)
    }

    /// Tells whether nothing stands under a section.
    ///
    /// # Example
    /// ```
    /// let text = "云溪县工作总结\n一、主要工作\n（一）水利。修复河堤7公里。\n";
    /// let document = &gongwen::parse(text.as_bytes()).documents[0];
    /// let leaves: Vec<bool> = document.sections.iter().map(|s| document.is_leaf(s)).collect();
    /// assert_eq!(leaves, [false, true]);
    /// ```
    pub fn is_leaf(&self, section: &Section) -> bool {
        self.sections.get(section.id + 1).is_none_or(|next| next.parent != Some(section.id))
    }

    /// Returns the innermost measure that holds `offset` (of the restored text), if any.
    ///
    /// # Example
    /// ```
    /// let parsed = gongwen::parse("主要做法：一是修复河堤。二是配备校车。".as_bytes());
    /// let at = parsed.source.text().find("校车").unwrap();
    /// assert_eq!(parsed.documents[0].measure_at(at).unwrap().marker, "二是");
    /// ```
    pub fn measure_at(&self, offset: usize) -> Option<&Measure> {
        let after = self.measures.partition_point(|m| m.place.span.start <= offset);
        self.measures[..after].iter().rev().take(8).find(|m| offset < m.place.span.end)
    }
}
