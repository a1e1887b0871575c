//! Traditional ↔ Simplified by OpenCC's dictionaries, with the way back.

mod dictionary;
mod opening;

pub use dictionary::{Converter, configurations};

use crate::source::{Changes, Script};
use crate::survey::Survey;
use std::sync::LazyLock;

static S2T: LazyLock<Option<Converter>> = LazyLock::new(|| Converter::new("s2t").ok());
static TO_SIMPLIFIED: LazyLock<Converter> = LazyLock::new(|| Converter::of(opening::TO_SIMPLIFIED, None));

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

/// Converts by OpenCC's configuration `t2s` and, where the characters are Hong Kong's or Taiwan's, as `hk2s` and `tw2s` do.
pub fn simplify(text: &str) -> (String, Changes) {
    TO_SIMPLIFIED.convert_with_changes(text)
}

/// Converts by OpenCC's configuration `s2t`.
pub fn traditionalize(text: &str) -> (String, Changes) {
    match S2T.as_ref() {
        Some(converter) => converter.convert_with_changes(text),
        None => (text.to_owned(), Changes::default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::survey;

    #[test]
    fn forms_of_hong_kong_and_taiwan_are_simplified() {
        let simple = |text| simplify(text).0;
        assert_eq!(simple("衞生署隨着需求擴建"), "卫生署随着需求扩建");
        assert_eq!(simple("隨著需求擴建，著重基層，論著顯著增多"), "随着需求扩建，着重基层，论著显著增多");
        assert_eq!(simple("什么显著，编著三种"), "什么显著，编著三种");
    }

    #[test]
    fn a_few_characters_of_both_scripts_make_no_text_mixed() {
        for text in ["云溪村台账", "干群才谈了税", "为著名景点脱困"] {
            assert_eq!(detect(&survey(text)), Script::Simplified, "{text}");
        }
        assert_eq!(detect(&survey("雲溪縣衛生局")), Script::Traditional);
        assert_eq!(detect(&survey("雲溪縣衛生局与云溪县卫生局")), Script::Mixed);
    }
}
