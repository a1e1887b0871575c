//! Plan and report pairs: the verdicts that a reader gave, and quotes that stand where they say.

use crate::common::{bytes, objects, span, text};
use gongwen::{Checker, Finding, Parsed, Review};
use serde_json::Value;

const PAIRS: [&str; 3] = ["yunxi", "dongling", "nanpu"];

fn pair(name: &str) -> (Parsed, Parsed) {
    let read = |file: &str| gongwen::parse(&bytes(&format!("fixtures/pairs/{name}/{file}.txt")));
    (read("plan"), read("report"))
}

fn review(name: &str) -> Review {
    let (plan, report) = pair(name);
    Checker::new().check(&plan, &report)
}

/// One line of `expected.tsv`: words of the task, verdicts that are right, words of the evidence.
struct Expected {
    task: String,
    verdicts: Vec<String>,
    evidence: Vec<String>,
}

fn expected(name: &str) -> Vec<Expected> {
    let alternatives = |cell: &str| cell.split('|').filter(|w| !w.is_empty()).map(str::to_owned).collect();
    text(&format!("fixtures/pairs/{name}/expected.tsv"))
        .lines()
        .filter(|l| !l.starts_with('#'))
        .map(|line| {
            let mut cells = line.split('\t');
            let mut cell = || cells.next().unwrap_or_default();
            Expected {
                task: cell().to_owned(),
                verdicts: alternatives(cell()),
                evidence: alternatives(cell()),
            }
        })
        .collect()
}

fn verdict(finding: &Finding) -> String {
    serde_json::to_value(finding.verdict).unwrap().as_str().unwrap().to_owned()
}

/// What is wrong with the review in the eyes of the reader who wrote `expected.tsv`.
fn complaints(name: &str) -> Vec<String> {
    let review = review(name);
    let mut wrong = Vec::new();
    for want in expected(name) {
        let Some(finding) = review.findings.iter().find(|f| f.task.text.contains(&want.task)) else {
            wrong.push(format!("{name}: no task “{}”", want.task));
            continue;
        };
        let got = verdict(finding);
        if !want.verdicts.contains(&got) {
            wrong.push(format!(
                "{name}: “{}” is {got}, not {}: {}",
                want.task,
                want.verdicts.join("|"),
                finding.explanation
            ));
        }
        let quoted = |words: &String| finding.evidence.iter().any(|e| e.text.contains(words));
        if got != "not_mentioned" && !want.evidence.is_empty() && !want.evidence.iter().any(quoted) {
            wrong.push(format!("{name}: “{}” lacks the evidence “{}”", want.task, want.evidence.join("|")));
        }
    }
    wrong
}

/// Where the program does not yet see what the reader sees. None of these is a wrong “done”; a line goes when it is mended.
const NOT_YET: [&str; 7] = [
    "dongling: ““三公”经费只减不增”",
    "dongling: “公园绿地60公顷”",
    "yunxi: “老年医学科”",
    "yunxi: “流感疫苗”",
    "yunxi: “专项资金1200万元”",
    "dongling: “公办幼儿园学位2400个”",
    "nanpu: “拆除违法建设15万”",
];

#[test]
fn a_reader_agrees_with_every_verdict() {
    let (known, wrong): (Vec<String>, Vec<String>) = PAIRS
        .iter()
        .flat_map(|name| complaints(name))
        .partition(|line| NOT_YET.iter().any(|known| line.starts_with(known)));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    let mended: Vec<&&str> =
        NOT_YET.iter().filter(|k| !known.iter().any(|line| line.starts_with(**k))).collect();
    assert!(mended.is_empty(), "mended, take them off the list: {mended:?}");
}

/// A wrong “done” is worse than a “not found”.
#[test]
fn nothing_is_done_that_a_reader_does_not_find_done() {
    for name in PAIRS {
        let review = review(name);
        for want in expected(name).iter().filter(|w| !w.verdicts.iter().any(|v| v == "done")) {
            for finding in review.findings.iter().filter(|f| f.task.text.contains(&want.task)) {
                assert_ne!(verdict(finding), "done", "{name}: {}", finding.task.text);
            }
        }
    }
}

/// What stands only in the report's plan for the next year proves nothing.
#[test]
fn next_years_plan_is_no_evidence() {
    for (name, plan_half) in
        [("yunxi", "三、下一步打算"), ("dongling", "二、2024年工作安排"), ("nanpu", "三、2024年工作安排")]
    {
        let (plan, report) = pair(name);
        let from = report.source.text().find(plan_half).unwrap();
        for finding in Checker::new().check(&plan, &report).findings {
            assert!(
                finding.evidence.iter().all(|e| e.place.span.start < from),
                "{name}: {:?}",
                finding.evidence
            );
        }
    }
}

#[test]
fn quotes_stand_where_they_say() {
    for name in PAIRS {
        let (plan, report) = pair(name);
        let review = serde_json::to_value(Checker::new().check(&plan, &report)).unwrap();
        objects(&review["findings"], "findings", &mut |key, object| {
            let (Some(place), Some(quote)) = (object.get("span"), object.get("text").and_then(Value::as_str))
            else {
                return;
            };
            let (start, end) = span(place);
            let of_report = matches!(key, "evidence" | "near_misses" | "actual");
            let source = if of_report { &report.source } else { &plan.source };
            assert_eq!(source.text().get(start..end), Some(quote), "{name}: {key}");
        });
    }
}

#[test]
fn the_summary_counts_the_findings() {
    for name in PAIRS {
        let review = review(name);
        let s = &review.summary;
        assert_eq!(s.tasks, review.findings.len(), "{name}");
        assert_eq!(
            s.done + s.partly + s.target_missed + s.not_mentioned + s.not_checkable,
            s.tasks,
            "{name}"
        );
        assert_eq!(s.needs_review, review.findings.iter().filter(|f| f.needs_review).count(), "{name}");
    }
}

#[test]
fn not_mentioned_has_no_evidence_and_every_other_verdict_has() {
    for finding in PAIRS.iter().flat_map(|name| review(name).findings) {
        assert_eq!(
            verdict(&finding) == "not_mentioned",
            finding.evidence.is_empty(),
            "{}",
            finding.task.text
        );
        assert!((0.0..=1.0).contains(&finding.confidence), "{}", finding.task.text);
    }
}

#[test]
fn reviews_are_the_same_from_every_encoding() {
    for name in PAIRS {
        let expected: Vec<_> =
            review(name).findings.iter().map(|f| (f.task.text.clone(), verdict(f))).collect();
        let report = text(&format!("fixtures/pairs/{name}/report.txt"));
        let (gb, _, _) = encoding_rs::GB18030.encode(&report);
        let got = Checker::new().check(&pair(name).0, &gongwen::parse(&gb));
        assert_eq!(
            got.findings.iter().map(|f| (f.task.text.clone(), verdict(f))).collect::<Vec<_>>(),
            expected
        );
    }
}

#[test]
fn a_plan_without_tasks_is_said() {
    let plan = gongwen::parse("云溪县地处山区，风景秀丽。\n".as_bytes());
    let review = Checker::new().check(&plan, &pair("yunxi").1);
    assert!(review.findings.is_empty());
    assert!(review.warnings.iter().any(|w| w.code == "no_tasks"), "{:?}", review.warnings);
}

#[test]
fn a_part_that_is_not_there_is_said() {
    let (plan, report) = pair("dongling");
    let review = Checker::new().plan_part("没有这一部分").check(&plan, &report);
    assert!(review.warnings.iter().any(|w| w.code == "part_not_found"), "{:?}", review.warnings);
}
