//! The text that the pipeline works on, and the way back from each of its offsets to the bytes that came in.

use crate::damage::Damage;
use crate::error::Error;
use crate::span::{Place, Span};
use crate::text::boundary::{ceil, floor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One replaced stretch of a text: `from` indexes the text before, `to` the text after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The stretch that was replaced.
    pub from: Span,
    /// What stands in its place.
    pub to: Span,
}

/// The changes that one stage made; between two of them both texts run in step.
#[derive(Clone, Debug, Default)]
pub struct Changes(Way);

/// How a stage's way back is held.
#[derive(Clone, Debug, Default)]
enum Way {
    /// Nothing moved: clean UTF-8, and Traditional text whose characters all keep their length.
    #[default]
    Same,
    /// A sorted list of changes that do not overlap.
    Edits(Vec<Change>),
    /// A legacy encoding, where every character moves.
    Counted(Count),
}

impl Changes {
    /// From a sorted list of changes that do not overlap.
    pub fn new(list: Vec<Change>) -> Self {
        debug_assert!(
            list.windows(2).all(|w| w[0].to.end <= w[1].to.start && w[0].from.end <= w[1].from.start)
        );
        if list.is_empty() { Changes(Way::Same) } else { Changes(Way::Edits(list)) }
    }

    /// From a decoder's count of the bytes that each character took.
    pub fn counted(count: Count) -> Self {
        Changes(Way::Counted(count.finished()))
    }

    /// Whether both texts are one.
    pub fn is_same(&self) -> bool {
        matches!(self.0, Way::Same)
    }

    /// Leads a span of the text after to the text before; a change that it touches counts whole.
    pub fn back(&self, span: Span) -> Span {
        match &self.0 {
            Way::Same => span,
            Way::Edits(list) => Span::new(
                lead(list, span.start, |c| (c.to, c.from), Side::Start),
                lead(list, span.end, |c| (c.to, c.from), Side::End),
            ),
            Way::Counted(count) => {
                Span::new(count.back(span.start, Side::Start), count.back(span.end, Side::End))
            }
        }
    }

