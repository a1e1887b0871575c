//! A composite task and its evidence → what became of each of its parts.

use super::case::Case;
use super::features::tells;
use crate::model::{Comparison, Evidence, Outcome, Part, Verdict};
use crate::span::{Place, Span};
use crate::text::similarity::Whole;
use crate::text::{MOST_PIECES, clause};

/// A part of fewer characters says nothing by itself.
const SHORTEST: usize = 4;

/// The parts of a task of several clauses, each with what the evidence tells of it; none where it has but one. Their places
/// are those of the plan's text; the bytes behind them are the caller's to fill in.
pub(super) fn parts(case: &Case<'_>, evidence: &[Evidence], comparisons: &[Comparison]) -> Vec<Part> {
    let spans = clauses(case);
    if spans.len() < 2 {
        return Vec::new();
    }
    let told: Vec<Whole> = evidence.iter().map(|e| Whole::of(&e.text)).collect();
    spans.into_iter().take(MOST_PIECES).map(|(span, text)| part(span, text, &told, comparisons)).collect()
}

fn part(span: Span, text: &str, evidence: &[Whole], comparisons: &[Comparison]) -> Part {
    let outcome =
        |o: Outcome| comparisons.iter().any(|c| span.contains(c.target.place.span) && c.outcome == o);
    let told: Vec<usize> = (0..evidence.len()).filter(|&i| tells(&evidence[i], text)).collect();
    let verdict = match () {
        () if outcome(Outcome::Missed) => Verdict::TargetMissed,
        () if outcome(Outcome::Met) || !told.is_empty() => Verdict::Done,
        () => Verdict::NotMentioned,
    };
    let place = Place { span, ..Place::default() };
    Part { text: text.to_owned(), place, verdict, evidence: told }
}

/// The clauses that say something, with where they stand in the plan's text.
fn clauses<'a>(case: &Case<'a>) -> Vec<(Span, &'a str)> {
    let words = case.query.words;
    let from = case.query.task.place.span.end.saturating_sub(words.len());
    // 「主要预期目标：」 announces what follows.
    let says = |clause: &Span| !words[clause.end..].starts_with(['：', ':']);
    let bare = |clause: Span| {
        let text = clause.of(words);
        let start = from + clause.end - text.trim_start().len();
        let text = text.trim();
        (text.chars().count() >= SHORTEST).then(|| (Span::new(start, start + text.len()), text))
    };
    clause::clauses(words).filter(says).filter_map(bare).collect()
}
