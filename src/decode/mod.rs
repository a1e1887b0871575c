//! Bytes → text, with the encoding's name, how sure it is, and the way back.

mod detect;
mod doublebyte;
mod hz;

use crate::source::{Changes, Count};
use crate::utf8::Written;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A decoded text.
pub struct Decoded {
    /// The text.
    pub text: String,
    /// WHATWG name, lower case, or `hz`.
    pub encoding: &'static str,
    /// 0 to 1.
    pub confidence: f32,
    /// The way back to the bytes.
    pub changes: Changes,
}

/// An encoding of Chinese text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Code {
    Utf8,
    Utf16Le,
    Utf16Be,
    Gb18030,
    Big5,
    Hz,
}

impl Code {
    fn name(self) -> &'static str {
        match self {
            Code::Utf8 => "utf-8",
            Code::Utf16Le => "utf-16le",
            Code::Utf16Be => "utf-16be",
            Code::Gb18030 => "gb18030",
            Code::Big5 => "big5",
            Code::Hz => "hz",
        }
    }
}

/// Decodes `bytes`. Total: what cannot be decoded becomes U+FFFD.
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        let code = match encoding {
            e if e == UTF_16LE => Code::Utf16Le,
            e if e == UTF_16BE => Code::Utf16Be,
            e => {
                debug_assert_eq!(e, UTF_8);
                Code::Utf8
            }
        };
        return decoded(bytes, skip, code, 1.0);
    }
    let plain = memchr::memchr(0, bytes).is_none() && !hz::is_hz(bytes);
    if let Some(text) = crate::utf8::whole(bytes).filter(|_| plain) {
        let confidence = if text.is_ascii() { 1.0 } else { 0.99 };
        let (text, encoding, changes) = (text.to_owned(), Code::Utf8.name(), Changes::default());
        return Decoded { text, encoding, confidence, changes };
    }
    let (code, confidence) = detect::detect(bytes);
    decoded(bytes, 0, code, confidence)
}

fn decoded(bytes: &[u8], skip: usize, code: Code, confidence: f32) -> Decoded {
    let (text, changes) = read(bytes, skip, code);
    Decoded { text, encoding: code.name(), confidence, changes }
}

/// Decodes `bytes[skip..]` as `code`, a character at a time.
fn read(bytes: &[u8], skip: usize, code: Code) -> (String, Changes) {
    let unit = if matches!(code, Code::Utf16Le | Code::Utf16Be) { 2 } else { 1 };
    let mut to = Sink { text: Written::with_capacity(bytes.len() * 3 / 2), count: Count::new(unit) };
    if skip > 0 {
        to.count.skip(skip);
    }
    let body = &bytes[skip.min(bytes.len())..];
    match code {
        Code::Utf8 => utf8(body, &mut to),
        Code::Utf16Le => utf16(body, u16::from_le_bytes, &mut to),
        Code::Utf16Be => utf16(body, u16::from_be_bytes, &mut to),
        Code::Gb18030 => doublebyte::gb18030(body, &mut to),
        Code::Big5 => doublebyte::big5(body, &mut to),
        Code::Hz => hz::hz(body, &mut to),
    }
    (to.text.finished(), Changes::counted(to.count))
}

/// Where decoders write: the text in UTF-8, and how many units each character took.
struct Sink {
    text: Written,
    count: Count,
}

impl Sink {
    /// Writes a character that took `units` units of input.
    fn push(&mut self, c: char, units: usize) {
        self.text.push(c.encode_utf8(&mut [0; 4]).as_bytes());
        self.count.push(c.len_utf8() as u32, units as u32);
    }
}

/// UTF-8 with a mark before it or broken bytes in it. Two halves of a surrogate pair (CESU-8) are one character.
fn utf8(bytes: &[u8], to: &mut Sink) {
    let mut at = 0;
    while at < bytes.len() {
        let Some(chunk) = bytes[at..].utf8_chunks().next() else { break };
        for c in chunk.valid().chars() {
            to.push(c, c.len_utf8());
        }
        at += chunk.valid().len();
        if let Some(c) = surrogate_pair(&bytes[at..]) {
            to.push(c, 6);
            at += 6;
        } else if !chunk.invalid().is_empty() {
            to.push('\u{FFFD}', chunk.invalid().len());
            at += chunk.invalid().len();
        }
    }
}

/// ED A1 82 ED BE B7: 𠮷 as two halves.
fn surrogate_pair(bytes: &[u8]) -> Option<char> {
    let half = |b: &[u8]| u16::from(b[1] & 0x3F) << 6 | u16::from(b[2] & 0x3F) | 0xD000;
    let six = bytes.get(..6).filter(|b| b[0] == 0xED && b[3] == 0xED && b[1] >= 0xA0 && b[4] >= 0xB0)?;
    char::decode_utf16([half(six), half(&six[3..])]).next()?.ok()
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, to: &mut Sink) {
    let pairs = bytes.chunks_exact(2);
    let odd = pairs.remainder().len();
    for c in char::decode_utf16(pairs.map(|p| unit([p[0], p[1]]))) {
        match c {
            Ok(c) => to.push(c, c.len_utf16()),
            Err(_) => to.push('\u{FFFD}', 1),
        }
    }
    if odd > 0 {
        // Half a unit at the end of a file that was cut off.
        to.count.skip(odd);
        to.push('\u{FFFD}', 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    const TEXT: &str = "云溪县卫生局2023年工作总结：全年门诊12.5万人次，同比增长3％。";

    fn encoded() -> Vec<(&'static str, Vec<u8>)> {
        let utf16 = |f: fn(u16) -> [u8; 2]| TEXT.encode_utf16().flat_map(f).collect::<Vec<u8>>();
        let big5 = encoding_rs::BIG5
            .encode("雲溪縣衛生局2023年工作總結：全年門診12.5萬人次，比上年增長。")
            .0
            .into_owned();
        vec![
            ("utf-8", TEXT.as_bytes().to_vec()),
            ("utf-8", [b"\xEF\xBB\xBF", TEXT.as_bytes()].concat()),
            ("gb18030", encoding_rs::GB18030.encode(TEXT).0.into_owned()),
            ("utf-16le", utf16(u16::to_le_bytes)),
            ("utf-16be", utf16(u16::to_be_bytes)),
            ("big5", big5),
        ]
    }

    #[test]
    fn encodings_are_told_apart() {
        for (name, bytes) in encoded() {
            assert_eq!(decode(&bytes).encoding, name);
        }
    }

    #[test]
    fn every_character_leads_to_its_bytes() {
        for (name, bytes) in encoded() {
            let found = decode(&bytes);
            let mut last = 0;
            for (at, c) in found.text.char_indices() {
                let span = found.changes.back(Span::new(at, at + c.len_utf8()));
                assert!(
                    span.start >= last && span.end <= bytes.len() && !span.is_empty(),
                    "{name} {c} {span:?}"
                );
                last = span.end;
            }
            assert_eq!(last, bytes.len(), "{name}");
        }
    }

    #[test]
    fn a_cut_character_is_said() {
        for (_, bytes) in encoded() {
            let found = decode(&bytes[..bytes.len() - 1]);
            assert!(found.text.ends_with('\u{FFFD}'));
        }
    }
}
