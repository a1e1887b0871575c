//! A line that names places → those places, each with its level and its code, the innermost of each chain: 「东陵市云溪县人民政府」 →
//! 云溪县.

use crate::plausible::is_han;
use crate::tables::{rows, rows_from, word_lists};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// A place by its whole name: 广西壮族自治区 where the text has 广西.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceName {
    /// With its suffix: 云溪县.
    pub name: String,
    /// By GB/T 2260, where the name is that of one division.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub code: Option<String>,
    /// How high it stands.
    pub level: Level,
}

/// The level of a place, as the law orders them: a 直辖市 is a province, its districts are counties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Level {
    /// 全国.
    National,
    /// 省、自治区、直辖市.
    Province,
    /// 地级市、州、盟、地区.
    City,
    /// 县、县级市、区、旗.
    County,
    /// 乡、镇、街道.
    Town,
}

/// Names, codes and whole names, in the order of their bytes.
const DIVISIONS: &str = include_str!("tables/divisions.tsv");

word_lists! {
    "tables/place_words.tsv",
    /// 关于, 中共, 在: a place's name may follow.
    lead
    /// 国务院, 教育部: the state.
    nation
    /// 发展, 乡村: stands in no place's name.
    never
    /// 社区, 城市: ends like a place's name and is none.
    not
    /// 人大, 卫生: begins an organ's name behind 苏州 as behind 苏州市.
    organ
    /// 全县, 我市: the place that speaks.
    own
    /// 来源, 记者: tells of a newspaper.
    source
    /// 人民, 办事处: the same behind 青石镇.
    town_organ
}

/// What ends a place's name and of what level it then is, the longest first.
static SUFFIXES: LazyLock<Vec<(&str, Level)>> = LazyLock::new(|| {
    let level = |word: &str| match word {
        "province" => Level::Province,
        "city" => Level::City,
        "county" => Level::County,
        _ => Level::Town,
    };
    let suffixes = rows(include_str!("tables/place_words.tsv")).filter(|row| row[0] == "suffix");
    let mut suffixes: Vec<_> = suffixes.map(|row| (row[1], level(row[2]))).collect();
    suffixes.sort_by_key(|(suffix, _)| std::cmp::Reverse(suffix.len()));
    suffixes
});

/// A place's name of more characters is none: 双江拉祜族佤族布朗族傣族自治县 has fifteen.
const LONGEST: usize = 15;
/// One that names no people is none with more before its suffix: 克拉玛依市.
const LONGEST_PLAIN: usize = 4;
/// A name without its suffix has so many characters at least, but for 叶县 and its like.
const TELLING: usize = 2;
/// A county in a city in a province, and a town in it.
const DEEPEST: usize = 4;
/// The state as a place, and what tells of it in other texts.
const STATE: (&str, &str) = ("全国", "国务院");

/// The innermost place of each chain that a line names.
pub(crate) fn places(line: &str) -> Vec<PlaceName> {
    segments(line).iter().filter_map(|segment| chain(segment).0.pop()).collect()
}

/// Whether a line tells of a newspaper or a photograph, whose place is another: 「来源：云岭日报」.
pub(crate) fn is_source(line: &str) -> bool {
    WORDS.source.occur_in(line)
}

/// The stretches of Chinese at whose beginning a place may stand: cut at other characters, and behind 关于, 中共, 在.
fn segments(line: &str) -> Vec<String> {
    let wide = is_wide(line);
    let dense: String = line.chars().filter(|c| !(wide && c.is_whitespace())).collect();
    let mut found = Vec::new();
    for run in dense.split(|c| !is_han(c)).filter(|run| !run.is_empty()) {
        let mut rest = run;
        while let Some((lead, behind)) = first_lead(rest) {
            found.push(undated(&rest[..lead]).to_owned());
            rest = &rest[behind..];
        }
        found.push(undated(rest).to_owned());
    }
    found
}

/// Where the first word stands that leads to a place, and where it ends.
fn first_lead(run: &str) -> Option<(usize, usize)> {
    WORDS.lead.iter().filter_map(|word| run.find(word).map(|at| (at, at + word.len()))).min()
}

/// 「云 溪 县 人 民 政 府 文 件」 is set wide.
fn is_wide(line: &str) -> bool {
    line.split_whitespace().count() > 2 && line.split_whitespace().all(|word| word.chars().count() == 1)
}

/// 年云溪县, behind the digits of a year, and 二五年云溪县 → 云溪县.
fn undated(run: &str) -> &str {
    let bare = run.trim_start_matches(|c| "一二三四五六七八九十零".contains(c));
    ["年度", "年", "月", "日"].iter().find_map(|unit| bare.strip_prefix(unit)).unwrap_or(run)
}

