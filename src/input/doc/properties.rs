//! Lists of changes to properties (Prl, MS-DOC 2.6) → what a run of characters or a paragraph is, as far as its text asks.

use crate::input::bytes::{long, short};
use crate::input::tables::{Join, Shape};

/// What a run of characters is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Run {
    pub(super) deleted: bool,
    pub(super) hidden: bool,
    pub(super) bold: bool,
    /// Its control characters stand for pictures, notes and symbols.
    pub(super) special: bool,
    /// The font of its Chinese characters.
    pub(super) font: Option<u16>,
    /// The font and character that stand in its place.
    pub(super) symbol: Option<(u16, u16)>,
}

/// What a paragraph is.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    pub(super) style: u16,
    pub(super) list: Option<u16>,
    pub(super) level: Option<u8>,
    /// It has an outline level of its own.
    pub(super) outlined: bool,
    pub(super) centred: bool,
    pub(super) in_table: bool,
    /// How deep in tables it stands, where that is said.
    pub(super) depth: Option<u32>,
    /// It ends a row; a cell of a table in a table.
    pub(super) ends_row: bool,
    pub(super) ends_inner_cell: bool,
    pub(super) ends_inner_row: bool,
    pub(super) shape: Shape,
    /// Where the changes stand that were too many for the page.
    pub(super) elsewhere: Option<u32>,
}

/// The outline level of what is no heading.
const BODY_LEVEL: u8 = 9;

/// Iterates over the changes of a list: their codes and operands.
fn changes(mut list: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    const TABLE: u16 = 0xD608;
    const TABS: u16 = 0xC615;
    std::iter::from_fn(move || {
        let code = short(list, 0)?;
        let first = list.get(2).copied().unwrap_or(0);
        let (skip, length) = match (code >> 13, code) {
            (0 | 1, _) => (2, 1),
            (2 | 4 | 5, _) => (2, 2),
            (3, _) => (2, 4),
            (7, _) => (2, 3),
            (_, TABLE) => (4, usize::from(short(list, 2)?).checked_sub(1)?),
            (_, TABS) if first == 255 => {
                let deleted = 4 * usize::from(list.get(3).copied()?);
                (3, 2 + deleted + 3 * usize::from(list.get(4 + deleted).copied()?))
            }
            _ => (3, usize::from(first)),
        };
        let operand = list.get(skip..skip + length)?;
        list = &list[skip + length..];
        Some((code, operand))
    })
}

impl Run {
    /// Takes in a list of changes.
    pub(super) fn change(&mut self, list: &[u8]) {
        for (code, operand) in changes(list) {
            let on = operand.first().is_some_and(|b| *b == 1);
            match code {
                0x0800 => self.deleted = on,
                0x083C | 0x0802 => self.hidden |= on,
                0x0835 => self.bold = on,
                0x0855 => self.special = on,
                0x4A50 => self.font = short(operand, 0),
                0x6A09 => self.symbol = short(operand, 0).zip(short(operand, 2)),
                _ => {}
            }
        }
    }

    /// Takes in a short change of the piece table.
    pub(super) fn change_one(&mut self, number: u8, value: u8) {
        match number {
            0x41 => self.deleted = value == 1,
            0x55 => self.bold = value == 1,
            0x5C => self.hidden = value == 1,
            _ => {}
        }
    }
}

impl Paragraph {
    /// Takes in a list of changes.
    pub(super) fn change(&mut self, list: &[u8]) {
        for (code, operand) in changes(list) {
            let first = operand.first().copied().unwrap_or(0);
            match code {
                0x4600 => self.style = short(operand, 0).unwrap_or(0),
                0x460B => self.list = short(operand, 0),
                0x260A => self.level = Some(first),
                0x2640 => self.outlined = first < BODY_LEVEL,
                0x2403 | 0x2461 => self.centred = first == 1,
                0x2416 => self.in_table = first != 0,
                0x2417 => self.ends_row = first != 0,
                0x244B => self.ends_inner_cell = first != 0,
                0x244C => self.ends_inner_row = first != 0,
                0x6649 => self.depth = long(operand, 0),
                0x6645 | 0x6646 => self.elsewhere = long(operand, 0),
                0xD608 => self.shape = shape(operand),
                0xD62B => self.join(usize::from(first), operand.get(1).copied()),
                _ => {}
            }
        }
    }

    fn join(&mut self, cell: usize, flags: Option<u8>) {
        if let (Some(cell), Some(flags)) = (self.shape.joins.get_mut(cell), flags) {
            *cell = if flags == 1 { Join::Above } else { Join::Alone };
        }
    }

