//! A numeral in its surroundings → a figure with value and unit (5%至6%, 百分之五, 123.04:100, 两米半, 9金), or none.

use super::found::Found;
use super::lists;
use super::signs::{self, MINUS};
use super::words::{WORDS, longest_end, words};
use crate::calendar::range_mark;
use crate::model::{MetricKind, Quantity};
use crate::numeral::{
    Decimal, Numeral, Script, blanks, digit, figure as chinese_figure, formal_figure, numeral,
};
use crate::span::Span;
use crate::tables::units::{self, Unit, unit};
use crate::text::boundary::tail;
use std::sync::LazyLock;

/// Nouns that a Chinese figure only enumerates: 三个清单.
static SLOGANS: LazyLock<Vec<&str>> = LazyLock::new(|| words("slogan"));
/// Characters before a figure that make it no count: 统一, 第三.
static BEFORE: LazyLock<Vec<&str>> = LazyLock::new(|| words("before"));
/// What stands before a 一次 that is told of, not counted: 最大的一次灾荒.
static ONCE: LazyLock<Vec<&str>> = LazyLock::new(|| words("once"));
/// Nouns whose figures have no unit: 基尼系数.
static INDEXES: LazyLock<Vec<&str>> = LazyLock::new(|| words("index"));
/// What can stand between such a noun and its figure: 降至.
static LIGHT: LazyLock<Vec<&str>> = LazyLock::new(|| words("index_light"));
/// What follows 24小时 in round-the-clock service.
static HOURS: LazyLock<Vec<&str>> = LazyLock::new(|| words("hours"));

/// Words that begin with 半 and halve nothing: 半径.
static HALF_WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| words("half_word"));

/// Reads the figure at `room.start`, whose numeral is `n`; none where it counts nothing.
//= 全县培训1,200人次，投入10余万元。 → =1200人次 | =100000元 just_over
//= 投资由3.⏎2亿元增加到4 8 亿元。 → =320000000元 | =4800000000元
//= 人口自然增长率为−3.05‰，气温降到零下8℃。 → =-3.05‰ | =-8℃
//= 印发南政办〔2016〕27号，拨打12345热线，推进三个清单。 → none
pub(super) fn figure(text: &str, room: Span, n: &Numeral) -> Option<Found> {
    let mut site = Site { text, first: room.start, start: room.start, end: room.end };
    if let Some(found) = site.fraction(n).or_else(|| site.ratio(n)) {
        return Some(found);
    }
    let (own, end) = site.unit_at(room.start + n.len);
    let shared = site.shared_unit(n, own, end);
    let paid = signs::currency(site.before(), own);
    site.first -= paid.map_or(0, |(len, _)| len);
    let named = shared.map(|(unit, _)| unit).or(own).or(paid.map(|(_, unit)| unit));
    let minus = signs::minus(site.before(), named);
    site.first -= minus.unwrap_or(0);
    let mut n = Numeral { value: if minus.is_some() { n.value.negated() } else { n.value }, ..*n };
    if let Some((unit, shift)) = shared {
        n.value = n.value.shifted(shift)?;
        let admitted = site.admits_told(&n, unit, end);
        return admitted
            .then(|| site.found(end, kind_of(&single(&n), Some(unit), &[]), single(&n), Some(unit)));
    }
    match own.is_none().then(|| lists::four_or_five(site.before(), site.after(end), &n)).flatten() {
        Some((upper, unit, len)) => {
            let range = Quantity::Range(n.value, upper);
            let found = || site.found(end + len, MetricKind::Range, range, Some(unit));
            site.admits(&n, unit, end + len).then(found)
        }
        None => site.plain(&n, own, paid.map(|(_, currency)| currency), end),
    }
}

/// Whether the word before 年 goes with it: 青年初, 周年末.
pub(super) fn ends_word_with_year(before: &str) -> bool {
    WORDS.with_year.end(before)
}

