//! A list of subjects and a list of values → which value belongs to which (A、B、C分别增长x、y、z).

use super::cues::{Cue, ends, holds};
use super::signs::MINUS;
use super::words::is_label;
use crate::numeral::{Decimal, Numeral, Script, blanks, digit, figure, numeral};
use crate::tables::rows;
use crate::tables::units::{Unit, unit};
use crate::text::boundary::tail;
use crate::text::clause::last_clause;
use std::sync::LazyLock;

/// A longer list of values is a table.
pub(super) const MOST_LISTED: usize = 24;

/// So many characters back may 分别 stand before a value of its list.
const SIGHT: usize = 200;

/// The unit that a value without one shares with the last of its list, and the power of ten that goes with it: 2.5 in
/// 分别提高2.5、3.1、4个百分点, 12 in 分别为12、30和28亿元; `before` and `after` are the words around the value.
pub(super) fn shared_unit(before: &str, after: &str, n: &Numeral) -> Option<(&'static Unit, u32)> {
    let mut rest = after_joint(after).filter(|_| !n.masked && n.script != Script::Row)?;
    for _ in 0..MOST_LISTED {
        let value = numeral(rest).filter(|m| !m.masked)?;
        let next = &rest[value.len..];
        let unit = unit(&next[blanks(next)..]);
        // 3.4个、1个、2个百分点: the 个 of the middle is that of the last.
        let whole = unit.filter(|u| u.name != "个" || after_joint(&next[u.name.len()..]).is_none());
        if let Some(unit) = whole {
            let shift = if n.shift == 0 && value.shift >= 4 { value.shift } else { 0 };
            return lists_values(before, unit, is_next(n, &value)).then_some((unit, shift));
        }
        rest = after_joint(next.strip_prefix('个').unwrap_or(next))?;
    }
    None
}

/// 4、5家 are four or five: the upper value, its unit, and how far both reach in `after`.
pub(super) fn four_or_five(
    before: &str,
    after: &str,
    n: &Numeral,
) -> Option<(Decimal, &'static Unit, usize)> {
    let rest = after.strip_prefix('、').filter(|_| leads_to_value(before))?;
    let value = numeral(rest).filter(|value| is_next(n, value))?;
    let next = &rest[value.len..];
    let unit = unit(&next[blanks(next)..]).filter(|unit| !is_dated(unit))?;
    Some((value.value, unit, after.len() - next.len() + blanks(next) + unit.name.len()))
}

/// Whether two single digits follow one another: 4 and 5.
fn is_next(n: &Numeral, next: &Numeral) -> bool {
    let one = Decimal::new(1, 0);
    let small = |n: &Numeral| n.script == Script::Digits && n.len == 1 && !n.masked;
    small(n) && small(next) && n.value.checked_add(one) == Some(next.value)
}

/// What stands behind 、 or 和, past the minus of the next value.
fn after_joint(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(' ');
    let rest = ["以及", "、", "和", "与", "及"].into_iter().find_map(|w| text.strip_prefix(w))?;
    Some(rest.trim_start_matches(' ').trim_start_matches(['约', '近', '负']).trim_start_matches(MINUS))
}

/// Whether 分别 or 依次 opens a list of values that `before` leads to; shares and points need no word for it, unless they
/// may be 2、3个百分点. 第3、4、5位 and 2023、2024年 list no values.
fn lists_values(before: &str, unit: &Unit, vague: bool) -> bool {
    let clause = last_clause(tail(before, SIGHT));
    let listed = |c: char| {
        digit(c).is_some()
            || figure(c).is_some()
            || MINUS.contains(&c)
            || "、和与及以约近负.．十百千万亿 ".contains(c)
    };
    let lead = clause.trim_end_matches(listed);
    let told = ["分别", "依次"].iter().any(|w| clause.contains(w));
    let rated = matches!(unit.dimension, "percent" | "permille" | "points");
    !is_dated(unit) && !is_label(lead) && (told || rated && !vague && leads_to_value(lead))
}

/// Units that number days, years and ranks rather than count them.
fn is_dated(unit: &Unit) -> bool {
    matches!(unit.name, "年" | "日" | "届" | "期" | "号" | "位" | "名")
}

/// Whether a word stands before a value that is no mark of a table or an item.
fn leads_to_value(lead: &str) -> bool {
    !is_label(lead) && lead.ends_with(|c: char| c.is_alphabetic() && !c.is_ascii())
}

/// Splits a list of subjects: 食品、石化和医药.
pub(super) fn items(list: &str) -> Vec<&str> {
    let list = list.trim_matches(['、', '，', ' ']);
    let mut found: Vec<&str> = list.split('、').collect();
    // Only the last item may hang on 和, 与, 及, 以及: 收入、利润和税收.
    if let Some(last) = found.pop() {
        match ["以及", "和", "与", "及"].into_iter().find_map(|w| last.split_once(w)) {
            Some((a, b)) if !a.trim().is_empty() && !b.trim().is_empty() => found.extend([a, b]),
            _ => found.push(last),
        }
    }
    found.into_iter().map(str::trim).filter(|i| !i.is_empty()).collect()
}

/// Words and what stands for each beside it: 收入 and 支出.
static COUNTERPARTS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let read = rows(include_str!("../tables/counterparts.tsv"));
    read.filter_map(|row| Some((*row.first()?, *row.get(1)?))).collect()
});

