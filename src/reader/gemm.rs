//! Rows times a matrix, both as whole numbers → rows of `f32`: only integers are summed, so every machine gives the same bits.

use fearless_simd::prelude::*;
use fearless_simd::{Level, Simd, dispatch};

/// The largest whole number that stands for an entry: 1023² × 2048 entries stay below 2³¹.
const LARGEST: f32 = 1023.0;
/// The most entries of a row.
pub(super) const WIDEST: usize = 2048;
/// Added to a number below 2²², it leaves the nearest whole number in the lowest bits.
pub(super) const ROUNDING: f32 = 12_582_912.0;
/// Rows and columns that are reckoned at once: nine sums and six operands fit the sixteen registers of x86-64.
const TILE: usize = 3;
/// Columns of the matrix that stay in the first cache while all rows pass.
const PANEL: usize = 16 * TILE;

/// Rows of whole numbers, a scale each.
#[derive(Debug)]
pub(super) struct Rows {
    width: usize,
    values: Vec<i16>,
    scales: Vec<f32>,
}

impl Rows {
    /// Rows of `width` numbers.
    pub(super) fn of(values: &[f32], width: usize) -> Rows {
        let mut rows = Rows {
            width,
            values: Vec::with_capacity(values.len()),
            scales: Vec::with_capacity(values.len() / width),
        };
        for row in values.chunks_exact(width) {
            rows.push(row);
        }
        rows
    }

    /// Adds a row.
    pub(super) fn push(&mut self, row: &[f32]) {
        let mut most = [0f32; 8];
        for part in row.chunks(8) {
            for (most, value) in most.iter_mut().zip(part) {
                *most = if value.abs() > *most { value.abs() } else { *most };
            }
        }
        let most = most.into_iter().fold(0.0, |a, b| if b > a { b } else { a });
        let by = if most > 0.0 { LARGEST / most } else { 0.0 };
        self.values.extend(row.iter().map(|value| (value * by + ROUNDING).to_bits() as i16));
        self.scales.push(most / LARGEST);
    }

    fn row(&self, at: usize) -> &[i16] {
        &self.values[at * self.width..][..self.width]
    }
}

/// A linear map: a row of weights and a bias for each number that it gives.
#[derive(Debug)]
pub(super) struct Linear {
    pub(super) weights: Rows,
    pub(super) bias: Vec<f32>,
}

impl Linear {
    /// The map of every row of `input`, one behind the other.
    pub(super) fn apply(&self, level: Level, input: &Rows) -> Vec<f32> {
        let mut out = vec![0.0; input.scales.len() * self.bias.len()];
        dispatch!(level, simd => multiply(simd, input, self, &mut out));
        out
    }
}

#[inline(always)]
fn multiply<S: Simd>(simd: S, input: &Rows, map: &Linear, out: &mut [f32]) {
    let (rows, columns) = (input.scales.len(), map.bias.len());
    for panel in (0..columns).step_by(PANEL) {
        for i in (0..rows).step_by(TILE) {
            for j in (panel..columns.min(panel + PANEL)).step_by(TILE) {
                // Behind the last row stands the last row again.
                let is: [usize; TILE] = std::array::from_fn(|at| (i + at).min(rows - 1));
                let js: [usize; TILE] = std::array::from_fn(|at| (j + at).min(columns - 1));
                let sums = tile(simd, is.map(|i| input.row(i)), js.map(|j| map.weights.row(j)));
                for (i, sums) in is.into_iter().zip(sums) {
                    for (j, sum) in js.into_iter().zip(sums) {
                        out[i * columns + j] =
                            sum as f32 * (input.scales[i] * map.weights.scales[j]) + map.bias[j];
                    }
                }
            }
        }
    }
}

#[inline(always)]
fn tile<S: Simd>(simd: S, a: [&[i16]; TILE], b: [&[i16]; TILE]) -> [[i32; TILE]; TILE] {
    let step = S::i16s::LEN;
    let width = a[0].len();
    let whole = width / step * step;
    let (a, b) = (a.map(|row| &row[..width]), b.map(|row| &row[..width]));
    let mut sums = [[S::i32s::splat(simd, 0); TILE]; TILE];
    for at in (0..whole).step_by(step) {
        let left = a.map(|row| S::i16s::from_slice(simd, &row[at..at + step]));
        for (j, row) in b.into_iter().enumerate() {
            let right = S::i16s::from_slice(simd, &row[at..at + step]);
            for i in 0..TILE {
                sums[i][j] += left[i].pairwise_dot_product(right);
            }
        }
    }
    let mut sums = sums.map(|sums| sums.map(|sum| sum.reduce_sum()));
    for at in whole..width {
        for i in 0..TILE {
            for j in 0..TILE {
                sums[i][j] = sums[i][j].wrapping_add(i32::from(a[i][at]) * i32::from(b[j][at]));
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of no order between −1 and 1.
    fn numbers(count: usize) -> Vec<f32> {
        (0..count).map(|at| (at * 7919 % 2003) as f32 / 1001.5 - 1.0).collect()
    }

    #[test]
    fn products_are_those_of_the_numbers_within_their_rounding() {
        for (rows, columns, width) in [(1, 1, 1), (2, 5, 37), (7, 50, 64), (4, 3, 1536)] {
            let (a, b) = (numbers(rows * width), numbers(columns * width + 11)[11..].to_vec());
            let map = Linear { weights: Rows::of(&b, width), bias: vec![0.5; columns] };
            let found = map.apply(Level::new(), &Rows::of(&a, width));
            for (at, found) in found.iter().enumerate() {
                let (i, j) = (at / columns, at % columns);
                let exact: f32 = (0..width).map(|k| a[i * width + k] * b[j * width + k]).sum::<f32>() + 0.5;
                let near = 0.002 * (width as f32).sqrt();
                assert!((found - exact).abs() < near, "{rows}×{columns}×{width}: {found} for {exact}");
            }
        }
    }

    #[test]
    fn every_kind_of_machine_gives_the_same_bits() {
        let map = Linear { weights: Rows::of(&numbers(10 * 100), 100), bias: numbers(10) };
        let input = Rows::of(&numbers(11 * 100), 100);
        let bits = |level| map.apply(level, &input).into_iter().map(f32::to_bits).collect::<Vec<_>>();
        assert_eq!(bits(Level::new()), bits(Level::baseline()));
    }

    #[test]
    fn the_widest_row_of_the_largest_numbers_stays_within_its_sum() {
        let input = Rows::of(&[1.0; WIDEST], WIDEST);
        let map = Linear { weights: Rows::of(&[1.0; WIDEST], WIDEST), bias: vec![0.0] };
        assert!((map.apply(Level::new(), &input)[0] / WIDEST as f32 - 1.0).abs() < 1e-5);
    }
}
