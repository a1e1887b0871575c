//! A sentence and the part that holds it → its mood: done, ongoing, planned, admitted, general.

use crate::calendar::{Era, Plan, moment, plans};
use crate::model::{DocumentKind, Mood, SectionRole};
use crate::tables::{Words, rows};
use crate::text::boundary::head;
use crate::text::clause::{first_clause, last_clause, last_item};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The words of a mood: those that stand at the head of a sentence, and those that stand anywhere.
#[derive(Default)]
struct Cues {
    head: Words,
    anywhere: Words,
}

/// The words of every mood in `mood_cues.tsv`.
static CUES: LazyLock<BTreeMap<&str, Cues>> = LazyLock::new(|| {
    let mut cues: BTreeMap<&str, Cues> = BTreeMap::new();
    for row in rows(include_str!("../tables/mood_cues.tsv")) {
        let [mood, place, word, ..] = row[..] else { continue };
        let of = cues.entry(mood).or_default();
        if place == "head" { of.head.push(word) } else { of.anywhere.push(word) }
    }
    cues
});

/// The mood of a sentence. The part of the report weighs more than words: 推进 and 加强 are told of both halves.
pub(super) fn mood(sentence: &str, role: SectionRole, heading: bool, kind: DocumentKind) -> Mood {
    let bare = sentence.trim_start_matches(|c: char| c.is_whitespace());
    match role {
        SectionRole::Problems => Mood::Admitted,
        SectionRole::Plan | SectionRole::Targets | SectionRole::Requirements | SectionRole::Organisation => {
            Mood::Planned
        }
        SectionRole::Review | SectionRole::Background => looking_back(bare, heading),
        _ => by_words(bare, kind),
    }
}

/// In the review half a sentence is told as done unless it says otherwise.
fn looking_back(sentence: &str, heading: bool) -> Mood {
    if hopes(sentence) || is_planned(sentence) && !has_figure_reached(sentence) {
        Mood::Planned
    } else if says(sentence, "admitted") && !overcome(sentence) {
        Mood::Admitted
    } else if !heading && says(sentence, "ongoing") && !sentence.chars().any(|c| c.is_ascii_digit()) {
        Mood::Ongoing
    } else {
        Mood::Done
    }
}

/// Whether words look ahead; 争取 at the head does so where it does not tell what was won.
fn is_planned(sentence: &str) -> bool {
    let rest = sentence.strip_prefix(STRIVE).filter(|_| has_won(sentence));
    says(rest.unwrap_or(sentence), "planned")
}

/// Strives for, or wins.
const STRIVE: &str = "争取";

/// 「争取上级资金3.2亿元」 and 「向上争取项目12个」 tell what was won.
fn has_won(sentence: &str) -> bool {
    sentence.split_once(STRIVE).is_some_and(|(before, of)| {
        says(first_clause(of), "won") && !hoped(of) && !says(last_clause(before), "hoping")
    })
}

/// 「争取年内完工」, 「争取到2026年达到60%」: hoped for, whatever is then said of it.
fn hopes(sentence: &str) -> bool {
    sentence.strip_prefix(STRIVE).is_some_and(hoped)
}

/// Whether what follows 争取 is a deed or a time.
fn hoped(of: &str) -> bool {
    let year = of.trim_start_matches(['到', '在']).trim_start_matches(|c: char| c.is_ascii_digit());
    says(of, "hoped") || year.starts_with('年')
}

/// Whether a sentence opens on years to come: 「“十五五”时期，……」 before 2026, where that is the `next` five-year plan,
/// 「《纲要草案》明确了……」.
pub(super) fn turns_ahead(sentence: &str, next: Option<u8>) -> bool {
    let opening = head(sentence, OPENING);
    let to_come = |plan: Plan| Some(plan.number) == next && opening[plan.at + plan.len..].starts_with(PERIOD);
    says(opening, "ahead") || plans(opening).any(to_come)
}

/// Whether a sentence, or a clause at its head, opens on a year behind that of the document: 「到2030年，……」 in a report of 2025; a plan
/// that was made, 「印发《到2030年……方案》」, is no goal.
pub(super) fn looks_past(sentence: &str, year: i32) -> bool {
    let opening = head(sentence, OPENING);
    opening.match_indices(UNTIL).any(|(at, until)| {
        let named = moment(&opening[at + until.len()..], Era::default()).and_then(|m| m.days);
        let begins = at == 0
            || opening[..at].ends_with(['，', '：', '；'])
            || says(last_clause(&opening[..at]), "hoping");
        begins && named.is_some_and(|(day, _)| day.year > year)
    })
}

/// What stands before a year by which something shall be.
const UNTIL: &str = "到";

/// What follows the name of a five-year plan where its years are meant.
const PERIOD: &str = "时期";

