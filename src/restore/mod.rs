//! A damaged text → the text it was, with every repair listed; clean text is never touched.

mod aligned;
mod backslash;
mod beam;
mod budget;
mod codec;
mod entities;
mod escapes;
mod holes;
mod lacks;
mod latin;
mod lattice;
mod local;
mod lost_pairs;
mod lost_utf8;
mod pages;
mod patch;
mod phrases;
mod readings;
mod realigned;
mod shifted;
mod told;
mod units;
mod utf8_holes;

use crate::damage::Damage;
use crate::lines;
use crate::span::Span;
use crate::survey::{Survey, survey};
use budget::Budget;
use local::Signs;
use patch::{Patch, listed, patched, trimmed};

pub use patch::Repair;

/// Restores `text`, of which only the lines that `survey` suspects are looked at; none where nothing had to be changed.
pub fn restore(text: &str, survey: &Survey) -> Option<(String, Vec<Repair>)> {
    let shifted = |(line, found): (Span, Vec<Patch>)| {
        found.into_iter().map(move |patch| Patch { at: patch.at.shifted(line.start), ..patch })
    };
    listed(text, by_line(text, survey).into_iter().flat_map(shifted))
}

/// Reads the escapes of a text that is written in them from end to end: JSON of ASCII, quoted-printable.
pub fn unescape(text: &str) -> Option<(String, Vec<Repair>)> {
    let found = escapes::patches(text);
    let (read, _) = listed(text, found.iter().cloned())?;
    let signs = Signs::of(&read, &survey(&read));
    listed(text, found.into_iter().map(|p| finished(p, signs)))
}

/// The lines that have repairs. One too short to tell by itself is read as the others were.
fn by_line(text: &str, survey: &Survey) -> Vec<(Span, Vec<Patch>)> {
    let escaped = backslash::is_escaped(text);
    if survey.suspects.is_empty() && !escaped {
        return Vec::new();
    }
    let signs = Signs::of(text, survey);
    let mut budget = Budget::of_text(text.len());
    let mut repaired = |line: Span| (line, patches(line.of(text), signs, &mut budget));
    let mut suspects = survey.suspects.iter().copied().peekable();
    // 一,、 stands in lines that nothing else is wrong with.
    let mut lines: Vec<(Span, Vec<Patch>)> = if signs.injected {
        let line = |line: Span| match suspects.next_if(|suspect| suspect.start == line.start) {
            Some(suspect) => repaired(suspect),
            None => (line, local::patches(line.of(text), signs)),
        };
        lines::all(text).map(line).collect()
    } else {
        suspects.map(&mut repaired).collect()
    };
    let kinds = kinds_of_all(&lines);
    if !kinds.is_empty() {
        lines = with_short_ones(text, lines, &kinds, signs, &mut budget);
    }
    if escaped { without_backslashes(text, lines) } else { lines }
}

/// All lines of a text of Big5 in which a byte was escaped, with the places of what was added to those that have no other
/// repairs.
fn without_backslashes(text: &str, found: Vec<(Span, Vec<Patch>)>) -> Vec<(Span, Vec<Patch>)> {
    let mut found = found.into_iter().peekable();
    let repaired = |line: Span| {
        let patches = found.next_if(|(at, _)| at.start == line.start).map(|(_, patches)| patches);
        let patches = patches.filter(|patches| !patches.is_empty());
        (line, patches.unwrap_or_else(|| backslash::patches(line.of(text))))
    };
    lines::all(text).map(repaired).collect()
}

/// So many kinds of damage are looked for in short lines.
const KINDS: usize = 3;

/// The kinds of damage by which lines were read as a whole, the most frequent first.
fn kinds_of_all(lines: &[(Span, Vec<Patch>)]) -> Vec<Damage> {
    let mut counts: Vec<(usize, Damage)> = Vec::new();
    for patch in lines.iter().flat_map(|(_, found)| found) {
        match counts.iter_mut().find(|(_, kind)| *kind == patch.kind) {
            Some((count, _)) => *count += 1,
            None if codec::is_whole_line(patch.kind) || latin::is_page(patch.kind) => {
                counts.push((1, patch.kind));
            }
            None => {}
        }
    }
    counts.sort_by_key(|(count, kind)| (std::cmp::Reverse(*count), *kind));
    counts.into_iter().take(KINDS).map(|(_, kind)| kind).collect()
}

