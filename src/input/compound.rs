//! Bytes of a compound file (MS-CFB: .doc, .xls, .wps, .et) → the streams that stand at its root, each read on demand.
//!
//! WPS writes files whose last sector is cut short; what is missing of it is read as zeros. A chain that leads in circles ends
//! with the length that its stream claims, which is never more than the file's.

use super::bytes::{long, short};
use std::collections::BTreeSet;

/// The first bytes of every compound file.
pub(super) const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Sector numbers from here on are marks: no sector, end of a chain.
const MARKS: u32 = 0xFFFF_FFFA;
/// The header holds so many numbers of sectors of the allocation table itself.
const IN_HEADER: usize = 109;
/// An entry of the directory takes so many bytes.
const ENTRY: usize = 128;
/// A stream of fewer bytes stands in small sectors.
const SMALL: usize = 4096;
const SMALL_SECTOR: usize = 64;

/// A compound file's directory and allocation tables.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    /// For each sector the next of its chain.
    next: Vec<u32>,
    next_small: Vec<u32>,
    /// The stream that holds the small sectors.
    small: Vec<u8>,
    entries: Vec<Entry>,
}

/// A stream at the root.
struct Entry {
    name: String,
    start: u32,
    length: usize,
}

impl<'a> Compound<'a> {
    /// Reads the directory; none where these are no such bytes, or are cut off before it.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        if !bytes.starts_with(SIGNATURE) {
            return None;
        }
        let sector =
            1usize.checked_shl(u32::from(short(bytes, 0x1E)?)).filter(|n| matches!(n, 512 | 4096))?;
        let (next, next_small, small, entries) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut file = Compound { bytes, sector, next, next_small, small, entries };
        file.next = file.table()?;
        file.next_small = numbers(&file.chain(long(bytes, 0x3C)?, bytes.len()));
        let directory = file.chain(long(bytes, 0x30)?, bytes.len());
        let root = directory.get(..ENTRY)?;
        file.small = file.chain(long(root, 0x74)?, long(root, 0x78)? as usize);
        file.entries = streams(&directory);
        Some(file)
    }

    /// Whether a stream of this name stands at the root.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// Reads a stream; none where it is cut off.
    #[cfg(feature = "xlsx")]
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let length = self.entry(name)?.length;
        self.begun(name).filter(|bytes| bytes.len() == length)
    }

    /// Reads a stream, as far as the file goes.
    pub(super) fn begun(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entry(name)?;
        if entry.length >= SMALL {
            return Some(self.chain(entry.start, entry.length));
        }
        let sector = |n: u32| {
            let start = (n as usize).checked_mul(SMALL_SECTOR)?;
            self.small.get(start..self.small.len().min(start + SMALL_SECTOR))
        };
        Some(chained(entry.start, entry.length, &self.next_small, SMALL_SECTOR, sector))
    }

    /// Finds a stream; names differ in more than case.
    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a chain of sectors, at most `most` of them.
    fn chain(&self, start: u32, most: usize) -> Vec<u8> {
        chained(start, most.min(self.bytes.len()), &self.next, self.sector, |n| self.sector(n))
    }

    /// A sector; what is left of it where it is the last and cut short.
    fn sector(&self, n: u32) -> Option<&'a [u8]> {
        let start = (n as usize).checked_add(1)?.checked_mul(self.sector)?;
        self.bytes.get(start..self.bytes.len().min(start.checked_add(self.sector)?))
    }

    /// Reads the allocation table: its sectors are numbered in the header, and in a chain of sectors of their own.
    fn table(&self) -> Option<Vec<u32>> {
        let all = self.bytes.len() / self.sector;
        let mut sectors = numbers(self.bytes.get(0x4C..0x4C + 4 * IN_HEADER)?);
        let mut more = long(self.bytes, 0x44)?;
        // No file has more sectors of numbers than sectors.
        for _ in 0..all {
            let Some(list) = Some(more).filter(|n| *n < MARKS).and_then(|n| self.sector(n)) else { break };
            let mut list = numbers(list);
            more = list.pop().unwrap_or(MARKS);
            sectors.extend(list);
        }
        let mut table = Vec::new();
        for n in sectors.into_iter().filter(|n| *n < MARKS) {
            if table.len() > all {
                break;
            }
            table.extend(numbers(self.sector(n)?));
        }
        Some(table)
    }
}

/// Follows a chain from `start` and joins its sectors, `most` bytes at most; a sector cut short is filled with zeros.
fn chained<'a>(
    start: u32,
    most: usize,
    next: &[u32],
    size: usize,
    sector: impl Fn(u32) -> Option<&'a [u8]>,
) -> Vec<u8> {
    let (mut out, mut at) = (Vec::new(), start);
    while out.len() < most && at < MARKS {
        let Some(bytes) = sector(at).filter(|bytes| !bytes.is_empty()) else { break };
        out.extend_from_slice(bytes);
        out.resize(out.len() + size - bytes.len(), 0);
        at = next.get(at as usize).copied().unwrap_or(MARKS);
    }
    out.truncate(most);
    out
}

