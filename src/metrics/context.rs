//! A sentence and its figures → for each figure the words before and after it that speak of it.

use super::cues::{Cue, ends, holds, starts};
use super::found::{Found, When};
use super::words::{WORDS, longest_end};
use crate::numeral::digit;
use crate::span::Span;
use crate::text::clause::closes_clause;

/// A sentence with its figures and times.
pub(super) struct Context<'t> {
    pub(super) text: &'t str,
    pub(super) sentence: Span,
    pub(super) found: &'t [Found],
    pub(super) times: &'t [When],
    /// 已, 截至, 累计 stand in it.
    pub(super) done: bool,
    /// 补助, 奖补 stand in it.
    pub(super) grant: bool,
    /// 最高, 给予 stand in it.
    pub(super) promises: bool,
    /// 力争, 确保, 拟 stand in it.
    pub(super) intends: bool,
    /// The places that it names and where, those that a rank or a gap is told of left out.
    pub(super) places: Vec<(usize, &'static str)>,
    /// Where 确保 stands in it.
    pub(super) ensures: Vec<usize>,
}

/// The words around one figure.
#[derive(Debug)]
pub(super) struct Around<'t> {
    /// From the last stop or figure to this one.
    pub(super) before: &'t str,
    /// The same without times: what can be a name.
    pub(super) plain: String,
    /// 以上, 左右 right after it.
    pub(super) suffix: &'t str,
    /// From there to the next stop or figure.
    pub(super) after: &'t str,
    /// Joined to the figure before by 、 or 和 alone.
    pub(super) joined: bool,
    /// Joined to what the figure before counts: 5公里 in 3座泵站、5公里管网.
    pub(super) listed: bool,
    /// Where `before` begins.
    pub(super) from: usize,
}

/// Where a phrase ends, whatever it is about.
fn is_stop(c: char) -> bool {
    closes_clause(c) || matches!(c, '（' | '(' | '）' | ')' | '—' | '●' | '|' | '\t')
}

impl<'t> Context<'t> {
    /// Reads once what all figures of a sentence ask of it.
    pub(super) fn new(text: &'t str, sentence: Span, found: &'t [Found], times: &'t [When]) -> Self {
        let words = sentence.of(text);
        Context {
            text,
            sentence,
            found,
            times,
            done: holds(words, Cue::Done).is_some(),
            grant: holds(words, Cue::Grant).is_some(),
            promises: WORDS.promising.occur_in(words),
            intends: WORDS.intending.occur_in(words),
            places: places(words).map(|(at, word)| (sentence.start + at, word)).collect(),
            ensures: words.match_indices("确保").map(|(at, _)| sentence.start + at).collect(),
        }
    }

    /// How far before figure `i` its place or promise may stand: in its phrase, or not much further.
    fn lead_start(&self, i: usize, around: &Around<'_>) -> usize {
        around.from.min(self.found[i].span.start.saturating_sub(LEAD))
    }

