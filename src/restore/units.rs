//! A stretch of text and a code page → what each character stands for: a byte, a byte that was lost, or nothing but itself.

use super::pages::Page;

/// What a character of a stretch stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// A byte, and how it is shown.
    Byte(u8, char),
    /// A byte that the code page has no character for.
    Lost,
    /// A character that the code page does not have: ★ among what cp1252 showed.
    Foreign(char),
}

/// The units of a stretch.
pub(super) fn units(text: &str, page: &Page) -> Vec<Unit> {
    let unit = |c: char| match page.byte(c) {
        Some(byte) => Unit::Byte(byte, c),
        None if c == '\u{FFFD}' => Unit::Lost,
        None => Unit::Foreign(c),
    };
    text.chars().map(unit).collect()
}

/// The bytes of the units, if all are known.
pub(super) fn bytes(units: &[Unit]) -> Option<Vec<u8>> {
    let byte = |unit: &Unit| if let Unit::Byte(b, _) = unit { Some(*b) } else { None };
    units.iter().map(byte).collect()
}

/// Whether a byte that is none of a character's may be what it is shown as: a writer's “, – or € beside the damage. Others
/// are what is left of a character.
pub(super) fn may_stand(byte: u8, shown: char) -> bool {
    byte < 0xA0 && matches!(shown, '\u{2010}'..='\u{203A}' | '€' | '™')
}
