//! Machine words: why a verdict fell, why two figures cannot be compared, what is doubtful. Each is an enum that serialises as its
//! word; what people read of it stands in `report/words.rs`.

use crate::codes::codes;

codes! {
    /// Why a finding's verdict is what it is.
    Reason {
        /// The actual figure meets the target.
        TargetMet = "target_met",
        /// The actual figure misses the target.
        TargetBelow = "target_below",
        /// Progress is reported without the figure that the target asks for.
        NumberMissing = "number_missing",
        /// A figure is reported that does not decide.
        NumberUnclear = "number_unclear",
        /// A figure is reported that cannot be compared with the target.
        NumberIncomparable = "number_incomparable",
        /// The report acknowledges a shortfall: 未完成, 仍有差距.
        Admission = "admission",
        /// A part of the task is not mentioned.
        PartMissing = "part_missing",
        /// Only preliminary work is reported: 可研获批 for 开工建设.
        FirstStep = "first_step",
        /// Under way: 正在推进.
        Ongoing = "ongoing",
        /// Reported as completed.
        ToldAsDone = "told_as_done",
        /// On a list of promises (民生实事) that the report says was completed in full.
        ListKept = "list_kept",
        /// Incomes grew as the economy did: 居民收入增长与经济增长同步.
        PaceKept = "pace_kept",
        /// Of urban and rural incomes only one did.
        PaceKeptInPart = "pace_kept_in_part",
        /// Incomes grew more slowly.
        PaceMissed = "pace_missed",
        /// Mentioned only among future plans.
        OnlyPlanned = "only_planned",
        /// Nothing in the report is evidence.
        NoEvidence = "no_evidence",
        /// A slogan or a principle: nothing to check.
        NotCheckable = "not_checkable",
    }
}

codes! {
    /// A verdict, or that there is nothing to judge.
    Standing {
        /// 完成.
        Done = "done",
        /// 部分完成.
        Partly = "partly",
        /// 未达目标.
        TargetMissed = "target_missed",
        /// 未提及.
        NotMentioned = "not_mentioned",
        /// A slogan or a principle.
        NotCheckable = "not_checkable",
    }
}

codes! {
    /// Why a comparison of two figures is incomparable, undetermined or in progress.
    Mismatch {
        /// 人 and 人次.
        PersonsAgainstVisits = "persons_against_visits",
        /// 人 and 户.
        PersonsAgainstHouseholds = "persons_against_households",
        /// 占比5% and 5个百分点.
        ShareAgainstPoints = "share_against_points",
        /// 元 and 美元.
        DifferentCurrency = "different_currency",
        /// 公里 and 座.
        DifferentUnit = "different_unit",
        /// 人均 and in total.
        PerUnitAgainstTotal = "per_unit_against_total",
        /// 增长5% and 5000元.
        ChangeAgainstLevel = "change_against_level",
        /// 增长5% and 增加300个.
        DifferentChange = "different_change",
        /// 年均 and of one year.
        AverageAgainstYear = "average_against_year",
        /// The target is of several years, the actual of one.
        YearAgainstYears = "year_against_years",
        /// The target is of one year, the actual of several.
        YearsAgainstYear = "years_against_year",
        /// Of another year.
        AnotherYear = "another_year",
        /// 高于全国0.7个百分点.
        GapToAnother = "gap_to_another",
        /// A baseline, a threshold, the bounds of a group.
        NotAnActual = "not_an_actual",
        /// The report only plans it.
        OnlyPlanned = "only_planned",
        /// 近, 余, 约 or rounding leave it open.
        Imprecise = "imprecise",
        /// Digits are hidden.
        Masked = "masked",
        /// No single number.
        NotANumber = "not_a_number",
        /// Perhaps the sum of several years.
        PerhapsOfYears = "perhaps_of_years",
        /// Perhaps of a part only.
        PerhapsOfAPart = "perhaps_of_a_part",
        /// 上半年 of a year.
        PartOfThePeriod = "part_of_the_period",
        /// 建设进展顺利 for 建成.
        UnderWay = "under_way",
    }
}

codes! {
    /// Why a sentence that is near was not taken as evidence.
    NearMissReason {
        /// It looks ahead.
        OnlyPlanned = "only_planned",
        /// It tells of another place.
        OtherPlace = "other_place",
        /// It tells of another period.
        OtherPeriod = "other_period",
        /// It is not near enough.
        TooWeak = "too_weak",
    }
}

codes! {
    /// Why a part of the plan or the report was chosen: the user named it, nothing parts the text, or what its words say it is.
    PartReason {
        /// The user named it.
        Named = "named",
        /// Nothing parts the text.
        Whole = "whole",
        /// It stands above the first title.
        AboveTitles = "above_titles",
        /// What was done.
        Review = "review",
        /// What is wrong.
        Problems = "problems",
        /// What will be done.
        Plan = "plan",
        /// What shall be reached.
        Targets = "targets",
        /// 总体要求、基本原则.
        Requirements = "requirements",
        /// 组织领导、保障措施.
        Organisation = "organisation",
        /// 背景、形势.
        Background = "background",
        /// None of these.
        Other = "other",
    }
}

codes! {
    /// What is lost or doubtful in a text.
    NoteCode {
        /// Bytes are gone.
        Unrestored = "unrestored",
        /// A line makes no sense and was not restored.
        Unreadable = "unreadable",
        /// A stretch was filled with what is likeliest.
        DoubtfulRepair = "doubtful_repair",
        /// A heading's upper heading is missing.
        ParentLost = "parent_lost",
        /// Text is hidden, by a paywall for example.
        TextMissing = "text_missing",
        /// A page is a picture: its words could not be read.
        PageUnread = "page_unread",
        /// A file that hangs on a mail could not be read.
        AttachmentUnread = "attachment_unread",
    }
}

codes! {
    /// What makes a whole review doubtful. With the first three there are no findings; with the others every finding is for review.
    WarningCode {
        /// The plan holds no task.
        NoTasks = "no_tasks",
        /// No section has the name that was asked for.
        PartNotFound = "part_not_found",
        /// One of the two cannot be read.
        Unreadable = "unreadable",
        /// A part of one of the two cannot be read.
        PartlyUnreadable = "partly_unreadable",
        /// A table of the plan gave no task.
        TableUnread = "table_unread",
        /// Plan and report are one text.
        SameDocument = "same_document",
        /// The report looks like the plan and the plan like the report.
        Swapped = "swapped",
        /// The report tells of nothing done.
        NothingTold = "nothing_told",
        /// They are of two places.
        DifferentOrganisation = "different_organisation",
        /// They are of two years.
        DifferentYear = "different_year",
        /// The report is older than the plan.
        OlderReport = "older_report",
        /// A place or a year is not known, and they have little in common.
        UnclearPair = "unclear_pair",
    }
}
