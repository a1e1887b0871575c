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
    // What is refused by its first bytes, or by its arguments, is not read to its end.
    let _ = child.stdin.take().unwrap().write_all(input);
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
    assert!(out(&print("csv")).starts_with("\u{feff}序号,任务,"));
    assert!(out(&print("markdown")).starts_with("# "));
    assert!(out(&print("html")).starts_with("<!DOCTYPE html>"));
    assert_refused(&print("docx"), &["--format", "docx"]);
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
fn audit_lays_files_side_by_side() {
    let last = "2025年云溪县政府工作报告\n一、2024年工作回顾\n粮食总产量20.5万吨。\n二、2025年工作安排\n一般公共预算收入完成9.00亿元。\n";
    let this = "2026年云溪县政府工作报告\n一、2025年工作回顾\n粮食总产量21.5万吨，增长2.4%。一般公共预算收入9.24亿元，为年计划9.50亿元的97.3%。\n二、2026年工作安排\n新建泵站3座。\n";
    let (last, this) =
        (file("beside_last", "last.txt", last.as_bytes()), file("beside_this", "this.txt", this.as_bytes()));
    let lines = out(&gongwen(&["audit", &last, &this])).to_owned();
    assert!(lines.contains("2 个文件对照：核算 2 处，不符 2 处"), "{lines}");
    assert!(lines.contains("20.5万吨 → 21.5万吨 = 2.4%，应为 4.9%"), "{lines}");
    assert!(lines.contains("last.txt：一般公共预算收入完成9.00亿元。"), "{lines}");
    assert!(!out(&gongwen(&["audit", &this])).contains("对照"));
    let json = out(&gongwen(&["audit", "--format", "json", &last, &this])).to_owned();
    let across: serde_json::Value = serde_json::from_str(json.lines().last().unwrap()).unwrap();
    assert_eq!(across["schema"], "gongwen.audit_across/1");
    assert_eq!(across["checks"][0]["operands"][0]["file"], 0);
    let csv = out(&gongwen(&["audit", "--format", "csv", &last, &this])).to_owned();
    assert!(csv.lines().last().unwrap().contains("9.00亿元 | 9.50亿元"), "{csv}");
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

#[test]
#[cfg(feature = "zip")]
fn reports_in_an_archive_are_checked_together_or_not_at_all() {
    let plan = "pairs/yunxi/plan.txt";
    let checked =
        gongwen(&["check", "office/materials.zip", "--plan", plan, "--exit-zero", "--format", "json"]);
    let review: serde_json::Value = serde_json::from_slice(&checked.stdout).unwrap();
    let names: Vec<&str> =
        review["reports"].as_array().unwrap().iter().map(|s| s["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["office/materials.zip/总结/梧宁区.txt", "office/materials.zip/计划.rtf"]);
    let mut harmed = std::fs::read(project("fixtures/office/materials.zip")).unwrap();
    harmed[200] ^= 0x55;
    let harmed = file("harmed_archive", "materials.zip", &harmed);
    assert_refused(&gongwen(&["check", &harmed, "--plan", plan]), &["materials.zip/总结/梧宁区.txt"]);
    assert_refused(&gongwen(&["check", plan, "--plan", "office/materials.zip"]), &["materials.zip", "ZIP"]);
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

/// A folder of this run's own with a plan that is kept, a report that is not, and what they say.
fn pair(name: &str) -> (PathBuf, String, String) {
    let folder = folder(name);
    let write = |name: &str, text: &str| {
        std::fs::write(folder.join(name), text).unwrap();
        folder.join(name).to_str().unwrap().to_owned()
    };
    let plan = write("plan.txt", PLAN);
    let report = write("report.txt", REPORT);
    (folder, plan, report)
}

const PLAN: &str = "杏桥县2025年工作要点\n一、主要任务\n1.新装路灯80盏，新建车棚3座。\n";
const REPORT: &str = "杏桥县2025年工作总结\n一、工作情况\n全年新装路灯72盏，新建车棚3座。\n";

/// What lies in a folder, sorted.
fn names(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn an_output_that_is_an_input_is_refused() {
    let (folder, plan, report) = pair("output_is_input");
    std::fs::create_dir(folder.join("sub")).unwrap();
    let crooked = folder.join("sub/../report.txt").to_str().unwrap().to_owned();
    let mut outputs = vec![report.clone(), plan.clone(), crooked];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&report, folder.join("link.json")).unwrap();
        std::fs::hard_link(&plan, folder.join("hard.json")).unwrap();
        outputs.extend(["link.json", "hard.json"].map(|name| folder.join(name).to_str().unwrap().to_owned()));
    }
    for output in &outputs {
        assert_refused(&gongwen(&["check", &report, "--plan", &plan, "-o", output]), &["输入文件"]);
        assert_refused(&gongwen(&["audit", &report, &plan, "-o", output]), &["输入文件"]);
    }
    let dir = folder.to_str().unwrap();
    let cleaned = gongwen(&["--lang", "en", "clean", "--out-dir", dir, &report]);
    assert_refused(&cleaned, &["report.txt", "an input"]);
    let kept = (std::fs::read_to_string(&plan).unwrap(), std::fs::read_to_string(&report).unwrap());
    assert_eq!(kept, (PLAN.to_owned(), REPORT.to_owned()));
}

/// What a person corrected, or chose, is evidence too.
#[test]
fn tables_that_check_reads_are_not_overwritten() {
    let (folder, plan, report) = pair("tables_are_inputs");
    let tables = [
        ("--decisions", "decisions.csv", "序号,任务,结论,复核意见,改判\n"),
        ("--since", "since.csv", "序号,任务,结论,复核意见,改判\n"),
        ("--lamps", "lamps.txt", "*\t*\t*\t红灯\n"),
    ];
    for (option, name, table) in tables {
        let file = folder.join(name);
        std::fs::write(&file, table).unwrap();
        let name = file.to_str().unwrap();
        let output = gongwen(&["check", &report, "--plan", &plan, option, name, "-o", name]);
        assert_refused(&output, &["输入文件", name]);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), table);
    }
}

/// Redirected standard input and output are files too.
#[cfg(unix)]
#[test]
fn redirected_files_are_inputs_and_outputs() {
    let (_, plan, report) = pair("redirected");
    let stdin = || std::fs::File::open(&report).unwrap();
    let args = ["check", "-", "--plan", &plan, "-o", &report];
    assert_refused(&command().args(args).stdin(stdin()).output().unwrap(), &["输入文件"]);
    let appended = std::fs::File::options().append(true).open(&report).unwrap();
    let output = command().args(["clean", &report]).stdout(appended).stderr(Stdio::piped()).output().unwrap();
    assert_refused(&output, &["输入文件"]);
    assert_eq!(std::fs::read_to_string(&report).unwrap(), REPORT);
}

#[test]
fn an_output_is_written_whole_or_not_at_all() {
    let (folder, plan, report) = pair("whole");
    let output = folder.join("review.csv");
    std::fs::write(&output, "of last month").unwrap();
    let args = ["check", &report, "--plan", &plan, "-o", output.to_str().unwrap()];
    assert_eq!(gongwen(&args).status.code(), Some(1));
    assert!(std::fs::read_to_string(&output).unwrap().contains("路灯"));
    assert_eq!(names(&folder), ["plan.txt", "report.txt", "review.csv"]);
    let missing = folder.join("missing/review.csv");
    assert_refused(&gongwen(&["audit", &report, "-o", missing.to_str().unwrap()]), &["review.csv", "文件夹"]);
    assert_refused(&gongwen(&["audit", &report, "-o", folder.to_str().unwrap()]), &["目录"]);
}

#[cfg(unix)]
#[test]
fn links_devices_and_pipes_are_written_through() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    let (folder, plan, report) = pair("through");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let check =
        |output: &str| gongwen(&["check", &report, "--plan", &plan, "--format", "json", "-o", output]);
    std::fs::write(folder.join("target.json"), "").unwrap();
    std::fs::set_permissions(folder.join("target.json"), std::fs::Permissions::from_mode(0o640)).unwrap();
    for (link, to) in [("there.json", "target.json"), ("not_yet.json", "made.json")] {
        symlink(to, folder.join(link)).unwrap();
        assert_eq!(check(&path(link)).status.code(), Some(1), "{link}");
        assert!(std::fs::symlink_metadata(folder.join(link)).unwrap().is_symlink(), "{link}");
        assert!(std::fs::read_to_string(folder.join(to)).unwrap().starts_with('{'), "{link}");
    }
    assert_eq!(std::fs::metadata(folder.join("target.json")).unwrap().mode() & 0o777, 0o640);
    for output in ["/dev/stdout", "-"] {
        assert!(out(&check(output)).starts_with('{'), "{output}");
    }
    assert_eq!(check("/dev/null").status.code(), Some(1));
    let fifo = path("fifo");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let reader = std::thread::spawn({
        let fifo = fifo.clone();
        move || std::fs::read_to_string(fifo).unwrap()
    });
    assert_eq!(check(&fifo).status.code(), Some(1));
    assert!(reader.join().unwrap().ends_with("}\n"));
    assert!(!names(&folder).iter().any(|name| name.ends_with(".tmp")), "{:?}", names(&folder));
}

