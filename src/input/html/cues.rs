//! Names, classes, styles and lines of a page → what they say about it: navigation, button, footer, title, data sheet.

use super::tokens::Tag;
use crate::tables::word_lists;

/// What an element says of what it holds; the stronger wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cue {
    /// A title.
    Title,
    /// Navigation, a footer, a button, unless most of the page stands in it: `<form id="search">` around everything.
    Noise,
    /// `display: none`, unless most of the page stands in it: a script shows it.
    Concealed,
    /// Never text for people.
    Never,
}

/// What a line says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// 上一篇：… , 打印本页 , ICP备…: noise wherever it stands.
    Noise,
    /// 主办单位：… : noise outside of the main text; inside it may belong to it.
    NoiseOutside,
    /// 索引号：… , 发文字号：… : the data sheet above a document.
    Meta,
    /// 附件：… .docx
    Attachment,
}

word_lists! {
    "../../tables/html_cues.tsv",
    /// Parts of a class or id that name furniture: nav, footer.
    class
    /// Parts of a class or id that name a title.
    title
    /// All words of a line of buttons: 打印 关闭.
    line
    /// How a line of furniture begins: 上一篇:
    start
    /// What a line of furniture holds: icp备.
    has
    /// What a line holds that is furniture outside of the main text.
    outside
    /// What a line of the data sheet holds: 索引号:
    meta
    /// What a line that names an attachment holds: .docx
    attach
}

/// Tells what an element's name says.
pub(super) fn of_tag(tag: Tag) -> Option<Cue> {
    match tag {
        Tag::Heading => Some(Cue::Title),
        Tag::Noise => Some(Cue::Noise),
        Tag::Hidden => Some(Cue::Never),
        _ => None,
    }
}

/// Tells what an attribute says.
pub(super) fn of_attribute(name: &str, value: &str) -> Option<Cue> {
    match name {
        "hidden" => Some(Cue::Concealed),
        "style" => conceals(value).then_some(Cue::Concealed),
        "class" | "id" => of_class(value),
        _ => None,
    }
}

fn conceals(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    ["display:none", "visibility:hidden", "mso-hide:all"].iter().any(|s| style.contains(s))
}

/// Reads classes: `article-share`, `footer_txt`, `topNav` and `title` give themselves away.
fn of_class(value: &str) -> Option<Cue> {
    let words: Vec<String> = class_words(value).collect();
    if words.iter().any(|w| WORDS.class.has(w)) {
        return Some(Cue::Noise);
    }
    words.iter().any(|w| WORDS.title.has(w)).then_some(Cue::Title)
}

/// Cuts `headerNav foot_2` → header, nav, foot.
fn class_words(value: &str) -> impl Iterator<Item = String> {
    value.split(|c: char| !c.is_ascii_alphabetic()).flat_map(camel_parts).filter(|w| !w.is_empty())
}

fn camel_parts(word: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut lower_before = false;
    for c in word.chars() {
        if c.is_ascii_uppercase() && lower_before {
            parts.push(String::new());
        }
        lower_before = c.is_ascii_lowercase();
        if let Some(part) = parts.last_mut() {
            part.push(c.to_ascii_lowercase());
        }
    }
    parts
}

/// Tells what a line says of itself. `line` has no blanks, its colons are half-width, its letters small.
pub(super) fn of_line(line: &str) -> Option<Line> {
    let mut words = line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let noise = words.all(|w| WORDS.line.has(w)) && line.chars().any(|c| c.is_alphanumeric() || c == '【')
        || WORDS.start.begin(line)
        || WORDS.has.occur_in(line);
    if noise && !line.contains('。') {
        return Some(Line::Noise);
    }
    if WORDS.outside.occur_in(line) {
        return Some(Line::NoiseOutside);
    }
    if WORDS.meta.occur_in(line) {
        return Some(Line::Meta);
    }
    WORDS.attach.occur_in(line).then_some(Line::Attachment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_read_word_by_word() {
        assert_eq!(of_attribute("class", "article-share clearfix"), Some(Cue::Noise));
        assert_eq!(of_attribute("id", "topNav"), Some(Cue::Noise));
        assert_eq!(of_attribute("class", "newsTitle"), Some(Cue::Title));
        assert_eq!(of_attribute("class", "canvas footnote"), None);
    }

    #[test]
    fn styles_conceal() {
        assert_eq!(of_attribute("style", "DISPLAY : none"), Some(Cue::Concealed));
        assert_eq!(of_attribute("style", "display:block"), None);
    }

    #[test]
    fn lines_give_themselves_away() {
        assert_eq!(of_line("【打印本页】"), Some(Line::Noise));
        assert_eq!(of_line("【打印】【关闭】字号:大中小"), Some(Line::Noise));
        assert_eq!(of_line("———"), None);
        assert_eq!(of_line("上一篇:云溪县召开防汛会议"), Some(Line::Noise));
        assert_eq!(of_line("索引号:123"), Some(Line::Meta));
        assert_eq!(of_line("附件:1.任务分解表.docx"), Some(Line::Attachment));
        assert_eq!(of_line("关闭小煤矿3处。"), None);
        assert_eq!(of_line("打印机耗材采购情况"), None);
    }
}
