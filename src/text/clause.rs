//! A text → its clauses (改造管网，新建泵站), and the items listed in them (泵站、水厂).

use super::boundary::floor;
use super::sentence::breaks;
use crate::span::Span;

/// Returns whether a mark closes a clause.
pub(crate) fn closes_clause(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | ',' | ';' | ':')
}

/// Returns whether a mark closes an item: a clause, or one of several things in it.
fn closes_item(c: char) -> bool {
    c == '、' || closes_clause(c)
}

/// Cuts a text into its clauses, without the marks that close them.
pub(crate) fn clauses(text: &str) -> impl Iterator<Item = Span> {
    pieces(text, closes_clause)
}

/// Cuts a text into its items, without the marks that close them.
pub(crate) fn items(text: &str) -> impl Iterator<Item = &str> {
    pieces(text, closes_item).map(|span| span.of(text))
}

/// Cuts out what stands before the first mark that closes a clause.
pub(crate) fn first_clause(text: &str) -> &str {
    first(text, closes_clause)
}

/// Cuts out what stands behind the last mark that closes a clause.
pub(crate) fn last_clause(text: &str) -> &str {
    last(text, closes_clause)
}

/// Cuts out what stands before the first mark that closes an item.
pub(crate) fn first_item(text: &str) -> &str {
    first(text, closes_item)
}

/// Cuts out what stands behind the last mark that closes an item.
pub(crate) fn last_item(text: &str) -> &str {
    last(text, closes_item)
}

/// So many bytes before and behind a place its clause is looked for: a longer one is no clause.
const NEARBY: usize = 240;

/// Cuts out the clause around `at`; of a clause without end what is near.
pub(crate) fn clause_around(text: &str, at: usize) -> &str {
    let at = floor(text, at);
    let (from, to) = (floor(text, at.saturating_sub(NEARBY)), floor(text, at + NEARBY));
    let (before, behind) = (last_clause(&text[from..at]), first_clause(&text[at..to]));
    &text[at - before.len()..at + behind.len()]
}

fn first(text: &str, closes: fn(char) -> bool) -> &str {
    marks(text, closes).next().map_or(text, |mark| &text[..mark.start])
}

fn last(text: &str, closes: fn(char) -> bool) -> &str {
    marks(text, closes).next_back().map_or(text, |mark| &text[mark.end..])
}

fn pieces(text: &str, closes: fn(char) -> bool) -> impl Iterator<Item = Span> {
    let ends = marks(text, closes).chain([Span::new(text.len(), text.len())]);
    ends.scan(0, |start, mark| Some(Span::new(std::mem::replace(start, mark.end), mark.start)))
}

/// Finds the marks that close something, and the line ends that are no mere wraps; not the comma of 1,200 nor the colon of 8:30.
fn marks(text: &str, closes: fn(char) -> bool) -> impl DoubleEndedIterator<Item = Span> {
    let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let within_number = move |at: usize| {
        let bytes = text.as_bytes();
        digit(bytes[..at].last()) && digit(bytes.get(at + 1))
    };
    let is_mark = move |(at, c): &(usize, char)| match c {
        '\n' => breaks(text, *at),
        ',' | ':' => !within_number(*at),
        c => closes(*c),
    };
    text.char_indices().filter(is_mark).map(|(at, c)| Span::new(at, at + c.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_hold_items() {
        let text = "改造管网，新建泵站、水厂；培训1,200人";
        let all: Vec<&str> = clauses(text).map(|span| span.of(text)).collect();
        assert_eq!(all, ["改造管网", "新建泵站、水厂", "培训1,200人"]);
        assert_eq!(items(text).collect::<Vec<_>>(), ["改造管网", "新建泵站", "水厂", "培训1,200人"]);
        assert_eq!((first_clause(text), last_clause(text)), ("改造管网", "培训1,200人"));
        assert_eq!((first_item("泵站、水厂，管网"), last_item("管网，泵站、水厂")), ("泵站", "水厂"));
        assert_eq!(clause_around(text, text.find("水厂").unwrap_or(0)), "新建泵站、水厂");
    }

    #[test]
    fn a_wrapped_line_goes_on_and_a_short_one_ends() {
        let wrapped = "全县新建高标准农田和配套灌溉渠道并完成验收交付使用的村\n庄达到九成";
        assert_eq!(items(wrapped).count(), 1);
        assert_eq!(items("修渠\n筑路").collect::<Vec<_>>(), ["修渠", "筑路"]);
    }
}
