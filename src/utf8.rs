//! Bytes that were written as UTF-8 → the text, checked once and fast; and Chinese characters two at a time.

/// The text that the bytes are, if they are UTF-8.
pub(crate) fn whole(bytes: &[u8]) -> Option<&str> {
    simdutf8::basic::from_utf8(bytes).ok()
}

/// A text that is written as bytes: each piece is checked while it is near.
pub(crate) struct Written {
    text: String,
    piece: Box<[u8; PIECE]>,
    len: usize,
}

/// Bytes of a piece: some of the nearest store's 32 KB.
const PIECE: usize = 4096;
/// What can always be written without asking again.
pub(crate) const ROOM: usize = 512;

impl Written {
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Written { text: String::with_capacity(bytes), piece: Box::new([0; PIECE]), len: 0 }
    }

    /// Bytes written.
    pub(crate) fn len(&self) -> usize {
        self.text.len() + self.len
    }

    /// Where whole characters are to be written next, at least [`ROOM`] bytes; what was written is told to
    /// [`Written::advance`].
    #[inline]
    pub(crate) fn room(&mut self) -> &mut [u8] {
        if self.len > PIECE - ROOM {
            self.store();
        }
        &mut self.piece[self.len..]
    }

    /// Takes what was written into the room.
    #[inline]
    pub(crate) fn advance(&mut self, bytes: usize) {
        self.len += bytes;
    }

    /// Writes a text of at most [`ROOM`] bytes.
    #[inline]
    pub(crate) fn push(&mut self, text: &[u8]) {
        self.room()[..text.len()].copy_from_slice(text);
        self.advance(text.len());
    }

    /// What is no UTF-8 in spite of all becomes U+FFFD.
    fn store(&mut self) {
        let piece = &self.piece[..self.len];
        match whole(piece) {
            Some(text) => self.text.push_str(text),
            None => self.text.push_str(&String::from_utf8_lossy(piece)),
        }
        self.len = 0;
    }

    pub(crate) fn finished(mut self) -> String {
        self.store();
        self.text
    }
}

/// The marks of characters of three bytes, for two of them in a word's lower six bytes.
const MARKS: u64 = 0x8080E0_8080E0;
/// The bits that are marks.
const MARK_BITS: u64 = 0xC0C0F0_C0C0F0;

/// The word that `text` begins with, lowest byte first.
#[inline]
pub(crate) fn word(text: &[u8]) -> Option<u64> {
    text.first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
}

/// The codes of the two characters in a word's lower six bytes, if each has three: so nearly all of a Chinese text is read,
/// at little more than the cost of one.
#[inline]
pub(crate) fn two(word: u64) -> Option<[u16; 2]> {
    let codes = (word & 0x00000F_00000F) << 12 | word >> 2 & 0x000FC0_000FC0 | word >> 16 & 0x00003F_00003F;
    (word & MARK_BITS == MARKS).then_some([codes as u16, (codes >> 24) as u16])
}

/// The code of the character in a word's lower three bytes, if it has three.
#[inline]
pub(crate) fn one(word: u64) -> Option<u16> {
    let code = (word & 0x00000F) << 12 | word >> 2 & 0x000FC0 | word >> 16 & 0x00003F;
    (word & MARK_BITS & 0xFFFFFF == MARKS & 0xFFFFFF).then_some(code as u16)
}

/// Two codes' bits where two characters of three bytes have them, without the marks.
#[inline]
pub(crate) fn spread([first, second]: [u16; 2]) -> u64 {
    let codes = u64::from(first) | u64::from(second) << 24;
    codes >> 12 & 0x00000F_00000F | codes << 2 & 0x003F00_003F00 | codes << 16 & 0x3F0000_3F0000
}

/// Two characters from U+0800 on as the six bytes that they have.
#[inline]
pub(crate) fn of_two(codes: [u16; 2]) -> u64 {
    spread(codes) | MARKS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_characters_are_read_and_written_at_once() {
        let text = "云溪县3";
        let eight = word(text.as_bytes()).expect("it has ten bytes");
        assert_eq!(two(eight), Some(['云' as u16, '溪' as u16]));
        assert_eq!(&of_two(['云' as u16, '溪' as u16]).to_le_bytes()[..6], "云溪".as_bytes());
        assert_eq!(
            (one(eight), one(word("3县月县".as_bytes()).expect("it has ten bytes"))),
            (Some('云' as u16), None)
        );
        assert_eq!(two(word("县3月县县".as_bytes()).expect("it has thirteen bytes")), None);
    }

    #[test]
    fn a_written_text_is_whole_over_many_pieces() {
        let mut written = Written::with_capacity(0);
        for _ in 0..PIECE {
            written.push("云溪县 3".as_bytes());
        }
        assert_eq!(written.len(), 11 * PIECE);
        assert_eq!(written.finished(), "云溪县 3".repeat(PIECE));
    }
}
