//! A table of lamps → the lamp of a task, by verdict, due and progress: the first row that fits.

use crate::language::Language;
use crate::model::{Due, Lamp, Progress};
use crate::tables::called::{called, meant};

/// A table of lamps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lamps(Vec<Row>);

/// Machine words; none fits all.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    verdict: Option<&'static str>,
    due: Option<&'static str>,
    progress: Option<&'static str>,
    lamp: Lamp,
}

impl Default for Lamps {
    /// The crate's own.
    fn default() -> Self {
        Lamps::read(include_str!("../tables/lamps.tsv")).unwrap_or(Lamps(Vec::new()))
    }
}

impl Lamps {
    /// Reads a table: 结论, 到期, 进度, 灯, cut at tabs or commas; `#` opens a remark. Gives the first line that cannot be read.
    pub fn read(table: &str) -> Result<Self, String> {
        let lines = table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let rows: Vec<Row> = lines
            .filter(|line| !line.starts_with("结论"))
            .map(|line| row(line).ok_or_else(|| line.to_owned()))
            .collect::<Result<_, _>>()?;
        if rows.is_empty() { Err(String::new()) } else { Ok(Lamps(rows)) }
    }

    /// The lamp of a task; `verdict` is its machine word, that of a slogan `not_checkable`.
    pub fn lamp(&self, verdict: &str, due: Option<Due>, progress: Option<Progress>) -> Option<Lamp> {
        let fits = |wanted: Option<&str>, found: Option<&str>| wanted.is_none() || wanted == found;
        let row = self.0.iter().find(|row| {
            fits(row.verdict, Some(verdict))
                && fits(row.due, due.map(Due::as_str))
                && fits(row.progress, progress.map(Progress::as_str))
        });
        row.map(|row| row.lamp)
    }

    /// The words that a table may hold, for those who write one.
    pub fn words(language: Language) -> String {
        let list = |kind: &str, words: Vec<&str>| {
            words.iter().map(|word| called(kind, word, language)).collect::<Vec<_>>().join("、")
        };
        [
            list("verdict", vec!["done", "partly", "target_missed", "not_mentioned", "not_checkable"]),
            list("due", Due::ALL.iter().map(|due| due.as_str()).collect()),
            list("progress", Progress::ALL.iter().map(|progress| progress.as_str()).collect()),
            list("lamp", Lamp::ALL.iter().map(|lamp| lamp.as_str()).collect()),
        ]
        .join(language.pick("；", "; "))
    }
}

fn row(line: &str) -> Option<Row> {
    let cells: Vec<&str> = line.split(['\t', ',', '，']).map(str::trim).collect();
    let [verdict, due, progress, lamp] = cells[..] else { return None };
    let word = |kind, cell: &str| match cell {
        "*" | "" => Some(None),
        cell => meant(kind, cell).map(Some),
    };
    let lamp = meant("lamp", lamp)?;
    let lamp = Lamp::ALL.iter().copied().find(|known| known.as_str() == lamp)?;
    Some(Row {
        verdict: word("verdict", verdict)?,
        due: word("due", due)?,
        progress: word("progress", progress)?,
        lamp,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_row_that_fits_counts() {
        let lamps = Lamps::default();
        assert_eq!(lamps.lamp("done", Some(Due::NotYet), Some(Progress::Early)), Some(Lamp::Blue));
        assert_eq!(lamps.lamp("done", None, None), Some(Lamp::Green));
        assert_eq!(lamps.lamp("partly", Some(Due::Overdue), None), Some(Lamp::Red));
        assert_eq!(lamps.lamp("not_mentioned", Some(Due::NotYet), None), Some(Lamp::Grey));
        assert_eq!(lamps.lamp("not_checkable", None, None), Some(Lamp::Grey));
        // 451 of 480 by the end of June is no cause for alarm.
        let halfway = lamps.lamp("target_missed", Some(Due::NotYet), Some(Progress::Ahead));
        assert_eq!(halfway, Some(Lamp::Green));
    }

    #[test]
    fn every_task_has_a_lamp() {
        let lamps = Lamps::default();
        for verdict in ["done", "partly", "target_missed", "not_mentioned", "not_checkable"] {
            for due in Due::ALL.iter().copied().map(Some).chain([None]) {
                for progress in Progress::ALL.iter().copied().map(Some).chain([None]) {
                    assert!(lamps.lamp(verdict, due, progress).is_some(), "{verdict} {due:?} {progress:?}");
                }
            }
        }
    }

    #[test]
    fn an_office_writes_its_own() {
        let lamps = Lamps::read("# 我单位的\n结论,到期,进度,灯\n部分完成,*,*,红\n*,,,绿\n").unwrap();
        assert_eq!(lamps.lamp("partly", None, None), Some(Lamp::Red));
        assert_eq!(lamps.lamp("done", None, None), Some(Lamp::Green));
        assert_eq!(Lamps::read("完成,*,*,紫"), Err("完成,*,*,紫".into()));
        assert_eq!(Lamps::read("# 空\n"), Err(String::new()));
    }
}
