//! Files of pages (PDF, OFD): each fixture gives the paragraphs and the model of the text that it was set from, whatever its fonts,
//! packing, direction or columns; what was harmed is refused or read in time.

use crate::common::{bytes, text};
use gongwen::{CleanOptions, Format, Parsed};
use serde_json::Value;
use std::time::{Duration, Instant};

/// The text that a fixture was set from, and the fixtures.
const SET: [(&str, &[&str]); 3] = [
    (
        "single/linxi.txt",
        &[
            "pdf/linxi.GBK-EUC-H.pdf",
            "pdf/linxi.GBKp-EUC-H.pdf",
            "pdf/linxi.GBK2K-H.pdf",
            "pdf/linxi.UniGB-UCS2-H.pdf",
            "pdf/linxi.UniGB-UTF16-H.pdf",
            "pdf/linxi.Identity-H.pdf",
            "pdf/linxi.UniGB-UCS2-V.pdf",
            "pdf/linxi.packed.pdf",
            "pdf/linxi.pieces.pdf",
            "pdf/linxi.rotated.pdf",
            "pdf/linxi.columns.pdf",
            "pdf/linxi.libreoffice.pdf",
            "ofd/linxi.ofd",
            "ofd/linxi.scaled.ofd",
        ],
    ),
    ("single/wuning.txt", &["pdf/wuning.chromium.pdf"]),
    ("single/haidong.txt", &["pdf/haidong.ETen-B5-H.pdf", "pdf/haidong.UniCNS-UCS2-H.pdf"]),
];

/// Each fixture that this build reads, with the text that it was set from.
fn set() -> impl Iterator<Item = (&'static str, &'static str)> {
    let built = [(".pdf", cfg!(feature = "pdf")), (".ofd", cfg!(feature = "ofd"))];
    let all = SET.into_iter().flat_map(|(twin, files)| files.iter().copied().map(move |file| (file, twin)));
    all.filter(move |(file, _)| built.iter().any(|(ending, built)| *built && file.ends_with(ending)))
}

fn fixture(name: &str) -> Vec<u8> {
    bytes(&format!("fixtures/{name}"))
}

/// The lines of a text that hold words, without their indent.
fn paragraphs(text: &str) -> Vec<&str> {
    text.lines().map(|line| line.trim_matches([' ', '\u{3000}'])).filter(|line| !line.is_empty()).collect()
}

#[test]
fn paragraphs_are_those_of_the_text() {
    for (file, twin) in set() {
        let source = gongwen::open(&fixture(file), CleanOptions::default()).unwrap();
        let format = if file.ends_with(".pdf") { Format::Pdf } else { Format::Ofd };
        assert_eq!(source.info().format, format, "{file}");
        assert_eq!(paragraphs(source.text()), paragraphs(&text(&format!("fixtures/{twin}"))), "{file}");
    }
}

/// The model without what differs from file to file: places and where lines break.
fn model(parsed: &Parsed) -> Value {
    let sections: Vec<_> =
        parsed.sections().map(|s| (s.level, &s.marker, &s.title, s.form, s.role)).collect();
    let measures: Vec<_> = parsed.measures().map(|m| (&m.marker, &m.text)).collect();
    let metrics: Vec<_> = parsed.metrics().map(|m| (&m.text, &m.indicator, m.role)).collect();
    let tasks: Vec<_> = parsed.tasks().map(|t| (&t.text, &t.owners)).collect();
    let titles: Vec<_> =
        parsed.documents.iter().map(|d| (d.kind, d.letterhead.title.as_ref().map(|t| &t.text))).collect();
    serde_json::json!([titles, sections, measures, metrics, tasks])
}

#[test]
fn the_model_is_that_of_the_text() {
    for (file, twin) in set() {
        let twin = gongwen::parse(&fixture(twin));
        assert_eq!(model(&gongwen::read(&fixture(file)).unwrap()), model(&twin), "{file}");
    }
}