#[test]
fn the_ending_of_an_output_is_its_format() {
    let (folder, plan, report) = pair("ending");
    let written = |args: &[&str], name: &str| {
        let output = folder.join(name);
        let output = gongwen(&[args, &["-o", output.to_str().unwrap()]].concat());
        let text = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        (output, text)
    };
    let check = ["check", &report, "--plan", &plan];
    for (name, begins) in [
        ("a.csv", "\u{feff}序号,"),
        ("a.CSV", "\u{feff}序号,"),
        ("a.json", "{\n"),
        ("a.md", "# "),
        ("a.txt", "计划"),
        ("a", "{\n"),
    ] {
        let (_, text) = written(&check, name);
        assert!(text.starts_with(begins), "{name}: {text}");
    }
    assert!(written(&["audit", &report], "b.csv").1.starts_with("\u{feff}文件,"));
    assert!(written(&["audit", &report], "b.json").1.starts_with("{\"schema\":\"gongwen.audit/1\""));
    assert!(written(&[&check[..], &["--format", "json"]].concat(), "c.csv").1.starts_with("{\n"));
    assert_refused(&written(&check, "d.xls").0, &["d.xls", ".csv", "--format"]);
    assert!(!folder.join("d.xls").exists());
}

#[test]
fn tables_for_people_have_a_bom_and_their_language() {
    let (_, plan, report) = pair("bom");
    let check = ["check", &report, "--plan", &plan, "--format", "csv"];
    let with = |args: &[&str], more: &[&str]| {
        let output = gongwen(&[args, more].concat());
        assert_ne!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
        out(&output).to_owned()
    };
    let table = with(&check, &[]);
    assert!(table.starts_with("\u{feff}序号,任务,责任单位,"), "{table}");
    assert_eq!(table.matches('\n').count(), table.matches("\r\n").count());
    assert!(table.contains(",80盏 | 3座,72盏 | 3座,"), "{table}");
    assert!(table.contains(",未达到 | 达到,"), "{table}");
    assert!(with(&check, &["--no-bom"]).starts_with("序号,"));
    assert!(with(&check, &["--lang", "en"]).starts_with("\u{feff}number,task,"));
    assert!(with(&["audit", &report, "--format", "csv"], &["--lang", "en"]).starts_with("\u{feff}file,"));
    let parse = ["parse", "--format", "csv", &report];
    let plain = with(&parse, &[]);
    assert!(plain.starts_with("file,document,") && !plain.contains('\r'), "{plain}");
    assert_eq!(with(&parse, &["--bom"]), format!("\u{feff}{plain}"));
    assert_refused(&gongwen(&["parse", "--bom", &report]), &["--bom", "csv"]);
}

