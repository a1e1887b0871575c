//! Bytes of UTF-16 in which lines of one byte a unit stand, or the other way round → pieces, each in one encoding.
//!
//! PowerShell's `>>` adds UTF-16 to a UTF-8 file, and what other tools add to a UTF-16 file is UTF-8 or GBK.

use super::code::Code;
use super::detect::rated;
use super::mixed::{self, Piece, push};

/// Bytes of a line that are judged.
const GLANCE: usize = 128;
/// A line of fewer bytes tells nothing by itself.
const SHORT: usize = 8;
/// What prose costs at most in a few characters; the bytes of another encoding cost more.
const PROSE: f32 = 45.0;
/// By how much a reading must be likelier than one that the lines before have.
const LEAD: f32 = 4.0;

/// Whether bytes are UTF-16 from end to end.
pub(super) fn is_whole(bytes: &[u8], code: Code) -> bool {
    !units(bytes, code).any(is_strange)
}

/// Of so many units of UTF-16 one may be strange.
const STRANGE: usize = 20;

/// Whether bytes are UTF-16 but for a few units.
pub(super) fn is_most(bytes: &[u8], code: Code) -> bool {
    units(bytes, code).filter(|c| is_strange(*c)).count() * STRANGE < bytes.len() / 2
}

/// Whether a unit hardly stands in Chinese text, though bytes of another encoding make it: controls, private use, halves of
/// pairs by themselves, the scripts from Hebrew to Mongolian and from Yi to Hangul.
fn is_strange(c: Option<char>) -> bool {
    match c {
        Some('\t' | '\n' | '\r' | '\u{B}' | '\u{C}') => false,
        Some('\0'..='\x1F' | '\u{500}'..='\u{1FFF}' | '\u{A000}'..='\u{F8FF}' | '\u{FFF0}'..='\u{FFFF}') => {
            true
        }
        Some(_) => false,
        None => true,
    }
}

/// The characters of UTF-16; none for a half of a pair.
fn units(bytes: &[u8], code: Code) -> impl Iterator<Item = Option<char>> {
    char::decode_utf16(bytes.chunks_exact(2).map(move |pair| unit(pair, code))).map(Result::ok)
}

fn unit(pair: &[u8], code: Code) -> u16 {
    let pair = [pair[0], pair[1]];
    if code == Code::Utf16Be { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
}

/// The pieces of bytes of which some are UTF-16: most of them where a mark says so, else single lines.
pub(super) fn pieces(bytes: &[u8], mark: Option<Code>) -> Vec<Piece> {
    let codes = match mark {
        Some(code) => vec![likelier_order(bytes, code)],
        None => vec![Code::Utf16Le, Code::Utf16Be],
    };
    let mut wide: Vec<WideEnds> = codes.into_iter().map(|code| WideEnds { code, next: [None; 2] }).collect();
    let mut spans: Vec<Piece> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |found| at + found + 1);
        let line = &bytes[at..end];
        let mut found = Piece { end, code: Code::Utf8 };
        let as_wide = &bytes[at..wide[0].after(bytes, at)];
        if !fits_narrow(line, bytes.get(end), as_wide, wide[0].code) {
            let as_wide = wide.iter_mut().map(|ends| Piece { end: ends.after(bytes, at), code: ends.code });
            let fits = |piece: &Piece| fits_wide(&bytes[at..piece.end], line, piece.code, mark.is_some());
            let fitting =
                as_wide.filter(fits).map(|piece| (rated(glance(&bytes[at..piece.end]), piece.code), piece));
            found = fitting.min_by(|a, b| a.0.total_cmp(&b.0)).map_or(found, |(_, piece)| piece);
        }
        push(&mut spans, found.end, found.code);
        at = found.end;
    }
    let mut out = Vec::new();
    let mut start = 0;
    for Piece { end, code } in spans {
        if code.unit() > 1 {
            push(&mut out, end, code);
        } else {
            let narrow = mixed::pieces(&bytes[start..end]);
            narrow.into_iter().for_each(|piece| push(&mut out, start + piece.end, piece.code));
        }
        start = end;
    }
    out
}

/// The order of bytes in which a text is the likelier, whatever its mark says.
fn likelier_order(bytes: &[u8], code: Code) -> Code {
    let other = if code == Code::Utf16Le { Code::Utf16Be } else { Code::Utf16Le };
    let glance = &bytes[..bytes.len().min(4 * GLANCE)];
    let found = rated(glance, other);
    if found <= PROSE && found + 2.0 * LEAD < rated(glance, code) { other } else { code }
}

/// The beginning of a line, by which it is judged.
fn glance(line: &[u8]) -> &[u8] {
    &line[..line.len().min(GLANCE)]
}

/// Where lines of UTF-16 end, for either of the places that a line may begin at: found once, in one walk.
struct WideEnds {
    code: Code,
    next: [Option<usize>; 2],
}

impl WideEnds {
    /// Behind the line that begins at `at`.
    fn after(&mut self, bytes: &[u8], at: usize) -> usize {
        if let Some(known) = self.next[at % 2].filter(|known| *known > at) {
            return known;
        }
        let rest = bytes[at..].chunks_exact(2);
        let found = rest.map(|pair| unit(pair, self.code)).position(|unit| unit == u16::from(b'\n'));
        let end = found.map_or(bytes.len(), |units| at + (units + 1) * 2);
        self.next[at % 2] = Some(end);
        end
    }
}

