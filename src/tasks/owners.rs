//! A note → who owns the task, who helps, who leads and by when: one grammar for brackets, label lines, cells and sentences.
//!
//! A note is cut at its labels (责任单位：) and at its commas into clauses; a clause names somebody (县教育局、县财政局), says with
//! verbs who does what (县教育局牵头，县财政局配合), says when (10月底前完成), or how the notes are to be read (列第一位者为牵头单位，下同).

use super::deadline::{self, Due};
use super::item::Item;
use super::labels::{self, Label};
use super::words::WORDS;
use crate::model::{Deadline, Time};
use crate::span::Span;
use crate::tables::Words;

/// What a note tells.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// Who leads.
    lead: Vec<String>,
    /// Who is responsible: they own where nobody leads, else they help.
    responsible: Vec<String>,
    /// Who helps.
    cooperating: Vec<String>,
    /// Persons.
    leaders: Vec<String>,
    /// By when.
    dues: Vec<Due>,
    /// The first organ leads.
    pub(super) first_leads: bool,
    /// What it says of the first organ holds from here on: 下同.
    pub(super) from_here: bool,
    /// Who owns what follows where nobody else does: 以下均需各乡镇落实.
    pub(super) standing: Vec<String>,
    /// Organs are only named: （县卫健局）.
    pub(super) only_names: bool,
    /// A label or a verb says who, or a label says when.
    pub(super) plain: bool,
    /// Something else is said that must not be lost.
    pub(super) more: bool,
}

impl Told {
    /// Whether it names somebody.
    pub(super) fn names(&self) -> bool {
        !(self.lead.is_empty()
            && self.responsible.is_empty()
            && self.cooperating.is_empty()
            && self.leaders.is_empty())
    }

    /// Whether it names somebody who owns.
    pub(super) fn owns(&self) -> bool {
        !(self.lead.is_empty() && self.responsible.is_empty())
    }

    /// Whether every name is an organ's.
    pub(super) fn only_organs(&self) -> bool {
        self.leaders.is_empty() && self.responsible.iter().all(|n| is_organ(n) && !begins_with_number(n))
    }

    /// Whether the names are surely those of organs: 县卫健局、县妇联, not 县城北部.
    pub(super) fn sure(&self) -> bool {
        let sure = |n: &String| WORDS.rank.begin(n) && WORDS.sure.end(bare(n));
        self.responsible.iter().any(sure) && self.responsible.iter().all(|n| is_organ(n))
    }

    /// Whether it says by when.
    pub(super) fn dates(&self) -> bool {
        !self.dues.is_empty()
    }

    /// Whether it tells anything.
    pub(super) fn tells(&self) -> bool {
        self.names() || self.dates() || self.plain || self.first_leads
    }

    /// Gives what only names helpers to those who own all that follows.
    pub(super) fn owned_by(&mut self, standing: &[String]) {
        if !self.owns() && !self.cooperating.is_empty() {
            self.responsible.extend(standing.iter().cloned());
        }
    }

    /// Adds what another note tells of the same task.
    pub(super) fn add(&mut self, other: Told) {
        self.lead.extend(other.lead);
        self.responsible.extend(other.responsible);
        self.cooperating.extend(other.cooperating);
        self.leaders.extend(other.leaders);
        self.dues.extend(other.dues);
        self.standing.extend(other.standing);
        self.first_leads |= other.first_leads;
        self.from_here |= other.from_here;
        self.only_names &= other.only_names;
        self.plain |= other.plain;
        self.more |= other.more;
    }

    /// The item of `span` of which this is told. Who leads owns and the responsible help; where nobody leads, they own, or where the
    /// first leads, the first of them.
    pub(super) fn item(self, span: Span, first_leads: bool) -> Item {
        let first = first_leads || self.first_leads;
        let mut responsible = self.responsible;
        let (owners, helping) = match self.lead.is_empty() {
            false => (self.lead, responsible),
            true if first && responsible.len() > 1 => {
                let rest = responsible.split_off(1);
                (responsible, rest)
            }
            true => (responsible, Vec::new()),
        };
        let cooperating = apart([helping, self.cooperating].concat(), &owners);
        Item {
            span,
            owners: apart(owners, &[]),
            cooperating,
            leaders: apart(self.leaders, &[]),
            deadline: deadline::last(self.dues),
        }
    }

