//! Bytes of a text or a file → its clean text, its model, its arithmetic checked: calls the rooms, in order.

use crate::error::Error;
use crate::language::Language;
use crate::model::{Check, Noise, NoiseKind, Note};
use crate::parsed::Parsed;
#[cfg(any(feature = "docx", feature = "xlsx"))]
use crate::source::Extract;
#[cfg(any(feature = "html", feature = "docx", feature = "xlsx"))]
use crate::source::Format;
use crate::source::{Changes, Edit, Row, Script, Source, SourceInfo};
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

/// What [`clean`] does beyond decoding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CleanOptions {
    /// Leave damage as it is.
    pub keep_damage: bool,
    /// Which script the text is turned into.
    pub to: TargetScript,
}

/// Decodes text, restores it and, where asked, converts it. Total.
pub fn clean(bytes: &[u8], how: CleanOptions) -> Source {
    let (text, info, stages) = decoded(bytes);
    restored(text, Vec::new(), info, stages, how)
}

/// The text that the bytes hold, what is known of it, and the way back.
fn decoded(bytes: &[u8]) -> (String, SourceInfo, Vec<Changes>) {
    let decoded = decode::decode(bytes);
    let info = SourceInfo {
        bytes: bytes.len(),
        encoding: decoded.encoding.to_owned(),
        encoding_confidence: decoded.confidence,
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
    how: CleanOptions,
) -> Source {
    let before = stages.len();
    let mut seen = survey::survey(&text);
    if !how.keep_damage {
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
    let converted = match how.to {
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
        confidence: repair.confidence,
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
pub fn parse(bytes: &[u8]) -> Parsed {
    model_of(clean(bytes, FOR_THE_MODEL))
}

/// Every room after the text: they all read the restored, simplified text.
const FOR_THE_MODEL: CleanOptions = CleanOptions { keep_damage: false, to: TargetScript::Simplified };

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
/// Fails on what is no document: empty, binary, encrypted, truncated or oversized files.
pub fn open(bytes: &[u8], how: CleanOptions) -> Result<Source, Error> {
    match input::sniff(bytes)? {
        #[cfg(feature = "html")]
        Format::Html => {
            let (page, info, mut stages) = decoded(bytes);
            let read = input::html::read(&page);
            let noise = read.noise.iter().map(|span| stages[0].back(*span)).collect();
            let headings = read.headings.iter().map(|span| stages[0].back(*span)).collect();
            stages.extend(read.stages);
            let info = SourceInfo { format: Format::Html, ..info };
            Ok(restored(read.text, read.rows, info, stages, how).with_left_out(noise).with_headings(headings))
        }
        #[cfg(feature = "docx")]
        Format::Docx => Ok(extracted(input::docx::read(bytes)?, Format::Docx, bytes, how)),
        #[cfg(feature = "xlsx")]
        format @ (Format::Xlsx | Format::Xls | Format::Ods) => {
            let (text, rows) = input::sheet::read(bytes, format)?;
            Ok(extracted(Extract { text, rows, ..Extract::default() }, format, bytes, how))
        }
        _ => Ok(clean(bytes, how)),
    }
}

/// The text that was taken out of an office document, restored.
#[cfg(any(feature = "docx", feature = "xlsx"))]
fn extracted(read: Extract, format: Format, bytes: &[u8], how: CleanOptions) -> Source {
    let info = SourceInfo {
        bytes: bytes.len(),
        format,
        encoding: "utf-8".to_owned(),
        encoding_confidence: 1.0,
        ..SourceInfo::default()
    };
    let source = restored(read.text.clone(), read.rows, info, Vec::new(), how);
    source.extracted_from(read.text).with_headings(read.headings)
}

/// Reads a file of any known format: [`open`], then every room that [`parse`] walks.
///
/// # Errors
/// Fails where [`open`] does.
pub fn read(bytes: &[u8]) -> Result<Parsed, Error> {
    Ok(model_of(open(bytes, FOR_THE_MODEL)?))
}

/// What a text has lost for good: stretches whose bytes are gone, lines that nobody can read. Empty for nearly all texts.
pub fn losses(source: &Source) -> Vec<Note> {
    notes::losses(source, Language::default())
}

/// Checks the arithmetic of each document of a file: rates, sums, products, growth. Total.
pub fn audit(parsed: &Parsed) -> Vec<Vec<Check>> {
    parsed.documents.iter().map(|document| crate::audit::audit(&parsed.source, document)).collect()
}
