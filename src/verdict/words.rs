//! A finding → its explanation, one line that a person reads.

use crate::language::Language;
use crate::model::{Comparator, Comparison, Finding, Metric, Outcome, Verdict};
use crate::numeral::Decimal;

/// 「村卫生室公有化率：目标≥80%，实际74.16%，差5.84个百分点」, or what was found where no figures meet.
pub(super) fn explanation(finding: &Finding, language: Language) -> String {
    let figures: Vec<String> = finding.comparisons.iter().map(|c| comparison(c, language)).collect();
    let mut parts = figures;
    let untold = untold(finding, language);
    if let Some(reason) = finding.reasons.iter().find_map(|r| reason(r, finding.verdict, language)) {
        parts.push(format!("{reason}{untold}"));
    }
    parts.join(language.pick("；", "; "))
}

/// So many parts that are not told of are named, and of each so many characters.
const NAMED: usize = 2;
const SHORT: usize = 16;

/// 「，未见：加强水源保护、……」, where parts are wanting.
fn untold(finding: &Finding, language: Language) -> String {
    if !finding.reasons.iter().any(|r| r == "part_missing") {
        return String::new();
    }
    let wanting = || finding.parts.iter().filter(|p| p.verdict == Verdict::NotMentioned);
    let named: Vec<String> = wanting()
        .take(NAMED)
        .map(|p| match p.text.char_indices().nth(SHORT) {
            Some((at, _)) => format!("{}…", &p.text[..at]),
            None => p.text.clone(),
        })
        .collect();
    let more = if wanting().count() > NAMED { language.pick("等", " and more") } else { "" };
    match named.is_empty() {
        true => String::new(),
        false => format!(
            "{}{}{more}",
            language.pick("，未见：", ", not told of: "),
            named.join(language.pick("、", ", "))
        ),
    }
}

fn comparison(c: &Comparison, language: Language) -> String {
    let name = c.target.indicator.first().map_or("", String::as_str);
    let (aim, actual) = (language.pick("目标", "target "), language.pick("实际", "actual "));
    let mut line = format!("{name}{}{aim}{}", language.pick("：", ": "), target_words(&c.target));
    line += &format!("{}{actual}{}", language.pick("，", ", "), target_words(&c.actual));
    if let Some(doubt) =
        c.why.as_deref().filter(|_| c.outcome != Outcome::Met).and_then(|why| doubt(why, language))
    {
        line += &format!("{}{doubt}{}", language.pick("（", " ("), language.pick("）", ")"));
    }
    if let (Outcome::Missed, Some(gap)) = (c.outcome, &c.gap) {
        let gap = readable(gap.trim_start_matches('-'));
        let unit = c.unit.as_deref().unwrap_or("");
        line += &format!("{}{gap}{unit}", language.pick("，差", ", off by "));
    }
    line
}

/// Why a comparison does not decide, as far as a person needs to know.
fn doubt(why: &str, language: Language) -> Option<&'static str> {
    Some(match why {
        "imprecise" => language.pick("数字不精确", "imprecise"),
        "perhaps_of_years" => language.pick("可能是多年累计", "perhaps the sum of several years"),
        "perhaps_of_a_part" => language.pick("可能只是其中一部分", "perhaps of a part only"),
        "part_of_the_period" => language.pick("只到期中", "of a part of the period"),
        "under_way" => language.pick("尚在建设", "still being built"),
        "masked" => language.pick("数字被遮盖", "digits are hidden"),
        "not_a_number" => language.pick("不是一个确定的数", "no single number"),
        "share_against_points" => {
            language.pick("一个是比重，一个是百分点，不可比", "a share and percentage points: not comparable")
        }
        "persons_against_visits" => language.pick("人和人次不可比", "persons and visits are not comparable"),
        "persons_against_households" => {
            language.pick("人和户不可比", "persons and households are not comparable")
        }
        "different_currency" => language.pick("币种不同，不可比", "another currency: not comparable"),
        "different_unit" => language.pick("计量单位不同，不可比", "another unit: not comparable"),
        "per_unit_against_total" => {
            language.pick("一个是人均或单位量，一个是总量，不可比", "per unit and in total: not comparable")
        }
        "change_against_level" => {
            language.pick("一个是增减，一个是总量，不可比", "a change and a level: not comparable")
        }
        "different_change" => language
            .pick("一个是增减幅度，一个是增减数量，不可比", "changes of different kinds: not comparable"),
        "average_against_year" => language
            .pick("一个是多年平均，一个不是，不可比", "an average of years and a year: not comparable"),
        "year_against_years" | "years_against_year" => {
            language.pick("一个是一年，一个是多年，不可比", "one year and several: not comparable")
        }
        "another_year" => language.pick("不是同一年，不可比", "of another year: not comparable"),
        "gap_to_another" => language.pick("是与别处的差距，不可比", "a gap to another body: not comparable"),
        "not_an_actual" => language.pick("是基数或标准，不是结果", "a baseline or a rule, not a result"),
        "only_planned" => language.pick("只是打算", "only planned"),
        _ => return None,
    })
}

