//! `gongwen parse`: files → the structured model, as JSON, an outline, or a table of metrics.

use crate::files::{self, Failure};
use clap::ValueEnum;
use gongwen::{Language, Parsed};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Args {
    #[arg(required = true, value_name = "FILE", help = "文件；- 表示标准输入")]
    files: Vec<PathBuf>,
    #[arg(
        long,
        value_enum,
        default_value = "json",
        help = "json（默认）一个对象；jsonl 一行一个；outline 标题树；csv 指标表"
    )]
    format: Format,
    #[arg(long, help = "JSON 中附上修复后的全文")]
    text: bool,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    Json,
    Jsonl,
    Outline,
    Csv,
}

pub fn run(args: &Args, lang: Language) -> u8 {
    if args.format == Format::Json && args.files.len() > 1 {
        return files::tell(lang.pick(
            "json 只用于一个文件，多个文件请用 --format jsonl",
            "json takes one FILE, found several: use --format jsonl",
        ));
    }
    if args.format == Format::Csv
        && let Err(failure) = files::print(gongwen::report::METRICS_HEADER.as_bytes(), lang)
    {
        return failure.tell(Path::new("-"));
    }
    files::each(&args.files, lang, |name, bytes| {
        let mut parsed = gongwen::read(&bytes).map_err(|e| Failure::library(&e, lang))?;
        parsed.source.set_name(name.display().to_string());
        files::print(render(&parsed, args, lang)?.as_bytes(), lang)
    })
}

fn render(parsed: &Parsed, args: &Args, lang: Language) -> Result<String, Failure> {
    Ok(match args.format {
        Format::Outline => gongwen::report::outline(&parsed.source, &parsed.documents, lang),
        Format::Csv => gongwen::report::metrics_csv(&parsed.source, &parsed.documents),
        json => to_json(parsed, args.text, json == Format::Json)? + "\n",
    })
}

fn to_json(parsed: &Parsed, text: bool, pretty: bool) -> Result<String, Failure> {
    let written = match (text, pretty) {
        (true, true) => serde_json::to_string_pretty(&parsed.with_text()),
        (true, false) => serde_json::to_string(&parsed.with_text()),
        (false, true) => serde_json::to_string_pretty(parsed),
        (false, false) => serde_json::to_string(parsed),
    };
    written.map_err(|e| Failure::new(e.to_string()))
}
