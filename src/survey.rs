//! A text → what one look at every character tells: which script it is in, and which lines may be damaged at all.
//!
//! Nearly every text is clean, and a clean one is to cost little more than a walk over its characters.

use crate::lines;
use crate::plausible::{cost_after, is_traditional};
use crate::span::Span;
use crate::tables::rows;
use crate::utf8::{two, word};
use std::sync::LazyLock;

const BOTH_SCRIPTS: &str = include_str!("tables/both_scripts.tsv");

/// What one look tells of a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Survey {
    /// Characters that only traditional text has.
    pub(crate) traditional: usize,
    /// Characters that only simplified text has.
    pub(crate) simplified: usize,
    /// The lines that may be damaged, without their ends.
    pub(crate) suspects: Vec<Span>,
}

/// A character that prose has once in a hundred thousand: what costs so much, in tenths of a decimal digit.
const RARE: u32 = 50;
/// Where a byte was lost, on the mean one in eight characters of the line is rare at least, and so many in some piece of it.
/// Of 400 lines that lost one, 229 are suspected by either, of 1.4 MB of clean ones 0.4 %. With characters of once in ten
/// thousand, six in a piece, it was 231, but 40 % of provinces' reports: 踔厉奋发, 深化“五大文化”, 崂山实验室.
const RARE_SHARE: (usize, usize) = (1, 8);
const CROWD: usize = 4;

/// What a character adds to its line: a number of seven bits each for rare, wide, traditional and simplified ones, and
/// above them what is only seen or not.
type Class = u32;

const RARE_ONE: Class = 1;
const WIDE_ONE: Class = 1 << 7;
const TRADITIONAL_ONE: Class = 1 << 14;
const SIMPLIFIED_ONE: Class = 1 << 21;
/// It hardly stands in a clean line.
const IS_ODD: Class = 1 << 28;
/// A bracket that opens: pinyin may follow.
const OPENS: Class = 1 << 29;
/// A letter of ASCII.
const IS_LETTER: Class = 1 << 30;
/// It may end a line and hardly ever does.
const IS_RARE_END: Class = 1 << 31;

static CLASSES: LazyLock<Box<[Class; 1 << 16]>> = LazyLock::new(|| {
    let mut all = Box::new([IS_ODD; 1 << 16]);
    for c in '\0'..='\u{FFFF}' {
        all[c as usize] = class(c) | script(is_traditional(c));
    }
    // 才 and 著 stand in both scripts; 纔, to which plausible.bin folds 才, stands in traditional text alone.
    for row in rows(BOTH_SCRIPTS) {
        let places = row.iter().flat_map(|form| form.chars()).map(|c| c as usize & 0xFFFF);
        for (place, traditional) in places.zip([None, Some(true)]) {
            all[place] = all[place] & !(TRADITIONAL_ONE | SIMPLIFIED_ONE) | script(traditional);
        }
    }
    all
});

fn script(traditional: Option<bool>) -> Class {
    match traditional {
        Some(true) => TRADITIONAL_ONE,
        Some(false) => SIMPLIFIED_ONE,
        None => 0,
    }
}

fn class(c: char) -> Class {
    let odd = match c {
        '&' | '?' | '<' => true,
        // These stand in any text: 5·12, 3×3, ±0.5, 30°, §, and the blank that cannot break.
        '·' | '×' | '÷' | '±' | '°' | '§' | '\u{A0}' => false,
        '\t' | '\r' | '\n' => false,
        '\0'..='\x1f' | '\x7f'..='\u{24F}' => true,
        // What nobody sees.
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' => true,
        '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}' => true,
        '\u{3164}' | '\u{FE0F}' | '\u{FFA0}' => true,
        // Radicals, private use, compatibility forms, vertical and small ones.
        '\u{2E80}'..='\u{2FDF}' | '\u{E000}'..='\u{FAFF}' | '\u{FE10}'..='\u{FE6F}' => true,
        '\u{FFF0}'..='\u{FFFF}' => true,
        _ => false,
    };
    let wide = c >= '\u{80}' && !c.is_whitespace() && !('\u{FF10}'..='\u{FF5E}').contains(&c);
    let rare = wide && cost_after(None, c) >= RARE;
    let bit = |holds: bool, bit: Class| Class::from(holds) * bit;
    bit(odd, IS_ODD)
        | bit(wide, WIDE_ONE)
        | bit(rare, RARE_ONE)
        | bit(matches!(c, '(' | '（'), OPENS)
        | bit(c.is_ascii_alphabetic(), IS_LETTER)
        | bit(lines::is_rare_end(c), IS_RARE_END)
}

