//! The style sheet (styles.xml) → what a paragraph's style says of its numbering, through all that it is based on.

use crate::error::Error;
use crate::input::xml::{self, Attributes, Sink};
use std::collections::BTreeMap;

/// Which list and which level of it; either may be unsaid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ListPlace {
    pub(super) list: Option<u32>,
    pub(super) level: Option<u32>,
}

impl ListPlace {
    /// Takes what is said here, and what `other` says where nothing is said here.
    pub(super) fn or(self, other: ListPlace) -> ListPlace {
        ListPlace { list: self.list.or(other.list), level: self.level.or(other.level) }
    }
}

#[derive(Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    place: ListPlace,
    /// It has an outline level: 标题 1.
    outlined: bool,
}

/// All styles, by their identifiers.
#[derive(Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    default: Option<String>,
    open: Option<String>,
    skipping: bool,
}

/// A style based on itself, through others, would never end; Word allows ten.
const MAX_CHAIN: usize = 16;

impl Styles {
    pub(super) fn read(part: Option<&[u8]>) -> Result<Self, Error> {
        let mut styles = Styles::default();
        if let Some(part) = part {
            xml::walk(part, &mut styles)?;
        }
        Ok(styles)
    }

    /// Iterates over the style and those that it is based on.
    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let get = move |id: &'a str| self.styles.get_key_value(id).map(|(id, style)| (id.as_str(), style));
        let first = id.or(self.default.as_deref()).and_then(get);
        std::iter::successors(first, move |(_, style)| style.based_on.as_deref().and_then(get))
            .take(MAX_CHAIN)
    }

    /// Finds where paragraphs of the style stand in a list, and the style of the chain that says so.
    pub(super) fn place<'a>(&'a self, id: Option<&'a str>) -> (ListPlace, Option<&'a str>) {
        let place = self.chain(id).fold(ListPlace::default(), |place, (_, style)| place.or(style.place));
        let says = self.chain(id).find(|(_, style)| style.place.list.is_some()).map(|(id, _)| id);
        (place, says)
    }

    /// Returns whether paragraphs of the style are headings.
    pub(super) fn is_heading(&self, id: Option<&str>) -> bool {
        id.is_some()
            && self
                .chain(id)
                .any(|(_, style)| style.outlined || style.name.to_ascii_lowercase().starts_with("heading "))
    }

    /// Returns whether paragraphs of the style belong to a table of contents.
    pub(super) fn is_contents(&self, id: Option<&str>) -> bool {
        id.and_then(|id| self.styles.get(id)).is_some_and(|s| s.name.to_ascii_lowercase().starts_with("toc "))
    }
}

impl Sink for Styles {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        match name {
            "style" => {
                let id = attributes.get("styleId").unwrap_or_default().into_owned();
                let is_paragraph = attributes.get("type").is_none_or(|t| t == "paragraph");
                if is_paragraph && matches!(attributes.get("default").as_deref(), Some("1" | "true" | "on")) {
                    self.default = Some(id.clone());
                }
                self.styles.insert(id.clone(), Style::default());
                self.open = Some(id);
            }
            "pPrChange" => self.skipping = true,
            _ => {}
        }
        let Some(style) = self.open.as_ref().and_then(|id| self.styles.get_mut(id)) else { return };
        match name {
            "name" => style.name = attributes.get("val").unwrap_or_default().into_owned(),
            "basedOn" => style.based_on = attributes.get("val").map(|v| v.into_owned()),
            "numId" if !self.skipping => style.place.list = attributes.number("val"),
            "ilvl" if !self.skipping => style.place.level = attributes.number("val"),
            "outlineLvl" if !self.skipping => {
                style.outlined = attributes.number("val").is_some_and(|level| level < 9)
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "style" => self.open = None,
            "pPrChange" => self.skipping = false,
            _ => {}
        }
    }
}
