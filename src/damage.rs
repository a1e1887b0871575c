//! How a text was damaged: a kind, and the one word of the JSON that names it.

use crate::codes::codes;
use crate::error::{Error, ErrorKind};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

codes! {
    /// What a text was encoded in, of which a wrong decoder then read the bytes.
    Written {
        /// Big5.
        Big5 = "big5",
        /// GBK or GB18030.
        Gbk = "gbk",
        /// UTF-8.
        Utf8 = "utf8",
    }
}

codes! {
    /// The encoding that a wrong decoder took bytes for.
    ReadAs {
        /// Big5.
        Big5 = "big5",
        /// Windows-1250.
        Cp1250 = "cp1250",
        /// Windows-1251.
        Cp1251 = "cp1251",
        /// Windows-1253.
        Cp1253 = "cp1253",
        /// Windows-1254.
        Cp1254 = "cp1254",
        /// Windows-1255.
        Cp1255 = "cp1255",
        /// Windows-1256.
        Cp1256 = "cp1256",
        /// Windows-1257.
        Cp1257 = "cp1257",
        /// Windows-1258.
        Cp1258 = "cp1258",
        /// DOS 437.
        Cp437 = "cp437",
        /// DOS 850.
        Cp850 = "cp850",
        /// DOS 852.
        Cp852 = "cp852",
        /// DOS 866.
        Cp866 = "cp866",
        /// Windows-874.
        Cp874 = "cp874",
        /// GBK or GB18030.
        Gbk = "gbk",
        /// Latin-9.
        Iso8859_15 = "iso8859_15",
        /// Latin-2.
        Iso8859_2 = "iso8859_2",
        /// ISO-8859-5.
        Iso8859_5 = "iso8859_5",
        /// ISO-8859-7.
        Iso8859_7 = "iso8859_7",
        /// KOI8-R.
        Koi8R = "koi8_r",
        /// KOI8-U.
        Koi8U = "koi8_u",
        /// Latin-1 and Windows-1252, which differ in controls only.
        Latin = "latin",
        /// Mac OS Cyrillic.
        MacCyrillic = "mac_cyrillic",
        /// Mac OS Roman.
        MacRoman = "mac_roman",
    }
}

/// Declares [`Damage`]: besides bytes misread, the kinds that have one word each.
macro_rules! damage {
    ($($(#[$variant_doc:meta])* $variant:ident = $word:literal,)*) => {
        /// How a stretch of text was damaged; in the JSON one word: `pinyin`, `shifted_bytes`, `utf8_as_gbk`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Damage {
            /// Bytes of one encoding were read as another: `utf8_as_gbk`.
            Misread(Written, ReadAs),
            $($(#[$variant_doc])* $variant,)*
        }

        impl fmt::Display for Damage {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    Damage::Misread(written, read_as) => write!(f, "{written}_as_{read_as}"),
                    $(Damage::$variant => f.write_str($word),)*
                }
            }
        }

        impl FromStr for Damage {
            type Err = Error;

            fn from_str(word: &str) -> Result<Self, Error> {
                match word {
                    $($word => Ok(Damage::$variant),)*
                    word => misread(word).ok_or_else(|| unknown(word)),
                }
            }
        }
    };
}

damage! {
    /// UTF-8 was encoded twice or more often.
    DoubledUtf8 = "doubled_utf8",
    /// GBK of which a reader took what was valid UTF-8, and the rest as Latin-1: Öйú.
    GbkAsUtf8First = "gbk_as_utf8_first",
    /// Bytes out of step, so that each pair is torn.
    ShiftedBytes = "shifted_bytes",
    /// Readings put between characters: 卫(wèi)生.
    Pinyin = "pinyin",
    /// Readings put between the bytes of characters.
    PinyinInBytes = "pinyin_in_bytes",
    /// A mark put behind another: 一,、.
    DoubledMark = "doubled_mark",
    /// Written in escapes: `\u4e91`, `=E4=BA=91`.
    Escape = "escape",
    /// A backslash put behind a byte of Big5.
    EscapedByte = "escaped_byte",
    /// `&nbsp;`, `&#20113;`, `<U+4E91>`.
    Entity = "entity",
    /// A character that nobody sees.
    Invisible = "invisible",
    /// A character of the private-use area.
    PrivateUse = "private_use",
    /// A compatibility form: ⼯ for 工.
    Compatibility = "compatibility",
}

fn misread(word: &str) -> Option<Damage> {
    let (written, read_as) = word.split_once("_as_")?;
    let written = Written::ALL.iter().find(|w| w.as_str() == written)?;
    let read_as = ReadAs::ALL.iter().find(|r| r.as_str() == read_as)?;
    Some(Damage::Misread(*written, *read_as))
}

fn unknown(word: &str) -> Error {
    Error::new(ErrorKind::NotFound, format!("expected a kind of damage, found “{word}”"))
}

impl Serialize for Damage {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Damage {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_read_back_from_its_word() {
        let pairs = Written::ALL.iter().flat_map(|w| ReadAs::ALL.iter().map(|r| Damage::Misread(*w, *r)));
        for damage in pairs.chain([Damage::GbkAsUtf8First, Damage::PinyinInBytes, Damage::DoubledUtf8]) {
            assert_eq!(damage.to_string().parse::<Damage>().ok(), Some(damage));
        }
        assert!("gbk_as_nothing".parse::<Damage>().is_err());
    }

    #[test]
    fn damage_sorts_by_its_word() {
        // The kinds found in a text are tried in this order where they are equally frequent.
        assert!(
            ReadAs::ALL.is_sorted_by_key(|r| r.as_str()) && Written::ALL.is_sorted_by_key(|w| w.as_str())
        );
    }
}