/// So many characters open a sentence.
const OPENING: usize = 24;

fn by_words(sentence: &str, kind: DocumentKind) -> Mood {
    if is_planned(sentence) {
        Mood::Planned
    } else if says(sentence, "admitted") && !overcome(sentence) {
        Mood::Admitted
    } else if says(sentence, "done") {
        Mood::Done
    } else if says(sentence, "ongoing") {
        Mood::Ongoing
    } else if kind == DocumentKind::Report && has_won(sentence) {
        Mood::Done
    } else {
        Mood::General
    }
}

/// 「完成预期目标」, 「超过预期目标」: a goal's name inside a thing done.
fn has_figure_reached(sentence: &str) -> bool {
    says(sentence, "reached")
}

/// 「补齐短板」, 「差距缩小」, 「强化薄弱环节建设」: a want that was overcome.
fn overcome(sentence: &str) -> bool {
    let mends = |at: usize| says(last_item(&sentence[..at]), "mending");
    sentence.find("薄弱环节").is_some_and(mends) || says(sentence, "overcome")
}

fn says(sentence: &str, mood: &str) -> bool {
    CUES.get(mood).is_some_and(|cues| cues.head.begin(sentence) || cues.anywhere.occur_in(sentence))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_to_come_is_a_goal() {
        assert!(looks_past("到2031年，森林覆盖率提高3个百分点", 2026));
        assert!(!looks_past("到2026年底，森林覆盖率达到61%", 2026));
        assert!(looks_past("按照规划，到2031年，森林覆盖率提高3个百分点", 2026));
        assert!(!looks_past("公路里程由1980公里增加到2031公里", 2026));
        assert!(!looks_past("印发《云溪县到2031年碳达峰行动方案》", 2026));
        assert!(!looks_past("申办到2031年全国山地运动会", 2026));
    }

    #[test]
    fn the_part_decides_before_the_words() {
        let sentence = "推进云溪县城老旧小区改造，完善配套设施。";
        assert_eq!(mood(sentence, SectionRole::Review, false, DocumentKind::Report), Mood::Done);
        assert_eq!(mood(sentence, SectionRole::Plan, false, DocumentKind::Report), Mood::Planned);
    }

    #[test]
    fn a_look_ahead_inside_the_review_is_planned() {
        assert_eq!(
            mood("下一步，我们将扩大覆盖面。", SectionRole::Review, false, DocumentKind::Report),
            Mood::Planned
        );
        assert_eq!(
            mood("全面完成年度预期目标。", SectionRole::Review, false, DocumentKind::Report),
            Mood::Done
        );
    }

    #[test]
    fn years_to_come_are_named_in_the_first_words() {
        assert!(turns_ahead("今后五年，我们要建成现代化产业体系。", None));
        assert!(turns_ahead("“十六五”时期，我们要建成现代化产业体系。", Some(16)));
        assert!(!turns_ahead("“十四五”时期，新建学校12所。", Some(15)));
        assert!(!turns_ahead(
            "这些成绩的取得来之不易，是全县上下团结奋斗的结果，为“十五五”时期打下了基础。",
            Some(15)
        ));
    }

    #[test]
    fn what_was_won_is_done_and_what_is_hoped_for_planned() {
        let review = |text: &str| mood(text, SectionRole::Review, false, DocumentKind::Report);
        assert_eq!(review("争取省级专项资金5600万元。"), Mood::Done);
        assert_eq!(review("争取年内完成主体工程。"), Mood::Planned);
        assert_eq!(review("争取资金3亿元，下一步扩大投入。"), Mood::Planned);
        let other = |text: &str, kind| mood(text, SectionRole::Other, false, kind);
        assert_eq!(other("积极向上争取项目37个。", DocumentKind::Report), Mood::Done);
        assert_eq!(other("要积极争取项目37个。", DocumentKind::Report), Mood::Planned);
        assert_eq!(other("积极向上争取项目37个。", DocumentKind::Plan), Mood::General);
    }

    #[test]
    fn what_is_wanting_is_admitted() {
        assert_eq!(
            mood("已建成卫生室12个，但人员仍然偏少。", SectionRole::Other, false, DocumentKind::Report),
            Mood::Admitted
        );
        assert_eq!(
            mood("村级卫生室人员仍然偏少。", SectionRole::Review, false, DocumentKind::Report),
            Mood::Admitted
        );
        assert_eq!(
            mood("补齐了基层服务短板。", SectionRole::Review, false, DocumentKind::Report),
            Mood::Done
        );
        assert_eq!(
            mood("强化教育薄弱环节建设。", SectionRole::Review, false, DocumentKind::Report),
            Mood::Done
        );
        assert_eq!(
            mood("基础研究仍是薄弱环节。", SectionRole::Review, false, DocumentKind::Report),
            Mood::Admitted
        );
    }
}
