//! Names of files → their bytes; what goes wrong, or is lost, becomes one line for a person.

use crate::status::TROUBLE;
use gongwen::Language;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// What went wrong, as one line: what was expected, what was found.
pub struct Failure {
    line: String,
    name: Option<PathBuf>,
}

impl Failure {
    pub fn new(line: impl Into<String>) -> Self {
        Failure { line: line.into(), name: None }
    }

    /// The library's error, in the reader's language.
    pub fn library(error: &gongwen::Error, lang: Language) -> Self {
        Failure::new(error.message(lang))
    }

    /// The same failure, told of this file and no other.
    pub fn about(self, name: &Path) -> Self {
        Failure { name: Some(name.to_owned()), ..self }
    }

    /// What it says.
    #[cfg(feature = "corpus")]
    pub fn line(&self) -> &str {
        &self.line
    }

    /// Says it on standard error, naming the file; gives the exit status.
    pub fn tell(&self, name: &Path) -> u8 {
        say(self.name.as_deref().unwrap_or(name), &self.line);
        TROUBLE
    }
}

/// Says one line on standard error; gives the exit status.
pub fn tell(line: &str) -> u8 {
    // A closed standard error is no reason to panic.
    let _ = writeln!(io::stderr(), "gongwen: {}", gongwen::report::flat(line));
    TROUBLE
}

/// Says one line about a file on standard error.
pub fn say(name: &Path, line: &str) {
    tell(&format!("{}: {line}", name.display()));
}

/// Reads a file, or standard input for `-`: no more of it than tells that it is too large.
pub fn read(name: &Path, lang: Language) -> Result<Vec<u8>, Failure> {
    let read = if name == Path::new("-") {
        read_from(io::stdin().lock())
    } else {
        File::open(name).and_then(read_from)
    };
    read.map_err(|e| from_system(&e, lang))
}

/// Reads up to one byte more than the library takes.
pub fn read_from(input: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(gongwen::LARGEST_INPUT as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The system's error, in the reader's language.
pub fn from_system(error: &io::Error, lang: Language) -> Failure {
    Failure::new(match error.kind() {
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
        ErrorKind::StorageFull => {
            lang.pick("无法写入：磁盘已满", "cannot be written: the disk is full").into()
        }
        ErrorKind::ReadOnlyFilesystem => {
            lang.pick("无法写入：磁盘只读", "cannot be written: the disk is read-only").into()
        }
        ErrorKind::NotADirectory => {
            lang.pick("路径中的一段不是文件夹", "a part of the path is no directory").into()
        }
        _ => format!("{}{error}", lang.pick("无法读写：", "cannot be read or written: ")),
    })
}

/// Refuses to read standard input twice: the second would find it empty.
pub fn one_standard_input<'a>(
    names: impl IntoIterator<Item = &'a PathBuf>,
    lang: Language,
) -> Result<(), Failure> {
    if names.into_iter().filter(|name| *name == Path::new("-")).count() < 2 {
        return Ok(());
    }
    Err(Failure::new(
        lang.pick("标准输入只能读一次，却给了两个 -", "standard input is read once, found - twice"),
    ))
}

/// Does `work` for every file, and for every file in an archive; one that fails is told, the others are still done.
pub fn each(
    names: &[PathBuf],
    lang: Language,
    mut work: impl FnMut(&Path, Vec<u8>) -> Result<(), Failure>,
) -> u8 {
    if let Err(failure) = one_standard_input(names, lang) {
        return failure.tell(Path::new("-"));
    }
    let mut status = crate::status::FINE;
    for name in names {
        let done = read(name, lang).and_then(|bytes| {
            let unpacked = gongwen::unpack(&bytes, &mut |file| {
                let name = name.join(file.path);
                let done =
                    file.bytes.map_err(|e| Failure::library(&e, lang)).and_then(|bytes| work(&name, bytes));
                if let Err(failure) = done {
                    status = failure.tell(&name);
                }
            });
            if unpacked.map_err(|e| Failure::library(&e, lang))? { Ok(()) } else { work(name, bytes) }
        });
        if let Err(failure) = done {
            status = failure.tell(name);
        }
    }
    status
}
