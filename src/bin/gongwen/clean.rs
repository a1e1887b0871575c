//! `gongwen clean`: files → readable text: decoded, restored, optionally converted.

use crate::files::{self, Failure};
use clap::ValueEnum;
use gongwen::{Clean, Language, Source, ToScript};
use std::collections::BTreeSet;
use std::ffi::OsString;
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
    #[arg(long, value_name = "DIR", help = "写成 DIR/文件名")]
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

impl From<Script> for ToScript {
    fn from(script: Script) -> Self {
        match script {
            Script::Keep => ToScript::AsFound,
            Script::Simplified => ToScript::Simplified,
            Script::Traditional => ToScript::Traditional,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum Only {
    Decode,
}

pub fn run(args: &Args, lang: Language) -> u8 {
    if let Some(dir) = &args.out_dir
        && let Err(failure) = files::make_dir(dir, lang)
    {
        return failure.tell(dir);
    }
    let mut taken = BTreeSet::new();
    files::each(&args.files, lang, |name, bytes| {
        let how = Clean { keep_damage: args.only.is_some(), to: args.script.into() };
        let source = gongwen::open(&bytes, how).map_err(|e| Failure::library(&e, lang))?;
        if args.explain {
            explain(name, &source, lang);
        }
        let file = args.out_dir.as_ref().map(|dir| place(dir, name, &mut taken, lang)).transpose()?;
        files::write(file.as_deref(), source.text().as_bytes(), lang)
    })
}

/// Where the text goes; two inputs of one name would overwrite each other.
fn place(
    dir: &Path,
    name: &Path,
    taken: &mut BTreeSet<OsString>,
    lang: Language,
) -> Result<PathBuf, Failure> {
    let file_name = name.file_name().unwrap_or(name.as_os_str()).to_owned();
    if !taken.insert(file_name.clone()) {
        return Err(Failure::new(lang.pick(
            "另一个输入文件同名，输出会互相覆盖",
            "expected distinct file names, found another input of this name",
        )));
    }
    Ok(dir.join(file_name))
}

/// A closed standard error is no reason to stop.
fn explain(name: &Path, source: &Source, lang: Language) {
    let table = gongwen::report::edits(source, lang);
    if !table.is_empty() {
        let _ = write!(io::stderr(), "{}\n{table}", name.display());
    }
}
