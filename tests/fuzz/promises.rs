//! What holds of every input and every pair, whatever they are.

use gongwen::model::{Document, Review};
use gongwen::{Checker, CleanOptions, Language, Parsed, TargetScript, report};
use serde_json::Value;

/// Reads a file in every way; gives what was read, or none where it is refused.
pub fn of_a_file(bytes: &[u8]) -> Option<Parsed> {
    gongwen::parse(bytes);
    for script in [TargetScript::AsFound, TargetScript::Simplified, TargetScript::Traditional] {
        let cleaned = gongwen::clean(bytes, CleanOptions::new().to(script));
        report::edits(&cleaned, Language::Chinese);
    }
    let _ = gongwen::unpack(bytes, &mut |packed| drop(packed.bytes));
    let parsed = match gongwen::read(bytes) {
        Ok(parsed) => parsed,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return None;
        }
    };
    let json = serde_json::to_value(parsed.with_text()).unwrap();
    let length = parsed.source.extracted().map_or(bytes.len(), str::len);
    quotes(&json["documents"], parsed.source.text(), length);
    parsed.documents.iter().for_each(numbers);
    let again: Parsed = serde_json::from_value(json.clone()).expect("what is written reads back");
    assert_eq!(serde_json::to_value(again.with_text()).unwrap(), json, "read back");
    let twice = gongwen::read(bytes).expect("as before");
    assert_eq!(twice.documents, parsed.documents, "the same input twice");
    reports(&parsed);
    Some(parsed)
}

/// Every span lies in the text on characters, every source span in the input, and what is quoted stands there.
fn quotes(value: &Value, text: &str, length: usize) {
    match value {
        Value::Array(all) => all.iter().for_each(|value| quotes(value, text, length)),
        Value::Object(object) => {
            if let Some((start, end)) = object.get("source_span").and_then(span) {
                assert!(start <= end && end <= length, "{object:?}");
            }
            if let Some((start, end)) = object.get("span").and_then(span) {
                let cut = text.get(start..end).unwrap_or_else(|| panic!("cuts a character: {object:?}"));
                let quoted = object.get("text").and_then(Value::as_str);
                assert!(quoted.is_none_or(|quoted| quoted == cut), "{object:?} is {cut}");
            }
            object.values().for_each(|value| quotes(value, text, length));
        }
        _ => {}
    }
}

fn span(value: &Value) -> Option<(usize, usize)> {
    let at = |n: usize| value.get(n)?.as_u64().map(|n| n as usize);
    Some((at(0)?, at(1)?))
}

/// Numbers count up from 0, parents stand before their children.
fn numbers(document: &Document) {
    assert!(
        document.sections.iter().enumerate().all(|(at, s)| s.id == at && s.parent.is_none_or(|p| p < at))
    );
    assert!(document.metrics.iter().enumerate().all(|(at, metric)| metric.id == at));
    assert!(document.tasks.iter().enumerate().all(|(at, task)| task.id == at));
    assert!(document.metrics.is_sorted_by_key(|metric| metric.place.span.start));
}

/// Everything that is written of one file.
fn reports(parsed: &Parsed) {
    let checks = gongwen::audit(parsed);
    for language in [Language::Chinese, Language::English] {
        report::outline(&parsed.source, &parsed.documents, language);
        report::audit(&parsed.source, &checks, language);
        report::checks_csv(&parsed.source, &checks, language);
    }
    report::metrics_csv(&parsed.source, &parsed.documents);
    for table in report::corpus::Table::OF_A_FILE {
        report::corpus::rows(&parsed.source, &parsed.documents, &parsed.notes, table, "0");
    }
    let across = gongwen::audit_across([parsed, parsed]);
    report::audit_across(&[&parsed.source, &parsed.source], &across, Language::Chinese);
}

/// Checks a report against a plan; a plan or report in which nothing can be read is refused or said to be.
pub fn of_a_pair(checker: &Checker, plan: &Parsed, told: &Parsed) {
    let review = checker.check(plan, told);
    let text = told.source.text();
    for finding in &review.findings {
        assert!((0.0..=1.0).contains(&finding.confidence), "{}", finding.confidence);
        for evidence in &finding.evidence {
            assert_eq!(text.get(evidence.place.span.start..evidence.place.span.end), Some(&*evidence.text));
        }
    }
    let s = &review.summary;
    let judged = s.done + s.partly + s.target_missed + s.not_mentioned + s.not_checkable;
    assert_eq!((judged, s.tasks), (s.tasks, review.findings.len()), "the summary adds up");
    report::markdown(&report::Ledger::new(&review, Language::Chinese));
    let json = serde_json::to_value(&review).unwrap();
    let again: Review = serde_json::from_value(json.clone()).expect("a review reads back");
    assert_eq!(serde_json::to_value(&again).unwrap(), json);
}
