//! Where a task stands on a day: due or not, ahead or behind, its lamp, what a person decided, what changed since the last ledger.

use super::codes::Standing;
use crate::codes::codes;
use serde::{Deserialize, Serialize};

codes! {
    /// Whether a task's time is up.
    Due {
        /// Its last day is still to come.
        NotYet = "not_yet_due",
        /// Its last day has come.
        Due = "due",
        /// Its last day is past, and it is not done.
        Overdue = "overdue",
    }
}

codes! {
    /// How far a task is against the time that has gone: 序时进度.
    Progress {
        /// 提前完成: done before its last day.
        Early = "early",
        /// 超进度.
        Ahead = "ahead",
        /// 达序时进度.
        OnSchedule = "on_schedule",
        /// 欠进度.
        Behind = "behind",
    }
}

codes! {
    /// The colour that an office marks a task with.
    Lamp {
        /// 蓝灯.
        Blue = "blue",
        /// 绿灯.
        Green = "green",
        /// 黄灯.
        Yellow = "yellow",
        /// 红灯.
        Red = "red",
        /// No lamp: nothing to judge.
        Grey = "grey",
    }
}

codes! {
    /// What became of a task since an earlier ledger.
    Change {
        /// 新增: the earlier ledger does not have it.
        Added = "added",
        /// 新完成: it was not done then.
        NewlyDone = "newly_done",
        /// 进步: it stands better, and is not done.
        Better = "better",
        /// 退步: it stands worse.
        Worse = "worse",
    }
}

/// Where a task stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Tracking {
    /// Its number in the plan, from 1, whatever order or choice is printed.
    pub number: usize,
    /// By its words and the titles above it: what leads an earlier ledger's row back to it.
    pub key: String,
    /// The titles above it, the outermost first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub headings: Vec<String>,
    /// Its last day, ISO: of its deadline, else the last of the plan's year.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub last_day: Option<String>,
    /// Whether its time is up.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub due: Option<Due>,
    /// How far it is against the time that has gone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub progress: Option<Progress>,
    /// Its lamp.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub lamp: Option<Lamp>,
    /// What a person decided.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub decision: Option<Decision>,
    /// What became of it since an earlier ledger.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub change: Option<Change>,
    /// How it stood in the earlier ledger.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub before: Option<Standing>,
}

/// What a person decided of a task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Decision {
    /// 改判: the verdict that stands.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub verdict: Option<Standing>,
    /// 复核意见.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub comment: String,
    /// The verdict of the program.
    pub program: Standing,
    /// What the program said when the person decided, where that was another: the person may want to look again.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub program_then: Option<Standing>,
}

impl Decision {
    /// What a person wrote of a task of which the program says `program`.
    pub(crate) fn new(verdict: Option<Standing>, comment: String, program: Standing) -> Self {
        Decision { verdict, comment, program, program_then: None }
    }
}

/// What is known of time, and of earlier ledgers, for a whole review.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Tracked {
    /// The plan's title.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub plan_title: Option<String>,
    /// The day by which all is judged, ISO.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub as_of: Option<String>,
    /// Whether the day was given; else it is the end of the report's period.
    #[serde(default)]
    pub as_of_given: bool,
    /// Decisions that belong to no task of this plan any more, or that cannot be read.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub lapsed: Vec<Lapsed>,
    /// Tasks of the earlier ledger that this plan does not have.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub gone: Vec<String>,
    /// Whether an earlier ledger was laid beside.
    #[serde(default)]
    pub since: bool,
}

codes! {
    /// Why a decision does not apply.
    LapsedReason {
        /// No task of the plan has these words.
        NoSuchTask = "no_such_task",
        /// The task's figures are others now.
        FiguresChanged = "figures_changed",
        /// The verdict is none that is known.
        UnknownVerdict = "unknown_verdict",
    }
}

/// A decision that does not apply.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Lapsed {
    /// The task that it was of.
    pub task: String,
    /// What was decided, as written.
    pub decided: String,
    /// Why it does not apply.
    pub why: LapsedReason,
}

impl Lapsed {
    pub(crate) fn new(task: &str, decided: String, why: LapsedReason) -> Self {
        Lapsed { task: task.to_owned(), decided, why }
    }
}
