//! The styles of an OpenDocument text (styles.xml, and content.xml's own) → how paragraphs and runs are set, and the lists.

use crate::input::lists::{Format, LEVELS, Level, List, Lists, MAX_PATTERN_CHARS, Plan};
use crate::input::xml::{Attributes, Sink};
use std::collections::BTreeMap;

/// How a paragraph or a run is set, where its style says so.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Set {
    /// Bold, or in the type of headings.
    pub(super) strong: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) centred: Option<bool>,
    /// It has an outline level.
    pub(super) outlined: Option<bool>,
}

impl Set {
    /// Takes what is said here, and what `other` says where nothing is said here.
    pub(super) fn or(self, other: Set) -> Set {
        Set {
            strong: self.strong.or(other.strong),
            hidden: self.hidden.or(other.hidden),
            centred: self.centred.or(other.centred),
            outlined: self.outlined.or(other.outlined),
        }
    }
}

#[derive(Default)]
struct Style {
    set: Set,
    parent: Option<String>,
}

/// All styles and lists.
#[derive(Default)]
pub(super) struct Styles {
    /// By family and name.
    styles: BTreeMap<(Family, String), Style>,
    open: Option<(Family, String)>,
    pub(super) lists: Lists,
    /// The numbers of the lists in `lists`, by the names of their styles.
    numbers: BTreeMap<String, u32>,
    /// The list being read.
    list: Option<u32>,
}

/// What a style is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    Paragraph,
    Text,
}

/// The list that headings count in has no style that a list could name.
const OUTLINE: &str = "";
/// A style based on itself, through others, would never end.
const MAX_CHAIN: usize = 16;
/// The type in which headings are set (GB/T 9704-2012 §7.3.3).
const HEADING_TYPE: &str = "黑体";
/// The styles of a table of contents.
const CONTENTS: &str = "Contents_20_";

impl Styles {
    /// How a style sets its paragraph or run, through all that it is based on.
    pub(super) fn set(&self, family: Family, name: &str) -> Set {
        self.chain(family, name).fold(Set::default(), |set, (_, style)| set.or(style.set))
    }

    /// Whether paragraphs of a style belong to a table of contents.
    pub(super) fn is_contents(&self, name: &str) -> bool {
        self.chain(Family::Paragraph, name).any(|(name, _)| name.starts_with(CONTENTS))
    }

    /// The number of a list's style.
    pub(super) fn list(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// The number of the list that headings count in.
    pub(super) fn outline(&self) -> Option<u32> {
        self.list(OUTLINE)
    }

    fn chain<'a>(&'a self, family: Family, name: &str) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let get = move |name: &str| {
            let found = self.styles.get_key_value(&(family, name.to_owned()));
            found.map(|((_, name), style)| (name.as_str(), style))
        };
        std::iter::successors(get(name), move |(_, style)| style.parent.as_deref().and_then(get))
            .take(MAX_CHAIN)
    }

    fn begin_style(&mut self, attributes: &Attributes<'_>) {
        let family = match attributes.get("family").as_deref() {
            Some("paragraph") => Family::Paragraph,
            Some("text") => Family::Text,
            _ => return,
        };
        let Some(name) = attributes.get("name") else { return };
        let level = attributes.get("default-outline-level");
        let style = Style {
            set: Set { outlined: level.map(|level| !level.is_empty()), ..Set::default() },
            parent: attributes.get("parent-style-name").map(|name| name.into_owned()),
        };
        self.styles.insert((family, name.as_ref().to_owned()), style);
        self.open = Some((family, name.into_owned()));
    }

    fn begin_list(&mut self, name: String) {
        let number = self.numbers.len() as u32;
        let number = *self.numbers.entry(name).or_insert(number);
        self.lists.plans.insert(number, Plan::new());
        self.lists.lists.insert(number, List { plan: number, ..List::default() });
        self.list = Some(number);
    }

    fn level(&mut self, bullet: bool, attributes: &Attributes<'_>) {
        let levels = self.list.and_then(|list| self.lists.lists.get_mut(&list)).map(|list| &mut list.levels);
        let at = attributes.number("level").and_then(|level| (level as usize).checked_sub(1));
        let (Some(levels), Some(at)) = (levels, at.filter(|at| *at < LEVELS)) else { return };
        let sample = attributes.get("num-format").unwrap_or_default();
        let format = match sample.chars().next() {
            Some(first) if !bullet => Format::of_first(first),
            _ => Format::named("none"),
        };
        let pattern = match attributes.get("num-list-format") {
            // `第%1%章` of LibreOffice.
            Some(own) => own
                .split('%')
                .enumerate()
                .fold(String::new(), |pattern, (i, part)| pattern + if i % 2 == 1 { "%" } else { "" } + part),
            None => {
                let shown = attributes.number("display-levels").unwrap_or(1).clamp(1, at as u32 + 1) as usize;
                let numbers: Vec<String> =
                    (at + 2 - shown..=at + 1).map(|level| format!("%{level}")).collect();
                let part = |name: &str| attributes.get(name).unwrap_or_default().into_owned();
                part("num-prefix") + &numbers.join(".") + &part("num-suffix")
            }
        };
        let pattern = pattern.chars().take(MAX_PATTERN_CHARS).collect();
        let start = attributes.number("start-value");
        levels.insert(at, Level { start, format, pattern, ..Level::default() });
    }

    fn text_properties(&mut self, attributes: &Attributes<'_>) {
        let Some(style) = self.open.as_ref().and_then(|open| self.styles.get_mut(open)) else { return };
        let weight = attributes.get("font-weight-asian").or(attributes.get("font-weight"));
        let bold = weight.map(|weight| weight == "bold" || weight.parse().is_ok_and(|w: u32| w >= BOLD));
        let font = attributes.get("font-name-asian").or(attributes.get("font-family-asian"));
        let heading_type = font.map(|font| font.trim_matches('\'') == HEADING_TYPE);
        style.set.strong = match (bold, heading_type) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (bold, heading_type) => bold.or(heading_type),
        };
        style.set.hidden = attributes.get("display").map(|display| display == "none");
    }
}

/// A weight from which on type is bold.
const BOLD: u32 = 600;

impl Sink for Styles {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        match name {
            "style" => self.begin_style(attributes),
            "text-properties" => self.text_properties(attributes),
            "paragraph-properties" => {
                if let Some(style) = self.open.as_ref().and_then(|open| self.styles.get_mut(open)) {
                    style.set.centred = attributes.get("text-align").map(|align| align == "center");
                }
            }
            "list-style" => self.begin_list(attributes.get("name").unwrap_or_default().into_owned()),
            "outline-style" => self.begin_list(OUTLINE.to_owned()),
            "list-level-style-number" | "outline-level-style" => self.level(false, attributes),
            "list-level-style-bullet" | "list-level-style-image" => self.level(true, attributes),
            _ => {}
        }
        // The styles of characters that a list's level names are no style of their own.
        if self.list.is_some() {
            self.open = None;
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "style" => self.open = None,
            "list-style" | "outline-style" => self.list = None,
            _ => {}
        }
    }
}
