//! A plan and a report, both read → whether they seem to belong together: the places that their heads name.

use crate::Parsed;
use crate::language::Language;
use crate::model::{Document, Warning};

/// What closes a place's name, the longest first.
const PLACES: [&str; 10] = ["自治区", "自治州", "自治县", "省", "市", "州", "盟", "县", "区", "旗"];
/// A place's name of more characters is none.
const LONGEST: usize = 8;
/// Places are told apart by so many characters: 广西 is 广西壮族自治区.
const TELLING: usize = 2;

/// A warning where the heads name different places: 「东陵市……」 checked against 「云溪县……」.
pub(crate) fn warning(plan: &Parsed, report: &Parsed, language: Language) -> Option<Warning> {
    let (planned, told) = (place_of(plan)?, place_of(report)?);
    let head = |name: &str| name.chars().take(TELLING).collect::<String>();
    (head(&planned) != head(&told)).then(|| Warning {
        code: "different_organisation".into(),
        text: language.pick(
            format!("计划出自“{planned}”，报告出自“{told}”：两者似乎不相对应，结论都需复核"),
            format!("the plan is of “{planned}”, the report of “{told}”: they do not seem to belong together, review all"),
        ),
    })
}

/// The place that the first document with a head names.
fn place_of(parsed: &Parsed) -> Option<String> {
    parsed.documents.iter().find_map(in_head)
}

fn in_head(document: &Document) -> Option<String> {
    let head = &document.letterhead;
    [&head.title, &head.issuer, &head.signing_organ]
        .into_iter()
        .flatten()
        .find_map(|line| opening_place(&line.text))
}

/// The place that a head opens with, after its year: 云溪县 of 「2025年云溪县政府工作报告」.
fn opening_place(head: &str) -> Option<String> {
    let bare = head
        .trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || "年度关于〇○".contains(c));
    let opening: String =
        bare.chars().take(LONGEST).take_while(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).collect();
    let end = PLACES
        .iter()
        .filter_map(|suffix| opening.find(suffix).map(|at| (at, at + suffix.len())))
        .filter(|(at, _)| opening[..*at].chars().count() >= TELLING)
        .min()?
        .1;
    Some(opening[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_opens_with_its_place() {
        assert_eq!(opening_place("2025年云溪县政府工作报告").as_deref(), Some("云溪县"));
        assert_eq!(opening_place("东陵市卫生健康局关于全年工作的报告").as_deref(), Some("东陵市"));
        assert_eq!(opening_place("政府工作报告"), None);
        assert_eq!(opening_place("2025年重点工作任务清单"), None);
    }

    #[test]
    fn another_places_report_is_warned_of() {
        let parse = |text: &str| crate::parse(text.as_bytes());
        let body = "\n各位代表：\n一、今年工作安排\n改造老旧小区20个。\n";
        let plan = parse(&format!("2025年东陵市政府工作报告{body}"));
        let report = parse(&format!("2026年云溪县政府工作报告{body}"));
        let warned = |p, r| warning(p, r, Language::default()).map(|w| w.code);
        assert_eq!(warned(&plan, &report).as_deref(), Some("different_organisation"));
        assert_eq!(warned(&plan, &plan), None);
    }
}
