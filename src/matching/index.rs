//! An index over a report's sentences, and for each task the sentences nearest to it with what makes them near.

use super::grams::{Gram, GramMap, Grams, Telling, grams, is_pair, shared};
use super::words::{Lexicon, Words, cosine};
use crate::model::{Metric, Mood, Task};
use crate::tables::rows;
use std::collections::BTreeMap;

/// A sentence of the report that may be evidence.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'a> {
    /// Its words.
    pub text: &'a str,
    /// The titles of the sections that hold it.
    pub heading: &'a str,
    /// In what mood it speaks.
    pub mood: Mood,
    /// Its figures.
    pub metrics: &'a [Metric],
    /// It is a heading itself.
    pub is_heading: bool,
}

/// A task and the titles that it stands under.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The task.
    pub task: &'a Task,
    /// Its words without the marker.
    pub text: &'a str,
    /// The titles of the sections that hold it.
    pub heading: &'a str,
}

/// The names of what a score is made of; the order is that of `weights.tsv`.
pub const FEATURES: [&str; 14] = [
    "containment",
    "reverse",
    "triples",
    "meaning",
    "words",
    "best_gram",
    "figure",
    "length",
    "admitted",
    "ongoing",
    "heading",
    "section",
    "rank",
    "one",
];
/// What a score is made of.
pub type Features = [f32; FEATURES.len()];

/// A sentence with how well it fits a task.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its place among the passages.
    pub passage: usize,
    /// 0 to 1: the chance that a careful checker would quote it.
    pub score: f32,
    /// What the score was made of.
    pub features: Features,
}

/// So many sentences, the best by shared characters, are looked at closely for each task.
const CLOSELY: usize = 40;
/// So many candidates are given back.
const KEPT: usize = 12;

/// The tables of matching, loaded once.
#[derive(Clone, Debug)]
pub struct Matcher {
    telling: Telling,
    lexicon: Lexicon,
    weights: Features,
}

impl Default for Matcher {
    fn default() -> Self {
        Self::load()
    }
}

/// A passage read for matching.
struct Read {
    grams: Grams,
    weight: f32,
    words: Words,
    heading: Grams,
}

impl Matcher {
    /// Reads the tables.
    pub fn load() -> Self {
        let weights: BTreeMap<&str, f32> = rows(include_str!("../tables/match_weights.tsv"))
            .filter_map(|r| Some((*r.first()?, r.get(1)?.parse().ok()?)))
            .collect();
        let weights = FEATURES.map(|name| weights.get(name).copied().unwrap_or(0.0));
        Matcher { telling: Telling::load(), lexicon: Lexicon::load(), weights }
    }

    /// For each task the passages nearest to it, best first.
    pub fn rank(&self, wanted: &[Wanted<'_>], passages: &[Passage<'_>]) -> Vec<Vec<Candidate>> {
        let read: Vec<Read> = passages.iter().map(|p| self.read(p.text, p.heading)).collect();
        let index = index(&read);
        let mut sums = vec![0.0f32; passages.len()];
        wanted.iter().map(|w| self.rank_one(w, passages, &read, &index, &mut sums)).collect()
    }

    /// How much of what `part` says stands in `whole`, 0 to 1, by what its characters tell.
    pub fn contained(&self, part: &str, whole: &str) -> f32 {
        let (part, whole) = (grams(part), grams(whole));
        let weight = self.weight(&part.short);
        if weight > 0.0 { self.shared_weight(&part.short, &whole.short) / weight } else { 0.0 }
    }

    fn read(&self, text: &str, heading: &str) -> Read {
        let found = grams(text);
        Read {
            weight: self.weight(&found.short),
            grams: found,
            words: self.lexicon.words(text),
            heading: grams(heading),
        }
    }

    fn weight(&self, list: &[Gram]) -> f32 {
        list.iter().map(|g| self.telling.of(*g)).sum()
    }

    fn shared_weight(&self, a: &[Gram], b: &[Gram]) -> f32 {
        let mut sum = 0.0;
        shared(a, b, |i| sum += self.telling.of(a[i]));
        sum
    }

