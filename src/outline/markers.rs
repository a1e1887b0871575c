//! The head of a line → the marker of a heading or an item, with its level, number and form.

use super::words::WORDS;
use crate::numeral::{TO_TEN, digit as any_digit, figure, formal_figure};
use crate::tables::Words;

/// The form of a marker: two of one form belong to one numbering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    /// 第一部分 第一编.
    Part,
    /// 第一章.
    Chapter,
    /// 壹、
    Formal,
    /// 第一节.
    Node,
    /// 一、
    Han,
    /// 第三条: above its items （一）, whatever their form.
    Article,
    /// 1 总则, 1.1 编制目的, 1.1.1: so many numbers.
    Decimal(u8),
    /// （一） (一) ㈠
    HanBracket,
    /// 1. 1、 1．
    Digit,
    /// （1） (1) 1)
    DigitBracket,
    /// ①
    Circled,
    /// A name without a number, and its level.
    Name(u8),
}

impl Style {
    /// Returns the level that the form stands for (GB/T 9704-2012 §7.3.3), whatever levels are lost above it.
    pub(super) fn level(self) -> u8 {
        match self {
            Style::Part | Style::Chapter | Style::Formal => 0,
            Style::Node | Style::Han | Style::Article => 1,
            Style::HanBracket => 2,
            Style::Digit => 3,
            Style::Decimal(numbers) => numbers.clamp(1, 4),
            Style::DigitBracket => 4,
            Style::Circled => 5,
            Style::Name(level) => level,
        }
    }
}

impl Style {
    /// Returns how far down in a tree the form stands, in the order of a document that uses them all.
    pub(super) fn rank(self) -> u8 {
        match self {
            Style::Part | Style::Name(0) => 0,
            Style::Chapter => 1,
            Style::Formal => 2,
            Style::Node => 3,
            Style::Han | Style::Name(1) | Style::Decimal(0 | 1) => 4,
            Style::Article => 5,
            Style::Decimal(numbers) => 4 + numbers.min(5),
            Style::HanBracket => 10,
            Style::Digit => 11,
            Style::DigitBracket => 12,
            Style::Circled => 13,
            Style::Name(_) => 14,
        }
    }
}

/// A marker at the head of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// Its length in bytes, without the blanks that follow.
    pub len: usize,
    /// Its number, from 1.
    pub ordinal: u32,
    /// Its form.
    pub style: Style,
    /// The mark behind a bare figure: 1、 and 1. are two numberings; a NUL for any other form.
    pub point: char,
}

impl Marker {
    pub(super) fn new(len: usize, ordinal: u32, style: Style) -> Self {
        Marker { len, ordinal, style, point: '\0' }
    }
}

/// More than this is no list's number, in brackets or after 第: (2024)12号.
const HIGHEST: u32 = 299;
/// A bare figure may be higher, as in a table of a thousand tasks; above `HIGHEST` no figure follows it: 2024.3.5.
const HIGHEST_BARE: u32 = 9999;
/// Opens 第一章, 第二条, 第3页.
pub(super) const ORDINAL: char = '第';

/// Reads a heading mark: 一、 （二） 3. (4) ① 第五章 陆、
pub(super) fn marker(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    match first {
        ORDINAL => division(text),
        '（' | '(' => bracketed(text),
        '㈠'..='㈩' => Some(single(first, '㈠', Style::HanBracket)),
        '①'..='⑳' => Some(single(first, '①', Style::Circled)),
        '⑴'..='⒇' => Some(single(first, '⑴', Style::DigitBracket)),
        '⒈'..='⒛' => Some(single(first, '⒈', Style::Digit)),
        c if digit(c).is_some() => digits(text),
        c if is_figure(c) => han(text),
        c if formal_figure(c).is_some() => formal(text),
        _ => stem(text),
    }
}

/// Whether a character is one of the figures of 一 to 十九.
pub(super) fn is_han(c: char) -> bool {
    TO_TEN.contains(c)
}

/// Whether a character may stand in a number: 十, 零, and the dash for 一 in scanned text.
fn is_figure(c: char) -> bool {
    is_han(c) || matches!(c, '百' | '〇' | '零' | '—' | '－')
}

fn single(c: char, one: char, style: Style) -> Marker {
    Marker::new(c.len_utf8(), c as u32 - one as u32 + 1, style)
}

