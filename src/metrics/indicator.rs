//! A figure in its sentence → what it measures, named as a person would name it, ellipses restored.

use super::change::{Reading, unpraised};
use super::context::{Around, Context, peel, without_brackets};
use super::cues::{Cue, ends, holds, starts};
use super::lists;
use crate::model::{ChangeBy, Comparator, Direction, MetricKind};
use crate::tables::units::Unit;

/// The words that names are made of, for all figures of one sentence.
pub(super) struct Namer<'a, 't> {
    pub(super) context: &'a Context<'t>,
    pub(super) around: &'a [Around<'t>],
    pub(super) readings: &'a [Reading],
    /// The last name of the sentence before, where it stands in the same paragraph.
    pub(super) carried: Option<&'a str>,
    /// The title of the section.
    pub(super) title: Option<&'a str>,
}

/// Names for all figures of the sentence, and the place of each in a list (`2/3`).
pub(super) type Named = (Vec<Vec<String>>, Vec<Option<String>>);

/// 办结率, 管理人数, 成员 want an owner; 常住人口签约率 says whose it is.
const MOST_NEEDY: usize = 6;

/// 棉花 after 粮食产量 and a semicolon.
const SHORT: usize = 4;

/// 购置关键研发设备及工具 names a subsidy, a whole sentence does not.
const MOST_WHOM: usize = 22;

/// 规范管理病人 may want to know of what; a longer name stands alone.
const MOST_BARE: usize = 8;

/// An act named in twelve characters is named in full.
const MOST_ACT: usize = 12;

/// An owner is a noun, not half a sentence.
const MOST_OWNER: usize = 14;

/// A name of more than ten characters may have a shorter one in it.
const LONG: usize = 10;

/// At most this many names, the best first.
const MOST_NAMES: usize = 3;

impl Namer<'_, '_> {
    /// Names every figure of the sentence.
    pub(super) fn names(&self) -> Named {
        let mut names: Vec<Vec<String>> = Vec::new();
        let mut places: Vec<Option<String>> = vec![None; self.around.len()];
        let mut last_list: Vec<String> = Vec::new();
        let links: Vec<bool> = self.around.iter().map(|a| a.joined && self.bare(a.before.trim())).collect();
        let mut i = 0;
        while i < self.around.len() {
            let run = self.run_from(i, &links);
            if run > 1
                && let Some(list) =
                    self.distributed(i, run, &last_list).or_else(|| self.as_before(i, run, &names, &places))
            {
                for (k, name) in list.iter().enumerate() {
                    places[i + k] = Some(format!("{}/{run}", k + 1));
                    names.push(vec![name.clone()]);
                }
                last_list = list;
                i += run;
                continue;
            }
            let own = self.own_names(i, &names);
            names.push(own);
            i += 1;
        }
        self.share_object(&mut names);
        (names, places)
    }

    /// How many figures from `i` on are joined by 、 or 和 alone, of one unit: x、y和z.
    fn run_from(&self, i: usize, links: &[bool]) -> usize {
        let found = self.context.found;
        let unit = |k: usize| found[k].unit.map(|u| u.dimension);
        let follows = |k: usize| links[k] && (unit(k) == unit(i) || unit(i) == Some("medal"));
        1 + (i + 1..found.len()).take(lists::MOST_LISTED).take_while(|&k| follows(k)).count()
    }

    /// Nothing but a joint stands between two figures.
    fn bare(&self, gap: &str) -> bool {
        let gap =
            gap.trim_start_matches("以及").trim_start_matches(['、', '和', '与', '及', '或', ' ', '）', ')']);
        peel(
            gap,
            &[
                Cue::Light,
                Cue::Up,
                Cue::Down,
                Cue::To,
                Cue::GtBefore,
                Cue::JustUnderBefore,
                Cue::ApproxBefore,
            ],
            |_, _| {},
        )
        .is_empty()
    }

