//! `plausible.bin` and `both_scripts.tsv` → for each character of the basic plane its class, compiled into the crate by the
//! build script and read by `survey.rs`.

#[path = "survey_class.rs"]
mod bits;
#[allow(dead_code)]
#[path = "plausible.rs"]
mod plausible;

use bits::*;
use plausible::{cost_after, is_traditional};
use std::path::Path;
use std::{fs, io};

/// A character that prose has once in a hundred thousand: what costs so much, in tenths of a decimal digit.
const RARE: u32 = 50;

/// Writes the numbers of the classes, a byte for each character, and the classes themselves.
pub fn write(out: &Path) -> io::Result<()> {
    for file in [
        "survey_build.rs",
        "survey_class.rs",
        "plausible.rs",
        "tables/plausible.bin",
        "tables/both_scripts.tsv",
    ] {
        println!("cargo::rerun-if-changed=src/{file}");
    }
    let classes = classes(&fs::read_to_string("src/tables/both_scripts.tsv")?);
    let mut different = classes.clone();
    different.sort_unstable();
    different.dedup();
    let number = |class| different.binary_search(class).ok().and_then(|n| u8::try_from(n).ok());
    let numbers: Option<Vec<u8>> = classes.iter().map(number).collect();
    fs::write(out.join("class_numbers.bin"), numbers.expect("they are few"))?;
    different.resize(1 << 8, IS_ODD);
    fs::write(out.join("classes.rs"), format!("{different:?}"))
}

fn classes(both_scripts: &str) -> Vec<Class> {
    let mut all = vec![IS_ODD; 1 << 16];
    for c in '\0'..='\u{FFFF}' {
        all[c as usize] = class(c) | script(is_traditional(c));
    }
    // 才 and 著 stand in both scripts; 纔, to which plausible.bin folds 才, stands in traditional text alone.
    for row in both_scripts.lines().filter(|line| !line.starts_with('#')) {
        for (form, traditional) in row.split('\t').zip([None, Some(true)]) {
            for place in form.chars().map(|c| c as usize & 0xFFFF) {
                all[place] = all[place] & !(TRADITIONAL_ONE | SIMPLIFIED_ONE) | script(traditional);
            }
        }
    }
    all
}

fn script(traditional: Option<bool>) -> Class {
    match traditional {
        Some(true) => TRADITIONAL_ONE,
        Some(false) => SIMPLIFIED_ONE,
        None => 0,
    }
}

fn class(c: char) -> Class {
    let odd = match c {
        '&' | '?' | '<' => true,
        // These stand in any text: 5·12, 3×3, ±0.5, 30°, §, and the blank that cannot break.
        '·' | '×' | '÷' | '±' | '°' | '§' | '\u{A0}' => false,
        '\t' | '\r' | '\n' => false,
        '\0'..='\x1f' | '\x7f'..='\u{24F}' => true,
        // What nobody sees.
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' => true,
        '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}' => true,
        '\u{3164}' | '\u{FE0F}' | '\u{FFA0}' => true,
        // Radicals, private use, compatibility forms, vertical and small ones.
        '\u{2E80}'..='\u{2FDF}' | '\u{E000}'..='\u{FAFF}' | '\u{FE10}'..='\u{FE6F}' => true,
        '\u{FFF0}'..='\u{FFFF}' => true,
        _ => false,
    };
    let wide = c >= '\u{80}' && !c.is_whitespace() && !('\u{FF10}'..='\u{FF5E}').contains(&c);
    let rare = wide && cost_after(None, c) >= RARE;
    let bit = |holds: bool, bit: Class| Class::from(holds) * bit;
    bit(odd, IS_ODD)
        | bit(wide, WIDE_ONE)
        | bit(rare, RARE_ONE)
        | bit(matches!(c, '(' | '（'), OPENS)
        | bit(c.is_ascii_alphabetic(), IS_LETTER)
        | bit(matches!(c, '\u{B}' | '\u{85}' | '\u{2028}' | '\u{2029}'), IS_RARE_END)
}