#[test]
fn clean_names_a_text_as_a_text() {
    let dir = folder("clean_names");
    let clean = |files: &[&str]| gongwen(&[&["clean", "--out-dir", dir.to_str().unwrap()], files].concat());
    assert_eq!(clean(&["docx/levels.docx", "html/portal.html"]).status.code(), Some(0));
    assert_eq!(names(&dir), ["levels.txt", "portal.txt"]);
    let output = clean(&["docx/table.docx", "html/table.html"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("table.txt"), "two inputs of one output");
    let again = std::fs::read_to_string(dir.join("table.txt")).unwrap();
    assert_eq!(again, crate::common::text("fixtures/docx/table.txt"));
}

/// Escape sequences of documents, names and arguments would steer the terminal, marks of direction show what is not there.
#[test]
fn nothing_steers_a_terminal() {
    let evil = "\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{2066}";
    let plan = format!(
        "杏桥县2025年工作要点\n一、主要{evil}任务\n1.新装{evil}路灯80盏。（责任单位：镇{evil}公所）\n"
    );
    let plan = file("steers", "plan.txt", plan.as_bytes());
    let name = format!("a{}b", evil.replace('/', ""));
    let missing = format!("no such {name}");
    let runs: &[&[&str]] = &[
        &["parse", &missing],
        &["parse", &plan],
        &["parse", "--text", &plan],
        &["parse", "--format", "csv", &plan],
        &["parse", "--format", "outline", &plan],
        &["parse", &format!("--{name}")],
        &[&name],
        &["--lang", "en", "convert", "--config", &name],
        &["--lang", "en", "parse", "--format", &name, &plan],
        &["check", "pairs/yunxi/report.txt", "--plan", &plan],
        &["check", "pairs/yunxi/report.txt", "--plan", &plan, "--format", "csv"],
        &["check", "pairs/yunxi/report.txt", "--plan", &plan, "--format", "table"],
        &["check", "pairs/yunxi/report.txt", "--plan", &plan, "--format", "markdown"],
        &["check", "pairs/yunxi/report.txt", "--plan", &plan, "--plan-part", &name],
        &["audit", "--format", "csv", &plan],
        &["audit", &plan],
        &["check", &plan, "--plan", "pairs/yunxi/plan.txt", "-o", &format!("x.{name}")],
    ];
    for args in runs {
        let output = gongwen(args);
        for stream in [&output.stdout, &output.stderr] {
            let text = std::str::from_utf8(stream).unwrap();
            let steers = |c: char| !matches!(c, '\n' | '\r') && gongwen::report::steers(c);
            assert!(!text.contains(steers), "{args:?}: {text:?}");
        }
    }
}

#[test]
fn a_file_without_end_is_refused() {
    if !std::path::Path::new("/dev/zero").exists() {
        return;
    }
    assert_refused(&gongwen(&["parse", "/dev/zero"]), &["/dev/zero", "256 MB", "拆成"]);
    assert_refused(&gongwen(&["--lang", "en", "clean", "/dev/zero"]), &["256 MB", "split"]);
}

#[test]
fn what_is_lost_is_said() {
    let clean = |text: &[u8]| {
        let output = fed(&["clean", "-"], text);
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stderr).unwrap()
    };
    assert_eq!(clean("杏桥县新装路灯80盏。\n".as_bytes()), "");
    let lost = clean("杏桥县\u{fffd}\u{fffd}新装路灯\u{fffd}盏。\n".as_bytes());
    assert!(lost.contains("2 处") && lost.lines().count() == 1, "{lost}");
    // The first MiB decides the encoding; one byte behind it is GBK's.
    let long = "杏桥縣新裝路燈。\n".repeat(60_000);
    let bytes = [long.as_bytes(), b"\xD0\xD3\n", long.as_bytes()].concat();
    let input = std::fs::File::open(file("lost", "long.txt", &bytes)).unwrap();
    let output = command().args(["convert", "--config", "t2s"]).stdin(input).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("1 处") && said.lines().count() == 1, "{said}");
    assert!(out(&output).contains("杏桥县新装路灯。\n\u{fffd}"));
}

