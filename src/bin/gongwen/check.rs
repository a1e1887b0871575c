//! `gongwen check`: a report and its plan → a verdict for every task, printed; the exit status says whether all are done.

use crate::files::{self, Failure};
use crate::{FINE, NOT_DONE};
use clap::ValueEnum;
use gongwen::{Checker, Language, Parsed, Review, Verdict};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Args {
    #[arg(value_name = "REPORT", help = "报告；- 表示标准输入")]
    report: PathBuf,
    #[arg(long, value_name = "PLAN", help = "计划：方案、要点、上一年的政府工作报告")]
    plan: PathBuf,
    #[arg(long, value_enum, help = "输出格式：table、json、csv、markdown（默认：终端上 table，否则 json）")]
    format: Option<Format>,
    #[arg(short, long, value_name = "FILE", help = "写入文件，不写到标准输出")]
    output: Option<PathBuf>,
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

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Table,
    Json,
    Csv,
    Markdown,
}

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
    let plan = match open(&args.plan, lang) {
        Ok(plan) => plan,
        Err(failure) => return failure.tell(&args.plan),
    };
    let report = match open(&args.report, lang) {
        Ok(report) => report,
        Err(failure) => return failure.tell(&args.report),
    };
    let review = checker(args, lang).check(&plan, &report);
    if let Some((file, failure)) = nothing_checked(args, &review) {
        return failure.tell(file);
    }
    let written = render(&review, args, lang)
        .and_then(|text| files::write(args.output.as_deref(), text.as_bytes(), lang));
    match written {
        Ok(()) => status(&review, args),
        Err(failure) => failure.tell(args.output.as_deref().unwrap_or(Path::new("-"))),
    }
}

fn open(name: &Path, lang: Language) -> Result<Parsed, Failure> {
    let mut parsed = gongwen::read(&files::read(name, lang)?).map_err(|e| Failure::library(&e, lang))?;
    parsed.readable().map_err(|e| Failure::library(&e, lang))?;
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
    let warning =
        review.warnings.iter().find(|w| matches!(w.code.as_str(), "no_tasks" | "part_not_found"))?;
    let of_report = warning.code == "part_not_found"
        && args.report_part.as_ref().is_some_and(|part| warning.text.contains(part.as_str()));
    let file = if of_report { &args.report } else { &args.plan };
    review.findings.is_empty().then(|| (file.as_path(), Failure::new(&warning.text)))
}

fn render(review: &Review, args: &Args, lang: Language) -> Result<String, Failure> {
    let terminal = args.output.is_none() && files::on_terminal();
    Ok(match args.format.unwrap_or(if terminal { Format::Table } else { Format::Json }) {
        Format::Json => serde_json::to_string_pretty(review).map_err(|e| Failure::new(e.to_string()))? + "\n",
        Format::Table => gongwen::report::table(review, layout(terminal), lang),
        Format::Csv => gongwen::report::review_csv(review, lang),
        Format::Markdown => gongwen::report::markdown(review, lang),
    })
}

/// As wide as the terminal, and coloured, unless `NO_COLOR` is set to anything.
fn layout(terminal: bool) -> gongwen::report::Layout {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)).filter(|_| terminal);
    gongwen::report::Layout { width, color: terminal && !no_color }
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
