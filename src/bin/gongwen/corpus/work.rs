//! Files to read → their rows, made by several threads and written in the order of the files; a bad file stops nothing.

use super::args::{Args, Format};
use super::tables::{self, Tables};
use super::walk::Found;
use crate::files::{self, Failure, from_system};
use gongwen::Language;
use gongwen::report::corpus::{Table, check_rows, rows};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::any::Any;
use std::collections::{BTreeMap, HashSet};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Threads read so many files ahead of what is written, each.
const AHEAD: usize = 8;

/// A checkpoint is written after so many seconds.
const SAVE_EVERY: Duration = Duration::from_secs(5);

/// What a run did.
#[derive(Default)]
pub struct Told {
    pub files: usize,
    pub bytes: u64,
    pub unread: usize,
    pub repeated: usize,
    seconds: f64,
}

/// What became of a file.
pub enum Made {
    /// The text for each table, and the hash of the bytes where it names rows.
    Rows {
        hash: String,
        texts: Vec<String>,
    },
    Unread(String),
}

/// A line of `errors.jsonl`.
#[derive(Serialize)]
struct Unread<'a> {
    file: String,
    kind: &'static str,
    text: &'a str,
}

/// Reads every file and writes its rows.
pub fn all(found: &[Found], args: &Args, jobs: usize, lang: Language) -> Result<Told, Failure> {
    let asked = asked(found, args.format);
    let (tables, point) =
        Tables::open(&args.output, &Table::OF_A_FILE, asked, args.format, args.resume, lang)?;
    let seen =
        if point.done == 0 { HashSet::new() } else { tables.hashes().map_err(|e| from_system(&e, lang))? };
    let names: Vec<&Path> = found.iter().map(|f| f.path.as_path()).collect();
    let bar = progress(found, lang);
    bar.inc(found.iter().take(point.done).map(|f| f.bytes).sum());
    let mut writer = Writer {
        tables,
        told: Told { unread: point.unread, ..Told::default() },
        seen,
        names: &names,
        saved: Instant::now(),
        bar,
    };
    let start = Instant::now();
    let make = |at: usize| read(names[at], args.format, lang);
    in_order(point.done..found.len(), jobs, make, |at, made| {
        let made =
            made.unwrap_or_else(|said| vec![Read { name: names[at].to_owned(), made: broken(&said, lang) }]);
        writer.take(at, found[at].bytes, made)
    })
    .map_err(|e| from_system(&e, lang).about(&args.output))?;
    writer.bar.finish_and_clear();
    writer.tables.finish().map_err(|e| from_system(&e, lang).about(&args.output))?;
    Ok(Told { seconds: start.elapsed().as_secs_f64(), ..writer.told })
}

/// A file at which the program itself failed.
pub fn broken(said: &str, lang: Language) -> Made {
    Made::Unread(lang.pick(
        format!("程序出错，请报告：{said}"),
        format!("an error of this program, please report it: {said}"),
    ))
}

/// The hash of what is asked of a run, so that another is not taken for it.
fn asked(found: &[Found], format: Format) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("{} {}\n", env!("CARGO_PKG_VERSION"), format.ending()));
    for file in found {
        hash.update(format!("{} {}\n", file.bytes, file.path.display()));
    }
    hex(&hash.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().take(tables::HASH / 2).map(|byte| format!("{byte:02x}")).collect()
}

/// A file, or one of an archive, and what became of it.
struct Read {
    name: PathBuf,
    made: Made,
}

/// Reads a file, or every file of an archive, and makes its rows.
fn read(name: &Path, format: Format, lang: Language) -> Vec<Read> {
    let unread = |line: &str| vec![Read { name: name.to_owned(), made: Made::Unread(line.to_owned()) }];
    let bytes = match files::read(name, lang) {
        Ok(bytes) => bytes,
        Err(failure) => return unread(failure.line()),
    };
    let mut all = Vec::new();
    let unpacked = gongwen::unpack(&bytes, &mut |file| {
        let name = name.join(file.path);
        let made = match file.bytes {
            Ok(bytes) => made_of(&name, &bytes, format, lang),
            Err(error) => Made::Unread(error.message(lang).to_owned()),
        };
        all.push(Read { name, made });
    });
    match unpacked {
        Ok(true) => all,
        Ok(false) => vec![Read { name: name.to_owned(), made: made_of(name, &bytes, format, lang) }],
        Err(error) => unread(error.message(lang)),
    }
}

