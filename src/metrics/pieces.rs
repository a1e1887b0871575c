//! A text → the same without the blanks and line ends inside its figures (4 8 %, 3.⏎2亿元, 2⏎公里), and where a piece
//! stands that must not be read alone.

use super::signs::MINUS;
use super::words::is_label;
use crate::numeral::{Script, blanks, digit, figure, is_power, numeral};
use crate::span::Span;
use crate::tables::units::unit;
use crate::text::boundary::head;
use crate::text::boundary::tail;
use std::borrow::Cow;

/// A text whose figures are whole.
#[derive(Debug)]
pub(super) struct Joined<'t> {
    pub(super) text: Cow<'t, str>,
    /// Where something was left out, and how many bytes up to there.
    left_out: Vec<(usize, usize)>,
    /// Where pieces begin that cannot be joined, in order.
    pub(super) pieces: Vec<usize>,
}

impl Joined<'_> {
    /// The span in the text as it was.
    pub(super) fn back(&self, span: Span) -> Span {
        let shift = |n: usize| n.checked_sub(1).map_or(0, |last| self.left_out[last].1);
        let from = self.left_out.partition_point(|(at, _)| *at <= span.start);
        let to = self.left_out.partition_point(|(at, _)| *at < span.end);
        Span::new(span.start + shift(from), span.end + shift(to))
    }
}

/// Joins the figures of `text` that a blank or a line end has broken.
pub(super) fn join(text: &str) -> Joined<'_> {
    let mut found = Pieces { text, gaps: Vec::new(), pieces: Vec::new() };
    let mut at = 0;
    while let Some(gap) = next_gap(text, at) {
        at = found.read(gap);
    }
    found.joined()
}

/// Blanks that print thin, as SI writes 9 800.
fn is_thin(c: char) -> bool {
    matches!(c, '\u{2006}'..='\u{200a}' | '\u{202f}' | '\u{205f}')
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{3000}' | '\u{2002}'..='\u{2005}') || is_thin(c)
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What no reading gives back: a lost character, or one of somebody's own font. A point may have stood there, 1�4米.
fn is_lost(c: char) -> bool {
    matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}')
}

/// What stands between two pieces.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Thin,
    Blank,
    /// Two blanks.
    Wide,
    /// A line end, with nothing before the next line's first character.
    Line,
    /// Something that is lost.
    Lost,
    /// A paragraph, a column: what stands on both sides has nothing to do with one another.
    Apart,
}

#[derive(Clone, Copy, Debug)]
struct Gap {
    span: Span,
    kind: Kind,
}

/// The next run of blanks, line ends and lost characters from `from` on.
fn next_gap(text: &str, from: usize) -> Option<Gap> {
    let rest = text.get(from..)?;
    let start = from + rest.find(|c| is_blank(c) || is_line_end(c) || is_lost(c))?;
    Some(gap_at(text, start))
}

/// The run of blanks, line ends and lost characters at `start`.
fn gap_at(text: &str, start: usize) -> Gap {
    let rest = &text[start..];
    let len =
        rest.find(|c| !(is_blank(c) || is_line_end(c) || is_lost(c) || c == '\t')).unwrap_or(rest.len());
    let run = &rest[..len];
    let line = run.trim_start_matches(is_blank);
    let mut chars = run.chars();
    let kind = match (line, chars.next(), chars.next(), chars.next()) {
        _ if run.contains(is_lost) => Kind::Lost,
        ("", Some(c), None, _) if is_thin(c) => Kind::Thin,
        ("", Some(_), None, _) => Kind::Blank,
        ("", Some(_), Some(_), None) => Kind::Wide,
        ("\r\n", ..) => Kind::Line,
        (line, ..) if !line.is_empty() && line.chars().all(is_line_end) && line.chars().count() == 1 => {
            Kind::Line
        }
        _ => Kind::Apart,
    };
    Gap { span: Span::new(start, start + len), kind }
}

/// A character of a number in digits; a comma stands between two of them.
fn is_numeric(c: char) -> bool {
    digit(c).is_some() || matches!(c, '.' | '．' | ',')
}

fn is_chinese_number(c: char) -> bool {
    is_power(c) || figure(c).is_some() || c == '点'
}

fn is_minus(c: char) -> bool {
    MINUS.contains(&c)
}

/// A longer row of pieces is a table.
const MOST_PIECES: usize = 24;

/// 1,234,567.89 has no more bytes than this.
const LONGEST_PIECE: usize = 40;

/// So many characters around spaced digits tell whether their whole line is spaced.
const SIGHT: usize = 40;

/// A line of so many bytes may have been broken because the page was full.
const FULL_LINE: usize = 60;

