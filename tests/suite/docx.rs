//! Office documents: each fixture gives the text beside it, and a renamed file is known by its bytes.

use crate::common::{bytes, text};
use gongwen::{CleanOptions, Format};

fn opened(name: &str) -> gongwen::Source {
    gongwen::open(&bytes(&format!("fixtures/docx/{name}.docx")), CleanOptions::default()).unwrap()
}

#[test]
fn numbering_changes_and_tables_give_their_text() {
    for name in ["numbering", "levels", "changes", "table"] {
        assert_eq!(opened(name).text(), text(&format!("fixtures/docx/{name}.txt")), "{name}");
    }
}

#[test]
fn spans_index_the_extracted_text() {
    let parsed = gongwen::read(&bytes("fixtures/docx/numbering.docx")).unwrap();
    assert_eq!(parsed.source.info().format, Format::Docx);
    let extracted = parsed.source.extracted().unwrap();
    for section in parsed.sections() {
        assert_eq!(section.place.source_span.of(extracted), parsed.source.quote(section.place.span));
    }
    let value = serde_json::to_value(parsed.with_text()).unwrap();
    assert_eq!(value["source_text"], extracted);
}

#[test]
fn an_encrypted_document_is_told_from_an_old_one() {
    let message = |bytes: &[u8]| gongwen::read(bytes).unwrap_err().to_string();
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let container = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    assert!(message(&container).contains("legacy office document"));
    assert!(message(&[container, name].concat()).contains("encrypted"));
}
