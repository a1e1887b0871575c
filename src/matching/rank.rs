//! Tasks and the passages of a report → for each task the nearest passages, scored.

use super::features::{Features, compare, probability};
use super::index::{InvertedIndex, SHORT_REPORT};
use super::indicators::{Indicators, share_answered};
use super::lexicon::Lexicon;
use super::query::{Query, ReportIdf};
use crate::model::{Metric, Mood, Task};
use crate::text::ngrams::longest_run;
use crate::text::similarity::containment;

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

/// A passage with how well it fits a task.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its place among the passages.
    pub passage: usize,
    /// The probability that a careful checker would quote it.
    pub score: f32,
    /// What the score was made of.
    pub features: Features,
    /// The share of the plan's other tasks that it is near to as well: a sentence that names everything is near to all.
    pub sought: f32,
}

/// Candidates by shared n-grams whose features are computed.
const CANDIDATES: usize = 30;
/// The same at [`Depth::Shallow`].
const SHALLOW_CANDIDATES: usize = 6;
/// Further candidates by embedding, in a report that is not long.
const BY_EMBEDDING: usize = 10;
/// Candidates that are given back.
const KEPT: usize = 12;
/// A passage is near to a task where it is among this many of its best.
const NEAREST: usize = 30;
/// The labelled reports have no more sentences: what more of them would weigh was never learnt.
const LARGEST: usize = 300;

/// How many passages are looked at for each task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Those that may be evidence: 30 by n-grams and 10 by embedding, of which 12 are given back.
    Evidence,
    /// The same, and all that were looked at are given back: what weights are fitted on.
    Training,
    /// Only the six nearest by n-grams: passages that cannot be evidence.
    Shallow,
}

/// The tables of matching, loaded once.
#[derive(Clone, Debug)]
pub struct Matcher {
    lexicon: Lexicon,
    weights: Features,
}

impl Default for Matcher {
    fn default() -> Self {
        Self::load()
    }
}

impl Matcher {
    /// Reads the tables: some milliseconds.
    pub fn load() -> Self {
        Self::with_weights(include_str!("../tables/match_weights.tsv"))
    }

    /// Reads the tables, with other weights: for fitting with reports left out.
    pub fn with_weights(table: &'static str) -> Self {
        Matcher { lexicon: Lexicon::load(), weights: Features::read(table) }
    }

