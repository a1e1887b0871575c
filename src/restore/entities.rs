//! A line of text → the character references left in it by a page: &nbsp; &ge; &#147; &amp;ldquo;.

use super::patch::Patch;
use crate::damage::Damage;
use crate::entity;
use crate::span::Span;

/// Marks that pages write without their semicolon, though HTML asks for it: &ldquo两山&rdquo.
const UNCLOSED: &[&str] =
    &["bull", "emsp", "ensp", "hellip", "ldquo", "lsquo", "mdash", "ndash", "rdquo", "rsquo"];

/// A reference, what it stands for and where it is.
struct Reference {
    at: Span,
    to: String,
}

/// Whether a line shows that its text came out of a page: a reference that nobody writes for its own sake.
pub(super) fn shows_a_page(line: &str) -> bool {
    line.contains('&') && references(line).0.iter().any(|r| !r.to.is_ascii())
}

/// The references of a line. Those of ASCII characters may be what the text writes about, 标签写作&lt;p&gt;: they are read
/// where other lines or this one came out of a page, and no bare & and no tag stands beside them.
pub(super) fn patches(line: &str, from_a_page: bool) -> Vec<Patch> {
    if !line.contains('&') {
        return Vec::new();
    }
    let (found, bare) = references(line);
    let ascii_too = from_a_page && !bare && !writes_tags(line);
    let read = |r: Reference| (ascii_too || !r.to.is_ascii()).then_some(r);
    let patch = |r: Reference| Patch { at: r.at, to: r.to, kind: Damage::Entity, confidence: 1.0 };
    found.into_iter().filter_map(read).map(patch).collect()
}

/// The references of a line in order, and whether an & in it is none.
fn references(line: &str) -> (Vec<Reference>, bool) {
    let (mut found, mut bare, mut end) = (Vec::new(), false, 0);
    for (at, _) in line.match_indices('&') {
        if at < end {
            continue;
        }
        match reference(&line[at..], in_address(&line[..at])) {
            Some((to, len)) => {
                end = at + len;
                found.push(Reference { at: Span::new(at, end), to });
            }
            None => bare = true,
        }
    }
    (found, bare)
}

/// Reads the reference that `text` begins with, escaped once or more: &amp;amp;ldquo; has one.
fn reference(text: &str, in_address: bool) -> Option<(String, usize)> {
    const AGAIN: &str = "amp;";
    let mut rest = &text[1..];
    while let Some(inner) = rest.strip_prefix(AGAIN) {
        rest = inner;
    }
    let escaped = text.len() - rest.len();
    match behind_ampersand(rest, in_address) {
        Some((to, len)) => Some((to, escaped + len)),
        None => (escaped > 1).then(|| ("&".to_owned(), escaped)),
    }
}

/// Reads what stands behind the & of a reference. Without a semicolon it ends where its name does, and is no parameter of
/// an address: &nbsp云溪, but ?x=1&times=3.
fn behind_ampersand(rest: &str, in_address: bool) -> Option<(String, usize)> {
    let name = &rest[..rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len()];
    let parameter = in_address || rest[name.len()..].starts_with('=');
    if UNCLOSED.contains(&name) && !parameter && !rest[name.len()..].starts_with(';') {
        return Some((entity::by_name(name)?.to_owned(), name.len()));
    }
    let (to, len) = entity::after_ampersand(rest)?;
    let closed = rest[..len].ends_with(';') || rest.starts_with('#');
    let whole_name = len == name.len() && !parameter && !to.is_ascii();
    let readable = to != "\u{FFFD}" && !to.starts_with(char::is_control);
    (readable && (closed || whole_name)).then_some((to, len))
}

/// Whether an address or its parameters are being written: http://…, ?a=1.
fn in_address(before: &str) -> bool {
    /// No longer address is looked at, or a line of & alone would take its time.
    const LONGEST: usize = 300;
    let written = |b: &u8| b.is_ascii_graphic();
    let len = before.bytes().rev().take(LONGEST).take_while(written).count();
    let address = &before[before.len() - len..];
    ["://", "www.", "="].iter().any(|sign| address.contains(sign))
}

/// Whether the line holds the reference of a tag: &lt;p&gt;.
fn writes_tags(line: &str) -> bool {
    let tag = |rest: &str| rest.starts_with(|c: char| c == '/' || c == '!' || c.is_ascii_alphabetic());
    line.split("&lt;").skip(1).any(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str, from_a_page: bool) -> String {
        let mut out = line.to_owned();
        for patch in patches(line, from_a_page).into_iter().rev() {
            out.replace_range(patch.at.start..patch.at.end, &patch.to);
        }
        out
    }

    #[test]
    fn references_are_read_by_the_whole_table() {
        for (line, text) in [
            ("水温&le;8&deg;C，含沙量&lt;3", "水温≤8°C，含沙量&lt;3"),
            ("&#147;三清&#148;行动&#133;", "“三清”行动…"),
            ("&ldquo三清&rdquo行动&nbsp第二年", "“三清”行动\u{A0}第二年"),
            ("&amp;#20113;&amp;amp;ldquo;", "云“"),
        ] {
            assert_eq!(read(line, false), text);
        }
    }

    #[test]
    fn what_a_writer_means_stays() {
        for line in [
            "换行写作&lt;br&gt;，空格写作&amp;",
            "http://yt.example.cn/s?a=1&copy=2&sect=3&para",
            "R&D投入，甲&乙标段，AT&T；&云；&unheard;",
            "a&copyright b&notice",
            "参数?a=1&reg",
        ] {
            assert_eq!(read(line, false), line);
        }
        assert_eq!(read("标签&lt;p&gt;&hellip;", true), "标签&lt;p&gt;…");
        assert_eq!(read("A&B标段&gt;5%", true), "A&B标段&gt;5%");
    }

    #[test]
    fn a_page_leaves_references_of_ascii_too() {
        assert!(shows_a_page("云溪县&nbsp;水务局") && !shows_a_page("标签写作&lt;p&gt;"));
        assert_eq!(read("增速&gt;5%，甲&amp;乙", true), "增速>5%，甲&乙");
    }
}
