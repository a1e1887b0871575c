//! A line → repairs of single places: references, escapes, injected pinyin, compatibility forms, characters that nobody
//! sees, and those that only one program's font had.

use super::patch::{Patch, patched};
use super::{entities, readings};
use crate::damage::Damage;
use crate::pairs::BIG5;
use crate::plausible::{cost, is_han};
use crate::span::Span;
use crate::survey::Survey;
use std::cell::LazyCell;
use std::sync::LazyLock;

/// What a whole text tells of its single places.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signs {
    /// It is strewn with readings.
    pub(super) injected: bool,
    /// It came out of a page.
    pub(super) from_a_page: bool,
    /// It is in Traditional characters.
    pub(super) traditional: bool,
    /// Its markers are in vertical or small forms: ︵一︶, 一﹑.
    pub(super) forms: bool,
}

impl Signs {
    /// The signs of a text, by the lines that its survey suspects.
    pub(super) fn of(text: &str, survey: &Survey) -> Self {
        let suspects = || survey.suspects.iter().map(|line| line.of(text));
        Signs {
            injected: readings::strewn(suspects()),
            from_a_page: suspects().any(entities::shows_a_page),
            traditional: survey.traditional > survey.simplified,
            forms: suspects().any(has_marker_in_forms),
        }
    }

    /// The same, for a stretch that was read only now.
    pub(super) fn with(self, text: &str) -> Self {
        let injected = self.injected || readings::strewn(std::iter::once(text));
        Signs { injected, from_a_page: self.from_a_page || entities::shows_a_page(text), ..self }
    }
}

/// The repairs of single places, in order.
pub(super) fn patches(line: &str, signs: Signs) -> Vec<Patch> {
    let mut found = entities::patches(line, signs.from_a_page);
    found.extend(escapes(line));
    // &zwnj; stands for what nobody sees.
    for patch in &mut found {
        patch.to = plain(std::mem::take(&mut patch.to), signs);
    }
    if signs.injected {
        found.extend(readings::patches(line));
    }
    found.extend(characters(line, signs));
    found.sort_by_key(|p| p.at);
    found.dedup_by(|b, a| b.at.start < a.at.end);
    found
}

/// R prints what its console cannot as `<U+00A0>`, and scrapers save it so.
fn escapes(line: &str) -> Vec<Patch> {
    const OPEN: &str = "<U+";
    const LONGEST: usize = 8;
    let escape = |at: usize| {
        let rest = &line[at + OPEN.len()..];
        let hex = &rest[..rest.bytes().take(LONGEST + 1).position(|b| b == b'>').filter(|n| *n >= 4)?];
        let code = u32::from_str_radix(hex, 16).ok().filter(|_| !hex.starts_with('+'))?;
        let to = char::from_u32(code).filter(|c| !c.is_control())?;
        let at = Span::new(at, at + OPEN.len() + hex.len() + 1);
        Some(Patch { at, to: to.to_string(), kind: Damage::Entity, confidence: 1.0 })
    };
    line.match_indices(OPEN).filter_map(|(at, _)| escape(at)).collect()
}

/// A stretch with its single characters mended.
fn plain(text: String, signs: Signs) -> String {
    let found = characters(&text, signs);
    if found.is_empty() { text } else { patched(&text, found) }
}

/// A character of a line between its neighbours.
struct Seen<'a> {
    line: &'a str,
    at: usize,
    c: char,
}

impl Seen<'_> {
    fn before(&self) -> Option<char> {
        self.line[..self.at].chars().next_back()
    }

    fn after(&self) -> Option<char> {
        self.line[self.at + self.c.len_utf8()..].chars().next()
    }

    fn beside(&self, holds: fn(char) -> bool) -> bool {
        self.before().is_some_and(holds) || self.after().is_some_and(holds)
    }

    fn between(&self, holds: fn(char) -> bool) -> bool {
        self.before().is_some_and(holds) && self.after().is_some_and(holds)
    }
}

fn characters(line: &str, signs: Signs) -> Vec<Patch> {
    let right_to_left = LazyCell::new(|| line.chars().any(is_right_to_left));
    line.char_indices()
        .filter(|(_, c)| !c.is_ascii() && !is_han(*c))
        .filter_map(|(at, c)| {
            let seen = Seen { line, at, c };
            let (to, kind, confidence) = match c {
                c if is_invisible(c) => {
                    let needed = is_needed(&seen) || is_of_direction(c) && *right_to_left;
                    (!needed).then(|| (String::new(), Damage::Invisible, 1.0))?
                }
                '\u{E000}'..='\u{F8FF}' => {
                    let (to, confidence) = private(&seen, signs);
                    (to.into_iter().collect(), Damage::PrivateUse, confidence)
                }
                _ => (compatible(&seen, signs)?.to_string(), Damage::Compatibility, 1.0),
            };
            Some(Patch { at: Span::new(at, at + c.len_utf8()), to, kind, confidence })
        })
        .collect()
}

