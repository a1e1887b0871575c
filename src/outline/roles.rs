//! A section's title, place and words → what the section does: review, problems, plan, targets …

use super::words::WORDS;
use crate::calendar::plans;
use crate::model::{DocumentKind, Form, MeasureRole, Section, SectionRole};
use crate::span::Span;
use crate::tables::{Marked, Table, Words, kinds_and_words};
use std::sync::LazyLock;

static TITLE_WORDS: Table = Table::new(include_str!("../tables/section_roles.tsv"));
/// The words that look ahead, and those that look back.
static TENSE_WORDS: LazyLock<[Words; 2]> = LazyLock::new(|| {
    ["ahead", "back"].map(|tense| {
        let mut words = Words::default();
        let rows = kinds_and_words(include_str!("../tables/tense_words.tsv"));
        rows.filter(|(kind, _)| *kind == tense).for_each(|(_, word)| words.push(word));
        words
    })
});
static LEAD_WORDS: Table = Table::new(include_str!("../tables/lead_words.tsv"));

/// Reads the role that a title tells by itself. A title that names both what was done and what is to come tells none.
pub(super) fn by_title(title: &str) -> Option<SectionRole> {
    // 「2026年降水趋势」 plans nothing.
    if WORDS.forecast.end(title) {
        return Some(SectionRole::Background);
    }
    let mut seen = Marked::default();
    title.chars().for_each(|c| seen.mark(Some(c)));
    let rows = TITLE_WORDS.rows().filter(|row| row[1].chars().all(|c| seen.may_hold(c)));
    let mut found: Vec<(usize, SectionRole)> =
        rows.filter_map(|row| Some((find_title_word(title, row)?, role(row[0])))).collect();
    found.sort_by_key(|f| f.0);
    let first = found.first()?.1;
    if !looks_ahead(first) {
        let torn = first == SectionRole::Review && found.iter().any(|f| looks_ahead(f.1));
        return (!torn).then_some(first);
    }
    // 「总体要求和重点任务」 is a plan that begins with its requirements.
    [SectionRole::Plan, SectionRole::Targets]
        .into_iter()
        .find(|r| found.iter().any(|f| f.1 == *r))
        .or(Some(first))
}

/// Finds where a title has the words of a row. 「推进突出问题专项整治」 solves problems and tells none.
fn find_title_word(title: &str, row: &[&str]) -> Option<usize> {
    let at = title.find(row[1])?;
    let (before, after) = (&title[..at], title[at + row[1].len()..].trim_start_matches('的'));
    let solves = WORDS.solves.occur_in(before) || WORDS.solves.begin(after);
    (row[0] != "problems" || !solves).then_some(at)
}

/// Returns whether a part plans, aims or requires.
pub(super) fn looks_ahead(role: SectionRole) -> bool {
    matches!(role, SectionRole::Plan | SectionRole::Targets | SectionRole::Requirements)
}

fn role(word: &str) -> SectionRole {
    match word {
        "review" => SectionRole::Review,
        "problems" => SectionRole::Problems,
        "plan" => SectionRole::Plan,
        "targets" => SectionRole::Targets,
        "requirements" => SectionRole::Requirements,
        "organisation" => SectionRole::Organisation,
        "background" => SectionRole::Background,
        _ => SectionRole::Other,
    }
}

