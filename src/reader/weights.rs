//! A file of weights → the encoder's matrices and its vocabulary; a file that is cut off or does not fit itself is an error.
//!
//! The file, all numbers little-endian: `GWREADER`, version, length of the file; [`Sizes`]; the vocabulary; the tensors in the
//! order of [`Weights`]. `benches/make/reader_file.py` writes it.

use super::gemm::{Linear, Rows, WIDEST};
use super::tokens::{FIRST, Vocabulary};
use crate::error::{Error, ErrorKind};

const MAGIC: &[u8] = b"GWREADER";
const VERSION: u32 = 1;
/// No size of a file may be above: what a file says of itself asks for no more memory than it holds bytes, times eight.
const MOST: usize = 1 << 20;
/// What the shares of entries that are coded add up to.
const SHARES: usize = 1 << 14;

/// What the file says of itself.
#[derive(Debug)]
pub(super) struct Sizes {
    /// Numbers that stand for a token.
    pub(super) width: usize,
    /// Heads of attention.
    pub(super) heads: usize,
    /// Numbers between the two maps of a layer.
    pub(super) inner: usize,
    /// Tokens of a task, of a passage, and of all, at most.
    pub(super) task: usize,
    pub(super) passage: usize,
    pub(super) total: usize,
    /// Passages that are read with a task.
    pub(super) passages: usize,
    /// Added to a variance before its root is taken.
    pub(super) epsilon: f32,
}

/// Factor and addend of a normalised row.
#[derive(Debug)]
pub(super) struct Norm {
    pub(super) factor: Vec<f32>,
    pub(super) addend: Vec<f32>,
}

/// One layer: attention, then two maps with a curve between.
#[derive(Debug)]
pub(super) struct Layer {
    pub(super) query: Linear,
    pub(super) key: Linear,
    pub(super) value: Linear,
    pub(super) output: Linear,
    pub(super) after_attention: Norm,
    pub(super) rise: Linear,
    pub(super) fall: Linear,
    pub(super) after: Norm,
}

/// All that is fitted.
#[derive(Debug)]
pub(super) struct Weights {
    pub(super) sizes: Sizes,
    pub(super) vocabulary: Vocabulary,
    pub(super) words: Matrix,
    pub(super) places: Matrix,
    pub(super) first: Norm,
    pub(super) layers: Vec<Layer>,
    pub(super) judge: Linear,
    /// Three rows and a bias each.
    pub(super) verdict: (Vec<f32>, Vec<f32>),
    /// One row and its bias.
    pub(super) quoted: (Vec<f32>, Vec<f32>),
}

/// Small whole numbers, with a scale for each group of a row.
#[derive(Debug)]
pub(super) struct Matrix {
    width: usize,
    group: usize,
    values: Vec<i8>,
    scales: Vec<f32>,
}

impl Matrix {
    /// The numbers of a row.
    pub(super) fn row(&self, at: usize) -> impl Iterator<Item = f32> {
        let values = self.values[at * self.width..][..self.width].chunks(self.group);
        let scales = &self.scales[at * (self.width / self.group)..];
        values
            .zip(scales)
            .flat_map(|(values, scale)| values.iter().map(move |value| f32::from(*value) * scale))
    }

    fn rows(&self) -> Rows {
        let mut rows = Rows::of(&[], self.width);
        let mut row = vec![0.0; self.width];
        for (values, scales) in
            self.values.chunks_exact(self.width).zip(self.scales.chunks_exact(self.width / self.group))
        {
            let groups = row.chunks_exact_mut(self.group).zip(values.chunks_exact(self.group));
            for ((row, values), scale) in groups.zip(scales) {
                row.iter_mut().zip(values).for_each(|(number, value)| *number = f32::from(*value) * scale);
            }
            rows.push(&row);
        }
        rows
    }
}

/// Why a file is refused.
fn broken(what: &str) -> Error {
    Error::new(ErrorKind::Malformed, format!("expected the weights of the reader, found {what}"))
        .in_chinese("判读模型文件不完整或不是判读模型")
}

