//! Plans and reports in pairs on the command line → one JSON line a task: its place and its candidates with their features.
//! `benches/make/weights.py` fits the table of weights on them.

use gongwen::{Checker, parse};
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let files: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let checker = Checker::new();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for pair in files.chunks_exact(2) {
        let (plan, report) = (parse(&std::fs::read(&pair[0])?), parse(&std::fs::read(&pair[1])?));
        for (place, told, planned) in checker.candidates(&plan, &report) {
            let row = serde_json::json!({
                "plan": pair[0], "task": place.source_span, "told": told, "planned": planned,
            });
            writeln!(out, "{row}")?;
        }
    }
    Ok(())
}
