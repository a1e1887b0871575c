//! A text → the stretches that are no part of a document: page furniture, page numbers, paywall gaps, doubled leads.

use super::lines::{bare_start, lines};
use super::markers::{ORDINAL, marker};
use super::sheet;
use crate::model::NoiseKind;
use crate::span::Span;
use crate::tables::word_lists;
use crate::text::boundary::{ceil, floor};
use std::collections::BTreeMap;

word_lists! {
    "../tables/web_noise.tsv",
    /// The heading of a table of contents.
    contents
    /// A number below them counts boxes and tables, not pages: 专栏.
    counts
    /// Begin a breadcrumb.
    crumb
    /// Begin what a page prints below a text.
    foot
    /// Say that text is hidden, before how much: 隐藏618个字.
    gap
    /// Stand in a line of furniture.
    has
    /// Begin a line of furniture.
    head
    /// Count what a gap hides.
    unit
    /// Are a line of furniture by themselves.
    whole
}

/// A line of more characters than this is text, whatever words it holds.
const MAX_LINE_CHARS: usize = 60;
/// A lead is looked for at the head of a text only.
const LEAD_CHARS: usize = 30;

/// Finds the noise of `text`, in order.
pub(super) fn noise(text: &str) -> Vec<(NoiseKind, Span)> {
    let mut found = furniture(text);
    found.extend(foot(text).map(|s| (NoiseKind::Web, s)));
    found.extend(gaps(text).into_iter().map(|g| (NoiseKind::Gap, g)));
    found.extend(doubled_lead(text).map(|s| (NoiseKind::Duplicate, s)));
    found.extend(contents(text).map(|s| (NoiseKind::Duplicate, s)));
    found.extend(listed_contents(text).map(|s| (NoiseKind::Duplicate, s)));
    found.extend(repeated(text).into_iter().map(|s| (NoiseKind::Duplicate, s)));
    found.sort_by_key(|(_, span)| (span.start, std::cmp::Reverse(span.end)));
    let mut reach = 0;
    found.retain(|(_, span)| {
        let new = span.end > reach;
        reach = reach.max(span.end);
        new
    });
    found
}

/// Returns whether one of the sorted stretches, none inside another, holds `span`.
pub(super) fn is_noise(noise: &[(NoiseKind, Span)], span: Span) -> bool {
    let after = noise.partition_point(|(_, n)| n.start <= span.start);
    after.checked_sub(1).is_some_and(|i| noise[i].1.contains(span))
}

/// Finds the lines that are a page's: navigation, buttons, data sheets, page numbers.
fn furniture(text: &str) -> Vec<(NoiseKind, Span)> {
    let all: Vec<Span> = lines(text, Span::new(0, text.len()))
        .map(|(start, line)| {
            let head = start + line.len() - line.trim_start().len();
            Span::new(head, head + line.trim().len())
        })
        .filter(|span| !span.is_empty())
        .collect();
    let words: Vec<&str> = all.iter().map(|span| span.of(text)).collect();
    let sheet = sheet_rows(&words);
    let broken = broken_crumb(&words);
    let kind = |i: usize| {
        let counted = i > 0 && WORDS.counts.has(words[i - 1]);
        let page = || is_page_number(words[i]) && !counted;
        let web = sheet[i] || broken.contains(&i) || is_furniture(words[i]);
        if web { Some(NoiseKind::Web) } else { page().then_some(NoiseKind::Page) }
    };
    (0..all.len()).filter_map(|i| Some((kind(i)?, all[i]))).collect()
}

fn is_furniture(line: &str) -> bool {
    let short = line.chars().count() <= MAX_LINE_CHARS;
    short && (WORDS.whole.has(line) || WORDS.head.begin(line) || WORDS.has.occur_in(line) || is_crumb(line))
}

/// Opens and closes what Markdown keeps of a page above the text.
const FENCE: &str = "---";
/// A row that a text could hold too is a sheet's within so many lines of the head or the foot.
const EDGE_LINES: usize = 10;

/// Marks the rows of data sheets: those that are certain, and the doubtful ones beside one or at the text's edges.
fn sheet_rows(words: &[&str]) -> Vec<bool> {
    let rows: Vec<Option<bool>> = words
        .iter()
        .map(|w| if sheet::is_moment(w) { Some(true) } else { sheet::row(w).map(|row| row.certain) })
        .collect();
    let mut found: Vec<bool> = rows.iter().map(|row| *row == Some(true)).collect();
    let edge = |i: usize| i < EDGE_LINES || i + EDGE_LINES >= rows.len();
    for i in 0..rows.len() {
        found[i] |= rows[i] == Some(false) && (edge(i) || i > 0 && found[i - 1]);
    }
    for i in (1..rows.len()).rev() {
        found[i - 1] |= rows[i - 1] == Some(false) && found[i] && rows[i] == Some(true);
    }
    let close = words.iter().take(2 * EDGE_LINES).skip(1).position(|w| *w == FENCE);
    if let Some(close) = close.filter(|_| words[0] == FENCE) {
        found[..close + 2].fill(true);
    }
    found
}

