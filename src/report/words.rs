//! The model's words → what people call them, in Chinese and in English.

use super::wide::{flat, short};
use crate::damage::{Damage, ReadAs, Written};
use crate::language::Language;
use crate::model::{
    DocumentKind, Finding, LapsedReason, MeasureRole, Mismatch, NearMissReason, NoiseKind, Outcome,
    PartChosen, PartReason, PartsChosen, Reason, Review, SectionRole, Standing, Summary,
};
use crate::tables::called::called;
use std::borrow::Cow;

/// 完成、部分完成、未达目标、未提及；口号和原则是“不可核查”.
pub(super) fn verdict(finding: &Finding, language: Language) -> &'static str {
    standing(Standing::of(finding), language)
}

fn standing(standing: Standing, language: Language) -> &'static str {
    called("verdict", standing.as_str(), language)
}

/// The counts that are worth a word, in the order of the verdicts: 完成 20, 部分完成 6 …
pub(super) fn counts(summary: &Summary, language: Language) -> Vec<(&'static str, usize)> {
    [
        (standing(Standing::Done, language), summary.done),
        (standing(Standing::Partly, language), summary.partly),
        (standing(Standing::TargetMissed, language), summary.target_missed),
        (standing(Standing::NotMentioned, language), summary.not_mentioned),
        (standing(Standing::NotCheckable, language), summary.not_checkable),
        (language.pick("待复核", "to be reviewed"), summary.needs_review),
    ]
    .into_iter()
    .filter(|&(_, n)| n > 0)
    .collect()
}

/// 达到、未达到 …
pub(super) fn outcome(outcome: Outcome, language: Language) -> &'static str {
    match outcome {
        Outcome::Met => language.pick("达到", "met"),
        Outcome::Missed => language.pick("未达到", "missed"),
        Outcome::Undetermined => language.pick("无法判定", "undetermined"),
        Outcome::Incomparable => language.pick("不可比", "incomparable"),
        Outcome::InProgress => language.pick("期限未到", "in progress"),
    }
}

/// Names how a text was damaged: UTF-8误作GBK, 夹入拼音 …
pub(super) fn damage(damage: Damage, language: Language) -> Cow<'static, str> {
    let word = match damage {
        Damage::Misread(written, read_as) => {
            let (written, read_as) = (encoding(written), decoder(read_as, language));
            return format!("{written}{}{read_as}", language.pick("误作", " read as ")).into();
        }
        Damage::DoubledUtf8 => language.pick("UTF-8重复编码", "UTF-8 encoded twice"),
        Damage::GbkAsUtf8First => language.pick("GBK误作UTF-8、西文", "GBK read as UTF-8, Western"),
        Damage::ShiftedBytes => language.pick("字节错位", "bytes out of step"),
        Damage::Pinyin => language.pick("夹入拼音", "injected pinyin"),
        Damage::PinyinInBytes => language.pick("拼音拆字", "pinyin inside a character"),
        Damage::DoubledMark => language.pick("重复标点", "doubled mark"),
        Damage::Escape => language.pick("转义字符", "escape"),
        Damage::EscapedByte => language.pick("字节被转义", "escaped byte"),
        Damage::Entity => language.pick("字符实体", "entity"),
        Damage::Invisible => language.pick("隐形字符", "invisible character"),
        Damage::PrivateUse => language.pick("私用区字符", "private-use character"),
        Damage::Compatibility => language.pick("兼容字形", "compatibility form"),
    };
    word.into()
}

fn encoding(written: Written) -> &'static str {
    match written {
        Written::Big5 => "Big5",
        Written::Gbk => "GBK",
        Written::Utf8 => "UTF-8",
    }
}

