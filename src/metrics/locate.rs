//! A stretch of text → its times and its numbers with units, found in one pass.

use super::found::{Found, When};
use super::{figures, named, pieces};
use crate::calendar::{Era, Grade, Moment, moment, range_mark};
use crate::numeral::{Numeral, OPENING, Script, blanks, digit, figure, numeral};
use crate::span::Span;
use crate::tables::units::unit;

/// What a character can open.
const NUMBER: u8 = 1;
const TIME: u8 = 2;

/// Characters below U+10000 by what they can open; one look-up a character keeps the pass fast.
static OPENS: [u8; 0x1_0000] = opens();

const fn opens() -> [u8; 0x1_0000] {
    let digits = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '０', '１', '２', '３', '４', '５', '６', '７',
        '８', '９', 'Ｘ', 'ｘ', '×', '＿', '＊', '□', 'X', 'x', '_', '*',
    ];
    let mut table = [0; 0x1_0000];
    table = marked(table, &digits, NUMBER);
    let mut i = 0;
    while i < OPENING.len() {
        table = marked(table, OPENING[i], NUMBER);
        i += 1;
    }
    i = 0;
    while i < TIMES.len() {
        table = marked(table, &[TIMES[i].0], TIME);
        i += 1;
    }
    marked(table, &['“', '"', '第'], TIME)
}

const fn marked(mut table: [u8; 0x1_0000], chars: &[char], what: u8) -> [u8; 0x1_0000] {
    let mut i = 0;
    while i < chars.len() {
        table[chars[i] as usize] = what;
        i += 1;
    }
    table
}

/// Characters that may open a time, each with those that then stand behind it: 今年, 上半年, 民国, 年底.
const TIMES: &[(char, &str)] = include!(concat!(env!("OUT_DIR"), "/opening.rs"));

/// The times and numbers of `text[within]`, in order.
pub(super) fn locate(text: &str, within: Span, era: Era) -> (Vec<When>, Vec<Found>) {
    let joined = pieces::join(within.of(text));
    let mut scan =
        Scan { text: &joined.text, era, end: joined.text.len(), times: Vec::new(), found: Vec::new() };
    let mut pieces = joined.pieces.iter().copied().peekable();
    let mut at = 0;
    while let Some((start, c, what)) = scan.next_opening(at) {
        while pieces.next_if(|piece| *piece < start).is_some() {}
        let taken = match what {
            _ if pieces.peek() == Some(&start) => scan.piece(start),
            NUMBER => scan.number(start),
            _ => scan.time(start).unwrap_or(0),
        };
        at = start + taken.max(c.len_utf8());
    }
    let (mut times, mut found) = (scan.times, scan.found);
    let back = |span: Span| joined.back(span).shifted(within.start);
    times.iter_mut().for_each(|when| when.span = back(when.span));
    found.iter_mut().for_each(|figure| figure.span = back(figure.span));
    (times, found)
}

struct Scan<'t> {
    text: &'t str,
    era: Era,
    end: usize,
    times: Vec<When>,
    found: Vec<Found>,
}