    /// Pairs the values i..i+run with the subjects before 分别, or with those of the list before.
    fn distributed(&self, i: usize, run: usize, last: &[String]) -> Option<Vec<String>> {
        let reading = &self.readings[i];
        let core = clean(&reading.core);
        let apart = self.around[i].before.contains("分别");
        let (core, told) = match core.split_once("分别") {
            Some((subjects, verb))
                if lists::items(subjects).len() == run || lists::split(subjects, run).is_some() =>
            {
                return lists::pair(subjects, run)
                    .map(|l| l.into_iter().map(|n| format!("{n}{verb}")).collect());
            }
            Some((_, verb)) => (verb.to_owned(), true),
            None => (core, apart || reading.respectively),
        };
        if let Some(list) = lists::pair(&core, run) {
            return Some(list);
        }
        if self.context.found[i].unit.is_some_and(|u| u.dimension == "medal") {
            return Some(self.medals(i, run, &core));
        }
        if !told {
            return None;
        }
        if last.len() == run && !core.is_empty() {
            return Some(last.iter().map(|n| format!("{}{core}", owner_or_start(n))).collect());
        }
        let (phrase, _) = self.context.phrase_before(self.around[i].from, i)?;
        let phrase = clean(&without_brackets(&phrase));
        lists::pair(strip_level(&phrase), run).map(|l| l.into_iter().map(|n| format!("{n}{core}")).collect())
    }

    /// 比重分别为27%、40%，比上年提高3.9、2.0个百分点: as many changes as there were values just before; without a list there,
    /// 分别 has to tell that each speaks of one (A占35%，B占62%，分别提高3.9、2.0个百分点).
    fn as_before(
        &self,
        i: usize,
        run: usize,
        names: &[Vec<String>],
        places: &[Option<String>],
    ) -> Option<Vec<String>> {
        let from = i.checked_sub(run)?;
        let bare = clean(&self.readings[i].core);
        let told = bare == "分别" || self.readings[i].respectively;
        if !(bare.is_empty() || bare == "分别") {
            return None;
        }
        let listed = places[i - 1].as_deref() == Some(&format!("{run}/{run}"));
        let levels = self.readings[from..i].iter().all(|r| r.direction == Direction::None);
        let list: Vec<String> = names[from..].iter().filter_map(|n| n.first().cloned()).collect();
        let several = list.len() == run && list.windows(2).all(|two| two[0] != two[1]);
        (several && (listed || told && levels)).then_some(list)
    }

    /// 9金5银6铜.
    fn medals(&self, i: usize, run: usize, core: &str) -> Vec<String> {
        (i..i + run)
            .map(|k| {
                format!(
                    "{core}{}牌",
                    self.context.found[k].unit.map_or("", |u| u.name).trim_end_matches('牌')
                )
            })
            .collect()
    }

    /// The names of one figure outside a list.
    fn own_names(&self, i: usize, names: &[Vec<String>]) -> Vec<String> {
        let reading = &self.readings[i];
        let core = clean(&reading.core);
        let object = self.object(i);
        // 粮食增产42亿斤 tells of 粮食产量.
        let yields = ["增产", "减产"].iter().any(|w| self.around[i].before.contains(w));
        let core =
            if yields && !core.is_empty() && !core.contains('产') { format!("{core}产量") } else { core };
        let mut made = match (core.is_empty(), object.is_empty()) {
            (true, false) if self.around[i].listed => {
                let last = names.last().and_then(|n| n.first());
                self.with_object(i, last.map_or("", |name| verb_of(name)), &object)
            }
            (_, false) => self.with_object(i, &core, &object),
            (true, true) => self.without_words(i, names),
            (false, true) => self.by_core(i, &core, names),
        };
        if made.is_empty() {
            made = self.last_resort(i, names);
        }
        self.time_limit(i, &mut made);
        self.granted_to(i, &mut made);
        self.gap_to(i, names, &mut made);
        self.per_year(i, &mut made);
        self.share_of(i, names, &mut made);
        unsteered(&mut made);
        tidy(made)
    }

    /// 在12小时内完成核酸检测: the time that 完成核酸检测 may take.
    fn time_limit(&self, i: usize, made: &mut Vec<String>) {
        let timed = self.context.found[i].unit.is_some_and(|u| matches!(u.dimension, "time" | "workday"));
        let act = clean(self.around[i].after);
        let long = act.chars().count() > MOST_ACT;
        let act = &act[last_verb(&act).filter(|_| long).unwrap_or(0)..];
        if timed
            && self.readings[i].comparator == Comparator::Le
            && (2..=MOST_WHOM).contains(&act.chars().count())
        {
            made.insert(0, format!("{act}时限"));
        }
    }

