//! Names of files → their bytes, and results → standard output or a file; what goes wrong becomes one line for a person.

use crate::TROUBLE;
use gongwen::Language;
use std::fs;
use std::io::{self, ErrorKind, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

/// What went wrong, as one line: what was expected, what was found.
pub struct Failure(String);

impl Failure {
    pub fn new(line: impl Into<String>) -> Self {
        Failure(line.into())
    }

    /// The library's error, in the reader's language.
    pub fn library(error: &gongwen::Error, lang: Language) -> Self {
        Failure(error.message(lang).to_owned())
    }

    /// Says it on standard error, naming the file; gives the exit status.
    pub fn tell(&self, name: &Path) -> u8 {
        tell(&format!("{}: {}", name.display(), self.0))
    }
}

/// Says one line on standard error; gives the exit status. A closed standard error is no reason to panic.
pub fn tell(line: &str) -> u8 {
    let line = line.replace(['\n', '\r'], " ");
    let _ = writeln!(io::stderr(), "gongwen: {line}");
    TROUBLE
}

/// Reads a file, or standard input for `-`.
pub fn read(name: &Path, lang: Language) -> Result<Vec<u8>, Failure> {
    if name == Path::new("-") {
        let mut bytes = Vec::new();
        return match io::stdin().lock().read_to_end(&mut bytes) {
            Ok(_) => Ok(bytes),
            Err(e) => Err(from_system(&e, lang)),
        };
    }
    fs::read(name).map_err(|e| from_system(&e, lang))
}

/// The system's error, in the reader's language.
pub fn from_system(error: &io::Error, lang: Language) -> Failure {
    Failure(match error.kind() {
        ErrorKind::NotFound => {
            lang.pick("应为文件，但没有这个文件", "expected a file, found none of that name").into()
        }
        ErrorKind::IsADirectory => {
            lang.pick("应为文件，实为目录", "expected a file, found a directory").into()
        }
        ErrorKind::PermissionDenied => lang
            .pick(
                "应为可读写的文件，但没有权限",
                "expected a file open to us, found that permission is denied",
            )
            .into(),
        _ => format!("{}{error}", lang.pick("无法读写：", "cannot be read or written: ")),
    })
}

/// Does `work` for every file; one that fails is told, the others are still done.
pub fn each(
    names: &[PathBuf],
    lang: Language,
    mut work: impl FnMut(&Path, Vec<u8>) -> Result<(), Failure>,
) -> u8 {
    let mut status = crate::FINE;
    for name in names {
        if let Err(failure) = read(name, lang).and_then(|bytes| work(name, bytes)) {
            status = failure.tell(name);
        }
    }
    status
}

/// Writes to standard output. A reader that went away (`| head`) ends the program quietly.
pub fn print(bytes: &[u8], lang: Language) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(e) if e.kind() == ErrorKind::BrokenPipe => std::process::exit(crate::FINE.into()),
        other => other.map_err(|e| from_system(&e, lang)),
    }
}

/// Writes to `file`, or to standard output where there is none.
pub fn write(file: Option<&Path>, bytes: &[u8], lang: Language) -> Result<(), Failure> {
    match file {
        Some(file) => fs::write(file, bytes).map_err(|e| from_system(&e, lang)),
        None => print(bytes, lang),
    }
}

/// Makes a directory, and those above it.
pub fn make_dir(dir: &Path, lang: Language) -> Result<(), Failure> {
    fs::create_dir_all(dir).map_err(|e| from_system(&e, lang))
}

/// Whether people see the output on a terminal.
pub fn on_terminal() -> bool {
    io::stdout().is_terminal()
}
