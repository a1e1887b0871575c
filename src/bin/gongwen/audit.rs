//! `gongwen audit`: a report → its own arithmetic checked, each reckoning with its figures quoted.

use crate::files::{self, Failure};
use clap::ValueEnum;
use gongwen::{Language, Parsed};
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Args {
    #[arg(required = true, value_name = "FILE", help = "文件；- 表示标准输入")]
    files: Vec<PathBuf>,
    #[arg(long, value_enum, default_value = "text", help = "text（默认）供人阅读；json 一个对象一行")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub fn run(args: &Args, lang: Language) -> u8 {
    files::each(&args.files, lang, |name, bytes| {
        let mut parsed = gongwen::read(&bytes).map_err(|e| Failure::library(&e, lang))?;
        parsed.source.set_name(name.display().to_string());
        files::print(render(&parsed, args.format, lang)?.as_bytes(), lang)
    })
}

fn render(parsed: &Parsed, format: Format, lang: Language) -> Result<String, Failure> {
    let checks = gongwen::audit(parsed);
    if format == Format::Text {
        return Ok(gongwen::report::audit(&parsed.source, &checks, lang));
    }
    let documents: Vec<_> = parsed
        .documents
        .iter()
        .zip(&checks)
        .map(|(document, checks)| serde_json::json!({ "id": document.id, "checks": checks }))
        .collect();
    let value = serde_json::json!({
        "schema": "gongwen.audit/1", "source": parsed.source.info(), "documents": documents,
    });
    Ok(value.to_string() + "\n")
}
