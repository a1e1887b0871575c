//! Metrics beside two yardsticks in one run: a plain digit scan (memchr) and a GBK decode of the same text.
//!
//! `locate` finds times and figures, `records` names them and reads their words. Throughput is bytes of UTF-8.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gongwen::{Parsed, rooms};
use std::hint::black_box;
use std::path::Path;

/// A report as it comes, and the least number of metrics that it holds.
const SUBJECTS: [(&str, &str, usize); 2] = [
    ("fixture", "fixtures/pairs/dongling/report.txt", 37),
    ("province", "../shared/corpus/a/prov_2026_txt/2026_吉林省_政府工作报告.txt", 100),
];

fn subject(path: &str, least: usize) -> Option<Parsed> {
    let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).ok()?;
    let parsed = gongwen::parse(&bytes);
    let metrics = parsed.metrics().count();
    assert!(metrics >= least, "{path}: {metrics} metrics");
    Some(parsed)
}

fn metrics(c: &mut Criterion) {
    for (name, path, least) in SUBJECTS {
        let Some(parsed) = subject(path, least) else { continue };
        let text = parsed.source.text();
        let (gbk, _, _) = encoding_rs::GBK.encode(text);
        let mut group = c.benchmark_group(format!("metrics/{name}"));
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("digit_scan", |b| b.iter(|| digits(black_box(text.as_bytes()))));
        group.bench_function("gbk_decode", |b| b.iter(|| encoding_rs::GBK.decode(black_box(&gbk)).0.len()));
        group.bench_function("locate", |b| b.iter(|| rooms::locate(black_box(text))));
        group.bench_function("records", |b| {
            b.iter(|| {
                parsed.documents.iter().map(|d| rooms::metrics(&parsed.source, d).1.len()).sum::<usize>()
            });
        });
        group.finish();
    }
}

/// Counts the characters that can open a figure in digits: three passes of memchr3 and one byte more.
fn digits(text: &[u8]) -> usize {
    let three = |a, b, c| memchr::memchr3_iter(a, b, c, text).count();
    three(b'0', b'1', b'2')
        + three(b'3', b'4', b'5')
        + three(b'6', b'7', b'8')
        + memchr::memchr_iter(b'9', text).count()
}

criterion_group!(benches, metrics);
criterion_main!(benches);
