//! Statements → numbers that mean something, and the times of the text.

mod change;
mod context;
mod cues;
mod figures;
mod found;
mod lists;
mod locate;
mod named;
mod naming;
mod period;
mod pieces;
mod readings;
mod review;
mod role;
mod signs;
mod standing;
mod times;
mod words;

use crate::calendar::{Era, Grade};
use crate::model::{
    ColumnKind, Direction, Document, DocumentKind, Metric, MetricRole, Mood, Section, SectionRole, Time,
};
use crate::source::{Script, Source};
use crate::span::Span;
use crate::text::boundary::floor;
use crate::text::indicator::Indicator;
use crate::text::sentence::sentence_around;
use change::Reading;
use context::{Around, Context};
use found::{Found, When};
use words::WORDS;

/// The times and metrics of `document`, in the order of the text.
pub fn metrics(source: &Source, document: &Document) -> (Vec<Time>, Vec<Metric>) {
    let text = source.text();
    let era = era(source, document);
    let (mut times, found) = locate::locate(text, document.place.span, era);
    let annual = review::is_annual(text, document);
    review::set_years(text, document, era, annual, &mut times);
    let mut reader =
        Reader { source, document, era, annual, times: &times, carry: Carry::default(), metrics: Vec::new() };
    let mut rest = &found[..];
    while let Some(first) = rest.first() {
        let cell = document.cell_at(first.span.start).map_or(document.place.span, |(_, cell)| cell);
        let mut sentence = sentence_around(text, cell, first.span);
        let count = rest.iter().take_while(|f| f.span.start < sentence.end).count().max(1);
        sentence.end = sentence.end.max(rest[count - 1].span.end);
        reader.sentence(sentence, &rest[..count]);
        rest = &rest[count..];
    }
    let mut metrics = reader.metrics;
    if is_policy(document) {
        standing::settle(text, &mut metrics);
    }
    (times.iter().map(|when| period::model(source, when)).collect(), metrics)
}

/// How many times and figures `text` holds; for the benches.
pub fn locate(text: &str) -> (usize, usize) {
    let (times, found) = locate::locate(text, Span::new(0, text.len()), Era::default());
    (times.len(), found.len())
}

/// The year that 今年 means: that of the document, or the first written.
fn era(source: &Source, document: &Document) -> Era {
    let minguo = source.info().script == Script::Traditional;
    let plain = Era { year: None, minguo };
    let text = document.place.span.of(source.text());
    let opening = &text[..floor(text, OPENING)];
    let told = || first_year(opening, plain).map(|year| speaking(document, opening, year));
    Era { year: document.year.or_else(told), minguo }
}

/// The year in which a text speaks that first names `year`: before a congress, after 1998年工作回顾和1999年工作要求, 今年
/// is 1999, and so it is after 去年工作回顾 and 1998年; a 总结 of 1998 with plans for 1999 is still written in 1998.
fn speaking(document: &Document, opening: &str, year: i32) -> i32 {
    let next = format!("{}年", year + 1);
    let looks_ahead = |s: &Section| s.level <= 1 && s.title.as_ref().is_some_and(|t| t.contains(&next));
    let looks_back = |s: &Section| s.level <= 1 && s.title.as_ref().is_some_and(|t| WORDS.last_year.begin(t));
    let told = |s: &Section| looks_ahead(s) || looks_back(s);
    let spoken = WORDS.congress.occur_in(opening) && document.sections.iter().any(told);
    if spoken { year + 1 } else { year }
}

/// The document's year is told in its first lines or not at all.
const OPENING: usize = 900;

fn first_year(text: &str, era: Era) -> Option<i32> {
    let (times, _) = locate::locate(text, Span::new(0, text.len()), era);
    times
        .iter()
        .filter(|t| t.moment.grade != Grade::Years)
        .find_map(|t| t.moment.days.map(|(from, _)| from.year))
}

/// What goes over from one sentence to the next.
#[derive(Default)]
struct Carry {
    name: Option<String>,
    end: usize,
    /// A list of goals has been opened and goes on: 主要预期目标是：…；….
    aims: bool,
}

