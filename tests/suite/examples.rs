//! The examples above rules in `src`, `//= sentence → what is read in it`, each run through the public parse.
//!
//! One cell a figure, cut at `|`; a line end is ⏎. A cell holds words in any order: the first name, `~another name`, a value with its
//! unit (`=4.1%`), a role, a direction, a comparator, `@2024` or `@2024-01-01..2024-12-31` for the period (`@` alone: none), `_` for
//! anything. `none` stands for no figure at all.

use crate::common::{files, project, quantity};
use gongwen::Metric;
use std::fmt::Write;

const ROLES: [&str; 6] = ["actual", "target", "threshold", "baseline", "delta", "cohort"];
const DIRECTIONS: [&str; 2] = ["up", "down"];
const COMPARATORS: [&str; 8] = ["eq", "ge", "gt", "le", "lt", "just_over", "just_under", "approx"];

/// A line of examples with the place where it stands.
struct Example {
    place: String,
    sentence: String,
    cells: String,
}

fn examples() -> Vec<Example> {
    let mut found = Vec::new();
    for path in files("src", ".rs") {
        let text = std::fs::read_to_string(&path).unwrap();
        for (number, line) in text.lines().enumerate() {
            let Some(example) = line.trim_start().strip_prefix("//= ") else { continue };
            let place = format!("{}:{}", path.strip_prefix(project("")).unwrap().display(), number + 1);
            let (sentence, cells) =
                example.split_once(" → ").unwrap_or_else(|| panic!("{place}: no → in {example}"));
            found.push(Example { place, sentence: sentence.replace('⏎', "\n"), cells: cells.to_owned() });
        }
    }
    found
}

fn word(word: impl serde::Serialize) -> String {
    serde_json::to_value(word).unwrap().as_str().unwrap_or_default().to_owned()
}

/// Whether one word of a cell holds of a figure.
fn holds(metric: &Metric, cell: &str) -> bool {
    let day = |day: &Option<String>| day.clone().unwrap_or_default();
    let period = format!("{}..{}", day(&metric.from), day(&metric.to));
    match (cell.chars().next(), &cell[cell.chars().next().map_or(0, char::len_utf8)..]) {
        (Some('_'), "") => true,
        (Some('~'), name) => metric.indicator.iter().any(|n| n == name),
        (Some('='), value) => value == format!("{}{}", quantity(&metric.quantity), metric.unit),
        (Some('@'), "") => metric.period.is_none() && period == "..",
        (Some('@'), year) if year.len() == 4 => period == format!("{year}-01-01..{year}-12-31"),
        (Some('@'), days) => period == days,
        _ if ROLES.contains(&cell) => word(metric.role) == cell,
        _ if DIRECTIONS.contains(&cell) => word(metric.direction) == cell,
        _ if COMPARATORS.contains(&cell) => word(metric.comparator) == cell,
        _ => metric.indicator.first().is_some_and(|n| n == cell),
    }
}

fn told(metric: &Metric) -> String {
    format!(
        "{} ={}{} {} {} {} @{}..{} ({})",
        metric.indicator.join(" ~"),
        quantity(&metric.quantity),
        metric.unit,
        word(metric.role),
        word(metric.direction),
        word(metric.comparator),
        metric.from.as_deref().unwrap_or(""),
        metric.to.as_deref().unwrap_or(""),
        metric.period.as_deref().unwrap_or("")
    )
}

#[test]
fn every_example_above_a_rule_holds() {
    let mut wrong = String::new();
    let all = examples();
    for Example { place, sentence, cells } in &all {
        let parsed = gongwen::parse(sentence.as_bytes());
        let metrics: Vec<&Metric> = parsed.metrics().collect();
        let cells: Vec<&str> = cells.split(" | ").filter(|cell| *cell != "none").collect();
        let fits =
            |(metric, cell): (&&Metric, &&str)| cell.split_whitespace().all(|word| holds(metric, word));
        if metrics.len() != cells.len() || !metrics.iter().zip(&cells).all(fits) {
            let got: Vec<String> = metrics.iter().map(|m| told(m)).collect();
            let _ = writeln!(
                wrong,
                "{place}\n    {sentence} → {}\n    {}",
                cells.join(" | "),
                got.join("\n    ")
            );
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(all.len() >= LEAST, "only {} examples", all.len());
}

/// So many examples stand above rules today, at least.
const LEAST: usize = 150;

#[test]
fn every_rule_of_names_has_its_example() {
    for path in files("src/metrics/naming", ".rs") {
        let text = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let rule = line.starts_with("pub(super) fn")
                && line.contains("(figure: &Figure<'_, '_>) -> Option<String>");
            let shown = at > 0 && lines[at - 1].starts_with("//= ");
            assert!(!rule || shown, "{}: no example above {line}", path.display());
        }
    }
}
