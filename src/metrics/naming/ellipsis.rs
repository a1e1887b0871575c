//! A figure whose words leave something out (增长5%, 规范管理率90%) → its name, completed from the figure before, the phrase before or
//! the title.

use super::figure::{Figure, MOST_OWNER};
use super::phrase::{clean, is_act, noun_of, strip_level, verb_of, without_verbs};
use crate::metrics::cues::{Cue, ends, starts};
use crate::metrics::lists;
use crate::metrics::words::WORDS;
use crate::text::boundary::tail;

/// 办结率, 管理人数, 成员 want an owner; 常住人口签约率 says whose it is.
const MOST_NEEDY: usize = 6;

/// 棉花 after 粮食产量 and a semicolon.
const SHORT: usize = 4;

/// 规范管理病人 may want to know of what; a longer name stands alone.
const MOST_BARE: usize = 8;

// The words before the figure, completed.

/// Names a subsidy by the phrase before it.
//= 高标准农田建设，每亩补助300元。 → 高标准农田建设每亩补助
pub(super) fn grant_of_phrase(figure: &Figure<'_, '_>) -> Option<String> {
    with_phrase(figure).filter(|_| ends(&figure.core, Cue::Grant).is_some())
}

/// Names the words before the figure by the phrase before them.
//= 抓好村卫生室标准化，达标率95%。 → 达标率 ~抓好村卫生室标准化达标率
pub(super) fn word_of_phrase(figure: &Figure<'_, '_>) -> Option<String> {
    with_phrase(figure).filter(|_| ends(&figure.core, Cue::Grant).is_none())
}

fn with_phrase(figure: &Figure<'_, '_>) -> Option<String> {
    let phrase = figure.phrase.as_deref().filter(|_| figure.has_words())?;
    let open = lists::owner(&figure.core).is_empty() || ends(&figure.core, Cue::Grant).is_some();
    let of = figure.topic().unwrap_or_else(|| noun_of(strip_level(phrase)));
    open.then(|| format!("{of}{}", figure.core))
}

/// Gives an act its object from the phrase before.
//= 召开恳谈会，已经举行15场。 → 举行恳谈会
pub(super) fn act_on_topic(figure: &Figure<'_, '_>) -> Option<String> {
    let topic = figure.topic().filter(|_| figure.has_words() && figure.acts_alone())?;
    Some(format!("{}{topic}", figure.core))
}

/// The name before, where the words of this figure may leave out what it says.
fn completed_by<'a>(figure: &Figure<'a, '_>) -> Option<&'a str> {
    let acts = figure.acts_alone() && figure.topic().is_some();
    let near = figure.phrase.is_none() || figure.core.chars().count() <= SHORT;
    figure.last().filter(|_| figure.has_words() && !acts && near)
}

/// Gives the second of a pair what the first was told with.
//= 住户存款余额31亿元、贷款余额12亿元。 → 住户存款余额 | 住户贷款余额
pub(super) fn counterpart(figure: &Figure<'_, '_>) -> Option<String> {
    figure.neighbour()?;
    lists::counterpart(completed_by(figure)?, &figure.core)
}

/// The name before, where it is no counterpart.
fn neighbour_of<'a>(figure: &Figure<'a, '_>) -> Option<&'a str> {
    let find = || completed_by(figure).filter(|_| counterpart(figure).is_none());
    *figure.known.neighbour.get_or_init(find)
}

/// The verb of the name before, which also holds for what is joined to it.
fn shared_verb<'a>(figure: &Figure<'a, '_>) -> Option<&'a str> {
    let find = || {
        let verb = verb_of(neighbour_of(figure)?);
        let noun = starts(&figure.core, Cue::Verb).is_none();
        (figure.around.joined && !verb.is_empty() && noun).then_some(verb)
    };
    *figure.known.verb.get_or_init(find)
}

/// Gives a thing the act of the figure before.
//= 监督医院12家、学校31所。 → 监督医院 | 监督学校
pub(super) fn act_of_neighbour(figure: &Figure<'_, '_>) -> Option<String> {
    Some(format!("{}{}", shared_verb(figure)?, figure.core))
}

/// Returns whether the words before a figure are an act alone that wants its object.
fn wants_object(figure: &Figure<'_, '_>) -> bool {
    shared_verb(figure).is_none() && is_act(&figure.core) && ends(&figure.core, Cue::Measure).is_none()
}

/// Gives an act its object from the figure before.
//= 排查隐患31处，整改28处。 → 排查隐患 | 整改隐患
pub(super) fn act_on_neighbour(figure: &Figure<'_, '_>) -> Option<String> {
    let last = neighbour_of(figure).filter(|_| wants_object(figure))?;
    Some(format!("{}{}", figure.core, acted_on(last)))
}

/// 园区税收占比 and 港口税收占比 share four characters; 规范管理率 and 健康管理率, which both want an owner, three.
const PARALLEL: usize = 4;

