//! An n-gram → where the idf table holds it. The build script and `idf.rs` use it alike.

/// Bits of a character in an n-gram.
pub const BITS: u32 = 21;
/// log2 of the table's slots: 24,000 n-grams fill three in four.
const SLOTS_LOG2: u32 = 15;
/// Slots of the table.
pub const SLOTS: usize = 1 << SLOTS_LOG2;

/// The key of an n-gram in 16 bits a character; none where a character is not of the basic plane.
pub fn key(gram: u64) -> Option<u32> {
    let (first, second) = (u16::try_from(gram >> BITS).ok()?, u16::try_from(gram & ((1 << BITS) - 1)).ok()?);
    Some(u32::from(first) << 16 | u32::from(second))
}

/// The slots in which a key may stand, in the order in which they are tried.
pub fn places(key: u32) -> impl Iterator<Item = usize> {
    let home = (key.wrapping_mul(0x9E37_79B9) >> (32 - SLOTS_LOG2)) as usize;
    (0..SLOTS).map(move |step| (home + step) % SLOTS)
}
