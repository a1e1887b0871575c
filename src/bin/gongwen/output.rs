//! Results → standard output or a file: never over a file that was read, and whole or not at all.

use crate::files::{Failure, from_system};
use gongwen::Language;
use memchr::{memchr_iter, memchr3_iter};
use serde::Serialize;
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Where results go.
pub struct Output {
    writer: BufWriter<Box<dyn Write>>,
    beside: Option<Beside>,
    name: PathBuf,
    lang: Language,
}

impl Output {
    /// Standard output.
    pub fn standard(lang: Language) -> Self {
        let writer: Box<dyn Write> = Box::new(io::stdout().lock());
        Output { writer: BufWriter::new(writer), beside: None, name: "-".into(), lang }
    }

    /// `file`, or standard output where there is none. A file is written beside its place and renamed by [`Output::finish`];
    /// what is no file (a FIFO, a device) is written as it is.
    pub fn to(file: Option<&Path>, lang: Language) -> Result<Self, Failure> {
        let Some(file) = file.filter(|file| !is_standard(file)) else { return Ok(Output::standard(lang)) };
        let (writer, beside) = open(file).map_err(|e| not_written(&e, lang).about(file))?;
        Ok(Output { writer: BufWriter::new(Box::new(writer)), beside, name: file.into(), lang })
    }

    /// Writes a piece. A reader that went away (`| head`) ends the program quietly.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let written = self.writer.write_all(bytes);
        self.told(written)
    }

    /// Writes a text of a document; on a terminal, what would steer it is shown by its number.
    pub fn write_text(&mut self, text: &str) -> Result<(), Failure> {
        if is_standard(&self.name) && on_terminal() {
            return self.write(gongwen::report::shown(text).as_bytes());
        }
        self.write(text.as_bytes())
    }

    /// Writes a value as JSON on one line, or over many, piece by piece as it is told.
    pub fn write_json(&mut self, value: &impl Serialize, pretty: bool) -> Result<(), Failure> {
        let mut to = BufWriter::new(Harmless(&mut self.writer));
        let told = if pretty {
            serde_json::to_writer_pretty(&mut to, value)
        } else {
            serde_json::to_writer(&mut to, value)
        };
        let written = told.map_err(io::Error::from).and_then(|()| to.write_all(b"\n"));
        let written = written.and_then(|()| to.flush());
        drop(to);
        self.told(written)
    }

    /// Hands on what was written so far.
    pub fn flush(&mut self) -> Result<(), Failure> {
        let written = self.writer.flush();
        self.told(written)
    }

    /// Says that all is written: a file takes its place.
    pub fn finish(mut self) -> Result<(), Failure> {
        self.flush()?;
        let placed = self.beside.take().map_or(Ok(()), Beside::take_place);
        self.told(placed)
    }

    fn told(&self, done: io::Result<()>) -> Result<(), Failure> {
        match done {
            Err(e) if e.kind() == ErrorKind::BrokenPipe => std::process::exit(crate::status::FINE.into()),
            other => other.map_err(|e| not_written(&e, self.lang).about(&self.name)),
        }
    }
}

/// `-` and its other name.
pub fn is_standard(file: &Path) -> bool {
    file == Path::new("-") || file == Path::new("/dev/stdout")
}

/// Whether people see the output on a terminal.
pub fn on_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Makes a directory, and those above it.
pub fn make_dir(dir: &Path, lang: Language) -> Result<(), Failure> {
    fs::create_dir_all(dir).map_err(|e| match e.kind() {
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => Failure::new(
            lang.pick("应为文件夹，但已有同名文件", "expected a directory, found a file of that name"),
        ),
        _ => from_system(&e, lang),
    })
}

/// The system's error about an output.
fn not_written(error: &io::Error, lang: Language) -> Failure {
    match error.kind() {
        ErrorKind::NotFound => Failure::new(lang.pick(
            "无法写入：没有这个文件夹，请先建好",
            "expected a directory to write into, found none: make it first",
        )),
        _ => from_system(error, lang),
    }
}

