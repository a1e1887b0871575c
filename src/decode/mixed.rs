//! Bytes that hold two encodings, such as GBK lines in a UTF-8 file → pieces, each in one.
//!
//! UTF-8 has a form that no other encoding meets by accident for long: where some characters of it stand in a row, they are
//! UTF-8, whatever stands around them. What stands between is another encoding, or UTF-8 that was broken.

use super::code::Code;
use super::detect::{NARROW, SAMPLE, detect_narrow, rated};
use crate::plausible::cost;
use crate::span::Span;

/// A piece of a text in one encoding; it begins where the one before ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) end: usize,
    pub(super) code: Code,
}

/// Takes in the bytes up to `end`; those of one encoding side by side are one piece.
pub(super) fn push(pieces: &mut Vec<Piece>, end: usize, code: Code) {
    match pieces.last_mut() {
        Some(last) if last.code == code => last.end = end,
        _ => pieces.push(Piece { end, code }),
    }
}

/// So many characters of UTF-8 in a row are no accident. GBK makes two of three rare characters once in some 50 kB.
const NO_ACCIDENT: usize = 4;
/// Fewer must be likelier than what they are in another encoding by this much: 石桥 is 鐭虫ˉ in GBK.
const FEW_LEAD: f32 = 8.0;
/// The same for a few characters of which one is broken, as GBK has no reason to be: 雲汀� must not become 闆叉眬. Of 407 short
/// inputs damaged by hand 405 are right, at the lead above 400.
const BROKEN_LEAD: f32 = 2.0;
/// So many bytes of Western letters and digits may stand between two characters of a run: 第5次, 2023年10月.
const GAP: usize = 16;
/// Bytes of a stretch that are judged.
const GLANCE: usize = 300;
/// What prose costs at most; damage costs 45 and more.
const PROSE: f32 = 38.0;
/// What a single character that stands in its line alone may cost, or a stretch beside UTF-8; and what may be left of broken
/// UTF-8.
const ONE_CHARACTER: f32 = 45.0;
const DEBRIS: f32 = 35.0;

/// The pieces of bytes in which each is a unit.
pub(super) fn pieces(bytes: &[u8]) -> Vec<Piece> {
    if bytes.is_ascii() {
        return vec![Piece { end: bytes.len(), code: Code::Utf8 }];
    }
    with_utf8(bytes).unwrap_or_else(|| by_line(bytes, detect_narrow(bytes).0))
}

/// The pieces of bytes in which some UTF-8 stands; none where there is none.
pub(super) fn with_utf8(bytes: &[u8]) -> Option<Vec<Piece>> {
    let all = || lines(bytes).map(|line| (line, &bytes[line.start..line.end]));
    let is_short = bytes.len() <= SHORT_TEXT;
    let holds =
        |line| (is_short || may_hold_utf8(line)) && whole_line(line).or_else(|| within(line)).is_some();
    if !all().any(|(_, line)| holds(line)) {
        return is_short_and_broken(bytes).then(|| vec![Piece { end: bytes.len(), code: Code::Utf8 }]);
    }
    let mut stretches = Vec::new();
    for (at, line) in all() {
        of_line(line, at.start, &mut stretches);
    }
    Some(joined(bytes, &stretches))
}

/// Whether a text of few characters that is UTF-8 by its form is GBK: 联通 and 实施 are Greek and other letters in UTF-8. If
/// all are those of Western Europe, it is rather GBK that was shown as such.
pub(super) fn is_short_gbk(text: &str) -> bool {
    let has_pairs = |run: &[u8]| run.len() != 2 && run.len().is_multiple_of(4);
    text.len() <= FEW_LETTERS
        && text.contains(|c: char| c > '\u{FF}')
        && !text.contains(|c: char| c >= '\u{800}')
        && text.as_bytes().split(u8::is_ascii).all(has_pairs)
        // What GBK shown as Latin letters is in UTF-8 would be GBK too, but no prose: 脢炉脟脜.
        && rated(text.as_bytes(), Code::Gb18030) <= PROSE
        && rated(text.as_bytes(), Code::Gb18030) + LONG.1 < cost(text).rated()
}

/// More bytes than these are no GBK by accident.
const FEW_LETTERS: usize = 24;

/// In a text of so few bytes every line is worth a look.
const SHORT_TEXT: usize = 4096;

