//! The text that is measured: our clean fixtures, in some of which a line is suspected of damage, as in any text; one behind
//! the other, often enough for some 200 kB.
//!
//! One short report a hundred times over would be learned by heart: a processor foretells its branches then.

const FIXTURES: [&str; 12] = [
    include_str!("../../../fixtures/pairs/dongling/report.txt"),
    include_str!("../../../fixtures/pairs/dongling/plan.txt"),
    include_str!("../../../fixtures/pairs/yunxi/report.txt"),
    include_str!("../../../fixtures/pairs/yunxi/plan.txt"),
    include_str!("../../../fixtures/pairs/chenghu/report.txt"),
    include_str!("../../../fixtures/pairs/chenghu/plan.txt"),
    include_str!("../../../fixtures/pairs/nanpu/report.txt"),
    include_str!("../../../fixtures/pairs/nanpu/plan.txt"),
    include_str!("../../../fixtures/single/wuning.txt"),
    include_str!("../../../fixtures/single/speech.txt"),
    include_str!("../../../fixtures/single/linxi.txt"),
    include_str!("../../../fixtures/single/bailu.txt"),
];

/// Some 200 kB of reports and plans about invented places.
pub fn text() -> String {
    let once = FIXTURES.concat();
    once.repeat(200_000 / once.len())
}
