//! Bytes and what a file says of their encoding – a code page, a name – → text.
//!
//! For what is too short to be recognised by itself: the runs of an RTF file, the subject of a mail. Whole texts go to `decode`.

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_8, WINDOWS_1252};

/// An encoding that a file names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Charset(&'static Encoding);

impl Charset {
    /// Western European: what Word takes where it says nothing.
    pub(super) const WESTERN: Charset = Charset(WINDOWS_1252);
    /// GBK, with all of GB18030.
    pub(super) const GBK: Charset = Charset(GB18030);

    /// Looks up a code page of Windows: 936 is GBK.
    pub(super) fn of_code_page(number: u32) -> Option<Charset> {
        Some(Charset(match number {
            936 | 54936 => GB18030,
            950 => BIG5,
            932 => SHIFT_JIS,
            949 => EUC_KR,
            65001 => UTF_8,
            874 | 1250..=1258 => Encoding::for_label(format!("windows-{number}").as_bytes())?,
            _ => return None,
        }))
    }

    /// Looks up a name as MIME and web pages use it.
    pub(super) fn named(name: &str) -> Option<Charset> {
        let found = Encoding::for_label(name.trim().as_bytes())?;
        Some(Charset(if found == encoding_rs::GBK { GB18030 } else { found }))
    }

    /// Whether some of its characters take two bytes.
    pub(super) fn is_wide(self) -> bool {
        !self.0.is_single_byte()
    }

    /// Decodes; what is no text in this encoding becomes U+FFFD.
    pub(super) fn text(self, bytes: &[u8]) -> String {
        self.0.decode_without_bom_handling(bytes).0.into_owned()
    }

    /// Decodes bytes that are all text in this encoding; none for others.
    pub(super) fn whole(self, bytes: &[u8]) -> Option<String> {
        let text = self.0.decode_without_bom_handling_and_without_replacement(bytes)?;
        // GB18030 has a place for every private character.
        (!text.contains(|c| ('\u{E000}'..='\u{F8FF}').contains(&c))).then(|| text.into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_pages_and_names_are_known() {
        assert_eq!(Charset::of_code_page(936).map(|c| c.text(b"\xD4\xC6\xCF\xAA")).as_deref(), Some("云溪"));
        assert_eq!(Charset::named(" GB2312 "), Some(Charset::GBK));
        assert_eq!(Charset::of_code_page(1252), Some(Charset::WESTERN));
        assert_eq!(Charset::WESTERN.text(b"\x93\xB7"), "“·");
        assert_eq!(Charset::GBK.whole(b"\xD4\xC6\xFF"), None);
        assert_eq!((Charset::of_code_page(1), Charset::named("klingon")), (None, None));
    }
}