/// Gives every section its role: by its title, else its parent's, else by which half of the report it stands in, else
/// by its tense. `plan_from` is where the report begins to plan; one that is `mended` tells how faults were put right (整改情况).
pub(super) fn assign_roles(
    text: &str,
    sections: &mut [Section],
    ends: &[usize],
    (kind, mended): (DocumentKind, bool),
    plan_from: Option<usize>,
) {
    let named: Vec<u8> = sections.iter().filter_map(|s| five_years(s.title.as_deref()?)).collect();
    let next_plan = named.iter().max().filter(|last| named.iter().any(|p| p < last)).copied();
    let mut planning = false;
    for i in 0..sections.len() {
        let section = &sections[i];
        let own = own_role(section, kind, next_plan, planning)
            .map(|own| if mended { as_mended(section, own) } else { own });
        // 「关于国内建设」 has no number and tells nothing of the halves below it.
        let says = |above: &&Section| above.form != Form::Unmarked || above.role != SectionRole::Other;
        let above = section.parent.map(|p| &sections[p]).filter(says).map(|above| above.role);
        let start = section.place.span.start;
        let role = titled(own, above).unwrap_or_else(|| match plan_from {
            Some(turn) => by_half(section, turn, planning),
            None => by_tense(Span::new(start, ends[i]).of(text), section, kind, planning),
        });
        let tells = own.is_some() || plan_from.is_none() && !section.parent_lost;
        planning |= above.is_none() && looks_ahead(role) && tells;
        sections[i].role = role;
    }
}

/// Tells a section's role by its own title and by the role `above` it; none where both are silent.
fn titled(own: Option<SectionRole>, above: Option<SectionRole>) -> Option<SectionRole> {
    match (own, above) {
        // Under a plan or a review, 主要任务 and 成效 keep its half; problems and targets show through.
        (Some(own), Some(half @ (SectionRole::Plan | SectionRole::Review))) if !narrows(own, half) => {
            Some(half)
        }
        _ => own.or(above),
    }
}

/// Tells a section's role by the half of a report in which it stands, which turns to its plans at `turn`.
fn by_half(section: &Section, turn: usize, planning: bool) -> SectionRole {
    let span = section.place.span;
    if span.start < turn && turn < span.end {
        // Each of its halves tells for itself.
        SectionRole::Other
    } else if span.start >= turn || planning {
        SectionRole::Plan
    } else {
        SectionRole::Review
    }
}

/// Reads a section's role off its title. `next_plan` is the later of the five-year plans that titles name.
fn own_role(
    section: &Section,
    kind: DocumentKind,
    next_plan: Option<u8>,
    planning: bool,
) -> Option<SectionRole> {
    let title = section.title.as_deref().filter(|t| names_a_part(t, section.level))?;
    // Beside 「“十四五”时期的成就」, 「“十五五”时期发展的主要考虑」 looks ahead.
    let to_come = next_plan.is_some() && five_years(title) == next_plan;
    let role = by_title(title).or(to_come.then_some(SectionRole::Plan))?;
    // After its plan a report goes on planning: 「三、2026年主要工作」 reviews nothing there; nor does 「一、主要工作」 in a plan.
    let reports = matches!(kind, DocumentKind::Report | DocumentKind::Speech);
    let plans = planning || !reports && WORDS.either.end(title);
    let holds = role != SectionRole::Review || !plans || WORDS.looks_back.occur_in(title);
    holds.then_some(role)
}

/// Reads 整改措施 in a report of what was put right: the measures were taken.
fn as_mended(section: &Section, own: SectionRole) -> SectionRole {
    let taken = section.title.as_deref().is_some_and(|title| WORDS.mends.occur_in(title));
    if taken && own == SectionRole::Plan { SectionRole::Review } else { own }
}

/// Reads the number of the five-year plan that a title names: 15 for 十五五.
fn five_years(title: &str) -> Option<u8> {
    plans(title).next().map(|plan| plan.number)
}

/// Returns whether a title names a part of the document. Upper ones do; lower ones where they are a name and no act:
/// 「（一）存在的问题」 names a part, 「（一）突出工作重点」 and 「1. 将责任制落实情况纳入考评」 say what is done.
fn names_a_part(title: &str, level: u8) -> bool {
    let longest = if level <= 2 { MAX_NAME_CHARS } else { MAX_LOW_NAME_CHARS };
    level <= 1 || !names_an_act(title) && title.chars().count() <= longest
}

fn names_an_act(title: &str) -> bool {
    ACTS.rows().any(|row| title.starts_with(row[0]))
}

fn acts(section: &Section) -> bool {
    section.title.as_deref().is_some_and(names_an_act)
}

