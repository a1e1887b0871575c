//! Metrics of a document → its own arithmetic, checked: rates, sums, products, growth, gaps, figures given twice.
//!
//! A false alarm is worse than silence: a relation that holds is reported where figures stand together; one that does
//! not hold is reported only where the words leave no other reading.

mod across;
mod branch;
mod difference;
mod figure;
mod growth;
mod members;
mod partition;
mod possible;
mod precision;
mod product;
mod rate;
mod repetition;
mod respectively;
mod sum;

use crate::model::{Check, Document};
use crate::source::Source;
pub use across::{Side, across};
use figure::Figure;
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
        checks.extend(partition::checks(source.text(), paragraph));
        checks.extend(difference::checks(source.text(), paragraph));
    }
    checks.extend(sum::structures(&document.metrics));
    checks.extend(repetition::checks(source.text(), &figures));
    checks.extend(members::checks(source, document));
    checks.extend(respectively::checks(source, document));
    checks.extend(possible::days(source, document.place.span));
    checks.extend(possible::shares(&figures));
    checks.sort_by_key(|c| (c.operands.last().map(|o| o.place.span), c.kind));
    checks.dedup_by(|a, b| a == b || a.kind == b.kind && a.holds == b.holds && same_operands(a, b));
    checks
}

/// Whether two checks are of the same figures, in whatever order.
fn same_operands(a: &Check, b: &Check) -> bool {
    let spans = |check: &Check| {
        let mut spans: Vec<_> = check.operands.iter().map(|o| o.place.span).collect();
        spans.sort_unstable();
        spans
    };
    spans(a) == spans(b)
}

