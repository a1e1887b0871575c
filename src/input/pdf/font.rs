//! A font of a PDF → its codes as characters and widths, also where it names none: predefined CMaps, collections, glyph names.

use super::cid::Collection;
use super::cmap::{CMap, Widths};
use super::filters::Budget;
use super::truetype::Glyphs;
use crate::input::pages::is_strong;
use crate::pairs::{BIG5, GBK};
use crate::tables;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream, String as Bytes};

/// A font, read.
#[derive(Debug, Default)]
pub(super) struct Font {
    coding: Coding,
    to_unicode: CMap,
    /// Of a font of single bytes, their characters.
    single: Option<Box<[Option<char>; 256]>>,
    collection: Option<Collection>,
    glyphs: Option<Glyphs>,
    widths: Widths,
    default_width: f64,
    /// It is written downwards.
    pub(super) upright: bool,
    /// It is of the type that headings are set in.
    pub(super) strong: bool,
}

/// How the bytes of a string are codes.
#[derive(Debug, Default)]
enum Coding {
    /// A byte each.
    #[default]
    Single,
    /// Two bytes each: the number of a glyph or in a collection.
    Two,
    /// GBK-EUC-H and its kin.
    Gbk,
    /// ETen-B5-H and its kin.
    Big5,
    /// UniGB-UCS2-H, UniCNS-UTF16-H.
    Utf16,
    /// UniGB-UTF32-H.
    Utf32,
    /// A CMap that the file carries.
    Own(CMap),
}

/// A character of a string.
pub(super) struct Shown<'a> {
    /// Its bytes.
    pub(super) bytes: &'a [u8],
    /// What it stands for; none where the font does not tell.
    pub(super) text: Option<Text>,
    /// In thousandths of the type's size.
    pub(super) width: f64,
}

/// What a code stands for.
pub(super) enum Text {
    One(char),
    Several(String),
}

/// In thousandths of the type's size.
const FULL_WIDTH: f64 = 1000.0;
const HALF_WIDTH: f64 = 500.0;
/// A table of widths has no more numbers: one for each character of the largest collection.
const MOST_WIDTHS: usize = 1 << 16;

impl Font {
    /// Reads a font's dictionary.
    pub(super) fn read(font: &Dict<'_>, budget: &mut Budget) -> Self {
        let base = name(font, b"BaseFont");
        let to_unicode = cmap(font, b"ToUnicode", budget).unwrap_or_default();
        let mut read = Font { to_unicode, strong: is_strong(&base), ..Font::default() };
        if name(font, b"Subtype") == b"Type0" {
            read.composite(font, budget);
        } else {
            read.simple(font);
            if is_chinese(&base, font) && !read.to_unicode.tells() {
                (read.coding, read.single) = (Coding::Gbk, None);
            }
        }
        read
    }

