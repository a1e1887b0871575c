//! Bytes → text, with the encoding's name, how sure it is, and the way back.

mod cns;
mod code;
mod detect;
mod doublebyte;
mod mixed;
mod seven;
mod sink;
mod unicode;
mod wide;

use crate::source::Changes;
use code::Code;
use mixed::Piece;
use sink::Sink;

/// A decoded text.
pub struct Decoded {
    /// The text.
    pub text: String,
    /// WHATWG name, lower case, or `hz`, `utf-32le`, `utf-32be`, `euc-tw`, `iso-2022-cn`; of several the one that most bytes
    /// are in.
    pub encoding: &'static str,
    /// 0 to 1.
    pub confidence: f32,
    /// The way back to the bytes.
    pub changes: Changes,
}

/// How sure an encoding is that its form tells, and how sure UTF-8 is that is broken or stands beside another encoding.
const BY_FORM: f32 = 0.99;
const OF_TWO: f32 = 0.9;

/// Decodes `bytes`. Total: what cannot be decoded becomes U+FFFD.
pub fn decode(bytes: &[u8]) -> Decoded {
    let (mark, body) = marked(bytes);
    let plain = memchr::memchr(0, body).is_none() && !seven::is_hz(body) && !seven::is_iso_2022_cn(body);
    if let Some(text) =
        crate::utf8::whole(body).filter(|text| plain && (mark.is_some() || !mixed::is_short_gbk(text)))
    {
        if mark.is_none() {
            let confidence = if text.is_ascii() { 1.0 } else { BY_FORM };
            let (text, encoding, changes) = (text.to_owned(), Code::Utf8.name(), Changes::default());
            return Decoded { text, encoding, confidence, changes };
        }
        return read(bytes, body.len(), &whole(body, Code::Utf8), 1.0);
    }
    let (pieces, confidence) = pieces(body, mark);
    read(bytes, body.len(), &pieces, confidence)
}

/// The encoding that a byte order mark tells, and what stands behind the mark.
fn marked(bytes: &[u8]) -> (Option<Code>, &[u8]) {
    match bytes {
        [0xEF, 0xBB, 0xBF, body @ ..] => (Some(Code::Utf8), body),
        [0xFF, 0xFE, 0, 0, body @ ..] if unicode::is_utf32(body, u32::from_le_bytes) => {
            (Some(Code::Utf32Le), body)
        }
        [0, 0, 0xFE, 0xFF, body @ ..] if unicode::is_utf32(body, u32::from_be_bytes) => {
            (Some(Code::Utf32Be), body)
        }
        [0xFF, 0xFE, body @ ..] => (Some(Code::Utf16Le), body),
        [0xFE, 0xFF, body @ ..] => (Some(Code::Utf16Be), body),
        body => (None, body),
    }
}

/// The pieces of a text, each in one encoding, and how sure they are. A mark counts where what follows fits it.
fn pieces(body: &[u8], mark: Option<Code>) -> (Vec<Piece>, f32) {
    if let Some(code) = mark.filter(|code| code.unit() > 1) {
        let fits = code.unit() == 4 || wide::is_whole(body, code);
        return if fits { (whole(body, code), 1.0) } else { (wide::pieces(body, Some(code)), OF_TWO) };
    }
    if let Some(code) = by_form(body) {
        return (whole(body, code), BY_FORM);
    }
    let has_zeros = memchr::memchr(0, body).is_some();
    if let Some(pieces) = mixed::with_utf8(body).filter(|_| !has_zeros) {
        return (pieces, OF_TWO);
    }
    let (code, sure) = detect::detect(body);
    match code.unit() {
        2 if wide::is_whole(body, code) => (whole(body, code), sure),
        2 if wide::is_most(body, code) => (wide::pieces(body, Some(code)), sure),
        1 if !has_zeros => (mixed::by_line(body, code), sure),
        _ => (wide::pieces(body, None), sure),
    }
}

fn whole(body: &[u8], code: Code) -> Vec<Piece> {
    vec![Piece { end: body.len(), code }]
}

/// The encoding that the form of the bytes tells by itself.
fn by_form(body: &[u8]) -> Option<Code> {
    let forms = [
        (Code::Iso2022Cn, seven::is_iso_2022_cn(body)),
        (Code::Hz, seven::is_hz(body)),
        (Code::Utf32Le, unicode::is_utf32(body, u32::from_le_bytes)),
        (Code::Utf32Be, unicode::is_utf32(body, u32::from_be_bytes)),
    ];
    forms.into_iter().find(|(_, fits)| *fits).map(|(code, _)| code)
}

/// Decodes the last `len` bytes piece by piece; what stands before them is a mark.
fn read(bytes: &[u8], len: usize, pieces: &[Piece], confidence: f32) -> Decoded {
    let (mark, body) = bytes.split_at(bytes.len() - len);
    let unit = if let [only] = pieces { only.code.unit() } else { 1 };
    let mut to = Sink::new(body.len(), unit);
    if !mark.is_empty() {
        to.count.skip(mark.len());
    }
    let mut start = 0;
    let mut shares: Vec<(Code, usize)> = Vec::new();
    for &Piece { end, code } in pieces {
        code.read(&body[start..end], &mut to);
        match shares.iter_mut().find(|(other, _)| *other == code) {
            Some((_, share)) => *share += end - start,
            None => shares.push((code, end - start)),
        }
        start = end;
    }
    let most = shares.iter().rev().max_by_key(|(_, share)| *share).map_or(Code::Utf8, |(code, _)| *code);
    let (text, changes) = to.finished();
    Decoded { text, encoding: most.name(), confidence, changes }
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
        let utf32 = |f: fn(u32) -> [u8; 4]| TEXT.chars().flat_map(|c| f(c.into())).collect::<Vec<u8>>();
        vec![
            ("utf-32le", utf32(u32::to_le_bytes)),
            ("utf-32be", [vec![0, 0, 0xFE, 0xFF], utf32(u32::to_be_bytes)].concat()),
            ("utf-32le", [vec![0xFF, 0xFE, 0, 0], utf32(u32::to_le_bytes)].concat()),
            ("utf-8", TEXT.as_bytes().to_vec()),
            ("utf-8", [b"\xEF\xBB\xBF", TEXT.as_bytes()].concat()),
            ("gb18030", encoding_rs::GB18030.encode(TEXT).0.into_owned()),
            ("utf-16le", utf16(u16::to_le_bytes)),
            ("utf-16be", utf16(u16::to_be_bytes)),
            ("big5", big5),
        ]
    }

    #[test]
    fn a_cut_off_name_is_utf_8() {
        for (text, kept) in [("雲汀縣", "雲汀\u{FFFD}"), ("石桥", "石\u{FFFD}")] {
            let bytes = &text.as_bytes()[..text.len() - 1];
            assert_eq!(decode(bytes).text, kept);
        }
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
