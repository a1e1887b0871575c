//! A CMap (Adobe Technical Note 5014): from the codes of a font to characters, `ToUnicode`, or to numbers of a collection.

use std::collections::BTreeMap;

/// What a CMap says.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// By length in bytes, how codes begin and end: `<81> <FE>`.
    spaces: Vec<(usize, u32, u32)>,
    /// Ranges of codes in their order, and the text of the first of each.
    texts: Vec<(u32, u32, Vec<u16>)>,
    /// Ranges of codes in their order, and the number of the first of each.
    numbers: Vec<(u32, u32, u32)>,
}

/// A range that was said before another that begins within it is looked for so far back.
const REACH: usize = 4;
/// The text that a code stands for is a ligature or a word of few letters.
const LONGEST_TEXT: usize = 32;

impl CMap {
    /// Reads a CMap; what cannot be understood in it is passed over.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut map = CMap::default();
        let mut operands = Vec::new();
        for token in (Tokens { bytes, at: 0 }) {
            match token {
                Token::Word(word) => {
                    map.take(word, &operands);
                    operands.clear();
                }
                operand => operands.push(operand),
            }
        }
        map.texts.sort_by_key(|(from, ..)| *from);
        map.numbers.sort_by_key(|(from, ..)| *from);
        map
    }

    fn take(&mut self, word: &[u8], operands: &[Token<'_>]) {
        match word {
            b"endcodespacerange" => {
                let pairs =
                    operands.chunks_exact(2).filter_map(|pair| Some((pair[0].hex()?, pair[1].code()?)));
                self.spaces.extend(pairs.map(|(low, high)| (low.len(), code(&low), high)));
            }
            b"endbfchar" => self.texts.extend(operands.chunks_exact(2).filter_map(|pair| {
                let from = pair[0].code()?;
                Some((from, from, units(&pair[1].hex()?)))
            })),
            b"endbfrange" => self.ranges(operands),
            b"endcidchar" => self.numbers.extend(operands.chunks_exact(2).filter_map(|pair| {
                let from = pair[0].code()?;
                Some((from, from, pair[1].number()?))
            })),
            b"endcidrange" => self.numbers.extend(operands.chunks_exact(3).filter_map(|three| {
                let (from, to) = (three[0].code()?, three[1].code()?);
                (from <= to).then_some((from, to, three[2].number()?))
            })),
            _ => {}
        }
    }

    /// Reads `<00> <05> <4E00>` and `<00> <01> [<4E00> <4E01>]`.
    fn ranges(&mut self, operands: &[Token<'_>]) {
        let mut rest = operands;
        while let [first, last, third, after @ ..] = rest {
            rest = after;
            let (Some(from), Some(to)) = (first.code(), last.code()) else { continue };
            if !matches!(third, Token::Open) {
                self.texts.extend(third.hex().filter(|_| from <= to).map(|text| (from, to, units(&text))));
                continue;
            }
            let count = rest.iter().position(|t| matches!(t, Token::Close)).unwrap_or(rest.len());
            let codes = from..=to;
            self.texts
                .extend(codes.zip(&rest[..count]).filter_map(|(at, t)| Some((at, at, units(&t.hex()?)))));
            rest = rest.get(count + 1..).unwrap_or_default();
        }
    }

    /// Whether it tells of characters, and not of the blank alone.
    pub(super) fn tells(&self) -> bool {
        self.texts.len() > 1
    }

    /// The text that a code stands for.
    pub(super) fn text(&self, code: u32) -> Option<String> {
        let (from, _, text) = last_with(&self.texts, code, |range| (range.0, range.1))?;
        let mut text = text.clone();
        if let Some(last) = text.last_mut() {
            *last = last.wrapping_add(u16::try_from(code - from).ok()?);
        }
        let decoded = char::decode_utf16(text).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
        Some(decoded.filter(|c| *c != '\0').collect())
    }

    /// The number of a code in its collection.
    pub(super) fn number(&self, code: u32) -> Option<u32> {
        let (from, _, number) = last_with(&self.numbers, code, |range| (range.0, range.1))?;
        number.checked_add(code - from)
    }

    /// How many bytes the code takes that `bytes` begin with.
    pub(super) fn length(&self, bytes: &[u8]) -> usize {
        let fits = |(length, low, high): &&(usize, u32, u32)| {
            let part = |code: u32, at: usize| code >> (8 * (length - 1 - at)) & 0xFF;
            bytes.len() >= *length
                && (0..*length).all(|at| (part(*low, at)..=part(*high, at)).contains(&u32::from(bytes[at])))
        };
        let shortest = self.spaces.iter().map(|space| space.0).min().unwrap_or(2);
        self.spaces.iter().find(fits).map_or(shortest, |space| space.0).max(1)
    }
}

/// The range with `code` in it: the last of those that begin before it.
fn last_with<R>(ranges: &[R], code: u32, ends: impl Fn(&R) -> (u32, u32)) -> Option<&R> {
    let after = ranges.partition_point(|range| ends(range).0 <= code);
    ranges[..after].iter().rev().take(REACH).find(|range| ends(range).1 >= code)
}

/// A code of up to four bytes as a number.
fn code(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |code, byte| code << 8 | u32::from(*byte))
}

