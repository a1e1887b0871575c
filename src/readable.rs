//! A file, read → how much of it can be read as Chinese, and an error that says what it holds where that is next to nothing.

use crate::error::{Error, ErrorKind};
use crate::model::NoteCode;
use crate::notes::UNREADABLE;
use crate::parsed::Parsed;
use crate::plausible::{cost, is_han};
use crate::report::{Doubt, Side};

/// What the characters of a text are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Census {
    /// Chinese characters.
    han: usize,
    /// Those of them that stand in lines which nobody can read.
    garbled: usize,
    /// U+FFFD.
    lost: usize,
    /// NUL and its like.
    controls: usize,
    /// Letters of other scripts.
    letters: usize,
}

/// A text of so many other letters for each Chinese character is foreign: a report of a software park has some two.
const FOREIGN: usize = 10;
/// What cannot be read is told of where it makes up more than one part in so many: a tenth of the tasks might stand there.
const SHARE: usize = 20;

impl Census {
    fn of(parsed: &Parsed) -> Self {
        let mut census = Census::default();
        for c in parsed.source.text().chars() {
            match c {
                c if is_han(c) => census.han += 1,
                '\u{FFFD}' => census.lost += 1,
                c if c.is_control() && !c.is_whitespace() => census.controls += 1,
                c if c.is_alphabetic() => census.letters += 1,
                _ => {}
            }
        }
        let doubtful = parsed.notes.iter().filter(|note| note.code == NoteCode::Unreadable);
        census.garbled = doubtful.map(|note| garbled(parsed.source.quote(note.place.span))).sum();
        census
    }

    fn readable(self) -> usize {
        self.han - self.garbled.min(self.han)
    }

    fn unreadable(self) -> usize {
        self.garbled + self.lost + self.controls
    }

    /// What the text is instead of Chinese, in English and Chinese.
    fn instead(self) -> Option<(&'static str, &'static str)> {
        let Census { han, garbled, lost, controls, letters } = self;
        match () {
            () if self.readable() > self.unreadable() && letters <= han.saturating_mul(FOREIGN) => None,
            () if han + lost + controls + letters == 0 => {
                Some(("a file without words (a scan?)", "没有文字的文件（可能是扫描件）"))
            }
            () if controls > lost.max(garbled) => Some(("control characters", "控制字符，不是文字")),
            () if lost > garbled => {
                Some(("characters whose bytes are lost (U+FFFD)", "字节已丢失的字符（U+FFFD）"))
            }
            () if garbled > 0 => Some(("characters that make no sense", "无法还原的乱码")),
            () => Some(("hardly any Chinese", "几乎没有汉字的文件")),
        }
    }
}

/// How many Chinese characters of a doubtful line make no sense: all, unless it only holds some that are lost.
fn garbled(line: &str) -> usize {
    let kept: String = line.chars().filter(|&c| c != '\u{FFFD}').collect();
    let found = cost(&kept);
    if found.rated() >= UNREADABLE { found.han as usize } else { 0 }
}

impl Parsed {
    /// Fails where next to nothing can be read as Chinese. What is compared with a plan must be read, or nothing that it tells
    /// is missed.
    ///
    /// # Errors
    /// `Unreadable` where it holds zeros, noise, lost characters (「锟斤拷」) or another language instead.
    ///
    /// # Example
    /// ```
    /// assert!(gongwen::parse("全年修复河堤七公里。".as_bytes()).readable().is_ok());
    /// assert!(gongwen::parse(b"Seven dykes were repaired.").readable().is_err());
    /// ```
    pub fn readable(&self) -> Result<(), Error> {
        match Census::of(self).instead() {
            None => Ok(()),
            Some((english, chinese)) => {
                Err(Error::new(ErrorKind::Unreadable, format!("expected Chinese text, found {english}"))
                    .in_chinese(format!("应为中文文字，实为{chinese}")))
            }
        }
    }
}

/// How much of a text cannot be read, in percent, where that is enough to hide a task.
fn unreadable_share(parsed: &Parsed) -> Option<usize> {
    let census = Census::of(parsed);
    let (lost, all) = (census.unreadable(), census.readable() + census.unreadable());
    (lost * SHARE > all).then(|| lost * 100 / all.max(1))
}

/// The doubt that one of two files cannot be read at all.
pub(crate) fn unreadable(plan: &Parsed, report: &Parsed) -> Option<Doubt> {
    let error = |(parsed, side): (&Parsed, Side)| Some(Doubt::Unreadable(side, parsed.readable().err()?));
    sides(plan, report).find_map(error)
}

/// The doubt that a part of one of two files cannot be read: what stands there is neither a task nor evidence.
pub(crate) fn partly_unreadable(plan: &Parsed, report: &Parsed) -> Option<Doubt> {
    let share = |(parsed, side)| Some(Doubt::PartlyUnreadable { side, percent: unreadable_share(parsed)? });
    sides(plan, report).find_map(share)
}

fn sides<'a>(plan: &'a Parsed, report: &'a Parsed) -> impl Iterator<Item = (&'a Parsed, Side)> {
    [(plan, Side::Plan), (report, Side::Report)].into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(bytes: &[u8]) -> Result<(), String> {
        crate::parse(bytes).readable().map_err(|e| e.message(crate::Language::Chinese).to_owned())
    }

    #[test]
    fn what_is_no_chinese_is_named() {
        let noise: Vec<u8> = (0..900u32).map(|i| (crate::plausible::mix(i, 7) >> 9) as u8).collect();
        let report = "全年修复河堤七公里。".repeat(12);
        // The same in GBK.
        let gbk =
            b"\xC8\xAB\xC4\xEA\xD0\xDE\xB8\xB4\xBA\xD3\xB5\xCC\xC6\xDF\xB9\xAB\xC0\xEF\xA1\xA3".repeat(12);
        for (bytes, says) in [
            (&[0; 500][..], "控制字符"),
            (&noise, "乱码"),
            (String::from_utf8_lossy(&gbk).as_bytes(), "U+FFFD"),
            (&b"All seven dykes were repaired in 2025. "[..], "几乎没有汉字"),
            (&b"?????????2025???7??, ?????15??"[..], "没有文字"),
        ] {
            assert!(found(bytes).is_err_and(|told| told.contains(says)), "{says}: {:?}", found(bytes));
        }
        assert_eq!(found(report.as_bytes()), Ok(()));
        assert_eq!(found(&gbk), Ok(()));
    }

    #[test]
    fn a_part_that_is_lost_is_measured() {
        let text = |lost: usize| format!("{}{}", "修复河堤七公里。".repeat(20), "\u{FFFD}".repeat(lost));
        assert_eq!(unreadable_share(&crate::parse(text(2).as_bytes())), None);
        assert_eq!(unreadable_share(&crate::parse(text(60).as_bytes())), Some(30));
    }
}
