//! `gongwen corpus`: many files, in parallel → tables that join, a description of them, and what could not be read.

mod args;
mod pairs;
mod tables;
mod walk;
mod work;

use crate::files::{self, Failure};
use crate::output::make_dir;
pub use args::Args;
use gongwen::Language;

pub fn run(args: &Args, lang: Language) -> u8 {
    corpus(args, lang).unwrap_or_else(|failure| failure.tell(&args.output))
}

fn corpus(args: &Args, lang: Language) -> Result<u8, Failure> {
    let files = walk::files(&args.paths, &args.output, lang)?;
    if files.is_empty() {
        return Err(Failure::new(
            lang.pick("应为文件，但文件夹中没有文件", "expected files, found none in the folders"),
        ));
    }
    make_dir(&args.output, lang)?;
    let jobs =
        args.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1);
    let told = work::all(&files, args, jobs, lang)?;
    let pairs = args.pairs.as_deref().map(|pairs| pairs::all(pairs, args, jobs, lang)).transpose()?;
    tables::describe(&args.output, args.format, pairs.is_some(), lang)?;
    let unread = told.unread + pairs.map_or(0, |told| told.unread);
    told.tell(lang);
    Ok(if unread == 0 {
        crate::status::FINE
    } else {
        files::tell(&told.where_errors_are(&args.output, unread, lang))
    })
}
