//! 「居民收入增长与经济增长同步」 and the growth that the report tells → kept, missed, in part: a goal without a figure.

use super::words::WORDS;
use crate::model::{ChangeBy, Direction, Extent, Metric, Passage, Quantity, Verdict};
use crate::numeral::Decimal;
use crate::text::indicator::Indicator;

/// A figure of growth, and the passage that it stands in.
type Growth<'a> = (&'a Passage<'a>, Decimal);

/// 「基本同步」 allows incomes to grow slower by half a point; 「同步」 does not.
const NEARLY: (i128, u32) = (5, 1);

/// What a report tells of incomes and of the economy, for one year.
#[derive(Clone, Debug, Default)]
pub struct Pace<'a> {
    /// Growth of the gross product.
    economy: Option<Growth<'a>>,
    /// Growth of all residents' incomes, or of those in towns and those in the country.
    incomes: Vec<Growth<'a>>,
}

impl<'a> Pace<'a> {
    /// Chooses from the figures of a report in their order; the first of a kind is the headline.
    pub fn of(passages: impl Iterator<Item = &'a Passage<'a>>) -> Self {
        let mut pace = Pace::default();
        let mut whole = None;
        for (passage, metric) in passages.flat_map(|p| p.metrics.iter().map(move |metric| (p, metric))) {
            let Some(rise) = yearly_rise(metric) else { continue };
            let Some(known) = metric.indicator.first().and_then(|name| Indicator::meant_by(name)) else {
                continue;
            };
            match known.name {
                name if WORDS.product.has(name) => pace.economy = pace.economy.or(Some((passage, rise))),
                name if WORDS.income.has(name) => whole = whole.or(Some((passage, rise))),
                name if WORDS.income_of_some.has(name) => pace.incomes.push((passage, rise)),
                _ => {}
            }
        }
        pace.incomes.truncate(2);
        pace.incomes = whole.map_or(pace.incomes, |whole| vec![whole]);
        pace
    }

    /// What became of the goal, and the passages that tell it; none where nothing of it is told.
    pub(super) fn verdict(&self, words: &str) -> Option<(Verdict, Vec<&'a Passage<'a>>)> {
        let (economy, least) = self.economy?;
        let play = Decimal::new(if WORDS.nearly.occur_in(words) { NEARLY.0 } else { 0 }, NEARLY.1);
        let least = least.checked_sub(play)?;
        let kept = self.incomes.iter().filter(|(_, rise)| *rise >= least).count();
        let verdict = match kept {
            _ if self.incomes.is_empty() => return None,
            0 => Verdict::TargetMissed,
            all if all == self.incomes.len() => Verdict::Done,
            _ => Verdict::Partly,
        };
        let mut told: Vec<&Passage<'_>> = Vec::new();
        for passage in self.incomes.iter().map(|(passage, _)| *passage).chain([economy]) {
            if !told.iter().any(|known| std::ptr::eq(*known, passage)) {
                told.push(passage);
            }
        }
        Some((verdict, told))
    }
}

/// Whether a task asks that incomes grow as the economy does.
pub(super) fn asks_for_pace(words: &str) -> bool {
    WORDS.earned.occur_in(words) && WORDS.pace.occur_in(words)
}

/// A rise of more percent is one of several years, though nothing says so: 「居民人均可支配收入增长34.3%」.
const MOST: i128 = 20;

/// By how many percent something grew in a year.
fn yearly_rise(metric: &Metric) -> Option<Decimal> {
    let rises = metric.change_by == Some(ChangeBy::Relative) && metric.direction == Direction::Up;
    match (&metric.quantity, metric.unit.as_str()) {
        (Quantity::Scalar(rise), "%")
            if rises && !matches!(metric.extent, Extent::Years | Extent::Average) =>
        {
            Some(*rise).filter(|rise| *rise <= Decimal::new(MOST, 0))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Place;

    fn growth(name: &str, percent: i128) -> Metric {
        let mut metric = Metric::new("", Place::default(), Quantity::Scalar(Decimal::new(percent, 1)), "%");
        metric.indicator = vec![name.to_owned()];
        metric.direction = Direction::Up;
        metric.change_by = Some(ChangeBy::Relative);
        metric
    }

    fn verdict(figures: &[(&str, i128)]) -> Option<Verdict> {
        let metrics: Vec<Metric> = figures.iter().map(|(name, x)| growth(name, *x)).collect();
        let passage = Passage { metrics: &metrics, ..Passage::default() };
        Pace::of([&passage].into_iter()).verdict("居民收入增长与经济增长同步").map(|(v, _)| v)
    }

    #[test]
    fn incomes_keep_pace_or_fall_behind() {
        let product = ("地区生产总值", 54);
        assert_eq!(verdict(&[product, ("居民人均可支配收入", 41)]), Some(Verdict::TargetMissed));
        assert_eq!(verdict(&[product, ("居民人均可支配收入", 54)]), Some(Verdict::Done));
        let parts = [product, ("城镇居民人均可支配收入", 42), ("农村居民人均可支配收入", 58)];
        assert_eq!(verdict(&parts), Some(Verdict::Partly));
        assert_eq!(verdict(&[product]), None);
    }
}
