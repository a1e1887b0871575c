//! Tasks, each with the passages nearest to it → what a reader says of them; nothing where the build has none or a check is to be quick.

use crate::model::Reading;
#[cfg(feature = "reader")]
use crate::reader::Reader;
#[cfg(feature = "reader")]
use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicUsize, Ordering},
};

/// A task with the passages nearest to it.
pub(crate) type Question<'t> = (&'t str, Vec<&'t str>);

/// So many passages are read with a task.
pub(crate) const READ: usize = 3;

/// The reader that a checker asks; it is loaded when it is first asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Desk {
    quick: bool,
    progress: Option<fn(usize, usize)>,
    #[cfg(feature = "reader")]
    reader: OnceLock<Option<Arc<Reader>>>,
}

impl Desk {
    /// Asks no reader.
    pub(crate) fn close(&mut self) {
        self.quick = true;
    }

    /// Asks this reader, not the crate's own.
    #[cfg(feature = "reader")]
    pub(crate) fn seat(&mut self, reader: Reader) {
        self.reader = OnceLock::from(Some(Arc::new(reader)));
    }

    /// Tells `progress`, on any thread, how many questions of how many were read.
    pub(crate) fn on_progress(&mut self, progress: fn(usize, usize)) {
        self.progress = Some(progress);
    }

    /// Returns whether there is a reader to ask.
    pub(crate) fn is_open(&self) -> bool {
        !self.quick && cfg!(feature = "reader")
    }

    /// Reads the questions that there are, on all cores; the answers stand where the questions stood.
    #[cfg(feature = "reader")]
    pub(crate) fn read(&self, questions: &[Option<Question<'_>>]) -> Vec<Option<Reading>> {
        let reader = self.reader.get_or_init(|| Reader::own().ok().map(Arc::new));
        let Some(reader) = reader.as_deref().filter(|_| self.is_open()) else { return Vec::new() };
        let asked: Vec<(usize, &Question<'_>)> =
            questions.iter().enumerate().filter_map(|(at, q)| Some((at, q.as_ref()?))).collect();
        let (next, read) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = || {
            let mut said = Vec::new();
            while let Some((at, (task, passages))) = asked.get(next.fetch_add(1, Ordering::Relaxed)) {
                said.push((*at, reader.read(task, passages)));
                let read = read.fetch_add(1, Ordering::Relaxed) + 1;
                self.progress.into_iter().for_each(|tell| tell(read, asked.len()));
            }
            said
        };
        let cores = std::thread::available_parallelism().map_or(1, usize::from).min(asked.len());
        let mut answers = vec![None; questions.len()];
        let said = std::thread::scope(|scope| {
            let spawn = |_| std::thread::Builder::new().spawn_scoped(scope, work).ok();
            let others: Vec<_> = (1..cores).filter_map(spawn).collect();
            let mut said = work();
            said.extend(others.into_iter().filter_map(|other| other.join().ok()).flatten());
            said
        });
        said.into_iter().for_each(|(at, reading)| answers[at] = Some(reading));
        answers
    }

    /// Reads nothing: the feature `reader` is off.
    #[cfg(not(feature = "reader"))]
    pub(crate) fn read(&self, _: &[Option<Question<'_>>]) -> Vec<Option<Reading>> {
        Vec::new()
    }
}