/// The span of 近3年, 五年来, 未来4年, 二十六年间: a stretch of years is a time, not a figure.
//= 近三年来，五年间，未来4年新建水库3座。 → =3座
pub(super) fn span_of_years(text: &str, start: usize, n: &Numeral) -> Option<Span> {
    let before = &text[..start];
    let at = start + n.len;
    let at = at + blank(&text[at..]);
    let unit = WORDS.years_unit.iter().find(|u| text[at..].starts_with(u))?;
    let after = &text[at + unit.len()..];
    // 2小时内 and 7日内 are limits that a report sets; 3年内 and 5年后 are times.
    let day = unit == "天";
    let led = longest_end(&WORDS.years_before, before)
        .map(str::len)
        .filter(|_| !WORDS.no_years_before.end(before) && (!day || !before.ends_with('近')));
    let leads = !day && WORDS.years_after.begin(after) && !WORDS.no_years_after.begin(after);
    (led.is_some() || leads).then(|| Span::new(start - led.unwrap_or(0), at + unit.len()))
}

/// The length of a number of years that is no figure: 5年提高4个百分点.
pub(super) fn years(text: &str, start: usize, n: &Numeral) -> Option<usize> {
    let rest = &text[start + n.len..];
    let by = blank(rest);
    let year = rest[by..].starts_with('年') && !rest[by..].starts_with("年代");
    (year && !n.large && !n.masked).then_some(n.len + by + '年'.len_utf8())
}

/// Blanks or one line break between number and unit.
fn blank(text: &str) -> usize {
    let by = blanks(text);
    if by == 0 && text.starts_with('\n') && !text[1..].starts_with(['\n', ' ', '\u{3000}']) { 1 } else { by }
}

struct Site<'t> {
    text: &'t str,
    /// Where the figure begins, with its minus or currency.
    first: usize,
    /// Where its numeral begins.
    start: usize,
    end: usize,
}

