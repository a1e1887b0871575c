//! A line → what kind of document it names, if it is a title.

use super::organ::ABOUT;
use super::words::WORDS;
use crate::model::DocumentKind;
use crate::tables::Table;

static TITLE_WORDS: Table = Table::new(include_str!("../tables/title_words.tsv"));
/// A title line is no longer than this many characters.
const MAX_TITLE_CHARS: usize = 60;
/// … but for those that say in full what they send along: 「……办公室关于印发……（2021—2023年）的通知」.
const MAX_LONG_TITLE_CHARS: usize = 150;

/// Reads what kind of document a title names, if the line is a title.
pub(super) fn kind(title: &str) -> Option<DocumentKind> {
    let chars = title.chars().count();
    let long = chars > MAX_TITLE_CHARS;
    if chars > MAX_LONG_TITLE_CHARS || title.contains(['。', '；', '\t']) {
        return None;
    }
    // 「国 务 院 工 作 规 则」 is set wide.
    let dense: String = title.chars().filter(|c| !c.is_whitespace()).collect();
    // 「现在，我代表县人民政府，向大会报告工作，请提出意见」 is a sentence.
    if dense.matches('，').count() > 1 {
        return None;
    }
    let bare = bare_title(&dense);
    if long && !(bare.contains(ABOUT) && WORDS.long.end(bare)) {
        return None;
    }
    // 「……报告公告」, 「……情况的通报」 report.
    if let Some(told) = WORDS.published.iter().find_map(|word| bare.strip_suffix(word)) {
        let told = told.trim_end_matches('的');
        if WORDS.told.occur_in(told) || kind(told) == Some(DocumentKind::Report) {
            return Some(DocumentKind::Report);
        }
    }
    // 法 alone ends 做法 and 方法 as well.
    let law = bare.starts_with("中华人民共和国") && bare.ends_with('法');
    let named = TITLE_WORDS.rows().find(|row| bare.ends_with(row[1])).map(|row| kind_named(row[0]));
    // 「2024年工作总结和2025年工作安排」 reports first.
    let both = named == Some(DocumentKind::Plan) && bare.contains("总结");
    if both { Some(DocumentKind::Report) } else { named.or(law.then_some(DocumentKind::Law)) }
}

/// Returns whether a text is the last word of titles and nothing more: 「工作报告」.
pub(super) fn is_title_word(text: &str) -> bool {
    let dense: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    TITLE_WORDS.rows().any(|row| row[1] == dense)
}

/// Strips a title of what may follow its last word: 实施方案（试行）, 工作报告（2016）, 《……方案》.
fn bare_title(title: &str) -> &str {
    let dressing = |c: char| "》”\"〕[]】|丨0123456789-—–年 \u{3000}".contains(c);
    let mut bare = title.trim_end_matches(dressing);
    while let Some(inner) = bare.strip_suffix(['）', ')']) {
        let Some(open) = inner.rfind(['（', '(']) else { break };
        bare = bare[..open].trim_end_matches(dressing);
    }
    bare
}

fn kind_named(word: &str) -> DocumentKind {
    match word {
        "report" => DocumentKind::Report,
        "plan" => DocumentKind::Plan,
        "notice" => DocumentKind::Notice,
        "letter" => DocumentKind::Letter,
        "law" => DocumentKind::Law,
        "table" => DocumentKind::Table,
        "speech" => DocumentKind::Speech,
        _ => DocumentKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_known_by_its_last_word() {
        assert_eq!(kind("云溪县数字化改造实施方案"), Some(DocumentKind::Plan));
        assert_eq!(kind("云溪县河湖管护工作方案（试行）"), Some(DocumentKind::Plan));
        assert_eq!(kind("东陵市政府工作报告（2023年）"), Some(DocumentKind::Report));
        assert_eq!(kind("云溪县2024年工作总结和2025年工作安排"), Some(DocumentKind::Report));
        assert_eq!(kind("云溪县2025年工作安排"), Some(DocumentKind::Plan));
        assert_eq!(kind("云溪县地处山区"), None);
    }
}
