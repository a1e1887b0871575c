//! What golden files hold: the field names that are promised, and the reviews of the fixture pairs, figure by figure.

use crate::common::{bytes, json, project, text};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Every path of keys in a JSON value: `documents[].sections[].marker`.
fn paths(value: &Value, here: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let path = if here.is_empty() { key.clone() } else { format!("{here}.{key}") };
                found.insert(path.clone());
                if key != "features" {
                    paths(value, &path, found);
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| paths(value, &format!("{here}[]"), found)),
        _ => {}
    }
}

fn assert_keeps(golden: &str, values: &[Value]) {
    let mut found = BTreeSet::new();
    values.iter().for_each(|value| paths(value, "", &mut found));
    let promised = text(golden);
    let missing: Vec<&str> = promised.lines().filter(|l| !l.is_empty() && !found.contains(*l)).collect();
    assert!(missing.is_empty(), "{golden} promises what is not there: {missing:?}");
}

#[test]
fn parse_keeps_its_field_names() {
    // A plan has tasks, a report has inline items; the two together show every field.
    let written = ["fixtures/pairs/yunxi/plan.txt", "fixtures/pairs/nanpu/report.txt"].map(|file| {
        let parsed = gongwen::parse(&bytes(file));
        assert_eq!(json(&parsed)["schema"], "gongwen.parse/1");
        serde_json::to_value(parsed.with_text()).unwrap()
    });
    assert_keeps("tests/suite/golden/parse.txt", &written);
}

#[test]
fn check_keeps_its_field_names() {
    let read = |file| gongwen::parse(&bytes(file));
    let review = gongwen::Checker::new()
        .check(&read("fixtures/pairs/dongling/plan.txt"), &read("fixtures/pairs/dongling/report.txt"));
    let value = serde_json::to_value(&review).unwrap();
    assert_eq!(value["schema"], "gongwen.check/1");
    assert_keeps("tests/suite/golden/check.txt", &[value]);
}

#[test]
fn the_model_reads_back_what_it_wrote() {
    let parsed = gongwen::parse(&bytes("fixtures/pairs/yunxi/plan.txt"));
    for document in &parsed.documents {
        let written = serde_json::to_value(document).unwrap();
        let read: gongwen::Document = serde_json::from_value(written.clone()).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), written);
    }
}

/// A number to two digits: what a change of a weight or a threshold moves, and rounding on another platform does not.
fn to_two_digits(value: &Value) -> Value {
    match value {
        Value::Number(n) if n.is_f64() => {
            json!((n.as_f64().unwrap_or_default() * 100.0).round() / 100.0 + 0.0)
        }
        Value::Array(list) => list.iter().map(to_two_digits).collect(),
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), to_two_digits(value))).collect(),
        other => other.clone(),
    }
}

/// A finding as the golden file keeps it: what was decided, from what, and with which figures.
fn decided(finding: &Value) -> Value {
    let quoted = |key: &str| -> Value {
        let list = finding[key].as_array().cloned().unwrap_or_default();
        list.iter()
            .map(|e| json!({ "span": e["span"], "score": e["score"], "why": e["why"], "features": e["features"] }))
            .collect()
    };
    let compared: Value = finding["comparisons"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|c| {
            json!({ "target": c["target"]["text"], "actual": c["actual"]["text"], "outcome": c["outcome"],
                    "gap": c["gap"], "unit": c["unit"] })
        })
        .collect();
    to_two_digits(&json!({
        "task": finding["task"]["text"],
        "verdict": finding["verdict"],
        "reasons": finding["reasons"],
        "explanation": finding["explanation"],
        "confidence": finding["confidence"],
        "needs_review": finding["needs_review"],
        "evidence": quoted("evidence"),
        "near_misses": quoted("near_misses"),
        "comparisons": compared,
    }))
}

/// `REFRESH=1 cargo test golden` writes what the program finds: read the diff.
#[test]
fn reviews_of_the_fixture_pairs_are_what_they_were() {
    let golden = "tests/suite/golden/reviews.jsonl";
    let mut got = String::new();
    for name in ["yunxi", "dongling", "nanpu", "chenghu"] {
        let read = |file: &str| gongwen::parse(&bytes(&format!("fixtures/pairs/{name}/{file}.txt")));
        let review = gongwen::Checker::new().check(&read("plan"), &read("report"));
        let value = serde_json::to_value(&review).unwrap();
        got += &format!(
            "{}\n",
            json!({ "pair": name, "summary": value["summary"], "warnings": value["warnings"] })
        );
        for finding in value["findings"].as_array().unwrap() {
            got += &format!("{}\n", decided(finding));
        }
    }
    if std::env::var_os("REFRESH").is_some() {
        std::fs::write(project(golden), &got).unwrap();
    }
    let want = text(golden);
    for (want, got) in want.lines().zip(got.lines()) {
        assert_eq!(want, got, "\nREFRESH=1 cargo test golden, then read the diff of {golden}");
    }
    assert_eq!(want.lines().count(), got.lines().count(), "{golden}");
}
