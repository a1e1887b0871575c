//! `gongwen convert`: a file or standard input → the same text in the other script, by OpenCC's configuration names.

use crate::FINE;
use crate::files::{self, Failure};
use gongwen::{Clean, Converter, Language};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Args {
    #[arg(long, value_name = "CONFIG", help = "OpenCC 的配置名：t2s、s2t、tw2s、hk2s、s2twp 等")]
    config: String,
    #[arg(value_name = "FILE", default_value = "-", help = "文件；- 表示标准输入")]
    file: PathBuf,
}

pub fn run(args: &Args, lang: Language) -> u8 {
    let converter = match Converter::new(&args.config) {
        Ok(converter) => converter,
        Err(error) => return files::tell(&format!("--config: {error}")),
    };
    if args.file == Path::new("-") {
        return stream(io::stdin().lock(), &converter, lang).map_or_else(|f| f.tell(&args.file), |()| FINE);
    }
    files::each(std::slice::from_ref(&args.file), lang, |_, bytes| whole(&bytes, &converter, lang))
}

fn whole(bytes: &[u8], converter: &Converter, lang: Language) -> Result<(), Failure> {
    let how = Clean { keep_damage: true, to: gongwen::ToScript::AsFound };
    let source = gongwen::open(bytes, how).map_err(|e| Failure::library(&e, lang))?;
    files::print(converter.convert(source.text()).as_bytes(), lang)
}

/// Converts UTF-8 line by line, in memory for a block and the line that it breaks; other encodings are told by the whole
/// input, so they are read whole.
fn stream(mut input: impl Read, converter: &Converter, lang: Language) -> Result<(), Failure> {
    let mut held = Vec::new();
    let mut more = take(&mut input, BLOCK, &mut held, lang)?;
    if !begins_as_utf8(&held) {
        take(&mut input, u64::MAX, &mut held, lang)?;
        return whole(&held, converter, lang);
    }
    if let Some(text) = held.strip_prefix("\u{FEFF}".as_bytes()) {
        held = text.to_vec();
    }
    while more {
        let cut = last_break(&held);
        files::print(converter.convert(&String::from_utf8_lossy(&held[..cut])).as_bytes(), lang)?;
        held.drain(..cut);
        more = take(&mut input, BLOCK, &mut held, lang)?;
    }
    files::print(converter.convert(&String::from_utf8_lossy(&held)).as_bytes(), lang)
}

/// What is read at once.
const BLOCK: u64 = 1 << 20;
/// A line without end is cut at this length, between any two characters.
const LONGEST_LINE: usize = 8 << 20;

/// Reads up to `limit` bytes more; tells whether there may be others.
fn take(input: &mut impl Read, limit: u64, to: &mut Vec<u8>, lang: Language) -> Result<bool, Failure> {
    let read = input.by_ref().take(limit).read_to_end(to).map_err(|e| files::from_system(&e, lang))?;
    Ok(read as u64 == limit)
}

fn begins_as_utf8(bytes: &[u8]) -> bool {
    let whole = match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(e) => e.error_len().is_none() && bytes.len() as u64 == BLOCK,
    };
    whole && !bytes.contains(&0) && !bytes.windows(2).any(|two| two == b"~{")
}

/// Behind the last line's end; where a line is too long, before the last character.
fn last_break(bytes: &[u8]) -> usize {
    match bytes.iter().rposition(|b| *b == b'\n') {
        Some(at) => at + 1,
        None if bytes.len() < LONGEST_LINE => 0,
        None => bytes.iter().rposition(|b| !(0x80..=0xBF).contains(b)).unwrap_or(bytes.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_cut_behind_lines_and_before_characters() {
        assert_eq!(last_break("云溪县\n雲溪".as_bytes()), 10);
        assert_eq!(last_break("云溪县".as_bytes()), 0);
        let long = "雲".repeat(LONGEST_LINE / 3 + 1);
        assert_eq!(last_break(long.as_bytes()) % 3, 0);
    }

    #[test]
    fn other_encodings_are_no_stream() {
        assert!(begins_as_utf8("云溪县".as_bytes()));
        assert!(!begins_as_utf8(b"\xD4\xC6\xCF\xAA"));
        assert!(!begins_as_utf8(b"~{TF~}"));
    }
}
