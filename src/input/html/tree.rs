//! Tokens → elements, each knowing its parent and the stretch of tokens that it holds; a flat list, no recursion.

use super::cues::{self, Cue};
use super::tokens::{Kind, Tag, Token, attributes};
use std::ops::Range;

/// An element deeper than this is not opened; what it holds belongs to the one around it (browsers do likewise).
const MAX_DEPTH: usize = 256;
/// Wider or longer merged cells are hostile.
const MAX_COLSPAN: u16 = 64;
const MAX_ROWSPAN: u16 = 1000;

/// One element of the page.
#[derive(Clone, Debug)]
pub(super) struct Element {
    pub(super) tag: Tag,
    /// Its parent's number; the root's is its own.
    pub(super) parent: u32,
    /// The tokens inside, with its own tags.
    pub(super) tokens: Range<usize>,
    /// The nearest table, row and cell around it or itself; 0 for none.
    pub(super) table: u32,
    pub(super) row: u32,
    pub(super) cell: u32,
    /// What its name, class, id and style say.
    pub(super) cue: Option<Cue>,
    pub(super) columns: u16,
    pub(super) rows: u16,
}

/// The page: elements in the order of their opening tags, the first is the root.
pub(super) struct Tree {
    pub(super) elements: Vec<Element>,
    /// For each token the element that it opens, closes or stands in.
    pub(super) owner: Vec<u32>,
}

/// Builds the tree.
pub(super) fn tree(text: &str, tokens: &[Token]) -> Tree {
    let mut builder = Builder::new(text, tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        let owner = match token.kind {
            Kind::Text => builder.top(),
            Kind::Open => builder.open(at, token),
            Kind::Close => builder.close(at, token.tag),
        };
        builder.owner.push(owner);
    }
    builder.finish(tokens.len())
}

struct Builder<'a> {
    text: &'a str,
    elements: Vec<Element>,
    owner: Vec<u32>,
    stack: Vec<u32>,
    /// Open elements that found no room on the stack.
    too_deep: usize,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str, tokens: usize) -> Self {
        let root = Element {
            tag: Tag::Body,
            parent: 0,
            tokens: 0..tokens,
            table: 0,
            row: 0,
            cell: 0,
            cue: None,
            columns: 1,
            rows: 1,
        };
        let owner = Vec::with_capacity(tokens);
        Builder { text, elements: vec![root], owner, stack: vec![0], too_deep: 0 }
    }

    fn top(&self) -> u32 {
        self.stack.last().copied().unwrap_or(0)
    }

    fn open(&mut self, at: usize, token: &Token) -> u32 {
        self.close_implied(at, token.tag);
        if matches!(token.tag, Tag::Void | Tag::Br | Tag::Meta | Tag::Raw) || self.is_empty(token) {
            return self.top();
        }
        if self.stack.len() >= MAX_DEPTH {
            self.too_deep += 1;
            return self.top();
        }
        let element = self.element(at, token);
        let number = self.elements.len() as u32;
        self.elements.push(element);
        self.stack.push(number);
        self.place(number);
        number
    }

    /// Returns whether it is an inline tag that closes itself: `<o:p/>`, `<a name="top"/>`.
    fn is_empty(&self, token: &Token) -> bool {
        matches!(token.tag, Tag::A | Tag::Inline) && token.span.of(self.text).ends_with("/>")
    }

    fn element(&self, at: usize, token: &Token) -> Element {
        let parent = self.top();
        let around = &self.elements[parent as usize];
        let mut element = Element { tag: token.tag, parent, tokens: at..usize::MAX, ..around.clone() };
        (element.cue, element.columns, element.rows) = (cues::of_tag(token.tag), 1, 1);
        let mut leads_somewhere = false;
        for (name, value) in attributes(token.span.of(self.text)) {
            match name.to_ascii_lowercase().as_str() {
                "colspan" => element.columns = value.trim().parse().unwrap_or(1).clamp(1, MAX_COLSPAN),
                "rowspan" => element.rows = value.trim().parse().unwrap_or(1).clamp(1, MAX_ROWSPAN),
                "href" => leads_somewhere = true,
                name => element.cue = element.cue.max(cues::of_attribute(name, value)),
            }
        }
        if element.tag == Tag::A && !leads_somewhere {
            element.tag = Tag::Inline;
        }
        element
    }

    /// Says where a new table, row or cell stands.
    fn place(&mut self, number: u32) {
        let element = &mut self.elements[number as usize];
        match element.tag {
            Tag::Table => (element.table, element.row, element.cell) = (number, 0, 0),
            Tag::Row => (element.row, element.cell) = (number, 0),
            Tag::Cell => element.cell = number,
            _ => {}
        }
    }

    /// Closes what a new element of `tag` ends: `<li>` the `<li>` before it, `<tr>` the cell and the row before it.
    fn close_implied(&mut self, at: usize, tag: Tag) {
        let (ends, within): (&[Tag], &[Tag]) = match tag {
            Tag::Li => (&[Tag::Li], &[Tag::List, Tag::Cell, Tag::Table]),
            Tag::Dd => (&[Tag::Dd], &[Tag::List, Tag::Cell, Tag::Table]),
            Tag::P => (&[Tag::P], &[Tag::Div, Tag::Li, Tag::Dd, Tag::Cell, Tag::Table, Tag::Section]),
            Tag::Cell => (&[Tag::Cell], &[Tag::Row, Tag::Table]),
            Tag::Row => (&[Tag::Row, Tag::Cell], &[Tag::RowGroup, Tag::Table]),
            Tag::RowGroup => (&[Tag::RowGroup, Tag::Row, Tag::Cell], &[Tag::Table]),
            _ => return,
        };
        let tag_of = |n: &u32| self.elements[*n as usize].tag;
        let from = self.stack.iter().rposition(|n| within.contains(&tag_of(n))).map_or(1, |i| i + 1);
        if let Some(first) = self.stack[from..].iter().position(|n| ends.contains(&tag_of(n))) {
            self.pop_to(from + first, at);
        }
    }

    fn close(&mut self, at: usize, tag: Tag) -> u32 {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return self.top();
        }
        match self.stack.iter().rposition(|n| self.stops(*n, tag)) {
            Some(place) if place > 0 && self.elements[self.stack[place] as usize].tag == tag => {
                let closed = self.stack[place];
                self.pop_to(place, at + 1);
                closed
            }
            _ => self.top(),
        }
    }

    /// Returns whether the search for what `</tag>` closes stops at an open element: at its like, at a cell or table,
    /// which only their own kind closes, and for `</b>` at a block: `<a><div></a>` must not close the div.
    fn stops(&self, number: u32, tag: Tag) -> bool {
        let open = self.elements[number as usize].tag;
        let table_part = matches!(tag, Tag::Table | Tag::Cell | Tag::Row | Tag::RowGroup);
        open == tag
            || open == Tag::Table
            || open == Tag::Cell && !table_part
            || open.breaks() && !tag.breaks()
            || open == Tag::Body
    }

    fn pop_to(&mut self, place: usize, end: usize) {
        for number in self.stack.drain(place..) {
            self.elements[number as usize].tokens.end = end;
        }
    }

    fn finish(mut self, tokens: usize) -> Tree {
        self.pop_to(0, tokens);
        Tree { elements: self.elements, owner: self.owner }
    }
}
