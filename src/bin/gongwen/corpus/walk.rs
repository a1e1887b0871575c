//! Paths → the files to read, in the order of their names: folders with all that is in them, links not followed.

use crate::files::{Failure, from_system};
use gongwen::Language;
use std::fs;
use std::path::{Path, PathBuf};

/// A file to read, and its size as its folder tells.
pub struct Found {
    pub path: PathBuf,
    pub bytes: u64,
}

/// Lists the files under `paths`; nothing of what stands in the folder `output`, nor hidden files.
pub fn files(paths: &[PathBuf], output: &Path, lang: Language) -> Result<Vec<Found>, Failure> {
    let output = fs::canonicalize(output).ok();
    let mut found = Vec::new();
    for path in paths {
        let told = |e: &std::io::Error| from_system(e, lang).about(path);
        let data = fs::metadata(path).map_err(|e| told(&e))?;
        if data.is_dir() {
            folder(path, output.as_deref(), &mut found).map_err(|e| told(&e))?;
        } else {
            found.push(Found { path: path.clone(), bytes: data.len() });
        }
    }
    Ok(found)
}

/// Folders are walked with a list, not by calls in calls: a tree may be deep.
fn folder(root: &Path, output: Option<&Path>, found: &mut Vec<Found>) -> std::io::Result<()> {
    let mut waiting = vec![root.to_owned()];
    while let Some(path) = waiting.pop() {
        let data = fs::symlink_metadata(&path)?;
        if data.is_file() {
            found.push(Found { path, bytes: data.len() });
            continue;
        }
        let is_output =
            || output.is_some_and(|output| fs::canonicalize(&path).is_ok_and(|path| path == output));
        if !(data.is_dir() || path == root) || is_output() {
            continue;
        }
        let mut inside: Vec<PathBuf> =
            fs::read_dir(&path)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
        inside.retain(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')));
        inside.sort_by(|a, b| b.as_os_str().cmp(a.as_os_str()));
        waiting.extend(inside);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_give_their_files_in_the_order_of_names() {
        let root = std::env::temp_dir().join(format!("gongwen-walk-{}", std::process::id()));
        let make = |name: &str| {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        };
        ["b.txt", "a/2.txt", "a/1.txt", ".hidden", "out/tasks.csv"].into_iter().for_each(make);
        let found =
            files(std::slice::from_ref(&root), &root.join("out"), Language::Chinese).unwrap_or_default();
        let names: Vec<_> = found.iter().map(|f| f.path.strip_prefix(&root).unwrap().to_owned()).collect();
        assert_eq!(names, ["a/1.txt", "a/2.txt", "b.txt"].map(PathBuf::from));
        fs::remove_dir_all(root).unwrap();
    }
}