    /// 对购置研发设备的，…单个企业最高100万元: whom the subsidy goes to stands where the sentence begins.
    fn granted_to(&self, i: usize, made: &mut Vec<String>) {
        let context = self.context;
        let lead = &context.text[context.sentence.start..context.found[0].span.start];
        let rest = &context.text[context.sentence.start..context.sentence.end];
        let before = self.around[i].before;
        let capped = before.contains("最高") || before.contains("不超过");
        let rate = context.found[i].unit.is_some_and(|u| u.dimension == "percent");
        let given = rate && holds(self.around[i].after, Cue::GrantNoun).is_some();
        let given = given && self.around[i].suffix.is_empty();
        if !context.grant || !capped && !given {
            return;
        }
        let Some((_, noun)) = holds(rest, Cue::GrantNoun) else { return };
        let Some(whom) = whom_of(lead).filter(|w| !w.contains(noun)) else { return };
        if given {
            let core = clean(&self.readings[i].core);
            made.insert(0, format!("{whom}{noun}占{}比例", base_of(&core)));
        } else {
            let once = if rest.contains("一次性") { "一次性" } else { "" };
            // The cap is no rate: 按设备购置额的10%给予奖补，最高500万元.
            made.retain(|n| rate || !n.ends_with("比例"));
            made.insert(0, format!("{whom}{once}{noun}"));
        }
    }

    /// 产能占全球30% tells 产能占全球比重, and 占全国5% whose share it is.
    fn share_of(&self, i: usize, names: &[Vec<String>], made: &mut Vec<String>) {
        const SHARES: [&str; 6] = ["比重", "比例", "占比", "率", "份额", "比"];
        let found = &self.context.found[i];
        let part = found.unit.is_some_and(|u| matches!(u.dimension, "percent" | "permille" | "tenth"))
            || found.kind == MetricKind::Fraction;
        let Some(first) = made.first().filter(|n| part && n.contains('占')) else { return };
        let first = first.trim_start_matches(['约', '仅', '只', '也', '还', '就', '又', '近']);
        if self.readings[i].direction != Direction::None || SHARES.iter().any(|w| first.ends_with(w)) {
            return;
        }
        let whose = names.last().and_then(|n| n.first()).filter(|_| first.starts_with('占'));
        let name = format!("{}{first}比重", whose.map_or("", String::as_str));
        made.insert(0, name);
    }

    /// 为24%，比全省18%高出33%: the third figure is named by what it tells.
    fn gap_to(&self, i: usize, names: &[Vec<String>], made: &mut Vec<String>) {
        let after_other = i > 1 && self.readings[i - 1].measured_against && self.readings[i].gap;
        let Some(own) = names.get(i.wrapping_sub(2)).and_then(|n| n.first()).filter(|_| after_other) else {
            return;
        };
        let before = self.around[i - 1].before;
        let Some((_, whose)) =
            holds(before, Cue::Place).or_else(|| before.contains("全国").then_some((0, "全国")))
        else {
            return made.insert(0, own.clone());
        };
        let how = if self.readings[i].direction == Direction::Down { "低" } else { "高出" };
        made.insert(0, format!("{own}比{whose}{how}"));
    }

    /// 年均增长, 平均每天新增, 平均每人: the name says so.
    fn per_year(&self, i: usize, made: &mut Vec<String>) {
        let before = self.around[i].before;
        let Some(first) = made.first().cloned() else { return };
        let rises = self.readings[i].change_by == Some(ChangeBy::Relative);
        if rises && super::period::averages(before) {
            made.insert(1, format!("{first}年均增速"));
        } else if let Some(word) =
            ["平均每天", "平均每人", "平均每户", "平均每月"].into_iter().find(|w| before.contains(w))
        {
            made.insert(0, format!("{word}{first}"));
        }
    }

