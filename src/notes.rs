//! A text and its documents → what is lost or doubtful in them, one line each for a person.

use crate::language::Language;
use crate::model::{Document, NoiseKind, Note};
use crate::plausible::cost;
use crate::report::Loss;
use crate::source::Source;
use crate::span::Span;
use crate::survey::survey;

/// A repair that is no surer is said.
const SURE: f32 = 0.9;
/// A line is called unreadable that costs so much a character and has so many: of prose one line in ten thousand does.
pub(crate) const UNREADABLE: f32 = 46.0;
const FEWEST: u32 = 12;

/// The notes, in the order of the text: characters that were lost, repairs that are in doubt, lines that nobody can read, gaps,
/// headings whose upper heading is missing, pages that are pictures, files on a mail that could not be read.
pub fn notes(source: &Source, documents: &[Document], language: Language) -> Vec<Note> {
    let mut found = losses(source, language);
    found.extend(doubtful_repairs(source, language));
    let unread = source.info().unread_pages.iter();
    found.extend(unread.map(|&page| Loss::PageUnread(page).note(source.page_start(page), language)));
    let end = Span::new(source.text().len(), source.text().len());
    let unread = source.info().unread_attachments.iter();
    found.extend(unread.map(|name| Loss::AttachmentUnread(name).note(source.place(end), language)));
    for document in documents {
        let lost = document.sections.iter().filter(|s| s.parent_lost);
        found.extend(lost.map(|s| Loss::ParentLost(s).note(s.place, language)));
        let gaps = document.noise.iter().filter(|n| n.kind == NoiseKind::Gap);
        found.extend(gaps.map(|n| Loss::TextMissing.note(n.place, language)));
    }
    found.sort_by_key(|note| note.place.span);
    found
}

/// What is lost of a text whatever its documents are: characters, and lines that nobody can read.
pub fn losses(source: &Source, language: Language) -> Vec<Note> {
    let lost = lost_characters(source.text()).into_iter().map(|span| (Loss::Unrestored, span));
    let lines = unreadable_lines(source.text()).into_iter().map(|span| (Loss::Unreadable, span));
    let mut found: Vec<Note> =
        lost.chain(lines).map(|(loss, span)| loss.note(source.place(span), language)).collect();
    found.sort_by_key(|note| note.place.span);
    found
}

/// Stretches that were filled with what is likeliest.
fn doubtful_repairs(source: &Source, language: Language) -> impl Iterator<Item = Note> {
    let doubtful = source.info().edits.iter().filter(|edit| edit.confidence <= SURE);
    doubtful.map(move |edit| {
        let place = source.place(source.text_span(edit.source_span));
        Loss::DoubtfulRepair(edit.confidence).note(place, language)
    })
}

/// Lines that look decoded wrongly, and were not restored.
fn unreadable_lines(text: &str) -> Vec<Span> {
    let unreadable = |line: &Span| {
        let found = cost(line.of(text));
        found.han >= FEWEST && found.rated() >= UNREADABLE
    };
    survey(text).suspects.into_iter().filter(unreadable).collect()
}

/// Runs of U+FFFD: bytes that no reading gives back.
fn lost_characters(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (at, mark) in text.match_indices('\u{FFFD}') {
        match found.last_mut() {
            Some(last) if last.end == at => last.end = at + mark.len(),
            _ => found.push(Span::new(at, at + mark.len())),
        }
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
        // 东陵市档案馆馆长柏松汇报了馆藏古籍修缮情况，专家给予肯定。: of five characters a byte is lost.
        let damaged =
            "涓滈櫟甯傛。妗堥�嗛�嗛暱鏌忔澗姹囨姤浜嗛�嗚棌鍙ょ睄淇�缂�鎯呭喌锛屼笓瀹剁粰浜堣偗瀹氥��";
        assert!(codes(damaged).iter().any(|code| code == "doubtful_repair"), "{:?}", codes(damaged));
    }
}