    fn push(&mut self, side: Side, names: Vec<String>) {
        for name in names {
            let (name, side) = own_side(name, side);
            let to = match side {
                Side::Leader if is_organ(&name) && !is_person(&name) && ranked(&name) => {
                    &mut self.responsible
                }
                _ if is_person(&name) || holds_office(&name) && !is_organ(&name) => &mut self.leaders,
                Side::Lead => &mut self.lead,
                Side::Owns => &mut self.responsible,
                Side::Helps => &mut self.cooperating,
                Side::Leader => &mut self.leaders,
            };
            to.push(name);
        }
    }
}

/// The names, each once, without those of `others`.
fn apart(names: Vec<String>, others: &[String]) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    names.into_iter().filter(|n| !others.contains(n) && seen.insert(n.clone())).collect()
}

/// 县教育局（牵头）: the bracket behind a name says on which side it is.
fn own_side(name: String, side: Side) -> (String, Side) {
    let inner = name.strip_suffix(['）', ')']).and_then(|rest| rest.rsplit_once(['（', '(']));
    match inner {
        Some((bare, word)) if WORDS.leads.begin(word) => (bare.to_owned(), Side::Lead),
        Some((bare, word)) if WORDS.helps.begin(word) => (bare.to_owned(), Side::Helps),
        _ => (name, side),
    }
}

/// Reads the cells of a row that say who and when, each with what its column's head announces: the item's fields without its
/// stretch.
pub(super) fn of_cells(text: &str, times: &[Time], cells: &[(Label, Span)], first_leads: bool) -> Item {
    let mut told = Told::default();
    for (label, span) in cells {
        let reader = Reader { text, times, place: Place::Cell };
        told.add(reader.read_under(Some(*label), *span).told);
    }
    told.item(Span::default(), first_leads)
}

/// On which side a name is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Side {
    Lead,
    Owns,
    Helps,
    Leader,
}

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

/// What is known while a note is read.
#[derive(Default)]
pub(super) struct State {
    pub(super) told: Told,
    label: Option<Label>,
    /// The clause is the first behind its label.
    fresh: bool,
    /// Names whose side a later clause tells.
    waiting: Vec<String>,
    /// Somebody leads or owns by a verb.
    led: bool,
    /// Where what is understood ends.
    pub(super) end: usize,
}

/// What a clause tells.
enum Clause {
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

impl<'a> Reader<'a> {
    /// Reads a note.
    pub(super) fn read(self, span: Span) -> State {
        self.read_under(None, span)
    }

    fn read_under(self, label: Option<Label>, span: Span) -> State {
        let mut state = State { label, fresh: label.is_some(), end: span.start, ..State::default() };
        let mut start = span.start;
        let mut goes_on = true;
        for (found, label) in self.labels(span) {
            goes_on = self.clauses(Span::new(start, found.start), &mut state);
            if !goes_on {
                break;
            }
            self.turn(&mut state, Some(label));
            state.end = found.end;
            start = found.end;
        }
        if goes_on {
            self.clauses(Span::new(start, span.end), &mut state);
        }
        self.turn(&mut state, None);
        state
    }

    /// Whether a clause of a sentence says who leads or owns: 由县教育局牵头, 县教育局负责.
    pub(super) fn names_leader(self, clause: Span) -> bool {
        let clause = trimmed(self.text, clause);
        if !names_verb(clause.of(self.text)) {
            return false;
        }
        match self.clause(clause, None, false) {
            Clause::Roles(roles, _) => {
                let owning = |(names, side): &(Vec<String>, Side)| *side != Side::Helps && !names.is_empty();
                roles.iter().any(owning) && roles.iter().flat_map(|r| &r.0).all(|n| is_plain_organ(n))
            }
            _ => false,
        }
    }

    /// Goes on to the next label: names that still wait are on the side of the last.
    fn turn(self, state: &mut State, label: Option<Label>) {
        let waiting = std::mem::take(&mut state.waiting);
        if !waiting.is_empty() {
            let bare = state.label.is_none() && !state.led;
            state.told.only_names |= bare;
            let side = state.label.and_then(side_of).unwrap_or(Side::Owns);
            state.told.push(side, waiting);
        }
        state.told.plain |= label.is_some();
        state.led &= label.is_none();
        (state.label, state.fresh) = (label, true);
    }

