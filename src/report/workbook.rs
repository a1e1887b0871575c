//! A review → a workbook (XLSX): the ledger that an office keeps, tasks by owner and by verdict, where all of it comes from. The same
//! review gives the same bytes.

use super::bulletin::bulletin;
use super::ledger::{BY_SEVERITY, Compared, Group, Ledger, Row, by_owner};
use super::{wide, words};
use crate::error::{Error, ErrorKind};
use crate::language::Language;
use crate::model::{Due, Finding, Lamp, Progress, Standing, Tracking};
use crate::source::SourceInfo;
use crate::tables::called::{Column, called, columns};
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFormat, ChartPoint, ChartSolidFill, ChartType, Color, DataValidation,
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// Writes the ledger as a workbook.
///
/// # Errors
/// `TooLarge` where a sheet cannot hold so many tasks.
///
/// # Example
/// ```
/// use gongwen::{Language, Review, report};
///
/// let review = Review::default();
/// let book = report::workbook(&report::Ledger::new(&review, Language::Chinese))?;
/// assert!(book.starts_with(b"PK"));
/// # Ok::<(), gongwen::Error>(())
/// ```
pub fn workbook(ledger: &Ledger<'_>) -> Result<Vec<u8>, Error> {
    written(ledger).map_err(|error| {
        Error::new(ErrorKind::TooLarge, format!("expected a review that a workbook can hold, found: {error}"))
            .in_chinese(format!("应为电子表格容得下的任务，实为：{error}"))
    })
}

fn written(ledger: &Ledger<'_>) -> Result<Vec<u8>, XlsxError> {
    let language = ledger.language;
    let mut book = Workbook::new();
    // Else it would be the moment of writing.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = format!("{}{}", ledger.title(), language.pick("督查台账", ": ledger"));
    book.set_properties(
        &DocProperties::new().set_title(&title).set_author("gongwen").set_creation_datetime(&made),
    );
    let looks = Looks::new();
    book.push_worksheet(tasks(ledger, &looks, &title)?);
    book.push_worksheet(owners(ledger, &looks)?);
    book.push_worksheet(verdicts(ledger, &looks)?);
    book.push_worksheet(sources(ledger, &looks)?);
    book.save_to_buffer()
}

/// How cells look. Text is marked as text, so that no cell becomes a formula, not even when somebody edits it.
struct Looks {
    title: Format,
    under: Format,
    head: Format,
    group: Format,
    text: Format,
    middle: Format,
    percent: Format,
    mine: Format,
    plain: Format,
    wrapped: Format,
}

/// The height of a line of text in points.
const LINE: f64 = 14.0;
/// No row is higher.
const HIGHEST: f64 = 400.0;

impl Looks {
    fn new() -> Self {
        let unwrapped = || {
            Format::new()
                .set_font_name("仿宋")
                .set_font_size(10)
                .set_border(FormatBorder::Thin)
                .set_border_color(Color::RGB(0x9A_A0_A6))
                .set_align(FormatAlign::VerticalCenter)
                .set_quote_prefix()
        };
        let cell = || unwrapped().set_text_wrap();
        let bold = |format: Format| format.set_font_name("黑体").set_bold();
        let plain = || Format::new().set_font_name("仿宋").set_font_size(10).set_quote_prefix();
        Looks {
            title: bold(Format::new())
                .set_font_size(16)
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_quote_prefix(),
            under: plain()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap(),
            head: bold(cell()).set_align(FormatAlign::Center).set_background_color(Color::RGB(0xD9_E2_EF)),
            group: bold(unwrapped()).set_background_color(Color::RGB(0xEE_EE_E8)),
            text: cell(),
            middle: cell().set_align(FormatAlign::Center),
            percent: cell().set_align(FormatAlign::Center).set_num_format("0%"),
            mine: cell().set_background_color(Color::RGB(0xFF_FB_E6)),
            plain: plain(),
            wrapped: plain().set_text_wrap().set_align(FormatAlign::Top),
        }
    }