/// Opens `file` for writing: a sibling of it where it is a file or is to become one.
fn open(file: &Path) -> io::Result<(File, Option<Beside>)> {
    let found = match fs::metadata(file) {
        Ok(found) if !found.is_file() => return File::create(file).map(|file| (file, None)),
        Ok(found) => found,
        Err(e) if e.kind() == ErrorKind::NotFound => {
            // A link that leads to nothing yet says where the file is to be.
            let target = fs::read_link(file).map_or(file.to_owned(), |to| folder_of(file).join(to));
            return Beside::make(target, None).map(|(file, beside)| (file, Some(beside)));
        }
        Err(e) => return Err(e),
    };
    // Renaming would overwrite a file that is closed to us.
    drop(File::options().write(true).open(file)?);
    match Beside::make(fs::canonicalize(file)?, Some(found.permissions())) {
        // The file may be written, its folder not.
        Err(e) if e.kind() == ErrorKind::PermissionDenied => File::create(file).map(|file| (file, None)),
        made => made.map(|(file, beside)| (file, Some(beside))),
    }
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file being written beside the place that it is to take; one that does not take it goes.
struct Beside {
    path: PathBuf,
    target: PathBuf,
}

impl Beside {
    fn make(target: PathBuf, permissions: Option<fs::Permissions>) -> io::Result<(File, Self)> {
        let name = |n| format!(".gongwen-{}-{n}.tmp", std::process::id());
        let mut n = 0;
        loop {
            let path = folder_of(&target).join(name(n));
            match File::create_new(&path) {
                Err(e) if e.kind() == ErrorKind::AlreadyExists => n += 1,
                made => {
                    let (file, beside) = (made?, Beside { path, target });
                    if let Some(permissions) = permissions {
                        file.set_permissions(permissions)?;
                    }
                    return Ok((file, beside));
                }
            }
        }
    }

    fn take_place(self) -> io::Result<()> {
        fs::rename(&self.path, &self.target)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // Gone already where it took its place.
        let _ = fs::remove_file(&self.path);
    }
}

/// JSON → the same JSON, with the characters that a terminal may obey written by their numbers. They stand in strings only,
/// and each call holds whole characters: serde_json writes a string in pieces of text, and a buffer hands them on whole.
struct Harmless<W>(W);

impl<W: Write> Write for Harmless<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Ok(text) = std::str::from_utf8(bytes) else { return self.0.write(bytes) };
        let mut done = 0;
        for (at, c) in steering(text) {
            self.0.write_all(&bytes[done..at])?;
            write!(self.0, "\\u{:04x}", c as u32)?;
            done = at + c.len_utf8();
        }
        self.0.write_all(&bytes[done..])?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The characters of a JSON text that a terminal may obey, and where they stand. Four bytes can begin one, and hardly any text
/// holds these but E2, which begins “ too.
fn steering(text: &str) -> Vec<(usize, char)> {
    let begins = memchr3_iter(0xC2, 0xD8, 0xE2, text.as_bytes()).chain(memchr_iter(0x7F, text.as_bytes()));
    let chars = begins.filter_map(|at| Some((at, text[at..].chars().next()?)));
    let mut found: Vec<_> = chars.filter(|&(_, c)| gongwen::report::steers(c)).collect();
    found.sort_unstable();
    found
}

/// The format that the ending of an output's name asks for; none where it has no ending.
pub fn by_ending<T: Copy>(
    file: Option<&Path>,
    known: &[(&str, T)],
    lang: Language,
) -> Result<Option<T>, Failure> {
    let Some(file) = file.filter(|file| !is_standard(file)) else { return Ok(None) };
    let Some(ending) = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()) else {
        return Ok(None);
    };
    let format = known.iter().find(|(known, _)| *known == ending).map(|(_, format)| *format);
    format.map(Some).ok_or_else(|| {
        let all: Vec<String> = known.iter().map(|(known, _)| format!(".{known}")).collect();
        let line = lang.pick(
            format!("应以 {} 结尾，实为 .{ending}；也可用 --format 指定格式", all.join("、")),
            format!("expected a name that ends in {}, found .{ending}; or say --format", all.join(", ")),
        );
        Failure::new(line).about(file)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_its_value_and_loses_what_steers_a_terminal() {
        let value = serde_json::json!({ "甲\u{9b}31m": "乙\u{202e}丙\u{7f}\u{1b}[2J“丁”\n" });
        let mut out = Vec::new();
        serde_json::to_writer_pretty(Harmless(&mut out), &value).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(!text.chars().any(|c| c != '\n' && gongwen::report::steers(c)), "{text:?}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
