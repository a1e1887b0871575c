//! A list of subjects and a list of values → which value belongs to which (A、B、C分别增长x、y、z).

use super::cues::{Cue, ends, holds};

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

/// Gives each of the `count` values its own subject; none where the subjects do not number as many.
pub(super) fn pair(subjects: &str, count: usize) -> Option<Vec<String>> {
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