    /// A cell of the colour of a lamp.
    fn lamp(&self, lamp: Option<Lamp>) -> Format {
        let (back, ink) = match lamp {
            Some(Lamp::Blue) => (0xD6_E6_FA, 0x0B_3D_91),
            Some(Lamp::Green) => (0xD5_EE_D8, 0x14_53_23),
            Some(Lamp::Yellow) => (0xFF_F0_C2, 0x6B_4A_00),
            Some(Lamp::Red) => (0xFA_D4_D0, 0x8A_12_0C),
            Some(Lamp::Grey) => (0xE6_E6_E6, 0x44_44_44),
            None => return self.middle.clone(),
        };
        self.middle.clone().set_background_color(Color::RGB(back)).set_font_color(Color::RGB(ink)).set_bold()
    }

    fn verdict(&self, standing: Standing) -> Format {
        self.middle.clone().set_font_color(Color::RGB(ink(standing))).set_bold()
    }
}

fn ink(standing: Standing) -> u32 {
    match standing {
        Standing::Done => 0x1E_7B_34,
        Standing::Partly => 0x9A_67_00,
        Standing::TargetMissed => 0xB4_23_18,
        Standing::NotMentioned => 0x7A_27_1A,
        Standing::NotCheckable => 0x66_66_66,
    }
}

/// A cell holds at most so many characters that anybody reads.
const LONGEST_CELL: usize = 3000;

fn cut(text: &str) -> String {
    wide::short(text, LONGEST_CELL)
}

/// The row of the headings; title and counts stand above.
const HEAD: u32 = 2;

/// The ledger itself.
fn tasks(ledger: &Ledger<'_>, looks: &Looks, title: &str) -> Result<Worksheet, XlsxError> {
    let language = ledger.language;
    let mut sheet = Worksheet::new();
    sheet.set_name(language.pick("台账", "Ledger"))?;
    let all: Vec<Column> = columns().collect();
    let last_seen = all.iter().position(|c| c.name == "decision").unwrap_or_default() as u16;
    column_heads(&mut sheet, ledger, looks, &all)?;
    title_lines(&mut sheet, ledger, looks, title, last_seen)?;
    let mut at = HEAD;
    for group in ledger.groups() {
        if !group.title.is_empty() || !ledger.is_headless() {
            at += 1;
            group_line(&mut sheet, at, &group, looks, (last_seen, language))?;
        }
        for finding in group.findings {
            at += 1;
            task(&mut sheet, at, ledger, finding, looks, &all)?;
        }
    }
    usable(&mut sheet, (at, last_seen), language)?;
    Ok(sheet)
}

/// How the ledger is filtered, filled in, scrolled and printed; its last cell says how large it is.
fn usable(sheet: &mut Worksheet, (row, column): (u32, u16), language: Language) -> Result<(), XlsxError> {
    if row > HEAD {
        sheet.autofilter(HEAD, 0, row, column)?;
        sheet.add_data_validation(HEAD + 1, column, row, column, &decisions(language)?)?;
    }
    sheet.set_freeze_panes(HEAD + 1, 2)?;
    sheet.set_repeat_rows(HEAD, HEAD)?;
    sheet.set_print_area(0, 0, row, column)?;
    printed(sheet, true, language);
    Ok(())
}

/// The headings of the columns; one that no task fills is hidden.
fn column_heads(
    sheet: &mut Worksheet,
    ledger: &Ledger<'_>,
    looks: &Looks,
    columns: &[Column],
) -> Result<(), XlsxError> {
    let has_tasks = !ledger.review.findings.is_empty();
    for (at, column) in (0u16..).zip(columns) {
        if column.width == 0 || has_tasks && is_empty(ledger, column.name) {
            sheet.set_column_hidden(at)?;
        } else {
            sheet.set_column_width(at, column.width)?;
        }
        sheet.write_string_with_format(HEAD, at, column.heading(ledger.language), &looks.head)?;
    }
    sheet.set_row_height(HEAD, 30)?;
    Ok(())
}

