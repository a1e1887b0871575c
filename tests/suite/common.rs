//! What several tests need: the fixtures, their encodings, and walks over the JSON.

use gongwen::model::Quantity;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A path inside the project.
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

pub fn bytes(path: &str) -> Vec<u8> {
    fs::read(project(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

pub fn text(path: &str) -> String {
    String::from_utf8(bytes(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// All files below `dir` whose names end so, sorted.
pub fn files(dir: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![project(dir)];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(&dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no {ending} below {dir}");
    found
}

/// The fixtures that were written by hand, as (name, text).
pub fn hand_written() -> Vec<(String, String)> {
    let mut all = files("fixtures/pairs", ".txt");
    all.extend(files("fixtures/single", ".txt"));
    all.into_iter().map(|p| (p.display().to_string(), fs::read_to_string(&p).unwrap())).collect()
}

/// `text` in every encoding that can hold it, as (name, bytes).
pub fn encodings(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let utf16 = |bom: &[u8], bytes: fn(u16) -> [u8; 2]| {
        [bom, &text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>()].concat()
    };
    let mut all = vec![
        ("utf-8", text.as_bytes().to_vec()),
        ("utf-8 with BOM", ["\u{feff}".as_bytes(), text.as_bytes()].concat()),
        ("utf-16le with BOM", utf16(b"\xFF\xFE", u16::to_le_bytes)),
        ("utf-16be with BOM", utf16(b"\xFE\xFF", u16::to_be_bytes)),
    ];
    for (name, encoding) in [("gb18030", encoding_rs::GB18030), ("big5", encoding_rs::BIG5)] {
        let (bytes, _, lost) = encoding.encode(text);
        if !lost {
            all.push((name, bytes.into_owned()));
        }
    }
    all
}

/// Calls `look` for every object of a JSON value, with the key that it stands under.
pub fn objects(value: &Value, key: &str, look: &mut impl FnMut(&str, &serde_json::Map<String, Value>)) {
    match value {
        Value::Object(map) => {
            look(key, map);
            map.iter().for_each(|(key, value)| objects(value, key, look));
        }
        Value::Array(list) => list.iter().for_each(|value| objects(value, key, look)),
        _ => {}
    }
}

/// `value` without the keys named, at any depth.
pub fn without(value: &Value, keys: &[&str]) -> Value {
    match value {
        Value::Object(map) => map
            .iter()
            .filter(|(key, _)| !keys.contains(&key.as_str()))
            .map(|(key, value)| (key.clone(), without(value, keys)))
            .collect(),
        Value::Array(list) => list.iter().map(|value| without(value, keys)).collect(),
        other => other.clone(),
    }
}

/// The two ends of a span.
pub fn span(value: &Value) -> (usize, usize) {
    let end = |i: usize| usize::try_from(value[i].as_u64().expect("a span holds numbers")).unwrap();
    (end(0), end(1))
}

pub fn json(parsed: &gongwen::Parsed) -> Value {
    serde_json::to_value(parsed).unwrap()
}

/// A quantity as fixtures write it: 3, 5..6, 12:5, 1/3.
pub fn quantity(quantity: &Quantity) -> String {
    match quantity {
        Quantity::Scalar(value) => value.to_string(),
        Quantity::Range(low, high) => format!("{low}..{high}"),
        Quantity::Ratio(parts) => parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(":"),
        Quantity::Fraction(over, under) => format!("{over}/{under}"),
        _ => "masked".into(),
    }
}

/// Time that this thread spent computing, where the system tells (Linux); else the time of a clock since `start`.
fn spent(start: Instant) -> Duration {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|line| line.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// The time that `run` takes.
fn taken(run: &mut impl FnMut()) -> Duration {
    let start = Instant::now();
    let before = spent(start);
    run();
    spent(start).saturating_sub(before)
}

/// Twice the input may take this many times as long: linear work takes two, quadratic work four, and a busy machine blurs both.
const MOST_GROWTH: f64 = 3.2;
/// Inputs that take less are grown until they tell something.
const SHORTEST_RUN: Duration = Duration::from_millis(8);
/// Tries, of which the fastest of each size count.
const TRIES: usize = 12;

/// Asserts that `run` on the input of `make(2n)` takes no more than [`MOST_GROWTH`] times what it takes on `make(n)`, with `n` from
/// `size` on: a ratio tells a quadratic place on a fast and on a busy machine alike.
pub fn assert_linear<T>(name: &str, size: usize, make: impl Fn(usize) -> T, run: impl Fn(&T)) {
    let mut size = size;
    let mut input = make(size);
    run(&input); // tables are built
    for _ in 0..6 {
        if taken(&mut || run(&input)) >= SHORTEST_RUN {
            break;
        }
        size *= 2;
        input = make(size);
    }
    let double = make(2 * size);
    let (mut once, mut twice) = (Duration::MAX, Duration::MAX);
    for _ in 0..TRIES {
        once = once.min(taken(&mut || run(&input)));
        twice = twice.min(taken(&mut || run(&double)));
        if twice.as_secs_f64() <= MOST_GROWTH * once.as_secs_f64() {
            return;
        }
    }
    panic!("{name}: {once:?} for {size}, {twice:?} for twice as much");
}
