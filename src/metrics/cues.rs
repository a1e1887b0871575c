//! `metric_cues.tsv` → the words around a number, by kind, the longest first.

use crate::tables::rows;
use std::sync::LazyLock;

/// A kind of words around a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// 左右.
    ApproxAfter,
    /// 约.
    ApproxBefore,
    /// 约计, before the verb.
    ApproxFar,
    /// 扣除: a phrase between name and figure.
    Aside,
    /// 已.
    Done,
    /// 下降.
    Down,
    /// 减少 before its object.
    DownVerb,
    /// 拉低: what is told of is a fall.
    Drag,
    /// 确保.
    Ensure,
    /// words that no name begins with.
    Front,
    /// 高于.
    Gap,
    /// 低于.
    GapDown,
    /// 全国平均.
    GapTo,
    /// 以上.
    GeAfter,
    /// 不少于.
    GeBefore,
    /// 给予.
    Gives,
    /// 补助.
    Grant,
    /// 奖补.
    GrantNoun,
    /// 突破.
    GtBefore,
    /// nouns that own a figure: 患者.
    Head,
    /// words of headings that name no thing: 回顾.
    Heading,
    /// what cannot open the thing counted.
    Joint,
    /// 近.
    JustUnderBefore,
    /// words whose end is no light word: 单位.
    Keep,
    /// words whose beginning is no light word: 在职.
    KeepFront,
    /// 以内.
    LeAfter,
    /// 不超过.
    LeBefore,
    /// words that are no part of a name.
    Light,
    /// 不到.
    LtBefore,
    /// nouns that are measured: 产量.
    Measure,
    /// 环比.
    Mom,
    /// 增加值: a noun that only sounds like a change.
    NounChange,
    /// 的基础上.
    OverBase,
    /// 放缓 of a growth.
    PaceDown,
    /// 加快 of a growth.
    PaceUp,
    /// 全市.
    Place,
    /// 稳居: praise of what was measured.
    Praise,
    /// verbs after the thing counted.
    Predicate,
    /// 必.
    Rule,
    /// 比年初.
    Since,
    /// 推动 before what is measured.
    Steer,
    /// 力争.
    Strive,
    /// 力争.
    Target,
    /// 达到.
    To,
    /// 增长.
    Up,
    /// 落后: what is done away with.
    Unfit,
    /// 新增 before its object.
    UpVerb,
    /// verbs with which names begin.
    Verb,
    /// what may be left off the end of a topic: 政策.
    Work,
    /// 同比.
    Yoy,
}

/// How many kinds there are.
const KINDS: usize = 50;

/// The kind that the table calls `name`.
fn kind(name: &str) -> Option<Cue> {
    Some(match name {
        "approx_after" => Cue::ApproxAfter,
        "approx_before" => Cue::ApproxBefore,
        "approx_far" => Cue::ApproxFar,
        "aside" => Cue::Aside,
        "done" => Cue::Done,
        "down" => Cue::Down,
        "down_verb" => Cue::DownVerb,
        "drag" => Cue::Drag,
        "ensure" => Cue::Ensure,
        "front" => Cue::Front,
        "gap" => Cue::Gap,
        "gap_down" => Cue::GapDown,
        "gap_to" => Cue::GapTo,
        "ge_after" => Cue::GeAfter,
        "ge_before" => Cue::GeBefore,
        "gives" => Cue::Gives,
        "grant" => Cue::Grant,
        "grant_noun" => Cue::GrantNoun,
        "gt_before" => Cue::GtBefore,
        "head" => Cue::Head,
        "heading" => Cue::Heading,
        "joint" => Cue::Joint,
        "just_under_before" => Cue::JustUnderBefore,
        "keep" => Cue::Keep,
        "keep_front" => Cue::KeepFront,
        "le_after" => Cue::LeAfter,
        "le_before" => Cue::LeBefore,
        "light" => Cue::Light,
        "lt_before" => Cue::LtBefore,
        "measure" => Cue::Measure,
        "mom" => Cue::Mom,
        "noun_change" => Cue::NounChange,
        "over_base" => Cue::OverBase,
        "pace_down" => Cue::PaceDown,
        "pace_up" => Cue::PaceUp,
        "place" => Cue::Place,
        "praise" => Cue::Praise,
        "predicate" => Cue::Predicate,
        "rule" => Cue::Rule,
        "since" => Cue::Since,
        "steer" => Cue::Steer,
        "strive" => Cue::Strive,
        "target" => Cue::Target,
        "to" => Cue::To,
        "up" => Cue::Up,
        "unfit" => Cue::Unfit,
        "up_verb" => Cue::UpVerb,
        "verb" => Cue::Verb,
        "work" => Cue::Work,
        "yoy" => Cue::Yoy,
        _ => return None,
    })
}

