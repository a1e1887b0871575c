//! A stream's bytes as packed → as they are, and never more than a limit of them.

use hayro_syntax::Filter;
use hayro_syntax::object::Stream;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

/// Bytes that may still be unpacked from a file, in all of its streams together.
#[derive(Debug)]
pub(super) struct Budget(pub usize);

impl Budget {
    /// Unpacks a stream; none where it is too large, or packed like a picture. A stream that is cut off or damaged gives what
    /// stands before the damage.
    pub(super) fn unpack(&mut self, stream: &Stream<'_>) -> Option<Vec<u8>> {
        let mut data = stream.raw_data().into_owned();
        for filter in stream.filters() {
            data = match filter {
                Filter::FlateDecode => inflate(&data, self.0)?,
                Filter::LzwDecode => lzw(&data, self.0)?,
                Filter::RunLengthDecode => run_length(&data, self.0)?,
                Filter::Ascii85Decode => ascii85(&data),
                Filter::AsciiHexDecode => ascii_hex(&data),
                Filter::Crypt => data,
                _ => return None,
            };
            self.0 = self.0.checked_sub(data.len())?;
        }
        Some(data)
    }
}

/// Unpacks what `deflate` packed, with or without its header.
pub(super) fn inflate(data: &[u8], most: usize) -> Option<Vec<u8>> {
    // A header of zlib: method 8, and both bytes together a multiple of 31.
    let headed =
        data.len() > 1 && data[0] & 0x0F == 8 && (u16::from(data[0]) << 8 | u16::from(data[1])) % 31 == 0;
    let data = if headed { &data[2..] } else { data };
    let mut state = Box::<DecompressorOxide>::default();
    let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let (mut out, mut read, mut written) = (vec![0; (4 * data.len()).clamp(512, 1 << 16)], 0, 0);
    loop {
        let (status, took, gave) = decompress(&mut state, &data[read..], &mut out, written, flags);
        (read, written) = (read + took, written + gave);
        if status != miniz_oxide::inflate::TINFLStatus::HasMoreOutput {
            break;
        }
        if out.len() >= most {
            return None;
        }
        let more = (2 * out.len()).min(most);
        out.resize(more, 0);
    }
    out.truncate(written);
    (written <= most).then_some(out)
}

/// Unpacks LZW as PDF packs it: codes of 9 to 12 bits, 256 clears the table, 257 ends.
pub(super) fn lzw(data: &[u8], most: usize) -> Option<Vec<u8>> {
    const CLEAR: usize = 256;
    let mut out: Vec<u8> = Vec::new();
    // Of each code from 258 on, where its bytes stand in what was written.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let (mut bits, mut held, mut last) = (0u32, 0, None::<(usize, usize)>);
    let mut bytes = data.iter();
    loop {
        let width = match table.len() + CLEAR + 2 {
            0..511 => 9,
            511..1023 => 10,
            1023..2047 => 11,
            _ => 12,
        };
        while held < width {
            let Some(byte) = bytes.next() else { return Some(out) };
            bits = bits << 8 | u32::from(*byte);
            held += 8;
        }
        let code = (bits >> (held - width)) as usize & ((1 << width) - 1);
        held -= width;
        bits &= (1 << held) - 1;
        let start = out.len();
        match code {
            CLEAR => {
                table.clear();
                last = None;
                continue;
            }
            257 => return Some(out),
            0..CLEAR => out.push(code as u8),
            _ => match (table.get(code - CLEAR - 2).copied(), last) {
                (Some((from, to)), _) => out.extend_from_within(from..to),
                (None, Some((from, to))) if code - CLEAR - 2 == table.len() => {
                    out.extend_from_within(from..to);
                    out.extend_from_within(from..from + 1);
                }
                _ => return Some(out),
            },
        }
        if out.len() > most {
            return None;
        }
        // The code before with the first byte of this one: they stand side by side.
        if let Some((from, to)) = last.filter(|_| table.len() < 4096 - CLEAR - 2) {
            table.push((from, to + 1));
        }
        last = Some((start, out.len()));
    }
}

fn run_length(data: &[u8], most: usize) -> Option<Vec<u8>> {
    let (mut out, mut at) = (Vec::new(), 0);
    while let Some(&length) = data.get(at) {
        match length {
            128 => break,
            0..128 => {
                let end = (at + 2 + usize::from(length)).min(data.len());
                out.extend_from_slice(&data[at + 1..end]);
                at = end;
            }
            _ => {
                let Some(byte) = data.get(at + 1) else { break };
                out.extend(std::iter::repeat_n(*byte, 257 - usize::from(length)));
                at += 2;
            }
        }
        if out.len() > most {
            return None;
        }
    }
    Some(out)
}

fn ascii85(data: &[u8]) -> Vec<u8> {
    let (mut out, mut group) = (Vec::new(), Vec::new());
    let mut flush = |group: &mut Vec<u32>| {
        let missing = 5 - group.len();
        group.resize(5, 84);
        let value = group.iter().fold(0u32, |v, d| v.wrapping_mul(85).wrapping_add(*d));
        out.extend_from_slice(&value.to_be_bytes()[..4 - missing.min(4)]);
        group.clear();
    };
    for byte in data.iter().filter(|b| !b.is_ascii_whitespace()) {
        match byte {
            b'z' if group.is_empty() => group = vec![0; 5],
            b'!'..=b'u' => group.push(u32::from(byte - b'!')),
            _ => break,
        }
        if group.len() == 5 {
            flush(&mut group);
        }
    }
    if group.len() > 1 {
        flush(&mut group);
    }
    out
}

fn ascii_hex(data: &[u8]) -> Vec<u8> {
    let end = data.iter().position(|b| *b == b'>').unwrap_or(data.len());
    let digits: Vec<u8> =
        data[..end].iter().filter_map(|b| char::from(*b).to_digit(16)).map(|d| d as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_bytes_are_unpacked_up_to_a_limit() {
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(&[b'a'; 100_000], 6);
        assert_eq!(inflate(&packed, 100_000).map(|out| out.len()), Some(100_000));
        assert_eq!(inflate(&packed, 99_999), None);
        assert!(inflate(&packed[..packed.len() / 2], 1 << 20).is_some());
        assert_eq!(inflate(&packed[2..], 1 << 20).map(|out| out.len()), Some(100_000));
    }

    #[test]
    fn old_filters_are_undone() {
        assert_eq!(ascii85(b"87cURD]i,\"Ebo80~>"), b"Hello World!");
        assert_eq!(ascii_hex(b"48 65 6C6c 6F>"), b"Hello");
        assert_eq!(run_length(&[2, b'a', b'b', b'c', 254, b'd', 128], 10).as_deref(), Some(&b"abcddd"[..]));
        assert_eq!(run_length(&[129, b'd', 129, b'd'], 200), None);
        // ISO 32000-1, 7.4.4.2, example 2.
        let lzw_of = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        assert_eq!(lzw(&lzw_of, 100).as_deref(), Some(&[45, 45, 45, 45, 45, 65, 45, 45, 45, 66][..]));
    }
}
