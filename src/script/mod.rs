//! Traditional ↔ Simplified by OpenCC's dictionaries, with the way back.

mod dictionary;

pub use dictionary::{Converter, configurations};

use crate::plausible::is_han;
use crate::source::{Changes, Script};
use std::sync::LazyLock;

static S2T: LazyLock<Option<Converter>> = LazyLock::new(|| Converter::new("s2t").ok());
static T2S: LazyLock<Option<Converter>> = LazyLock::new(|| Converter::new("t2s").ok());

/// A text is Traditional where at least this share of the characters that tell is Traditional, Simplified below the rest.
const CLEARLY: f32 = 0.7;

/// Tells which script a text is in, by the characters that only one script has.
pub fn detect(text: &str) -> Script {
    let Some(t2s) = T2S.as_ref() else { return Script::Simplified };
    let (mut traditional, mut simplified) = (0usize, 0usize);
    for c in text.chars().filter(|c| is_han(*c)) {
        if t2s.changes_alone(c) {
            traditional += 1;
        } else if t2s.is_target(c) {
            simplified += 1;
        }
    }
    let share = traditional as f32 / (traditional + simplified).max(1) as f32;
    match share {
        s if s >= CLEARLY => Script::Traditional,
        // 乾, 藉 and 著 stand in simplified text too.
        s if s <= 0.03 => Script::Simplified,
        _ => Script::Mixed,
    }
}

/// Converts by OpenCC's configuration `t2s`.
pub fn simplify(text: &str) -> (String, Changes) {
    match T2S.as_ref() {
        Some(converter) => converter.convert_with_changes(text),
        None => (text.to_owned(), Changes::default()),
    }
}

/// Converts by OpenCC's configuration `s2t`.
pub fn traditionalize(text: &str) -> (String, Changes) {
    match S2T.as_ref() {
        Some(converter) => converter.convert_with_changes(text),
        None => (text.to_owned(), Changes::default()),
    }
}
