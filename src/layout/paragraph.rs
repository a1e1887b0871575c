//! The lines and rows of all pages → the text: lines that a page cut off joined, headings noted by how they are set.

use super::line::{Line, glue};
use super::piece::Piece;
use crate::numeral;
use crate::source::{Extract, Row};
use crate::span::Span;

/// What is set in by more than so many ems is no paragraph's first line.
const FAR: f32 = 3.2;
/// The first line of a paragraph is set in by more than so many ems.
const INDENT: f32 = 1.2;
/// A line was ended before the edge of the text if what begins the next had fitted in with so many ems to spare.
const SPARE: f32 = 0.55;
/// What is set narrower is a list of short lines.
const NARROWEST: f32 = 8.0;
/// A line in the middle leaves so many ems free on both sides.
const CENTRED: f32 = 2.6;
/// Both sides differ by less.
const EVEN: f32 = 2.0;
/// Type of another size differs by this part.
const OTHER_SIZE: f32 = 0.15;
/// So many times the pitch of lines parts two paragraphs.
const APART: f32 = 1.6;
/// So many lines tell where the text of a page begins.
const ENOUGH_LINES: usize = 6;
/// Of these, one in so many begins at the edge.
const AT_THE_EDGE: usize = 8;

/// Writes the text.
pub(super) fn text(pages: &[Vec<Piece>]) -> Extract {
    let body = Block::of(pages.iter().flatten()).size;
    let of_column =
        |wanted: u8| Block::of(pages.iter().flatten().filter(|piece| column(piece) == Some(wanted)));
    let all = [0, 1, 2].map(of_column);
    let mut writer = Writer { body, ..Writer::default() };
    for page in pages {
        writer.out.pages.push(writer.out.text.len());
        let begun = writer.paragraph.is_some();
        let mut before = None;
        for pieces in page.chunk_by(|a, b| column(a) == column(b)) {
            let now = column(&pieces[0]);
            if before.is_some_and(|before| !runs_on(before, now)) {
                writer.end();
            }
            before = Some(now);
            let own = Block::of(pieces.iter());
            let whole = now.and_then(|column| all.get(usize::from(column)));
            let block = whole.filter(|_| own.lines < ENOUGH_LINES).map_or(own, |whole| own.with(whole));
            writer.block(pieces, &block);
        }
        // A paragraph that began on the page before ends on this one.
        if begun && let Some(at) = writer.out.pages.last_mut() {
            *at = (*at).max(writer.turned.take().unwrap_or(*at));
        }
    }
    writer.end();
    writer.out
}

/// Whether a paragraph may run on from one column to another.
fn runs_on(before: Option<u8>, now: Option<u8>) -> bool {
    matches!((before, now), (Some(1), Some(2)) | (Some(2), Some(1)))
}

fn column(piece: &Piece) -> Option<u8> {
    match piece {
        Piece::Line(_, column) => Some(*column),
        Piece::Row(_) => None,
    }
}

/// How the lines of a column, or of the whole file, are set.
#[derive(Clone, Copy, Debug, Default)]
struct Block {
    lines: usize,
    size: f32,
    left: f32,
    right: f32,
    pitch: f32,
}

impl Block {
    fn of<'a>(pieces: impl Iterator<Item = &'a Piece>) -> Block {
        let lines: Vec<&Line> = pieces
            .filter_map(|piece| match piece {
                Piece::Line(line, _) => Some(line),
                Piece::Row(_) => None,
            })
            .collect();
        // The size of most characters, not of most lines: a cover has few of many sizes.
        let mut sizes: Vec<(f32, usize)> = lines.iter().map(|l| (l.size, l.text.len())).collect();
        sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
        let half = sizes.iter().map(|s| s.1).sum::<usize>() / 2;
        let mut seen = 0;
        let size = sizes.iter().find(|s| {
            seen += s.1;
            seen > half
        });
        let size = size.map_or(0.0, |s| s.0);
        let body: Vec<&&Line> = lines.iter().filter(|l| (l.size - size).abs() < 0.2 * size).collect();
        let mut starts: Vec<f32> = body.iter().map(|l| l.x0).collect();
        starts.sort_by(f32::total_cmp);
        let mut ends: Vec<f32> = body.iter().map(|l| l.x1).collect();
        ends.sort_by(f32::total_cmp);
        let mut pitches: Vec<f32> = body.windows(2).map(|w| w[1].y - w[0].y).filter(|d| *d > 0.0).collect();
        pitches.sort_by(f32::total_cmp);
        Block {
            lines: body.len(),
            size,
            left: edge(&starts, size),
            right: ends.get((ends.len().saturating_sub(1) * 9).div_ceil(10)).copied().unwrap_or(0.0),
            pitch: pitches.get(pitches.len() / 2).copied().unwrap_or(1.75 * size),
        }
    }

    /// A block too small to tell where its text begins and ends, as that of the whole file does.
    fn with(self, all: &Block) -> Block {
        Block { left: all.left.min(self.left), right: all.right.max(self.right), pitch: all.pitch, ..self }
    }

    /// How much room a line leaves at its end; without end where all lines are so short that each is one by itself.
    fn room(&self, line: &Line) -> f32 {
        let narrow = self.right - self.left < NARROWEST * line.size;
        if narrow { f32::MAX } else { self.right - line.x1 }
    }

    fn is_indented(&self, line: &Line) -> bool {
        line.x0 - self.left > INDENT * line.size
    }

    fn is_centred(&self, line: &Line) -> bool {
        let (before, behind) = (line.x0 - self.left, self.right - line.x1);
        before.min(behind) > CENTRED * line.size && (before - behind).abs() < EVEN * line.size
    }
}

