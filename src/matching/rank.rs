//! Tasks and the passages of a report → for each task the nearest passages, scored.

use super::ahead::get_ahead;
use super::index::{InvertedIndex, SHORT_REPORT};
use super::lexicon::Lexicon;
use super::query::{IndexedQuery, ReportIdf};
use super::sentence::Context;
use super::vocabulary::NONE;
use crate::model::{
    Candidate, Features, Indicators, Metric, Mood, Passage, Query, Task, probability, weights,
};
use crate::text::MOST_PIECES;
use crate::text::ngrams::longest_run;

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

/// The weights of matching, read once.
#[derive(Clone, Debug)]
pub struct Matcher {
    weights: [f32; Features::NAMES.len()],
}

impl Default for Matcher {
    fn default() -> Self {
        Self::load()
    }
}

impl Matcher {
    /// Reads the crate's weights.
    pub fn load() -> Self {
        Self::with_weights(include_str!("../tables/match_weights.tsv"))
    }

    /// Reads other weights: for fitting with reports left out.
    pub fn with_weights(table: &'static str) -> Self {
        Matcher { weights: weights(Features::NAMES, table) }
    }

    /// Ranks the passages of each part for each query, best first; `lexicon` has read all of them, `indicators` are those of all
    /// figures.
    pub fn rank<'p, const PARTS: usize>(
        &self,
        lexicon: &Lexicon,
        queries: &[Query<'_>],
        indicators: &Indicators<'_>,
        parts: [(&[&'p Passage<'p>], Depth); PARTS],
    ) -> [Vec<Vec<Candidate<'p>>>; PARTS] {
        let mut parts = parts.map(|(passages, depth)| Ranking::of(self, lexicon, passages, depth));
        for query in queries {
            let indexed = IndexedQuery::of(lexicon, query.words);
            parts.iter_mut().for_each(|part| part.rank(&query.task, &indexed, indicators));
        }
        parts.map(Ranking::finish)
    }
}

/// A part of the report with what was found in it for each query so far.
struct Ranking<'r, 'p> {
    matcher: &'r Matcher,
    lexicon: &'r Lexicon,
    passages: &'r [&'p Passage<'p>],
    index: InvertedIndex,
    depth: Depth,
    /// By passage the idf that it shares with the query; 0 between two queries.
    sums: Vec<f32>,
    /// By n-gram of the report its place among the query's, counted from one; 0 where the query lacks it.
    places: Vec<u32>,
    /// By passage the number of queries that it is near to.
    sought: Vec<u32>,
    /// By query what was found, each with the number of its passage.
    found: Vec<Vec<(usize, Candidate<'p>)>>,
}

impl<'r, 'p> Ranking<'r, 'p> {
    fn of(matcher: &'r Matcher, lexicon: &'r Lexicon, passages: &'r [&'p Passage<'p>], depth: Depth) -> Self {
        let (sums, sought) = (vec![0.0; passages.len()], vec![0; passages.len()]);
        let index = InvertedIndex::of(passages);
        let places = vec![0; index.vocabulary.len()];
        Ranking { matcher, lexicon, index, sums, places, sought, found: Vec::new(), passages, depth }
    }

    /// Finds the passages nearest to one more query.
    fn rank(&mut self, task: &Task, query: &IndexedQuery, indicators: &Indicators<'_>) {
        let numbers: Vec<u32> =
            query.ngrams.ngrams.iter().map(|ngram| self.index.vocabulary.number(*ngram)).collect();
        let mut near = self.nearest(query, &numbers);
        for n in &mut near {
            n.sum += share_answered(indicators, task, self.passages[n.passage].metrics);
        }
        near.sort_by(|a, b| b.sum.total_cmp(&a.sum).then(a.passage.cmp(&b.passage)));
        (1..).zip(&numbers).for_each(|(place, ngram)| self.places[*ngram as usize] = place);
        self.places[NONE as usize] = 0;
        let mut found = self.scored(query, &numbers, &near);
        numbers.iter().for_each(|ngram| self.places[*ngram as usize] = 0);
        found.iter().take(NEAREST).for_each(|(at, _)| self.sought[*at] += 1);
        found.truncate(if self.depth == Depth::Training { usize::MAX } else { KEPT });
        self.found.push(found);
    }