struct Reader<'a> {
    source: &'a Source,
    document: &'a Document,
    era: Era,
    /// It is the report that a government gives each year.
    annual: bool,
    times: &'a [When],
    carry: Carry,
    metrics: Vec<Metric>,
}

impl Reader<'_> {
    /// Reads the figures of one sentence.
    fn sentence(&mut self, sentence: Span, found: &[Found]) {
        let text = self.source.text();
        let from = self.times.partition_point(|t| t.span.start < sentence.start);
        let to = self.times.partition_point(|t| t.span.start < sentence.end);
        let context = Context::new(text, sentence, found, &self.times[from..to.max(from)]);
        let around: Vec<_> = (0..found.len()).map(|i| context.around(i)).collect();
        let readings = readings::readings(text, found, &around);
        self.forget_at_paragraph(sentence.start);
        let document = self.document;
        let section = section_of(text, document, sentence);
        let title = title_above(document, section, sentence);
        let namer = naming::Namer {
            context: &context,
            around: &around,
            readings: &readings,
            carried: self.carry.name.as_deref(),
            title,
            subject: Default::default(),
        };
        let naming::Named { names, places, last } = naming::names(&namer);
        // What stands in a row before a cell is no time of the cell's.
        let row = document.row_at(sentence.start).map_or(sentence, |(_, row)| row.place.span);
        let mut carried = period::carried(text, self.times, document, section, row);
        let progress = document.cell_at(sentence.start).is_some_and(|(kind, _)| kind == ColumnKind::Progress);
        let mut setting = self.setting(sentence, section);
        setting.aims = self.aims(sentence, found);
        if setting.aims && self.annual {
            carried = period::of_goals(text, carried);
        }
        setting.past = context.times.is_empty() && period::is_over(text, carried);
        let section = section.map(|s| s.id);
        let mut previous = None;
        for (i, (name, place)) in names.into_iter().zip(places).enumerate() {
            let role = role::role(i, &context, &around[i], &readings[i], setting, previous);
            let told = progress && setting.mood != Mood::Planned && role == MetricRole::Target;
            let role = if told { MetricRole::Actual } else { role };
            previous = Some(role);
            let mut metric = self.metric(&found[i], &readings[i], &around[i]);
            metric.commitment = role::commitment(context.ensured(i, &around[i]), around[i].before);
            metric.scope = context.scope(i, &around[i]).map(str::to_owned);
            let name = name.into_iter().map(in_one_line).collect();
            (metric.role, metric.indicator, metric.list, metric.section) = (role, name, place, section);
            metric.concept = concept(&metric);
            period::set(&mut metric, &context, carried, around[i].before, self.era.year);
            if period::is_open(&metric, carried, around[i].before)
                && let Some(year) =
                    review::untold_year(document, self.era, self.annual, found[i].span.start, role)
            {
                period::set_year(&mut metric, year);
            }
            self.metrics.push(metric);
        }
        self.carry.name = last.or(self.carry.name.take());
        self.carry.end = sentence.end;
    }

    /// A figure with all that its own words tell.
    fn metric(&self, found: &Found, reading: &Reading, around: &Around<'_>) -> Metric {
        let source = self.source;
        let text = found.span.of(source.text()).to_owned();
        let unit = found.unit.map_or("", |u| u.name);
        let mut metric =
            Metric::new(text, source.place(found.span), found.quantity.clone(), plain_unit(unit));
        metric.id = self.metrics.len();
        metric.kind = found.kind;
        metric.per = found.per.clone();
        metric.per.extend(per_before(around.before));
        metric.comparator = reading.comparator;
        metric.direction = reading.direction;
        if let Some(by) = change::fall(found, reading) {
            (metric.quantity, metric.direction) = (by, Direction::Down);
        }
        metric.change_by = reading.change_by;
        metric.change_to = reading.change_to;
        metric.baseline = reading.baseline;
        metric.measure = self.document.measure_at(found.span.start).map(|m| m.id);
        metric
    }

    /// Whether the sentence lists goals, itself or in a list that goes on after ；.
    fn aims(&mut self, sentence: Span, found: &[Found]) -> bool {
        let text = self.source.text();
        let lead = text.get(sentence.start..found[0].span.start).unwrap_or("");
        let opened = WORDS.opens_goals.occur_in(lead);
        let goes_on = self.carry.aims && text[..sentence.start].ends_with(['；', ';']);
        self.carry.aims = opened || goes_on;
        self.carry.aims
    }

    /// A new paragraph carries no name over.
    fn forget_at_paragraph(&mut self, start: usize) {
        let between = self.source.text().get(self.carry.end..start).unwrap_or("\n");
        let last = self.source.text()[..self.carry.end.min(start)].ends_with('\n');
        if between.contains('\n') || last {
            self.carry.name = None;
        }
    }

    fn setting(&self, sentence: Span, section: Option<&Section>) -> role::Setting {
        let statements = &self.document.statements;
        let at = statements.partition_point(|s| s.place.span.end <= sentence.start);
        let mood = statements
            .get(at)
            .filter(|s| s.place.span.start < sentence.end)
            .map_or(Mood::General, |s| s.mood);
        let policy = is_policy(self.document);
        let rooted = policy || section.is_some_and(|s| rooted(self.document, s));
        let role = section.map_or(SectionRole::Other, |s| s.role);
        // 开展宣传 alone heads what was done as often as what will be; without a heading above it, words decide.
        let plan = matches!(
            role,
            SectionRole::Plan | SectionRole::Targets | SectionRole::Requirements | SectionRole::Organisation
        );
        let mood = if mood == Mood::Planned && plan && !rooted { Mood::General } else { mood };
        role::Setting { mood, section: role, rooted, policy, ..role::Setting::default() }
    }
}

