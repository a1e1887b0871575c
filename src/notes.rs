//! A text and its documents → what is lost or doubtful in them, one line each for a person.

use crate::model::{Document, NoiseKind, Note};
use crate::plausible::cost;
use crate::source::Source;
use crate::span::Span;
use crate::survey::survey;

/// A repair that is no surer is said.
const SURE: f32 = 0.9;
/// A line is called unreadable that costs so much a character and has so many: of prose one line in ten thousand does.
pub(crate) const UNREADABLE: f32 = 46.0;
const FEWEST: u32 = 12;

/// The notes, in the order of the text: characters that were lost, repairs that are in doubt, lines that nobody can read, gaps, headings whose upper heading is missing.
pub fn notes(source: &Source, documents: &[Document]) -> Vec<Note> {
    let mut found = losses(source);
    found.extend(doubtful_repairs(source));
    for document in documents {
        let lost = document.sections.iter().filter(|s| s.parent_lost);
        found.extend(lost.map(|s| Note {
            code: "parent_lost".into(),
            text: format!("“{}{}”的上级标题缺失", s.marker, s.title.as_deref().unwrap_or("")),
            place: s.place,
        }));
        let gaps = document.noise.iter().filter(|n| n.kind == NoiseKind::Gap);
        found.extend(gaps.map(|n| Note {
            code: "text_missing".into(),
            text: "此处有文字被隐去".into(),
            place: n.place,
        }));
    }
    found.sort_by_key(|note| note.place.span);
    found
}

/// What is lost of a text whatever its documents are: characters, and lines that nobody can read.
pub fn losses(source: &Source) -> Vec<Note> {
    let mut found = lost_characters(source);
    found.extend(unreadable_lines(source));
    found.sort_by_key(|note| note.place.span);
    found
}

/// Stretches that were filled with what is likeliest.
fn doubtful_repairs(source: &Source) -> impl Iterator<Item = Note> {
    source.info().edits.iter().filter(|edit| edit.confidence <= SURE).map(|edit| Note {
        code: "doubtful_repair".into(),
        text: format!("此处按最可能的文字还原，把握{:.0}%", edit.confidence * 100.0),
        place: source.place(source.text_span(edit.source_span)),
    })
}

/// Lines that look decoded wrongly, and were not restored.
fn unreadable_lines(source: &Source) -> impl Iterator<Item = Note> {
    let unreadable = |line: &Span| {
        let found = cost(line.of(source.text()));
        found.han >= FEWEST && found.rated() >= UNREADABLE
    };
    survey(source.text()).suspects.into_iter().filter(unreadable).map(|line| Note {
        code: "unreadable".into(),
        text: "此行疑为乱码，未能还原".into(),
        place: source.place(line),
    })
}

/// Runs of U+FFFD: bytes that no reading gives back.
fn lost_characters(source: &Source) -> Vec<Note> {
    let text = source.text();
    let mut found: Vec<Note> = Vec::new();
    let mut last = Span::default();
    for (at, mark) in text.match_indices('\u{FFFD}') {
        let span = Span::new(at, at + mark.len());
        if span.start == last.end && !found.is_empty() {
            last.end = span.end;
            if let Some(note) = found.last_mut() {
                note.place = source.place(last);
            }
            continue;
        }
        last = span;
        found.push(Note {
            code: "unrestored".into(),
            text: "此处字节已丢失，无法还原".into(),
            place: source.place(span),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::{Parsed, parse};

    fn codes(text: &str) -> Vec<String> {
        let Parsed { notes, .. } = parse(text.as_bytes());
        notes.into_iter().map(|note| note.code.to_string()).collect()
    }

    #[test]
    fn what_could_not_be_read_is_said() {
        // Two wrong decoders that do not fit together, so nothing leads back.
        let unreadable = "云溪县工作总结\n鈫?妫€鏌ヨ緭鍏ユ暟鎹?ÖÐ鏄惁瀹屾暣鍒嗘瀽缁撴灉。\n";
        assert_eq!(codes(unreadable), ["unreadable"]);
        assert!(codes("云溪县工作总结\n一、新建村卫生室二十所，完成投资三百万元。\n").is_empty());
    }

    #[test]
    fn a_guess_is_said() {
        // 镇长姓柏。云溪县全年新建村卫生室二十所，…，村长姓邓。: of the names a byte is lost.
        let damaged = "闀囬暱濮撴煆銆備簯婧�鍘垮叏骞存柊寤烘潙鍗�鐢熷�や簩鍗佹墍锛屽畬鎴愭姇璧勪笁鐧句竾鍏冿紝鏉戦暱濮撻倱銆�";
        assert!(codes(damaged).iter().any(|code| code == "doubtful_repair"), "{:?}", codes(damaged));
    }
}