#[test]
fn standard_input_is_read_once() {
    assert_refused(&fed(&["check", "-", "--plan", "-"], PLAN.as_bytes()), &["标准输入"]);
    assert_refused(&fed(&["clean", "-", "-"], PLAN.as_bytes()), &["标准输入"]);
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
    assert_refused(&gongwen(&["--lang", "en", "check"]), &["--plan"]);
    assert_refused(&gongwen(&["check", "a.txt", "b.txt"]), &["--plan", "计划请写在"]);
    assert_refused(&gongwen(&["check", "a.txt", "--plan", "b.txt", "--plan", "c.txt"]), &["--plan", "一次"]);
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
    for format in ["json", "table", "csv", "markdown", "html"] {
        let args = [&pair[..], &["--format", format]].concat();
        assert_eq!(gongwen(&args).stdout, gongwen(&args).stdout, "{format}");
    }
}

#[test]
fn findings_are_chosen_and_grouped() {
    let pair = ["check", "pairs/yunxi/report.txt", "--plan", "pairs/yunxi/plan.txt", "--format", "table"];
    let print = |more: &[&str]| out(&gongwen(&[&pair[..], more].concat())).to_owned();
    let missed = print(&["--only", "missed"]);
    assert!(missed.contains("居家适老化改造") && !missed.contains("新增普惠托位"), "{missed}");
    assert!(missed.contains("只列出 2 项") && missed.trim_end().ends_with("待复核 5"), "{missed}");
    let office = print(&["--owner", "疾控"]);
    assert!(office.contains("流感疫苗") && !office.contains("居家适老化"), "{office}");
    let doubtful = print(&["--review-only"]);
    assert!(doubtful.contains("请复核") && !doubtful.contains("家庭医生签约率：目标"), "{doubtful}");
    let notice = "欠进度2项：实施居家适老化改造（县民政局，目标480户，实际451户，差29户）；\
                  培训养老护理员300人（县人力资源社会保障局、县民政局，取得职业技能等级证书目标200人，实际174人，差26人）。";
    assert!(print(&[]).replace('\n', "").contains(notice), "{}", print(&[]));
    assert!(print(&["--sort", "verdict"]).contains("## 未达目标 · 2项"));
    assert!(print(&["--sort", "owner"]).contains("## 县民政局 · 5项"));
    assert!(!print(&[]).contains("字节") && print(&["--verbose"]).contains("字节"));
    assert!(print(&["--color", "always"]).contains('\u{1b}'));
    // What is not shown still counts.
    assert_eq!(gongwen(&[&pair[..], &["--only", "done"]].concat()).status.code(), Some(1));
    assert_refused(&gongwen(&[&pair[..], &["--only", "late"]].concat()), &["--only", "late"]);
}

