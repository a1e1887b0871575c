//! Bytes of an RTF file → its control words, groups and text, one after the other.

/// A sign of an RTF file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign<'a> {
    Open,
    Close,
    /// A control word and its number.
    Word(&'a str, Option<i32>),
    /// A control symbol: `\~`, `\*`.
    Symbol(u8),
    /// `\'b1`, or a byte that stands there as it is.
    Byte(u8),
}

/// Cuts a file into its signs.
pub(super) struct Signs<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Signs<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        Signs { bytes, at: 0 }
    }

    /// Passes over bytes that stand there as they are: a picture.
    pub(super) fn pass_over(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.bytes.len());
    }

    fn word(&mut self) -> Sign<'a> {
        let rest = &self.bytes[self.at..];
        let letters = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let (name, rest) = rest.split_at(letters);
        let minus = usize::from(rest.first() == Some(&b'-') && rest.get(1).is_some_and(u8::is_ascii_digit));
        let digits = rest[minus..].iter().take_while(|b| b.is_ascii_digit()).count();
        let number = std::str::from_utf8(&rest[..minus + digits]).ok().and_then(|n| n.parse().ok());
        // A blank behind the word belongs to it.
        let blank = usize::from(rest.get(minus + digits) == Some(&b' '));
        self.at += letters + minus + digits + blank;
        Sign::Word(std::str::from_utf8(name).unwrap_or_default(), number)
    }

    fn escaped(&mut self) -> Option<Sign<'a>> {
        let first = *self.bytes.get(self.at)?;
        if first.is_ascii_alphabetic() {
            return Some(self.word());
        }
        self.at += 1;
        if first != b'\'' {
            // The end of a line behind a backslash ends a paragraph.
            return Some(if matches!(first, b'\r' | b'\n') {
                Sign::Word("par", None)
            } else {
                Sign::Symbol(first)
            });
        }
        let digits = self.bytes.get(self.at..self.at + 2)?;
        let byte = u8::from_str_radix(std::str::from_utf8(digits).ok().unwrap_or_default(), 16);
        self.at += if byte.is_ok() { 2 } else { 0 };
        Some(Sign::Byte(byte.unwrap_or(b'?')))
    }
}

impl<'a> Iterator for Signs<'a> {
    type Item = Sign<'a>;

    fn next(&mut self) -> Option<Sign<'a>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            return Some(match byte {
                b'{' => Sign::Open,
                b'}' => Sign::Close,
                b'\\' => return self.escaped(),
                b'\r' | b'\n' | 0 => continue,
                byte => Sign::Byte(byte),
            });
        }
    }
}
