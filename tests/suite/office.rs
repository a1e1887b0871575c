//! Texts saved as DOC, WPS, ODT, RTF, MHT, EML and ZIP: each fixture gives the text that it was made from, and the same model.

use crate::common::{bytes, text};
use gongwen::{CleanOptions, Format, Parsed};

/// Fixtures, the format that each is read as, and the text that it was made from.
const TWINS: &[(&str, Format, &str)] = &[
    ("plan.doc", Format::Doc, "pairs/yunxi/plan.txt"),
    ("plan.wps", Format::Doc, "pairs/yunxi/plan.txt"),
    ("plan.odt", Format::Odt, "pairs/yunxi/plan.txt"),
    ("plan.rtf", Format::Rtf, "pairs/yunxi/plan.txt"),
    ("numbering.doc", Format::Doc, "docx/numbering.txt"),
    ("numbering.rtf", Format::Rtf, "docx/numbering.txt"),
    ("numbering.odt", Format::Odt, "docx/numbering.txt"),
    ("changes.doc", Format::Doc, "docx/changes.txt"),
    ("changes.odt", Format::Odt, "docx/changes.txt"),
    ("report.mht", Format::Mht, "pairs/yunxi/report.txt"),
    ("wuning.eml", Format::Mht, "single/wuning.txt"),
];

fn fixture(name: &str) -> Vec<u8> {
    bytes(&format!("fixtures/office/{name}"))
}

/// The fixtures that this build reads.
fn twins() -> impl Iterator<Item = &'static (&'static str, Format, &'static str)> {
    TWINS.iter().filter(|(_, format, _)| match format {
        Format::Doc => cfg!(feature = "doc"),
        Format::Odt => cfg!(feature = "odt"),
        Format::Rtf => cfg!(feature = "rtf"),
        _ => cfg!(feature = "mht"),
    })
}

/// The paragraphs of a text: no format but plain text keeps indents and empty lines.
fn paragraphs(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

#[test]
fn every_paragraph_is_the_one_that_was_saved() {
    for (name, format, twin) in twins() {
        let source =
            gongwen::open(&fixture(name), CleanOptions::default()).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(source.info().format, *format, "{name}");
        let saved = text(&format!("fixtures/{twin}"));
        // LibreOffice forgets a start of its own in DOC.
        let saved = if *name == "numbering.doc" {
            saved.replace("6. 培训", "1. 培训").replace("III) 附件", "I) 附件")
        } else {
            saved
        };
        assert_eq!(paragraphs(source.text()), paragraphs(&saved), "{name}");
    }
}

#[test]
fn the_model_is_the_same_from_every_format() {
    let outline = |parsed: &Parsed| -> Vec<String> {
        let line =
            |s: &gongwen::Section| format!("{} {} {}", s.level, s.marker, s.title.as_deref().unwrap_or("-"));
        parsed.sections().map(line).collect()
    };
    let tasks = |parsed: &Parsed| -> Vec<String> {
        let due = |t: &gongwen::Task| t.deadline.as_ref().and_then(|d| d.date.clone());
        let line = |t: &gongwen::Task| format!("{} {:?} {:?} {:?}", t.text, t.owners, t.cooperating, due(t));
        parsed.tasks().map(line).collect()
    };
    for (name, _, twin) in twins().filter(|(_, _, twin)| !twin.starts_with("docx/")) {
        let read = gongwen::read(&fixture(name)).unwrap();
        let saved = gongwen::read(&bytes(&format!("fixtures/{twin}"))).unwrap();
        assert_eq!(outline(&read), outline(&saved), "{name}");
        assert_eq!(tasks(&read), tasks(&saved), "{name}");
        assert!(!outline(&read).is_empty(), "{name}");
    }
}

#[test]
#[cfg(feature = "zip")]
fn an_archive_gives_its_documents() {
    let mut names = Vec::new();
    let mut take =
        |file: gongwen::Packed| names.push((file.path, file.bytes.is_ok_and(|bytes| !bytes.is_empty())));
    assert!(gongwen::unpack(&fixture("materials.zip"), &mut take).unwrap());
    assert_eq!(names, [("总结/梧宁区.txt".to_owned(), true), ("计划.rtf".to_owned(), true)]);
    let refused = gongwen::read(&fixture("materials.zip")).unwrap_err();
    assert_eq!(refused.kind(), gongwen::ErrorKind::Binary);
}

/// Changes a byte here and there; the same for the same seed.
fn harmed(bytes: &[u8], seed: u32) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let mut state = seed.wrapping_mul(2_654_435_761) | 1;
    for _ in 0..1 + seed % 9 {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        let at = state as usize % bytes.len();
        bytes[at] = match state >> 28 {
            0..8 => (state >> 8) as u8,
            8..12 => 0xFF,
            _ => 0,
        };
    }
    bytes
}

#[test]
fn harmed_files_are_read_or_refused() {
    for (name, ..) in twins() {
        let whole = fixture(name);
        for seed in 0..150 {
            let _ = gongwen::open(&harmed(&whole, seed), CleanOptions::new().keep_damage(true));
        }
        for end in (0..whole.len()).step_by(whole.len() / 40) {
            let _ = gongwen::open(&whole[..end], CleanOptions::new().keep_damage(true));
        }
    }
}

#[test]
fn files_of_a_wrong_name_are_known_by_their_bytes() {
    for (name, format, _) in twins() {
        assert_eq!(gongwen::open(&fixture(name), CleanOptions::default()).unwrap().info().format, *format);
    }
    let told =
        |bytes: &[u8]| gongwen::read(bytes).unwrap_err().message(gongwen::Language::Chinese).to_owned();
    assert!(told(b"Rar!\x1a\x07\x01\0").contains("请先解压"));
    assert!(told(b"\xDB\xA5\x2D\0\0\0").contains("Word 2"));
}

#[test]
#[cfg(all(feature = "mht", feature = "docx"))]
fn files_that_hang_on_a_mail_are_read_or_told() {
    let letter = gongwen::read(&fixture("wuning.eml")).unwrap();
    let notes: Vec<_> = letter.notes.iter().map(|note| (note.code.as_str(), note.text.as_str())).collect();
    assert_eq!(notes, [("attachment_unread", "附件“seal.gif”未能读取：请另存后单独给出")]);
    assert_eq!(letter.source.info().unread_attachments, ["seal.gif"]);
    let coded: Vec<u8> =
        bytes("fixtures/ledger/plan.docx").iter().flat_map(|b| format!("={b:02X}").into_bytes()).collect();
    let head = "From: a@b\nTo: c@d\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=m\n\n--m\n\n请查收。\n--m\n\
                Content-Type: application/octet-stream\nContent-Transfer-Encoding: quoted-printable\n\
                Content-Disposition: attachment; filename*=utf-8''%E8%AE%A1%E5%88%92.docx\n\n";
    let mail = [head.as_bytes(), &coded, b"\n--m--\n"].concat();
    let read = gongwen::read(&mail).unwrap();
    assert!(read.source.text().starts_with("x\n请查收。\n计划.docx\n云溪县2025年"), "{}", read.source.text());
    let plan = gongwen::read(&bytes("fixtures/ledger/plan.docx")).unwrap();
    let texts = |parsed: &Parsed| parsed.tasks().map(|t| t.text.clone()).collect::<Vec<_>>();
    assert_eq!(texts(&read), texts(&plan));
    let cut = gongwen::read(&mail[..mail.len() - 400]).unwrap();
    assert_eq!(cut.source.info().unread_attachments, ["计划.docx"]);
}