    /// The place or body that the words before figure `i` name: 全市, 我县.
    pub(super) fn scope(&self, i: usize, around: &Around<'_>) -> Option<&'static str> {
        let next = self.places.partition_point(|(at, _)| *at < self.found[i].span.start);
        let (at, word) = *self.places.get(next.checked_sub(1)?)?;
        (at >= self.lead_start(i, around)).then_some(word)
    }

    /// Whether 确保 stands before figure `i`.
    pub(super) fn ensured(&self, i: usize, around: &Around<'_>) -> bool {
        let next = self.ensures.partition_point(|at| *at < self.found[i].span.start);
        next > 0 && self.ensures[next - 1] >= self.lead_start(i, around)
    }

    /// The words around figure `i`.
    pub(super) fn around(&self, i: usize) -> Around<'t> {
        let figure = self.found[i].span;
        let floor = match self.figure_before(i) {
            Some(p) => self.past_suffix(self.found[p].span.end),
            None => self.sentence.start,
        };
        let floor = floor.min(figure.start);
        let mut from = phrase_start(&self.text[floor..figure.start]) + floor;
        let gap = self.text[floor..figure.start].trim_start_matches(['）', ')', '”']);
        let joined = i > 0 && from == floor && starts_joined(gap);
        let after_from = self.past_suffix(figure.end);
        let suffix = self.text.get(figure.end..after_from).unwrap_or("");
        let ceiling = self.figure_after(i).map_or(self.sentence.end, |next| next.span.start);
        let room = self.text.get(after_from..ceiling).unwrap_or("");
        let after =
            room.find(|c| is_stop(c) && c != '（' && c != '(' || c == '、').map_or(room, |at| &room[..at]);
        let listed =
            (i > 0 && from == floor && !joined && !after.is_empty()).then(|| ends_joined(gap)).flatten();
        if let Some(tail) = listed {
            from = figure.start - tail.len();
        }
        Around {
            before: &self.text[from..figure.start],
            plain: self.without_times(Span::new(from, figure.start)),
            suffix: if suffix.is_empty() { self.suffix_past_bracket(figure.end) } else { suffix },
            after: cut_times(after, after_from, self.times),
            joined,
            listed: listed.is_some(),
            from,
        }
    }

    /// The figure before `i`; an age right before the name is part of it: 0-6岁儿童管理27427人.
    fn figure_before(&self, i: usize) -> Option<usize> {
        let before = i.checked_sub(1)?;
        let figure = &self.found[before];
        let gap = self.text.get(figure.span.end..self.found[i].span.start).unwrap_or("，");
        let age = figure.unit.is_some_and(|u| u.dimension == "age") && !gap.contains(is_stop);
        if age { before.checked_sub(1) } else { Some(before) }
    }

    /// The figure after `i`; an age or a length of time right after it is part of what it counts: 231名提前2年享受…的对象.
    fn figure_after(&self, i: usize) -> Option<&Found> {
        let next = self.found.get(i + 1)?;
        let gap = self.text.get(self.found[i].span.end..next.span.start).unwrap_or("，");
        let counts = self.found[i].unit.is_some_and(|u| u.classifies());
        let bounds = next.unit.is_some_and(|u| matches!(u.dimension, "age" | "months") || u.name == "年");
        let near = gap.chars().count() <= 4 && !gap.contains(is_stop) && !gap.contains('、');
        if counts && bounds && near { self.found.get(i + 2) } else { Some(next) }
    }

    /// Past 以上, 以内, 左右 after a figure.
    fn past_suffix(&self, end: usize) -> usize {
        let rest = self.text.get(end..self.sentence.end).unwrap_or("");
        let word = [Cue::GeAfter, Cue::LeAfter, Cue::ApproxAfter].into_iter().find_map(|k| starts(rest, k));
        // 内 alone bounds a time: 2小时内; 内核酸检测 too.
        let word = word.filter(|w| *w != "内" || !rest.starts_with("内蒙"));
        end + word.map_or(0, str::len)
    }