/// Makes the rows of a file.
fn made_of(name: &Path, bytes: &[u8], format: Format, lang: Language) -> Made {
    let mut parsed = match gongwen::read(bytes) {
        Ok(parsed) => parsed,
        Err(error) => return Made::Unread(error.message(lang).to_owned()),
    };
    let hash = hex(&Sha256::digest(bytes));
    parsed.source.set_name(name.display().to_string());
    let rows = |table: &Table| match table {
        Table::Checks => check_rows(&parsed.source, &parsed.documents, &gongwen::audit(&parsed), &hash),
        table => rows(&parsed.source, &parsed.documents, &parsed.notes, *table, &hash),
    };
    let texts = Table::OF_A_FILE.iter().map(|table| tables::text(&rows(table), format)).collect();
    Made::Rows { hash, texts }
}

/// Takes what was made of the files, in their order.
struct Writer<'a> {
    tables: Tables,
    told: Told,
    seen: HashSet<String>,
    names: &'a [&'a Path],
    saved: Instant,
    bar: ProgressBar,
}

impl Writer<'_> {
    fn take(&mut self, at: usize, bytes: u64, read: Vec<Read>) -> io::Result<()> {
        for one in read {
            self.write(one)?;
        }
        self.told.bytes += bytes;
        self.bar.inc(bytes);
        self.bar.set_message(format!("{}/{}", at + 1, self.names.len()));
        self.bar.set_prefix(self.told.unread.to_string());
        if self.saved.elapsed() >= SAVE_EVERY {
            self.tables.save(at + 1, self.told.unread)?;
            self.saved = Instant::now();
        }
        Ok(())
    }

    fn write(&mut self, Read { name, made }: Read) -> io::Result<()> {
        self.told.files += 1;
        let file = name.display().to_string();
        match made {
            // One file under two names is one document; its rows would stand there twice.
            Made::Rows { hash, .. } if self.seen.contains(&hash) => {
                self.told.repeated += 1;
                self.tables.error(&Unread { file, kind: "repeated", text: &hash })
            }
            Made::Rows { hash, texts } => {
                self.seen.insert(hash);
                texts.iter().enumerate().try_for_each(|(table, text)| self.tables.write(table, text))
            }
            Made::Unread(text) => {
                self.told.unread += 1;
                self.tables.error(&Unread { file, kind: "unread", text: &text })
            }
        }
    }
}

/// What threads share: the next to be made, how many are taken, what waits to be.
struct Shared<T> {
    next: usize,
    taken: usize,
    made: BTreeMap<usize, Result<T, String>>,
    stopped: bool,
}

/// Stops the threads when the one that takes leaves, however it leaves.
struct Stop<'a, T>(&'a Mutex<Shared<T>>, &'a Condvar);

impl<T> Drop for Stop<'_, T> {
    fn drop(&mut self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).stopped = true;
        self.1.notify_all();
    }
}

