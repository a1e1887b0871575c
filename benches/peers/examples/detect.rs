//! Labelled bytes in many encodings → how many chardetng names so that they decode exactly, and how many gongwen does.
//!
//!     cargo run --release --example detect ../../../shared/gold/restore
//!
//! The directory holds `enc.tsv`: encoding, script, length, file, and the text as JSON.

use std::collections::BTreeMap;
use std::path::Path;

fn main() {
    let dir = std::env::args().nth(1).expect("a directory with enc.tsv");
    let table = std::fs::read_to_string(Path::new(&dir).join("enc.tsv")).expect("enc.tsv");
    let mut found: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [encoding, _, _, file, text] = cells[..] else { continue };
        let bytes = std::fs::read(Path::new(&dir).join(file)).expect(file);
        let text: String = serde_json::from_str(text).expect("a string");
        let counts = found.entry(encoding).or_default();
        counts[0] += 1;
        counts[1] += usize::from(by_chardetng(&bytes).trim_end() == text.trim_end());
        let how = gongwen::CleanOptions::new().keep_damage(true);
        counts[2] += usize::from(gongwen::clean(&bytes, how).text().trim_end() == text.trim_end());
    }
    println!("encoding\tinputs\tchardetng\tgongwen");
    for (encoding, [all, theirs, ours]) in found {
        println!("{encoding}\t{all}\t{theirs}\t{ours}");
    }
}

fn by_chardetng(bytes: &[u8]) -> String {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => detector.guess(None, chardetng::Utf8Detection::Allow),
    };
    encoding.decode(bytes).0.into_owned()
}
