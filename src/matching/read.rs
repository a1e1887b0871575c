//! A text → what matching keeps of it: its characters with how much each tells, its clauses, its meaning.

use super::grams::{Gram, Sieve, grams, pairs, shared};
use super::index::{Matcher, Shelf};
use super::meaning::{Meaning, Meanings};
use crate::sentence::MOST_PIECES;
use crate::tables::Table;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

static BOILERPLATE: Table = Table::new(include_str!("../tables/boilerplate.tsv"));

/// The clauses of a task are counted in the bits of one number.
const _: () = assert!(MOST_PIECES <= u64::BITS as usize);

/// A clause of fewer characters says nothing by itself.
const SHORTEST_CLAUSE: usize = 4;

/// Grams with how much each tells.
#[derive(Debug, Default)]
pub(super) struct Weighed {
    pub(super) grams: Vec<Gram>,
    weights: Vec<f32>,
    pub(super) sum: f32,
}

impl Weighed {
    pub(super) fn of(matcher: &Matcher, grams: Vec<Gram>) -> Self {
        let weights: Vec<f32> = grams.iter().map(|g| matcher.tells(*g)).collect();
        Weighed { sum: weights.iter().sum(), grams, weights }
    }

    /// Its grams, each with how much it tells.
    pub(super) fn weighed(&self) -> impl Iterator<Item = (Gram, f32)> {
        self.grams.iter().copied().zip(self.weights.iter().copied())
    }

    /// The share of what this tells that stands in `other`.
    pub(super) fn contained(&self, other: &[Gram]) -> f32 {
        let mut sum = 0.0;
        shared(&self.grams, other, |i| sum += self.weights[i]);
        if self.sum > 0.0 { sum / self.sum } else { 0.0 }
    }
}

/// What a text means, clause by clause and as a whole.
#[derive(Debug, Default)]
pub(super) struct Meant {
    /// Each of the clauses that say something; the whole where none does.
    pub(super) clauses: Vec<Meaning>,
    pub(super) whole: Meaning,
}

impl Meant {
    fn of(matcher: &Matcher, text: &str) -> Self {
        let mut clauses = Vec::new();
        let mut words = Vec::new();
        for piece in pieces(text) {
            let own = matcher.words(piece);
            if says_something(piece) && clauses.len() < MOST_PIECES {
                clauses.push(matcher.meaning(&own));
            }
            words.extend(own);
        }
        words.sort_unstable();
        words.dedup();
        let whole = matcher.meaning(&words);
        if clauses.is_empty() {
            clauses.push(whole.clone());
        }
        Meant { clauses, whole }
    }
}

/// What a sentence of the report means, ready for tasks to be laid beside it.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) clauses: Meanings,
    pub(super) whole: Meaning,
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(['，', '。', '；', '：', '、', ',', ';', '！', '？'])
}

fn says_something(piece: &str) -> bool {
    piece.chars().count() >= SHORTEST_CLAUSE
}

/// A sentence of the report, read; its meaning only when first asked for: of a long report few sentences come near to any task.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) grams: Weighed,
    /// The titles above it.
    pub(super) heading: Rc<Head>,
    /// The first sentence of its paragraph.
    pub(super) lead: Rc<Head>,
    /// It stands so in every report.
    pub(super) stands_everywhere: bool,
    meant: OnceCell<Told>,
    pairs: OnceCell<Vec<Gram>>,
    /// What its paragraph means.
    pub(super) paragraph: Rc<OnceCell<Meaning>>,
}

impl Read {
    /// What it means.
    pub(super) fn meant(&self, matcher: &Matcher, text: &str) -> &Told {
        self.meant.get_or_init(|| {
            let Meant { clauses, whole } = Meant::of(matcher, text);
            Told { clauses: Meanings::of(&clauses), whole }
        })
    }

    /// Its pairs of characters in their order; `text` is what it was read from.
    pub(super) fn pairs(&self, text: &str) -> &[Gram] {
        self.pairs.get_or_init(|| pairs(text))
    }
}

/// Whether a text is one that stands so in every report: 「在省委坚强领导下」.
fn stands_everywhere(text: &str) -> bool {
    BOILERPLATE.rows().any(|row| text.contains(row[0]))
}

/// Titles, or a paragraph's first sentence: read once for all the sentences below.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) grams: Vec<Gram>,
    meaning: OnceCell<Meaning>,
}

impl Head {
    /// What it means; `text` is what it was read from.
    pub(super) fn meaning(&self, matcher: &Matcher, text: &str) -> &Meaning {
        self.meaning.get_or_init(|| matcher.meaning(&matcher.words(text)))
    }
}

