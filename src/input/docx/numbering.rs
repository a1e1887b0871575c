//! The lists of a document (numbering.xml) → the marker of each paragraph: 一、 （二） 3. as Word counts them.

use super::count::{self, Format};
use super::styles::{ListPlace, Styles};
use crate::error::Error;
use crate::input::xml::{self, Attributes, Sink};
use std::collections::{BTreeMap, BTreeSet};

/// Levels of a list.
const LEVELS: usize = 9;
/// A marker's pattern is a few characters; a longer one is a trap for memory.
const MAX_PATTERN_CHARS: usize = 64;

/// How one level counts and what its marker looks like.
#[derive(Clone, Debug, Default)]
struct Level {
    start: Option<u32>,
    format: Format,
    /// `第%1章`, `（%2）`, `%1.%2`.
    pattern: String,
    /// The level after which it starts again, counted from 1; 0 for never.
    restart: Option<u32>,
    /// All numbers in its marker are Arabic.
    legal: bool,
    /// The style whose paragraphs stand on it.
    style: Option<String>,
}

/// An abstract list: what several lists that count on together share.
#[derive(Default)]
struct Plan {
    levels: BTreeMap<usize, Level>,
    /// The numbering style that says the levels in its place.
    link: Option<String>,
    /// The numbering style whose levels these are.
    style: Option<String>,
}

/// A list that paragraphs name.
#[derive(Default)]
struct List {
    plan: u32,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

/// All lists, and how far each has counted.
#[derive(Default)]
pub(super) struct Numbering {
    plans: BTreeMap<u32, Plan>,
    lists: BTreeMap<u32, List>,
    counts: BTreeMap<u32, [Option<u32>; LEVELS]>,
    /// Starts of single lists that were followed already.
    started: BTreeSet<(u32, usize)>,
    reading: Reading,
}

/// Where in the part the reader stands.
#[derive(Default)]
struct Reading {
    plan: Option<u32>,
    list: Option<u32>,
    level: Option<usize>,
}

impl Numbering {
    pub(super) fn read(part: Option<&[u8]>) -> Result<Self, Error> {
        let mut numbering = Numbering::default();
        if let Some(part) = part {
            xml::walk(part, &mut numbering)?;
        }
        Ok(numbering)
    }

    /// Counts a paragraph and gives its marker, with the blank that parts it from the text where one is needed.
    pub(super) fn marker(
        &mut self,
        direct: ListPlace,
        style: Option<&str>,
        styles: &Styles,
    ) -> Option<String> {
        let (inherited, says) = styles.place(style);
        let place = direct.or(inherited);
        let list = place.list.filter(|&list| list != 0)?;
        let plan = self.abstract_list(list)?;
        let level = match place.level {
            Some(level) => level as usize,
            None => self.level_of_style(plan, says.or(style)).unwrap_or(0),
        };
        if level >= LEVELS {
            return None;
        }
        self.advance(list, plan, level);
        self.written(list, plan, level)
    }

    /// Finds the abstract list behind a list, through the numbering style that it may link to.
    fn abstract_list(&self, list: u32) -> Option<u32> {
        let plan = self.lists.get(&list)?.plan;
        let link = self.plans.get(&plan)?.link.as_deref();
        let linked = link.and_then(|link| self.plans.iter().find(|(_, p)| p.style.as_deref() == Some(link)));
        Some(linked.map_or(plan, |(&id, _)| id))
    }

    fn level_of_style(&self, plan: u32, style: Option<&str>) -> Option<usize> {
        self.plans
            .get(&plan)?
            .levels
            .iter()
            .find(|(_, level)| level.style.is_some() && level.style.as_deref() == style)
            .map(|(&at, _)| at)
    }

    fn level(&self, list: u32, plan: u32, level: usize) -> Option<&Level> {
        let own = self.lists.get(&list).and_then(|l| l.levels.get(&level));
        own.or_else(|| self.plans.get(&plan)?.levels.get(&level))
    }

    fn start(&self, list: u32, plan: u32, level: usize) -> u32 {
        let own = self.lists.get(&list).and_then(|l| l.starts.get(&level)).copied();
        own.or_else(|| self.level(list, plan, level)?.start).unwrap_or(1)
    }

    /// Counts one further on `level`; deeper levels start again.
    fn advance(&mut self, list: u32, plan: u32, level: usize) {
        let start = self.start(list, plan, level);
        let overridden = self.lists.get(&list).is_some_and(|l| l.starts.contains_key(&level));
        let begins = overridden && self.started.insert((list, level));
        let mut counts = self.counts.get(&plan).copied().unwrap_or_default();
        counts[level] = Some(match counts[level] {
            Some(count) if !begins => count.saturating_add(1),
            _ => start,
        });
        for (deeper, count) in counts.iter_mut().enumerate().skip(level + 1) {
            let restart = self.level(list, plan, deeper).and_then(|l| l.restart);
            if restart.is_none_or(|after| after as usize > level) {
                *count = None;
            }
        }
        self.counts.insert(plan, counts);
    }

