//! A figure in its sentence → what the rules ask of it: the words before and after it, and the names before it.

use super::phrase::{clean, is_act, noun_of, subject_of_title, topic, verb_of};
use crate::metrics::change::{Reading, unpraised};
use crate::metrics::context::{Around, Context, peel, without_brackets};
use crate::metrics::cues::{Cue, ends, starts};
use crate::metrics::found::Found;
use crate::metrics::words::WORDS;
use crate::model::{Direction, MetricKind};
use crate::tables::units::Unit;
use std::cell::OnceCell;

/// At most this many names, the best first.
pub(super) const MOST_NAMES: usize = 3;

/// Returns whether the words after a measured figure can name a thing: 旧住房改造, 国债; not 办好.
fn names_thing(words: &str) -> bool {
    words.chars().count() > 2 || words.chars().count() == 2 && ends(words, Cue::Head).is_some()
}

/// The names of one figure, the best first.
pub(in crate::metrics) type Names = Vec<String>;

/// The words that names are made of, for all figures of one sentence.
pub(in crate::metrics) struct Namer<'a, 't> {
    pub(in crate::metrics) context: &'a Context<'t>,
    pub(in crate::metrics) around: &'a [Around<'t>],
    pub(in crate::metrics) readings: &'a [Reading],
    /// The last name of the sentence before, where it stands in the same paragraph.
    pub(in crate::metrics) carried: Option<&'a str>,
    /// The title of the section.
    pub(in crate::metrics) title: Option<&'a str>,
    /// What that title names, once it was asked for.
    pub(in crate::metrics) subject: OnceCell<Option<String>>,
}

impl Namer<'_, '_> {
    /// What the title of the section names, if it is a name.
    pub(super) fn subject(&self) -> Option<&str> {
        self.subject.get_or_init(|| self.title.and_then(subject_of_title)).as_deref()
    }
}

/// One figure, as the rules see it.
pub(super) struct Figure<'a, 't> {
    pub(super) i: usize,
    pub(super) namer: &'a Namer<'a, 't>,
    pub(super) found: &'a Found,
    pub(super) around: &'a Around<'t>,
    pub(super) reading: &'a Reading,
    /// What each figure before it lends to those after it: its own names, mostly.
    pub(super) lent: &'a [Names],
    /// What the words before it name.
    pub(super) core: String,
    /// The thing counted, which stands after it.
    pub(super) object: String,
    /// The phrase before that of the figure, where it holds no figure.
    pub(super) phrase: Option<String>,
    /// The names that stand, the best first.
    pub(super) made: Names,
    /// What several rules ask of it.
    pub(super) known: Known<'a>,
}

/// What several rules ask of a figure, found out once.
#[derive(Default)]
pub(super) struct Known<'a> {
    /// The name before it that completes its words.
    pub(super) neighbour: OnceCell<Option<&'a str>>,
    /// The verb of that name.
    pub(super) verb: OnceCell<Option<&'a str>>,
    /// The owner that it takes from that name.
    pub(super) owner: OnceCell<Option<&'a str>>,
}

/// An owner is a noun, not half a sentence.
pub(super) const MOST_OWNER: usize = 14;

impl<'a, 't> Figure<'a, 't> {
    /// Reads figure `i`, after the names of those before it.
    pub(super) fn new(namer: &'a Namer<'a, 't>, i: usize, lent: &'a [Names]) -> Self {
        let (around, reading) = (&namer.around[i], &namer.readings[i]);
        let mut figure = Figure {
            i,
            namer,
            found: &namer.context.found[i],
            around,
            reading,
            lent,
            core: clean(&reading.core),
            object: String::new(),
            phrase: None,
            made: Vec::new(),
            known: Known::default(),
        };
        figure.object = figure.counted();
        if figure.object.is_empty() {
            figure.phrase = figure.phrase_before();
        } else if figure.core.is_empty() && around.listed {
            let last = lent.last().and_then(|names| names.first());
            figure.core = last.map_or("", |name| verb_of(name)).to_owned();
        }
        let yields = WORDS.yields.occur_in(around.before);
        if yields && !figure.core.is_empty() && !figure.core.contains('产') {
            figure.core.push_str("产量");
        }
        figure
    }

    /// Returns whether a thing counted stands after the figure.
    pub(super) fn counts_object(&self) -> bool {
        !self.object.is_empty()
    }

    /// Returns whether words before the figure name it, and none after it.
    pub(super) fn has_words(&self) -> bool {
        self.object.is_empty() && !self.core.is_empty()
    }

    /// Returns whether neither the words before the figure nor those after it name it.
    pub(super) fn is_bare(&self) -> bool {
        self.object.is_empty() && self.core.is_empty()
    }

