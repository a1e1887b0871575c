//! A table → a file for each kind of its rows, compiled into the crate by the build script: a list of words or characters with their
//! numbers, or a `match` over characters.

use std::fmt::Write;
use std::path::Path;
use std::{fs, io};

/// Writes `KIND.rs` for each list, a slice of its rows, the longest words first. `cells` says how a cell is written: `c` a character,
/// `s` a string, `n` a number.
pub fn lists(rows: &str, of: &[(&str, &str)], out: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed=src/tables/constants_build.rs");
    for (kind, cells) in of {
        let mut rows: Vec<Vec<&str>> = of_kind(rows, kind).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row[0].len()));
        let mut list = "&[".to_owned();
        for row in rows {
            let told: Vec<String> =
                row.iter().zip(cells.chars()).map(|(cell, as_)| literal(cell, as_)).collect();
            let _ = match &told[..] {
                [one] => write!(list, "{one}, "),
                many => write!(list, "({}), ", many.join(", ")),
            };
        }
        list.push(']');
        fs::write(out.join(format!("{kind}.rs")), list)?;
    }
    Ok(())
}

/// Writes `NAME.rs`: the value of a character `c` of these kinds; it returns none of any other.
pub fn values(rows: &str, name: &str, kinds: &[&str], out: &Path) -> io::Result<()> {
    let mut arms = "match c {\n".to_owned();
    for row in kinds.iter().flat_map(|kind| of_kind(rows, kind)) {
        let _ = writeln!(arms, "{} => {},", literal(row[0], 'c'), row[1]);
    }
    arms.push_str("_ => return None,\n}\n");
    fs::write(out.join(format!("{name}.rs")), arms)
}

/// The rows of a kind without it.
fn of_kind<'t>(rows: &'t str, kind: &str) -> impl Iterator<Item = Vec<&'t str>> {
    let rows = rows.lines().filter_map(move |line| line.strip_prefix(kind)?.strip_prefix('\t'));
    rows.map(|row| row.split('\t').collect())
}

fn literal(cell: &str, written: char) -> String {
    match written {
        'c' => format!("{:?}", cell.chars().next().unwrap_or_default()),
        's' => format!("{cell:?}"),
        _ => cell.to_owned(),
    }
}
