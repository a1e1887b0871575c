//! `metric_cues.tsv` → the words around a number, by kind, the longest first.

use std::sync::LazyLock;

/// Declares the kinds of words, each with its name in the table.
macro_rules! cues {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// A kind of words around a number.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Cue { $($(#[$doc])* $kind),* }

        /// Every kind with its name in the table.
        const ALL: &[(&str, Cue)] = &[$(($name, Cue::$kind)),*];
    };
}

cues! {
    /// 左右.
    ApproxAfter = "approx_after",
    /// 约.
    ApproxBefore = "approx_before",
    /// 约计, before the verb.
    ApproxFar = "approx_far",
    /// 扣除: a phrase between name and figure.
    Aside = "aside",
    /// 已.
    Done = "done",
    /// 下降.
    Down = "down",
    /// 减少 before its object.
    DownVerb = "down_verb",
    /// 拉低: what is told of is a fall.
    Drag = "drag",
    /// 确保.
    Ensure = "ensure",
    /// words that no name begins with.
    Front = "front",
    /// 高于.
    Gap = "gap",
    /// 低于.
    GapDown = "gap_down",
    /// 全国平均.
    GapTo = "gap_to",
    /// 以上.
    GeAfter = "ge_after",
    /// 不少于.
    GeBefore = "ge_before",
    /// 给予.
    Gives = "gives",
    /// 补助.
    Grant = "grant",
    /// 奖补.
    GrantNoun = "grant_noun",
    /// 突破.
    GtBefore = "gt_before",
    /// nouns that own a figure: 患者.
    Head = "head",
    /// words of headings that name no thing: 回顾.
    Heading = "heading",
    /// what cannot open the thing counted.
    Joint = "joint",
    /// 近.
    JustUnderBefore = "just_under_before",
    /// words whose end is no light word: 单位.
    Keep = "keep",
    /// words whose beginning is no light word: 在职.
    KeepFront = "keep_front",
    /// 以内.
    LeAfter = "le_after",
    /// 不超过.
    LeBefore = "le_before",
    /// words that are no part of a name.
    Light = "light",
    /// 不到.
    LtBefore = "lt_before",
    /// nouns that are measured: 产量.
    Measure = "measure",
    /// 环比.
    Mom = "mom",
    /// 增加值: a noun that only sounds like a change.
    NounChange = "noun_change",
    /// 的基础上.
    OverBase = "over_base",
    /// 放缓 of a growth.
    PaceDown = "pace_down",
    /// 加快 of a growth.
    PaceUp = "pace_up",
    /// 全市.
    Place = "place",
    /// 稳居: praise of what was measured.
    Praise = "praise",
    /// verbs after the thing counted.
    Predicate = "predicate",
    /// 必.
    Rule = "rule",
    /// 比年初.
    Since = "since",
    /// 推动 before what is measured.
    Steer = "steer",
    /// 力争.
    Strive = "strive",
    /// 力争.
    Target = "target",
    /// 达到.
    To = "to",
    /// 增长.
    Up = "up",
    /// 落后: what is done away with.
    Unfit = "unfit",
    /// 新增 before its object.
    UpVerb = "up_verb",
    /// verbs with which names begin.
    Verb = "verb",
    /// what may be left off the end of a topic: 政策.
    Work = "work",
    /// 同比.
    Yoy = "yoy",
}

/// How many kinds there are.
const KINDS: usize = ALL.len();

/// The words of one kind with a character of each, sorted by it; those of one character the longest first.
type ByChar = &'static [(char, &'static str)];

/// A kind of words as the build script (`cues_build.rs`) writes it.
struct Kind {
    name: &'static str,
    first: ByChar,
    last: ByChar,
}

/// The table, by the names of its kinds.
static TABLE: &[Kind] = &include!(concat!(env!("OUT_DIR"), "/metric_cues.rs"));

/// The kinds that have a word with a character at one end, a bit each, by the lowest bits of its code: most look-ups end here.
type Kinds = [u64; 1024];

/// The words of every kind by the character that they begin or end with.
struct Cues {
    first: [ByChar; KINDS],
    last: [ByChar; KINDS],
    opening: Kinds,
    closing: Kinds,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let mut cues = Cues { first: [&[]; KINDS], last: [&[]; KINDS], opening: [0; 1024], closing: [0; 1024] };
    for (name, kind) in ALL {
        let Ok(at) = TABLE.binary_search_by_key(name, |kind| kind.name) else { continue };
        let (words, kind) = (&TABLE[at], *kind as usize);
        (cues.first[kind], cues.last[kind]) = (words.first, words.last);
        words.first.iter().for_each(|(c, _)| cues.opening[*c as usize % 1024] |= 1 << kind);
        words.last.iter().for_each(|(c, _)| cues.closing[*c as usize % 1024] |= 1 << kind);
    }
    cues
});

/// Whether a word of `kind` can have `c` at this end.
fn marked(kinds: &Kinds, c: char, kind: Cue) -> bool {
    kinds[c as usize % 1024] >> kind as u32 & 1 == 1
}

/// The words of a list that have `c` at their end.
fn of(list: ByChar, c: char) -> impl Iterator<Item = &'static str> {
    let from = list.partition_point(|(other, _)| *other < c);
    list[from..].iter().take_while(move |(other, _)| *other == c).map(|(_, word)| *word)
}

/// The longest word of `kind` that `text` ends with.
pub(super) fn ends(text: &str, kind: Cue) -> Option<&'static str> {
    let last = text.chars().next_back().filter(|&c| marked(&CUES.closing, c, kind))?;
    of(CUES.last[kind as usize], last).find(|w| text.ends_with(w))
}

/// The longest word of `kind` that `text` begins with.
pub(super) fn starts(text: &str, kind: Cue) -> Option<&'static str> {
    let first = text.chars().next().filter(|&c| marked(&CUES.opening, c, kind))?;
    of(CUES.first[kind as usize], first).find(|w| text.starts_with(w))
}

/// The last word of `kind` that stands in `text`, and where.
pub(super) fn holds(text: &str, kind: Cue) -> Option<(usize, &'static str)> {
    let cues = &*CUES;
    let list = cues.first[kind as usize];
    text.char_indices()
        .rev()
        .filter(|&(_, c)| marked(&cues.opening, c, kind))
        .find_map(|(at, c)| of(list, c).find(|w| text[at..].starts_with(w)).map(|w| (at, w)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::rows;

    #[test]
    fn every_row_of_the_table_has_its_kind() {
        for row in rows(include_str!("../tables/metric_cues.tsv")) {
            assert!(ALL.iter().any(|(known, _)| *known == row[0]), "{}", row[0]);
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
