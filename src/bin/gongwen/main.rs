//! The command line: arguments and files in, printed results and an exit status out; it sees only the public library.

mod audit;
mod check;
mod clean;
mod convert;
#[cfg(feature = "corpus")]
mod corpus;
mod files;
mod help;
mod inputs;
mod output;
#[cfg(feature = "pages")]
mod page;
#[cfg(all(feature = "reader", feature = "corpus"))]
mod reading;
mod parse;
#[cfg(feature = "shell")]
mod shell;
mod status;
mod table;
mod tracked;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};
use gongwen::Language;
use std::process::ExitCode;

#[derive(Parser)]
#[command(
    name = "gongwen",
    bin_name = "gongwen",
    version,
    about = "读懂公文：拿报告对照计划，每个结论都能查到原文",
    after_help = "可读：各种编码的文本、网页（HTML、MHT）、DOCX、DOC、WPS、ODT、RTF、XLSX、XLS、ET、ODS、PDF（带文字层）、OFD、邮件（EML）；clean、parse、audit 和 check 的报告还可以是装有它们的 ZIP",
    disable_help_flag = true,
    disable_version_flag = true
)]
struct Cli {
    #[arg(long, global = true, value_enum, default_value = "zh", help = "输出所用的语言：zh（默认）、en")]
    lang: Lang,
    #[arg(short, long, global = true, action = ArgAction::Help, help = "显示帮助")]
    help: Option<bool>,
    #[arg(short = 'V', long, action = ArgAction::Version, help = "显示版本")]
    version: Option<bool>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    #[command(about = "拿报告对照计划：逐项任务给出结论，并引出报告原文")]
    Check(Box<check::Args>),
    #[command(about = "解析文档：标题层级、举措、指标、任务")]
    Parse(parse::Args),
    #[command(about = "得到可读的文本：解码、修复乱码，可选繁简转换")]
    Clean(clean::Args),
    #[command(about = "繁简转换，用 OpenCC 的配置名")]
    Convert(convert::Args),
    #[command(about = "核算报告自身的数字：占比、合计、单价×数量、增幅，逐处引出原文")]
    Audit(audit::Args),
    #[cfg(feature = "corpus")]
    #[command(about = "整批文件写成可相互连接的数据表，供统计分析")]
    Corpus(corpus::Args),
    #[cfg(feature = "pages")]
    #[command(about = "免安装的网页：一个文件，拖入计划和报告即可核对，不联网")]
    Page(page::Args),
    #[cfg(feature = "shell")]
    #[command(about = "命令行补全的脚本，写到标准输出")]
    Completions(shell::Completions),
    #[cfg(feature = "shell")]
    #[command(about = "手册（man），写到标准输出")]
    Man(shell::ManPage),
}

#[derive(Clone, Copy, ValueEnum)]
enum Lang {
    Zh,
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Language::Chinese,
            Lang::En => Language::English,
        }
    }
}

fn main() -> ExitCode {
    let cli = match help::parse::<Cli>() {
        Ok(cli) => cli,
        Err(status) => return ExitCode::from(status),
    };
    let lang = cli.lang.into();
    ExitCode::from(match cli.command {
        Command::Check(args) => check::run(&args, lang),
        Command::Parse(args) => parse::run(&args, lang),
        Command::Clean(args) => clean::run(&args, lang),
        Command::Convert(args) => convert::run(&args, lang),
        Command::Audit(args) => audit::run(&args, lang),
        #[cfg(feature = "corpus")]
        Command::Corpus(args) => corpus::run(&args, lang),
        #[cfg(feature = "pages")]
        Command::Page(args) => page::run(&args, lang),
        #[cfg(feature = "shell")]
        Command::Completions(args) => shell::completions(&args, help::command::<Cli>(lang), lang),
        #[cfg(feature = "shell")]
        Command::Man(args) => shell::man(&args, help::command::<Cli>(lang), lang),
    })
}
