//! A figure named by the words before it (粮食产量12万吨) → those words, and what is shorter in them.

use super::figure::{Figure, MOST_NAMES};
use super::phrase::{clean, last_verb, verb_of};
use crate::metrics::cues::{Cue, ends, holds, starts};
use crate::metrics::words::WORDS;

/// A name of more than ten characters may have a shorter one in it.
const LONG: usize = 10;

/// Takes the words before the figure where no rule knows better.
//= 全县粮食产量12万吨。 → 粮食产量
pub(super) fn words_if_best(figure: &Figure<'_, '_>) -> Option<String> {
    (figure.has_words() && figure.made.is_empty()).then(|| figure.core.clone())
}

/// Takes the words before the figure, in any case.
//= 原煤产量8万吨，原油3万吨。 → 原煤产量 | 原油产量 ~原油
pub(super) fn words(figure: &Figure<'_, '_>) -> Option<String> {
    (figure.has_words() && figure.made.first() != Some(&figure.core)).then(|| figure.core.clone())
}

/// Keeps the plain name among those that stay.
pub(super) fn keep_words(figure: &mut Figure<'_, '_>) {
    let words = figure.made.iter().position(|n| *n == figure.core).filter(|_| figure.has_words());
    if let Some(at) = words.filter(|&at| at >= MOST_NAMES) {
        figure.made.swap(at, MOST_NAMES - 1);
    }
}

/// What follows the last `word` in the words before a figure, if more than a character.
fn after_last<'f>(figure: &'f Figure<'_, '_>, word: &str) -> Option<&'f str> {
    let at = figure.core.rfind(word).filter(|_| figure.has_words())?;
    let tail = &figure.core[at + word.len()..];
    (tail.chars().count() > 1).then_some(tail)
}

/// Leaves out the examples before 等.
//= 审核甲合同、乙协议等各类合同31份。 → ~审核各类合同
pub(super) fn last_of_list(figure: &Figure<'_, '_>) -> Option<String> {
    let tail = after_last(figure, "等").filter(|tail| !tail.starts_with('级'))?;
    Some(format!("{}{tail}", verb_of(&figure.core)))
}

/// Takes what was added or done away with.
//= 全市累计新增发明专利57件。 → ~发明专利
pub(super) fn object_of_change(figure: &Figure<'_, '_>) -> Option<String> {
    let core = &figure.core;
    let changes = figure.has_words() && figure.reading.with_object;
    let (at, verb) = changes.then(|| holds(core, Cue::DownVerb).or_else(|| holds(core, Cue::UpVerb)))??;
    (at > 0).then(|| core[at + verb.len()..].to_owned())
}

/// Takes what somebody has.
//= 全系统现在编在册有高级职称医师57人。 → ~高级职称医师
pub(super) fn what_it_has(figure: &Figure<'_, '_>) -> Option<String> {
    let core = &figure.core;
    let at = core.rfind('有').filter(|&at| at > 0 && !WORDS.has_within.end(&core[..at + '有'.len_utf8()]))?;
    let tail = &core[at + '有'.len_utf8()..];
    (figure.has_words() && tail.chars().count() > 1).then(|| tail.to_owned())
}

/// Takes what is summed up.
//= 法律顾问共为我局作出法律意见31份。 → ~作出法律意见
pub(super) fn what_it_sums(figure: &Figure<'_, '_>) -> Option<String> {
    WORDS.total.iter().find_map(|w| after_last(figure, w)).map(clean)
}

/// Takes the last act of a long name.
//= 县水利局会同乡镇组织力量修复水毁渠道31处。 → ~修复水毁渠道
pub(super) fn last_act(figure: &Figure<'_, '_>) -> Option<String> {
    let long = figure.has_words() && figure.core.chars().count() > LONG;
    long.then(|| last_verb(&figure.core)).flatten().map(|at| figure.core[at..].to_owned())
}

/// Takes the thing without the act.
//= 监督医疗机构31家。 → ~医疗机构
pub(super) fn object_of_act(figure: &Figure<'_, '_>) -> Option<String> {
    let (core, verb) = (&figure.core, verb_of(&figure.core));
    let more = core.chars().count() > verb.chars().count() + 2;
    (figure.has_words() && !verb.is_empty() && more && figure.classifies())
        .then(|| core[verb.len()..].to_owned())
}

/// Leaves out what steers towards the thing measured.
//= 推动生活垃圾回收利用率达到40%。 → 生活垃圾回收利用率
pub(super) fn without_steering(figure: &Figure<'_, '_>) -> Option<String> {
    let first = figure.made.first().filter(|n| ends(n, Cue::Measure).is_some())?;
    let word = starts(first, Cue::Steer)?;
    let name = first[word.len()..].trim_start_matches('了');
    (name.chars().count() > 2 && !name.ends_with("时限")).then(|| name.to_owned())
}
