//! The words of `not_metrics.tsv` and `metric_words.tsv`, by kind.

use crate::tables::{Words, rows, word_lists};
use std::sync::LazyLock;

word_lists! {
    "../tables/metric_words.tsv",
    /// Tells that a figure is rough: 约.
    about
    /// Units that addresses number with: 12层.
    addressed
    /// What goes with the time before it: 以来.
    after_time
    /// Sets a figure against a time before it: 比.
    against
    /// Tells a goal behind its figure: 目标.
    aimed
    /// Tells that a figure is that of each: 均.
    all
    /// Leads to a multiple of a time's figure: 相当于.
    amounts_to
    /// Tells that others are counted than before: 新增.
    anew
    /// The title of the report that a government gives each year.
    annual
    /// What leads from where a figure was to where it is: 提高.
    arriving
    /// Makes a time a point to which things are told: 截至.
    as_of
    /// Tells a mean of years: 年均.
    averaging
    /// A goal that is no body: 目标任务.
    bare_goal
    /// What goes with the time after it: 截至.
    before_time
    /// What leads to the time that a passage speaks of: 刚刚过去的.
    before_topic
    /// Sets a figure beside a time: 与.
    beside
    /// Tells a gap where what is passed stands after it: 超过全国平均.
    beyond
    /// What bounds a figure from behind: 以上.
    bound_after
    /// A bound that sets a goal: 不少于.
    bounded
    /// Makes a time a deadline: 前.
    by
    /// Tells that an amount is a cap: 最高.
    capped
    /// Opens a condition: 凡.
    condition
    /// How those who hear a yearly report are spoken to: 各位代表.
    congress
    /// What leads from a group to its number: 上涨的有23个.
    counting
    /// Units that number days, years and ranks: 届.
    dated_unit
    /// What may stand between an act and its thing: 落后.
    described
    /// Opens words that describe what follows 的: 具有.
    describing
    /// Acts after which the work stands behind its measure: 完成.
    done_verb
    /// Denominators behind 每: 每户.
    each
    /// What a time is entered in by name: 列入第六个五年计划.
    entered
    /// Bounds from above further off: 不超过投资额的30%.
    far_bound_above
    /// Bounds from below further off: 不低于.
    far_bound_below
    /// Five years looked back on: 五年.
    five_years
    /// Leads to those of whom a rule speaks: 对.
    for_whom
    /// Leads away from a time: 由.
    from
    /// Tells that a plan was carried out: 完成.
    fulfilled
    /// Tells that years are summed up: 累计.
    gathering
    /// Opens what a subsidy is told to be: 省级, 按照.
    grant_level
    /// Units that are halved behind 个: 个月.
    halved_unit
    /// Tells when a single thing happened: 于.
    happened_in
    /// Words in which 有 tells of nobody that he has something: 国有.
    has_within
    /// Tells an intention: 力争.
    intending
    /// What joins the last item of a list; the longest first: 以及.
    item_joint
    /// What joins two figures: 和.
    joint
    /// Tells that a level stays where it is: 稳定在.
    keeps_at
    /// Acts that tell what kind of people or firms are counted: 注册.
    kind_of_person
    /// Whose and what kind of plan it is: 年初.
    kind_of_plan
    /// What a plan's name is followed by where a year is meant: 收官.
    kind_of_year
    /// Titles that look back on the year before: 去年工作回顾.
    last_year
    /// What leads to a length of time: 为期.
    length_before
    /// What makes a number the name of a level: 千亿级.
    level_after
    /// What may stand before 占: 约.
    light_of_share
    /// Tells that values are listed: 分别.
    listing
    /// Opens years that are gone: 过去.
    looking_back
    /// What joins a number and its thing: 组成的.
    made_of
    /// Units of hidden numbers: XX个.
    masked_unit
    /// Tells a mean: 平均每天.
    mean
    /// Tells that several became fewer: 整合为.
    merged
    /// A condition by itself: 须持.
    must_hold
    /// Words that name a year by themselves: 去年.
    named_year
    /// The nation, which is no place of a report: 全国.
    nation
    /// Ends of short names that tell nothing without their owner: 率.
    needy
    /// Words that only begin like such a bound: 最高人民法院.
    no_bound
    /// Words that only begin like one: 当年.
    no_condition
    /// Words in which 从 leads from nothing: 从事.
    no_from
    /// What is counted though it begins so: 人口.
    no_level_after
    /// Words that only begin like such a word: 中国.
    no_years_after
    /// Words that only end like such a word: 提前.
    no_years_before
    /// What stands before the base of a share: 不超过.
    not_above
    /// What is no goal of its own: 目标任务的.
    not_aimed
    /// Tells that the other body is the nation: 国家.
    of_nation
    /// Tells that the other body is the province: 全省.
    of_province
    /// Tells that a subsidy is paid once: 一次性.
    once
    /// A year looked back on: 一年.
    one_year
    /// Opens a list of goals: 目标是.
    opens_goals
    /// Names of values that are ages and bound no group: 寿命.
    own_age
    /// Currencies that a text counts in without saying so: 人民币.
    own_money
    /// Tells that 1/3 is a part: 占.
    part_near
    /// Gaps that may be a bound as well: 超过.
    passing
    /// What a figure may be compared with that is its own past: 同期.
    past
    /// Years that are over: 上年度.
    past_year
    /// Denominators that are no units elsewhere: 班.
    per_unit
    /// Units of persons and ranks: 位.
    person_unit
    /// What a plan is called: 预算.
    plan
    /// Plans that are also the name of what is spent and taken in: 预算支出.
    plan_side
    /// Leads from what was reached to its plan: 占.
    plan_verb
    /// What is made at the beginning of a year for all of it: 预算.
    planned
    /// Makes a subsidy a promise: 最高.
    promising
    /// What makes a place the measure of a rank: 全国第一.
    ranked_after
    /// What a place is told against before it: 排全国第一.
    ranked_against
    /// Tells of a rank, not of a count: 排名.
    ranked_near
    /// Units of ranks after 前: 强.
    ranked_unit
    /// Tells that a rule sets the figure: 规定.
    ruled
    /// What follows a time that a figure is set beside: 相比.
    set_against
    /// Ends of names of shares: 比重.
    share
    /// Makes a time a beginning: 以来.
    since
    /// Manners of speaking that a number opens: 两个百亿台阶.
    step
    /// What ends a figure as a stop does: 左右.
    stop_after
    /// Times by which plans are called: 年初预算.
    time_of_plan
    /// What titles end in beside their subject: 建设.
    title_work
    /// What sums up: 共计.
    total
    /// What joins the values of a list; the longest first: 以及.
    value_joint
    /// Ends of what a year is called within a plan: 之年.
    year_of_plan
    /// Measures that several subjects share as a whole: 普及率.
    whole_measure
    /// What 年 goes with behind it: 青年, 周年.
    with_year
    /// What makes a number of years before it a time: 以来.
    years_after
    /// What makes a number of years after it a time: 近.
    years_before
    /// Makes a number of years a time: 过去.
    years_told
    /// Units of such a time; the first that fits: 个年头.
    years_unit
    /// What grew or fell is the harvest: 增产.
    yields
    /// Units of the own currency: 元.
    yuan
}

/// What tells that each figure of a list has its own subject.
pub(super) const RESPECTIVELY: &str = "分别";
/// The longest of `words` that `text` ends with.
pub(super) fn longest_end(words: &Words, text: &str) -> Option<&'static str> {
    words.iter().filter(|word| text.ends_with(word)).max_by_key(|word| word.len())
}

/// The words of one kind of row.
pub(super) fn words(kind: &'static str) -> Vec<&'static str> {
    rows(include_str!("../tables/not_metrics.tsv"))
        .filter(|row| row.len() == 3 && row[0] == kind)
        .flat_map(|row| row[2].split(' '))
        .filter(|w| !w.is_empty())
        .collect()
}

/// What stands before a number that only marks: 表3, 附件2.
static LABELS: LazyLock<Vec<&str>> = LazyLock::new(|| words("label"));
/// Words that only end like such a mark: 代表.
static NO_LABELS: LazyLock<Vec<&str>> = LazyLock::new(|| words("no_label"));

/// Whether a number after `before` only marks: 表3, 附件2.
pub(super) fn is_label(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\u{a0}']);
    let ends = |list: &[&str]| list.iter().any(|w| before.ends_with(w));
    ends(&LABELS) && !ends(&NO_LABELS)
}
