//! A document → its notes of who and when: brackets, label lines, labels behind a sentence; and what a task's own sentence says.

use super::labels;
use super::owners::{Place, Reader, Told};
use crate::model::Document;
use crate::span::Span;
use crate::text::sentence;

/// A bracket of more characters than this explains something.
const LONGEST: usize = 400;
/// A bracket may go on behind a line end for so many bytes.
const LONGEST_REST: usize = 300;

/// A note and what it tells.
#[derive(Clone, Debug)]
pub(super) struct Note {
    /// With its brackets or label.
    pub(super) span: Span,
    pub(super) told: Told,
    /// It is labelled and stands in no bracket.
    pub(super) line: bool,
}

/// The notes of a document, in order.
pub(super) fn notes(text: &str, document: &Document) -> Vec<Note> {
    let reader = Reader { text, times: &document.times, place: Place::Bracket };
    let mut found = brackets(reader, document.place.span);
    let others = found.iter().filter(|n| n.told.names() || n.told.plain).count();
    found.retain(|n| !n.told.only_names || others > 1 || n.told.ranked());
    let lines = lines(Reader { place: Place::Line, ..reader }, document, &found);
    found.extend(lines);
    found.sort_by_key(|n| n.span);
    joined(text, document, found)
}

const OPENING: [char; 5] = ['（', '(', '【', '[', '〔'];
const CLOSING: [char; 5] = ['）', ')', '】', ']', '〕'];

/// The brackets that say who or when, in order. Brackets may hold brackets: （责任单位：各县（区）人民政府）.
fn brackets(reader: Reader<'_>, within: Span) -> Vec<Note> {
    let piece = within.of(reader.text);
    let mut found = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    for (at, c) in piece.char_indices() {
        match open {
            None if OPENING.contains(&c) => open = Some((at, 1)),
            Some((from, depth)) if OPENING.contains(&c) => open = Some((from, depth + 1)),
            Some((from, 1)) if CLOSING.contains(&c) => {
                let span = Span::new(within.start + from, within.start + at + c.len_utf8());
                found.extend(bracket(reader, span, true));
                open = None;
            }
            Some((from, depth)) if CLOSING.contains(&c) => open = Some((from, depth - 1)),
            Some((from, _)) if c == '\n' && !goes_on(&piece[at + 1..]) => {
                let span = Span::new(within.start + from, within.start + at);
                found.extend(bracket(reader, span, false).filter(|n| n.told.plain));
                open = None;
            }
            _ => {}
        }
    }
    found
}

/// Whether a bracket that a line end tore is closed on the next line before another opens.
fn goes_on(next: &str) -> bool {
    let line = next.split('\n').next().unwrap_or("");
    let end = line.char_indices().map(|(at, _)| at).take_while(|at| *at <= LONGEST_REST).last().unwrap_or(0);
    let first = line[..end].find(|c| OPENING.contains(&c) || CLOSING.contains(&c) || c == '。');
    first.is_some_and(|at| line[at..].starts_with(CLOSING))
}

/// Reads a bracket; none where it explains something else.
fn bracket(reader: Reader<'_>, span: Span, closed: bool) -> Option<Note> {
    let words = span.of(reader.text);
    if words.len() > LONGEST * '（'.len_utf8() {
        return None;
    }
    let first = words.chars().next()?.len_utf8();
    let last = if closed { words.chars().next_back()?.len_utf8() } else { 0 };
    let inner = Span::new(span.start + first, span.end - last);
    let told = reader.read(inner).told;
    let rest =
        reader.text[span.end..].trim_start_matches(['。', '；', ';', '，', '.', '、', ' ', '\u{3000}', '\r']);
    let ends = rest.is_empty() || rest.starts_with('\n');
    let reads = match () {
        () if !told.tells() => false,
        () if told.only_names => ends && !told.more && told.only_organs(),
        () if told.names() => true,
        () if told.from_here || told.first_leads => true,
        () => told.dates() && ends && !told.more && (told.plain || finishes(inner.of(reader.text))),
    };
    reads.then_some(Note { span, told, line: false })
}

/// Whether words of time set an end: 10月底前, 年内完成, 长期坚持, not 2021—2025年.
fn finishes(words: &str) -> bool {
    let time_only = words.chars().all(|c| c.is_ascii_digit() || "年月日—-－~～至、 ".contains(c));
    !time_only && !words.ends_with(['年', '度'])
}

/// What stands before a label at the head of its line: ——责任单位：.
fn head(line: &str) -> usize {
    let mark = |c: char| c.is_whitespace() || "—-－–─●◆■□★☆·•*→▲△※>◇○".contains(c);
    line.len() - line.trim_start_matches(mark).len()
}