    /// The thing counted, after the unit: 意见 of 36条意见; of a share, what follows 的: 90%的村内水沟.
    fn object(&self, i: usize) -> String {
        let after = self.around[i].after;
        let found = &self.context.found[i];
        let counts = found.unit.is_none_or(|u| u.classifies() || u.dimension == "tenth");
        if found.unit.is_none() && ends(&self.readings[i].core, Cue::Measure).is_some() {
            return String::new();
        }
        let of = after.strip_prefix('的');
        let share = found.unit.is_some_and(|u| matches!(u.dimension, "percent"))
            && self.readings[i].direction == Direction::None;
        let object = match (counts, of, share) {
            (true, of, _) => of.unwrap_or(after),
            (false, None, false) if self.measures_object(i) => after,
            (_, Some(of), true) => of,
            // 参加3个月的就业见习, 可申请15万元的贷款.
            (_, Some(of), false) if ends(&self.readings[i].core, Cue::Verb).is_some() => of,
            (_, None, true) if starts(after, Cue::Gives).is_some() => after,
            (_, None, true) if self.readings[i].core.is_empty() => after,
            (_, Some(of), _) if self.readings[i].core.is_empty() => of,
            _ => return String::new(),
        };
        let moves = [Cue::OverBase, Cue::Up, Cue::Down, Cue::To, Cue::Gap]
            .into_iter()
            .any(|k| starts(after, k).is_some());
        if moves && !counts || starts(after, Cue::OverBase).is_some() {
            return String::new();
        }
        let object = without_brackets(object.strip_prefix("组成的").unwrap_or(object));
        let object = object.trim().trim_start_matches(['的', '“']).trim_end_matches('”');
        let nothing =
            starts(object, Cue::Joint).is_some() || peel(object, &[Cue::Light], |_, _| {}).is_empty();
        if nothing { String::new() } else { object.to_owned() }
    }

    /// 完成70万平方米旧住房改造, 继续发行1500亿元国债: nothing names the figure before it, the work stands after it.
    fn measures_object(&self, i: usize) -> bool {
        const DONE: [&str; 7] = ["完成", "实现", "拥有", "现有", "共有", "有", "实施"];
        let around = &self.around[i];
        let reading = &self.readings[i];
        let before = around.before.trim_end();
        let core = clean(&reading.core);
        let stands_free =
            before.is_empty() && !around.joined || around.listed || DONE.iter().any(|w| before.ends_with(w));
        let unit = self.context.found[i].unit.map_or("", |u| u.dimension);
        let acts = ends(&core, Cue::Verb).is_some() && ends(&core, Cue::Measure).is_none();
        (core.is_empty() && stands_free || acts && starts(around.after, Cue::Verb).is_none())
            && reading.direction == Direction::None
            && !reading.change_to
            && !matches!(unit, "percent" | "permille" | "points" | "multiple" | "doubling")
            && starts(around.after, Cue::Predicate).is_none()
            && around.after.chars().count() > 2
    }

    /// 取消和下放 + 行政审批事项; alone where the verb tells nothing.
    fn with_object(&self, i: usize, core: &str, object: &str) -> Vec<String> {
        let noun = noun_of(object);
        let percent = self.context.found[i].unit.is_some_and(|u| u.dimension == "percent");
        if percent && !core.is_empty() {
            return granted(core, object)
                .into_iter()
                .chain([core.to_owned(), format!("{core}{noun}"), object.to_owned()])
                .collect();
        }
        let cut = last_verb(core).map_or("", |at| &core[at..]);
        let verb = verb_of(if cut.is_empty() { core } else { cut });
        let mut made = Vec::new();
        if !core.is_empty() {
            made.push(format!("{core}{noun}"));
        }
        if !verb.is_empty() && verb.len() < core.len() {
            made.push(format!("{verb}{noun}"));
        }
        made.push(noun.to_owned());
        let raw = self.around[i].after;
        if raw.contains(['(', '（']) && core.is_empty() {
            made.insert(0, raw.trim_start_matches('的').replace(['(', '（'], ""));
        }
        if object != noun {
            let whole = if core.is_empty() { 0 } else { made.len() };
            made.insert(whole, object.to_owned());
        }
        made
    }

