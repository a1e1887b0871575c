//! An index over a report's sentences, and for each task the sentences nearest to it with what makes them near.

use super::grams::{Gram, GramMap, Grams, Telling, grams, is_pair, pair_counts, shared};
use super::words::{Lexicon, Words, cosine};
use crate::model::{Metric, Mood, Task};
use crate::tables::{Table, rows};
use std::collections::BTreeMap;

static BOILERPLATE: Table = Table::new(include_str!("../tables/boilerplate.tsv"));
static SAME_NAMES: Table = Table::new(include_str!("../tables/same_names.tsv"));
static DISTINCTIONS: Table = Table::new(include_str!("../tables/distinctions.tsv"));

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
pub const FEATURES: [&str; 24] = [
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
    "own_idf",
    "best_clause",
    "mean_clause",
    "neighbours",
    "numbers",
    "boilerplate",
    "concrete",
    "repeated",
    "lead",
    "crowd",
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
/// So many where only the very nearest is wanted.
const AT_A_GLANCE: usize = 6;

/// How many sentences are looked at for each task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// Those that may be evidence.
    Full,
    /// Only what comes nearest: sentences that cannot be evidence.
    Glance,
}

/// In a report of no more sentences, so many are also chosen by meaning.
const MEANT: usize = 3000;
const BY_MEANING: usize = 20;
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
    lead: Grams,
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
    pub fn rank(&self, wanted: &[Wanted<'_>], passages: &[Passage<'_>], care: Care) -> Vec<Vec<Candidate>> {
        let shelf = Shelf::of(passages.iter().map(|p| self.read(p.text, p.heading, p.lead)).collect());
        let mut sums = vec![0.0f32; passages.len()];
        wanted.iter().map(|w| self.rank_one(w, passages, &shelf, care, &mut sums)).collect()
    }

    /// How much of what `part` says stands in `whole`, 0 to 1, by what its characters tell.
    pub fn contained(&self, part: &str, whole: &str) -> f32 {
        let (part, whole) = (grams(part), grams(whole));
        let weight = self.weight(&part.short);
        if weight > 0.0 { self.shared_weight(&part.short, &whole.short) / weight } else { 0.0 }
    }

    fn read(&self, text: &str, heading: &str, lead: &str) -> Read {
        let found = grams(text);
        Read {
            weight: self.weight(&found.short),
            grams: found,
            words: self.lexicon.words(text),
            heading: grams(heading),
            lead: grams(lead),
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
        shelf: &Shelf,
        care: Care,
        sums: &mut [f32],
    ) -> Vec<Candidate> {
        let asked = Asked::of(self, shelf, wanted);
        let mut near = self.nearest(&asked.task, shelf, care, sums);
        for n in &mut near {
            n.sum += figure(self, wanted.task, passages[n.passage].metrics);
        }
        near.sort_by(|a, b| b.sum.total_cmp(&a.sum).then(a.passage.cmp(&b.passage)));
        let mut found: Vec<Candidate> = near
            .iter()
            .enumerate()
            .map(|(rank, n)| {
                let features = self.features(wanted, &asked, &passages[n.passage], shelf, *n, rank);
                Candidate { passage: n.passage, score: logistic(&self.weights, &features), features }
            })
            .collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.passage.cmp(&b.passage)));
        found.truncate(KEPT);
        found
    }

    /// The passages that share most of the task's grams, through the index; of a report's length, also those nearest in
    /// meaning.
    fn nearest(&self, task: &Read, shelf: &Shelf, care: Care, sums: &mut [f32]) -> Vec<Near> {
        let mut touched = Vec::new();
        for gram in &task.grams.short {
            let weight = self.telling.of(*gram);
            for &passage in shelf.index.get(gram).map_or(&[][..], Vec::as_slice) {
                let sum = &mut sums[passage as usize];
                if *sum == 0.0 {
                    touched.push(passage as usize);
                }
                *sum += weight;
            }
        }
        let all = task.weight.max(1.0);
        let contained = |p: Option<usize>| p.and_then(|p| sums.get(p)).map_or(0.0, |s| s / all);
        let mut near: Vec<Near> = touched
            .iter()
            .map(|&p| Near {
                passage: p,
                sum: sums[p] / all + 0.15 * sums[p] / shelf.read[p].weight.max(1.0),
                beside: contained(p.checked_sub(1)).max(contained(p.checked_add(1))),
            })
            .collect();
        touched.into_iter().for_each(|p| sums[p] = 0.0);
        near.sort_by(|a, b| b.sum.total_cmp(&a.sum).then(a.passage.cmp(&b.passage)));
        let closely = if care == Care::Full { CLOSELY } else { AT_A_GLANCE };
        let rest = near.split_off(near.len().min(closely));
        if care == Care::Full && shelf.read.len() <= MEANT {
            near.extend(self.nearest_in_meaning(task, shelf, rest));
        }
        near
    }

    fn nearest_in_meaning(&self, task: &Read, shelf: &Shelf, rest: Vec<Near>) -> Vec<Near> {
        let mut by_meaning: Vec<(f32, Near)> =
            rest.into_iter().map(|n| (cosine(&task.words, &shelf.read[n.passage].words), n)).collect();
        by_meaning.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.passage.cmp(&b.1.passage)));
        by_meaning.truncate(BY_MEANING);
        by_meaning.into_iter().map(|(_, n)| n).collect()
    }

    fn features(
        &self,
        wanted: &Wanted<'_>,
        asked: &Asked,
        passage: &Passage<'_>,
        shelf: &Shelf,
        near: Near,
        rank: usize,
    ) -> Features {
        let (task, read) = (&asked.task, &shelf.read[near.passage]);
        let both = self.shared_weight(&task.grams.short, &read.grams.short);
        let mut best: f32 = 0.0;
        let mut own: f32 = 0.0;
        shared(&task.grams.short, &read.grams.short, |i| {
            let gram = task.grams.short[i];
            own += asked.own[i];
            if is_pair(gram) {
                best = best.max(self.telling.of(gram));
            }
        });
        let own_all: f32 = asked.own.iter().sum();
        let mut triples = 0usize;
        shared(&task.grams.triples, &read.grams.triples, |_| triples += 1);
        let section = self.shared_weight(&task.grams.short, &read.heading.short) / task.weight.max(1.0);
        let clauses: Vec<f32> = asked
            .clauses
            .iter()
            .map(|(c, weight)| self.shared_weight(&c.short, &read.grams.short) / weight)
            .collect();
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
            own / own_all.max(1.0),
            clauses.iter().copied().fold(0.0, f32::max),
            clauses.iter().sum::<f32>() / clauses.len().max(1) as f32,
            near.beside,
            same_numbers(wanted.text, passage.text),
            f32::from(boilerplate(passage.text) && !boilerplate(wanted.text)),
            f32::from(!passage.metrics.is_empty()),
            self.repeated_share(asked, read),
            self.shared_weight(&task.grams.short, &read.lead.short) / task.weight.max(1.0),
            // Among many sentences one is near by chance.
            (1.0 + shelf.read.len() as f32).ln() / 6.0,
            1.0,
        ]
    }

    /// The share of the task's grams by how often it says them: 就业 three times is its topic.
    fn repeated_share(&self, asked: &Asked, read: &Read) -> f32 {
        let weight = |(gram, times): &(Gram, f32)| times * self.telling.of(*gram);
        let all: f32 = asked.often.iter().map(weight).sum();
        let both = asked.often.iter().filter(|(g, _)| read.grams.short.binary_search(g).is_ok());
        if all > 0.0 { both.map(weight).sum::<f32>() / all } else { 0.0 }
    }

    fn shared_words(&self, a: &Words, b: &Words) -> f32 {
        let all: f32 = a.ids.iter().map(|w| self.lexicon.idf(*w)).sum();
        let both: f32 =
            a.ids.iter().filter(|w| b.ids.binary_search(w).is_ok()).map(|w| self.lexicon.idf(*w)).sum();
        if all > 0.0 { both / all } else { 0.0 }
    }
}