impl Scan<'_> {
    /// How far the last piece of a broken figure reaches: the 8 of 完成3 8, of which nothing is known.
    fn piece(&self, start: usize) -> usize {
        let rest = &self.text[start..self.end];
        numeral(rest).map_or_else(|| run_of_digits(rest), |n| n.len)
    }

    /// The next character that can open a number or a time.
    fn next_opening(&self, from: usize) -> Option<(usize, char, u8)> {
        let rest = self.text.get(from..self.end)?;
        rest.char_indices().find_map(|(at, c)| {
            let what = OPENS.get(c as usize).copied().unwrap_or(0);
            (what != 0).then_some((from + at, c, what))
        })
    }

    /// Reads a time at `start`; its length.
    fn time(&mut self, start: usize) -> Option<usize> {
        let rest = &self.text[start..];
        let first = rest.chars().next()?;
        if first == '第' {
            return ordinal(rest, self.era, |m| self.push_time(start, m));
        }
        if first == '年' && figures::ends_word_with_year(&self.text[..start]) {
            return None;
        }
        if !may_open_time(first, &rest[first.len_utf8()..]) {
            return None;
        }
        let found = moment(rest, self.era)?;
        self.push_time(start, found);
        Some(found.len)
    }

    /// Keeps a time; a month right after a year joins it: 20XX年 and 1-12月.
    fn push_time(&mut self, start: usize, found: Moment) {
        let end = start + found.len;
        if let Some(last) = self.times.last_mut()
            && last.moment.grade == Grade::Year
            && matches!(found.grade, Grade::Month | Grade::Part | Grade::Day)
            && last.span.end == start
        {
            let year = last.moment.days.map(|(from, _)| from.year);
            let inner = moment(&self.text[start..], Era { year, ..self.era });
            last.moment = Moment {
                days: inner.and_then(|m| m.days).filter(|_| year.is_some()),
                masked: last.moment.masked || found.masked,
                grade: found.grade,
                len: end - last.span.start,
            };
            last.span.end = end;
            return;
        }
        self.times.push(When { span: Span::new(start, end), moment: found });
    }

    /// Reads a number or a numeric time at `start`; how far it reaches.
    fn number(&mut self, start: usize) -> usize {
        if self.in_latin_word(start) {
            return latin_word(&self.text[start..self.end]);
        }
        let rest = &self.text[start..self.end];
        if let Some(len) = marker_of_dated_item(rest).filter(|_| opens_line(&self.text[..start])) {
            return len;
        }
        let read = numeral(rest);
        // 十四五 is a plan's name, whatever follows it.
        let plan = read.is_some_and(|n| n.script != Script::Digits) && rest.starts_with('十');
        if (plan || read.is_none_or(|n| leads_to_time(&rest[n.len..])))
            && let Some(taken) = self.time(start)
        {
            return taken;
        }
        let Some(n) = read else { return run_of_digits(rest) };
        if let Some(span) = figures::span_of_years(self.text, start, &n) {
            let moment = Moment { len: span.len(), days: None, masked: n.masked, grade: Grade::Years };
            self.times.push(When { span, moment });
            return span.end - start;
        }
        let figure = figures::figure(self.text, Span::new(start, self.end), &n);
        match figure.filter(|found| !named::is_name(self.text, found)) {
            Some(found) => {
                let taken = found.span.end - start;
                self.found.push(found);
                taken
            }
            None => match figures::years(self.text, start, &n) {
                Some(len) => {
                    let moment = Moment { len, days: None, masked: false, grade: Grade::Years };
                    self.times.push(When { span: Span::new(start, start + len), moment });
                    len
                }
                None => skipped(&n, rest),
            },
        }
    }

    /// A1, G331, PM2.5: a number that a Latin letter opens.
    fn in_latin_word(&self, start: usize) -> bool {
        let before = self.text[..start].chars().next_back();
        let first = self.text[start..].chars().next();
        before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ'))
            && first.is_some_and(|c| c.is_ascii() || matches!(c, '０'..='９'))
    }
}

/// Whether a word that no number opens may be a time, by its second character: 今年, 上半年, 民国, 年底, “十四五”.
fn may_open_time(first: char, rest: &str) -> bool {
    if matches!(first, '“' | '"') {
        return rest.starts_with(|c| c == '十' || figure(c).is_some());
    }
    let behind = TIMES.iter().find(|(c, _)| *c == first);
    behind.is_none_or(|(_, behind)| rest.starts_with(|c| behind.contains(c)))
}

/// 第一季度 is a time, 第三名 a rank, 第六个 a place in a row: none of them counts anything.
fn ordinal(rest: &str, era: Era, mut push: impl FnMut(Moment)) -> Option<usize> {
    if let Some(found) = moment(rest, era) {
        push(found);
        return Some(found.len);
    }
    let mark = '第'.len_utf8();
    let mark = mark + blanks(&rest[mark..]);
    let mut end = mark + numeral(&rest[mark..])?.len;
    // 第4、5栋: the unit after the last numbers all of them.
    while let Some(next) = rest[end..].strip_prefix('、').and_then(numeral) {
        let after = end + '、'.len_utf8() + next.len;
        if !rest[after..].starts_with('、') && unit(&rest[after..]).is_none() {
            break;
        }
        end = after;
    }
    Some(end)
}

/// The length of the marker in 「1.10月底前建成」: no decimal counts months.
fn marker_of_dated_item(rest: &str) -> Option<usize> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let inner = rest[digits..].strip_prefix('.').filter(|_| (1..=3).contains(&digits))?;
    let found = moment(inner, Era::default())?;
    inner[..found.len].contains(['月', '年']).then_some(digits + 1)
}

fn opens_line(before: &str) -> bool {
    before.trim_end_matches([' ', '\u{3000}', '\u{a0}']).chars().next_back().is_none_or(|c| c == '\n')
}

/// Whether digits can be a time by what follows them: 年, 月, 季度 or the mark of a range.
fn leads_to_time(after: &str) -> bool {
    let next = after.trim_start_matches([' ', '\u{a0}', '\u{3000}', '\n']);
    next.starts_with(['年', '月', '季', '世']) || range_mark(after).is_some()
}

/// The length of the digits that `rest` begins with: too many for a number, they are passed over together.
fn run_of_digits(rest: &str) -> usize {
    rest.chars().take_while(|&c| digit(c).is_some()).map(char::len_utf8).sum()
}

/// The rest of a word of Latin letters and digits.
fn latin_word(rest: &str) -> usize {
    rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'.').count()
}

/// How much of a rejected numeral is passed over: all of it, or what else could be read in its middle.
fn skipped(n: &Numeral, rest: &str) -> usize {
    match n.script {
        Script::Digits => n.len + latin_word(&rest[n.len..]),
        _ => n.len,
    }
}
