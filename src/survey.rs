//! A text → what one look at every character tells: which script it is in, and which lines may be damaged at all.
//!
//! Nearly every text is clean, and a clean one is to cost little more than a walk over its characters.

use crate::lines;
use crate::span::Span;
use crate::utf8::{two, word};

#[path = "survey_class.rs"]
mod class;

use class::*;

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

/// Where a byte was lost, on the mean one in eight characters of the line is rare at least, and so many in some piece of it.
/// Of 400 lines that lost one, 229 are suspected by either, of 1.4 MB of clean ones 0.4 %. With characters of once in ten
/// thousand, six in a piece, it was 231, but 40 % of provinces' reports: 踔厉奋发, 深化“五大文化”, 崂山实验室.
const RARE_SHARE: (usize, usize) = (1, 8);
const CROWD: usize = 4;

/// For each character of the basic plane the number of its class, and the classes; compiled by the build script.
const NUMBERS: &[u8; 1 << 16] = include_bytes!(concat!(env!("OUT_DIR"), "/class_numbers.bin"));
static CLASSES: [Class; 1 << 8] = include!(concat!(env!("OUT_DIR"), "/classes.rs"));

/// What the character of a code adds to its line.
#[inline]
fn class_of(code: u16) -> Class {
    CLASSES[usize::from(NUMBERS[usize::from(code)])]
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
    fn of_line(text: &str, start: usize) -> (Tally, usize) {
        let (mut out, mut at) = (Tally::default(), start);
        loop {
            let end = out.take(text, at);
            if end < at + PIECE {
                return (out, end);
            }
            at = end;
        }
    }

    /// Takes in the characters from `at` on: a piece, or less where the line ends before. Tells where it stopped. This loop
    /// is most of what a clean text costs.
    #[inline]
    fn take(&mut self, text: &str, at: usize) -> usize {
        let mut rest = &text.as_bytes()[at..];
        let (mut sum, mut seen): (Class, Class) = (0, 0);
        let mut add = |class: Class| {
            sum = sum.wrapping_add(class);
            seen |= class;
        };
        let last = rest.len().saturating_sub(PIECE);
        while rest.len() > last {
            if let Some(codes) = word(rest).and_then(two) {
                codes.into_iter().for_each(|code| add(class_of(code)));
                rest = &rest[6..];
                continue;
            }
            match rest[0] {
                b'\n' => break,
                byte if byte.is_ascii() => {
                    add(class_of(u16::from(byte)));
                    rest = &rest[1..];
                }
                _ => {
                    let Some(c) = text[text.len() - rest.len()..].chars().next() else { break };
                    add(u16::try_from(c).map_or(IS_ODD, class_of));
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
    let may_return = text.as_bytes().contains(&b'\r');
    let mut start = 0;
    while start < text.len() {
        let (tally, end) = Tally::of_line(text, start);
        let line = text[start..end].trim_end_matches('\r');
        if tally.seen & IS_RARE_END != 0 || may_return && line.as_bytes().contains(&b'\r') {
            for part in lines::all(line).map(|part| part.shifted(start)) {
                out.add(text, part, &Tally::of_line(&text[..part.end], part.start).0);
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
    fn the_build_script_knows_the_rare_ends_of_lines() {
        for code in 0..=u16::MAX {
            let rare = char::from_u32(u32::from(code)).is_some_and(lines::is_rare_end);
            assert_eq!(class_of(code) & IS_RARE_END != 0, rare, "{code:x}");
        }
    }

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
