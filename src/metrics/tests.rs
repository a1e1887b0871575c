//! Invented sentences → the metrics and times that a person reads in them.

use super::*;
use crate::model::{Comparator, MetricRole, Quantity};
use crate::source::SourceInfo;

fn read(text: &str) -> Vec<Metric> {
    let source = Source::new(text.to_owned(), SourceInfo::default(), Vec::new());
    let mut document = Document::default();
    document.place.span = Span::new(0, text.len());
    metrics(&source, &document).1
}

fn values(text: &str) -> Vec<String> {
    read(text).into_iter().map(|m| format!("{} {:?}", m.text, m.quantity)).collect()
}

#[test]
fn figures_are_found_with_their_units() {
    let got: Vec<_> = read("云溪县培训1,200人次，投入10余万元，覆盖率98.5%，比例123:100。")
        .into_iter()
        .map(|m| m.text)
        .collect();
    assert_eq!(got, ["1,200人次", "10余万元", "98.5%", "123:100"]);
}

#[test]
fn no_metric_where_nothing_is_counted() {
    for text in [
        "南政办〔2016〕27号",
        "联系电话：0375—1234567",
        "坚持“1+4”思路",
        "推进三个清单、两学一做",
        "第三季度第2位",
        "统一部署，进一步推进",
        "2025年6月24日",
        "12345热线",
        "1.述职。2.述廉。",
        "一是抓落实。二是抓监督。",
        "用好5g网络",
        "（3）",
        "近三年来",
        "“十四五”规划",
    ] {
        assert_eq!(values(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_value_after_respectively_finds_its_own_subject() {
    let got = read("陶瓷、造纸、茶叶等产业增加值分别增长7.5%、11.5%、17.4%。");
    let names: Vec<_> = got.iter().map(|m| m.indicator[0].as_str()).collect();
    assert_eq!(names, ["陶瓷产业增加值", "造纸产业增加值", "茶叶产业增加值"]);
    assert!(got.iter().all(|m| m.direction == Direction::Up));
    assert_eq!(got[1].list.as_deref(), Some("2/3"));
}

#[test]
fn a_gap_to_another_body_is_no_rise_of_its_own() {
    let got = read("云溪县增加值增幅高于全国0.7个百分点。");
    assert_eq!(got[0].role, MetricRole::Delta);
    assert_eq!(got[0].indicator[0], "云溪县增加值增幅");
}

#[test]
fn ranges_keep_both_ends() {
    let got = read("补助100元-150元，增长5%至6%，新建3—5个。");
    assert!(got.iter().all(|m| matches!(m.quantity, Quantity::Range(..))), "{got:?}");
}

#[test]
fn bounds_are_read_on_both_sides() {
    let got = read("覆盖率达到80%以上，误差不超过3%，参会近2000人，约5万户，发放60余份。");
    let comparators: Vec<_> = got.iter().map(|m| m.comparator).collect();
    use Comparator::*;
    assert_eq!(comparators, [Ge, Le, JustUnder, Approx, JustOver]);
}

#[test]
fn hostile_lines_take_linear_time_and_never_panic() {
    for piece in [
        "增长5%、",
        "1:2",
        "其中10个，",
        "0-6岁",
        "20XX年5人",
        "百分之",
        "第5-",
        "分别增长、",
        "（（（5个",
        "一是",
        "十",
    ] {
        let text = piece.repeat(4_000);
        drop(read(&text));
        for cut in (0..60).filter(|&at| text.is_char_boundary(at)) {
            drop(read(&text[..cut]));
        }
    }
}
