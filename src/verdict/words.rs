//! What the verdict reads of words: lists of them, by kind.

use crate::tables::word_lists;

word_lists! {
    "../tables/verdict_words.tsv",
    /// Asks for the whole: 全覆盖.
    whole
    /// Makes a share one of a whole: 占应整治总数的91%.
    share
    /// Stands between a whole and some of it: 12个乡镇中的9个.
    some_of
    /// Ends a sentence that only announces what follows: 如下.
    as_follows
    /// The gross product, as indicators name it.
    product
    /// The income of all residents.
    income
    /// The income of residents in towns, of those in the country.
    income_of_some
    /// Names incomes in a task.
    earned
    /// Asks that they grow as the economy does.
    pace
    /// Allows them to grow a little slower.
    nearly
    /// Makes a sentence tell of another place or body than the report's own.
    elsewhere
    /// Asks for a level of some magnitude: 百亿级产业.
    level
    /// Stands in a figure of such a magnitude.
    magnitude
    /// Says of a task's own row in a ledger that it is not at its end.
    under_way
}
