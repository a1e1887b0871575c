//! The style sheet of a Word file (STSH, MS-DOC 2.9.271) → what each style says of headings and lists, through all that it is based on.

use super::properties::Paragraph;
use crate::input::bytes::short;

/// What a style says of its paragraphs.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub(super) list: Option<u16>,
    pub(super) level: Option<u8>,
    pub(super) heading: bool,
    /// Its paragraphs belong to a table of contents.
    pub(super) contents: bool,
}

/// A style as it stands in the sheet.
struct Raw {
    /// Its number among those that Word brings along.
    known: u16,
    base: usize,
    own: Paragraph,
}

/// Numbers that Word gives to its own styles: 标题 1–9, 目录 1–9.
const HEADINGS: std::ops::RangeInclusive<u16> = 1..=9;
const CONTENTS: std::ops::RangeInclusive<u16> = 19..=27;
/// A style based on itself, through others, would never end; Word allows ten.
const MAX_CHAIN: usize = 16;
/// Word has no more styles.
const MAX_STYLES: usize = 4095;

/// Reads the styles, by their numbers.
pub(super) fn read(table: &[u8]) -> Vec<Style> {
    let Some(raw) = sheet(table) else { return Vec::new() };
    let styles = raw.iter().map(|style| {
        let Some(style) = style else { return Style::default() };
        let based = |style: &&Raw| raw.get(style.base).and_then(Option::as_ref);
        let chain: Vec<&Raw> = std::iter::successors(Some(style), based).take(MAX_CHAIN).collect();
        Style {
            list: chain.iter().find_map(|s| s.own.list),
            level: chain.iter().find_map(|s| s.own.level),
            heading: chain.iter().any(|s| s.own.outlined || HEADINGS.contains(&s.known)),
            contents: CONTENTS.contains(&style.known),
        }
    });
    styles.collect()
}

fn sheet(table: &[u8]) -> Option<Vec<Option<Raw>>> {
    let length = usize::from(short(table, 0)?);
    let count = usize::from(short(table, 2)?).min(MAX_STYLES);
    let base_length = usize::from(short(table, 4)?);
    let mut at = 2 + length;
    let mut styles = Vec::new();
    for _ in 0..count {
        let Some(length) = short(table, at).map(usize::from) else { break };
        let Some(style) = table.get(at + 2..at + 2 + length) else { break };
        styles.push(raw(style, base_length));
        at += 2 + length + length % 2;
    }
    Some(styles)
}

/// Reads a paragraph style.
fn raw(style: &[u8], base_length: usize) -> Option<Raw> {
    const PARAGRAPH: u16 = 1;
    let (first, second) = (short(style, 0)?, short(style, 2)?);
    if second & 0xF != PARAGRAPH {
        return None;
    }
    // The name, its length before it and a zero behind it; then the changes to paragraphs, and the style's number before them.
    let changes = base_length + 2 + 2 * (usize::from(short(style, base_length)?) + 1);
    let length = usize::from(short(style, changes)?);
    let mut own = Paragraph::default();
    own.change(style.get(changes + 4..changes + 2 + length).unwrap_or(&[]));
    Some(Raw { known: first & 0xFFF, base: usize::from(second >> 4), own })
}