/// Notes without brackets, from their label to where they say something else: on lines of their own or behind a sentence.
/// `brackets` are in order and apart.
fn lines(reader: Reader<'_>, document: &Document, brackets: &[Note]) -> Vec<Note> {
    let within = document.place.span;
    let mut found = Vec::new();
    let mut start = within.start;
    for line in within.of(reader.text).split_inclusive('\n') {
        let span = Span::new(start, start + line.trim_end().len());
        start += line.len();
        if line.contains(['：', ':']) {
            on_line(reader, document, brackets, span, &mut found);
        }
    }
    found
}

fn on_line(reader: Reader<'_>, document: &Document, brackets: &[Note], line: Span, found: &mut Vec<Note>) {
    let text = reader.text;
    let mut floor = line.start;
    let head = line.start + head(line.of(text));
    for (at, c) in line.of(text).char_indices().filter(|(_, c)| matches!(c, '：' | ':')) {
        let colon = line.start + at;
        if colon < floor {
            continue;
        }
        let label =
            labels::at_colon(text, floor, colon).filter(|(start, _)| *start == head || follows(text, *start));
        floor = colon + c.len_utf8();
        let Some((start, _)) = label else { continue };
        let next = brackets.partition_point(|b| b.span.end <= start);
        if brackets.get(next).is_some_and(|b| b.span.start <= start) {
            continue;
        }
        let start = if start == head { line.start } else { start };
        let next_section = document.sections.partition_point(|s| s.place.span.start <= colon);
        let end = document.sections.get(next_section).map_or(line.end, |s| s.place.span.start.min(line.end));
        let label_at = if start == line.start { head } else { start };
        let read = reader.read(Span::new(label_at, end));
        let closing = text[read.end..end].trim_start_matches(['。', '；', ';', ' ', '\u{3000}']);
        let to = end - closing.len();
        if read.end > colon && read.told.tells() {
            found.push(Note { span: Span::new(start, to), told: read.told, line: true });
            floor = to.max(floor);
        }
    }
}

/// Whether what stands at `at` follows a stop or a blank.
fn follows(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || "。；;！”）)".contains(c))
}

/// Notes side by side, or on lines one below the other, are one.
fn joined(text: &str, document: &Document, found: Vec<Note>) -> Vec<Note> {
    let mut out: Vec<Note> = Vec::new();
    let section = |at: usize| document.sections.partition_point(|s| s.place.span.start <= at);
    for next in found {
        match out.last_mut() {
            Some(last)
                if beside(text, last.span, next.span)
                    && section(last.span.start) == section(next.span.start) =>
            {
                last.span.end = next.span.end;
                last.line &= next.line;
                last.told.add(next.told);
            }
            _ => out.push(next),
        }
    }
    out
}

fn beside(text: &str, a: Span, b: Span) -> bool {
    text.get(a.end..b.start)
        .is_some_and(|gap| gap.chars().all(|c| c.is_whitespace() || "。；;，,".contains(c)))
}

/// What the sentences of an item say of who does it: 由县教育局牵头，县财政局配合。 And where the item ends before a last sentence
/// that says nothing else.
pub(super) fn in_sentences(text: &str, document: &Document, item: Span) -> Option<(Told, usize)> {
    let reader = Reader { text, times: &document.times, place: Place::Sentence };
    let mut end = item.end;
    let mut told: Option<Told> = None;
    for sentence in sentence::sentences(text, item).into_iter().rev() {
        let Some((found, whole)) = in_sentence(reader, sentence) else { continue };
        if whole && sentence.end == end && sentence.start > item.start {
            end = item.start + text[item.start..sentence.start].trim_end().len();
        }
        match &mut told {
            Some(told) => told.add(found),
            None => told = Some(found),
        }
    }
    told.map(|told| (told, end))
}

/// What a sentence says of who does it, and whether it says nothing else.
fn in_sentence(reader: Reader<'_>, sentence: Span) -> Option<(Told, bool)> {
    let words = sentence.of(reader.text).trim_end_matches(['。', '；', ';', '！']);
    let end = sentence.start + words.len();
    let mut start = sentence.start;
    for clause in words.split_inclusive(['，', ',']) {
        if reader.names_leader(Span::new(start, start + clause.trim_end_matches(['，', ',']).len())) {
            let read = reader.read(Span::new(start, end));
            if read.told.owns() {
                return Some((read.told, start == sentence.start && read.end == end));
            }
        }
        start += clause.len();
    }
    None
}