    fn written(&self, list: u32, plan: u32, level: usize) -> Option<String> {
        let counts = self.counts.get(&plan)?;
        let here = self.level(list, plan, level)?;
        if here.format.is_bullet() {
            return None;
        }
        let mut marker = String::new();
        let mut characters = here.pattern.chars().peekable();
        while let Some(c) = characters.next() {
            match characters.peek().and_then(|d| d.to_digit(10)).filter(|d| c == '%' && (1..=9).contains(d)) {
                Some(digit) => {
                    characters.next();
                    let of = digit as usize - 1;
                    let format =
                        if here.legal { Format::default() } else { self.level(list, plan, of)?.format };
                    let count = counts[of].unwrap_or_else(|| self.start(list, plan, of));
                    marker.push_str(&count::written(count, format));
                }
                None => marker.push(c),
            }
        }
        (!marker.trim().is_empty()).then(|| parted(marker))
    }

    fn open_level(&mut self) -> Option<&mut Level> {
        let at = self.reading.level?;
        let levels = match (self.reading.plan, self.reading.list) {
            (Some(plan), _) => &mut self.plans.get_mut(&plan)?.levels,
            (None, Some(list)) => &mut self.lists.get_mut(&list)?.levels,
            _ => return None,
        };
        levels.get_mut(&at)
    }
}

/// Adds a blank after a marker that would run into the text: `3 所学校`, `1. 建成`, `第1条 适用范围`; none after 一、 or （二）.
fn parted(mut marker: String) -> String {
    let last = marker.chars().next_back();
    if last.is_some_and(|c| c.is_alphanumeric() || c.is_ascii_punctuation()) {
        marker.push(' ');
    }
    marker
}

impl Sink for Numbering {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        match name {
            "abstractNum" => {
                let id = attributes.number("abstractNumId");
                self.reading.plan = id;
                self.plans.insert(id.unwrap_or_default(), Plan::default());
            }
            "num" => {
                let id = attributes.number("numId");
                self.reading.list = id;
                self.lists.insert(id.unwrap_or_default(), List::default());
            }
            "abstractNumId" => {
                if let (Some(list), Some(plan)) =
                    (self.reading.list.and_then(|l| self.lists.get_mut(&l)), attributes.number("val"))
                {
                    list.plan = plan;
                }
            }
            "lvlOverride" => {
                self.reading.level = attributes.number("ilvl").map(|l| l as usize).filter(|&l| l < LEVELS)
            }
            "startOverride" => {
                let list = self.reading.list.and_then(|l| self.lists.get_mut(&l));
                if let (Some(list), Some(level)) = (list, self.reading.level) {
                    list.starts.insert(level, attributes.number("val").unwrap_or(1));
                }
            }
            "lvl" => self.begin_level(attributes),
            "numStyleLink" => self.link(attributes, |plan, style| plan.link = Some(style)),
            "styleLink" => self.link(attributes, |plan, style| plan.style = Some(style)),
            _ => self.level_property(name, attributes),
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "abstractNum" => self.reading.plan = None,
            "num" => self.reading.list = None,
            "lvlOverride" => self.reading.level = None,
            "lvl" if self.reading.list.is_none() => self.reading.level = None,
            _ => {}
        }
    }
}

impl Numbering {
    fn begin_level(&mut self, attributes: &Attributes<'_>) {
        self.reading.level = attributes.number("ilvl").map(|l| l as usize).filter(|&l| l < LEVELS);
        let Some(level) = self.reading.level else { return };
        match (self.reading.plan, self.reading.list) {
            (Some(plan), _) => self.plans.get_mut(&plan).map(|p| p.levels.insert(level, Level::default())),
            (None, Some(list)) => self.lists.get_mut(&list).map(|l| l.levels.insert(level, Level::default())),
            _ => None,
        };
    }

    fn link(&mut self, attributes: &Attributes<'_>, set: impl Fn(&mut Plan, String)) {
        let plan = self.reading.plan.and_then(|p| self.plans.get_mut(&p));
        if let (Some(plan), Some(style)) = (plan, attributes.get("val")) {
            set(plan, style.into_owned());
        }
    }

    fn level_property(&mut self, name: &str, attributes: &Attributes<'_>) {
        let Some(level) = self.open_level() else { return };
        match name {
            "start" => level.start = attributes.number("val"),
            "numFmt" => level.format = Format::named(&attributes.get("val").unwrap_or_default()),
            "lvlText" => {
                level.pattern =
                    attributes.get("val").unwrap_or_default().chars().take(MAX_PATTERN_CHARS).collect();
            }
            "lvlRestart" => level.restart = attributes.number("val"),
            "isLgl" => level.legal = attributes.is_on(),
            "pStyle" => level.style = attributes.get("val").map(|v| v.into_owned()),
            _ => {}
        }
    }
}