    /// 左右 of 2000人（含重点产业1000人）左右; none where no bracket opens right after the figure.
    fn suffix_past_bracket(&self, end: usize) -> &'t str {
        let rest = self.text.get(end..self.sentence.end).unwrap_or("");
        let Some(inner) = rest.strip_prefix(['（', '(']) else { return "" };
        let close = inner.char_indices().take(LONGEST_ASIDE).find(|(_, c)| "（(）)".contains(*c));
        let Some((at, c)) = close.filter(|(_, c)| "）)".contains(*c)) else { return "" };
        let from = end + (rest.len() - inner.len()) + at + c.len_utf8();
        self.text.get(from..self.past_suffix(from)).unwrap_or("")
    }

    /// The first and the last figure of the bare list that figure `i` stands in: 81%和92%.
    pub(super) fn list_around(&self, i: usize) -> (usize, usize) {
        let linked = |a: usize| {
            let next = self.found.get(a + 1);
            next.and_then(|b| self.text.get(self.found[a].span.end..b.span.start)).is_some_and(is_joint)
        };
        let before = (0..i).rev().take(MOST_LISTED).take_while(|&a| linked(a)).count();
        let after = (i..self.found.len()).take(MOST_LISTED).take_while(|&a| linked(a)).count();
        (i - before, i + after)
    }

    /// `span` of the text with its times left out.
    pub(super) fn without_times(&self, span: Span) -> String {
        let mut plain = String::new();
        let mut at = span.start;
        let first = self.times.partition_point(|t| t.span.end <= span.start);
        for time in self.times[first..].iter().take_while(|t| t.span.start < span.end) {
            let piece = self.text.get(at..time.span.start.max(at)).unwrap_or("");
            // 列入第六个五年计划的产品: the time is part of the name.
            if WORDS.entered.end(piece) {
                plain.push_str(self.text.get(at..time.span.end.min(span.end)).unwrap_or(""));
                at = time.span.end.min(span.end).max(at);
                continue;
            }
            // 比上年, 截至6月: the word goes with its time.
            let lead = longest_end(&WORDS.before_time, piece).map(str::len);
            plain.push_str(&piece[..piece.len() - lead.unwrap_or(0)]);
            at = time.span.end.min(span.end).max(at);
            let rest = self.text.get(at..span.end).unwrap_or("");
            // 2025年中央财政: the 中 is that of 中央.
            let goes_with = |w: &&str| rest.starts_with(w) && !(*w == "中" && opens_word(rest));
            at += WORDS.after_time.iter().filter(goes_with).map(str::len).max().unwrap_or(0);
        }
        plain.push_str(self.text.get(at..span.end).unwrap_or(""));
        plain
    }

    /// The phrase before `at` that holds no figure, if there is one in the sentence: its text without times, and where
    /// it begins.
    pub(super) fn phrase_before(&self, at: usize, i: usize) -> Option<(String, usize)> {
        let floor = i.checked_sub(1).map_or(self.sentence.start, |p| self.found[p].span.end);
        let room = self.text.get(floor..at)?.trim_end_matches(|c| is_stop(c) || c == ' ');
        let from = floor + phrase_start(room);
        let phrase = self.without_times(Span::new(from, floor + room.len()));
        (!phrase.trim().is_empty() && (i == 0 || from > floor)).then_some((phrase, from))
    }
}

/// A place or a promise further before a figure than 120 characters belongs to another.
const LEAD: usize = 120 * '市'.len_utf8();

/// The places named in `words` that are more than what a rank or a gap is told of: not 排全国第一, 高于全省.
fn places(words: &str) -> impl Iterator<Item = (usize, &'static str)> {
    words.char_indices().filter_map(move |(at, _)| {
        let word = starts(&words[at..], Cue::Place)?;
        let after = &words[at + word.len()..];
        let ranked = WORDS.ranked_against.end(&words[..at]) || WORDS.ranked_after.begin(after);
        (!ranked && word != "我们").then_some((at, word))
    })
}

/// More characters in a bracket are a remark of its own.
const LONGEST_ASIDE: usize = 60;

/// A longer list of figures is a table.
const MOST_LISTED: usize = 24;

/// Whether nothing but 、 or 和 stands between two figures.
pub(super) fn is_joint(gap: &str) -> bool {
    WORDS.joint.has(gap.trim())
}

/// What stands right after one figure and leads on to the next: 、 和 与.
fn starts_joined(gap: &str) -> bool {
    WORDS.joint.begin(gap) || gap.is_empty()
}

