//! A text → the headings in it, in order: where a marker opens a paragraph (or a clause of a one-line text) and is no
//! number, date or list of numbers.

use super::lines::{bare_start, lines};
use super::markers::{Marker, ORDINAL, Style, digit, han_ordinal, is_han, marker};
use super::words::WORDS;
use crate::model::Form;
use crate::span::Span;

/// A heading as found, before it has a place in the tree.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// From the marker to the end of its paragraph.
    pub span: Span,
    /// The marker.
    pub mark: Marker,
    /// The title's range, for [`Form::Title`] and [`Form::RunIn`].
    pub title: Option<Span>,
    /// How title and body stand.
    pub form: Form,
    /// How many whole paragraphs without a marker stand between the heading before and this one.
    pub above: usize,
    /// The paragraph right above leads to a list: 「有下列情形之一的，不予受理：」.
    pub led: bool,
    /// … and is all that the heading above says: 「（二）分工」「分工如下：」, or that heading itself does so.
    pub led_below: bool,
}

/// A title of more characters than this is a paragraph that says something.
const MAX_TITLE_CHARS: usize = 60;
/// The same from the third level down, where a full stop ends it.
const MAX_LOW_TITLE_CHARS: usize = 20;
/// A paragraph of more bytes than this may hold a whole report.
const LONG_LINE: usize = 2400;
/// A text of one line and more bytes than this is a report that lost its line ends.
const LONE_LINE: usize = 600;

/// Finds the headings of `text[within]`.
pub(super) fn headings(text: &str, within: Span) -> Vec<Heading> {
    let mut found = candidates(text, within);
    keep_sequences(text, &mut found);
    let mut before = within.start;
    let mut above_form = None;
    let mut last = Span::default();
    found
        .into_iter()
        .map(|c| {
            let between: Vec<&str> = lines(text, Span::new(before.min(c.at), c.at))
                .map(|(_, l)| l.trim_end())
                .filter(|l| !l.is_empty())
                .collect();
            // A line of a PDF that ends in the middle of a sentence is no paragraph's end.
            let above = between.iter().filter(|l| l.ends_with(['。', '：', '”', '！'])).count();
            let led = between.last().is_some_and(|l| leads(l));
            let alone = above_form == Some(Form::Title) && between.len() == 1;
            let itself = between.is_empty() && leads(last.of(text));
            (before, last) = (c.end, Span::new(c.at, c.end));
            let found = Heading { above, led, led_below: led && alone || itself, ..heading(text, c) };
            above_form = Some(found.form);
            found
        })
        .collect()
}

/// Returns whether a paragraph leads to a list: 「有下列情形之一的，不予受理：」.
fn leads(paragraph: &str) -> bool {
    paragraph.ends_with(['：', ':']) && WORDS.announces.occur_in(paragraph)
}

/// A marker that may open a heading.
#[derive(Clone, Copy)]
struct Candidate {
    at: usize,
    /// The end of its paragraph.
    end: usize,
    mark: Marker,
    /// What follows makes it look like a number: only a neighbour of its own numbering saves it.
    doubtful: bool,
    /// It stands inside a one-line text.
    inside: bool,
}

fn candidates(text: &str, within: Span) -> Vec<Candidate> {
    let mut found = Vec::new();
    let alone = lines(text, within).filter(|(_, l)| !l.trim().is_empty()).take(2).count() == 1;
    let dotted = super::decimal::headings(text, within);
    let mut row = None;
    for (start, line) in lines(text, within) {
        let end = start + line.trim_end().len();
        let head = bare_start(line.trim_end());
        let at = end - head.len();
        if begins_year_row(head) {
            row = Some(1);
            continue;
        }
        if let Some(&mark) = dotted.get(&at) {
            row = None;
            found.push(Candidate { at, end, mark, doubtful: false, inside: false });
            continue;
        }
        let hit = candidate(text, at, end, false);
        if let (Some(last), Some(c)) = (row, &hit)
            && c.mark.style == Style::Digit
            && c.mark.ordinal > last
        {
            row = Some(c.mark.ordinal);
            continue;
        }
        row = row.filter(|_| hit.is_none());
        found.extend(hit.iter().flat_map(|&chapter| with_first_article(text, chapter)));
        if line.len() > LONG_LINE || alone {
            let inside = inside_line(text, at, end);
            let counts = line.len() > LONE_LINE || counts_apart(text, &inside);
            found.extend(inside.into_iter().filter(|_| counts));
        }
    }
    found
}

