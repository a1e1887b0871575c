//! An index over a report's sentences, and for each task the sentences nearest to it with what makes them near.

use super::features::{FEATURES, Features, compare};
use super::grams::{Gram, GramMap, Sieve, each_gram, grams};
use super::idf::idf;
use super::meaning::{Meaning, Vectors};
use super::names::{Indicators, figure};
use super::read::{Asked, Own, Read, Reader, Weighed};
use super::words::Lexicon;
use crate::model::{Metric, Mood, Task};
use crate::tables::rows;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A sentence of the report that may be evidence.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'a> {
    /// Its words.
    pub text: &'a str,
    /// The titles of the sections that hold it.
    pub heading: &'a str,
    /// In what mood it speaks.
    pub mood: Mood,
    /// The first sentence of its paragraph, which often names the topic; empty where it is that itself.
    pub lead: &'a str,
    /// Where its paragraph begins: one number for all its sentences.
    pub paragraph: usize,
    /// Its figures.
    pub metrics: &'a [Metric],
    /// It is a heading itself.
    pub is_heading: bool,
}

/// A task.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The task.
    pub task: &'a Task,
    /// Its words without the marker.
    pub text: &'a str,
}

/// A sentence with how well it fits a task.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its place among the passages.
    pub passage: usize,
    /// 0 to 1: the chance that a careful checker would quote it.
    pub score: f32,
    /// What the score was made of.
    pub features: Features,
    /// The share of the plan's other tasks that it is near to as well: a sentence that names everything is near to all.
    pub sought: f32,
}

impl Candidate {
    /// One of its features; nought where there is none of that name, which is a fault of the program.
    pub fn feature(&self, name: &str) -> f32 {
        debug_assert!(FEATURES.contains(&name), "no feature is called {name}");
        FEATURES.iter().position(|n| *n == name).map_or(0.0, |i| self.features[i])
    }
}

/// So many sentences, the best by shared characters, are looked at closely for each task.
const CLOSELY: usize = 30;
/// So many where only the very nearest is wanted.
const AT_A_GLANCE: usize = 6;

/// How many sentences are looked at for each task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// Those that may be evidence.
    Full,
    /// The same, and all that were looked at are given back: what weights are fitted on.
    Wide,
    /// Only what comes nearest: sentences that cannot be evidence.
    Glance,
}

/// No sentence, nor what is quoted for one task, has so many characters: of a longer text the head is looked at.
const LONGEST: usize = 6000;

fn head(text: &str) -> &str {
    text.char_indices().nth(LONGEST).map_or(text, |(at, _)| &text[..at])
}

/// In a report of no more sentences, so many are also chosen by meaning.
const SHORT_REPORT: usize = 3000;
const BY_MEANING: usize = 10;
/// In a longer one a gram of more than one sentence in so many finds none.
const COMMON: usize = 20;
/// So many candidates are given back.
const KEPT: usize = 12;
/// A sentence is near to a task where it is among its so many best.
const NEAREST: usize = 30;

/// The tables of matching, loaded once.
#[derive(Clone, Debug)]
pub struct Matcher {
    lexicon: Lexicon,
    vectors: Vectors,
    weights: Features,
}

impl Default for Matcher {
    fn default() -> Self {
        Self::load()
    }
}

impl Matcher {
    /// Reads the tables.
    pub fn load() -> Self {
        Self::weighing(include_str!("../tables/match_weights.tsv"))
    }

    /// With other weights, for fitting with reports left out.
    pub fn weighing(table: &'static str) -> Self {
        let weights: BTreeMap<&str, f32> =
            rows(table).filter_map(|r| Some((*r.first()?, r.get(1)?.parse().ok()?))).collect();
        let weights = FEATURES.map(|name| weights.get(name).copied().unwrap_or(0.0));
        Matcher { lexicon: Lexicon::load(), vectors: Vectors::load(), weights }
    }

