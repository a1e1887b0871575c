//! A text written in escapes from end to end → the text: \u77f3 of JSON, \xe7\x9f\xb3 of Python, %u77f3 of old pages, =E7=9F=B3 of mails.
//!
//! A Chinese text that writes about escapes keeps them: only where no Chinese character stands in a file are they read.

use super::codec::read_gbk;
use super::patch::{Patch, trimmed};
use crate::damage::Damage;
use crate::plausible::{Cost, cost, is_han};
use crate::span::Span;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// Characters by their numbers, one behind the other.
static NUMBERS: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("(?:{NUMBER})+")));
const NUMBER: &str =
    r"\\+u[0-9a-fA-F]{4}|\\+u\{[0-9a-fA-F]{1,6}\}|\\+U[0-9a-fA-F]{8}|%u[0-9a-fA-F]{4}|<U\+[0-9a-fA-F]{4,8}>";
static ONE_NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(NUMBER));
/// Bytes by their numbers: of Python and C, of git and C in octal, of R.
static BYTE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\\+x([0-9a-fA-F]{2})|\\+([23][0-7]{2})|<([89a-f][0-9a-f])>"));
/// A byte of a mail, or a line end that the mail put in.
static QUOTED: LazyLock<Regex> = LazyLock::new(|| pattern(r"=([0-9A-Fa-f]{2})|=[ \t]*\r?\n"));
/// What a mail says of its body.
const DECLARED: &str = "quoted-printable";

/// A text of fewer Chinese characters is not taken for one in escapes: [\u4e00-\u9fa5] stands in programs.
const FEWEST_HAN: usize = 2;
/// What no mail declares needs more.
const FEWEST_QUOTED: usize = 4;
/// Bytes that are no UTF-8 are read as GBK where that costs no more, as prose does.
const CHINESE: f32 = 46.0;
/// What costs more is none that anybody writes: the ends of blocks in [\u4e00-\u9fff\u3400-\u4dbf].
const WRITTEN: f32 = 50.0;

fn pattern(of: &str) -> Regex {
    Regex::new(of).expect("a constant pattern")
}

/// The escapes of a text in order; none where it is not written in them.
pub(super) fn patches(text: &str) -> Vec<Patch> {
    let escaped = ['\\', '%', '=', '<'];
    if text.chars().any(is_han) || !text.contains(escaped) {
        return Vec::new();
    }
    [numbers, bytes, quoted]
        .into_iter()
        .map(|read| read(text))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

fn patch(at: Span, to: String) -> Patch {
    Patch { at, to, kind: Damage::Escape, confidence: 0.999 }
}

/// The patches, if together they make Chinese, and two characters of it stand side by side.
fn if_chinese(found: Vec<Patch>, fewest: usize) -> Vec<Patch> {
    let han = |p: &Patch| p.to.chars().filter(|c| is_han(*c)).collect::<String>();
    let costs: Vec<Cost> = found.iter().map(|p| cost(&han(p))).collect();
    let side_by_side = costs.iter().any(|cost| cost.han as usize >= FEWEST_HAN);
    let all: Cost = costs.into_iter().sum();
    let chinese = side_by_side && all.han as usize >= fewest && all.rated() <= WRITTEN;
    if chinese { found } else { Vec::new() }
}

fn numbers(text: &str) -> Vec<Patch> {
    let run = |run: regex::Match| {
        let to = characters(run.as_str());
        (to != run.as_str()).then(|| patch(Span::new(run.start(), run.end()), to))
    };
    if_chinese(NUMBERS.find_iter(text).filter_map(run).collect(), FEWEST_HAN)
}

/// A run of numbers as characters, halves of a pair joined; what JSON has to escape stays.
fn characters(run: &str) -> String {
    let mut out = String::new();
    let mut half: Option<(u32, &str)> = None;
    for number in ONE_NUMBER.find_iter(run) {
        let raw = number.as_str();
        let hex: String =
            raw.trim_start_matches(['\\', '%', '<', 'u', 'U', '+', '{']).trim_end_matches(['}', '>']).into();
        let code = u32::from_str_radix(&hex, 16).unwrap_or_default();
        let pair = half.take();
        if let (Some((high, _)), 0xDC00..=0xDFFF) = (pair, code) {
            out.extend(char::from_u32(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)));
            continue;
        }
        out.push_str(pair.map_or("", |(_, raw)| raw));
        match char::from_u32(code) {
            _ if (0xD800..0xDC00).contains(&code) => half = Some((code, raw)),
            Some(c) if !c.is_control() && !matches!(c, '"' | '\\' | '\u{2028}' | '\u{2029}') => out.push(c),
            _ => out.push_str(raw),
        }
    }
    out.push_str(half.map_or("", |(_, raw)| raw));
    out
}

