//! Words → how far they tell that a project or a piece of work has come.

use crate::tables::word_lists;

word_lists! {
    "tables/stages.tsv",
    /// It is on paper.
    early
    /// It is on site or under way.
    begun
    /// It stands or runs.
    stands
    /// What is done with by a day, though it is no building.
    carried
}

/// How far a project has come, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// On paper: 可研, 招标.
    Early,
    /// On site or under way: 开工, 加快建设.
    Begun,
    /// It stands or runs: 建成, 通车.
    Stands,
}

/// The furthest stage that a text names.
pub(crate) fn furthest(text: &str) -> Option<Stage> {
    let stages = [(Stage::Stands, &WORDS.stands), (Stage::Begun, &WORDS.begun), (Stage::Early, &WORDS.early)];
    stages.into_iter().find(|(_, words)| words.occur_in(text)).map(|(stage, _)| stage)
}

/// Whether a text tells of an event that a day can be set for: 建成, 开工, 完成, 印发.
pub(crate) fn event(text: &str) -> bool {
    [&WORDS.begun, &WORDS.stands, &WORDS.carried].into_iter().any(|words| words.occur_in(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_furthest_stage_counts() {
        assert_eq!(furthest("云溪大桥可研获批、开工建设"), Some(Stage::Begun));
        assert_eq!(furthest("云溪大桥建设进展顺利"), Some(Stage::Begun));
        assert_eq!(furthest("云溪大桥开工次年建成通车"), Some(Stage::Stands));
        assert_eq!(furthest("加强桥梁养护"), None);
        assert!(event("完成选址") && !event("加强养护"));
    }
}
