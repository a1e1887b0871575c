//! Numerals: digits and Chinese numbers → exact decimals.

use crate::error::{Error, ErrorKind};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// An exact decimal: `mantissa` × 10^-`scale`. Serialised as a string, since an f64 loses 3.1148万.
///
/// Arithmetic is exact and checked: `None` where a result does not fit.
///
/// # Example
/// ```
/// use gongwen::Decimal;
///
/// let [a, b]: [Decimal; 2] = ["80".parse()?, "74.16".parse()?];
/// assert_eq!(a.checked_sub(b), Some("5.84".parse()?));
/// assert_eq!(format!("{b} {b:?}"), "74.16 74.16");
/// # Ok::<(), gongwen::Error>(())
/// ```
#[derive(Clone, Copy, Default)]
pub struct Decimal {
    mantissa: i128,
    scale: u32,
}

/// A numeral of more digits than this is read as none: 万 and 亿 still have to be multiplied in.
const MOST_DIGITS: usize = 30;

/// No decimal that fits is written in more characters than this; a longer string is not read to its end.
const MOST_WRITTEN: usize = 256;

impl Decimal {
    /// Makes `mantissa` × 10^-`scale`.
    ///
    /// # Example
    /// ```
    /// assert_eq!(gongwen::Decimal::new(7416, 2).to_string(), "74.16");
    /// ```
    pub fn new(mantissa: i128, scale: u32) -> Self {
        Decimal { mantissa, scale }
    }

    /// Returns how many digits stand after the point as written: its precision is 10^-`scale`.
    ///
    /// # Example
    /// ```
    /// assert_eq!(gongwen::Decimal::new(350, 2).scale(), 2);
    /// ```
    pub fn scale(self) -> u32 {
        self.scale
    }

    /// Multiplies by ten to the power of `power`.
    ///
    /// # Example
    /// ```
    /// use gongwen::Decimal;
    ///
    /// assert_eq!(Decimal::new(31148, 4).shifted(4), Some(Decimal::new(31148, 0)));
    /// ```
    pub fn shifted(self, power: u32) -> Option<Self> {
        let (down, up) = (power.min(self.scale), power.saturating_sub(self.scale));
        if up == 0 {
            return Some(Decimal { scale: self.scale - down, ..self });
        }
        let mantissa = self.mantissa.checked_mul(10i128.checked_pow(up)?)?;
        Some(Decimal { mantissa, scale: self.scale - down })
    }

