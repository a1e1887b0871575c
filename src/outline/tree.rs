//! Headings in order → each one's parent, or the knowledge that its true parent is missing in the text.

use super::headings::Heading;
use super::markers::{Marker, Style};

/// Where a heading hangs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hang {
    /// The index of its parent among the headings.
    pub parent: Option<usize>,
    /// Its true parent is missing.
    pub lost: bool,
}

/// Hangs every heading of one document. `gaps` are offsets at which text is missing.
///
/// A false parent is worse than none: where a numbering starts again under the same parent, or no upper heading was
/// ever seen though the document has such, or text is missing in between, the heading is said to have lost its parent.
pub(super) fn hang(headings: &[Heading], gaps: &[usize]) -> Vec<Hang> {
    let mut hangs: Vec<Hang> = Vec::with_capacity(headings.len());
    let mut open: Vec<usize> = Vec::new();
    let mut before_loss: Vec<usize> = Vec::new();
    let top = headings.iter().map(level).min().unwrap_or(0);
    let whole = counts_through(headings.iter().filter(|h| level(h) == top));
    let mut damaged = false;
    for (i, heading) in headings.iter().enumerate() {
        let mut sibling = None;
        while let Some(&last) = open.last() {
            if rank(&headings[last]) < rank(heading) {
                break;
            }
            if rank(&headings[last]) == rank(heading) {
                sibling = Some(last);
            }
            open.pop();
        }
        if sibling.is_none()
            && let Some(at) = resumed(headings, &before_loss, heading)
        {
            open = before_loss[..at].to_vec();
            sibling = Some(before_loss[at]);
            before_loss.clear();
        }
        let parent = open.last().copied();
        damaged |= i == 0 && heading.mark.ordinal > 1;
        let hang = place(headings, &hangs, i, parent, sibling, Bounds { top, gaps, damaged, whole });
        let resumes = level(heading) <= 1 && (heading.mark.ordinal == 1 || sibling.is_some());
        damaged = hang.lost || damaged && !resumes;
        if hang.lost {
            // What stood above may belong to another branch: nothing hangs there again, unless its numbers go on.
            let first = open.first().map_or(u8::MAX, |&o| rank(&headings[o]));
            before_loss.retain(|&o| rank(&headings[o]) < first);
            before_loss.append(&mut open);
        }
        hangs.push(hang);
        open.push(i);
    }
    hangs
}

/// Where among the branches that stood before a loss the one stands whose number `heading` goes on with: after a stray
/// 「2.」 under （一）, （二） is still its next.
fn resumed(headings: &[Heading], before_loss: &[usize], heading: &Heading) -> Option<usize> {
    let next = |&i: &usize| {
        let last = headings[i].mark;
        last.style == heading.mark.style && last.ordinal + 1 == heading.mark.ordinal
    };
    before_loss.iter().position(next)
}

/// Whether the numbers of one level run from 1 to the end without a break: then nothing stood above them.
fn counts_through<'a>(headings: impl Iterator<Item = &'a Heading>) -> bool {
    let mut before: Option<Marker> = None;
    for heading in headings {
        let me = heading.mark;
        let next = before.map_or(1, |b| b.ordinal + 1);
        if me.ordinal != next || before.is_some_and(|b| b.style != me.style) {
            return false;
        }
        before = Some(me);
    }
    before.is_some()
}

fn rank(heading: &Heading) -> u8 {
    heading.mark.style.rank()
}

fn level(heading: &Heading) -> u8 {
    heading.mark.style.level()
}

#[derive(Clone, Copy)]
struct Bounds<'a> {
    /// The smallest level of the document.
    top: u8,
    gaps: &'a [usize],
    /// A heading was lost further up.
    damaged: bool,
    /// The top level lacks no number.
    whole: bool,
}

/// Where headings are lost, so many paragraphs without a marker between a heading and the first that would hang on it
/// may have lost theirs too: 「（三）完成情况」, three paragraphs on results, problems and plans, then 「1、」.
const STRANGERS: usize = 2;