/// The places that a text opens with, from the outermost in, and how many bytes they take.
fn chain(text: &str) -> (Vec<PlaceName>, usize) {
    let mut found: Vec<PlaceName> = Vec::new();
    let mut len = 0;
    while found.len() < DEEPEST {
        let above = found.last();
        let rest = &text[len..];
        let Some((place, by)) = nation(rest).or_else(|| known(rest, above)).or_else(|| invented(rest, above))
        else {
            break;
        };
        found.push(place);
        len += by;
    }
    (found, len)
}

fn nation(rest: &str) -> Option<(PlaceName, usize)> {
    let word = WORDS.nation.iter().find(|word| rest.starts_with(word))?;
    let place = PlaceName { name: STATE.0.to_owned(), code: None, level: Level::National };
    Some((place, word.len()))
}

/// The longest name of a division that a text opens with; of several that share it that below `above`.
fn known(rest: &str, above: Option<&PlaceName>) -> Option<(PlaceName, usize)> {
    let (last, c) = rest.char_indices().nth(TELLING - 1)?;
    let found = rows_from(DIVISIONS, &rest[..last + c.len_utf8()]).filter(|row| rest.starts_with(row[0]));
    let row = found.max_by_key(|row| row[0].len())?;
    let (word, name) = (row[0], row.get(2).copied());
    let state = above.filter(|above| above.level != Level::National);
    let below = |code: &&str| state.is_none_or(|above| is_below(code, above));
    let level = level(row[1].split(' ').next()?);
    let codes: Vec<&str> = row[1].split(' ').filter(below).collect();
    // 城区 is one only behind 云岭市.
    let only_words = WORDS.not.has(word) && (state.is_none() || codes.is_empty());
    if only_words || name.is_some() && !stands_short(word, level, &rest[word.len()..]) {
        return None;
    }
    let (name, code) = (name.unwrap_or(word), Some(&codes).filter(|c| c.len() == 1).map(|c| c[0].to_owned()));
    let place = PlaceName { name: name.to_owned(), code, level };
    Some((place, word.len()))
}

/// 110105 is below 110000.
fn is_below(code: &str, above: &PlaceName) -> bool {
    above.code.as_deref().is_some_and(|above| code.starts_with(prefix(above)))
}

/// 11 of 110000, 3205 of 320500.
fn prefix(code: &str) -> &str {
    let code = code.strip_suffix("00").unwrap_or(code);
    code.strip_suffix("00").unwrap_or(code)
}

fn level(code: &str) -> Level {
    match prefix(code).len() {
        2 => Level::Province,
        4 => Level::City,
        _ => Level::County,
    }
}

/// Whether the short name of a place stands for it: 广西 in 广西政府 and 苏州 in 苏州卫健委, not 海南 in 海南镇, 大理 in 大理石.
fn stands_short(word: &str, level: Level, behind: &str) -> bool {
    let open = SUFFIXES.iter().any(|(suffix, _)| word.ends_with(suffix));
    match level {
        _ if open || behind.is_empty() => true,
        Level::Province => !SUFFIXES.iter().any(|(suffix, _)| behind.starts_with(suffix)),
        _ => WORDS.organ.begin(behind),
    }
}

/// The shortest name that a text opens with and that a suffix makes a place: 云溪县, wherever it may lie.
fn invented(rest: &str, above: Option<&PlaceName>) -> Option<(PlaceName, usize)> {
    let opening: usize = rest.chars().take(LONGEST).map(char::len_utf8).sum();
    let mut ends = rest[..opening].char_indices().filter_map(|(at, _)| {
        let (suffix, level) = SUFFIXES.iter().find(|(suffix, _)| rest[at..opening].starts_with(suffix))?;
        is_place(&rest[..at], suffix, &rest[at + suffix.len()..]).then_some((at + suffix.len(), *level))
    });
    let (len, level) = ends.next()?;
    // 石桥市 in 东陵市 is of the level of a county.
    let city = above.is_some_and(|above| above.level == Level::City) && level == Level::City;
    let level = if city { Level::County } else { level };
    let place = PlaceName { name: rest[..len].to_owned(), code: None, level };
    Some((place, len))
}

/// Whether words before a suffix are the name of a place.
fn is_place(before: &str, suffix: &str, behind: &str) -> bool {
    let chars = before.chars().count();
    let long = (TELLING..=LONGEST_PLAIN).contains(&chars)
        || chars == 1 && suffix == "县"
        || chars > LONGEST_PLAIN && suffix.starts_with("自治");
    // 「自治区主席」 names none.
    let whole = !before.ends_with("自治") && !before.ends_with("行政");
    let name = format!("{before}{suffix}");
    let other = WORDS.not.end(&name) || WORDS.own.end(&name) || WORDS.never.occur_in(before);
    // 「石桥乡村振兴」, 「农村集镇化」: a town is named only where its organs or its year follow.
    let town = SUFFIXES.iter().any(|(town, level)| *town == suffix && *level == Level::Town);
    let named = behind.is_empty() || WORDS.town_organ.begin(behind);
    long && whole && !other && (!town || named)
}

