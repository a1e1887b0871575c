//! Bytes of a text or a file → its clean text, its model, its arithmetic checked: calls the rooms, in order.

use crate::error::{Error, ErrorKind};
use crate::language::Language;
#[cfg(any(feature = "pdf", feature = "ofd"))]
use crate::layout;
use crate::model::{Check, Noise, NoiseKind, Note, rounded};
use crate::parsed::Parsed;
#[cfg(feature = "extract")]
use crate::source::Extract;
use crate::source::{Changes, Edit, Format, Packed, Row, Script, Source, SourceInfo};
use crate::survey::Survey;
use crate::{
    about, decode, input, lines, metrics, notes, outline, restore, script, statements, survey, tasks,
};

/// The script that a text is turned into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TargetScript {
    /// Left as it is.
    #[default]
    AsFound,
    /// 简体, by OpenCC's `t2s`, with the forms of Hong Kong and Taiwan as `hk2s` and `tw2s` have them.
    Simplified,
    /// 繁體, by OpenCC's `s2t`.
    Traditional,
}

/// What [`clean`] and [`open`] do beyond decoding: by default they restore the text and leave its script as it is.
///
/// # Example
/// ```
/// use gongwen::{CleanOptions, TargetScript};
///
/// let options = CleanOptions::new().to(TargetScript::Simplified);
/// assert_eq!(gongwen::clean("雲溪縣".as_bytes(), options).text(), "云溪县");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CleanOptions {
    /// Leave damage as it is.
    pub keep_damage: bool,
    /// Which script the text is turned into.
    pub to: TargetScript,
}

impl CleanOptions {
    /// Restores the text and leaves its script as it is.
    ///
    /// # Example
    /// ```
    /// assert_eq!(gongwen::CleanOptions::new(), gongwen::CleanOptions::default());
    /// ```
    pub const fn new() -> Self {
        CleanOptions { keep_damage: false, to: TargetScript::AsFound }
    }

    /// Leaves damage as it is, or not.
    ///
    /// # Example
    /// ```
    /// let options = gongwen::CleanOptions::new().keep_damage(true);
    /// assert_eq!(gongwen::clean("卫(wèi)生室".as_bytes(), options).text(), "卫(wèi)生室");
    /// ```
    pub const fn keep_damage(mut self, keep: bool) -> Self {
        self.keep_damage = keep;
        self
    }

    /// Turns the text into a script.
    ///
    /// # Example
    /// ```
    /// use gongwen::{CleanOptions, TargetScript};
    ///
    /// let options = CleanOptions::new().to(TargetScript::Traditional);
    /// assert_eq!(gongwen::clean("云溪县".as_bytes(), options).text(), "雲溪縣");
    /// ```
    pub const fn to(mut self, script: TargetScript) -> Self {
        self.to = script;
        self
    }
}

/// Decodes text, restores it and, where asked, converts it. Total.
///
/// # Example
/// ```
/// use gongwen::{CleanOptions, Span};
///
/// // 云溪县 in GBK.
/// let source = gongwen::clean(b"\xD4\xC6\xCF\xAA\xCF\xD8", CleanOptions::new());
/// assert_eq!(source.text(), "云溪县");
/// // The last character stands in the last two bytes.
/// assert_eq!(source.source_span(Span::new(6, 9)), Span::new(4, 6));
/// ```
pub fn clean(bytes: &[u8], options: CleanOptions) -> Source {
    let (text, info, stages) = decoded(bytes);
    restored(text, Vec::new(), info, stages, options)
}

/// The text that the bytes hold, what is known of it, and the way back.
fn decoded(bytes: &[u8]) -> (String, SourceInfo, Vec<Changes>) {
    let decoded = decode::decode(bytes);
    let info = SourceInfo {
        bytes: bytes.len(),
        encoding: decoded.encoding.to_owned(),
        encoding_confidence: rounded(decoded.confidence),
        ..SourceInfo::default()
    };
    (decoded.text, info, vec![decoded.changes])
}