/// Parts a chapter from the article that follows it on its line: 「第一章　总则　第一条　为规范……」.
fn with_first_article(text: &str, mut chapter: Candidate) -> Vec<Candidate> {
    let is_chapter = matches!(chapter.mark.style, Style::Part | Style::Chapter | Style::Node);
    let title = &text[chapter.at + chapter.mark.len..chapter.end];
    let behind =
        title.match_indices(ORDINAL).map(|(i, _)| i).take(2).find(|&i| i > 0 && i <= MAX_TITLE_CHARS);
    let at = behind.filter(|&i| is_chapter && title[..i].ends_with(char::is_whitespace));
    let article = at
        .and_then(|i| candidate(text, chapter.end - title.len() + i, chapter.end, false))
        .filter(|c| c.mark.style == Style::Article);
    if let Some(article) = article {
        chapter.end = chapter.at + text[chapter.at..article.at].trim_end().len();
    }
    std::iter::once(chapter).chain(article).collect()
}

/// Returns whether a line is the row of a timetable that lost its frame: a cell of years, then the first of their
/// items: 「105 1、4月：招标」, 「1051、4月：招标」, 「105-1061. 招标」. The items that follow on lines of their own are the row's, not
/// headings.
fn begins_year_row(line: &str) -> bool {
    let line = match line.split_once(['-', '－', '~', '～']) {
        Some((from, rest)) if is_year(from) => rest,
        _ => line,
    };
    let figures = line.bytes().take_while(u8::is_ascii_digit).count();
    let opens = |rest: &str| rest.starts_with("1、") || rest.starts_with("1. ");
    let apart = is_year(&line[..figures]) && opens(line[figures..].trim_start());
    apart || figures > 3 && is_year(&line[..figures - 1]) && opens(&line[figures - 1..])
}

/// Returns whether figures are a year: 105 (民国) or 2016.
fn is_year(figures: &str) -> bool {
    let all = figures.bytes().all(|b| b.is_ascii_digit());
    all && (figures.len() == 3 && figures.starts_with('1') || figures.len() == 4 && figures.starts_with("20"))
}

/// Finds markers after a stop and a blank inside one long line: 「……如下： 一、基本情况 ……」.
fn inside_line(text: &str, from: usize, end: usize) -> Vec<Candidate> {
    let line = &text[from..end];
    let mut found: Vec<Candidate> = Vec::new();
    let mut before = ('\0', false);
    for (i, c) in line.char_indices() {
        let (stop, blank) = before;
        let open = blank || "。！？：:；;…”|".contains(stop);
        if open && i > 0 && !c.is_whitespace() {
            let hit = candidate(text, from + i, end, true)
                .filter(|h| matches!(h.mark.style, Style::Han | Style::HanBracket | Style::Formal));
            // （一）（二） inside a sentence are references; with a blank before they open a part.
            let opens = |h: &Candidate| {
                h.mark.style == Style::Han && "。！？：:…”".contains(stop) || follows(&found, h, stop)
            };
            found.extend(hit.filter(|h| blank || opens(h)));
        } else if let Some(first) = first_part(text, &found, from + i, end) {
            found.push(first);
        }
        before = if c.is_whitespace() { (stop, true) } else { (c, false) };
    }
    for i in 0..found.len() {
        found[i].end = found.get(i + 1).map_or(end, |next| next.at);
    }
    found
}

