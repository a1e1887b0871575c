//! Characters on one base line → a line of text: blanks where the writing stops, tabs where a column begins.

use crate::placed::Glyph;

/// A line of text on a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) text: String,
    /// Where its first character that is no blank begins, and its last ends.
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// Its base line.
    pub(super) y: f32,
    /// The width of what cannot be parted at its head: 「增」 「1000」 「（一）」.
    pub(super) head: f32,
    /// The height of most of its type.
    pub(super) size: f32,
    /// Set in the type of headings.
    pub(super) strong: bool,
    /// Columns begin in it.
    pub(super) parted: bool,
    /// The file says that it is a head or foot of the page.
    pub(super) furniture: bool,
}

/// A gap of so many ems parts two columns: justified text has gaps up to one.
const COLUMN_GAP: f32 = 1.5;
/// A gap of so many ems between letters or digits is a blank.
const LETTER_GAP: f32 = 0.25;
/// What is drawn again within this part of its width is the same character, made bold.
const TWICE: f32 = 0.3;
/// Characters whose base lines lie within so many ems stand on one line.
const ONE_LINE: f32 = 0.35;
/// So much higher stands an exponent or the number of a note, in ems of its line: 「战略①」.
const RAISED: f32 = 0.62;
/// And so much smaller it is.
const RAISED_SIZE: f32 = 0.75;