/// What the characters of a line add up to.
#[derive(Default)]
struct Tally {
    rare: usize,
    wide: usize,
    traditional: usize,
    simplified: usize,
    /// All that was seen.
    seen: Class,
    /// Whether a piece holds as many rare characters as one in which a byte was lost.
    crowded: bool,
}

/// After so many bytes the numbers of a sum are put away; with two characters more they still have room.
const PIECE: usize = 120;

impl Tally {
    /// The tally of the line that `text` has at `start`, and where it ends.
    #[inline]
    fn of_line(text: &str, start: usize, classes: &[Class; 1 << 16]) -> (Tally, usize) {
        let (mut out, mut at) = (Tally::default(), start);
        loop {
            let end = out.take(text, at, classes);
            if end < at + PIECE {
                return (out, end);
            }
            at = end;
        }
    }

    /// Takes in the characters from `at` on: a piece, or less where the line ends before. Tells where it stopped. This loop
    /// is most of what a clean text costs.
    #[inline]
    fn take(&mut self, text: &str, at: usize, classes: &[Class; 1 << 16]) -> usize {
        let mut rest = &text.as_bytes()[at..];
        let (mut sum, mut seen): (Class, Class) = (0, 0);
        let mut add = |class: Class| {
            sum = sum.wrapping_add(class);
            seen |= class;
        };
        let last = rest.len().saturating_sub(PIECE);
        while rest.len() > last {
            if let Some(codes) = word(rest).and_then(two) {
                codes.into_iter().for_each(|code| add(classes[usize::from(code)]));
                rest = &rest[6..];
                continue;
            }
            match rest[0] {
                b'\n' => break,
                byte if byte.is_ascii() => {
                    add(classes[usize::from(byte)]);
                    rest = &rest[1..];
                }
                _ => {
                    let Some(c) = text[text.len() - rest.len()..].chars().next() else { break };
                    add(classes.get(c as usize).copied().unwrap_or(IS_ODD));
                    rest = &rest[c.len_utf8()..];
                }
            }
        }
        let number = |one: Class| (sum / one % 128) as usize;
        self.crowded |= number(RARE_ONE) >= CROWD;
        self.rare += number(RARE_ONE);
        self.wide += number(WIDE_ONE);
        self.traditional += number(TRADITIONAL_ONE);
        self.simplified += number(SIMPLIFIED_ONE);
        self.seen |= seen;
        text.len() - rest.len()
    }

    fn suspect(&self, line: &str) -> bool {
        let unlikely = self.rare > 2 && self.rare * RARE_SHARE.1 >= self.wide * RARE_SHARE.0;
        let unlikely = unlikely || self.crowded;
        let odd = self.seen & IS_ODD != 0;
        let readings = self.seen & (OPENS | IS_LETTER) == OPENS | IS_LETTER;
        odd || unlikely || begins_with_stop(line) || readings && reads(line)
    }
}

