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
        help = "json（默认）一个对象；jsonl 一行一个；outline 标题树；csv 指标表；html 网页"
    )]
    format: Format,
    #[arg(short, long, value_name = "FILE", help = "写入文件，不写到标准输出")]
    output: Option<PathBuf>,
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
    #[cfg(feature = "pages")]
    Html,
}

impl Format {
    /// Whether it tells of one file alone.
    fn of_one(self) -> bool {
        #[cfg(feature = "pages")]
        if self == Format::Html {
            return true;
        }
        self == Format::Json
    }
}

pub fn run(args: &Args, lang: Language) -> u8 {
    let one_only = lang.pick(
        "json 和 html 只用于一个文件，多个文件请用 --format jsonl",
        "json and html take one FILE, found several: use --format jsonl",
    );
    if args.format.of_one() && args.files.len() > 1 {
        return files::tell(one_only);
    }
    let name = args.output.as_deref().unwrap_or(Path::new("-"));
    written(args, one_only, lang).unwrap_or_else(|failure| failure.tell(name))
}

fn written(args: &Args, one_only: &str, lang: Language) -> Result<u8, Failure> {
    Files::named(&args.files).keep(args.output.as_deref(), lang)?;
    let mut out = Output::to(args.output.as_deref(), lang)?;
    begin(&mut out, args, lang)?;
    let mut told = false;
    let status = files::each(&args.files, lang, |name, bytes| {
        // An archive may hold several.
        if told && args.format.of_one() {
            return Err(Failure::new(one_only));
        }
        let mut parsed = gongwen::read(&bytes).map_err(|e| Failure::library(&e, lang))?;
        parsed.source.set_name(name.display().to_string());
        write(&mut out, &parsed, &bytes, args, lang)?;
        told = true;
        out.flush()
    });
    // Of files that could not be read nothing takes a place.
    if told {
        out.finish()?
    }
    Ok(status)
}

/// What stands before the first file.
fn begin(out: &mut Output, args: &Args, lang: Language) -> Result<(), Failure> {
    args.bom.only_for_csv(args.format == Format::Csv, lang)?;
    if args.format == Format::Csv {
        args.bom.write(out, false)?;
        out.write(gongwen::report::METRICS_HEADER.as_bytes())?;
    }
    out.flush()
}

#[cfg_attr(not(feature = "pages"), allow(unused_variables))]
fn write(
    out: &mut Output,
    parsed: &Parsed,
    bytes: &[u8],
    args: &Args,
    lang: Language,
) -> Result<(), Failure> {
    match args.format {
        #[cfg(feature = "pages")]
        Format::Html => {
            let paper = gongwen::report::Paper::new(&parsed.source, &parsed.documents, Some(bytes));
            out.write(gongwen::report::parsed_page(&paper, &parsed.notes_in(lang), lang).as_bytes())
        }
        Format::Outline => {
            out.write(gongwen::report::outline(&parsed.source, &parsed.documents, lang).as_bytes())
        }
        Format::Csv => out.write(gongwen::report::metrics_csv(&parsed.source, &parsed.documents).as_bytes()),
        json if args.text => out.write_json(&parsed.with_text(), json == Format::Json),
        json => out.write_json(parsed, json == Format::Json),
    }
}