/// Whether two characters of UTF-8 seem to stand side by side in a line. This is what a text in one encoding costs, so it is
/// a loop over many bytes at once.
fn may_hold_utf8(line: &[u8]) -> bool {
    let first = |byte: u8| (0xE2..=0xF0).contains(&byte);
    let more = |byte: u8| byte & 0xC0 == 0x80;
    let two = |b: &[u8]| first(b[0]) & more(b[1]) & more(b[2]) & first(b[3]) & more(b[4]) & more(b[5]);
    line.windows(6).map(two).fold(false, |any, here| any | here)
}

/// Whether bytes are a few characters of UTF-8 of which one is broken: 云� is 浜戞 in GBK.
fn is_short_and_broken(bytes: &[u8]) -> bool {
    let whole = || bytes.utf8_chunks().map(|chunk| chunk.valid()).collect::<String>();
    bytes.len() <= GLANCE
        && bytes.iter().all(could_be_debris)
        && whole().contains(|c: char| c >= '\u{2E80}')
        && cost(&whole()).rated() + BROKEN_LEAD < legacy(bytes)
}

/// Whether a byte may stand in what is left of UTF-8: no first byte of two is needed for Chinese.
fn could_be_debris(byte: &u8) -> bool {
    matches!(byte, 0..=0xBF | 0xE0..=0xF4)
}

/// The stretches of a line that are not ASCII, and whether each is UTF-8, whole or broken.
fn of_line(line: &[u8], start: usize, to: &mut Vec<(Span, bool)>) {
    if let Some(found) = whole_line(line) {
        to.push((found.shifted(start), true));
        return;
    }
    let mut from = 0;
    while let Some(found) = within(&line[from..]).map(|found| found.shifted(from)) {
        to.extend(other(line, Span::new(from, found.start), start));
        to.push((found.shifted(start), true));
        from = found.end;
    }
    to.extend(other(line, Span::new(from, line.len()), start));
}

/// What stands in a line beside UTF-8, from its first byte that is not ASCII on, and whether it is UTF-8 too, but broken.
fn other(line: &[u8], within: Span, start: usize) -> Option<(Span, bool)> {
    let piece = &line[within.start..within.end];
    let first = piece.iter().position(|b| !b.is_ascii())?;
    let stretch = &piece[first..];
    let span = Span::new(within.start + first, within.end).shifted(start);
    // · or ü is read as all that is near.
    std::str::from_utf8(stretch)
        .is_err()
        .then(|| (span, !is_legacy(stretch, stretch.len() + first == line.len())))
}

/// The stretches as pieces. The other encoding is told by all that is not UTF-8.
fn joined(bytes: &[u8], stretches: &[(Span, bool)]) -> Vec<Piece> {
    let mut sample = Vec::new();
    for (span, _) in stretches.iter().filter(|(_, is_utf8)| !is_utf8) {
        sample.extend_from_slice(&bytes[span.start..span.end]);
        sample.push(b'\n');
        if sample.len() > SAMPLE {
            break;
        }
    }
    let other = detect_narrow(&sample).0;
    let mut out = Vec::new();
    for (n, &(span, is_utf8)) in stretches.iter().enumerate() {
        // What is the same in all encodings goes with what stands before it, at the beginning with what follows.
        let end = stretches.get(n + 1).map_or(bytes.len(), |(next, _)| next.start);
        if is_utf8 {
            push(&mut out, end, Code::Utf8);
        } else {
            let start = if n == 0 { 0 } else { span.start };
            by_line(&bytes[start..end], other)
                .iter()
                .for_each(|piece| push(&mut out, start + piece.end, piece.code));
        }
    }
    out
}

/// The lines, without their ends.
fn lines(bytes: &[u8]) -> impl Iterator<Item = Span> {
    let mut start = 0;
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).chain([bytes.len()]);
    ends.map(move |end| {
        let span = Span::new(start, end);
        start = end + 1;
        span
    })
}

/// Whether a stretch beside UTF-8 is in another encoding, and not broken UTF-8.
fn is_legacy(stretch: &[u8], is_line: bool) -> bool {
    let glance = &stretch[..stretch.len().min(GLANCE)];
    let odd = stretch.iter().filter(|b| !b.is_ascii()).count();
    let found = legacy(glance);
    let most = match odd {
        0..4 if !is_line => return false,
        _ if glance.iter().all(could_be_debris) => DEBRIS,
        _ if !is_line || odd < 4 => ONE_CHARACTER,
        _ => f32::INFINITY,
    };
    found <= most && found < rated(glance, Code::Utf8)
}

