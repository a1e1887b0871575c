//! Words of a note → the verbs that tell who does what: 县教育局牵头，县财政局配合; 县教育局会同县财政局负责.

use super::labels::Label;
use super::names::{SHORTEST_ORGAN, is_name, is_organ, split_names, without_others};
use super::told::{Side, side_of};
use super::words::WORDS;
use crate::tables::Words;

/// A verb that tells who does what.
pub(super) struct Verb {
    pub(super) start: usize,
    pub(super) end: usize,
    /// None for 会同.
    pub(super) side: Option<Side>,
}

/// The first verb that stands behind names of organs or persons, with what belongs to it: 牵头负责, 配合做好相关工作. Behind another
/// verb it may stand alone.
pub(super) fn next_verb(words: &str, alone: bool) -> Option<Verb> {
    words.char_indices().find_map(|(at, _)| {
        let (len, side) = verb_at(&words[at..])?;
        let (before, behind) = (&words[..at], &words[at + len..]);
        if side == Some(Side::Helps) && is_inside_a_name(behind) {
            return None;
        }
        if WORDS.joins_organs.has(&words[at..at + len]) && !joins_two(before, behind) {
            return None;
        }
        let names = without_trim(&words[..at]);
        let named = split_names(names).iter().all(|n| is_name(n));
        let begins = names.is_empty() && (alone || side.is_none());
        (begins || !names.is_empty() && named).then(|| verb_from(words, at, len, side))
    })
}

/// Whether two organs stand on both sides of 商 or 同: 县水务局商县财政局, not 县商务局.
fn joins_two(before: &str, behind: &str) -> bool {
    let next = behind.split(['、', '，', ' ', '\u{3000}']).next().unwrap_or("");
    let next = last_verb(next).map_or(next, |(names, _)| names);
    let organ = |name: &String| is_organ(name) && name.chars().count() >= SHORTEST_ORGAN;
    !before.ends_with(['、', '，', ' ', '\u{3000}'])
        && split_names(before).last().is_some_and(organ)
        && organ(&next.to_owned())
}

/// Whether a text has a verb of one who leads or owns.
pub(super) fn names_verb(text: &str) -> bool {
    WORDS.leads.occur_in(text) || WORDS.owns.occur_in(text)
}

/// Whether what follows a verb goes on with a name: the 管理局 of 县市场监督管理局, not the 各乡镇 of 县水务局指导各乡镇落实.
pub(super) fn is_inside_a_name(rest: &str) -> bool {
    let stops = rest.is_empty()
        || rest.starts_with(|c: char| c.is_whitespace() || c.is_ascii_digit() || "、和并（(".contains(c));
    let goes_on =
        WORDS.rank.begin(rest) || WORDS.also.begin(rest) || WORDS.trim.begin(rest) || verb_at(rest).is_some();
    !stops && !goes_on
}

/// A verb with those that follow: who leads and does, leads.
pub(super) fn verb_from(words: &str, start: usize, len: usize, side: Option<Side>) -> Verb {
    let mut verb = Verb { start, end: start + len, side };
    while verb.side.is_some() {
        let rest = &words[verb.end..];
        let more =
            WORDS.also.iter().chain(WORDS.trim.iter()).filter(|w| rest.starts_with(w)).map(str::len).max();
        match verb_at(rest) {
            Some((len, Some(next))) => {
                verb.end += len;
                verb.side = verb.side.map(|side| stronger(side, next));
            }
            _ => match more {
                Some(len) => verb.end += len,
                None => break,
            },
        }
    }
    verb
}

/// 牵头落实 leads, 配合落实 helps.
pub(super) fn stronger(a: Side, b: Side) -> Side {
    [Side::Lead, Side::Helps].into_iter().find(|s| *s == a || *s == b).unwrap_or(a)
}

pub(super) fn verb_at(words: &str) -> Option<(usize, Option<Side>)> {
    let kinds: [(&Words, Option<Side>); 5] = [
        (&WORDS.leads, Some(Side::Lead)),
        (&WORDS.helps, Some(Side::Helps)),
        (&WORDS.owns, Some(Side::Owns)),
        (&WORDS.joins, None),
        (&WORDS.joins_organs, None),
    ];
    let begun = |(list, side): (&Words, Option<Side>)| {
        list.iter().filter(|w| words.starts_with(w)).map(|w| w.len()).max().map(|len| (len, side))
    };
    let (len, side) = kinds.into_iter().filter_map(begun).max_by_key(|f| f.0)?;
    // 以企业为主体 names no leader.
    if WORDS.leads_last.has(&words[..len]) && !words[len..].trim().is_empty() {
        return None;
    }
    // 牵头单位 is a name's end, no verb.
    let noun = WORDS.organ_noun.iter().any(|w| w.chars().count() > 1 && words[len..].starts_with(w));
    (!noun).then_some((len, side))
}

/// The names before the verb that ends a clause, and their side.
pub(super) fn last_verb(words: &str) -> Option<(&str, Side)> {
    let mut names = words;
    let mut side: Option<Side> = None;
    loop {
        let ends = |list: &Words| list.iter().filter(|w| names.ends_with(w)).map(str::len).max();
        let verbs = [(&WORDS.leads, Side::Lead), (&WORDS.helps, Side::Helps), (&WORDS.owns, Side::Owns)];
        let verb = verbs.into_iter().filter_map(|(list, side)| Some((ends(list)?, side))).max_by_key(|v| v.0);
        match verb {
            Some((len, found)) => {
                side = Some(side.map_or(found, |side| stronger(found, side)));
                names = &names[..names.len() - len];
            }
            None => match ends(&WORDS.also).max(ends(&WORDS.trim)) {
                Some(len) => names = &names[..names.len() - len],
                None => break,
            },
        }
    }
    side.map(|side| (without_trim(names), side))
}

/// Whether a clause goes on behind its last verb: 县财政局负责资金保障.
pub(super) fn has_object(clause: &str) -> bool {
    last_verb(clause.trim()).is_none() && named_as(clause.trim()).is_none() && !WORDS.joins.occur_in(clause)
}

/// 县教育局为牵头单位.
pub(super) fn named_as(clause: &str) -> Option<(Vec<String>, Side)> {
    let (names, label) = clause.rsplit_once('为').or_else(|| clause.rsplit_once('是'))?;
    let side = side_of(Label::of(label)?)?;
    let names = split_names(names);
    (!names.is_empty() && names.iter().all(|n| is_name(n))).then_some((names, side))
}

/// Names without what stands between them and their verb: 县教育局等有关部门按职责分工.
pub(super) fn without_trim(names: &str) -> &str {
    let mut names = names.trim();
    while let Some(len) = WORDS.trim.iter().filter(|w| names.ends_with(w)).map(str::len).max() {
        names = names[..names.len() - len].trim_end();
    }
    without_others(names)
}
