//! The doors of the house, held by reading `src/`: who may use whom, and where an outside name may enter.

use crate::common::{files, project};
use std::collections::BTreeSet;

/// Ground floor, in order: each file uses only those above it.
const GROUND: &[&str] = &[
    "span",
    "language",
    "error",
    "tables",
    "numeral",
    "calendar",
    "sentence",
    "stage",
    "source",
    "utf8",
    "plausible",
    "survey",
    "pairs",
    "model",
];

/// Rooms, in the order that the text walks: each uses the ground floor and itself.
const ROOMS: &[&str] = &[
    "input",
    "decode",
    "restore",
    "script",
    "outline",
    "statements",
    "metrics",
    "tasks",
    "matching",
    "verdict",
    "audit",
    "report",
];

/// The corridor: it alone calls the rooms, in order.
const CORRIDOR: &[&str] = &["lib", "belonging", "chosen", "checker", "notes"];

/// An outside name, and the rooms that it may enter. `bin` is the porch.
const DOORS: &[(&str, &[&str])] = &[
    ("encoding_rs", &["decode", "pairs"]),
    ("jieba_rs", &["matching"]),
    ("unicode_width", &["report"]),
    ("clap", &["bin"]),
    ("serde_json", &["bin"]),
    ("terminal_size", &["bin"]),
    ("std::fs", &["bin"]),
    ("std::env", &["bin"]),
    ("std::process", &["bin"]),
    ("std::thread", &["bin"]),
    ("std::net", &["bin"]),
    ("println!", &["bin"]),
    ("eprintln!", &["bin"]),
    ("print!", &["bin"]),
    ("std::time", &[]),
];

/// A source file: the room that it stands in, and its code without comments, strings and unit tests.
struct File {
    name: String,
    room: String,
    is_root: bool,
    code: String,
    text: String,
}

fn house() -> Vec<File> {
    let src = project("src");
    files("src", ".rs")
        .into_iter()
        .filter(|p| p.file_name().is_none_or(|n| n != "build.rs"))
        .map(|path| {
            let name = path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
            let room = name.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let is_root = !name.contains('/') || name.matches('/').count() == 1 && name.ends_with("/mod.rs");
            let code = if name.ends_with("tests.rs") { String::new() } else { code_of(&text) };
            File { code, name, room, is_root, text }
        })
        .collect()
}

/// The code without comments, string literals and what is compiled for tests only; a file of tests has none.
fn code_of(text: &str) -> String {
    without_test_items(&without_words(text))
}

/// The code without each item under `#[cfg(test)]`: up to its closing brace, or to its `;` where it has none.
fn without_test_items(code: &str) -> String {
    const TEST_ONLY: &str = "#[cfg(test)]";
    let mut kept = String::new();
    let mut rest = code;
    while let Some(at) = rest.find(TEST_ONLY) {
        kept.push_str(&rest[..at]);
        let item = &rest[at + TEST_ONLY.len()..];
        let mut depth = 0usize;
        let end = item.char_indices().find_map(|(at, c)| {
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            (depth == 0 && matches!(c, '}' | ';')).then_some(at + 1)
        });
        rest = &item[end.unwrap_or(item.len())..];
    }
    kept + rest
}

/// The code without comments, string literals and braces in quotes.
fn without_words(text: &str) -> String {
    let text = text
        .replace("'{'", "")
        .replace("'}'", "")
        .replace("';'", "")
        .replace("'\\\"'", "")
        .replace("'\"'", "");
    let mut code = String::new();
    for line in text.lines() {
        let mut inside = false;
        let line = line.split("//").next().unwrap_or_default();
        code.extend(line.chars().filter(|&c| {
            inside ^= c == '"';
            !inside
        }));
        code.push('\n');
    }
    code
}

#[test]
fn what_stands_below_a_test_item_is_code() {
    let code = code_of(
        "#[cfg(test)]\nuse crate::a;\nuse crate::b;\n#[cfg(test)]\nmod tests { fn f() { crate::c(); } }\nuse crate::d;\n",
    );
    assert_eq!(roots(&code).into_iter().collect::<Vec<_>>(), ["b", "d"]);
}

/// The names of the crate's root that `code` uses: `crate::span::Span`, `crate::{error, model}`.
fn roots(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(list) => found.extend(first_names(list)),
            None => found.extend(name_of(rest)),
        }
    }
    found
}

fn name_of(rest: &str) -> Option<String> {
    let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!name.is_empty()).then_some(name)
}

/// The first names of a list in braces, up to its closing brace: `a::b, c::{d, e}` has a and c.
fn first_names(list: &str) -> Vec<String> {
    let (mut depth, mut names, mut expect) = (0, Vec::new(), true);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => expect = true,
            c if expect && (c.is_alphanumeric() || c == '_') => {
                names.extend(name_of(&list[at..]));
                expect = false;
            }
            _ => {}
        }
    }
    names
}

#[test]
fn every_file_has_its_place() {
    for file in house() {
        let known = CORRIDOR.contains(&file.room.as_str())
            || file.room == "bin"
            || GROUND.contains(&file.room.as_str())
            || ROOMS.contains(&file.room.as_str());
        assert!(known, "{}: a room that house.rs does not know", file.name);
    }
}

#[test]
fn every_file_says_what_it_is() {
    for file in house() {
        assert!(file.text.starts_with("//! "), "{} does not begin with //!", file.name);
    }
}

/// Door 1.
#[test]
fn the_ground_floor_uses_only_what_stands_above() {
    for file in house() {
        let Some(place) = GROUND.iter().position(|g| *g == file.room) else { continue };
        for root in roots(&file.code) {
            let above = GROUND[..=place].contains(&root.as_str());
            assert!(above, "{} uses crate::{root}, which does not stand above it", file.name);
        }
    }
}

/// Door 2.
#[test]
fn a_room_uses_the_ground_floor_and_itself() {
    for file in house().iter().filter(|f| ROOMS.contains(&f.room.as_str())) {
        for root in roots(&file.code) {
            let ground = GROUND.contains(&root.as_str()) || root == file.room;
            assert!(ground, "{} uses crate::{root}", file.name);
        }
    }
}

/// Nobody slips out of a room by `super`.
#[test]
fn no_room_is_left_by_super() {
    for file in house().iter().filter(|f| f.room != "bin" && f.is_root) {
        assert!(!file.code.contains("super::"), "{} uses super:: at the root of its room", file.name);
    }
}

/// Door 3.
#[test]
fn outside_names_enter_at_their_doors() {
    for file in house() {
        for (name, rooms) in DOORS {
            let enters = file
                .code
                .match_indices(name)
                .any(|(at, _)| !file.code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
            assert!(!enters || rooms.contains(&file.room.as_str()), "{} uses {name}", file.name);
        }
    }
}

/// Door 4.
#[test]
fn nothing_is_unsafe() {
    for file in house() {
        assert!(!file.code.contains("unsafe"), "{}", file.name);
    }
}

#[test]
fn tables_say_where_they_come_from() {
    for path in files("src/tables", ".tsv") {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("# "), "{} does not begin with its source", path.display());
    }
}