/// Restores a decoded text, some of whose lines are rows of tables, and, where asked, converts it.
fn restored(
    mut text: String,
    rows: Vec<Row>,
    mut info: SourceInfo,
    mut stages: Vec<Changes>,
    options: CleanOptions,
) -> Source {
    let before = stages.len();
    let mut seen = survey::survey(&text);
    if !options.keep_damage {
        for pass in [|text: &str, _: &Survey| restore::unescape(text), restore::restore] {
            if let Some((restored, repairs)) = pass(&text, &seen) {
                info.edits.extend(edits(&repairs, (&text, &restored), &stages));
                stages.push(Changes::new(repairs.into_iter().map(|r| r.change).collect()));
                text = restored;
                seen = survey::survey(&text);
            }
        }
        info.edits = in_order(std::mem::take(&mut info.edits));
    }
    info.script = script::detect(&seen);
    let converted = match options.to {
        TargetScript::Simplified if info.script != Script::Simplified => Some(script::simplify(&text)),
        TargetScript::Traditional if info.script != Script::Traditional => {
            Some(script::traditionalize(&text))
        }
        _ => None,
    };
    if let Some((converted, changes)) = converted {
        text = converted;
        stages.push(changes);
    }
    let rows = rows.into_iter().map(|row| row.led(&stages[before..])).collect();
    Source::new(text, info, stages).with_rows(rows)
}

/// The repairs of one pass as they are listed, with where they stand in the input.
fn edits(repairs: &[restore::Repair], (before, after): (&str, &str), stages: &[Changes]) -> Vec<Edit> {
    let edit = |repair: &restore::Repair| Edit {
        kind: repair.kind,
        source_span: stages.iter().rev().fold(repair.change.from, |span, stage| stage.back(span)),
        from: repair.change.from.of(before).to_owned(),
        to: repair.change.to.of(after).to_owned(),
        confidence: rounded(repair.confidence),
    };
    repairs.iter().map(edit).collect()
}

/// The edits of all passes in the order of the input; what was changed twice is listed once.
fn in_order(mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort_by_key(|edit| edit.source_span);
    edits.dedup_by(|later, first| {
        let again = later.source_span.start < first.source_span.end;
        if again {
            first.source_span.end = first.source_span.end.max(later.source_span.end);
            first.confidence = first.confidence.min(later.confidence);
        }
        again
    });
    edits
}

/// Reads text of any Chinese encoding. Total: bad text gives a smaller model, blank text no documents.
///
/// # Example
/// ```
/// let parsed = gongwen::parse("云溪县工作总结\n全年修复河堤7公里。\n".as_bytes());
/// assert_eq!(parsed.documents[0].metrics[0].indicator, ["修复河堤"]);
/// assert!(gongwen::parse(b" \n").documents.is_empty());
/// ```
pub fn parse(bytes: &[u8]) -> Parsed {
    model_of(clean(bytes, FOR_THE_MODEL))
}

/// Every room after the text: they all read the restored, simplified text.
const FOR_THE_MODEL: CleanOptions = CleanOptions::new().to(TargetScript::Simplified);

fn model_of(source: Source) -> Parsed {
    // Every room looks for line feeds alone; `clean` keeps each line's end as it came.
    let source = match lines::with_line_feeds(source.text()) {
        Some((text, changes)) => source.then(text, changes),
        None => source,
    };
    let source = match input::rows::rows(source.text(), source.rows()) {
        Some(found) => source.then(found.text, found.changes).with_rows(found.rows),
        None => source,
    };
    // Nor does a paragraph end where mail and PDF cut it into lines.
    let source = match outline::joined(source.text()) {
        Some((text, changes)) => source.then(text, changes),
        None => source,
    };
    let mut documents = outline::outline(&source);
    if let Some(first) = documents.first_mut() {
        first.noise.extend(source.left_out().map(|place| Noise { kind: NoiseKind::Web, place }));
        first.noise.sort_by_key(|n| n.place.source_span);
    }
    for document in &mut documents {
        document.statements = statements::statements(&source, document);
    }
    about::set(&source, &mut documents);
    for document in &mut documents {
        (document.times, document.metrics) = metrics::metrics(&source, document);
    }
    for id in 0..documents.len() {
        documents[id].tasks = tasks::tasks(&source, &documents, id);
    }
    let notes = notes::notes(&source, &documents, Language::default());
    Parsed { source, documents, notes }
}

