//! A text → what matching keeps of it: its characters with how much each tells, its clauses, its meaning.

use super::grams::{Gram, grams, shared};
use super::index::{Matcher, Shelf, Wanted};
use super::meaning::Meaning;
use crate::sentence::MOST_PIECES;
use crate::tables::Table;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

static BOILERPLATE: Table = Table::new(include_str!("../tables/boilerplate.tsv"));

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

    /// How much tells what stands in both.
    pub(super) fn shared(&self, other: &[Gram]) -> f32 {
        let mut sum = 0.0;
        shared(&self.grams, other, |i| sum += self.weights[i]);
        sum
    }

    /// The share of what this tells that stands in `other`.
    pub(super) fn within(&self, other: &[Gram]) -> f32 {
        self.shared(other) / self.sum.max(1.0)
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
    meant: OnceCell<Meant>,
    /// What its paragraph means.
    pub(super) paragraph: Rc<OnceCell<Meaning>>,
}

impl Read {
    /// What it means.
    pub(super) fn meant(&self, matcher: &Matcher, text: &str) -> &Meant {
        self.meant.get_or_init(|| Meant::of(matcher, text))
    }
}

/// Whether a text is one that stands so in every report: 「在省委坚强领导下」.
pub(super) fn stands_everywhere(text: &str) -> bool {
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
            meant: OnceCell::new(),
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
    /// The grams of each of its clauses; of the whole where none says something.
    pub(super) clauses: Vec<Weighed>,
    pub(super) meant: Meant,
    /// How much each of its grams tells in this report.
    pub(super) own: Vec<f32>,
    /// It is itself what stands in every report.
    pub(super) stands_everywhere: bool,
}

impl Asked {
    pub(super) fn of(matcher: &Matcher, shelf: &Shelf, wanted: &Wanted<'_>) -> Self {
        let grams = Weighed::of(matcher, grams(wanted.text));
        let weighed = |piece| Weighed::of(matcher, super::grams::grams(piece));
        let mut clauses: Vec<Weighed> =
            pieces(wanted.text).filter(|p| says_something(p)).take(MOST_PIECES).map(weighed).collect();
        if clauses.is_empty() {
            clauses.push(weighed(wanted.text));
        }
        Asked {
            clauses,
            own: grams.grams.iter().map(|g| shelf.own_idf(*g)).collect(),
            grams,
            meant: Meant::of(matcher, wanted.text),
            stands_everywhere: stands_everywhere(wanted.text),
        }
    }
}