#[test]
fn time_and_lamps_are_told_by_options() {
    let pair = ["check", "pairs/yunxi/report.txt", "--plan", "pairs/yunxi/plan.txt"];
    let findings = |more: &[&str]| -> serde_json::Value {
        serde_json::from_slice(&gongwen(&[&pair[..], more].concat()).stdout).unwrap()
    };
    let review = findings(&["--as-of", "2024-06-30"]);
    assert_eq!(review["tracked"]["as_of"], "2024-06-30");
    assert_eq!(review["findings"][1]["tracking"]["due"], "not_yet_due");
    assert_eq!(review["findings"][1]["tracking"]["progress"], "ahead");
    assert_eq!(findings(&[])["findings"][1]["tracking"]["progress"], "behind");
    let lamps = file("lamps", "lamps.tsv", "# 本单位\n未达目标\t*\t*\t黄灯\n*\t*\t*\t绿灯\n".as_bytes());
    assert_eq!(findings(&["--lamps", &lamps])["findings"][1]["tracking"]["lamp"], "yellow");
    let wrong = file("wrong_lamps", "lamps.tsv", "未达目标\t*\t*\t紫灯\n".as_bytes());
    let refused =
        |more: &[&str], words: &[&str]| assert_refused(&gongwen(&[&pair[..], more].concat()), words);
    refused(&["--lamps", &wrong], &["lamps.tsv", "紫灯"]);
    refused(&["--as-of", "2024-02-30"], &["--as-of", "2024-02-30"]);
    refused(&["--decisions", "pairs/yunxi/plan.txt"], &["plan.txt", "台账"]);
}

