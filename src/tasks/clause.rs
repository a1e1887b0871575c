//! A clause of a note → what it tells: names, who does what, by when, or how the notes are to be read.

use super::deadline::{self, Due};
use super::first::first_leads;
use super::labels::Label;
use super::names::{LONGEST_NAME, SHORTEST_ORGAN, is_name, is_only_person, is_plain_organ, split_names};
use super::told::{Side, side_of};
use super::verbs::{last_verb, named_as, next_verb, verb_at, without_trim};
use super::words::WORDS;
use crate::model::Time;
use crate::span::Span;

/// Where a note stands: what is not understood there is passed over, or ends the note.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place {
    /// （责任单位：县教育局）
    Bracket,
    /// 责任单位：县教育局 on a line, or behind the sentence.
    Line,
    /// A column's cell.
    Cell,
    /// 由县教育局牵头 in a sentence.
    Sentence,
}

/// Reads notes of one text.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    /// Of the document, in order.
    pub(super) times: &'a [Time],
    pub(super) place: Place,
}

/// What a clause tells.
pub(super) enum Clause {
    /// Nothing, or nothing that counts.
    Known,
    /// How the notes are to be read.
    Rule,
    /// Who does what, and by when.
    Roles(Vec<(Vec<String>, Side)>, Vec<Due>),
    /// By when.
    When(Vec<Due>),
    /// Names alone, and by when.
    Names(Vec<String>, Vec<Due>),
    /// Something else.
    Unknown,
}

