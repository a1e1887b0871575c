//! A plan or a report as people look into it → where a quotation stands in words that they can follow: heading, line.

use super::wide::{flat, short};
use crate::language::Language;
use crate::model::Document;
use crate::source::{Format, Source};
use crate::span::Place;

/// One of the two texts of a review, for those who look a quotation up.
#[derive(Clone, Debug)]
pub struct Paper<'a> {
    /// Its text.
    pub(super) source: &'a Source,
    /// What was read in it.
    pub(super) documents: &'a [Document],
    /// Where each line of the file begins; nothing where people see no lines.
    lines: Vec<usize>,
    /// Where the last line ends.
    end: usize,
}

/// Bytes of a line on which nobody finds a quotation: whole reports were saved as one line of 18,000 characters.
const LONG_LINE: usize = 3000;

/// Characters of a heading that are shown with a place.
const HEADING: usize = 12;

impl<'a> Paper<'a> {
    /// Takes a text and what was read in it. With the file's bytes, places are told by line.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Language, Review, report};
    ///
    /// let parsed = gongwen::parse("云溪县工作总结\n全年修复河堤7公里。\n".as_bytes());
    /// let paper = report::Paper::new(&parsed.source, &parsed.documents, None);
    /// let review = Review::default();
    /// let ledger = report::Ledger::new(&review, Language::Chinese).report(paper);
    /// assert!(report::review_csv(&ledger).starts_with("序号,任务,"));
    /// ```
    pub fn new(source: &'a Source, documents: &'a [Document], bytes: Option<&[u8]>) -> Self {
        let (seen, unit): (&[u8], Unit) = match (source.info().format, source.extracted(), bytes) {
            (Format::Html, ..) => (&[], Unit::Byte),
            (_, Some(extracted), _) => (extracted.as_bytes(), Unit::Byte),
            (Format::Text, None, Some(bytes)) => (bytes, Unit::of(&source.info().encoding)),
            _ => (&[], Unit::Byte),
        };
        let lines = if seen.is_empty() { Vec::new() } else { starts(seen, unit) };
        Paper { source, documents, lines, end: seen.len() }
    }

    /// The line of the file that a place begins in, from 1, where people see lines.
    pub(super) fn line(&self, place: &Place) -> Option<usize> {
        let line = self.lines.partition_point(|start| *start <= place.source_span.start);
        (line > 0).then_some(line)
    }

    /// 第45行, 第45段 of an office document, 第3页 of one of pages, 工作表“教育”第45行 of a workbook of several sheets; 全文37%处 where
    /// the line is too long to be looked through.
    pub(super) fn line_words(&self, place: &Place, language: Language) -> Option<String> {
        if let Some(page) = place.page {
            return Some(language.pick(format!("第{page}页"), format!("page {page}")));
        }
        if let Some(sheet) = place.sheet {
            return Some(self.cell_words(sheet, place.row, language));
        }
        let line = self.line(place)?;
        let end = self.lines.get(line).copied().unwrap_or(self.end);
        let long = end.saturating_sub(self.lines[line - 1]) > LONG_LINE;
        if long && self.source.info().format == Format::Text {
            let percent = place.source_span.start * 100 / self.end.max(1);
            return Some(language.pick(format!("全文{percent}%处"), format!("{percent}% into the text")));
        }
        Some(match self.source.info().format {
            Format::Text => language.pick(format!("第{line}行"), format!("line {line}")),
            _ => language.pick(format!("第{line}段"), format!("paragraph {line}")),
        })
    }

    fn cell_words(&self, sheet: u32, row: Option<u32>, language: Language) -> String {
        let sheets = &self.source.info().sheets;
        let name = (sheet as usize)
            .checked_sub(1)
            .and_then(|at| sheets.get(at))
            .filter(|_| sheets.len() > 1 || row.is_none());
        let name = name.map(|name| short(&flat(name), HEADING));
        let name = name.map(|name| language.pick(format!("工作表“{name}”"), format!("sheet “{name}”")));
        let row = row.map(|row| language.pick(format!("第{row}行"), format!("row {row}")));
        let parts: Vec<String> = name.into_iter().chain(row).collect();
        parts.join(language.pick("", ", "))
    }

    /// The heading above a place and its line: 「（一）水利，第45行」.
    pub(super) fn words(&self, place: &Place, language: Language) -> String {
        let heading = self.heading(place).map(|heading| short(&heading, HEADING));
        let line = self.line_words(place, language);
        let parts: Vec<String> = heading.into_iter().chain(line).collect();
        parts.join(language.pick("，", ", "))
    }

