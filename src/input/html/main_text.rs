//! The lines of a page → which of them are the document: its main text, its title and its data sheet.

use super::cues::{self, Cue};
use super::lines::{Line, Lines, inherited};
use super::tree::Tree;
use std::ops::Range;

/// The main text is the smallest element that holds this share of the page's sentences.
const MIN_MAIN_SHARE: (usize, usize) = (8, 10);
/// An element that calls itself navigation holds less than this share; a `<form id="search">` around the page holds
/// more.
const MAX_NOISE_SHARE: (usize, usize) = (3, 10);
/// A line of so many characters outside links is text even without a full stop, with one it needs fewer.
const MIN_LINE_CHARS: usize = 40;
const MIN_SENTENCE_CHARS: usize = 10;
/// A title has so many characters.
const TITLE_CHARS: Range<usize> = 5..120;

/// Selects the lines that belong to the document.
pub(super) fn main_text(page: &Lines, tree: &Tree) -> Selection {
    let concealed = inherited(tree, |e| tree.elements[e].cue == Some(Cue::Concealed));
    let in_concealed = |line: &Line| concealed[line.element as usize];
    let weights: Vec<usize> = page.lines.iter().map(weight).collect();
    let sum = |hidden: bool| -> usize {
        page.lines.iter().zip(&weights).filter(|(l, _)| in_concealed(l) == hidden).map(|(_, w)| w).sum()
    };
    // A page whose text is hidden until a script shows it.
    let reveal = sum(true) > 4 * sum(false);
    let hidden = |line: &Line| in_concealed(line) && !reveal;
    let shown: Vec<usize> =
        page.lines.iter().zip(&weights).map(|(l, w)| if hidden(l) { 0 } else { *w }).collect();
    let noisy = noisy_elements(page, tree, &Totals::of(&shown));
    let counted: Vec<usize> =
        page.lines.iter().zip(&shown).map(|(l, w)| if noisy[l.element as usize] { 0 } else { *w }).collect();
    let filter = LineFilter::new(page, tree, &counted);
    let mut selection = Selection { keep: Vec::new(), hidden: Vec::new() };
    for (i, line) in page.lines.iter().enumerate() {
        selection.hidden.push(hidden(line));
        selection.keep.push(!hidden(line) && !noisy[line.element as usize] && filter.keeps(i));
    }
    selection
}

/// What becomes of each line.
pub(super) struct Selection {
    /// It belongs to the document.
    pub(super) keep: Vec<bool>,
    /// The page does not show it.
    pub(super) hidden: Vec<bool>,
}

/// Measures how much a line speaks for the main text: its characters outside links, where it reads like a sentence.
fn weight(line: &Line) -> usize {
    let own = line.chars - line.linked;
    let reads = own >= MIN_LINE_CHARS || own >= MIN_SENTENCE_CHARS && line.ends > 0;
    let noise = matches!(cues::of_line(&line.head), Some(cues::Line::Noise | cues::Line::NoiseOutside));
    if reads && !noise && line.linked <= own { own } else { 0 }
}

/// Running totals of the lines' weights.
struct Totals(Vec<usize>);

impl Totals {
    fn of(weights: &[usize]) -> Totals {
        let mut total = 0;
        let mut totals = vec![0];
        totals.extend(weights.iter().map(|w| {
            total += w;
            total
        }));
        Totals(totals)
    }

    fn all(&self) -> usize {
        self.0.last().copied().unwrap_or(0)
    }

    /// Sums the weight of the lines that begin inside a stretch of tokens.
    fn inside(&self, lines: &[Line], tokens: &Range<usize>) -> usize {
        let range = lines_inside(lines, tokens);
        self.0[range.end] - self.0[range.start]
    }
}

fn lines_inside(lines: &[Line], tokens: &Range<usize>) -> Range<usize> {
    let start = lines.partition_point(|l| l.token < tokens.start);
    let end = lines.partition_point(|l| l.token < tokens.end);
    start..end.max(start)
}

