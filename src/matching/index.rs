//! The report's sentences → an inverted index: n-gram → posting list of the sentences that hold it.

use super::embedding::{Embedding, Embeddings};
use super::lexicon::Lexicon;
use super::sentence::{IndexedSentence, SentenceReader};
use super::vocabulary::Vocabulary;
use crate::model::Passage;
use std::cell::OnceCell;
use std::rc::Rc;

/// A report of more sentences is long: common n-grams are left out of the search.
pub(super) const SHORT_REPORT: usize = 3000;
/// In a long report an n-gram that more than one sentence in so many holds finds none.
const COMMON: usize = 20;

/// Inverted index of a report.
pub(super) struct InvertedIndex {
    pub(super) sentences: Vec<IndexedSentence>,
    /// How many titles and first sentences stand above them.
    pub(super) contexts: usize,
    /// The n-grams of the sentences and of what stands above them.
    pub(super) vocabulary: Vocabulary,
    /// Where the postings of each n-gram begin; behind the last one's they end.
    starts: Vec<u32>,
    postings: Vec<u32>,
    /// Of all sentences.
    embeddings: OnceCell<Embeddings>,
}

impl InvertedIndex {
    /// Reads and indexes passages.
    pub(super) fn of(passages: &[&Passage<'_>]) -> Self {
        let mut reader = SentenceReader::default();
        let mut sentences: Vec<IndexedSentence> = Vec::new();
        let mut last = None;
        for passage in passages {
            let mut sentence = reader.read(passage);
            if let Some(before) = sentences.last().filter(|_| last == Some(passage.paragraph)) {
                sentence.paragraph = Rc::clone(&before.paragraph);
            }
            last = Some(passage.paragraph);
            sentences.push(sentence);
        }
        let (contexts, vocabulary) = (reader.contexts(), reader.vocabulary);
        let (starts, postings) = post(&sentences, vocabulary.len());
        InvertedIndex { sentences, contexts, vocabulary, starts, postings, embeddings: OnceCell::new() }
    }

    /// The sentences that hold the n-gram of this number.
    pub(super) fn postings(&self, ngram: u32) -> &[u32] {
        let at = ngram as usize;
        &self.postings[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// The cosine of each of `passages`, which were read, with an embedding.
    pub(super) fn cosines(
        &self,
        embedding: &Embedding,
        lexicon: &Lexicon,
        passages: &[&Passage<'_>],
    ) -> Vec<f32> {
        let whole = |(sentence, passage): (&IndexedSentence, &&Passage<'_>)| {
            sentence.embeddings(lexicon, passage.text).whole.clone()
        };
        let all = || self.sentences.iter().zip(passages).map(whole).collect::<Vec<_>>();
        let embeddings = self.embeddings.get_or_init(|| Embeddings::of(&all()));
        embeddings.cosines(embedding).flatten().collect()
    }

    /// The embedding of the paragraph around a sentence of `passages`, which were read.
    pub(super) fn paragraph(&self, at: usize, lexicon: &Lexicon, passages: &[&Passage<'_>]) -> &Embedding {
        self.sentences[at].paragraph.get_or_init(|| {
            let same = |i: &usize| Rc::ptr_eq(&self.sentences[*i].paragraph, &self.sentences[at].paragraph);
            let before = (0..at).rev().take_while(same);
            let parts = before.chain((at..self.sentences.len()).take_while(same));
            Embedding::of(parts.map(|i| &self.sentences[i].embeddings(lexicon, passages[i].text).whole))
        })
    }

    /// The document frequency from which on an n-gram is too common to search by; only in a long report, where it would cost most.
    pub(super) fn common(&self) -> usize {
        if self.sentences.len() <= SHORT_REPORT { usize::MAX } else { self.sentences.len() / COMMON }
    }

    /// The idf within this report of the n-gram of this number.
    pub(super) fn idf(&self, ngram: u32) -> f32 {
        let with = self.postings(ngram).len() as f32;
        ((self.sentences.len() as f32 + 1.0) / (with + 0.5)).ln()
    }
}

/// Counts the sentences of each n-gram, then puts them down side by side: one list instead of one an n-gram.
fn post(sentences: &[IndexedSentence], ngrams: usize) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0; ngrams + 1];
    for &ngram in sentences.iter().flat_map(|s| &s.ngrams) {
        starts[ngram as usize] += 1;
    }
    let mut end = 0;
    for start in &mut starts {
        end += *start;
        *start = end;
    }
    let mut postings = vec![0; end as usize];
    // From the back: what was the end of an n-gram's postings walks to their start.
    for (at, sentence) in (0..sentences.len() as u32).zip(sentences).rev() {
        for &ngram in &sentence.ngrams {
            let start = &mut starts[ngram as usize];
            *start -= 1;
            postings[*start as usize] = at;
        }
    }
    (starts, postings)
}
