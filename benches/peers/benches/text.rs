//! The text layer beside its peers on one text of ours: decoding, detection, repair, conversion. Each answer is asserted first.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gongwen::{CleanOptions, Converter};
use gongwen_peers::text;
use std::hint::black_box;

fn traditional() -> String {
    Converter::new("s2t").expect("a configuration of OpenCC").convert(&text())
}

const DECODED: CleanOptions = CleanOptions::new().keep_damage(true);
const RESTORED: CleanOptions = CleanOptions::new();

fn decoding(c: &mut Criterion) {
    let text = text();
    let (gbk, _, lossy) = encoding_rs::GBK.encode(&text);
    assert!(!lossy);
    assert_eq!(gongwen::clean(&gbk, DECODED).text(), text);
    let mut group = c.benchmark_group("decode_gbk");
    group.throughput(Throughput::Bytes(gbk.len() as u64));
    group.bench_function("encoding_rs (told the encoding)", |b| {
        b.iter(|| encoding_rs::GBK.decode_without_bom_handling(black_box(&gbk)).0.len())
    });
    group.bench_function("gongwen (detects, keeps the way back)", |b| {
        b.iter(|| gongwen::clean(black_box(&gbk), DECODED).text().len())
    });
    group.bench_function("gongwen (and looks for damage)", |b| {
        b.iter(|| gongwen::clean(black_box(&gbk), RESTORED).text().len())
    });
    group.finish();
    let mut group = c.benchmark_group("detect_gbk_4kB");
    let start: String = text.chars().take(2000).collect();
    let (head, _, _) = encoding_rs::GBK.encode(&start);
    let head = &head[..];
    let detect = |bytes: &[u8]| {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(None, chardetng::Utf8Detection::Allow)
    };
    assert!([encoding_rs::GBK, encoding_rs::GB18030].contains(&detect(head)));
    group.throughput(Throughput::Bytes(head.len() as u64));
    group.bench_function("chardetng", |b| b.iter(|| detect(black_box(head))));
    group.bench_function("gongwen (detects and decodes)", |b| {
        b.iter(|| gongwen::clean(black_box(head), DECODED).info().encoding.len())
    });
    group.finish();
}

fn clean_utf8(c: &mut Criterion) {
    let text = text();
    assert!(gongwen::clean(text.as_bytes(), RESTORED).info().edits.is_empty());
    let mut group = c.benchmark_group("clean_utf8");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("a walk over the characters", |b| {
        b.iter(|| black_box(&text).chars().map(|c| c as u64).sum::<u64>())
    });
    group.bench_function("gongwen (nothing to repair)", |b| {
        b.iter(|| gongwen::clean(black_box(text.as_bytes()), RESTORED).text().len())
    });
    group.bench_function("plsfix", |b| b.iter(|| plsfix::fix_text(black_box(&text), None).len()));
    group.finish();
}

fn repair(c: &mut Criterion) {
    let text = text();
    let damaged: String = text.bytes().map(char::from).collect();
    assert_eq!(gongwen::clean(damaged.as_bytes(), RESTORED).text(), text);
    let mut group = c.benchmark_group("repair_utf8_as_latin1");
    group.throughput(Throughput::Bytes(damaged.len() as u64));
    group.bench_function("gongwen", |b| {
        b.iter(|| gongwen::clean(black_box(damaged.as_bytes()), RESTORED).text().len())
    });
    group.bench_function("plsfix", |b| b.iter(|| plsfix::fix_text(black_box(&damaged), None).len()));
    group.finish();
}

fn conversion(c: &mut Criterion) {
    let text = traditional();
    let ours = Converter::new("t2s").expect("a configuration of OpenCC");
    let fmmseg = opencc_fmmseg::OpenCC::new();
    let ferrous =
        ferrous_opencc::OpenCC::from_config(ferrous_opencc::config::BuiltinConfig::T2s).expect("built in");
    assert!(ours.convert(&text).starts_with("政府工作报告"));
    let mut group = c.benchmark_group("t2s");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("a walk over the characters", |b| {
        b.iter(|| black_box(&text).chars().map(|c| c as u64).sum::<u64>())
    });
    group.bench_function("gongwen", |b| b.iter(|| ours.convert(black_box(&text)).len()));
    group.bench_function("zhconv", |b| {
        b.iter(|| zhconv::zhconv(black_box(&text), zhconv::Variant::ZhHans).len())
    });
    group
        .bench_function("opencc-fmmseg", |b| b.iter(|| fmmseg.convert(black_box(&text), "t2s", false).len()));
    group.bench_function("ferrous-opencc", |b| b.iter(|| ferrous.convert(black_box(&text)).len()));
    group.finish();
}

criterion_group!(benches, decoding, clean_utf8, repair, conversion);
criterion_main!(benches);