    /// Leads a span of the text before to the text after; a change that it touches counts whole.
    pub fn forth(&self, span: Span) -> Span {
        match &self.0 {
            Way::Same => span,
            Way::Edits(list) => Span::new(
                lead(list, span.start, |c| (c.from, c.to), Side::Start),
                lead(list, span.end, |c| (c.from, c.to), Side::End),
            ),
            Way::Counted(count) => Span::new(count.forth(span.start), count.forth(span.end)),
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Start,
    End,
}

/// Leads one offset across; `sides` gives a change as (this side, the other side).
fn lead(list: &[Change], at: usize, sides: impl Fn(&Change) -> (Span, Span), side: Side) -> usize {
    let next = list.partition_point(|c| match side {
        Side::Start => sides(c).0.end <= at,
        Side::End => sides(c).0.end < at,
    });
    if let Some(c) = list.get(next) {
        let (here, there) = sides(c);
        if here.start < at {
            return if side == Side::Start { there.start } else { there.end };
        }
    }
    match next.checked_sub(1).map(|i| sides(&list[i])) {
        Some((here, there)) => there.end + (at - here.end),
        None => at,
    }
}

/// How many units of input each character of a decoded text took: one bit a byte of text, set as often as the
/// character had units (中 in GBK: `110`), with a running total every 512 bits; so the way back costs an eighth of the
/// text and one look, whatever the length.
#[derive(Clone, Debug)]
pub struct Count {
    unit: usize,
    /// Bytes of text.
    len: usize,
    bits: Vec<u64>,
    /// The word that is being filled.
    word: u64,
    /// Units before each block of eight words.
    ranks: Vec<usize>,
    /// Units in `bits`.
    units: usize,
    extras: Vec<Extra>,
}

/// Input that has no byte of text to itself: a byte order mark, an escape of HZ, the fourth byte of 㐂 in GB18030.
#[derive(Clone, Copy, Debug)]
struct Extra {
    /// Where in the text it stands.
    text_at: usize,
    /// Where in the input it stands.
    source_at: usize,
    /// Bytes of this kind up to and with this one.
    total: usize,
}

const WORDS_A_BLOCK: usize = 8;

impl Count {
    /// A count for an encoding whose code unit has `unit` bytes.
    pub fn new(unit: usize) -> Self {
        Count { unit, len: 0, bits: Vec::new(), word: 0, ranks: Vec::new(), units: 0, extras: Vec::new() }
    }

    /// Takes in a character of `text` bytes that took `units` units of input.
    #[inline]
    pub fn push(&mut self, text: u32, units: u32) {
        let fit = units.min(text);
        self.append(text as usize, (1 << fit) - 1);
        if units > fit {
            // Inside the character: a span that ends with it takes the bytes in, one that begins after it does not.
            let at = self.len.saturating_sub(1);
            self.extra(at, (units - fit) as usize * self.unit);
        }
    }

    /// Takes in `bytes` of input that gave no text.
    pub fn skip(&mut self, bytes: usize) {
        self.extra(self.len, bytes);
    }

    fn extra(&mut self, text_at: usize, bytes: usize) {
        let before = self.extras.last().map_or(0, |e| e.total);
        let source_at = (self.units + self.word.count_ones() as usize) * self.unit + before;
        self.extras.push(Extra { text_at, source_at, total: before + bytes });
    }

    /// Takes in characters of `len` bytes together (at most 64): the bits of `pattern`, lowest first, say how many units
    /// each took, as in the whole count.
    #[inline]
    pub(crate) fn append(&mut self, len: usize, pattern: u64) {
        let used = (self.len % 64) as u32;
        self.word |= pattern << used;
        self.len += len;
        if used as usize + len >= 64 {
            self.store();
            self.word = pattern.checked_shr(64 - used).unwrap_or(0);
        }
    }

    /// Takes in `n` characters of `text` bytes that took `units` units each, no more than they have bytes.
    #[inline]
    pub(crate) fn run(&mut self, n: usize, text: usize, units: u32) {
        let mut left = n * text;
        if left == 0 {
            return;
        }
        // The bit of every `text`th byte, as often as a word has room, times the units of one.
        let whole = 64 / text * text;
        let firsts = (0..whole).step_by(text).fold(0, |bits, at| bits | 1 << at);
        let pattern = firsts * ((1 << units) - 1);
        while left > 0 {
            let now = left.min(whole);
            self.append(now, pattern & (u64::MAX >> (64 - now)));
            left -= now;
        }
    }

    /// Stores the word that is full, or the last.
    fn store(&mut self) {
        if self.bits.len().is_multiple_of(WORDS_A_BLOCK) {
            self.ranks.push(self.units);
        }
        self.bits.push(self.word);
        self.units += self.word.count_ones() as usize;
        self.word = 0;
    }

    /// The count with its last word in place.
    fn finished(mut self) -> Self {
        if !self.len.is_multiple_of(64) {
            self.store();
        }
        self
    }

    /// Units before the text's byte `at`.
    fn rank(&self, at: usize) -> usize {
        if at >= self.len {
            return self.units;
        }
        let word = at / 64;
        let block = word / WORDS_A_BLOCK;
        let whole: u32 = self.bits[block * WORDS_A_BLOCK..word].iter().map(|w| w.count_ones()).sum();
        let part = (self.bits[word] & ((1u64 << (at % 64)) - 1)).count_ones();
        self.ranks[block] + (whole + part) as usize
    }

    /// The byte of the text that holds unit `n`; the text's end where there is none.
    fn select(&self, n: usize) -> usize {
        if n >= self.units {
            return self.len;
        }
        let block = self.ranks.partition_point(|&r| r <= n).saturating_sub(1);
        let mut left = n - self.ranks[block];
        for (i, &word) in self.bits.iter().enumerate().skip(block * WORDS_A_BLOCK) {
            let here = word.count_ones() as usize;
            if left < here {
                return i * 64 + nth_one(word, left) as usize;
            }
            left -= here;
        }
        self.len
    }

    fn back(&self, at: usize, side: Side) -> usize {
        let over = at.saturating_sub(self.len);
        let n = self.extras.partition_point(|e| match side {
            Side::Start => e.text_at <= at,
            Side::End => e.text_at < at,
        });
        let extra = n.checked_sub(1).map_or(0, |i| self.extras[i].total);
        self.rank(at) * self.unit + extra + over
    }

    fn forth(&self, at: usize) -> usize {
        let n = self.extras.partition_point(|e| e.source_at <= at);
        let Some(last) = n.checked_sub(1).map(|i| self.extras[i]) else {
            return self.select(at / self.unit);
        };
        let before = n.checked_sub(2).map_or(0, |i| self.extras[i].total);
        if at < last.source_at + (last.total - before) {
            return last.text_at;
        }
        self.select((at - last.total) / self.unit)
    }
}

/// The place of the set bit number `n` of a word.
fn nth_one(mut word: u64, n: usize) -> u32 {
    for _ in 0..n {
        word &= word - 1;
    }
    word.trailing_zeros()
}

/// Changes as they are serialised: what was replaced, as four offsets each (before from, to; after from, to), or a count with its
/// bits in hexadecimal and its extras as three numbers each.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WrittenChanges {
    Edits(Vec<[usize; 4]>),
    Counted { unit: usize, len: usize, bits: String, extras: Vec<[usize; 3]> },
}

impl Serialize for Changes {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let offsets = |c: &Change| [c.from.start, c.from.end, c.to.start, c.to.end];
        match &self.0 {
            Way::Same => WrittenChanges::Edits(Vec::new()),
            Way::Edits(list) => WrittenChanges::Edits(list.iter().map(offsets).collect()),
            Way::Counted(count) => WrittenChanges::Counted {
                unit: count.unit,
                len: count.len,
                bits: count.bits.iter().map(|word| format!("{word:016x}")).collect(),
                extras: count.extras.iter().map(|e| [e.text_at, e.source_at, e.total]).collect(),
            },
        }
        .serialize(to)
    }
}

