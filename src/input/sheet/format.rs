//! A number and the format of its cell → what the sheet shows: 0.85 and `0%` 85%, 45961 and `yyyy"年"m"月"` 2025年10月.

/// The formats that every workbook has by number (ECMA-376 18.8.30, as a Chinese system shows them); others show numbers plainly.
pub(super) fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 => "yyyy/m/d",
        15 => "yyyy/m/d",
        16 | 58 => "m\"月\"d\"日\"",
        17 | 27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        18..=21 | 32 | 33 | 45..=47 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        28 | 29 | 31 | 51 | 53..=56 => "yyyy\"年\"m\"月\"d\"日\"",
        30 => "yyyy/m/d",
        _ => "",
    }
}

/// A number of more digits before its point is shown by its powers.
const MOST_DIGITS: f64 = 1e21;
/// A plain number is shown with so many digits.
const PLAIN_DIGITS: usize = 10;
/// No format asks for more digits behind the point.
const MOST_DECIMALS: usize = 30;

/// Writes a number as its format shows it, where it has one; a sign always stands.
pub(super) fn shown(number: f64, format: &str, from_1904: bool) -> String {
    if format.is_empty() {
        return plain(number);
    }
    if !number.is_finite() || number.abs() >= MOST_DIGITS {
        return number.to_string();
    }
    let pieces = pieces(format);
    if pieces.iter().any(|piece| matches!(piece, Piece::Date(..))) {
        if let Some(date) = date(number, &pieces, from_1904) {
            return date;
        }
        return plain(number);
    }
    if !pieces.iter().any(|piece| matches!(piece, Piece::Digits(_))) {
        return plain(number);
    }
    figure(number, &pieces)
}

/// A part of a format.
#[derive(Debug, PartialEq)]
enum Piece {
    /// Stands as it is.
    Words(String),
    /// 0 # ? , and the point, as written.
    Digits(String),
    /// A letter of y m d h s, and how often it stands.
    Date(char, usize),
}

/// Cuts the first section of a format, for numbers that are not negative.
fn pieces(format: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let words = |out: &mut Vec<Piece>, c: char| match out.last_mut() {
        Some(Piece::Words(last)) => last.push(c),
        _ => out.push(Piece::Words(c.to_string())),
    };
    let mut chars = format.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => chars.by_ref().take_while(|c| *c != '"').for_each(|c| words(&mut out, c)),
            '\\' => chars.next().into_iter().for_each(|c| words(&mut out, c)),
            // A blank as wide as the next character, or that character again and again.
            '_' | '*' => drop(chars.next()),
            // A colour, a condition, or a currency: [$¥-804].
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let sign = inside.strip_prefix('$').map_or("", |s| s.split('-').next().unwrap_or(""));
                sign.chars().for_each(|c| words(&mut out, c));
            }
            '0' | '#' | '?' | '.' | ',' => match out.last_mut() {
                Some(Piece::Digits(last)) => last.push(c),
                _ => out.push(Piece::Digits(c.to_string())),
            },
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'e' => {
                let letter = if c == 'e' { 'y' } else { c.to_ascii_lowercase() };
                match out.last_mut() {
                    Some(Piece::Date(last, count)) if *last == letter => *count += 1,
                    _ => out.push(Piece::Date(letter, if c == 'e' { 4 } else { 1 })),
                }
            }
            // General, @ and powers.
            'G' | '@' | 'E' => return Vec::new(),
            c => words(&mut out, c),
        }
    }
    out
}

fn figure(number: f64, pieces: &[Piece]) -> String {
    let percent = pieces.iter().any(|p| matches!(p, Piece::Words(w) if w.contains('%')));
    let mut size = number.abs() * if percent { 100.0 } else { 1.0 };
    let mut written = false;
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Words(words) => out.push_str(words),
            Piece::Digits(digits) if !written => {
                written = true;
                let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
                // A comma behind the digits divides by a thousand.
                let thousands = digits.len() - digits.trim_end_matches(',').len();
                size /= 1000f64.powi(i32::try_from(thousands).unwrap_or(0).min(6));
                let grouped = whole.trim_end_matches(',').contains(',');
                let places =
                    |mark: &[char]| decimals.chars().filter(|c| mark.contains(c)).count().min(MOST_DECIMALS);
                let text = rounded(size, places(&['0', '#', '?']));
                out.push_str(&trimmed_to(&text, places(&['0']), grouped));
            }
            _ => {}
        }
    }
    let zero = !out.contains(|c: char| matches!(c, '1'..='9'));
    if number < 0.0 && !zero { format!("-{}", out.trim_start()) } else { out.trim().to_owned() }
}

/// Writes a number with so many decimals, a half away from zero: 0.285 is shown as 0.29, though it is stored a little below.
fn rounded(size: f64, decimals: usize) -> String {
    let digits = format!("{size:.14e}");
    let nearest: f64 = digits.parse().unwrap_or(size);
    let text = format!("{nearest:.*}", decimals + 1);
    if decimals < 14 && text.ends_with('5') && nearest < 1e9 {
        let up = nearest + 10f64.powi(-i32::try_from(decimals).unwrap_or(0) - 3);
        return format!("{up:.decimals$}");
    }
    format!("{nearest:.decimals$}")
}

