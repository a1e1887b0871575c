//! A plan's lists of promises (民生实事) and the report's word that the list was kept → evidence for each task on such a list.

use crate::calendar::plans;
use crate::numeral::TO_TEN;
use crate::span::Span;
use crate::tables::word_lists;
use crate::text::boundary::tail;
use crate::text::sentence::sentences;

word_lists! {
    "../tables/promise_lists.tsv",
    /// Names a list of promises: 民生实事.
    list
    /// Says that a whole list was kept.
    kept
    /// Makes it a list of other years, or one that is not kept.
    other
    /// Counts the items of a list: 10件.
    counts
}

/// Where a plan's text lists promises.
#[derive(Clone, Debug, Default)]
pub struct Promises {
    lists: Vec<Span>,
    /// Where a list of tasks first names a list of promises, whose items then stand apart from it.
    named: Option<usize>,
}

impl Promises {
    /// Finds the lists of a plan: what follows 「办好10件民生实事」 in its paragraph, or the numbered lines below it.
    pub fn of(text: &str) -> Self {
        let mut lists: Vec<Span> = Vec::new();
        let (mut at, mut open, mut named) = (0, false, None);
        for line in text.split_inclusive('\n') {
            let span = Span::new(at, at + line.len());
            at = span.end;
            if line.trim().is_empty() {
                continue;
            }
            let numbered = is_numbered(line);
            if open && is_item(line) {
                lists.push(span);
                continue;
            }
            let own = within(text, span);
            let apart = own.as_ref().is_some_and(|items| items.is_empty()) && numbered;
            named = named.or(apart.then_some(span.start));
            // 「3. 办好十件民生实事。」 is one of many tasks; what is numbered below it stands beside it.
            let heads = line.trim_end().ends_with(['：', ':']) || line.trim().chars().count() <= SHORT;
            open = own.as_ref().is_some_and(|items| items.is_empty()) && heads && !numbered;
            lists.extend(own.unwrap_or_default());
        }
        Promises { lists, named }
    }

    /// Whether what stands at `task`, in `words`, is on a list; ⑥ tells it where a list was taken apart.
    pub fn hold(&self, task: Span, words: &str) -> bool {
        let before = self.lists.partition_point(|l| l.start <= task.start);
        let last = before.checked_sub(1).and_then(|i| self.lists.get(i));
        last.is_some_and(|list| task.start < list.end)
            || words.starts_with(is_circled) && self.named.is_some_and(|at| at < task.start)
    }
}

/// The items of the list that a line names; none where it names none.
fn within(text: &str, line: Span) -> Option<Vec<Span>> {
    let told = sentences(text, line);
    let at = told.iter().position(|s| names_a_list(s.of(text)))?;
    let sentence = told[at];
    let (rest, words) = (&told[at + 1..], sentence.of(text));
    // 「办好10件民生实事：①…；②…」 goes on in the same sentence.
    let colon = words.find(['：', ':']).filter(|c| names_a_list(&words[..*c]));
    let mut items: Vec<Span> = colon
        .map(|c| Span::new(sentence.start + c, sentence.end))
        .filter(|s| s.of(text).chars().count() > FEWEST)
        .into_iter()
        .chain(rest.iter().filter(|s| is_numbered(s.of(text))).copied())
        .collect();
    // 「办好20件民生实事。改造小区8个。…」: a short sentence heads a paragraph of items.
    let heads = at == 0 && words.chars().count() <= SHORT && rest.len() >= FEWEST;
    if items.is_empty() && heads {
        items = rest.to_vec();
    }
    Some(items)
}

/// 「用心用情办好20件民生实事。」 has 15 characters; a longer sentence tells something itself.
const SHORT: usize = 20;
/// A paragraph of fewer sentences lists nothing.
const FEWEST: usize = 3;

