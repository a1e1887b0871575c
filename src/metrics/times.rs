//! A time where it stands in the text → whether it is the period of the figures beside it, and of the sentences after it.

use super::cues::{Cue, ends, starts};
use super::found::When;
use super::words::WORDS;
use crate::calendar::{Day, Grade};
use crate::numeral::digit;
use crate::text::boundary::tail;
use crate::text::clause::{closes_clause, first_clause};

/// Returns whether a time is the period of the figures that follow it in its sentence.
pub(super) fn covers(text: &str, when: &When) -> bool {
    let site = Site::of(text, when);
    // 过去一年是极不寻常的一年 speaks of that year.
    let plan = when.moment.grade == Grade::Years && !site.words.ends_with("一年");
    let named = plan && site.names_a_year();
    !named && !site.is_compared() && !site.is_left_behind() && !site.is_planned()
}

/// Returns whether a time holds for the sentences after its own, too: 五年来 and 2025年 do; 3年内, 9月底前 and what happened on a day do not.
//= 新建泵站12座9月底前全部开工。带动家电销售73.5万件。 → @ | @
//= 云溪县2025年经济运行情况报告⏎一、工业⏎上半年，产值增长5%。利润增长3%。 → @2025-01-01..2025-06-30 | @2025-01-01..2025-06-30
//= 云溪县2025年经济运行情况报告⏎一、工业⏎截至11月底，在建项目31个。竣工项目12个。 → _ | @..2025-11-30
//= 云溪县2025年经济运行情况报告⏎一、工业⏎5月6日，新厂开工。吸纳就业300人。 → @2025
pub(super) fn carries(text: &str, when: &When) -> bool {
    let site = Site::of(text, when);
    let led = || WORDS.before_topic.end(site.before);
    let told = || WORDS.years_told.occur_in(site.words) || site.after.starts_with('来') || led();
    let known =
        when.moment.days.is_some() || when.moment.masked || when.moment.grade == Grade::Years && told();
    known && covers(text, when) && site.reaches_on(when)
}

/// Returns whether a time stands at the head of its sentence: 五年来, 各位代表！刚刚过去的2025年, ——这五年.
pub(super) fn opens_sentence(text: &str, when: &When) -> bool {
    let mut site = Site::of(text, when);
    while let Some(rest) = WORDS.before_topic.iter().find_map(|word| site.before.strip_suffix(word)) {
        site.before = rest;
    }
    site.opens_sentence()
}

/// Returns whether a time begins with the years after it: 自2019年以来, 2021年起.
pub(super) fn since(text: &str, when: &When) -> bool {
    WORDS.since.begin(&text[when.span.end..])
}

/// The word before a time that makes it a point to which things are told: 截至, 到.
pub(super) fn as_of(text: &str, when: &When) -> Option<&'static str> {
    WORDS.as_of.iter().find(|w| text[..when.span.start].ends_with(w))
}

/// Returns whether a time is that of the first figure, from which the second has moved: 由1952年的26.7%上升到36%.
//= 1978年城镇化率为15%，由1952年的26.7%上升到36%。 → _ | _ | _
//= 自2019年以来，全县新修公路120公里。 → @2019-01-01..
pub(super) fn is_left(text: &str, when: &When) -> bool {
    WORDS.from.end(&text[..when.span.start]) && !since(text, when)
}

/// Returns whether a time is called a past one: 上年度.
pub(super) fn is_past(text: &str, when: &When) -> bool {
    WORDS.past_year.begin(when.span.of(text))
}

/// Returns whether a time is over in `year`: 2024年 in a report of 2025.
pub(super) fn is_over(when: &When, year: Option<i32>) -> bool {
    let before = |(_, last): (Day, Day)| year.is_some_and(|year| last.year < year);
    when.moment.days.is_some_and(before)
}

/// Returns whether a time reaches the figure at `at` in its own sentence: what 对上年度营业收入增长的企业 are given is not of that year.
//= 对上年度产值增长的企业，给予奖励10万元。 → @
pub(super) fn reaches(text: &str, when: &When, at: usize) -> bool {
    let condition = WORDS.past_year.begin(when.span.of(text)) && WORDS.for_whom.end(&text[..when.span.start]);
    !condition || !text[when.span.end..at].contains(closes_clause)
}

/// A time with the words around it.
struct Site<'t> {
    before: &'t str,
    words: &'t str,
    after: &'t str,
}

/// So many characters before a time tell whether it opens its sentence.
const SIGHT: usize = 40;

impl<'t> Site<'t> {
    fn of(text: &'t str, when: &When) -> Self {
        Site { before: &text[..when.span.start], words: when.span.of(text), after: &text[when.span.end..] }
    }

