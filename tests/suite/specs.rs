//! Spec files: a text, and the outline, metrics and tasks that a person read off it.
//!
//! A file of `tests/specs` holds examples divided by lines of `====`; each is a text, then sections opened by `---- outline`,
//! `---- metrics`, `---- tasks`. `REFRESH=1 cargo test specs` writes what the program finds: read the diff.

use crate::common::{files, quantity};
use gongwen::{Language, Metric, Parsed, Task};
use std::fmt::Write;

const BETWEEN: &str = "\n====\n";

/// What the program finds, in the order of the headings that the example has.
fn found(example: &str) -> String {
    let mut parts = example.split("---- ");
    let text = parts.next().unwrap_or_default();
    let parsed = gongwen::parse(text.as_bytes());
    let mut out = text.to_owned();
    for part in parts {
        let heading = part.lines().next().unwrap_or_default();
        let _ = writeln!(out, "---- {heading}");
        out.push_str(&match heading {
            "outline" => outline(&parsed),
            "metrics" => parsed.metrics().map(metric).collect(),
            "tasks" => parsed.tasks().map(task).collect(),
            "times" => parsed.documents.iter().flat_map(|d| &d.times).map(time).collect(),
            other => panic!("no such heading: {other}"),
        });
    }
    out
}

/// As `gongwen parse --format outline` prints it, without the line about the file.
fn outline(parsed: &Parsed) -> String {
    let text = gongwen::report::outline(&parsed.source, &parsed.documents, Language::Chinese);
    text.split_once('\n').map_or(String::new(), |(_, tree)| tree.to_owned())
}

fn word(word: impl serde::Serialize) -> String {
    match serde_json::to_value(word).unwrap() {
        serde_json::Value::String(word) => word,
        other => other.to_string(),
    }
}

/// `2000人 = 2000 人 / 年 | 医疗卫生人员 | just_under actual`, and what else is not as usual.
fn metric(metric: &Metric) -> String {
    let per: String = metric.per.iter().map(|p| format!("/{p}")).collect();
    let mut out = format!(
        "{} = {} {}{per} | {}",
        metric.text,
        quantity(&metric.quantity),
        metric.unit,
        metric.indicator.join("、")
    );
    let _ = write!(out, " | {} {}", word(metric.comparator), word(metric.role));
    for (name, value) in [
        ("direction", word(metric.direction)),
        ("baseline", word(metric.baseline)),
        ("commitment", word(metric.commitment)),
    ] {
        if !matches!(value.as_str(), "none" | "plain") {
            let _ = write!(out, " {name}={value}");
        }
    }
    for (name, value) in [("period", &metric.period), ("scope", &metric.scope), ("list", &metric.list)] {
        if let Some(value) = value {
            let _ = write!(out, " {name}={value}");
        }
    }
    out + "\n"
}

fn task(task: &Task) -> String {
    let deadline = task
        .deadline
        .as_ref()
        .map_or(String::new(), |d| format!(" | {} {}", d.text, d.date.as_deref().unwrap_or("?")));
    let targets: Vec<&str> = task.targets.iter().map(|t| t.text.as_str()).collect();
    let text = task.text.replace('\n', "⏎");
    format!(
        "{text} | {} | {}{deadline} | {}\n",
        task.owners.join("、"),
        task.cooperating.join("、"),
        targets.join("、")
    )
}

fn time(time: &gongwen::model::Time) -> String {
    format!(
        "{} = {} .. {}\n",
        time.text,
        time.from.as_deref().unwrap_or("?"),
        time.to.as_deref().unwrap_or("?")
    )
}

#[test]
fn specs_hold() {
    let refresh = std::env::var_os("REFRESH").is_some();
    let mut wrong = String::new();
    for path in files("tests/specs", ".txt") {
        let written = std::fs::read_to_string(&path).unwrap();
        let got: Vec<String> = written.split(BETWEEN).map(found).collect();
        if refresh {
            std::fs::write(&path, got.join(BETWEEN)).unwrap();
        }
        for (want, got) in written.split(BETWEEN).zip(&got) {
            if want.trim_end() != got.trim_end() {
                let _ = writeln!(wrong, "{}\n{}", path.display(), difference(want, got));
            }
        }
    }
    assert!(wrong.is_empty() || refresh, "\n{wrong}");
}

/// The lines that only one of the two has.
fn difference(want: &str, got: &str) -> String {
    let only = |sign, here: &str, there: &str| {
        here.lines()
            .filter(|l| !there.lines().any(|t| t == *l))
            .map(|l| format!("{sign} {l}\n"))
            .collect::<String>()
    };
    only('-', want, got) + &only('+', got, want)
}
