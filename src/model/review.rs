//! Tasks, and what became of them.

use super::codes::{Mismatch, NearMissReason, PartReason, Reason, Standing, WarningCode};
use super::metric::Metric;
use super::tracking::{Tracked, Tracking};
use crate::source::SourceInfo;
use crate::span::Place;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Something that a plan promises.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Task {
    /// Its number in the document.
    pub id: usize,
    /// The section that it stands in.
    pub section: Option<usize>,
    /// The measure that it stands in.
    pub measure: Option<usize>,
    /// Without its owner bracket.
    pub text: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// 牵头单位、责任单位, as written.
    pub owners: Vec<String>,
    /// 配合单位, as written.
    pub cooperating: Vec<String>,
    /// 责任领导、分管领导、责任人, as written: persons and offices held by persons, never owners.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub leaders: Vec<String>,
    /// 完成时限, where one is written.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub deadline: Option<Deadline>,
    /// What numbers it promises.
    pub targets: Vec<Metric>,
}

/// 完成时限.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Deadline {
    /// The time words only.
    pub text: String,
    /// The last day, ISO, where it can be told.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub date: Option<String>,
}

/// What became of a task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Verdict {
    /// 完成.
    Done,
    /// 部分完成.
    Partly,
    /// 未达目标.
    TargetMissed,
    /// 未提及.
    #[default]
    NotMentioned,
}

/// A report laid beside its plan; serialised as `gongwen.check/1`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "schema", rename = "gongwen.check/1")]
#[non_exhaustive]
pub struct Review {
    /// The plan's file.
    pub plan: SourceInfo,
    /// The report's file; the first of several.
    pub report: SourceInfo,
    /// All of them, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub reports: Vec<SourceInfo>,
    /// The counts.
    pub summary: Summary,
    /// What makes the whole doubtful.
    pub warnings: Vec<Warning>,
    /// Which parts of the two were laid side by side.
    pub parts_chosen: PartsChosen,
    /// One for each task of the plan, in the plan's order.
    pub findings: Vec<Finding>,
    /// What is known of time and of earlier ledgers, once a [`Tracker`](crate::Tracker) was asked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tracked: Option<Tracked>,
}

/// How many tasks came out how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Summary {
    /// All tasks.
    pub tasks: usize,
    /// Verdict `done`.
    pub done: usize,
    /// Verdict `partly`.
    pub partly: usize,
    /// Verdict `target_missed`.
    pub target_missed: usize,
    /// Verdict `not_mentioned`, without those that cannot be checked.
    pub not_mentioned: usize,
    /// Slogans and principles.
    pub not_checkable: usize,
    /// Findings that a person should look at.
    pub needs_review: usize,
}

impl Summary {
    /// The count of those that stand so.
    pub(crate) fn count_of(&mut self, standing: Standing) -> &mut usize {
        match standing {
            Standing::Done => &mut self.done,
            Standing::Partly => &mut self.partly,
            Standing::TargetMissed => &mut self.target_missed,
            Standing::NotMentioned => &mut self.not_mentioned,
            Standing::NotCheckable => &mut self.not_checkable,
        }
    }

    /// Counts findings.
    pub(crate) fn of(findings: &[Finding]) -> Self {
        let mut summary = Summary { tasks: findings.len(), ..Summary::default() };
        for finding in findings {
            *summary.count_of(Standing::of(finding)) += 1;
            summary.needs_review += usize::from(finding.needs_review);
        }
        summary
    }
}

/// Which parts of the plan gave tasks, and in which of the report evidence was looked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PartsChosen {
    /// Of the plan.
    pub plan: Vec<PartChosen>,
    /// Of the report.
    pub report: Vec<PartChosen>,
    /// Parts of the plan that gave no task, with how many sentences stand there and what they do by their words.
    #[serde(default)]
    pub left_out: Vec<PartChosen>,
}

/// A part that was chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PartChosen {
    /// Its title; none for what stands under no title.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub title: Option<String>,
    /// How many tasks, or sentences that tell, it gave.
    pub count: usize,
    /// Why it was chosen.
    pub why: PartReason,
}

/// Something that makes the whole review doubtful.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Warning {
    /// What makes it doubtful.
    pub code: WarningCode,
    /// One line for a person.
    pub text: String,
}

/// One task's verdict, with what it rests on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Finding {
    /// The task.
    pub task: Task,
    /// What became of it.
    pub verdict: Verdict,
    /// Why, the weightiest first.
    pub reasons: Vec<Reason>,
    /// One line for a person.
    pub explanation: String,
    /// Probability that the verdict is right, 0 to 1.
    pub confidence: f32,
    /// A person should look at it.
    pub needs_review: bool,
    /// What a careful checker would quote, best first.
    pub evidence: Vec<Evidence>,
    /// Targets beside actuals, the worst first: missed, incomparable, undetermined, in progress, met.
    pub comparisons: Vec<Comparison>,
    /// What is near and was not taken.
    pub near_misses: Vec<NearMiss>,
    /// The parts of a composite task.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub parts: Vec<Part>,
    /// Which of several reports its evidence comes from, an index into [`Review::reports`].
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub report: Option<usize>,
    /// Where the task stands in time, once a [`Tracker`](crate::Tracker) was asked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tracking: Option<Tracking>,
}

