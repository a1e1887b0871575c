//! What a run over a corpus is asked for: paths, where to, in what format.

use clap::ValueEnum;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Args {
    #[arg(required = true, value_name = "PATH", help = "文件、ZIP，或文件夹（连同其中的全部文件）")]
    pub paths: Vec<PathBuf>,
    #[arg(short, long, value_name = "DIR", help = "写入哪个文件夹")]
    pub output: PathBuf,
    #[arg(long, value_enum, default_value = "jsonl", help = "jsonl（默认）一行一个对象；csv 供其他程序读取")]
    pub format: Format,
    #[arg(short, long, value_name = "N", help = "几个线程（默认：处理器有几核用几个）；结果与线程数无关")]
    pub jobs: Option<usize>,
    #[arg(long, help = "接着上次中断的地方做")]
    pub resume: bool,
    #[arg(
        long,
        value_name = "PAIRS.tsv",
        help = "每行“计划<Tab>报告”（路径相对于该文件），逐对核对，写入 findings 表"
    )]
    pub pairs: Option<PathBuf>,
}

/// How rows are written.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum Format {
    Jsonl,
    Csv,
}

impl Format {
    /// The ending of a table's name.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
        }
    }
}