    /// What was found, query by query.
    fn finish(self) -> Vec<Vec<Candidate<'p>>> {
        let others = self.found.len().saturating_sub(1).max(1) as f32;
        let sought = |at: usize| self.sought[at].saturating_sub(1) as f32 / others;
        let known = |(at, candidate)| Candidate { sought: sought(at), ..candidate };
        self.found.into_iter().map(|found| found.into_iter().map(known).collect()).collect()
    }

    /// Scores passages, best first.
    fn scored(&self, query: &IndexedQuery, numbers: &[u32], near: &[Near]) -> Vec<(usize, Candidate<'p>)> {
        let report_idf = ReportIdf::of(numbers, &self.index);
        // Many sentences stand below one title: the share of the query in each is counted once.
        let mut shares = vec![None; self.index.contexts];
        let mut share = |context: &Context| {
            *shares[context.id].get_or_insert_with(|| {
                query.share(context.ngrams.iter().filter_map(|ngram| self.place(ngram)))
            })
        };
        let features =
            |(rank, near): (usize, &Near)| self.features(query, &report_idf, near.passage, rank, &mut share);
        let mut features: Vec<Features> = near.iter().enumerate().map(features).collect();
        get_ahead(&mut features);
        let candidate = |(near, features): (&Near, Features)| {
            let score = probability(&self.matcher.weights, features.values());
            (near.passage, Candidate { passage: self.passages[near.passage], score, features, sought: 0.0 })
        };
        let mut found: Vec<_> = near.iter().zip(features).map(candidate).collect();
        found.sort_by(|(i, a), (j, b)| b.score.total_cmp(&a.score).then(i.cmp(j)));
        found
    }

    /// The place of an n-gram among the query's, if it is one of them.
    fn place(&self, ngram: &u32) -> Option<usize> {
        (self.places[*ngram as usize] as usize).checked_sub(1)
    }

