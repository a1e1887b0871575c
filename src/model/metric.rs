//! Metrics and times: numbers with their name, comparison and period.

use crate::numeral::Decimal;
use crate::span::Place;
use serde::{Deserialize, Serialize};

/// A number that means something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Metric {
    /// Its number in the document.
    pub id: usize,
    /// Number, magnitude and unit as written.
    pub text: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// What kind of number.
    pub kind: MetricKind,
    /// Its exact value.
    pub quantity: Quantity,
    /// The longest unit written; empty for bare numbers.
    pub unit: String,
    /// Denominators: 每人每年960元 has 人 and 年.
    pub per: Vec<String>,
    /// What is measured, the best name first.
    pub indicator: Vec<String>,
    /// The common name of an indicator that reports call by several, from a reviewed table: 规上工业增加值 is 规模以上工业增加值.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub concept: Option<String>,
    /// How the value bounds what it measures.
    pub comparator: Comparator,
    /// Whether a change is told, and which way.
    pub direction: Direction,
    /// In what the change is told.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub change_by: Option<ChangeBy>,
    /// The value is where the change arrived: 提高到50%.
    pub change_to: bool,
    /// What it is compared with.
    pub baseline: Baseline,
    /// What the number is for.
    pub role: MetricRole,
    /// How firmly it is promised.
    pub commitment: Commitment,
    /// The time that it holds for, as written or carried.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub period: Option<String>,
    /// First day of the period, ISO, where it can be told.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from: Option<String>,
    /// Last day of the period, ISO, where it can be told.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub to: Option<String>,
    /// What part of time it sums up: a year, five years together, their average.
    #[serde(skip_serializing_if = "Extent::is_unknown", default)]
    pub extent: Extent,
    /// The place or body that it holds for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub scope: Option<String>,
    /// Its place in a 分别 list: `2/3`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub list: Option<String>,
    /// The innermost section that holds it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub section: Option<usize>,
    /// The innermost measure that holds it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub measure: Option<usize>,
}

/// An exact value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Quantity {
    /// One number; % as written, 万 and 亿 multiplied in.
    Scalar(Decimal),
    /// From, to: 100元-150元.
    Range(Decimal, Decimal),
    /// 123.04:100.
    Ratio(Vec<Decimal>),
    /// Numerator, denominator: 三分之一.
    Fraction(Decimal, Decimal),
    /// 202_人, XX个: a number was there and is hidden.
    Masked,
}