impl<'de> Deserialize<'de> for Changes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let read = match WrittenChanges::deserialize(from)? {
            WrittenChanges::Edits(list) => edits_of(&list),
            WrittenChanges::Counted { unit, len, bits, extras } => count_of(unit, len, &bits, &extras),
        };
        read.ok_or_else(|| serde::de::Error::custom("expected a list of changes in order"))
    }
}

/// Offsets are smaller than this, so that none overflows.
const MOST_BYTES: usize = 1 << 31;

fn edits_of(list: &[[usize; 4]]) -> Option<Changes> {
    let small = |offsets: &[usize; 4]| offsets.iter().all(|at| *at < MOST_BYTES);
    let changes: Vec<Change> = list
        .iter()
        .filter(|offsets| small(offsets))
        .map(|[a, b, c, d]| Change { from: Span::new(*a, *b), to: Span::new(*c, *d) })
        .collect();
    let in_order = |w: &[Change]| w[0].to.end <= w[1].to.start && w[0].from.end <= w[1].from.start;
    (changes.len() == list.len() && changes.windows(2).all(in_order)).then(|| Changes::new(changes))
}

fn count_of(unit: usize, len: usize, bits: &str, extras: &[[usize; 3]]) -> Option<Changes> {
    let whole = bits.is_ascii() && bits.len() == len.checked_add(63)? / 64 * 16;
    if !whole || !matches!(unit, 1 | 2 | 4) || len >= MOST_BYTES {
        return None;
    }
    let mut count = Count::new(unit);
    for at in (0..bits.len()).step_by(16) {
        count.word = u64::from_str_radix(&bits[at..at + 16], 16).ok()?;
        count.store();
    }
    count.len = len;
    let mut before = Extra { text_at: 0, source_at: 0, total: 0 };
    for &[text_at, source_at, total] in extras {
        let extra = Extra { text_at, source_at, total };
        let in_order = text_at >= before.text_at && source_at >= before.source_at.max(before.total);
        if !in_order || total < before.total || total.max(source_at).max(text_at) >= MOST_BYTES {
            return None;
        }
        count.extras.push(extra);
        before = extra;
    }
    Some(Changes(Way::Counted(count)))
}

