//! One criterion group for every room and one for the whole, on our fixtures and, where it is there, on `../shared/corpus`.
//!
//! Throughput is bytes of the input. Each input's answer is asserted first: a fast wrong answer is not a result.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use gongwen::{Checker, CleanOptions, Document, Source, rooms};
use std::hint::black_box;
use std::path::Path;

/// A document that is measured, and what its model must at least hold.
struct Subject {
    name: &'static str,
    path: &'static str,
    sections: usize,
    metrics: usize,
}

const SUBJECTS: [Subject; 3] = [
    Subject { name: "fixture", path: "fixtures/pairs/dongling/report.txt", sections: 9, metrics: 37 },
    Subject {
        name: "fixture_gb18030",
        path: "fixtures/encoded/yunxi_report.gb18030.txt",
        sections: 7,
        metrics: 20,
    },
    Subject {
        name: "province",
        path: "../shared/corpus/a/prov_2026_txt/2026_吉林省_政府工作报告.txt",
        sections: 3,
        metrics: 100,
    },
];

/// The subjects that are there, read, their answers asserted.
fn subjects() -> Vec<(&'static str, Vec<u8>)> {
    let mut found = Vec::new();
    for subject in SUBJECTS {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(subject.path);
        let Ok(bytes) = std::fs::read(path) else { continue };
        let parsed = gongwen::parse(&bytes);
        let (sections, metrics) = (parsed.sections().count(), parsed.metrics().count());
        assert!(sections >= subject.sections, "{}: {sections} sections", subject.name);
        assert!(metrics >= subject.metrics, "{}: {metrics} metrics", subject.name);
        found.push((subject.name, bytes));
    }
    found
}

/// Measures `work` on every subject, with what `prepare` makes of its bytes.
fn room<T>(c: &mut Criterion, name: &str, prepare: impl Fn(&[u8]) -> T, work: impl Fn(&T)) {
    let mut group = c.benchmark_group(name);
    for (subject, bytes) in subjects() {
        let prepared = prepare(&bytes);
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(subject), |b| b.iter(|| work(black_box(&prepared))));
    }
    group.finish();
}

fn source(bytes: &[u8]) -> Source {
    gongwen::clean(bytes, CleanOptions::new().to(gongwen::TargetScript::Simplified))
}

/// The text and its documents as they stand before `statements`.
fn outlined(bytes: &[u8]) -> (Source, Vec<Document>) {
    let source = source(bytes);
    let documents = rooms::outline(&source);
    (source, documents)
}

fn text(c: &mut Criterion) {
    let decoded = |bytes: &[u8]| rooms::decode(bytes).text;
    room(c, "decode", <[u8]>::to_vec, |bytes| drop(black_box(rooms::decode(bytes))));
    room(c, "restore", decoded, |text| drop(black_box(rooms::restore(text))));
    room(c, "script", decoded, |text| drop(black_box(rooms::simplify(text))));
}

fn model(c: &mut Criterion) {
    room(c, "outline", source, |source| drop(black_box(rooms::outline(source))));
    room(c, "statements", outlined, |(source, documents)| {
        documents.iter().for_each(|d| drop(black_box(rooms::statements(source, d))));
    });
    let parsed = |bytes: &[u8]| gongwen::parse(bytes);
    room(c, "metrics", parsed, |p| {
        p.documents.iter().for_each(|d| drop(black_box(rooms::metrics(&p.source, d))))
    });
    room(c, "tasks", parsed, |p| {
        p.documents.iter().for_each(|d| drop(black_box(rooms::tasks(&p.source, &p.documents, d.id))))
    });
    room(c, "parse", <[u8]>::to_vec, |bytes| drop(black_box(gongwen::parse(bytes))));
}

/// Pairs of files: plan, report. The throughput is that of both together.
const PAIRS: [(&str, &str, &str); 2] = [
    ("fixture", "fixtures/pairs/dongling/plan.txt", "fixtures/pairs/dongling/report.txt"),
    (
        "province",
        "../shared/corpus/a/prov_2025_txt/2025_吉林省_政府工作报告.txt",
        "../shared/corpus/a/prov_2026_txt/2026_吉林省_政府工作报告.txt",
    ),
];