    fn composite(&mut self, font: &Dict<'_>, budget: &mut Budget) {
        let encoding = name(font, b"Encoding");
        self.coding = match cmap(font, b"Encoding", budget) {
            Some(own) => Coding::Own(own),
            None => predefined(&encoding),
        };
        self.upright = encoding.ends_with(b"-V");
        self.default_width = FULL_WIDTH;
        let Some(inner) = font.get::<Array<'_>>("DescendantFonts").and_then(|a| a.iter::<Dict<'_>>().next())
        else {
            return;
        };
        self.default_width = number(&inner, b"DW").unwrap_or(FULL_WIDTH);
        let ordering =
            inner.get::<Dict<'_>>("CIDSystemInfo").and_then(|info| info.get::<Bytes<'_>>("Ordering"));
        self.collection = ordering.and_then(|ordering| Collection::named(ordering.as_bytes()));
        if let Some(widths) = inner.get::<Array<'_>>("W") {
            self.wide(&widths);
        }
        // Codes are numbers of glyphs, and only the font itself knows what they draw.
        if self.collection.is_none() && !self.to_unicode.tells() && matches!(self.coding, Coding::Two) {
            let program = inner.get::<Dict<'_>>("FontDescriptor").and_then(|descriptor| {
                descriptor
                    .get::<Stream<'_>>("FontFile2")
                    .or_else(|| descriptor.get::<Stream<'_>>("FontFile3"))
            });
            self.glyphs =
                program.and_then(|program| budget.unpack(&program)).map(|program| Glyphs::read(&program));
        }
    }

    /// Reads `W`: `1 [500 600] 7 9 1000`.
    fn wide(&mut self, widths: &Array<'_>) {
        let mut items = widths.iter::<Object<'_>>().take(MOST_WIDTHS);
        let code = |object: Object<'_>| object.into_number().map(|n| n.as_f64().clamp(0.0, 2e6) as u32);
        while let Some(from) = items.next().and_then(code) {
            match items.next() {
                Some(Object::Array(list)) => {
                    for (at, width) in (from..).zip(list.iter::<Number>().take(MOST_WIDTHS)) {
                        self.widths.set(at, at, width.as_f64());
                    }
                }
                Some(to) => {
                    let (Some(to), Some(width)) = (code(to), items.next().and_then(Object::into_number))
                    else {
                        return;
                    };
                    self.widths.set(from, to, width.as_f64());
                }
                None => return,
            }
        }
    }

    fn simple(&mut self, font: &Dict<'_>) {
        let first = number(font, b"FirstChar").unwrap_or(0.0).clamp(0.0, 255.0) as u32;
        // The widths of a font of drawings are in the measure of these.
        let scale = match name(font, b"Subtype") == b"Type3" {
            true => font
                .get::<Array<'_>>("FontMatrix")
                .and_then(|m| m.iter::<Number>().next())
                .map(|n| n.as_f64() * FULL_WIDTH),
            false => None,
        };
        if let Some(widths) = font.get::<Array<'_>>("Widths") {
            for (at, width) in (first..256).zip(widths.iter::<Number>()) {
                self.widths.set(at, at, width.as_f64() * scale.unwrap_or(1.0));
            }
        }
        let descriptor = font.get::<Dict<'_>>("FontDescriptor");
        self.default_width = descriptor.and_then(|d| number(&d, b"MissingWidth")).unwrap_or(HALF_WIDTH);
        let mut chars: Box<[Option<char>; 256]> = Box::new(std::array::from_fn(latin));
        if let Some(differences) =
            font.get::<Dict<'_>>("Encoding").and_then(|e| e.get::<Array<'_>>("Differences"))
        {
            let mut at = 0;
            for item in differences.iter::<Object<'_>>().take(1024) {
                match item {
                    Object::Number(code) => at = code.as_f64().clamp(0.0, 256.0) as usize,
                    Object::Name(glyph) => {
                        if let Some(slot) = chars.get_mut(at) {
                            *slot = named(glyph.as_str());
                        }
                        at += 1;
                    }
                    _ => {}
                }
            }
        }
        self.single = Some(chars);
    }

    /// Cuts the first character off a string.
    pub(super) fn next<'a>(&self, string: &'a [u8]) -> Option<(Shown<'a>, &'a [u8])> {
        // A string that breaks off within a character ends before it.
        let (bytes, rest) = string.split_at_checked(self.length(string))?;
        let code = bytes.iter().fold(0u32, |code, byte| code << 8 | u32::from(*byte));
        Some((Shown { bytes, text: self.text(bytes, code), width: self.width(bytes, code) }, rest))
    }

    fn length(&self, string: &[u8]) -> usize {
        let [first, second] = [0, 1].map(|at| string.get(at).copied().unwrap_or(0));
        match &self.coding {
            Coding::Single => 1,
            Coding::Two => 2,
            Coding::Gbk if first <= 0x80 => 1,
            Coding::Gbk if (0x30..=0x39).contains(&second) => 4,
            Coding::Big5 if first <= 0x80 => 1,
            Coding::Gbk | Coding::Big5 => 2,
            Coding::Utf16 if (0xD8..0xDC).contains(&first) => 4,
            Coding::Utf16 => 2,
            Coding::Utf32 => 4,
            Coding::Own(map) => map.length(string),
        }
    }

    fn text(&self, bytes: &[u8], code: u32) -> Option<Text> {
        let told = self.to_unicode.text(code).filter(|text| !text.is_empty() && *text != "\u{FFFD}");
        if let Some(text) = told {
            let mut chars = text.chars();
            return match (chars.next(), chars.next()) {
                (Some(c), None) => Some(Text::One(c)),
                _ => Some(Text::Several(text)),
            };
        }
        let pair = |pairs: &crate::pairs::Pairs| match bytes {
            [byte] => Some(char::from(*byte)),
            [lead, trail] => pairs.char(*lead, *trail),
            _ => None,
        };
        let c = match &self.coding {
            Coding::Single => self.single.as_ref()?.get(code as usize).copied().flatten(),
            Coding::Two => self.numbered(code),
            Coding::Gbk => pair(&GBK),
            Coding::Big5 => pair(&BIG5),
            Coding::Utf16 => {
                let units =
                    bytes.chunks(2).map(|pair| pair.iter().fold(0, |unit, b| unit << 8 | u16::from(*b)));
                char::decode_utf16(units).next()?.ok()
            }
            Coding::Utf32 => char::from_u32(code),
            Coding::Own(map) => self.numbered(map.number(code)?),
        };
        c.map(Text::One)
    }

    /// The character of a number of the font's collection, or of a glyph.
    fn numbered(&self, number: u32) -> Option<char> {
        match (self.collection, &self.glyphs) {
            (Some(collection), _) => collection.char(number),
            (None, Some(glyphs)) => glyphs.char(number),
            (None, None) => None,
        }
    }

    fn width(&self, bytes: &[u8], code: u32) -> f64 {
        let number = match &self.coding {
            Coding::Single | Coding::Two => Some(code),
            Coding::Own(map) => map.number(code),
            // In both collections the Latin letters of ASCII stand from 1 on, and in Adobe-GB1 those of half a square from 814.
            _ if (0x20..0x7F).contains(&code) => {
                let latin = self.widths.get(code - 31).or_else(|| self.widths.get(code + 782));
                return latin.unwrap_or(HALF_WIDTH);
            }
            _ => None,
        };
        let known = number.and_then(|number| self.widths.get(number));
        known.unwrap_or(if bytes.len() == 1 && self.single.is_none() {
            HALF_WIDTH
        } else {
            self.default_width
        })
    }
}

