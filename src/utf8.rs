//! Bytes that were written as UTF-8 → the text, checked once and fast.

/// The text; what is no UTF-8 in spite of all becomes U+FFFD.
pub(crate) fn text(bytes: Vec<u8>) -> String {
    match simdutf8::basic::from_utf8(&bytes) {
        Ok(whole) => whole.to_owned(),
        Err(_) => String::from_utf8_lossy(&bytes).into_owned(),
    }
}

/// The text that the bytes are, if they are UTF-8.
pub(crate) fn whole(bytes: &[u8]) -> Option<&str> {
    simdutf8::basic::from_utf8(bytes).ok()
}
