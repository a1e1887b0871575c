//! Bytes of a ZIP archive of documents → each document with its name; what a system puts beside them is left out.

use super::refusal::{LARGEST_INPUT, refuse};
use super::zip::Archive;
use crate::error::{Error, ErrorKind};
use crate::source::Packed;

/// Parts that only office documents have, which are ZIP archives too.
const OFFICE_PARTS: [&str; 4] = ["[Content_Types].xml", "mimetype", "OFD.xml", "content.xml"];
/// Archives in archives, the outermost one of them.
const MAX_DEPTH: usize = 3;
/// What systems and programs put beside documents.
const LEFT_OUT: [&str; 5] = ["__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", "~$"];

/// Returns whether bytes are an archive of files.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        && Archive::open(bytes).is_ok_and(|archive| !OFFICE_PARTS.iter().any(|part| archive.has(part)))
}

/// Hands each file of an archive to `take`, those of archives in it too, with its path.
///
/// # Errors
/// `Malformed` for an archive that is cut off.
pub fn unpack(bytes: &[u8], take: &mut dyn FnMut(Packed)) -> Result<(), Error> {
    // An archive may tell of the same bytes again and again.
    let mut room = LARGEST_INPUT;
    inner(bytes, "", 1, &mut room, take)
}

fn inner(
    bytes: &[u8],
    before: &str,
    depth: usize,
    room: &mut usize,
    take: &mut dyn FnMut(Packed),
) -> Result<(), Error> {
    let archive = Archive::open(bytes)?;
    for name in archive.names().filter(|name| is_document(name)) {
        if *room == 0 {
            let (english, chinese) = (
                "more than 256 MB when unpacked: unpack it and give the files",
                "解压后超过 256 MB：请解压后分别处理",
            );
            return Err(refuse(ErrorKind::TooLarge, english, chinese));
        }
        let path = format!("{before}{name}");
        let part = archive.part(name).map(Option::unwrap_or_default);
        *room = room.saturating_sub(part.as_ref().map_or(0, Vec::len).max(1));
        match part {
            Ok(part) if depth < MAX_DEPTH && is_archive(&part) => {
                if let Err(error) = inner(&part, &format!("{path}/"), depth + 1, room, take) {
                    take(Packed { path, bytes: Err(error) });
                }
            }
            bytes => take(Packed { path, bytes }),
        }
    }
    Ok(())
}

/// Whether a name is one of a document: no folder, nothing of the system's, no way out of the archive.
fn is_document(name: &str) -> bool {
    let left_out =
        |part: &str| part.is_empty() || part == ".." || LEFT_OUT.iter().any(|of| part.starts_with(of));
    !name.split('/').any(left_out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::zip::archive;

    fn unpacked(bytes: &[u8]) -> Vec<(String, Result<Vec<u8>, ErrorKind>)> {
        let mut found = Vec::new();
        let all = unpack(bytes, &mut |file| found.push((file.path, file.bytes.map_err(|e| e.kind()))));
        found.extend(all.err().map(|e| (String::new(), Err(e.kind()))));
        found
    }

    #[test]
    fn documents_come_with_their_paths() {
        let inner = archive(&[("乙.txt", b"b")]);
        let outer = archive(&[
            ("甲/甲.txt", b"a"),
            ("丙.zip", &inner),
            ("__MACOSX/._甲", b"x"),
            ("../丁.txt", b"x"),
            ("戊/", b""),
        ]);
        assert!(is_archive(&outer));
        let names: Vec<String> = unpacked(&outer).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["丙.zip/乙.txt", "甲/甲.txt"]);
        assert!(!is_archive(&archive(&[("[Content_Types].xml", b""), ("word/document.xml", b"")])));
    }

    #[test]
    fn names_in_gbk_are_read() {
        let mut bytes = archive(&[("aaaa", b"a")]);
        // 云溪 in GBK.
        for at in 0..bytes.len() - 4 {
            if &bytes[at..at + 4] == b"aaaa" {
                bytes[at..at + 4].copy_from_slice(b"\xD4\xC6\xCF\xAA");
            }
        }
        assert_eq!(unpacked(&bytes), [("云溪".to_owned(), Ok(b"a".to_vec()))]);
    }

    #[test]
    fn bombs_and_endless_archives_end() {
        let mut deep = archive(&[("a.txt", b"a")]);
        for _ in 0..20 {
            deep = archive(&[("a.zip", &deep)]);
        }
        assert_eq!(unpacked(&deep).len(), 1);
        let megabyte = vec![0; 1 << 20];
        let bomb = archive(&[("1", &megabyte), ("2", &megabyte), ("3", b"")]);
        let (mut room, mut files) = (2 << 20, 0);
        let all = inner(&bomb, "", 1, &mut room, &mut |_| files += 1);
        assert_eq!((files, all.map_err(|e| e.kind())), (2, Err(ErrorKind::TooLarge)));
    }
}
