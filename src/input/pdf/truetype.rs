//! A TrueType font that a file carries → by the number of a glyph the character that it draws.

/// The characters of a font by glyph.
#[derive(Debug, Default)]
pub(super) struct Glyphs(Vec<(u16, char)>);

/// Fonts of Chinese have some 30,000 characters.
const MOST: usize = 1 << 17;

impl Glyphs {
    /// Reads the table `cmap`, its formats 4 and 12; what cannot be understood gives no characters.
    pub(super) fn read(font: &[u8]) -> Self {
        let mut found = tables(font).unwrap_or_default();
        found.sort_by_key(|(glyph, c)| (*glyph, is_second_choice(*c), *c));
        found.dedup_by_key(|(glyph, _)| *glyph);
        Glyphs(found)
    }

    /// The character that a glyph draws.
    pub(super) fn char(&self, glyph: u32) -> Option<char> {
        let glyph = u16::try_from(glyph).ok()?;
        self.0.binary_search_by_key(&glyph, |(g, _)| *g).ok().map(|at| self.0[at].1)
    }
}

/// Kangxi radicals, compatibility characters and private use: a glyph that has another character too is not meant so.
fn is_second_choice(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{E000}'..='\u{FAFF}' | '\u{A0}' | '\u{2F800}'..='\u{2FA1F}')
}

fn short(font: &[u8], at: usize) -> Option<usize> {
    let two = font.get(at..at.checked_add(2)?)?;
    Some(usize::from(two[0]) << 8 | usize::from(two[1]))
}

fn long(font: &[u8], at: usize) -> Option<usize> {
    Some(short(font, at)? << 16 | short(font, at.checked_add(2)?)?)
}

fn tables(font: &[u8]) -> Option<Vec<(u16, char)>> {
    let record =
        (0..short(font, 4)?).map(|i| 12 + 16 * i).find(|at| font.get(*at..at + 4) == Some(b"cmap"))?;
    let cmap = font.get(long(font, record + 8)?..)?;
    let mut found = Vec::new();
    for i in 0..short(cmap, 2)?.min(64) {
        let at = 4 + 8 * i;
        let unicode = matches!((short(cmap, at)?, short(cmap, at + 2)?), (0, _) | (3, 1 | 10));
        let Some(table) = cmap.get(long(cmap, at + 4)?..).filter(|_| unicode) else { continue };
        match short(table, 0) {
            Some(4) => segments(table, &mut found),
            Some(12) => groups(table, &mut found),
            _ => None,
        };
    }
    Some(found)
}

/// Format 4: segments of codes with a delta or an offset each.
fn segments(table: &[u8], found: &mut Vec<(u16, char)>) -> Option<()> {
    let twice = short(table, 6)?;
    for i in (0..twice).step_by(2) {
        let end = short(table, 14 + i)?;
        let start = short(table, 16 + twice + i)?;
        let delta = short(table, 16 + 2 * twice + i)?;
        let at = 16 + 3 * twice + i;
        let offset = short(table, at)?;
        for code in start..=end {
            if found.len() >= MOST {
                return None;
            }
            let glyph = match offset {
                0 => code + delta,
                _ => match short(table, at + offset + 2 * (code - start)) {
                    Some(0) | None => continue,
                    Some(glyph) => glyph + delta,
                },
            };
            let c = char::from_u32(code as u32).filter(|_| code != 0xFFFF);
            found.extend(c.map(|c| ((glyph & 0xFFFF) as u16, c)));
        }
    }
    Some(())
}

/// Format 12: groups of codes whose glyphs follow one another.
fn groups(table: &[u8], found: &mut Vec<(u16, char)>) -> Option<()> {
    for i in 0..long(table, 12)? {
        let at = 16 + 12 * i;
        let (start, end, glyph) = (long(table, at)?, long(table, at + 4)?, long(table, at + 8)?);
        for code in start..=end {
            if found.len() >= MOST {
                return None;
            }
            let pair = (u16::try_from(glyph + code - start).ok()?, char::from_u32(u32::try_from(code).ok()?));
            found.extend(pair.1.map(|c| (pair.0, c)));
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A font of one table of format 12 with these groups.
    fn font(groups: &[[u32; 3]]) -> Vec<u8> {
        let mut bytes = vec![0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        bytes.extend(b"cmap\0\0\0\0\0\0\0\x1c\0\0\0\0");
        bytes.extend([0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12]);
        bytes.extend([0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        bytes.extend((groups.len() as u32).to_be_bytes());
        bytes.extend(groups.iter().flatten().flat_map(|n| n.to_be_bytes()));
        bytes
    }

    #[test]
    fn glyphs_lead_back_to_characters() {
        let glyphs = Glyphs::read(&font(&[[0x2F00, 0x2F00, 7], [0x4E00, 0x4E01, 7]]));
        assert_eq!((glyphs.char(7), glyphs.char(8), glyphs.char(9)), (Some('一'), Some('丁'), None));
    }

    #[test]
    fn endless_groups_end() {
        assert!(Glyphs::read(&font(&[[0, u32::MAX, 0]; 50])).0.len() <= MOST);
        Glyphs::read(b"\0\x01\0\0\0\x01");
    }
}