    /// The labels of a note with their colons, outside of inner brackets, or in brackets of their own: 【责任单位】.
    fn labels(self, span: Span) -> impl Iterator<Item = (Span, Label)> + 'a {
        let mut floor = span.start;
        let ends = |c: char| matches!(c, '：' | ':' | '】' | ']' | '〕');
        let mut depth = 0usize;
        span.of(self.text).char_indices().filter_map(move |(at, c)| {
            let at = span.start + at;
            let outer = depth == 0;
            depth = if OPENING.contains(&c) {
                depth + 1
            } else {
                depth.saturating_sub(usize::from(CLOSING.contains(&c)))
            };
            let closes = depth == 0 && !matches!(c, '：' | ':');
            if !ends(c) || !outer && !closes {
                return None;
            }
            let from = std::mem::replace(&mut floor, at + c.len_utf8());
            let (start, label) = labels::ending(self.text, from, at)?;
            Some((Span::new(start, at + c.len_utf8()), label))
        })
    }

    /// Reads the clauses between two labels. False where the note ends among them.
    fn clauses(self, span: Span, state: &mut State) -> bool {
        cut(self.text, span, "，,；;。！|｜\n\t")
            .into_iter()
            .all(|clause| self.clause_or_its_parts(clause, state))
    }

    /// Where a blank parts names from a time, each is a clause: 县教育局 10月底.
    fn clause_or_its_parts(self, clause: Span, state: &mut State) -> bool {
        let dated = !deadline::times_in(self.times, clause).is_empty();
        let blank = dated && clause.of(self.text).trim().contains([' ', '\u{3000}']);
        let pieces = if blank { cut(self.text, clause, " \u{3000}") } else { vec![clause] };
        let inside = |time: &Time| pieces.iter().any(|p| p.contains(time.place.span));
        let apart = blank && deadline::times_in(self.times, clause).iter().all(inside);
        if apart { pieces.into_iter().all(|p| self.take(p, state)) } else { self.take(clause, state) }
    }

    fn take(self, clause: Span, state: &mut State) -> bool {
        let goes_on = matches!(self.place, Place::Bracket | Place::Cell);
        match self.understand(clause, state) {
            true => state.end = clause.end,
            false if goes_on => state.told.more = true,
            false => return false,
        }
        true
    }

    fn understand(self, clause: Span, state: &mut State) -> bool {
        let clause = trimmed(self.text, clause);
        if state.label == Some(Label::Contact) {
            return true;
        }
        if state.label == Some(Label::Deadline) {
            let dues = deadline::in_note(self.text, self.times, clause);
            // 6月底前完成50% sets a target, too.
            let mut pieces = deadline::without_times(self.text, self.times, clause);
            state.told.more |= self.place == Place::Bracket && pieces.any(|p| p.contains(['%', '％']));
            if !dues.is_empty() || state.fresh && !clause.is_empty() && !self.names_somebody(clause) {
                let open = || vec![Due::open(clause.of(self.text))];
                state.told.dues.extend(if dues.is_empty() { open() } else { dues });
                state.fresh = false;
                return true;
            }
            state.label = None;
        }
        let clause = self.label_without_colon(clause, state);
        let fresh = std::mem::replace(&mut state.fresh, false);
        match self.clause(clause, state.label, fresh) {
            Clause::Known => {}
            Clause::Rule => {
                let words = clause.of(self.text);
                state.told.first_leads |= first_leads(words);
                state.told.from_here |= WORDS.same.occur_in(words);
                state.told.standing.extend(self.owns_the_rest(words));
            }
            Clause::When(dues) => state.told.dues.extend(dues),
            Clause::Names(names, dues) => {
                state.waiting.extend(names);
                state.told.dues.extend(dues);
            }
            Clause::Roles(roles, dues) => {
                // What a verb has for its object must not be lost.
                state.told.more |= self.place == Place::Bracket && has_object(clause.of(self.text));
                self.roles_told(roles, state);
                state.told.dues.extend(dues);
            }
            Clause::Unknown => return false,
        }
        true
    }

