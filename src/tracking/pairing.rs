//! Tasks and the rows of an earlier ledger → for each task its row: by key, by its words alone, by nearly the same words at the same place.

use super::entries::Entry;
use super::keys::{Key, bare};
use crate::text::similarity::WeightedNgrams;
use std::collections::BTreeMap;

/// Which row belongs to which task.
#[derive(Debug, Default)]
pub struct Pairing {
    /// For each task its row.
    pub row_of: Vec<Option<usize>>,
    /// The rows that belong to no task; and whether one has the words of a row with other figures.
    pub left: Vec<(usize, bool)>,
}

/// Words that share so much of their idf, both ways, are a task's that was reworded: 「新建公厕12座」「新建改建公厕12座」.
const ALIKE: f32 = 0.7;
/// Under one title so many tasks and rows are compared with one another.
const MOST: usize = 64;

/// Pairs tasks, each with its key and words, with the rows of a ledger.
pub fn pair(tasks: &[(Key, &str)], entries: &[Entry]) -> Pairing {
    let mut pairing = Pairing { row_of: vec![None; tasks.len()], left: Vec::new() };
    let keys: Vec<Key> = entries.iter().map(key).collect();
    let mut free = vec![true; entries.len()];
    pairing.by(tasks, &keys, &mut free, |key| (key.words.clone(), key.place.clone(), key.nth));
    pairing.by(tasks, &keys, &mut free, |key| (key.words.clone(), String::new(), 0));
    let changed = pairing.by_likeness(tasks, entries, &keys, &mut free);
    pairing.left = (0..entries.len()).filter(|row| free[*row]).map(|row| (row, changed[row])).collect();
    pairing
}

fn key(entry: &Entry) -> Key {
    entry.key.clone().unwrap_or_else(|| Key::of(&entry.task, []))
}

impl Pairing {
    /// Pairs what has the same name on both sides, where it is the only one there.
    fn by<N: Ord>(
        &mut self,
        tasks: &[(Key, &str)],
        keys: &[Key],
        free: &mut [bool],
        name: impl Fn(&Key) -> N,
    ) {
        let mut rows: BTreeMap<N, Vec<usize>> = BTreeMap::new();
        for (row, key) in keys.iter().enumerate().filter(|(row, _)| free[*row]) {
            rows.entry(name(key)).or_default().push(row);
        }
        let mut asked: BTreeMap<N, Vec<usize>> = BTreeMap::new();
        for (task, (key, _)) in tasks.iter().enumerate().filter(|(task, _)| self.row_of[*task].is_none()) {
            asked.entry(name(key)).or_default().push(task);
        }
        for (name, tasks) in &asked {
            if let ([task], Some([row])) = (&tasks[..], rows.get(name).map(Vec::as_slice)) {
                self.row_of[*task] = Some(*row);
                free[*row] = false;
            }
        }
    }

    /// Pairs what was reworded at its place; gives for each row whether a task has its words with other figures.
    fn by_likeness(
        &mut self,
        tasks: &[(Key, &str)],
        entries: &[Entry],
        keys: &[Key],
        free: &mut [bool],
    ) -> Vec<bool> {
        let mut changed = vec![false; entries.len()];
        let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (row, key) in keys.iter().enumerate().filter(|(row, _)| free[*row]) {
            rows.entry(&key.place).or_default().push(row);
        }
        let mut compared: BTreeMap<&str, usize> = BTreeMap::new();
        for (task, (key, words)) in tasks.iter().enumerate() {
            let Some(rows) = rows.get(&*key.place).filter(|_| self.row_of[task].is_none()) else { continue };
            let here = compared.entry(&key.place).or_default();
            *here += 1;
            if *here > MOST {
                continue;
            }
            let own = WeightedNgrams::of(words);
            let likeness = |row: usize| {
                let other = WeightedNgrams::of(&entries[row].task);
                own.contained(&other.ngrams).min(other.contained(&own.ngrams))
            };
            let open = rows.iter().copied().filter(|row| free[*row]).take(MOST);
            let best =
                open.map(|row| (likeness(row), row)).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            let Some((_, row)) = best.filter(|(alike, _)| *alike >= ALIKE) else { continue };
            if figures(words) == figures(&entries[row].task) {
                self.row_of[task] = Some(row);
                free[row] = false;
            } else {
                changed[row] = true;
            }
        }
        changed
    }
}

/// The digits of a task, in their order.
fn figures(words: &str) -> String {
    bare(words).filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(task: &str, title: &str) -> Entry {
        Entry { key: Some(Key::of(task, [title])), task: task.into(), ..Entry::default() }
    }

    fn paired(tasks: &[(&str, &str)], entries: &[Entry]) -> Pairing {
        let tasks: Vec<_> = tasks.iter().map(|(task, title)| (Key::of(task, [*title]), *task)).collect();
        pair(&tasks, entries)
    }

    #[test]
    fn a_row_finds_its_task_after_small_changes_of_the_plan() {
        let entries = [
            entry("新建城区公共厕所12座", "民生"),
            entry("配备校车15辆", "教育"),
            entry("修复河堤7公里", "水利"),
        ];
        let tasks = [
            // Its title is another.
            ("配备校车15辆", "教育体育"),
            // It was reworded.
            ("新建改建城区公共厕所12座", "民生"),
            ("修复河堤7公里", "水利"),
            ("新栽行道树300株", "绿化"),
        ];
        assert_eq!(paired(&tasks, &entries).row_of, [Some(1), Some(0), Some(2), None]);
    }

    #[test]
    fn a_decision_on_other_figures_does_not_stand() {
        let found = paired(&[("新建城区公共厕所15座", "民生")], &[entry("新建城区公共厕所12座", "民生")]);
        assert_eq!(found.row_of, [None]);
        assert_eq!(found.left, [(0, true)]);
    }

    #[test]
    fn of_tasks_with_the_same_words_each_keeps_its_own() {
        let entries = [entry("加强值班值守", "汛期"), entry("加强值班值守", "春节")];
        let tasks = [("加强值班值守", "春节"), ("加强值班值守", "汛期")];
        assert_eq!(paired(&tasks, &entries).row_of, [Some(1), Some(0)]);
    }
}