    /// 增长5.6%, 最高500万元: the name stands in the phrase before or is that of the figure before.
    fn without_words(&self, i: usize, names: &[Vec<String>]) -> Vec<String> {
        let phrase = self.phrase(i);
        let counts = self.context.found[i].unit.is_some_and(Unit::classifies);
        // 注册护士1027人，新增13人 counts others; 比上年增加13人 is how the same have grown.
        let anew = ["新增", "净增", "增设", "增补"].into_iter().find(|w| self.around[i].before.contains(w));
        if counts
            && phrase.is_none()
            && let Some(verb) = anew
            && let Some(last) = names.last().and_then(|n| n.first())
        {
            return vec![format!("{verb}{}", without_verbs(last))];
        }
        let named = phrase.as_deref().is_some_and(|p| ends(p, Cue::Measure).is_some());
        match (names.last(), phrase) {
            (Some(last), phrase) if !named => {
                let mut made = if self.readings[i].all { both(names) } else { last.clone() };
                made.extend(phrase);
                made
            }
            (_, Some(phrase)) => vec![phrase],
            (Some(last), None) => last.clone(),
            (None, None) => Vec::new(),
        }
    }

    /// The phrase before without figures, as a name.
    fn phrase(&self, i: usize) -> Option<String> {
        let (phrase, from) = self.context.phrase_before(self.around[i].from, i)?;
        let mut phrase = without_brackets(&phrase);
        if starts(phrase.trim(), Cue::Aside).is_some() {
            // 人均纯收入，考虑价格因素，实际增长4%: the name stands before what is said aside.
            phrase = without_brackets(&self.context.phrase_before(from, i)?.0);
            starts(phrase.trim(), Cue::Aside).is_none().then_some(())?;
        }
        let phrase = unpraised(&phrase);
        let name = clean(peel(phrase, &[Cue::Light, Cue::Up, Cue::Down, Cue::To], |_, _| {}));
        (name.chars().count() > 1).then_some(name)
    }

    /// A name stands before the figure; where it is short, its owner or its measure stands further off.
    fn by_core(&self, i: usize, core: &str, names: &[Vec<String>]) -> Vec<String> {
        if self.readings[i].all && core.contains(['和', '、', '与']) {
            let items = lists::spread(&lists::items(core));
            if items.len() > 1 {
                return items.into_iter().take(MOST_NAMES - 1).chain([core.to_owned()]).collect();
            }
        }
        let mut made = vec![core.to_owned()];
        made.extend(self.short_of(i, core));
        let last = names.last().and_then(|n| n.first()).map(String::as_str).or(self.carried);
        let phrase = self.phrase(i);
        let topic = phrase.as_deref().map(topic).filter(|t| t.chars().count() <= MOST_OWNER && !t.is_empty());
        // 召开院坝会，已经举行15场: a verb alone takes its object from the phrase before.
        let counts = self.context.found[i].unit.is_some_and(Unit::classifies);
        if let Some(topic) = topic.filter(|_| verb_of(core) == core && counts) {
            made.insert(0, format!("{core}{topic}"));
        } else if let Some(last) = last.filter(|_| phrase.is_none() || core.chars().count() <= 4) {
            self.complete(i, core, last, !names.is_empty(), &mut made);
        }
        let grant = ends(core, Cue::Grant).is_some();
        if let Some(phrase) = &phrase
            && (lists::owner(core).is_empty() || grant)
        {
            let of = topic.unwrap_or_else(|| noun_of(strip_level(phrase)));
            let whole = format!("{of}{core}");
            made.insert(usize::from(!grant).min(made.len()), whole);
        }
        if let Some(title) = self.title.and_then(subject_of_title) {
            let short = core.chars().count() <= SHORT && ends(core, Cue::Head).is_none();
            let named = format!("{title}{core}");
            made.insert(if short { made.len().min(1) } else { made.len() }, named);
        }
        let bare = made.len() == 1 && core.chars().count() <= MOST_BARE && counts;
        if let Some(last) = last.filter(|_| bare) {
            let owner = without_verbs(lists::owner(last));
            let fits = (2..=MOST_OWNER).contains(&owner.chars().count());
            if fits && !core.contains(owner) && !owner.contains(['《', '、', '，']) {
                made.push(format!("{owner}{core}"));
            }
        }
        // The plain name is always among those that are kept.
        if let Some(at) = made.iter().position(|n| n == core).filter(|&at| at >= MOST_NAMES) {
            made.swap(at, MOST_NAMES - 1);
        }
        made
    }

