//! Input that means harm, or was harmed: no panic, and an answer in time.

use std::time::{Duration, Instant};

/// What a debug build on a busy machine may take for what a release build does in a tenth of it.
const DEADLINE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 10 });

fn in_time(name: &str, bytes: &[u8]) -> gongwen::Parsed {
    let start = Instant::now();
    let parsed = gongwen::parse(bytes);
    assert!(start.elapsed() < DEADLINE, "{name} took {:?}", start.elapsed());
    parsed
}

#[test]
fn repeated_markers_are_read_in_time() {
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
        in_time(piece, piece.repeat(if cfg!(debug_assertions) { 5_000 } else { 50_000 }).as_bytes());
    }
}

#[test]
fn ten_megabytes_of_one_marker_are_read_in_time() {
    let megabytes = if cfg!(debug_assertions) { 1 } else { 10 };
    in_time("一是", "一是".repeat(megabytes * 1024 * 1024 / 6).as_bytes());
}

#[test]
fn a_long_line_is_read_in_time() {
    let line = "全年新建公厕13座，整治背街小巷28条，拆除违法建设11.4万平方米"
        .repeat(if cfg!(debug_assertions) { 500 } else { 10_000 });
    in_time("a long line", line.as_bytes());
    in_time("times", "上半年".repeat(40_000).as_bytes());
    let plan = format!("云溪县政府工作报告\n二、2025年工作安排\n{}", "今年内改造".repeat(20_000));
    in_time("times of a plan", plan.as_bytes());
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
        in_time("random bytes", &noise(seed, 4_096));
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
        let source = gongwen::clean(
            &bytes,
            gongwen::Clean { to: gongwen::ToScript::Simplified, ..gongwen::Clean::default() },
        );
        for edit in &source.info().edits {
            assert!(edit.source_span.end <= bytes.len());
        }
    }
}

/// Each clause and figure of a task could be laid beside each of a sentence: in a text without a full stop that is all with all.
/// A list of figures without a comma is one clause: each of its targets is asked of each sentence.
#[test]
fn a_list_of_figures_without_end_is_laid_beside_another_in_time() {
    let list = |n: usize| (0..n).map(|i| format!("{i}座泵站、{i}公里管网和")).collect::<String>();
    let plan = format!("云溪县政府工作报告\n二、2025年工作安排\n改造{}3座水厂。\n", list(3000));
    let plan = in_time("plan", plan.as_bytes());
    let told: String = (0..20).map(|i| format!("完成{}{i}座水厂改造。", list(150))).collect();
    let report = in_time("report", format!("云溪县2025年工作总结\n{told}\n").as_bytes());
    let start = Instant::now();
    assert_eq!(gongwen::Checker::new().check(&plan, &report).findings.len(), 1);
    assert!(start.elapsed() < DEADLINE / 4, "took {:?}", start.elapsed());
}

#[test]
fn a_task_and_a_sentence_without_end_are_laid_side_by_side_in_time() {
    let endless: String = (0..3000).map(|i| format!("新建改造农村公路及水厂泵站{i}所，")).collect();
    let plan = in_time("plan", format!("云溪县2025年重点工作任务清单\n1.{endless}。\n").as_bytes());
    let report = in_time("report", format!("云溪县2025年工作总结\n{endless}。\n").as_bytes());
    let start = Instant::now();
    assert_eq!(gongwen::Checker::new().check(&plan, &report).findings.len(), 1);
    assert!(start.elapsed() < DEADLINE / 4, "took {:?}", start.elapsed());
}
