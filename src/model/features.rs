//! Named numbers → the vector that fitted weights are laid on: one macro makes the struct, the names and their order.

use crate::tables::rows;

/// Declares features once: the struct, their names, their order and their weights cannot part.
macro_rules! features {
    ($(#[$about:meta])* $set:ident { $($(#[$doc:meta])* $name:ident,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct $set {
            $($(#[$doc])* pub $name: f32,)*
        }

        impl $set {
            /// The names of all features, in the order of [`values`](Self::values).
            pub const NAMES: [&'static str; [$(stringify!($name)),*].len()] = [$(stringify!($name)),*];

            /// Lists all features in their order.
            pub fn values(&self) -> [f32; Self::NAMES.len()] {
                [$(self.$name),*]
            }
        }
    };
}

pub(crate) use features;

/// Reads the weight of each feature out of a table, in the order of the names; 0 where a name is missing.
pub(crate) fn weights<const N: usize>(names: [&str; N], table: &'static str) -> [f32; N] {
    let weight = |name| rows(table).find(|row| row[0] == name)?.get(1)?.parse().ok();
    names.map(|name| weight(name).unwrap_or(0.0))
}

/// Pairs features with their names.
pub(crate) fn named<const N: usize>(
    names: [&str; N],
    features: [f32; N],
) -> impl Iterator<Item = (String, f32)> {
    names.map(str::to_owned).into_iter().zip(features)
}

/// Weighs features: the probability of a logistic regression.
pub(crate) fn probability<const N: usize>(weights: &[f32; N], features: [f32; N]) -> f32 {
    sigmoid(weights.iter().zip(features).map(|(w, f)| w * f).sum())
}

/// Turns log-odds into a probability.
pub(crate) fn sigmoid(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

/// Turns a probability into log-odds, clamped to [.001, .999]: nothing is certain.
pub(crate) fn logit(probability: f32) -> f32 {
    let p = probability.clamp(0.001, 0.999);
    (p / (1.0 - p)).ln()
}
