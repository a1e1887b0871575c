//! A text strewn with pinyin → the places where it was put in: 衛(wèi)生局關(guān)於 was 衛生局關於.
//!
//! Of some 1,900 readings that were really put in none had a full-width bracket or a capital, and nearly all stand on common
//! characters, close to one another. A writer's gloss stands on a rare character, or gives the reading that is the rarer one:
//! 邢赟（yūn）, 六(lù)合.

use super::patch::Patch;
use crate::damage::Damage;
use crate::plausible::{cost_after, is_han};
use crate::span::Span;
use pinyin::{ToPinyin, ToPinyinMulti};
use regex::Regex;
use std::sync::LazyLock;

static READING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\([a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹɡ]{1,6}\)").expect("a constant pattern"));
const TONED: &str = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹ";

/// So many readings of common characters are no gloss,
const FEWEST: usize = 2;
/// in lines that have one to so many Chinese characters; 56 characters with two was the thinnest of them.
const DENSE: usize = 40;
/// A character that costs less alone needs no gloss: 垴 and 赟 cost more.
const COMMON: u32 = 46;

/// Whether a text is strewn with readings, by its suspected lines.
pub(super) fn strewn<'a>(suspects: impl Iterator<Item = &'a str>) -> bool {
    let (mut readings, mut characters) = (0, 0);
    for line in suspects {
        let evidence = in_line(line).filter(|r| r.is_no_gloss()).count();
        readings += evidence;
        characters += if evidence > 0 { line.chars().filter(|c| is_han(*c)).count() } else { 0 };
    }
    readings >= FEWEST && characters <= readings * DENSE
}

/// The readings of a line that were put in, and the commas that came with them.
pub(super) fn patches(line: &str) -> Vec<Patch> {
    let reading = |r: Reading| Patch { at: r.at, to: String::new(), kind: Damage::Pinyin, confidence: 0.99 };
    let mut found: Vec<Patch> = in_line(line).filter(Reading::fits).map(reading).collect();
    found.extend(doubled_marks(line));
    found
}

/// 一,、: what puts readings into a text puts a comma before the mark that is there.
fn doubled_marks(line: &str) -> impl Iterator<Item = Patch> {
    line.match_indices(',').filter(|(at, _)| line[at + 1..].starts_with(['、', '，', '。', '；'])).map(
        |(at, _)| Patch {
            at: Span::new(at, at + 1),
            to: String::new(),
            kind: Damage::DoubledMark,
            confidence: 0.95,
        },
    )
}

/// A reading in half-width brackets behind a Chinese character.
struct Reading<'a> {
    of: char,
    text: &'a str,
    at: Span,
}

fn in_line(line: &str) -> impl Iterator<Item = Reading<'_>> {
    READING.find_iter(line).filter_map(|m| {
        let of = line[..m.start()].chars().next_back().filter(|c| is_han(*c))?;
        let text = m.as_str().trim_matches(['(', ')']);
        Some(Reading { of, text, at: Span::new(m.start(), m.end()) })
    })
}

impl Reading<'_> {
    /// Whether the character is read so, with its tone or without: 的(de), 長(zhǎng).
    fn fits(&self) -> bool {
        let text = self.text.replace('ɡ', "g");
        let mut all = self.of.to_pinyin_multi().into_iter().flatten();
        all.any(|p| p.with_tone() == text || p.plain() == text)
    }

    /// Whether the reading is the one that everybody knows, tone and all, of a common character.
    fn is_no_gloss(&self) -> bool {
        let toned = self.text.contains(|c| TONED.contains(c));
        let first = self.of.to_pinyin().is_some_and(|p| p.with_tone() == self.text.replace('ɡ', "g"));
        toned && first && cost_after(None, self.of) < COMMON
    }
}

/// The line without its readings.
pub(super) fn without(line: &str) -> std::borrow::Cow<'_, str> {
    READING.replace_all(line, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> String {
        if !strewn(text.lines()) {
            return text.to_owned();
        }
        let mut found = patches(text);
        found.sort_by_key(|p| p.at);
        crate::restore::patch::patched(text, found)
    }

    #[test]
    fn readings_that_were_put_in_go_and_abbreviations_stay() {
        assert_eq!(
            mended("縣長(zhǎng)要求開(kāi)展檢(jiǎn)查了(le),，項目(PPP)甲類(a)。"),
            "縣長要求開展檢查了，項目(PPP)甲類(a)。"
        );
    }

    #[test]
    fn a_gloss_stays() {
        for text in [
            "经办人仝（tóng）海、逯（lù）宁，模型（BIM）、系统（GIS）。",
            "垟(yáng)上村、峃(xué)口村、岙(ào)里村通水。",
            "单(shàn)县、六(lù)安、乐(yuè)清派员参加，投入(R&D)增长。",
            "衛生局(wèi shēng jú)",
        ] {
            assert_eq!(mended(text), text);
        }
    }

    #[test]
    fn two_readings_in_much_text_are_no_sign() {
        let clean = "云溪县全年新建村卫生室二十所，完成投资三百万元。".repeat(6);
        let text = format!("{clean}会(huì)议{clean}关(guān)于");
        assert_eq!(mended(&text), text);
    }
}
