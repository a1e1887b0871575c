//! The command line as a person meets it: exit statuses, one line for each error, quiet pipes.

use crate::common::project;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongwen"));
    command.current_dir(project("fixtures")).env_remove("NO_COLOR");
    command
}

fn gongwen(args: &[&str]) -> Output {
    command().args(args).output().unwrap()
}

fn fed(args: &[&str], input: &[u8]) -> Output {
    let mut child = command()
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

/// A folder of this test run's own, empty.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn file(folder: &str, name: &str, bytes: &[u8]) -> String {
    let path = self::folder(folder).join(name);
    std::fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Status 2, nothing printed, one line on standard error that holds `words`.
#[track_caller]
fn assert_refused(output: &Output, words: &[&str]) {
    let errors = std::str::from_utf8(&output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{errors}");
    assert!(output.stdout.is_empty(), "{}", out(output));
    assert_eq!(errors.lines().count(), 1, "{errors}");
    for word in words {
        assert!(errors.contains(word), "{errors} lacks {word}");
    }
}

#[test]
fn check_says_by_its_status_that_tasks_are_open() {
    let pair = ["check", "pairs/yunxi/report.txt", "--plan", "pairs/yunxi/plan.txt"];
    assert_eq!(gongwen(&pair).status.code(), Some(1));
    assert_eq!(gongwen(&[&pair[..], &["--exit-zero"]].concat()).status.code(), Some(0));
}

#[test]
fn fail_on_names_what_counts() {
    let plan = file("fail_on", "plan.txt", "云溪县2024年工作要点\n1、新建公厕12座。\n".as_bytes());
    let report =
        file("fail_on_report", "report.txt", "一、2024年工作总结\n2024年，全县新建公厕13座。\n".as_bytes());
    assert_eq!(gongwen(&["check", &report, "--plan", &plan]).status.code(), Some(0));
    let pair = ["check", "pairs/nanpu/report.txt", "--plan", "pairs/nanpu/plan.txt", "--fail-on"];
    assert_eq!(gongwen(&[&pair[..], &["target_missed,partly"]].concat()).status.code(), Some(1));
    assert_refused(&gongwen(&[&pair[..], &["late"]].concat()), &["--fail-on", "late"]);
}

#[test]
fn check_prints_json_into_a_pipe_and_every_other_format_on_demand() {
    let pair = ["check", "pairs/nanpu/report.txt", "--plan", "pairs/nanpu/plan.txt", "--exit-zero"];
    let print = |format: &str| gongwen(&[&pair[..], &["--format", format]].concat());
    let json: serde_json::Value = serde_json::from_slice(&gongwen(&pair).stdout).unwrap();
    assert_eq!(json["schema"], "gongwen.check/1");
    assert_eq!(json["plan"]["name"], "pairs/nanpu/plan.txt");
    assert!(out(&print("table")).contains("“"), "the evidence is quoted");
    assert!(!out(&print("table")).contains('\u{1b}'), "no colour into a pipe");
    assert!(out(&print("csv")).starts_with("number,task,"));
    assert!(out(&print("markdown")).starts_with("# "));
    assert_refused(&print("html"), &["--format", "html"]);
}

#[test]
fn output_goes_to_a_file() {
    let path = folder("output").join("review.md");
    let path = path.to_str().unwrap();
    let args = [
        "check",
        "pairs/nanpu/report.txt",
        "--plan",
        "pairs/nanpu/plan.txt",
        "--format",
        "markdown",
        "-o",
        path,
    ];
    let output = gongwen(&args);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    assert!(std::fs::read_to_string(path).unwrap().starts_with("# "));
}

#[test]
fn languages_are_chosen() {
    let pair = ["check", "pairs/nanpu/report.txt", "--plan", "pairs/nanpu/plan.txt", "--format", "table"];
    assert!(out(&gongwen(&pair)).contains("完成"));
    assert!(out(&gongwen(&[&pair[..], &["--lang", "en"]].concat())).contains("target missed"));
    assert!(out(&gongwen(&["--lang", "en", "--help"])).contains("Commands"));
    assert!(out(&gongwen(&["--help"])).contains("命令"));
}

#[test]
fn parse_prints_one_object_a_file() {
    let output = gongwen(&[
        "parse",
        "--format",
        "jsonl",
        "single/wuning.txt",
        "single/haidong.txt",
        "encoded/haidong.big5.txt",
    ]);
    assert_eq!(output.status.code(), Some(0));
    let names: Vec<String> = out(&output)
        .lines()
        .map(|l| {
            serde_json::from_str::<serde_json::Value>(l).unwrap()["source"]["name"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(names, ["single/wuning.txt", "single/haidong.txt", "encoded/haidong.big5.txt"]);
    assert_refused(&gongwen(&["parse", "single/wuning.txt", "single/haidong.txt"]), &["jsonl"]);
}

#[test]
fn parse_adds_the_text_on_demand() {
    let value: serde_json::Value =
        serde_json::from_slice(&gongwen(&["parse", "--text", "single/wuning.txt"]).stdout).unwrap();
    assert_eq!(value["text"], crate::common::text("fixtures/single/wuning.txt"));
    let value: serde_json::Value =
        serde_json::from_slice(&gongwen(&["parse", "single/wuning.txt"]).stdout).unwrap();
    assert!(value.get("text").is_none());
}

#[test]
fn parse_csv_has_one_header_for_many_files() {
    let output = gongwen(&["parse", "--format", "csv", "single/wuning.txt", "single/jinshan.txt"]);
    assert_eq!(out(&output).lines().filter(|l| l.starts_with("file,")).count(), 1);
    assert!(out(&output).contains("single/jinshan.txt,"));
}

#[test]
fn dash_is_standard_input() {
    let output = fed(&["parse", "-"], "一、甲\n".as_bytes());
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["source"]["name"], "-");
}

#[test]
fn audit_checks_the_arithmetic_of_a_report() {
    let report = "云溪县登记随访对象1794人，随访管理人数1763人，随访管理率92.87%。保健费116人，30元/月/人，小计4.167万元。\n";
    let output = fed(&["audit", "-"], report.as_bytes());
    assert!(out(&output).contains("应为 98.27%"), "{}", out(&output));
    assert!(out(&output).contains("应为 41760元"), "{}", out(&output));
    let output = fed(&["audit", "--format", "json", "-"], report.as_bytes());
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["schema"], "gongwen.audit/1");
    assert_eq!(value["documents"][0]["checks"].as_array().map(Vec::len), Some(2));
}

#[test]
fn unreadable_files_are_told_in_one_line() {
    assert_refused(&gongwen(&["parse", "no_such_file.txt"]), &["no_such_file.txt", "没有这个文件"]);
    assert_refused(&gongwen(&["parse", "pairs"]), &["pairs", "目录"]);
    assert_refused(
        &gongwen(&["--lang", "en", "parse", "pairs"]),
        &["pairs", "expected a file", "found a directory"],
    );
    let empty = file("unreadable", "empty.txt", b"");
    assert_refused(&gongwen(&["parse", &empty]), &["empty.txt", "空文件"]);
    let picture = file("picture", "picture.txt", b"\xFF\xD8\xFF\xE0\0\x10JFIF");
    assert_refused(&gongwen(&["clean", &picture]), &["picture.txt", "JPEG"]);
    assert_refused(
        &gongwen(&["check", &picture, "--plan", "pairs/yunxi/plan.txt"]),
        &["picture.txt", "JPEG"],
    );
    assert_refused(
        &gongwen(&["check", "pairs/yunxi/report.txt", "--plan", &empty]),
        &["empty.txt", "空文件"],
    );
}

/// A report in which nothing can be read makes no task “not mentioned”.
#[test]
fn check_refuses_what_holds_no_chinese() {
    let zeros = file("no_chinese", "zeros.txt", &[0; 400]);
    let english = file("no_chinese_english", "english.txt", b"Seven kilometres of dykes were repaired.\n");
    let plan = ["--plan", "pairs/yunxi/plan.txt"];
    let check = |report: &str, more: &[&str]| gongwen(&[&["check", report][..], &plan, more].concat());
    assert_refused(&check(&zeros, &[]), &["zeros.txt", "应为中文文字", "控制字符"]);
    assert_refused(&check(&english, &["--lang", "en"]), &["english.txt", "expected Chinese text"]);
    assert_refused(&gongwen(&["check", "pairs/yunxi/report.txt", "--plan", &english]), &["english.txt"]);
    assert_eq!(gongwen(&["parse", &english]).status.code(), Some(0));
}

#[test]
fn a_plan_without_a_task_is_told_in_one_line() {
    let plan = file("no_task", "plan.txt", "云溪县地处山区，风景秀丽。\n".as_bytes());
    assert_refused(&gongwen(&["check", "pairs/yunxi/report.txt", "--plan", &plan]), &["plan.txt"]);
}

#[test]
fn a_part_that_is_not_there_is_told_in_one_line() {
    let pair = ["check", "pairs/dongling/report.txt", "--plan", "pairs/dongling/plan.txt"];
    assert_refused(&gongwen(&[&pair[..], &["--plan-part", "没有这一部分"]].concat()), &["没有这一部分"]);
    assert_refused(
        &gongwen(&[&pair[..], &["--report-part", "也没有这个"]].concat()),
        &["report.txt", "也没有这个"],
    );
}

#[test]
fn one_unreadable_file_does_not_stop_the_others() {
    let output = gongwen(&["parse", "--format", "jsonl", "no_such_file.txt", "single/wuning.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(out(&output).lines().count(), 1);
    assert_eq!(std::str::from_utf8(&output.stderr).unwrap().lines().count(), 1);
}

#[test]
fn clean_writes_into_a_folder() {
    let folder = folder("clean");
    let dir = folder.to_str().unwrap();
    let output =
        gongwen(&["clean", "--out-dir", dir, "damaged/utf8_as_cp1252.txt", "encoded/haidong.big5.txt"]);
    assert_eq!(output.status.code(), Some(0));
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    assert_eq!(read("utf8_as_cp1252.txt"), crate::common::text("fixtures/single/wuning.txt"));
    assert_eq!(read("haidong.big5.txt"), crate::common::text("fixtures/single/haidong.txt"));
}

#[test]
fn clean_does_not_overwrite_one_output_with_another() {
    let dir = folder("same_name");
    let output = gongwen(&[
        "clean",
        "--out-dir",
        dir.to_str().unwrap(),
        "pairs/yunxi/plan.txt",
        "pairs/nanpu/plan.txt",
    ]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        std::fs::read_to_string(dir.join("plan.txt")).unwrap(),
        crate::common::text("fixtures/pairs/yunxi/plan.txt")
    );
}

#[test]
fn wrong_usage_is_told_in_one_line() {
    assert_refused(&gongwen(&["parse", "--no-such-option", "x"]), &["--no-such-option"]);
    assert_refused(&gongwen(&["parse"]), &["FILE"]);
    assert_refused(&gongwen(&["no_such_command"]), &["no_such_command"]);
    assert_refused(
        &gongwen(&["convert", "--config", "no_such_config", "single/haidong.txt"]),
        &["no_such_config"],
    );
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    let mut child = command()
        .args(["parse", "--format", "jsonl"])
        .args(["pairs/yunxi/plan.txt"; 40])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn every_run_prints_the_same_bytes() {
    let pair = ["check", "pairs/dongling/report.txt", "--plan", "pairs/dongling/plan.txt"];
    for format in ["json", "table", "csv", "markdown"] {
        let args = [&pair[..], &["--format", format]].concat();
        assert_eq!(gongwen(&args).stdout, gongwen(&args).stdout, "{format}");
    }
}
