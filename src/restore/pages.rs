//! A character that a single-byte decoder showed → the byte that it stands for, in each of the code pages that have it.

use crate::damage::{Damage, ReadAs, Written};
use encoding_rs::{self as rs, Encoding};
use std::sync::LazyLock;

/// A code page, both ways.
pub(super) struct Page {
    /// Its name.
    pub(super) name: ReadAs,
    /// Its characters beyond ASCII with their bytes, sorted.
    bytes: Vec<(char, u8)>,
    /// The bytes that it has no character for, which decoders mark or drop.
    pub(super) undefined: Vec<u8>,
}

/// The characters of cp1252's bytes 80 to 9F; 0 where it has none.
const CP1252: [u16; 32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
    0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0, 0x017E, 0x0178,
];

/// All code pages. The first is Latin-1 and cp1252 in one, since they differ in nothing but the controls.
pub(super) static PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| {
    let of_library = [
        (ReadAs::Iso8859_15, rs::ISO_8859_15),
        (ReadAs::Cp1250, rs::WINDOWS_1250),
        (ReadAs::Cp1251, rs::WINDOWS_1251),
        (ReadAs::Cp1253, rs::WINDOWS_1253),
        (ReadAs::Cp1254, rs::WINDOWS_1254),
        (ReadAs::Cp1255, rs::WINDOWS_1255),
        (ReadAs::Cp1256, rs::WINDOWS_1256),
        (ReadAs::Cp1257, rs::WINDOWS_1257),
        (ReadAs::Cp1258, rs::WINDOWS_1258),
        (ReadAs::Iso8859_2, rs::ISO_8859_2),
        (ReadAs::Iso8859_5, rs::ISO_8859_5),
        (ReadAs::Iso8859_7, rs::ISO_8859_7),
        (ReadAs::MacRoman, rs::MACINTOSH),
        (ReadAs::MacCyrillic, rs::X_MAC_CYRILLIC),
        (ReadAs::Koi8R, rs::KOI8_R),
        (ReadAs::Koi8U, rs::KOI8_U),
        (ReadAs::Cp866, rs::IBM866),
        (ReadAs::Cp874, rs::WINDOWS_874),
    ];
    let mut all = vec![western()];
    all.extend(of_library.map(|(name, encoding)| of_encoding(name, encoding)));
    all.extend(crate::tables::rows(include_str!("../tables/code_pages.tsv")).filter_map(|row| {
        let shown = row.get(1)?.chars().map(Some).collect::<Vec<_>>();
        let name = ReadAs::ALL.iter().find(|name| name.as_str() == row[0])?;
        Some(Page::of(*name, &shown, false))
    }));
    all
});

fn western() -> Page {
    let shown = (0x80..=0xFFu8).map(|b| match CP1252.get(usize::from(b - 0x80)) {
        Some(0) => None,
        Some(code) => char::from_u32(u32::from(*code)),
        None => Some(char::from(b)),
    });
    Page::of(ReadAs::Latin, &shown.collect::<Vec<_>>(), true)
}

/// Asks the library for every byte once. What it shows as a control has no character elsewhere.
fn of_encoding(name: ReadAs, encoding: &'static Encoding) -> Page {
    let shown = (0x80..=0xFFu8).map(|b| {
        let byte = [b];
        let text = encoding.decode_without_bom_handling_and_without_replacement(&byte)?;
        text.chars().next().filter(|c| !c.is_control())
    });
    Page::of(name, &shown.collect::<Vec<_>>(), true)
}

impl Page {
    /// `shown` are the characters of the bytes 80 to FF. Some decoders show bytes without a character as `controls`.
    fn of(name: ReadAs, shown: &[Option<char>], controls: bool) -> Self {
        let mut page = Page { name, bytes: Vec::new(), undefined: Vec::new() };
        for (byte, c) in (0x80..=0xFFu8).zip(shown) {
            match c {
                Some(c) => page.bytes.push((*c, byte)),
                None => page.undefined.push(byte),
            }
            if controls && byte < 0xA0 {
                page.bytes.push((char::from(byte), byte));
            }
        }
        page.bytes.sort_unstable();
        page.bytes.dedup_by_key(|(c, _)| *c);
        page
    }

    /// The damage that it did to a text in `written`.
    pub(super) fn damage(&self, written: Written) -> Damage {
        Damage::Misread(written, self.name)
    }

    /// The byte that the page shows as `c`.
    pub(super) fn byte(&self, c: char) -> Option<u8> {
        if c.is_ascii() {
            return Some(c as u8);
        }
        self.bytes.binary_search_by_key(&c, |(c, _)| *c).ok().map(|at| self.bytes[at].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_gives_back_what_it_shows() {
        let byte_in =
            |name: ReadAs, c: char| PAGES.iter().find(|p| p.name == name).and_then(|page| page.byte(c));
        assert_eq!(byte_in(ReadAs::Latin, '€'), Some(0x80));
        assert_eq!(byte_in(ReadAs::Latin, '\u{80}'), Some(0x80));
        assert_eq!(byte_in(ReadAs::Iso8859_15, '€'), Some(0xA4));
        assert_eq!(byte_in(ReadAs::MacRoman, 'Ä'), Some(0x80));
        assert_eq!(byte_in(ReadAs::Cp437, '\u{A0}'), Some(0xFF));
        assert_eq!(byte_in(ReadAs::Cp866, 'Ё'), Some(0xF0));
        assert_eq!(byte_in(ReadAs::Cp866, 'é'), None);
        for page in PAGES.iter() {
            let shown = page.bytes.iter().filter(|(c, _)| !c.is_control()).count();
            assert_eq!(shown + page.undefined.len(), 128, "{}", page.name);
        }
    }
}