/// Characters without a shape of their own: zero-width blanks and joiners, marks of direction, signs of formulas that are
/// not written, hyphens that show at a line's end only, fillers, tags.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}'
        | '\u{3164}' | '\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

fn is_of_direction(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}')
        && c != '\u{61C}'
}

/// Letters that join, or are parted without a blank: Arabic, the scripts of India, Thai, Tibetan, Burmese, Khmer, Mongolian.
fn is_joining(c: char) -> bool {
    is_right_to_left(c)
        || matches!(c, '\u{900}'..='\u{109F}' | '\u{1780}'..='\u{18AF}' | '\u{A840}'..='\u{ABFF}')
}

/// What an emoji is put together from: pictures, colours of skin, the selector and the keycap.
fn is_of_emoji(c: char) -> bool {
    matches!(c, '\u{A9}' | '\u{AE}' | '\u{200D}' | '\u{203C}' | '\u{2049}' | '\u{20E3}' | '\u{2122}' | '\u{2139}'
        | '\u{2190}'..='\u{2BFF}' | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}' | '\u{FE0F}'
        | '\u{1F000}'..='\u{1FAFF}' | '\u{E0020}'..='\u{E007F}')
}

/// Whether what nobody sees belongs where it stands: in 👩‍⚕️, می‌روم, 1️⃣.
fn is_needed(seen: &Seen) -> bool {
    match seen.c {
        '\u{200D}' if seen.between(is_of_emoji) => true,
        '\u{FE0F}' => seen.before().is_some_and(is_of_emoji) || seen.after() == Some('\u{20E3}'),
        '\u{E0000}'..='\u{E007F}' => seen.before().is_some_and(is_of_emoji),
        '\u{180E}' | '\u{200B}'..='\u{200D}' | '\u{34F}' | '\u{17B4}' | '\u{17B5}' => seen.beside(is_joining),
        '\u{115F}' | '\u{1160}' => seen.beside(|c| matches!(c, '\u{1100}'..='\u{11FF}')),
        _ => false,
    }
}

/// What a private-use character stands for, and how sure that is: a cell of GBK or of Hong Kong's Big5 that Unicode had not
/// yet, a tick of a symbol font; else U+FFFD, since it is gone for everybody who has not the same font.
fn private(seen: &Seen, signs: Signs) -> (Option<char>, f32) {
    /// What nobody can read.
    const LOST: Option<char> = Some('\u{FFFD}');
    /// Taiwan's offices put rare names where Hong Kong has its characters.
    const OF_HONG_KONG: f32 = 0.9;
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let plain = |c: char| listed(c).map_or(c, |form| form.stands_for);
    let known = PRIVATE.binary_search_by_key(&seen.c, |p| p.code).ok().map(|i| &PRIVATE[i]);
    match known {
        // A bullet inside a figure may have been a point.
        Some(symbol) if symbol.is_symbol => (if seen.between(digit) { LOST } else { symbol.shown }, 1.0),
        Some(cell) if !signs.traditional || cell.shown.is_none_or(char::is_whitespace) => {
            (cell.shown.map(plain), 1.0)
        }
        _ => match hong_kong(seen.c).filter(|_| signs.traditional) {
            Some(c) => (Some(plain(c)), OF_HONG_KONG),
            None => (LOST, 1.0),
        },
    }
}

/// The character of Hong Kong's Big5 that Windows kept in private use, by Microsoft's formula.
fn hong_kong(c: char) -> Option<char> {
    /// The code points of a block, and the first of its pairs.
    const BLOCKS: [(u32, u32, u32); 4] = [
        (0xE000, 0xE310, 0xFA40),
        (0xE311, 0xEEB7, 0x8E40),
        (0xEEB8, 0xF6B0, 0x8140),
        (0xF6B1, 0xF848, 0xC6A1),
    ];
    /// The trails of a lead: 40 to 7E and A1 to FE.
    const LOW: u32 = 0x3F;
    const TRAILS: u32 = 157;
    let code = c as u32;
    let (first, _, pair) = BLOCKS.into_iter().find(|(first, last, _)| (*first..=*last).contains(&code))?;
    let start = if pair & 0xFF == 0xA1 { LOW } else { 0 };
    let number = code - first + start;
    let (lead, trail) = ((pair >> 8) + number / TRAILS, number % TRAILS);
    let trail = if trail < LOW { trail + 0x40 } else { trail - LOW + 0xA1 };
    BIG5.char(u8::try_from(lead).ok()?, u8::try_from(trail).ok()?)
}