/// Parts the names of a breadcrumb.
const CRUMBS: [char; 5] = ['>', '＞', '»', '›', '→'];
/// No name in a breadcrumb has more characters.
const MAX_CRUMB_CHARS: usize = 20;

/// Returns whether a line leads from the home page to this one: 首页 > 政务公开 > 通知公告.
fn is_crumb(line: &str) -> bool {
    let names: Vec<&str> = line.split(CRUMBS).map(str::trim).filter(|name| !name.is_empty()).collect();
    let parts = line.matches(CRUMBS).count();
    let named = names.iter().all(|n| n.chars().count() <= MAX_CRUMB_CHARS && !n.contains(['。', '，', '；']));
    parts > 0 && named && names.len() > 1 && (parts > 1 || WORDS.crumb.begin(line))
}

/// Finds the lines of a breadcrumb that has each name and each > on a line of its own.
fn broken_crumb(words: &[&str]) -> Vec<usize> {
    let parts = |w: &&str| w.chars().count() == 1 && w.contains(CRUMBS);
    let name = |i: usize| words.get(i).is_some_and(|w| w.chars().count() <= MAX_CRUMB_CHARS);
    let around = |i: usize| [i.wrapping_sub(1), i, i + 1].into_iter().filter(|j| name(*j));
    (0..words.len()).filter(|i| parts(&words[*i])).flat_map(around).collect()
}

/// So much of a text's end, in bytes, can be what a page prints below it, and no more than a fifth of the whole.
const MAX_FOOT_BYTES: usize = 3000;

/// Finds what a page prints below a text: 「本作品是……」 with its licence, 「责任编辑：……」.
fn foot(text: &str) -> Option<Span> {
    let floor = text.len() - MAX_FOOT_BYTES.min(text.len() / 5);
    let (start, _) = lines(text, Span::new(0, text.len()))
        .filter(|(at, _)| *at >= floor)
        .find(|(_, line)| line.trim().chars().count() <= MAX_LINE_CHARS && WORDS.foot.begin(line.trim()))?;
    Some(Span::new(start, text.trim_end().len().max(start)))
}

/// Returns whether a line is 3, — 12 —, 第3页, - 4 -.
fn is_page_number(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| "—-–－· ".contains(c));
    let bare = bare.strip_prefix(ORDINAL).and_then(|r| r.split_once('页')).map_or(bare, |(n, _)| n.trim());
    !bare.is_empty() && bare.len() <= 3 && bare.bytes().all(|b| b.is_ascii_digit())
}

/// Finds where text is hidden: 「……(省略744字)……」、「此处隐藏618个字」.
fn gaps(text: &str) -> Vec<Span> {
    WORDS.gap.places_in(text).filter_map(|(at, word)| gap_at(text, at, word)).collect()
}

/// Reads a gap, which says how much it hides: 「剩余12页」, not 「剩余18处隐患」.
fn gap_at(text: &str, at: usize, word: &str) -> Option<Span> {
    let tail = &text[at + word.len()..];
    let figures = tail.bytes().take_while(u8::is_ascii_digit).count();
    let unit = &tail[figures..];
    let unit = WORDS.unit.iter().find(|u| unit.starts_with(u))?;
    let end = at + word.len() + figures + unit.len();
    (figures > 0).then(|| bracketed(text, Span::new(at, end)))
}

/// What a page says of a gap, to its brackets, has at most so many bytes on each side: 「……（此处省略640字，正式会员可阅读）……」.
const MAX_GAP_BYTES: usize = 90;

/// Widens a gap to the brackets that it stands in, and the dots around them.
fn bracketed(text: &str, gap: Span) -> Span {
    let low = ceil(text, gap.start.saturating_sub(MAX_GAP_BYTES));
    let high = floor(text, gap.end + MAX_GAP_BYTES);
    let (before, after) = (&text[low..gap.start], &text[gap.end..high]);
    let open = before.rfind(['（', '(']).filter(|&at| !before[at..].contains(['\n', '）', ')', '。']));
    let close = after.find(['）', ')']).filter(|&at| !after[..at].contains(['\n', '（', '(', '。']));
    let (Some(open), Some(close)) = (open, close) else { return gap };
    let dots = |c: char| "….·".contains(c);
    let start = low + before[..open].trim_end_matches(dots).len();
    let close = gap.end + close + after[close..].chars().next().map_or(0, char::len_utf8);
    Span::new(
        start,
        close + text[close..high.max(close)].len()
            - text[close..high.max(close)].trim_start_matches(dots).len(),
    )
}