    /// Tells that a plan only says what kind of year it is: 「2025年是“十四五”收官之年」 names 2025.
    //= 2026年云溪县政府工作报告⏎一、2026年工作安排⏎今年是“十五五”起步之年。主要预期目标是：生产总值增长5%以上。 → target @2026
    //= 云溪县工作总结⏎一、工作情况⏎2025年是“十四五”规划的收官之年。新修公路12公里。 → @2025
    fn names_a_year(&self) -> bool {
        let named = self.after.trim_start_matches(['”', '"', '」', '规', '划', '的']);
        WORDS.kind_of_year.begin(named)
            || WORDS.year_of_plan.end(first_clause(named).trim_end_matches(['”', '"']))
    }

    /// Tells that others are set against it: 比2020年, 同1980年比较, 与上年持平, 高于上年同期, 是2020年的2.1倍.
    //= 石桥县2024年统计公报⏎一、农业⏎全县牧业产值8.9亿元，比上年增长2.6%。 → @2024 | @2024
    //= 石桥县2024年统计公报⏎一、农业⏎全县牧业产值8.9亿元，与上年相比增长2.6%。 → @2024 | @2024
    //= 石桥县2024年统计公报⏎一、农业⏎牧业产值是2020年的2.1倍。 → @2024
    fn is_compared(&self) -> bool {
        let beside = WORDS.beside.end(self.before) && WORDS.set_against.begin(self.after);
        let past = self.after.trim_start_matches("同期");
        let times = past.strip_prefix('的').is_some_and(|rest| rest.starts_with(|c| digit(c).is_some()));
        WORDS.against.end(self.before) || beside || times && WORDS.amounts_to.end(self.before)
    }

    /// Tells that a figure has moved on from it: 由2020年增加到.
    fn is_left_behind(&self) -> bool {
        self.after.starts_with("的目标") || self.after.starts_with("增加到") && WORDS.from.end(self.before)
    }

    /// Tells that only the plan was made then, or is of it: 年初预算, 年初确定的目标, 全年任务.
    //= 云溪县2024年工作总结⏎一、财政⏎一般公共预算收入5亿元，占全年任务的50%，同比增长4%。 → @2024 | @2024 | @2024
    //= 云溪县2024年工作总结⏎一、财政⏎一般公共预算支出完成8.6亿元，超过年初预算。税收收入2900万元。 → @2024 | @2024
    fn is_planned(&self) -> bool {
        WORDS.time_of_plan.end(self.words) && WORDS.planned.begin(self.after)
    }

    /// Tells that a time is not that of one thing in its sentence.
    fn reaches_on(&self, when: &When) -> bool {
        let deadline = WORDS.by.begin(self.after) && when.moment.grade != Grade::Years;
        !deadline
            && match when.moment.grade {
                Grade::Years => true,
                Grade::Year => self.is_year_of_all(),
                Grade::Part => self.opens_clause() || self.words.contains('年'),
                Grade::Month => self.opens_sentence(),
                Grade::Day => self.is_closing_day(when) && self.opens_sentence(),
            }
    }

    /// Returns whether a year is not that of one event: 于2023年建成, 2023年建成的.
    fn is_year_of_all(&self) -> bool {
        let apart = WORDS.as_of.end(self.before) || WORDS.past_year.begin(self.words);
        let event = WORDS.happened_in.end(self.before) || self.describes();
        !event && (!apart || self.opens_clause())
    }

    /// Returns whether a day is one up to which things are told: 截至11月30日, 2024年底, 1月1日至6月30日.
    fn is_closing_day(&self, when: &When) -> bool {
        let stretch = when.moment.days.is_some_and(|(first, last)| first != last);
        WORDS.as_of.end(self.before) || self.words.ends_with(['末', '底', '初']) || stretch
    }

    /// Tells that the time only says when a thing was made: 2023年建成的.
    //= 云溪县2024年工作总结⏎一、水利⏎2023年建成的水厂已投产。供水能力5万吨。 → @2024
    fn describes(&self) -> bool {
        let mut rest = self.after;
        while let Some(verb) = starts(rest, Cue::Verb) {
            rest = &rest[verb.len()..];
        }
        rest.len() < self.after.len() && rest.starts_with('的')
    }

    /// What stands in the sentence before the time, without 截至 and 全县.
    fn lead(&self) -> &'t str {
        let mut lead = tail(self.before, SIGHT);
        while let Some(word) =
            WORDS.as_of.iter().find(|w| lead.ends_with(w)).or_else(|| ends(lead, Cue::Place))
        {
            lead = &lead[..lead.len() - word.len()];
        }
        lead.trim_end_matches([' ', '\u{3000}', '“'])
    }

    /// Returns whether the time stands where a clause begins.
    fn opens_clause(&self) -> bool {
        self.lead().chars().next_back().is_none_or(|c| is_mark(c) || closes_clause(c))
    }

    /// Returns whether the time stands where a sentence begins.
    fn opens_sentence(&self) -> bool {
        self.lead()
            .chars()
            .next_back()
            .is_none_or(|c| is_mark(c) || matches!(c, '。' | '；' | ';' | '！' | '？'))
    }
}

/// Marks after which an item or a paragraph begins.
fn is_mark(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | '、' | '.' | '．' | '）' | ')' | '—' | '●' | '：' | ':')
}
