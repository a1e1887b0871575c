//! A number → as a list writes it: 一 壹 甲 ① i A, after the names of ECMA-376 (ST_NumberFormat).

/// How a level writes its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// 1 2 3
    #[default]
    Decimal,
    /// 01 02 03
    DecimalZero,
    /// １ ２ ３
    FullWidth,
    /// 一 二 十一 一百零一
    Chinese,
    /// 一 二 一〇 一一
    ChineseDigits,
    /// 壹 貳 / 壹 贰 拾壹
    Legal { simplified: bool },
    /// 甲 乙 丙
    Stems,
    /// 子 丑 寅
    Branches,
    /// ① ② ③
    Circle,
    /// ㊀ ㊁
    ChineseCircle,
    /// ⑴ ⑵
    Parentheses,
    /// ⒈ ⒉
    FullStop,
    /// a b c
    LowerLetter,
    /// A B C
    UpperLetter,
    /// i ii iii
    LowerRoman,
    /// I II III
    UpperRoman,
    /// A mark without a number.
    Bullet,
}

impl Format {
    /// By the name that Word gives it; an unknown one counts 1 2 3, as Word does.
    pub(super) fn named(name: &str) -> Format {
        match name {
            "decimalZero" => Format::DecimalZero,
            "decimalFullWidth" | "decimalFullWidth2" => Format::FullWidth,
            "chineseCounting"
            | "chineseCountingThousand"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand"
            | "japaneseCounting"
            | "japaneseDigitalTenThousand" => Format::Chinese,
            "ideographDigital" | "taiwaneseDigital" | "koreanDigital2" => Format::ChineseDigits,
            "chineseLegalSimplified" => Format::Legal { simplified: true },
            "ideographLegalTraditional" | "japaneseLegal" => Format::Legal { simplified: false },
            "ideographTraditional" => Format::Stems,
            "ideographZodiac" => Format::Branches,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Format::Circle,
            "ideographEnclosedCircle" => Format::ChineseCircle,
            "decimalEnclosedParen" => Format::Parentheses,
            "decimalEnclosedFullstop" => Format::FullStop,
            "lowerLetter" => Format::LowerLetter,
            "upperLetter" => Format::UpperLetter,
            "lowerRoman" => Format::LowerRoman,
            "upperRoman" => Format::UpperRoman,
            "bullet" | "none" => Format::Bullet,
            _ => Format::Decimal,
        }
    }
}

/// `count` as `format` writes it; 1 2 3 where the format has no more signs.
pub(super) fn written(count: u32, format: Format) -> String {
    match format {
        Format::DecimalZero => format!("{count:02}"),
        Format::FullWidth => {
            count.to_string().chars().filter_map(|c| char::from_u32(u32::from(c) + 0xFEE0)).collect()
        }
        Format::Chinese => grouped(count, "〇一二三四五六七八九", "十百千"),
        Format::ChineseDigits => digits(count, "〇一二三四五六七八九"),
        Format::Legal { simplified: true } => grouped(count, "零壹贰叁肆伍陆柒捌玖", "拾佰仟"),
        Format::Legal { simplified: false } => grouped(count, "零壹貳參肆伍陸柒捌玖", "拾佰仟"),
        Format::Stems => listed(count, "甲乙丙丁戊己庚辛壬癸"),
        Format::Branches => listed(count, "子丑寅卯辰巳午未申酉戌亥"),
        Format::Circle => listed(count, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
        Format::ChineseCircle => listed(count, "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
        Format::Parentheses => listed(count, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
        Format::FullStop => listed(count, "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
        Format::LowerLetter => letters(count, 'a'),
        Format::UpperLetter => letters(count, 'A'),
        Format::LowerRoman => roman(count).to_lowercase(),
        Format::UpperRoman => roman(count),
        Format::Decimal | Format::Bullet => count.to_string(),
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

/// 十一, 二十, 一百零一: up to 9999, as Word counts.
fn grouped(count: u32, signs: &str, places: &str) -> String {
    if count == 0 || count > 9999 {
        return digits(count, signs);
    }
    let mut out = String::new();
    let mut gap = false;
    for place in (0..4).rev() {
        let digit = count / 10_u32.pow(place) % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push(if signs.starts_with('〇') { '零' } else { sign(signs, 0).unwrap_or('零') });
        }
        // 十一, not 一十一.
        if !(digit == 1 && place == 1 && out.is_empty() && signs.starts_with('〇')) {
            out.extend(sign(signs, digit));
        }
        out.extend(place.checked_sub(1).and_then(|p| sign(places, p)));
    }
    out
}

/// a … z, aa … zz: Word repeats the letter.
fn letters(count: u32, first: char) -> String {
    let Some(at) = count.checked_sub(1) else { return count.to_string() };
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

    #[test]
    fn chinese_counts_as_word_does() {
        let of = |count| written(count, Format::Chinese);
        assert_eq!(
            [1, 10, 11, 20, 25, 101, 110, 1001].map(of),
            ["一", "十", "十一", "二十", "二十五", "一百零一", "一百一十", "一千零一"]
        );
        assert_eq!(written(11, Format::Legal { simplified: true }), "壹拾壹");
        assert_eq!(written(12, Format::ChineseDigits), "一二");
    }

    #[test]
    fn signs_run_out_into_digits() {
        assert_eq!(written(3, Format::Circle), "③");
        assert_eq!(written(21, Format::Circle), "21");
        assert_eq!(written(11, Format::Stems), "11");
        assert_eq!(written(0, Format::Stems), "0");
    }

    #[test]
    fn letters_and_romans() {
        assert_eq!([1, 26, 27].map(|n| written(n, Format::LowerLetter)), ["a", "z", "aa"]);
        assert_eq!([4, 9, 14, 1994].map(|n| written(n, Format::UpperRoman)), ["IV", "IX", "XIV", "MCMXCIV"]);
        assert_eq!(written(1200, Format::FullWidth), "１２００");
    }
}
