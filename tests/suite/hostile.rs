//! Input that means harm, or was harmed: no panic, and time that grows as the input does.

use crate::common::assert_linear;

/// Sizes are pieces of text: enough that a place that looks at every pair of them shows, in a debug build too.
const PIECES: usize = if cfg!(debug_assertions) { 2_000 } else { 20_000 };

/// Asserts that parsing `piece` over and over is linear.
fn linear(piece: &str) {
    assert_linear(piece, PIECES, |n| piece.repeat(n), |text| drop(gongwen::parse(text.as_bytes())));
}

#[test]
fn repeated_markers_are_read_in_linear_time() {
    for piece in [
        "一是",
        "一是，",
        "一、",
        "（一）",
        "一、甲\n",
        "（一）乙。\n",
        "1.",
        "1、1、",
        "首先",
        "第一，",
        "①",
        "增长5%，",
        "1万元",
        "五个“1亿",
        "稳居争取资金、",
        "分别超过5%和",
        "1,",
        "1.2",
        "亿",
        "二百",
        "。ㄒ唬",
        "巷(xiàng)",
        "&#20135;",
        "&amp;",
        "（责任单位：县民政局）",
        "（",
        "）（",
        "2024年",
        "分别",
        "、",
        "。",
        "\n",
        "各位代表：\n",
        "附件\n",
        "关于工作情况的汇报\n县政府：\n",
    ] {
        linear(piece);
    }
}

#[test]
fn a_long_line_is_read_in_linear_time() {
    linear("全年新建公厕13座，整治背街小巷28条，拆除违法建设11.4万平方米");
    linear("上半年");
    let plan = |n: usize| format!("云溪县政府工作报告\n二、2025年工作安排\n{}", "今年内改造".repeat(n));
    assert_linear("times of a plan", PIECES, plan, |text| drop(gongwen::parse(text.as_bytes())));
}

/// Each bracket finds its paragraph, and each line its brackets, without going through all that stand before.
#[test]
fn owner_brackets_without_end_are_read_in_linear_time() {
    linear("修9座（责任单位：镇水利站），");
    linear("修9座（责任单位：镇水利站；配合单位：镇财政所）\n");
}

#[test]
fn cut_off_files_are_read() {
    for path in crate::common::files("fixtures", ".txt") {
        let bytes = std::fs::read(&path).unwrap();
        for end in (0..bytes.len()).rev().step_by(bytes.len() / 7 + 1).chain([1, 2, 3]) {
            gongwen::parse(&bytes[..end.min(bytes.len())]);
        }
        gongwen::parse(&bytes[1..]);
    }
}

/// The figures of one paragraph could each be laid beside each: as parts of a total, or as one figure given twice.
#[test]
fn the_figures_of_an_endless_paragraph_are_audited_in_linear_time() {
    for piece in [
        "全县产量100万吨，其中甲20万吨、乙30万吨、丙50万吨，占比50%",
        "小计3个，合计5元，",
        "全县一般公共预算收入合计31.94亿元，",
    ] {
        let make = |n: usize| gongwen::parse(format!("云溪县2024年工作总结\n{}", piece.repeat(n)).as_bytes());
        let run = |parsed: &gongwen::Parsed| drop(gongwen::audit(parsed));
        assert_linear(piece, PIECES / 10, make, run);
    }
}

/// A linear congruential generator (Knuth's MMIX): the same bytes on every run.
fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed;
    let step = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    std::iter::repeat_with(step).take(length).collect()
}

#[test]
fn random_bytes_are_read() {
    for seed in 0..40 {
        gongwen::parse(&noise(seed, 4_096));
    }
}

#[test]
fn flipped_bytes_are_read() {
    for path in crate::common::files("fixtures", ".txt") {
        let mut bytes = std::fs::read(&path).unwrap();
        for (i, byte) in noise(7, 64).into_iter().enumerate() {
            let at = (usize::from(byte) * 131 + i * 977) % bytes.len();
            bytes[at] ^= 1 << (byte % 8);
        }
        gongwen::parse(&bytes);
    }
}

#[test]
fn nulls_and_control_characters_are_read() {
    gongwen::parse(b"\0\0\0\0");
    gongwen::parse("一、\0甲\u{1b}[31m\n（一）\u{7f}乙。".as_bytes());
    gongwen::parse("\u{feff}\u{feff}\u{202e}一、甲\u{200b}".as_bytes());
}

#[test]
fn every_repair_has_its_place_in_random_damage() {
    for seed in 0..40 {
        let bytes = noise(seed, 1_024);
        let source =
            gongwen::clean(&bytes, gongwen::CleanOptions::new().to(gongwen::TargetScript::Simplified));
        for edit in &source.info().edits {
            assert!(edit.source_span.end <= bytes.len());
        }
    }
}

/// The tasks of a plan, laid beside a report: all of a check but the reading of both.
fn findings(pair: &(gongwen::Parsed, gongwen::Parsed)) -> usize {
    gongwen::Checker::new().check(&pair.0, &pair.1).findings.len()
}

fn pair(plan: &str, report: &str) -> (gongwen::Parsed, gongwen::Parsed) {
    (gongwen::parse(plan.as_bytes()), gongwen::parse(report.as_bytes()))
}

/// Each clause and figure of a task could be laid beside each of a sentence: in a text without a full stop that is all with all.
/// A list of figures without a comma is one clause: each of its targets is asked of each sentence.
#[test]
fn a_list_of_figures_without_end_is_laid_beside_another_in_linear_time() {
    let list = |n: usize| (0..n).map(|i| format!("{i}座泵站、{i}公里管网和")).collect::<String>();
    let make = |n: usize| {
        let plan = format!("云溪县政府工作报告\n二、2025年工作安排\n改造{}3座水厂。\n", list(10 * n));
        let told: String = (0..n / 10).map(|i| format!("完成{}{i}座水厂改造。", list(100))).collect();
        pair(&plan, &format!("云溪县2025年工作总结\n{told}\n"))
    };
    assert_eq!(findings(&make(20)), 1);
    assert_linear("a list of figures", 40, make, |pair| assert!(findings(pair) > 0));
}

#[test]
fn a_task_and_a_sentence_without_end_are_laid_side_by_side_in_linear_time() {
    let make = |n: usize| {
        let endless: String = (0..n).map(|i| format!("新建改造农村公路及水厂泵站{i}所，")).collect();
        pair(
            &format!("云溪县2025年重点工作任务清单\n1.{endless}。\n"),
            &format!("云溪县2025年工作总结\n{endless}。\n"),
        )
    };
    assert_eq!(findings(&make(100)), 1);
    assert_linear("a task without end", 500, make, |pair| assert!(findings(pair) > 0));
}
