//! A line in which a byte of GBK was lost → the line as it was: from there on every pair is read one byte off, up to the
//! next ASCII character. 。ㄒ唬┱匍_ was （一）召開; 征詢?nèi)罕妼πl was 征詢群眾對衛.

use super::budget::Budget;
use super::lattice::{Start, best_reading};
use super::patch::Patch;
use super::realigned;
use crate::damage::Damage;
use crate::numeral::TO_TEN;
use crate::pairs::GBK;
use crate::plausible::{cost, cost_after};
use crate::span::Span;
use pinyin::ToPinyinMulti;
use regex::Regex;
use std::sync::LazyLock;

/// The repaired run must cost less by so much a character.
const LEAD: f32 = 8.0;
/// What costs less is prose.
const PROSE: f32 = 34.0;
/// A character of prose costs less, one of a shifted run more, in the mean.
const UNLIKELY: f32 = 42.0;
/// The byte was lost at most so many characters before or behind the place where a line begins to be unlikely.
const NEAR: usize = 4;
/// A run that began anywhere must cost less by so much a character, and no more than this. Of 120 lines of reports and laws
/// that lost a byte, those found cost 53 and more before and 30 less after in the mean; 」及「桃園 (50), the likeliest place in
/// 1,800 clean files, would come down by 15, to 36.
const LEAD_ANYWHERE: f32 = 16.0;
const LIKELY: f32 = 35.0;
/// A run that is likelier wrong than right is left as it is.
const EVEN: f32 = 0.5;
/// The same for one whose place is known: of 60 lines whose indent lost a byte, all 17 that are surer are right and 39 of the
/// others wrong.
const NEARLY_EVEN: f32 = 0.4;
/// A run of fewer characters decides nothing by itself.
const SHORTEST: usize = 6;
/// A run of more bytes is read no further.
const LONGEST: usize = 400;

/// A reading that fell between two bytes: the lead of the pair and the bracket are gone as `?`.
static FALLEN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\?[a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]{1,6}\)").expect("a constant pattern"));

/// The repairs of a line.
pub(super) fn patches(line: &str, budget: &mut Budget) -> Vec<Patch> {
    let mut found = fallen_readings(line, budget);
    if line.trim_start().starts_with('。') {
        found.extend(lost_indent(line, budget));
    }
    found
}

/// 全年投诓⒗: a byte was lost somewhere before the last characters of a stretch without ASCII.
pub(super) fn lost_bytes(line: &str, budget: &mut Budget) -> Vec<Patch> {
    let unlikely = || line.split(|c: char| c.is_ascii()).any(|stretch| unlikely_end(stretch).is_some());
    if unlikely()
        && let Some(patch) = realigned::patch(line)
    {
        return vec![patch];
    }
    let mut found: Vec<Patch> = Vec::new();
    let mut start = 0;
    for end in line.char_indices().filter(|(_, c)| c.is_ascii()).map(|(at, _)| at).chain([line.len()]) {
        // Where decoders mark what they cannot read, a run ends at the first mark.
        let whole = !line[start.min(end)..end].contains('\u{FFFD}');
        let free = whole && found.last().is_none_or(|p| p.at.end <= start);
        if free && let Some(patch) = lost_byte(line, Span::new(start, end), budget) {
            found.push(patch);
        }
        start = end + 1;
    }
    found
}

fn lost_byte(line: &str, stretch: Span, budget: &mut Budget) -> Option<Patch> {
    let unlikely = stretch.start + unlikely_end(stretch.of(line))?;
    let near = line[stretch.start..unlikely].char_indices().rev().take(NEAR).last();
    let from = stretch.start + near.map_or(unlikely - stretch.start, |(at, _)| at);
    let run = run(line, from);
    budget.take_shifted(run.bytes.len() / 2)?;
    let (text, end, lead) = reread(line, &run, Start::Near(2 * NEAR), &line[..from])?;
    let same = line[from..].chars().zip(text.chars()).take_while(|(shown, c)| shown == c);
    let same: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let shown = line.get(from + same..run.end)?;
    let to = &text[same..];
    let rated = cost(to).rated();
    let better = rated <= LIKELY && rated + LEAD_ANYWHERE < cost(shown).rated();
    let confidence = confidence(to, lead);
    let told = better && confidence >= EVEN && shown.chars().count() >= SHORTEST;
    told.then(|| Patch {
        at: Span::new(from + same, end),
        confidence,
        to: to.to_owned(),
        kind: Damage::ShiftedBytes,
    })
}

