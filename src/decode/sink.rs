//! Where decoders write: characters → the text in UTF-8, and how much of the input each of them took.

use crate::source::{Changes, Count};
use crate::utf8::Written;

/// The text that is written, and the count of what was read for it.
pub(super) struct Sink {
    pub(super) text: Written,
    pub(super) count: Count,
    unit: usize,
}

impl Sink {
    /// A sink for the text of `bytes` bytes, counted in units of `unit` bytes: the code unit of the encoding, or 1.
    pub(super) fn new(bytes: usize, unit: usize) -> Self {
        Sink { text: Written::with_capacity(bytes * 3 / 2), count: Count::new(unit), unit }
    }

    /// Writes a character that took `bytes` bytes of input.
    pub(super) fn push(&mut self, c: char, bytes: usize) {
        self.text.push(c.encode_utf8(&mut [0; 4]).as_bytes());
        self.count.push(c.len_utf8() as u32, (bytes / self.unit) as u32);
    }

    /// Writes a character for `bytes` bytes that are no whole unit: a file was cut off.
    pub(super) fn push_rest(&mut self, c: char, bytes: usize) {
        self.count.skip(bytes);
        self.push(c, 0);
    }

    /// The text and the way back.
    pub(super) fn finished(self) -> (String, Changes) {
        (self.text.finished(), Changes::counted(self.count))
    }
}
