//! A fixture → the same, damaged: bytes, lines, words of the trade, encodings; of a ZIP the parts inside.

use crate::archive;
use crate::dice::Dice;

/// What reports are made of, and what readers stumble over.
const TOKENS: &[&str] = &[
    "一、",
    "（一）",
    "1.",
    "（1）",
    "①",
    "一是",
    "二是",
    "第一条",
    "附件",
    "各位代表：",
    "其中",
    "分别",
    "占",
    "同比增长",
    "下降",
    "至",
    "、",
    "；",
    "。",
    "\n",
    "\n\n",
    "（",
    "）",
    "《",
    "》",
    "“",
    "”",
    "-3.2%",
    "5%",
    "百分之五",
    "‰",
    "120.5亿元",
    "1 250万",
    "一亿亿亿亿",
    "2025年",
    "2月30日",
    "“十四五”",
    "去年",
    "到2030年",
    "责任单位：县水务局",
    "（牵头单位：县教育局；配合单位：",
    "完成年计划",
    "从5%提高到",
    "每万人",
    "999999999999999999999999999999",
    "0.000000000000000000000001",
    "&amp;",
    "&#x4e00;",
    "<table><tr><td rowspan=1000>",
    "</p>",
    "<div>",
    "\u{feff}",
    "\u{202e}",
    "\u{200b}",
    "\u{fffd}",
    "\u{e000}",
    "\0",
    "\r",
    "锟斤拷",
    "涓€",
    "ä¸€",
    "\u{10ffff}",
    "𠀀",
];

/// Damages `bytes` one to four times; `other` lends a stretch.
pub fn mutated(bytes: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    if let Some(mut parts) = archive::parts(bytes).filter(|parts| !parts.is_empty() && dice.below(4) > 0) {
        let at = dice.below(parts.len());
        parts[at].1 = damaged(&parts[at].1, other, dice);
        return archive::stored(&parts);
    }
    damaged(bytes, other, dice)
}

fn damaged(bytes: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut made = bytes.to_vec();
    for _ in 0..=dice.below(4) {
        once(&mut made, other, dice);
    }
    made.truncate(MOST);
    made
}

/// Repeats may not grow beyond this.
const MOST: usize = 60_000;

fn once(made: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    let at = dice.below(made.len() + 1);
    let end = (at + dice.below(LONG)).min(made.len());
    match dice.below(10) {
        0 => made.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << (at % 8)),
        1 => made.truncate(at),
        2 => drop(made.drain(at..end)),
        3 => insert(made, at, &other[..dice.below(other.len() + 1).min(LONG)]),
        4 => {
            let again = made[at..end].repeat(1 + dice.below(8));
            insert(made, at, &again);
        }
        5 => {
            let token = dice.pick(TOKENS).repeat(1 + dice.below(3) * dice.below(40));
            insert(made, at, token.as_bytes());
        }
        6 => (0..=dice.below(6)).for_each(|_| {
            let place = on_a_character(made, dice);
            insert(made, place, dice.pick(TOKENS).as_bytes());
        }),
        7 => made.retain(|byte| *byte != b'\n'),
        8 => encoded_otherwise(made, dice),
        _ => (0..dice.below(20)).for_each(|_| {
            let place = dice.below(made.len());
            let thrown = dice.number() as u8;
            made.iter_mut().skip(place).take(1).for_each(|byte| *byte = thrown);
        }),
    }
}

/// A stretch that is taken out, put in or said again is no longer.
const LONG: usize = 2_000;

fn insert(made: &mut Vec<u8>, at: usize, what: &[u8]) {
    drop(made.splice(at..at, what.iter().copied()));
}

/// A place where no character of UTF-8 is cut.
fn on_a_character(made: &[u8], dice: &mut Dice) -> usize {
    let at = dice.below(made.len() + 1);
    (at..made.len()).find(|&at| made[at] & 0xC0 != 0x80).unwrap_or(made.len())
}

/// Writes the text in an encoding, or reads it as what it is not.
fn encoded_otherwise(made: &mut Vec<u8>, dice: &mut Dice) {
    let all = [encoding_rs::GB18030, encoding_rs::BIG5, encoding_rs::WINDOWS_1252, encoding_rs::UTF_8];
    let text = dice.pick(&all).decode_without_bom_handling(made).0.into_owned();
    *made = match dice.below(5) {
        0 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        1 => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => dice.pick(&all).encode(&text).0.into_owned(),
    };
}
