//! A machine word of verdicts, times and lamps → what people call it, and back; the columns of a ledger by name.

use super::Table;
use crate::language::Language;

static WORDS: Table = Table::new(include_str!("tracking_words.tsv"));
static COLUMNS: Table = Table::new(include_str!("ledger_columns.tsv"));

/// What people call a machine word of this kind: `called("due", "overdue", …)` is 已逾期.
pub(crate) fn called(kind: &str, word: &str, language: Language) -> &'static str {
    let row = WORDS.rows().find(|row| row[0] == kind && row[1] == word);
    row.map_or("", |row| language.pick(row[2], row[3]))
}

/// The machine word that people write in one of its spellings; of a lamp the colour is enough: 红.
pub(crate) fn meant(kind: &str, written: &str) -> Option<&'static str> {
    let written = written.trim();
    let is = |row: &&Vec<&'static str>| {
        row[0] == kind
            && (row[1..].iter().any(|word| word.eq_ignore_ascii_case(written))
                || kind == "lamp" && row[2].strip_suffix('灯') == Some(written))
    };
    WORDS.rows().find(is).map(|row| row[1])
}

/// A column of a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    heading: [&'static str; 2],
    /// Characters wide in a workbook; 0 for one that is hidden.
    #[cfg_attr(not(feature = "ledger"), allow(dead_code))]
    pub(crate) width: u16,
}

impl Column {
    /// What stands above it.
    #[cfg(feature = "ledger")]
    pub(crate) fn heading(&self, language: Language) -> &'static str {
        language.pick(self.heading[0], self.heading[1])
    }

    /// Whether `cell` stands above it, in any language.
    pub(crate) fn is_headed(&self, cell: &str) -> bool {
        self.heading.contains(&cell.trim())
    }
}

/// The columns of a ledger, in their order.
pub(crate) fn columns() -> impl Iterator<Item = Column> {
    COLUMNS.rows().map(|row| Column {
        name: row[0],
        heading: [row[1], row[2]],
        width: row[3].parse().unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_back_in_any_spelling() {
        for written in ["未达目标", " target missed ", "target_missed"] {
            assert_eq!(meant("verdict", written), Some("target_missed"), "{written}");
        }
        assert_eq!((meant("lamp", "红"), meant("lamp", "红灯")), (Some("red"), Some("red")));
        assert_eq!(meant("verdict", "已办结"), None);
        assert_eq!(called("progress", "behind", Language::Chinese), "欠进度");
    }

    #[test]
    fn every_column_has_a_width() {
        let hidden: Vec<&str> = columns().filter(|c| c.width == 0).map(|c| c.name).collect();
        assert_eq!(hidden, ["program", "key"]);
    }
}
