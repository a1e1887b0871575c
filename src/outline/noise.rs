//! A text → the stretches that are no part of a document: page furniture, page numbers, paywall gaps, doubled leads.

use super::lines::lines;
use super::markers::{ORDINAL, marker};
use crate::model::NoiseKind;
use crate::span::Span;
use crate::tables::word_lists;
use std::collections::BTreeMap;

word_lists! {
    "../tables/web_noise.tsv",
    /// The heading of a table of contents.
    contents
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
    let all = Span::new(0, text.len());
    let mut found: Vec<(NoiseKind, Span)> = lines(text, all)
        .filter_map(|(start, line)| {
            let head = start + line.len() - line.trim_start().len();
            kind_of(line.trim()).map(|kind| (kind, Span::new(head, head + line.trim().len())))
        })
        .collect();
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

fn kind_of(line: &str) -> Option<NoiseKind> {
    if line.is_empty() || line.chars().count() > MAX_LINE_CHARS {
        return None;
    }
    let furniture = WORDS.whole.has(line) || WORDS.head.begin(line) || WORDS.has.occur_in(line);
    if furniture { Some(NoiseKind::Web) } else { is_page_number(line).then_some(NoiseKind::Page) }
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
    WORDS
        .gap
        .iter()
        .flat_map(|word| text.match_indices(word).filter_map(|(at, _)| gap_at(text, at, word)))
        .collect()
}

/// Reads a gap, which says how much it hides: 「剩余12页」, not 「剩余18处隐患」.
fn gap_at(text: &str, at: usize, word: &str) -> Option<Span> {
    let tail = &text[at + word.len()..];
    let figures = tail.bytes().take_while(u8::is_ascii_digit).count();
    let unit = &tail[figures..];
    let unit = WORDS.unit.iter().find(|u| unit.starts_with(u))?;
    (figures > 0).then(|| Span::new(at, at + word.len() + figures + unit.len()))
}

/// Finds a lead that a page prints as a teaser above the text: the line ends in … and the text begins with the same
/// words.
fn doubled_lead(text: &str) -> Option<Span> {
    let (start, first) = lines(text, Span::new(0, text.len())).find(|(_, l)| !l.trim().is_empty())?;
    let words: String = first.trim().chars().take(LEAD_CHARS).collect();
    let cut = first.trim_end().ends_with("...") || first.trim_end().ends_with('…');
    let again = text.get(start + first.len()..)?.contains(&words);
    (cut && again && words.chars().count() == LEAD_CHARS)
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

/// Finds a table of contents without dots: below 目录, short lines that stand in the text once more.
fn listed_contents(text: &str) -> Option<Span> {
    let bare = |line: &str| -> String {
        let words: String = line.chars().filter(|c| c.is_alphanumeric()).collect();
        words.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
    };
    let mut rows = lines(text, Span::new(0, text.len())).filter(|(_, l)| !l.trim().is_empty());
    let (start, _) =
        rows.by_ref().take(MAX_LINES_ABOVE_CONTENTS).find(|(_, l)| WORDS.contents.has(&bare(l)))?;
    let rows: Vec<(Span, String)> = rows
        .map(|(at, l)| (Span::new(at, at + l.trim_end().len()), bare(l)))
        .filter(|(_, words)| !words.is_empty())
        .collect();
    let last: BTreeMap<&str, usize> = (0..).zip(&rows).map(|(i, (_, words))| (words.as_str(), i)).collect();
    let (mut count, mut missed, mut end) = (0, 0, start);
    for (i, (span, words)) in rows.iter().enumerate() {
        if words.chars().count() > MAX_LINE_CHARS {
            break;
        }
        let again = last.get(words.as_str()).is_some_and(|l| *l > i);
        (count, missed, end) = if again { (count + 1, 0, span.end) } else { (count, missed + 1, end) };
        // The text's own headings come next, each for the last time.
        if missed > MAX_UNREPEATED {
            break;
        }
    }
    (count >= MIN_LEADERS).then(|| Span::new(start, end))
}

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
        assert_eq!(kinds("（此处隐藏618个字）"), [(NoiseKind::Gap, "隐藏618个字".to_owned())]);
        assert_eq!(kinds("剩余12页未读"), [(NoiseKind::Gap, "剩余12页".to_owned())]);
    }
}