/// Makes things by number on several threads and takes them in order; no thread runs far ahead of what is taken. One whose making
/// panics is taken as what the panic said.
pub fn in_order<T: Send>(
    range: std::ops::Range<usize>,
    jobs: usize,
    make: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(usize, Result<T, String>) -> io::Result<()>,
) -> io::Result<()> {
    let shared =
        Mutex::new(Shared { next: range.start, taken: range.start, made: BTreeMap::new(), stopped: false });
    let changed = Condvar::new();
    let lock = || shared.lock().unwrap_or_else(PoisonError::into_inner);
    let worker = || {
        loop {
            let mut state = lock();
            while !state.stopped && state.next < range.end && state.next >= state.taken + jobs * AHEAD {
                state = changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            if state.stopped || state.next >= range.end {
                return;
            }
            let at = state.next;
            state.next += 1;
            drop(state);
            let made = catch_unwind(AssertUnwindSafe(|| make(at))).map_err(|said| words_of(&*said));
            lock().made.insert(at, made);
            changed.notify_all();
        }
    };
    std::thread::scope(|scope| {
        let _stop = Stop(&shared, &changed);
        (0..jobs).for_each(|_| drop(scope.spawn(worker)));
        range.clone().try_for_each(|at| {
            let mut state = lock();
            let made = loop {
                match state.made.remove(&at) {
                    Some(made) => break made,
                    None => state = changed.wait(state).unwrap_or_else(PoisonError::into_inner),
                }
            };
            state.taken = at + 1;
            drop(state);
            changed.notify_all();
            take(at, made)
        })
    })
}

/// What a panic said.
fn words_of(said: &(dyn Any + Send)) -> String {
    let words = said.downcast_ref::<String>().map(String::as_str).or_else(|| said.downcast_ref().copied());
    words.unwrap_or("panic").to_owned()
}

/// A bar on standard error, where that is a terminal: files, MB/s, errors, time left.
fn progress(found: &[Found], lang: Language) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(
        Some(found.iter().map(|f| f.bytes).sum()),
        ProgressDrawTarget::stderr_with_hz(4),
    );
    let template = lang.pick(
        "{bar:30} {msg} 个文件，未读 {prefix}  {bytes}/{total_bytes}  {bytes_per_sec}  还需 {eta}",
        "{bar:30} {msg} files, {prefix} unread  {bytes}/{total_bytes}  {bytes_per_sec}  {eta} left",
    );
    bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

impl Told {
    /// Says on standard error what was done.
    pub fn tell(&self, lang: Language) {
        let megabytes = self.bytes as f64 / 1e6;
        let speed = megabytes / self.seconds.max(1e-3);
        let line = lang.pick(
            format!(
                "读了 {} 个文件，{megabytes:.1} MB，{:.1} 秒，{speed:.1} MB/s；重复 {} 个，未读 {} 个",
                self.files, self.seconds, self.repeated, self.unread
            ),
            format!(
                "{} files, {megabytes:.1} MB in {:.1} s, {speed:.1} MB/s; {} repeated, {} unread",
                self.files, self.seconds, self.repeated, self.unread
            ),
        );
        files::tell(&line);
    }

    /// Says where the list of unread files is.
    pub fn where_errors_are(&self, dir: &Path, unread: usize, lang: Language) -> String {
        let list = dir.join(format!("{}.jsonl", tables::ERRORS));
        lang.pick(
            format!("{unread} 个文件未能读取，见 {}", list.display()),
            format!("{unread} files could not be read: see {}", list.display()),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_threads_make_is_taken_in_order() {
        for jobs in [1, 2, 7] {
            let mut taken = Vec::new();
            let slow = |at: usize| {
                std::thread::sleep(Duration::from_millis((at * 7 % 5) as u64));
                at * 2
            };
            in_order(3..40, jobs, slow, |at, made| {
                taken.push((at, made.unwrap()));
                Ok(())
            })
            .unwrap();
            assert_eq!(taken, (3..40).map(|at| (at, at * 2)).collect::<Vec<_>>(), "{jobs}");
        }
    }

    #[test]
    fn a_panic_is_one_that_was_not_made_and_the_run_goes_on() {
        let mut taken = Vec::new();
        let make = |at: usize| if at == 5 { panic!("at {at}") } else { at };
        in_order(0..40, 3, make, |at, made| {
            taken.push((at, made));
            Ok(())
        })
        .unwrap();
        assert_eq!(taken[5], (5, Err("at 5".to_owned())));
        assert_eq!(taken.iter().filter(|(at, made)| *made == Ok(*at)).count(), 39);
    }

    #[test]
    fn a_full_disk_ends_the_run() {
        let full =
            |at: usize, _| if at == 5 { Err(io::Error::from(io::ErrorKind::StorageFull)) } else { Ok(()) };
        assert!(in_order(0..1000, 3, |at| at, full).is_err());
    }
}
