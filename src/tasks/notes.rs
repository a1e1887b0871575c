//! A document → its notes of who and when: brackets, label lines, labels behind a sentence; and what a task's own sentence says.

use super::labels;

use super::clause::{Place, Reader};
use super::marks::{CLOSING, LABEL_CLOSING, OPENING};
use super::told::Told;
use super::verbs::names_verb;
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
    let lines = lines(Reader { place: Place::Line, ..reader }, document, &found);
    let sure = |n: &Note| n.told.names() && (!n.told.only_names || n.told.sure());
    let usual = found.iter().chain(&lines).any(sure);
    found.retain(|n| !n.told.only_names || usual);
    found.extend(lines);
    found.sort_by_key(|n| n.span);
    let mut notes = joined(text, document, found);
    // 联系电话 beside 责任单位 is a part of the note; alone it tells nothing of who and when.
    notes.retain(|note| note.told.says());
    notes
}

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
    let tells = told.tells() && tells_of_task(&told, inner.of(reader.text), &reader.text[span.end..]);
    tells.then_some(Note { span, told, line: false })
}

/// Whether what a bracket's words tell is told of a task; `after` is the text behind the bracket.
fn tells_of_task(told: &Told, words: &str, after: &str) -> bool {
    let rest = after.trim_start_matches(['。', '；', ';', '，', '.', '、', ' ', '\u{3000}', '\r']);
    let ends = rest.is_empty() || rest.starts_with('\n');
    if told.only_names {
        let stops = after.starts_with(['。', '；', ';', '，', ',']) && told.sure();
        return (ends || stops) && !told.more && told.only_organs();
    }
    let dates = || told.dates() && ends && !told.more && (told.plain || finishes(words));
    told.names() || told.first_leads || dates()
}

/// Whether words of time set an end: 10月底前, 年内完成, 长期坚持, not 2021—2025年 or 2021年3月11日会议通过.
fn finishes(words: &str) -> bool {
    let ends = ["底", "末", "前", "完成", "办结", "到位"].iter().any(|w| words.ends_with(w));
    let undated = !words.contains(|c: char| c.is_ascii_digit() || c == '年');
    ends || undated && words.chars().count() <= LONGEST_OPEN
}

/// 「此项长期坚持」.
const LONGEST_OPEN: usize = 12;

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
        let done = found.last().is_some_and(|n: &Note| n.span.end > start);
        let span = Span::new(start, start + line.trim_end().len());
        start += line.len();
        let words = line.trim_end();
        let alone = labels::is_alone(words[head(words)..].trim_end());
        if (line.contains(ends_label) || alone) && !done {
            let end = start + goes_on_below(line.trim_end(), &reader.text[start..within.end]);
            on_line(reader, document, brackets, Span::new(span.start, end.max(span.end)), &mut found);
        }
    }
    found
}

/// What may stand behind a label.
fn ends_label(c: char) -> bool {
    matches!(c, '：' | ':') || LABEL_CLOSING.contains(&c)
}

/// How far a label line goes on below: behind 、 or a label alone, to the end of the next line, unless that is a label too.
fn goes_on_below(line: &str, below: &str) -> usize {
    let alone = labels::is_alone(&line[head(line)..]);
    let next = below.split('\n').next().unwrap_or("").trim_end();
    let open = line.ends_with(['、', '：', ':']) || alone && !labels::is_alone(next.trim_start());
    if open && next.len() <= LONGEST_REST { next.len() } else { 0 }
}