    /// Adds.
    ///
    /// # Example
    /// ```
    /// use gongwen::Decimal;
    ///
    /// assert_eq!(Decimal::new(1, 1).checked_add(Decimal::new(2, 1)), Some(Decimal::new(3, 1)));
    /// assert_eq!(Decimal::new(i128::MAX, 0).checked_add(Decimal::new(1, 0)), None);
    /// ```
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let (a, b, scale) = self.aligned(other)?;
        Some(Decimal { mantissa: a.checked_add(b)?, scale })
    }

    /// Subtracts.
    ///
    /// # Example
    /// ```
    /// use gongwen::Decimal;
    ///
    /// assert_eq!(Decimal::new(5, 0).checked_sub(Decimal::new(25, 1)), Some(Decimal::new(25, 1)));
    /// ```
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        let (a, b, scale) = self.aligned(other)?;
        Some(Decimal { mantissa: a.checked_sub(b)?, scale })
    }

    /// Multiplies.
    ///
    /// # Example
    /// ```
    /// use gongwen::Decimal;
    ///
    /// assert_eq!(Decimal::new(25, 1).checked_mul(Decimal::new(4, 0)), Some(Decimal::new(10, 0)));
    /// ```
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        Some(Decimal {
            mantissa: self.mantissa.checked_mul(other.mantissa)?,
            scale: self.scale.checked_add(other.scale)?,
        })
    }

    /// Divides, cut after `digits` places; `None` also where `other` is nought.
    ///
    /// # Example
    /// ```
    /// use gongwen::Decimal;
    ///
    /// let (one, three) = (Decimal::new(1, 0), Decimal::new(3, 0));
    /// assert_eq!(one.checked_div(three, 4), Some(Decimal::new(3333, 4)));
    /// assert_eq!(one.checked_div(Decimal::default(), 4), None);
    /// ```
    pub fn checked_div(self, other: Self, digits: u32) -> Option<Self> {
        let (a, b, _) = self.aligned(other)?;
        let mantissa = a.checked_mul(10i128.checked_pow(digits)?)?.checked_div(b)?;
        Some(Decimal { mantissa, scale: digits })
    }

    /// Changes the sign.
    ///
    /// # Example
    /// ```
    /// assert_eq!(gongwen::Decimal::new(32, 1).negated().to_string(), "-3.2");
    /// ```
    pub fn negated(self) -> Self {
        Decimal { mantissa: self.mantissa.saturating_neg(), scale: self.scale }
    }

    /// Tells whether it is below nought.
    ///
    /// # Example
    /// ```
    /// assert!(gongwen::Decimal::new(-32, 1).is_negative());
    /// ```
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// Returns the power of ten of its last digit that is not nought.
    ///
    /// # Example
    /// ```
    /// use gongwen::Decimal;
    ///
    /// assert_eq!(Decimal::new(4500, 0).last_place(), 2);
    /// assert_eq!(Decimal::new(35, 2).last_place(), -2);
    /// ```
    pub fn last_place(self) -> i32 {
        let (mut mantissa, mut place) = (self.mantissa, -(self.scale as i32));
        while mantissa != 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            place += 1;
        }
        place
    }

    /// Returns the nearest f64, for scores and drawings.
    ///
    /// # Example
    /// ```
    /// assert_eq!(gongwen::Decimal::new(31148, 4).to_f64(), 3.1148);
    /// ```
    pub fn to_f64(self) -> f64 {
        self.mantissa as f64 / 10f64.powi(self.scale as i32)
    }

    fn aligned(self, other: Self) -> Option<(i128, i128, u32)> {
        if self.scale == other.scale {
            return Some((self.mantissa, other.mantissa, self.scale));
        }
        let scale = self.scale.max(other.scale);
        let up = |d: Self| d.mantissa.checked_mul(10i128.checked_pow(scale - d.scale)?);
        Some((up(self)?, up(other)?, scale))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match self.aligned(*other) {
            Some((a, b, _)) => a.cmp(&b),
            None => self.to_f64().total_cmp(&other.to_f64()),
        }
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<i64> for Decimal {
    fn from(whole: i64) -> Self {
        Decimal::new(whole.into(), 0)
    }
}

/// Reads ASCII digits with at most one point and an optional minus, whatever [`fmt::Display`] writes: `-12.50`.
impl FromStr for Decimal {
    type Err = Error;

    fn from_str(s: &str) -> Result<Self, Error> {
        read_decimal(s).ok_or_else(|| {
            Error::new(
                ErrorKind::Malformed,
                format!("expected a decimal such as -12.5, found {:?}", shown(s)),
            )
            .in_chinese(format!("应为十进制数，如 -12.5，实为 {:?}", shown(s)))
        })
    }
}

/// The beginning of what was found, for an error.
fn shown(s: &str) -> &str {
    s.char_indices().nth(40).map_or(s, |(at, _)| &s[..at])
}

fn read_decimal(s: &str) -> Option<Decimal> {
    let (sign, digits) = s.strip_prefix('-').map_or((1, s), |rest| (-1, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || digits.len() > MOST_WRITTEN {
        return None;
    }
    let mantissa = whole.bytes().chain(part.bytes()).try_fold(0i128, |n, b| {
        let digit = b.is_ascii_digit().then_some(i128::from(b) - i128::from(b'0'))?;
        n.checked_mul(10)?.checked_add(sign * digit)
    })?;
    Some(Decimal { mantissa, scale: part.len() as u32 })
}

/// Writes it without exponent and without needless zeros after the point: 3.50 → `3.5`.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = self.mantissa.unsigned_abs().to_string();
        let scale = self.scale as usize;
        if digits.len() <= scale {
            digits.insert_str(0, &"0".repeat(scale + 1 - digits.len()));
        }
        let (whole, part) = digits.split_at(digits.len() - scale);
        let part = part.trim_end_matches('0');
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let point = if part.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{part}")
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A numeral as it stands in running text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Numeral {
    /// Its value; for 七八十 the lower one, for a masked one nought.
    pub(crate) value: Decimal,
    /// The upper value of 七八十.
    pub(crate) upper: Option<Decimal>,
    /// Its length in bytes.
    pub(crate) len: usize,
    /// 余, 多 or 几 stands inside.
    pub(crate) loose: bool,
    /// Digits are hidden: 202_, XX.
    pub(crate) masked: bool,
    /// How it is written.
    pub(crate) script: Script,
    /// 万 or 亿 is multiplied in.
    pub(crate) large: bool,
    /// The power of ten that is written behind its last digit: 8 for 2.4亿, 0 for 三万二.
    pub(crate) shift: u32,
}

/// How a numeral is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    /// With digits: 36, 1.5万.
    Digits,
    /// One Chinese figure: 三, 两, 十.
    Figure,
    /// Several Chinese figures: 二百十七万, 千余.
    Words,
    /// Figures in a row, without 十百千: 一九八四.
    Row,
}

/// Reads the numeral that `text` begins with: 1,200万 · 4万多 · 二百十七万 · 两千余 · 202_.
pub(crate) fn numeral(text: &str) -> Option<Numeral> {
    let first = text.chars().next()?;
    if digit(first).is_some() || is_mask(first) {
        return in_digits(text);
    }
    let opens =
        figure(first).is_some() || power(first).is_some() || tens(first).is_some() || first == TRILLIONS;
    if opens { in_words(text) } else { None }
}

/// The figures of one to ten, as they number lists.
pub(crate) const TO_TEN: &str = "一二三四五六七八九十";

/// The value of a digit, half or full width.
pub(crate) fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        '０'..='９' => u8::try_from(c as u32 - '０' as u32).ok(),
        _ => None,
    }
}