    fn rank_one(
        &self,
        wanted: &Wanted<'_>,
        passages: &[Passage<'_>],
        read: &[Read],
        index: &GramMap<Vec<u32>>,
        sums: &mut [f32],
    ) -> Vec<Candidate> {
        let task = self.read(wanted.text, wanted.heading);
        let mut near = self.nearest(&task, read, index, sums);
        for (passage, by_grams) in &mut near {
            *by_grams += figure(self, wanted.task, passages[*passage].metrics);
        }
        near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut found: Vec<Candidate> = near
            .iter()
            .enumerate()
            .map(|(rank, &(passage, _))| {
                let features = self.features(wanted, &task, &passages[passage], &read[passage], rank);
                Candidate { passage, score: logistic(&self.weights, &features), features }
            })
            .collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.passage.cmp(&b.passage)));
        found.truncate(KEPT);
        found
    }

    /// The passages that share most of the task's grams, through the index.
    fn nearest(
        &self,
        task: &Read,
        read: &[Read],
        index: &GramMap<Vec<u32>>,
        sums: &mut [f32],
    ) -> Vec<(usize, f32)> {
        let mut touched = Vec::new();
        for gram in &task.grams.short {
            let weight = self.telling.of(*gram);
            for &passage in index.get(gram).map_or(&[][..], Vec::as_slice) {
                let sum = &mut sums[passage as usize];
                if *sum == 0.0 {
                    touched.push(passage as usize);
                }
                *sum += weight;
            }
        }
        let mut near: Vec<(usize, f32)> = touched
            .iter()
            .map(|&p| (p, sums[p] / task.weight.max(1.0) + 0.15 * sums[p] / read[p].weight.max(1.0)))
            .collect();
        touched.into_iter().for_each(|p| sums[p] = 0.0);
        near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        near.truncate(CLOSELY);
        near
    }

    fn features(
        &self,
        wanted: &Wanted<'_>,
        task: &Read,
        passage: &Passage<'_>,
        read: &Read,
        rank: usize,
    ) -> Features {
        let both = self.shared_weight(&task.grams.short, &read.grams.short);
        let mut best: f32 = 0.0;
        shared(&task.grams.short, &read.grams.short, |i| {
            let gram = task.grams.short[i];
            if is_pair(gram) {
                best = best.max(self.telling.of(gram));
            }
        });
        let mut triples = 0usize;
        shared(&task.grams.triples, &read.grams.triples, |_| triples += 1);
        let section = self.shared_weight(&task.grams.short, &read.heading.short) / task.weight.max(1.0);
        [
            both / task.weight.max(1.0),
            both / read.weight.max(1.0),
            triples as f32 / task.grams.triples.len().max(1) as f32,
            cosine(&task.words, &read.words),
            self.shared_words(&task.words, &read.words),
            best / 10.0,
            figure(self, wanted.task, passage.metrics),
            (1.0 + passage.text.chars().count() as f32).ln() / 5.0,
            f32::from(passage.mood == Mood::Admitted),
            f32::from(passage.mood == Mood::Ongoing),
            f32::from(passage.is_heading),
            section,
            1.0 / (1.0 + rank as f32),
            1.0,
        ]
    }

    fn shared_words(&self, a: &Words, b: &Words) -> f32 {
        let all: f32 = a.ids.iter().map(|w| self.lexicon.idf(*w)).sum();
        let both: f32 =
            a.ids.iter().filter(|w| b.ids.binary_search(w).is_ok()).map(|w| self.lexicon.idf(*w)).sum();
        if all > 0.0 { both / all } else { 0.0 }
    }
}

fn index(read: &[Read]) -> GramMap<Vec<u32>> {
    let mut index: GramMap<Vec<u32>> = GramMap::default();
    for (i, passage) in read.iter().enumerate() {
        for gram in &passage.grams.short {
            index.entry(*gram).or_default().push(i as u32);
        }
    }
    index
}

/// An indicator is the target's own where so much of one's name stands in the other.
const SAME_NAME: f32 = 0.75;

/// Whether the passage has a figure for one of the task's targets: same name, same kind of number.
fn figure(matcher: &Matcher, task: &Task, metrics: &[Metric]) -> f32 {
    let found = task
        .targets
        .iter()
        .filter(|target| metrics.iter().any(|m| m.unit == target.unit && matcher.same_indicator(target, m)));
    (found.count() as f32 / task.targets.len().max(1) as f32).min(1.0)
}

impl Matcher {
    /// Whether two figures measure the same by name.
    pub fn same_indicator(&self, a: &Metric, b: &Metric) -> bool {
        a.indicator.iter().take(2).any(|x| {
            b.indicator.iter().take(2).any(|y| {
                self.contained(x, y) >= SAME_NAME && self.contained(y, x) >= 0.5
                    || self.contained(y, x) >= SAME_NAME && self.contained(x, y) >= 0.5
            })
        })
    }
}

/// The chance that weights give to features.
fn logistic(weights: &Features, features: &Features) -> f32 {
    let sum: f32 = weights.iter().zip(features).map(|(w, f)| w * f).sum();
    1.0 / (1.0 + (-sum).exp())
}
