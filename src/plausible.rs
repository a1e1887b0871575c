//! A text → how unlike Chinese prose it is: the mean cost of its characters side by side, from a small table of counts.
//!
//! The table (`tables/plausible.bin`, 300 kB, made by `benches/make/plausible.py` from jieba's word list and counts over laws
//! and reports) holds −log10 p of characters and of the pairs that tell most, in tenths, folded to simplified. Of the pairs of
//! one of 1,439 clean lines and one of 276 that a wrong decoder made of such, the clean one costs less in .9999; on the mean a
//! clean one costs 29, the other 75.

use std::sync::LazyLock;

const BYTES: &[u8] = include_bytes!("tables/plausible.bin");
/// The class of ASCII letters and digits.
const WORD: u16 = 0x0A;
/// The cost of a character that the table does not hold.
const UNKNOWN: u32 = 63;
/// What a pair that the table does not hold adds to its second character alone: it was given a tenth of the chance.
const UNPAIRED: u32 = 10;

/// What strange characters add to the mean cost of a text that has no others.
const STRANGE: f32 = 60.0;
/// What characters that are not Chinese add to the mean cost of a text that has no others.
const FOREIGN: f32 = 8.0;

static TABLE: LazyLock<Table> = LazyLock::new(Table::read);

struct Table {
    fold: Vec<u16>,
    /// The characters that others fold to.
    simplified: Vec<bool>,
    cost: Vec<u8>,
    slots: Vec<u16>,
}

impl Table {
    fn read() -> Self {
        let mut at = 0;
        let mut word = |n: usize| {
            let piece = BYTES.get(at..at + n).unwrap_or(&[]);
            at += n;
            piece.iter().rev().fold(0u32, |v, b| v << 8 | u32::from(*b))
        };
        let mut fold: Vec<u16> = (0..=u16::MAX).collect();
        let mut simplified = vec![false; 1 << 16];
        for _ in 0..word(4) {
            let from = word(2) as usize;
            fold[from] = word(2) as u16;
            simplified[usize::from(fold[from])] = true;
        }
        let mut cost = vec![UNKNOWN as u8; 1 << 16];
        for _ in 0..word(4) {
            let c = word(2) as usize;
            cost[c] = word(1) as u8;
        }
        let slots =
            BYTES[at.min(BYTES.len())..].chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
        Table { fold, simplified, cost, slots }
    }

    fn pair(&self, x: u16, y: u16) -> u32 {
        let alone = || u32::from(self.cost[y as usize]) + UNPAIRED;
        slot(&self.slots, mix(u32::from(x), u32::from(y))).unwrap_or_else(alone)
    }
}

/// Mixes two numbers into a hash, as the commands that make the tables do.
pub(crate) fn mix(x: u32, y: u32) -> u32 {
    let mut h = x.wrapping_mul(0x9E37_79B1).wrapping_add(y.wrapping_mul(0x85EB_CA77));
    h ^= h >> 15;
    h = h.wrapping_mul(0x2C1B_3C6D);
    h ^ (h >> 13)
}

/// The cost that a table of slots holds for a hash: buckets of four, 10 bits fingerprint and 6 bits cost a slot, 0 for none.
pub(crate) fn slot(slots: &[u16], hash: u32) -> Option<u32> {
    let bucket = (hash as usize & (slots.len() / 4 - 1)) * 4;
    let mark = (hash >> 22) as u16;
    slots[bucket..bucket + 4].iter().find(|s| **s != 0 && **s >> 6 == mark).map(|s| u32::from(s & 63))
}

/// How unlike Chinese a text is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Cost {
    /// The sum over its characters, in tenths of a decimal digit.
    pub(crate) sum: u32,
    /// How many characters were counted: blanks are not.
    pub(crate) count: u32,
    /// How many of them are Chinese characters.
    pub(crate) han: u32,
    /// How many have no place in Chinese prose: U+FFFD, private use, controls.
    pub(crate) strange: u32,
}