    /// The nearest heading above a place that stands alone, with its number.
    fn heading(&self, place: &Place) -> Option<String> {
        let at = place.span.start;
        let after = self.documents.partition_point(|d| d.place.span.start <= at);
        let document = &self.documents[after.checked_sub(1)?];
        let own = document.section_at(at)?;
        let mut above = document.path(Some(own.id)).filter(|s| s.title.is_some());
        let titled = above.find(|s| s.form.stands_alone() || s.place.span.start < at)?;
        Some(flat(&format!("{}{}", titled.marker, titled.title.as_deref().unwrap_or_default())))
    }
}

/// What a line end is made of.
#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Byte,
    /// Two bytes, the low one first.
    Little,
    /// Two bytes, the high one first.
    Big,
}

impl Unit {
    fn of(encoding: &str) -> Self {
        match encoding {
            "utf-16le" => Unit::Little,
            "utf-16be" => Unit::Big,
            _ => Unit::Byte,
        }
    }
}

/// Where lines begin.
fn starts(bytes: &[u8], unit: Unit) -> Vec<usize> {
    let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at);
    let begun = |at: usize| match unit {
        Unit::Byte => Some(at + 1),
        Unit::Little => (at.is_multiple_of(2) && bytes.get(at + 1) == Some(&0)).then_some(at + 2),
        Unit::Big => (at % 2 == 1 && bytes.get(at - 1) == Some(&0)).then_some(at + 1),
    };
    std::iter::once(0).chain(ends.filter_map(begun)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceInfo;
    use crate::span::Span;

    #[test]
    fn a_place_is_told_by_heading_and_line() {
        let text = "云溪县工作总结\r\n\r\n一、完成情况\r\n全年修复河堤7公里。\r\n";
        let parsed = crate::parse(text.as_bytes());
        let paper = Paper::new(&parsed.source, &parsed.documents, Some(text.as_bytes()));
        let at = parsed.source.text().find("全年").unwrap();
        let place = parsed.source.place(Span::new(at, at + 3));
        assert_eq!(paper.words(&place, Language::Chinese), "一、完成情况，第4行");
        let blind = Paper::new(&parsed.source, &parsed.documents, None);
        assert_eq!(blind.words(&place, Language::English), "一、完成情况");
    }

    #[test]
    fn pages_and_rows_are_told_where_the_file_has_them() {
        let words = |sheets: &[&str], place: Place, language| {
            let sheets = sheets.iter().map(|name| (*name).to_owned()).collect();
            let info = SourceInfo { sheets, ..SourceInfo::default() };
            let source = Source::new(String::new(), info, Vec::new());
            Paper::new(&source, &[], None).line_words(&place, language).unwrap()
        };
        let at = |page, sheet, row| Place { page, sheet, row, ..Place::default() };
        let row = at(None, Some(2), Some(45));
        assert_eq!(words(&[], at(Some(3), None, None), Language::Chinese), "第3页");
        assert_eq!(words(&["教育"], at(None, Some(1), Some(45)), Language::Chinese), "第45行");
        let two = &["水利", "教育"];
        assert_eq!(words(two, row, Language::Chinese), "工作表“教育”第45行");
        assert_eq!(words(two, row, Language::English), "sheet “教育”, row 45");
        assert_eq!(words(two, at(None, Some(1), None), Language::English), "sheet “水利”");
    }

    #[test]
    fn a_place_on_an_endless_line_is_told_by_its_share_of_the_text() {
        let text = format!("云溪县工作总结\n{0}全年修复河堤7公里。{0}", "各项工作有序推进。".repeat(100));
        let parsed = crate::parse(text.as_bytes());
        let paper = Paper::new(&parsed.source, &parsed.documents, Some(text.as_bytes()));
        let place = |words: &str| {
            let at = parsed.source.text().find(words).unwrap();
            parsed.source.place(Span::new(at, at + words.len()))
        };
        assert_eq!(paper.line_words(&place("全年修复"), Language::Chinese).unwrap(), "全文49%处");
        assert_eq!(paper.line_words(&place("云溪县"), Language::Chinese).unwrap(), "第1行");
    }

    #[test]
    fn lines_of_utf_16_are_counted_by_its_units() {
        let bytes: Vec<u8> = "甲\n上\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(starts(&bytes, Unit::Little), [0, 4, 8]);
        // U+0A00 holds the byte of a line end, and is none.
        assert_eq!(starts(&[0x00, 0x0A, 0x0A, 0x00], Unit::Little), [0, 4]);
        assert_eq!(starts(&[0x00, 0x0A, 0x0A, 0x00], Unit::Big), [0, 2]);
    }
}
