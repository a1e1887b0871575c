//! Every character of a cleaned text leads to the bytes that it came from, whatever was repaired around it.

use crate::common::{encodings, files, hand_written, text};
use gongwen::{CleanOptions, Source, Span, clean};

const RESTORED: CleanOptions = CleanOptions::new();

/// Characters follow one another in the input as in the text, their way there and back meets them again, and the bytes of
/// every character outside the edits are that character in the input's encoding.
fn assert_way_back(name: &str, bytes: &[u8], source: &Source) {
    let decode = |bytes: &[u8]| -> String {
        let encoding = encoding_rs::Encoding::for_label(source.info().encoding.as_bytes());
        encoding.map_or_else(String::new, |e| e.decode_without_bom_handling(bytes).0.into_owned())
    };
    let edits = &source.info().edits;
    assert!(
        edits.windows(2).all(|w| w[0].source_span.end <= w[1].source_span.start),
        "{name}: edits overlap"
    );
    let (mut last, mut next) = (0, 0);
    for (at, c) in source.text().char_indices() {
        let span = Span::new(at, at + c.len_utf8());
        let there = source.source_span(span);
        assert!(
            there.start <= there.end && there.end <= bytes.len(),
            "{name}: {c} at {at} leads to {there:?}"
        );
        assert!(there.end >= last, "{name}: {c} at {at} leads back before {last}");
        last = there.end;
        let back = source.text_span(there);
        assert!(
            back.start <= span.start && back.end >= span.end,
            "{name}: {c} at {at} → {there:?} → {back:?}"
        );
        while edits.get(next).is_some_and(|e| e.source_span.end <= there.start) {
            next += 1;
        }
        let edited = edits.get(next).is_some_and(|e| e.source_span.start < there.end);
        if !edited && source.info().encoding != "hz" {
            let here = &bytes[there.start..there.end];
            // A file may hold two encodings: a line of UTF-8 in one of GB18030.
            let utf8 = std::str::from_utf8(here).is_ok_and(|text| text == c.to_string());
            assert!(
                utf8 || c == '\u{FFFD}' || decode(here) == c.to_string(),
                "{name}: {c} at {at}, {there:?}"
            );
        }
    }
}

#[test]
fn every_character_of_every_fixture_leads_to_its_bytes() {
    for path in files("fixtures", ".txt") {
        let bytes = std::fs::read(&path).unwrap();
        assert_way_back(&path.display().to_string(), &bytes, &clean(&bytes, RESTORED));
    }
    for (name, text) in hand_written() {
        for (encoding, bytes) in encodings(&text) {
            assert_way_back(&format!("{name} in {encoding}"), &bytes, &clean(&bytes, RESTORED));
        }
    }
}

#[test]
fn every_character_leads_back_through_escapes() {
    let line = "\\u4e91\\u6eaa&nbsp;\\u53bf&amp;#20892;\\ue816\\u200b";
    for text in [
        format!("{{\"title\": \"{line}\", \"n\": 1}}"),
        "Content-Transfer-Encoding: quoted-printable\n\n=E4=BA=91=E6=BA=\n=AA=E5=8E=BF&ge;5\n".to_owned(),
    ] {
        let source = clean(text.as_bytes(), RESTORED);
        assert_way_back("escapes", text.as_bytes(), &source);
        assert!(source.text().contains("云溪"), "{}", source.text());
    }
}

/// Wrong decoders on top of one another, with clean lines between.
#[test]
fn every_character_leads_back_through_made_damage() {
    let text = text("fixtures/pairs/dongling/report.txt");
    let latin = |line: &str| line.bytes().map(char::from).collect::<String>();
    let as_gbk = |line: &str| encoding_rs::GBK.decode_without_bom_handling(line.as_bytes()).0.into_owned();
    let spotted = |line: &str| line.replace('，', "&nbsp;\u{200B}，").replace('的', "的(de)");
    let damages: [&dyn Fn(&str) -> String; 3] = [&latin, &as_gbk, &spotted];
    for (k, damage) in damages.into_iter().enumerate() {
        let damaged: String = text
            .split_inclusive('\n')
            .enumerate()
            .map(|(i, line)| if i % 3 == 1 { damage(line.trim_end()) + "\n" } else { line.to_owned() })
            .collect();
        let source = clean(damaged.as_bytes(), RESTORED);
        assert!(!source.info().edits.is_empty(), "damage {k} is found");
        assert_way_back(&format!("damage {k}"), damaged.as_bytes(), &source);
        let (gbk, _, lossy) = encoding_rs::GB18030.encode(&damaged);
        assert!(!lossy);
        assert_way_back(&format!("damage {k} in GB18030"), &gbk, &clean(&gbk, RESTORED));
    }
}
