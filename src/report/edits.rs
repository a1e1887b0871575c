//! The repairs of a text → a table of them for people: where, what kind, how sure, before and after.

use super::wide::{columns, flat, padded, short};
use super::words;
use crate::language::Language;
use crate::source::{Edit, Source};

/// So many characters of a stretch are shown.
const SHOWN: usize = 24;

/// Writes a line for every repair, in columns that stand under one another whatever the width of their characters. Places
/// count the bytes of the input as it came. Empty where nothing was repaired.
///
/// # Example
/// ```
/// use gongwen::{Language, report};
///
/// let parsed = gongwen::parse("云溪县工作总结&nbsp;全年修复河堤7公里。".as_bytes());
/// assert!(report::edits(&parsed.source, Language::English).contains("entity"));
/// ```
pub fn edits(source: &Source, language: Language) -> String {
    let edits = &source.info().edits;
    if edits.is_empty() {
        return String::new();
    }
    let head = language
        .pick(["位置（字节）", "种类", "把握", "原文", "改成"], ["bytes", "kind", "sure", "before", "after"]);
    let mut rows = vec![head.map(str::to_owned)];
    rows.extend(edits.iter().map(|edit| row(edit, language)));
    let widths: Vec<usize> =
        (0..head.len()).map(|i| rows.iter().map(|r| columns(&r[i])).max().unwrap_or(0)).collect();
    let line = |row: &[String; 5]| {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| padded(cell, *width)).collect();
        format!("{}\n", cells.join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}

fn row(edit: &Edit, language: Language) -> [String; 5] {
    [
        format!("{}–{}", edit.source_span.start, edit.source_span.end),
        words::damage(edit.kind, language).into_owned(),
        format!("{:.0}%", edit.confidence * 100.0),
        visible(&edit.from),
        visible(&edit.to),
    ]
}

/// The stretch on one line, with what nobody sees by its number; nothing at all as ∅.
fn visible(text: &str) -> String {
    if text.is_empty() {
        return "∅".to_owned();
    }
    let mut out = String::new();
    for c in short(text, SHOWN).chars() {
        match c {
            c if is_unseen(c) => out.push_str(&format!("<U+{:04X}>", c as u32)),
            c => out.push(c),
        }
    }
    flat(&out)
}

/// Whether a terminal shows nothing for a character, or takes it for an order: joiners, marks of direction, private use.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}'
        | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{E000}'..='\u{F8FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFD}'
        | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::damage::{Damage, ReadAs, Written};
    use crate::source::SourceInfo;
    use crate::span::Span;

    fn repaired(stretches: &[(Damage, &str, &str)]) -> Source {
        let edit = |(i, (kind, from, to)): (usize, &(Damage, &str, &str))| Edit {
            kind: *kind,
            source_span: Span::new(i * 90, i * 90 + 3),
            from: (*from).to_owned(),
            to: (*to).to_owned(),
            confidence: 1.0 - 0.01 * i as f32,
        };
        let edits = stretches.iter().enumerate().map(edit).collect();
        Source::new(String::new(), SourceInfo { edits, ..SourceInfo::default() }, Vec::new())
    }

    #[test]
    fn columns_stand_under_one_another() {
        let source = repaired(&[
            (Damage::Pinyin, "(wèi)", ""),
            (Damage::Misread(Written::Utf8, ReadAs::Gbk), "浜戞邯", "云溪"),
            (Damage::Invisible, "\u{200B}", ""),
        ]);
        let table = edits(&source, Language::Chinese);
        let sure = ["100%", "99%", "98%"];
        let places: Vec<Option<usize>> = table
            .lines()
            .skip(1)
            .zip(sure)
            .map(|(line, sure)| line.find(sure).map(|at| columns(&line[..at])))
            .collect();
        assert!(places.len() == 3 && places.iter().all(|p| p.is_some() && *p == places[0]), "{table}");
        assert!(table.contains("<U+200B>") && table.contains('∅'), "{table}");
    }

    #[test]
    fn a_clean_text_has_no_table() {
        assert_eq!(edits(&repaired(&[]), Language::Chinese), "");
    }
}
