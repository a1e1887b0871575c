//! Adobe's collections of Chinese characters: from a number (CID) in Adobe-GB1 or Adobe-CNS1 to the character.
//!
//! The table (`tables/cids.bin`, 101 kB, made by `benches/make/cids.py`) has two bytes a number.

use crate::input::bytes::short;

const BYTES: &[u8] = include_bytes!("../../tables/cids.bin");

/// A collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Collection {
    /// Adobe-GB1: simplified.
    Gb1,
    /// Adobe-CNS1: traditional.
    Cns1,
}

impl Collection {
    /// By its ordering as a font names it.
    pub(super) fn named(ordering: &[u8]) -> Option<Self> {
        match ordering {
            b"GB1" => Some(Collection::Gb1),
            b"CNS1" => Some(Collection::Cns1),
            _ => None,
        }
    }

    /// The character of a number.
    pub(super) fn char(self, cid: u32) -> Option<char> {
        let (small, beyond) = match self {
            Collection::Gb1 => parts(BYTES)?.0,
            Collection::Cns1 => parts(parts(BYTES)?.1)?.0,
        };
        match short(small, usize::try_from(cid).ok()?.checked_mul(2)?)? {
            0 => None,
            0xFFFF => {
                let row = beyond.chunks_exact(6).find(|row| short(row, 0).map(u32::from) == Some(cid))?;
                char::from_u32(u32::from(short(row, 4)?) << 16 | u32::from(short(row, 2)?))
            }
            code => char::from_u32(u32::from(code)),
        }
    }
}

/// The numbers of the first collection, what is beyond the basic plane, and the collections behind it.
type Parts<'a> = ((&'a [u8], &'a [u8]), &'a [u8]);

fn parts(bytes: &[u8]) -> Option<Parts<'_>> {
    let (small, rest) = bytes.get(2..)?.split_at_checked(2 * usize::from(short(bytes, 0)?))?;
    let (beyond, rest) = rest.get(2..)?.split_at_checked(6 * usize::from(short(rest, 0)?))?;
    Some(((small, beyond), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_characters() {
        let gb1 = [34, 940, 4162, 96, 20_000_000].map(|cid| Collection::Gb1.char(cid));
        assert_eq!(gb1, [Some('A'), Some('啊'), Some('一'), Some('\u{3000}'), None]);
        assert_eq!(Collection::Cns1.char(595), Some('一'));
    }
}