/// The title, and below it how many tasks stand how, and when.
fn title_lines(
    sheet: &mut Worksheet,
    ledger: &Ledger<'_>,
    looks: &Looks,
    title: &str,
    last: u16,
) -> Result<(), XlsxError> {
    let (summary, language) = (&ledger.review.summary, ledger.language);
    sheet.merge_range(0, 0, 0, last, &cut(title), &looks.title)?;
    sheet.set_row_height(0, 28)?;
    let counts: Vec<String> =
        words::counts(summary, language).into_iter().map(|(word, n)| format!("{word} {n}")).collect();
    let tasks = language.pick("任务", "tasks");
    let head = format!("{tasks} {}{}{}", summary.tasks, language.pick("：", ": "), counts.join(" · "));
    let under: Vec<String> =
        [Some(head), ledger.as_of_line(false), ledger.choice_line()].into_iter().flatten().collect();
    sheet.merge_range(1, 0, 1, last, &under.join("　　"), &looks.under)?;
    sheet.set_row_height(1, 20)?;
    Ok(())
}

/// The line above a group of tasks.
fn group_line(
    sheet: &mut Worksheet,
    at: u32,
    group: &Group<'_>,
    looks: &Looks,
    (last, language): (u16, Language),
) -> Result<(), XlsxError> {
    for column in 0..=last {
        sheet.write_blank(at, column, &looks.group)?;
    }
    let untitled = language.pick("（无标题）", "(no heading)");
    let heading = if group.title.is_empty() { untitled } else { &group.title };
    sheet.write_string_with_format(at, 0, cut(heading), &looks.group)?;
    sheet.set_row_height(at, 18)?;
    Ok(())
}

/// The verdicts that a person may choose from.
fn decisions(language: Language) -> Result<DataValidation, XlsxError> {
    let verdicts: Vec<&str> =
        BY_SEVERITY.iter().rev().map(|s| called("verdict", s.as_str(), language)).collect();
    DataValidation::new()
        .allow_list_strings(&verdicts)?
        .set_error_title(language.pick("改判", "Decision"))?
        .set_error_message(language.pick("请从下拉列表中选择", "Choose from the list"))
}

/// A4, as wide as a page, with page numbers.
fn printed(sheet: &mut Worksheet, across: bool, language: Language) {
    if across {
        sheet.set_landscape();
    }
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_footer(language.pick("&C第 &P 页，共 &N 页", "&C&P / &N"));
}

/// Columns that not every plan fills; an empty one is not shown.
fn is_empty(ledger: &Ledger<'_>, column: &str) -> bool {
    let mut tasks = ledger.review.findings.iter().map(|f| &f.task);
    match column {
        "owners" => tasks.all(|t| t.owners.is_empty()),
        "cooperating" => tasks.all(|t| t.cooperating.is_empty()),
        "leaders" => tasks.all(|t| t.leaders.is_empty()),
        "deadline" => tasks.all(|t| t.deadline.is_none()),
        "lamp" => ledger.review.tracked.is_none(),
        _ => false,
    }
}

fn task(
    sheet: &mut Worksheet,
    at: u32,
    ledger: &Ledger<'_>,
    finding: &Finding,
    looks: &Looks,
    columns: &[Column],
) -> Result<(), XlsxError> {
    let row = ledger.row(finding);
    let mut lines = 1;
    for (column, of) in (0u16..).zip(columns) {
        let (text, look) = match of.name {
            "number" => {
                let number = row.number().unwrap_or_default() as f64;
                sheet.write_number_with_format(at, column, number, &looks.middle)?;
                continue;
            }
            "confidence" => {
                let sure = (f64::from(finding.confidence) * 100.0).round() / 100.0;
                sheet.write_number_with_format(at, column, sure, &looks.percent)?;
                continue;
            }
            name => cell(name, ledger, &row, looks),
        };
        let text = cut(&text);
        if of.width > 0 {
            let needed = |line: &str| wide::columns(line).div_ceil(usize::from(of.width).max(2) - 1).max(1);
            lines = lines.max(text.lines().map(needed).sum());
        }
        sheet.write_string_with_format(at, column, text, &look)?;
    }
    sheet.set_row_height(at, (lines as f64 * LINE + 4.0).min(HIGHEST))?;
    Ok(())
}

