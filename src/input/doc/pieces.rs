//! The piece table of a Word file (Clx, MS-DOC 2.9.38) → its characters, each with the place in the stream that its properties hang on.

use super::header::damaged;
use crate::error::Error;
use crate::input::bytes::{long, short};
use crate::input::charset::Charset;

/// A stretch of the text that stands together in the stream.
struct Piece {
    /// Its characters in the count of all.
    start: usize,
    end: usize,
    /// Where its first character stands.
    at: usize,
    width: Width,
    /// What the table itself changes of its properties.
    change: u16,
}

/// How many bytes a character takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Width {
    /// UTF-16.
    Two,
    /// Windows-1252.
    One,
    /// GBK, which no Word writes there; others do.
    Mixed,
}

/// The pieces of a text.
pub(super) struct Pieces<'a> {
    document: &'a [u8],
    pieces: Vec<Piece>,
    /// Properties that pieces refer to.
    changes: Vec<&'a [u8]>,
}

/// A character of the text.
#[derive(Clone, Copy)]
pub(super) struct Char {
    pub(super) c: char,
    /// Its place in the count of all characters.
    pub(super) cp: usize,
    /// Its place in the stream.
    pub(super) at: usize,
    /// The piece that it stands in.
    pub(super) piece: usize,
}

/// So many bytes beyond ASCII side by side are no Western word.
const GBK_RUN: usize = 6;

impl<'a> Pieces<'a> {
    /// Reads the piece table.
    pub(super) fn read(document: &'a [u8], table: &'a [u8]) -> Result<Self, Error> {
        let (mut rest, mut changes) = (table, Vec::new());
        while let Some((1, after)) = rest.split_first() {
            let length = usize::from(short(after, 0).ok_or_else(damaged)?);
            changes.push(after.get(2..2 + length).ok_or_else(damaged)?);
            rest = &after[2 + length..];
        }
        let Some((2, rest)) = rest.split_first() else { return Err(damaged()) };
        let length = long(rest, 0).ok_or_else(damaged)? as usize;
        let table = rest.get(4..4 + length).ok_or_else(damaged)?;
        let count = length.saturating_sub(4) / 12;
        let (places, records) = table.split_at_checked(4 * (count + 1)).ok_or_else(damaged)?;
        let mut pieces = Pieces { document, pieces: Vec::new(), changes };
        for (i, record) in records.chunks_exact(8).enumerate().take(count) {
            let place = |i: usize| long(places, 4 * i).unwrap_or(0) as usize;
            let (at, change) = (long(record, 2).unwrap_or(0), short(record, 6).unwrap_or(0));
            pieces.push(place(i)..place(i + 1), at, change)?;
        }
        // Each character stands in the stream once; a table that claims more leads to the same bytes again and again.
        let total: usize = pieces.pieces.iter().map(|p| p.end - p.start).sum();
        if total > document.len() { Err(damaged()) } else { Ok(pieces) }
    }

    fn push(&mut self, cps: std::ops::Range<usize>, at: u32, change: u16) -> Result<(), Error> {
        const ONE_BYTE: u32 = 0x4000_0000;
        let (start, end) = (cps.start, cps.end);
        let length = end.checked_sub(start).ok_or_else(damaged)?;
        let (at, bytes, mut width) = if at & ONE_BYTE != 0 {
            (((at & !ONE_BYTE) / 2) as usize, length, Width::One)
        } else {
            (at as usize, length.saturating_mul(2), Width::Two)
        };
        let bytes = self.document.get(at..at.saturating_add(bytes)).ok_or_else(damaged)?;
        let high = |run: &[u8]| run.len() >= GBK_RUN && run[0] >= 0x80;
        if width == Width::One
            && bytes.chunk_by(|a, b| (*a >= 0x80) == (*b >= 0x80)).any(high)
            && Charset::GBK.whole(bytes).is_some()
        {
            width = Width::Mixed;
        }
        self.pieces.push(Piece { start, end, at, width, change });
        Ok(())
    }

    /// Iterates over the characters from one place of the count to another.
    pub(super) fn chars(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = Char> + '_ {
        let first = self.pieces.partition_point(|piece| piece.end <= range.start);
        let pieces = self.pieces.iter().enumerate().skip(first);
        let within = range.clone();
        pieces.take_while(move |(_, piece)| piece.start < within.end).flat_map(move |(number, piece)| {
            let (mut cp, end) = (range.start.max(piece.start), range.end.min(piece.end));
            std::iter::from_fn(move || {
                let here = cp;
                let (c, at, length) = (here < end).then(|| self.char(piece, here))?;
                cp += length;
                Some(Char { c, cp: here, at, piece: number })
            })
        })
    }

    /// The character at a place of the count, where it stands, and how much of the count it takes.
    fn char(&self, piece: &Piece, cp: usize) -> (char, usize, usize) {
        let steps = cp - piece.start;
        if piece.width == Width::Two {
            let at = piece.at + 2 * steps;
            let unit = |at| short(self.document, at).unwrap_or(0);
            let pair = char::decode_utf16([unit(at), unit(at + 2)]).next();
            return match pair {
                Some(Ok(c)) => (c, at, c.len_utf16()),
                _ => (char::REPLACEMENT_CHARACTER, at, 1),
            };
        }
        let at = piece.at + steps;
        let bytes = self.document.get(at..).unwrap_or(&[]);
        let wide = piece.width == Width::Mixed && bytes.first().is_some_and(|b| *b >= 0x81);
        let (charset, length) = if wide { (Charset::GBK, 2) } else { (Charset::WESTERN, 1) };
        let c = match bytes.first() {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            _ => charset.text(bytes.get(..length).unwrap_or(&[])).chars().next(),
        };
        (c.unwrap_or(char::REPLACEMENT_CHARACTER), at, length)
    }

    /// What the table changes of the properties of a piece: a list of changes, or one short one.
    pub(super) fn change(&self, piece: usize) -> Change<'a> {
        match self.pieces.get(piece).map_or(0, |piece| piece.change) {
            0 => Change::None,
            list if list & 1 == 1 => {
                self.changes.get(usize::from(list >> 1)).map_or(Change::None, |l| Change::List(l))
            }
            one => Change::One((one >> 1 & 0x7F) as u8, (one >> 8) as u8),
        }
    }
}

/// What the piece table itself changes of the properties of its characters.
#[derive(Clone, Copy)]
pub(super) enum Change<'a> {
    None,
    List(&'a [u8]),
    /// By its number in the list of short changes (Prm0).
    One(u8, u8),
}