/// All lines of a text in which some were damaged so, with the repairs of those that are too short to tell by themselves.
fn with_short_ones(
    text: &str,
    long: Vec<(Span, Vec<Patch>)>,
    kinds: &[Damage],
    signs: Signs,
    budget: &mut Budget,
) -> Vec<(Span, Vec<Patch>)> {
    let mut long = long.into_iter().peekable();
    let mut repaired = |line: Span| {
        let found =
            long.next_if(|(at, _)| at.start == line.start).map(|(_, found)| found).unwrap_or_default();
        (line, with_kinds_of_all(line.of(text), found, kinds, signs, budget))
    };
    lines::all(text).map(&mut repaired).collect()
}

/// The repairs of a line: what was found, unless the line is read better as the others were.
fn with_kinds_of_all(
    line: &str,
    found: Vec<Patch>,
    kinds: &[Damage],
    signs: Signs,
    budget: &mut Budget,
) -> Vec<Patch> {
    let rated = |found: &[Patch]| codec::rated(&patched(line, found.to_vec()));
    if found.iter().all(|p| SINGLE.contains(&p.kind)) {
        let short = if line.is_ascii() { Vec::new() } else { short_patches(line, kinds, signs, budget) };
        return if short.is_empty() { found } else { short };
    }
    // Of a short line two code pages make sense: 目录 and 目圕.
    let Some(main) = kinds.first().filter(|kind| latin::is_page(**kind)) else { return found };
    if found.iter().all(|p| latin::is_page(p.kind) && p.kind != *main) {
        let other = latin::short_patches(line, *main);
        if !other.is_empty() && rated(&other) <= rated(&found) {
            return other;
        }
    }
    found
}

/// Repairs of single characters, which tell nothing of a line.
const SINGLE: [Damage; 3] = [Damage::PrivateUse, Damage::Invisible, Damage::Compatibility];

/// The repairs of a line by the first of these kinds of damage that it can have had.
fn short_patches(line: &str, kinds: &[Damage], signs: Signs, budget: &mut Budget) -> Vec<Patch> {
    let mut by_kind = |kind: &Damage| {
        let found = match codec::is_whole_line(*kind) {
            true => codec::repair_short(line, *kind, budget)
                .and_then(|(to, kind, sure)| trimmed(line, to, kind, sure))
                .into_iter()
                .collect(),
            false => latin::short_patches(line, *kind),
        };
        (!found.is_empty()).then_some(found)
    };
    let found = kinds.iter().find_map(&mut by_kind).unwrap_or_default();
    found.into_iter().map(|p| finished(p, signs)).collect()
}

/// The repairs of one line, in order: of the whole line where it was decoded wrongly, else of single places.
fn patches(line: &str, signs: Signs, budget: &mut Budget) -> Vec<Patch> {
    if line.is_ascii() && !line.contains(['&', '<']) {
        return Vec::new();
    }
    let runs = latin::patches(line, budget);
    if !runs.is_empty() {
        return runs.into_iter().map(|p| finished(p, signs)).collect();
    }
    if let Some((to, kind, confidence)) = codec::repair(line, budget) {
        return trimmed(line, to, kind, confidence).map(|p| finished(p, signs)).into_iter().collect();
    }
    let mut found = shifted::patches(line, budget);
    let injected = signs.injected || !found.is_empty();
    if found.is_empty() {
        found = shifted::lost_bytes(line, budget);
    }
    if found.is_empty() && local::is_unread(line) {
        return Vec::new();
    }
    found.extend(local::patches(line, Signs { injected, ..signs }));
    found.sort_by_key(|p| p.at);
    let mut end = 0;
    found.retain(|p| {
        let free = p.at.start >= end;
        end = if free { p.at.end } else { end };
        free
    });
    found
}

