//! EUC-TW bytes → text, and cells of CNS 11643, Taiwan's standard, → characters, by way of Big5, which orders them alike.

use super::sink::Sink;
use crate::pairs::BIG5;
use crate::tables::rows;
use std::sync::LazyLock;

static RUNS: LazyLock<Vec<Run>> =
    LazyLock::new(|| rows(include_str!("../tables/cns11643.tsv")).filter_map(|row| Run::of(&row)).collect());

/// Cells that follow one another in both encodings.
struct Run {
    plane: u8,
    first: usize,
    cells: usize,
    big5: usize,
}

/// Cells in a row of CNS 11643.
const ROW: usize = 94;
/// Cells in a row of Big5: 63 with trail bytes from 40 on, and 94 from A1 on.
const BIG5_ROW: usize = 157;

impl Run {
    fn of(row: &[&str]) -> Option<Self> {
        let [plane, first, cells, big5] = row else { return None };
        let bytes = |text: &str| u16::from_str_radix(text, 16).ok().map(u16::to_be_bytes);
        let [lead, trail] = bytes(big5)?;
        let column = if trail < 0xA1 { trail.checked_sub(0x40)? } else { trail - 0xA1 + 63 };
        Some(Run {
            plane: plane.parse().ok()?,
            first: cell(bytes(first)?)?,
            cells: cells.parse().ok()?,
            big5: usize::from(lead.checked_sub(0xA1)?) * BIG5_ROW + usize::from(column),
        })
    }
}

/// The number of a cell that is told by two seven-bit bytes.
fn cell([row, column]: [u8; 2]) -> Option<usize> {
    let place = |byte: u8| byte.checked_sub(0x21).map(usize::from).filter(|place| *place < ROW);
    Some(place(row)? * ROW + place(column)?)
}

/// The character of a cell of CNS 11643, told by two seven-bit bytes.
pub(super) fn char(plane: u8, pair: [u8; 2]) -> Option<char> {
    let cell = cell(pair)?;
    let run =
        RUNS.iter().find(|run| run.plane == plane && (run.first..run.first + run.cells).contains(&cell))?;
    let big5 = run.big5 + cell - run.first;
    let (lead, column) = (big5 / BIG5_ROW, big5 % BIG5_ROW);
    let trail = if column < 63 { 0x40 + column } else { 0xA1 + column - 63 };
    BIG5.char(u8::try_from(0xA1 + lead).ok()?, u8::try_from(trail).ok()?)
}

/// Decodes EUC-TW: two bytes a character of plane 1; 8E, the plane and two bytes for the others.
pub(super) fn euc_tw(bytes: &[u8], to: &mut Sink) {
    let mut at = 0;
    while at < bytes.len() {
        let (c, taken) = match bytes[at..] {
            [b, ..] if b.is_ascii() => (Some(char::from(b)), 1),
            [0x8E, plane @ 0xA1..=0xB0, row @ 0xA1..=0xFE, column @ 0xA1..=0xFE, ..] => {
                (char(plane - 0xA0, [row & 0x7F, column & 0x7F]), 4)
            }
            [row @ 0xA1..=0xFE, column @ 0xA1..=0xFE, ..] => (char(1, [row & 0x7F, column & 0x7F]), 2),
            _ => (None, 1),
        };
        to.push(c.unwrap_or('\u{FFFD}'), taken);
        at += taken;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_those_of_big5_in_order() {
        assert_eq!(RUNS.len(), 88);
        assert_eq!([char(1, [0x44, 0x21]), char(1, [0x7D, 0x4B])], [Some('一'), Some('籲')]);
        assert_eq!([char(2, [0x21, 0x21]), char(2, [0x72, 0x44])], [Some('乂'), Some('龘')]);
        assert_eq!([char(3, [0x21, 0x21]), char(1, [0x20, 0x21]), char(1, [0x7E, 0x7E])], [None; 3]);
    }
}