#[test]
fn decisions_come_from_json_and_stand_in_every_format() {
    let decisions = r#"[{"task": "1．新增普惠托位600个。", "verdict": "部分完成", "comment": "12月才开园"}]"#;
    let decisions = file("decisions", "decisions.json", decisions.as_bytes());
    let pair =
        ["check", "pairs/yunxi/report.txt", "--plan", "pairs/yunxi/plan.txt", "--decisions", &decisions];
    let print = |format: &str| out(&gongwen(&[&pair[..], &["--format", format]].concat())).to_owned();
    let json: serde_json::Value = serde_json::from_str(&print("json")).unwrap();
    let finding = &json["findings"][6];
    assert_eq!(
        (&finding["verdict"], &finding["tracking"]["decision"]["program"]),
        (&"partly".into(), &"done".into())
    );
    for format in ["table", "markdown", "html"] {
        let text = print(format);
        assert!(text.contains("人工改判：部分完成（程序结论：完成）：12月才开园"), "{format}: {text}");
    }
    assert!(print("csv").contains(",12月才开园,部分完成,完成,"));
    // The JSON of a review brings them back as well, and is an earlier ledger.
    let review = file("decided", "review.json", print("json").as_bytes());
    let pair = ["check", "pairs/yunxi/report.txt", "--plan", "pairs/yunxi/plan.txt"];
    let again = gongwen(&[&pair[..], &["--decisions", &review, "--since", &review]].concat());
    let again: serde_json::Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!(again["summary"], json["summary"]);
    assert_eq!(again["tracked"]["since"], true);
    assert!(again["findings"].as_array().unwrap().iter().all(|f| f["tracking"].get("change").is_none()));
}

#[test]
fn reports_of_several_owners_are_laid_beside_one_plan() {
    let plan = "云溪县2025年工作要点\n一、重点任务\n1.修复河堤7公里。（责任单位：县水利局）\n2.配备校车15辆。（责任单位：县教育局）\n";
    let plan = file("several", "plan.txt", plan.as_bytes());
    let water = file(
        "several_a",
        "water.txt",
        "云溪县水利局2025年工作总结\n一、完成情况\n全年修复河堤9公里。\n".as_bytes(),
    );
    let schools = file(
        "several_b",
        "schools.txt",
        "云溪县教育局2025年工作总结\n一、完成情况\n全年配备校车11辆。\n".as_bytes(),
    );
    let output = gongwen(&["check", &water, &schools, "--plan", &plan]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["reports"].as_array().unwrap().len(), 2);
    let of = |at: usize| (&json["findings"][at]["verdict"], &json["findings"][at]["report"]);
    assert_eq!(of(0), (&"done".into(), &0.into()));
    assert_eq!(of(1), (&"target_missed".into(), &1.into()));
    let table = gongwen(&["check", &water, &schools, "--plan", &plan, "--format", "table"]);
    assert!(out(&table).contains("〔schools.txt，"), "{}", out(&table));
}

