//! Words of time → by when: 2022年12月底前, 年底前, 到2030年, 上半年 where it goes on 建成; 长期坚持 has no end and no date.

use super::words::WORDS;
use crate::calendar;
use crate::model::{Deadline, Time};
use crate::span::Span;
use crate::stage;
use crate::text::boundary::head;
use crate::text::clause::first_item;

/// Before a time it makes a deadline of it.
const TO: &str = "到";

/// So many characters behind a time tell what shall have happened by then.
const EVENT: usize = 40;

/// A time by which something shall be done.
#[derive(Clone, Debug)]
pub(super) struct Due {
    deadline: Deadline,
    /// Something only begins by then: 6月底前开工.
    begins: bool,
}

impl Due {
    pub(super) fn new(deadline: Deadline) -> Self {
        Due { deadline, begins: false }
    }

    /// Whether it has a day.
    pub(super) fn is_dated(&self) -> bool {
        self.deadline.date.is_some()
    }

    /// A time that no calendar knows: 合同期内.
    pub(super) fn open(words: &str) -> Self {
        Due::new(Deadline { text: words.trim().to_owned(), date: None })
    }
}

/// The times that stand in `span`. They are in the order of the text.
pub(super) fn times_in(times: &[Time], span: Span) -> &[Time] {
    let from = times.partition_point(|t| t.place.span.start < span.start);
    let to = times.partition_point(|t| t.place.span.start < span.end);
    &times[from..to.max(from)]
}

/// Of several dates the last that finishes something counts; what is not dated counts where nothing is.
pub(super) fn last(dues: Vec<Due>) -> Option<Deadline> {
    let finishes = dues.iter().any(|d| !d.begins);
    let rank = |d: &Due| d.deadline.date.clone();
    dues.into_iter().filter(|d| !(finishes && d.begins)).max_by_key(rank).map(|d| d.deadline)
}

/// The deadlines in a part of a note, a label line or a cell that only says when: 10月底, 三季度末, 长期坚持.
pub(super) fn in_note(text: &str, times: &[Time], span: Span) -> Vec<Due> {
    let words = span.of(text).trim();
    let open = || vec![Due::new(Deadline { text: words.to_owned(), date: None })];
    if words.contains('每') {
        // 「每季度末（3月、6月、9月底）各一次」 comes again.
        return open();
    }
    let ends = |time: &&Time| !starts(&text[time.place.span.end..span.end]) && !is_whole_year(&time.text);
    let dated: Vec<Due> = times_in(times, span)
        .iter()
        .filter(|t| t.place.span.end <= span.end)
        .filter(ends)
        .map(|t| due(text, span, t))
        .collect();
    if let Some(due) = dotted(words).filter(|_| dated.is_empty()) {
        return vec![due];
    }
    let undated = dated.iter().all(|d| d.deadline.date.is_none());
    if undated && (!dated.is_empty() || WORDS.endless.occur_in(words)) { open() } else { dated }
}

/// Reads a day or month in figures: 2025.9, 2025-09-30, 2025/9/30.
fn dotted(words: &str) -> Option<Due> {
    let bare = words.trim_end_matches(['前', '底', '末', '之', '以']);
    let parts: Vec<&str> = bare.split(['.', '-', '/', '．']).collect();
    let figures = parts.iter().all(|p| (1..=4).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()));
    let spelled = match parts[..] {
        [year, month] if year.len() == 4 => format!("{year}年{month}月"),
        [year, month, day] if year.len() == 4 => format!("{year}年{month}月{day}日"),
        _ => return None,
    };
    let found =
        calendar::moment(&spelled, calendar::Era::default()).filter(|m| figures && m.len == spelled.len())?;
    Some(Due::new(Deadline { text: words.to_owned(), date: found.days.map(|(_, last)| last.to_string()) }))
}

/// 「3月起」 begins.
fn starts(after: &str) -> bool {
    WORDS.starts.begin(after)
}

/// 全年 has no end within the year: 「全年推进」.
fn is_whole_year(time: &str) -> bool {
    time.starts_with('全')
}

/// The deadline that a time writes, with the words that make it one.
fn due(text: &str, span: Span, time: &Time) -> Due {
    let at = time.place.span;
    let (before, after) = (&text[span.start..at.start], &text[at.end..span.end]);
    let led = if before.ends_with(TO) { TO.len() } else { 0 };
    let tail = tail(after).map_or(0, str::len);
    let words = &text[at.start - led..at.end + tail];
    let begins = WORDS.begins.occur_in(first_item(after));
    Due { deadline: Deadline { text: words.to_owned(), date: time.to.clone() }, begins }
}

