//! `gongwen parse`: files → the structured model, as JSON, an outline, or a table of metrics.

use crate::files::{self, Failure};
use crate::inputs::Files;
use crate::output::Output;
use crate::table::Bom;
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
    #[command(flatten)]
    bom: Bom,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    Json,
    Jsonl,
    Outline,
    Csv,
}

pub fn run(args: &Args, lang: Language) -> u8 {
    let one_only = lang.pick(
        "json 只用于一个文件，多个文件请用 --format jsonl",
        "json takes one FILE, found several: use --format jsonl",
    );
    if args.format == Format::Json && args.files.len() > 1 {
        return files::tell(one_only);
    }
    let mut out = Output::standard(lang);
    if let Err(failure) = begin(&mut out, args, lang) {
        return failure.tell(Path::new("-"));
    }
    let mut written = false;
    files::each(&args.files, lang, |name, bytes| {
        // An archive may hold several.
        if std::mem::replace(&mut written, true) && args.format == Format::Json {
            return Err(Failure::new(one_only));
        }
        let mut parsed = gongwen::read(&bytes).map_err(|e| Failure::library(&e, lang))?;
        parsed.source.set_name(name.display().to_string());
        write(&mut out, &parsed, args, lang)?;
        out.flush()
    })
}

/// What stands before the first file.
fn begin(out: &mut Output, args: &Args, lang: Language) -> Result<(), Failure> {
    Files::named(&args.files).keep(None, lang)?;
    args.bom.only_for_csv(args.format == Format::Csv, lang)?;
    if args.format == Format::Csv {
        args.bom.write(out, false)?;
        out.write(gongwen::report::METRICS_HEADER.as_bytes())?;
    }
    out.flush()
}

fn write(out: &mut Output, parsed: &Parsed, args: &Args, lang: Language) -> Result<(), Failure> {
    match args.format {
        Format::Outline => {
            out.write(gongwen::report::outline(&parsed.source, &parsed.documents, lang).as_bytes())
        }
        Format::Csv => out.write(gongwen::report::metrics_csv(&parsed.source, &parsed.documents).as_bytes()),
        json if args.text => out.write_json(&parsed.with_text(), json == Format::Json),
        json => out.write_json(parsed, json == Format::Json),
    }
}