    /// Who owns all that follows: 以下均需各乡镇落实, 以下均由县水务局负责.
    fn owns_the_rest(self, words: &str) -> Vec<String> {
        let behind = words.starts_with("以下").then(|| words.split_once(['需', '由', '须'])).flatten();
        let roles = behind.and_then(|(_, rest)| self.roles(rest.trim_start_matches('由'), true));
        roles.into_iter().flatten().filter(|r| r.1 != Side::Helps).flat_map(|r| r.0).collect()
    }

    fn names_somebody(self, clause: Span) -> bool {
        matches!(self.clause(clause, None, false), Clause::Roles(..) | Clause::Names(..))
    }

    fn roles_told(self, roles: Vec<(Vec<String>, Side)>, state: &mut State) {
        if let Some(side) = state.label.and_then(side_of) {
            let waiting = std::mem::take(&mut state.waiting);
            state.told.push(side, waiting);
        }
        let mut first = true;
        for (names, side) in roles {
            let side = if state.label == Some(Label::Leader) { Side::Leader } else { side };
            // Before 会同 the waiting ones act, and only the others help.
            if std::mem::take(&mut first) && (side != Side::Helps || !names.is_empty()) {
                let mut waiting = std::mem::take(&mut state.waiting);
                // 县教育局、县财政局，县教育局牵头: those that were named before are only responsible.
                let again = names.iter().all(|n| waiting.contains(n)) && !names.is_empty();
                waiting.retain(|n| !again || !names.contains(n));
                state.told.push(if again { Side::Owns } else { side }, waiting);
            }
            state.led |= side != Side::Helps;
            state.told.push(side, names);
        }
        state.told.plain = true;
    }

    /// 责任单位县教育局, 牵头单位为县教育局.
    fn label_without_colon(self, clause: Span, state: &mut State) -> Span {
        let words = clause.of(self.text);
        let Some((len, label)) = labels::at_start(words) else { return clause };
        let rest = words[len..].trim_start();
        let marked = rest.strip_prefix(['为', '是', '—', '-', '-']);
        let named = || {
            rest.len() < words[len..].len()
                || names_organs(rest)
                || !deadline::times_in(self.times, clause).is_empty()
        };
        if rest.is_empty() || self.place == Place::Sentence || marked.is_none() && !named() {
            return clause;
        }
        self.turn(state, Some(label));
        let rest = marked.unwrap_or(rest);
        Span::new(clause.end - rest.len(), clause.end)
    }

    fn clause(self, clause: Span, label: Option<Label>, fresh: bool) -> Clause {
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
        if let Some(roles) = self.roles(rest_words, label.is_some() || rest.start > clause.start) {
            return Clause::Roles(roles, dues);
        }
        if let Some((names, side)) = named_as(rest_words) {
            return Clause::Roles(vec![(names, side)], dues);
        }
        let names = split_names(rest_words);
        if !names.is_empty() && names.iter().all(|n| is_name(n)) {
            return Clause::Names(names, dues);
        }
        let dues = self.when(clause);
        if !dues.is_empty() {
            return Clause::When(dues);
        }
        let lenient = fresh && label.and_then(side_of).is_some() || label == Some(Label::Leader);
        let short = |n: &String| {
            n.chars().count() <= LONGEST_NAME
                && !n.contains(|c: char| c.is_ascii_digit() || c == '：' || c == ':')
        };
        if lenient && !names.is_empty() && names.iter().all(short) {
            return Clause::Names(names, Vec::new());
        }
        Clause::Unknown
    }