/// Where the last characters begin that are together the least likely.
fn unlikely_end(stretch: &str) -> Option<usize> {
    let mut worst = (0.0, stretch.len());
    let mut sum = 0.0;
    let mut chars = stretch.char_indices().rev().peekable();
    while let Some((at, c)) = chars.next() {
        sum += cost_after(chars.peek().map(|(_, c)| *c), c) as f32 - UNLIKELY;
        if sum > worst.0 {
            worst = (sum, at);
        }
    }
    (stretch[worst.1..].chars().count() >= SHORTEST).then_some(worst.1)
}

/// The characters of two bytes from `from` on, and what ends them.
struct Run {
    bytes: Vec<u8>,
    /// Where the run's last character ends.
    end: usize,
    /// The ASCII character after the run, which may be the trail of its last pair.
    after: Option<char>,
}

fn run(line: &str, from: usize) -> Run {
    let mut run = Run { bytes: Vec::new(), end: from, after: None };
    for c in line[from..].chars() {
        if c.is_ascii() || run.bytes.len() >= LONGEST {
            run.after = Some(c).filter(char::is_ascii);
            break;
        }
        let Some(pair) = GBK.bytes(c) else { break };
        // Some decoders show a blank for a pair without a character.
        if c != '\u{3000}' {
            run.bytes.extend(pair);
        }
        run.end += c.len_utf8();
    }
    run
}

/// The run read one byte on, with what stood at its end; where in the line that ends; and by how much it leads.
fn reread(line: &str, run: &Run, start: Start, before: &str) -> Option<(String, usize, i32)> {
    let trail = run.after.filter(|a| *a as u32 >= 0x40);
    let mut bytes = run.bytes.clone();
    let mut end = run.end;
    if let Some(trail) = trail {
        bytes.push(trail as u8);
        end += trail.len_utf8();
    }
    let question = trail.is_none() && run.after == Some('?');
    let lost_end = question || run.after.is_none();
    if question {
        // The last trail took an ASCII character with it, and both became ?.
        end += 1;
    }
    let behind = line.get(end..)?;
    let (mut text, lead) = best_reading(&bytes, start, (before, behind), lost_end)?;
    if question {
        text.push(if behind.starts_with(is_chinese) && line.contains(',') { ',' } else { '\u{FFFD}' });
    }
    end += own_reading(behind, text.chars().last()).unwrap_or(0);
    Some((text, end, lead))
}

/// How long the bracket with the reading of `last` is, where one follows: 嚓P(guān) was 相關, and read so.
fn own_reading(behind: &str, last: Option<char>) -> Option<usize> {
    let (reading, _) = behind.strip_prefix('(')?.split_once(')')?;
    has_reading(last?, reading).then_some(reading.len() + 2)
}

fn has_reading(c: char, reading: &str) -> bool {
    c.to_pinyin_multi().is_some_and(|all| all.into_iter().any(|p| p.with_tone() == reading))
}

/// Behind a lost ASCII character: between two Chinese ones it was a comma, elsewhere it may have been a digit.
fn is_chinese(c: char) -> bool {
    crate::plausible::is_han(c) || "“‘《（".contains(c)
}

/// 。ㄒ唬┱匍_: one A1 of the indent was lost.
fn lost_indent(line: &str, budget: &mut Budget) -> Option<Patch> {
    let from = line.find('。')?;
    let mut run = run(line, from);
    // A sentence whose beginning stands on the line before is prose as it is.
    let before = cost(line.get(from..run.end)?).rated();
    if before < PROSE {
        return None;
    }
    budget.take_shifted(run.bytes.len() / 2)?;
    let (start, sure) = match bracketed(&run.bytes) {
        Some((numeral, shown)) => {
            run.bytes.drain(..shown);
            let whole = matches!(run.bytes.get(..2), Some([0xA9, z]) if !GBK.is_blank(0xA9, *z));
            let sure = shown > 2 || whole;
            (if whole { Start::Known(numeral) } else { Start::Dropped(numeral, 0xA9) }, sure)
        }
        None => (Start::Known(String::new()), false),
    };
    let (text, end, lead) = reread(line, &run, start, "")?;
    let long = text.chars().count() >= SHORTEST;
    let better = long && cost(&text).rated() + LEAD < before;
    let confidence = confidence(&text, lead);
    let text = match confidence >= NEARLY_EVEN {
        true => text,
        // What the line opens with is certain, the rest is lost.
        false => Some(text)
            .filter(|_| sure)
            .and_then(|text| Some(format!("{}）\u{FFFD}", text.split_once('）')?.0)))?,
    };
    (better || sure).then_some(Patch {
        at: Span::new(from, end),
        confidence,
        to: text,
        kind: Damage::ShiftedBytes,
    })
}