impl Site<'_> {
    fn after(&self, at: usize) -> &str {
        self.text.get(at..self.end).unwrap_or("")
    }

    fn before(&self) -> &str {
        &self.text[..self.first]
    }

    /// The unit that the figure shares with the last of its list, and the power of ten.
    //= 自来水普及率、污水治理率、垃圾处理率分别提高2.5、3.1、4个百分点。 → =2.5个百分点 | =3.1个百分点 | =4个百分点
    //= 税收、投资增速分别快于全省2.2个和3.7个百分点。 → =2.2个百分点 | =3.7个百分点
    fn shared_unit(
        &self,
        n: &Numeral,
        own: Option<&'static Unit>,
        end: usize,
    ) -> Option<(&'static Unit, u32)> {
        let shared = || lists::shared_unit(self.before(), self.after(end), n);
        match own {
            None => shared(),
            // 分别高于全省2.2个和3.7个百分点: 个 alone is half a unit.
            Some(unit) if unit.name == "个" => shared().filter(|(unit, _)| unit.dimension == "points"),
            Some(_) => None,
        }
    }

    /// A figure with a unit or a currency of its own, alone or as a range.
    //= 补助100元-150元，增长5%至6%，新建3—5个。 → =100..150元 | =5..6% up | =3..5个
    //= 坝高两米半，每斤八元二角五分，引资US$300万。 → =2.5米 | =8.25元 | =3000000美元
    fn plain(
        &self,
        n: &Numeral,
        own: Option<&'static Unit>,
        paid: Option<&'static Unit>,
        end: usize,
    ) -> Option<Found> {
        let halved = own.and_then(|unit| self.and_less(n, unit, end));
        let (quantity, unit, end, looser) = match halved {
            Some((value, unit, end)) => (Quantity::Scalar(value), Some(unit), end, false),
            None => self.range_to(n, own, end)?,
        };
        let unit = paid.or(unit);
        let admitted = match unit {
            Some(unit) if halved.is_some() => self.admits_told(n, unit, end),
            Some(unit) => self.admits(n, unit, end),
            None => self.admits_bare(n),
        };
        admitted.then_some(())?;
        let (per, end) = self.denominators(end);
        let kind = kind_of(&quantity, unit, &per);
        let end = self.year_term(unit, end);
        let loose = n.loose || looser;
        Some(Found { span: Span::new(self.first, end), kind, quantity, unit, per, loose })
    }

    /// 百分之二十八点八 · 千分之三 · 三分之一 · 一半.
    //= 近三分之一的学校完成改造，一半达标。 → =1/3 | =1/2
    //= 用电量增速为百分之负二点五，普及率达到百分之五至六。 → =-2.5% | =5..6%
    fn fraction(&self, n: &Numeral) -> Option<Found> {
        let rest = self.after(self.start + n.len);
        let one = n.script == Script::Figure && n.value == Decimal::new(1, 0);
        if one && rest.starts_with('半') && !rest.starts_with("半截") {
            let end = self.start + n.len + '半'.len_utf8();
            return Some(self.found(end, MetricKind::Fraction, half(), None));
        }
        self.slashed(n, rest).or_else(|| self.parts_of(n, rest.strip_prefix("分之")?))
    }

    /// 28.8 of 百分之二十八点八, where `of` follows 分之.
    fn parts_of(&self, n: &Numeral, of: &str) -> Option<Found> {
        let under = of.strip_prefix('负').unwrap_or(of);
        let second = numeral(under)?;
        let end = self.end_of(under) + second.len;
        let (kind, name) = match n.value {
            v if v == Decimal::new(100, 0) => (MetricKind::Percent, "%"),
            v if v == Decimal::new(1000, 0) => (MetricKind::Permille, "‰"),
            whole => {
                let part = Quantity::Fraction(second.value, whole);
                return Some(self.found(end, MetricKind::Fraction, part, None));
            }
        };
        let minus = signs::minus(self.before(), units::named(name));
        let below = minus.is_some() || under.len() < of.len();
        let (quantity, end) = match self.second_percent(end) {
            Some((upper, end)) => (Quantity::Range(second.value, upper), end),
            None if below => (Quantity::Scalar(second.value.negated()), end),
            None => (single(&second), end),
        };
        let mut found = self.found(end, kind, quantity, units::named(name));
        found.span.start -= minus.unwrap_or(0);
        found.loose = second.loose;
        Some(found)
    }

    /// Where `rest`, the end of the room, begins.
    fn end_of(&self, rest: &str) -> usize {
        self.end - rest.len()
    }

    /// 占全国的1/3: a fraction only where a part is told of, since 1/3 may be a page, a date or a version.
    //= 茶叶产量占全国1/3以上，机构减少1／4。 → =1/3 | =1/4
    fn slashed(&self, n: &Numeral, rest: &str) -> Option<Found> {
        let under = numeral(rest.strip_prefix(['/', '／'])?)?;
        let slash = rest.chars().next().map_or(0, char::len_utf8);
        let plain = |n: &Numeral| n.script == Script::Digits && !n.masked && !n.loose && n.value.scale() == 0;
        let end = self.start + n.len + slash + under.len;
        let part =
            n.value < under.value && n.value > Decimal::default() && under.value <= Decimal::new(100, 0);
        let told = WORDS.part_near.occur_in(tail(self.before(), 12)) || self.after(end).starts_with("以上");
        let ends = !self.after(end).starts_with(|c: char| c == '/' || c.is_ascii_alphanumeric());
        (plain(n) && plain(&under) && part && told && ends)
            .then(|| self.found(end, MetricKind::Fraction, Quantity::Fraction(n.value, under.value), None))
    }

    /// 百分之五至百分之六, 百分之五至六.
    fn second_percent(&self, end: usize) -> Option<(Decimal, usize)> {
        let at = end + range_mark(self.after(end))?;
        let rest = self.after(at);
        let inner = rest.strip_prefix("百分之").unwrap_or(rest);
        let n = numeral(inner)?;
        Some((n.value, at + (rest.len() - inner.len()) + n.len))
    }

    /// 123.04:100 · 12.89：56.87：30.24.
    //= 师生比为1:13.5，出生人口性别比123.04:100。 → =1:13.5 | =123.04:100
    fn ratio(&self, n: &Numeral) -> Option<Found> {
        let (mut end, mut parts) = (self.start + n.len, vec![n.value]);
        let plain = |n: &Numeral| n.script == Script::Digits && !n.masked && !n.loose;
        while parts.len() < 6 && plain(n) {
            let rest = self.after(end);
            let Some(colon) = rest.chars().next().filter(|c| matches!(c, ':' | '：' | '∶' | '︰')) else {
                break;
            };
            let next = &rest[colon.len_utf8()..];
            if !next.starts_with(|c| digit(c).is_some()) {
                break;
            }
            let Some(second) = numeral(next).filter(plain) else { break };
            parts.push(second.value);
            end += colon.len_utf8() + second.len;
        }
        let several = parts.len() > 2 || parts.iter().any(|p| p.scale() > 0);
        let told = || tail(self.before(), 12).contains(['比', '构', '例', '率']);
        // 8:30 is a time of day, 13:14 may be anything.
        let clock = parts.len() == 3 && parts.iter().all(|p| p.scale() == 0) && !told();
        (parts.len() > 1 && (several || told()) && !clock)
            .then(|| self.found(end, MetricKind::Ratio, Quantity::Ratio(parts), None))
    }

    /// The unit at `at`, and where the figure then ends; no unit is a bare number.
    fn unit_at(&self, at: usize) -> (Option<&'static Unit>, usize) {
        let rest = self.after(at);
        let skipped = blank(rest);
        match unit(&rest[skipped..]) {
            Some(u) => (Some(u), at + skipped + u.name.len()),
            None => (None, at),
        }
    }

    /// What is added in a smaller unit: 两米半, 三个半小时, 十元三角八分; with the unit and the end of it all.
    fn and_less(
        &self,
        n: &Numeral,
        unit: &'static Unit,
        end: usize,
    ) -> Option<(Decimal, &'static Unit, usize)> {
        let rest = self.after(end);
        let whole = n.upper.is_none() && !n.masked && !n.loose;
        let (more, unit, len) = self.and_half(unit, rest).or_else(|| {
            let (more, len) = small_change(unit, rest)?;
            Some((more, unit, len))
        })?;
        let more = if n.value.is_negative() { more.negated() } else { more };
        whole.then_some((n.value.checked_add(more)?, unit, end + len))
    }

    /// 两米半, 一倍半, 三个半月; never 两米半径.
    fn and_half(&self, unit: &'static Unit, rest: &str) -> Option<(Decimal, &'static Unit, usize)> {
        let half = Decimal::new(5, 1);
        let after = rest.strip_prefix('半')?;
        if unit.name == "个" {
            let of = WORDS.halved_unit.iter().find(|u| after.starts_with(&u["个".len()..]))?;
            return Some((half, units::named(of)?, '半'.len_utf8() + of.len() - "个".len()));
        }
        let divides = !unit.classifies()
            && !matches!(unit.dimension, "percent" | "permille" | "points" | "age" | "score" | "lesson");
        let word = HALF_WORDS.iter().any(|w| rest.starts_with(w));
        (divides && !word).then_some((half, unit, '半'.len_utf8()))
    }

    /// Whether a figure that is told to be one counts here: a shared unit or a half stands for it.
    fn admits_told(&self, n: &Numeral, unit: &Unit, end: usize) -> bool {
        n.script != Script::Row
            && !self.is_quoted()
            && !self.joins_word()
            && self.admits_duration(unit, self.after(end))
    }

    /// Returns whether a quotation mark stands right before the figure.
    fn is_quoted(&self) -> bool {
        self.before().ends_with(['“', '‘', '「', '『', '《', '〈', '"'])
    }

    /// Whether the numeral and this unit make a figure here.
    fn admits(&self, n: &Numeral, unit: &Unit, end: usize) -> bool {
        let rest = self.after(end);
        if unit.at_end() && !at_stop(rest) && (unit.classifies() || !n.large) {
            return false;
        }
        if self.is_quoted() && (unit.classifies() || n.script != Script::Digits)
            || hides_name(self.after(self.start), n, unit)
            || self.is_named(n, unit, rest)
        {
            return false;
        }
        match n.script {
            Script::Row => false,
            _ if pure_power(self.after(self.start), n) => false,
            Script::Figure => self.admits_one_figure(n, unit, rest),
            Script::Words if small_words(n) => {
                !self.joins_word() && !enumerates(unit, rest) && self.admits_duration(unit, rest)
            }
            Script::Words => !self.joins_word() && self.admits_duration(unit, rest),
            Script::Digits => self.admits_duration(unit, rest) && !leading_zeros(self.after(self.start)),
        }
    }

    /// 第5位, 前10名, 24小时值班: named, not counted.
    //= 全省排名第5位，24小时值班，前10名学校。 → none
    fn is_named(&self, n: &Numeral, unit: &Unit, rest: &str) -> bool {
        let clock = unit.name == "小时"
            && n.value == Decimal::new(24, 0)
            && HOURS.iter().any(|w| rest.starts_with(w));
        let closed = n.script != Script::Digits && rest.starts_with(['”', '’', '」', '》']);
        // 十四届 and 2024届 are names of a congress and of a class; 4届 have been held.
        let numbered = unit.name == "届" && (n.script != Script::Digits || n.value >= Decimal::new(1000, 0));
        clock || closed || numbered || self.is_ranked(unit)
    }

    /// Returns whether the figure tells a rank, a storey below ground or a part of a name: 排名第5位, 负2层, 5G+3个.
    fn is_ranked(&self, unit: &Unit) -> bool {
        let before = self.before();
        let ranked = before.ends_with('第') || before.ends_with('前') && WORDS.ranked_unit.has(unit.name);
        let placed = WORDS.person_unit.has(unit.name) && WORDS.ranked_near.occur_in(tail(before, 14));
        let plus = before.ends_with(['+', '＋']) && unit.classifies();
        let storey = unit.name == "层" && before.ends_with('负');
        ranked || placed || plus || storey
    }

    /// One Chinese figure counts only in plain places: not 统一, 三个清单, 一户一档, 二期.
    //= 陆家湾码头开工，推行一件事一次办，发展冬季两项。 → none
    fn admits_one_figure(&self, n: &Numeral, unit: &Unit, rest: &str) -> bool {
        let one = n.value == Decimal::new(1, 0);
        // 二 numbers, 两 counts: 二期工程, 采纳两期.
        let numbers = self.after(self.start).starts_with('二') && unit.classifies();
        let again = rest.chars().next().is_some_and(|c| chinese_figure(c).is_some());
        // 陆家嘴, 伍家岗: a formal figure alone is a name; 最大的一次灾荒, “一件事一次办” count nothing.
        let formal = self.after(self.start).starts_with(|c| formal_figure(c).is_some());
        let once = one && unit.name == "次" && ONCE.iter().any(|w| self.before().ends_with(w));
        if self.joins_word() || numbers || again || formal || once || enumerates(unit, rest) {
            return false;
        }
        let fits = if one { unit.after_one() } else { unit.after_figure() || unit.after_one() };
        fits && (!unit.figure_at_end() || at_stop(rest)) && self.admits_duration(unit, rest)
    }

    fn joins_word(&self) -> bool {
        BEFORE.iter().any(|w| self.before().ends_with(w))
    }

    /// A number without a unit: 6434万农村人口, 达到50万; never 千万 or 万一.
    fn admits_bare(&self, n: &Numeral) -> bool {
        let rest = self.after(self.start + n.len);
        let worded = matches!(n.script, Script::Words)
            && self
                .after(self.start)
                .chars()
                .next()
                .is_some_and(|c| chinese_figure(c).is_some() || c == '十');
        let next = rest.chars().next().unwrap_or('。');
        let named = self.before().ends_with(['第', '“', '"', '《', '+']) || next.is_ascii_alphanumeric();
        // 千亿级, 百万吨级, 万亿斤 open names of programmes; 2万5 goes on.
        let level = WORDS.level_after.begin(rest) && !WORDS.no_level_after.begin(rest);
        let plain = !n.masked && (n.script == Script::Digits || worded) && !named && !self.joins_word();
        plain && (n.large && !level || self.reads_index(n))
    }

    /// 基尼系数降至0.38, 绿色发展指数达102.6: an index has no unit.
    //= 基尼系数由0.42降至0.38。 → 基尼系数 =0.42 | 基尼系数 =0.38
    fn reads_index(&self, n: &Numeral) -> bool {
        // 基尼系数由0.42降至0.38: past the figure that it comes from.
        let mut before = tail(self.before(), 20).trim_end();
        let digits = |c: char| c.is_ascii_digit() || c == '.';
        while let Some(rest) = LIGHT.iter().filter_map(|w| before.strip_suffix(*w)).min_by_key(|r| r.len()) {
            before = rest.trim_end_matches(digits);
        }
        n.script == Script::Digits && !n.loose && INDEXES.iter().any(|w| before.ends_with(w))
    }

    /// Years, days and hours are figures only where a length is told: 连续3年, 3年期, 2小时内.
    //= 连续3年增长，有效期2年。 → =3年 | =2年
    fn admits_duration(&self, unit: &Unit, rest: &str) -> bool {
        let before = self.before();
        let led = || WORDS.length_before.end(before);
        let limits = || WORDS.bound_after.begin(rest);
        match unit.name {
            "年" => led() || limits() || rest.starts_with('期') && !rest.starts_with("期间"),
            "日" => (rest.starts_with('内') || rest.starts_with("以内")) && !before.ends_with('月'),
            "月" => false,
            "周年" => false,
            "天" => !rest.starts_with('前') && !before.ends_with(['近', '每', '前']),
            _ => true,
        }
    }

    /// The second end of 100元-150元, 5%至6%, 3—5个, with the unit that both share.
    fn range_to(
        &self,
        n: &Numeral,
        first: Option<&'static Unit>,
        end: usize,
    ) -> Option<(Quantity, Option<&'static Unit>, usize, bool)> {
        let alone = (single(n), first, end, false);
        let Some(mark) = range_mark(self.after(end)) else { return Some(alone) };
        let moved = self.before().ends_with(['从', '由', '自']);
        let (mark, below) = second_minus(self.after(end), mark);
        let Some(mut second) = numeral(self.after(end + mark)) else { return Some(alone) };
        if below {
            second.value = second.value.negated();
        }
        let (unit, second_end) = self.unit_at(end + mark + second.len);
        let shared = match (first, unit) {
            (Some(a), Some(b)) => a.dimension == b.dimension,
            (None, _) => true,
            (Some(_), None) => false,
        };
        let (from, to) = (lower_end(n, first, &second, unit), second.value);
        if moved || !shared || second.masked || from.is_none_or(|from| from >= to) {
            return Some(alone);
        }
        let range = Quantity::Range(from?, to);
        Some((range, unit, second_end, second.loose))
    }

    /// 元/月/人, 人/平方公里, 元每平方米: the denominators and where the figure then ends.
    fn denominators(&self, mut end: usize) -> (Vec<String>, usize) {
        let mut per = Vec::new();
        while per.len() < 3 {
            let rest = self.after(end);
            let Some(slash) = rest
                .chars()
                .next()
                .filter(|c| matches!(c, '/' | '／' | '每') || *c == '·' && !per.is_empty())
            else {
                break;
            };
            let next = &rest[slash.len_utf8()..];
            let name =
                unit(next).map(|u| u.name).or_else(|| WORDS.per_unit.iter().find(|w| next.starts_with(w)));
            let Some(name) = name.filter(|name| slash != '每' || at_stop(&next[name.len()..])) else {
                break;
            };
            per.push(name.to_owned());
            end += slash.len_utf8() + name.len();
        }
        (per, end)
    }

    /// 3年期 is one word.
    fn year_term(&self, unit: Option<&Unit>, end: usize) -> usize {
        let term = unit.is_some_and(|u| u.name == "年")
            && self.after(end).starts_with('期')
            && !self.after(end).starts_with("期间");
        if term { end + '期'.len_utf8() } else { end }
    }

    fn found(&self, end: usize, kind: MetricKind, quantity: Quantity, unit: Option<&'static Unit>) -> Found {
        Found { span: Span::new(self.first, end), kind, quantity, unit, per: Vec::new(), loose: false }
    }
}

