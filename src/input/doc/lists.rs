//! The lists of a Word file (LSTF, LVLF, LFO; MS-DOC 2.9.147) → lists that count.

use crate::input::bytes::{long, short};
use crate::input::lists::{Format, LEVELS, Level, List, Lists, MAX_PATTERN_CHARS, Plan};

/// A table being read from its beginning on.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn short(&mut self) -> Option<u16> {
        short(self.take(2)?, 0)
    }

    fn long(&mut self) -> Option<u32> {
        long(self.take(4)?, 0)
    }
}

/// Reads the lists: `plans` from where the abstract lists stand to the end of the stream, for their levels follow them without
/// being counted; `lists` those that paragraphs name, by their places from 1.
pub(super) fn read(plans: &[u8], lists: &[u8]) -> Lists {
    let mut found = Lists::default();
    read_plans(Bytes(plans), &mut found);
    read_lists(Bytes(lists), &mut found);
    found
}

fn read_plans(mut bytes: Bytes<'_>, found: &mut Lists) -> Option<()> {
    const PLAN: usize = 28;
    let count = usize::from(bytes.short()?);
    let heads = bytes.take(PLAN * count)?;
    for head in heads.chunks_exact(PLAN) {
        let levels = if head[26] & 1 == 1 { 1 } else { LEVELS };
        let mut plan = Plan::default();
        for at in 0..levels {
            plan.insert(at, level(&mut bytes)?);
        }
        found.plans.insert(long(head, 0)?, plan);
    }
    Some(())
}

/// Reads how a level counts.
fn level(bytes: &mut Bytes<'_>) -> Option<Level> {
    let head = bytes.take(28)?;
    let (start, flags) = (long(head, 0)?, head[5]);
    bytes.take(usize::from(head[24]) + usize::from(head[25]))?;
    let count = usize::from(bytes.short()?);
    let units = bytes.take(2 * count)?;
    let units = units.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]]));
    let mut pattern = String::new();
    for c in char::decode_utf16(units).flatten().take(MAX_PATTERN_CHARS) {
        match c as u32 {
            // The number of the level of which the count stands here.
            level @ 0..=8 => pattern.push_str(&format!("%{}", level + 1)),
            _ => pattern.push(c),
        }
    }
    let never = flags >> 3 & 1 == 1;
    let restart = never.then(|| u32::from(head[26]));
    Some(Level {
        start: Some(start),
        format: Format::numbered(head[4]),
        pattern,
        restart,
        legal: flags >> 2 & 1 == 1,
    })
}

fn read_lists(mut bytes: Bytes<'_>, found: &mut Lists) -> Option<()> {
    const LIST: usize = 16;
    let count = bytes.long()? as usize;
    let heads = bytes.take(count.checked_mul(LIST)?)?;
    for (i, head) in heads.chunks_exact(LIST).enumerate() {
        found.lists.insert(i as u32 + 1, List { plan: long(head, 0)?, ..List::default() });
    }
    for (i, head) in heads.chunks_exact(LIST).enumerate() {
        // Where the list's own levels would begin, which nothing needs.
        bytes.long()?;
        for _ in 0..head[12] {
            let (start, flags) = (bytes.long()?, bytes.long()?);
            let at = (flags & 0xF) as usize;
            let own = if flags >> 5 & 1 == 1 { Some(level(&mut bytes)?) } else { None };
            let Some(list) = found.lists.get_mut(&(i as u32 + 1)).filter(|_| at < LEVELS) else { continue };
            if flags >> 4 & 1 == 1 {
                list.starts.insert(at, own.as_ref().and_then(|level| level.start).unwrap_or(start));
            }
            list.levels.extend(own.map(|level| (at, level)));
        }
    }
    Some(())
}
