//! The lists of a document (numbering.xml) → the list and level of each paragraph, by itself or by its style, and its marker.

use super::styles::{ListPlace, Styles};
use crate::error::Error;
use crate::input::lists::{Format, LEVELS, Level, List, Lists, MAX_PATTERN_CHARS, Plan};
use crate::input::xml::{self, Attributes, Sink};
use std::collections::BTreeMap;

/// The lists, and how styles take part in them.
#[derive(Default)]
pub(super) struct Numbering {
    lists: Lists,
    /// The style whose paragraphs stand on a level of an abstract list.
    styled: BTreeMap<(u32, usize), String>,
    /// The numbering style that says the levels in an abstract list's place.
    links: BTreeMap<u32, String>,
    /// The abstract list whose levels are those of a numbering style.
    linked: BTreeMap<String, u32>,
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
        let Numbering { lists, links, linked, .. } = &mut numbering;
        for list in lists.lists.values_mut() {
            list.plan = links.get(&list.plan).and_then(|link| linked.get(link)).copied().unwrap_or(list.plan);
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
        let level = match place.level {
            Some(level) => level as usize,
            None => self.level_of_style(list, says.or(style)).unwrap_or(0),
        };
        self.lists.marker(list, level)
    }

    fn level_of_style(&self, list: u32, style: Option<&str>) -> Option<usize> {
        let plan = self.lists.lists.get(&list)?.plan;
        let mut levels = self.styled.range((plan, 0)..(plan, LEVELS));
        levels.find(|(_, name)| Some(name.as_str()) == style).map(|(&(_, level), _)| level)
    }

    fn open_levels(&mut self) -> Option<&mut Plan> {
        match (self.reading.plan, self.reading.list) {
            (Some(plan), _) => self.lists.plans.get_mut(&plan),
            (None, Some(list)) => self.lists.lists.get_mut(&list).map(|list| &mut list.levels),
            _ => None,
        }
    }

    fn begin_level(&mut self, attributes: &Attributes<'_>) {
        self.reading.level = attributes.number("ilvl").map(|l| l as usize).filter(|&l| l < LEVELS);
        let Some(level) = self.reading.level else { return };
        if let Some(levels) = self.open_levels() {
            levels.insert(level, Level::default());
        }
    }

    fn level_property(&mut self, name: &str, attributes: &Attributes<'_>) {
        let Some(at) = self.reading.level else { return };
        if let ("pStyle", Some(plan), Some(style)) = (name, self.reading.plan, attributes.get("val")) {
            self.styled.insert((plan, at), style.into_owned());
        }
        let Some(level) = self.open_levels().and_then(|levels| levels.get_mut(&at)) else { return };
        match name {
            "start" => level.start = attributes.number("val"),
            "numFmt" => level.format = Format::named(&attributes.get("val").unwrap_or_default()),
            "lvlText" => {
                level.pattern =
                    attributes.get("val").unwrap_or_default().chars().take(MAX_PATTERN_CHARS).collect();
            }
            "lvlRestart" => level.restart = attributes.number("val"),
            "isLgl" => level.legal = attributes.is_on(),
            _ => {}
        }
    }
}

impl Sink for Numbering {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        let value = || attributes.get("val").map(|val| val.into_owned());
        match name {
            "abstractNum" => {
                let id = attributes.number("abstractNumId");
                self.reading.plan = id;
                self.lists.plans.insert(id.unwrap_or_default(), Plan::default());
            }
            "num" => {
                let id = attributes.number("numId");
                self.reading.list = id;
                self.lists.lists.insert(id.unwrap_or_default(), List::default());
            }
            "abstractNumId" => {
                let list = self.reading.list.and_then(|l| self.lists.lists.get_mut(&l));
                if let (Some(list), Some(plan)) = (list, attributes.number("val")) {
                    list.plan = plan;
                }
            }
            "lvlOverride" => {
                self.reading.level = attributes.number("ilvl").map(|l| l as usize).filter(|&l| l < LEVELS)
            }
            "startOverride" => {
                let list = self.reading.list.and_then(|l| self.lists.lists.get_mut(&l));
                if let (Some(list), Some(level)) = (list, self.reading.level) {
                    list.starts.insert(level, attributes.number("val").unwrap_or(1));
                }
            }
            "lvl" => self.begin_level(attributes),
            "numStyleLink" => self.links.extend(self.reading.plan.zip(value())),
            "styleLink" => self.linked.extend(value().zip(self.reading.plan)),
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
