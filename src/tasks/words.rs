//! The words that say who does a task and by when, by kind.

use crate::tables::word_lists;

word_lists! {
    "../tables/owner_words.tsv",
    /// Stems of labels: who leads (牵头单位).
    lead
    /// Who is responsible (责任单位).
    responsible
    /// Who helps (配合单位).
    cooperating
    /// Who helps where a noun follows: 指导单位, but 指导 alone is no label.
    aid
    /// What is done (整改单位, 完成时限).
    act
    /// What may stand beside a stem and tells nothing (牵头验收单位, 县级责任单位).
    kin
    /// What a label ends with where organs follow.
    organ_noun
    /// Where persons follow.
    person_noun
    /// Where persons follow if a stem stands before it: 责任人, not 工作人员.
    man_noun
    /// Where a time follows if a stem stands before it: 完成时间, not 活动时间.
    time_noun
    /// Where a time follows.
    term_noun
    /// Labels of what says neither who nor when: 联系电话.
    contact
    /// What joins the words of a label: 责任单位及责任人.
    join
    /// Verbs after names: who leads.
    leads
    /// Those of them that close their clause.
    leads_last
    /// Who is responsible.
    owns
    /// Who helps.
    helps
    /// Those of them that nothing but a name stands before: 网格员负责, but 分期实施.
    surely
    /// Verbs between two names: X会同Y.
    joins
    /// Those that join organs only: 县水务局商县财政局.
    joins_organs
    /// Verbs that tell something only behind another: 牵头推进.
    also
    /// What stands between names and verb and falls away: 按职责分工.
    trim
    /// What stands behind 等 and falls away with it: 等有关部门.
    others
    /// What stands before 由: 此项工作由X牵头.
    subject
    /// What stands before those who do something, the longest first.
    by
    /// The first place in a list: 列第一位者为牵头单位.
    first
    /// What says that something holds from here on: 下同.
    same
    /// Last words of the names of organs.
    organ
    /// Those that end nothing else's name.
    sure
    /// Last words of names of places, which may stand for their governments.
    place
    /// First words of the names of organs: 县, 各, 有关.
    rank
    /// Last words of the names of offices that persons hold.
    person
    /// Surnames.
    surname
    /// Trades that stand for their organs, and begin like names of persons.
    trade
    /// First words of what names nobody: 详见附件.
    nobody
    /// What has no end: 长期坚持.
    endless
    /// What only begins by a day: 6月底前开工.
    begins
    /// Words after a time that make it a deadline, the longest first.
    due_after
    /// What a time ends with that is a deadline by itself: 年底.
    due_end
    /// What makes of 前 behind a time another word: 前列.
    not_due
    /// What makes a sum one that is given to somebody, and no goal: 补助.
    subsidy
    /// What makes a time a beginning: 3月起.
    starts
    /// What a time ends with that a year holds: 三季度.
    part_of_year
    /// What a time ends with that a year may be named by.
    year_like
}
