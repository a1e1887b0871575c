//! Numbers → the curves that the encoder bends them by, made of sums, products, quotients and roots alone: libraries of
//! mathematics differ from platform to platform, these do not.

use super::gemm::ROUNDING;

/// The exponential of a number; 0 far below zero, the same large number far above.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    let x = if x > -87.0 { x } else { -87.0 };
    let x = if x < 88.0 { x } else { 88.0 };
    let turns = x * std::f32::consts::LOG2_E + ROUNDING;
    let whole = turns - ROUNDING;
    let rest = x - whole * 0.693_359_4 - whole * -2.121_944_4e-4;
    let mut sum = 1.987_569_1e-4;
    for term in [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5] {
        sum = sum * rest + term;
    }
    let power = turns.to_bits().wrapping_add(127) << 23;
    (sum * rest * rest + rest + 1.0) * f32::from_bits(power)
}

/// GELU: a number times the chance that a normal one is below it (Abramowitz and Stegun 7.1.26, right to 2·10⁻⁷).
#[inline(always)]
pub(super) fn gelu(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let mut sum = 1.061_405_4;
    for term in [-1.453_152, 1.421_413_7, -0.284_496_74, 0.254_829_6] {
        sum = sum * t + term;
    }
    let above = 0.5 * sum * t * exp(-(z * z));
    if x < 0.0 { x * above } else { x - x * above }
}

/// The chance that log-odds stand for.
pub(super) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// Makes weights of numbers: each is the exponential of its distance to the largest. Gives their sum.
#[inline(always)]
pub(super) fn weigh(numbers: &mut [f32]) -> f32 {
    let mut most = [f32::MIN; 8];
    for part in numbers.chunks(8) {
        for (most, number) in most.iter_mut().zip(part) {
            *most = if *number > *most { *number } else { *most };
        }
    }
    let most = most.into_iter().fold(f32::MIN, |a, b| if b > a { b } else { a });
    for number in numbers.iter_mut() {
        *number = exp(*number - most);
    }
    sum(numbers, |number| number)
}

/// The sum over numbers of what `of` makes of each, in eight lanes.
#[inline(always)]
pub(super) fn sum(numbers: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0f32; 8];
    let whole = numbers.chunks_exact(8);
    let rest = whole.remainder();
    for part in whole {
        for (lane, number) in lanes.iter_mut().zip(part) {
            *lane += of(*number);
        }
    }
    for (lane, number) in lanes.iter_mut().zip(rest) {
        *lane += of(*number);
    }
    let [a, b, c, d, e, f, g, h] = lanes;
    ((a + e) + (b + f)) + ((c + g) + (d + h))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps() -> impl Iterator<Item = f32> {
        (-4000..4000).map(|at| at as f32 / 400.0)
    }

    #[test]
    fn the_exponential_is_right_to_the_last_bits() {
        for x in steps() {
            assert!((exp(x) / f64::from(x).exp() as f32 - 1.0).abs() < 3e-7, "{x}");
        }
        assert!(exp(-1e9) < 1e-37 && exp(1e9).is_finite());
    }

    #[test]
    fn gelu_follows_the_normal_curve() {
        // Simpson's rule over the density, from 0 to x.
        let below = |x: f64| {
            let density = |x: f64| (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
            let parts = (0..200).map(|at| {
                let (a, h) = (x * f64::from(at) / 200.0, x / 200.0);
                h / 6.0 * (density(a) + 4.0 * density(a + h / 2.0) + density(a + h))
            });
            0.5 + parts.sum::<f64>()
        };
        for x in steps().step_by(13) {
            let exact = f64::from(x) * below(f64::from(x));
            assert!((f64::from(gelu(x)) - exact).abs() < 2e-6, "{x}: {} for {exact}", gelu(x));
        }
    }

    #[test]
    fn weights_of_equals_are_equal() {
        let mut numbers = [3.0; 11];
        assert_eq!((weigh(&mut numbers), numbers), (11.0, [1.0; 11]));
        assert_eq!(sigmoid(0.0), 0.5);
    }
}
