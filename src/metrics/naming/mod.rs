//! The figures of a sentence → their names, as a person would name them, by rules that are ranked: the best name first, three at most.
//!
//! Each rule looks at one figure in its sentence and gives a name or none. Above it stand examples, which a test reads:
//! `//= sentence → names of its figures`.

mod change;
mod count;
mod ellipsis;
mod figure;
mod grant;
mod list;
mod own;
mod phrase;
mod share;

pub(super) use figure::{Namer, Names};
pub(super) use phrase::clean;

use super::context::peel;
use super::cues::Cue;
use figure::{Figure, MOST_NAMES};

/// A rule: a figure → a name for it, if the rule speaks of such a figure.
type Rule = fn(&Figure<'_, '_>) -> Option<String>;

/// The rules that name a figure, the best first.
const RULES: [Rule; 36] = [
    // A thing is counted: 36条意见.
    count::rate_of_grant,
    count::whole_of_share,
    count::object_with_bracket,
    count::object_alone,
    count::act_on_noun,
    count::last_act_on_noun,
    count::noun,
    count::object,
    // The words before the figure name it: 粮食产量12万吨.
    list::first_subject,
    list::second_subject,
    ellipsis::grant_of_phrase,
    ellipsis::act_on_topic,
    ellipsis::counterpart,
    ellipsis::act_of_neighbour,
    ellipsis::act_on_neighbour,
    ellipsis::rate_of_owner,
    ellipsis::measure_of_neighbour,
    own::words_if_best,
    ellipsis::word_of_title,
    ellipsis::word_of_phrase,
    ellipsis::word_of_noun,
    ellipsis::word_of_owner,
    own::words,
    own::last_of_list,
    own::object_of_change,
    own::what_it_has,
    own::what_it_sums,
    own::last_act,
    own::object_of_act,
    ellipsis::words_of_title,
    ellipsis::words_of_owner,
    // Nothing names it: 增长5%.
    ellipsis::newly,
    ellipsis::newly_of_kind,
    ellipsis::as_neighbour,
    ellipsis::as_neighbours_second,
    ellipsis::as_neighbours_third,
];

/// Where a better name goes.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Rank {
    First,
    Second,
}

/// The rules that make a better name of the best one; each sees what those before it made.
const BETTER: [(Rank, Rule); 7] = [
    (Rank::First, change::time_limit),
    (Rank::First, grant::to_whom),
    (Rank::First, change::gap),
    (Rank::Second, change::yearly_pace),
    (Rank::First, change::mean),
    (Rank::First, share::of_what),
    (Rank::First, own::without_steering),
];

/// The rules for a figure that no other has named.
const LAST: [Rule; 4] =
    [ellipsis::words_after, ellipsis::of_neighbour, ellipsis::of_sentence_before, ellipsis::of_title];

/// Names for all figures of a sentence.
pub(super) struct Named {
    pub(super) names: Vec<Names>,
    /// The place of each figure in its list: `2/3`.
    pub(super) places: Vec<Option<String>>,
    /// The name that the last figure lends to the next sentence.
    pub(super) last: Option<String>,
}

/// Names every figure of the sentence.
pub(super) fn names(namer: &Namer<'_, '_>) -> Named {
    let mut names: Vec<Names> = Vec::new();
    let mut lent: Vec<Names> = Vec::new();
    let mut places: Vec<Option<String>> = vec![None; namer.around.len()];
    let mut last_list: Names = Vec::new();
    let runs = list::runs(namer);
    while names.len() < namer.around.len() {
        let i = names.len();
        let run = runs[i];
        let list = (run > 1)
            .then(|| {
                list::distributed(namer, i, run, &last_list)
                    .or_else(|| list::as_before(namer, i, run, &lent, &places))
            })
            .flatten();
        match list {
            Some(list) => {
                for (k, name) in list.iter().enumerate() {
                    places[i + k] = Some(format!("{}/{run}", k + 1));
                    names.push(vec![name.clone()]);
                    lent.push(vec![name.clone()]);
                }
                last_list = list;
            }
            None => {
                let (own, lends) = named(Figure::new(namer, i, &lent));
                lent.push(lends.unwrap_or_else(|| own.clone()));
                names.push(own);
            }
        }
    }
    list::share_object(namer, &mut names);
    let last = lent.iter().rev().find_map(|names| names.first().cloned());
    Named { names, places, last }
}

/// The names that the rules give to one figure outside a list, and what it lends to those after it if that is something else.
fn named(mut figure: Figure<'_, '_>) -> (Names, Option<Names>) {
    if let Some(name) = share::of_plan(&figure) {
        return (vec![name], Some(share::planned(&figure)));
    }
    apply(&RULES, &mut figure);
    own::keep_words(&mut figure);
    if figure.made.is_empty() {
        apply(&LAST, &mut figure);
    }
    for (rank, rule) in BETTER {
        if let Some(name) = rule(&figure) {
            let at = if rank == Rank::First { 0 } else { figure.made.len().min(1) };
            figure.made.insert(at, name);
        }
    }
    (tidy(&figure), None)
}

/// Asks every rule for a name, in order.
fn apply(rules: &[Rule], figure: &mut Figure<'_, '_>) {
    for rule in rules {
        figure.made.extend(rule(figure));
    }
}

/// No empty name, none twice, three at most; an amount of money is no rate.
fn tidy(figure: &Figure<'_, '_>) -> Names {
    let money = figure.dimension().starts_with("money") && figure.made.len() > 1;
    let mut names = Names::new();
    for name in &figure.made {
        let name = name.replace(['“', '”', '"', '\n', ' ', '\u{3000}'], "");
        let empty = peel(&name, &[Cue::Light], |_, _| {}).is_empty();
        let rate = money && name.ends_with("比例");
        if !empty && !rate && !names.contains(&name) && names.len() < MOST_NAMES {
            names.push(name);
        }
    }
    names
}
