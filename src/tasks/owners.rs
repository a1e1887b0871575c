//! A note → who owns the task, who helps, who leads and by when: one grammar for brackets, label lines, cells and sentences.
//!
//! A note is cut at its labels (责任单位：) and at its commas into clauses; a clause names somebody (县教育局、县财政局), says with
//! verbs who does what (县教育局牵头，县财政局配合), says when (10月底前完成), or how the notes are to be read (列第一位者为牵头单位，下同).

use super::clause::{Clause, Place, Reader};
use super::deadline::{self, Due};
use super::first::first_leads;
use super::item::Item;
use super::labels::{self, Label};
use super::marks::{CLOSING, LABEL_CLOSING, OPENING, cut, trimmed};
use super::names::{is_plain_organ, names_organs};
use super::told::{Side, Told, side_of};
use super::verbs::{has_object, names_verb};
use super::words::WORDS;
use crate::model::Time;
use crate::span::Span;

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
        state.told.plain |= label.is_some_and(|label| label != Label::Contact);
        state.told.contact |= label == Some(Label::Contact);
        (state.label, state.fresh) = (label, true);
    }

    /// The labels of a note with their colons, outside of inner brackets, or in brackets of their own: 【责任单位】.
    fn labels(self, span: Span) -> impl Iterator<Item = (Span, Label)> + 'a {
        let mut floor = span.start;
        let ends = |c: char| matches!(c, '：' | ':') || LABEL_CLOSING.contains(&c);
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

    /// Where a blank parts names from a time or from a label, each is a clause: 县教育局 10月底, 责任单位 县教育局 完成时限 10月底.
    fn clause_or_its_parts(self, clause: Span, state: &mut State) -> bool {
        let times = deadline::times_in(self.times, clause);
        let blank = clause.of(self.text).trim().contains(char::is_whitespace);
        let pieces = if blank { cut(self.text, clause, " \u{3000}") } else { vec![clause] };
        let labelled = || pieces.iter().any(|p| labels::is_alone(p.of(self.text)));
        let inside = |time: &Time| pieces.iter().any(|p| p.contains(time.place.span));
        let apart = blank && times.iter().all(inside) && (!times.is_empty() || labelled());
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
            if self.dates(clause, state) {
                return true;
            }
            state.label = None;
        }
        let clause = self.label_without_colon(clause, state);
        if clause.is_empty() {
            return true;
        }
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

    /// Reads by when something is done, behind the label of it. False where the clause says something else.
    fn dates(self, clause: Span, state: &mut State) -> bool {
        let dues = deadline::in_note(self.text, self.times, clause);
        // 6月底前完成50% sets a target, too.
        let mut pieces = deadline::without_times(self.text, self.times, clause);
        state.told.more |= self.place == Place::Bracket && pieces.any(|p| p.contains(['%', '％']));
        let told = !dues.is_empty() || state.fresh && !clause.is_empty() && !self.names_somebody(clause);
        if told {
            let open = || vec![Due::open(clause.of(self.text))];
            state.told.dues.extend(if dues.is_empty() { open() } else { dues });
            state.fresh = false;
        }
        told
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

    /// 责任单位县教育局, 牵头单位为县教育局, 责任单位 on a line of its own.
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
        if self.place == Place::Sentence || !rest.is_empty() && marked.is_none() && !named() {
            return clause;
        }
        self.turn(state, Some(label));
        let rest = marked.unwrap_or(rest);
        Span::new(clause.end - rest.len(), clause.end)
    }
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
            ("县水务局、县商务局负责", "县水务局 县商务局", ""),
            ("县水务局等8个部门分头负责", "县水务局", ""),
            ("责任单位：林业、县水务局", "林业 县水务局", ""),
            ("县水务局：负责选址；县财政局：筹集资金", "县水务局 县财政局", ""),
            ("县水务局总牵头，县财政局负责落实", "县水务局", "县财政局"),
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
            assert!(super::super::first::first_places(words).next().is_none(), "{words}");
        }
    }

    #[test]
    fn names_alone_are_told_from_those_beside_one_who_leads() {
        for (text, alone) in [
            ("县水务局、县财政局", true),
            ("县水务局牵头，县财政局", false),
            ("县财政局配合，县水务局", true),
            ("责任单位：县水务局，县财政局", false),
        ] {
            assert_eq!(read(text).only_names, alone, "{text}");
        }
    }

    #[test]
    fn what_else_is_said_is_not_lost() {
        assert!(!read("县水务局负责，以下不再列出").more);
        assert!(read("县水务局负责，覆盖率达到95%").more);
        assert!(read("县水务局负责资金保障，县财政局负责选址").more);
        assert!(read("责任单位：县水务局；时限：完成50%").more);
        assert!(read("县水务局：筹集资金；县财政局：拨付资金").more);
        assert!(!read("县水务局：牵头；县财政局：配合").more);
    }

    #[test]
    fn words_that_only_look_like_names_name_nobody() {
        for text in ["以企业为主体", "完成并报县政府", "县财政局负责并报县政府", "单位：毫米"]
        {
            assert!(!read(text).names(), "{text}");
        }
    }
}