    /// The dimension of the unit.
    pub(super) fn dimension(&self) -> &'static str {
        self.found.unit.map_or("", |u| u.dimension)
    }

    /// Returns whether the unit counts things: 个, 人, 件.
    pub(super) fn classifies(&self) -> bool {
        self.found.unit.is_some_and(Unit::classifies)
    }

    /// Returns whether the figure is a part of something: a rate, a tenth, a fraction.
    pub(super) fn is_part(&self) -> bool {
        matches!(self.dimension(), "percent" | "permille" | "tenth")
            || self.found.kind == MetricKind::Fraction
    }

    /// The name that the figure before it in the sentence lends.
    pub(super) fn neighbour(&self) -> Option<&'a str> {
        self.lent.last()?.first().map(String::as_str)
    }

    /// The name before it, in its sentence or in the one before.
    pub(super) fn last(&self) -> Option<&'a str> {
        self.neighbour().or(self.namer.carried)
    }

    /// What the phrase before the figure is about, in few words.
    pub(super) fn topic(&self) -> Option<&str> {
        let topic = topic(self.phrase.as_deref()?);
        (!topic.is_empty() && topic.chars().count() <= MOST_OWNER).then_some(topic)
    }

    /// The text from the start of the sentence to its first figure.
    pub(super) fn lead(&self) -> &'t str {
        let context = self.namer.context;
        &context.text[context.sentence.start..context.found[0].span.start]
    }

    /// The thing counted, after the unit: 意见 of 36条意见; of a share, what follows 的: 90%的村内水沟.
    fn counted(&self) -> String {
        let unit = self.found.unit;
        let counts = unit.is_none_or(|u| u.classifies() || u.dimension == "tenth");
        let measured = unit.is_none() && ends(&self.reading.core, Cue::Measure).is_some();
        if measured || self.moves(counts) {
            return String::new();
        }
        let object = self.object_words(counts).unwrap_or_default();
        let object = WORDS.made_of.iter().find_map(|w| object.strip_prefix(w)).unwrap_or(object);
        let object = without_brackets(object);
        let object = object.trim().trim_start_matches(['的', '“']).trim_end_matches('”');
        let nothing =
            starts(object, Cue::Joint).is_some() || peel(object, &[Cue::Light], |_, _| {}).is_empty();
        if nothing { String::new() } else { object.to_owned() }
    }

    /// Returns whether what follows says how far the figure has moved, or what it is the base of.
    //= 在完成投资20亿元的基础上增长5%。 → 完成投资 | _
    fn moves(&self, counts: bool) -> bool {
        let after = self.around.after;
        let moves = |cues: &[Cue]| cues.iter().any(|cue| starts(after, *cue).is_some());
        moves(&[Cue::OverBase]) || !counts && moves(&[Cue::Up, Cue::Down, Cue::To, Cue::Gap])
    }

    /// The words after the figure that name what it counts, or measures a share of.
    fn object_words(&self, counts: bool) -> Option<&'t str> {
        let after = self.around.after;
        let of = after.strip_prefix('的');
        let unnamed = self.reading.core.is_empty();
        if counts {
            return Some(of.unwrap_or(after));
        }
        let share = self.dimension() == "percent" && self.reading.direction == Direction::None;
        match of {
            None if self.measures_object() => Some(after),
            None => (share && (unnamed || starts(after, Cue::Gives).is_some())).then_some(after),
            // 参加3个月的就业见习, 可申请15万元的贷款.
            Some(of) => (share || unnamed || ends(&self.reading.core, Cue::Verb).is_some()).then_some(of),
        }
    }

    /// 完成70万平方米旧住房改造, 继续发行1500亿元国债: nothing names the figure before it, the work stands after it.
    fn measures_object(&self) -> bool {
        let around = self.around;
        let before = around.before.trim_end();
        let stands_free = before.is_empty() && !around.joined || around.listed || WORDS.done_verb.end(before);
        let acts = ends(&self.core, Cue::Verb).is_some() && ends(&self.core, Cue::Measure).is_none();
        (self.core.is_empty() && stands_free || acts && starts(around.after, Cue::Verb).is_none())
            && self.reading.direction == Direction::None
            && !self.reading.change_to
            && !matches!(self.dimension(), "percent" | "permille" | "points" | "multiple" | "doubling")
            && starts(around.after, Cue::Predicate).is_none()
            && names_thing(around.after.trim())
    }

    /// The phrase before without figures, as a name.
    fn phrase_before(&self) -> Option<String> {
        let context = self.namer.context;
        let (phrase, from) = context.phrase_before(self.around.from, self.i)?;
        let mut phrase = without_brackets(&phrase);
        if starts(phrase.trim(), Cue::Aside).is_some() {
            // 人均纯收入，考虑价格因素，实际增长4%: the name stands before what is said aside.
            phrase = without_brackets(&context.phrase_before(from, self.i)?.0);
            starts(phrase.trim(), Cue::Aside).is_none().then_some(())?;
        }
        let phrase = unpraised(&phrase);
        let name = clean(peel(phrase, &[Cue::Light, Cue::Up, Cue::Down, Cue::To], |_, _| {}));
        (name.chars().count() > 1).then_some(name)
    }

    /// The noun of the thing counted.
    pub(super) fn noun(&self) -> &str {
        noun_of(&self.object)
    }

    /// Returns whether the words before a counted thing are an act alone: 举行.
    pub(super) fn acts_alone(&self) -> bool {
        is_act(&self.core) && self.classifies()
    }
}
