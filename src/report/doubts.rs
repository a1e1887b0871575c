//! What is doubtful of a text, or of a plan and its report, with its facts → a note or a warning: its code, and its line in the
//! reader's language.

use super::wide::flat;
use crate::error::Error;
use crate::language::Language;
use crate::model::{Note, NoteCode, Section, Warning, WarningCode};
use crate::span::Place;

/// Which of the two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Plan,
    Report,
}

impl Side {
    fn word(self, language: Language) -> &'static str {
        match self {
            Side::Plan => language.pick("计划：", "plan: "),
            Side::Report => language.pick("报告：", "report: "),
        }
    }
}

/// What makes a review doubtful.
#[derive(Clone, Debug)]
pub(crate) enum Doubt {
    /// No task was found in the plan.
    NoTasks { report_is_a_plan: bool },
    /// No section is named `part`; there are `titles`.
    PartNotFound { part: String, titles: Vec<String> },
    /// A file that cannot be read.
    Unreadable(Side, Error),
    /// Of a file's characters `percent` cannot be read.
    PartlyUnreadable { side: Side, percent: usize },
    /// A table of the plan gave no task; its heads.
    TableUnread { heads: Vec<String> },
    /// Both are one text.
    SameDocument,
    /// The report is a plan and the plan a report.
    Swapped,
    /// No sentence of the report tells of anything done.
    NothingTold,
    /// Of which places the two are.
    DifferentOrganisation { plan: String, report: String },
    /// Of which years the two are.
    DifferentYear { plan: String, report: String },
    /// Of which years or days the two are.
    OlderReport { plan: String, report: String },
    /// Where a place or a year is not known, the two have next to nothing in common.
    UnclearPair,
}

impl Doubt {
    /// Gives the machine word.
    pub(crate) fn code(&self) -> WarningCode {
        match self {
            Doubt::NoTasks { .. } => WarningCode::NoTasks,
            Doubt::PartNotFound { .. } => WarningCode::PartNotFound,
            Doubt::Unreadable(..) => WarningCode::Unreadable,
            Doubt::PartlyUnreadable { .. } => WarningCode::PartlyUnreadable,
            Doubt::TableUnread { .. } => WarningCode::TableUnread,
            Doubt::SameDocument => WarningCode::SameDocument,
            Doubt::Swapped => WarningCode::Swapped,
            Doubt::NothingTold => WarningCode::NothingTold,
            Doubt::DifferentOrganisation { .. } => WarningCode::DifferentOrganisation,
            Doubt::DifferentYear { .. } => WarningCode::DifferentYear,
            Doubt::OlderReport { .. } => WarningCode::OlderReport,
            Doubt::UnclearPair => WarningCode::UnclearPair,
        }
    }

    /// Makes the warning in the reader's language.
    pub(crate) fn warning(&self, language: Language) -> Warning {
        let text = language.pick(Doubt::chinese as fn(&Doubt) -> String, Doubt::english)(self);
        Warning { code: self.code(), text }
    }

    fn chinese(&self) -> String {
        let side = |side: &Side| side.word(Language::Chinese);
        match self {
            Doubt::NoTasks { report_is_a_plan } => {
                let swapped = if *report_is_a_plan {
                    "；作为报告的文件倒是计划，两者可能放反了"
                } else {
                    ""
                };
                format!(
                    "计划中没有找到任务：需要带编号的任务、责任单位括号，或政府工作报告的工作安排部分{swapped}"
                )
            }
            Doubt::PartNotFound { part, titles } => {
                format!("没有标题含“{}”的部分；有：{}", flat(part), flat(&titles.join("、")))
            }
            Doubt::Unreadable(of, error) => format!("{}{}", side(of), error.message(Language::Chinese)),
            Doubt::PartlyUnreadable { side: of, percent } => {
                format!("{}有{percent}%的文字无法还原，结论都需复核", side(of))
            }
            Doubt::TableUnread { heads } => {
                format!(
                    "计划中有表格没有读出任务（表头：{}）：任务可能缺漏，结论都需复核",
                    flat(&heads.join("、"))
                )
            }
            Doubt::SameDocument => "计划和报告是同一篇文字，没有可以对照的内容，结论都需复核".into(),
            Doubt::Swapped => {
                "作为报告的文件像是计划，作为计划的文件像是报告：两者可能放反了，结论都需复核".into()
            }
            Doubt::NothingTold => "报告中没有一句话说到已做的工作，结论都需复核".into(),
            Doubt::DifferentOrganisation { plan, report } => {
                format!("计划出自“{plan}”，报告出自“{report}”：两者似乎不相对应，结论都需复核")
            }
            Doubt::DifferentYear { plan, report } => {
                format!("计划是{plan}年的，报告是{report}年的：两者似乎不相对应，结论都需复核")
            }
            Doubt::OlderReport { plan, report } => {
                format!("报告（{report}）早于计划（{plan}），结论都需复核")
            }
            Doubt::UnclearPair => {
                "看不出计划和报告是否相对应：单位或年份不明，内容很少相同，结论都需复核".into()
            }
        }
    }