fn noisy_elements(page: &Lines, tree: &Tree, totals: &Totals) -> Vec<bool> {
    let (part, whole) = MAX_NOISE_SHARE;
    inherited(tree, |e| {
        let element = &tree.elements[e];
        element.cue == Some(Cue::Noise)
            && totals.inside(&page.lines, &element.tokens) * whole <= totals.all() * part
    })
}

struct LineFilter<'a> {
    page: &'a Lines,
    weights: &'a [usize],
    /// The lines of the main text, and those from its first sentence to its last.
    main: Range<usize>,
    core: Range<usize>,
    title: Range<usize>,
}

impl<'a> LineFilter<'a> {
    fn new(page: &'a Lines, tree: &'a Tree, weights: &'a [usize]) -> Self {
        let main = main_lines(page, tree, weights);
        let is_good = |i: &usize| weights[*i] > 0;
        let first = main.clone().find(is_good).unwrap_or(main.start);
        let last = main.clone().rfind(is_good).map_or(main.end, |i| i + 1);
        let title = title_lines(page, tree, &main);
        LineFilter { page, weights, main, core: first..last, title }
    }

    fn keeps(&self, i: usize) -> bool {
        let line = &self.page.lines[i];
        let said = cues::of_line(&line.head);
        if said == Some(cues::Line::Noise) {
            return false;
        }
        let unlinked = line.linked * 2 <= line.chars;
        let attachment = said == Some(cues::Line::Attachment);
        if self.main.contains(&i) {
            // Above the first sentence and below the last a page may have its crumbs and its related links.
            return self.core.contains(&i) || unlinked || attachment;
        }
        self.title.contains(&i)
            || self.weights[i] > 0
            || i < self.main.start && said == Some(cues::Line::Meta) && unlinked
            || i >= self.main.end && attachment
    }
}

/// Finds the lines of the smallest element that holds most sentences; all of them where there is no sentence.
fn main_lines(page: &Lines, tree: &Tree, weights: &[usize]) -> Range<usize> {
    let totals = Totals::of(weights);
    let (part, whole) = MIN_MAIN_SHARE;
    let holds_most = |e: &&super::tree::Element| {
        e.tag.contains() && totals.inside(&page.lines, &e.tokens) * whole >= totals.all() * part
    };
    match tree.elements.iter().rfind(holds_most) {
        Some(element) if totals.all() > 0 => lines_inside(&page.lines, &element.tokens),
        _ => 0..page.lines.len(),
    }
}

/// Finds the document's title above the main text: lines that the page's own title repeats, else the last heading.
fn title_lines(page: &Lines, tree: &Tree, main: &Range<usize>) -> Range<usize> {
    let names = |line: &Line| {
        TITLE_CHARS.contains(&line.chars)
            && page
                .title
                .split('\n')
                .any(|t| !t.is_empty() && (t.contains(&line.head) || line.head.contains(t)))
    };
    let titled = |line: &Line| {
        let element = &tree.elements[line.element as usize];
        let around = &tree.elements[element.parent as usize];
        TITLE_CHARS.contains(&line.chars) && [element.cue, around.cue].contains(&Some(Cue::Title))
    };
    let own = |i: &usize| page.lines[*i].linked * 2 <= page.lines[*i].chars;
    let above = 0..main.start;
    let Some(last) = above
        .clone()
        .filter(own)
        .rfind(|i| names(&page.lines[*i]))
        .or_else(|| above.filter(own).rfind(|i| titled(&page.lines[*i])))
    else {
        return 0..0;
    };
    let element = page.lines[last].element;
    let first = (0..last).rev().take_while(|i| page.lines[*i].element == element).last().unwrap_or(last);
    let inside = |i: usize| page.lines[i].head.contains(&page.lines[last].head);
    if main.clone().take(5).any(inside) { 0..0 } else { first..last + 1 }
}
