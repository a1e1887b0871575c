//! `gongwen page`: the program for WebAssembly → the page that runs it in a browser, where nothing may be installed.

use crate::files::{self, Failure};
use crate::inputs::Files;
use crate::output::Output;
use crate::status::FINE;
use gongwen::Language;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Args {
    #[arg(short, long, value_name = "FILE", help = "写入文件，不写到标准输出")]
    output: Option<PathBuf>,
    #[arg(
        long,
        value_name = "FILE",
        help = "页面里的程序：benches/make/page.sh 编译的 gongwen.wasm.gz（默认：编译本程序时放进来的）"
    )]
    engine: Option<PathBuf>,
}

/// What the build script was given by `GONGWEN_ENGINE`; empty where nothing was.
const BUILT_IN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/engine.gz"));

/// How a file begins that gzip packed.
const PACKED: &[u8] = &[0x1f, 0x8b];

pub fn run(args: &Args, lang: Language) -> u8 {
    let output = args.output.as_deref().unwrap_or(Path::new("-"));
    written(args, lang).map_or_else(|failure| failure.tell(output), |()| FINE)
}

fn written(args: &Args, lang: Language) -> Result<(), Failure> {
    Files::named(&args.engine).keep(args.output.as_deref(), lang)?;
    let engine = match &args.engine {
        Some(name) => packed(name, lang).map_err(|failure| failure.about(name))?,
        None => BUILT_IN.to_vec(),
    };
    if engine.is_empty() {
        return Err(Failure::new(lang.pick(
            "编译本程序时没有放进页面：请用 benches/make/page.sh 生成，或用 --engine 指定 gongwen.wasm.gz",
            "this build carries no page: make one by benches/make/page.sh, or name a gongwen.wasm.gz by --engine",
        )));
    }
    let mut out = Output::to(args.output.as_deref(), lang)?;
    out.write(&gongwen::report::app_page(&engine, lang))?;
    out.finish()
}

fn packed(name: &Path, lang: Language) -> Result<Vec<u8>, Failure> {
    let bytes = files::read(name, lang)?;
    if bytes.starts_with(PACKED) {
        return Ok(bytes);
    }
    Err(Failure::new(lang.pick("应为 gzip 压缩的 WebAssembly", "expected WebAssembly packed by gzip")))
}