/// Bytes by their numbers, line by line. ASCII stays as it is written: of 石\x46 in GBK the second byte may be a letter.
fn bytes(text: &str) -> Vec<Patch> {
    if !BYTE.is_match(text) {
        return Vec::new();
    }
    let byte = |found: &Captures| {
        let (digits, radix) = match (found.get(1).or(found.get(3)), found.get(2)) {
            (Some(hex), _) => (hex, 16),
            (None, octal) => (octal?, 8),
        };
        u8::from_str_radix(digits.as_str(), radix).ok().filter(|b| !b.is_ascii())
    };
    let lines = text.split_inclusive('\n').scan(0, |end, line| {
        *end += line.len();
        Some((*end - line.len(), line))
    });
    let line = |(at, line): (usize, &str)| read_back(line, at, &BYTE, byte);
    if_chinese(lines.filter_map(line).collect(), FEWEST_HAN)
}

/// A mail's body, by the lines that it had before it was sent.
fn quoted(text: &str) -> Vec<Patch> {
    let declared = text.to_ascii_lowercase().contains(DECLARED);
    let byte = |found: &Captures| u8::from_str_radix(found.get(1)?.as_str(), 16).ok();
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = line.as_ptr() as usize - text.as_ptr() as usize + line.len();
        if line.trim_end().ends_with('=') && end < text.len() {
            continue;
        }
        found.extend(read_back(&text[start..end], start, &QUOTED, byte));
        start = end;
    }
    if_chinese(found, if declared { FEWEST_HAN } else { FEWEST_QUOTED })
}

/// A line whose escapes are bytes, as text; escapes that are no byte fall away.
fn read_back(line: &str, at: usize, escape: &Regex, byte: impl Fn(&Captures) -> Option<u8>) -> Option<Patch> {
    let mut out = Vec::with_capacity(line.len());
    let mut end = 0;
    for found in escape.captures_iter(line) {
        let whole = found.get(0)?;
        out.extend_from_slice(&line.as_bytes()[end..whole.start()]);
        out.extend(byte(&found));
        end = whole.end();
    }
    out.extend_from_slice(&line.as_bytes()[end..]);
    let gbk = || read_gbk(&out).filter(|text| cost(text).rated() <= CHINESE);
    let to = crate::utf8::whole(&out).map(str::to_owned).or_else(gbk)?;
    let found = trimmed(line, to, Damage::Escape, 0.999)?;
    Some(Patch { at: found.at.shifted(at), ..found })
}

#[cfg(test)]
mod tests {
    use super::super::unescape;

    fn read(text: &str) -> String {
        unescape(text).map_or_else(|| text.to_owned(), |(text, _)| text)
    }

    #[test]
    fn a_text_in_escapes_is_read() {
        for (escaped, text) in [
            (
                r#"{"name": "\u4e91\u6eaa\u53bf", "note": "\u0022\u5728\u0022"}"#,
                r#"{"name": "云溪县", "note": "\u0022在\u0022"}"#,
            ),
            (r#"["\\u4e91\\u6eaa", "\u{53bf}\u{57ce}"]"#, r#"["云溪", "县城"]"#),
            (r"\ud83d\ude9c\u4e91\u6eaa \ud83d", r"🚜云溪 \ud83d"),
            (r"b'\xe4\xba\x91\xe6\xba\xaa\n'", r"b'云溪\n'"),
            (r"b'\xd4\xc6\xcf\xaa\xcf\xd8\xb2\xc6\xd5\xfe\xbe\xd6'", "b'云溪县财政局'"),
            (r#""\344\272\221\346\272\252.txt""#, r#""云溪.txt""#),
            ("a=%u4E91%u6EAA&b=1", "a=云溪&b=1"),
            ("<e4><ba><91><e6><ba><aa> 2023", "云溪 2023"),
            ("<U+4E91><U+6EAA>", "云溪"),
        ] {
            assert_eq!(read(escaped), text);
        }
    }

    #[test]
    fn a_mail_is_read_by_the_lines_that_it_had() {
        let mail = "Content-Transfer-Encoding: quoted-printable\n\n=E4=BA=91=E6=BA=\n=AA=E5=8E=BF a=3D1\nend=\n ing\n";
        assert_eq!(read(mail), "Content-Transfer-Encoding: quoted-printable\n\n云溪县 a=1\nend ing\n");
        assert_eq!(read("=D4=C6=CF=AA=CF=D8=CE=C0=C9=FA=BE=D6\r\nok\r\n"), "云溪县卫生局\r\nok\r\n");
    }

    #[test]
    fn what_is_no_text_in_escapes_stays() {
        for text in [
            r"云溪县培训：“石”写作\u77f3\u6865。",
            r"/[\u4e00-\u9fa5]/.test(name)",
            r"/[\u4e00-\u9fff\u3400-\u4dbf]/.test(name)",
            "http://yt.example.cn/%E4%BA%91%E6%BA%AA?a=1",
            r"C:\xampp\users\u2 = 100%",
            "a=1&b=20&c=AB\n",
        ] {
            assert_eq!(read(text), text);
        }
    }
}
