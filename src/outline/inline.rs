//! Running text → the items of its enumerations: 一是 首先 第一， 其一， 一要 （1） ①, with group, number and depth.

use super::markers::{Marker, ORDINAL, Style, han_ordinal, is_han, marker};
use super::words::WORDS;
use crate::span::Span;
use std::sync::LazyLock;

/// An item of an enumeration.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// From its marker to the next item.
    pub span: Span,
    /// The marker's length in bytes.
    pub marker_len: usize,
    /// Its number, from 1.
    pub ordinal: u32,
    /// Which enumeration.
    pub group: usize,
    /// 1 where it stands inside another item.
    pub depth: u8,
    /// Its marker tells to do something: 一要.
    pub orders: bool,
}

/// The kinds of enumeration: markers of two kinds never belong to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// 一是 二是.
    Is,
    /// 一要 二要.
    Must,
    /// 一靠 二靠, by their verb.
    Act(char),
    /// 第一， 第一、 第一是.
    Nth,
    /// 其一，
    Of,
    /// 首先 其次 再次 最后.
    Adverb,
    /// 一方面 另一方面.
    Side,
    /// 1、 2、 inside a paragraph.
    Listed(Style),
}

#[derive(Clone, Copy, Debug)]
struct Found {
    at: usize,
    len: usize,
    ordinal: u32,
    kind: Kind,
    /// The end of its paragraph.
    end: usize,
    /// It opens its paragraph.
    opens: bool,
    /// It stands where no item may begin, or has a form that words have too: only its neighbours make it one.
    doubtful: bool,
}

/// Finds the items in the body `text[within]` of one section; groups are numbered from `group`. `opened` is the
/// section's own marker where the paragraph that it opens is an item: 「（1）有场地；（2）有经费。」
pub(super) fn items(text: &str, within: Span, opened: Option<Marker>, group: &mut usize) -> Vec<Item> {
    let mut found = Vec::new();
    let mut start = within.start;
    for line in within.of(text).split_inclusive('\n') {
        scan(text, start, start + line.trim_end().len(), &mut found);
        start += line.len();
    }
    let second = opened.map(|mark| mark.ordinal + 1);
    let goes_on =
        |f: &Found| Some(f.ordinal) == second && opened.is_some_and(|m| f.kind == Kind::Listed(m.style));
    let first_line = found.first().filter(|f| !f.opens).map(|f| f.end);
    let seed = found.iter().find(|f| goes_on(f) && first_line == Some(f.end)).copied();
    if let Some(second) = seed {
        found.insert(0, Found { at: within.start, len: 0, ordinal: second.ordinal - 1, ..second });
    }
    keep_series(&mut found);
    let mut items = group_items(&found, group);
    if seed.is_some() {
        items.retain(|item| item.marker_len > 0);
    }
    items
}

/// Whether an item may begin behind a character.
fn may_stand_before_item(c: char) -> bool {
    let stops =
        matches!(c, '。' | '；' | ';' | '，' | ',' | '：' | ':' | '、' | '.' | '！' | '？' | '!' | '?');
    stops || matches!(c, '“' | '”' | '"' | '）' | ')' | '…' | '—' | '即')
}

fn scan(text: &str, from: usize, end: usize, found: &mut Vec<Found>) {
    let line = &text[from..end];
    let mut before = None;
    let mut inside = 0i32;
    let mut quoted = 0;
    for (i, c) in line.char_indices() {
        if c == '《' {
            inside += 1;
        } else if c == '》' {
            inside -= 1;
        } else if c == '“' {
            quoted = quoted.max(i + idiom(&line[i..]));
        }
        let opens = before.is_none_or(may_stand_before_item);
        let at_start = before.is_none();
        if opens && inside <= 0 && i >= quoted && !c.is_whitespace() {
            if let Some((len, ordinal, kind)) = item_mark(&line[i..], at_start, before) {
                let bare = kind == Kind::Adverb && !line[i + len..].starts_with(['，', ',', IS, MUST]);
                let doubtful = bare || matches!(kind, Kind::Act(_));
                found.push(Found { at: from + i, len, ordinal, kind, end, opens: at_start, doubtful });
            }
        } else if inside <= 0 && i >= quoted && c == '一' && !opens && runs_into(&line[i..], &line[..i]) {
            // 「实行清单管理一是明确责任，二是……」
            let kind = Kind::Is;
            found.push(Found {
                at: from + i,
                len: FIRST.len(),
                ordinal: 1,
                kind,
                end,
                opens: false,
                doubtful: true,
            });
        }
        match c {
            // A cell of a table begins like a sentence.
            '\t' => before = before.map(|_| '；'),
            c if !c.is_whitespace() => before = Some(c),
            _ => {}
        }
    }
}

/// The first item of nearly every enumeration.
const FIRST: &str = "一是";
/// A saying in quotation marks has at most so many characters: “一是一，二是二”.
const MAX_IDIOM_CHARS: usize = 16;