#[test]
fn each_quotation_has_its_page() {
    for (file, _) in set().filter(|(file, _)| file.contains(".GB") || file.contains(".Uni")) {
        let parsed = gongwen::read(&fixture(file)).unwrap();
        let count = parsed.source.info().pages.unwrap();
        assert!(count > 1, "{file}");
        let pages: Vec<u32> = parsed.sections().filter_map(|s| s.place.page).collect();
        assert!(
            pages.is_sorted() && pages.first() == Some(&1) && pages.last() >= Some(&2),
            "{file}: {pages:?}"
        );
    }
    let parsed = gongwen::parse("云溪县工作总结\n一、完成情况\n修复河堤7公里。\n".as_bytes());
    assert_eq!(parsed.documents[0].place.page, None);
}

/// A linear congruential generator (Knuth's MMIX).
fn steps(seed: u64) -> impl Iterator<Item = usize> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    })
}

#[test]
fn harmed_files_are_refused_or_read_in_time() {
    for (n, (file, _)) in set().enumerate() {
        let whole = fixture(file);
        let mut steps = steps(n as u64);
        let mut step = |most: usize| steps.next().map_or(0, |step| step % most.max(1));
        for round in 0..24 {
            let mut harmed = whole.clone();
            for _ in 0..1 + step(6) {
                let at = step(harmed.len());
                match step(4) {
                    0 => harmed.truncate(at.max(32)),
                    1 => harmed[at] = b"0123456789<>[]()/R\n "[step(20)],
                    2 => drop(harmed.drain(at..(at + step(90)).min(harmed.len()))),
                    _ => harmed[at] ^= 1 << step(8),
                }
            }
            let begun = Instant::now();
            drop(gongwen::open(&harmed, CleanOptions::default()));
            assert!(begun.elapsed() < Duration::from_secs(20), "{file}, round {round}");
        }
    }
}

#[cfg(feature = "pdf")]
mod pdf {
    use gongwen::ErrorKind;
    use std::time::{Duration, Instant};

    fn refusal(file: &[u8]) -> (ErrorKind, String) {
        let error = gongwen::read(file).unwrap_err();
        (error.kind(), error.to_string())
    }

    /// A file of these objects, numbered from 1, without a table of where they stand.
    fn file(objects: &[String]) -> Vec<u8> {
        let body: String =
            objects.iter().enumerate().map(|(i, o)| format!("{} 0 obj {o} endobj\n", i + 1)).collect();
        format!("%PDF-1.4\n{body}trailer << /Root 1 0 R >>\n").into_bytes()
    }

    fn stream(dictionary: &str, data: &str) -> String {
        format!("<< {dictionary} /Length {} >>\nstream\n{data}\nendstream", data.len())
    }

