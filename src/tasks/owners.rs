//! An owner bracket → who owns the task and who helps: （责任单位：…） （…牵头，…配合） （…按职责分工负责）.

use super::Item;
use crate::model::Document;
use crate::span::Span;
use crate::tables::Table;

static WORDS: Table = Table::new(include_str!("../tables/owner_words.tsv"));
/// A bracket of more characters than this explains something.
const LONGEST: usize = 260;

/// What a label or the head of a column announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code, reason = "for the reader of tables")]
pub(super) enum Label {
    /// 牵头单位、主办处室.
    Lead,
    /// 责任单位, 承办部门: owns where nobody leads.
    Responsible,
    /// 配合单位、协办科室.
    Cooperating,
    /// 责任领导、责任人.
    Leader,
    /// 完成时限、整改时限.
    Deadline,
}

impl Label {
    /// Reads a label or the head of a column, without its colon: 责任单位, 牵头验收处室, 完成时限.
    #[allow(dead_code, reason = "for the reader of tables")]
    pub(super) fn of(words: &str) -> Option<Self> {
        let ends = |list: &[&str]| list.iter().any(|w| words.ends_with(w));
        let has = |list: &[&str]| list.iter().any(|w| words.contains(w));
        match () {
            () if ends(&["时限", "时间", "期限", "节点"]) => Some(Label::Deadline),
            () if ends(&["领导", "责任人"]) => Some(Label::Leader),
            () if has(&["配合", "协办", "协同", "参与", "参加"]) => Some(Label::Cooperating),
            () if has(&["牵头", "主办"]) => Some(Label::Lead),
            () if has(&["责任", "承办", "落实", "实施"]) => Some(Label::Responsible),
            () => None,
        }
    }
}

/// Reads the cells of a row that say who and when, each with what its column's head announces: the item's fields without its
/// stretch.
#[allow(dead_code, reason = "for the reader of tables")]
pub(super) fn of_cells(text: &str, document: &Document, cells: &[(Label, Span)]) -> Item {
    let mut item = Item::default();
    let leads = cells.iter().any(|(label, span)| *label == Label::Lead && !span.of(text).trim().is_empty());
    for (label, span) in cells {
        let names = || split_names(span.of(text));
        match label {
            Label::Responsible if leads => item.cooperating.extend(names()),
            Label::Lead | Label::Responsible => item.owners.extend(names()),
            Label::Cooperating => item.cooperating.extend(names()),
            Label::Leader => item.leaders.extend(names()),
            Label::Deadline => item.deadline = super::deadline::deadline(text, document, *span),
        }
    }
    item
}

/// An owner bracket and what it says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Owners {
    /// With its brackets.
    pub span: Span,
    /// 牵头单位、责任单位.
    pub owners: Vec<String>,
    /// 配合单位.
    pub cooperating: Vec<String>,
}

/// The owner brackets in `text[within]`, in order. Brackets may hold brackets: （责任单位：各县（区）人民政府）.
pub(super) fn brackets(text: &str, within: Span) -> Vec<Owners> {
    let piece = within.of(text);
    let mut found = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    for (at, c) in piece.char_indices() {
        match (c, open) {
            ('（' | '(' | '【' | '[', None) => open = Some((at, 1)),
            ('（' | '(' | '【' | '[', Some((from, depth))) => open = Some((from, depth + 1)),
            ('）' | ')' | '】' | ']', Some((from, 1))) => {
                let span = Span::new(within.start + from, within.start + at + c.len_utf8());
                found.extend(read(text, span));
                open = None;
            }
            ('）' | ')' | '】' | ']', Some((from, depth))) => open = Some((from, depth - 1)),
            ('\n', Some(_)) => open = None,
            _ => {}
        }
    }
    let tails = tails(text, within, &found);
    found.extend(tails);
    found.sort_by_key(|o| o.span);
    joined(text, found)
}