/// How likely the whole run is right, but for what it says is lost: the longer, the less; the further it leads before the next
/// reading and the more it is like prose, the more. Fitted on 1,231 runs of 1,560 lines of reports and laws that were damaged
/// as in the wild, of which 36 in a hundred came back right; by length alone it had said 59. What is fitted on four fifths of
/// them says of the others how many are right to .03.
fn confidence(text: &str, lead: i32) -> f32 {
    let length = text.chars().count() as f32;
    let likely = 0.77 - 0.057 * length + 0.055 * lead as f32 - 0.052 * cost(text).rated();
    1.0 / (1.0 + (-likely).exp())
}

/// The numeral in brackets, （一） to （二十）, that the run opens with, and how many of its bytes show. Of （六） both pairs
/// have no character, so it is what remains.
fn bracketed(bytes: &[u8]) -> Option<(String, usize)> {
    let shown = |text: &String| {
        let stream = std::iter::once(0xA1).chain(text.chars().filter_map(|c| GBK.bytes(c)).flatten());
        let stream: Vec<u8> = stream.collect();
        let pairs = stream.chunks_exact(2).filter(|p| !GBK.is_blank(p[0], p[1]));
        pairs.flatten().copied().collect::<Vec<u8>>()
    };
    NUMERALS
        .iter()
        .map(|text| (text.clone(), shown(text)))
        .filter(|(_, shown)| bytes.starts_with(shown))
        .max_by_key(|(text, shown)| (shown.len(), std::cmp::Reverse(text.len())))
        .map(|(text, shown)| (text, shown.len()))
}

static NUMERALS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let to_ten = TO_TEN.chars().map(String::from);
    let teens = TO_TEN.chars().take(9).map(|figure| format!("十{figure}"));
    to_ten.chain(teens).chain(["二十".to_owned()]).map(|n| format!("（{n}）")).collect()
});

/// The leads that a lost one can have been: the trail before it and the lead were the character that was read so.
fn leads(before: &str, reading: &str) -> Vec<u8> {
    let all = 0x81..=0xFEu8;
    let Some([_, trail]) = before.chars().next_back().and_then(|c| GBK.bytes(c)) else {
        return all.collect();
    };
    let read_so = |lead: &u8| GBK.char(trail, *lead).is_some_and(|c| has_reading(c, reading));
    let known: Vec<u8> = all.clone().filter(read_so).collect();
    if known.is_empty() { all.collect() } else { known }
}

/// 征詢?nèi)罕妼πl: what the reading pushed apart is joined; the lost lead is the one that gives the likeliest character.
fn fallen_readings(line: &str, budget: &mut Budget) -> Vec<Patch> {
    let mut found: Vec<Patch> = Vec::new();
    for m in FALLEN.find_iter(line) {
        if found.last().is_some_and(|p| m.start() < p.at.end) {
            continue;
        }
        let run = run(line, m.end());
        let reading = &m.as_str()[1..m.len() - 1];
        let start = Start::LeadLost(leads(&line[..m.start()], reading));
        if budget.take_shifted(run.bytes.len() / 2).is_none() {
            break;
        }
        let Some((to, end, lead)) = reread(line, &run, start, &line[..m.start()]) else { continue };
        if confidence(&to, lead) < NEARLY_EVEN {
            continue;
        }
        found.push(Patch {
            at: Span::new(m.start(), end),
            confidence: confidence(&to, lead),
            to,
            kind: Damage::PinyinInBytes,
        });
    }
    found
}
