//! A text → what matching keeps of it: characters, words, clauses, each with how much it tells.

use super::grams::{Gram, grams, pair_counts, pairs_in_order, shared, triples};
use super::index::{Matcher, Shelf, Wanted};
use super::words::Words;
use crate::tables::Table;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

static BOILERPLATE: Table = Table::new(include_str!("../tables/boilerplate.tsv"));
static YEAR_WORDS: Table = Table::new(include_str!("../tables/year_words.tsv"));

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

/// A stretch of text read: a sentence, a task.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) short: Weighed,
    words: OnceCell<Words>,
    /// The titles above it.
    pub(super) heading: Rc<Head>,
    /// The first sentence of its paragraph.
    pub(super) lead: Rc<Head>,
    clauses: OnceCell<Vec<Weighed>>,
    traits: OnceCell<Traits>,
}

/// What a text is like by itself.
#[derive(Debug, Default)]
pub(super) struct Traits {
    /// The log of its length.
    pub(super) length: f32,
    /// It holds a digit.
    pub(super) digit: bool,
    /// It tells of several years: its figures are sums or averages.
    pub(super) years: bool,
    /// It stands so in every report.
    pub(super) boilerplate: bool,
    /// Its figures of more than one digit, as written.
    pub(super) numbers: Vec<String>,
    /// Its pairs of characters as they stand.
    pub(super) pairs: Vec<Gram>,
    pub(super) triples: Vec<Gram>,
}

impl Traits {
    pub(super) fn of(text: &str) -> Self {
        let pairs = pairs_in_order(text);
        let number = |c: char| c.is_ascii_digit() || c == '.';
        Traits {
            length: (1.0 + text.chars().count() as f32).ln(),
            digit: text.bytes().any(|b| b.is_ascii_digit()),
            years: tells_of_years(text),
            boilerplate: BOILERPLATE.rows().any(|row| text.contains(row[0])),
            numbers: text.split(|c| !number(c)).filter(|n| n.len() > 1).map(str::to_owned).collect(),
            triples: triples(&pairs),
            pairs,
        }
    }
}

fn tells_of_years(text: &str) -> bool {
    YEAR_WORDS.rows().any(|row| text.contains(row[0]))
}

impl Read {
    /// Its words, cut when first asked for: of a long report few sentences come near to any task.
    pub(super) fn words(&self, matcher: &Matcher, text: &str) -> &Words {
        self.words.get_or_init(|| matcher.words(text))
    }

    /// What it is like by itself, read when first asked for.
    pub(super) fn traits(&self, text: &str) -> &Traits {
        self.traits.get_or_init(|| Traits::of(text))
    }

    /// Its clauses, read when first asked for: only the nearest sentences are.
    pub(super) fn clauses(&self, matcher: &Matcher, text: &str) -> &[Weighed] {
        self.clauses.get_or_init(|| clauses(matcher, text))
    }
}

/// Titles, or a paragraph's first sentence: read once for all the sentences below.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) grams: Vec<Gram>,
    pub(super) words: Words,
    /// It tells of several years.
    pub(super) years: bool,
}

/// Reads texts, and what stands above many of them only once.
pub(super) struct Reader<'m> {
    pub(super) matcher: &'m Matcher,
    heads: BTreeMap<String, Rc<Head>>,
}

impl<'m> Reader<'m> {
    pub(super) fn new(matcher: &'m Matcher) -> Self {
        Reader { matcher, heads: BTreeMap::new() }
    }

    /// Reads a sentence below its titles and its paragraph's first sentence.
    pub(super) fn read(&mut self, text: &str, heading: &str, lead: &str) -> Read {
        Read {
            short: Weighed::of(self.matcher, grams(text)),
            words: OnceCell::new(),
            heading: self.head(heading, true),
            lead: self.head(lead, false),
            clauses: OnceCell::new(),
            traits: OnceCell::new(),
        }
    }

    fn head(&mut self, text: &str, meant: bool) -> Rc<Head> {
        if let Some(head) = self.heads.get(text) {
            return Rc::clone(head);
        }
        let words = if meant { self.matcher.words(text) } else { Words::default() };
        let head = Rc::new(Head { grams: grams(text), words, years: tells_of_years(text) });
        self.heads.insert(text.to_owned(), Rc::clone(&head));
        head
    }
}

/// A task read for matching.
pub(super) struct Asked {
    pub(super) task: Read,
    pub(super) clauses: Vec<Weighed>,
    /// How much each of its grams tells in this report.
    pub(super) own: Vec<f32>,
    /// Its pairs of characters by how often they stand in it and how much they tell.
    pub(super) often: Vec<(Gram, f32)>,
    /// Its words that tell most.
    pub(super) rare: Vec<u32>,
}

/// So many words name what a task is about.
const RARE: usize = 3;

impl Asked {
    pub(super) fn of(reader: &mut Reader<'_>, shelf: &Shelf, wanted: &Wanted<'_>) -> Self {
        let matcher = reader.matcher;
        let task = reader.read(wanted.text, wanted.heading, "");
        let often = pair_counts(wanted.text).into_iter().map(|(g, n)| (g, n * matcher.tells(g))).collect();
        let own = task.short.grams.iter().map(|g| shelf.own_idf(*g)).collect();
        let rare = matcher.rarest(task.words(matcher, wanted.text), RARE);
        Asked { clauses: clauses(matcher, wanted.text), task, own, often, rare }
    }
}

/// The clauses of a text that say something; the whole where none does.
fn clauses(matcher: &Matcher, text: &str) -> Vec<Weighed> {
    let weighed = |c: &str| Weighed::of(matcher, grams(c));
    let found: Vec<Weighed> = text
        .split(['，', '。', '；', '：', '、', ',', ';', '！', '？'])
        .filter(|c| c.chars().count() >= SHORTEST_CLAUSE)
        .map(weighed)
        .collect();
    if found.is_empty() { vec![weighed(text)] } else { found }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_sums_up_several_years_is_known() {
        for text in ["五年累计新建学校12所", "年均增长6.5%", "“十四五”以来绿地增加一倍", "较2020年翻番"]
        {
            assert!(tells_of_years(text), "{text}");
        }
        for text in ["全年新建学校3所", "比上年增长6.5%"] {
            assert!(!tells_of_years(text), "{text}");
        }
    }
}
