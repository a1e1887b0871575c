//! A line whose file lost a byte, so that every pair from there on is read one byte off → the line, with U+FFFD for the character
//! that was hit: 完成投嗜蛟陆ㄐＩ was 完成投资三百万元.
//!
//! Where nothing but the byte is gone, no other character needs a guess. Where decoders dropped pairs too, `shifted` searches.

use super::aligned::{self, Aligned};
use super::patch::{Patch, trimmed};
use super::units::Unit;
use crate::damage::Damage;
use crate::pairs::{BIG5, GBK, Pairs};
use crate::plausible::{cost, cost_after, is_han};

/// The repaired characters must cost less by so much each, and no more than this, as those do that `shifted` finds.
const LEAD: f32 = 16.0;
const LIKELY: f32 = 35.0;
/// Fewer characters read one byte off decide nothing.
const SHORTEST: usize = 6;
/// One byte is lost, and at the end of the line half a character is left.
const AMISS: usize = 2;
/// So many characters beside the place may be those that were hit.
const NEAR: usize = 4;
/// What costs so little more than the likeliest, in tenths of a decimal digit, may be what was hit.
const CLOSE: u32 = 40;
/// A neighbour speaks for a character that costs so much less with it, in tenths of a decimal digit; one that costs no more
/// than this stands anywhere.
const DRAWN: u32 = 5;
const ANYWHERE: u32 = 28;
/// What stands behind one of these stands behind the others.
const DIGITS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
/// The first byte of 。 in GBK.
const STOP: u8 = 0xA1;

/// The repair of a line, if it is such a one.
pub(super) fn patch(line: &str) -> Option<Patch> {
    let read = |table: &'static Pairs| {
        let units = units(line, table);
        let found = aligned::read(&units, table, None).filter(|found| (1..=AMISS).contains(&found.amiss))?;
        let found = with_stop(found, &units);
        let lone = if let Unit::Byte(lone, _) = *units.get(found.hit?)? { Some(lone) } else { None };
        Some((found, lone, table))
    };
    let (found, lone, table) =
        [&*GBK, &*BIG5].into_iter().filter_map(read).min_by_key(|(found, ..)| found.cost)?;
    let patch = trimmed(line, honest(&found.text, lone?, table)?, Damage::ShiftedBytes, 0.9)?;
    let shown = patch.at.of(line);
    let known = patch.to.replace('\u{FFFD}', "");
    let rated = cost(&known).rated();
    let long = shown.chars().filter(|c| !c.is_ascii()).count() >= SHORTEST;
    (long && rated <= LIKELY && rated + LEAD < cost(shown).rated())
        .then(|| Patch { to: supported(&patch.to), ..patch })
}

/// The text with U+FFFD for each character that no neighbour speaks for: where decoders dropped a pair that they had no
/// character for, what is left of the two about it reads as one that nobody wrote (重要举措 as 重屹措).
fn supported(text: &str) -> String {
    let all: Vec<char> = text.chars().collect();
    let at = |i: usize| {
        if is_supported(i.checked_sub(1).map(|i| all[i]), all[i], all.get(i + 1).copied()) {
            all[i]
        } else {
            '\u{FFFD}'
        }
    };
    (0..all.len()).map(at).collect()
}

fn is_supported(before: Option<char>, c: char, behind: Option<char>) -> bool {
    let is_wide = |c: char| c.is_alphanumeric() && matches!(c, '\u{FF01}'..='\u{FF5E}');
    if is_wide(c) {
        return before.is_some_and(is_wide) || behind.is_some_and(is_wide);
    }
    let nearer = |before: char, c: char| cost_after(Some(before), c) + DRAWN <= cost_after(None, c);
    let drawn = |before: char, c: char| match DIGITS.contains(&before) {
        true => DIGITS.iter().any(|digit| nearer(*digit, c)),
        false => nearer(before, c),
    };
    !is_han(c)
        || cost_after(None, c) <= ANYWHERE
        || before.is_some_and(|before| drawn(before, c))
        || behind.is_some_and(|behind| drawn(c, behind))
}

fn units(line: &str, table: &Pairs) -> Vec<Unit> {
    let mut out = Vec::with_capacity(line.len());
    for c in line.chars() {
        match table.bytes(c) {
            _ if c.is_ascii() => out.push(Unit::Byte(c as u8, c)),
            _ if c == '\u{FFFD}' => out.push(Unit::Lost),
            Some(pair) => out.extend(pair.map(|byte| Unit::Byte(byte, '\u{FFFD}'))),
            None => out.push(Unit::Foreign(c)),
        }
    }
    out
}

