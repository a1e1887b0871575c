//! The words before a figure → its minus (增长-3.2%, 负0.2, 零下5℃) and its currency (US$500万, 港币2亿元).

use super::cues::{Cue, ends};
use super::words::{WORDS, words};
use crate::numeral::{digit, figure, is_power};
use crate::tables::rows;
use crate::tables::units::{self, Unit, unit};
use crate::text::boundary::tail;
use std::sync::LazyLock;

/// Marks that are a minus before a value, and a dash between words.
pub(super) const MINUS: [char; 7] = ['-', '－', '−', '﹣', '‐', '‑', '–'];

/// Words that end with 负 and bear what follows: 减负3亿元, 税负.
static BURDENS: LazyLock<Vec<&str>> = LazyLock::new(|| words("burden"));
/// Names of values that may be below nought: 结余, 气温.
static BELOW: LazyLock<Vec<&str>> = LazyLock::new(|| words("below_nought"));

/// The length of the minus that `before` ends with and that is part of a value with this unit.
//= 渔业增长 －0.9%，全年结余负200万元。 → =0.9% down | =-2000000元
//= 增长5-6%，为企业减负2亿元，个人自负20%。 → =5..6% | =200000000元 down | =20%
pub(super) fn minus(before: &str, unit: Option<&Unit>) -> Option<usize> {
    let mark = before.chars().next_back()?;
    let lead = &before[..before.len() - mark.len_utf8()];
    if before.ends_with("零下") {
        return unit.filter(|u| u.dimension == "temperature").map(|_| "零下".len());
    }
    let minus = match mark {
        '负' => !BURDENS.iter().any(|w| lead.ends_with(w)) && (!stands_anywhere(unit) || tells_value(lead)),
        _ => MINUS.contains(&mark) && !joins(lead) && (tells_value(lead) || opens_value(lead, unit)),
    };
    minus.then_some(mark.len_utf8())
}

/// Things that are counted or measured are never fewer than none, unless a word says so: 增加-3个.
fn stands_anywhere(unit: Option<&Unit>) -> bool {
    unit.is_none_or(|u| !rated(u) && !u.dimension.starts_with("money"))
}

/// Rates and degrees, which fall below nought without a word.
fn rated(unit: &Unit) -> bool {
    matches!(unit.dimension, "percent" | "permille" | "points" | "multiple" | "temperature")
}

/// Whether a dash after `lead` joins two things: the ends of a range, the parts of a name, 5%-6%, C-919, ——.
fn joins(lead: &str) -> bool {
    let dash = |c: char| MINUS.contains(&c) || matches!(c, '—' | '―' | '+' | '＋' | '〕' | ']' | '】' | '_');
    let Some(last) = lead.trim_end_matches([' ', '\u{a0}', '\u{3000}']).chars().next_back() else {
        return false;
    };
    let digits = digit(last).is_some() || last.is_ascii_alphanumeric() || figure(last).is_some();
    digits || dash(last) || matches!(last, '%' | '％' | '‰' | '℃') || is_power(last) || ends_in_figure(lead)
}

/// Whether `lead` ends with a number and its unit: 100元, 3个; the 月 of 1—3月 before a share is no end of a range.
fn ends_in_figure(lead: &str) -> bool {
    /// 平方公里 is among the longest.
    const MOST_UNIT: usize = 6;
    let near = tail(lead, MOST_UNIT + 1);
    near.char_indices().any(|(at, c)| {
        let rest = &near[at + c.len_utf8()..];
        let number = digit(c).is_some() || figure(c).is_some() || is_power(c);
        number && !rest.is_empty() && unit(rest).is_some_and(|u| u.name.len() == rest.len() && u.name != "年")
    })
}

/// Whether `lead` ends with a word after which a value stands: 增长, 为, 收入, 结余.
fn tells_value(lead: &str) -> bool {
    const TOLD: [Cue; 8] = [
        Cue::Up,
        Cue::Down,
        Cue::To,
        Cue::Light,
        Cue::NounChange,
        Cue::Measure,
        Cue::ApproxBefore,
        Cue::UpVerb,
    ];
    let lead = lead.trim_end_matches([' ', '\u{a0}', '\u{3000}', '"', '”']);
    TOLD.iter().any(|kind| ends(lead, *kind).is_some()) || BELOW.iter().any(|w| lead.ends_with(w))
}

/// Whether a minus after `lead` opens a value by itself: a share after any word, an amount in a bracket or a cell.
fn opens_value(lead: &str, unit: Option<&Unit>) -> bool {
    match (unit, lead.chars().next_back()) {
        (Some(unit), _) if rated(unit) => true,
        (Some(unit), last) if unit.dimension.starts_with("money") => {
            matches!(last, None | Some('（' | '(' | '：' | ':' | '\t' | '|' | '，' | '、' | '\n'))
        }
        _ => false,
    }
}

/// Signs and names of currencies that stand before an amount, with the unit that they are; the longest first.
static CURRENCIES: LazyLock<Vec<(&str, &Unit)>> = LazyLock::new(|| {
    let table = rows(include_str!("../tables/currencies.tsv"));
    let mut found: Vec<_> = table.filter_map(|row| Some((row[0], units::named(row.get(1)?)?))).collect();
    found.sort_by_key(|(sign, _)| std::cmp::Reverse(sign.len()));
    found
});

/// The currency that `before` ends with, with blanks after it, where the amount has no unit or only 元: its length.
//= 捐款港币20万元，罚款￥5万元，汇出€2亿。 → =200000港币 | =50000元 | =200000000欧元
//= 投资5亿美元，汇率为1美元兑7.1元。 → =500000000美元 | _ | _
pub(super) fn currency(before: &str, unit: Option<&Unit>) -> Option<(usize, &'static Unit)> {
    if unit.is_some_and(|u| !WORDS.yuan.has(u.name)) {
        return None;
    }
    let tight = before.trim_end_matches([' ', '\u{a0}']);
    let (sign, currency) = *CURRENCIES.iter().find(|(sign, _)| tight.ends_with(sign))?;
    // 新台币200亿元 counts in the 元 of its text.
    if unit.is_some() && WORDS.own_money.has(sign) {
        return None;
    }
    let lead = &tight[..tight.len() - sign.len()];
    // 5亿美元 is an amount of its own; 兑美元7.1元 is a rate.
    let own = lead.ends_with(|c: char| digit(c).is_some() || "万亿千百十兑对每换".contains(c));
    (!own).then_some((before.len() - lead.len(), currency))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_between_two_ends_is_no_minus() {
        let percent = units::named("%");
        for lead in ["增长5-", "增长5%-", "补助100元-", "C-", "——", "K12+", "三-"] {
            assert_eq!(minus(&format!("{lead}-"), percent), None, "{lead}");
        }
        assert_eq!(minus("比重-", percent), Some(1));
    }

    #[test]
    fn every_currency_is_a_unit() {
        assert!(rows(include_str!("../tables/currencies.tsv")).all(|row| units::named(row[1]).is_some()));
    }
}
