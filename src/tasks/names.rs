//! Words of a note → the names in them: organs, places that stand for their governments, persons and their offices.

use super::words::WORDS;
use crate::numeral::figure;
use crate::tables::Words;

/// Splits names at 、 and blanks outside of inner brackets, and at 和 between two organs.
pub(super) fn split_names(names: &str) -> Vec<String> {
    let names = without_others(names.trim().trim_start_matches(DASHES));
    let mut out = vec![String::new()];
    let mut depth = 0usize;
    for c in names.chars() {
        match c {
            '（' | '(' | '“' => depth += 1,
            '）' | ')' | '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && (c == '、' || c == '/' || c.is_whitespace()) {
            out.push(String::new());
        } else if let Some(last) = out.last_mut() {
            last.push(c);
        }
    }
    out.retain(|name| !name.is_empty() && !is_phone(name));
    let out = whole_persons(out);
    out.into_iter().flat_map(|name| split_at_and(&name)).collect()
}

/// Marks before names on a line of their own.
const DASHES: [char; 4] = ['—', '-', '－', '–'];

/// Whether a piece is a number to call: 李明 13800000000.
fn is_phone(name: &str) -> bool {
    name.len() >= SHORTEST_PHONE && name.bytes().all(|b| b.is_ascii_digit() || b == b'-')
}

/// 「662233」.
const SHORTEST_PHONE: usize = 6;

/// 县教育局等有关部门, 县教育局等8个部门 → 县教育局.
pub(super) fn without_others(names: &str) -> &str {
    let end = WORDS.others.iter().filter(|w| names.ends_with(w)).map(str::len).max().unwrap_or(0);
    let counted = names[..names.len() - end].trim_end_matches(COUNTS);
    let cut = counted
        .trim_end_matches(|c: char| c.is_ascii_digit() || figure(c).is_some() || c == TEN)
        .strip_suffix('等')
        .filter(|n| !n.ends_with(['同', '均', '平', '高', '初', '中']));
    cut.filter(|n| !n.is_empty()).unwrap_or(names).trim_end()
}

/// Count those that are not named: 等8家单位.
const COUNTS: [char; 2] = ['个', '家'];
const TEN: char = '十';

/// 何 平 is one name, and 县委常委、副县长何平 one person.
pub(super) fn whole_persons(names: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for name in names {
        let one = |n: &str| n.chars().count() == 1;
        match out.last_mut() {
            Some(last) if one(last) && one(&name) && WORDS.surname.has(last) => last.push_str(&name),
            Some(last) if is_person(last) && !is_person(&name) && holds_office(&name) => {
                last.push('、');
                last.push_str(&name);
            }
            _ => out.push(name),
        }
    }
    out
}

/// 副县长何平: an office with a short name behind it.
pub(super) fn holds_office(name: &str) -> bool {
    WORDS.person.iter().any(|w| {
        name.rfind(w).is_some_and(|at| {
            let rest = &name[at + w.len()..];
            (2..=3).contains(&rest.chars().count()) && WORDS.surname.begin(rest)
        })
    })
}

/// Whether a name is a person's without an office: 何平, not 林业 nor 高新区.
pub(super) fn is_only_person(name: &str) -> bool {
    let chars = name.chars().count();
    let surname =
        WORDS.surname.iter().any(|w| name.starts_with(w) && (1..=2).contains(&(chars - w.chars().count())));
    let other =
        WORDS.organ.end(name) || WORDS.place.end(name) || WORDS.trade.has(name) || WORDS.rank.begin(name);
    surname && !other && name.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
}

/// 县水务局何平: an organ and the person who answers for it.
pub(super) fn organ_and_person(name: &str) -> Option<(&str, &str)> {
    let cut = |chars: usize| name.char_indices().rev().nth(chars - 1).map(|(at, _)| name.split_at(at));
    let parted = |(organ, person): &(&str, &str)| is_organ(organ) && ranked(organ) && is_only_person(person);
    [2, 3].into_iter().filter_map(cut).find(parted)
}

/// 县委组织部和县人社局 are two, 县文化和旅游局 is one.
pub(super) fn split_at_and(name: &str) -> Vec<String> {
    let two = name.char_indices().filter(|(_, c)| "和及与".contains(*c)).find_map(|(at, c)| {
        let (a, b) = (&name[..at], name[at + c.len_utf8()..].trim_start_matches('其'));
        let long = |n: &str| n.chars().count() >= 3;
        (long(a) && long(b) && is_organ(a) && is_organ(b) && ranked(b))
            .then(|| vec![a.to_owned(), b.to_owned()])
    });
    two.unwrap_or_else(|| vec![name.to_owned()])
}

/// 「财政部」.
pub(super) const SHORTEST_ORGAN: usize = 3;

/// Whether somebody is named: an organ, a place that stands for its government, an office.
pub(super) fn is_name(name: &str) -> bool {
    is_organ(name) || is_person(name) || WORDS.place.end(bare(name)) && name.chars().count() >= 2
}

/// Whether a name ends as those of organs do. 各乡镇（街道） ends with its bracket.
pub(super) fn is_organ(name: &str) -> bool {
    let name = bare(name);
    let count = name.chars().count();
    (2..=LONGEST_NAME).contains(&count)
        && WORDS.organ.end(name)
        && !name.contains(['：', ':'])
        && balanced(name)
        || count >= 2 && WORDS.rank.begin(name) && WORDS.place.end(name)
}

/// Whether a name in running text is an organ's and nothing more: 县教育局, not 发现舆情要按程序转送相关部门.
pub(super) fn is_plain_organ(name: &str) -> bool {
    let short = name.chars().count() <= LONGEST_SHORT_NAME;
    is_organ(name)
        && (short || WORDS.rank.begin(name))
        && !name.contains(|c| "对由要将把按须应就向从在为内".contains(c))
}

/// 「国家卫生健康委」 has seven; a longer one in running text begins with a rank.
pub(super) const LONGEST_SHORT_NAME: usize = 8;

/// 「（流动人口服务管理科）」; a longer name explains something.
pub(super) const LONGEST_NAME: usize = 40;

/// Whether brackets in a name are closed: 各县（区）人民政府.
pub(super) fn balanced(name: &str) -> bool {
    name.matches(['（', '(']).count() == name.matches(['）', ')']).count()
}

/// Whether a name begins as those of organs do: 县, 各, 有关.
pub(super) fn ranked(name: &str) -> bool {
    WORDS.rank.begin(name) || bare(name).chars().count() >= 5
}

/// 三处 counts.
pub(super) fn begins_with_number(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十两几数多含即如原以".contains(c))
}

/// Whether a name may sign a document: 县水务局.
pub(super) fn is_signer(name: &str) -> bool {
    is_organ(name) && name.chars().count() >= 3
}

/// Whether an office is named that persons hold: 分管副县长, 县委常委, not 县委 or 县河长办.
pub(super) fn is_person(name: &str) -> bool {
    let longest = |list: &Words| list.iter().filter(|w| bare(name).ends_with(w)).map(str::len).max();
    longest(&WORDS.person) > longest(&WORDS.organ)
}

/// Whether only organs are named.
pub(super) fn names_organs(words: &str) -> bool {
    let names = split_names(words);
    !names.is_empty() && names.iter().all(|n| is_organ(n))
}

/// A name without the bracket behind it.
pub(super) fn bare(name: &str) -> &str {
    let inner = name.strip_suffix(['）', ')']).and_then(|rest| rest.rsplit_once(['（', '(']));
    inner.map_or(name, |(bare, _)| bare)
}