/// Returns the value of a decimal digit of either width.
pub(super) fn digit(c: char) -> Option<u32> {
    any_digit(c).map(u32::from)
}

/// Takes leading characters that `fit`, at most `most`; gives their length in bytes.
fn run(text: &str, most: usize, fit: impl Fn(char) -> bool) -> usize {
    text.chars().take(most).take_while(|&c| fit(c)).map(char::len_utf8).sum()
}

fn number(text: &str) -> Option<u32> {
    number_to(text, HIGHEST)
}

fn number_to(text: &str, highest: u32) -> Option<u32> {
    text.chars().try_fold(0u32, |n, c| Some(n * 10 + digit(c)?)).filter(|n| (1..=highest).contains(n))
}

fn han_number(text: &str) -> Option<u32> {
    // A dash stands for 一 in scanned text: —、基本情况.
    if text == "—" || text == "－" {
        Some(1)
    } else {
        han_ordinal(text).filter(|n| (1..=HIGHEST).contains(n))
    }
}

/// Reads 七 十 十二 三十 一百零三; none for figures side by side (二三).
pub(super) fn han_ordinal(text: &str) -> Option<u32> {
    let (mut total, mut last, mut open) = (0, 0, false);
    for c in text.chars() {
        match c {
            '十' | '百' => {
                let unit = if c == '十' { 10 } else { 100 };
                total += if open { last } else { 1 } * unit;
                open = false;
            }
            '〇' | '零' => open = false,
            _ if open => return None,
            _ => (last, open) = (u32::from(figure(c)?), true),
        }
    }
    Some(total + if open { last } else { 0 })
}

/// Reads 第一部分 第二章 第三节 第四条, also 第 一 章.
fn division(text: &str) -> Option<Marker> {
    let lead = ORDINAL.len_utf8() + run(&text[ORDINAL.len_utf8()..], MAX_BLANKS, char::is_whitespace);
    let rest = &text[lead..];
    let n = run(rest, 5, |c| is_figure(c) || digit(c).is_some());
    let ordinal = han_number(&rest[..n]).or_else(|| number(&rest[..n]))?;
    let n = n + run(&rest[n..], MAX_BLANKS, char::is_whitespace);
    let kinds = [
        (&WORDS.part_alone, Style::Part),
        (&WORDS.part, Style::Part),
        (&WORDS.chapter, Style::Chapter),
        (&WORDS.node, Style::Node),
        (&WORDS.article, Style::Article),
    ];
    let named = |words: &Words| words.iter().find(|word| rest[n..].starts_with(word));
    let (word, style) = kinds.into_iter().find_map(|(words, style)| Some((named(words)?, style)))?;
    let mut len = lead + n + word.len();
    let after = text[len..].chars().next();
    let alone = after.is_none_or(|c| c.is_whitespace() || "、，：:.".contains(c));
    if WORDS.part_alone.has(word) && !alone {
        return None;
    }
    len += run(&text[len..], 1, |c| "、：:".contains(c));
    Some(Marker::new(len, ordinal, style))
}

/// Reads （一） (3) ( 5)
fn bracketed(text: &str) -> Option<Marker> {
    let open = text.chars().next()?.len_utf8();
    let before = run(&text[open..], 2, char::is_whitespace);
    let inner = &text[open + before..];
    let n = run(inner, 4, |c| is_figure(c) || digit(c).is_some());
    let after = run(&inner[n..], 2, char::is_whitespace);
    let close = inner[n + after..].chars().next().filter(|c| "）)".contains(*c))?.len_utf8();
    let (ordinal, style) = match number(&inner[..n]) {
        Some(ordinal) => (ordinal, Style::DigitBracket),
        None => (han_number(&inner[..n])?, Style::HanBracket),
    };
    let mut len = open + before + n + after + close;
    // （一）、总体要求 is typed so by some; （一）、（二）两项 are references.
    if !text[len..].starts_with("、（") && !text[len..].starts_with("、(") {
        len += run(&text[len..], 1, |c| c == '、');
    }
    Some(Marker::new(len, ordinal, style))
}