/// One repair of the text, as it is listed for people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Edit {
    /// What kind of damage: `shifted_bytes`, `pinyin`, `utf8_as_gbk` …
    pub kind: Damage,
    /// Where, in the input as it came.
    pub source_span: Span,
    /// What stood there, as decoded.
    pub from: String,
    /// What stands there now.
    pub to: String,
    /// How sure the repair is, 0 to 1.
    pub confidence: f32,
}

/// What kind of file the text came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Format {
    /// Plain text.
    #[default]
    Text,
    /// HTML.
    Html,
    /// Office Open XML text.
    Docx,
    /// OpenDocument text.
    Odt,
    /// Word's text in one XML file.
    WordXml,
    /// Word's text before 2007, WPS.
    Doc,
    /// Rich Text Format.
    Rtf,
    /// A saved web page, a mail.
    Mht,
    /// Office Open XML sheets.
    Xlsx,
    /// Excel's sheets before 2007.
    Xls,
    /// Excel's sheets in one XML file.
    ExcelXml,
    /// OpenDocument sheets.
    Ods,
    /// Portable Document Format.
    Pdf,
    /// 版式文档 (GB/T 33190).
    Ofd,
}

/// Which script the text was found in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Script {
    /// 简体.
    #[default]
    Simplified,
    /// 繁體.
    Traditional,
    /// Both, neither clearly.
    Mixed,
}

/// What is known of the input: its size, format, encoding, script and repairs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SourceInfo {
    /// The file's name as given, where there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<String>,
    /// Length of the input in bytes.
    pub bytes: usize,
    /// What kind of file it is.
    pub format: Format,
    /// WHATWG name of the encoding (or `hz`), lower case.
    pub encoding: String,
    /// How sure the encoding is, 0 to 1.
    pub encoding_confidence: f32,
    /// The script that it was found in.
    pub script: Script,
    /// Every repair, in order.
    pub edits: Vec<Edit>,
    /// How many pages it has, of a file that is laid out (PDF, OFD).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub pages: Option<usize>,
    /// Pages, counted from 1, that are pictures and could not be read.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub unread_pages: Vec<usize>,
    /// The names of files that hang on a mail and could not be read.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub unread_attachments: Vec<String>,
    /// The names of its sheets, of a workbook: those that hold words.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub sheets: Vec<String>,
    /// The program that made it, as it says.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub producer: Option<String>,
}

/// A file of an archive.
#[derive(Debug)]
#[non_exhaustive]
pub struct Packed {
    /// Its path in the archive.
    pub path: String,
    /// Its bytes, or why they cannot be had.
    pub bytes: Result<Vec<u8>, Error>,
}

/// A row of a table as its format marks it: one line of the text, a tab between its cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Row {
    /// The line without its end.
    pub span: Span,
    /// The cells that go on with the cell above them, each a bit: the first cell is the lowest.
    pub merged: u64,
}

impl Row {
    /// The same row after these stages.
    pub(crate) fn led(self, stages: &[Changes]) -> Self {
        Row { span: stages.iter().fold(self.span, |span, stage| stage.forth(span)), ..self }
    }
}

/// What a reader took out of an office document.
#[cfg(feature = "office")]
#[derive(Clone, Debug, Default)]
#[allow(dead_code, reason = "a build of few formats uses part of what they share")]
pub struct Extract {
    /// Its text.
    pub text: String,
    /// The lines that are rows of tables, in order.
    pub rows: Vec<Row>,
    /// The lines that the file calls headings, or that are set like them.
    pub headings: Vec<Span>,
    /// Where each page begins, of a file that has pages.
    pub pages: Vec<usize>,
    /// Which row of which sheet each line is, of a workbook.
    pub sheet_rows: Vec<SheetRow>,
}

/// A line of the text taken out of a workbook: where it begins, its sheet and its row, both from 1; the row of a sheet's name is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "[usize; 3]", into = "[usize; 3]")]
pub struct SheetRow {
    pub start: usize,
    pub sheet: u32,
    pub row: u32,
}

impl From<[usize; 3]> for SheetRow {
    fn from([start, sheet, row]: [usize; 3]) -> Self {
        let number = |n| u32::try_from(n).unwrap_or(u32::MAX);
        SheetRow { start, sheet: number(sheet), row: number(row) }
    }
}