/// Cuts off the places that a name begins with: 东陵市云溪县地区生产总值, 全市的生产总值.
pub(crate) fn behind_places(name: &str) -> &str {
    let own = WORDS.own.iter().find_map(|word| name.strip_prefix(word));
    own.unwrap_or_else(|| &name[chain(name).1..]).trim_start_matches('的')
}

/// What tells a place from others: 云溪 of 云溪县, 云岭 of 云岭苗族自治县.
pub(crate) fn stem(place: &PlaceName) -> String {
    if place.level == Level::National {
        return STATE.1.to_owned();
    }
    let name = &place.name;
    let suffix = SUFFIXES.iter().find_map(|(suffix, _)| name.strip_suffix(suffix)).unwrap_or(name);
    let short = suffix.chars().take(TELLING).collect();
    match suffix.chars().count() {
        0..TELLING => name.to_owned(),
        _ if name.contains("自治") => short,
        _ => suffix.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<String> {
        places(line).into_iter().map(|place| place.name).collect()
    }

    #[test]
    fn a_head_names_its_innermost_place() {
        for (line, name) in [
            ("2025年云溪县政府工作报告", "云溪县"),
            ("二〇二五年云溪县工作总结", "云溪县"),
            ("东陵市云溪县人民政府办公室", "云溪县"),
            ("中共云溪县委关于巡视整改的工作方案", "云溪县"),
            ("东陵市卫生健康局关于全年工作的报告", "东陵市"),
            ("——2026年1月14日在东陵市第八届人民代表大会第五次会议上", "东陵市"),
            ("东陵市市长　何平", "东陵市"),
            ("2025年广西政府工作报告", "广西壮族自治区"),
            ("宁夏回族自治区人民政府", "宁夏回族自治区"),
            ("海南省省长　何平", "海南省"),
            ("苏州卫健委2025年工作要点", "苏州市"),
            ("云 溪 县 人 民 政 府 文 件", "云溪县"),
            ("云岭苗族侗族自治州发展和改革委员会", "云岭苗族侗族自治州"),
            ("青石镇人民政府", "青石镇"),
            ("叶县2025年工作要点", "叶县"),
            ("国务院总理　何平", "全国"),
        ] {
            assert_eq!(names(line), [name], "{line}");
        }
    }

    #[test]
    fn what_only_ends_like_a_place_is_none() {
        for line in [
            "政府工作报告",
            "2025年重点工作任务清单",
            "关于全面推进乡村振兴的意见",
            "老旧小区改造实施方案",
            "全县2025年工作总结",
            "关于开展城区环境整治的通知",
            "省长　何平",
            "自治区主席　何平",
            "新型城镇化规划",
            "文明城市创建工作方案",
            "大理石矿山整治方案",
        ] {
            assert_eq!(names(line), [""; 0], "{line}");
        }
    }

    #[test]
    fn a_place_has_its_level_and_a_known_one_its_code() {
        for (line, level, code) in [
            ("国务院办公厅", Level::National, None),
            ("广西人大", Level::Province, Some("450000")),
            ("恩施州人民政府", Level::City, Some("422800")),
            ("北京市朝阳区", Level::County, Some("110105")),
            ("长春市朝阳区", Level::County, Some("220104")),
            // Two cities have one.
            ("朝阳区人民政府", Level::County, None),
            ("东陵市朝阳区", Level::County, None),
            ("云溪县人民政府", Level::County, None),
            ("东陵市石桥市", Level::County, None),
            ("东陵市人民政府", Level::City, None),
            ("云岭省", Level::Province, None),
            ("云溪县青石镇人民政府", Level::Town, None),
        ] {
            let place = places(line).remove(0);
            assert_eq!((place.level, place.code.as_deref()), (level, code), "{line}");
        }
    }

    #[test]
    fn a_name_is_cut_behind_its_places() {
        for (name, rest) in [
            ("东陵市云溪县地区生产总值", "地区生产总值"),
            ("云岭省的进出口总额", "进出口总额"),
            ("广西地区生产总值", "地区生产总值"),
            ("全市生产总值", "生产总值"),
            ("城区公路里程", "城区公路里程"),
            ("园区地区生产总值", "园区地区生产总值"),
            ("粮食产量", "粮食产量"),
        ] {
            assert_eq!(behind_places(name), rest);
        }
    }

    #[test]
    fn a_stem_tells_a_place_from_others() {
        for (name, wanted) in
            [("云溪县", "云溪"), ("云岭苗族自治县", "云岭"), ("叶县", "叶县"), ("新疆", "新疆")]
        {
            assert_eq!(stem(&places(name)[0]), wanted);
        }
    }
}