/// Owners named without brackets, from the label to the end of the line: 「建成诊断中心。责任单位：县卫健局」, or on lines of
/// their own below the item. `brackets` are in order and apart.
fn tails(text: &str, within: Span, brackets: &[Owners]) -> Vec<Owners> {
    let mut found = Vec::new();
    let mut start = within.start;
    for line in within.of(text).split_inclusive('\n') {
        let end = start + line.trim_end().len();
        let may_open = line.contains(['：', ':']);
        let opens = WORDS
            .rows()
            .filter(|r| may_open && r[0].starts_with("label"))
            .filter_map(|r| labelled_at(line, r[1]))
            .min()
            .map(|at| Span::new(start + at, end));
        start += line.len();
        let inside = |span: &Span| {
            let next = brackets.partition_point(|b| b.span.end <= span.start);
            brackets.get(next).is_some_and(|b| b.span.overlaps(*span))
        };
        if let Some(span) = opens.filter(|span| !inside(span)) {
            found.extend(read_inner(span.of(text).trim_end_matches('。'), span));
        }
    }
    found
}

/// Where the label stands with its colon, at the head of the line or behind a stop or a blank.
fn labelled_at(line: &str, label: &str) -> Option<usize> {
    let at = line.find(label).filter(|at| line[at + label.len()..].starts_with(['：', ':']))?;
    let before = line[..at].chars().next_back();
    before.is_none_or(|c| c.is_whitespace() || "。；;！".contains(c)).then_some(at)
}

/// 牵头单位 on one line and 责任单位 on the next are one.
fn joined(text: &str, found: Vec<Owners>) -> Vec<Owners> {
    let mut out: Vec<Owners> = Vec::new();
    for next in found {
        match out.last_mut() {
            Some(last)
                if text
                    .get(last.span.end..next.span.start)
                    .is_some_and(|gap| gap.trim().is_empty() && gap.contains('\n')) =>
            {
                last.span.end = next.span.end;
                last.owners.extend(next.owners);
                last.cooperating.extend(next.cooperating);
            }
            _ => out.push(next),
        }
    }
    out
}

/// Who a segment names.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Owner,
    Helper,
}

fn read(text: &str, span: Span) -> Option<Owners> {
    let inner = span.of(text);
    let inner = &inner[inner.chars().next()?.len_utf8()..];
    let inner = inner[..inner.len() - inner.chars().next_back()?.len_utf8()].trim().trim_end_matches('。');
    read_inner(inner, span)
}

fn read_inner(inner: &str, span: Span) -> Option<Owners> {
    if inner.chars().count() > LONGEST || !names_owner(inner) {
        return None;
    }
    let mut out = Owners { span, ..Owners::default() };
    let mut waiting: Vec<String> = Vec::new();
    let mut labelled = None;
    let mut led = false;
    for segment in inner.split(['，', ',', '；', ';', '。']) {
        let (side, names) = segment_names(segment, &mut labelled);
        waiting.extend(names);
        let Some(side) = side else { continue };
        // X牵头，Y负责: the one that leads owns, the other helps.
        let side = if led && !segment.contains("牵头") && labelled.is_none() { Side::Helper } else { side };
        led |= segment.contains("牵头") && labelled.is_none();
        let to = if side == Side::Owner { &mut out.owners } else { &mut out.cooperating };
        to.append(&mut waiting);
    }
    let rest = if labelled == Some(Side::Helper) { &mut out.cooperating } else { &mut out.owners };
    rest.append(&mut waiting);
    (!out.owners.is_empty() || !out.cooperating.is_empty()).then_some(out)
}

fn names_owner(inner: &str) -> bool {
    let ends = WORDS.rows().any(|r| matches!(r[0], "owner" | "helper") && inner.ends_with(r[1]));
    let starts = WORDS.rows().any(|r| r[0].starts_with("label") && inner.starts_with(r[1]));
    starts || ends && !inner.contains('。')
}

