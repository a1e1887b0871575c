//! The report's sentences → an inverted index: n-gram → posting list of the sentences that hold it.

use super::embedding::Embedding;
use super::lexicon::Lexicon;
use super::sentence::{IndexedSentence, SentenceReader};
use crate::model::Passage;
use crate::text::ngrams::{Ngram, NgramMap};
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
    ranges: NgramMap<PostingRange>,
    postings: Vec<u32>,
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
        let (ranges, postings) = post(&sentences);
        InvertedIndex { sentences, contexts: reader.contexts(), ranges, postings }
    }

    /// The sentences that hold an n-gram.
    pub(super) fn postings(&self, ngram: Ngram) -> &[u32] {
        self.ranges.get(&ngram).map_or(&[], |of| &self.postings[of.begin as usize..of.end as usize])
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

    /// The idf of an n-gram within this report.
    pub(super) fn idf(&self, ngram: Ngram) -> f32 {
        let with = self.postings(ngram).len() as f32;
        ((self.sentences.len() as f32 + 1.0) / (with + 0.5)).ln()
    }
}

/// Where in the list of all postings those of an n-gram stand.
#[derive(Clone, Copy, Default)]
struct PostingRange {
    count: u32,
    begin: u32,
    /// Behind the last one put down so far.
    end: u32,
}

/// Counts the sentences of each n-gram, then puts them down side by side: one list instead of one an n-gram.
fn post(sentences: &[IndexedSentence]) -> (NgramMap<PostingRange>, Vec<u32>) {
    let mut ranges: NgramMap<PostingRange> = NgramMap::default();
    let mut all = 0;
    for ngram in sentences.iter().flat_map(|s| &s.ngrams.ngrams) {
        ranges.entry(*ngram).or_default().count += 1;
        all += 1;
    }
    let mut postings = vec![0; all];
    let mut free = 0;
    for (at, sentence) in (0..).zip(sentences) {
        for ngram in &sentence.ngrams.ngrams {
            let of = ranges.entry(*ngram).or_default();
            if of.begin == of.end {
                (of.begin, of.end) = (free, free);
                free += of.count;
            }
            postings[of.end as usize] = at;
            of.end += 1;
        }
    }
    (ranges, postings)
}