/// Measures the saying in quotation marks that a text begins with; 0 for a longer quotation, which may count.
fn idiom(text: &str) -> usize {
    let close = text.char_indices().take(MAX_IDIOM_CHARS).find(|(_, c)| *c == '”');
    close.map_or(0, |(at, c)| at + c.len_utf8())
}

/// Returns whether 一是 stands in the middle of a sentence and is no part of another word: 统一是.
fn runs_into(text: &str, before: &str) -> bool {
    text.starts_with(FIRST) && !WORDS.no_item.end(before)
}

/// Words that mark items, with their numbers: 首先 and its followers may skip.
static SERIES: LazyLock<Vec<(&str, u32, Kind)>> = LazyLock::new(|| {
    let kinds = [("adverb", Kind::Adverb), ("side", Kind::Side)];
    let word = |line: &'static str| {
        let (word, ordinal) = line.split_once('\t')?.1.split_once('\t')?;
        let (_, kind) = kinds.into_iter().find(|k| line.starts_with(k.0))?;
        Some((word, ordinal.parse().ok()?, kind))
    };
    include_str!("../tables/outline_words.tsv").lines().filter_map(word).collect()
});

/// Reads an item's mark: 一是 第二， 其三， 首先， 三要 （2） ②.
fn item_mark(text: &str, at_start: bool, before: Option<char>) -> Option<(usize, u32, Kind)> {
    listed(text, at_start, before).or_else(|| in_words(text)).or_else(|| numbered(text))
}

/// Returns whether a line opens with an item's mark.
pub(super) fn opens_item(line: &str) -> bool {
    item_mark(line, true, None).is_some()
}

/// Reads 首先， 再次要 一方面.
fn in_words(text: &str) -> Option<(usize, u32, Kind)> {
    let first = text.chars().next()?;
    let begins = |word: &str| word.starts_with(first) && text.starts_with(word);
    let &(word, ordinal, kind) = SERIES.iter().find(|(word, ..)| begins(word))?;
    // 首先要抓好 is an item like 首先，; 最后一公里 is none.
    let next = text[word.len()..].chars().next()?;
    (kind == Kind::Side || !is_han(next)).then_some((word.len(), ordinal, kind))
}

/// The second characters of 一是, 一要, and the first of 其一.
const IS: char = '是';
const MUST: char = '要';
const OF: char = '其';

/// Reads 一是 二要 第三， 其四：
fn numbered(text: &str) -> Option<(usize, u32, Kind)> {
    let (lead, rest) = match text.chars().next()? {
        c @ (ORDINAL | OF) => (c, &text[c.len_utf8()..]),
        _ => ('\0', text),
    };
    let n: usize = rest.chars().take(3).take_while(|&c| is_han(c) || c == '—').map(char::len_utf8).sum();
    if n == 0 {
        return None;
    }
    let ordinal = if &rest[..n] == "—" { 1 } else { han_ordinal(&rest[..n]).filter(|o| *o > 0)? };
    let mark = rest[n..].chars().next()?;
    let len = text.len() - rest.len() + n + mark.len_utf8();
    match (lead, mark) {
        ('\0', IS) => Some((len, ordinal, Kind::Is)),
        ('\0', MUST) => Some((len, ordinal, Kind::Must)),
        ('\0', verb) if WORDS.item_verb.begin(&rest[n..]) => Some((len, ordinal, Kind::Act(verb))),
        (ORDINAL, '，' | ',' | '、' | '：' | ':') => Some((len, ordinal, Kind::Nth)),
        (OF, '，' | ',' | '、' | '：' | ':') => Some((len, ordinal, Kind::Of)),
        _ => None,
    }
}

/// Reads 1、 （2） ③ inside a paragraph, after a stop or a colon.
fn listed(text: &str, at_start: bool, before: Option<char>) -> Option<(usize, u32, Kind)> {
    let stops = |c| matches!(c, '。' | '；' | ';' | '：' | ':' | '，' | ',' | '！' | '？');
    if at_start || !before.is_some_and(stops) {
        return None;
    }
    let mark = marker(text)?;
    let fits = match mark.style {
        Style::Digit => {
            text[..mark.len].ends_with('、') || !text[mark.len..].starts_with(|c: char| c.is_ascii_digit())
        }
        Style::DigitBracket | Style::Circled => true,
        _ => false,
    };
    fits.then_some((mark.len, mark.ordinal, Kind::Listed(mark.style)))
}

/// Keeps items of a series: words other than 一是 make one only there: a first one with a second in the same paragraph
/// (or, where they open paragraphs, in the next ones).
fn keep_series(found: &mut Vec<Found>) {
    let mut keep: Vec<bool> = Vec::with_capacity(found.len());
    for i in 0..found.len() {
        keep.push(in_series(found, &keep, i));
    }
    let mut keep = keep.into_iter();
    found.retain(|_| keep.next().unwrap_or(true));
}

/// A higher number by itself counts: 「十二是男性」.
const MAX_LONE: u32 = 9;
/// How many marks away a neighbour of the series may stand.
const MAX_DISTANCE: usize = 24;