/// The length of a range mark with the minus of the second end, and whether there is one: -5℃至-3℃, 5%～−3%.
fn second_minus(text: &str, mark: usize) -> (usize, bool) {
    let marks = text[..mark].trim_matches([' ', '\u{a0}', '\u{3000}']);
    let worded = marks.starts_with(['至', '到', '~', '～']);
    let taken = worded && marks.ends_with(MINUS);
    let more = text[mark..].chars().next().filter(|c| *c == '负' || *c == '−' || worded && MINUS.contains(c));
    (mark + more.map_or(0, char::len_utf8), taken || more.is_some())
}

/// 三角八分 after 十元, 5 after 12块: what it adds, and its length.
fn small_change(unit: &Unit, rest: &str) -> Option<(Decimal, usize)> {
    if !WORDS.yuan.has(unit.name) {
        return None;
    }
    let dimes = numeral(rest).filter(|d| d.value.scale() == 0 && d.value < Decimal::new(10, 0))?;
    let tenths = Decimal::new(1, 1).checked_mul(dimes.value)?;
    let after = &rest[dimes.len..];
    let Some(cents) = after.strip_prefix(['角', '毛']) else {
        return (unit.name == "块" && at_stop(after)).then_some((tenths, dimes.len));
    };
    let len = rest.len() - cents.len();
    let counted = numeral(cents).filter(|c| c.value.scale() == 0 && cents[c.len..].starts_with('分'));
    match counted.filter(|c| c.value < Decimal::new(10, 0)) {
        Some(c) => {
            let more = Decimal::new(1, 2).checked_mul(c.value)?;
            Some((tenths.checked_add(more)?, len + c.len + '分'.len_utf8()))
        }
        None => Some((tenths, len)),
    }
}