/// The names of a segment and which side they are on; none where a later segment says it.
fn segment_names(segment: &str, labelled: &mut Option<Side>) -> (Option<Side>, Vec<String>) {
    let mut rest = segment.trim();
    if let Some(row) = WORDS.rows().filter(|r| r[0].starts_with("label")).find(|r| rest.starts_with(r[1])) {
        *labelled = Some(if row[0] == "label" { Side::Owner } else { Side::Helper });
        rest = rest[row[1].len()..].trim_start_matches(['：', ':', '为', ' ', '\u{3000}']);
    }
    let mut side = *labelled;
    if let Some(row) =
        WORDS.rows().filter(|r| matches!(r[0], "owner" | "helper")).find(|r| rest.ends_with(r[1]))
    {
        side = Some(if row[0] == "owner" { Side::Owner } else { Side::Helper });
        rest = &rest[..rest.len() - row[1].len()];
    }
    let mut rest = rest.trim().trim_start_matches(['由', '会']).trim_start_matches('同');
    while let Some(row) = WORDS.rows().filter(|r| r[0] == "trim").find(|r| rest.ends_with(r[1])) {
        rest = rest[..rest.len() - row[1].len()].trim_end();
    }
    (side, split_names(rest))
}

/// Splits at 、 and blanks outside of inner brackets.
fn split_names(names: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut depth = 0usize;
    for c in names.chars() {
        match c {
            '（' | '(' | '“' => depth += 1,
            '）' | ')' | '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && (c == '、' || c.is_whitespace()) {
            out.push(String::new());
        } else if let Some(last) = out.last_mut() {
            last.push(c);
        }
    }
    out.retain(|name| !name.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_without_brackets_are_read_to_the_end_of_their_line() {
        let (owners, helpers) = read_one("1.建成诊断中心1个。责任单位：县卫健局、县医院\n");
        assert_eq!((owners.join(" "), helpers.len()), ("县卫健局 县医院".to_owned(), 0));
        let (owners, helpers) = read_one("1.建成诊断中心1个。\n牵头单位：县卫健局\n\n配合单位：县医院\n");
        assert_eq!((owners, helpers), (vec!["县卫健局".to_owned()], vec!["县医院".to_owned()]));
    }

    #[test]
    fn a_line_finds_its_bracket_without_asking_all() {
        use crate::tasks::grows_linearly;
        assert!(grows_linearly(15_000, |n| {
            let line = "修路（镇交通站；配合单位：镇财政所）\n";
            let text = line.repeat(n);
            let bracket = |i: usize| Span::new(i * line.len() + 6, (i + 1) * line.len() - 1);
            let all: Vec<Owners> = (0..n).map(|i| Owners { span: bracket(i), ..Owners::default() }).collect();
            tails(&text, Span::new(0, text.len()), &all).len()
        }));
    }

    fn read_one(text: &str) -> (Vec<String>, Vec<String>) {
        let found = brackets(text, Span::new(0, text.len()));
        assert_eq!(found.len(), 1, "{text}");
        (found[0].owners.clone(), found[0].cooperating.clone())
    }

    fn names(list: &[&str]) -> Vec<String> {
        list.iter().map(|s| (*s).to_owned()).collect()
    }

    #[test]
    fn all_of_the_responsible_own() {
        let (owners, helpers) = read_one("改造管网。（责任单位：县水务局、县财政局，各乡镇（街道））");
        assert_eq!(owners, names(&["县水务局", "县财政局", "各乡镇（街道）"]));
        assert!(helpers.is_empty());
    }

    #[test]
    fn the_leader_owns_and_the_others_help() {
        let (owners, helpers) = read_one("建档。（县卫健局牵头，县医保局、县民政局按职责分工配合）");
        assert_eq!(owners, names(&["县卫健局"]));
        assert_eq!(helpers, names(&["县医保局", "县民政局"]));
        let (owners, helpers) = read_one("建档（牵头单位：县卫健局；配合单位：县医保局）");
        assert_eq!((owners, helpers), (names(&["县卫健局"]), names(&["县医保局"])));
    }

    #[test]
    fn a_bracket_ends_with_its_line() {
        let text = "新建泵站9座（责任单位：县水务局\n修路30公里。（责任单位：县交通局）\n";
        let found = brackets(text, Span::new(0, text.len()));
        assert_eq!(found.iter().map(|o| o.owners.join("、")).collect::<Vec<_>>(), ["县交通局"]);
    }

    #[test]
    fn other_brackets_name_nobody() {
        let text = "云溪县（以下简称本县）（含街道）（2025年完成60%）";
        assert!(brackets(text, Span::new(0, text.len())).is_empty());
    }
}