/// Looks at every character once, and twice where a line ends otherwise than with a line feed. Linear.
pub(crate) fn survey(text: &str) -> Survey {
    let mut out = Survey::default();
    let classes = &**CLASSES;
    let may_return = text.as_bytes().contains(&b'\r');
    let mut start = 0;
    while start < text.len() {
        let (tally, end) = Tally::of_line(text, start, classes);
        let line = text[start..end].trim_end_matches('\r');
        if tally.seen & IS_RARE_END != 0 || may_return && line.as_bytes().contains(&b'\r') {
            for part in lines::all(line).map(|part| part.shifted(start)) {
                out.add(text, part, &Tally::of_line(&text[..part.end], part.start, classes).0);
            }
        } else {
            out.add(text, Span::new(start, start + line.len()), &tally);
        }
        start = end + 1;
    }
    out
}

impl Survey {
    fn add(&mut self, text: &str, line: Span, tally: &Tally) {
        self.traditional += tally.traditional;
        self.simplified += tally.simplified;
        if tally.suspect(line.of(text)) {
            self.suspects.push(line);
        }
    }
}

/// Whether 。 stands first, behind an indent or none.
fn begins_with_stop(mut line: &str) -> bool {
    // Most indents are of these, most lines begin with a Chinese character: both are told without decoding.
    while let Some(rest) = line.strip_prefix('\u{3000}') {
        line = rest;
    }
    !matches!(line.as_bytes(), [0xE4..=0xE9, ..]) && line.trim_start().starts_with('。')
}

/// Whether a bracket with a Western letter behind it follows a Chinese character: 衛(wei).
fn reads(line: &str) -> bool {
    line.match_indices('(').chain(line.match_indices('（')).any(|(at, bracket)| {
        let letter = line[at + bracket.len()..].starts_with(|c: char| c.is_ascii_alphabetic());
        letter && line[..at].chars().next_back().is_some_and(crate::plausible::is_han)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_both_scripts_have_tells_of_none() {
        let tells = |text| Some(survey(text)).map(|seen| (seen.traditional, seen.simplified));
        assert_eq!(tells("才台群著乾人"), Some((0, 0)));
        assert_eq!(tells("羣臺縣後"), Some((4, 0)));
        assert_eq!(tells("县这对"), Some((0, 3)));
    }

    #[test]
    fn a_clean_text_has_no_suspects() {
        let clean =
            "云溪县2023年工作总结\r\n　　一、门诊12.5万人次（含急诊），增长3％。\n雲溪縣衛生局5·12護士節。\n";
        let found = survey(clean);
        assert!(found.suspects.is_empty(), "{found:?}");
        assert!(found.traditional > 3 && found.simplified > 3);
    }

    #[test]
    fn lines_with_other_ends_are_suspected_one_by_one() {
        for end in ["\r", "\u{B}", "\u{85}", "\u{2028}", "\u{2029}"] {
            let text = format!("云溪县卫生局{end}云&nbsp;溪{end}工作总结\r\n门诊{end}");
            let found: Vec<&str> = survey(&text).suspects.iter().map(|line| line.of(&text)).collect();
            assert_eq!(found, ["云&nbsp;溪"], "{end:?}");
        }
    }

    #[test]
    fn damage_at_the_end_of_a_long_line_is_suspected() {
        let clean = "云溪县全年新建村卫生室二十所，完成投资三百万元，群众满意度进一步提高。".repeat(5);
        assert!(survey(&clean).suspects.is_empty());
        assert_eq!(survey(&format!("{clean}要羌訌妼ι唐贩夸N售工作")).suspects.len(), 1);
    }

    #[test]
    fn every_kind_of_damage_is_suspected() {
        let damaged = [
            "浜戞邯鍘垮叏骞存柊寤烘潙鍗敓瀹や簩鍗佹墍",
            "ÔÆÏªÏØÎÀÉú¾Ö",
            "云溪&nbsp;县",
            "云溪<U+00A0>县",
            "衛(wei)生局",
            "云\u{200b}溪",
            "。ㄒ唬┱匍_",
            "好ǹ",
            "云溪\u{e000}县",
        ];
        for line in damaged {
            assert_eq!(survey(line).suspects.len(), 1, "{line}");
        }
    }
}