/// The report's sentences, read, with where each gram stands.
struct Shelf {
    read: Vec<Read>,
    index: GramMap<Vec<u32>>,
}

impl Shelf {
    fn of(read: Vec<Read>) -> Self {
        let mut index: GramMap<Vec<u32>> = GramMap::default();
        for (i, passage) in read.iter().enumerate() {
            for gram in &passage.grams.short {
                index.entry(*gram).or_default().push(i as u32);
            }
        }
        Shelf { read, index }
    }

    /// How much a gram tells in this report: 养老 little in a report on care for the old.
    fn own_idf(&self, gram: Gram) -> f32 {
        let with = self.index.get(&gram).map_or(0, Vec::len) as f32;
        ((self.read.len() as f32 + 1.0) / (with + 0.5)).ln()
    }
}

/// A passage near a task.
#[derive(Clone, Copy)]
struct Near {
    passage: usize,
    /// By shared grams.
    sum: f32,
    /// How much of the task stands in the sentence before or after.
    beside: f32,
}

/// A task read for matching.
struct Asked {
    task: Read,
    /// Its clauses, each with the weight of its grams.
    clauses: Vec<(Grams, f32)>,
    /// How much each of its grams tells in this report.
    own: Vec<f32>,
    /// Its pairs of characters with how often they stand in it.
    often: Vec<(Gram, f32)>,
}