fn half() -> Quantity {
    Quantity::Fraction(Decimal::new(1, 0), Decimal::new(2, 0))
}

/// The value of a numeral that stands alone.
fn single(n: &Numeral) -> Quantity {
    match n.upper {
        _ if n.masked => Quantity::Masked,
        Some(upper) => Quantity::Range(n.value, upper),
        None => Quantity::Scalar(n.value),
    }
}

/// 1.5-2万元 means 15000 to 20000: without a unit of its own the lower end borrows the magnitude of the upper.
fn lower_end(n: &Numeral, first: Option<&Unit>, second: &Numeral, unit: Option<&Unit>) -> Option<Decimal> {
    if n.masked {
        return None;
    }
    if first.is_none() && !n.large && second.large && unit.is_some() {
        return [8, 4].into_iter().filter_map(|p| n.value.shifted(p)).find(|v| *v < second.value);
    }
    Some(n.value)
}

/// What kind of metric value and unit make.
fn kind_of(quantity: &Quantity, unit: Option<&Unit>, per: &[String]) -> MetricKind {
    let dimension = unit.map_or("", |u| u.dimension);
    if matches!(quantity, Quantity::Range(..)) {
        return MetricKind::Range;
    }
    match dimension {
        "percent" => MetricKind::Percent,
        "permille" => MetricKind::Permille,
        "points" => MetricKind::Points,
        "multiple" | "doubling" => MetricKind::Multiple,
        "tenth" => MetricKind::Fraction,
        "time" | "workday" | "months" | "age" => MetricKind::Duration,
        d if d.starts_with("money") && per.is_empty() => MetricKind::Money,
        d if d.starts_with("money") => MetricKind::Price,
        _ => MetricKind::Count,
    }
}