/// From the start of a figure to the gap in it, or from there to the end of its unit: 三千二百五十亿立方米.
const REACH: usize = 12;

struct Pieces<'t> {
    text: &'t str,
    /// What is left out.
    gaps: Vec<Span>,
    pieces: Vec<usize>,
}

impl<'t> Pieces<'t> {
    /// Reads one gap, with all others of the same number; where to go on.
    fn read(&mut self, gap: Gap) -> usize {
        let (before, after) = (&self.text[..gap.span.start], &self.text[gap.span.end..]);
        let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else {
            return gap.span.end;
        };
        match gap.kind {
            Kind::Apart => {}
            Kind::Lost => self.lost(gap.span, last, next),
            _ if is_numeric(last) && is_numeric(next) => return self.number(gap),
            _ => self.around(gap, last, next),
        }
        gap.span.end
    }

    /// Marks what stands behind lost bytes in a number as a piece.
    fn lost(&mut self, gap: Span, last: char, next: char) {
        let of_number = |c| is_numeric(c) || is_chinese_number(c);
        if of_number(last) && of_number(next) {
            let after = &self.text[gap.end..];
            self.pieces.push(gap.end + after.find(|c| !matches!(c, '.' | '．' | ',')).unwrap_or(0));
        }
    }

    /// Leaves out a gap that does not stand between digits: behind a minus sign, beside a digit, in a word.
    fn around(&mut self, gap: Gap, last: char, next: char) {
        let (before, after) = (&self.text[..gap.span.start], &self.text[gap.span.end..]);
        let bare = before.trim_end_matches(is_minus).chars().next_back().is_some_and(is_word);
        let signed = is_minus(last) && digit(next).is_some() && bare;
        let thin = gap.kind == Kind::Thin && (digit(last).is_some() || digit(next).is_some());
        if signed || thin {
            self.gaps.push(gap.span);
        } else if gap.kind == Kind::Line || gap.kind == Kind::Blank && is_lone(before, after) {
            self.word(gap.span, last, next);
        }
    }

    /// Joins the digits around `gap`, or marks them as pieces; where the number ends.
    fn number(&mut self, gap: Gap) -> usize {
        let row = Row::around(self.text, gap);
        match row.verdict() {
            Verdict::Whole => self.gaps.extend(row.gaps.iter().map(|g| g.span)),
            Verdict::Pieces => self.pieces.extend(row.later_starts()),
            Verdict::Apart => {}
        }
        row.end
    }

    /// Joins a numeral and its magnitude or unit that a line end has broken, or the blanks of a spaced line: 213.5⏎亿元,
    /// 二十⏎五个, 3个百⏎分点, 3 个 百 分 点.
    fn word(&mut self, gap: Span, last: char, next: char) {
        if !last.is_alphanumeric() || !next.is_alphanumeric() {
            return;
        }
        let mut before: Vec<char> = self.text[..gap.start]
            .chars()
            .rev()
            .take(2 * REACH)
            .filter(|&c| !is_blank(c))
            .take_while(|&c| c.is_alphanumeric() || is_numeric(c))
            .take(REACH)
            .collect();
        if !before.iter().any(|&c| digit(c).is_some() || is_chinese_number(c)) {
            return;
        }
        before.reverse();
        let mut whole: String = before.into_iter().collect();
        let at = whole.len();
        whole.extend(self.text[gap.end..].chars().take(2 * REACH).filter(|&c| !is_blank(c)).take(REACH));
        if crosses(&whole, at) {
            self.gaps.push(gap);
        } else if is_chinese_number(last) && is_chinese_number(next) {
            self.pieces.push(gap.end);
        }
    }

    fn joined(self) -> Joined<'t> {
        if self.gaps.is_empty() {
            return Joined { text: Cow::Borrowed(self.text), left_out: Vec::new(), pieces: self.pieces };
        }
        let mut text = String::with_capacity(self.text.len());
        let (mut at, mut out, mut left_out) = (0, 0, Vec::new());
        let mut pieces = self.pieces.into_iter().peekable();
        let mut moved = Vec::new();
        for gap in self.gaps {
            while let Some(piece) = pieces.next_if(|p| *p <= gap.start) {
                moved.push(piece - out);
            }
            text.push_str(&self.text[at..gap.start]);
            at = gap.end;
            out += gap.len();
            left_out.push((text.len(), out));
        }
        text.push_str(&self.text[at..]);
        moved.extend(pieces.map(|p| p - out));
        Joined { text: Cow::Owned(text), left_out, pieces: moved }
    }
}

/// Whether the characters on both sides of a blank stand alone, as in a line of spaced characters.
fn is_lone(before: &str, after: &str) -> bool {
    before.chars().rev().nth(1).is_none_or(is_blank) && after.chars().nth(1).is_none_or(is_blank)
}

