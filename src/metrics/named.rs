//! A number with its unit, in its text → whether it only names something: an article of a law, a house, a village, a slogan, the
//! length of the text itself.

use super::found::Found;
use super::words::{WORDS, words};
use crate::numeral::{digit, figure as chinese_figure};
use crate::tables::rows;
use crate::text::boundary::tail;
use crate::text::clause::last_clause;
use std::sync::LazyLock;

/// Units of what is numbered: 条.
static NUMBERED: LazyLock<Vec<&str>> = LazyLock::new(|| words("numbered"));
/// What the name of a street ends in.
static STREET: LazyLock<Vec<&str>> = LazyLock::new(|| words("street"));
/// Words for streets that are no names: 公路.
static NO_STREET: LazyLock<Vec<&str>> = LazyLock::new(|| words("no_street"));
/// What follows the number of a house.
static AFTER_HOUSE: LazyLock<Vec<&str>> = LazyLock::new(|| words("address_after"));
/// What makes a numeral and a unit the name of a place.
static PLACES: LazyLock<Vec<ByUnit>> = LazyLock::new(|| by_unit("place"));
/// What such a name goes on with, and what it then ends in.
static PLACE_MIDDLE: LazyLock<Vec<&str>> = LazyLock::new(|| words("place_middle"));
static PLACE_END: LazyLock<Vec<&str>> = LazyLock::new(|| words("place_end"));
/// Words that tell of the text itself.
static OF_TEXT: LazyLock<Vec<ByUnit>> = LazyLock::new(|| by_unit("of_text"));

/// A unit and its words.
type ByUnit = (&'static str, Vec<&'static str>);

/// The rows of one kind that belong to a unit each.
fn by_unit(kind: &str) -> Vec<ByUnit> {
    rows(include_str!("../tables/not_metrics.tsv"))
        .filter(|row| row.len() == 3 && row[0] == kind)
        .map(|row| (row[1], row[2].split(' ').filter(|w| !w.is_empty()).collect()))
        .collect()
}

/// The words of `unit`.
fn words_of(list: &'static [ByUnit], unit: &str) -> &'static [&'static str] {
    list.iter().find(|row| row.0 == unit).map_or(&[], |row| row.1.as_slice())
}

/// Whether the figure counts and measures nothing, since it is part of a name.
pub(super) fn is_name(text: &str, found: &Found) -> bool {
    let site = Site {
        before: &text[..found.span.start],
        figure: found.span.of(text),
        after: &text[found.span.end..],
        unit: found.unit.map_or("", |u| u.name),
        classifies: found.unit.is_some_and(|u| u.classifies()),
    };
    site.slogan() || site.article() || site.address() || site.place() || site.length_of_text() || site.step()
}

struct Site<'t> {
    before: &'t str,
    figure: &'t str,
    after: &'t str,
    unit: &'static str,
    classifies: bool,
}

/// A quotation that opens further before a figure than this is no slogan.
const LONGEST_SLOGAN: usize = 16;

/// Marks that open a quotation; the straight one closes, too.
const OPENING: [char; 6] = ['“', '‘', '「', '『', '《', '"'];
const CLOSING: [char; 6] = ['”', '’', '」', '』', '》', '"'];

fn is_numeral(c: char) -> bool {
    digit(c).is_some() || chinese_figure(c).is_some() || matches!(c, '十' | '百' | '千')
}