/// Returns whether a short text has its first two headings each behind a blank: 「工作方案 一、要求 …… 二、任务 ……」.
fn counts_apart(text: &str, inside: &[Candidate]) -> bool {
    let apart = |ordinal: u32, style: Style| {
        let fits = |c: &&Candidate| c.mark.ordinal == ordinal && c.mark.style == style;
        inside.iter().filter(fits).any(|c| text[..c.at].ends_with(char::is_whitespace))
    };
    [Style::Han, Style::HanBracket, Style::Formal].into_iter().any(|style| apart(1, style) && apart(2, style))
}

/// Returns whether a bracket goes on its row: behind a full stop （二） goes on where （一） stood, and （一） opens a row of
/// its own: 「……100%。（二）加强教师队伍。」
fn follows(found: &[Candidate], hit: &Candidate, stop: char) -> bool {
    let last = found.iter().rev().find(|c| c.mark.style == Style::HanBracket);
    let next = hit.mark.ordinal == 1 || last.is_some_and(|c| c.mark.ordinal + 1 == hit.mark.ordinal);
    hit.mark.style == Style::HanBracket && "。！？".contains(stop) && next
}

/// Finds （一） right behind the short title of its 一、, whose line end is lost: 「一、主要工作（一）改善办学条件。」
fn first_part(text: &str, found: &[Candidate], at: usize, end: usize) -> Option<Candidate> {
    let above = found.last().filter(|c| c.mark.style == Style::Han)?;
    let title = text.get(above.at + above.mark.len..at)?;
    let bare = !title.is_empty()
        && title.len() <= MAX_TITLE_CHARS
        && !title.contains(['。', '，', '；', '：', '、', '（']);
    let part = |h: &Candidate| h.mark.style == Style::HanBracket && h.mark.ordinal == 1;
    if bare { candidate(text, at, end, true).filter(part) } else { None }
}

fn candidate(text: &str, at: usize, end: usize, inside: bool) -> Option<Candidate> {
    let head = text.get(at..end)?;
    let mark = marker(head)?;
    let rest = &head[mark.len..];
    if refers(rest, mark) {
        return None;
    }
    Some(Candidate { at, end, mark, doubtful: is_number_like(head, mark), inside })
}

/// Returns whether the marker names another place instead of opening one.
fn refers(rest: &str, mark: Marker) -> bool {
    let bracket = matches!(mark.style, Style::HanBracket | Style::DigitBracket);
    let rest = rest.trim_start();
    bracket && WORDS.refers.begin(rest)
        || rest.starts_with('、')
        || mark.style == Style::Han && lists_numbers(rest)
}

/// Returns whether figures go on that a marker seems to begin: 一、二、三产业.
fn lists_numbers(rest: &str) -> bool {
    let figures = |s: &str| s.chars().take_while(|c| is_han(*c)).map(char::len_utf8).sum::<usize>();
    let second = figures(rest);
    let third = rest[second..].strip_prefix('、').unwrap_or_default();
    second > 0 && figures(third) > 0
}

/// Returns whether what follows the marker makes the whole look like a number: 1.5亿, 1、3、5月, 一、二级医院.
fn is_number_like(head: &str, mark: Marker) -> bool {
    let rest = &head[mark.len..];
    let next = rest.chars().next();
    match mark.style {
        Style::Digit => {
            let Some(c) = next else { return true };
            if digit(c).is_none() {
                return false;
            }
            let figures: usize = rest.chars().take_while(|&c| digit(c).is_some()).map(char::len_utf8).sum();
            let pointed = head[..mark.len].ends_with(['.', '．', '·']);
            // 1、2025年 is an item, 1.2025 a number; 1、2号楼, 1、3、5月 and 200、300元 count.
            let year = figures == 4 && rest[figures..].starts_with('年');
            let after = rest[figures..].chars().next();
            // 2、05.3万元 is what an OCR made of a figure.
            let decimal =
                rest[figures..].strip_prefix('.').is_some_and(|r| r.starts_with(|c| digit(c).is_some()));
            let counted = after.is_some_and(|c| !c.is_ascii_alphabetic() && !c.is_whitespace());
            !year && (pointed || decimal || counted)
        }
        Style::Han => {
            let figures: usize = rest.chars().take_while(|c| is_han(*c)).map(char::len_utf8).sum();
            // 四、五年内 and 三、四层 count, whatever their unit.
            let next = han_ordinal(&rest[..figures]) == Some(mark.ordinal + 1);
            figures > 0 && (next || WORDS.counted.begin(&rest[figures..]))
        }
        _ => false,
    }
}

