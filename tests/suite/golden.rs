//! Field names are a promise: every key that a golden file names is still there; new ones may be added.

use crate::common::{bytes, json, text};
use serde_json::Value;
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
