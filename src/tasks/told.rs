//! What notes tell of one task, put together → who owns it, who helps, who leads and by when.

use super::deadline::{self, Due};
use super::item::Item;
use super::labels::Label;
use super::names::{
    bare, begins_with_number, holds_office, is_only_person, is_organ, is_person, organ_and_person, ranked,
};
use super::words::WORDS;
use crate::span::Span;

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
    pub(super) dues: Vec<Due>,
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
    /// A label says whom to call.
    pub(super) contact: bool,
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
        self.says() || self.contact
    }

    /// Whether it tells more than whom to call.
    pub(super) fn says(&self) -> bool {
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
        self.contact |= other.contact;
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

    /// Adds names that stand on one side; persons among them lead.
    pub(super) fn push(&mut self, side: Side, names: Vec<String>) {
        // 林业、水务 are trades that stand for organs; beside an organ 何平 is a person.
        let beside = self.owns() || names.iter().any(|n| is_organ(n));
        for name in names {
            if let Some((organ, person)) = organ_and_person(&name) {
                self.push(side, vec![organ.to_owned()]);
                self.leaders.push(person.to_owned());
                continue;
            }
            let (name, side) = own_side(name, side);
            self.those(&name, side, beside).push(name);
        }
    }

    /// Those among whom a name on one side belongs; `beside` tells that an organ stands with it.
    fn those(&mut self, name: &str, side: Side, beside: bool) -> &mut Vec<String> {
        let leads = || holds_office(name) && !is_organ(name);
        match side {
            Side::Leader if is_organ(name) && !is_person(name) && ranked(name) => &mut self.responsible,
            _ if beside && is_only_person(name) || is_person(name) || leads() => &mut self.leaders,
            Side::Lead => &mut self.lead,
            Side::Owns => &mut self.responsible,
            Side::Helps => &mut self.cooperating,
            Side::Leader => &mut self.leaders,
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

/// On which side a name is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Side {
    Lead,
    Owns,
    Helps,
    Leader,
}

pub(super) fn side_of(label: Label) -> Option<Side> {
    match label {
        Label::Lead => Some(Side::Lead),
        Label::Responsible => Some(Side::Owns),
        Label::Cooperating => Some(Side::Helps),
        Label::Leader => Some(Side::Leader),
        Label::Deadline | Label::Contact => None,
    }
}