/// Whether a figure of `whole` begins before `gap` and ends after it.
fn crosses(whole: &str, gap: usize) -> bool {
    let mut inside = false;
    whole[..gap].char_indices().any(|(at, c)| {
        let opens = (digit(c).is_some() || is_chinese_number(c)) && !inside;
        inside = digit(c).is_some() || is_chinese_number(c) || matches!(c, '.' | '．' | ',');
        opens && crosses_from(&whole[at..], gap - at)
    })
}

/// Whether the figure that `text` begins with reaches beyond `gap`.
fn crosses_from(text: &str, gap: usize) -> bool {
    let Some(n) = numeral(text) else { return false };
    let rest = &text[n.len..];
    let skipped = blanks(rest);
    let of = &rest[skipped..];
    // 百分⏎之五, 三分之⏎一.
    if let Some(under) = of.strip_prefix("分之") {
        return numeral(under).is_some_and(|m| text.len() - under.len() + m.len > gap);
    }
    let unit_len = unit(of).map_or(0, |u| u.name.len());
    let counted = unit_len > 0 || n.large && !of.starts_with(char::is_alphanumeric);
    let end = n.len + skipped + unit_len;
    if n.len <= gap || n.script == Script::Digits {
        return counted && end > gap;
    }
    // 二十⏎五个 and 五⏎十万 are one numeral, 第一⏎二十五个 are two.
    let joint = |c: Option<char>| c.is_some_and(|c| is_power(c) || c == '点');
    counted && (joint(text[..gap].chars().next_back()) || joint(text[gap..].chars().next()))
}

/// A letter that is not Latin: what a value or a unit may stand beside.
fn is_word(c: char) -> bool {
    c.is_alphabetic() && !c.is_ascii()
}

/// What is to be done with a row of digits.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Verdict {
    /// One number.
    Whole,
    /// Pieces of a number, none of which can be read.
    Pieces,
    /// Numbers that have nothing to do with one another: 1. 5个, 表3 25个.
    Apart,
}

/// Digits and points with gaps between them.
struct Row<'t> {
    text: &'t str,
    start: usize,
    end: usize,
    tokens: Vec<&'t str>,
    gaps: Vec<Gap>,
}

impl<'t> Row<'t> {
    /// The row that has `first` as its first gap.
    fn around(text: &'t str, first: Gap) -> Self {
        let head = &text[..first.span.start];
        let head_len: usize = head
            .chars()
            .rev()
            .take_while(|&c| is_numeric(c))
            .map(char::len_utf8)
            .scan(0, |sum, len| {
                *sum += len;
                (*sum <= LONGEST_PIECE).then_some(len)
            })
            .sum();
        let start = first.span.start - head_len;
        let mut row = Row { text, start, end: start, tokens: Vec::new(), gaps: Vec::new() };
        row.take_token();
        let mut gap = first;
        loop {
            row.gaps.push(gap);
            row.end = gap.span.end;
            row.take_token();
            let more = text[row.end..].starts_with(|c| is_blank(c) || is_line_end(c));
            if !more || row.tokens.len() > MOST_PIECES {
                return row;
            }
            gap = gap_at(text, row.end);
            if matches!(gap.kind, Kind::Apart | Kind::Lost) || !text[gap.span.end..].starts_with(is_numeric) {
                return row;
            }
        }
    }

    fn take_token(&mut self) {
        let rest = &self.text[self.end..];
        let len = rest.find(|c| !is_numeric(c)).unwrap_or(rest.len());
        self.tokens.push(&rest[..len]);
        self.end += len;
    }

    /// Where the digits of every token but the first begin.
    fn later_starts(&self) -> impl Iterator<Item = usize> {
        self.gaps
            .iter()
            .zip(&self.tokens[1..])
            .filter_map(|(gap, token)| Some(gap.span.end + token.find(|c| digit(c).is_some())?))
    }

    /// What is to be done with it.
    fn verdict(&self) -> Verdict {
        let before = &self.text[..self.start];
        if self.tokens.len() > MOST_PIECES || self.numbers() || self.ends_in_date() || is_label(before) {
            return Verdict::Apart;
        }
        let whole: String = self.tokens.concat();
        let narrow = self.gaps.iter().all(|g| g.kind != Kind::Wide);
        let sound = narrow && !before.ends_with(|c: char| c.is_ascii_alphabetic()) && is_number(&whole);
        if sound && (self.pointed() || self.spaced(&whole) || self.in_thousands() || self.wrapped()) {
            return Verdict::Whole;
        }
        // 2024-05-20⏎18页: only a number that a word leads to goes on in the next line.
        let parted = self.gaps.iter().all(|g| g.kind == Kind::Line) && !self.told();
        if parted { Verdict::Apart } else { Verdict::Pieces }
    }

