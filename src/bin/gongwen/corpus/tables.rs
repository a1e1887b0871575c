//! Rows of tables, in order → files beside their places, which they take at the end; a checkpoint to go on from.

use super::args::Format;
use crate::files::{Failure, from_system};
use gongwen::Language;
use gongwen::report::corpus::{Resource, Row, Table};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Where a run stands: so many files are done, and the tables are so long.
#[derive(Default, Serialize, Deserialize, PartialEq)]
pub struct Checkpoint {
    /// The hash of what was asked: the files, their sizes, the format.
    asked: String,
    pub done: usize,
    pub unread: usize,
    lengths: BTreeMap<String, u64>,
}

/// The tables of one run, open for writing.
pub struct Tables {
    dir: PathBuf,
    files: Vec<(String, BufWriter<File>)>,
    asked: String,
}

/// The digits of the hash that names a file.
pub const HASH: usize = 16;

/// The file of a run that is not finished.
const CHECKPOINT: &str = "checkpoint.json";

/// What could not be read, and what stood there twice.
pub const ERRORS: &str = "errors";

impl Tables {
    /// Opens the tables: afresh, or where a run that asked the same was broken off.
    pub fn open(
        dir: &Path,
        tables: &[Table],
        asked: String,
        format: Format,
        resume: bool,
        lang: Language,
    ) -> Result<(Self, Checkpoint), Failure> {
        let told = |e: io::Error| from_system(&e, lang).about(dir);
        let saved = fs::read(dir.join(CHECKPOINT)).ok();
        let point = match saved {
            Some(bytes) if resume => {
                serde_json::from_slice::<Checkpoint>(&bytes).ok().filter(|point| point.asked == asked)
            }
            Some(_) => {
                return Err(Failure::new(lang.pick(
                    "这里有一次没做完的：加 --resume 接着做，或换一个文件夹",
                    "an unfinished run is here: add --resume to go on, or name another folder",
                )));
            }
            None => Some(Checkpoint { asked: asked.clone(), ..Checkpoint::default() }),
        };
        let point = point.ok_or_else(|| {
            Failure::new(lang.pick(
                "没做完的那次读的是别的文件（或文件已变、格式不同）：请换一个文件夹",
                "the unfinished run read other files, or another format: name another folder",
            ))
        })?;
        let names = tables.iter().map(|table| format!("{}.{}", table.name(), format.ending()));
        let names: Vec<String> = names.chain([format!("{ERRORS}.jsonl")]).collect();
        let mut files = Vec::new();
        for name in names {
            let mut file = File::options()
                .create(true)
                .truncate(false)
                .write(true)
                .open(part(dir, &name))
                .map_err(told)?;
            let length = point.lengths.get(&name).copied().unwrap_or(0);
            file.set_len(length).and_then(|()| file.seek(SeekFrom::End(0))).map_err(told)?;
            files.push((name, BufWriter::new(file)));
        }
        let mut opened = Tables { dir: dir.to_owned(), files, asked };
        if point.done == 0 && format == Format::Csv {
            for (at, table) in tables.iter().enumerate() {
                let header: Vec<_> = table.columns().map(|c| c.name).collect();
                opened.files[at].1.write_all(format!("{}\n", header.join(",")).as_bytes()).map_err(told)?;
            }
        }
        Ok((opened, point))
    }

    /// The hashes of the files that the tables hold so far.
    pub fn hashes(&self) -> io::Result<HashSet<String>> {
        let Some((name, _)) = self.files.first() else { return Ok(HashSet::new()) };
        let lines = BufReader::new(File::open(part(&self.dir, name))?).lines();
        let hash = |line: String| {
            let (hash, _) = line.strip_prefix("{\"document\":\"").unwrap_or(&line).split_once('-')?;
            (hash.len() == HASH).then(|| hash.to_owned())
        };
        lines.map(|line| line.map(hash)).filter_map(Result::transpose).collect()
    }

    /// Appends text to the table of a number.
    pub fn write(&mut self, table: usize, text: &str) -> io::Result<()> {
        self.files[table].1.write_all(text.as_bytes())
    }

