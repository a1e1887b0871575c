//! `gongwen check`: a report and its plan → a verdict for every task, printed; the exit status says whether all are done.

use crate::files::{self, Failure};
use crate::inputs::Files;
use crate::output::{self, Output};
#[cfg(all(feature = "reader", feature = "corpus"))]
use crate::reading;
use crate::status::{FINE, NOT_DONE};
use crate::table::Bom;
use crate::tracked::{self, Tracking};
use clap::ValueEnum;
use gongwen::model::{Standing, WarningCode};
use gongwen::report::{Layout, Ledger, Paper, Sort};
use gongwen::{Checker, Finding, Language, Parsed, Review, Verdict};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Args {
    #[arg(
        required = true,
        value_name = "REPORT",
        help = "报告；- 表示标准输入；各责任单位的报告可以一起给出，或打包成 ZIP"
    )]
    reports: Vec<PathBuf>,
    #[arg(long, value_name = "PLAN", help = "计划：方案、要点、上一年的政府工作报告")]
    plan: PathBuf,
    #[arg(
        long,
        value_enum,
        help = "输出格式：table、json、csv、markdown、html、xlsx（默认：看 -o 的文件名；终端上 table，否则 json）"
    )]
    format: Option<Format>,
    #[arg(short, long, value_name = "FILE", help = "写入文件，不写到标准输出")]
    output: Option<PathBuf>,
    #[command(flatten)]
    bom: Bom,
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        value_name = "VERDICT,…",
        help = "出现这些结论时退出码为 1：partly、target_missed、not_mentioned（默认都算）"
    )]
    fail_on: Vec<FailOn>,
    #[arg(long, conflicts_with = "fail_on", help = "有未完成的任务时退出码也是 0")]
    exit_zero: bool,
    #[arg(long, value_name = "SECTION", help = "只从计划中标题含有这些字的部分取任务")]
    plan_part: Option<String>,
    #[arg(long, value_name = "SECTION", help = "只在报告中标题含有这些字的部分找依据")]
    report_part: Option<String>,
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        value_name = "VERDICT,…",
        help = "只列出这些结论：done、partly、target_missed（missed）、not_mentioned、not_checkable"
    )]
    only: Vec<Only>,
    #[arg(long, value_name = "NAME", help = "只列出这个单位牵头或配合的任务（单位名称含有这些字）")]
    owner: Option<String>,
    #[arg(long, help = "只列出待复核的任务")]
    review_only: bool,
    #[cfg(feature = "reader")]
    #[arg(long, value_name = "FILE", help = "试验：用这个文件里的阅读模型逐项细读，慢几秒")]
    reader: Option<PathBuf>,
    #[arg(
        long,
        value_enum,
        default_value = "plan",
        help = "排列：plan 按计划章节（默认），verdict 按结论，owner 按责任单位"
    )]
    sort: Order,
    #[arg(short, long, help = "table 全部列出：字节位置、全部依据、口号")]
    verbose: bool,
    #[arg(long, value_enum, default_value = "auto", help = "颜色：auto（默认）、always、never")]
    color: Color,
    #[command(flatten)]
    tracking: Tracking,
}

#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Only {
    Done,
    Partly,
    #[value(alias = "missed")]
    TargetMissed,
    NotMentioned,
    NotCheckable,
}

