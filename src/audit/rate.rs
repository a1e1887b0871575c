//! Part and whole and the rate that follows them: 1763人 of 1794人 is 98.27%.

use super::figure::{
    Figure, between, check, has_word, in_one_sentence, is_unit, label, share_a_word, shortest_name, trimmed,
    words,
};
use super::precision::Fit;
use crate::model::{Check, CheckKind, Direction, MetricRole};
use crate::text::boundary::tail;
use crate::text::sentence::closes_sentence;

/// Figures this far before a rate may be its part and whole.
const REACH: usize = 6;

/// A disagreement beyond this many points is another relation, not a slip of the pen.
const MOST_SLIP: f64 = 60.0;

pub(super) fn checks(text: &str, figures: &[Figure<'_>]) -> Vec<Check> {
    figures
        .iter()
        .enumerate()
        .filter(|(_, f)| is_rate(f))
        .filter_map(|(i, _)| rate(text, figures, i))
        .collect()
}

/// 管理率98.27%, 占比74.16%: a level, no change, no share of something named elsewhere.
fn is_rate(figure: &Figure<'_>) -> bool {
    let m = figure.metric;
    let named = has_word("rate", figure.name());
    let whole = figure.printed.float() == 100.0;
    figure.is_share() && named && !whole && m.direction == Direction::None && m.role == MetricRole::Actual
}

fn rate(text: &str, figures: &[Figure<'_>], i: usize) -> Option<Check> {
    let result = &figures[i];
    let counts: Vec<usize> = (i.saturating_sub(REACH)..i).rev().filter(|&k| counted(&figures[k])).collect();
    let part = *counts.first()?;
    let of = counts[1..]
        .iter()
        .find(|&&whole| fits(&figures[whole], &figures[part], result))
        .map(|&whole| (whole, part))
        .or_else(|| {
            let (whole, part) = (part, *counts.get(1)?);
            let told = share_of_last(text, figures, part, whole, i);
            (told && fits(&figures[whole], &figures[part], result)).then_some((whole, part))
        });
    if let Some((whole, part)) = of.filter(|&(whole, part)| belongs(figures, whole, part, i)) {
        let (whole, part) = (&figures[whole], &figures[part]);
        return Some(check(CheckKind::Rate, formula(part, whole, result), None, &[whole, part, result]));
    }
    let told = told_share(text, figures, i);
    told.or_else(|| slip(text, figures, i)).or_else(|| share_slip(text, figures, i))
}

/// 完成4348万元，占年初预算10065万元的43.2%: where the whole stands last, words say that the rate is of it.
fn share_of_last(text: &str, figures: &[Figure<'_>], part: usize, whole: usize, i: usize) -> bool {
    let (part, whole, result) = (&figures[part], &figures[whole], &figures[i]);
    let link = between(text, whole, result);
    link.trim_start_matches(['）', ')', ' ']).starts_with('的')
        || between(text, part, whole).contains(['占', '为'])
}

/// 到位资金36亿元，为年计划45亿元的90%: the words say what is divided by what.
fn told_share(text: &str, figures: &[Figure<'_>], i: usize) -> Option<Check> {
    let (whole, result) = (figures.get(i.checked_sub(1)?)?, &figures[i]);
    let link = between(text, whole, result).trim_start_matches(['）', ')', ' ']);
    let linked = link.starts_with('的') && link.chars().count() <= MOST_LINK;
    let clause = label(text, figures, i - 1);
    let divided = words("divided").any(|word| clause.starts_with(word));
    if !linked || !divided || !counted(whole) || result.metric.unit != "%" {
        return None;
    }
    // What is divided stands in the same sentence, nearest first.
    let near = (i.saturating_sub(REACH)..i - 1).rev().map(|k| &figures[k]);
    let parts: Vec<_> = near
        .take_while(|part| in_one_sentence(text, part, whole))
        .filter(|part| same_kind(part, whole) && part.is_level() && part.printed.float() > 0.0)
        .collect();
    let fit = |part: &Figure<'_>| {
        let (low, high) = quotient(part, whole);
        let value = part.printed.float() / whole.printed.float();
        result.printed.fit(low * 100.0, value * 100.0, high * 100.0)
    };
    let part = *parts.first()?;
    let made =
        |expected| check(CheckKind::Rate, formula(part, whole, result), expected, &[whole, part, result]);
    if fit(part) == Fit::Confirmed {
        return Some(made(None));
    }
    // 累计完成45亿元，其中今年20亿元，为计划60亿元的75%: the share may be of any of them.
    let others = parts.iter().all(|part| fit(part) == Fit::Contradicted);
    let value = part.printed.float() / whole.printed.float() * 100.0;
    others.then(|| made(Some(format!("{}%", trimmed((value * 100.0).round() / 100.0)))))
}

/// Between a whole and the share of it no more than this is said: 的比重为.
const MOST_LINK: usize = 6;

/// Whether the rate is one of part and whole by its name (管理率 of 管理人数, 税收占比 of 税收收入) or, where it says no more than
/// 出勤率 or 占比, by standing right behind them: 广播综合人口覆盖率 is none of cable subscribers.
fn belongs(figures: &[Figure<'_>], whole: usize, part: usize, i: usize) -> bool {
    let operands = [&figures[whole], &figures[part]];
    let own = stem(shortest_name(&figures[i]));
    let persons = !own.contains("人口") || is_unit("person_unit", figures[part].metric.unit.as_str());
    let shared = operands.iter().any(|f| share_a_word(&own, shortest_name(f)));
    let money = figures[part].metric.unit == "元";
    let bare = !money && own.chars().count() <= MOST_BARE && i - whole.min(part) == 2;
    persons && (shared || bare)
}

/// 出勤率, 占比 name nothing else; a longer name does.
const MOST_BARE: usize = 2;

/// What a rate is named by besides being one: 综合人口覆盖 of 综合人口覆盖率.
fn stem(name: &str) -> String {
    words("rate_word").fold(name.to_owned(), |name, word| name.replace(word, ""))
}

/// 财政收入17.9亿元，其中税收收入11.1亿元，占财政收入的比重为65%: the words say of what it is a share.
fn share_slip(text: &str, figures: &[Figure<'_>], i: usize) -> Option<Check> {
    let result = &figures[i];
    let lead = between(text, figures.get(i.checked_sub(1)?)?, result);
    let (_, of) = lead.rsplit_once('占')?;
    let of =
        of.split(['的', '比', '（', '(']).next()?.trim_start_matches(['全', '总', '省', '市', '县', '区']);
    let base = tail(of, LEAST_BASE);
    let plain = base.chars().count() == LEAST_BASE && !lead.contains(closes_sentence) && !has_word("own", of);
    let near = &figures[i.saturating_sub(REACH)..i];
    let (part_at, part) = near.iter().enumerate().rfind(|(_, f)| counted(f))?;
    let whole =
        near[..part_at].iter().rfind(|f| same_kind(part, f) && counted(f) && f.name().ends_with(base))?;
    let within = between(text, whole, part);
    let nested = within.contains("其中") && !between(text, part, result).contains(closes_sentence);
    let smaller = part.printed.float() < whole.printed.float();
    let (low, high) = quotient(part, whole);
    let middle = (low + high) * 50.0;
    let off = (middle - result.printed.float()).abs();
    if !plain || !nested || !smaller || result.metric.unit != "%" || off < LEAST_SLIP {
        return None;
    }
    let expected = format!("{middle:.2}%");
    Some(check(CheckKind::Rate, formula(part, whole, result), Some(expected), &[whole, part, result]))
}

/// 收入, 人口: what a share is of must end like the name of the whole.
const LEAST_BASE: usize = 2;

/// Shares are reckoned from figures before they were rounded.
const LEAST_SLIP: f64 = 0.3;

fn counted(figure: &Figure<'_>) -> bool {
    let m = figure.metric;
    !figure.is_share()
        && m.unit != "个百分点"
        && m.direction == Direction::None
        && figure.printed.float() > 0.0
}

/// Whether part ÷ whole is the rate, and tells more than a coincidence would.
fn fits(whole: &Figure<'_>, part: &Figure<'_>, result: &Figure<'_>) -> bool {
    let per = if result.metric.unit == "‰" { 1000.0 } else { 100.0 };
    let (low, high) = quotient(part, whole);
    let value = part.printed.float() / whole.printed.float() * per;
    let telling = whole.printed.float() >= 20.0 && same_kind(whole, part);
    part.printed.float() <= whole.printed.float()
        && telling
        && result.printed.fit(low * per, value, high * per) == Fit::Confirmed
}

fn same_kind(a: &Figure<'_>, b: &Figure<'_>) -> bool {
    let (a, b) = (a.metric.unit.as_str(), b.metric.unit.as_str());
    a == b || is_unit("person_unit", a) && is_unit("person_unit", b)
}

fn quotient(part: &Figure<'_>, whole: &Figure<'_>) -> (f64, f64) {
    let ((a, b), (c, d)) = (part.printed.bounds(), whole.printed.bounds());
    (a / d, b / c.max(f64::MIN_POSITIVE))
}

/// 登记1794人，管理1763人，管理率92.87%: the rate bears the name of the part, or is no more than 占比 of what ends like it.
fn slip(text: &str, figures: &[Figure<'_>], i: usize) -> Option<Check> {
    let result = &figures[i];
    let counts: Vec<_> =
        (i.saturating_sub(REACH)..i).rev().map(|k| &figures[k]).filter(|f| counted(f)).collect();
    let [part, whole, ..] = counts[..] else { return None };
    let link = between(text, whole, part);
    let close = label(text, figures, i).chars().count() <= MOST_LABEL
        && in_one_sentence(text, part, result)
        && (link.chars().count() <= MOST_LEAD || link.contains("其中"));
    let stem = result.name().trim_end_matches(['率', '例', '比', '占', '重']);
    let stem = tail(stem, LEAST_BASE);
    let named =
        stem.chars().count() == LEAST_BASE && part.name().contains(stem) && !whole.name().contains(stem);
    let share = label(text, figures, i).starts_with("占比")
        && tail(part.name(), LEAST_BASE) == tail(whole.name(), LEAST_BASE);
    let nested = same_kind(whole, part) && part.printed.float() <= whole.printed.float();
    let (low, high) = quotient(part, whole);
    let off = ((low + high) * 50.0 - result.printed.float()).abs();
    let fits = result.metric.unit != "%" || result.printed.meets(low * 100.0, high * 100.0);
    if !close || !(named || share) || !nested || fits || off > MOST_SLIP {
        return None;
    }
    let expected = format!("{:.2}%", (low + high) * 50.0);
    Some(check(CheckKind::Rate, formula(part, whole, result), Some(expected), &[whole, part, result]))
}

/// A rate is named in so many characters,
const MOST_LABEL: usize = 10;

/// and its part follows the whole after so many.
const MOST_LEAD: usize = 14;

fn formula(part: &Figure<'_>, whole: &Figure<'_>, result: &Figure<'_>) -> String {
    format!("{} ÷ {} = {}", part.metric.text, whole.metric.text, result.metric.text)
}