/// Returns whether a name says of another thing what the last says: 港口税收占比 after 园区税收占比.
fn is_parallel(last: &str, core: &str) -> bool {
    let same = last.chars().rev().zip(core.chars().rev()).take_while(|(a, b)| a == b).count();
    same >= PARALLEL && same < core.chars().count()
}

/// The owner that a short name takes from the name before.
fn owner_of_needy<'a>(figure: &Figure<'a, '_>) -> Option<&'a str> {
    *figure.known.owner.get_or_init(|| find_owner(figure))
}

fn find_owner<'a>(figure: &Figure<'a, '_>) -> Option<&'a str> {
    let last = neighbour_of(figure).filter(|_| shared_verb(figure).is_none() && !wants_object(figure))?;
    let owner = match lists::owner(last) {
        "" if ends(last, Cue::Measure).is_none() => last,
        owner => owner,
    };
    let owner = without_verbs(owner);
    let needy = figure.core.chars().count() <= MOST_NEEDY
        && lists::owner(&figure.core).is_empty()
        && !is_parallel(last, &figure.core);
    let fits = !owner.is_empty() && owner.chars().count() <= MOST_OWNER && !figure.core.starts_with(owner);
    (needy && fits).then_some(owner)
}

/// Gives a rate its owner from the figure before.
//= 报告肺结核患者31人，规范管理率98%。 → 报告肺结核患者 | 肺结核患者规范管理率
pub(super) fn rate_of_owner(figure: &Figure<'_, '_>) -> Option<String> {
    let owner = owner_of_needy(figure).filter(|_| WORDS.needy.end(&figure.core))?;
    Some(format!("{owner}{}", figure.core))
}

/// Gives a thing what the figure before measured.
//= 原煤产量8万吨，原油3万吨。 → 原煤产量 | 原油产量
pub(super) fn measure_of_neighbour(figure: &Figure<'_, '_>) -> Option<String> {
    let core = &figure.core;
    let measure = ends(neighbour_of(figure)?, Cue::Measure).filter(|m| m.chars().count() > 1)?;
    let thing = (figure.neighbour().is_some() || core.chars().count() <= SHORT)
        && starts(core, Cue::Verb).is_none()
        && !core.starts_with('新');
    let measured = figure.found.unit.is_some_and(|u| !u.classifies());
    (thing && measured && ends(core, Cue::Measure).is_none()).then(|| format!("{core}{measure}"))
}

/// Puts the end of the owner behind a word.
//= 报告肺结核患者31人，治愈28人。 → 报告肺结核患者 | ~治愈患者
pub(super) fn word_of_noun(figure: &Figure<'_, '_>) -> Option<String> {
    let owner = owner_of_needy(figure).filter(|_| !WORDS.needy.end(&figure.core))?;
    Some(format!("{}{}", figure.core, tail(owner, 2)))
}

/// Puts the owner before a word.
//= 全县村干部310人，党员28人。 → 村干部 | ~村干部党员
pub(super) fn word_of_owner(figure: &Figure<'_, '_>) -> Option<String> {
    let owner = owner_of_needy(figure).filter(|_| !WORDS.needy.end(&figure.core))?;
    Some(format!("{owner}{}", figure.core))
}

/// The words before the figure with the title of their section.
fn titled(figure: &Figure<'_, '_>) -> Option<(bool, String)> {
    let title = Some(figure.namer).filter(|_| figure.has_words())?.subject()?;
    let short = figure.core.chars().count() <= SHORT && ends(&figure.core, Cue::Head).is_none();
    Some((short, format!("{title}{}", figure.core)))
}

/// Puts the title of the section before a word.
//= 云溪县2024年工作总结⏎一、疫情防控专项⏎接种率95%。 → ~疫情防控专项接种率
pub(super) fn word_of_title(figure: &Figure<'_, '_>) -> Option<String> {
    titled(figure).filter(|(short, _)| *short).map(|(_, name)| name)
}

/// Puts the title of the section before a name.
//= 云溪县2024年工作总结⏎一、疫情防控专项⏎疫苗第一针接种率95%。 → 疫苗第一针接种率 ~疫情防控专项疫苗第一针接种率
pub(super) fn words_of_title(figure: &Figure<'_, '_>) -> Option<String> {
    titled(figure).filter(|(short, _)| !short).map(|(_, name)| name)
}

/// Puts the owner of the name before, where nothing else completes a count.
//= 建立老年人健康档案310份，发放健康教育手册900本。 → _ | 发放健康教育手册
pub(super) fn words_of_owner(figure: &Figure<'_, '_>) -> Option<String> {
    let core = &figure.core;
    let alone = figure.has_words() && figure.made.len() == 1 && figure.classifies();
    let last = figure.last().filter(|_| alone && core.chars().count() <= MOST_BARE)?;
    let owner = without_verbs(lists::owner(last));
    let fits = (2..=MOST_OWNER).contains(&owner.chars().count());
    (fits && !core.contains(owner) && !owner.contains(['《', '、', '，'])).then(|| format!("{owner}{core}"))
}

