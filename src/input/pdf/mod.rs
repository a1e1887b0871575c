//! Bytes of a PDF → its pages: characters with their places, and ruling lines; scans and what nobody can read are refused by name.

mod bounds;
mod cid;
mod cmap;
mod content;
mod filters;
mod font;
mod truetype;

use super::pages::{Book, FEWEST_HAN, PICTURED, judged};
use super::refusal::{MAX_TEXT, refuse};
use crate::error::{Error, ErrorKind};
use crate::plausible::is_han;
use content::{Read, Reader};
use hayro_syntax::{LoadPdfError, Pdf};

/// No file has more pages: 「统计年鉴」 have some 1,000.
const MOST_PAGES: usize = 20_000;
/// Of what is read, so much may be characters that no font tells.
const MOST_LOST: f64 = 0.2;

/// Reads the pages of a PDF.
///
/// # Errors
/// `Malformed` for what is encrypted, cut off or no PDF, `Empty` for scans and what holds no words, `Unsupported` where fonts do not
/// tell their characters, `TooLarge` for what would take too much memory.
pub(crate) fn read(bytes: &[u8]) -> Result<Book, Error> {
    let bytes = bounds::tamed(bytes).ok_or_else(too_large)?;
    let pdf = Pdf::new(bytes).map_err(unopened)?;
    let count = pdf.pages().len();
    if count > MOST_PAGES {
        return Err(too_large());
    }
    let mut reader = Reader::new(bounds::MOST_UNPACKED, MAX_TEXT / "汉".len());
    let mut book = Book { producer: producer(&pdf), ..Book::default() };
    let (mut pictured, mut drawn) = (0, false);
    for (number, page) in (1..).zip(pdf.pages().iter()) {
        let Read { page, pictured: share, drawn: lines } = reader.page(page);
        let han = page.glyphs.iter().filter(|g| is_han(g.c)).take(FEWEST_HAN).count();
        pictured += usize::from(share > PICTURED);
        drawn |= lines;
        if share > PICTURED && han < FEWEST_HAN {
            book.pictures.push(number);
        }
        book.pages.push(page);
    }
    if reader.room == 0 {
        return Err(too_large());
    }
    let all: usize = book.pages.iter().map(|page| page.glyphs.len()).sum();
    if reader.lost as f64 > MOST_LOST * all as f64 {
        return Err(untold());
    }
    judged(book, pictured, drawn)
}

/// The program that made a file, as far as it is written in letters of ASCII.
fn producer(pdf: &Pdf) -> Option<String> {
    let bytes = pdf.metadata().producer.as_deref()?;
    let utf16 = bytes.starts_with(&[0xFE, 0xFF]);
    let letters = bytes.iter().filter(|b| !utf16 || **b != 0).map(|b| char::from(*b));
    let text: String = letters.filter(|c| matches!(c, ' '..='~')).take(80).collect();
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn unopened(error: LoadPdfError) -> Error {
    let (english, chinese) = match error {
        LoadPdfError::Decryption(_) => {
            ("an encrypted PDF: save it without its password first", "加密的 PDF：请先去掉密码另存")
        }
        LoadPdfError::Invalid => ("a PDF that is cut off or damaged", "残缺或损坏的 PDF"),
    };
    refuse(ErrorKind::Malformed, english, chinese)
}

fn untold() -> Error {
    refuse(
        ErrorKind::Unsupported,
        "a PDF whose fonts do not tell their characters: have them recognised (OCR), or ask for the document it was made from",
        "字体未带字符对照表的 PDF：请做文字识别（OCR），或向来文单位索取原文档",
    )
}

fn too_large() -> Error {
    refuse(
        ErrorKind::TooLarge,
        "a PDF that unpacks to more than can be read: split it and read the parts",
        "内容过多的 PDF：请拆成几个文件分别处理",
    )
}