/// The value of a Chinese figure: 〇 一 两 玖.
pub(crate) fn figure(c: char) -> Option<u8> {
    Some(include!(concat!(env!("OUT_DIR"), "/figure_values.rs")))
}

/// The value of a figure in formal writing, also in spellings that only headings have: 壹 贰 參 拾.
pub(crate) fn formal_figure(c: char) -> Option<u32> {
    Some(include!(concat!(env!("OUT_DIR"), "/formal_values.rs")))
}

/// The power of ten of 十 百 千 万 亿, also in formal writing; that of 兆 depends on what follows it.
fn power(c: char) -> Option<u32> {
    Some(include!(concat!(env!("OUT_DIR"), "/power_values.rs")))
}

/// Whether a character multiplies what stands before it: 十, 百, 万 and their like, which count nothing by themselves.
pub(crate) fn is_power(c: char) -> bool {
    power(c).is_some() || c == TRILLIONS
}

/// The value of 廿 and 卅.
fn tens(c: char) -> Option<i128> {
    Some(include!(concat!(env!("OUT_DIR"), "/tens_values.rs")))
}

/// The characters that a Chinese numeral begins with.
pub(crate) const OPENING: [&[char]; 4] = [
    include!(concat!(env!("OUT_DIR"), "/figure.rs")),
    include!(concat!(env!("OUT_DIR"), "/formal.rs")),
    include!(concat!(env!("OUT_DIR"), "/power.rs")),
    include!(concat!(env!("OUT_DIR"), "/tens.rs")),
];

/// A mark that hides a digit: 20XX, 202_, ××.
pub(crate) fn is_mask(c: char) -> bool {
    matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ' | '×' | '_' | '＿' | '*' | '＊' | '□')
}

/// 余, 多, 来 after a number: somewhat more than it.
fn is_loose(c: char) -> bool {
    const LOOSE: &[char] = include!(concat!(env!("OUT_DIR"), "/loose.rs"));
    LOOSE.contains(&c)
}

