//! What mail makes of bytes to carry them – quoted-printable, base64, encoded words – → the bytes.

use crate::input::charset::Charset;

/// Decodes `=E4=BA=91`; a line that ends with `=` runs on (RFC 2045 6.7). What is no such code stays.
pub(super) fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'=' {
            out.push(first);
            continue;
        }
        let blanks = after.iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\r')).count();
        let code = after.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                rest = &after[2..];
            }
            None if after.get(blanks) == Some(&b'\n') => rest = &after[blanks + 1..],
            None => out.push(b'='),
        }
    }
    out
}

/// Decodes base64; other characters than its own are passed over.
pub(super) fn base64(bytes: &[u8]) -> Vec<u8> {
    let six = |byte: &u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    };
    let (mut out, mut bits, mut held) = (Vec::with_capacity(bytes.len() / 4 * 3), 0u32, 0);
    for six in bytes.iter().filter_map(six) {
        bits = bits << 6 | u32::from(six);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
        }
    }
    out
}

/// Reads `=?gb2312?B?udjT2g==?=` in a head (RFC 2047); words that stand side by side join without the blank between them.
pub(super) fn words(value: &str) -> String {
    let mut out = String::new();
    let mut rest = value;
    while let Some((before, word, after)) = word(rest) {
        if out.is_empty() || !before.trim().is_empty() {
            out.push_str(before);
        }
        out.push_str(&word);
        rest = after;
    }
    out + rest
}

/// The first encoded word of a text, with what stands before and behind it.
fn word(text: &str) -> Option<(&str, String, &str)> {
    let start = text.find("=?")?;
    let mut fields = text[start + 2..].splitn(3, '?');
    let (charset, how, rest) = (fields.next()?, fields.next()?, fields.next()?);
    let (code, after) = rest.split_once("?=")?;
    let bytes = match how {
        "B" | "b" => base64(code.as_bytes()),
        "Q" | "q" => quoted_printable(code.replace('_', " ").as_bytes()),
        _ => return None,
    };
    let charset = Charset::named(charset.split('*').next()?)?;
    Some((&text[..start], charset.text(&bytes), after))
}

/// Reads bytes written as `%E8`.
pub(super) fn percent(text: &str) -> Vec<u8> {
    let (bytes, mut out, mut at) = (text.as_bytes(), Vec::new(), 0);
    while let Some(&byte) = bytes.get(at) {
        let hex = bytes.get(at + 1..at + 3).filter(|_| byte == b'%');
        let coded = hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        out.push(coded.unwrap_or(byte));
        at += if coded.is_some() { 3 } else { 1 };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_and_other_signs_stay() {
        assert_eq!(quoted_printable(b"a=3D=\r\nb=\nc=zz=2"), b"a=bc=zz=2");
        assert_eq!(base64(b"5LqR\r\n5rqq"), "云溪".as_bytes());
        assert_eq!(words("=?utf-8?q?=E4=BA=91_a?= b =?x?B?y"), "云 a b =?x?B?y");
    }
}
