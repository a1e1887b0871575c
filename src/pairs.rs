//! The two-byte encodings GBK and Big5 as tables both ways, for decoding and for undoing a wrong decoding.

use encoding_rs::{BIG5 as BIG5_RS, Encoding, GB18030};
use std::sync::LazyLock;

/// A two-byte encoding as tables both ways.
pub(crate) struct Pairs {
    /// By lead and trail byte the character of the basic plane; 0 where there is none.
    decode: Box<[u16; 1 << 16]>,
    /// The pairs of characters beyond it, in order.
    beyond: Vec<(u16, char)>,
    /// By character of the basic plane; 0 where there is none.
    encode: Vec<u16>,
    /// The characters beyond it with their pairs, in order.
    encode_beyond: Vec<(char, u16)>,
}

/// GBK, with the characters that GB18030 gives to its two-byte cells.
pub(crate) static GBK: LazyLock<Pairs> = LazyLock::new(|| Pairs::of(GB18030));
/// Big5 with Hong Kong's characters.
pub(crate) static BIG5: LazyLock<Pairs> = LazyLock::new(|| Pairs::of(BIG5_RS));
/// Big5 as of 1984, without what ETEN and Hong Kong put into rows C6 and C7: kana, Cyrillic and numbers stand elsewhere.
/// Many decoders that are not browsers' read it so.
pub(crate) static BIG5_1984: LazyLock<Pairs> = LazyLock::new(|| {
    let mut pairs = Pairs::of(BIG5_RS);
    let kana = "ヾゝゞ々".chars().chain('ぁ'..='ん').chain('ァ'..='ヶ');
    let upper = ('Д'..='Е').chain(['Ё']).chain('Ж'..='М').chain('У'..='Я');
    let lower = ('а'..='е').chain(['ё']).chain('ж'..='я');
    let chars = kana.chain(upper).chain(lower).chain('①'..='⑩').chain('⑴'..='⑽');
    let cells = (0xC6A1..=0xC6FEu16).chain(0xC740..=0xC77E).chain(0xC7A1..=0xC7FC);
    for (pair, c) in cells.zip(chars) {
        pairs.decode[usize::from(pair)] = c as u16;
        pairs.encode[c as usize] = pair;
    }
    pairs
});

impl Pairs {
    /// Asks the library for every pair once.
    fn of(encoding: &'static Encoding) -> Self {
        let (mut decode, mut encode) = (Box::new([0; 1 << 16]), vec![0u16; 1 << 16]);
        let mut beyond = Vec::new();
        for lead in 0x81..=0xFEu8 {
            for trail in (0x40..=0x7E).chain(0x80..=0xFE) {
                let bytes = [lead, trail];
                let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(&bytes) else {
                    continue;
                };
                let mut chars = text.chars();
                if let (Some(c), None) = (chars.next(), chars.next()) {
                    let pair = u16::from_be_bytes([lead, trail]);
                    match u16::try_from(c as u32) {
                        Ok(code) => decode[usize::from(pair)] = code,
                        Err(_) => beyond.push((pair, c)),
                    }
                    if let Some(slot) = encode.get_mut(c as usize)
                        && (*slot == 0 || encoding == BIG5_RS && *slot < 0xA100 && pair >= 0xA400)
                    {
                        *slot = pair;
                    }
                }
            }
        }
        let mut encode_beyond: Vec<(char, u16)> = beyond.iter().map(|(pair, c)| (*c, *pair)).collect();
        encode_beyond.sort_unstable();
        Pairs { decode, beyond, encode, encode_beyond }
    }

    /// The character of a pair of bytes.
    pub(crate) fn char(&self, lead: u8, trail: u8) -> Option<char> {
        let pair = u16::from_be_bytes([lead, trail]);
        match self.code(lead, trail) {
            0 => self.beyond.binary_search_by_key(&pair, |(pair, _)| *pair).ok().map(|at| self.beyond[at].1),
            code => char::from_u32(u32::from(code)),
        }
    }

    /// The character of a pair of bytes, as a number, if it is one of the basic plane; else 0.
    #[inline]
    pub(crate) fn code(&self, lead: u8, trail: u8) -> u16 {
        self.decode[usize::from(u16::from_be_bytes([lead, trail]))]
    }

    /// Whether decoders show nothing for the pair: it has no character, or one for private use.
    pub(crate) fn is_blank(&self, lead: u8, trail: u8) -> bool {
        self.char(lead, trail).is_none_or(|c| ('\u{E000}'..='\u{F8FF}').contains(&c))
    }

    /// The pair of bytes of a character.
    pub(crate) fn bytes(&self, c: char) -> Option<[u8; 2]> {
        let pair = match self.encode.get(c as usize) {
            Some(pair) => Some(*pair).filter(|pair| *pair != 0),
            None => {
                let at = self.encode_beyond.binary_search_by_key(&c, |(c, _)| *c).ok();
                at.map(|at| self.encode_beyond[at].1)
            }
        };
        pair.map(u16::to_be_bytes)
    }
}
