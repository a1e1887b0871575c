//! Traditional ↔ Simplified by OpenCC's dictionaries, with the way back.

mod dictionary;
mod opening;

pub use dictionary::{Converter, configurations};

use crate::source::{Changes, Script};
use crate::survey::Survey;
use std::sync::LazyLock;

static S2T: LazyLock<Option<Converter>> = LazyLock::new(|| Converter::new("s2t").ok());
static T2S: LazyLock<Option<Converter>> = LazyLock::new(|| Converter::new("t2s").ok());

/// A text is Traditional where at least this share of the characters that tell is Traditional, Simplified below the rest.
const CLEARLY: f32 = 0.7;

/// Tells which script a text is in, by the characters that only one script has.
pub fn detect(survey: &Survey) -> Script {
    let share = survey.traditional as f32 / (survey.traditional + survey.simplified).max(1) as f32;
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
