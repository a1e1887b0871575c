//! One task with what the report tells of it → its finding, by rules over typed facts.

use super::case::Case;
use super::features::features;
use super::figures::{comparisons, from_worst, incomparables, tells_only_of_years};
use super::model::{Features, Model, decides};
use super::pace::asks_for_pace;
use super::parts::parts;
use super::slogan::{opens, slogan};
use super::words::WORDS;
use crate::model::{
    Candidate, Comparison, Direction, Evidence, Finding, Metric, MetricKind, Mismatch, Mood, NearMiss,
    NearMissReason, Outcome, Passage, Quantity, Reason, Verdict,
};
use crate::numeral::Decimal;
use crate::stage;
use crate::text::MOST_PIECES;
use crate::text::similarity::containment;

/// A report tells of a task from this chance on: with places left out it gives evidence to .22 of the tasks that have none and misses
/// .13; from .58 on it would be .20 and .16. A wrong “done” is worse than a “not found”.
const EVIDENCE: f32 = 0.565;
/// and, where a reader was asked, from this on: with places left out it then gives evidence to .20 of the tasks that have none and misses .18.
const EVIDENCE_READ: f32 = 0.6;
/// A sentence of less chance is quoted for no task, whatever else the report tells.
const QUOTABLE: f32 = 0.2;
/// What a report admits counts against a task only where it is likely to speak of it: 「经济向好的基础还不牢固」 speaks of all.
const ADMITS: f32 = 0.2;
/// What it tells is the whole from this chance on.
const WHOLE: f32 = 0.5;
/// A sentence of less chance to be quoted does not say that the task is still planned, nor tell of another place or year.
const WORTH: f32 = 0.5;
/// and of less than this is no near miss.
const SHOWN: f32 = 0.1;
/// A sentence with the figure that the target asks for is quoted before all others.
const DECIDES: f32 = 0.99;
/// A further sentence counts beside the best from this chance on,
const BESIDE: f32 = 0.25;
/// and from this share of the best one's.
const SHARE: f32 = 0.4;
/// Checkers rarely quote more.
const MOST: usize = 3;
/// Below this chance of being right a person should look.
const SURE: f32 = 0.825;
/// So many near misses are shown.
const NEAR: usize = 3;

/// Decides what became of a task.
pub fn judge(mut case: Case<'_>, model: &Model) -> Finding {
    if !case.row.is_empty() {
        return row_finding(case);
    }
    let (mut aside, comparisons, features) = studied(&mut case);
    let (mut finding, chance) = if asks_for_pace(case.query.words) && case.query.task.targets.is_empty() {
        pace_finding(&case)
    } else {
        finding_of(&mut case, comparisons, &features, model)
    };
    aside.retain(|(candidate, _)| candidate.score >= WORTH && !quotes(&finding, candidate));
    finding.near_misses = near_misses(&case, &finding, &aside);
    if !finding.evidence.is_empty() {
        finding.parts = parts(&case, &finding.evidence, &finding.comparisons);
    }
    finding.confidence = model.confidence(finding.verdict, chance, &features);
    let unsettled = |c: &Comparison| finding.verdict == Verdict::Done && c.outcome == Outcome::Incomparable;
    finding.needs_review = finding.confidence < SURE
        || finding.reasons.contains(&Reason::ListKept)
        || finding.comparisons.iter().any(unsettled);
    finding
}

/// The features that the model weighs, by name: what `benches/make/verdict.py` fits on.
pub fn features_of(mut case: Case<'_>) -> Vec<(String, f32)> {
    let (_, _, features) = studied(&mut case);
    features.named().collect()
}

/// What a case is judged by: what can be no evidence, with why; the comparisons, each with its candidate; the features.
type Studied<'a> = (Vec<(Candidate<'a>, NearMissReason)>, Vec<(usize, Comparison)>, Features);

fn studied<'a>(case: &mut Case<'a>) -> Studied<'a> {
    let aside = set_aside(case);
    let comparisons = comparisons(case);
    let features = features(case, &taken(case, &comparisons), &comparisons);
    (aside, comparisons, features)
}