    /// 1. 5个 at the start of a line or after a stop numbers a list.
    fn numbers(&self) -> bool {
        let told = self.text[..self.start].trim_end_matches(is_blank).chars().next_back();
        let opens = told.is_none_or(|c| is_line_end(c) || matches!(c, '。' | '；' | ';' | '\t' | '|'));
        let point = ['.', '．'];
        let alone = self.gaps[0].kind == Kind::Line && !self.tokens[1].starts_with(point);
        let share = self.text[self.end..].trim_start_matches(is_blank).starts_with(['%', '％']);
        opens && (alone || self.tokens[0].ends_with(point) && !share)
    }

    /// 投资12⏎2024年, 107 12月31日: a date is no piece of the number before it.
    fn ends_in_date(&self) -> bool {
        let [.., before, last] = &self.tokens[..] else { return false };
        let year = last.len() == 4 && last.starts_with(['1', '2']);
        match self.text[self.end..].chars().next() {
            Some('年') => year,
            Some('月' | '日') => before.len() > 2 && is_digits(before),
            _ => false,
        }
    }

    /// 12. 5, 3.⏎2, 12⏎.5: every gap stands beside the point, before which a word tells what is counted.
    fn pointed(&self) -> bool {
        let told = self.told();
        self.gaps.iter().zip(self.tokens.windows(2)).all(|(_, pair)| match pair {
            [a, b] => a.ends_with(['.', '．']) && told || b.starts_with(['.', '．']),
            _ => false,
        })
    }

    /// A word stands before it: 增长12. 5%.
    fn told(&self) -> bool {
        let before = self.text[..self.start].trim_end_matches(is_blank);
        let before = before.trim_end_matches(is_minus);
        before.ends_with(|c: char| is_word(c) || matches!(c, '（' | '(' | '$' | '￥'))
    }

    /// 4 8, 9 0 . 5 in a line of spaced digits; three of them tell it by themselves: 1 9 8 0.
    fn spaced(&self, whole: &str) -> bool {
        let apart = |text: &str| {
            let mut last = false;
            text.chars().all(|c| {
                let both = last && digit(c).is_some();
                last = digit(c).is_some();
                !both
            })
        };
        let digits = whole.chars().filter(|&c| digit(c).is_some()).count();
        let line = |c| is_line_end(c);
        let before = tail(&self.text[..self.start], SIGHT);
        let before = before.rfind(line).map_or(before, |at| &before[at..]);
        let after = &self.text[self.end..];
        let after = head(after, SIGHT);
        let after = after.find(line).map_or(after, |at| &after[..at]);
        self.tokens.iter().all(|t| apart(t)) && (digits > 2 || apart(before) && apart(after))
    }

    /// 1 250万, 9 800.5: groups of three, with blanks around the whole number or with none.
    fn in_thousands(&self) -> bool {
        let len = |t: &str| t.chars().filter(|&c| digit(c).is_some()).count();
        let (first, rest) = (self.tokens[0], &self.tokens[1..]);
        let last = rest[rest.len() - 1];
        let head = last.find(['.', '．']).map_or(last, |at| &last[..at]);
        let threes = rest[..rest.len() - 1].iter().chain([&head]).all(|t| len(t) == 3 && is_digits(t));
        let opens = is_digits(first) && (1..=3).contains(&len(first)) && !first.starts_with(['0', '０']);
        let kind = self.gaps[0].kind;
        let even = self.gaps.iter().all(|g| g.kind == kind);
        let hard = kind == Kind::Thin || self.text[self.gaps[0].span.start..].starts_with('\u{a0}');
        let (before, after) = (&self.text[..self.start], &self.text[self.end..]);
        let framed = before.ends_with(is_blank) == after.starts_with(is_blank);
        opens && threes && even && kind != Kind::Line && (hard || framed && self.told())
    }

    /// 疏浚河道1⏎2公里 in a full line; 2024⏎12 is a year and something else.
    fn wrapped(&self) -> bool {
        let [gap] = self.gaps[..] else { return false };
        if gap.kind != Kind::Line {
            return false;
        }
        let before = &self.text[..gap.span.start];
        let line = before.len() - before.rfind(is_line_end).unwrap_or(0);
        let year = self.tokens[0].len() == 4 && self.tokens[0].starts_with(['1', '2']);
        let whole = self.tokens.iter().all(|t| is_digits(t) || !t.ends_with(['.', '．']));
        line >= FULL_LINE && self.told() && !year && whole
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| digit(c).is_some())
}

/// Whether digits, points and commas make one number.
fn is_number(text: &str) -> bool {
    numeral(text).is_some_and(|n| n.len == text.len() && !n.masked)
}