fn check(c: &mut Criterion) {
    let mut group = c.benchmark_group("check");
    let read = |path: &str| std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).ok();
    let checker = Checker::new();
    for (name, plan, report) in PAIRS {
        let (Some(plan), Some(report)) = (read(plan), read(report)) else { continue };
        group.throughput(Throughput::Bytes((plan.len() + report.len()) as u64));
        let (plan, report) = (gongwen::parse(&plan), gongwen::parse(&report));
        assert!(checker.check(&plan, &report).summary.done > 0, "{name}: something is done");
        group.bench_function(BenchmarkId::from_parameter(name), |b| b.iter(|| checker.check(&plan, &report)));
    }
    group.finish();
}

/// Every village of invented towns with every building: 100,000 sentences, each told once.
fn built() -> Vec<(String, &'static str)> {
    const TOWNS: [&str; 2] =
        ["云东青白金石柳梅桃松竹兰苇枫杏桂荷菱榆槐", "溪陵浦冈湾塘坪桥滩岭渡洲沟坝关集店堡泉湖"];
    const VILLAGES: &str = "上下前后左右内外新老";
    const BUILDINGS: [&str; 25] = [
        "卫生室",
        "幼儿园",
        "粮库",
        "水厂",
        "泵站",
        "敬老院",
        "图书馆",
        "篮球场",
        "停车场",
        "公交站",
        "变电所",
        "冷库",
        "菜市场",
        "食堂",
        "文化站",
        "码头",
        "大棚",
        "苗圃",
        "滑雪场",
        "陵园",
        "邮局",
        "检测站",
        "气象台",
        "鱼塘",
        "磨坊",
    ];
    let mut found = Vec::new();
    for (first, second) in TOWNS[0].chars().flat_map(|a| TOWNS[1].chars().map(move |b| (a, b))) {
        for village in VILLAGES.chars() {
            found.extend(
                BUILDINGS.map(|building| (format!("{first}{second}镇{village}{second}村"), building)),
            );
        }
    }
    found
}

/// 1,000 tasks against 100,000 sentences, where each task has one of its own. `compare/partial_ratio.py` makes the same.
fn many(c: &mut Criterion) {
    let built = built();
    let tasks: Vec<_> = (0..1000).map(|i| &built[i * 101 % built.len()]).collect();
    let lines = tasks.iter().enumerate();
    let plan: String = lines.map(|(i, (at, what))| format!("{}.在{at}新建{what}。\n", i + 1)).collect();
    let report: String = built.iter().map(|(at, what)| format!("{at}{what}已建成投用。\n")).collect();
    let plan = gongwen::parse(format!("云溪县2025年重点工作任务清单\n{plan}").as_bytes());
    let report = gongwen::parse(format!("云溪县2025年工作总结\n{report}").as_bytes());
    let checker = Checker::new();
    let review = checker.check(&plan, &report);
    let answers = review.findings.iter().zip(&tasks).filter(|(finding, (at, what))| {
        // The next sentences differ by one character: whether the nearest is quoted or left to a person is not asked here.
        let quoted = finding.evidence.first().map(|e| e.text.as_str());
        let nearest = quoted.or(finding.near_misses.first().map(|n| n.text.as_str()));
        nearest.is_some_and(|text| text.starts_with(&format!("{at}{what}")))
    });
    let (found, right) = (review.findings.len(), answers.count());
    assert_eq!(found, tasks.len(), "every task is found");
    assert!(right * 100 >= found * 95, "{right} of {found} tasks have their own sentence nearest");
    let mut group = c.benchmark_group("many");
    group.sample_size(10);
    let name = format!("{found}x{}", built.len());
    group.bench_function(name, |b| b.iter(|| checker.check(&plan, &report)));
    group.finish();
}

criterion_group!(benches, text, model, check, many);
criterion_main!(benches);
