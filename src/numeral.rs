//! Numerals: digits and Chinese numbers → exact decimals.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// An exact decimal: `mantissa` × 10^-`scale`. Serialised as a string, since an f64 loses 3.1148万.
#[derive(Clone, Copy, Debug, Default)]
pub struct Decimal {
    mantissa: i128,
    scale: u32,
}

/// More digits than this do not fit; such a numeral is read as none.
const MOST_DIGITS: usize = 30;

impl Decimal {
    /// `mantissa` × 10^-`scale`.
    pub fn new(mantissa: i128, scale: u32) -> Self {
        Decimal { mantissa, scale }
    }

    /// The digits after the point as written: its precision is 10^-`scale`.
    pub fn scale(self) -> u32 {
        self.scale
    }

    /// Multiplied by ten to the power of `power`; none where it would not fit.
    pub fn shifted(self, power: u32) -> Option<Self> {
        let (down, up) = (power.min(self.scale), power.saturating_sub(self.scale));
        let mantissa = self.mantissa.checked_mul(10i128.checked_pow(up)?)?;
        Some(Decimal { mantissa, scale: self.scale - down })
    }

    /// The sum; none where it would not fit.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let (a, b, scale) = self.aligned(other)?;
        Some(Decimal { mantissa: a.checked_add(b)?, scale })
    }

    /// The difference; none where it would not fit.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        let (a, b, scale) = self.aligned(other)?;
        Some(Decimal { mantissa: a.checked_sub(b)?, scale })
    }

    /// The product; none where it would not fit.
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        Some(Decimal {
            mantissa: self.mantissa.checked_mul(other.mantissa)?,
            scale: self.scale.checked_add(other.scale)?,
        })
    }

    /// The nearest f64, for scores and drawings only.
    pub fn to_f64(self) -> f64 {
        self.mantissa as f64 / 10f64.powi(self.scale as i32)
    }

    fn aligned(self, other: Self) -> Option<(i128, i128, u32)> {
        let scale = self.scale.max(other.scale);
        let up = |d: Self| d.mantissa.checked_mul(10i128.checked_pow(scale - d.scale)?);
        Some((up(self)?, up(other)?, scale))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match self.aligned(*other) {
            Some((a, b, _)) => a.cmp(&b),
            None => self.to_f64().total_cmp(&other.to_f64()),
        }
    }
}

/// Reads ASCII digits with at most one point and an optional minus: `-12.50`.
impl FromStr for Decimal {
    type Err = ();

    fn from_str(s: &str) -> Result<Self, ()> {
        let (sign, digits) = match s.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, s),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let all = || whole.bytes().chain(part.bytes());
        if whole.is_empty() || whole.len() + part.len() > MOST_DIGITS || !all().all(|b| b.is_ascii_digit()) {
            return Err(());
        }
        let mantissa = all().fold(0i128, |n, b| n * 10 + i128::from(b - b'0'));
        Ok(Decimal { mantissa: sign * mantissa, scale: part.len() as u32 })
    }
}

/// Writes it without exponent and without needless zeros after the point: 3.50 → `3.5`.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = self.mantissa.unsigned_abs().to_string();
        let scale = self.scale as usize;
        if digits.len() <= scale {
            digits.insert_str(0, &"0".repeat(scale + 1 - digits.len()));
        }
        let (whole, part) = digits.split_at(digits.len() - scale);
        let part = part.trim_end_matches('0');
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let point = if part.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{part}")
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(|()| serde::de::Error::custom(format!("expected a decimal, found {text:?}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(s: &str) -> Decimal {
        s.parse().expect("a decimal")
    }

    #[test]
    fn magnitude_moves_the_point_exactly() {
        assert_eq!(d("3.1148").shifted(4).expect("fits").to_string(), "31148");
        assert_eq!(d("94.6525").shifted(2).expect("fits").to_string(), "9465.25");
    }

    #[test]
    fn zeros_after_the_point_do_not_count() {
        assert_eq!(d("3.50"), d("3.5"));
        assert!(d("-0.3") < d("0.02"));
        assert_eq!(d("74.16").checked_sub(d("80")).expect("fits").to_string(), "-5.84");
    }
}