/// The text of a cell and its look.
fn cell(name: &str, ledger: &Ledger<'_>, row: &Row<'_>, looks: &Looks) -> (String, Format) {
    let finding = row.finding;
    let compared = || row.compared().into_iter();
    let joined = |texts: Vec<String>| texts.join("\n");
    let middle = looks.middle.clone();
    match name {
        "task" => (wide::flat(&finding.task.text), looks.text.clone()),
        "owners" => (row.owners(), looks.text.clone()),
        "cooperating" => (row.cooperating(), looks.text.clone()),
        "leaders" => (row.leaders(), looks.text.clone()),
        "deadline" => (row.deadline(), middle),
        "target" => (row.targets().join("\n"), middle),
        "actual" => (joined(compared().map(|c| c.actual).collect()), middle),
        "gap" => (joined(compared().map(gap).collect()), middle),
        "verdict" => (row.verdict().to_owned(), looks.verdict(Standing::of(finding))),
        "review" => (review(row, ledger.language).to_owned(), middle),
        "lamp" => (row.lamp().to_owned(), looks.lamp(finding.tracking.as_ref().and_then(|t| t.lamp))),
        "evidence" => (evidence(ledger, row), looks.text.clone()),
        "place" => (joined(ledger.places(finding).into_iter().take(QUOTES).collect()), looks.text.clone()),
        "comment" => (wide::flat(row.comment()), looks.mine.clone()),
        "decision" => (row.decision().to_owned(), looks.mine.clone()),
        "program" => (row.program().to_owned(), middle),
        "key" => (row.key().to_owned(), middle),
        _ => (String::new(), looks.text.clone()),
    }
}