impl From<SheetRow> for [usize; 3] {
    fn from(row: SheetRow) -> Self {
        [row.start, row.sheet as usize, row.row as usize]
    }
}

/// No message with the files that hang on it holds more bytes of text.
#[cfg(feature = "mht")]
const MOST_TEXT: usize = 8 << 20;

#[cfg(feature = "mht")]
impl Extract {
    /// Whether the other finds room below it.
    pub(crate) fn has_room(&self, other: &Extract) -> bool {
        self.text.len() + other.text.len() <= MOST_TEXT
    }

    /// The same with the other below it.
    pub(crate) fn then(mut self, other: Extract) -> Self {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        let by = self.text.len();
        self.text.push_str(&other.text);
        self.rows.extend(other.rows.into_iter().map(|row| Row { span: row.span.shifted(by), ..row }));
        self.headings.extend(other.headings.into_iter().map(|span| span.shifted(by)));
        self
    }

    /// The same below a line of its own, a heading.
    pub(crate) fn below(self, line: &str) -> Self {
        let by = line.len() + "\n".len();
        let moved = |span: Span| Span::new(span.start + by, span.end + by);
        let headings =
            std::iter::once(Span::new(0, line.len())).chain(self.headings.into_iter().map(moved)).collect();
        let rows = self.rows.into_iter().map(|row| Row { span: moved(row.span), ..row }).collect();
        let pages = self.pages.into_iter().map(|start| start + by).collect();
        let sheet_rows =
            self.sheet_rows.into_iter().map(|row| SheetRow { start: row.start + by, ..row }).collect();
        Extract { text: format!("{line}\n{}", self.text), rows, headings, pages, sheet_rows }
    }
}

/// A text with its way back to the bytes that it came from.
#[derive(Clone, Debug, Default)]
pub struct Source {
    text: String,
    info: SourceInfo,
    stages: Vec<Changes>,
    extracted: Option<String>,
    left_out: Vec<Span>,
    rows: Vec<Row>,
    headings: Vec<Span>,
    /// Where in the extracted text each page begins.
    pages: Vec<usize>,
    /// Which row of which sheet each line of the extracted text is.
    sheet_rows: Vec<SheetRow>,
}

impl Source {
    /// `text` as the last of `stages` left it; the first stage starts from the input's bytes.
    pub(crate) fn new(text: String, info: SourceInfo, stages: Vec<Changes>) -> Self {
        let stages = stages.into_iter().filter(|s| !s.is_same()).collect();
        Source { text, info, stages, ..Source::default() }
    }

    /// The way back to the input, stage by stage.
    pub(crate) fn stages(&self) -> &[Changes] {
        &self.stages
    }

    /// The same after one stage more.
    pub(crate) fn then(mut self, text: String, changes: Changes) -> Self {
        self.text = text;
        self.rows = self.rows.into_iter().map(|row| row.led(std::slice::from_ref(&changes))).collect();
        self.stages.extend(Some(changes).filter(|changes| !changes.is_same()));
        self
    }

    /// The same, taken out of an office document: every `source_span` indexes the text that was extracted from it.
    pub(crate) fn extracted_from(self, extracted: String) -> Self {
        Source { extracted: Some(extracted), ..self }
    }

    /// Returns the text extracted from an office document, as it came.
    ///
    /// # Example
    /// ```
    /// assert_eq!(gongwen::parse("云溪县".as_bytes()).source.extracted(), None);
    /// ```
    pub fn extracted(&self) -> Option<&str> {
        self.extracted.as_deref()
    }

    /// The same, knowing which stretches of the input a reader left out: navigation, buttons, footers.
    #[cfg(feature = "html")]
    pub(crate) fn with_left_out(mut self, left_out: Vec<Span>) -> Self {
        self.left_out = left_out;
        self
    }

    /// The same, knowing also of these lines of its text that they are rows of tables.
    pub(crate) fn with_rows(mut self, rows: Vec<Row>) -> Self {
        self.rows.extend(rows);
        self.rows.sort_unstable();
        self
    }

