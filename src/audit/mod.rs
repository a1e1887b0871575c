//! Metrics of a document → its own arithmetic, checked: rates, sums, products, growth, gaps, figures given twice.
//!
//! A false alarm is worse than silence: a relation that holds is reported where figures stand together; one that does
//! not hold is reported only where the words leave no other reading.

mod growth;
mod precision;
mod product;
mod rate;
mod repetition;
mod sum;

use crate::model::{Check, CheckKind, Document, Metric, Operand};
use crate::source::Source;
use precision::Printed;

/// Checks the arithmetic of `document`, in the order of the text.
pub fn audit(source: &Source, document: &Document) -> Vec<Check> {
    let figures: Vec<_> = document
        .metrics
        .iter()
        .filter_map(|m| Printed::of(m).map(|printed| Figure { metric: m, printed }))
        .collect();
    let mut checks = Vec::new();
    for paragraph in paragraphs(source.text(), &figures) {
        checks.extend(rate::checks(source.text(), paragraph));
        checks.extend(sum::checks(source.text(), paragraph));
        checks.extend(product::checks(source.text(), paragraph));
        checks.extend(growth::checks(source.text(), paragraph));
    }
    checks.extend(repetition::checks(&figures));
    checks.sort_by_key(|c| (c.operands.last().map(|o| o.place.span), c.kind));
    checks.dedup();
    checks
}

/// A metric with a single value, and how precisely that is printed.
struct Figure<'a> {
    metric: &'a Metric,
    printed: Printed,
}

impl Figure<'_> {
    fn name(&self) -> &str {
        self.metric.indicator.first().map_or("", String::as_str)
    }

    fn is_share(&self) -> bool {
        matches!(self.metric.unit.as_str(), "%" | "‰")
    }
}

/// The figures of one paragraph at a time.
fn paragraphs<'f, 'a>(text: &str, figures: &'f [Figure<'a>]) -> Vec<&'f [Figure<'a>]> {
    let apart = |a: &Figure<'_>, b: &Figure<'_>| {
        text.get(a.metric.place.span.end..b.metric.place.span.start).is_none_or(|gap| gap.contains('\n'))
    };
    figures.chunk_by(|a, b| !apart(a, b)).collect()
}

/// A check over `figures`, the result last.
fn check(kind: CheckKind, formula: String, expected: Option<String>, figures: &[&Figure<'_>]) -> Check {
    let operands = figures
        .iter()
        .map(|f| Operand {
            metric: f.metric.id,
            text: f.metric.text.clone(),
            indicator: f.name().to_owned(),
            place: f.metric.place,
        })
        .collect();
    Check { kind, holds: expected.is_none(), formula, expected, operands }
}

/// The text between two figures.
fn between<'t>(text: &'t str, a: &Figure<'_>, b: &Figure<'_>) -> &'t str {
    text.get(a.metric.place.span.end..b.metric.place.span.start).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Quantity;
    use crate::numeral::Decimal;
    use crate::span::Place;
    use crate::{Source, Span};

    /// Builds a document from `indicator text value unit` lines that follow one another in `text`.
    fn document(text: &str, figures: &[(&str, &str, &str, &str)]) -> (Source, Document) {
        let source = Source::new(text.to_owned(), Default::default(), Vec::new());
        let mut document = Document::default();
        let mut at = 0;
        for (id, (name, written, value, unit)) in figures.iter().enumerate() {
            let start = at + text[at..].find(written).expect("the figure stands in the text");
            at = start + written.len();
            let value: Decimal = value.parse().expect("a decimal");
            let place = Place { span: Span::new(start, at), source_span: Span::new(start, at) };
            let mut metric = Metric::new(*written, place, Quantity::Scalar(value), *unit);
            metric.id = id;
            metric.indicator = vec![(*name).to_owned()];
            document.metrics.push(metric);
        }
        (source, document)
    }

    fn found(text: &str, figures: &[(&str, &str, &str, &str)]) -> Vec<(CheckKind, bool)> {
        let (source, document) = document(text, figures);
        audit(&source, &document).into_iter().map(|c| (c.kind, c.holds)).collect()
    }

    #[test]
    fn a_rate_is_part_of_whole() {
        let figures = |rate| {
            [
                ("登记病人", "1794人", "1794", "人"),
                ("管理人数", "1763人", "1763", "人"),
                ("管理率", rate, "98.27", "%"),
            ]
        };
        let text = "登记病人1794人，管理人数1763人，管理率98.27%。";
        assert_eq!(found(text, &figures("98.27%")), [(CheckKind::Rate, true)]);
        let wrong = [
            ("登记病人", "1794人", "1794", "人"),
            ("管理人数", "1763人", "1763", "人"),
            ("管理率", "92.87%", "92.87", "%"),
        ];
        assert_eq!(
            found("登记病人1794人，管理人数1763人，管理率92.87%。", &wrong),
            [(CheckKind::Rate, false)]
        );
    }

    #[test]
    fn parts_add_up() {
        let parts =
            [("整改", "36条", "36", "条"), ("已整改", "13条", "13", "条"), ("正在整改", "23条", "23", "条")];
        assert_eq!(found("需要整改36条，已整改13条，正在整改23条。", &parts), [(CheckKind::Sum, true)]);
    }

    #[test]
    fn figures_that_have_nothing_to_do_with_each_other_raise_no_alarm() {
        let figures =
            [("培训", "20场", "20", "场"), ("学员", "300人", "300", "人"), ("合格率", "95%", "95", "%")];
        assert_eq!(found("培训20场，学员300人，合格率95%。", &figures), []);
    }
}