impl Review {
    /// Iterates over the files of the reports, be it one or several.
    ///
    /// # Example
    /// ```
    /// assert_eq!(gongwen::Review::default().report_files().count(), 1);
    /// ```
    pub fn report_files(&self) -> impl Iterator<Item = &SourceInfo> {
        let one = self.reports.is_empty().then_some(&self.report);
        one.into_iter().chain(&self.reports)
    }
}

impl Finding {
    /// Tells whether the task can be checked at all; a slogan or a principle cannot.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Finding, model::Reason};
    ///
    /// let mut finding = Finding::default();
    /// finding.reasons = vec![Reason::NotCheckable];
    /// assert!(!finding.is_checkable());
    /// ```
    pub fn is_checkable(&self) -> bool {
        !self.reasons.contains(&Reason::NotCheckable)
    }
}

impl Standing {
    /// Tells how a finding stands.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Finding, model::Standing};
    ///
    /// assert_eq!(Standing::of(&Finding::default()), Standing::NotMentioned);
    /// ```
    pub fn of(finding: &Finding) -> Self {
        match finding.verdict {
            _ if !finding.is_checkable() => Standing::NotCheckable,
            Verdict::Done => Standing::Done,
            Verdict::Partly => Standing::Partly,
            Verdict::TargetMissed => Standing::TargetMissed,
            Verdict::NotMentioned => Standing::NotMentioned,
        }
    }

    /// The verdict; that of what cannot be judged is `not_mentioned`.
    pub(crate) fn verdict(self) -> Verdict {
        match self {
            Standing::Done => Verdict::Done,
            Standing::Partly => Verdict::Partly,
            Standing::TargetMissed => Verdict::TargetMissed,
            Standing::NotMentioned | Standing::NotCheckable => Verdict::NotMentioned,
        }
    }

    /// Reads its machine word.
    pub(crate) fn read(word: &str) -> Option<Self> {
        Standing::ALL.iter().copied().find(|known| known.as_str() == word)
    }
}

/// Rounds a score or confidence to four decimals, so that it is the same on every platform.
pub(crate) fn rounded(share: f32) -> f32 {
    ((f64::from(share) * 1e4).round() / 1e4) as f32
}

impl Finding {
    /// Rounds its scores and its confidence.
    pub(crate) fn round(&mut self) {
        self.confidence = rounded(self.confidence);
        for evidence in &mut self.evidence {
            evidence.score = rounded(evidence.score);
            evidence.features.values_mut().for_each(|value| *value = rounded(*value));
        }
        self.near_misses.iter_mut().for_each(|miss| miss.score = rounded(miss.score));
    }
}

/// One sentence of the report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Evidence {
    /// The sentence.
    pub text: String,
    /// How well it fits, 0 to 1.
    pub score: f32,
    /// Where it stands in the report.
    #[serde(flatten)]
    pub place: Place,
    /// The report's section that holds it.
    pub section: Option<usize>,
    /// What the score was made of.
    pub features: BTreeMap<String, f32>,
}

/// A sentence that is near and was not taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NearMiss {
    /// The sentence.
    pub text: String,
    /// How well it fits, 0 to 1.
    pub score: f32,
    /// Where it stands in the report.
    #[serde(flatten)]
    pub place: Place,
    /// Why it was not taken.
    pub why: NearMissReason,
}

/// A target beside its actual.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Comparison {
    /// From the plan.
    pub target: Metric,
    /// From the report.
    pub actual: Metric,
    /// What came of it.
    pub outcome: Outcome,
    /// Actual less target in `unit`, where both are plain numbers.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub gap: Option<String>,
    /// The gap's unit.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit: Option<String>,
    /// Why it is incomparable, undetermined or in progress.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub why: Option<Mismatch>,
}

/// What a comparison came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// The target is reached.
    Met,
    /// It is not.
    Missed,
    /// The figures do not decide it.
    #[default]
    Undetermined,
    /// The figures measure different things.
    Incomparable,
    /// The period is not over.
    InProgress,
}

/// One part of a composite task.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Part {
    /// The part's words.
    pub text: String,
    /// Where they stand in the plan.
    #[serde(flatten)]
    pub place: Place,
    /// What became of it.
    pub verdict: Verdict,
    /// Indices into the finding's evidence.
    pub evidence: Vec<usize>,
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn shares_have_four_decimals() {
        assert_eq!(
            [0.123_456, 0.99999, 1.0, 0.0].map(|share| rounded(share).to_string()),
            ["0.1235", "1", "1", "0"]
        );
    }
}
