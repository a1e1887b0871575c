//! A page and the bytes that it carries → a page in windows-1252, in which a byte takes one character: base64 takes a third more.

use std::fmt::Write;

/// What follows is a byte that no script of a page can hold, 64 more: NUL and CR, which a browser turns into others, `<`, which
/// might end it, and this one.
const ESCAPE: u8 = b'=';

/// Writes `bytes` behind the first `mark` of `page`; what is not ASCII in the rest is written by its number.
pub(super) fn page(page: &str, mark: &str, bytes: &[u8]) -> Vec<u8> {
    let at = page.find(mark).map_or(page.len(), |at| at + mark.len());
    let mut out = Vec::with_capacity(page.len() + bytes.len() + bytes.len() / 32);
    out.extend(text(&page[..at]).bytes());
    for &byte in bytes {
        match byte {
            0 | b'\r' | b'<' | ESCAPE => out.extend([ESCAPE, byte + 64]),
            _ => out.push(byte),
        }
    }
    out.extend(text(&page[at..]).bytes());
    out
}

/// HTML in ASCII: 公 is `&#20844;`.
fn text(html: &str) -> String {
    html.chars().fold(String::with_capacity(html.len()), |mut out, c| {
        if c.is_ascii() {
            out.push(c);
        } else {
            let _ = write!(out, "&#{};", u32::from(c));
        }
        out
    })
}

/// A script whose strings are in ASCII: 公 is `\u516c`.
pub(super) fn script(code: &str) -> String {
    let mut units = [0; 2];
    code.chars().fold(String::with_capacity(code.len()), |mut out, c| {
        if c.is_ascii() {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_comes_back() {
        let all: Vec<u8> = (0..=255).collect();
        let made = page("公<i></i>", "<i>", &all);
        let carried = made.strip_prefix(b"&#20844;<i>").unwrap().strip_suffix(b"</i>").unwrap();
        assert_eq!(carried.len(), 256 + 4);
        assert!(!carried.iter().any(|b| matches!(b, 0 | b'\r' | b'<')));
        let mut found = Vec::new();
        let mut rest = carried.iter();
        while let Some(&byte) = rest.next() {
            found.push(if byte == ESCAPE { rest.next().unwrap() - 64 } else { byte });
        }
        assert_eq!(found, all);
    }

    #[test]
    fn strings_of_a_script_are_ascii() {
        assert_eq!(script("'公\\n𠮷' + 1"), "'\\u516c\\n\\ud842\\udfb7' + 1");
    }
}