    /// A long name cut to what it is about: 审核甲合同、乙协议等各类合同 → 审核各类合同, 法律顾问共为我局作出法律意见 → 作出法律意见.
    fn short_of(&self, i: usize, core: &str) -> Vec<String> {
        let reading = &self.readings[i];
        let mut short = Vec::new();
        let tail = |word: &str| {
            core.rfind(word).map(|at| &core[at + word.len()..]).filter(|t| t.chars().count() > 1)
        };
        if let Some(tail) = tail("等").filter(|t| !t.starts_with('级')) {
            short.push(format!("{}{tail}", verb_of(core)));
        }
        if reading.with_object
            && let Some((at, word)) = holds(core, Cue::DownVerb).or_else(|| holds(core, Cue::UpVerb))
            && at > 0
        {
            short.push(core[at + word.len()..].to_owned());
        }
        let has = core.rfind('有').filter(|&at| {
            !core[..at].ends_with(['国', '所', '拥', '具', '没', '含', '享', '私', '公', '未', '只'])
        });
        short.extend(
            has.filter(|&at| at > 0)
                .map(|at| core[at + '有'.len_utf8()..].to_owned())
                .filter(|t| t.chars().count() > 1),
        );
        short.extend(["共计", "累计", "共"].into_iter().find_map(tail).map(clean));
        if core.chars().count() > LONG {
            short.extend(last_verb(core).map(|at| core[at..].to_owned()));
        }
        let verb = verb_of(core);
        if !verb.is_empty()
            && core.chars().count() > verb.chars().count() + 2
            && self.context.found[i].unit.is_some_and(Unit::classifies)
        {
            short.push(core[verb.len()..].to_owned());
        }
        short.truncate(2);
        short
    }

    /// 原油 after 原煤产量 is 原油产量; 规范管理率 after 报告肺结核患者 is 肺结核患者规范管理率; 学校 after 监督医院 is 监督学校.
    fn complete(&self, i: usize, core: &str, last: &str, names_here: bool, made: &mut Vec<String>) {
        let around = &self.around[i];
        if let Some(name) = lists::counterpart(last, core).filter(|_| names_here) {
            made.insert(0, name);
            return;
        }
        let measure = ends(last, Cue::Measure).filter(|m| m.chars().count() > 1);
        let here = (names_here || core.chars().count() <= SHORT)
            && starts(core, Cue::Verb).is_none()
            && !core.starts_with('新');
        if here
            && ends(core, Cue::Measure).is_none()
            && let Some(measure) = measure
            && self.context.found[i].unit.is_some_and(|u| !u.classifies())
        {
            made.insert(0, format!("{core}{measure}"));
        }
        let verb = verb_of(last);
        if around.joined && !verb.is_empty() && starts(core, Cue::Verb).is_none() {
            made.insert(0, format!("{verb}{core}"));
            return;
        }
        if verb_of(core) == core && ends(core, Cue::Measure).is_none() {
            made.insert(0, format!("{core}{}", acted_on(last)));
            return;
        }
        let owner = match lists::owner(last) {
            "" if ends(last, Cue::Measure).is_none() => last,
            owner => owner,
        };
        let owner = without_verbs(owner);
        let needy = core.chars().count() <= MOST_NEEDY && lists::owner(core).is_empty();
        if needy && !owner.is_empty() && owner.chars().count() <= MOST_OWNER && !core.starts_with(owner) {
            let rate = ["率", "占比", "比例", "人数", "金额", "小计"].iter().any(|w| core.ends_with(w));
            made.insert(usize::from(!rate), format!("{owner}{core}"));
            if !rate {
                made.insert(1, format!("{core}{}", crate::text::boundary::tail(owner, 2)));
            }
        }
    }

