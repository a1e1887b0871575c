//! The body of a page → the whole file, with its style, its script, and the rule that nothing else may load or run.

use crate::language::Language;
use crate::report::wide::steers;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::borrow::Cow;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// SHA-256 of the two in base64: what is not exactly they does not run. A test below says them anew.
const STYLE_HASH: &str = "v8iQp2XPHlHs6Gt4GhWKsldWAZ7zdDve8LVUuP2XVhk=";
const SCRIPT_HASH: &str = "n6sPuVXN30Tr1amDtp6vkb7LwUwMbKN9VivOGsZeCpc=";

/// A whole page.
pub(super) fn page(title: &str, language: Language, body: &Markup) -> String {
    let rule = format!(
        "default-src 'none'; style-src 'sha256-{STYLE_HASH}'; script-src 'sha256-{SCRIPT_HASH}'; base-uri 'none'; form-action 'none'"
    );
    let lang = language.pick("zh-CN", "en");
    let page = html! {
        (DOCTYPE)
        html.no-js lang=(lang) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(rule);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (clean(title)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (body)
                footer.wide {
                    p { (language.pick(
                        "本页由 gongwen 生成，内容全在这一个文件里：不联网，不上传。",
                        "Written by gongwen. All of it is in this file: no network, no upload.",
                    )) " gongwen " (env!("CARGO_PKG_VERSION")) }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

/// A button that turns day to night.
pub(super) fn theme_button(language: Language) -> Markup {
    html! { button #theme type="button" { (language.pick("深色／浅色", "dark / light")) } }
}

/// A text without what a browser may obey: control characters, marks that turn the direction of writing.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let harmful = |c: char| steers(c) && !matches!(c, '\n' | '\t');
    if text.contains(harmful) { Cow::Owned(text.replace(harmful, "")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    /// RFC 4648.
    fn base64(bytes: &[u8]) -> String {
        const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut out = String::new();
        for chunk in bytes.chunks(3) {
            let three = [chunk[0], chunk.get(1).copied().unwrap_or(0), chunk.get(2).copied().unwrap_or(0)];
            let bits = u32::from(three[0]) << 16 | u32::from(three[1]) << 8 | u32::from(three[2]);
            for at in 0..4 {
                let letter = LETTERS[(bits >> (18 - 6 * at) & 63) as usize];
                out.push(if at <= chunk.len() { char::from(letter) } else { '=' });
            }
        }
        out
    }

    #[test]
    fn the_hashes_are_those_of_style_and_script() {
        let hash = |text: &str| base64(&Sha256::digest(text.as_bytes()));
        assert_eq!((STYLE_HASH, SCRIPT_HASH), (&*hash(STYLE), &*hash(SCRIPT)));
    }

    #[test]
    fn style_and_script_ask_for_nothing() {
        for word in
            ["http", "url(", "@import", "fetch", "XMLHttpRequest", "import(", "eval", "innerHTML", "</"]
        {
            assert!(!STYLE.contains(word) && !SCRIPT.contains(word), "{word}");
        }
    }

    #[test]
    fn nothing_of_a_text_is_markup() {
        let hostile = "</title><script>alert(1)</script>\u{202e}\u{1b}";
        let page = page(hostile, Language::Chinese, &html! { p title=(clean(hostile)) { (clean(hostile)) } });
        assert_eq!(page.matches("<script>").count(), 1, "{page}");
        assert!(!page.contains('\u{202e}') && !page.contains('\u{1b}'));
    }
}
