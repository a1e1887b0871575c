//! Bytes of UTF-8, some of them lost → the text they were, with an open place for each character that was hit.

use super::budget::Budget;
use super::holes::{Holed, is_chinese, is_guessable};
use super::lacks::{big5_lacks, gbk_lacks};
use crate::pairs::BIG5;
use std::ops::RangeInclusive;

/// How bytes were lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loss {
    /// A mark stands for one byte that begins no pair.
    Single,
    /// A mark stands for two bytes that are no pair.
    Double,
    /// Two bytes that are no pair are gone without a mark.
    Unmarked,
}

/// Who showed the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    Gbk,
    Big5,
    /// By a decoder that has Hong Kong's characters.
    Hkscs,
}

impl Shown {
    /// Whether decoders have no character for the two bytes, or no such lead.
    fn no_pair(self, lead: u8, trail: u8) -> bool {
        match self {
            Shown::Gbk => gbk_lacks(lead, trail),
            Shown::Big5 => big5_lacks(lead, trail),
            Shown::Hkscs => BIG5.char(lead, trail).is_none(),
        }
    }

    /// Whether the byte can have been lost before the lead of a Chinese character.
    fn no_pair_before_lead(self, byte: u8) -> bool {
        byte == 0x80 || (0xE2..=0xEF).any(|lead| self.no_pair(byte, lead))
    }

    /// Whether the first of two lost bytes can be this one. Of GBK no pair begins with 80, and hardly any of those that begin
    /// with A1 to AF is one.
    fn loses(self, lead: u8) -> bool {
        self != Shown::Gbk || lead == 0x80 || lead > 0xA0
    }
}

/// The bytes that a character goes on with.
const WITHIN: RangeInclusive<u8> = 0x80..=0xBF;

/// A byte and what it can have been.
#[derive(Clone, Copy, Debug)]
enum Slot {
    Known(u8),
    /// Lost: with the byte behind it, where that is known, it was no pair.
    One(Option<u8>),
    /// The same, and so was the byte behind it lost.
    Both,
    /// The first of two lost bytes; the second is `Second`.
    First,
    Second,
}

/// Reads UTF-8 in which `None` stands for what was lost; none where more is amiss than that.
pub(super) fn read(bytes: &[Option<u8>], loss: Loss, shown: Shown, budget: &mut Budget) -> Option<Holed> {
    let slots = match loss {
        Loss::Unmarked => with_dropped(bytes)?,
        _ => slots(bytes, loss),
    };
    let mut out = Holed::with_capacity(slots.len());
    let mut at = 0;
    while at < slots.len() {
        at += character(&slots[at..], shown, &mut out, budget)?;
    }
    Some(out)
}

fn slots(bytes: &[Option<u8>], loss: Loss) -> Vec<Slot> {
    let mut out = Vec::with_capacity(bytes.len() + 8);
    for (i, byte) in bytes.iter().enumerate() {
        match (byte, loss) {
            (Some(b), _) => out.push(Slot::Known(*b)),
            (None, Loss::Double) if i + 1 < bytes.len() => out.extend([Slot::First, Slot::Second]),
            (None, _) => out.push(match bytes.get(i + 1) {
                Some(None) => Slot::Both,
                next => Slot::One(next.copied().flatten()),
            }),
        }
    }
    out
}

/// The slots of a text in which pairs were dropped: where a character does not go on, or none begins, two bytes are missing
/// between the pairs that are shown.
fn with_dropped(bytes: &[Option<u8>]) -> Option<Vec<Slot>> {
    let shown = slots(bytes, Loss::Single);
    let starts = pair_starts(bytes);
    let within = |i: usize| match shown.get(i) {
        Some(Slot::Known(b)) => WITHIN.contains(b),
        other => other.is_some(),
    };
    let mut out: Vec<Slot> = Vec::with_capacity(shown.len() + 8);
    let (mut at, mut last) = (0, 0);
    while let Some(slot) = shown.get(at) {
        if matches!(slot, Slot::Known(b) if WITHIN.contains(b)) {
            // Its lead is missing: with the byte behind the lead, or with the end of the character before.
            let end = if starts[at] { None } else { out.pop() };
            if end.is_some() && last != 3 {
                return None;
            }
            out.extend([Slot::First, Slot::Second]);
            out.extend(end);
            out.push(*slot);
            (at, last) = (at + 1, 0);
            continue;
        }
        let len = length(slot)?;
        let cut = len == 3 && !within(at + 1) && starts.get(at + 1) == Some(&true);
        let shown_here = if cut { 1 } else { len };
        out.extend(shown[at..].iter().take(shown_here));
        if cut {
            out.extend([Slot::First, Slot::Second]);
        }
        (at, last) = (at + shown_here, if cut { 0 } else { len });
    }
    Some(out)
}

/// For each byte whether a pair, or a byte that stands alone, begins with it.
fn pair_starts(bytes: &[Option<u8>]) -> Vec<bool> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut second = false;
    for b in bytes {
        out.push(!second);
        second = !second && b.is_some_and(|b| b > 0x80);
    }
    out
}