/// Drops zeros behind the first `least` decimals, and groups the digits before the point by threes.
fn trimmed_to(text: &str, least: usize, grouped: bool) -> String {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let mut kept = decimals.trim_end_matches('0').len().max(least.min(decimals.len()));
    kept = kept.min(decimals.len());
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        if grouped && i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    if kept > 0 {
        out.push('.');
        out.push_str(&decimals[..kept]);
    }
    out
}

/// Writes a number without a format: 451, 0.333333333.
fn plain(number: f64) -> String {
    let whole = number.abs().trunc().to_string().len();
    let decimals = PLAIN_DIGITS.saturating_sub(whole);
    let text = trimmed_to(&rounded(number.abs(), decimals), 0, false);
    if number < 0.0 && text != "0" { format!("-{text}") } else { text }
}

/// Writes a day, counted from the turn of 1900 or 1904.
fn date(number: f64, pieces: &[Piece], from_1904: bool) -> Option<String> {
    let days = number.floor() as i64 + if from_1904 { 1462 } else { 0 };
    let seconds = ((number - number.floor()) * 86_400.0).round() as u32;
    // Before March 1900 the count holds a day that was none.
    if !(61..=2_958_465).contains(&days) {
        return None;
    }
    let (year, month, day) = civil(days - 25_569);
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    let mut out = String::new();
    let mut last = ' ';
    for (i, piece) in pieces.iter().enumerate() {
        let next =
            pieces[i + 1..].iter().find_map(|p| if let Piece::Date(c, _) = p { Some(*c) } else { None });
        match piece {
            Piece::Words(words) => out.push_str(words),
            Piece::Digits(marks) => out.push_str(marks.trim_matches(['0', '#', '?'])),
            Piece::Date(letter, count) => {
                let two = |n: u32| if *count > 1 { format!("{n:02}") } else { n.to_string() };
                out.push_str(&match letter {
                    'y' if *count <= 2 => format!("{:02}", year % 100),
                    'y' => year.to_string(),
                    // m is the minute beside hours or seconds.
                    'm' if last == 'h' || next == Some('s') => two(minute),
                    'm' => two(month),
                    'd' if *count > 2 => String::new(),
                    'd' => two(day),
                    'h' => two(hour),
                    _ => two(second),
                });
                last = *letter;
            }
        }
    }
    let midnight = seconds == 0;
    let text = out.trim().trim_end_matches(['/', '-', '.', ',']).trim();
    Some(if midnight {
        text.trim_end_matches("00:00:00").trim_end_matches("0:00:00").trim_end().to_owned()
    } else {
        text.to_owned()
    })
}

/// The year, month and day so many days after 1970-01-01 (H. Hinnant, days_from_civil).
fn civil(days: i64) -> (i64, u32, u32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month as u32, day as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_shown() {
        for (number, format, wanted) in [
            (0.85, "0%", "85%"),
            (0.741_6, "0.00%", "74.16%"),
            (0.285, "0%", "29%"),
            (1.005, "0.00", "1.01"),
            (1200.0, "#,##0", "1,200"),
            (1_234_567.5, "#,##0.0#", "1,234,567.5"),
            (12.0, "0\"个\"", "12个"),
            (3.25, "0.0\\ \"万元\"", "3.3 万元"),
            (-3.2, "0.0_);[Red]\\(0.0\\)", "-3.2"),
            (-0.001, "0.0", "0.0"),
            (5000.0, "[$¥-804]#,##0.00", "¥5,000.00"),
            (451.000_000_000_000_06, "", "451"),
            (1.0 / 3.0, "General", "0.333333333"),
            (1.4, "", "1.4"),
            (-7.0, "@", "-7"),
            (45_961.0, "yyyy\"年\"m\"月\"d\"日\"", "2025年10月31日"),
            (45_961.0, "yyyy-mm-dd", "2025-10-31"),
            (45_961.0, "yyyy/m/d;@", "2025/10/31"),
            (45_961.0, "[$-804]yyyy\"年\"m\"月\";@", "2025年10月"),
            (45_961.0, "m\"月\"d\"日\"", "10月31日"),
            (45_961.5, "yyyy/m/d h:mm", "2025/10/31 12:00"),
            (45_961.0, "yyyy-mm-dd hh:mm:ss", "2025-10-31"),
        ] {
            assert_eq!(shown(number, format, false), wanted, "{number} {format}");
        }
        assert_eq!(shown(44_499.0, "yyyy/m/d", true), "2025/10/31");
        assert_eq!(shown(f64::NAN, "0%", false), "NaN");
        assert_eq!(shown(1e300, "0", false), 1e300.to_string());
    }
}