/// Reads sentences, and what stands above many of them only once.
pub(super) struct Reader<'m> {
    matcher: &'m Matcher,
    heads: BTreeMap<String, Rc<Head>>,
}

impl<'m> Reader<'m> {
    pub(super) fn new(matcher: &'m Matcher) -> Self {
        Reader { matcher, heads: BTreeMap::new() }
    }

    /// Reads a sentence below its titles and its paragraph's first sentence.
    pub(super) fn read(&mut self, text: &str, heading: &str, lead: &str) -> Read {
        Read {
            grams: Weighed::of(self.matcher, grams(text)),
            heading: self.head(heading),
            lead: self.head(lead),
            stands_everywhere: stands_everywhere(text),
            meant: OnceCell::new(),
            pairs: OnceCell::new(),
            paragraph: Rc::default(),
        }
    }

    fn head(&mut self, text: &str) -> Rc<Head> {
        if let Some(head) = self.heads.get(text) {
            return Rc::clone(head);
        }
        let head = Rc::new(Head { grams: grams(text), meaning: OnceCell::new() });
        self.heads.insert(text.to_owned(), Rc::clone(&head));
        head
    }
}

/// A task read for matching.
pub(super) struct Asked {
    pub(super) grams: Weighed,
    sieve: Sieve,
    /// How much each of its clauses tells; the whole where none says something.
    clauses: Vec<f32>,
    /// The clauses that each of its grams stands in, a bit each.
    in_clauses: Vec<u64>,
    pub(super) meant: Meant,
    /// It is itself what stands in every report.
    pub(super) stands_everywhere: bool,
}

impl Asked {
    pub(super) fn of(matcher: &Matcher, text: &str) -> Self {
        let all = Weighed::of(matcher, grams(text));
        let mut asked = Asked {
            sieve: Sieve::of(&all.grams),
            clauses: Vec::new(),
            in_clauses: vec![0; all.grams.len()],
            grams: all,
            meant: Meant::of(matcher, text),
            stands_everywhere: stands_everywhere(text),
        };
        pieces(text).filter(|p| says_something(p)).take(MOST_PIECES).for_each(|p| asked.add_clause(p));
        if asked.clauses.is_empty() {
            asked.add_clause(text);
        }
        asked
    }

    fn add_clause(&mut self, text: &str) {
        let (at, mut sum) = (self.clauses.len(), 0.0);
        shared(&self.grams.grams, &grams(text), |i| {
            self.in_clauses[i] |= 1 << at;
            sum += self.grams.weights[i];
        });
        self.clauses.push(sum);
    }

    /// Where among the task's grams those stand that are in a text too.
    pub(super) fn shared<'a>(&'a self, text: &'a [Gram]) -> impl Iterator<Item = usize> + 'a {
        text.iter().filter_map(|gram| self.find(*gram))
    }

    fn find(&self, gram: Gram) -> Option<usize> {
        if self.sieve.may_hold(gram) { self.grams.grams.binary_search(&gram).ok() } else { None }
    }

    /// How much a gram tells, if it is one of the task's.
    pub(super) fn tells(&self, gram: Gram) -> Option<f32> {
        self.find(gram).map(|i| self.grams.weights[i])
    }

    /// The share of what the task tells that its grams at these places do.
    pub(super) fn share(&self, shared: impl Iterator<Item = usize>) -> f32 {
        // Not `sum()`, which begins at −0.
        shared.fold(0.0, |sum, i| sum + self.grams.weights[i]) / self.grams.sum.max(1.0)
    }

    /// The same for the clause that has most of its own among them.
    pub(super) fn best_clause(&self, shared: &[usize]) -> f32 {
        let mut sums = [0.0; MOST_PIECES];
        for &i in shared {
            let mut left = self.in_clauses[i];
            while left != 0 {
                sums[left.trailing_zeros() as usize] += self.grams.weights[i];
                left &= left - 1;
            }
        }
        sums.iter().zip(&self.clauses).map(|(sum, all)| sum / all.max(1.0)).fold(0.0, f32::max)
    }
}

/// How much each of a task's grams tells in one report, and all of them.
pub(super) struct Own {
    weights: Vec<f32>,
    sum: f32,
}

impl Own {
    pub(super) fn of(asked: &Asked, shelf: &Shelf) -> Self {
        let weights: Vec<f32> = asked.grams.grams.iter().map(|g| shelf.own_idf(*g)).collect();
        Own { sum: weights.iter().sum(), weights }
    }

    /// The share of what the task tells that its grams at these places do.
    pub(super) fn share(&self, shared: &[usize]) -> f32 {
        shared.iter().fold(0.0, |sum, i| sum + self.weights[*i]) / self.sum.max(1.0)
    }
}
