//! A label or the head of a column → what it announces: 责任单位, 牵头验收处室, 分管县领导, 完成时限.

use super::marks::LABEL_OPENING;
use super::words::WORDS;
use crate::tables::Words;

/// What a label or the head of a column announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// 联系电话: neither who nor when.
    Contact,
}

/// The words of a label by what they add to it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Lead,
    Responsible,
    Cooperating,
    Act,
    Kin,
    Aid,
    Organ,
    Person,
    Man,
    Time,
    Term,
    Join,
}

impl Label {
    /// Reads a label or the head of a column, without its colon: 责任单位, 牵头验收处室, 完成时限.
    pub(super) fn of(words: &str) -> Option<Self> {
        let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
        // 责任单位1, 责任单位2.
        let words = words.trim_end_matches(|c: char| c.is_ascii_digit());
        if WORDS.contact.has(words) {
            return Some(Label::Contact);
        }
        label(&parts(words)?)
    }
}

/// A label of more characters explains something.
const LONGEST: usize = 14;

/// Finds the label that ends where the colon at `colon` stands, begun no earlier than `from`: where it begins and what it announces.
pub(super) fn at_colon(text: &str, from: usize, colon: usize) -> Option<(usize, Label)> {
    let before = text.get(from..colon)?;
    let starts: Vec<usize> = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| !"，,；;。：:\n\t".contains(*c))
        .take(LONGEST)
        .map(|(at, _)| at)
        .collect();
    starts.into_iter().rev().find_map(|at| {
        let words = &before[at..];
        let begins = !words.starts_with(|c: char| c.is_whitespace() || "、/和及与（()）".contains(c));
        Some((from + at, Label::of(words).filter(|_| begins)?))
    })
}

/// Finds the label that ends at a colon or at the bracket that closes it: 责任单位：, 【责任单位】. Where it begins, with its bracket.
pub(super) fn ending(text: &str, from: usize, end: usize) -> Option<(usize, Label)> {
    if text[end..].starts_with(['：', ':']) {
        return at_colon(text, from, end);
    }
    let (before, words) = text.get(from..end)?.rsplit_once(LABEL_OPENING)?;
    let label = if words.len() <= LONGEST * '字'.len_utf8() { Label::of(words)? } else { return None };
    Some((from + before.len(), label))
}

/// Finds the label that `text` begins with, without a colon: 责任单位县教育局. Its length and what it announces.
pub(super) fn at_start(text: &str) -> Option<(usize, Label)> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST);
    ends.filter_map(|end| Some((end, noun_label(&text[..end])?))).last()
}

/// Whether a piece of text is a label and nothing more, without a colon: 责任单位.
pub(super) fn is_alone(text: &str) -> bool {
    text.chars().nth(LONGEST).is_none() && noun_label(text).is_some()
}

/// Reads a label that ends with its noun: 责任单位, not 负责 nor 责任单位县.
fn noun_label(words: &str) -> Option<Label> {
    let parts = parts(words)?;
    parts.last().is_some_and(|p| *p >= Part::Organ && *p != Part::Join).then(|| label(&parts)).flatten()
}

/// Cuts a label into its words; none where one of them is no word of labels.
fn parts(words: &str) -> Option<Vec<Part>> {
    let kinds: [(Part, &Words); 12] = [
        (Part::Lead, &WORDS.lead),
        (Part::Responsible, &WORDS.responsible),
        (Part::Cooperating, &WORDS.cooperating),
        (Part::Act, &WORDS.act),
        (Part::Kin, &WORDS.kin),
        (Part::Aid, &WORDS.aid),
        (Part::Organ, &WORDS.organ_noun),
        (Part::Person, &WORDS.person_noun),
        (Part::Man, &WORDS.man_noun),
        (Part::Time, &WORDS.time_noun),
        (Part::Term, &WORDS.term_noun),
        (Part::Join, &WORDS.join),
    ];
    let mut rest = words;
    let mut found = Vec::new();
    while !rest.is_empty() {
        let begun = kinds.iter().filter_map(|(part, list)| {
            list.iter().filter(|w| rest.starts_with(w)).map(|w| (w.len(), *part)).max_by_key(|f| f.0)
        });
        let (len, part) = begun.max_by_key(|f| f.0)?;
        found.push(part);
        rest = &rest[len..];
    }
    Some(found)
}

/// What the words of a label announce together.
fn label(parts: &[Part]) -> Option<Label> {
    let has = |part: Part| parts.contains(&part);
    let stem = [Part::Lead, Part::Responsible, Part::Cooperating].into_iter().find(|p| has(*p));
    let acts = stem.is_some() || has(Part::Act) || has(Part::Aid);
    let times = parts.iter().filter(|p| matches!(p, Part::Time | Part::Term)).count();
    let person = has(Part::Person) && parts.len() > 1 || has(Part::Man) && acts;
    let side = match stem {
        Some(Part::Lead) => Label::Lead,
        _ if has(Part::Cooperating) || has(Part::Aid) => Label::Cooperating,
        _ => Label::Responsible,
    };
    let ends = |kinds: &[Part]| parts.last().is_some_and(|p| kinds.contains(p));
    match () {
        () if times > 1 || has(Part::Term) || has(Part::Time) && acts => Some(Label::Deadline),
        // 责任单位及责任人 hold organs and persons.
        () if has(Part::Organ) && acts && !ends(&[Part::Kin]) => Some(side),
        () if person && ends(&[Part::Person, Part::Man]) => Some(Label::Leader),
        () if stem.is_some() && parts.iter().all(|p| *p < Part::Kin) => Some(side),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_composed_of_stem_and_noun() {
        for (words, label) in [
            ("责任单位", Label::Responsible),
            ("责 任 单 位", Label::Responsible),
            ("整改责任单位", Label::Responsible),
            ("责任单位及责任人", Label::Responsible),
            ("落实单位", Label::Responsible),
            ("牵头验收处室", Label::Lead),
            ("市级牵头部门", Label::Lead),
            ("主办", Label::Lead),
            ("协办科室", Label::Cooperating),
            ("责任配合单位", Label::Cooperating),
            ("分管县领导", Label::Leader),
            ("牵头领导", Label::Leader),
            ("第一责任人", Label::Leader),
            ("完成时限", Label::Deadline),
            ("时限要求", Label::Deadline),
            ("时间节点", Label::Deadline),
            ("计划完成时间", Label::Deadline),
            ("监督电话", Label::Contact),
        ] {
            assert_eq!(Label::of(words), Some(label), "{words}");
        }
    }

    #[test]
    fn other_words_before_a_colon_are_no_label() {
        for words in [
            "工作目标",
            "工作单位",
            "有关部门",
            "工作人员",
            "活动时间",
            "落实",
            "领导",
            "整改措施",
            "要求",
            "",
        ] {
            assert_eq!(Label::of(words), None, "{words}");
        }
    }

    #[test]
    fn a_label_is_found_before_its_colon() {
        let text = "（10月底前，牵头单位：县林业局 完成时限：9月）";
        let colon = |nth: usize| text.match_indices('：').nth(nth).expect("it stands there").0;
        let found =
            |nth: usize| at_colon(text, 3, colon(nth)).map(|(at, label)| (&text[at..colon(nth)], label));
        assert_eq!(found(0), Some(("牵头单位", Label::Lead)));
        assert_eq!(found(1), Some(("完成时限", Label::Deadline)));
        assert_eq!(at_start("责任单位县教育局"), Some((12, Label::Responsible)));
    }
}