/// Reads the notes of a line, which may go on below, into `found`.
fn on_line(reader: Reader<'_>, document: &Document, brackets: &[Note], line: Span, found: &mut Vec<Note>) {
    let text = reader.text;
    let head = head_of(text, document, line);
    let first =
        Span::new(head, head + text[head..line.end].split('\n').next().unwrap_or("").trim_end().len());
    if labels::is_alone(first.of(text)) {
        found.extend(labelled(reader, document, Span::new(line.start, line.end), head, first.end));
        return;
    }
    let mut floor = line.start;
    for (at, c) in line.of(text).char_indices().filter(|(_, c)| ends_label(*c)) {
        let colon = line.start + at;
        if colon < floor {
            continue;
        }
        let label =
            labels::ending(text, floor, colon).filter(|(start, _)| *start == head || follows(text, *start));
        floor = colon + c.len_utf8();
        let Some((start, _)) = label else { continue };
        let next = brackets.partition_point(|b| b.span.end <= start);
        if brackets.get(next).is_some_and(|b| b.span.start <= start) {
            continue;
        }
        let from = if start == head { line.start } else { start };
        if let Some(note) = labelled(reader, document, Span::new(from, line.end), start, colon) {
            floor = note.span.end.max(floor);
            found.push(note);
        }
    }
}

/// Reads the note that stands in `within` with its label from `label` to `colon`; none where nothing is understood behind that.
fn labelled(
    reader: Reader<'_>,
    document: &Document,
    within: Span,
    label: usize,
    colon: usize,
) -> Option<Note> {
    let next = document.sections.partition_point(|s| s.place.span.start <= colon);
    // A label whose line goes on below ends there, or where the next section begins.
    let end = document.sections.get(next).map_or(within.end, |s| s.place.span.start.min(within.end));
    let read = reader.read(Span::new(label, end));
    let closing = reader.text[read.end..end].trim_start_matches(['。', '；', ';', ' ', '\u{3000}']);
    let tells = read.end > colon && read.told.tells();
    let span = Span::new(within.start, end - closing.len());
    tells.then_some(Note { span, told: read.told, line: true })
}

/// Where the words of a line begin: behind its marker or bullet.
fn head_of(text: &str, document: &Document, line: Span) -> usize {
    let head = line.start + head(line.of(text));
    let next = document.sections.partition_point(|s| s.place.span.start < line.start);
    let marked = document.sections.get(next).filter(|s| s.place.span.start == head);
    marked.map_or(head, |s| {
        let behind = head + s.marker.len();
        behind + text[behind..].len() - text[behind..].trim_start_matches([' ', '\u{3000}']).len()
    })
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
    if !names_verb(words) {
        return None;
    }
    let mut clauses = Vec::new();
    let mut start = sentence.start;
    for clause in words.split_inclusive(['，', ',']) {
        clauses.push(Span::new(start, start + clause.trim_end_matches(['，', ',']).len()));
        start += clause.len();
    }
    (0..clauses.len()).filter(|&i| reader.names_leader(clauses[i])).find_map(|i| {
        let last = clauses[clauses.len().min(i + MOST_CLAUSES) - 1];
        let read = reader.read(Span::new(clauses[i].start, last.end));
        let whole = i == 0 && read.end == clauses[clauses.len() - 1].end;
        read.told.owns().then_some((read.told, whole))
    })
}

