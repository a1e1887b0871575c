//! Two bytes → whether decoders have no character for them, and show a mark or nothing.

use crate::pairs::GBK;

/// Whether GBK has no character for the two bytes, or no such lead. Of what GB18030 added, A2 E3 (€) and the like, some
/// decoders know nothing.
pub(super) fn gbk_lacks(lead: u8, trail: u8) -> bool {
    let added =
        matches!((lead, trail), (0xA2, 0xE3) | (0xA8, 0xBF) | (0xA9, 0x89..=0x95) | (0xFE, 0x50..=0xA0));
    lead == 0x80 || trail < 0x40 || added || GBK.is_blank(lead, trail)
}

/// Whether Big5 as every decoder has it lacks the pair: without Hong Kong's characters and ETEN's.
pub(super) fn big5_lacks(lead: u8, trail: u8) -> bool {
    let low = (0x40..=0x7E).contains(&trail);
    let high = (0xA1..=0xFE).contains(&trail);
    let plain = match lead {
        0xA3 => low || high && trail < 0xC0,
        0xC6 => low,
        0xF9 => low || high && trail < 0xD6,
        0xA1..=0xF9 if !matches!(lead, 0xC7 | 0xC8) => low || high,
        _ => false,
    };
    !plain
}