/// Reads 1. 1、 1． 1)
fn digits(text: &str) -> Option<Marker> {
    let n = run(text, 4, |c| digit(c).is_some());
    let ordinal = number_to(&text[..n], HIGHEST_BARE)?;
    let n = n + blanks(&text[n..]);
    let mut rest = text[n..].chars();
    let mark = rest.next()?;
    if ordinal > HIGHEST && (mark == '·' || rest.next().and_then(digit).is_some()) {
        return None;
    }
    let style = match mark {
        ')' | '）' if ordinal > HIGHEST => return None,
        '.' | '、' | '．' | '﹒' | '·' => Style::Digit,
        ')' | '）' => Style::DigitBracket,
        _ => return None,
    };
    let point = if style == Style::Digit && mark == '、' { mark } else { '\0' };
    Some(Marker { point, ..Marker::new(n + mark.len_utf8(), ordinal, style) })
}

/// Blanks inside a marker: 一 、 and 第 一 章.
const MAX_BLANKS: usize = 2;

/// Measures the blanks between a figure and its 、; a point belongs to no figure so far off.
fn blanks(rest: &str) -> usize {
    let n = run(rest, MAX_BLANKS, char::is_whitespace);
    if rest[n..].starts_with('、') { n } else { 0 }
}

/// Reads 一、 十二、 一.
fn han(text: &str) -> Option<Marker> {
    let figures = run(text, 4, is_figure);
    let n = figures + blanks(&text[figures..]);
    let mark = text[n..].chars().next().filter(|c| "、.．，".contains(*c))?;
    // 一，has the comma only where a heading was typed in haste; as running text it is far more common.
    if mark == '，' {
        return None;
    }
    Some(Marker::new(n + mark.len_utf8(), han_number(&text[..figures])?, Style::Han))
}

/// Reads 壹、 參、 拾壹、
fn formal(text: &str) -> Option<Marker> {
    const TEN: u32 = 10;
    let n = run(text, 3, |c| formal_figure(c).is_some());
    let ordinal = match text[..n].chars().filter_map(formal_figure).collect::<Vec<_>>()[..] {
        [one] => one,
        [TEN, one] if one < TEN => TEN + one,
        [tens, TEN] if tens < TEN => tens * TEN,
        _ => return None,
    };
    let n = n + blanks(&text[n..]);
    let mark = text[n..].chars().next().filter(|c| "、.．".contains(*c))?;
    Some(Marker::new(n + mark.len_utf8(), ordinal, Style::Formal))
}

/// The place of 甲 乙 丙 in their row.
fn stem_number(c: char) -> Option<u32> {
    Some(include!(concat!(env!("OUT_DIR"), "/stem_values.rs")))
}

/// Reads 甲、
fn stem(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    let ordinal = stem_number(first)?;
    let mark = text[first.len_utf8()..].chars().next().filter(|c| "、.．".contains(*c))?;
    Some(Marker::new(first.len_utf8() + mark.len_utf8(), ordinal, Style::Han))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(u8, u32, &str)> {
        marker(text).map(|m| (m.style.level(), m.ordinal, &text[..m.len]))
    }

    #[test]
    fn level_follows_the_form() {
        assert_eq!(read("一、总体要求"), Some((1, 1, "一、")));
        assert_eq!(read("（ 十二 ）保障"), Some((2, 12, "（ 十二 ）")));
        assert_eq!(read("３．建档"), Some((3, 3, "３．")));
        assert_eq!(read("(4)巡查"), Some((4, 4, "(4)")));
        assert_eq!(read("②回访"), Some((5, 2, "②")));
        assert_eq!(read("第三章 监督"), Some((0, 3, "第三章")));
        assert_eq!(read("贰、执行"), Some((0, 2, "贰、")));
        assert_eq!(read("参、年度计划"), Some((0, 3, "参、")));
        assert_eq!(read("拾壹、附录"), Some((0, 11, "拾壹、")));
        assert_eq!(read("一 、概况"), Some((1, 1, "一 、")));
        assert_eq!(read("第 二 章 组织"), Some((0, 2, "第 二 章")));
    }

    #[test]
    fn a_list_may_have_a_thousand_items() {
        assert_eq!(read("1000.修建水渠"), Some((3, 1000, "1000.")));
        assert_eq!(read("1204、疏浚河道"), Some((3, 1204, "1204、")));
        for text in ["2024.3.5", "2023、2024年", "(2024)12号", "2024）年"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn words_that_begin_like_markers_are_none() {
        for text in ["十三五期间", "第一产业", "2024.3.5", "一般", "（草案）", "第一部分内容"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
