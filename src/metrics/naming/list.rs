//! Figures in a list (A、B、C分别增长x、y、z) → for each its own name.

use super::figure::{Figure, MOST_NAMES, Namer, Names};
use super::phrase::{clean, noun_of, strip_level};
use crate::metrics::context::{peel, without_brackets};
use crate::metrics::cues::Cue;
use crate::metrics::lists;
use crate::metrics::words::RESPECTIVELY;
use crate::model::Direction;

/// How many figures from each one on are joined by 、 or 和 alone, of one unit: x、y和z.
pub(super) fn runs(namer: &Namer<'_, '_>) -> Vec<usize> {
    let found = namer.context.found;
    let links: Vec<bool> = namer.around.iter().map(|a| a.joined && is_joint(a.before.trim())).collect();
    let unit = |k: usize| found[k].unit.map(|u| u.dimension);
    let run = |i: usize| {
        let follows = |k: usize| links[k] && (unit(k) == unit(i) || unit(i) == Some(MEDAL));
        1 + (i + 1..found.len()).take(lists::MOST_LISTED).take_while(|&k| follows(k)).count()
    };
    (0..found.len()).map(run).collect()
}

/// The dimension of 金 银 铜, which are listed without a joint: 9金5银6铜.
const MEDAL: &str = "medal";

/// Returns whether nothing but a joint stands between two figures.
fn is_joint(gap: &str) -> bool {
    let gap =
        gap.trim_start_matches("以及").trim_start_matches(['、', '和', '与', '及', '或', ' ', '）', ')']);
    const LIGHT: [Cue; 7] =
        [Cue::Light, Cue::Up, Cue::Down, Cue::To, Cue::GtBefore, Cue::JustUnderBefore, Cue::ApproxBefore];
    peel(gap, &LIGHT, |_, _| {}).is_empty()
}

/// Pairs the values i..i+run with the subjects before 分别, or with those of the list before.
//= 陶瓷、造纸、茶叶等产业增加值分别增长7.5%、11.5%、17.4%。 → 陶瓷产业增加值 | 造纸产业增加值 | 茶叶产业增加值
//= 甲镇、乙镇分别新建泵站3座、5座。 → 甲镇新建泵站 | 乙镇新建泵站
//= 大麦、燕麦产量依次为5和3万吨。 → 大麦产量 | 燕麦产量
//= 运动员获得9金5银6铜。 → 运动员获得金牌 | 运动员获得银牌 | 运动员获得铜牌
pub(super) fn distributed(namer: &Namer<'_, '_>, i: usize, run: usize, last: &[String]) -> Option<Names> {
    let reading = &namer.readings[i];
    let core = clean(&reading.core);
    let apart = namer.around[i].before.contains(RESPECTIVELY);
    let (core, told) = match core.split_once(RESPECTIVELY) {
        Some((subjects, verb))
            if lists::items(subjects).len() == run || lists::split(subjects, run).is_some() =>
        {
            return lists::pair(subjects, run).map(|l| l.into_iter().map(|n| format!("{n}{verb}")).collect());
        }
        Some((_, verb)) => (verb.to_owned(), true),
        None => (core, apart || reading.respectively),
    };
    if let Some(list) = lists::pair(&core, run) {
        return Some(list);
    }
    if namer.context.found[i].unit.is_some_and(|u| u.dimension == MEDAL) {
        return Some(medals(namer, i, run, &core));
    }
    if !told {
        return None;
    }
    if last.len() == run && !core.is_empty() {
        return Some(last.iter().map(|n| format!("{}{core}", owner_or_start(n))).collect());
    }
    let (phrase, _) = namer.context.phrase_before(namer.around[i].from, i)?;
    let phrase = clean(&without_brackets(&phrase));
    lists::pair(strip_level(&phrase), run).map(|l| l.into_iter().map(|n| format!("{n}{core}")).collect())
}

