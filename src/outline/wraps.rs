//! A text whose paragraphs are cut into lines of one length, as in mail and what comes out of a PDF → the text with its paragraphs
//! joined, and the way back.

use super::lines::lines;
use super::markers::{Marker, marker};
use crate::source::{Change, Changes};
use crate::span::Span;

/// A line of more columns is a paragraph that nobody cut; a row of a table counts as one.
const MAX_COLUMNS: usize = 130;
/// Lines of fewer columns are cells and names.
const MIN_COLUMNS: usize = 28;
/// Full lines differ by so many columns: a mark may not open a line, a word of Latin letters is not cut.
const PLAY: usize = 5;
/// So many full lines in a row of lines that break off in the middle of a sentence show that paragraphs are cut.
const MIN_BROKEN: usize = 2;

/// Joins the paragraphs of a text that are cut into lines; none where no line is cut.
pub(crate) fn joined(text: &str) -> Option<(String, Changes)> {
    let all: Vec<Line<'_>> =
        lines(text, Span::new(0, text.len())).map(|(at, raw)| Line::of(at, raw)).collect();
    let mut gaps: Vec<Span> = Vec::new();
    for block in all.chunk_by(|above, below| above.columns <= MAX_COLUMNS && below.columns <= MAX_COLUMNS) {
        gaps.extend(gaps_of(block));
    }
    let (mut out, mut changes, mut kept) = (String::new(), Vec::new(), 0);
    for gap in gaps {
        out.push_str(&text[kept..gap.start]);
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        let start = out.len();
        if letter(text[..gap.start].chars().next_back()) && letter(text[gap.end..].chars().next()) {
            out.push(' ');
        }
        changes.push(Change { from: gap, to: Span::new(start, out.len()) });
        kept = gap.end;
    }
    out.push_str(&text[kept..]);
    (kept > 0).then(|| (out, Changes::new(changes)))
}

/// A line with what tells whether it is a whole one.
struct Line<'a> {
    start: usize,
    text: &'a str,
    /// Columns of blanks before its first character.
    indent: usize,
    columns: usize,
    mark: Option<Marker>,
}

impl<'a> Line<'a> {
    fn of(at: usize, raw: &'a str) -> Self {
        let text = raw.trim();
        let lead = raw.len() - raw.trim_start().len();
        let indent = columns(&raw[..lead]);
        let uncut = text.len() > 4 * MAX_COLUMNS || text.contains(['\t', '│', '|']);
        let columns = if uncut { MAX_COLUMNS + 1 } else { indent + columns(text) };
        let mark = if uncut { None } else { marker(text) };
        Line { start: at + lead.min(raw.len()), text, indent, columns, mark }
    }

    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// It ends a sentence, or is no line of text.
    fn is_closed(&self) -> bool {
        self.text.is_empty()
            || self.text.ends_with(['。', '！', '？', '：', ':', '；', ';', '”', '）', '!', '?'])
    }
}