    /// A lone figure: the phrase after it, the carried name, or the title.
    fn last_resort(&self, i: usize, names: &[Vec<String>]) -> Vec<String> {
        let after = clean(self.around[i].after);
        let mut made = Vec::new();
        made.extend(Some(after).filter(|a| a.chars().count() > 1));
        made.extend(names.last().and_then(|n| n.first()).cloned());
        made.extend(self.carried.map(str::to_owned));
        made.extend(self.title.and_then(subject_of_title));
        made
    }

    /// A镇6间、B镇7间、C校39间的隔离病房: the last thing counted is that of all.
    fn share_object(&self, names: &mut [Vec<String>]) {
        for i in (0..names.len().saturating_sub(1)).rev() {
            let same =
                self.context.found[i].unit.map(|u| u.name) == self.context.found[i + 1].unit.map(|u| u.name);
            let of = self.around[i + 1].after.strip_prefix('的').map(noun_of);
            if let Some(object) = of.filter(|o| same && !o.is_empty() && self.around[i + 1].joined) {
                let core = clean(&self.readings[i].core);
                if self.around[i].after.is_empty() && !core.is_empty() {
                    names[i].insert(0, format!("{core}{object}"));
                    names[i].truncate(MOST_NAMES);
                }
            }
        }
    }
}

/// 都比上年增长8% speaks of the two before.
fn both(names: &[Vec<String>]) -> Vec<String> {
    names.iter().rev().take(2).rev().filter_map(|n| n.first().cloned()).collect()
}

/// The owner that a name of a list shows, else its first half before a measure.
fn owner_or_start(name: &str) -> &str {
    let owner = lists::owner(name);
    if owner.is_empty() { name } else { owner }
}

/// The verb that a name begins with: 监督 of 监督医院, 新创建 of 新创建卫生村.
fn verb_of(name: &str) -> &str {
    let new = name.strip_prefix('新').map_or(0, |rest| name.len() - rest.len());
    let Some(verb) = starts(&name[new..], Cue::Verb) else {
        return starts(name, Cue::Verb).map_or("", |v| &name[..v.len()]);
    };
    let mut end = new + verb.len();
    // 种植业, 生产量: no act, a noun made of one.
    if name[end..].starts_with(['业', '率', '量', '额', '者', '商']) {
        return "";
    }
    for joint in ["落后", "各类", "、", "和"] {
        if name[end..].starts_with(joint) && joint.len() > 3 {
            end += joint.len();
        }
    }
    &name[..end]
}

/// A name without the verbs before it: 护士 of 登记注册护士.
fn without_verbs(name: &str) -> &str {
    let mut rest = name;
    loop {
        let verb = verb_of(rest);
        if verb.is_empty() || verb.len() == rest.len() {
            return rest;
        }
        rest = &rest[verb.len()..];
    }
}

/// What a name tells was acted on: 医疗机构 of 医疗机构变更登记, 医院 of 监督医院.
fn acted_on(name: &str) -> &str {
    let owner = lists::owner(name);
    let acts = starts(&name[owner.len()..], Cue::Verb).is_some();
    if !owner.is_empty() && acts { without_verbs(owner) } else { without_verbs(name) }
}