/// The smallest of the places at which several lines begin.
fn edge(starts: &[f32], size: f32) -> f32 {
    let least = (starts.len() / AT_THE_EDGE).max(1);
    let mut first = 0;
    for (at, start) in starts.iter().enumerate() {
        while start - starts[first] > size / 2.0 {
            first += 1;
        }
        if at + 1 - first >= least {
            return starts[first];
        }
    }
    starts.first().copied().unwrap_or(0.0)
}

/// The text being written.
#[derive(Default)]
struct Writer {
    out: Extract,
    /// The size of most of the type.
    body: f32,
    paragraph: Option<Paragraph>,
    /// Where in the text the page turned in the midst of the open paragraph.
    turned: Option<usize>,
}

/// A paragraph being written: it stands at the end of the text.
struct Paragraph {
    start: usize,
    last: Line,
    /// The room behind its last line.
    room: f32,
    /// How far its first line is set in.
    indent: f32,
    /// All of its lines are set as a heading.
    stands_out: bool,
    lines: usize,
}

/// A heading has no more lines.
const LONGEST_HEADING: usize = 3;
/// Larger type than that of the text by this part is that of headings.
const LARGER: f32 = 1.12;

impl Writer {
    fn block(&mut self, pieces: &[Piece], block: &Block) {
        for (at, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Line(line, _) => {
                    let above = at.checked_sub(1).and_then(|at| match &pieces[at] {
                        Piece::Line(above, _) => Some(above),
                        Piece::Row(_) => None,
                    });
                    self.line(line, above, block);
                }
                Piece::Row(cells) => {
                    self.end();
                    let start = self.out.text.len();
                    self.out.text.push_str(&cells.words.join("\t"));
                    let span = Span::new(start, self.out.text.len());
                    self.out.rows.push(Row { span, merged: cells.merged });
                    self.out.text.push('\n');
                }
            }
        }
    }

    fn line(&mut self, line: &Line, above: Option<&Line>, block: &Block) {
        let stands_out =
            line.strong || block.is_centred(line) || self.body > 0.0 && line.size > LARGER * self.body;
        let goes_on = self.paragraph.as_ref().is_some_and(|open| open.goes_on(line, above, block));
        if !goes_on {
            self.end();
        }
        match &mut self.paragraph {
            Some(open) => {
                self.out.text.push_str(glue(&open.last.text, &line.text));
                if above.is_none() {
                    self.turned.get_or_insert(self.out.text.len());
                }
                open.stands_out &= stands_out;
                open.lines += 1;
                open.room = block.room(line);
                open.last = line.clone();
            }
            None => {
                self.paragraph = Some(Paragraph {
                    start: self.out.text.len(),
                    last: line.clone(),
                    room: block.room(line),
                    indent: line.x0 - block.left,
                    stands_out,
                    lines: 1,
                });
            }
        }
        self.out.text.push_str(&line.text);
    }

    /// Ends the open paragraph.
    fn end(&mut self) {
        let Some(open) = self.paragraph.take() else { return };
        let span = Span::new(open.start, self.out.text.len());
        self.out.headings.extend(Some(span).filter(|_| open.stands_out && open.lines <= LONGEST_HEADING));
        self.out.text.push('\n');
    }
}

