//! The fonts of an RTF file and bytes set in one of them → text: a font's charset says which characters its bytes stand for.

use crate::input::charset::Charset;
use crate::input::symbols::symbol;
use std::collections::BTreeMap;

/// A font: what its bytes stand for, and its name.
#[derive(Clone, Default)]
struct Font {
    charset: Option<Meaning>,
    name: String,
}

/// What the bytes of a font stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Text(Charset),
    Symbols,
}

/// The fonts, and the code page of the file.
#[derive(Default)]
pub(super) struct Fonts {
    fonts: BTreeMap<i32, Font>,
    code_page: Option<Charset>,
}

/// The type in which headings are set (GB/T 9704-2012 §7.3.3).
const HEADING_TYPE: &str = "黑体";

impl Fonts {
    /// Takes in the code page of the file.
    pub(super) fn set_code_page(&mut self, number: i32) {
        self.code_page = u32::try_from(number).ok().and_then(Charset::of_code_page);
    }

    /// Takes in the charset of a font, or the code page that it names itself.
    pub(super) fn set_charset(&mut self, font: i32, word: &str, number: i32) {
        let page = |n| u32::try_from(n).ok().and_then(Charset::of_code_page).map(Meaning::Text);
        let charset = match (word, number) {
            ("cpg", number) => page(number),
            (_, 2) => Some(Meaning::Symbols),
            (_, number) => {
                CHARSETS.iter().find(|(of, _)| *of == number).and_then(|(_, number)| page(*number))
            }
        };
        self.fonts.entry(font).or_default().charset = charset;
    }

    /// Takes in the name of a font.
    pub(super) fn set_name(&mut self, font: i32, name: &str) {
        self.fonts.entry(font).or_default().name = name.to_owned();
    }

    /// Whether headings are set in a font.
    pub(super) fn is_heading_type(&self, font: i32) -> bool {
        self.fonts.get(&font).is_some_and(|font| font.name == HEADING_TYPE)
    }

    fn meaning(&self, font: i32) -> Option<Meaning> {
        self.fonts.get(&font).and_then(|font| font.charset)
    }

    /// Whether a font is one of symbols.
    pub(super) fn is_of_symbols(&self, font: i32) -> bool {
        self.meaning(font) == Some(Meaning::Symbols)
    }

    /// Whether a byte may be the first half of a character.
    pub(super) fn may_lead(&self, font: i32, byte: u8) -> bool {
        let wide = |charset: Charset| charset.is_wide();
        let font = matches!(self.meaning(font), Some(Meaning::Text(charset)) if charset.is_wide());
        byte >= 0x81 && (font || self.code_page.is_some_and(wide))
    }

    /// What a character of a font of symbols shows.
    pub(super) fn symbol(&self, font: i32, code: u32) -> Option<char> {
        symbol(self.fonts.get(&font).map_or("", |font| font.name.as_str()), code)
    }

    /// Decodes bytes set in a font. One without Chinese characters is no reason to doubt that there are some: Word shows them in
    /// another.
    pub(super) fn text(&self, font: i32, bytes: &[u8]) -> String {
        let own = match self.meaning(font) {
            Some(Meaning::Text(charset)) => Some(charset),
            _ => None,
        };
        let file = self.code_page.unwrap_or(Charset::WESTERN);
        match own.filter(|charset| charset.is_wide()) {
            Some(charset) => charset.text(bytes),
            None if file.is_wide() => {
                file.whole(bytes).unwrap_or_else(|| own.unwrap_or(Charset::WESTERN).text(bytes))
            }
            None => own.unwrap_or(file).text(bytes),
        }
    }
}

/// Charsets of Windows and their code pages.
const CHARSETS: [(i32, i32); 13] = [
    (0, 1252),
    (128, 932),
    (129, 949),
    (134, 936),
    (136, 950),
    (161, 1253),
    (162, 1254),
    (177, 1255),
    (178, 1256),
    (186, 1257),
    (204, 1251),
    (222, 874),
    (238, 1250),
];
