//! Documents side by side → what a figure of one says of a figure of another: growth from last year's level, one name with two
//! values, the plan's figure as the review quotes it.

use super::figure::{Figure, between, trimmed, words};
use super::growth::{MOST_BETWEEN, MOST_SLIP, is_priced, reckoned};
use super::precision::{Fit, Printed, is_magnitude};
use crate::model::{
    ChangeBy, Check, CheckKind, Comparator, Direction, Document, Extent, Metric, MetricKind, MetricRole,
    Operand,
};
use crate::source::Source;
use crate::text::indicator::Indicator;
use std::collections::BTreeMap;

/// A document that lies beside others.
pub struct Side<'a> {
    /// Number of its file.
    pub file: usize,
    /// The file's text.
    pub source: &'a Source,
    /// The document.
    pub document: &'a Document,
}

/// Checks the figures of documents of one place, or of which no place is known, against each other, in the order of the text of
/// the later one.
pub fn across(sides: &[Side<'_>]) -> Vec<Check> {
    let told = Told::of(sides);
    let mut checks: Vec<Check> = told.by_key.values().flat_map(|same| told.values(same)).collect();
    for (side, figures) in told.figures.iter().enumerate() {
        checks.extend((0..figures.len()).filter_map(|at| told.growth(At { side, at })));
        checks.extend((0..figures.len()).filter_map(|at| told.quoted(At { side, at })));
    }
    let order = |check: &Check| check.operands.last().map(|o| (o.file, o.document, o.place.span));
    checks.sort_by_key(|check| (order(check), check.kind));
    checks
}

/// What figures have in common that measure the same at the same time.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    name: String,
    unit: String,
    per: Vec<String>,
    scope: String,
    /// Of a change which way it went and in what it is told.
    change: Option<(u8, bool)>,
    is_target: bool,
    from: String,
    to: String,
}

impl Key {
    /// What `figure` measures; none of one whose time or name nothing tells.
    fn of(figure: &Figure<'_>) -> Option<Key> {
        let m = figure.metric;
        let timed = !matches!(m.extent, Extent::Unknown | Extent::Average);
        let told = matches!(m.role, MetricRole::Actual | MetricRole::Target | MetricRole::Baseline);
        let name = name(m);
        let scope = m.scope.as_deref().filter(|scope| !words("own_place").any(|own| own == *scope));
        let key = |from: &String, to: &String| Key {
            name: name.to_owned(),
            unit: m.unit.clone(),
            per: m.per.clone(),
            scope: scope.unwrap_or_default().to_owned(),
            change: figure
                .is_change()
                .then_some((m.direction as u8, m.change_by == Some(ChangeBy::Absolute))),
            is_target: m.role == MetricRole::Target,
            from: from.clone(),
            to: to.clone(),
        };
        let plain = timed
            && told
            && m.list.is_none()
            && m.kind != MetricKind::Duration
            && name.chars().count() >= LEAST_NAME;
        plain.then(|| Some(key(m.from.as_ref()?, m.to.as_ref()?)))?
    }

    /// The same a year before.
    fn year_before(&self) -> Option<Key> {
        let before = |day: &str| {
            let (year, rest) = day.split_at_checked(4)?;
            Some(format!("{:04}{rest}", year.parse::<i32>().ok()? - 1))
        };
        Some(Key { from: before(&self.from)?, to: before(&self.to)?, ..self.clone() })
    }
}

/// A shorter name is shared by things that differ: 投资, 总收入.
const LEAST_NAME: usize = 4;

fn name(metric: &Metric) -> &str {
    metric.concept.as_deref().or(metric.indicator.first().map(String::as_str)).unwrap_or("")
}

/// A figure of a document.
#[derive(Clone, Copy)]
struct At {
    side: usize,
    at: usize,
}

/// The figures of every document, and which of them measure the same.
struct Told<'a> {
    sides: &'a [Side<'a>],
    figures: Vec<Vec<Figure<'a>>>,
    /// One of each document, in the order of the documents; none of a document that has two values.
    by_key: BTreeMap<Key, Vec<At>>,
}