/// The coding that a predefined CMap stands for; a name that is not known is taken for `Identity-H`.
fn predefined(name: &[u8]) -> Coding {
    let begins = |starts: &[&[u8]]| starts.iter().any(|start| name.starts_with(start));
    let has = |part: &[u8]| name.windows(part.len()).any(|window| window == part);
    match () {
        () if begins(&[b"Uni"]) && has(b"UTF32") => Coding::Utf32,
        () if begins(&[b"Uni"]) => Coding::Utf16,
        () if begins(&[b"GB-EUC", b"GBpc-EUC", b"GBK"]) => Coding::Gbk,
        () if begins(&[b"B5pc", b"ETen", b"ETHK", b"HK"]) => Coding::Big5,
        () => Coding::Two,
    }
}

/// Whether a font of single bytes is one of Windows' Chinese fonts, named in GBK and not carried by the file: its strings are GBK.
fn is_chinese(base: &[u8], font: &Dict<'_>) -> bool {
    let carried = font.get::<Dict<'_>>("FontDescriptor").is_some_and(|descriptor| {
        [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| descriptor.contains_key(key))
    });
    let pairs =
        base.windows(2).filter(|pair| pair[0] >= 0xB0 && GBK.char(pair[0], pair[1]).is_some()).count();
    !carried && pairs > 1
}

fn name(dict: &Dict<'_>, key: &[u8]) -> Vec<u8> {
    dict.get::<Name<'_>>(key).map(|name| name.as_ref().to_vec()).unwrap_or_default()
}

fn number(dict: &Dict<'_>, key: &[u8]) -> Option<f64> {
    dict.get::<Number>(key).map(|number| number.as_f64())
}

fn cmap(dict: &Dict<'_>, key: &[u8], budget: &mut Budget) -> Option<CMap> {
    budget.unpack(&dict.get::<Stream<'_>>(key)?).map(|bytes| CMap::read(&bytes))
}

/// The characters of Windows' Latin page from 0x80 on.
const WINDOWS: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/// The character of a byte in WinAnsiEncoding.
fn latin(code: usize) -> Option<char> {
    match code {
        0x80..0xA0 => WINDOWS.chars().nth(code - 0x80).filter(|c| *c != ' '),
        0x20..=0x7E | 0xA0..=0xFF => char::from_u32(code as u32),
        _ => None,
    }
}

/// The character of a glyph's name: `A`, `uni4E00`, `u20000`, `comma`, `f_i.alt`.
fn named(name: &str) -> Option<char> {
    let name = name.split('.').next()?;
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return Some(c);
    }
    let hex = name
        .strip_prefix("uni")
        .or_else(|| name.strip_prefix('u'))
        .filter(|hex| (4..=6).contains(&hex.len()));
    let coded = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
    coded.or_else(|| {
        let mut row = tables::rows_from(include_str!("../../tables/glyph_names.tsv"), name);
        row.find(|row| row[0] == name)?.get(1)?.chars().next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(font: &Font, mut string: &[u8]) -> String {
        let mut out = String::new();
        while let Some((shown, rest)) = font.next(string) {
            match shown.text {
                Some(Text::One(c)) => out.push(c),
                Some(Text::Several(s)) => out.push_str(&s),
                None => out.push('\u{FFFD}'),
            }
            string = rest;
        }
        out
    }

    #[test]
    fn predefined_cmaps_need_no_table_in_the_file() {
        let font = |name: &[u8]| Font { coding: predefined(name), ..Font::default() };
        assert_eq!(text(&font(b"GBK-EUC-H"), b"7\xD4\xC6\xCF\xAA\xCF\xD8"), "7云溪县");
        assert_eq!(text(&font(b"ETen-B5-V"), b"\xB6\xB3\xB7\xCB"), "雲溪");
        assert_eq!(text(&font(b"UniGB-UCS2-H"), b"\x4E\x91\0\x37"), "云7");
        assert_eq!(text(&font(b"UniCNS-UTF16-H"), b"\xD8\x40\xDC\x0B"), "\u{2000B}");
        assert_eq!(text(&font(b"Identity-H"), b"\x10\x42"), "\u{FFFD}");
        let gb1 = Font { collection: Some(Collection::Gb1), ..font(b"Identity-H") };
        assert_eq!(text(&gb1, b"\x10\x42\x10"), "一");
    }

    #[test]
    fn glyphs_have_names() {
        let names = ["A", "uni4E91", "u2000B", "comma", "comma.alt", "g12", "unicorn"];
        let chars = [Some('A'), Some('云'), Some('\u{2000B}'), Some(','), Some(','), None, None];
        assert_eq!(names.map(named), chars);
    }
}