impl Weights {
    /// Reads a file.
    pub(super) fn read(bytes: &[u8]) -> Result<Weights, Error> {
        let mut file = File { rest: bytes };
        if file.take(MAGIC.len())? != MAGIC || file.number()? != VERSION as usize {
            return Err(broken("another file"));
        }
        if file.number()? != bytes.len() {
            return Err(broken("another length than it says"));
        }
        let [width, heads, layers, inner, words, places] = file.sizes()?;
        let [task, passage, total, passages] = file.sizes()?;
        let fits =
            width % heads == 0 && 3 * width <= WIDEST && inner <= WIDEST && total <= places && total > 1;
        if !fits || words < FIRST {
            return Err(broken("sizes that do not fit each other"));
        }
        let epsilon = file.float()?;
        let sizes = Sizes { width, heads, inner, task, passage, total, passages, epsilon };
        let vocabulary = file.vocabulary(words - FIRST)?;
        let read = Weights {
            vocabulary,
            words: file.matrix(words, width)?,
            places: file.matrix(places, width)?,
            first: file.norm(width)?,
            layers: (0..layers).map(|_| file.layer(width, inner)).collect::<Result<_, _>>()?,
            judge: file.linear(width, 3 * width)?,
            verdict: (file.vector(3 * width)?, file.vector(3)?),
            quoted: (file.vector(width)?, file.vector(1)?),
            sizes,
        };
        if file.rest.is_empty() { Ok(read) } else { Err(broken("bytes behind its end")) }
    }
}

/// What is left of a file.
struct File<'a> {
    rest: &'a [u8],
}

impl<'a> File<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Error> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or_else(|| broken("its end too early"))?;
        self.rest = rest;
        Ok(taken)
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        self.take(N)?.try_into().map_err(|_| broken("its end too early"))
    }

    fn number(&mut self) -> Result<usize, Error> {
        Ok(u32::from_le_bytes(self.bytes()?) as usize)
    }

    fn float(&mut self) -> Result<f32, Error> {
        let float = f32::from_le_bytes(self.bytes()?);
        if float.is_finite() { Ok(float) } else { Err(broken("a number that is none")) }
    }

    fn sizes<const N: usize>(&mut self) -> Result<[usize; N], Error> {
        let mut sizes = [0; N];
        for size in &mut sizes {
            *size = self.number()?;
            if !(1..=MOST).contains(size) {
                return Err(broken("a size out of bounds"));
            }
        }
        Ok(sizes)
    }

    /// Reads pieces, each as the number of bytes that it shares with the one before, and the rest; their scores; and how
    /// characters are written, each as its distance from the one before.
    fn vocabulary(&mut self, count: usize) -> Result<Vocabulary, Error> {
        let unknown = self.float()?;
        let mut pieces: Vec<String> = Vec::new();
        for _ in 0..count {
            let [shared, more] = self.bytes()?.map(usize::from);
            let before = pieces.last().map_or(&[][..], |piece| piece.as_bytes());
            let shared =
                before.get(..shared).ok_or_else(|| broken("a piece that shares more than there is"))?;
            let piece = [shared, self.take(more)?].concat();
            let piece = String::from_utf8(piece).map_err(|_| broken("a piece that is no text"))?;
            if pieces.last().is_some_and(|last| *last >= piece) || piece.is_empty() {
                return Err(broken("pieces out of order"));
            }
            pieces.push(piece);
        }
        let scores = (0..count).map(|_| self.float()).collect::<Result<_, _>>()?;
        let mut written = Vec::new();
        let mut code = 0;
        for _ in 0..self.number()? {
            code += self.short()?;
            let count = self.bytes::<1>()?[0];
            let other = (0..count).map(|_| self.short().and_then(character)).collect::<Result<_, _>>()?;
            written.push((character(code)?, other));
        }
        Ok(Vocabulary { pieces, scores, unknown, written })
    }

    /// Reads a number of three bytes.
    fn short(&mut self) -> Result<u32, Error> {
        let [a, b, c] = self.bytes()?;
        Ok(u32::from_le_bytes([a, b, c, 0]))
    }

    fn layer(&mut self, width: usize, inner: usize) -> Result<Layer, Error> {
        Ok(Layer {
            query: self.linear(width, width)?,
            key: self.linear(width, width)?,
            value: self.linear(width, width)?,
            output: self.linear(width, width)?,
            after_attention: self.norm(width)?,
            rise: self.linear(inner, width)?,
            fall: self.linear(width, inner)?,
            after: self.norm(width)?,
        })
    }

    fn norm(&mut self, width: usize) -> Result<Norm, Error> {
        Ok(Norm { factor: self.vector(width)?, addend: self.vector(width)? })
    }

    fn linear(&mut self, height: usize, width: usize) -> Result<Linear, Error> {
        Ok(Linear { weights: self.matrix(height, width)?.rows(), bias: self.vector(height)? })
    }

    fn vector(&mut self, count: usize) -> Result<Vec<f32>, Error> {
        self.take(2 * count)?.chunks_exact(2).map(|half| half_float([half[0], half[1]])).collect()
    }

    /// Reads entries by asymmetric numeral systems (rANS), so that frequent ones take less than their share of bits: the least
    /// entry, how many there are and their shares of 2¹⁴; then 32 states and the words that fill them up.
    fn coded(&mut self, count: usize) -> Result<Vec<i8>, Error> {
        let [least, most] = self.bytes()?;
        let mut symbols = Vec::with_capacity(SHARES);
        for symbol in 0..=most {
            let share = u16::from_le_bytes(self.bytes()?);
            let start = symbols.len() as u16;
            if usize::from(start) + usize::from(share) > SHARES {
                return Err(broken("shares above the whole"));
            }
            let value = least.wrapping_add(symbol) as i8;
            symbols.extend((0..share).map(|at| (value, share, at)));
        }
        let symbols: &[_; SHARES] =
            symbols.as_slice().try_into().map_err(|_| broken("shares below the whole"))?;
        let words = self.number()?;
        let mut states = [0; 32];
        for state in &mut states {
            *state = u32::from_le_bytes(self.bytes()?);
        }
        let words = self.take(words.saturating_mul(2))?.as_chunks::<2>().0;
        let mut values = vec![0; count.next_multiple_of(states.len())];
        let mut at = 0;
        for values in values.chunks_exact_mut(states.len()) {
            for (value, state) in values.iter_mut().zip(&mut states) {
                let (symbol, share, part) = symbols[*state as usize % SHARES];
                let rest =
                    u32::from(share).wrapping_mul(*state / SHARES as u32).wrapping_add(u32::from(part));
                let word = words.get(at).map_or(0, |word| u32::from(u16::from_le_bytes(*word)));
                let empty = rest < 1 << 16;
                *value = symbol;
                *state = if empty { rest << 16 | word } else { rest };
                at += usize::from(empty);
            }
        }
        // What the writer began with is what the reader ends with.
        if at != words.len() || states.iter().any(|state| *state != 1 << 16) {
            return Err(broken("entries that do not come out even"));
        }
        values.truncate(count);
        Ok(values)
    }

    /// Reads the bits of an entry and the entries of a group; the scale of each group; the entries, eight in as many bytes
    /// as they have bits. No bits: a scale for each row, and coded entries.
    fn matrix(&mut self, height: usize, width: usize) -> Result<Matrix, Error> {
        let [bits, group] = self.bytes()?.map(usize::from);
        if bits == 0 {
            let scales = self.vector(height)?;
            return Ok(Matrix { width, group: width, values: self.coded(height * width)?, scales });
        }
        if !(2..=8).contains(&bits) || group == 0 || group % 8 != 0 || !width.is_multiple_of(group) {
            return Err(broken("a matrix of unknown form"));
        }
        let scales = self.vector(height * width / group)?;
        let packed = self.take(height * width / 8 * bits)?;
        let mut values = Vec::with_capacity(height * width);
        let (mask, middle) = ((1u64 << bits) - 1, 1i64 << (bits - 1));
        for eight in packed.chunks_exact(bits) {
            let mut all = [0; 8];
            all[..bits].copy_from_slice(eight);
            let all = u64::from_le_bytes(all);
            values.extend((0..8).map(|at| ((all >> (at * bits) & mask) as i64 - middle) as i8));
        }
        Ok(Matrix { width, group, values, scales })
    }
}