impl<'a> Told<'a> {
    fn of(sides: &'a [Side<'a>]) -> Self {
        let figure = |metric: &'a Metric| Some(Figure { metric, printed: Printed::of_bound(metric)? });
        let figures: Vec<Vec<Figure<'a>>> =
            sides.iter().map(|side| side.document.metrics.iter().filter_map(figure).collect()).collect();
        let mut by_key: BTreeMap<Key, Vec<At>> = BTreeMap::new();
        for (side, figures) in figures.iter().enumerate() {
            let mut own: BTreeMap<Key, Option<usize>> = BTreeMap::new();
            for (at, figure) in figures.iter().enumerate() {
                let Some(key) = Key::of(figure) else { continue };
                let first = own.entry(key).or_insert(Some(at));
                *first = first.filter(|&first| agrees(&figures[first], figure));
            }
            for (key, at) in own {
                by_key.entry(key).or_default().extend(at.map(|at| At { side, at }));
            }
        }
        Told { sides, figures, by_key }
    }

    fn figure(&self, at: At) -> &Figure<'a> {
        &self.figures[at.side][at.at]
    }

    /// Whether the figures of two documents may be compared: they are two, and of one place as far as is known; in one file both
    /// must be known.
    fn comparable(&self, a: At, b: At) -> bool {
        let (a, b) = (&self.sides[a.side], &self.sides[b.side]);
        let place = |side: &Side<'_>| side.document.locality.as_ref().map(|place| place.name.clone());
        let same_file = a.file == b.file;
        let apart = !same_file || a.document.id != b.document.id;
        apart
            && match (place(a), place(b)) {
                (Some(a), Some(b)) => a == b,
                _ => !same_file,
            }
    }

    fn check(&self, kind: CheckKind, formula: String, expected: Option<String>, operands: &[At]) -> Check {
        let operand = |at: &At| {
            let side = &self.sides[at.side];
            let operand = Operand::of(self.figure(*at).metric);
            Operand { file: Some(side.file), document: Some(side.document.id), ..operand }
        };
        Check {
            kind,
            holds: expected.is_none(),
            formula,
            expected,
            operands: operands.iter().map(operand).collect(),
        }
    }

    /// The values that several documents give for one thing: each beside the first.
    fn values(&self, same: &[At]) -> Vec<Check> {
        let Some((&first, rest)) = same.split_first() else { return Vec::new() };
        rest.iter().filter_map(|&other| self.value(first, other)).collect()
    }

    /// 120.5亿元 here and 125.0亿元 there, of the same name and time.
    fn value(&self, first: At, other: At) -> Option<Check> {
        let (a, b) = (self.figure(first), self.figure(other));
        if !self.comparable(first, other) || a.metric.comparator != b.metric.comparator {
            return None;
        }
        let holds = agrees(a, b);
        // 建设高标准农田 and 建成高标准农田 are one indicator, and not the same amounts of it; growth is told once as it was reckoned
        // at first, and once as it was then.
        let grown = a.is_change() && a.metric.role != MetricRole::Target;
        if !holds && (a.name() != b.name() || grown) {
            return None;
        }
        let sign = if holds { "=" } else { "≠" };
        let formula = format!("{}：{} {sign} {}", b.name(), a.metric.text, b.metric.text);
        let expected = (!holds).then(|| a.metric.text.clone());
        Some(self.check(CheckKind::Repetition, formula, expected, &[first, other]))
    }

    /// 48.3亿元，增长6.0%, beside 45.6亿元 in the report of the year before.
    fn growth(&self, at: At) -> Option<Check> {
        let level = At { at: at.at.checked_sub(1)?, ..at };
        let (to, by) = (self.figure(level), self.figure(at));
        let text = self.sides[at.side].source.text();
        let near = between(text, to, by).chars().count() <= MOST_BETWEEN;
        let plain = [to, by].iter().all(|f| f.metric.comparator == Comparator::Eq);
        let grown =
            by.is_change() && by.metric.change_by == Some(ChangeBy::Relative) && by.metric.unit == "%";
        let one = name(to.metric) == name(by.metric) && to.metric.from == by.metric.from;
        if !near || !plain || !grown || !one || !to.is_level() || to.is_change() {
            return None;
        }
        let before = self.by_key.get(&Key::of(to)?.year_before()?)?;
        let before = *before.iter().find(|before| self.comparable(**before, at))?;
        self.grown(before, level, at)
    }

    /// From a level of one document to that of another by so much.
    fn grown(&self, before: At, level: At, at: At) -> Option<Check> {
        let (from, to, by) = (self.figure(before), self.figure(level), self.figure(at));
        let sign = if by.metric.direction == Direction::Down { -1.0 } else { 1.0 };
        let (low, value, high, unit) = reckoned(ChangeBy::Relative, from, to, by)?;
        let (low, high) = if sign < 0.0 { (-high, -low) } else { (low, high) };
        let formula = format!("{} → {} = {}", from.metric.text, to.metric.text, by.metric.text);
        let made = |expected| self.check(CheckKind::Growth, formula, expected, &[before, level, at]);
        match by.printed.fit(low, sign * value, high) {
            Fit::Confirmed => return Some(made(None)),
            Fit::Undecided => return None,
            Fit::Contradicted => {}
        }
        let off = (sign * value - by.printed.float()).abs();
        let priced =
            is_priced(self.sides[at.side].source.text(), to, by) || from.metric.comparator != Comparator::Eq;
        let told = 1.0 + sign * by.printed.float() / 100.0;
        let slip = (LEAST_OFF..=MOST_SLIP).contains(&off) && !priced;
        let shown = (sign * value * 10.0).round() / 10.0;
        (slip || is_magnitude((1.0 + value / 100.0) / told))
            .then(|| made(Some(format!("{}{unit}", trimmed(shown)))))
    }

    /// 为年计划60亿元的85%, beside what the plan says.
    fn quoted(&self, at: At) -> Option<Check> {
        let figure = self.figure(at);
        let written = figure.metric.indicator.first()?;
        let word = words("quoted").find(|word| written.ends_with(word))?;
        let name = written.strip_suffix(word)?.trim_end_matches('的');
        let known = Indicator::of(name).filter(|known| known.is_told_in(&figure.metric.unit));
        let key = Key {
            name: known.map_or(name, |known| known.name).to_owned(),
            is_target: true,
            change: None,
            ..Key::of(figure)?
        };
        let risen = Key { change: Some((Direction::Up as u8, true)), ..key.clone() };
        let told = [key, risen].iter().find_map(|key| self.by_key.get(key));
        let planned = *told?.iter().find(|planned| self.comparable(**planned, at))?;
        let (a, b) = (self.figure(planned), figure);
        let holds = agrees(a, b);
        let sign = if holds { "=" } else { "≠" };
        let formula = format!("{written}：{} {sign} {}", a.metric.text, b.metric.text);
        let expected = (!holds).then(|| a.metric.text.clone());
        Some(self.check(CheckKind::Repetition, formula, expected, &[planned, at]))
    }
}

