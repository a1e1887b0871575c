//! A number → as a list writes it: 一 壹 甲 ① i A, after the names of ECMA-376 (ST_NumberFormat) in `list_numbers.tsv`.

use crate::tables::rows;

/// How a level writes its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::input) struct Format {
    how: How,
    signs: &'static str,
    /// The signs of tens, hundreds and thousands.
    places: &'static str,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum How {
    /// 1 2 3
    #[default]
    Decimal,
    /// 01 02 03
    Padded,
    /// 一 二 一〇 一一
    Digits,
    /// 一 二 十一 一百零一
    Grouped,
    /// 甲 乙 丙
    Listed,
    /// a b c
    Letters,
    /// i ii iii
    Roman,
    /// A mark without a number.
    Bullet,
}

impl Format {
    /// Looks up the name that Word gives it; an unknown one counts 1 2 3, as Word does.
    pub(in crate::input) fn named(name: &str) -> Format {
        Format::found(|row| row[0] == name)
    }

    /// Looks up the number that Word's binary files give it (MSONFC).
    #[cfg(feature = "doc")]
    pub(in crate::input) fn numbered(number: u8) -> Format {
        let number = number.to_string();
        Format::found(|row| row.get(1).is_some_and(|n| *n == number))
    }

    /// Looks up the format whose first sign stands in OpenDocument: 一 of `一, 二, 三, ...`.
    #[cfg(feature = "odt")]
    pub(in crate::input) fn of_first(sign: char) -> Format {
        Format::found(|row| {
            let first = usize::from(matches!(row.get(2), Some(&("digits" | "grouped"))));
            row.get(3).is_some_and(|signs| signs.chars().nth(first) == Some(sign))
        })
    }

    fn found(is: impl Fn(&[&'static str]) -> bool) -> Format {
        let mut table = rows(include_str!("../../tables/list_numbers.tsv"));
        let Some(row) = table.find(|row| is(row)) else { return Format::default() };
        let column = |at: usize| row.get(at).copied().unwrap_or_default();
        let how = match column(2) {
            "padded" => How::Padded,
            "digits" => How::Digits,
            "grouped" => How::Grouped,
            "listed" => How::Listed,
            "letters" => How::Letters,
            "roman" => How::Roman,
            "none" => How::Bullet,
            _ => How::Decimal,
        };
        Format { how, signs: column(3), places: column(4) }
    }

    /// Returns whether it writes no number.
    pub(super) fn is_bullet(self) -> bool {
        self.how == How::Bullet
    }
}

/// Writes `count` as `format` does; 1 2 3 where the format has no more signs.
pub(super) fn written(count: u32, format: Format) -> String {
    let Format { how, signs, places } = format;
    match how {
        How::Padded => format!("{count:02}"),
        How::Digits => digits(count, signs),
        How::Grouped => grouped(count, signs, places),
        How::Listed => listed(count, signs),
        How::Letters => letters(count, signs),
        How::Roman if signs == "i" => roman(count).to_lowercase(),
        How::Roman => roman(count),
        How::Decimal | How::Bullet => count.to_string(),
    }
}

fn sign(signs: &str, at: u32) -> Option<char> {
    signs.chars().nth(at as usize)
}

fn listed(count: u32, signs: &str) -> String {
    count.checked_sub(1).and_then(|at| sign(signs, at)).map_or_else(|| count.to_string(), String::from)
}

fn digits(count: u32, signs: &str) -> String {
    count.to_string().chars().filter_map(|c| sign(signs, c.to_digit(10)?)).collect()
}

/// Writes 十一, 二十, 一百零一: up to 9999, as Word counts.
fn grouped(count: u32, signs: &str, places: &str) -> String {
    if count == 0 || count > 9999 {
        return digits(count, signs);
    }
    // 十一, not 一十一; but 壹拾壹.
    let plain = signs.starts_with('〇');
    let mut out = String::new();
    let mut gap = false;
    for place in (0..4).rev() {
        let digit = count / 10_u32.pow(place) % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push('零');
        }
        if !(plain && digit == 1 && place == 1 && out.is_empty()) {
            out.extend(sign(signs, digit));
        }
        out.extend(place.checked_sub(1).and_then(|p| sign(places, p)));
    }
    out
}

/// Writes a … z, aa … zz: Word repeats the letter.
fn letters(count: u32, first: &str) -> String {
    let (Some(at), Some(first)) = (count.checked_sub(1), sign(first, 0)) else { return count.to_string() };
    let letter = char::from_u32(u32::from(first) + at % 26).unwrap_or(first);
    // A list of thousands would make a marker of hundreds of letters.
    std::iter::repeat_n(letter, (at / 26 + 1).min(8) as usize).collect()
}

fn roman(count: u32) -> String {
    if count == 0 || count > 3999 {
        return count.to_string();
    }
    let mut left = count;
    let mut out = String::new();
    for (value, signs) in [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ] {
        while left >= value {
            out.push_str(signs);
            left -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(count: u32, name: &str) -> String {
        super::written(count, Format::named(name))
    }

    #[test]
    fn chinese_counts_as_word_does() {
        let of = |count| written(count, "chineseCounting");
        assert_eq!(
            [1, 10, 11, 20, 25, 101, 110, 1001].map(of),
            ["一", "十", "十一", "二十", "二十五", "一百零一", "一百一十", "一千零一"]
        );
        assert_eq!(written(11, "chineseLegalSimplified"), "壹拾壹");
        assert_eq!(written(12, "ideographDigital"), "一二");
    }

    #[test]
    fn signs_run_out_into_digits() {
        assert_eq!(written(3, "decimalEnclosedCircle"), "③");
        assert_eq!(written(21, "decimalEnclosedCircle"), "21");
        assert_eq!(written(11, "ideographTraditional"), "11");
        assert_eq!(written(0, "ideographTraditional"), "0");
    }

    #[test]
    fn letters_and_romans() {
        assert_eq!([1, 26, 27].map(|n| written(n, "lowerLetter")), ["a", "z", "aa"]);
        assert_eq!([4, 9, 14, 1994].map(|n| written(n, "upperRoman")), ["IV", "IX", "XIV", "MCMXCIV"]);
        assert_eq!(written(1200, "decimalFullWidth"), "１２００");
    }
}