/// 「办好10件民生实事」, 「十大重点民生实事」: a list is named with how many are on it.
fn names_a_list(sentence: &str) -> bool {
    let counted = |at: usize| {
        let before = tail(&sentence[..at], COUNTED + 1);
        let counts =
            |(at, c): (usize, char)| is_figure(c) && WORDS.counts.begin(&before[at + c.len_utf8()..]);
        before.char_indices().any(counts)
    };
    WORDS.list.iter().filter_map(|w| sentence.find(w)).any(counted)
}

/// 「10件」, 「十大重点」: so many characters before the list's name hold how many are on it.
const COUNTED: usize = 8;

/// Whether a sentence of a report says that this year's list was kept.
pub fn says_kept(sentence: &str) -> bool {
    let kept = WORDS.kept.occur_in(sentence) && !WORDS.other.occur_in(sentence);
    names_a_list(sentence) && kept && plans(sentence).next().is_none()
}

fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || TO_TEN.contains(c)
}

fn is_circled(c: char) -> bool {
    ('①'..='⑳').contains(&c)
}

/// 「1. 」, 「①」 are items; 「三、」, 「（一）」 are titles that close a list.
fn is_item(line: &str) -> bool {
    let line = line.trim_start().trim_start_matches(['（', '(']);
    is_numbered(line) && line.starts_with(|c: char| c.is_ascii_digit() || is_circled(c))
}

/// 「1. 」, 「①」, 「（一）」, 「一是」.
fn is_numbered(line: &str) -> bool {
    let line = line.trim_start().trim_start_matches(['（', '(']);
    let after = line.trim_start_matches(is_figure);
    line.starts_with(is_circled)
        || after.len() < line.len() && after.starts_with(['.', '．', '、', '）', ')', '是'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(text: &str, item: &str) -> bool {
        let at = text.find(item).expect("stands in it");
        Promises::of(text).hold(Span::new(at, at + item.len()), item)
    }

    #[test]
    fn the_rest_of_the_paragraph_is_the_list() {
        let plan = "提高收入。\n办好20件民生实事。改造小区8个。新建泳池2座。修路3公里。\n发展旅游。";
        assert!(held(plan, "改造小区8个。") && held(plan, "修路3公里。"));
        assert!(!held(plan, "发展旅游。") && !held(plan, "提高收入。"));
    }

    #[test]
    fn numbered_lines_below_are_the_list() {
        let plan = "今年办好十件民生实事：\n1. 改造小区8个。\n2. 新建泳池2座。\n发展旅游。";
        assert!(held(plan, "1. 改造小区8个。") && held(plan, "2. 新建泳池2座。"));
        assert!(!held(plan, "发展旅游。"));
    }

    #[test]
    fn a_list_in_passing_is_none() {
        let plan = "增进民生福祉。用心办好民生实事。发展养老服务。";
        assert!(!held(plan, "发展养老服务。"));
        let plan = "增进民生福祉。再办好15件民生实事。一是改造小区8个。二是新建泳池。让生活更美好。";
        assert!(held(plan, "二是新建泳池。"));
        assert!(!held(plan, "增进民生福祉。") && !held(plan, "让生活更美好。"));
        let plan = "办好10件民生实事。改造小区8个。新建泳池。修路。\n做强工业。①新增企业9家。";
        assert!(!held(plan, "①新增企业9家。"));
        let plan = "2. 发展旅游。\n3. 办好十件民生实事。\n4. 建设大桥。";
        assert!(!held(plan, "4. 建设大桥。"));
    }

    #[test]
    fn kept_is_the_whole_list_of_this_year() {
        assert!(says_kept("10件民生实事全部完成，群众满意度提高。"));
        assert!(!says_kept("五年累计50件民生实事全部完成。") && !says_kept("10件民生实事未全部完成。"));
        assert!(!says_kept("“十六五”以来50件民生实事全部完成。"), "of several years");
        assert!(!says_kept("2024年民生实事全部完成。"), "how many is not told");
        assert!(!says_kept("扎实办好10件民生实事。") && !says_kept("高质量完成民生实事。"));
    }
}