/// Of what a line can end with, nothing but 。 is as frequent, and begins with this byte.
fn with_stop(mut found: Aligned, units: &[Unit]) -> Aligned {
    if matches!(units, [.., Unit::Byte(STOP, _), Unit::Lost]) && found.text.ends_with('\u{FFFD}') {
        found.text.pop();
        found.text.push('。');
    }
    found
}

/// The text in which U+FFFD stands for every character that can be the one that was hit.
fn honest(text: &str, lone: u8, table: &Pairs) -> Option<String> {
    let (before, behind) = text.split_once('\u{FFFD}')?;
    let left: usize = before.chars().rev().take_while(|c| !c.is_ascii()).take(NEAR).map(char::len_utf8).sum();
    let from = before.len() - left;
    let left = &before[from..];
    let right: String = behind.chars().take_while(|c| !c.is_ascii() && *c != '\u{FFFD}').take(NEAR).collect();
    let bytes = |text: &str| text.chars().filter_map(|c| table.bytes(c)).flatten().collect::<Vec<u8>>();
    let window = [bytes(left), vec![lone], bytes(&right)].concat();
    let last = before[..from].chars().next_back();
    let ways: Vec<Way> =
        (0..window.len()).step_by(2).filter_map(|at| Way::of(&window, at, last, table)).collect();
    let cheapest = ways.iter().map(|way| way.cost).min()?;
    let near = |way: &&Way| way.cost <= cheapest + CLOSE;
    let (first, end) = (ways.iter().find(near)?, ways.iter().rfind(near)?);
    Some(format!("{}{}\u{FFFD}{}{}", &before[..from], first.before, end.behind, &behind[right.len()..]))
}

/// A way to pair bytes of which one has no partner.
struct Way {
    before: String,
    behind: String,
    cost: u32,
}

impl Way {
    /// Leaves out the byte `at`; none where one of the others has no partner then.
    fn of(bytes: &[u8], at: usize, last: Option<char>, table: &Pairs) -> Option<Self> {
        let read =
            |bytes: &[u8]| bytes.chunks_exact(2).map(|b| table.char(b[0], b[1])).collect::<Option<String>>();
        let (before, behind) = (read(&bytes[..at])?, read(&bytes[at + 1..])?);
        let cost = |text: &str, mut last: Option<char>| {
            let each = |c: char| cost_after(last.replace(c), c);
            text.chars().map(each).sum::<u32>()
        };
        Some(Way { cost: cost(&before, last) + cost(&behind, None), before, behind })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_but_the_character_that_was_hit_is_read() {
        let line = "柳溪县全年完成投资三千万元，新建校舍九栋，群众十分满意。";
        let (bytes, _, _) = encoding_rs::GBK.encode(line);
        for hit in 8..bytes.len() - 16 {
            let damaged = [&bytes[..hit], &bytes[hit + 1..]].concat();
            let shown = encoding_rs::GB18030.decode_without_bom_handling(&damaged).0.into_owned();
            let Some(patch) = patch(&shown) else { continue };
            let got = format!("{}{}{}", &shown[..patch.at.start], patch.to, &shown[patch.at.end..]);
            let (before, behind) = got.split_once('\u{FFFD}').expect("the character that was hit");
            assert!(line.starts_with(before), "{hit} {got}");
            assert!(line.ends_with(behind) || behind.ends_with('\u{FFFD}'), "{hit} {got}");
        }
    }

    #[test]
    fn a_character_that_no_neighbour_speaks_for_is_lost() {
        assert_eq!(supported("采取一项屹措，"), "采取一项\u{FFFD}\u{FFFD}，");
        assert_eq!(supported("采取一项举措，"), "采取一项举措，");
        assert_eq!(supported("校舍九栋。"), "校舍九栋。");
        assert_eq!(supported("校舍栋。"), "校舍\u{FFFD}。");
        assert_eq!(supported("，Ｉ，"), "，\u{FFFD}，");
        assert_eq!(supported("，ＧＤＰ增长"), "，ＧＤＰ增长");
    }

    #[test]
    fn clean_text_has_no_byte_too_many() {
        assert_eq!(patch("柳溪县全年完成投资三千万元，新建校舍九栋。"), None);
        assert_eq!(patch("踔厉奋发，笃行不怠，崂山实验室挂牌。"), None);
    }
}