    /// The lines of the text that are rows of tables, in order.
    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Notes which stretches of the text the file's format calls headings: `<h2>`, a heading style, a bold line by itself. They
    /// index the text as extracted, or the input where that is text.
    pub fn with_headings(mut self, headings: Vec<Span>) -> Self {
        self.headings = headings;
        self
    }

    /// Where in the extracted text each page begins.
    pub(crate) fn pages(&self) -> &[usize] {
        &self.pages
    }

    /// The same, knowing where in the extracted text each page begins.
    pub(crate) fn with_pages(mut self, pages: Vec<usize>) -> Self {
        self.info.pages = Some(pages.len()).filter(|count| *count > 0);
        self.pages = pages;
        self
    }

    /// The empty place at which a page, counted from 1, begins.
    pub(crate) fn page_start(&self, page: usize) -> Place {
        let start = page.checked_sub(1).and_then(|at| self.pages.get(at)).copied().unwrap_or(0);
        let at = self.text_span(Span::new(start, start)).start;
        Place {
            source_span: Span::new(start, start),
            span: Span::new(at, at),
            page: u32::try_from(page).ok(),
            ..Place::default()
        }
    }

    /// Which row of which sheet each line of the extracted text is, of a workbook.
    pub(crate) fn sheet_rows(&self) -> &[SheetRow] {
        &self.sheet_rows
    }

    /// The same, knowing which row of which sheet each line of the extracted text is, in order.
    pub(crate) fn with_sheet_rows(self, sheet_rows: Vec<SheetRow>) -> Self {
        Source { sheet_rows, ..self }
    }

    /// A stretch of the text with the part of the input that it came from, and where people find that: page, or sheet and row.
    fn found(&self, source_span: Span, span: Span) -> Place {
        let after = self.sheet_rows.partition_point(|row| row.start <= source_span.start);
        let row = after.checked_sub(1).map(|at| self.sheet_rows[at]);
        Place {
            source_span,
            span,
            page: self.page(source_span),
            sheet: row.map(|row| row.sheet),
            row: row.map(|row| row.row).filter(|row| *row > 0),
        }
    }

    /// The page, counted from 1, on which a stretch of the input begins; none of a file that has no pages.
    fn page(&self, source_span: Span) -> Option<u32> {
        let page = self.pages.partition_point(|start| *start <= source_span.start);
        u32::try_from(page.max(1)).ok().filter(|_| !self.pages.is_empty())
    }

    /// The stretches of the text that the file's format calls headings, in order.
    pub fn headings(&self) -> Vec<Span> {
        self.headings.iter().map(|span| self.text_span(*span)).collect()
    }

    /// Iterates over what a reader left out of the input as noise, with the empty place in the text where it stood.
    ///
    /// # Example
    /// ```
    /// assert_eq!(gongwen::parse("云溪县".as_bytes()).source.left_out().count(), 0);
    /// ```
    pub fn left_out(&self) -> impl Iterator<Item = Place> {
        self.left_out.iter().map(|&source_span| {
            let at = self.text_span(source_span).end;
            self.found(source_span, Span::new(at, at))
        })
    }

    /// Returns the restored, simplified text.
    ///
    /// # Example
    /// ```
    /// assert_eq!(gongwen::parse("雲溪縣".as_bytes()).source.text(), "云溪县");
    /// ```
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Tells what is known of the input.
    ///
    /// # Example
    /// ```
    /// use gongwen::Script;
    ///
    /// assert_eq!(gongwen::parse("雲溪縣".as_bytes()).source.info().script, Script::Traditional);
    /// ```
    pub fn info(&self) -> &SourceInfo {
        &self.info
    }

    /// Leads a span of the text to the bytes of the input that it came from.
    ///
    /// # Example
    /// ```
    /// use gongwen::Span;
    ///
    /// // 云溪县 in GBK.
    /// let source = gongwen::parse(b"\xD4\xC6\xCF\xAA\xCF\xD8").source;
    /// assert_eq!(source.source_span(Span::new(3, 9)), Span::new(2, 6));
    /// ```
    pub fn source_span(&self, span: Span) -> Span {
        self.stages.iter().rev().fold(span, |s, stage| stage.back(s))
    }