/// Opens a file: tells its format by its bytes, then takes the text out of it and cleans it.
///
/// # Errors
/// Fails on what is no document: empty, binary, encrypted, truncated or oversized files, and on formats that this build does not
/// read.
///
/// # Example
/// ```
/// use gongwen::{CleanOptions, ErrorKind};
///
/// let source = gongwen::open("云溪县工作总结".as_bytes(), CleanOptions::new())?;
/// assert_eq!(source.text(), "云溪县工作总结");
/// let refused = gongwen::open(b"\x89PNG\r\n\x1a\n", CleanOptions::new());
/// assert_eq!(refused.unwrap_err().kind(), ErrorKind::Binary);
/// # Ok::<(), gongwen::Error>(())
/// ```
pub fn open(bytes: &[u8], options: CleanOptions) -> Result<Source, Error> {
    let format = input::sniff(bytes)?;
    #[cfg(any(feature = "doc", feature = "docx", feature = "odt", feature = "rtf"))]
    let extracted = |read| with_info(read, info_of(format, bytes), options);
    #[cfg(any(feature = "pdf", feature = "ofd"))]
    let laid_out = |book| laid_out(book, info_of(format, bytes), options);
    match format {
        #[cfg(feature = "html")]
        Format::Html => page(bytes, options),
        #[cfg(feature = "docx")]
        Format::Docx => input::docx::read(bytes).map(extracted),
        #[cfg(feature = "docx")]
        Format::WordXml => input::docx::read_xml(bytes).map(extracted),
        #[cfg(feature = "doc")]
        Format::Doc => input::doc::read(bytes).map(extracted),
        #[cfg(feature = "mht")]
        Format::Mht => {
            let (extract, unread_attachments) = message(bytes)?;
            let info = SourceInfo { unread_attachments, ..info_of(format, bytes) };
            Ok(with_info(extract, info, options))
        }
        #[cfg(feature = "odt")]
        Format::Odt => input::odt::read(bytes).map(extracted),
        #[cfg(feature = "rtf")]
        Format::Rtf => input::rtf::read(bytes).map(extracted),
        #[cfg(feature = "xlsx")]
        Format::Xlsx | Format::Xls | Format::Ods | Format::ExcelXml => {
            let book = input::sheet::read(bytes, format)?;
            let info = SourceInfo { sheets: book.sheets, ..info_of(format, bytes) };
            Ok(with_info(book.extract, info, options))
        }
        #[cfg(feature = "pdf")]
        Format::Pdf => input::pdf::read(bytes).map(laid_out),
        #[cfg(feature = "ofd")]
        Format::Ofd => input::ofd::read(bytes).map(laid_out),
        Format::Text => Ok(clean(bytes, options)),
        #[allow(unreachable_patterns, reason = "with all features every format is read")]
        _ => Err(Error::new(
            ErrorKind::Unsupported,
            format!("expected a document, found one of the format {format:?}"),
        )
        .in_chinese(format!("应为文档，实为 {format:?} 格式的文件"))),
    }
}

/// The text of a page of the web.
#[cfg(feature = "html")]
fn page(bytes: &[u8], options: CleanOptions) -> Result<Source, Error> {
    let (page, info, mut stages) = decoded(bytes);
    let read = input::html::read(&page);
    input::html::refuse_frame(&page, &read.text)?;
    let noise = read.noise.iter().map(|span| stages[0].back(*span)).collect();
    let headings = read.headings.iter().map(|span| stages[0].back(*span)).collect();
    stages.extend(read.stages);
    let info = SourceInfo { format: Format::Html, ..info };
    Ok(restored(read.text, read.rows, info, stages, options).with_left_out(noise).with_headings(headings))
}

/// The text of a file of pages.
#[cfg(any(feature = "pdf", feature = "ofd"))]
fn laid_out(book: input::pages::Book, info: SourceInfo, options: CleanOptions) -> Source {
    let input::pages::Book { pages, pictures, producer } = book;
    let info = SourceInfo { unread_pages: pictures, producer, ..info };
    with_info(layout::text(pages), info, options)
}

/// The text of a saved page or a mail, its subject above it where it does not begin with that, the files that hang on it
/// below, each under its name; and the names of those that could not be read.
#[cfg(feature = "mht")]
fn message(bytes: &[u8]) -> Result<(Extract, Vec<String>), Error> {
    let message = input::mht::read(bytes)?;
    let (text, ..) = decoded(&message.bytes);
    let mut extract = Extract { text, ..Extract::default() };
    if message.is_page {
        let page = input::html::read(&extract.text);
        let led = |span| page.stages.iter().fold(span, |span, stage| stage.forth(span));
        let headings = page.headings.iter().map(|span| led(*span)).collect();
        extract = Extract { text: page.text, rows: page.rows, headings, ..extract };
    }
    if let Some(subject) = message.subject.filter(|subject| !extract.text.contains(subject.trim())) {
        extract = extract.below(subject.trim());
    }
    let mut unread = Vec::new();
    for file in message.attached {
        match file.bytes.and_then(|bytes| attached(&bytes)).filter(|file| extract.has_room(file)) {
            Some(read) => extract = extract.then(read.below(&file.name)),
            None => unread.push(file.name),
        }
    }
    if extract.text.trim().is_empty() {
        return Err(input::mht::without_text());
    }
    Ok((extract, unread))
}

