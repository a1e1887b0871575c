//! What readers of laid-out files (PDF, OFD) give, and what they refuse alike: scans, rubbish, outlines.

use super::refusal::refuse;
use crate::error::{Error, ErrorKind};
use crate::pairs::GBK;
use crate::placed::Page;
use crate::plausible::{self, is_han};
use crate::tables::Table;

/// The pages of a file, and what made it.
#[derive(Clone, Debug, Default)]
pub struct Book {
    pub(crate) pages: Vec<Page>,
    /// Pages, counted from 1, that are pictures without words.
    pub(crate) pictures: Vec<usize>,
    /// The program that made the file, as it says.
    pub(crate) producer: Option<String>,
}

/// A page with fewer Chinese characters is a picture with a stamp or a page number.
pub(super) const FEWEST_HAN: usize = 30;
/// A page that pictures cover so far is one.
pub(super) const PICTURED: f64 = 0.4;
/// Words that were recognised badly have fewer Chinese characters: `~~~~ft~W~I` stands for 「云溪县」.
const LEAST_HAN: f64 = 0.35;
/// Or they are such as do not stand side by side: prose costs 25, damage 45 and more.
const DEAREST: f32 = 50.0;
/// So many characters tell.
const ENOUGH: usize = 4000;

/// Refuses a file of pictures or outlines, and one whose pictures were recognised badly.
pub(super) fn judged(book: Book, pictured: usize, drawn: bool) -> Result<Book, Error> {
    let count = book.pages.len();
    let seen = || book.pages.iter().flat_map(|p| &p.glyphs).map(|g| g.c).filter(|c| !c.is_whitespace());
    let (all, han) = seen().fold((0, 0), |(all, han), c| (all + 1, han + usize::from(is_han(c))));
    if book.pictures.len() * 2 > count || pictured * 2 > count && han < FEWEST_HAN * count {
        return Err(scan());
    }
    if all == 0 {
        return Err(wordless(drawn));
    }
    // A form that is filled in has many figures.
    let sample: String = seen().filter(|c| !c.is_ascii_digit()).take(ENOUGH).collect();
    let (letters, han) = sample.chars().fold((0, 0), |(all, han), c| (all + 1, han + i32::from(is_han(c))));
    let rubbish =
        f64::from(han) < LEAST_HAN * f64::from(letters) || plausible::cost(&sample).rated() > DEAREST;
    if pictured * 2 > count && rubbish { Err(badly_recognised()) } else { Ok(book) }
}

static STRONG: Table = Table::new(include_str!("../tables/heading_types.tsv"));

/// Whether a font is of the type of headings, by its name: `SimHei`, `ABCDEF+黑体`, `Arial-BoldMT`.
pub(super) fn is_strong(name: &[u8]) -> bool {
    let has = |part: &[u8]| name.windows(part.len()).any(|window| window == part);
    let gbk = |word: &str| word.chars().filter_map(|c| GBK.bytes(c)).flatten().collect::<Vec<u8>>();
    STRONG.rows().any(|row| has(row[0].as_bytes()) || !row[0].is_ascii() && has(&gbk(row[0])))
}

fn scan() -> Error {
    refuse(
        ErrorKind::Empty,
        "a scan, pictures of pages without words: have its words recognised (OCR) first",
        "扫描件（只有图片、没有文字）：请先做文字识别（OCR）",
    )
}

fn wordless(drawn: bool) -> Error {
    let (english, chinese) = if drawn {
        (
            "a file whose words are drawn as outlines: have them recognised (OCR), or ask for the document it was made from",
            "文字已转成图形（曲线）的文件：请做文字识别（OCR），或向来文单位索取原文档",
        )
    } else {
        ("a file without words", "没有文字的文件")
    };
    refuse(ErrorKind::Empty, english, chinese)
}

fn badly_recognised() -> Error {
    refuse(
        ErrorKind::Unreadable,
        "a scan whose words were recognised (OCR) badly: have them recognised anew",
        "文字识别（OCR）质量过差的扫描件：请重新识别",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::placed::{Glyph, Way};

    fn book(pages: &[&str]) -> Book {
        let glyph = |c| Glyph {
            c,
            x: 0.0,
            y: 0.0,
            advance: 10.0,
            size: 10.0,
            way: Way::Right,
            strong: false,
            furniture: false,
        };
        let page = |text: &&str| Page { glyphs: text.chars().map(glyph).collect(), ..Page::default() };
        Book { pages: pages.iter().map(page).collect(), ..Book::default() }
    }

    fn refusal(pages: &[&str], pictured: usize, drawn: bool) -> String {
        judged(book(pages), pictured, drawn).map_or_else(|e| e.to_string(), |_| String::new())
    }

    #[test]
    fn what_cannot_be_read_is_refused_by_its_name() {
        let prose = "全县上下围绕目标任务狠抓工作落实，各项事业取得新的进展，现将有关情况报告如下。";
        assert!(refusal(&["- 1 -"], 1, false).contains("a scan, pictures"));
        assert!(refusal(&["", ""], 0, true).contains("outlines"));
        assert!(refusal(&[""], 0, false).contains("without words"));
        assert!(refusal(&[&"~~~ft~W~I县".repeat(40)], 1, false).contains("recognised (OCR) badly"));
        assert_eq!(refusal(&[prose], 1, false), "");
        assert_eq!(refusal(&["2024"], 0, false), "");
    }

    #[test]
    fn type_of_headings_is_known_by_its_name() {
        assert!(
            is_strong(b"ABCDEF+SimHei") && is_strong("黑体".as_bytes()) && is_strong(b"\xBA\xDA\xCC\xE5")
        );
        assert!(!is_strong(b"ABCDEF+FangSong_GB2312"));
    }
}