/// How many bytes the character has that begins so; a lost lead was one of three.
fn length(lead: &Slot) -> Option<usize> {
    Some(match lead {
        Slot::Known(0..=0x7F) => 1,
        Slot::Known(0xC2..=0xDF) => 2,
        Slot::Known(0xF0..=0xF4) => 4,
        Slot::Known(b) if !(0xE0..=0xEF).contains(b) => return None,
        _ => 3,
    })
}

/// Reads the character that the slots begin with: one, or all that lost bytes leave possible; and how many slots it took.
fn character(slots: &[Slot], shown: Shown, out: &mut Holed, budget: &mut Budget) -> Option<usize> {
    let len = length(slots.first()?)?;
    let (bytes, known) = known(slots);
    if known >= len {
        if let Ok(text) = std::str::from_utf8(&bytes[..len]) {
            text.chars().for_each(|c| out.push(c));
            return Some(len);
        }
        if let Some(pair) = pair_of_halves(&bytes).filter(|_| known == 6) {
            out.push(pair);
            return Some(6);
        }
    }
    let three: &[Slot; 3] = slots.get(..len)?.try_into().ok()?;
    // Of the thousands of characters that share but one byte, few lines hold many.
    let lost = three.iter().filter(|slot| !matches!(slot, Slot::Known(_))).count();
    // Big5 lost so many that too little stands around them.
    if lost == 3 || lost == 2 && (shown != Shown::Gbk || budget.take(SEARCHED).is_none()) {
        out.push('\u{FFFD}');
        return Some(len);
    }
    out.open(choices(three, shown)).map(|()| len)
}

/// What it costs to look for the characters that share one byte.
const SEARCHED: usize = 1;

/// The known bytes that the slots begin with, at most six, and how many.
fn known(slots: &[Slot]) -> ([u8; 6], usize) {
    let mut bytes = [0; 6];
    let mut count = 0;
    for (byte, slot) in bytes.iter_mut().zip(slots) {
        let Slot::Known(b) = slot else { break };
        *byte = *b;
        count += 1;
    }
    (bytes, count)
}

/// What a slot's byte can be, at the head of a character or within it.
fn bytes_of(slot: Slot, head: bool, shown: Shown) -> impl Iterator<Item = u8> + Clone {
    let all = match slot {
        Slot::Known(b) => b..=b,
        _ if head => 0xE2..=0xEF,
        _ => WITHIN,
    };
    all.filter(move |b| match slot {
        Slot::Known(b) => head || WITHIN.contains(&b),
        _ if head && (0xEA..=0xEE).contains(b) => false,
        // A mark may have taken an ASCII byte along, and what stands behind it then was no part of the pair.
        Slot::One(next) => next.is_none_or(|n| n.is_ascii() || shown.no_pair(*b, n)),
        Slot::First => shown.loses(*b),
        Slot::Second | Slot::Both => true,
    })
}

/// The characters of three bytes that lost ones leave possible. Where two bytes may be gone without a mark, too much fits.
fn choices(slots: &[Slot; 3], shown: Shown) -> Vec<char> {
    let fits = |bytes: &[u8; 3]| match slots {
        [_, Slot::First, Slot::Second] => shown.no_pair(bytes[1], bytes[2]),
        [Slot::First, Slot::Second, _] => shown.no_pair(bytes[0], bytes[1]),
        _ => true,
    };
    let third = bytes_of(slots[2], false, shown);
    let heads =
        bytes_of(slots[0], true, shown).flat_map(|a| bytes_of(slots[1], false, shown).map(move |b| (a, b)));
    let all = heads.flat_map(|(a, b)| third.clone().map(move |c| [a, b, c]));
    let apart = |bytes: &[u8; 3]| {
        let both = |i: usize| matches!(slots[i], Slot::Both);
        let within = (0..2).all(|i| !both(i) || shown.no_pair(bytes[i], bytes[i + 1]));
        // Behind the last another character of three bytes begins.
        within && (!both(2) || shown.no_pair_before_lead(bytes[2]))
    };
    let all = all.filter(fits).filter(apart).filter_map(character_of);
    match slots.iter().any(|slot| matches!(slot, Slot::First | Slot::Second)) {
        true => all.filter(|c| is_guessable(*c)).collect(),
        false => all.filter(|c| is_chinese(*c)).collect(),
    }
}

/// The character of three bytes of UTF-8.
fn character_of([a, b, c]: [u8; 3]) -> Option<char> {
    let bits = |byte: u8, mask: u8| u32::from(byte & mask);
    char::from_u32(bits(a, 0x0F) << 12 | bits(b, 0x3F) << 6 | bits(c, 0x3F)).filter(|c| *c as u32 >= 0x800)
}

/// CESU-8: two halves of three bytes.
fn pair_of_halves(six: &[u8; 6]) -> Option<char> {
    let half =
        |b: &[u8]| (b[0] == 0xED).then_some(0xD000 | u16::from(b[1] & 0x3F) << 6 | u16::from(b[2] & 0x3F));
    char::decode_utf16([half(&six[..3])?, half(&six[3..])?]).next()?.ok()
}