/// What a compatibility form stands for: ⼈ 人, ︻ 【. A radical becomes the character of the script that the text is in:
/// ⼾ is 戶 or 户. Small forms are the common ones in Hong Kong and Taiwan, 講︰「係喇﹐, and stay, but in figures and
/// where the markers of a text are in them.
fn compatible(seen: &Seen, signs: Signs) -> Option<char> {
    let of_figure = match seen.c {
        '﹒' => seen.before().is_some_and(|c| c.is_ascii_digit()),
        '﹪' => true,
        '﹢' | '﹣' => seen.after().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    };
    if is_small(seen.c) && !of_figure && !signs.forms {
        return None;
    }
    listed(seen.c).map(|form| if signs.traditional { form.stands_for } else { form.simplified })
}

fn is_small(c: char) -> bool {
    matches!(c, '︰' | '\u{FE50}'..='\u{FE6F}')
}

/// Whether a line begins with a marker in vertical or small forms: ︵一︶, ﹙2﹚, 一︑.
fn has_marker_in_forms(line: &str) -> bool {
    const NUMERALS: &str = "一二三四五六七八九十";
    let line = line.trim_start();
    let (rest, ends): (_, &[char]) = match line.strip_prefix(['︵', '﹙']) {
        Some(rest) => (rest, &['︶', '﹚']),
        None => (line, &['︑', '﹑']),
    };
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit() || NUMERALS.contains(c));
    behind.len() < rest.len() && behind.starts_with(ends)
}

fn listed(c: char) -> Option<&'static Form> {
    FORMS.binary_search_by_key(&c, |form| form.shown).ok().map(|i| &FORMS[i])
}

/// A compatibility form or radical.
struct Form {
    shown: char,
    stands_for: char,
    /// The same in Simplified text.
    simplified: char,
}

/// The forms, sorted.
static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let form = |row: Vec<&'static str>| {
        let mut chars = row.iter().filter_map(|field| field.chars().next());
        let (shown, stands_for) = (chars.next()?, chars.next()?);
        Some(Form { shown, stands_for, simplified: chars.next().unwrap_or(stands_for) })
    };
    crate::tables::rows(include_str!("../tables/compatibility.tsv")).filter_map(form).collect()
});

/// A private-use character that is known, with what it shows.
struct Private {
    code: char,
    /// It is a sign of a symbol font, else a cell of GBK.
    is_symbol: bool,
    /// None for a cell that stands where nothing stood.
    shown: Option<char>,
}

/// The private-use characters that are known, sorted.
static PRIVATE: LazyLock<Vec<Private>> = LazyLock::new(|| {
    let private = |row: Vec<&'static str>| {
        let code = char::from_u32(u32::from_str_radix(row.first()?, 16).ok()?)?;
        let shown = row.get(2).and_then(|shown| shown.chars().next());
        Some(Private { code, is_symbol: *row.get(1)? == "symbol", shown })
    };
    crate::tables::rows(include_str!("../tables/private_use.tsv")).filter_map(private).collect()
});

/// A line of more Western or Cyrillic letters than this, and of more than half as many as it has Chinese characters, is not
/// understood; without any Chinese character, one of more than the other.
const FEW_LETTERS: usize = 3;
const FEW_LETTERS_ALONE: usize = 1;
/// So is one of Chinese characters that cost so much. Of 3,600 pieces of four to twenty characters that a wrong decoder
/// showed 95 in 100 cost more, of as many clean ones, rare names among them, three in 1,000.
const NO_PROSE: f32 = 57.0;
const SHORTEST: u32 = 4;

/// Whether nobody understood a line, so that what looks like one damaged place in it may be part of a greater damage.
pub(super) fn is_unread(line: &str) -> bool {
    let seen = |c: &char| !is_invisible(*c) && !('\u{E000}'..='\u{F8FF}').contains(c) && listed(*c).is_none();
    let text: String = readings::without(line).chars().filter(seen).collect();
    let han = text.chars().filter(|c| is_han(*c)).count();
    let letters = text.chars().filter(|c| is_letter(*c)).count();
    let few = if han == 0 { FEW_LETTERS_ALONE } else { FEW_LETTERS };
    if letters > few && letters * 2 > han {
        return true;
    }
    // Shreds: what is left of Chinese of which a decoder kept the ASCII alone.
    if han == 0 {
        return line.matches(['?', '\u{FFFD}']).count() > 1 && line.contains(|c: char| !c.is_ascii());
    }
    let found = cost(&text);
    found.count >= SHORTEST && found.rated() >= NO_PROSE
}

