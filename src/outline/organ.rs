//! A line → the organs, people, numbers and days that a letterhead is made of.

use super::markers::is_han as is_figure;
use super::words::WORDS;
use crate::span::Span;
use crate::tables::Table;

/// A dash or a bracket before what is said of a report below its title.
pub(super) const BYLINE_OPENERS: [char; 7] = ['—', '─', '―', '－', '-', '（', '('];
/// The line of a byline that tells meeting, place and date has at most so many characters.
const MAX_BYLINE_CHARS: usize = 80;
pub(super) static ORGANS: Table = Table::new(include_str!("../tables/organ_endings.tsv"));
/// No organ that signs, and no list of them on one line, has more characters.
pub(super) const MAX_ORGAN_CHARS: usize = 40;
/// Opens what a title is about: 「关于印发某规划的通知」.
pub(super) const ABOUT: &str = "关于";
/// Opens an attachment, and the line that names it.
pub(super) const ATTACHMENT: &str = "附件";

/// The name before a document's number has at most so many characters: 皖政办.
const MAX_NUMBER_NAME: usize = 12;

/// Finds the first document number of a line: 皖政办〔2021〕82号, with any of the brackets that people type (§7.2.5).
pub(super) fn number(line: &str) -> Option<Span> {
    let brackets = line.match_indices(['〔', '[', '【', '（', '(']);
    brackets.filter_map(|(at, bracket)| number_around(line, at, at + bracket.len())).next()
}

/// The number whose bracket stands at `open`.
fn number_around(line: &str, open: usize, inside: usize) -> Option<Span> {
    let named = &line[..open];
    let blanks = named.chars().rev().take(2).take_while(|c| c.is_whitespace());
    let name_end = open - blanks.map(char::len_utf8).sum::<usize>();
    let name = line[..name_end].chars().rev().take(MAX_NUMBER_NAME).take_while(|&c| is_han(c));
    let start = name_end - name.map(char::len_utf8).sum::<usize>();
    let rest = behind_year(&line[inside..])?;
    let nth = rest.strip_prefix('第').map_or(rest, two_blanks_less);
    let figures = nth.bytes().take(5).take_while(u8::is_ascii_digit).count();
    let end = two_blanks_less(&nth[figures..]).strip_prefix('号')?;
    (figures > 0 && start < name_end).then(|| Span::new(start, line.len() - end.len()))
}

/// What stands behind the year in brackets, 2021〕, 20xx ], and the blanks there.
fn behind_year(text: &str) -> Option<&str> {
    let text = two_blanks_less(text);
    let year = text.strip_prefix("19").or_else(|| text.strip_prefix("20"))?;
    let two = year.bytes().take(2).filter(|b| b.is_ascii_digit() || matches!(b, b'x' | b'X')).count();
    let rest = two_blanks_less(year.get(2..).filter(|_| two == 2)?);
    rest.strip_prefix(['〕', ']', '】', '）', ')']).map(two_blanks_less)
}

/// A text without the first two blanks before it.
fn two_blanks_less(text: &str) -> &str {
    let blanks = text.chars().take(2).take_while(|c| c.is_whitespace());
    &text[blanks.map(char::len_utf8).sum()..]
}

/// Returns whether a character may stand in the name before a number, 〇 and rare ones too.
fn is_han(c: char) -> bool {
    crate::plausible::is_han(c)
        || matches!(c, '々' | '〇' | '\u{F900}'..='\u{FAD9}' | '\u{20000}'..='\u{323AF}')
}

/// Finds the date that ends a line, behind an organ's name or not: 「云溪县水利局　2023年12月10日」.
pub(super) fn date_behind(line: &str) -> Option<usize> {
    let part = |text: &str, mark: char| Some(text.strip_suffix(mark)?.trim_end().len());
    let figures = |text: &str, most: usize| {
        let count =
            text.bytes().rev().take(most).take_while(|b| b.is_ascii_digit() || matches!(b, b'x' | b'X'));
        Some(text.len() - count.count()).filter(|start| *start < text.len())
    };
    let day = figures(&line[..part(line, '日')?], 2)?;
    let month = figures(&line[..part(line[..day].trim_end(), '月')?], 2)?;
    let year = line[..part(line[..month].trim_end(), '年')?].len();
    let start = year.checked_sub(4)?;
    let text = line.get(start..year).filter(|text| text.starts_with("19") || text.starts_with("20"))?;
    (figures(text, 2)? == 2).then_some(start)
}

/// Returns whether a line is 「云溪县人民政府办公室文件」, also with blanks between its characters (§7.2.4).
pub(super) fn is_issuer(line: &str) -> bool {
    let dense: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    WORDS.issuer.iter().any(|word| dense.strip_suffix(word).is_some_and(is_organ))
}

/// Returns whether a line is an organ's name and nothing else, or several with blanks between them.
pub(super) fn is_organ(line: &str) -> bool {
    let named = |name: &str| ORGANS.rows().any(|row| name.ends_with(row[0]));
    let dressed = line.contains(['。', '，', '：', ':', '；', '、', '《', '\t']) || line.contains(ABOUT);
    let several = line.split_whitespace().all(|name| name.chars().count() > 2 && named(name));
    let most = if several { 2 * MAX_ORGAN_CHARS } else { MAX_ORGAN_CHARS };
    named(line) && !dressed && (3..=most).contains(&line.chars().count())
}

