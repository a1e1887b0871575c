//! The ledger as a workbook: another reader finds every task in it, and what a person writes into it comes back.

use crate::common::{bytes, project};
use calamine::{Data, Range, Reader, Xlsx};
use gongwen::model::{Change, LapsedReason, Standing};
use gongwen::report::{Ledger, Paper, review_csv, workbook};
use gongwen::{Checker, CleanOptions, Finding, Language, Parsed, Review, Source, Tracker};
use rust_xlsxwriter::Workbook;
use std::io::Cursor;

fn pair(name: &str) -> (Parsed, Parsed) {
    let read = |file: &str| gongwen::parse(&bytes(&format!("fixtures/pairs/{name}/{file}.txt")));
    (read("plan"), read("report"))
}

fn review(name: &str, tracker: &Tracker) -> Review {
    let (plan, report) = pair(name);
    let mut review = Checker::new().check(&plan, &report);
    tracker.track(&mut review, &plan, &[&report]);
    review
}

fn book(name: &str, review: &Review) -> Vec<u8> {
    let (plan, report) = pair(name);
    let ledger = Ledger::new(review, Language::Chinese)
        .plan(Paper::new(&plan.source, &plan.documents, None))
        .report(Paper::new(&report.source, &report.documents, None));
    workbook(&ledger).unwrap()
}

fn sheet(book: &[u8], name: &str) -> Range<Data> {
    Xlsx::new(Cursor::new(book)).unwrap().worksheet_range(name).unwrap()
}

/// The row of the headings, and the column of each.
fn column(range: &Range<Data>, heading: &str) -> (usize, usize) {
    let rows = range.rows().enumerate();
    let find = |(row, cells): (usize, &[Data])| Some((row, cells.iter().position(|c| *c == *heading)?));
    rows.into_iter().find_map(find).unwrap_or_else(|| panic!("no column {heading}"))
}

fn source(book: &[u8]) -> Source {
    gongwen::open(book, CleanOptions::new().keep_damage(true)).unwrap()
}

fn decision(finding: &Finding) -> Option<(Option<Standing>, &str)> {
    let decision = finding.tracking.as_ref()?.decision.as_ref()?;
    Some((decision.verdict, decision.comment.as_str()))
}

/// The ledger as a person edited it and a spreadsheet saved it: cells by cells, in rows that hold `words`.
fn edited(book: &[u8], edits: &[(&str, &str, &str)]) -> Vec<u8> {
    let range = sheet(book, "台账");
    let (_, task) = column(&range, "任务");
    let mut copy = Workbook::new();
    let into = copy.add_worksheet().set_name("台账").unwrap();
    for (row, cells) in range.rows().enumerate() {
        let mut cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
        for (words, heading, value) in edits {
            if cells[task].contains(words) {
                cells[column(&range, heading).1] = (*value).to_owned();
            }
        }
        for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            into.write_string(row as u32, at as u16, cell).unwrap();
        }
    }
    copy.save_to_buffer().unwrap()
}

#[test]
fn another_reader_finds_every_task() {
    for name in ["yunxi", "dongling", "nanpu", "chenghu"] {
        let review = review(name, &Tracker::new());
        let book = book(name, &review);
        let range = sheet(&book, "台账");
        let ((head, task), (_, verdict), (_, key)) =
            (column(&range, "任务"), column(&range, "结论"), column(&range, "任务标识"));
        let cell = |row: usize, at: usize| range.get((row, at)).map_or(String::new(), ToString::to_string);
        let rows: Vec<usize> = (head + 1..range.height()).filter(|row| !cell(*row, key).is_empty()).collect();
        assert_eq!(rows.len(), review.findings.len(), "{name}");
        for (row, finding) in rows.into_iter().zip(&review.findings) {
            let tracking = finding.tracking.as_ref().unwrap();
            assert_eq!(cell(row, task), gongwen::report::flat(&finding.task.text));
            assert_eq!(cell(row, key), tracking.key);
            assert!(!cell(row, verdict).is_empty());
        }
        for other in ["按责任单位", "按结论", "来源"] {
            assert!(sheet(&book, other).height() > 1, "{other}");
        }
        let formulas = Xlsx::new(Cursor::new(&book)).unwrap().worksheet_formula("台账").unwrap();
        assert!(formulas.is_empty(), "{formulas:?}");
    }
}