    /// For each task the passages nearest to it, best first, of each of the parts; `indicators` are those of all.
    pub fn rank<const PARTS: usize>(
        &self,
        wanted: &[Wanted<'_>],
        indicators: &Indicators<'_>,
        parts: [(&[Passage<'_>], Care); PARTS],
    ) -> [Vec<Vec<Candidate>>; PARTS] {
        let mut parts = parts.map(|(passages, care)| Ranking::of(self, passages, care));
        for w in wanted {
            let asked = Asked::of(self, w.text);
            parts.iter_mut().for_each(|part| part.rank(self, w, &asked, indicators));
        }
        parts.map(Ranking::found)
    }

    /// How much of what `part` says stands in `whole`, 0 to 1, by what its characters tell.
    pub fn contained(&self, part: &str, whole: &str) -> f32 {
        let part = Weighed::of(self, grams(part));
        let sieve = Sieve::of(&part.grams);
        let mut held = Vec::new();
        // Of a long text that is asked of once, only what may stand in the part is sorted.
        each_gram(head(whole), |gram| held.extend(sieve.may_hold(gram).then_some(gram)));
        held.sort_unstable();
        held.dedup();
        part.contained(&held)
    }

    /// How much a gram tells.
    pub(super) fn tells(&self, gram: Gram) -> f32 {
        idf(gram)
    }

    /// The words of a text whose meaning is known, by their numbers.
    pub(super) fn words(&self, text: &str) -> Vec<u32> {
        self.lexicon.words(text)
    }

    /// What words mean together.
    pub(super) fn meaning(&self, words: &[u32]) -> Meaning {
        self.vectors.meaning(words)
    }

    /// How much more often than of others a report tells of tasks in such words, as log-odds.
    pub fn wording(&self, task: &str) -> f32 {
        self.lexicon.wording(&self.lexicon.words(task))
    }
}

/// A part of the report with what was found in it for each task so far.
struct Ranking<'p> {
    passages: &'p [Passage<'p>],
    shelf: Shelf,
    care: Care,
    /// By passage what it shares with the task; nought between two tasks.
    sums: Vec<f32>,
    /// By passage to how many tasks it is near.
    sought: Vec<u32>,
    found: Vec<Vec<Candidate>>,
}

impl<'p> Ranking<'p> {
    fn of(matcher: &Matcher, passages: &'p [Passage<'p>], care: Care) -> Self {
        Ranking {
            shelf: Shelf::of(matcher, passages),
            sums: vec![0.0; passages.len()],
            sought: vec![0; passages.len()],
            found: Vec::new(),
            passages,
            care,
        }
    }

    /// Finds the passages nearest to one more task.
    fn rank(&mut self, matcher: &Matcher, wanted: &Wanted<'_>, asked: &Asked, indicators: &Indicators<'_>) {
        let mut near = self.nearest(matcher, asked);
        for n in &mut near {
            n.sum += figure(indicators, wanted.task, self.passages[n.passage].metrics);
        }
        near.sort_by(|a, b| b.sum.total_cmp(&a.sum).then(a.passage.cmp(&b.passage)));
        let mut found = self.scored(matcher, asked, &near);
        found.iter().take(NEAREST).for_each(|c| self.sought[c.passage] += 1);
        found.truncate(if self.care == Care::Wide { usize::MAX } else { KEPT });
        self.found.push(found);
    }

    /// What was found, task by task.
    fn found(mut self) -> Vec<Vec<Candidate>> {
        let others = self.found.len().saturating_sub(1).max(1) as f32;
        for candidate in self.found.iter_mut().flatten() {
            candidate.sought = self.sought[candidate.passage].saturating_sub(1) as f32 / others;
        }
        self.found
    }

    /// Candidates with their scores, best first.
    fn scored(&self, matcher: &Matcher, asked: &Asked, near: &[Near]) -> Vec<Candidate> {
        let own = Own::of(asked, &self.shelf);
        let features =
            |(rank, n): (usize, &Near)| matcher.features(asked, &own, self.passages, &self.shelf, *n, rank);
        let mut features: Vec<Features> = near.iter().enumerate().map(features).collect();
        compare(&mut features);
        let candidate = |(n, features): (&Near, Features)| Candidate {
            passage: n.passage,
            score: logistic(&matcher.weights, &features),
            features,
            sought: 0.0,
        };
        let mut found: Vec<Candidate> = near.iter().zip(features).map(candidate).collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.passage.cmp(&b.passage)));
        found
    }

    /// The passages that share most of the task's grams, through the index; of a report's length, also those nearest in
    /// meaning.
    fn nearest(&mut self, matcher: &Matcher, asked: &Asked) -> Vec<Near> {
        let Ranking { passages, shelf, care, sums, .. } = self;
        let mut touched = Vec::new();
        for (gram, weight) in asked.grams.weighed() {
            let posted = shelf.holding(gram);
            if posted.len() > shelf.common() {
                continue;
            }
            for &passage in posted {
                let sum = &mut sums[passage as usize];
                if *sum == 0.0 {
                    touched.push(passage as usize);
                }
                *sum += weight;
            }
        }
        let all = asked.grams.sum.max(1.0);
        let near = |p: usize| sums[p] / all + 0.15 * sums[p] / shelf.read[p].grams.sum.max(1.0);
        let mut ranked: Vec<(f32, usize)> = touched.iter().map(|&p| (near(p), p)).collect();
        let closely = if *care == Care::Glance { AT_A_GLANCE } else { CLOSELY };
        let mut rest = first(&mut ranked, closely);
        if *care != Care::Glance && shelf.read.len() <= SHORT_REPORT {
            for (near, p) in &mut rest {
                *near = asked.meant.whole.near(&shelf.read[*p].meant(matcher, passages[*p].text).whole);
            }
            first(&mut rest, BY_MEANING);
            ranked.extend(rest.into_iter().map(|(_, p)| (near(p), p)));
        }
        let found = ranked.into_iter().map(|(sum, passage)| Near { passage, sum }).collect();
        touched.into_iter().for_each(|p| sums[p] = 0.0);
        found
    }
}