/// A letter of which Chinese text has few: Western, Cyrillic, Thai, half-width kana.
fn is_letter(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{24F}' | '\u{400}'..='\u{52F}' | '\u{590}'..='\u{1FFF}' | '\u{2C60}'..='\u{2DFF}'
        | '\u{2500}'..='\u{257F}' | '\u{FF61}'..='\u{FFDC}')
        && !"\u{A0}·×÷±°§µ¹²³¼½¾".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::survey;

    fn mended(text: &str) -> String {
        let signs = Signs::of(text, &survey(text));
        let line = |line: &str| super::patched(line, patches(line, signs));
        text.split('\n').map(line).collect::<Vec<_>>().join("\n")
    }

    fn stays(text: &str) {
        assert_eq!(mended(text), text);
    }

    #[test]
    fn cells_and_symbols_of_private_use_become_characters() {
        assert_eq!(mended("化验员石\u{e81e}，苗\u{e816}"), "化验员石龴，苗𠂇");
        assert_eq!(mended("是\t\u{f052}\n否\t\u{f0a3}"), "是\t☑\n否\t□");
        assert_eq!(mended("推\u{e4c6}进2\u{e4c6}5项"), "推进25项");
    }

    #[test]
    fn nothing_of_private_use_vanishes_between_digits() {
        assert_eq!(mended("堤高3\u{e0a1}4米，宽2\u{f0b7}5米"), "堤高3\u{FFFD}4米，宽2\u{FFFD}5米");
        assert_eq!(mended("村民冯\u{e3a5}"), "村民冯\u{FFFD}");
    }

    #[test]
    fn cells_of_hong_kong_are_read_in_traditional_text_only() {
        // 8BFA of HKSCS is 啲, which Windows kept at U+E06D.
        let code = (0xE000..=0xF848).filter_map(char::from_u32).find(|c| hong_kong(*c) == Some('啲'));
        let text = format!("呢{}報告講嘅問題", code.expect("啲 is in HKSCS"));
        assert_eq!(mended(&text), "呢啲報告講嘅問題");
        assert!(!mended(&format!("这{}报告讲问题", code.expect("啲"))).contains('啲'));
    }

    #[test]
    fn what_nobody_sees_goes_where_nothing_needs_it() {
        assert_eq!(mended("云\u{2066}溪\u{2064}县\u{fe0f}水\u{34f}务\u{180e}局&zwnj;站"), "云溪县水务局站");
        for text in [
            "👩\u{200d}🌾 村民 1\u{fe0f}\u{20e3} ☎\u{fe0f}",
            "می\u{200c}روم",
            "县志：\u{200f}محافظة\u{200f}",
            "ไทย\u{200b}ไทย",
            "葛\u{e0100}村",
        ] {
            stays(text);
        }
    }

    #[test]
    fn forms_become_the_full_ones_where_markers_are_in_them() {
        assert_eq!(mended("︵一︶綠化︒\n︻附件︼"), "（一）綠化。\n【附件】");
        assert_eq!(mended("﹙2﹚綠化﹐增長5﹪"), "（2）綠化，增長5％");
        assert_eq!(mended("佢講︰「係喇﹐增長﹣3﹒2﹪」"), "佢講︰「係喇﹐增長－3.2％」");
        stays("瑪麗﹒居禮講︰");
    }

    #[test]
    fn a_radical_is_of_the_script_of_the_text() {
        assert_eq!(mended("云溪县农⼾⾒效"), "云溪县农户见效");
        assert_eq!(mended("雲溪縣農⼾⾒效"), "雲溪縣農戶見效");
    }

    #[test]
    fn a_line_that_nobody_understood_is_known() {
        for line in ["Рє\u{ad}Р°СЃ\u{ad}Рё", "q8??\u{e0c3}W??m", "鍏\u{e100}徃鐨勭珵浜夊垎鏋\u{e190}"]
        {
            assert!(is_unread(line), "{line}");
        }
        for line in [
            "会(huì)议(yì)室(shì)\u{200b}",
            "村民冯\u{e3a5}、亓赟、郗翀",
            "2023\u{200b}年",
            "\u{feff}",
            "α、β射线",
            "Müller\u{200b}来访",
        ] {
            assert!(!is_unread(line), "{line}");
        }
    }
}