/// Finds a lead that a page prints as a teaser above the text: the line ends in … and the text begins with the same
/// words.
fn doubled_lead(text: &str) -> Option<Span> {
    let (start, first) = lines(text, Span::new(0, text.len())).find(|(_, l)| !l.trim().is_empty())?;
    let words: String = first.trim().chars().take(LEAD_CHARS).collect();
    let cut = first.trim_end().ends_with("...") || first.trim_end().ends_with('…');
    let again = || text.get(start + first.len()..).is_some_and(|rest| rest.contains(&words));
    (cut && words.chars().count() == LEAD_CHARS && again())
        .then(|| Span::new(start, start + first.trim_end().len()))
}

/// Only paragraphs of so many bytes tell that a text is printed again.
const MIN_PARAGRAPH_BYTES: usize = 120;
/// So many of them in a row, each after the same one as before: a page that holds the whole report twice. Two in a row
/// are a standing phrase and its neighbour.
const MIN_REPEATED: usize = 3;

/// Finds stretches of paragraphs that stand in the text already, in the same order, with the short lines above and
/// below them that do so too.
fn repeated(text: &str) -> Vec<Span> {
    let all: Vec<Span> = lines(text, Span::new(0, text.len()))
        .map(|(at, l)| Span::new(at, at + l.trim_end().len()))
        .filter(|s| !s.of(text).trim().is_empty())
        .collect();
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let again: Vec<bool> =
        (0..).zip(&all).map(|(i, s)| *first.entry(s.of(text).trim()).or_insert(i) != i).collect();
    let long: Vec<usize> = (0..all.len()).filter(|&i| all[i].len() >= MIN_PARAGRAPH_BYTES).collect();
    let place: BTreeMap<&str, usize> =
        long.iter().enumerate().rev().map(|(n, &i)| (all[i].of(text).trim(), n)).collect();
    // Of each long paragraph the number of the one that said the same first, where that is another.
    let earlier: Vec<Option<usize>> = long
        .iter()
        .enumerate()
        .map(|(n, &i)| place.get(all[i].of(text).trim()).copied().filter(|f| *f != n))
        .collect();
    let short = |i: usize| again[i] && all[i].len() < MIN_PARAGRAPH_BYTES;
    let mut found: Vec<Span> = Vec::new();
    let mut start = 0;
    for n in 1..=earlier.len() {
        let goes_on =
            n < earlier.len() && earlier[n].is_some() && earlier[n] == earlier[n - 1].map(|e| e + 1);
        if goes_on {
            continue;
        }
        if earlier[start].is_some() && n - start >= MIN_REPEATED {
            let from = (0..long[start]).rev().take_while(|&i| short(i)).last().unwrap_or(long[start]);
            let to = (long[n - 1]..all.len()).skip(1).take_while(|&i| short(i)).last().unwrap_or(long[n - 1]);
            let floor = found.last().map_or(0, |f| f.end);
            found.push(Span::new(all[from].start.max(floor), all[to].end.max(floor)));
        }
        start = n;
    }
    found
}

/// Lines with a row of dots before their page number make a table of contents from this many on.
const MIN_LEADERS: usize = 3;

/// Finds a table of contents: from the first heading-like line to the last one with leaders (「一、捷运 ........ 3」).
fn contents(text: &str) -> Option<Span> {
    let rows: Vec<(Span, bool)> = lines(text, Span::new(0, text.len()))
        .filter(|(_, l)| !l.trim().is_empty())
        .map(|(at, l)| (Span::new(at, at + l.trim_end().len()), has_leader(l)))
        .collect();
    let first = rows.iter().position(|r| r.1)?;
    let last = rows.iter().rposition(|r| r.1)?;
    let count = rows[first..=last].iter().filter(|r| r.1).count();
    // Entries broken over two lines have their dots on the second; text has none for pages.
    let dense = count >= MIN_LEADERS && (last - first + 1) <= count * 4;
    let above = (0..first).rev().take(20).take_while(|&i| marker(rows[i].0.of(text).trim()).is_some()).last();
    dense.then(|| Span::new(rows[above.unwrap_or(first)].0.start, rows[last].0.end))
}