/// Whether a reader is to be asked: not where a rule or a figure decides, nor where nothing in the report resembles the task.
pub fn asks_a_reader(mut case: Case<'_>) -> bool {
    let resembles = case.told.first().is_some_and(|best| best.score >= RESEMBLES);
    let by_rule = || asks_for_pace(case.query.words) && case.query.task.targets.is_empty() || opens(&case);
    if !resembles || !case.row.is_empty() || by_rule() {
        return false;
    }
    set_aside(&mut case);
    let comparisons = comparisons(&case);
    let has = |outcome| comparisons.iter().any(|(_, c)| c.outcome == outcome);
    let decided = has(Outcome::Missed) || case.asks_figures_only() && has(Outcome::Met);
    !decided
}

/// A passage of less chance to be quoted does not resemble the task: of so few is any evidence.
const RESEMBLES: f32 = 0.02;

/// Takes out of what is told the passages that cannot be evidence, with why.
fn set_aside<'a>(case: &mut Case<'a>) -> Vec<(Candidate<'a>, NearMissReason)> {
    let figures_only = case.asks_figures_only();
    let (mut told, mut aside) = (Vec::new(), Vec::new());
    for candidate in case.told.iter().filter(|c| !announces(c.passage)) {
        match unfit(case, candidate, figures_only) {
            Some(why) => aside.push((*candidate, why)),
            // 「居民消费价格涨幅2%左右」: only what names the indicator bears on it.
            None if figures_only && !names_an_indicator(case, candidate.passage) => {}
            None => told.push(*candidate),
        }
    }
    case.told = told;
    aside
}

/// Why a candidate cannot be evidence.
fn unfit(case: &Case<'_>, candidate: &Candidate<'_>, figures_only: bool) -> Option<NearMissReason> {
    let Candidate { passage, score, .. } = *candidate;
    match () {
        () if passage.mood == Mood::Admitted && score < ADMITS && !admits_of_it(candidate) => {
            Some(NearMissReason::TooWeak)
        }
        () if tells_of_another_place(passage) => Some(NearMissReason::OtherPlace),
        () if figures_only && tells_only_of_years(case, passage) => Some(NearMissReason::OtherPeriod),
        () => None,
    }
}

/// The finding with the chance that it is right by its features.
fn finding_of(
    case: &mut Case<'_>,
    mut comparisons: Vec<(usize, Comparison)>,
    features: &Features,
    model: &Model,
) -> (Finding, f32) {
    let (told, whole) = (model.told(features), model.whole(features));
    let quotable = case.told.first().is_some_and(|c| c.score >= QUOTABLE);
    let decided = comparisons.iter().any(|(_, c)| decides(c.outcome));
    let enough = if case.reading.is_some() { EVIDENCE_READ } else { EVIDENCE };
    let tells = told >= enough && quotable || decided;
    let admission = case.told.iter().position(admits_of_it);
    let taken = match () {
        () if opens(case) => Vec::new(),
        () if tells => taken(case, &comparisons),
        () => admission.into_iter().collect(),
    };
    comparisons.extend(incomparables(case, &comparisons, &taken));
    comparisons.sort_by_key(|(_, c)| from_worst(c.outcome));
    let (verdict, reasons) = decide(case, &taken, &comparisons, whole);
    // 「10件民生实事全部完成」 tells of each of the ten, unless one is told to have failed.
    let kept = case.kept.filter(|_| matches!(verdict, Verdict::NotMentioned | Verdict::Partly));
    let (verdict, reasons) =
        if kept.is_some() { (Verdict::Done, vec![Reason::ListKept]) } else { (verdict, reasons) };
    for (at, _) in comparisons.iter().filter(|(_, c)| decides(c.outcome)) {
        let score = &mut case.told[*at].score;
        *score = score.max(DECIDES);
    }
    let chance = match (verdict, reasons.first()) {
        _ if kept.is_some() => BY_LIST,
        (Verdict::NotMentioned, _) => 1.0 - told,
        (_, Some(Reason::ToldAsDone)) => told * whole,
        (Verdict::Partly, _) => told * (1.0 - whole),
        _ => told,
    };
    let kept = kept.map(|passage| passage.quote(FOUND_BY_RULE));
    let finding = Finding {
        task: case.query.task.clone(),
        verdict,
        reasons,
        evidence: best_first(case.of(&taken).map(Candidate::quote).chain(kept).collect()),
        comparisons: comparisons.into_iter().filter(|(at, _)| taken.contains(at)).map(|(_, c)| c).collect(),
        ..Finding::default()
    };
    (finding, chance)
}