/// The word behind a time that makes it a deadline. 前 as in 前列 is no deadline's.
pub(super) fn tail(after: &str) -> Option<&'static str> {
    let tail = WORDS.due_after.iter().find(|w| after.starts_with(w));
    tail.filter(|w| !WORDS.not_due.begin(&after[w.len()..]))
}

/// The pieces of a stretch outside of its times.
pub(super) fn without_times<'a>(
    text: &'a str,
    times: &'a [Time],
    span: Span,
) -> impl Iterator<Item = &'a str> + 'a {
    let within = times_in(times, span);
    let starts = std::iter::once(span.start).chain(within.iter().map(|t| t.place.span.end));
    let ends = within.iter().map(|t| t.place.span.start).chain([span.end]);
    starts.zip(ends).map(|(start, end)| text.get(start..end).unwrap_or(""))
}

/// The deadlines written in a task's own sentences.
pub(super) fn in_sentences(text: &str, times: &[Time], span: Span) -> Vec<Due> {
    let within = times_in(times, span).iter().filter(|t| t.place.span.end <= span.end);
    within.filter(|t| is_deadline(text, span, t)).map(|t| due(text, span, t)).collect()
}

fn is_deadline(text: &str, span: Span, time: &Time) -> bool {
    let at = time.place.span;
    let (before, after) = (&text[span.start..at.start], &text[at.end..span.end]);
    if before.ends_with(['每', '半']) || starts(after) {
        return false;
    }
    let closed = WORDS.due_end.end(&time.text);
    let led = before.ends_with(TO) && year_like(&time.text);
    let near = head(after, EVENT);
    let goal = time.text == "今年" && near.find("目标").is_some_and(|i| i < 60);
    // 去年10月开工的, 三季度以来完成的: told of what was.
    let past =
        time.text.starts_with(['去', '上']) && !time.text.starts_with("上半年") || near.starts_with("以来");
    let event = part_of_year(&time.text) && !past && ends_in_event(near);
    tail(after).is_some() || closed || led || goal || event
}

fn year_like(time: &str) -> bool {
    WORDS.year_like.end(time) || time.contains('年')
}

/// 上半年, 三季度, 年内 or a month, which a year closes or none.
fn part_of_year(time: &str) -> bool {
    WORDS.part_of_year.end(time)
}

/// Whether the clause goes on to what shall have happened by then: 年内建成投运, 上半年产品面市.
fn ends_in_event(after: &str) -> bool {
    stage::event(first_item(after))
}

#[cfg(test)]
mod tests {
    /// The deadlines of the tasks of a plan for 2025, as words and day.
    fn deadlines(items: &str) -> Vec<(String, String)> {
        let parsed = crate::parse(format!("云溪县2025年工作方案\n一、任务\n{items}\n").as_bytes());
        let deadline =
            |t: &crate::model::Task| t.deadline.clone().map(|d| (d.text, d.date.unwrap_or_default()));
        parsed.tasks().map(|t| deadline(t).unwrap_or_default()).collect()
    }

    fn one(text: &str) -> (String, String) {
        deadlines(&format!("1.修建泵站9座。{text}")).remove(0)
    }

    fn pair(words: &str, day: &str) -> (String, String) {
        (words.to_owned(), day.to_owned())
    }

    #[test]
    fn the_last_day_that_finishes_counts() {
        assert_eq!(one("（镇水利站，6月底前开工，10月底前完工）"), pair("10月底前", "2025-10-31"));
        assert_eq!(one("（镇水利站，10月底前完工，11月启动二期）"), pair("10月底前", "2025-10-31"));
        assert_eq!(one("7月底前编制方案，9月底前完成。"), pair("9月底前", "2025-09-30"));
    }

    #[test]
    fn parts_of_the_year_are_of_the_plans_year() {
        assert_eq!(one("（镇水利站负责，上半年完成）"), pair("上半年", "2025-06-30"));
        assert_eq!(one("（完成时限：三季度末）"), pair("三季度末", "2025-09-30"));
        assert_eq!(one("年内建成投用。"), pair("年内", "2025-12-31"));
    }

    #[test]
    fn what_has_no_end_has_no_day() {
        for words in ["长期坚持", "持续推进", "每季度末（3月、6月、9月底）各一次", "全年", "立行立改"]
        {
            assert_eq!(
                one(&format!("（责任单位：镇水利站；完成时限：{words}）")),
                pair(words, ""),
                "{words}"
            );
        }
        assert_eq!(one("持续推进管护，每半年末检查一次。"), pair("", ""));
    }
}
