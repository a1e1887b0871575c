//! A text → what one look at every character tells: which script it is in, and which lines may be damaged at all.
//!
//! Nearly every text is clean, and a clean one is to cost little more than a walk over its characters.

use crate::plausible::{cost_after, is_traditional};
use crate::span::Span;
use std::sync::LazyLock;

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

/// A character that prose has once in ten thousand: what costs so much, in tenths of a decimal digit.
const RARE: u32 = 40;
/// Of the characters of a line that was decoded wrongly seven in ten are rare, of one in a thousand clean lines four.
const RARE_SHARE: (usize, usize) = (7, 20);

// A character's class: the bits that hold for it.
const IS_RARE: u8 = 1;
const IS_WIDE: u8 = 2;
const IS_TRADITIONAL: u8 = 4;
const IS_SIMPLIFIED: u8 = 8;
/// It hardly stands in a clean line.
const IS_ODD: u8 = 16;
/// A bracket that opens: pinyin may follow.
const OPENS: u8 = 32;
/// A letter of ASCII.
const IS_LETTER: u8 = 64;

static CLASSES: LazyLock<Box<[u8; 1 << 16]>> = LazyLock::new(|| {
    let mut all = Box::new([IS_ODD; 1 << 16]);
    for c in '\0'..='\u{FFFF}' {
        all[c as usize] = class(c);
    }
    all
});

fn class(c: char) -> u8 {
    let odd = match c {
        '&' | '?' => true,
        // These stand in any text: 5·12, 3×3, ±0.5, 30°, §, and the blank that cannot break.
        '·' | '×' | '÷' | '±' | '°' | '§' | '\u{A0}' => false,
        '\t' | '\r' | '\n' => false,
        '\0'..='\x1f' | '\x7f'..='\u{24F}' => true,
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{202A}'..='\u{202E}' | '\u{FEFF}' => true,
        '\u{2E80}'..='\u{2FDF}' | '\u{E000}'..='\u{FAFF}' | '\u{FFF0}'..='\u{FFFF}' => true,
        _ => false,
    };
    let script = match is_traditional(c) {
        Some(true) => IS_TRADITIONAL,
        Some(false) => IS_SIMPLIFIED,
        None => 0,
    };
    let wide = c >= '\u{80}' && !c.is_whitespace() && !('\u{FF10}'..='\u{FF5E}').contains(&c);
    let rare = wide && cost_after(None, c) >= RARE;
    let bits = [
        (odd, IS_ODD),
        (wide, IS_WIDE),
        (rare, IS_RARE),
        (matches!(c, '(' | '（'), OPENS),
        (c.is_ascii_alphabetic(), IS_LETTER),
    ];
    bits.into_iter().filter(|(holds, _)| *holds).fold(script, |all, (_, bit)| all | bit)
}

/// Spreads a class's four lowest bits over a tally: 16 bits each for rare, wide, traditional and simplified characters.
#[inline]
fn spread(class: u8) -> u64 {
    (u64::from(class) & 15).wrapping_mul(1 | 1 << 15 | 1 << 30 | 1 << 45) & 0x0001_0001_0001_0001
}

/// So many bytes hold no more characters than a tally of 16 bits.
const PIECE: usize = 0xFFFF;

/// What the characters of a line add up to.
#[derive(Default)]
struct Tally {
    rare: usize,
    wide: usize,
    traditional: usize,
    simplified: usize,
    /// All classes that were seen.
    seen: u8,
}

impl Tally {
    #[inline]
    fn of(line: &str, classes: &[u8; 1 << 16]) -> Tally {
        if line.len() <= PIECE {
            return Tally::of_piece(line, classes);
        }
        let mut out = Tally::default();
        let mut rest = line;
        while !rest.is_empty() {
            let (piece, behind) = rest.split_at(boundary(rest, PIECE));
            let found = Tally::of_piece(piece, classes);
            out.rare += found.rare;
            out.wide += found.wide;
            out.traditional += found.traditional;
            out.simplified += found.simplified;
            out.seen |= found.seen;
            rest = behind;
        }
        out
    }

    /// This loop is most of what a clean text costs.
    #[inline]
    fn of_piece(piece: &str, classes: &[u8; 1 << 16]) -> Tally {
        let (mut sum, mut seen, mut codes) = (0u64, 0u8, 0u32);
        for c in piece.chars() {
            let class = classes[c as usize & 0xFFFF];
            sum += spread(class);
            seen |= class;
            codes |= c as u32;
        }
        let field = |shift: u32| (sum >> shift & 0xFFFF) as usize;
        let beyond = if codes > 0xFFFF { IS_ODD } else { 0 };
        Tally {
            rare: field(0),
            wide: field(16),
            traditional: field(32),
            simplified: field(48),
            seen: seen | beyond,
        }
    }

    fn suspect(&self, line: &str) -> bool {
        let unlikely = self.rare > 2 && self.rare * RARE_SHARE.1 >= self.wide * RARE_SHARE.0;
        let odd = self.seen & IS_ODD != 0;
        let readings = self.seen & (OPENS | IS_LETTER) == OPENS | IS_LETTER;
        odd || unlikely || line.trim_start().starts_with('。') || readings && reads(line)
    }
}

/// Looks at every character once. Linear.
pub(crate) fn survey(text: &str) -> Survey {
    let classes = &**CLASSES;
    let mut out = Survey::default();
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let line = &text[start..end];
        let tally = Tally::of(line, classes);
        out.traditional += tally.traditional;
        out.simplified += tally.simplified;
        if tally.suspect(line) {
            out.suspects.push(Span::new(start, start + line.trim_end_matches('\r').len()));
        }
        start = end + 1;
    }
    out
}

/// The last boundary of characters up to `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
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
    fn a_clean_text_has_no_suspects() {
        let clean =
            "云溪县2023年工作总结\r\n　　一、门诊12.5万人次（含急诊），增长3％。\n雲溪縣衛生局5·12護士節。\n";
        let found = survey(clean);
        assert!(found.suspects.is_empty(), "{found:?}");
        assert!(found.traditional > 3 && found.simplified > 3);
    }

    #[test]
    fn every_kind_of_damage_is_suspected() {
        let damaged = [
            "浜戞邯鍘垮叏骞存柊寤烘潙鍗敓瀹や簩鍗佹墍",
            "ÔÆÏªÏØÎÀÉú¾Ö",
            "云溪&nbsp;县",
            "衛(wei)生局",
            "云\u{200b}溪",
            "。ㄒ唬┱匍_",
            "云溪\u{e000}县",
        ];
        for line in damaged {
            assert_eq!(survey(line).suspects.len(), 1, "{line}");
        }
    }
}
