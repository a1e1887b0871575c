//! The words of a name → the part of it that is wanted: its verb, its noun, its topic, without what leads up to it.

use crate::metrics::context::without_brackets;
use crate::metrics::cues::{Cue, ends, holds, starts};
use crate::metrics::words::WORDS;

/// A phrase as a name: no joints before it, no place, no quotes around it.
pub(in crate::metrics) fn clean(phrase: &str) -> String {
    let mut name = without_mark(phrase.trim_matches(is_edge));
    loop {
        if starts(name, Cue::KeepFront).is_some() {
            break;
        }
        match [Cue::Front, Cue::Place].into_iter().filter_map(|k| starts(name, k)).max_by_key(|w| w.len()) {
            Some(word) if word.len() < name.len() => name = name[word.len()..].trim_start_matches(is_edge),
            Some(_) => return String::new(),
            None => break,
        }
    }
    let trimmed = name.trim_end_matches(['的', '，', ' ', '和', '与', '及', '、']);
    // 参与的5项: the last character of 参与 is no joint.
    let joint = trimmed.len() + name[trimmed.len()..].chars().next().map_or(0, char::len_utf8);
    let kept = if ends(&name[..joint], Cue::Keep).is_some() { joint - trimmed.len() } else { 0 };
    name[..trimmed.len() + kept].trim_start_matches('了').to_owned()
}

fn is_edge(c: char) -> bool {
    c.is_whitespace() || matches!(c, '、' | '，' | ',' | '：' | ':' | '-' | '　' | '；' | ';')
}

/// 2、计划生育家庭: without the mark of a list.
fn without_mark(phrase: &str) -> &str {
    let rest = phrase.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['、', '.', '．']) {
        Some(body) if rest.len() < phrase.len() => body,
        _ => phrase,
    }
}

/// The verb that a name begins with: 监督 of 监督医院, 新创建 of 新创建卫生村.
pub(super) fn verb_of(name: &str) -> &str {
    let new = name.strip_prefix('新').map_or(0, |rest| name.len() - rest.len());
    let Some(verb) = starts(&name[new..], Cue::Verb) else {
        return starts(name, Cue::Verb).map_or("", |v| &name[..v.len()]);
    };
    let mut end = new + verb.len();
    // 种植业, 生产量: no act, a noun made of one.
    if name[end..].starts_with(['业', '率', '量', '额', '者', '商']) {
        return "";
    }
    for described in WORDS.described.iter() {
        end += if name[end..].starts_with(described) { described.len() } else { 0 };
    }
    &name[..end]
}

/// Returns whether a name is an act and nothing else: 举行.
pub(super) fn is_act(name: &str) -> bool {
    verb_of(name) == name
}

/// A name without the verbs before it: 护士 of 登记注册护士.
pub(super) fn without_verbs(name: &str) -> &str {
    let mut rest = name;
    loop {
        let verb = verb_of(rest);
        if verb.is_empty() || verb.len() == rest.len() {
            return rest;
        }
        rest = &rest[verb.len()..];
    }
}

/// What a phrase is about: 赖氨酸生产基地 of 建成世界最大的赖氨酸生产基地, 以旧换新 of 扩围实施“以旧换新”政策.
pub(super) fn topic(phrase: &str) -> &str {
    let rest = without_verbs(phrase);
    let rest =
        if rest.len() < phrase.len() { rest } else { first_verb(phrase).map_or(phrase, |at| &phrase[at..]) };
    let rest = rest.trim_start_matches('了');
    let tail = rest.rfind('的').map_or(rest, |at| &rest[at + '的'.len_utf8()..]);
    let rest = if tail.chars().count() > 1 { tail } else { rest };
    let work = ends(rest, Cue::Work).filter(|w| rest.chars().count() > w.chars().count() + 1);
    noun_of(work.map_or(rest, |w| &rest[..rest.len() - w.len()])).trim_matches(['“', '”', '"'])
}

/// Where the first verb of a phrase ends, if a noun follows it.
fn first_verb(phrase: &str) -> Option<usize> {
    phrase.char_indices().skip(1).find_map(|(at, _)| {
        let end = at + starts(&phrase[at..], Cue::Verb)?.len();
        (phrase[end..].chars().count() > 2).then_some(end)
    })
}

/// Where the last verb of a long name begins, if a noun follows it.
pub(super) fn last_verb(core: &str) -> Option<usize> {
    let mut last = None;
    for (at, _) in core.char_indices().skip(1) {
        if let Some(verb) = starts(&core[at..], Cue::Verb)
            && core.len() > at + verb.len() + 3
            && last.is_none_or(|(begun, end): (usize, usize)| at >= end || begun == at)
        {
            last = Some((at, at + verb.len()));
        }
    }
    last.map(|(at, _)| at)
}

/// The thing counted, without what is then said of it: 志愿服务队 of 志愿服务队到社区.
pub(super) fn noun_of(object: &str) -> &str {
    // 具有较大知名度的体育赛事: what is described comes after.
    let object = match object.rsplit_once('的') {
        Some((words, noun)) if describes(words) && noun.chars().count() > 1 => noun,
        _ => object,
    };
    let said = |at: &usize| {
        starts(&object[*at..], Cue::Predicate).is_some() && starts(&object[*at..], Cue::KeepFront).is_none()
    };
    let end = object.char_indices().skip(1).map(|(at, _)| at).find(said);
    &object[..end.unwrap_or(object.len())]
}

/// Whether words before 的 describe what comes after it: 具有较大知名度, 能够自主运行.
fn describes(words: &str) -> bool {
    let placed = words.starts_with('在') && starts(words, Cue::KeepFront).is_none();
    placed || WORDS.describing.begin(words)
}

/// 对评估等级在甲级、乙级的企业: what leads up to the list is no subject.
pub(super) fn strip_level(phrase: &str) -> &str {
    match phrase.rfind(['在', '对', '为']) {
        Some(at) => &phrase[at + '在'.len_utf8()..],
        None => phrase,
    }
}

/// 捷运蓝线延伸至南浦可行性评估 has fourteen characters; a longer title is a sentence.
const MOST_TITLE: usize = 16;

/// A title that names a thing, and in few words: 疫情防控专项; never 2025年工作回顾 or 加快建设….
pub(super) fn subject_of_title(title: &str) -> Option<String> {
    let plain = without_brackets(title);
    let subject = strip_work(&plain);
    let told = subject.contains(['，', '、', '：', '；', '年']) || holds(subject, Cue::Heading).is_some();
    let fits = (2..=MOST_TITLE).contains(&subject.chars().count());
    (fits && !told && starts(subject, Cue::Verb).is_none()).then(|| subject.to_owned())
}

/// 村卫生室标准化建设 as the owner of a rate: 村卫生室标准化.
fn strip_work(title: &str) -> &str {
    let title = title.trim_matches(['。', '．', '.', ' ']);
    WORDS.title_work.iter().find_map(|w| title.strip_suffix(w)).unwrap_or(title)
}