/// Drops doubtful candidates without a neighbour of their own numbering, and lone references.
fn keep_sequences(text: &str, found: &mut Vec<Candidate>) {
    let keep: Vec<bool> = (0..found.len()).map(|i| !found[i].doubtful || has_neighbour(found, i)).collect();
    let mut keep = keep.into_iter();
    found.retain(|c| keep.next().unwrap_or(true) && !is_date_line(text, c));
}

/// A neighbour of the same numbering stands within so many markers, those of lists below it.
const MAX_NEIGHBOUR: usize = 40;

fn has_neighbour(found: &[Candidate], i: usize) -> bool {
    let me = found[i].mark;
    let alike = |o: &&Candidate| o.mark.style == me.style;
    let before = found[..i].iter().rev().take(MAX_NEIGHBOUR).find(alike);
    let after = found[i + 1..].iter().take(MAX_NEIGHBOUR).find(alike);
    // 一、二级公路 and 二、三级公路 do not save each other.
    let sure = |o: &&Candidate| me.style != Style::Han || !o.doubtful;
    before.filter(sure).is_some_and(|o| o.mark.ordinal + 1 == me.ordinal)
        || after.filter(sure).is_some_and(|o| me.ordinal + 1 == o.mark.ordinal)
}

/// Returns whether a line is 1.29, 5.12: of digits and points only it is a date or a figure of a table.
fn is_date_line(text: &str, c: &Candidate) -> bool {
    let rest = text[c.at + c.mark.len..c.end].trim();
    rest.is_empty() || rest.chars().all(|c| c.is_ascii_digit() || ".%,-".contains(c))
}

fn heading(text: &str, c: Candidate) -> Heading {
    let body = c.at + c.mark.len;
    let body = body + (text[body..c.end].len() - text[body..c.end].trim_start().len());
    let paragraph = &text[body..c.end];
    let (title, form) = title(paragraph, c);
    let title = title.map(|len| Span::new(body, body + len));
    Heading {
        span: Span::new(c.at, c.end),
        mark: c.mark,
        title,
        form,
        above: 0,
        led: false,
        led_below: false,
    }
}

/// Measures the title of a paragraph behind its marker, and says how it stands.
fn title(paragraph: &str, c: Candidate) -> (Option<usize>, Form) {
    // An article of a law is its content: 「第三条 本办法所称公共停车场，是指……」.
    if c.mark.style == Style::Article && paragraph.contains(['，', '。', '：', '；']) {
        return (None, Form::Item);
    }
    let stop = first_stop(paragraph);
    if let Some(colon) = name_end(paragraph).filter(|colon| stop.is_none_or(|(at, _)| *colon < at)) {
        return (Some(colon), Form::RunIn);
    }
    let broken = |at: usize| paragraph[..at].contains(char::is_whitespace) || items_at(paragraph) < at;
    if c.inside && stop.is_none_or(|(at, _)| broken(at)) {
        return inside_title(paragraph, stop.map(|s| s.0));
    }
    let Some((stop, after)) = stop else {
        return unstopped_title(paragraph);
    };
    let name = &unquoted(&paragraph[..stop]);
    let long = name.chars().count();
    let titled = c.mark.style.level() < 3 || long <= MAX_LOW_TITLE_CHARS;
    match paragraph[after..].trim().is_empty() {
        _ if is_content(name) => (None, Form::Item),
        true if titled => (Some(stop), Form::Title),
        false if long <= MAX_TITLE_CHARS => (Some(stop), Form::RunIn),
        _ => (None, Form::Item),
    }
}