/// Returns whether a line opens an attachment: 附件, 附件2, 附件2：
pub(super) fn begins_attachment(line: &str) -> bool {
    line.strip_prefix(ATTACHMENT).is_some_and(|rest| {
        rest.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "：:.".contains(c) || is_figure(c))
    })
}

/// Returns whether a line is 2021年9月2日 alone.
pub(super) fn is_date(line: &str) -> bool {
    let fits = |c: char| c.is_ascii_digit() || "年月日〇零○一二三四五六七八九十中华民国 xX".contains(c);
    line.ends_with('日') && line.contains('年') && line.contains('月') && line.chars().all(fits)
}

/// The line of those whom a document goes to has at most so many characters: it may name all provinces.
pub(super) const MAX_RECIPIENT_CHARS: usize = 240;

/// Returns whether names, split at their marks, are those of organs and groups: 各乡镇人民政府，县直各部门. Below a title any name is
/// one that no clause is: 「马万祺副主席」.
pub(super) fn is_addressed(names: &str, titled: bool) -> bool {
    let parts: Vec<&str> = names.split(['、', '，', ',', '；']).map(without_bracket).collect();
    let known = |part: &&str| WORDS.addressee.end(part) || ORGANS.rows().any(|row| part.ends_with(row[0]));
    let clause = WORDS.clause.occur_in(names) || names.contains(['。', '“', '=', '%']);
    let all = parts.iter().all(known);
    let last = parts.last().is_some_and(known);
    let short = parts.iter().all(|p| (2..=MAX_ORGAN_CHARS / 2).contains(&p.chars().count()));
    names.chars().next().is_some_and(is_chinese)
        && (all && !names.contains('。') || last && !clause || titled && short && !clause)
}

/// Strips 各县（市、区） of what its bracket holds at the end.
fn without_bracket(name: &str) -> &str {
    let name = name.trim();
    name.strip_suffix(['）', ')']).and_then(|n| Some(&n[..n.rfind(['（', '('])?])).unwrap_or(name)
}

pub(super) fn is_chinese(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// Returns whether a line tells at which meeting it is reported: 「——2025年1月8日在云溪县第十八届人民代表大会第四次会议上」.
pub(super) fn tells_meeting(line: &str) -> bool {
    let dashed = line.starts_with(BYLINE_OPENERS)
        || line.starts_with(|c: char| c.is_ascii_digit() || "二〇○一".contains(c));
    let at = line.find('在').filter(|&at| WORDS.meeting.occur_in(&line[at..]));
    let dated = line.contains('年') && line.contains(['月', '日']);
    let plain = line.chars().count() <= MAX_BYLINE_CHARS && !line.contains(['。', '；', '：', ':']);
    plain && at.is_some() && (dated && (dashed || line.ends_with('上')) || dashed && line.ends_with('上'))
}

/// Returns whether a line names who reports, office and name: 「县长 何平」, 「云溪县人民政府县长　何　平」.
pub(super) fn names_reporter(line: &str) -> bool {
    let line = line.trim_start_matches(BYLINE_OPENERS).trim_end_matches(['）', ')']).trim();
    let office = |at: usize| WORDS.office.end(line[..at].trim_end());
    let blank =
        line.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).find(|&at| office(at));
    let name = blank.map(|at| line[at..].split_whitespace().collect::<String>());
    let fits = |name: &str| {
        (2..=MAX_NAME_CHARS).contains(&name.chars().count())
            && name.chars().all(|c| is_chinese(c) || c == '·')
    };
    line.chars().count() <= MAX_ORGAN_CHARS && name.as_deref().is_some_and(fits)
}

/// The longest name of a person that is printed below a title: 买买提·艾力.
const MAX_NAME_CHARS: usize = 12;

/// Returns whether a title says whose document it is: 「梨坪镇2023年工作总结」, 「云溪县水务局……」.
pub(super) fn names_organ(title: &str) -> bool {
    let head: String = title.chars().filter(|c| !c.is_ascii_digit()).take(MAX_ORGAN_CHARS / 2).collect();
    let place = head.char_indices().skip(2).any(|(at, _)| WORDS.place_end.begin(&head[at..]));
    place || ORGANS.rows().any(|row| row[0].chars().count() > 1 && head.contains(row[0]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_with_any_brackets() {
        let read = |line: &str| number(line).map(|span| span.of(line).to_owned());
        for whole in
            ["云政发〔2024〕3号", "云政办字 〔2025〕 第 12 号", "云水[20xx]1号", "〇府函（2024） 7号"]
        {
            assert_eq!(read(&format!("【1】{whole}　签发人")), Some(whole.to_owned()));
        }
        for line in ["〔2024〕3号", "云政发〔24〕3号", "云政发〔2024〕号", "云政发〔2024〕123456号"]
        {
            assert_eq!(read(line), None, "{line}");
        }
        assert_eq!(
            read("云溪县人民政府办公室关于转发云政发〔2024〕3号"),
            Some("政府办公室关于转发云政发〔2024〕3号".to_owned())
        );
    }

    #[test]
    fn a_date_ends_a_line() {
        let read = |line: &str| date_behind(line).map(|from| line[from..].to_owned());
        for date in ["2023年12月10日", "20xx年 x月 1日", "1999 年 1 月 31 日"] {
            assert_eq!(read(&format!("云溪县水利局　{date}")).as_deref(), Some(date));
        }
        for line in
            ["云溪县水利局", "2023年12月10日印发", "年12月10日", "23年1月1日", "2023年月1日", "一2年1月1日"]
        {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