fn decoder(read_as: ReadAs, language: Language) -> &'static str {
    match read_as {
        ReadAs::Big5 => "Big5",
        ReadAs::Gbk => "GBK",
        ReadAs::Latin => language.pick("西文", "Western"),
        ReadAs::Cp1250 => "Windows-1250",
        ReadAs::Cp1251 => "Windows-1251",
        ReadAs::Cp1253 => "Windows-1253",
        ReadAs::Cp1254 => "Windows-1254",
        ReadAs::Cp1255 => "Windows-1255",
        ReadAs::Cp1256 => "Windows-1256",
        ReadAs::Cp1257 => "Windows-1257",
        ReadAs::Cp1258 => "Windows-1258",
        ReadAs::Cp437 => "CP437",
        ReadAs::Cp850 => "CP850",
        ReadAs::Cp852 => "CP852",
        ReadAs::Cp866 => "CP866",
        ReadAs::Cp874 => "Windows-874",
        ReadAs::Iso8859_2 => "ISO-8859-2",
        ReadAs::Iso8859_5 => "ISO-8859-5",
        ReadAs::Iso8859_7 => "ISO-8859-7",
        ReadAs::Iso8859_15 => "ISO-8859-15",
        ReadAs::Koi8R => "KOI8-R",
        ReadAs::Koi8U => "KOI8-U",
        ReadAs::MacCyrillic => "MacCyrillic",
        ReadAs::MacRoman => "MacRoman",
    }
}

/// Says why a verdict fell.
pub(super) fn reason(reason: Reason, language: Language) -> &'static str {
    match reason {
        Reason::TargetMet => language.pick("达到目标", "the target was met"),
        Reason::TargetBelow => language.pick("未达目标", "the target was missed"),
        Reason::NumberMissing => language.pick(
            "有相关进展，未见目标所要的数字",
            "progress is reported, but not the figure that the target asks for",
        ),
        Reason::NumberUnclear => language.pick(
            "有数字，但不足以断定是否达到目标",
            "a figure is reported, but it does not show whether the target was met",
        ),
        Reason::NumberIncomparable => language.pick(
            "有数字，但与目标的数字不可比",
            "a figure is reported, but it cannot be compared with the target",
        ),
        Reason::Admission => language.pick("报告承认未完成或有差距", "the report acknowledges a shortfall"),
        Reason::PartMissing => {
            language.pick("只见部分内容的完成情况", "only a part of the task is reported as completed")
        }
        Reason::FirstStep => {
            language.pick("只完成了前期或部分建设", "only preliminary or partial work is reported")
        }
        Reason::Ongoing => language.pick("正在推进，未见完成", "under way, not reported as completed"),
        Reason::ToldAsDone => language.pick("报告称已开展或完成", "reported as completed"),
        Reason::ListKept => language.pick(
            "列入民生实事清单，报告称清单全部完成",
            "on a list of public promises that the report says was completed in full",
        ),
        Reason::PaceKept => {
            language.pick("居民收入增长与经济增长同步", "household income grew in step with the economy")
        }
        Reason::PaceKeptInPart => language.pick(
            "城镇、农村居民收入只有一项跟上经济增长",
            "only one of urban and rural household income kept pace with the economy",
        ),
        Reason::PaceMissed => {
            language.pick("居民收入增长慢于经济增长", "household income grew more slowly than the economy")
        }
        Reason::OnlyPlanned => {
            language.pick("报告只在今后打算中提到，未见完成情况", "mentioned only among future plans")
        }
        Reason::NoEvidence => language.pick("报告中未见相关完成情况", "no evidence in the report"),
        Reason::NotCheckable => {
            language.pick("口号或原则，无可核查的事项", "a slogan or principle: nothing to check")
        }
    }
}