#[cfg(all(feature = "ledger", feature = "pages"))]
#[test]
fn ledgers_and_pages_are_written_by_their_endings() {
    let folder = folder("office");
    let write = |command: &[&str], name: &str| {
        let path = folder.join(name);
        let output = gongwen(&[command, &["-o", path.to_str().unwrap()]].concat());
        (output.status.code(), std::fs::read(path).unwrap_or_default())
    };
    let check = ["check", "pairs/yunxi/report.txt", "--plan", "pairs/yunxi/plan.txt"];
    let (status, book) = write(&check, "a.xlsx");
    assert_eq!((status, book.starts_with(b"PK")), (Some(1), true));
    assert_eq!(write(&check, "b.xlsx").1, book, "the same bytes");
    for (command, name) in [
        (&check[..], "a.html"),
        (&["parse", "--format", "html", "damaged/pinyin.txt"], "b.html"),
        (&["audit", "audit/qinghe.txt"], "c.html"),
    ] {
        let page = String::from_utf8(write(command, name).1).unwrap();
        assert!(page.starts_with("<!DOCTYPE html>") && page.contains("Content-Security-Policy"), "{name}");
        assert!(!page.contains("http://") && !page.contains("https://"), "{name}");
        let links: Vec<&str> = page.split("href=\"#").skip(1).filter_map(|l| l.split('"').next()).collect();
        let dead: Vec<&&str> = links.iter().filter(|l| !page.contains(&format!("id=\"{l}\""))).collect();
        assert!(!links.is_empty() && dead.is_empty(), "{name}: {dead:?}");
        // Names of folders are nobody's business.
        assert!(!page.contains("pairs/yunxi"), "{name}");
    }
}

#[cfg(feature = "pages")]
#[test]
fn the_page_wants_its_program() {
    let plain = file("page_program", "engine.wasm", b"\0asm");
    assert_refused(&gongwen(&["page", "--engine", &plain]), &["engine.wasm", "gzip"]);
    let packed = file("page_packed", "engine.wasm.gz", b"\x1f\x8b\x08");
    assert_refused(&gongwen(&["page", "--engine", &packed, "-o", &packed]), &["输入文件"]);
    let page = gongwen(&["page", "--engine", &packed]);
    let carried = b">\x1f\x8b\x08<"; // each byte as it is
    assert!(page.status.success() && page.stdout.windows(5).any(|bytes| bytes == carried));
    if option_env!("GONGWEN_ENGINE").is_none() {
        assert_refused(&gongwen(&["page"]), &["page.sh", "--engine"]);
    }
}

#[test]
fn a_slip_of_the_pen_is_met_with_a_hint() {
    assert_refused(&gongwen(&["chek"]), &["没有命令 chek，是不是想用 check？"]);
    assert_refused(&gongwen(&["check", "a", "--pln", "b"]), &["没有参数 --pln，是不是想用 --plan？"]);
    assert_refused(&gongwen(&["--lang", "en", "chek"]), &["did you mean check?"]);
    assert_refused(&gongwen(&["check"]), &["--plan <PLAN>", "<REPORT>"]);
}

#[cfg(feature = "pages")]
#[test]
fn help_speaks_the_language_asked_for() {
    for args in [vec!["help", "check"], vec!["check", "--help"]] {
        let help = gongwen(&args);
        assert!(
            help.status.success() && out(&help).contains("用法：gongwen check [选项] --plan <PLAN> <REPORT>")
        );
        assert!(!out(&help).contains("Print") && !out(&help).contains("OPTIONS"), "{}", out(&help));
    }
    assert!(out(&gongwen(&["--lang", "en", "help", "page"])).contains("Usage: gongwen page [OPTIONS]"));
}

#[cfg(feature = "shell")]
#[test]
fn shells_and_man_are_told_of_every_command() {
    let (man, bash) = (gongwen(&["man"]), gongwen(&["completions", "bash"]));
    for command in ["check", "parse", "clean", "convert", "audit"] {
        assert!(out(&man).contains(command) && out(&bash).contains(command), "{command}");
    }
    let check = gongwen(&["man", "check"]);
    assert!(out(&check).contains("显示帮助") && !out(&check).contains("Print help"), "{}", out(&check));
    assert!(out(&gongwen(&["--lang", "en", "man", "check"])).contains(".SH SYNOPSIS"));
    assert_refused(&gongwen(&["man", "chekc"]), &["chekc"]);
}
