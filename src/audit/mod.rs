//! Metrics of a document → its own arithmetic, checked: rates, sums, products, growth, gaps, figures given twice.
//!
//! A false alarm is worse than silence: a relation that holds is reported where figures stand together; one that does
//! not hold is reported only where the words leave no other reading.

mod growth;
mod precision;
mod product;
mod rate;
mod repetition;
mod sum;

use crate::model::{Check, CheckKind, Document, Metric, Operand};
use crate::source::Source;
use precision::Printed;

/// Checks the arithmetic of `document`, in the order of the text.
pub fn audit(source: &Source, document: &Document) -> Vec<Check> {
    let figures: Vec<_> = document
        .metrics
        .iter()
        .filter_map(|m| Printed::of(m).map(|printed| Figure { metric: m, printed }))
        .collect();
    let mut checks = Vec::new();
    for paragraph in paragraphs(source.text(), &figures) {
        checks.extend(rate::checks(source.text(), paragraph));
        checks.extend(sum::checks(source.text(), paragraph));
        checks.extend(product::checks(source.text(), paragraph));
        checks.extend(growth::checks(source.text(), paragraph));
    }
    checks.extend(sum::structures(&document.metrics));
    checks.extend(repetition::checks(source.text(), &figures));
    checks.sort_by_key(|c| (c.operands.last().map(|o| o.place.span), c.kind));
    checks.dedup();
    checks
}

/// A metric with a single value, and how precisely that is printed.
struct Figure<'a> {
    metric: &'a Metric,
    printed: Printed,
}

impl Figure<'_> {
    fn name(&self) -> &str {
        self.metric.indicator.first().map_or("", String::as_str)
    }

    fn is_share(&self) -> bool {
        matches!(self.metric.unit.as_str(), "%" | "‰")
    }
}

/// The figures of one paragraph at a time.
fn paragraphs<'f, 'a>(text: &str, figures: &'f [Figure<'a>]) -> Vec<&'f [Figure<'a>]> {
    let apart = |a: &Figure<'_>, b: &Figure<'_>| {
        text.get(a.metric.place.span.end..b.metric.place.span.start).is_none_or(|gap| gap.contains('\n'))
    };
    figures.chunk_by(|a, b| !apart(a, b)).collect()
}

/// A check over `figures`, the result last.
fn check(kind: CheckKind, formula: String, expected: Option<String>, figures: &[&Figure<'_>]) -> Check {
    let operands = figures
        .iter()
        .map(|f| Operand {
            metric: f.metric.id,
            text: f.metric.text.clone(),
            indicator: f.name().to_owned(),
            place: f.metric.place,
        })
        .collect();
    Check { kind, holds: expected.is_none(), formula, expected, operands }
}

/// The text between two figures.
fn between<'t>(text: &'t str, a: &Figure<'_>, b: &Figure<'_>) -> &'t str {
    text.get(a.metric.place.span.end..b.metric.place.span.start).unwrap_or("")
}

/// What the figure itself is called: of 管理病人规范管理率 and 规范管理率 the latter, of which nothing is borrowed.
fn shortest_name<'f>(figure: &'f Figure<'_>) -> &'f str {
    let names = figure.metric.indicator.iter().filter(|n| n.chars().count() > 1);
    names.min_by_key(|n| n.len()).map_or(figure.name(), String::as_str)
}