/// What a name tells was acted on: 医疗机构 of 医疗机构变更登记, 医院 of 监督医院.
fn acted_on(name: &str) -> &str {
    let owner = lists::owner(name);
    let acts = starts(&name[owner.len()..], Cue::Verb).is_some();
    if !owner.is_empty() && acts { without_verbs(owner) } else { without_verbs(name) }
}

// Nothing names the figure.

/// The word that tells that others are counted than before: 新增13人; 比上年增加13人 is how the same have grown.
fn anew(figure: &Figure<'_, '_>) -> Option<&'static str> {
    let counts = figure.is_bare() && figure.phrase.is_none() && figure.classifies();
    let word = WORDS.anew.iter().find(|w| counts && figure.around.before.contains(w));
    word.filter(|_| figure.neighbour().is_some())
}

/// Names what was added to those that were counted before.
//= 注册护士1027人，新增13人。 → 注册护士 | 新增护士 ~新增注册护士
//= 修建水窖310口，新增13口。 → 修建水窖 | 新增水窖
//= 接待游客115万人次，比上年增加15万人次。 → 接待游客 | 接待游客
pub(super) fn newly(figure: &Figure<'_, '_>) -> Option<String> {
    Some(format!("{}{}", anew(figure)?, without_verbs(figure.neighbour()?)))
}

/// Names what was added with the act that tells its kind.
//= 签约用户1027户，净增13户。 → 签约用户 | ~净增签约用户
pub(super) fn newly_of_kind(figure: &Figure<'_, '_>) -> Option<String> {
    let last = figure.neighbour().filter(|last| WORDS.kind_of_person.begin(last))?;
    Some(format!("{}{last}", anew(figure)?))
}

/// The names that a bare figure takes over, the phrase before it last: only where the phrase names nothing that is measured.
fn taken_over(figure: &Figure<'_, '_>, at: usize) -> Option<String> {
    if !figure.is_bare() || anew(figure).is_some() {
        return None;
    }
    let phrase = figure.phrase.as_deref();
    let last = figure.lent.last().filter(|_| phrase.is_none_or(|p| ends(p, Cue::Measure).is_none()));
    let both = || figure.lent.iter().rev().take(2).rev().filter_map(|names| names.first());
    let names = last.filter(|_| !figure.reading.all).into_iter().flatten();
    let names = names.chain(last.filter(|_| figure.reading.all).into_iter().flat_map(|_| both()));
    names.map(String::as_str).chain(phrase).nth(at).map(str::to_owned)
}

/// Names a change by the figure before it, 都 by the two before it; else by the phrase before.
//= 粮食产量12万吨，增长5.6%。 → 粮食产量 | 粮食产量
//= 地区生产总值稳步扩大，增长5.6%。 → 地区生产总值
//= 木材产量3万吨，竹材产量5万吨，都比上年增长8%。 → _ | _ | 木材产量 ~竹材产量
pub(super) fn as_neighbour(figure: &Figure<'_, '_>) -> Option<String> {
    taken_over(figure, 0)
}

/// The second name that a bare figure takes over.
//= 审核甲合同、乙协议等各类合同31份，增长5%。 → _ | ~审核各类合同
pub(super) fn as_neighbours_second(figure: &Figure<'_, '_>) -> Option<String> {
    taken_over(figure, 1)
}

/// The third name that a bare figure takes over.
//= 培育36家高新技术企业入选名录，增长5%。 → _ | ~高新技术企业入选名录
pub(super) fn as_neighbours_third(figure: &Figure<'_, '_>) -> Option<String> {
    taken_over(figure, 2)
}

// No other rule has named the figure.

/// Takes the phrase after the figure.
//= 90%以上达到国家标准。 → 达到国家标准
pub(super) fn words_after(figure: &Figure<'_, '_>) -> Option<String> {
    Some(clean(figure.around.after)).filter(|after| after.chars().count() > 1)
}

/// Takes the name before it in the sentence.
//= 粮食产量12万吨，了5%。 → 粮食产量 | 粮食产量
pub(super) fn of_neighbour(figure: &Figure<'_, '_>) -> Option<String> {
    figure.neighbour().map(str::to_owned)
}

/// Takes the last name of the sentence before.
//= 粮食产量12万吨。增长5%。 → 粮食产量 | 粮食产量
pub(super) fn of_sentence_before(figure: &Figure<'_, '_>) -> Option<String> {
    figure.namer.carried.map(str::to_owned)
}

/// Takes the title of the section.
//= 云溪县2024年工作总结⏎一、茶叶总产值⏎增长5%。 → 茶叶总产值
pub(super) fn of_title(figure: &Figure<'_, '_>) -> Option<String> {
    figure.namer.subject().map(str::to_owned)
}
