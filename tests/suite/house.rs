//! The doors of the house, held by reading `src/`: who may use whom, where an outside name may enter, that no files
//! stand in a circle, and that tables are in order.

use crate::common::{files, project};
use std::collections::{BTreeMap, BTreeSet};

/// Ground floor, in order: each file uses only those above it.
const GROUND: &[&str] = &[
    "span",
    "language",
    "error",
    "codes",
    "damage",
    "tables",
    "plausible",
    "place",
    "text",
    "numeral",
    "calendar",
    "stage",
    "source",
    "lines",
    "utf8",
    "survey_class",
    "survey",
    "pairs",
    "entity",
    "model",
    "placed",
];

/// Rooms, in the order that the text walks: each uses the ground floor and itself.
const ROOMS: &[&str] = &[
    "input",
    "layout",
    "decode",
    "restore",
    "script",
    "outline",
    "statements",
    "metrics",
    "tasks",
    "matching",
    "reader",
    "verdict",
    "audit",
    "tracking",
    "report",
];

/// The corridor: it alone calls the rooms, in order; `lib` is the face and calls none.
const CORRIDOR: &[&str] = &[
    "lib",
    "notes",
    "parsed",
    "readable",
    "unread",
    "about",
    "belonging",
    "chosen",
    "passages",
    "reading",
    "checker",
    "rooms",
    "several",
    "tracker",
    "pipeline",
    "ledger",
];

/// An outside name, and the rooms that it may enter. `bin` is the porch. Every dependency of `Cargo.toml` has one.
const DOORS: &[(&str, &[&str])] = &[
    ("encoding_rs", &["decode", "input", "pairs", "restore"]),
    ("fearless_simd", &["reader"]),
    ("jieba_rs", &["matching"]),
    ("maud", &["report"]),
    ("rust_xlsxwriter", &["report"]),
    ("hayro_syntax", &["input"]),
    ("memchr", &["bin", "decode", "input", "lines"]),
    ("miniz_oxide", &["input"]),
    ("pinyin", &["restore"]),
    ("quick_xml", &["input"]),
    ("regex", &["restore"]),
    (
        "serde",
        &[
            "bin", "calendar", "checker", "codes", "damage", "model", "numeral", "parsed", "place", "report",
            "source", "span",
        ],
    ),
    ("simdutf8", &["utf8"]),
    // Chosen for what counts characters as people do; nothing does yet.
    ("unicode_segmentation", &[]),
    ("unicode_width", &["report"]),
    ("clap", &["bin"]),
    ("clap_complete", &["bin"]),
    ("clap_mangen", &["bin"]),
    ("wild", &["bin"]),
    ("indicatif", &["bin"]),
    ("serde_json", &["bin"]),
    ("sha2", &["bin"]),
    ("terminal_size", &["bin"]),
    ("std::fs", &["bin"]),
    ("std::env", &["bin"]),
    ("std::process", &["bin"]),
    ("std::thread", &["bin", "reading"]),
    ("std::net", &["bin"]),
    ("println!", &["bin"]),
    ("eprintln!", &["bin"]),
    ("print!", &["bin"]),
    ("std::time", &["bin"]),
];

/// Tables whose rows stand in the order of their bytes.
const SORTED: &[&str] = &[
    "act_words",
    "compatibility",
    "currencies",
    "divisions",
    "glyph_names",
    "grams",
    "html_entities",
    "never_guessed",
    "private_use",
    "splits",
    "tense_pairs",
    "units",
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
        .filter(|p| p.file_name().is_none_or(|n| !n.to_string_lossy().ends_with("build.rs")))
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
    let names = paths(code).into_iter().filter(|path| path[0] == "crate");
    names.filter_map(|path| path.into_iter().nth(1)).collect()
}

fn name_of(rest: &str) -> &str {
    &rest[..rest.find(|c: char| !is_part_of_a_name(c)).unwrap_or(rest.len())]
}

fn is_part_of_a_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether a name stands at `at` as a whole, not as the end of a longer name or path, nor as who may see a thing: `pub(in crate::a)`.
fn begins_at(code: &str, at: usize) -> bool {
    !code[..at].ends_with("(in ") && !code[..at].ends_with(|c: char| is_part_of_a_name(c) || c == ':')
}

/// The paths in `code` that begin in the crate, one for each name of a list in braces.
fn paths(code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for start in ["crate::", "self::", "super::"] {
        for (at, _) in code.match_indices(start).filter(|(at, _)| begins_at(code, *at)) {
            read_path(&code[at..], &[], &mut found);
        }
    }
    found
}

/// Reads `a::b` and `a::{b, c::d}` behind `before`; gives what follows.
fn read_path<'a>(code: &'a str, before: &[String], found: &mut Vec<Vec<String>>) -> &'a str {
    let code = code.trim_start();
    if let Some(mut rest) = code.strip_prefix('{') {
        loop {
            rest = read_path(rest, before, found);
            let Some(at) = rest.find([',', '}']) else { return "" };
            let closed = rest[at..].starts_with('}');
            rest = &rest[at + 1..];
            if closed {
                return rest;
            }
        }
    }
    let name = name_of(code);
    let mut path = before.to_vec();
    path.extend((!name.is_empty()).then(|| name.to_owned()));
    match code[name.len()..].strip_prefix("::") {
        Some(rest) => read_path(rest, &path, found),
        None => {
            // Behind the last comma of a list stands nothing.
            found.extend((!code.starts_with('}')).then_some(path));
            &code[name.len()..]
        }
    }
}

