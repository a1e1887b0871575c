//! The two characters that a phrase begins with → where a table holds all that begin so. The build script and the converter
//! use it alike.

/// The dictionary of compatibility ideographs, which every configuration makes plain before all else.
pub(crate) const NORMALIZATION: &str = "CJK_Compatibility_Ideographs";
/// The dictionaries that turn any Traditional text into Simplified: `t2s` and, before it, the forms of Hong Kong and Taiwan. One
/// text may hold both: 衞生署沿着河岸設站，廠商亦沿著河岸設站.
pub(crate) const TO_SIMPLIFIED: &str = "regional+TSPhrases+TSCharactersExt+TSCharacters";

/// A hash of the first two characters of an entry; of one by itself the second is none.
#[inline]
pub(crate) fn hash(first: char, second: Option<char>) -> u32 {
    let second = second.map_or(0, u32::from);
    let mixed = u32::from(first).wrapping_mul(0x9E37_79B1).wrapping_add(second.wrapping_mul(0x85EB_CA77));
    mixed ^ mixed >> 15
}

/// The place of a hash in a table of `1 << bits`.
#[inline]
pub(crate) fn bucket(hash: u32, bits: u32) -> usize {
    (hash >> (32 - bits)) as usize
}

/// One of eight bits: of a bucket the entries' are set, so most of what it does not hold is told by one look.
#[inline]
pub(crate) fn mark(hash: u32) -> u8 {
    1 << (hash & 7)
}