/// A million millions, with which Taiwan counts money.
const TRILLIONS: char = '兆';
/// Its power of ten.
const TRILLION: u32 = 12;

/// The power of ten of the magnitude `c` before `rest`: 兆 counts in 2兆元 and 1兆2,300亿元, not in 兆瓦 or 100兆宽带.
fn magnitude_of(c: char, rest: &str) -> Option<u32> {
    const MONEY: &[&str] = include!(concat!(env!("OUT_DIR"), "/of_trillions.rs"));
    /// 2,300 and 二千三百 have no more characters than this.
    const MOST_BETWEEN: usize = 12;
    if c != TRILLIONS {
        return power(c);
    }
    let rest = &rest[blanks(rest)..];
    let counts = |c: &char| {
        digit(*c).is_some() || figure(*c).is_some() || matches!(c, ',' | '，' | ' ' | '十' | '百' | '千')
    };
    let next = rest.chars().take(MOST_BETWEEN).find(|c| !counts(c));
    let adds = rest.starts_with(|c| counts(&c)) && matches!(next, Some('亿' | '万'));
    (adds || MONEY.iter().any(|w| rest.starts_with(w))).then_some(TRILLION)
}

/// 千 and 百 that open a unit (千瓦, 百分点) multiply nothing.
fn opens_unit(rest: &str) -> bool {
    const UNITS: &[&str] = include!(concat!(env!("OUT_DIR"), "/unit_of_thousand.rs"));
    rest.starts_with(['千', '百']) && UNITS.iter().any(|unit| rest.starts_with(unit))
}

/// Reads digits with commas and a point, then 余 and 万 亿: 1,200 · 10余万 · 1亿2000万.
fn in_digits(text: &str) -> Option<Numeral> {
    let first = digits(text)?;
    let masked = first.masked;
    let value = if masked { Decimal::default() } else { first.value };
    let (shift, by, loose) = magnitude(&text[first.len..]);
    let mut read = Numeral {
        value: value.shifted(shift)?,
        upper: None,
        len: first.len + by,
        loose,
        masked,
        script: Script::Digits,
        large: shift >= 4,
        shift,
    };
    while !masked && !read.loose && read.shift >= 2 && add_smaller(&mut read, text) {}
    Some(read)
}

/// 1亿2000万, 3万5,000, 5万4千6百, 1千零20: a second number of a smaller magnitude joins the first.
fn add_smaller(read: &mut Numeral, text: &str) -> bool {
    let shift = read.shift;
    let after = &text[read.len..];
    let skipped = if shift >= 4 { blanks(after) } else { 0 };
    let nought = after[skipped..].strip_prefix('零').map_or(0, |_| '零'.len_utf8());
    let rest = &after[skipped + nought..];
    let Some(next) = digits(rest).filter(|d| !d.masked) else { return false };
    let (second, by, loose) = magnitude(&rest[next.len..]);
    // 3万5,000元 and 3千500元, but 10万2024年 and 3万5 are two numbers.
    let fits = match shift {
        _ if nought > 0 => next.figures < shift,
        2 | 3 => next.figures == shift,
        _ => next.figures > 2 && next.figures <= shift,
    };
    let thousands = second == 0 && fits && !next.pointed;
    let dated = rest[next.len + blanks(&rest[next.len..])..].starts_with(['年', '月', '%', '％']);
    if second >= shift || second == 0 && (!thousands || dated) {
        return false;
    }
    let Some(sum) = next.value.shifted(second).and_then(|d| read.value.checked_add(d)) else { return false };
    let len = read.len + skipped + nought + next.len + by;
    (read.value, read.len, read.loose, read.shift) = (sum, len, loose, second);
    true
}

/// Digits as they stand, with commas and a point.
#[derive(Clone, Copy, Default)]
struct Digits {
    value: Decimal,
    len: usize,
    /// How many digits there are, and how many are hidden.
    figures: u32,
    masks: u32,
    commas: u32,
    pointed: bool,
    masked: bool,
}

