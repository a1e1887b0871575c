//! A page's tags → a flat tree: elements with their parents and weights, and what happens in the order of the page.

use super::tokens::{Token, Tokens, attribute};
use crate::span::Span;
use crate::tables::rows;

/// What happens, in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    Text(Span),
    Open(usize),
    Close(usize),
    /// `<br>`, or a line end in `<pre>`.
    Break,
}

/// An element.
pub(super) struct Element {
    pub(super) name: String,
    pub(super) parent: usize,
    /// Characters of Chinese inside it that are no links.
    pub(super) weight: usize,
    /// Its events, from its opening to its closing.
    pub(super) events: std::ops::Range<usize>,
    /// Columns and rows that a cell takes.
    pub(super) colspan: usize,
    pub(super) rowspan: usize,
    /// For a table: it holds another, or is no table of data.
    pub(super) nested: bool,
    /// For a table: rows of two cells or more. For a row: its cells.
    pub(super) count: usize,
    hidden: bool,
    link: bool,
}

/// The whole page; element 0 is the page itself.
pub(super) struct Tree {
    pub(super) elements: Vec<Element>,
    pub(super) events: Vec<Event>,
    /// The words of `<title>`.
    pub(super) title: Option<Span>,
}

/// Deeper elements are read as if they were not there, so that a hostile page costs no more than its length.
const DEEPEST: usize = 256;
/// A cell that claims more columns or rows than this is lying.
const WIDEST_CELL: usize = 50;

/// Elements whose text is no part of the document.
const LEFT_OUT: [&str; 19] = [
    "script",
    "style",
    "noscript",
    "textarea",
    "template",
    "select",
    "option",
    "svg",
    "iframe",
    "button",
    "nav",
    "footer",
    "aside",
    "object",
    "xmp",
    "noframes",
    "head",
    "form-hidden",
    "video",
];
/// Elements that never hold anything.
const VOID: [&str; 15] = [
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "param",
    "source",
    "track",
    "wbr",
    "jsp:include",
];

impl Tree {
    pub(super) fn of(page: &str) -> Tree {
        let mut builder = Builder::new(page);
        Tokens::of(page).for_each(|token| builder.take(token));
        builder.finish()
    }
}

struct Builder<'a> {
    page: &'a str,
    tree: Tree,
    stack: Vec<usize>,
    furniture: Vec<&'static str>,
    in_title: bool,
}

impl<'a> Builder<'a> {
    fn new(page: &'a str) -> Self {
        let tree = Tree { elements: Vec::new(), events: Vec::new(), title: None };
        let furniture = rows(include_str!("../../tables/html_furniture.tsv"))
            .filter_map(|row| (row.first() == Some(&"class")).then(|| row.get(1).copied()).flatten())
            .collect();
        let mut builder = Builder { page, tree, stack: Vec::new(), furniture, in_title: false };
        builder.push(String::new(), "");
        builder
    }

    fn top(&self) -> usize {
        self.stack.last().copied().unwrap_or(0)
    }

    fn take(&mut self, token: Token) {
        match token {
            Token::Text(span) => self.text(span),
            Token::Open { name, attributes } => {
                let name = name.of(self.page).to_ascii_lowercase();
                self.open(name, attributes.of(self.page));
            }
            Token::Close { name } => self.close(&name.of(self.page).to_ascii_lowercase()),
        }
    }

    fn text(&mut self, span: Span) {
        if self.in_title {
            self.tree.title.get_or_insert(span);
            return;
        }
        let top = self.top();
        if self.tree.elements[top].hidden {
            return;
        }
        if !self.tree.elements[top].link {
            let weight = span.of(self.page).chars().filter(|c| !c.is_ascii() && c.is_alphanumeric()).count();
            self.tree.elements[top].weight += weight;
        }
        if self.stack.iter().any(|&e| self.tree.elements[e].name == "pre") {
            return self.preformatted(span);
        }
        self.tree.events.push(Event::Text(span));
    }

    /// In `<pre>` a line end is one.
    fn preformatted(&mut self, span: Span) {
        let mut start = span.start;
        for line in span.of(self.page).split_inclusive('\n') {
            self.tree.events.push(Event::Text(Span::new(start, start + line.len())));
            if line.ends_with('\n') {
                self.tree.events.push(Event::Break);
            }
            start += line.len();
        }
    }

