//! `gongwen corpus`: many files, in parallel → tables that join, a description of them, and what could not be read.

mod pairs;
mod tables;
mod walk;
mod work;

use crate::files::{self, Failure};
use crate::output::make_dir;
use clap::ValueEnum;
use gongwen::Language;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Args {
    #[arg(required = true, value_name = "PATH", help = "文件或文件夹（连同其中的全部文件）")]
    paths: Vec<PathBuf>,
    #[arg(short, long, value_name = "DIR", help = "写入哪个文件夹")]
    output: PathBuf,
    #[arg(long, value_enum, default_value = "jsonl", help = "jsonl（默认）一行一个对象；csv 供其他程序读取")]
    format: Format,
    #[arg(short, long, value_name = "N", help = "几个线程（默认：处理器有几核用几个）；结果与线程数无关")]
    jobs: Option<usize>,
    #[arg(long, help = "接着上次中断的地方做")]
    resume: bool,
    #[arg(
        long,
        value_name = "PAIRS.tsv",
        help = "每行“计划<Tab>报告”（路径相对于该文件），逐对核对，写入 findings 表"
    )]
    pairs: Option<PathBuf>,
}

/// How rows are written.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    Jsonl,
    Csv,
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
        }
    }
}

pub fn run(args: &Args, lang: Language) -> u8 {
    corpus(args, lang).unwrap_or_else(|failure| failure.tell(&args.output))
}

fn corpus(args: &Args, lang: Language) -> Result<u8, Failure> {
    let files = walk::files(&args.paths, &args.output, lang)?;
    if files.is_empty() {
        return Err(Failure::new(
            lang.pick("应为文件，但文件夹中没有文件", "expected files, found none in the folders"),
        ));
    }
    make_dir(&args.output, lang)?;
    let jobs =
        args.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1);
    let told = work::all(&files, args, jobs, lang)?;
    let pairs = args.pairs.as_deref().map(|pairs| pairs::all(pairs, args, jobs, lang)).transpose()?;
    tables::describe(&args.output, args.format, pairs.is_some(), lang)?;
    let unread = told.unread + pairs.map_or(0, |told| told.unread);
    told.tell(lang);
    Ok(if unread == 0 {
        crate::FINE
    } else {
        files::tell(&told.where_errors_are(&args.output, unread, lang))
    })
}
