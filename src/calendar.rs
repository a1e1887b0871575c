//! Time words → intervals of days: 2022年底 · 去年 · 十三五 · 1–11月 · 民国103年 · 20XX年.

use crate::numeral::{Numeral, Script, TO_TEN, blanks, figure, numeral};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A day, serialised as ISO `2022-12-31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String")]
pub struct Day {
    /// Year of the common era.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl std::str::FromStr for Day {
    type Err = ();

    /// Reads 2025-09-30, and 2025/9/30 and 2025年9月30日 as people write it.
    fn from_str(text: &str) -> Result<Self, ()> {
        let parts: Vec<&str> =
            text.trim().trim_end_matches('日').split(['-', '/', '.', '年', '月']).collect();
        let [year, month, day] = parts[..] else { return Err(()) };
        let number = |part: &str| part.parse::<u16>().map_err(drop);
        let (year, month, day) = (i32::from(number(year)?), number(month)?, number(day)?);
        let months = YEARS.contains(&year) && (1..=12).contains(&month);
        let month = u8::try_from(month).map_err(drop)?;
        match u8::try_from(day) {
            Ok(day) if months && (1..=last_day(year, month)).contains(&day) => Ok(Day { year, month, day }),
            _ => Err(()),
        }
    }
}

impl Day {
    /// Counts the days from 1 January of year 0.
    pub(crate) fn number(self) -> i32 {
        let before = self.year - 1;
        let leap = before.div_euclid(4) - before.div_euclid(100) + before.div_euclid(400);
        let months: i32 = (1..self.month).map(|month| i32::from(last_day(self.year, month))).sum();
        self.year * 365 + leap + months + i32::from(self.day) - 1
    }

    /// 2025年9月30日.
    pub(crate) fn in_chinese(self) -> String {
        format!("{}年{}月{}日", self.year, self.month, self.day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// What is known of the time in which a document speaks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Era {
    /// The year that 今年 means.
    pub(crate) year: Option<i32>,
    /// 103年 is a year of the Republic: 2014.
    pub(crate) minguo: bool,
}

/// How wide a time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grade {
    /// 2016年5月25日.
    Day,
    /// 6月, 7月中旬.
    Month,
    /// 上半年, 前三季度, 1–11月.
    Part,
    /// 2025年, 全年.
    Year,
    /// 十四五, 2021—2025年, 五年来.
    Years,
}

/// A time read from the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Moment {
    /// Its length in bytes.
    pub(crate) len: usize,
    /// First and last day, where they can be told.
    pub(crate) days: Option<(Day, Day)>,
    /// Digits are hidden.
    pub(crate) masked: bool,
    /// How wide it is.
    pub(crate) grade: Grade,
}

/// Years of the Republic that a report of today can name: 民国50年 is 1961, 民国150年 2061.
const MINGUO: std::ops::RangeInclusive<i32> = 50..=150;

/// Years that a report can name.
const YEARS: std::ops::RangeInclusive<i32> = 1840..=2100;

/// One end of a time: as much of year, month and day as is written.
#[derive(Clone, Copy, Debug, Default)]
struct Point {
    year: Option<i32>,
    masked: bool,
    months: Option<(u8, u8)>,
    days: Option<(u8, u8)>,
    grade: Option<Grade>,
}

/// Reads the time that `text` begins with: 2025年 · 6月24日 · 1-12月 · 20XX年底 · 今年上半年 · 十四五.
pub(crate) fn moment(text: &str, era: Era) -> Option<Moment> {
    if let Some(found) = five_years(text).or_else(|| decade(text)) {
        return Some(found);
    }
    let (first, len) = point(text, era).or_else(|| bare_start(text))?;
    let range = range_mark(&text[len..]).and_then(|mark| {
        let (second, by) =
            point(&text[len + mark..], era).or_else(|| bare_end(&text[len + mark..], first))?;
        join(first, second, era).map(|(days, grade, masked)| Moment {
            len: len + mark + by,
            days,
            masked,
            grade,
        })
    });
    range.or_else(|| {
        let grade = first.grade?;
        Some(Moment { len, days: first.dated(era).interval(), masked: first.masked, grade })
    })
}

/// The length of a mark of ranges, with the blanks around it: — – - ~ 至 到.
pub(crate) fn range_mark(text: &str) -> Option<usize> {
    let before = blanks(text);
    let marks: usize = text[before..]
        .chars()
        .take(2)
        .take_while(|c| matches!(c, '-' | '—' | '–' | '―' | '~' | '～' | '－' | '至' | '到' | '─'))
        .map(char::len_utf8)
        .sum();
    (marks > 0).then(|| before + marks + blanks(&text[before + marks..]))
}

/// First and last day, grade, and whether digits are hidden.
type Joined = (Option<(Day, Day)>, Grade, bool);

/// The two ends as one interval; the later end lends its year to an earlier one without.
fn join(first: Point, second: Point, era: Era) -> Option<Joined> {
    let masked = first.masked || second.masked;
    let year = first.year.or(second.year);
    let (a, b) =
        (Point { year, ..first }.dated(era), Point { year: second.year.or(year), ..second }.dated(era));
    let days = a.interval().zip(b.interval()).map(|(a, b)| (a.0, b.1)).filter(|(from, to)| from <= to);
    let grade = match (a.grade?, b.grade?) {
        (Grade::Year | Grade::Years, _) => Grade::Years,
        (Grade::Month, _) | (Grade::Day, Grade::Month) => Grade::Part,
        (grade, _) => grade,
    };
    Some((days, grade, masked))
}

/// Reads one end: 2016年8月1日 · 8月1日 · 今年上半年 · 2022年底 · 第一季度.
fn point(text: &str, era: Era) -> Option<(Point, usize)> {
    let (mut point, mut len) = match year(text, era) {
        Some((year, masked, len)) => {
            (Point { year, masked, grade: Some(Grade::Year), ..Point::default() }, len)
        }
        None => (Point::default(), 0),
    };
    let rest = &text[len + blanks(&text[len..])..];
    let offset = text.len() - rest.len();
    if let Some((months, days, by, grade)) = within_year(rest, len > 0) {
        (point.months, point.days, point.grade) = (Some(months), days, Some(grade));
        len = offset + by;
    }
    (len > 0).then_some((point, len))
}

/// Reads a year: 2025年 · 二〇二五年 · 20XX年度 · 民国103年 · 去年.
fn year(text: &str, era: Era) -> Option<(Option<i32>, bool, usize)> {
    const RELATIVE: &[(&str, i32)] = include!(concat!(env!("OUT_DIR"), "/relative_year.rs"));
    for (word, by) in RELATIVE {
        if text.starts_with(word) {
            return Some((era.year.map(|y| y + by), false, word.len()));
        }
    }
    let minguo = text.strip_prefix("民国").map_or(0, |rest| text.len() - rest.len());
    let number = plain(&text[minguo + blanks(&text[minguo..])..])?;
    let at = minguo + blanks(&text[minguo..]) + number.len;
    let at = at + line_blanks(&text[at..]);
    let rest = text[at..].strip_prefix('年')?;
    let len = at + '年'.len_utf8() + if rest.starts_with('度') { '度'.len_utf8() } else { 0 };
    if number.masked {
        return Some((None, true, len));
    }
    let value = small(&number)?;
    let republic = (minguo > 0 || era.minguo) && MINGUO.contains(&value);
    match value {
        _ if republic => Some((Some(value + 1911), false, len)),
        _ if YEARS.contains(&value) && number.script != Script::Words => Some((Some(value), false, len)),
        _ => None,
    }
}

/// Blanks or one line break between a number and its 年.
fn line_blanks(text: &str) -> usize {
    let by = blanks(text);
    if by == 0 && text.starts_with('\n') { 1 } else { by }
}

/// A numeral without 万, 余 or a point.
fn plain(text: &str) -> Option<Numeral> {
    numeral(text).filter(|n| !n.large && !n.loose && n.upper.is_none() && n.value.scale() == 0)
}

fn small(number: &Numeral) -> Option<i32> {
    number.value.to_string().parse().ok()
}

/// Months, days, length and grade of what can follow a year.
type Within = ((u8, u8), Option<(u8, u8)>, usize, Grade);

/// Reads what stands within a year: 6月24日 · 11月底 · 7月中旬 · 上半年 · 第三季度 · 底.
fn within_year(text: &str, after_year: bool) -> Option<Within> {
    const PARTS: &[(&str, u8, u8)] = include!(concat!(env!("OUT_DIR"), "/part_of_year.rs"));
    let ordinal = text.strip_prefix('第').map_or(0, |_| '第'.len_utf8());
    for (word, from, to) in PARTS {
        if text[ordinal..].starts_with(word) {
            let grade = if (*from, *to) == (1, 12) { Grade::Year } else { Grade::Part };
            return Some(((*from, *to), None, ordinal + word.len(), grade));
        }
    }
    if let Some(found) = edge_of_year(text, after_year) {
        return Some(found);
    }
    month_and_day(text)
}

/// 年内, 年底 or, after a year, 底 末 初.
fn edge_of_year(text: &str, after_year: bool) -> Option<Within> {
    let skipped = if after_year { 0 } else { text.strip_prefix('年').map(|_| '年'.len_utf8())? };
    let edge = text[skipped..].chars().next()?;
    let (month, day) = match edge {
        '底' | '末' => (12, 31),
        '初' => (1, 1),
        '终' if !after_year => (12, 31),
        '内' if !after_year && !text[skipped + edge.len_utf8()..].starts_with(['蒙', '外', '部']) => {
            return Some(((1, 12), None, skipped + edge.len_utf8(), Grade::Part));
        }
        _ => return None,
    };
    Some(((month, month), Some((day, day)), skipped + edge.len_utf8(), Grade::Day))
}

/// Reads 6月24日 · 11月底 · 7月中旬 · 9月19-20日 · 1月份.
fn month_and_day(text: &str) -> Option<Within> {
    let number = plain(text)?;
    let at = number.len + line_blanks(&text[number.len..]);
    let rest = text[at..].strip_prefix('月')?;
    if number.masked {
        return Some(((1, 12), None, at + '月'.len_utf8(), Grade::Month));
    }
    let month = u8::try_from(small(&number)?).ok().filter(|m| (1..=12).contains(m))?;
    let at = at + '月'.len_utf8();
    let (days, by, grade) = in_month(rest, month);
    Some(((month, month), days, at + by, grade))
}

/// What follows a month: 24日, 底, 中旬, 份 or nothing.
fn in_month(text: &str, month: u8) -> (Option<(u8, u8)>, usize, Grade) {
    const EDGES: &[(&str, u8, u8)] = include!(concat!(env!("OUT_DIR"), "/part_of_month.rs"));
    const OTHER: &[&str] = include!(concat!(env!("OUT_DIR"), "/no_part_of_month.rs"));
    for (word, from, to) in EDGES {
        if text.starts_with(word) && !OTHER.iter().any(|other| text.starts_with(other)) {
            let last = last_day(2024, month);
            return (Some(((*from).min(last), (*to).min(last))), word.len(), Grade::Month);
        }
    }
    if text.starts_with('份') {
        return (None, '份'.len_utf8(), Grade::Month);
    }
    match day(text) {
        Some((day, by)) => (Some((day, day)), by, Grade::Day),
        None => days(text).map_or((None, 0, Grade::Month), |(days, by)| (Some(days), by, Grade::Day)),
    }
}

/// Reads 19-20日.
fn days(text: &str) -> Option<((u8, u8), usize)> {
    let first = plain(text)?;
    let at = first.len + range_mark(&text[first.len..])?;
    let (last, by) = day(&text[at..])?;
    let first = u8::try_from(small(&first)?).ok().filter(|d| (1..=last).contains(d))?;
    Some(((first, last), at + by))
}

/// Reads 24日.
fn day(text: &str) -> Option<(u8, usize)> {
    let skipped = blanks(text);
    let number = plain(&text[skipped..])?;
    let at = skipped + number.len;
    let at = at + line_blanks(&text[at..]);
    text[at..].strip_prefix(['日', '号'])?;
    let day = u8::try_from(small(&number)?).ok().filter(|d| (1..=31).contains(d))?;
    Some((day, at + '日'.len_utf8()))
}

/// The first end of a range that borrows its unit from the second: 2021-2023年 · 1-12月 · １９７９到１９８３年 · 一至三季度.
//= 桐浦县2025年经济运行情况报告⏎一、用电⏎一至三季度用电量3.4亿千瓦时。 → 用电量 @2025-01-01..2025-09-30
fn bare_start(text: &str) -> Option<(Point, usize)> {
    // 第一至三季度: the mark of an ordinal stands before both.
    let ordinal = text.strip_prefix('第');
    let skipped = ordinal.map_or(0, |_| '第'.len_utf8());
    let text = &text[skipped..];
    let number = plain(text)?;
    let mark = range_mark(&text[number.len..])?;
    let next = &text[number.len + mark..];
    let second = plain(next)?;
    let at = second.len + blanks(&next[second.len..]);
    let value = small(&number);
    let known = |y: &i32| YEARS.contains(y);
    let point = if next[at..].starts_with('年')
        && ordinal.is_none()
        && (number.masked || value.as_ref().is_some_and(known))
    {
        let year = value.filter(|_| !number.masked);
        Point { year, masked: number.masked, grade: Some(Grade::Year), ..Point::default() }
    } else if next[at..].starts_with('月') && ordinal.is_none() {
        let month = u8::try_from(value?).ok().filter(|m| (1..=12).contains(m))?;
        Point { months: Some((month, month)), grade: Some(Grade::Month), ..Point::default() }
    } else if next[at..].starts_with("季度") {
        let quarter = u8::try_from(value?).ok().filter(|q| (1..=4).contains(q))?;
        Point { months: Some((3 * quarter - 2, 3 * quarter)), grade: Some(Grade::Part), ..Point::default() }
    } else {
        return None;
    };
    Some((point, skipped + number.len))
}

/// The second end that borrows from the first: the 20日 of 9月19日-20日; in 9月19-20日 the 19 is no point yet.
fn bare_end(text: &str, first: Point) -> Option<(Point, usize)> {
    let (day, len) = day(text)?;
    first.months?;
    Some((Point { days: Some((day, day)), ..first }, len))
}

/// Reads ten years: 20世纪80年代 · 上世纪九十年代末 · 90年代初.
//= 20世纪80年代建有灌区12处，九十年代末建成水库3座。 → ~灌区 @1980-01-01..1989-12-31 | 建成水库 @1990-01-01..1999-12-31
fn decade(text: &str) -> Option<Moment> {
    let (century, rest) = century(text).unwrap_or((1900, text));
    let number = plain(rest)?;
    let after = rest[number.len..].strip_prefix("年代")?;
    let ten = small(&number).filter(|ten| (10..100).contains(ten) && ten % 10 == 0)?;
    let from = century + ten;
    let days = (Day { year: from, month: 1, day: 1 }, Day { year: from + 9, month: 12, day: 31 });
    const PARTS: &[&str] = include!(concat!(env!("OUT_DIR"), "/part_of_decade.rs"));
    let part = PARTS.iter().find(|w| after.starts_with(**w));
    let len = text.len() - after.len() + part.map_or(0, |word| word.len());
    Some(Moment { len, days: Some(days), masked: false, grade: Grade::Years })
}

/// The year that a century counts its decades from, and what follows its name: 1900 for 20世纪 and 上世纪.
fn century(text: &str) -> Option<(i32, &str)> {
    const NAMED: &[(&str, i32)] = include!(concat!(env!("OUT_DIR"), "/century.rs"));
    if let Some((word, year)) = NAMED.iter().find(|(word, _)| text.starts_with(word)) {
        return Some((*year, &text[word.len()..]));
    }
    let number = plain(text)?;
    let rest = text[number.len..].strip_prefix("世纪")?;
    let century = small(&number).filter(|n| (10..=21).contains(n))?;
    Some((100 * (century - 1), rest))
}

/// Reads a plan's name: 十四五 · “十三五” · 第六个五年计划.
fn five_years(text: &str) -> Option<Moment> {
    let found = plan(text)?;
    let from = first_year(found.number);
    let days = (Day { year: from, month: 1, day: 1 }, Day { year: from + 4, month: 12, day: 31 });
    Some(Moment { len: found.len, days: Some(days), masked: false, grade: Grade::Years })
}

/// A five-year plan as a text names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Its number: 14 for 十四五.
    pub(crate) number: u8,
    /// Where its name begins.
    pub(crate) at: usize,
    /// The length of its name in bytes, with its quotation marks.
    pub(crate) len: usize,
}

/// Finds the five-year plans that a text names: the 14th and the 15th in 「“十四五”时期成就和“十五五”主要目标」.
pub(crate) fn plans(text: &str) -> impl Iterator<Item = Plan> {
    let mut end = 0;
    text.match_indices(['“', '"', '「', '十', '第']).filter_map(move |(at, _)| {
        let found = plan(&text[at..]).filter(|_| at >= end)?;
        end = at + found.len;
        Some(Plan { at, ..found })
    })
}

/// Returns the year in which the national plan of this number begins.
pub(crate) fn first_year(number: u8) -> i32 {
    match number {
        1 => 1953,
        2 => 1958,
        // 1963–1965 were years of adjustment between the second plan and the third.
        n => 1951 + 5 * i32::from(n),
    }
}

/// Reads the plan's name that `text` begins with.
fn plan(text: &str) -> Option<Plan> {
    if let Some(found) = spelled_plan(text) {
        return Some(found);
    }
    let quoted = text.strip_prefix(['“', '"', '「']);
    let inner = quoted.unwrap_or(text);
    let skipped = text.len() - inner.len();
    let (number, by) = plan_number(inner)?;
    let mut len = skipped + by;
    let closed = inner[by..].strip_prefix(['”', '"', '」']);
    if quoted.is_some() {
        closed?;
        len += inner.len() - by - closed.map_or(0, str::len);
    } else if number < 11 {
        return None;
    }
    // “八五”普法 is the eighth plan for teaching the law, 2021–2025, not that of 1991.
    let other = inner[by..].trim_start_matches(['”', '"', '」', '时', '期']).starts_with("普法");
    (!other).then_some(Plan { number, at: 0, len })
}

/// Reads 第六个五年计划, 第一个五年.
fn spelled_plan(text: &str) -> Option<Plan> {
    let rest = text.strip_prefix('第')?;
    let number = plain(rest).filter(|n| n.script != Script::Row)?;
    let after = rest[number.len..].strip_prefix("个五年")?;
    let name = ["计划", "规划"].into_iter().find(|w| after.starts_with(w)).map_or(0, str::len);
    let number = small(&number).and_then(|n| u8::try_from(n).ok()).filter(|n| (1..=20).contains(n))?;
    Some(Plan { number, at: 0, len: text.len() - after.len() + name })
}

/// Reads the number of a plan's short name: 八五 is the eighth plan, 十五 the tenth, 十四五 the fourteenth.
fn plan_number(text: &str) -> Option<(u8, usize)> {
    let ten = text.strip_prefix('十');
    let rest = ten.unwrap_or(text);
    let mut chars = rest.chars();
    let figure = chars.next().filter(|c| TO_TEN.contains(*c)).and_then(figure);
    let named = figure.filter(|_| chars.next() == Some('五'));
    let (number, chars) = match (ten, named) {
        (Some(_), Some(figure)) => (10 + figure, 3),
        (Some(_), None) if rest.starts_with('五') => (10, 2),
        (None, Some(figure)) => (figure, 2),
        _ => return None,
    };
    Some((number, chars * '五'.len_utf8()))
}

/// Returns how many days a month has; none for a month that is none.
pub(crate) fn days_in_month(year: i32, month: u32) -> Option<u32> {
    let month = u8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
    Some(u32::from(last_day(year, month)))
}

/// The last day of a month.
fn last_day(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Point {
    /// With the document's own year where none is written.
    fn dated(self, era: Era) -> Point {
        let year = self.year.or(if self.masked || self.months.is_none() { None } else { era.year });
        Point { year, ..self }
    }

    fn interval(self) -> Option<(Day, Day)> {
        let year = self.year?;
        let (first, last) = self.months.unwrap_or((1, 12));
        let end = last_day(year, last);
        let (from, to) = self.days.unwrap_or((1, end));
        Some((
            Day { year, month: first, day: from.min(last_day(year, first)) },
            Day { year, month: last, day: to.min(end) },
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_and_counted() {
        let day = |text: &str| text.parse::<Day>().ok();
        let last = Day { year: 2025, month: 12, day: 31 };
        for text in ["2025-12-31", "2025/12/31", "2025年12月31日"] {
            assert_eq!(day(text), Some(last), "{text}");
        }
        for text in ["2025-02-29", "2025-13-01", "12-31", "", "2025-1-0", "去年"] {
            assert_eq!(day(text), None, "{text}");
        }
        let number = |text: &str| day(text).unwrap().number();
        assert_eq!(number("2025-01-01") - number("2024-01-01"), 366);
        assert_eq!(number("2024-03-01") - number("2024-02-28"), 2);
    }

    #[test]
    fn plans_are_numbers() {
        let named = |text: &str| plans(text).map(|p| p.number).collect::<Vec<_>>();
        assert_eq!(named("“十四五”时期发展成就和“十五五”时期主要目标"), [14, 15]);
        assert_eq!(named("十七五规划、“八五”期间、第六个五年计划"), [17, 8, 6]);
        assert_eq!(named("“十五”时期，第十五个项目，二十五户"), [10]);
        assert_eq!((first_year(14), first_year(17)), (2021, 2036));
    }

    fn read(text: &str) -> Option<(String, String)> {
        let era = Era { year: Some(2025), minguo: false };
        let m = moment(text, era)?;
        let days =
            m.days.map_or("-".into(), |(a, b)| if a == b { a.to_string() } else { format!("{a}/{b}") });
        Some((text[..m.len].to_owned(), days))
    }

    #[test]
    fn times_have_their_iso_form() {
        for (text, words, days) in [
            ("2022年底前", "2022年底", "2022-12-31"),
            ("二〇二三年六月", "二〇二三年六月", "2023-06-01/2023-06-30"),
            ("2016年8月1日—10月31日）", "2016年8月1日—10月31日", "2016-08-01/2016-10-31"),
            ("1月—2024年3月", "1月—2024年3月", "2024-01-01/2024-03-31"),
            ("1-12月，", "1-12月", "2025-01-01/2025-12-31"),
            ("2021—2023年", "2021—2023年", "2021-01-01/2023-12-31"),
            ("１９７９到１９８３年平均", "１９７９到１９８３年", "1979-01-01/1983-12-31"),
            ("去年末", "去年末", "2024-12-31"),
            ("今年上半年", "今年上半年", "2025-01-01/2025-06-30"),
            ("上半年", "上半年", "2025-01-01/2025-06-30"),
            ("6月9日-12日", "6月9日-12日", "2025-06-09/2025-06-12"),
            ("“十三五”期间", "“十三五”", "2016-01-01/2020-12-31"),
            ("十四五", "十四五", "2021-01-01/2025-12-31"),
            ("第一个五年计划期间", "第一个五年计划", "1953-01-01/1957-12-31"),
            ("第七个五年的目标", "第七个五年", "1986-01-01/1990-12-31"),
            ("20XX年，", "20XX年", "-"),
            ("20_-20xx年）", "20_-20xx年", "-"),
            ("民国103年", "民国103年", "2014-01-01/2014-12-31"),
            ("11月底", "11月底", "2025-11-30"),
            ("9月19-20日，", "9月19-20日", "2025-09-19/2025-09-20"),
            ("一至三季度", "一至三季度", "2025-01-01/2025-09-30"),
            ("第一至三季度", "第一至三季度", "2025-01-01/2025-09-30"),
            ("九十年代末全县", "九十年代末", "1990-01-01/1999-12-31"),
            ("20世纪80年代", "20世纪80年代", "1980-01-01/1989-12-31"),
            ("本世纪10年代", "本世纪10年代", "2010-01-01/2019-12-31"),
        ] {
            assert_eq!(read(text), Some((words.into(), days.into())), "{text}");
        }
    }

    #[test]
    fn counts_are_no_times() {
        for text in ["3年", "36条", "十五个", "500万", "12人", "两年", "“八五”普法规划"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