    /// Ranks the passages of each part for each task, best first; `indicators` are those of all figures.
    pub fn rank<const PARTS: usize>(
        &self,
        wanted: &[Wanted<'_>],
        indicators: &Indicators<'_>,
        parts: [(&[Passage<'_>], Depth); PARTS],
    ) -> [Vec<Vec<Candidate>>; PARTS] {
        let mut parts = parts.map(|(passages, depth)| Ranking::of(self, passages, depth));
        for w in wanted {
            let query = Query::of(&self.lexicon, w.text);
            parts.iter_mut().for_each(|part| part.rank(w, &query, indicators));
        }
        parts.map(Ranking::finish)
    }

    /// The share of `part` that stands in `whole`, 0 to 1, weighted by idf.
    pub fn contained(&self, part: &str, whole: &str) -> f32 {
        containment(part, whole)
    }

    /// How much more often than of others a report tells of tasks in such words, as log-odds.
    pub fn wording(&self, task: &str) -> f32 {
        self.lexicon.wording(task)
    }
}

/// A part of the report with what was found in it for each task so far.
struct Ranking<'p> {
    matcher: &'p Matcher,
    passages: &'p [Passage<'p>],
    index: InvertedIndex,
    depth: Depth,
    /// By passage the idf that it shares with the task; 0 between two tasks.
    sums: Vec<f32>,
    /// By passage the number of tasks that it is near to.
    sought: Vec<u32>,
    found: Vec<Vec<Candidate>>,
}

impl<'p> Ranking<'p> {
    fn of(matcher: &'p Matcher, passages: &'p [Passage<'p>], depth: Depth) -> Self {
        Ranking {
            matcher,
            index: InvertedIndex::of(passages.iter().map(|p| (p.text, p.heading, p.lead, p.paragraph))),
            sums: vec![0.0; passages.len()],
            sought: vec![0; passages.len()],
            found: Vec::new(),
            passages,
            depth,
        }
    }

    /// Finds the passages nearest to one more task.
    fn rank(&mut self, wanted: &Wanted<'_>, query: &Query, indicators: &Indicators<'_>) {
        let mut near = self.nearest(query);
        for n in &mut near {
            n.sum += share_answered(indicators, wanted.task, self.passages[n.passage].metrics);
        }
        near.sort_by(|a, b| b.sum.total_cmp(&a.sum).then(a.passage.cmp(&b.passage)));
        let mut found = self.scored(query, &near);
        found.iter().take(NEAREST).for_each(|c| self.sought[c.passage] += 1);
        found.truncate(if self.depth == Depth::Training { usize::MAX } else { KEPT });
        self.found.push(found);
    }

    /// What was found, task by task.
    fn finish(mut self) -> Vec<Vec<Candidate>> {
        let others = self.found.len().saturating_sub(1).max(1) as f32;
        for candidate in self.found.iter_mut().flatten() {
            candidate.sought = self.sought[candidate.passage].saturating_sub(1) as f32 / others;
        }
        self.found
    }

    /// Scores candidates, best first.
    fn scored(&self, query: &Query, near: &[Near]) -> Vec<Candidate> {
        let report_idf = ReportIdf::of(query, &self.index);
        let features = |(rank, near): (usize, &Near)| self.features(query, &report_idf, near.passage, rank);
        let mut features: Vec<Features> = near.iter().enumerate().map(features).collect();
        compare(&mut features);
        let candidate = |(near, features): (&Near, Features)| Candidate {
            passage: near.passage,
            score: probability(&self.matcher.weights, &features),
            features,
            sought: 0.0,
        };
        let mut found: Vec<Candidate> = near.iter().zip(features).map(candidate).collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.passage.cmp(&b.passage)));
        found
    }

    /// The features of a passage; the comparison with other candidates is left at 0.
    fn features(&self, query: &Query, report_idf: &ReportIdf, at: usize, rank: usize) -> Features {
        let lexicon = &self.matcher.lexicon;
        let (passage, sentence) = (&self.passages[at], &self.index.sentences[at]);
        let shared: Vec<usize> = query.shared(&sentence.ngrams.ngrams).collect();
        let share = |ngrams| query.share(query.shared(ngrams));
        let embeddings = sentence.embeddings(lexicon, passage.text);
        let wanted = &query.embeddings.whole;
        let covered: Vec<f32> =
            query.embeddings.clauses.iter().map(|c| embeddings.clauses.best_cosine(c)).collect();
        let run = longest_run(sentence.pairs(passage.text), |pair| query.weight(pair));
        Features {
            meaning: wanted.cosine(&embeddings.whole),
            rank: 1.0 / (1.0 + rank as f32),
            pair: covered.iter().copied().fold(0.0, f32::max),
            cover: covered.iter().sum::<f32>() / covered.len().max(1) as f32,
            paragraph: wanted.cosine(self.index.paragraph(at, lexicon, |i| self.passages[i].text)),
            lead_meaning: wanted.cosine(sentence.lead.embedding(lexicon, passage.lead)),
            lead: share(&sentence.lead.ngrams),
            section: share(&sentence.heading.ngrams),
            containment: query.share(shared.iter().copied()),
            own_idf: report_idf.share(&shared),
            best_clause: query.best_clause(&shared),
            digit: f32::from(passage.text.bytes().any(|b| b.is_ascii_digit())),
            heading: f32::from(passage.is_heading),
            concrete: f32::from(!passage.metrics.is_empty()),
            boilerplate: f32::from(sentence.boilerplate && !query.boilerplate),
            admitted: f32::from(passage.mood == Mood::Admitted),
            crowd: (1.0 + self.passages.len().min(LARGEST) as f32).ln() / 6.0,
            run: (1.0 + run).ln() / 3.0,
            one: 1.0,
            ..Features::default()
        }
    }

    /// The passages that share most of the query's n-grams, through the index; in a report that is not long also those nearest by
    /// embedding.
    fn nearest(&mut self, query: &Query) -> Vec<Near> {
        let Ranking { matcher, passages, index, depth, sums, .. } = self;
        let mut touched = Vec::new();
        for (ngram, weight) in query.ngrams.weighted() {
            let postings = index.postings(ngram);
            if postings.len() > index.common() {
                continue;
            }
            for &passage in postings {
                let sum = &mut sums[passage as usize];
                if *sum == 0.0 {
                    touched.push(passage as usize);
                }
                *sum += weight;
            }
        }
        let all = query.ngrams.sum.max(1.0);
        let near = |p: usize| sums[p] / all + 0.15 * sums[p] / index.sentences[p].ngrams.sum.max(1.0);
        let mut ranked: Vec<(f32, usize)> = touched.iter().map(|&p| (near(p), p)).collect();
        let shallow = *depth == Depth::Shallow;
        let mut rest = first(&mut ranked, if shallow { SHALLOW_CANDIDATES } else { CANDIDATES });
        if !shallow && index.sentences.len() <= SHORT_REPORT {
            for (near, p) in &mut rest {
                let sentence = index.sentences[*p].embeddings(&matcher.lexicon, passages[*p].text);
                *near = query.embeddings.whole.cosine(&sentence.whole);
            }
            first(&mut rest, BY_EMBEDDING);
            ranked.extend(rest.into_iter().map(|(_, p)| (near(p), p)));
        }
        let found = ranked.into_iter().map(|(sum, passage)| Near { passage, sum }).collect();
        touched.into_iter().for_each(|p| sums[p] = 0.0);
        found
    }
}

/// Leaves in `ranked` its `count` highest, highest first, and gives back the rest.
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

/// A passage near a task.
#[derive(Clone, Copy)]
struct Near {
    passage: usize,
    /// By shared n-grams, and by the share of the task's targets for which it has a figure.
    sum: f32,
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let parts = [(&passages[..], Depth::Evidence)];
        let [found] = Matcher::load().rank(&wanted, &Indicators::default(), parts);
        let of_all = |i: usize| found[i].iter().find(|c| c.passage == 0).map(|c| c.sought);
        assert_eq!([of_all(0), of_all(1), of_all(2)], [Some(1.0); 3]);
        let own = found[0].iter().find(|c| c.passage == 1).map_or(1.0, |c| c.sought);
        assert!(own < 1.0, "{own}");
    }
}