impl Digits {
    /// Takes one digit more; false where it does not fit.
    fn push(&mut self, digit: u8) -> bool {
        self.value.mantissa = self.value.mantissa * 10 + i128::from(digit);
        self.value.scale += u32::from(self.pointed);
        self.figures += 1;
        self.figures as usize <= MOST_DIGITS
    }

    /// Whether `c` is the point of a decimal (47．2) or a comma of thousands (1,200, in prints of 1980 33，212), digits
    /// going on in `rest`.
    fn separates(&self, c: char, rest: &str) -> bool {
        let ahead = || rest.chars().take(4).take_while(|&c| digit(c).is_some()).count();
        match c {
            '.' | '．' | '﹒' | '·' => self.figures > 0 && !self.pointed && ahead() > 0,
            ',' | '，' => {
                let first = self.figures.saturating_sub(3 * self.commas);
                let whole = !self.pointed && self.value.mantissa > 0;
                (1..=3).contains(&first) && whole && ahead() == 3
            }
            _ => false,
        }
    }
}

/// Reads digits, half and full width; a line of a thousand digits is no number, nor read to its end at each of them.
fn digits(text: &str) -> Option<Digits> {
    let mut read = Digits::default();
    // ×100% multiplies; ××人 and XX个 hide.
    if text.chars().next().is_some_and(is_mask) && !text.chars().nth(1).is_some_and(is_mask) {
        return None;
    }
    let spaced = spaced_digits(text);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        if let Some(d) = digit(c) {
            if !read.push(d) {
                return None;
            }
        } else if is_mask(c) {
            read.masks += 1;
        } else if spaced && c == ' ' && next.is_some_and(|n| digit(n).is_some()) {
            continue;
        } else if !read.separates(c, &text[at + c.len_utf8()..]) {
            break;
        } else if matches!(c, ',' | '，') {
            read.commas += 1;
        } else {
            read.pointed = true;
        }
        read.len = at + c.len_utf8();
    }
    read.masked = read.masks > 0;
    (read.figures > 0 || read.masks > 1).then_some(read)
}

/// 1 9 8 0 年: single digits with one blank between them, three at least.
fn spaced_digits(text: &str) -> bool {
    let b = text.as_bytes();
    b.len() > 5
        && [0, 2, 4].iter().all(|&i| b[i].is_ascii_digit())
        && b[1] == b' '
        && b[3] == b' '
        && !b[5].is_ascii_digit()
}

/// The magnitude after digits: its power of ten, its length, and whether 余 stands in or after it.
fn magnitude(text: &str) -> (u32, usize, bool) {
    let (mut shift, mut len, mut loose) = (0, 0, false);
    let mut at = blanks(text);
    while let Some(c) = text[at..].chars().next() {
        match magnitude_of(c, &text[at + c.len_utf8()..]) {
            Some(p) if p > 1 && !opens_unit(&text[at..]) => shift += p,
            _ if is_loose(c) && c != '来' => loose = true,
            _ => break,
        }
        at += c.len_utf8();
        len = at;
    }
    (shift, len, loose)
}

/// The length of at most two blanks, which may stand between a number and its unit.
pub(crate) fn blanks(text: &str) -> usize {
    text.chars().take(2).take_while(|c| matches!(c, ' ' | '\u{a0}' | '\u{3000}')).map(char::len_utf8).sum()
}

/// Reads a Chinese numeral, for which 两千五 is 2500 and 三四十 both 30 and 40.
fn in_words(text: &str) -> Option<Numeral> {
    let mut words = Words::default();
    for (at, c) in text.char_indices() {
        if opens_unit(&text[at..]) && at > 0 || !words.take(c, &text[at + c.len_utf8()..]) {
            break;
        }
        words.len = at + c.len_utf8();
    }
    words.finish()
}

/// A Chinese numeral, being read from left to right.
#[derive(Default)]
struct Words {
    len: usize,
    /// 万 and above, closed.
    total: Decimal,
    /// Below the next 万 or 亿.
    section: Decimal,
    /// Figures not yet multiplied.
    row: Vec<u8>,
    /// Figures after 点.
    fraction: Option<Vec<u8>>,
    last_power: Option<u32>,
    /// 兆 has closed what stands before it.
    trillions: bool,
    after_nought: bool,
    loose: bool,
    upper: Option<Decimal>,
    marks: usize,
}

