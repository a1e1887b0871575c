//! A line → repairs of single places: entities, pinyin in brackets, compatibility forms, characters that nobody sees.

use super::Patch;
use crate::plausible::is_han;
use crate::span::Span;
use regex::Regex;
use std::sync::LazyLock;

static ENTITY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"&(?:amp;)*(?:#[xX]([0-9a-fA-F]{2,6})|#([0-9]{2,7})|(nbsp|ldquo|rdquo|lsquo|rsquo|hellip|mdash|ndash|middot|lt|gt|amp|quot|times|ensp|emsp|bull|permil));?")
        .expect("a constant pattern")
});
/// A reading in brackets after a character: 衛(wèi), 中(zhōng), (一(yī)).
static READING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[(（][a-zA-Zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹɡ]{1,6}[)）]").expect("a constant pattern")
});
const TONED: &str = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹ";

/// How a bracket with one reading is taken.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Readings {
    /// A lone one may be a writer's gloss of a rare character.
    Gloss,
    /// The text is known to be strewn with them.
    Injected,
}

/// The repairs of single places, in order.
pub(super) fn patches(line: &str, how: Readings) -> Vec<Patch> {
    let mut found = entities(line);
    found.extend(escapes(line));
    found.extend(readings(line, how));
    if how == Readings::Injected {
        found.extend(doubled_marks(line));
    }
    found.extend(characters(line));
    found.sort_by_key(|p| p.at);
    found.dedup_by(|b, a| b.at.start < a.at.end);
    found
}

fn entities(line: &str) -> Vec<Patch> {
    if !line.contains('&') {
        return Vec::new();
    }
    ENTITY
        .captures_iter(line)
        .filter_map(|c| {
            let whole = c.get(0)?;
            let to = if let Some(hex) = c.get(1) {
                char::from_u32(u32::from_str_radix(hex.as_str(), 16).ok()?)?.to_string()
            } else if let Some(digits) = c.get(2) {
                char::from_u32(digits.as_str().parse().ok()?)?.to_string()
            } else {
                named(c.get(3)?.as_str(), whole.as_str().ends_with(';'))?.to_owned()
            };
            (!to.starts_with(char::is_control)).then(|| Patch {
                at: Span::new(whole.start(), whole.end()),
                to,
                kind: "entity",
                confidence: 1.0,
            })
        })
        .collect()
}

/// R prints what its console cannot as `<U+00A0>`, and scrapers save it so.
fn escapes(line: &str) -> Vec<Patch> {
    const OPEN: &str = "<U+";
    let escape = |at: usize| {
        let rest = &line[at + OPEN.len()..];
        let hex = &rest[..rest.bytes().take(7).position(|b| b == b'>').filter(|n| *n >= 4)?];
        let to = char::from_u32(u32::from_str_radix(hex, 16).ok()?).filter(|c| !c.is_control())?;
        let at = Span::new(at, at + OPEN.len() + hex.len() + 1);
        Some(Patch { at, to: to.to_string(), kind: "entity", confidence: 1.0 })
    };
    line.match_indices(OPEN).filter_map(|(at, _)| escape(at)).collect()
}

/// A named entity; without its semicolon only those that are no words.
fn named(name: &str, closed: bool) -> Option<&'static str> {
    Some(match (name, closed) {
        ("nbsp", _) => "\u{A0}",
        ("ldquo", _) => "“",
        ("rdquo", _) => "”",
        ("lsquo", _) => "‘",
        ("rsquo", _) => "’",
        ("hellip", _) => "…",
        ("mdash", _) => "—",
        ("ndash", _) => "–",
        ("middot", _) => "·",
        ("ensp", _) => "\u{2002}",
        ("emsp", _) => "\u{2003}",
        ("lt", true) => "<",
        ("gt", true) => ">",
        ("amp", true) => "&",
        ("quot", true) => "\"",
        ("times", true) => "×",
        ("bull", true) => "•",
        ("permil", true) => "‰",
        _ => return None,
    })
}

/// Readings of single characters. One toned reading may be a writer's gloss of a rare character; two in a line are not.
fn readings(line: &str, how: Readings) -> Vec<Patch> {
    if how == Readings::Gloss && toned_readings(line).take(FEWEST_READINGS).count() < FEWEST_READINGS {
        return Vec::new();
    }
    let reading = |at| Patch { at, to: String::new(), kind: "pinyin", confidence: 0.99 };
    readings_in(line).map(reading).collect()
}

/// 一,、: what puts readings into a text puts a comma before the mark that is there.
fn doubled_marks(line: &str) -> Vec<Patch> {
    line.match_indices(',')
        .filter(|(at, _)| line[at + 1..].starts_with(['、', '，', '。', '；']))
        .map(|(at, _)| Patch {
            at: Span::new(at, at + 1),
            to: String::new(),
            kind: "doubled_mark",
            confidence: 0.95,
        })
        .collect()
}

/// Whether a text is strewn with readings, by its suspected lines: a toned letter makes a line one.
pub(super) fn strewn<'a>(suspects: impl Iterator<Item = &'a str>) -> Readings {
    let many = suspects.flat_map(toned_readings).take(FEWEST_READINGS).count() >= FEWEST_READINGS;
    if many { Readings::Injected } else { Readings::Gloss }
}

fn toned_readings(line: &str) -> impl Iterator<Item = Span> {
    readings_in(line).filter(|span| span.of(line).contains(|c| TONED.contains(c)))
}

/// The brackets with a reading that stand behind a Chinese character.
fn readings_in(line: &str) -> impl Iterator<Item = Span> {
    let after_han = |at: usize| line[..at].chars().next_back().is_some_and(is_han);
    READING.find_iter(line).map(|m| Span::new(m.start(), m.end())).filter(move |s| after_han(s.start))
}

/// So many toned readings in a line are no gloss.
const FEWEST_READINGS: usize = 2;

fn characters(line: &str) -> Vec<Patch> {
    line.char_indices()
        .filter_map(|(at, c)| {
            let (to, kind) = character(c)?;
            Some(Patch { at: Span::new(at, at + c.len_utf8()), to, kind, confidence: 1.0 })
        })
        .collect()
}

/// What a single character stands for: ⼈ 人, a zero-width mark nothing.
fn character(c: char) -> Option<(String, &'static str)> {
    match c {
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' | '\u{202A}'..='\u{202E}' => {
            Some((String::new(), "invisible"))
        }
        '\u{E000}'..='\u{F8FF}' => Some((String::new(), "private_use")),
        '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => COMPATIBLE
            .binary_search_by_key(&c, |p| p.0)
            .ok()
            .map(|i| (COMPATIBLE[i].1.to_string(), "compatibility")),
        _ => None,
    }
}

/// Compatibility forms and radicals with the character that they stand for, sorted.
static COMPATIBLE: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    crate::tables::rows(include_str!("../tables/compatibility.tsv"))
        .filter_map(|row| Some((row.first()?.chars().next()?, row.get(1)?.chars().next()?)))
        .collect()
});
