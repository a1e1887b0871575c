//! Bytes of a ZIP archive → the parts that it holds, each unpacked on demand and never beyond a limit.
//!
//! A document needs stored and deflated parts only; this reads those, and costs a hostile archive no more than one limit.

use super::bytes::{long, short};
use super::charset::Charset;
use crate::error::{Error, ErrorKind};
use std::collections::BTreeMap;

/// An archive's directory.
pub(super) struct Archive<'a> {
    bytes: &'a [u8],
    entries: BTreeMap<String, Entry>,
}

/// Where a part stands and how it is packed.
#[derive(Clone, Copy)]
struct Entry {
    header: usize,
    packed: usize,
    method: u16,
    encrypted: bool,
}

/// No part of a document is larger than this when unpacked; ten million characters with their layout are half of it.
const PART_LIMIT: usize = 64 << 20;
/// The archive's last record, at most this far from the end: its own length and that of a comment.
const END_REACH: usize = 22 + 65_535;

impl<'a> Archive<'a> {
    /// Reads the directory.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        let (count, start) = end_record(bytes).ok_or_else(cut_off)?;
        let mut entries = BTreeMap::new();
        let mut at = start;
        for _ in 0..count {
            let (name, entry, next) = directory_entry(bytes, at).ok_or_else(cut_off)?;
            entries.entry(name).or_insert(entry);
            at = next;
        }
        Ok(Archive { bytes, entries })
    }

    /// The names of all parts, in order.
    #[cfg(feature = "zip")]
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// Whether a part's name begins so.
    pub(super) fn has(&self, prefix: &str) -> bool {
        self.entries.range(prefix.to_owned()..).next().is_some_and(|(name, _)| name.starts_with(prefix))
    }

    /// Unpacks a part; none where there is no such part.
    pub(super) fn part(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(entry) = self.entries.get(name) else { return Ok(None) };
        if entry.encrypted {
            return Err(super::refusal::refuse(ErrorKind::Malformed, "an encrypted archive", "加密的压缩包"));
        }
        let data = self.data(entry).ok_or_else(cut_off)?;
        match entry.method {
            0 if data.len() <= PART_LIMIT => Ok(Some(data.to_vec())),
            0 => Err(too_large()),
            8 => inflate(data).map(Some),
            _ => Err(super::refusal::refuse(
                ErrorKind::Unsupported,
                "an archive packed in an unusual way",
                "压缩方式少见的压缩包",
            )),
        }
    }

    /// A part's packed bytes: they follow a header whose lengths stand in it.
    fn data(&self, entry: &Entry) -> Option<&'a [u8]> {
        let (name, extra) = (short(self.bytes, entry.header + 26)?, short(self.bytes, entry.header + 28)?);
        let start = entry.header + 30 + usize::from(name) + usize::from(extra);
        self.bytes.get(start..start.checked_add(entry.packed)?)
    }
}

fn inflate(data: &[u8]) -> Result<Vec<u8>, Error> {
    use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
    decompress_to_vec_with_limit(data, PART_LIMIT).map_err(|e| match e.status {
        TINFLStatus::HasMoreOutput => too_large(),
        _ => cut_off(),
    })
}

fn cut_off() -> Error {
    super::refusal::refuse(
        ErrorKind::Malformed,
        "an archive that is cut off or damaged",
        "残缺或损坏的压缩包",
    )
}

fn too_large() -> Error {
    super::refusal::refuse(
        ErrorKind::TooLarge,
        "a part of more than 64 MB when unpacked",
        "解压后超过 64 MB 的部件",
    )
}

fn size(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(long(bytes, at)?).ok()
}

/// The number of entries and where the directory begins (APPNOTE.TXT 4.3.16).
fn end_record(bytes: &[u8]) -> Option<(u16, usize)> {
    let from = bytes.len().saturating_sub(END_REACH);
    let at = bytes.get(from..)?.windows(4).rposition(|w| w == b"PK\x05\x06")? + from;
    Some((short(bytes, at + 10)?, size(bytes, at + 16)?))
}

/// One entry of the directory and where the next begins (APPNOTE.TXT 4.3.12).
fn directory_entry(bytes: &[u8], at: usize) -> Option<(String, Entry, usize)> {
    if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
        return None;
    }
    let [length, extra, comment] = [28, 30, 32].map(|offset| short(bytes, at + offset).map(usize::from));
    let name_end = at + 46 + length?;
    let name = bytes.get(at + 46..name_end)?;
    // Bit 11 says UTF-8; Chinese Windows writes GBK, others UTF-8 without the bit.
    let name = std::str::from_utf8(name).map_or_else(|_| Charset::GBK.text(name), str::to_owned);
    let text = name.replace('\\', "/");
    let entry = Entry {
        header: size(bytes, at + 42)?,
        packed: size(bytes, at + 20)?,
        method: short(bytes, at + 10)?,
        encrypted: short(bytes, at + 8)? & 1 == 1,
    };
    Some((text.trim_start_matches('/').to_owned(), entry, name_end + extra? + comment?))
}

#[cfg(test)]
/// An archive of these parts, deflated, its checksums left at zero.
pub(super) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, part) in parts {
        let packed = miniz_oxide::deflate::compress_to_vec(part, 6);
        let sizes: Vec<u8> =
            [packed.len(), part.len()].iter().flat_map(|&n| (n as u32).to_le_bytes()).collect();
        let name_length = (name.len() as u16).to_le_bytes();
        let offset = (bytes.len() as u32).to_le_bytes();
        bytes.extend(
            [
                b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0",
                &sizes[..],
                &name_length,
                b"\0\0",
                name.as_bytes(),
                &packed,
            ]
            .concat(),
        );
        let head = [b"PK\x01\x02\x14\0\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0", &sizes[..], &name_length].concat();
        directory.extend([&head[..], &[0; 12], &offset, name.as_bytes()].concat());
    }
    let (count, length, start) = (parts.len() as u16, directory.len() as u32, bytes.len() as u32);
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    bytes.extend([length.to_le_bytes(), start.to_le_bytes()].concat());
    bytes.extend(b"\0\0");
    bytes
}
