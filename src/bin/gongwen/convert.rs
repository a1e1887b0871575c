//! `gongwen convert`: a file or standard input → the same text in the other script, by OpenCC's configuration names.

use crate::files::{self, Failure};
use gongwen::{Clean, Language};
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Args {
    #[arg(long, value_name = "CONFIG", help = "OpenCC 的配置名，如 t2s")]
    config: String,
    #[arg(value_name = "FILE", default_value = "-", help = "文件；- 表示标准输入")]
    file: PathBuf,
}

pub fn run(args: &Args, lang: Language) -> u8 {
    if args.config != "t2s" {
        return files::tell(&format!("--config {}: {}", args.config, lang.pick("应为 t2s", "expected t2s")));
    }
    files::each(std::slice::from_ref(&args.file), lang, |_, bytes| {
        let source = gongwen::open(&bytes, Clean { keep_damage: true, simplify: true })
            .map_err(|e| Failure::library(&e, lang))?;
        files::print(source.text().as_bytes(), lang)
    })
}
