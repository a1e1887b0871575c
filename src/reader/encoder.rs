//! Tokens → a row of numbers for each, every one of them read in the light of all.

use super::curves::{gelu, sum, weigh};
use super::gemm::Rows;
use super::weights::{Layer, Norm, Sizes, Weights};
use fearless_simd::prelude::*;
use fearless_simd::{Level, Simd, dispatch};

/// Rows of attention that are reckoned at once.
const ROWS: usize = 4;
/// Columns are filled up to a multiple of two of the longest vectors.
const PADDING: usize = 32;

/// Encodes tokens; gives `width` numbers for each, one token behind the other.
pub(super) fn encode(weights: &Weights, level: Level, tokens: &[usize]) -> Vec<f32> {
    let sizes = &weights.sizes;
    let mut hidden = Vec::with_capacity(tokens.len() * sizes.width);
    for (place, token) in tokens.iter().enumerate() {
        hidden.extend(
            weights.words.row(*token).zip(weights.places.row(place)).map(|(word, place)| word + place),
        );
    }
    normalise(level, &mut hidden, &weights.first, sizes);
    for layer in &weights.layers {
        pass(layer, level, &mut hidden, sizes);
    }
    hidden
}

/// Passes a layer.
fn pass(layer: &Layer, level: Level, hidden: &mut [f32], sizes: &Sizes) {
    let input = Rows::of(hidden, sizes.width);
    let [query, key, value] = [&layer.query, &layer.key, &layer.value].map(|map| map.apply(level, &input));
    let seen = dispatch!(level, simd => attend(simd, &query, &key, &value, sizes));
    add(hidden, &layer.output.apply(level, &Rows::of(&seen, sizes.width)));
    normalise(level, hidden, &layer.after_attention, sizes);
    let mut inner = layer.rise.apply(level, &Rows::of(hidden, sizes.width));
    bend(level, &mut inner);
    add(hidden, &layer.fall.apply(level, &Rows::of(&inner, sizes.inner)));
    normalise(level, hidden, &layer.after, sizes);
}

fn add(hidden: &mut [f32], more: &[f32]) {
    hidden.iter_mut().zip(more).for_each(|(number, more)| *number += more);
}

/// Bends each number by GELU.
pub(super) fn bend(level: Level, numbers: &mut [f32]) {
    dispatch!(level, _simd => numbers.iter_mut().for_each(|number| *number = gelu(*number)));
}

fn normalise(level: Level, hidden: &mut [f32], norm: &Norm, sizes: &Sizes) {
    dispatch!(level, _simd => normalise_rows(hidden, norm, sizes));
}

/// Makes the mean of each row 0 and its spread 1, then applies factor and addend.
#[inline(always)]
fn normalise_rows(hidden: &mut [f32], norm: &Norm, sizes: &Sizes) {
    let count = sizes.width as f32;
    for row in hidden.chunks_exact_mut(sizes.width) {
        let mean = sum(row, |x| x) / count;
        let variance = sum(row, |x| (x - mean) * (x - mean)) / count;
        let by = 1.0 / (variance + sizes.epsilon).sqrt();
        for ((x, factor), addend) in row.iter_mut().zip(&norm.factor).zip(&norm.addend) {
            *x = (*x - mean) * by * factor + addend;
        }
    }
}

/// Gives each token the mean of all values, weighed by how its query fits their keys, a head at a time.
#[inline(always)]
fn attend<S: Simd>(simd: S, query: &[f32], key: &[f32], value: &[f32], sizes: &Sizes) -> Vec<f32> {
    let (width, wide) = (sizes.width, sizes.width / sizes.heads);
    let count = query.len() / width;
    let (long, broad) = (count.next_multiple_of(PADDING), wide.next_multiple_of(PADDING));
    let scale = 1.0 / (wide as f32).sqrt();
    let mut seen = vec![0.0; query.len()];
    let mut keys = vec![0.0; wide * long];
    let mut values = vec![0.0; count * broad];
    let mut fit = vec![0.0; ROWS * long];
    let mut mean = vec![0.0; ROWS * broad];
    for head in 0..sizes.heads {
        let part = |all: &'_ [f32], row: usize| -> [usize; 2] {
            let at = row.min(all.len() / width - 1) * width + head * wide;
            [at, at + wide]
        };
        for row in 0..count {
            let [start, end] = part(key, row);
            for (at, number) in key[start..end].iter().enumerate() {
                keys[at * long + row] = *number;
            }
            values[row * broad..][..wide].copy_from_slice(&value[start..end]);
        }
        for first in (0..count).step_by(ROWS) {
            let rows: [[usize; 2]; ROWS] = std::array::from_fn(|at| part(query, first + at));
            let queries = rows.map(|[start, end]| &query[start..end]);
            combine(simd, queries, &keys, &mut fit);
            let mut sums = [0.0; ROWS];
            for (sum, row) in sums.iter_mut().zip(fit.chunks_exact_mut(long)) {
                row[..count].iter_mut().for_each(|fit| *fit *= scale);
                *sum = weigh(&mut row[..count]);
            }
            let weights: [&[f32]; ROWS] = std::array::from_fn(|at| &fit[at * long..][..count]);
            combine(simd, weights, &values, &mut mean);
            for (at, [start, end]) in rows.into_iter().enumerate() {
                let by = 1.0 / sums[at];
                let mean = &mean[at * broad..][..wide];
                seen[start..end].iter_mut().zip(mean).for_each(|(seen, mean)| *seen = mean * by);
            }
        }
    }
    seen
}

/// Lays factors on the rows of a matrix and sums them, for several sets of factors; each sum is made in the order of the rows,
/// whatever the width of a vector is.
#[inline(always)]
fn combine<S: Simd>(simd: S, factors: [&[f32]; ROWS], matrix: &[f32], out: &mut [f32]) {
    let rows = factors[0].len();
    let width = matrix.len() / rows;
    let factors = factors.map(|row| &row[..rows]);
    for at in (0..width).step_by(2 * S::f32s::LEN) {
        let mut sums = [[S::f32s::splat(simd, 0.0); 2]; ROWS];
        for (row, numbers) in matrix.chunks_exact(width).enumerate() {
            let numbers = &numbers[at..at + 2 * S::f32s::LEN];
            let numbers =
                [0, 1].map(|half| S::f32s::from_slice(simd, &numbers[half * S::f32s::LEN..][..S::f32s::LEN]));
            for i in 0..ROWS {
                let factor = S::f32s::splat(simd, factors[i][row]);
                for half in 0..2 {
                    sums[i][half] += factor * numbers[half];
                }
            }
        }
        for (i, sums) in sums.into_iter().enumerate() {
            for (half, sum) in sums.into_iter().enumerate() {
                sum.store_slice(&mut out[i * width + at + half * S::f32s::LEN..][..S::f32s::LEN]);
            }
        }
    }
}