impl Words {
    /// Takes one character, unless the numeral ends before it.
    fn take(&mut self, c: char, rest: &str) -> bool {
        if let Some(d) = figure(c) {
            return !self.ends_before(c, rest) && self.take_figure(d);
        }
        if let Some(p) = magnitude_of(c, rest) {
            return self.take_power(p);
        }
        if is_loose(c) && self.marks > 0 && self.row.is_empty() && self.last_power.is_some() {
            self.loose = true;
            return true;
        }
        let next_is_figure = rest.chars().next().and_then(figure).is_some();
        if c == '点' && next_is_figure && self.fraction.is_none() && self.marks > 0 {
            self.fraction = Some(Vec::new());
            return true;
        }
        let Some(tens) = tens(c) else { return false };
        self.section = self.section.checked_add(Decimal::new(tens, 0)).unwrap_or(self.section);
        self.last_power = Some(1);
        self.marks += 2;
        true
    }

    /// 两万两 weighs silver, 三万一天 counts by the day: the figure after the magnitude is no part of the numeral.
    fn ends_before(&self, c: char, rest: &str) -> bool {
        let closed = self.row.is_empty() && self.fraction.is_none() && !self.after_nought;
        let Some(last) = self.last_power.filter(|_| closed) else { return false };
        const EACH: &[&str] = include!(concat!(env!("OUT_DIR"), "/one_of_each.rs"));
        match c {
            '两' => !rest.starts_with(['百', '千', '万', '亿']),
            '一' => last >= 4 && EACH.iter().any(|unit| rest.starts_with(unit)),
            _ => false,
        }
    }

    fn take_figure(&mut self, d: u8) -> bool {
        let fraction = self.fraction.as_ref().map_or(0, Vec::len);
        if self.loose || self.row.len().max(fraction) >= MOST_IN_ROW {
            return false;
        }
        self.marks += 1;
        match &mut self.fraction {
            Some(part) => part.push(d),
            None if d == 0 && self.last_power.is_some() => self.after_nought = true,
            None => self.row.push(d),
        }
        true
    }

    fn take_power(&mut self, p: u32) -> bool {
        if self.fraction.is_some() && p < 2 || self.marks > 24 {
            return false;
        }
        self.marks += 1;
        let taken = if p < 4 { self.small_power(p) } else { self.large_power(p) };
        if taken.is_some() {
            self.row.clear();
            (self.fraction, self.last_power, self.after_nought) = (None, Some(p), false);
        }
        taken.is_some()
    }

    /// The figures since the last power, with those after 点.
    fn spoken(&self) -> Option<Decimal> {
        let part = self.fraction.as_deref().unwrap_or_default();
        let whole = row_value(&self.row).checked_mul(10i128.checked_pow(part.len() as u32)?)?;
        Some(Decimal::new(whole.checked_add(row_value(part))?, part.len() as u32))
    }

    fn small_power(&mut self, p: u32) -> Option<()> {
        let times = |n| Decimal::new(n, 0).shifted(p)?.checked_add(self.section);
        let section = match self.row[..] {
            _ if self.fraction.is_some() => self.spoken()?.shifted(p)?.checked_add(self.section)?,
            [] => times(1)?,
            [d] => times(i128::from(d))?,
            [a, b] if b == a + 1 => {
                self.upper = Some(times(i128::from(b))?);
                times(i128::from(a))?
            }
            _ => return None,
        };
        self.section = section;
        Some(())
    }

    /// Whether nothing has been said since the last large power.
    fn is_silent(&self) -> bool {
        self.row.is_empty() && self.fraction.is_none() && self.section == Decimal::default()
    }

