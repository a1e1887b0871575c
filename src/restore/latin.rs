//! Runs of Western letters → the Chinese that they were: UTF-8, GBK or Big5 shown as Latin-1 or cp1252, once or twice.

use super::Budget;
use super::Patch;
use super::codec::{read_big5, read_gbk};
use super::lost_utf8::{self, Loss};
use crate::plausible::{cost, is_han};
use crate::span::Span;

/// A run needs so many letters beyond ASCII: ÷±, é and Müller are none.
const FEWEST: usize = 3;
/// A reading through GBK or Big5, which fits many bytes, needs so many Chinese characters.
const FEWEST_HAN: u32 = 3;
/// No Western text reads as Chinese of this cost, even in names and dialect (唔做都算喇: 40).
const CHINESE: f32 = 46.0;
/// Text is read back at most so many times.
const DEEPEST: usize = 3;

/// The characters of cp1252's bytes 80 to 9F; 0 where it has none.
const CP1252: [u32; 32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
    0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0, 0x017E, 0x0178,
];

/// The byte that a Western decoder showed as `c`.
fn byte(c: char) -> Option<u8> {
    match c as u32 {
        n @ 0..=0xFF => Some(n as u8),
        n => CP1252.iter().position(|x| *x == n).map(|i| 0x80 + i as u8),
    }
}

/// The repairs of the Western runs of a line; or of the whole line, where a reader took UTF-8 first.
pub(super) fn patches(line: &str, budget: &mut Budget) -> Vec<Patch> {
    if letters(line) < FEWEST {
        return Vec::new();
    }
    let whole = Span::new(0, line.len());
    let mixed = line.chars().any(|c| byte(c).is_none());
    if mixed && let Some(patch) = utf8_first(line, whole) {
        return vec![patch];
    }
    runs(line).into_iter().filter_map(|run| undone(line, run, budget)).collect()
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| ('\u{80}'..'\u{100}').contains(c)).count()
}

/// Maximal runs that a Western decoder can have shown, without blanks at their ends.
fn runs(line: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices().chain([(line.len(), '汉')]) {
        match (byte(c), start) {
            (Some(_), None) => start = Some(at),
            (None, Some(from)) => {
                let run = Span::new(from, at);
                if letters(run.of(line)) >= FEWEST {
                    found.push(run);
                }
                start = None;
            }
            _ => {}
        }
    }
    found
}

fn undone(line: &str, run: Span, budget: &mut Budget) -> Option<Patch> {
    let text = run.of(line);
    let bytes: Vec<u8> = text.chars().filter_map(byte).collect();
    let (to, kind, confidence) =
        as_utf8(&bytes).or_else(|| double_byte(&bytes)).or_else(|| filled(&bytes, budget))?;
    Some(Patch { at: run, to, kind, confidence })
}

/// UTF-8, perhaps shown wrongly more than once; what is whole UTF-8 with Chinese in it is no accident.
fn as_utf8(bytes: &[u8]) -> Option<(String, &'static str, f32)> {
    let mut bytes = bytes.to_vec();
    for depth in 0..DEEPEST {
        let text = surrogates(&bytes)?;
        if text.chars().any(|c| is_han(c) || ('\u{3000}'..'\u{3040}').contains(&c) || c >= '\u{FF00}') {
            let kind = if depth == 0 { "utf8_as_latin" } else { "doubled_utf8" };
            return Some((text, kind, 0.999));
        }
        bytes = text.chars().map(byte).collect::<Option<_>>()?;
    }
    None
}

/// Whole UTF-8; halves of a pair (CESU-8) are joined.
fn surrogates(bytes: &[u8]) -> Option<String> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    let bytes: Vec<Option<u8>> = bytes.iter().map(|b| Some(*b)).collect();
    let found =
        lost_utf8::read(&bytes, Loss::Single, &mut Budget::none()).filter(|found| found.holes() == 0)?;
    Some(found.filled(&mut Budget::none()).text)
}

fn double_byte(bytes: &[u8]) -> Option<(String, &'static str, f32)> {
    let readings = [(read_gbk(bytes), "gbk_as_latin"), (read_big5(bytes), "big5_as_latin")];
    let best = readings
        .into_iter()
        .filter_map(|(text, kind)| text.map(|t| (cost(&t).rated(), t, kind)))
        .min_by(|a, b| a.0.total_cmp(&b.0))?;
    let (rated, text, kind) = best;
    let enough = cost(&text).han >= FEWEST_HAN;
    (enough && rated <= CHINESE).then_some((text, kind, 0.99))
}

/// UTF-8 whose bytes that cp1252 lacks, or has as blanks and hyphens, were stripped.
fn filled(bytes: &[u8], budget: &mut Budget) -> Option<(String, &'static str, f32)> {
    let bytes: Vec<Option<u8>> = bytes.iter().map(|b| Some(*b)).collect();
    let found = lost_utf8::read(&bytes, Loss::Western, budget)?.filled(budget);
    let enough = cost(&found.text).han >= FEWEST_HAN && found.guessed * 2 <= found.text.chars().count();
    let likely = enough && cost(&found.text).rated() <= CHINESE;
    likely.then_some((found.text, "utf8_as_latin", found.confidence))
}

/// Öйú: the reader took what was valid UTF-8 and showed the other bytes as cp1252.
fn utf8_first(line: &str, at: Span) -> Option<Patch> {
    let mut bytes = Vec::with_capacity(line.len());
    for c in line.chars() {
        match byte(c) {
            Some(b) => bytes.push(b),
            None => bytes.extend(c.encode_utf8(&mut [0; 4]).bytes()),
        }
    }
    let text = read_gbk(&bytes)?;
    let better = cost(&text).rated() + 10.0 < cost(line).rated();
    let enough = cost(&text).han >= FEWEST_HAN + 2;
    (better && enough && cost(&text).rated() <= CHINESE).then_some(Patch {
        at,
        to: text,
        kind: "gbk_as_utf8_first",
        confidence: 0.99,
    })
}