/// Says why a comparison of two figures does not decide.
pub(super) fn mismatch(why: Mismatch, language: Language) -> &'static str {
    match why {
        Mismatch::PersonsAgainstVisits => {
            language.pick("人和人次不可比", "persons and visits are not comparable")
        }
        Mismatch::PersonsAgainstHouseholds => {
            language.pick("人和户不可比", "persons and households are not comparable")
        }
        Mismatch::ShareAgainstPoints => {
            language.pick("一个是比重，一个是百分点，不可比", "a share and percentage points: not comparable")
        }
        Mismatch::DifferentCurrency => {
            language.pick("币种不同，不可比", "different currencies: not comparable")
        }
        Mismatch::DifferentUnit => language.pick("计量单位不同，不可比", "different units: not comparable"),
        Mismatch::PerUnitAgainstTotal => {
            language.pick("一个是人均或单位量，一个是总量，不可比", "per unit and in total: not comparable")
        }
        Mismatch::ChangeAgainstLevel => {
            language.pick("一个是增减，一个是总量，不可比", "a change and a level: not comparable")
        }
        Mismatch::DifferentChange => language
            .pick("一个是增减幅度，一个是增减数量，不可比", "changes of different kinds: not comparable"),
        Mismatch::AverageAgainstYear => language.pick(
            "一个是多年平均，一个不是，不可比",
            "an average over several years and a single year: not comparable",
        ),
        Mismatch::YearAgainstYears | Mismatch::YearsAgainstYear => {
            language.pick("一个是一年，一个是多年，不可比", "one year and several years: not comparable")
        }
        Mismatch::AnotherYear => language.pick("不是同一年，不可比", "different years: not comparable"),
        Mismatch::GapToAnother => {
            language.pick("是与别处的差距，不可比", "a gap to another body: not comparable")
        }
        Mismatch::NotAnActual => {
            language.pick("是基数或标准，不是结果", "a baseline or a standard, not a result")
        }
        Mismatch::OnlyPlanned => language.pick("只是打算", "only planned"),
        Mismatch::Imprecise => language.pick("数字不精确", "imprecise"),
        Mismatch::Masked => language.pick("数字被遮盖", "digits are hidden"),
        Mismatch::NotANumber => language.pick("不是一个确定的数", "not a single number"),
        Mismatch::PerhapsOfYears => language.pick("可能是多年累计", "perhaps the sum of several years"),
        Mismatch::PerhapsOfAPart => language.pick("可能只是其中一部分", "perhaps of a part only"),
        Mismatch::PartOfThePeriod => language.pick("只到期中", "covers only a part of the period"),
        Mismatch::UnderWay => language.pick("尚在建设", "still under construction"),
    }
}

/// Says why a near sentence was not taken.
pub(super) fn near_miss(why: NearMissReason, language: Language) -> &'static str {
    match why {
        NearMissReason::OnlyPlanned => language.pick("只是打算", "only planned"),
        NearMissReason::OtherPeriod => language.pick("属于另一时期", "another period"),
        NearMissReason::OtherPlace => language.pick("属于另一单位或地方", "another body or place"),
        NearMissReason::TooWeak => language.pick("不够相近", "not close enough"),
    }
}

/// 报告、方案、通知 …
pub(super) fn document_kind(kind: DocumentKind, language: Language) -> &'static str {
    match kind {
        DocumentKind::Report => language.pick("报告", "report"),
        DocumentKind::Plan => language.pick("计划", "plan"),
        DocumentKind::Notice => language.pick("通知", "notice"),
        DocumentKind::Speech => language.pick("讲话", "speech"),
        DocumentKind::Letter => language.pick("函", "letter"),
        DocumentKind::Law => language.pick("法规", "law"),
        DocumentKind::Table => language.pick("任务表", "task table"),
        DocumentKind::Other => language.pick("文档", "document"),
    }
}

/// 成绩、问题、打算 …; nothing for a section of no known role.
pub(super) fn section_role(role: SectionRole, language: Language) -> Option<&'static str> {
    Some(match role {
        SectionRole::Review => language.pick("已做", "review"),
        SectionRole::Problems => language.pick("问题", "problems"),
        SectionRole::Plan => language.pick("打算", "plan"),
        SectionRole::Targets => language.pick("目标", "targets"),
        SectionRole::Requirements => language.pick("要求", "requirements"),
        SectionRole::Organisation => language.pick("保障", "organisation"),
        SectionRole::Background => language.pick("背景", "background"),
        SectionRole::Other => return None,
    })
}

/// 已做、打算、问题 …
pub(super) fn measure_role(role: MeasureRole, language: Language) -> &'static str {
    match role {
        MeasureRole::Done => language.pick("已做", "done"),
        MeasureRole::Plan => language.pick("打算", "plan"),
        MeasureRole::Problem => language.pick("问题", "problem"),
        MeasureRole::Result => language.pick("成效", "result"),
        MeasureRole::Criterion => language.pick("标准", "criterion"),
    }
}

/// 网页杂文、页码 …
pub(super) fn noise_kind(kind: NoiseKind, language: Language) -> &'static str {
    match kind {
        NoiseKind::Web => language.pick("网页杂文", "web page furniture"),
        NoiseKind::Page => language.pick("页码页眉", "page furniture"),
        NoiseKind::Gap => language.pick("缺文", "missing text"),
        NoiseKind::Duplicate => language.pick("重复", "printed twice"),
    }
}