    /// What stands before 由 and what behind it, or a time and what stands behind it: 10月底前由县教育局, 此项工作由县教育局.
    fn introduced(self, clause: Span) -> (Span, Span) {
        let words = clause.of(self.text);
        let by =
            ["拟由", "主要由", "并由", "由"].into_iter().find_map(|w| words.find(w).map(|at| (at, w.len())));
        if let Some((at, len)) = by {
            let before = Span::new(clause.start, clause.start + at);
            let subject = before.is_empty() || WORDS.subject.has(before.of(self.text).trim());
            if subject || !self.when(before).is_empty() {
                return (before, Span::new(before.end + len, clause.end));
            }
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
        if dated && rest <= LONGEST_EVENT && !digits || !dated && stated(words) { dues } else { Vec::new() }
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
    fn roles(self, words: &str, announced: bool) -> Option<Vec<(Vec<String>, Side)>> {
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

impl Due {
    /// A time that no calendar knows: 合同期内.
    fn open(words: &str) -> Due {
        Due::new(Deadline { text: words.trim().to_owned(), date: None })
    }
}

/// Bytes of a clause: no list of names is longer, and none is read many times over.
const LONGEST_CLAUSE: usize = 1200;
/// 「（流动人口服务管理科）」; a longer name explains something.
const LONGEST_NAME: usize = 40;
/// 「（网格员负责）」; what is longer and has no organ's name says something else.
const LONGEST_BARE: usize = 8;
/// 「县教育局负责学校选址建设」.
const LONGEST_OBJECT: usize = 12;
/// 「9月取得阶段性成效并持续推进」: what more a clause of time may say.
const LONGEST_EVENT: usize = 20;
/// 「立行立改并长期坚持」.
const LONGEST_ENDLESS: usize = 12;

fn side_of(label: Label) -> Option<Side> {
    match label {
        Label::Lead => Some(Side::Lead),
        Label::Responsible => Some(Side::Owns),
        Label::Cooperating => Some(Side::Helps),
        Label::Leader => Some(Side::Leader),
        Label::Deadline | Label::Contact => None,
    }
}

/// Whether a clause says that the first organ leads: 列第一位者为牵头单位, 排在首位的为牵头部门.
fn first_leads(clause: &str) -> bool {
    first_places(clause).next().is_some()
}

/// Where a text says that the first organ leads.
pub(super) fn first_places(text: &str) -> impl Iterator<Item = usize> + '_ {
    WORDS.first.places_in(text).filter_map(|(at, first)| {
        let rest = &text[at + first.len()..];
        let near = rest.char_indices().nth(FIRST_TO_LEADS).map_or(rest, |(i, _)| &rest[..i]);
        let near = near.split(['。', '；', '，', '\n']).next().unwrap_or("");
        let by = near
            .find(['为', '是', '即'])
            .or_else(|| near.starts_with(['位', '名', '个', '的', '者']).then_some(0))?;
        (WORDS.leads.occur_in(&near[by..]) || WORDS.lead.occur_in(&near[by..])).then_some(at)
    })
}

/// 「列第一位的单位（部门）为牵头单位」.
const FIRST_TO_LEADS: usize = 20;

/// 县教育局为牵头单位.
fn named_as(clause: &str) -> Option<(Vec<String>, Side)> {
    let (names, label) = clause.rsplit_once('为').or_else(|| clause.rsplit_once('是'))?;
    let side = side_of(Label::of(label)?)?;
    let names = split_names(names);
    (!names.is_empty() && names.iter().all(|n| is_name(n))).then_some((names, side))
}

/// A verb that tells who does what.
struct Verb {
    start: usize,
    end: usize,
    /// None for 会同.
    side: Option<Side>,
}

/// The first verb that stands behind names of organs or persons, with what belongs to it: 牵头负责, 配合做好相关工作. Behind another
/// verb it may stand alone.
fn next_verb(words: &str, alone: bool) -> Option<Verb> {
    words.char_indices().find_map(|(at, _)| {
        let (len, side) = verb_at(&words[at..])?;
        if side == Some(Side::Helps) && is_inside_a_name(&words[at + len..]) {
            return None;
        }
        let names = without_trim(&words[..at]);
        let named = split_names(names).iter().all(|n| is_name(n));
        let begins = names.is_empty() && (alone || side.is_none());
        (begins || !names.is_empty() && named).then(|| verb_from(words, at, len, side))
    })
}

/// Whether a text has a verb of one who leads or owns.
pub(super) fn names_verb(text: &str) -> bool {
    WORDS.leads.occur_in(text) || WORDS.owns.occur_in(text)
}

/// Whether what follows a verb goes on with a name: the 管理局 of 县市场监督管理局, not the 各乡镇 of 县水务局指导各乡镇落实.
fn is_inside_a_name(rest: &str) -> bool {
    let stops = rest.is_empty()
        || rest.starts_with(|c: char| c.is_whitespace() || c.is_ascii_digit() || "、和并（(".contains(c));
    let goes_on =
        WORDS.rank.begin(rest) || WORDS.also.begin(rest) || WORDS.trim.begin(rest) || verb_at(rest).is_some();
    !stops && !goes_on
}

/// A verb with those that follow: who leads and does, leads.
fn verb_from(words: &str, start: usize, len: usize, side: Option<Side>) -> Verb {
    let mut verb = Verb { start, end: start + len, side };
    while verb.side.is_some() {
        let rest = &words[verb.end..];
        let more =
            WORDS.also.iter().chain(WORDS.trim.iter()).filter(|w| rest.starts_with(w)).map(str::len).max();
        match verb_at(rest) {
            Some((len, Some(next))) => {
                verb.end += len;
                verb.side = verb.side.map(|side| stronger(side, next));
            }
            _ => match more {
                Some(len) => verb.end += len,
                None => break,
            },
        }
    }
    verb
}

/// 牵头落实 leads, 配合落实 helps.
fn stronger(a: Side, b: Side) -> Side {
    [Side::Lead, Side::Helps].into_iter().find(|s| *s == a || *s == b).unwrap_or(a)
}

fn verb_at(words: &str) -> Option<(usize, Option<Side>)> {
    let kinds = [
        (&WORDS.leads, Some(Side::Lead)),
        (&WORDS.helps, Some(Side::Helps)),
        (&WORDS.owns, Some(Side::Owns)),
        (&WORDS.joins, None),
    ];
    let begun = |(list, side): (&Words, Option<Side>)| {
        list.iter().filter(|w| words.starts_with(w)).map(|w| w.len()).max().map(|len| (len, side))
    };
    let (len, side) = kinds.into_iter().filter_map(begun).max_by_key(|f| f.0)?;
    // 牵头单位 is a name's end, no verb.
    let noun = WORDS.organ_noun.iter().any(|w| w.chars().count() > 1 && words[len..].starts_with(w));
    (!noun).then_some((len, side))
}

/// Whether a clause goes on behind its last verb: 县财政局负责资金保障.
fn has_object(clause: &str) -> bool {
    last_verb(clause.trim()).is_none() && named_as(clause.trim()).is_none() && !WORDS.joins.occur_in(clause)
}

/// The names before the verb that ends a clause, and their side.
fn last_verb(words: &str) -> Option<(&str, Side)> {
    let mut names = words;
    let mut side: Option<Side> = None;
    loop {
        let ends = |list: &Words| list.iter().filter(|w| names.ends_with(w)).map(str::len).max();
        let verbs = [(&WORDS.leads, Side::Lead), (&WORDS.helps, Side::Helps), (&WORDS.owns, Side::Owns)];
        let verb = verbs.into_iter().filter_map(|(list, side)| Some((ends(list)?, side))).max_by_key(|v| v.0);
        match verb {
            Some((len, found)) => {
                side = Some(side.map_or(found, |side| stronger(found, side)));
                names = &names[..names.len() - len];
            }
            None => match ends(&WORDS.also).max(ends(&WORDS.trim)) {
                Some(len) => names = &names[..names.len() - len],
                None => break,
            },
        }
    }
    side.map(|side| (without_trim(names), side))
}

/// Names without what stands between them and their verb: 县教育局等有关部门按职责分工.
fn without_trim(names: &str) -> &str {
    let mut names = names.trim();
    while let Some(len) = WORDS.trim.iter().filter(|w| names.ends_with(w)).map(str::len).max() {
        names = names[..names.len() - len].trim_end();
    }
    without_others(names)
}

/// 县教育局等有关部门 → 县教育局.
fn without_others(names: &str) -> &str {
    let end = WORDS.others.iter().filter(|w| names.ends_with(w)).map(str::len).max().unwrap_or(0);
    let cut = names[..names.len() - end]
        .strip_suffix('等')
        .filter(|n| !n.ends_with(['同', '均', '平', '高', '初', '中']));
    cut.filter(|n| !n.is_empty()).unwrap_or(names).trim_end()
}

/// Splits names at 、 and blanks outside of inner brackets, and at 和 between two organs.
fn split_names(names: &str) -> Vec<String> {
    let names = without_others(names.trim());
    let mut out = vec![String::new()];
    let mut depth = 0usize;
    for c in names.chars() {
        match c {
            '（' | '(' | '“' => depth += 1,
            '）' | ')' | '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && (c == '、' || c == '/' || c.is_whitespace()) {
            out.push(String::new());
        } else if let Some(last) = out.last_mut() {
            last.push(c);
        }
    }
    out.retain(|name| !name.is_empty());
    let out = whole_persons(out);
    out.into_iter().flat_map(|name| split_at_and(&name)).collect()
}

/// 何 平 is one name, and 县委常委、副县长何平 one person.
fn whole_persons(names: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for name in names {
        let one = |n: &str| n.chars().count() == 1;
        match out.last_mut() {
            Some(last) if one(last) && one(&name) && WORDS.surname.has(last) => last.push_str(&name),
            Some(last) if is_person(last) && !is_person(&name) && holds_office(&name) => {
                last.push('、');
                last.push_str(&name);
            }
            _ => out.push(name),
        }
    }
    out
}

/// 副县长何平: an office with a short name behind it.
fn holds_office(name: &str) -> bool {
    WORDS.person.iter().any(|w| {
        name.rfind(w).is_some_and(|at| {
            let rest = &name[at + w.len()..];
            (2..=3).contains(&rest.chars().count()) && WORDS.surname.begin(rest)
        })
    })
}

/// 县委组织部和县人社局 are two, 县文化和旅游局 is one.
fn split_at_and(name: &str) -> Vec<String> {
    let two = name.char_indices().filter(|(_, c)| "和及与".contains(*c)).find_map(|(at, c)| {
        let (a, b) = (&name[..at], name[at + c.len_utf8()..].trim_start_matches('其'));
        let long = |n: &str| n.chars().count() >= 3;
        (long(a) && long(b) && is_organ(a) && is_organ(b) && ranked(b))
            .then(|| vec![a.to_owned(), b.to_owned()])
    });
    two.unwrap_or_else(|| vec![name.to_owned()])
}

/// Whether somebody is named: an organ, a place that stands for its government, an office.
fn is_name(name: &str) -> bool {
    is_organ(name) || is_person(name) || WORDS.place.end(bare(name)) && name.chars().count() >= 2
}

/// Whether a name ends as those of organs do. 各乡镇（街道） ends with its bracket.
pub(super) fn is_organ(name: &str) -> bool {
    let name = bare(name);
    let count = name.chars().count();
    (2..=LONGEST_NAME).contains(&count)
        && WORDS.organ.end(name)
        && !name.contains(['：', ':'])
        && balanced(name)
        || count >= 2 && WORDS.rank.begin(name) && WORDS.place.end(name)
}

/// Whether a name in running text is an organ's and nothing more: 县教育局, not 发现舆情要按程序转送相关部门.
fn is_plain_organ(name: &str) -> bool {
    let short = name.chars().count() <= LONGEST_SHORT_NAME;
    is_organ(name)
        && (short || WORDS.rank.begin(name))
        && !name.contains(|c| "对由要将把按须应就向从在为内".contains(c))
}

/// 「国家卫生健康委」 has seven; a longer one in running text begins with a rank.
const LONGEST_SHORT_NAME: usize = 8;

/// Whether brackets in a name are closed: 各县（区）人民政府.
fn balanced(name: &str) -> bool {
    name.matches(['（', '(']).count() == name.matches(['）', ')']).count()
}

/// Whether a name begins as those of organs do: 县, 各, 有关.
pub(super) fn ranked(name: &str) -> bool {
    WORDS.rank.begin(name) || bare(name).chars().count() >= 5
}

/// 三处 counts.
fn begins_with_number(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十两几数多含即如原以".contains(c))
}

/// Whether a name may sign a document: 县水务局.
pub(super) fn is_signer(name: &str) -> bool {
    is_organ(name) && name.chars().count() >= 3
}

/// Whether an office is named that persons hold: 分管副县长, 县委常委, not 县委 or 县河长办.
fn is_person(name: &str) -> bool {
    let longest = |list: &Words| list.iter().filter(|w| bare(name).ends_with(w)).map(str::len).max();
    longest(&WORDS.person) > longest(&WORDS.organ)
}

/// Whether only organs are named.
fn names_organs(words: &str) -> bool {
    let names = split_names(words);
    !names.is_empty() && names.iter().all(|n| is_organ(n))
}

/// A name without the bracket behind it.
fn bare(name: &str) -> &str {
    let inner = name.strip_suffix(['）', ')']).and_then(|rest| rest.rsplit_once(['（', '(']));
    inner.map_or(name, |(bare, _)| bare)
}

/// Marks that open a bracket, and those that close one.
pub(super) const OPENING: [char; 5] = ['（', '(', '【', '[', '〔'];
pub(super) const CLOSING: [char; 5] = ['）', ')', '】', ']', '〕'];

/// The characters outside of inner brackets.
fn outside(piece: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut depth = 0usize;
    piece.char_indices().filter(move |(_, c)| {
        match c {
            '（' | '(' | '【' | '[' | '〔' | '“' => depth += 1,
            '）' | ')' | '】' | ']' | '〕' | '”' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    })
}

/// Cuts a stretch at marks outside of inner brackets.
fn cut(text: &str, span: Span, marks: &str) -> Vec<Span> {
    let piece = span.of(text);
    let mut out = Vec::new();
    let mut start = 0;
    for (at, c) in outside(piece).filter(|(_, c)| marks.contains(*c)) {
        out.push(Span::new(span.start + start, span.start + at));
        start = at + c.len_utf8();
    }
    out.push(Span::new(span.start + start, span.end));
    out
}

/// Cuts the blanks off both ends of a stretch.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let piece = span.of(text);
    let start = span.start + piece.len() - piece.trim_start().len();
    Span::new(start, start + piece.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Told {
        let reader = Reader { text, times: &[], place: Place::Bracket };
        reader.read(Span::new(0, text.len())).told
    }

    fn sides(text: &str) -> (String, String) {
        let item = read(text).item(Span::default(), false);
        (item.owners.join(" "), item.cooperating.join(" "))
    }

    #[test]
    fn who_leads_owns_and_the_others_help() {
        for (text, owners, helpers) in [
            ("责任单位：县水务局、县财政局，各乡镇（街道）", "县水务局 县财政局 各乡镇（街道）", ""),
            ("县水务局、县财政局按职责分工负责", "县水务局 县财政局", ""),
            ("县水务局牵头，县财政局、县医保局等按职责分工负责", "县水务局", "县财政局 县医保局"),
            ("牵头单位：县水务局；责任单位：县财政局", "县水务局", "县财政局"),
            ("县水务局指导，各乡镇落实", "各乡镇", "县水务局"),
            ("县水务局、县财政局，县财政局牵头", "县财政局", "县水务局"),
            ("县文化和旅游局、县委组织部和县人社局负责", "县文化和旅游局 县委组织部 县人社局", ""),
            ("各专班牵头单位按职责分工负责", "各专班牵头单位", ""),
            ("责任单位：县市场监督管理局、县卫生监督所", "县市场监督管理局 县卫生监督所", ""),
            ("县市场监督管理局负责", "县市场监督管理局", ""),
        ] {
            assert_eq!(sides(text), (owners.to_owned(), helpers.to_owned()), "{text}");
        }
    }

    #[test]
    fn the_first_leads_where_it_is_said_in_any_words() {
        for words in
            ["列第一位者为牵头单位", "排在首位的部门为牵头部门", "排名第一的牵头", "第一个单位是主办单位"]
        {
            let told = read(&format!("县水务局、县财政局负责。{words}，下同"));
            assert!(told.from_here && told.first_leads, "{words}");
            let item = told.item(Span::default(), false);
            assert_eq!(
                (item.owners, item.cooperating),
                (vec!["县水务局".to_owned()], vec!["县财政局".to_owned()])
            );
        }
        for words in ["第一责任人为局长，牵头落实", "第一书记牵头"] {
            assert!(first_places(words).next().is_none(), "{words}");
        }
    }

    #[test]
    fn what_else_is_said_is_not_lost() {
        assert!(!read("县水务局负责，以下不再列出").more);
        assert!(read("县水务局负责，覆盖率达到95%").more);
        assert!(read("县水务局负责资金保障，县财政局负责选址").more);
        assert!(read("责任单位：县水务局；时限：完成50%").more);
    }
}
