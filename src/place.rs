//! A line of a document's head → the places that it names, each chain from its province down: 「东陵市云溪县人民政府」 → 东陵市, 云溪县.

use crate::tables::Table;

static PROVINCES: Table = Table::new(include_str!("tables/provinces.tsv"));
static NOT_PLACES: Table = Table::new(include_str!("tables/not_places.tsv"));
static WORDS: Table = Table::new(include_str!("tables/place_words.tsv"));

/// What closes a place's name, the longest first.
const SUFFIXES: [&str; 16] = [
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "街道",
    "新区",
    "省",
    "市",
    "州",
    "盟",
    "县",
    "区",
    "旗",
    "镇",
    "乡",
];
/// A place's name of more characters is none: 双江拉祜族佤族布朗族傣族自治县 has fifteen.
const LONGEST: usize = 15;
/// A name without its suffix has so many characters at least, but for 叶县 and its like.
const TELLING: usize = 2;
/// A county in a city in a province, and a town in it.
const DEEPEST: usize = 4;
/// What the state itself is called in the head of its reports.
const NATION: [&str; 3] = ["中华人民共和国", "国务院", "全国人民代表大会"];
/// The state as a place.
const STATE: &str = "全国";

/// A place as a head names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// With its suffix; a province by its short name.
    pub(crate) name: String,
    /// What tells it from others: 云溪 of 云溪县, 云溪 of 云溪苗族自治县.
    pub(crate) stem: String,
}

/// The innermost place of each chain that a line names.
pub(crate) fn places(line: &str) -> Vec<Named> {
    segments(line).iter().filter_map(|segment| chain(segment).pop()).collect()
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
    let leads = WORDS.rows().filter(|row| row[0] == "lead");
    leads.filter_map(|row| run.find(row[1]).map(|at| (at, at + row[1].len()))).min()
}

/// 「云 溪 县 人 民 政 府 文 件」 is set wide.
fn is_wide(line: &str) -> bool {
    line.split_whitespace().count() > 2 && line.split_whitespace().all(|word| word.chars().count() == 1)
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// 年云溪县, behind the digits of a year, and 二五年云溪县 → 云溪县.
fn undated(run: &str) -> &str {
    let bare = run.trim_start_matches(|c| "一二三四五六七八九十零".contains(c));
    ["年度", "年", "月", "日"].iter().find_map(|unit| bare.strip_prefix(unit)).unwrap_or(run)
}

/// The places that a stretch opens with, from the outermost in.
fn chain(segment: &str) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let mut rest = segment;
    while found.len() < DEEPEST
        && let Some((named, len)) = first(rest)
    {
        found.push(named);
        rest = &rest[len..];
    }
    found
}

/// The place that a stretch opens with, and how many bytes its name takes.
fn first(rest: &str) -> Option<(Named, usize)> {
    if let Some(word) = NATION.iter().find(|word| rest.starts_with(**word)) {
        return Some((Named { name: STATE.to_owned(), stem: STATE.to_owned() }, word.len()));
    }
    province(rest).or_else(|| {
        let opening: usize = rest.chars().take(LONGEST).map(char::len_utf8).sum();
        let ends = rest[..opening].char_indices().filter_map(|(at, _)| {
            let suffix = SUFFIXES.iter().find(|suffix| rest[at..opening].starts_with(**suffix))?;
            is_place(&rest[..at], suffix, &rest[at + suffix.len()..]).then_some((at, suffix.len()))
        });
        let (at, suffix) = ends.min()?;
        let name = &rest[..at + suffix];
        Some((Named { name: name.to_owned(), stem: stem(&rest[..at], name) }, name.len()))
    })
}

/// 广西 of 广西壮族自治区, 广西人大; not of 海南州.
fn province(rest: &str) -> Option<(Named, usize)> {
    let row = PROVINCES.rows().find(|row| rest.starts_with(row[0]))?;
    let (short, whole) = (row[0], row[1]);
    let suffix = whole.chars().next_back().unwrap_or_default();
    let behind = &rest[short.len()..];
    let len = match () {
        () if rest.starts_with(whole) => whole.len(),
        () if behind.starts_with(suffix) => short.len() + suffix.len_utf8(),
        () if behind.starts_with(['州', '县', '区', '镇', '乡']) || behind.contains("自治州") => {
            return None;
        }
        () => short.len(),
    };
    Some((Named { name: short.to_owned(), stem: short.to_owned() }, len))
}

/// Whether words before a suffix are the name of a place.
fn is_place(before: &str, suffix: &str, behind: &str) -> bool {
    let chars = before.chars().count();
    let long = chars >= TELLING || chars == 1 && suffix == "县";
    // 「自治区主席」 names none.
    let whole = !before.ends_with("自治") && !before.ends_with("行政");
    let never = WORDS.rows().any(|row| row[0] == "never" && before.contains(row[1]));
    let name = format!("{before}{suffix}");
    let other = NOT_PLACES.rows().any(|row| name.ends_with(row[0]));
    // 「石桥乡村振兴」, 「农村集镇化」: a town is named only where its organs or its year follow.
    let town = matches!(suffix, "镇" | "乡" | "街道");
    let named = behind.is_empty() || TOWN_ORGANS.iter().any(|organ| behind.starts_with(organ));
    long && whole && !never && !other && (!town || named)
}

/// What follows the name of a town.
const TOWN_ORGANS: [&str; 7] = ["人民", "政府", "党", "办事处", "关于", "人大", "纪"];

/// A name without its suffix and the peoples that it names.
fn stem(before: &str, name: &str) -> String {
    let peoples = name.contains("自治") && before.contains('族');
    let short = before.chars().take(TELLING).collect();
    match before.chars().count() {
        0..TELLING => name.to_owned(),
        _ if peoples => short,
        _ => before.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<String> {
        places(line).into_iter().map(|named| named.name).collect()
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
            ("2025年广西政府工作报告", "广西"),
            ("宁夏回族自治区人民政府", "宁夏"),
            ("海南省省长　何平", "海南"),
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
        ] {
            assert_eq!(names(line), [""; 0], "{line}");
        }
    }

    #[test]
    fn a_stem_tells_a_place_from_others() {
        for (name, stem) in [("云溪县", "云溪"), ("云岭苗族自治县", "云岭"), ("叶县", "叶县")]
        {
            assert_eq!(places(name)[0].stem, stem);
        }
    }
}
