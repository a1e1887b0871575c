//! A sentence of the report → what matching keeps of it: n-grams, embeddings, and what stands above it.

use super::embedding::{Embedding, Embeddings};
use super::lexicon::Lexicon;
use super::vocabulary::Vocabulary;
use crate::model::Passage;
use crate::tables::Table;
use crate::text::MOST_PIECES;
use crate::text::clause::items;
use crate::text::ngrams::pairs;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

static BOILERPLATE: Table = Table::new(include_str!("../tables/boilerplate.tsv"));

/// A clause of fewer characters says nothing by itself.
const SHORTEST_CLAUSE: usize = 4;

/// Whether a text holds words that stand in every report: 「在省委坚强领导下」.
pub(super) fn is_boilerplate(text: &str) -> bool {
    BOILERPLATE.rows().any(|row| text.contains(row[0]))
}

/// Whether a piece is long enough to be compared by itself.
pub(super) fn is_clause(piece: &str) -> bool {
    piece.chars().count() >= SHORTEST_CLAUSE
}

/// Embeddings of a text, clause by clause and as a whole.
#[derive(Debug, Default)]
pub(super) struct ClauseEmbeddings {
    /// One for each clause; that of the whole where there is none.
    pub(super) clauses: Vec<Embedding>,
    pub(super) whole: Embedding,
}

impl ClauseEmbeddings {
    pub(super) fn of(lexicon: &Lexicon, text: &str) -> Self {
        let mut clauses = Vec::new();
        let mut words = Vec::new();
        for piece in items(text) {
            let own = lexicon.words(piece);
            if is_clause(piece) && clauses.len() < MOST_PIECES {
                clauses.push(lexicon.embedding(&own));
            }
            words.extend(own);
        }
        words.sort_unstable();
        words.dedup();
        let whole = lexicon.embedding(&words);
        if clauses.is_empty() {
            clauses.push(whole.clone());
        }
        ClauseEmbeddings { clauses, whole }
    }
}

/// Embeddings of a sentence, laid out for the comparison with many tasks.
#[derive(Debug)]
pub(super) struct SentenceEmbeddings {
    pub(super) clauses: Embeddings,
    pub(super) whole: Embedding,
}

/// A sentence of the report; embedded only when first asked for: of a long report few sentences come near to any task.
#[derive(Debug, Default)]
pub(super) struct IndexedSentence {
    /// The numbers of its n-grams.
    pub(super) ngrams: Vec<u32>,
    /// Their summed idf.
    pub(super) sum: f32,
    /// The titles above it.
    pub(super) heading: Rc<Context>,
    /// The first sentence of its paragraph.
    pub(super) lead: Rc<Context>,
    pub(super) boilerplate: bool,
    /// A digit stands in it.
    pub(super) digit: bool,
    embeddings: OnceCell<SentenceEmbeddings>,
    pairs: OnceCell<Vec<u32>>,
    /// Of its whole paragraph; one cell for all its sentences.
    pub(super) paragraph: Rc<OnceCell<Embedding>>,
}

impl IndexedSentence {
    /// Its embeddings; `text` is what it was read from.
    pub(super) fn embeddings(&self, lexicon: &Lexicon, text: &str) -> &SentenceEmbeddings {
        self.embeddings.get_or_init(|| {
            let ClauseEmbeddings { clauses, whole } = ClauseEmbeddings::of(lexicon, text);
            SentenceEmbeddings { clauses: Embeddings::of(&clauses), whole }
        })
    }

    /// The numbers of its pairs of characters in their order; `text` is what it was read from.
    pub(super) fn pairs(&self, vocabulary: &Vocabulary, text: &str) -> &[u32] {
        self.pairs.get_or_init(|| pairs(text).into_iter().map(|pair| vocabulary.number(pair)).collect())
    }
}

/// Titles, or a paragraph's first sentence: read once for all the sentences below.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// Its number among those of the report.
    pub(super) id: usize,
    /// The numbers of its n-grams.
    pub(super) ngrams: Vec<u32>,
    embedding: OnceCell<Embedding>,
}

impl Context {
    /// Its embedding; `text` is what it was read from.
    pub(super) fn embedding(&self, lexicon: &Lexicon, text: &str) -> &Embedding {
        self.embedding.get_or_init(|| lexicon.embedding(&lexicon.words(text)))
    }
}

/// Reads sentences, and what stands above many of them only once.
#[derive(Default)]
pub(super) struct SentenceReader {
    contexts: BTreeMap<String, Rc<Context>>,
    pub(super) vocabulary: Vocabulary,
}

impl SentenceReader {
    /// Reads a sentence below its titles and its paragraph's first sentence.
    pub(super) fn read(&mut self, passage: &Passage<'_>) -> IndexedSentence {
        let ngrams = self.vocabulary.read(passage.text);
        IndexedSentence {
            sum: self.vocabulary.sum(&ngrams),
            ngrams,
            heading: self.context(&passage.heading),
            lead: self.context(passage.lead),
            boilerplate: is_boilerplate(passage.text),
            digit: passage.text.bytes().any(|b| b.is_ascii_digit()),
            ..IndexedSentence::default()
        }
    }

    /// How many contexts were read.
    pub(super) fn contexts(&self) -> usize {
        self.contexts.len()
    }

    fn context(&mut self, text: &str) -> Rc<Context> {
        if let Some(context) = self.contexts.get(text) {
            return Rc::clone(context);
        }
        let (id, ngrams) = (self.contexts.len(), self.vocabulary.read(text));
        let context = Rc::new(Context { id, ngrams, ..Context::default() });
        self.contexts.insert(text.to_owned(), Rc::clone(&context));
        context
    }
}