/// Who still has to look at it, or has.
fn review(row: &Row<'_>, language: Language) -> &'static str {
    match row.decision() {
        "" if row.finding.needs_review => language.pick("待复核", "review"),
        "" => "",
        _ => language.pick("人工", "person"),
    }
}

fn gap(compared: Compared) -> String {
    if compared.gap.is_empty() { "—".to_owned() } else { compared.gap }
}

/// Passages quoted for one task.
const QUOTES: usize = 3;

/// What the verdict rests on: the quotations, why, and where the task stands in time.
fn evidence(ledger: &Ledger<'_>, row: &Row<'_>) -> String {
    let (finding, language) = (row.finding, ledger.language);
    let mut lines: Vec<String> =
        finding.evidence.iter().take(QUOTES).map(|e| format!("“{}”", wide::flat(&e.text))).collect();
    if let Some(more) = finding.evidence.len().checked_sub(QUOTES).filter(|more| *more > 0) {
        lines.push(language.pick(format!("另有 {more} 处"), format!("and {more} more")));
    }
    lines.extend(super::explanation::reason(finding, language).map(|reason| format!("→ {reason}")));
    lines.extend(row.time().map(|time| format!("[{time}]")));
    lines.join("\n")
}

/// Heads a table at a row.
fn heads(sheet: &mut Worksheet, row: u32, looks: &Looks, heads: &[(&str, u16)]) -> Result<(), XlsxError> {
    for (at, (head, width)) in (0u16..).zip(heads) {
        sheet.write_string_with_format(row, at, *head, &looks.head)?;
        sheet.set_column_width(at, *width)?;
    }
    sheet.set_row_height(row, 24)?;
    Ok(())
}

/// How many tasks of each owner stand how.
fn owners(ledger: &Ledger<'_>, looks: &Looks) -> Result<Worksheet, XlsxError> {
    let language = ledger.language;
    let mut sheet = Worksheet::new();
    sheet.set_name(language.pick("按责任单位", "By owner"))?;
    let mut of: Vec<(&str, u16)> =
        vec![(language.pick("责任单位", "owner"), 30), (language.pick("项数", "tasks"), 8)];
    of.extend(BY_SEVERITY.iter().map(|s| (called("verdict", s.as_str(), language), 11)));
    of.extend([
        (language.pick("待复核", "to review"), 10),
        (called("due", Due::Overdue.as_str(), language), 10),
        (called("progress", Progress::Behind.as_str(), language), 10),
        (called("lamp", Lamp::Red.as_str(), language), 8),
        (language.pick("完成率", "share done"), 10),
    ]);
    heads(&mut sheet, 0, looks, &of)?;
    let groups = by_owner(&ledger.review.findings, language);
    for (row, (owner, findings)) in (1u32..).zip(&groups) {
        sheet.write_string_with_format(row, 0, cut(owner), &looks.text)?;
        let count = |is: &dyn Fn(&Finding) -> bool| findings.iter().filter(|f| is(f)).count();
        let tracking = |is: fn(&Tracking) -> bool| count(&|f| f.tracking.as_ref().is_some_and(is));
        let mut counts = vec![findings.len()];
        counts.extend(BY_SEVERITY.iter().map(|s| count(&|f| Standing::of(f) == *s)));
        counts.extend([
            count(&|f| f.needs_review),
            tracking(|t| t.due == Some(Due::Overdue)),
            tracking(|t| t.progress == Some(Progress::Behind)),
            tracking(|t| t.lamp == Some(Lamp::Red)),
        ]);
        for (column, n) in (1u16..).zip(&counts) {
            sheet.write_number_with_format(row, column, *n as f64, &looks.middle)?;
        }
        let done = count(&|f| Standing::of(f) == Standing::Done);
        let checked = count(&|f| f.is_checkable());
        let column = counts.len() as u16 + 1;
        if checked > 0 {
            sheet.write_number_with_format(row, column, done as f64 / checked as f64, &looks.percent)?;
        } else {
            sheet.write_string_with_format(row, column, "—", &looks.middle)?;
        }
    }
    let last = groups.len() as u32;
    if last > 0 {
        sheet.autofilter(0, 0, last, of.len() as u16 - 1)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_repeat_rows(0, 0)?;
    printed(&mut sheet, true, language);
    Ok(sheet)
}

/// How many tasks stand how, with a chart, and the paragraph for a 通报.
fn verdicts(ledger: &Ledger<'_>, looks: &Looks) -> Result<Worksheet, XlsxError> {
    let language = ledger.language;
    let name = language.pick("按结论", "By verdict");
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?;
    let findings = &ledger.review.findings;
    let count = |standing: Standing| findings.iter().filter(|f| Standing::of(f) == standing).count();
    let order = BY_SEVERITY.into_iter().rev().skip(1).chain([Standing::NotCheckable]);
    let shown = order.map(|s| (s, count(s))).filter(|(s, n)| *s != Standing::NotCheckable || *n > 0);
    let counts: Vec<(Standing, usize)> = shown.collect();
    verdict_rows(&mut sheet, &counts, findings.len(), looks, language)?;
    let mut row = counts.len() as u32 + 2;
    for (word, n) in times(findings, language) {
        sheet.write_string_with_format(row, 0, word, &looks.middle)?;
        sheet.write_number_with_format(row, 1, n as f64, &looks.middle)?;
        row += 1;
    }
    sheet.insert_chart(0, 4, &chart(name, &counts, language))?;
    if ledger.has_bulletin() {
        notice(&mut sheet, row.max(CHART_ROWS) + 1, ledger, looks)?;
    }
    printed(&mut sheet, true, language);
    Ok(sheet)
}

/// The table of verdicts: each with its tasks and their share.
fn verdict_rows(
    sheet: &mut Worksheet,
    counts: &[(Standing, usize)],
    all: usize,
    looks: &Looks,
    language: Language,
) -> Result<(), XlsxError> {
    let head = [
        (language.pick("结论", "verdict"), 16),
        (language.pick("项数", "tasks"), 10),
        (language.pick("占比", "share"), 10),
    ];
    heads(sheet, 0, looks, &head)?;
    for (row, (standing, n)) in (1u32..).zip(counts) {
        let word = called("verdict", standing.as_str(), language);
        sheet.write_string_with_format(row, 0, word, &looks.verdict(*standing))?;
        sheet.write_number_with_format(row, 1, *n as f64, &looks.middle)?;
        sheet.write_number_with_format(row, 2, *n as f64 / all.max(1) as f64, &looks.percent)?;
    }
    Ok(())
}

/// How many tasks stand how in time, each word that some task has.
fn times(findings: &[Finding], language: Language) -> Vec<(&'static str, usize)> {
    let tracked = |is: &dyn Fn(&Tracking) -> bool| {
        findings.iter().filter(|f| f.tracking.as_ref().is_some_and(is)).count()
    };
    let word = |kind, code| called(kind, code, language);
    let due = Due::ALL.iter().map(|d| (word("due", d.as_str()), tracked(&|t| t.due == Some(*d))));
    let progress =
        Progress::ALL.iter().map(|p| (word("progress", p.as_str()), tracked(&|t| t.progress == Some(*p))));
    let lamps = Lamp::ALL.iter().map(|l| (word("lamp", l.as_str()), tracked(&|t| t.lamp == Some(*l))));
    due.chain(progress).chain(lamps).filter(|(_, n)| *n > 0).collect()
}

/// The verdicts as columns, each in its colour.
fn chart(sheet: &str, counts: &[(Standing, usize)], language: Language) -> Chart {
    let point = |(standing, _): &(Standing, usize)| {
        let fill = ChartSolidFill::new().set_color(Color::RGB(ink(*standing))).clone();
        ChartPoint::new().set_format(ChartFormat::new().set_solid_fill(&fill))
    };
    let last = counts.len() as u32;
    let mut chart = Chart::new(ChartType::Column);
    chart
        .add_series()
        .set_categories((sheet, 1, 0, last, 0))
        .set_values((sheet, 1, 1, last, 1))
        .set_points(&counts.iter().map(point).collect::<Vec<_>>())
        .set_data_label(ChartDataLabel::new().show_value());
    chart.title().set_name(language.pick("任务完成情况", "Tasks by verdict"));
    chart.legend().set_hidden();
    chart.y_axis().set_hidden(true).set_major_gridlines(false);
    chart.set_width(560).set_height(300);
    chart
}

/// The paragraph for a 通报, from a row on.
fn notice(sheet: &mut Worksheet, row: u32, ledger: &Ledger<'_>, looks: &Looks) -> Result<(), XlsxError> {
    let text = bulletin(ledger);
    let head = ledger.language.pick("通报用语（可直接粘贴）", "For a notice");
    sheet.write_string_with_format(row, 0, head, &looks.plain.clone().set_bold())?;
    sheet.merge_range(row + 1, 0, row + 1, BULLETIN_COLUMNS, &cut(&text), &looks.wrapped)?;
    let lines = wide::columns(&text).div_ceil(BULLETIN_WIDTH) + 1;
    sheet.set_row_height(row + 1, (lines as f64 * LINE).min(HIGHEST))?;
    Ok(())
}

/// The chart covers so many rows.
const CHART_ROWS: u32 = 16;
/// The paragraph runs over so many columns, which hold so many characters.
const BULLETIN_COLUMNS: u16 = 11;
const BULLETIN_WIDTH: usize = 104;

/// Where all of it comes from: files, encodings, warnings, parts, repairs.
fn sources(ledger: &Ledger<'_>, looks: &Looks) -> Result<Worksheet, XlsxError> {
    let (review, language) = (ledger.review, ledger.language);
    let mut sheet = Worksheet::new();
    sheet.set_name(language.pick("来源", "Sources"))?;
    let head = [
        (language.pick("项目", "what"), 18),
        (language.pick("内容", "content"), 60),
        (language.pick("原来", "before"), 30),
        (language.pick("改为", "after"), 30),
    ];
    heads(&mut sheet, 0, looks, &head)?;
    let mut lines: Vec<[String; 4]> = Vec::new();
    let mut say = |what: &str, text: String| lines.push([what.into(), text, String::new(), String::new()]);
    let reports = review.report_files().map(|file| (language.pick("报告", "report"), file));
    let sides: Vec<_> = [(language.pick("计划", "plan"), &review.plan)].into_iter().chain(reports).collect();
    for (what, source) in &sides {
        say(what, facts(source, language));
    }
    say(language.pick("程序", "program"), format!("gongwen {}", env!("CARGO_PKG_VERSION")));
    review.warnings.iter().for_each(|w| say(language.pick("注意", "warning"), wide::flat(&w.text)));
    words::lapsed(review, language).into_iter().for_each(|text| say(language.pick("注意", "warning"), text));
    words::parts(&review.parts_chosen, language).into_iter().for_each(|(what, text)| say(what, text));
    ledger.as_of_line(false).into_iter().for_each(|text| say(language.pick("时点", "day"), text));
    for (what, source) in &sides {
        for edit in source.edits.iter().take(MOST_EDITS) {
            let place = format!("{}–{}", edit.source_span.start, edit.source_span.end);
            let kind = words::damage(edit.kind, language);
            let text = language.pick(
                format!("{what}，字节 {place}：{kind}，把握 {:.0}%", edit.confidence * 100.0),
                format!("{what}, bytes {place}: {kind}, {:.0}% sure", edit.confidence * 100.0),
            );
            lines.push([
                language.pick("修复", "repair").into(),
                text,
                wide::flat(&edit.from),
                wide::flat(&edit.to),
            ]);
        }
        if let Some(more) = source.edits.len().checked_sub(MOST_EDITS).filter(|more| *more > 0) {
            let text = language.pick(format!("{what}：另有 {more} 处"), format!("{what}: and {more} more"));
            lines.push([language.pick("修复", "repair").into(), text, String::new(), String::new()]);
        }
    }
    for (row, line) in (1u32..).zip(lines) {
        let mut height = 1;
        for (column, (text, (_, width))) in (0u16..).zip(line.iter().zip(head)) {
            let text = cut(text);
            height = height.max(wide::columns(&text).div_ceil(usize::from(width) - 1));
            sheet.write_string_with_format(row, column, text, &looks.text)?;
        }
        sheet.set_row_height(row, (height as f64 * LINE + 4.0).min(HIGHEST))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    printed(&mut sheet, true, language);
    Ok(sheet)
}

/// So many repairs of a file are listed.
const MOST_EDITS: usize = 500;

/// What is known of a file, on one line.
fn facts(source: &SourceInfo, language: Language) -> String {
    let name = wide::file_name(source.name.as_deref());
    let (bytes, encoding, repairs) = (source.bytes, &source.encoding, source.edits.len());
    language.pick(
        format!("{name}（{bytes} 字节，编码 {encoding}，修复 {repairs} 处）"),
        format!("{name} ({bytes} bytes, encoding {encoding}, {repairs} repairs)"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Review, Task};

    #[test]
    fn the_same_review_gives_the_same_bytes() {
        let task =
            Task {
                text: "=HYPERLINK(\"甲\")".into(), owners: vec!["县民政局".into()], ..Task::default()
            };
        let review = Review { findings: vec![Finding { task, ..Finding::default() }], ..Review::default() };
        let write = || workbook(&Ledger::new(&review, Language::Chinese)).unwrap();
        let first = write();
        // The time of a ZIP entry counts in steps of two seconds.
        std::thread::sleep(std::time::Duration::from_millis(2100));
        assert_eq!(first, write());
    }

    #[test]
    fn a_review_without_findings_is_a_workbook() {
        let review = Review::default();
        assert!(workbook(&Ledger::new(&review, Language::English)).is_ok());
    }
}
