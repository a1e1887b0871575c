//! The text of an earlier ledger (a sheet, or CSV) → its rows: key, task, verdict, what a person decided and wrote.

use super::keys::Key;
use crate::source::{Format, Source};
use crate::tables::called::{columns, meant};

/// A row of an earlier ledger, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its key, where it has one.
    pub key: Option<Key>,
    /// The task's words.
    pub task: String,
    /// The machine word of what the program said, where it is known.
    pub program: Option<&'static str>,
    /// That of the verdict that stood in it.
    pub verdict: Option<&'static str>,
    /// 改判, as written.
    pub decision: String,
    /// 复核意见.
    pub comment: String,
}

impl Entry {
    /// The machine word of the verdict that stood in it: what a person decided, else the program's.
    pub fn standing(&self) -> Option<&'static str> {
        meant("verdict", &self.decision).or(self.verdict)
    }

    /// Reads the rows of the first table whose columns are headed as a ledger's; none where there is no such table.
    pub fn read(source: &Source) -> Option<Vec<Entry>> {
        let text = source.text();
        let rows = match source.info().format {
            Format::Text => separated(text),
            _ => text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect(),
        };
        let (head, places) = rows.iter().enumerate().find_map(|(at, row)| Some((at, Places::of(row)?)))?;
        let keyed = places.key.is_some();
        let entries = rows[head + 1..].iter().filter(|row| Places::of(row).is_none());
        Some(entries.filter_map(|row| places.entry(row, keyed)).collect())
    }
}

/// In which cell of a row a thing stands.
#[derive(Debug, Default)]
struct Places {
    key: Option<usize>,
    number: Option<usize>,
    task: usize,
    verdict: Option<usize>,
    program: Option<usize>,
    decision: Option<usize>,
    comment: Option<usize>,
}

impl Places {
    /// The places that a row of headings names; none where it is no such row.
    fn of(row: &[String]) -> Option<Self> {
        let place = |name: &str| {
            let column = columns().find(|column| column.name == name)?;
            row.iter().position(|cell| column.is_headed(cell))
        };
        let places = Places {
            key: place("key"),
            number: place("number"),
            task: place("task")?,
            verdict: place("verdict"),
            program: place("program"),
            decision: place("decision"),
            comment: place("comment"),
        };
        (places.verdict.is_some() || places.decision.is_some()).then_some(places)
    }

    /// A row that has a key; where the ledger has lost its keys, one that has a number.
    fn entry(&self, row: &[String], keyed: bool) -> Option<Entry> {
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map_or("", |cell| cell.trim());
        let key = Key::read(cell(self.key));
        let task = cell(Some(self.task));
        let counted = || cell(self.number).parse::<usize>().is_ok();
        let is_one = if keyed { key.is_some() || counted() } else { counted() || self.number.is_none() };
        (is_one && !task.is_empty()).then(|| Entry {
            key,
            task: task.trim_start_matches('\'').to_owned(),
            program: meant("verdict", cell(self.program.or(self.verdict))),
            verdict: meant("verdict", cell(self.verdict)),
            decision: cell(self.decision).trim_start_matches('\'').to_owned(),
            comment: cell(self.comment).trim_start_matches('\'').to_owned(),
        })
    }
}

/// The rows of a CSV text (RFC 4180), parted at commas, semicolons or tabs, whichever it has most.
fn separated(text: &str) -> Vec<Vec<String>> {
    let text = text.trim_start_matches('\u{feff}');
    let count = |mark: &char| text.matches(*mark).count();
    let mark = [';', '\t', ','].into_iter().max_by_key(count).unwrap_or(',');
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted || cell.is_empty() => quoted = !quoted,
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            c if c == mark && !quoted => row.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    row.push(cell);
    rows.push(row);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceInfo;

    fn read(text: &str) -> Option<Vec<Entry>> {
        Entry::read(&Source::new(text.to_owned(), SourceInfo::default(), Vec::new()))
    }

    #[test]
    fn rows_are_read_whatever_stands_between_them() {
        let text = "督查台账\r\n\r\n序号,任务,结论,复核意见,改判,任务标识\r\n一、民生,,,,,\r\n\
                    1,\"新建公厕\n12座，\"\"东街\"\"\",未提及,见附件,完成,0123456789ab-012345\r\n";
        let entries = read(text).unwrap();
        assert_eq!(entries.len(), 1, "{entries:?}");
        let entry = &entries[0];
        assert_eq!(entry.task, "新建公厕\n12座，\"东街\"");
        assert_eq!((entry.verdict, entry.standing()), (Some("not_mentioned"), Some("done")));
        assert_eq!((&*entry.comment, &*entry.decision), ("见附件", "完成"));
        assert!(entry.key.is_some());
    }

    #[test]
    fn a_ledger_without_keys_is_read_by_its_numbers() {
        let entries =
            read("number\ttask\tverdict_text\tdecision\n1\t新建公厕12座\tpartly\tdone\n合计\t2\t\t\n")
                .unwrap();
        assert_eq!(entries.len(), 1);
        assert_eq!((entries[0].key.as_ref(), entries[0].standing()), (None, Some("done")));
    }

    #[test]
    fn a_row_that_has_lost_its_key_counts_by_its_number() {
        let rows =
            "1,新建公厕12座,未提及,完成,0123456789ab-012345\n2,修复河堤7公里,未提及,完成,\n合计,2,,,\n";
        let entries = read(&format!("序号,任务,结论,改判,任务标识\n{rows}")).unwrap();
        let told: Vec<_> = entries.iter().map(|e| (e.task.as_str(), e.key.is_some())).collect();
        assert_eq!(told, [("新建公厕12座", true), ("修复河堤7公里", false)]);
    }

    #[test]
    fn what_has_no_such_table_is_no_ledger() {
        assert_eq!(read("云溪县工作总结\n全年修复河堤7公里。\n"), None);
        assert_eq!(read(""), None);
    }
}