    fn english(&self) -> String {
        let side = |side: &Side| side.word(Language::English);
        match self {
            Doubt::NoTasks { report_is_a_plan } => {
                let swapped = if *report_is_a_plan {
                    "; the report is a plan, however: the two may have been swapped"
                } else {
                    ""
                };
                format!(
                    "no task was found in the plan: expected numbered tasks, owner brackets, or the planned half of a work report{swapped}"
                )
            }
            Doubt::PartNotFound { part, titles } => {
                format!("no section has “{}” in its title; there are: {}", flat(part), flat(&titles.join(", ")))
            }
            Doubt::Unreadable(of, error) => format!("{}{}", side(of), error.message(Language::English)),
            Doubt::PartlyUnreadable { side: of, percent } => {
                format!("{}{percent} % of the characters cannot be read: review all findings", side(of))
            }
            Doubt::TableUnread { heads } => format!(
                "a table of the plan gave no task (its headers: {}): tasks may be missing; review all findings",
                flat(&heads.join(", "))
            ),
            Doubt::SameDocument => {
                "plan and report are the same text: there is nothing to check; review all findings".into()
            }
            Doubt::Swapped => {
                "the report looks like the plan and the plan like the report: the two may have been swapped; review all findings".into()
            }
            Doubt::NothingTold => "no sentence of the report says that anything was done; review all findings".into(),
            Doubt::DifferentOrganisation { plan, report } => format!(
                "the plan is from “{plan}”, the report from “{report}”: they do not seem to belong together; review all findings"
            ),
            Doubt::DifferentYear { plan, report } => format!(
                "the plan is for {plan}, the report for {report}: they do not seem to belong together; review all findings"
            ),
            Doubt::OlderReport { plan, report } => {
                format!("the report ({report}) is older than the plan ({plan}); review all findings")
            }
            Doubt::UnclearPair => {
                "it cannot be told whether plan and report belong together: a place or year is missing, and they have little in common; review all findings".into()
            }
        }
    }
}

/// What is lost or doubtful in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Loss<'a> {
    /// Bytes are gone.
    Unrestored,
    /// A line makes no sense.
    Unreadable,
    /// A stretch was filled with what is likeliest, with this confidence.
    DoubtfulRepair(f32),
    /// The heading above this one is missing.
    ParentLost(&'a Section),
    /// Text is hidden.
    TextMissing,
    /// A page, counted from 1, is a picture.
    PageUnread(usize),
    /// A file that hangs on a mail, by its name, is no document that can be read.
    AttachmentUnread(&'a str),
}

impl Loss<'_> {
    /// Makes the note in the reader's language.
    pub(crate) fn note(self, place: Place, language: Language) -> Note {
        let (code, text) = match self {
            Loss::Unrestored => (
                NoteCode::Unrestored,
                language
                    .pick("此处字节已丢失，无法还原", "bytes are lost here and cannot be restored")
                    .into(),
            ),
            Loss::Unreadable => (
                NoteCode::Unreadable,
                language
                    .pick("此行疑为乱码，未能还原", "this line looks garbled and could not be restored")
                    .into(),
            ),
            Loss::DoubtfulRepair(confidence) => {
                let percent = confidence * 100.0;
                let chinese = format!("此处按最可能的文字还原，把握{percent:.0}%");
                let english = format!("restored to the likeliest text, confidence {percent:.0} %");
                (NoteCode::DoubtfulRepair, language.pick(chinese, english))
            }
            Loss::ParentLost(section) => {
                let heading = format!("{}{}", section.marker, section.title.as_deref().unwrap_or(""));
                let chinese = format!("“{heading}”的上级标题缺失");
                let english = format!("the heading above “{heading}” is missing");
                (NoteCode::ParentLost, language.pick(chinese, english))
            }
            Loss::TextMissing => {
                (NoteCode::TextMissing, language.pick("此处有文字被隐去", "text is hidden here").into())
            }
            Loss::PageUnread(page) => {
                let chinese = format!("第{page}页是图片，其中的文字未能读取");
                let english = format!("page {page} is a picture: its words could not be read");
                (NoteCode::PageUnread, language.pick(chinese, english))
            }
            Loss::AttachmentUnread(name) => {
                let chinese = format!("附件“{name}”未能读取：请另存后单独给出");
                let english =
                    format!("the attachment “{name}” could not be read: save it and give it by itself");
                (NoteCode::AttachmentUnread, language.pick(chinese, english))
            }
        };
        Note { code, text, place }
    }
}