    /// Appends a line on a file that gave no rows.
    pub fn error(&mut self, line: &impl Serialize) -> io::Result<()> {
        let (_, last) = self.files.last_mut().ok_or_else(|| io::Error::other("no table"))?;
        serde_json::to_writer(&mut *last, line)?;
        last.write_all(b"\n")
    }

    /// Says on disk how far the run is.
    pub fn save(&mut self, done: usize, unread: usize) -> io::Result<()> {
        let mut lengths = BTreeMap::new();
        for (name, file) in &mut self.files {
            file.flush()?;
            file.get_ref().sync_data()?;
            lengths.insert(name.clone(), file.get_ref().metadata()?.len());
        }
        let point = Checkpoint { asked: self.asked.clone(), done, unread, lengths };
        let beside = self.dir.join("checkpoint.tmp");
        fs::write(&beside, serde_json::to_vec(&point)?)?;
        fs::rename(beside, self.dir.join(CHECKPOINT))
    }

    /// Lets the tables take their places.
    pub fn finish(mut self) -> io::Result<()> {
        for (name, file) in &mut self.files {
            file.flush()?;
            fs::rename(part(&self.dir, name), self.dir.join(&*name))?;
        }
        match fs::remove_file(self.dir.join(CHECKPOINT)) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
            _ => Ok(()),
        }
    }
}

fn part(dir: &Path, name: &str) -> PathBuf {
    dir.join(format!("{name}.part"))
}

/// Writes rows as text.
pub fn text(rows: &[Row], format: Format) -> String {
    let mut out = String::new();
    for row in rows {
        match format {
            Format::Csv => row.csv(&mut out),
            Format::Jsonl => {
                out.push_str(&serde_json::to_string(row).unwrap_or_default());
                out.push('\n');
            }
        }
    }
    out
}

/// A Frictionless data package: what the tables are, and what each column holds.
#[derive(Serialize)]
struct Package {
    profile: &'static str,
    name: &'static str,
    resources: Vec<Resource>,
}

/// Writes `datapackage.json` beside the tables.
pub fn describe(dir: &Path, format: Format, findings: bool, lang: Language) -> Result<(), Failure> {
    let tables = Table::OF_A_FILE.into_iter().chain(findings.then_some(Table::Findings));
    let resources = tables.map(|table| Resource::new(table, format.ending())).collect();
    let package = Package { profile: "data-package", name: "gongwen-corpus", resources };
    let path = dir.join("datapackage.json");
    let written = serde_json::to_string_pretty(&package)
        .map_err(io::Error::from)
        .and_then(|text| fs::write(&path, text + "\n"));
    written.map_err(|e| from_system(&e, lang).about(&path))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was written behind the last checkpoint is written again by the run that goes on.
    #[test]
    fn a_run_goes_on_from_its_checkpoint() {
        let dir = std::env::temp_dir().join(format!("gongwen-tables-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        let open = |resume| {
            Tables::open(&dir, &[Table::Documents], "asked".into(), Format::Csv, resume, Language::Chinese)
        };
        let (mut tables, point) = open(false).unwrap_or_else(|_| panic!("opens"));
        assert_eq!(point.done, 0);
        tables.write(0, "0123456789abcdef-0,a.txt\n").unwrap();
        tables.save(1, 0).unwrap();
        tables.write(0, "fedcba9876543210-0,b.txt\n").unwrap();
        drop(tables);
        assert!(open(false).is_err(), "an unfinished run is not overwritten");
        let (mut tables, point) = open(true).unwrap_or_else(|_| panic!("goes on"));
        assert_eq!(point.done, 1);
        assert_eq!(tables.hashes().unwrap(), HashSet::from(["0123456789abcdef".to_owned()]));
        tables.write(0, "fedcba9876543210-0,b.txt\n").unwrap();
        tables.finish().unwrap();
        let text = fs::read_to_string(dir.join("documents.csv")).unwrap();
        let lines: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(lines, ["0123456789abcdef-0,a.txt", "fedcba9876543210-0,b.txt"]);
        fs::remove_dir_all(dir).unwrap();
    }
}