impl From<Only> for Standing {
    fn from(only: Only) -> Self {
        match only {
            Only::Done => Standing::Done,
            Only::Partly => Standing::Partly,
            Only::TargetMissed => Standing::TargetMissed,
            Only::NotMentioned => Standing::NotMentioned,
            Only::NotCheckable => Standing::NotCheckable,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum Order {
    Plan,
    Verdict,
    Owner,
}

impl From<Order> for Sort {
    fn from(order: Order) -> Self {
        match order {
            Order::Plan => Sort::Plan,
            Order::Verdict => Sort::Verdict,
            Order::Owner => Sort::Owner,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    Table,
    Json,
    Csv,
    Markdown,
    #[cfg(feature = "pages")]
    Html,
    #[cfg(feature = "ledger")]
    Xlsx,
}

/// Endings of an output's name, and what is written there.
const ENDINGS: &[(&str, Format)] = &[
    ("csv", Format::Csv),
    ("json", Format::Json),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("txt", Format::Table),
    #[cfg(feature = "pages")]
    ("html", Format::Html),
    #[cfg(feature = "pages")]
    ("htm", Format::Html),
    #[cfg(feature = "ledger")]
    ("xlsx", Format::Xlsx),
];

#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum FailOn {
    Partly,
    TargetMissed,
    NotMentioned,
}

impl From<FailOn> for Verdict {
    fn from(fail_on: FailOn) -> Self {
        match fail_on {
            FailOn::Partly => Verdict::Partly,
            FailOn::TargetMissed => Verdict::TargetMissed,
            FailOn::NotMentioned => Verdict::NotMentioned,
        }
    }
}

pub fn run(args: &Args, lang: Language) -> u8 {
    match checked(args, lang) {
        Ok(status) => status,
        Err(failure) => failure.tell(args.output.as_deref().unwrap_or(Path::new("-"))),
    }
}

fn checked(args: &Args, lang: Language) -> Result<u8, Failure> {
    let inputs: Vec<&PathBuf> =
        [&args.plan].into_iter().chain(&args.reports).chain(args.tracking.files()).collect();
    files::one_standard_input(inputs.iter().copied(), lang)?;
    Files::named(inputs).keep(args.output.as_deref(), lang)?;
    let format = format(args, lang)?;
    args.bom.only_for_csv(format == Format::Csv, lang)?;
    no_workbook_on_a_terminal(args, format, lang)?;
    let tracker = tracked::tracker(&args.tracking, lang)?;
    let plan = File::open(&args.plan, lang)?;
    let mut reports = Vec::new();
    for name in &args.reports {
        reports.extend(File::all(name, lang)?);
    }
    let parsed: Vec<&Parsed> = reports.iter().map(|report| &report.parsed).collect();
    let mut review = checker(args, lang)?.check_several(&plan.parsed, &parsed);
    if let Some((file, failure)) = nothing_checked(args, &review) {
        return Err(failure.about(file));
    }
    tracker.track(&mut review, &plan.parsed, &parsed);
    let status = status(&review, args);
    review.findings.retain(|finding| is_chosen(finding, args));
    let mut out = Output::to(args.output.as_deref(), lang)?;
    write(&mut out, &review, (&plan, &reports), format, args, lang)?;
    out.finish()?;
    Ok(status)
}

/// A file as it was read, with its bytes: a place is told by its line.
struct File {
    parsed: Parsed,
    bytes: Vec<u8>,
}

impl File {
    fn open(name: &Path, lang: Language) -> Result<File, Failure> {
        let bytes = files::read(name, lang).map_err(|failure| failure.about(name))?;
        File::of(bytes, name, lang)
    }

    /// The file of this name, or all that an archive of this name holds. One that cannot be read refuses the archive: the tasks that it
    /// tells of would seem to be left undone.
    fn all(name: &Path, lang: Language) -> Result<Vec<File>, Failure> {
        let bytes = files::read(name, lang).map_err(|failure| failure.about(name))?;
        let mut found = Vec::new();
        gongwen::unpack(&bytes, &mut |packed| {
            let name = name.join(packed.path);
            let read = packed.bytes.map_err(|e| Failure::library(&e, lang).about(&name));
            found.push(read.and_then(|bytes| File::of(bytes, &name, lang)));
        })
        .map_err(|e| Failure::library(&e, lang).about(name))?;
        if found.is_empty() {
            found.push(File::of(bytes, name, lang));
        }
        found.into_iter().collect()
    }

    fn of(bytes: Vec<u8>, name: &Path, lang: Language) -> Result<File, Failure> {
        let read = gongwen::read(&bytes).and_then(|parsed| parsed.readable().map(|()| parsed));
        let mut parsed = read.map_err(|e| Failure::library(&e, lang).about(name))?;
        parsed.source.set_name(name.display().to_string());
        Ok(File { parsed, bytes })
    }

    fn paper(&self) -> Paper<'_> {
        Paper::new(&self.parsed.source, &self.parsed.documents, Some(&self.bytes))
    }
}

/// Whether a finding is one of those that were asked for.
fn is_chosen(finding: &Finding, args: &Args) -> bool {
    let standing = Standing::of(finding);
    let task = &finding.task;
    let owned = |name: &String| task.owners.iter().chain(&task.cooperating).any(|owner| owner.contains(name));
    (args.only.is_empty() || args.only.iter().any(|only| Standing::from(*only) == standing))
        && args.owner.as_ref().is_none_or(owned)
        && (!args.review_only || finding.needs_review)
}

/// The bytes of a workbook are no text.
#[cfg(feature = "ledger")]
fn no_workbook_on_a_terminal(args: &Args, format: Format, lang: Language) -> Result<(), Failure> {
    if format != Format::Xlsx || !on_terminal(args) {
        return Ok(());
    }
    Err(Failure::new(
        lang.pick("xlsx 不能显示在终端上，请用 -o 文件名", "a workbook is no text: name a file by -o"),
    ))
}

#[cfg(not(feature = "ledger"))]
fn no_workbook_on_a_terminal(_: &Args, _: Format, _: Language) -> Result<(), Failure> {
    Ok(())
}

/// As asked for, by the output's ending, for the terminal, or for programs.
fn format(args: &Args, lang: Language) -> Result<Format, Failure> {
    let usual = if on_terminal(args) { Format::Table } else { Format::Json };
    match args.format {
        Some(format) => Ok(format),
        None => Ok(output::by_ending(args.output.as_deref(), ENDINGS, lang)?.unwrap_or(usual)),
    }
}

fn on_terminal(args: &Args) -> bool {
    args.output.as_deref().is_none_or(output::is_standard) && output::on_terminal()
}

fn checker(args: &Args, lang: Language) -> Result<Checker, Failure> {
    let mut checker = Checker::new().language(lang);
    #[cfg(all(feature = "reader", feature = "corpus"))]
    {
        checker = checker.on_reading(reading::progress);
    }
    #[cfg(feature = "reader")]
    if let Some(name) = &args.reader {
        let read = files::read(name, lang)
            .and_then(|bytes| checker.reader(&bytes).map_err(|e| Failure::library(&e, lang)));
        checker = read.map_err(|failure| failure.about(name))?;
    }
    if let Some(part) = &args.plan_part {
        checker = checker.plan_part(part);
    }
    if let Some(part) = &args.report_part {
        checker = checker.report_part(part);
    }
    Ok(checker)
}

/// A review that says nothing is an error of usage: the plan has no task, or a part was named that is not there.
fn nothing_checked<'a>(args: &'a Args, review: &Review) -> Option<(&'a Path, Failure)> {
    let warning = review
        .warnings
        .iter()
        .find(|w| matches!(w.code, WarningCode::NoTasks | WarningCode::PartNotFound))?;
    let of_report = warning.code == WarningCode::PartNotFound
        && args.report_part.as_ref().is_some_and(|part| warning.text.contains(&gongwen::report::flat(part)));
    let file = args.reports.first().filter(|_| of_report).unwrap_or(&args.plan);
    review.findings.is_empty().then(|| (file.as_path(), Failure::new(&warning.text)))
}

fn write(
    out: &mut Output,
    review: &Review,
    (plan, reports): (&File, &[File]),
    format: Format,
    args: &Args,
    lang: Language,
) -> Result<(), Failure> {
    let ledger = Ledger::new(review, lang).plan(plan.paper()).sort(args.sort.into());
    let ledger = reports.iter().fold(ledger, |ledger, report| ledger.report(report.paper()));
    match format {
        Format::Json => out.write_json(review, true),
        Format::Table => out.write(gongwen::report::table(&ledger, layout(args)).as_bytes()),
        Format::Csv => {
            args.bom.write(out, true)?;
            out.write(gongwen::report::review_csv(&ledger).as_bytes())
        }
        Format::Markdown => out.write(gongwen::report::markdown(&ledger).as_bytes()),
        #[cfg(feature = "pages")]
        Format::Html => out.write(gongwen::report::review_page(&ledger).as_bytes()),
        #[cfg(feature = "ledger")]
        Format::Xlsx => {
            out.write(&gongwen::report::workbook(&ledger).map_err(|e| Failure::library(&e, lang))?)
        }
    }
}

/// As wide as the terminal, and coloured there, unless `NO_COLOR` is set to anything.
fn layout(args: &Args) -> Layout {
    let terminal = on_terminal(args);
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)).filter(|_| terminal);
    let color = match args.color {
        Color::Auto => terminal && !no_color,
        Color::Always => true,
        Color::Never => false,
    };
    Layout::new(width, color).verbose(args.verbose)
}

fn status(review: &Review, args: &Args) -> u8 {
    let bad: Vec<Verdict> = if args.fail_on.is_empty() {
        vec![Verdict::Partly, Verdict::TargetMissed, Verdict::NotMentioned]
    } else {
        args.fail_on.iter().map(|&f| f.into()).collect()
    };
    let failing = review.findings.iter().any(|f| f.is_checkable() && bad.contains(&f.verdict));
    if failing && !args.exit_zero { NOT_DONE } else { FINE }
}
