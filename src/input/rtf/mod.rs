//! Bytes of an RTF file → its text: numbers as they stand beside the paragraphs, deletions gone, tables cell by cell.
//!
//! Written here, not taken from a crate: the one that reads Chinese (rtf-parser-tt) knows no rows, headings or written-out numbers.

mod fonts;
mod reader;
mod tables;
mod words;

use super::lines::extract;
use super::refusal::{most_text, pictures_only, refuse, too_much_text, without_words};
use crate::error::{Error, ErrorKind};
use crate::source::Extract;
use reader::Reader;
use words::{Sign, Signs};

/// Returns whether these are the first bytes of an RTF file.
pub fn is_rtf(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{\\rtf")
}

/// Reads the text, one line a paragraph or row, text boxes after their paragraphs, footnotes after the body.
///
/// # Errors
/// `Empty` for what holds no words, `Malformed` for what is cut off, `TooLarge` for what nests without end or holds too much text.
pub fn read(bytes: &[u8]) -> Result<Extract, Error> {
    let mut reader = Reader::new(most_text(bytes.len()));
    let mut signs = Signs::of(bytes);
    while let Some(sign) = signs.next() {
        match sign {
            Sign::Word("bin", Some(count)) => signs.pass_over(usize::try_from(count).unwrap_or(0)),
            sign => reader.take(sign)?,
        }
        if reader.is_full() {
            return Err(too_much_text());
        }
        if reader.has_ended() {
            let (lines, pictures) = reader.finish();
            let read = extract(lines);
            if pictures_only(&read.text, pictures) || read.text.trim().is_empty() {
                return Err(without_words(pictures));
            }
            return Ok(read);
        }
    }
    Err(refuse(ErrorKind::Malformed, "an RTF document that is cut off", "残缺的 RTF 文档"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(body: &str) -> String {
        let file = format!(
            "{{\\rtf1\\ansi\\ansicpg936\\uc1{{\\fonttbl{{\\f0\\fnil\\fcharset134 \\'ba\\'da\\'cc\\'e5;}}\
             {{\\f1\\froman\\fcharset0 Times;}}{{\\f2\\ftech\\fcharset2 Symbol;}}{{\\f3\\fcharset136 Ming;}}}}{body}}}"
        );
        read(file.as_bytes()).map_or_else(|e| e.to_string(), |read| read.text)
    }

    #[test]
    fn characters_come_as_bytes_and_as_numbers() {
        assert_eq!(text("\\f0\\'d4\\'c6\\u28330?\\'cf\\'d8\\par"), "云溪县\n");
        assert_eq!(text("\\f1 \\'d4\\'c6\\'cf\\'aa caf\\'e9 \\par"), "云溪 café \n");
        // 功 in Big5: its second byte is a backslash.
        assert_eq!(text("\\f3 \\'a5\\\\\\'a5\\'5c\\par"), "功功\n");
        assert_eq!(text("\\u-10179?\\u-8704?\\par"), "\u{1F600}\n");
        assert_eq!(text("{\\f2\\'b3}60\\par"), "≥60\n");
    }

    #[test]
    fn what_is_no_text_is_left_out() {
        assert_eq!(
            text(
                "{\\header 页眉\\par}{\\*\\generator x}{\\deleted 删}{\\v 藏}云{\\*\\bkmkstart a}溪\\par{\\pict 0102}"
            ),
            "expected a document, found an office document of pictures with next to no words (a scan?): have its words recognised first"
        );
        assert_eq!(text("{\\header 页眉\\par}{\\deleted 删}{\\v 藏}ab{\\*\\bkmkstart a}c\\par"), "abc\n");
        assert_eq!(
            text(
                "{\\field{\\*\\fldinst PAGE}{\\fldrslt 3}}{\\field{\\*\\fldinst eq \\\\f(1,2)}{\\fldrslt }}\\par"
            ),
            "31/2\n"
        );
    }

    #[test]
    fn numbers_rows_boxes_and_notes_are_lines() {
        assert_eq!(
            text("{\\listtext\\pard\\plain 1.\\tab}ab\\par{\\pntext\\f2\\'b7\\tab}c\\par"),
            "1. ab\nc\n"
        );
        let row = |cells: &[&str]| {
            let cells: String = cells.iter().map(|c| format!("\\pard\\intbl {c}\\cell")).collect();
            format!("\\trowd\\cellx1000\\cellx3000{cells}\\row")
        };
        assert_eq!(text(&(row(&["a", "b\\par c"]) + &row(&["d", ""]) + "\\pard e\\par")), "a\tb c\nd\t\ne\n");
        assert_eq!(
            text(
                "a{\\footnote\\pard n\\par}b{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt box\\par}}{\\shprslt y}}\\par"
            ),
            "ab\nbox\nn\n"
        );
    }

    #[test]
    fn headings_are_known_by_style_and_setting() {
        let file = "{\\rtf1{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 heading 1;}{\\s9 toc 1;}}\\pard\\s9 x\\par\
                    \\pard\\s1 one\\par\\pard two\\par\\pard\\qc three\\par\\pard\\b four\\b0\\par}";
        let read = read(file.as_bytes()).unwrap();
        let headings: Vec<&str> = read.headings.iter().map(|span| span.of(&read.text)).collect();
        assert_eq!((read.text.as_str(), headings), ("one\ntwo\nthree\nfour\n", vec!["one", "three", "four"]));
    }

    #[test]
    fn hostile_files_end() {
        for (body, times) in [
            ("{", 100_000),
            ("{}", 500_000),
            ("\\trowd\\cellx1\\cell\\row ", 60_000),
            ("\\cellx9", 200_000),
            ("\\itap9999\\intbl\\nestcell", 50_000),
            ("{\\shptxt", 900),
            ("{\\footnote", 900),
            ("{\\field", 900),
            ("\\'b1", 300_000),
            ("\\u-10179", 200_000),
            ("{\\fonttbl{\\f1;}}", 50_000),
        ] {
            text(&body.repeat(times));
        }
        let whole =
            "{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset134 a;}}{\\f0\\'d4\\'c6}\\u28330?{\\*\\x\\bin3 {{{}\\par}";
        assert!(read(whole.as_bytes()).is_ok());
        for end in 0..whole.len() {
            assert!(read(&whole.as_bytes()[..end]).is_err());
        }
    }
}
