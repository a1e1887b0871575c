//! Tasks, each with the passages nearest to it → what a reader says of them, on all cores; nothing where there is none.

use crate::model::Reading;
#[cfg(feature = "reader")]
use crate::reader::Reader;
#[cfg(feature = "reader")]
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

/// A task with the passages nearest to it.
pub(crate) type Question<'t> = (&'t str, Vec<&'t str>);

/// So many passages are read with a task.
pub(crate) const READ: usize = 3;

/// The reader that a checker asks, if it was given one.
#[derive(Clone, Debug, Default)]
pub(crate) struct LoadedReader {
    #[cfg(feature = "reader")]
    reader: Option<Arc<Reader>>,
    progress: Option<fn(usize, usize)>,
}

impl LoadedReader {
    /// Takes a reader.
    #[cfg(feature = "reader")]
    pub(crate) fn set(&mut self, reader: Reader) {
        self.reader = Some(Arc::new(reader));
    }

    /// Tells `progress`, on any thread, how many questions of how many were read.
    pub(crate) fn on_progress(&mut self, progress: fn(usize, usize)) {
        self.progress = Some(progress);
    }

    /// Reads each of `count` questions that there is; the answers stand where the questions stood. Empty without a reader.
    #[cfg(feature = "reader")]
    pub(crate) fn read<'t>(
        &self,
        count: usize,
        question: impl Fn(usize) -> Option<Question<'t>>,
    ) -> Vec<Option<Reading>> {
        let Some(reader) = self.reader.as_deref() else { return Vec::new() };
        let asked: Vec<(usize, Question<'_>)> =
            (0..count).filter_map(|at| Some((at, question(at)?))).collect();
        let (next, read) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let progress = self.progress;
        let work = || {
            let mut said = Vec::new();
            while let Some((at, (task, passages))) = asked.get(next.fetch_add(1, Ordering::Relaxed)) {
                said.push((*at, reader.read(task, passages)));
                let read = read.fetch_add(1, Ordering::Relaxed) + 1;
                progress.into_iter().for_each(|tell| tell(read, asked.len()));
            }
            said
        };
        let cores = std::thread::available_parallelism().map_or(1, usize::from).min(asked.len());
        let said = std::thread::scope(|scope| {
            let spawn = |_| std::thread::Builder::new().spawn_scoped(scope, work).ok();
            let others: Vec<_> = (1..cores).filter_map(spawn).collect();
            let mut said = work();
            said.extend(others.into_iter().filter_map(|other| other.join().ok()).flatten());
            said
        });
        let mut answers = vec![None; count];
        said.into_iter().for_each(|(at, reading)| answers[at] = Some(reading));
        answers
    }

    /// Reads nothing: the build has no reader.
    #[cfg(not(feature = "reader"))]
    pub(crate) fn read<'t>(
        &self,
        _: usize,
        _: impl Fn(usize) -> Option<Question<'t>>,
    ) -> Vec<Option<Reading>> {
        Vec::new()
    }
}

#[cfg(test)]
#[cfg(feature = "reader")]
mod tests {
    use super::*;

    #[test]
    fn answers_stand_where_the_questions_stood() {
        let reader = || Reader::new(include_bytes!("../fixtures/reader/tiny.bin")).unwrap();
        let tasks = ["新建养老服务中心6个", "", "修复河堤7公里", "配备校车15辆"];
        let question = |at: usize| (!tasks[at].is_empty()).then(|| (tasks[at], vec!["全年修复河堤9公里。"]));
        let mut loaded = LoadedReader::default();
        assert!(loaded.read(tasks.len(), question).is_empty());
        loaded.set(reader());
        let alone = |at: usize| question(at).map(|(task, passages)| reader().read(task, &passages));
        assert_eq!(loaded.read(tasks.len(), question), (0..tasks.len()).map(alone).collect::<Vec<_>>());
    }
}
