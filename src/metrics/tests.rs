//! Invented sentences → the metrics and times that a person reads in them.

use super::*;
use crate::model::{Comparator, Extent, MetricRole, Quantity};
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

/// The direction of each figure.
fn directions(text: &str) -> Vec<Direction> {
    read(text).into_iter().map(|m| m.direction).collect()
}

#[test]
fn a_loss_in_one_word_is_a_fall() {
    use Direction::*;
    let falls = [
        "契税减收86万元。",
        "公用经费减支12%。",
        "全县存款少增4亿元。",
        "柑橘减产3%。",
        "货币贬值2%。",
        "非税收入短收35万元。",
        "少缴保险费18万元。",
        "投资增速放缓1.4个百分点。",
        "采矿业负向拉动工业增长0.6个百分点。",
        "事故比上年少7起。",
    ];
    for text in falls {
        assert_eq!(directions(text), [Down], "{text}");
    }
    assert_eq!(directions("用气量至少增加3%，里拉升值2%，投资增速加快1.4个百分点。"), [Up; 3]);
    assert_eq!(directions("制定减产不减收措施12条。"), [None]);
}

#[test]
fn what_is_done_away_with_may_be_described() {
    use Direction::*;
    assert_eq!(directions("关停污染严重的砖厂5家、采石场3处。"), [Down; 2]);
    assert_eq!(directions("关闭不具备条件的小矿山9座。"), [Down]);
    assert_eq!(directions("推出减轻企业负担的举措9条。"), [None]);
}

#[test]
fn a_change_against_its_own_past_is_no_gap() {
    let role = |text: &str| read(text).into_iter().map(|m| (m.role, m.direction)).collect::<Vec<_>>();
    let risen = (MetricRole::Actual, Direction::Up);
    for text in [
        "产值增速比同期提高2.6个百分点。",
        "税收占比比上年高1.2个百分点。",
        "旱田比重提高3个百分点。",
        "城镇化率较2020年高4.1个百分点。",
    ] {
        assert_eq!(role(text), [risen], "{text}");
    }
    assert_eq!(role("产值增速比全市平均高2.6个百分点。"), [(MetricRole::Delta, Direction::Up)]);
    assert_eq!(role("失业率比计划低0.3个百分点。"), [(MetricRole::Delta, Direction::Down)]);
}

#[test]
fn a_gap_may_be_told_to_the_figure_before() {
    let got = read("失业率5.1%，比全州6.3%低1.2个百分点。");
    assert_eq!(got[1].role, MetricRole::Baseline);
    assert_eq!((got[2].role, got[2].direction), (MetricRole::Delta, Direction::Down));
    assert_eq!(got[2].indicator[0], "失业率比全州低");
}

#[test]
fn every_figure_of_a_list_begins_where_the_list_begins() {
    use MetricRole::*;
    let roles = |text: &str| read(text).into_iter().map(|m| m.role).collect::<Vec<_>>();
    let text = "通气率、通网率由61%、72%分别提升至80%和93%。";
    assert_eq!(roles(text), [Baseline, Baseline, Actual, Actual]);
    assert_eq!(roles("补贴从5元、3元和2元调整为6元。"), [Baseline, Baseline, Baseline, Actual]);
}

#[test]
fn a_bound_reaches_the_whole_list() {
    use Comparator::*;
    let comparators = |text: &str| read(text).into_iter().map(|m| m.comparator).collect::<Vec<_>>();
    for (text, expected) in [
        ("户籍人口、用电户分别突破30万人和9万户。", vec![Gt, Gt]),
        ("合格率、满意率分别达到96%、91%以上。", vec![Ge, Ge]),
        ("肉、蛋产量分别稳定在20万吨和6万吨左右。", vec![Approx, Approx]),
        ("每村不少于2名医生和3名护士。", vec![Ge, Ge]),
        ("大约服务旅客9万人次。", vec![Approx]),
        ("培训800人（其中女性300人）左右。", vec![Approx, Eq]),
        ("近20家企业、30名职工参加。", vec![JustUnder, Eq]),
        ("超过150元的必查，100元-150元的抽查。", vec![Gt, Eq]),
        ("产值突破9亿元、增长5%。", vec![Gt, Eq]),
    ] {
        assert_eq!(comparators(text), expected, "{text}");
    }
}