    fn open(&mut self, name: String, attributes: &str) {
        if name == "title" {
            self.in_title = true;
            return;
        }
        if name == "body" {
            // A page whose <head> was never closed is shown all the same.
            self.close("head");
        }
        self.close_implied(&name);
        if name == "br" || name == "hr" {
            self.tree.events.push(Event::Break);
        }
        if VOID.contains(&name.as_str())
            || attributes.ends_with('/') && name.contains(':')
            || self.stack.len() >= DEEPEST
        {
            return;
        }
        self.count(&name);
        self.push(name, attributes);
    }

    /// A paragraph, item, cell or row that is still open ends where the next of its kind begins.
    fn close_implied(&mut self, name: &str) {
        let (ends, within): (&[&str], &[&str]) = match name {
            "td" | "th" => (&["td", "th"], &["table"]),
            "tr" => (&["tr"], &["table"]),
            "li" => (&["li"], &["ul", "ol"]),
            "p" | "div" | "table" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                (&["p"], &["td", "th", "table", "div", "li"])
            }
            _ => return,
        };
        for place in (1..self.stack.len()).rev() {
            let open = self.tree.elements[self.stack[place]].name.as_str();
            if within.contains(&open) {
                return;
            }
            if ends.contains(&open) {
                return self.close_to(place);
            }
        }
    }

    /// Keeps count of rows and cells, and marks tables that hold others.
    fn count(&mut self, name: &str) {
        let open = |b: &Self, wanted: &str| {
            b.stack.iter().rev().copied().find(|&e| b.tree.elements[e].name == wanted)
        };
        match name {
            "table" => {
                for &outer in &self.stack {
                    self.tree.elements[outer].nested = true;
                }
            }
            "td" | "th" => {
                if let Some(row) = open(self, "tr") {
                    self.tree.elements[row].count += 1;
                    if let (2, Some(table)) = (self.tree.elements[row].count, open(self, "table")) {
                        self.tree.elements[table].count += 1;
                    }
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, name: String, attributes: &str) {
        let id = self.tree.elements.len();
        let parent = self.top();
        let (hidden, link) = self.tree.elements.get(parent).map_or((false, false), |p| (p.hidden, p.link));
        let span = |of| {
            attribute(attributes, of)
                .and_then(|v| v.trim().parse::<usize>().ok())
                .unwrap_or(1)
                .clamp(1, WIDEST_CELL)
        };
        self.tree.elements.push(Element {
            hidden: hidden
                || LEFT_OUT.contains(&name.as_str())
                || is_hidden(attributes)
                || self.is_furniture(attributes),
            link: link || name == "a",
            colspan: span("colspan"),
            rowspan: span("rowspan"),
            parent,
            weight: 0,
            events: self.tree.events.len()..self.tree.events.len(),
            nested: false,
            count: 0,
            name,
        });
        self.tree.events.push(Event::Open(id));
        self.stack.push(id);
    }

    fn is_furniture(&self, attributes: &str) -> bool {
        ["class", "id"].iter().filter_map(|of| attribute(attributes, of)).any(|names| {
            names
                .split(|c: char| !c.is_ascii_alphanumeric())
                .any(|word| self.furniture.iter().any(|f| f.eq_ignore_ascii_case(word)))
        })
    }

    fn close(&mut self, name: &str) {
        if name == "title" {
            self.in_title = false;
            return;
        }
        let place = (1..self.stack.len()).rev().find(|&i| self.tree.elements[self.stack[i]].name == name);
        if let Some(place) = place {
            self.close_to(place);
        }
    }

    /// Closes the elements of the stack from `place` on; their weight goes to their parents.
    fn close_to(&mut self, place: usize) {
        while self.stack.len() > place {
            let Some(id) = self.stack.pop() else { return };
            self.tree.events.push(Event::Close(id));
            let end = self.tree.events.len();
            self.tree.elements[id].events.end = end;
            let (weight, parent) = (self.tree.elements[id].weight, self.tree.elements[id].parent);
            if parent != id {
                self.tree.elements[parent].weight += weight;
            }
        }
    }

    fn finish(mut self) -> Tree {
        self.close_to(0);
        self.tree
    }
}

fn is_hidden(attributes: &str) -> bool {
    let style = attribute(attributes, "style").unwrap_or_default().to_ascii_lowercase();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    style.contains("display:none")
        || style.contains("visibility:hidden")
        || attribute(attributes, "hidden").is_some()
}
