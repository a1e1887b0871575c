//! `gongwen check`: a report and its plan → a verdict for every task, printed; the exit status says whether all are done.

use crate::files::{self, Failure};
use crate::inputs::Files;
use crate::output::{self, Output};
use crate::table::Bom;
use crate::{FINE, NOT_DONE};
use clap::ValueEnum;
use gongwen::model::WarningCode;
use gongwen::{Checker, Language, Parsed, Review, Verdict};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Args {
    #[arg(value_name = "REPORT", help = "报告；- 表示标准输入")]
    report: PathBuf,
    #[arg(long, value_name = "PLAN", help = "计划：方案、要点、上一年的政府工作报告")]
    plan: PathBuf,
    #[arg(
        long,
        value_enum,
        help = "输出格式：table、json、csv、markdown（默认：看 -o 的文件名；终端上 table，否则 json）"
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
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    Table,
    Json,
    Csv,
    Markdown,
}

/// Endings of an output's name, and what is written there.
const ENDINGS: &[(&str, Format)] = &[
    ("csv", Format::Csv),
    ("json", Format::Json),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("txt", Format::Table),
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
    let inputs = [&args.plan, &args.report];
    files::one_standard_input(inputs, lang)?;
    Files::named(inputs).keep(args.output.as_deref(), lang)?;
    let format = format(args, lang)?;
    args.bom.only_for_csv(format == Format::Csv, lang)?;
    let plan = open(&args.plan, lang)?;
    let report = open(&args.report, lang)?;
    let review = checker(args, lang).check(&plan, &report);
    if let Some((file, failure)) = nothing_checked(args, &review) {
        return Err(failure.about(file));
    }
    let mut out = Output::to(args.output.as_deref(), lang)?;
    write(&mut out, &review, format, args, lang)?;
    out.finish()?;
    Ok(status(&review, args))
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

fn open(name: &Path, lang: Language) -> Result<Parsed, Failure> {
    let read = files::read(name, lang).and_then(|bytes| {
        let parsed = gongwen::read(&bytes).map_err(|e| Failure::library(&e, lang))?;
        parsed.readable().map_err(|e| Failure::library(&e, lang))?;
        Ok(parsed)
    });
    let mut parsed = read.map_err(|failure| failure.about(name))?;
    parsed.source.set_name(name.display().to_string());
    Ok(parsed)
}

fn checker(args: &Args, lang: Language) -> Checker {
    let mut checker = Checker::new().language(lang);
    if let Some(part) = &args.plan_part {
        checker = checker.plan_part(part);
    }
    if let Some(part) = &args.report_part {
        checker = checker.report_part(part);
    }
    checker
}

/// A review that says nothing is an error of usage: the plan has no task, or a part was named that is not there.
fn nothing_checked<'a>(args: &'a Args, review: &Review) -> Option<(&'a Path, Failure)> {
    let warning = review
        .warnings
        .iter()
        .find(|w| matches!(w.code, WarningCode::NoTasks | WarningCode::PartNotFound))?;
    let of_report = warning.code == WarningCode::PartNotFound
        && args.report_part.as_ref().is_some_and(|part| warning.text.contains(&gongwen::report::flat(part)));
    let file = if of_report { &args.report } else { &args.plan };
    review.findings.is_empty().then(|| (file.as_path(), Failure::new(&warning.text)))
}

fn write(
    out: &mut Output,
    review: &Review,
    format: Format,
    args: &Args,
    lang: Language,
) -> Result<(), Failure> {
    match format {
        Format::Json => out.write_json(review, true),
        Format::Table => {
            out.write(gongwen::report::table(review, layout(on_terminal(args)), lang).as_bytes())
        }
        Format::Csv => {
            args.bom.write(out, true)?;
            out.write(gongwen::report::review_csv(review, lang).as_bytes())
        }
        Format::Markdown => out.write(gongwen::report::markdown(review, lang).as_bytes()),
    }
}

/// As wide as the terminal, and coloured, unless `NO_COLOR` is set to anything.
fn layout(terminal: bool) -> gongwen::report::Layout {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)).filter(|_| terminal);
    gongwen::report::Layout::new(width, terminal && !no_color)
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