#[test]
fn a_number_of_figures_in_a_slogan_is_no_metric() {
    for text in [
        "开展“6个70万”行动。",
        "打造‘十个20亿’产业，推进“3个500亿、5个80亿”计划。",
        "做到3个“100%”。",
        "依《办法》第 18 条第 2 项、第21、22条办理。",
        "地址为云溪路 3 段 25 号，和平街9号12层。",
        "住中山北路三段。",
        "三台县、五家渠市、八家子镇、三间房乡供水。",
        "（此处省略391字，登录后阅读）",
        "尚有70%未读。",
    ] {
        assert_eq!(values(text), Vec::<String>::new(), "{text}");
    }
    let texts = |text: &str| read(text).into_iter().map(|m| m.text).collect::<Vec<_>>();
    assert_eq!(texts("建成3个“15分钟便民圈”，打造20个“5G＋工厂”。"), ["3个", "20个"]);
    assert_eq!(texts("新建道路2段、公路3条、三座水库、三台收割机。"), ["2段", "3条", "三座", "三台"]);
    assert_eq!(texts("编写报告1200字。"), ["1200字"]);
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

/// The first name of each figure.
fn names(text: &str) -> Vec<String> {
    read(text).into_iter().map(|m| m.indicator.first().cloned().unwrap_or_default()).collect()
}

#[test]
fn what_leads_in_praises_or_notes_is_no_name() {
    for (text, expected) in [
        ("主要预期目标是地区生产总值增长6%。", "地区生产总值"),
        ("常住人口［3］21万人。", "常住人口"),
        ("地区生产总值连跨三个十亿台阶、增长6%。", "地区生产总值"),
        ("建议粮食总产量稳定在9万吨。", "粮食总产量"),
    ] {
        assert_eq!(names(text), [expected], "{text}");
    }
    assert_eq!(names("经济总量连续迈上两个百亿台阶，达到420亿元。"), ["经济总量"]);
    let grown = names("地区生产总值迈上300亿元台阶、增量21亿元。");
    assert!(grown[1].contains("增量"), "{grown:?}");
    let two = names("工业总产值91亿元、稳居全州前两位、增长7%。");
    assert_eq!(two, ["工业总产值", "工业总产值"]);
    assert_eq!(names("参会420人，含乡镇干部130人。")[1], "乡镇干部");
}

#[test]
fn the_second_of_a_pair_takes_what_the_first_was_told_with() {
    assert_eq!(names("住户存款余额31亿元、贷款余额12亿元。"), ["住户存款余额", "住户贷款余额"]);
    let got = read("样本村中，粮价上涨的为12个，下跌的为9个。");
    assert_eq!(got.iter().map(|m| m.direction).collect::<Vec<_>>(), [Direction::None; 2]);
    assert_eq!(got[1].indicator[0], "下跌");
}

#[test]
fn a_phrase_before_lends_its_topic() {
    for (text, name) in [
        ("召开恳谈会，已经举行15场。", "举行恳谈会"),
        ("云溪县建成全省最大的蘑菇生产基地，产量占全球30%。", "产量占全球比重"),
        ("推动垃圾回收利用率达到40%。", "垃圾回收利用率"),
        ("粮食增产42亿斤。", "粮食产量"),
        ("城镇居民人均预期寿命达到82.6岁以上。", "城镇居民人均预期寿命"),
        ("补贴231名提前2年退休的矿工。", "提前2年退休的矿工"),
    ] {
        let names: Vec<_> = read(text).into_iter().flat_map(|m| m.indicator).collect();
        assert!(names.iter().any(|n| n == name), "{text}: {names:?}");
    }
}

#[test]
fn what_stands_after_a_measured_figure_may_be_its_object() {
    assert_eq!(names("完成70万平方米旧住房改造。"), ["旧住房改造"]);
    assert_eq!(names("继续发行1500亿元长期建设国债。"), ["继续发行长期建设国债"]);
    assert_eq!(names("打造3个具有较大影响的山歌节。"), ["打造山歌节"]);
    assert_eq!(names("接待游客115万人次，比上年增加15万人次。"), ["接待游客", "接待游客"]);
}

#[test]
fn a_subsidy_is_named_by_whom_it_goes_to() {
    let got = read("对新建冷库的，按实际投资额的20%给予补助，最高50万元。");
    assert_eq!(got[0].indicator[0], "新建冷库补助占实际投资额比例");
    assert_eq!(got[1].indicator[0], "新建冷库补助");
    assert_eq!(got[1].comparator, Comparator::Le);
}

#[test]
fn an_index_has_no_unit() {
    let got = read("基尼系数由0.42降至0.38，绿色发展指数达102.6。");
    let values: Vec<_> = got.iter().map(|m| (m.text.as_str(), m.indicator[0].as_str())).collect();
    assert_eq!(values, [("0.42", "基尼系数"), ("0.38", "基尼系数"), ("102.6", "绿色发展指数")]);
}

#[test]
fn a_fraction_in_digits_is_a_part_of_something() {
    let got = read("茶叶产量占全国1/3以上，机构减少1／4。");
    let texts: Vec<_> = got.iter().map(|m| m.text.as_str()).collect();
    assert_eq!(texts, ["1/3", "1／4"]);
    assert_eq!(got[0].indicator[0], "茶叶产量占全国比重");
    assert_eq!(values("3/12，2025/3/12。"), Vec::<String>::new());
}

#[test]
fn a_rank_names_no_scope() {
    assert_eq!(read("茶叶产量排全国第一，销量达5万吨。")[0].scope, None);
    assert_eq!(read("全县茶叶销量达5万吨。")[0].scope.as_deref(), Some("全县"));
}

#[test]
fn names_of_places_and_turns_of_speech_count_nothing() {
    for text in ["陆家湾码头开工。", "这是几十年来最大的一次山洪。", "推行一件事一次办。", "发展冬季两项。"]
    {
        assert_eq!(values(text), Vec::<String>::new(), "{text}");
    }
}

/// The figures of a 政府工作报告 of 2025 with this review.
fn annual(review: &str) -> Vec<Metric> {
    let text = format!(
        "2025年云溪县政府工作报告\n\n各位代表：\n一、2024年工作回顾\n{review}\n二、2025年重点工作\n新建道路3公里。\n"
    );
    let parsed = crate::parse(text.as_bytes());
    let metrics: Vec<_> = parsed.metrics().cloned().collect();
    metrics[..metrics.len() - 1].to_vec()
}

#[test]
fn years_looked_back_on_have_their_days() {
    let got = annual("过去一年，全县新建道路12公里。\n五年来，粮食产量年均增长3%，新增就业累计5万人。");
    let days: Vec<_> = got.iter().map(|m| (m.from.as_deref(), m.to.as_deref(), m.extent)).collect();
    let five = (Some("2020-01-01"), Some("2024-12-31"));
    assert_eq!(
        days,
        [
            (Some("2024-01-01"), Some("2024-12-31"), Extent::Year),
            (five.0, five.1, Extent::Average),
            (five.0, five.1, Extent::Years)
        ]
    );
}

#[test]
fn a_yearly_mean_is_a_level_not_a_pace() {
    assert_eq!(annual("2024年，细颗粒物年均浓度29微克/立方米。")[0].extent, Extent::Year);
}

#[test]
fn the_year_after_from_is_left_behind() {
    let got = annual("2024年，造林面积由2020年的5万亩增加到8万亩。");
    let periods: Vec<_> = got.iter().map(|m| m.period.as_deref()).collect();
    assert_eq!(periods, [Some("2020年"), Some("2024年")]);
}

#[test]
fn what_a_plan_counts_all_along_is_no_goal() {
    let plan = |verb: &str| {
        let text = format!(
            "云溪县2025年林场整治工作方案\n\n一、工作任务\n1、邀请{verb}12家国有林场负责人座谈。\n2、到{verb}12家国有林场走访。\n3、将表格送至{verb}12家国有林场。\n4、在{verb}12家国有林场设箱。\n"
        );
        crate::parse(text.as_bytes()).metrics().map(|m| m.role).collect::<Vec<_>>()
    };
    assert_eq!(plan(""), [MetricRole::Actual; 4]);
    assert_eq!(plan("新建"), [MetricRole::Target; 4]);
}

#[test]
fn what_was_won_is_no_goal() {
    let role = |text: &str| annual(text)[0].role;
    assert_eq!(role("争取上级资金4.1亿元。"), MetricRole::Actual);
    assert_eq!(role("下一步，我们将争取上级资金4.1亿元。"), MetricRole::Target);
    assert_eq!(role("争取到2026年自来水普及率达到95%。"), MetricRole::Target);
}

#[test]
fn a_list_of_goals_goes_on_after_a_semicolon() {
    let got = read("主要预期目标是：生产总值增长5%左右；城镇新增就业2万人以上。");
    assert!(got.iter().all(|m| m.role == MetricRole::Target), "{got:?}");
}

/// Value, unit and direction of each figure.
fn figures(text: &str) -> Vec<String> {
    let told = |m: Metric| {
        let value = match &m.quantity {
            Quantity::Scalar(v) => v.to_string(),
            Quantity::Range(a, b) => format!("{a}..{b}"),
            other => format!("{other:?}"),
        };
        let way = match m.direction {
            Direction::None => "",
            Direction::Up => " up",
            Direction::Down => " down",
        };
        format!("{value}{}{way}", m.unit)
    };
    read(text).into_iter().map(told).collect()
}

#[test]
fn a_minus_belongs_to_its_value() {
    for (text, values) in [
        ("砂溪镇林业产值同比增长-4.1%，渔业增长 －0.9%。", vec!["4.1% down", "0.9% down"]),
        ("机械总动力增速由-2.6%转为1.3%。", vec!["-2.6%", "1.3%"]),
        ("人口自然增长率为−3.05‰，全年结余负200万元。", vec!["-3.05‰", "-2000000元"]),
        ("用电量增速为百分之负二点五，气温降到零下8℃。", vec!["-2.5%", "-8℃ down"]),
        ("增幅在-6%至-2%之间。", vec!["-6..-2%"]),
        ("农业、林业、渔业增加值分别增长-1.5%、2%、3%。", vec!["1.5% down", "2% up", "3% up"]),
        ("增长5-6%，补助80元-120元，参会40-60人。", vec!["5..6% up", "80..120元", "40..60人"]),
        ("为企业减负2亿元，个人自负20%，甲项目-60万元。", vec!["200000000元 down", "20%", "600000元"]),
        ("-3个村完成改造，砂溪-青禾公路12公里。", vec!["3个", "12公里"]),
    ] {
        assert_eq!(figures(text), values, "{text}");
    }
    assert_eq!(read("林业产值增长-4.1%。")[0].text, "-4.1%");
}

#[test]
fn a_figure_in_pieces_is_read_whole_or_not_at_all() {
    for (text, values) in [
        ("到2 0 2 8年，绿化率达到5 3 %，修渠3 2 . 5公里。", vec!["53%", "32.5公里"]),
        ("收入增长8 .6%，投资2. 35亿元。", vec!["8.6% up", "235000000元"]),
        (
            "造林12 500亩，栽树1\u{2009}200\u{2009}000\u{202f}株，投资 3 450 万元。",
            vec!["12500亩", "1200000株", "34500000元"],
        ),
        ("审计指出，多付资金85.2\n亿元，占百分之\n六。", vec!["8520000000元", "6%"]),
        (
            "城镇化率提高1.5个百\n分点，培训25人\n次，育苗三百\n二十万株。",
            vec!["1.5个百分点 up", "25人次", "3200000株"],
        ),
        ("提 高 3 . 5 个 百 分 点 ， 建 房 三 十 五 间 。", vec!["3.5个百分点 up", "35间"]),
        ("整改问题17\n3个，清退资金2,3\n50万元，2024年绿化率达到6 1 %。", vec![]),
        ("水位下降1\u{e010}8米，坝宽3\u{fffd}5米，迁坟二\u{fffd}十座，修路\u{fffd}6公里。", vec!["6公里"]),
        ("1. 5个村通水。2. 12个村通电。", vec!["5个", "12个"]),
        ("表3 25家企业达标", vec!["25家"]),
    ] {
        assert_eq!(figures(text), values, "{text}");
    }
    let metric = &read("投资2. 35亿元。")[0];
    assert_eq!((metric.text.as_str(), metric.place.span), ("2. 35亿元", Span::new(6, 17)));
}

#[test]
fn a_half_and_smaller_money_are_added() {
    assert_eq!(figures("坝高两米半，每人三斤半米，拖了一吨半煤。"), ["2.5米", "3.5斤", "1.5吨"]);
    assert_eq!(figures("一个半小时办结，三个半月完工。"), ["1.5个小时", "3.5个月"]);
    assert_eq!(figures("两米半径，每斤八元二角五分。"), ["2米", "8.25元"]);
}

#[test]
fn a_list_shares_the_unit_of_its_last_value() {
    let got = read("绿化率、入学率、参保率分别提高1.5、2、3.5个百分点。");
    let pairs: Vec<_> = got.iter().map(|m| (m.text.as_str(), m.indicator[0].as_str())).collect();
    assert_eq!(pairs, [("1.5", "绿化率"), ("2", "入学率"), ("3.5个百分点", "参保率")]);
    assert!(got.iter().all(|m| m.unit == "个百分点" && m.direction == Direction::Up));
    assert_eq!(figures("东、西两片分别投入3和5亿元。"), ["300000000元", "500000000元"]);
    let three = names("三次产业分别实现增加值8、20、15亿元。");
    assert_eq!(three, ["第一产业实现增加值", "第二产业实现增加值", "第三产业实现增加值"]);
    assert_eq!(names("大麦、燕麦产量依次为5和3万吨。"), ["大麦产量", "燕麦产量"]);
    assert_eq!(figures("检查了4、5家企业，第4、5栋竣工，收入增长1、2倍。"), ["4..5家", "1..2倍 up"]);
    assert_eq!(
        figures("贷款、存款增速比全市平均水平分别高2.5和0.8个百分点。"),
        ["2.5个百分点 up", "0.8个百分点 up"]
    );
    assert_eq!(
        figures("税收、投资、消费增速分别快于全省2.2个、1个和3.7个百分点。"),
        ["2.2个百分点 up", "1个百分点 up", "3.7个百分点 up"]
    );
    assert_eq!(figures("甲、乙两镇分别新建3个、5个。"), ["3个", "5个"]);
    assert_eq!(figures("位居第3、4、5名，分别于2023、2024年建成。"), Vec::<String>::new());
}

#[test]
fn changes_after_levels_are_named_by_them() {
    let got = names("园区税收占比31%，港口税收占比52%，分别提高2.1、3.2个百分点。");
    assert_eq!(got[2..], got[..2]);
    let got = names("大麦、小麦产量分别为3万吨、4万吨，增长2%、5%。");
    assert_eq!(got[2..], got[..2]);
}

#[test]
fn rarer_units_and_currencies_are_read() {
    for (text, values) in [
        ("脱贫率提高两个百分点，辍学率下降一个百分点。", vec!["2个百分点 up", "1个百分点 down"]),
        (
            "身高165cm，体重52kg，路长18km，雨量40mm，噪声50dB。",
            vec!["165cm", "52kg", "18km", "40mm", "50dB"],
        ),
        ("储能3.5GWh，算力20EFlops，时速60千米每小时。", vec!["3.5GWh", "20EFlops", "60千米每小时"]),
        ("电站装机一千瓦，频率两千赫。", vec!["1千瓦", "2千赫"]),
        ("举办博览会4届，架线15回，赠锦旗5面。", vec!["4届", "15回", "5面"]),
        (
            "引资US$300万，捐款港币20万元，罚款￥5万元，汇出€2亿。",
            vec!["3000000美元", "200000港币", "50000元", "200000000欧元"],
        ),
        ("兑美元7.1元，投资5亿美元。", vec!["7.1元", "500000000美元"]),
    ] {
        assert_eq!(figures(text), values, "{text}");
    }
    for none in [
        "用好5g网络",
        "二十届三中全会",
        "2024届毕业生",
        "市议会第 3 届第 2 次会议",
        "上世纪90年代",
        "地下负2层",
    ] {
        assert_eq!(figures(none), Vec::<String>::new(), "{none}");
    }
}

#[test]
fn a_time_is_quoted_as_it_stands() {
    let source = Source::new("到2024\n年底完成。".to_owned(), SourceInfo::default(), Vec::new());
    let mut document = Document::default();
    document.place.span = Span::new(0, source.text().len());
    let times = metrics(&source, &document).0;
    assert_eq!(times[0].text, times[0].place.span.of(source.text()));
    let broken = read("云溪县农业\n增加值和林业\n增加值分别增长3%和5%。");
    assert!(broken.iter().flat_map(|m| &m.indicator).all(|name| !name.contains('\n')), "{broken:?}");
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
        "１",
        "1，",
        "占全国5%的",
        "1 ",
        "1 2 ",
        "12. ",
        "3\n",
        "五\n",
        "个 百 ",
        "分别1、",
        "-",
        "-5",
        "负",
        "两米半",
        "一兆",
        "一点五",
        "万",
        "1千零",
        "US$",
        "2元每",
    ] {
        let text = piece.repeat(4_000);
        drop(read(&text));
        for cut in (0..60).filter(|&at| text.is_char_boundary(at)) {
            drop(read(&text[..cut]));
        }
    }
}

#[test]
fn by_a_year_is_an_instant_and_in_a_year_is_not() {
    let got = read("到2027年农村自来水普及率达到95%，2024年新建水厂3座。");
    assert_eq!(got.iter().map(|m| m.extent).collect::<Vec<_>>(), [Extent::Instant, Extent::Year]);
}

#[test]
fn a_limit_of_days_is_a_target_and_a_duration_is_not() {
    let role = |text: &str| read(text)[0].role;
    assert_eq!(role("窗口3个工作日完成审核。"), MetricRole::Target);
    assert_eq!(role("窗口受理3小时完成审核。"), MetricRole::Target);
    assert_eq!(role("窗口用3个工作日，审核全部材料。"), MetricRole::Actual);
}
