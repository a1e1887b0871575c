//! What `docs/` says of columns and fields → the tables and the JSON: they agree.

use crate::common::{project, text};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::process::Command;

fn rows(table: &str) -> Vec<Vec<String>> {
    let text = text(&format!("src/tables/{table}.tsv"));
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// `docs/columns.md`, as the tables say it.
fn columns() -> String {
    let mut out = String::from(
        "# CSV 的列 · Columns of the tables\n\n由 `REFRESH=1 cargo test --test suite docs` 写成。Written by that command.\n",
    );
    let mut table = "";
    let all = rows("corpus_columns");
    for row in &all {
        if row[0] != table {
            table = &row[0];
            write!(
                out,
                "\n## corpus：{table}\n\n| 列 | 类型 | 是什么 | what it is |\n| --- | --- | --- | --- |\n"
            )
            .unwrap();
        }
        writeln!(out, "| `{}` | {} | {} | {} |", row[1], row[2], row[3], row[4]).unwrap();
    }
    out += "\n## check：CSV 和台账 · CSV and ledger\n\n";
    out += "CSV 的列名随 `--lang`；台账（XLSX）中宽为 0 的列是隐藏的。改判和复核意见由 `--decisions` 读回，靠任务标识找到任务。\n\n";
    out += "| 列 | column | 台账中的宽度 |\n| --- | --- | --- |\n";
    for row in rows("ledger_columns") {
        writeln!(out, "| {} | `{}` | {} |", row[1], row[2], row[3]).unwrap();
    }
    out += "\n## parse：CSV\n\n含义同 corpus 的 documents 和 metrics；`heading` 是章节的序号和标题。 As in corpus.\n\n";
    let header: Vec<String> =
        gongwen::report::METRICS_HEADER.trim().split(',').map(|name| format!("`{name}`")).collect();
    out += &header.join(" ");
    out += "\n\n## audit：CSV\n\n";
    out += &gongwen::report::checks_header(gongwen::Language::Chinese).trim().replace(',', " · ");
    out += "\n\n";
    out += &gongwen::report::checks_header(gongwen::Language::English).trim().replace(',', " · ");
    out.push('\n');
    out
}

#[test]
fn columns_are_those_of_the_tables() {
    let file = project("docs/columns.md");
    if std::env::var_os("REFRESH").is_some() {
        std::fs::write(&file, columns()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(file).unwrap(), columns());
}

/// Every name of a field in a JSON.
fn names(json: &serde_json::Value, found: &mut BTreeSet<String>) {
    match json {
        serde_json::Value::Object(fields) => fields.iter().for_each(|(name, value)| {
            found.insert(name.clone());
            names(value, found);
        }),
        serde_json::Value::Array(all) => all.iter().for_each(|value| names(value, found)),
        _ => {}
    }
}

#[test]
fn every_field_is_told() {
    let (pair, earlier) =
        ("pairs/yunxi", "序号,任务,结论,复核意见,改判\n2,实施居家适老化改造,完成,见附件,完成\n");
    let ledger = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("docs_ledger.csv");
    std::fs::write(&ledger, earlier).unwrap();
    let ledger = ledger.to_str().unwrap();
    let (plan, report) = (format!("{pair}/plan.txt"), format!("{pair}/report.txt"));
    let runs: [&[&str]; 4] = [
        &[
            "check",
            &report,
            &report,
            "--plan",
            &plan,
            "--format",
            "json",
            "--decisions",
            ledger,
            "--since",
            ledger,
        ],
        &["parse", "--text", "single/wuning.txt"],
        &["parse", "--text", "damaged/shifted_bytes.txt"],
        &["audit", "--format", "json", "audit/qinghe.txt"],
    ];
    let mut found = BTreeSet::new();
    for args in runs {
        let run = Command::new(env!("CARGO_BIN_EXE_gongwen"))
            .args(args)
            .current_dir(project("fixtures"))
            .output()
            .unwrap();
        for value in serde_json::Deserializer::from_slice(&run.stdout).into_iter::<serde_json::Value>() {
            names(&value.unwrap(), &mut found);
        }
    }
    assert!(found.len() > 100, "{found:?}");
    let told = text("docs/json.md");
    let untold: Vec<_> = found.iter().filter(|name| !told.contains(&format!("`{name}`"))).collect();
    assert!(untold.is_empty(), "{untold:?}");
}
