//! A line in which a byte of GBK was lost → the line as it was: from there on every pair is read one byte off, up to the
//! next ASCII character. 。ㄒ唬┱匍_ was （一）召開; 征詢?nèi)罕妼πl was 征詢群眾對衛.

use super::Patch;
use super::codec::likeliest;
use crate::pairs::GBK;
use crate::plausible::cost;
use crate::span::Span;
use regex::Regex;
use std::sync::LazyLock;

/// The shifted reading of a run must cost less by so much a character.
const LEAD: f32 = 8.0;

/// A reading that fell between two bytes: the lead of the pair and the bracket are gone as `?`.
static FALLEN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\?[a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]{1,6}\)").expect("a constant pattern"));

/// The repairs of a line.
pub(super) fn patches(line: &str) -> Vec<Patch> {
    let mut found = fallen_readings(line);
    if line.trim_start().starts_with('。') {
        found.extend(lost_indent(line));
    }
    found
}

/// The bytes of a run that begins at `from`: characters of two bytes, and the ASCII character after them as a last trail.
struct Run {
    bytes: Vec<u8>,
    /// Where each byte's character begins in the line, and the end.
    ends: Vec<usize>,
}

fn run(line: &str, from: usize) -> Run {
    let mut run = Run { bytes: Vec::new(), ends: Vec::new() };
    for (at, c) in line[from..].char_indices() {
        let end = from + at + c.len_utf8();
        if c.is_ascii() {
            run.bytes.push(c as u8);
            run.ends.push(end);
            break;
        }
        let Some(pair) = GBK.bytes(c) else { break };
        run.bytes.extend(pair);
        run.ends.extend([end, end]);
    }
    run
}

/// Reads `bytes` as pairs; gives the text and how many bytes it took. Stops at an ASCII lead and at what fits nowhere.
fn pairs(bytes: &[u8]) -> (String, usize) {
    let mut text = String::new();
    let mut at = 0;
    while let (Some(&lead), Some(&trail)) = (bytes.get(at), bytes.get(at + 1)) {
        let Some(c) = GBK.char(lead, trail).filter(|_| !lead.is_ascii()) else { break };
        text.push(c);
        at += 2;
    }
    (text, at)
}

/// 。ㄒ唬┱匍_: one A1 of the indent was lost.
fn lost_indent(line: &str) -> Option<Patch> {
    let from = line.find('。')?;
    let mut run = run(line, from);
    restore_numeral(&mut run);
    let body = run.bytes.get(1..)?;
    let (text, taken) = pairs(body);
    let whole = taken + 1 >= run.bytes.len() || run.bytes.len() - taken - 1 == 1 && body[taken].is_ascii();
    let end = *run.ends.get(taken)?;
    let better = cost(&text).rated() + LEAD < cost(&line[from..end]).rated();
    let opens =
        text.starts_with(['（', '(', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '“']);
    (whole && (better || opens && text.starts_with('（') && text.contains('）'))).then(|| Patch {
        at: Span::new(from, end),
        to: text,
        kind: "shifted_bytes",
        confidence: if better { 0.99 } else { 0.9 },
    })
}

/// Cells that GBK leaves undefined were dropped: of （二） A8B6 FEA3 the second, of （三） and （十） too, of （六） both.
fn restore_numeral(run: &mut Run) {
    let missing: &[u8] = match run.bytes.get(..6) {
        Some([0xA1, 0xA3, 0xA8, 0xB6, 0xA9, _]) => &[0xFE, 0xA3],
        Some([0xA1, 0xA3, 0xA8, 0xC8, 0xA9, _]) => &[0xFD, 0xA3],
        Some([0xA1, 0xA3, 0xA8, 0xCA, 0xA9, _]) => &[0xAE, 0xA3],
        Some([0xA1, 0xA3, 0xA9, _, _, _]) => &[0xA8, 0xC1, 0xF9, 0xA3],
        _ => return,
    };
    let at = if missing.len() == 4 { 2 } else { 4 };
    let end = run.ends[at - 1];
    for (i, b) in missing.iter().enumerate() {
        run.bytes.insert(at + i, *b);
        run.ends.insert(at + i, end);
    }
}

/// 征詢?nèi)罕妼πl: what the reading pushed apart is joined; the lost lead is the one that gives the likeliest character.
fn fallen_readings(line: &str) -> Vec<Patch> {
    let mut found: Vec<Patch> = Vec::new();
    for m in FALLEN.find_iter(line) {
        if found.last().is_some_and(|p| m.start() < p.at.end) {
            continue;
        }
        let run = run(line, m.end());
        let Some(&trail) = run.bytes.first() else { continue };
        let (rest, taken) = pairs(&run.bytes[1..]);
        let before = &line[..m.start()];
        let choices: Vec<char> = (0x81..=0xFEu8).filter_map(|lead| GBK.char(lead, trail)).collect();
        let Some(c) = likeliest(before, &choices, rest.chars().next()) else { continue };
        let end = run.ends.get(taken).copied().unwrap_or(m.end());
        let to = format!("{c}{rest}");
        found.push(Patch { at: Span::new(m.start(), end), to, kind: "pinyin_in_bytes", confidence: 0.9 });
    }
    found
}