/// Text as UTF-16: a single byte is a character of its own.
fn units(bytes: &[u8]) -> Vec<u16> {
    let unit = |pair: &[u8]| pair.iter().fold(0, |unit, byte| unit << 8 | u16::from(*byte));
    bytes.chunks(2).take(LONGEST_TEXT).map(unit).collect()
}

#[derive(Clone, Copy, Debug)]
enum Token<'a> {
    Hex(&'a [u8]),
    Number(u32),
    Open,
    Close,
    Word(&'a [u8]),
    Other,
}

impl Token<'_> {
    fn hex(&self) -> Option<Vec<u8>> {
        let Token::Hex(digits) = self else { return None };
        let value = |digit: &u8| char::from(*digit).to_digit(16).map(|d| d as u8);
        let digits: Vec<u8> = digits.iter().filter_map(value).take(4 * LONGEST_TEXT).collect();
        Some(digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect())
    }

    fn code(&self) -> Option<u32> {
        self.hex().filter(|bytes| (1..=4).contains(&bytes.len())).map(|bytes| code(&bytes))
    }

    fn number(&self) -> Option<u32> {
        if let Token::Number(number) = self { Some(*number) } else { None }
    }
}

/// The tokens of a PostScript text.
struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    fn until(&mut self, end: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|b| end(*b)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.until(|b| !b.is_ascii_whitespace() && b != 0);
        let first = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(match first {
            b'<' => {
                let digits = self.until(|b| b == b'>' || b == b'<');
                self.at += usize::from(self.bytes.get(self.at) == Some(&b'>'));
                Token::Hex(digits)
            }
            b'[' => Token::Open,
            b']' => Token::Close,
            b'%' => {
                self.until(|b| b == b'\n' || b == b'\r');
                return self.next_after_comment();
            }
            b'/' => {
                self.until(is_end);
                Token::Other
            }
            b'(' => {
                self.until(|b| b == b')');
                self.at += 1;
                Token::Other
            }
            _ => {
                self.at -= 1;
                let word = self.until(is_end);
                if word.is_empty() {
                    self.at += 1;
                    return Some(Token::Other);
                }
                let number = std::str::from_utf8(word).ok().and_then(|word| word.parse().ok());
                number.map_or(Token::Word(word), Token::Number)
            }
        })
    }
}

impl<'a> Tokens<'a> {
    /// Goes on behind a comment; a thousand comments in a row take no stack.
    fn next_after_comment(&mut self) -> Option<Token<'a>> {
        loop {
            self.until(|b| !b.is_ascii_whitespace() && b != 0);
            if self.bytes.get(self.at) != Some(&b'%') {
                return self.next();
            }
            self.until(|b| b == b'\n' || b == b'\r');
        }
    }
}

fn is_end(byte: u8) -> bool {
    byte.is_ascii_whitespace() || b"<>[]()/%\0".contains(&byte)
}

/// By code or number the width of a character, as ranges.
#[derive(Debug, Default)]
pub(super) struct Widths(BTreeMap<u32, (u32, f64)>);

impl Widths {
    /// Notes the width of the codes `from..=to`.
    pub(super) fn set(&mut self, from: u32, to: u32, width: f64) {
        self.0.insert(from, (to, width));
    }

    /// The width of a code.
    pub(super) fn get(&self, code: u32) -> Option<f64> {
        let (_, (to, width)) = self.0.range(..=code).next_back()?;
        (code <= *to).then_some(*width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_ranges_are_read() {
        let map = CMap::read(
            b"/CIDInit /ProcSet findresource begin 1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
              2 beginbfchar <0003> <4E91> % comment\n <0004> <00660069> endbfchar\n\
              2 beginbfrange <0010> <0012> <4E00> <0020> <0021> [<53BF> <D840DC0B>] endbfrange",
        );
        let texts = [3, 4, 0x10, 0x12, 0x20, 0x21].map(|code| map.text(code).unwrap());
        assert_eq!(texts, ["云", "fi", "一", "丂", "县", "\u{2000B}"]);
        assert_eq!((map.text(5), map.length(b"\0\x03\0")), (None, 2));
    }

    #[test]
    fn codes_of_several_lengths_are_told_apart() {
        let map = CMap::read(
            b"2 begincodespacerange <00> <80> <8140> <FEFE> endcodespacerange 1 begincidrange <8140> <8142> 100 endcidrange",
        );
        assert_eq!(
            (map.length(b"A\x81\x40"), map.length(b"\x81\x40"), map.number(0x8142)),
            (1, 2, Some(102))
        );
    }

    #[test]
    fn a_hostile_map_takes_little() {
        let wide = "1 beginbfrange <0000> <FFFFFFFF> <0000> endbfrange ".repeat(10_000);
        let map = CMap::read(wide.as_bytes());
        assert!(map.text(7).is_some());
        CMap::read("%\n".repeat(100_000).as_bytes());
        CMap::read(b"<");
        CMap::read(b"(");
        CMap::read(b"1 beginbfrange <00> <01> [");
    }
}
