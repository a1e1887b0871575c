//! A finding → its explanation, one line: the figures side by side, or what was found where no figures meet.

use super::words;
use crate::language::Language;
use crate::model::{Comparator, Comparison, Direction, Finding, Metric, Outcome, Reason, Verdict};
use crate::numeral::Decimal;

/// Explains a finding: 「村卫生室公有化率：目标≥80%，实际74.16%，差5.84个百分点」.
///
/// # Example
/// ```
/// use gongwen::{Finding, Language, model::Reason, report};
///
/// let mut finding = Finding::default();
/// finding.reasons = vec![Reason::NoEvidence];
/// assert_eq!(report::explanation(&finding, Language::English), "no evidence in the report");
/// ```
pub fn explanation(finding: &Finding, language: Language) -> String {
    let figures = finding.comparisons.iter().map(|c| comparison(c, language));
    let parts: Vec<String> = figures.chain(reason(finding, language)).collect();
    parts.join(language.pick("；", "; "))
}

/// The weightiest reason that the figures do not say by themselves: they tell that a target is met or missed.
pub(super) fn reason(finding: &Finding, language: Language) -> Option<String> {
    let by_figures = |r: &&Reason| matches!(r, Reason::TargetMet | Reason::TargetBelow);
    let reason = finding.reasons.iter().find(|r| !by_figures(r))?;
    Some(format!("{}{}", words::reason(*reason, language), missing_parts(finding, language)))
}

/// So many missing parts are named, and of each so many characters.
const NAMED: usize = 2;
const SHORT: usize = 16;

/// Names the parts that are not mentioned: 「，未见：加强水源保护、……」.
fn missing_parts(finding: &Finding, language: Language) -> String {
    if !finding.reasons.contains(&Reason::PartMissing) {
        return String::new();
    }
    let missing = || finding.parts.iter().filter(|p| p.verdict == Verdict::NotMentioned);
    let named: Vec<String> = missing()
        .take(NAMED)
        .map(|p| match p.text.char_indices().nth(SHORT) {
            Some((at, _)) => format!("{}…", &p.text[..at]),
            None => p.text.clone(),
        })
        .collect();
    let more = if missing().count() > NAMED { language.pick("等", " and more") } else { "" };
    if named.is_empty() {
        return String::new();
    }
    let head = language.pick("，未见：", "; not mentioned: ");
    format!("{head}{}{more}", named.join(language.pick("、", ", ")))
}

fn comparison(c: &Comparison, language: Language) -> String {
    let name = c.target.indicator.first().map_or("", String::as_str);
    let (aim, actual) = (language.pick("目标", "target "), language.pick("实际", "actual "));
    let mut line = format!("{name}{}{aim}{}", language.pick("：", ": "), figure(&c.target));
    line += &format!("{}{actual}{}", language.pick("，", ", "), self::actual(c));
    if let Some(why) = c.why.filter(|_| c.outcome != Outcome::Met) {
        let (open, close) = language.pick(("（", "）"), (" (", ")"));
        line += &format!("{open}{}{close}", words::mismatch(why, language));
    }
    if let (Outcome::Missed, Some(gap)) = (c.outcome, &c.gap) {
        let unit = c.unit.as_deref().unwrap_or("");
        let (by, gap) = match gap.strip_prefix('-') {
            Some(gap) => (language.pick("，差", ", short by "), gap),
            None => (language.pick("，差", ", over by "), gap.as_str()),
        };
        line += &format!("{by}{}{unit}", readable(gap));
    }
    line
}

/// Writes large numbers as people do: 840000000 as 8.4亿, 31148 as 3.1148万.
pub(super) fn readable(number: &str) -> String {
    let places =
        |power: u32| number.parse::<Decimal>().ok().and_then(|n| n.checked_mul(Decimal::new(1, power)));
    let whole = number.split('.').next().unwrap_or("").len();
    match whole {
        9.. => places(8).map_or(number.to_owned(), |n| format!("{n}亿")),
        5..=8 => places(4).map_or(number.to_owned(), |n| format!("{n}万")),
        _ => number.to_owned(),
    }
}

/// Writes a figure with its comparator as a sign: 80%以上 as ≥80%.
pub(super) fn figure(metric: &Metric) -> String {
    let sign = match metric.comparator {
        Comparator::Ge => "≥",
        Comparator::Gt => ">",
        Comparator::Le => "≤",
        Comparator::Lt => "<",
        Comparator::Approx => "约",
        _ => "",
    };
    let bare = ["以上", "以内", "左右", "超过", "以下", "不低于", "不少于", "不超过", "约", "突破"]
        .iter()
        .fold(metric.text.clone(), |t, w| t.replace(w, ""));
    format!("{sign}{bare}")
}

/// Writes what was reached; a fall where a rise was aimed at has its sign: 增长5%以上 and 下降5.4% as ≥5% and -5.4%.
pub(super) fn actual(c: &Comparison) -> String {
    let reached = figure(&c.actual);
    let changes = c.target.change_by.is_some() && c.actual.change_by.is_some();
    let fell = (c.target.direction, c.actual.direction) == (Direction::Up, Direction::Down);
    if changes && fell && !reached.starts_with('-') { format!("-{reached}") } else { reached }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Part, Quantity};
    use crate::span::Place;

    #[test]
    fn large_gaps_are_read_in_wan_and_yi() {
        assert_eq!(readable("840000000"), "8.4亿");
        assert_eq!(readable("31148"), "3.1148万");
        assert_eq!(readable("5.84"), "5.84");
    }

    #[test]
    fn a_gap_is_told_with_its_side() {
        let metric = |n: i128| {
            let quantity = Quantity::Scalar(Decimal::new(n, 0));
            Metric::new(format!("{n}座"), Place::default(), quantity, "座")
        };
        let missed = |actual: i128| Comparison {
            target: metric(12),
            actual: metric(actual),
            outcome: Outcome::Missed,
            gap: Some((actual - 12).to_string()),
            unit: Some("座".into()),
            why: None,
        };
        let told = |actual, language| comparison(&missed(actual), language);
        assert_eq!(told(9, Language::English), ": target 12座, actual 9座, short by 3座");
        assert_eq!(told(15, Language::English), ": target 12座, actual 15座, over by 3座");
        assert_eq!(told(9, Language::Chinese), "：目标12座，实际9座，差3座");
    }

    #[test]
    fn a_fall_below_a_rise_has_its_sign() {
        let told = |reached: &str| {
            let plan = crate::parse("云溪县2025年工作要点\n1.外贸进出口总额增长5%以上。\n".as_bytes());
            let report = format!("云溪县2025年工作总结\n一、完成情况\n全年外贸进出口总额{reached}。\n");
            let review = crate::Checker::new().check(&plan, &crate::parse(report.as_bytes()));
            explanation(&review.findings[0], Language::Chinese)
        };
        assert_eq!(told("下降5.4%"), "外贸进出口总额：目标≥5%，实际-5.4%，差10.4个百分点");
        assert_eq!(told("增长3.4%"), "外贸进出口总额：目标≥5%，实际3.4%，差1.6个百分点");
    }

    #[test]
    fn missing_parts_are_named() {
        let part = Part { text: "改造管网".into(), ..Part::default() };
        let reasons = vec![Reason::TargetMet, Reason::PartMissing];
        let finding = Finding { reasons, parts: vec![part], ..Finding::default() };
        let english = explanation(&finding, Language::English);
        assert!(english.ends_with("completed; not mentioned: 改造管网"), "{english}");
        assert_eq!(explanation(&finding, Language::Chinese), "只见部分内容的完成情况，未见：改造管网");
    }
}