/// The text of a file that hangs on a mail; none of what is no document, and of a mail.
#[cfg(feature = "mht")]
fn attached(bytes: &[u8]) -> Option<Extract> {
    if input::sniff(bytes).is_ok_and(|format| format == Format::Mht) {
        return None;
    }
    let source = open(bytes, CleanOptions::new().keep_damage(true)).ok()?;
    let (rows, headings) = (source.rows().to_vec(), source.headings());
    Some(Extract { text: source.text().to_owned(), rows, headings, ..Extract::default() })
}

/// What is known of a file whose text is taken out of it.
#[cfg(feature = "extract")]
fn info_of(format: Format, bytes: &[u8]) -> SourceInfo {
    SourceInfo {
        bytes: bytes.len(),
        format,
        encoding: "utf-8".to_owned(),
        encoding_confidence: 1.0,
        ..SourceInfo::default()
    }
}

/// The text that was taken out of an office document, restored.
#[cfg(feature = "extract")]
fn with_info(read: Extract, info: SourceInfo, options: CleanOptions) -> Source {
    let source = restored(read.text.clone(), read.rows, info, Vec::new(), options);
    let source = source.extracted_from(read.text).with_headings(read.headings);
    source.with_pages(read.pages).with_sheet_rows(read.sheet_rows)
}

/// Reads a file of any known format: [`open`], then every room that [`parse`] walks.
///
/// # Errors
/// Fails where [`open`] does.
///
/// # Example
/// ```
/// let parsed = gongwen::read("云溪县2025年工作要点\n一、重点任务\n1.修复河堤7公里。\n".as_bytes())?;
/// assert_eq!(parsed.documents[0].tasks.len(), 1);
/// # Ok::<(), gongwen::Error>(())
/// ```
pub fn read(bytes: &[u8]) -> Result<Parsed, Error> {
    Ok(model_of(open(bytes, FOR_THE_MODEL)?))
}

/// Hands each file of a ZIP archive of documents to `take`. False where the bytes are no such archive;
/// an office document is none.
///
/// # Errors
/// Fails on an archive that is cut off, and where it unpacks to more than can be read.
///
/// # Example
/// ```
/// assert!(!gongwen::unpack("云溪县".as_bytes(), &mut |_| {})?);
/// # Ok::<(), gongwen::Error>(())
/// ```
pub fn unpack(bytes: &[u8], take: &mut dyn FnMut(Packed)) -> Result<bool, Error> {
    #[cfg(feature = "zip")]
    if input::archive::is_archive(bytes) {
        return input::archive::unpack(bytes, take).map(|()| true);
    }
    let _ = (bytes, take);
    Ok(false)
}

/// Lists what a text has lost for good: stretches whose bytes are gone, lines that nobody can read. Empty for nearly all texts.
///
/// # Example
/// ```
/// use gongwen::{CleanOptions, model::NoteCode};
///
/// let source = gongwen::clean("修复河堤\u{FFFD}公里。".as_bytes(), CleanOptions::new());
/// assert_eq!(gongwen::losses(&source)[0].code, NoteCode::Unrestored);
/// ```
pub fn losses(source: &Source) -> Vec<Note> {
    notes::losses(source, Language::default())
}

/// Checks the arithmetic of each document of a file: rates, sums, products, growth. Total.
///
/// # Example
/// ```
/// let parsed = gongwen::parse("全县共有村卫生室1794个，其中公有1763个，公有化率98.27%。".as_bytes());
/// assert!(gongwen::audit(&parsed)[0].iter().all(|check| check.holds));
/// ```
pub fn audit(parsed: &Parsed) -> Vec<Vec<Check>> {
    parsed.documents.iter().map(|document| crate::audit::audit(&parsed.source, document)).collect()
}

/// Checks the figures of several files against each other: growth from last year's level, one name with two values, a plan's figure
/// that a review quotes. Of each operand `file` is the number of its file in `files`. Total.
///
/// # Example
/// ```
/// let read = |text: &str| gongwen::parse(text.as_bytes());
/// let files = [
///     read("云溪县2024年工作总结\n全县社会消费品零售总额45.6亿元，增长5.0%。"),
///     read("云溪县2025年工作总结\n全县社会消费品零售总额48.3亿元，增长9.0%。"),
/// ];
/// let checks = gongwen::audit_across(&files);
/// assert_eq!(checks[0].expected.as_deref(), Some("5.9%"));
/// assert_eq!(checks[0].operands[0].file, Some(0));
/// ```
pub fn audit_across<'a>(files: impl IntoIterator<Item = &'a Parsed>) -> Vec<Check> {
    let sides: Vec<_> = files
        .into_iter()
        .enumerate()
        .flat_map(|(file, parsed)| {
            let source = &parsed.source;
            parsed.documents.iter().map(move |document| crate::audit::Side { file, source, document })
        })
        .collect();
    crate::audit::across(&sides)
}