impl Paragraph {
    /// Whether it goes on on the next line; `above` is the one above that in its column.
    fn goes_on(&self, line: &Line, above: Option<&Line>, block: &Block) -> bool {
        let same = (line.size - self.last.size).abs() < OTHER_SIZE * self.last.size.max(line.size);
        let apart = above.is_some_and(|above| line.y - above.y > APART * block.pitch.max(line.size));
        let ended = self.room > line.head + SPARE * self.last.size;
        if self.last.parted || line.parted || !same || apart || ended {
            return false;
        }
        // Without indents only a number tells that a paragraph begins: 「…万元；」 「2.更换路灯」.
        let indented = self.indent > INDENT * self.last.size;
        if !indented && is_item(&line.text) && self.last.text.ends_with(CLOSING) {
            return false;
        }
        // A title that fills its line goes on in the middle of the next.
        let title = self.stands_out
            && block.is_centred(line)
            && line.strong == self.last.strong
            && line.size > LARGER * block.size;
        // A signature or a date stands far from the edge and is one line.
        let length = self.last.x1 - self.last.x0;
        let apart = self.lines == 1 && self.indent > (FAR * self.last.size).max(length / 2.0);
        !block.is_indented(line) && !apart || title
    }
}

/// What a paragraph ends with.
const CLOSING: [char; 9] = ['。', '；', '：', '！', '？', '”', '》', '）', ';'];

/// Whether a line begins with the number of an item: 「1.」 「12、」 「（三）」 「二、」; 「1.5亿元」 is none.
fn is_item(text: &str) -> bool {
    let open = text.strip_prefix(['（', '(']);
    let numbered = open.unwrap_or(text);
    let rest = numbered
        .trim_start_matches(|c: char| numeral::digit(c).or(numeral::figure(c)).is_some() || c == '十');
    let length = numbered.len() - rest.len();
    let mut marks = rest.chars();
    let closed = match (open, marks.next()) {
        (Some(_), Some('）' | ')')) => true,
        (None, Some('、' | '）' | ')')) => true,
        (None, Some('.' | '．')) => !marks.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    };
    length > 0 && closed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::tests::{page, set};

    /// Lines of a page, each `(indent in ems, text)`.
    fn laid(lines: &[&[(f32, &str)]]) -> Extract {
        let glyphs = |lines: &&[(f32, &str)]| {
            let set = |(at, (indent, text)): (usize, &(f32, &str))| {
                set(text, 90.0 + indent * 16.0, 150.0 + 28.0 * at as f32, 16.0)
            };
            page(lines.iter().enumerate().flat_map(set).collect())
        };
        crate::layout::text(lines.iter().map(glyphs).collect())
    }

    const FULL: &str = "全县上下围绕目标狠抓落实各项工作取得新进展现将";

    #[test]
    fn lines_of_a_paragraph_are_joined_over_pages() {
        let first = &FULL[..FULL.len() - 6];
        let read = laid(&[
            &[(2.0, first), (0.0, FULL), (0.0, FULL), (0.0, "有关情况报告如下。"), (2.0, first), (0.0, FULL)],
            &[(0.0, FULL), (0.0, "特此报告。"), (2.0, "一、工作情况")],
        ]);
        let one = format!("{first}{FULL}{FULL}有关情况报告如下。");
        let two = format!("{first}{FULL}{FULL}特此报告。");
        assert_eq!(read.text, format!("{one}\n{two}\n一、工作情况\n"));
        assert_eq!(read.pages, [0, one.len() + 1 + first.len() + FULL.len()]);
    }

    #[test]
    fn items_without_indent_are_paragraphs() {
        for item in ["1.更换路灯", "12、修渠", "（三）植树", "二、保障措施", "3）修路"] {
            assert!(is_item(item), "{item}");
        }
        for text in ["1.5亿元", "2024年", "（此件公开发布）", "十分", "修渠", ""] {
            assert!(!is_item(text), "{text}");
        }
        let first = format!("1.{}。", &FULL[..FULL.len() - 6]);
        let read = laid(&[&[
            (0.0, &first),
            (0.0, "2.更换路灯"),
            (0.0, FULL),
            (0.0, FULL),
            (0.0, FULL),
            (0.0, FULL),
        ]]);
        assert_eq!(read.text.lines().count(), 3);
    }

    #[test]
    fn lines_in_the_middle_stand_alone_and_out() {
        let read = laid(&[&[
            (8.0, "工作情况的报告"),
            (2.0, &FULL[..FULL.len() - 6]),
            (0.0, FULL),
            (0.0, FULL),
            (0.0, FULL),
            (0.0, FULL),
            (0.0, "报告如下。"),
        ]]);
        assert_eq!(read.text.lines().count(), 2);
        assert_eq!(read.headings.iter().map(|h| h.of(&read.text)).collect::<Vec<_>>(), ["工作情况的报告"]);
    }
}
