//! `gongwen clean`: files → readable text: decoded, restored, optionally converted.

use crate::files::{self, Failure};
use crate::inputs::Files;
use crate::output::{self, Output};
use clap::ValueEnum;
use gongwen::model::NoteCode;
use gongwen::report::flat;
use gongwen::{CleanOptions, Format, Language, Source, TargetScript};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Args {
    #[arg(required = true, value_name = "FILE", help = "文件；- 表示标准输入")]
    files: Vec<PathBuf>,
    #[arg(
        long,
        value_enum,
        default_value = "keep",
        help = "字形：keep 保持（默认），simplified 简体，traditional 繁体"
    )]
    script: Script,
    #[arg(long, value_name = "DIR", help = "写成 DIR/文件名；网页和办公文档改以 .txt 结尾")]
    out_dir: Option<PathBuf>,
    #[arg(long, value_enum, help = "decode：只解码，不修复")]
    only: Option<Only>,
    #[arg(long, help = "在标准错误上逐条列出改动")]
    explain: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Script {
    Keep,
    Simplified,
    Traditional,
}

impl From<Script> for TargetScript {
    fn from(script: Script) -> Self {
        match script {
            Script::Keep => TargetScript::AsFound,
            Script::Simplified => TargetScript::Simplified,
            Script::Traditional => TargetScript::Traditional,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum Only {
    Decode,
}

pub fn run(args: &Args, lang: Language) -> u8 {
    if let Some(dir) = &args.out_dir
        && let Err(failure) = output::make_dir(dir, lang)
    {
        return failure.tell(dir);
    }
    let inputs = Files::named(&args.files);
    let mut written = Files::default();
    files::each(&args.files, lang, |name, bytes| {
        let how = CleanOptions::new().keep_damage(args.only.is_some()).to(args.script.into());
        let source = gongwen::open(&bytes, how).map_err(|e| Failure::library(&e, lang))?;
        let file = args.out_dir.as_ref().map(|dir| dir.join(file_name(name, source.info().format)));
        inputs.keep(file.as_deref(), lang)?;
        if let Some(file) = file.as_deref().filter(|file| written.hold(file)) {
            return Err(same_name(lang).about(file));
        }
        if args.explain {
            explain(name, &source, lang);
        }
        let mut out = Output::to(file.as_deref(), lang)?;
        out.write_text(source.text())?;
        out.finish()?;
        file.iter().for_each(|file| written.add(file));
        tell_lost(name, &source, lang);
        Ok(())
    })
}

/// Endings of office documents, whatever a file of that name holds.
const OFFICE: &[&str] =
    &["docx", "docm", "dotx", "doc", "wps", "odt", "rtf", "xlsx", "xlsm", "xls", "et", "ods", "pdf", "ofd"];
/// Endings of web pages.
const PAGES: &[&str] = &["html", "htm", "xhtml", "shtml", "mht", "mhtml", "eml"];

/// The output's name: what is no plain text any more does not keep the ending of what it was.
fn file_name(name: &Path, format: Format) -> PathBuf {
    let file_name = Path::new(name.file_name().unwrap_or(name.as_os_str()));
    let ending =
        file_name.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let (office, page) = (OFFICE.contains(&ending.as_str()), PAGES.contains(&ending.as_str()));
    match format {
        _ if office => file_name.with_extension("txt"),
        Format::Text => file_name.into(),
        _ if page => file_name.with_extension("txt"),
        _ if ending == "txt" => file_name.into(),
        // 报告2025.1 has no ending.
        _ => PathBuf::from(format!("{}.txt", file_name.display())),
    }
}

/// Two inputs of one name would overwrite each other.
fn same_name(lang: Language) -> Failure {
    Failure::new(lang.pick(
        "另一个输入文件的输出也叫这个名字，会互相覆盖",
        "expected distinct file names, found that another input was written under this name",
    ))
}

/// A closed standard error is no reason to stop.
fn explain(name: &Path, source: &Source, lang: Language) {
    let table = gongwen::report::edits(source, lang);
    if !table.is_empty() {
        let _ = write!(io::stderr(), "{}\n{table}", flat(&name.display().to_string()));
    }
}

/// Says how much of a text is lost, where some of it is.
fn tell_lost(name: &Path, source: &Source, lang: Language) {
    let losses = gongwen::losses(source);
    let unreadable = losses.iter().filter(|loss| loss.code == NoteCode::Unreadable).count();
    let lost = losses.len() - unreadable;
    let mut parts = Vec::new();
    if lost > 0 {
        parts.push(
            lang.pick(format!("{lost} 处文字已失，写作 �"), format!("{lost} places are lost, written as �")),
        );
    }
    if unreadable > 0 {
        parts.push(lang.pick(
            format!("{unreadable} 行疑为乱码，未能还原"),
            format!("{unreadable} lines look garbled and could not be restored"),
        ));
    }
    if !parts.is_empty() {
        files::say(name, &parts.join(lang.pick("；", "; ")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_named_as_a_text() {
        for (name, format, written) in [
            ("a/报告.docx", Format::Docx, "报告.txt"),
            ("page.HTML", Format::Html, "page.txt"),
            ("report.txt", Format::Html, "report.txt"),
            ("报告2025.1", Format::Docx, "报告2025.1.txt"),
            ("renamed.doc", Format::Text, "renamed.txt"),
            ("报告.txt", Format::Text, "报告.txt"),
            ("报告.wps.bak", Format::Text, "报告.wps.bak"),
        ] {
            assert_eq!(file_name(Path::new(name), format), Path::new(written), "{name}");
        }
    }
}
