//! The encodings of Chinese text: their names, and bytes → text in each of them.

use super::sink::Sink;
use super::{cns, doublebyte, seven, unicode};

/// An encoding of Chinese text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Code {
    Utf8,
    Utf16Le,
    Utf16Be,
    Utf32Le,
    Utf32Be,
    Gb18030,
    Big5,
    EucTw,
    Hz,
    Iso2022Cn,
}

impl Code {
    pub(super) fn name(self) -> &'static str {
        match self {
            Code::Utf8 => "utf-8",
            Code::Utf16Le => "utf-16le",
            Code::Utf16Be => "utf-16be",
            Code::Utf32Le => "utf-32le",
            Code::Utf32Be => "utf-32be",
            Code::Gb18030 => "gb18030",
            Code::Big5 => "big5",
            Code::EucTw => "euc-tw",
            Code::Hz => "hz",
            Code::Iso2022Cn => "iso-2022-cn",
        }
    }

    /// The bytes of a code unit.
    pub(super) fn unit(self) -> usize {
        match self {
            Code::Utf16Le | Code::Utf16Be => 2,
            Code::Utf32Le | Code::Utf32Be => 4,
            _ => 1,
        }
    }

    /// Decodes bytes into a sink. Total: what cannot be decoded becomes U+FFFD.
    pub(super) fn read(self, bytes: &[u8], to: &mut Sink) {
        match self {
            Code::Utf8 => unicode::utf8(bytes, to),
            Code::Utf16Le => unicode::utf16(bytes, u16::from_le_bytes, to),
            Code::Utf16Be => unicode::utf16(bytes, u16::from_be_bytes, to),
            Code::Utf32Le => unicode::utf32(bytes, u32::from_le_bytes, to),
            Code::Utf32Be => unicode::utf32(bytes, u32::from_be_bytes, to),
            Code::Gb18030 => doublebyte::gb18030(bytes, to),
            Code::Big5 => doublebyte::big5(bytes, to),
            Code::EucTw => cns::euc_tw(bytes, to),
            Code::Hz => seven::hz(bytes, to),
            Code::Iso2022Cn => seven::iso_2022_cn(bytes, to),
        }
    }

    /// The text that bytes are in this encoding.
    pub(super) fn text(self, bytes: &[u8]) -> String {
        let mut to = Sink::new(bytes.len(), self.unit());
        self.read(bytes, &mut to);
        to.finished().0
    }
}
