//! A figure that tells a pace, a gap, a mean or a limit of time → the name that says so.

use super::figure::Figure;
use super::grant::MOST_WHOM;
use super::phrase::{clean, last_verb};
use crate::metrics::cues::{Cue, holds};
use crate::metrics::period::averages;
use crate::metrics::words::WORDS;
use crate::model::{ChangeBy, Comparator, Direction};

/// An act named in twelve characters is named in full.
const MOST_ACT: usize = 12;

/// Names the time that an act may take.
//= 在12小时内完成核酸检测。 → 完成核酸检测时限
pub(super) fn time_limit(figure: &Figure<'_, '_>) -> Option<String> {
    let timed = matches!(figure.dimension(), "time" | "workday");
    let act = clean(figure.around.after);
    let long = act.chars().count() > MOST_ACT;
    let act = &act[last_verb(&act).filter(|_| long).unwrap_or(0)..];
    let limits = timed && figure.reading.comparator == Comparator::Le;
    (limits && (2..=MOST_WHOM).contains(&act.chars().count())).then(|| format!("{act}时限"))
}

/// Names the gap to the figure before it by what both tell of.
//= 失业率5.1%，比全州6.3%低1.2个百分点。 → 失业率 | _ | 失业率比全州低
//= 普及率为24%，比全省18%高出33%。 → 普及率 | _ | 普及率比全省高出
pub(super) fn gap(figure: &Figure<'_, '_>) -> Option<String> {
    let i = figure.i;
    let against = i > 1 && figure.namer.readings[i - 1].measured_against && figure.reading.gap;
    let own = figure.lent.get(i.wrapping_sub(2)).and_then(|names| names.first()).filter(|_| against)?;
    let before = figure.namer.around[i - 1].before;
    let nation = || WORDS.nation.iter().find(|w| before.contains(w));
    let Some(whose) = holds(before, Cue::Place).map(|(_, word)| word).or_else(nation) else {
        return Some(own.clone());
    };
    let how = if figure.reading.direction == Direction::Down { "低" } else { "高出" };
    Some(format!("{own}比{whose}{how}"))
}

/// Says that a growth is that of a mean year.
//= 粮食产量年均增长3%。 → 粮食产量 ~粮食产量年均增速
pub(super) fn yearly_pace(figure: &Figure<'_, '_>) -> Option<String> {
    let rises = figure.reading.change_by == Some(ChangeBy::Relative);
    let first = figure.made.first().filter(|_| rises && averages(figure.around.before))?;
    Some(format!("{first}年均增速"))
}

/// Says that a figure is a mean.
//= 平均每户住房面积120平方米。 → 平均每户住房面积
//= 平均每天接待游客300人次。 → 平均每天接待游客
pub(super) fn mean(figure: &Figure<'_, '_>) -> Option<String> {
    let before = figure.around.before;
    let rises = figure.reading.change_by == Some(ChangeBy::Relative) && averages(before);
    let word = WORDS.mean.iter().find(|w| before.contains(w)).filter(|_| !rises)?;
    let first = figure.made.first().filter(|name| !name.contains(word))?;
    Some(format!("{word}{first}"))
}
