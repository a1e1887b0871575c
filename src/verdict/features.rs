//! A case → its features, which the model weighs.

use super::case::Case;
use super::model::{EvidenceFeatures, Features, ReaderFeatures, WholeFeatures, decides};
use super::slogan::slogan;
use crate::model::{Candidate, Comparison, Mood, logit};
use crate::numeral::TO_TEN;
use crate::text::MOST_PIECES;
use crate::text::clause::items;
use crate::text::similarity::Whole;

/// So many of the likeliest passages are asked for their best.
const FIRST: usize = 3;

/// All features of a case, of which the passages `taken` would be quoted.
pub(super) fn features(case: &Case<'_>, taken: &[usize], comparisons: &[(usize, Comparison)]) -> Features {
    Features {
        evidence: evidence(case, comparisons),
        whole: whole(case, taken, comparisons),
        reader: case.reading.map(ReaderFeatures::of),
    }
}

/// Features that the report tells of the task.
fn evidence(case: &Case<'_>, comparisons: &[(usize, Comparison)]) -> EvidenceFeatures {
    let (top, words) = (case.told.first(), case.query.words);
    let score = |candidate: Option<&Candidate<'_>>| logit(candidate.map_or(0.0, |c| c.score));
    let mood = |mood| f32::from(top.is_some_and(|c| c.passage.mood == mood));
    EvidenceFeatures {
        best: score(top),
        second: score(case.told.get(1)),
        run: most(case, |c| c.features.run),
        admitted: mood(Mood::Admitted),
        ongoing: mood(Mood::Ongoing),
        length: (1.0 + words.chars().count() as f32).ln(),
        clause: most(case, |c| c.features.best_clause),
        pair: most(case, |c| c.features.pair),
        section: most(case, |c| c.features.section),
        ahead: top.map_or(0.0, |c| c.features.ahead_paragraph),
        wording: case.wording,
        met: f32::from(comparisons.iter().any(|(_, c)| decides(c.outcome))),
        figure: f32::from(!case.query.task.targets.is_empty()),
        digits: f32::from(asks_a_number(case)),
        marked: f32::from(marked(words)),
        slogan: f32::from(slogan(case)),
        planned: score(case.planned.first()),
        sought: top.map_or(0.0, |c| c.sought),
        one: 1.0,
    }
}

/// Features that the passages taken tell of the whole task.
fn whole(case: &Case<'_>, taken: &[usize], comparisons: &[(usize, Comparison)]) -> WholeFeatures {
    let all = case.of(taken).map(|c| c.passage.text).collect::<Vec<_>>().join("\n");
    let evidence = Whole::of(&all);
    let untold = parts(case.query.words).filter(|part| !tells(&evidence, part)).count();
    let decided = comparisons.iter().filter(|(_, c)| decides(c.outcome)).count();
    let targets = case.query.task.targets.len();
    WholeFeatures {
        untold: untold as f32,
        cover: most(case, |c| c.features.cover),
        taken_admits: f32::from(case.of(taken).any(|c| c.passage.mood == Mood::Admitted)),
        taken_ongoing: f32::from(case.of(taken).all(|c| c.passage.mood == Mood::Ongoing)),
        taken_digits: f32::from(all.contains(|c: char| c.is_ascii_digit())),
        number_missing: f32::from(decided < targets),
        all_met: f32::from(decided > 0 && decided >= targets),
        figures_only: f32::from(case.asks_figures_only()),
    }
}

fn most(case: &Case<'_>, of: impl Fn(&Candidate<'_>) -> f32) -> f32 {
    case.told.iter().take(FIRST).map(of).fold(0.0, f32::max)
}

/// Whether a figure stands in the task, be it read as a goal or not; the day by which it is wanted is none.
fn asks_a_number(case: &Case<'_>) -> bool {
    let words = case.query.words;
    let by = case.query.task.deadline.as_ref().map_or("", |d| d.text.as_str());
    let has = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    if by.is_empty() { has(words) } else { words.split(by).any(has) }
}

/// 「（三）提升城市品质」, 「四是提升城市品质」: a title of the plan.
fn marked(words: &str) -> bool {
    let words = words.trim_start_matches(['（', '(']);
    let after = words.trim_start_matches(|c| TO_TEN.contains(c));
    after.len() < words.len() && after.starts_with(['、', '）', ')', '是'])
}

/// A part of a task is told of where so much of it stands in the evidence.
const TOLD: f32 = 0.35;

/// Whether evidence tells of a part of a task in its words.
pub(super) fn tells(evidence: &Whole, part: &str) -> bool {
    evidence.contains(part) >= TOLD
}

/// The parts of a task that can be told of by themselves: 「改造管网，新建泵站、水厂」 has three.
pub(super) fn parts(words: &str) -> impl Iterator<Item = &str> {
    items(words).map(str::trim).filter(|c| c.chars().count() >= 3).take(MOST_PIECES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{self, Indicators, Passage, Query};
    use crate::verdict::Pace;

    #[test]
    fn each_feature_is_what_it_is_named_after() {
        let query = Query { words: "改造管网，新建泵站", ..Query::default() };
        let passage =
            Passage { text: "正在改造管网3公里", mood: Mood::Ongoing, ..Passage::default() };
        let features = model::Features {
            run: 0.1,
            best_clause: 0.2,
            pair: 0.3,
            section: 0.4,
            ahead_paragraph: 0.5,
            cover: 0.6,
            ..model::Features::default()
        };
        let told = Candidate { features, sought: 0.7, ..Candidate::by_rule(&passage, 0.9) };
        let ahead = Candidate::by_rule(&passage, 0.4);
        let case = Case {
            query: &query,
            wording: 0.8,
            told: vec![told],
            planned: &[ahead],
            row: &[],
            indicators: &Indicators::default(),
            pace: &Pace::default(),
            kept: None,
            reading: None,
        };
        let expected = EvidenceFeatures {
            best: logit(0.9),
            second: logit(0.0),
            run: 0.1,
            ongoing: 1.0,
            length: 10.0f32.ln(),
            clause: 0.2,
            pair: 0.3,
            section: 0.4,
            ahead: 0.5,
            wording: 0.8,
            planned: logit(0.4),
            sought: 0.7,
            one: 1.0,
            ..EvidenceFeatures::default()
        };
        assert_eq!(evidence(&case, &[]), expected);
        let expected = WholeFeatures {
            untold: 1.0,
            cover: 0.6,
            taken_ongoing: 1.0,
            taken_digits: 1.0,
            ..WholeFeatures::default()
        };
        assert_eq!(whole(&case, &[0], &[]), expected);
    }
}
