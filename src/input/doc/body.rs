//! The characters of a Word file and what holds for each → lines: a paragraph or a row each.

use super::pieces::{Change, Char, Pieces};
use super::properties::{Held, Pages, Paragraph, Run};
use super::styles::Style;
use crate::input::bytes::short;
use crate::input::fields;
use crate::input::lines::Line;
use crate::input::lists::Lists;
use crate::input::symbols::symbol;
use crate::input::tables::Text;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a Word file says beside its characters.
pub(super) struct Rules<'a> {
    pub(super) pieces: Pieces<'a>,
    pub(super) runs: Pages<'a>,
    pub(super) paragraphs: Pages<'a>,
    /// The stream with what found no room on the pages.
    pub(super) elsewhere: &'a [u8],
    pub(super) styles: Vec<Style>,
    pub(super) fonts: Vec<String>,
    /// The stretches of text boxes, by the characters that they hang on.
    pub(super) boxes: BTreeMap<usize, Vec<Range<usize>>>,
}

/// How much reading a file may take.
pub(super) struct Budget {
    /// Bytes of text.
    pub(super) text: usize,
    /// Bytes of lists of changes: no more of them hold than a few for each character.
    pub(super) changes: usize,
}

/// What is counted through all texts of a file.
pub(super) struct Reader<'a> {
    rules: &'a Rules<'a>,
    lists: Lists,
    budget: Budget,
    pictures: usize,
    /// The changes that held last, and what they made.
    run: (Range<usize>, usize, Run),
}

/// The type in which headings are set (GB/T 9704-2012 §7.3.3).
const HEADING_TYPE: &str = "黑体";
/// Text boxes in text boxes: Word allows none.
const MAX_BOXES: usize = 4;

/// Characters that stand for something else (MS-DOC 2.4.1 and 2.9.9).
mod mark {
    pub const PICTURE: char = '\u{1}';
    pub const CELL_END: char = '\u{7}';
    pub const DRAWING: char = '\u{8}';
    pub const LINE_END: char = '\u{B}';
    pub const PAGE_END: char = '\u{C}';
    pub const PARAGRAPH_END: char = '\r';
    pub const COLUMN_END: char = '\u{E}';
    pub const FIELD: char = '\u{13}';
    pub const FIELD_RESULT: char = '\u{14}';
    pub const FIELD_END: char = '\u{15}';
    pub const HYPHEN: char = '\u{1E}';
    /// Where a symbol stands, its run says which.
    pub const SYMBOL: char = '(';
}

/// A text being read.
#[derive(Default)]
struct Open {
    text: Text,
    words: String,
    /// Some of its words are set like those of any paragraph.
    plain: bool,
    /// Text of a paragraph whose end was deleted: it runs on into the next.
    carried: String,
    boxes: Vec<Line>,
    fields: Vec<Field>,
    /// How many of the open fields have no result yet: what stands there is an instruction.
    instructions: usize,
}

/// A field that is open.
#[derive(Default)]
struct Field {
    instruction: String,
    has_result: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(rules: &'a Rules<'a>, lists: Lists, budget: Budget) -> Self {
        Reader { rules, lists, budget, pictures: 0, run: Default::default() }
    }

    /// Whether more was found than may be read.
    pub(super) fn is_full(&self) -> bool {
        self.budget.text == 0 || self.budget.changes == 0
    }

    /// How many pictures and drawings stood in what was read.
    pub(super) fn pictures(&self) -> usize {
        self.pictures
    }

    /// Reads a stretch of the count of characters.
    pub(super) fn read(&mut self, range: Range<usize>) -> Vec<Line> {
        self.read_nested(range, 0)
    }

    /// Reads a text beside the main one, whose last paragraphs are Word's own.
    pub(super) fn read_beside(&mut self, range: Range<usize>) -> Vec<Line> {
        without_blank_end(self.read(range))
    }

    fn read_nested(&mut self, range: Range<usize>, nested: usize) -> Vec<Line> {
        let mut open = Open::default();
        let mut last = None;
        for char in self.rules.pieces.chars(range) {
            if self.is_full() {
                break;
            }
            self.character(char, &mut open, nested);
            last = Some(char);
        }
        // The last text of a file may lack its end.
        if let Some(last) = last.filter(|_| !open.words.is_empty() || !open.carried.is_empty()) {
            let paragraph = self.paragraph(last);
            self.end_paragraph(&paragraph, &mut open, false);
        }
        open.text.finish()
    }

    fn character(&mut self, char: Char, open: &mut Open, nested: usize) {
        let run = self.run(char);
        match char.c {
            mark::FIELD => {
                open.fields.push(Field::default());
                open.instructions += 1;
            }
            mark::FIELD_RESULT => {
                if let Some(field) = open.fields.last_mut().filter(|field| !field.has_result) {
                    field.has_result = true;
                    open.instructions -= 1;
                }
            }
            mark::FIELD_END => self.end_field(run, open),
            mark::PARAGRAPH_END | mark::PAGE_END | mark::CELL_END => self.end(char, run, open),
            _ if run.deleted => {}
            c if open.instructions > 0 => {
                if let Some(field) =
                    open.fields.last_mut().filter(|field| field.instruction.len() < fields::LONGEST)
                {
                    field.instruction.push(c);
                }
            }
            _ if run.hidden => {}
            _ => self.shown(char, run, open, nested),
        }
    }