/// Whether one value is the other, or a rounding of it.
fn agrees(a: &Figure<'_>, b: &Figure<'_>) -> bool {
    let (low, high) = a.printed.bounds();
    b.printed.meets(low, high)
}

/// Last year's level may have been revised since: growth that is off by fewer points is no slip.
const LEAST_OFF: f64 = 1.5;

#[cfg(test)]
mod tests {
    use super::*;

    const LAST: &str = "2025年云溪县政府工作报告\n一、2024年工作回顾\n\
        全县社会消费品零售总额45.6亿元，增长5.0%。粮食总产量20.5万吨。\n\
        二、2025年工作安排\n一般公共预算收入完成9.00亿元，新增城镇就业3000人。\n";

    /// The checks of last year's report beside this year's, which tells `review`.
    fn beside(review: &str) -> Vec<(CheckKind, bool, Vec<String>)> {
        let this = format!(
            "2026年云溪县政府工作报告\n一、2025年工作回顾\n{review}\n二、2026年工作安排\n新建泵站3座。\n"
        );
        told(&[LAST, &this])
    }

    fn told(texts: &[&str]) -> Vec<(CheckKind, bool, Vec<String>)> {
        let files: Vec<_> = texts.iter().map(|text| crate::parse(text.as_bytes())).collect();
        let sides: Vec<_> = files
            .iter()
            .enumerate()
            .map(|(file, parsed)| Side { file, source: &parsed.source, document: &parsed.documents[0] })
            .collect();
        let figures = |check: &Check| check.operands.iter().map(|o| o.text.clone()).collect();
        across(&sides).iter().map(|check| (check.kind, check.holds, figures(check))).collect()
    }

    fn check(kind: CheckKind, holds: bool, figures: &[&str]) -> Vec<(CheckKind, bool, Vec<String>)> {
        vec![(kind, holds, figures.iter().map(|f| (*f).to_owned()).collect())]
    }

    #[test]
    fn growth_leads_from_last_years_level_to_this_years() {
        let text = |growth| format!("社会消费品零售总额48.3亿元，增长{growth}%。");
        let figures = |growth| ["45.6亿元", "48.3亿元", growth];
        assert_eq!(beside(&text("5.9")), check(CheckKind::Growth, true, &figures("5.9%")));
        assert_eq!(beside(&text("9.9")), check(CheckKind::Growth, false, &figures("9.9%")));
        // Last year's level may have been revised by a little; growth at constant prices is another.
        assert_eq!(beside(&text("6.9")), []);
        assert_eq!(beside("社会消费品零售总额48.3亿元，按可比价增长9.9%。"), []);
        let slip = beside("社会消费品零售总额48.3万元，增长5.9%。");
        assert_eq!(slip, check(CheckKind::Growth, false, &["45.6亿元", "48.3万元", "5.9%"]));
    }

    #[test]
    fn a_plan_is_quoted_as_it_stands() {
        let text = |planned| format!("一般公共预算收入9.24亿元，为年计划{planned}亿元的102.7%。");
        assert_eq!(beside(&text("9.00")), check(CheckKind::Repetition, true, &["9.00亿元", "9.00亿元"]));
        assert_eq!(beside(&text("9.50")), check(CheckKind::Repetition, false, &["9.00亿元", "9.50亿元"]));
        let jobs = beside("新增城镇就业3100人，完成年度目标3000人的103.3%。");
        assert_eq!(jobs, check(CheckKind::Repetition, true, &["3000人", "3000人"]));
    }

    #[test]
    fn one_thing_has_one_value() {
        let text = |before| format!("2024年粮食总产量{before}万吨。");
        assert_eq!(beside(&text("20.5")), check(CheckKind::Repetition, true, &["20.5万吨", "20.5万吨"]));
        assert_eq!(beside(&text("25.0")), check(CheckKind::Repetition, false, &["20.5万吨", "25.0万吨"]));
        assert_eq!(
            beside("2024年粮食总产量20.5万吨、25.0万吨。"),
            [],
            "a document that has two values tells nothing"
        );
    }

    #[test]
    fn documents_of_other_places_are_not_compared() {
        let other = LAST.replace("云溪县", "青禾县").replace("20.5", "31.5");
        assert_eq!(told(&[LAST, &other]), []);
    }
}