    /// 万 multiplies what stands before it; so do 亿 and 兆, with what 万 has closed: 一万五千亿; 万万 is 亿.
    fn large_power(&mut self, p: u32) -> Option<()> {
        let nothing = Decimal::default();
        let silent = self.is_silent();
        let said = self.section.checked_add(self.spoken()?)?;
        let again = p == 4 && silent && self.last_power == Some(4);
        let apart = p == 4 && !again || p == 8 && self.trillions;
        let (kept, moved) = if apart { (self.total, said) } else { (nothing, self.total.checked_add(said)?) };
        let moved = if silent && moved == nothing { Decimal::new(1, 0) } else { moved };
        self.total = moved.shifted(p)?.checked_add(kept)?;
        self.upper = self.upper.and_then(|u| u.shifted(p));
        self.trillions |= p == TRILLION;
        self.section = nothing;
        Some(())
    }

    /// What the figures behind the last power are worth: 五 of 三万五 is 五千.
    fn last_row(&self) -> Option<Decimal> {
        match (&self.row[..], self.last_power) {
            _ if self.fraction.is_some() => self.spoken(),
            ([], None) => None,
            ([], _) => Some(Decimal::default()),
            ([d], Some(p)) if p > 1 && !self.after_nought => Decimal::new(i128::from(*d), 0).shifted(p - 1),
            _ => self.spoken(),
        }
    }

    /// The value, and the upper one of 三四 or 三四十.
    fn values(&self) -> Option<(Decimal, Option<Decimal>)> {
        let value = self.total.checked_add(self.section)?.checked_add(self.last_row()?)?;
        let digit = |d: u8| Decimal::new(i128::from(d), 0);
        let alone = self.last_power.is_none() && self.fraction.is_none();
        Some(match self.row[..] {
            [a, b] if alone && b == a + 1 && a > 0 => (digit(a), Some(digit(b))),
            _ => (value, self.upper),
        })
    }

    fn finish(self) -> Option<Numeral> {
        let (value, upper) = self.values()?;
        let script = match (self.marks, self.last_power) {
            (1, _) if !self.loose => Script::Figure,
            (_, None) if self.fraction.is_none() && upper.is_none() => Script::Row,
            _ => Script::Words,
        };
        let closed = self.row.is_empty() && self.section == Decimal::default();
        Some(Numeral {
            value,
            upper,
            len: self.len,
            loose: self.loose,
            masked: false,
            script,
            large: self.total > Decimal::default(),
            shift: self.last_power.filter(|p| closed && *p >= 4).unwrap_or(0),
        })
    }
}

/// 三百六十五亿 has its figures apart; more than this in a row are no number that is spoken.
const MOST_IN_ROW: usize = 12;