/// The section that a sentence stands in; a sentence may begin in the blanks before its marker.
fn section_of<'a>(text: &str, document: &'a Document, sentence: Span) -> Option<&'a Section> {
    let words = sentence.of(text);
    document.section_at(sentence.end - words.trim_start().len())
}

/// The title that a sentence stands under: not its own, where it is one.
fn title_above<'a>(document: &'a Document, section: Option<&Section>, sentence: Span) -> Option<&'a str> {
    let above = document.path(section.map(|s| s.id)).find(|s| s.place.span.start < sentence.start);
    above.and_then(|s| s.title.as_deref())
}

/// Whether the document promises and rules rather than telling what was done.
fn is_policy(document: &Document) -> bool {
    matches!(document.kind, DocumentKind::Plan | DocumentKind::Notice | DocumentKind::Law)
}

/// Whether the heading of the first level above (or this one) has the same role: 开展宣传 may be told as done.
fn rooted(document: &Document, section: &Section) -> bool {
    let top = document.path(Some(section.id)).last().unwrap_or(section);
    // 发展目标 under 主要目标任务: both look ahead.
    let ahead = |role| matches!(role, SectionRole::Plan | SectionRole::Targets | SectionRole::Requirements);
    top.level <= 1 && (top.role == section.role || ahead(top.role) && ahead(section.role))
}

/// The common name of what a figure measures, where the table of indicators knows one and its unit fits.
fn concept(metric: &Metric) -> Option<String> {
    let known = metric.indicator.first().and_then(|name| Indicator::of(name))?;
    known.is_told_in(&metric.unit).then(|| known.name.to_owned())
}

/// Units that are one and the same: ％ is %, 百分点 个百分点.
fn plain_unit(unit: &str) -> &str {
    match unit {
        "％" => "%",
        "百分点" => "个百分点",
        _ => unit,
    }
}

/// A name without the line ends of the page.
fn in_one_line(mut name: String) -> String {
    name.retain(|c| !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}'));
    name
}

/// 每人每年, 每个乡镇卫生院, 平均每天 before the figure.
fn per_before(before: &str) -> Vec<String> {
    let mut per = Vec::new();
    let mut rest = before;
    while let Some(at) = rest.find('每') {
        rest = &rest[at + '每'.len_utf8()..];
        if let Some(word) = WORDS.each.iter().filter(|w| rest.starts_with(w)).max_by_key(|w| w.len()) {
            per.push(word.to_owned());
        }
    }
    per
}

#[cfg(test)]
mod tests;
