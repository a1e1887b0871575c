//! `gongwen convert`: a file or standard input → the same text in the other script, by OpenCC's configuration names.

use crate::files::{self, Failure};
use gongwen::{Clean, Converter, Language};
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Args {
    #[arg(long, value_name = "CONFIG", help = "OpenCC 的配置名：t2s、s2t、tw2s、hk2s、s2twp 等")]
    config: String,
    #[arg(value_name = "FILE", default_value = "-", help = "文件；- 表示标准输入")]
    file: PathBuf,
}

pub fn run(args: &Args, lang: Language) -> u8 {
    let converter = match Converter::new(&args.config) {
        Ok(converter) => converter,
        Err(error) => return files::tell(&format!("--config: {error}")),
    };
    files::each(std::slice::from_ref(&args.file), lang, |_, bytes| {
        let how = Clean { keep_damage: true, to: gongwen::ToScript::AsFound };
        let source = gongwen::open(&bytes, how).map_err(|e| Failure::library(&e, lang))?;
        files::print(converter.convert(source.text()).as_bytes(), lang)
    })
}
