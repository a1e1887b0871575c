//! Plans and reports in pairs on the command line → one JSON line a task: its candidates with their features, the signs of its
//! verdict, and its finding. `benches/make/weights.py` and `verdict.py` fit the tables on them.
//!
//! By `--reader FILE` tasks are read by the weights in it. `--matching FILE`, `--verdict FILE`, `--trees FILE` and the
//! like take other tables than the crate's: those fitted without a report.

use gongwen::{Checker, parse};
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut files: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let mut table = |option, own| table(&mut files, option, own);
    let matching = table("--matching", include_str!("../../src/tables/match_weights.tsv"))?;
    let verdict = table("--verdict", include_str!("../../src/tables/verdict_weights.tsv"))?;
    let trees = table("--trees", include_str!("../../src/tables/verdict_trees.tsv"))?;
    let read_verdict = table("--read-verdict", include_str!("../../src/tables/reading_weights.tsv"))?;
    let read_trees = table("--read-trees", include_str!("../../src/tables/reading_trees.tsv"))?;
    let reader = files.iter().position(|a| a == "--reader").and_then(|at| files.drain(at..at + 2).nth(1));
    let mut checker = Checker::tuned(matching, [verdict, read_verdict], [trees, read_trees]);
    if let Some(reader) = reader {
        checker = checker.reader(&std::fs::read(reader)?)?;
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for pair in files.chunks_exact(2) {
        let (plan, report) = (parse(&std::fs::read(&pair[0])?), parse(&std::fs::read(&pair[1])?));
        for studied in checker.studied(&plan, &report) {
            let row = serde_json::json!({
                "plan": pair[0], "task": studied.finding.task.place.source_span, "studied": studied,
            });
            writeln!(out, "{row}")?;
        }
    }
    Ok(())
}

/// The table that `option` names, else the crate's own; tables live as long as the program.
fn table(args: &mut Vec<String>, option: &str, own: &'static str) -> std::io::Result<&'static str> {
    let Some(at) = args.iter().position(|a| a == option) else { return Ok(own) };
    let file: Vec<String> = args.drain(at..(at + 2).min(args.len())).collect();
    Ok(std::fs::read_to_string(file.last().map_or("", String::as_str))?.leak())
}
