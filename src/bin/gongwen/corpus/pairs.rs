//! A list of plans and reports → one table of findings over all of them.

use super::args::{Args, Format};
use super::tables::{self, Tables};
use super::work::{Made, Told, broken, in_order};
use crate::files::{self, Failure, from_system};
use gongwen::report::corpus::{Table, findings};
use gongwen::{Checker, Language, Parsed};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Checks each pair of the list and writes the table `findings`, pair by pair.
pub fn all(list: &Path, args: &Args, jobs: usize, lang: Language) -> Result<Told, Failure> {
    let pairs = read_list(list, lang)?;
    let checker = Checker::new();
    let dir = args.output.join("pairs");
    crate::output::make_dir(&dir, lang)?;
    let (mut tables, _) =
        Tables::open(&dir, &[Table::Findings], String::new(), args.format, args.resume, lang)?;
    let mut told = Told::default();
    let make = |at: usize| check(&checker, at, &pairs[at], args.format, lang);
    in_order(0..pairs.len(), jobs, make, |at, made| match made.unwrap_or_else(|said| broken(&said, lang)) {
        Made::Rows { texts, .. } => texts.iter().try_for_each(|text| tables.write(0, text)),
        Made::Unread(text) => {
            told.unread += 1;
            tables.error(&Unread { pair: at, text })
        }
    })
    .and_then(|()| tables.finish())
    .and_then(|()| take_place(&dir, args))
    .map_err(|e| from_system(&e, lang).about(&args.output))?;
    Ok(told)
}

/// Moves the table of findings, and the list of pairs that gave none, beside the other tables.
fn take_place(dir: &Path, args: &Args) -> std::io::Result<()> {
    let name = format!("{}.{}", Table::Findings.name(), args.format.ending());
    std::fs::rename(dir.join(&name), args.output.join(&name))?;
    let errors = format!("{}.jsonl", tables::ERRORS);
    std::fs::rename(dir.join(&errors), args.output.join(format!("pairs_{errors}")))?;
    std::fs::remove_dir(dir)
}

/// A line on a pair that could not be checked.
#[derive(Serialize)]
struct Unread {
    pair: usize,
    text: String,
}

/// Reads `plan<Tab>report` a line; blank lines and `#` lines are none, and a first line that names its columns `plan` and `report`
/// says where they stand. Paths are relative to the list.
fn read_list(list: &Path, lang: Language) -> Result<Vec<[PathBuf; 2]>, Failure> {
    let bytes = files::read(list, lang).map_err(|failure| failure.about(list))?;
    let text = String::from_utf8_lossy(&bytes);
    let folder = list.parent().unwrap_or(Path::new("."));
    let mut lines = text
        .trim_start_matches('\u{feff}')
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .peekable();
    let named = lines.peek().and_then(|first| {
        let at = |name| first.split('\t').position(|column| column.trim() == name);
        Some([at("plan")?, at("report")?])
    });
    let pairs = lines.skip(usize::from(named.is_some())).map(|line| {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let [plan, report] = named
            .unwrap_or([0, 1])
            .map(|at| cells.get(at).filter(|cell| !cell.is_empty()).map(|cell| folder.join(cell)));
        plan.zip(report).map(|(plan, report)| [plan, report]).ok_or_else(|| {
            Failure::new(lang.pick(
                format!("应为“计划<Tab>报告”，实为“{line}”"),
                format!("expected plan<Tab>report, found {line:?}"),
            ))
            .about(list)
        })
    });
    pairs.collect()
}

fn check(checker: &Checker, at: usize, pair: &[PathBuf; 2], format: Format, lang: Language) -> Made {
    let [plan, report] = pair.each_ref().map(|path| read(path, lang));
    match (plan, report) {
        (Ok(plan), Ok(report)) => {
            let names = pair.each_ref().map(|path| path.display().to_string());
            let review = checker.check(&plan, &report);
            let rows = findings(&review, at, [&names[0], &names[1]]);
            Made::Rows { hash: String::new(), texts: vec![tables::text(&rows, format)] }
        }
        (Err(text), _) | (_, Err(text)) => Made::Unread(text),
    }
}

fn read(path: &Path, lang: Language) -> Result<Parsed, String> {
    let told = |line: &str| format!("{}: {line}", path.display());
    let bytes = files::read(path, lang).map_err(|failure| told(failure.line()))?;
    gongwen::read(&bytes).map_err(|error| told(error.message(lang)))
}