impl Reader<'_> {
    pub(super) fn clause(self, clause: Span, label: Option<Label>, fresh: bool) -> Clause {
        let words = clause.of(self.text).trim();
        if words.len() > LONGEST_CLAUSE {
            return Clause::Unknown;
        }
        if words.is_empty() || fresh && WORDS.nobody.begin(words) && label.is_some() {
            return Clause::Known;
        }
        if first_leads(words) || WORDS.same.occur_in(words) {
            return Clause::Rule;
        }
        let (before, rest) = self.introduced(clause);
        let dues = deadline::in_note(self.text, self.times, before);
        let rest_words = rest.of(self.text).trim();
        if let Some(roles) = self.acting(rest_words, label.is_some() || rest.start > clause.start) {
            return Clause::Roles(roles, dues);
        }
        let names = split_names(rest_words);
        if are_names(&names) {
            return Clause::Names(names, dues);
        }
        let dues = self.when(clause);
        if !dues.is_empty() {
            return Clause::When(dues);
        }
        if takes_any_name(label, fresh) && !names.is_empty() && names.iter().all(|name| may_be_name(name)) {
            return Clause::Names(names, Vec::new());
        }
        Clause::Unknown
    }

    /// Who does what, by colons, by verbs, or by what they are named.
    fn acting(self, words: &str, announced: bool) -> Option<Vec<(Vec<String>, Side)>> {
        if let Some(own) = self.each_its_own(words) {
            return Some(vec![own]);
        }
        self.roles(words, announced).or_else(|| Some(vec![named_as(words)?]))
    }

    /// What stands before 由 and what behind it, or a time and what stands behind it: 10月底前由县教育局, 此项工作由县教育局.
    fn introduced(self, clause: Span) -> (Span, Span) {
        let words = clause.of(self.text);
        let by = WORDS.by.iter().find_map(|by| {
            let at = clause.start + words.find(by)?;
            let before = Span::new(clause.start, at);
            let subject = before.is_empty() || WORDS.subject.has(before.of(self.text).trim());
            (subject || !self.when(before).is_empty()).then(|| (before, Span::new(at + by.len(), clause.end)))
        });
        if let Some(cut) = by {
            return cut;
        }
        let nothing = Span::new(clause.start, clause.start);
        if let Some(rest) = WORDS.subject.iter().filter_map(|w| words.strip_prefix(w)).min_by_key(|r| r.len())
            && !rest.is_empty()
        {
            return (nothing, Span::new(clause.end - rest.len(), clause.end));
        }
        let Some(time) = deadline::times_in(self.times, clause).first() else { return (nothing, clause) };
        let at = time.place.span;
        let lead = self.text[clause.start..at.start].trim();
        if !(lead.is_empty() || ["到", "在", "于"].contains(&lead)) || at.end > clause.end {
            return (nothing, clause);
        }
        let after = &self.text[at.end..clause.end];
        let end = at.end + deadline::tail(after).map_or(0, str::len);
        (Span::new(clause.start, end), Span::new(end, clause.end))
    }

    /// The times of a clause that says nothing else: 10月底前完成, 9月取得阶段性成效并持续推进.
    fn when(self, clause: Span) -> Vec<Due> {
        let words = clause.of(self.text).trim();
        let dues = deadline::in_note(self.text, self.times, clause);
        let told: usize = deadline::times_in(self.times, clause).iter().map(|t| t.place.span.len()).sum();
        let rest = words.len().saturating_sub(told) / '字'.len_utf8();
        let stated = |words: &str| {
            let words = WORDS
                .subject
                .iter()
                .filter_map(|w| words.strip_prefix(w))
                .min_by_key(|r| r.len())
                .unwrap_or(words);
            WORDS.endless.begin(words) && words.chars().count() <= LONGEST_ENDLESS
        };
        let mut pieces = deadline::without_times(self.text, self.times, clause);
        let digits = pieces.any(|piece| piece.contains(|c: char| c.is_ascii_digit()));
        let dated = told > 0;
        // 2025.9.30 is no time of the text's.
        let open = !dated && (stated(words) || dues.iter().any(Due::is_dated));
        if dated && rest <= LONGEST_EVENT && !digits || open { dues } else { Vec::new() }
    }

    /// In a bracket, names with what each of them does behind a colon: 县水务局：负责建设；县财政局：筹集资金.
    fn each_its_own(self, words: &str) -> Option<(Vec<String>, Side)> {
        let (names, duty) = words.split_once(['：', ':'])?;
        let names = split_names(names);
        let named = matches!(self.place, Place::Bracket | Place::Cell)
            && !names.is_empty()
            && names.iter().all(|n| is_plain_organ(n) && n.chars().count() >= SHORTEST_ORGAN);
        named.then(|| (names, verb_at(duty.trim()).and_then(|verb| verb.1).unwrap_or(Side::Owns)))
    }

    /// Whether a verb may have an object: 由县教育局牵头制定方案 in a sentence, （县财政局负责资金保障） in a bracket.
    fn goes_on(self, roles: &[(Vec<String>, Side)], rest: &str, announced: bool) -> bool {
        let leads = roles.last().is_some_and(|r| r.1 == Side::Lead);
        let plain = || roles.iter().flat_map(|r| &r.0).all(|n| is_plain_organ(n));
        let short = rest.chars().count() <= LONGEST_OBJECT && !rest.contains(|c: char| c.is_ascii_digit());
        match self.place {
            Place::Sentence => announced && leads && !rest.starts_with('的'),
            // 省市场监督管理局 is a name.
            Place::Bracket | Place::Cell => {
                let helps = roles.iter().any(|r| r.1 == Side::Helps);
                short && !helps && !WORDS.organ.end(rest) && plain()
            }
            Place::Line => false,
        }
    }

    /// The names of a clause, each with the verb that tells its side. None where the clause is no such thing. What a label or 由
    /// announces may have any name.
    pub(super) fn roles(self, words: &str, announced: bool) -> Option<Vec<(Vec<String>, Side)>> {
        let mut roles: Vec<(Vec<String>, Side)> = Vec::new();
        let mut rest = words;
        let mut joined = false;
        while let Some(verb) = next_verb(rest, !roles.is_empty() || joined) {
            let names = split_names(without_trim(&rest[..verb.start]));
            let side = match verb.side {
                // X会同Y负责: X is on the side that the next verb tells, Y helps.
                None => {
                    roles.push((names, Side::Owns));
                    joined = true;
                    rest = &rest[verb.end..];
                    continue;
                }
                Some(side) => side,
            };
            match roles.last_mut() {
                Some(last) if joined => {
                    last.1 = side;
                    roles.push((names, Side::Helps));
                }
                _ => roles.push((names, side)),
            }
            joined = false;
            rest = rest[verb.end..].trim_start_matches(['、', ' ', '\u{3000}', '和', '并']);
        }
        if joined {
            let names = split_names(without_trim(rest));
            if self.place == Place::Sentence || names.is_empty() || !names.iter().all(|n| is_name(n)) {
                return None;
            }
            roles.push((names, Side::Helps));
            rest = "";
        }
        if !roles.is_empty() && (rest.is_empty() || self.goes_on(&roles, rest, announced)) {
            return Some(roles);
        }
        // （村两委负责）: any name will do in a bracket that a verb ends.
        let (names, side) = last_verb(words)?;
        let plausible = |n: &String| {
            n.chars().count() <= LONGEST_NAME && !n.contains(|c: char| c.is_ascii_digit() || c == '由')
        };
        let names = split_names(names);
        let plain =
            matches!(self.place, Place::Bracket | Place::Cell) || announced && self.place == Place::Line;
        let fits = plain && !names.is_empty() && names.iter().all(plausible);
        (fits
            && (names.iter().any(|n| is_name(n))
                || announced
                || side == Side::Lead
                || WORDS.surely.end(words) && words.chars().count() <= LONGEST_BARE))
            .then(|| vec![(names, side)])
    }
}

/// Whether a list holds names only: 完成并报县政府 and 县财政局负责并报县政府 are none.
fn are_names(list: &[String]) -> bool {
    let acts = |n: &str| WORDS.also.begin(n) || next_verb(n, false).is_some();
    list.iter().any(|n| is_name(n)) && list.iter().all(|n| (is_name(n) || is_only_person(n)) && !acts(n))
}

/// Whether what follows a label names somebody, whatever it is.
fn takes_any_name(label: Option<Label>, fresh: bool) -> bool {
    fresh && label.and_then(side_of).is_some() || label == Some(Label::Leader)
}

/// Whether a word may be a name where a label announces one.
fn may_be_name(word: &str) -> bool {
    let other = |c: char| c.is_ascii_digit() || c == '：' || c == ':';
    word.chars().count() <= LONGEST_NAME && !word.contains(other)
}

/// Bytes of a clause: no list of names is longer, and none is read many times over.
const LONGEST_CLAUSE: usize = 1200;
/// 「（网格员负责）」; what is longer and has no organ's name says something else.
const LONGEST_BARE: usize = 8;
/// 「县教育局负责学校选址建设」.
const LONGEST_OBJECT: usize = 12;
/// 「9月取得阶段性成效并持续推进」: what more a clause of time may say.
const LONGEST_EVENT: usize = 20;
/// 「立行立改并长期坚持」.
const LONGEST_ENDLESS: usize = 12;