/// What a phrase is about: 赖氨酸生产基地 of 建成世界最大的赖氨酸生产基地, 以旧换新 of 扩围实施“以旧换新”政策.
fn topic(phrase: &str) -> &str {
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

/// Whom a subsidy is promised: the lead of its sentence up to 按照, shortened to its last act where it is long.
fn whom_of(lead: &str) -> Option<String> {
    let end = ["省级", "市级", "县级", "区级", "给予", "，按", "按照"]
        .into_iter()
        .filter_map(|w| lead.find(w))
        .min();
    let whom =
        clean(without_brackets(&lead[..end.unwrap_or(lead.len())]).trim_end_matches(['，', ' ', '的']));
    let long = whom.chars().count() > MOST_WHOM;
    let from = last_verb(&whom).filter(|_| long).unwrap_or(0);
    let short = whom[from..].to_owned();
    (3..=MOST_WHOM).contains(&short.chars().count()).then_some(short)
}

/// 推动生活垃圾回收利用率达到40% speaks of 生活垃圾回收利用率.
fn unsteered(made: &mut Vec<String>) {
    let Some(first) = made.first().filter(|n| ends(n, Cue::Measure).is_some()) else { return };
    let Some(word) = starts(first, Cue::Steer) else { return };
    let name = first[word.len()..].trim_start_matches('了').to_owned();
    if name.chars().count() > 2 && !name.ends_with("时限") {
        made.insert(0, name);
    }
}

/// Where the last verb of a long name begins, if a noun follows it.
fn last_verb(core: &str) -> Option<usize> {
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

/// 设备购置额的10%给予奖补 tells 设备购置额奖补比例.
fn granted(core: &str, object: &str) -> Option<String> {
    let (_, word) = holds(object, Cue::GrantNoun)?;
    Some(format!("{}{word}比例", base_of(core)))
}

/// Of what a subsidy is a share: 设备购置额 of 省级按照不超过设备购置额.
fn base_of(core: &str) -> &str {
    let base = core.rfind('按').map_or(core, |at| &core[at + '按'.len_utf8()..]).trim_start_matches('照');
    base.trim_start_matches("不超过").trim_end_matches('的')
}

/// The thing counted, without what is then said of it: 志愿服务队 of 志愿服务队到社区.
fn noun_of(object: &str) -> &str {
    // 具有较大知名度的体育赛事: what is described comes after.
    let object = match object.rsplit_once('的') {
        Some((described, noun)) if describes(described) && noun.chars().count() > 1 => noun,
        _ => object,
    };
    let mut end = object.len();
    for (at, _) in object.char_indices().skip(1) {
        if starts(&object[at..], Cue::Predicate).is_some() && starts(&object[at..], Cue::KeepFront).is_none()
        {
            end = at;
            break;
        }
    }
    &object[..end]
}

/// Whether words before 的 describe what comes after it: 具有较大知名度, 能够自主运行.
fn describes(words: &str) -> bool {
    let placed = words.starts_with('在') && starts(words, Cue::KeepFront).is_none();
    placed
        || ["具有", "拥有", "具备", "能够", "能", "符合", "较", "最", "更", "不同", "涉及", "可"]
            .iter()
            .any(|w| words.starts_with(w))
}

/// A phrase as a name: no joints before it, no place, no quotes around it.
pub(super) fn clean(phrase: &str) -> String {
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

/// 对评估等级在甲级、乙级的企业: what leads up to the list is no subject.
fn strip_level(phrase: &str) -> &str {
    match phrase.rfind(['在', '对', '为']) {
        Some(at) => &phrase[at + '在'.len_utf8()..],
        None => phrase,
    }
}

/// A title that names a thing, and in few words: 疫情防控专项; never 2025年工作回顾 or 加快建设….
fn subject_of_title(title: &str) -> Option<String> {
    let plain = without_brackets(title);
    let subject = strip_work(&plain);
    let told = subject.contains(['，', '、', '：', '；', '年']) || holds(subject, Cue::Heading).is_some();
    let fits = (2..=MOST_TITLE).contains(&subject.chars().count());
    (fits && !told && starts(subject, Cue::Verb).is_none()).then(|| subject.to_owned())
}

/// 捷运蓝线延伸至南浦可行性评估 has fourteen characters; a longer title is a sentence.
const MOST_TITLE: usize = 16;

/// 村卫生室标准化建设 as the owner of a rate: 村卫生室标准化.
fn strip_work(title: &str) -> &str {
    let title = title.trim_matches(['。', '．', '.', ' ']);
    ["建设情况", "工作情况", "情况", "建设", "工作", "管理"]
        .into_iter()
        .find_map(|w| title.strip_suffix(w))
        .unwrap_or(title)
}

/// No empty name, none twice, three at most.
fn tidy(made: Vec<String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in made {
        let name = name.replace(['“', '”', '"', '\n', ' ', '\u{3000}'], "");
        let empty = peel(&name, &[Cue::Light], |_, _| {}).is_empty();
        if !empty && !names.contains(&name) && names.len() < MOST_NAMES {
            names.push(name);
        }
    }
    names
}
