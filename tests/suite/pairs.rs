//! Plan and report pairs: the verdicts that a reader gave, and quotes that stand where they say.

use crate::common::{bytes, objects, span, text};
use gongwen::model::WarningCode;
use gongwen::{Checker, Finding, Parsed, Review};
use serde_json::Value;

const PAIRS: [&str; 4] = ["yunxi", "dongling", "nanpu", "chenghu"];
/// So many lines of the readers' the program does not reach yet. Lower it as they fall.
const MISSED: usize = 13;

fn pair(name: &str) -> (Parsed, Parsed) {
    let read = |file: &str| gongwen::parse(&bytes(&format!("fixtures/pairs/{name}/{file}.txt")));
    (read("plan"), read("report"))
}

fn review(name: &str) -> Review {
    let (plan, report) = pair(name);
    Checker::new().check(&plan, &report)
}

/// One line of `expected.tsv`: words of the task, verdicts that are right, words of the evidence. `~ ` marks a known gap.
struct Expected {
    line: String,
    gap: bool,
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
            let (gap, line) = line.strip_prefix("~ ").map_or((false, line), |rest| (true, rest));
            let mut cells = line.split('\t');
            let mut cell = || cells.next().unwrap_or_default();
            Expected {
                line: line.to_owned(),
                gap,
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

/// What is wrong with the review in the eyes of the reader who wrote the line.
fn complaint(review: &Review, want: &Expected) -> Option<String> {
    let Some(finding) = review.findings.iter().find(|f| f.task.text.contains(&want.task)) else {
        return Some(format!("no task “{}”", want.task));
    };
    let got = verdict(finding);
    if !want.verdicts.contains(&got) {
        return Some(format!(
            "“{}” is {got}, not {}: {}",
            want.task,
            want.verdicts.join("|"),
            finding.explanation
        ));
    }
    let quoted = |words: &String| finding.evidence.iter().any(|e| e.text.contains(words));
    (got != "not_mentioned" && !want.evidence.is_empty() && !want.evidence.iter().any(quoted))
        .then(|| format!("“{}” lacks the evidence “{}”", want.task, want.evidence.join("|")))
}

/// `GONGWEN_BLESS=1 cargo test pairs` sets and clears the marks of known gaps and nothing else.
#[test]
fn a_reader_agrees_with_every_verdict() {
    let (mut wrong, mut missed) = (Vec::new(), 0);
    for name in PAIRS {
        let review = review(name);
        let mut blessed =
            "# words of the task\tverdict\twords of the evidence (| between alternatives; empty for none)\n"
                .to_owned();
        for want in expected(name) {
            let complaint = complaint(&review, &want);
            missed += usize::from(complaint.is_some());
            blessed += &format!("{}{}\n", if complaint.is_some() { "~ " } else { "" }, want.line);
            wrong.extend(complaint.filter(|_| !want.gap).map(|c| format!("{name}: {c}")));
        }
        if std::env::var_os("GONGWEN_BLESS").is_some() {
            std::fs::write(crate::common::project(&format!("fixtures/pairs/{name}/expected.tsv")), blessed)
                .unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(missed <= MISSED, "{missed} missed of {MISSED}");
}

/// A wrong “done” is worse than a “not found”.
#[test]
fn nothing_is_done_that_a_reader_does_not_find_done() {
    for name in PAIRS {
        let review = review(name);
        let open = |w: &&Expected| !w.gap && !w.verdicts.iter().any(|v| v == "done");
        for want in expected(name).iter().filter(open) {
            for finding in review.findings.iter().filter(|f| f.task.text.contains(&want.task)) {
                assert_ne!(verdict(finding), "done", "{name}: {}", finding.task.text);
            }
        }
    }
}

/// What stands only in the report's plan for the next year proves nothing.
#[test]
fn next_years_plan_is_no_evidence() {
    for (name, plan_half) in [
        ("yunxi", "三、下一步打算"),
        ("dongling", "二、2024年工作安排"),
        ("nanpu", "三、2024年工作安排"),
        ("chenghu", "三、下一步打算"),
    ] {
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
    assert!(review.warnings.iter().any(|w| w.code == WarningCode::NoTasks), "{:?}", review.warnings);
}

#[test]
fn a_part_that_is_not_there_is_said() {
    let (plan, report) = pair("dongling");
    let review = Checker::new().plan_part("没有这一部分").check(&plan, &report);
    assert!(review.warnings.iter().any(|w| w.code == WarningCode::PartNotFound), "{:?}", review.warnings);
}

/// What only opens a plan, or counts what it names, is no goal; a count in digits is one.
#[test]
fn a_principle_is_no_goal_unless_it_can_be_measured() {
    let review = |task: &str| {
        let plan =
            gongwen::parse(format!("云溪县2025年重点工作任务清单\n1.{task}\n2.改造水厂3座。\n").as_bytes());
        let report =
            "云溪县2025年工作总结\n全年新建学校10所，改造水厂3座。\n培育壮大十大产业集群，取得明显成效。\n";
        Checker::new().check(&plan, &gongwen::parse(report.as_bytes())).findings.remove(0)
    };
    let goal = review("做好今年工作，新建学校10所。");
    assert_eq!(verdict(&goal), "done", "{goal:?}");
    let principle = review("总的要求是统筹好五对重要关系，培育十大产业集群。");
    assert_eq!(
        (verdict(&principle).as_str(), principle.reasons[0].as_str()),
        ("not_mentioned", "not_checkable")
    );
}

/// An admission that names the task's own object speaks of it; one that does not is left aside.
#[test]
fn an_admission_counts_where_it_names_the_object() {
    let review = |admitted: &str| {
        let plan = gongwen::parse(
            "云溪县2025年重点工作任务清单\n1.建成区级智慧城管指挥平台。\n2.改造水厂3座。\n".as_bytes(),
        );
        let report =
            format!("云溪县2025年工作总结\n一、工作完成情况\n全年改造水厂3座。\n二、存在问题\n{admitted}\n");
        let finding = Checker::new().check(&plan, &gongwen::parse(report.as_bytes())).findings.remove(0);
        verdict(&finding)
    };
    assert_eq!(review("智慧城管指挥平台建设滞后。"), "target_missed");
    assert_eq!(review("城市管理水平有待提高。"), "not_mentioned");
}
