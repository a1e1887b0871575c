//! The model's words → what people call them, in Chinese and in English.

use crate::language::Language;
use crate::model::{DocumentKind, Finding, MeasureRole, NoiseKind, Outcome, SectionRole, Summary, Verdict};

/// 完成、部分完成、未达目标、未提及；口号和原则是“不可核查”.
pub(super) fn verdict(finding: &Finding, language: Language) -> &'static str {
    if !finding.is_checkable() {
        return language.pick("不可核查", "not checkable");
    }
    verdict_word(finding.verdict, language)
}

fn verdict_word(verdict: Verdict, language: Language) -> &'static str {
    match verdict {
        Verdict::Done => language.pick("完成", "done"),
        Verdict::Partly => language.pick("部分完成", "partly"),
        Verdict::TargetMissed => language.pick("未达目标", "target missed"),
        Verdict::NotMentioned => language.pick("未提及", "not mentioned"),
    }
}

/// The counts that are worth a word, in the order of the verdicts: 完成 20, 部分完成 6 …
pub(super) fn counts(summary: &Summary, language: Language) -> Vec<(&'static str, usize)> {
    [
        (verdict_word(Verdict::Done, language), summary.done),
        (verdict_word(Verdict::Partly, language), summary.partly),
        (verdict_word(Verdict::TargetMissed, language), summary.target_missed),
        (verdict_word(Verdict::NotMentioned, language), summary.not_mentioned),
        (language.pick("不可核查", "not checkable"), summary.not_checkable),
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

/// What damaged a text; a kind that is not known here is shown as it is.
pub(super) fn damage(kind: &str, language: Language) -> &str {
    match kind {
        "utf8_as_gbk" => language.pick("UTF-8误作GBK", "UTF-8 read as GBK"),
        "utf8_as_latin" => language.pick("UTF-8误作西文", "UTF-8 read as Western"),
        "doubled_utf8" => language.pick("UTF-8重复编码", "UTF-8 encoded twice"),
        "gbk_as_latin" => language.pick("GBK误作西文", "GBK read as Western"),
        "gbk_as_utf8_first" => language.pick("GBK误作UTF-8、西文", "GBK read as UTF-8, Western"),
        "gbk_as_big5" => language.pick("GBK误作Big5", "GBK read as Big5"),
        "big5_as_latin" => language.pick("Big5误作西文", "Big5 read as Western"),
        "big5_as_gbk" => language.pick("Big5误作GBK", "Big5 read as GBK"),
        "shifted_bytes" => language.pick("字节错位", "bytes out of step"),
        "pinyin" => language.pick("夹入拼音", "injected pinyin"),
        "pinyin_in_bytes" => language.pick("拼音拆字", "pinyin inside a character"),
        "doubled_mark" => language.pick("重复标点", "doubled mark"),
        "escape" => language.pick("转义字符", "escape"),
        "entity" => language.pick("字符实体", "entity"),
        "invisible" => language.pick("隐形字符", "invisible character"),
        "private_use" => language.pick("私用区字符", "private-use character"),
        "compatibility" => language.pick("兼容字形", "compatibility form"),
        other => other,
    }
}

/// Why a near sentence was not taken, for people; a word that is not known here is shown as it is.
pub(super) fn why(code: &str, language: Language) -> &str {
    match code {
        "only_planned" => language.pick("只是打算", "only planned"),
        "only_general" | "general" => language.pick("只是泛泛而谈", "a general remark"),
        "other_period" => language.pick("属于另一时期", "another period"),
        "other_organisation" | "other_place" => language.pick("属于另一单位或地方", "another body or place"),
        "too_weak" | "weak" => language.pick("不够相近", "too far off"),
        other => other,
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
