//! A character reference such as `&nbsp;` or `&#12289;` → the characters that it stands for.

use crate::tables;
use std::sync::LazyLock;

/// A named reference: its name, its characters, whether it may lack its semicolon.
struct Named {
    name: &'static str,
    value: String,
    bare: bool,
}

static NAMED: LazyLock<Vec<Named>> = LazyLock::new(|| {
    let value = |hex: &str| {
        hex.split(' ').filter_map(|h| u32::from_str_radix(h, 16).ok().and_then(char::from_u32)).collect()
    };
    let named = |row: Vec<&'static str>| match row[..] {
        [name, hex] => Some(Named { name, value: value(hex), bare: false }),
        [name, hex, _] => Some(Named { name, value: value(hex), bare: true }),
        _ => None,
    };
    tables::rows(include_str!("tables/html_entities.tsv")).filter_map(named).collect()
});

/// The longest name of a reference.
const MAX_NAME_BYTES: usize = 31;
/// The longest number that is read as one: `&#0000012289;`.
const MAX_NUMBER_BYTES: usize = 12;

/// Reads the reference that `text` begins with: its characters and its length. None where the `&` is only an `&`.
#[cfg(any(feature = "html", test))]
pub(crate) fn reference(text: &str) -> Option<(String, usize)> {
    after_ampersand(text.strip_prefix('&')?).map(|(value, len)| (value, len + 1))
}

/// Reads the reference whose `&` stands before `rest`: its characters and its length.
pub(crate) fn after_ampersand(rest: &str) -> Option<(String, usize)> {
    match rest.strip_prefix('#') {
        Some(number) => numeric(number).map(|(c, len)| (c.to_string(), len + 1)),
        None => named(rest).map(|(value, len)| (value.to_owned(), len)),
    }
}

/// The characters that a name stands for.
pub(crate) fn by_name(name: &str) -> Option<&'static str> {
    lookup(name).map(|found| found.value.as_str())
}

fn numeric(text: &str) -> Option<(char, usize)> {
    let (digits, radix, lead) = match text.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16, 1),
        None => (text, 10, 0),
    };
    let len = digits.bytes().take(MAX_NUMBER_BYTES).take_while(|b| char::from(*b).is_digit(radix)).count();
    let code = u32::from_str_radix(digits.get(..len)?, radix).ok()?;
    let semicolon = usize::from(digits[len..].starts_with(';'));
    Some((character(code), lead + len + semicolon))
}

/// Returns the character of a number. 0x80 to 0x9F are meant as Windows-1252: `&#151;` is a dash.
fn character(code: u32) -> char {
    match code {
        0x80..=0x9F => WINDOWS_1252.chars().nth(code as usize - 0x80).unwrap_or('\u{FFFD}'),
        0 => '\u{FFFD}',
        _ => char::from_u32(code).unwrap_or('\u{FFFD}'),
    }
}

const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";

fn named(text: &str) -> Option<(&'static str, usize)> {
    let len = text.bytes().take(MAX_NAME_BYTES + 1).take_while(u8::is_ascii_alphanumeric).count();
    let name = text.get(..len)?;
    if text[len..].starts_with(';')
        && let Some(found) = lookup(name)
    {
        return Some((&found.value, len + 1));
    }
    // &nbsp云溪 : the longest name that may lack its semicolon.
    (2..=len).rev().find_map(|n| {
        let found = lookup(name.get(..n)?)?;
        found.bare.then_some((found.value.as_str(), n))
    })
}

fn lookup(name: &str) -> Option<&'static Named> {
    let i = NAMED.binary_search_by(|n| n.name.cmp(name)).ok()?;
    NAMED.get(i)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, usize)> {
        reference(text)
    }

    #[test]
    fn the_table_is_sorted_and_without_doubles() {
        assert!(NAMED.windows(2).all(|w| w[0].name < w[1].name));
        assert!(
            NAMED.len() > 2000 && NAMED.iter().all(|n| n.name.len() <= MAX_NAME_BYTES && !n.value.is_empty())
        );
    }

    #[test]
    fn references_are_read_by_name_and_number() {
        assert_eq!(read("&ldquo;两学"), Some(("“".into(), 7)));
        assert_eq!(read("&nbsp云溪"), Some(("\u{A0}".into(), 5)));
        assert_eq!(read("&#12289;"), Some(("、".into(), 8)));
        assert_eq!(read("&#x3001二"), Some(("、".into(), 7)));
        assert_eq!(read("&#151;"), Some(("—".into(), 6)));
        assert_eq!(read("&#0;"), Some(("\u{FFFD}".into(), 4)));
    }

    #[test]
    fn an_ampersand_is_an_ampersand() {
        for text in ["&", "&&", "& 二", "&云;", "&unheard;", "&#;", "&#x;"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