/// Measures a text in columns: a Chinese character and its marks take two.
fn columns(text: &str) -> usize {
    text.chars().filter(|c| *c != '\n' && *c != '\r').map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Finds the line ends of a block of lines that cut a paragraph.
fn gaps_of(block: &[Line<'_>]) -> Vec<Span> {
    let Some(full) = full_columns(block) else { return Vec::new() };
    let base = block.iter().filter(|l| is_full(l, full)).map(|l| l.indent).min().unwrap_or(0);
    let indents =
        block.iter().filter(|l| !l.text.is_empty() && is_indented(l, base) && !is_centred(l)).count();
    let cut = Cut { full, base, indents: indents >= MIN_BROKEN };
    let mut head = 0;
    let mut gaps = Vec::new();
    for i in 1..block.len() {
        if cut.goes_on(&block[head..i], &block[i]) {
            gaps.push(Span::new(block[i - 1].end(), block[i].start));
        } else {
            head = i;
        }
    }
    gaps
}

fn is_full(line: &Line<'_>, full: usize) -> bool {
    line.columns + PLAY >= full && line.columns <= full + 2
}

fn is_indented(line: &Line<'_>, base: usize) -> bool {
    line.indent > base + 1
}

/// A title or a signature stands far from the margin.
const CENTRED_COLUMNS: usize = 9;

fn is_centred(line: &Line<'_>) -> bool {
    line.indent >= CENTRED_COLUMNS
}

/// Finds the length of the lines that a block is cut into, if it is cut.
fn full_columns(block: &[Line<'_>]) -> Option<usize> {
    let broken: Vec<&Line<'_>> =
        block.windows(2).filter(|pair| is_broken(&pair[0], &pair[1])).map(|pair| &pair[0]).collect();
    let mut lengths: Vec<usize> = broken.iter().map(|l| l.columns).filter(|c| *c >= MIN_COLUMNS).collect();
    lengths.sort_unstable();
    // The length that most of them come near to from below.
    let count =
        |full: usize| lengths.partition_point(|c| *c <= full) - lengths.partition_point(|c| *c + PLAY < full);
    let full = lengths.iter().copied().max_by_key(|full| (count(*full), *full))?;
    let cut = count(full);
    // A title alone on its line breaks off too.
    let said_more = |l: &&&Line<'_>| l.mark.is_none() || l.text.rfind('。') > l.text.rfind(['”', '」']);
    let sure = broken.iter().filter(said_more).any(|l| is_full(l, full));
    let others = broken.iter().filter(|l| !is_full(l, full)).count();
    let longer = block.iter().filter(|l| l.columns > full + 2).count();
    // Lists of names break off too, but hold no sentences.
    let said =
        block.iter().filter(|l| is_full(l, full) && l.text.contains(['，', '。', '、', '；', '：'])).count();
    let whole = block.iter().filter(|l| is_full(l, full)).count();
    let ends = block.iter().filter(|l| l.is_closed() && !l.text.is_empty()).count();
    let fits =
        sure && cut >= MIN_BROKEN && others * 2 <= cut && longer * 3 <= cut && said * 2 >= whole && ends > 0;
    fits.then_some(full)
}

/// Returns whether a line breaks off in the middle of a sentence, or of a list inside a paragraph.
fn is_broken(line: &Line<'_>, next: &Line<'_>) -> bool {
    let title = line.mark.is_some() && next.indent > line.indent;
    if next.text.is_empty() || is_centred(line) || title || is_gap(line) || is_gap(next) {
        return false;
    }
    next.mark.map_or(!line.is_closed(), |mark| lists(std::slice::from_ref(line), mark))
}

/// Returns whether a line says that text is missing: 「……（此处省略640字）……」.
fn is_gap(line: &Line<'_>) -> bool {
    line.text.starts_with(['…', '.', '·'])
}

/// Returns whether a marker at the head of a line goes on with a list inside the paragraph: 「……：1.整修水渠；」「2.更换路灯；」.
fn lists(paragraph: &[Line<'_>], mark: Marker) -> bool {
    let before = |line: &Line<'_>| {
        line.text.char_indices().filter(|(_, c)| "：:；;。，".contains(*c)).any(|(at, c)| {
            let rest = line.text[at + c.len_utf8()..].trim_start();
            marker(rest).is_some_and(|m| m.style == mark.style && m.ordinal + 1 == mark.ordinal)
        })
    };
    let open = !paragraph.last().is_some_and(|l| l.text.ends_with(['。', '！', '？']));
    let opened = paragraph.first().and_then(|l| l.mark).is_some_and(|m| m.style == mark.style);
    open && !opened && paragraph.iter().rev().take(MAX_LINES_BACK).any(before)
}

/// How a block is cut.
struct Cut {
    full: usize,
    base: usize,
    /// Its paragraphs begin with blanks.
    indents: bool,
}

impl Cut {
    /// Returns whether a paragraph's lines go on on the next line.
    fn goes_on(&self, paragraph: &[Line<'_>], next: &Line<'_>) -> bool {
        let Some(last) = paragraph.last().filter(|l| is_full(l, self.full) && !is_centred(l)) else {
            return false;
        };
        if next.text.is_empty()
            || is_gap(last)
            || is_gap(next)
            || is_indented(next, self.base)
            || next.text.contains('\t')
        {
            return false;
        }
        if let Some(mark) = next.mark {
            return lists(paragraph, mark);
        }
        let ended = last.text.ends_with(['。', '！', '？', '：', ':', '!', '?']);
        // Where paragraphs have no indent, one that ends with a full line cannot be told from one that goes on.
        !ended || self.indents && next.indent <= self.base + 1
    }
}

/// The item before stands within so many lines.
const MAX_LINES_BACK: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;

    fn join(text: &str) -> String {
        joined(text).map_or_else(|| text.to_owned(), |(text, _)| text)
    }

    #[test]
    fn a_paragraph_is_joined_from_its_lines() {
        let text = "云溪县2024年工作总结\n一、主要工作\n（一）压实责任。全年召开调度会八次，一\n是明确任务清单，二是明确完成时限，督促\n各乡镇落实。\n（二）加强巡查。每月巡查河道两次，共清\n理垃圾三吨。\n";
        let whole = "云溪县2024年工作总结\n一、主要工作\n（一）压实责任。全年召开调度会八次，一是明确任务清单，二是明确完成时限，督促各乡镇落实。\n（二）加强巡查。每月巡查河道两次，共清理垃圾三吨。\n";
        assert_eq!(join(text), whole);
        let (_, changes) = joined(text).expect("it is cut");
        let at = whole.find("清理垃圾").expect("it stands there");
        assert_eq!(changes.back(Span::new(at, at + 12)).of(text), "清\n理垃圾");
    }

    #[test]
    fn a_list_inside_a_paragraph_goes_on_at_the_head_of_a_line() {
        let text = "今年集中力量办好三件民生实事：1.整修水渠；\n2.更换路灯四十盏；3.栽植行道树三百株，全部\n在国庆节前完成，由县财政局安排资金六十万\n元。\n";
        assert_eq!(join(text), text.replace('\n', "") + "\n");
        let text =
            "今年办好三件实事：1.整修水渠九公里；\n2.更换路灯四十盏；3.植树三百株，全部\n在国庆节前完成。\n";
        assert_eq!(join(text), text.replace('\n', "") + "\n");
    }

    #[test]
    fn lists_and_whole_paragraphs_stay() {
        for text in [
            "云溪县城乡供水一体化建设工程\n石桥县农村生活污水治理二期工程\n东陵市老旧小区改造提升工程项目\n青禾县高标准农田建设示范工程\n",
            "一、清理河道十二公里，完成投资三百万元\n二、巡查湖面二十四次，发现问题三十个\n三、整修水渠九公里，受益群众两千余户\n",
            "1.改造小区十二个。（责任单位：县住建局、各镇\n……（此处省略八十字，登录后可以阅读）……\n名村民就业。（责任单位：县民政局）\n",
            "（一）关于“制度不健全。没有议事规则”问题\n制定议事规则一项。\n（二）关于“培训走过场。未组织考试”问题\n补考六十人。\n",
            "各乡镇人民政府：\n为做好防汛工作，现将有关事项通知如下：\n请认真落实。\n云溪县人民政府\n",
        ] {
            assert_eq!(join(text), text);
        }
    }
}