    /// A page with this content, and further objects from number 5 on.
    fn page(content: &str, resources: &str, more: &[String]) -> Vec<u8> {
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            format!("<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << {resources} >> >>"),
            stream("", content),
        ];
        file(&[&objects[..], more].concat())
    }

    #[test]
    fn scans_and_empty_pages_are_refused_by_name() {
        let picture =
            stream("/Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "x");
        let scan = page("q 595 0 0 842 0 0 cm /I Do Q", "/XObject << /I 5 0 R >>", &[picture]);
        assert!(refusal(&scan).1.contains("a scan"), "{:?}", refusal(&scan));
        assert!(refusal(&page("", "", &[])).1.contains("without words"));
        assert!(refusal(&page("10 10 m 50 50 l S", "", &[])).1.contains("outlines"));
        assert_eq!(refusal(b"%PDF-1.7\n").0, ErrorKind::Malformed);
    }

    #[test]
    fn an_encrypted_file_is_refused_as_such() {
        let lock = format!("<< /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >>", "5a".repeat(32));
        let objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>", &lock];
        let (mut body, mut table) = ("%PDF-1.4\n".to_owned(), "0000000000 65535 f \n".to_owned());
        for (i, object) in objects.iter().enumerate() {
            table += &format!("{:010} 00000 n \n", body.len());
            body += &format!("{} 0 obj {object} endobj\n", i + 1);
        }
        let start = body.len();
        body +=
            &format!("xref\n0 4\n{table}trailer << /Size 4 /Root 1 0 R /Encrypt 3 0 R /ID [<41> <41>] >>\n");
        body += &format!("startxref\n{start}\n%%EOF");
        assert!(refusal(body.as_bytes()).1.contains("an encrypted PDF"), "{:?}", refusal(body.as_bytes()));
    }

    #[test]
    fn the_text_that_stands_for_what_is_shown_is_read() {
        let font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >>";
        let content =
            "BT /F 16 Tf 90 700 Td /Span << /ActualText <FEFF4E916EAA53BF> >> BDC (xyz) Tj EMC ( 2025) Tj ET";
        assert_eq!(gongwen::read(&page(content, font, &[])).unwrap().source.text(), "云溪县 2025\n");
    }

    #[test]
    fn fields_of_a_form_that_is_filled_in_are_read() {
        let font = "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /GBK-EUC-H /DescendantFonts \
                    [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>] >>";
        let field = |more: &str, y: u32| {
            format!("<< /Type /Annot /Subtype /Widget /FT /Tx /Rect [90 {y} 400 {}] {more} >>", y + 20)
        };
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F 5 0 R >> >> >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Annots [6 0 R 7 0 R 8 0 R] >>".to_owned(),
            stream("", "BT /F 16 Tf 90 700 Td <D4C6CFAACFD8B9A4D7F7D7DCBDE1> Tj ET"),
            font.to_owned(),
            field("/AP << /N 9 0 R >>", 600),
            field("/V <FEFF53BF6C345229>", 500),
            field("/F 2 /V (hidden)", 400),
            stream(
                "/Subtype /Form /BBox [0 0 155 10] /Resources << /Font << /F 5 0 R >> >>",
                "BT /F 8 Tf 0 2 Td <D0DEB8B4BAD3B5CC> Tj ET",
            ),
        ];
        let parsed = gongwen::read(&file(&objects)).unwrap();
        let lines: Vec<&str> = parsed.source.text().lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, ["云溪县工作总结", "修复河堤", "县水利"]);
    }

    #[test]
    fn pages_that_are_pictures_are_told() {
        let picture =
            stream("/Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "x");
        let font = "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /GBK-EUC-H /DescendantFonts \
                    [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>] >>";
        let words = "BT /F 16 Tf 90 700 Td <D4C6CFAACFD8B9A4D7F7D7DCBDE1> Tj ET";
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R 4 0 R 3 0 R] /Count 2 /Resources << /Font << /F 7 0 R >> /XObject << /I 8 0 R >> >> >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /Contents 6 0 R >>".to_owned(),
            stream("", words),
            stream("", "q 595 0 0 842 0 0 cm /I Do Q"),
            font.to_owned(),
            picture,
        ];
        let parsed = gongwen::read(&file(&objects)).unwrap();
        assert_eq!(parsed.source.text(), "云溪县工作总结\n");
        assert_eq!(parsed.source.info().unread_pages, [2]);
        assert_eq!(parsed.notes[0].code.as_str(), "page_unread");
    }

    #[test]
    fn fonts_that_tell_no_character_are_refused() {
        let font = "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts \
                    [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>";
        let untold = page(
            "BT /F 12 Tf 90 700 Td <00010002000300040005> Tj ET",
            &format!("/Font << /F {font} >>"),
            &[],
        );
        assert_eq!(refusal(&untold).0, ErrorKind::Unsupported);
    }

    #[test]
    fn circles_and_towers_end() {
        let begun = Instant::now();
        // A form that draws itself ten times, a page tree that is its own child, a table of places that points at itself.
        let form = stream("/Subtype /Form /Resources << /XObject << /F 5 0 R >> >>", &"/F Do ".repeat(10));
        assert!(gongwen::read(&page("/F Do", "/XObject << /F 5 0 R >>", &[form])).is_err());
        let tree = file(&[
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>".to_owned(),
        ]);
        assert!(gongwen::read(&tree).is_err());
        let table = b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF";
        assert!(gongwen::read(table).is_err());
        assert!(gongwen::read(&page(&"[".repeat(200_000), "", &[])).is_err());
        assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    }
}