/// The words of one kind by a character, sorted; those of one character the longest first.
type ByChar = Vec<(char, Vec<&'static str>)>;

/// For every character below U+10000 the kinds that have a word with it at one end, a bit each: most look-ups end here.
type Kinds = Vec<u64>;

/// The words of every kind by the character that they begin or end with.
struct Cues {
    first: [ByChar; KINDS],
    last: [ByChar; KINDS],
    opening: Kinds,
    closing: Kinds,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let none = || vec![0; 0x1_0000];
    let mut cues = Cues {
        first: [const { Vec::new() }; KINDS],
        last: [const { Vec::new() }; KINDS],
        opening: none(),
        closing: none(),
    };
    for row in rows(include_str!("../tables/metric_cues.tsv")) {
        let [name, list] = row[..] else { continue };
        let Some(kind) = kind(name) else { continue };
        for word in list.split(' ').filter(|w| !w.is_empty()) {
            let (first, last) = (word.chars().next(), word.chars().next_back());
            mark(&mut cues.opening, first, kind);
            mark(&mut cues.closing, last, kind);
            add(&mut cues.first[kind as usize], first, word);
            add(&mut cues.last[kind as usize], last, word);
        }
    }
    cues
});

fn mark(kinds: &mut Kinds, c: Option<char>, kind: Cue) {
    if let Some(bits) = c.and_then(|c| kinds.get_mut(c as usize)) {
        *bits |= 1 << kind as u32;
    }
}

/// Whether a word of `kind` can have `c` at this end.
fn marked(kinds: &Kinds, c: char, kind: Cue) -> bool {
    kinds.get(c as usize).is_none_or(|bits| bits >> kind as u32 & 1 == 1)
}

fn add(list: &mut ByChar, c: Option<char>, word: &'static str) {
    let Some(c) = c else { return };
    let at = list.binary_search_by_key(&c, |(c, _)| *c);
    let at = at.unwrap_or_else(|at| {
        list.insert(at, (c, Vec::new()));
        at
    });
    let words = &mut list[at].1;
    let place = words.partition_point(|w| w.len() >= word.len());
    words.insert(place, word);
}

fn of(list: &'static ByChar, c: char) -> &'static [&'static str] {
    list.binary_search_by_key(&c, |(c, _)| *c).map_or(&[], |at| list[at].1.as_slice())
}

/// The longest word of `kind` that `text` ends with.
pub(super) fn ends(text: &str, kind: Cue) -> Option<&'static str> {
    let last = text.chars().next_back().filter(|&c| marked(&CUES.closing, c, kind))?;
    of(&CUES.last[kind as usize], last).iter().find(|w| text.ends_with(**w)).copied()
}

/// The longest word of `kind` that `text` begins with.
pub(super) fn starts(text: &str, kind: Cue) -> Option<&'static str> {
    let first = text.chars().next().filter(|&c| marked(&CUES.opening, c, kind))?;
    of(&CUES.first[kind as usize], first).iter().find(|w| text.starts_with(**w)).copied()
}

/// The last word of `kind` that stands in `text`, and where.
pub(super) fn holds(text: &str, kind: Cue) -> Option<(usize, &'static str)> {
    let cues = &*CUES;
    let list = &cues.first[kind as usize];
    text.char_indices()
        .rev()
        .filter(|&(_, c)| marked(&cues.opening, c, kind))
        .find_map(|(at, c)| of(list, c).iter().find(|w| text[at..].starts_with(**w)).map(|w| (at, *w)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_has_its_kind() {
        for row in rows(include_str!("../tables/metric_cues.tsv")) {
            assert!(kind(row[0]).is_some(), "{}", row[0]);
        }
    }

    #[test]
    fn every_kind_has_its_bit() {
        assert!(KINDS <= u64::BITS as usize);
    }

    #[test]
    fn the_longest_word_wins() {
        assert_eq!(ends("工业增加值比上年增长", Cue::Up), Some("增长"));
        assert_eq!(starts("以上的", Cue::GeAfter), Some("以上"));
        assert_eq!(holds("先增加后减少", Cue::DownVerb), Some((12, "减少")));
    }
}