fn character(code: u32) -> Result<char, Error> {
    char::from_u32(code).ok_or_else(|| broken("a character that is none"))
}

/// Reads a number of sixteen bits (IEEE 754).
fn half_float(bytes: [u8; 2]) -> Result<f32, Error> {
    let bits = u32::from(u16::from_le_bytes(bytes));
    let (sign, power, rest) = ((bits & 0x8000) << 16, bits >> 10 & 0x1f, bits & 0x3ff);
    match power {
        0x1f => Err(broken("a number that is none")),
        0 => Ok(f32::from_bits(sign | (rest as f32 / 16_777_216.0).to_bits())),
        _ => Ok(f32::from_bits(sign | (power + 112) << 23 | rest << 13)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_floats_are_read_large_and_small() {
        let read = |bits: u16| half_float(bits.to_le_bytes()).unwrap();
        assert_eq!(
            [0x3c00, 0xc500, 0x0001, 0x8000, 0x7bff].map(read),
            [1.0, -5.0, 5.960_464_5e-8, -0.0, 65504.0]
        );
        assert!(half_float(0x7c00u16.to_le_bytes()).is_err());
    }

    #[test]
    fn entries_of_any_bits_come_apart() {
        // Two groups of eight entries of three bits, scales 1 and 2: −4 … 3, and the same again.
        let eight = (0..8u32).fold(0, |all, at| all | at << (3 * at)).to_le_bytes();
        let file = [&[3, 8, 0x00, 0x3c, 0x00, 0x40], &eight[..3], &eight[..3]].concat();
        let matrix = File { rest: &file }.matrix(1, 16).unwrap();
        let row: Vec<f32> = matrix.row(0).collect();
        assert_eq!(row[..8], [-4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0]);
        assert_eq!(row[8..], [-8.0, -6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0]);
    }
}
