//! A figure of a subsidy (按购置额的10%给予奖补，最高500万元) → the name that says to whom it goes.

use super::figure::Figure;
use super::phrase::{clean, last_verb};
use crate::metrics::context::without_brackets;
use crate::metrics::cues::{Cue, holds};
use crate::metrics::words::WORDS;

/// 购置关键研发设备及工具 names a subsidy, a whole sentence does not.
pub(super) const MOST_WHOM: usize = 22;

/// Names whom the subsidy goes to, which stands where the sentence begins.
//= 对新建冷库的，按实际投资额的20%给予补助，最高50万元。 → 新建冷库补助占实际投资额比例 | 新建冷库补助 le
pub(super) fn to_whom(figure: &Figure<'_, '_>) -> Option<String> {
    let context = figure.namer.context;
    let capped = WORDS.capped.occur_in(figure.around.before);
    let given = gives_share(figure);
    if !context.grant || !capped && !given {
        return None;
    }
    let sentence = context.sentence.of(context.text);
    let (_, noun) = holds(sentence, Cue::GrantNoun)?;
    let whom = whom_of(figure.lead()).filter(|whom| !whom.contains(noun))?;
    if given {
        let core = clean(&figure.reading.core);
        return Some(format!("{whom}{noun}占{}比例", base_of(&core)));
    }
    let once = WORDS.once.iter().find(|w| sentence.contains(w)).unwrap_or("");
    Some(format!("{whom}{once}{noun}"))
}

/// Returns whether a share is given: 20%给予补助.
fn gives_share(figure: &Figure<'_, '_>) -> bool {
    figure.dimension() == "percent"
        && holds(figure.around.after, Cue::GrantNoun).is_some()
        && figure.around.suffix.is_empty()
}

/// Whom a subsidy is promised: the lead of its sentence up to 按照, shortened to its last act where it is long.
fn whom_of(lead: &str) -> Option<String> {
    let end = WORDS.grant_level.iter().filter_map(|w| lead.find(w)).min();
    let whom =
        clean(without_brackets(&lead[..end.unwrap_or(lead.len())]).trim_end_matches(['，', ' ', '的']));
    let long = whom.chars().count() > MOST_WHOM;
    let from = last_verb(&whom).filter(|_| long).unwrap_or(0);
    let short = whom[from..].to_owned();
    (3..=MOST_WHOM).contains(&short.chars().count()).then_some(short)
}

/// Of what a subsidy is a share: 设备购置额 of 省级按照不超过设备购置额.
pub(super) fn base_of(core: &str) -> &str {
    let base = core.rfind('按').map_or(core, |at| &core[at + '按'.len_utf8()..]).trim_start_matches('照');
    WORDS.not_above.iter().fold(base, |base, word| base.trim_start_matches(word)).trim_end_matches('的')
}
