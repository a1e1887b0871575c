//! Text → lines that fit a terminal, where a Chinese character takes two columns.

use std::borrow::Cow;
use std::fmt::Write;
use unicode_width::UnicodeWidthChar;

/// Marks that may not open a line (行首禁则).
const NO_START: &str = "，。、；：！？）》〉」』】〕”’…％‰·,.;:!?)%";
/// Marks that may not close a line (行尾禁则).
const NO_END: &str = "（《〈「『【〔“‘([";

/// The columns that `c` takes at most: some terminals draw “”‰① one wide, some two; the wider is assumed, so that no line
/// overflows.
fn columns_of(c: char) -> usize {
    c.width_cjk().unwrap_or(0)
}

/// The columns that `text` takes.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

/// `text` with blanks behind it up to `width` columns.
pub(super) fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// Tells whether a terminal may obey `c` instead of drawing it: control characters (ESC, U+009B) and marks that turn the
/// direction of writing (U+202E), by which a name can show what it is not.
///
/// # Example
/// ```
/// assert!(gongwen::report::steers('\u{1b}') && !gongwen::report::steers('云'));
/// ```
pub fn steers(c: char) -> bool {
    let turns =
        matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns
}

/// Puts `text` on one line, harmless to a terminal: line ends, control characters and runs of blanks become one blank, marks
/// of direction go.
///
/// # Example
/// ```
/// assert_eq!(gongwen::report::flat("云溪县\n\u{1b}工作总结"), "云溪县 工作总结");
/// ```
pub fn flat(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut apart = false;
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() {
            apart = !out.is_empty();
        } else if !steers(c) {
            if std::mem::take(&mut apart) {
                out.push(' ');
            }
            out.push(c);
        }
    }
    out
}

/// A file's name without its folders, which are nobody's business where a page or a ledger is handed on.
pub(super) fn file_name(name: Option<&str>) -> String {
    let name = name.unwrap_or("-");
    flat(name.rsplit(['/', '\\']).next().unwrap_or(name))
}

/// Shows `text` with its lines and tabs, harmless to a terminal: any other character that steers it is shown by its number.
///
/// # Example
/// ```
/// assert_eq!(gongwen::report::shown("云溪县\n"), "云溪县\n");
/// ```
pub fn shown(text: &str) -> Cow<'_, str> {
    let harmful = |c: char| steers(c) && !matches!(c, '\n' | '\t');
    if !text.contains(harmful) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if harmful(c) {
            let _ = write!(out, "<U+{:04X}>", c as u32);
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// At most `limit` characters of `text`, with … where more was there.
pub(super) fn short(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Cuts `text` into lines of at most `width` columns, between any two Chinese characters, between words else.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for piece in pieces(text) {
        let needed = columns(piece);
        if used + needed > width && !line.is_empty() {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            used = 0;
        }
        let piece = if line.is_empty() { piece.trim_start() } else { piece };
        used += columns(piece);
        line.push_str(piece);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// A word or a number longer than this may be cut anywhere, so that a line cannot grow without end.
const LONGEST_PIECE: usize = 24;

/// The smallest stretches that stay together on a line.
fn pieces(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut length) = (0, 0);
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|b| length >= LONGEST_PIECE || may_break(b, c)) {
            found.push(&text[start..at]);
            (start, length) = (at, 0);
        }
        length += columns_of(c);
        before = Some(c);
    }
    if start < text.len() {
        found.push(&text[start..]);
    }
    found
}

fn may_break(before: char, after: char) -> bool {
    let in_word = |c: char| c.is_ascii() && !c.is_ascii_whitespace();
    !(NO_START.contains(after) || NO_END.contains(before) || (in_word(before) && in_word(after)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_by_columns_and_keeps_stops_off_the_line_start() {
        assert_eq!(wrap("云溪县新建学校，增加学位。", 14), ["云溪县新建学", "校，增加学位。"]);
        assert_eq!(wrap("云溪县新建学校，增加学位。", 6 * 2 + 1), ["云溪县新建学", "校，增加学", "位。"]);
    }

    #[test]
    fn keeps_numbers_whole() {
        assert_eq!(wrap("增长12.5%以上", 7), ["增长", "12.5%以", "上"]);
    }

    #[test]
    fn a_word_without_end_is_cut() {
        let lines = wrap(&"a".repeat(1000), 30);
        assert!(lines.iter().all(|l| columns(l) <= 30));
    }

    #[test]
    fn no_text_is_one_empty_line() {
        assert_eq!(wrap("", 10), [""]);
    }

    #[test]
    fn a_flat_text_holds_no_control_character() {
        assert_eq!(flat("一、\r\n\u{3000}甲\u{1b}[31m乙"), "一、 甲 [31m乙");
        assert_eq!(flat("\u{9b}2J甲\u{202e}txt.乙\u{2066} \n"), "2J甲txt.乙");
    }

    #[test]
    fn a_text_is_shown_with_its_lines_and_steers_no_terminal() {
        assert_eq!(shown("甲\t乙\n"), "甲\t乙\n");
        assert_eq!(shown("甲\u{1b}[2J乙\u{202e}\r\n"), "甲<U+001B>[2J乙<U+202E><U+000D>\n");
    }
}
