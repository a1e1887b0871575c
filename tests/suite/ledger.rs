//! One ledger in every form that has rows: the same tasks, and the same verdicts.

use crate::common::bytes;
use gongwen::{Checker, Format, Parsed, Verdict, read};

const FORMS: [&str; 14] =
    ["xlsx", "xls", "ods", "docx", "doc", "odt", "rtf", "html", "csv", "tsv", "md", "txt", "pdf", "ofd"];

/// The ledger in each form that this build reads.
#[allow(clippy::match_like_matches_macro, reason = "without features every arm is false or true")]
fn ledgers() -> impl Iterator<Item = (&'static str, Parsed)> {
    let built = |form: &&str| match *form {
        "xlsx" | "xls" | "ods" => cfg!(feature = "xlsx"),
        "docx" => cfg!(feature = "docx"),
        "doc" => cfg!(feature = "doc"),
        "odt" => cfg!(feature = "odt"),
        "rtf" => cfg!(feature = "rtf"),
        "html" => cfg!(feature = "html"),
        "pdf" => cfg!(feature = "pdf"),
        "ofd" => cfg!(feature = "ofd"),
        _ => true,
    };
    FORMS
        .into_iter()
        .filter(built)
        .map(|form| (form, read(&bytes(&format!("fixtures/ledger/plan.{form}"))).unwrap()))
}

#[test]
fn a_row_is_a_task_in_every_form() {
    for (form, plan) in ledgers() {
        let dense = |words: &str| words.replace(' ', "");
        let tasks: Vec<String> = plan
            .tasks()
            .map(|t| {
                let due = t.deadline.as_ref().and_then(|d| d.date.as_deref()).unwrap_or("-");
                let (owners, helpers) = (t.owners.join("、"), t.cooperating.join("、"));
                dense(&format!("{}|{owners}|{helpers}|{due}", t.text))
            })
            .collect();
        assert_eq!(
            tasks,
            [
                "新建村卫生室12个，配齐诊疗设备|县卫健局|县财政局、各乡镇|2025-12-31",
                "培训村医60名|县卫健局|县人社局|2025-10-31",
                "硬化村组道路30公里，路灯亮灯率达到98%|县交通局||2025-11-30",
            ],
            "{form}"
        );
    }
}

#[test]
fn each_task_is_quoted_from_where_it_stands() {
    for (form, plan) in ledgers() {
        let input = bytes(&format!("fixtures/ledger/plan.{form}"));
        let source = plan.source.extracted().map_or(input, |text| text.as_bytes().to_vec());
        for task in plan.tasks() {
            let span = task.place.source_span;
            let there = String::from_utf8(source[span.start..span.end].to_vec()).unwrap();
            assert_eq!(plan.source.quote(task.place.span), task.text, "{form}");
            assert!(task.text.chars().filter(|c| *c != ' ').all(|c| there.contains(c)), "{form}: {there}");
        }
    }
}

#[test]
fn a_missed_target_is_found_in_every_form() {
    let report = read(&bytes("fixtures/ledger/report.txt")).unwrap();
    for (form, plan) in ledgers() {
        let review = Checker::new().check(&plan, &report);
        let verdicts: Vec<Verdict> = review.findings.iter().map(|f| f.verdict).collect();
        assert_eq!(verdicts, [Verdict::Done, Verdict::TargetMissed, Verdict::Done], "{form}");
        assert_eq!(review.warnings, [], "{form}");
    }
}

#[test]
fn what_a_row_tells_of_its_progress_is_evidence_for_its_task() {
    for (form, ledger) in ledgers() {
        let review = Checker::new().check(&ledger, &ledger);
        let found: Vec<(Verdict, &str)> = review
            .findings
            .iter()
            .map(|f| (f.verdict, f.evidence.first().map_or("", |e| e.text.as_str())))
            .collect();
        assert_eq!(
            found,
            [
                (Verdict::Done, "已建成12个，设备全部到位"),
                (Verdict::Partly, "已培训41名，其余学员正在上课"),
                (Verdict::TargetMissed, "尚未开工，前期手续正在办理"),
            ],
            "{form}"
        );
        assert_eq!(review.warnings, [], "{form}");
    }
}

#[test]
fn a_workbook_is_known_by_its_bytes() {
    for (form, ledger) in ledgers() {
        let format = match form {
            "xlsx" => Format::Xlsx,
            "xls" => Format::Xls,
            "ods" => Format::Ods,
            _ => continue,
        };
        assert_eq!(ledger.source.info().format, format);
    }
}

#[test]
#[cfg(feature = "xlsx")]
fn tasks_of_a_workbook_have_their_sheet_and_row() {
    for (form, plan) in ledgers().filter(|(form, _)| ["xlsx", "xls", "ods"].contains(form)) {
        let places: Vec<_> = plan.tasks().map(|t| (t.place.sheet, t.place.row, t.place.page)).collect();
        assert_eq!(places, [3, 4, 5].map(|row| (Some(1), Some(row), None)), "{form}");
        assert_eq!(plan.source.info().sheets.len(), 1, "{form}");
    }
}