/// Finds a table of contents without dots: below 目录, or as the first numbered lines, short lines that stand in the text
/// once more.
fn listed_contents(text: &str) -> Option<Span> {
    let bare = |line: &str| -> String {
        let words: String = line.chars().filter(|c| c.is_alphanumeric()).collect();
        words.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
    };
    let whole = lines(text, Span::new(0, text.len())).map(|(at, l)| Span::new(at, at + l.trim_end().len()));
    let head: Vec<Span> =
        whole.filter(|span| !span.of(text).trim().is_empty()).take(MAX_LINES_ABOVE_CONTENTS).collect();
    let named = head.iter().position(|span| {
        let short = span.len() <= 4 * MAX_LINE_CHARS;
        short && WORDS.contents.has(&bare(span.of(text)))
    });
    let first = || {
        let numbered =
            |i: usize| head.get(i).and_then(|span| marker(bare_start(span.of(text)))).map(|m| m.ordinal);
        let again =
            |span: Span| span.len() <= 4 * MAX_LINE_CHARS && text[span.end..].contains(span.of(text).trim());
        let i =
            (0..head.len()).find(|i| numbered(*i) == Some(1) && numbered(i + 1).is_some_and(|n| n <= 2))?;
        again(head[i]).then_some(i)
    };
    let heading = named.or_else(first)?;
    let start = head[heading].start;
    let below = if named.is_some() { head[heading].end } else { start };
    let rows: Vec<(Span, String)> = lines(text, Span::new(below, text.len()))
        .map(|(at, l)| (Span::new(at, at + l.trim_end().len()), bare(l)))
        .filter(|(_, words)| !words.is_empty())
        .collect();
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    rows.iter().enumerate().for_each(|(i, (_, words))| _ = last.insert(words, i));
    // The text may go on behind a heading's words: 「一、目标。新增就业1200人。」
    let later = |words: &str, i: usize| {
        let longer = last.range(words..).take(MAX_SAME_BEGIN).take_while(|(w, _)| w.starts_with(words));
        longer.into_iter().any(|(_, l)| *l > i)
    };
    let (mut count, mut missed, mut end) = (0, 0, start);
    for (i, (span, words)) in rows.iter().enumerate() {
        if words.chars().count() > MAX_LINE_CHARS {
            break;
        }
        (count, missed, end) =
            if later(words, i) { (count + 1, 0, span.end) } else { (count, missed + 1, end) };
        // The text's own headings come next, each for the last time.
        if missed > MAX_UNREPEATED || named.is_none() && missed > 0 {
            break;
        }
    }
    (count >= MIN_LEADERS).then(|| Span::new(start, end))
}

/// Of so many lines that begin with a heading's words one may be its second.
const MAX_SAME_BEGIN: usize = 8;

/// So many lines of a table of contents in a row may be put otherwise in the text.
const MAX_UNREPEATED: usize = 1;
/// 目录 stands among the first so many short lines.
const MAX_LINES_ABOVE_CONTENTS: usize = 60;

fn has_leader(line: &str) -> bool {
    line.contains(".....") || line.contains("………") || line.contains("·····")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_printed_twice_is_read_once() {
        let part = |n: u32| format!("（{n}）{}\n", "云溪县完成了河道清淤和堤防加固。".repeat(4 + n as usize));
        let once: String = (1..6).map(part).collect();
        let text = format!("{once}{once}尾声\n");
        let again: Vec<_> = noise(&text).into_iter().map(|(k, s)| (k, s.of(&text))).collect();
        assert_eq!(again, [(NoiseKind::Duplicate, once.trim_end())]);
        assert_eq!(noise(&once), []);
    }

    #[test]
    fn a_list_of_contents_is_read_once() {
        let text =
            "云溪县防汛应急预案\n目　录\n1 总则\n1.1 目的  2\n2 附则\n1 总则\n1.1 目的\n快速处置。\n2 附则\n";
        let found: Vec<_> = noise(text).into_iter().map(|(_, s)| s.of(text)).collect();
        assert_eq!(found, ["目　录\n1 总则\n1.1 目的  2\n2 附则"]);
    }

    #[test]
    fn what_is_left_to_do_is_text_and_what_is_left_to_read_is_a_gap() {
        assert_eq!(noise("（一）抓好隐患整改。6月底前完成剩余18处隐患整改。\n"), []);
        let kinds =
            |text: &str| noise(text).into_iter().map(|(k, s)| (k, s.of(text).to_owned())).collect::<Vec<_>>();
        assert_eq!(kinds("（此处隐藏618个字）"), [(NoiseKind::Gap, "（此处隐藏618个字）".to_owned())]);
        assert_eq!(kinds("剩余12页未读"), [(NoiseKind::Gap, "剩余12页".to_owned())]);
    }
}