/// 一般公共预算支出总量 of 支出总量 after 一般公共预算收入总量: what the second of a pair leaves out.
pub(super) fn counterpart(last: &str, core: &str) -> Option<String> {
    COUNTERPARTS.iter().find_map(|(first, second)| {
        let tail = core.strip_prefix(second)?;
        let own = last.strip_suffix(tail)?.strip_suffix(first)?;
        (own.chars().count() > 1).then(|| format!("{own}{core}"))
    })
}

/// Names that stand for several: 三次产业.
static SPLITS: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
    let table = rows(include_str!("../tables/splits.tsv"));
    table.filter_map(|row| Some((row[0], row.get(1)?.split(' ').collect()))).collect()
});

/// The `count` subjects that one name stands for: 三次产业增加值 has three.
pub(super) fn split(subject: &str, count: usize) -> Option<Vec<String>> {
    let (word, parts) = SPLITS.iter().find(|(word, parts)| parts.len() == count && subject.contains(word))?;
    Some(parts.iter().map(|part| subject.replacen(word, part, 1)).collect())
}

/// Gives each of the `count` values its own subject; none where the subjects do not number as many.
pub(super) fn pair(subjects: &str, count: usize) -> Option<Vec<String>> {
    if let Some(parts) = split(subjects, count) {
        return Some(parts);
    }
    let mut items = items(subjects);
    if items.len() > count && count > 1 {
        // 扩大有效投资、食品、石化产业…: what stands too many at the front is no subject.
        items.drain(..items.len() - count);
    }
    (items.len() == count && count > 1).then(|| spread(&items))
}

/// Completes the items of a list by what they share: 食品 of 食品、石化等产业增加值 is 食品产业增加值.
pub(super) fn spread(items: &[&str]) -> Vec<String> {
    let Some((last, earlier)) = items.split_last() else { return Vec::new() };
    let Some(first) = items.first() else { return Vec::new() };
    if let Some((own, shared)) =
        last.split_once('等').filter(|(own, shared)| !own.is_empty() && !shared.is_empty())
    {
        return earlier.iter().chain([&own]).map(|item| format!("{item}{shared}")).collect();
    }
    let whole = |item: &str| ends(item, Cue::Measure).is_some();
    if earlier.iter().all(|item| whole(item)) {
        return with_owner(first, items);
    }
    let shared = earlier.iter().find_map(|item| shared_tail(item, last)).unwrap_or("");
    items
        .iter()
        .enumerate()
        .map(
            |(i, item)| {
                if i + 1 == items.len() || whole(item) {
                    (*item).to_owned()
                } else {
                    format!("{item}{shared}")
                }
            },
        )
        .collect()
}

/// 省属企业营业收入、利润: the owner of the first stands for all.
fn with_owner(first: &str, items: &[&str]) -> Vec<String> {
    let owner = owner(first);
    items
        .iter()
        .enumerate()
        .map(|(i, item)| {
            let own = i == 0 || item.starts_with(owner) || item.chars().count() > MOST_BARE;
            if own { (*item).to_owned() } else { format!("{owner}{item}") }
        })
        .collect()
}

/// 利润, 死亡人数 need an owner; 农村居民人均可支配收入 has its own.
const MOST_BARE: usize = 5;

/// The one whose figure it is, as far as a head noun tells: 省属企业 of 省属企业营业收入.
pub(super) fn owner(name: &str) -> &str {
    let measured = ends(name, Cue::Measure).map_or(0, str::len);
    let room = &name[..name.len() - measured];
    match holds_last(room) {
        Some(end) => &room[..end],
        None => "",
    }
}

/// The end of the last head noun.
fn holds_last(room: &str) -> Option<usize> {
    let mut best = None;
    for (at, c) in room.char_indices() {
        let end = at + c.len_utf8();
        if ends(&room[..end], Cue::Head).is_some() {
            best = Some(end);
        }
    }
    best.filter(|_| holds(room, Cue::Head).is_some())
}

/// What `last` shares with `item`: 院 closes both 市立医院 and 妇幼保健院 in 妇幼保健院每门诊费用, so 每门诊费用 is shared.
fn shared_tail<'a>(item: &str, last: &'a str) -> Option<&'a str> {
    let closing = item.chars().next_back()?;
    if let Some(at) = last.find(closing).filter(|&at| at > 0)
        && !last[at + closing.len_utf8()..].is_empty()
    {
        return Some(&last[at + closing.len_utf8()..]);
    }
    let own = item.chars().count();
    let (at, _) = last.char_indices().nth(own)?;
    Some(&last[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_has_its_own_subject() {
        let cases = [
            ("陶瓷、造纸、茶叶等产业增加值", 3, vec!["陶瓷产业增加值", "造纸产业增加值", "茶叶产业增加值"]),
            ("县属企业营业收入、利润", 2, vec!["县属企业营业收入", "县属企业利润"]),
            ("县级、镇级服务站", 2, vec!["县级服务站", "镇级服务站"]),
            ("城镇、农村居民收入", 2, vec!["城镇居民收入", "农村居民收入"]),
            (
                "东陵医院、南浦医院和保健院门诊费用",
                3,
                vec!["东陵医院门诊费用", "南浦医院门诊费用", "保健院门诊费用"],
            ),
        ];
        for (list, count, names) in cases {
            assert_eq!(pair(list, count), Some(names.into_iter().map(str::to_owned).collect()), "{list}");
        }
    }
}