impl Quantity {
    /// Returns the value as the nearest f64, for scores and drawings; `None` for a range, a ratio of more than two parts and a
    /// masked number.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Decimal, model::Quantity};
    ///
    /// assert_eq!(Quantity::Scalar(Decimal::new(7416, 2)).as_f64(), Some(74.16));
    /// assert_eq!(Quantity::Fraction(Decimal::from(1), Decimal::from(4)).as_f64(), Some(0.25));
    /// assert_eq!(Quantity::Masked.as_f64(), None);
    /// ```
    pub fn as_f64(&self) -> Option<f64> {
        let quotient = |a: &Decimal, b: &Decimal| Some(a.to_f64() / b.to_f64()).filter(|q| q.is_finite());
        match self {
            Quantity::Scalar(value) => Some(value.to_f64()),
            Quantity::Fraction(a, b) => quotient(a, b),
            Quantity::Ratio(parts) => match &parts[..] {
                [a, b] => quotient(a, b),
                _ => None,
            },
            Quantity::Range(..) | Quantity::Masked => None,
        }
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum $name { $($(#[$vdoc])* $variant),* }
    };
}

words! {
    /// What kind of number it is.
    MetricKind {
        /// 36条.
        #[default]
        Count,
        /// 5%.
        Percent,
        /// 3‰.
        Permille,
        /// 0.3个百分点.
        Points,
        /// 960元.
        Money,
        /// 30元/月/人.
        Price,
        /// 123.04:100.
        Ratio,
        /// 100元-150元.
        Range,
        /// 连续6年.
        Duration,
        /// 2.5倍, 翻一番.
        Multiple,
        /// 三分之一.
        Fraction,
    }
}

words! {
    /// How a value bounds what it measures.
    Comparator {
        /// 达, 为.
        #[default]
        Eq,
        /// 以上、不少于、不低于.
        Ge,
        /// 超过、突破、逾.
        Gt,
        /// 以内、不超过、最高.
        Le,
        /// 不到、低于.
        Lt,
        /// 余、多、几.
        JustOver,
        /// 近、接近.
        JustUnder,
        /// 约、左右.
        Approx,
    }
}

words! {
    /// Which way a change went.
    Direction {
        /// 增长、提高、新增.
        Up,
        /// 下降、减少、淘汰.
        Down,
        /// No change is told.
        #[default]
        None,
    }
}

words! {
    /// In what a change is told.
    ChangeBy {
        /// 增长5.5%.
        #[default]
        Relative,
        /// 提高2个百分点.
        Points,
        /// 增加300个.
        Absolute,
    }
}

words! {
    /// What a number is compared with.
    Baseline {
        /// Nothing.
        #[default]
        None,
        /// 同比、比上年.
        Yoy,
        /// 环比.
        Mom,
        /// 比2020年、较五年前.
        Since,
        /// 高于全省.
        Province,
        /// 高于全国.
        Nation,
        /// Something else.
        Other,
    }
}

words! {
    /// What a number is for.
    MetricRole {
        /// What was reached.
        #[default]
        Actual,
        /// What is planned or required.
        Target,
        /// What triggers an act: 超过150元的处方必查.
        Threshold,
        /// What it is compared with: 从X提高到.
        Baseline,
        /// The gap to another body or standard.
        Delta,
        /// The bounds of a group: 65岁以上老人.
        Cohort,
    }
}

words! {
    /// How firmly a target is promised.
    Commitment {
        /// 确保.
        Ensure,
        /// 力争.
        Strive,
        /// Neither word.
        #[default]
        Plain,
    }
}

words! {
    /// What part of time a number sums up.
    Extent {
        /// Nothing tells.
        #[default]
        Unknown,
        /// 截至11月底, 年末: where it stood.
        Instant,
        /// 上半年, 1–11月.
        Part,
        /// 2025年, 全年.
        Year,
        /// 五年累计, “十四五”期间.
        Years,
        /// 年均: a year's part of several.
        Average,
    }
}

impl Extent {
    /// Tells whether nothing tells it.
    ///
    /// # Example
    /// ```
    /// use gongwen::model::Extent;
    ///
    /// assert!(Extent::Unknown.is_unknown() && !Extent::Year.is_unknown());
    /// ```
    pub fn is_unknown(&self) -> bool {
        *self == Extent::Unknown
    }
}

impl Metric {
    /// Makes a plain count of `quantity` in `unit`, standing at `place`; what else is known is set afterwards.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Decimal, Metric, Place, model::Quantity};
    ///
    /// let seven = Quantity::Scalar(Decimal::from(7));
    /// assert_eq!(Metric::new("7公里", Place::default(), seven, "公里").unit, "公里");
    /// ```
    pub fn new(text: impl Into<String>, place: Place, quantity: Quantity, unit: impl Into<String>) -> Self {
        Metric {
            id: 0,
            text: text.into(),
            place,
            kind: MetricKind::Count,
            quantity,
            unit: unit.into(),
            per: Vec::new(),
            indicator: Vec::new(),
            concept: None,
            comparator: Comparator::Eq,
            direction: Direction::None,
            change_by: None,
            change_to: false,
            baseline: Baseline::None,
            role: MetricRole::Actual,
            commitment: Commitment::Plain,
            period: None,
            from: None,
            to: None,
            extent: Extent::Unknown,
            scope: None,
            list: None,
            section: None,
            measure: None,
        }
    }
}

/// A time or a period of the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Time {
    /// As written.
    pub text: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// First day, ISO, where it can be told.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from: Option<String>,
    /// Last day, ISO, where it can be told.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub to: Option<String>,
    /// Digits are hidden: 20XX年.
    pub masked: bool,
}