/// A task whose own row in a ledger tells how far it is: 「修路30公里」 「已完成22公里」.
fn row_finding(mut case: Case<'_>) -> Finding {
    case.told = case.row.iter().map(|passage| Candidate::by_rule(passage, IN_ITS_ROW)).collect();
    let mut comparisons = comparisons(&case);
    let tells = |&i: &usize| case.told[i].passage.mood != Mood::Planned;
    let taken: Vec<usize> = (0..case.told.len()).filter(tells).take(MOST).collect();
    comparisons.extend(incomparables(&case, &comparisons, &taken));
    let goes_on = |p: &Passage<'_>| WORDS.under_way.occur_in(p.text);
    let done = case.row.iter().all(|p| p.mood == Mood::Done && !goes_on(p));
    for (_, comparison) in comparisons.iter_mut().filter(|(_, c)| !done && c.outcome == Outcome::Missed) {
        // 「已建成7个，其余正在施工」 is not the end of it.
        (comparison.outcome, comparison.why) = (Outcome::InProgress, Some(Mismatch::UnderWay));
    }
    comparisons.sort_by_key(|(_, c)| from_worst(c.outcome));
    let figures = case.row.iter().any(|p| !p.metrics.is_empty());
    let (verdict, reasons) = if taken.is_empty() {
        (Verdict::NotMentioned, vec![Reason::OnlyPlanned])
    } else if done && !figures && !on_the_way(&case, &taken) {
        (Verdict::Done, vec![Reason::ToldAsDone])
    } else {
        decide(&case, &taken, &comparisons, if done { 1.0 } else { 0.0 })
    };
    let compared = comparisons.iter().any(|(_, c)| decides(c.outcome));
    let mut finding = Finding {
        task: case.query.task.clone(),
        verdict,
        reasons,
        evidence: case.of(&taken).map(Candidate::quote).collect(),
        comparisons: comparisons.into_iter().map(|(_, c)| c).collect(),
        confidence: BY_ROW,
        // The office says so itself, and says no number for what was to be reached.
        needs_review: !compared && !case.query.task.targets.is_empty(),
        ..Finding::default()
    };
    finding.near_misses = near_misses(&case, &finding, &[]);
    finding
}

/// 「居民收入增长与经济增长同步」: the rule, not the likeness of words, finds its evidence.
fn pace_finding(case: &Case<'_>) -> (Finding, f32) {
    let (verdict, told) = case.pace.verdict(case.query.words).unwrap_or((Verdict::NotMentioned, Vec::new()));
    let reason = match verdict {
        Verdict::Done => Reason::PaceKept,
        Verdict::Partly => Reason::PaceKeptInPart,
        Verdict::TargetMissed => Reason::PaceMissed,
        Verdict::NotMentioned => why_not(case),
    };
    let evidence = told.into_iter().map(|passage| passage.quote(FOUND_BY_RULE)).collect();
    let (task, reasons) = (case.query.task.clone(), vec![reason]);
    (Finding { task, verdict, reasons, evidence, ..Finding::default() }, BY_RULE)
}

/// The score of a passage that a rule found, not a likeness,
const FOUND_BY_RULE: f32 = 0.9;
/// and of one that stands in the row of its task.
const IN_ITS_ROW: f32 = 0.99;

/// The chance of a verdict that a rule gives over figures of the right names.
const BY_RULE: f32 = 0.8;
/// and of one that a task's own row gives.
const BY_ROW: f32 = 0.9;
/// and of one that a word for a whole list gives: a person should look.
const BY_LIST: f32 = 0.7;

fn best_first(mut evidence: Vec<Evidence>) -> Vec<Evidence> {
    evidence.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.place.span.cmp(&b.place.span)));
    evidence.dedup_by(|a, b| a.place.span == b.place.span);
    evidence
}

