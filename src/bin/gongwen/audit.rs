//! `gongwen audit`: a report → its own arithmetic checked, each reckoning with its figures quoted.

use crate::files::{self, Failure};
use crate::inputs::Files;
use crate::output::{self, Output};
use crate::table::Bom;
use clap::ValueEnum;
use gongwen::model::Check;
use gongwen::{Language, Parsed, SourceInfo};
use serde::Serialize;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Args {
    #[arg(required = true, value_name = "FILE", help = "文件；- 表示标准输入")]
    files: Vec<PathBuf>,
    #[arg(
        long,
        value_enum,
        help = "text（默认）供人阅读；json 一个对象一行；csv 供电子表格打开；html 网页（默认：看 -o 的文件名）"
    )]
    format: Option<Format>,
    #[arg(short, long, value_name = "FILE", help = "写入文件，不写到标准输出")]
    output: Option<PathBuf>,
    #[command(flatten)]
    bom: Bom,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    Text,
    Json,
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
        false
    }
}

/// Endings of an output's name, and what is written there.
const ENDINGS: &[(&str, Format)] = &[
    ("csv", Format::Csv),
    ("json", Format::Json),
    ("jsonl", Format::Json),
    ("txt", Format::Text),
    #[cfg(feature = "pages")]
    ("html", Format::Html),
    #[cfg(feature = "pages")]
    ("htm", Format::Html),
];

pub fn run(args: &Args, lang: Language) -> u8 {
    audited(args, lang)
        .unwrap_or_else(|failure| failure.tell(args.output.as_deref().unwrap_or(Path::new("-"))))
}

/// The format that is asked for, or that the output's name says.
fn format(args: &Args, lang: Language) -> Result<Format, Failure> {
    let by_ending = || output::by_ending(args.output.as_deref(), ENDINGS, lang);
    let format = args.format.map_or_else(by_ending, |format| Ok(Some(format)))?.unwrap_or(Format::Text);
    args.bom.only_for_csv(format == Format::Csv, lang)?;
    if format.of_one() && args.files.len() > 1 {
        return Err(Failure::new(lang.pick("html 只用于一个文件", "html takes one FILE, found several")));
    }
    Ok(format)
}

fn audited(args: &Args, lang: Language) -> Result<u8, Failure> {
    files::one_standard_input(&args.files, lang)?;
    Files::named(&args.files).keep(args.output.as_deref(), lang)?;
    let format = format(args, lang)?;
    let mut out = Output::to(args.output.as_deref(), lang)?;
    if format == Format::Csv {
        args.bom.write(&mut out, true)?;
        out.write(gongwen::report::checks_header(lang).as_bytes())?;
    }
    let mut beside = Vec::new();
    let status = files::each(&args.files, lang, |name, bytes| {
        let mut parsed = gongwen::read(&bytes).map_err(|e| Failure::library(&e, lang))?;
        parsed.source.set_name(name.display().to_string());
        write(&mut out, &parsed, &bytes, format, lang)?;
        beside.push(parsed);
        out.flush()
    });
    if beside.len() > 1 {
        write_across(&mut out, &beside, format, lang)?;
    }
    out.finish()?;
    Ok(status)
}

/// The checks of a file; serialised as `gongwen.audit/1`.
#[derive(Serialize)]
struct Audit<'a> {
    schema: &'static str,
    source: &'a SourceInfo,
    documents: Vec<Audited<'a>>,
}

#[derive(Serialize)]
struct Audited<'a> {
    id: usize,
    checks: &'a [Check],
}

#[cfg_attr(not(feature = "pages"), allow(unused_variables))]
fn write(
    out: &mut Output,
    parsed: &Parsed,
    bytes: &[u8],
    format: Format,
    lang: Language,
) -> Result<(), Failure> {
    let checks = gongwen::audit(parsed);
    match format {
        #[cfg(feature = "pages")]
        Format::Html => {
            let paper = gongwen::report::Paper::new(&parsed.source, &parsed.documents, Some(bytes));
            out.write(gongwen::report::audit_page(&paper, &checks, lang).as_bytes())
        }
        Format::Text => out.write(gongwen::report::audit(&parsed.source, &checks, lang).as_bytes()),
        Format::Csv => out.write(gongwen::report::checks_csv(&parsed.source, &checks, lang).as_bytes()),
        Format::Json => {
            let documents = parsed.documents.iter().zip(&checks);
            let documents = documents.map(|(document, checks)| Audited { id: document.id, checks });
            let (source, documents) = (parsed.source.info(), documents.collect());
            out.write_json(&Audit { schema: "gongwen.audit/1", source, documents }, false)
        }
    }
}

/// The checks of files side by side; serialised as `gongwen.audit_across/1`.
#[derive(Serialize)]
struct Across<'a> {
    schema: &'static str,
    files: Vec<Option<&'a str>>,
    checks: &'a [Check],
}

/// Writes what the files say of each other.
fn write_across(out: &mut Output, all: &[Parsed], format: Format, lang: Language) -> Result<(), Failure> {
    let checks = gongwen::audit_across(all);
    let sources: Vec<_> = all.iter().map(|parsed| &parsed.source).collect();
    match format {
        // A page is of one file.
        #[cfg(feature = "pages")]
        Format::Html => Ok(()),
        Format::Text => out.write(gongwen::report::audit_across(&sources, &checks, lang).as_bytes()),
        Format::Csv => out.write(gongwen::report::across_csv(&sources, &checks, lang).as_bytes()),
        Format::Json => {
            let files = sources.iter().map(|source| source.info().name.as_deref()).collect();
            out.write_json(&Across { schema: "gongwen.audit_across/1", files, checks: &checks }, false)
        }
    }
}