impl Asked {
    fn of(matcher: &Matcher, shelf: &Shelf, wanted: &Wanted<'_>) -> Self {
        let clauses = wanted
            .text
            .split(['，', '。', '；', '：', '、', ',', ';'])
            .filter(|c| c.chars().count() >= SHORTEST_CLAUSE)
            .map(|c| {
                let found = grams(c);
                let weight = matcher.weight(&found.short).max(1.0);
                (found, weight)
            })
            .collect();
        let task = matcher.read(wanted.text, wanted.heading, "");
        let often = pair_counts(wanted.text).into_iter().collect();
        let own = task.grams.short.iter().map(|g| shelf.own_idf(*g)).collect();
        Asked { task, clauses, own, often }
    }
}

/// A clause of fewer characters says nothing by itself.
const SHORTEST_CLAUSE: usize = 4;

/// Whether a sentence is one that stands in every report.
fn boilerplate(text: &str) -> bool {
    BOILERPLATE.rows().any(|row| text.contains(row[0]))
}

/// The share of the task's figures that stand in the passage too: 「3000公里」 in both is hardly chance.
fn same_numbers(task: &str, passage: &str) -> f32 {
    let numbers = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_ascii_digit() && c != '.')
            .filter(|n| n.len() > 1)
            .map(str::to_owned)
            .collect()
    };
    let (wanted, told) = (numbers(task), numbers(passage));
    let both = wanted.iter().filter(|n| told.contains(n)).count();
    both as f32 / wanted.len().max(1) as f32
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
        a.indicator.iter().take(2).any(|x| b.indicator.iter().take(2).any(|y| self.same_name(x, y)))
    }

    /// Most of one name stands in the other, and no word tells them apart.
    fn same_name(&self, x: &str, y: &str) -> bool {
        let (x, y) = (&plain_name(x), &plain_name(y));
        let (there, back) = (self.contained(x, y), self.contained(y, x));
        there.max(back) >= SAME_NAME && there.min(back) >= HALF_NAME && !told_apart(x, y)
    }
}

/// A name in the words that are compared: 规模以上工业增加值增速 as 规上工业增加值.
fn plain_name(name: &str) -> String {
    // 「经济增长6%」: the economy's growth is that of its product.
    if name == "经济" {
        return "地区生产总值".to_owned();
    }
    let words = |row: &Vec<&'static str>| (row[0], if row[1] == "-" { "" } else { row[1] });
    // 「⑩提质改造农村公路」: a list's mark is no part of a name.
    let name = name.trim_start_matches(|c: char| !c.is_alphabetic() || "①②③④⑤⑥⑦⑧⑨⑩".contains(c));
    let plain = SAME_NAMES.rows().map(words).fold(name.to_owned(), |name, (from, to)| {
        if name.contains(from) { name.replace(from, to) } else { name }
    });
    if plain.is_empty() { name.to_owned() } else { plain }
}

/// Of the other name at least this much stands in the first.
const HALF_NAME: f32 = 0.5;

/// 人均地区生产总值 and 地区生产总值; 民间投资 and 固定资产投资.
fn told_apart(x: &str, y: &str) -> bool {
    DISTINCTIONS.rows().any(|row| x.contains(row[0]) != y.contains(row[0]))
}

/// The chance that weights give to features.
fn logistic(weights: &Features, features: &Features) -> f32 {
    let sum: f32 = weights.iter().zip(features).map(|(w, f)| w * f).sum();
    1.0 / (1.0 + (-sum).exp())
}