    /// Takes a character that is seen, or that something hangs on.
    fn shown(&mut self, char: Char, run: Run, open: &mut Open, nested: usize) {
        match char.c {
            mark::DRAWING | mark::PICTURE => {
                self.pictures += usize::from(run.special);
                self.hang(char, open, nested);
            }
            mark::SYMBOL if run.symbol.is_some() => {
                let (font, code) = run.symbol.unwrap_or_default();
                let font = self.rules.fonts.get(usize::from(font)).map_or("", String::as_str);
                if let Some(shown) = symbol(font, u32::from(code)) {
                    self.write(shown, run, open);
                }
            }
            mark::LINE_END | mark::COLUMN_END => self.write('\n', run, open),
            mark::HYPHEN => self.write('-', run, open),
            c if c.is_control() && c != '\t' => {}
            c => self.write(c, run, open),
        }
    }

    /// Ends a field; one without a result may show something all the same.
    fn end_field(&mut self, run: Run, open: &mut Open) {
        let Some(field) = open.fields.pop().filter(|field| !field.has_result) else { return };
        open.instructions -= 1;
        if open.instructions == 0 && !run.deleted {
            let shown = fields::shown(&field.instruction).unwrap_or_default();
            shown.chars().for_each(|c| self.write(c, run, open));
        }
    }

    fn write(&mut self, c: char, run: Run, open: &mut Open) {
        let is_heading_type =
            |font: u16| self.rules.fonts.get(usize::from(font)).is_some_and(|f| f == HEADING_TYPE);
        let strong = run.bold || run.font.is_some_and(is_heading_type);
        open.plain |= !strong && !c.is_whitespace();
        open.words.push(c);
        self.budget.text = self.budget.text.saturating_sub(c.len_utf8());
    }

    /// Reads the text boxes that hang on a character.
    fn hang(&mut self, char: Char, open: &mut Open, nested: usize) {
        let boxes = self.rules.boxes.get(&char.cp).filter(|_| nested < MAX_BOXES);
        for range in boxes.into_iter().flatten() {
            let lines = self.read_nested(range.clone(), nested + 1);
            open.boxes.extend(without_blank_end(lines));
        }
    }

    /// Ends a paragraph, and the cell or row that ends with it.
    fn end(&mut self, char: Char, run: Run, open: &mut Open) {
        let paragraph = self.paragraph(char);
        let depth = paragraph.depth();
        let is_cell = char.c == mark::CELL_END;
        let row = is_cell && paragraph.ends_row || paragraph.ends_inner_row;
        if row {
            // The mark at the end of a row has no words.
            open.words.clear();
            let mut shape = paragraph.shape;
            shape.deleted = run.deleted;
            return open.text.end_row(depth, shape);
        }
        let inner = !is_cell && paragraph.ends_inner_cell;
        self.end_paragraph(&paragraph, open, run.deleted && !is_cell && !inner);
        if is_cell || inner {
            open.text.end_cell(if is_cell { depth.max(1) } else { depth });
        }
    }

    fn end_paragraph(&mut self, paragraph: &Paragraph, open: &mut Open, runs_on: bool) {
        let words = std::mem::take(&mut open.carried) + &std::mem::take(&mut open.words);
        let plain = std::mem::take(&mut open.plain);
        let depth = paragraph.depth();
        let no_style = Style::default();
        let style = self.rules.styles.get(usize::from(paragraph.style)).unwrap_or(&no_style);
        if runs_on {
            open.carried = words;
        } else if !style.contents {
            let list = paragraph.list.or(style.list).unwrap_or(0);
            let level = paragraph.level.or(style.level).unwrap_or(0);
            let marker = self.lists.marker(u32::from(list), usize::from(level));
            let blank = words.trim().is_empty();
            let marker = marker.filter(|_| !blank).unwrap_or_default();
            self.budget.text = self.budget.text.saturating_sub(marker.len() + "\n".len());
            let heading = !blank && (style.heading || paragraph.outlined || paragraph.centred || !plain);
            open.text.paragraph(Line::of(marker + &words, heading), depth);
        }
        for line in std::mem::take(&mut open.boxes) {
            open.text.paragraph(line, depth);
        }
    }

    /// What the run of a character is.
    fn run(&mut self, char: Char) -> Run {
        let (stretch, piece, run) = &self.run;
        if stretch.contains(&char.at) && *piece == char.piece {
            return *run;
        }
        let Held { stretch, list, .. } = self.rules.runs.at(char.at);
        self.spend(list);
        let mut run = Run::default();
        run.change(list);
        match self.rules.pieces.change(char.piece) {
            Change::List(list) => {
                self.spend(list);
                run.change(list);
            }
            Change::One(number, value) => run.change_one(number, value),
            Change::None => {}
        }
        self.run = (stretch, char.piece, run);
        run
    }

    /// What the paragraph is that ends with a character.
    fn paragraph(&mut self, end: Char) -> Paragraph {
        let held = self.rules.paragraphs.at(end.at);
        let mut paragraph = Paragraph { style: held.style, ..Paragraph::default() };
        self.spend(held.list);
        paragraph.change(held.list);
        if let Some(at) = paragraph.elsewhere.map(|at| at as usize) {
            let length = short(self.rules.elsewhere, at).map_or(0, usize::from);
            let list =
                self.rules.elsewhere.get(at.saturating_add(2)..at.saturating_add(2 + length)).unwrap_or(&[]);
            self.spend(list);
            paragraph.change(list);
        }
        if let Change::List(list) = self.rules.pieces.change(end.piece) {
            self.spend(list);
            paragraph.change(list);
        }
        paragraph
    }

    fn spend(&mut self, list: &[u8]) {
        self.budget.changes = self.budget.changes.saturating_sub(list.len());
    }
}

fn without_blank_end(mut lines: Vec<Line>) -> Vec<Line> {
    let words = lines.iter().rposition(|line| !line.words.trim().is_empty());
    lines.truncate(words.map_or(0, |last| last + 1));
    lines
}