static ACTS: Table = Table::new(include_str!("../tables/action_verbs.tsv"));
/// 「（三）下一步工作打算和建议」.
const MAX_NAME_CHARS: usize = 14;
/// 「1、存在的问题」.
const MAX_LOW_NAME_CHARS: usize = 8;

/// Returns whether a part shows through the half that holds it. What was done for 组织领导 in a review stays reviewed.
fn narrows(own: SectionRole, half: SectionRole) -> bool {
    match own {
        SectionRole::Problems => true,
        SectionRole::Targets | SectionRole::Organisation => half == SectionRole::Plan,
        _ => false,
    }
}

/// Words that look ahead must outnumber those that look back by this factor: a review ends with what comes next.
const MIN_TENSE_RATIO: usize = 2;
/// One word in a short section tells nothing: 「继续位居全省第一。」
const MIN_TENSE_WORDS: usize = 3;

/// How a whole section reads, in hundredths a byte: reviews of sixteen reports have −470 to −260, their plans −130 to
/// 260.
const REVIEWED: i64 = -250;
const PLANNED: i64 = 0;
/// What an organ tells others to do names duties more than deeds, and looks ahead less: 「规范行政执法程序」.
const ORDERED: i64 = -80;
/// Sections of fewer bytes have too few words for that.
const MIN_TENSE_BYTES: usize = 300;

/// A shorter section of a report may tell what was done in words that plan: 「加强组织领导，健全工作机制，推进……」.
const MIN_CHAPTER_BYTES: usize = 4000;

/// What the words of a section tell.
struct Tense {
    /// Words that look ahead outnumber the others, or those that look back do.
    ahead: bool,
    back: bool,
    /// How much it looks ahead, in hundredths a byte.
    score: i64,
    len: usize,
}

impl Tense {
    fn of(body: &str) -> Self {
        let [future, past] = [0, 1].map(|tense| TENSE_WORDS[tense].places_in(body).count());
        let most = |these: usize, others: usize| these >= MIN_TENSE_WORDS && these > others * MIN_TENSE_RATIO;
        Tense { ahead: most(future, past), back: most(past, future), score: per_byte(body), len: body.len() }
    }

    fn orders(&self) -> bool {
        self.len >= MIN_TENSE_BYTES && self.score >= ORDERED && !self.back
    }

    fn plans(&self) -> bool {
        self.ahead || self.len >= MIN_CHAPTER_BYTES && self.score >= PLANNED && !self.back
    }

    fn reviews(&self) -> bool {
        self.len >= MIN_TENSE_BYTES && self.score <= REVIEWED
    }

    /// Whether the words plainly tell what was done.
    fn looks_back(&self) -> bool {
        self.back && self.score <= REVIEWED
    }

    /// Tells to which half of a report the words belong; `ahead` says that they do to the later one.
    fn half(&self, ahead: bool) -> SectionRole {
        match () {
            () if ahead || self.plans() => SectionRole::Plan,
            () if self.reviews() => SectionRole::Review,
            () => SectionRole::Other,
        }
    }
}

/// Tells what a section does by its words alone. After its plan a report goes on planning.
fn by_tense(body: &str, section: &Section, kind: DocumentKind, planning: bool) -> SectionRole {
    use DocumentKind as Kind;
    let tense = Tense::of(body);
    // Where headings are lost, 「1、推进……」 of a report may stand in either half.
    let planning = planning && !section.parent_lost;
    let headed = !section.parent_lost && section.form != Form::Unmarked;
    match kind {
        // 工作要点 and 方案 promise, unless a section plainly tells what was done.
        Kind::Plan if tense.looks_back() => SectionRole::Other,
        Kind::Plan => SectionRole::Plan,
        Kind::Law | Kind::Table => SectionRole::Other,
        Kind::Notice | Kind::Letter => ordered(&tense, section, kind),
        Kind::Report if headed && !planning && !tense.plans() => SectionRole::Review,
        Kind::Report | Kind::Speech | Kind::Other => tense.half(planning),
    }
}

