//! One text through the text layer and its peers in turns → medians side by side, and how time grows with the input.
//!
//!     cargo run --release --example ratios [FILE]
//!
//! The text is that of the fixtures, or a file of clean simplified UTF-8. On a machine that others load too, only what ran
//! within the same milliseconds may be compared: each round takes every subject once, the ratios are medians over rounds.
//! Each answer is asserted first.

use gongwen::{CleanOptions, Converter, TargetScript};
use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 61;
const RESTORED: CleanOptions = CleanOptions::new();
const SIMPLIFIED: CleanOptions = CleanOptions::new().to(TargetScript::Simplified);

type Work<'a> = Box<dyn Fn() -> usize + 'a>;

fn main() {
    let file = std::env::args().nth(1);
    let text =
        file.map_or_else(gongwen_peers::text, |file| std::fs::read_to_string(file).expect("a file of UTF-8"));
    let traditional = Converter::new("s2t").expect("a configuration of OpenCC").convert(&text);
    let (gbk, _, lossy) = encoding_rs::GB18030.encode(&text);
    let latin: String = text.bytes().map(char::from).collect();
    let t2s = Converter::new("t2s").expect("a configuration of OpenCC");
    let s2t = Converter::new("s2t").expect("a configuration of OpenCC");
    assert!(!lossy && gongwen::clean(&gbk, RESTORED).text() == text);
    assert!(gongwen::clean(text.as_bytes(), RESTORED).text() == text);
    assert!(gongwen::clean(latin.as_bytes(), RESTORED).text() == text);
    let simple = gongwen::clean(traditional.as_bytes(), SIMPLIFIED);
    assert!(
        t2s.convert(&traditional) == simple.text() && simple.text().chars().count() == text.chars().count()
    );
    // What stands behind the last character of a converted text is the last character of the input.
    let (end, whole) = (simple.text().len(), traditional.len());
    assert_eq!(simple.source_span(gongwen::span::Span::new(end - 1, end)).end, whole);

    let as_many: Vec<u8> = gbk.iter().copied().cycle().take(latin.len()).collect();
    let clean = |bytes: &[u8], how| gongwen::clean(black_box(bytes), how).text().len();
    beside(
        "clean UTF-8, whole layer",
        "walk",
        &[
            ("walk over the characters", Box::new(|| walk(&text))),
            ("gongwen", Box::new(|| clean(text.as_bytes(), RESTORED))),
        ],
    );
    beside(
        "clean GBK, whole layer",
        "walk",
        &[
            ("walk over the characters of its text", Box::new(|| walk(&text))),
            (
                "encoding_rs, told the encoding",
                Box::new(|| encoding_rs::GB18030.decode_without_bom_handling(black_box(&gbk)).0.len()),
            ),
            ("gongwen", Box::new(|| clean(&gbk, RESTORED))),
        ],
    );
    beside(
        "t2s with spans",
        "zhconv",
        &[
            ("zhconv", Box::new(|| zhconv::zhconv(black_box(&traditional), zhconv::Variant::ZhHans).len())),
            ("walk over the characters", Box::new(|| walk(&traditional))),
            ("gongwen, conversion", Box::new(|| t2s.convert(black_box(&traditional)).len())),
            ("gongwen, whole layer", Box::new(|| clean(traditional.as_bytes(), SIMPLIFIED))),
        ],
    );
    beside(
        "s2t",
        "zhconv",
        &[
            ("zhconv", Box::new(|| zhconv::zhconv(black_box(&text), zhconv::Variant::ZhHant).len())),
            ("gongwen", Box::new(|| s2t.convert(black_box(&text)).len())),
        ],
    );
    beside(
        "UTF-8 shown as Latin-1, restored",
        "encoding_rs",
        &[
            (
                "encoding_rs on as many bytes of GBK",
                Box::new(|| encoding_rs::GB18030.decode_without_bom_handling(black_box(&as_many)).0.len()),
            ),
            ("gongwen", Box::new(|| clean(latin.as_bytes(), RESTORED))),
        ],
    );
    growth(&text, &gbk, &traditional, &latin, &t2s);
}

fn walk(text: &str) -> usize {
    black_box(text).chars().map(|c| c as u64).sum::<u64>() as usize
}

/// Runs all in turns and prints the median time of each, and as a share of the first's.
fn beside(title: &str, first: &str, subjects: &[(&str, Work)]) {
    let mut times = vec![Vec::new(); subjects.len()];
    for _ in 0..ROUNDS {
        for ((_, work), times) in subjects.iter().zip(&mut times) {
            black_box(work());
            let start = Instant::now();
            black_box(work());
            times.push(start.elapsed());
        }
    }
    println!("{title}");
    for ((name, _), own) in subjects.iter().zip(&times) {
        let mut ratios: Vec<f64> =
            own.iter().zip(&times[0]).map(|(own, first)| first.as_secs_f64() / own.as_secs_f64()).collect();
        ratios.sort_by(f64::total_cmp);
        println!(
            "  {name:40} {:8.0} µs {:8.2} × {first}",
            median(own).as_secs_f64() * 1e6,
            ratios[ROUNDS / 2]
        );
    }
}

fn median(times: &[Duration]) -> Duration {
    let mut times = times.to_vec();
    times.sort();
    times[times.len() / 2]
}

/// 1, 10 and 100 MB: nanoseconds a byte of input stay what they are.
fn growth(text: &str, gbk: &[u8], traditional: &str, latin: &str, t2s: &Converter) {
    println!("growth, ns a byte of input: 1 MB, 10 MB, 100 MB");
    let clean = |bytes: &[u8]| gongwen::clean(bytes, RESTORED).text().len();
    let subjects: [(&str, &[u8], Box<dyn Fn(&[u8]) -> usize>); 5] = [
        (
            "a copy, since new memory costs most",
            text.as_bytes(),
            Box::new(|bytes| black_box(bytes.to_vec()).len()),
        ),
        ("clean UTF-8", text.as_bytes(), Box::new(clean)),
        ("clean GBK", gbk, Box::new(clean)),
        (
            "t2s",
            traditional.as_bytes(),
            Box::new(|bytes| t2s.convert(std::str::from_utf8(bytes).expect("UTF-8")).len()),
        ),
        ("UTF-8 shown as Latin-1", latin.as_bytes(), Box::new(clean)),
    ];
    for (name, one, work) in subjects {
        let mut line = format!("  {name:40}");
        let unit = work(one);
        for size in [1_000_000, 10_000_000, 100_000_000] {
            let times = size / one.len();
            let input = one.repeat(times);
            assert_eq!(work(&input), unit * times, "{name}, {size} bytes");
            let rounds: Vec<Duration> = (0..(90_000_000 / size).clamp(1, 9))
                .map(|_| {
                    let start = Instant::now();
                    black_box(work(black_box(&input)));
                    start.elapsed()
                })
                .collect();
            line += &format!(" {:6.2}", median(&rounds).as_secs_f64() * 1e9 / input.len() as f64);
        }
        println!("{line}");
    }
}
