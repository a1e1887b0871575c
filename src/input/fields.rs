//! The instruction of a field that has no result → what it shows: a ringed number, a character with its reading, a fraction, a symbol.

use super::symbols::symbol;

/// An instruction is short; what is longer shows nothing.
pub(super) const LONGEST: usize = 400;

/// Returns what a field shows: `EQ \o\ac(○,1)` is ①, `EQ \f(1,2)` is 1/2, `SYMBOL 179 \f Symbol` is ≥.
pub(super) fn shown(instruction: &str) -> Option<String> {
    let instruction = instruction.trim();
    if instruction.len() > LONGEST {
        return None;
    }
    let (name, rest) =
        instruction.split_once([' ', '\\', '(']).map(|(name, _)| instruction.split_at(name.len()))?;
    match name.to_ascii_uppercase().as_str() {
        "EQ" => equation(rest),
        "SYMBOL" => {
            let mut words = rest.split_whitespace();
            let code = words.next()?;
            let code = code
                .strip_prefix("0x")
                .map_or_else(|| code.parse(), |hex| u32::from_str_radix(hex, 16))
                .ok()?;
            let font = rest.split_once("\\f").map_or("", |(_, font)| font).trim_start();
            let font = font.strip_prefix('"').map_or_else(|| font.split(' ').next(), |f| f.split('"').next());
            symbol(font.unwrap_or_default(), code).map(String::from)
        }
        _ => None,
    }
}

/// Reads an equation: what is laid over each other, or a fraction.
fn equation(rest: &str) -> Option<String> {
    // `\*` and what follows is how it is set: `EQ \* jc2 \* hps10 \o\ad(…)`.
    let at = rest.find("\\o").or_else(|| rest.find("\\f"))?;
    let fraction = rest[at..].starts_with("\\f");
    let list = arguments(&rest[at..])?;
    let plain: Vec<String> = list.iter().map(|argument| without_switches(argument)).collect();
    match (&plain[..], &list[..]) {
        ([above, below], _) if fraction => Some(format!("{above}/{below}")),
        ([ring, number], _) if ["○", "◯", "〇"].contains(&ring.as_str()) => Some(ringed(number)),
        ([number, ring], _) if ["○", "◯", "〇"].contains(&ring.as_str()) => Some(ringed(number)),
        // A reading, raised above its character.
        ([.., base], [reading, ..]) if reading.contains("\\s") => Some(base.clone()),
        _ => Some(plain.concat()),
    }
    .filter(|shown| !shown.is_empty())
}

fn ringed(number: &str) -> String {
    let ring =
        number.parse().ok().filter(|n| (1..=20).contains(n)).and_then(|n: u32| char::from_u32(0x245F + n));
    ring.map_or_else(|| number.to_owned(), String::from)
}

/// The arguments in the first parentheses, those in parentheses within them whole.
fn arguments(text: &str) -> Option<Vec<String>> {
    let (mut depth, mut found) = (0usize, vec![String::new()]);
    for c in text[text.find('(')?..].chars() {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(found),
            ')' => depth -= 1,
            _ => {}
        }
        match c {
            ',' | ';' if depth == 1 => found.push(String::new()),
            '(' if depth == 1 => {}
            c => found.last_mut()?.push(c),
        }
    }
    None
}

/// An argument without its switches and their parentheses: `\s\up 9(xī)` is xī.
fn without_switches(argument: &str) -> String {
    let words = argument.split(['(', ')']).map(|part| part.split('\\').next().unwrap_or_default().trim());
    words.collect::<Vec<_>>().concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fields_draw_is_read() {
        for (instruction, text) in [
            (" eq \\o\\ac(○,1)", "①"),
            ("EQ \\* jc2 \\* \"Font:宋体\" \\* hps10 \\o\\ad(\\s\\up 9(xī),溪)", "溪"),
            ("eq \\f(1,2)", "1/2"),
            ("SYMBOL 179 \\f \"Symbol\" \\s 10", "≥"),
            ("EQ \\o\\ac(□,特)", "□特"),
        ] {
            assert_eq!(shown(instruction).as_deref(), Some(text), "{instruction}");
        }
        for instruction in ["PAGE", "EQ \\o(", "", "TOC \\o \"1-3\"", "SYMBOL x", "EQ"] {
            assert_eq!(shown(instruction), None, "{instruction}");
        }
    }
}
