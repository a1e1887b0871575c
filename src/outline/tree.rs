//! Headings in order → each one's parent, or the knowledge that its true parent is missing in the text.

use super::headings::Heading;
use super::markers::{Marker, Style};

/// Where a heading stands in the tree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Placement {
    /// The index of its parent among the headings.
    pub parent: Option<usize>,
    /// Its true parent is missing.
    pub lost: bool,
}

/// Assigns a parent to every heading of one document. `gaps` are offsets at which text is missing.
///
/// A false parent is worse than none: where a numbering starts again under the same parent, or no upper heading was
/// ever seen though the document has such, or text is missing in between, the heading is said to have lost its parent.
pub(super) fn assign_parents(headings: &[Heading], gaps: &[usize]) -> Vec<Placement> {
    let numbered = || headings.iter().filter(|h| !is_name(h));
    let top = numbered().map(level).min().unwrap_or(0);
    let complete = counts_through(numbered().filter(|h| level(h) == top));
    let mut builder = Builder { headings, gaps, top, complete, ..Builder::default() };
    (0..headings.len()).for_each(|i| builder.push(i));
    builder.placed
}

/// The tree so far.
#[derive(Default)]
struct Builder<'a> {
    headings: &'a [Heading],
    gaps: &'a [usize],
    /// The smallest level of the document, and whether it lacks no number.
    top: u8,
    complete: bool,
    placed: Vec<Placement>,
    /// The headings that the next one may stand under, from the top.
    open: Vec<usize>,
    /// Those that stood open before a heading was lost.
    before_loss: Vec<usize>,
    /// A heading was lost further up.
    damaged: bool,
}

/// How a heading goes on from the last one of its rank under the same parent.
#[derive(Clone, Copy)]
enum Step {
    /// There is none.
    First,
    /// It has a higher number of the same numbering.
    Continues(usize),
    /// It belongs to another numbering.
    Switches,
    /// Its number is no higher: the numbering starts again.
    Restarts,
}