    /// How deep in tables it stands.
    pub(super) fn depth(&self) -> usize {
        let said = self.depth.unwrap_or(0) as usize;
        if self.in_table { said.max(1) } else { said }
    }
}

/// Reads the cells of a row (TDefTableOperand): their edges, and which are merged.
fn shape(operand: &[u8]) -> Shape {
    const CELL: usize = 20;
    let count = usize::from(operand.first().copied().unwrap_or(0));
    let edge = |i| short(operand, 1 + 2 * i).map(|edge| i32::from(edge as i16));
    let edges = (0..=count).map_while(edge).collect();
    let join = |i| {
        let flags = short(operand, 1 + 2 * (count + 1) + CELL * i).unwrap_or(0);
        match (flags & 3, flags >> 5 & 3) {
            (2 | 3, _) => Join::Before,
            (_, 1) => Join::Above,
            _ => Join::Alone,
        }
    };
    Shape { edges, joins: (0..count).map(join).collect(), deleted: false }
}

/// The pages that say which changes hold from where to where in the stream (PlcBteChpx, PlcBtePapx).
pub(super) struct Pages<'a> {
    document: &'a [u8],
    /// Where the stretches of the pages begin, and the end of the last; then the numbers of the pages.
    table: &'a [u8],
    kind: Kind,
}

/// What pages tell of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Characters,
    Paragraphs,
}

/// A stretch of the stream, the list of changes that holds there, and of a paragraph its style.
#[derive(Clone, Debug, Default)]
pub(super) struct Held<'a> {
    pub(super) stretch: std::ops::Range<usize>,
    pub(super) style: u16,
    pub(super) list: &'a [u8],
}

impl<'a> Pages<'a> {
    pub(super) fn new(document: &'a [u8], table: &'a [u8], kind: Kind) -> Self {
        Pages { document, table, kind }
    }

    /// Finds what holds at a place in the stream; where nothing is said, for that place alone.
    pub(super) fn at(&self, at: usize) -> Held<'a> {
        let nothing = Held { stretch: at..at + 1, ..Held::default() };
        self.page(at).and_then(|page| self.on_page(page, at)).unwrap_or(nothing)
    }

    fn page(&self, at: usize) -> Option<&'a [u8]> {
        const PAGE: usize = 512;
        let count = self.table.len().saturating_sub(4) / 8;
        let after = partition(count, |i| long(self.table, 4 * i).is_some_and(|start| start as usize <= at));
        let number = long(self.table, 4 * (count + 1) + 4 * after.checked_sub(1)?)? & 0x3F_FFFF;
        let start = PAGE.checked_mul(number as usize)?;
        self.document.get(start..start + PAGE)
    }

    fn on_page(&self, page: &'a [u8], at: usize) -> Option<Held<'a>> {
        let count = usize::from(*page.last()?);
        let bound = |i: usize| long(page, 4 * i).map(|bound| bound as usize);
        let i = partition(count, |i| bound(i).is_some_and(|start| start <= at)).checked_sub(1)?;
        let stretch = bound(i)?..bound(i + 1)?;
        if !stretch.contains(&at) {
            return None;
        }
        let size = if self.kind == Kind::Characters { 1 } else { 13 };
        let offset = 2 * usize::from(*page.get(4 * (count + 1) + size * i)?);
        if offset == 0 {
            return Some(Held { stretch, ..Held::default() });
        }
        let list = self.list(page, offset)?;
        match self.kind {
            Kind::Characters => Some(Held { stretch, style: 0, list }),
            Kind::Paragraphs => Some(Held { stretch, style: short(list, 0)?, list: list.get(2..)? }),
        }
    }

    /// The list at a place of a page, behind its length.
    fn list(&self, page: &'a [u8], offset: usize) -> Option<&'a [u8]> {
        let length = usize::from(*page.get(offset)?);
        let (start, length) = match (self.kind, length) {
            (Kind::Characters, length) => (offset + 1, length),
            (Kind::Paragraphs, 0) => (offset + 2, 2 * usize::from(*page.get(offset + 1)?)),
            (Kind::Paragraphs, length) => (offset + 1, 2 * length - 1),
        };
        page.get(start..page.len().min(start + length))
    }
}

/// How many of `count` ordered things come first.
fn partition(count: usize, first: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = (low + high) / 2;
        if first(middle) { low = middle + 1 } else { high = middle }
    }
    low
}