/// The passages to quote: those with the figures, the likeliest, and what is nearly as likely.
fn taken(case: &Case<'_>, comparisons: &[(usize, Comparison)]) -> Vec<usize> {
    let gate = BESIDE.max(case.told.first().map_or(0.0, |best| best.score) * SHARE);
    let likely = |(at, c): (usize, &Candidate<'_>)| (at == 0 || c.score >= gate).then_some(at);
    let mut taken: Vec<usize> = comparisons.iter().map(|(at, _)| *at).collect();
    taken.extend(case.told.iter().take(MOST).enumerate().filter_map(likely));
    taken.sort_unstable();
    taken.dedup();
    taken
}

/// The verdict by the passages taken and the comparisons; `whole` is the probability that the whole task is told of.
fn decide(
    case: &Case<'_>,
    taken: &[usize],
    comparisons: &[(usize, Comparison)],
    whole: f32,
) -> (Verdict, Vec<Reason>) {
    let Some(first) = case.of(taken).next() else { return (Verdict::NotMentioned, vec![why_not(case)]) };
    let count = |outcome| comparisons.iter().filter(|(_, c)| c.outcome == outcome).count();
    if count(Outcome::Missed) > 0 {
        return (Verdict::TargetMissed, vec![Reason::TargetBelow]);
    }
    if first.passage.mood == Mood::Admitted {
        let verdict = if taken.len() == 1 { Verdict::TargetMissed } else { Verdict::Partly };
        return (verdict, vec![Reason::Admission]);
    }
    let met = (count(Outcome::Met) > 0).then_some(Reason::TargetMet);
    match wanting(case, taken, comparisons, whole >= WHOLE) {
        Some(Reason::FirstStep) => (Verdict::Partly, vec![Reason::FirstStep]),
        Some(reason) => (Verdict::Partly, met.into_iter().chain([reason]).collect()),
        None if unmet(case, comparisons) == Some(0) => (Verdict::Done, vec![Reason::TargetMet]),
        None => (Verdict::Done, vec![Reason::ToldAsDone]),
    }
}

/// What is wanting of a task that is told of; none where it is done.
fn wanting(
    case: &Case<'_>,
    taken: &[usize],
    comparisons: &[(usize, Comparison)],
    whole: bool,
) -> Option<Reason> {
    if misses_whole(case, taken) {
        return Some(Reason::PartMissing);
    }
    if on_the_way(case, taken) {
        return Some(Reason::FirstStep);
    }
    if misses_magnitude(case, taken) {
        return Some(Reason::NumberMissing);
    }
    let ongoing = || case.of(taken).all(|c| c.passage.mood == Mood::Ongoing);
    match unmet(case, comparisons) {
        Some(0) => (!whole && !case.asks_figures_only()).then_some(Reason::PartMissing),
        Some(_) => (!whole || case.asks_figures_only()).then(|| number_wanting(comparisons)),
        None if whole => None,
        None => Some(if ongoing() { Reason::Ongoing } else { Reason::PartMissing }),
    }
}

/// How many targets are not met; none where no number is asked for.
fn unmet(case: &Case<'_>, comparisons: &[(usize, Comparison)]) -> Option<usize> {
    let targets = case.query.task.targets.iter().filter(|t| t.quantity != Quantity::Masked).count();
    let met = comparisons.iter().filter(|(_, c)| c.outcome == Outcome::Met).count();
    (targets > 0).then(|| targets.saturating_sub(met))
}

/// Why targets are not all met, where none is missed.
fn number_wanting(comparisons: &[(usize, Comparison)]) -> Reason {
    let has = |outcomes: &[Outcome]| comparisons.iter().any(|(_, c)| outcomes.contains(&c.outcome));
    match () {
        () if has(&[Outcome::Undetermined, Outcome::InProgress]) => Reason::NumberUnclear,
        () if has(&[Outcome::Incomparable]) => Reason::NumberIncomparable,
        () => Reason::NumberMissing,
    }
}

/// The task wants all of them, and some of so many are told: 「实现全覆盖」, 「覆盖4个街道中的3个」.
fn misses_whole(case: &Case<'_>, taken: &[usize]) -> bool {
    WORDS.whole.occur_in(case.query.words)
        && case.of(taken).any(|c| tells_some_of(c.passage) || tells_a_share(c.passage))
}

/// 「产值达到百亿级规模」 is not shown by 「产值增长30.5%」: nothing taken is told in such a magnitude.
fn misses_magnitude(case: &Case<'_>, taken: &[usize]) -> bool {
    WORDS.level.occur_in(case.query.words)
        && !case.of(taken).any(|c| WORDS.magnitude.occur_in(c.passage.text))
}

/// 「占应整治总数的91%」: a share below the whole.
fn tells_a_share(passage: &Passage<'_>) -> bool {
    let whole = Decimal::new(100, 0);
    let part = |m: &Metric| matches!(m.quantity, Quantity::Scalar(share) if share < whole);
    let level = |m: &Metric| m.kind == MetricKind::Percent && m.direction == Direction::None;
    WORDS.share.occur_in(passage.text) && passage.metrics.iter().any(|m| level(m) && part(m))
}

/// 「12个乡镇中的9个」: two figures of one unit, the second smaller, 中的 between them.
fn tells_some_of(passage: &Passage<'_>) -> bool {
    let at = |offset: usize| offset.checked_sub(passage.place.span.start);
    passage.metrics.windows(2).any(|pair| {
        let between = at(pair[0].place.span.end).zip(at(pair[1].place.span.start));
        let between = between.and_then(|(start, end)| passage.text.get(start..end)).unwrap_or_default();
        let some = matches!((&pair[0].quantity, &pair[1].quantity), (Quantity::Scalar(all), Quantity::Scalar(some)) if some < all);
        some && pair[0].unit == pair[1].unit && WORDS.some_of.end(between)
    })
}

/// The task wants a project further on than what is told: 「医院建成投用」 and 「主体工程完工」, 「开工建设」 and 「可研获批」.
fn on_the_way(case: &Case<'_>, taken: &[usize]) -> bool {
    let told = case.of(taken).filter_map(|c| stage::furthest(c.passage.text)).max();
    told.zip(stage::furthest(case.query.words)).is_some_and(|(told, wanted)| told < wanted)
}

/// 「智慧城管指挥平台建设滞后」: an admission that says the task's own object by its name speaks of the task, however little else
/// they share.
fn admits_of_it(candidate: &Candidate<'_>) -> bool {
    let Candidate { passage, features, .. } = candidate;
    passage.mood == Mood::Admitted && features.run >= OWN_NAME && features.best_clause >= OWN_CLAUSE
}

/// A shared stretch that tells so much is a name: 智慧城管指挥平台 1.33, 发文数量 1.07.
const OWN_NAME: f32 = 1.2;
/// and it makes up so much of one of the task's clauses: 建成区级智慧城管指挥平台 .71.
const OWN_CLAUSE: f32 = 0.5;

/// 「现将工作情况报告如下：」 announces what follows and tells nothing itself.
fn announces(passage: &Passage<'_>) -> bool {
    WORDS.as_follows.end(passage.text.trim_end_matches([':', '：', '。']))
}

/// An indicator is named where so much of it stands in a sentence.
const NAMED: f32 = 0.4;
/// A figure's own name stands so far in the indicator's.
const SHORT: f32 = 0.75;

fn names_an_indicator(case: &Case<'_>, passage: &Passage<'_>) -> bool {
    // 「公有化率达74.16%」 names 村卫生室公有化率 in short.
    let own = || passage.metrics.iter().take(MOST_PIECES).filter_map(|m| m.indicator.first());
    let named = |name: &String| {
        containment(name, passage.text) >= NAMED || own().any(|own| containment(own, name) >= SHORT)
    };
    case.query.task.targets.iter().take(MOST_PIECES).any(|t| t.indicator.iter().take(2).any(named))
}

/// 「邻近的松江市……」: another place's work proves nothing.
fn tells_of_another_place(passage: &Passage<'_>) -> bool {
    WORDS.elsewhere.occur_in(passage.text)
}

/// Why a task has no evidence.
fn why_not(case: &Case<'_>) -> Reason {
    if slogan(case) || opens(case) {
        return Reason::NotCheckable;
    }
    let ahead = case.planned.first().is_some_and(|c| c.score >= WORTH);
    if ahead { Reason::OnlyPlanned } else { Reason::NoEvidence }
}

/// What is near and was not taken, with why.
fn near_misses(
    case: &Case<'_>,
    finding: &Finding,
    aside: &[(Candidate<'_>, NearMissReason)],
) -> Vec<NearMiss> {
    let shown = |c: &&Candidate<'_>| c.score >= SHOWN;
    let told = case.told.iter().filter(|c| !quotes(finding, c)).filter(shown);
    let planned = case.planned.iter().filter(shown).take(usize::from(finding.evidence.is_empty()));
    let near = told.map(|c| (c, NearMissReason::TooWeak)).take(NEAR - 1);
    let near = near.chain(aside.iter().map(|(c, why)| (c, *why)).take(1));
    let near = near.chain(planned.map(|c| (c, NearMissReason::OnlyPlanned)));
    let mut near: Vec<NearMiss> = near
        .map(|(Candidate { passage, score, .. }, why)| NearMiss {
            text: passage.text.to_owned(),
            score: *score,
            place: passage.place,
            why,
        })
        .collect();
    near.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.place.span.cmp(&b.place.span)));
    near
}

/// Whether a finding quotes a candidate.
fn quotes(finding: &Finding, candidate: &Candidate<'_>) -> bool {
    finding.evidence.iter().any(|e| e.place.span == candidate.passage.place.span)
}