/// Sorts characters into rows, one below the other.
pub(super) fn rows(mut glyphs: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    // The largest character of the last row, whose base line is the row's.
    let mut largest: Option<Glyph> = None;
    for glyph in glyphs {
        let near = |row: Glyph| {
            let raised = row.size < RAISED_SIZE * glyph.size && glyph.y - row.y < RAISED * glyph.size;
            raised || (row.y - glyph.y).abs() < ONE_LINE * row.size.max(glyph.size)
        };
        match (largest.filter(|row| near(*row)), rows.last_mut()) {
            (Some(row), Some(last)) => {
                last.push(glyph);
                largest = Some(if glyph.size > row.size { glyph } else { row });
            }
            _ => {
                rows.push(vec![glyph]);
                largest = Some(glyph);
            }
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    rows
}

impl Line {
    /// Writes the characters of a row, sorted from left to right; none where they are blanks.
    pub(super) fn of(row: &[Glyph]) -> Option<Line> {
        let mut sizes: Vec<f32> = row.iter().filter(|g| !g.c.is_whitespace()).map(|g| g.size).collect();
        sizes.sort_by(f32::total_cmp);
        let size = *sizes.get(sizes.len() / 2)?;
        let largest = sizes.last().copied().unwrap_or(size);
        let mut writer = Writer { em: size, cells: vec![String::new()], ..Writer::default() };
        row.iter().for_each(|glyph| writer.put(glyph));
        let seen = |f: fn(&Glyph) -> bool| {
            row.iter().filter(|g| !g.c.is_whitespace() && f(g)).count() * 2 > sizes.len()
        };
        let base = row.iter().filter(|g| g.size >= largest).map(|g| g.y).next()?;
        let cells = writer.cells.iter().map(|cell| cell.trim_matches([' ', '\u{3000}']));
        let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
        // 「附  件」: letters set apart are no columns.
        let apart = cells.len() > 1 && cells.iter().all(|cell| cell.chars().nth(1).is_none());
        let labelled = cells.len() == 2 && is_label(cells[0]);
        let between = match () {
            () if labelled => " ",
            () if apart => "\u{3000}",
            () => "\t",
        };
        Some(Line {
            text: cells.join(between),
            x0: writer.start?,
            x1: writer.end,
            y: base,
            head: head(row),
            size,
            strong: seen(|g| g.strong),
            parted: cells.len() > 1 && !apart && !labelled,
            furniture: seen(|g| g.furniture),
        })
    }
}

/// Whether a cell is the number of a list, behind which a word processor sets a tab: 「1.」 「（一）」 「①」.
fn is_label(cell: &str) -> bool {
    let marked = cell.ends_with(['.', '．', '、', '）', ')']);
    let circled = cell.chars().all(|c| c.is_numeric() && !c.is_ascii());
    (marked || circled) && cell.chars().nth(LONGEST_LABEL).is_none()
}

/// A number of a list has no more characters.
const LONGEST_LABEL: usize = 6;

/// The width of what cannot be parted at the head of a row: a word or number, or a character with the marks that cling to it.
fn head(row: &[Glyph]) -> f32 {
    let mut width = 0.0;
    let mut last: Option<Glyph> = None;
    for glyph in row.iter().skip_while(|g| g.c.is_whitespace()).take(LONGEST_WORD) {
        let clings = last.is_none_or(|last| {
            OPENING.contains(&last.c) || CLOSING.contains(&glyph.c) || !is_wide(last.c) && !is_wide(glyph.c)
        });
        if !clings || glyph.c.is_whitespace() {
            break;
        }
        width += glyph.advance;
        last = Some(*glyph);
    }
    width
}

/// A word is no longer.
const LONGEST_WORD: usize = 24;
/// Marks that never end a line.
const OPENING: [char; 7] = ['（', '《', '“', '‘', '〔', '「', '('];
/// Marks that never begin one.
const CLOSING: [char; 17] =
    ['，', '。', '、', '；', '：', '！', '？', '）', '》', '”', '’', '〕', '」', '％', '%', ')', '．'];

/// A line being written.
#[derive(Default)]
struct Writer {
    em: f32,
    cells: Vec<String>,
    start: Option<f32>,
    end: f32,
    /// A blank stands before the next character.
    blank: bool,
    last: Option<Glyph>,
}

impl Writer {
    fn put(&mut self, glyph: &Glyph) {
        if glyph.c.is_whitespace() && glyph.c != '\u{3000}' {
            self.blank = true;
            return;
        }
        // Blanks before a line are its indent.
        if self.start.is_none() {
            if glyph.c == '\u{3000}' {
                return;
            }
            self.start = Some(glyph.x);
        } else if self
            .last
            .is_some_and(|last| last.c == glyph.c && (glyph.x - last.x).abs() < TWICE * glyph.advance)
        {
            return;
        } else {
            self.gap(glyph);
        }
        if let Some(cell) = self.cells.last_mut() {
            cell.push(glyph.c);
        }
        if glyph.c != '\u{3000}' {
            self.end = self.end.max(glyph.x + glyph.advance);
        }
        self.blank = false;
        self.last = Some(*glyph);
    }

    /// Writes what parts a character from the one before.
    fn gap(&mut self, next: &Glyph) {
        let Some(last) = self.last else { return };
        let gap = (next.x - (last.x + last.advance)) / self.em.max(0.1);
        let letters = |a: char, b: char| a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric();
        if gap > COLUMN_GAP {
            self.cells.push(String::new());
        } else if let Some(cell) = self.cells.last_mut() {
            let least = match (self.blank, is_wide(last.c) && is_wide(next.c)) {
                (true, true) => 2.0 * LETTER_GAP,
                (true, false) => LETTER_GAP / 2.0,
                (false, false) if letters(last.c, next.c) => LETTER_GAP,
                (false, _) => f32::MAX,
            };
            cell.extend(Some(' ').filter(|_| gap > least));
        }
    }
}

/// Whether a character fills a square.
pub(super) fn is_wide(c: char) -> bool {
    c >= '\u{2E80}'
}

/// What stands between two lines of one paragraph: a blank between letters, else nothing; a number may be broken anywhere.
pub(super) fn glue(above: &str, below: &str) -> &'static str {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if letter(above.chars().next_back()) && letter(below.chars().next()) { " " } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::tests::set;

    fn text(glyphs: Vec<Glyph>) -> String {
        let lines = rows(glyphs).into_iter().filter_map(|row| Line::of(&row));
        lines.map(|line| line.text).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn gaps_are_blanks_and_columns() {
        let row =
            [set("修渠", 0.0, 0.0, 10.0), set("9.5", 20.0, 0.0, 10.0), set("ab", 45.0, 0.0, 10.0)].concat();
        assert_eq!(text(row), "修渠9.5 ab");
        assert_eq!(text([set("任务", 0.0, 0.0, 10.0), set("单位", 60.0, 0.0, 10.0)].concat()), "任务\t单位");
        assert_eq!(text([set("附", 0.0, 0.0, 10.0), set("件", 40.0, 0.0, 10.0)].concat()), "附\u{3000}件");
    }

    #[test]
    fn a_tab_behind_a_number_begins_no_column() {
        for (label, line) in
            [("1.", "1. 修渠"), ("（一）", "（一） 修渠"), ("①", "① 修渠"), ("任务", "任务\t修渠")]
        {
            assert_eq!(text([set(label, 0.0, 0.0, 10.0), set("修渠", 60.0, 0.0, 10.0)].concat()), line);
        }
    }

    #[test]
    fn a_character_drawn_twice_is_bold() {
        assert_eq!(text([set("县", 0.0, 0.0, 10.0), set("县", 0.5, 0.0, 10.0)].concat()), "县");
        assert_eq!(text([set("县县", 0.0, 0.0, 10.0), set("ll", 20.0, 0.0, 10.0)].concat()), "县县ll");
    }

    #[test]
    fn an_exponent_stands_on_its_line() {
        let glyphs =
            [set("共7m", 0.0, 20.0, 10.0), set("2", 20.0, 14.5, 6.0), set("下行", 0.0, 36.0, 10.0)].concat();
        assert_eq!(text(glyphs), "共7m2\n下行");
    }
}