/// Up to ten in Chinese figures, which slogans like: 十二个.
fn small_words(n: &Numeral) -> bool {
    n.value < Decimal::new(13, 0)
}

/// 三个清单, 五个方面: the noun after the unit is one that is only enumerated.
fn enumerates(unit: &Unit, rest: &str) -> bool {
    matches!(unit.dimension, "item" | "times" | "case") && SLOGANS.iter().any(|w| rest.starts_with(w))
}

/// 0375—7667909: a telephone number.
fn leading_zeros(text: &str) -> bool {
    text.starts_with('0') && text[1..].starts_with(|c: char| c.is_ascii_digit())
}

/// 千家万户, 百亿元企业, 万名大学生计划: a power of ten alone is a manner of speaking, unless 余 follows.
fn pure_power(text: &str, n: &Numeral) -> bool {
    let spelled = &text[..n.len.min(text.len())];
    !n.loose && spelled.chars().all(|c| matches!(c, '百' | '千' | '万' | '亿'))
}

/// XX站 may be any name; XX个, XX万元 and 202_人 are numbers.
fn hides_name(text: &str, n: &Numeral, unit: &Unit) -> bool {
    let known = text.starts_with(|c| digit(c).is_some());
    n.masked && !known && unit.classifies() && !WORDS.masked_unit.has(unit.name)
}

/// Whether a stop or a bracket follows.
fn at_stop(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| !c.is_alphanumeric()) || WORDS.stop_after.begin(rest)
}