/// The streams that are children of the root, the first entry: they hang in a binary tree.
fn streams(directory: &[u8]) -> Vec<Entry> {
    let entry = |n: u32| directory.get(n as usize * ENTRY..(n as usize + 1) * ENTRY);
    let child = entry(0).and_then(|root| long(root, 0x4C));
    let (mut open, mut seen, mut found) = (Vec::from_iter(child), BTreeSet::new(), Vec::new());
    while let Some(n) = open.pop() {
        let Some(bytes) = entry(n).filter(|_| seen.insert(n)) else { continue };
        open.extend([0x44, 0x48].into_iter().filter_map(|at| long(bytes, at)));
        let letters = usize::from(short(bytes, 0x40).unwrap_or(0)).saturating_sub(2).min(62);
        let units: Vec<u16> =
            bytes[..letters].chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
        if let (2, Some(start), Some(length)) = (bytes[0x42], long(bytes, 0x74), long(bytes, 0x78)) {
            found.push(Entry { name: String::from_utf16_lossy(&units), start, length: length as usize });
        }
    }
    found
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
}

#[cfg(test)]
/// A compound file of these streams at its root, each in sectors of 512 bytes however short it is.
pub(super) fn file(streams: &[(&str, &[u8])]) -> Vec<u8> {
    const END: u32 = 0xFFFF_FFFE;
    let (mut sectors, mut next): (Vec<u8>, Vec<u32>) = (Vec::new(), Vec::new());
    let mut put = |bytes: &[u8]| {
        let (start, count) = (next.len() as u32, bytes.len().div_ceil(512) as u32);
        sectors.extend_from_slice(bytes);
        sectors.resize((start + count) as usize * 512, 0);
        next.extend((1..count).map(|i| start + i).chain((count > 0).then_some(END)));
        if count > 0 { start } else { END }
    };
    let entry = |name: &str, kind: u8, links: [u32; 3], start: u32, length: u32| {
        let mut bytes: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let letters = bytes.len() as u16 + 2;
        bytes.resize(64, 0);
        bytes.extend(letters.to_le_bytes());
        bytes.extend([kind, 1]);
        bytes.extend(links.iter().flat_map(|n| n.to_le_bytes()));
        bytes.resize(0x74, 0);
        bytes.extend([start.to_le_bytes(), length.to_le_bytes(), [0; 4]].concat());
        bytes
    };
    let mut directory = entry("Root Entry", 5, [u32::MAX, u32::MAX, 1], END, 0);
    for (i, (name, bytes)) in streams.iter().enumerate() {
        // A stream of fewer bytes would have to stand in small sectors.
        let bytes = [*bytes, &vec![0; SMALL.saturating_sub(bytes.len())]].concat();
        let right = if i + 1 < streams.len() { i as u32 + 2 } else { u32::MAX };
        directory.extend(entry(name, 2, [u32::MAX, right, u32::MAX], put(&bytes), bytes.len() as u32));
    }
    let directory = put(&directory);
    let tables = (next.len() + 1).div_ceil(127);
    let first = next.len() as u32;
    next.extend(vec![0xFFFF_FFFD; tables]);
    next.resize(tables * 128, u32::MAX);
    sectors.extend(next.iter().flat_map(|n| n.to_le_bytes()));
    let mut header = SIGNATURE.to_vec();
    header.resize(0x18, 0);
    header.extend([0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    header.resize(0x2C, 0);
    header.extend(
        [tables as u32, directory, 0, SMALL as u32, END, 0, END, 0].iter().flat_map(|n| n.to_le_bytes()),
    );
    header.extend(
        (0..IN_HEADER as u32)
            .flat_map(|i| if i < tables as u32 { first + i } else { u32::MAX }.to_le_bytes()),
    );
    [header, sectors].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_found_by_name() {
        let long = vec![7; 5000];
        let bytes = file(&[("Workbook", &long), ("1Table", b"abc")]);
        let compound = Compound::open(&bytes).unwrap();
        assert_eq!(compound.begun("Workbook"), Some(long));
        assert!(compound.begun("1Table").unwrap().starts_with(b"abc\0"));
        assert!(!compound.has("WordDocument"));
    }

    #[test]
    fn a_last_sector_cut_short_is_filled() {
        let mut bytes = file(&[("WordDocument", &[7; 5000])]);
        // The sectors of the allocation table stand last; zeros are what they hold behind the last chain.
        bytes.truncate(bytes.len() - 300);
        assert_eq!(Compound::open(&bytes).and_then(|f| f.begun("WordDocument")), Some(vec![7; 5000]));
    }

    #[test]
    fn circles_end() {
        let mut bytes = file(&[("WordDocument", &[7; 5000])]);
        let table = bytes.len() - 512;
        bytes[table..table + 4].copy_from_slice(&[0; 4]);
        assert_eq!(Compound::open(&bytes).and_then(|f| f.begun("WordDocument")).map(|s| s.len()), Some(5000));
        for at in 0..bytes.len() {
            let mut bytes = bytes.clone();
            bytes[at] ^= 0xFF;
            if let Some(file) = Compound::open(&bytes) {
                assert!(file.begun("WordDocument").is_none_or(|s| s.len() <= bytes.len()));
            }
        }
    }
}
