//! A part of a document → its elements and text, told one after the other; entities and endless nesting are refused.

use super::refusal::{refuse, too_much_text};
use crate::error::{Error, ErrorKind};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;
use std::borrow::Cow;

/// What listens to the elements of a part. Names are local, without their namespace's prefix.
pub(super) trait Sink {
    /// Takes the beginning of an element.
    fn open(&mut self, name: &str, attributes: &Attributes<'_>);
    /// Takes the end of an element.
    fn close(&mut self, _name: &str) {}
    /// Takes text between elements.
    fn text(&mut self, _text: &str) {}
    /// Whether it can take no more.
    fn is_full(&self) -> bool {
        false
    }
}

/// The attributes of an element.
pub(super) struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    /// Returns the value of an attribute, by its local name.
    pub(super) fn get(&self, wanted: &str) -> Option<Cow<'_, str>> {
        let attribute = self.0.attributes().flatten().find(|a| a.key.local_name().into_inner() == wanted)?;
        attribute.normalized_value(XmlVersion::Implicit1_0).ok()
    }

    /// Returns the value of an attribute as a count.
    pub(super) fn number(&self, wanted: &str) -> Option<u32> {
        self.get(wanted)?.trim().parse().ok()
    }

    /// Returns the value of an attribute as a measure.
    #[cfg(feature = "ofd")]
    pub(super) fn measure(&self, wanted: &str) -> Option<f64> {
        self.get(wanted)?.trim().parse().ok()
    }

    /// Returns whether a property that stands here is on: `<w:b/>` and `<w:b w:val="1"/>` are, `<w:b w:val="0"/>` is
    /// not.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.get("val").as_deref(), Some("0" | "false" | "off"))
    }
}

/// Word nests some thirty elements; tables in tables a few hundred.
const MAX_DEPTH: usize = 1000;

/// Tells `sink` what the part holds.
pub(super) fn walk(part: &[u8], sink: &mut impl Sink) -> Result<(), Error> {
    let text = std::str::from_utf8(part).map_err(|_| damaged())?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut depth = 0;
    loop {
        if sink.is_full() {
            return Err(too_much_text());
        }
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(element) => {
                depth = deeper(depth)?;
                sink.open(element.local_name().into_inner(), &Attributes(&element));
            }
            Event::Empty(element) => {
                sink.open(element.local_name().into_inner(), &Attributes(&element));
                sink.close(element.local_name().into_inner());
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                sink.close(element.local_name().into_inner());
            }
            Event::Text(text) => sink.text(&text.into_inner()),
            Event::CData(text) => sink.text(&text.into_inner()),
            Event::GeneralRef(reference) => {
                let character = referred(reference).ok_or_else(entities)?;
                sink.text(character.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => return Err(entities()),
            Event::Eof if depth > 0 => return Err(damaged()),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

fn deeper(depth: usize) -> Result<usize, Error> {
    let endless = || refuse(ErrorKind::TooLarge, "elements nested without end", "嵌套过深的元素");
    Some(depth + 1).filter(|depth| *depth <= MAX_DEPTH).ok_or_else(endless)
}

/// Resolves a reference: `&#12289;`, or one of the five characters that XML itself names.
fn referred(reference: BytesRef<'_>) -> Option<char> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character);
    }
    let names = [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\'')];
    let name = reference.into_inner();
    names.into_iter().find(|(known, _)| *known == name).map(|(_, character)| character)
}

fn damaged() -> Error {
    refuse(ErrorKind::Malformed, "an office document with a damaged part", "部件损坏的办公文档")
}

fn entities() -> Error {
    refuse(
        ErrorKind::Malformed,
        "an office document that declares entities, which none may",
        "声明了实体的办公文档",
    )
}
