//! `gongwen convert`: a file or standard input → the same text in the other script, by OpenCC's configuration names.

use crate::files::{self, Failure};
use crate::inputs::Files;
use crate::output::Output;
use crate::status::FINE;
use gongwen::{CleanOptions, Converter, Language};
use std::borrow::Cow;
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
        Err(error) => return files::tell(&format!("--config: {}", error.message(lang))),
    };
    if let Err(failure) = Files::named([&args.file]).keep(None, lang) {
        return failure.tell(&args.file);
    }
    let mut out = Output::standard(lang);
    let done = |lost: Result<usize, Failure>| {
        tell_lost(&args.file, lost?, lang);
        Ok(())
    };
    if args.file == Path::new("-") {
        let converted = done(stream(io::stdin().lock(), &mut out, &converter, lang));
        return converted.map_or_else(|failure: Failure| failure.tell(&args.file), |()| FINE);
    }
    files::each(std::slice::from_ref(&args.file), lang, |_, bytes| {
        done(whole(&bytes, &mut out, &converter, lang))
    })
}

/// Says how many places were no text in the encoding of the rest, where some were.
fn tell_lost(file: &Path, lost: usize, lang: Language) {
    if lost > 0 {
        let line = lang.pick(
            format!("{lost} 处字节不合全文的编码，已写作 �；请先用 gongwen clean 修复"),
            format!("{lost} places are not of the encoding of the rest, and are written as �: use gongwen clean first"),
        );
        files::say(file, &line);
    }
}

/// Stretches of U+FFFD.
fn gaps(text: &str) -> usize {
    text.split('\u{FFFD}').skip(1).filter(|rest| !rest.is_empty()).count()
        + usize::from(text.ends_with('\u{FFFD}'))
}

/// Converts an input that is in memory; tells how many places of it are lost.
fn whole(bytes: &[u8], out: &mut Output, converter: &Converter, lang: Language) -> Result<usize, Failure> {
    let how = CleanOptions::new().keep_damage(true);
    let source = gongwen::open(bytes, how).map_err(|e| Failure::library(&e, lang))?;
    out.write_text(&converter.convert(source.text()))?;
    out.flush()?;
    Ok(gaps(source.text()))
}

/// Converts UTF-8 line by line, in memory for a block and the line that it breaks; other encodings are told by the whole
/// input, so they are read whole. Tells how many places of it are lost.
fn stream(
    mut input: impl Read,
    out: &mut Output,
    converter: &Converter,
    lang: Language,
) -> Result<usize, Failure> {
    let mut held = Vec::new();
    let mut more = take(&mut input, BLOCK, &mut held, lang)?;
    if !begins_as_utf8(&held) {
        held.extend(files::read_from(input).map_err(|e| files::from_system(&e, lang))?);
        return whole(&held, out, converter, lang);
    }
    if let Some(text) = held.strip_prefix("\u{FEFF}".as_bytes()) {
        held = text.to_vec();
    }
    let mut lost = 0;
    let mut convert = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        if let Cow::Owned(text) = &text {
            lost += gaps(text);
        }
        out.write_text(&converter.convert(&text))?;
        out.flush()
    };
    while more {
        let cut = last_break(&held);
        convert(&held[..cut])?;
        held.drain(..cut);
        more = take(&mut input, BLOCK, &mut held, lang)?;
    }
    convert(&held)?;
    Ok(lost)
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
    fn gaps_are_counted_whatever_their_length() {
        for (text, count) in
            [("", 0), ("云溪", 0), ("\u{FFFD}", 1), ("\u{FFFD}\u{FFFD}云\u{FFFD}溪", 2), ("云\u{FFFD}", 1)]
        {
            assert_eq!(gaps(text), count, "{text:?}");
        }
    }

    #[test]
    fn other_encodings_are_no_stream() {
        assert!(begins_as_utf8("云溪县".as_bytes()));
        assert!(!begins_as_utf8(b"\xD4\xC6\xCF\xAA"));
        assert!(!begins_as_utf8(b"~{TF~}"));
    }
}
