//! `gongwen corpus`: many files → tables that join, the same for any number of threads.

use crate::common::project;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder of files of several formats and encodings, one of them twice and one unreadable.
fn folder(name: &str) -> PathBuf {
    let root = std::env::temp_dir().join(format!("gongwen-corpus-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(root.join("in/deep")).unwrap();
    let copy = |from: &str, to: &str| fs::copy(project(from), root.join("in").join(to)).map(drop).unwrap();
    for entry in fs::read_dir(project("fixtures/single")).unwrap() {
        let path = entry.unwrap().path();
        copy(path.to_str().unwrap(), path.file_name().unwrap().to_str().unwrap());
    }
    copy("fixtures/audit/qinghe.txt", "deep/qinghe.txt");
    copy("fixtures/audit/qinghe.txt", "deep/qinghe_again.txt");
    fs::write(root.join("in/picture.jpg"), b"\xFF\xD8\xFF\xE0\0\x10JFIF").unwrap();
    root
}

fn corpus(root: &Path, out: &str, more: &[&str]) -> (BTreeMap<String, String>, Option<i32>) {
    let (inside, out) = (root.join("in"), root.join(out));
    let args = ["corpus", inside.to_str().unwrap(), "-o", out.to_str().unwrap()];
    let run = Command::new(env!("CARGO_BIN_EXE_gongwen")).args([&args, more].concat()).output().unwrap();
    let read = |entry: std::io::Result<fs::DirEntry>| {
        let path = entry.unwrap().path();
        (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap())
    };
    (fs::read_dir(out).unwrap().map(read).collect(), run.status.code())
}

fn objects(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_corpus_is_the_same_for_any_number_of_threads() {
    let root = folder("threads");
    let (one, status) = corpus(&root, "one", &["--jobs", "1"]);
    assert_eq!(status, Some(2), "a picture is told");
    assert_eq!(corpus(&root, "four", &["--jobs", "4"]).0, one);
    let tables = ["documents", "sections", "measures", "metrics", "tasks", "times", "checks"];
    assert!(tables.iter().all(|table| !one[&format!("{table}.jsonl")].is_empty()));
    // Every row's document is one of the documents.
    let documents: Vec<_> = objects(&one["documents.jsonl"]).iter().map(|d| d["document"].clone()).collect();
    for table in tables {
        let rows = objects(&one[&format!("{table}.jsonl")]);
        assert!(rows.iter().all(|row| documents.contains(&row["document"])), "{table}");
    }
    let told: Vec<_> = objects(&one["errors.jsonl"]).iter().map(|e| e["kind"].clone()).collect();
    assert_eq!(told, ["repeated", "unread"]);
    fs::remove_dir_all(root).unwrap();
}

#[test]
#[cfg(feature = "zip")]
fn the_files_of_an_archive_are_documents_of_their_own() {
    let root = folder("archive");
    fs::copy(project("fixtures/office/materials.zip"), root.join("in/materials.zip")).unwrap();
    let (files, _) = corpus(&root, "out", &[]);
    let documents = objects(&files["documents.jsonl"]);
    let packed = documents.iter().filter(|d| d["file"].as_str().unwrap().contains("materials.zip/")).count();
    assert!(packed > 1, "{packed}");
    fs::remove_dir_all(root).unwrap();
}

#[test]
fn the_data_package_describes_the_columns_that_are_there() {
    let root = folder("package");
    let (files, _) = corpus(&root, "out", &["--format", "csv"]);
    let package: serde_json::Value = serde_json::from_str(&files["datapackage.json"]).unwrap();
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), 7);
    for resource in resources {
        let names =
            resource["schema"]["fields"].as_array().unwrap().iter().map(|f| f["name"].as_str().unwrap());
        let header = files[resource["path"].as_str().unwrap()].lines().next().unwrap();
        assert_eq!(names.collect::<Vec<_>>().join(","), header);
    }
    fs::remove_dir_all(root).unwrap();
}

#[test]
fn pairs_of_plans_and_reports_give_one_table_of_findings() {
    let root = folder("pairs");
    let list = root.join("pairs.tsv");
    let pair =
        |name: &str| ["plan", "report"].map(|file| project(&format!("fixtures/pairs/{name}/{file}.txt")));
    let names: Vec<_> =
        fs::read_dir(project("fixtures/pairs")).unwrap().map(|e| e.unwrap().file_name()).collect();
    let lines: Vec<_> = names
        .iter()
        .map(|name| pair(name.to_str().unwrap()).map(|p| p.to_str().unwrap().to_owned()).join("\t"))
        .collect();
    fs::write(&list, format!("plan\treport\n{}\nnowhere.txt\tnothing.txt\n", lines.join("\n"))).unwrap();
    let (files, status) = corpus(&root, "out", &["--pairs", list.to_str().unwrap()]);
    assert_eq!(status, Some(2));
    let rows = objects(&files["findings.jsonl"]);
    assert!((0..lines.len()).all(|pair| rows.iter().any(|row| row["pair"] == pair)));
    assert!(
        rows.iter().any(|row| row["verdict"] == "done" && !row["evidence"].as_array().unwrap().is_empty())
    );
    fs::remove_dir_all(root).unwrap();
}