impl Cost {
    /// The mean cost of a character, in tenths of a decimal digit: prose has some 25, damage 45 and more.
    pub(crate) fn mean(self) -> f32 {
        self.sum as f32 / self.count.max(1) as f32
    }

    /// The mean cost with what does not belong in prose made dear: strange characters, and those that are not Chinese.
    pub(crate) fn rated(self) -> f32 {
        let all = self.count.max(1) as f32;
        self.mean() + STRANGE * self.strange as f32 / all + FOREIGN * (1.0 - self.han as f32 / all)
    }
}

impl std::iter::Sum for Cost {
    fn sum<I: Iterator<Item = Cost>>(pieces: I) -> Cost {
        pieces.fold(Cost::default(), |all, piece| Cost {
            sum: all.sum + piece.sum,
            count: all.count + piece.count,
            han: all.han + piece.han,
            strange: all.strange + piece.strange,
        })
    }
}

/// A character folded to simplified; 0 stands for those beyond the basic plane.
pub(crate) fn fold(c: char) -> u16 {
    u16::try_from(c as u32).map_or(0, |k| TABLE.fold[k as usize])
}

/// Which script a character belongs to; none where it is the same in both.
pub(crate) fn is_traditional(c: char) -> Option<bool> {
    let folded = fold(c);
    let other = u32::from(folded) != c as u32 && folded != 0;
    (other || TABLE.simplified[usize::from(folded)]).then_some(other)
}

/// The cost of `c` after `last`, in tenths of a decimal digit.
pub(crate) fn cost_after(last: Option<char>, c: char) -> u32 {
    let table = &*TABLE;
    let class_of = |c: char| match class(c, table) {
        Some(Class::Known(k)) => Some(k),
        Some(Class::Ascii) => Some(WORD),
        _ => None,
    };
    match (last.and_then(class_of), class_of(c)) {
        (Some(l), Some(k)) => table.pair(l, k),
        (None, Some(k)) => u32::from(table.cost[k as usize]),
        _ => UNKNOWN + UNPAIRED,
    }
}

/// Reads the cost of `text`. Linear; ASCII counts little, since it is the same in every encoding.
pub(crate) fn cost(text: &str) -> Cost {
    let table = &*TABLE;
    let mut out = Cost::default();
    let mut last = None;
    for c in text.chars() {
        let Some(class) = class(c, table) else {
            continue;
        };
        let price = match class {
            Class::Strange => {
                out.strange += 1;
                last = None;
                UNKNOWN + UNPAIRED
            }
            Class::Ascii => {
                last = Some(WORD);
                continue;
            }
            Class::Known(k) => {
                out.han += u32::from(is_han(c));
                let price = last.map_or(u32::from(table.cost[k as usize]), |l| table.pair(l, k));
                last = Some(k);
                price
            }
        };
        out.sum += price;
        out.count += 1;
    }
    out
}

enum Class {
    Known(u16),
    Ascii,
    Strange,
}

fn class(c: char, table: &Table) -> Option<Class> {
    match c {
        '\t' | '\n' | '\r' | ' ' | '\u{3000}' | '\u{A0}' => None,
        '!'..='~' => Some(Class::Ascii),
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Some(Class::Known(WORD)),
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{FFFD}' | '\u{E000}'..='\u{F8FF}' => Some(Class::Strange),
        c => Some(u16::try_from(c as u32).map_or(Class::Strange, |k| Class::Known(table.fold[k as usize]))),
    }
}

/// Whether a character is a Chinese one of the common block.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_costs_less_than_damage() {
        let prose = cost("云溪县全年新建村卫生室二十所，完成投资三百万元。").mean();
        let traditional = cost("雲溪縣全年新建村衛生室二十所，完成投資三百萬元。").mean();
        let damage = cost("浜戞邯鍘垮叏骞存柊寤烘潙鍗敓瀹や簩鍗佹墍").mean();
        assert!(prose < 35.0 && traditional < 35.0 && damage > 42.0, "{prose} {traditional} {damage}");
    }
}