/// The name before a colon has at most so many characters: 「云溪县城乡供水一体化工程（二期）：」.
const MAX_NAME_CHARS: usize = 30;

/// Finds the colon behind a name at the head of a paragraph that goes on behind it: 「河岸公园：完成绿化5万平方米」; not one that leads to a
/// list: 「有下列情形之一的：」.
fn name_end(paragraph: &str) -> Option<usize> {
    let (at, colon) = paragraph.char_indices().take(MAX_NAME_CHARS + 1).find(|(_, c)| "：:".contains(*c))?;
    let (name, rest) = (paragraph[..at].trim(), &paragraph[at + colon.len_utf8()..]);
    let marked = name.contains(['，', ',', '。', '；', ';', '“', '”', '！', '？']);
    let leads = WORDS.announces.occur_in(name) || WORDS.leads.end(name);
    let ratio = name.ends_with(|c| digit(c).is_some()) && rest.starts_with(|c| digit(c).is_some());
    (name.chars().count() > 1 && !rest.trim().is_empty() && !marked && !leads && !ratio).then_some(at)
}

/// Measures the title of a paragraph without a full stop: all of it, but for items and what is too long.
fn unstopped_title(paragraph: &str) -> (Option<usize>, Form) {
    let item = paragraph.ends_with(['；', ';', '，', ',']) || paragraph.chars().count() > MAX_TITLE_CHARS;
    let len = paragraph.trim_end_matches([':', '：']).len();
    if item { (None, Form::Item) } else { (Some(len), Form::Title) }
}

/// Ends the title of a one-line text at its first blank, or where its items begin.
fn inside_title(paragraph: &str, stop: Option<usize>) -> (Option<usize>, Form) {
    let blank = paragraph.find(char::is_whitespace).unwrap_or(paragraph.len()).min(items_at(paragraph));
    (Some(stop.map_or(blank, |s| s.min(blank))), Form::Title)
}

/// Finds where 一是 or 一要 follows a short title at once: 「存在问题一是城区学校……」.
fn items_at(paragraph: &str) -> usize {
    let head = WORDS.item.iter().filter_map(|w| paragraph.find(w)).min();
    let is_title = |head: &str| !head.contains(['。', '，']) && !WORDS.no_item.occur_in(head);
    head.filter(|&at| at > 0 && at <= MAX_TITLE_CHARS && is_title(&paragraph[..at]))
        .unwrap_or(paragraph.len())
}

/// Returns whether a first sentence is itself the content: it has clauses that act or figures, not a name's shape.
fn is_content(name: &str) -> bool {
    let clauses = name.split(['，', ',', '；', ';']).count();
    clauses > 3 || name.chars().count() > 45 || name.contains(['：', ':'])
}

/// Opening quotation marks with what closes them.
const QUOTES: [(char, char); 4] = [('“', '”'), ('「', '」'), ('『', '』'), ('‘', '’')];
/// A quotation in a title has at most so many characters.
const MAX_QUOTED_CHARS: usize = 120;

/// Measures the quotation that a text begins with.
fn quoted(text: &str) -> Option<usize> {
    let open = text.chars().next()?;
    let close = QUOTES.iter().find(|q| q.0 == open)?.1;
    text.char_indices().take(MAX_QUOTED_CHARS).find(|(_, c)| *c == close).map(|(at, c)| at + c.len_utf8())
}

/// Leaves out what a title quotes: 「关于“会议过多。全年召开86次”问题的整改」 is named by the rest.
fn unquoted(title: &str) -> String {
    let mut kept = String::new();
    let mut reach = 0;
    for (i, c) in title.char_indices() {
        if i < reach {
            continue;
        }
        match quoted(&title[i..]) {
            Some(len) if title[i..i + len].contains(['。', '，', '：']) => reach = i + len,
            _ => kept.push(c),
        }
    }
    kept
}