    /// Leads a span of the input's bytes to the text.
    ///
    /// # Example
    /// ```
    /// use gongwen::Span;
    ///
    /// // 云溪县 in GBK.
    /// let source = gongwen::parse(b"\xD4\xC6\xCF\xAA\xCF\xD8").source;
    /// assert_eq!(source.text_span(Span::new(2, 6)), Span::new(3, 9));
    /// ```
    pub fn text_span(&self, source_span: Span) -> Span {
        let span = self.stages.iter().fold(source_span, |s, stage| stage.forth(s));
        Span::new(floor(&self.text, span.start), ceil(&self.text, span.end))
    }

    /// Gives both coordinates of a span of the text.
    ///
    /// # Example
    /// ```
    /// use gongwen::Span;
    ///
    /// let source = gongwen::parse("云溪县".as_bytes()).source;
    /// assert_eq!(source.place(Span::new(3, 6)).source_span, Span::new(3, 6));
    /// ```
    pub fn place(&self, span: Span) -> Place {
        self.found(self.source_span(span), span)
    }

    /// Returns the piece of text at `span`; empty where it does not fit.
    ///
    /// # Example
    /// ```
    /// use gongwen::Span;
    ///
    /// assert_eq!(gongwen::parse("云溪县".as_bytes()).source.quote(Span::new(3, 9)), "溪县");
    /// ```
    pub fn quote(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// Gives the source the name under which the user knows it.
    ///
    /// # Example
    /// ```
    /// let mut parsed = gongwen::parse("云溪县".as_bytes());
    /// parsed.source.set_name("report.txt");
    /// assert_eq!(parsed.source.info().name.as_deref(), Some("report.txt"));
    /// ```
    pub fn set_name(&mut self, name: impl Into<String>) {
        self.info.name = Some(name.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_that_a_span_touches_counts_whole() {
        let edit = Change { from: Span::new(3, 9), to: Span::new(3, 6) };
        let changes = Changes::new(vec![edit]);
        assert_eq!(changes.back(Span::new(0, 4)), Span::new(0, 9));
        assert_eq!(changes.back(Span::new(6, 8)), Span::new(9, 11));
        assert_eq!(changes.forth(Span::new(4, 5)), Span::new(3, 6));
    }

    #[test]
    fn what_was_taken_out_belongs_to_no_neighbour() {
        let deleted = Change { from: Span::new(3, 6), to: Span::new(3, 3) };
        let changes = Changes::new(vec![deleted]);
        assert_eq!(changes.back(Span::new(0, 3)), Span::new(0, 3));
        assert_eq!(changes.back(Span::new(3, 6)), Span::new(6, 9));
    }

    #[test]
    fn a_count_leads_both_ways_over_many_blocks() {
        // (bytes of text, bytes of input) of: ASCII, 中, ·, 𠮷, 㐂
        let kinds = [(1, 1), (3, 2), (2, 2), (4, 4), (3, 4)];
        let mut count = Count::new(1);
        let mut ends = Vec::new();
        let (mut text, mut source) = (0, 0);
        for i in 0..3000usize {
            let (t, s) = kinds[i * i % 7 % 5];
            count.push(t, s);
            ends.push((text, source, t as usize, s as usize));
            text += t as usize;
            source += s as usize;
        }
        let changes = Changes::counted(count);
        for (t, s, tl, sl) in ends {
            assert_eq!(changes.back(Span::new(t, t + tl)), Span::new(s, s + sl));
            assert_eq!(changes.forth(Span::new(s, s + sl)).start, t);
            assert_eq!(changes.forth(Span::new(s, s + sl)).end, t + tl);
        }
    }

    #[test]
    fn escapes_belong_to_no_character() {
        let mut count = Count::new(1);
        count.push(1, 1);
        count.skip(2);
        count.push(3, 2);
        count.skip(2);
        count.push(1, 1);
        let changes = Changes::counted(count);
        assert_eq!(changes.back(Span::new(1, 4)), Span::new(3, 5));
        assert_eq!(changes.back(Span::new(4, 5)), Span::new(7, 8));
        assert_eq!(changes.back(Span::new(0, 1)), Span::new(0, 1));
    }
}