impl Site<'_> {
    /// “3个100万”, “4个90%、2个1小时”, 3个“100%”: a number of figures that a slogan is made of.
    //= 打造‘十个20亿’产业，推进“3个500亿、5个80亿”计划。 → none
    //= 打造20个“5G＋工厂”。 → =20个
    fn slogan(&self) -> bool {
        let near = tail(self.before, LONGEST_SLOGAN);
        let inner = near.rfind(OPENING).map(|at| near[at..].trim_start_matches(OPENING));
        let inner =
            inner.filter(|inner| !inner.contains(CLOSING) && !inner.contains(['，', '。', '；', '：']));
        // “3个1000亿、5个100亿”: it begins with a number of figures.
        let quoted = inner.is_some_and(|inner| {
            let counter = inner.trim_start_matches(is_numeral);
            inner.is_empty() || counter.len() < inner.len() && counter.starts_with(COUNTERS)
        });
        let of_number = counted(self.before.trim_end_matches(OPENING)) && (quoted || self.unit == "%");
        let next = self.after.strip_prefix(OPENING);
        let of_figures = self.classifies
            && (quoted && self.after.starts_with(|c| digit(c).is_some())
                || next.is_some_and(is_quoted_figure));
        of_number || of_figures
    }

    /// 第 46 條, 第32、33條: what is numbered is not counted.
    //= 依《办法》第 18 条第 2 项、第21、22条办理。 → none
    fn article(&self) -> bool {
        let before = self.before.trim_end_matches(is_blank);
        if before.ends_with('第') {
            return self.classifies;
        }
        if !NUMBERED.contains(&self.unit) {
            return false;
        }
        let listed = |c: char| {
            is_blank(c) || is_numeral(c) || matches!(c, '、' | '和' | '与' | '及' | '至' | '到' | '-' | '—')
        };
        let list = tail(before, LONGEST_SLOGAN);
        let rest = list.trim_end_matches(|c| listed(c) || NUMBERED.iter().any(|w| w.starts_with(c)));
        rest.len() < list.len() && rest.ends_with('第')
    }

    /// 河濱路 2 段 67 號, 88号12层, 3楼会议室.
    //= 地址为云溪路 3 段 25 号，和平街9号12层。 → none
    //= 新建道路2段、公路3条。 → =2段 | =3条
    fn address(&self) -> bool {
        if !WORDS.addressed.has(self.unit) {
            return false;
        }
        let before = self.before.trim_end_matches(is_blank);
        let after = self.after.trim_start_matches(is_blank);
        let number = after.trim_start_matches(|c| is_numeral(c) || is_blank(c));
        let numbered = number.len() < after.len() && AFTER_HOUSE.iter().any(|w| number.starts_with(*w));
        let on_street =
            STREET.iter().any(|w| before.ends_with(*w)) && !NO_STREET.iter().any(|w| before.ends_with(*w));
        if self.unit == "段" {
            return on_street || numbered;
        }
        let house = before.ends_with('号') && before.trim_end_matches('号').ends_with(is_numeral);
        house || numbered && self.unit != "座"
    }

    /// 五家渠市, 三台县, 八家子镇: a Chinese numeral and a counter may begin the name of a place.
    //= 三台县、五家渠市、八家子镇、三间房乡供水。 → none
    //= 新建三座水库、购买三台收割机。 → =3座 | =3台
    fn place(&self) -> bool {
        let chinese = self.figure.starts_with(|c| chinese_figure(c).is_some() || c == '十');
        if !chinese || self.unit.is_empty() {
            return false;
        }
        let named = words_of(&PLACES, self.unit).iter().any(|w| self.after.starts_with(*w));
        let middle = PLACE_MIDDLE.iter().find_map(|w| self.after.strip_prefix(*w));
        let ends = |rest: &str| PLACE_END.iter().any(|w| rest.starts_with(*w));
        named || self.unit != "个" && middle.is_some_and(ends)
    }

    /// 连跨两个百亿台阶: a manner of speaking.
    fn step(&self) -> bool {
        let step = |c| is_numeral(c) || matches!(c, '万' | '亿' | '元' | '级');
        self.unit == "个" && WORDS.step.begin(self.after.trim_start_matches(step))
    }

    /// （此处省略584字）, 全文共3200字: what a web page says of its own text.
    //= （此处省略391字，登录后阅读） → none
    //= 编写报告1200字。 → =1200字
    fn length_of_text(&self) -> bool {
        let clause = last_clause(tail(self.before, LONGEST_SLOGAN));
        words_of(&OF_TEXT, self.unit).iter().any(|w| clause.contains(*w) || self.after.starts_with(*w))
    }
}

/// Whether words end in a number of things: 3个, 两大.
fn counted(words: &str) -> bool {
    let rest = words.strip_suffix('大').unwrap_or(words);
    let rest = COUNTERS.iter().find_map(|c| rest.strip_suffix(*c)).unwrap_or(rest);
    rest.len() < words.len() && rest.ends_with(is_numeral)
}

/// Whether a quotation that begins here holds a figure alone: 100%”.
fn is_quoted_figure(quoted: &str) -> bool {
    let rest = quoted.trim_start_matches(|c| {
        is_numeral(c) || matches!(c, '.' | '分' | '之' | '万' | '亿' | '%' | '％' | '‰')
    });
    rest.len() < quoted.len() && rest.starts_with(CLOSING)
}

/// What slogans count their figures with.
const COUNTERS: [char; 6] = ['个', '项', '条', '类', '批', '件'];

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{3000}')
}