#[test]
fn what_a_person_wrote_comes_back() {
    let first = review("yunxi", &Tracker::new());
    let book = edited(
        &book("yunxi", &first),
        &[
            ("居家适老化改造", "改判", "完成"),
            ("居家适老化改造", "复核意见", "12月补完，见验收单"),
            ("流感疫苗", "改判", "不可核查"),
            ("老年助餐", "复核意见", "=1+1 已到现场看过"),
            ("普惠托位", "改判", "已办结"),
        ],
    );
    let tracker = Tracker::new().decisions(&source(&book)).unwrap();
    let second = review("yunxi", &tracker);
    let of = |words: &str| second.findings.iter().find(|f| f.task.text.contains(words)).unwrap();
    assert_eq!(decision(of("居家适老化改造")), Some((Some(Standing::Done), "12月补完，见验收单")));
    assert_eq!(Standing::of(of("居家适老化改造")), Standing::Done);
    assert!(!of("居家适老化改造").needs_review);
    assert_eq!(Standing::of(of("流感疫苗")), Standing::NotCheckable);
    assert_eq!(decision(of("老年助餐")), Some((None, "=1+1 已到现场看过")));
    // 已办结 is no verdict: it is said, and the program's stands.
    let tracked = second.tracked.as_ref().unwrap();
    let lapsed: Vec<_> = tracked.lapsed.iter().map(|l| (l.decided.as_str(), l.why)).collect();
    assert_eq!(lapsed, [("已办结", LapsedReason::UnknownVerdict)]);
    assert_eq!(second.summary.done, first.summary.done + 1);
    let counted = second.findings.iter().filter(|f| f.needs_review).count();
    assert_eq!(second.summary.needs_review, counted);
    // And once more: the ledger that was written with decisions holds them still.
    let third = review("yunxi", &Tracker::new().decisions(&source(&self::book("yunxi", &second))).unwrap());
    assert_eq!(third.findings, second.findings);
}

#[test]
fn a_table_of_values_brings_decisions_back_too() {
    let first = review("yunxi", &Tracker::new());
    let csv = review_csv(&Ledger::new(&first, Language::Chinese));
    let key = &first.findings[1].tracking.as_ref().unwrap().key;
    let decided = csv.replace(&format!(",,,未达目标,{key}\r\n"), &format!(",已补完,完成,未达目标,{key}\r\n"));
    assert_ne!(csv, decided);
    // A spreadsheet on a Chinese Windows may save it as GBK.
    let (gbk, ..) = encoding_rs::GB18030.encode(&decided);
    for saved in [decided.as_bytes(), &gbk] {
        let second = review("yunxi", &Tracker::new().decisions(&source(saved)).unwrap());
        assert_eq!(decision(&second.findings[1]), Some((Some(Standing::Done), "已补完")));
        assert_eq!(second.findings.iter().filter(|f| decision(f).is_some()).count(), 1);
    }
}

#[test]
fn changes_since_a_ledger_are_told() {
    let first = review("yunxi", &Tracker::new());
    let earlier = edited(
        &book("yunxi", &first),
        &[
            ("居家适老化改造", "结论", "完成"),
            ("新建社区养老服务中心", "结论", "部分完成"),
            ("新增普惠托位", "任务标识", ""),
            ("新增普惠托位", "任务", "新增公园绿地600亩"),
        ],
    );
    let second = review("yunxi", &Tracker::new().since(&source(&earlier)).unwrap());
    let change = |words: &str| {
        second
            .findings
            .iter()
            .find(|f| f.task.text.contains(words))
            .unwrap()
            .tracking
            .as_ref()
            .unwrap()
            .change
    };
    assert_eq!(change("居家适老化改造"), Some(Change::Worse));
    assert_eq!(change("新建社区养老服务中心"), Some(Change::NewlyDone));
    assert_eq!(change("新增普惠托位"), Some(Change::Added));
    assert_eq!(change("流感疫苗"), None);
    assert_eq!(second.tracked.unwrap().gone, ["新增公园绿地600亩"]);
}

#[test]
fn what_is_no_ledger_is_refused() {
    let plan = std::fs::read(project("fixtures/pairs/yunxi/plan.txt")).unwrap();
    let error = Tracker::new().decisions(&source(&plan)).unwrap_err();
    assert!(error.message(Language::Chinese).contains("台账"), "{error}");
}

#[test]
fn a_quotation_from_a_workbook_is_found_by_its_sheet_and_row() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("封面").unwrap();
    for (name, rows, task) in [
        ("水利", [0, 1], ["修复河堤7公里", "县水利局", "已修复河堤7公里"]),
        ("教育", [3, 6], ["配备校车15辆", "县教育局", "已配备校车15辆"]),
    ] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write_row(rows[0], 0, ["任务", "牵头单位", "进展情况"]).unwrap();
        sheet.write_row(rows[1], 0, task).unwrap();
    }
    let parsed = gongwen::read(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(parsed.source.info().sheets, ["水利", "教育"]);
    let review = Checker::new().check(&parsed, &parsed);
    let evidence = &review.findings[1].evidence[0].place;
    assert_eq!((evidence.sheet, evidence.row), (Some(2), Some(7)), "{review:?}");
    let ledger =
        Ledger::new(&review, Language::Chinese).report(Paper::new(&parsed.source, &parsed.documents, None));
    let csv = review_csv(&ledger);
    assert!(csv.contains("工作表“水利”第2行") && csv.contains("工作表“教育”第7行"), "{csv}");
}