/// 840000000 as 8.4亿, 31148 as 3.1148万.
fn readable(number: &str) -> String {
    let places =
        |power: u32| number.parse::<Decimal>().ok().and_then(|n| n.checked_mul(Decimal::new(1, power)));
    let whole = number.split('.').next().unwrap_or("").len();
    match whole {
        9.. => places(8).map_or(number.to_owned(), |n| format!("{n}亿")),
        5..=8 => places(4).map_or(number.to_owned(), |n| format!("{n}万")),
        _ => number.to_owned(),
    }
}

fn target_words(target: &Metric) -> String {
    let sign = match target.comparator {
        Comparator::Ge => "≥",
        Comparator::Gt => ">",
        Comparator::Le => "≤",
        Comparator::Lt => "<",
        Comparator::Approx => "约",
        _ => "",
    };
    let bare = ["以上", "以内", "左右", "超过", "以下", "不低于", "不少于", "不超过", "约", "突破"]
        .iter()
        .fold(target.text.clone(), |t, w| t.replace(w, ""));
    format!("{sign}{bare}")
}

fn reason(code: &str, verdict: Verdict, language: Language) -> Option<&'static str> {
    Some(match (code, verdict) {
        ("not_checkable", _) => {
            language.pick("口号或原则，无可核查的事项", "a slogan or principle: nothing to check")
        }
        ("only_planned", _) => {
            language.pick("报告只在今后打算中提到，未见完成情况", "only named among what is still planned")
        }
        ("no_evidence", _) => language.pick("报告中未见相关完成情况", "nothing in the report tells of it"),
        ("admission", _) => language.pick("报告承认未完成或有差距", "the report admits that it is wanting"),
        ("number_missing", _) => language.pick(
            "有相关进展，未见目标所要的数字",
            "told of, but without the figure that the target asks for",
        ),
        ("number_incomparable", _) => language.pick(
            "有数字，但与目标的数字不可比",
            "told with a figure that cannot be compared with the target",
        ),
        ("ongoing", _) => language.pick("正在推进，未见完成", "under way, not told as finished"),
        ("first_step", _) => language.pick("只完成了前期或部分建设", "only steps on the way are told of"),
        ("part_missing", _) => language.pick("只见部分内容的完成情况", "only a part of it is told of"),
        ("pace_kept", _) => language.pick("居民收入增长与经济增长同步", "incomes grew as the economy did"),
        ("pace_kept_in_part", _) => language.pick(
            "城镇、农村居民收入只有一项跟上经济增长",
            "only one of the two incomes grew as the economy did",
        ),
        ("pace_missed", _) => {
            language.pick("居民收入增长慢于经济增长", "incomes grew slower than the economy")
        }
        ("list_kept", _) => language.pick(
            "列入民生实事清单，报告称清单全部完成",
            "on a list of promises that the report says was kept as a whole",
        ),
        ("number_unclear", _) => language.pick(
            "有数字，但不足以断定是否达到目标",
            "told with a figure that does not show whether the target was met",
        ),
        ("told_as_done", _) => language.pick("报告称已开展或完成", "told as done"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{doubt, readable};
    use crate::language::Language;
    use crate::tables::rows;

    #[test]
    fn every_reason_that_a_comparison_gives_has_its_words() {
        let given = rows(include_str!("compare_cases.tsv")).map(|row| row[4]).filter(|why| *why != "-");
        for why in given.chain(["under_way", "perhaps_of_a_part", "perhaps_of_years"]) {
            assert!(doubt(why, Language::Chinese).is_some(), "{why}");
        }
    }

    #[test]
    fn large_gaps_are_read_in_wan_and_yi() {
        assert_eq!(readable("840000000"), "8.4亿");
        assert_eq!(readable("31148"), "3.1148万");
        assert_eq!(readable("5.84"), "5.84");
    }
}