/// Names as many changes as there were values just before by those; without a list there, 分别 has to tell that each speaks of one.
//= 大麦、小麦产量分别为3万吨、4万吨，增长2%、5%。 → 大麦产量 | 小麦产量 | 大麦产量 | 小麦产量
//= 园区税收占比31%，港口税收占比52%，分别提高2.1、3.2个百分点。 → 园区税收占比 | 港口税收占比 | 园区税收占比 | 港口税收占比
pub(super) fn as_before(
    namer: &Namer<'_, '_>,
    i: usize,
    run: usize,
    names: &[Names],
    places: &[Option<String>],
) -> Option<Names> {
    let from = i.checked_sub(run)?;
    let bare = clean(&namer.readings[i].core);
    let told = bare == RESPECTIVELY || namer.readings[i].respectively;
    if !(bare.is_empty() || bare == RESPECTIVELY) {
        return None;
    }
    let listed = places[i - 1].as_deref() == Some(&format!("{run}/{run}"));
    let levels = namer.readings[from..i].iter().all(|r| r.direction == Direction::None);
    let list: Names = names[from..].iter().filter_map(|n| n.first().cloned()).collect();
    let several = list.len() == run && list.windows(2).all(|two| two[0] != two[1]);
    (several && (listed || told && levels)).then_some(list)
}

/// 9金5银6铜.
fn medals(namer: &Namer<'_, '_>, i: usize, run: usize, core: &str) -> Names {
    let kind = |k: usize| namer.context.found[k].unit.map_or("", |u| u.name).trim_end_matches('牌');
    (i..i + run).map(|k| format!("{core}{}牌", kind(k))).collect()
}

/// The owner that a name of a list shows, else the whole name.
fn owner_or_start(name: &str) -> &str {
    let owner = lists::owner(name);
    if owner.is_empty() { name } else { owner }
}

/// Gives the last thing counted to all figures of a list.
//= A镇6间、B镇7间、C校39间的隔离病房。 → A镇隔离病房 | B镇隔离病房 | C校隔离病房
pub(super) fn share_object(namer: &Namer<'_, '_>, names: &mut [Names]) {
    let unit = |k: usize| namer.context.found[k].unit.map(|u| u.name);
    let mut shared = "";
    for i in (0..names.len().saturating_sub(1)).rev() {
        if !namer.around[i + 1].after.is_empty() {
            shared = namer.around[i + 1].after.strip_prefix('的').map_or("", noun_of);
        }
        let joined = unit(i) == unit(i + 1) && namer.around[i + 1].joined && namer.around[i].after.is_empty();
        let core = clean(&namer.readings[i].core);
        if joined && !shared.is_empty() && !core.is_empty() {
            names[i].insert(0, format!("{core}{shared}"));
            names[i].truncate(MOST_NAMES);
        } else if !joined {
            shared = "";
        }
    }
}

/// The subjects that 都 or 均 speaks of.
fn subjects<'f>(figure: &'f Figure<'_, '_>) -> Vec<&'f str> {
    let listed = figure.has_words() && figure.reading.all && figure.core.contains(['和', '、', '与']);
    if listed { lists::items(&figure.core) } else { Vec::new() }
}

fn subject(figure: &Figure<'_, '_>, at: usize) -> Option<String> {
    let mut items = lists::spread(&subjects(figure));
    (at < items.len() && items.len() > 1).then(|| items.swap_remove(at))
}

/// Names the first of several that 都 speaks of.
//= 入学率和巩固率均达到98%。 → 入学率 ~巩固率
pub(super) fn first_subject(figure: &Figure<'_, '_>) -> Option<String> {
    subject(figure, 0)
}

/// Names the second of several that 都 speaks of.
//= 城镇和农村学校都达到98%。 → 城镇学校 ~农村学校
pub(super) fn second_subject(figure: &Figure<'_, '_>) -> Option<String> {
    subject(figure, 1)
}