/// The figures of one paragraph at a time.
fn paragraphs<'f, 'a>(text: &str, figures: &'f [Figure<'a>]) -> Vec<&'f [Figure<'a>]> {
    let apart = |a: &Figure<'_>, b: &Figure<'_>| {
        text.get(a.metric.place.span.end..b.metric.place.span.start).is_none_or(|gap| gap.contains('\n'))
    };
    figures.chunk_by(|a, b| !apart(a, b)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CheckKind, Metric, Quantity};
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
            let place =
                Place { span: Span::new(start, at), source_span: Span::new(start, at), ..Place::default() };
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
    fn parts_that_divide_a_whole_make_it() {
        let text = |third| {
            format!(
                "全区生产总值86.0亿元，其中第一产业增加值6.0亿元、第二产业增加值40.0亿元、第三产业增加值{third}亿元。"
            )
        };
        assert_eq!(read(&text("40.0")), [(CheckKind::Sum, true)]);
        assert_eq!(read(&text("44.0")), [(CheckKind::Sum, false)]);
        // Growth may stand between the parts, and ；.
        let apart = |second| {
            format!(
                "货物进出口86.4亿元，增长3.0%。其中，出口50.1亿元，增长2.0%；进口{second}亿元，增长4.4%。"
            )
        };
        assert_eq!(read(&apart("36.3")), [(CheckKind::Sum, true), (CheckKind::PartsGrowth, true)]);
        assert_eq!(read(&apart("33.6")), [(CheckKind::Sum, false)]);
        // Not all that are there need be told, but no more.
        assert_eq!(read("全市有学校90所，其中小学50所、初中20所。"), []);
        assert_eq!(read("全市有学校90所，其中小学50所、初中30所、高中16所。"), [(CheckKind::Sum, false)]);
        // 20个约束性指标: named behind the number.
        assert_eq!(read("提出30个指标，其中12个预期性指标、19个约束性指标。"), [(CheckKind::Sum, false)]);
    }

    #[test]
    fn a_part_is_named_by_the_member_that_stands_first() {
        let text = |other| format!("公共预算收入9.6亿元，其中税收收入7.1亿元、非税收入{other}亿元。");
        assert_eq!(read(&text("2.5")), [(CheckKind::Sum, true)]);
        assert_eq!(read(&text("3.5")), [(CheckKind::Sum, false)]);
    }

    #[test]
    fn parts_of_another_sentence_raise_no_alarm() {
        assert_eq!(read("全镇人口3.0万人。城镇新增就业1.6万人，农村转移就业1.1万人。"), []);
        assert_eq!(read("全镇人口3.0万人，城镇1.6万人，农村1.1万人。"), [(CheckKind::Sum, false)]);
    }

    #[test]
    fn no_part_is_more_than_its_whole() {
        assert_eq!(read("全年实现农业总产值41.2亿元，其中：种植业122.3亿元。"), [(CheckKind::Sum, false)]);
        // 其中 speaks of what was read as no plain figure.
        assert_eq!(read("去年产茶二万担，今年超过九万担，其中七万担是新茶。"), []);
        assert_eq!(read("新建铁路16公里，新增公路639公里，其中高速公路33公里。"), []);
        assert_eq!(read("当年发放贷款12.0亿元，其中涉农贷款余额35.0亿元。"), []);
    }

    #[test]
    fn the_growth_of_a_whole_lies_between_that_of_its_parts() {
        let text = |growth| {
            format!("粮食产量20.0万吨，增长{growth}%，其中夏粮8.0万吨，增长2.0%，秋粮12.0万吨，增长4.5%。")
        };
        assert_eq!(read(&text("3.5")), [(CheckKind::Sum, true), (CheckKind::PartsGrowth, true)]);
        assert_eq!(read(&text("5.3")), [(CheckKind::Sum, true), (CheckKind::PartsGrowth, false)]);
        // 平均每年增长 is another growth.
        let average = "进出口20.0亿元，比五年前增长51.8%。其中，出口8.0亿元，年均增长2.0%，进口12.0亿元，年均增长4.5%。";
        assert_eq!(read(average), [(CheckKind::Sum, true)]);
    }

    #[test]
    fn words_tell_of_what_a_share_is() {
        let text = |share| format!("到位资金27.0亿元，为年度任务30.0亿元的{share}%。");
        assert_eq!(read(&text("90.0")), [(CheckKind::Rate, true)]);
        assert_eq!(read(&text("95.0")), [(CheckKind::Rate, false)]);
        // The share may be of either.
        assert_eq!(read("累计完成投资45.0亿元，其中今年完成18.0亿元，为总投资60.0亿元的75.0%。"), []);
    }

    #[test]
    fn listed_amounts_make_the_total_that_closes_them() {
        let text = |total| {
            format!("一是追缴税款210万元，二是收回欠款130万元，三是核减工程款60万元，合计{total}万元。")
        };
        assert_eq!(read(&text("400")), [(CheckKind::Sum, true)]);
        assert_eq!(read(&text("440")), [(CheckKind::Sum, false)]);
    }

    #[test]
    fn a_deficit_is_what_is_missing() {
        let text = |gap| format!("全年收入15.2亿元，支出18.4亿元，收支相抵，赤字{gap}亿元。");
        assert_eq!(read(&text("3.2")), [(CheckKind::Difference, true)]);
        assert_eq!(read(&text("2.3")), [(CheckKind::Difference, false)]);
        assert_eq!(read("出生率6.10‰，死亡率7.40‰，自然增长率-1.30‰。"), [(CheckKind::Difference, true)]);
        assert_eq!(read("出生率6.10‰，死亡率7.40‰，自然增长率1.30‰。"), [(CheckKind::Difference, false)]);
    }

    #[test]
    fn a_level_is_laid_beside_that_of_last_year() {
        let text = |growth| format!("社会用电量42.0亿千瓦时，比上年的40.0亿千瓦时增长{growth}%。");
        assert_eq!(read(&text("5.0")), [(CheckKind::Growth, true)]);
        assert_eq!(read(&text("8.0")), [(CheckKind::Growth, false)]);
    }

    #[test]
    fn a_list_has_as_many_members_as_it_is_said_to_have() {
        let text = |number| format!("重点做好{number}项工作：一是修路，二是引水，三是种树。");
        assert_eq!(read(&text("三")), []);
        assert_eq!(read(&text("四")), [(CheckKind::Members, false)]);
        assert_eq!(read("完成投资3项，一是修路，二是引水。"), []);
    }

    #[test]
    fn no_calendar_has_such_a_day() {
        assert_eq!(read("会议于2024年11月31日召开。"), [(CheckKind::Impossible, false)]);
        assert_eq!(read("会议于2024年2月29日召开，2023年2月29日通报。"), [(CheckKind::Impossible, false)]);
        assert_eq!(read("工程于2024年13月开工，2024年12月完工。"), [(CheckKind::Impossible, false)]);
        assert_eq!(read("2025年至2023年修路，2023—2025年引水。"), [(CheckKind::Impossible, false)]);
        assert_eq!(read("农村自来水普及率103.5%。"), [(CheckKind::Impossible, false)]);
        assert_eq!(read("税收任务完成率103.5%，普及率提高103.5%。"), []);
    }

    #[test]
    fn a_list_of_values_has_one_for_each_subject() {
        let text = |values| format!("粮食、油料、蔬菜产量分别增长{values}。");
        assert_eq!(read(&text("2.1%、3.4%和5.0%")), []);
        assert_eq!(read(&text("2.1%和3.4%")), [(CheckKind::Members, false)]);
        // 和 may join two subjects or stand in the name of one; 城乡 stands for two.
        assert_eq!(read("批发和零售业、住宿业产值分别增长2.1%、3.4%和5.0%。"), []);
        assert_eq!(read("工业用电量、城乡用电量分别增长2.1%、3.4%和5.0%。"), []);
    }

    #[test]
    fn a_wrong_magnitude_is_a_slip() {
        let text = |whole| format!("公共预算收入{whole}元，其中税收收入7.1亿元、非税收入2.5亿元。");
        assert_eq!(read(&text("9.6亿")), [(CheckKind::Sum, true)]);
        assert_eq!(read(&text("96亿")), [(CheckKind::Sum, false)]);
        let told = |again| {
            format!(
                "云溪县2024年工作总结\n全年固定资产投资完成120.5亿元。\n全年固定资产投资完成{again}元。\n"
            )
        };
        assert_eq!(read(&told("120.5亿")), []);
        assert_eq!(read(&told("120.5万")), [(CheckKind::Repetition, false)]);
    }

    #[test]
    fn what_is_too_far_off_is_another_relation() {
        let schools = |third| format!("全市有学校90所，其中小学80所、初中70所、高中{third}所。");
        assert_eq!(read(&schools(20)), [(CheckKind::Sum, false)]);
        assert_eq!(read(&schools(25)), []);
        assert_eq!(read(&schools(95)), [(CheckKind::Sum, false)]);
        assert_eq!(read("全镇人口3.0万人，城镇1.6万人，农村1.1万人。"), [(CheckKind::Sum, false)]);
        assert_eq!(read("全镇人口3.0万人，城镇1.6万人，农村0.7万人。"), []);
        let power = |rate| format!("用电量115.0万千瓦时，比上年增加15.0万千瓦时，增长{rate}%。");
        assert_eq!(read(&power("74.0")), [(CheckKind::Growth, false)]);
        assert_eq!(read(&power("76.0")), []);
    }

    #[test]
    fn figures_that_have_nothing_to_do_with_each_other_raise_no_alarm() {
        let figures =
            [("培训", "20场", "20", "场"), ("学员", "300人", "300", "人"), ("合格率", "95%", "95", "%")];
        assert_eq!(found("培训20场，学员300人，合格率95%。", &figures), []);
    }
}