/// What bytes cost in the likeliest encoding that is not UTF-8.
fn legacy(bytes: &[u8]) -> f32 {
    NARROW.iter().map(|code| rated(bytes, *code)).fold(f32::INFINITY, f32::min)
}

/// A line that is UTF-8, if it is no accident.
fn whole_line(line: &[u8]) -> Option<Span> {
    let first = line.iter().position(|b| !b.is_ascii())?;
    std::str::from_utf8(&line[first..]).ok()?;
    let mut at = first;
    let mut chinese = 0;
    while at < line.len() && chinese < NO_ACCIDENT {
        chinese += usize::from(is_chinese(&line[at..]));
        at += sequence(&line[at..]).unwrap_or(1);
    }
    let sure = chinese >= NO_ACCIDENT || chinese > 0 && likelier_than_legacy(line);
    sure.then(|| Span::new(first, line.len()))
}

fn likelier_than_legacy(bytes: &[u8]) -> bool {
    rated(bytes, Code::Utf8) + FEW_LEAD < legacy(bytes)
}

/// The first run of UTF-8 in a line that is not all of it. The line is walked as GBK or Big5, two bytes a character, so that a
/// run begins where a character does: of “题。技术” with UTF-8 from 技 on, E2 A1 A3 would be a character too.
fn within(line: &[u8]) -> Option<Span> {
    let mut at = 0;
    while at < line.len() {
        let rest = &line[at..];
        if !rest[0].is_ascii() {
            let (end, chinese) = run(rest);
            // The byte behind would be a half of the last character.
            let even = &rest[..end.next_multiple_of(2).min(rest.len())];
            let few = || rated(&rest[..end], Code::Utf8) + FEW_LEAD < legacy(even);
            if chinese >= NO_ACCIDENT || chinese > 1 && few() {
                return Some(Span::new(at, at + end));
            }
            at += usize::from(rest.get(1).is_some_and(|trail| matches!(trail, 0x40..=0x7E | 0x80..=0xFE)));
        }
        at += 1;
    }
    None
}

/// Where the run of UTF-8 that the bytes begin with ends, behind its last Chinese character; and how many such it has.
fn run(bytes: &[u8]) -> (usize, usize) {
    let (mut end, mut chinese, mut at) = (0, 0, 0);
    while let Some(len) = sequence(&bytes[at..])
        && at <= end + GAP
    {
        let counts = is_chinese(&bytes[at..]);
        if at == 0 && !counts {
            break;
        }
        at += len;
        (end, chinese) = if counts { (at, chinese + 1) } else { (end, chinese) };
    }
    (end, chinese)
}

/// The length of the character of UTF-8 that the bytes begin with.
fn sequence(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [0..=0x7F, ..] => Some(1),
        [0xC2..=0xDF, 0x80..=0xBF, ..] => Some(2),
        [0xE0, 0xA0..=0xBF, 0x80..=0xBF, ..] | [0xED, 0x80..=0x9F, 0x80..=0xBF, ..] => Some(3),
        [0xE1..=0xEC | 0xEE..=0xEF, 0x80..=0xBF, 0x80..=0xBF, ..] => Some(3),
        [0xF0, 0x90..=0xBF, 0x80..=0xBF, 0x80..=0xBF, ..] => Some(4),
        _ => None,
    }
}

/// Whether a character of UTF-8 that the bytes begin with is one of Chinese text: not so U+FFFD, which is 锟斤拷 in GBK.
fn is_chinese(bytes: &[u8]) -> bool {
    match bytes {
        // “ — … № → ① ■
        [0xE2, 0x80 | 0x84..=0x88 | 0x91..=0x98, _, ..] => sequence(bytes).is_some(),
        [0xE3..=0xE9 | 0xF0, ..] | [0xEF, 0xBC..=0xBD, ..] => sequence(bytes).is_some(),
        _ => false,
    }
}