/// Figures in a row as one number: 一九八四 → 1984.
fn row_value(row: &[u8]) -> i128 {
    row.iter().fold(0, |n, &d| n * 10 + i128::from(d))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(s: &str) -> Decimal {
        s.parse().expect("a decimal")
    }

    #[test]
    fn magnitude_moves_the_point_exactly() {
        assert_eq!(d("3.1148").shifted(4).expect("fits").to_string(), "31148");
        assert_eq!(d("94.6525").shifted(2).expect("fits").to_string(), "9465.25");
    }

    #[test]
    fn zeros_after_the_point_do_not_count() {
        assert_eq!(d("3.50"), d("3.5"));
        assert!(d("-0.3") < d("0.02"));
        assert_eq!(d("74.16").checked_sub(d("80")).expect("fits").to_string(), "-5.84");
    }

    #[test]
    fn what_is_written_reads_back() {
        let mantissas =
            [0, 1, 7, 10, 99, 120_500, i128::from(u64::MAX), 10i128.pow(37), i128::MAX, i128::MIN];
        for mantissa in mantissas.into_iter().flat_map(|m| [m, m.saturating_neg(), m / 3]) {
            for scale in [0, 1, 2, 9, 30, 38, 60] {
                let decimal = Decimal::new(mantissa, scale);
                let back: Decimal = decimal.to_string().parse().expect("what Display writes");
                assert_eq!(back.to_string(), decimal.to_string());
            }
        }
        for wrong in ["", "-", ".5", "1.2.3", "+1", "1e5", &"9".repeat(40), &"0".repeat(1000)] {
            assert!(wrong.parse::<Decimal>().is_err(), "{wrong}");
        }
    }

    fn read(text: &str) -> (String, usize) {
        let n = numeral(text).expect("a numeral");
        (n.value.to_string(), text[..n.len].chars().count())
    }

    #[test]
    fn digits_take_their_magnitude_with_them() {
        assert_eq!(read("1,200万户"), ("12000000".into(), 6));
        assert_eq!(read("1,234,567元"), ("1234567".into(), 9));
        assert_eq!(read("3，212万吨"), ("32120000".into(), 6));
        assert_eq!(read("1980，310人"), ("1980".into(), 4));
        assert_eq!(read("5，12人"), ("5".into(), 1));
        assert_eq!(read("1,2000人"), ("1".into(), 1));
        assert_eq!(read("67.7万亿元"), ("67700000000000".into(), 6));
        assert_eq!(read("600万千瓦"), ("6000000".into(), 4));
        assert_eq!(read("47．2吨"), ("47.2".into(), 4));
        assert_eq!(read("1亿2000万元"), ("120000000".into(), 7));
        assert_eq!(read("10万2024年"), ("100000".into(), 3), "a year goes on with no number");
        assert_eq!(read("1 亿 1 千万余元"), ("110000000".into(), 9));
        assert_eq!(read("3 万 5,000 元"), ("35000".into(), 9));
        assert_eq!(read("982 亿元"), ("98200000000".into(), 5));
        assert_eq!(read("1 9 8 0 年"), ("1980".into(), 7));
        assert!(numeral("9000多万吨").expect("read").loose);
        assert_eq!(read("4兆5,600亿元"), ("4560000000000".into(), 8));
        assert_eq!(read("2.5兆元"), ("2500000000000".into(), 4));
        assert_eq!(read("3亿2000万5千元"), ("320005000".into(), 9));
        assert_eq!(read("6万3千2百元"), ("63200".into(), 6));
        assert_eq!(read("1千零20人"), ("1020".into(), 5));
        for (apart, own) in [("600兆瓦", 3), ("200兆宽带", 3), ("5百分点", 1), ("3千24人", 2)] {
            assert_eq!(read(apart).1, own, "{apart}");
        }
    }

    #[test]
    fn words_are_read_as_people_say_them() {
        for (text, value) in [
            ("二百十七万吨", "2170000"),
            ("四亿零七百多万吨", "407000000"),
            ("六百零八元", "608"),
            ("一亿一千四百多万", "114000000"),
            ("两千五", "2500"),
            ("三万四千个", "34000"),
            ("廿五", "25"),
            ("二十八点八", "28.8"),
            ("一九八四年", "1984"),
            ("十亿", "1000000000"),
            ("千余家", "1000"),
            ("一万亿元", "1000000000000"),
            ("十", "10"),
            ("十六点四万元", "164000"),
            ("零点七亿吨", "70000000"),
            ("三十点零五亿元", "3005000000"),
            ("四点五千吨", "4500"),
            ("三百二十点六万亩", "3206000"),
            ("二万万人", "200000000"),
            ("七千万万元", "700000000000"),
            ("一万万五千万斤", "150000000"),
            ("四兆三千亿元", "4300000000000"),
            ("六兆元", "6000000000000"),
            ("三万两", "30000"),
            ("五万一天", "50000"),
        ] {
            assert_eq!(read(text).0, value, "{text}");
        }
    }

    #[test]
    fn neighbouring_figures_are_two_values() {
        let n = numeral("三四十人").expect("read");
        assert_eq!((n.value, n.upper), (d("30"), Some(d("40"))));
        let n = numeral("七八个").expect("read");
        assert_eq!((n.value, n.upper), (d("7"), Some(d("8"))));
    }

    #[test]
    fn a_hidden_digit_hides_the_number() {
        assert!(numeral("202_人").expect("read").masked);
        assert!(numeral("XX个").expect("read").masked);
        assert_eq!(numeral("X光"), None);
    }
}