fn place(
    headings: &[Heading],
    hangs: &[Hang],
    i: usize,
    parent: Option<usize>,
    sibling: Option<usize>,
    bounds: Bounds<'_>,
) -> Hang {
    let me = &headings[i];
    let lost = Hang { parent: None, lost: true };
    let Some(before) = sibling else {
        // A plain list that begins with 1. and reports whose parts are （一）, （二） have no upper heading to lose.
        let begins = i == 0 && me.mark.ordinal == 1;
        let topmost = level(me) == bounds.top && (bounds.top > 2 || bounds.whole);
        let shown = begins && (topmost || bounds.top <= 1);
        let never_shown = parent.is_none() && level(me) > 1 && !shown;
        let told = matches!(me.mark.style, Style::Article | Style::Decimal(_));
        let first = me.mark.ordinal == 1 && !told;
        let strange = bounds.damaged && first && i > 0 && parent == Some(i - 1) && me.above >= STRANGERS;
        let never_shown = never_shown || strange;
        // A first item in a row after a lost level hangs on what is open; with nothing open it has lost its parent.
        return if never_shown { lost } else { Hang { parent, lost: false } };
    };
    let inherited = hangs[before];
    let last = headings[before].mark;
    // 「2.」 does not go on after 「1、」 unless it is the next number.
    let alike = me.mark.point == last.point || me.mark.ordinal == last.ordinal + 1;
    let goes_on = me.mark.ordinal > last.ordinal && me.mark.style == last.style && alike;
    if goes_on {
        let torn = gap_between(bounds.gaps, headings[before].span.start, me.span.start);
        return if torn && level(me) > 1 { lost } else { inherited };
    }
    // An article may hold several lists, and a paragraph may lead to a new one: 「有下列情形之一的：」.
    if me.mark.ordinal == 1 && parent.is_some_and(|p| me.led || headings[p].mark.style == Style::Article) {
        return Hang { parent, lost: false };
    }
    // Articles number through; 一、 starts again only under a new upper heading.
    if level(me) <= 1 && parent.is_none() || me.mark.style == Style::Article {
        return Hang { parent, lost: false };
    }
    if me.mark.style != last.style || me.mark.point != last.point {
        Hang { parent, lost: false }
    } else {
        lost
    }
}

fn gap_between(gaps: &[usize], from: usize, to: usize) -> bool {
    let next = gaps.partition_point(|&g| g < from);
    gaps.get(next).is_some_and(|&g| g < to)
}

#[cfg(test)]
mod tests {
    use super::super::headings::headings;
    use super::*;
    use crate::span::Span;

    /// Each heading's marker, its parent's, and `?` where that is lost.
    fn tree(text: &str) -> Vec<String> {
        let found = headings(text, Span::new(0, text.len()));
        let marker = |i: usize| &text[found[i].span.start..found[i].span.start + found[i].mark.len];
        let above = |hang: &Hang| hang.parent.map_or("", |p| marker(p)).to_owned();
        hang(&found, &[])
            .iter()
            .enumerate()
            .map(|(i, h)| format!("{}<{}{}", marker(i), above(h), if h.lost { "?" } else { "" }))
            .collect()
    }

    #[test]
    fn a_numbering_that_starts_again_has_lost_its_heading() {
        let text = "（一）概况\n1、河道\n2、堤防\n1、资金\n2、管护\n（一）问题\n";
        assert_eq!(tree(text), ["（一）<?", "1、<（一）", "2、<（一）", "1、<?", "2、<?", "（一）<?"]);
    }

    #[test]
    fn after_a_stray_list_the_numbers_go_on() {
        let text = "一、建设\n（一）公园\n1、选址\n1、设计\n（二）绿地\n二、管护\n";
        assert_eq!(tree(text), ["一、<", "（一）<一、", "1、<（一）", "1、<?", "（二）<一、", "二、<"]);
    }

    #[test]
    fn strangers_part_parent_and_child_where_headings_are_lost() {
        let body = "全年完成了任务。\n";
        let near = format!("（三）完成情况\n{body}1、河道\n");
        let far = format!("（三）完成情况\n{body}{body}{body}1、河道\n");
        assert_eq!(tree(&near), ["（三）<?", "1、<（三）"]);
        assert_eq!(tree(&far), ["（三）<?", "1、<?"]);
        let whole = format!("一、完成情况\n{body}{body}{body}1、河道\n");
        assert_eq!(tree(&whole), ["一、<", "1、<一、"]);
    }

    #[test]
    fn an_article_stands_above_its_lists() {
        let text = "第一章　总则\n第二条 有下列情形之一的：\n（一）甲；\n（二）乙。\n前款所称单位，包括下列单位：\n（一）丙；\n第三条 丁。\n";
        let under = ["（一）<第二条", "（二）<第二条", "（一）<第二条", "第三条<第一章"];
        assert_eq!(tree(text)[2..], under);
    }
}
