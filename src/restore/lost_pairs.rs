//! Bytes of GBK that were shown as Big5, or of Big5 shown as GBK, some of them lost → the text they were, with an open place
//! for each character that was hit.

use super::holes::{Holed, is_guessable};
use super::lacks::{big5_lacks, gbk_lacks};
use crate::pairs::{BIG5, BIG5_1984, GBK, Pairs};
use std::sync::LazyLock;

/// Who showed what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Crossed {
    Big5AsGbk,
    GbkAsBig5,
    /// By a decoder that has Big5 as of 1984.
    GbkAsBig5Of1984,
}

impl Crossed {
    pub(super) const ALL: [Crossed; 3] = [Crossed::Big5AsGbk, Crossed::GbkAsBig5, Crossed::GbkAsBig5Of1984];
}

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// One byte that begins no pair.
    Byte,
    /// Two bytes that are no pair.
    Pair,
}

impl Crossed {
    /// The encoding that was meant.
    fn meant(self) -> &'static Pairs {
        match self {
            Crossed::Big5AsGbk => &BIG5,
            Crossed::GbkAsBig5 | Crossed::GbkAsBig5Of1984 => &GBK,
        }
    }

    /// The encoding that it was shown in.
    pub(super) fn shown(self) -> &'static Pairs {
        match self {
            Crossed::Big5AsGbk => &GBK,
            Crossed::GbkAsBig5 => &BIG5,
            Crossed::GbkAsBig5Of1984 => &BIG5_1984,
        }
    }

    /// Whether the decoder had no character for a pair.
    fn loses(self, lead: u8, trail: u8) -> bool {
        match self {
            Crossed::Big5AsGbk => gbk_lacks(lead, trail),
            Crossed::GbkAsBig5 | Crossed::GbkAsBig5Of1984 => big5_lacks(lead, trail),
        }
    }

    /// The characters whose pairs were lost.
    fn lost(self) -> &'static [char] {
        static LOST: LazyLock<[Vec<char>; 3]> = LazyLock::new(|| {
            Crossed::ALL.map(|crossed| {
                let pairs = (0x81..=0xFEu8).flat_map(|lead| (0x40..=0xFEu8).map(move |trail| (lead, trail)));
                let lost = pairs.filter(|(lead, trail)| crossed.loses(*lead, *trail));
                let mut all: Vec<char> =
                    lost.filter_map(|(lead, trail)| crossed.meant().char(lead, trail)).collect();
                all.retain(|c| is_guessable(*c));
                all.sort_unstable();
                all.dedup();
                all
            })
        });
        &LOST[self as usize]
    }
}

/// Reads the pairs that were meant, where `None` stands for what was lost; none where a byte does not fit.
pub(super) fn read(bytes: &[Option<u8>], crossed: Crossed, mark: Mark) -> Option<Holed> {
    let mut out = Holed::with_capacity(bytes.len() * 3 / 2).sparse(crossed == Crossed::Big5AsGbk);
    let mut at = 0;
    while at < bytes.len() {
        at += character(&bytes[at..], crossed, mark, &mut out)?;
    }
    Some(out)
}

/// Reads the character that the bytes begin with, and says how many they are.
fn character(bytes: &[Option<u8>], crossed: Crossed, mark: Mark, out: &mut Holed) -> Option<usize> {
    let meant = crossed.meant();
    let byte = |i: usize| bytes.get(i).copied();
    // What stood before `next` and is lost began no pair with it.
    let lost = |b: u8, next: Option<Option<u8>>| match next {
        Some(Some(next)) => crossed.loses(b, next),
        _ => true,
    };
    match (byte(0)?, byte(1)) {
        (Some(b), _) if b.is_ascii() => {
            out.push(char::from(b));
            Some(1)
        }
        (None, _) if mark == Mark::Pair => out.open(crossed.lost()).map(|()| 1),
        (Some(lead), Some(Some(trail))) => {
            out.push(meant.char(lead, trail)?);
            Some(2)
        }
        (Some(lead), Some(None)) if mark == Mark::Byte => {
            let trails = (0x40..=0xFEu8).filter(|b| lost(*b, byte(2)));
            out.open(guessed(trails.filter_map(|trail| meant.char(lead, trail)))).map(|()| 2)
        }
        (None, Some(Some(trail))) if trail >= 0x40 => {
            let leads = (0x81..=0xFEu8).filter(|b| lost(*b, byte(1)));
            out.open(guessed(leads.filter_map(|lead| meant.char(lead, trail)))).map(|()| 2)
        }
        (None, Some(None)) => out.open(crossed.lost()).map(|()| 2),
        // Cut in two by the end of the line, and half of it lost.
        (None, None) => {
            out.push('\u{FFFD}');
            Some(1)
        }
        _ => None,
    }
}

fn guessed(all: impl Iterator<Item = char>) -> Vec<char> {
    let mut all: Vec<char> = all.filter(|c| is_guessable(*c)).collect();
    all.sort_unstable();
    all.dedup();
    all
}
