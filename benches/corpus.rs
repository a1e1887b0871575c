//! A folder of documents → where the time of reading it goes, room by room, and how it grows with threads and with the input.
//!
//! ```sh
//! cargo bench --bench corpus                      # the fixtures
//! cargo bench --bench corpus -- ../shared/corpus  # any folder
//! ```
//!
//! Before anything is timed the answers are counted: they must be the same on every thread, and of a text repeated as many times over.

use gongwen::{CleanOptions, Document, Parsed, Source, TargetScript, rooms};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A part is measured until so much time has gone, once at least; the quickest run counts.
const PATIENCE: Duration = Duration::from_secs(2);

/// The growth of the input is measured on one text of so many bytes, repeated.
const PIECE: usize = 40_000;

fn main() {
    let named = std::env::args().skip(1).find(|arg| !arg.starts_with('-')).map(PathBuf::from);
    let folder = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"));
    let files = files(&folder);
    let bytes: usize = files.iter().map(Vec::len).sum();
    println!("{}: {} files, {:.1} MB", folder.display(), files.len(), mega(bytes));
    let whole = threads(&files, bytes);
    by_room(&files, whole);
    growth(&files);
    println!(
        "| peak memory | {} |",
        peak().map_or("not told here".to_owned(), |kb| format!("{} MB", kb / 1024))
    );
}

/// The files below a folder that can be read, in the order of their names.
fn files(folder: &Path) -> Vec<Vec<u8>> {
    let (mut open, mut paths) = (vec![folder.to_owned()], Vec::new());
    while let Some(path) = open.pop() {
        match std::fs::read_dir(&path) {
            Ok(inside) => open.extend(inside.flatten().map(|entry| entry.path())),
            Err(_) => paths.push(path),
        }
    }
    paths.sort();
    let read = paths.iter().filter_map(|path| std::fs::read(path).ok());
    let found: Vec<_> = read.filter(|bytes| gongwen::read(bytes).is_ok()).collect();
    assert!(!found.is_empty(), "nothing that can be read in {}", folder.display());
    found
}

fn mega(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// The quickest run, in seconds.
fn quickest(mut work: impl FnMut()) -> f64 {
    let (start, mut best) = (Instant::now(), f64::MAX);
    loop {
        let run = Instant::now();
        work();
        best = best.min(run.elapsed().as_secs_f64());
        if start.elapsed() > PATIENCE {
            return best;
        }
    }
}

/// What is found in a file, to be compared.
fn counts(parsed: &Parsed) -> [usize; 4] {
    let tasks = parsed.documents.iter().map(|d| d.tasks.len()).sum();
    [parsed.sections().count(), parsed.measures().count(), parsed.metrics().count(), tasks]
}

fn add(a: [usize; 4], b: [usize; 4]) -> [usize; 4] {
    std::array::from_fn(|i| a[i] + b[i])
}

/// Reads all files on several threads.
fn read_all(files: &[Vec<u8>], jobs: usize) -> [usize; 4] {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut found = [0; 4];
        while let Some(bytes) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            found = add(found, gongwen::read(bytes).map_or([0; 4], |parsed| counts(&parsed)));
        }
        found
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..jobs).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(|thread| thread.join().expect("reading does not panic")).fold([0; 4], add)
    })
}

/// Prints the whole on one thread and on several; gives the seconds on one.
fn threads(files: &[Vec<u8>], bytes: usize) -> f64 {
    let expected = read_all(files, 1);
    assert!(expected[2] > 0, "no metric in any file");
    println!(
        "{} sections, {} measures, {} metrics, {} tasks\n",
        expected[0], expected[1], expected[2], expected[3]
    );
    println!("| threads | s | MB/s | files/s | × one |\n| --- | --- | --- | --- | --- |");
    let most = std::thread::available_parallelism().map_or(1, usize::from);
    let mut first = None;
    for jobs in (0..).map(|power| 1 << power).take_while(|jobs| *jobs <= most) {
        let seconds = quickest(|| assert_eq!(read_all(files, jobs), expected, "{jobs} threads"));
        let one = *first.get_or_insert(seconds);
        let (rate, each) = (mega(bytes) / seconds, files.len() as f64 / seconds);
        println!("| {jobs} | {seconds:.3} | {rate:.1} | {each:.0} | {:.2} |", one / seconds);
    }
    first.unwrap_or_default()
}

/// What stands before each room.
struct Ready {
    decoded: String,
    source: Source,
    outlined: Vec<Document>,
    parsed: Parsed,
}

/// Prints what each room takes of the whole, and how much of the text it reads a second.
fn by_room(files: &[Vec<u8>], whole: f64) {
    let plain = CleanOptions::new().to(TargetScript::Simplified);
    let ready: Vec<Ready> = files
        .iter()
        .map(|bytes| {
            let parsed = gongwen::read(bytes).expect("it was read before");
            let source = gongwen::open(bytes, plain).expect("it was read before");
            let (decoded, outlined) = (rooms::decode(bytes).text, rooms::outline(&source));
            Ready { decoded, source, outlined, parsed }
        })
        .collect();
    let bytes: usize = ready.iter().map(|r| r.parsed.source.text().len()).sum();
    println!("\n| room | MB/s of text | share |\n| --- | --- | --- |");
    let room = |name: &str, work: &dyn Fn(&Ready)| {
        let seconds = quickest(|| ready.iter().for_each(work));
        println!("| {name} | {:.1} | {:.0} % |", mega(bytes) / seconds, 100.0 * seconds / whole.max(1e-9));
    };
    room("restore", &|r| drop(black_box(rooms::restore(&r.decoded))));
    room("script", &|r| drop(black_box(rooms::simplify(&r.decoded))));
    room("outline", &|r| drop(black_box(rooms::outline(&r.source))));
    room("statements", &|r| {
        r.outlined.iter().for_each(|d| drop(black_box(rooms::statements(&r.source, d))));
    });
    let each = |r: &Ready, work: &dyn Fn(&Document)| r.parsed.documents.iter().for_each(work);
    room("metrics", &|r| each(r, &|d| drop(black_box(rooms::metrics(&r.parsed.source, d)))));
    room("tasks", &|r| {
        each(r, &|d| drop(black_box(rooms::tasks(&r.parsed.source, &r.parsed.documents, d.id))));
    });
    room("audit", &|r| drop(black_box(gongwen::audit(&r.parsed))));
    room("JSON", &|r| drop(black_box(serde_json::to_vec(&r.parsed.documents))));
}

/// Prints how time grows with the input: one text, ten and a hundred times over.
fn growth(files: &[Vec<u8>]) {
    let Some(text) =
        files.iter().filter_map(|f| std::str::from_utf8(f).ok()).max_by_key(|t| t.len().min(PIECE))
    else {
        return;
    };
    let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at < PIECE).last().unwrap_or_default();
    let piece = &text[..end];
    println!("\n| input | MB | s | MB/s |\n| --- | --- | --- | --- |");
    for times in [1, 10, 100] {
        let repeated = format!("{piece}\n").repeat(times);
        let found = gongwen::parse(repeated.as_bytes()).metrics().count();
        let seconds = quickest(|| assert_eq!(gongwen::parse(repeated.as_bytes()).metrics().count(), found));
        let size = mega(repeated.len());
        println!("| {times} × | {size:.2} | {seconds:.3} | {:.1} |", size / seconds);
    }
    println!();
}

/// The most memory that this process has held, in kB, where the system tells.
fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