/// Which parts were laid side by side, a line for each of the two files, and what of the plan gave no task.
pub(super) fn parts(parts: &PartsChosen, language: Language) -> Vec<(&'static str, String)> {
    let line = |of: &[PartChosen], unit: &str| {
        let one = |part: &PartChosen| {
            let title = part.title.as_ref().map(|title| flat(title));
            let title = title.unwrap_or_else(|| part_reason(part.why, language).to_owned());
            match language {
                Language::Chinese => format!("{title}（{}{unit}）", part.count),
                Language::English => format!("{title} ({} {unit})", part.count),
            }
        };
        of.iter().map(one).collect::<Vec<_>>().join(language.pick("、", ", "))
    };
    let (tasks, sentences) = (language.pick("项", "tasks"), language.pick("句", "sentences"));
    [
        (language.pick("计划取自", "Plan from"), line(&parts.plan, tasks)),
        (language.pick("报告取自", "Report from"), line(&parts.report, sentences)),
        (language.pick("计划中无任务", "No tasks in"), line(&parts.left_out, sentences)),
    ]
    .into_iter()
    .filter(|(_, line)| !line.is_empty())
    .collect()
}

/// Why a part was chosen, where it has no title that says so.
pub(super) fn part_reason(why: PartReason, language: Language) -> &'static str {
    match why {
        PartReason::Named => language.pick("所指定的部分", "the part that was named"),
        PartReason::Whole => language.pick("全文", "the whole text"),
        PartReason::AboveTitles => language.pick("各标题之前", "above the first heading"),
        PartReason::Review => language.pick("回顾部分", "what was done"),
        PartReason::Problems => language.pick("问题部分", "what is wrong"),
        PartReason::Plan => language.pick("打算部分", "what is planned"),
        PartReason::Targets => language.pick("目标部分", "what shall be reached"),
        PartReason::Requirements => language.pick("要求部分", "requirements"),
        PartReason::Organisation => language.pick("保障部分", "organisation"),
        PartReason::Background => language.pick("背景部分", "background"),
        PartReason::Other => language.pick("其他部分", "other parts"),
    }
}

/// Decisions that do not apply, and tasks that are gone since the last ledger, a line each.
pub(super) fn lapsed(review: &Review, language: Language) -> Vec<String> {
    let Some(tracked) = &review.tracked else { return Vec::new() };
    let lapsed = tracked.lapsed.iter().map(|lapsed| {
        let (task, decided) = (short(&flat(&lapsed.task), LAPSED), flat(&lapsed.decided));
        let why = lapsed_reason(lapsed.why, language);
        language.pick(
            format!("改判未采用：“{task}”（{decided}）：{why}"),
            format!("a decision does not apply: “{task}” ({decided}): {why}"),
        )
    });
    let gone = tracked.gone.iter().map(|task| {
        let task = short(&flat(task), LAPSED);
        language.pick(
            format!("上次台账中的任务已不在计划中：“{task}”"),
            format!("no longer in the plan: “{task}”"),
        )
    });
    lapsed.chain(gone).collect()
}

/// Characters of a task that is named in a note.
const LAPSED: usize = 30;

fn lapsed_reason(why: LapsedReason, language: Language) -> &'static str {
    match why {
        LapsedReason::NoSuchTask => {
            language.pick("计划中已没有这项任务", "the plan has no such task any more")
        }
        LapsedReason::FiguresChanged => {
            language.pick("任务的数字已变，须重新判定", "the task's figures are others now: decide anew")
        }
        LapsedReason::UnknownVerdict => language.pick("不认识这个结论", "the verdict is none that is known"),
    }
}

/// 数量、百分比、金额 …
#[cfg(feature = "pages")]
pub(super) fn metric_kind(kind: crate::model::MetricKind, language: Language) -> &'static str {
    use crate::model::MetricKind;
    match kind {
        MetricKind::Count => language.pick("数量", "count"),
        MetricKind::Percent => language.pick("百分比", "percent"),
        MetricKind::Permille => language.pick("千分比", "per mille"),
        MetricKind::Points => language.pick("百分点", "points"),
        MetricKind::Money => language.pick("金额", "money"),
        MetricKind::Price => language.pick("单价", "price"),
        MetricKind::Ratio => language.pick("比例", "ratio"),
        MetricKind::Range => language.pick("区间", "range"),
        MetricKind::Duration => language.pick("时长", "duration"),
        MetricKind::Multiple => language.pick("倍数", "multiple"),
        MetricKind::Fraction => language.pick("分数", "fraction"),
    }
}