/// Tells what a section of a notice or letter does: 「二、建立信用管理机制」 in a 通知 is to be done.
fn ordered(tense: &Tense, section: &Section, kind: DocumentKind) -> SectionRole {
    match tense.half(acts(section) || tense.orders()) {
        SectionRole::Review if kind == DocumentKind::Notice => SectionRole::Other,
        role => role,
    }
}

/// Measures how much a text looks ahead, in hundredths a byte.
fn per_byte(text: &str) -> i64 {
    super::tense::ahead(text) * 100 / (text.len().max(1) as i64)
}

/// Tells what an item is: by what leads to its enumeration, else by its section, else by its own words. `half` is the
/// part of the report that it stands in, where its section tells nothing.
pub(super) fn measure_role(
    lead: &str,
    item: &str,
    section: Option<SectionRole>,
    half: Option<SectionRole>,
) -> MeasureRole {
    let section = section.filter(|r| !matches!(r, SectionRole::Other | SectionRole::Background)).or(half);
    match section {
        Some(SectionRole::Problems) => return MeasureRole::Problem,
        Some(role) if looks_ahead(role) || role == SectionRole::Organisation => {
            return ahead_or(lead_role(lead));
        }
        _ => {}
    }
    match lead_role(lead) {
        Some(told) => told,
        None if section == Some(SectionRole::Review) => MeasureRole::Done,
        None if per_byte(item) > PLANNED => MeasureRole::Plan,
        None => MeasureRole::Done,
    }
}

/// Reads a lead in a plan, where only criteria are told apart: 「针对存在问题，一是……」 plans.
fn ahead_or(led: Option<MeasureRole>) -> MeasureRole {
    if led == Some(MeasureRole::Criterion) { MeasureRole::Criterion } else { MeasureRole::Plan }
}

fn lead_role(lead: &str) -> Option<MeasureRole> {
    let close = |at: usize, word: &str| {
        let rest = &lead[at + word.len()..];
        rest.chars().count() <= MAX_LEAD_CHARS && !WORDS.answers.occur_in(rest)
    };
    LEAD_WORDS.rows().find_map(|row| {
        let at = lead.rfind(row[1])?;
        match row[0] {
            "plan" => Some(MeasureRole::Plan),
            "criterion" => Some(MeasureRole::Criterion),
            // 「面对困难和挑战，我们坚决落实……：一是」 tells what was done.
            "problem" => close(at, row[1]).then_some(MeasureRole::Problem),
            // 「取得重大战略成果。一是闻令而动」 tells how.
            "result" => {
                (close(at, row[1]) && lead.ends_with(['：', ':', '，'])).then_some(MeasureRole::Result)
            }
            _ => None,
        }
    })
}

/// So many characters at most stand between what is wrong and the list of it: 「不足，主要表现在以下三个方面：」.
const MAX_LEAD_CHARS: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_that_solves_problems_tells_none() {
        assert_eq!(by_title("存在的主要问题"), Some(SectionRole::Problems));
        assert_eq!(by_title("推进突出问题专项整治"), None);
        assert_eq!(by_title("着力解决存在的问题"), None);
        assert_eq!(by_title("2026年降水趋势"), Some(SectionRole::Background));
    }

    #[test]
    fn an_item_tells_what_its_lead_says() {
        let review = Some(SectionRole::Review);
        let role = |lead: &str| measure_role(lead, "一是力量薄弱；", review, None);
        assert_eq!(role("工作中还存在一些不足："), MeasureRole::Problem);
        assert_eq!(role("针对存在的不足，"), MeasureRole::Plan);
        assert_eq!(role("评选标准是："), MeasureRole::Criterion);
        assert_eq!(role("工作取得明显成效："), MeasureRole::Result);
        assert_eq!(role("我们狠抓落实，"), MeasureRole::Done);
        assert_eq!(role("面对困难和挑战，我们坚决应对："), MeasureRole::Done);
        assert_eq!(measure_role("存在不足，", "一是", Some(SectionRole::Plan), None), MeasureRole::Plan);
    }
}
