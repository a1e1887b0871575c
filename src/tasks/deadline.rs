//! A task's words → by when: 2022年12月底前, 年底前, 到2030年, 上半年 where it goes on 建成.

use crate::model::{Deadline, Document};
use crate::span::Span;
use crate::stage;

/// Words after a time that make it a deadline, the longest first.
const AFTER: [&str; 6] = ["底之前", "底前", "之前", "以前", "前", "底"];
/// Words before a time that make it one.
const BEFORE: [&str; 4] = ["到", "至", "于", "在"];

/// So many characters behind a time tell what shall have happened by then.
const EVENT: usize = 40;

/// The first deadline written in `span`, as its time words.
pub(super) fn deadline(text: &str, document: &Document, span: Span) -> Option<Deadline> {
    let from = document.times.partition_point(|t| t.place.span.start < span.start);
    document.times[from..].iter().take_while(|t| t.place.span.end <= span.end).find_map(|time| {
        let at = time.place.span;
        let after = &text[at.end..span.end];
        let before = &text[span.start..at.start];
        let tail = AFTER.iter().find(|w| after.starts_with(**w));
        // 前 as in 前列 is no deadline's.
        let tail = tail.filter(|w| !after[w.len()..].starts_with(['列', '沿', '期', '后']));
        let closed = ["底", "末", "前"].iter().any(|w| time.text.ends_with(w));
        let led = BEFORE.iter().find(|w| before.ends_with(**w)).filter(|_| year_like(&time.text));
        let near = after.char_indices().nth(EVENT).map_or(after, |(i, _)| &after[..i]);
        let goal = time.text == "今年" && near.find("目标").is_some_and(|i| i < 60);
        // 去年10月开工的, 三季度以来完成的: told of what was.
        let past = time.text.starts_with(['去', '上']) && !time.text.starts_with("上半年")
            || near.starts_with("以来");
        let event = part_of_year(&time.text) && !past && ends_in_event(near);
        if tail.is_none() && !closed && led != Some(&"到") && !goal && !event {
            return None;
        }
        let start = at.start - led.filter(|w| **w == "到").map_or(0, |w| w.len());
        let words = &text[start..at.end + tail.map_or(0, |w| w.len())];
        Some(Deadline { text: words.to_owned(), date: time.to.clone() })
    })
}

fn year_like(time: &str) -> bool {
    time.ends_with(['年', '月', '日', '底', '末']) || time.contains('年')
}

/// 上半年, 三季度, 年内 or a month, which a year closes or none.
fn part_of_year(time: &str) -> bool {
    ["半年", "季度", "年内", "月"].iter().any(|w| time.ends_with(w))
}

/// Whether the clause goes on to what shall have happened by then: 年内建成投运, 上半年产品面市.
fn ends_in_event(after: &str) -> bool {
    let clause = after.split(['，', '。', '；', '、']).next().unwrap_or("");
    stage::event(clause)
}