    /// The features of a passage; the comparison with other candidates is left at 0.
    fn features(
        &self,
        query: &IndexedQuery,
        report_idf: &ReportIdf,
        at: usize,
        rank: usize,
        share: &mut impl FnMut(&Context) -> f32,
    ) -> Features {
        let lexicon = self.lexicon;
        let (passage, sentence) = (self.passages[at], &self.index.sentences[at]);
        let shared: Vec<usize> = sentence.ngrams.iter().filter_map(|ngram| self.place(ngram)).collect();
        let embeddings = sentence.embeddings(lexicon, passage.text);
        let wanted = &query.embeddings.whole;
        let covered: Vec<f32> =
            query.embeddings.clauses.iter().map(|c| embeddings.clauses.best_cosine(c)).collect();
        let pairs = sentence.pairs(&self.index.vocabulary, passage.text).iter();
        let run = longest_run(pairs.map(|pair| self.place(pair).map(|i| query.ngrams.weights[i])));
        Features {
            meaning: wanted.cosine(&embeddings.whole),
            rank: 1.0 / (1.0 + rank as f32),
            pair: covered.iter().copied().fold(0.0, f32::max),
            cover: covered.iter().sum::<f32>() / covered.len().max(1) as f32,
            paragraph: wanted.cosine(self.index.paragraph(at, lexicon, self.passages)),
            lead_meaning: wanted.cosine(sentence.lead.embedding(lexicon, passage.lead)),
            lead: share(&sentence.lead),
            section: share(&sentence.heading),
            containment: query.share(shared.iter().copied()),
            own_idf: report_idf.share(&shared),
            best_clause: query.best_clause(&shared),
            digit: f32::from(sentence.digit),
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
    fn nearest(&mut self, query: &IndexedQuery, numbers: &[u32]) -> Vec<Near> {
        let Ranking { lexicon, passages, index, depth, sums, .. } = self;
        let mut touched = Vec::new();
        for (ngram, weight) in numbers.iter().zip(&query.ngrams.weights) {
            let postings = index.postings(*ngram);
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
        let near = |p: usize| sums[p] / all + 0.15 * sums[p] / index.sentences[p].sum.max(1.0);
        let mut ranked: Vec<(f32, usize)> = touched.iter().map(|&p| (near(p), p)).collect();
        let shallow = *depth == Depth::Shallow;
        let mut rest = first(&mut ranked, if shallow { SHALLOW_CANDIDATES } else { CANDIDATES });
        if !shallow && index.sentences.len() <= SHORT_REPORT {
            let cosines = index.cosines(&query.embeddings.whole, lexicon, passages);
            rest.iter_mut().for_each(|(near, p)| *near = cosines[*p]);
            first(&mut rest, BY_EMBEDDING);
            ranked.extend(rest.into_iter().map(|(_, p)| (near(p), p)));
        }
        let found = ranked.into_iter().map(|(sum, passage)| Near { passage, sum }).collect();
        touched.into_iter().for_each(|p| sums[p] = 0.0);
        found
    }
}

/// The share of the task's targets for which a passage has a figure: same name, same unit.
fn share_answered(indicators: &Indicators<'_>, task: &Task, metrics: &[Metric]) -> f32 {
    let found = task.targets.iter().take(MOST_PIECES).filter(|target| {
        metrics.iter().take(MOST_PIECES).any(|m| m.unit == target.unit && indicators.same(target, m))
    });
    (found.count() as f32 / task.targets.len().max(1) as f32).min(1.0)
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
        let queries =
            ["改造老旧小区", "新建粮食仓库", "疏浚河道沟渠"].map(|words| Query { words, ..Query::default() });
        let passages = ["改造小区、新建仓库、疏浚河道等实事办结", "老旧小区改造完成三十个"]
            .map(|text| Passage { text, ..Passage::default() });
        let texts = queries.iter().map(|q| q.words).chain(passages.iter().map(|p| p.text));
        let lexicon = Lexicon::of(texts);
        let parts = [(&passages.each_ref()[..], Depth::Evidence)];
        let [found] = Matcher::load().rank(&lexicon, &queries, &Indicators::default(), parts);
        let sought = |query: usize, passage: usize| {
            let candidate = found[query].iter().find(|c| std::ptr::eq(c.passage, &passages[passage]));
            candidate.map(|c| c.sought)
        };
        assert_eq!([0, 1, 2].map(|query| sought(query, 0)), [Some(1.0); 3]);
        assert!(sought(0, 1).is_some_and(|own| own < 1.0));
    }

    #[test]
    fn each_feature_is_what_it_is_named_after() {
        let words = "新建养老服务中心";
        let passage = |paragraph, text| Passage { paragraph, text, ..Passage::default() };
        let passages = [
            passage(0, words),
            Passage { lead: words, ..passage(1, "中心粮库收储稻谷") },
            Passage { heading: words.into(), ..passage(2, "中心粮库收储小麦") },
        ];
        let query = Query { words, ..Query::default() };
        let parts = [(&passages.each_ref()[..], Depth::Training)];
        let lexicon = Lexicon::of([words, "中心粮库收储稻谷小麦"].into_iter());
        let [found] = Matcher::load().rank(&lexicon, &[query], &Indicators::default(), parts);
        let of = |passage: &Passage<'_>| {
            let found = found[0].iter().find(|c| std::ptr::eq(c.passage, passage));
            found.expect("it is near").features
        };
        let [same, led, headed] = passages.each_ref().map(of);
        let near = |x: f32, y: f32| (x - y).abs() < 1e-5;
        assert!(near(same.containment, 1.0) && near(same.meaning, 1.0) && near(same.paragraph, 1.0));
        assert!(near(same.best_clause, 1.0) && near(same.pair, 1.0) && near(same.cover, 1.0));
        assert_eq!((same.lead, same.section, same.lead_meaning, same.rank), (0.0, 0.0, 0.0, 1.0));
        assert!(near(led.lead, 1.0) && near(led.lead_meaning, 1.0) && led.section == 0.0);
        assert!(near(headed.section, 1.0) && headed.lead == 0.0 && headed.lead_meaning == 0.0);
        assert!(led.paragraph < 0.9 && led.containment < 0.5 && led.best_clause < 0.5 && led.run < same.run);
    }
}
