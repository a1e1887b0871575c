//! The bytes of a PDF before they are opened → the same without pictures, or none where its streams would unpack without end.
//!
//! The crate that opens the file unpacks some streams itself, whole: those that hold objects. It is given only files in which no
//! stream unpacks to more than a limit.

use super::filters::{inflate, lzw};

/// No file unpacks to more bytes: a yearbook of 1,000 pages has some 100 MB.
pub(super) const MOST_UNPACKED: usize = 512 << 20;
/// No stream does; objects and pages are far below.
const MOST_IN_ONE: usize = 64 << 20;
/// The dictionary of a stream stands so far before it.
const DICTIONARY: usize = 4096;

/// Gives a copy of the file in which pictures are blank; none where it would unpack to too much.
pub(super) fn tamed(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.to_vec();
    let mut left = MOST_UNPACKED;
    let mut end = 0;
    let mut passed = 0usize;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        if bytes[..at].ends_with(b"end") {
            continue;
        }
        let data = at + b"stream".len();
        let head = &bytes[at.saturating_sub(DICTIONARY).max(end.min(at))..at];
        // A reader that is told a wrong length looks for the end of each stream.
        if end <= data {
            end = memchr::memmem::find(&bytes[data..], b"endstream")
                .map_or(bytes.len(), |length| data + length);
        }
        passed += end - data;
        if passed / 64 > bytes.len() {
            return None;
        }
        let dictionary = &head[memchr::memmem::rfind(head, b" obj").unwrap_or(0)..];
        let has = |name: &[u8]| memchr::memmem::find(dictionary, name).is_some();
        let start = data + bytes[data..].iter().take(2).take_while(|b| **b == b'\r' || **b == b'\n').count();
        let pictures: [&[u8]; 4] = [b"/DCT", b"/JPX", b"/CCITT", b"/JBIG2"];
        if is_picture(dictionary) || pictures.iter().any(|name| has(name)) || is_packed_twice(dictionary) {
            out[start.min(end)..end].fill(b' ');
            continue;
        }
        // All behind the beginning: what says it is a stream's end may lie.
        let unpacked = if has(b"LZW") { lzw } else { inflate }(&bytes[start..], MOST_IN_ONE)?;
        left = left.checked_sub(unpacked.len())?;
    }
    Some(out)
}

/// Whether a dictionary says that its stream is a picture; `/ProcSet [/PDF /ImageB]` does not.
fn is_picture(dictionary: &[u8]) -> bool {
    memchr::memmem::find_iter(dictionary, b"/Subtype").any(|at| {
        let value = dictionary[at + b"/Subtype".len()..].trim_ascii_start();
        let rest = value.strip_prefix(b"/Image");
        rest.is_some_and(|rest| !rest.first().is_some_and(u8::is_ascii_alphanumeric))
    })
}

/// Whether a dictionary names more than one filter that unpacks, or hides what it names.
fn is_packed_twice(dictionary: &[u8]) -> bool {
    let names: [&[u8]; 5] = [b"/Flate", b"/Fl ", b"/LZW", b"/RunLength", b"/RL "];
    let count: usize = names.iter().map(|name| memchr::memmem::find_iter(dictionary, name).count()).sum();
    let after = memchr::memmem::find(dictionary, b"/Filter").map(|at| &dictionary[at + b"/Filter".len()..]);
    let value = after.map(|after| after.trim_ascii_start());
    let referred = value.is_some_and(|value| value.first().is_some_and(u8::is_ascii_digit));
    count > 1 || referred
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
        [b"1 0 obj << ", dictionary.as_bytes(), b" >> stream\n", data, b"\nendstream endobj "].concat()
    }

    #[test]
    fn pictures_are_blank_and_all_else_stays() {
        let form = stream("/Subtype /Form /Resources << /ProcSet [/PDF /ImageB] >>", b"abc");
        let file = [stream("/Subtype /Image", b"abc"), stream("/Length 3", b"abc"), form].concat();
        let tamed = tamed(&file).unwrap();
        assert_eq!(tamed.len(), file.len());
        assert_eq!(memchr::memmem::find_iter(&tamed, b"abc").count(), 2);
    }

    #[test]
    fn bombs_are_refused() {
        let bomb = miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; 65 << 20], 6);
        assert_eq!(tamed(&stream("/Filter /FlateDecode", &bomb)), None);
        // One that is packed twice is blank.
        let twice = miniz_oxide::deflate::compress_to_vec_zlib(&bomb, 6);
        let file = stream("/Filter [/FlateDecode /FlateDecode]", &twice);
        assert!(tamed(&file).is_some_and(|out| !out.windows(twice.len()).any(|w| w == twice)));
    }

    #[test]
    fn streams_that_never_end_are_refused() {
        assert_eq!(tamed(&b"stream\n".repeat(100_000)), None);
    }
}
