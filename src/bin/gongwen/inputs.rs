//! Names of files → whether two are the same file, however they are spelt: no output may be an input.

use crate::files::Failure;
use gongwen::Language;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Files, however they are spelt.
#[derive(Default)]
pub struct Files(BTreeSet<Identity>);

impl Files {
    /// The files of these names; `-` is the file that standard input is read from, where it is one.
    pub fn named<'a>(names: impl IntoIterator<Item = &'a PathBuf>) -> Self {
        let mut files = Files::default();
        names.into_iter().for_each(|name| files.add(name));
        files
    }

    /// Takes one more; what is no file (a FIFO, a device) is none of them.
    pub fn add(&mut self, name: &Path) {
        self.0.extend(identity(name));
    }

    /// Whether `name` is one of them.
    pub fn hold(&self, name: &Path) -> bool {
        identity(name).is_some_and(|file| self.0.contains(&file))
    }

    /// Refuses an output that is one of them: it would be overwritten, and with it the evidence.
    pub fn keep(&self, output: Option<&Path>, lang: Language) -> Result<(), Failure> {
        let output = output.filter(|name| *name != Path::new("-")).unwrap_or(Path::new("/dev/stdout"));
        if !self.hold(output) {
            return Ok(());
        }
        let line = lang.pick(
            "输出就是输入文件，会覆盖原件：请换一个文件名",
            "expected an output that is no input, found an input, which would be overwritten: name another file",
        );
        Err(Failure::new(line).about(output))
    }
}

/// What is the same for a file by any of its names, links and hard links too.
#[cfg(unix)]
type Identity = (u64, u64);

#[cfg(unix)]
fn identity(name: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    let name = if name == Path::new("-") { Path::new("/dev/stdin") } else { name };
    std::fs::metadata(name).ok().filter(std::fs::Metadata::is_file).map(|file| (file.dev(), file.ino()))
}

/// What is the same for a file by any of its names and links.
#[cfg(not(unix))]
type Identity = PathBuf;

#[cfg(not(unix))]
fn identity(name: &Path) -> Option<Identity> {
    std::fs::canonicalize(name).ok().filter(|name| name.is_file())
}
