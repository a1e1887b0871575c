//! The body of a page → the whole file, with its style, its script, and the rule that nothing else may load or run.

use crate::language::Language;
use crate::report::wide::steers;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::borrow::Cow;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
const APP_STYLE: &str = include_str!("app.css");
const APP_SCRIPT: &str = include_str!("app.js");
/// SHA-256 of these in base64: what is not exactly they does not run. A test below says them anew.
const HASHES: [&str; 4] = [
    "1+k79IXnMF4BZCzkqoyqDG3Je3W6qos/UCggGu55qNI=",
    "1ZJUFC21Z7isJjeCBcRn+cy2MJkKTr2LZkEAX999aa4=",
    "lnht003YM8Q2nTCJPpkc/RtyQNwoFCftJs2BdksSuwU=",
    "9mSMmeEemo8jStDL0NljWE+h3kfuTSXtLqO0WWxbxtA=",
];

/// What surrounds the body of a page.
pub(super) struct Frame {
    styles: &'static [&'static str],
    scripts: &'static [&'static str],
    /// What may load or run besides nothing.
    rule: String,
    charset: &'static str,
}

impl Frame {
    /// Of a page that shows something.
    fn shown() -> Self {
        let [style, script, ..] = HASHES;
        let rule = format!("style-src 'sha256-{style}'; script-src 'sha256-{script}'");
        Frame { styles: &[STYLE], scripts: &[SCRIPT], rule, charset: "utf-8" }
    }

    /// Of the page that runs the program: WebAssembly in a worker, whose code the page holds itself; a byte of it is a character.
    pub(super) fn app() -> Self {
        let [style, script, app_style, app_script] = HASHES;
        let rule = format!(
            "style-src 'sha256-{style}' 'sha256-{app_style}'; script-src 'sha256-{script}' 'sha256-{app_script}' 'wasm-unsafe-eval'; worker-src blob:"
        );
        Frame { styles: &[STYLE, APP_STYLE], scripts: &[SCRIPT, APP_SCRIPT], rule, charset: "windows-1252" }
    }

    /// The whole page.
    pub(super) fn page(&self, title: &str, language: Language, body: &Markup) -> String {
        let rule = format!("default-src 'none'; {}; base-uri 'none'; form-action 'none'", self.rule);
        let lang = language.pick("zh-CN", "en");
        let page = html! {
            (DOCTYPE)
            html.no-js lang=(lang) {
                head {
                    meta charset=(self.charset);
                    meta http-equiv="Content-Security-Policy" content=(rule);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (clean(title)) }
                    @for style in self.styles { style { (PreEscaped(style)) } }
                }
                body {
                    (body)
                    footer.wide {
                        p { (language.pick(
                            "本页由 gongwen 生成，内容全在这一个文件里：不联网，不上传。",
                            "Written by gongwen. All of it is in this file: no network, no upload.",
                        )) " gongwen " (env!("CARGO_PKG_VERSION")) }
                    }
                    @for script in self.scripts { script { (PreEscaped(script)) } }
                }
            }
        };
        page.into_string()
    }
}

/// A whole page that shows something.
pub(super) fn page(title: &str, language: Language, body: &Markup) -> String {
    Frame::shown().page(title, language, body)
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

    /// RFC 4648: how a rule names a hash.
    fn base64(bytes: &[u8]) -> String {
        const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let three = |c: &[u8]| c.iter().fold(0, |bits, &b| bits << 8 | u32::from(b)) << (8 * (3 - c.len()));
        let letter = |bits: u32, at: usize| char::from(LETTERS[(bits >> (18 - 6 * at) & 63) as usize]);
        let four = |c: &[u8]| {
            (0..4).map(|at| if at <= c.len() { letter(three(c), at) } else { '=' }).collect::<String>()
        };
        bytes.chunks(3).map(four).collect()
    }

    #[test]
    fn the_hashes_are_those_of_style_and_script() {
        let hash = |text: &str| base64(&Sha256::digest(text.as_bytes()));
        assert_eq!(HASHES, [STYLE, SCRIPT, APP_STYLE, APP_SCRIPT].map(hash));
        assert!(
            [STYLE, SCRIPT, APP_STYLE, APP_SCRIPT].concat().is_ascii(),
            "whose bytes are the same in every page"
        );
    }

    #[test]
    fn style_and_script_ask_for_nothing() {
        for word in
            ["http", "url(", "@import", "fetch", "XMLHttpRequest", "import(", "eval", "innerHTML", "</"]
        {
            assert!(![STYLE, SCRIPT, APP_STYLE, APP_SCRIPT].iter().any(|text| text.contains(word)), "{word}");
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