/// The pieces of a text in `code`, GBK or Big5, in which lines of the other may stand: so it is where two offices' lines were
/// put together.
pub(super) fn by_line(bytes: &[u8], code: Code) -> Vec<Piece> {
    let other = match code {
        Code::Gb18030 => Code::Big5,
        Code::Big5 => Code::Gb18030,
        _ => return vec![Piece { end: bytes.len(), code }],
    };
    let lines = || lines(bytes);
    if !lines().any(|line| is_other(&bytes[line.start..line.end], code, other, LONG)) {
        return vec![Piece { end: bytes.len(), code }];
    }
    let mut out = Vec::new();
    for line in lines() {
        let is_other = is_other(&bytes[line.start..line.end], code, other, SHORT);
        push(&mut out, (line.end + 1).min(bytes.len()), if is_other { other } else { code });
    }
    out
}

/// How many characters a line must have to be told from the others, how much likelier it must be, and what it may cost.
const LONG: (usize, f32, f32) = (4, 12.0, PROSE);
/// The same where others were told.
const SHORT: (usize, f32, f32) = (2, 6.0, ONE_CHARACTER);

/// Whether a line of a text in `code` is in the other of GBK and Big5.
fn is_other(line: &[u8], code: Code, other: Code, (fewest, lead, most): (usize, f32, f32)) -> bool {
    // Two in five characters of Big5 have a trail byte of ASCII, of Simplified GBK none, of Traditional one in five.
    let high = line.iter().filter(|b| !b.is_ascii()).count();
    let followed = line.iter().zip(line.get(1..).unwrap_or(&[]));
    let low = followed.filter(|(a, b)| !a.is_ascii() & (0x40..=0x7E).contains(*b)).count();
    let characters = (high + low) / 2;
    let could_be = if other == Code::Big5 { low * 8 >= characters } else { low * 4 <= characters };
    if characters < fewest || !could_be {
        return false;
    }
    let glance = &line[..line.len().min(GLANCE)];
    let (found, known) = (rated(glance, other), rated(glance, code));
    found <= most && found + lead < known || found <= ONE_CHARACTER && found + 2.0 * lead < known
}

#[cfg(test)]
mod tests {
    use super::super::decode;

    fn gbk(text: &str) -> Vec<u8> {
        encoding_rs::GBK.encode(text).0.into_owned()
    }

    fn big5(text: &str) -> Vec<u8> {
        encoding_rs::BIG5.encode(text).0.into_owned()
    }

    /// Lines as an office writes them, for files that are put together of them.
    const LINES: &[&str] = &[
        "云溪县人民政府办公室",
        "2024年3月18日，县长主持召开第7次常务会议。",
        "一、基础设施",
        "全年硬化村道46.5公里，改造危桥9座，安装路灯1280盏。",
        "（二）教育：新建幼儿园3所，增加学位540个；",
        "3.乡镇卫生院全部配备救护车。",
        "完成投资2.36亿元，占年度计划的97.8%，比上年增长11.4%。",
        "“一网通办”事项达到812项，群众满意率98.6%。",
        "附件：1. 责任分工表",
        "联系人：陆青禾  电话：0719-5550123",
        "GDP增速高于全市0.6个百分点；R&D投入强度1.9%。",
        "各乡镇党委、政府，县直各单位：",
        "新增城镇就业3150人",
        "特此通知。",
        "抄送：县委办公室、县人大常委会办公室。",
        "受持续降雨影响，老鹰岩水库除险加固工程尚未完工。",
        "是",
        "资金来源——中央预算内投资、地方配套",
    ];

    #[test]
    fn a_gbk_line_in_a_utf8_file_is_read_wherever_it_stands() {
        let mut files = 0;
        for (n, odd) in LINES.iter().enumerate() {
            for place in 0..6 {
                let others = (1..6).map(|step| LINES[(n + step * (place + 2) + step) % LINES.len()]);
                let mut lines: Vec<(&str, bool)> = others.map(|line| (line, false)).collect();
                lines.insert(place, (odd, true));
                let bytes: Vec<Vec<u8>> = lines
                    .iter()
                    .map(|(line, is_gbk)| if *is_gbk { gbk(line) } else { line.as_bytes().to_vec() })
                    .collect();
                let text: Vec<&str> = lines.iter().map(|(line, _)| *line).collect();
                for end in ["\n", "\r\n"] {
                    assert_eq!(decode(&bytes.join(end.as_bytes())).text, text.join(end), "{place} {odd}");
                    files += 1;
                }
            }
        }
        assert_eq!(files, LINES.len() * 12);
    }

