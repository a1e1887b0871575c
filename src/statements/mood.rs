//! A sentence and the part that holds it → its mood: done, ongoing, planned, admitted, general.

use crate::model::{Mood, SectionRole};
use crate::tables::Table;

static CUES: Table = Table::new(include_str!("../tables/mood_cues.tsv"));

/// The mood of a sentence. The part of the report weighs more than words: 推进 and 加强 are told of both halves.
pub(super) fn mood(sentence: &str, role: SectionRole, heading: bool) -> Mood {
    let bare = sentence.trim_start_matches(|c: char| c.is_whitespace());
    match role {
        SectionRole::Problems => Mood::Admitted,
        SectionRole::Plan | SectionRole::Targets | SectionRole::Requirements | SectionRole::Organisation => {
            Mood::Planned
        }
        SectionRole::Review | SectionRole::Background => looking_back(bare, heading),
        _ => by_words(bare),
    }
}

/// In the review half a sentence is told as done unless it says otherwise.
fn looking_back(sentence: &str, heading: bool) -> Mood {
    if says(sentence, "planned") && !has_figure_reached(sentence) {
        Mood::Planned
    } else if says(sentence, "admitted") && !overcome(sentence) {
        Mood::Admitted
    } else if !heading && says(sentence, "ongoing") && !sentence.chars().any(|c| c.is_ascii_digit()) {
        Mood::Ongoing
    } else {
        Mood::Done
    }
}

/// Whether a sentence opens on years to come: 「“十五五”时期，……」, 「《纲要草案》明确了……」.
pub(super) fn turns_ahead(sentence: &str) -> bool {
    let opening = sentence.char_indices().nth(OPENING).map_or(sentence, |(at, _)| &sentence[..at]);
    says(opening, "ahead")
}

/// So many characters open a sentence.
const OPENING: usize = 24;

fn by_words(sentence: &str) -> Mood {
    if says(sentence, "planned") {
        Mood::Planned
    } else if says(sentence, "admitted") && !overcome(sentence) {
        Mood::Admitted
    } else if says(sentence, "done") {
        Mood::Done
    } else if says(sentence, "ongoing") {
        Mood::Ongoing
    } else {
        Mood::General
    }
}

/// 「完成预期目标」, 「超过预期目标」: a goal's name inside a thing done.
fn has_figure_reached(sentence: &str) -> bool {
    ["完成", "实现了", "超过", "达到", "好于", "高于"].iter().any(|w| sentence.contains(w))
}

/// 「补齐短板」, 「差距缩小」, 「强化薄弱环节建设」: a want that was overcome.
fn overcome(sentence: &str) -> bool {
    if let Some(at) = sentence.find("薄弱环节") {
        let clause = sentence[..at].rsplit(['，', '。', '；', '、']).next().unwrap_or("");
        if ["强化", "加强", "聚焦", "加固", "支持"].iter().any(|w| clause.starts_with(w)) {
            return true;
        }
    }
    ["补齐", "缩小", "破解", "克服", "弥补", "解决", "补强", "薄弱环节整", "薄弱村", "薄弱学校", "消除"]
        .iter()
        .any(|w| sentence.contains(w))
}

fn says(sentence: &str, mood: &str) -> bool {
    CUES.rows().filter(|row| row[0] == mood).any(|row| match row[1] {
        "head" => sentence.starts_with(row[2]),
        _ => sentence.contains(row[2]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_decides_before_the_words() {
        let sentence = "推进云溪县城老旧小区改造，完善配套设施。";
        assert_eq!(mood(sentence, SectionRole::Review, false), Mood::Done);
        assert_eq!(mood(sentence, SectionRole::Plan, false), Mood::Planned);
    }

    #[test]
    fn a_look_ahead_inside_the_review_is_planned() {
        assert_eq!(mood("下一步，我们将扩大覆盖面。", SectionRole::Review, false), Mood::Planned);
        assert_eq!(mood("全面完成年度预期目标。", SectionRole::Review, false), Mood::Done);
    }

    #[test]
    fn years_to_come_are_named_in_the_first_words() {
        assert!(turns_ahead("今后五年，我们要建成现代化产业体系。"));
        assert!(!turns_ahead("这些成绩的取得来之不易，是全县上下团结奋斗的结果，为“十五五”时期打下了基础。"));
    }

    #[test]
    fn what_is_wanting_is_admitted() {
        assert_eq!(mood("村级卫生室人员仍然偏少。", SectionRole::Review, false), Mood::Admitted);
        assert_eq!(mood("补齐了基层服务短板。", SectionRole::Review, false), Mood::Done);
        assert_eq!(mood("强化教育薄弱环节建设。", SectionRole::Review, false), Mood::Done);
        assert_eq!(mood("基础研究仍是薄弱环节。", SectionRole::Review, false), Mood::Admitted);
    }
}
