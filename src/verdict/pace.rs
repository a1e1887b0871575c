//! 「居民收入增长与经济增长同步」 and the growth that the report tells → kept, missed, in part: a goal without a figure.

use crate::model::{ChangeBy, Direction, Evidence, Extent, Metric, Quantity, Verdict};
use crate::numeral::Decimal;
use crate::text::indicator::Indicator;

/// A figure of growth in the report, and the sentence that it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Growth<'a> {
    /// Its sentence, counted among those told.
    pub at: usize,
    /// The figure.
    pub metric: &'a Metric,
}

/// 「基本同步」 allows incomes to grow slower by half a point; 「同步」 does not.
const NEARLY: (i128, u32) = (5, 1);

/// What a report tells of incomes and of the economy, for one year.
#[derive(Clone, Debug, Default)]
pub struct Pace<'a> {
    /// Growth of the gross product.
    pub economy: Option<Growth<'a>>,
    /// Growth of all residents' incomes, or of those in towns and those in the country.
    pub incomes: Vec<Growth<'a>>,
    /// The sentences that these stand in.
    quotes: Vec<Evidence>,
}

impl<'a> Pace<'a> {
    /// Chooses from a report's figures in their order; the first of a kind is the headline.
    pub fn of(figures: impl Iterator<Item = Growth<'a>>) -> Self {
        let mut pace = Pace::default();
        let mut parts = Vec::new();
        let mut whole = None;
        for growth in figures.filter(|g| yearly_rise(g.metric)) {
            let known = growth.metric.indicator.first().and_then(|name| Indicator::meant_by(name));
            match known.map(|known| known.name) {
                Some(PRODUCT) => pace.economy = pace.economy.or(Some(growth)),
                Some(INCOME) => whole = whole.or(Some(growth)),
                Some(INCOME_IN_TOWNS | INCOME_IN_THE_COUNTRY | BOTH_INCOMES) => parts.push(growth),
                _ => {}
            }
        }
        parts.truncate(2);
        pace.incomes = whole.map_or(parts, |w| vec![w]);
        pace
    }

    /// Takes along the sentences that the figures stand in.
    pub fn quoting(mut self, quote: impl Fn(usize) -> Evidence) -> Self {
        let mut at: Vec<usize> = self.incomes.iter().map(|i| i.at).collect();
        at.extend(self.economy.map(|e| e.at));
        let mut seen = Vec::new();
        at.retain(|a| {
            !seen.contains(a) && {
                seen.push(*a);
                true
            }
        });
        self.quotes = at.into_iter().map(quote).collect();
        self
    }

    /// What became of the goal, and the sentences that tell it; none where nothing of it is told.
    pub(super) fn verdict(&self, words: &str) -> Option<(Verdict, &[Evidence])> {
        let (economy, incomes) = (self.economy?, &self.incomes);
        let play = if words.contains("基本同步") {
            Decimal::new(NEARLY.0, NEARLY.1)
        } else {
            Decimal::default()
        };
        let least = rise(economy.metric)?.checked_sub(play)?;
        let kept = incomes.iter().filter(|i| rise(i.metric).is_some_and(|r| r >= least)).count();
        let verdict = match kept {
            _ if incomes.is_empty() => return None,
            0 => Verdict::TargetMissed,
            all if all == incomes.len() => Verdict::Done,
            _ => Verdict::Partly,
        };
        Some((verdict, &self.quotes))
    }
}

/// Whether a task asks that incomes grow as the economy does.
pub(super) fn asks_for_pace(words: &str) -> bool {
    words.contains("收入")
        && ["与经济增长", "与经济发展", "高于经济增长", "快于经济增长"].iter().any(|w| words.contains(w))
}

/// The indicators whose growth is laid side by side.
const PRODUCT: &str = "地区生产总值";
const INCOME: &str = "居民人均可支配收入";
const INCOME_IN_TOWNS: &str = "城镇居民人均可支配收入";
const INCOME_IN_THE_COUNTRY: &str = "农村居民人均可支配收入";
/// 分别增长5%、6%.
const BOTH_INCOMES: &str = "城乡居民人均可支配收入";

fn yearly_rise(metric: &Metric) -> bool {
    metric.change_by == Some(ChangeBy::Relative)
        && metric.direction == Direction::Up
        && !matches!(metric.extent, Extent::Years | Extent::Average)
        && rise(metric).is_some()
}

/// A rise of more percent is one of several years, though nothing says so: 「居民人均可支配收入增长34.3%」.
const MOST: i128 = 20;

fn rise(metric: &Metric) -> Option<Decimal> {
    match (&metric.quantity, metric.unit.as_str()) {
        (Quantity::Scalar(rise), "%") => Some(*rise).filter(|r| *r <= Decimal::new(MOST, 0)),
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
        let pace = Pace::of(metrics.iter().enumerate().map(|(at, metric)| Growth { at, metric }));
        pace.verdict("居民收入增长与经济增长同步").map(|(v, _)| v)
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