    #[test]
    fn a_utf8_line_in_a_gbk_file_is_read_wherever_it_stands() {
        for (n, odd) in LINES.iter().enumerate().filter(|(_, line)| line.chars().count() > 3) {
            for place in 0..6 {
                let mut bytes: Vec<Vec<u8>> =
                    (1..6).map(|step| gbk(LINES[(n + step * 5) % LINES.len()])).collect();
                let mut text: Vec<&str> = (1..6).map(|step| LINES[(n + step * 5) % LINES.len()]).collect();
                bytes.insert(place, odd.as_bytes().to_vec());
                text.insert(place, odd);
                assert_eq!(decode(&bytes.join(&b'\n')).text, text.join("\n"), "{place} {odd}");
            }
        }
    }

    #[test]
    fn one_line_may_hold_both() {
        let (name, rest) = ("云溪县水利局", "2024年度河湖管护情况报告");
        assert_eq!(decode(&[gbk(name), rest.as_bytes().to_vec()].concat()).text, format!("{name}{rest}"));
        assert_eq!(decode(&[name.as_bytes().to_vec(), gbk(rest)].concat()).text, format!("{name}{rest}"));
        let three = [gbk("老鹰岩"), "水库除险加固".as_bytes().to_vec(), gbk("工程进展")].concat();
        assert_eq!(decode(&three).text, "老鹰岩水库除险加固工程进展");
    }

    #[test]
    fn lines_of_gbk_and_big5_are_told_apart() {
        let one = "云溪县全年硬化村道四十六公里，改造危桥九座。";
        let other = "雲溪縣全年硬化村道四十六公里，改造危橋九座。";
        let bytes = [gbk(one), big5(other), gbk("特此报告。"), gbk(one), big5(other)];
        let text = [one, other, "特此报告。", one, other].join("\n");
        assert_eq!(decode(&bytes.join(&b'\n')).text, text);
        let bytes = [big5(other), big5(other), gbk(one), big5("特此報告")];
        assert_eq!(decode(&bytes.join(&b'\n')).text, [other, other, one, "特此報告"].join("\n"));
    }

    #[test]
    fn broken_utf8_is_no_other_encoding() {
        for (text, cut) in [("云溪", 4), ("云溪县", 7), ("云溪县卫生局全年工作总结", 5), ("防汛方案", 8)]
        {
            let bytes = text.as_bytes();
            let lost = decode(&[&bytes[..cut], &bytes[cut + 1..]].concat()).text;
            assert!(
                lost.contains('\u{FFFD}') && lost.chars().all(|c| text.contains(c) || c == '\u{FFFD}'),
                "{lost}"
            );
            let cut_off = decode(&bytes[..bytes.len() - 1]).text;
            assert_eq!(cut_off.trim_end_matches('\u{FFFD}'), &text[..bytes.len() - 3]);
        }
    }

    #[test]
    fn a_mark_counts_where_what_follows_fits_it() {
        let text = "云溪县全年硬化村道四十六公里，改造危桥九座。";
        assert_eq!(decode(&[b"\xEF\xBB\xBF".to_vec(), gbk(text)].concat()).text, text);
        assert_eq!(decode(&[b"\xFF\xFE".to_vec(), text.as_bytes().to_vec()].concat()).text, text);
        assert_eq!(decode(&[b"\xFE\xFF".to_vec(), gbk(text)].concat()).text, text);
    }

    #[test]
    fn the_marks_of_bad_decoding_are_left_alone() {
        for text in ["“锟斤拷锟斤拷”是乱码", "烫烫烫烫烫烫屯屯屯屯", "联通", "实施", "云溪\n一\n目一"]
        {
            assert_eq!(decode(&gbk(text)).text, text);
        }
    }

    #[test]
    fn hostile_mixtures_cost_no_more_than_their_length() {
        let piece = [b"\xE4\xB8\xADa".as_slice(), b"\xC4\xE3", b"\xE4\xB8", b"\n"].concat();
        assert!(!decode(&piece.repeat(20_000)).text.is_empty());
        assert!(!decode(&b"\xE4\xB8\xAD\x80".repeat(50_000)).text.is_empty());
    }
}