/// What a repaired stretch holds may itself hold single damages: pinyin, entities.
fn finished(patch: Patch, signs: Signs) -> Patch {
    let inner = local::patches(&patch.to, signs.with(&patch.to));
    Patch { to: patched(&patch.to, inner), ..patch }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::damage::{ReadAs, Written};

    const CLEAN: &str = "云溪县卫生局全年新建村卫生室二十所，完成投资三百万元，群众满意度进一步提高。";

    fn back(damaged: &str) -> String {
        restore(damaged, &survey(damaged)).map_or_else(|| damaged.to_owned(), |(text, _)| text)
    }

    fn as_gbk(bytes: &[u8]) -> String {
        encoding_rs::GBK.decode_without_bom_handling(bytes).0.into_owned()
    }

    #[test]
    fn clean_text_is_never_touched() {
        let glosses = "衛生局(wèi shēng jú)設在縣城；“锟斤拷”是乱码；ㄅㄆㄇㄈ；±0.5‰；Müller。";
        for text in [CLEAN, "雲溪縣衛生局全年新建村衛生室二十所。", glosses, "　　一、总体要求"]
        {
            assert_eq!(back(text), text);
        }
    }

    #[test]
    fn wrong_decodings_are_undone() {
        let latin: String = CLEAN.bytes().map(char::from).collect();
        assert_eq!(back(&latin), CLEAN);
        let (gbk, _, _) = encoding_rs::GBK.encode(CLEAN);
        let cp1252 = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&gbk).0.into_owned();
        assert_eq!(back(&cp1252), CLEAN);
        let twice: String = latin.bytes().map(char::from).collect();
        assert_eq!(back(&twice), CLEAN);
    }

    #[test]
    fn a_lost_indent_byte_is_found() {
        let (gbk, _, _) = encoding_rs::GBK.encode("　（一）召開縣域醫共體建設會議,部署任務");
        assert_eq!(back(&as_gbk(&gbk[1..])), "（一）召開縣域醫共體建設會議,部署任務");
    }

    #[test]
    fn a_byte_lost_within_a_line_is_found() {
        let line = "全县新建村卫生室二十所,完善基层医疗卫生服务体系,群众满意度进一步提高";
        let (gbk, _, _) = encoding_rs::GBK.encode(line);
        let hit = encoding_rs::GBK.encode("全县新建村卫生室二十所,完善基").0.len();
        let damaged = as_gbk(&[&gbk[..hit], &gbk[hit + 1..]].concat()).replace("\u{FFFD},", "?");
        let restored = back(&damaged);
        assert!(restored.starts_with("全县新建村卫生室二十所,完善基�医疗卫生服务体"), "{damaged} {restored}");
        assert!(restored.ends_with("群众满意度进一步提高"), "{damaged} {restored}");
    }

    #[test]
    fn what_big5_has_no_pair_for_is_guessed_where_it_is_sure() {
        let line = "县里要求全年新办企业二十家，加强山区卫生室的服务，确保群众满意。";
        let damaged = "瓮爵猁⑴�孩縟簞噾鯜絮�坋模ㄛ樓Ч刓⑹怹汜弅腔督昢ㄛ�楛��福睌�砩﹝";
        let (text, repairs) = restore(damaged, &survey(damaged)).expect("GBK shown as Big5");
        let lost = text.chars().filter(|c| *c == '\u{FFFD}').count();
        let agree = |(a, b): (char, char)| a == b || b == '\u{FFFD}';
        assert!(text.chars().count() == line.chars().count() && lost < 5, "{text}");
        assert!(line.chars().zip(text.chars()).all(agree), "{text}");
        assert!(repairs.iter().all(|r| r.kind == Damage::Misread(Written::Gbk, ReadAs::Big5)));
    }

    #[test]
    fn where_too_much_is_lost_what_is_left_is_read() {
        let line = "雲溪縣衛生局全年新建村衛生室二十所，完成投資三百萬元，群眾滿意度進一步提高。";
        let damaged = "冻匪郡矫ネЫ��穝��矫ネ���┮�ЧΘщ戈�κ窾じ�竤渤骸種�秈�˙矗蔼�";
        let restored = back(damaged);
        let agree = |(a, b): (char, char)| a == b || b == '\u{FFFD}';
        assert!(restored.contains('\u{FFFD}') && restored.contains("衛"), "{damaged} {restored}");
        assert!(line.chars().zip(restored.chars()).all(agree), "{damaged} {restored}");
    }

    #[test]
    fn marks_of_lists_and_markdown_are_no_letters() {
        let damaged = "鍏抽敭瑕佺偣**锛?- 鎻愰珮甯傚満闆嗕腑搴?- 楠岃瘉绔炰簤浼樺娍鐨勫畬鏁存€у拰涓€鑷存€?- 鍒嗘瀽鏉ユ簮";
        assert_eq!(
            back(damaged),
            "关键要点**\u{FFFD}- 提高市场集中度- 验证竞争优势的完整性和一致性- 分析来源"
        );
    }

    #[test]
    fn a_mark_that_took_a_letter_along_hides_any_character() {
        // Of 通 a byte and the quotation mark behind it became ?; with ] it would be a character.
        assert_eq!(
            back(r#"["鍔犲揩鍙戝睍鏂拌兘婧愭苯杞︿骇涓?, "寤鸿?惧煄甯傝建閬撲氦閫?]"#),
            r#"["加快发展新能源汽车产业, "建设城市轨道交通]"#
        );
    }

    #[test]
    fn marks_without_end_are_searched_no_further() {
        let hostile = format!("{}鍚勪綅浠ｈ〃\n", "\u{FFFD}".repeat(30)).repeat(3000);
        let start = back(&hostile);
        assert!(!start.is_empty());
    }

    #[test]
    fn code_pages_are_told_apart() {
        let lines = "砚池县培训护理员九百名，兴建村道。\n植树九千株，群众反映良好。\n目录\n是";
        let (gbk, _, _) = encoding_rs::GBK.encode(lines);
        let pages = [
            encoding_rs::ISO_8859_15,
            encoding_rs::WINDOWS_1250,
            encoding_rs::WINDOWS_1251,
            encoding_rs::WINDOWS_1254,
            encoding_rs::MACINTOSH,
            encoding_rs::KOI8_R,
            encoding_rs::IBM866,
        ];
        for page in pages {
            let shown = page.decode_without_bom_handling(&gbk).0.into_owned();
            assert_eq!(back(&shown), lines, "{}: {shown}", page.name());
            let shown = page.decode_without_bom_handling(lines.as_bytes()).0.into_owned();
            assert_eq!(back(&shown), lines, "{}: {shown}", page.name());
        }
    }

    #[test]
    fn short_lines_are_read_as_the_others_and_alone_are_left() {
        let lines = "砚池县培训护理员九百名，兴建村道，群众反映良好。\n目录\n附件";
        let (gbk, _, _) = encoding_rs::GBK.encode(lines);
        let shown = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&gbk).0.into_owned();
        assert_eq!(back(&shown), lines);
        for alone in ["Ä¿Â¼", "Müller ½¾", "……", "“目录”"] {
            assert_eq!(back(alone), alone);
        }
    }

    #[test]
    fn a_foreign_character_keeps_no_line_from_being_read() {
        let (gbk, _, _) = encoding_rs::GBK.encode("砚池县兴建村道，群众反映良好。");
        let shown = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&gbk).0.into_owned();
        let (at, _) = shown.char_indices().nth(6).expect("three characters");
        for foreign in ["€", "★", "“", "（修订）"] {
            let damaged = format!("{}{foreign}{}", &shown[..at], &shown[at..]);
            assert_eq!(back(&damaged), format!("砚池县{foreign}兴建村道，群众反映良好。"), "{damaged}");
        }
        let mut cut = shown.clone();
        cut.pop();
        assert_eq!(back(&cut), "砚池县兴建村道，群众反映良好�");
    }

    #[test]
    fn of_utf8_shown_as_big5_what_is_whole_is_read() {
        let line = "柳溪縣整修水渠與河道，更換路燈，居民稱便，群眾滿意。";
        let mut shown = String::new();
        let mut bytes = line.bytes().peekable();
        // As Python does, with a mark for each byte that begins no pair.
        while let Some(lead) = bytes.next() {
            match bytes.peek().copied().filter(|trail| !lacks::big5_lacks(lead, *trail)) {
                Some(trail) => {
                    shown.extend(crate::pairs::BIG5.char(lead, trail));
                    bytes.next();
                }
                None => shown.push('\u{FFFD}'),
            }
        }
        let told = back(&shown);
        assert_ne!(told, shown);
        let mut rest = line;
        for piece in told.split('\u{FFFD}').filter(|piece| !piece.is_empty()) {
            let at = rest.find(piece).unwrap_or_else(|| panic!("{piece} of {told} is false"));
            rest = &rest[at + piece.len()..];
        }
    }

    #[test]
    fn single_places_are_mended() {
        assert_eq!(back("衛(wèi)生局關(guān)於建設(shè)的通知"), "衛生局關於建設的通知");
        assert_eq!(back("一,、建設(shè)衛(wèi)生室；(二(èr))關(guān)於"), "一、建設衛生室；(二)關於");
        assert_eq!(back("&#20113;&#28330;&amp;#21439;"), "云溪县");
        assert_eq!(back("云\u{200b}溪⼈民"), "云溪人民");
    }
}