impl Builder<'_> {
    /// Places the next heading.
    fn push(&mut self, i: usize) {
        let heading = &self.headings[i];
        let sibling = self.close_to(heading).or_else(|| self.resume(heading));
        self.damaged |= i == 0 && heading.mark.ordinal > 1;
        let placement = self.place(i, sibling);
        let resumes = level(heading) <= 1 && (heading.mark.ordinal == 1 || sibling.is_some());
        self.damaged = placement.lost || self.damaged && !resumes;
        if placement.lost {
            // What stood above may belong to another branch: nothing stands there again, unless its numbers go on.
            let first = self.open.first().map_or(u8::MAX, |&o| rank(&self.headings[o]));
            self.before_loss.retain(|&o| rank(&self.headings[o]) < first);
            self.before_loss.append(&mut self.open);
        }
        self.placed.push(placement);
        self.open.push(i);
    }

    /// Closes all that `heading` cannot stand under; returns the one of its own rank that it goes on from. Of a list inside
    /// another of the same form it goes on with the inner one, where the numbers allow it.
    fn close_to(&mut self, heading: &Heading) -> Option<usize> {
        let upper = self.open.partition_point(|&o| rank(&self.headings[o]) < rank(heading));
        let alike =
            self.open[upper..].iter().take_while(|&&o| rank(&self.headings[o]) == rank(heading)).count();
        // An article holds several lists side by side.
        let in_article = upper > 0 && self.headings[self.open[upper - 1]].mark.style == Style::Article;
        if heading.led_below && heading.mark.ordinal == 1 && !in_article && alike > 0 && alike < MAX_NESTED {
            self.open.truncate(upper + alike);
            return None;
        }
        let next = |at: &usize| {
            let last = self.headings[self.open[*at]].mark;
            last.style == heading.mark.style && last.ordinal + 1 == heading.mark.ordinal
        };
        let at = (upper..upper + alike).rev().find(next).unwrap_or(upper);
        let closed = self.open.split_off(at);
        closed.first().copied().filter(|&o| rank(&self.headings[o]) == rank(heading))
    }

    /// Opens again the branch from before a loss whose number `heading` goes on with: after a stray 「2.」 under （一）,
    /// （二） is still its next.
    fn resume(&mut self, heading: &Heading) -> Option<usize> {
        let next = |&i: &usize| {
            let last = self.headings[i].mark;
            last.style == heading.mark.style && last.ordinal + 1 == heading.mark.ordinal
        };
        let at = self.before_loss.iter().position(next)?;
        self.open = std::mem::take(&mut self.before_loss);
        self.open.drain(at..).next()
    }

    /// Looks a heading's place up: how it goes on × what else holds → where it stands.
    fn place(&self, i: usize, sibling: Option<usize>) -> Placement {
        let me = &self.headings[i];
        let parent = self.open.last().copied();
        let lost = Placement { parent: None, lost: true };
        let below = Placement { parent, lost: false };
        if is_name(me) {
            return below;
        }
        match self.step(me, sibling) {
            Step::First if self.lacks_parent(i, parent) || self.is_stranger(i, parent) => lost,
            Step::Continues(last) if level(me) > 1 && self.is_torn(last, i) => lost,
            Step::Continues(last) => self.placed[last],
            // Articles number through; 一、 starts again only under a new upper heading.
            Step::Restarts if me.mark.style == Style::Article || level(me) <= 1 && parent.is_none() => below,
            Step::Restarts if !self.opens_list(me, parent) => lost,
            Step::First | Step::Switches | Step::Restarts => below,
        }
    }

    fn step(&self, me: &Heading, sibling: Option<usize>) -> Step {
        let Some(last) = sibling else { return Step::First };
        let (me, before) = (me.mark, self.headings[last].mark);
        // 「2.」 does not go on after 「1、」 unless it is the next number.
        let alike = me.point == before.point || me.ordinal == before.ordinal + 1;
        match me.style == before.style {
            true if alike && me.ordinal > before.ordinal => Step::Continues(last),
            true if me.point == before.point => Step::Restarts,
            _ => Step::Switches,
        }
    }

    /// Returns whether no upper heading was seen though there must have been one. A plain list that begins with 1. and
    /// reports whose parts are （一）, （二） have none to lose.
    fn lacks_parent(&self, i: usize, parent: Option<usize>) -> bool {
        let me = &self.headings[i];
        let topmost = level(me) == self.top && (self.top > 2 || self.complete);
        let begins = i == 0 && me.mark.ordinal == 1 && (topmost || self.top <= 1);
        parent.is_none() && level(me) > 1 && !begins
    }

    /// Returns whether a first item stands too far from the heading above it where headings are lost.
    fn is_stranger(&self, i: usize, parent: Option<usize>) -> bool {
        let me = &self.headings[i];
        let numbers_through = matches!(me.mark.style, Style::Article | Style::Decimal(_));
        let first = me.mark.ordinal == 1 && !numbers_through && i > 0 && parent == Some(i - 1);
        self.damaged && first && me.above >= MIN_UNNUMBERED_PARAGRAPHS
    }

    /// Returns whether a new list begins: an article may hold several, and a paragraph may lead to one: 「有下列情形之一的：」.
    fn opens_list(&self, me: &Heading, parent: Option<usize>) -> bool {
        let holds_lists = |p: usize| me.led || self.headings[p].mark.style == Style::Article;
        me.mark.ordinal == 1 && parent.is_some_and(holds_lists)
    }

    /// Returns whether text is missing between two headings.
    fn is_torn(&self, from: usize, to: usize) -> bool {
        let [from, to] = [from, to].map(|i| self.headings[i].span.start);
        let next = self.gaps.partition_point(|&g| g < from);
        self.gaps.get(next).is_some_and(|&g| g < to)
    }
}

/// So many lists of one form stand inside each other at most.
const MAX_NESTED: usize = 3;

/// Where headings are lost, so many paragraphs without a marker between a heading and the first that would stand under
/// it may have lost theirs too: 「（三）完成情况」, three paragraphs on results, problems and plans, then 「1、」.
const MIN_UNNUMBERED_PARAGRAPHS: usize = 2;

/// Returns whether the numbers of one level run from 1 to the end without a break: then nothing stood above them.
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

/// Returns whether a heading has no number.
fn is_name(heading: &Heading) -> bool {
    matches!(heading.mark.style, Style::Name(_))
}

fn rank(heading: &Heading) -> u8 {
    heading.mark.style.rank()
}

fn level(heading: &Heading) -> u8 {
    heading.mark.style.level()
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
        let above = |place: &Placement| place.parent.map_or("", |p| marker(p)).to_owned();
        assign_parents(&found, &[])
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
    fn a_list_that_a_clause_leads_to_hangs_under_its_heading() {
        let text = "一、安排\n具体步骤如下：\n一、动员\n二、实施\n二、保障\n三、要求\n";
        assert_eq!(tree(text), ["一、<", "一、<一、", "二、<一、", "二、<", "三、<"]);
        let text = "一、任务\n（一）清淤\n（二）巡查\n责任分工如下：\n（一）东片\n（二）西片\n（三）宣传\n二、保障\n";
        let under = ["（一）<（二）", "（二）<（二）", "（三）<（二）", "二、<"];
        assert_eq!(tree(text)[3..], under);
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
