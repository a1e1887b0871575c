//! Bytes → text, with the encoding's name, how sure it is, and the way back.

use crate::source::Changes;

/// A decoded text.
pub struct Decoded {
    /// The text.
    pub text: String,
    /// WHATWG name, lower case, or `hz`.
    pub encoding: &'static str,
    /// 0 to 1.
    pub confidence: f32,
    /// The way back to the bytes.
    pub changes: Changes,
}

/// Decodes `bytes`. Total: what cannot be decoded becomes U+FFFD.
pub fn decode(bytes: &[u8]) -> Decoded {
    let text = String::from_utf8_lossy(bytes).into_owned();
    Decoded { text, encoding: "utf-8", confidence: 1.0, changes: Changes::default() }
}
