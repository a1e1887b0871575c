//! A character of a symbol font (Symbol, Wingdings) → the character of Unicode that it shows: 「≥」 of a target, ① of a list.

use crate::tables::Table;

static SYMBOLS: Table = Table::new(include_str!("../tables/symbols.tsv"));

/// Symbol fonts have their characters here, 0xF0 before the byte.
const PRIVATE: std::ops::RangeInclusive<u32> = 0xF000..=0xF0FF;

/// Returns what a character of a font shows. Ornaments that say nothing give none.
pub(super) fn symbol(font: &str, code: u32) -> Option<char> {
    let byte = if PRIVATE.contains(&code) { code & 0xFF } else { code };
    let fonts = ["symbol", "wingdings", "wingdings 2"];
    match fonts.into_iter().find(|known| font.eq_ignore_ascii_case(known)) {
        // The letters of Symbol stand in the places of ASCII.
        Some(font) => SYMBOLS.rows().find_map(|row| match row[..] {
            [of, hex, shown] if of == font && u32::from_str_radix(hex, 16) == Ok(byte) => {
                shown.chars().next()
            }
            _ => None,
        }),
        None if PRIVATE.contains(&code) => None,
        None => char::from_u32(code).filter(|c| !c.is_control()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_shown() {
        assert_eq!(symbol("Symbol", 0xF0B3), Some('≥'));
        assert_eq!(symbol("Wingdings", 0xF081), Some('①'));
        assert_eq!(symbol("WINGDINGS 2", 0x52), Some('☑'));
        assert_eq!(symbol("宋体", 0x2460), Some('①'));
        assert_eq!(symbol("Webdings", 0xF041), None);
    }
}