/// Whether a line is ASCII or UTF-8, and not UTF-16, in which nearly every line's end or digit has a zero. `as_wide` is where
/// the line would end then.
fn fits_narrow(line: &[u8], next: Option<&u8>, as_wide: &[u8], wide: Code) -> bool {
    if next == Some(&0) || memchr::memchr(0, line).is_some() {
        return false;
    }
    let Ok(text) = std::str::from_utf8(line) else { return false };
    // The byte 0A is the half of 上 and 《 too: of a line so short what follows is looked at too.
    let looked_at = glance(if line.len() < SHORT { as_wide } else { line });
    let is_plain = || !text.contains(|c: char| c.is_control() && !c.is_whitespace());
    text.contains(|c: char| c >= '\u{2000}') || text == "\r\n" || is_plain() && rated(looked_at, wide) > PROSE
}

/// Whether a line is UTF-16, and not, up to where it ends then, in an encoding of which each byte is a unit.
fn fits_wide(line: &[u8], narrow: &[u8], code: Code, is_marked: bool) -> bool {
    if !is_marked && !is_whole(glance(line), code) {
        return false;
    }
    // ASCII, of which nothing tells that it is prose, was none that fits.
    let others = [Code::Utf8, Code::Gb18030, Code::Big5].into_iter().filter(|_| !narrow.is_ascii());
    let other = others.map(|code| rated(glance(narrow), code)).fold(f32::INFINITY, f32::min);
    let found = rated(glance(line), code);
    if is_marked { found <= other + LEAD } else { found <= PROSE && found + LEAD < other }
}

#[cfg(test)]
mod tests {
    use super::super::decode;

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    const LINES: [&str; 3] =
        ["云溪县河湖管护日志\r\n", "3月18日巡查老鹰岩水库。\r\n", "清理漂浮物2.5吨，上报险情1处。\r\n"];

    #[test]
    fn what_is_added_to_utf16_is_read() {
        let le = |text| utf16(text, u16::to_le_bytes);
        let [a, b, c] = LINES;
        let text = LINES.concat();
        assert_eq!(decode(&[b"\xFF\xFE".to_vec(), le(a), b.into(), c.into()].concat()).text, text);
        assert_eq!(decode(&[b"\xFF\xFE".to_vec(), le(a), b.into(), le(c)].concat()).text, text);
        let gbk = encoding_rs::GBK.encode(b).0.into_owned();
        assert_eq!(decode(&[b"\xFF\xFE".to_vec(), le(a), gbk, le(c)].concat()).text, text);
        let be = |text| utf16(text, u16::to_be_bytes);
        assert_eq!(decode(&[b"\xFE\xFF".to_vec(), be(a), b.into(), be(c)].concat()).text, text);
    }

    #[test]
    fn halves_of_characters_are_no_line_ends() {
        let text = "《云溪县河湖管护办法》\n根据《河湖管护办法》，以上各项请遵照执行。\n";
        let file = [b"\xFF\xFE".to_vec(), utf16(text, u16::to_le_bytes), "另行通知。\n".into()].concat();
        assert_eq!(decode(&file).text, format!("{text}另行通知。\n"));
    }

    #[test]
    fn utf16_that_is_added_is_read() {
        let le = |text| utf16(text, u16::to_le_bytes);
        let [a, b, c] = LINES;
        assert_eq!(decode(&[a.into(), b.into(), le(c)].concat()).text, LINES.concat());
        assert_eq!(decode(&[a.into(), le(b), c.into()].concat()).text, LINES.concat());
        assert_eq!(decode(&[b"\xEF\xBB\xBF".to_vec(), a.into(), le(b), le(c)].concat()).text, LINES.concat());
        let gbk = encoding_rs::GBK.encode(a).0.into_owned();
        assert_eq!(decode(&[gbk, le(b), le(c)].concat()).text, LINES.concat());
    }

    #[test]
    fn a_mark_of_the_wrong_order_is_seen_through() {
        let bytes = utf16(&LINES.concat(), u16::to_le_bytes);
        assert_eq!(decode(&[b"\xFE\xFF".to_vec(), bytes].concat()).text, LINES.concat());
    }

    #[test]
    fn a_line_end_of_one_byte_ends_utf16() {
        for (end, mark, bytes) in [
            ("\n", b"\xFF\xFE", u16::to_le_bytes as fn(u16) -> [u8; 2]),
            ("\n", b"\xFE\xFF", u16::to_be_bytes),
            ("\r\n", b"\xFF\xFE", u16::to_le_bytes),
            ("\r\n", b"\xFE\xFF", u16::to_be_bytes),
        ] {
            let file = [mark.to_vec(), utf16("云溪县河湖管护", bytes), end.into()].concat();
            assert_eq!(decode(&file).text, format!("云溪县河湖管护{end}"));
        }
    }

    #[test]
    fn zeros_among_bytes_are_characters() {
        assert_eq!(decode("云溪县\0卫生局\n".as_bytes()).text, "云溪县\0卫生局\n");
    }

    #[test]
    fn hostile_zeros_cost_no_more_than_their_length() {
        assert!(!decode(&b"\0\n\xFF".repeat(50_000)).text.is_empty());
        assert!(!decode(&[b"\xFF\xFE".to_vec(), b"\xE5\n".repeat(50_000)].concat()).text.is_empty());
    }
}