/// Whether two names have two characters in a row in common.
fn share_a_word(a: &str, b: &str) -> bool {
    let chars: Vec<char> = a.chars().collect();
    chars.windows(2).any(|pair| b.contains(&String::from_iter(pair)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Quantity;
    use crate::numeral::Decimal;
    use crate::span::Place;
    use crate::{Source, Span};

    /// Builds a document from `indicator text value unit` lines that follow one another in `text`.
    fn document(text: &str, figures: &[(&str, &str, &str, &str)]) -> (Source, Document) {
        let source = Source::new(text.to_owned(), Default::default(), Vec::new());
        let mut document = Document::default();
        let mut at = 0;
        for (id, (name, written, value, unit)) in figures.iter().enumerate() {
            let start = at + text[at..].find(written).expect("the figure stands in the text");
            at = start + written.len();
            let value: Decimal = value.parse().expect("a decimal");
            let place = Place { span: Span::new(start, at), source_span: Span::new(start, at), page: None };
            let mut metric = Metric::new(*written, place, Quantity::Scalar(value), *unit);
            metric.id = id;
            metric.indicator = vec![(*name).to_owned()];
            document.metrics.push(metric);
        }
        (source, document)
    }

    fn found(text: &str, figures: &[(&str, &str, &str, &str)]) -> Vec<(CheckKind, bool)> {
        let (source, document) = document(text, figures);
        audit(&source, &document).into_iter().map(|c| (c.kind, c.holds)).collect()
    }

    #[test]
    fn a_rate_is_part_of_whole() {
        let figures = |rate| {
            [
                ("登记病人", "1794人", "1794", "人"),
                ("管理人数", "1763人", "1763", "人"),
                ("管理率", rate, "98.27", "%"),
            ]
        };
        let text = "登记病人1794人，管理人数1763人，管理率98.27%。";
        assert_eq!(found(text, &figures("98.27%")), [(CheckKind::Rate, true)]);
        let wrong = [
            ("登记病人", "1794人", "1794", "人"),
            ("管理人数", "1763人", "1763", "人"),
            ("管理率", "92.87%", "92.87", "%"),
        ];
        assert_eq!(
            found("登记病人1794人，管理人数1763人，管理率92.87%。", &wrong),
            [(CheckKind::Rate, false)]
        );
    }

    #[test]
    fn parts_add_up() {
        let parts =
            [("整改", "36条", "36", "条"), ("已整改", "13条", "13", "条"), ("正在整改", "23条", "23", "条")];
        assert_eq!(found("需要整改36条，已整改13条，正在整改23条。", &parts), [(CheckKind::Sum, true)]);
    }

    fn read(text: &str) -> Vec<(CheckKind, bool)> {
        let parsed = crate::parse(text.as_bytes());
        parsed.documents.iter().flat_map(|d| audit(&parsed.source, d)).map(|c| (c.kind, c.holds)).collect()
    }

    #[test]
    fn a_level_its_increase_and_the_rate_of_it_agree() {
        assert_eq!(read("全县接待游客115万人次，比上年增加15万人次，增长15%。"), [(CheckKind::Growth, true)]);
        assert_eq!(
            read("全县接待游客115万人次，比上年增加15万人次，增长13%。"),
            [(CheckKind::Growth, false)]
        );
        assert_eq!(
            read("全县用电量80万千瓦时，下降20%，比上年减少20万千瓦时。"),
            [(CheckKind::Growth, true)]
        );
        // The growth of one thing and the increase of another.
        assert_eq!(read("全县接待游客115万人次，新增客房15万间，收入增长13%。"), []);
    }

    #[test]
    fn one_wrong_digit_of_many_is_a_slip() {
        let text = |whole| format!("全县参保{whole}人，其中职工16565人、灵活就业3380人、居民81584人。");
        assert_eq!(read(&text("101529")), [(CheckKind::Sum, true)]);
        assert_eq!(read(&text("101529").replace("81584", "81984")), [(CheckKind::Sum, false)]);
        assert_eq!(read(&text("115377")), []);
    }

    /// Of short figures any list may miss its whole by one digit.
    #[test]
    fn one_wrong_digit_of_few_is_no_slip() {
        assert_eq!(read("全县参保4500人，其中职工2100人、居民2200人。"), []);
    }

    #[test]
    fn a_share_says_of_what_it_is() {
        let text = |share| format!("财政收入17.9亿元，其中税收收入11.1亿元，占财政收入的比重为{share}%。");
        assert_eq!(read(&text("62.0")), [(CheckKind::Rate, true)]);
        assert_eq!(read(&text("65.2")), [(CheckKind::Rate, false)]);
        assert_eq!(read("财政收入17.9亿元，其中税收收入11.1亿元，占地方支出的比重为65.2%。"), []);
    }

    #[test]
    fn a_structure_adds_up_to_a_hundred() {
        assert_eq!(read("三次产业结构比为12.3：45.6：42.1。"), [(CheckKind::Sum, true)]);
        assert_eq!(read("三次产业结构比为12.3：45.6：44.1。"), [(CheckKind::Sum, false)]);
        assert_eq!(read("三类岗位的比例为1：2：3。"), []);
    }

    #[test]
    fn a_total_closes_its_paragraph() {
        let text = "发放奖励金136.2万元，发放补助84.5万元，发放保健费4.1万元，全年合计224.8万元。";
        assert_eq!(read(text), [(CheckKind::Sum, true)]);
    }

    #[test]
    fn rounded_parts_add_up_to_the_finest_digit_only() {
        assert_eq!(read("落实资金9.2亿元，其中省级8亿元，市级1.2亿元。"), [(CheckKind::Sum, true)]);
        assert_eq!(read("落实资金10亿元，其中省级8亿元，市级1.2亿元。"), []);
    }

    #[test]
    fn a_growth_that_coarse_levels_merely_allow_is_passed_over() {
        assert_eq!(read("全县茶园面积由3万亩增加到4万亩，增长45%。"), []);
        assert_eq!(read("全县茶园面积由3万亩增加到4万亩，增长33%。"), [(CheckKind::Growth, true)]);
    }

    #[test]
    fn a_rate_of_something_else_is_no_quotient_of_its_neighbours() {
        let text = |rate| format!("年末宽带用户20.60万户，数字电视用户20.54万户，{rate}99.7%。");
        assert_eq!(read(&text("公交站点覆盖率")), []);
        assert_eq!(read(&text("数字电视入户率")), [(CheckKind::Rate, true)]);
        assert_eq!(read("应到代表二百四十人，实到二百二十八人，出勤率95%。"), [(CheckKind::Rate, true)]);
        assert_eq!(read("销售额240万元，费用180万元，产销率75%。"), []);
        // Long Chinese numerals are exact: seven in a hundred, not seventy.
        assert_eq!(read("登记选民三亿零二百万零四十人，推选组长二千一百一十四万名，登记率百分之七十。"), []);
    }

    #[test]
    fn figures_side_by_side_are_no_whole_and_parts() {
        assert_eq!(read("完成水利、能源、交通投资900万元、300万元、600万元。"), []);
        assert_eq!(read("完成投资900万元，其中水利300万元、能源600万元。"), [(CheckKind::Sum, true)]);
        assert_eq!(read("年产能一百五十万吨，其中甲厂一百五十万吨、乙厂五万吨。"), []);
        assert_eq!(read("甲村投入20万元，乙村投入12万元，丙村投入8万元。"), []);
        // 13 and 12 are 25, whatever rounding allows.
        assert_eq!(read("完成投资2.6亿元，其中水利1.3亿元、能源1.2亿元。"), []);
    }

    #[test]
    fn a_gap_is_laid_beside_the_two_rates_before_it() {
        assert_eq!(read("全县失业率5.2%，比全市7.4%低2.2个百分点。"), [(CheckKind::Gap, true)]);
        assert_eq!(read("全县失业率5.2%，比全市7.4%低2.8个百分点。"), [(CheckKind::Gap, false)]);
    }

    #[test]
    fn figures_that_have_nothing_to_do_with_each_other_raise_no_alarm() {
        let figures =
            [("培训", "20场", "20", "场"), ("学员", "300人", "300", "人"), ("合格率", "95%", "95", "%")];
        assert_eq!(found("培训20场，学员300人，合格率95%。", &figures), []);
    }
}