/// Leaves in `ranked` its so many highest, highest first, and gives back the rest.
fn first(ranked: &mut Vec<(f32, usize)>, count: usize) -> Vec<(f32, usize)> {
    let order = |a: &(f32, usize), b: &(f32, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    let rest = if ranked.len() > count {
        ranked.select_nth_unstable_by(count, order);
        ranked.split_off(count)
    } else {
        Vec::new()
    };
    ranked.sort_unstable_by(order);
    rest
}

/// The report's sentences, read, with where each gram stands.
pub(super) struct Shelf {
    pub(super) read: Vec<Read>,
    index: GramMap<Posted>,
    posted: Vec<u32>,
}

impl Shelf {
    fn of(matcher: &Matcher, passages: &[Passage<'_>]) -> Self {
        let mut reader = Reader::new(matcher);
        let mut read: Vec<Read> = passages.iter().map(|p| reader.read(p.text, p.heading, p.lead)).collect();
        for i in 1..read.len() {
            if passages[i].paragraph == passages[i - 1].paragraph {
                read[i].paragraph = Rc::clone(&read[i - 1].paragraph);
            }
        }
        let (index, posted) = index(&read);
        Shelf { read, index, posted }
    }

    /// The passages that hold a gram.
    fn holding(&self, gram: Gram) -> &[u32] {
        self.index.get(&gram).map_or(&[], |of| &self.posted[of.begin as usize..of.end as usize])
    }

    /// What the paragraph of a passage means.
    pub(super) fn paragraph(&self, at: usize, passages: &[Passage<'_>], matcher: &Matcher) -> &Meaning {
        self.read[at].paragraph.get_or_init(|| {
            let same = |i: &usize| Rc::ptr_eq(&self.read[*i].paragraph, &self.read[at].paragraph);
            let before = (0..at).rev().take_while(same);
            let parts = before.chain((at..self.read.len()).take_while(same));
            Meaning::of(parts.map(|i| &self.read[i].meant(matcher, passages[i].text).whole))
        })
    }

    /// A gram that stands in more sentences tells nothing of any: so only in a long report, where it would cost most.
    fn common(&self) -> usize {
        if self.read.len() <= SHORT_REPORT { usize::MAX } else { self.read.len() / COMMON }
    }

    /// How much a gram tells in this report: 养老 little in a report on care for the old.
    pub(super) fn own_idf(&self, gram: Gram) -> f32 {
        let with = self.holding(gram).len() as f32;
        ((self.read.len() as f32 + 1.0) / (with + 0.5)).ln()
    }
}

/// Where in the list of all that is posted the passages of a gram stand.
#[derive(Clone, Copy, Default)]
struct Posted {
    count: u32,
    begin: u32,
    /// Behind the last one put down so far.
    end: u32,
}

/// Counts the passages of each gram, then puts them down side by side: one list instead of one a gram.
fn index(read: &[Read]) -> (GramMap<Posted>, Vec<u32>) {
    let mut index: GramMap<Posted> = GramMap::default();
    let mut all = 0;
    for gram in read.iter().flat_map(|r| &r.grams.grams) {
        index.entry(*gram).or_default().count += 1;
        all += 1;
    }
    let mut posted = vec![0; all];
    let mut free = 0;
    for (passage, read) in (0..).zip(read) {
        for gram in &read.grams.grams {
            let of = index.entry(*gram).or_default();
            if of.begin == of.end {
                (of.begin, of.end) = (free, free);
                free += of.count;
            }
            posted[of.end as usize] = passage;
            of.end += 1;
        }
    }
    (index, posted)
}

/// A passage near a task.
#[derive(Clone, Copy)]
pub(super) struct Near {
    pub(super) passage: usize,
    /// By shared grams, and by the share of the task's targets for which it has a figure.
    sum: f32,
}

/// The chance that weights give to features.
fn logistic(weights: &Features, features: &Features) -> f32 {
    let sum: f32 = weights.iter().zip(features).map(|(w, f)| w * f).sum();
    1.0 / (1.0 + (-sum).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_has_its_weight() {
        let named: Vec<&str> = rows(include_str!("../tables/match_weights.tsv")).map(|r| r[0]).collect();
        assert_eq!(named.len(), FEATURES.len());
        assert!(FEATURES.iter().all(|f| named.contains(f)), "{named:?}");
    }

    #[test]
    fn a_sentence_near_to_every_task_is_sought_by_all() {
        let tasks = ["改造老旧小区", "新建粮食仓库", "疏浚河道沟渠"].map(|text| (text, Task::default()));
        let wanted: Vec<Wanted<'_>> = tasks.iter().map(|(text, task)| Wanted { task, text }).collect();
        let passage = |text| Passage {
            text,
            heading: "",
            mood: Mood::Done,
            lead: "",
            paragraph: 0,
            metrics: &[],
            is_heading: false,
        };
        let all = "改造小区、新建仓库、疏浚河道等实事办结";
        let passages = [all, "老旧小区改造完成三十个"].map(passage);
        let [found] = Matcher::load().rank(&wanted, &Indicators::default(), [(&passages, Care::Full)]);
        let of_all = |i: usize| found[i].iter().find(|c| c.passage == 0).map(|c| c.sought);
        assert_eq!([of_all(0), of_all(1), of_all(2)], [Some(1.0); 3]);
        let own = found[0].iter().find(|c| c.passage == 1).map_or(1.0, |c| c.sought);
        assert!(own < 1.0, "{own}");
    }
}