/// Finds the first full stop of a paragraph outside of quotation marks: where the title ends, and where what follows begins. A
/// point counts where no digit follows (2.5) and Chinese stands before it.
fn first_stop(paragraph: &str) -> Option<(usize, usize)> {
    let mut before = '\0';
    let mut reach = 0;
    for (i, c) in paragraph.char_indices() {
        if i < reach {
            continue;
        }
        if let Some(len) = quoted(&paragraph[i..]).filter(|_| i < LONG_LINE) {
            // 「“……。”我们」 ends with its quotation.
            reach = i + len;
            before = '”';
            continue;
        }
        let after = i + c.len_utf8();
        let point =
            c == '.' && !before.is_ascii() && !paragraph[after..].starts_with(|c: char| digit(c).is_some());
        if c == '。' || point {
            return Some((i, after));
        }
        before = c;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markers(text: &str) -> Vec<&str> {
        let found = headings(text, Span::new(0, text.len()));
        found.iter().map(|h| &text[h.span.start..h.span.start + h.mark.len]).collect()
    }

    fn titles(text: &str) -> Vec<&str> {
        headings(text, Span::new(0, text.len())).iter().map(|h| h.title.map_or("", |t| t.of(text))).collect()
    }

    #[test]
    fn a_title_ends_outside_of_quotation_marks() {
        let text = "1.关于“账目不清。有两笔未记”问题的整改。\n2.针对「桥面破损。坑洞三处」的情形。已补平。\n";
        assert_eq!(
            titles(text),
            ["关于“账目不清。有两笔未记”问题的整改", "针对「桥面破损。坑洞三处」的情形"]
        );
    }

    #[test]
    fn a_name_before_a_colon_is_a_title() {
        let text = "1、东渠公园：植树三百株，铺路两公里。\n2、有下列情形之一的：补办。\n3、比例为3：1。\n";
        assert_eq!(titles(text), ["东渠公园", "", ""]);
    }

    #[test]
    fn figures_of_a_list_are_no_markers() {
        for text in
            ["200、300元两档补贴。", "四、五年内建成。", "三、四层已出租。", "一、二、三产业协调发展。"]
        {
            assert_eq!(markers(text), [""; 0], "{text}");
        }
        assert_eq!(markers("一、五年回顾\n二、打算\n三、保障\n"), ["一、", "二、", "三、"]);
        assert_eq!(markers("1、12个村通路。\n（1）东村。\n2、30个村通水。\n"), ["1、", "（1）", "2、"]);
    }

    #[test]
    fn a_short_text_of_one_line_has_headings() {
        let text = "云溪县方案 一、要求 （一）原则。预防为主。 二、任务 （一）排查。排查水库。";
        assert_eq!(markers(text), ["一、", "（一）", "二、", "（一）"]);
    }

    #[test]
    fn rows_of_a_timetable_are_no_headings() {
        let table = "1、推动建设\n年度重点\n1041、6月：招标。\n2、10月：决标。\n105-1061. 开工\n2. 完工\n";
        assert_eq!(
            markers(&format!("{table}（二）管护\n1、巡查\n2、维修\n")),
            ["1、", "（二）", "1、", "2、"]
        );
    }

    #[test]
    fn a_chapter_and_its_first_article_share_a_line() {
        let text = "第一章　总则　第一条　为规范管理，制定本办法。\n第二条　本办法适用于云溪县。\n";
        assert_eq!(markers(text), ["第一章", "第一条", "第二条"]);
        assert_eq!(markers("## 第二章 监督\n# 一、概况\n"), ["第二章", "一、"]);
    }

    #[test]
    fn long_blank_lines_hold_nothing() {
        let blank = "　".repeat(LONG_LINE);
        assert_eq!(markers(&format!("一、概况\n{blank}\n#{blank}\n# \n二、管护\n")), ["一、", "二、"]);
    }

    #[test]
    fn an_article_is_its_content() {
        let text = "第三条 本办法所称停车场，是指供机动车停放的场所。\n";
        assert_eq!(headings(text, Span::new(0, text.len()))[0].form, Form::Item);
    }
}
