//! A task and a candidate sentence → the features of the linear ranker, by name.

use crate::tables::rows;

/// Declares the features once: the struct, their names, and the vector that weights are laid on cannot part.
macro_rules! features {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// Features of a (task, sentence) pair; `match_weights.tsv` has a weight for each.
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct Features {
            $($(#[$doc])* pub $name: f32,)*
        }

        /// The names of all features, in the order of [`Features::values`].
        pub const FEATURES: [&str; [$(stringify!($name)),*].len()] = [$(stringify!($name)),*];

        impl Features {
            /// All features, in the order of [`FEATURES`].
            pub fn values(&self) -> [f32; FEATURES.len()] {
                [$(self.$name),*]
            }

            /// Reads a value a name out of a table; 0 where a name is missing.
            pub(super) fn read(table: &'static str) -> Self {
                let mut features = Features::default();
                for row in rows(table) {
                    let value = row.get(1).and_then(|v| v.parse().ok());
                    match (row[0], value) {
                        $((stringify!($name), Some(value)) => features.$name = value,)*
                        _ => {}
                    }
                }
                features
            }
        }
    };
}

features! {
    /// Cosine of task and sentence.
    meaning,
    /// Reciprocal rank by shared n-grams.
    rank,
    /// The best cosine of any clause of the task with any of the sentence.
    pair,
    /// The mean over the task's clauses of their best cosine.
    cover,
    /// Cosine of the task and the sentence's paragraph.
    paragraph,
    /// Cosine of the task and the first sentence of the paragraph.
    lead_meaning,
    /// Share of the task's summed idf in the first sentence of the paragraph.
    lead,
    /// Share of it in the titles above.
    section,
    /// Share of it in the sentence.
    containment,
    /// The same with idf counted within the report.
    own_idf,
    /// Share of the summed idf of the task's best covered clause.
    best_clause,
    /// A digit stands in the sentence.
    digit,
    /// The sentence is a heading.
    heading,
    /// It has a metric.
    concrete,
    /// It holds words of every report, and the task does not.
    boilerplate,
    /// It admits a shortfall.
    admitted,
    /// The logarithm of the number of sentences: among many one is near by chance.
    crowd,
    /// The logarithm of the idf of the longest shared run of characters.
    run,
    /// By how much `best_clause` exceeds that of the best other candidate.
    ahead_best_clause,
    /// By how much `cover` does.
    ahead_cover,
    /// By how much `paragraph` does.
    ahead_paragraph,
    /// Always 1: the intercept.
    one,
}

/// Adds to each candidate how far it is ahead of the best other one: 「新农合」 in one sentence of a report tells more than in ten.
pub(super) fn compare(candidates: &mut [Features]) {
    lead(candidates, |f| f.best_clause, |f| &mut f.ahead_best_clause);
    lead(candidates, |f| f.cover, |f| &mut f.ahead_cover);
    lead(candidates, |f| f.paragraph, |f| &mut f.ahead_paragraph);
}

fn lead(candidates: &mut [Features], of: fn(&Features) -> f32, ahead: fn(&mut Features) -> &mut f32) {
    let (mut best, mut second) = (f32::MIN, f32::MIN);
    for value in candidates.iter().map(of) {
        if value >= best {
            (best, second) = (value, best);
        } else {
            second = second.max(value);
        }
    }
    if second == f32::MIN {
        second = 0.0;
    }
    for features in candidates {
        let value = of(features);
        *ahead(features) = value - if value >= best { second } else { best };
    }
}

/// The probability that weights give to features: logistic regression.
pub(super) fn probability(weights: &Features, features: &Features) -> f32 {
    let logit: f32 = weights.values().iter().zip(features.values()).map(|(w, f)| w * f).sum();
    1.0 / (1.0 + (-logit).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ahead_is_ahead_of_the_next_best() {
        let mut candidates = [0.2, 0.75, 0.5].map(|cover| Features { cover, ..Features::default() });
        compare(&mut candidates);
        assert_eq!(candidates.map(|c| c.ahead_cover), [0.2 - 0.75, 0.25, -0.25]);
    }

    #[test]
    fn every_feature_has_its_weight() {
        let table = rows(include_str!("../tables/match_weights.tsv"));
        let mut named: Vec<&str> = table.map(|r| r[0]).collect();
        let mut features = FEATURES.to_vec();
        named.sort_unstable();
        features.sort_unstable();
        assert_eq!(named, features);
    }
}