/// What stands between the last joint of a gap and the figure after it, where that is no more than 约 or 近: the gap names what
/// the figure before counts.
fn ends_joined(gap: &str) -> Option<&str> {
    let joint = gap.rfind(['、', '和', '与', '及', '或'])?;
    let at = joint + gap[joint..].chars().next().map_or(0, char::len_utf8);
    let light = [Cue::ApproxBefore, Cue::JustUnderBefore, Cue::GtBefore, Cue::Light];
    (ends(&gap[..at], Cue::Keep).is_none() && peel(&gap[at..], &light, |_, _| {}).is_empty())
        .then_some(&gap[at..])
}

/// Whether 中 opens a word here: 中央, 中小企业.
fn opens_word(rest: &str) -> bool {
    const AFTER: &str = "央国小西部医等共华心型长药高职学";
    rest.chars().nth(1).is_some_and(|c| AFTER.contains(c))
}

/// `after`, cut before the first time in it.
fn cut_times<'t>(after: &'t str, from: usize, times: &[When]) -> &'t str {
    let next = times.partition_point(|t| t.span.start < from);
    match times.get(next) {
        Some(t) if t.moment.days.is_some() && t.span.start < from + after.len() => {
            after.get(..t.span.start - from).unwrap_or(after)
        }
        _ => after,
    }
}

/// Where the last phrase of `room` begins; a bracket that closes in it is part of the phrase: 行政村(社区)卫生室.
fn phrase_start(room: &str) -> usize {
    let mut depth = 0;
    for (at, c) in room.char_indices().rev() {
        match c {
            '）' | ')' => depth += 1,
            '（' | '(' if depth > 0 => depth -= 1,
            _ if depth == 0 && is_stop(c) => return at + c.len_utf8(),
            _ => {}
        }
    }
    0
}

/// The phrase without brackets and what stands in them, without footnote marks (人口[5]), without quotes, in one line.
pub(super) fn without_brackets(phrase: &str) -> String {
    if !phrase.contains(['（', '(', '）', ')', '\n', ' ', '\u{3000}', '\r', '[', '［']) {
        return phrase.to_owned();
    }
    let mut depth = 0;
    let mut plain = String::new();
    let mut rest = phrase.chars();
    while let Some(c) = rest.next() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= if depth > 0 { 1 } else { 0 },
            '\n' | ' ' | '\u{3000}' | '\r' => {}
            '[' | '［' if footnote(rest.as_str()) > 0 => drop(rest.nth(footnote(rest.as_str()) - 1)),
            _ if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    plain
}

/// How many characters end a footnote mark after its bracket: 2 of 5], none of 2024].
fn footnote(rest: &str) -> usize {
    let digits = rest.chars().take_while(|c| digit(*c).is_some()).count();
    let closes = rest.chars().nth(digits).is_some_and(|c| matches!(c, ']' | '］'));
    if closes && (1..=2).contains(&digits) { digits + 1 } else { 0 }
}

/// 至少增长: 少增 is no word of it; 减产不减收 tells of no fall.
pub(super) fn splits_a_word(before: &str, word: &str) -> bool {
    word.starts_with('少') && before.ends_with(['至', '减', '缺'])
        || before.ends_with('不') && word.starts_with(['少', '减'])
}

/// Strips words of `kinds` from the end of `text` until none is left; words of kind `keep` stay.
pub(super) fn peel<'a>(mut text: &'a str, kinds: &[Cue], mut seen: impl FnMut(Cue, &'static str)) -> &'a str {
    loop {
        text = text.trim_end_matches([' ', '\n', '\u{3000}', '、', '“', '"', '，', ',', '：', '-']);
        let best = kinds
            .iter()
            .filter_map(|k| ends(text, *k).map(|w| (*k, w)))
            .filter(|(_, w)| !splits_a_word(&text[..text.len() - w.len()], w))
            .max_by_key(|(_, w)| w.len());
        let Some((kind, word)) = best else { return text };
        if ends(text, Cue::Keep).is_some_and(|kept| kept.len() > word.len()) {
            return text;
        }
        seen(kind, word);
        text = &text[..text.len() - word.len()];
    }
}