/// 「由县教育局牵头，县财政局配合，县住建局、各乡镇参与，10月底前完成」 has four.
const MOST_CLAUSES: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tasks::grows_linearly;

    /// The owners, helpers, leaders and deadlines of all notes of a text.
    fn told(text: &str) -> Vec<[String; 4]> {
        let parsed = crate::parse(text.as_bytes());
        let text = parsed.source.text();
        notes(text, &parsed.documents[0])
            .into_iter()
            .map(|note| {
                let item = note.told.item(note.span, false);
                let due = item.deadline.map_or(String::new(), |d| d.text);
                [item.owners.join(" "), item.cooperating.join(" "), item.leaders.join(" "), due]
            })
            .collect()
    }

    fn one(text: &str) -> [String; 4] {
        let found = told(&format!("云溪县2025年工作方案\n1.改造管网8公里。{text}\n"));
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found[0].clone()
    }

    #[test]
    fn any_bracket_tells_who_and_when_in_any_order() {
        let all = ["县水务局", "县财政局", "", "9月底"];
        for text in [
            "（牵头单位：县水务局；配合单位：县财政局；完成时限：9月底）",
            "【完成时限：9月底，主办:县水务局，协办:县财政局】",
            "〔9月底，县水务局牵头，县财政局配合〕",
            "[县水务局会同县财政局负责 9月底完成]",
            "（县水务局（牵头）、县财政局，9月底完成）",
            "（由县水务局牵头、县财政局配合；9月底）",
            "（县水务局为牵头单位，县财政局为配合单位，时间节点：9月底）",
            "｛牵头单位 县水务局 配合单位 县财政局 完成时限 9月底｝",
            "（县水务局：牵头；县财政局：配合；时限：9月底）",
            "（以县水务局为主，县财政局参与，时限：9月底）",
            "〈县水务局商县财政局负责，时限：9月底〉",
        ] {
            assert_eq!(one(text), all, "{text}");
        }
    }

    #[test]
    fn lines_below_and_labels_behind_tell_the_same() {
        for text in [
            "\n牵头单位：县水务局\n配合单位：县财政局\n完成时限：9月底",
            "\n——完成时限：9月底\n——牵头单位：县水务局，县财政局配合。",
            "牵头单位：县水务局。配合单位：县财政局。完成时限：9月底。",
            "\n任务分工：县水务局牵头，县财政局配合，9月底完成。",
            "\n牵头单位：\n县水务局\n配合单位：县财政局 完成时限：9月底",
            "\n牵头单位\n县水务局\n配合单位\n县财政局\n完成时限\n9月底",
            "\n【牵头单位】县水务局\n【配合单位】县财政局\n【完成时限】9月底",
        ] {
            assert_eq!(one(text), ["县水务局", "县财政局", "", "9月底"], "{text}");
        }
    }

    #[test]
    fn persons_are_leaders() {
        for text in [
            "（分管领导：何平；责任单位：县水务局）",
            "\n责任领导：何 平\n责任单位：县水务局\n监督电话：12345",
            "（责任单位：县水务局；责任人：何平）",
            "（责任单位：县水务局；责任人：何平 13800000000）",
            "（责任单位：县水务局、何平）",
            "（责任单位：县水务局何平）",
        ] {
            assert_eq!(one(text), ["县水务局", "", "何平", ""], "{text}");
        }
        assert_eq!(one("（分管副县长负责，县水务局牵头）"), ["县水务局", "", "分管副县长", ""]);
        assert_eq!(one("（县委常委、副县长何平牵头，县水务局落实）")[2], "县委常委、副县长何平");
    }

    #[test]
    fn other_brackets_and_lines_tell_nothing() {
        let text = "云溪县2021年工作方案\n（以下简称本县）（含街道）（2025年完成60%）（2021—2025年）（县城北部）（分期实施）（单位：毫米）\n\
                    工作目标：建设学校。\n活动时间：6月1日\n要求：各部门配合。\n";
        assert_eq!(told(text), Vec::<[String; 4]>::new());
    }

    #[test]
    fn a_label_without_its_closing_bracket_ends_with_its_line() {
        let text =
            "云溪县工作方案\n1.新建泵站9座（责任单位：县水务局\n2.修路30公里。（责任单位：县交通局）\n";
        let owners: Vec<String> = told(text).into_iter().map(|t| t[0].clone()).collect();
        assert_eq!(owners, ["县水务局", "县交通局"]);
    }

    #[test]
    fn thousands_of_notes_on_one_line_are_read_in_linear_time() {
        for piece in [
            "修路（镇交通站负责，9月底完成），",
            "修路。责任单位：镇交通站。",
            "责任单位：修路，",
            "由镇交通站负责，",
            "（3月",
        ] {
            assert!(
                grows_linearly(400, |n| {
                    let text = piece.repeat(n);
                    let document = crate::model::Document {
                        place: crate::span::Place { span: Span::new(0, text.len()), ..Default::default() },
                        ..Document::default()
                    };
                    notes(&text, &document).len()
                        + usize::from(in_sentences(&text, &document, Span::new(0, text.len())).is_some())
                }),
                "{piece}"
            );
        }
    }
}