#[test]
fn a_list_in_braces_is_several_paths() {
    let found = paths("use crate::{a, b::{C, D as E},\n};\nlet x = super::f(super::super::g::<T>());");
    let found: Vec<String> = found.iter().map(|path| path.join("::")).collect();
    let all = ["crate::a", "crate::b::C", "crate::b::D", "super::f", "super::super::g"];
    assert_eq!(found, all);
}

/// The root of the crate that a file belongs to, and the module that it is.
fn module(name: &str) -> (Vec<&str>, Vec<&str>) {
    const PROGRAM: [&str; 2] = ["bin", "gongwen"];
    let name = name.trim_end_matches(".rs").trim_end_matches("/mod").trim_end_matches("/main");
    let module: Vec<&str> = name.split('/').filter(|part| *part != "lib").collect();
    let root = if module.starts_with(&PROGRAM) { PROGRAM.to_vec() } else { Vec::new() };
    (root, module)
}

/// For each file the others that it uses: a path leads to the file of the deepest module on it.
fn arrows(house: &[File]) -> BTreeMap<&str, BTreeSet<&str>> {
    let files: BTreeMap<Vec<&str>, &str> = house.iter().map(|f| (module(&f.name).1, &*f.name)).collect();
    let used_by = |file: &'_ File| -> BTreeSet<&str> {
        let (root, own) = module(&file.name);
        let children = files.keys().filter(|m| m.len() == own.len() + 1 && m.starts_with(&own));
        let called = children.filter(|m| calls(&file.code, m[own.len()])).map(|m| files[m]);
        let named = paths(&file.code).into_iter().filter_map(|path| {
            let mut at = if path[0] == "crate" { root.clone() } else { own.clone() };
            for part in path.iter().skip_while(|part| *part == "crate" || *part == "self") {
                match part.as_str() {
                    "super" => _ = at.pop(),
                    part => at.push(part),
                }
            }
            (0..=at.len()).rev().find_map(|len| files.get(&at[..len]).copied())
        });
        called.chain(named).filter(|other| *other != file.name).collect()
    };
    house.iter().map(|file| (&*file.name, used_by(file))).collect()
}

/// Whether a module's code names its child: `child::read(…)`.
fn calls(code: &str, child: &str) -> bool {
    code.match_indices(&format!("{child}::")).any(|(at, _)| begins_at(code, at))
}

/// All files that can be reached from one.
fn reach<'a>(from: &'a str, arrows: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let (mut found, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(file) = open.pop() {
        open.extend(arrows[file].iter().filter(|next| found.insert(**next)));
    }
    found
}

#[test]
fn files_stand_in_no_circle() {
    let house = house();
    let arrows = arrows(&house);
    let reach: BTreeMap<&str, BTreeSet<&str>> = arrows.keys().map(|f| (*f, reach(f, &arrows))).collect();
    let tied =
        |f: &&str| -> Vec<&str> { reach[f].iter().copied().filter(|o| reach[o].contains(f)).collect() };
    let circles: BTreeSet<Vec<&str>> = reach.keys().map(tied).filter(|c| !c.is_empty()).collect();
    assert!(circles.is_empty(), "files that use each other in a circle: {circles:#?}");
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
            let enters = file.code.match_indices(name).any(|(at, _)| {
                let apart = |c: Option<char>| !c.is_some_and(is_part_of_a_name);
                let rest = file.code[at + name.len()..].chars().next();
                apart(file.code[..at].chars().next_back()) && apart(rest)
            });
            assert!(!enters || rooms.contains(&file.room.as_str()), "{} uses {name}", file.name);
        }
    }
}

#[test]
fn every_dependency_has_a_door() {
    let manifest = std::fs::read_to_string(project("Cargo.toml")).unwrap();
    let listed = manifest.split("\n[").find_map(|section| section.strip_prefix("dependencies]\n")).unwrap();
    for name in listed.lines().filter_map(|line| Some(line.split_once(" = ")?.0.replace('-', "_"))) {
        assert!(DOORS.iter().any(|door| door.0 == name), "{name} has no door in house.rs");
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

/// Rows of a table without its comments.
fn rows(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

#[test]
fn no_table_says_a_row_twice() {
    for path in
        files("src/tables", ".tsv").into_iter().filter(|p| !p.to_string_lossy().ends_with("_trees.tsv"))
    {
        let text = std::fs::read_to_string(&path).unwrap();
        let mut seen = BTreeSet::new();
        let twice: Vec<&str> = rows(&text).into_iter().filter(|row| !seen.insert(*row)).collect();
        assert!(twice.is_empty(), "{}: {twice:?} stand twice", path.display());
    }
}

/// Tables whose first words may come again: 南山区 lies in two cities.
const REPEATING: &[&str] = &["divisions"];

#[test]
fn tables_that_are_searched_or_long_are_sorted() {
    for name in SORTED {
        let text = std::fs::read_to_string(project("src/tables").join(format!("{name}.tsv"))).unwrap();
        let key = |row: &&str| row.split('\t').next().unwrap_or_default().to_owned();
        let keys: Vec<String> = rows(&text).iter().map(key).collect();
        let again = REPEATING.contains(name);
        let late = keys.windows(2).find(|pair| pair[0] > pair[1] || pair[0] == pair[1] && !again);
        assert!(late.is_none(), "{name}.tsv: {late:?} stand in no order");
    }
}

/// `lib.rs` is a face: docs and what is public.
#[test]
fn the_face_is_short() {
    let house = house();
    let lib = house.iter().find(|f| f.name == "lib.rs").unwrap();
    assert!(lib.text.lines().count() <= 120, "lib.rs has grown");
}