/// Returns whether a mark has a neighbour of its series. `kept` says which of those before `i` stay: 3. without its
/// 2. is none; 第三， may go on from another section.
fn in_series(found: &[Found], kept: &[bool], i: usize) -> bool {
    let me = &found[i];
    let doubtful = me.doubtful || me.ordinal > MAX_LONE;
    if me.kind == Kind::Is && !doubtful {
        return true;
    }
    let listed = matches!(me.kind, Kind::Listed(_));
    let same = |o: &&Found| o.kind == me.kind && (o.end == me.end || me.opens && o.opens);
    let before = found[..i]
        .iter()
        .zip(kept)
        .rev()
        .take(MAX_DISTANCE)
        .filter_map(|(o, kept)| (*kept || !listed).then_some(o))
        .filter(same)
        .any(|o| o.ordinal + 1 == me.ordinal || follows(o, me));
    let after = found[i + 1..]
        .iter()
        .take(MAX_DISTANCE)
        .filter(same)
        .any(|o| me.ordinal + 1 == o.ordinal || follows(me, o));
    let again = me.doubtful
        && me.kind == Kind::Is
        && i > 0
        && found[i - 1].kind == Kind::Is
        && found[i - 1].end == me.end;
    before || me.ordinal == 1 && after && !again
}

/// Returns whether an adverb follows another; they may skip: 首先 … 最后, 首先 … 再次.
fn follows(first: &Found, second: &Found) -> bool {
    first.kind == Kind::Adverb && first.ordinal < second.ordinal
}

#[derive(Clone, Copy)]
struct Open {
    kind: Kind,
    group: usize,
    last: u32,
    /// The paragraph's end where it was last seen.
    end: usize,
}

/// Gives every mark its group and depth, then its end.
fn group_items(found: &[Found], next: &mut usize) -> Vec<Item> {
    let mut open: Vec<Open> = Vec::new();
    let mut items: Vec<Item> = Vec::new();
    let mut outer_of: Vec<Option<usize>> = Vec::new();
    let base = *next;
    for f in found {
        let goes_on = open.iter().rposition(|o| o.kind == f.kind && f.ordinal > 1 && goes_on(o, f));
        match goes_on {
            Some(at) => open.truncate(at + 1),
            None => {
                open.retain(|o| o.end == f.end || f.ordinal == 1 && !f.opens);
                let outer = open.last().filter(|o| o.end == f.end).map(|o| o.group);
                open.push(Open { kind: f.kind, group: *next, last: 0, end: f.end });
                outer_of.push(outer);
                *next += 1;
            }
        }
        let top = open.last_mut().expect("one was just pushed or kept");
        (top.last, top.end) = (f.ordinal, f.end);
        items.push(Item {
            span: Span::new(f.at, f.end),
            marker_len: f.len,
            ordinal: f.ordinal,
            group: top.group,
            depth: 0,
            orders: f.kind == Kind::Must,
        });
    }
    settle_depths(&mut items, &outer_of, base);
    settle_ends(&mut items);
    items
}

fn goes_on(open: &Open, f: &Found) -> bool {
    open.last + 1 == f.ordinal || f.kind == Kind::Adverb && open.last < f.ordinal
}

/// Sets the depth of items: a group is nested only where its outer one goes on after it.
fn settle_depths(items: &mut [Item], outer_of: &[Option<usize>], base: usize) {
    let last_of: Vec<usize> = {
        let mut last = vec![0; outer_of.len()];
        for (i, item) in items.iter().enumerate() {
            last[item.group - base] = i;
        }
        last
    };
    for item in items {
        let group = item.group - base;
        let nested = outer_of[group].is_some_and(|outer| last_of[outer - base] > last_of[group]);
        item.depth = u8::from(nested);
    }
}

/// Ends items: each at the next of its group, at the next outer one, or with its paragraph.
fn settle_ends(items: &mut [Item]) {
    for i in 0..items.len() {
        let me = items[i];
        let next =
            items[i + 1..].iter().find(|o| o.group == me.group || o.depth < me.depth || o.depth == me.depth);
        if let Some(next) = next {
            items[i].span.end = me.span.end.min(next.span.start);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> Vec<&str> {
        let mut group = 0;
        let found = items(text, Span::new(0, text.len()), None, &mut group);
        found.iter().map(|item| &text[item.span.start..item.span.start + item.marker_len]).collect()
    }

    #[test]
    fn adverbs_count_with_a_comma_or_without() {
        assert_eq!(marks("首先加强领导。其次加强巡查。最后加强宣传。"), ["首先", "其次", "最后"]);
        assert_eq!(marks("打通最后一公里。最后完成验收。"), [""; 0]);
    }

    #[test]
    fn figures_that_are_something_else_mark_no_items() {
        for text in [
            "十二是男性，二十是女性。",
            "周一是例会日，周二是下访日。",
            "坚持“一是一，二是二”。",
            "统一是前提。",
        ] {
            assert_eq!(marks(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_lead_may_run_into_its_items() {
        assert_eq!(marks("实行清单管理一是明确责任，二是强化督查。"), ["一是", "二是"]);
        assert_eq!(marks("农民增收：一靠产业，二靠务工，三靠政策。"), ["一靠", "二靠", "三靠"]);
    }
}
